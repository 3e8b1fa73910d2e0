-- Forms as data, version by version: what was published is never written again.
CREATE TABLE form_versions (
    form       TEXT NOT NULL,
    number     BIGINT NOT NULL,
    origin     TEXT NOT NULL,
    definition TEXT NOT NULL,
    note       TEXT NOT NULL,
    actor      TEXT NOT NULL,
    made_at_ms BIGINT NOT NULL,
    PRIMARY KEY (form, number)
);

-- What was uploaded and is not published: one for a form, `number` moves on with every upload.
CREATE TABLE form_drafts (
    form       TEXT PRIMARY KEY,
    number     BIGINT NOT NULL,
    definition TEXT NOT NULL,
    actor      TEXT NOT NULL,
    made_at_ms BIGINT NOT NULL
);
