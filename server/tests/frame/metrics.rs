use std::net::SocketAddr;

use axum::{
    body::{Body, to_bytes},
    extract::ConnectInfo,
    http::Request,
};
use server::router;
use tower::ServiceExt;

use crate::support::TestSite;

const TOKEN: &str = "0123456789abcdef";

#[tokio::test]
async fn figures_are_told_by_route_and_status_and_never_by_what_was_asked() {
    let site = TestSite::fresh().await;
    for _ in 0..3 {
        site.get("/healthz?q=secret").await;
    }
    site.get("/nowhere/secret").await;
    site.send("SECRET", "/healthz", &[("sec-fetch-site", "none")], Body::empty()).await;
    let text = site.get("/metrics").await.text().to_owned();
    for line in [
        r#"lastmetre_requests_total{method="GET",route="/healthz",status="200"} 3"#,
        r#"lastmetre_requests_total{method="GET",route="none",status="404"} 1"#,
        r#"lastmetre_requests_total{method="other",route="/healthz",status="405"} 1"#,
        r#"lastmetre_request_duration_seconds_count{route="/healthz"} 4"#,
        "lastmetre_requests_in_flight 1",
        "lastmetre_build_info{version=",
    ] {
        assert!(text.contains(line), "{line} in\n{text}");
    }
    assert!(text.ends_with("# EOF\n") && !text.to_lowercase().contains("secret"), "{text}");
}

#[tokio::test]
async fn figures_are_for_this_machine_or_for_who_has_the_token() {
    let open = TestSite::fresh().await;
    let guarded = TestSite::with(&[("metrics_token", TOKEN)]).await;
    let (here, there) = ("127.0.0.1:9", "203.0.113.5:9");
    let right = format!("Bearer {TOKEN}");
    for (site, peer, headers, told) in [
        (&open, here, &[][..], true),
        (&open, "[::1]:9", &[], true),
        (&open, "[::ffff:127.0.0.1]:9", &[], true),
        (&open, there, &[], false),
        (&open, there, &[("authorization", right.as_str())], false),
        (&open, there, &[("x-forwarded-for", "127.0.0.1")], false),
        // A proxy on this machine passes on what a stranger asks.
        (&open, here, &[("x-forwarded-for", "203.0.113.5")], false),
        (&open, here, &[("forwarded", "for=203.0.113.5")], false),
        (&open, here, &[("via", "1.1 proxy")], false),
        (&guarded, here, &[], true),
        (&guarded, there, &[("authorization", right.as_str())], true),
        (&guarded, there, &[("authorization", "Bearer 0123456789abcdeX")], false),
        (&guarded, there, &[("authorization", TOKEN)], false),
        (&guarded, there, &[], false),
    ] {
        let answer = site.send_from(peer, "GET", "/metrics", headers, Body::empty()).await;
        assert_eq!(answer.status, if told { 200 } else { 404 }, "{peer} {headers:?}");
    }
}

#[tokio::test]
async fn figures_with_a_listener_of_their_own_are_not_told_at_the_sites() {
    let site = TestSite::with(&[("metrics_listen", "127.0.0.1:9100")]).await;
    assert_eq!(site.get("/metrics").await.status, 404);
    let figures = router::figures(&site.program);
    let ask = async |peer: &str, path: &str| {
        let peer: SocketAddr = peer.parse().unwrap();
        let request = Request::builder().uri(path).extension(ConnectInfo(peer)).body(Body::empty()).unwrap();
        figures.clone().oneshot(request).await.unwrap()
    };
    let told = ask("127.0.0.1:9", "/metrics").await;
    assert_eq!(told.status(), 200);
    assert_eq!(told.headers()["x-content-type-options"], "nosniff");
    let text = to_bytes(told.into_body(), 1 << 20).await.unwrap();
    assert!(std::str::from_utf8(&text).unwrap().contains(r#"route="none",status="404"} 1"#));
    // Nothing else is there, and nobody else is told.
    for path in ["/", "/stations", "/healthz", "/office"] {
        assert_eq!(ask("127.0.0.1:9", path).await.status(), 404, "{path}");
    }
    assert_eq!(ask("203.0.113.5:9", "/metrics").await.status(), 404);
}
