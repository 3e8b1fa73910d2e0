use crate::support::{TestSite, databases::on_each_database};

on_each_database! {
    async fn a_site_with_its_database_lives_and_is_ready(database) {
        let site = TestSite::on(database).await;
        let alive = site.get("/healthz").await;
        assert_eq!((alive.status.as_u16(), alive.text()), (200, "ok"));
        let ready = site.get("/readyz").await;
        assert_eq!((ready.status.as_u16(), ready.text()), (200, r#"{"ready":true,"database":true,"migrations":true}"#));
        assert_eq!(ready.header("cache-control"), "no-store");
    }
}

#[tokio::test]
async fn a_site_without_its_database_lives_but_is_not_ready() {
    let site = TestSite::fresh().await;
    site.program.database.close().await;
    assert_eq!(site.get("/healthz").await.status, 200);
    let ready = site.get("/readyz").await;
    assert_eq!(ready.status, 503);
    assert_eq!(ready.text(), r#"{"ready":false,"database":false,"migrations":false}"#);
}
