use proptest::prelude::*;

use super::*;
use crate::directory::fixture::a_directory;

/// The filter and the faults of an address such as `q=jiaji&page=2`, whose values are as people see them.
fn parsed(query: &str) -> (StationFilter, Vec<FilterFault>) {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    StationFilter::parse(pairs, &a_directory(Vec::new()))
}

#[test]
fn every_field_is_read_from_the_address() {
    let (filter, faults) = parsed(
        "q=嘉积&area=469002100&mode=street&kind=village_room&service=A02&open=1&accessible=1&near=19.25,110.47&sort=name&page=3",
    );
    assert_eq!(faults, []);
    let expected = StationFilter {
        q: "嘉积".into(),
        area: Some("469002100".into()),
        mode: Some("street".into()),
        kind: Some(Kind::VillageRoom),
        service: Some("A02".into()),
        open: true,
        accessible: true,
        near: Some(LatLng { lat: 19.25, lng: 110.47 }),
        sort: Sort::Name,
        page: 3,
    };
    assert_eq!(filter, expected);
}

#[test]
fn nothing_asked_is_the_first_page_of_everything() {
    for query in ["", "q=&area=&page=", "q=   &area=\u{3000}", "colour=blue&x=1", "open=0&accessible=yes"] {
        let (filter, faults) = parsed(query);
        assert_eq!(filter, StationFilter { page: 1, ..StationFilter::default() }, "{query}");
        assert!(filter.is_empty() && faults.is_empty(), "{query}");
        assert_eq!(filter.address(), "/stations", "{query}");
    }
}

#[test]
fn what_cannot_be_understood_is_left_out_and_named() {
    for (query, fault) in [
        ("area=999999", FilterFault::Area),
        ("area=../../etc/passwd", FilterFault::Area),
        ("area=469002100 OR 1=1", FilterFault::Area),
        ("mode=TOWNSHIP", FilterFault::Mode),
        ("kind=school", FilterFault::Kind),
        ("service=Z99", FilterFault::Service),
        ("service=a01", FilterFault::Service),
        ("near=here", FilterFault::Near),
        ("near=19.25", FilterFault::Near),
        ("near=NaN,NaN", FilterFault::Near),
        ("near=inf,110", FilterFault::Near),
        ("near=1e1,110", FilterFault::Near),
        ("near=999,999", FilterFault::Near),
        ("near=90.1,0", FilterFault::Near),
        ("near=19.25,110.47,3", FilterFault::Near),
        ("sort=cheapest", FilterFault::Sort),
        ("page=0", FilterFault::Page),
        ("page=-1", FilterFault::Page),
        ("page=1.5", FilterFault::Page),
        ("page=1e3", FilterFault::Page),
        ("page=二", FilterFault::Page),
        ("page=99999999999999999999", FilterFault::Page),
    ] {
        let (filter, faults) = parsed(query);
        assert_eq!(faults, [fault], "{query}");
        assert!(filter.is_empty() && filter.page == 1 && filter.sort == Sort::Best, "{query}");
    }
}

#[test]
fn one_fault_does_not_take_the_rest_with_it() {
    let (filter, faults) = parsed("q=嘉积&area=999999&page=0&open=1&near=x");
    assert_eq!(faults, [FilterFault::Area, FilterFault::Page, FilterFault::Near]);
    assert_eq!(filter.address(), "/stations?q=%E5%98%89%E7%A7%AF&open=1");
}

#[test]
fn an_area_may_be_a_division_of_any_level_or_a_village() {
    for code in ["460000", "460200", "460204", "469002", "469002100", "469002500", "469002100225"] {
        let (filter, faults) = parsed(&format!("area={code}"));
        assert_eq!((filter.area.as_deref(), faults.len()), (Some(code), 0), "{code}");
    }
}

#[test]
fn a_service_may_be_one_of_the_catalogue_or_a_special_one_of_a_county() {
    for code in ["A01", "X-469002-001"] {
        assert_eq!(parsed(&format!("service={code}")).0.service.as_deref(), Some(code));
    }
}

#[test]
fn a_position_is_kept_no_closer_than_a_hundred_metres() {
    let (filter, _) = parsed("near=18.512345,110.046789");
    assert_eq!(filter.near, Some(LatLng { lat: 18.512, lng: 110.047 }));
    assert_eq!(filter.address(), "/stations?near=18.512,110.047");
}

#[test]
fn a_question_is_kept_without_control_signs_and_no_longer_than_a_person_would_type() {
    assert_eq!(parsed("q=嘉\u{0}积\u{7}\n").0.q, "嘉积");
    assert_eq!(parsed(&format!("q={}", "村".repeat(1000))).0.q.chars().count(), Q_CHARS_MAX);
    assert_eq!(parsed("q=\u{20000}𠀀").0.q, "\u{20000}𠀀");
}

#[test]
fn the_last_of_several_values_holds() {
    assert_eq!(parsed("q=嘉积&q=万泉").0.q, "万泉");
    assert_eq!(parsed("page=2&page=5").0.page, 5);
}

#[test]
fn the_order_and_the_page_alone_ask_for_nothing() {
    for (query, empty) in [
        ("page=4&sort=name", true),
        ("q=a", false),
        ("near=19,110", false),
        ("open=1", false),
        ("accessible=1", false),
        ("kind=station", false),
    ] {
        assert_eq!(parsed(query).0.is_empty(), empty, "{query}");
    }
}

#[test]
fn an_address_is_written_in_one_order_and_says_only_what_is_asked() {
    let (filter, _) = parsed(
        "page=2&sort=distance&near=18.51,110.04&accessible=1&open=1&service=A01&kind=station&mode=township&area=469002&q=a b",
    );
    assert_eq!(
        filter.address(),
        "/stations?q=a%20b&area=469002&mode=township&kind=station&service=A01&open=1&accessible=1\
         &near=18.510,110.040&sort=distance&page=2"
    );
    assert_eq!(parsed("page=1&sort=best&open=0").0.address(), "/stations");
}

#[test]
fn only_letters_digits_and_a_few_signs_stand_in_an_address_as_they_are() {
    for (value, encoded) in [
        ("", ""),
        ("aZ09-._~,", "aZ09-._~,"),
        (" +&=#?/%\"'<>", "%20%2B%26%3D%23%3F%2F%25%22%27%3C%3E"),
        ("嘉", "%E5%98%89"),
        ("\0", "%00"),
    ] {
        assert_eq!(percent_encoded(value), encoded, "{value}");
    }
}

fn any_filter() -> impl Strategy<Value = StationFilter> {
    let choice = |codes: &'static [&'static str]| prop::option::of(prop::sample::select(codes));
    let place = (-90_000..=90_000_i32, -180_000..=180_000_i32);
    let place =
        place.prop_map(|(lat, lng)| LatLng { lat: f64::from(lat) / 1000.0, lng: f64::from(lng) / 1000.0 });
    let sort = prop::sample::select(vec![Sort::Best, Sort::Distance, Sort::Name]);
    let lists = (
        choice(&["460200", "469002100", "469002100225"]),
        choice(&["township", "street"]),
        choice(&["A01", "X-469002-001"]),
        prop::option::of(prop::sample::select(Kind::ALL.to_vec())),
    );
    let rest = (any::<bool>(), any::<bool>(), prop::option::of(place), sort, 1..usize::MAX);
    ("\\PC{0,40}", lists, rest).prop_map(
        |(q, (area, mode, service, kind), (open, accessible, near, sort, page))| {
            let owned = |code: Option<&str>| code.map(str::to_owned);
            let near = near.map(LatLng::rounded);
            let (area, mode, service) = (owned(area), owned(mode), owned(service));
            StationFilter {
                q: q.trim().to_owned(),
                area,
                mode,
                kind,
                service,
                open,
                accessible,
                near,
                sort,
                page,
            }
        },
    )
}

proptest! {
    #[test]
    fn the_pairs_of_a_filter_read_back_as_the_same_filter(filter in any_filter()) {
        let directory = a_directory(Vec::new());
        let pairs = filter.pairs();
        let (read, faults) = StationFilter::parse(pairs.iter().map(|(name, value)| (*name, value.as_str())), &directory);
        prop_assert_eq!(faults, []);
        prop_assert_eq!(read.address(), filter.address());
        prop_assert_eq!(read, filter);
    }

    #[test]
    fn an_address_holds_nothing_that_html_or_a_header_could_take_for_its_own(filter in any_filter()) {
        let address = filter.address();
        prop_assert!(address.bytes().all(|byte| byte.is_ascii_graphic()));
        prop_assert!(!address.contains(['"', '\'', '<', '>', '\\', '#']));
    }

    #[test]
    fn nothing_that_may_stand_in_an_address_breaks_the_reading(pairs in prop::collection::vec((
        prop::sample::select(vec!["q", "area", "mode", "kind", "service", "open", "accessible", "near", "sort", "page", "?"]),
        any::<String>(),
    ), 0..8)) {
        let directory = a_directory(Vec::new());
        let (filter, _) = StationFilter::parse(pairs.iter().map(|(name, value)| (*name, value.as_str())), &directory);
        prop_assert!(filter.page >= 1);
        prop_assert!(filter.q.chars().count() <= Q_CHARS_MAX);
        let known = |code: &str| directory.areas.division(code).is_some() || directory.areas.village(code).is_some();
        prop_assert!(filter.area.as_deref().is_none_or(known));
    }
}
