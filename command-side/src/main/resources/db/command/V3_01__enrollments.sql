-- Tries at enabling MFA that are not confirmed (TOTP-1): a code is counted before it is verified.
CREATE TABLE command.enrollment (
  enrollment_id text PRIMARY KEY,
  user_id       text        NOT NULL,
  revision      text        NOT NULL,
  tries         integer     NOT NULL DEFAULT 0,
  expires_at    timestamptz NOT NULL
);

CREATE INDEX enrollment_by_expiry ON command.enrollment (expires_at);

GRANT SELECT, INSERT, UPDATE, DELETE ON command.enrollment TO keeptrusts_command;
