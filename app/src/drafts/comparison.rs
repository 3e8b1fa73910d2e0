//! Two versions side by side, field by field: a table on paper and on a wide screen, one under the other on a phone.

use leptos::prelude::*;
use serde_json::Value;

use super::{messages, model::Differs};
use crate::{journal::words, language::Language};

/// What stands in a field, as it is read.
pub fn shown(l: Language, value: &Value) -> impl IntoView + use<> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Bool(true) => messages::yes(l).to_owned(),
        Value::Bool(false) => messages::no(l).to_owned(),
        _ => messages::nothing(l).to_owned(),
    };
    view! { <span class="kept">{text}</span> }
}

/// The fields that differ.
pub fn differing(l: Language, caption: String, differs: &[Differs]) -> impl IntoView + use<> {
    let lines = differs
        .iter()
        .map(|it| {
            view! {
                <tr><th scope="row">{words::field(l, it.word)}</th>
                    <td data-label=messages::before(l)>{shown(l, &it.before)}</td>
                    <td data-label=messages::after(l)>{shown(l, &it.after)}</td></tr>
            }
        })
        .collect_view();
    view! {
        <table class="table table--stack">
            <caption class="visually-hidden">{caption}</caption>
            <thead><tr><th scope="col">{messages::field(l)}</th><th scope="col">{messages::before(l)}</th>
                <th scope="col">{messages::after(l)}</th></tr></thead>
            <tbody>{lines}</tbody></table>
    }
}
