package com.keeptrusts.security.command.bus;

import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.command.authority.Command;
import com.keeptrusts.security.command.user.ResetMfa;
import com.keeptrusts.security.command.user.SuspendMember;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.UserId;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a command that failed is told as. */
class FailuresTest {

  private static final UserId NOBODY = UserId.of("00000000-0000-4000-8000-000000000001");
  private static final OrgId ORG = OrgId.of("00000000-0000-4000-8000-000000000002");

  @Test
  @Tag("ORG-1")
  void to_an_org_an_unknown_user_is_one_of_others() {
    Rejected refusal = withoutSubject(new SuspendMember(NOBODY, ORG));

    assertThat(refusal.reason()).isEqualTo(Reason.NOT_A_MEMBER);
    assertThat(refusal).hasMessage("The user is no member of org " + ORG);
  }

  @Test
  void the_operator_is_told_that_there_is_no_such_subject() {
    assertThat(withoutSubject(new ResetMfa(NOBODY, null, "Lost the phone")).reason())
        .isEqualTo(Reason.NOT_FOUND);
  }

  private static Rejected withoutSubject(Command command) {
    RuntimeException failure =
        new IllegalStateException(new AggregateNotFoundException(NOBODY.value(), "none"));
    return (Rejected) Failures.translate(failure, command);
  }
}
