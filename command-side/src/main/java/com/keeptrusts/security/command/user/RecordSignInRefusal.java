package com.keeptrusts.security.command.user;

import com.keeptrusts.security.command.authority.Command;
import com.keeptrusts.security.command.authority.Demand;
import com.keeptrusts.security.command.authority.Demands;
import com.keeptrusts.security.event.SignInRefused;

/**
 * Says that a sign-in went nowhere. It targets no account, so that guessing neither grows nor locks
 * one (rule SIGN-7).
 */
@Demands(Demand.SYSTEM)
public record RecordSignInRefusal(SignInRefused refusal) implements Command {}
