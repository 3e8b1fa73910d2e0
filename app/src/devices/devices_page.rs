//! `/office/devices`: enrolled tablets with their last contact, and the way to revoke one.

use std::collections::BTreeSet;

use leptos::prelude::*;
use serde::Deserialize;
use time::Date;

use super::messages;
use crate::{
    accounts::{
        model::Staff,
        office_page::OfficeLine,
        work::{Urgency, Waits},
    },
    directory::model::Directory,
    ids::CommandId,
    journal::model::Unit,
    language::Language,
    sheets::{import_page::export_button, lists::Listed},
    shell::{Page, PageContext},
    stations::units_page,
};

/// The address.
pub const ADDRESS: &str = "/office/devices";

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct RevokeForm {
    /// The id of the command.
    pub command: String,
    /// Which tablet.
    pub device: String,
}

/// One tablet.
#[derive(Clone, Debug)]
pub struct Line {
    /// Id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// What its owner is called.
    pub owner: String,
    /// Whether that is the reader.
    pub own: bool,
    /// What its browser calls itself.
    pub system: String,
    /// Enrolled, as `2026-11-24 14:08`.
    pub since: String,
    /// Last heard.
    pub heard: String,
    /// How many changes waited on it then.
    pub unsent: i64,
    /// By how many minutes its clock was ahead then.
    pub ahead_minutes: i64,
    /// When it was noticed that it had been put back to an earlier state.
    pub went_back: Option<String>,
    /// A fresh id for revoking it.
    pub command: CommandId,
}

/// The page.
pub fn page(context: &PageContext, staff: Staff, lines: Vec<Line>) -> Page {
    let l = context.language();
    Page::new(messages::title(l), "", move || {
        let some = !lines.is_empty();
        let none = lines.is_empty().then(|| view! { <p class="empty">{messages::none(l)}</p> });
        let lines = lines
            .into_iter()
            .map(|it| {
                let named = messages::revoke_named(l, &it.name);
                view! {
                    <li class="session">
                        <p><b>{it.name}</b>" "<span class="soft">{it.system}</span></p>
                        {(!it.own).then(|| view! { <p>{messages::owner(l, &it.owner)}</p> })}
                        <p class="soft small">{messages::since(l, &it.since)}" · "{messages::heard(l, &it.heard)}</p>
                        {(it.unsent > 0).then(|| view! { <p>{messages::unsent(l, it.unsent)}</p> })}
                        {(it.ahead_minutes > 0).then(|| view! { <p class="notice">{messages::ahead(l, it.ahead_minutes)}</p> })}
                        {it.went_back.map(|when| view! { <p class="notice">{messages::went_back(l, &when)}</p> })}
                        <details class="fold"><summary>{named}</summary>
                            <p>{messages::revoke_lead(l)}</p>
                            <form method="post" action=l.address(ADDRESS)>
                                <input type="hidden" name="command" value=it.command.to_string()/>
                                <input type="hidden" name="device" value=it.id/>
                                <p><button class="button button--alarm">{messages::revoke(l)}</button></p></form></details>
                    </li>
                }
            })
            .collect_view();
        view! {
            <OfficeLine staff/>
            <h1>{messages::title(l)}</h1>
            <p class="lead">{messages::lead(l)}</p>
            <p><a class="button" href="/field/mine">{messages::open_field(l)}</a></p>
            {none}
            <ul class="plain">{lines}</ul>
            {some.then(|| export_button(l, Listed::Devices, ""))}
        }
    })
    .unlisted(true)
}

/// For how many days a tablet may be silent before somebody is told; it stops by itself after twice as many.
pub const SILENT_DAYS: i64 = 7;

/// A tablet that has been silent for so long.
#[derive(Clone, Debug)]
pub struct Silent {
    /// The day on which it was last heard.
    pub heard: Date,
    /// The unit of whoever has it.
    pub unit: Unit,
    /// Whether it stands on the reader's own list, where it can be revoked.
    pub listed: bool,
}

/// What waits: one line for those on the reader's list, and one for each unit of the others, where the number to call
/// is.
pub fn waiting(l: Language, directory: &Directory, silent: &[Silent]) -> Vec<Waits> {
    let (listed, others): (Vec<_>, Vec<_>) = silent.iter().partition(|it| it.listed);
    let first = |those: &[&Silent]| those.iter().map(|it| it.heard).min();
    let mut waits = vec![Waits {
        urgency: Urgency::Now,
        what: messages::silent(l, listed.len(), SILENT_DAYS),
        how_many: listed.len(),
        since: first(&listed),
        address: ADDRESS.to_owned(),
    }];
    let units: BTreeSet<_> = others.iter().map(|it| &it.unit).collect();
    waits.extend(units.into_iter().filter_map(|unit| {
        let Unit::Station(id) = unit else { return None };
        let station = directory.station_with_id(*id)?;
        let those: Vec<_> = others.iter().filter(|it| it.unit == *unit).copied().collect();
        Some(Waits {
            urgency: Urgency::Now,
            what: messages::silent_in(l, station.name.read(l), those.len(), SILENT_DAYS),
            how_many: those.len(),
            since: first(&those),
            address: units_page::unit_address(&station.slug),
        })
    }));
    waits
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::directory::fixture::{a_directory, a_station};

    #[test]
    fn silent_tablets_of_others_are_told_by_unit_with_the_way_to_its_number() {
        let station = a_station("jiaji");
        let unit = Unit::Station(station.id);
        let directory = a_directory(vec![station]);
        let silent = |heard, listed| Silent { heard, unit: unit.clone(), listed };
        let day = date!(2026 - 11 - 01);
        let all = [silent(day, true), silent(date!(2026 - 11 - 02), false), silent(day, false)];
        let waits = waiting(Language::Zh, &directory, &all);
        let told: Vec<_> = waits.iter().map(|it| (it.how_many, it.since, it.address.as_str())).collect();
        assert_eq!(told, [(1, Some(day), ADDRESS), (2, Some(day), "/office/stations/jiaji")]);
    }
}
