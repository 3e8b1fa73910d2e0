//! `/start?key=…`: what a one-time link leads to: a first or a new password.

use leptos::prelude::*;
use serde::Deserialize;

use super::{
    messages,
    passwords::{CHARS_MIN_ALONE, CHARS_MIN_WITH_SECOND_FACTOR, PasswordFault},
    words,
};
use crate::{
    shell::{Page, PageContext},
    ui::{FaultList, Question, TextField},
};

/// The address, without the key.
pub const ADDRESS: &str = "/start";

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct StartForm {
    /// The key of the link.
    #[serde(default)]
    pub key: String,
    /// The password.
    #[serde(default)]
    pub password: String,
    /// The same again.
    #[serde(default)]
    pub again: String,
}

/// Whom the link is for.
#[derive(Clone, Debug)]
pub struct Invited {
    /// The key, to go with the form.
    pub key: String,
    /// What they are called.
    pub name: String,
    /// What they sign in with.
    pub sign_in_name: String,
    /// Whether their role asks for a second factor.
    pub with_second_factor: bool,
}

/// The page.
pub fn page(context: &PageContext, invited: Invited, fault: Option<PasswordFault>) -> Page {
    let l = context.language();
    let asked = if fault == Some(PasswordFault::Differs) { "again" } else { "password" };
    let told = fault.map(|fault| words::password_fault(l, fault));
    let least = if invited.with_second_factor { CHARS_MIN_WITH_SECOND_FACTOR } else { CHARS_MIN_ALONE };
    let question = |name: &'static str, label: &str, hint: String| Question {
        name,
        label: label.to_owned(),
        hint,
        kind: "password",
        autocomplete: "new-password",
        fault: told.clone().filter(|_| asked == name),
        ..Question::default()
    };
    let password = question("password", messages::password(l), messages::password_hint(l, least));
    let again = question("again", messages::password_again(l), String::new());
    let faults: Vec<_> = told.clone().into_iter().map(|words| (asked, words)).collect();
    Page::new(messages::start_title(l), "", move || {
        view! {
            <FaultList faults/>
            <h1>{messages::start_title(l)}</h1>
            <p class="lead">{messages::start_lead(l, &invited.name)}</p>
            <p>{messages::start_name(l, &invited.sign_in_name)}</p>
            <form class="form" method="post" action=l.address(ADDRESS) novalidate>
                <input type="hidden" name="key" value=invited.key/>
                // For password managers, which keep the two together.
                <input type="text" name="username" value=invited.sign_in_name autocomplete="username" hidden/>
                <TextField question=password/>
                <TextField question=again/>
                <p><button class="button button--primary button--large">{messages::go_on(l)}</button></p>
            </form>
        }
    })
    .status(if fault.is_some() { 422 } else { 200 })
    .unlisted(true)
    .fault(fault.is_some())
}

/// The page for a link that was used, is too old, or never was.
pub fn gone(context: &PageContext) -> Page {
    let l = context.language();
    Page::new(messages::start_gone_title(l), messages::start_gone(l), move || {
        view! { <h1>{messages::start_gone_title(l)}</h1><p class="lead">{messages::start_gone(l)}</p> }
    })
    .status(410)
    .unlisted(true)
}
