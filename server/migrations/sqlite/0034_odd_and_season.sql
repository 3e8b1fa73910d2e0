-- The device with which somebody said that they go, as a hash like that of their coming; empty where none told.
ALTER TABLE activity_attendance ADD COLUMN left_device_hash TEXT NOT NULL DEFAULT '';

CREATE INDEX activity_attendance_by_left_device ON activity_attendance (left_device_hash, noted_at_ms);

-- Whether a migratory resident gave these hours, as it stood when they were confirmed: what was counted stays so.
ALTER TABLE activity_hours ADD COLUMN migratory BOOLEAN NOT NULL DEFAULT FALSE;

UPDATE activity_hours SET migratory = TRUE
 WHERE volunteer IN (SELECT id FROM volunteers WHERE season_from IS NOT NULL);

-- What is done with one of a series can be done with those that follow.
CREATE INDEX activities_by_series ON activities (series) WHERE series <> '';
