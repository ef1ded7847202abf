-- Where a rebuild of the look-ups writes, beside the live rows. The run is its fence. Its list of
-- secrets has no reference: while history is replayed, it names secrets that are long deleted.
CREATE SCHEMA command_rebuild;

CREATE TABLE command_rebuild.progress (
  the_one boolean PRIMARY KEY DEFAULT true CHECK (the_one),
  run     uuid    NOT NULL,
  number  bigint  NOT NULL
);
INSERT INTO command_rebuild.progress (run, number) VALUES (gen_random_uuid(), 0);

CREATE TABLE command_rebuild.account_1 (LIKE command.account_1 INCLUDING ALL);
CREATE TABLE command_rebuild.live_secret (LIKE command.live_secret INCLUDING ALL);

GRANT USAGE ON SCHEMA command_rebuild TO keeptrusts_command;
GRANT SELECT, UPDATE ON command_rebuild.progress TO keeptrusts_command;
GRANT SELECT, INSERT, UPDATE, DELETE
  ON command_rebuild.account_1, command_rebuild.live_secret TO keeptrusts_command;
