//! What a stranger gets from every address that the program answers: one table, and nothing beside it.
//!
//! A stranger has no account, comes from another machine, and sends what a browser of this site would not. The
//! routes are read out of the sources, so a new one that is missing from the table is found.

#![allow(clippy::unwrap_used, reason = "only tests stand here")]

mod support;

use std::{collections::BTreeSet, fs, path::Path};

use axum::body::Body;
use support::TestSite;

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

const TABLE: [Row; 27] = [
    ("/", "/", InBoth, 200, 405),
    ("/stations", "/stations", InBoth, 200, 405),
    ("/stations/{slug}", "/stations/qionghai-jiaji", InBoth, 200, 405),
    ("/stations/points", "/stations/points", InBoth, 200, 405),
    ("/stations/{slug}/contact.vcf", "/stations/qionghai-jiaji/contact.vcf", InBoth, 200, 405),
    ("/suggest", "/suggest?q=jiaji", InBoth, 200, 405),
    ("/services", "/services", InBoth, 200, 405),
    ("/services/{code}", "/services/A01", InBoth, 200, 405),
    ("/areas", "/areas", InBoth, 200, 405),
    ("/areas/{code}", "/areas/469002", InBoth, 200, 405),
    ("/policies", "/policies", InBoth, 200, 405),
    ("/policies/{slug}", "/policies/dibao", InBoth, 200, 405),
    ("/about", "/about", InBoth, 200, 405),
    ("/data-sources", "/data-sources", InBoth, 200, 405),
    ("/accessibility", "/accessibility", InBoth, 200, 405),
    ("/privacy", "/privacy", InBoth, 200, 405),
    ("/en/", "/en/", Once, 308, 405),
    ("/display", "/display", Once, 405, 303),
    ("/sitemap.xml", "/sitemap.xml", Once, 200, 405),
    ("/robots.txt", "/robots.txt", Once, 200, 405),
    ("/field", "/field", Once, 200, 405),
    ("/field/{*page}", "/field/stations", Once, 200, 405),
    ("/field/sw.js", "/field/sw.js", Once, 200, 405),
    ("/field/manifest.webmanifest", "/field/manifest.webmanifest", Once, 200, 405),
    ("/field/directory.json", "/field/directory.json", Once, 200, 405),
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
    for (address, ..) in addresses() {
        for method in ["POST", "PUT", "PATCH", "DELETE", "PROPFIND"] {
            for headers in from_elsewhere {
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
