-- A passkey without user verification begins no sign-in: it is a second factor.
DELETE FROM command.sign_in WHERE passkey IS NOT NULL;
ALTER TABLE command.sign_in
  DROP COLUMN passkey, DROP COLUMN passkey_sign_count,
  DROP COLUMN passkey_backed_up, DROP COLUMN passkey_user_verified;
