//! By when something has to happen to a call for help, what its caller is promised, and what goes up at once. Pure.
//!
//! Terms: users.md §6.8 and forms-and-records.md F13, which are proposals of the platform's own. One rule for all who are
//! told of it: what presses is due on the day on which it came if somebody can be reached at the unit yet, and else on the
//! day on which it opens next; where it was closed, its leader and the 市县 are told at once. A unit that has set
//! no hours, such as an office of a 市县, is taken to keep those of an office of the government, so that nobody is promised
//! a call today that nobody makes any more.

use time::Date;

use super::model::State;
use crate::{
    directory::model::Directory,
    journal::model::Unit,
    stations::hours::{Calendar, LocalMoment, Opening, OpeningHours, Span},
    tickets::due_day,
};

/// By when something has to happen; a deployment sets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Working days until a caller is reached whose call presses: 0 is the same day, or the next on which the unit opens.
    pub urgent_contact_days: u32,
    /// The same for everybody else.
    pub contact_days: u32,
    /// Working days until a call is closed.
    pub closing_days: u32,
}

impl Terms {
    /// The last day for reaching the caller of a call that came at this moment and lies with this unit.
    pub fn contact_by(&self, came: LocalMoment, urgent: bool, unit: &Unit, directory: &Directory) -> Date {
        let due = |days| due_day(came.date, days, &directory.calendar);
        match urgent {
            true => due(self.urgent_contact_days).max(reached_on(unit, directory, came)),
            false => due(self.contact_days),
        }
    }

    /// The last day for closing it.
    pub fn close_by(&self, day: Date, calendar: &Calendar) -> Date {
        due_day(day, self.closing_days, calendar)
    }
}

/// When somebody is taken to be at a unit that has set no hours, in minutes of a working day: 08:30 to 12:00 and 14:30 to
/// 17:30, as offices of the government keep them in Hainan. No caller is told these times: they only decide on which day
/// somebody can be reached.
const OFFICE_SPANS: [(u16, u16); 2] = [(510, 720), (870, 1050)];

fn office_hours() -> OpeningHours {
    let spans = OFFICE_SPANS.into_iter().filter_map(|(from, to)| Span::new(from, to).ok());
    let mut hours = OpeningHours::default();
    hours.weekly[..5].fill(spans.collect());
    hours
}

/// The hours that a unit has set; an office of a 市县 sets none.
pub(super) fn own_hours<'a>(unit: &Unit, directory: &'a Directory) -> Option<&'a OpeningHours> {
    let Unit::Station(id) = unit else { return None };
    let hours = &directory.station_with_id(*id)?.hours;
    hours.weekly.iter().any(|spans| !spans.is_empty()).then_some(hours)
}

/// Whether somebody is at a unit at a moment, and when that changes.
fn opening(unit: &Unit, directory: &Directory, at: LocalMoment) -> Opening {
    let office = office_hours();
    let hours = own_hours(unit, directory).unwrap_or(&office);
    hours.opening(at, &directory.calendar)
}

/// Whether nobody is there at a moment.
pub fn is_closed(unit: &Unit, directory: &Directory, at: LocalMoment) -> bool {
    !opening(unit, directory, at).is_open()
}

/// When a unit opens that is closed at a moment; nothing where it is open, or stays closed for months.
pub fn opens(unit: &Unit, directory: &Directory, at: LocalMoment) -> Option<LocalMoment> {
    match opening(unit, directory, at) {
        Opening::Closed { opens, .. } => opens,
        Opening::Open { .. } => None,
    }
}

/// The first day from a moment on, on which somebody is there; where the unit stays closed for months, at the office
/// above it.
fn reached_on(unit: &Unit, directory: &Directory, at: LocalMoment) -> Date {
    let first = |opening| match opening {
        Opening::Open { .. } => Some(at),
        Opening::Closed { opens, .. } => opens,
    };
    let here = first(opening(unit, directory, at));
    let there = || first(office_hours().opening(at, &directory.calendar));
    here.or_else(there).map_or(at.date, |moment| moment.date)
}

/// What a caller is promised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    /// Who sees to it.
    pub unit: Unit,
    /// The last day for reaching them.
    pub by: Date,
    /// Whether it presses.
    pub urgent: bool,
    /// When it came, or was opened again.
    pub came: LocalMoment,
}

impl Promise {
    /// Whether the leader and the 市县 were told as soon as it came, because nobody was there and it presses.
    pub fn rose(&self, directory: &Directory) -> bool {
        self.urgent && is_closed(&self.unit, directory, self.came)
    }

    /// Whether it concerns them as it stands now, without being late: nobody has reached the caller, and nobody was there
    /// when it came or is there now.
    pub fn rises(&self, state: State, directory: &Directory, now: LocalMoment) -> bool {
        let closed = || self.rose(directory) || is_closed(&self.unit, directory, now);
        self.urgent && state.waits_for_contact() && closed()
    }
}

/// What is late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Late {
    /// The caller was not reached in time.
    Contact,
    /// It is not closed in time.
    Closing,
}

/// What of a call is late on `today`.
pub fn late(state: State, contact_by: Date, close_by: Date, today: Date) -> Option<Late> {
    if state.waits_for_contact() && today > contact_by {
        Some(Late::Contact)
    } else if state.waits() && today > close_by {
        Some(Late::Closing)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::{Duration, macros::date};

    use super::*;
    use crate::{
        directory::fixture::{a_directory, a_station},
        stations::hours::DayException,
        text::Text,
    };

    /// Open from Monday to Friday, 08:30 to 12:00 and 14:00 to 17:30 or 14:30 to 17:30.
    fn a_unit() -> (Unit, Directory) {
        let station = a_station("jiaji");
        (Unit::Station(station.id), a_directory(vec![station]))
    }

    const TERMS: Terms = Terms { urgent_contact_days: 0, contact_days: 3, closing_days: 15 };

    fn at(date: Date, minute: u16) -> LocalMoment {
        LocalMoment { date, minute }
    }

    fn closed_on(date: Date) -> DayException {
        DayException { date, spans: Vec::new(), reason: Text::default() }
    }

    #[test]
    fn a_unit_that_has_set_no_hours_is_there_by_day_on_working_days() {
        let hours = office_hours();
        let written = |day: usize| hours.weekly[day].iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(written(0), ["08:30-12:00", "14:30-17:30"]);
        assert_eq!((written(4), written(5).len(), written(6).len()), (written(0), 0, 0));
    }

    #[test]
    fn what_presses_is_due_the_same_day_while_somebody_comes_yet_and_else_when_they_open() {
        let (station, mut silent, mut away) = (a_station("jiaji"), a_station("silent"), a_station("away"));
        silent.hours = OpeningHours::default();
        away.hours.exceptions =
            (0..90).map(|days| closed_on(date!(2026 - 11 - 20) + Duration::days(days))).collect();
        let [unit, silent_unit, away_unit] = [&station, &silent, &away].map(|it| Unit::Station(it.id));
        let directory = a_directory(vec![station, silent, away]);
        let (silent, away) = (silent_unit, away_unit);
        let (friday, saturday, monday) =
            (date!(2026 - 11 - 27), date!(2026 - 11 - 28), date!(2026 - 11 - 30));
        let county = Unit::County("469002".into());
        for (unit, came, due, closed) in [
            (&unit, at(friday, 3 * 60), friday, true),
            (&unit, at(friday, 9 * 60), friday, false),
            (&unit, at(friday, 12 * 60 + 30), friday, true),
            (&unit, at(friday, 17 * 60 + 29), friday, false),
            (&unit, at(friday, 17 * 60 + 30), monday, true),
            (&unit, at(saturday, 10 * 60), monday, true),
            // Whoever has set no hours keeps those of an office.
            (&county, at(friday, 8 * 60 + 29), friday, true),
            (&county, at(friday, 8 * 60 + 30), friday, false),
            (&county, at(friday, 12 * 60 + 30), friday, true),
            (&county, at(friday, 17 * 60 + 29), friday, false),
            (&county, at(friday, 18 * 60 + 36), monday, true),
            (&county, at(saturday, 10 * 60), monday, true),
            (&Unit::Province, at(saturday, 10 * 60), monday, true),
            (&silent, at(friday, 10 * 60), friday, false),
            (&silent, at(friday, 22 * 60), monday, true),
            // A holiday on a Thursday.
            (&county, at(date!(2026 - 09 - 30), 18 * 60), date!(2026 - 10 - 02), true),
            (&county, at(date!(2026 - 10 - 01), 10 * 60), date!(2026 - 10 - 02), true),
            // Closed for months: at the office above.
            (&away, at(friday, 10 * 60), friday, true),
            (&away, at(friday, 18 * 60), monday, true),
        ] {
            assert_eq!(TERMS.contact_by(came, true, unit, &directory), due, "{unit} {came:?}");
            assert_eq!(is_closed(unit, &directory, came), closed, "{unit} {came:?}");
            assert_eq!(
                TERMS.contact_by(came, false, unit, &directory),
                due_day(came.date, 3, &directory.calendar)
            );
        }
        let slower = Terms { urgent_contact_days: 2, ..TERMS };
        assert_eq!(slower.contact_by(at(saturday, 600), true, &unit, &directory), date!(2026 - 12 - 01));
        assert_eq!(TERMS.close_by(saturday, &directory.calendar), date!(2026 - 12 - 18));
    }

    #[test]
    fn what_presses_goes_up_at_once_where_nobody_is_there_and_until_the_caller_is_reached() {
        let (unit, directory) = a_unit();
        let friday = date!(2026 - 11 - 27);
        let (open, night) = (at(friday, 10 * 60), at(friday, 20 * 60));
        let promise = |urgent, came| Promise { unit: unit.clone(), by: friday, urgent, came };
        for (urgent, came, now, rose, rises) in [
            (true, open, open, false, false),
            (true, open, night, false, true),
            (true, night, night, true, true),
            (true, night, at(date!(2026 - 11 - 30), 600), true, true),
            (false, night, night, false, false),
        ] {
            let promise = promise(urgent, came);
            assert_eq!(promise.rose(&directory), rose, "{promise:?}");
            assert_eq!(promise.rises(State::Received, &directory, now), rises, "{promise:?} {now:?}");
            for state in [State::InHand, State::Closed, State::Joined] {
                assert!(!promise.rises(state, &directory, now));
            }
        }
    }

    #[test]
    fn late_is_first_that_nobody_was_reached_and_then_that_it_is_not_closed() {
        let (contact, close, after) = (date!(2026 - 12 - 02), date!(2026 - 12 - 18), date!(2026 - 12 - 19));
        assert_eq!(late(State::Received, contact, close, contact), None);
        assert_eq!(late(State::Assigned, contact, close, date!(2026 - 12 - 03)), Some(Late::Contact));
        assert_eq!(late(State::InHand, contact, close, date!(2026 - 12 - 03)), None);
        assert_eq!(late(State::Handed, contact, close, after), Some(Late::Closing));
        for state in [State::Closed, State::Joined, State::Aside] {
            assert_eq!(late(state, contact, close, after), None);
        }
    }

    proptest! {
        #[test]
        fn nobody_is_promised_today_what_nobody_is_there_for(day in 1..365_u16, minute in 0..1440_u16) {
            let came = at(Date::from_ordinal_date(2026, day).unwrap(), minute);
            let (station, directory) = a_unit();
            for unit in [station, Unit::County("469002".into()), Unit::Province] {
                let due = TERMS.contact_by(came, true, &unit, &directory);
                let next = opens(&unit, &directory, came);
                prop_assert_eq!(next.is_some(), is_closed(&unit, &directory, came));
                prop_assert_eq!(due, next.map_or(came.date, |moment| moment.date));
            }
        }
    }
}
