//! Public holidays and make-up workdays, as the State Council announced them.
//!
//! Announced once a year, in autumn for the next; only years whose notice is out are here, and none is guessed.
//! A new year needs a newer package and a line in [`YEARS`].

use super::sources::{self, HOLIDAYS_2025, HOLIDAYS_2026, Sources};
use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The years taken from the package.
const YEARS: [(u16, &str); 2] = [(2025, HOLIDAYS_2025), (2026, HOLIDAYS_2026)];

/// The package's English name of a holiday, and both names as this product writes them.
const HOLIDAYS: [(&str, &str, &str); 7] = [
    ("New Year's Day", "元旦", "New Year's Day"),
    ("Spring Festival", "春节", "Spring Festival"),
    ("Tomb-sweeping Day", "清明节", "Tomb-Sweeping Day"),
    ("Labour Day", "劳动节", "Labour Day"),
    ("Dragon Boat Festival", "端午节", "Dragon Boat Festival"),
    ("Mid-autumn Festival", "中秋节", "Mid-Autumn Festival"),
    ("National Day", "国庆节", "National Day"),
];

/// One row of the table: a day that is not what its weekday says, or is a holiday anyway.
#[derive(Debug, PartialEq)]
pub struct Day {
    date: String,
    kind: &'static str,
    name_zh: String,
    name_en: String,
    year: u16,
}

/// A year of the package: date to «English name,Chinese name,days».
#[derive(Deserialize)]
struct Year {
    holidays: BTreeMap<String, String>,
    workdays: BTreeMap<String, String>,
}

/// All days of all years, in order.
pub fn read(sources: &Sources) -> Result<Vec<Day>> {
    let mut days = Vec::new();
    for (year, part) in YEARS {
        days.extend(days_of(year, sources.bytes(part)?).with_context(|| format!("the days of {year}"))?);
    }
    Ok(days)
}

fn days_of(year: u16, json: &[u8]) -> Result<Vec<Day>> {
    let Year { holidays, workdays } = serde_json::from_slice(json)?;
    ensure!(!holidays.is_empty(), "no holiday at all");
    let mut days = Vec::new();
    for (date, entry) in holidays {
        let (zh, en) = names(&entry)?;
        days.push(Day { date, kind: "holiday", name_zh: zh.to_owned(), name_en: en.to_owned(), year });
    }
    for (date, entry) in workdays {
        let (zh, en) = names(&entry)?;
        let (name_zh, name_en) = (format!("{zh}调休上班"), format!("Make-up workday for {en}"));
        days.push(Day { date, kind: "workday", name_zh, name_en, year });
    }
    days.sort_by(|a, b| a.date.cmp(&b.date));
    let of_this_year =
        days.iter().all(|day| day.date.len() == 10 && day.date.starts_with(&format!("{year}-")));
    ensure!(of_this_year, "a day of another year");
    ensure!(days.windows(2).all(|pair| pair[0].date < pair[1].date), "a day that is both");
    Ok(days)
}

fn names(entry: &str) -> Result<(&'static str, &'static str)> {
    let known = HOLIDAYS.iter().find(|(given, _, _)| entry.split(',').next() == Some(*given));
    known.map(|(_, zh, en)| (*zh, *en)).with_context(|| format!("a holiday without a name here: {entry}"))
}

/// A table as the server's seed reads it.
pub fn table(days: &[Day]) -> Result<String> {
    let rows = days.iter().map(|day| {
        let source = format!("国务院办公厅关于{}年部分节假日安排的通知", day.year);
        [day.date.clone(), day.kind.to_owned(), day.name_zh.clone(), day.name_en.clone(), source]
    });
    let credit = "节假日来源：国务院办公厅每年发布的节假日安排通知";
    sources::table(credit, ["date", "kind", "name_zh", "name_en", "source"], rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holidays_and_make_up_workdays_come_in_order_of_date() {
        let json = r#"{"holidays":{"2026-01-01":"New Year's Day,元旦,1"},"workdays":{"2026-01-04":"New Year's Day,元旦,1"}}"#;
        let days = days_of(2026, json.as_bytes()).unwrap();
        assert_eq!((days[0].kind, days[0].name_zh.as_str()), ("holiday", "元旦"));
        assert_eq!((days[1].kind, days[1].name_zh.as_str()), ("workday", "元旦调休上班"));
    }

    #[test]
    fn a_day_of_another_year_or_of_both_kinds_is_refused() {
        let other = r#"{"holidays":{"2027-01-01":"New Year's Day,元旦,1"},"workdays":{}}"#;
        assert!(days_of(2026, other.as_bytes()).is_err());
        let both = r#"{"holidays":{"2026-01-04":"New Year's Day,元旦,1"},"workdays":{"2026-01-04":"New Year's Day,元旦,1"}}"#;
        assert!(days_of(2026, both.as_bytes()).is_err());
        let unknown = r#"{"holidays":{"2026-01-01":"Some Day,某日,1"},"workdays":{}}"#;
        assert!(days_of(2026, unknown.as_bytes()).is_err());
    }
}
