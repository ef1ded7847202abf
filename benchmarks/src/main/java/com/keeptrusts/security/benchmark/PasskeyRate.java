package com.keeptrusts.security.benchmark;

import com.keeptrusts.security.command.lookup.RegisteredPasskey;
import com.keeptrusts.security.command.lookup.RegisteredPasskeys;
import com.keeptrusts.security.command.passkey.AuthenticationCeremony;
import com.keeptrusts.security.command.passkey.AuthenticationResponse;
import com.keeptrusts.security.command.passkey.Challenges;
import com.keeptrusts.security.command.passkey.Occasion;
import com.keeptrusts.security.command.passkey.PasskeyOptions;
import com.keeptrusts.security.command.passkey.RegistrationCeremony;
import com.keeptrusts.security.command.passkey.RegistrationResponse;
import com.keeptrusts.security.command.passkey.SoftAuthenticator;
import com.keeptrusts.security.event.CredentialId;
import com.keeptrusts.security.event.PasskeyCredential;
import com.keeptrusts.security.event.UserId;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Assertions of passkeys a second, part by part: nothing but the ES256 signatures on every core;
 * the ceremony over the same answers; and the ceremony with its database, which uses up a challenge
 * and finds the passkey for each.
 */
final class PasskeyRate implements Figure {

  private static final int REPETITIONS = 3;
  private static final int PASSKEYS = 64;
  private static final int ANSWERS = 4_000;
  private static final int CLIENTS = 8;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** An answer as it came in, and what the bare signature is over. */
  private record Answered(AuthenticationResponse response, PublicKey key, String signed) {

    boolean isSignedRightly() throws GeneralSecurityException {
      Signature verification = Signature.getInstance("SHA256withECDSA");
      verification.initVerify(key);
      verification.update(bytes(signed));
      return verification.verify(bytes(response.response().signature()));
    }
  }

  private interface Verification {
    void verify(Answered answered) throws Exception;
  }

  @Override
  public void measure(Results results) throws Exception {
    try (Installation installation = Installation.start(results.random());
        ConfigurableApplicationContext commandSide = installation.commandSide()) {
      List<SoftAuthenticator> keys =
          registered(commandSide.getBean(RegistrationCeremony.class), installation.commandLogin(2));
      PasskeyOptions options = commandSide.getBean(PasskeyOptions.class);
      AuthenticationCeremony ceremony = commandSide.getBean(AuthenticationCeremony.class);
      RegisteredPasskeys passkeys = commandSide.getBean(RegisteredPasskeys.class);
      Challenges challenges = commandSide.getBean(Challenges.class);
      List<RegisteredPasskey> known = known(keys, passkeys);
      Predicate<String> consume = challenge -> challenges.consume(challenge, Occasion.signIn());

      List<Double> bare = new ArrayList<>();
      List<Double> alone = new ArrayList<>();
      List<Double> complete = new ArrayList<>();
      for (int i = 0; i <= REPETITIONS; i++) {
        List<Answered> answers = answers(keys, options);
        double signatures = perSecond(answers, cores(), PasskeyRate::verifySignature);
        double ceremonies =
            perSecond(answers, cores(), answered -> verify(ceremony, known, answered));
        double assertions =
            perSecond(
                answers,
                CLIENTS,
                answered -> {
                  AuthenticationCeremony.Answer answer =
                      ceremony.read(answered.response(), consume);
                  ceremony.verify(answer, passkeys.find(answer.credential()).orElseThrow(), true);
                });
        // The first round is Java's to get warm.
        if (i > 0) {
          bare.add(signatures);
          alone.add(ceremonies);
          complete.add(assertions);
        }
      }
      results.add("bare ES256 verifications/s on all cores", bare);
      results.add("ceremonies/s, nothing else", alone);
      results.add("assertions/s with the database", complete);
      results.add("ceremony ÷ bare", Spread.ofRatios(alone, bare), null);
      results.add("assertions ÷ bare", Spread.ofRatios(complete, bare), Goal.atLeast(0.3));
    }
  }

  private static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  /** Each in the look-up, as if its user had registered it. */
  private static List<SoftAuthenticator> registered(
      RegistrationCeremony ceremony, DataSource login) {
    List<SoftAuthenticator> keys = new ArrayList<>();
    for (int i = 0; i < PASSKEYS; i++) {
      SoftAuthenticator key = SoftAuthenticator.onALaptop();
      UserId user = UserId.of(UUID.randomUUID().toString());
      JsonNode options =
          JSON.readTree(
              "{\"rp\":{\"id\":\"localhost\"},\"challenge\":\"AAAA\",\"user\":{\"id\":\""
                  + handle(user)
                  + "\"}}");
      PasskeyCredential credential =
          ceremony.verify(
              JSON.readValue(key.create(options), RegistrationResponse.class), any -> true);
      JdbcClient.create(login)
          .sql(
              """
              INSERT INTO command.passkey_1
                (passkey_id, user_id, credential_id, public_key, algorithm, sign_count,
                 uv_initialized, backup_eligible, backed_up, aaguid, transports, discoverable, name,
                 registered_at)
              VALUES (:passkey, :user, :credential, :key, -7, 0, true, true, false, :aaguid, '{}',
                true, :name, log.now())
              """)
          .param("passkey", UUID.randomUUID().toString())
          .param("user", user.value())
          .param("credential", credential.id().value())
          .param("key", credential.publicKey().value())
          .param("aaguid", credential.aaguid())
          .param("name", "user/" + user + "#bmFtZQ")
          .update();
      keys.add(key);
    }
    return keys;
  }

  private static String handle(UserId user) {
    UUID id = UUID.fromString(user.value());
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(
            ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array());
  }

  private static List<RegisteredPasskey> known(
      List<SoftAuthenticator> keys, RegisteredPasskeys passkeys) {
    return keys.stream()
        .map(key -> passkeys.find(new CredentialId(key.credentialId())))
        .map(found -> found.orElseThrow())
        .toList();
  }

  /** Made beforehand: the authenticators' work is not the server's. */
  private static List<Answered> answers(List<SoftAuthenticator> keys, PasskeyOptions options)
      throws Exception {
    List<Answered> answers = new ArrayList<>();
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    for (int i = 0; i < ANSWERS; i++) {
      SoftAuthenticator key = keys.get(i % keys.size());
      AuthenticationResponse response =
          JSON.readValue(
              key.get(JSON.valueToTree(options.ofAnybody())), AuthenticationResponse.class);
      byte[] data = bytes(response.response().authenticatorData());
      byte[] hash = sha256.digest(bytes(response.response().clientDataJSON()));
      byte[] signed = new byte[data.length + hash.length];
      System.arraycopy(data, 0, signed, 0, data.length);
      System.arraycopy(hash, 0, signed, data.length, hash.length);
      answers.add(
          new Answered(
              response,
              key.publicKey(),
              Base64.getUrlEncoder().withoutPadding().encodeToString(signed)));
    }
    return answers;
  }

  private static byte[] bytes(String text) {
    return Base64.getUrlDecoder().decode(text);
  }

  private static void verifySignature(Answered answered) throws GeneralSecurityException {
    if (!answered.isSignedRightly()) {
      throw new IllegalStateException("An authenticator signed wrongly");
    }
  }

  private static void verify(
      AuthenticationCeremony ceremony, List<RegisteredPasskey> known, Answered answered) {
    AuthenticationCeremony.Answer answer = ceremony.read(answered.response(), any -> true);
    RegisteredPasskey passkey =
        known.stream()
            .filter(one -> one.credentialId().equals(answer.credential()))
            .findFirst()
            .orElseThrow();
    ceremony.verify(answer, passkey, true);
  }

  private static double perSecond(List<Answered> answers, int clients, Verification verification)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    try {
      List<Callable<Void>> work = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        int client = i;
        work.add(
            () -> {
              for (int one = client; one < answers.size(); one += clients) {
                verification.verify(answers.get(one));
              }
              return null;
            });
      }
      long start = System.nanoTime();
      for (Future<Void> done : threads.invokeAll(work)) {
        done.get();
      }
      return answers.size() / ((System.nanoTime() - start) / 1e9);
    } finally {
      threads.shutdownNow();
    }
  }
}
