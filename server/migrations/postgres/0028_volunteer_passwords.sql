-- The password of a volunteer who wants one, as Argon2id under the pepper; empty for everybody else.
ALTER TABLE volunteers ADD COLUMN password_hash TEXT NOT NULL DEFAULT '';
