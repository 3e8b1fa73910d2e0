use axum::{body::Body, http::StatusCode};
use server::config::LogFormat;

use crate::{
    nasty::{BROKEN, PAGES, PLACES, TEXTS, encoded},
    support::{Answer, TestSite, keep},
};

/// Many searches from one place.
const TIRELESS: [(&str, &str); 1] = [("search_per_minute", "100000000")];

/// Where text can be put: the place of the text is `{}`.
const QUERIES: [&str; 14] = [
    "/stations?q={}",
    "/stations?area={}",
    "/stations?mode={}",
    "/stations?kind={}",
    "/stations?service={}",
    "/stations?near={}",
    "/stations?sort={}",
    "/stations?page={}",
    "/stations?open={}&accessible={}",
    "/stations?{}={}",
    "/stations?q=a&{}",
    "/suggest?q={}",
    "/stations/points?q={}",
    "/stations/points?area={}&near={}",
];

/// Where a word of a path can be.
const PATHS: [&str; 6] =
    ["/stations/{}", "/stations/{}/contact.vcf", "/services/{}", "/areas/{}", "/policies/{}", "/assets/{}"];

/// A page, a list of lines or a clear refusal; never a failure of ours.
fn is_clear(address: &str, answer: &Answer) {
    let expected = [200, 303, 400, 404, 414].map(|code| StatusCode::from_u16(code).unwrap());
    assert!(expected.contains(&answer.status), "{address}: {}", answer.status);
    if answer.status.is_client_error() {
        assert!(answer.text().contains("<h1"), "{address}: a refusal without a page");
    }
}

/// Nothing of what was sent stands in the page as anything but text.
fn is_escaped(address: &str, sent: &str, answer: &Answer) {
    for mark in ["<script>alert", "<img src=x", "<svg/onload", "onerror=alert(1)>", "<![CDATA[", "<b>&"] {
        let inert = !answer.text().contains(mark);
        assert!(inert, "{address}: {mark} of {sent} came back as it was");
    }
    assert!(answer.headers.iter().all(|(_, value)| !value.as_bytes().contains(&b'\n')), "{address}");
    assert!(answer.headers.get("set-cookie").is_none(), "{address}");
}

#[tokio::test]
async fn no_text_in_any_field_of_an_address_breaks_a_page_or_comes_back_as_more_than_text() {
    let site = TestSite::with_demo_and(&TIRELESS).await;
    for text in TEXTS {
        for (number, pattern) in QUERIES.iter().enumerate() {
            let address = pattern.replace("{}", &encoded(text));
            // Every other one in English, so that both are asked without twice the time.
            let address = if (number + text.len()) % 2 == 0 { address } else { format!("/en{address}") };
            let answer = site.get(&address).await;
            is_clear(&address, &answer);
            is_escaped(&address, text, &answer);
        }
    }
}

#[tokio::test]
async fn no_text_in_a_path_breaks_a_page_or_comes_back_as_more_than_text() {
    let site = TestSite::with_demo_and(&TIRELESS).await;
    for text in TEXTS {
        for pattern in PATHS {
            let address = pattern.replace("{}", &encoded(text));
            let answer = site.get(&address).await;
            is_clear(&address, &answer);
            is_escaped(&address, text, &answer);
            assert!(answer.status.is_client_error(), "{address}: {}", answer.status);
        }
    }
}

#[tokio::test]
async fn an_address_that_is_no_text_gets_a_page_that_says_so_wherever_it_is_asked() {
    let site = TestSite::with_demo_and(&TIRELESS).await;
    for (bytes, status) in BROKEN {
        for pattern in QUERIES.iter().chain(&PATHS) {
            let address = pattern.replace("{}", bytes);
            let answer = site.get(&address).await;
            assert_eq!(answer.status, status, "{address}");
            assert!(answer.is_problem_page("zh-CN"), "{address}");
        }
    }
}

#[tokio::test]
async fn text_that_was_not_encoded_at_all_is_answered_too() {
    let site = TestSite::with_demo_and(&TIRELESS).await;
    for raw in ["嘉积", "\"'", "a+b", "{}", "[]", "|", "~!@$^*()", "&&&&", "====", "q=1&q=2&q=3", "?"] {
        for pattern in ["/stations?q={}", "/suggest?q={}", "/stations?{}"] {
            let address = pattern.replace("{}", raw);
            if address.parse::<axum::http::Uri>().is_ok() {
                let answer = site.get(&address).await;
                is_clear(&address, &answer);
                assert!(!answer.text().contains("\"'\""), "{address}: quotes came back as they were");
            }
        }
    }
}

#[tokio::test]
async fn a_page_number_that_is_none_is_named_and_one_beyond_the_end_says_how_many_there_are() {
    let site = TestSite::with_demo().await;
    for page in PAGES {
        for base in ["/stations?page=", "/en/stations?page=", "/stations/points?page="] {
            let address = format!("{base}{}", encoded(page));
            is_clear(&address, &site.get(&address).await);
        }
    }
    for (page, status) in [("-1", 400), ("0", 400), ("1e3", 400), ("99999999999999999999", 400)] {
        assert_eq!(site.get(&format!("/stations?page={page}")).await.status, status, "{page}");
    }
    for page in ["3", "18446744073709551615"] {
        let beyond = site.get(&format!("/stations?page={page}")).await;
        assert_eq!(beyond.status, 200);
        assert!(beyond.text().contains("只有 2 页"), "{page}");
    }
}

#[tokio::test]
async fn a_position_that_is_none_is_named_and_one_far_away_is_answered() {
    let site = TestSite::with_demo().await;
    for place in PLACES {
        for base in ["/stations?near=", "/en/stations?sort=distance&near=", "/stations/points?near="] {
            let address = format!("{base}{}", encoded(place));
            is_clear(&address, &site.get(&address).await);
        }
    }
    for (place, status) in [("NaN,NaN", 400), ("999,999", 400), ("90,180", 200), ("0,0", 200)] {
        assert_eq!(site.get(&format!("/stations?near={place}")).await.status, status, "{place}");
    }
}

#[tokio::test]
async fn a_query_of_a_megabyte_is_refused_before_anybody_reads_it() {
    let site = TestSite::with_demo().await;
    // The client library itself stops at 64 KB of address; the server's own limit is far below that.
    for bytes in [3_000, 60_000] {
        for address in [
            format!("/stations?q={}", "a".repeat(bytes)),
            format!("/en/suggest?q={}", "%E6".repeat(bytes / 3)),
        ] {
            let answer = site.get(&address).await;
            assert_eq!(answer.status, 414, "{bytes}");
            assert!(answer.body.len() < 10_000);
        }
    }
    let body = "back=/".to_owned() + &"a".repeat(1 << 20);
    assert_eq!(site.post("/display", &body).await.status, 413);
}

#[tokio::test]
async fn nothing_that_was_asked_is_repeated_by_the_log() {
    let (kept, _logging) = keep(LogFormat::Json, tracing::Level::TRACE);
    let site = TestSite::with_demo_and(&TIRELESS).await;
    let mut asked = 0;
    for text in TEXTS {
        for pattern in [
            "/stations?q={}",
            "/suggest?q={}",
            "/stations/points?q={}",
            "/stations?near={}",
            "/en/stations?area={}",
        ] {
            site.get(&pattern.replace("{}", &encoded(text))).await;
            asked += 1;
        }
    }
    let form = format!("back={}&elder=1", encoded("/stations?q=secret-question"));
    site.post("/display", &form).await;
    site.get_with("/?x=secret-query", &[("cookie", "theme=secret"), ("referer", "http://secret/")]).await;
    let log = kept.text();
    let requests = log.lines().filter(|line| line.contains("\"answered\"")).count();
    assert_eq!(requests, asked + 2);
    for text in TEXTS.iter().filter(|text| text.len() > 8) {
        let told = log.contains(text) || log.contains(&encoded(text));
        assert!(!told, "the log tells {text}");
    }
    for secret in ["secret", "?", "%E5", "嘉积"] {
        assert!(!log.contains(secret), "the log tells {secret}");
    }
    assert!(log.lines().all(|line| line.len() < 600), "a line is long");
}

#[tokio::test]
async fn headers_that_make_no_sense_change_nothing() {
    let site = TestSite::with_demo().await;
    let long = "a=b; ".repeat(2_000);
    for headers in [
        &[("cookie", long.as_str())][..],
        &[("cookie", "elder=\u{80}; theme=<script>")],
        &[("cookie", "elder=1; elder=0; elder")],
        &[("accept-language", "xx-*;q=9999")],
        &[("accept", "image/webp"), ("accept-encoding", "zstd;q=1, br;q=abc, *;q=-1")],
        &[("host", "evil.example"), ("x-forwarded-host", "evil.example")],
        &[("if-none-match", "*"), ("if-modified-since", "yesterday")],
        &[("range", "bytes=0-10")],
    ] {
        let answer = site.get_with("/stations", headers).await;
        assert_eq!(answer.status, 200, "{headers:?}");
        let text = String::from_utf8_lossy(&answer.body);
        assert!(!text.contains("evil.example") && !text.contains("<script>\""), "{headers:?}");
    }
}

#[tokio::test]
async fn a_body_with_a_question_for_a_page_is_not_read() {
    let site = TestSite::with_demo().await;
    let answer = site.send("GET", "/stations", &[("content-length", "5")], Body::from("q=abc")).await;
    assert_eq!(answer.status, 200);
    assert!(!answer.text().contains("abc"));
}
