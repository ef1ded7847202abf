package com.keeptrusts.security.event;

/** What can have happened to a program that may call. */
public sealed interface ServiceClientEvent extends SecurityEvent
    permits ServiceCredentialIssued, ServiceCredentialRotated, ServiceCredentialRevoked {

  ServiceClientId clientId();
}
