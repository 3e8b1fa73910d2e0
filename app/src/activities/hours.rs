//! Hours that somebody gave: from real times, never more than planned by half, rounded as the deployment says. Pure.
//!
//! 民政部令第67号 Art. 7: the time that was really given, in hours. The cap is forms-and-records.md §4.7.

use super::check_in::Odd;
use crate::{text::narrow, worded::worded};

const MINUTE_MS: i64 = 60 * 1000;
const HOUR_MS: i64 = 60 * MINUTE_MS;

/// Somebody who was there so shortly and gets so many hours is odd: more than twice as much as they were there.
const BRIEF_MS: i64 = 15 * MINUTE_MS;

worded! {
    /// What hours come from.
    Ground {
        /// Somebody was seen, or gave the code.
        Attendance = "attendance",
        /// Two people say so, with a reason.
        Word = "word",
    }
}

worded! {
    /// Where hours stand.
    HoursState {
        /// Somebody asks for them; somebody else has to agree.
        Asked = "asked",
        /// They count.
        Confirmed = "confirmed",
        /// They do not.
        Refused = "refused",
        /// They counted, and do not any more.
        TakenBack = "taken_back",
        /// Somebody was there, and it comes to no hours.
        NotCounted = "not_counted",
    }
}

/// Hours in hundredths, from the times that somebody was there in a shift of `planned_ms`; `step_minutes` is to how many
/// minutes they are rounded, to the nearest.
pub fn hundredths(pairs: &[(i64, i64)], planned_ms: i64, step_minutes: i64) -> i64 {
    let there: i64 = joined(pairs).iter().map(|(came, left)| left - came).sum();
    let counted = there.min(planned_ms.max(0) * 3 / 2);
    let step_ms = step_minutes.max(1) * MINUTE_MS;
    let steps = (counted + step_ms / 2).div_euclid(step_ms);
    // From steps, so that a step of 20 minutes gives 0.33, 0.67, 1.00.
    (steps * step_minutes.max(1) * 100 + 30).div_euclid(60)
}

/// How many hours, in hundredths, whoever was there for `there_ms` of a shift of `planned_ms` gets at most, before anything
/// is rounded; and how many anybody gets of that shift. Of times that come to nothing, it is the shift that limits.
pub fn most(there_ms: i64, planned_ms: i64) -> (i64, i64) {
    let by_shift = planned_ms.max(0) * 3 / 2;
    let most = if there_ms > 0 { there_ms.min(by_shift) } else { by_shift };
    (most * 100 / HOUR_MS, by_shift * 100 / HOUR_MS)
}

/// The same times without those that lie in others.
pub fn joined(pairs: &[(i64, i64)]) -> Vec<(i64, i64)> {
    let mut sorted: Vec<_> = pairs.iter().copied().filter(|(came, left)| left > came).collect();
    sorted.sort_unstable();
    let mut joined: Vec<(i64, i64)> = Vec::new();
    for (came, left) in sorted {
        match joined.last_mut() {
            Some(last) if came <= last.1 => last.1 = last.1.max(left),
            _ => joined.push((came, left)),
        }
    }
    joined
}

/// `2.8`: hours as they are written, without zeros that say nothing.
pub fn written(hundredths: i64) -> String {
    let (whole, rest) = (hundredths.div_euclid(100), hundredths.rem_euclid(100));
    match rest {
        0 => whole.to_string(),
        rest if rest % 10 == 0 => format!("{whole}.{}", rest / 10),
        rest => format!("{whole}.{rest:02}"),
    }
}

/// Hundredths as somebody types them: `2.8`, `2`, `2.75`.
pub fn parse(text: &str) -> Option<i64> {
    let text = text.trim();
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 4 || rest.len() > 2 || !plain(whole) || !plain(rest) {
        return None;
    }
    let rest: i64 = if rest.is_empty() { 0 } else { format!("{rest:0<2}").parse().ok()? };
    Some(whole.parse::<i64>().ok()? * 100 + rest)
}

/// Whether hours are more than twice what somebody was there, who was there for minutes.
pub fn brief(there_ms: i64, hundredths: i64) -> Option<Odd> {
    let given_ms = hundredths * HOUR_MS / 100;
    (there_ms < BRIEF_MS && given_ms > 2 * there_ms).then_some(Odd::Brief)
}

/// Whether two people are called alike, however it is written. Nothing ties the account of somebody of the staff to what
/// they do as a volunteer, so whoever has a volunteer's name does not vouch for that volunteer's hours.
pub fn same_name(one: &str, other: &str) -> bool {
    let plain = |name: &str| -> String {
        let signs = name.chars().map(narrow).filter(|sign| !sign.is_whitespace());
        signs.flat_map(char::to_lowercase).collect()
    };
    let one = plain(one);
    !one.is_empty() && one == plain(other)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_name_is_the_same_however_it_is_written() {
        assert!(same_name("符 小红", "符小红") && same_name("Ａnna Li", "anna li"));
        assert!(!same_name("符小红", "符小虹") && !same_name("", "") && !same_name("　", " "));
    }

    fn at(hour: i64, minute: i64) -> i64 {
        hour * HOUR_MS + minute * MINUTE_MS
    }

    #[test]
    fn two_hours_and_fifty_minutes_are_two_point_eight() {
        // reporting.md §7.4, vector 14.
        let pairs = [(at(9, 0), at(11, 50))];
        assert_eq!(hundredths(&pairs, at(3, 0), 6), 280);
        assert_eq!(written(280), "2.8");
        assert_eq!(hundredths(&pairs, at(3, 0), 30), 300);
        assert_eq!(hundredths(&pairs, at(3, 0), 15), 275);
        assert_eq!(hundredths(&pairs, at(3, 0), 1), 283);
    }

    #[test]
    fn more_than_planned_by_half_is_not_counted() {
        assert_eq!(hundredths(&[(at(9, 0), at(18, 0))], at(2, 0), 6), 300);
        assert_eq!(hundredths(&[(at(9, 0), at(12, 0))], at(2, 0), 6), 300);
        assert_eq!(hundredths(&[(at(9, 0), at(9, 0))], at(2, 0), 6), 0);
    }

    #[test]
    fn coming_and_going_is_counted_once() {
        let pairs =
            [(at(9, 0), at(10, 0)), (at(9, 30), at(10, 30)), (at(11, 0), at(12, 0)), (at(12, 0), at(11, 0))];
        assert_eq!(joined(&pairs), [(at(9, 0), at(10, 30)), (at(11, 0), at(12, 0))]);
        assert_eq!(hundredths(&pairs, at(3, 0), 6), 250);
    }

    #[test]
    fn hours_are_read_as_they_are_written() {
        for (text, hundredths) in
            [("2.8", 280), ("2", 200), ("2.75", 275), ("0.1", 10), ("12.", 1200), ("200", 20_000)]
        {
            assert_eq!(parse(text), Some(hundredths), "{text}");
        }
        for text in ["", ".5", "-1", "10000", "1.234", "1,5", "二", "1e1"] {
            assert_eq!(parse(text), None, "{text}");
        }
        assert_eq!((written(200), written(5), written(275)), ("2".into(), "0.05".into(), "2.75".into()));
    }

    #[test]
    fn the_most_is_the_time_that_was_given_and_never_more_than_the_shift_by_half() {
        let planned = at(2, 30);
        assert_eq!(most(at(2, 30), planned), (250, 375));
        assert_eq!(most(at(6, 0), planned), (375, 375));
        assert_eq!(most(-at(1, 0), planned), (375, 375), "they left before they came");
        assert_eq!((written(250), written(375)), ("2.5".into(), "3.75".into()));
    }

    #[test]
    fn many_hours_in_minutes_are_odd() {
        assert_eq!(brief(at(0, 2), 500), Some(Odd::Brief));
        assert_eq!(brief(at(2, 50), 280), None);
        assert_eq!(brief(at(0, 10), 20), None);
    }

    proptest! {
        #[test]
        fn nobody_gets_more_than_planned_by_half(
            pairs in prop::collection::vec((0_i64..1 << 30, 0_i64..1 << 30), 0..5), planned in 1_i64..12, step in 1_i64..60
        ) {
            let got = hundredths(&pairs, planned * HOUR_MS, step);
            // Half a step may be rounded up.
            prop_assert!(got >= 0 && got * 60 <= (planned * 150 * 60) + step * 50 + 60);
        }

        #[test]
        fn written_hours_are_read_again(hundredths in 0_i64..9999) {
            prop_assert_eq!(parse(&written(hundredths)), Some(hundredths));
        }
    }
}
