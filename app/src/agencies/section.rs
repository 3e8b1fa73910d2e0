//! The agencies of a unit, as everybody reads them on its page.

use leptos::prelude::*;

use super::{messages, model::Agency};
use crate::{directory::model::Directory, language::Language, stations::model::Station};

/// The agencies that are shown to the public; nothing where there is none.
pub(crate) fn section(
    l: Language,
    station: &Station,
    directory: &Directory,
) -> Option<impl IntoView + use<>> {
    let lines: Vec<_> =
        directory.agencies_of(station.id).map(|agency| view! { <li>{line(l, agency)}</li> }).collect();
    (!lines.is_empty()).then(|| view! { <h2>{messages::section(l)}</h2><ul class="plain">{lines}</ul> })
}

/// One agency: its name and kind, what it offers, its number.
pub(crate) fn line(l: Language, agency: &Agency) -> impl IntoView + use<> {
    let offers = agency.offers.read(l).to_owned();
    let phone = agency.phone.clone().map(|number| {
        let dialled: String = number.chars().filter(|sign| sign.is_ascii_digit() || *sign == '+').collect();
        view! { " "<a href=format!("tel:{dialled}")>{number}</a> }
    });
    view! {
        <p><b>{agency.name.read(l).to_owned()}</b>" "<span class="badge">{agency.kind.words(l)}</span>{phone}</p>
        {(!offers.is_empty()).then(|| view! { <p class="soft">{offers}</p> })}
    }
}
