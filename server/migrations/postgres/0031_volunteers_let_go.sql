-- When whoever erased themselves did so, as long as what else is kept of them is still to be looked for once more; 0 for
-- everybody else.
ALTER TABLE volunteers ADD COLUMN forget_from_ms BIGINT NOT NULL DEFAULT 0;

-- Of whoever erased themselves the number stays, and nothing else: what happened with them stands in the journal.
UPDATE volunteers SET division = '', county = '', agreement = '', agreed_on = '', registered_on = '' WHERE state = 'erased';

DELETE FROM volunteer_events WHERE volunteer_id IN (SELECT id FROM volunteers WHERE state = 'erased');

-- The units that want to look at whoever registers with them before they may sign up.
CREATE TABLE volunteer_approvals (
    unit TEXT PRIMARY KEY
);
