//! One stretch of a day, as people write it: `08:30-12:00`.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::ordering;

/// Minutes of a day.
pub(super) const DAY_MINUTES: u16 = 24 * 60;

/// From when to when something is open, in minutes since midnight of the day on which it begins.
///
/// It may pass midnight: `22:00-26:00` ends at two o'clock of the next day. The end is written on beyond 24 and
/// not as 02:00, so that two times in the wrong order are noticed and never taken for a night.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Span {
    from: u16,
    to: u16,
}

/// Why two times, or a text, are no span.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SpanRefused {
    /// The text is not two times with a dash between them.
    #[error("not written as 08:30-12:00")]
    Shape,
    /// There is no such time of day.
    #[error("no such time of day")]
    NoSuchTime,
    /// The end is not after the beginning.
    #[error("it ends before it has begun")]
    EndsTooEarly,
    /// It lasts longer than 24 hours.
    #[error("it lasts longer than a day")]
    TooLong,
}

impl Span {
    /// The span between two minutes, the first within the day, the second up to 24 hours later.
    pub fn new(from: u16, to: u16) -> Result<Self, SpanRefused> {
        if from >= DAY_MINUTES {
            Err(SpanRefused::NoSuchTime)
        } else if to <= from {
            Err(SpanRefused::EndsTooEarly)
        } else if to - from > DAY_MINUTES {
            Err(SpanRefused::TooLong)
        } else {
            Ok(Self { from, to })
        }
    }

    /// The first minute that is open, below 1440.
    pub fn from(self) -> u16 {
        self.from
    }

    /// The first minute that is closed again; from 1441 on it lies on the next day.
    pub fn to(self) -> u16 {
        self.to
    }

    /// Whether the minute lies within, counted from midnight of the day on which the span begins.
    pub(super) fn covers(self, minute: u16) -> bool {
        (self.from..self.to).contains(&minute)
    }
}

/// The time of day, `08:30`; minutes of the next day are written on beyond `24:00`.
pub fn clock(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

impl fmt::Display for Span {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}-{}", clock(self.from), clock(self.to))
    }
}

/// Reads what people type: half- or full-width digits and colons, several kinds of dash, 至 or 到, blanks
/// anywhere around the times.
impl FromStr for Span {
    type Err = SpanRefused;

    fn from_str(text: &str) -> Result<Self, SpanRefused> {
        let dash = |sign| matches!(sign, '-' | '–' | '—' | '－' | '~' | '～' | '至' | '到');
        let (from, to) = text.split_once(dash).ok_or(SpanRefused::Shape)?;
        // A Chinese dash is two signs wide.
        let to = to.strip_prefix('—').unwrap_or(to);
        Self::new(minute_of(from)?, minute_of(to)?)
    }
}

/// The minute that a time such as `8:30` or `２６：００` names; the hours may go on into the next day.
fn minute_of(time: &str) -> Result<u16, SpanRefused> {
    let (hour, minute) = time.trim().split_once([':', '：']).ok_or(SpanRefused::Shape)?;
    let (hour, minute) = (number_of(hour, 1..=2)?, number_of(minute, 2..=2)?);
    if minute < 60 { Ok(hour * 60 + minute) } else { Err(SpanRefused::NoSuchTime) }
}

/// The number that so many digits make.
fn number_of(digits: &str, length: std::ops::RangeInclusive<usize>) -> Result<u16, SpanRefused> {
    let value = |sign: char| match sign {
        '０'..='９' => Some(sign as u16 - '０' as u16),
        _ => sign.to_digit(10).map(|digit| digit as u16),
    };
    if !length.contains(&digits.chars().count()) {
        return Err(SpanRefused::Shape);
    }
    digits.chars().try_fold(0, |number, sign| Ok(number * 10 + value(sign).ok_or(SpanRefused::Shape)?))
}

impl TryFrom<String> for Span {
    type Error = SpanRefused;

    fn try_from(text: String) -> Result<Self, SpanRefused> {
        text.parse()
    }
}

impl From<Span> for String {
    fn from(span: Span) -> Self {
        span.to_string()
    }
}

/// The spans in order, those that touch or overlap made one. What would grow longer than a day stays two.
pub(super) fn joined(spans: &[Span]) -> Vec<Span> {
    let mut spans = spans.to_vec();
    ordering::sort(&mut spans);
    let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match joined.last_mut() {
            Some(last) if span.from <= last.to && span.to - last.from <= DAY_MINUTES => {
                last.to = last.to.max(span.to);
            }
            _ => joined.push(span),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(text: &str) -> Span {
        text.parse().unwrap()
    }

    #[test]
    fn a_span_is_read_as_people_write_it_and_written_in_one_way() {
        for (text, from, to, written) in [
            ("08:30-12:00", 510, 720, "08:30-12:00"),
            ("8:30-12:00", 510, 720, "08:30-12:00"),
            (" 08:30 – 12:00 ", 510, 720, "08:30-12:00"),
            ("08：30—12：00", 510, 720, "08:30-12:00"),
            ("08：30——12：00", 510, 720, "08:30-12:00"),
            ("０８：３０－１２：００", 510, 720, "08:30-12:00"),
            ("08:30~12:00", 510, 720, "08:30-12:00"),
            ("08:30～12:00", 510, 720, "08:30-12:00"),
            ("08:30至12:00", 510, 720, "08:30-12:00"),
            ("08:30到12:00", 510, 720, "08:30-12:00"),
            ("00:00-24:00", 0, 1440, "00:00-24:00"),
            ("00:00-00:01", 0, 1, "00:00-00:01"),
            ("23:59-24:00", 1439, 1440, "23:59-24:00"),
            ("22:00-26:00", 1320, 1560, "22:00-26:00"),
            ("23:59-47:59", 1439, 2879, "23:59-47:59"),
            ("19:59-20:09", 1199, 1209, "19:59-20:09"),
        ] {
            let span: Span = text.parse().unwrap();
            assert_eq!((span.from(), span.to()), (from, to), "{text}");
            assert_eq!(span.to_string(), written, "{text}");
            assert_eq!(written.parse(), Ok(span), "{text}");
        }
    }

    #[test]
    fn an_impossible_span_is_refused_with_its_reason() {
        use SpanRefused::{EndsTooEarly, NoSuchTime, Shape, TooLong};
        for (text, reason) in [
            ("", Shape),
            ("08:30", Shape),
            ("08:30-", Shape),
            ("-12:00", Shape),
            ("8-12", Shape),
            ("08:3-12:00", Shape),
            ("08:300-12:00", Shape),
            ("008:30-12:00", Shape),
            (":30-12:00", Shape),
            ("08:30-12:00-14:00", Shape),
            ("08:30--12:00", Shape),
            ("ab:cd-12:00", Shape),
            ("0a:30-12:00", Shape),
            ("+8:30-12:00", Shape),
            ("八:30-12:00", Shape),
            ("0８:/0-12:00", Shape),
            ("08:30-1２:0：", Shape),
            ("08:60-12:00", NoSuchTime),
            ("08:30-12:60", NoSuchTime),
            ("24:00-25:00", NoSuchTime),
            ("25:00-26:00", NoSuchTime),
            ("12:00-08:30", EndsTooEarly),
            ("22:00-02:00", EndsTooEarly),
            ("08:30-08:30", EndsTooEarly),
            ("08:30-32:31", TooLong),
            ("00:00-24:01", TooLong),
            ("00:00-99:59", TooLong),
        ] {
            assert_eq!(text.parse::<Span>(), Err(reason), "{text}");
        }
        assert_eq!(Span::new(510, 510 + 1440), Ok(span("08:30-32:30")));
        assert_eq!(Span::new(1440, 1441), Err(NoSuchTime));
        assert_eq!(Span::new(0, u16::MAX), Err(TooLong));
    }

    #[test]
    fn a_span_covers_its_first_minute_and_no_longer_its_last() {
        let span = span("08:30-12:00");
        let covered: Vec<u16> = [509, 510, 719, 720].into_iter().filter(|&it| span.covers(it)).collect();
        assert_eq!(covered, [510, 719]);
    }

    #[test]
    fn spans_that_touch_or_overlap_are_one_and_a_gap_of_one_minute_keeps_them_apart() {
        for (spans, want) in [
            (&[][..], &[][..]),
            (&["14:30-17:30", "08:30-12:00"], &["08:30-12:00", "14:30-17:30"]),
            (&["12:00-14:00", "08:30-12:00"], &["08:30-14:00"]),
            (&["08:30-12:00", "12:01-14:00"], &["08:30-12:00", "12:01-14:00"]),
            (&["08:00-18:00", "09:00-10:00"], &["08:00-18:00"]),
            (&["08:00-18:00", "09:00-18:00"], &["08:00-18:00"]),
            (&["08:00-12:00", "09:00-13:00", "12:30-14:00"], &["08:00-14:00"]),
            (&["00:00-12:00", "12:00-24:00"], &["00:00-24:00"]),
            (&["08:00-20:00", "20:00-32:00"], &["08:00-32:00"]),
            (&["08:00-20:00", "20:00-32:01"], &["08:00-20:00", "20:00-32:01"]),
        ] {
            let spans: Vec<_> = spans.iter().map(|text| span(text)).collect();
            let want: Vec<_> = want.iter().map(|text| span(text)).collect();
            assert_eq!(joined(&spans), want, "{spans:?}");
        }
    }
}
