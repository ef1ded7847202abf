package com.keeptrusts.security.command;

import com.keeptrusts.security.command.axon.DerivedRows;
import com.keeptrusts.security.web.WebDoor;
import java.util.List;
import java.util.stream.Stream;
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
    SpringApplication application = new SpringApplication(CommandSideApplication.class);
    if (!List.of(arguments).contains("rebuild")) {
      application.run(arguments);
      return;
    }
    try (ConfigurableApplicationContext node = application.run(onAnyPort(arguments))) {
      node.getBean(DerivedRows.class).rebuild();
    }
  }

  /**
   * Whatever else is set: the node that it is run beside has its port, and nobody calls this one.
   */
  private static String[] onAnyPort(String[] arguments) {
    return Stream.concat(
            Stream.of(arguments).filter(argument -> !argument.startsWith("--server.port=")),
            Stream.of("--server.port=0", "--keeptrusts.shutdown.delay=0s"))
        .toArray(String[]::new);
  }
}
