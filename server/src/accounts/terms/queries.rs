//! All SQL of roles over time and of handing over.

use app::{
    access::Role,
    accounts::{model::Assignment, terms::Term},
    ids::StaffId,
    iso_date,
};
use time::Date;

use crate::{
    accounts::queries,
    database::{Database, Transaction, on_pool, on_tx},
    error::{Doing, StoreError},
};

const TERMS: &str = "
    SELECT id, role, unit, from_day, until_day
      FROM assignments
     WHERE staff_id = $1
     ORDER BY from_day, id";

const END: &str = "UPDATE assignments SET until_day = $2 WHERE id = $1";

const TAKE_BACK: &str = "DELETE FROM assignments WHERE id = $1";

const HAND_OVER: &str = "
    INSERT INTO hand_overs (id, from_staff, to_staff, last_day, made_at_ms) VALUES ($1, $2, $3, $4, $5)";

const LEAVING: &str = "
    SELECT last_day, to_staff FROM hand_overs WHERE from_staff = $1 ORDER BY made_at_ms DESC, id DESC LIMIT 1";

const STAYS: &str = "DELETE FROM hand_overs WHERE from_staff = $1";

const LEFT: &str = "
    SELECT DISTINCT from_staff
      FROM hand_overs JOIN staff ON staff.id = hand_overs.from_staff
     WHERE hand_overs.last_day < $1 AND staff.state <> 'disabled'
     ORDER BY from_staff";

#[derive(sqlx::FromRow)]
struct TermRow {
    id: String,
    role: String,
    unit: String,
    from_day: String,
    until_day: Option<String>,
}

fn corrupt() -> StoreError {
    StoreError::Corrupt { what: "role" }
}

fn term(row: TermRow) -> Result<Term, StoreError> {
    let day = |text: &str| iso_date::parse(text).ok_or_else(corrupt);
    Ok(Term {
        assignment: Assignment {
            role: Role::from_word(&row.role).ok_or_else(corrupt)?,
            unit: row.unit.parse().map_err(|_| corrupt())?,
        },
        from: day(&row.from_day)?,
        until: row.until_day.as_deref().map(day).transpose()?,
        id: row.id,
    })
}

/// All roles of somebody, in the order of their first days.
pub(crate) async fn terms(database: &Database, staff: &str) -> Result<Vec<Term>, StoreError> {
    let rows: Vec<TermRow> =
        on_pool!(database, |pool| sqlx::query_as(TERMS).bind(staff).fetch_all(pool).await)
            .doing("list somebody's roles")?;
    rows.into_iter().map(term).collect()
}

/// The same within a transaction.
pub(crate) async fn terms_in(tx: &mut Transaction<'_>, staff: &str) -> Result<Vec<Term>, StoreError> {
    let rows: Vec<TermRow> =
        on_tx!(tx, |connection| sqlx::query_as(TERMS).bind(staff).fetch_all(connection).await)
            .doing("list somebody's roles")?;
    rows.into_iter().map(term).collect()
}

/// Gives somebody a role for its time.
pub(crate) async fn give(tx: &mut Transaction<'_>, staff: StaffId, term: &Term) -> Result<(), StoreError> {
    let (from, until) = (term.from.to_string(), term.until.map(|day| day.to_string()));
    queries::assign(tx, &term.id, staff, &term.assignment, &from, until.as_deref()).await
}

/// Ends a role with this day.
pub(crate) async fn end(tx: &mut Transaction<'_>, term: &str, last_day: Date) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(END).bind(term).bind(last_day.to_string()).execute(connection).await)
        .doing("end a role")?;
    Ok(())
}

/// Takes back a role that has not begun.
pub(crate) async fn take_back(tx: &mut Transaction<'_>, term: &str) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(TAKE_BACK).bind(term).execute(connection).await)
        .doing("take a role back")?;
    Ok(())
}

/// Notes who leaves when, and who takes over.
pub(crate) async fn hand_over(
    tx: &mut Transaction<'_>,
    id: &str,
    from: &str,
    to: Option<&str>,
    last_day: Date,
    now_ms: i64,
) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(HAND_OVER)
        .bind(id)
        .bind(from)
        .bind(to)
        .bind(last_day.to_string())
        .bind(now_ms)
        .execute(connection)
        .await)
    .doing("note a hand-over")?;
    Ok(())
}

/// Somebody's last day and who takes over, as it was said last.
pub(crate) async fn leaving(
    database: &Database,
    staff: &str,
) -> Result<Option<(Date, Option<StaffId>)>, StoreError> {
    let row: Option<(String, Option<String>)> =
        on_pool!(database, |pool| sqlx::query_as(LEAVING).bind(staff).fetch_optional(pool).await)
            .doing("look whether somebody leaves")?;
    let Some((day, to)) = row else { return Ok(None) };
    let day = iso_date::parse(&day).ok_or_else(corrupt)?;
    let to = to.map(|to| to.parse().map_err(|_| corrupt())).transpose()?;
    Ok(Some((day, to)))
}

/// Whose last day is past, and whose account still works.
pub(crate) async fn left(database: &Database, today: &str) -> Result<Vec<String>, StoreError> {
    on_pool!(database, |pool| sqlx::query_scalar(LEFT).bind(today).fetch_all(pool).await)
        .doing("look who has left")
}

/// Forgets that somebody leaves.
pub async fn stays(tx: &mut Transaction<'_>, staff: &str) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(STAYS).bind(staff).execute(connection).await)
        .doing("forget that somebody leaves")?;
    Ok(())
}
