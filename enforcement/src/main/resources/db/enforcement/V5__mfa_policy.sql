-- What orgs demand of their members, every version: a member whom the walk has not visited yet is
-- held to those that came since.
CREATE TABLE enforcement.org_mfa_policy_1 (
  org_id        text        NOT NULL,
  version       bigint      NOT NULL,
  level         text        NOT NULL
    CHECK (level IN ('OPTIONAL', 'REQUIRED_FOR_ADMINS', 'REQUIRED_FOR_ALL')),
  grace_seconds bigint      NOT NULL CHECK (grace_seconds >= 0),
  since         timestamptz NOT NULL,
  PRIMARY KEY (org_id, version)
);

-- How far a member's grace period has run. The row outlives the membership; there is none once the
-- member has a method. next_at is when there is something to record next.
CREATE TABLE enforcement.mfa_grace_period_1 (
  user_id        text        NOT NULL,
  org_id         text        NOT NULL,
  policy_version bigint      NOT NULL,
  started_at     timestamptz NOT NULL,
  deadline       timestamptz NOT NULL,
  extended_until timestamptz,
  stopped_at     timestamptz,
  warned_of      timestamptz,
  ended          boolean     NOT NULL,
  next_at        timestamptz,
  PRIMARY KEY (user_id, org_id)
);
CREATE INDEX mfa_grace_period_next_1 ON enforcement.mfa_grace_period_1 (next_at)
  WHERE next_at IS NOT NULL;

-- Since when a member has this role, and when an account lost its last MFA method: neither is held
-- to what an org demanded before.
ALTER TABLE enforcement.membership_1 ADD COLUMN since timestamptz NOT NULL DEFAULT 'epoch';
ALTER TABLE enforcement.membership_1 ALTER COLUMN since DROP DEFAULT;
CREATE INDEX member_of_1 ON enforcement.membership_1 (org_id, user_id);
ALTER TABLE enforcement.user_1 ADD COLUMN mfa_lost_at timestamptz;

ALTER TABLE enforcement_rebuild.membership_1 ADD COLUMN since timestamptz NOT NULL;
ALTER TABLE enforcement_rebuild.user_1 ADD COLUMN mfa_lost_at timestamptz;
CREATE TABLE enforcement_rebuild.org_mfa_policy_1
  (LIKE enforcement.org_mfa_policy_1 INCLUDING ALL);
CREATE TABLE enforcement_rebuild.mfa_grace_period_1
  (LIKE enforcement.mfa_grace_period_1 INCLUDING ALL);

-- How far the walk over an org's members has come: operational, not in the log. Decisions do not
-- wait for it.
CREATE TABLE enforcement.mfa_walk (
  org_id         text        PRIMARY KEY,
  policy_version bigint      NOT NULL,
  after_user     text        NOT NULL,
  visited        bigint      NOT NULL,
  failed         bigint      NOT NULL,
  due_at         timestamptz NOT NULL
);

GRANT SELECT, INSERT, UPDATE, DELETE
  ON enforcement.org_mfa_policy_1, enforcement.mfa_grace_period_1, enforcement.mfa_walk,
     enforcement_rebuild.org_mfa_policy_1, enforcement_rebuild.mfa_grace_period_1
  TO keeptrusts_command;
GRANT SELECT
  ON enforcement.org_mfa_policy_1, enforcement.mfa_grace_period_1, enforcement.mfa_walk
  TO keeptrusts_query;
