//! A fresh database for each test, on SQLite and on PostgreSQL.
//!
//! Used by the unit tests inside the crate and by those in `tests/`. PostgreSQL is found through
//! `LASTMETRE_TEST_POSTGRES_URL`, the address of a server on which databases may be created: each test makes its own
//! and drops it. Without the variable the PostgreSQL half of a test says on standard error that it was skipped, or,
//! with `LASTMETRE_REQUIRE_POSTGRES=1`, does not pass.

use std::{env, io::Write, path::PathBuf, str::FromStr};

use server::{
    config::{DatabaseUrl, Secret},
    database::Database,
};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, postgres::PgConnectOptions};
use uuid::Uuid;

/// What is printed for a test that did not run; `cargo xtask test` counts these lines.
const SKIPPED: &str = "skipped: no PostgreSQL";

/// Makes two tests, `name::sqlite` and `name::postgres`, of one that is given a fresh, migrated database.
macro_rules! on_each_database {
    ($($(#[$attribute:meta])* async fn $name:ident($database:ident) $body:block)+) => {
        $(mod $name {
            #[allow(unused_imports, reason = "a story may need nothing from around it")]
            use super::*;

            $(#[$attribute])*
            async fn story($database: server::database::Database) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                $crate::databases::tell_on_sqlite(story).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                $crate::databases::tell_on_postgres(concat!(module_path!(), "::postgres"), story).await;
            }
        })+
    };
}

pub(crate) use on_each_database;

/// A database of a test. It goes away by [`FreshDatabase::remove`].
pub struct FreshDatabase {
    /// Opened and migrated.
    pub database: Database,
    place: Place,
}

enum Place {
    Directory(PathBuf),
    Postgres { server: Box<PgConnectOptions>, name: String },
}

impl FreshDatabase {
    /// A SQLite file in a directory of its own.
    pub async fn sqlite() -> Self {
        let directory = env::temp_dir().join(format!("lastmetre-test-{}", Uuid::now_v7()));
        let url = DatabaseUrl::Sqlite(directory.join("test.sqlite"));
        Self { database: migrated(&url).await, place: Place::Directory(directory) }
    }

    /// A database on the tests' server, if there is one.
    pub async fn postgres() -> Option<Self> {
        let address = env::var("LASTMETRE_TEST_POSTGRES_URL").ok()?;
        let server = PgConnectOptions::from_str(&address).unwrap();
        let name = format!("lastmetre_test_{}", Uuid::now_v7().simple());
        run(&server, format!("CREATE DATABASE {name}")).await;
        let url = server.clone().database(&name).to_url_lossy().to_string();
        let database = migrated(&DatabaseUrl::Postgres(Secret::new(url))).await;
        Some(Self { database, place: Place::Postgres { server: Box::new(server), name } })
    }

    /// Its address, for a program of its own.
    #[allow(dead_code, reason = "the unit tests inside the crate start no programs")]
    pub fn url(&self) -> String {
        match &self.place {
            Place::Directory(directory) => format!("sqlite:{}", directory.join("test.sqlite").display()),
            Place::Postgres { server, name } => {
                server.as_ref().clone().database(name).to_url_lossy().to_string()
            }
        }
    }

    /// Closes it and takes it away.
    pub async fn remove(self) {
        self.database.close().await;
        match self.place {
            Place::Directory(directory) => std::fs::remove_dir_all(directory).unwrap(),
            Place::Postgres { server, name } => {
                run(&server, format!("DROP DATABASE {name} WITH (FORCE)")).await
            }
        }
    }
}

async fn migrated(url: &DatabaseUrl) -> Database {
    let database = Database::open_or_create(url).await.unwrap();
    database.migrate().await.unwrap();
    database
}

/// Runs a statement made of a name of our own.
async fn run(server: &PgConnectOptions, statement: String) {
    let mut connection = server.connect().await.unwrap();
    sqlx::query(AssertSqlSafe(statement)).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

/// Tells the story on SQLite.
pub async fn tell_on_sqlite<F: Future<Output = ()> + Send + 'static>(story: impl FnOnce(Database) -> F) {
    tell(FreshDatabase::sqlite().await, story).await;
}

/// Tells the story on PostgreSQL, or says that it was skipped.
pub async fn tell_on_postgres<F: Future<Output = ()> + Send + 'static>(
    name: &str,
    story: impl FnOnce(Database) -> F,
) {
    match FreshDatabase::postgres().await {
        Some(fresh) => tell(fresh, story).await,
        None if env::var("LASTMETRE_REQUIRE_POSTGRES").is_ok_and(|it| it == "1") => {
            panic!("LASTMETRE_REQUIRE_POSTGRES=1, but LASTMETRE_TEST_POSTGRES_URL names no server")
        }
        // Written past the capture of the test harness, so that it is seen of a test that passes.
        None => drop(writeln!(std::io::stderr(), "{SKIPPED} ({name})")),
    }
}

/// In a task of its own, so that the database goes away even when the story ends in a panic.
async fn tell<F: Future<Output = ()> + Send + 'static>(
    fresh: FreshDatabase,
    story: impl FnOnce(Database) -> F,
) {
    let outcome = tokio::spawn(story(fresh.database.clone())).await;
    fresh.remove().await;
    if let Err(panic) = outcome {
        std::panic::resume_unwind(panic.into_panic());
    }
}
