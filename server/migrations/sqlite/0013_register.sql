-- The staff register: who is employed at a unit, in which post and when. Name and certificate number are sealed under
-- the key of the entry; what the figures are made of is not.
CREATE TABLE register_entries (
    id            TEXT PRIMARY KEY,
    version       BIGINT NOT NULL,
    station_id    TEXT NOT NULL REFERENCES stations (id) ON DELETE CASCADE,
    sealed        TEXT NOT NULL,
    post          TEXT NOT NULL,
    employer      TEXT NOT NULL,
    qualification TEXT NOT NULL,
    staff_id      TEXT REFERENCES staff (id),
    from_day      TEXT NOT NULL,
    until_day     TEXT
);

CREATE INDEX register_entries_of_station ON register_entries (station_id);

-- Local agencies that are joined to a unit. One that has a last day works with it no more.
CREATE TABLE agencies (
    id         TEXT PRIMARY KEY,
    version    BIGINT NOT NULL,
    station_id TEXT NOT NULL REFERENCES stations (id) ON DELETE CASCADE,
    name_zh    TEXT NOT NULL,
    name_en    TEXT,
    kind       TEXT NOT NULL,
    phone      TEXT,
    offers_zh  TEXT NOT NULL,
    offers_en  TEXT,
    since_day  TEXT NOT NULL,
    until_day  TEXT,
    public     BOOLEAN NOT NULL
);

CREATE INDEX agencies_of_station ON agencies (station_id);

-- Which units were told of that their entry waits to be looked at: once for what it waits since.
CREATE TABLE upkeep_notices (
    station_id TEXT NOT NULL REFERENCES stations (id) ON DELETE CASCADE,
    waits      TEXT NOT NULL,
    since      TEXT NOT NULL,
    told_at_ms BIGINT NOT NULL,
    PRIMARY KEY (station_id, waits, since)
);
