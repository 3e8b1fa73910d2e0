//! Fields of a unit, what stands in them and what is wrong with them, as words. Pure.

use serde_json::Value;

use super::{
    edit::{self, Field, FieldFault},
    hours::SpanRefused,
    messages,
    model::{Access, Kind, Room, Stage},
    unit_form::UnitFault,
    upkeep::Waits,
    words,
};
use crate::{
    directory::model::Directory, ids::StationId, journal::model::Refusal, journal::words as journal,
    language::Language, settings::model::Setting, text::Text,
};

/// 「从未核对或已过期」.
pub fn waits(l: Language, waits: Waits) -> &'static str {
    match waits {
        Waits::Overdue => messages::waits_overdue(l),
        Waits::NoPhone => messages::waits_no_phone(l),
        Waits::NoHours => messages::waits_no_hours(l),
        Waits::ClosedToday => messages::waits_closed_today(l),
        Waits::Due => messages::waits_due(l),
    }
}

/// The question under which a fault stands, and its words.
pub fn fault(l: Language, fault: &UnitFault) -> (&'static str, String) {
    match fault {
        UnitFault::Field(field, fault) => (
            field.word(),
            format!("{}{}{}", journal::field(l, field.word()), messages::colon(l), field_fault(l, fault)),
        ),
        UnitFault::Question(name, fault) => {
            (name, format!("{}{}{}", journal::field(l, name), messages::colon(l), field_fault(l, fault)))
        }
        UnitFault::NotSure => ("sure", messages::end_sure_wanted(l).to_owned()),
        UnitFault::Reason(FieldFault::Empty) => ("other_reason", messages::reason_wanted(l).to_owned()),
        UnitFault::Reason(fault) => ("other_reason", field_fault(l, fault)),
        UnitFault::Day => ("day", messages::day_wrong(l).to_owned()),
        UnitFault::Refused(Refusal::NotNow) => ("unit", messages::refused_not_now(l).to_owned()),
        UnitFault::Refused(Refusal::NotAllowed) => ("unit", messages::refused_not_allowed(l).to_owned()),
        UnitFault::Refused(Refusal::OtherCommand) => ("unit", messages::refused_other(l).to_owned()),
        UnitFault::Refused(Refusal::Taken) => ("slug", messages::refused_taken(l).to_owned()),
        UnitFault::Refused(_) => ("unit", messages::refused_rule(l).to_owned()),
    }
}

/// What is wrong with one field, and what to do about it.
pub fn field_fault(l: Language, fault: &FieldFault) -> String {
    match fault {
        FieldFault::Empty => messages::fault_empty(l).to_owned(),
        FieldFault::TooLong { chars_max } => messages::fault_too_long(l, *chars_max),
        FieldFault::Signs => messages::fault_signs(l).to_owned(),
        FieldFault::TooMany { max } => messages::fault_too_many(l, *max),
        FieldFault::Phone(line) => messages::fault_phone(l, line),
        FieldFault::Hours(day, refused) => {
            let why = match refused {
                SpanRefused::Shape => messages::fault_hours_shape(l),
                SpanRefused::NoSuchTime => messages::fault_hours_time(l),
                SpanRefused::EndsTooEarly => messages::fault_hours_early(l),
                SpanRefused::TooLong => messages::fault_hours_long(l),
            };
            messages::fault_hours(l, weekday(l, *day), why)
        }
        FieldFault::Slug => messages::fault_slug(l).to_owned(),
        FieldFault::Day => messages::fault_day(l).to_owned(),
        FieldFault::Letters => messages::fault_letters(l).to_owned(),
        FieldFault::Place => messages::fault_place(l).to_owned(),
        FieldFault::Unknown(word) => messages::fault_unknown(l, word),
        FieldFault::Elsewhere => messages::fault_elsewhere(l).to_owned(),
        FieldFault::Ring => messages::fault_ring(l).to_owned(),
        FieldFault::Form => messages::fault_form(l).to_owned(),
    }
}

/// 「周一」 for 0.
pub fn weekday(l: Language, day: usize) -> &'static str {
    use time::Weekday::{Friday, Monday, Saturday, Sunday, Thursday, Tuesday, Wednesday};
    let days = [Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday];
    days.get(day).map_or("", |day| words::weekday(l, *day))
}

/// What stands in a field, as people read it.
pub fn value(l: Language, field: &str, value: &Value, directory: &Directory) -> String {
    let name = |text: &str| name_of(l, field, text, directory);
    match value {
        Value::Null => messages::nothing(l).to_owned(),
        Value::String(text) => name(text).replace('\n', messages::list_separator(l)),
        Value::Array(days) if field == Field::Hours.word() => {
            let days = days.iter().enumerate().map(|(at, spans)| {
                let spans: Vec<_> =
                    spans.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
                let spans =
                    if spans.is_empty() { messages::hours_closed(l).to_owned() } else { spans.join(" ") };
                format!("{} {spans}", weekday(l, at))
            });
            days.collect::<Vec<_>>().join(messages::list_separator(l))
        }
        Value::Array(members) if members.is_empty() => messages::nothing(l).to_owned(),
        Value::Array(members) => members
            .iter()
            .filter_map(Value::as_str)
            .map(name)
            .collect::<Vec<_>>()
            .join(messages::list_separator(l)),
        other => other.to_string(),
    }
}

/// What a code or a word of a field stands for; itself where it stands for nothing.
pub fn name_of(l: Language, field: &str, text: &str, directory: &Directory) -> String {
    let known = match Field::from_word(field) {
        Some(Field::Serves) => directory.areas.name_of(text, l),
        Some(Field::Rooms) => Room::from_word(text).map(|room| words::room(l, room).to_owned()),
        Some(Field::Access) => Access::from_word(text).map(|fact| words::access(l, fact).to_owned()),
        Some(Field::Services) => directory.catalogue.item(text).map(|item| item.name.read(l).to_owned()),
        Some(Field::SpecialServices) => {
            directory.catalogue.special(text).map(|service| service.name.read(l).to_owned())
        }
        Some(Field::Mode) => directory.mode(text).map(|mode| mode.name.read(l).to_owned()),
        Some(Field::Programmes) => directory.programme(text).map(|it| it.name.read(l).to_owned()),
        Some(Field::Holidays) => match text {
            "as_usual" => Some(messages::holidays_as_usual(l).to_owned()),
            "closed" => Some(messages::holidays_closed(l).to_owned()),
            _ => None,
        },
        None if field == edit::REASON => edit::reason_text(text).ok().map(|reason| reason.read(l).to_owned()),
        Some(Field::Parent) => unit_named(l, text, directory),
        None if field == edit::INTO => unit_named(l, text, directory),
        None if field == edit::KIND => Kind::from_word(text).map(|kind| {
            let called = |setting| directory.settings.get(setting).map(str::to_owned);
            let zh =
                called(Setting::StationWordZh).unwrap_or_else(|| messages::kind_station(Language::Zh).into());
            let en =
                called(Setting::StationWordEn).unwrap_or_else(|| messages::kind_station(Language::En).into());
            words::kind(l, kind, &Text::new(zh, en)).to_owned()
        }),
        None if field == edit::STAGE => Stage::from_word(text).map(|stage| words::stage(l, stage).to_owned()),
        None if field == edit::DIVISION => directory.areas.name_of(text, l),
        _ => None,
    };
    known.unwrap_or_else(|| text.to_owned())
}

/// The name of the unit with this id.
fn unit_named(l: Language, id: &str, directory: &Directory) -> Option<String> {
    let station = directory.station_with_id(id.parse::<StationId>().ok()?)?;
    Some(station.name.read(l).to_owned())
}
