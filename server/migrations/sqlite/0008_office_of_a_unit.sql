-- The office of a unit: a version that moves on with every change of it, and who took it over.
ALTER TABLE stations ADD COLUMN version BIGINT NOT NULL DEFAULT 1;

ALTER TABLE stations ADD COLUMN merged_into TEXT;
