//! From what was typed on the page of the settings to what is kept, or what is wrong with it. Pure.
//!
//! Each part of the page is a record of named fields, so that two people who change different fields both succeed.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use time::Date;

use super::model::Setting;
use crate::{
    areas::model::{Areas, Level},
    directory::model::Directory,
    iso_date,
    journal::merge::Record,
    policies::model::Hotline,
    stations::hours::{CalendarDay, DayKind},
    text::{Text, misleads, narrow},
};

/// A part of the settings, which is shown on a page of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// What a station is called.
    #[default]
    Name,
    /// Who runs the site.
    Operator,
    /// The map.
    Map,
    /// What counts for coverage.
    Coverage,
    /// Who lets volunteers in.
    Volunteers,
    /// Construction modes.
    Modes,
    /// Programmes and batches.
    Programmes,
    /// Numbers to call.
    Hotlines,
    /// Public holidays and make-up workdays.
    Calendar,
}

impl Part {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 9] = [
        Self::Name,
        Self::Operator,
        Self::Map,
        Self::Coverage,
        Self::Volunteers,
        Self::Modes,
        Self::Programmes,
        Self::Hotlines,
        Self::Calendar,
    ];

    /// The word in addresses, and the kind of record in the journal.
    pub fn word(self) -> &'static str {
        match self {
            Self::Name => "station_name",
            Self::Operator => "operator",
            Self::Map => "map",
            Self::Coverage => "coverage_scope",
            Self::Volunteers => "volunteers",
            Self::Modes => "station_mode",
            Self::Programmes => "programme",
            Self::Hotlines => "hotline",
            Self::Calendar => "calendar",
        }
    }

    /// The part that `word` names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.word() == word)
    }

    /// The settings of this part; none for one that is a list of entries.
    pub fn settings(self) -> &'static [Setting] {
        match self {
            Self::Name => &[Setting::StationWordZh, Setting::StationWordEn, Setting::StationAliases],
            Self::Operator => &[
                Setting::OperatorZh,
                Setting::OperatorEn,
                Setting::DepartmentZh,
                Setting::DepartmentEn,
                Setting::SiteCode,
                Setting::IcpRecord,
                Setting::PoliceRecord,
                Setting::Logo,
            ],
            Self::Map => &[Setting::MapReviewNumber, Setting::MapKey],
            Self::Coverage => &[Setting::StaffingStandard, Setting::Communities, Setting::OutOfScope],
            Self::Volunteers => &[Setting::VolunteerApproval],
            _ => &[],
        }
    }

    /// The fields of an entry, or of a year of the calendar.
    pub fn fields(self) -> &'static [&'static str] {
        match self {
            Self::Modes | Self::Programmes => &["name_zh", "name_en"],
            Self::Hotlines => {
                &["name_zh", "name_en", "when_zh", "when_en", "hours_zh", "hours_en", "verify", "emergency"]
            }
            Self::Calendar => &["days", "source"],
            _ => &[],
        }
    }

    /// Whether it is a list of entries that come and are retired.
    pub fn has_entries(self) -> bool {
        matches!(self, Self::Modes | Self::Programmes | Self::Hotlines)
    }
}

/// Says that an entry is offered no longer.
pub const RETIRED: &str = "retired";

/// What is kept of a question that is answered with yes.
pub const YES: &str = "yes";

/// What is wrong with what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingFault {
    /// There is nothing, where something has to be.
    Missing,
    /// More than so many signs.
    TooLong(usize),
    /// More than so many lines.
    TooMany(usize),
    /// Not a number from 1 to 50.
    Number,
    /// Not a key of letters and digits.
    Key,
    /// Not a word of small letters, digits and strokes.
    Code,
    /// Not a number to call.
    Phone,
    /// There is an entry of this code already.
    Taken,
    /// This line names no place that can stand here.
    Place(String),
    /// This line is no day of that year.
    Day(String),
    /// This day stands there twice.
    Twice(String),
}

/// What a person may have typed for digits and letters, as it is meant: full-width forms become ordinary ones.
fn plain(text: &str) -> String {
    text.chars().map(narrow).collect::<String>().trim().to_owned()
}

fn line(text: &str, most: usize) -> Result<String, SettingFault> {
    let text: String = text.trim().chars().filter(|sign| !sign.is_control() && !misleads(*sign)).collect();
    let text = text.trim().to_owned();
    if text.chars().count() > most { Err(SettingFault::TooLong(most)) } else { Ok(text) }
}

fn lines(
    text: &str,
    most: usize,
    each: impl Fn(&str) -> Result<String, SettingFault>,
) -> Result<Vec<String>, SettingFault> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let members = lines.map(each).collect::<Result<BTreeSet<_>, _>>()?;
    if members.len() > most { Err(SettingFault::TooMany(most)) } else { Ok(members.into_iter().collect()) }
}

/// What was typed for a setting, as it stands in the record: a text, a list, or nothing.
pub fn value(setting: Setting, text: &str, directory: &Directory) -> Result<Value, SettingFault> {
    let areas = &directory.areas;
    let texts = |members: Vec<String>| members.into_iter().map(Value::from).collect();
    let text_or_null = |text: String| if text.is_empty() { Value::Null } else { Value::from(text) };
    match setting {
        Setting::StationWordZh => line(text, 20).map(text_or_null),
        Setting::StationWordEn => line(text, 60).map(text_or_null),
        Setting::DepartmentZh | Setting::DepartmentEn => line(text, 60).map(text_or_null),
        Setting::OperatorZh | Setting::OperatorEn => line(text, 100).map(text_or_null),
        Setting::SiteCode | Setting::IcpRecord | Setting::PoliceRecord | Setting::MapReviewNumber => {
            line(text, 60).map(text_or_null)
        }
        Setting::MapKey => {
            let key = plain(text);
            let good = (8..=64).contains(&key.len()) && key.bytes().all(|sign| sign.is_ascii_alphanumeric());
            if good || key.is_empty() { Ok(text_or_null(key)) } else { Err(SettingFault::Key) }
        }
        Setting::Logo => {
            let text = text.trim();
            let digest = text.len() == 16 && text.bytes().all(|it| matches!(it, b'0'..=b'9' | b'a'..=b'f'));
            if digest || text.is_empty() {
                Ok(text_or_null(text.to_owned()))
            } else {
                Err(SettingFault::Code)
            }
        }
        Setting::StaffingStandard => {
            let text = plain(text);
            match text.parse::<u16>() {
                _ if text.is_empty() => Ok(Value::Null),
                Ok(number @ 1..=50) => Ok(Value::from(number.to_string())),
                _ => Err(SettingFault::Number),
            }
        }
        Setting::VolunteerApproval => match text {
            "" => Ok(Value::Null),
            YES => Ok(Value::from(YES)),
            _ => Err(SettingFault::Code),
        },
        Setting::StationAliases => lines(text, 20, |member| line(member, 20)).map(texts),
        Setting::Communities => lines(text, 200, |member| community(areas, member)).map(texts),
        Setting::OutOfScope => lines(text, 300, |member| counted_place(areas, member)).map(texts),
    }
}

/// What a line begins with where a code is written before the name: `460204198200 马岭社区`.
fn code_of(line: &str) -> Option<String> {
    let line = plain(line);
    let first = line.split_whitespace().next()?;
    first.bytes().all(|sign| sign.is_ascii_digit()).then(|| first.to_owned())
}

/// The only one of these that is called so.
fn only<'a, T>(mut named: impl Iterator<Item = &'a T>) -> Option<&'a T> {
    named.next().filter(|_| named.next().is_none())
}

/// A community that counts by itself, because it lies in no township.
fn community(areas: &Areas, line: &str) -> Result<String, SettingFault> {
    let found = match code_of(line) {
        Some(code) => areas.village(&code),
        None => only(areas.villages().iter().filter(|village| village.name == line)),
    };
    let in_a_township = |code: &str| areas.upwards(code).any(|division| division.level == Level::Township);
    found
        .filter(|village| !in_a_township(&village.code))
        .filter(|village| areas.upwards(&village.code).any(|division| division.counts_as_a_place()))
        .map(|village| village.code.clone())
        .ok_or_else(|| SettingFault::Place(line.to_owned()))
}

/// A township, street or district that counts.
fn counted_place(areas: &Areas, line: &str) -> Result<String, SettingFault> {
    let found = match code_of(line) {
        Some(code) => areas.division(&code),
        None => only(areas.divisions().iter().filter(|division| division.name == line)),
    };
    found
        .filter(|division| division.counts_as_a_place())
        .map(|division| division.code.clone())
        .ok_or_else(|| SettingFault::Place(line.to_owned()))
}

/// What was typed for a field of an entry or of a year.
pub fn field(part: Part, field: &str, text: &str, year: i32) -> Result<Value, SettingFault> {
    match field {
        "verify" | "emergency" => Ok(Value::from(text == "on")),
        "days" => lines(text, 80, |typed| day(typed, year).map(|(day, entry)| day_line(day, &entry)))
            .and_then(|days| once(&days).map(|()| days.into_iter().map(Value::from).collect())),
        "name_zh" | "source" => {
            let text = line(text, 200)?;
            if text.is_empty() { Err(SettingFault::Missing) } else { Ok(Value::from(text)) }
        }
        _ => {
            let text = line(text, if part == Part::Hotlines { 300 } else { 100 })?;
            Ok(if text.is_empty() { Value::Null } else { Value::from(text) })
        }
    }
}

/// Refuses a day that stands there twice.
fn once(days: &[String]) -> Result<(), SettingFault> {
    let same = |pair: &&[String]| pair[0].get(..10) == pair[1].get(..10);
    days.windows(2)
        .find(same)
        .map_or(Ok(()), |pair| Err(SettingFault::Twice(pair[0].chars().take(10).collect())))
}

/// The code of a new entry.
pub fn code(part: Part, text: &str) -> Result<String, SettingFault> {
    let text = plain(text);
    if part == Part::Hotlines {
        let good = (3..=20).contains(&text.len())
            && text.bytes().all(|sign| sign.is_ascii_digit() || sign == b'-' || sign == b'+')
            && text.bytes().any(|sign| sign.is_ascii_digit());
        return if good { Ok(text) } else { Err(SettingFault::Phone) };
    }
    let text = text.to_ascii_lowercase();
    let good = (1..=40).contains(&text.len())
        && text.bytes().all(|sign| sign.is_ascii_alphanumeric() || sign == b'-' || sign == b'_')
        && text.starts_with(|sign: char| sign.is_ascii_alphabetic());
    if good { Ok(text) } else { Err(SettingFault::Code) }
}

/// Reads a day of the calendar: `2027-01-01 休 元旦 / New Year's Day`, 班 for a make-up workday.
pub fn day(typed: &str, year: i32) -> Result<(Date, CalendarDay), SettingFault> {
    let fault = || SettingFault::Day(typed.chars().take(40).collect());
    let mut words = typed.split_whitespace();
    let date = words.next().and_then(|word| iso_date::parse(&plain(word))).ok_or_else(fault)?;
    let kind = match words.next() {
        Some("休" | "holiday") => DayKind::Holiday,
        Some("班" | "workday") => DayKind::Workday,
        _ => return Err(fault()),
    };
    let name = words.collect::<Vec<_>>().join(" ");
    let (zh, en) = name.split_once(" / ").unwrap_or((&name, ""));
    if date.year() != year || zh.is_empty() || name.chars().count() > 100 {
        return Err(fault());
    }
    let en = Some(en.trim().to_owned()).filter(|en| !en.is_empty());
    Ok((date, CalendarDay { kind, name: Text { zh: zh.trim().to_owned(), en } }))
}

/// A day of the calendar as it is typed and kept.
pub fn day_line(day: Date, entry: &CalendarDay) -> String {
    let kind = if entry.kind == DayKind::Holiday { "休" } else { "班" };
    let name = match entry.name.en.as_deref().filter(|en| !en.is_empty()) {
        Some(en) => format!("{} / {en}", entry.name.zh),
        None => entry.name.zh.clone(),
    };
    format!("{day} {kind} {name}")
}

/// The days and the source of a year, of its record; nothing where two people's days do not go together.
pub fn year_of(record: &Record, year: i32) -> Option<(Vec<(Date, CalendarDay)>, String)> {
    let days: Vec<String> =
        record.get("days")?.as_array()?.iter().filter_map(Value::as_str).map(str::to_owned).collect();
    once(&days).ok()?;
    let source = text_of(record, "source")?;
    days.iter().map(|line| day(line, year).ok()).collect::<Option<Vec<_>>>().map(|days| (days, source))
}

/// A text of a record.
pub fn text_of(record: &Record, field: &str) -> Option<String> {
    record.get(field).and_then(Value::as_str).map(str::to_owned)
}

/// A name in two languages of a record.
pub fn name_of(record: &Record) -> Option<Text> {
    Some(Text { zh: text_of(record, "name_zh")?, en: text_of(record, "name_en") })
}

/// Whether an entry is offered no longer.
pub fn is_retired(record: &Record) -> bool {
    record.get(RETIRED) == Some(&Value::Bool(true))
}

/// The record of an entry with a name.
pub fn named(name: &Text, retired: bool) -> Record {
    Record::from([
        ("name_zh".to_owned(), Value::from(name.zh.clone())),
        ("name_en".to_owned(), Value::from(name.en.clone())),
        (RETIRED.to_owned(), Value::from(retired)),
    ])
}

/// The record of a number to call.
pub fn hotline_record(hotline: &Hotline, retired: bool) -> Record {
    let mut record = named(&hotline.name, retired);
    for (word, text) in [("when", &hotline.when), ("hours", &hotline.hours)] {
        let zh = Some(text.zh.clone()).filter(|zh| !zh.is_empty());
        record.insert(format!("{word}_zh"), Value::from(zh));
        record.insert(format!("{word}_en"), Value::from(text.en.clone()));
    }
    record.insert("verify".to_owned(), Value::from(hotline.verify));
    record.insert("emergency".to_owned(), Value::from(hotline.emergency));
    record
}

/// The number to call of a record.
pub fn hotline_of(number: &str, record: &Record) -> Option<Hotline> {
    let text = |word: &str| Text {
        zh: text_of(record, &format!("{word}_zh")).unwrap_or_default(),
        en: text_of(record, &format!("{word}_en")),
    };
    let says = |word: &str| record.get(word) == Some(&Value::Bool(true));
    Some(Hotline {
        number: number.to_owned(),
        name: name_of(record)?,
        when: text("when"),
        hours: text("hours"),
        verify: says("verify"),
        emergency: says("emergency"),
    })
}

/// What was sent from the page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SettingsForm {
    /// Id of the command, made with the form.
    pub command: String,
    /// Which part.
    pub part: Part,
    /// The entry that is changed; empty for a new one. Of the calendar, the year.
    pub entry: String,
    /// `retire`, `restore` or nothing: what else is wanted of an entry than other words.
    pub act: String,
    /// `on`: the key of the map is to be forgotten.
    pub forget: String,
    /// What was typed, by field.
    pub texts: BTreeMap<String, String>,
    /// What stood there when the form was made.
    pub seen: Record,
}

impl SettingsForm {
    /// Reads the pairs of a form.
    pub fn read(pairs: Vec<(String, String)>) -> Self {
        let mut form = Self::default();
        for (name, value) in pairs {
            match name.as_str() {
                "command" => form.command = value,
                "part" => form.part = Part::from_word(&value).unwrap_or_default(),
                "entry" => form.entry = value,
                "act" => form.act = value,
                "forget" => form.forget = value,
                "seen" => form.seen = serde_json::from_str(&value).unwrap_or_default(),
                _ => drop(form.texts.insert(name, value)),
            }
        }
        form
    }

    /// What was typed into a field.
    pub fn text(&self, field: &str) -> &str {
        self.texts.get(field).map_or("", String::as_str)
    }

    /// The record that is wanted, of the fields that were asked for, or all that is wrong.
    pub fn wanted(&self, directory: &Directory) -> Result<Record, Vec<(String, SettingFault)>> {
        let (mut record, mut faults) = (Record::new(), Vec::new());
        let mut take = |name: &str, parsed: Result<Value, SettingFault>| match parsed {
            Ok(value) => drop(record.insert(name.to_owned(), value)),
            Err(fault) => faults.push((name.to_owned(), fault)),
        };
        for setting in self.part.settings() {
            let word = setting.word();
            if !setting.is_secret() && self.texts.contains_key(word) {
                take(word, value(*setting, self.text(word), directory));
            }
        }
        let year = self.entry.parse().unwrap_or_default();
        for name in self.part.fields() {
            take(name, field(self.part, name, self.text(name), year));
        }
        if faults.is_empty() { Ok(record) } else { Err(faults) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::macros::date;

    use super::*;
    use crate::directory::fixture::a_directory;

    #[test]
    fn each_setting_is_read_or_told() {
        let directory = a_directory(Vec::new());
        let read = |setting, text: &str| value(setting, text, &directory);
        assert_eq!(read(Setting::StationWordZh, " 民政服务站 "), Ok(Value::from("民政服务站")));
        assert_eq!(read(Setting::StationWordZh, "  "), Ok(Value::Null));
        assert_eq!(read(Setting::StationWordZh, &"站".repeat(21)), Err(SettingFault::TooLong(20)));
        assert_eq!(read(Setting::StaffingStandard, "３"), Ok(Value::from("3")));
        for wrong in ["0", "51", "-1", "3.5", "three"] {
            assert_eq!(read(Setting::StaffingStandard, wrong), Err(SettingFault::Number), "{wrong}");
        }
        assert_eq!(read(Setting::MapKey, "0123abcd"), Ok(Value::from("0123abcd")));
        for wrong in ["short", "with blank 123", "{key}{key}"] {
            assert_eq!(read(Setting::MapKey, wrong), Err(SettingFault::Key), "{wrong}");
        }
        let aliases = read(Setting::StationAliases, "民政站\n\n 社会工作站\n民政站").unwrap();
        assert_eq!(aliases.as_array().map(Vec::len), Some(2));
    }

    #[test]
    fn a_large_community_lies_in_no_township_and_is_named_by_code_or_name() {
        let directory = a_directory(Vec::new());
        let read = |text: &str| value(Setting::Communities, text, &directory);
        for text in ["马岭社区", "460204198200", "460204198200 马岭社区"] {
            assert_eq!(read(text), Ok(Value::from(vec!["460204198200"])), "{text}");
        }
        // In a township, on a farm, called so twice, not there.
        for text in ["大礼村委会", "469002500401", "高坡村委会", "nowhere"] {
            assert_eq!(read(text), Err(SettingFault::Place(text.to_owned())), "{text}");
        }
        let read = |text: &str| value(Setting::OutOfScope, text, &directory);
        assert_eq!(read("嘉积镇"), Ok(Value::from(vec!["469002100"])));
        assert_eq!(read("琼海市"), Err(SettingFault::Place("琼海市".to_owned())));
    }

    #[test]
    fn days_are_read_as_they_are_written_and_each_once() {
        let (day_read, entry) = day("2027-01-01 休 元旦 / New Year's Day", 2027).unwrap();
        assert_eq!(day_read, date!(2027 - 01 - 01));
        assert_eq!(day_line(day_read, &entry), "2027-01-01 休 元旦 / New Year's Day");
        for wrong in ["2026-01-01 休 元旦", "2027-13-01 休 元旦", "2027-01-01 元旦", "2027-01-01 休", ""]
        {
            assert!(day(wrong, 2027).is_err(), "{wrong}");
        }
        let twice = field(Part::Calendar, "days", "2027-01-01 休 元旦\n2027-01-01 班 调休", 2027);
        assert_eq!(twice, Err(SettingFault::Twice("2027-01-01".into())));
        assert_eq!(field(Part::Calendar, "source", " ", 2027), Err(SettingFault::Missing));
    }

    #[test]
    fn codes_of_entries_are_words_and_of_hotlines_numbers() {
        assert_eq!(code(Part::Modes, "Large-Community"), Ok("large-community".to_owned()));
        assert_eq!(code(Part::Modes, "大社区"), Err(SettingFault::Code));
        assert_eq!(code(Part::Modes, "-"), Err(SettingFault::Code));
        assert_eq!(code(Part::Hotlines, "１２３４５"), Ok("12345".to_owned()));
        assert_eq!(code(Part::Hotlines, "call me"), Err(SettingFault::Phone));
    }

    #[test]
    fn words_lead_back_to_their_parts() {
        for part in Part::ALL {
            assert_eq!(Part::from_word(part.word()), Some(part));
            assert_eq!(part.settings().is_empty(), !part.fields().is_empty());
        }
        let all: usize = Part::ALL.iter().map(|part| part.settings().len()).sum();
        assert_eq!(all, Setting::ALL.len(), "each setting stands in one part");
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_kept_in_bounds_or_told(text in "\\PC{0,40}", at in 0..Setting::ALL.len()) {
            let directory = a_directory(Vec::new());
            if let Ok(Value::String(kept)) = value(Setting::ALL[at], &text, &directory) {
                prop_assert!(!kept.is_empty() && kept.chars().count() <= 100);
            }
        }

        #[test]
        fn a_day_that_was_read_reads_the_same_again(name in "[a-z元旦]{1,9}", en in "[a-z]{0,9}", off: bool) {
            let kind = if off { DayKind::Holiday } else { DayKind::Workday };
            let name = Text { zh: name, en: Some(en).filter(|en| !en.is_empty()) };
            let entry = CalendarDay { kind, name };
            let line = day_line(date!(2027 - 02 - 03), &entry);
            prop_assert_eq!(day(&line, 2027), Ok((date!(2027 - 02 - 03), entry)));
        }

        #[test]
        fn a_hotline_comes_back_from_its_record(zh in "\\PC{1,9}", en in proptest::option::of("[a-z]{1,9}"), emergency: bool) {
            let hotline = Hotline {
                name: Text { zh, en: en.clone() }, when: Text { zh: String::new(), en }, emergency,
                ..Hotline::unnamed("12345")
            };
            prop_assert_eq!(hotline_of("12345", &hotline_record(&hotline, false)), Some(hotline));
        }
    }
}
