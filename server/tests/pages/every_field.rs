//! Every form over HTTP, with a text that is hard on HTML in each of its controls: it is there again, and says what is
//! wrong. What is kept of every text in every field is asked in `app/src/forms/tests/every_field.rs`.

use std::collections::BTreeSet;

use app::access::Role;
use server::forms::shipped;

use crate::{
    help::{jiaji, post, taken_down},
    nasty::{MARKUP, TEXTS, stands},
    support::{Answer as Page, TestSite},
};

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

/// What the form of a page sends with a text in each of its controls, but for those of the page itself.
fn filled(page: &Page, has: &str, text: &str) -> Vec<(String, String)> {
    let own = |name: &String| name.starts_with("help.") || name.starts_with("turns.");
    let typed = names(page, has).into_iter().filter(|name| name != "act" && name != "help.plain");
    typed.map(|name| (name.clone(), if own(&name) { hidden(page, &name) } else { text.to_owned() })).collect()
}

fn borrowed(pairs: &[(String, String)]) -> Vec<(&str, &str)> {
    pairs.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect()
}

#[tokio::test]
async fn every_form_takes_whatever_a_browser_sends() {
    let site = TestSite::with_demo().await;
    let leader = site.signed_in("leader", Role::StationLeader, jiaji(&site)).await;
    let call = taken_down(&site, &leader.cookie, "").await;
    let hard: Vec<_> =
        TEXTS.into_iter().filter(|text| text.contains(['<', '"', '\'', '&', '\r', '\u{202e}'])).collect();
    let mut hard = hard.into_iter().cycle();
    for (code, _) in shipped() {
        let (service, text) = (code.split('.').next().unwrap(), hard.next().unwrap());
        if code.ends_with(".record") {
            let address = format!("{call}/record?service={service}");
            let page = site.get_with(&address, &[("cookie", &leader.cookie)]).await;
            let pairs = filled(&page, "help.basis", text);
            assert!(pairs.len() > 5, "{code}: {pairs:?}");
            told(code, text, &post(&site, &leader.cookie, &address, &borrowed(&pairs)).await);
            continue;
        }
        let begun = post(&site, "", "/help", &[("service", service)]).await;
        let cookie = begun.header("set-cookie").split(';').next().unwrap().to_owned();
        let mut pages = 0;
        for number in 1..=12 {
            let address = format!("/help/{number}");
            let page = site.get_with(&address, &[("cookie", &cookie)]).await;
            if !hidden(&page, "help.page").starts_with("intake.") {
                continue;
            }
            let pairs = filled(&page, "help.page", text);
            let answer = post(&site, &cookie, &address, &borrowed(&pairs)).await;
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
