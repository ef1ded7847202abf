package com.keeptrusts.security.web;

import com.keeptrusts.security.event.Reason;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Why this endpoint says no, beside what all of its kind may say; for its description only. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Refuses {

  Reason[] value() default {};

  /** What all of its kind may say and it does not. */
  Reason[] never() default {};
}
