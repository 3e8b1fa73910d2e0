//! The database: SQLite in a file or PostgreSQL by address, asked with one SQL text.
//!
//! For the slices' `queries.rs`, which hold the SQL: reading is `on_pool!`, writing is
//! [`Database::transaction`] with `on_tx!`. The migrations are `server/migrations/{sqlite,postgres}`, twins by name.
//!
//! SQLite has one writer connection, whose transactions begin at once as writers, and a pool of read-only ones:
//! readers never wait for the writer, and two writers queue instead of failing on each other. What is committed is
//! on the disk (`synchronous=FULL`).
//! Invariant: nothing is written outside a transaction, and readers cannot write.

mod queries;

use std::{fs, path::Path, time::Duration};

use sqlx::{
    Connection, PgPool, Postgres, Sqlite, SqlitePool,
    migrate::Migrator,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use time::OffsetDateTime;

use crate::{
    config::DatabaseUrl,
    durable,
    error::{Doing, StoreError},
};

static SQLITE_MIGRATIONS: Migrator = sqlx::migrate!("./migrations/sqlite");
static POSTGRES_MIGRATIONS: Migrator = sqlx::migrate!("./migrations/postgres");

/// Read-only connections to a SQLite file.
const SQLITE_READERS_MAX: u32 = 8;

/// Connections to a PostgreSQL server, of each of our machines.
const POSTGRES_CONNECTIONS_MAX: u32 = 16;

/// How long to wait for a free connection, and for a lock that another process holds.
const WAIT_MAX: Duration = Duration::from_secs(5);

/// For how long a connection is taken to be alive that was when it was last given back. Each is asked then, and asking again
/// costs whoever takes it a way to the server and back.
const TRUSTED_FOR: Duration = Duration::from_secs(1);

/// An open database. Clones share its connections.
#[derive(Clone, Debug)]
pub enum Database {
    /// A file on this machine.
    Sqlite {
        /// The one connection that writes.
        writer: SqlitePool,
        /// Connections that can only read.
        readers: SqlitePool,
    },
    /// A server.
    Postgres(PgPool),
}

/// A transaction under way on either database. Dropped without a commit, it has never been.
pub enum Transaction<'c> {
    /// On SQLite.
    Sqlite(sqlx::Transaction<'c, Sqlite>),
    /// On PostgreSQL.
    Postgres(sqlx::Transaction<'c, Postgres>),
}

/// Asks either database: `on_pool!(database, |pool| sqlx::query_as(SQL).bind(…).fetch_all(pool).await)`.
macro_rules! on_pool {
    ($database:expr, |$pool:ident| $ask:expr) => {
        match $database {
            $crate::database::Database::Sqlite { readers: $pool, .. } => $ask,
            $crate::database::Database::Postgres($pool) => $ask,
        }
    };
}

/// Asks within a transaction: `on_tx!(tx, |connection| sqlx::query(SQL).bind(…).execute(connection).await)`.
///
/// What ends in a bare `execute` gives the number of rows it changed: the two databases have two types for that.
macro_rules! on_tx {
    ($tx:expr, |$connection:ident| sqlx::query($sql:expr) $(.bind($value:expr))* .execute($same:ident).await) => {
        $crate::database::on_tx!($tx, |$connection| sqlx::query($sql)
            $(.bind($value))*
            .execute($same)
            .await
            .map(|done| done.rows_affected()))
    };
    ($tx:expr, |$connection:ident| $ask:expr) => {
        match $tx {
            $crate::database::Transaction::Sqlite(inner) => {
                let $connection = &mut **inner;
                $ask
            }
            $crate::database::Transaction::Postgres(inner) => {
                let $connection = &mut **inner;
                $ask
            }
        }
    };
}

pub(crate) use {on_pool, on_tx, queries::quoted};

/// The moment as it is stored: milliseconds since 1970.
pub fn now_ms() -> i64 {
    i64::try_from(OffsetDateTime::now_utc().unix_timestamp_nanos() / 1_000_000).unwrap_or(i64::MAX)
}

/// How the tables of a database stand to the migrations of this program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schema {
    /// As this program needs them; so many migrations have been applied.
    Current(usize),
    /// So many migrations are still to be applied.
    Behind(usize),
    /// A newer program has been here: it applied so many migrations that this one does not know.
    Ahead(usize),
    /// This migration was applied in another form than this program has it.
    Altered(i64),
}

/// Why a role is not given rights.
#[derive(Debug, thiserror::Error)]
pub enum GrantError {
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// On SQLite whoever may write the file may do everything.
    #[error("only PostgreSQL has roles")]
    NoRoles,
    /// Nobody is called so.
    #[error("there is no role {0}: CREATE ROLE {0} LOGIN PASSWORD '…'")]
    NoSuchRole(String),
    /// It can do everything already.
    #[error("the role {0} owns the tables or is above all rights: the server needs one that is neither")]
    Master(String),
}

impl Database {
    /// Opens a database that is there.
    pub async fn open(url: &DatabaseUrl) -> Result<Self, StoreError> {
        match url {
            DatabaseUrl::Sqlite(file) => Self::open_file(file, false).await,
            DatabaseUrl::Postgres(address) => Self::connect(address.reveal()).await,
        }
    }

    /// Opens a database; a SQLite file that is not there is made, for this user's eyes only.
    pub async fn open_or_create(url: &DatabaseUrl) -> Result<Self, StoreError> {
        match url {
            DatabaseUrl::Sqlite(file) => {
                make_parent(file).map_err(StoreError::Directory)?;
                if !file.exists() {
                    // SQLite gives what it makes beside it the same rights.
                    durable::write(file, &[]).map_err(StoreError::Directory)?;
                }
                Self::open_file(file, true).await
            }
            DatabaseUrl::Postgres(address) => Self::connect(address.reveal()).await,
        }
    }

    async fn open_file(file: &Path, create: bool) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .foreign_keys(true)
            .busy_timeout(WAIT_MAX)
            // Otherwise REPLACE would pass by the triggers that keep a journal from being deleted.
            .pragma("recursive_triggers", "ON");
        let writer = options
            .clone()
            .create_if_missing(create)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full);
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(WAIT_MAX)
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_with(writer)
            .await
            .doing("open the database file")?;
        let readers = SqlitePoolOptions::new()
            .max_connections(SQLITE_READERS_MAX)
            .acquire_timeout(WAIT_MAX)
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_lazy_with(options.read_only(true));
        Ok(Self::Sqlite { writer, readers })
    }

    async fn connect(address: &str) -> Result<Self, StoreError> {
        let options = address.parse::<PgConnectOptions>().doing("read the address of the database")?;
        let pool = PgPoolOptions::new()
            .max_connections(POSTGRES_CONNECTIONS_MAX)
            .acquire_timeout(WAIT_MAX)
            .test_before_acquire(false)
            .before_acquire(|connection, meta| {
                Box::pin(async move {
                    if meta.idle_for > TRUSTED_FOR {
                        connection.ping().await?;
                    }
                    Ok(true)
                })
            })
            .connect_with(options.application_name("lastmetre"))
            .await
            .doing("reach the database")?;
        Ok(Self::Postgres(pool))
    }

    /// Does `work` as one: all of it is kept, or, when it refuses or is dropped, none of it.
    pub async fn transaction<T>(
        &self,
        work: impl AsyncFnOnce(&mut Transaction<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.transaction_if(async |tx| work(tx).await.map(|value| (true, value))).await
    }

    /// Does `work` as one, and keeps it only if it says so.
    pub async fn transaction_if<T>(
        &self,
        work: impl AsyncFnOnce(&mut Transaction<'_>) -> Result<(bool, T), StoreError>,
    ) -> Result<T, StoreError> {
        let mut tx = self.begin().await?;
        let outcome = work(&mut tx).await;
        match (outcome, tx) {
            (Ok((true, value)), Transaction::Sqlite(tx)) => tx.commit().await.doing("commit").map(|()| value),
            (Ok((true, value)), Transaction::Postgres(tx)) => {
                tx.commit().await.doing("commit").map(|()| value)
            }
            // Dropped, it rolls back before its connection is used again.
            (Ok((false, value)), tx) => {
                drop(tx);
                Ok(value)
            }
            (Err(refusal), tx) => {
                drop(tx);
                Err(refusal)
            }
        }
    }

    async fn begin(&self) -> Result<Transaction<'static>, StoreError> {
        match self {
            Self::Sqlite { writer, .. } => {
                writer.begin_with("BEGIN IMMEDIATE").await.map(Transaction::Sqlite)
            }
            Self::Postgres(pool) => pool.begin_with(queries::BEGIN).await.map(Transaction::Postgres),
        }
        .doing("begin a transaction")
    }

    /// Reads as of one moment: `look` sees nothing of what is written meanwhile, and nobody waits for it.
    pub async fn snapshot<T>(
        &self,
        look: impl AsyncFnOnce(&mut Transaction<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut tx = match self {
            Self::Sqlite { readers, .. } => readers.begin().await.map(Transaction::Sqlite),
            Self::Postgres(pool) => pool.begin_with(queries::BEGIN_SNAPSHOT).await.map(Transaction::Postgres),
        }
        .doing("begin to read")?;
        // SQLite's moment is that of the first question.
        queries::look(&mut tx).await?;
        look(&mut tx).await
    }

    /// Version and name of every migration of this program.
    pub fn known_migrations() -> Vec<(i64, String)> {
        SQLITE_MIGRATIONS.iter().map(|it| (it.version, it.description.to_string())).collect()
    }

    /// Applies the migrations up to this one.
    pub async fn migrate_to(&self, version: i64) -> Result<(), StoreError> {
        match self {
            Self::Sqlite { writer, .. } => SQLITE_MIGRATIONS.run_to(version, writer).await,
            Self::Postgres(pool) => POSTGRES_MIGRATIONS.run_to(version, pool).await,
        }
        .map_err(StoreError::Migration)
    }

    /// Whether there is no table at all.
    pub async fn is_empty(&self) -> Result<bool, StoreError> {
        queries::tables(self).await.map(|tables| tables == 0)
    }

    /// Applies the migrations that are missing, and says how many there were. Several machines may do so at once.
    pub async fn migrate(&self) -> Result<usize, StoreError> {
        let missing = match self.schema().await? {
            Schema::Behind(missing) => missing,
            _ => 0,
        };
        match self {
            Self::Sqlite { writer, .. } => SQLITE_MIGRATIONS.run(writer).await,
            Self::Postgres(pool) => POSTGRES_MIGRATIONS.run(pool).await,
        }
        .map_err(StoreError::Migration)?;
        Ok(missing)
    }

    /// Gives a role of PostgreSQL what a running program needs and nothing else, and says of how many tables. Such a
    /// role owns nothing, so whoever speaks through the program cannot take away what keeps the journal as it is.
    pub async fn grant(&self, role: &str) -> Result<usize, GrantError> {
        let Self::Postgres(pool) = self else { return Err(GrantError::NoRoles) };
        match queries::is_master(pool, role).await? {
            None => Err(GrantError::NoSuchRole(role.to_owned())),
            Some(true) => Err(GrantError::Master(role.to_owned())),
            Some(false) => Ok(queries::grant(pool, role).await?),
        }
    }

    /// How the tables stand to this program.
    pub async fn schema(&self) -> Result<Schema, StoreError> {
        let known = match self {
            Self::Sqlite { .. } => &SQLITE_MIGRATIONS,
            Self::Postgres(_) => &POSTGRES_MIGRATIONS,
        };
        let known: Vec<_> =
            known.iter().filter(|migration| !migration.migration_type.is_down_migration()).collect();
        let applied = queries::applied_migrations(self).await?;
        let form = |version| known.iter().find(|it| it.version == version).map(|it| it.checksum.as_ref());
        let altered =
            applied.iter().find(|it| form(it.version).is_some_and(|checksum| checksum != it.checksum));
        if let Some(migration) = altered {
            return Ok(Schema::Altered(migration.version));
        }
        let foreign = applied.iter().filter(|it| form(it.version).is_none()).count();
        let missing = known.len() - (applied.len() - foreign);
        Ok(match (foreign, missing) {
            (0, 0) => Schema::Current(known.len()),
            (0, missing) => Schema::Behind(missing),
            (foreign, _) => Schema::Ahead(foreign),
        })
    }

    /// Succeeds when the database answers.
    pub async fn ping(&self) -> Result<(), StoreError> {
        queries::ping(self).await
    }

    /// Closes every connection, once what they are doing is done.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

impl Transaction<'_> {
    /// Applies all migrations to a database that has none, as a part of this transaction.
    pub async fn migrate(&mut self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(tx) => SQLITE_MIGRATIONS.run_direct(None, &mut **tx, false).await,
            Self::Postgres(tx) => POSTGRES_MIGRATIONS.run_direct(None, &mut **tx, false).await,
        }
        .map_err(StoreError::Migration)
    }
}

fn make_parent(file: &Path) -> std::io::Result<()> {
    let Some(parent) = file.parent().filter(|parent| !parent.as_os_str().is_empty() && !parent.exists())
    else {
        return Ok(());
    };
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(parent)
}

#[cfg(test)]
mod tests;
