//! All SQL of the jobs.

use super::Lease;
use crate::{
    database::{Database, Transaction, on_pool, on_tx},
    error::{Doing, StoreError},
};

const PUT: &str = "
    INSERT INTO jobs (kind, subject, due_ms, attempts, leased_by, leased_until_ms) VALUES ($1, $2, $3, 0, '', 0)
    ON CONFLICT (kind, subject) DO NOTHING";

const ANY_DUE: &str = "SELECT COUNT(*) FROM jobs WHERE due_ms <= $1 AND leased_until_ms <= $1";

const TAKE_SQLITE: &str = "
    UPDATE jobs SET leased_by = $2, leased_until_ms = $3, attempts = attempts + 1
     WHERE (kind, subject) = (
           SELECT kind, subject FROM jobs WHERE due_ms <= $1 AND leased_until_ms <= $1
            ORDER BY due_ms, kind, subject LIMIT 1)
    RETURNING kind, subject, attempts, due_ms";

/// Passes over what another worker is just taking, instead of waiting for it.
const TAKE_POSTGRES: &str = "
    UPDATE jobs SET leased_by = $2, leased_until_ms = $3, attempts = attempts + 1
     WHERE (kind, subject) = (
           SELECT kind, subject FROM jobs WHERE due_ms <= $1 AND leased_until_ms <= $1
            ORDER BY due_ms, kind, subject LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING kind, subject, attempts, due_ms";

const FINISH: &str = "DELETE FROM jobs WHERE kind = $1 AND subject = $2 AND leased_by = $3";

/// One that was hastened meanwhile is due when it was hastened to.
const PUT_OFF: &str = "
    UPDATE jobs SET due_ms = CASE WHEN due_ms = $4 THEN $5 ELSE due_ms END, attempts = $6, leased_by = '',
                    leased_until_ms = 0
     WHERE kind = $1 AND subject = $2 AND leased_by = $3";

const HASTEN: &str = "UPDATE jobs SET due_ms = $2 WHERE kind = $1";

/// A job that was taken.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Job {
    /// Word of its kind.
    pub kind: String,
    /// What it is about.
    pub subject: String,
    /// How often it was taken since it last went well, this time counted.
    pub attempts: i64,
    /// When it was due.
    pub due_ms: i64,
}

/// Puts a job down, unless it is there.
pub async fn put(tx: &mut Transaction<'_>, kind: &str, subject: &str, due_ms: i64) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(PUT).bind(kind).bind(subject).bind(due_ms).execute(connection).await)
        .doing("put a job down")?;
    Ok(())
}

/// Makes jobs of this kind due at once; one that is being done is done again.
pub async fn hasten(tx: &mut Transaction<'_>, kind: &str, now: i64) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(HASTEN).bind(kind).bind(now).execute(connection).await)
        .doing("hasten a job")?;
    Ok(())
}

/// Takes the job that has been due longest, if there is one.
pub async fn take(database: &Database, lease: &Lease, now: i64) -> Result<Option<Job>, StoreError> {
    // Most often there is none: a look that makes no writer wait.
    let due: i64 = on_pool!(database, |pool| sqlx::query_scalar(ANY_DUE).bind(now).fetch_one(pool).await)
        .doing("look for jobs")?;
    if due == 0 {
        return Ok(None);
    }
    let take = match database {
        Database::Sqlite { .. } => TAKE_SQLITE,
        Database::Postgres(_) => TAKE_POSTGRES,
    };
    database
        .transaction(async |tx| {
            on_tx!(tx, |connection| sqlx::query_as(take)
                .bind(now)
                .bind(&lease.worker)
                .bind(now + lease.for_ms)
                .fetch_optional(connection)
                .await)
            .doing("take a job")
        })
        .await
}

/// Takes a job away that is done, unless somebody else has it by now.
pub async fn finish(tx: &mut Transaction<'_>, job: &Job, lease: &Lease) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(FINISH)
        .bind(&job.kind)
        .bind(&job.subject)
        .bind(&lease.worker)
        .execute(connection)
        .await)
    .doing("finish a job")?;
    Ok(())
}

/// Gives a job back, to be done at another moment, unless somebody else has it by now. `attempts` is how often it went
/// wrong by now.
pub async fn put_off(
    tx: &mut Transaction<'_>,
    job: &Job,
    lease: &Lease,
    due_ms: i64,
    attempts: i64,
) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(PUT_OFF)
        .bind(&job.kind)
        .bind(&job.subject)
        .bind(&lease.worker)
        .bind(job.due_ms)
        .bind(due_ms)
        .bind(attempts)
        .execute(connection)
        .await)
    .doing("put a job off")?;
    Ok(())
}
