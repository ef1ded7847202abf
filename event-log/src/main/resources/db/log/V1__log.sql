-- The one clock of all nodes. Milliseconds, because that is what an event's stamp keeps.
CREATE FUNCTION log.now() RETURNS timestamptz
  LANGUAGE sql VOLATILE
  RETURN date_trunc('milliseconds', clock_timestamp());

-- What happened. The global index is taken before the commit, so nobody reads in its order.
CREATE TABLE log.event (
  global_index     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event_id         text        NOT NULL CONSTRAINT event_id_once UNIQUE,
  subject_type     text,
  subject_id       text        NOT NULL,
  subject_revision bigint      NOT NULL,
  name             text        NOT NULL,
  event_revision   text        NOT NULL,
  at               timestamptz NOT NULL,
  payload          text        NOT NULL,
  metadata         text        NOT NULL,
  CONSTRAINT one_event_per_revision UNIQUE (subject_id, subject_revision)
);

CREATE TABLE log.snapshot (
  event_id         text        NOT NULL,
  subject_type     text        NOT NULL,
  subject_id       text        NOT NULL,
  subject_revision bigint      NOT NULL,
  name             text        NOT NULL,
  event_revision   text        NOT NULL,
  at               timestamptz NOT NULL,
  payload          text        NOT NULL,
  metadata         text        NOT NULL,
  PRIMARY KEY (subject_id, subject_revision)
);

-- Committed, but not numbered yet.
CREATE TABLE log.outbox (
  global_index bigint PRIMARY KEY,
  event_id     text NOT NULL
);

-- The order in which everybody reads: dense, append-only, never renumbered.
CREATE TABLE log.sequence (
  number       bigint PRIMARY KEY CHECK (number > 0),
  global_index bigint NOT NULL UNIQUE,
  event_id     text   NOT NULL UNIQUE
);

-- With the owner's rights, so that no event gets round it and nobody else can write the outbox.
CREATE FUNCTION log.enqueue() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
  AS $$
BEGIN
  INSERT INTO log.outbox (global_index, event_id) VALUES (NEW.global_index, NEW.event_id);
  RETURN NULL;
END $$;

CREATE TRIGGER enqueue AFTER INSERT ON log.event FOR EACH ROW EXECUTE FUNCTION log.enqueue();

-- Numbers at most so many committed events: how many it were, or -1 if somebody else is at it.
-- The lock is asked for in a statement of its own, so that the next one sees what its last holder
-- committed. One call is one transaction: a node that is paused between two calls holds nothing.
CREATE FUNCTION log.number_events(at_most integer) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
  AS $$
DECLARE
  numbered integer;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtextextended('log.number_events', 0)) THEN
    RETURN -1;
  END IF;
  WITH taken AS (
    DELETE FROM log.outbox
    WHERE global_index IN (
      SELECT waiting.global_index FROM log.outbox waiting
      ORDER BY waiting.global_index LIMIT at_most)
    RETURNING global_index, event_id
  )
  INSERT INTO log.sequence (number, global_index, event_id)
  SELECT (SELECT coalesce(max(number), 0) FROM log.sequence)
           + row_number() OVER (ORDER BY taken.global_index),
         taken.global_index, taken.event_id
  FROM taken;
  GET DIAGNOSTICS numbered = ROW_COUNT;
  IF numbered > 0 THEN
    NOTIFY log_sequence;
  END IF;
  RETURN numbered;
END $$;

REVOKE ALL ON FUNCTION log.now(), log.enqueue(), log.number_events(integer) FROM PUBLIC;

GRANT USAGE ON SCHEMA log TO keeptrusts_command, keeptrusts_query;
GRANT EXECUTE ON FUNCTION log.now() TO keeptrusts_command, keeptrusts_query;
GRANT SELECT ON log.event, log.sequence, log.outbox TO keeptrusts_command, keeptrusts_query;
GRANT INSERT ON log.event TO keeptrusts_command;
GRANT EXECUTE ON FUNCTION log.number_events(integer) TO keeptrusts_command;
GRANT SELECT, INSERT, DELETE ON log.snapshot TO keeptrusts_command;
