-- How many passkeys an account has: any of them is an MFA method.
ALTER TABLE enforcement.user_1
  ADD COLUMN passkeys integer NOT NULL DEFAULT 0 CHECK (passkeys >= 0);
ALTER TABLE enforcement_rebuild.user_1
  ADD COLUMN passkeys integer NOT NULL DEFAULT 0 CHECK (passkeys >= 0);
