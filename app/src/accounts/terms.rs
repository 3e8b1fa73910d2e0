//! Roles from one day to another: which may be added, and what is handed on. Pure.

use time::Date;

use super::model::Assignment;
use crate::access::may_also_hold;

/// A role in a unit, for a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Its own id.
    pub id: String,
    /// As what, where.
    pub assignment: Assignment,
    /// The first day.
    pub from: Date,
    /// The last day; nothing while none is known.
    pub until: Option<Date>,
}

impl Term {
    /// Whether it holds on this day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }

    /// Whether there is a day on which both hold.
    fn meets(&self, other: &Self) -> bool {
        self.until.is_none_or(|until| other.from <= until)
            && other.until.is_none_or(|until| self.from <= until)
    }
}

/// Why a role may not be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TermFault {
    /// There is no such role in the unit.
    Role,
    /// The last day lies before the first.
    Until,
    /// They have the same role there already, on some of these days.
    Held,
    /// They would hold two of the three administrators' roles, which are kept apart.
    Administrators,
}

/// All that somebody has, had and will have.
#[derive(Clone, Copy, Debug)]
pub struct Terms<'a>(pub &'a [Term]);

impl Terms<'_> {
    /// Whether `new` may be added.
    pub fn may_add(&self, new: &Term) -> Result<(), TermFault> {
        if !new.assignment.role.fits(&new.assignment.unit) {
            return Err(TermFault::Role);
        }
        if new.until.is_some_and(|until| until < new.from) {
            return Err(TermFault::Until);
        }
        let meeting = || self.0.iter().filter(|held| held.meets(new));
        if meeting().any(|held| held.assignment == new.assignment) {
            return Err(TermFault::Held);
        }
        let held = meeting().map(|held| held.assignment.role);
        if !may_also_hold(held, new.assignment.role) {
            return Err(TermFault::Administrators);
        }
        Ok(())
    }

    /// What goes on with somebody else from `next`, the day after `last_day`: every role that would hold longer, unless
    /// they (whose roles are `theirs`) have it on one of those days themselves.
    pub fn to_hand_on(&self, last_day: Date, next: Date, theirs: &[Term]) -> Vec<Term> {
        self.0
            .iter()
            .filter(|held| held.until.is_none_or(|until| until > last_day))
            .map(|held| Term { from: held.from.max(next), ..held.clone() })
            .filter(|term| !theirs.iter().any(|it| it.assignment == term.assignment && it.meets(term)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::Duration;

    use super::*;
    use crate::{access::Role, ids::StationId, iso_date, journal::model::Unit};

    fn day(number: i64) -> Date {
        iso_date::parse("2026-11-24").unwrap() + Duration::days(number)
    }

    fn term(role: Role, unit: &Unit, from: i64, until: Option<i64>) -> Term {
        let assignment = Assignment { role, unit: unit.clone() };
        Term { id: format!("{role:?}{from}"), assignment, from: day(from), until: until.map(day) }
    }

    #[test]
    fn a_role_is_added_where_it_exists_and_once_at_a_time() {
        let station = Unit::Station(StationId::fresh());
        let held = [term(Role::SocialWorker, &station, 0, Some(10))];
        let add = |term: Term| Terms(&held).may_add(&term);
        assert_eq!(add(term(Role::StationLeader, &station, 0, None)), Ok(()));
        assert_eq!(add(term(Role::SocialWorker, &station, 11, None)), Ok(()), "again, later");
        assert_eq!(add(term(Role::SocialWorker, &station, 10, None)), Err(TermFault::Held));
        assert_eq!(add(term(Role::SocialWorker, &station, -5, Some(-1))), Ok(()));
        assert_eq!(add(term(Role::StationLeader, &station, 5, Some(4))), Err(TermFault::Until));
        assert_eq!(add(term(Role::StationLeader, &Unit::Province, 0, None)), Err(TermFault::Role));
    }

    #[test]
    fn two_of_the_three_administrators_are_never_held_on_one_day() {
        let held = [
            term(Role::AuditAdministrator, &Unit::Province, 0, Some(10)),
            term(Role::Supervisor, &Unit::Province, 0, None),
        ];
        let add = |from, until| {
            Terms(&held).may_add(&term(Role::AccountsAdministrator, &Unit::Province, from, until))
        };
        assert_eq!(add(10, None), Err(TermFault::Administrators));
        assert_eq!(add(-3, Some(0)), Err(TermFault::Administrators));
        assert_eq!(add(11, None), Ok(()));
        let county = Unit::County("469002".into());
        let same = term(Role::AuditAdministrator, &county, 0, None);
        assert_eq!(Terms(&held).may_add(&same), Ok(()), "the same, elsewhere");
    }

    #[test]
    fn what_goes_on_is_handed_on_once() {
        let (one, other) = (Unit::Station(StationId::fresh()), Unit::Station(StationId::fresh()));
        let held = [
            term(Role::StationLeader, &one, -100, None),
            term(Role::SocialWorker, &other, -100, Some(3)),
            term(Role::SocialWorker, &one, -100, Some(20)),
            term(Role::SocialWorker, &other, 8, None),
        ];
        let theirs = [term(Role::SocialWorker, &one, -9, None)];
        let handed = Terms(&held).to_hand_on(day(5), day(6), &theirs);
        let told: Vec<_> = handed.iter().map(|it| (it.assignment.clone(), it.from, it.until)).collect();
        assert_eq!(
            told,
            [
                (held[0].assignment.clone(), day(6), None),
                // It had not begun.
                (held[3].assignment.clone(), day(8), None),
            ]
        );
    }

    proptest! {
        #[test]
        fn no_day_ever_has_one_role_twice_or_two_administrators(
            wanted in prop::collection::vec((0..8usize, 0..20i64, prop::option::of(0..10i64)), 1..20),
        ) {
            let mut held: Vec<Term> = Vec::new();
            for (role, from, days) in wanted {
                let new = term(Role::ALL[role], &Unit::Province, from, days.map(|days| from + days));
                if Terms(&held).may_add(&new).is_ok() {
                    held.push(new);
                }
            }
            for number in 0..40 {
                let on: Vec<_> = held.iter().filter(|it| it.holds_on(day(number))).collect();
                let roles: std::collections::BTreeSet<_> = on.iter().map(|it| it.assignment.role).collect();
                prop_assert_eq!(roles.len(), on.len());
                prop_assert!(on.iter().filter(|it| it.assignment.role.administers()).count() <= 1);
            }
        }
    }
}
