//! `/volunteers/choose`: who of those who share a number is here, or that nobody has it yet.

use leptos::prelude::*;
use serde::Deserialize;

use super::{details_page, messages, model::VolunteerNumber};
use crate::{
    ids::VolunteerId,
    shell::{Page, PageContext},
    stations::filter::percent_encoded,
};

/// The address.
pub const ADDRESS: &str = "/volunteers/choose";

/// The address for one request.
pub fn of_request(key: &str) -> String {
    format!("{ADDRESS}?key={}", percent_encoded(key))
}

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ChooseForm {
    /// Key of the request.
    pub key: String,
    /// Who.
    pub volunteer: String,
}

/// Somebody with the number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Who.
    pub id: VolunteerId,
    /// Their number as a volunteer.
    pub number: VolunteerNumber,
    /// 「王*」.
    pub shown_name: String,
    /// Whether it is their guardian who has the telephone number.
    pub by_guardian: bool,
}

/// The page.
pub fn page(context: &PageContext, key: String, known: Vec<Known>) -> Page {
    let l = context.language();
    let (title, lead) = match known.is_empty() {
        true => (messages::choose_none_title(l), messages::choose_none(l)),
        false => (messages::choose_title(l), messages::choose_lead(l)),
    };
    Page::new(title, "", move || {
        let another = match known.is_empty() {
            true => messages::register(l),
            false => messages::choose_another(l),
        };
        let details = l.address(&details_page::of_request(&key));
        let buttons = known
            .into_iter()
            .map(|it| {
                let guardian = it.by_guardian.then(|| messages::choose_guardian(l));
                view! {
                    <li><form method="post" action=l.address(ADDRESS)>
                        <input type="hidden" name="key" value=key.clone()/>
                        <input type="hidden" name="volunteer" value=it.id.to_string()/>
                        <button class="button button--large">{it.shown_name}" · "{it.number.to_string()}" "{guardian}</button></form></li>
                }
            })
            .collect_view();
        view! {
            <h1>{title}</h1>
            <p class="lead">{lead}</p>
            <ul class="plain">{buttons}</ul>
            <p class="section--tight"><a class="button" href=details>{another}</a></p>
        }
    })
    .unlisted(true)
}
