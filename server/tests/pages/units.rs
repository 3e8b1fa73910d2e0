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
    // Two taps from the first page.
    let office = get(&site, &me.cookie, "/office").await;
    assert!(office.text().contains("因台风关闭") && office.text().contains(&format!("action=\"{PAGE}\"")));
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
    let fields = app::stations::edit::Field::ALL.map(|field| field.word());
    for (at, text) in TEXTS.into_iter().enumerate() {
        let seen = seen(&site);
        // All fields at once, and one of them alone: where nothing is wrong with it, it is kept.
        for asked in [&fields[..], &[fields[at % fields.len()]]] {
            let own = [("act", "edit_station"), ("seen", seen.as_str())].into_iter();
            let form: Vec<_> =
                own.chain(asked.iter().flat_map(|field| [("field", *field), (*field, text)])).collect();
            let answer = post(&site, &me.cookie, PAGE, &form).await;
            let status = answer.status.as_u16();
            assert!([303, 422].contains(&status), "{asked:?} {text:?}: {status}");
            assert_eq!(status == 422, answer.text().contains("error-summary"), "{asked:?} {text:?}");
            for mark in ["<script>alert", "<img src=x", "<svg/onload", "<![CDATA["] {
                assert!(!answer.text().contains(mark), "{asked:?}: {mark} came back as it was");
            }
        }
        let new = [
            ("county", "469002"),
            ("kind", text),
            ("division", text),
            ("slug", text),
            ("field", "name_zh"),
            ("name_zh", text),
        ];
        assert_eq!(post(&site, &me.cookie, "/office/stations/new", &new).await.status, 422, "{text:?}");
        for name in ["day", "other_reason", "act", "seen", "field"] {
            let form = [("act", "close_today"), ("day", "2000-01-01"), ("other_reason", "x"), (name, text)];
            let status = post(&site, &me.cookie, PAGE, &form).await.status.as_u16();
            assert!([409, 422].contains(&status), "{name} {text:?}: {status}");
        }
        for name in ["stage", "on", "proof", "seen"] {
            let form = [("act", "reach_stage"), ("stage", "x"), ("on", "2000-01-01"), (name, text)];
            assert_eq!(post(&site, &me.cookie, PAGE, &form).await.status, 422, "{name} {text:?}");
        }
        for name in ["into", "sure"] {
            let form = [("act", "close_station"), ("into", "x"), ("sure", ""), (name, text)];
            assert_eq!(post(&site, &me.cookie, PAGE, &form).await.status, 422, "{name} {text:?}");
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

#[tokio::test]
async fn a_county_adds_a_unit_leads_it_to_its_opening_and_merges_it_again() {
    let site = TestSite::with_demo().await;
    let me = site.signed_in("officer", Role::CountyOfficer, Unit::County("469002".into())).await;
    let new = "/office/stations/new";
    assert_eq!(get(&site, &me.cookie, new).await.status, 200);
    let form = |county: &'static str, slug: &'static str| {
        [
            ("kind", "station"),
            ("county", county),
            ("division", "嘉积镇"),
            ("slug", slug),
            ("field", "name_zh"),
            ("name_zh", "嘉积二站"),
            ("field", "pinyin"),
            ("pinyin", "jia ji er zhan"),
        ]
    };
    assert_eq!(
        post(&site, &me.cookie, new, &form("469028", "lingao-two")).await.status,
        404,
        "not their county"
    );
    let taken = post(&site, &me.cookie, new, &form("469002", STATION)).await;
    assert_eq!((taken.status.as_u16(), taken.text().contains("嘉积二站")), (409, true));
    assert_eq!(post(&site, &me.cookie, new, &form("469002", "")).await.status, 422);
    let page = "/office/stations/qionghai-two";
    let added = post(&site, &me.cookie, new, &form("469002", "qionghai-two")).await;
    assert_eq!(
        (added.status.as_u16(), added.header("location")),
        (303, format!("{page}?done=add_station").as_str())
    );
    assert!(site.get("/stations/qionghai-two").await.text().contains("筹建"));
    let seen = "{\"stage\":\"preparing\"}";
    let today = app::stations::hours::LocalMoment::from_unix_ms(now_ms()).date.to_string();
    let reach = [
        ("act", "reach_stage"),
        ("stage", "operating"),
        ("on", today.as_str()),
        ("proof", "验收单 12 号"),
        ("seen", seen),
    ];
    assert_eq!(post(&site, &me.cookie, page, &reach).await.status, 303);
    let shown = get(&site, &me.cookie, page).await;
    assert!(shown.text().contains("验收单 12 号") && shown.text().contains("运营"));
    let serves = [("act", "edit_station"), ("field", "serves"), ("serves", "嘉积镇"), ("seen", "{}")];
    assert_eq!(post(&site, &me.cookie, page, &serves).await.status, 303);
    // Merged away again: the other serves what it served, and its own page says where to go.
    let Unit::Station(into) = unit_of(&site, "qionghai-tanmen") else { panic!() };
    let into = into.to_string();
    let merge = [("act", "close_station"), ("into", into.as_str())];
    assert_eq!(post(&site, &me.cookie, page, &merge).await.status, 422, "not confirmed");
    let merge = [("act", "close_station"), ("into", into.as_str()), ("sure", "on")];
    assert_eq!(post(&site, &me.cookie, page, &merge).await.status, 303);
    let directory = site.program.directory.get();
    assert!(directory.station("qionghai-tanmen").unwrap().serves.contains(&"469002100".to_owned()));
    let public = site.get("/stations/qionghai-two").await;
    assert!(public.text().contains("已并入") && public.text().contains("/stations/qionghai-tanmen"));
    let closed = post(&site, &me.cookie, page, &[("act", "verify_station")]).await;
    assert_eq!((closed.status.as_u16(), closed.text().contains("已经撤销")), (409, true));
    assert!(get(&site, &me.cookie, page).await.text().contains("新增站点"), "its history stays");
}

#[tokio::test]
async fn only_a_county_adds_merges_and_closes_units() {
    let site = TestSite::with_demo().await;
    let leader = site.signed_in("leader", Role::StationLeader, unit_of(&site, STATION)).await;
    assert_eq!(get(&site, &leader.cookie, "/office/stations/new").await.status, 404);
    assert_eq!(
        post(&site, &leader.cookie, "/office/stations/new", &[("county", "469002")]).await.status,
        404
    );
    let close = post(&site, &leader.cookie, PAGE, &[("act", "close_station"), ("sure", "on")]).await;
    assert_eq!(close.status, 409);
    assert!(!get(&site, &leader.cookie, PAGE).await.text().contains("合并或撤销"));
    let elsewhere = unit_of(&site, "lingao-lincheng").to_string();
    let officer = site.signed_in("officer", Role::CountyOfficer, Unit::County("469002".into())).await;
    let merge = [("act", "merge_station"), ("sure", "on"), ("into", elsewhere.as_str())];
    assert_eq!(post(&site, &officer.cookie, PAGE, &merge).await.status, 404, "into another county's unit");
}
