-- The checklist of a unit's premises: what was said of its items, by the words of their fields. Which function areas are
-- there stands with the unit itself.
CREATE TABLE premises (
    station_id    TEXT PRIMARY KEY REFERENCES stations (id) ON DELETE CASCADE,
    fields        TEXT NOT NULL,
    version       BIGINT NOT NULL,
    changed_at_ms BIGINT NOT NULL
);
