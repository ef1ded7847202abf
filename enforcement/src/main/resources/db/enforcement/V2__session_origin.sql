-- Where a session was started, sealed, for the user who looks at the own sessions.
ALTER TABLE enforcement.session_1
  ADD COLUMN client_address text, ADD COLUMN user_agent text;
ALTER TABLE enforcement_rebuild.session_1
  ADD COLUMN client_address text, ADD COLUMN user_agent text;
