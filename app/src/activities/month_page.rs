//! `/activities/month`: the shifts that come, in the sheet of a month. A table of links, without any script.

use leptos::prelude::*;
use serde::Deserialize;
use time::{Date, Duration, Month};

use super::{
    activity_page,
    list_page::{self, ActivitiesQuery, is_demo},
    messages, shift,
    shown::Shown,
};
use crate::{
    language::Language,
    shell::{Page, PageContext},
};

/// The address.
pub const ADDRESS: &str = "/activities/month";

/// How many months ahead there are sheets for: nobody plans longer ahead than a year.
const MONTHS_AHEAD: i32 = 12;

/// What is asked of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct MonthQuery {
    /// `2026-12`; empty for this month.
    pub month: String,
}

impl MonthQuery {
    /// The first day of the month that is meant: this one where there is no sheet for it.
    pub fn first_day(&self, today: Date) -> Date {
        self.sheet(today).unwrap_or(of_month(today))
    }

    /// Whether a month is asked for that there is no sheet for.
    fn lacks(&self, today: Date) -> bool {
        !self.month.is_empty() && self.sheet(today).is_none()
    }

    /// The first day of the month that is asked for; nothing where it is none, or lies behind or too far ahead.
    fn sheet(&self, today: Date) -> Option<Date> {
        let typed = self.month.split_once('-').and_then(|(year, month)| {
            let month = Month::try_from(month.parse::<u8>().ok()?).ok()?;
            Date::from_calendar_date(year.parse().ok()?, month, 1).ok()
        });
        let months = |day: Date| day.year() * 12 + i32::from(u8::from(day.month()));
        typed.filter(|day| (0..=MONTHS_AHEAD).contains(&(months(*day) - months(today))))
    }
}

/// The first day of the month in which a day lies.
fn of_month(day: Date) -> Date {
    day.replace_day(1).unwrap_or(day)
}

/// The first day of the month after that of `first`.
pub fn after(first: Date) -> Date {
    of_month(of_month(first).saturating_add(Duration::days(31)))
}

/// The weeks of the month of `first`, from Monday on; nothing where a day is of another month.
pub fn weeks(first: Date) -> Vec<[Option<Date>; 7]> {
    let monday = first.saturating_sub(Duration::days(i64::from(first.weekday().number_days_from_monday())));
    let of_week = |week: i64| {
        std::array::from_fn(|day| {
            let days = week * 7 + i64::try_from(day).unwrap_or_default();
            Some(monday.saturating_add(Duration::days(days))).filter(|it| it.month() == first.month())
        })
    };
    (0..6).map(of_week).filter(|week| week.iter().any(Option::is_some)).collect()
}

/// `2026-12`.
fn written(first: Date) -> String {
    format!("{:04}-{:02}", first.year(), u8::from(first.month()))
}

fn address(first: Date) -> String {
    format!("{ADDRESS}?month={}", written(first))
}

/// The page of the month that `query` means, with what of the list its `filters` leave.
pub fn page(
    context: &PageContext,
    query: &MonthQuery,
    filters: &ActivitiesQuery,
    today: Date,
    all: Vec<Shown>,
) -> Page {
    let l = context.language();
    let (first, lacks) = (query.first_day(today), query.lacks(today));
    let filters = filters.clone().of_month();
    let all = filters.choose(all, &context.directory);
    let told = filters.told(l, &context.directory);
    let demo = all.iter().any(|it| is_demo(it, &context.directory));
    let month = match l {
        Language::Zh => u8::from(first.month()).to_string(),
        Language::En => first.month().to_string(),
    };
    let title = messages::month_title(l, first.year(), &month);
    let below =
        [(messages::title(l).to_owned(), list_page::ADDRESS.to_owned()), (title.clone(), address(first))];
    Page::new(title.clone(), messages::description(l), move || {
        let leads = |address: &str| l.address(&filters.beside(address, &filters.county));
        let field = |day| Field::of(day, today, &all);
        let sheet: Vec<_> = weeks(first).iter().map(|week| week.map(field)).collect();
        let bare = sheet.iter().flatten().all(|it| it.shifts.is_empty());
        let rows = sheet
            .into_iter()
            .map(|week| {
                // On a phone a week in which nothing is held takes no room.
                let none = week.iter().all(Field::is_passed_over);
                let days = week.into_iter().zip(messages::month_weekdays(l).split(' '));
                let days = days.map(|(day, label)| cell(l, day, label)).collect_view();
                view! { <tr class:table__none=none>{days}</tr> }
            })
            .collect_view();
        let heads = messages::month_weekdays(l)
            .split(' ')
            .map(|day| view! { <th scope="col">{day}</th> })
            .collect_view();
        let before = (first > of_month(today)).then(|| {
            let before = of_month(first.saturating_sub(Duration::days(1)));
            view! { <a class="button" rel="prev" href=leads(&address(before))>{messages::month_before(l)}</a> }
        });
        let next = after(first);
        let reaches = MonthQuery { month: written(next) }.first_day(today) == next;
        let next = reaches.then(|| {
            view! { <a class="button" rel="next" href=leads(&address(next))>{messages::month_next(l)}</a> }
        });
        let narrows = filters.narrows();
        let chosen = narrows.then(|| {
            let all = l.address(&address(first));
            view! { <p>{messages::month_chosen(l, &told)}" "<a href=all>{messages::see_all(l)}</a></p> }
        });
        let none = if narrows { messages::none_fits(l) } else { messages::month_none(l) };
        let none = bare.then(|| view! { <p class="empty">{none}</p> });
        view! {
            <h1>{title.clone()}</h1>
            {lacks.then(|| view! { <p class="notice">{messages::month_lacks(l)}</p> })}
            <p class="row">{before}{next}<a class="button" href=leads(list_page::ADDRESS)>{messages::month_list(l)}</a></p>
            {chosen}{none}
            <table class="table table--stack table--month"><caption class="visually-hidden">{title}</caption>
                <thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>
        }
    })
    .below(below)
    .demo(demo)
}

/// A field of the sheet: a day with its shifts, the first first; no day where it is of another month.
struct Field<'a> {
    day: Option<Date>,
    today: bool,
    shifts: Vec<(i64, &'a Shown)>,
}

impl<'a> Field<'a> {
    fn of(day: Option<Date>, today: Date, all: &'a [Shown]) -> Self {
        let mut shifts: Vec<_> = all
            .iter()
            .flat_map(|shown| shown.shifts.iter().map(move |it| (it.starts_ms, shown)))
            .filter(|(starts_ms, _)| day == Some(shift::day_of(*starts_ms)))
            .collect();
        shifts.sort_by_key(|(starts_ms, _)| *starts_ms);
        Self { day, today: day == Some(today), shifts }
    }

    /// Whether it is left out where the days stand one below the other: nothing is held on it, and it is not today.
    fn is_passed_over(&self) -> bool {
        self.shifts.is_empty() && !self.today
    }
}

fn cell(l: Language, it: Field<'_>, label: &'static str) -> AnyView {
    let none = it.is_passed_over();
    let Some(day) = it.day else { return view! { <td class="table__none"></td> }.into_any() };
    let today = it.today.then(|| {
        view! { " "<span class="badge badge--strong">{messages::month_today(l)}</span> }
    });
    let shifts = it
        .shifts
        .into_iter()
        .map(|(starts_ms, shown)| {
            let href = l.address(&activity_page::address(shown.id));
            view! { <p class="small">{shift::clock(starts_ms)}" "<a href=href>{shown.details.name.clone()}</a></p> }
        })
        .collect_view();
    view! {
        <td data-label=label class:table__none=none aria-current=it.today.then_some("date")><div><b>{day.day()}</b>{today}{shifts}</div></td>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::macros::date;

    use super::*;

    #[test]
    fn a_month_that_is_none_or_lies_elsewhere_is_this_one() {
        let today = date!(2026 - 11 - 29);
        let first = |month: &str| MonthQuery { month: month.into() }.first_day(today);
        for none in ["", "2026", "2026-13", "2026-10", "2027-12", "x-y", "-", "99999999999-01"] {
            assert_eq!(first(none), date!(2026 - 11 - 01), "{none}");
        }
        assert_eq!(first("2026-12"), date!(2026 - 12 - 01));
        assert_eq!(first("2027-11"), date!(2027 - 11 - 01));
        assert_eq!(after(date!(2026 - 12 - 01)), date!(2027 - 01 - 01));
    }

    #[test]
    fn whoever_asks_for_a_month_without_a_sheet_is_told_so() {
        let today = date!(2026 - 11 - 29);
        let lacks = |month: &str| MonthQuery { month: month.into() }.lacks(today);
        for none in ["2026-13", "2026-10", "2027-12", "9999-99", "x"] {
            assert!(lacks(none), "{none}");
        }
        for there in ["", "2026-11", "2026-12", "2027-11"] {
            assert!(!lacks(there), "{there}");
        }
    }

    #[test]
    fn a_day_with_nothing_is_passed_over_unless_it_is_today() {
        let today = date!(2026 - 11 - 29);
        assert!(Field::of(Some(date!(2026 - 11 - 28)), today, &[]).is_passed_over());
        assert!(Field::of(None, today, &[]).is_passed_over());
        assert!(!Field::of(Some(today), today, &[]).is_passed_over());
    }

    proptest! {
        #[test]
        fn every_day_of_a_month_stands_once_under_its_weekday(year in 2020_i32..2100, month in 1_u8..=12) {
            let first = Date::from_calendar_date(year, Month::try_from(month).unwrap(), 1).unwrap();
            let weeks = weeks(first);
            let days: Vec<_> = weeks.iter().flatten().flatten().copied().collect();
            prop_assert_eq!(days.len(), usize::from(first.month().length(year)));
            prop_assert!(days.iter().zip(1..).all(|(day, number)| day.day() == number));
            for week in &weeks {
                for (day, at) in week.iter().zip(0..) {
                    prop_assert!(day.is_none_or(|day| day.weekday().number_days_from_monday() == at));
                }
            }
        }
    }
}
