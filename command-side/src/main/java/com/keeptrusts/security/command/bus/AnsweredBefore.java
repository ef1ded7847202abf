package com.keeptrusts.security.command.bus;

/** The request is a repeat: nothing is done, and it is answered as before. */
final class AnsweredBefore extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String answer;

  AnsweredBefore(String answer) {
    super("The request was answered before", null, false, false);
    this.answer = answer;
  }

  /** JSON. */
  String answer() {
    return answer;
  }
}
