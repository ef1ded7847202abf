package com.keeptrusts.security.web;

/**
 * The address at the other end of the connection, never taken from a header. An open handler asks
 * for it as a parameter; one that wants a caller gets it with its {@link DoorCaller}.
 */
public record Peer(String address) {}
