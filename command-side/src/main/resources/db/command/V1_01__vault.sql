-- Secrets, sealed. Rows are inserted and deleted; the one column that may change is the ciphertext:
-- a stronger hash of the same password, or the same secret under a newer key.
CREATE SCHEMA IF NOT EXISTS vault;

CREATE TABLE vault.secret (
  revision   text PRIMARY KEY,
  kind       text NOT NULL CHECK (kind IN ('password', 'totp', 'recovery-codes')),
  user_id    text NOT NULL,
  ciphertext bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT log.now()
);

CREATE INDEX secret_by_age ON vault.secret (created_at);

-- Keys of the deployment's own, sealed like secrets, made once and never deleted.
CREATE TABLE vault.key (
  purpose    text PRIMARY KEY,
  ciphertext bytea NOT NULL
);

-- Which secrets are in force, written in the transaction of the event. The reference makes sure that
-- no fact ever names a secret that a sweep has deleted, and no sweep one that a fact has named.
-- in_force_until: when it ends by itself, as an enrolment does that nobody confirms.
CREATE TABLE command.live_secret (
  revision       text PRIMARY KEY REFERENCES vault.secret (revision),
  user_id        text NOT NULL,
  kind           text NOT NULL CHECK (kind IN ('password', 'totp', 'recovery-codes')),
  in_force_until timestamptz
);

CREATE INDEX live_secret_by_user ON command.live_secret (user_id, kind);
CREATE INDEX live_secret_by_end ON command.live_secret (in_force_until);

GRANT USAGE ON SCHEMA vault, command TO keeptrusts_command;
GRANT SELECT, INSERT, DELETE, UPDATE (ciphertext) ON vault.secret TO keeptrusts_command;
GRANT SELECT, INSERT, UPDATE (ciphertext) ON vault.key TO keeptrusts_command;
GRANT SELECT, INSERT, UPDATE, DELETE ON command.live_secret TO keeptrusts_command;
