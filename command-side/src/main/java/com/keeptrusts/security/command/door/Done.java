package com.keeptrusts.security.command.door;

/**
 * The answer to what an org's admin asked for about a member: nothing. How far the user has come
 * would count what the org does not see (rule ORG-1).
 */
public record Done() {}
