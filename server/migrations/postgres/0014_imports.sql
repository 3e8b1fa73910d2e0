-- Workbooks that wait for whoever sent them to confirm, sealed under the key of their own record; done, only how much.
CREATE TABLE imports (
    id         TEXT PRIMARY KEY,
    staff_id   TEXT NOT NULL REFERENCES staff (id),
    sealed     TEXT NOT NULL,
    made_at_ms BIGINT NOT NULL,
    done_at_ms BIGINT,
    added      BIGINT NOT NULL,
    changed    BIGINT NOT NULL
);

CREATE INDEX imports_of_staff ON imports (staff_id);
