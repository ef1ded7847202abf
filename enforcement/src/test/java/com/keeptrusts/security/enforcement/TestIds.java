package com.keeptrusts.security.enforcement;

import com.keeptrusts.security.event.EnrollmentId;
import com.keeptrusts.security.event.InvitationId;
import com.keeptrusts.security.event.IpRuleId;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.PasswordRevision;
import com.keeptrusts.security.event.RecoveryCodeSetId;
import com.keeptrusts.security.event.ServiceClientId;
import com.keeptrusts.security.event.SessionId;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.event.TotpRevision;
import com.keeptrusts.security.event.UserId;
import java.util.UUID;

/** Fresh random ids. */
final class TestIds {

  private TestIds() {}

  static UserId user() {
    return new UserId(random());
  }

  static OrgId org() {
    return new OrgId(random());
  }

  static IpRuleId ipRule() {
    return new IpRuleId(random());
  }

  static SessionId session() {
    return new SessionId(random());
  }

  static ServiceClientId client() {
    return new ServiceClientId(random());
  }

  static InvitationId invitation() {
    return new InvitationId(random());
  }

  static EnrollmentId enrollment() {
    return new EnrollmentId(random());
  }

  static TotpRevision totp() {
    return new TotpRevision(random());
  }

  static PasswordRevision password() {
    return new PasswordRevision(random());
  }

  static RecoveryCodeSetId codes() {
    return new RecoveryCodeSetId(random());
  }

  static Sha256 token() {
    return Sha256.ofToken(random());
  }

  private static String random() {
    return UUID.randomUUID().toString();
  }
}
