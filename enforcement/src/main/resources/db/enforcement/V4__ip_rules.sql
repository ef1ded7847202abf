-- The address rules of an org. Whoever keeps them compiled knows by ip_rules_revision, the org's
-- revision at which one of them changed last, whether they are these.
ALTER TABLE enforcement.org_1
  ADD COLUMN ip_rules_revision bigint NOT NULL DEFAULT 0,
  ADD COLUMN ip_restrictions_suspended_until timestamptz;
ALTER TABLE enforcement_rebuild.org_1
  ADD COLUMN ip_rules_revision bigint NOT NULL DEFAULT 0,
  ADD COLUMN ip_restrictions_suspended_until timestamptz;

CREATE INDEX suspended_org_1 ON enforcement.org_1 (ip_restrictions_suspended_until)
  WHERE ip_restrictions_suspended_until IS NOT NULL;

CREATE TABLE enforcement.ip_rule_1 (
  org_id     text        NOT NULL,
  rule_id    text        NOT NULL,
  action     text        NOT NULL CHECK (action IN ('ALLOW', 'DENY')),
  block      text        NOT NULL,
  note       text        NOT NULL,
  enabled    boolean     NOT NULL,
  expires_at timestamptz,
  added_at   timestamptz NOT NULL,
  added_by   text        NOT NULL,
  changed_at timestamptz NOT NULL,
  changed_by text        NOT NULL,
  PRIMARY KEY (org_id, rule_id)
);
CREATE TABLE enforcement_rebuild.ip_rule_1 (LIKE enforcement.ip_rule_1 INCLUDING ALL);

GRANT SELECT, INSERT, UPDATE, DELETE
  ON enforcement.ip_rule_1, enforcement_rebuild.ip_rule_1 TO keeptrusts_command;
GRANT SELECT ON enforcement.ip_rule_1 TO keeptrusts_query;
