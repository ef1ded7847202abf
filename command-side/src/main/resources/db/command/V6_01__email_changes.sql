-- Changes of e-mail whose new address is not proved yet (ORG-6): at most one a user.
CREATE TABLE command.email_change (
  user_id    text        PRIMARY KEY,
  proof_hash text        NOT NULL,
  email      text        NOT NULL,
  expires_at timestamptz NOT NULL
);

CREATE INDEX email_change_by_expiry ON command.email_change (expires_at);

GRANT SELECT, INSERT, UPDATE, DELETE ON command.email_change TO keeptrusts_command;
