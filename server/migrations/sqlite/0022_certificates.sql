-- The keys that sign certificates, or have signed some: `name` is the thumbprint of the public half. The secret half is
-- the record key of the entity `certificate_key` with this number, which the vault keeps.
CREATE TABLE certificate_keys (
    number        BIGINT PRIMARY KEY,
    name          TEXT NOT NULL UNIQUE,
    public        TEXT NOT NULL,
    from_ms       BIGINT NOT NULL,
    retired_at_ms BIGINT
);

-- Certificates of hours. `sealed` (the signed statement and the badge) opens with the key of the certificate; `hours` are
-- hundredths. A certificate never changes: it is revoked, with a reason that everybody is told and a note, sealed, for the
-- staff.
CREATE TABLE certificates (
    id             TEXT PRIMARY KEY,
    number         TEXT NOT NULL UNIQUE,
    volunteer      TEXT NOT NULL,
    unit           TEXT NOT NULL,
    signing_key    TEXT NOT NULL REFERENCES certificate_keys (name),
    hours          BIGINT NOT NULL,
    issued_at_ms   BIGINT NOT NULL,
    sealed         TEXT NOT NULL,
    revoked_at_ms  BIGINT,
    revoked_reason TEXT NOT NULL,
    note           TEXT NOT NULL
);

CREATE INDEX certificates_by_volunteer ON certificates (volunteer, issued_at_ms);

CREATE INDEX certificates_by_unit ON certificates (unit, issued_at_ms);

-- How records of hours stand towards the national system: `exported`, or `entered` (已录入). One without a row was never
-- exported.
CREATE TABLE hours_exports (
    hours_id TEXT PRIMARY KEY,
    state    TEXT NOT NULL,
    at_ms    BIGINT NOT NULL
);

-- The columns of that export, in their order, as the province keeps them.
CREATE TABLE hours_export_columns (
    number  BIGINT PRIMARY KEY,
    element TEXT NOT NULL,
    heading TEXT NOT NULL
);
