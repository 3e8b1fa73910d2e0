//! `/office/kept`: what somebody sent when their session had timed out, to be sent now or thrown away.

use leptos::prelude::*;
use serde::Deserialize;

use super::{messages, model::Staff, office_page::OfficeLine};
use crate::{
    ids::CommandId,
    shell::{Page, PageContext},
};

/// The address.
pub const ADDRESS: &str = "/office/kept";

/// Questions that are answered by choosing or pressing: what they send are words of the program.
const CHOSEN: [&str; 6] = ["act", "role", "occasion", "published", "kind", "to"];

/// What the button sends that throws a form away.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct DropForm {
    /// Which form.
    #[serde(default)]
    pub form: String,
}

/// A form that was kept.
#[derive(Clone, Debug)]
pub struct KeptForm {
    /// Its id.
    pub id: String,
    /// When it was sent, as `2026-11-24 14:08`.
    pub when: String,
    /// The page it was typed on, without language.
    pub address: String,
    /// Where it is sent to again, without language.
    pub again: String,
    /// What was sent, by the names of its questions.
    pub fields: Vec<(String, String)>,
}

/// The page.
pub fn page(context: &PageContext, reader: Staff, forms: Vec<KeptForm>) -> Page {
    let l = context.language();
    Page::new(messages::kept_title(l), "", move || {
        let none = forms.is_empty();
        let lines = forms
            .into_iter()
            .map(|form| {
                // What people typed, not what the page sent along or offered to choose.
                let typed = form.fields.iter().filter(|(name, value)| {
                    !value.trim().is_empty() && !CHOSEN.contains(&name.as_str()) && !is_machine_made(value)
                });
                let typed = typed.map(|(_, value)| view! { <li class="kept">{value.clone()}</li> }).collect_view();
                let hidden = form
                    .fields
                    .iter()
                    .map(|(name, value)| view! { <input type="hidden" name=name.clone() value=value.clone()/> })
                    .collect_view();
                view! {
                    <li class="session">
                        <p class="soft small">{messages::kept_when(l, &form.when)}</p>
                        <ul>{typed}</ul>
                        <div class="row">
                            <form method="post" action=l.address(&form.again)>{hidden}
                                <button class="button button--primary">{messages::kept_send(l)}</button></form>
                            <form method="post" action=l.address(ADDRESS)>
                                <input type="hidden" name="form" value=form.id/>
                                <button class="button">{messages::kept_drop(l)}</button></form>
                        </div>
                    </li>
                }
            })
            .collect_view();
        view! {
            <OfficeLine staff=reader/>
            <h1>{messages::kept_title(l)}</h1>
            <p class="lead">{messages::kept_lead(l)}</p>
            {none.then(|| view! { <p class="empty">{messages::kept_none(l)}</p> })}
            <ul class="plain">{lines}</ul>
        }
    })
    .unlisted(true)
}

/// Ids, versions and the state that a form carries along.
fn is_machine_made(value: &str) -> bool {
    value.parse::<CommandId>().is_ok()
        || value.starts_with('{')
        || value.parse::<i64>().is_ok_and(|number| number < 100)
}
