//! The office of a unit, over HTTP: forms, conflicts, whose unit it is, and whatever people type.

use app::{access::Role, ids::CommandId, journal::model::Unit};
use axum::body::Body;

use crate::{
    nasty::{TEXTS, encoded},
    support::{Answer, TestSite},
};

const STATION: &str = "qionghai-jiaji";
const PAGE: &str = "/office/stations/qionghai-jiaji";

fn unit_of(site: &TestSite, slug: &str) -> Unit {
    Unit::Station(site.program.directory.get().station(slug).unwrap().id)
}

async fn get(site: &TestSite, cookie: &str, address: &str) -> Answer {
    site.get_with(address, &[("cookie", cookie)]).await
}

async fn post(site: &TestSite, cookie: &str, address: &str, pairs: &[(&str, &str)]) -> Answer {
    let command = CommandId::fresh().to_string();
    let own = [("command", command.as_str()), ("basis", "1")];
    let pairs: Vec<_> =
        own.iter().chain(pairs).map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("sec-fetch-site", "same-origin"),
        ("cookie", cookie),
    ];
    site.send("POST", address, &headers, Body::from(pairs.join("&"))).await
}

/// What stands in the fields of the unit, as a form says that it was seen.
fn seen(site: &TestSite) -> String {
    let directory = site.program.directory.get();
    serde_json::to_string(&app::stations::edit::record(directory.station(STATION).unwrap())).unwrap()
}

#[tokio::test]
async fn a_worker_closes_the_unit_for_today_and_the_public_reads_why() {
    let site = TestSite::with_demo().await;
    let me = site.signed_in("wang", Role::SocialWorker, unit_of(&site, STATION)).await;
    let list = get(&site, &me.cookie, "/office/stations").await;
    assert_eq!((list.status.as_u16(), list.header("cache-control")), (200, "no-store"));
    assert!(list.text().contains(PAGE) && !list.text().contains("/office/stations/qionghai-tanmen"));
    let page = get(&site, &me.cookie, PAGE).await;
    assert!(page.text().contains("因台风关闭") && page.text().contains("信息无误"));
    let today = app::stations::hours::LocalMoment::from_unix_ms(now_ms()).date.to_string();
    let close = [("act", "close_today"), ("day", today.as_str()), ("reason", "typhoon"), ("seen", "{}")];
    let closed = post(&site, &me.cookie, PAGE, &close).await;
    assert_eq!(
        (closed.status.as_u16(), closed.header("location")),
        (303, format!("{PAGE}?done=close_today").as_str())
    );
    for (address, words) in [
        (format!("/stations/{STATION}"), "因台风关闭"),
        (format!("/en/stations/{STATION}"), "Closed because of the typhoon"),
        (format!("{PAGE}?done=close_today"), "已登记关闭"),
        ("/office".to_owned(), "今天关闭"),
    ] {
        assert!(get(&site, &me.cookie, &address).await.text().contains(words), "{address}");
    }
    let again = post(
        &site,
        &me.cookie,
        PAGE,
        &[("act", "close_today"), ("day", &today), ("reason", "rain"), ("seen", "{}")],
    )
    .await;
    assert_eq!(again.status, 409);
    assert!(again.text().contains("因暴雨关闭") && again.text().contains("改成我写的"));
    let seen = "{\"reason\":\"typhoon\"}";
    let open =
        post(&site, &me.cookie, PAGE, &[("act", "reopen_today"), ("day", &today), ("seen", seen)]).await;
    assert_eq!(open.status, 303);
    assert!(!site.get(&format!("/stations/{STATION}")).await.text().contains("因台风关闭"));
}

fn now_ms() -> i64 {
    i64::try_from(time::OffsetDateTime::now_utc().unix_timestamp_nanos() / 1_000_000).unwrap()
}

#[tokio::test]
async fn two_people_who_change_one_field_see_both_values_and_different_fields_both_stand() {
    let site = TestSite::with_demo().await;
    let leader = site.signed_in("leader", Role::StationLeader, unit_of(&site, STATION)).await;
    let officer = site.signed_in("officer", Role::CountyOfficer, Unit::County("469002".into())).await;
    let seen = seen(&site);
    let form = |field: &'static str, text: &'static str| {
        [("act", "edit_station"), ("field", field), (field, text), ("seen", seen.as_str())]
    };
    assert_eq!(post(&site, &leader.cookie, PAGE, &form("phone", "12345")).await.status, 303);
    assert_eq!(post(&site, &officer.cookie, PAGE, &form("address_zh", "人民路 1 号")).await.status, 303);
    let conflict = post(&site, &officer.cookie, &format!("/en{PAGE}"), &form("phone", "54321")).await;
    assert_eq!(conflict.status, 409);
    assert!(conflict.text().contains("12345") && conflict.text().contains("54321"));
    let public = site.get(&format!("/stations/{STATION}")).await;
    assert!(public.text().contains("tel:12345") && public.text().contains("人民路 1 号"));
    // Having seen both, theirs is taken.
    let now = "{\"phone\":\"12345\"}";
    let insisting = [("act", "edit_station"), ("field", "phone"), ("phone", "54321"), ("seen", now)];
    assert_eq!(post(&site, &officer.cookie, PAGE, &insisting).await.status, 303);
    assert!(site.get(&format!("/stations/{STATION}")).await.text().contains("tel:54321"));
    let history = get(&site, &officer.cookie, PAGE).await;
    assert!(history.text().contains("12345 → 54321"));
}

#[tokio::test]
async fn a_foreign_unit_answers_like_one_that_is_not_there_for_every_role() {
    let site = TestSite::with_demo().await;
    let own = unit_of(&site, STATION);
    for role in Role::ALL {
        let unit = [own.clone(), Unit::County("469002".into()), Unit::Province];
        let unit = unit.into_iter().find(|unit| role.fits(unit)).unwrap();
        let sees_all = unit == Unit::Province && role == Role::ProvincialOfficer;
        let me = site.signed_in(role.word(), role, unit).await;
        let expected = if role.administers() { 404 } else { 200 };
        assert_eq!(get(&site, &me.cookie, "/office/stations").await.status, expected, "{role:?}");
        assert_eq!(get(&site, &me.cookie, PAGE).await.status, expected, "{role:?}");
        for slug in ["lingao-lincheng", "nowhere"] {
            let address = format!("/office/stations/{slug}");
            let there = site.program.directory.get().station(slug).is_some();
            assert!(there == (slug != "nowhere"));
            let expected = if there && sees_all { 200 } else { 404 };
            assert_eq!(get(&site, &me.cookie, &address).await.status, expected, "{role:?} {slug}");
            let verify = post(&site, &me.cookie, &address, &[("act", "verify_station")]).await;
            let expected = if there && sees_all { 409 } else { 404 };
            assert_eq!(verify.status, expected, "{role:?} verifies {slug}");
        }
    }
}

#[tokio::test]
async fn whatever_is_typed_into_a_field_is_kept_or_told_and_comes_back_as_text() {
    let site = TestSite::with_demo().await;
    let me = site.signed_in("officer", Role::CountyOfficer, Unit::County("469002".into())).await;
    for field in app::stations::edit::Field::ALL {
        for text in TEXTS {
            let seen = seen(&site);
            let form = [
                ("act", "edit_station"),
                ("field", field.word()),
                (field.word(), text),
                ("seen", seen.as_str()),
            ];
            let answer = post(&site, &me.cookie, PAGE, &form).await;
            let status = answer.status.as_u16();
            assert!([303, 422].contains(&status), "{field:?} {text:?}: {status}");
            if status == 422 {
                assert!(answer.text().contains("error-summary"), "{field:?} {text:?}");
            }
            for mark in ["<script>alert", "<img src=x", "<svg/onload", "<![CDATA["] {
                assert!(!answer.text().contains(mark), "{field:?}: {mark} came back as it was");
            }
        }
    }
    for (name, texts) in
        [("day", TEXTS), ("other_reason", TEXTS), ("act", TEXTS), ("seen", TEXTS), ("field", TEXTS)]
    {
        for text in texts {
            let form = [("act", "close_today"), ("day", "2000-01-01"), ("other_reason", "x"), (name, text)];
            let status = post(&site, &me.cookie, PAGE, &form).await.status.as_u16();
            assert!([409, 422].contains(&status), "{name} {text:?}: {status}");
        }
    }
    for text in TEXTS {
        for address in [
            format!("/office/stations?q={0}&waits={0}&page={0}", encoded(text)),
            format!("{PAGE}?done={}", encoded(text)),
        ] {
            assert_eq!(get(&site, &me.cookie, &address).await.status, 200, "{address}");
        }
    }
    assert_eq!(site.get(&format!("/stations/{STATION}")).await.status, 200);
}

#[tokio::test]
async fn nothing_that_was_typed_is_lost_when_something_is_wrong() {
    let site = TestSite::with_demo().await;
    let me = site.signed_in("leader", Role::StationLeader, unit_of(&site, STATION)).await;
    let form = [
        ("act", "edit_station"),
        ("seen", "{}"),
        ("field", "name_zh"),
        ("name_zh", ""),
        ("field", "address_zh"),
        ("address_zh", "一条很长的路"),
        ("field", "pinyin"),
        ("pinyin", "ĀÁ"),
    ];
    for (address, words) in [(PAGE.to_owned(), "请填写"), (format!("/en{PAGE}"), "write something")] {
        let answer = post(&site, &me.cookie, &address, &form).await;
        assert_eq!(answer.status, 422);
        for kept in [words, "一条很长的路", "ĀÁ"] {
            assert!(answer.text().contains(kept), "{address}: {kept}");
        }
    }
}
