package com.keeptrusts.security.web;

import com.keeptrusts.security.enforcement.ServiceClient;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.ServiceClientId;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.springdoc.core.models.GroupedOpenApi;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** An application behind the door, with a service client for each scope. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({WebDoor.class, TestEndpoints.class})
class TestSide {

  private static final String SECRET = "0123456789012345678901234567890123456789abc";

  static final String SESSION = "AbCdEfGhIjKlMnOpQrStUvWxYz-_0123456789AbCdE";
  static final String EVERYTHING = credential("everything");

  private final Map<String, Set<Scope>> clients = new ConcurrentHashMap<>(scopes());

  /** The credential of the client that has just this scope. */
  static String credential(Scope scope) {
    return credential(scope.stableName());
  }

  private static String credential(String name) {
    return "kts_" + id(name) + "_" + SECRET;
  }

  static String id(Scope scope) {
    return id(scope.stableName());
  }

  private static String id(String name) {
    return "00000000-0000-4000-8000-0000%08x".formatted(name.hashCode());
  }

  private static Map<String, Set<Scope>> scopes() {
    Map<String, Set<Scope>> scopes = new TreeMap<>();
    Arrays.stream(Scope.values()).forEach(scope -> scopes.put(credential(scope), Set.of(scope)));
    scopes.put(EVERYTHING, Set.of(Scope.values()));
    return scopes;
  }

  @Bean
  ServiceCredentials credentials() {
    return credential ->
        Optional.ofNullable(clients.get(credential))
            .map(scopes -> new ServiceClient(owner(credential), "test", scopes));
  }

  private static ServiceClientId owner(String credential) {
    return new ServiceClientId(credential.substring(4, 40));
  }

  @Bean
  GroupedOpenApi test() {
    return GroupedOpenApi.builder()
        .group("test")
        .packagesToScan(TestSide.class.getPackageName())
        .build();
  }

  @Bean
  TestHealth audit() {
    return new TestHealth();
  }

  /** An indicator that tests set. */
  static final class TestHealth implements HealthIndicator {

    private volatile Health health = Health.up().build();

    void set(Health health) {
      this.health = health;
    }

    @Override
    public Health health() {
      return health;
    }
  }
}
