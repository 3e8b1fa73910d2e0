//! What things are called: states, what is wrong with an answer, why somebody is suggested. Pure.

use time::Date;

use super::{
    asked_page::Asked,
    details::{DAYS_MAX, Details, Fault, LINE_CHARS_MAX, PEOPLE_MAX, TEXT_CHARS_MAX},
    messages,
    model::{AskState, State},
    suggest::{Away, Fit, Here},
};
use crate::help::words as help;
use crate::stations::words as stations;
use crate::volunteers::words as volunteers;
use crate::{activities::sign_up::ACCOMPANIED_BELOW, directory::model::Directory, language::Language};

/// Where a need stands.
pub fn state(l: Language, state: State) -> &'static str {
    match state {
        State::Open => messages::state_open(l),
        State::Closed => messages::state_closed(l),
        State::Expired => messages::state_expired(l),
    }
}

/// Where somebody stands who was asked.
pub fn ask(l: Language, state: AskState) -> &'static str {
    match state {
        AskState::Asked => messages::ask_asked(l),
        AskState::Willing => messages::ask_willing(l),
        AskState::Declined => messages::ask_declined(l),
        AskState::Agreed => messages::ask_agreed(l),
        AskState::Passed => messages::ask_passed(l),
        AskState::TakenBack => messages::ask_taken_back(l),
        AskState::Withdrew => messages::ask_withdrew(l),
        AskState::Over => messages::ask_over(l),
    }
}

/// The same, to whoever was asked.
pub fn own_ask(l: Language, state: AskState) -> &'static str {
    match state {
        AskState::Asked => messages::ask_asked_own(l),
        _ => ask(l, state),
    }
}

/// What is wrong with an answer.
pub fn fault(l: Language, name: &str, fault: Fault) -> String {
    match fault {
        Fault::Empty => messages::fault_empty(l).to_owned(),
        Fault::Long => messages::fault_long(l, if name == "task" { TEXT_CHARS_MAX } else { LINE_CHARS_MAX }),
        Fault::Signs => messages::fault_signs(l).to_owned(),
        Fault::Number => messages::fault_number(l).to_owned(),
        Fault::Choice => messages::fault_choice(l).to_owned(),
        Fault::Times => messages::fault_times(l).to_owned(),
        Fault::Phone => messages::fault_phone(l).to_owned(),
        Fault::Day => messages::fault_day(l).to_owned(),
        Fault::Past => messages::fault_past(l).to_owned(),
        Fault::Order => messages::fault_order(l).to_owned(),
        Fault::TooFar => messages::fault_far(l, DAYS_MAX),
        Fault::People => messages::fault_people(l, PEOPLE_MAX),
        Fault::Age => messages::fault_age(l, ACCOMPANIED_BELOW),
    }
}

/// Words one behind the other.
fn listed<T: Copy>(
    l: Language,
    all: impl IntoIterator<Item = T>,
    word: fn(Language, T) -> &'static str,
) -> String {
    let words: Vec<_> = all.into_iter().map(|it| word(l, it)).collect();
    words.join(match l {
        Language::Zh => "、",
        Language::En => ", ",
    })
}

/// Which skills are needed.
pub fn skills(l: Language, need: &Details) -> String {
    match need.skills.is_empty() {
        true => messages::anybody(l).to_owned(),
        false => listed(l, need.skills.iter().copied(), volunteers::skill),
    }
}

/// 「2026-12-05 至 2027-02-20」, or the one day.
pub fn days(l: Language, first: Date, last: Date) -> String {
    match first == last {
        true => first.to_string(),
        false => messages::days(l, &first.to_string(), &last.to_string()),
    }
}

/// The village or township, with what it lies in.
pub fn place(l: Language, code: &str, directory: &Directory) -> String {
    let areas = &directory.areas;
    let name = areas.name_of(code, l).unwrap_or_default();
    match l {
        Language::Zh => format!("{}{name}", areas.context(code, l)),
        Language::En => format!("{name}, {}", areas.context(code, l)),
    }
}

/// The days, and at which times of the week.
pub fn when(l: Language, need: &Details) -> String {
    let times = listed(l, need.times.iter().copied(), volunteers::time);
    format!("{} · {times}", days(l, need.first, need.last))
}

/// What somebody was asked and what they said, as a line that they take home.
pub fn taken_home(
    l: Language,
    it: &Asked,
    asked: &str,
    changed: &str,
    directory: &Directory,
) -> (String, String) {
    let by = format!("{} {}", messages::asked_by(l), help::unit(l, &it.unit, directory));
    let stands = format!("{} {changed}", ask(l, it.state));
    let reason = (!it.reason.is_empty()).then(|| format!("{} {}", messages::reason(l), it.reason));
    let said = [Some(it.told.title.clone()), Some(by), Some(when(l, &it.told)), Some(stands), reason];
    let said: Vec<_> = said.into_iter().flatten().collect();
    (format!("{asked} {}", messages::asked_title(l)), said.join("\n"))
}

/// Why somebody is suggested, one reason behind the other.
pub fn why(l: Language, fit: &Fit) -> String {
    let skills = (!fit.skills.is_empty())
        .then(|| messages::why_skills(l, &listed(l, fit.skills.iter().copied(), volunteers::skill)));
    let times = match fit.times.is_empty() {
        true => messages::why_times_unknown(l).to_owned(),
        false => messages::why_times(l, &listed(l, fit.times.iter().copied(), volunteers::time)),
    };
    let away = match fit.away {
        Away::SameTown => messages::why_same_town(l).to_owned(),
        Away::Metres(metres) => messages::why_away(l, &stations::length(l, f64::from(metres))),
        Away::Unknown => messages::why_away_unknown(l).to_owned(),
    };
    let here = match fit.here {
        Here::Always => None,
        Here::Throughout => Some(messages::why_throughout(l).to_owned()),
        Here::Partly => Some(messages::why_partly(l).to_owned()),
    };
    let reasons: Vec<_> = skills.into_iter().chain([times, away]).chain(here).collect();
    reasons.join(" · ")
}
