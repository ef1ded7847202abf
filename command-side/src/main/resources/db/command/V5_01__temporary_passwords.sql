-- Until when a temporary password is good, so that a sign-in refuses an expired one as it refuses a
-- wrong one, before anything else is said (SIGN-4). Null for a password of the own.
ALTER TABLE command.account_1 ADD COLUMN password_until timestamptz;
ALTER TABLE command_rebuild.account_1 ADD COLUMN password_until timestamptz;
