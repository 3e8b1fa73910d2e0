//! The filters in force as chips that take them away: for the site and the field app.

use leptos::prelude::*;

use super::{filter::StationFilter, messages, words};
use crate::reader::{directory, language, site};

/// What is chosen, each a link that takes it away.
#[component]
pub(crate) fn Chosen(filter: StationFilter) -> impl IntoView {
    let l = language();
    let directory = directory();
    let site = site();
    let without = |change: fn(&mut StationFilter)| {
        let mut changed = StationFilter { page: 1, ..filter.clone() };
        change(&mut changed);
        changed.address()
    };
    let mut chips: Vec<(String, String)> = Vec::new();
    if !filter.q.is_empty() {
        chips.push((filter.q.clone(), without(|it| it.q.clear())));
    }
    if let Some(code) = &filter.area {
        chips.push((directory.areas.name_of(code, l).unwrap_or_default(), without(|it| it.area = None)));
    }
    if let Some(kind) = filter.kind {
        chips.push((words::kind(l, kind, &site.station_word).to_owned(), without(|it| it.kind = None)));
    }
    if let Some(mode) = filter.mode_in(&directory) {
        chips.push((mode.name.read(l).to_owned(), without(|it| it.mode = None)));
    }
    if let Some(code) = &filter.service {
        let item = directory.catalogue.item(code).map(|it| &it.name);
        let name = item.or(directory.catalogue.special(code).map(|it| &it.name));
        chips.extend(name.map(|name| (name.read(l).to_owned(), without(|it| it.service = None))));
    }
    if filter.open {
        chips.push((messages::open_only(l).to_owned(), without(|it| it.open = false)));
    }
    if filter.accessible {
        chips.push((messages::accessible_only(l).to_owned(), without(|it| it.accessible = false)));
    }
    if filter.near.is_some() {
        chips.push((messages::near_me(l).to_owned(), without(|it| it.near = None)));
    }
    (!chips.is_empty()).then(|| {
        let links = chips
            .into_iter()
            .map(|(words, address)| {
                view! {
                    <li><a class="chip chip--active" href=l.address(&address)
                        aria-label=messages::remove(l, &words)>{words.clone()}</a></li>
                }
            })
            .collect_view();
        view! {
            <ul class="chips" aria-label=messages::chosen(l)>{links}
                <li><a class="chip" href=l.address("/stations")>{messages::reset(l)}</a></li></ul>
        }
    })
}
