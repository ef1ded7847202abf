package com.keeptrusts.security.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Anybody may call this handler: health, the pages that explain. Its path also has to stand in
 * {@link OpenPaths}, so that nothing becomes open by one slip.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Open {}
