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

-- From now on rows may leave the journal where a checkpoint stands for them, and nowhere else.
CREATE TRIGGER journal_is_only_retired BEFORE DELETE ON journal
WHEN NOT EXISTS (SELECT 1 FROM journal_checkpoints
                  WHERE unit = OLD.unit AND first_number <= OLD.number AND last_number >= OLD.number)
BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;

DROP TRIGGER journal_is_never_shortened;

CREATE TRIGGER journal_roots_are_never_changed BEFORE UPDATE ON journal_roots
BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;

CREATE TRIGGER journal_roots_are_never_shortened BEFORE DELETE ON journal_roots
BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;

-- REPLACE deletes without asking the trigger above unless the connection has recursive triggers.
CREATE TRIGGER journal_roots_are_never_replaced BEFORE INSERT ON journal_roots
WHEN EXISTS (SELECT 1 FROM journal_roots WHERE day = NEW.day OR hash_before = NEW.hash_before)
BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;

CREATE TRIGGER journal_checkpoints_are_never_changed BEFORE UPDATE ON journal_checkpoints
BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;

CREATE TRIGGER journal_checkpoints_are_never_shortened BEFORE DELETE ON journal_checkpoints
BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;

CREATE TRIGGER journal_checkpoints_are_never_replaced BEFORE INSERT ON journal_checkpoints
WHEN EXISTS (SELECT 1 FROM journal_checkpoints WHERE unit = NEW.unit AND first_number = NEW.first_number)
BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;
