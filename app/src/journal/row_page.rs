//! `/office/journal/{unit}/{number}`: one row, with what stood before and after.

use leptos::prelude::*;
use serde_json::Value;

use super::{
    journal_page::{ADDRESS, Line},
    messages,
    model::{Change, Unit},
    words,
};
use crate::{
    access::Role,
    accounts::{
        model::{Staff, State},
        office_page::OfficeLine,
        words as accounts,
    },
    directory::model::Directory,
    drafts::messages as drafts,
    language::Language,
    premises::{model::Item, words as premises},
    reader::directory,
    register::{model::Qualification, words as register},
    sheets::messages as sheets,
    shell::{Page, PageContext},
    stations::unit_words,
};

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Opened {
    /// Who reads.
    pub reader: Staff,
    /// The row.
    pub line: Line,
    /// Its fields; none where the record was erased.
    pub fields: Vec<(String, Option<Change>)>,
    /// Why it was done.
    pub reason: String,
    /// Its hash.
    pub hash: String,
}

/// The page.
pub fn page(context: &PageContext, opened: Opened) -> Page {
    let l = context.language();
    let title = messages::row_title(l, opened.line.number);
    Page::new(title.clone(), "", move || {
        let directory = directory();
        let Opened { reader, line, fields, reason, hash } = opened;
        let fact = |name: &'static str, value: String| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
        let outcome = if line.refused { messages::refused(l) } else { messages::done(l) };
        let none = fields.is_empty();
        let rows = fields
            .into_iter()
            .map(|(name, change)| {
                let (before, after) = match &change {
                    None => (messages::erased(l).to_owned(), messages::erased(l).to_owned()),
                    Some(Change::Set { from, to }) => {
                        (told(l, &name, from, &directory), told(l, &name, to, &directory))
                    }
                    Some(Change::Members { add, remove }) => {
                        let list = |of: &std::collections::BTreeSet<String>| {
                            told(l, &name, &of.iter().map(String::as_str).collect(), &directory)
                        };
                        (list(remove), list(add))
                    }
                };
                let label = premises::field(l, &name).unwrap_or_else(|| words::field(l, &name));
                view! {
                    <tr><th scope="row">{label}</th><td data-label=messages::before(l)>{before}</td>
                        <td data-label=messages::after(l)>{after}</td></tr>
                }
            })
            .collect_view();
        view! {
            <OfficeLine staff=reader/>
            <p><a href=l.address(ADDRESS)>{messages::back(l)}</a></p>
            <h1>{title.clone()}</h1>
            <dl class="facts facts--wide">
                {fact(messages::when(l), line.when)}
                {fact(messages::unit(l), accounts::unit(l, &line.unit, &directory))}
                {fact(messages::who(l), line.who)}
                {fact(messages::kind(l), words::kind(l, &line.kind))}
                {fact(messages::outcome(l), outcome.to_owned())}
                {fact(messages::record(l), line.record)}
                {(!reason.is_empty()).then(|| fact(messages::reason(l), reason.clone()))}
            </dl>
            {if none {
                view! { <p class="empty">{messages::no_fields(l)}</p> }.into_any()
            } else {
                view! {
                    <table class="table table--stack section--tight">
                        <caption class="visually-hidden">{messages::field(l)}</caption>
                        <thead><tr><th scope="col">{messages::field(l)}</th><th scope="col">{messages::before(l)}</th>
                            <th scope="col">{messages::after(l)}</th></tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                }.into_any()
            }}
            <p class="small soft">{messages::hash(l)}" "<code class="secret">{hash}</code></p>
            <p class="small soft">{messages::read_noted(l)}</p>
        }
    })
    .unlisted(true)
}

/// A value as it is read: what a word or a code stands for, a text without its quotes, nothing as two dashes.
fn told(l: Language, field: &str, value: &Value, directory: &Directory) -> String {
    match value {
        Value::Null => messages::nothing(l).to_owned(),
        Value::Bool(true) => drafts::yes(l).to_owned(),
        Value::Bool(false) => drafts::no(l).to_owned(),
        value if premises::field(l, field).is_some() => premises::value(l, field, value),
        Value::String(text) => word(l, field, text, directory).unwrap_or_else(|| text.clone()),
        value => unit_words::value(l, field, value, directory),
    }
}

/// What the one word in a field stands for, where that is known.
fn word(l: Language, field: &str, text: &str, directory: &Directory) -> Option<String> {
    match field {
        "role" => Role::from_word(text).map(|role| accounts::role(l, role).to_owned()),
        "unit" | "about" | "level" => {
            text.parse::<Unit>().ok().map(|unit| accounts::unit(l, &unit, directory))
        }
        "state" => State::from_word(text)
            .map(|state| accounts::state(l, state).unwrap_or_else(|| sheets::state_active(l)).to_owned()),
        "place" => Item::from_word(text).map(|item| premises::item(l, item).to_owned()),
        "post" => Some(register::post(l, text)),
        "qualification" => Qualification::from_word(text).map(|it| register::qualification(l, it).to_owned()),
        _ => Some(unit_words::name_of(l, field, text, directory)),
    }
}
