package com.keeptrusts.security.command;

import com.keeptrusts.security.web.WebDoor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The command side as an application of its own. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({WebDoor.class, CommandSide.class})
public class CommandSideApplication {

  public static void main(String[] arguments) {
    System.setProperty("disable-axoniq-console-message", "true");
    SpringApplication.run(CommandSideApplication.class, arguments);
  }
}
