package com.keeptrusts.security.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * This handler is for proxies that ask about requests of others, and asks a {@link ProxiedRequest}
 * whose service credential came along. The door lets everything through to it: method, parameters,
 * body and most headers are those of somebody's request, and no problem is an answer that each
 * proxy understands. Its path stands in {@link OpenPaths} as well.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface ForProxies {}
