//! All SQL of certificates.

use app::{
    certificates::{
        export::Mapping,
        model::{Hours, NewCertificate, Number, Reason},
    },
    ids::{CertificateId, HoursId, VolunteerId},
    journal::model::Unit,
};
use time::Date;

use super::signing::PublicKey;
use crate::{
    database::{Database, Transaction, on_pool, on_tx},
    error::{Doing, StoreError},
};

const KEYS: &str = "
    SELECT number, name, public, from_ms, retired_at_ms FROM certificate_keys ORDER BY number";

/// Whoever makes the next key at the same moment gets what the other has made.
const INSERT_KEY: &str = "
    INSERT INTO certificate_keys (number, name, public, from_ms, retired_at_ms) VALUES ($1, $2, $3, $4, NULL)
    ON CONFLICT DO NOTHING";

const RETIRE_KEYS: &str = "UPDATE certificate_keys SET retired_at_ms = $1 WHERE retired_at_ms IS NULL";

const INSERT: &str = "
    INSERT INTO certificates (id, number, volunteer, unit, signing_key, hours, issued_at_ms, sealed, revoked_at_ms,
                              revoked_reason, note)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, NULL, '', '')";

const STATE_HOURS: &str = "INSERT INTO certificate_hours (certificate_id, hours_id) VALUES ($1, $2)";

const STANDS: &str = "
    SELECT COUNT(*) FROM activity_hours WHERE id = $1 AND volunteer = $2 AND unit = $3 AND state = 'confirmed'";

const STATED: &str = "
    SELECT h.certificate_id, h.hours_id
      FROM certificate_hours h
      JOIN certificates c ON c.id = h.certificate_id
     WHERE c.volunteer = $1";

const BY_NUMBER: &str = "
    SELECT id, number, volunteer, unit, signing_key, hours, issued_at_ms, sealed, revoked_at_ms, revoked_reason, note
      FROM certificates
     WHERE number = $1";

const OF_VOLUNTEER: &str = "
    SELECT id, number, volunteer, unit, signing_key, hours, issued_at_ms, sealed, revoked_at_ms, revoked_reason, note
      FROM certificates
     WHERE volunteer = $1
     ORDER BY issued_at_ms DESC, id DESC";

/// `$1` holds units between commas.
const RECENT: &str = "
    SELECT id, number, volunteer, unit, signing_key, hours, issued_at_ms, sealed, revoked_at_ms, revoked_reason, note
      FROM certificates
     WHERE $1 LIKE '%,' || unit || ',%'
     ORDER BY issued_at_ms DESC, id DESC
     LIMIT $2";

/// Only one that holds: of two who revoke at once, one is told.
const REVOKE: &str = "
    UPDATE certificates SET revoked_at_ms = $2, revoked_reason = $3, note = $4
     WHERE id = $1 AND revoked_at_ms IS NULL";

/// Whether there is a key is asked of its row: a volunteer without one was never there.
const ERASED: &str = "
    SELECT COUNT(*) FROM record_keys WHERE entity = 'volunteer' AND entity_id = $1 AND wrapped IS NULL";

/// Whoever is just erasing it is waited for, and nobody erases it before this transaction ends. On SQLite nobody else writes.
const SHARE_KEY_POSTGRES: &str = "
    SELECT entity_id FROM record_keys WHERE entity = 'volunteer' AND entity_id = $1 FOR SHARE";

const REVOKED: &str =
    "SELECT id FROM certificates WHERE revoked_at_ms IS NOT NULL ORDER BY revoked_at_ms, id";

const EXPORTS: &str = "
    SELECT e.hours_id, e.state, e.at_ms
      FROM hours_exports e
      JOIN activity_hours h ON h.id = e.hours_id
     WHERE h.unit = $1 AND h.day >= $2 AND h.day <= $3";

const MARK_EXPORT: &str = "
    INSERT INTO hours_exports (hours_id, state, at_ms) VALUES ($1, $2, $3)
    ON CONFLICT (hours_id) DO UPDATE SET state = $2, at_ms = $3
     WHERE hours_exports.state <> 'entered' OR $2 = 'corrected'";

/// Of volunteers who are made up, and of demo units.
const DEMO: &str = "
    SELECT id FROM certificates
     WHERE volunteer IN (SELECT id FROM volunteers WHERE demo) OR unit IN (SELECT id FROM stations WHERE demo)";

/// What they state, and they themselves.
const PURGE_DEMO: [&str; 2] = [
    "DELETE FROM certificate_hours
      WHERE certificate_id IN (
            SELECT id FROM certificates
             WHERE volunteer IN (SELECT id FROM volunteers WHERE demo) OR unit IN (SELECT id FROM stations WHERE demo))",
    "DELETE FROM certificates
      WHERE volunteer IN (SELECT id FROM volunteers WHERE demo) OR unit IN (SELECT id FROM stations WHERE demo)",
];

const COLUMNS: &str = "SELECT element, heading FROM hours_export_columns ORDER BY number";

const FORGET_COLUMNS: &str = "DELETE FROM hours_export_columns";

const INSERT_COLUMN: &str = "INSERT INTO hours_export_columns (number, element, heading) VALUES ($1, $2, $3)";

#[derive(sqlx::FromRow)]
struct KeyRow {
    number: i64,
    name: String,
    public: String,
    from_ms: i64,
    retired_at_ms: Option<i64>,
}

/// A key that signs, or has signed, certificates; its secret half is the record's key in the vault.
#[derive(Clone, Debug)]
pub struct Key {
    /// Counted from 1.
    pub number: i64,
    /// Its name: the thumbprint of its public half.
    pub name: String,
    /// Its public half.
    pub public: PublicKey,
    /// From when on it signed.
    pub from_ms: i64,
    /// When it was retired, if it was.
    pub retired_at_ms: Option<i64>,
}

impl TryFrom<KeyRow> for Key {
    type Error = StoreError;

    fn try_from(row: KeyRow) -> Result<Self, StoreError> {
        let KeyRow { number, name, public, from_ms, retired_at_ms } = row;
        let public = PublicKey::parse(&public).filter(|public| public.id() == name).ok_or_else(corrupt)?;
        Ok(Self { number, name, public, from_ms, retired_at_ms })
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    number: String,
    volunteer: String,
    unit: String,
    signing_key: String,
    hours: i64,
    issued_at_ms: i64,
    sealed: String,
    revoked_at_ms: Option<i64>,
    revoked_reason: String,
    note: String,
}

/// A certificate, understood but not opened.
#[derive(Clone, Debug)]
pub struct Certificate {
    /// Id.
    pub id: CertificateId,
    /// Number.
    pub number: Number,
    /// Whose hours.
    pub volunteer: VolunteerId,
    /// Who issued it.
    pub unit: Unit,
    /// The name of the key that signed it.
    pub signing_key: String,
    /// The hours in all.
    pub hours: Hours,
    /// When it was issued.
    pub issued_at_ms: i64,
    /// What it says with its signatures, sealed.
    pub(super) sealed: String,
    /// When it was revoked, and why.
    pub revoked: Option<(i64, Reason)>,
    /// What the staff noted then, sealed; empty where nothing.
    pub(super) note: String,
}

impl TryFrom<Row> for Certificate {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let revoked = match row.revoked_at_ms {
            None => None,
            Some(at_ms) => Some((at_ms, Reason::from_word(&row.revoked_reason).ok_or_else(corrupt)?)),
        };
        Ok(Self {
            id: row.id.parse().map_err(|_| corrupt())?,
            number: Number::parse(&row.number).ok_or_else(corrupt)?,
            volunteer: row.volunteer.parse().map_err(|_| corrupt())?,
            unit: row.unit.parse().map_err(|_| corrupt())?,
            hours: Hours::of_hundredths(u32::try_from(row.hours).map_err(|_| corrupt())?),
            signing_key: row.signing_key,
            issued_at_ms: row.issued_at_ms,
            sealed: row.sealed,
            revoked,
            note: row.note,
        })
    }
}

fn keys_of(rows: Vec<KeyRow>) -> Result<Vec<Key>, StoreError> {
    rows.into_iter().map(Key::try_from).collect()
}

/// Every key, in the order in which they were made.
pub(super) async fn keys(database: &Database) -> Result<Vec<Key>, StoreError> {
    let rows = on_pool!(database, |pool| sqlx::query_as(KEYS).fetch_all(pool).await);
    keys_of(rows.doing("read the keys of certificates")?)
}

/// The same, within a transaction.
pub(super) async fn keys_in(tx: &mut Transaction<'_>) -> Result<Vec<Key>, StoreError> {
    let rows = on_tx!(tx, |connection| sqlx::query_as(KEYS).fetch_all(connection).await);
    keys_of(rows.doing("read the keys of certificates")?)
}

/// Keeps a key, unless there is one with its number.
pub(super) async fn insert_key(
    tx: &mut Transaction<'_>,
    number: i64,
    public: &PublicKey,
    from_ms: i64,
) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(INSERT_KEY)
        .bind(number)
        .bind(public.id())
        .bind(public.text())
        .bind(from_ms)
        .execute(connection)
        .await)
    .doing("keep a key of certificates")?;
    Ok(())
}

/// Retires every key that is in force.
pub(super) async fn retire_keys(tx: &mut Transaction<'_>, at_ms: i64) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(RETIRE_KEYS).bind(at_ms).execute(connection).await)
        .doing("retire a key of certificates")?;
    Ok(())
}

/// Keeps a certificate, and which hours it states.
pub(super) async fn insert(
    tx: &mut Transaction<'_>,
    it: &Certificate,
    hours: &[HoursId],
) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(INSERT)
        .bind(it.id.to_string())
        .bind(it.number.as_str())
        .bind(it.volunteer.to_string())
        .bind(it.unit.to_string())
        .bind(&it.signing_key)
        .bind(i64::from(it.hours.hundredths()))
        .bind(it.issued_at_ms)
        .bind(&it.sealed)
        .execute(connection)
        .await)
    .doing("keep a certificate")?;
    for hours in hours {
        on_tx!(tx, |connection| sqlx::query(STATE_HOURS)
            .bind(it.id.to_string())
            .bind(hours.to_string())
            .execute(connection)
            .await)
        .doing("keep which hours a certificate states")?;
    }
    Ok(())
}

/// Whether a volunteer is erased; whoever is not stays so until `tx` ends.
pub(super) async fn is_erased(tx: &mut Transaction<'_>, volunteer: VolunteerId) -> Result<bool, StoreError> {
    let volunteer = volunteer.to_string();
    if let Transaction::Postgres(inner) = tx {
        let shared = sqlx::query(SHARE_KEY_POSTGRES).bind(&volunteer).execute(&mut **inner).await;
        shared.doing("share the key of a volunteer")?;
    }
    let count: i64 =
        on_tx!(tx, |connection| sqlx::query_scalar(ERASED).bind(&volunteer).fetch_one(connection).await)
            .doing("look whether a volunteer is erased")?;
    Ok(count > 0)
}

/// Whether all hours that a certificate is to state are confirmed ones of its volunteer in its unit.
pub(super) async fn all_stand(tx: &mut Transaction<'_>, new: &NewCertificate) -> Result<bool, StoreError> {
    for hours in &new.hours {
        let count: i64 = on_tx!(tx, |connection| {
            sqlx::query_scalar(STANDS)
                .bind(hours.to_string())
                .bind(new.volunteer.to_string())
                .bind(new.unit.to_string())
                .fetch_one(connection)
                .await
        })
        .doing("look whether hours stand")?;
        if count == 0 {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Which hours the certificates of a volunteer state, as far as that was kept.
pub(super) async fn stated(
    database: &Database,
    volunteer: VolunteerId,
) -> Result<Vec<(CertificateId, HoursId)>, StoreError> {
    let rows: Vec<(String, String)> = on_pool!(database, |pool| {
        sqlx::query_as(STATED).bind(volunteer.to_string()).fetch_all(pool).await
    })
    .doing("list the hours of certificates")?;
    let both = |(certificate, hours): (String, String)| {
        Ok((certificate.parse().map_err(|_| corrupt())?, hours.parse().map_err(|_| corrupt())?))
    };
    rows.into_iter().map(both).collect()
}

/// The certificate with this number.
pub(super) async fn by_number(
    database: &Database,
    number: &Number,
) -> Result<Option<Certificate>, StoreError> {
    let row: Option<Row> =
        on_pool!(database, |pool| sqlx::query_as(BY_NUMBER).bind(number.as_str()).fetch_optional(pool).await)
            .doing("find a certificate")?;
    row.map(Certificate::try_from).transpose()
}

/// All certificates of a volunteer, the newest first.
pub(super) async fn of_volunteer(
    database: &Database,
    volunteer: VolunteerId,
) -> Result<Vec<Certificate>, StoreError> {
    let rows: Vec<Row> = on_pool!(database, |pool| sqlx::query_as(OF_VOLUNTEER)
        .bind(volunteer.to_string())
        .fetch_all(pool)
        .await)
    .doing("list the certificates of a volunteer")?;
    rows.into_iter().map(Certificate::try_from).collect()
}

/// The newest certificates of these units, which stand between commas.
pub(super) async fn recent(
    database: &Database,
    units: &str,
    most: i64,
) -> Result<Vec<Certificate>, StoreError> {
    let rows: Vec<Row> =
        on_pool!(database, |pool| sqlx::query_as(RECENT).bind(units).bind(most).fetch_all(pool).await)
            .doing("list the newest certificates")?;
    rows.into_iter().map(Certificate::try_from).collect()
}

/// Revokes a certificate, if it holds; says whether it did.
pub(super) async fn revoke(
    tx: &mut Transaction<'_>,
    id: CertificateId,
    at_ms: i64,
    reason: Reason,
    note: &str,
) -> Result<bool, StoreError> {
    let revoked = on_tx!(tx, |connection| sqlx::query(REVOKE)
        .bind(id.to_string())
        .bind(at_ms)
        .bind(reason.word())
        .bind(note)
        .execute(connection)
        .await)
    .doing("revoke a certificate")?;
    Ok(revoked == 1)
}

/// The ids of all that are revoked.
pub(super) async fn revoked(database: &Database) -> Result<Vec<CertificateId>, StoreError> {
    let ids: Vec<String> = on_pool!(database, |pool| sqlx::query_scalar(REVOKED).fetch_all(pool).await)
        .doing("list the revoked certificates")?;
    ids.iter().map(|id| id.parse().map_err(|_| corrupt())).collect()
}

/// How records of a unit and these days stand: which, the word, since when.
pub(super) async fn export_states(
    database: &Database,
    unit: &Unit,
    (from, to): (Date, Date),
) -> Result<Vec<(String, String, i64)>, StoreError> {
    on_pool!(database, |pool| {
        sqlx::query_as(EXPORTS)
            .bind(unit.to_string())
            .bind(from.to_string())
            .bind(to.to_string())
            .fetch_all(pool)
            .await
    })
    .doing("read whether hours were exported")
}

/// Notes how a record of hours stands. One that was entered stays so until it is corrected.
pub(super) async fn mark_export(
    tx: &mut Transaction<'_>,
    hours: &str,
    state: &str,
    at_ms: i64,
) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(MARK_EXPORT)
        .bind(hours)
        .bind(state)
        .bind(at_ms)
        .execute(connection)
        .await)
    .doing("note that hours were exported")?;
    Ok(())
}

/// The columns of the export as they are kept: the words of elements, with their headings; none where nobody has kept any.
pub(super) async fn columns(database: &Database) -> Result<Vec<(String, String)>, StoreError> {
    on_pool!(database, |pool| sqlx::query_as(COLUMNS).fetch_all(pool).await)
        .doing("read the columns of the export of hours")
}

/// Keeps these columns and no others.
pub(super) async fn keep_columns(tx: &mut Transaction<'_>, mapping: &Mapping) -> Result<(), StoreError> {
    let doing = "keep the columns of the export of hours";
    on_tx!(tx, |connection| sqlx::query(FORGET_COLUMNS).execute(connection).await).doing(doing)?;
    for ((element, heading), number) in mapping.columns().iter().zip(1_i64..) {
        on_tx!(tx, |connection| sqlx::query(INSERT_COLUMN)
            .bind(number)
            .bind(element.word())
            .bind(heading)
            .execute(connection)
            .await)
        .doing(doing)?;
    }
    Ok(())
}

pub(super) fn corrupt() -> StoreError {
    StoreError::Corrupt { what: "certificate" }
}

/// Ids of certificates of volunteers who are made up, and of demo units.
pub(crate) async fn demo(tx: &mut Transaction<'_>) -> Result<Vec<String>, StoreError> {
    on_tx!(tx, |connection| sqlx::query_scalar(DEMO).fetch_all(connection).await)
        .doing("list made-up certificates")
}

/// Takes these away; says how many there were.
pub(crate) async fn purge_demo(tx: &mut Transaction<'_>) -> Result<u64, StoreError> {
    let mut removed = 0;
    for sql in PURGE_DEMO {
        removed = on_tx!(tx, |connection| sqlx::query(sql).execute(connection).await)
            .doing("take made-up certificates away")?;
    }
    Ok(removed)
}
