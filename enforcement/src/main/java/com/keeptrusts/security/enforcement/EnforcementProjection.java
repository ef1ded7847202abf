package com.keeptrusts.security.enforcement;

import com.keeptrusts.security.event.GracePeriod;
import com.keeptrusts.security.event.IpRestrictionsResumed;
import com.keeptrusts.security.event.IpRestrictionsSuspended;
import com.keeptrusts.security.event.IpRule;
import com.keeptrusts.security.event.IpRuleAdded;
import com.keeptrusts.security.event.IpRuleChanged;
import com.keeptrusts.security.event.IpRuleRemoved;
import com.keeptrusts.security.event.MemberReactivated;
import com.keeptrusts.security.event.MemberRemoved;
import com.keeptrusts.security.event.MemberSuspended;
import com.keeptrusts.security.event.MfaDisabled;
import com.keeptrusts.security.event.MfaEnabled;
import com.keeptrusts.security.event.MfaGracePeriodChanged;
import com.keeptrusts.security.event.MfaGracePeriodEnded;
import com.keeptrusts.security.event.MfaGracePeriodEndingSoon;
import com.keeptrusts.security.event.MfaGracePeriodExtended;
import com.keeptrusts.security.event.MfaGracePeriodStarted;
import com.keeptrusts.security.event.MfaObligationLifted;
import com.keeptrusts.security.event.MfaObligationMet;
import com.keeptrusts.security.event.MfaReset;
import com.keeptrusts.security.event.OrgJoined;
import com.keeptrusts.security.event.OrgLeft;
import com.keeptrusts.security.event.OrgMfaPolicyChanged;
import com.keeptrusts.security.event.OrgRegistered;
import com.keeptrusts.security.event.OrgRoleChanged;
import com.keeptrusts.security.event.OrgSecurityEvent;
import com.keeptrusts.security.event.Origin;
import com.keeptrusts.security.event.PasskeyRegistered;
import com.keeptrusts.security.event.PasskeyRevoked;
import com.keeptrusts.security.event.PasswordAdded;
import com.keeptrusts.security.event.PasswordChanged;
import com.keeptrusts.security.event.PasswordRotated;
import com.keeptrusts.security.event.ServiceClientEvent;
import com.keeptrusts.security.event.ServiceCredentialIssued;
import com.keeptrusts.security.event.ServiceCredentialRevoked;
import com.keeptrusts.security.event.ServiceCredentialRotated;
import com.keeptrusts.security.event.SessionEnded;
import com.keeptrusts.security.event.SessionReauthenticated;
import com.keeptrusts.security.event.SessionStarted;
import com.keeptrusts.security.event.SessionsRevoked;
import com.keeptrusts.security.event.TemporaryPasswordIssued;
import com.keeptrusts.security.event.UserRegistered;
import com.keeptrusts.security.event.UserSecurityEvent;
import com.keeptrusts.security.log.StoredNames;
import java.time.Instant;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the rows true within the transaction of the event: a subscribing processor whose errors
 * fail the command, so that no fact is acknowledged that the next decision would not see. Every
 * event moves its subject's revision; one that is not past the revision that a subject has changes
 * nothing, so that no repetition does harm or revives a session.
 */
@ProcessingGroup(StoredNames.ENFORCEMENT)
public final class EnforcementProjection {

  private final EnforcementRows rows;

  public EnforcementProjection(EnforcementRows rows) {
    this.rows = rows;
  }

  @EventHandler
  void on(OrgRegistered event, @SequenceNumber long revision) {
    rows.addOrg(event.orgId(), revision);
  }

  /** Whatever else happens to an org. */
  @EventHandler
  void on(OrgSecurityEvent event, @SequenceNumber long revision) {
    rows.advance(event.orgId(), revision);
  }

  @EventHandler
  void on(
      IpRuleAdded event,
      @SequenceNumber long revision,
      @Timestamp Instant at,
      @MetaDataValue(Origin.ACTOR) String by) {
    if (rows.advance(event.orgId(), revision)) {
      rows.putIpRule(event.orgId(), new IpRule(event.rule(), event.terms()), at, by);
      rows.setIpRulesRevision(event.orgId(), revision);
    }
  }

  @EventHandler
  void on(
      IpRuleChanged event,
      @SequenceNumber long revision,
      @Timestamp Instant at,
      @MetaDataValue(Origin.ACTOR) String by) {
    if (rows.advance(event.orgId(), revision)) {
      rows.putIpRule(event.orgId(), new IpRule(event.rule(), event.to()), at, by);
      rows.setIpRulesRevision(event.orgId(), revision);
    }
  }

  @EventHandler
  void on(IpRuleRemoved event, @SequenceNumber long revision) {
    if (rows.advance(event.orgId(), revision)) {
      rows.deleteIpRule(event.orgId(), event.rule());
      rows.setIpRulesRevision(event.orgId(), revision);
    }
  }

  @EventHandler
  void on(IpRestrictionsSuspended event, @SequenceNumber long revision) {
    if (rows.advance(event.orgId(), revision)) {
      rows.setIpRestrictionsSuspended(event.orgId(), event.until());
    }
  }

  @EventHandler
  void on(IpRestrictionsResumed event, @SequenceNumber long revision) {
    if (rows.advance(event.orgId(), revision)) {
      rows.setIpRestrictionsSuspended(event.orgId(), null);
    }
  }

  @EventHandler
  void on(UserRegistered event, @SequenceNumber long revision) {
    rows.addUser(event.userId(), revision);
  }

  /** Whatever else happens to a user. */
  @EventHandler
  void on(UserSecurityEvent event, @SequenceNumber long revision) {
    rows.advance(event.userId(), revision);
  }

  @EventHandler
  void on(OrgJoined event, @SequenceNumber long revision, @Timestamp Instant at) {
    if (rows.advance(event.userId(), revision)) {
      rows.addMembership(event.userId(), event.orgId(), event.role(), at);
    }
  }

  @EventHandler
  void on(OrgRoleChanged event, @SequenceNumber long revision, @Timestamp Instant at) {
    if (rows.advance(event.userId(), revision)) {
      rows.setRole(event.userId(), event.orgId(), event.to(), at);
    }
  }

  @EventHandler
  void on(MemberSuspended event, @SequenceNumber long revision) {
    if (rows.advance(event.userId(), revision)) {
      rows.setSuspended(event.userId(), event.orgId(), true);
    }
  }

  @EventHandler
  void on(MemberReactivated event, @SequenceNumber long revision) {
    if (rows.advance(event.userId(), revision)) {
      rows.setSuspended(event.userId(), event.orgId(), false);
    }
  }

  /** There is no membership if it was the invitation that was withdrawn. */
  @EventHandler
  void on(MemberRemoved event, @SequenceNumber long revision) {
    if (rows.advance(event.userId(), revision)) {
      rows.deleteMembership(event.userId(), event.orgId());
    }
  }

  @EventHandler
  void on(OrgLeft event, @SequenceNumber long revision) {
    if (rows.advance(event.userId(), revision)) {
      rows.deleteMembership(event.userId(), event.orgId());
    }
  }

  /** The single-factor sessions that this ends have events of their own (rule TOTP-6). */
  @EventHandler
  void on(MfaEnabled event, @SequenceNumber long revision) {
    if (rows.advance(event.userId(), revision)) {
      rows.setHasTotp(event.userId(), true);
      rows.deleteStoppedGracePeriods(event.userId());
      rows.setMultiFactor(event.userId(), event.provenIn());
    }
  }

  @EventHandler
  void on(MfaDisabled event, @SequenceNumber long revision, @Timestamp Instant at) {
    if (rows.advance(event.userId(), revision)) {
      rows.setHasTotp(event.userId(), false);
      if (!event.methodsRemain()) {
        rows.setMfaLost(event.userId(), at);
      }
    }
  }

  @EventHandler
  void on(MfaReset event, @SequenceNumber long revision, @Timestamp Instant at) {
    if (rows.advance(event.userId(), revision)) {
      rows.setHasTotp(event.userId(), false);
      rows.setMfaLost(event.userId(), at);
    }
  }

  @EventHandler
  void on(PasskeyRegistered event, @SequenceNumber long revision) {
    if (rows.advance(event.userId(), revision)) {
      rows.addPasskeys(event.userId(), 1);
      rows.deleteStoppedGracePeriods(event.userId());
      rows.setMultiFactor(event.userId(), event.provenIn());
    }
  }

  @EventHandler
  void on(PasskeyRevoked event, @SequenceNumber long revision, @Timestamp Instant at) {
    if (rows.advance(event.userId(), revision)) {
      rows.addPasskeys(event.userId(), -1);
      if (!event.methodsRemain()) {
        rows.setMfaLost(event.userId(), at);
      }
    }
  }

  @EventHandler
  void on(OrgMfaPolicyChanged event, @SequenceNumber long revision, @Timestamp Instant at) {
    if (rows.advance(event.orgId(), revision)) {
      rows.addMfaPolicy(event, at);
    }
  }

  @EventHandler
  void on(MfaGracePeriodStarted event, @SequenceNumber long revision) {
    if (rows.advance(event.userId(), revision)) {
      rows.putGracePeriod(event.userId(), event.orgId(), GracePeriod.of(event));
    }
  }

  @EventHandler
  void on(MfaGracePeriodChanged event, @SequenceNumber long revision) {
    if (rows.advance(event.userId(), revision)) {
      rows.moveGracePeriod(event);
    }
  }

  @EventHandler
  void on(MfaGracePeriodExtended event, @SequenceNumber long revision) {
    if (rows.advance(event.userId(), revision)) {
      rows.extendGracePeriod(event);
    }
  }

  @EventHandler
  void on(MfaGracePeriodEndingSoon event, @SequenceNumber long revision) {
    if (rows.advance(event.userId(), revision)) {
      rows.warnOfGracePeriod(event);
    }
  }

  @EventHandler
  void on(MfaGracePeriodEnded event, @SequenceNumber long revision) {
    if (rows.advance(event.userId(), revision)) {
      rows.endGracePeriod(event.userId(), event.orgId());
    }
  }

  @EventHandler
  void on(MfaObligationMet event, @SequenceNumber long revision) {
    if (rows.advance(event.userId(), revision)) {
      rows.deleteGracePeriod(event.userId(), event.orgId());
    }
  }

  @EventHandler
  void on(MfaObligationLifted event, @SequenceNumber long revision) {
    if (rows.advance(event.userId(), revision)) {
      rows.putGracePeriod(event.userId(), event.orgId(), GracePeriod.of(event));
    }
  }

  @EventHandler
  void on(TemporaryPasswordIssued event, @SequenceNumber long revision) {
    if (rows.advance(event.userId(), revision)) {
      rows.setPasswordKind(event.userId(), PasswordKind.TEMPORARY);
      rows.deleteSessions(event.userId(), null);
    }
  }

  @EventHandler
  void on(PasswordRotated event, @SequenceNumber long revision) {
    if (rows.advance(event.userId(), revision)) {
      rows.setPasswordKind(event.userId(), PasswordKind.PERMANENT);
      rows.deleteSessions(event.userId(), null);
    }
  }

  @EventHandler
  void on(PasswordChanged event, @SequenceNumber long revision) {
    if (rows.advance(event.userId(), revision)) {
      rows.deleteSessions(event.userId(), null);
    }
  }

  @EventHandler
  void on(PasswordAdded event, @SequenceNumber long revision) {
    if (rows.advance(event.userId(), revision)) {
      rows.setPasswordKind(event.userId(), PasswordKind.PERMANENT);
      rows.deleteSessions(event.userId(), null);
    }
  }

  @EventHandler
  void on(
      SessionStarted event,
      @SequenceNumber long revision,
      @Timestamp Instant at,
      @MetaDataValue(Origin.ADDRESS) @Nullable String address,
      @MetaDataValue(Origin.AGENT) @Nullable String agent) {
    if (rows.advance(event.userId(), revision)) {
      rows.addSession(event, at, address, agent);
    }
  }

  @EventHandler
  void on(SessionReauthenticated event, @SequenceNumber long revision, @Timestamp Instant at) {
    if (rows.advance(event.userId(), revision)) {
      rows.reauthenticated(event, at);
    }
  }

  @EventHandler
  void on(SessionEnded event, @SequenceNumber long revision) {
    if (rows.advance(event.userId(), revision)) {
      rows.deleteSession(event.userId(), event.session());
    }
  }

  @EventHandler
  void on(SessionsRevoked event, @SequenceNumber long revision) {
    if (rows.advance(event.userId(), revision)) {
      rows.deleteSessions(event.userId(), event.except());
    }
  }

  @EventHandler
  void on(ServiceCredentialIssued event, @SequenceNumber long revision) {
    rows.addServiceClient(event, revision);
  }

  /** Whatever else happens to a service client. */
  @EventHandler
  void on(ServiceClientEvent event, @SequenceNumber long revision) {
    rows.advance(event.clientId(), revision);
  }

  @EventHandler
  void on(ServiceCredentialRotated event, @SequenceNumber long revision) {
    if (rows.advance(event.clientId(), revision)) {
      rows.rotate(event);
    }
  }

  @EventHandler
  void on(ServiceCredentialRevoked event, @SequenceNumber long revision) {
    if (rows.advance(event.clientId(), revision)) {
      rows.revoke(event.clientId());
    }
  }
}
