-- The journal: every change, sign-in, refusal, reading of a named person and export, only ever added to.
-- `fields` and `answer` are JSON; what is personal in `fields` is sealed under the key of its record.
CREATE TABLE journal (
    unit          TEXT NOT NULL,
    number        BIGINT NOT NULL,
    command       TEXT NOT NULL UNIQUE,
    actor         TEXT NOT NULL,
    entity        TEXT NOT NULL,
    entity_id     TEXT NOT NULL,
    basis         BIGINT NOT NULL,
    kind          TEXT NOT NULL,
    fields        TEXT NOT NULL,
    reason        TEXT NOT NULL,
    answer        TEXT NOT NULL,
    made_at_ms    BIGINT NOT NULL,
    applied_at_ms BIGINT NOT NULL,
    hash          TEXT NOT NULL,
    PRIMARY KEY (unit, number)
);

-- How long each unit's journal is, and the hash of its last row. Taken first by whoever writes.
CREATE TABLE journal_heads (
    unit   TEXT PRIMARY KEY,
    number BIGINT NOT NULL,
    hash   TEXT NOT NULL
);

-- The key of each record that holds something personal, wrapped by the master key. Without it, what is sealed is
-- unreadable for ever.
CREATE TABLE record_keys (
    entity       TEXT NOT NULL,
    entity_id    TEXT NOT NULL,
    wrapped      TEXT,
    destroyed_at_ms BIGINT,
    PRIMARY KEY (entity, entity_id)
);

CREATE INDEX journal_of_record ON journal (entity, entity_id, applied_at_ms);

CREATE FUNCTION journal_is_only_added_to() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the journal is only added to'; END $$;

CREATE TRIGGER journal_is_never_changed BEFORE UPDATE OR DELETE ON journal
FOR EACH ROW EXECUTE FUNCTION journal_is_only_added_to();

CREATE TRIGGER journal_is_never_emptied BEFORE TRUNCATE ON journal
FOR EACH STATEMENT EXECUTE FUNCTION journal_is_only_added_to();
