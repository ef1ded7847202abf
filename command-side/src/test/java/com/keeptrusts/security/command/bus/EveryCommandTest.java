package com.keeptrusts.security.command.bus;

import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.command.authority.AboutOrg;
import com.keeptrusts.security.command.authority.Command;
import com.keeptrusts.security.command.authority.Demand;
import com.keeptrusts.security.command.authority.Demands;
import com.keeptrusts.security.command.authority.OrgLock;
import com.keeptrusts.security.command.authority.ThroughSignIn;
import com.keeptrusts.security.command.authority.UserCommand;
import com.keeptrusts.security.command.org.SetOrgMfaPolicy;
import com.keeptrusts.security.command.user.ChangeOrgRole;
import com.keeptrusts.security.command.user.ConfirmMfa;
import com.keeptrusts.security.command.user.EnableMfa;
import com.keeptrusts.security.command.user.EndSession;
import com.keeptrusts.security.command.user.LeaveOrg;
import com.keeptrusts.security.command.user.ReactivateMember;
import com.keeptrusts.security.command.user.Reauthenticate;
import com.keeptrusts.security.command.user.ReauthenticateBySso;
import com.keeptrusts.security.command.user.RegisterPasskey;
import com.keeptrusts.security.command.user.RemoveMember;
import com.keeptrusts.security.command.user.RotatePassword;
import com.keeptrusts.security.command.user.SuspendMember;
import com.keeptrusts.security.enforcement.Gate;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.util.ClassUtils;

/** About all commands there are. */
class EveryCommandTest {

  private static final int AT_LEAST = 25;
  private static final List<Class<?>> COMMANDS = commands();

  private static List<Class<?>> commands() {
    var scan = new ClassPathScanningCandidateComponentProvider(false);
    scan.addIncludeFilter(new AssignableTypeFilter(Command.class));
    return scan.findCandidateComponents("com.keeptrusts.security.command").stream()
        .map(found -> String.valueOf(found.getBeanClassName()))
        .filter(name -> !name.contains("Test"))
        .<Class<?>>map(name -> ClassUtils.resolveClassName(name, null))
        .toList();
  }

  private static Demands demands(Class<?> command) {
    Demands demands = command.getAnnotation(Demands.class);
    if (demands == null) {
      throw new AssertionError(command + " does not say who may issue it");
    }
    return demands;
  }

  private static List<Class<?>> those(Predicate<Class<?>> filter) {
    return COMMANDS.stream().filter(filter).toList();
  }

  private static List<Class<?>> demanding(Demand... any) {
    return those(command -> Arrays.asList(any).contains(demands(command).value()));
  }

  @Test
  @Tag("ORG-4")
  void says_who_may_issue_it_and_is_a_public_record() {
    assertThat(COMMANDS).hasSizeGreaterThan(AT_LEAST);
    assertThat(COMMANDS).allSatisfy(EveryCommandTest::demands);
    assertThat(COMMANDS)
        .allMatch(Class::isRecord)
        .allMatch(command -> Modifier.isPublic(command.getModifiers()));
  }

  @Test
  void names_its_subject_unless_it_changes_none() {
    assertThat(those(command -> !hasSubject(command)))
        .allMatch(command -> demands(command).value() == Demand.SYSTEM);
    assertThat(those(UserCommand.class::isAssignableFrom)).allMatch(EveryCommandTest::hasSubject);
  }

  private static boolean hasSubject(Class<?> command) {
    return Arrays.stream(command.getDeclaredFields())
        .anyMatch(field -> field.isAnnotationPresent(TargetAggregateIdentifier.class));
  }

  @Test
  void of_the_own_account_targets_a_user() {
    assertThat(
            demanding(
                Demand.OWN_ACCOUNT,
                Demand.OWN_ACCOUNT_REAUTHENTICATED,
                Demand.OWN_ACCOUNT_REAUTHENTICATED_IF_MFA,
                Demand.OWN_ACCOUNT_REAUTHENTICATED_OR_RECOVERED))
        .isNotEmpty()
        .allMatch(UserCommand.class::isAssignableFrom);
  }

  @Test
  @Tag("ORG-1")
  void of_an_admin_names_the_org() {
    assertThat(demanding(Demand.ORG_ADMIN)).isNotEmpty().allMatch(AboutOrg.class::isAssignableFrom);
  }

  @Test
  @Tag("SIGN-6")
  void that_finishes_a_sign_in_uses_one_up_and_no_other_does() {
    assertThat(demanding(Demand.SIGN_IN))
        .isNotEmpty()
        .isEqualTo(those(ThroughSignIn.class::isAssignableFrom));
  }

  @Test
  @Tag("ORG-4")
  void of_a_service_client_names_a_scope_and_one_of_the_system_names_none() {
    assertThat(demanding(Demand.SERVICE_CLIENT))
        .isNotEmpty()
        .allMatch(command -> demands(command).scope().length > 0);
    assertThat(demanding(Demand.SYSTEM, Demand.SIGN_IN))
        .allMatch(command -> demands(command).scope().length == 0);
  }

  @Test
  @Tag("ORG-2")
  void that_may_end_an_active_owner_is_decided_alone_in_its_org() {
    assertThat(
            those(
                command ->
                    demands(command).org() == OrgLock.EXCLUSIVE
                        && UserCommand.class.isAssignableFrom(command)))
        .containsExactlyInAnyOrder(
            ChangeOrgRole.class,
            SuspendMember.class,
            ReactivateMember.class,
            RemoveMember.class,
            LeaveOrg.class);
  }

  @Test
  @Tag("PWD-3")
  void but_rotation_and_sign_out_waits_for_the_rotation() {
    assertThat(those(command -> goesThrough(command, Gate.PASSWORD_ROTATION_REQUIRED)))
        .containsExactlyInAnyOrder(RotatePassword.class, EndSession.class);
  }

  @Test
  @Tag("POL-9")
  void but_enrolment_what_it_needs_and_sign_out_waits_for_an_mfa_method() {
    assertThat(those(command -> goesThrough(command, Gate.MFA_ENROLLMENT_REQUIRED)))
        .containsExactlyInAnyOrder(
            Reauthenticate.class,
            ReauthenticateBySso.class,
            EnableMfa.class,
            ConfirmMfa.class,
            RegisterPasskey.class,
            EndSession.class);
  }

  /** So that a session of long ago, stolen, enrols nobody's authenticator. */
  @Test
  @Tag("POL-9")
  void that_enrols_through_the_gate_needs_a_fresh_authentication() {
    assertThat(List.of(EnableMfa.class, ConfirmMfa.class, RegisterPasskey.class))
        .allMatch(
            command ->
                Set.of(
                        Demand.OWN_ACCOUNT_REAUTHENTICATED,
                        Demand.OWN_ACCOUNT_REAUTHENTICATED_OR_RECOVERED)
                    .contains(demands(command).value()));
  }

  @Test
  @Tag("POL-1")
  void that_sets_a_policy_is_for_who_has_a_method() {
    assertThat(those(command -> demands(command).withMfaMethod()))
        .containsExactly(SetOrgMfaPolicy.class);
  }

  private static boolean goesThrough(Class<?> command, Gate gate) {
    return Arrays.asList(demands(command).through()).contains(gate);
  }
}
