-- Volunteers. `sealed` (all that they told of themselves, their telephone and the consent of a guardian) opens with the key
-- of the volunteer; of both telephones only hashes are kept that nobody makes without the pepper. Several volunteers may
-- have one number. Where they live and in which months they are here stands open, so that a station finds its own. Of
-- whoever erased themselves the number stays, and nothing else.
CREATE TABLE volunteers (
    id             TEXT PRIMARY KEY,
    version        BIGINT NOT NULL,
    number         TEXT NOT NULL UNIQUE,
    state          TEXT NOT NULL,
    phone_hash     TEXT NOT NULL,
    guardian_hash  TEXT NOT NULL,
    sealed         TEXT NOT NULL,
    division       TEXT NOT NULL,
    county         TEXT NOT NULL,
    station_id     TEXT NOT NULL,
    season_from    BIGINT,
    season_until   BIGINT,
    agreement      TEXT NOT NULL,
    agreed_on      TEXT NOT NULL,
    registered_on  TEXT NOT NULL,
    demo           BOOLEAN NOT NULL
);

CREATE INDEX volunteers_by_phone ON volunteers (phone_hash);

CREATE INDEX volunteers_by_guardian ON volunteers (guardian_hash);

CREATE INDEX volunteers_by_division ON volunteers (division, number);

CREATE INDEX volunteers_by_station ON volunteers (station_id, number);

-- What happened with one, in its order, with what was said or noted; `sealed` is empty where nothing was.
CREATE TABLE volunteer_events (
    volunteer_id TEXT NOT NULL REFERENCES volunteers (id),
    number       BIGINT NOT NULL,
    kind         TEXT NOT NULL,
    staff_id     TEXT,
    sealed       TEXT NOT NULL,
    at_ms        BIGINT NOT NULL,
    PRIMARY KEY (volunteer_id, number)
);

-- Where volunteers are signed in: hashes of the tokens in their cookies.
CREATE TABLE volunteer_sessions (
    token_hash    TEXT PRIMARY KEY,
    volunteer_id  TEXT NOT NULL REFERENCES volunteers (id),
    proved_at_ms  BIGINT NOT NULL,
    seen_at_ms    BIGINT NOT NULL,
    expires_at_ms BIGINT NOT NULL
);

CREATE INDEX volunteer_sessions_of_volunteer ON volunteer_sessions (volunteer_id);

-- Codes that were sent, to a number that is to be proved or to a guardian who has to agree. What is agreed to is sealed
-- here and nowhere else until then. Swept after a day.
CREATE TABLE volunteer_requests (
    key_hash      TEXT PRIMARY KEY,
    purpose       TEXT NOT NULL,
    contact_hash  TEXT NOT NULL,
    sealed        TEXT NOT NULL,
    code_hash     TEXT NOT NULL,
    guesses       BIGINT NOT NULL,
    proved        BOOLEAN NOT NULL,
    made_at_ms    BIGINT NOT NULL,
    expires_at_ms BIGINT NOT NULL
);
