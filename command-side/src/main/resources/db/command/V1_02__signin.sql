-- How often an authenticator was tried since its last success there, or since it was enabled or
-- replaced (SIGN-5). The subject is a keyed hash, of what was typed or of the user; the device is '-'
-- for attempts from anywhere, 'session' for those of who is signed in, else a known device. Recorded:
-- there were too many, and the log says so. What has no forget_at is never forgotten.
CREATE TABLE command.attempt (
  authenticator text NOT NULL,
  subject       text NOT NULL,
  device        text NOT NULL,
  failures      integer NOT NULL,
  not_before    timestamptz NOT NULL,
  forget_at     timestamptz,
  recorded      boolean NOT NULL DEFAULT false,
  PRIMARY KEY (authenticator, subject, device)
);

CREATE INDEX attempt_to_forget ON command.attempt (forget_at);
CREATE INDEX attempt_by_device ON command.attempt (device) WHERE device <> '-';

-- Refusals that were throttled and are recorded once a minute (SIGN-7).
CREATE TABLE command.throttled_refusal (
  authenticator text NOT NULL,
  subject       text NOT NULL,
  device        text NOT NULL,
  user_id       text,
  since         timestamptz NOT NULL,
  unrecorded    integer NOT NULL,
  to_record     integer NOT NULL,
  PRIMARY KEY (authenticator, subject, device)
);

CREATE INDEX throttled_refusal_by_age ON command.throttled_refusal (since);

-- Sign-ins that are not finished (SIGN-6).
CREATE TABLE command.sign_in (
  token_hash        text PRIMARY KEY,
  user_id           text,
  password_revision text,
  factors           text[] NOT NULL DEFAULT '{}',
  device            text,
  created_at        timestamptz NOT NULL,
  expires_at        timestamptz NOT NULL
);

CREATE INDEX sign_in_by_user ON command.sign_in (user_id);
CREATE INDEX sign_in_by_expiry ON command.sign_in (expires_at);

-- Devices on which a user has completed a sign-in (SIGN-5).
CREATE TABLE command.device (
  token_hash   text PRIMARY KEY,
  user_id      text NOT NULL,
  created_at   timestamptz NOT NULL,
  last_used_at timestamptz NOT NULL
);

CREATE INDEX device_by_user ON command.device (user_id);

GRANT SELECT, INSERT, UPDATE, DELETE
  ON command.attempt, command.throttled_refusal, command.sign_in, command.device TO keeptrusts_command;
