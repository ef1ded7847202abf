package com.keeptrusts.security.command.passkey;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An authenticator with one passkey and the browser in front of it, as far as a server sees them:
 * what {@code toJSON()} says after {@code create()} and {@code get()}. It does what it is told, so
 * that each thing can be wrong alone.
 */
public final class SoftAuthenticator {

  private static final int PRESENT = 0x01;
  private static final int VERIFIED = 0x04;
  private static final int ELIGIBLE = 0x08;
  private static final int BACKED_UP = 0x10;
  private static final int ATTESTED = 0x40;
  private static final int COORDINATE = 32;

  private final KeyPair key;
  private byte[] credentialId = random(32);
  private byte @Nullable [] statedId;
  private String origin = "http://localhost:8080";
  private @Nullable String rpId;
  private @Nullable String type;
  private @Nullable String challenge;
  private boolean crossOrigin;
  private boolean present = true;
  private boolean verifies = true;
  private boolean eligible = true;
  private boolean backedUp;
  private @Nullable Boolean discoverable = true;
  private long algorithm = -7;
  private long count;
  private long step = 1;
  private @Nullable KeyPair signsWith;
  private byte @Nullable [] handle;
  private boolean saysWhose = true;
  private UUID model = new UUID(0, 0);

  public SoftAuthenticator() {
    this.key = keyPair();
  }

  public static SoftAuthenticator onALaptop() {
    return new SoftAuthenticator();
  }

  /** A key that is touched and asks for no PIN, and finds its passkeys only if told which. */
  public static SoftAuthenticator aPlainKey() {
    return new SoftAuthenticator().verifying(false).syncing(false).discoverable(false);
  }

  public SoftAuthenticator at(String otherOrigin) {
    origin = otherOrigin;
    return this;
  }

  public SoftAuthenticator forRelyingParty(String otherRpId) {
    rpId = otherRpId;
    return this;
  }

  public SoftAuthenticator ofType(String otherType) {
    type = otherType;
    return this;
  }

  public SoftAuthenticator answering(String otherChallenge) {
    challenge = otherChallenge;
    return this;
  }

  public SoftAuthenticator inAFrame(boolean is) {
    crossOrigin = is;
    return this;
  }

  public SoftAuthenticator touched(boolean is) {
    present = is;
    return this;
  }

  public SoftAuthenticator verifying(boolean does) {
    verifies = does;
    return this;
  }

  public SoftAuthenticator syncing(boolean can) {
    eligible = can;
    return this;
  }

  public SoftAuthenticator synced(boolean is) {
    backedUp = is;
    return this;
  }

  public SoftAuthenticator discoverable(@Nullable Boolean is) {
    discoverable = is;
    return this;
  }

  public SoftAuthenticator withAlgorithm(long other) {
    algorithm = other;
    return this;
  }

  /** What its counter says next. */
  public SoftAuthenticator counting(long next) {
    count = next - step;
    return this;
  }

  /** It always says 0. */
  public SoftAuthenticator notCounting() {
    count = 0;
    step = 0;
    return this;
  }

  public SoftAuthenticator withCredentialId(byte[] id) {
    credentialId = id.clone();
    return this;
  }

  /** The browser says this one, whatever the authenticator attests. */
  public SoftAuthenticator statingId(byte[] id) {
    statedId = id.clone();
    return this;
  }

  public SoftAuthenticator signingWithAnotherKey() {
    signsWith = keyPair();
    return this;
  }

  public SoftAuthenticator ofUser(byte @Nullable [] userHandle) {
    handle = userHandle;
    return this;
  }

  public SoftAuthenticator sayingWhose(boolean does) {
    saysWhose = does;
    return this;
  }

  public SoftAuthenticator ofModel(UUID aaguid) {
    model = aaguid;
    return this;
  }

  public PublicKey publicKey() {
    return key.getPublic();
  }

  public String credentialId() {
    return text(credentialId);
  }

  /** RegistrationResponseJSON for PublicKeyCredentialCreationOptionsJSON. */
  public String create(JsonNode options) {
    handle = Base64.getUrlDecoder().decode(options.get("user").get("id").asString());
    byte[] authenticatorData = authenticatorData(options.get("rp").get("id").asString(), true);
    Map<String, Object> attestation = new LinkedHashMap<>();
    attestation.put("fmt", "none");
    attestation.put("attStmt", Map.of());
    attestation.put("authData", authenticatorData);
    Map<String, Object> response = new LinkedHashMap<>();
    response.put("clientDataJSON", text(clientData("webauthn.create", options)));
    response.put("attestationObject", text(Cbor.of(attestation)));
    response.put("transports", new String[] {"internal", "hybrid"});
    return json(
        response,
        discoverable == null ? Map.of() : Map.of("credProps", Map.of("rk", discoverable)));
  }

  /** AuthenticationResponseJSON for PublicKeyCredentialRequestOptionsJSON. */
  public String get(JsonNode options) {
    count += step;
    byte[] authenticatorData = authenticatorData(options.get("rpId").asString(), false);
    byte[] clientData = clientData("webauthn.get", options);
    Map<String, Object> response = new LinkedHashMap<>();
    response.put("clientDataJSON", text(clientData));
    response.put("authenticatorData", text(authenticatorData));
    response.put("signature", text(sign(authenticatorData, sha256(clientData))));
    if (saysWhose && handle != null) {
      response.put("userHandle", text(handle));
    }
    return json(response, Map.of());
  }

  private String json(Map<String, Object> response, Map<String, Object> extensions) {
    Map<String, Object> credential = new LinkedHashMap<>();
    String id = text(statedId == null ? credentialId : statedId);
    credential.put("id", id);
    credential.put("rawId", id);
    credential.put("type", "public-key");
    credential.put("authenticatorAttachment", "platform");
    credential.put("response", response);
    credential.put("clientExtensionResults", extensions);
    return JsonMapper.shared().writeValueAsString(credential);
  }

  private byte[] clientData(String ceremony, JsonNode options) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("type", type == null ? ceremony : type);
    data.put("challenge", challenge == null ? options.get("challenge").asString() : challenge);
    data.put("origin", origin);
    data.put("crossOrigin", crossOrigin);
    return JsonMapper.shared().writeValueAsString(data).getBytes(StandardCharsets.UTF_8);
  }

  private byte[] authenticatorData(String askedRpId, boolean attested) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    String id = rpId == null ? askedRpId : rpId;
    data.writeBytes(sha256(id.getBytes(StandardCharsets.UTF_8)));
    data.write(
        (present ? PRESENT : 0)
            | (verifies ? VERIFIED : 0)
            | (eligible ? ELIGIBLE : 0)
            | (backedUp ? BACKED_UP : 0)
            | (attested ? ATTESTED : 0));
    data.writeBytes(ByteBuffer.allocate(4).putInt((int) count).array());
    if (attested) {
      data.writeBytes(
          ByteBuffer.allocate(16)
              .putLong(model.getMostSignificantBits())
              .putLong(model.getLeastSignificantBits())
              .array());
      data.writeBytes(ByteBuffer.allocate(2).putShort((short) credentialId.length).array());
      data.writeBytes(credentialId);
      data.writeBytes(coseKey());
    }
    return data.toByteArray();
  }

  private byte[] coseKey() {
    ECPublicKey publicKey = (ECPublicKey) key.getPublic();
    Map<Object, Object> cose = new LinkedHashMap<>();
    cose.put(1, 2);
    cose.put(3, algorithm);
    cose.put(-1, 1);
    cose.put(-2, coordinate(publicKey.getW().getAffineX()));
    cose.put(-3, coordinate(publicKey.getW().getAffineY()));
    return Cbor.of(cose);
  }

  private static byte[] coordinate(BigInteger value) {
    byte[] bytes = value.toByteArray();
    byte[] fixed = new byte[COORDINATE];
    int length = Math.min(bytes.length, COORDINATE);
    System.arraycopy(bytes, bytes.length - length, fixed, COORDINATE - length, length);
    return fixed;
  }

  private byte[] sign(byte[] authenticatorData, byte[] clientDataHash) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign((signsWith == null ? key : signsWith).getPrivate());
      signature.update(authenticatorData);
      signature.update(clientDataHash);
      return signature.sign();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static KeyPair keyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public String toString() {
    return "passkey " + Arrays.hashCode(credentialId);
  }
}
