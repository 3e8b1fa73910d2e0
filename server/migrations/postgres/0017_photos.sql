-- Photos that belong to a record. The pictures themselves are in the store of attachments, named by id and digest.
CREATE TABLE photos (
    id            TEXT PRIMARY KEY,
    owner_kind    TEXT NOT NULL,
    owner_id      TEXT NOT NULL,
    place         TEXT NOT NULL,
    digest        TEXT NOT NULL,
    width         BIGINT NOT NULL,
    height        BIGINT NOT NULL,
    added_at_ms   BIGINT NOT NULL,
    -- When it was taken away; it can be put back for some days.
    removed_at_ms BIGINT
);

CREATE INDEX photos_of_a_record ON photos (owner_kind, owner_id);
CREATE INDEX photos_taken_away ON photos (removed_at_ms) WHERE removed_at_ms IS NOT NULL;
