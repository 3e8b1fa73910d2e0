-- When whoever is signed in last gave a password or a code: what has consequences asks for one anew after a while.
ALTER TABLE sessions ADD COLUMN proved_at_ms BIGINT NOT NULL DEFAULT 0;

-- Who has asked to be let back in. A leader or an administrator confirms who they are.
CREATE TABLE back_requests (
    staff_id   TEXT PRIMARY KEY REFERENCES staff (id),
    lost       TEXT NOT NULL,
    made_at_ms BIGINT NOT NULL
);

-- Who leaves when, and to whom their work goes.
CREATE TABLE hand_overs (
    id         TEXT PRIMARY KEY,
    from_staff TEXT NOT NULL REFERENCES staff (id),
    to_staff   TEXT REFERENCES staff (id),
    last_day   TEXT NOT NULL,
    made_at_ms BIGINT NOT NULL
);

CREATE INDEX hand_overs_by_day ON hand_overs (last_day);

-- What somebody sent after their session had timed out, sealed under the key of their own record.
CREATE TABLE kept_forms (
    id         TEXT PRIMARY KEY,
    staff_id   TEXT NOT NULL REFERENCES staff (id),
    sealed     TEXT NOT NULL,
    made_at_ms BIGINT NOT NULL
);

CREATE INDEX kept_forms_of_staff ON kept_forms (staff_id);
