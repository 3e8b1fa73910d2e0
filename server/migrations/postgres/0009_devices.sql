-- Tablets: whose each is, and how far the server has heard it. Of what opens the door for one only a hash is kept.
CREATE TABLE devices (
    id              TEXT PRIMARY KEY,
    staff_id        TEXT NOT NULL REFERENCES staff (id),
    name            TEXT NOT NULL,
    system          TEXT NOT NULL,
    token_hash      TEXT NOT NULL UNIQUE,
    number          BIGINT NOT NULL,
    unsent          BIGINT NOT NULL,
    ahead_ms        BIGINT NOT NULL,
    made_at_ms      BIGINT NOT NULL,
    seen_at_ms      BIGINT NOT NULL,
    went_back_at_ms BIGINT,
    revoked_at_ms   BIGINT
);

CREATE INDEX devices_of_staff ON devices (staff_id);

-- Which command came under which number of a tablet: each number once.
CREATE TABLE device_commands (
    device_id      TEXT NOT NULL REFERENCES devices (id),
    number         BIGINT NOT NULL,
    command        TEXT NOT NULL,
    received_at_ms BIGINT NOT NULL,
    ahead_ms       BIGINT NOT NULL,
    PRIMARY KEY (device_id, number)
);
