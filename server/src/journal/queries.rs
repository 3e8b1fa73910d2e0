//! All SQL of the journal.

use std::{collections::HashMap, fmt};

use app::journal::model::Unit;
use sqlx::AssertSqlSafe;

use super::{retire::Checkpoint, roots::Root, row::Row};
use crate::{
    database::{Database, Transaction, on_pool, on_tx},
    error::{Doing, StoreError},
};

const FIRST_HEAD: &str = "
    INSERT INTO journal_heads (unit, number, hash) VALUES ($1, 0, '')
    ON CONFLICT (unit) DO NOTHING";

/// Changes nothing, and makes every other writer of the unit wait until this transaction ends.
const TAKE_HEAD: &str = "UPDATE journal_heads SET number = number WHERE unit = $1 RETURNING number, hash";

/// The same for many units, taken in the order in which they stand there; `(unit, 0, '')` for each goes between.
const TAKE_HEADS: [&str; 2] = [
    "INSERT INTO journal_heads (unit, number, hash) VALUES ",
    " ON CONFLICT (unit) DO UPDATE SET number = journal_heads.number RETURNING unit, number, hash",
];

/// Moves the ends of many units, which are taken; `(unit, number, hash)` for each goes between.
const MOVE_HEADS: [&str; 2] = [
    "INSERT INTO journal_heads (unit, number, hash) VALUES ",
    " ON CONFLICT (unit) DO UPDATE SET number = excluded.number, hash = excluded.hash",
];

/// Rows in one statement: both databases take more values.
pub(super) const ROWS_MAX: usize = 200;

const MOVE_HEAD: &str = "UPDATE journal_heads SET number = $2, hash = $3 WHERE unit = $1";

const ROW: &str = "
    SELECT unit, number, command, actor, entity, entity_id, basis, kind, fields, reason, answer, made_at_ms,
           applied_at_ms, hash
      FROM journal
     WHERE command = $1";

const INSERT: &str = "
    INSERT INTO journal (unit, number, command, actor, entity, entity_id, basis, kind, fields, reason, answer,
                         made_at_ms, applied_at_ms, hash)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";

/// The same for many rows, whose values go behind it.
const INSERT_MANY: &str = "
    INSERT INTO journal (unit, number, command, actor, entity, entity_id, basis, kind, fields, reason, answer,
                         made_at_ms, applied_at_ms, hash)
    VALUES ";

/// Values of a row.
const ROW_VALUES: usize = 14;

const ROWS_AFTER: &str = "
    SELECT unit, number, command, actor, entity, entity_id, basis, kind, fields, reason, answer, made_at_ms,
           applied_at_ms, hash
      FROM journal
     WHERE unit = $1 AND number > $2
     ORDER BY number
     LIMIT $3";

/// Empty texts mean «any»; the days are milliseconds, the last of them excluded.
const SEARCH: &str = "
    SELECT unit, number, command, actor, entity, entity_id, basis, kind, fields, reason, answer, made_at_ms,
           applied_at_ms, hash
      FROM journal
     WHERE ($1 = '' OR unit = $1) AND ($2 = '' OR kind = $2) AND ($3 = '' OR entity_id = $3)
       AND applied_at_ms >= $4 AND applied_at_ms < $5 AND ($8 = '' OR actor = $8)
     ORDER BY applied_at_ms DESC, unit, number DESC
     LIMIT $6 OFFSET $7";

const COUNT: &str = "
    SELECT COUNT(*)
      FROM journal
     WHERE ($1 = '' OR unit = $1) AND ($2 = '' OR kind = $2) AND ($3 = '' OR entity_id = $3)
       AND applied_at_ms >= $4 AND applied_at_ms < $5 AND ($6 = '' OR actor = $6)";

const NUMBERED: &str = "
    SELECT unit, number, command, actor, entity, entity_id, basis, kind, fields, reason, answer, made_at_ms,
           applied_at_ms, hash
      FROM journal
     WHERE unit = $1 AND number = $2";

/// A journal that was begun and has no row yet has no end either.
const HEADS: &str = "SELECT unit, number, hash FROM journal_heads WHERE number > 0 ORDER BY unit";

const HEAD: &str = "SELECT number, hash FROM journal_heads WHERE unit = $1";

const UNITS: &str = "SELECT DISTINCT unit FROM journal ORDER BY unit";

const KEY: &str = "SELECT wrapped FROM record_keys WHERE entity = $1 AND entity_id = $2";

const INSERT_KEY: &str = "
    INSERT INTO record_keys (entity, entity_id, wrapped) VALUES ($1, $2, $3)
    ON CONFLICT (entity, entity_id) DO NOTHING";

const DESTROY_KEY: &str = "
    UPDATE record_keys SET wrapped = NULL, destroyed_at_ms = $3
     WHERE entity = $1 AND entity_id = $2 AND wrapped IS NOT NULL";

const ROOTS: &str = "SELECT day, heads, hash_before, hash, made_at_ms FROM journal_roots ORDER BY day";

const ROOT: &str = "SELECT day, heads, hash_before, hash, made_at_ms FROM journal_roots WHERE day = $1";

const LAST_ROOT: &str = "
    SELECT day, heads, hash_before, hash, made_at_ms
      FROM journal_roots
     ORDER BY day DESC
     LIMIT 1";

const INSERT_ROOT: &str = "
    INSERT INTO journal_roots (day, heads, hash_before, hash, made_at_ms) VALUES ($1, $2, $3, $4, $5)";

const CHECKPOINTS: &str = "
    SELECT unit, first_number, last_number, hash_before, hash, made_at_ms, signature
      FROM journal_checkpoints
     ORDER BY unit, first_number";

const INSERT_CHECKPOINT: &str = "
    INSERT INTO journal_checkpoints (unit, first_number, last_number, hash_before, hash, made_at_ms, signature)
    VALUES ($1, $2, $3, $4, $5, $6, $7)";

const REMOVE: &str = "DELETE FROM journal WHERE unit = $1 AND number >= $2 AND number <= $3";

const SQLITE_TRIGGERS: &str = "SELECT name FROM sqlite_schema WHERE type = 'trigger'";

/// Those that are switched on.
const POSTGRES_TRIGGERS: &str = "
    SELECT CAST(tgname AS TEXT)
      FROM pg_trigger
     WHERE tgrelid IN (to_regclass('journal'), to_regclass('journal_roots'), to_regclass('journal_checkpoints'))
       AND tgenabled IN ('O', 'A')";

/// The role in use, where it owns the journal or may do more to it than read and add.
const POSTGRES_MASTER: &str = "
    SELECT CAST(current_user AS TEXT)
      FROM pg_class
     WHERE oid = to_regclass('journal')
       AND (pg_has_role(relowner, 'MEMBER') OR has_table_privilege(oid, 'UPDATE, DELETE, TRUNCATE, TRIGGER'))";

/// Where a unit's journal ends.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Head {
    /// Number of the last row; 0 before the first.
    pub number: i64,
    /// Its hash.
    pub hash: String,
}

/// The end of one unit's journal, and whose it is.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct UnitHead {
    /// The unit, as it is written.
    pub unit: String,
    /// Number of the last row.
    pub number: i64,
    /// Its hash.
    pub hash: String,
}

impl UnitHead {
    /// Reads what is written of one, a line of `lastmetre audit heads`: unit, number and hash, parted by blanks.
    pub fn parse(line: &str) -> Option<Self> {
        let mut parts = line.split(' ');
        let (unit, number, hash) = (parts.next()?, parts.next()?, parts.next()?);
        let whole = parts.next().is_none() && hash.len() == 64;
        whole.then_some(Self { unit: unit.to_owned(), number: number.parse().ok()?, hash: hash.to_owned() })
    }
}

impl fmt::Display for UnitHead {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {} {}", self.unit, self.number, self.hash)
    }
}

/// The end of the unit's journal, which nobody else can move until `tx` ends.
pub(super) async fn take_head(tx: &mut Transaction<'_>, unit: &Unit) -> Result<Head, StoreError> {
    let unit = unit.to_string();
    on_tx!(tx, |connection| sqlx::query(FIRST_HEAD).bind(&unit).execute(connection).await)
        .doing("begin a journal")?;
    on_tx!(tx, |connection| sqlx::query_as(TAKE_HEAD).bind(&unit).fetch_one(connection).await)
        .doing("take the end of a journal")
}

/// The ends of many units' journals, which nobody else can move until `tx` ends. Taken in this order, so that whoever
/// takes them in the same order waits for nobody who waits for them.
pub(super) async fn take_heads(
    tx: &mut Transaction<'_>,
    units: &[&Unit],
) -> Result<HashMap<String, Head>, StoreError> {
    let mut heads = HashMap::new();
    for some in units.chunks(ROWS_MAX) {
        let values: Vec<_> = (1..=some.len()).map(|at| format!("(${at}, 0, '')")).collect();
        let [begin, end] = TAKE_HEADS;
        let sql = format!("{begin}{}{end}", values.join(", "));
        let rows: Vec<UnitHead> = on_tx!(tx, |connection| {
            let mut question = sqlx::query_as(AssertSqlSafe(sql));
            for unit in some {
                question = question.bind(unit.to_string());
            }
            question.fetch_all(connection).await
        })
        .doing("take the ends of journals")?;
        heads.extend(rows.into_iter().map(|it| (it.unit, Head { number: it.number, hash: it.hash })));
    }
    Ok(heads)
}

/// Moves the ends of many journals that were taken.
pub(super) async fn move_heads(tx: &mut Transaction<'_>, heads: &[(String, Head)]) -> Result<(), StoreError> {
    for some in heads.chunks(ROWS_MAX) {
        let [begin, end] = MOVE_HEADS;
        let sql = format!("{begin}{}{end}", places(some.len(), 3));
        on_tx!(tx, |connection| {
            let mut question = sqlx::query(AssertSqlSafe(sql));
            for (unit, head) in some {
                question = question.bind(unit).bind(head.number).bind(&head.hash);
            }
            question.execute(connection).await.map(drop)
        })
        .doing("move the ends of journals")?;
    }
    Ok(())
}

/// `($1, $2), ($3, $4)` for two rows of two values.
fn places(rows: usize, values: usize) -> String {
    let row = |row: usize| {
        let places: Vec<_> = (1..=values).map(|at| format!("${}", row * values + at)).collect();
        format!("({})", places.join(", "))
    };
    (0..rows).map(row).collect::<Vec<_>>().join(", ")
}

/// Adds rows. The ends of their units' journals stay where they were until [`move_heads`].
pub(super) async fn insert_many(tx: &mut Transaction<'_>, rows: &[Row]) -> Result<(), StoreError> {
    for some in rows.chunks(ROWS_MAX) {
        let sql = format!("{INSERT_MANY}{}", places(some.len(), ROW_VALUES));
        on_tx!(tx, |connection| {
            let mut question = sqlx::query(AssertSqlSafe(sql));
            for row in some {
                question = question
                    .bind(&row.unit)
                    .bind(row.number)
                    .bind(&row.command)
                    .bind(&row.actor)
                    .bind(&row.entity)
                    .bind(&row.entity_id)
                    .bind(row.basis)
                    .bind(&row.kind)
                    .bind(&row.fields)
                    .bind(&row.reason)
                    .bind(&row.answer)
                    .bind(row.made_at_ms)
                    .bind(row.applied_at_ms)
                    .bind(&row.hash);
            }
            question.execute(connection).await.map(drop)
        })
        .doing("write into the journal")?;
    }
    Ok(())
}

/// Adds a row, and moves the end of its unit's journal there.
pub(super) async fn add(tx: &mut Transaction<'_>, row: &Row) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(INSERT)
        .bind(&row.unit)
        .bind(row.number)
        .bind(&row.command)
        .bind(&row.actor)
        .bind(&row.entity)
        .bind(&row.entity_id)
        .bind(row.basis)
        .bind(&row.kind)
        .bind(&row.fields)
        .bind(&row.reason)
        .bind(&row.answer)
        .bind(row.made_at_ms)
        .bind(row.applied_at_ms)
        .bind(&row.hash)
        .execute(connection)
        .await)
    .doing("write into the journal")?;
    on_tx!(tx, |connection| sqlx::query(MOVE_HEAD)
        .bind(&row.unit)
        .bind(row.number)
        .bind(&row.hash)
        .execute(connection)
        .await)
    .doing("move the end of a journal")?;
    Ok(())
}

/// The row of the command with this id.
pub(super) async fn row(database: &Database, command: &str) -> Result<Option<Row>, StoreError> {
    on_pool!(database, |pool| sqlx::query_as(ROW).bind(command).fetch_optional(pool).await)
        .doing("look for a command")
}

/// The same, as a transaction sees it.
pub(super) async fn row_in(tx: &mut Transaction<'_>, command: &str) -> Result<Option<Row>, StoreError> {
    on_tx!(tx, |connection| sqlx::query_as(ROW).bind(command).fetch_optional(connection).await)
        .doing("look for a command")
}

/// Up to `most` rows of a unit after this number.
pub async fn rows_after(
    database: &Database,
    unit: &str,
    number: i64,
    most: i64,
) -> Result<Vec<Row>, StoreError> {
    on_pool!(database, |pool| sqlx::query_as(ROWS_AFTER)
        .bind(unit)
        .bind(number)
        .bind(most)
        .fetch_all(pool)
        .await)
    .doing("read a journal")
}

/// What is searched for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// A unit as it is written; empty for all.
    pub unit: String,
    /// A kind; empty for all.
    pub kind: String,
    /// Id of a record; empty for all.
    pub record: String,
    /// Who acted, as they are written; empty for all.
    pub actor: String,
    /// Applied at this moment or later.
    pub from_ms: i64,
    /// Applied before this moment.
    pub before_ms: i64,
}

/// Rows that fit, the latest first.
pub async fn search(
    database: &Database,
    search: &Search,
    most: i64,
    skipped: i64,
) -> Result<Vec<Row>, StoreError> {
    on_pool!(database, |pool| sqlx::query_as(SEARCH)
        .bind(&search.unit)
        .bind(&search.kind)
        .bind(&search.record)
        .bind(search.from_ms)
        .bind(search.before_ms)
        .bind(most)
        .bind(skipped)
        .bind(&search.actor)
        .fetch_all(pool)
        .await)
    .doing("search the journal")
}

/// How many fit.
pub async fn count(database: &Database, search: &Search) -> Result<i64, StoreError> {
    on_pool!(database, |pool| sqlx::query_scalar(COUNT)
        .bind(&search.unit)
        .bind(&search.kind)
        .bind(&search.record)
        .bind(search.from_ms)
        .bind(search.before_ms)
        .bind(&search.actor)
        .fetch_one(pool)
        .await)
    .doing("count rows of the journal")
}

/// One row of a unit.
pub async fn numbered(database: &Database, unit: &str, number: i64) -> Result<Option<Row>, StoreError> {
    on_pool!(database, |pool| sqlx::query_as(NUMBERED).bind(unit).bind(number).fetch_optional(pool).await)
        .doing("read a row of the journal")
}

/// Where every journal ends.
pub async fn heads(database: &Database) -> Result<Vec<UnitHead>, StoreError> {
    on_pool!(database, |pool| sqlx::query_as(HEADS).fetch_all(pool).await)
        .doing("read the ends of the journals")
}

/// Where the journal of a unit ends.
pub(super) async fn head(database: &Database, unit: &str) -> Result<Option<Head>, StoreError> {
    on_pool!(database, |pool| sqlx::query_as(HEAD).bind(unit).fetch_optional(pool).await)
        .doing("read the end of a journal")
}

/// Every unit that has a row.
pub(super) async fn units(database: &Database) -> Result<Vec<String>, StoreError> {
    on_pool!(database, |pool| sqlx::query_scalar(UNITS).fetch_all(pool).await).doing("list the journals")
}

/// The wrapped key of a record: `None` when it has none, `Some(None)` when it was destroyed.
pub(super) async fn key(
    tx: &mut Transaction<'_>,
    entity: &str,
    entity_id: &str,
) -> Result<Option<Option<String>>, StoreError> {
    on_tx!(tx, |connection| sqlx::query_scalar(KEY)
        .bind(entity)
        .bind(entity_id)
        .fetch_optional(connection)
        .await)
    .doing("read the key of a record")
}

/// The same outside a transaction.
pub(crate) async fn key_now(
    database: &Database,
    entity: &str,
    entity_id: &str,
) -> Result<Option<Option<String>>, StoreError> {
    on_pool!(database, |pool| sqlx::query_scalar(KEY).bind(entity).bind(entity_id).fetch_optional(pool).await)
        .doing("read the key of a record")
}

/// Stores the key of a record, unless it has one.
pub(super) async fn insert_key(
    tx: &mut Transaction<'_>,
    entity: &str,
    entity_id: &str,
    wrapped: &str,
) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(INSERT_KEY)
        .bind(entity)
        .bind(entity_id)
        .bind(wrapped)
        .execute(connection)
        .await)
    .doing("store the key of a record")?;
    Ok(())
}

/// Destroys the key of a record; says whether there was one.
pub(crate) async fn destroy_key(
    tx: &mut Transaction<'_>,
    entity: &str,
    entity_id: &str,
    now_ms: i64,
) -> Result<bool, StoreError> {
    let destroyed = on_tx!(tx, |connection| sqlx::query(DESTROY_KEY)
        .bind(entity)
        .bind(entity_id)
        .bind(now_ms)
        .execute(connection)
        .await)
    .doing("destroy the key of a record")?;
    Ok(destroyed > 0)
}

/// Every root, in the order of days.
pub async fn roots(database: &Database) -> Result<Vec<Root>, StoreError> {
    on_pool!(database, |pool| sqlx::query_as(ROOTS).fetch_all(pool).await).doing("read the roots")
}

/// The root of a day.
pub(super) async fn root(tx: &mut Transaction<'_>, day: &str) -> Result<Option<Root>, StoreError> {
    on_tx!(tx, |connection| sqlx::query_as(ROOT).bind(day).fetch_optional(connection).await)
        .doing("look for a root")
}

/// The root of the latest day.
pub(super) async fn last_root(tx: &mut Transaction<'_>) -> Result<Option<Root>, StoreError> {
    on_tx!(tx, |connection| sqlx::query_as(LAST_ROOT).fetch_optional(connection).await)
        .doing("look for the last root")
}

/// Where every journal ends, as a transaction sees it.
pub(crate) async fn heads_in(tx: &mut Transaction<'_>) -> Result<Vec<UnitHead>, StoreError> {
    on_tx!(tx, |connection| sqlx::query_as(HEADS).fetch_all(connection).await)
        .doing("read the ends of the journals")
}

/// Adds a root.
pub(super) async fn insert_root(tx: &mut Transaction<'_>, root: &Root) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(INSERT_ROOT)
        .bind(&root.day)
        .bind(&root.heads)
        .bind(&root.hash_before)
        .bind(&root.hash)
        .bind(root.made_at_ms)
        .execute(connection)
        .await)
    .doing("add a root")?;
    Ok(())
}

/// Every checkpoint, by unit and number.
pub(super) async fn checkpoints(database: &Database) -> Result<Vec<Checkpoint>, StoreError> {
    on_pool!(database, |pool| sqlx::query_as(CHECKPOINTS).fetch_all(pool).await).doing("read the checkpoints")
}

/// Adds a checkpoint.
pub(super) async fn insert_checkpoint(
    tx: &mut Transaction<'_>,
    checkpoint: &Checkpoint,
) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(INSERT_CHECKPOINT)
        .bind(&checkpoint.unit)
        .bind(checkpoint.first_number)
        .bind(checkpoint.last_number)
        .bind(&checkpoint.hash_before)
        .bind(&checkpoint.hash)
        .bind(checkpoint.made_at_ms)
        .bind(&checkpoint.signature)
        .execute(connection)
        .await)
    .doing("add a checkpoint")?;
    Ok(())
}

/// Removes the rows of a unit from one number to another, and says how many there were. Triggers refuse where no
/// checkpoint stands for them.
pub(super) async fn remove(
    tx: &mut Transaction<'_>,
    unit: &str,
    first: i64,
    last: i64,
) -> Result<u64, StoreError> {
    on_tx!(tx, |connection| sqlx::query(REMOVE).bind(unit).bind(first).bind(last).execute(connection).await)
        .doing("remove rows of the journal")
}

/// The triggers that are there and switched on.
pub(super) async fn triggers(database: &Database) -> Result<Vec<String>, StoreError> {
    let sql = match database {
        Database::Sqlite { .. } => SQLITE_TRIGGERS,
        Database::Postgres(_) => POSTGRES_TRIGGERS,
    };
    on_pool!(database, |pool| sqlx::query_scalar(sql).fetch_all(pool).await).doing("list the triggers")
}

/// The role in use, where it may do more to the journal than read and add; never any on SQLite, which has no roles.
pub(super) async fn master(database: &Database) -> Result<Option<String>, StoreError> {
    match database {
        Database::Sqlite { .. } => Ok(None),
        Database::Postgres(pool) => sqlx::query_scalar(POSTGRES_MASTER).fetch_optional(pool).await,
    }
    .doing("look at the rights of the role")
}
