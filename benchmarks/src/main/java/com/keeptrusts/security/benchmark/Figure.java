package com.keeptrusts.security.benchmark;

/** One of the questions that {@link Benchmarks} answers. */
interface Figure {

  void measure(Results results) throws Exception;
}
