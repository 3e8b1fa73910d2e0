-- Calls for help. `sealed` (who calls, where, what for, the answers) opens with the key of the call; of the ticket's code
-- and of the telephone number only hashes are kept that nobody makes without the pepper. `unit` sees to it, `county` is
-- the 市县 of the place. `joined_to` is the earlier call of the same caller that this one goes on in.
CREATE TABLE help_calls (
    id               TEXT PRIMARY KEY,
    version          BIGINT NOT NULL,
    service          TEXT NOT NULL,
    channel          TEXT NOT NULL,
    urgent           BOOLEAN NOT NULL,
    state            TEXT NOT NULL,
    unit             TEXT NOT NULL,
    county           TEXT NOT NULL,
    code_hash        TEXT NOT NULL UNIQUE,
    phone_hash       TEXT NOT NULL,
    sealed           TEXT NOT NULL,
    worker           TEXT,
    received_at_ms   BIGINT NOT NULL,
    contact_by       TEXT NOT NULL,
    close_by         TEXT NOT NULL,
    contacted_at_ms  BIGINT,
    closed_at_ms     BIGINT,
    joined_to        TEXT NOT NULL,
    face             TEXT NOT NULL,
    reopened         BIGINT NOT NULL,
    told_at_ms       BIGINT
);

CREATE INDEX help_calls_by_unit ON help_calls (unit, state, contact_by);

CREATE INDEX help_calls_by_state ON help_calls (state, closed_at_ms);

CREATE INDEX help_calls_by_phone ON help_calls (phone_hash, received_at_ms);

CREATE INDEX help_calls_by_received ON help_calls (received_at_ms);

-- What was done with one, in its order; `sealed` is empty where nothing was said.
CREATE TABLE help_steps (
    call_id  TEXT NOT NULL REFERENCES help_calls (id),
    number   BIGINT NOT NULL,
    step     TEXT NOT NULL,
    staff_id TEXT,
    sealed   TEXT NOT NULL,
    at_ms    BIGINT NOT NULL,
    PRIMARY KEY (call_id, number)
);

-- Services recorded under an item of the list: the answers to its record form, sealed under the key of the call. `persons`
-- and `sessions` are what it counts as (人次, 场次).
CREATE TABLE help_records (
    id       TEXT PRIMARY KEY,
    call_id  TEXT NOT NULL REFERENCES help_calls (id),
    service  TEXT NOT NULL,
    version  BIGINT NOT NULL,
    day      TEXT NOT NULL,
    unit     TEXT NOT NULL,
    staff_id TEXT NOT NULL,
    persons  BIGINT NOT NULL,
    sessions BIGINT NOT NULL,
    sealed   TEXT NOT NULL,
    at_ms    BIGINT NOT NULL
);

CREATE INDEX help_records_by_call ON help_records (call_id, at_ms);

CREATE INDEX help_records_by_unit ON help_records (unit, day);

-- What somebody has begun to say and not sent. Sealed under a key that their browser has.
CREATE TABLE help_drafts (
    id       TEXT PRIMARY KEY,
    sealed   TEXT NOT NULL,
    until_ms BIGINT NOT NULL
);

-- Photos of a draft or of a call, sealed like the rest of it.
CREATE TABLE help_photos (
    id       TEXT PRIMARY KEY,
    owner    TEXT NOT NULL,
    sealed   TEXT NOT NULL,
    added_at_ms BIGINT NOT NULL
);

CREATE INDEX help_photos_by_owner ON help_photos (owner);
