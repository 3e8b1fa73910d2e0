-- The catalogue and the guides are written in the office: versions with their state, what became of codes, who published.
ALTER TABLE catalogues ADD COLUMN state TEXT NOT NULL DEFAULT 'retired';

UPDATE catalogues SET state = 'active' WHERE active;

ALTER TABLE catalogues DROP COLUMN active;

-- Where it comes from: 'reference' (the list that ships) or 'office'.
ALTER TABLE catalogues ADD COLUMN origin TEXT NOT NULL DEFAULT 'reference';

-- Moves on with every change of a draft.
ALTER TABLE catalogues ADD COLUMN number BIGINT NOT NULL DEFAULT 1;

ALTER TABLE catalogues ADD COLUMN follows TEXT;

ALTER TABLE catalogues ADD COLUMN publishes_on TEXT;

ALTER TABLE catalogues ADD COLUMN mapping TEXT NOT NULL DEFAULT '{}';

ALTER TABLE catalogues ADD COLUMN note TEXT NOT NULL DEFAULT '';

ALTER TABLE catalogues ADD COLUMN made_by TEXT NOT NULL DEFAULT 'operator';

ALTER TABLE catalogues ADD COLUMN made_at_ms BIGINT NOT NULL DEFAULT 0;

ALTER TABLE catalogues ADD COLUMN published_by TEXT;

ALTER TABLE catalogues ADD COLUMN published_at_ms BIGINT;

ALTER TABLE policies ADD COLUMN state TEXT NOT NULL DEFAULT 'published';

ALTER TABLE policies ADD COLUMN origin TEXT NOT NULL DEFAULT 'reference';

ALTER TABLE policies ADD COLUMN number BIGINT NOT NULL DEFAULT 1;

ALTER TABLE policies ADD COLUMN draft TEXT;

-- The text that ships, and whether it is newer than what the office published from it.
ALTER TABLE policies ADD COLUMN reference TEXT NOT NULL DEFAULT '';

UPDATE policies SET reference = document;

ALTER TABLE policies ADD COLUMN offered BOOLEAN NOT NULL DEFAULT FALSE;

CREATE TABLE policy_versions (
    slug       TEXT NOT NULL,
    version    BIGINT NOT NULL,
    state      TEXT NOT NULL,
    document   TEXT NOT NULL,
    note       TEXT NOT NULL,
    actor      TEXT NOT NULL,
    made_at_ms BIGINT NOT NULL,
    PRIMARY KEY (slug, version)
);
