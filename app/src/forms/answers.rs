//! Answers, as they are kept: to which version of a form, and what to each question. Pure.
//!
//! In JSON everything is text, so that no reader anywhere rounds a number:
//!
//! ```json
//! {"version": 3, "answers": {
//!   "born": "1950-02-03", "income": "1200.5", "needs": ["meals", "company"],
//!   "family": [{"id": "0190a8f0-0000-7000-8000-000000000001", "answers": {"name": "王秀英"}}]}}
//! ```
//!
//! Invariants: an answer that was read is one that could have been typed (`parse.rs`); what no question asks for,
//! or what has another shape, is told ([`Stray`]) and not kept.

use std::{collections::BTreeMap, fmt, sync::Arc};

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{MapAccess, SeqAccess, Visitor},
    ser::SerializeMap,
};
use time::Date;

use super::{
    decimal::Decimal,
    fault::Fault,
    form::{Field, Form},
    model::{NAME_CHARS_MAX, TURNS_MAX},
    parse::{Places, parse},
};
use crate::ids::TurnId;

/// An answer. There is no empty one: what nobody answered has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Words, the value of a choice, the code of a place, a telephone number.
    Text(Arc<str>),
    /// A number, or people.
    Number(Decimal),
    /// A day.
    Day(Date),
    /// A time of the day.
    Time(Clock),
    /// Values of choices in the order of their list, or the ids of photos in the order in which they came.
    Several(Arc<[String]>),
}

impl Answer {
    /// Words, unless there are none.
    pub fn text(text: &str) -> Option<Self> {
        (!text.is_empty()).then(|| Self::Text(text.into()))
    }

    /// Several of them, unless there are none.
    pub fn several(values: Vec<String>) -> Option<Self> {
        (!values.is_empty()).then(|| Self::Several(values.into()))
    }

    /// As it would be typed, which is how it is kept: one text, or several.
    pub fn typed(&self) -> Vec<String> {
        match self {
            Self::Text(text) => vec![text.to_string()],
            Self::Number(number) => vec![number.to_string()],
            Self::Day(day) => vec![day.to_string()],
            Self::Time(time) => vec![time.to_string()],
            Self::Several(values) => values.to_vec(),
        }
    }
}

impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Number(number) => serializer.collect_str(number),
            Self::Day(day) => serializer.collect_str(day),
            Self::Time(time) => serializer.collect_str(time),
            Self::Several(values) => serializer.collect_seq(values.iter()),
        }
    }
}

/// A time of the day, in minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Clock(u16);

impl Clock {
    /// The time, unless the day has none such.
    pub fn new(hour: u16, minute: u16) -> Option<Self> {
        (hour < 24 && minute < 60).then(|| Self(hour * 60 + minute))
    }
}

/// `08:05`
impl fmt::Display for Clock {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

/// The answers to one form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// The version of the form that they answer.
    pub version: u32,
    /// By the name of the question.
    pub fields: BTreeMap<String, Answer>,
    /// By the name of the group that is answered several times.
    pub repeats: BTreeMap<String, Vec<Turn>>,
}

/// One of several answers to a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Which one; it stays when others come and go.
    pub id: TurnId,
    /// By the name of the question.
    pub fields: BTreeMap<String, Answer>,
}

impl Serialize for Turn {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("id", &self.id)?;
        map.serialize_entry("answers", &self.fields)?;
        map.end()
    }
}

impl Serialize for Answers {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        struct All<'a>(&'a Answers);

        impl Serialize for All<'_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut map = serializer.serialize_map(None)?;
                for (name, answer) in &self.0.fields {
                    map.serialize_entry(name, answer)?;
                }
                for (name, turns) in &self.0.repeats {
                    map.serialize_entry(name, turns)?;
                }
                map.end()
            }
        }

        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("version", &self.version)?;
        map.serialize_entry("answers", &All(self))?;
        map.end()
    }
}

/// Answers as somebody sent them, or as they lie in the database: any JSON may stand in them.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Sent {
    /// The version that they say they answer.
    pub version: u32,
    /// By the name of the question or of the group.
    #[serde(default)]
    pub answers: BTreeMap<String, Piece>,
}

/// A piece of JSON, as far as answers consist of it.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Piece>),
    /// An object.
    Map(BTreeMap<String, Piece>),
    /// Whatever no answer consists of: a number, `true`, `null`.
    Other,
}

impl<'de> Deserialize<'de> for Piece {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;

        impl<'de> Visitor<'de> for Any {
            type Value = Piece;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an answer")
            }

            fn visit_str<E>(self, text: &str) -> Result<Piece, E> {
                Ok(Piece::Text(text.to_owned()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut pieces: A) -> Result<Piece, A::Error> {
                let mut list = Vec::new();
                while let Some(piece) = pieces.next_element()? {
                    list.push(piece);
                }
                Ok(Piece::List(list))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut pieces: A) -> Result<Piece, A::Error> {
                let mut map = BTreeMap::new();
                while let Some((name, piece)) = pieces.next_entry::<String, Piece>()? {
                    map.insert(name, piece);
                }
                Ok(Piece::Map(map))
            }

            fn visit_bool<E>(self, _: bool) -> Result<Piece, E> {
                Ok(Piece::Other)
            }

            fn visit_i64<E>(self, _: i64) -> Result<Piece, E> {
                Ok(Piece::Other)
            }

            fn visit_u64<E>(self, _: u64) -> Result<Piece, E> {
                Ok(Piece::Other)
            }

            fn visit_f64<E>(self, _: f64) -> Result<Piece, E> {
                Ok(Piece::Other)
            }

            fn visit_unit<E>(self) -> Result<Piece, E> {
                Ok(Piece::Other)
            }
        }

        deserializer.deserialize_any(Any)
    }
}

/// Something that was sent or kept and is no answer here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stray {
    /// The name of the question or group, cut where it is too long for one.
    pub name: String,
    /// In which turn of its group.
    pub turn: Option<TurnId>,
    /// What is the matter with it.
    pub why: Astray,
}

/// What is the matter with an answer that is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Astray {
    /// The form has no such question here.
    Unknown,
    /// It is not written as answers to this question are.
    Shape,
    /// It could not have been typed.
    Refused(Fault),
    /// It answers another version of the form.
    Version(u32),
    /// The question is not asked, as the other answers stand.
    Hidden,
    /// It is not what the rules of the form make of the other answers.
    Calculated,
}

impl Stray {
    pub(super) fn new(name: &str, turn: Option<TurnId>, why: Astray) -> Self {
        Self { name: name.chars().take(NAME_CHARS_MAX).collect(), turn, why }
    }
}

/// Reads answers to this version of the form, and tells what among them is none.
pub fn read(form: &Form, sent: &Sent, places: &dyn Places) -> (Answers, Vec<Stray>) {
    let mut answers = Answers { version: form.version, ..Answers::default() };
    let mut strays = Vec::new();
    if sent.version != form.version {
        strays.push(Stray::new("", None, Astray::Version(sent.version)));
        return (answers, strays);
    }
    for (name, piece) in &sent.answers {
        let asked = form.field(name).and_then(|id| form.get(id)).filter(|it| form.repeat_of(it).is_none());
        if let Some(field) = asked {
            match one(field, piece, places) {
                Ok(answer) => drop(answers.fields.insert(name.clone(), answer)),
                Err(why) => strays.push(Stray::new(name, None, why)),
            }
        } else if let Some(group) = form.repeat(name) {
            let Piece::List(pieces) = piece else {
                strays.push(Stray::new(name, None, Astray::Shape));
                continue;
            };
            let turns = answers.repeats.entry(name.clone()).or_default();
            for piece in pieces {
                match turn(form, group, piece, places, &mut strays) {
                    Some(turn)
                        if turns.len() < TURNS_MAX as usize && turns.iter().all(|it| it.id != turn.id) =>
                    {
                        turns.push(turn);
                    }
                    _ => strays.push(Stray::new(name, None, Astray::Shape)),
                }
            }
        } else {
            strays.push(Stray::new(name, None, Astray::Unknown));
        }
    }
    (answers, strays)
}

fn turn(
    form: &Form,
    group: usize,
    piece: &Piece,
    places: &dyn Places,
    strays: &mut Vec<Stray>,
) -> Option<Turn> {
    let Piece::Map(map) = piece else { return None };
    let Some(Piece::Text(id)) = map.get("id") else { return None };
    let id = id.parse().ok()?;
    let mut fields = BTreeMap::new();
    match map.get("answers") {
        None => {}
        Some(Piece::Map(pieces)) => {
            for (name, piece) in pieces {
                let asked = form.field(name).and_then(|it| form.get(it));
                match asked.filter(|it| form.repeat_of(it) == Some(group)) {
                    None => strays.push(Stray::new(name, Some(id), Astray::Unknown)),
                    Some(field) => match one(field, piece, places) {
                        Ok(answer) => drop(fields.insert(name.clone(), answer)),
                        Err(why) => strays.push(Stray::new(name, Some(id), why)),
                    },
                }
            }
        }
        Some(_) => return None,
    }
    Some(Turn { id, fields })
}

/// The answer to this question, which is written exactly as it is kept.
fn one(field: &Field, piece: &Piece, places: &dyn Places) -> Result<Answer, Astray> {
    let typed: Vec<&str> = match piece {
        Piece::Text(text) if !field.kind.is_several() => vec![text],
        Piece::List(pieces) if field.kind.is_several() => {
            let texts = pieces.iter().map(|piece| match piece {
                Piece::Text(text) => Some(text.as_str()),
                _ => None,
            });
            texts.collect::<Option<_>>().ok_or(Astray::Shape)?
        }
        _ => return Err(Astray::Shape),
    };
    match parse(&field.kind, &typed, places) {
        Ok(Some(answer)) if answer.typed() == typed => Ok(answer),
        Ok(_) => Err(Astray::Shape),
        Err(fault) => Err(Astray::Refused(fault)),
    }
}
