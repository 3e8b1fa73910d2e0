//! What somebody does to their station on a tablet, as commands, and the station as they see it meanwhile. Pure.

use serde_json::Value;
use time::Date;

use super::messages;
use crate::{
    ids::CommandId,
    journal::model::{Change, Command, Fields, Refusal, Unit},
    language::Language,
    offline::{
        exchange::Known,
        outbox::{Delivery, Entry},
        tablet::Tablet,
    },
    stations::{
        edit::{self, ENTITY, Field, FieldFault, Work},
        hours::LocalMoment,
        model::Station,
    },
    text::Text,
};

/// The station as the server told it; nothing for what is no station, or one of a later release.
pub fn station(known: &Known) -> Option<Station> {
    // By way of its text: reading a station out of values would be a second reader of everything in it, some 50 KB of
    // brotli.
    serde_json::from_str(&serde_json::to_string(&known.fields).ok()?).ok()
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

/// 「信息仍然正确」.
pub fn work(l: Language, kind: &str) -> &'static str {
    match Work::from_kind(kind) {
        Some(Work::CloseToday) => messages::close_today(l),
        Some(Work::ReopenToday) => messages::reopen_today(l),
        Some(Work::Verify) => messages::verify(l),
        _ => messages::correct_title(l),
    }
}

/// A value as people read it: texts as they are, the hours of a week as lines.
pub fn value(value: &Value) -> String {
    match value {
        Value::Null => "--".to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(self::value).collect::<Vec<_>>().join("; "),
        other => other.to_string(),
    }
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
    fn a_time_names_its_day_when_it_was_another() {
        let now = 1_795_480_200_000;
        assert_eq!(time(now, now), "08:30");
        assert_eq!(time(now - 24 * 3_600_000, now), "2026-11-23 08:30");
    }
}
