-- What units need volunteers for. `sealed` is all that is said of a need, under its own key. `last_day` stands open, so that
-- it ends by itself.
CREATE TABLE matching_needs (
    id          TEXT PRIMARY KEY,
    version     BIGINT NOT NULL,
    unit        TEXT NOT NULL,
    county      TEXT NOT NULL,
    state       TEXT NOT NULL,
    sealed      TEXT NOT NULL,
    last_day    TEXT NOT NULL,
    posted_by   TEXT NOT NULL,
    made_at_ms  BIGINT NOT NULL,
    ended_at_ms BIGINT,
    demo        BOOLEAN NOT NULL
);

CREATE INDEX matching_needs_by_unit ON matching_needs (unit, state);

CREATE INDEX matching_needs_by_state ON matching_needs (state, last_day);

-- Who was asked, once for each need. A reason is sealed under the key of the volunteer, and goes with it.
CREATE TABLE matching_asks (
    need_id       TEXT NOT NULL REFERENCES matching_needs (id),
    volunteer     TEXT NOT NULL,
    state         TEXT NOT NULL,
    sealed        TEXT NOT NULL,
    asked_at_ms   BIGINT NOT NULL,
    changed_at_ms BIGINT NOT NULL,
    PRIMARY KEY (need_id, volunteer)
);

CREATE INDEX matching_asks_by_volunteer ON matching_asks (volunteer, state);
