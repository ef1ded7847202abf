package com.keeptrusts.security.command.recovery;

import com.keeptrusts.security.command.password.Argon2Settings;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.OptionalInt;
import tools.jackson.databind.json.JsonMapper;

/**
 * The vault's row of one set as JSON: how the hashes were made, the one salt, and a hash for each
 * code at its place.
 */
record StoredCodes(Argon2Settings argon2id, String salt, List<String> hashes) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  static StoredCodes of(Argon2Settings settings, byte[] salt, List<byte[]> hashes) {
    Base64.Encoder base64 = Base64.getEncoder();
    return new StoredCodes(
        settings,
        base64.encodeToString(salt),
        hashes.stream().map(base64::encodeToString).toList());
  }

  static StoredCodes read(byte[] json) {
    return JSON.readValue(json, StoredCodes.class);
  }

  byte[] json() {
    return JSON.writeValueAsBytes(this);
  }

  byte[] saltBytes() {
    return Base64.getDecoder().decode(salt);
  }

  /** The place of this hash; takes the same time whichever it is. */
  OptionalInt placeOf(byte[] hash) {
    int found = -1;
    for (int place = 0; place < hashes.size(); place++) {
      boolean same = MessageDigest.isEqual(Base64.getDecoder().decode(hashes.get(place)), hash);
      found = same ? place : found;
    }
    return found < 0 ? OptionalInt.empty() : OptionalInt.of(found);
  }

  @Override
  public String toString() {
    return "StoredCodes";
  }
}
