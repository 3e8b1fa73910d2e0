//! The checklist of a unit's premises, over HTTP: forms, conflicts, whose unit it is, and whatever people type.

use app::{
    access::Role,
    ids::CommandId,
    journal::model::Unit,
    premises::model::{Group, Item, Part},
    stations::model::Room,
};
use axum::body::Body;

use crate::{
    nasty::{TEXTS, encoded},
    support::{Answer, TestSite},
};

const STATION: &str = "qionghai-jiaji";
const PAGE: &str = "/office/stations/qionghai-jiaji/premises";

fn unit_of(site: &TestSite, slug: &str) -> Unit {
    Unit::Station(site.program.directory.get().station(slug).unwrap().id)
}

fn rooms(site: &TestSite) -> Vec<Room> {
    site.program.directory.get().station(STATION).unwrap().rooms.clone()
}

async fn get(site: &TestSite, cookie: &str, address: &str) -> Answer {
    site.get_with(address, &[("cookie", cookie)]).await
}

async fn post(site: &TestSite, cookie: &str, address: &str, pairs: &[(&str, &str)]) -> Answer {
    let command = CommandId::fresh().to_string();
    let own = [("command", command.as_str()), ("basis", "0")];
    let pairs: Vec<_> =
        own.iter().chain(pairs).map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("sec-fetch-site", "same-origin"),
        ("cookie", cookie),
    ];
    site.send("POST", address, &headers, Body::from(pairs.join("&"))).await
}

#[tokio::test]
async fn a_leader_fills_the_list_and_what_is_accepted_is_what_the_public_reads() {
    let site = TestSite::with_demo().await;
    let me = site.signed_in("leader", Role::StationLeader, unit_of(&site, STATION)).await;
    let unit = get(&site, &me.cookie, "/office/stations/qionghai-jiaji").await;
    assert!(unit.text().contains(PAGE));
    let had = rooms(&site).contains(&Room::CaseRoom);
    let seen = if had { r#"{"case_room.state":"accepted"}"# } else { "{}" };
    let building = [("group", "rooms"), ("seen", seen), ("case_room.state", "building")];
    let saved = post(&site, &me.cookie, PAGE, &building).await;
    let done = format!("{PAGE}?done=edit_premises");
    assert_eq!((saved.status.as_u16(), saved.header("location")), (303, done.as_str()));
    assert!(!rooms(&site).contains(&Room::CaseRoom));
    assert!(get(&site, &me.cookie, PAGE).await.text().contains("在建"));
    let seen = r#"{"case_room.state":"building"}"#;
    let accepted = [
        ("group", "rooms"),
        ("seen", seen),
        ("case_room.state", "accepted"),
        ("case_room.area", "12.5"),
        ("case_room.private", "no"),
    ];
    assert_eq!(post(&site, &me.cookie, PAGE, &accepted).await.status, 303);
    assert!(rooms(&site).contains(&Room::CaseRoom));
    assert!(site.get(&format!("/stations/{STATION}")).await.text().contains("个案工作室"));
    let english = get(&site, &me.cookie, &format!("/en{done}")).await;
    for words in ["Saved", "12.5 m²", "Not private", "Still open:", "not private"] {
        assert!(english.text().contains(words), "{words}");
    }
    assert_eq!(english.header("cache-control"), "no-store");
}

#[tokio::test]
async fn two_people_who_change_one_field_see_both_values_and_different_fields_both_stand() {
    let site = TestSite::with_demo().await;
    let leader = site.signed_in("leader", Role::StationLeader, unit_of(&site, STATION)).await;
    let officer = site.signed_in("officer", Role::CountyOfficer, Unit::County("469002".into())).await;
    let form =
        |name: &'static str, text: &'static str| [("group", "equipment"), ("seen", "{}"), (name, text)];
    assert_eq!(post(&site, &leader.cookie, PAGE, &form("desks.note", "张三借来的桌子")).await.status, 303);
    assert_eq!(post(&site, &officer.cookie, PAGE, &form("desks.count", "7")).await.status, 303);
    let conflict = post(&site, &officer.cookie, PAGE, &form("desks.note", "桌子已经还了")).await;
    assert_eq!(conflict.status, 409);
    for words in ["张三借来的桌子", "桌子已经还了", "改成我写的"] {
        assert!(conflict.text().contains(words), "{words}");
    }
    // Having seen both, theirs is taken.
    let seen = r#"{"desks.note":"张三借来的桌子"}"#;
    let insisting = [("group", "equipment"), ("seen", seen), ("desks.note", "桌子已经还了")];
    assert_eq!(post(&site, &officer.cookie, PAGE, &insisting).await.status, 303);
    let page = get(&site, &leader.cookie, PAGE).await;
    assert!(page.text().contains("桌子已经还了") && !page.text().contains("张三借来的桌子"));
}

#[tokio::test]
async fn whoever_sees_the_unit_sees_its_list_and_its_leader_and_county_change_it() {
    let site = TestSite::with_demo().await;
    let own = unit_of(&site, STATION);
    for role in Role::ALL {
        let units = [own.clone(), Unit::County("469002".into()), Unit::Province];
        let unit = units.into_iter().find(|unit| role.fits(unit)).unwrap();
        let everywhere = unit == Unit::Province && role == Role::ProvincialOfficer;
        let me = site.signed_in(role.word(), role, unit).await;
        let page = get(&site, &me.cookie, PAGE).await;
        assert_eq!(page.status, if role.administers() { 404 } else { 200 }, "{role:?}");
        let changes = matches!(role, Role::StationLeader | Role::CountyOfficer);
        assert_eq!(page.text().contains("name=\"group\""), changes, "{role:?}");
        let sent = [("group", "signs"), ("all_looked", "on"), ("seen", "{}")];
        let expected = match (role.administers(), changes) {
            (true, _) => 404,
            (false, true) => 303,
            (false, false) => 409,
        };
        assert_eq!(post(&site, &me.cookie, PAGE, &sent).await.status, expected, "{role:?}");
        for slug in ["lingao-lincheng", "nowhere"] {
            let address = format!("/office/stations/{slug}/premises");
            let sees = everywhere && slug != "nowhere";
            assert_eq!(
                get(&site, &me.cookie, &address).await.status,
                if sees { 200 } else { 404 },
                "{role:?}"
            );
            let answer = post(&site, &me.cookie, &address, &sent).await;
            assert_eq!(answer.status, if sees { 409 } else { 404 }, "{role:?}");
        }
    }
}

#[tokio::test]
async fn whatever_is_typed_is_kept_or_told_and_comes_back_as_text() {
    let site = TestSite::with_demo().await;
    let me = site.signed_in("leader", Role::StationLeader, unit_of(&site, STATION)).await;
    for (at, text) in TEXTS.into_iter().enumerate() {
        let group = Group::ALL[at % Group::ALL.len()];
        let of_item = |item: Item| item.parts().iter().map(move |part| item.field(*part));
        let looked = |name: &String| name.ends_with(Part::Looked.word());
        let names: Vec<_> = group.items().flat_map(of_item).filter(|name| !looked(name)).collect();
        let mut form = vec![("group", group.word()), ("seen", "{}")];
        form.extend(names.iter().map(|name| (name.as_str(), text)));
        let answer = post(&site, &me.cookie, PAGE, &form).await;
        let status = answer.status.as_u16();
        assert!([303, 409, 422].contains(&status), "{text:?}: {status}");
        for mark in ["<script>alert", "<img src=x", "<svg/onload", "<![CDATA["] {
            assert!(!answer.text().contains(mark), "{mark} came back as it was");
        }
        for name in ["group", "seen", "all_looked", "office.looked"] {
            let form = [("group", "rooms"), ("office.area", "x"), (name, text)];
            let status = post(&site, &me.cookie, PAGE, &form).await.status.as_u16();
            assert!([409, 422].contains(&status), "{name} {text:?}: {status}");
        }
        assert_eq!(get(&site, &me.cookie, &format!("{PAGE}?done={}", encoded(text))).await.status, 200);
    }
}

#[tokio::test]
async fn nothing_that_was_typed_is_lost_when_something_is_wrong() {
    let site = TestSite::with_demo().await;
    let me = site.signed_in("leader", Role::StationLeader, unit_of(&site, STATION)).await;
    let form = [
        ("group", "equipment"),
        ("seen", "{}"),
        ("computers.count", "三台"),
        ("computers.note", "一台在修"),
        ("printers.state", "lovely"),
    ];
    for (address, words) in [(PAGE.to_owned(), "0 到 9999"), (format!("/en{PAGE}"), "whole number")] {
        let answer = post(&site, &me.cookie, &address, &form).await;
        assert_eq!(answer.status, 422);
        for kept in [words, "三台", "一台在修", "lovely", "href=\"#computers\"", "href=\"#printers\""] {
            assert!(answer.text().contains(kept), "{address}: {kept}");
        }
    }
}
