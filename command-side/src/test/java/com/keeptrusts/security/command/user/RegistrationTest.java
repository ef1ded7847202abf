package com.keeptrusts.security.command.user;

import static com.keeptrusts.security.command.user.Account.given;
import static com.keeptrusts.security.command.user.TestOrgs.ACME;
import static com.keeptrusts.security.command.user.TestUsers.ANNA;
import static com.keeptrusts.security.command.user.TestUsers.EMAIL;
import static com.keeptrusts.security.command.user.TestUsers.NAME;
import static com.keeptrusts.security.command.user.TestUsers.registeredFor;

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
}
