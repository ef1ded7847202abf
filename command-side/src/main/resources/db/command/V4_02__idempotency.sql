-- Requests with an idempotency key that were answered, each written in the transaction of its
-- command. The answer is without what is shown once.
CREATE TABLE command.idempotency (
  client     text        NOT NULL,
  actor      text        NOT NULL,
  key        text        NOT NULL,
  request    text        NOT NULL,
  answer     text,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (client, actor, key)
);

CREATE INDEX idempotency_by_expiry ON command.idempotency (expires_at);

GRANT SELECT, INSERT, UPDATE, DELETE ON command.idempotency TO keeptrusts_command;
