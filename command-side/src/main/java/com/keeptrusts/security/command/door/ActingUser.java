package com.keeptrusts.security.command.door;

import com.keeptrusts.security.command.authority.Caller;
import com.keeptrusts.security.event.SessionId;
import com.keeptrusts.security.event.UserId;

/**
 * The signed-in user whom a service client acts for: an early answer, decided again inside of the
 * command's transaction.
 */
public record ActingUser(UserId user, SessionId session, Caller caller) {}
