//! All SQL about photos.

use app::photos::model::{Owner, Photo};

use crate::{
    database::{Database, Transaction, on_pool, on_tx},
    error::{Doing, StoreError},
    shanghai,
};

const OF_RECORD: &str = "
    SELECT id, owner_kind, owner_id, place, digest, width, height, added_at_ms, removed_at_ms
      FROM photos
     WHERE owner_kind = $1 AND owner_id = $2
     ORDER BY added_at_ms DESC, id DESC";

const ONE: &str = "
    SELECT id, owner_kind, owner_id, place, digest, width, height, added_at_ms, removed_at_ms
      FROM photos
     WHERE id = $1";

const COUNTS: &str = "
    SELECT place, count(*)
      FROM photos
     WHERE owner_kind = $1 AND owner_id = $2 AND removed_at_ms IS NULL
     GROUP BY place";

const INSERT: &str = "
    INSERT INTO photos (id, owner_kind, owner_id, place, digest, width, height, added_at_ms)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";

const MARK: &str = "UPDATE photos SET removed_at_ms = $2 WHERE id = $1";

const FORGET: &str = "DELETE FROM photos WHERE removed_at_ms < $1";

const NAMES: &str = "SELECT id, digest FROM photos";

#[derive(sqlx::FromRow)]
struct PhotoRow {
    id: String,
    owner_kind: String,
    owner_id: String,
    place: String,
    digest: String,
    width: i64,
    height: i64,
    added_at_ms: i64,
    removed_at_ms: Option<i64>,
}

impl TryFrom<PhotoRow> for Photo {
    type Error = StoreError;

    fn try_from(row: PhotoRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id.parse().map_err(|_| corrupt())?,
            owner: Owner::from_words(&row.owner_kind, &row.owner_id, &row.place).ok_or_else(corrupt)?,
            digest: row.digest,
            width: u32::try_from(row.width).map_err(|_| corrupt())?,
            height: u32::try_from(row.height).map_err(|_| corrupt())?,
            added_on: shanghai::moment(row.added_at_ms).date(),
            removed_at_ms: row.removed_at_ms,
        })
    }
}

fn corrupt() -> StoreError {
    StoreError::Corrupt { what: "photo" }
}

/// The photos of a record, also those that were taken away and not yet forgotten; the latest first.
pub async fn of_record(database: &Database, kind: &str, id: &str) -> Result<Vec<Photo>, StoreError> {
    let rows: Vec<PhotoRow> =
        on_pool!(database, |pool| sqlx::query_as(OF_RECORD).bind(kind).bind(id).fetch_all(pool).await)
            .doing("read the photos of a record")?;
    rows.into_iter().map(Photo::try_from).collect()
}

/// A photo.
pub async fn one(database: &Database, id: &str) -> Result<Option<Photo>, StoreError> {
    let row: Option<PhotoRow> =
        on_pool!(database, |pool| sqlx::query_as(ONE).bind(id).fetch_optional(pool).await)
            .doing("read a photo")?;
    row.map(Photo::try_from).transpose()
}

/// A photo that is about to be changed.
pub async fn one_in(tx: &mut Transaction<'_>, id: &str) -> Result<Option<Photo>, StoreError> {
    let row: Option<PhotoRow> =
        on_tx!(tx, |connection| sqlx::query_as(ONE).bind(id).fetch_optional(connection).await)
            .doing("read a photo that changes")?;
    row.map(Photo::try_from).transpose()
}

/// How many photos there are at each place of a record.
pub async fn counts(database: &Database, kind: &str, id: &str) -> Result<Vec<(String, i64)>, StoreError> {
    on_pool!(database, |pool| sqlx::query_as(COUNTS).bind(kind).bind(id).fetch_all(pool).await)
        .doing("count the photos of a record")
}

/// The same within a transaction.
pub async fn counts_in(
    tx: &mut Transaction<'_>,
    kind: &str,
    id: &str,
) -> Result<Vec<(String, i64)>, StoreError> {
    on_tx!(tx, |connection| sqlx::query_as(COUNTS).bind(kind).bind(id).fetch_all(connection).await)
        .doing("count the photos of a record that changes")
}

/// Keeps a photo.
pub async fn insert(tx: &mut Transaction<'_>, photo: &Photo, now_ms: i64) -> Result<(), StoreError> {
    let (kind, id, place) = photo.owner.words();
    on_tx!(tx, |connection| sqlx::query(INSERT)
        .bind(photo.id.to_string())
        .bind(kind)
        .bind(&id)
        .bind(place)
        .bind(&photo.digest)
        .bind(i64::from(photo.width))
        .bind(i64::from(photo.height))
        .bind(now_ms)
        .execute(connection)
        .await)
    .doing("keep a photo")?;
    Ok(())
}

/// Marks a photo as taken away at this moment, or as there.
pub async fn mark(tx: &mut Transaction<'_>, id: &str, removed_at_ms: Option<i64>) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(MARK).bind(id).bind(removed_at_ms).execute(connection).await)
        .doing("mark a photo")?;
    Ok(())
}

/// Forgets those that were taken away before this moment.
pub async fn forget(tx: &mut Transaction<'_>, before_ms: i64) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(FORGET).bind(before_ms).execute(connection).await)
        .doing("forget photos")?;
    Ok(())
}

/// Id and digest of every photo.
pub async fn names(database: &Database) -> Result<Vec<(String, String)>, StoreError> {
    on_pool!(database, |pool| sqlx::query_as(NAMES).fetch_all(pool).await).doing("name all photos")
}
