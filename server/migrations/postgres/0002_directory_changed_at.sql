-- When the directory was last changed; milliseconds since 1970, 0 for a directory that never was.
ALTER TABLE directory_state ADD COLUMN changed_at BIGINT NOT NULL DEFAULT 0;
