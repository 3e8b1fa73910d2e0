//! What of complaints waits for whoever answers them. Pure.

use super::{
    list_page::{OVERDUE, WAITING, in_state},
    messages,
    model::{State, WaitingAt},
};
use crate::{
    accounts::work::{Urgency, Waits},
    language::Language,
    stations::hours::LocalMoment,
};

/// What waits at the reader's own levels, and what is late at those below.
pub fn waits(l: Language, own: &[WaitingAt], below: &[WaitingAt]) -> Vec<Waits> {
    let sum = |at: &[WaitingAt], of: fn(&WaitingAt) -> i64| at.iter().map(of).sum::<i64>();
    let came = own.iter().map(|it| it.since_ms).min();
    let came = came.map(|since| LocalMoment::from_unix_ms(since).date);
    let due = |at: &[WaitingAt]| at.iter().map(|it| it.due_on).min();
    let wait = |urgency, what: fn(Language, i64) -> String, count: i64, since, state: &str| Waits {
        urgency,
        what: what(l, count),
        how_many: usize::try_from(count).unwrap_or_default(),
        since,
        address: in_state(state),
    };
    let (late, late_below) = (sum(own, |it| it.late), sum(below, |it| it.late));
    vec![
        wait(Urgency::Overdue, messages::waits_overdue, late, due(own), OVERDUE),
        wait(Urgency::Now, messages::waits_waiting, sum(own, |it| it.others), came, WAITING),
        wait(Urgency::Soon, messages::waits_apart, sum(own, |it| it.apart), None, State::Apart.word()),
        wait(Urgency::Now, messages::waits_below, late_below, due(below), OVERDUE),
    ]
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::{accounts::work::in_order, journal::model::Unit};

    #[test]
    fn what_is_late_stands_before_what_waits_and_that_before_what_is_kept_apart() {
        let at = |level, late| WaitingAt {
            level,
            apart: 1,
            others: 2,
            late,
            since_ms: 1_795_449_600_000,
            due_on: date!(2026 - 12 - 15),
        };
        let own = [at(Unit::Province, 1)];
        let below = [at(Unit::County("469002".into()), 2)];
        let listed = in_order(waits(Language::Zh, &own, &below));
        let words: Vec<_> = listed.iter().map(|it| it.what.as_str()).collect();
        let expected = [
            "投诉建议超期未答复（1）",
            "投诉建议等答复（2）",
            "下级的投诉建议超期未答复（2）",
            "投诉建议待甄别（1）",
        ];
        assert_eq!(words, expected);
        assert_eq!(listed[1].since, Some(date!(2026 - 11 - 24)));
        assert!(in_order(waits(Language::En, &[], &[])).is_empty());
    }
}
