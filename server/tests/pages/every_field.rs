//! Every form over HTTP, with a text that is hard on HTML in each of its controls: it is there again, and says what is
//! wrong. What is kept of every text in every field is asked in `app/src/forms/tests/every_field.rs`.

use std::collections::BTreeSet;

use app::{access::Role, ids::CommandId, journal::model::Unit};
use axum::body::Body;
use server::forms::shipped;

use crate::{
    nasty::{TEXTS, encoded},
    support::{Answer as Page, TestSite},
};

/// What no page may hold of what was typed: it would be a part of the page.
const MARKUP: [&str; 5] = ["<script>alert", "<img src=x", "<svg/onload", "<![CDATA[", "a<!>b"];

fn unescaped(text: &str) -> String {
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&#39;", "'"), ("&amp;", "&")]
        .into_iter()
        .fold(text.to_owned(), |text, (escaped, sign)| text.replace(escaped, sign))
}

/// What stands in the control of this name.
fn stands(page: &str, name: &str) -> Option<String> {
    let (before, after) = page.split_once(&format!(" name=\"{name}\""))?;
    let text = match before.rsplit_once('<')?.1.starts_with("textarea") {
        true => after.split_once('>')?.1.split_once("</textarea>")?.0,
        false => after.split_once('>')?.0.split_once("value=\"")?.1.split_once('"')?.0,
    };
    Some(unescaped(text))
}

/// The names of the controls of the form on a page that has a control of this name.
fn names(page: &Page, has: &str) -> BTreeSet<String> {
    let forms = page.text().split("<form").find(|form| form.contains(&format!(" name=\"{has}\"")));
    let form = forms.unwrap_or_default().split("</form>").next().unwrap_or_default();
    form.split(" name=\"").skip(1).filter_map(|rest| rest.split('"').next().map(str::to_owned)).collect()
}

/// What stands in a hidden control.
fn hidden(page: &Page, name: &str) -> String {
    stands(page.text(), name).unwrap_or_default()
}

async fn post(site: &TestSite, cookie: &str, address: &str, pairs: &[(String, String)]) -> Page {
    let pairs: Vec<_> =
        pairs.iter().map(|(name, text)| format!("{}={}", encoded(name), encoded(text))).collect();
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("sec-fetch-site", "same-origin"),
        ("cookie", cookie),
    ];
    site.send("POST", address, &headers, Body::from(pairs.join("&"))).await
}

/// What the form of a page sends with a text in each of its controls, but for those of the page itself.
fn filled(page: &Page, has: &str, text: &str) -> Vec<(String, String)> {
    let own = |name: &String| name.starts_with("help.") || name.starts_with("turns.");
    let typed = names(page, has).into_iter().filter(|name| name != "act" && name != "help.plain");
    typed.map(|name| (name.clone(), if own(&name) { hidden(page, &name) } else { text.to_owned() })).collect()
}

#[tokio::test]
async fn every_form_takes_whatever_a_browser_sends() {
    let site = TestSite::with_demo().await;
    let station = Unit::Station(site.program.directory.get().station("qionghai-jiaji").unwrap().id);
    let leader = site.signed_in("leader", Role::StationLeader, station).await;
    let command = CommandId::fresh().to_string();
    let taken = [
        ("help.command", command.as_str()),
        ("help_channel", "walk_in"),
        ("danger", "no"),
        ("words", "婆婆一个人住。"),
        ("place.county", "469002"),
        ("place.town", "469002100"),
        ("called", "林阿姨"),
        ("phone", "13800135678"),
        ("message", "yes"),
        ("relation", "family"),
    ];
    let taken = taken.map(|(name, text)| (name.to_owned(), text.to_owned()));
    assert_eq!(post(&site, &leader.cookie, "/office/help/new", &taken).await.status, 303);
    let hard: Vec<_> =
        TEXTS.into_iter().filter(|text| text.contains(['<', '"', '\'', '&', '\r', '\u{202e}'])).collect();
    let mut hard = hard.into_iter().cycle();
    for (code, _) in shipped() {
        let (service, text) = (code.split('.').next().unwrap(), hard.next().unwrap());
        if code.ends_with(".record") {
            let address = format!("/office/help/{command}/record?service={service}");
            let page = site.get_with(&address, &[("cookie", &leader.cookie)]).await;
            let pairs = filled(&page, "help.basis", text);
            assert!(pairs.len() > 5, "{code}: {pairs:?}");
            told(code, text, &post(&site, &leader.cookie, &address, &pairs).await);
            continue;
        }
        let begun = post(&site, "", "/help", &[("service".to_owned(), service.to_owned())]).await;
        let cookie = begun.header("set-cookie").split(';').next().unwrap().to_owned();
        let mut pages = 0;
        for number in 1..=12 {
            let address = format!("/help/{number}");
            let page = site.get_with(&address, &[("cookie", &cookie)]).await;
            if !hidden(&page, "help.page").starts_with("intake.") {
                continue;
            }
            let pairs = filled(&page, "help.page", text);
            let answer = post(&site, &cookie, &address, &pairs).await;
            if answer.status != 303 {
                told(code, text, &answer);
            }
            pages += 1;
        }
        assert!(pages > 0, "{code}");
        let check = site.get_with("/help/check", &[("cookie", &cookie)]).await;
        assert_eq!(check.status, 303, "{code}: it is not done");
    }
}

/// The page is there again, and says what is wrong.
fn told(code: &str, text: &str, answer: &Page) {
    assert_eq!(answer.status, 422, "{code} {text:?}");
    assert!(answer.text().contains("field__error"), "{code} {text:?}");
    for markup in MARKUP {
        assert!(!answer.text().contains(markup), "{code} {text:?}: {markup}");
    }
}
