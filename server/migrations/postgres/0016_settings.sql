-- What the province sets by itself, and the targets of coverage. Of the lists it keeps: what is retired is offered no
-- longer, and what the office has touched is never changed by a new release's reference data.
CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE coverage_targets (
    year   BIGINT NOT NULL,
    county TEXT NOT NULL REFERENCES divisions (code),
    places BIGINT NOT NULL,
    PRIMARY KEY (year, county)
);

ALTER TABLE station_modes ADD COLUMN retired BOOLEAN NOT NULL DEFAULT FALSE;

ALTER TABLE station_modes ADD COLUMN office BOOLEAN NOT NULL DEFAULT FALSE;

ALTER TABLE programmes ADD COLUMN retired BOOLEAN NOT NULL DEFAULT FALSE;

ALTER TABLE programmes ADD COLUMN office BOOLEAN NOT NULL DEFAULT FALSE;

ALTER TABLE hotlines ADD COLUMN retired BOOLEAN NOT NULL DEFAULT FALSE;

ALTER TABLE hotlines ADD COLUMN office BOOLEAN NOT NULL DEFAULT FALSE;

ALTER TABLE calendar_days ADD COLUMN retired BOOLEAN NOT NULL DEFAULT FALSE;

ALTER TABLE calendar_days ADD COLUMN office BOOLEAN NOT NULL DEFAULT FALSE;
