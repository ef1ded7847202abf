package com.keeptrusts.security.command.authority;

/** What somebody asks for. Each command says by {@link Demands} who may. */
public interface Command {}
