use app::{error::AppError, ids::IncidentId};
use axum::{
    Json, Router,
    http::StatusCode,
    response::{Html, IntoResponse},
    routing::{get, post},
};
use server::problem;

use crate::support::TestSite;

async fn panics() -> &'static str {
    panic!("the message of a panic")
}

async fn site() -> TestSite {
    let incident: IncidentId = "01900000-0000-7000-8000-000000000001".parse().unwrap();
    let routes = Router::new()
        .route("/panic", get(panics))
        .route("/en/panic", get(panics))
        .route("/broken", get(async move || problem::answer(&AppError::Internal(incident))))
        .route("/gone", get(async || problem::answer(&AppError::NotFound)))
        .route("/own", get(async || (StatusCode::NOT_FOUND, Html("own page"))))
        .route("/json", get(async || (StatusCode::CONFLICT, Json("own document"))))
        .route("/form", post(async || StatusCode::OK.into_response()));
    TestSite::of(routes, &[]).await
}

#[tokio::test]
async fn a_panic_becomes_a_page_with_a_number_and_the_site_goes_on() {
    let site = site().await;
    for (address, tag, number) in [("/panic", "zh-CN", "事件编号 "), ("/en/panic", "en", "Incident ")] {
        let answer = site.get(address).await;
        assert_eq!(answer.status, 500);
        assert!(answer.is_problem_page(tag));
        assert!(
            answer.text().contains(number) && !answer.text().contains("the message"),
            "{}",
            answer.text()
        );
    }
    assert_eq!(site.get("/own").await.text(), "own page");
}

#[tokio::test]
async fn a_bare_error_gets_its_page_and_an_own_answer_is_left_alone() {
    let site = site().await;
    for (address, status) in [("/gone", 404), ("/nowhere", 404), ("/form", 405)] {
        let answer = site.get(address).await;
        assert_eq!(answer.status, status);
        assert!(answer.is_problem_page("zh-CN"), "{address}");
        assert_eq!(answer.header("cache-control"), "no-store");
        assert!(answer.text().contains("tel:12345") && answer.text().contains("/assets/main."), "{address}");
    }
    assert!(site.get("/form").await.header("allow").contains("POST"));
    assert!(site.get("/broken").await.text().contains("01900000-0000-7000-8000-000000000001"));
    assert_eq!(site.get("/own").await.text(), "own page");
    assert_eq!(site.get("/json").await.text(), "\"own document\"");
}

#[tokio::test]
async fn a_problem_page_carries_the_headers_of_every_page() {
    let site = site().await;
    for address in ["/panic", "/nowhere", "/%zz"] {
        let answer = site.get(address).await;
        assert!(answer.header("content-security-policy").contains("default-src 'none'"), "{address}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert!(!answer.header("x-request-id").is_empty());
    }
}
