use axum::{
    Extension, Json, Router,
    body::Body,
    http::header,
    response::{Html, IntoResponse},
    routing::get,
};
use server::security::Nonce;

use crate::support::TestSite;

async fn site(settings: &[(&str, &str)]) -> TestSite {
    let routes = Router::new()
        .route("/page", get(async |Extension(nonce): Extension<Nonce>| Html(nonce.as_str().to_owned())))
        .route("/document", get(async || Json("document")))
        .route(
            "/own",
            get(async || ([(header::CONTENT_SECURITY_POLICY, "sandbox")], Html("own")).into_response()),
        )
        .route("/form", get(async || "form").post(async || "posted"));
    TestSite::of(routes, settings).await
}

const PLAIN_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; worker-src 'self'; manifest-src 'self'; \
    base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

#[tokio::test]
async fn a_page_has_a_policy_with_the_nonce_that_its_shell_was_given() {
    let site = site(&[]).await;
    let (one, other) = (site.get("/page").await, site.get("/page").await);
    let with_nonce = |nonce: &str| {
        PLAIN_POLICY.replace("script-src 'self'", &format!("script-src 'self' 'nonce-{nonce}'"))
    };
    for answer in [&one, &other] {
        assert_eq!(answer.text().len(), 32);
        assert_eq!(answer.header("content-security-policy"), with_nonce(answer.text()));
        assert_eq!(answer.header("cache-control"), "no-cache");
    }
    assert_ne!(one.text(), other.text());
}

#[tokio::test]
async fn what_is_no_page_has_a_policy_without_a_nonce_and_an_own_policy_is_kept() {
    let site = site(&[]).await;
    assert_eq!(site.get("/document").await.header("content-security-policy"), PLAIN_POLICY);
    assert_eq!(site.get("/own").await.header("content-security-policy"), "sandbox");
}

#[tokio::test]
async fn every_answer_carries_the_other_headers() {
    let site = TestSite::fresh().await;
    for address in ["/healthz", "/assets/main.0123.css", "/nowhere", "/%zz", "/metrics"] {
        let answer = site.get(address).await;
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(answer.header(name), value, "{address}");
        }
        let permissions = answer.header("permissions-policy");
        assert!(permissions.contains("geolocation=(self)") && permissions.contains("camera=(self)"));
        for policy in ["unsafe-inline", "'unsafe-eval'", "*"] {
            assert!(!answer.header("content-security-policy").contains(policy), "{address}");
        }
        assert_eq!(answer.header("strict-transport-security"), "");
    }
    let over_https = site_over_https().await;
    assert_eq!(over_https.get("/page").await.header("strict-transport-security"), "max-age=63072000");
}

async fn site_over_https() -> TestSite {
    site(&[("public_url", "https://example.org")]).await
}

#[tokio::test]
async fn tiles_may_be_shown_only_from_where_they_are_configured() {
    let tiles = "http://127.0.0.1:9000/{layer}/{z}/{x}/{y}?k={key}";
    let policy = async |settings: &[(&str, &str)]| {
        site(settings).await.get("/page").await.header("content-security-policy").to_owned()
    };
    let without_key = policy(&[("tianditu_url", tiles)]).await;
    assert!(without_key.contains("img-src 'self' data: blob:;"), "{without_key}");
    let with_key = policy(&[("tianditu_url", tiles), ("tianditu_key", "0123456789abcdef")]).await;
    assert!(with_key.contains("img-src 'self' data: blob: http://127.0.0.1:9000;"), "{with_key}");
    let default_url = policy(&[("tianditu_key", "0123456789abcdef")]).await;
    assert!(default_url.contains("img-src 'self' data: blob: https://t0.tianditu.gov.cn;"), "{default_url}");
    assert!(!default_url.contains("0123456789abcdef"));
}

#[tokio::test]
async fn a_form_is_taken_from_our_own_pages_only() {
    let site = site_over_https().await;
    for (headers, taken) in [
        (&[("sec-fetch-site", "same-origin")][..], true),
        (&[("sec-fetch-site", "none")], true),
        (&[("sec-fetch-site", "cross-site")], false),
        (&[("sec-fetch-site", "same-site"), ("origin", "https://example.org")], false),
        (&[("origin", "https://example.org")], true),
        (&[("origin", "https://evil.example")], false),
        (&[], false),
    ] {
        let answer = site.send("POST", "/form", headers, Body::empty()).await;
        assert_eq!(answer.status, if taken { 200 } else { 403 }, "{headers:?}");
        assert!(taken || answer.is_problem_page("zh-CN"));
    }
    assert_eq!(site.get_with("/form", &[("sec-fetch-site", "cross-site")]).await.text(), "form");
}
