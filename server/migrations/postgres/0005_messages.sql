-- Work that is done beside requests, or later: taken by one worker at a time, and given back when it does not return.
CREATE TABLE jobs (
    kind            TEXT NOT NULL,
    subject         TEXT NOT NULL,
    due_ms          BIGINT NOT NULL,
    attempts        BIGINT NOT NULL,
    leased_by       TEXT NOT NULL,
    leased_until_ms BIGINT NOT NULL,
    PRIMARY KEY (kind, subject)
);

CREATE INDEX jobs_by_due ON jobs (due_ms);

-- What is to be said to somebody, once. `sealed` (to whom, and the words) opens with the key of the record that the
-- message is about: erasing that record leaves a line that says only when and whether something was sent.
CREATE TABLE messages (
    id            TEXT PRIMARY KEY,
    once          TEXT NOT NULL UNIQUE,
    channel       TEXT NOT NULL,
    template      TEXT NOT NULL,
    entity        TEXT NOT NULL,
    entity_id     TEXT NOT NULL,
    sealed        TEXT NOT NULL,
    state         TEXT NOT NULL,
    made_at_ms    BIGINT NOT NULL,
    expires_at_ms BIGINT NOT NULL,
    settled_at_ms BIGINT,
    read_at_ms    BIGINT
);

CREATE INDEX messages_by_record ON messages (entity, entity_id, made_at_ms);

CREATE INDEX messages_by_time ON messages (made_at_ms);

-- Every attempt to send one, and how it ended. `detail` holds nothing that a gateway said in words.
CREATE TABLE deliveries (
    message_id TEXT NOT NULL REFERENCES messages (id),
    attempt    BIGINT NOT NULL,
    at_ms      BIGINT NOT NULL,
    outcome    TEXT NOT NULL,
    detail     TEXT NOT NULL,
    PRIMARY KEY (message_id, attempt)
);

-- Days that people can be reminded of: the public examination, kept by the province.
CREATE TABLE dated_events (
    id         TEXT PRIMARY KEY,
    version    BIGINT NOT NULL,
    unit       TEXT NOT NULL,
    topic      TEXT NOT NULL,
    occasion   TEXT NOT NULL,
    title_zh   TEXT NOT NULL,
    title_en   TEXT,
    from_day   TEXT NOT NULL,
    until_day  TEXT,
    source     TEXT NOT NULL,
    published  BOOLEAN NOT NULL,
    demo       BOOLEAN NOT NULL
);

CREATE INDEX dated_events_by_topic ON dated_events (topic, from_day);

-- Who wants to be reminded, once they have shown that the number or address is theirs.
CREATE TABLE reminders (
    id           TEXT PRIMARY KEY,
    topic        TEXT NOT NULL,
    channel      TEXT NOT NULL,
    contact_hash TEXT NOT NULL,
    sealed       TEXT NOT NULL,
    leave_hash   TEXT NOT NULL UNIQUE,
    occasions    TEXT NOT NULL,
    lead_days    BIGINT NOT NULL,
    made_at_ms   BIGINT NOT NULL,
    UNIQUE (topic, contact_hash)
);

CREATE INDEX reminders_by_lead ON reminders (topic, lead_days);

-- Who has asked, and not yet shown it. Swept after a day.
CREATE TABLE reminder_requests (
    key_hash      TEXT PRIMARY KEY,
    topic         TEXT NOT NULL,
    channel       TEXT NOT NULL,
    contact_hash  TEXT NOT NULL,
    sealed        TEXT NOT NULL,
    occasions     TEXT NOT NULL,
    lead_days     BIGINT NOT NULL,
    code_hash     TEXT NOT NULL,
    guesses       BIGINT NOT NULL,
    used          BOOLEAN NOT NULL,
    made_at_ms    BIGINT NOT NULL,
    expires_at_ms BIGINT NOT NULL
);
