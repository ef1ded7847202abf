package com.keeptrusts.security.command;

import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.log.TestDatabase;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is in the log of a test's database, as it is stored. */
public final class TestLog {

  private final JdbcClient database;

  public TestLog(TestDatabase database) {
    this.database = JdbcClient.create(database.owner());
  }

  /** The events' stored names, in the order of the subject. */
  public List<String> namesOf(UserId user) {
    return database
        .sql("SELECT name FROM log.event WHERE subject_id = :user ORDER BY subject_revision")
        .param("user", user.value())
        .query((row, number) -> row.getString(1))
        .list();
  }

  public int count(String name) {
    return database
        .sql("SELECT count(*) FROM log.event WHERE name = :name")
        .param("name", name)
        .query(Integer.class)
        .single();
  }

  public int size() {
    return database.sql("SELECT count(*) FROM log.event").query(Integer.class).single();
  }

  /** Payloads of the events of this name, oldest first. */
  public List<String> payloads(String name) {
    return database
        .sql("SELECT payload FROM log.event WHERE name = :name ORDER BY global_index")
        .param("name", name)
        .query((row, number) -> row.getString(1))
        .list();
  }

  public JdbcClient sql() {
    return database;
  }
}
