-- One entry per number of the sequence, written once. Nodes may add and read, and own nothing here:
-- a wrong entry is not corrected but stands, and a better shape is a table with a higher number.
CREATE TABLE query.audit_entry_1 (
  number         bigint PRIMARY KEY CHECK (number > 0),
  event_id       text NOT NULL UNIQUE,
  at             timestamptz NOT NULL,
  revision       text,
  actor          text,
  via            text,
  session        text,
  action         text NOT NULL,
  target         text,
  org_id         text,
  outcome        text CHECK (outcome IN ('success', 'refused')),
  reason         text,
  before         text,
  after          text,
  details        text,
  address        text,
  agent          text,
  client_address text,
  correlation    text,
  -- The payload as it stands in the log, if it could not be said better.
  stored         text
);

-- Which orgs an entry belongs to, each counting its own from 1 without a hole.
CREATE TABLE query.audit_org_entry_1 (
  org_id     text NOT NULL,
  org_number bigint NOT NULL CHECK (org_number > 0),
  number     bigint NOT NULL REFERENCES query.audit_entry_1 (number),
  PRIMARY KEY (org_id, org_number),
  UNIQUE (number, org_id)
);

-- What the projection remembers from one entry to the next: derived, and begun anew by a replay.
CREATE TABLE query.audit_org_1 (
  org_id      text PRIMARY KEY,
  last_number bigint NOT NULL
);
CREATE TABLE query.audit_member_1 (
  user_id   text NOT NULL,
  org_id    text NOT NULL,
  suspended boolean NOT NULL,
  PRIMARY KEY (user_id, org_id)
);

-- How far each processor of this side is, and which node runs it.
CREATE TABLE query.token_1 (
  processor  text NOT NULL,
  segment    integer NOT NULL,
  token      text,
  token_type text,
  claimed_at text NOT NULL,
  owner      text,
  PRIMARY KEY (processor, segment)
);

GRANT SELECT, INSERT ON query.audit_entry_1, query.audit_org_entry_1 TO keeptrusts_query;
GRANT SELECT, INSERT, UPDATE, DELETE ON query.audit_org_1, query.audit_member_1 TO keeptrusts_query;
GRANT SELECT, INSERT, UPDATE ON query.token_1 TO keeptrusts_query;
