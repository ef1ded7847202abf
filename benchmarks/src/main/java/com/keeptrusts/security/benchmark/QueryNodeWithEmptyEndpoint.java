package com.keeptrusts.security.benchmark;

import com.keeptrusts.security.query.QuerySide;
import com.keeptrusts.security.web.WebDoor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Import;

/**
 * The query side with {@link EmptyEndpoint} beside its own; run on the query side's packaged jar.
 */
@SpringBootConfiguration
@EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
@Import({WebDoor.class, QuerySide.class, EmptyEndpoint.class})
public class QueryNodeWithEmptyEndpoint {
  public static void main(String[] arguments) {
    SpringApplication.run(QueryNodeWithEmptyEndpoint.class, arguments);
  }
}
