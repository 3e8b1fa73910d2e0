-- Hours by what they were given to: its page lists them, and with each coming and going on a device that somebody else used
-- they are looked through within the transaction that notes it.
CREATE INDEX activity_hours_by_activity ON activity_hours (activity_id);
