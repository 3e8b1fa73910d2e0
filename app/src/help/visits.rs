//! Visits that were arranged with a caller: for when one is, which one holds, and what became of the others. Pure.
//!
//! Invariant: one visit of a call holds at most, the one that was arranged last. Another one takes its place, it is
//! withdrawn, or the call goes where nobody keeps it: closed, handed to another body, or passed to another unit. While one
//! holds, the call is not joined with another: its visit is arranged there.

use time::Date;

use super::model::{Said, Step};
use crate::iso_date;

/// Days ahead for which a visit is arranged at most: a quarter of a year. Nobody keeps an hour free for longer, and a day
/// beyond is a slip in the date.
pub const VISIT_DAYS_MAX: i64 = 90;

/// Whether a visit may be arranged `today` for this day.
pub fn may_be_on(day: Date, today: Date) -> bool {
    (0..=VISIT_DAYS_MAX).contains(&(day - today).whole_days())
}

/// What became of a visit that was arranged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Somebody comes by.
    Holds,
    /// Its day is over, or the call went on after it.
    Over,
    /// Another one was arranged instead.
    Moved,
    /// It was withdrawn.
    Withdrawn,
    /// The call went on without it.
    Void,
}

/// A step as far as visits go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Happened {
    /// Which step.
    pub step: Step,
    /// On which day it was taken.
    pub on: Date,
    /// For which day a visit was arranged by it.
    pub visit: Option<Date>,
}

impl Happened {
    /// A step that was taken on this day, with what was said.
    pub fn of(step: Step, said: &Said, on: Date) -> Self {
        Self { step, on, visit: iso_date::parse(&said.day).filter(|_| step == Step::Visit) }
    }
}

/// A visit that was arranged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arranged {
    /// For which day.
    pub day: Date,
    /// What became of it.
    pub standing: Standing,
}

impl Arranged {
    /// Whether somebody comes by.
    pub fn holds(self) -> bool {
        self.standing == Standing::Holds
    }
}

/// The visits among these steps, each in the place of its step.
pub fn arranged(steps: &[Happened], today: Date) -> Vec<Option<Arranged>> {
    let visit = |(at, it): (usize, &Happened)| {
        it.visit.map(|day| Arranged { day, standing: standing(day, steps, at, today) })
    };
    steps.iter().enumerate().map(visit).collect()
}

/// The visit that holds.
pub fn holding(steps: &[Happened], today: Date) -> Option<Arranged> {
    arranged(steps, today).into_iter().flatten().rfind(|visit| visit.holds())
}

fn standing(day: Date, steps: &[Happened], at: usize, today: Date) -> Standing {
    // What is written down on its day may be about the visit or about something else: what follows tells.
    let recorded =
        |before: usize| steps[at + 1..before].iter().any(|it| it.step == Step::Record && it.on == day);
    let became = steps.iter().enumerate().skip(at + 1).find_map(|(place, it)| match it.step {
        // Whatever is done later changes nothing of it.
        _ if it.on > day => Some(Standing::Over),
        Step::Visit if recorded(place) => Some(Standing::Over),
        Step::Visit => Some(Standing::Moved),
        Step::CancelVisit => Some(Standing::Withdrawn),
        // Whoever ends a call on the day of a visit has mostly been there.
        Step::Close | Step::Refer | Step::Pass if it.on == day => Some(Standing::Over),
        Step::Close | Step::Refer | Step::Pass => Some(Standing::Void),
        _ => None,
    });
    became.unwrap_or(if day < today { Standing::Over } else { Standing::Holds })
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    const TODAY: Date = date!(2026 - 11 - 30);
    const VISIT: Date = date!(2026 - 12 - 02);

    fn happened(step: Step, on: Date) -> Happened {
        Happened { step, on, visit: None }
    }

    fn visit(day: Date, on: Date) -> Happened {
        Happened { visit: Some(day), ..happened(Step::Visit, on) }
    }

    #[test]
    fn a_visit_is_arranged_for_today_or_within_a_quarter() {
        for (day, may) in [
            (date!(2026 - 11 - 29), false),
            (TODAY, true),
            (date!(2027 - 02 - 28), true),
            (date!(2027 - 03 - 01), false),
            (date!(9999 - 12 - 31), false),
        ] {
            assert_eq!(may_be_on(day, TODAY), may, "{day}");
        }
    }

    #[test]
    fn the_visit_arranged_last_holds_until_it_is_moved_withdrawn_or_left_behind() {
        use Standing::{Holds, Moved, Over, Void, Withdrawn};
        let later = date!(2026 - 12 - 04);
        for (next, stands) in [
            (happened(Step::Reached, TODAY), Holds),
            (happened(Step::Record, TODAY), Holds),
            (visit(later, TODAY), Moved),
            (happened(Step::CancelVisit, TODAY), Withdrawn),
            (happened(Step::Close, TODAY), Void),
            (happened(Step::Refer, TODAY), Void),
            (happened(Step::Pass, TODAY), Void),
            (happened(Step::Record, VISIT), Holds),
            (happened(Step::Close, VISIT), Over),
            (happened(Step::Pass, VISIT), Over),
            (visit(later, VISIT), Moved),
            (visit(later, date!(2026 - 12 - 03)), Over),
            (happened(Step::Close, date!(2026 - 12 - 03)), Over),
        ] {
            let steps = [happened(Step::Reached, TODAY), visit(VISIT, TODAY), next];
            let found = arranged(&steps, TODAY)[1].map(|visit| (visit.day, visit.standing));
            assert_eq!(found, Some((VISIT, stands)), "{next:?}");
        }
        let another = [visit(VISIT, TODAY), happened(Step::Record, VISIT), visit(later, VISIT)];
        assert_eq!(arranged(&another, VISIT)[0].map(|visit| visit.standing), Some(Over));
        let past = arranged(&[visit(VISIT, TODAY)], later);
        assert_eq!(past, [Some(Arranged { day: VISIT, standing: Over })]);
    }

    #[test]
    fn one_visit_holds_at_most_and_what_ended_does_not_come_back() {
        let later = date!(2026 - 12 - 04);
        let holding = |steps: &[Happened], today| holding(steps, today).map(|visit| visit.day);
        let moved = [visit(VISIT, TODAY), visit(later, TODAY)];
        assert_eq!(holding(&moved, TODAY), Some(later));
        assert_eq!(holding(&moved, VISIT), Some(later));
        assert_eq!(holding(&moved, date!(2026 - 12 - 05)), None, "it is over");
        for (ends, goes_on) in
            [(Step::CancelVisit, Step::Reached), (Step::Close, Step::Reopen), (Step::Refer, Step::TakeBack)]
        {
            let steps = [moved[0], moved[1], happened(ends, TODAY), happened(goes_on, TODAY)];
            assert_eq!(holding(&steps, TODAY), None, "{ends:?}");
            let again = [steps[1], steps[2], steps[3], visit(VISIT, TODAY)];
            assert_eq!(holding(&again, TODAY), Some(VISIT), "{ends:?}");
        }
    }

    #[test]
    fn a_visit_is_read_from_what_was_said_with_its_step_alone() {
        let said = |day: &str| Said { day: day.into(), ..Said::default() };
        assert_eq!(Happened::of(Step::Visit, &said("2026-12-02"), TODAY), visit(VISIT, TODAY));
        for (step, day) in [(Step::Refer, "2026-12-02"), (Step::Visit, ""), (Step::Visit, "tomorrow")] {
            assert_eq!(Happened::of(step, &said(day), TODAY), happened(step, TODAY));
        }
    }
}
