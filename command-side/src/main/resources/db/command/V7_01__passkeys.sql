-- Passkeys of all accounts: a look-up, written in the transaction of the event, that can be deleted
-- and rebuilt. A credential id is one account's only (PK-3). The name is sealed.
CREATE TABLE command.passkey_1 (
  passkey_id      text        PRIMARY KEY,
  user_id         text        NOT NULL,
  credential_id   text        NOT NULL CONSTRAINT credential_once UNIQUE,
  public_key      text        NOT NULL,
  algorithm       bigint      NOT NULL,
  sign_count      bigint      NOT NULL,
  uv_initialized  boolean     NOT NULL,
  backup_eligible boolean     NOT NULL,
  backed_up       boolean     NOT NULL,
  aaguid          uuid        NOT NULL,
  transports      text[]      NOT NULL,
  discoverable    boolean,
  name            text        NOT NULL,
  registered_at   timestamptz NOT NULL,
  last_used_at    timestamptz
);

CREATE INDEX passkey_by_user ON command.passkey_1 (user_id);

CREATE TABLE command_rebuild.passkey_1 (LIKE command.passkey_1 INCLUDING ALL);

-- Challenges that were handed out and not answered yet (PK-1).
CREATE TABLE command.passkey_challenge (
  challenge_hash text        PRIMARY KEY,
  purpose        text        NOT NULL,
  within         text        NOT NULL,
  expires_at     timestamptz NOT NULL
);

CREATE INDEX passkey_challenge_by_expiry ON command.passkey_challenge (expires_at);

-- A passkey without user verification that began a sign-in, which waits for a second factor.
ALTER TABLE command.sign_in
  ADD COLUMN passkey text, ADD COLUMN passkey_sign_count bigint,
  ADD COLUMN passkey_backed_up boolean, ADD COLUMN passkey_user_verified boolean;

GRANT SELECT, INSERT, UPDATE, DELETE
  ON command.passkey_1, command_rebuild.passkey_1, command.passkey_challenge TO keeptrusts_command;
