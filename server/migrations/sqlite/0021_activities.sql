-- Activities that a unit holds with volunteers. `details` is what is said of one, in JSON (F23). `late` is one that was
-- entered afterwards, by two people and with a reason; `series` is the first of those that were made together.
CREATE TABLE activities (
    id              TEXT PRIMARY KEY,
    version         BIGINT NOT NULL,
    unit            TEXT NOT NULL,
    county          TEXT NOT NULL,
    state           TEXT NOT NULL,
    late            BOOLEAN NOT NULL,
    series          TEXT NOT NULL,
    details         TEXT NOT NULL,
    reason          TEXT NOT NULL,
    drafted_by      TEXT NOT NULL,
    published_by    TEXT NOT NULL,
    published_at_ms BIGINT,
    made_at_ms      BIGINT NOT NULL
);

CREATE INDEX activities_by_unit ON activities (unit, state);

CREATE INDEX activities_by_state ON activities (state, made_at_ms);

-- Shifts are never moved once they are published. `turns` moves on with whoever takes a shift: it is its lock.
CREATE TABLE activity_shifts (
    id               TEXT PRIMARY KEY,
    activity_id      TEXT NOT NULL REFERENCES activities (id),
    post             TEXT NOT NULL,
    starts_ms        BIGINT NOT NULL,
    ends_ms          BIGINT NOT NULL,
    sign_up_until_ms BIGINT NOT NULL,
    places           BIGINT NOT NULL,
    off_at_ms        BIGINT,
    reason           TEXT NOT NULL,
    turns            BIGINT NOT NULL
);

CREATE INDEX activity_shifts_by_activity ON activity_shifts (activity_id, starts_ms);

CREATE INDEX activity_shifts_by_time ON activity_shifts (ends_ms, starts_ms);

-- One row for each place: whoever has it, or nobody. So nothing can give away more places than there are.
CREATE TABLE activity_seats (
    shift_id   TEXT NOT NULL REFERENCES activity_shifts (id),
    seat       BIGINT NOT NULL,
    sign_up_id TEXT,
    PRIMARY KEY (shift_id, seat)
);

CREATE INDEX activity_seats_that_are_free ON activity_seats (shift_id, seat) WHERE sign_up_id IS NULL;

CREATE INDEX activity_seats_by_sign_up ON activity_seats (sign_up_id);

-- Who signed up, with how many. `companions` is sealed under the key of the sign-up; empty where nobody is brought along.
CREATE TABLE activity_sign_ups (
    id             TEXT PRIMARY KEY,
    shift_id       TEXT NOT NULL REFERENCES activity_shifts (id),
    volunteer      TEXT NOT NULL,
    state          TEXT NOT NULL,
    places         BIGINT NOT NULL,
    companions     TEXT NOT NULL,
    signed_at_ms   BIGINT NOT NULL,
    offer_until_ms BIGINT
);

CREATE UNIQUE INDEX activity_sign_ups_shift_id_volunteer_key ON activity_sign_ups (shift_id, volunteer)
 WHERE state IN ('seated', 'waiting', 'offered', 'absent');

CREATE INDEX activity_sign_ups_by_volunteer ON activity_sign_ups (volunteer, state);

CREATE INDEX activity_sign_ups_in_line ON activity_sign_ups (shift_id, state, signed_at_ms);

-- `turns` moves on with whoever does something for a volunteer: it is the lock on the person.
CREATE TABLE activity_people (
    volunteer TEXT PRIMARY KEY,
    turns     BIGINT NOT NULL
);

-- What was answered to each tap, for whoever taps twice.
CREATE TABLE activity_taps (
    tap       TEXT PRIMARY KEY,
    volunteer TEXT NOT NULL,
    asked     TEXT NOT NULL,
    answer    TEXT NOT NULL,
    at_ms     BIGINT NOT NULL
);

CREATE INDEX activity_taps_by_time ON activity_taps (at_ms);

-- A place that somebody would hand to somebody else.
CREATE TABLE activity_swaps (
    id         TEXT PRIMARY KEY,
    sign_up_id TEXT NOT NULL REFERENCES activity_sign_ups (id),
    until_ms   BIGINT NOT NULL,
    taken_by   TEXT NOT NULL
);

CREATE INDEX activity_swaps_by_sign_up ON activity_swaps (sign_up_id);

-- Who was there: up to three times that somebody came and went. `odd` are words with commas between them; of the device
-- only a hash is kept that nobody makes without the pepper.
CREATE TABLE activity_attendance (
    id          TEXT PRIMARY KEY,
    sign_up_id  TEXT NOT NULL REFERENCES activity_sign_ups (id),
    pair        BIGINT NOT NULL,
    came_ms     BIGINT NOT NULL,
    left_ms     BIGINT,
    came_by     TEXT NOT NULL,
    left_by     TEXT NOT NULL,
    odd         TEXT NOT NULL,
    device_hash TEXT NOT NULL,
    noted_at_ms BIGINT NOT NULL,
    UNIQUE (sign_up_id, pair)
);

CREATE INDEX activity_attendance_by_device ON activity_attendance (device_hash, noted_at_ms);

-- Which code of which minute somebody has used.
CREATE TABLE activity_codes (
    sign_up_id TEXT NOT NULL REFERENCES activity_sign_ups (id),
    step       BIGINT NOT NULL,
    PRIMARY KEY (sign_up_id, step)
);

-- Hours that somebody gave, in hundredths. `ground` says whether somebody was seen there or two people say so.
CREATE TABLE activity_hours (
    id              TEXT PRIMARY KEY,
    activity_id     TEXT NOT NULL REFERENCES activities (id),
    shift_id        TEXT NOT NULL REFERENCES activity_shifts (id),
    volunteer       TEXT NOT NULL,
    unit            TEXT NOT NULL,
    day             TEXT NOT NULL,
    begins_ms       BIGINT NOT NULL,
    ends_ms         BIGINT NOT NULL,
    hundredths      BIGINT NOT NULL,
    ground          TEXT NOT NULL,
    state           TEXT NOT NULL,
    odd             TEXT NOT NULL,
    asked_by        TEXT NOT NULL,
    decided_by      TEXT NOT NULL,
    reason          TEXT NOT NULL,
    remark          TEXT NOT NULL,
    made_at_ms      BIGINT NOT NULL,
    decided_at_ms   BIGINT
);

CREATE UNIQUE INDEX activity_hours_shift_id_volunteer_key ON activity_hours (shift_id, volunteer)
 WHERE state IN ('asked', 'confirmed');

CREATE INDEX activity_hours_by_volunteer ON activity_hours (volunteer, state, begins_ms);

CREATE INDEX activity_hours_by_unit ON activity_hours (unit, day);

-- What a volunteer has to be told, once for each name.
CREATE TABLE activity_notices (
    once       TEXT PRIMARY KEY,
    kind       TEXT NOT NULL,
    volunteer  TEXT NOT NULL,
    shift_id   TEXT NOT NULL,
    sign_up_id TEXT NOT NULL,
    until_ms   BIGINT NOT NULL,
    words      TEXT NOT NULL,
    made_at_ms BIGINT NOT NULL,
    told_at_ms BIGINT
);

CREATE INDEX activity_notices_that_wait ON activity_notices (made_at_ms) WHERE told_at_ms IS NULL;
