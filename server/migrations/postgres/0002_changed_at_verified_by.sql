-- When the directory was last changed; milliseconds since 1970, 0 for a directory that never was.
ALTER TABLE directory_state ADD COLUMN changed_at BIGINT NOT NULL DEFAULT 0;

-- Who verified an entry, in English where that has been written.
ALTER TABLE stations ADD COLUMN verified_by_en TEXT;
