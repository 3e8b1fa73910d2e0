//! The list of stations that anybody may take home: what the finder lists, as a table. Pure: what was found is passed in.
//!
//! Invariants: there is nothing in it that the public pages do not show; it says of which day it is and whose.

use super::{lists::List, messages, words::heading};
use crate::{
    directory::model::Directory,
    journal::words as journal,
    language::Language,
    reader::Site,
    stations::{
        edit::{self, Field},
        filter::{Sort, StationFilter},
        hours::LocalMoment,
        model::Station,
        unit_words, words,
    },
};

/// The address.
pub const ADDRESS: &str = "/stations/list.xlsx";

/// What of a question the file answers: the whole list, and nothing about where its reader is.
pub fn of(filter: &StationFilter) -> StationFilter {
    let sort = if filter.sort == Sort::Distance { Sort::Best } else { filter.sort };
    StationFilter { page: 1, near: None, sort, ..filter.clone() }
}

/// The address of the file with what this list shows.
pub fn address(filter: &StationFilter) -> String {
    of(filter).address().replacen("/stations", ADDRESS, 1)
}

/// The stations that were found, in their order.
pub fn list(l: Language, directory: &Directory, site: &Site, found: &[&Station]) -> List {
    let field = |station: &Station, field: Field| {
        let value = edit::value(station, field);
        if value.is_null() { String::new() } else { unit_words::value(l, field.word(), &value, directory) }
    };
    let row = |station: &&Station| {
        let county = directory.areas.county_or_city(&station.division);
        vec![
            station.name.read(l).to_owned(),
            words::kind(l, station.kind, &site.station_word).to_owned(),
            words::stage(l, station.stage).to_owned(),
            county.map(|county| county.name_in(l).to_owned()).unwrap_or_default(),
            directory.areas.name_of(&station.division, l).unwrap_or_default(),
            station.address.read(l).to_owned(),
            field(station, Field::Phone),
            field(station, Field::Hours),
            field(station, Field::Serves),
            field(station, Field::Services),
            field(station, Field::Access),
            station.verified.as_ref().map(|verified| verified.on.to_string()).unwrap_or_default(),
            format!("{}{}", site.public_url, l.address(&format!("/stations/{}", station.slug))),
        ]
    };
    let columns = [
        (messages::public_name(l).to_owned(), 24),
        (journal::field(l, "kind"), 12),
        (journal::field(l, "stage"), 10),
        (messages::column_county(l).to_owned(), 12),
        (journal::field(l, "division"), 18),
        (messages::public_address(l).to_owned(), 32),
        (journal::field(l, "phone"), 22),
        (journal::field(l, "hours"), 40),
        (journal::field(l, "serves"), 40),
        (journal::field(l, "services"), 40),
        (journal::field(l, "access"), 24),
        (heading(l, edit::VERIFIED_ON), 12),
        (messages::public_page(l).to_owned(), 40),
    ];
    List {
        word: "stations",
        title: messages::public_title(l).to_owned(),
        columns: columns.to_vec(),
        rows: found.iter().map(row).collect(),
        demo: found.iter().any(|station| station.demo),
        internal: false,
    }
}

/// The words beside the list: of which day it is, whose, and what was asked.
pub fn about(
    l: Language,
    directory: &Directory,
    site: &Site,
    list: &List,
    filter: &StationFilter,
) -> Vec<[String; 2]> {
    let asked: Vec<_> = filter.pairs().iter().map(|(name, value)| format!("{name}={value}")).collect();
    let asked = asked.join("  ");
    let asked = if asked.is_empty() { messages::no_condition(l).to_owned() } else { asked };
    let day = LocalMoment::from_unix_ms(directory.changed_at_ms).date.to_string();
    let source = site.operator.as_ref().map_or(site.public_url.as_str(), |operator| operator.read(l));
    let mut lines = vec![
        [messages::public_day(l).to_owned(), day],
        [messages::public_source(l).to_owned(), source.to_owned()],
        [messages::public_site(l).to_owned(), site.public_url.clone()],
        [messages::condition(l).to_owned(), asked],
        [messages::count(l).to_owned(), list.rows.len().to_string()],
        [messages::public_note(l).to_owned(), String::new()],
    ];
    if list.demo {
        lines.push([messages::demo_data(l).to_owned(), String::new()]);
    }
    lines
}
