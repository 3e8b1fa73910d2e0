//! All SQL of the forms' versions and drafts.

use app::forms::versions::{Draft, Origin, Version};

use crate::{
    database::{Database, Transaction, on_pool, on_tx},
    error::{Doing, StoreError},
};

const IN_FORCE: &str = "
    SELECT form, number, origin, definition, note, actor, made_at_ms
      FROM form_versions AS one
     WHERE number = (SELECT MAX(number) FROM form_versions AS other WHERE other.form = one.form)
     ORDER BY form";

const VERSIONS: &str = "
    SELECT form, number, origin, definition, note, actor, made_at_ms
      FROM form_versions
     WHERE form = $1
     ORDER BY number DESC";

const DRAFTS: &str = "SELECT form, number, definition, actor, made_at_ms FROM form_drafts ORDER BY form";

const DRAFT: &str = "SELECT form, number, definition, actor, made_at_ms FROM form_drafts WHERE form = $1";

const PUBLISH: &str = "
    INSERT INTO form_versions (form, number, origin, definition, note, actor, made_at_ms)
    VALUES ($1, $2, $3, $4, $5, $6, $7)";

const KEEP_DRAFT: &str = "
    INSERT INTO form_drafts (form, number, definition, actor, made_at_ms)
    VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (form) DO UPDATE
       SET number = excluded.number, definition = excluded.definition, actor = excluded.actor,
           made_at_ms = excluded.made_at_ms";

const DROP_DRAFT: &str = "DELETE FROM form_drafts WHERE form = $1";

#[derive(sqlx::FromRow)]
struct VersionRow {
    form: String,
    number: i64,
    origin: String,
    definition: String,
    note: String,
    actor: String,
    made_at_ms: i64,
}

impl TryFrom<VersionRow> for Version {
    type Error = StoreError;

    fn try_from(row: VersionRow) -> Result<Self, StoreError> {
        Ok(Self {
            form: row.form,
            number: u32::try_from(row.number).map_err(|_| corrupt())?,
            origin: Origin::from_word(&row.origin).ok_or_else(corrupt)?,
            definition: serde_json::from_str(&row.definition).map_err(|_| corrupt())?,
            note: row.note,
            actor: row.actor,
            made_at_ms: row.made_at_ms,
        })
    }
}

#[derive(sqlx::FromRow)]
struct DraftRow {
    form: String,
    number: i64,
    definition: String,
    actor: String,
    made_at_ms: i64,
}

impl TryFrom<DraftRow> for Draft {
    type Error = StoreError;

    fn try_from(row: DraftRow) -> Result<Self, StoreError> {
        Ok(Self {
            form: row.form,
            number: row.number,
            definition: serde_json::from_str(&row.definition).map_err(|_| corrupt())?,
            actor: row.actor,
            made_at_ms: row.made_at_ms,
        })
    }
}

/// The version of every form that is in force: its latest.
pub async fn in_force(database: &Database) -> Result<Vec<Version>, StoreError> {
    let rows: Vec<VersionRow> = on_pool!(database, |pool| sqlx::query_as(IN_FORCE).fetch_all(pool).await)
        .doing("read the forms in force")?;
    rows.into_iter().map(Version::try_from).collect()
}

/// The versions of a form, the latest first.
pub async fn versions(tx: &mut Transaction<'_>, form: &str) -> Result<Vec<Version>, StoreError> {
    let rows: Vec<VersionRow> =
        on_tx!(tx, |connection| sqlx::query_as(VERSIONS).bind(form).fetch_all(connection).await)
            .doing("read the versions of a form")?;
    rows.into_iter().map(Version::try_from).collect()
}

/// Every draft.
pub async fn drafts(database: &Database) -> Result<Vec<Draft>, StoreError> {
    let rows: Vec<DraftRow> = on_pool!(database, |pool| sqlx::query_as(DRAFTS).fetch_all(pool).await)
        .doing("read the drafts of forms")?;
    rows.into_iter().map(Draft::try_from).collect()
}

/// The draft of a form. Who changes forms holds the end of the province's journal, so that it stands until the end.
pub async fn draft(tx: &mut Transaction<'_>, form: &str) -> Result<Option<Draft>, StoreError> {
    let row: Option<DraftRow> =
        on_tx!(tx, |connection| sqlx::query_as(DRAFT).bind(form).fetch_optional(connection).await)
            .doing("read the draft of a form")?;
    row.map(Draft::try_from).transpose()
}

/// Keeps a version for good. Fails where there is one of its number.
pub async fn publish(tx: &mut Transaction<'_>, version: &Version) -> Result<(), StoreError> {
    let definition = serde_json::to_string(&version.definition).map_err(|_| corrupt())?;
    on_tx!(tx, |connection| sqlx::query(PUBLISH)
        .bind(&version.form)
        .bind(i64::from(version.number))
        .bind(version.origin.word())
        .bind(&definition)
        .bind(&version.note)
        .bind(&version.actor)
        .bind(version.made_at_ms)
        .execute(connection)
        .await)
    .doing("keep a version of a form")?;
    Ok(())
}

/// Keeps a draft in the place of the one that there was.
pub async fn keep_draft(tx: &mut Transaction<'_>, draft: &Draft) -> Result<(), StoreError> {
    let definition = serde_json::to_string(&draft.definition).map_err(|_| corrupt())?;
    on_tx!(tx, |connection| sqlx::query(KEEP_DRAFT)
        .bind(&draft.form)
        .bind(draft.number)
        .bind(&definition)
        .bind(&draft.actor)
        .bind(draft.made_at_ms)
        .execute(connection)
        .await)
    .doing("keep the draft of a form")?;
    Ok(())
}

/// Takes a draft away.
pub async fn drop_draft(tx: &mut Transaction<'_>, form: &str) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(DROP_DRAFT).bind(form).execute(connection).await)
        .doing("take away the draft of a form")?;
    Ok(())
}

fn corrupt() -> StoreError {
    StoreError::Corrupt { what: "form" }
}
