//! A day as it is written down: `2026-11-24`. Pure.
//!
//! For serde's `with`, and for reading a day from a text. The reader of the `time` crate understands every form of
//! ISO 8601 and costs each visitor of the field app 20 KB of code; nothing here is ever written in another form.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use time::{Date, Month};

/// The day that `text` means; `None` for anything but four, two and two digits with hyphens that name a day.
pub fn parse(text: &str) -> Option<Date> {
    let (year, rest) = text.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    let number = |text: &str, digits: usize| -> Option<u16> {
        let plain = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| text.parse().ok())?
    };
    let month = Month::try_from(u8::try_from(number(month, 2)?).ok()?).ok()?;
    Date::from_calendar_date(number(year, 4)?.into(), month, u8::try_from(number(day, 2)?).ok()?).ok()
}

/// Writes the day.
pub fn serialize<S: Serializer>(date: &Date, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(date)
}

/// Reads the day.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
    parse(&String::deserialize(deserializer)?).ok_or_else(|| D::Error::custom("no day"))
}

/// The same for a day that may be missing.
pub mod option {
    use super::{Date, Deserialize, Deserializer, Error, Serialize, Serializer, parse};

    /// Writes the day, or nothing.
    pub fn serialize<S: Serializer>(date: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
        date.map(|date| date.to_string()).serialize(serializer)
    }

    /// Reads the day, or nothing.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
        let text: Option<String> = Option::deserialize(deserializer)?;
        text.map(|text| parse(&text).ok_or_else(|| D::Error::custom("no day"))).transpose()
    }
}

/// The same for the keys of a map.
pub mod keys {
    use std::collections::BTreeMap;

    use super::{Date, Deserialize, Deserializer, Error, Serialize, Serializer, parse};

    /// Writes the map by days.
    pub fn serialize<S: Serializer, T: Serialize>(
        days: &BTreeMap<Date, T>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_map(days.iter().map(|(date, day)| (date.to_string(), day)))
    }

    /// Reads the map by days.
    pub fn deserialize<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
        deserializer: D,
    ) -> Result<BTreeMap<Date, T>, D::Error> {
        let days: BTreeMap<String, T> = BTreeMap::deserialize(deserializer)?;
        // Put in one by one, as in `journal::model::fields`.
        let mut read = BTreeMap::new();
        for (date, day) in days {
            read.insert(parse(&date).ok_or_else(|| D::Error::custom("no day"))?, day);
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn only_a_day_of_the_calendar_in_its_one_form_is_a_day() {
        for text in [
            "",
            "2026",
            "2026-11",
            "2026-11-",
            "2026-11-31",
            "2026-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-1-01",
            "26-11-24",
            "2026-11-24 ",
            "+026-11-24",
            "2026-11-24T00:00",
            "20261124",
            "2026-W48-2",
            "２０２６-11-24",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
        assert!(parse("2024-02-29").is_some());
    }

    proptest! {
        #[test]
        fn every_day_is_read_as_it_is_written(julian in 1_721_426_i32..5_373_484) {
            let date = Date::from_julian_day(julian).unwrap();
            prop_assert_eq!(parse(&date.to_string()), Some(date));
        }
    }
}
