use proptest::prelude::*;
use time::{Duration, macros::date};

use super::*;

/// A Tuesday.
const TODAY: Date = date!(2026 - 11 - 24);

fn spans(texts: &[&str]) -> Vec<Span> {
    texts.iter().map(|text| text.parse().unwrap()).collect()
}

fn named(zh: &str) -> Text {
    Text { zh: zh.into(), en: None }
}

/// Monday to Friday 08:30-12:00 and 14:30-17:30, closed on holidays.
fn office_hours() -> OpeningHours {
    let day = spans(&["08:30-12:00", "14:30-17:30"]);
    OpeningHours {
        weekly: [day.clone(), day.clone(), day.clone(), day.clone(), day, vec![], vec![]],
        ..OpeningHours::default()
    }
}

/// The same hours on all seven days.
fn daily(texts: &[&str]) -> OpeningHours {
    OpeningHours { weekly: std::array::from_fn(|_| spans(texts)), ..OpeningHours::default() }
}

impl OpeningHours {
    fn except(mut self, date: Date, texts: &[&str], reason: &str) -> Self {
        self.exceptions.push(DayException { date, spans: spans(texts), reason: named(reason) });
        self
    }
}

fn calendar(days: &[(Date, DayKind, &str)]) -> Calendar {
    days.iter().map(|&(date, kind, name)| (date, CalendarDay { kind, name: named(name) })).collect()
}

fn no_calendar() -> Calendar {
    Calendar::default()
}

fn at(date: Date, time: &str) -> LocalMoment {
    let (hour, minute) = time.split_once(':').unwrap();
    LocalMoment { date, minute: hour.parse::<u16>().unwrap() * 60 + minute.parse::<u16>().unwrap() }
}

fn open_until(date: Date, time: &str) -> Opening {
    Opening::Open { until: Some(at(date, time)) }
}

fn closed_until(date: Date, time: &str) -> Opening {
    Opening::Closed { opens: Some(at(date, time)), reason: None }
}

fn closed_because(reason: &str, opens: Option<LocalMoment>) -> Opening {
    Opening::Closed { opens, reason: Some(named(reason)) }
}

#[test]
fn a_moment_is_told_in_china_eight_hours_ahead_of_utc() {
    for (unix_ms, date, time) in [
        (0, date!(1970 - 01 - 01), "08:00"),
        (-1, date!(1970 - 01 - 01), "07:59"),
        (59_999, date!(1970 - 01 - 01), "08:00"),
        (60_000, date!(1970 - 01 - 01), "08:01"),
        (57_599_999, date!(1970 - 01 - 01), "23:59"),
        (57_600_000, date!(1970 - 01 - 02), "00:00"),
        (-28_800_000, date!(1970 - 01 - 01), "00:00"),
        (-28_800_001, date!(1969 - 12 - 31), "23:59"),
        // 2026-11-24T09:15:30Z.
        (1_795_511_730_000, TODAY, "17:15"),
        // 2028-02-29T16:00:00Z, the night after the leap day.
        (1_835_452_800_000, date!(2028 - 03 - 01), "00:00"),
    ] {
        let moment = LocalMoment::from_unix_ms(unix_ms);
        assert_eq!(moment, at(date, time), "{unix_ms}");
        assert_eq!(moment.clock(), time);
        assert_eq!(moment.to_unix_ms(), unix_ms.div_euclid(60_000) * 60_000, "{unix_ms}");
        assert_eq!(moment.weekday(), date.weekday());
    }
}

#[test]
fn there_is_no_summer_time_every_day_of_a_year_has_1440_minutes() {
    let mut midnight = at(date!(2026 - 01 - 01), "00:00").to_unix_ms();
    for day in 1..=365 {
        midnight += 1440 * 60_000;
        let next = LocalMoment::from_unix_ms(midnight);
        assert_eq!(next, LocalMoment { date: date!(2026 - 01 - 01) + Duration::days(day), minute: 0 });
    }
}

#[test]
fn moments_beyond_all_calendars_are_the_first_and_last_day() {
    assert_eq!(LocalMoment::from_unix_ms(i64::MAX).date, Date::MAX);
    assert_eq!(LocalMoment::from_unix_ms(i64::MIN).date, Date::MIN);
}

#[test]
fn moments_are_in_the_order_of_time() {
    let moments =
        [at(TODAY, "00:00"), at(TODAY, "00:01"), at(TODAY, "23:59"), at(TODAY + Duration::DAY, "00:00")];
    assert!(moments.is_sorted_by(|one, next| one < next));
}

#[test]
fn open_now_and_the_next_change_across_breaks_weekends_and_the_year() {
    let friday = date!(2026 - 11 - 27);
    let monday = date!(2026 - 11 - 30);
    for (now, want) in [
        (at(TODAY, "00:00"), closed_until(TODAY, "08:30")),
        (at(TODAY, "08:29"), closed_until(TODAY, "08:30")),
        (at(TODAY, "08:30"), open_until(TODAY, "12:00")),
        (at(TODAY, "11:59"), open_until(TODAY, "12:00")),
        (at(TODAY, "12:00"), closed_until(TODAY, "14:30")),
        (at(TODAY, "14:29"), closed_until(TODAY, "14:30")),
        (at(TODAY, "14:30"), open_until(TODAY, "17:30")),
        (at(TODAY, "17:29"), open_until(TODAY, "17:30")),
        (at(TODAY, "17:30"), closed_until(TODAY + Duration::DAY, "08:30")),
        (at(friday, "17:30"), closed_until(monday, "08:30")),
        (at(friday + Duration::DAY, "10:00"), closed_until(monday, "08:30")),
        (at(date!(2026 - 12 - 31), "23:59"), closed_until(date!(2027 - 01 - 01), "08:30")),
    ] {
        let opening = office_hours().opening(now, &no_calendar());
        assert_eq!(opening, want, "{now:?}");
        assert_eq!(opening.is_open(), matches!(want, Opening::Open { .. }));
    }
}

#[test]
fn a_span_past_midnight_belongs_to_the_day_on_which_it_begins() {
    let hours = daily(&["20:00-26:00"]);
    let tomorrow = TODAY + Duration::DAY;
    for (now, want) in [
        (at(TODAY, "00:00"), open_until(TODAY, "02:00")),
        (at(TODAY, "01:59"), open_until(TODAY, "02:00")),
        (at(TODAY, "02:00"), closed_until(TODAY, "20:00")),
        (at(TODAY, "20:00"), open_until(tomorrow, "02:00")),
        (at(TODAY, "23:59"), open_until(tomorrow, "02:00")),
    ] {
        assert_eq!(hours.opening(now, &no_calendar()), want, "{now:?}");
    }

    // A closure today leaves alone the night that began yesterday, and takes the one that would begin today.
    let closed_today = hours.except(TODAY, &[], "台风");
    for (now, want) in [
        (at(TODAY, "01:00"), open_until(TODAY, "02:00")),
        (at(TODAY, "12:00"), closed_because("台风", Some(at(tomorrow, "20:00")))),
        (at(tomorrow, "01:00"), closed_because("台风", Some(at(tomorrow, "20:00")))),
        (at(tomorrow, "02:00"), closed_until(tomorrow, "20:00")),
    ] {
        assert_eq!(closed_today.opening(now, &no_calendar()), want, "{now:?}");
    }
}

#[test]
fn spans_that_adjoin_are_one_stretch_also_across_midnight() {
    let tomorrow = TODAY + Duration::DAY;
    let hours = daily(&["12:00-18:00", "08:00-12:00"]);
    assert_eq!(hours.opening(at(TODAY, "11:59"), &no_calendar()), open_until(TODAY, "18:00"));
    assert_eq!(hours.spans_on(TODAY, &no_calendar()).spans, spans(&["08:00-18:00"]));

    let over_midnight = daily(&["00:00-02:00", "20:00-24:00"]);
    assert_eq!(over_midnight.opening(at(TODAY, "21:00"), &no_calendar()), open_until(tomorrow, "02:00"));

    // The long span of yesterday hides the end of today's short one.
    let overlapping = daily(&["03:00-04:00", "22:00-30:00"]);
    assert_eq!(overlapping.opening(at(TODAY, "03:30"), &no_calendar()), open_until(TODAY, "06:00"));
    assert_eq!(overlapping.opening(at(TODAY, "23:00"), &no_calendar()), open_until(tomorrow, "06:00"));

    let one_minute_apart = daily(&["08:00-12:00", "12:01-18:00"]);
    assert_eq!(one_minute_apart.opening(at(TODAY, "12:00"), &no_calendar()), closed_until(TODAY, "12:01"));
}

#[test]
fn a_station_that_never_closes_has_no_next_change() {
    for hours in [daily(&["00:00-24:00"]), daily(&["08:30-32:30"]), daily(&["00:00-12:00", "12:00-24:00"])] {
        for time in ["00:00", "08:30", "23:59"] {
            assert_eq!(hours.opening(at(TODAY, time), &no_calendar()), Opening::Open { until: None });
        }
    }
}

#[test]
fn a_station_without_hours_never_opens() {
    let nothing = Opening::Closed { opens: None, reason: None };
    assert_eq!(OpeningHours::default().opening(at(TODAY, "10:00"), &no_calendar()), nothing);
}

#[test]
fn a_change_is_told_up_to_the_sixtieth_day_and_not_beyond() {
    for (days, told) in [(1, true), (60, true), (61, false)] {
        let date = TODAY + Duration::days(days);
        let opens = OpeningHours::default().except(date, &["23:00-24:00"], "开放日");
        let want = Opening::Closed { opens: told.then(|| at(date, "23:00")), reason: None };
        assert_eq!(opens.opening(at(TODAY, "10:00"), &no_calendar()), want, "opens in {days} days");

        let closes = daily(&["00:00-24:00"]).except(date, &["01:00-24:00"], "停电");
        let want = Opening::Open { until: told.then(|| at(date, "00:00")) };
        assert_eq!(closes.opening(at(TODAY, "23:59"), &no_calendar()), want, "closes in {days} days");
    }
}

#[test]
fn the_ends_of_the_calendar_are_survived() {
    let hours = daily(&["08:00-26:00"]);
    assert_eq!(hours.opening(at(Date::MIN, "01:00"), &no_calendar()), closed_until(Date::MIN, "08:00"));
    assert!(hours.opening(at(Date::MAX, "10:00"), &no_calendar()).is_open());
    assert_eq!(hours.week(Date::MAX, &no_calendar()).len(), 1);
}

#[test]
fn an_exception_beats_the_week_and_the_calendar() {
    let holiday = calendar(&[(TODAY, DayKind::Holiday, "节日")]);
    let workday = calendar(&[(TODAY, DayKind::Workday, "调休")]);
    for calendar in [no_calendar(), holiday, workday] {
        let closed = office_hours().except(TODAY, &[], "台风");
        let today = closed.spans_on(TODAY, &calendar);
        assert_eq!((today.spans, today.reason), (vec![], Some(named("台风"))));

        let shorter = office_hours().except(TODAY, &["09:00-11:00"], "培训");
        let today = shorter.spans_on(TODAY, &calendar);
        assert_eq!((today.date, today.spans), (TODAY, spans(&["09:00-11:00"])));
        assert_eq!(today.reason, Some(named("培训")));
    }
    // Only on its day, and of two the later one.
    let corrected = office_hours().except(TODAY, &[], "台风").except(TODAY, &["10:00-11:00"], "台风已过");
    assert_eq!(corrected.spans_on(TODAY, &no_calendar()).reason, Some(named("台风已过")));
    for other in [TODAY - Duration::DAY, TODAY + Duration::DAY] {
        let usual = corrected.spans_on(other, &no_calendar());
        assert_eq!((usual.spans, usual.reason), (spans(&["08:30-12:00", "14:30-17:30"]), None));
    }
}

#[test]
fn a_holiday_closes_the_station_unless_it_opens_as_usual() {
    let sunday = date!(2026 - 11 - 29);
    let calendar = calendar(&[(TODAY, DayKind::Holiday, "节日"), (sunday, DayKind::Holiday, "节日")]);
    let tomorrow_morning = Some(at(TODAY + Duration::DAY, "08:30"));
    let closing = office_hours();
    for time in ["00:00", "10:00", "13:00", "23:59"] {
        let want = closed_because("节日", tomorrow_morning);
        assert_eq!(closing.opening(at(TODAY, time), &calendar), want, "{time}");
    }
    // Named also where the week would have it closed.
    assert_eq!(closing.spans_on(sunday, &calendar).reason, Some(named("节日")));

    let open = OpeningHours { holidays: HolidayRule::AsUsual, ..office_hours() };
    assert_eq!(open.opening(at(TODAY, "10:00"), &calendar), open_until(TODAY, "12:00"));
    let today = open.spans_on(TODAY, &calendar);
    assert_eq!((today.spans, today.reason), (spans(&["08:30-12:00", "14:30-17:30"]), None));
    assert_eq!(open.opening(at(sunday, "10:00"), &calendar), closed_until(sunday + Duration::DAY, "08:30"));
}

#[test]
fn a_make_up_day_is_worked_like_a_monday_unless_that_day_has_hours_anyway() {
    let saturday = date!(2026 - 11 - 28);
    let calendar = calendar(&[(saturday, DayKind::Workday, "国庆节调休")]);
    let mut hours = office_hours();
    hours.weekly[0] = spans(&["09:00-12:00"]);
    for rule in [HolidayRule::Closed, HolidayRule::AsUsual] {
        hours.holidays = rule;
        let day = hours.spans_on(saturday, &calendar);
        assert_eq!((day.spans, day.reason), (spans(&["09:00-12:00"]), Some(named("国庆节调休"))));
    }
    assert_eq!(hours.opening(at(saturday, "09:00"), &calendar), open_until(saturday, "12:00"));
    // After hours there is nothing special to say.
    assert_eq!(
        hours.opening(at(saturday, "13:00"), &calendar),
        closed_until(saturday + Duration::days(2), "09:00")
    );

    hours.weekly[5] = spans(&["10:00-11:00"]);
    let day = hours.spans_on(saturday, &calendar);
    assert_eq!((day.spans, day.reason), (spans(&["10:00-11:00"]), None));

    hours.weekly[5].clear();
    hours.weekly[0].clear();
    let day = hours.spans_on(saturday, &calendar);
    assert_eq!((day.spans, day.reason), (vec![], None));
}

#[test]
fn a_golden_week_is_crossed_with_its_make_up_days() {
    // Seven days off from Thursday 1 October 2026, worked instead on two days of a weekend.
    let name = |date: Date| (date, DayKind::Holiday, "国庆节");
    let mut days: Vec<_> = (1..=7).map(|day| name(date!(2026 - 09 - 30) + Duration::days(day))).collect();
    days.push((date!(2026 - 09 - 27), DayKind::Workday, "国庆节调休"));
    days.push((date!(2026 - 10 - 10), DayKind::Workday, "国庆节调休"));
    let calendar = calendar(&days);
    let hours = office_hours();
    let opens = Some(at(date!(2026 - 10 - 08), "08:30"));
    assert_eq!(
        hours.opening(at(date!(2026 - 09 - 30), "17:30"), &calendar),
        Opening::Closed { opens, reason: None }
    );
    assert_eq!(hours.opening(at(date!(2026 - 10 - 03), "10:00"), &calendar), closed_because("国庆节", opens));
    let sunday = date!(2026 - 09 - 27);
    assert_eq!(hours.opening(at(sunday, "10:00"), &calendar), open_until(sunday, "12:00"));
    let saturday = date!(2026 - 10 - 10);
    assert_eq!(hours.opening(at(date!(2026 - 10 - 09), "18:00"), &calendar), closed_until(saturday, "08:30"));
}

#[test]
fn a_reason_is_given_only_where_the_usual_hours_do_not_explain_the_closure() {
    let shorter = office_hours().except(TODAY, &["09:00-11:00"], "培训");
    let tomorrow = TODAY + Duration::DAY;
    for (now, want) in [
        (at(TODAY, "07:00"), closed_until(TODAY, "09:00")),
        (at(TODAY, "08:45"), closed_because("培训", Some(at(TODAY, "09:00")))),
        (at(TODAY, "10:59"), open_until(TODAY, "11:00")),
        (at(TODAY, "11:00"), closed_because("培训", Some(at(tomorrow, "08:30")))),
        (at(TODAY, "13:00"), closed_until(tomorrow, "08:30")),
        (at(TODAY, "15:00"), closed_because("培训", Some(at(tomorrow, "08:30")))),
        (at(TODAY, "18:00"), closed_until(tomorrow, "08:30")),
    ] {
        assert_eq!(shorter.opening(now, &no_calendar()), want, "{now:?}");
    }
}

#[test]
fn a_night_that_was_called_off_is_explained_after_midnight_on_a_day_without_hours() {
    let mut hours = OpeningHours::default();
    hours.weekly[0] = spans(&["22:00-26:00"]);
    let monday = TODAY - Duration::DAY;
    let hours = hours.except(monday, &[], "台风");
    let opens = Some(at(monday + Duration::days(7), "22:00"));
    assert_eq!(hours.opening(at(TODAY, "01:59"), &no_calendar()), closed_because("台风", opens));
    assert_eq!(hours.opening(at(TODAY, "02:00"), &no_calendar()), Opening::Closed { opens, reason: None });
}

#[test]
fn a_week_is_seven_days_from_the_one_asked_for_each_with_its_reason() {
    let friday = date!(2026 - 11 - 27);
    let saturday = date!(2026 - 11 - 28);
    let hours = office_hours().except(TODAY, &[], "台风");
    let calendar = calendar(&[(friday, DayKind::Holiday, "节日"), (saturday, DayKind::Workday, "调休")]);
    let week = hours.week(TODAY, &calendar);
    let told: Vec<_> = week
        .iter()
        .map(|day| (day.date.day(), day.spans.len(), day.reason.as_ref().map_or("", |reason| &reason.zh)))
        .collect();
    assert_eq!(
        told,
        [
            (24, 0, "台风"),
            (25, 2, ""),
            (26, 2, ""),
            (27, 0, "节日"),
            (28, 2, "调休"),
            (29, 0, ""),
            (30, 2, "")
        ]
    );
}

#[test]
fn the_calendar_tells_its_days_in_order() {
    let tomorrow = TODAY + Duration::DAY;
    let calendar = calendar(&[(tomorrow, DayKind::Workday, "调休"), (TODAY, DayKind::Holiday, "节日")]);
    assert_eq!(calendar.days().map(|(date, _)| date).collect::<Vec<_>>(), [TODAY, tomorrow]);
    assert_eq!(calendar.day(tomorrow).unwrap().kind, DayKind::Workday);
    assert_eq!(calendar.day(TODAY - Duration::DAY), None);
}

#[test]
fn the_stored_form_of_hours_calendar_and_opening_is_unchanged() {
    let hours = OpeningHours { holidays: HolidayRule::AsUsual, ..office_hours() }.except(
        TODAY,
        &["20:00-26:00"],
        "夜间",
    );
    let stored = r#"{"weekly":[["08:30-12:00","14:30-17:30"],["08:30-12:00","14:30-17:30"],["08:30-12:00","14:30-17:30"],["08:30-12:00","14:30-17:30"],["08:30-12:00","14:30-17:30"],[],[]],"holidays":"as_usual","exceptions":[{"date":"2026-11-24","spans":["20:00-26:00"],"reason":{"zh":"夜间"}}]}"#;
    assert_eq!(serde_json::to_string(&hours).unwrap(), stored);
    assert_eq!(serde_json::from_str::<OpeningHours>(stored).unwrap(), hours);

    let short = r#"{"weekly":[[],[],[],[],[],[],[]]}"#;
    assert_eq!(serde_json::from_str::<OpeningHours>(short).unwrap(), OpeningHours::default());
    let written = r#"{"weekly":[[],[],[],[],[],[],[]],"holidays":"closed"}"#;
    assert_eq!(serde_json::to_string(&OpeningHours::default()).unwrap(), written);
    let swapped = r#"{"weekly":[["12:00-08:30"],[],[],[],[],[],[]]}"#;
    let refused = serde_json::from_str::<OpeningHours>(swapped).unwrap_err().to_string();
    assert!(refused.starts_with("it ends before it has begun"), "{refused}");

    let calendar =
        calendar(&[(TODAY, DayKind::Holiday, "节日"), (TODAY + Duration::DAY, DayKind::Workday, "调休")]);
    let stored = r#"{"2026-11-24":{"kind":"holiday","name":{"zh":"节日"}},"2026-11-25":{"kind":"workday","name":{"zh":"调休"}}}"#;
    assert_eq!(serde_json::to_string(&calendar).unwrap(), stored);
    assert_eq!(serde_json::from_str::<Calendar>(stored).unwrap(), calendar);
}

/// Some spans of a day, now and then the whole of it or past midnight.
fn some_spans() -> impl Strategy<Value = Vec<Span>> {
    let span = prop_oneof![
        6 => (0..96_u16, 1..40_u16).prop_map(|(from, length)| (from * 15, from * 15 + length * 15)),
        1 => (0..1440_u16, 1..=1440_u16).prop_map(|(from, length)| (from, from + length)),
        1 => Just((0, 1440)),
    ];
    proptest::collection::vec(span.prop_map(|(from, to)| Span::new(from, to).unwrap()), 0..4)
}

fn some_hours() -> impl Strategy<Value = OpeningHours> {
    let exception = (-2..6_i64, some_spans()).prop_map(|(days, spans)| DayException {
        date: TODAY + Duration::days(days),
        spans,
        reason: named("临时"),
    });
    (
        proptest::array::uniform7(some_spans()),
        prop_oneof![Just(HolidayRule::Closed), Just(HolidayRule::AsUsual)],
        proptest::collection::vec(exception, 0..3),
    )
        .prop_map(|(weekly, holidays, exceptions)| OpeningHours { weekly, holidays, exceptions })
}

fn some_calendar() -> impl Strategy<Value = Calendar> {
    let kind = prop_oneof![Just(DayKind::Holiday), Just(DayKind::Workday)];
    proptest::collection::btree_map(-2..6_i64, kind, 0..4).prop_map(|days| {
        let day = |kind| CalendarDay { kind, name: named("节日") };
        days.into_iter().map(|(days, kind)| (TODAY + Duration::days(days), day(kind))).collect()
    })
}

/// Every minute from midnight of the day before `TODAY` on: whether it is open, told in the plainest way.
fn scanned(hours: &OpeningHours, calendar: &Calendar, days: i64) -> Vec<bool> {
    let mut minutes = vec![false; (days as usize + 1) * 1440];
    for day in 0..days {
        let date = TODAY + Duration::days(day - 1);
        let weekly = |weekday: Weekday| hours.weekly[weekday.number_days_from_monday() as usize].clone();
        let exception = hours.exceptions.iter().rev().find(|exception| exception.date == date);
        let kind = calendar.day(date).map(|day| day.kind);
        let spans = if let Some(exception) = exception {
            exception.spans.clone()
        } else if kind == Some(DayKind::Holiday) && hours.holidays == HolidayRule::Closed {
            vec![]
        } else if kind == Some(DayKind::Workday) && weekly(date.weekday()).is_empty() {
            weekly(Weekday::Monday)
        } else {
            weekly(date.weekday())
        };
        for span in spans {
            let midnight = day as usize * 1440;
            minutes[midnight + span.from() as usize..midnight + span.to() as usize].fill(true);
        }
    }
    minutes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn scanning_minute_by_minute_for_three_days_agrees(hours in some_hours(), calendar in some_calendar()) {
        // Yesterday, and the days up to the horizon of the last day scanned.
        let minutes = scanned(&hours, &calendar, 1 + 3 + 60);
        for now in 1440..4 * 1440 {
            let today = now / 1440;
            let horizon = (today + 61) * 1440;
            let change = (now..horizon).find(|&minute| minutes[minute] != minutes[now]);
            let moment = |minute: usize| LocalMoment {
                date: TODAY + Duration::days(minute as i64 / 1440 - 1),
                minute: (minute % 1440) as u16,
            };
            let (open, next) = match hours.opening(moment(now), &calendar) {
                Opening::Open { until } => (true, until),
                Opening::Closed { opens, .. } => (false, opens),
            };
            prop_assert_eq!(open, minutes[now], "{:?}", moment(now));
            prop_assert_eq!(next, change.map(moment), "{:?}", moment(now));
        }
    }

    #[test]
    fn any_instant_is_found_again_to_the_minute(unix_ms in -60_000_000_000_000_i64..200_000_000_000_000) {
        let moment = LocalMoment::from_unix_ms(unix_ms);
        prop_assert_eq!(moment.to_unix_ms(), unix_ms - unix_ms.rem_euclid(60_000));
        prop_assert_eq!(LocalMoment::from_unix_ms(moment.to_unix_ms()), moment);
    }

    #[test]
    fn any_span_is_read_back_as_it_was_written(from in 0..1440_u16, length in 1..=1440_u16) {
        let span = Span::new(from, from + length).unwrap();
        prop_assert_eq!(span.to_string().parse(), Ok(span));
    }
}
