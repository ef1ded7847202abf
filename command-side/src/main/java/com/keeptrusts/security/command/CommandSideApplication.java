package com.keeptrusts.security.command;

import com.keeptrusts.security.command.axon.DerivedRows;
import com.keeptrusts.security.web.WebDoor;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/**
 * The command side as an application of its own. With the argument {@code rebuild} it makes what is
 * derived from the log again, beside nodes that go on, and ends.
 */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({WebDoor.class, CommandSide.class})
public class CommandSideApplication {

  public static void main(String[] arguments) {
    System.setProperty("disable-axoniq-console-message", "true");
    if (!List.of(arguments).contains("rebuild")) {
      SpringApplication.run(CommandSideApplication.class, arguments);
      return;
    }
    try (ConfigurableApplicationContext node =
        SpringApplication.run(CommandSideApplication.class, "--server.port=0")) {
      node.getBean(DerivedRows.class).rebuild();
    }
  }
}
