-- Who works here: accounts, roles in units, the ways in.
CREATE TABLE staff (
    id             TEXT PRIMARY KEY,
    version        BIGINT NOT NULL,
    sign_in_name   TEXT NOT NULL UNIQUE,
    name           TEXT NOT NULL,
    state          TEXT NOT NULL,
    password       TEXT,
    second_factor  TEXT,
    second_factor_confirmed BOOLEAN NOT NULL,
    second_factor_step BIGINT NOT NULL,
    made_at_ms     BIGINT NOT NULL
);

-- A role in a unit and everything below it, from one day to another.
CREATE TABLE assignments (
    id         TEXT PRIMARY KEY,
    staff_id   TEXT NOT NULL REFERENCES staff (id),
    role       TEXT NOT NULL,
    unit       TEXT NOT NULL,
    from_day   TEXT NOT NULL,
    until_day  TEXT
);

CREATE INDEX assignments_of_staff ON assignments (staff_id);

-- Hashes of codes that stand for a lost second factor, each once.
CREATE TABLE recovery_codes (
    staff_id   TEXT NOT NULL REFERENCES staff (id),
    code_hash  TEXT NOT NULL,
    used_at_ms BIGINT,
    PRIMARY KEY (staff_id, code_hash)
);

-- Hashes of the keys of links that lead to a new password.
CREATE TABLE one_time_links (
    key_hash      TEXT PRIMARY KEY,
    staff_id      TEXT NOT NULL REFERENCES staff (id),
    expires_at_ms BIGINT NOT NULL,
    used_at_ms    BIGINT
);

-- Who is signed in where: hashes of the tokens in their cookies.
CREATE TABLE sessions (
    token_hash    TEXT PRIMARY KEY,
    name          TEXT NOT NULL UNIQUE,
    staff_id      TEXT NOT NULL REFERENCES staff (id),
    step          TEXT NOT NULL,
    device        TEXT NOT NULL,
    made_at_ms    BIGINT NOT NULL,
    seen_at_ms    BIGINT NOT NULL,
    expires_at_ms BIGINT NOT NULL
);

CREATE INDEX sessions_of_staff ON sessions (staff_id);

-- Failed attempts by account and by address, as keyed hashes.
CREATE TABLE attempts (
    subject  TEXT PRIMARY KEY,
    failures BIGINT NOT NULL,
    wait_until_ms BIGINT NOT NULL,
    last_at_ms BIGINT NOT NULL
);
