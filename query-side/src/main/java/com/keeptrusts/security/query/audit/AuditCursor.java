package com.keeptrusts.security.query.audit;

import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * A place in one feed, as consumers keep it: after that entry. To them it is a text without
 * meaning. A digest binds it to its feed and shows that it was altered; it is no authority, since
 * whoever may read a feed may start anywhere in it.
 */
record AuditCursor(String feed, long position) {

  /** The feed of the whole log. */
  static final String WHOLE = "whole";

  private static final byte VERSION = 1;
  private static final int DIGEST = 8;
  private static final int LENGTH = 1 + Long.BYTES + DIGEST;

  static String feedOf(OrgId org) {
    return "org/" + org;
  }

  String text() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(
            ByteBuffer.allocate(LENGTH).put(VERSION).putLong(position).put(digest()).array());
  }

  /** Reads a cursor of that feed; every other text is refused. */
  static AuditCursor read(String feed, String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      if (bytes.length == LENGTH && bytes[0] == VERSION) {
        AuditCursor cursor = new AuditCursor(feed, ByteBuffer.wrap(bytes).getLong(1));
        if (cursor.position >= 0 && cursor.text().equals(text)) {
          return cursor;
        }
      }
    } catch (IllegalArgumentException notBase64) {
      throw foreign();
    }
    throw foreign();
  }

  private static Rejected foreign() {
    return new Rejected(
        Reason.INVALID_VALUE,
        "The cursor is none of this feed; take it as it came with a page, or leave it out to start"
            + " at the beginning");
  }

  private byte[] digest() {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(ByteBuffer.allocate(1 + Long.BYTES).put(VERSION).putLong(position).flip());
      byte[] digest = sha256.digest(feed.getBytes(StandardCharsets.UTF_8));
      return Arrays.copyOf(digest, DIGEST);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("Every Java runtime has SHA-256", missing);
    }
  }
}
