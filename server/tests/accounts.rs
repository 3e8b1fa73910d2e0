//! What people of the staff meet between signing in and signing out: time-outs that lose nothing, and being asked once
//! more before what has consequences.

#![allow(clippy::unwrap_used, reason = "only tests stand here")]

mod support;

use app::{access::Role, ids::CommandId, journal::model::Unit};
use axum::body::Body;
use server::accounts::{queries, secrets};
use support::{Answer, PASSWORD, TestSite};

async fn post_as(site: &TestSite, cookie: &str, address: &str, form: &str) -> Answer {
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("sec-fetch-site", "same-origin"),
        ("cookie", cookie),
    ];
    site.send("POST", address, &headers, Body::from(form.to_owned())).await
}

/// The hash under which the session of a cookie is kept.
fn kept_as(cookie: &str) -> String {
    secrets::token_hash(cookie.strip_prefix("sid=").unwrap())
}

/// As if nobody had used the session for hours.
async fn stands_unused(site: &TestSite, cookie: &str) {
    let hash = kept_as(cookie);
    site.program.database.transaction(async |tx| queries::see_session(tx, &hash, 1).await).await.unwrap();
}

/// As if the password had been given hours ago.
async fn was_proved_long_ago(site: &TestSite, cookie: &str) {
    let hash = kept_as(cookie);
    site.program.database.transaction(async |tx| queries::prove_session(tx, &hash, 1).await).await.unwrap();
}

fn invitation(name: &str) -> String {
    let id = CommandId::fresh();
    format!("command={id}&name=Li+Si&sign_in_name={name}&role=social_worker&unit=469002")
}

#[tokio::test]
async fn what_is_sent_after_the_time_is_over_is_kept_and_sent_when_they_are_back() {
    let site = TestSite::with_demo().await;
    let me = site.signed_in("root", Role::AccountsAdministrator, Unit::Province).await;
    stands_unused(&site, &me.cookie).await;
    // The role does not exist in a 市县, so that the page comes back with what was typed.
    let sent = post_as(&site, &me.cookie, "/en/office/staff", &invitation("li.si")).await;
    assert_eq!((sent.status.as_u16(), sent.header("location")), (303, "/en/sign-in?kept=1"));
    let entrance = site.get("/en/sign-in?kept=1").await;
    assert!(entrance.text().contains("What you sent is kept"));
    assert_eq!(site.get_with("/office", &[("cookie", &me.cookie)]).await.status, 303, "it is over");

    let back = site.signed_in_again("root", 1).await;
    let office = site.get_with("/office", &[("cookie", &back)]).await;
    assert!(office.text().contains("/office/kept"));
    let kept = site.get_with("/office/kept", &[("cookie", &back)]).await;
    let text = kept.text();
    assert!(text.contains("Li Si") && text.contains("li.si"));
    assert_eq!(kept.header("cache-control"), "no-store");
    let again = text.split("action=\"").find_map(|it| it.strip_prefix("/office/staff?kept=")).unwrap();
    let id = again.split('"').next().unwrap();
    let other = site.signed_in("other", Role::AccountsAdministrator, Unit::Province).await;
    assert!(!site.get_with("/office/kept", &[("cookie", &other.cookie)]).await.text().contains("li.si"));

    let address = format!("/office/staff?kept={id}");
    let sent = post_as(&site, &back, &address, &invitation("li.si")).await;
    assert_eq!(sent.status, 422);
    assert!(sent.text().contains("Li Si"), "what was typed stands in the form");
    let kept = site.get_with("/office/kept", &[("cookie", &back)]).await;
    assert!(!kept.text().contains("li.si"), "it was taken");
}

#[tokio::test]
async fn of_a_record_with_photos_what_was_typed_is_kept() {
    let site = TestSite::with_demo().await;
    let me = site.signed_in("root", Role::AccountsAdministrator, Unit::Province).await;
    stands_unused(&site, &me.cookie).await;
    let body = "--line\r\ncontent-disposition: form-data; name=\"remark\"\r\n\r\n她说想看海\r\n\
                --line\r\ncontent-disposition: form-data; name=\"photos\"; filename=\"a.jpg\"\r\n\r\nJFIF dots\r\n--line--\r\n";
    let headers = [
        ("content-type", "multipart/form-data; boundary=line"),
        ("sec-fetch-site", "same-origin"),
        ("cookie", me.cookie.as_str()),
    ];
    let record = format!("/office/help/{}/record?service=B05", CommandId::fresh());
    let sent = site.send("POST", &record, &headers, Body::from(body)).await;
    assert_eq!((sent.status.as_u16(), sent.header("location")), (303, "/sign-in?kept=1"));
    let back = site.signed_in_again("root", 1).await;
    let kept = site.get_with("/office/kept", &[("cookie", &back)]).await;
    assert!(kept.text().contains("她说想看海") && !kept.text().contains("JFIF"), "{}", kept.text());
}

#[tokio::test]
async fn whoever_timed_out_comes_back_by_the_entrance_with_the_old_cookie_still_in_the_browser() {
    let site = TestSite::with_demo().await;
    let me = site.signed_in("root", Role::AccountsAdministrator, Unit::Province).await;
    stands_unused(&site, &me.cookie).await;
    let sent = post_as(&site, &me.cookie, "/office/staff", &invitation("li.si")).await;
    assert_eq!(sent.header("location"), "/sign-in?kept=1");
    let again = format!("name=root&password={}", PASSWORD.replace(' ', "+"));
    let came = post_as(&site, &me.cookie, "/sign-in", &again).await;
    assert_eq!((came.status.as_u16(), came.header("location")), (303, "/sign-in/code"));
    let cookie = came.header("set-cookie").split(';').next().unwrap().to_owned();
    let code = site.code_of(me.id, 1);
    let came = post_as(&site, &cookie, "/sign-in/code", &format!("code={code}")).await;
    assert_eq!((came.status.as_u16(), came.header("location")), (303, "/office/kept"));
    // What is for everybody is so with that cookie too; a button without questions keeps nothing.
    assert_eq!(post_as(&site, &me.cookie, "/reminders", "a=b").await.status, 422);
    assert_eq!(post_as(&site, &me.cookie, "/sign-out", "").await.header("location"), "/");
    assert_eq!(post_as(&site, &me.cookie, "/office/inbox", "").await.header("location"), "/sign-in");
}

#[tokio::test]
async fn whoever_is_led_to_the_entrance_goes_on_to_the_page_they_asked_for() {
    let site = TestSite::with_demo().await;
    let me = site.signed_in("root", Role::AccountsAdministrator, Unit::Province).await;
    let (wanted, written) = ("/office/staff?q=li", "%2Foffice%2Fstaff%3Fq%3Dli");
    let led = site.get(&format!("/en{wanted}")).await;
    assert_eq!(led.header("location"), format!("/en/sign-in?next={written}"));
    let led = site.get(wanted).await;
    assert_eq!(led.header("location"), format!("/sign-in?next={written}"));
    let carries = format!("name=\"next\" value=\"{wanted}\"");
    let entrance = site.get(led.header("location")).await;
    assert!(entrance.text().contains(&carries), "{}", entrance.text());
    let enter = async |password: &str, next: &str| {
        let form = format!("name=root&password={}&next={next}", password.replace(' ', "+"));
        site.post("/sign-in", &form).await
    };
    let wrong = enter("another one", written).await;
    assert!(wrong.status == 422 && wrong.text().contains(&carries), "{}", wrong.text());
    // Nobody is led off the office.
    for next in
        ["%2F%2Fevil.example", "https%3A%2F%2Fevil.example%2Foffice%2F", "%2Fvolunteers%2Fme", "%2Foffice"]
    {
        assert_eq!(enter(PASSWORD, next).await.header("location"), "/sign-in/code", "{next}");
    }
    let came = enter(PASSWORD, written).await;
    assert_eq!(came.header("location"), format!("/sign-in/code?next={written}"));
    let cookie = came.header("set-cookie").split(';').next().unwrap().to_owned();
    // Half in, and at another page.
    let led = site.get_with("/office/sessions", &[("cookie", &cookie)]).await;
    assert_eq!(led.header("location"), "/sign-in/code?next=%2Foffice%2Fsessions");
    let step = site.get_with(came.header("location"), &[("cookie", &cookie)]).await;
    assert!(step.text().contains(&carries), "{}", step.text());
    let code = format!("code={}&next={written}", site.code_of(me.id, 1));
    assert_eq!(post_as(&site, &cookie, "/sign-in/code", &code).await.header("location"), wanted);
}

#[tokio::test]
async fn a_kept_form_that_leads_nowhere_is_not_lost() {
    let site = TestSite::with_demo().await;
    let me = site.signed_in("root", Role::AccountsAdministrator, Unit::Province).await;
    stands_unused(&site, &me.cookie).await;
    post_as(&site, &me.cookie, "/office/staff", &invitation("li.si")).await;
    let back = site.signed_in_again("root", 1).await;
    let kept = async || site.get_with("/office/kept", &[("cookie", &back)]).await.text().to_owned();
    let text = kept().await;
    let id = text.split("/office/staff?kept=").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let lost = post_as(&site, &back, &format!("/office/staff/nobody?kept={id}"), "act=link").await;
    assert_eq!(lost.status, 404);
    assert!(kept().await.contains("li.si"));
}

#[tokio::test]
async fn a_second_factor_is_set_up_only_after_showing_once_more_who_it_is() {
    let site = TestSite::with_demo().await;
    let station = site.program.directory.get().station("qionghai-jiaji").unwrap().id;
    let me = site.signed_in("wang", Role::SocialWorker, Unit::Station(station)).await;
    let page = site.get_with("/account/second-factor", &[("cookie", &me.cookie)]).await;
    assert_eq!(page.header("location"), "/office/account", "its secret is not shown unasked");
    was_proved_long_ago(&site, &me.cookie).await;
    let asked = post_as(&site, &me.cookie, "/office/account/second-factor", "").await;
    assert!(asked.text().contains("type=\"password\""), "who has no second factor gives the password");
    let proof = format!("proof={}", PASSWORD.replace(' ', "+"));
    let led = post_as(&site, &me.cookie, "/office/account/second-factor", &proof).await;
    assert_eq!(led.header("location"), "/account/second-factor");
    let page = site.get_with("/account/second-factor", &[("cookie", &me.cookie)]).await;
    assert_eq!(page.status, 200);
}

#[tokio::test]
async fn whoever_may_not_take_over_is_told_and_nothing_that_was_typed_is_lost() {
    let site = TestSite::with_demo().await;
    let root = site.signed_in("root", Role::AccountsAdministrator, Unit::Province).await;
    let (audit, _) = site.invited("audit", Role::AuditAdministrator, Unit::Province).await;
    let (security, _) = site.invited("security", Role::SecurityAdministrator, Unit::Province).await;
    let id = CommandId::fresh();
    let form = format!("command={id}&basis=1&act=hand_over&until=2099-12-31&to={security}");
    let told = post_as(&site, &root.cookie, &format!("/en/office/staff/{audit}"), &form).await;
    assert_eq!(told.status, 422);
    let text = told.text();
    assert!(text.contains("They may not have these roles") && text.contains("value=\"2099-12-31\""));
}

#[tokio::test]
async fn a_cookie_that_never_was_keeps_nothing_and_a_password_is_never_kept() {
    let site = TestSite::with_demo().await;
    let me = site.signed_in("wang", Role::Supervisor, Unit::Province).await;
    let nobody = post_as(&site, "sid=made-up", "/office/staff", "name=Li").await;
    assert_eq!(nobody.header("location"), "/sign-in");
    stands_unused(&site, &me.cookie).await;
    let sent = format!("current={}&password=a+new+secret+of+mine&again=x", PASSWORD.replace(' ', "+"));
    post_as(&site, &me.cookie, "/office/account", &sent).await;
    let back = site.signed_in_again("wang", 1).await;
    let kept = site.get_with("/office/kept", &[("cookie", &back)]).await;
    assert!(!kept.text().contains("/office/account?kept="), "who types a password anew types all of it");
    assert!(!kept.text().contains("coconut") && !kept.text().contains("secret of mine"));
}

#[tokio::test]
async fn what_has_consequences_asks_once_more_and_goes_on_with_the_same_form() {
    let site = TestSite::with_demo().await;
    let me = site.signed_in("root", Role::AccountsAdministrator, Unit::Province).await;
    was_proved_long_ago(&site, &me.cookie).await;
    let sent = invitation("li.si").replace("social_worker", "county_officer");
    let asked = post_as(&site, &me.cookie, "/office/staff", &sent).await;
    assert_eq!(asked.status, 200);
    let text = asked.text();
    assert!(
        text.contains("name=\"proof\"") && text.contains("value=\"li.si\"") && !text.contains("/start?key=")
    );
    let wrong = post_as(&site, &me.cookie, "/office/staff", &format!("{sent}&proof=000000")).await;
    assert_eq!(wrong.status, 422);
    assert!(!wrong.text().contains("value=\"000000\""), "a proof does not come back");
    let code = site.code_of(me.id, 1);
    let done = post_as(&site, &me.cookie, "/office/staff", &format!("{sent}&proof={code}")).await;
    assert_eq!(done.status, 200);
    assert!(done.text().contains("/start?key="));
    // For some minutes nobody is asked again; and a code works once.
    let sent = invitation("zhao").replace("social_worker", "county_officer");
    assert!(post_as(&site, &me.cookie, "/office/staff", &sent).await.text().contains("/start?key="));
    was_proved_long_ago(&site, &me.cookie).await;
    let sent = invitation("qian").replace("social_worker", "county_officer");
    assert_eq!(
        post_as(&site, &me.cookie, "/office/staff", &format!("{sent}&proof={code}")).await.status,
        422
    );
}

#[tokio::test]
async fn the_export_of_the_journal_new_codes_and_the_address_of_a_password_ask_once_more() {
    let site = TestSite::with_demo().await;
    let me = site.signed_in("audit", Role::AuditAdministrator, Unit::Province).await;
    was_proved_long_ago(&site, &me.cookie).await;
    for address in [
        "/office/journal/export.csv",
        "/office/account/recovery-codes",
        "/office/account/second-factor",
        "/office/volunteers/0192f0c0-0000-7000-8000-000000000000/password-slip",
    ] {
        let asked = post_as(&site, &me.cookie, address, "").await;
        assert!(asked.status == 200 && asked.text().contains("name=\"proof\""), "{address}");
        assert!(asked.header("content-type").starts_with("text/html"), "{address}");
    }
    // Guessing makes wait.
    let mut waits = false;
    for _ in 0..8 {
        waits |= post_as(&site, &me.cookie, "/office/journal/export.csv", "proof=x").await.status == 429;
    }
    assert!(waits);
}

#[tokio::test]
async fn pages_of_the_office_warn_in_time_and_those_of_the_public_do_not() {
    let site = TestSite::with(&[("session_idle_minutes", "3")]).await;
    let me = site.signed_in("wang", Role::Supervisor, Unit::Province).await;
    let office = site.get_with("/office", &[("cookie", &me.cookie)]).await;
    assert!(office.text().contains("data-idle=\"180\"") && office.text().contains("session-watch"));
    let home = site.get_with("/", &[("cookie", &me.cookie)]).await;
    assert!(!home.text().contains("session-watch"));
    assert_eq!(post_as(&site, &me.cookie, "/office/still-here", "").await.status, 204);
    stands_unused(&site, &me.cookie).await;
    assert_eq!(post_as(&site, &me.cookie, "/office/still-here", "").await.status, 303);
}

#[tokio::test]
async fn who_forgot_something_is_answered_alike_whether_they_are_known_or_not() {
    let site = TestSite::with_demo().await;
    site.signed_in("wang", Role::Supervisor, Unit::Province).await;
    let mut answers = Vec::new();
    for name in ["wang", "nobody"] {
        let answer = site.post("/sign-in/forgotten", &format!("name={name}&lost=password")).await;
        assert_eq!(answer.status, 200);
        assert!(answer.headers.get("set-cookie").is_none());
        answers.push(answer.text().len());
    }
    assert_eq!(answers[0], answers[1]);
    let root = site.signed_in("root", Role::AccountsAdministrator, Unit::Province).await;
    let office = site.get_with("/office", &[("cookie", &root.cookie)]).await;
    assert!(office.text().contains("wang Wang"), "whoever may let them in sees it");
}

#[tokio::test]
async fn who_signs_in_where_a_session_is_open_ends_that_one() {
    let site = TestSite::with_demo().await;
    let me = site.signed_in("root", Role::AccountsAdministrator, Unit::Province).await;
    assert_eq!(site.get_with("/office", &[("cookie", &me.cookie)]).await.status, 200);
    let again = format!("name=root&password={}", PASSWORD.replace(' ', "+"));
    let wrong = post_as(&site, &me.cookie, "/sign-in", "name=root&password=another+one").await;
    assert_eq!(wrong.status, 422);
    assert_eq!(site.get_with("/office", &[("cookie", &me.cookie)]).await.status, 200, "nobody came in");
    assert_eq!(post_as(&site, &me.cookie, "/sign-in", &again).await.header("location"), "/sign-in/code");
    assert_eq!(site.get_with("/office", &[("cookie", &me.cookie)]).await.status, 303, "it is over");
}
