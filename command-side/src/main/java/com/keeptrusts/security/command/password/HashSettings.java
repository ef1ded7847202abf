package com.keeptrusts.security.command.password;

import com.keeptrusts.security.log.Allowed;
import com.keeptrusts.security.log.WrongSetting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/** How much work a hash is, as the deployment sets it (rule PWD-1). */
@ConfigurationProperties("keeptrusts.password.hash")
public record HashSettings(
    @Allowed(MEMORY) @DefaultValue("19MB") DataSize memory,
    @Allowed("between 2 and 20") @DefaultValue("2") int iterations,
    @Allowed("between 1 and 16") @DefaultValue("1") int parallelism) {

  private static final String MEMORY = "between 19MB and 1024MB";

  public HashSettings {
    if (memory.toBytes() < bytes(Argon2Settings.LEAST_MEMORY_KIB)
        || memory.toBytes() > bytes(Argon2Settings.MOST_MEMORY_KIB)) {
      throw new WrongSetting("keeptrusts.password.hash.memory", MEMORY, memory);
    }
    WrongSetting.requireWithin(
        "keeptrusts.password.hash.iterations",
        iterations,
        Argon2Settings.LEAST_ITERATIONS,
        Argon2Settings.MOST_ITERATIONS);
    WrongSetting.requireWithin(
        "keeptrusts.password.hash.parallelism", parallelism, 1, Argon2Settings.MOST_PARALLELISM);
  }

  /**
   * As many hashes as there are cores run at once, each with its memory; half of the heap is for
   * everything else. Too little room would end a node in the first flood, not at its start.
   */
  public void requireRoom(int atOnce, long heap) {
    long most = heap / 2 / atOnce;
    if (memory.toBytes() > most) {
      throw new WrongSetting(
          "keeptrusts.password.hash.memory",
          "at most %dMB: half of the heap (-Xmx), %dMB, is for %d hashes at once, one a core"
              .formatted(megabytes(most), megabytes(heap / 2), atOnce),
          megabytes(memory.toBytes()) + "MB");
    }
  }

  private static long megabytes(long bytes) {
    return DataSize.ofBytes(bytes).toMegabytes();
  }

  /** The same in the terms of RFC 9106. */
  public Argon2Settings argon2() {
    return new Argon2Settings((int) memory.toKilobytes(), iterations, parallelism);
  }

  private static long bytes(int kib) {
    return DataSize.ofKilobytes(kib).toBytes();
  }
}
