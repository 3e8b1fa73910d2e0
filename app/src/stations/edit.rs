//! Changing a unit: what may be typed into each of its fields, and what a command does to it.
//!
//! The office sends forms and a tablet sends commands that waited for days; both become changes by field, merged three
//! ways (`app/src/journal/merge.rs`), and [`apply`] is the one function that carries them out. The list of fields is
//! [`Field`]. The server's half is `server/src/stations/mod.rs`.
//!
//! Pure: the day and the directory are passed in.
//! Invariants: a unit that [`apply`] gives has passed the rule of every field that was changed; a verification never
//! becomes older; nobody's text vanishes without a conflict.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use time::{Date, Duration};

use super::{
    hours::{DayException, HolidayRule, Span, SpanRefused},
    messages,
    model::{Access, Kind, Phone, Room, Stage, StageReached, Station, Verified},
};
use crate::{
    access::Action,
    areas::model::{Position, Precision},
    directory::model::Directory,
    ids::StationId,
    iso_date,
    journal::{
        merge::{self, Conflict, Record, merge},
        model::{self as command, Change, Fields, Refusal},
    },
    language::Language,
    map::coordinates::LatLng,
    ordering, phones,
    text::{Text, misleads},
};

/// What a command is about, as it stands in the journal.
pub const ENTITY: &str = "station";

/// The field of a closure and of an opening that says why it is closed; what is free again has none.
pub const REASON: &str = "reason";

/// The field of a closure and of an opening that names the day.
pub const DAY: &str = "day";

/// The field of a verification: the day on which somebody looked.
pub const VERIFIED_ON: &str = "verified_on";

/// The field of a merger: the id of the unit that takes over.
pub const INTO: &str = "into";

/// The fields of a step in a unit's life: the stage, its day, and the document that says so.
pub const STAGE: &str = "stage";
/// See [`STAGE`].
pub const ON: &str = "on";
/// See [`STAGE`].
pub const PROOF: &str = "proof";

/// The fields of a new unit beside its [`Field`]s: its kind, the division it stands in, its word in addresses.
pub const KIND: &str = "kind";
/// See [`KIND`].
pub const DIVISION: &str = "division";
/// See [`KIND`].
pub const SLUG: &str = "slug";

/// Words that stand for something else where the word of a unit would.
const SLUGS_TAKEN: [&str; 2] = ["points", "new"];

/// Signs of a line.
const LINE_CHARS_MAX: usize = 100;

/// Signs of a street address, and of why a unit is closed.
const LONG_LINE_CHARS_MAX: usize = 200;

/// Numbers of a unit, and stretches of one day.
const PHONES_MAX: usize = 5;
const SPANS_MAX: usize = 4;

/// Other names; codes of services, areas and programmes.
const ALIASES_MAX: usize = 10;
/// See [`ALIASES_MAX`].
pub(crate) const CODES_MAX: usize = 500;

/// Units on the way up from one to its 市县, more than there ever are.
pub const STEPS_UP_MAX: usize = 8;

/// How far ahead a day may be closed: a year.
const AHEAD_DAYS_MAX: i64 = 366;

/// How old a closure may be that comes late, and how long one stays with its unit: what was before stands in the journal.
const BEHIND_DAYS_MAX: i64 = 31;

/// What can be done to a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Work {
    /// Fields are changed.
    Edit,
    /// It is closed on one day.
    CloseToday,
    /// It is open on that day after all.
    ReopenToday,
    /// What stands there was looked at and is right.
    Verify,
    /// It has reached a stage of its life.
    Reach,
    /// A new unit.
    Add,
    /// Another unit takes over what it serves; it closes.
    Merge,
    /// It closes for good.
    Close,
}

impl Work {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Edit,
        Self::CloseToday,
        Self::ReopenToday,
        Self::Verify,
        Self::Reach,
        Self::Add,
        Self::Merge,
        Self::Close,
    ];

    /// The kind of the command.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Edit => "edit_station",
            Self::CloseToday => "close_today",
            Self::ReopenToday => "reopen_today",
            Self::Verify => "verify_station",
            Self::Reach => "reach_stage",
            Self::Add => "add_station",
            Self::Merge => "merge_station",
            Self::Close => "close_station",
        }
    }

    /// The work of this kind of command.
    pub fn from_kind(kind: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|work| work.kind() == kind)
    }

    /// What whoever sends such a command must be allowed to do; `fields` are what it changes.
    pub fn needs(self, fields: &Fields) -> Action {
        let of_fields =
            || fields.keys().map(|name| Field::from_word(name).map_or(Action::AddUnit, Field::needs));
        match self {
            Self::Edit if of_fields().all(|action| action == Action::TendUnit) => Action::TendUnit,
            Self::Edit if of_fields().any(|action| action == Action::AddUnit) => Action::AddUnit,
            Self::Edit => Action::EditUnit,
            Self::CloseToday | Self::ReopenToday | Self::Verify => Action::TendUnit,
            Self::Reach | Self::Add => Action::AddUnit,
            Self::Merge | Self::Close => Action::CloseUnit,
        }
    }
}

/// A field of a unit that people change, on the office's pages and on a tablet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// Telephone numbers, a line each: `0898-0000 0001，值班 / On duty`.
    Phone,
    /// The hours of the week: a list of seven lists of spans, Monday first.
    Hours,
    /// What holds on public holidays: `closed` or `as_usual`.
    Holidays,
    /// Official name.
    NameZh,
    /// The same in English.
    NameEn,
    /// Syllables of the name.
    Pinyin,
    /// Set: other names.
    Aliases,
    /// Street address.
    AddressZh,
    /// The same in English.
    AddressEn,
    /// Where its door is: `19.25,110.47` in WGS-84.
    Door,
    /// Set: codes of the divisions and villages it serves.
    Serves,
    /// Set: words of the function areas it has.
    Rooms,
    /// Set: words of what is known of its accessibility.
    Access,
    /// Set: codes of the service items offered.
    Services,
    /// Set: codes of special services.
    SpecialServices,
    /// The key project.
    KeyProjectZh,
    /// The same in English.
    KeyProjectEn,
    /// Code of its construction mode.
    Mode,
    /// Set: codes of programmes and batches.
    Programmes,
    /// The id of the unit above.
    Parent,
}

impl Field {
    /// All of them, in the order of the office's page.
    pub const ALL: [Self; 20] = [
        Self::Phone,
        Self::Hours,
        Self::Holidays,
        Self::NameZh,
        Self::NameEn,
        Self::Pinyin,
        Self::Aliases,
        Self::AddressZh,
        Self::AddressEn,
        Self::Door,
        Self::Serves,
        Self::Rooms,
        Self::Access,
        Self::Services,
        Self::SpecialServices,
        Self::KeyProjectZh,
        Self::KeyProjectEn,
        Self::Mode,
        Self::Programmes,
        Self::Parent,
    ];

    /// Those that whoever works in a unit keeps right, on a tablet too.
    pub const TENDED: [Self; 3] = [Self::Phone, Self::Hours, Self::Holidays];

    /// The word in commands and forms.
    pub fn word(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Hours => "hours",
            Self::Holidays => "holidays",
            Self::NameZh => "name_zh",
            Self::NameEn => "name_en",
            Self::Pinyin => "pinyin",
            Self::Aliases => "aliases",
            Self::AddressZh => "address_zh",
            Self::AddressEn => "address_en",
            Self::Door => "door",
            Self::Serves => "serves",
            Self::Rooms => "rooms",
            Self::Access => "access",
            Self::Services => "services",
            Self::SpecialServices => "special_services",
            Self::KeyProjectZh => "key_project_zh",
            Self::KeyProjectEn => "key_project_en",
            Self::Mode => "mode",
            Self::Programmes => "programmes",
            Self::Parent => "parent",
        }
    }

    /// The field of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.word() == word)
    }

    /// Whether its value is a set, which merges member by member.
    pub fn is_set(self) -> bool {
        use Field::{Access, Aliases, Programmes, Rooms, Serves, Services, SpecialServices};
        matches!(self, Aliases | Serves | Rooms | Access | Services | SpecialServices | Programmes)
    }

    /// What whoever changes it must be allowed to do.
    pub fn needs(self) -> Action {
        match self {
            Self::Phone | Self::Hours | Self::Holidays => Action::TendUnit,
            Self::Mode | Self::Programmes | Self::Parent => Action::AddUnit,
            _ => Action::EditUnit,
        }
    }
}

/// What is wrong with what was typed into a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldFault {
    /// Nothing was typed, and something is needed.
    Empty,
    /// More signs than are kept.
    TooLong {
        /// How many are.
        chars_max: usize,
    },
    /// Signs that cannot be seen or that turn the line around.
    Signs,
    /// More of them than are kept.
    TooMany {
        /// How many are.
        max: usize,
    },
    /// This is no telephone number.
    Phone(String),
    /// The hours of a day, 0 for Monday, cannot be read.
    Hours(usize, SpanRefused),
    /// Letters and blanks are wanted.
    Letters,
    /// This is no word for an address.
    Slug,
    /// This is no day, or none that fits.
    Day,
    /// This is no position in latitude and longitude.
    Place,
    /// This is nothing of the list: a code, a word.
    Unknown(String),
    /// The unit above lies in another 市县.
    Elsewhere,
    /// The unit above is the unit itself or lies below it.
    Ring,
    /// It is no value of such a field at all: only something that is no form sends it.
    Form,
}

/// What became of a command that was carried out. The same for a repeat.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// Word in the address of the unit.
    pub slug: String,
    /// Its version now.
    pub version: i64,
    /// Fields that somebody else had changed meanwhile; they stand as that person left them.
    pub conflicts: Vec<Conflict>,
}

/// Every field of the unit, as it is merged and journalled.
pub fn record(station: &Station) -> Record {
    Field::ALL.into_iter().map(|field| (field.word().to_owned(), value(station, field))).collect()
}

/// What somebody wants to change of the numbers and hours that they saw.
pub fn tended_changes(seen: &Station, wanted: &[(Field, Value)]) -> Fields {
    let record = |values: &mut dyn Iterator<Item = (Field, Value)>| {
        let mut record = Record::new();
        record.extend(values.map(|(field, value)| (field.word().to_owned(), value)));
        record
    };
    let seen = record(&mut Field::TENDED.into_iter().map(|field| (field, tended_value(seen, field))));
    merge::changes(&seen, &record(&mut wanted.iter().cloned()), |_| false)
}

/// What somebody wants to change of what they saw; `wanted` names the fields that they were asked for.
pub fn changes(seen: &Record, wanted: &Record) -> Fields {
    merge::changes(seen, wanted, |name| Field::from_word(name).is_some_and(Field::is_set))
}

/// What stands in a field.
pub fn value(station: &Station, field: Field) -> Value {
    let text = |text: &str| if text.is_empty() { Value::Null } else { Value::from(text) };
    let optional = |it: Option<&String>| it.map_or(Value::Null, |it| text(it));
    let set = |mut words: Vec<&str>| {
        words.sort_unstable();
        words.dedup();
        Value::from_iter(words)
    };
    let codes = |codes: &[String]| set(codes.iter().map(String::as_str).collect());
    match field {
        Field::Phone | Field::Hours | Field::Holidays => tended_value(station, field),
        Field::NameZh => text(&station.name.zh),
        Field::NameEn => optional(station.name.en.as_ref()),
        Field::Pinyin => text(&station.pinyin),
        Field::Aliases => codes(&station.aliases),
        Field::AddressZh => text(&station.address.zh),
        Field::AddressEn => optional(station.address.en.as_ref()),
        Field::Door => match station.position {
            Some(Position { at, precision: Precision::Door }) => {
                Value::from(format!("{},{}", at.lat, at.lng))
            }
            _ => Value::Null,
        },
        Field::Serves => codes(&station.serves),
        Field::Rooms => set(station.rooms.iter().map(|room| room.word()).collect()),
        Field::Access => set(station.access.iter().map(|fact| fact.word()).collect()),
        Field::Services => codes(&station.services),
        Field::SpecialServices => codes(&station.special_services),
        Field::KeyProjectZh => optional(station.key_project.as_ref().map(|project| &project.zh)),
        Field::KeyProjectEn => optional(station.key_project.as_ref().and_then(|project| project.en.as_ref())),
        Field::Mode => optional(station.mode.as_ref()),
        Field::Programmes => codes(&station.programmes),
        Field::Parent => station.parent.map_or(Value::Null, |parent| Value::from(parent.to_string())),
    }
}

/// What stands in one of [`Field::TENDED`]. Apart from the others, so that a tablet carries these alone.
pub fn tended_value(station: &Station, field: Field) -> Value {
    match field {
        Field::Phone if station.phones.is_empty() => Value::Null,
        Field::Phone => Value::from(station.phones.iter().map(phone_line).collect::<Vec<_>>().join("\n")),
        Field::Hours => station.hours.weekly.iter().map(|spans| spans_value(spans)).collect(),
        Field::Holidays => Value::from(holidays_word(station.hours.holidays)),
        _ => Value::Null,
    }
}

fn spans_value(spans: &[Span]) -> Value {
    spans.iter().map(|span| Value::from(span.to_string())).collect()
}

fn holidays_word(rule: HolidayRule) -> &'static str {
    match rule {
        HolidayRule::Closed => "closed",
        HolidayRule::AsUsual => "as_usual",
    }
}

/// A number as a line of its field.
fn phone_line(phone: &Phone) -> String {
    match &phone.who {
        None => phone.number.clone(),
        Some(Text { zh, en: None }) => format!("{}，{zh}", phone.number),
        Some(Text { zh, en: Some(en) }) => format!("{}，{zh} / {en}", phone.number),
    }
}

/// What was typed into a field of this unit, as its value. A set is typed as several texts, or as one with a line or a comma between
/// its members; the hours are seven texts, Monday first; anything else is one text.
pub fn typed(station: &Station, field: Field, texts: &[String]) -> Result<Value, FieldFault> {
    let one = texts.first().map_or("", |text| text.trim());
    let value = match field {
        Field::Phone | Field::Hours | Field::Holidays => return typed_tended(station, field, texts),
        field if field.is_set() => {
            let pieces = texts.iter().flat_map(|text| text.split(['\n', ',', '，', '、', ';', '；']));
            let mut members: Vec<&str> = pieces.map(str::trim).filter(|piece| !piece.is_empty()).collect();
            members.sort_unstable();
            members.dedup();
            Value::from_iter(members)
        }
        Field::Door => match one.replace('，', ",").parse::<LatLng>() {
            Ok(at) => Value::from(format!("{},{}", at.lat, at.lng)),
            Err(_) if one.is_empty() => Value::Null,
            Err(_) => return Err(FieldFault::Place),
        },
        Field::Pinyin => Value::from(one.to_lowercase()),
        _ => Value::from(one),
    };
    let value = if value == "" { Value::Null } else { value };
    // Whatever is typed has to be a value that can be kept.
    set(&mut station.clone(), field, &value).map(|()| value)
}

/// The same for one of [`Field::TENDED`].
pub fn typed_tended(station: &Station, field: Field, texts: &[String]) -> Result<Value, FieldFault> {
    let one = texts.first().map_or("", |text| text.trim());
    let value = match field {
        Field::Hours => {
            let days = (0..7).map(|day| {
                let spans = spans(texts.get(day).map_or("", String::as_str));
                spans.map(|spans| spans_value(&spans)).map_err(|refused| FieldFault::Hours(day, refused))
            });
            days.collect::<Result<Value, _>>()?
        }
        Field::Phone => {
            let lines = one.split(['\n', ';', '；']).map(str::trim).filter(|line| !line.is_empty());
            let lines: Result<Vec<_>, _> =
                lines.map(|line| phone(line).map(|phone| phone_line(&phone))).collect();
            Value::from(lines?.join("\n"))
        }
        _ => Value::from(one),
    };
    let value = if value == "" { Value::Null } else { value };
    set_tended(&mut station.clone(), field, &value).map(|()| value)
}

/// The stretches of one day; none for an empty text or a word for «closed».
fn spans(text: &str) -> Result<Vec<Span>, SpanRefused> {
    let text = text.trim();
    if ["", "-", "--", "休", "休息", "关", "关闭", "closed", "Closed"].contains(&text) {
        return Ok(Vec::new());
    }
    let mut spans = Vec::new();
    for piece in
        text.split([',', '，', '、', ';', '；', '\n']).map(str::trim).filter(|piece| !piece.is_empty())
    {
        match piece.parse() {
            Ok(span) => spans.push(span),
            // Two stretches with a blank between them, and none within.
            Err(refused) => {
                let parts: Vec<_> = piece.split_whitespace().collect();
                if parts.len() < 2 {
                    return Err(refused);
                }
                for part in parts {
                    spans.push(part.parse()?);
                }
            }
        }
    }
    ordering::sort(&mut spans);
    spans.dedup();
    if spans.len() > SPANS_MAX { Err(SpanRefused::Shape) } else { Ok(spans) }
}

/// The number of a line, and who answers.
pub(crate) fn phone(line: &str) -> Result<Phone, FieldFault> {
    let wrong = || FieldFault::Phone(line.chars().take(LINE_CHARS_MAX).collect());
    let (number, who) = match line.split_once([',', '，']) {
        Some((number, who)) => (number, who.trim()),
        None => (line, ""),
    };
    let number = phones::dialled(number).ok_or_else(wrong)?;
    let who = match who.split_once(" / ") {
        _ if who.is_empty() => None,
        None => Some(Text { zh: line_of(who, LINE_CHARS_MAX)?, en: None }),
        Some((zh, en)) => {
            Some(Text { zh: line_of(zh, LINE_CHARS_MAX)?, en: Some(line_of(en, LINE_CHARS_MAX)?) })
        }
    };
    Ok(Phone { number, who })
}

/// A line that people can read: something is on it, and nothing that cannot be seen changes how it looks.
pub(crate) fn line_of(text: &str, chars_max: usize) -> Result<String, FieldFault> {
    let text = text.trim();
    let unseen = |sign: char| sign.is_control() || misleads(sign);
    if text.is_empty() {
        Err(FieldFault::Empty)
    } else if text.chars().count() > chars_max {
        Err(FieldFault::TooLong { chars_max })
    } else if text.chars().any(unseen) || !text.chars().any(char::is_alphanumeric) {
        Err(FieldFault::Signs)
    } else {
        Ok(text.to_owned())
    }
}

/// A new unit of this kind with nothing known of it, that is being prepared.
pub fn blank(id: StationId, slug: &str, kind: Kind, division: &str) -> Station {
    Station {
        id,
        version: 1,
        slug: slug.to_owned(),
        kind,
        mode: None,
        name: Text::default(),
        aliases: Vec::new(),
        pinyin: String::new(),
        parent: None,
        division: division.to_owned(),
        serves: Vec::new(),
        address: Text::default(),
        position: None,
        phones: Vec::new(),
        hours: Default::default(),
        rooms: Vec::new(),
        staff: 0,
        services: Vec::new(),
        special_services: Vec::new(),
        key_project: None,
        programmes: Vec::new(),
        stage: Stage::Preparing,
        stages: Vec::new(),
        access: Vec::new(),
        verified: None,
        merged_into: None,
        demo: false,
    }
}

/// Puts a value into a field, if it is one.
pub fn set(station: &mut Station, field: Field, value: &Value) -> Result<(), FieldFault> {
    let text = || text_in(value);
    let line = |chars_max| text()?.map(|text| line_of(text, chars_max)).transpose();
    let needed = |chars_max| line(chars_max)?.ok_or(FieldFault::Empty);
    let members = |max: usize| -> Result<Vec<String>, FieldFault> {
        let all = value.as_array().ok_or(FieldFault::Form)?;
        if all.len() > max {
            return Err(FieldFault::TooMany { max });
        }
        all.iter().map(|it| line_of(it.as_str().ok_or(FieldFault::Form)?, LINE_CHARS_MAX)).collect()
    };
    match field {
        Field::Phone | Field::Hours | Field::Holidays => set_tended(station, field, value)?,
        Field::NameZh => station.name.zh = needed(LINE_CHARS_MAX)?,
        Field::NameEn => station.name.en = line(LONG_LINE_CHARS_MAX)?,
        Field::Pinyin => {
            let pinyin = line(LONG_LINE_CHARS_MAX)?.unwrap_or_default();
            let fits = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == ' ';
            if !pinyin.chars().all(fits) {
                return Err(FieldFault::Letters);
            }
            station.pinyin = pinyin.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        Field::Aliases => station.aliases = members(ALIASES_MAX)?,
        Field::AddressZh => station.address.zh = line(LONG_LINE_CHARS_MAX)?.unwrap_or_default(),
        Field::AddressEn => station.address.en = line(LONG_LINE_CHARS_MAX)?,
        Field::Door => {
            let at = text()?.map(|text| text.parse::<LatLng>().map_err(|_| FieldFault::Place)).transpose()?;
            let seat = station.position.filter(|position| position.precision != Precision::Door);
            station.position = at.map(|at| Position { at, precision: Precision::Door }).or(seat);
        }
        Field::Serves => station.serves = members(CODES_MAX)?,
        Field::Rooms => {
            let words = members(CODES_MAX)?;
            let rooms = words.iter().map(|word| Room::from_word(word).ok_or_else(|| unknown(word)));
            station.rooms = rooms.collect::<Result<_, _>>()?;
        }
        Field::Access => {
            let words = members(CODES_MAX)?;
            let facts = words.iter().map(|word| Access::from_word(word).ok_or_else(|| unknown(word)));
            station.access = facts.collect::<Result<_, _>>()?;
        }
        Field::Services => station.services = members(CODES_MAX)?,
        Field::SpecialServices => station.special_services = members(CODES_MAX)?,
        Field::KeyProjectZh => {
            let zh = line(LONG_LINE_CHARS_MAX)?;
            let en = station.key_project.take().and_then(|project| project.en);
            station.key_project = project_of(zh, en);
        }
        Field::KeyProjectEn => {
            let en = line(LONG_LINE_CHARS_MAX)?;
            let zh = station.key_project.take().map(|project| project.zh);
            station.key_project = project_of(zh, en);
        }
        Field::Mode => station.mode = line(LINE_CHARS_MAX)?,
        Field::Programmes => station.programmes = members(CODES_MAX)?,
        Field::Parent => {
            let parent = text()?.map(|text| text.parse().map_err(|_| unknown(text)));
            station.parent = parent.transpose()?;
        }
    }
    Ok(())
}

/// Puts a value into one of [`Field::TENDED`], if it is one.
pub fn set_tended(station: &mut Station, field: Field, value: &Value) -> Result<(), FieldFault> {
    match field {
        Field::Phone => {
            let lines: Vec<_> = text_in(value)?.unwrap_or_default().lines().collect();
            if lines.len() > PHONES_MAX {
                return Err(FieldFault::TooMany { max: PHONES_MAX });
            }
            station.phones = lines.into_iter().map(phone).collect::<Result<_, _>>()?;
        }
        Field::Hours => {
            let days = value.as_array().filter(|days| days.len() == 7).ok_or(FieldFault::Form)?;
            let mut weekly: [Vec<Span>; 7] = Default::default();
            for (at, (day, spans)) in days.iter().zip(&mut weekly).enumerate() {
                let texts = day.as_array().filter(|it| it.len() <= SPANS_MAX).ok_or(FieldFault::Form)?;
                for text in texts {
                    let span = text.as_str().ok_or(FieldFault::Form)?.parse();
                    spans.push(span.map_err(|refused| FieldFault::Hours(at, refused))?);
                }
            }
            station.hours.weekly = weekly;
        }
        Field::Holidays => {
            station.hours.holidays = match text_in(value)? {
                Some("as_usual") => HolidayRule::AsUsual,
                Some("closed") => HolidayRule::Closed,
                other => return Err(unknown(other.unwrap_or_default())),
            }
        }
        _ => return Err(FieldFault::Form),
    }
    Ok(())
}

/// A text, or nothing.
fn text_in(value: &Value) -> Result<Option<&str>, FieldFault> {
    match value {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Some(text.as_str())),
        _ => Err(FieldFault::Form),
    }
}

/// A project by its name; one that has only an English name goes by that.
fn project_of(zh: Option<String>, en: Option<String>) -> Option<Text> {
    zh.or_else(|| en.clone()).map(|zh| Text { zh, en })
}

fn unknown(word: &str) -> FieldFault {
    FieldFault::Unknown(word.chars().take(LINE_CHARS_MAX).collect())
}

/// What of these fields of the unit names something that the directory does not have.
pub fn misfits(directory: &Directory, station: &Station, fields: &[Field]) -> Vec<(Field, FieldFault)> {
    let is_area =
        |code: &String| directory.areas.division(code).is_some() || directory.areas.village(code).is_some();
    let first_unknown = |codes: &[String], is_known: &dyn Fn(&String) -> bool| {
        codes.iter().find(|code| !is_known(code)).map(|code| unknown(code))
    };
    let of = |field: Field| match field {
        Field::Serves => first_unknown(&station.serves, &is_area),
        Field::Services => first_unknown(&station.services, &|code| directory.catalogue.item(code).is_some()),
        Field::SpecialServices => {
            first_unknown(&station.special_services, &|code| directory.catalogue.special(code).is_some())
        }
        Field::Programmes => first_unknown(&station.programmes, &|code| directory.programme(code).is_some()),
        Field::Mode => station.mode.as_deref().filter(|code| directory.mode(code).is_none()).map(unknown),
        Field::Parent => station.parent.and_then(|parent| parent_fault(directory, station, parent)),
        _ => None,
    };
    fields.iter().filter_map(|field| of(*field).map(|fault| (*field, fault))).collect()
}

/// Why one unit cannot stand below another: whose it is follows from the unit above, so that lies in the same 市县, and
/// not below.
fn parent_fault(directory: &Directory, station: &Station, parent: StationId) -> Option<FieldFault> {
    let Some(above) = directory.station_with_id(parent).filter(|above| above.stage != Stage::Closed) else {
        return Some(unknown(&parent.to_string()));
    };
    let county = |division: &str| directory.areas.county_or_city(division).map(|county| county.code.as_str());
    let above_of = |id: StationId| directory.station_with_id(id).and_then(|station| station.parent);
    if lies_on_the_way_up(station.id, parent, above_of) {
        Some(FieldFault::Ring)
    } else if county(&above.division) != county(&station.division) {
        Some(FieldFault::Elsewhere)
    } else {
        None
    }
}

/// Whether `id` is met on the way up from `from`; `above_of` gives the unit above. A way without end counts too.
pub fn lies_on_the_way_up(
    id: StationId,
    from: StationId,
    above_of: impl Fn(StationId) -> Option<StationId>,
) -> bool {
    // No chain is longer than village room, station, centre.
    let way = std::iter::successors(Some(from), |at| above_of(*at));
    way.enumerate().any(|(steps, at)| at == id || steps >= STEPS_UP_MAX)
}

/// Why a unit is closed for a day, where it is one of the usual reasons: said in both languages by two taps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UsualReason {
    /// 台风.
    Typhoon,
    /// 暴雨.
    Rain,
    /// 停电、停水.
    Power,
    /// 全员下村入户.
    Outreach,
    /// 培训、会议.
    Training,
}

impl UsualReason {
    /// All of them; the first is what Hainan closes for.
    pub const ALL: [Self; 5] = [Self::Typhoon, Self::Rain, Self::Power, Self::Outreach, Self::Training];

    /// The word in commands and forms.
    pub fn word(self) -> &'static str {
        match self {
            Self::Typhoon => "typhoon",
            Self::Rain => "rain",
            Self::Power => "power",
            Self::Outreach => "outreach",
            Self::Training => "training",
        }
    }

    /// 「台风」.
    pub fn words(self, l: Language) -> &'static str {
        match self {
            Self::Typhoon => messages::closed_typhoon(l),
            Self::Rain => messages::closed_rain(l),
            Self::Power => messages::closed_power(l),
            Self::Outreach => messages::closed_outreach(l),
            Self::Training => messages::closed_training(l),
        }
    }
}

/// What the public reads for the value of [`REASON`]: one of the usual words, or what somebody wrote.
pub fn reason_text(reason: &str) -> Result<Text, FieldFault> {
    match UsualReason::ALL.into_iter().find(|usual| usual.word() == reason.trim()) {
        Some(usual) => Ok(Text::new(usual.words(Language::Zh), usual.words(Language::En))),
        None => line_of(reason, LONG_LINE_CHARS_MAX).map(|zh| Text { zh, en: None }),
    }
}

/// The value of [`REASON`] that stands for a day; nothing where the unit has its usual hours.
pub fn reason_on(station: &Station, day: Date) -> Option<String> {
    let exception = station.hours.exceptions.iter().rfind(|exception| exception.date == day)?;
    let usual = UsualReason::ALL.into_iter().find(|usual| usual.words(Language::Zh) == exception.reason.zh);
    Some(usual.map_or_else(|| exception.reason.zh.clone(), |usual| usual.word().to_owned()))
}

/// The fields of a command that closes the unit on a day, or, without a reason, opens it after all. `seen` is what
/// stood there for whoever sends it ([`reason_on`]).
pub fn day_fields(day: Date, seen: Option<&str>, reason: Option<&str>) -> Fields {
    let text = |text: Option<&str>| text.map_or(Value::Null, |text| Value::from(text.trim()));
    command::fields([
        (DAY, Change::to(day.to_string())),
        (REASON, Change::Set { from: text(seen), to: text(reason) }),
    ])
}

/// The fields of a command that says what stands there is right. `seen` is the verification before.
pub fn verify_fields(seen: Option<Date>, on: Date) -> Fields {
    let from = seen.map_or(Value::Null, |day| Value::from(day.to_string()));
    command::fields([(VERIFIED_ON, Change::Set { from, to: on.to_string().into() })])
}

/// What `fields` make of the unit, and what cannot be decided without a person. `by` is the office that acts, `today`
/// the server's day. For what is done to one unit alone: adding and merging ask more.
pub fn apply(
    work: Work,
    station: &Station,
    fields: &Fields,
    by: &Text,
    today: Date,
) -> Result<(Station, Vec<Conflict>), Refusal> {
    change(station, |after| match work {
        Work::Edit => edit(after, fields, &Field::ALL, value, set),
        Work::CloseToday | Work::ReopenToday | Work::Verify => tend_day(after, work, fields, by, today),
        Work::Close => {
            close(after, today);
            Ok(Vec::new())
        }
        Work::Reach => reach(after, fields, today),
        Work::Add | Work::Merge => Err(Refusal::AgainstARule),
    })
}

/// The same for what is done on a tablet: [`Field::TENDED`], a day, a verification. A tablet carries no more than this.
pub fn tend(
    work: Work,
    station: &Station,
    fields: &Fields,
    by: &Text,
    today: Date,
) -> Result<(Station, Vec<Conflict>), Refusal> {
    change(station, |after| match work {
        Work::Edit => edit(after, fields, &Field::TENDED, tended_value, set_tended),
        _ => tend_day(after, work, fields, by, today),
    })
}

fn change(
    station: &Station,
    change: impl FnOnce(&mut Station) -> Result<Vec<Conflict>, Refusal>,
) -> Result<(Station, Vec<Conflict>), Refusal> {
    if station.stage == Stage::Closed {
        return Err(Refusal::NotNow);
    }
    let mut after = station.clone();
    let conflicts = change(&mut after)?;
    if after != *station {
        after.version = station.version + 1;
    }
    Ok((after, conflicts))
}

fn tend_day(
    station: &mut Station,
    work: Work,
    fields: &Fields,
    by: &Text,
    today: Date,
) -> Result<Vec<Conflict>, Refusal> {
    if work != Work::Verify {
        return change_day(station, work, fields, today);
    }
    // A device's clock may be years ahead; what comes late still counts for the day on which it was said.
    let on = day_in(fields, VERIFIED_ON).ok_or(Refusal::AgainstARule)?.min(today);
    if station.verified.as_ref().is_none_or(|before| before.on < on) {
        station.verified = Some(Verified { by: by.clone(), on });
    }
    Ok(Vec::new())
}

fn close(station: &mut Station, today: Date) {
    station.stage = Stage::Closed;
    station.stages.push(StageReached { stage: Stage::Closed, on: today, proof: None });
}

/// The fields of a command that says which stage a unit has reached, as it was seen in `seen`; or what is wrong, each
/// with the name of its field.
pub fn stage_fields(
    station: &Station,
    [seen, stage, on, proof]: [&str; 4],
    today: Date,
) -> Result<Fields, Vec<(&'static str, FieldFault)>> {
    let mut faults = Vec::new();
    let reached = Stage::from_word(stage).filter(|stage| *stage != Stage::Closed);
    faults.extend(reached.is_none().then(|| (STAGE, unknown(stage))));
    let day = iso_date::parse(on.trim()).filter(|day| follows(station, *day, today));
    faults.extend(day.is_none().then_some((ON, FieldFault::Day)));
    let proof = if proof.trim().is_empty() {
        Ok(Value::Null)
    } else {
        line_of(proof, LONG_LINE_CHARS_MAX).map(Value::from)
    };
    match (reached, day, proof) {
        (Some(stage), Some(day), Ok(proof)) => Ok([
            (STAGE.to_owned(), Change::from_to(seen, stage.word())),
            (ON.to_owned(), Change::to(day.to_string())),
            (PROOF.to_owned(), Change::to(proof)),
        ]
        .into()),
        (_, _, proof) => {
            faults.extend(proof.err().map(|fault| (PROOF, fault)));
            Err(faults)
        }
    }
}

/// Whether a step may be of this day: not in the future, and not before the last one.
fn follows(station: &Station, day: Date, today: Date) -> bool {
    day <= today && station.stages.last().is_none_or(|last| last.on <= day)
}

fn reach(station: &mut Station, fields: &Fields, today: Date) -> Result<Vec<Conflict>, Refusal> {
    let change = fields.get(STAGE).ok_or(Refusal::AgainstARule)?;
    let record = Record::from([(STAGE.to_owned(), station.stage.word().into())]);
    let merged = merge(&record, &[(STAGE.to_owned(), change.clone())].into());
    if let Some(stage) = merged.changed.get(STAGE) {
        let stage = stage.as_str().and_then(Stage::from_word).filter(|stage| *stage != Stage::Closed);
        let on = day_in(fields, ON).filter(|day| follows(station, *day, today));
        let proof = match fields.get(PROOF) {
            None | Some(Change::Set { to: Value::Null, .. }) => None,
            Some(Change::Set { to: Value::String(proof), .. }) => {
                Some(line_of(proof, LONG_LINE_CHARS_MAX).map_err(|_| Refusal::AgainstARule)?)
            }
            Some(_) => return Err(Refusal::AgainstARule),
        };
        let (Some(stage), Some(on)) = (stage, on) else { return Err(Refusal::AgainstARule) };
        station.stage = stage;
        station.stages.push(StageReached { stage, on, proof });
    }
    Ok(merged.conflicts)
}

/// What one unit becomes when another takes it over, and what that one becomes: it serves what both served. Nothing
/// where either is closed already, or both are the same.
pub fn merge_into(from: &Station, into: &Station, today: Date) -> Option<(Station, Station)> {
    if from.id == into.id || from.stage == Stage::Closed || into.stage == Stage::Closed {
        return None;
    }
    let (mut closed, mut grown) = (from.clone(), into.clone());
    close(&mut closed, today);
    closed.merged_into = Some(into.id);
    grown.serves.extend(std::mem::take(&mut closed.serves));
    grown.serves.sort_unstable();
    grown.serves.dedup();
    closed.version += 1;
    grown.version += 1;
    Some((closed, grown))
}

/// The unit that another is merged into.
pub fn into_of(fields: &Fields) -> Option<StationId> {
    match fields.get(INTO)? {
        Change::Set { to: Value::String(id), .. } => id.parse().ok(),
        _ => None,
    }
}

/// Whether this can stand in the address of a unit.
pub fn slug(text: &str) -> Result<String, FieldFault> {
    let text = text.trim();
    let plain = text.bytes().all(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == b'-');
    let fits = plain && (3..=60).contains(&text.len()) && !text.starts_with('-') && !text.ends_with('-');
    if fits && !SLUGS_TAKEN.contains(&text) { Ok(text.to_owned()) } else { Err(FieldFault::Slug) }
}

/// A new unit of these fields, in a division of `county`.
pub fn add(
    id: StationId,
    county: &str,
    fields: &Fields,
    directory: &Directory,
    today: Date,
) -> Result<Station, Refusal> {
    let text = |name: &str| match fields.get(name) {
        Some(Change::Set { to: Value::String(text), .. }) => Some(text.as_str()),
        _ => None,
    };
    let kind = text(KIND).and_then(Kind::from_word).ok_or(Refusal::AgainstARule)?;
    let slug = text(SLUG).and_then(|text| slug(text).ok()).ok_or(Refusal::AgainstARule)?;
    let division =
        text(DIVISION).filter(|code| is_place(directory, code, county)).ok_or(Refusal::AgainstARule)?;
    let mut station = blank(id, &slug, kind, division);
    station.stages.push(StageReached { stage: Stage::Preparing, on: today, proof: None });
    let mut named = Vec::new();
    for (name, change) in fields.iter().filter(|(name, _)| ![KIND, SLUG, DIVISION].contains(&name.as_str())) {
        let field = Field::from_word(name).ok_or(Refusal::AgainstARule)?;
        let Change::Set { to, .. } = change else { return Err(Refusal::AgainstARule) };
        set(&mut station, field, to).map_err(|_| Refusal::AgainstARule)?;
        named.push(field);
    }
    let fits = !station.name.zh.is_empty() && misfits(directory, &station, &named).is_empty();
    if fits { Ok(station) } else { Err(Refusal::AgainstARule) }
}

/// Whether a unit of this 市县 can stand there.
pub fn is_place(directory: &Directory, code: &str, county: &str) -> bool {
    let areas = &directory.areas;
    let known = areas.division(code).is_some() || areas.village(code).is_some();
    known && areas.lies_in(code, county)
}

/// Changes fields of `known`, read by `value` and written by `set`.
fn edit(
    station: &mut Station,
    fields: &Fields,
    known: &[Field],
    value: fn(&Station, Field) -> Value,
    set: fn(&mut Station, Field, &Value) -> Result<(), FieldFault>,
) -> Result<Vec<Conflict>, Refusal> {
    for (name, change) in fields {
        let field = known.iter().find(|field| field.word() == name).ok_or(Refusal::AgainstARule)?;
        if field.is_set() != matches!(change, Change::Members { .. }) {
            return Err(Refusal::AgainstARule);
        }
    }
    let mut record = Record::new();
    record.extend(known.iter().map(|field| (field.word().to_owned(), value(station, *field))));
    let merged = merge(&record, fields);
    // In the order of the list: the name of a project comes before its English.
    for field in known {
        if let Some(value) = merged.changed.get(field.word()) {
            set(station, *field, value).map_err(|_| Refusal::AgainstARule)?;
        }
    }
    Ok(merged.conflicts)
}

fn change_day(
    station: &mut Station,
    work: Work,
    fields: &Fields,
    today: Date,
) -> Result<Vec<Conflict>, Refusal> {
    let day = day_in(fields, DAY).ok_or(Refusal::AgainstARule)?;
    let away = (day - today).whole_days();
    if !(-BEHIND_DAYS_MAX..=AHEAD_DAYS_MAX).contains(&away) {
        return Err(Refusal::AgainstARule);
    }
    let change = fields.get(REASON).ok_or(Refusal::AgainstARule)?;
    let reason = match (change, work) {
        (Change::Set { to: Value::String(reason), .. }, Work::CloseToday) => Some(reason),
        (Change::Set { to: Value::Null, .. }, Work::ReopenToday) => None,
        _ => return Err(Refusal::AgainstARule),
    };
    let reason = reason.map(|reason| reason_text(reason)).transpose().map_err(|_| Refusal::AgainstARule)?;
    let now = reason_on(station, day).map_or(Value::Null, Value::from);
    let mut record = Record::new();
    record.insert(REASON.to_owned(), now);
    let merged = merge(&record, &command::fields([(REASON, change.clone())]));
    if !merged.changed.is_empty() {
        let kept = |exception: &DayException| {
            exception.date != day && (today - exception.date).whole_days() <= BEHIND_DAYS_MAX
        };
        station.hours.exceptions.retain(kept);
        if let Some(reason) = reason {
            let exceptions = &mut station.hours.exceptions;
            let later =
                exceptions.iter().position(|exception| exception.date > day).unwrap_or(exceptions.len());
            exceptions.insert(later, DayException { date: day, spans: Vec::new(), reason });
        }
    }
    Ok(merged.conflicts)
}

/// The day that a command wants in a field.
fn day_in(fields: &Fields, name: &str) -> Option<Date> {
    match fields.get(name)? {
        Change::Set { to: Value::String(day), .. } => iso_date::parse(day),
        _ => None,
    }
}

/// Whether `day` may be closed or opened, seen on `today`.
pub fn is_near(day: Date, today: Date) -> bool {
    day >= today && day <= today + Duration::days(AHEAD_DAYS_MAX)
}

#[cfg(test)]
mod tests;
