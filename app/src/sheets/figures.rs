//! The tables of coverage to take home. Pure: what is counted is what the pages count (`coverage/model.rs`).

use std::collections::BTreeMap;

use time::Date;

use super::{
    lists::{List, Listed},
    messages,
};
use crate::{
    areas::model::PROVINCE,
    coverage::county_page::units_of,
    coverage::coverage_page::{reached, told_target},
    coverage::messages as coverage,
    coverage::model::{NONE, Narrow, Progress, Tally, stations_of, tally},
    coverage::words,
    directory::{
        model::Directory,
        serving::{Coverage, Covered},
    },
    language::Language,
    stations::{model::Kind, words as stations},
    text::Text,
};

/// What is asked of the tables.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The 市县 that the reader may see.
    pub counties: Vec<String>,
    /// Whether these are all.
    pub whole: bool,
    /// Code of a programme whose units are left out.
    pub without: String,
    /// The year of the targets, and the target of each 市县 that has one.
    pub year: i32,
    /// See [`Self::year`].
    pub targets: BTreeMap<String, i64>,
}

/// Every 市县 against its scope and its target, with staffing and freshness; the sum where these are all.
pub fn counties(l: Language, directory: &Directory, asked: &Asked, today: Date) -> List {
    let all = stations_of("", &asked.without);
    let covered =
        Covered::by(&directory.areas, directory.stations.iter().filter(|it| all.holds(directory, it)));
    let row = |name: String, coverage: &Coverage<'_>, tally: &Tally, target: Option<i64>| {
        let rate =
            coverage.per_cent().map_or(coverage::no_data(l).to_owned(), |it| coverage::per_cent(l, it));
        let steps = Progress::ALL.map(|progress| tally.at(progress).to_string());
        let staffing = [tally.staff, tally.needed, tally.short, tally.empty, tally.due, tally.overdue];
        let mut row = vec![name, coverage.in_scope.len().to_string(), coverage.covered().to_string(), rate];
        row.extend(steps);
        row.extend([told_target(l, target), reached(l, coverage.covered(), target)]);
        row.extend(staffing.map(|number| number.to_string()));
        row
    };
    let mut rows: Vec<_> = asked
        .counties
        .iter()
        .map(|code| {
            let counted = tally(directory, &stations_of(code, &asked.without), today);
            let name = directory.areas.name_of(code, l).unwrap_or_default();
            let target = asked.targets.get(code).copied();
            row(name, &directory.coverage_by(code, &covered), &counted, target)
        })
        .collect();
    if asked.whole {
        let target = (!asked.targets.is_empty()).then(|| asked.targets.values().sum());
        let counted = tally(directory, &all, today);
        let whole = directory.coverage_by(PROVINCE, &covered);
        rows.push(row(coverage::total(l).to_owned(), &whole, &counted, target));
    }
    let [planned, building, operating] = Progress::ALL.map(|progress| words::progress(l, progress));
    let heads = [
        coverage::county(l),
        coverage::in_scope(l),
        coverage::covered(l),
        coverage::rate(l),
        planned,
        building,
        operating,
        &coverage::target(l, asked.year),
        coverage::reached(l),
        coverage::staff(l),
        coverage::needed(l),
        coverage::short(l),
        coverage::empty(l),
        coverage::due(l),
        coverage::overdue(l),
    ];
    list(l, Listed::Coverage, coverage::title(l).to_owned(), &heads, rows, directory)
}

/// Every place in scope of these 市县, whether it is covered, and its stations.
pub fn places(l: Language, directory: &Directory, asked: &Asked) -> List {
    let all = stations_of("", &asked.without);
    let covered =
        Covered::by(&directory.areas, directory.stations.iter().filter(|it| all.holds(directory, it)));
    let of_county = |code: &String| {
        let coverage = directory.coverage_by(code, &covered);
        let county = directory.areas.name_of(code, l).unwrap_or_default();
        let row = |place: &crate::directory::serving::Place<'_>| {
            let state = match coverage.without.contains(place) {
                true => coverage::is_not_covered(l),
                false => coverage::is_covered(l),
            };
            let units = units_of(directory, *place, &all);
            let units = units.map(|it| format!("{} {}", it.name.read(l), stations::stage(l, it.stage)));
            let units: Vec<_> = units.collect();
            let code = place.code().to_owned();
            vec![county.clone(), code, place.name_in(l), state.to_owned(), units.join("\n")]
        };
        coverage.in_scope.iter().map(row).collect::<Vec<_>>()
    };
    let rows = asked.counties.iter().flat_map(of_county).collect();
    let heads = [
        coverage::county(l),
        messages::how_code(l),
        coverage::place(l),
        coverage::state(l),
        coverage::units(l),
    ];
    let title = match asked.counties.as_slice() {
        [one] => coverage::title_of(l, &directory.areas.name_of(one, l).unwrap_or_default()),
        _ => coverage::title(l).to_owned(),
    };
    list(l, Listed::CoveragePlaces, title, &heads, rows, directory)
}

fn list(
    l: Language,
    listed: Listed,
    title: String,
    heads: &[&str],
    rows: Vec<Vec<String>>,
    directory: &Directory,
) -> List {
    let columns = heads.iter().enumerate().map(|(at, head)| {
        let width = if at == 0 || *head == coverage::units(l) { 24 } else { 14 };
        ((*head).to_owned(), width)
    });
    List {
        word: listed.word(),
        title,
        columns: columns.collect(),
        rows,
        demo: directory.stations.iter().any(|station| station.demo),
        internal: true,
    }
}

/// By mode, by programme and by tier, of a 市县 or of all: one table under the other.
pub fn breakdowns(
    l: Language,
    directory: &Directory,
    (county, without): (&str, &str),
    today: Date,
    station_word: &Text,
) -> Vec<Vec<String>> {
    let of = stations_of(county, without);
    let modes = directory.modes.iter().map(|it| (it.code.clone(), it.name.read(l).to_owned()));
    let modes = modes.chain([(NONE.to_owned(), coverage::no_mode(l).to_owned())]);
    let modes = modes.map(|(mode, name)| (name, Narrow { mode, ..of.clone() }));
    let programmes = directory.programmes.iter().filter(|it| it.code != without);
    let programmes = programmes.map(|it| (it.code.clone(), it.name.read(l).to_owned()));
    let programmes = programmes.chain([(NONE.to_owned(), coverage::no_programme(l).to_owned())]);
    let programmes = programmes.map(|(programme, name)| (name, Narrow { programme, ..of.clone() }));
    let kinds = Kind::ALL.map(|kind| {
        let name = stations::kind(l, kind, station_word).to_owned();
        (name, Narrow { kind: kind.word().to_owned(), ..of.clone() })
    });
    let tables: [(&str, Vec<(String, Narrow)>); 3] = [
        (coverage::table_modes(l), modes.collect()),
        (coverage::table_programmes(l), programmes.collect()),
        (coverage::table_kinds(l), kinds.into()),
    ];
    let mut rows = Vec::new();
    for (title, lines) in tables {
        let heads = Progress::ALL.map(|progress| words::progress(l, progress).to_owned());
        rows.push(std::iter::once(title.to_owned()).chain(heads).collect());
        rows.extend(lines.into_iter().map(|(name, narrow)| {
            let counted = tally(directory, &narrow, today);
            let steps = Progress::ALL.map(|progress| counted.at(progress).to_string());
            std::iter::once(name).chain(steps).collect()
        }));
        rows.push(Vec::new());
    }
    rows.push(vec![coverage::programmes_note(l).to_owned()]);
    rows
}

/// What the sheet of the breakdowns is called.
pub fn breakdowns_title(l: Language) -> &'static str {
    messages::breakdowns(l)
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::{
        directory::fixture::{a_directory, a_station},
        stations::model::Stage,
    };

    #[test]
    fn the_tables_tell_what_the_pages_count() {
        let planned = a_station("planned").standing_in("469002101").in_stage(Stage::Siting);
        let directory = a_directory(vec![a_station("jiaji").serving(&["469002100"]), planned]);
        let today = date!(2026 - 11 - 24);
        let asked = Asked {
            counties: vec!["469002".into(), "469022".into()],
            whole: true,
            without: String::new(),
            year: 2026,
            targets: [("469002".to_owned(), 2)].into(),
        };
        let list = counties(Language::Zh, &directory, &asked, today);
        assert_eq!(list.rows.len(), 3);
        let told: Vec<_> = list.rows[0].iter().map(String::as_str).collect();
        assert_eq!(told[..9], ["琼海市", "2", "1", "50%", "1", "0", "1", "2", "50%"]);
        assert_eq!(
            (list.rows[1][0].as_str(), list.rows[1][7].as_str(), list.rows[2][0].as_str()),
            ("屯昌县", "--", "合计")
        );
        assert!(list.rows.iter().all(|row| row.len() == list.columns.len()));
        let places = places(Language::Zh, &directory, &asked);
        let covered: Vec<_> = places.rows.iter().map(|row| (row[2].as_str(), row[3].as_str())).collect();
        assert_eq!(covered, [("嘉积镇", "已覆盖"), ("万泉镇", "未覆盖"), ("坡心镇", "未覆盖")]);
        assert!(places.rows[1][4].starts_with("planned社工站"));
        let word = Text::new("社工站", "Station");
        let tables = breakdowns(Language::Zh, &directory, ("", ""), today, &word);
        assert!(tables.contains(&vec!["乡镇模式".into(), "1".into(), "0".into(), "1".into()]), "{tables:?}");
    }
}
