package com.keeptrusts.security.command.user;

import static com.keeptrusts.security.command.user.Account.given;
import static com.keeptrusts.security.command.user.TestOrgs.ACME;
import static com.keeptrusts.security.command.user.TestOrgs.admin;
import static com.keeptrusts.security.command.user.TestUsers.ANNA;
import static com.keeptrusts.security.command.user.TestUsers.EMAIL;
import static com.keeptrusts.security.command.user.TestUsers.NAME;
import static com.keeptrusts.security.command.user.TestUsers.registeredFor;

import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Role;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RegistrationTest {

  @Test
  void a_new_account_knows_which_org_it_was_made_for() {
    given().when(new RegisterUser(ANNA, EMAIL, NAME, ACME)).then(registeredFor(ACME));
  }

  @Test
  void an_operators_account_is_made_for_no_org() {
    given().when(new RegisterUser(ANNA, EMAIL, NAME, null)).then(registeredFor(null));
  }

  @Test
  @Tag("ORG-1")
  void nobody_is_registered_for_an_invitation_that_may_not_be_made() {
    given()
        .by(admin())
        .when(new RegisterUser(ANNA, EMAIL, NAME, ACME, Role.OWNER))
        .thenRefused(Reason.ROLE_ABOVE_OWN);
    given()
        .by(admin())
        .when(new RegisterUser(ANNA, EMAIL, NAME, ACME, Role.ADMIN))
        .then(registeredFor(ACME));
  }
}
