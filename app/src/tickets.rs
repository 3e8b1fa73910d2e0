//! What everybody who writes to the stations without an account has in common: a ticket with a code, a day by which
//! something happens, and the question whether a person wrote at all. Pure.
//!
//! For calls for help and for complaints. The code is made from bits that nobody guesses; where they come from, and that
//! only a hash of the code is kept, is the server's.

use std::fmt;

use time::{Date, Weekday};

use crate::stations::hours::{Calendar, DayKind};

/// Whoever fills the form in quicker is a machine, or somebody whose browser did it for them.
const LEAST_MS: i64 = 3_000;

/// The last day for something: so many working days after the day on which it came. Weekends count where they are
/// worked, holidays do not, as far as the calendar is known.
pub fn due_day(received: Date, working_days: u32, calendar: &Calendar) -> Date {
    let mut left = working_days;
    let mut day = received;
    while let (true, Some(next)) = (left > 0, day.next_day()) {
        day = next;
        left -= u32::from(is_worked(day, calendar));
    }
    day
}

/// Whether a day is worked, as far as the calendar is known.
pub fn is_worked(day: Date, calendar: &Calendar) -> bool {
    match calendar.day(day) {
        Some(differs) => differs.kind == DayKind::Workday,
        None => !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday),
    }
}

/// Whether a form looks made by a machine: the question that people do not see is answered, or it came too soon.
/// `opened_ms`: when it was opened, where that can be told.
pub fn looks_made(unseen: &str, opened_ms: Option<i64>, now_ms: i64) -> bool {
    !unseen.is_empty() || opened_ms.is_none_or(|opened| now_ms - opened < LEAST_MS)
}

/// The signs of a ticket's code: without 0 and O, 1, I and L, and as many as a prime, so that the check sign finds
/// every sign that is wrong and every two that are swapped.
const SIGNS: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";

/// How many there are.
const BASE: u32 = 31;

/// A code of so many signs, the last of which checks the others. At most thirty, or a weight would be that of another.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code<const SIGNS_IN_ALL: usize>(String);

/// The code of a ticket: eleven signs (54 bits) and one that checks them.
pub type TicketCode = Code<12>;

impl<const SIGNS_IN_ALL: usize> Code<SIGNS_IN_ALL> {
    /// The code of these bits.
    pub fn of(bits: u128) -> Self {
        let mut left = bits;
        let mut values = Vec::new();
        while values.len() + 1 < SIGNS_IN_ALL {
            values.push(u32::try_from(left % u128::from(BASE)).unwrap_or_default());
            left /= u128::from(BASE);
        }
        // One of them makes the weighed sum a multiple of the base, since that is a prime.
        let checks = |check: &u32| weighed(&[values.as_slice(), &[*check]].concat()) == 0;
        values.extend((0..BASE).find(checks));
        let sign = |value: u32| usize::try_from(value).ok().and_then(|at| SIGNS.get(at)).copied();
        Self(values.into_iter().filter_map(sign).map(char::from).collect())
    }

    /// The code that somebody typed, however it is spaced, in large or small letters; nothing where it is mistyped.
    pub fn parse(text: &str) -> Option<Self> {
        let narrow = |sign: char| match sign {
            '！'..='～' => u32::from(sign).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(sign),
            sign => sign,
        };
        let signs = text.chars().map(narrow).filter(|sign| !sign.is_whitespace() && !is_dash(*sign));
        let code: String = signs.take(SIGNS_IN_ALL + 1).map(|sign| sign.to_ascii_uppercase()).collect();
        let value = |sign: char| SIGNS.iter().zip(0..).find(|(other, _)| char::from(**other) == sign);
        let values: Option<Vec<u32>> = code.chars().map(|sign| value(sign).map(|(_, at)| at)).collect();
        let fits = values.is_some_and(|it| it.len() == SIGNS_IN_ALL && weighed(&it) == 0);
        fits.then_some(Self(code))
    }

    /// The signs alone.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// `K7MQ-X2P9-AHWT`, as it is read out.
impl<const SIGNS_IN_ALL: usize> fmt::Display for Code<SIGNS_IN_ALL> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (sign, at) in self.0.chars().zip(0..) {
            let between = if at > 0 && at % 4 == 0 { "-" } else { "" };
            write!(formatter, "{between}{sign}")?;
        }
        Ok(())
    }
}

fn weighed(values: &[u32]) -> u32 {
    values.iter().zip(1..).map(|(value, weight)| value * weight).sum::<u32>() % BASE
}

fn is_dash(sign: char) -> bool {
    matches!(sign, '-' | '_' | '.' | '·' | '‐'..='―' | '−')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::macros::date;

    use super::*;
    use crate::{stations::hours::CalendarDay, text::Text};

    #[test]
    fn working_days_pass_over_weekends_and_holidays_and_count_the_weekends_that_are_worked() {
        let day = |kind| CalendarDay { kind, name: Text::default() };
        let friday = date!(2026 - 11 - 27);
        let none = Calendar::default();
        assert_eq!(due_day(friday, 1, &none), date!(2026 - 11 - 30));
        assert_eq!(due_day(friday, 15, &none), date!(2026 - 12 - 18));
        assert_eq!(due_day(friday, 0, &none), friday);
        let calendar: Calendar =
            [(date!(2026 - 11 - 28), day(DayKind::Workday)), (date!(2026 - 11 - 30), day(DayKind::Holiday))]
                .into_iter()
                .collect();
        assert_eq!(due_day(friday, 1, &calendar), date!(2026 - 11 - 28));
        assert_eq!(due_day(friday, 2, &calendar), date!(2026 - 12 - 01));
        assert_eq!(due_day(Date::MAX, 3, &none), Date::MAX);
    }

    #[test]
    fn what_no_person_does_is_seen() {
        assert!(!looks_made("", Some(0), LEAST_MS));
        for (unseen, opened) in [("", Some(1)), ("", None), ("https://", Some(0)), ("", Some(i64::MAX))] {
            assert!(looks_made(unseen, opened, LEAST_MS), "{unseen} {opened:?}");
        }
    }

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        let code = TicketCode::of(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef);
        let shown = code.to_string();
        assert_eq!((shown.len(), shown.matches('-').count()), (14, 2));
        let wide: String = shown.chars().map(|it| char::from_u32(u32::from(it) + 0xFEE0).unwrap()).collect();
        for typed in
            [shown.clone(), shown.to_lowercase(), shown.replace('-', " "), wide, format!(" {shown}\n")]
        {
            assert_eq!(TicketCode::parse(&typed), Some(code.clone()), "{typed}");
        }
        let longer = format!("{shown}2");
        for typed in ["", &shown[1..], &longer, "没有", "0000-0000-0000"] {
            assert_eq!(TicketCode::parse(typed), None, "{typed}");
        }
    }

    proptest! {
        #[test]
        fn a_code_is_read_as_it_is_written(bits: u128) {
            let code = TicketCode::of(bits);
            prop_assert_eq!(code.as_str().len(), 12);
            prop_assert_eq!(Code::<16>::of(bits).as_str().len(), 16);
            prop_assert_eq!(TicketCode::parse(&code.to_string()), Some(code.clone()));
            prop_assert!(!code.as_str().contains(['0', 'O', '1', 'I', 'L']));
        }

        #[test]
        fn one_wrong_sign_and_two_that_are_swapped_are_found(bits: u128, at in 0..16_usize, other in 0..16_usize, sign in 0..31_usize) {
            let code = Code::<16>::of(bits);
            let mut wrong: Vec<u8> = code.as_str().bytes().collect();
            wrong[at] = SIGNS[sign];
            let mut swapped: Vec<u8> = code.as_str().bytes().collect();
            swapped.swap(at, other);
            for changed in [wrong, swapped] {
                let changed = String::from_utf8(changed).unwrap();
                prop_assert_eq!(Code::<16>::parse(&changed).is_some(), changed == code.as_str());
            }
        }

        #[test]
        fn an_answer_is_due_later_the_longer_it_may_take(days in 0..200_u32, ordinal in 1..365_u16) {
            let received = Date::from_ordinal_date(2026, ordinal).unwrap();
            let none = Calendar::default();
            let due = due_day(received, days, &none);
            prop_assert!(due_day(received, days + 1, &none) > due);
            prop_assert!(days == 0 || is_worked(due, &none));
        }
    }
}
