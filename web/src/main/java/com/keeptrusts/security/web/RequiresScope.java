package com.keeptrusts.security.web;

import com.keeptrusts.security.event.Scope;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Who may call this handler: a service client that holds one of these scopes. {@link Scope#ACT}
 * counts for requests with a session token and only for these; so it stands here exactly where
 * {@link #acting()} is not {@link Acting#NO}. Whether the session lives and what its user may do is
 * decided behind the door.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface RequiresScope {

  Scope[] value();

  Acting acting() default Acting.NO;

  /** What the client needs beside: it says more of its user than that they ask. */
  Scope[] also() default {};
}
