package com.keeptrusts.security.event;

/** What can have happened to a user's account, its factors, sessions and memberships. */
public sealed interface UserSecurityEvent extends SecurityEvent
    permits UserRegistered,
        EmailChanged,
        MemberInvited,
        OrgJoined,
        OrgRoleChanged,
        MemberSuspended,
        MemberReactivated,
        MemberRemoved,
        OrgLeft,
        MfaEnrollmentStarted,
        MfaEnabled,
        MfaDisabled,
        MfaReset,
        RecoveryCodesIssued,
        RecoveryCodeUsed,
        TemporaryPasswordIssued,
        PasswordRotated,
        PasswordChanged,
        PasswordAdded,
        SessionStarted,
        SessionReauthenticated,
        SessionEnded,
        SessionsRevoked,
        AuthenticatorDisabled,
        AuthenticatorEnabled,
        ExternalIdentityLinked,
        ExternalIdentityUnlinked,
        PasskeyRegistered,
        PasskeyRenamed,
        PasskeyRevoked,
        PasskeyUsed {

  UserId userId();
}
