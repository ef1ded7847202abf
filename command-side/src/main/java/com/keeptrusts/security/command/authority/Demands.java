package com.keeptrusts.security.command.authority;

import com.keeptrusts.security.enforcement.Gate;
import com.keeptrusts.security.event.Scope;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Who may issue the annotated command. Decided inside the command's transaction, with the rows it
 * relies on locked, before the aggregate is loaded.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface Demands {

  Demand value();

  /** A service client that acts for itself may issue it as well, with any of these scopes. */
  Scope[] scope() default {};

  /** What a service client that acts for a user needs beside: it vouches for something itself. */
  Scope[] also() default {};

  OrgLock org() default OrgLock.SHARED;

  /** Possible, too, while one of these holds everything else up (rules PWD-3, POL-9). */
  Gate[] through() default {};

  /** The acting user has to have an MFA method of their own (rule POL-1). */
  boolean withMfaMethod() default false;
}
