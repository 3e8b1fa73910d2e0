//! What is on the checklist, what may be said of each item, and what a command does to it. Pure.
//!
//! The items are those of the indicators about premises; nothing is on the list that nobody counts. What is known is a
//! [`Record`] of texts, by the words of [`Item::field`], so that it merges by field as a unit does.
//!
//! Invariant: a record that [`apply`] gives has passed the rule of every field that was changed.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use time::Date;

use crate::{
    iso_date,
    journal::{
        merge::{Conflict, Record, merge},
        model::{Change, Fields, Refusal},
    },
    stations::{
        edit::{FieldFault, line_of},
        model::Room,
    },
};

/// What a command is about, as it stands in the journal. Its id is that of the unit.
pub const ENTITY: &str = "premises";

/// The kind of the command.
pub const KIND: &str = "edit_premises";

/// Signs of a note, and of what the house belongs to.
const LINE_CHARS_MAX: usize = 200;

/// The most that is counted of anything.
const COUNT_MAX: u32 = 9_999;

/// The largest area that is taken, in square metres.
const AREA_MAX: u32 = 99_999;

/// A part of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Group {
    /// The house it is in.
    House,
    /// The four function areas 「两室两中心」.
    Rooms,
    /// Equipment.
    Equipment,
    /// Signs.
    Signs,
    /// What is posted on the wall.
    Posted,
}

impl Group {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 5] = [Self::House, Self::Rooms, Self::Equipment, Self::Signs, Self::Posted];

    /// The word in forms.
    pub fn word(self) -> &'static str {
        match self {
            Self::House => "house",
            Self::Rooms => "rooms",
            Self::Equipment => "equipment",
            Self::Signs => "signs",
            Self::Posted => "posted",
        }
    }

    /// The group of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|group| group.word() == word)
    }

    /// Its items.
    pub fn items(self) -> impl Iterator<Item = Item> {
        Item::ALL.into_iter().filter(move |item| item.group() == self)
    }
}

/// One item of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Item {
    /// The house that hosts the unit.
    House,
    /// One of the four function areas.
    Area(Room),
    /// 单独办公用房.
    OwnOffice,
    /// 桌椅.
    Desks,
    /// 电脑.
    Computers,
    /// 打印机.
    Printers,
    /// 档案柜.
    Cabinets,
    /// 网络.
    Network,
    /// 门牌.
    DoorPlate,
    /// 吊牌.
    HangingSign,
    /// 背景墙.
    BackWall,
    /// 工牌.
    Badges,
    /// 工作制度.
    Rules,
    /// 服务流程.
    Flows,
    /// 服务清单.
    ServiceList,
    /// 开放时间与电话.
    HoursAndPhone,
    /// 投诉渠道.
    Complaints,
}

impl Item {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 20] = [
        Self::House,
        Self::Area(Room::Office),
        Self::Area(Room::CaseRoom),
        Self::Area(Room::ServiceCentre),
        Self::Area(Room::VolunteerCentre),
        Self::OwnOffice,
        Self::Desks,
        Self::Computers,
        Self::Printers,
        Self::Cabinets,
        Self::Network,
        Self::DoorPlate,
        Self::HangingSign,
        Self::BackWall,
        Self::Badges,
        Self::Rules,
        Self::Flows,
        Self::ServiceList,
        Self::HoursAndPhone,
        Self::Complaints,
    ];

    /// The word in forms and commands.
    pub fn word(self) -> &'static str {
        match self {
            Self::House => "house",
            Self::Area(room) => room.word(),
            Self::OwnOffice => "own_office",
            Self::Desks => "desks",
            Self::Computers => "computers",
            Self::Printers => "printers",
            Self::Cabinets => "cabinets",
            Self::Network => "network",
            Self::DoorPlate => "door_plate",
            Self::HangingSign => "hanging_sign",
            Self::BackWall => "back_wall",
            Self::Badges => "badges",
            Self::Rules => "rules",
            Self::Flows => "flows",
            Self::ServiceList => "service_list",
            Self::HoursAndPhone => "hours_and_phone",
            Self::Complaints => "complaints",
        }
    }

    /// The part of the list in which it stands.
    pub fn group(self) -> Group {
        use Item::{
            Area, BackWall, Badges, Cabinets, Complaints, Computers, Desks, DoorPlate, Flows, HangingSign,
            HoursAndPhone, House, Network, OwnOffice, Printers, Rules, ServiceList,
        };
        match self {
            House => Group::House,
            Area(_) => Group::Rooms,
            OwnOffice | Desks | Computers | Printers | Cabinets | Network => Group::Equipment,
            DoorPlate | HangingSign | BackWall | Badges => Group::Signs,
            Rules | Flows | ServiceList | HoursAndPhone | Complaints => Group::Posted,
        }
    }

    /// What is asked of it.
    pub fn parts(self) -> &'static [Part] {
        match self.group() {
            Group::House => &[Part::State, Part::Host, Part::Note, Part::Looked],
            Group::Rooms if self == Self::Area(Room::CaseRoom) => {
                &[Part::State, Part::Private, Part::Area, Part::Note, Part::Looked]
            }
            Group::Rooms => &[Part::State, Part::Area, Part::Note, Part::Looked],
            Group::Equipment => &[Part::State, Part::Count, Part::Note, Part::Looked],
            Group::Signs | Group::Posted => &[Part::State, Part::Note, Part::Looked],
        }
    }

    /// The states that it may have, the one that is wanted last.
    pub fn states(self) -> &'static [State] {
        match self.group() {
            Group::House => &[State::Rented, State::Lent, State::Owned],
            Group::Rooms => &[State::Missing, State::Building, State::Accepted],
            Group::Equipment => &[State::Missing, State::ToMend, State::Good],
            Group::Signs | Group::Posted => &[State::Missing, State::Outdated, State::Good],
        }
    }

    /// The name of the field that tells a part of it.
    pub fn field(self, part: Part) -> String {
        format!("{}.{}", self.word(), part.word())
    }

    /// The item of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|item| item.word() == word)
    }

    /// What a field is about.
    pub fn of_field(name: &str) -> Option<(Self, Part)> {
        let (item, part) = name.split_once('.')?;
        let item = Self::from_word(item)?;
        let part = item.parts().iter().copied().find(|it| it.word() == part)?;
        Some((item, part))
    }
}

/// What is asked of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// One of its [`State`]s.
    State,
    /// Whether nobody outside hears or sees who is inside: `yes` or `no`.
    Private,
    /// Square metres.
    Area,
    /// How many.
    Count,
    /// The facility that hosts the unit.
    Host,
    /// A note.
    Note,
    /// The day on which somebody looked.
    Looked,
}

impl Part {
    /// The word in commands.
    pub fn word(self) -> &'static str {
        match self {
            Self::State => "state",
            Self::Private => "private",
            Self::Area => "area",
            Self::Count => "count",
            Self::Host => "host",
            Self::Note => "note",
            Self::Looked => "looked",
        }
    }
}

/// How an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// It is not there.
    Missing,
    /// It is being built.
    Building,
    /// It is there and was accepted.
    Accepted,
    /// It is there and does not work.
    ToMend,
    /// It is there and no longer right.
    Outdated,
    /// It is there and in order.
    Good,
    /// The house is the unit's own.
    Owned,
    /// Somebody lends it.
    Lent,
    /// Rent is paid for it.
    Rented,
}

impl State {
    const ALL: [Self; 9] = [
        Self::Missing,
        Self::Building,
        Self::Accepted,
        Self::ToMend,
        Self::Outdated,
        Self::Good,
        Self::Owned,
        Self::Lent,
        Self::Rented,
    ];

    /// The word in commands.
    pub fn word(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Building => "building",
            Self::Accepted => "accepted",
            Self::ToMend => "to_mend",
            Self::Outdated => "outdated",
            Self::Good => "good",
            Self::Owned => "owned",
            Self::Lent => "lent",
            Self::Rented => "rented",
        }
    }

    /// The state of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }
}

/// What is wrong with what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PremisesFault {
    /// It is none of the answers there are.
    Choice,
    /// It is no whole number that is counted to.
    Count,
    /// It is no area in square metres.
    Area,
    /// With a line of text.
    Line(FieldFault),
}

/// What an item lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lack {
    /// Nobody has said how it is.
    Unknown,
    /// It is not there.
    Missing,
    /// It is there and not finished, out of order or out of date.
    Unfinished,
    /// What is said inside is heard outside.
    Exposed,
}

/// What became of a command that was carried out. The same for a repeat.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// The version of the list now.
    pub version: i64,
    /// Fields that somebody else had changed meanwhile.
    pub conflicts: Vec<Conflict>,
}

/// The list of a unit: what is kept of it, and which areas the unit has.
pub fn record(kept: &Record, rooms: &[Room]) -> Record {
    let mut record = kept.clone();
    for room in Room::ALL {
        let field = Item::Area(room).field(Part::State);
        let accepted = State::Accepted.word();
        if rooms.contains(&room) {
            record.insert(field, Value::from(accepted));
        } else if text(&record, &field) == accepted {
            // Said before somebody took the area off the unit.
            record.remove(&field);
        }
    }
    record
}

/// The areas of which a list says that they are there.
pub fn rooms(record: &Record) -> Vec<Room> {
    let accepted = |room: &Room| state(record, Item::Area(*room)) == Some(State::Accepted);
    Room::ALL.into_iter().filter(accepted).collect()
}

/// How an item is, where somebody has said so.
pub fn state(record: &Record, item: Item) -> Option<State> {
    State::from_word(text(record, &item.field(Part::State))).filter(|state| item.states().contains(state))
}

/// What stands in a field; nothing where nothing does.
pub fn text<'a>(record: &'a Record, field: &str) -> &'a str {
    record.get(field).and_then(Value::as_str).unwrap_or_default()
}

/// What an item lacks; nothing where all is well. A house that is known lacks nothing.
pub fn lack(record: &Record, item: Item) -> Option<Lack> {
    match state(record, item) {
        None => Some(Lack::Unknown),
        Some(State::Missing) => Some(Lack::Missing),
        Some(State::Building | State::ToMend | State::Outdated) => Some(Lack::Unfinished),
        Some(State::Accepted) if text(record, &item.field(Part::Private)) == "no" => Some(Lack::Exposed),
        Some(State::Accepted | State::Good | State::Owned | State::Lent | State::Rented) => None,
    }
}

/// Everything that is missing, in the order of the list.
pub fn lacks(record: &Record) -> Vec<(Item, Lack)> {
    Item::ALL.into_iter().filter_map(|item| Some((item, lack(record, item)?))).collect()
}

/// What was typed for a part of an item, as its value; `null` where nothing was.
pub fn typed(item: Item, part: Part, typed: &str) -> Result<Value, PremisesFault> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(Value::Null);
    }
    match part {
        Part::State => match State::from_word(typed).filter(|state| item.states().contains(state)) {
            Some(state) => Ok(Value::from(state.word())),
            None => Err(PremisesFault::Choice),
        },
        Part::Private if ["yes", "no"].contains(&typed) => Ok(Value::from(typed)),
        Part::Private => Err(PremisesFault::Choice),
        Part::Count => number(typed, COUNT_MAX).map(Value::from).ok_or(PremisesFault::Count),
        Part::Area => area(typed).map(Value::from).ok_or(PremisesFault::Area),
        Part::Host | Part::Note => {
            line_of(typed, LINE_CHARS_MAX).map(Value::from).map_err(PremisesFault::Line)
        }
        Part::Looked => match iso_date::parse(typed) {
            Some(day) => Ok(Value::from(day.to_string())),
            None => Err(PremisesFault::Line(FieldFault::Day)),
        },
    }
}

/// A whole number as it is kept.
fn number(typed: &str, max: u32) -> Option<String> {
    let digits = typed.bytes().all(|sign| sign.is_ascii_digit());
    let number = typed.parse::<u32>().ok().filter(|number| digits && *number <= max)?;
    Some(number.to_string())
}

/// Square metres with one decimal at most, as they are kept: `20`, `20.5`.
fn area(typed: &str) -> Option<String> {
    let (whole, tenth) = typed.split_once('.').unwrap_or((typed, "0"));
    let whole = number(whole, AREA_MAX)?;
    let tenth = number(tenth, 9).filter(|_| tenth.len() == 1)?;
    match (whole.as_str(), tenth.as_str()) {
        ("0", "0") => None,
        (_, "0") => Some(whole),
        _ => Some(format!("{whole}.{tenth}")),
    }
}

/// Carries out a command on the list as it is, on `today`.
pub fn apply(now: &Record, fields: &Fields, today: Date) -> Result<(Record, Vec<Conflict>), Refusal> {
    for (name, change) in fields {
        let (item, part) = Item::of_field(name).ok_or(Refusal::AgainstARule)?;
        let wanted = match change {
            Change::Set { to: Value::Null, .. } if part != Part::Looked => continue,
            Change::Set { to: Value::String(text), .. } => text,
            _ => return Err(Refusal::AgainstARule),
        };
        if typed(item, part, wanted) != Ok(Value::from(wanted.as_str())) {
            return Err(Refusal::AgainstARule);
        }
        let ahead = part == Part::Looked && iso_date::parse(wanted).is_none_or(|day| day > today);
        if ahead {
            return Err(Refusal::AgainstARule);
        }
    }
    // Whoever looked last has looked: two days of looking are nothing to decide between.
    let (looks, said): (Fields, Fields) = fields
        .clone()
        .into_iter()
        .partition(|(name, _)| matches!(Item::of_field(name), Some((_, Part::Looked))));
    let merged = merge(now, &said);
    let mut after = now.clone();
    for (name, change) in looks {
        if let Change::Set { to: Value::String(day), .. } = change
            && day.as_str() > text(now, &name)
        {
            after.insert(name, Value::from(day));
        }
    }
    for (name, value) in merged.changed {
        if value.is_null() { drop(after.remove(&name)) } else { drop(after.insert(name, value)) }
    }
    Ok((after, merged.conflicts))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::macros::date;

    use super::*;

    const TODAY: Date = date!(2026 - 11 - 24);

    fn a_record(fields: &[(&str, &str)]) -> Record {
        fields.iter().map(|(name, text)| ((*name).to_owned(), Value::from(*text))).collect()
    }

    fn set(name: &str, from: Value, to: &str) -> Fields {
        [(name.to_owned(), Change::Set { from, to: to.into() })].into()
    }

    #[test]
    fn every_field_is_read_as_it_is_written_and_no_two_are_called_alike() {
        let mut names = std::collections::BTreeSet::new();
        for item in Item::ALL {
            for part in item.parts() {
                assert_eq!(Item::of_field(&item.field(*part)), Some((item, *part)));
                assert!(names.insert(item.field(*part)));
            }
        }
        assert_eq!(names.len(), 72);
        for stranger in ["", "desks", "desks.area", "office.count", "castle.state", "office.private"] {
            assert_eq!(Item::of_field(stranger), None, "{stranger}");
        }
        let grouped: Vec<_> = Group::ALL.into_iter().flat_map(Group::items).collect();
        assert_eq!(grouped, Item::ALL);
    }

    #[test]
    fn what_is_typed_is_kept_in_one_way() {
        let case_room = Item::Area(Room::CaseRoom);
        for (item, part, text, kept) in [
            (Item::Desks, Part::Count, " 04 ", Some("4")),
            (Item::Desks, Part::Count, "+4", None),
            (Item::Desks, Part::Count, "10000", None),
            (Item::Desks, Part::Count, "-1", None),
            (Item::Desks, Part::State, "good", Some("good")),
            (Item::Desks, Part::State, "accepted", None),
            (case_room, Part::Area, "20.5", Some("20.5")),
            (case_room, Part::Area, "20.0", Some("20")),
            (case_room, Part::Area, "0", None),
            (case_room, Part::Area, "20.55", None),
            (case_room, Part::Area, "1e3", None),
            (case_room, Part::Area, "20.", None),
            (case_room, Part::Private, "no", Some("no")),
            (case_room, Part::Private, "maybe", None),
            (case_room, Part::Looked, "2026-11-24", Some("2026-11-24")),
            (case_room, Part::Looked, "昨天", None),
            (Item::House, Part::Host, " 镇便民服务中心 ", Some("镇便民服务中心")),
            (Item::House, Part::Host, "\u{202e}", None),
        ] {
            assert_eq!(typed(item, part, text).ok(), kept.map(Value::from), "{item:?} {text}");
        }
        assert_eq!(typed(Item::Desks, Part::Note, "  "), Ok(Value::Null));
    }

    #[test]
    fn an_area_is_there_when_the_unit_has_it_and_never_otherwise() {
        let kept = a_record(&[("office.state", "accepted"), ("case_room.state", "building")]);
        let seen = record(&kept, &[Room::ServiceCentre]);
        assert_eq!(rooms(&seen), [Room::ServiceCentre]);
        assert_eq!(state(&seen, Item::Area(Room::Office)), None);
        assert_eq!(state(&seen, Item::Area(Room::CaseRoom)), Some(State::Building));
    }

    #[test]
    fn what_is_missing_is_told_with_why() {
        let blank = Record::new();
        assert_eq!(lacks(&blank).len(), Item::ALL.len());
        let mut record = Record::new();
        for item in Item::ALL {
            let best = item.states().last().unwrap();
            record.insert(item.field(Part::State), Value::from(best.word()));
        }
        assert!(lacks(&record).is_empty());
        for (field, text, item, lack) in [
            ("case_room.private", "no", Item::Area(Room::CaseRoom), Lack::Exposed),
            ("printers.state", "to_mend", Item::Printers, Lack::Unfinished),
            ("rules.state", "missing", Item::Rules, Lack::Missing),
            ("badges.state", "nonsense", Item::Badges, Lack::Unknown),
        ] {
            let mut worse = record.clone();
            worse.insert(field.to_owned(), Value::from(text));
            assert_eq!(lacks(&worse), [(item, lack)], "{field}");
        }
    }

    #[test]
    fn different_fields_merge_and_the_same_field_keeps_what_is_there() {
        let now = a_record(&[("desks.count", "3")]);
        let (after, conflicts) = apply(&now, &set("desks.note", Value::Null, "一张坏了"), TODAY).unwrap();
        assert_eq!((text(&after, "desks.note"), conflicts.len()), ("一张坏了", 0));
        let (after, conflicts) = apply(&now, &set("desks.count", "2".into(), "4"), TODAY).unwrap();
        assert_eq!((after, conflicts[0].current.clone()), (now.clone(), Value::from("3")));
        let away = [("desks.count".to_owned(), Change::Set { from: "3".into(), to: Value::Null })].into();
        assert_eq!(apply(&now, &away, TODAY).unwrap().0, Record::new());
    }

    #[test]
    fn whoever_looked_last_has_looked() {
        let now = a_record(&[("desks.looked", "2026-11-20")]);
        for (day, stands) in [("2026-11-24", "2026-11-24"), ("2026-11-19", "2026-11-20")] {
            let (after, conflicts) = apply(&now, &set("desks.looked", Value::Null, day), TODAY).unwrap();
            assert_eq!((text(&after, "desks.looked"), conflicts.len()), (stands, 0));
        }
    }

    #[test]
    fn what_no_form_sends_is_refused() {
        let now = Record::new();
        for fields in [
            set("desks.count", Value::Null, " 4"),
            set("desks.colour", Value::Null, "red"),
            set("desks.looked", Value::Null, "2026-11-25"),
            [("desks.count".to_owned(), Change::Set { from: Value::Null, to: 4.into() })].into(),
            [("desks.count".to_owned(), Change::Members { add: ["4".into()].into(), remove: [].into() })]
                .into(),
        ] {
            assert_eq!(apply(&now, &fields, TODAY), Err(Refusal::AgainstARule), "{fields:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_kept_is_kept_again_as_it_is(at in 0..20usize, text in ".{0,12}") {
            let item = Item::ALL[at];
            for part in item.parts() {
                if let Ok(Value::String(kept)) = typed(item, *part, &text) {
                    prop_assert_eq!(typed(item, *part, &kept), Ok(Value::from(kept)));
                }
            }
        }
    }
}
