//! Being there: the code of the minute, what counts as odd, and how many times one may come and go. Pure.
//!
//! The code is six digits of a hash over the shift's secret and the minute, as RFC 6238 makes them; the leader's page
//! has the digits of every minute of the shift, so it goes on showing them with no signal. The leader's roll-call is an
//! equal way at any time.

use std::ops::Range;

use super::shift::day_of;
use crate::worded::worded;

/// How long a code is shown.
pub const STEP_MS: i64 = 60 * 1000;

/// Digits of a code.
pub const DIGITS: usize = 6;

/// How often one may come and go in a shift (practice of 「i志愿」).
pub const PAIRS_MAX: i64 = 3;

/// How long before a shift one may come, and how long after it one may still say that one left.
pub const EARLY_MS: i64 = 60 * 60 * 1000;
/// See [`EARLY_MS`].
pub const AFTER_MS: i64 = 2 * 60 * 60 * 1000;

/// For how long before a shift of the early morning its list of names and its codes can be opened: from the evening before.
const OPEN_BEFORE_MS: i64 = 12 * 60 * 60 * 1000;

/// Coming later than this is pointed out to the leader.
const LATE_MS: i64 = 30 * 60 * 1000;

/// So is going so long after the end: it counts as time that was given.
const OVERTIME_MS: i64 = 60 * 60 * 1000;

/// What is noted so long after the end is noted afterwards.
const AFTERWARDS_MS: i64 = 24 * 60 * 60 * 1000;

/// Being further away than this, where the browser tells, is pointed out too: a market or a beach is as wide.
const FAR_M: f64 = 1000.0;

/// From how many volunteers on one device it is pointed out.
const ONE_DEVICE: i64 = 2;

/// Which minute it is.
pub fn step_of(at_ms: i64) -> i64 {
    at_ms.div_euclid(STEP_MS)
}

/// The minutes whose code is taken at `now_ms`: this one, and one on either side for who types slowly and for clocks that
/// do not agree.
pub fn steps_taken(now_ms: i64) -> [i64; 3] {
    let step = step_of(now_ms);
    [step, step - 1, step + 1]
}

/// Whether the list of names and the codes of a shift can be opened: on its day, for who drives out of signal in the
/// morning, and for one of the early morning the evening before.
pub fn opens(starts_ms: i64, now_ms: i64) -> bool {
    now_ms >= starts_ms - OPEN_BEFORE_MS || day_of(now_ms) == day_of(starts_ms)
}

/// The minutes of which the page of the codes has one, when it is opened at `now_ms`: all in which one may come or go and
/// that are not over. None where it does not open yet, or the shift is over.
pub fn steps_shown(starts_ms: i64, ends_ms: i64, now_ms: i64) -> Range<i64> {
    let first = step_of(now_ms.max(starts_ms - EARLY_MS));
    if opens(starts_ms, now_ms) { first..step_of(ends_ms + AFTER_MS).max(first) } else { first..first }
}

/// The digits of a hash (RFC 4226, 5.3).
pub fn digits(hash: &[u8]) -> String {
    let at = usize::from(hash.last().copied().unwrap_or_default() & 0x0f);
    let bytes = hash.iter().skip(at).take(4).fold(0_u32, |all, byte| all << 8 | u32::from(*byte));
    format!("{:06}", (bytes & 0x7fff_ffff) % 1_000_000)
}

/// A code as it was typed, with full-width digits and blanks let pass.
pub fn parse(text: &str) -> Option<String> {
    let digits: String = text.chars().map(crate::text::narrow).filter(|sign| !sign.is_whitespace()).collect();
    (digits.len() == DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

worded! {
    /// How it is known that somebody was there.
    Way {
        /// They typed the code, or read it with their phone.
        Code = "code",
        /// The leader saw them.
        RollCall = "roll_call",
    }
}

worded! {
    /// What a leader should look at before confirming.
    Odd {
        /// They came more than half an hour late.
        Late = "late",
        /// They went more than an hour after the end.
        Overtime = "overtime",
        /// Their device was elsewhere.
        Far = "far",
        /// One device was used for several.
        OneDevice = "one_device",
        /// It was noted long after.
        Afterwards = "afterwards",
        /// Hours were given for minutes.
        Brief = "brief",
        /// They went before it began, or came after it had ended.
        Outside = "outside",
        /// They came and went within a minute.
        Momentary = "momentary",
    }
}

/// What is known of somebody's coming or going beside the code.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Circumstances {
    /// Others who used the same device for this activity on the day of the shift.
    pub others_on_device: i64,
    /// How far away the device was, where it told and was far, [`far_km`].
    pub away_km: Option<i64>,
    /// Whether they were there before: who comes back after a break is not late.
    pub again: bool,
}

/// How many kilometres of these metres the leader is told; nothing where it is near enough.
pub fn far_km(away_m: f64) -> Option<i64> {
    // No two places are further apart than half the way around.
    (away_m > FAR_M).then(|| (away_m / 1000.0).round() as i64)
}

/// What is odd about somebody's coming at `at_ms`, noted at `noted_ms`, to a shift that began at `starts_ms`.
pub fn odd(starts_ms: i64, ends_ms: i64, at_ms: i64, noted_ms: i64, around: Circumstances) -> Vec<Odd> {
    all([
        (at_ms > starts_ms + LATE_MS && !around.again, Odd::Late),
        (around.away_km.is_some(), Odd::Far),
        (around.others_on_device + 1 >= ONE_DEVICE, Odd::OneDevice),
        (noted_ms > ends_ms + AFTERWARDS_MS, Odd::Afterwards),
    ])
}

/// What is odd about somebody's going, noted at `noted_ms`, from a shift that lasts from when until when; and about the
/// whole time from their coming to their going.
pub fn odd_going(shift: (i64, i64), stay: (i64, i64), noted_ms: i64, around: Circumstances) -> Vec<Odd> {
    let ((starts_ms, ends_ms), (came_ms, left_ms)) = (shift, stay);
    all([
        (left_ms > ends_ms + OVERTIME_MS, Odd::Overtime),
        (around.away_km.is_some(), Odd::Far),
        (around.others_on_device + 1 >= ONE_DEVICE, Odd::OneDevice),
        (noted_ms > ends_ms + AFTERWARDS_MS, Odd::Afterwards),
        (left_ms <= starts_ms || came_ms >= ends_ms, Odd::Outside),
        (left_ms - came_ms < STEP_MS, Odd::Momentary),
    ])
}

/// How it stands with somebody who came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// They are there, since then.
    Here(i64),
    /// They went then.
    Left(i64),
    /// They came then. It is over, and nobody said when they went.
    Came(i64),
}

/// How it stands at `now_ms` with somebody who came and went at these times, the last ones, in a shift that ends at `ends_ms`;
/// nothing where they have not come.
pub fn presence(last: Option<(i64, Option<i64>)>, ends_ms: i64, now_ms: i64) -> Option<Presence> {
    last.map(|(came_ms, left_ms)| match left_ms {
        Some(left_ms) => Presence::Left(left_ms),
        None if now_ms <= ends_ms + AFTER_MS => Presence::Here(came_ms),
        None => Presence::Came(came_ms),
    })
}

/// Whether somebody can say at `now_ms`, by the code, that they come to a shift or go from it.
pub fn takes_codes(starts_ms: i64, ends_ms: i64, now_ms: i64) -> bool {
    starts_ms - EARLY_MS <= now_ms && now_ms <= ends_ms + AFTER_MS
}

/// These of both, each once.
pub fn both(one: &[Odd], other: &[Odd]) -> Vec<Odd> {
    let mut both = [one, other].concat();
    both.sort_unstable();
    both.dedup();
    both
}

fn all<const N: usize>(found: [(bool, Odd); N]) -> Vec<Odd> {
    found.into_iter().filter_map(|(is, odd)| is.then_some(odd)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::macros::date;

    use super::*;
    use crate::activities::shift::moment_ms;

    #[test]
    fn the_digits_are_those_of_the_standard() {
        // RFC 4226, 5.4.
        let hash = [
            0x1f, 0x86, 0x98, 0x69, 0x0e, 0x02, 0xca, 0x16, 0x61, 0x85, 0x50, 0xef, 0x7f, 0x19, 0xda, 0x8e,
            0x94, 0x5b, 0x55, 0x5a,
        ];
        assert_eq!(digits(&hash), "872921");
        assert_eq!(digits(&[]), "000000");
    }

    #[test]
    fn a_code_is_taken_a_minute_early_and_late() {
        assert_eq!(steps_taken(10 * STEP_MS + 5), [10, 9, 11]);
        assert_eq!(step_of(-1), -1);
    }

    #[test]
    fn the_page_of_the_codes_has_all_of_them_from_the_morning_of_the_day_on() {
        let hour = 60 * 60 * 1000;
        // 2026-11-28 19:00 here, for three hours.
        let (starts, ends) =
            (moment_ms(date!(2026 - 11 - 28), 19 * 60), moment_ms(date!(2026 - 11 - 28), 22 * 60));
        let whole = step_of(starts - EARLY_MS)..step_of(ends + AFTER_MS);
        assert_eq!(whole.clone().count(), 6 * 60);
        for now in [moment_ms(date!(2026 - 11 - 28), 0), starts - 12 * hour, starts - EARLY_MS] {
            assert_eq!(steps_shown(starts, ends, now), whole, "{now}");
        }
        assert!(
            steps_shown(starts, ends, moment_ms(date!(2026 - 11 - 28), 0) - 1).is_empty(),
            "the day before"
        );
        assert_eq!(steps_shown(starts, ends, ends), step_of(ends)..whole.end);
        assert!(steps_shown(starts, ends, ends + AFTER_MS).is_empty());
        // One that begins at six is opened the evening before.
        let early = moment_ms(date!(2026 - 11 - 29), 6 * 60);
        assert!(opens(early, early - 12 * hour) && !opens(early, early - 12 * hour - 1));
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        assert_eq!(parse(" 123 456 ").as_deref(), Some("123456"));
        assert_eq!(parse("１２３４５６").as_deref(), Some("123456"));
        for text in ["", "12345", "1234567", "12345a", "一二三四五六"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_leader_is_told_of_what_is_odd() {
        let hour = 60 * 60 * 1000;
        let plain = Circumstances::default();
        assert_eq!(odd(0, hour, 0, 0, plain), []);
        assert_eq!(odd(0, hour, LATE_MS + 1, 0, plain), [Odd::Late]);
        let back = Circumstances { again: true, ..plain };
        assert_eq!(odd(0, hour, LATE_MS + 1, 0, back), []);
        let far = Circumstances { away_km: far_km(5400.0), others_on_device: 1, ..plain };
        assert_eq!(odd(0, hour, 0, 0, far), [Odd::Far, Odd::OneDevice]);
        assert_eq!(odd(0, hour, 0, 26 * hour, plain), [Odd::Afterwards]);
        let shift = (0, hour);
        assert_eq!(odd_going(shift, (0, 2 * hour), 2 * hour, plain), []);
        assert_eq!(odd_going(shift, (0, 2 * hour + 1), 2 * hour + 1, plain), [Odd::Overtime]);
        assert_eq!(odd_going(shift, (0, hour), hour, far), [Odd::Far, Odd::OneDevice]);
        assert_eq!(odd_going(shift, (0, hour), 26 * hour, plain), [Odd::Afterwards]);
    }

    #[test]
    fn a_stay_outside_of_the_shift_or_of_no_minutes_is_told() {
        let (minute, shift) = (STEP_MS, (100 * STEP_MS, 160 * STEP_MS));
        for (came, left, odd) in [
            (100, 160, &[][..]),
            (80, 101, &[]),
            (80, 100, &[Odd::Outside]),
            (159, 170, &[]),
            (160, 170, &[Odd::Outside]),
            (120, 120, &[Odd::Momentary]),
            // Twenty minutes before it begins, there and gone.
            (80, 80, &[Odd::Outside, Odd::Momentary]),
        ] {
            let stay = (came * minute, left * minute);
            assert_eq!(odd_going(shift, stay, stay.1, Circumstances::default()), odd, "{came} {left}");
        }
        let short = (120 * minute, 121 * minute);
        assert_eq!(odd_going(shift, short, short.1, Circumstances::default()), [], "a whole minute");
    }

    #[test]
    fn where_somebody_stands_follows_from_when_they_came_and_went() {
        let ends = 60 * STEP_MS;
        assert_eq!(presence(None, ends, ends), None);
        for now in [0, ends, ends + AFTER_MS] {
            assert_eq!(presence(Some((7, None)), ends, now), Some(Presence::Here(7)), "{now}");
            assert_eq!(presence(Some((7, Some(9))), ends, now), Some(Presence::Left(9)), "{now}");
        }
        let after = ends + AFTER_MS + 1;
        assert_eq!(
            presence(Some((7, None)), ends, after),
            Some(Presence::Came(7)),
            "nobody is there for days"
        );
    }

    #[test]
    fn codes_are_taken_from_an_hour_before_to_two_hours_after() {
        let (starts, ends) = (10 * AFTER_MS, 11 * AFTER_MS);
        for now in [starts - EARLY_MS, starts, ends, ends + AFTER_MS] {
            assert!(takes_codes(starts, ends, now), "{now}");
        }
        assert!(!takes_codes(starts, ends, starts - EARLY_MS - 1));
        assert!(!takes_codes(starts, ends, ends + AFTER_MS + 1));
    }

    #[test]
    fn what_was_odd_at_coming_and_at_going_is_told_once() {
        let told = both(&[Odd::OneDevice, Odd::Late], &[Odd::Overtime, Odd::OneDevice]);
        assert_eq!(told, [Odd::Late, Odd::Overtime, Odd::OneDevice]);
    }

    #[test]
    fn what_is_near_enough_is_not_told_and_what_is_far_in_whole_kilometres() {
        let told = [0.0, 1000.0, 1001.0, 5400.0, 20_015_000.0].map(far_km);
        assert_eq!(told, [None, None, Some(1), Some(5), Some(20_015)]);
    }

    proptest! {
        #[test]
        fn digits_are_always_six(hash in prop::collection::vec(any::<u8>(), 0..40)) {
            let digits = digits(&hash);
            prop_assert_eq!(parse(&digits), Some(digits.clone()));
        }
    }
}
