//! Settings, over HTTP: whose they are, what they change on the public pages, and whatever people type.

use app::{access::Role, ids::CommandId, journal::model::Unit, settings::parse::Part};
use axum::body::Body;

use crate::{
    nasty::{TEXTS, encoded},
    support::{Answer, TestSite},
};

const PAGE: &str = "/office/settings";

async fn get(site: &TestSite, cookie: &str, address: &str) -> Answer {
    site.get_with(address, &[("cookie", cookie)]).await
}

async fn post(site: &TestSite, cookie: &str, address: &str, pairs: &[(&str, &str)]) -> Answer {
    let command = CommandId::fresh().to_string();
    let own = [("command", command.as_str())];
    let pairs: Vec<_> =
        own.iter().chain(pairs).map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("sec-fetch-site", "same-origin"),
        ("cookie", cookie),
    ];
    site.send("POST", address, &headers, Body::from(pairs.join("&"))).await
}

async fn officer(site: &TestSite) -> String {
    site.signed_in("officer", Role::ProvincialOfficer, Unit::Province).await.cookie
}

#[tokio::test]
async fn what_the_province_sets_is_read_by_the_public_and_stands_in_the_history() {
    let site = TestSite::with_demo().await;
    let cookie = officer(&site).await;
    for part in Part::ALL {
        for l in ["", "/en"] {
            let page = get(&site, &cookie, &format!("{l}{PAGE}?part={}", part.word())).await;
            assert_eq!((page.status.as_u16(), page.header("cache-control")), (200, "no-store"), "{part:?}");
        }
    }
    let names = [
        ("part", "station_name"),
        ("station_word_zh", "民政服务站"),
        ("station_aliases", "便民站"),
        ("seen", "{}"),
    ];
    let saved = post(&site, &cookie, PAGE, &names).await;
    assert_eq!(
        (saved.status.as_u16(), saved.header("location")),
        (303, "/office/settings?part=station_name&saved=1")
    );
    let history = get(&site, &cookie, "/office/settings?part=station_name&saved=1").await;
    assert!(history.text().contains("（空） → 民政服务站") && history.text().contains("已保存"));
    assert!(site.get("/stations").await.text().contains("民政服务站"));
    let found = site.get(&format!("/stations?q={}", encoded("嘉积镇便民站"))).await;
    assert!(found.text().contains("嘉积镇社工站"), "found by the other word");
    let operator =
        [("part", "operator"), ("operator_zh", "演示单位"), ("icp_record", "演示备案"), ("seen", "{}")];
    assert_eq!(post(&site, &cookie, PAGE, &operator).await.status, 303);
    let home = site.get("/").await;
    assert!(home.text().contains("主办单位：演示单位") && home.text().contains("演示备案"));
    let late =
        post(&site, &cookie, PAGE, &[("part", "operator"), ("operator_zh", "别的单位"), ("seen", "{}")])
            .await;
    assert_eq!(late.status, 409);
    assert!(late.text().contains("演示单位"));
    let field = site.get("/field/directory.json").await;
    assert!(field.text().contains("民政服务站"));
}

#[tokio::test]
async fn the_key_of_the_map_is_never_shown_again_and_lets_tiles_in() {
    let site = TestSite::with_demo().await;
    let cookie = officer(&site).await;
    let tiles = "https://t0.tianditu.gov.cn";
    assert!(!site.get("/stations").await.header("content-security-policy").contains(tiles));
    let form = [("part", "map"), ("tianditu_key", "abcdefgh12345678"), ("seen", "{}")];
    assert_eq!(post(&site, &cookie, PAGE, &form).await.status, 303);
    let page = get(&site, &cookie, "/office/settings?part=map").await;
    assert!(page.text().contains("尾号 5678") && !page.text().contains("abcdefgh"));
    let public = site.get("/stations").await;
    assert!(public.header("content-security-policy").contains(tiles));
    assert!(public.text().contains("tk=abcdefgh12345678"));
    assert!(!site.get("/field/directory.json").await.text().contains("abcdefgh"));
    assert_eq!(
        post(&site, &cookie, PAGE, &[("part", "map"), ("forget", "on"), ("seen", "{}")]).await.status,
        303
    );
    assert!(!site.get("/stations").await.text().contains("abcdefgh"));
}

#[tokio::test]
async fn what_the_configuration_sets_wins_and_the_page_says_so() {
    let given = [("operator_zh", "配置里的单位"), ("tianditu_key", "fromthefile12345")];
    let site = TestSite::with_demo_and(&given).await;
    let cookie = officer(&site).await;
    let page = get(&site, &cookie, "/office/settings?part=operator").await;
    assert!(page.text().contains("配置里的单位（由服务器配置文件设定"));
    assert!(!page.text().contains("name=\"operator_zh\""));
    let form = [("part", "operator"), ("operator_zh", "别的单位"), ("seen", "{}")];
    assert_eq!(post(&site, &cookie, PAGE, &form).await.status, 303);
    assert!(site.get("/").await.text().contains("主办单位：配置里的单位"));
    let map = get(&site, &cookie, "/office/settings?part=map").await;
    assert!(!map.text().contains("fromthefile12345"));
}

#[tokio::test]
async fn a_retired_mode_is_offered_no_more_and_still_named_where_it_is_used() {
    let site = TestSite::with_demo().await;
    let cookie = officer(&site).await;
    let used = site.program.directory.get();
    let unit = used.stations.iter().find(|it| it.mode.as_deref() == Some("street")).unwrap();
    let retire = [("part", "station_mode"), ("entry", "street"), ("act", "retire")];
    assert_eq!(post(&site, &cookie, PAGE, &retire).await.status, 303);
    assert!(!site.get("/stations").await.text().contains("value=\"street\""));
    assert!(site.get(&format!("/stations/{}", unit.slug)).await.text().contains("街道模式"));
    let restore = [("part", "station_mode"), ("entry", "street"), ("act", "restore")];
    assert_eq!(post(&site, &cookie, PAGE, &restore).await.status, 303);
    assert!(site.get("/stations").await.text().contains("value=\"street\""));
    let new = [("part", "programme"), ("code", "second-batch"), ("name_zh", "第二批社工站"), ("seen", "{}")];
    assert_eq!(post(&site, &cookie, PAGE, &new).await.status, 303);
    let again = post(&site, &cookie, PAGE, &new).await;
    assert_eq!((again.status.as_u16(), again.text().contains("这个代号已经有了")), (422, true));
    assert!(again.text().contains("第二批社工站"), "what was typed is still there");
}

#[tokio::test]
async fn a_year_is_added_with_its_source_and_moves_opening_hours() {
    let site = TestSite::with_demo().await;
    let cookie = officer(&site).await;
    let form = |days: &'static str, source: &'static str| {
        [("part", "calendar"), ("entry", "2031"), ("days", days), ("source", source), ("seen", "{}")]
    };
    let wrong = post(&site, &cookie, PAGE, &form("2031-01-01 元旦", "")).await;
    assert_eq!(wrong.status, 422);
    for words in ["没有看懂", "请填写这一项", "2031-01-01 元旦"] {
        assert!(wrong.text().contains(words), "{words}");
    }
    assert_eq!(post(&site, &cookie, PAGE, &form("2031-01-01 休 元旦", "某通知")).await.status, 303);
    let page = get(&site, &cookie, "/office/settings?part=calendar&entry=2031").await;
    assert!(page.text().contains("2031-01-01 休 元旦") && page.text().contains("登记 2032 年"));
    let day = app::iso_date::parse("2031-01-01").unwrap();
    assert!(site.program.directory.get().calendar.day(day).is_some());
}

#[tokio::test]
async fn whatever_is_typed_into_a_setting_is_kept_or_told_and_comes_back_as_text() {
    let site = TestSite::with_demo().await;
    let cookie = officer(&site).await;
    for text in TEXTS {
        for part in Part::ALL {
            let settings = part.settings().iter().map(|setting| setting.word());
            let asked: Vec<_> = settings.chain(part.fields().iter().copied()).chain(["code"]).collect();
            let entry = if part == Part::Calendar { "2033" } else { "" };
            let mut form = vec![("part", part.word()), ("entry", entry), ("seen", "{}")];
            form.extend(asked.iter().map(|name| (*name, text)));
            let answer = post(&site, &cookie, PAGE, &form).await;
            let status = answer.status.as_u16();
            assert!([303, 409, 422].contains(&status), "{part:?} {text:?}: {status}");
            assert_eq!(status != 303, answer.text().contains("error-summary"), "{part:?} {text:?}");
            for mark in ["<script>alert", "<img src=x", "<svg/onload", "<![CDATA["] {
                assert!(!answer.text().contains(mark), "{part:?}: {mark} came back as it was");
            }
        }
        for (name, known) in
            [("part", "station_mode"), ("entry", "street"), ("act", "retire"), ("seen", "{}")]
        {
            let mut form = vec![("part", "station_mode"), ("entry", "street"), ("act", "retire")];
            form.retain(|(it, _)| *it != name);
            form.push((name, if text.is_empty() { known } else { text }));
            let status = post(&site, &cookie, PAGE, &form).await.status.as_u16();
            assert!([303, 404, 409, 422].contains(&status), "{name} {text:?}: {status}");
        }
        let address = format!("{PAGE}?part={0}&entry={0}&saved={0}", encoded(text));
        let status = get(&site, &cookie, &address).await.status.as_u16();
        assert!([200, 404].contains(&status), "{address}: {status}");
    }
    assert_eq!(site.get("/").await.status, 200);
}
