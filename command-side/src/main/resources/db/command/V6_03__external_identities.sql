-- Which identity at which provider is linked to which account (SIGN-3): a look-up, written in the
-- transaction of the event, that can be deleted and rebuilt. Issuer and subject are sealed, and found
-- by a keyed hash of both.
CREATE TABLE command.external_identity_1 (
  identity_id   text        PRIMARY KEY,
  user_id       text        NOT NULL,
  identity_hash text        NOT NULL CONSTRAINT external_identity_once UNIQUE,
  issuer        text        NOT NULL,
  subject       text        NOT NULL,
  linked_at     timestamptz NOT NULL
);

CREATE INDEX external_identity_by_user ON command.external_identity_1 (user_id);

CREATE TABLE command_rebuild.external_identity_1 (LIKE command.external_identity_1 INCLUDING ALL);

GRANT SELECT, INSERT, UPDATE, DELETE
  ON command.external_identity_1, command_rebuild.external_identity_1 TO keeptrusts_command;

-- What a provider vouched for in a sign-in that waits for a second factor.
ALTER TABLE command.sign_in ADD COLUMN external_identity text;
ALTER TABLE command.sign_in ADD COLUMN provider_authenticated_at timestamptz;
