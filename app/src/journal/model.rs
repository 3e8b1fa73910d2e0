//! What a command is, and why one may be refused.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    str::FromStr,
};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    areas::model::PROVINCE,
    ids::{CommandId, StaffId, StationId, VolunteerId},
};

/// Whose record it is, and who has to know: a station, a 市县, or the province. Each has a journal of its own.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Unit {
    /// The provincial office.
    Province,
    /// The office of a 市县, by its six-digit code.
    County(String),
    /// A station, centre or village room.
    Station(StationId),
}

/// The text names no unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("neither the province, nor a code of a 市县, nor the id of a station")]
pub struct NoUnit;

impl FromStr for Unit {
    type Err = NoUnit;

    fn from_str(text: &str) -> Result<Self, NoUnit> {
        if text == PROVINCE {
            return Ok(Self::Province);
        }
        if text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Ok(Self::County(text.to_owned()));
        }
        text.parse().map(Self::Station).map_err(|_| NoUnit)
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Province => formatter.write_str(PROVINCE),
            Self::County(code) => formatter.write_str(code),
            Self::Station(id) => id.fmt(formatter),
        }
    }
}

impl From<Unit> for String {
    fn from(unit: Unit) -> Self {
        unit.to_string()
    }
}

impl TryFrom<String> for Unit {
    type Error = NoUnit;

    fn try_from(text: String) -> Result<Self, NoUnit> {
        text.parse()
    }
}

/// Who acts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Actor {
    /// A member of the staff.
    Staff(StaffId),
    /// A volunteer who is signed in.
    Volunteer(VolunteerId),
    /// Somebody who is not signed in: at the door, or asking for a reminder.
    Stranger,
    /// Whoever runs the program, at its command line.
    Operator,
    /// The program itself, by the clock.
    Clock,
}

/// What stands before the id of a volunteer who acts.
const VOLUNTEER: &str = "volunteer/";

/// The text names nobody who can act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no actor")]
pub struct NoActor;

impl fmt::Display for Actor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Staff(id) => id.fmt(formatter),
            Self::Volunteer(id) => write!(formatter, "{VOLUNTEER}{id}"),
            Self::Stranger => formatter.write_str("stranger"),
            Self::Operator => formatter.write_str("operator"),
            Self::Clock => formatter.write_str("clock"),
        }
    }
}

impl FromStr for Actor {
    type Err = NoActor;

    fn from_str(text: &str) -> Result<Self, NoActor> {
        match text {
            "stranger" => Ok(Self::Stranger),
            "operator" => Ok(Self::Operator),
            "clock" => Ok(Self::Clock),
            id => match id.strip_prefix(VOLUNTEER) {
                Some(id) => id.parse().map(Self::Volunteer).map_err(|_| NoActor),
                None => id.parse().map(Self::Staff).map_err(|_| NoActor),
            },
        }
    }
}

impl From<Actor> for String {
    fn from(actor: Actor) -> Self {
        actor.to_string()
    }
}

impl TryFrom<String> for Actor {
    type Error = NoActor;

    fn try_from(text: String) -> Result<Self, NoActor> {
        text.parse()
    }
}

/// What a command does to one field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// From what its sender saw to what they want; `null` is «nothing there».
    Set {
        /// What the sender saw.
        from: Value,
        /// What they want.
        to: Value,
    },
    /// Members of a set that come and go. Members that both sides keep are not named.
    Members {
        /// To be in the set.
        add: BTreeSet<String>,
        /// To be in it no longer.
        remove: BTreeSet<String>,
    },
}

impl Change {
    /// From nothing: for what is made anew.
    pub fn to(value: impl Into<Value>) -> Self {
        Self::Set { from: Value::Null, to: value.into() }
    }

    /// From one value to another.
    pub fn from_to(from: impl Into<Value>, to: impl Into<Value>) -> Self {
        Self::Set { from: from.into(), to: to.into() }
    }
}

/// Named changes of one record.
pub type Fields = BTreeMap<String, Change>;

/// These changes by their names. Put in one by one: the library's own way from a list to a map sorts the list first,
/// and each sort is 1 KB of brotli in the field app.
pub fn fields<const N: usize>(named: [(&str, Change); N]) -> Fields {
    let mut fields = Fields::new();
    fields.extend(named.into_iter().map(|(name, change)| (name.to_owned(), change)));
    fields
}

/// A change that somebody wants, complete in itself: it can wait on a tablet for days.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Command {
    /// Made by whoever sends it; a repeat bears the same.
    pub id: CommandId,
    /// Whose journal it stands in.
    pub unit: Unit,
    /// What kind of record: `staff`, `visit`.
    pub entity: String,
    /// Which record.
    pub entity_id: String,
    /// The version of the record that its sender saw; 0 for one that is made anew.
    pub basis: i64,
    /// What is done: `invite`, `amend`.
    pub kind: String,
    /// What changes.
    pub fields: Fields,
    /// Why, where that has to be said; otherwise empty.
    pub reason: String,
    /// By the sender's clock, in milliseconds since 1970: shown, never trusted.
    pub made_at_ms: i64,
}

/// Why a command is not applied. It stands in the journal too, and a repeat gets it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// There is no such record, or not for this sender.
    NotFound,
    /// The sender may see the record but not do this.
    NotAllowed,
    /// The record is not in a state in which this can be done: it was closed, used or taken back meanwhile.
    NotNow,
    /// What is asked for stands against a rule that holds for everybody.
    AgainstARule,
    /// Somebody else has it already: a name for signing in, a number.
    Taken,
    /// The same id was used for another command.
    OtherCommand,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_and_actors_are_read_as_they_are_written() {
        let station = StationId::fresh();
        for unit in [Unit::Province, Unit::County("469002".into()), Unit::Station(station)] {
            assert_eq!(unit.to_string().parse(), Ok(unit));
        }
        for text in ["", "46000", "4600000", "abcdef", "村"] {
            assert_eq!(text.parse::<Unit>(), Err(NoUnit), "{text}");
        }
        let volunteer = Actor::Volunteer(VolunteerId::fresh());
        for actor in
            [Actor::Staff(StaffId::fresh()), volunteer, Actor::Stranger, Actor::Operator, Actor::Clock]
        {
            assert_eq!(actor.to_string().parse(), Ok(actor));
        }
        assert_eq!("nobody".parse::<Actor>(), Err(NoActor));
    }

    #[test]
    fn a_command_keeps_its_form_on_the_way() {
        let command = Command {
            id: CommandId::fresh(),
            unit: Unit::Province,
            entity: "staff".into(),
            entity_id: StaffId::fresh().to_string(),
            basis: 3,
            kind: "amend".into(),
            fields: [
                ("name".to_owned(), Change::from_to("王", "黄")),
                (
                    "groups".to_owned(),
                    Change::Members { add: ["a".to_owned()].into(), remove: BTreeSet::new() },
                ),
            ]
            .into(),
            reason: "a slip".into(),
            made_at_ms: 1,
        };
        let sent = serde_json::to_string(&command).unwrap();
        assert_eq!(serde_json::from_str::<Command>(&sent).unwrap(), command);
    }
}
