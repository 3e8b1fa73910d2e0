-- Which hours a certificate states: whoever takes them back revokes it by their ids, whatever the activity is called by then.
-- One that was issued before has no rows here.
CREATE TABLE certificate_hours (
    certificate_id TEXT NOT NULL REFERENCES certificates (id),
    hours_id       TEXT NOT NULL,
    PRIMARY KEY (certificate_id, hours_id)
);

CREATE INDEX certificate_hours_by_hours ON certificate_hours (hours_id);
