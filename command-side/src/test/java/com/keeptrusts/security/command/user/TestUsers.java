package com.keeptrusts.security.command.user;

import com.keeptrusts.security.event.DisplayName;
import com.keeptrusts.security.event.EmailAddress;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Personal;
import com.keeptrusts.security.event.PersonalOwner;
import com.keeptrusts.security.event.PersonalValue;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.event.UserRegistered;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Anna, whose account the tests are about, and when they take place. */
final class TestUsers {

  static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
  static final UserId ANNA = UserId.of(id(1));
  static final UserId BOB = UserId.of(id(2));
  static final Personal<EmailAddress> EMAIL = sealed("ZS1tYWls");
  static final Personal<DisplayName> NAME = sealed("bmFtZQ");

  private TestUsers() {}

  static UserRegistered registered() {
    return registeredFor(null);
  }

  static UserRegistered registeredFor(@Nullable OrgId org) {
    return new UserRegistered(ANNA, EMAIL, NAME, org);
  }

  static String id(long number) {
    return new UUID(0, number).toString();
  }

  static <T extends PersonalValue> Personal<T> sealed(String ciphertext) {
    return new Personal<>(PersonalOwner.of(ANNA), ciphertext);
  }
}
