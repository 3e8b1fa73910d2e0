//! Opening hours: what a station's week looks like, which days differ, and what the public calendar does to it.
//!
//! For the station pages, the filter «open now» and the field app. The smaller things stand in `hours/`: a local
//! moment (`moment.rs`), a span of the day (`span.rs`), «open now» and the next change (`opening.rs`).
//!
//! Pure: the moment and the calendar are passed in, never asked for.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use time::{Date, Weekday};

use crate::text::Text;

mod moment;
mod opening;
mod span;

pub use moment::LocalMoment;
pub use opening::Opening;
pub use span::{Span, SpanRefused, clock};

/// What a station does on public holidays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HolidayRule {
    /// It is closed.
    #[default]
    Closed,
    /// It keeps the hours of that day of the week.
    AsUsual,
}

/// One day on which a station does something else: a closure for a typhoon, shorter hours, a day of service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayException {
    /// The day.
    #[serde(with = "crate::iso_date")]
    pub date: Date,
    /// The hours instead; none means closed.
    pub spans: Vec<Span>,
    /// Why, for the public.
    pub reason: Text,
}

/// When a station is open.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpeningHours {
    /// The hours of each day of the week, Monday first; none means closed.
    pub weekly: [Vec<Span>; 7],
    /// What holds on public holidays.
    #[serde(default)]
    pub holidays: HolidayRule,
    /// Days that differ. They beat the calendar; of two for one day the later in the list holds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exceptions: Vec<DayException>,
}

/// How the State Council's yearly notice changes a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayKind {
    /// Off, also if it is no weekend.
    Holiday,
    /// A make-up workday 调休: worked, although it is a weekend.
    Workday,
}

/// A day of the public calendar that is not what its day of the week says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarDay {
    /// Off or worked.
    pub kind: DayKind,
    /// The name of the holiday, 「国庆节」, or of the make-up day, 「国庆节调休」.
    pub name: Text,
}

/// The public calendar: only the days that differ, for the years that have been announced.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Calendar {
    #[serde(with = "crate::iso_date::keys")]
    days: BTreeMap<Date, CalendarDay>,
}

impl Calendar {
    /// How the day differs, if it does.
    pub fn day(&self, date: Date) -> Option<&CalendarDay> {
        self.days.get(&date)
    }

    /// All days that differ, in order.
    pub fn days(&self) -> impl Iterator<Item = (Date, &CalendarDay)> {
        self.days.iter().map(|(date, day)| (*date, day))
    }
}

impl FromIterator<(Date, CalendarDay)> for Calendar {
    fn from_iter<Days: IntoIterator<Item = (Date, CalendarDay)>>(days: Days) -> Self {
        Self { days: days.into_iter().collect() }
    }
}

/// The hours of one day, all things considered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayHours {
    /// The day.
    pub date: Date,
    /// What begins on it, in order; spans that touch are one. None means closed.
    pub spans: Vec<Span>,
    /// Why the hours are not those of the week: an exception, a holiday, a make-up day.
    pub reason: Option<Text>,
}

impl OpeningHours {
    /// The hours of a day: the station's own exception, else what the public calendar says, else the week.
    ///
    /// A make-up workday is worked like a Monday, unless the station has hours on that day of the week anyway.
    pub fn spans_on(&self, date: Date, calendar: &Calendar) -> DayHours {
        let (spans, reason) = self
            .exception_on(date)
            .or_else(|| self.calendar_on(date, calendar))
            .unwrap_or((self.weekly_on(date.weekday()), None));
        DayHours { date, spans: span::joined(spans), reason: reason.cloned() }
    }

    /// The hours of seven days, beginning with `first`.
    pub fn week(&self, first: Date, calendar: &Calendar) -> Vec<DayHours> {
        std::iter::successors(Some(first), |date| date.next_day())
            .take(7)
            .map(|date| self.spans_on(date, calendar))
            .collect()
    }

    fn exception_on(&self, date: Date) -> Option<(&[Span], Option<&Text>)> {
        let exception = self.exceptions.iter().rfind(|exception| exception.date == date)?;
        Some((&exception.spans, Some(&exception.reason)))
    }

    fn calendar_on<'a>(
        &'a self,
        date: Date,
        calendar: &'a Calendar,
    ) -> Option<(&'a [Span], Option<&'a Text>)> {
        let day = calendar.day(date)?;
        let usual = self.weekly_on(date.weekday());
        let monday = self.weekly_on(Weekday::Monday);
        match (day.kind, self.holidays) {
            (DayKind::Holiday, HolidayRule::Closed) => Some((&[], Some(&day.name))),
            (DayKind::Workday, _) if usual.is_empty() && !monday.is_empty() => {
                Some((monday, Some(&day.name)))
            }
            _ => None,
        }
    }

    fn weekly_on(&self, weekday: Weekday) -> &[Span] {
        &self.weekly[usize::from(weekday.number_days_from_monday())]
    }
}

#[cfg(test)]
mod tests;
