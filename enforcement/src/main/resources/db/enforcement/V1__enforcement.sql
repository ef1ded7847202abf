-- What is true this instant. Written in the transaction of the event, never by hand; everything but
-- session_seen can be rebuilt from the log.
CREATE TABLE enforcement.org_1 (
  org_id   text   PRIMARY KEY,
  revision bigint NOT NULL
);

CREATE TABLE enforcement.user_1 (
  user_id       text    PRIMARY KEY,
  revision      bigint  NOT NULL,
  has_totp      boolean NOT NULL,
  password_kind text    CHECK (password_kind IN ('TEMPORARY', 'PERMANENT'))
);

CREATE TABLE enforcement.membership_1 (
  user_id   text    NOT NULL,
  org_id    text    NOT NULL,
  role      text    NOT NULL,
  suspended boolean NOT NULL,
  PRIMARY KEY (user_id, org_id)
);
CREATE INDEX active_owner_1 ON enforcement.membership_1 (org_id)
  WHERE role = 'OWNER' AND NOT suspended;

-- Sessions whose end is not recorded; an ended one has no row. reauthenticated_at is null as long
-- as a recovery code is all that the user proved beside the password.
CREATE TABLE enforcement.session_1 (
  session_id                   text        PRIMARY KEY,
  token_hash                   text        NOT NULL UNIQUE,
  user_id                      text        NOT NULL,
  started_at                   timestamptz NOT NULL,
  expires_at                   timestamptz NOT NULL,
  idle_timeout                 interval    NOT NULL,
  factors                      text[]      NOT NULL,
  multi_factor                 boolean     NOT NULL,
  rotation_required            boolean     NOT NULL,
  recovery_sign_in             boolean     NOT NULL,
  reauthenticated_at           timestamptz,
  reauthenticated_multi_factor boolean     NOT NULL
);
CREATE INDEX session_of_user_1 ON enforcement.session_1 (user_id);

-- When a session was last used, to the minute: operational, not in the log. A row is made with its
-- session and goes with it; in between it is only updated, so that no use revives what has ended.
CREATE TABLE enforcement.session_seen (
  session_id text        PRIMARY KEY,
  seen_at    timestamptz NOT NULL
);

-- Without a secret_hash the client is revoked.
CREATE TABLE enforcement.service_client_1 (
  client_id            text        PRIMARY KEY,
  revision             bigint      NOT NULL,
  name                 text        NOT NULL,
  scopes               text[]      NOT NULL,
  secret_hash          text,
  expires_at           timestamptz NOT NULL,
  previous_hash        text,
  previous_valid_until timestamptz
);

GRANT SELECT, INSERT, UPDATE, DELETE
  ON enforcement.org_1, enforcement.user_1, enforcement.membership_1, enforcement.session_1,
     enforcement.session_seen, enforcement.service_client_1
  TO keeptrusts_command;
GRANT SELECT
  ON enforcement.org_1, enforcement.user_1, enforcement.membership_1, enforcement.session_1,
     enforcement.session_seen, enforcement.service_client_1
  TO keeptrusts_query;
GRANT UPDATE (seen_at) ON enforcement.session_seen TO keeptrusts_query;

-- Where a rebuild writes, beside the live rows. The run is its fence: a newer one stops an older.
CREATE SCHEMA enforcement_rebuild;

CREATE TABLE enforcement_rebuild.progress (
  the_one boolean PRIMARY KEY DEFAULT true CHECK (the_one),
  run     uuid    NOT NULL,
  number  bigint  NOT NULL
);
INSERT INTO enforcement_rebuild.progress (run, number) VALUES (gen_random_uuid(), 0);

CREATE TABLE enforcement_rebuild.org_1 (LIKE enforcement.org_1 INCLUDING ALL);
CREATE TABLE enforcement_rebuild.user_1 (LIKE enforcement.user_1 INCLUDING ALL);
CREATE TABLE enforcement_rebuild.membership_1 (LIKE enforcement.membership_1 INCLUDING ALL);
CREATE TABLE enforcement_rebuild.session_1 (LIKE enforcement.session_1 INCLUDING ALL);
CREATE TABLE enforcement_rebuild.session_seen (LIKE enforcement.session_seen INCLUDING ALL);
CREATE TABLE enforcement_rebuild.service_client_1 (LIKE enforcement.service_client_1 INCLUDING ALL);

GRANT USAGE ON SCHEMA enforcement_rebuild TO keeptrusts_command;
GRANT SELECT, UPDATE ON enforcement_rebuild.progress TO keeptrusts_command;
GRANT SELECT, INSERT, UPDATE, DELETE
  ON enforcement_rebuild.org_1, enforcement_rebuild.user_1, enforcement_rebuild.membership_1,
     enforcement_rebuild.session_1, enforcement_rebuild.session_seen,
     enforcement_rebuild.service_client_1
  TO keeptrusts_command;
