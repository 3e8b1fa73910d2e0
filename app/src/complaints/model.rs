//! What a complaint is, whom it reaches, and what may be done with it when.

use serde::Deserialize;
use time::Date;

use crate::{directory::model::Directory, ids::CommandId, journal::model::Unit};

/// What a complaint is called among records.
pub const ENTITY: &str = "complaint";

/// Signs that a complaint, an answer or a reason may have.
pub const TEXT_CHARS_MAX: usize = 2000;

/// Signs that a name may have.
pub const NAME_CHARS_MAX: usize = 50;

/// Signs that a number or an address may have.
pub const CONTACT_CHARS_MAX: usize = 100;

/// What somebody has to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// 投诉.
    Complaint,
    /// 建议.
    Suggestion,
    /// 形式主义、重复填表: what burdens those who work here.
    Burden,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Complaint, Self::Suggestion, Self::Burden];

    /// As it is stored.
    pub fn word(self) -> &'static str {
        match self {
            Self::Complaint => "complaint",
            Self::Suggestion => "suggestion",
            Self::Burden => "burden",
        }
    }

    /// The kind of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// Where a complaint stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// It looks made by a machine: a person decides.
    Apart,
    /// It came, and nobody has taken it.
    Received,
    /// Somebody sees to it.
    Taken,
    /// It is answered.
    Answered,
    /// Nothing more happens.
    Closed,
}

impl State {
    /// Every state, what waits first in front.
    pub const ALL: [Self; 5] = [Self::Received, Self::Taken, Self::Apart, Self::Answered, Self::Closed];

    /// As it is stored.
    pub fn word(self) -> &'static str {
        match self {
            Self::Apart => "apart",
            Self::Received => "received",
            Self::Taken => "taken",
            Self::Answered => "answered",
            Self::Closed => "closed",
        }
    }

    /// The state of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }

    /// Whether somebody waits for an answer.
    pub fn waits(self) -> bool {
        matches!(self, Self::Apart | Self::Received | Self::Taken)
    }

    /// The state after a step; nothing where the step cannot be taken.
    pub fn after(self, step: Step) -> Option<Self> {
        match (self, step) {
            (Self::Apart, Step::Admit)
            | (Self::Received | Self::Taken, Step::Pass)
            | (Self::Answered | Self::Closed, Step::Object) => Some(Self::Received),
            (Self::Apart, Step::SetAside) | (Self::Answered, Step::Close) => Some(Self::Closed),
            (Self::Received, Step::Take) => Some(Self::Taken),
            (Self::Received | Self::Taken | Self::Answered, Step::Answer) => Some(Self::Answered),
            _ => None,
        }
    }
}

/// What may be done with a complaint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// It is real after all.
    Admit,
    /// It is not, for a reason that its writer reads.
    SetAside,
    /// Somebody sees to it from now on.
    Take,
    /// Another level has to answer it.
    Pass,
    /// The answer.
    Answer,
    /// Nothing more happens.
    Close,
    /// Its writer is not satisfied.
    Object,
}

impl Step {
    /// Every step.
    pub const ALL: [Self; 7] =
        [Self::Admit, Self::SetAside, Self::Take, Self::Pass, Self::Answer, Self::Close, Self::Object];

    /// As it is stored, and among kinds of commands.
    pub fn word(self) -> &'static str {
        match self {
            Self::Admit => "admit_complaint",
            Self::SetAside => "set_complaint_aside",
            Self::Take => "take_complaint",
            Self::Pass => "pass_complaint",
            Self::Answer => "answer_complaint",
            Self::Close => "close_complaint",
            Self::Object => "object_to_answer",
        }
    }

    /// The step of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.word() == word)
    }

    /// Whether something has to be said with it.
    pub fn needs_words(self) -> bool {
        matches!(self, Self::SetAside | Self::Pass | Self::Answer | Self::Object)
    }

    /// Whether whoever wrote the complaint reads what was said.
    pub fn is_read_by_its_writer(self) -> bool {
        matches!(self, Self::SetAside | Self::Answer | Self::Object)
    }
}

/// Whom a complaint reaches first: the 市县 for a unit of its own, the province for a 市县, the province or the
/// platform. Nothing for a unit that stands nowhere.
pub fn first_level(about: Option<&Unit>, directory: &Directory) -> Option<Unit> {
    match about {
        None | Some(Unit::Province | Unit::County(_)) => Some(Unit::Province),
        Some(Unit::Station(id)) => {
            let station = directory.station_with_id(*id)?;
            let county = directory.areas.county_or_city(&station.division)?;
            Some(Unit::County(county.code.clone()))
        }
    }
}

/// The level above one that answers complaints.
pub fn level_above(level: &Unit) -> Option<Unit> {
    match level {
        Unit::Province => None,
        Unit::County(_) | Unit::Station(_) => Some(Unit::Province),
    }
}

/// Whether its writer has waited for too long on `today`.
pub fn is_overdue(state: State, due_on: Date, today: Date) -> bool {
    state.waits() && today > due_on
}

/// What waits at one level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingAt {
    /// Which level.
    pub level: Unit,
    /// Kept apart.
    pub apart: i64,
    /// All others.
    pub others: i64,
    /// Late, of all of them.
    pub late: i64,
    /// When the first of them came.
    pub since_ms: i64,
    /// The first last day for an answer.
    pub due_on: Date,
}

/// What the form sends.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct ComplaintForm {
    /// Id of the command, made with the form.
    pub command: String,
    /// When the form was opened, in words of the server that nobody else can make.
    pub opened: String,
    /// Word of the kind.
    pub kind: String,
    /// Code of the 市县; empty for the province and the platform.
    pub county: String,
    /// Word in the address of the unit; empty for the 市县 itself.
    pub unit: String,
    /// What there is to say.
    pub text: String,
    /// A number or an address.
    pub contact: String,
    /// A name.
    pub name: String,
    /// A question that people do not see.
    pub website: String,
    /// `units` where only the units of the 市县 are wanted.
    pub act: String,
}

/// What is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// No kind was chosen.
    Kind,
    /// There is no such 市县.
    County,
    /// There is no such unit in it.
    Unit,
    /// Nothing is said.
    TextEmpty,
    /// More is said than can be read.
    TextLong,
    /// No number and no address is so long.
    Contact,
    /// No name is so long.
    Name,
    /// It was sent under an id that somebody has used.
    Again,
    /// Very many came from there within the hour.
    TooMany,
}

/// A complaint that can be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewComplaint {
    /// What kind.
    pub kind: Kind,
    /// About whom; nothing for the province and the platform.
    pub about: Option<Unit>,
    /// Who has to answer first.
    pub level: Unit,
    /// What there is to say.
    pub text: String,
    /// A number or an address, or nothing.
    pub contact: String,
    /// A name, or nothing.
    pub name: String,
}

impl ComplaintForm {
    /// The id of the command, if it is one.
    pub fn id(&self) -> Option<CommandId> {
        self.command.parse().ok()
    }

    /// The complaint, or all that is wrong with it.
    pub fn parse(&self, directory: &Directory) -> Result<NewComplaint, Vec<Fault>> {
        let kind = Kind::from_word(&self.kind).ok_or(Fault::Kind);
        let place = self.place(directory);
        let text = said(&self.text);
        let contact = within(one_line(&self.contact), CONTACT_CHARS_MAX).ok_or(Fault::Contact);
        let name = within(one_line(&self.name), NAME_CHARS_MAX).ok_or(Fault::Name);
        match (kind, place, text, contact, name) {
            (Ok(kind), Ok((about, level)), Ok(text), Ok(contact), Ok(name)) => {
                Ok(NewComplaint { kind, about, level, text, contact, name })
            }
            (kind, place, text, contact, name) => {
                let faults = [kind.err(), place.err(), text.err(), contact.err(), name.err()];
                Err(faults.into_iter().flatten().collect())
            }
        }
    }

    /// About whom it is, and who has to answer.
    fn place(&self, directory: &Directory) -> Result<(Option<Unit>, Unit), Fault> {
        if self.county.is_empty() {
            return Ok((None, Unit::Province));
        }
        let mut counties = directory.areas.counties_and_cities();
        let county = counties.find(|it| it.code == self.county).ok_or(Fault::County)?;
        let about = match self.unit.as_str() {
            "" => Unit::County(county.code.clone()),
            slug => {
                let station = directory.station(slug).ok_or(Fault::Unit)?;
                Unit::Station(station.id)
            }
        };
        let level = first_level(Some(&about), directory).ok_or(Fault::Unit)?;
        let stands_there = !matches!(about, Unit::Station(_)) || level == Unit::County(county.code.clone());
        if stands_there { Ok((Some(about), level)) } else { Err(Fault::Unit) }
    }
}

/// Words that may be kept: neither none nor too many.
pub fn said(text: &str) -> Result<String, Fault> {
    let text = text.replace("\r\n", "\n");
    let text: String = text.chars().filter(|it| !it.is_control() || matches!(it, '\n' | '\t')).collect();
    match text.trim() {
        "" => Err(Fault::TextEmpty),
        text if text.chars().count() > TEXT_CHARS_MAX => Err(Fault::TextLong),
        text => Ok(text.to_owned()),
    }
}

fn one_line(text: &str) -> String {
    let text: String = text.chars().map(|sign| if sign.is_control() { ' ' } else { sign }).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn within(text: String, chars_max: usize) -> Option<String> {
    (text.chars().count() <= chars_max).then_some(text)
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::directory::fixture::{a_directory, a_station};

    fn a_form() -> ComplaintForm {
        ComplaintForm { kind: "complaint".into(), text: "没有人在。".into(), ..ComplaintForm::default() }
    }

    #[test]
    fn every_pair_of_state_and_step_has_the_agreed_answer() {
        use {State as Is, Step as By};
        let agreed = [
            (Is::Apart, By::Admit, Is::Received),
            (Is::Apart, By::SetAside, Is::Closed),
            (Is::Received, By::Take, Is::Taken),
            (Is::Received, By::Pass, Is::Received),
            (Is::Received, By::Answer, Is::Answered),
            (Is::Taken, By::Pass, Is::Received),
            (Is::Taken, By::Answer, Is::Answered),
            (Is::Answered, By::Answer, Is::Answered),
            (Is::Answered, By::Close, Is::Closed),
            (Is::Answered, By::Object, Is::Received),
            (Is::Closed, By::Object, Is::Received),
        ];
        for from in State::ALL {
            for step in Step::ALL {
                let wanted = agreed.iter().find(|row| (row.0, row.1) == (from, step)).map(|row| row.2);
                assert_eq!(from.after(step), wanted, "{from:?} + {step:?}");
            }
        }
    }

    #[test]
    fn words_lead_back_to_what_they_stand_for() {
        assert!(Kind::ALL.into_iter().all(|kind| Kind::from_word(kind.word()) == Some(kind)));
        assert!(State::ALL.into_iter().all(|state| State::from_word(state.word()) == Some(state)));
        assert!(Step::ALL.into_iter().all(|step| Step::from_word(step.word()) == Some(step)));
        assert_eq!(Kind::from_word(""), None);
    }

    #[test]
    fn a_complaint_about_a_unit_lies_with_its_county_and_one_about_a_county_with_the_province() {
        let station = a_station("jiaji");
        let unit = Unit::Station(station.id);
        let directory = a_directory(vec![station]);
        let county = Unit::County("469002".into());
        assert_eq!(first_level(Some(&unit), &directory), Some(county.clone()));
        assert_eq!(first_level(Some(&county), &directory), Some(Unit::Province));
        assert_eq!(first_level(None, &directory), Some(Unit::Province));
        assert_eq!(level_above(&county), Some(Unit::Province));
        assert_eq!(level_above(&Unit::Province), None);
        let elsewhere = Unit::Station(crate::ids::StationId::fresh());
        assert_eq!(first_level(Some(&elsewhere), &directory), None);
    }

    #[test]
    fn a_form_tells_all_its_faults_at_once_and_needs_neither_name_nor_number() {
        let directory = a_directory(vec![a_station("jiaji")]);
        let parsed = a_form().parse(&directory).unwrap();
        assert_eq!((parsed.about, parsed.level), (None, Unit::Province));
        let about =
            |county: &str, unit: &str| ComplaintForm { county: county.into(), unit: unit.into(), ..a_form() };
        let parsed = about("469002", "jiaji").parse(&directory).unwrap();
        assert_eq!(parsed.level, Unit::County("469002".into()));
        assert_eq!(about("469002", "").parse(&directory).unwrap().level, Unit::Province);
        assert_eq!(about("460200", "jiaji").parse(&directory), Err(vec![Fault::Unit]));
        assert_eq!(about("469002", "nowhere").parse(&directory), Err(vec![Fault::Unit]));
        assert_eq!(about("999999", "").parse(&directory), Err(vec![Fault::County]));
        let wrong = ComplaintForm {
            kind: "praise".into(),
            text: " \r\n ".into(),
            contact: "1".repeat(CONTACT_CHARS_MAX + 1),
            name: "林".repeat(NAME_CHARS_MAX + 1),
            ..about("1", "")
        };
        let faults = [Fault::Kind, Fault::County, Fault::TextEmpty, Fault::Contact, Fault::Name];
        assert_eq!(wrong.parse(&directory), Err(faults.to_vec()));
    }

    #[test]
    fn two_thousand_signs_may_be_said_however_lines_end() {
        assert_eq!(said(&"村\r\n".repeat(1000)).unwrap().chars().count(), 1999);
        assert_eq!(said(&"村".repeat(TEXT_CHARS_MAX + 1)), Err(Fault::TextLong));
        assert_eq!(said(" a\u{0}b\n"), Ok("ab".to_owned()));
    }

    #[test]
    fn only_what_waits_is_overdue_and_only_after_its_last_day() {
        let due = date!(2026 - 12 - 18);
        for state in State::ALL {
            assert!(!is_overdue(state, due, due));
            assert_eq!(is_overdue(state, due, date!(2026 - 12 - 19)), state.waits(), "{state:?}");
        }
    }
}
