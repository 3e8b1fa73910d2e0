use std::collections::{BTreeMap, BTreeSet};

use app::language::Language;
use axum::body::Body;

use crate::{
    documents::{attribute_names, attributes, tags, unescaped},
    support::{Answer, TestSite},
};

/// Where the site of a test stands.
pub const PUBLIC: &str = "http://127.0.0.1:3000";

/// One address of each kind of page, and each of the few that differ from others of their kind.
const PAGES: [&str; 35] = [
    "/",
    "/stations",
    "/stations?q=jiaji&area=469002&open=1&near=19.25,110.47&sort=distance",
    "/stations?area=469002100225",
    "/stations?page=2",
    "/stations/qionghai-jiaji",
    "/stations/lingao-centre",
    "/stations/sanya-yucai",
    "/services",
    "/services/A01",
    "/areas",
    "/areas/460000",
    "/areas/460200",
    "/areas/460202",
    "/areas/469002",
    "/areas/469002100",
    "/areas/469002100225",
    "/policies",
    "/policies/dibao",
    "/activities",
    "/activities?county=469002&skill=medical&week=1&near=19.25,110.47",
    "/complaints",
    "/help",
    "/help?service=B02",
    "/help/status",
    "/complaints/status",
    "/volunteers",
    "/volunteers/register",
    "/volunteers/sign-in",
    "/verify",
    "/verify/keys",
    "/about",
    "/data-sources",
    "/accessibility",
    "/privacy",
];

/// Every page of the list, in both languages.
async fn each(site: &TestSite, mut look: impl FnMut(Language, &str, &Answer)) {
    for page in PAGES {
        for language in Language::ALL {
            let address = language.address(page);
            let answer = site.get(&address).await;
            assert_eq!(answer.status, 200, "{address}");
            look(language, page, &answer);
        }
    }
}

#[tokio::test]
async fn every_page_says_its_language_and_where_it_stands_in_both() {
    let site = TestSite::with_demo().await;
    each(&site, |language, page, answer| {
        let html = answer.text();
        assert!(html.starts_with("<!DOCTYPE html>"), "{page}");
        assert_eq!(attributes(html, "html", "lang"), [language.tag()], "{page}");
        let links: BTreeMap<_, _> = tags(html, "link")
            .filter(|tag| tag.contains("rel=\"alternate\"") || tag.contains("rel=\"canonical\""))
            .map(|tag| {
                (attributes(tag, "link", "hreflang").first().copied(), attributes(tag, "link", "href")[0])
            })
            .map(|(language, href)| (language, unescaped(href)))
            .collect();
        let here = |language: Language| format!("{PUBLIC}{}", language.address(page));
        assert_eq!(links.get(&None), Some(&here(language)), "{page}");
        for other in Language::ALL {
            assert_eq!(links.get(&Some(other.tag())), Some(&here(other)), "{page}");
        }
    })
    .await;
}

#[tokio::test]
async fn every_page_has_one_title_one_heading_and_a_description() {
    let site = TestSite::with_demo().await;
    let mut titles: BTreeMap<(Language, String), &str> = BTreeMap::new();
    for page in PAGES {
        for language in Language::ALL {
            let answer = site.get(&language.address(page)).await;
            let html = answer.text();
            assert_eq!(html.matches("<h1").count(), 1, "{page}");
            assert_eq!(html.matches("<main").count(), 1, "{page}");
            let title = html.split_once("<title>").unwrap().1.split_once("</title>").unwrap().0.to_owned();
            assert!(!title.contains('<'), "{title}");
            assert!(title.chars().count() > 2, "{page}");
            let described = tags(html, "meta").find(|tag| tag.contains("name=\"description\"")).unwrap();
            assert!(attributes(described, "meta", "content")[0].chars().count() > 8, "{page} {described}");
            // Two states of the list may be one title; two pages may not.
            let path = page.split('?').next().unwrap();
            if let Some(other) = titles.insert((language, title.clone()), path) {
                assert_eq!(other, path, "two pages are called {title}");
            }
        }
    }
}

#[tokio::test]
async fn the_nonce_of_the_policy_is_the_one_in_the_document_and_no_script_stands_without_it() {
    let site = TestSite::with_demo().await;
    let mut seen = BTreeSet::new();
    each(&site, |_, page, answer| {
        let policy = answer.header("content-security-policy");
        let nonce = policy.split_once("'nonce-").unwrap().1.split_once('\'').unwrap().0;
        assert!(seen.insert(nonce.to_owned()), "{page}: a nonce came twice");
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");
        let html = answer.text();
        for script in tags(html, "script") {
            let inline = !script.contains(" src=");
            let data = script.contains("application/ld+json");
            let has = attributes(script, "script", "nonce") == [nonce];
            assert!(has || (!inline || data), "{page}: {script}");
        }
        assert!(html.contains(&format!("nonce=\"{nonce}\"")), "{page}");
    })
    .await;
}

#[tokio::test]
async fn no_page_holds_an_inline_style_or_handler_or_reaches_for_another_host() {
    let site = TestSite::with_demo().await;
    each(&site, |_, page, answer| {
        let html = answer.text();
        assert!(!html.contains("<style"), "{page}");
        for tag in tags(html, "") {
            for name in attribute_names(tag) {
                assert!(name != "style" && !name.starts_with("on"), "{page}: {tag}");
            }
            let own = |address: &str| !address.starts_with("http") && !address.starts_with("//");
            assert!(attributes(tag, "", "src").into_iter().all(own), "{page}: {tag}");
        }
        for name in ["script", "img", "iframe", "source", "use"] {
            assert!(attributes(html, name, "src").iter().all(|it| it.starts_with('/')), "{page}");
        }
        let fetched =
            tags(html, "link").filter(|tag| !tag.contains("alternate") && !tag.contains("canonical"));
        for tag in fetched {
            assert!(attributes(tag, "link", "href")[0].starts_with("/assets/"), "{page}: {tag}");
        }
    })
    .await;
}

#[tokio::test]
async fn every_id_stands_once_and_every_name_that_points_to_one_finds_it() {
    let site = TestSite::with_demo().await;
    each(&site, |language, page, answer| {
        let html = answer.text();
        let mut ids = BTreeSet::new();
        for tag in tags(html, "") {
            for id in attributes(&format!("<x{}", &tag[1..]), &format!("x{}", tag_name(tag)), "id") {
                assert!(ids.insert(id.to_owned()), "{page} ({language:?}): the id {id} stands twice");
            }
        }
        for tag in tags(html, "") {
            let named = format!("<x{}", &tag[1..]);
            for attribute in ["for", "aria-labelledby", "aria-describedby", "aria-controls"] {
                for id in attributes(&named, &format!("x{}", tag_name(tag)), attribute) {
                    assert!(
                        id.split(' ').all(|id| ids.contains(id)),
                        "{page} ({language:?}): {attribute}={id}"
                    );
                }
            }
        }
        for href in attributes(html, "a", "href").into_iter().filter_map(|href| href.strip_prefix('#')) {
            assert!(ids.contains(href), "{page} ({language:?}): nothing has the id {href}");
        }
    })
    .await;
}

fn tag_name(tag: &str) -> &str {
    let end = tag[1..].find([' ', '>', '/', '\n']).map_or(tag.len(), |end| end + 1);
    &tag[1..end]
}

#[tokio::test]
async fn a_link_of_an_english_page_leads_to_an_english_page() {
    let site = TestSite::with_demo().await;
    each(&site, |language, page, answer| {
        if language == Language::Zh {
            return;
        }
        for tag in tags(answer.text(), "a") {
            let href = attributes(tag, "a", "href").first().copied().unwrap_or_default();
            let elsewhere =
                tag.contains("hreflang=\"zh-CN\"") || href.starts_with("/field") || !href.starts_with('/');
            assert!(
                elsewhere || href == "/en" || href.starts_with("/en/") || href.starts_with("/en?"),
                "{page}: {tag}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn every_page_that_shows_a_demo_unit_says_so() {
    let site = TestSite::with_demo().await;
    each(&site, |language, page, answer| {
        let html = answer.text();
        let shows = ["station-card", "0898-0000"].iter().any(|mark| html.contains(mark));
        let says = html.contains(if language == Language::Zh { "演示数据" } else { "Demo data" });
        assert!(!shows || says, "{page}");
    })
    .await;
}

#[tokio::test]
async fn every_link_of_every_kind_of_page_leads_somewhere() {
    let site = TestSite::with_demo().await;
    let mut links = BTreeSet::new();
    each(&site, |_, _, answer| {
        let hrefs = attributes(answer.text(), "a", "href").into_iter().map(unescaped);
        links.extend(
            hrefs
                .filter(|href| href.starts_with('/'))
                .map(|href| href.split('#').next().unwrap_or_default().to_owned()),
        );
    })
    .await;
    assert!(links.len() > 300, "{}", links.len());
    for link in links {
        // Each search counts against the allowance of one reader; ask as many.
        let answer = site.send("GET", &link, &[], Body::empty()).await;
        assert!(answer.status.is_success(), "{link}: {}", answer.status);
    }
}

#[tokio::test]
async fn what_is_not_there_is_a_whole_page_that_leads_on() {
    let site = TestSite::with_demo().await;
    for path in [
        "/nowhere",
        "/stations/nobody",
        "/stations/QIONGHAI-JIAJI",
        "/services/Z99",
        "/services/a01",
        "/areas/999999",
        "/areas/469002100999",
        "/policies/nothing",
        "/stations/%F0%9F%98%80",
        "/areas/%E5%98%89%E7%A7%AF",
    ] {
        for language in Language::ALL {
            let answer = site.get(&language.address(path)).await;
            assert_eq!(answer.status, 404, "{path}");
            let html = answer.text();
            assert_eq!(attributes(html, "html", "lang"), [language.tag()], "{path}");
            assert!(html.contains("site-header") && html.contains("tel:"), "{path}: a page with the way on");
            assert!(!html.contains("rel=\"canonical\""), "{path}");
            assert!(html.contains(&format!("href=\"{}\"", language.address("/stations"))), "{path}");
        }
    }
    let card = site.get("/stations/nobody/contact.vcf").await;
    assert_eq!(card.status, 404);
    assert!(card.text().contains("<html lang=\"zh-CN\""));
}

#[tokio::test]
async fn a_page_is_kept_by_nobody_and_comes_small() {
    let site = TestSite::with_demo().await;
    each(&site, |_, page, answer| {
        assert_eq!(answer.header("cache-control"), "private, no-cache", "{page}");
        assert!(answer.body.len() < 400_000, "{page}: {}", answer.body.len());
    })
    .await;
    let packed = site.get_with("/stations", &[("accept-encoding", "br, gzip")]).await;
    assert_eq!(packed.header("content-encoding"), "br");
    // By what was asked for, and by the display that the reader has chosen.
    let vary: Vec<_> = packed.headers.get_all("vary").iter().map(|it| it.to_str().unwrap()).collect();
    assert!(vary.contains(&"cookie") && vary.contains(&"accept-encoding"), "{vary:?}");
}

#[tokio::test]
async fn an_empty_installation_has_every_page_too() {
    let site = TestSite::fresh().await;
    for path in
        ["/", "/stations", "/stations?q=jiaji", "/services", "/areas", "/policies", "/about", "/sitemap.xml"]
    {
        for language in Language::ALL.into_iter().filter(|it| path != "/sitemap.xml" || *it == Language::Zh) {
            let address = language.address(path);
            assert_eq!(site.get(&address).await.status, 200, "{address}");
        }
    }
}
