-- Each day's root over the ends of all journals and over the root before. `heads` has one line for each journal: unit,
-- number and hash of its last row. No two roots follow the same one.
CREATE TABLE journal_roots (
    day         TEXT PRIMARY KEY,
    heads       TEXT NOT NULL,
    hash_before TEXT NOT NULL UNIQUE,
    hash        TEXT NOT NULL,
    made_at_ms  BIGINT NOT NULL
);

-- Where rows that were kept for long enough once stood: from which number to which, the hash of the row before them and
-- of the last of them, signed.
CREATE TABLE journal_checkpoints (
    unit         TEXT NOT NULL,
    first_number BIGINT NOT NULL,
    last_number  BIGINT NOT NULL,
    hash_before  TEXT NOT NULL,
    hash         TEXT NOT NULL,
    made_at_ms   BIGINT NOT NULL,
    signature    TEXT NOT NULL,
    PRIMARY KEY (unit, first_number)
);

-- From now on rows may leave the journal where a checkpoint stands for them, and nowhere else. The table is named with
-- its schema, or somebody could put a temporary one of the same name before it.
CREATE FUNCTION journal_is_only_retired() RETURNS trigger LANGUAGE plpgsql AS
$$ DECLARE retired BOOLEAN; BEGIN
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I.journal_checkpoints
                     WHERE unit = $1 AND first_number <= $2 AND last_number >= $2)', TG_TABLE_SCHEMA)
       INTO retired USING OLD.unit, OLD.number;
    IF NOT retired THEN RAISE EXCEPTION 'the journal is only added to'; END IF;
    RETURN OLD;
END $$;

CREATE TRIGGER journal_is_only_retired BEFORE DELETE ON journal
FOR EACH ROW EXECUTE FUNCTION journal_is_only_retired();

DROP TRIGGER journal_is_never_changed ON journal;

CREATE TRIGGER journal_is_never_changed BEFORE UPDATE ON journal
FOR EACH ROW EXECUTE FUNCTION journal_is_only_added_to();

CREATE TRIGGER journal_roots_are_never_changed BEFORE UPDATE OR DELETE ON journal_roots
FOR EACH ROW EXECUTE FUNCTION journal_is_only_added_to();

CREATE TRIGGER journal_roots_are_never_emptied BEFORE TRUNCATE ON journal_roots
FOR EACH STATEMENT EXECUTE FUNCTION journal_is_only_added_to();

CREATE TRIGGER journal_checkpoints_are_never_changed BEFORE UPDATE OR DELETE ON journal_checkpoints
FOR EACH ROW EXECUTE FUNCTION journal_is_only_added_to();

CREATE TRIGGER journal_checkpoints_are_never_emptied BEFORE TRUNCATE ON journal_checkpoints
FOR EACH STATEMENT EXECUTE FUNCTION journal_is_only_added_to();
