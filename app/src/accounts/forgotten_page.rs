//! `/sign-in/forgotten`: asks to be let back in. A leader or an administrator sees it, makes sure who asks, and gives
//! them a link.

use leptos::prelude::*;
use serde::Deserialize;

use super::{messages, model::Lost, words};
use crate::{
    shell::{Page, PageContext},
    ui::{FaultList, Question, TextField},
};

/// The address.
pub const ADDRESS: &str = "/sign-in/forgotten";

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct ForgottenForm {
    /// The sign-in name, as it was typed.
    #[serde(default)]
    pub name: String,
    /// What is lost, by its word.
    #[serde(default)]
    pub lost: String,
}

/// Why nothing was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForgottenFault {
    /// No name was written.
    NoName,
    /// There were too many requests; so many seconds to wait.
    Wait(i64),
}

/// The page.
pub fn page(context: &PageContext, form: ForgottenForm, fault: Option<ForgottenFault>) -> Page {
    let l = context.language();
    let status = match fault {
        None => 200,
        Some(ForgottenFault::NoName) => 422,
        Some(ForgottenFault::Wait(_)) => 429,
    };
    let told = fault.map(|fault| match fault {
        ForgottenFault::NoName => messages::write_sign_in_name(l).to_owned(),
        ForgottenFault::Wait(seconds) => words::wait(l, seconds),
    });
    let name = Question {
        name: "name",
        label: messages::sign_in_name(l).to_owned(),
        autocomplete: "username",
        value: form.name,
        fault: told.clone(),
        ..Question::default()
    };
    let chosen = Lost::from_word(&form.lost).unwrap_or(Lost::Password);
    let faults: Vec<_> = told.into_iter().map(|words| ("name", words)).collect();
    Page::new(messages::forgotten_title(l), messages::forgotten_lead(l), move || {
        let choices = Lost::ALL
            .map(|lost| {
                view! {
                    <label class="check"><input type="radio" name="lost" value=lost.word() checked=lost == chosen/>
                        <span>{words::lost(l, lost)}</span></label>
                }
            })
            .collect_view();
        view! {
            <FaultList faults/>
            <h1>{messages::forgotten_title(l)}</h1>
            <p class="lead">{messages::forgotten_lead(l)}</p>
            <form class="form" method="post" action=l.address(ADDRESS) novalidate>
                <TextField question=name/>
                <fieldset class="field"><legend class="field__label">{messages::forgotten_lost(l)}</legend>{choices}</fieldset>
                <p><button class="button button--primary button--large">{messages::forgotten_ask(l)}</button></p>
            </form>
        }
    })
    .status(status)
    .unlisted(true)
    .fault(status != 200)
}

/// The page when it was asked: the same whether or not there is such an account.
pub fn asked(context: &PageContext) -> Page {
    let l = context.language();
    Page::new(messages::forgotten_asked_title(l), "", move || {
        view! { <h1>{messages::forgotten_asked_title(l)}</h1><p class="lead">{messages::forgotten_asked(l)}</p> }
    })
    .unlisted(true)
}
