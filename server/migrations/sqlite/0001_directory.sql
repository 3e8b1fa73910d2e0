-- The public directory: divisions, villages, services, policies, stations. No person stands in any of it.
-- Ids are UUIDv7 as text, days ISO text, lists and small documents JSON.

CREATE TABLE divisions (
    code       TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    name_en    TEXT NOT NULL,
    pinyin     TEXT NOT NULL,
    level      TEXT NOT NULL,
    parent     TEXT NOT NULL,
    lat        DOUBLE PRECISION,
    lng        DOUBLE PRECISION,
    geo_precision TEXT,
    sort_order BIGINT NOT NULL
);

CREATE TABLE villages (
    code       TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    pinyin     TEXT NOT NULL,
    parent     TEXT NOT NULL REFERENCES divisions (code),
    county     TEXT NOT NULL REFERENCES divisions (code),
    sort_order BIGINT NOT NULL
);

CREATE TABLE calendar_days (
    day     TEXT PRIMARY KEY,
    kind    TEXT NOT NULL,
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    source  TEXT NOT NULL
);

CREATE TABLE catalogues (
    version  TEXT PRIMARY KEY,
    active   BOOLEAN NOT NULL,
    document TEXT NOT NULL
);

CREATE TABLE policies (
    slug       TEXT PRIMARY KEY,
    document   TEXT NOT NULL,
    sort_order BIGINT NOT NULL
);

CREATE TABLE hotlines (
    number     TEXT PRIMARY KEY,
    document   TEXT NOT NULL,
    sort_order BIGINT NOT NULL
);

CREATE TABLE station_modes (
    code       TEXT PRIMARY KEY,
    name_zh    TEXT NOT NULL,
    name_en    TEXT,
    sort_order BIGINT NOT NULL
);

CREATE TABLE programmes (
    code       TEXT PRIMARY KEY,
    name_zh    TEXT NOT NULL,
    name_en    TEXT,
    sort_order BIGINT NOT NULL
);

CREATE TABLE stations (
    id               TEXT PRIMARY KEY,
    slug             TEXT NOT NULL UNIQUE,
    kind             TEXT NOT NULL,
    mode             TEXT REFERENCES station_modes (code),
    name_zh          TEXT NOT NULL,
    name_en          TEXT,
    aliases          TEXT NOT NULL,
    pinyin           TEXT NOT NULL,
    parent           TEXT REFERENCES stations (id),
    division         TEXT NOT NULL,
    address_zh       TEXT NOT NULL,
    address_en       TEXT,
    lat              DOUBLE PRECISION,
    lng              DOUBLE PRECISION,
    geo_precision    TEXT,
    phones           TEXT NOT NULL,
    hours            TEXT NOT NULL,
    rooms            TEXT NOT NULL,
    staff            BIGINT NOT NULL,
    services         TEXT NOT NULL,
    special_services TEXT NOT NULL,
    key_project      TEXT,
    stage            TEXT NOT NULL,
    stages           TEXT NOT NULL,
    access           TEXT NOT NULL,
    verified_by      TEXT,
    verified_on      TEXT,
    demo             BOOLEAN NOT NULL
);

CREATE INDEX stations_division ON stations (division);

CREATE TABLE station_areas (
    station_id TEXT NOT NULL REFERENCES stations (id),
    area       TEXT NOT NULL,
    PRIMARY KEY (station_id, area)
);

CREATE TABLE station_programmes (
    station_id TEXT NOT NULL REFERENCES stations (id),
    programme  TEXT NOT NULL REFERENCES programmes (code),
    PRIMARY KEY (station_id, programme)
);

-- One row. The version moves on in the transaction of every change to a table above, so that each server
-- knows when its copy in memory is old.
CREATE TABLE directory_state (
    id              BIGINT PRIMARY KEY CHECK (id = 1),
    version         BIGINT NOT NULL,
    reference_stamp TEXT NOT NULL,
    demo_stamp      TEXT NOT NULL
);

INSERT INTO directory_state (id, version, reference_stamp, demo_stamp) VALUES (1, 0, '', '');
