//! All SQL of the guides as the office keeps them. The public reads what is published through the directory.

use app::{
    journal::merge::Record,
    policies::{
        draft::{Guide, State},
        model::Policy,
    },
};
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    database::{Database, Transaction, on_pool, on_tx},
    error::{Doing, StoreError},
};

const ALL: &str = "
    SELECT slug, state, number, document, draft, reference, offered
      FROM policies
     ORDER BY sort_order, slug";

/// Who changes a guide holds the end of the province's journal, so that what is read here stands until the end.
const ONE: &str = "
    SELECT slug, state, number, document, draft, reference, offered
      FROM policies
     WHERE slug = $1";

const LAST_PLACE: &str = "SELECT COALESCE(MAX(sort_order), 0) FROM policies";

const INSERT: &str = "
    INSERT INTO policies (slug, document, sort_order, state, origin, number, draft)
    VALUES ($1, '', $2, 'draft', 'office', $3, $4)";

/// What the office published once is its own: no list that ships replaces it.
const KEEP: &str = "
    UPDATE policies
       SET state = $2, number = $3, document = $4, draft = $5, offered = $6,
           origin = CASE WHEN $7 THEN 'office' ELSE origin END
     WHERE slug = $1";

const REMOVE: &str = "DELETE FROM policies WHERE slug = $1 AND state = 'draft'";

const LAST_VERSION: &str = "SELECT COALESCE(MAX(version), 0) FROM policy_versions WHERE slug = $1";

const ADD_VERSION: &str = "
    INSERT INTO policy_versions (slug, version, state, document, note, actor, made_at_ms)
    VALUES ($1, $2, $3, $4, $5, $6, $7)";

const VERSIONS: &str = "
    SELECT version, state, document, note, actor, made_at_ms
      FROM policy_versions
     WHERE slug = $1
     ORDER BY version DESC";

#[derive(sqlx::FromRow)]
struct GuideRow {
    slug: String,
    state: String,
    number: i64,
    document: String,
    draft: Option<String>,
    reference: String,
    offered: bool,
}

#[derive(sqlx::FromRow)]
struct VersionRow {
    version: i64,
    state: String,
    document: String,
    note: String,
    actor: String,
    made_at_ms: i64,
}

/// A version of a guide.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// Which one it is.
    pub version: i64,
    /// What became of the guide with it.
    pub state: State,
    /// What stands in it.
    pub policy: Policy,
    /// What was said.
    pub note: String,
    /// Who published or withdrew it, as in the journal.
    pub actor: String,
    /// When; 0 for what came with the program.
    pub made_at_ms: i64,
}

fn corrupt() -> StoreError {
    StoreError::Corrupt { what: "guide" }
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|_| corrupt())
}

fn written<T: Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|_| corrupt())
}

impl GuideRow {
    fn read(self) -> Result<Guide, StoreError> {
        let document = |text: &str| if text.is_empty() { Ok(None) } else { read(text).map(Some) };
        Ok(Guide {
            slug: self.slug,
            state: State::from_word(&self.state).ok_or_else(corrupt)?,
            number: self.number,
            published: document(&self.document)?,
            draft: self.draft.as_deref().map(read::<Record>).transpose()?,
            offered: if self.offered { document(&self.reference)? } else { None },
        })
    }
}

/// Every guide, in order.
pub async fn all(database: &Database) -> Result<Vec<Guide>, StoreError> {
    let rows: Vec<GuideRow> =
        on_pool!(database, |pool| sqlx::query_as(ALL).fetch_all(pool).await).doing("read the guides")?;
    rows.into_iter().map(GuideRow::read).collect()
}

/// The guide of this word.
pub async fn one(tx: &mut Transaction<'_>, slug: &str) -> Result<Option<Guide>, StoreError> {
    let row: Option<GuideRow> =
        on_tx!(tx, |connection| sqlx::query_as(ONE).bind(slug).fetch_optional(connection).await)
            .doing("read a guide")?;
    row.map(GuideRow::read).transpose()
}

/// Keeps a new guide, which is a draft, at the end of the list.
pub async fn insert(tx: &mut Transaction<'_>, guide: &Guide) -> Result<(), StoreError> {
    let last: i64 = on_tx!(tx, |connection| sqlx::query_scalar(LAST_PLACE).fetch_one(connection).await)
        .doing("look for the end of the guides")?;
    on_tx!(tx, |connection| sqlx::query(INSERT)
        .bind(&guide.slug)
        .bind(last + 1)
        .bind(guide.number)
        .bind(guide.draft.as_ref().map(written).transpose()?)
        .execute(connection)
        .await)
    .doing("keep a new guide")?;
    Ok(())
}

/// Keeps what has become of a guide; `by_office` says that what is published is the office's from now on.
pub async fn keep(tx: &mut Transaction<'_>, guide: &Guide, by_office: bool) -> Result<(), StoreError> {
    let document = guide.published.as_ref().map(written).transpose()?;
    on_tx!(tx, |connection| sqlx::query(KEEP)
        .bind(&guide.slug)
        .bind(guide.state.word())
        .bind(guide.number)
        .bind(document.unwrap_or_default())
        .bind(guide.draft.as_ref().map(written).transpose()?)
        .bind(guide.offered.is_some())
        .bind(by_office)
        .execute(connection)
        .await)
    .doing("keep what has become of a guide")?;
    Ok(())
}

/// Takes away a guide that was never published.
pub async fn remove(tx: &mut Transaction<'_>, slug: &str) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(REMOVE).bind(slug).execute(connection).await)
        .doing("take a draft of a guide away")?;
    Ok(())
}

/// Number of the latest version of a guide; 0 before the first.
pub async fn last_version(tx: &mut Transaction<'_>, slug: &str) -> Result<i64, StoreError> {
    on_tx!(tx, |connection| sqlx::query_scalar(LAST_VERSION).bind(slug).fetch_one(connection).await)
        .doing("look for the latest version of a guide")
}

/// Adds a version of a guide.
pub async fn add_version(tx: &mut Transaction<'_>, slug: &str, version: &Version) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(ADD_VERSION)
        .bind(slug)
        .bind(version.version)
        .bind(version.state.word())
        .bind(written(&version.policy)?)
        .bind(&version.note)
        .bind(&version.actor)
        .bind(version.made_at_ms)
        .execute(connection)
        .await)
    .doing("keep a version of a guide")?;
    Ok(())
}

/// Every version of a guide, the latest first.
pub async fn versions(database: &Database, slug: &str) -> Result<Vec<Version>, StoreError> {
    let rows: Vec<VersionRow> =
        on_pool!(database, |pool| sqlx::query_as(VERSIONS).bind(slug).fetch_all(pool).await)
            .doing("read the versions of a guide")?;
    rows.into_iter()
        .map(|row| {
            Ok(Version {
                version: row.version,
                state: State::from_word(&row.state).ok_or_else(corrupt)?,
                policy: read(&row.document)?,
                note: row.note,
                actor: row.actor,
                made_at_ms: row.made_at_ms,
            })
        })
        .collect()
}
