package com.keeptrusts.security.web;

/**
 * Where a request comes from: the other end of the connection, or whom trusted proxies heard it
 * from (rule IP-7). An open handler asks for it as a parameter; a request that nobody can tell this
 * of is refused.
 */
public record Peer(String address) {}
