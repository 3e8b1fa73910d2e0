//! `/sign-in/code`: the second step of signing in.

use leptos::prelude::*;
use serde::Deserialize;

use super::{messages, sign_in_page::next_field, words};
use crate::{
    shell::{Page, PageContext},
    ui::{FaultList, Question, TextField},
};

/// The address.
pub const ADDRESS: &str = "/sign-in/code";

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct CodeForm {
    /// Six digits, or a recovery code.
    #[serde(default)]
    pub code: String,
    /// Where to go on afterwards, see [`super::sign_in_page::wanted`].
    #[serde(default)]
    pub next: String,
}

/// Why the code was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeFault {
    /// It does not fit, or was used already.
    Wrong,
    /// There were too many attempts; so many seconds to wait.
    Wait(i64),
}

/// The page; `next` is where to go on afterwards.
pub fn page(context: &PageContext, fault: Option<CodeFault>, next: String) -> Page {
    let l = context.language();
    let told = fault.map(|fault| match fault {
        CodeFault::Wrong => messages::code_wrong(l).to_owned(),
        CodeFault::Wait(seconds) => words::wait(l, seconds),
    });
    let question = Question {
        name: "code",
        label: messages::code(l).to_owned(),
        autocomplete: "one-time-code",
        fault: told.clone(),
        ..Question::default()
    };
    let faults: Vec<_> = told.into_iter().map(|words| ("code", words)).collect();
    let status = match fault {
        None => 200,
        Some(CodeFault::Wrong) => 422,
        Some(CodeFault::Wait(_)) => 429,
    };
    Page::new(messages::code_title(l), messages::code_lead(l), move || {
        view! {
            <FaultList faults/>
            <h1>{messages::code_title(l)}</h1>
            <p class="lead">{messages::code_lead(l)}</p>
            <form class="form" method="post" action=l.address(ADDRESS) novalidate>{next_field(&next)}
                <TextField question/>
                <p><button class="button button--primary button--large">{messages::go_on(l)}</button></p>
            </form>
        }
    })
    .status(status)
    .unlisted(true)
    .fault(status != 200)
}
