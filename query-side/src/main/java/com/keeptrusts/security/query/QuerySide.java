package com.keeptrusts.security.query;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/** Answers over HTTP what happened and what is true now; changes nothing. */
@SpringBootConfiguration
@EnableAutoConfiguration
public class QuerySide {
  public static void main(String[] arguments) {
    SpringApplication.run(QuerySide.class, arguments);
  }
}
