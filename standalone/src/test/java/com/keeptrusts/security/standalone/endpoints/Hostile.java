package com.keeptrusts.security.standalone.endpoints;

/** A request that is to be refused, by what is wrong with it. */
record Hostile(String name, Request request) {}
