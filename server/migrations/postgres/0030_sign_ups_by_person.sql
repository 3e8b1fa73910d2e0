-- The person first: what somebody signed up for is asked with each sign-up, and an index that begins with the shift has to
-- be read whole for it, which PostgreSQL prefers as long as it has not counted the rows.
DROP INDEX activity_sign_ups_shift_id_volunteer_key;

CREATE UNIQUE INDEX activity_sign_ups_volunteer_shift_id_key ON activity_sign_ups (volunteer, shift_id)
 WHERE state IN ('seated', 'waiting', 'offered', 'absent');

-- On SQLite nobody else writes; PostgreSQL has locks that are no rows.
DROP TABLE activity_people;
