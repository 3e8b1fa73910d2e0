//! A moment as the clock on a wall in Hainan shows it.

use time::{Date, Weekday};

use super::span::{DAY_MINUTES, clock};

/// A minute in the local time of China.
///
/// All of China keeps UTC+8, and there has been no summer time since 1991; so the offset is fixed, no table of
/// time zones is needed, and every day has 1440 minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LocalMoment {
    /// The day.
    pub date: Date,
    /// Minutes since midnight, below 1440.
    pub minute: u16,
}

const OFFSET_MINUTES: i64 = 8 * 60;
const MINUTE_MS: i64 = 60_000;
const EPOCH_JULIAN_DAY: i64 = 2_440_588;

impl LocalMoment {
    /// The minute in which an instant lies, given in milliseconds since 1970 UTC. Beyond the year 9999 the last day
    /// that can be written.
    pub fn from_unix_ms(unix_ms: i64) -> Self {
        let epoch = EPOCH_JULIAN_DAY * i64::from(DAY_MINUTES);
        Self::from_minutes(unix_ms.div_euclid(MINUTE_MS) + OFFSET_MINUTES + epoch)
    }

    /// The first millisecond of the minute, since 1970 UTC.
    pub fn to_unix_ms(self) -> i64 {
        let epoch = EPOCH_JULIAN_DAY * i64::from(DAY_MINUTES);
        (self.minutes() - epoch - OFFSET_MINUTES) * MINUTE_MS
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        self.date.weekday()
    }

    /// The time of day, `08:30`.
    pub fn clock(self) -> String {
        clock(self.minute)
    }

    /// Minutes on one line through all days, on which spans can be compared across midnight.
    pub(super) fn minutes(self) -> i64 {
        i64::from(self.date.to_julian_day()) * i64::from(DAY_MINUTES) + i64::from(self.minute)
    }

    /// The moment at a point of that line.
    pub(super) fn from_minutes(minutes: i64) -> Self {
        let day = minutes.div_euclid(i64::from(DAY_MINUTES));
        let last = if day < 0 { Date::MIN } else { Date::MAX };
        let date = i32::try_from(day).ok().and_then(|day| Date::from_julian_day(day).ok()).unwrap_or(last);
        Self { date, minute: minutes.rem_euclid(i64::from(DAY_MINUTES)) as u16 }
    }
}
