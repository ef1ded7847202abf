package com.keeptrusts.security.command.user;

import static com.keeptrusts.security.command.user.Account.given;
import static com.keeptrusts.security.command.user.TestOrgs.ACME;
import static com.keeptrusts.security.command.user.TestOrgs.BETA;
import static com.keeptrusts.security.command.user.TestOrgs.acting;
import static com.keeptrusts.security.command.user.TestOrgs.admin;
import static com.keeptrusts.security.command.user.TestOrgs.memberOf;
import static com.keeptrusts.security.command.user.TestOrgs.operator;
import static com.keeptrusts.security.command.user.TestOrgs.owner;
import static com.keeptrusts.security.command.user.TestUsers.ANNA;
import static com.keeptrusts.security.command.user.TestUsers.registered;

import com.keeptrusts.security.event.EmailAddress;
import com.keeptrusts.security.event.EmailChanged;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Personal;
import com.keeptrusts.security.event.PersonalOwner;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("ORG-6")
class EmailTest {

  private static final Personal<EmailAddress> OLD =
      new Personal<>(PersonalOwner.of(ANNA), "AXNlYWxlZC1vbGQ");
  private static final Personal<EmailAddress> NEW =
      new Personal<>(PersonalOwner.of(ANNA), "AXNlYWxlZC1uZXc");

  @Test
  void a_user_changes_the_own() {
    given(registered())
        .by(acting(ANNA, Role.MEMBER))
        .when(new ChangeEmail(ANNA, OLD, NEW))
        .then(new EmailChanged(ANNA, OLD, NEW, null));
  }

  @Test
  @Tag("ORG-3")
  void an_admin_changes_that_of_a_member_of_that_org_alone() {
    given(registered(), memberOf(ACME, Role.MEMBER))
        .by(admin())
        .when(replace(ACME))
        .then(new EmailChanged(ANNA, OLD, NEW, ACME));
    given(registered(), memberOf(ACME, Role.MEMBER), memberOf(BETA, Role.MEMBER))
        .by(owner())
        .when(replace(ACME))
        .thenRefused(Reason.BELONGS_TO_ANOTHER_ORG);
    given(registered(), memberOf(BETA, Role.MEMBER))
        .by(owner())
        .when(replace(ACME))
        .thenRefused(Reason.NOT_A_MEMBER);
  }

  @Test
  @Tag("ORG-3")
  void the_operator_changes_that_of_anybody() {
    given(registered(), memberOf(ACME, Role.OWNER), memberOf(BETA, Role.MEMBER))
        .by(operator())
        .when(replace(null))
        .then(new EmailChanged(ANNA, OLD, NEW, null));
  }

  @Test
  @Tag("ORG-1")
  void an_admin_changes_neither_an_owners_nor_the_own_in_this_way() {
    given(registered(), memberOf(ACME, Role.OWNER))
        .by(admin())
        .when(replace(ACME))
        .thenRefused(Reason.ROLE_ABOVE_OWN);
    given(registered(), memberOf(ACME, Role.OWNER))
        .by(acting(ANNA, Role.OWNER))
        .when(replace(ACME))
        .thenRefused(Reason.NOT_ALLOWED);
  }

  @Test
  @Tag("ORG-3")
  void that_it_is_the_address_already_is_told_only_to_who_may_change_it() {
    ReplaceEmail same = new ReplaceEmail(ANNA, ACME, OLD, OLD);
    given(registered(), memberOf(ACME, Role.MEMBER))
        .by(admin())
        .when(same)
        .thenRefused(Reason.INVALID_VALUE);
    given(registered(), memberOf(BETA, Role.MEMBER))
        .by(owner())
        .when(same)
        .thenRefused(Reason.NOT_A_MEMBER);
    given(registered(), memberOf(ACME, Role.MEMBER), memberOf(BETA, Role.MEMBER))
        .by(owner())
        .when(same)
        .thenRefused(Reason.BELONGS_TO_ANOTHER_ORG);
    given(registered(), memberOf(ACME, Role.OWNER))
        .by(admin())
        .when(same)
        .thenRefused(Reason.ROLE_ABOVE_OWN);
  }

  private static ReplaceEmail replace(@Nullable OrgId org) {
    return new ReplaceEmail(ANNA, org, OLD, NEW);
  }
}
