//! What a stranger gets from every address that the program answers: one table, and nothing beside it.
//!
//! A stranger has no account, comes from another machine, and sends what a browser of this site would not. The
//! routes are read out of the sources, so a new one that is missing from the table is found.

#![allow(clippy::unwrap_used, reason = "only tests stand here")]

#[path = "strangers/canary.rs"]
mod canary;
mod support;

// Under the name that the unit tests know it by too.
use support::databases;

use std::{collections::BTreeSet, fs, path::Path};

use app::{
    access::{Action, Relation, Role, may},
    ids::{CommandId, StaffId, StationId},
    journal::model::Unit,
};
use axum::body::Body;
use support::{Answer, PASSWORD, TestSite};

/// In which languages an address stands.
#[derive(Clone, Copy, PartialEq)]
enum Stands {
    /// At `/…` and at `/en/…`.
    InBoth,
    /// Once.
    Once,
}
use Stands::{InBoth, Once};

/// Route, an address of it, where it stands, what a stranger gets, what a form of this site gets.
type Row = (&'static str, &'static str, Stands, u16, u16);

const TABLE: [Row; 177] = [
    ("/", "/", InBoth, 200, 405),
    ("/stations", "/stations", InBoth, 200, 405),
    ("/stations/{slug}", "/stations/qionghai-jiaji", InBoth, 200, 405),
    ("/stations/points", "/stations/points", InBoth, 200, 405),
    ("/stations/list.xlsx", "/stations/list.xlsx", InBoth, 200, 405),
    ("/stations/{slug}/contact.vcf", "/stations/qionghai-jiaji/contact.vcf", InBoth, 200, 405),
    ("/suggest", "/suggest?q=jiaji", InBoth, 200, 405),
    ("/services", "/services", InBoth, 200, 405),
    ("/services/{code}", "/services/A01", InBoth, 200, 405),
    ("/areas", "/areas", InBoth, 200, 405),
    ("/areas/{code}", "/areas/469002", InBoth, 200, 405),
    ("/areas/{code}/below", "/areas/469002/below", InBoth, 200, 405),
    ("/policies", "/policies", InBoth, 200, 405),
    ("/policies/{slug}", "/policies/dibao", InBoth, 200, 405),
    ("/about", "/about", InBoth, 200, 405),
    ("/data-sources", "/data-sources", InBoth, 200, 405),
    ("/accessibility", "/accessibility", InBoth, 200, 405),
    ("/privacy", "/privacy", InBoth, 200, 405),
    ("/sign-in", "/sign-in", InBoth, 200, 422),
    ("/sign-in/code", "/sign-in/code", InBoth, 303, 303),
    ("/sign-in/forgotten", "/sign-in/forgotten", InBoth, 200, 422),
    ("/sign-out", "/sign-out", InBoth, 405, 303),
    ("/start", "/start?key=x", InBoth, 410, 410),
    ("/account/second-factor", "/account/second-factor", InBoth, 303, 303),
    ("/office", "/office", InBoth, 303, 405),
    ("/office/sessions", "/office/sessions", InBoth, 303, 303),
    ("/office/staff", "/office/staff", InBoth, 303, 303),
    ("/office/staff/{id}", "/office/staff/0192f0c0-0000-7000-8000-000000000000", InBoth, 303, 303),
    ("/office/account", "/office/account", InBoth, 303, 303),
    ("/office/account/recovery-codes", "/office/account/recovery-codes", InBoth, 405, 303),
    ("/office/account/second-factor", "/office/account/second-factor", InBoth, 405, 303),
    ("/office/kept", "/office/kept", InBoth, 303, 303),
    ("/office/still-here", "/office/still-here", InBoth, 405, 303),
    ("/office/journal", "/office/journal", InBoth, 303, 405),
    ("/office/journal/{unit}/{number}", "/office/journal/460000/1", InBoth, 303, 405),
    ("/office/journal/export.csv", "/office/journal/export.csv", InBoth, 405, 303),
    ("/office/inbox", "/office/inbox", InBoth, 303, 303),
    ("/office/messages", "/office/messages", InBoth, 303, 303),
    ("/office/devices", "/office/devices", InBoth, 303, 303),
    ("/office/examinations", "/office/examinations", InBoth, 303, 303),
    ("/office/stations", "/office/stations", InBoth, 303, 405),
    ("/office/stations/new", "/office/stations/new", InBoth, 303, 303),
    ("/office/stations/{slug}", "/office/stations/qionghai-jiaji", InBoth, 303, 303),
    ("/office/services", "/office/services", InBoth, 303, 303),
    ("/office/services/draft", "/office/services/draft", InBoth, 303, 303),
    ("/office/services/draft/{part}", "/office/services/draft/item-A01", InBoth, 303, 303),
    ("/office/services/compare", "/office/services/compare", InBoth, 303, 405),
    ("/office/services/publish", "/office/services/publish", InBoth, 303, 303),
    ("/office/services/discard", "/office/services/discard", InBoth, 303, 303),
    ("/office/forms", "/office/forms", InBoth, 303, 405),
    ("/office/forms/{form}", "/office/forms/B01.record", InBoth, 303, 303),
    ("/office/forms/{form}/decide", "/office/forms/B01.record/decide", InBoth, 405, 303),
    ("/office/forms/{form}/preview", "/office/forms/B01.record/preview", InBoth, 405, 303),
    ("/office/forms/{form}/paper", "/office/forms/B01.record/paper", InBoth, 303, 405),
    ("/office/forms/{form}/{file}", "/office/forms/B01.record/1.toml", InBoth, 303, 405),
    ("/office/services/versions/{version}", "/office/services/versions/ref-0.2", InBoth, 303, 405),
    ("/office/policies", "/office/policies", InBoth, 303, 303),
    ("/office/policies/{slug}", "/office/policies/dibao", InBoth, 303, 303),
    ("/office/policies/{slug}/compare", "/office/policies/dibao/compare", InBoth, 303, 303),
    ("/office/policies/{slug}/{version}", "/office/policies/dibao/1", InBoth, 303, 405),
    ("/office/stations/{slug}/staff", "/office/stations/qionghai-jiaji/staff", InBoth, 303, 303),
    ("/office/stations/{slug}/agencies", "/office/stations/qionghai-jiaji/agencies", InBoth, 303, 303),
    ("/office/register", "/office/register", InBoth, 303, 405),
    ("/office/import", "/office/import", InBoth, 303, 303),
    ("/office/import/template/{kind}", "/office/import/template/units", InBoth, 303, 405),
    ("/office/import/{id}", "/office/import/0192f0c0-0000-7000-8000-000000000000", InBoth, 303, 303),
    (
        "/office/import/{id}/result",
        "/office/import/0192f0c0-0000-7000-8000-000000000000/result",
        InBoth,
        303,
        405,
    ),
    ("/office/export/{list}", "/office/export/units", InBoth, 405, 303),
    ("/office/stations/{slug}/premises", "/office/stations/qionghai-jiaji/premises", InBoth, 303, 303),
    ("/office/stations/{slug}/photos", "/office/stations/qionghai-jiaji/photos", InBoth, 303, 303),
    ("/office/photos/{id}", "/office/photos/0192f0c0-0000-7000-8000-000000000000", InBoth, 405, 303),
    (
        "/office/photos/{id}/{size}",
        "/office/photos/0192f0c0-0000-7000-8000-000000000000/small",
        InBoth,
        303,
        405,
    ),
    ("/office/settings", "/office/settings", InBoth, 303, 303),
    ("/office/coverage", "/office/coverage", InBoth, 303, 405),
    ("/office/coverage/{county}", "/office/coverage/469002", InBoth, 303, 303),
    ("/reminders", "/reminders", InBoth, 200, 422),
    ("/reminders/confirm", "/reminders/confirm?key=x", InBoth, 410, 410),
    ("/reminders/leave", "/reminders/leave?key=x", InBoth, 200, 200),
    ("/reminders/examination.ics", "/reminders/examination.ics", InBoth, 200, 405),
    ("/help", "/help", InBoth, 200, 303),
    ("/help/forget", "/help/forget", InBoth, 405, 303),
    ("/help/leave", "/help/leave", InBoth, 405, 200),
    ("/help/service", "/help/service", InBoth, 303, 303),
    ("/help/{page}", "/help/1", InBoth, 303, 303),
    ("/help/check", "/help/check", InBoth, 303, 303),
    ("/field/help-form", "/field/help-form", InBoth, 200, 405),
    ("/help/status", "/help/status", InBoth, 200, 422),
    ("/help/ticket.txt", "/help/ticket.txt", InBoth, 405, 303),
    ("/office/help", "/office/help", InBoth, 303, 405),
    ("/office/help/new", "/office/help/new", InBoth, 303, 303),
    ("/office/help/figures", "/office/help/figures", InBoth, 303, 405),
    ("/office/help/{id}", "/office/help/0192f0c0-0000-7000-8000-000000000000", InBoth, 303, 303),
    (
        "/office/help/{id}/record",
        "/office/help/0192f0c0-0000-7000-8000-000000000000/record",
        InBoth,
        303,
        303,
    ),
    (
        "/office/help/{id}/record/photos/{photo}",
        "/office/help/0192f0c0-0000-7000-8000-000000000000/record/photos/0192f0c0-0000-7000-8000-000000000001",
        InBoth,
        303,
        405,
    ),
    ("/office/help/{id}/sheet", "/office/help/0192f0c0-0000-7000-8000-000000000000/sheet", InBoth, 303, 405),
    (
        "/office/help/{id}/referral",
        "/office/help/0192f0c0-0000-7000-8000-000000000000/referral",
        InBoth,
        303,
        405,
    ),
    (
        "/office/help/{id}/photos/{photo}",
        "/office/help/0192f0c0-0000-7000-8000-000000000000/photos/0192f0c0-0000-7000-8000-000000000001",
        InBoth,
        303,
        405,
    ),
    ("/volunteers", "/volunteers", InBoth, 200, 405),
    ("/volunteers/register", "/volunteers/register", InBoth, 200, 422),
    ("/volunteers/sign-in", "/volunteers/sign-in", InBoth, 200, 422),
    ("/volunteers/sign-in/password", "/volunteers/sign-in/password", InBoth, 200, 422),
    ("/volunteers/code", "/volunteers/code?key=x", InBoth, 410, 410),
    ("/volunteers/choose", "/volunteers/choose?key=x", InBoth, 410, 410),
    ("/volunteers/register/details", "/volunteers/register/details?key=x", InBoth, 410, 410),
    ("/volunteers/me", "/volunteers/me", InBoth, 303, 303),
    ("/volunteers/me/data.json", "/volunteers/me/data.json", InBoth, 303, 405),
    ("/volunteers/me/data.csv", "/volunteers/me/data.csv", InBoth, 303, 405),
    ("/volunteers/me/calendar", "/volunteers/me/calendar", InBoth, 405, 303),
    ("/volunteers/me/phone", "/volunteers/me/phone", InBoth, 405, 303),
    ("/volunteers/me/email", "/volunteers/me/email", InBoth, 405, 303),
    ("/volunteers/me/password", "/volunteers/me/password", InBoth, 405, 303),
    ("/volunteers/password", "/volunteers/password?key=x", InBoth, 410, 410),
    ("/volunteers/me/erase", "/volunteers/me/erase", InBoth, 405, 303),
    ("/volunteers/sign-out", "/volunteers/sign-out", InBoth, 405, 303),
    ("/office/volunteers", "/office/volunteers", InBoth, 303, 405),
    ("/office/volunteers/approval", "/office/volunteers/approval", InBoth, 405, 303),
    ("/office/volunteers/figures", "/office/volunteers/figures", InBoth, 303, 405),
    ("/office/volunteers/register", "/office/volunteers/register", InBoth, 303, 303),
    (
        "/office/volunteers/{id}/password-slip",
        "/office/volunteers/0192f0c0-0000-7000-8000-000000000000/password-slip",
        InBoth,
        405,
        303,
    ),
    ("/office/volunteers/{id}", "/office/volunteers/0192f0c0-0000-7000-8000-000000000000", InBoth, 303, 303),
    ("/activities", "/activities", InBoth, 200, 405),
    ("/activities/calendar.ics", "/activities/calendar.ics", InBoth, 200, 405),
    ("/activities/here", "/activities/here", InBoth, 303, 303),
    ("/activities/month", "/activities/month", InBoth, 200, 405),
    ("/activities/mine", "/activities/mine", InBoth, 303, 303),
    ("/activities/mine.ics", "/activities/mine.ics?key=x", InBoth, 404, 405),
    ("/activities/points", "/activities/points", InBoth, 200, 405),
    ("/activities/{id}", "/activities/0192f0c0-0000-7000-8000-000000000000", InBoth, 404, 303),
    ("/office/activities", "/office/activities", InBoth, 303, 405),
    ("/office/activities/new", "/office/activities/new", InBoth, 303, 303),
    ("/office/activities/figures", "/office/activities/figures", InBoth, 303, 405),
    ("/office/activities/odd", "/office/activities/odd", InBoth, 303, 405),
    ("/office/activities/records", "/office/activities/records", InBoth, 303, 303),
    ("/office/activities/{id}", "/office/activities/0192f0c0-0000-7000-8000-000000000000", InBoth, 303, 303),
    (
        "/office/activities/{id}/edit",
        "/office/activities/0192f0c0-0000-7000-8000-000000000000/edit",
        InBoth,
        303,
        303,
    ),
    (
        "/office/activities/{id}/code/{shift}",
        "/office/activities/0192f0c0-0000-7000-8000-000000000000/code/0192f0c0-0000-7000-8000-000000000001",
        InBoth,
        303,
        405,
    ),
    ("/matching", "/matching", InBoth, 303, 303),
    ("/office/matching", "/office/matching", InBoth, 303, 405),
    ("/office/matching/new", "/office/matching/new", InBoth, 303, 303),
    ("/office/matching/{id}", "/office/matching/0192f0c0-0000-7000-8000-000000000000", InBoth, 303, 303),
    (
        "/office/matching/{id}/change",
        "/office/matching/0192f0c0-0000-7000-8000-000000000000/change",
        InBoth,
        303,
        303,
    ),
    ("/complaints", "/complaints", InBoth, 200, 422),
    ("/complaints/status", "/complaints/status", InBoth, 200, 422),
    ("/complaints/ticket.txt", "/complaints/ticket.txt", InBoth, 405, 303),
    ("/office/complaints", "/office/complaints", InBoth, 303, 405),
    ("/office/complaints/{id}", "/office/complaints/0192f0c0-0000-7000-8000-000000000000", InBoth, 303, 303),
    ("/verify", "/verify", InBoth, 200, 405),
    ("/verify/keys", "/verify/keys", InBoth, 200, 405),
    ("/verify/{number}", "/verify/2222-2222-2222-2222", InBoth, 404, 405),
    ("/verify/{number}/print", "/verify/2222-2222-2222-2222/print", InBoth, 404, 405),
    ("/verify/{number}/certificate.pdf", "/verify/2222-2222-2222-2222/certificate.pdf", InBoth, 404, 405),
    ("/verify/{number}/credential.json", "/verify/2222-2222-2222-2222/credential.json", InBoth, 404, 405),
    ("/verify/{number}/certificate.jws", "/verify/2222-2222-2222-2222/certificate.jws", InBoth, 404, 405),
    ("/office/certificates", "/office/certificates", InBoth, 303, 303),
    ("/office/certificates/export", "/office/certificates/export", InBoth, 303, 303),
    ("/office/certificates/columns", "/office/certificates/columns", InBoth, 303, 303),
    ("/verify/keys.json", "/verify/keys.json", Once, 200, 405),
    ("/verify/revoked.json", "/verify/revoked.json", Once, 200, 405),
    ("/.well-known/did.json", "/.well-known/did.json", Once, 200, 405),
    ("/office/settings/logo", "/office/settings/logo", InBoth, 405, 303),
    ("/logo/{digest}", "/logo/0000000000000000", Once, 404, 405),
    ("/messages/receipt", "/messages/receipt", Once, 405, 404),
    ("/en/", "/en/", Once, 308, 405),
    ("/display", "/display", Once, 405, 303),
    ("/sitemap.xml", "/sitemap.xml", Once, 200, 405),
    ("/robots.txt", "/robots.txt", Once, 200, 405),
    ("/field", "/field", Once, 200, 405),
    ("/field/{*page}", "/field/stations", Once, 200, 405),
    ("/field/sw.js", "/field/sw.js", Once, 200, 405),
    ("/field/manifest.webmanifest", "/field/manifest.webmanifest", Once, 200, 405),
    ("/field/directory.json", "/field/directory.json", Once, 200, 405),
    ("/field/sync/enrol", "/field/sync/enrol", Once, 405, 303),
    ("/field/sync/push", "/field/sync/push", Once, 405, 401),
    ("/field/sync/pull", "/field/sync/pull", Once, 405, 401),
    ("/field/sync/leave", "/field/sync/leave", Once, 405, 401),
    ("/favicon.ico", "/favicon.ico", Once, 200, 405),
    ("/assets/{name}", "/assets/main.0123.css", Once, 200, 405),
];

/// What machines of the house ask. The figures are not for strangers: to them there is no such page.
const WATCHING: [Row; 3] = [
    ("/healthz", "/healthz", Once, 200, 405),
    ("/readyz", "/readyz", Once, 200, 405),
    ("/metrics", "/metrics", Once, 404, 405),
];

fn rows() -> impl Iterator<Item = Row> {
    TABLE.into_iter().chain(WATCHING)
}

/// Every address of the table, in each language it stands in.
fn addresses() -> Vec<(String, u16, u16)> {
    let mut addresses = Vec::new();
    for (_, address, stands, stranger, own) in rows() {
        addresses.push((address.to_owned(), stranger, own));
        if stands == InBoth {
            let english = if address == "/" { "/en".to_owned() } else { format!("/en{address}") };
            addresses.push((english, stranger, own));
        }
    }
    addresses
}

const STRANGER: &str = "203.0.113.77:50000";

/// The routes that the sources declare.
fn declared() -> BTreeSet<String> {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut routes = BTreeSet::new();
    let mut folders = vec![sources];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if !path.ends_with("tests.rs") && path.extension().is_some_and(|ending| ending == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                let code =
                    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<String>();
                for (at, call) in code.match_indices(".route(") {
                    let route = code[at + call.len()..].trim_start().strip_prefix('"').unwrap();
                    routes.insert(route.split_once('"').unwrap().0.to_owned());
                }
            }
        }
    }
    routes
}

#[test]
fn the_table_has_every_route_of_the_program_and_no_other() {
    let listed: BTreeSet<String> = rows().map(|(route, ..)| route.to_owned()).collect();
    assert_eq!(listed, declared());
}

#[tokio::test]
async fn a_stranger_gets_from_every_address_what_the_table_says() {
    let site = TestSite::with_demo().await;
    for (address, expected, _) in addresses() {
        for method in ["GET", "HEAD"] {
            let answer = site.send_from(STRANGER, method, &address, &[], Body::empty()).await;
            assert_eq!(answer.status, expected, "{method} {address}");
            assert!(method == "GET" || answer.body.is_empty(), "{method} {address}");
            assert_eq!(answer.header("x-content-type-options"), "nosniff", "{address}");
            assert!(answer.header("content-security-policy").contains("default-src 'none'"), "{address}");
            assert!(answer.headers.get("set-cookie").is_none(), "{address} gives a cookie unasked");
        }
    }
}

#[tokio::test]
async fn a_stranger_can_change_nothing_by_any_method() {
    let site = TestSite::with_demo().await;
    let from_elsewhere: [&[(&str, &str)]; 4] = [
        &[],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[("origin", "https://evil.example"), ("host", "127.0.0.1:3000")],
    ];
    // A reminder is left from a mail program and a receipt comes from a gateway: each has a proof of its own, and
    // without it nothing happens.
    let with_proof =
        |address: &str| ["/reminders/leave", "/messages/receipt"].iter().any(|it| address.contains(it));
    for (address, ..) in addresses() {
        for method in ["POST", "PUT", "PATCH", "DELETE", "PROPFIND"] {
            for headers in from_elsewhere {
                if method == "POST" && with_proof(&address) {
                    continue;
                }
                let answer = site.send_from(STRANGER, method, &address, headers, Body::empty()).await;
                assert_eq!(answer.status, 403, "{method} {address} {headers:?}");
                assert!(answer.headers.get("set-cookie").is_none(), "{method} {address}");
            }
        }
    }
}

#[tokio::test]
async fn a_form_of_this_site_changes_only_what_it_is_for() {
    let site = TestSite::with_demo().await;
    for (address, _, expected) in addresses() {
        let answer = site.post(&address, "a=b").await;
        assert_eq!(answer.status, expected, "POST {address}");
        for method in ["PUT", "PATCH", "DELETE"] {
            let headers = [("sec-fetch-site", "same-origin")];
            let answer = site.send(method, &address, &headers, Body::empty()).await;
            assert_eq!(answer.status, 405, "{method} {address}");
            assert!(!answer.header("allow").is_empty(), "{method} {address}");
        }
    }
}

#[tokio::test]
async fn the_figures_are_told_to_this_machine_and_to_nobody_who_only_pretends_to_be_it() {
    let site = TestSite::with_demo().await;
    assert_eq!(site.get("/metrics").await.status, 200);
    for header in ["x-forwarded-for", "x-real-ip", "forwarded", "via"] {
        assert_eq!(site.get_with("/metrics", &[(header, "127.0.0.1")]).await.status, 404, "{header}");
    }
    let pretending = [("host", "localhost"), ("authorization", "Bearer ")];
    assert_eq!(site.send_from(STRANGER, "GET", "/metrics", &pretending, Body::empty()).await.status, 404);
}

#[tokio::test]
async fn what_is_no_route_is_not_found_in_the_language_of_its_address() {
    let site = TestSite::with_demo().await;
    for address in [
        "/nowhere",
        "/stations/",
        "/api",
        "/.env",
        "/.git/config",
        "/admin",
        "/en/en/stations",
        "/en/display",
    ] {
        let answer = site.send_from(STRANGER, "GET", address, &[], Body::empty()).await;
        assert_eq!(answer.status, 404, "{address}");
        let tag = if address.starts_with("/en/") { "en" } else { "zh-CN" };
        assert!(answer.text().contains(&format!("<html lang=\"{tag}\"")), "{address}");
    }
}

/// A station of 琼海 among the demo units.
const STATION: &str = "qionghai-jiaji";

/// A unit of the office in which the role exists: a station of 琼海, 琼海, or the province.
fn unit_of(site: &TestSite, role: Role) -> Unit {
    let station = Unit::Station(site.program.directory.get().station(STATION).unwrap().id);
    [station, Unit::County("469002".into()), Unit::Province].into_iter().find(|unit| role.fits(unit)).unwrap()
}

fn form(pairs: &[(&str, &str)]) -> String {
    let escaped = |value: &str| value.replace('+', "%2B").replace(' ', "+");
    let pairs: Vec<_> = pairs.iter().map(|(name, value)| format!("{name}={}", escaped(value))).collect();
    pairs.join("&")
}

/// Posts a form of this site as somebody who is signed in.
async fn post_as(site: &TestSite, cookie: &str, address: &str, form: String) -> Answer {
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("sec-fetch-site", "same-origin"),
        ("cookie", cookie),
    ];
    site.send("POST", address, &headers, Body::from(form)).await
}

#[tokio::test]
async fn every_role_gets_from_the_office_what_its_table_says_for_its_own_units_and_for_others() {
    let site = TestSite::with_demo().await;
    for role in Role::ALL {
        let unit = unit_of(&site, role);
        let name = role.word();
        let me = site.signed_in(name, role, unit.clone()).await;
        for address in [
            "/office",
            "/office/sessions",
            "/office/staff",
            "/office/account",
            "/office/kept",
            "/en/office",
            "/en/office/staff",
        ] {
            let answer = site.get_with(address, &[("cookie", &me.cookie)]).await;
            assert_eq!(
                (answer.status.as_u16(), answer.header("cache-control")),
                (200, "no-store"),
                "{role:?} {address}"
            );
        }
        let (colleague, _) = site.invited(&format!("{name}.beside"), Role::Supervisor, unit.clone()).await;
        let foreign = Unit::County("469028".into());
        let (stranger, _) =
            site.invited(&format!("{name}.elsewhere"), Role::Supervisor, foreign.clone()).await;
        let in_scope = unit == Unit::Province;
        let nobody = StaffId::fresh();
        for (whom, relation) in [
            (me.id, Relation::Own),
            (colleague, Relation::Unit),
            (stranger, if in_scope { Relation::Subtree } else { Relation::Other }),
            (nobody, Relation::Other),
        ] {
            let manages = may(role, Action::ManageStaff, relation);
            for (act, done) in [("link", 200), ("disable", 303), ("nonsense", 404)] {
                let id = CommandId::fresh().to_string();
                let sent = form(&[("command", &id), ("basis", "1"), ("act", act)]);
                let answer = post_as(&site, &me.cookie, &format!("/office/staff/{whom}"), sent).await;
                let expected = if manages { done } else { 404 };
                assert_eq!(answer.status, expected, "{role:?} {act} {relation:?}");
            }
            let page = site.get_with(&format!("/office/staff/{whom}"), &[("cookie", &me.cookie)]).await;
            let expected = if may(role, Action::SeeStaff, relation) { 200 } else { 404 };
            assert_eq!(page.status, expected, "{role:?} opens {relation:?}");
        }
        // Roles and leaving: nobody gives themselves one, and nobody gives one beyond their units.
        let (worker, _) = site.invited(&format!("{name}.worker"), Role::Supervisor, unit.clone()).await;
        for (whom, act, role_unit, relation) in [
            (me.id, "give", &unit, Relation::Own),
            (
                worker,
                "give",
                &Unit::County("469028".into()),
                if in_scope { Relation::Subtree } else { Relation::Other },
            ),
            (me.id, "hand_over", &unit, Relation::Own),
            (worker, "hand_over", &unit, Relation::Unit),
        ] {
            let id = CommandId::fresh().to_string();
            let sent = form(&[
                ("command", &id),
                ("basis", "1"),
                ("act", act),
                ("role", "supervisor"),
                ("unit", &role_unit.to_string()),
                ("from", "2026-11-24"),
                ("until", if act == "give" { "" } else { "2099-12-31" }),
            ]);
            let answer = post_as(&site, &me.cookie, &format!("/office/staff/{whom}"), sent).await;
            let expected = if may(role, Action::ManageStaff, relation) { 303 } else { 404 };
            assert_eq!(answer.status, expected, "{role:?} {act} {relation:?}");
        }
        for (unit, relation) in [
            (unit.clone(), Relation::Unit),
            (foreign, if in_scope { Relation::Subtree } else { Relation::Other }),
        ] {
            let id = CommandId::fresh().to_string();
            let sign_in_name = format!("{name}.{}", id.replace('-', ""));
            let sent = form(&[
                ("command", &id),
                ("name", "A Newcomer"),
                ("sign_in_name", &sign_in_name),
                ("role", "supervisor"),
                ("unit", &unit.to_string()),
            ]);
            let answer = post_as(&site, &me.cookie, "/office/staff", sent).await;
            let expected = if may(role, Action::ManageStaff, relation) { 200 } else { 404 };
            assert_eq!(answer.status, expected, "{role:?} invites {relation:?}");
            assert_eq!(answer.text().contains("/start?key="), expected == 200, "{role:?} {relation:?}");
        }
        // What belongs to the province alone.
        for (address, action) in [
            ("/office/messages", Action::ReadMessages),
            ("/office/examinations", Action::KeepExaminations),
            ("/en/office/examinations", Action::KeepExaminations),
            ("/office/services", Action::KeepCatalogue),
            ("/office/policies", Action::KeepCatalogue),
            ("/office/settings", Action::KeepSettings),
            ("/en/office/settings", Action::KeepSettings),
        ] {
            let allowed = in_scope && may(role, action, Relation::Unit);
            let answer = site.get_with(address, &[("cookie", &me.cookie)]).await;
            assert_eq!(answer.status, if allowed { 200 } else { 404 }, "{role:?} {address}");
            let id = CommandId::fresh().to_string();
            let sent = form(&[("command", &id), ("basis", "0"), ("message", "x"), ("act", "again")]);
            let answer = post_as(&site, &me.cookie, address, sent).await;
            assert_eq!(answer.status == 404, !allowed, "{role:?} posts to {address}");
        }
        // Needs, for those who look for volunteers; posting one is the station's.
        for (address, action) in [
            ("/office/matching", Action::SeeNeeds),
            ("/en/office/matching", Action::SeeNeeds),
            ("/office/matching/new", Action::TendNeeds),
        ] {
            let answer = site.get_with(address, &[("cookie", &me.cookie)]).await;
            let expected = if may(role, action, Relation::Unit) { 200 } else { 404 };
            assert_eq!(answer.status, expected, "{role:?} {address}");
        }
        // Volunteers, for those whose they are; figures, for the offices above.
        for (address, action) in [
            ("/office/volunteers", Action::SeeVolunteers),
            ("/en/office/volunteers", Action::SeeVolunteers),
            ("/office/volunteers/figures", Action::CountVolunteers),
            ("/office/volunteers/register", Action::TendVolunteers),
        ] {
            let answer = site.get_with(address, &[("cookie", &me.cookie)]).await;
            // Nobody counts a whole 市县 from a station; who leads it reads its own figures.
            let of_station = matches!(unit, Unit::Station(_)) && action == Action::CountVolunteers;
            let action = if of_station { Action::TendVolunteers } else { action };
            let expected = if may(role, action, Relation::Unit) { 200 } else { 404 };
            assert_eq!(answer.status, expected, "{role:?} {address}");
        }
        let inbox = site.get_with("/office/inbox", &[("cookie", &me.cookie)]).await;
        assert_eq!((inbox.status.as_u16(), inbox.header("cache-control")), (200, "no-store"), "{role:?}");
        // The journal, for the one role that reads it: its own units, and those below.
        for (address, relation) in [
            ("/office/journal".to_owned(), Relation::Unit),
            (format!("/office/journal/{unit}/1"), Relation::Unit),
            (
                "/office/journal/469028/1".to_owned(),
                if in_scope { Relation::Subtree } else { Relation::Other },
            ),
            (
                "/office/journal?unit=469028".to_owned(),
                if in_scope { Relation::Subtree } else { Relation::Other },
            ),
            ("/office/journal?unit=nonsense".to_owned(), Relation::Other),
            (format!("/office/journal/{unit}/999999"), Relation::Other),
        ] {
            let answer = site.get_with(&address, &[("cookie", &me.cookie)]).await;
            let expected = if may(role, Action::ReadJournal, relation) { 200 } else { 404 };
            assert_eq!(answer.status, expected, "{role:?} {address}");
        }
        let exported = post_as(&site, &me.cookie, "/office/journal/export.csv", String::new()).await;
        assert_eq!(exported.status == 200, may(role, Action::ReadJournal, Relation::Unit), "{role:?}");
        // The list names whom the role may see, and nobody else.
        let list = site.get_with("/office/staff", &[("cookie", &me.cookie)]).await;
        assert!(list.text().contains(&format!("{name}.beside")), "{role:?}");
        let seen = may(role, Action::SeeStaff, if in_scope { Relation::Subtree } else { Relation::Other });
        assert_eq!(list.text().contains(&format!("{name}.elsewhere")), seen, "{role:?}");
    }
}

#[tokio::test]
async fn whoever_has_only_given_a_password_gets_no_further_than_the_second_step() {
    let site = TestSite::with_demo().await;
    let (_, key) = site.invited("admin", Role::AccountsAdministrator, Unit::Province).await;
    let started =
        site.post("/start", &form(&[("key", &key), ("password", PASSWORD), ("again", PASSWORD)])).await;
    assert_eq!((started.status.as_u16(), started.header("location")), (303, "/account/second-factor"));
    let cookie = started.header("set-cookie").split(';').next().unwrap().to_owned();
    for address in ["/office", "/office/staff", "/office/sessions", "/sign-in/code"] {
        let answer = site.get_with(address, &[("cookie", &cookie)]).await;
        assert_eq!(
            (answer.status.as_u16(), answer.header("location")),
            (303, "/account/second-factor"),
            "{address}"
        );
    }
    let change = form(&[("act", "disable")]);
    assert_eq!(post_as(&site, &cookie, "/office/staff/x", change).await.status, 303);
}

#[tokio::test]
async fn no_cookie_that_was_made_up_or_has_ended_opens_anything() {
    let site = TestSite::with_demo().await;
    let me = site.signed_in("wang", Role::SocialWorker, unit_of(&site, Role::SocialWorker)).await;
    assert_eq!(site.get_with("/office", &[("cookie", &me.cookie)]).await.status, 200);
    let out = post_as(&site, &me.cookie, "/sign-out", String::new()).await;
    assert!(out.header("set-cookie").contains("Max-Age=0"));
    let (longer, token) = (format!("{}x", me.cookie), me.cookie.replace("sid=", "__Host-sid="));
    for cookie in ["", "sid=", "sid=x", "sid='; DROP TABLE staff", &me.cookie, &longer, &token] {
        let answer = site.get_with("/office", &[("cookie", cookie)]).await;
        assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/sign-in"), "{cookie}");
    }
}

#[tokio::test]
async fn over_https_the_cookie_is_for_this_host_alone() {
    let site = TestSite::with(&[("public_url", "https://example.org")]).await;
    let (_, key) = site.invited("wang", Role::SocialWorker, Unit::Station(StationId::fresh())).await;
    let sent = form(&[("key", &key), ("password", PASSWORD), ("again", PASSWORD)]);
    let started = site.post("/start", &sent).await;
    let cookie = started.header("set-cookie");
    assert!(
        cookie.starts_with("__Host-sid=") && cookie.ends_with("; Path=/; Secure; HttpOnly; SameSite=Lax"),
        "{cookie}"
    );
}

#[tokio::test]
async fn what_was_typed_at_the_entrance_comes_back_without_the_password_and_tells_nothing() {
    let site = TestSite::with_demo().await;
    site.signed_in("wang", Role::SocialWorker, unit_of(&site, Role::SocialWorker)).await;
    let mut told = Vec::new();
    for name in ["wang", "nobody", "<b>"] {
        let answer = site.post("/sign-in", &form(&[("name", name), ("password", "hunter2hunter2")])).await;
        assert_eq!(answer.status, 422, "{name}");
        assert!(!answer.text().contains("hunter2") && answer.headers.get("set-cookie").is_none());
        assert!(answer.text().contains("<title>错误：") && !answer.text().contains("<b>\""), "{name}");
        told.push(answer.text().replace(name, "").len());
    }
    assert_eq!(told[0], told[1], "known and unknown names are answered alike");
}
