package com.keeptrusts.security.standalone;

import com.keeptrusts.security.log.WrongSetting;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one folder in which this installation keeps its database, keys and credentials. Only its
 * owner may look inside (0700, files 0600), and only one process uses it at a time.
 */
final class DataDirectory implements AutoCloseable {

  private static final Set<PosixFilePermission> OWNER_ONLY_FILE =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> OWNER_ONLY_FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final String SETTING = "keeptrusts.data";
  private static final String IN_USE = "in-use";
  private static final int RANDOM_BYTES = 32;

  private final Path folder;
  private final FileChannel lock;

  private DataDirectory(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Makes the folder if need be and takes it for this process.
   *
   * @throws WrongSetting if another process uses it, it cannot be made, or it holds what is not
   *     ours
   */
  static DataDirectory open(Path path) {
    Path folder = path.toAbsolutePath().normalize();
    try {
      requireOwn(folder);
      Files.createDirectories(folder);
      if (isPosix(folder)) {
        Files.setPosixFilePermissions(folder, OWNER_ONLY_FOLDER);
      }
      FileChannel channel =
          FileChannel.open(
              folder.resolve(IN_USE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      @Nullable FileLock taken = channel.tryLock();
      if (taken == null) {
        channel.close();
        throw new WrongSetting(SETTING, "a folder that no other process uses", folder);
      }
      return new DataDirectory(folder, channel);
    } catch (IOException failed) {
      throw unusable(folder, failed);
    }
  }

  /** What is in a folder of others would be shut to them. */
  private static void requireOwn(Path folder) throws IOException {
    if (Files.isDirectory(folder) && !Files.exists(folder.resolve(IN_USE))) {
      try (Stream<Path> inside = Files.list(folder)) {
        if (inside.findAny().isPresent()) {
          throw new WrongSetting(
              SETTING, "a folder of its own, empty before the first start", folder);
        }
      }
    }
  }

  private static WrongSetting unusable(Path path, IOException failed) {
    return new WrongSetting(SETTING, "a folder that can be written, or made", path, failed);
  }

  Path resolve(String name) {
    return folder.resolve(name);
  }

  /**
   * A random password that stays the same from start to start.
   *
   * @throws WrongSetting if its file can be neither read nor made
   */
  String password(String name) {
    Path file = resolve(name);
    try {
      if (Files.exists(file)) {
        return Files.readString(file).strip();
      }
      String password = randomText();
      write(name, password);
      return password;
    } catch (IOException failed) {
      throw new WrongSetting(SETTING, "a folder whose files can be read", file, failed);
    }
  }

  /**
   * The one that an earlier start made.
   *
   * @throws WrongSetting if its file is gone
   */
  String existingPassword(String name) {
    Path file = resolve(name);
    if (!Files.exists(file)) {
      throw new WrongSetting(
          SETTING,
          "a folder that is whole",
          folder + ", in which the file " + name + " is missing");
    }
    return password(name);
  }

  /** 256 random bits as base64url. */
  static String randomText() {
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  /** Writes a file that only its owner may read; it is there whole or not at all. */
  Path write(String name, String content) {
    return writeOwnerOnly(resolve(name), content);
  }

  static Path writeOwnerOnly(Path file, String content) {
    try {
      Path draft = file.resolveSibling(file.getFileName() + ".new");
      Files.deleteIfExists(draft);
      Files.createFile(draft, ownerOnly(draft));
      Files.write(draft, content.getBytes(StandardCharsets.UTF_8));
      return Files.move(
          draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failed) {
      throw unusable(file, failed);
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path file) {
    return isPosix(file)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY_FILE)}
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
