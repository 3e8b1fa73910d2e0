use proptest::prelude::*;
use time::macros::date;

use super::*;
use crate::{
    directory::fixture::{JIAJI, a_directory, a_document, a_station},
    stations::model::{Kind, Stage},
};

/// A Tuesday morning on which offices are open.
const OFFICE_HOURS: LocalMoment = LocalMoment { date: date!(2026 - 11 - 24), minute: 10 * 60 };

fn asking(q: &str) -> StationFilter {
    StationFilter { q: q.into(), page: 1, ..StationFilter::default() }
}

fn in_area(code: &str) -> StationFilter {
    StationFilter { area: Some(code.into()), page: 1, ..StationFilter::default() }
}

fn slugs<'a>(found: &Found<'a>) -> Vec<&'a str> {
    found.all.iter().map(|station| station.slug.as_str()).collect()
}

fn listed(found: &[Listed<'_>]) -> Vec<String> {
    found.iter().map(|listed| listed.station.slug.clone()).collect()
}

/// 嘉积 with its own station, 万泉 with another, the county's centre, and 屯昌 with none.
fn island() -> Directory {
    a_directory(vec![
        a_station("centre")
            .of_kind(Kind::CountyCentre)
            .standing_in("469002")
            .named("琼海市社会工作服务中心", "qiong hai"),
        a_station("jiaji")
            .named("嘉积镇社工站", "jia ji zhen she gong zhan")
            .serving(&["469002100"])
            .at(19.25, 110.47),
        a_station("wanquan")
            .named("万泉镇社工站", "wan quan zhen she gong zhan")
            .standing_in("469002101")
            .serving(&["469002101"])
            .at(19.24, 110.40)
            .in_mode("street")
            .offering(&["A01", "A02"])
            .without_a_step(),
    ])
}

#[test]
fn asking_nothing_lists_every_unit_in_the_order_of_the_directory() {
    let directory = island();
    let filter = asking("");
    let found = find(&directory, &filter, OFFICE_HOURS);
    assert_eq!(slugs(&found), ["centre", "jiaji", "wanquan"]);
    assert_eq!((found.pages, found.page.len()), (1, 3));
    assert_eq!(found.place, PlaceAnswer::None);
    assert_eq!(found.measured_from, None);
    assert!(found.page.iter().all(|listed| listed.away.is_none()));
}

#[test]
fn a_station_is_found_by_its_name_its_pinyin_and_its_initials() {
    let directory = island();
    for q in ["万泉镇社工站", "wanquanzhenshegongzhan", "万泉社工站"] {
        let filter = asking(q);
        let found = find(&directory, &filter, OFFICE_HOURS);
        assert_eq!(slugs(&found).first(), Some(&"wanquan"), "{q}");
    }
}

#[test]
fn a_township_leads_to_the_units_in_it() {
    let directory = island();
    let filter = asking("万泉镇");
    assert!(slugs(&find(&directory, &filter, OFFICE_HOURS)).contains(&"wanquan"));
}

#[test]
fn a_village_leads_to_the_station_that_serves_it_and_to_no_other() {
    let directory = island();
    for q in ["大礼村委会", "大礼", "大礼村", "dali"] {
        let filter = asking(q);
        let found = find(&directory, &filter, OFFICE_HOURS);
        let PlaceAnswer::One(village, Served::By { through, .. }) = &found.place else {
            panic!("{q}: {:?}", found.place)
        };
        assert_eq!((village.code(), through.as_str()), ("469002100225", "469002100"), "{q}");
        assert_eq!(slugs(&found), ["jiaji"], "{q}");
    }
}

#[test]
fn villages_of_one_name_are_asked_back() {
    let directory = island();
    let filter = asking("高坡村委会");
    let found = find(&directory, &filter, OFFICE_HOURS);
    let PlaceAnswer::Which { places, .. } = &found.place else { panic!("{:?}", found.place) };
    let codes: Vec<_> = places.iter().map(|place| place.code()).collect();
    assert_eq!(codes, ["469002100226", "469022102203"]);
    assert_eq!(slugs(&found), ["jiaji"], "the one station that serves one of them");
}

#[test]
fn a_place_without_a_station_is_told_so_whether_it_is_typed_or_chosen() {
    let directory = island();
    for filter in
        [asking("屯昌"), asking("tunchang"), asking("坡心镇"), in_area("469022"), in_area("469022102")]
    {
        let found = find(&directory, &filter, OFFICE_HOURS);
        let PlaceAnswer::One(Place::Division(_), Served::NotYet { nearest, measured_from }) = &found.place
        else {
            panic!("{filter:?}: {:?}", found.place)
        };
        assert_eq!(nearest[0].0.slug, "wanquan", "ordered from the county's label point");
        assert_eq!(*measured_from, None, "from which no distance is stated");
        assert!(found.all.is_empty() && found.measured_from.is_none());
    }
    assert_eq!(
        find(&directory, &asking("琼海"), OFFICE_HOURS).place,
        PlaceAnswer::None,
        "its list is the answer"
    );
}

#[test]
fn a_village_called_like_a_township_is_asked_about_and_one_called_like_a_county_is_not() {
    let mut document =
        a_document(vec![a_station("jiaji").named("嘉积镇社工站", "jia ji zhen she gong zhan")]);
    let mut twin = document.villages[4].clone();
    (twin.code, twin.name, twin.pinyin) =
        ("469022102204".into(), "万泉村委会".into(), "wan quan cun wei hui".into());
    twin.parent = "469022102".into();
    let mut namesake = twin.clone();
    (namesake.code, namesake.name) = ("469022102205".into(), "琼海村委会".into());
    namesake.pinyin = "qiong hai cun wei hui".into();
    document.villages.extend([twin, namesake]);
    let directory = Directory::build(document);
    for q in ["万泉", "wanquan"] {
        let filter = asking(q);
        let found = find(&directory, &filter, OFFICE_HOURS);
        let PlaceAnswer::Which { places, .. } = &found.place else { panic!("{q}: {:?}", found.place) };
        let codes: Vec<_> = places.iter().map(|place| place.code()).collect();
        assert_eq!(codes, ["469002101", "469022102204"], "{q}");
    }
    let filter = asking("琼海");
    let found = find(&directory, &filter, OFFICE_HOURS);
    assert_eq!((&found.place, slugs(&found).as_slice()), (&PlaceAnswer::None, ["jiaji"].as_slice()));
}

#[test]
fn a_station_answers_for_its_own_township_and_a_village_elsewhere_called_alike_is_asked_about() {
    let mut document =
        a_document(vec![a_station("jiaji").named("嘉积镇社工站", "jia ji zhen she gong zhan")]);
    let filter = asking("嘉积");
    let directory = Directory::build(document.clone());
    assert_eq!(find(&directory, &filter, OFFICE_HOURS).place, PlaceAnswer::None);
    let mut twin = document.villages[6].clone();
    (twin.code, twin.name, twin.pinyin) =
        ("469022102204".into(), "嘉积村委会".into(), "jia ji cun wei hui".into());
    document.villages.push(twin);
    let directory = Directory::build(document);
    let found = find(&directory, &filter, OFFICE_HOURS);
    assert!(
        matches!(&found.place, PlaceAnswer::Which { places, .. } if places.len() == 2),
        "{:?}",
        found.place
    );
    assert_eq!(slugs(&found), ["jiaji"], "and the list still begins with the station");
}

#[test]
fn a_question_about_a_service_shows_it_above_whoever_offers_it() {
    let directory = island();
    let filter = asking("低保申请");
    let found = find(&directory, &filter, OFFICE_HOURS);
    let codes: Vec<_> = found.topic.services.iter().map(|item| item.code.as_str()).collect();
    assert_eq!(codes, ["A01"]);
    assert_eq!(slugs(&found).len(), 3);
    assert!(find(&directory, &asking("嘉积"), OFFICE_HOURS).topic.is_empty(), "a place is no topic");
}

#[test]
fn the_chosen_area_tells_villages_of_one_name_apart() {
    let directory = island();
    for (area, code) in [("469022", "469022102203"), ("469002", "469002100226")] {
        let filter = StationFilter { area: Some(area.into()), ..asking("高坡村委会") };
        let found = find(&directory, &filter, OFFICE_HOURS);
        let PlaceAnswer::One(village, _) = &found.place else { panic!("{:?}", found.place) };
        assert_eq!(village.code(), code);
    }
}

#[test]
fn a_village_outside_the_chosen_area_is_no_answer() {
    let directory = island();
    let filter = StationFilter { area: Some("460200".into()), ..asking("大礼村委会") };
    let found = find(&directory, &filter, OFFICE_HOURS);
    assert_eq!(found.place, PlaceAnswer::None);
    assert_eq!(slugs(&found), [""; 0]);
}

#[test]
fn a_village_that_nobody_serves_is_told_so_and_lists_nobody() {
    let directory = island();
    let filter = in_area("469022102203");
    let found = find(&directory, &filter, OFFICE_HOURS);
    assert!(matches!(found.place, PlaceAnswer::One(_, Served::NotYet { .. })), "{:?}", found.place);
    assert_eq!(slugs(&found), [""; 0]);
    assert_eq!((found.pages, found.page.len()), (1, 0));
    assert_eq!(listed(&found.instead), ["wanquan", "jiaji"], "from the county's label point, in order");
    assert!(found.instead.iter().all(|it| it.away.is_none()), "but no distance is stated from such a point");
}

#[test]
fn the_village_in_the_address_beats_the_words_in_the_box() {
    let directory = island();
    let filter = StationFilter { area: Some("469002100225".into()), ..asking("万泉镇") };
    let found = find(&directory, &filter, OFFICE_HOURS);
    let PlaceAnswer::One(village, _) = &found.place else { panic!() };
    assert_eq!(village.name_in(Language::Zh), "大礼村委会");
}

#[test]
fn a_service_leads_to_whoever_offers_it() {
    let directory = island();
    let filter = asking("老人陪伴");
    assert_eq!(slugs(&find(&directory, &filter, OFFICE_HOURS)), ["wanquan"]);
}

#[test]
fn every_filter_takes_away_what_does_not_fit() {
    let directory = island();
    for (filter, slug) in [
        (StationFilter { mode: Some("street".into()), ..asking("") }, "wanquan"),
        (StationFilter { kind: Some(Kind::CountyCentre), ..asking("") }, "centre"),
        (StationFilter { service: Some("A02".into()), ..asking("") }, "wanquan"),
        (StationFilter { accessible: true, ..asking("") }, "wanquan"),
        (in_area("469002101"), "wanquan"),
        (StationFilter { kind: Some(Kind::Station), ..in_area("469002100") }, "jiaji"),
    ] {
        assert_eq!(slugs(&find(&directory, &filter, OFFICE_HOURS)), [slug], "{filter:?}");
    }
    let both = StationFilter { kind: Some(Kind::CountyCentre), accessible: true, ..asking("") };
    assert_eq!(slugs(&find(&directory, &both, OFFICE_HOURS)), [""; 0]);
}

#[test]
fn only_who_is_open_at_the_moment_is_open_now() {
    let mut always = a_station("always");
    always.hours.weekly.fill(vec!["00:00-24:00".parse().unwrap()]);
    let closed = a_station("closed").in_stage(Stage::Closed);
    let directory = a_directory(vec![a_station("office"), always, closed]);
    let filter = StationFilter { open: true, ..asking("") };
    let at = |date, minute| LocalMoment { date, minute };
    for (moment, open) in [
        (OFFICE_HOURS, &["office", "always"][..]),
        (at(date!(2026 - 11 - 24), 12 * 60), &["always"]),
        (at(date!(2026 - 11 - 24), 14 * 60 + 30), &["office", "always"]),
        (at(date!(2026 - 11 - 24), 17 * 60 + 30), &["always"]),
        (at(date!(2026 - 11 - 28), 10 * 60), &["always"]),
        // 国庆节: offices are closed, and so is whoever has not said otherwise.
        (at(date!(2026 - 10 - 01), 10 * 60), &[]),
    ] {
        assert_eq!(slugs(&find(&directory, &filter, moment)), open, "{moment:?}");
    }
}

#[test]
fn the_nearest_come_first_and_whoever_has_no_position_comes_last() {
    let directory = island();
    let near = StationFilter { near: Some(LatLng { lat: 19.24, lng: 110.401 }), ..asking("") };
    for sort in [Sort::Best, Sort::Distance] {
        let filter = StationFilter { sort, ..near.clone() };
        let found = find(&directory, &filter, OFFICE_HOURS);
        assert_eq!(slugs(&found), ["wanquan", "jiaji", "centre"], "{sort:?}");
        assert!(found.page[0].away.unwrap().metres < 200.0);
        assert_eq!(found.page[2].away, None);
    }
    let by_name = StationFilter { sort: Sort::Name, ..near };
    assert_eq!(slugs(&find(&directory, &by_name, OFFICE_HOURS)), ["jiaji", "centre", "wanquan"]);
}

#[test]
fn distances_are_measured_from_the_reader_else_from_the_seat_of_what_was_asked() {
    let directory = island();
    let reader = LatLng { lat: 20.0, lng: 110.0 };
    let seat = |filter: &StationFilter| match find(&directory, filter, OFFICE_HOURS).measured_from {
        Some(MeasuredFrom::Seat(division, at)) => Some((division.code.clone(), at)),
        Some(MeasuredFrom::Reader(at)) => Some(("reader".to_owned(), at)),
        None => None,
    };
    assert_eq!(seat(&in_area("469002100225")), Some(("469002100".to_owned(), JIAJI)));
    assert_eq!(seat(&asking("大礼")), Some(("469002100".to_owned(), JIAJI)));
    assert_eq!(seat(&in_area("469002100")), Some(("469002100".to_owned(), JIAJI)));
    assert_eq!(seat(&in_area("469002")), None, "a county has only a label point");
    let asked = StationFilter { near: Some(reader), ..in_area("469002100") };
    assert_eq!(seat(&asked), Some(("reader".to_owned(), reader)));
}

#[test]
fn without_a_place_sorting_by_distance_keeps_the_order() {
    let directory = island();
    let filter = StationFilter { sort: Sort::Distance, ..asking("") };
    assert_eq!(slugs(&find(&directory, &filter, OFFICE_HOURS)), ["centre", "jiaji", "wanquan"]);
}

#[test]
fn when_nothing_fits_the_nearest_three_are_offered_whatever_the_filters() {
    let directory = island();
    let nothing = StationFilter { service: Some("X-469002-001".into()), near: Some(JIAJI), ..asking("") };
    let found = find(&directory, &nothing, OFFICE_HOURS);
    assert_eq!(slugs(&found), [""; 0]);
    assert_eq!(listed(&found.instead), ["jiaji", "wanquan"]);
    assert!(found.instead[0].away.is_some());
    let nowhere = asking("qqqqqqqqqqqq");
    assert!(
        find(&directory, &nowhere, OFFICE_HOURS).instead.is_empty(),
        "without a place there is no nearest"
    );
}

#[test]
fn a_long_list_is_turned_page_by_page_and_a_page_beyond_the_end_is_empty() {
    let directory = a_directory((0..120).map(|number| a_station(&format!("s{number:03}"))).collect());
    let lengths = [(1, 50), (2, 50), (3, 20), (4, 0), (usize::MAX, 0)];
    for (page, length) in lengths {
        let filter = StationFilter { page, ..asking("") };
        let found = find(&directory, &filter, OFFICE_HOURS);
        assert_eq!((found.page.len(), found.pages, found.all.len()), (length, 3, 120), "page {page}");
    }
    let filter = StationFilter { page: 2, ..asking("") };
    assert_eq!(find(&directory, &filter, OFFICE_HOURS).page[0].station.slug, "s050");
}

#[test]
fn the_counts_of_the_counties_forget_the_chosen_area_and_keep_the_other_filters() {
    let directory = a_directory(vec![
        a_station("jiaji"),
        a_station("wanquan").standing_in("469002101").offering(&["A02"]),
        a_station("poxin").standing_in("469022102"),
        a_station("tianya").standing_in("460204"),
    ]);
    let counts = |filter: &StationFilter| {
        let found = find(&directory, filter, OFFICE_HOURS);
        let mut counts: Vec<_> =
            count_by_county(&directory, filter, &found, OFFICE_HOURS).into_iter().collect();
        counts.sort();
        counts
    };
    let all = [("460200", 1), ("469002", 2), ("469022", 1)].map(|(code, count)| (code.to_owned(), count));
    assert_eq!(counts(&asking("")), all);
    assert_eq!(counts(&in_area("469022")), all);
    assert_eq!(counts(&asking("大礼村")), all, "the name of a village is no filter for other places");
    let offering = StationFilter { service: Some("A02".into()), ..in_area("469022") };
    assert_eq!(counts(&offering), [("469002".to_owned(), 1)]);
}

proptest! {
    #[test]
    fn whatever_is_asked_each_station_answers_once_and_every_page_is_a_part_of_all(
        q in "\\PC{0,12}",
        area in prop::option::of(prop::sample::select(vec!["460000", "469002", "469002100225", "469022102203", "nowhere"])),
        page in 0..4_usize,
        minute in 0..1440_u16,
        open in any::<bool>(),
    ) {
        let directory = island();
        let filter = StationFilter { q, area: area.map(str::to_owned), page, open, ..StationFilter::default() };
        let found = find(&directory, &filter, LocalMoment { date: date!(2026 - 11 - 24), minute });
        let mut once = slugs(&found);
        once.sort_unstable();
        once.dedup();
        prop_assert_eq!(once.len(), found.all.len());
        prop_assert!(found.pages >= 1);
        prop_assert!(found.page.iter().all(|listed| found.all.contains(&listed.station)));
        prop_assert!(found.all.is_empty() || found.instead.is_empty());
    }
}

#[test]
fn a_special_service_leads_to_the_stations_that_offer_it() {
    let mut offering = a_station("wanquan").named("万泉镇社工站", "wan quan zhen");
    offering.special_services = vec!["X-469002-001".into()];
    let directory = a_directory(vec![a_station("jiaji"), offering]);
    let filter = asking("候鸟老人");
    let found = find(&directory, &filter, OFFICE_HOURS);
    assert_eq!(slugs(&found), ["wanquan"]);
    assert_eq!(found.topic.special.len(), 1);
}

#[test]
fn a_filter_looks_through_all_that_was_found_and_not_only_the_first_hundreds() {
    let mut stations: Vec<_> = (0..600)
        .map(|number| a_station(&format!("s{number}")).named("嘉积镇社工站", "jia ji zhen"))
        .collect();
    stations.push(a_station("last").named("嘉积镇社工站", "jia ji zhen").without_a_step());
    let directory = a_directory(stations);
    let filter = StationFilter { accessible: true, ..asking("嘉积镇社工站") };
    assert_eq!(slugs(&find(&directory, &filter, OFFICE_HOURS)), ["last"]);
}

#[test]
fn all_places_of_a_name_are_offered_and_none_is_left_out_silently() {
    let directory = island();
    let filter = asking("高坡");
    let found = find(&directory, &filter, OFFICE_HOURS);
    assert!(
        matches!(&found.place, PlaceAnswer::Which { places, more: 0 } if places.len() == 2),
        "{:?}",
        found.place
    );
}
