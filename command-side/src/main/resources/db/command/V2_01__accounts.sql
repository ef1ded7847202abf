-- Accounts by e-mail, and which of their secrets are in force: a look-up, written in the transaction
-- of the event, that can be deleted and rebuilt. E-mail and name are sealed.
CREATE TABLE command.account_1 (
  user_id             text    PRIMARY KEY,
  email_hash          text    NOT NULL CONSTRAINT email_once UNIQUE,
  email               text    NOT NULL,
  display_name        text    NOT NULL,
  password            text,
  totp                text,
  enrolling           text,
  enrolling_until     timestamptz,
  recovery_codes      text,
  recovery_codes_left integer NOT NULL
);

GRANT SELECT, INSERT, UPDATE, DELETE ON command.account_1 TO keeptrusts_command;
