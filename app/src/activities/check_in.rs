//! Being there: the code of the minute, what counts as odd, and how many times one may come and go. Pure.
//!
//! The code is six digits of a hash over the shift's secret and the minute, as RFC 6238 makes them; the leader's page
//! has the digits of every minute of the shift, so it goes on showing them with no signal. The leader's roll-call is an
//! equal way at any time.

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

/// Coming later than this is pointed out to the leader.
const LATE_MS: i64 = 30 * 60 * 1000;

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
        /// Their device was elsewhere.
        Far = "far",
        /// One device was used for several.
        OneDevice = "one_device",
        /// It was noted long after.
        Afterwards = "afterwards",
        /// Hours were given for minutes.
        Brief = "brief",
    }
}

/// What is known of a check-in beside the code.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Circumstances {
    /// Others who used the same device for this shift.
    pub others_on_device: i64,
    /// How far away the device was, where it told and was far, [`far_km`].
    pub away_km: Option<i64>,
}

/// How many kilometres of these metres the leader is told; nothing where it is near enough.
pub fn far_km(away_m: f64) -> Option<i64> {
    // No two places are further apart than half the way around.
    (away_m > FAR_M).then(|| (away_m / 1000.0).round() as i64)
}

/// What is odd about somebody's coming at `at_ms`, noted at `noted_ms`, to a shift that began at `starts_ms`.
pub fn odd(starts_ms: i64, ends_ms: i64, at_ms: i64, noted_ms: i64, around: Circumstances) -> Vec<Odd> {
    [
        (at_ms > starts_ms + LATE_MS, Odd::Late),
        (around.away_km.is_some(), Odd::Far),
        (around.others_on_device + 1 >= ONE_DEVICE, Odd::OneDevice),
        (noted_ms > ends_ms + 24 * 60 * 60 * 1000, Odd::Afterwards),
    ]
    .into_iter()
    .filter_map(|(is, odd)| is.then_some(odd))
    .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

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
        let far = Circumstances { away_km: far_km(5400.0), others_on_device: 1 };
        assert_eq!(odd(0, hour, 0, 0, far), [Odd::Far, Odd::OneDevice]);
        assert_eq!(odd(0, hour, 0, 26 * hour, plain), [Odd::Afterwards]);
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
