package com.keeptrusts.security.log;

import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;

/**
 * Where a streaming processor keeps how far it has come. The table belongs to the module that
 * reads: its migration makes it with exactly {@link #COLUMNS}, its token store takes {@link #named}
 * and {@code contentType(String.class)}.
 */
public final class TokenTable {

  /** {@code CREATE TABLE query.token_1 (…)}. */
  public static final String COLUMNS =
      """
      processor  text    NOT NULL,
      segment    integer NOT NULL,
      token      text,
      token_type text,
      claimed_at text    NOT NULL,
      owner      text,
      PRIMARY KEY (processor, segment)
      """;

  private TokenTable() {}

  /** The table of that name, as Axon's token store wants to be told. */
  public static TokenSchema named(String table) {
    return TokenSchema.builder()
        .setTokenTable(table)
        .setProcessorNameColumn("processor")
        .setSegmentColumn("segment")
        .setTokenColumn("token")
        .setTokenTypeColumn("token_type")
        .setTimestampColumn("claimed_at")
        .setOwnerColumn("owner")
        .build();
  }
}
