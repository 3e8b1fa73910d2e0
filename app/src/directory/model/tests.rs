use super::*;
use crate::directory::fixture::{a_directory, a_document, a_station};
use crate::stations::model::{Kind, Stage};

#[test]
fn a_directory_gives_back_the_document_it_was_built_from() {
    let document = a_document(vec![a_station("jiaji").serving(&["469002100"]), a_station("wanquan")]);
    assert_eq!(Directory::build(document.clone()).document(), document);
}

#[test]
fn the_document_is_the_same_after_its_way_over_the_network() {
    let document = a_document(vec![a_station("jiaji").serving(&["469002100"]).at(19.2, 110.4)]);
    let json = serde_json::to_string(&document).unwrap();
    assert_eq!(serde_json::from_str::<DirectoryDocument>(&json).unwrap(), document);
}

#[test]
fn a_station_is_found_by_its_word_and_by_its_id_and_a_strange_one_is_not() {
    let station = a_station("jiaji");
    let id = station.id;
    let directory = a_directory(vec![a_station("wanquan"), station]);
    assert_eq!(directory.station("jiaji").unwrap().id, id);
    assert_eq!(directory.station_with_id(id).unwrap().slug, "jiaji");
    assert!(directory.station("Jiaji").is_none());
    assert!(directory.station_with_id(StationId::fresh()).is_none());
}

#[test]
fn the_units_below_a_station_are_those_that_name_it() {
    let centre = a_station("centre").of_kind(Kind::CountyCentre);
    let mut below = a_station("jiaji");
    below.parent = Some(centre.id);
    let id = centre.id;
    let directory = a_directory(vec![centre, below, a_station("wanquan")]);
    let below: Vec<_> = directory.units_below(id).map(|unit| unit.slug.as_str()).collect();
    assert_eq!(below, ["jiaji"]);
}

#[test]
fn a_unit_stands_in_every_division_above_it_and_above_what_it_serves_and_in_each_once() {
    let jiaji = a_station("jiaji").serving(&["469002100", "469002101"]);
    let yucai = a_station("yucai").standing_in("460204").serving(&["460204198230"]);
    let directory = a_directory(vec![jiaji, yucai]);
    for (division, positions) in [
        ("469002100", &[0][..]),
        ("469002101", &[0]),
        ("469002", &[0]),
        ("460000", &[0, 1]),
        ("460204", &[1]),
        ("460204198", &[1]),
        ("460200", &[1]),
        ("460202", &[]),
        ("nowhere", &[]),
    ] {
        assert_eq!(directory.standing_in(division), positions, "{division}");
    }
}

#[test]
fn a_unit_of_a_place_that_nobody_knows_is_kept_and_stands_nowhere() {
    let directory = a_directory(vec![a_station("lost").standing_in("999999").serving(&["888888"])]);
    assert!(directory.station("lost").is_some());
    assert!(directory.standing_in("460000").is_empty());
}

#[test]
fn only_an_operating_station_makes_an_area_one_that_has_a_station() {
    let centre = a_station("centre").of_kind(Kind::CountyCentre).serving(&["469002"]);
    let room = a_station("room").of_kind(Kind::VillageRoom).serving(&["469002100225"]);
    let preparing = a_station("preparing").in_stage(Stage::Preparing).serving(&["469002101"]);
    let closed = a_station("closed").in_stage(Stage::Closed).serving(&["469022102"]);
    let directory = a_directory(vec![centre, room, preparing, closed]);
    for division in ["469002", "469002100", "469002101", "469022102"] {
        assert!(!directory.has_station(division), "{division}");
    }
    let village = a_station("jiaji").in_stage(Stage::Rectifying).serving(&["469002100225"]);
    let directory = a_directory(vec![village]);
    assert!(directory.has_station("469002100"), "a village that is served is a beginning for its township");
    assert!(!directory.has_station("469002101"));
}

#[test]
fn a_station_for_a_whole_county_covers_its_townships_and_one_for_a_village_no_farm_and_no_county() {
    let county = a_directory(vec![a_station("qionghai").serving(&["469002"])]);
    assert!(county.has_station("469002100") && county.has_station("469002101"));
    assert!(!county.has_station("469022102"));
    let in_a_district = a_directory(vec![a_station("tianya").serving(&["460204198230"])]);
    assert!(in_a_district.has_station("460204"), "its villages are listed under a placeholder");
    assert!(!in_a_district.has_station("460202"));
    let on_a_farm = a_directory(vec![a_station("farm").serving(&["469002500401"])]);
    assert!(!on_a_farm.has_station("469002") && !on_a_farm.has_station("469002100"));
}

#[test]
fn everything_has_its_entry_in_the_index_and_villages_come_by_their_pinyin_too() {
    let directory = a_directory(vec![a_station("jiaji").named("嘉积镇社工站", "jia ji zhen she gong zhan")]);
    for (typed, subject) in [
        ("嘉积镇社工站", Subject::Station),
        ("万泉镇", Subject::Division),
        ("大礼", Subject::Village),
        ("dali", Subject::Village),
        ("低保申请", Subject::Service),
        ("A02", Subject::Service),
        ("Wanquan Town", Subject::Division),
        ("Gaopo Village", Subject::Village),
        ("gaopo village", Subject::Village),
        ("Gaopo Village (高坡村委会)", Subject::Village),
        ("Maling Community", Subject::Village),
        ("候鸟老人", Subject::SpecialService),
        ("Migratory residents", Subject::SpecialService),
        ("X-469002-001", Subject::SpecialService),
    ] {
        let hits = directory.index().find(typed, &Subject::ALL, 5);
        assert_eq!(hits.first().map(|hit| hit.subject), Some(subject), "{typed}");
    }
}

#[test]
fn a_placeholder_of_the_statistical_list_cannot_be_found() {
    let directory = a_directory(Vec::new());
    let divisions = directory.areas.divisions();
    for hit in directory.index().find("直辖村级区划", &[Subject::Division], 20) {
        assert!(divisions[hit.position as usize].official());
    }
}
