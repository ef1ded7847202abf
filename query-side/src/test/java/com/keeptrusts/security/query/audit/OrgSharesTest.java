package com.keeptrusts.security.query.audit;

import static com.keeptrusts.security.query.audit.TestEvents.ALPHA;
import static com.keeptrusts.security.query.audit.TestEvents.ANNA;
import static com.keeptrusts.security.query.audit.TestEvents.BETA;
import static com.keeptrusts.security.query.audit.TestEvents.BORIS;
import static com.keeptrusts.security.query.audit.TestEvents.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.event.EndCause;
import com.keeptrusts.security.event.InvitationId;
import com.keeptrusts.security.event.MemberInvited;
import com.keeptrusts.security.event.MemberReactivated;
import com.keeptrusts.security.event.MemberRemoved;
import com.keeptrusts.security.event.MemberSuspended;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.OrgJoined;
import com.keeptrusts.security.event.OrgLeft;
import com.keeptrusts.security.event.Personal;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.SecurityEvent;
import com.keeptrusts.security.event.SessionsRevoked;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.event.UserRegistered;
import com.keeptrusts.security.query.audit.Entry.Circumstances;
import com.keeptrusts.security.query.audit.EntryMaker.Made;
import com.keeptrusts.security.query.audit.OrgShares.Member;
import com.keeptrusts.security.query.audit.OrgShares.OrgEntry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("AUD-1")
class OrgSharesTest {

  private static final InvitationId INVITATION =
      InvitationId.of("66666666-0000-4000-8000-000000000001");

  private final AuditCatalogue catalogue = new AuditCatalogue();

  private List<OrgEntry> shares(Map<Member, Boolean> suspendedBefore, SecurityEvent... events) {
    OrgShares shares = new OrgShares(suspendedBefore);
    for (int i = 0; i < events.length; i++) {
      Rendering rendering = catalogue.render(events[i]);
      shares.take(
          new Made(
              new Entry(
                  i + 1,
                  "e" + i,
                  NOON,
                  null,
                  Circumstances.UNKNOWN,
                  "any",
                  null,
                  null,
                  null,
                  null,
                  Map.of(),
                  Map.of(),
                  Map.of(),
                  null),
              rendering));
    }
    return shares.numbered(taken -> Map.of());
  }

  private static SecurityEvent accountEvent(UserId user) {
    return new SessionsRevoked(user, EndCause.REVOKED_BY_USER, null);
  }

  private static OrgJoined joins(UserId user, OrgId org) {
    return new OrgJoined(user, org, INVITATION, Role.MEMBER);
  }

  private static OrgEntry in(OrgId org, long orgNumber, long number) {
    return new OrgEntry(org.value(), orgNumber, number);
  }

  @Test
  void an_account_event_is_in_the_feed_of_every_org_that_the_user_is_active_in() {
    assertThat(shares(Map.of(), joins(ANNA, ALPHA), joins(ANNA, BETA), accountEvent(ANNA)))
        .containsExactly(in(ALPHA, 1, 1), in(ALPHA, 2, 3), in(BETA, 1, 2), in(BETA, 2, 3));
  }

  @Test
  void memberships_of_others_do_not_count() {
    assertThat(shares(Map.of(), joins(BORIS, ALPHA), accountEvent(ANNA)))
        .containsExactly(in(ALPHA, 1, 1));
  }

  @Test
  void an_invitation_that_is_open_is_no_membership() {
    SecurityEvent invited =
        new MemberInvited(ANNA, ALPHA, INVITATION, TestEvents.HASH, Role.MEMBER, NOON);
    assertThat(shares(Map.of(), invited, accountEvent(ANNA))).containsExactly(in(ALPHA, 1, 1));
  }

  @Test
  void while_suspended_the_account_is_no_matter_of_the_org() {
    assertThat(
            shares(
                Map.of(new Member(ANNA.value(), ALPHA.value()), false),
                new MemberSuspended(ANNA, ALPHA),
                accountEvent(ANNA),
                new MemberReactivated(ANNA, ALPHA),
                accountEvent(ANNA)))
        .containsExactly(in(ALPHA, 1, 1), in(ALPHA, 2, 3), in(ALPHA, 3, 4));
  }

  @Test
  void after_leaving_or_removal_the_account_is_no_matter_of_the_org() {
    Map<Member, Boolean> member = Map.of(new Member(ANNA.value(), ALPHA.value()), false);
    assertThat(shares(member, new OrgLeft(ANNA, ALPHA, Role.MEMBER), accountEvent(ANNA)))
        .containsExactly(in(ALPHA, 1, 1));
    assertThat(shares(member, new MemberRemoved(ANNA, ALPHA, Role.MEMBER), accountEvent(ANNA)))
        .containsExactly(in(ALPHA, 1, 1));
  }

  @Test
  void what_an_org_asked_for_is_in_its_feed_before_the_user_joined() {
    assertThat(
            shares(
                Map.of(),
                new UserRegistered(
                    ANNA,
                    Personal.parse(TestEvents.SEALED),
                    Personal.parse(TestEvents.SEALED),
                    ALPHA)))
        .containsExactly(in(ALPHA, 1, 1));
  }

  @Test
  void each_org_goes_on_from_its_own_last_number() {
    OrgShares shares = new OrgShares(Map.of());
    shares.take(
        new Made(
            new Entry(
                900,
                "e",
                NOON,
                null,
                Circumstances.UNKNOWN,
                "any",
                null,
                null,
                null,
                null,
                Map.of(),
                Map.of(),
                Map.of(),
                null),
            catalogue.render(joins(ANNA, ALPHA))));
    assertThat(shares.numbered(taken -> Map.of(ALPHA.value(), 41L)))
        .containsExactly(in(ALPHA, 42, 900));
    assertThat(shares.changedMemberships())
        .containsEntry(new Member(ANNA.value(), ALPHA.value()), false);
  }
}
