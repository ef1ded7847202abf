package com.keeptrusts.security.log;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a setting may be, for the sentence that is said when it is not even of the right kind. The
 * bounds themselves are checked where it is read ({@link WrongSetting#requireWithin}).
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface Allowed {
  String value();
}
