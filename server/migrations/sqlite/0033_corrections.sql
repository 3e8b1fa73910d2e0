-- What volunteers want put right in the record of their service, and what was answered. `sealed` and `answer` open with the
-- key of the volunteer; the answer is empty while there is none.
CREATE TABLE activity_corrections (
    id             TEXT PRIMARY KEY,
    shift_id       TEXT NOT NULL REFERENCES activity_shifts (id),
    volunteer      TEXT NOT NULL,
    unit           TEXT NOT NULL,
    state          TEXT NOT NULL,
    sealed         TEXT NOT NULL,
    answer         TEXT NOT NULL,
    answered_by    TEXT NOT NULL,
    asked_at_ms    BIGINT NOT NULL,
    answered_at_ms BIGINT
);

CREATE UNIQUE INDEX activity_corrections_shift_id_volunteer_key ON activity_corrections (shift_id, volunteer)
 WHERE state = 'open';

CREATE INDEX activity_corrections_by_unit ON activity_corrections (unit, state);

CREATE INDEX activity_corrections_by_volunteer ON activity_corrections (volunteer, asked_at_ms);

-- Whether somebody has hours of a shift, whatever became of them.
CREATE INDEX activity_hours_by_shift ON activity_hours (shift_id, volunteer);
