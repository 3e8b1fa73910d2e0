//! «Open now», and the next change.

use time::{Date, Duration};

use super::{Calendar, LocalMoment, OpeningHours, span::DAY_MINUTES};
use crate::text::Text;

/// How many days after today are looked at for the next change.
const DAYS_AHEAD: i64 = 60;

/// Whether a station is open at some moment, and when that changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opening {
    /// Open.
    Open {
        /// When it closes; none if it does not within 60 days.
        until: Option<LocalMoment>,
    },
    /// Closed.
    Closed {
        /// When it opens; none if it does not within 60 days.
        opens: Option<LocalMoment>,
        /// Why it is closed, where that is not just the usual hours.
        reason: Option<Text>,
    },
}

impl Opening {
    /// Whether it is open.
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Open { .. })
    }
}

impl OpeningHours {
    /// Whether the station is open at `now`, and the next change: across breaks, midnight, exceptions and
    /// holidays. A span that ends when another begins is no change.
    pub fn opening(&self, now: LocalMoment, calendar: &Calendar) -> Opening {
        let minute = now.minutes();
        // Where the stretch that is open now ends, as far as it has been followed.
        let mut end = None;
        for (from, to) in self.stretches(now.date, calendar) {
            match end {
                Some(reached) if from > reached => break,
                Some(reached) => end = Some(to.max(reached)),
                None if to <= minute => {}
                None if from <= minute => end = Some(to),
                None => return self.closed(now, Some(LocalMoment::from_minutes(from)), calendar),
            }
        }
        let Some(end) = end else { return self.closed(now, None, calendar) };
        let until = LocalMoment::from_minutes(end);
        let seen = (until.date - now.date).whole_days() <= DAYS_AHEAD;
        Opening::Open { until: seen.then_some(until) }
    }

    /// Every span from yesterday (it may reach into today) to the last day looked at, in the order in which they
    /// begin, on the line of `LocalMoment::minutes`.
    fn stretches(&self, today: Date, calendar: &Calendar) -> impl Iterator<Item = (i64, i64)> {
        (-1..=DAYS_AHEAD).filter_map(move |days| today.checked_add(Duration::days(days))).flat_map(
            move |date| {
                let midnight = LocalMoment { date, minute: 0 }.minutes();
                let spans = self.spans_on(date, calendar).spans.into_iter();
                spans.map(move |span| (midnight + i64::from(span.from()), midnight + i64::from(span.to())))
            },
        )
    }

    fn closed(&self, now: LocalMoment, opens: Option<LocalMoment>, calendar: &Calendar) -> Opening {
        Opening::Closed { opens, reason: self.reason_closed(now, calendar) }
    }

    /// Why the station is closed at `now`: what closes the whole day, or what takes away the hours that the week
    /// has at this time. A closure at noon or at night needs no reason, whatever the day.
    fn reason_closed(&self, now: LocalMoment, calendar: &Calendar) -> Option<Text> {
        let today = self.spans_on(now.date, calendar);
        let whole_day = today.spans.is_empty() && today.reason.is_some();
        if whole_day || self.usually_open(now.date, now.minute) {
            return today.reason;
        }
        let yesterday = now.date.previous_day()?;
        let usual = self.usually_open(yesterday, now.minute + DAY_MINUTES);
        usual.then(|| self.spans_on(yesterday, calendar).reason)?
    }

    /// Whether the week alone has the station open so many minutes after midnight of a day, by what begins on it.
    fn usually_open(&self, date: Date, minute: u16) -> bool {
        self.weekly_on(date.weekday()).iter().any(|span| span.covers(minute))
    }
}
