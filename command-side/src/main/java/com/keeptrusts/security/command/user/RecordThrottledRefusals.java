package com.keeptrusts.security.command.user;

import com.keeptrusts.security.command.authority.Command;
import com.keeptrusts.security.command.authority.Demand;
import com.keeptrusts.security.command.authority.Demands;

/**
 * Says that throttled refusals are to be told that nobody came after to tell of (rule SIGN-7), of
 * {@code atMost} counters.
 */
@Demands(Demand.SYSTEM)
public record RecordThrottledRefusals(int atMost) implements Command {}
