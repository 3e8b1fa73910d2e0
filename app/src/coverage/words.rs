//! What is counted, as words. Pure.

use super::{
    messages,
    model::{NONE, Narrow, Progress, SHORT, TargetFault},
};
use crate::{
    directory::model::Directory, language::Language, stations::model::Kind, stations::words, text::Text,
};

/// 「运营中」.
pub fn progress(l: Language, progress: Progress) -> &'static str {
    match progress {
        Progress::Planned => messages::planned(l),
        Progress::Building => messages::building(l),
        Progress::Operating => messages::operating(l),
    }
}

/// Which units are meant: 「琼海市 · 街道模式 · 运营中」; empty where nothing is asked for.
pub fn narrow(l: Language, narrow: &Narrow, directory: &Directory, station_word: &Text) -> String {
    let mut words = Vec::new();
    let mut add = |asked: &str, known: Option<String>| {
        if !asked.is_empty() {
            words.push(known.unwrap_or_else(|| asked.to_owned()));
        }
    };
    let programme = |code: &str| directory.programme(code).map(|it| it.name.read(l).to_owned());
    add(&narrow.county, directory.areas.name_of(&narrow.county, l));
    add(
        &narrow.kind,
        Kind::from_word(&narrow.kind).map(|kind| words::kind(l, kind, station_word).to_owned()),
    );
    let no_mode = (narrow.mode == NONE).then(|| messages::no_mode(l).to_owned());
    add(&narrow.mode, no_mode.or_else(|| directory.mode(&narrow.mode).map(|it| it.name.read(l).to_owned())));
    let no_programme = (narrow.programme == NONE).then(|| messages::no_programme(l).to_owned());
    add(&narrow.programme, no_programme.or_else(|| programme(&narrow.programme)));
    let left_out = programme(&narrow.without).map(|name| messages::without_programme(l, &name));
    add(&narrow.without, left_out);
    let progress_word = Progress::ALL.into_iter().find(|it| it.word() == narrow.progress);
    add(&narrow.progress, progress_word.map(|it| progress(l, it).to_owned()));
    if narrow.staff == SHORT {
        add(SHORT, Some(messages::short(l).to_owned()));
    }
    words.join(" · ")
}

/// What to do about a target that cannot be.
pub fn fault(l: Language, fault: TargetFault) -> (&'static str, String) {
    match fault {
        TargetFault::Year => ("target_year", messages::fault_year(l).to_owned()),
        TargetFault::Places(most) => ("places", messages::fault_places(l, most)),
    }
}
