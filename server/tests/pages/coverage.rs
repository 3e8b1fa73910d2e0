//! Coverage, over HTTP: whose it is, that each number opens as many units, targets, and whatever people type.

use app::{access::Role, ids::CommandId, journal::model::Unit};
use axum::body::Body;

use crate::{
    nasty::{TEXTS, encoded},
    support::{Answer, TestSite},
};

const PAGE: &str = "/office/coverage";
const QIONGHAI: &str = "/office/coverage/469002";

async fn get(site: &TestSite, cookie: &str, address: &str) -> Answer {
    site.get_with(address, &[("cookie", cookie)]).await
}

async fn set(site: &TestSite, cookie: &str, year: &str, places: &str, seen: &str) -> Answer {
    let command = CommandId::fresh().to_string();
    let pairs = [("command", command.as_str()), ("target_year", year), ("places", places), ("seen", seen)];
    let pairs = pairs.map(|(name, value)| format!("{name}={}", encoded(value)));
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("sec-fetch-site", "same-origin"),
        ("cookie", cookie),
    ];
    site.send("POST", QIONGHAI, &headers, Body::from(pairs.join("&"))).await
}

/// Every link of a page to a list of units, with the number that it stands under.
fn numbers(page: &str) -> Vec<(String, usize)> {
    let links = page.split("<a href=\"").skip(1).filter(|link| link.starts_with("/office/stations?"));
    links
        .filter_map(|link| {
            let (address, rest) = link.split_once("\">")?;
            let number = rest.split_once("</a>")?.0.parse().ok()?;
            Some((address.replace("&amp;", "&"), number))
        })
        .collect()
}

#[tokio::test]
async fn every_number_of_units_opens_a_list_of_as_many() {
    let site = TestSite::with_demo().await;
    let province = site.signed_in("officer", Role::ProvincialOfficer, Unit::Province).await;
    let mut looked_at = 0;
    for address in [PAGE.to_owned(), format!("{PAGE}?without=three-tier"), QIONGHAI.to_owned()] {
        let page = get(&site, &province.cookie, &address).await;
        assert_eq!((page.status.as_u16(), page.header("cache-control")), (200, "no-store"));
        let mut seen = std::collections::BTreeSet::new();
        for (list, number) in numbers(page.text()) {
            // The units stand first; their people open the same list.
            if !seen.insert(list.clone()) {
                continue;
            }
            let listed = get(&site, &province.cookie, &list).await;
            assert!(listed.text().contains(&format!("共 {number} 个")), "{list}: {number}");
            looked_at += 1;
        }
    }
    assert!(looked_at > 40, "{looked_at}");
}

#[tokio::test]
async fn a_county_officer_sees_their_own_county_and_nobody_below_an_office_sees_any() {
    let site = TestSite::with_demo().await;
    let county = Unit::County("469002".into());
    let officer = site.signed_in("county", Role::CountyOfficer, county).await;
    let led = get(&site, &officer.cookie, PAGE).await;
    assert_eq!((led.status.as_u16(), led.header("location")), (303, QIONGHAI));
    let own = get(&site, &officer.cookie, QIONGHAI).await;
    assert!(own.status == 200 && !own.text().contains("下达目标"));
    for other in ["/office/coverage/469028", "/office/coverage/nowhere", "/office/coverage/460000"] {
        assert_eq!(get(&site, &officer.cookie, other).await.status, 404, "{other}");
    }
    assert_eq!(set(&site, &officer.cookie, "2027", "5", "").await.status, 404);
    let station = site.program.directory.get().station("qionghai-jiaji").unwrap().id;
    let leader = site.signed_in("leader", Role::StationLeader, Unit::Station(station)).await;
    for address in [PAGE, QIONGHAI] {
        assert_eq!(get(&site, &leader.cookie, address).await.status, 404, "{address}");
    }
    assert!(!get(&site, &leader.cookie, "/office").await.text().contains(PAGE));
}

#[tokio::test]
async fn the_province_sets_a_target_and_its_progress_is_told() {
    let site = TestSite::with_demo().await;
    let province = site.signed_in("officer", Role::ProvincialOfficer, Unit::Province).await;
    let saved = set(&site, &province.cookie, "2027", "10", "").await;
    assert_eq!(
        (saved.status.as_u16(), saved.header("location")),
        (303, "/office/coverage/469002?saved=1&year=2027")
    );
    let all = get(&site, &province.cookie, &format!("{PAGE}?year=2027")).await;
    assert!(all.text().contains("2027 年目标"));
    let late = set(&site, &province.cookie, "2027", "9", "").await;
    assert_eq!(late.status, 409);
    assert!(late.text().contains("目标改成 10"));
    assert_eq!(set(&site, &province.cookie, "2027", "9", "2027=10").await.status, 303);
    let wrong = set(&site, &province.cookie, "27", "1000", "").await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.text().contains("value=\"1000\"") && wrong.text().contains("error-summary"));
    for text in TEXTS {
        let status = set(&site, &province.cookie, text, text, text).await.status;
        assert_eq!(status, 422, "{text:?}");
        for page in [PAGE, QIONGHAI] {
            let address = format!("{page}?year={0}&without={0}&saved={0}", encoded(text));
            assert_eq!(get(&site, &province.cookie, &address).await.status, 200, "{address}");
        }
        let narrowed = format!("/office/stations?county={0}&mode={0}&kind={0}&staff={0}", encoded(text));
        assert_eq!(get(&site, &province.cookie, &narrowed).await.status, 200, "{narrowed}");
    }
}

#[tokio::test]
async fn the_scope_and_the_standard_are_those_of_the_settings() {
    let site = TestSite::with_demo().await;
    let province = site.signed_in("officer", Role::ProvincialOfficer, Unit::Province).await;
    let before = site.program.directory.get().coverage("460200").in_scope.len();
    let community = site.program.directory.get().areas.villages_in("460200").next().unwrap().code.clone();
    let command = CommandId::fresh().to_string();
    let form = format!(
        "command={command}&part=coverage_scope&seen=%7B%7D&staffing_standard=4&out_of_scope=&communities={community}"
    );
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("sec-fetch-site", "same-origin"),
        ("cookie", province.cookie.as_str()),
    ];
    assert_eq!(site.send("POST", "/office/settings", &headers, Body::from(form)).await.status, 303);
    assert!(before > 1 && site.program.directory.get().coverage("460200").in_scope.len() == 1);
    let page = get(&site, &province.cookie, "/office/coverage/460200").await;
    assert!(page.text().contains("每站 4 人") && page.text().contains("各地方情况（1 个）"));
    assert!(
        site.get("/areas/460200").await.text().contains("大社区"),
        "the public is told how it is counted"
    );
}
