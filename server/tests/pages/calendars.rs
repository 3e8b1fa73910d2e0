//! The calendar of a volunteer: made, shown once, renewed, withdrawn, and what stands in it. A library that reads
//! calendars reads it here; another one does in `end2end/tests/activities.spec.ts`.

use app::ids::CommandId;
use ical::parser::ical::component::{IcalCalendar, IcalEvent};

use crate::{
    activities::{Office, tap},
    support::{Answer, TestSite},
    volunteers::{registered, site},
};

const PAGE: &str = "/volunteers/me/calendar";

pub(crate) async fn press(site: &TestSite, cookie: &str, form: &str) -> Answer {
    site.as_volunteer(cookie, PAGE, Some(form)).await
}

/// The address on the page that made it, without the site.
pub(crate) fn address_on(page: &Answer) -> Option<String> {
    let rest = page.text().split_once("<code data-address")?.1;
    let address = rest.split_once("</code>")?.0;
    Some(address.split_once("/activities/")?.1.to_owned()).map(|rest| format!("/activities/{rest}"))
}

pub(crate) fn made(command: &str, basis: i64) -> String {
    format!("command={command}&basis={basis}&act=make")
}

fn read(calendar: &Answer) -> IcalCalendar {
    assert_eq!(calendar.header("content-type"), "text/calendar; charset=utf-8");
    assert_eq!(calendar.header("cache-control"), "no-store");
    assert!(calendar.text().split("\r\n").all(|line| line.len() <= 75));
    ical::IcalParser::new(calendar.text().as_bytes()).next().unwrap().unwrap()
}

pub(crate) fn value(event: &IcalEvent, name: &str) -> String {
    let found = event.properties.iter().find(|it| it.name == name);
    found.and_then(|it| it.value.clone()).unwrap_or_default()
}

#[tokio::test]
async fn the_address_of_a_calendar_is_shown_once_and_ends_when_it_is_renewed_or_withdrawn() {
    let site = site().await;
    let lan = registered(&site, &[]).await;
    let before = site.as_volunteer(&lan, "/volunteers/me", None).await;
    assert!(before.text().contains("生成日历网址") && address_on(&before).is_none());
    let command = CommandId::fresh().to_string();
    let shown = press(&site, &lan, &made(&command, 0)).await;
    assert_eq!((shown.status.as_u16(), shown.header("cache-control")), (200, "no-store"), "{}", shown.text());
    let first = address_on(&shown).unwrap();
    assert!(first.split_once("key=").unwrap().1.len() >= 32, "{first}");
    assert!(!shown.text().contains("webcal:"), "a program might open it in clear");
    let twice = press(&site, &lan, &made(&command, 0)).await;
    assert_eq!(address_on(&twice).as_ref(), Some(&first), "who presses twice is shown the same");
    let after = site.as_volunteer(&lan, "/volunteers/me", None).await;
    assert!(after.text().contains("换一个新网址") && address_on(&after).is_none(), "it is shown once");
    assert!(read(&site.get(&first).await).events.is_empty());

    let second = address_on(&press(&site, &lan, &made(&CommandId::fresh().to_string(), 1)).await).unwrap();
    assert_eq!(site.get(&first).await.status, 404);
    assert_eq!(site.get(&second).await.status, 200);
    let old = press(&site, &lan, &made(&command, 0)).await;
    assert_eq!((old.status.as_u16(), address_on(&old)), (409, None), "an old page brings none back");
    assert_eq!(site.get(&first).await.status, 404);
    let withdrawn = press(&site, &lan, "act=withdraw").await;
    assert_eq!(withdrawn.header("location"), "/volunteers/me?done=1");
    assert_eq!(site.get(&second).await.status, 404);
    assert_eq!(press(&site, &lan, "act=make").await.status, 404, "without the id of a press");

    let third = address_on(&press(&site, &lan, &made(&CommandId::fresh().to_string(), 3)).await).unwrap();
    assert_eq!(site.get(&third).await.status, 200);
    assert_eq!(site.as_volunteer(&lan, "/volunteers/me/erase", Some("sure=on")).await.status, 303);
    assert_eq!(site.get(&third).await.status, 404, "of whoever erased themselves nothing is told");
    for key in ["", "x", "%F0%9F%8C%B4", &"a".repeat(64)] {
        assert_eq!(site.get(&format!("/activities/mine.ics?key={key}")).await.status, 404, "{key}");
    }
}

#[tokio::test]
async fn a_volunteers_calendar_has_their_own_shifts_and_follows_what_becomes_of_them() {
    let site = site().await;
    let office = Office::of(&site).await;
    let ((id, shift), (_, others)) = (office.published().await, office.published().await);
    let (lan, ming) = (registered(&site, &[]).await, registered(&site, &[("name", "符大明")]).await);
    let calendar = async |cookie: &str| {
        let shown = press(&site, cookie, &made(&CommandId::fresh().to_string(), 0)).await;
        address_on(&shown).unwrap()
    };
    let (hers, his) = (calendar(&lan).await, calendar(&ming).await);
    let event = async |address: &str| {
        let read = read(&site.get(address).await);
        assert_eq!(read.events.len(), 1, "nobody else's shift stands there");
        let event = &read.events[0];
        assert!(
            value(event, "UID").starts_with(&shift.to_string())
                && !value(event, "UID").contains(&others.to_string())
        );
        (value(event, "STATUS"), value(event, "SEQUENCE").parse::<i64>().unwrap())
    };
    let address = format!("/activities/{id}");
    let sign_up = async |cookie: &str| {
        let answer = site.as_volunteer(cookie, &address, Some(&tap("sign_up", &shift.to_string()))).await;
        assert_eq!(answer.status, 303);
    };
    sign_up(&lan).await;
    sign_up(&ming).await;
    let (status, seated) = event(&hers).await;
    assert_eq!(status, "CONFIRMED");
    let (status, waits) = event(&his).await;
    assert_eq!(status, "TENTATIVE", "who stands in the line is not expected");

    let own = site.as_volunteer(&lan, &address, None).await;
    let sign_ups =
        server::activities::sign_ups::queries::sign_ups_of(&site.program.database, shift).await.unwrap();
    assert!(own.text().contains(&sign_ups[0].id.to_string()));
    let cancel = tap("cancel", &sign_ups[0].id.to_string());
    assert_eq!(site.as_volunteer(&lan, &address, Some(&cancel)).await.status, 303);
    let (status, cancelled) = event(&hers).await;
    assert!(status == "CANCELLED" && cancelled > seated, "{status} {cancelled}");
    sign_up(&lan).await;
    let (status, again) = event(&hers).await;
    assert!(status == "TENTATIVE" && again > cancelled, "{status} {again}");
    let accept = tap("accept", &sign_ups[1].id.to_string());
    assert_eq!(site.as_volunteer(&ming, &address, Some(&accept)).await.status, 303);
    let (status, expected) = event(&his).await;
    assert!(status == "CONFIRMED" && expected > waits, "{status} {expected}");
    assert_eq!(office.step(&office.leader, id, "cancel_activity", &[("reason", "台风")]).await.status, 303);
    for (address, before) in [(&hers, again), (&his, expected)] {
        let (status, sequence) = event(address).await;
        assert!(status == "CANCELLED" && sequence > before, "{status} {sequence}");
    }
    let text = site.get(&format!("/en{hers}")).await;
    assert!(text.text().contains("X-WR-CALNAME:My voluntary service") && !text.text().contains("王小花"));
}
