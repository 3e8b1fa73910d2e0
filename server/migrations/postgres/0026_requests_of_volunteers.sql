-- Which volunteer asked for a code, empty for who is new: whoever erases themselves takes what they asked for along.
ALTER TABLE volunteer_requests ADD COLUMN volunteer_id TEXT NOT NULL DEFAULT '';
