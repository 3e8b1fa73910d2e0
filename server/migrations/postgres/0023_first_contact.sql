-- A call that is opened again has a term of its own. `first_contact_by` and `first_contacted_at_ms` keep the first: what is
-- counted of first contacts is that of the request. Empty where it was never opened again.
ALTER TABLE help_calls ADD COLUMN reopened_at_ms BIGINT;

ALTER TABLE help_calls ADD COLUMN first_contact_by TEXT;

ALTER TABLE help_calls ADD COLUMN first_contacted_at_ms BIGINT;
