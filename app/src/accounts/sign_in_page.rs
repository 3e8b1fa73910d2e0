//! `/sign-in`: the entrance for the staff.

use leptos::prelude::*;
use serde::Deserialize;

use super::{forgotten_page, messages, office_page, words};
use crate::{
    shell::{Page, PageContext},
    stations::filter::percent_encoded,
    ui::{FaultList, Question, TextField},
    volunteers::model::local,
};

/// The address.
pub const ADDRESS: &str = "/sign-in";

/// The page of the office, without its language, to which one goes on from `next=`; nothing for any other address, and for
/// where one comes out anyway.
pub fn wanted(next: &str) -> Option<&str> {
    let below = next.strip_prefix(office_page::ADDRESS).filter(|rest| rest.starts_with(['/', '?']));
    local(next).filter(|_| below.is_some())
}

/// The address of a step of signing in, from where one goes on to `next`.
pub fn on_the_way(step: &str, next: &str) -> String {
    match wanted(next) {
        Some(next) => format!("{step}?next={}", percent_encoded(next)),
        None => step.to_owned(),
    }
}

/// Carries on where one wants to go.
pub(super) fn next_field(next: &str) -> Option<impl IntoView + use<>> {
    let next = wanted(next)?.to_owned();
    Some(view! { <input type="hidden" name="next" value=next/> })
}

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct SignInForm {
    /// The sign-in name, as it was typed.
    #[serde(default)]
    pub name: String,
    /// The password.
    #[serde(default)]
    pub password: String,
    /// Where to go on afterwards, see [`wanted`].
    #[serde(default)]
    pub next: String,
}

/// Why nobody came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInFault {
    /// No name was written.
    NoName,
    /// No password was written.
    NoPassword,
    /// The two do not belong together, or there is no such account: nobody is told which.
    Wrong,
    /// There were too many attempts; so many seconds to wait.
    Wait(i64),
}

/// The page; with what was typed, but for the password, where it did not fit. `kept` if something was sent too late,
/// and waits; `next` is where to go on afterwards.
pub fn page(
    context: &PageContext,
    name: String,
    fault: Option<SignInFault>,
    kept: bool,
    next: String,
) -> Page {
    let l = context.language();
    let status = match fault {
        None => 200,
        Some(SignInFault::Wait(_)) => 429,
        Some(_) => 422,
    };
    let told = fault.map(|fault| match fault {
        SignInFault::NoName => ("name", messages::write_sign_in_name(l).to_owned()),
        SignInFault::NoPassword => ("password", messages::write_password(l).to_owned()),
        SignInFault::Wrong => ("name", messages::wrong(l).to_owned()),
        SignInFault::Wait(seconds) => ("name", words::wait(l, seconds)),
    });
    let beside =
        |question: &str| told.as_ref().filter(|(name, _)| *name == question).map(|(_, words)| words.clone());
    let name = Question {
        name: "name",
        label: messages::sign_in_name(l).to_owned(),
        autocomplete: "username",
        value: name,
        fault: beside("name"),
        ..Question::default()
    };
    let password = Question {
        name: "password",
        label: messages::password(l).to_owned(),
        kind: "password",
        autocomplete: "current-password",
        fault: beside("password"),
        ..Question::default()
    };
    let faults: Vec<_> = told.into_iter().collect();
    Page::new(messages::sign_in_title(l), messages::sign_in_lead(l), move || {
        view! {
            <FaultList faults/>
            <h1>{messages::sign_in_title(l)}</h1>
            <p class="lead">{messages::sign_in_lead(l)}</p>
            {kept.then(|| view! { <p class="notice" role="status">{messages::sign_in_kept(l)}</p> })}
            <form class="form" method="post" action=l.address(ADDRESS) novalidate>{next_field(&next)}
                <TextField question=name/>
                <TextField question=password/>
                <p><button class="button button--primary button--large">{messages::sign_in(l)}</button></p>
            </form>
            <p class="soft small">{messages::sign_in_device(l)}</p>
            <p><a href=l.address(forgotten_page::ADDRESS)>{messages::forgotten_title(l)}</a></p>
        }
    })
    .status(status)
    .unlisted(true)
    .fault(status != 200)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_goes_on_to_pages_of_the_office_alone() {
        for next in ["/office/activities/records", "/office/volunteers?number=HN1&page=2", "/office?x"] {
            assert_eq!(wanted(next), Some(next));
        }
        for next in [
            "",
            "/office",
            "/officer",
            "/volunteers/me",
            "/en/office/staff",
            "//office/staff",
            "https://evil.example/office/",
            "/office/\\evil.example",
            "/office/a\r\nSet-Cookie: x",
        ] {
            assert_eq!(wanted(next), None, "{next}");
        }
        assert_eq!(on_the_way(ADDRESS, "/office/staff?q=a"), "/sign-in?next=%2Foffice%2Fstaff%3Fq%3Da");
        assert_eq!(on_the_way(ADDRESS, "//evil.example"), "/sign-in");
    }
}
