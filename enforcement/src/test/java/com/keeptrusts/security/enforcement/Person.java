package com.keeptrusts.security.enforcement;

import com.keeptrusts.security.event.Factor;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.SessionId;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.log.TestDatabase;

/** Somebody who is signed in. */
record Person(UserId id, SessionId session, Sha256 token) {

  /** Registered, and signed in just now. */
  static Person signedIn(TestDatabase database, TestNode node, Factor... factors) {
    Person person = new Person(TestIds.user(), TestIds.session(), TestIds.token());
    node.happened(
        TestEvents.registered(person.id),
        TestEvents.started(person.id, person.session, person.token, database.now(), factors));
    return person;
  }

  /** That, and a member of the org. */
  static Person memberOf(TestDatabase database, TestNode node, OrgId org, Role role) {
    Person person = signedIn(database, node, Factor.PASSWORD);
    node.happened(TestEvents.joined(person.id, org, role));
    return person;
  }

  Question aboutAccount() {
    return new Question(token, null, null);
  }

  Question about(OrgId org) {
    return new Question(token, org, null);
  }
}
