package com.keeptrusts.security.log;

import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The modules that have tables, in the order in which they stand on each other. */
final class Modules {

  static final List<String> ALL = List.of("log", "enforcement", "command", "query");
  static final String HISTORY = "schema_history";

  private Modules() {}

  /** The migrations of one module: its folder, its schema, its history. */
  static Flyway migrations(String module, DataSource dataSource) {
    return Flyway.configure(Modules.class.getClassLoader())
        .dataSource(dataSource)
        .locations("classpath:db/" + module)
        .defaultSchema(module)
        .schemas(module)
        .table(HISTORY)
        .cleanDisabled(true)
        .validateMigrationNaming(true)
        .load();
  }
}
