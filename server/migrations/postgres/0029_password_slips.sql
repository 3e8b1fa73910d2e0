-- The address at which a volunteer may set a password, given by their station: the hash of its key, and until when it holds.
ALTER TABLE volunteers ADD COLUMN slip_hash TEXT NOT NULL DEFAULT '';

ALTER TABLE volunteers ADD COLUMN slip_until_ms BIGINT NOT NULL DEFAULT 0;

CREATE UNIQUE INDEX volunteers_slip_hash_key ON volunteers (slip_hash) WHERE slip_hash <> '';
