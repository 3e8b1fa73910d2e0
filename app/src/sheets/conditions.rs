//! What was searched for when a list was taken home, in the words of its page. Pure.

use super::{lists::Listed, messages, model::SheetKind};
use crate::{
    accounts::words as accounts,
    complaints::messages as complaint,
    complaints::{list_page, model as complaints, words as complaint_words},
    coverage::{model::Narrow, words as coverage},
    directory::model::Directory,
    help,
    help::messages as call,
    journal::messages as journal,
    journal::{model::Unit, words as journal_words},
    language::Language,
    messages::{model::State, words as outbox},
    register::messages as register,
    register::{model::Qualification, words as register_words},
    stations::{model::Stage, unit_words, upkeep::Waits, words as stations},
    text::Text,
};

/// 「琼海市 · 运营中」; empty where nothing was asked for. What no list knows stands as it was typed.
pub fn condition(
    l: Language,
    listed: Listed,
    query: &[(String, String)],
    directory: &Directory,
    station_word: &Text,
) -> String {
    let given = |name: &str| {
        let value = query.iter().find(|(it, _)| it == name);
        value.map(|(_, value)| value.trim().to_owned()).unwrap_or_default()
    };
    // A list of complaints and the journal have a kind of their own.
    let of_units = !matches!(listed, Listed::Complaints | Listed::Journal);
    let narrow = Narrow {
        county: given("county"),
        kind: if of_units { given("kind") } else { String::new() },
        mode: given("mode"),
        programme: given("programme"),
        without: given("without"),
        progress: given("progress"),
        staff: given("staff"),
    };
    let taken = ["county", "mode", "programme", "without", "progress", "staff", "per", "page"];
    let narrowed = coverage::narrow(l, &narrow, directory, station_word);
    let others = query
        .iter()
        .map(|(name, value)| (name.as_str(), value.trim()))
        .filter(|(name, value)| !value.is_empty() && !taken.contains(name) && (*name != "kind" || !of_units))
        .map(|(name, value)| words(l, listed, name, value, directory).unwrap_or_else(|| value.to_owned()));
    let parts: Vec<_> = Some(narrowed).into_iter().filter(|it| !it.is_empty()).chain(others).collect();
    parts.join(" · ")
}

fn words(l: Language, listed: Listed, name: &str, value: &str, directory: &Directory) -> Option<String> {
    match (listed, name) {
        (_, "waits") => Waits::from_word(value).map(|waits| unit_words::waits(l, waits).to_owned()),
        (_, "stage") => Stage::from_word(value).map(|stage| stations::stage(l, stage).to_owned()),
        (_, "year") => Some(messages::condition_year(l, value)),
        (Listed::Sheet(SheetKind::Register), "post") => Some(register_words::post(l, value)),
        (Listed::Sheet(SheetKind::Register), "qualification") => {
            Qualification::from_word(value).map(|it| register_words::qualification(l, it).to_owned())
        }
        (Listed::Sheet(SheetKind::Register), "vacancies") => {
            Some(register::list_vacancies_only(l).to_owned())
        }
        (Listed::Messages, "state") => {
            State::from_word(value).map(|state| outbox::state(l, state).to_owned())
        }
        (Listed::Complaints, "state") => match value {
            list_page::WAITING => Some(complaint::office_waiting(l).to_owned()),
            list_page::OVERDUE => Some(complaint::office_overdue(l).to_owned()),
            _ => complaints::State::from_word(value).map(|it| complaint_words::state(l, it).to_owned()),
        },
        (Listed::Complaints, "kind") => {
            complaints::Kind::from_word(value).map(|kind| complaint_words::kind(l, kind).to_owned())
        }
        (Listed::Help, "state") => match value {
            help::list_page::WAITING => Some(call::office_waiting(l).to_owned()),
            help::list_page::LATE => Some(call::office_late(l).to_owned()),
            help::list_page::MINE => Some(call::office_mine(l).to_owned()),
            help::list_page::NOBODYS => Some(call::office_nobodys(l).to_owned()),
            _ => help::model::State::from_word(value).map(|it| help::words::state(l, it).to_owned()),
        },
        (Listed::Help, "service") => Some(help::words::service(l, value, directory)),
        (Listed::Help, "channel") => {
            help::model::Channel::from_word(value).map(|it| help::words::channel(l, it).to_owned())
        }
        (Listed::Help, "unit") => value.parse().ok().map(|unit| help::words::unit(l, &unit, directory)),
        (Listed::Help, "from") => Some(messages::condition_part(l, call::figures_from(l), value)),
        (Listed::Help, "to") => Some(messages::condition_part(l, call::figures_to(l), value)),
        (Listed::Journal, "kind") => Some(journal_words::kind(l, value)),
        (Listed::Journal, "unit") => {
            value.parse::<Unit>().ok().map(|unit| accounts::unit(l, &unit, directory))
        }
        (Listed::Journal, "from") => Some(messages::condition_part(l, journal::from_day(l), value)),
        (Listed::Journal, "until") => Some(messages::condition_part(l, journal::until_day(l), value)),
        (Listed::Journal, "by") => Some(messages::condition_part(l, journal::by_whom(l), value)),
        (Listed::Journal, "record") => Some(messages::condition_part(l, journal::record(l), value)),
        (_, "unit") => directory.station(value).map(|station| station.name.read(l).to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::fixture::{a_directory, a_station};

    fn said(listed: Listed, query: &[(&str, &str)]) -> String {
        let query: Vec<_> = query.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
        let directory = a_directory(vec![a_station("jiaji")]);
        condition(Language::Zh, listed, &query, &directory, &Text::default())
    }

    #[test]
    fn what_was_asked_stands_in_words_and_what_nobody_knows_as_it_was_typed() {
        let units = Listed::Sheet(SheetKind::Units);
        let asked =
            [("q", "嘉积"), ("waits", "overdue"), ("stage", "operating"), ("page", "2"), ("mode", "")];
        let overdue = unit_words::waits(Language::Zh, Waits::Overdue);
        let operating = stations::stage(Language::Zh, Stage::Operating);
        assert_eq!(said(units, &asked), format!("嘉积 · {overdue} · {operating}"));
        assert_eq!(said(units, &[]), "");
        assert_eq!(said(units, &[("county", "000000"), ("waits", "nothing")]), "000000 · nothing");
    }

    #[test]
    fn the_same_name_means_something_else_in_another_list() {
        let kind = complaint_words::kind(Language::Zh, complaints::Kind::ALL[0]);
        assert_eq!(said(Listed::Complaints, &[("kind", complaints::Kind::ALL[0].word())]), kind);
        assert_eq!(said(Listed::Messages, &[("state", "sent")]), outbox::state(Language::Zh, State::Sent));
        let name = a_station("jiaji").name.zh;
        assert_eq!(said(Listed::Agencies, &[("unit", "jiaji")]), name);
        assert_eq!(said(Listed::Journal, &[("unit", &Unit::Province.to_string())]), "海南省");
    }

    #[test]
    fn every_list_has_a_word_of_its_own() {
        let mut words: Vec<_> = Listed::ALL.map(Listed::word).into();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), Listed::ALL.len());
    }
}
