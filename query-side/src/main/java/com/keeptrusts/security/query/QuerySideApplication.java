package com.keeptrusts.security.query;

import com.keeptrusts.security.web.WebDoor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The query side as an application of its own. */
@SpringBootConfiguration
@EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
@Import({WebDoor.class, QuerySide.class})
public class QuerySideApplication {
  public static void main(String[] arguments) {
    SpringApplication.run(QuerySideApplication.class, arguments);
  }
}
