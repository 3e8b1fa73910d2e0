use axum::body::Body;

use crate::{
    documents::attributes,
    nasty::{TEXTS, encoded},
    support::{Answer, TestSite},
};

/// The cookies that the answer sets, name=value only.
fn cookies(answer: &Answer) -> Vec<String> {
    let lines = answer.headers.get_all("set-cookie").iter();
    lines.map(|line| line.to_str().unwrap().split(';').next().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn pressing_a_switch_is_remembered_and_leads_back_to_the_page() {
    let site = TestSite::with_demo().await;
    let answer = site.post("/display", "back=%2Fen%2Fstations%3Fq%3Djiaji&elder=1").await;
    assert_eq!(answer.status, 303);
    assert_eq!(answer.header("location"), "/en/stations?q=jiaji");
    assert_eq!(cookies(&answer), ["elder=1", "theme="]);
    for line in answer.headers.get_all("set-cookie") {
        let line = line.to_str().unwrap();
        for part in ["Path=/", "Max-Age=31536000", "SameSite=Lax", "HttpOnly"] {
            assert!(line.contains(part), "{line}");
        }
        assert!(!line.contains("Secure"), "not over plain http, where it would be lost: {line}");
    }
}

#[tokio::test]
async fn over_https_the_cookies_are_sent_over_nothing_else() {
    let site = TestSite::with_demo_and(&[("public_url", "https://example.org")]).await;
    let answer = site.post("/display", "back=%2F&theme=dark").await;
    assert!(
        answer.headers.get_all("set-cookie").iter().all(|line| line.to_str().unwrap().contains("; Secure"))
    );
}

#[tokio::test]
async fn what_was_chosen_shows_on_every_page_and_in_both_languages() {
    let site = TestSite::with_demo().await;
    for address in ["/", "/en", "/stations", "/en/stations/qionghai-jiaji", "/nowhere"] {
        let plain = site.get(address).await;
        assert!(attributes(plain.text(), "html", "data-theme").is_empty(), "{address}");
        assert!(!plain.text().contains("data-elder"), "{address}");
        let chosen = site.get_with(address, &[("cookie", "elder=1; theme=contrast")]).await;
        assert_eq!(attributes(chosen.text(), "html", "data-theme"), ["contrast"], "{address}");
        assert!(chosen.text().contains(" data-elder"), "{address}");
    }
}

#[tokio::test]
async fn one_switch_leaves_the_other_as_it_was() {
    let site = TestSite::with_demo().await;
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("sec-fetch-site", "same-origin"),
        ("cookie", "elder=1; theme=dark"),
    ];
    let answer = site.send("POST", "/display", &headers, Body::from("back=%2F&theme=light")).await;
    assert_eq!(cookies(&answer), ["elder=1", "theme=light"]);
    let answer = site.send("POST", "/display", &headers, Body::from("back=%2F&elder=0")).await;
    assert_eq!(cookies(&answer), ["elder=0", "theme=dark"]);
}

#[tokio::test]
async fn the_way_back_never_leads_to_another_site() {
    let site = TestSite::with_demo().await;
    let mut tries: Vec<&str> = TEXTS.to_vec();
    tries.extend([
        "/\t/evil.example",
        "/\\evil.example",
        "\\/evil.example",
        "/%2Fevil.example",
        "/\u{1}",
        "/\0",
        "/嘉积",
    ]);
    for back in tries {
        let answer = site.post("/display", &format!("elder=1&back={}", encoded(back))).await;
        assert_eq!(answer.status, 303, "{back:?}");
        let location = String::from_utf8(answer.headers["location"].as_bytes().to_vec()).unwrap();
        assert!(location.starts_with('/') && !location.starts_with("//"), "{back:?}: {location:?}");
        assert!(!location.contains(['\\', '\t', '\r', '\n']), "{back:?}: {location:?}");
        assert_eq!(cookies(&answer).len(), 2, "{back:?}");
    }
}

#[tokio::test]
async fn only_words_of_ours_become_cookies() {
    let site = TestSite::with_demo().await;
    for text in TEXTS {
        let answer = site.post("/display", &format!("elder={0}&theme={0}&back=%2F", encoded(text))).await;
        assert_eq!(answer.status, 303, "{text:?}");
        assert_eq!(cookies(&answer), ["elder=0", "theme="], "{text:?}");
    }
}

#[tokio::test]
async fn a_form_that_is_none_is_refused_with_a_page() {
    let site = TestSite::with_demo().await;
    for (kind, body) in [("application/json", "{}"), ("text/plain", "elder=1"), ("", "elder=1")] {
        let headers = [("content-type", kind), ("sec-fetch-site", "same-origin")];
        let answer = site.send("POST", "/display", &headers, Body::from(body)).await;
        assert!(answer.status.is_client_error(), "{kind}: {}", answer.status);
        assert!(answer.text().contains("<h1>"), "{kind}");
    }
    for body in ["", "elder", "&&&", "elder=1&elder=0", "theme=%"] {
        let answer = site.post("/display", body).await;
        assert!(answer.status == 303 || answer.status.is_client_error(), "{body}: {}", answer.status);
    }
}
