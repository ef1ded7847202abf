package com.keeptrusts.security.standalone;

/** Why nothing starts, where no setting is wrong: a sentence that is all that there is to say. */
final class CannotStart extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  CannotStart(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
