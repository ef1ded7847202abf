package com.keeptrusts.security.command;

import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import org.hamcrest.CustomTypeSafeMatcher;
import org.hamcrest.Matcher;

/** Recognises a refusal by its reason. */
public final class Because {

  private Because() {}

  public static Matcher<Rejected> of(Reason reason) {
    return new CustomTypeSafeMatcher<>("refused because of " + reason) {
      @Override
      protected boolean matchesSafely(Rejected refusal) {
        return refusal.reason() == reason;
      }
    };
  }
}
