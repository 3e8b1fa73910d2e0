-- What people complain of or suggest. `sealed` (the words, a name and a contact where they were left) opens with the key
-- of the complaint; of the ticket's code only a hash is kept that nobody makes without the pepper. `about` is empty where
-- it is about the province or the platform, `level` is the unit that has to answer.
CREATE TABLE complaints (
    id             TEXT PRIMARY KEY,
    version        BIGINT NOT NULL,
    kind           TEXT NOT NULL,
    about          TEXT NOT NULL,
    level          TEXT NOT NULL,
    state          TEXT NOT NULL,
    code_hash      TEXT NOT NULL UNIQUE,
    sealed         TEXT NOT NULL,
    officer        TEXT,
    received_at_ms BIGINT NOT NULL,
    due_on         TEXT NOT NULL,
    settled_at_ms  BIGINT,
    objected       BOOLEAN NOT NULL,
    told_at_ms     BIGINT
);

CREATE INDEX complaints_by_state ON complaints (state, due_on);

CREATE INDEX complaints_by_level ON complaints (level, received_at_ms);

-- What was done with one, in its order; `sealed` is empty where nothing was said.
CREATE TABLE complaint_steps (
    complaint_id TEXT NOT NULL REFERENCES complaints (id),
    number       BIGINT NOT NULL,
    step         TEXT NOT NULL,
    staff_id     TEXT,
    sealed       TEXT NOT NULL,
    at_ms        BIGINT NOT NULL,
    PRIMARY KEY (complaint_id, number)
);
