//! Decimal numbers with four places, exact: 0.1 and 0.2 are 0.3. Pure.
//!
//! Invariant: nothing overflows unseen; what has no number is none.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// Places behind the point.
pub const PLACES: u8 = 4;

/// Ten thousand parts are one.
const ONE: i64 = 10_000;

/// A number of up to fourteen digits before the point and four behind it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Decimal(i64);

/// The text is no such number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no decimal number of at most 14 and 4 digits")]
pub struct NoDecimal;

impl Decimal {
    /// Nothing at all.
    pub const ZERO: Self = Self(0);

    /// A whole number, unless it is too large.
    pub fn whole(number: i64) -> Option<Self> {
        number.checked_mul(ONE).and_then(Self::within)
    }

    /// The number that this fraction is written as, unless it has more places behind the point. (The library's writer of
    /// fractions is large, and our bundles have no other use for it.)
    pub fn of_fraction(number: f64) -> Option<Self> {
        let parts = (number * ONE as f64).round();
        let found = (parts.abs() < 9e15).then_some(Self(parts as i64))?;
        (parts / ONE as f64 == number).then_some(found)
    }

    /// A number of things, of which there are never too many.
    pub fn count(things: usize) -> Self {
        i64::try_from(things).ok().and_then(Self::whole).unwrap_or(Self(Self::MAX))
    }

    const MAX: i64 = 99_999_999_999_999_i64 * ONE + 9_999;

    fn within(parts: i64) -> Option<Self> {
        (-Self::MAX..=Self::MAX).contains(&parts).then_some(Self(parts))
    }

    /// The whole number that this is; none with places behind the point.
    pub fn as_whole(self) -> Option<i64> {
        (self.0 % ONE == 0).then_some(self.0 / ONE)
    }

    /// The whole number towards nought.
    pub fn truncated(self) -> i64 {
        self.0 / ONE
    }

    /// How many places behind the point it has.
    pub fn places(self) -> u8 {
        [0, 1, 2, 3].into_iter().find(|places| self.rounded(*places) == Some(self)).unwrap_or(PLACES)
    }

    /// The sum.
    pub fn plus(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).and_then(Self::within)
    }

    /// The difference.
    pub fn minus(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).and_then(Self::within)
    }

    /// The product, rounded to four places.
    pub fn times(self, other: Self) -> Option<Self> {
        divided(i128::from(self.0) * i128::from(other.0), i128::from(ONE))
    }

    /// The quotient, rounded to four places; none by nought.
    pub fn over(self, other: Self) -> Option<Self> {
        (other.0 != 0).then(|| divided(i128::from(self.0) * i128::from(ONE), i128::from(other.0)))?
    }

    /// With the other sign.
    pub fn negative(self) -> Self {
        Self(-self.0)
    }

    /// Rounded to so many places, halves away from nought.
    pub fn rounded(self, places: u8) -> Option<Self> {
        let step = 10_i128.pow(u32::from(PLACES.saturating_sub(places)));
        let steps = divided(i128::from(self.0), step)?.0;
        i64::try_from(i128::from(steps) * step).ok().and_then(Self::within)
    }
}

/// The quotient, halves away from nought.
fn divided(parts: i128, by: i128) -> Option<Decimal> {
    let (parts, by) = if by < 0 { (-parts, -by) } else { (parts, by) };
    let half = if parts < 0 { -by } else { by };
    i64::try_from((2 * parts + half) / (2 * by)).ok().and_then(Decimal::within)
}

/// `12`, `-0.5`: no more places than it needs.
impl fmt::Display for Decimal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, parts) = (self.0.abs() / ONE, self.0.abs() % ONE);
        if parts == 0 {
            return write!(formatter, "{sign}{whole}");
        }
        let places = format!("{parts:04}");
        write!(formatter, "{sign}{whole}.{}", places.trim_end_matches('0'))
    }
}

/// Reads `12`, `-0.5`, `007.50`: digits, one point, a minus; nothing else.
impl FromStr for Decimal {
    type Err = NoDecimal;

    fn from_str(text: &str) -> Result<Self, NoDecimal> {
        let (negative, plain) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, places) = plain.split_once('.').unwrap_or((plain, "0"));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let significant = places.trim_end_matches('0');
        // The one digit that a whole number has is asked for, «.5» and «5.» are slips of the finger.
        if whole.is_empty() || places.is_empty() || !digits(whole) || !digits(places) || significant.len() > 4
        {
            return Err(NoDecimal);
        }
        let whole = whole.trim_start_matches('0');
        if whole.len() > 14 {
            return Err(NoDecimal);
        }
        let parts: i64 = format!("{whole:0>1}{significant:0<4}").parse().map_err(|_| NoDecimal)?;
        Self::within(if negative { -parts } else { parts }).ok_or(NoDecimal)
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn a_fraction_is_the_number_that_somebody_wrote_or_none() {
        for (fraction, number) in
            [(37.5, "37.5"), (0.1, "0.1"), (-2.0625, "-2.0625"), (99_999.999_9, "99999.9999"), (0.0, "0")]
        {
            assert_eq!(Decimal::of_fraction(fraction).map(|it| it.to_string()).as_deref(), Some(number));
        }
        for fraction in [0.000_01, 1e300, f64::NAN, f64::INFINITY, 37.500_01] {
            assert_eq!(Decimal::of_fraction(fraction), None, "{fraction}");
        }
    }

    #[test]
    fn sums_are_those_that_people_reckon() {
        assert_eq!(decimal("0.1").plus(decimal("0.2")), Some(decimal("0.3")));
        assert_eq!(decimal("0.3").minus(decimal("0.1")), Some(decimal("0.2")));
        assert_eq!(decimal("19.9").times(decimal("3")), Some(decimal("59.7")));
        assert_eq!(decimal("2").over(decimal("3")), Some(decimal("0.6667")));
        assert_eq!(decimal("-2").over(decimal("3")), Some(decimal("-0.6667")));
        assert_eq!(decimal("1").over(decimal("-8")), Some(decimal("-0.125")));
        assert_eq!(decimal("1").over(Decimal::ZERO), None);
        assert_eq!(decimal("99999999999999").plus(decimal("1")), None);
        assert_eq!(decimal("99999999").times(decimal("99999999")), None);
        assert_eq!(decimal("0.0001").over(decimal("99999999999999")), Some(Decimal::ZERO));
    }

    #[test]
    fn halves_are_rounded_away_from_nought() {
        for (number, places, rounded) in [
            ("2.5", 0, "3"),
            ("-2.5", 0, "-3"),
            ("2.4999", 0, "2"),
            ("2.345", 2, "2.35"),
            ("2.3449", 2, "2.34"),
            ("1.0001", 4, "1.0001"),
            ("1.0001", 9, "1.0001"),
        ] {
            assert_eq!(decimal(number).rounded(places), Some(decimal(rounded)), "{number}");
        }
        assert_eq!(decimal("1.50").places(), 1);
        assert_eq!(decimal("-7").places(), 0);
        assert_eq!(decimal("0.0001").places(), 4);
    }

    #[test]
    fn only_digits_a_point_and_a_minus_are_a_number() {
        for (text, read) in
            [("0", "0"), ("-0", "0"), ("007.50", "7.5"), ("1.00000000", "1"), ("-0.5", "-0.5")]
        {
            assert_eq!(decimal(text).to_string(), read);
        }
        for none in
            ["", "-", ".5", "5.", "1e3", "+1", "1,000", "１", "0.00001", "999999999999999", "NaN", "1.2.3"]
        {
            assert_eq!(none.parse::<Decimal>(), Err(NoDecimal), "{none}");
        }
        assert_eq!(decimal("99999999999999.9999").to_string(), "99999999999999.9999");
    }

    proptest! {
        #[test]
        fn every_number_is_read_as_it_is_written(parts in -Decimal::MAX..=Decimal::MAX) {
            prop_assert_eq!(Decimal(parts).to_string().parse(), Ok(Decimal(parts)));
        }

        #[test]
        fn no_text_and_no_sum_gives_up(one in any::<i64>(), other in any::<i64>(), text in "\\PC{0,30}") {
            let _ = text.parse::<Decimal>();
            if let (Some(one), Some(other)) = (Decimal::within(one / 90), Decimal::within(other / 90)) {
                let _ = (one.plus(other), one.minus(other), one.times(other), one.over(other), one.rounded(1));
            }
        }
    }
}
