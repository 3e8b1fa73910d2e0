//! Divisions and villages: the official map of names that everything else is placed on.
//!
//! Codes are those of the 国家地名信息库 (6 digits down to county level, 9 for townships) and, for villages, the
//! 12 digits of the statistical list of 2023. Pure.

use std::collections::HashMap;

use geometry::coordinates::LatLng;
use serde::{Deserialize, Serialize};

use crate::language::Language;

/// Where a division stands in the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// 省.
    Province,
    /// 地级市.
    City,
    /// 市辖区、县级市、县、自治县.
    County,
    /// 镇、乡、街道.
    Township,
    /// A farm, development zone or placeholder that only the statistical list knows: never official.
    Statistical,
}

/// How far a position may be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// The door itself.
    Door,
    /// The seat of the township: some kilometres from the door.
    TownSeat,
    /// A point inside the area that only serves to centre a map or write its name.
    AreaLabel,
}

/// A position, and how far it may be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Position {
    /// WGS-84.
    pub at: LatLng,
    /// What the point stands for.
    pub precision: Precision,
}

/// One division of the tree province → city → county → township.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Division {
    /// Official code: 6 digits, 9 for townships.
    pub code: String,
    /// Full official name, 「嘉积镇」.
    pub name: String,
    /// English name, «Jiaji Town».
    pub name_en: String,
    /// Syllables separated by blanks, without tones: `jia ji zhen`.
    pub pinyin: String,
    /// Where it stands in the tree.
    pub level: Level,
    /// Code of the division above; empty for the province.
    pub parent: String,
    /// The seat or label point, if one is known.
    pub position: Option<Position>,
}

impl Division {
    /// The name in `language`.
    pub fn name_in(&self, language: Language) -> &str {
        match language {
            Language::Zh => &self.name,
            Language::En => &self.name_en,
        }
    }

    /// Whether the official list of divisions knows it.
    pub fn official(&self) -> bool {
        self.level != Level::Statistical
    }

    /// Whether it stands in the statistical list only so that villages have something above them.
    fn is_placeholder(&self) -> bool {
        self.name.contains("直辖村级区划")
    }

    /// Whether it counts for coverage: a township or street, or a district of 三亚, which has none.
    /// 三沙, which has neither, is out of scope.
    pub fn counts_as_a_place(&self) -> bool {
        self.level == Level::Township || (self.level == Level::County && self.parent == "460200")
    }
}

/// A village or community: too small for a page of its own, and what most people know of where they live.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Village {
    /// 12 digits.
    pub code: String,
    /// Full name, 「高坡村委会」.
    pub name: String,
    /// Syllables separated by blanks, without tones.
    pub pinyin: String,
    /// Code of the township or statistical unit it is listed under.
    pub parent: String,
    /// Code of the county-level area it lies in.
    pub county: String,
}

/// What names of villages end with, longest first, and how English says it.
const VILLAGE_ENDINGS: [(&str, &str); 10] = [
    ("社区居民委员会", "Community"),
    ("社区居委会", "Community"),
    ("居民委员会", "Community"),
    ("村民委员会", "Village"),
    ("村委会", "Village"),
    ("居委会", "Community"),
    ("虚拟生活区", "Residential Area"),
    ("生活区", "Residential Area"),
    ("虚拟社区", "Community"),
    ("社区", "Community"),
];

impl Village {
    /// The name in `language`. No list gives English names: there it is the pinyin with what kind of place it is,
    /// and the Chinese name, by which everybody on the spot knows it.
    pub fn name_in(&self, language: Language) -> String {
        if language == Language::Zh {
            return self.name.clone();
        }
        let ending = VILLAGE_ENDINGS.into_iter().find(|(ending, _)| self.name.ends_with(ending));
        let (base, kind) = match ending {
            Some((ending, kind)) => (self.name.trim_end_matches(ending), format!(" {kind}")),
            None => (self.name.as_str(), String::new()),
        };
        let latin: String = self.pinyin.split(' ').take(base.chars().count()).collect();
        let mut letters = latin.chars();
        match letters.next() {
            Some(first) => format!("{}{}{kind} ({})", first.to_uppercase(), letters.as_str(), self.name),
            None => self.name.clone(),
        }
    }
}

/// The tree of divisions with their villages, and the questions one asks of it.
#[derive(Debug, Default)]
pub struct Areas {
    divisions: Vec<Division>,
    villages: Vec<Village>,
    division_by_code: HashMap<String, usize>,
    children: HashMap<String, Vec<usize>>,
    village_by_code: HashMap<String, usize>,
}

/// The code of the province; its children are the 19 市县.
pub const PROVINCE: &str = "460000";

impl Areas {
    /// Builds the tree; the order of `divisions` is kept in every answer.
    pub fn new(divisions: Vec<Division>, villages: Vec<Village>) -> Self {
        let mut children: HashMap<String, Vec<usize>> = HashMap::new();
        for (position, division) in divisions.iter().enumerate() {
            children.entry(division.parent.clone()).or_default().push(position);
        }
        let by_code = |(position, code): (usize, &String)| (code.clone(), position);
        Self {
            division_by_code: divisions.iter().map(|it| &it.code).enumerate().map(by_code).collect(),
            children,
            village_by_code: villages.iter().map(|it| &it.code).enumerate().map(by_code).collect(),
            divisions,
            villages,
        }
    }

    /// Every division, in the order of the source.
    pub fn divisions(&self) -> &[Division] {
        &self.divisions
    }

    /// Every village, in the order of the source.
    pub fn villages(&self) -> &[Village] {
        &self.villages
    }

    /// The division with this code.
    pub fn division(&self, code: &str) -> Option<&Division> {
        self.division_by_code.get(code).map(|&position| &self.divisions[position])
    }

    /// The village with this code.
    pub fn village(&self, code: &str) -> Option<&Village> {
        self.village_by_code.get(code).map(|&position| &self.villages[position])
    }

    /// The divisions directly below `code`.
    pub fn children(&self, code: &str) -> impl Iterator<Item = &Division> + use<'_> {
        let below = self.children.get(code).map_or(&[][..], Vec::as_slice);
        below.iter().map(|&position| &self.divisions[position])
    }

    /// The official divisions directly below `code`.
    pub fn official_children(&self, code: &str) -> impl Iterator<Item = &Division> + use<'_> {
        self.children(code).filter(|division| division.official())
    }

    /// The 19 市县: the cities and the counties that stand directly under the province.
    pub fn counties_and_cities(&self) -> impl Iterator<Item = &Division> {
        self.official_children(PROVINCE)
    }

    /// The division `code`, then the one above it, up to the province. Empty for an unknown code.
    /// A village code begins with the division that the village is listed under.
    pub fn upwards<'a>(&'a self, code: &str) -> impl Iterator<Item = &'a Division> + use<'a> {
        let first = self.division(self.village(code).map_or(code, |village| &village.parent));
        std::iter::successors(first, |division| self.division(&division.parent))
    }

    /// Whether the division or village `code` lies in the division `area`, or is it.
    pub fn lies_in(&self, code: &str, area: &str) -> bool {
        code == area || self.upwards(code).any(|division| division.code == area)
    }

    /// The 市县 (one of the 19) that the division or village lies in; none for the province itself.
    pub fn county_or_city(&self, code: &str) -> Option<&Division> {
        self.upwards(code).find(|division| division.parent == PROVINCE)
    }

    /// The villages listed under the township, district or 市县 `code`.
    pub fn villages_in<'a>(&'a self, code: &'a str) -> impl Iterator<Item = &'a Village> {
        self.villages.iter().filter(move |village| self.lies_in(&village.parent, code))
    }

    /// The places below `code` that a form offers, codes with names: of a 市县 its townships, streets and farms, in 三亚 the
    /// districts; of any other its villages.
    pub fn offered_below(&self, language: Language, code: &str) -> Vec<(String, String)> {
        if !self.counties_and_cities().any(|it| it.code == code) {
            // All that lie in it: a district has no townships, and its villages are listed under a placeholder.
            return self.villages_in(code).map(|it| (it.code.clone(), it.name_in(language))).collect();
        }
        let farms = |it: &Division| {
            !it.official()
                && !it.is_placeholder()
                && self.villages.iter().any(|village| village.parent == it.code)
        };
        let is_offered = |it: &&Division| {
            (it.counts_as_a_place() || farms(it)) && it.code != code && self.lies_in(&it.code, code)
        };
        let named = |it: &Division| {
            let district = self.division(&it.parent).filter(|above| above.code != code);
            let district = district.map(|it| format!("{} ", it.name_in(language))).unwrap_or_default();
            (it.code.clone(), format!("{district}{}", it.name_in(language)))
        };
        let offered: Vec<_> = self.divisions.iter().filter(is_offered).map(named).collect();
        // 三沙 has districts alone.
        let districts = || self.official_children(code).map(named).collect();
        if offered.is_empty() { districts() } else { offered }
    }

    /// The same as a page fetches it: a line for each, its code and its name.
    pub fn lines_below(&self, language: Language, code: &str) -> String {
        let below = self.offered_below(language, code);
        below.into_iter().map(|(code, name)| format!("{code}\t{name}\n")).collect()
    }

    /// Where the division or village lies, from the 市县 downwards and without itself: 「琼海市嘉积镇」.
    /// Placeholders of the statistical list are left out.
    pub fn context(&self, code: &str, language: Language) -> String {
        let mut above: Vec<&str> = self
            .upwards(code)
            .filter(|division| division.code != code && division.level != Level::Province)
            .filter(|division| !division.is_placeholder())
            .map(|division| division.name_in(language))
            .collect();
        match language {
            Language::Zh => {
                above.reverse();
                above.concat()
            }
            Language::En => above.join(", "),
        }
    }

    /// The name of the division or village.
    pub fn name_of(&self, code: &str, language: Language) -> Option<String> {
        let division = self.division(code).map(|division| division.name_in(language).to_owned());
        division.or_else(|| Some(self.village(code)?.name_in(language)))
    }

    /// The point from which a distance to the division or village is measured: the nearest division upwards
    /// that has a town seat. A label point of a larger area is no place to measure from.
    pub fn seat_near(&self, code: &str) -> Option<(&Division, LatLng)> {
        self.upwards(code).find_map(|division| {
            let position = division.position?;
            (position.precision != Precision::AreaLabel).then_some((division, position.at))
        })
    }

    /// A point to centre a map on, however coarse.
    pub fn centre(&self, code: &str) -> Option<LatLng> {
        self.upwards(code).find_map(|division| Some(division.position?.at))
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// 琼海 with 嘉积 and one statistical farm, and 三亚 with a district that has no townships.
    pub(crate) fn some_areas() -> Areas {
        let division = |code: &str, name: &str, name_en: &str, level, parent: &str| Division {
            code: code.into(),
            name: name.into(),
            name_en: name_en.into(),
            pinyin: String::new(),
            level,
            parent: parent.into(),
            position: None,
        };
        let village = |code: &str, name: &str, parent: &str, county: &str| Village {
            code: code.into(),
            name: name.into(),
            pinyin: String::new(),
            parent: parent.into(),
            county: county.into(),
        };
        let mut jiaji = division("469002100", "嘉积镇", "Jiaji Town", Level::Township, "469002");
        let at = LatLng { lat: 19.25, lng: 110.47 };
        jiaji.position = Some(Position { at, precision: Precision::TownSeat });
        let mut qionghai = division("469002", "琼海市", "Qionghai", Level::County, "460000");
        qionghai.position = Some(Position { at, precision: Precision::AreaLabel });
        Areas::new(
            vec![
                division("460000", "海南省", "Hainan", Level::Province, ""),
                division("460200", "三亚市", "Sanya", Level::City, "460000"),
                division("460202", "海棠区", "Haitang District", Level::County, "460200"),
                division("460202198", "海棠区直辖村级区划", "Haitang", Level::Statistical, "460202"),
                qionghai,
                jiaji,
                division("469002500", "彬村山华侨农场", "Bincunshan Farm", Level::Statistical, "469002"),
            ],
            vec![
                village("460202198200", "藤桥村委会", "460202198", "460202"),
                village("469002100201", "大礼村委会", "469002100", "469002"),
                village("469002500401", "青山生活区", "469002500", "469002"),
            ],
        )
    }

    #[test]
    fn a_form_offers_townships_and_farms_and_districts_only_where_there_is_nothing_else() {
        let areas = some_areas();
        let offered = |code: &str| {
            let offered = areas.offered_below(Language::Zh, code).into_iter();
            offered.map(|(code, _)| code).collect::<Vec<_>>()
        };
        assert_eq!(offered("469002"), ["469002100", "469002500"]);
        assert_eq!(offered("469002500"), ["469002500401"]);
        assert_eq!(offered("460200"), ["460202"], "a district of 三亚, and no placeholder");
        assert_eq!(offered("460202"), ["460202198200"]);
        assert_eq!(
            areas.lines_below(Language::Zh, "469002"),
            "469002100\t嘉积镇\n469002500\t彬村山华侨农场\n"
        );
    }

    #[test]
    fn a_village_is_placed_under_its_township_county_and_province() {
        let areas = some_areas();
        let codes: Vec<_> = areas.upwards("469002100201").map(|it| it.code.as_str()).collect();
        assert_eq!(codes, ["469002100", "469002", "460000"]);
        assert!(areas.lies_in("469002100201", "469002"));
        assert!(!areas.lies_in("469002100201", "460200"));
        assert_eq!(areas.upwards("999").count(), 0);
    }

    #[test]
    fn a_village_has_an_english_name_beside_its_own() {
        let village = |name: &str, pinyin: &str| Village {
            code: "469002100201".into(),
            name: name.into(),
            pinyin: pinyin.into(),
            parent: "469002100".into(),
            county: "469002".into(),
        };
        let english = |name, pinyin| village(name, pinyin).name_in(Language::En);
        assert_eq!(english("高坡村委会", "gao po cun wei hui"), "Gaopo Village (高坡村委会)");
        assert_eq!(
            english("秀华社区居民委员会", "xiu hua she qu ju min wei yuan hui"),
            "Xiuhua Community (秀华社区居民委员会)"
        );
        assert_eq!(english("高坡村委会", ""), "高坡村委会");
        assert_eq!(village("高坡村委会", "gao po").name_in(Language::Zh), "高坡村委会");
    }

    #[test]
    fn a_place_is_told_by_what_lies_above_it_without_statistical_placeholders() {
        let areas = some_areas();
        assert_eq!(areas.context("469002100201", Language::Zh), "琼海市嘉积镇");
        assert_eq!(areas.context("469002100201", Language::En), "Jiaji Town, Qionghai");
        assert_eq!(areas.context("460202198200", Language::Zh), "三亚市海棠区");
        assert_eq!(areas.context("469002", Language::Zh), "");
    }

    #[test]
    fn distances_are_measured_from_a_town_seat_and_never_from_a_label_point() {
        let areas = some_areas();
        let (from, _) = areas.seat_near("469002100201").unwrap();
        assert_eq!(from.code, "469002100");
        assert!(areas.seat_near("469002500401").is_none());
        assert!(areas.centre("469002500401").is_some());
    }

    #[test]
    fn the_nineteen_stand_directly_under_the_province() {
        let areas = some_areas();
        assert_eq!(areas.county_or_city("460202198200").unwrap().code, "460200");
        assert_eq!(areas.county_or_city("469002100").unwrap().code, "469002");
        assert!(areas.county_or_city("460000").is_none());
        assert_eq!(areas.villages_in("460200").count(), 1);
    }
}
