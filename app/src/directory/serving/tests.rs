use proptest::prelude::*;

use super::*;
use crate::{
    directory::fixture::{JIAJI, a_directory, a_document, a_station},
    stations::model::{Kind, Stage},
};

/// The words of the units that serve the place, and through which area.
fn served<'a>(directory: &'a Directory, code: &'a str) -> Option<(Vec<&'a str>, String)> {
    match directory.serving(code) {
        Served::By { stations, through } => {
            Some((stations.into_iter().map(|station| station.slug.as_str()).collect(), through))
        }
        Served::NotYet { .. } => None,
    }
}

fn slugs(units: Vec<&Station>) -> Vec<&str> {
    units.into_iter().map(|unit| unit.slug.as_str()).collect()
}

#[test]
fn the_unit_that_names_the_place_most_closely_serves_it() {
    let room = a_station("room").of_kind(Kind::VillageRoom).serving(&["469002100225"]);
    let station = a_station("jiaji").serving(&["469002100"]);
    let centre = a_station("centre").of_kind(Kind::CountyCentre).serving(&["469002"]);
    let directory = a_directory(vec![centre, room, station]);
    for (code, slug, through) in [
        ("469002100225", "room", "469002100225"),
        ("469002100226", "jiaji", "469002100"),
        ("469002100", "jiaji", "469002100"),
        ("469002101201", "centre", "469002"),
        ("469002", "centre", "469002"),
        // Inside the farm, which belongs to no township: the county serves it, never a neighbour.
        ("469002500401", "centre", "469002"),
    ] {
        assert_eq!(served(&directory, code), Some((vec![slug], through.to_owned())), "{code}");
    }
}

#[test]
fn several_units_may_share_an_area_and_all_are_named() {
    let directory =
        a_directory(vec![a_station("b").serving(&["469002100"]), a_station("a").serving(&["469002100"])]);
    assert_eq!(served(&directory, "469002100225").unwrap().0, ["b", "a"], "in the order of the directory");
}

#[test]
fn in_a_city_without_townships_the_district_answers_and_a_list_of_villages_before_it() {
    let tianya = a_station("tianya").standing_in("460204").serving(&["460204"]);
    let yucai = a_station("yucai").standing_in("460204").serving(&["460204198230"]);
    let directory = a_directory(vec![tianya, yucai]);
    assert_eq!(served(&directory, "460204198200").unwrap(), (vec!["tianya"], "460204".to_owned()));
    assert_eq!(served(&directory, "460204198230").unwrap(), (vec!["yucai"], "460204198230".to_owned()));
    assert_eq!(served(&directory, "460202"), None, "the neighbouring district is not served");
}

#[test]
fn a_unit_that_is_not_open_to_the_public_does_not_answer() {
    for stage in Stage::ALL {
        let directory = a_directory(vec![
            a_station("jiaji").in_stage(stage).serving(&["469002100"]),
            a_station("centre").of_kind(Kind::CountyCentre).serving(&["469002"]),
        ]);
        let (units, _) = served(&directory, "469002100225").unwrap();
        assert_eq!(units, [if stage.serves() { "jiaji" } else { "centre" }], "{stage:?}");
    }
}

#[test]
fn a_place_that_nobody_serves_is_told_the_nearest_three_that_are_open_to_the_public() {
    let directory = a_directory(vec![
        a_station("far").at(18.3, 109.5),
        a_station("closed").in_stage(Stage::Closed).at(19.25, 110.47),
        a_station("near").at(19.26, 110.47),
        a_station("unknown"),
        a_station("nearer").at(19.251, 110.47),
        a_station("nearest").at(19.25, 110.47),
    ]);
    let Served::NotYet { nearest, measured_from } = directory.serving("469002100225") else { panic!() };
    let names: Vec<_> = nearest.iter().map(|(station, _)| station.slug.as_str()).collect();
    assert_eq!(names, ["nearest", "nearer", "near"]);
    assert_eq!(measured_from.unwrap().code, "469002100");
    assert!(nearest[0].1.metres < 1.0 && nearest[2].1.metres > 1_000.0);
}

#[test]
fn a_place_without_a_seat_is_told_who_is_around_and_no_distance() {
    let directory = a_directory(vec![a_station("near").at(19.36, 110.1)]);
    // 屯昌 has only a label point, 坡心 none; the farm lies under a county with a label point.
    for code in ["469022102203", "469022", "469002500401", "460204198200"] {
        let Served::NotYet { nearest, measured_from } = directory.serving(code) else { panic!("{code}") };
        assert_eq!(measured_from, None, "{code}");
        // 三亚 has not even a label point here.
        assert_eq!(nearest.len(), usize::from(!code.starts_with("4602")), "{code}");
    }
}

#[test]
fn an_unknown_code_is_served_by_nobody_and_breaks_nothing() {
    let directory = a_directory(vec![a_station("jiaji").serving(&["469002100"]).at(19.2, 110.4)]);
    for code in ["", "0", "469002100999", "村", "../..", "469002100 "] {
        assert_eq!(served(&directory, code), None, "{code:?}");
        assert!(directory.units_in(code).is_empty(), "{code:?}");
        assert_eq!(directory.coverage(code), Coverage::default(), "{code:?}");
    }
}

#[test]
fn the_units_of_an_area_stand_in_it_serve_a_part_of_it_or_serve_it_from_above_each_once() {
    let centre = a_station("centre").standing_in("469002").serving(&["469002"]);
    let jiaji = a_station("jiaji").serving(&["469002100", "469002100225"]);
    let wanquan = a_station("wanquan").standing_in("469002101").serving(&["469002101"]);
    let guest = a_station("guest").standing_in("469022102").serving(&["469002100"]);
    let directory = a_directory(vec![centre, jiaji, wanquan, guest]);
    for (area, units) in [
        ("469002", &["centre", "jiaji", "wanquan", "guest"][..]),
        ("469002100", &["centre", "jiaji", "guest"]),
        ("469002100225", &["centre", "jiaji", "guest"]),
        ("469002101", &["centre", "wanquan"]),
        ("469022", &["guest"]),
        ("460200", &[]),
        ("460000", &["centre", "jiaji", "wanquan", "guest"]),
    ] {
        assert_eq!(slugs(directory.units_in(area)), units, "{area}");
    }
}

#[test]
fn coverage_counts_townships_and_the_districts_of_a_city_that_has_none() {
    let directory = a_directory(vec![
        a_station("jiaji").serving(&["469002100"]),
        a_station("tianya").standing_in("460204").serving(&["460204"]),
    ]);
    let told = |code: &str| {
        let coverage = directory.coverage(code);
        let without: Vec<String> = coverage.without.iter().map(|place| place.code().to_owned()).collect();
        (coverage.covered(), coverage.in_scope.len(), coverage.per_cent(), without.join(" "))
    };
    assert_eq!(told("469002"), (1, 2, Some(50), "469002101".to_owned()));
    assert_eq!(told("460200"), (1, 2, Some(50), "460202".to_owned()));
    assert_eq!(told("469022"), (0, 1, Some(0), "469022102".to_owned()));
    assert_eq!(told("460000"), (2, 5, Some(40), "460202 469002101 469022102".to_owned()));
    assert_eq!(told("469002500"), (0, 0, None, String::new()), "a farm is out of scope");
}

#[test]
fn listed_communities_count_instead_of_the_districts_of_their_city_and_each_for_itself() {
    let mut document = a_document(vec![
        a_station("maling").standing_in("460204").serving(&["460204198200"]),
        a_station("jiaji").serving(&["469002100"]),
        a_station("farm").serving(&["469002500"]),
    ]);
    document.settings.set("communities", "460204198200\n460204198230");
    document.settings.set("out_of_scope", "469002101");
    let directory = Directory::build(document);
    let told = |code: &str| {
        let coverage = directory.coverage(code);
        let codes =
            |places: &[Place<'_>]| places.iter().map(|it| it.code().to_owned()).collect::<Vec<_>>().join(" ");
        (codes(&coverage.in_scope), codes(&coverage.without))
    };
    assert_eq!(told("460200"), ("460204198200 460204198230".to_owned(), "460204198230".to_owned()));
    assert_eq!(told("469002"), ("469002100".to_owned(), String::new()), "and a farm covers no county");
    assert_eq!(directory.coverage("460000").in_scope.len(), 4);
}

#[test]
fn a_hundred_per_cent_is_never_said_too_early() {
    let directory = a_directory(Vec::new());
    let division = Place::Division(&directory.areas.divisions()[0]);
    let coverage = Coverage { in_scope: vec![division; 219], without: vec![division] };
    assert_eq!(coverage.per_cent(), Some(99));
    assert_eq!(Coverage { without: Vec::new(), ..coverage }.per_cent(), Some(100));
}

#[test]
fn a_label_point_of_an_area_is_no_place_to_state_a_distance_to() {
    let mut station = a_station("vague").at(19.25, 110.47);
    assert!(away(JIAJI, &station).is_some());
    station.position =
        station.position.map(|it| crate::areas::model::Position { precision: Precision::AreaLabel, ..it });
    assert_eq!(away(JIAJI, &station), None);
    station.position = None;
    assert_eq!(away(JIAJI, &station), None);
}

const CODES: [&str; 12] = [
    "460000",
    "460200",
    "460202",
    "460204",
    "469002",
    "469002100",
    "469002101",
    "469022102",
    "469002500",
    "460204198230",
    "469002100225",
    "469022102203",
];

proptest! {
    #[test]
    fn whoever_serves_a_place_names_it_or_something_above_it_and_is_open_to_the_public(
        units in prop::collection::vec((prop::collection::vec(0..CODES.len(), 0..4), 0..9_usize), 0..6),
        asked in 0..CODES.len(),
    ) {
        let stations = units.iter().enumerate().map(|(number, (serves, stage))| {
            let serves: Vec<_> = serves.iter().map(|code| CODES[*code]).collect();
            a_station(&format!("s{number}")).serving(&serves).in_stage(Stage::ALL[*stage])
        });
        let directory = a_directory(stations.collect());
        let asked = CODES[asked];
        match directory.serving(asked) {
            Served::By { stations, through } => {
                prop_assert!(directory.areas.lies_in(asked, &through));
                prop_assert!(stations.iter().all(|it| it.stage.serves() && it.serves.contains(&through)));
            }
            Served::NotYet { .. } => {
                let above = |code: &String| directory.areas.lies_in(asked, code);
                prop_assert!(!directory.stations.iter().any(|it| it.stage.serves() && it.serves.iter().any(above)));
            }
        }
    }

    #[test]
    fn the_nearest_come_in_order_and_never_more_than_asked(
        places in prop::collection::vec((18.0..20.5_f64, 108.5..111.5_f64), 0..12),
        most in 0..6_usize,
    ) {
        let stations = places.iter().enumerate().map(|(number, (lat, lng))| a_station(&format!("s{number}")).at(*lat, *lng));
        let directory = a_directory(stations.collect());
        let nearest = directory.nearest(JIAJI, most, |_| true);
        prop_assert_eq!(nearest.len(), most.min(places.len()));
        prop_assert!(nearest.windows(2).all(|pair| pair[0].1.metres <= pair[1].1.metres));
    }
}
