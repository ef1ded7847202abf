package com.keeptrusts.security.standalone.endpoints;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What each caller gets from each kind of endpoint, as the rules say it. */
final class Verdicts {

  static final String PASSES = "passes";

  /*
   * ORG-4: no client without a live credential and the endpoint's scope; `act` counts with a session
   * and only with one. SES-1, SES-3: a dead session is none; a suspended member's own account goes on.
   * SIGN-3: who vouches for an identity may run sign-ins. PWD-3: until the rotation nothing but that and
   * signing out, unless it was by SSO. POL-8, POL-9: who is gated in every org of theirs may prove who
   * they are, enrol and sign out; a gate in another org is none here. ORG-1: owner and admin have members and audit, reviewers audit,
   * members the own account; who is in another org is told that there is nothing.
   */
  private static final String TABLE =
      """
                               CLIENT  OWN    VOUCHED  ONCE   CHANGE  UNGATED  ROTATION  ADDITION  MEMBERS  SETTINGS  INVITE  FEED   LEAVE  ENROLLMENT  PROVING  SIGN_OUT  POLICY  PROXY_ORG  PROXY_OWN
      ANONYMOUS                cred    cred   cred     cred   cred    cred     cred      cred      cred     cred      cred    cred   cred   cred        cred     cred      cred    cred       cred
      CLIENT_WITHOUT_SCOPE     scope   scope  scope    scope  scope   scope    scope     scope     scope    scope     scope   scope  scope  scope       scope    scope     scope   scope      scope
      CLIENT_THAT_MAY_NOT_ACT  input   scope  scope    scope  scope   scope    scope     scope     scope    scope     scope   scope  scope  scope       scope    scope     scope   ok         ok
      CLIENT                   ok      dead   scope    dead   dead    dead     dead      dead      dead     dead      ok      ok     dead   dead        scope    dead      dead    ok         ok
      EXPIRED_CLIENT           cred    cred   cred     cred   cred    cred     cred      cred      cred     cred      cred    cred   cred   cred        cred     cred      cred    cred       cred
      REVOKED_CLIENT           cred    cred   cred     cred   cred    cred     cred      cred      cred     cred      cred    cred   cred   cred        cred     cred      cred    cred       cred
      MEMBER                   input   ok     ok       ok     ok      ok       has       has       role     role      role    role   ok     ok          ok       ok        role    ok         ok
      REVIEWER                 input   ok     ok       ok     ok      ok       has       has       role     role      role    ok     ok     ok          ok       ok        role    ok         ok
      ADMIN                    input   ok     ok       ok     ok      ok       has       has       ok       ok        ok      ok     ok     ok          ok       ok        ok      ok         ok
      OWNER                    input   ok     ok       ok     ok      ok       has       has       ok       ok        ok      ok     ok     ok          ok       ok        ok      ok         ok
      MEMBER_ELSEWHERE         input   ok     ok       ok     ok      ok       has       has       none     none      none    none   out    ok          ok       ok        none    out        ok
      REVIEWER_ELSEWHERE       input   ok     ok       ok     ok      ok       has       has       none     none      none    none   out    ok          ok       ok        none    out        ok
      ADMIN_ELSEWHERE          input   ok     ok       ok     ok      ok       has       has       none     none      none    none   out    ok          ok       ok        none    out        ok
      OWNER_ELSEWHERE          input   ok     ok       ok     ok      ok       has       has       none     none      none    none   out    ok          ok       ok        none    out        ok
      SUSPENDED                input   ok     ok       ok     ok      ok       has       has       role     role      role    role   ok     ok          ok       ok        role    susp       ok
      REMOVED                  input   ok     ok       ok     ok      ok       has       has       none     none      none    none   out    ok          ok       ok        none    out        ok
      GATED                    input   gate   gate     gate   gate    ok       ok        gate      gate     gate      gate    gate   gate   gate        gate     ok        gate    gate       gate
      GATED_BUT_BY_SSO         input   ok     ok       ok     temp    ok       ok        temp      ok       ok        ok      ok     ok     ok          ok       ok        ok      ok         ok
      MFA_GATED                input   mfa    mfa      mfa    mfa     mfa      mfa       mfa       mfa      mfa       mfa     mfa    mfa    ok          ok       ok        mfa     mfa        mfa
      MFA_GATED_ELSEWHERE      input   ok     ok       ok     ok      ok       has       has       ok       ok        ok      ok     ok     ok          ok       ok        ok      ok         ok
      EXPIRED_SESSION          input   dead   dead     dead   dead    dead     dead      dead      dead     dead      dead    dead   dead   dead        dead     dead      dead    dead       dead
      ENDED_SESSION            input   dead   dead     dead   dead    dead     dead      dead      dead     dead      dead    dead   dead   dead        dead     dead      dead    dead       dead
      """;

  /** What the cells of the table stand for. */
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("ok", PASSES),
          Map.entry("input", "invalid-value"),
          Map.entry("cred", "unauthenticated"),
          Map.entry("scope", "scope-missing"),
          Map.entry("dead", "session-not-live"),
          Map.entry("gate", "password-rotation-required"),
          Map.entry("mfa", "mfa-enrollment-required"),
          Map.entry("has", "password-exists"),
          Map.entry("temp", "password-temporary"),
          Map.entry("role", "not-allowed"),
          Map.entry("none", "not-found"),
          Map.entry("susp", "member-suspended"),
          Map.entry("out", "not-a-member"));

  private static final Map<Access, Map<Caller, String>> BY_ACCESS = read();

  /** What a question about the home org is answered (DEC-1, DEC-2). */
  static final Map<Caller, String> DECISIONS =
      Map.ofEntries(
          Map.entry(Caller.MEMBER, "ALLOW active-member"),
          Map.entry(Caller.REVIEWER, "ALLOW active-member"),
          Map.entry(Caller.ADMIN, "ALLOW active-member"),
          Map.entry(Caller.OWNER, "ALLOW active-member"),
          Map.entry(Caller.MEMBER_ELSEWHERE, "DENY not-a-member"),
          Map.entry(Caller.REVIEWER_ELSEWHERE, "DENY not-a-member"),
          Map.entry(Caller.ADMIN_ELSEWHERE, "DENY not-a-member"),
          Map.entry(Caller.OWNER_ELSEWHERE, "DENY not-a-member"),
          Map.entry(Caller.SUSPENDED, "DENY member-suspended"),
          Map.entry(Caller.REMOVED, "DENY not-a-member"),
          Map.entry(Caller.GATED, "RESTRICT password-rotation-required"),
          Map.entry(Caller.GATED_BUT_BY_SSO, "ALLOW active-member"),
          Map.entry(Caller.MFA_GATED, "RESTRICT mfa-enrollment-required"),
          Map.entry(Caller.MFA_GATED_ELSEWHERE, "ALLOW active-member"),
          Map.entry(Caller.EXPIRED_SESSION, "DENY session-not-live"),
          Map.entry(Caller.ENDED_SESSION, "DENY session-not-live"));

  private Verdicts() {}

  /** {@link #PASSES}, or the type of the problem. */
  static String of(Access access, Caller caller) {
    return access == Access.OPEN
        ? PASSES
        : requireNonNull(requireNonNull(BY_ACCESS.get(access)).get(caller));
  }

  private static Map<Access, Map<Caller, String>> read() {
    List<List<String>> rows = TABLE.lines().map(Verdicts::cells).toList();
    List<Access> columns = rows.get(0).stream().map(Access::valueOf).toList();
    Map<Access, Map<Caller, String>> read = new EnumMap<>(Access.class);
    columns.forEach(access -> read.put(access, new EnumMap<>(Caller.class)));
    for (List<String> row : rows.subList(1, rows.size())) {
      for (int i = 0; i < columns.size(); i++) {
        requireNonNull(read.get(columns.get(i)))
            .put(Caller.valueOf(row.get(0)), requireNonNull(WORDS.get(row.get(i + 1))));
      }
    }
    return read;
  }

  private static List<String> cells(String line) {
    return Arrays.asList(line.strip().split(" +", -1));
  }
}
