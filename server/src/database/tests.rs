use app::{
    access::Role,
    accounts::model::{Assignment, SignInName},
    ids::CommandId,
    journal::model::Unit,
    stations::model::FreshnessDays,
};

use super::*;
use crate::{
    accounts::{Accounts, Newcomer},
    databases::on_each_database,
    directory::CurrentDirectory,
    journal::{guard, verify::Noted},
    vault::{SealingKey, Vault},
};

const INSERT: &str = "INSERT INTO programmes (code, name_zh, sort_order) VALUES ($1, $2, $3)";
const COUNT: &str = "SELECT COUNT(*) FROM programmes WHERE code = $1";
const SUM: &str = "UPDATE programmes SET sort_order = $1 WHERE code = $2";
const READ: &str = "SELECT sort_order FROM programmes WHERE code = $1";

async fn add(tx: &mut Transaction<'_>, code: &str) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(INSERT).bind(code).bind("试").bind(0_i64).execute(connection).await)
        .doing("add a programme")?;
    Ok(())
}

async fn count(database: &Database, code: &str) -> i64 {
    on_pool!(database, |pool| sqlx::query_scalar(COUNT).bind(code).fetch_one(pool).await).unwrap()
}

on_each_database! {
    async fn what_a_transaction_did_is_there_for_readers(database) {
        database.transaction(async |tx| add(tx, "kept").await).await.unwrap();
        assert_eq!(count(&database, "kept").await, 1);
    }

    async fn a_transaction_that_refuses_has_never_been(database) {
        let outcome = database
            .transaction(async |tx| {
                add(tx, "refused").await?;
                Err::<(), _>(StoreError::Corrupt { what: "test" })
            })
            .await;
        assert!(matches!(outcome, Err(StoreError::Corrupt { what: "test" })));
        assert_eq!(count(&database, "refused").await, 0);
        database.transaction(async |tx| add(tx, "next").await).await.unwrap();
        assert_eq!(count(&database, "next").await, 1);
    }

    async fn a_key_that_is_taken_has_one_name_on_both_databases(database) {
        let twice = database
            .transaction(async |tx| {
                add(tx, "twice").await?;
                add(tx, "twice").await
            })
            .await
            .unwrap_err();
        assert_eq!(twice.violated_key().as_deref(), Some("programmes_pkey"));
        let slug = "INSERT INTO stations (id, slug, kind, name_zh, aliases, pinyin, division, address_zh, phones, hours,
                    rooms, staff, services, special_services, stage, stages, access, demo)
                    VALUES ($1, 'same', 'x', 'x', '', '', '', '', '', '', '', 0, '', '', '', '', '', TRUE)";
        let slug = database
            .transaction(async |tx| {
                for id in ["1", "2"] {
                    on_tx!(tx, |connection| sqlx::query(slug).bind(id).execute(connection).await).doing("add")?;
                }
                Ok(())
            })
            .await
            .unwrap_err();
        assert_eq!(slug.violated_key().as_deref(), Some("stations_slug_key"));
        let foreign = "INSERT INTO villages (code, name, pinyin, parent, county, sort_order) VALUES ('1', '', '', 'no', 'no', 0)";
        let foreign = database
            .transaction(async |tx| {
                on_tx!(tx, |connection| sqlx::query(foreign).execute(connection).await).doing("add").map(drop)
            })
            .await
            .unwrap_err();
        assert_eq!(foreign.violated_key(), None);
    }

    async fn writers_wait_for_each_other_and_lose_nothing(database) {
        database.transaction(async |tx| add(tx, "sum").await).await.unwrap();
        let tasks: Vec<_> = (0..16)
            .map(|_| {
                let database = database.clone();
                tokio::spawn(async move {
                    for _ in 0..5 {
                        database.transaction(async |tx| one_more(tx).await).await.unwrap();
                    }
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        let sum: i64 =
            on_pool!(&database, |pool| sqlx::query_scalar(READ).bind("sum").fetch_one(pool).await).unwrap();
        assert_eq!(sum, 80);
    }

    async fn a_migrated_database_is_current_and_migrating_again_does_nothing(database) {
        assert!(matches!(database.schema().await.unwrap(), Schema::Current(1..)));
        assert_eq!(database.migrate().await.unwrap(), 0);
        database.ping().await.unwrap();
    }

    async fn a_database_of_a_newer_or_altered_program_is_told(database) {
        let altered = "UPDATE _sqlx_migrations SET checksum = $1 WHERE version = 1";
        let newer = "UPDATE _sqlx_migrations SET version = 9999 WHERE version = 1";
        let change = async |sql: &'static str, checksum: Vec<u8>| {
            let change = async |tx: &mut Transaction<'_>| {
                on_tx!(tx, |connection| sqlx::query(sql).bind(checksum).execute(connection).await).doing("alter").map(drop)
            };
            database.transaction(change).await
        };
        change(altered, vec![1, 2, 3]).await.unwrap();
        assert_eq!(database.schema().await.unwrap(), Schema::Altered(1));
        let rename = async |tx: &mut Transaction<'_>| {
            on_tx!(tx, |connection| sqlx::query(newer).execute(connection).await).doing("rename").map(drop)
        };
        database.transaction(rename).await.unwrap();
        assert!(matches!(database.schema().await.unwrap(), Schema::Ahead(1)));
    }
}

on_each_database! {
    async fn a_role_that_was_given_its_rights_serves_and_cannot_harm_the_journal(database) {
        let Database::Postgres(pool) = &database else {
            assert!(matches!(database.grant("anybody").await, Err(GrantError::NoRoles)));
            return;
        };
        let role = format!("lastmetre test \"{}", uuid::Uuid::now_v7());
        let quoted = format!("\"{}\"", role.replace('"', "\"\""));
        let as_owner = async |statement: String| {
            sqlx::query(sqlx::AssertSqlSafe(statement)).execute(pool).await.map(drop)
        };
        assert!(matches!(database.grant(&role).await, Err(GrantError::NoSuchRole(_))));
        as_owner(format!("CREATE ROLE {quoted} LOGIN")).await.unwrap();
        let owner: String = sqlx::query_scalar("SELECT current_user::text").fetch_one(pool).await.unwrap();
        assert!(matches!(database.grant(&owner).await, Err(GrantError::Master(_))));
        assert_eq!(guard::master(&database).await.unwrap(), Some(owner));

        // What it was given before is taken back.
        as_owner(format!("GRANT ALL ON journal TO {quoted}")).await.unwrap();
        let options = (*pool.connect_options()).clone().username(&role);
        let theirs = Database::Postgres(PgPoolOptions::new().connect_with(options).await.unwrap());
        assert_eq!(guard::master(&theirs).await.unwrap(), Some(role.clone()));
        for _ in 0..2 {
            assert!(database.grant(&role).await.unwrap() > 10);
        }
        assert_eq!(guard::master(&theirs).await.unwrap(), None);

        // The program works as it does.
        assert!(matches!(theirs.schema().await.unwrap(), Schema::Current(_)));
        assert!(guard::missing(&theirs).await.unwrap().is_empty());
        let days = FreshnessDays { due: 90, overdue: 180 };
        let directory = CurrentDirectory::load(theirs.clone(), days).await.unwrap();
        let accounts = Accounts::under(Vault::under(SealingKey::fresh().unwrap()), directory, crate::accounts::SessionLimits::default()).await.unwrap();
        let newcomer = Newcomer {
            name: "Wang".into(),
            sign_in_name: SignInName::parse("wang").unwrap(),
            assignment: Assignment { role: Role::Supervisor, unit: Unit::Province },
        };
        let staff = accounts.invite(CommandId::fresh(), None, &newcomer).await.unwrap().unwrap();
        let key = accounts.make_link(CommandId::fresh(), None, staff, 1).await.unwrap().unwrap();
        assert!(accounts.start(&key, "three coconut trees by the sea".into(), "x").await.unwrap().is_ok());
        accounts.journal().make_root(app::iso_date::parse("2026-11-24").unwrap()).await.unwrap().unwrap();
        let whole = accounts.journal().verify(&Noted::default()).await.unwrap().unwrap();
        assert_eq!((whole.rows, whole.roots), (3, 1));

        let Database::Postgres(their_pool) = &theirs else { return };
        for statement in [
            "UPDATE journal SET reason = 'x'",
            "DELETE FROM journal",
            "TRUNCATE journal",
            "DROP TABLE journal",
            "ALTER TABLE journal DISABLE TRIGGER ALL",
            "ALTER TABLE journal DISABLE TRIGGER journal_is_never_changed",
            "DROP TRIGGER journal_is_never_changed ON journal",
            "CREATE OR REPLACE FUNCTION journal_is_only_added_to() RETURNS trigger LANGUAGE plpgsql AS
             $$ BEGIN RETURN NEW; END $$",
            "CREATE TRIGGER a BEFORE INSERT ON journal FOR EACH ROW EXECUTE FUNCTION journal_is_only_retired()",
            "CREATE TABLE another (id TEXT)",
            "SET session_replication_role = replica",
            "UPDATE journal_roots SET hash = 'x'",
            "DELETE FROM journal_roots",
            "TRUNCATE journal_roots",
            "DROP TABLE journal_roots",
            "INSERT INTO journal_checkpoints VALUES ('460000', 1, 1, '', '', 5, '')",
            "DELETE FROM journal_checkpoints",
            "DELETE FROM journal_heads",
            "DELETE FROM record_keys",
            "TRUNCATE staff CASCADE",
            "DROP TABLE staff CASCADE",
            "DELETE FROM _sqlx_migrations",
        ] {
            let error = sqlx::query(statement).execute(their_pool).await.unwrap_err();
            let code = error.as_database_error().and_then(|error| error.code()).unwrap_or_default().into_owned();
            assert_eq!(code, INSUFFICIENT_PRIVILEGE, "{statement}: {error}");
        }
        theirs.close().await;
        as_owner(format!("DROP OWNED BY {quoted}")).await.unwrap();
        as_owner(format!("DROP ROLE {quoted}")).await.unwrap();
    }
}

/// PostgreSQL's code for what a role may not do.
const INSUFFICIENT_PRIVILEGE: &str = "42501";

/// Reads and writes back: lost as soon as two writers overlap. PostgreSQL needs the lock that SQLite always has.
async fn one_more(tx: &mut Transaction<'_>) -> Result<(), StoreError> {
    if let Transaction::Postgres(tx) = tx {
        sqlx::query("LOCK TABLE programmes IN EXCLUSIVE MODE").execute(&mut **tx).await.doing("lock")?;
    }
    let sum: i64 = on_tx!(tx, |connection| sqlx::query_scalar(READ).bind("sum").fetch_one(connection).await)
        .doing("read")?;
    on_tx!(tx, |connection| sqlx::query(SUM).bind(sum + 1).bind("sum").execute(connection).await)
        .doing("write")?;
    Ok(())
}

#[tokio::test]
async fn a_reader_of_sqlite_cannot_write() {
    let file = std::env::temp_dir().join(format!("lastmetre-{}.sqlite", uuid::Uuid::now_v7()));
    let database = Database::open_or_create(&DatabaseUrl::Sqlite(file.clone())).await.unwrap();
    database.migrate().await.unwrap();
    #[cfg(unix)]
    for beside in ["", "-wal", "-shm"] {
        use std::os::unix::fs::PermissionsExt;
        let name = format!("{}{beside}", file.display());
        let mode = std::fs::metadata(&name).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{name} is for this user's eyes only");
    }
    let written = on_pool!(&database, |pool| sqlx::query(INSERT)
        .bind("x")
        .bind("x")
        .bind(0_i64)
        .execute(pool)
        .await
        .map(drop));
    assert!(written.unwrap_err().to_string().contains("readonly"));
    database.close().await;
    std::fs::remove_file(file).unwrap();
}

#[tokio::test]
async fn a_file_that_is_not_there_is_not_made_by_opening_it() {
    let file = std::env::temp_dir().join(format!("lastmetre-{}.sqlite", uuid::Uuid::now_v7()));
    assert!(Database::open(&DatabaseUrl::Sqlite(file.clone())).await.is_err());
    assert!(!file.exists());
}
