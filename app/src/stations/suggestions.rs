//! Suggestions while typing: a handful of stations, places, services and guides, as lines of a list.
//!
//! `GET /suggest?q=` answers with the lines themselves, so that the island in the page stays small.

use leptos::prelude::*;

use crate::{
    directory::{model::Directory, serving::Served},
    language::Language,
    search::{Hit, Subject},
    stations::{filter::StationFilter, messages},
};

/// Lines at most.
const SUGGESTIONS_MAX: usize = 8;

/// One line: what it is, where it leads.
struct Suggestion {
    seal: &'static str,
    colour: &'static str,
    name: String,
    about: String,
    /// Without language.
    address: String,
}

/// The lines for what has been typed, as HTML; empty when nothing fits.
pub fn suggestions(directory: &Directory, q: &str, language: Language) -> String {
    let hits = directory.index().find(q, &Subject::ALL, SUGGESTIONS_MAX);
    hits.iter()
        .enumerate()
        .map(|(number, hit)| {
            let Suggestion { seal, colour, name, about, address } = suggestion(directory, hit, language);
            view! {
                <li class="suggestions__item" role="option" id=format!("suggestion-{number}") aria-selected="false"
                    data-href=language.address(&address)>
                    <span class=format!("seal seal--small {colour}") aria-hidden="true">{seal}</span>
                    <span>{name}<span class="suggestions__about">{about}</span></span>
                </li>
            }
            .to_html()
        })
        .collect()
}

fn suggestion(directory: &Directory, hit: &Hit, l: Language) -> Suggestion {
    let position = hit.position as usize;
    match hit.subject {
        Subject::Station => {
            let station = &directory.stations[position];
            Suggestion {
                seal: "站",
                colour: "seal--coral",
                name: station.name.read(l).to_owned(),
                about: directory.areas.context(&station.division, l),
                address: format!("/stations/{}", station.slug),
            }
        }
        Subject::Division => {
            let division = &directory.areas.divisions()[position];
            let filter = StationFilter { area: Some(division.code.clone()), ..StationFilter::default() };
            Suggestion {
                seal: "区",
                colour: "",
                name: division.name_in(l).to_owned(),
                about: messages::count(l, directory.units_in(&division.code).len()),
                address: filter.address(),
            }
        }
        Subject::Village => {
            let village = &directory.areas.villages()[position];
            let filter = StationFilter { area: Some(village.code.clone()), ..StationFilter::default() };
            let mut about = directory.areas.context(&village.code, l);
            if let Served::By { stations, .. } = directory.serving(&village.code) {
                about = format!("{about} · {}", stations[0].name.read(l));
            }
            Suggestion {
                seal: "村",
                colour: "seal--leaf",
                name: village.name_in(l),
                about,
                address: filter.address(),
            }
        }
        Subject::Service => {
            let item = &directory.catalogue.items[position];
            Suggestion {
                seal: "事",
                colour: "seal--line",
                name: item.question.read(l).to_owned(),
                about: item.name.read(l).to_owned(),
                address: format!("/services/{}", item.code),
            }
        }
        Subject::SpecialService => {
            let service = &directory.catalogue.special[position];
            let filter = StationFilter { service: Some(service.code.clone()), ..StationFilter::default() };
            Suggestion {
                seal: "特",
                colour: "seal--line",
                name: service.name.read(l).to_owned(),
                about: directory.areas.name_of(&service.county, l).unwrap_or_default(),
                address: filter.address(),
            }
        }
        Subject::Policy => {
            let policy = &directory.policies[position];
            Suggestion {
                seal: "策",
                colour: "seal--ink",
                name: policy.title.read(l).to_owned(),
                about: policy.summary.read(l).to_owned(),
                address: format!("/policies/{}", policy.slug),
            }
        }
    }
}
