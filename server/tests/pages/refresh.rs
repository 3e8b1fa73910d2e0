use server::{
    database::{Database, Transaction},
    error::{Doing, StoreError},
    seed,
};

use crate::{
    databases::FreshDatabase,
    support::{TestSite, demo_day},
};

/// A station changes its name, as an officer would change it, with the version of the directory.
async fn rename(database: &Database, slug: &str, name: &str) -> Result<(), StoreError> {
    const RENAME: &str = "UPDATE stations SET name_zh = $1 WHERE slug = $2";
    const MOVE_ON: &str = "UPDATE directory_state SET version = version + 1 WHERE id = 1";
    let change = async |tx: &mut Transaction<'_>| {
        let (Transaction::Sqlite(tx), _) = (tx, ()) else { panic!("a site of a test stands on SQLite") };
        sqlx::query(RENAME).bind(name).bind(slug).execute(&mut **tx).await.doing("rename a station")?;
        sqlx::query(MOVE_ON).execute(&mut **tx).await.doing("move the version on").map(drop)
    };
    database.transaction(change).await
}

#[tokio::test]
async fn a_change_in_the_database_is_seen_at_the_next_look_and_not_before() {
    let site = TestSite::with_demo().await;
    let directory = &site.program.directory;
    let (before, tag) = (directory.get(), site.get("/field/directory.json").await.header("etag").to_owned());
    assert!(!directory.refresh().await.unwrap(), "nothing has changed");

    rename(&site.program.database, "qionghai-jiaji", "嘉积新站").await.unwrap();
    assert!(!site.get("/stations/qionghai-jiaji").await.text().contains("嘉积新站"));
    assert!(directory.refresh().await.unwrap());
    for address in [
        "/stations/qionghai-jiaji",
        "/stations?area=469002100",
        "/suggest?q=%E5%98%89%E7%A7%AF%E6%96%B0%E7%AB%99",
    ] {
        assert!(site.get(address).await.text().contains("嘉积新站"), "{address}");
    }
    assert_ne!(site.get("/field/directory.json").await.header("etag"), tag);
    assert!(!directory.refresh().await.unwrap(), "and only once");

    // Whoever holds the old one goes on with it undisturbed.
    assert_eq!(before.station("qionghai-jiaji").unwrap().name.zh, "嘉积镇社工站");
    assert!(directory.get().version > before.version);
}

#[tokio::test]
async fn a_site_goes_on_with_what_it_knows_while_the_database_does_not_answer() {
    let site = TestSite::with_demo().await;
    site.program.database.close().await;
    assert!(site.program.directory.refresh().await.is_err());
    assert_eq!(site.get("/stations/qionghai-jiaji").await.status, 200);
    assert_eq!(site.get("/field/directory.json").await.status, 200);
    assert_eq!(site.get("/readyz").await.status, 503);
}

/// The same story for a site on either database: it starts empty, is filled, and shows what it was filled with.
async fn fills_up(database: Database) {
    let site = TestSite::on(database.clone()).await;
    assert_eq!(site.get("/stations/qionghai-jiaji").await.status, 404);
    seed::reference(&database).await.unwrap();
    seed::demo(&database, demo_day()).await.unwrap();
    assert!(site.program.directory.refresh().await.unwrap());
    assert_eq!(site.get("/stations/qionghai-jiaji").await.status, 200);
    assert_eq!(site.get("/en/areas/469002100225").await.status, 200);
    seed::synthetic(&database, demo_day(), 3).await.unwrap();
    assert!(site.program.directory.refresh().await.unwrap());
    assert_eq!(site.get("/stations/synthetic-00003").await.status, 200);
}

#[tokio::test]
async fn a_site_on_sqlite_shows_what_its_database_is_filled_with() {
    let fresh = FreshDatabase::sqlite().await;
    fills_up(fresh.database.clone()).await;
    fresh.remove().await;
}

#[tokio::test]
async fn a_site_on_postgresql_shows_what_its_database_is_filled_with() {
    crate::databases::tell_on_postgres("a_site_on_postgresql", fills_up).await;
}
