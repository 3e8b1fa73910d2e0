//! By when something has to happen to a call for help, what its caller is promised, and what goes up at once. Pure.
//!
//! Terms: users.md §6.8 and forms-and-records.md F13, which are proposals of the platform's own. One rule for all who are
//! told of it: what presses is due on the day on which it came if somebody can be reached at the unit yet, and else on the
//! day on which it opens next; where it was closed, its leader and the 市县 are told at once.

use time::Date;

use super::model::State;
use crate::{
    directory::model::Directory,
    journal::model::Unit,
    stations::hours::{Calendar, LocalMoment, Opening},
    tickets::{due_day, is_worked},
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

/// What its hours say of a unit; nothing where none are known: of an office of a 市县, and of a station without any.
fn opening(unit: &Unit, directory: &Directory, at: LocalMoment) -> Option<Opening> {
    let Unit::Station(id) = unit else { return None };
    let hours = &directory.station_with_id(*id)?.hours;
    let known = hours.weekly.iter().any(|spans| !spans.is_empty());
    known.then(|| hours.opening(at, &directory.calendar))
}

/// Whether nobody is there at a moment: by its hours, and where none are known on days that are not worked.
pub fn is_closed(unit: &Unit, directory: &Directory, at: LocalMoment) -> bool {
    let opening = opening(unit, directory, at);
    opening.map_or_else(|| !is_worked(at.date, &directory.calendar), |it| !it.is_open())
}

/// When a unit opens that is closed at a moment; nothing where it is open, or where that is not known.
pub fn opens(unit: &Unit, directory: &Directory, at: LocalMoment) -> Option<LocalMoment> {
    match opening(unit, directory, at) {
        Some(Opening::Closed { opens, .. }) => opens,
        _ => None,
    }
}

/// The first day from a moment on, on which somebody is there.
fn reached_on(unit: &Unit, directory: &Directory, at: LocalMoment) -> Date {
    let calendar = &directory.calendar;
    match (opening(unit, directory, at), opens(unit, directory, at)) {
        (Some(Opening::Open { .. }), _) => at.date,
        (_, Some(opens)) => opens.date,
        _ if is_worked(at.date, calendar) => at.date,
        _ => due_day(at.date, 1, calendar),
    }
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
    use time::macros::date;

    use super::*;
    use crate::directory::fixture::{a_directory, a_station};

    /// Open from Monday to Friday, 08:30 to 12:00 and 14:00 to 17:30 or 14:30 to 17:30.
    fn a_unit() -> (Unit, Directory) {
        let station = a_station("jiaji");
        (Unit::Station(station.id), a_directory(vec![station]))
    }

    const TERMS: Terms = Terms { urgent_contact_days: 0, contact_days: 3, closing_days: 15 };

    fn at(date: Date, minute: u16) -> LocalMoment {
        LocalMoment { date, minute }
    }

    #[test]
    fn what_presses_is_due_the_same_day_while_somebody_comes_yet_and_else_when_they_open() {
        let (unit, directory) = a_unit();
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
            // Whose hours are not known is there on working days.
            (&county, at(friday, 22 * 60), friday, false),
            (&county, at(saturday, 10 * 60), monday, true),
            (&Unit::Province, at(saturday, 10 * 60), monday, true),
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
}
