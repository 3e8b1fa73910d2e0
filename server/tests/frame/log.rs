use axum::{Router, body::Body, routing::get};
use server::config::LogFormat;

use crate::support::{TestSite, keep};

async fn site() -> TestSite {
    TestSite::of(Router::new().route("/stations", get(async || "list")), &[]).await
}

#[tokio::test]
async fn a_request_has_one_line_with_its_id_and_nothing_that_tells_on_the_reader() {
    for format in [LogFormat::Json, LogFormat::Pretty] {
        let (kept, _logging) = keep(format, tracing::Level::INFO);
        let site = site().await;
        let headers = [
            ("cookie", "secret-cookie"),
            ("x-forwarded-for", "198.51.100.77"),
            ("user-agent", "secret-agent"),
        ];
        let answer = site.get_with("/stations?q=secret-query&near=18.51,110.04", &headers).await;
        let text = kept.text();
        assert_eq!(text.lines().count(), 1, "{text}");
        assert!(text.contains(answer.header("x-request-id")), "{text}");
        assert!(text.contains("/stations") && text.contains("200") && text.contains("GET"), "{text}");
        for told in ["secret", "18.51", "198.51.100.77", "127.0.0.1", "?"] {
            assert!(!text.contains(told), "{told} in {text}");
        }
        if format == LogFormat::Json {
            let line: serde_json::Value = serde_json::from_str(&text).unwrap();
            assert_eq!(line["path"], "/stations");
            assert_eq!(line["status"], 200);
            assert_eq!(line["span"]["id"], answer.header("x-request-id"));
        }
    }
}

#[tokio::test]
async fn what_strangers_send_is_cut_short_and_cannot_forge_a_line() {
    let (kept, _logging) = keep(LogFormat::Json, tracing::Level::INFO);
    let site = site().await;
    site.get(&format!("/{}", "a".repeat(4000))).await;
    site.get("/%0a%22forged%22").await;
    site.send("FORGED-METHOD", "/stations", &[("sec-fetch-site", "same-origin")], Body::empty()).await;
    let text = kept.text();
    assert_eq!(text.lines().count(), 3, "{text}");
    assert!(text.len() < 1500 && !text.contains("FORGED"), "{text}");
    assert!(text.lines().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()), "{text}");
}

#[tokio::test]
async fn each_request_has_its_own_id_and_none_is_taken_from_outside() {
    let site = site().await;
    let given = [("x-request-id", "given")];
    let one = site.get_with("/stations", &given).await.header("x-request-id").to_owned();
    let other = site.get_with("/nowhere", &given).await.header("x-request-id").to_owned();
    assert!(one != other && one.len() == 36 && other.len() == 36, "{one} {other}");
}

#[tokio::test]
async fn the_number_of_a_certificate_is_not_logged() {
    let (kept, _logging) = keep(LogFormat::Json, tracing::Level::INFO);
    let site = site().await;
    for address in ["/verify/2222-2222-2222-2222", "/en/verify/2222-2222-2222-2222/certificate.pdf"] {
        site.get(address).await;
    }
    let text = kept.text();
    assert!(text.contains("/en/verify/…") && !text.contains("2222"), "{text}");
}
