//! Forms: a question with its hint and fault, and the list of faults above them all.
//!
//! A form posts to the address of its own page; what was typed comes back with the faults beside it, passwords and
//! codes excepted.

use std::fmt::Display;

use leptos::prelude::*;

use super::messages;
use crate::{reader::language, text::as_html};

/// How one question is asked.
#[derive(Clone, Debug, Default)]
pub struct Question {
    /// Name in the form, and its id on the page.
    pub name: &'static str,
    /// The question.
    pub label: String,
    /// What helps to answer it.
    pub hint: String,
    /// `text` when empty; `password`…
    pub kind: &'static str,
    /// What a browser may fill in.
    pub autocomplete: &'static str,
    /// Which keyboard a phone shows.
    pub inputmode: &'static str,
    /// What was typed before.
    pub value: String,
    /// What is wrong with that.
    pub fault: Option<String>,
}

/// One question.
#[component]
pub fn TextField(question: Question) -> impl IntoView {
    let Question { name, label, hint, kind, autocomplete, inputmode, value, fault } = question;
    let (hint_id, fault_id) = (format!("{name}-hint"), format!("{name}-fault"));
    let described: Vec<String> =
        [(!hint.is_empty()).then(|| hint_id.clone()), fault.as_ref().map(|_| fault_id.clone())]
            .into_iter()
            .flatten()
            .collect();
    let wrong = fault.is_some();
    view! {
        <p class="field" class:field--wrong=wrong>
            <label class="field__label" for=name>{label}</label>
            {(!hint.is_empty()).then(|| view! { <span class="field__hint" id=hint_id>{hint}</span> })}
            {fault.map(|fault| view! { <strong class="field__error" id=fault_id>{fault}</strong> })}
            <input class="field__control" id=name name=name value=value
                type=if kind.is_empty() { "text" } else { kind }
                autocomplete=Some(autocomplete).filter(|it| !it.is_empty())
                inputmode=Some(inputmode).filter(|it| !it.is_empty())
                aria-invalid=wrong.then_some("true")
                aria-describedby=(!described.is_empty()).then(|| described.join(" "))/>
        </p>
    }
}

/// A question that is answered on several lines.
#[component]
pub fn LinesField(question: Question) -> impl IntoView {
    let Question { name, label, hint, value, fault, autocomplete, .. } = question;
    let (hint_id, fault_id) = (format!("{name}-hint"), format!("{name}-fault"));
    let described = if fault.is_some() { format!("{hint_id} {fault_id}") } else { hint_id.clone() };
    let wrong = fault.is_some();
    view! {
        <p class="field" class:field--wrong=wrong>
            <label class="field__label" for=name>{label}</label>
            <span class="field__hint" id=hint_id>{hint}</span>
            {fault.map(|fault| view! { <strong class="field__error" id=fault_id>{fault}</strong> })}
            {text_area(name.to_owned(), &value, autocomplete, wrong, Some(described))}
        </p>
    }
}

/// Several lines to write in. `described` are the ids of what is said of them.
pub fn text_area(
    name: String,
    value: &str,
    autocomplete: &'static str,
    wrong: bool,
    described: Option<String>,
) -> impl IntoView + use<> {
    named_lines(name.clone(), name, value, autocomplete, wrong, described)
}

/// The same where several forms of a page ask under one name: `id` is the page's only one.
pub fn named_text_area(
    id: String,
    name: &'static str,
    value: &str,
    wrong: bool,
    described: Option<String>,
) -> impl IntoView + use<> {
    named_lines(id, name.to_owned(), value, "off", wrong, described)
}

fn named_lines(
    id: String,
    name: String,
    value: &str,
    autocomplete: &'static str,
    wrong: bool,
    described: Option<String>,
) -> impl IntoView + use<> {
    let value = within_text_area(value);
    view! {
        <textarea class="field__control" id=id name=name rows="4"
            autocomplete=Some(autocomplete).filter(|it| !it.is_empty())
            aria-invalid=wrong.then_some("true") aria-describedby=described>{value}</textarea>
    }
}

/// A question that is answered with one of a list: values with their words. `missing` is what a script says where it has
/// to be answered and is not (`public/form-live.js`).
#[component]
pub fn ChoiceField(
    question: Question,
    choices: Vec<(String, String)>,
    #[prop(optional)] missing: Option<&'static str>,
) -> impl IntoView {
    let Question { name, label, hint, value, fault, .. } = question;
    let (hint_id, fault_id) = (format!("{name}-hint"), format!("{name}-fault"));
    let described: Vec<String> =
        [(!hint.is_empty()).then(|| hint_id.clone()), fault.as_ref().map(|_| fault_id.clone())]
            .into_iter()
            .flatten()
            .collect();
    let wrong = fault.is_some();
    let options = choices
        .into_iter()
        .map(|(choice, words)| {
            let selected = choice == value;
            view! { <option value=choice selected=selected>{words}</option> }
        })
        .collect_view();
    view! {
        <p class="field" class:field--wrong=wrong>
            <label class="field__label" for=name>{label}</label>
            {(!hint.is_empty()).then(|| view! { <span class="field__hint" id=hint_id>{hint}</span> })}
            {fault.map(|fault| view! { <strong class="field__error" id=fault_id>{fault}</strong> })}
            <select class="field__control" id=name name=name data-missing=missing aria-invalid=wrong.then_some("true")
                aria-describedby=(!described.is_empty()).then(|| described.join(" "))>{options}</select>
        </p>
    }
}

/// A text as it stands between the tags of a text area, which the renderer writes as it is. A browser passes over the
/// first line break there.
fn within_text_area(text: &str) -> String {
    format!("\n{}", as_html(text))
}

/// What is wrong, each a link to its question; nothing when all is well. `faults` are names of questions with words.
#[component]
pub fn FaultList<N: Display + 'static>(faults: Vec<(N, String)>) -> impl IntoView {
    let l = language();
    (!faults.is_empty()).then(|| {
        let lines = faults
            .into_iter()
            .map(|(name, words)| view! { <li><a href=format!("#{name}")>{words}</a></li> })
            .collect_view();
        view! {
            <div class="error-summary" role="alert" tabindex="-1" autofocus>
                <h2>{messages::faults_title(l)}</h2><ul>{lines}</ul></div>
        }
    })
}
