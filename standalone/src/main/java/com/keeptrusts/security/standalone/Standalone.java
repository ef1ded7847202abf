package com.keeptrusts.security.standalone;

import com.keeptrusts.security.command.CommandSide;
import com.keeptrusts.security.query.QuerySide;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** Both sides on one port and one database, started by one command. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({CommandSide.class, QuerySide.class})
public class Standalone {
  public static void main(String[] arguments) {
    SpringApplication.run(Standalone.class, arguments);
  }
}
