package com.keeptrusts.security.command.attempt;

import com.keeptrusts.security.command.vault.DeploymentKeys;
import com.keeptrusts.security.command.vault.Secret;
import com.keeptrusts.security.command.vault.SecretReader;
import com.keeptrusts.security.event.CredentialId;
import com.keeptrusts.security.event.EmailAddress;
import com.keeptrusts.security.event.ExternalSubject;
import com.keeptrusts.security.event.Issuer;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.event.UserId;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keyed hashes (HMAC-SHA-256) of what guesses are about, and of requests that may be repeated. All
 * nodes share one key, made when the first node starts and kept in the vault; it stays the same for
 * ever, since under another one all counters would start anew.
 */
public final class SubjectHashes {

  private static final String ALGORITHM = "HmacSHA256";
  private static final String KEY = "subject-hashes";

  private final Secret key;

  /**
   * Makes the key if there is none: as the node starts, never within a transaction of something
   * else, whose roll-back would take the key out of the vault but not out of memory.
   */
  public SubjectHashes(DeploymentKeys keys) {
    this.key = keys.key(KEY);
  }

  /** The same for every way of writing an e-mail that signs in to the same account. */
  public SubjectHash of(EmailAddress typed) {
    return hash("email:" + typed.normalised());
  }

  public SubjectHash of(UserId user) {
    return hash("user:" + user);
  }

  /** Of an identity at a provider, which is one only as this very pair: an issuer has no spaces. */
  public SubjectHash of(Issuer issuer, ExternalSubject subject) {
    return hash("external-identity:" + issuer.text() + " " + subject.text());
  }

  /** Of a passkey that nobody has. */
  public SubjectHash of(CredentialId credential) {
    return hash("passkey:" + credential.value());
  }

  /** Of the digest of a request that may come again with its idempotency key. */
  public SubjectHash ofRequest(Sha256 digest) {
    return hash("request:" + digest.value());
  }

  private SubjectHash hash(String subject) {
    byte[] hash = key.open(SecretReader.SUBJECT_HASHES, bytes -> hmac(bytes, subject));
    return new SubjectHash(Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
  }

  private static byte[] hmac(byte[] key, String subject) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac.doFinal(subject.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
      throw new IllegalStateException("Every Java runtime has HMAC-SHA-256", impossible);
    }
  }
}
