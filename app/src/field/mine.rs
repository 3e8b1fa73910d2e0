//! What somebody does to their station on a tablet, as commands, and the station as they see it meanwhile. Pure.

use serde_json::Value;
use time::Date;

use super::messages;
use crate::{
    ids::{CommandId, StationId},
    iso_date,
    journal::{
        merge::Record,
        model::{Change, Command, Fields, Refusal, Unit},
    },
    language::Language,
    offline::{
        exchange::{Known, SAID, TAKE_DOWN},
        json,
        outbox::{Delivery, Entry},
        tablet::Tablet,
    },
    stations::{
        edit::{self, ENTITY, Field, FieldFault, UsualReason, Work},
        hours::LocalMoment,
        model::{Kind, Station},
        words::weekday,
    },
    text::Text,
};

/// The station as the server told it; nothing for what is no station, or one of a later release.
pub fn station(known: &Known) -> Option<Station> {
    // By way of its text: reading a station out of values would be a second reader of everything in it, some 50 KB of
    // brotli.
    json::read(&serde_json::to_string(&known.fields).ok()?).ok()
}

/// The station with what was done here laid over it: the server's own rules, on what it will find if nobody else
/// changes anything.
pub fn seen(tablet: &Tablet, known: &Known, today: Date) -> Option<Station> {
    let mut seen = station(known)?;
    let office = Text { zh: String::new(), en: None };
    for entry in tablet.waiting(known) {
        let Some(work) = Work::from_kind(&entry.command.kind) else { continue };
        if let Ok((after, _)) = edit::tend(work, &seen, &entry.command.fields, &office, today) {
            seen = after;
        }
    }
    Some(seen)
}

/// A command about this station.
pub fn command(id: CommandId, station: &Station, work: Work, fields: Fields, now_ms: i64) -> Command {
    Command {
        id,
        unit: Unit::Station(station.id),
        entity: ENTITY.to_owned(),
        entity_id: station.id.to_string(),
        basis: station.version,
        kind: work.kind().to_owned(),
        fields,
        reason: String::new(),
        made_at_ms: now_ms,
    }
}

/// What was typed into the form of numbers and hours, as changes of what stands there; the hours are seven texts.
pub fn corrections(station: &Station, phone: &str, hours: &[String]) -> Result<Fields, FieldFault> {
    let phone = edit::typed_tended(station, Field::Phone, &[phone.to_owned()])?;
    let hours = edit::typed_tended(station, Field::Hours, hours)?;
    Ok(edit::tended_changes(station, &[(Field::Phone, phone), (Field::Hours, hours)]))
}

/// The same wish again, under a fresh id: of a conflict, from what stands there now to what was wanted.
pub fn again(entry: &Entry, id: CommandId, now_ms: i64) -> Command {
    let mut command = Command { id, made_at_ms: now_ms, ..entry.command.clone() };
    if let Delivery::Done { conflicts, .. } = &entry.delivery {
        for conflict in conflicts {
            if let Some(Change::Set { from, .. }) = command.fields.get_mut(&conflict.field) {
                *from = conflict.current.clone();
            }
        }
    }
    command
}

/// 「08:30」, with the day when it is another one.
pub fn time(at_ms: i64, now_ms: i64) -> String {
    let (at, now) = (LocalMoment::from_unix_ms(at_ms), LocalMoment::from_unix_ms(now_ms));
    if at.date == now.date { at.clock() } else { format!("{} {}", at.date, at.clock()) }
}

/// 「已保存在本机 08:30」.
pub fn delivery(l: Language, entry: &Entry, now_ms: i64) -> String {
    let made = time(entry.command.made_at_ms, now_ms);
    match &entry.delivery {
        Delivery::Saved => messages::saved_here(l, &made),
        Delivery::Sent => messages::sent_at(l, &made),
        Delivery::Done { conflicts, at_ms, .. } if conflicts.is_empty() => {
            messages::arrived_at(l, &time(*at_ms, now_ms))
        }
        Delivery::Done { at_ms, .. } => messages::conflict_at(l, &time(*at_ms, now_ms)),
        Delivery::Refused { at_ms, .. } => messages::refused_at(l, &time(*at_ms, now_ms)),
    }
}

/// Why something was refused.
pub fn why(l: Language, refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::NotFound => messages::why_not_found(l),
        Refusal::NotAllowed => messages::why_not_allowed(l),
        Refusal::NotNow => messages::why_not_now(l),
        Refusal::AgainstARule | Refusal::OtherCommand => messages::why_rule(l),
        Refusal::Taken => messages::why_taken(l),
    }
}

/// 「信息无误」.
pub fn work(l: Language, kind: &str) -> &'static str {
    if kind == TAKE_DOWN {
        return messages::help_title(l);
    }
    match Work::from_kind(kind) {
        Some(Work::CloseToday) => messages::work_close(l),
        Some(Work::ReopenToday) => messages::work_reopen(l),
        Some(Work::Verify) => messages::verify(l),
        _ => messages::correct_title(l),
    }
}

/// A value that is none, as people read it.
pub const NOTHING: &str = "--";

/// One field of a command, as somebody may type it anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its name in the command.
    pub field: String,
    /// What the command wants there: one text, or one for each day of a week.
    pub texts: Vec<String>,
}

impl Part {
    /// What it is called where it is typed.
    pub fn label(&self, l: Language) -> &'static str {
        if self.field == Field::Phone.word() { messages::phone_label(l) } else { label(l, &self.field) }
    }
}

fn label(l: Language, field: &str) -> &'static str {
    match field {
        _ if field == Field::Phone.word() => messages::part_phone(l),
        _ if field == Field::Hours.word() => messages::part_hours(l),
        SAID => messages::part_said(l),
        edit::REASON => messages::part_reason(l),
        edit::VERIFIED_ON => messages::part_verified(l),
        _ => messages::part_day(l),
    }
}

/// The fields of a command that somebody may type anew.
pub fn parts(l: Language, command: &Command) -> Vec<Part> {
    let part = |(field, change): (&String, &Change)| {
        let Change::Set { to, .. } = change else { return None };
        let texts = match to {
            // An opening has no reason.
            Value::Null if field == edit::REASON => return None,
            Value::Array(days) => days.iter().map(|day| shown(l, "", day)).collect(),
            other => vec![typeable(l, field, other)],
        };
        Some(Part { field: field.clone(), texts })
    };
    command.fields.iter().filter_map(part).collect()
}

fn typeable(l: Language, field: &str, value: &Value) -> String {
    let text = value.as_str().unwrap_or_default();
    let usual = |it: &UsualReason| field == edit::REASON && it.word() == text;
    UsualReason::ALL
        .into_iter()
        .find(usual)
        .map_or_else(|| text.to_owned(), |usual| usual.words(l).to_owned())
}

/// What was typed into the parts of a command, as the values of their fields; or what of it cannot be kept.
pub fn wanted(command: &Command, parts: &[Part]) -> Result<Record, FieldFault> {
    // Nothing has to be known of the station: what may be typed does not depend on it.
    let id: StationId = command.entity_id.parse().map_err(|_| FieldFault::Form)?;
    let station = edit::blank(id, "", Kind::Station, "");
    let mut wanted = Record::new();
    for Part { field, texts } in parts {
        let one = texts.first().map_or("", |text| text.trim());
        let value = match field.as_str() {
            edit::REASON => {
                let usual = |it: &UsualReason| Language::ALL.iter().any(|l| it.words(*l) == one);
                match UsualReason::ALL.into_iter().find(usual) {
                    Some(usual) => usual.word().into(),
                    None => edit::reason_text(one).map(|_| one.into())?,
                }
            }
            edit::DAY | edit::VERIFIED_ON => {
                iso_date::parse(one).map(|day| day.to_string().into()).ok_or(FieldFault::Day)?
            }
            _ => {
                let known = Field::TENDED.into_iter().find(|it| it.word() == field);
                edit::typed_tended(&station, known.ok_or(FieldFault::Form)?, texts)?
            }
        };
        wanted.insert(field.clone(), value);
    }
    Ok(wanted)
}

/// What is wrong with what was typed.
pub fn fault(l: Language, fault: &FieldFault) -> String {
    match fault {
        FieldFault::Phone(line) => messages::phone_fault(l, line),
        FieldFault::Hours(day, _) => messages::hours_fault(l, day_name(l, *day)),
        FieldFault::Day => messages::day_fault(l).to_owned(),
        FieldFault::Empty => messages::empty_fault(l).to_owned(),
        _ => messages::value_fault(l).to_owned(),
    }
}

/// 「星期一」, for 0.
pub fn day_name(l: Language, day: usize) -> &'static str {
    weekday(l, time::Weekday::Monday.nth_next(u8::try_from(day).unwrap_or_default()))
}

/// A value as people read it: texts as they are, a usual reason in its words, the hours of a week as days.
pub fn shown(l: Language, field: &str, value: &Value) -> String {
    let joined = |mut texts: Vec<String>, between: &str| {
        texts.retain(|text| !text.is_empty());
        texts.join(between)
    };
    match value {
        Value::Null => NOTHING.to_owned(),
        Value::String(_) if field == SAID => messages::enciphered(l).to_owned(),
        Value::String(_) => typeable(l, field, value),
        Value::Array(days) if field == Field::Hours.word() => {
            let day = |(at, day): (usize, &Value)| {
                let spans = shown(l, "", day);
                if spans.is_empty() { spans } else { format!("{} {spans}", day_name(l, at)) }
            };
            joined(days.iter().enumerate().map(day).collect(), "; ")
        }
        Value::Array(items) => joined(items.iter().map(|it| shown(l, "", it)).collect(), ", "),
        other => other.to_string(),
    }
}

/// What a command wants, a field a line, beside what its sender saw there.
pub fn lines(l: Language, command: &Command) -> Vec<(&'static str, String, String)> {
    let line = |(field, change): (&String, &Change)| match change {
        Change::Set { from, to } => Some((label(l, field), shown(l, field, from), shown(l, field, to))),
        Change::Members { .. } => None,
    };
    command.fields.iter().filter_map(line).collect()
}

/// A change as a text that somebody can keep, send on or copy from. `station` and `person` are what they are called.
pub fn as_text(l: Language, entry: &Entry, station: &str, person: &str, now_ms: i64) -> String {
    let mut text =
        format!("{}\r\n{station}\r\n{}\r\n", messages::export_title(l), work(l, &entry.command.kind));
    for (label, from, to) in lines(l, &entry.command) {
        text.push_str(&format!("\r\n{label}\r\n{}\r\n", messages::export_change(l, &from, &to)));
    }
    let made = LocalMoment::from_unix_ms(entry.command.made_at_ms);
    let made = format!("{} {}", made.date, made.clock());
    text.push_str(&format!("\r\n{}\r\n", messages::export_made(l, person, &made)));
    if let Delivery::Refused { why, .. } = &entry.delivery {
        text.push_str(&format!("{} {}\r\n", delivery(l, entry, now_ms), self::why(l, *why)));
    }
    text.push_str(&format!("{}\r\n", entry.command.id));
    text
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::{directory::fixture::a_station, journal::merge::Conflict};

    fn known(station: &Station) -> Known {
        let Ok(Value::Object(fields)) = serde_json::to_value(station) else {
            panic!("a station is an object")
        };
        Known {
            entity: ENTITY.into(),
            entity_id: station.id.to_string(),
            version: station.version,
            fields: fields.into_iter().collect(),
        }
    }

    #[test]
    fn what_was_done_here_is_seen_before_anybody_has_heard_of_it() {
        let (today, jiaji) = (date!(2026 - 11 - 24), a_station("jiaji"));
        let known = known(&jiaji);
        let mut tablet = Tablet::default();
        let make = |work, fields| command(CommandId::fresh(), &jiaji, work, fields, 0);
        tablet.outbox.add(make(Work::CloseToday, edit::day_fields(today, None, Some("typhoon"))));
        let hours = ["09:00-12:00", "", "", "", "", "", ""].map(str::to_owned);
        let fields = corrections(&jiaji, "0898-1111 1111", &hours).unwrap();
        tablet.outbox.add(make(Work::Edit, fields));
        let there = seen(&tablet, &known, today).unwrap();
        assert_eq!(edit::reason_on(&there, today).as_deref(), Some("typhoon"));
        assert_eq!(there.phones[0].number, "0898-1111 1111");
        assert_eq!(there.hours.weekly[0][0].to_string(), "09:00-12:00");
        assert_eq!(station(&known), Some(jiaji));
    }

    #[test]
    fn what_cannot_be_kept_is_told_before_it_is_saved() {
        let jiaji = a_station("jiaji");
        let hours = vec![String::new(); 7];
        assert!(matches!(corrections(&jiaji, "no number", &hours), Err(FieldFault::Phone(_))));
        let mut wrong = hours;
        wrong[2] = "12-8".into();
        assert!(matches!(corrections(&jiaji, "", &wrong), Err(FieldFault::Hours(2, _))));
    }

    #[test]
    fn ones_own_value_is_wanted_again_from_what_stands_there() {
        let jiaji = a_station("jiaji");
        let fields = [("phone".to_owned(), Change::from_to("1", "2"))].into();
        let mut tablet = Tablet::default();
        tablet.outbox.add(command(CommandId::fresh(), &jiaji, Work::Edit, fields, 0));
        let mut entry = tablet.outbox.entries()[0].clone();
        let conflict =
            Conflict { field: "phone".into(), current: "3".into(), seen: "1".into(), wanted: "2".into() };
        entry.delivery = Delivery::Done { version: 2, conflicts: vec![conflict], at_ms: 0 };
        assert_eq!(again(&entry, CommandId::fresh(), 1).fields["phone"], Change::from_to("3", "2"));
    }

    #[test]
    fn whatever_a_command_wants_can_be_read_and_typed_anew() {
        let (day, jiaji) = (date!(2026 - 11 - 24), a_station("jiaji"));
        let hours = ["09:00-12:00，14:30-17:30", "", "", "", "", "", "10:00-11:00"].map(str::to_owned);
        let edited = corrections(&jiaji, "0898-1111 1111，值班", &hours).unwrap();
        for (work, fields) in [
            (Work::Edit, edited),
            (Work::CloseToday, edit::day_fields(day, None, Some("typhoon"))),
            (Work::CloseToday, edit::day_fields(day, None, Some("下村"))),
            (Work::ReopenToday, edit::day_fields(day, Some("typhoon"), None)),
            (Work::Verify, edit::verify_fields(None, day)),
        ] {
            let command = command(CommandId::fresh(), &jiaji, work, fields, 0);
            for l in Language::ALL {
                let parts = parts(l, &command);
                // Typed as it stood there, it is the same again.
                for (field, value) in wanted(&command, &parts).unwrap() {
                    let Change::Set { to, .. } = &command.fields[&field] else { panic!("{field}") };
                    assert_eq!(*to, value, "{field}");
                }
                assert!(parts.iter().all(|part| !part.label(l).is_empty()) && !parts.is_empty());
            }
        }
        let closed = command(
            CommandId::fresh(),
            &jiaji,
            Work::CloseToday,
            edit::day_fields(day, None, Some("typhoon")),
            0,
        );
        let mut parts = parts(Language::Zh, &closed);
        assert_eq!(parts[1].texts, [UsualReason::Typhoon.words(Language::Zh)]);
        parts[1].texts = vec!["停电检修".into()];
        assert_eq!(wanted(&closed, &parts).unwrap()[edit::REASON], "停电检修");
    }

    #[test]
    fn what_cannot_be_kept_is_told_when_it_is_repaired_too() {
        let closed = command(CommandId::fresh(), &a_station("jiaji"), Work::CloseToday, Fields::new(), 0);
        let wanted = |field: &str, text: &str| {
            wanted(&closed, &[Part { field: field.to_owned(), texts: vec![text.to_owned()] }])
        };
        assert!(matches!(wanted("phone", "no number"), Err(FieldFault::Phone(_))));
        assert!(matches!(wanted("hours", "12-8"), Err(FieldFault::Hours(0, _))));
        assert_eq!(wanted("day", "yesterday"), Err(FieldFault::Day));
        assert_eq!(wanted("reason", "  "), Err(FieldFault::Empty));
        assert_eq!(wanted("name_zh", "x"), Err(FieldFault::Form));
    }

    #[test]
    fn what_is_exported_can_be_read_by_whoever_it_is_sent_to() {
        let (day, jiaji) = (date!(2026 - 11 - 24), a_station("jiaji"));
        let mut tablet = Tablet::default();
        let hours = ["09:00-12:00", "", "", "", "", "", ""].map(str::to_owned);
        let fields = corrections(&jiaji, "0898-1111 1111", &hours).unwrap();
        tablet.outbox.add(command(CommandId::fresh(), &jiaji, Work::Edit, fields, 1_795_480_200_000));
        let mut entry = tablet.outbox.entries()[0].clone();
        entry.delivery = Delivery::Refused { why: Refusal::NotFound, at_ms: 1_795_480_200_000 };
        let text = as_text(Language::Zh, &entry, "嘉积镇社工站", "王小明", 1_795_480_200_000);
        let id = entry.command.id.to_string();
        for words in [
            "嘉积镇社工站",
            "王小明",
            "0898-1111 1111",
            "周一 09:00-12:00",
            "2026-11-24 08:30",
            "没有这个站",
            &id,
        ] {
            assert!(text.contains(words), "{words} in {text}");
        }
        assert!(!text.contains(['{', '[']), "{text} {day}");
    }

    #[test]
    fn a_time_names_its_day_when_it_was_another() {
        let now = 1_795_480_200_000;
        assert_eq!(time(now, now), "08:30");
        assert_eq!(time(now - 24 * 3_600_000, now), "2026-11-23 08:30");
    }
}
