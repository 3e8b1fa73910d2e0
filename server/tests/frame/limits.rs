use axum::{
    Router,
    body::{Body, Bytes},
    routing::{get, post},
};

use crate::support::TestSite;

async fn site(settings: &[(&str, &str)]) -> TestSite {
    let routes = Router::new()
        .route("/page", get(async || "page"))
        .route("/stations", get(async || "list"))
        .route("/en/stations", get(async || "list"))
        .route("/form", post(async |body: Bytes| body.len().to_string()));
    TestSite::of(routes, settings).await
}

#[tokio::test]
async fn an_address_that_is_too_long_gets_a_page_that_says_so() {
    let site = site(&[]).await;
    let fitting = format!("/page?q={}", "a".repeat(2046));
    assert_eq!(site.get(&fitting).await.text(), "page");
    for (address, tag) in [
        (format!("{fitting}a"), "zh-CN"),
        (format!("/page?q={}", "%E7".repeat(683)), "zh-CN"),
        (format!("/{}", "a".repeat(4096)), "zh-CN"),
        (format!("/en/{}?q={}", "a".repeat(3000), "b".repeat(2000)), "en"),
        (format!("/page?q={}", "a".repeat(60_000)), "zh-CN"),
    ] {
        let answer = site.get(&address).await;
        assert_eq!(answer.status, 414);
        assert!(answer.is_problem_page(tag));
        assert!(!answer.text().contains("aaaa"));
    }
}

#[tokio::test]
async fn an_address_that_is_not_text_gets_a_page_that_says_so() {
    let site = site(&[]).await;
    for address in [
        "/page?q=%",
        "/page?q=%zz",
        "/page?q=%00",
        "/%00",
        "/%ff",
        "/page?q=%BC%CE%BB%FD",
        "/%E7%A4",
        "/pa%2",
    ] {
        let answer = site.get(address).await;
        assert_eq!(answer.status, 400, "{address}");
        assert!(answer.is_problem_page("zh-CN"), "{address}");
    }
    let english = site.get("/en/stations?q=%00").await;
    assert!(english.status == 400 && english.is_problem_page("en"));
    assert_eq!(site.get("/page?q=%E7%A4%BE%E5%B7%A5&x=%25").await.status, 200);
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused_whether_its_length_is_told_or_not() {
    let site = site(&[]).await;
    assert_eq!(site.post("/form", &"a".repeat(262_144)).await.text(), "262144");
    let told = site.post("/form", &"a".repeat(262_145)).await;
    assert_eq!(told.status, 413);
    assert!(told.is_problem_page("zh-CN"));
    let pieces = (0..260).map(|_| Ok::<_, std::convert::Infallible>(Bytes::from_static(&[b'a'; 1024])));
    let untold = Body::from_stream(Pieces(pieces.collect()));
    let untold = site.send("POST", "/form", &[("sec-fetch-site", "same-origin")], untold).await;
    assert_eq!(untold.status, 413);
    assert!(untold.is_problem_page("zh-CN"));
}

#[tokio::test]
async fn a_reader_who_searches_too_often_is_told_when_to_come_back() {
    let site = site(&[("search_per_minute", "3")]).await;
    // However the address spells it.
    for address in ["/stations?q=jiaji", "/stations?%71=jiaji", "/stations?kind=&q=%6Aiaji"] {
        assert_eq!(site.get(address).await.status, 200);
    }
    let refused = site.get("/en/stations?q=jiaji").await;
    assert_eq!(refused.status, 429);
    let seconds: u64 = refused.header("retry-after").parse().unwrap();
    assert!((1..=20).contains(&seconds), "{seconds}");
    assert!(refused.is_problem_page("en"));
    assert!(refused.text().contains("Too many searches"));
    // Reading goes on, and so does everybody else.
    assert_eq!(site.get("/page").await.status, 200);
    assert_eq!(site.get("/stations").await.status, 200);
    let other = site.send_from("[2001:db8::1]:9", "GET", "/stations?q=jiaji", &[], Body::empty()).await;
    assert_eq!(other.status, 200);
}

#[tokio::test]
async fn readers_behind_a_trusted_proxy_are_told_apart_and_nobody_else_can_pretend() {
    let site = site(&[("search_per_minute", "1"), ("trusted_proxies", "10.0.0.0/8")]).await;
    let search = async |peer: &str, reader: &str| {
        let headers = [("x-forwarded-for", reader)];
        site.send_from(peer, "GET", "/stations?q=x", &headers, Body::empty()).await.status.as_u16()
    };
    assert_eq!(search("10.0.0.1:9", "198.51.100.1").await, 200);
    assert_eq!(search("10.0.0.1:9", "198.51.100.2").await, 200);
    assert_eq!(search("10.0.0.1:9", "198.51.100.1").await, 429);
    assert_eq!(search("203.0.113.5:9", "198.51.100.3").await, 200);
    assert_eq!(search("203.0.113.5:9", "198.51.100.4").await, 429);
}

/// A body of which nobody knows how long it will be.
struct Pieces<T>(std::collections::VecDeque<T>);

impl<T: Unpin> futures_core::Stream for Pieces<T> {
    type Item = T;

    fn poll_next(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<T>> {
        std::task::Poll::Ready(self.get_mut().0.pop_front())
    }
}
