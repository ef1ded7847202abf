package com.keeptrusts.security.benchmark;

/** Between what a median is to be. */
record Goal(double least, double most) {

  static Goal atLeast(double bound) {
    return new Goal(bound, Double.POSITIVE_INFINITY);
  }

  static Goal atMost(double bound) {
    return new Goal(Double.NEGATIVE_INFINITY, bound);
  }

  static Goal between(double least, double most) {
    return new Goal(least, most);
  }

  boolean isMetBy(double value) {
    return least <= value && value <= most;
  }

  @Override
  public String toString() {
    if (most == Double.POSITIVE_INFINITY) {
      return ">= " + least;
    }
    return least == Double.NEGATIVE_INFINITY ? "<= " + most : least + " to " + most;
  }
}
