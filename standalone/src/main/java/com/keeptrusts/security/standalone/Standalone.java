package com.keeptrusts.security.standalone;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/** Both sides on one port and one database, started by one command. */
@SpringBootConfiguration
@EnableAutoConfiguration
public class Standalone {
  public static void main(String[] arguments) {
    SpringApplication.run(Standalone.class, arguments);
  }
}
