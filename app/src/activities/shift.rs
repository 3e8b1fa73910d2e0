//! Shifts: when, where to stand, how many places. Pure.

use serde::{Deserialize, Serialize};
use time::{Date, Duration};

use super::details::LINE_CHARS_MAX;
use crate::{
    iso_date,
    journal::model::{Change, Fields, fields},
};

/// Places of a shift at most; longer and later than these is none either.
pub const PLACES_MAX: i64 = 500;
/// See [`PLACES_MAX`].
pub const HOURS_MAX: i64 = 12;
/// See [`PLACES_MAX`]: longer ahead than a year nobody plans (practice of 「i志愿」, forms-and-records.md §4.7).
pub const DAYS_AHEAD_MAX: i64 = 366;

/// Weekly copies of an activity at most.
pub const WEEKS_MAX: u8 = 26;

const MINUTE_MS: i64 = 60 * 1000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;

/// Here clocks are eight hours ahead of UTC all year round.
const AHEAD_MS: i64 = 8 * HOUR_MS;

/// A shift that can be kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewShift {
    /// What one does in it; empty where there is one thing to do.
    pub post: String,
    /// When it begins, in milliseconds since 1970.
    pub starts_ms: i64,
    /// When it ends.
    pub ends_ms: i64,
    /// Until when one may sign up.
    pub sign_up_until_ms: i64,
    /// For how many.
    pub places: i64,
}

/// What a form sends: text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct ShiftForm {
    /// See [`NewShift`].
    pub post: String,
    /// `2026-11-24`.
    pub day: String,
    /// `09:00`.
    pub from: String,
    /// `11:30`.
    pub to: String,
    /// See [`NewShift`].
    pub places: String,
    /// How many hours before it begins signing up ends; empty for none.
    pub closes_before: String,
}

/// What is wrong with a shift; the question has the name of its field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShiftFault {
    /// It is no day.
    Day,
    /// It is no time of day.
    Time,
    /// It has begun already, and only what lies ahead can be published.
    Past,
    /// It has not ended yet, and is entered afterwards.
    NotOver,
    /// It lies more than a year ahead, or so long ago.
    TooFar,
    /// It ends before it begins, or takes longer than [`HOURS_MAX`].
    Length,
    /// It has no place, or more than [`PLACES_MAX`].
    Places,
    /// The post is told in too many words.
    Post,
    /// Signing up ends before now.
    Closes,
}

/// When a minute of a day is, in milliseconds since 1970.
pub fn moment_ms(day: Date, minute: u16) -> i64 {
    let days = i64::from(day.to_julian_day()) - 2_440_588;
    days * DAY_MS + i64::from(minute) * MINUTE_MS - AHEAD_MS
}

/// The day by the clocks here.
pub fn day_of(at_ms: i64) -> Date {
    let days = (at_ms + AHEAD_MS).div_euclid(DAY_MS);
    let julian = i32::try_from(days + 2_440_588).unwrap_or(i32::MAX);
    Date::from_julian_day(julian).unwrap_or(Date::MAX)
}

/// `09:00` by the clocks here.
pub fn clock(at_ms: i64) -> String {
    let minute = (at_ms + AHEAD_MS).rem_euclid(DAY_MS) / MINUTE_MS;
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// `2026-11-24 09:00`.
pub fn moment(at_ms: i64) -> String {
    format!("{} {}", day_of(at_ms), clock(at_ms))
}

/// `2026-11-24 09:00–11:30`.
pub fn span(starts_ms: i64, ends_ms: i64) -> String {
    format!("{} {}–{}", day_of(starts_ms), clock(starts_ms), clock(ends_ms))
}

/// The minute of the day that `09:00` means.
pub fn minute_of(text: &str) -> Option<u16> {
    let (hour, minute) = text.trim().split_once(':')?;
    let number = |text: &str, below: u16| {
        let plain = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<u16>().ok().filter(|number| plain && *number < below)
    };
    Some(number(hour, 24)? * 60 + number(minute, 60)?)
}

impl ShiftForm {
    /// The shift; or every question whose answer is wrong. `late` is one of an activity that is entered afterwards.
    pub fn parse(&self, now_ms: i64, late: bool) -> Result<NewShift, Vec<(&'static str, ShiftFault)>> {
        let mut faults = Vec::new();
        let day = iso_date::parse(self.day.trim());
        let (from, to) = (minute_of(&self.from), minute_of(&self.to));
        for (name, there, fault) in [
            ("day", day.is_some(), ShiftFault::Day),
            ("from", from.is_some(), ShiftFault::Time),
            ("to", to.is_some(), ShiftFault::Time),
        ] {
            if !there {
                faults.push((name, fault));
            }
        }
        let places = self.places.trim().parse().unwrap_or_default();
        let closes = match self.closes_before.trim() {
            "" => Some(0),
            text => text.parse::<i64>().ok().filter(|hours| (0..=30 * 24).contains(hours)),
        };
        if closes.is_none() {
            faults.push(("closes_before", ShiftFault::Closes));
        }
        if let (Some(day), Some(from), Some(to), Some(closes)) = (day, from, to, closes) {
            let starts_ms = moment_ms(day, from);
            let shift = NewShift {
                post: self.post.trim().to_owned(),
                starts_ms,
                ends_ms: moment_ms(day, to),
                sign_up_until_ms: starts_ms - closes * HOUR_MS,
                places,
            };
            faults.extend(shift.faults(now_ms, late));
            if faults.is_empty() {
                return Ok(shift);
            }
        }
        Err(faults)
    }
}

impl NewShift {
    /// What is wrong with it, by question.
    pub fn faults(&self, now_ms: i64, late: bool) -> Vec<(&'static str, ShiftFault)> {
        let length = self.ends_ms - self.starts_ms;
        let far = (self.starts_ms - now_ms).abs() > DAYS_AHEAD_MAX * DAY_MS;
        [
            (!(1..=PLACES_MAX).contains(&self.places), "places", ShiftFault::Places),
            (length <= 0 || length > HOURS_MAX * HOUR_MS, "to", ShiftFault::Length),
            (!late && self.starts_ms <= now_ms, "day", ShiftFault::Past),
            (late && self.ends_ms > now_ms, "day", ShiftFault::NotOver),
            (far, "day", ShiftFault::TooFar),
            (self.post.chars().count() > LINE_CHARS_MAX, "post", ShiftFault::Post),
            (
                !late && self.starts_ms > now_ms && self.sign_up_until_ms <= now_ms,
                "closes_before",
                ShiftFault::Closes,
            ),
            (self.sign_up_until_ms > self.starts_ms, "closes_before", ShiftFault::Closes),
        ]
        .into_iter()
        .filter_map(|(wrong, name, fault)| wrong.then_some((name, fault)))
        .collect()
    }

    /// As fields of a command.
    pub fn fields(&self) -> Fields {
        fields([
            ("post", Change::to(self.post.as_str())),
            ("starts_ms", Change::to(self.starts_ms)),
            ("ends_ms", Change::to(self.ends_ms)),
            ("sign_up_until_ms", Change::to(self.sign_up_until_ms)),
            ("places", Change::to(self.places)),
        ])
    }

    /// What a command says, looked at once more by the rules of the form.
    pub fn from_fields(fields: &Fields, now_ms: i64, late: bool) -> Option<Self> {
        let value = |name: &str| match fields.get(name) {
            Some(Change::Set { to, .. }) => Some(to),
            _ => None,
        };
        let number = |name: &str| value(name)?.as_i64();
        let shift = Self {
            post: value("post")?.as_str()?.to_owned(),
            starts_ms: number("starts_ms")?,
            ends_ms: number("ends_ms")?,
            sign_up_until_ms: number("sign_up_until_ms")?,
            places: number("places")?,
        };
        shift.faults(now_ms, late).is_empty().then_some(shift)
    }

    /// The same so many weeks later.
    pub fn weeks_later(&self, weeks: u8) -> Self {
        let later = Duration::weeks(i64::from(weeks)).whole_milliseconds();
        let later = i64::try_from(later).unwrap_or_default();
        Self {
            starts_ms: self.starts_ms + later,
            ends_ms: self.ends_ms + later,
            sign_up_until_ms: self.sign_up_until_ms + later,
            ..self.clone()
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use proptest::prelude::*;

    use super::*;

    /// 2026-11-24 14:08 here.
    pub(crate) const NOW_MS: i64 = 1_795_500_480_000;

    fn form() -> ShiftForm {
        ShiftForm {
            day: "2026-11-28".into(),
            from: "09:00".into(),
            to: "11:30".into(),
            places: "10".into(),
            ..ShiftForm::default()
        }
    }

    #[test]
    fn a_shift_lies_ahead_and_is_as_long_as_people_can_work() {
        let shift = form().parse(NOW_MS, false).unwrap();
        assert_eq!(span(shift.starts_ms, shift.ends_ms), "2026-11-28 09:00–11:30");
        assert_eq!(shift.sign_up_until_ms, shift.starts_ms);
        type Change = fn(&mut ShiftForm);
        let wrong: [(Change, &str, ShiftFault); 11] = [
            (|it| it.day = "2026-11-24".into(), "day", ShiftFault::Past),
            (|it| it.day = "2025-12-24".into(), "day", ShiftFault::Past),
            (|it| it.day = "2027-12-24".into(), "day", ShiftFault::TooFar),
            (|it| it.day = "28.11.".into(), "day", ShiftFault::Day),
            (|it| it.from = "9".into(), "from", ShiftFault::Time),
            (|it| it.to = "24:00".into(), "to", ShiftFault::Time),
            (|it| it.to = "09:00".into(), "to", ShiftFault::Length),
            (|it| it.to = "22:01".into(), "to", ShiftFault::Length),
            (|it| it.places = "0".into(), "places", ShiftFault::Places),
            (|it| it.places = "10000".into(), "places", ShiftFault::Places),
            (|it| it.closes_before = "200".into(), "closes_before", ShiftFault::Closes),
        ];
        for (change, name, fault) in wrong {
            let mut form = form();
            change(&mut form);
            assert_eq!(form.parse(NOW_MS, false), Err(vec![(name, fault)]));
        }
    }

    #[test]
    fn what_is_entered_afterwards_is_over() {
        assert_eq!(form().parse(NOW_MS, true), Err(vec![("day", ShiftFault::NotOver)]));
        let past = ShiftForm { day: "2026-11-20".into(), ..form() };
        assert!(past.parse(NOW_MS, true).is_ok());
    }

    #[test]
    fn a_week_later_it_is_the_same_day_of_the_week_at_the_same_time() {
        let shift = form().parse(NOW_MS, false).unwrap();
        let later = shift.weeks_later(2);
        assert_eq!(span(later.starts_ms, later.ends_ms), "2026-12-12 09:00–11:30");
        assert_eq!(shift.weeks_later(0), shift);
    }

    #[test]
    fn a_command_says_what_the_form_said() {
        let shift = form().parse(NOW_MS, false).unwrap();
        assert_eq!(NewShift::from_fields(&shift.fields(), NOW_MS, false), Some(shift.clone()));
        assert_eq!(
            NewShift::from_fields(&shift.fields(), shift.starts_ms, false),
            None,
            "it has begun meanwhile"
        );
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_form(day in "\\PC{0,12}", from in "\\PC{0,6}", places in "\\PC{0,22}") {
            let form = ShiftForm { day, from, places, ..form() };
            if let Ok(shift) = form.parse(NOW_MS, false) {
                prop_assert!(shift.faults(NOW_MS, false).is_empty());
            }
        }

        #[test]
        fn moments_are_read_as_they_are_written(julian in 2_440_588_i32..2_500_000, minute in 0_u16..1440) {
            let day = Date::from_julian_day(julian).unwrap();
            let at_ms = moment_ms(day, minute);
            prop_assert_eq!(day_of(at_ms), day);
            prop_assert_eq!(minute_of(&clock(at_ms)), Some(minute));
        }
    }
}
