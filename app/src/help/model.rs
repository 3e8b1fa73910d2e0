//! What a call for help is, whom it reaches, and what may be done with it when. Pure.
//!
//! Routing: users.md §6.8 and forms-and-records.md F13 and F08, which are proposals of the platform's own.

use serde::{Deserialize, Serialize};
use time::{Date, Duration};

use crate::{
    directory::{model::Directory, serving::Served},
    forms::{
        answers::Answer,
        evaluate::{At, Filling},
        urgent::URGENT,
    },
    journal::model::Unit,
    text::Text,
};

/// What a call for help is called among records.
pub const ENTITY: &str = crate::offline::exchange::HELP;

/// Signs of what is said with a step.
pub const WORDS_CHARS_MAX: usize = 2_000;

/// Days after closing in which the caller may have it opened again.
pub const REOPEN_DAYS: i64 = 30;

/// How often they may.
pub const REOPENED_MAX: i64 = 3;

/// For how long somebody above the unit may read a call for what they gave as their purpose.
pub const LOOK_MS: i64 = 24 * 60 * 60 * 1000;

/// For how long whoever noted that a caller was reached, or not, may take it back.
pub const RETRACT_MS: i64 = 60 * 60 * 1000;

/// Days before a call came for which a service is recorded under it: a year, as somebody may be taken down long after
/// they came. What is said to be older is a slip in the date.
const RECORDED_BEFORE_DAYS: i64 = 366;

/// The first day of a service that is recorded under a call which came on this day.
pub fn recorded_from(came: Date) -> Date {
    came.saturating_sub(Duration::days(RECORDED_BEFORE_DAYS))
}

/// On which way a call came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Channel {
    /// The caller wrote it themselves.
    Web,
    /// Somebody came to the station.
    WalkIn,
    /// They called.
    Phone,
    /// A social worker came upon it.
    Outreach,
    /// The village or the grid passed it on.
    Village,
}

impl Channel {
    /// Every one.
    pub const ALL: [Self; 5] = [Self::Web, Self::WalkIn, Self::Phone, Self::Outreach, Self::Village];

    /// Those that the staff writes down.
    pub const TAKEN_DOWN: [Self; 4] = [Self::WalkIn, Self::Phone, Self::Outreach, Self::Village];

    /// As it is stored.
    pub fn word(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::WalkIn => "walk_in",
            Self::Phone => "phone",
            Self::Outreach => "outreach",
            Self::Village => "village",
        }
    }

    /// The channel of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.word() == word)
    }

    /// Whether somebody of the staff speaks with the caller when it comes: they are reached then.
    pub fn reaches(self) -> bool {
        matches!(self, Self::WalkIn | Self::Phone | Self::Outreach)
    }
}

/// Where a call stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum State {
    /// It looks made by a machine: a person decides.
    Apart,
    /// It came, and it is nobody's yet.
    Received,
    /// It is somebody's, who has not reached the caller yet.
    Assigned,
    /// The caller was reached.
    InHand,
    /// Another body has it, with the caller's consent.
    Handed,
    /// Nothing more happens, unless the caller opens it again.
    Closed,
    /// It was made by a machine, or asked for nothing.
    Aside,
    /// It is the same as an earlier call, and goes on there.
    Joined,
}

impl State {
    /// Every state, what waits first in front.
    pub const ALL: [Self; 8] = [
        Self::Received,
        Self::Assigned,
        Self::InHand,
        Self::Handed,
        Self::Apart,
        Self::Closed,
        Self::Joined,
        Self::Aside,
    ];

    /// As it is stored.
    pub fn word(self) -> &'static str {
        match self {
            Self::Apart => "apart",
            Self::Received => "received",
            Self::Assigned => "assigned",
            Self::InHand => "in_hand",
            Self::Handed => "handed",
            Self::Closed => "closed",
            Self::Aside => "aside",
            Self::Joined => "joined",
        }
    }

    /// The state of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }

    /// Whether somebody has to do something.
    pub fn waits(self) -> bool {
        !matches!(self, Self::Closed | Self::Joined | Self::Aside)
    }

    /// Whether another call may go on in one that stands so: not in one that may come to nothing, which nobody would hear.
    pub fn takes_others(self) -> bool {
        self.waits() && self != Self::Apart
    }

    /// Whether the caller has not been reached.
    pub fn waits_for_contact(self) -> bool {
        matches!(self, Self::Apart | Self::Received | Self::Assigned)
    }

    /// The state after a step; nothing where the step cannot be taken.
    pub fn after(self, step: Step) -> Option<Self> {
        use State::*;
        match (self, step) {
            (Apart, Step::Admit) => Some(Received),
            (Apart, Step::SetAside) => Some(Aside),
            (Aside, Step::Admit) => Some(Received),
            (Received | Assigned, Step::Assign) => Some(Assigned),
            (InHand | Handed, Step::Assign) => Some(self),
            (Received | Assigned, Step::NotReached) => Some(self),
            (Received | Assigned, Step::Reached) => Some(InHand),
            (InHand, Step::Reached | Step::NotReached) => Some(InHand),
            // Where it stood before, if nothing else had reached the caller.
            (Received | Assigned | InHand | Handed, Step::Retract) => Some(self),
            // Whoever is told something, agrees to a visit or is given a service was reached.
            (Received | Assigned | InHand, Step::Advise | Step::Visit | Step::Record) => Some(InHand),
            (Handed, Step::Reached | Step::NotReached | Step::Record) => Some(Handed),
            (InHand, Step::CancelVisit) => Some(self),
            (InHand | Handed, Step::Refer) => Some(Handed),
            (Handed, Step::Receipt) => Some(Handed),
            (Handed, Step::TakeBack) => Some(InHand),
            (Received | Assigned | InHand, Step::Pass) => Some(Received),
            (InHand | Handed, Step::Close) => Some(Closed),
            // Nobody answers whom nobody can reach: that is written down, with a reason.
            (Received | Assigned, Step::GiveUp) => Some(Closed),
            (Received | Assigned | InHand, Step::Join) => Some(Joined),
            (Joined, Step::Part) => Some(Received),
            (Closed, Step::Reopen) => Some(Received),
            (Closed, Step::Rate) => Some(Closed),
            (Apart | Joined | Aside, Step::Note | Step::Add) => None,
            (_, Step::Look) => Some(self),
            (_, Step::Note) => Some(self),
            (Received | Assigned | InHand | Handed, Step::Add | Step::Urge) => Some(self),
            _ => None,
        }
    }

    /// Where a call stood before it was joined with another, by whether it was somebody's and whether its caller was
    /// reached: what was joined wrongly goes on there.
    pub fn before_joining(assigned: bool, reached: bool) -> Self {
        match (assigned, reached) {
            (_, true) => Self::InHand,
            (true, false) => Self::Assigned,
            (false, false) => Self::Received,
        }
    }
}

/// What may be done with a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Step {
    /// It is real after all.
    Admit,
    /// It is not, for a reason.
    SetAside,
    /// It becomes somebody's.
    Assign,
    /// The caller was reached.
    Reached,
    /// They were tried, and not reached.
    NotReached,
    /// Whichever of the two was just noted is not so: a wrong button was pressed.
    Retract,
    /// They were told what they needed to know.
    Advise,
    /// Somebody will come by; instead of what was arranged before.
    Visit,
    /// Nobody will, after all.
    CancelVisit,
    /// A service was recorded under an item of the list.
    Record,
    /// It is handed to another body, with the caller's consent (F08).
    Refer,
    /// That body has it.
    Receipt,
    /// It comes back from there.
    TakeBack,
    /// Another unit has to see to it.
    Pass,
    /// It is pressing after all, or not.
    Urge,
    /// Somebody above the unit opens it, and says for what.
    Look,
    /// Something to remember.
    Note,
    /// It is the same as an earlier call.
    Join,
    /// It is not.
    Part,
    /// It is done, and the caller was called back.
    Close,
    /// The caller cannot be reached.
    GiveUp,
    /// The caller adds something.
    Add,
    /// The caller says how it was.
    Rate,
    /// The caller still needs help, or it was closed by mistake.
    Reopen,
}

impl Step {
    /// Every step.
    pub const ALL: [Self; 24] = [
        Self::Admit,
        Self::SetAside,
        Self::Assign,
        Self::Reached,
        Self::NotReached,
        Self::Retract,
        Self::Advise,
        Self::Visit,
        Self::CancelVisit,
        Self::Record,
        Self::Refer,
        Self::Receipt,
        Self::TakeBack,
        Self::Pass,
        Self::Urge,
        Self::Look,
        Self::Note,
        Self::Join,
        Self::Part,
        Self::Close,
        Self::GiveUp,
        Self::Add,
        Self::Rate,
        Self::Reopen,
    ];

    /// As it is stored, and among kinds of commands.
    pub fn word(self) -> &'static str {
        match self {
            Self::Admit => "admit_help",
            Self::SetAside => "set_help_aside",
            Self::Assign => "assign_help",
            Self::Reached => "reach_caller",
            Self::NotReached => "miss_caller",
            Self::Retract => "retract_contact",
            Self::Advise => "advise_caller",
            Self::Visit => "plan_visit",
            Self::CancelVisit => "cancel_visit",
            Self::Record => "record_service",
            Self::Refer => "refer_help",
            Self::Receipt => "confirm_referral",
            Self::TakeBack => "take_help_back",
            Self::Pass => "pass_help",
            Self::Urge => "urge_help",
            Self::Look => "look_into_help",
            Self::Note => "note_help",
            Self::Join => "join_help",
            Self::Part => "part_help",
            Self::Close => "close_help",
            Self::GiveUp => "give_help_up",
            Self::Add => "add_to_help",
            Self::Rate => "rate_help",
            Self::Reopen => "reopen_help",
        }
    }

    /// The step of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.word() == word)
    }

    /// Whether the caller takes it, with the code of their ticket.
    pub fn is_the_callers(self) -> bool {
        matches!(self, Self::Add | Self::Rate | Self::Reopen)
    }

    /// Whether nobody else does: whoever comes to the station, or whose call was closed by mistake, has it opened there.
    pub fn is_only_the_callers(self) -> bool {
        matches!(self, Self::Add | Self::Rate)
    }

    /// Whether something has to be said with it.
    pub fn needs_words(self) -> bool {
        matches!(
            self,
            Self::SetAside
                | Self::Advise
                | Self::Refer
                | Self::Pass
                | Self::Look
                | Self::Note
                | Self::Close
                | Self::GiveUp
                | Self::Add
                | Self::Reopen
        )
    }

    /// Whether the caller reads what was said. What social workers write for each other, they do not.
    pub fn is_read_by_the_caller(self) -> bool {
        matches!(self, Self::SetAside | Self::Advise | Self::Close | Self::Add | Self::Rate | Self::Reopen)
    }

    /// Whether the caller learns that it was done.
    pub fn is_seen_by_the_caller(self) -> bool {
        !matches!(
            self,
            Self::Admit
                | Self::Note
                | Self::Join
                | Self::Part
                | Self::Urge
                | Self::Receipt
                | Self::Retract
                | Self::Look
        )
    }
}

/// How the caller says it was: three faces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Face {
    /// 满意.
    Good,
    /// 一般.
    Fair,
    /// 不满意.
    Bad,
}

impl Face {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Good, Self::Fair, Self::Bad];

    /// As it is stored.
    pub fn word(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Fair => "fair",
            Self::Bad => "bad",
        }
    }

    /// The face of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|face| face.word() == word)
    }
}

/// The unit that sees to what happens in a place: the station that serves it, of several the first of the directory,
/// else the office of the 市县. Nothing for a place that is not on the list.
///
/// A centre serves its whole 市县 and is asked before the office: it is the nearer one.
pub fn route(place: &str, directory: &Directory) -> Option<Unit> {
    let county = directory.areas.county_or_city(place)?;
    match directory.serving(place) {
        Served::By { stations, .. } => stations.first().map(|station| Unit::Station(station.id)),
        Served::NotYet { .. } => Some(Unit::County(county.code.clone())),
    }
}

/// Services whose calls press whatever was answered: a child that is harmed at once and within 24 hours at the latest,
/// violence at home at once, a sudden blow on the same day (service-catalogue.md: C06, E04, A05).
const AT_ONCE: [&str; 3] = ["C06", "E04", "A05"];

/// Whether a call about a service presses: by what it is about, or by what was answered to F13 and the service's own form.
/// Where it is about a child or about harm (`sensitive`), nobody waits until it is clear whether there is danger.
pub fn presses<'a>(
    service: Option<&str>,
    fillings: impl IntoIterator<Item = &'a Filling>,
    sensitive: bool,
) -> bool {
    service.is_some_and(|service| AT_ONCE.contains(&service))
        || fillings.into_iter().any(|filling| !pressing(filling, sensitive).is_empty())
}

/// The questions whose answers make a call press.
pub(super) fn pressing(filling: &Filling, sensitive: bool) -> Vec<&'static str> {
    let unclear = sensitive.then_some(("danger", "unknown"));
    let says = |(name, value): &(&str, &str)| all_answered(filling, name).iter().any(|it| it == value);
    URGENT.into_iter().chain(unclear).filter(says).map(|(name, _)| name).collect()
}

fn all_answered(filling: &Filling, name: &str) -> Vec<String> {
    let at = filling.form().field(name).map(|field| At { field, turn: None });
    let standing = at.and_then(|at| filling.standing(at).ok());
    standing.and_then(|it| it.answer.map(Answer::typed)).unwrap_or_default()
}

/// The answer to a question that is asked once, as it is kept; empty where there is none.
pub fn answered(filling: &Filling, name: &str) -> String {
    all_answered(filling, name).into_iter().next().unwrap_or_default()
}

/// What F13 asks of everybody, as it is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Call {
    /// What they want to be called.
    pub called: String,
    /// At which number they are reached.
    pub phone: String,
    /// Whether a message may be left there.
    pub message: String,
    /// Through whom or where somebody is reached who has no telephone.
    pub through: String,
    /// The four digits that they chose who have no telephone, with which they show that a ticket is theirs; empty where the
    /// staff took it down.
    pub digits: String,
    /// When it suits them.
    pub best_time: String,
    /// Who they are to whoever needs help.
    pub relation: String,
    /// Code of the village, township or district.
    pub place: String,
    /// How it is found.
    pub place_words: String,
    /// What happened; empty where the form of the service asked.
    pub words: String,
    /// Whether there is danger; empty where nothing was said to it, or the form of the service asked.
    pub danger: String,
}

impl Call {
    /// What the answers to F13 say.
    pub fn of(filling: &Filling) -> Self {
        let answered = |name| answered(filling, name);
        Self {
            called: answered("called"),
            phone: answered("phone"),
            message: answered("message"),
            through: answered("through"),
            digits: answered("digits"),
            best_time: answered("best_time"),
            relation: answered("relation"),
            place: answered("place"),
            place_words: answered("where"),
            words: answered("words"),
            danger: answered("danger"),
        }
    }

    /// Whether a message may be left.
    pub fn may_leave_word(&self) -> bool {
        self.message == "yes"
    }

    /// Whether they asked that nobody else is told; who was not asked did not.
    pub fn wants_silence(&self) -> bool {
        !self.message.is_empty() && !self.may_leave_word()
    }

    /// The last four digits of the number, with which the caller shows that a ticket is theirs.
    pub fn last_four(&self) -> String {
        last_four(&self.phone)
    }
}

/// The last four digits of what somebody typed.
pub fn last_four(text: &str) -> String {
    let digits: Vec<char> = text.chars().map(crate::text::narrow).filter(char::is_ascii_digit).collect();
    digits.iter().skip(digits.len().saturating_sub(4)).collect()
}

/// Surnames of two signs, whose second is not the name.
const DOUBLE_SURNAMES: [&str; 12] =
    ["欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "令狐", "慕容", "司徒", "夏侯"];

/// A name as it stands in lists (privacy-and-security-law.md §5.3): 「张**」, 「欧阳*」.
pub fn masked_name(name: &str) -> String {
    let signs: Vec<char> = name.chars().collect();
    let shown = if DOUBLE_SURNAMES.iter().any(|it| name.starts_with(it)) { 2 } else { 1 };
    let hidden = signs.len().saturating_sub(shown).clamp(1, 2);
    signs.into_iter().take(shown).chain(std::iter::repeat_n('*', hidden)).collect()
}

/// A number as it stands in lists: `138****5678`; of one that is no mobile number the last four.
pub fn masked_phone(phone: &str) -> String {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    match digits.get(..3) {
        Some(begin) if digits.len() == 11 && digits.starts_with('1') => {
            format!("{begin}****{}", last_four(&digits))
        }
        _ if digits.len() > 4 => format!("****{}", last_four(&digits)),
        _ => "****".to_owned(),
    }
}

/// What is said with a step, as it is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Said {
    /// In words.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// Whom or what it goes to: the id of somebody of the staff, of a unit, of a call; the code of a service; how the
    /// call-back went; a face.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub to: String,
    /// On which day.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub day: String,
    /// What was agreed when it was handed on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub referral: Option<Referral>,
    /// Why it is closed although the standard is not kept: for those who see to it, never for the caller.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// What of the standard is left out then.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<Text>,
    /// What becomes of a referral to which nobody has answered (`lacks.rs`).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub decided: String,
}

/// How a call-back went, with which a call is closed.
pub const CALLED_BACK: [&str; 3] = ["called", "met", "not_reached"];

/// Who hands a call to another body, what goes along, and on whose word (F08; 个人信息保护法 art. 23).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Referral {
    /// To which body.
    pub body: String,
    /// Who is spoken to there, and how.
    pub contact: String,
    /// Why, and what is asked for.
    pub words: String,
    /// What goes along, of [`Referral::PIECES`].
    pub pieces: Vec<String>,
    /// Names of the questions of the service's own form whose answers go along (`handing.rs`); nothing in a referral of
    /// an older release, with which all of them went where the need did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answers: Option<Vec<String>>,
    /// How the caller agreed, of [`Referral::CONSENTS`].
    pub consent: String,
    /// The last day for an answer.
    pub by: String,
}

impl Referral {
    /// What may go along.
    pub const PIECES: [&'static str; 4] = ["name", "phone", "place", "need"];

    /// The law's own reason.
    pub const DUTY: &'static str = "duty";

    /// How somebody agrees; `duty` is the law's own reason, where asking is not possible (个人信息保护法 art. 13).
    pub const CONSENTS: [&'static str; 4] = ["spoken", "written", "guardian", Self::DUTY];
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::fixture::{a_directory, a_station};

    #[test]
    fn words_lead_back_to_what_they_stand_for() {
        assert!(Channel::ALL.into_iter().all(|it| Channel::from_word(it.word()) == Some(it)));
        assert!(State::ALL.into_iter().all(|it| State::from_word(it.word()) == Some(it)));
        assert!(Step::ALL.into_iter().all(|it| Step::from_word(it.word()) == Some(it)));
        assert!(Face::ALL.into_iter().all(|it| Face::from_word(it.word()) == Some(it)));
    }

    #[test]
    fn a_service_is_recorded_that_was_given_within_a_year_before_the_call_came() {
        use time::macros::date;
        assert_eq!(recorded_from(date!(2026 - 11 - 30)), date!(2025 - 11 - 29));
        assert_eq!(recorded_from(date!(2024 - 12 - 31)), date!(2023 - 12 - 31), "over a leap day");
        assert_eq!(recorded_from(Date::MIN), Date::MIN);
    }

    #[test]
    fn every_pair_of_state_and_step_has_the_agreed_answer() {
        use {State as Is, Step as By};
        let stays =
            |state: State, steps: &[Step]| steps.iter().map(|step| (state, *step, state)).collect::<Vec<_>>();
        let mut agreed = vec![
            (Is::Apart, By::Admit, Is::Received),
            (Is::Apart, By::SetAside, Is::Aside),
            (Is::Aside, By::Admit, Is::Received),
            (Is::Received, By::Assign, Is::Assigned),
            (Is::Received, By::Reached, Is::InHand),
            (Is::Received, By::Pass, Is::Received),
            (Is::Received, By::GiveUp, Is::Closed),
            (Is::Received, By::Join, Is::Joined),
            (Is::Received, By::Advise, Is::InHand),
            (Is::Received, By::Visit, Is::InHand),
            (Is::Received, By::Record, Is::InHand),
            (Is::Assigned, By::Advise, Is::InHand),
            (Is::Assigned, By::Visit, Is::InHand),
            (Is::Assigned, By::Record, Is::InHand),
            (Is::Assigned, By::Reached, Is::InHand),
            (Is::Assigned, By::Pass, Is::Received),
            (Is::Assigned, By::GiveUp, Is::Closed),
            (Is::Assigned, By::Join, Is::Joined),
            (Is::InHand, By::Refer, Is::Handed),
            (Is::InHand, By::Pass, Is::Received),
            (Is::InHand, By::Close, Is::Closed),
            (Is::InHand, By::Join, Is::Joined),
            (Is::Handed, By::TakeBack, Is::InHand),
            (Is::Handed, By::Close, Is::Closed),
            (Is::Joined, By::Part, Is::Received),
            (Is::Closed, By::Reopen, Is::Received),
            (Is::InHand, By::CancelVisit, Is::InHand),
        ];
        agreed.extend(stays(Is::Received, &[By::NotReached, By::Note, By::Add, By::Urge]));
        agreed.extend(stays(Is::Assigned, &[By::Assign, By::NotReached, By::Note, By::Add, By::Urge]));
        let in_hand = [By::Assign, By::Reached, By::NotReached, By::Advise, By::Visit, By::Record];
        agreed.extend(stays(Is::InHand, &in_hand));
        agreed.extend(stays(Is::InHand, &[By::Note, By::Add, By::Urge]));
        let handed = [By::Assign, By::Reached, By::NotReached, By::Record, By::Refer, By::Receipt];
        agreed.extend(stays(Is::Handed, &handed));
        agreed.extend(stays(Is::Handed, &[By::Note, By::Add, By::Urge]));
        agreed.extend(stays(Is::Closed, &[By::Note, By::Rate]));
        for state in State::ALL {
            agreed.extend(stays(state, &[By::Look]));
        }
        for state in [Is::Received, Is::Assigned, Is::InHand, Is::Handed] {
            agreed.extend(stays(state, &[By::Retract]));
        }
        for from in State::ALL {
            for step in Step::ALL {
                let wanted = agreed.iter().find(|row| (row.0, row.1) == (from, step)).map(|row| row.2);
                assert_eq!(from.after(step), wanted, "{from:?} + {step:?}");
            }
        }
    }

    #[test]
    fn a_call_goes_to_the_station_that_serves_the_place_and_else_to_its_county() {
        let station = a_station("jiaji").serving(&["469002100"]);
        let id = station.id;
        let directory = a_directory(vec![station]);
        assert_eq!(route("469002100", &directory), Some(Unit::Station(id)));
        assert_eq!(route("460200", &directory), Some(Unit::County("460200".into())));
        assert_eq!(route("999999", &directory), None);
    }

    #[test]
    fn names_and_numbers_are_masked_by_the_one_scheme() {
        let names = [("张秀英", "张**"), ("王芳", "王*"), ("欧阳娜", "欧阳*"), ("李", "李*"), ("", "*")];
        for (name, masked) in names {
            assert_eq!(masked_name(name), masked);
        }
        let numbers =
            [("13800135678", "138****5678"), ("0898-65310000", "****0000"), ("110", "****"), ("", "****")];
        for (number, masked) in numbers {
            assert_eq!(masked_phone(number), masked);
        }
        assert_eq!(last_four("尾号 ５６ 78"), "5678");
        assert_eq!(last_four("12"), "12");
    }
}
