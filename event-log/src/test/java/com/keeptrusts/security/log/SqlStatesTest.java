package com.keeptrusts.security.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.transaction.TransactionSystemException;

class SqlStatesTest {

  @ParameterizedTest
  @ValueSource(strings = {"08006", "53300", "57P01", "57P03", "57014", "25P03", "25P04"})
  void a_database_that_does_not_answer_is_told_by_its_code(String code) {
    assertThat(SqlStates.isUnavailable(wrapped(new SQLException("any", code)))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"23505", "42501", "22P02"})
  void a_database_that_says_no_is_there(String code) {
    assertThat(SqlStates.isUnavailable(wrapped(new SQLException("any", code)))).isFalse();
  }

  @Test
  void the_pool_speaks_of_a_broken_connection_without_a_code() {
    SQLException broken = new SQLException("Connection is closed");
    assertThat(SqlStates.isUnavailable(wrapped(broken))).isTrue();
  }

  @Test
  void the_pool_has_no_connection_left() {
    assertThat(SqlStates.isUnavailable(wrapped(new SQLTransientConnectionException("none"))))
        .isTrue();
  }

  @Test
  void a_failure_of_something_else_is_none_of_the_database() {
    assertThat(SqlStates.isUnavailable(new IllegalStateException("a bug"))).isFalse();
    assertThat(SqlStates.isUnavailable(null)).isFalse();
  }

  private static Throwable wrapped(SQLException cause) {
    return new TransactionSystemException("JDBC rollback failed", cause);
  }
}
