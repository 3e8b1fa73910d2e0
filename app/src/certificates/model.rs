//! What a certificate says, whom it names, and what is due when. Pure.

use std::{fmt, iter::Sum, ops::Add};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use time::Date;

use super::canonical::canonical;
use crate::{
    ids::{HoursId, VolunteerId},
    iso_date,
    journal::model::Unit,
    stations::hours::Calendar,
    tickets::{Code, due_day},
};

/// What a certificate is in the journal.
pub const ENTITY: &str = "certificate";

/// The number of a certificate: fifteen signs (74 bits) and one that checks them.
pub type Number = Code<16>;

/// What the signed text is, and in which edition. Another form of it gets another name.
const FORMAT: &str = "lastmetre-certificate-1";

/// Items of one certificate: some sheets of paper, and no book.
pub const ITEMS_MAX: usize = 500;

/// In how many working days service is recorded (民政部令第67号, Art. 11).
const RECORD_DAYS: u32 = 10;

/// Hours, to the hundredth: what is added up comes out as it was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Hours(u32);

impl Hours {
    /// So many hundredths of an hour.
    pub const fn of_hundredths(hundredths: u32) -> Self {
        Self(hundredths)
    }

    /// So many minutes, to the hundredth below: nobody is certified a second that they did not give.
    pub fn of_minutes(minutes: u32) -> Self {
        let hundredths = u64::from(minutes) * 100 / 60;
        Self(u32::try_from(hundredths).unwrap_or(u32::MAX))
    }

    /// The hours of a text with two decimals at most.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|sign| sign.is_ascii_digit());
        let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
        if !digits(whole) || !digits(part) || part.len() > 2 {
            return None;
        }
        let part: u32 = format!("{part:0<2}").parse().ok()?;
        let whole: u32 = whole.parse().ok()?;
        whole.checked_mul(100)?.checked_add(part).map(Self)
    }

    /// As hundredths.
    pub fn hundredths(self) -> u32 {
        self.0
    }
}

/// `12`, `2.5`, `0.25`.
impl fmt::Display for Hours {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) = (self.0 / 100, self.0 % 100);
        match (part, part % 10) {
            (0, _) => write!(formatter, "{whole}"),
            (_, 0) => write!(formatter, "{whole}.{}", part / 10),
            _ => write!(formatter, "{whole}.{part:02}"),
        }
    }
}

impl Add for Hours {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sum for Hours {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), Add::add)
    }
}

impl From<Hours> for String {
    fn from(hours: Hours) -> Self {
        hours.to_string()
    }
}

/// The text is no number of hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no number of hours")]
pub struct NoHours;

impl TryFrom<String> for Hours {
    type Error = NoHours;

    fn try_from(text: String) -> Result<Self, NoHours> {
        Self::parse(&text).ok_or(NoHours)
    }
}

/// One service: the seven items of 民政部令第67号, Art. 7.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// 活动名称.
    pub activity: String,
    /// 日期.
    #[serde(with = "iso_date")]
    pub day: Date,
    /// 地点.
    pub place: String,
    /// 服务内容.
    pub content: String,
    /// 服务时间.
    pub hours: Hours,
    /// 活动组织单位.
    pub organiser: String,
    /// 活动负责人.
    pub in_charge: String,
    /// Whether nothing shows that they were there but the word of two people.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub on_word: bool,
}

/// What a certificate states. Built by whoever knows the confirmed hours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// The volunteer's number, which is no number of a document.
    pub volunteer_number: String,
    /// The name as the volunteer allows it to be shown ([`NameShown::of`]); empty where it is not.
    pub name: String,
    /// First day of the period.
    #[serde(with = "iso_date")]
    pub from: Date,
    /// Its last day.
    #[serde(with = "iso_date")]
    pub until: Date,
    /// The services, in their order.
    pub items: Vec<Item>,
    /// 记录单位: who has recorded them.
    pub recorded_by: String,
    /// Trainings that the record names (Art. 8), where the volunteer wants them stated.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub trainings: Vec<String>,
    /// Awards that it names (Art. 9), likewise.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub awards: Vec<String>,
}

/// Why a statement is none that can be certified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatementFault {
    /// There is nothing in it, or an item without any time.
    Nothing,
    /// More than [`ITEMS_MAX`].
    TooMany,
    /// An item outside of the period, or a period that ends before it begins.
    OutsidePeriod,
    /// What was chosen are no days, or the last comes before the first.
    Days,
    /// Some of the hours were taken back meanwhile.
    Changed,
    /// The volunteer has another name or birthday than when they gave them, and their station has not looked yet.
    NameWaits,
    /// One of the three things that every certificate states is missing: the time, the content, who recorded it
    /// (Art. 15); or the number of the volunteer.
    Incomplete,
}

impl Statement {
    /// All hours.
    pub fn total(&self) -> Hours {
        self.items.iter().map(|item| item.hours).sum()
    }

    /// Whether it can be certified.
    pub fn check(&self) -> Result<(), StatementFault> {
        let within = |item: &Item| (self.from..=self.until).contains(&item.day);
        let said = |text: &str| !text.trim().is_empty();
        let complete = |item: &Item| said(&item.activity) && said(&item.content);
        match self {
            it if it.items.is_empty() || it.items.iter().any(|item| item.hours == Hours::default()) => {
                Err(StatementFault::Nothing)
            }
            it if it.items.len() > ITEMS_MAX => Err(StatementFault::TooMany),
            it if it.from > it.until || !it.items.iter().all(within) => Err(StatementFault::OutsidePeriod),
            it if !said(&it.recorded_by) || !said(&it.volunteer_number) || !it.items.iter().all(complete) => {
                Err(StatementFault::Incomplete)
            }
            _ => Ok(()),
        }
    }

    /// Every text that is printed.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let own = [&self.volunteer_number, &self.name, &self.recorded_by];
        let items = self
            .items
            .iter()
            .flat_map(|item| [&item.activity, &item.place, &item.content, &item.organiser, &item.in_charge]);
        own.into_iter().chain(items).chain(&self.trainings).chain(&self.awards).map(String::as_str)
    }
}

/// A certificate that is to be issued: what it states, about whom, and in whose journal it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCertificate {
    /// Whose hours.
    pub volunteer: VolunteerId,
    /// Who issues it: the unit that recorded the hours.
    pub unit: Unit,
    /// What it states.
    pub statement: Statement,
    /// The records of which it states that: each has to stand when it is issued, and whoever takes one back revokes it.
    pub hours: Vec<HoursId>,
}

/// The days that somebody wants certified, as they were typed: the first and the last, where they are chosen.
pub fn period(from: &str, until: &str) -> Result<(Option<Date>, Option<Date>), StatementFault> {
    let day = |text: &str| match text.trim() {
        "" => Ok(None),
        text => iso_date::parse(text).map(Some).ok_or(StatementFault::Days),
    };
    let (from, until) = (day(from)?, day(until)?);
    match from.zip(until) {
        Some((from, until)) if until < from => Err(StatementFault::Days),
        _ => Ok((from, until)),
    }
}

/// What is signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    format: String,
    /// The number, as it is printed.
    pub number: String,
    /// The day of issue.
    #[serde(with = "iso_date")]
    pub issued: Date,
    /// The hours in all.
    pub total: Hours,
    /// What it states.
    pub statement: Statement,
}

impl Signed {
    /// A certificate under this number.
    pub fn new(number: &Number, issued: Date, statement: Statement) -> Self {
        Self {
            format: FORMAT.to_owned(),
            number: number.to_string(),
            issued,
            total: statement.total(),
            statement,
        }
    }

    /// The bytes that are signed: the same for the same certificate, wherever they are made.
    pub fn bytes(&self) -> Vec<u8> {
        canonical(&serde_json::to_value(self).unwrap_or(Value::Null))
    }

    /// What was signed; nothing where it is in another form.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice::<Self>(bytes).ok().filter(|it| it.format == FORMAT)
    }
}

/// How much of their name a volunteer lets strangers read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NameShown {
    /// All of it.
    Full,
    /// The surname: 王*.
    #[default]
    Surname,
    /// Nothing: the volunteer's number says who it is to those who know it.
    Hidden,
}

/// Surnames of two signs.
const DOUBLE_SURNAMES: [&str; 12] =
    ["欧阳", "司马", "上官", "诸葛", "司徒", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "夏侯"];

impl NameShown {
    /// Every choice.
    pub const ALL: [Self; 3] = [Self::Full, Self::Surname, Self::Hidden];

    /// As it is stored.
    pub fn word(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Surname => "surname",
            Self::Hidden => "hidden",
        }
    }

    /// The choice of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|shown| shown.word() == word)
    }

    /// What of this name is shown.
    pub fn of(self, name: &str) -> String {
        let name = name.trim();
        match self {
            Self::Full => name.to_owned(),
            Self::Hidden => String::new(),
            Self::Surname => {
                // A name that is no longer than the surname would be shown whole.
                let double = DOUBLE_SURNAMES.iter().find(|it| name.starts_with(*it) && name.len() > it.len());
                let first = || name.chars().next().map(String::from);
                double.map(|it| (*it).to_owned()).or_else(first).map_or(String::new(), |it| it + "*")
            }
        }
    }
}

/// Why a certificate is revoked. Strangers are told it, so it is chosen and not written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The record was corrected.
    Corrected,
    /// Another certificate takes its place.
    Replaced,
    /// It was issued by mistake.
    Mistaken,
    /// What it states did not happen.
    Untrue,
    /// The volunteer asked for it.
    Asked,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Self; 5] = [Self::Corrected, Self::Replaced, Self::Mistaken, Self::Untrue, Self::Asked];

    /// As it is stored.
    pub fn word(self) -> &'static str {
        match self {
            Self::Corrected => "corrected",
            Self::Replaced => "replaced",
            Self::Mistaken => "mistaken",
            Self::Untrue => "untrue",
            Self::Asked => "asked",
        }
    }

    /// The reason of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.word() == word)
    }
}

/// How it stands with a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It holds.
    Valid,
    /// It was revoked.
    Revoked {
        /// On this day.
        on: Date,
        /// For this reason.
        reason: Reason,
    },
}

/// From how many hours on there is one star, two, and so on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StarLevels(Vec<u32>);

impl Default for StarLevels {
    /// Those of 志愿服务记录办法 (2012).
    fn default() -> Self {
        Self(vec![100, 300, 600, 1000, 1500])
    }
}

/// As [`StarLevels::parse`] reads it.
impl fmt::Display for StarLevels {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let levels: Vec<_> = self.0.iter().map(u32::to_string).collect();
        formatter.write_str(&levels.join(","))
    }
}

impl StarLevels {
    /// Up to ten whole numbers with commas between them, each greater than the one before.
    pub fn parse(text: &str) -> Option<Self> {
        let levels: Option<Vec<u32>> = text.split([',', '，']).map(|it| it.trim().parse().ok()).collect();
        let rising =
            |it: &Vec<u32>| it.first().is_some_and(|first| *first > 0) && it.is_sorted_by(|a, b| a < b);
        levels.filter(rising).filter(|it| it.len() <= 10).map(Self)
    }

    /// How many stars these hours are worth.
    pub fn stars(&self, hours: Hours) -> usize {
        self.0.iter().filter(|level| hours.hundredths() >= level.saturating_mul(100)).count()
    }

    /// How many there are to reach.
    pub fn most(&self) -> usize {
        self.0.len()
    }
}

/// The last day on which the service of this day is recorded in time (民政部令第67号, Art. 11: ten working days).
pub fn record_due(day: Date, calendar: &Calendar) -> Date {
    due_day(day, RECORD_DAYS, calendar)
}

/// Whether the service of `day`, which is not recorded yet, is late today.
pub fn is_record_overdue(day: Date, today: Date, calendar: &Calendar) -> bool {
    today > record_due(day, calendar)
}

/// The earliest day whose service is still recorded in time today: what was given before it and is not recorded is late.
pub fn timely_since(today: Date, calendar: &Calendar) -> Date {
    let days = std::iter::successors(Some(today), |day| day.previous_day());
    days.take_while(|day| !is_record_overdue(*day, today, calendar)).last().unwrap_or(today)
}

#[cfg(test)]
mod tests;
