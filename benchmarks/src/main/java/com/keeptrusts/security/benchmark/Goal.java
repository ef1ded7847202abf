package com.keeptrusts.security.benchmark;

/** What a median is to come to. */
record Goal(String relation, double bound) {

  static Goal atLeast(double bound) {
    return new Goal(">=", bound);
  }

  static Goal atMost(double bound) {
    return new Goal("<=", bound);
  }

  boolean isMetBy(double value) {
    return relation.equals(">=") ? value >= bound : value <= bound;
  }

  @Override
  public String toString() {
    return relation + " " + bound;
  }
}
