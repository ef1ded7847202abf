-- The keys of personal data, one per owner, wrapped by a key that is not in the database.
CREATE SCHEMA personal;

CREATE TABLE personal.key (
  owner        text PRIMARY KEY,
  wrapped_key  bytea,
  forgotten_at timestamptz,
  CONSTRAINT key_or_tombstone CHECK ((wrapped_key IS NULL) = (forgotten_at IS NOT NULL))
);

-- Leaves a tombstone in any case, so that a key is never made again. Nobody may update otherwise.
CREATE FUNCTION personal.forget(owner_to_forget text) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
  BEGIN ATOMIC
    INSERT INTO personal.key (owner, wrapped_key, forgotten_at)
    VALUES (owner_to_forget, NULL, log.now())
    ON CONFLICT (owner) DO UPDATE SET wrapped_key = NULL, forgotten_at = log.now()
    WHERE key.forgotten_at IS NULL;
  END;

REVOKE ALL ON FUNCTION personal.forget(text) FROM PUBLIC;

GRANT USAGE ON SCHEMA personal TO keeptrusts_command, keeptrusts_query;
GRANT SELECT, INSERT (owner, wrapped_key) ON personal.key TO keeptrusts_command, keeptrusts_query;
GRANT EXECUTE ON FUNCTION personal.forget(text) TO keeptrusts_command;
