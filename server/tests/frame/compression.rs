use axum::{Router, http::header, response::IntoResponse, routing::get};

use crate::support::TestSite;

async fn site() -> TestSite {
    let of_kind =
        |kind: &'static str| get(async move || ([(header::CONTENT_TYPE, kind)], "社工站 ".repeat(500)));
    let routes = Router::new()
        .route("/page", of_kind("text/html; charset=utf-8"))
        .route("/document", of_kind("application/json"))
        .route("/picture", of_kind("image/png"))
        .route("/module", of_kind("application/wasm"))
        .route("/short", get(async || ([(header::CONTENT_TYPE, "text/html")], "short").into_response()));
    TestSite::of(routes, &[]).await
}

#[tokio::test]
async fn pages_and_documents_are_compressed_as_the_browser_likes() {
    let site = site().await;
    for address in ["/page", "/document"] {
        for (accepts, encoding) in
            [("gzip, deflate, br, zstd", "br"), ("gzip", "gzip"), ("", ""), ("zstd", "")]
        {
            let answer = site.get_with(address, &[("accept-encoding", accepts)]).await;
            assert_eq!(answer.header("content-encoding"), encoding, "{address} {accepts}");
            assert!(encoding.is_empty() || answer.body.len() < 200);
            assert!(answer.header("vary").contains("accept-encoding"));
        }
    }
}

#[tokio::test]
async fn what_is_packed_already_or_short_is_left_as_it_is() {
    let site = site().await;
    for address in ["/picture", "/module", "/short"] {
        let answer = site.get_with(address, &[("accept-encoding", "br, gzip")]).await;
        assert_eq!(answer.header("content-encoding"), "", "{address}");
    }
}
