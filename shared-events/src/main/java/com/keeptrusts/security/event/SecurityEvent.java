package com.keeptrusts.security.event;

/** Everything that can have happened; each record below is stored under its {@link EventName}. */
public sealed interface SecurityEvent
    permits UserSecurityEvent, OrgSecurityEvent, ServiceClientEvent, SignInRefused {}
