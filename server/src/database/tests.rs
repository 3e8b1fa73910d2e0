use super::*;
use crate::databases::on_each_database;

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
