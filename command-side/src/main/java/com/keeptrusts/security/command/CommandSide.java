package com.keeptrusts.security.command;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/** Takes commands over HTTP and records what they made happen. */
@SpringBootConfiguration
@EnableAutoConfiguration
public class CommandSide {
  public static void main(String[] arguments) {
    SpringApplication.run(CommandSide.class, arguments);
  }
}
