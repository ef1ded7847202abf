package com.keeptrusts.security.command;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** Takes commands over HTTP and records what they made happen. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(CommandSide.class)
public class CommandSideApplication {
  public static void main(String[] arguments) {
    SpringApplication.run(CommandSideApplication.class, arguments);
  }
}
