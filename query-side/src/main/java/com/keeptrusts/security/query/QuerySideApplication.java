package com.keeptrusts.security.query;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** Answers over HTTP what happened and what is true now; changes nothing. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(QuerySide.class)
public class QuerySideApplication {
  public static void main(String[] arguments) {
    SpringApplication.run(QuerySideApplication.class, arguments);
  }
}
