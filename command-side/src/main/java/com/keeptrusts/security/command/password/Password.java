package com.keeptrusts.security.command.password;

import com.keeptrusts.security.command.vault.Secret;
import com.keeptrusts.security.command.vault.SecretReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.function.Function;

/**
 * What somebody typed or is shown as a password: in NFC, all of it, in memory only. The same text
 * typed on another keyboard is the same password.
 */
public final class Password implements AutoCloseable {

  /** Longer than any setting admits, in whatever form it was typed; not even looked at. */
  private static final int NOT_READ_BEYOND = 4 * PasswordSettings.LONGEST;

  private final Secret utf8;
  private final int length;
  private final boolean wellFormed;

  private Password(Secret utf8, int length, boolean wellFormed) {
    this.utf8 = utf8;
    this.length = length;
    this.wellFormed = wellFormed;
  }

  public static Password typed(String text) {
    if (text.length() > NOT_READ_BEYOND) {
      return new Password(Secret.taking(new byte[0]), text.length(), true);
    }
    String normalised = Normalizer.normalize(text, Normalizer.Form.NFC);
    int length = normalised.codePointCount(0, normalised.length());
    try {
      ByteBuffer utf8 = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(normalised));
      byte[] bytes = new byte[utf8.remaining()];
      utf8.get(bytes);
      return new Password(Secret.taking(bytes), length, true);
    } catch (CharacterCodingException loneSurrogate) {
      return new Password(Secret.taking(new byte[0]), length, false);
    }
  }

  /** In code points. */
  public int length() {
    return length;
  }

  /** False for text with lone surrogates, which is no text. */
  boolean isWellFormed() {
    return wellFormed;
  }

  public boolean isSameAs(Password other) {
    return wellFormed
        && other.wellFormed
        && length == other.length
        && forCheck(mine -> other.forCheck(theirs -> MessageDigest.isEqual(mine, theirs)));
  }

  <T> T forCheck(Function<byte[], T> check) {
    return utf8.open(SecretReader.PASSWORD_CHECK, check);
  }

  /** For the one answer that hands a temporary password out. */
  public String shownOnce() {
    return utf8.open(SecretReader.SHOWN_ONCE, bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    utf8.close();
  }

  @Override
  public String toString() {
    return "Password";
  }
}
