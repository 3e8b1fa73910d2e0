use time::{Duration, macros::date};

use super::*;
use crate::{
    directory::fixture::{JIAJI, a_directory, a_station},
    stations::hours::DayException,
};

/// A Tuesday.
const TUESDAY: Date = date!(2026 - 11 - 24);

fn at(date: Date, minute: u16) -> LocalMoment {
    LocalMoment { date, minute }
}

/// State and next change at this moment, of a station open on weekdays from 8:30 to 12 and from 14:30 to 17:30.
fn told(l: Language, station: &Station, now: LocalMoment) -> (bool, String) {
    let words = opening(l, station, &a_directory(Vec::new()), now);
    (words.open, format!("{} {}", words.state, words.next))
}

#[test]
fn open_or_closed_is_told_with_the_next_change_as_people_say_it() {
    let station = a_station("jiaji");
    for (now, open, zh, en) in [
        (at(TUESDAY, 600), true, "现在开放 今天 12:00 关闭", "Open now closes today at 12:00"),
        (at(TUESDAY, 720), false, "现在不开放 今天 14:30 开放", "Closed now opens today at 14:30"),
        (at(TUESDAY, 1050), false, "现在不开放 明天 08:30 开放", "Closed now opens tomorrow at 08:30"),
        (
            at(date!(2026 - 11 - 27), 1050),
            false,
            "现在不开放 周一（11月30日） 08:30 开放",
            "Closed now opens Monday 30 Nov at 08:30",
        ),
        // The last evening of a year, and of a month.
        (
            at(date!(2026 - 12 - 31), 1439),
            false,
            "现在不开放 明天 08:30 开放",
            "Closed now opens tomorrow at 08:30",
        ),
    ] {
        assert_eq!(told(Language::Zh, &station, now), (open, zh.to_owned()));
        assert_eq!(told(Language::En, &station, now), (open, en.to_owned()));
    }
}

#[test]
fn who_never_closes_and_who_never_opens_are_told_so() {
    let mut station = a_station("always");
    station.hours.weekly.fill(vec!["00:00-24:00".parse().unwrap()]);
    assert_eq!(told(Language::Zh, &station, at(TUESDAY, 0)).1, "现在开放 全天开放");
    station.hours.weekly = Default::default();
    assert!(told(Language::Zh, &station, at(TUESDAY, 0)).1.contains("请先打电话"));
}

#[test]
fn a_night_that_ends_tomorrow_is_told_with_its_day() {
    let mut station = a_station("night");
    station.hours.weekly.fill(vec!["22:00-26:00".parse().unwrap()]);
    assert_eq!(told(Language::Zh, &station, at(TUESDAY, 1380)).1, "现在开放 周三（11月25日） 02:00 关闭");
    assert_eq!(told(Language::Zh, &station, at(TUESDAY, 60)).1, "现在开放 今天 02:00 关闭");
}

#[test]
fn a_closure_out_of_the_ordinary_is_told_with_its_reason() {
    let mut station = a_station("jiaji");
    let reason = Text::new("台风停服", "Closed for a typhoon");
    station.hours.exceptions = vec![DayException { date: TUESDAY, spans: Vec::new(), reason }];
    let words = opening(Language::En, &station, &a_directory(Vec::new()), at(TUESDAY, 600));
    assert!(!words.open);
    assert_eq!(words.reason.as_deref(), Some("Closed for a typhoon"));
    let holiday =
        opening(Language::Zh, &a_station("x"), &a_directory(Vec::new()), at(date!(2026 - 10 - 01), 600));
    assert_eq!(holiday.reason.as_deref(), Some("国庆节"));
}

#[test]
fn a_station_that_is_not_open_to_the_public_tells_its_stage_and_no_hours() {
    for stage in Stage::ALL.into_iter().filter(|stage| !stage.serves()) {
        let words = opening(
            Language::Zh,
            &a_station("x").in_stage(stage),
            &a_directory(Vec::new()),
            at(TUESDAY, 600),
        );
        assert!(!words.open && words.state == "暂不接待" && !words.next.contains("开放"), "{words:?}");
    }
}

#[test]
fn a_minute_past_midnight_is_told_as_the_next_day_would() {
    for (minute, told) in [(0, "00:00"), (510, "08:30"), (1439, "23:59"), (1440, "00:00"), (1560, "02:00")] {
        assert_eq!(clock(minute), told);
    }
}

#[test]
fn every_day_of_the_week_has_its_name() {
    let week = (0..7).map(|days| weekday(Language::Zh, (TUESDAY + Duration::days(days)).weekday()));
    assert_eq!(week.collect::<Vec<_>>(), ["周二", "周三", "周四", "周五", "周六", "周日", "周一"]);
}

#[test]
fn a_distance_says_what_it_was_measured_from_and_to() {
    let directory = a_directory(Vec::new());
    let jiaji = directory.areas.division("469002100").unwrap();
    let reader = MeasuredFrom::Reader(JIAJI);
    let seat = MeasuredFrom::Seat(jiaji, JIAJI);
    let away = |metres, precision| Away { metres, precision };
    for (from, away, zh) in [
        (reader, away(3_210.0, Precision::Door), "约 3.2 公里"),
        (reader, away(3_210.0, Precision::TownSeat), "约 3.2 公里（到嘉积镇中心）"),
        (seat, away(3_210.0, Precision::Door), "距嘉积镇中心约 3.2 公里"),
        (seat, away(3_210.0, Precision::TownSeat), "距嘉积镇中心约 3.2 公里（到万泉镇中心）"),
        (seat, away(12.0, Precision::Door), "距嘉积镇中心约 50 米"),
        (seat, away(0.0, Precision::TownSeat), "就在嘉积镇，具体位置请打电话问"),
        (reader, away(14_400.0, Precision::Door), "约 14 公里"),
    ] {
        let there = if zh.contains("万泉镇") { "万泉镇" } else { "嘉积镇" };
        assert_eq!(distance(Language::Zh, away, from, there), zh);
    }
    assert_eq!(
        distance(Language::En, away(3_000.0, Precision::Door), seat, "Jiaji Town"),
        "about 3 km from the centre of Jiaji Town"
    );
}

#[test]
fn nobody_is_told_that_a_station_is_no_distance_away() {
    assert_eq!(length(Language::En, 0.0), "50 m");
    assert_eq!(length(Language::Zh, 999.0), "1 公里");
}

#[test]
fn a_verification_is_told_by_its_age() {
    let directory = a_directory(Vec::new());
    let mut station = a_station("jiaji");
    let day = station.verified.as_ref().unwrap().on;
    for (days, expected) in
        [(0, "核实"), (90, "核实"), (91, "该再核实了"), (180, "该再核实了"), (181, "已经很久")]
    {
        let words = verified(Language::Zh, &station, &directory, day + Duration::days(days));
        assert!(words.contains(expected) && words.contains("2026-11-01"), "{days}: {words}");
        assert_eq!(days <= 90, words == "演示单位于 2026-11-01 核实", "{days}: {words}");
    }
    station.verified = None;
    assert_eq!(verified(Language::Zh, &station, &directory, day), "还没有核实过，去之前请打电话");
}
