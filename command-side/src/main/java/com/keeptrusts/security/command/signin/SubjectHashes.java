package com.keeptrusts.security.command.signin;

import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.google.crypto.tink.prf.PrfConfig2026;
import com.google.crypto.tink.prf.PrfSet;
import com.keeptrusts.security.command.vault.KeysetStore;
import com.keeptrusts.security.event.EmailAddress;
import com.keeptrusts.security.event.UserId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

/**
 * Keyed hashes (HMAC-SHA-256) of what guesses are about. The key is never rotated: under another
 * one all counters would start anew.
 */
public final class SubjectHashes {

  private static final int BYTES = 32;

  private final PrfSet prf;

  public SubjectHashes(KeysetStore store) {
    try {
      this.prf =
          store
              .readOrMake(PredefinedPrfParameters.HMAC_SHA256_PRF, PrfConfig2026.get())
              .getPrimitive(PrfConfig2026.get(), PrfSet.class);
    } catch (GeneralSecurityException wrongKind) {
      throw new IllegalStateException(
          "The keyset of subjects holds other keys than PRF", wrongKind);
    }
  }

  /** The same for every way of writing an e-mail that signs in to the same account. */
  public SubjectHash of(EmailAddress typed) {
    return hash("email:" + typed.normalised());
  }

  public SubjectHash of(UserId user) {
    return hash("user:" + user);
  }

  private SubjectHash hash(String subject) {
    try {
      byte[] hash = prf.computePrimary(subject.getBytes(StandardCharsets.UTF_8), BYTES);
      return new SubjectHash(Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("HMAC takes any bytes", impossible);
    }
  }
}
