package com.keeptrusts.security.standalone;

import com.keeptrusts.security.command.CommandSide;
import com.keeptrusts.security.log.SchemaReady;
import com.keeptrusts.security.log.WrongSetting;
import com.keeptrusts.security.query.QuerySide;
import com.keeptrusts.security.standalone.console.Console;
import com.keeptrusts.security.web.WebDoor;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.SimpleCommandLinePropertySource;

/**
 * Both sides and the console in one process: on a PostgreSQL of its own in the data directory, or
 * on the operator's ({@code SPRING_DATASOURCE_URL}). With the argument {@code migrate} it only
 * brings the schema of an operator's database up to date, for nodes that run elsewhere.
 */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({WebDoor.class, CommandSide.class, QuerySide.class, Console.class, FirstStart.class})
public class Standalone {

  private static final Logger LOG = LoggerFactory.getLogger(Standalone.class);
  private static final String DATA = "keeptrusts.data";
  private static final Pattern SETTING = Pattern.compile("--[a-z][\\w.\\-\\[\\]]*=\\S");

  /** Starts, or migrates. What the operator has to put right is told by a sentence alone. */
  public static void main(String[] arguments) throws Exception {
    try {
      if (List.of(arguments).contains("migrate")) {
        OwnDatabase.migrate(System.getenv());
      } else {
        start(arguments);
      }
    } catch (WrongSetting | SchemaReady.NotReady | CannotStart toPutRight) {
      System.err.println(toPutRight.getMessage());
      System.exit(1);
    }
  }

  /** Starts and returns when requests are served. */
  static ConfigurableApplicationContext start(String... arguments) throws Exception {
    requireSettings(arguments);
    String data = new SimpleCommandLinePropertySource(arguments).getProperty(DATA);
    DataDirectory directory = DataDirectory.open(Path.of(data == null ? "data" : data));
    OwnDatabase database = OwnDatabase.open(directory, System.getenv());
    System.setProperty("disable-axoniq-console-message", "true");
    SpringApplication.getShutdownHandlers().add(() -> closeQuietly(database, directory));
    SpringApplication application = new SpringApplication(Standalone.class);
    MapPropertySource installation = new MapPropertySource("installation", database.properties());
    application.addInitializers(
        starting -> starting.getEnvironment().getPropertySources().addLast(installation));
    application.setBannerMode(Banner.Mode.OFF);
    return application.run(arguments);
  }

  /** A value that stands apart from its name would be left out without a word. */
  private static void requireSettings(String... arguments) {
    for (int i = 0; i < arguments.length; i++) {
      if (!SETTING.matcher(arguments[i]).lookingAt()) {
        String name =
            arguments[i].startsWith("--") ? arguments[i].split("=", 2)[0] : "something else";
        throw new WrongSetting(
            "argument " + (i + 1), "--<setting>=<value>, or migrate alone", name);
      }
    }
  }

  /** Once the context is closed: nobody uses the database any more. */
  private static void closeQuietly(AutoCloseable... inOrder) {
    for (AutoCloseable closeable : inOrder) {
      try {
        closeable.close();
      } catch (Exception failed) {
        LOG.warn("Could not be closed", failed);
      }
    }
  }
}
