-- The secret address at which a volunteer's calendar reads what they signed up for: one each, of which only a hash is kept;
-- empty where it was withdrawn. `version` moves on with each, so that an old page does not bring one back.
CREATE TABLE volunteer_calendar_links (
    volunteer_id TEXT PRIMARY KEY REFERENCES volunteers (id),
    token_hash   TEXT NOT NULL,
    version      BIGINT NOT NULL,
    made_at_ms   BIGINT NOT NULL
);

CREATE UNIQUE INDEX volunteer_calendar_links_token_hash_key ON volunteer_calendar_links (token_hash)
 WHERE token_hash <> '';

-- How far away somebody's device was when they came, where it told and was far: kilometres, and no position.
ALTER TABLE activity_attendance ADD COLUMN away_km BIGINT;
