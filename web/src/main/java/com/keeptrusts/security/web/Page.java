package com.keeptrusts.security.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * This handler answers a page of ours, or a part of one: the browser is told that it may run
 * scripts and use styles from files of this host, and ask this host, and nothing else. No handler
 * that answers what somebody sent is one.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Page {}
