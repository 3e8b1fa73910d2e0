//! Demo data: the 66 first stations and the three tiers of 临高, made up by rule to show the product.
//!
//! The division of the 66 among six 市县 is arithmetic on the source article, not a published list; 临高's
//! 1 + 11 + 22 is the article's own. Names of places are real. Everything else is invented so that it can
//! be told from the real thing: each unit carries the demo mark, numbers begin 0898-0000, addresses say that
//! they are none. A coordinate is only ever the known seat of the township.

use std::collections::HashMap;

use app::{
    areas::model::{Division, Level, Position, Precision, Village},
    ids::StationId,
    journal::model::Unit,
    language::Language,
    map::coordinates::LatLng,
    reminders::model::{DatedEvent, Details, EXAMINATION, Occasion},
    services::model::Catalogue,
    stations::{
        hours::{DayException, HolidayRule, OpeningHours, Span},
        model::{Access, Kind, Phone, Room, Stage, StageReached, Station, Verified},
    },
    text::Text,
};
use time::{Date, Duration, Month};

use super::{queries, reference};
use crate::{database::Database, error::StoreError, reminders, stations};

/// Moved on by hand when the rules below change what they make.
const STAMP: &str = "3";

/// The five 市县 whose townships or streets all have a station, with their mode and their article's model.
const WHOLE_COUNTIES: [(&str, &str, &str, &str); 5] = [
    ("460100", "street", "15分钟社工助困服务圈", "15-minute circle of help"),
    ("469001", "township", "政校合作培养本地社工", "Local social workers with the university"),
    ("469002", "township", "社工引领志愿者", "Social workers leading volunteers"),
    ("469028", "township", "候鸟老人社区融入", "Migratory residents at home in the community"),
    ("469030", "township", "社工助力乡村振兴", "Social work for the revival of the countryside"),
];

/// One of 三亚's large communities.
struct LargeCommunity {
    word: &'static str,
    name: &'static str,
    name_en: &'static str,
    pinyin: &'static str,
    /// Code of the district it stands in.
    district: &'static str,
    /// The old town centre that stands for it.
    seat: Option<(f64, f64)>,
}

/// 三亚's five large communities. 育才生态区 is no division: it serves a list of villages instead of a district.
const LARGE_COMMUNITIES: [LargeCommunity; 5] = [
    LargeCommunity {
        word: "haitang",
        name: "海棠区",
        name_en: "Haitang District",
        pinyin: "hai tang qu",
        district: "460202",
        seat: Some((18.403_37, 109.750_03)),
    },
    LargeCommunity {
        word: "jiyang",
        name: "吉阳区",
        name_en: "Jiyang District",
        pinyin: "ji yang qu",
        district: "460203",
        seat: Some((18.284_6, 109.582_32)),
    },
    LargeCommunity {
        word: "tianya",
        name: "天涯区",
        name_en: "Tianya District",
        pinyin: "tian ya qu",
        district: "460204",
        seat: Some((18.308_35, 109.326_76)),
    },
    LargeCommunity {
        word: "yazhou",
        name: "崖州区",
        name_en: "Yazhou District",
        pinyin: "ya zhou qu",
        district: "460205",
        seat: Some((18.375_95, 109.164_73)),
    },
    LargeCommunity {
        word: "yucai",
        name: "育才生态区",
        name_en: "Yucai Ecological Area",
        pinyin: "yu cai sheng tai qu",
        district: "460204",
        seat: None,
    },
];

/// The villages that 育才生态区 serves in the demo.
const YUCAI_VILLAGES: [&str; 10] = [
    "460204198230",
    "460204198231",
    "460204198232",
    "460204198233",
    "460204198234",
    "460204198235",
    "460204198236",
    "460204198237",
    "460204198238",
    "460204198239",
];

/// 临高县, the three-tier pilot.
const LINGAO: &str = "469024";

/// Village rooms for each of 临高's townships.
const ROOMS_A_TOWNSHIP: usize = 2;

/// Fills in the demo units, verified around `today`. Says whether anything had to be done.
pub async fn demo(database: &Database, today: Date) -> Result<bool, StoreError> {
    if queries::stamps(database).await?.demo == STAMP {
        return Ok(false);
    }
    let units = units(today)?;
    database
        .transaction(async |tx| {
            // Those of an earlier release give way.
            stations::queries::withdraw_demo(tx).await?;
            for unit in &units {
                stations::queries::insert(tx, unit).await?;
            }
            reminders::queries::withdraw_demo(tx).await?;
            for event in &events(today) {
                let unit = Unit::Province.to_string();
                reminders::queries::keep_event(tx, &unit, EXAMINATION, event).await?;
            }
            queries::stamp_demo(tx, STAMP).await
        })
        .await?;
    Ok(true)
}

/// The days of an examination that is made up: nobody has published those of the next one.
fn events(today: Date) -> [DatedEvent; 3] {
    let event = |number: u8, occasion, zh: &str, en: &str, from: i64, days: i64| DatedEvent {
        id: format!("demo-examination-{number}"),
        version: 1,
        demo: true,
        details: Details {
            occasion,
            title: Text::new(zh, en),
            from: today + Duration::days(from),
            until: (days > 1).then(|| today + Duration::days(from + days - 1)),
            source: "演示数据".to_owned(),
            published: true,
        },
    };
    [
        event(
            1,
            Occasion::Ticket,
            "社会工作者职业资格考试准考证打印",
            "Printing the ticket for the social work examination",
            20,
            5,
        ),
        event(2, Occasion::Examination, "社会工作者职业资格考试", "Social work examination", 30, 2),
        event(
            3,
            Occasion::Results,
            "社会工作者职业资格考试成绩公布",
            "Results of the social work examination",
            75,
            1,
        ),
    ]
}

/// All demo units, parents before their children.
pub(super) fn units(today: Date) -> Result<Vec<Station>, StoreError> {
    let divisions = reference::divisions()?;
    let villages = reference::villages()?;
    let mut maker = Maker {
        by_code: divisions.iter().map(|division| (division.code.as_str(), division)).collect(),
        catalogue: reference::catalogue()?,
        today,
        made: 0,
    };
    let mut units = Vec::new();
    for (county, mode, project_zh, project_en) in WHOLE_COUNTIES {
        for township in townships_of(&divisions, county) {
            if mode == "street" && !township.name.ends_with("街道") {
                continue;
            }
            let mut unit = maker.township_station(township);
            unit.mode = Some(mode.into());
            unit.key_project = Some(Text::new(project_zh, project_en));
            unit.programmes = vec!["first-batch".into()];
            units.push(unit);
        }
    }
    units.extend(LARGE_COMMUNITIES.iter().map(|community| maker.large_community(community)));
    units.extend(maker.three_tiers(&divisions, &villages)?);
    Ok(units)
}

/// The townships and streets below a 市县, through its districts where it has any.
fn townships_of<'a>(divisions: &'a [Division], county: &str) -> Vec<&'a Division> {
    let districts: Vec<&str> =
        divisions.iter().filter(|it| it.parent == county).map(|it| it.code.as_str()).collect();
    divisions
        .iter()
        .filter(|it| it.level == Level::Township)
        .filter(|it| it.parent == county || districts.contains(&it.parent.as_str()))
        .collect()
}

/// Makes units one after the other; what differs between them follows from their number.
struct Maker<'a> {
    by_code: HashMap<&'a str, &'a Division>,
    catalogue: Catalogue,
    today: Date,
    made: usize,
}

impl Maker<'_> {
    fn township_station(&mut self, township: &Division) -> Station {
        let base = base_name(&township.name);
        let mut unit =
            self.unit(Kind::Station, &township.name, &township.name_en, &township.pinyin, &township.code);
        unit.aliases = vec![format!("{base}社工站"), format!("{}民政服务站", township.name)];
        unit.slug =
            format!("{}-{}", self.county_word(&township.code), word(&township.name, &township.pinyin));
        unit.position = township.position.filter(|it| it.precision == Precision::TownSeat);
        unit.serves = vec![township.code.clone()];
        unit
    }

    fn large_community(&mut self, community: &LargeCommunity) -> Station {
        let LargeCommunity { word, name, name_en, pinyin, district, seat } = *community;
        let mut unit = self.unit(Kind::Station, name, name_en, pinyin, district);
        unit.name = Text::new(
            format!("{name}大社区社工站"),
            format!("{name_en} Large Community Social Work Station"),
        );
        unit.pinyin = format!("{pinyin} da she qu she gong zhan");
        unit.aliases = vec![format!("{}社工站", base_name(name)), format!("{name}民政服务站")];
        unit.slug = format!("sanya-{word}");
        unit.mode = Some("large_community".into());
        unit.position =
            seat.map(|(lat, lng)| Position { at: LatLng { lat, lng }, precision: Precision::TownSeat });
        unit.serves = match word {
            "yucai" => YUCAI_VILLAGES.map(str::to_owned).to_vec(),
            _ => vec![district.to_owned()],
        };
        unit.key_project = Some(Text::new("社区心理健康支持", "Mental health in the community"));
        unit.programmes = vec!["first-batch".into()];
        unit
    }

    /// 临高: one county centre, a station in each township, two rooms in villages of each.
    fn three_tiers(
        &mut self,
        divisions: &[Division],
        villages: &[Village],
    ) -> Result<Vec<Station>, StoreError> {
        let missing = || StoreError::Corrupt { what: "divisions.csv" };
        let county = *self.by_code.get(LINGAO).ok_or_else(missing)?;
        let mut centre = self.unit(Kind::CountyCentre, &county.name, &county.name_en, &county.pinyin, LINGAO);
        centre.name = Text::new(
            format!("{}社会工作服务中心", county.name),
            format!("{} Social Work Service Centre", county.name_en),
        );
        centre.pinyin = format!("{} she hui gong zuo fu wu zhong xin", county.pinyin);
        centre.slug = "lingao-centre".into();
        centre.aliases = vec!["临高社工中心".into()];
        centre.serves = vec![LINGAO.into()];
        centre.staff = 6;
        centre.rooms = Room::ALL.to_vec();
        centre.programmes = vec!["three-tier".into()];
        let mut units = vec![centre];
        for township in townships_of(divisions, LINGAO) {
            let mut station = self.township_station(township);
            station.mode = Some("township".into());
            station.parent = Some(units[0].id);
            station.programmes = vec!["three-tier".into()];
            station.key_project = Some(Text::new("县乡村三级联动", "County, township and village together"));
            let parent = station.id;
            let slug = station.slug.clone();
            units.push(station);
            let listed = villages.iter().filter(|village| village.parent == township.code);
            for village in listed.take(ROOMS_A_TOWNSHIP) {
                units.push(self.village_room(village, township, parent, &slug));
            }
        }
        Ok(units)
    }

    fn village_room(
        &mut self,
        village: &Village,
        township: &Division,
        parent: StationId,
        slug: &str,
    ) -> Station {
        let base = village_base(&village.name);
        let syllables = base.chars().count();
        let pinyin: Vec<&str> = village.pinyin.split(' ').take(syllables).collect();
        let english = village.name_in(Language::En);
        let english = english.split(" (").next().unwrap_or_default();
        let mut unit = self.unit(Kind::VillageRoom, base, english, &pinyin.join(" "), &village.code);
        unit.name = Text::new(
            format!("{}{base}社工室", township.name),
            format!("{english} Social Work Room, {}", township.name_en),
        );
        unit.pinyin = format!("{} {} she gong shi", township.pinyin, pinyin.join(" "));
        unit.aliases = vec![format!("{base}社工室")];
        unit.slug = format!("{slug}-{}", pinyin.concat());
        unit.parent = Some(parent);
        unit.serves = vec![village.code.clone()];
        unit.staff = 1;
        unit.rooms = vec![Room::Office];
        unit.programmes = vec!["three-tier".into()];
        unit.services.retain(|code| ["A01", "A03", "B02", "C02", "D04", "E01"].contains(&code.as_str()));
        unit
    }

    /// A unit of the next number, with everything that does not depend on its kind.
    fn unit(&mut self, kind: Kind, name: &str, name_en: &str, pinyin: &str, division: &str) -> Station {
        let number = self.made;
        self.made += 1;
        let stage = match number % 33 {
            7 => Stage::Evaluated,
            21 => Stage::Rectifying,
            _ => Stage::Operating,
        };
        let verified_days_ago = i64::try_from(number * 37 % 230).unwrap_or(0);
        Station {
            id: StationId::fresh(),
            version: 1,
            slug: String::new(),
            kind,
            mode: None,
            name: Text::new(format!("{name}社工站"), format!("{name_en} Social Work Station")),
            aliases: Vec::new(),
            pinyin: format!("{pinyin} she gong zhan"),
            parent: None,
            division: division.into(),
            serves: Vec::new(),
            address: Text::new(
                format!("{name}（演示数据，未登记门牌）"),
                format!("{name_en} (demo data, no street address on record)"),
            ),
            position: None,
            phones: vec![Phone { number: format!("0898-0000 {:04}", number + 1), who: None }],
            hours: hours(number),
            rooms: Room::ALL.into_iter().take(4 - usize::from(number % 5 == 3)).collect(),
            staff: [3, 3, 4, 3, 2][number % 5],
            services: self.services(number),
            special_services: self.special_services(division),
            key_project: None,
            programmes: Vec::new(),
            stage,
            stages: stages(number, stage),
            access: access(number),
            verified: Some(Verified {
                by: Text::new("演示单位", "a demo office"),
                on: self.today - Duration::days(verified_days_ago),
            }),
            merged_into: None,
            demo: true,
        }
    }

    /// All items but a few, so that «who offers this?» has something to say.
    fn services(&self, number: usize) -> Vec<String> {
        let left_out =
            |position: usize| (position + number) % 6 == 5 || (position * 7 + number).is_multiple_of(11);
        let items = self.catalogue.items.iter().enumerate();
        items.filter(|(position, _)| !left_out(*position)).map(|(_, item)| item.code.clone()).collect()
    }

    fn special_services(&self, division: &str) -> Vec<String> {
        let county = self.county(division);
        let special = self.catalogue.special.iter();
        special.filter(|it| Some(it.county.as_str()) == county).map(|it| it.code.clone()).collect()
    }

    /// Code of the 市县 that the division (or village, by its first digits) lies in.
    fn county(&self, code: &str) -> Option<&str> {
        let mut at = *self.by_code.get(code).or_else(|| self.by_code.get(code.get(..6)?))?;
        while at.parent != app::areas::model::PROVINCE {
            at = *self.by_code.get(at.parent.as_str())?;
        }
        Some(at.code.as_str())
    }

    fn county_word(&self, code: &str) -> String {
        let county = self.county(code).and_then(|county| self.by_code.get(county));
        county.map(|county| word(&county.name, &county.pinyin)).unwrap_or_default()
    }
}

/// The name without what every name of its kind ends with: 「嘉积」 of 「嘉积镇」.
fn base_name(name: &str) -> &str {
    ["黎族苗族自治县", "黎族自治县", "街道", "镇", "乡", "区", "市", "县"]
        .into_iter()
        .find_map(|ending| name.strip_suffix(ending))
        .unwrap_or(name)
}

fn village_base(name: &str) -> &str {
    ["社区居民委员会", "居民委员会", "村民委员会", "村委会", "居委会", "社区"]
        .into_iter()
        .find_map(|ending| name.strip_suffix(ending))
        .unwrap_or(name)
}

/// The base name in letters: `jiaji`.
fn word(name: &str, pinyin: &str) -> String {
    pinyin.split(' ').take(base_name(name).chars().count()).collect()
}

fn day(year: i32, month: Month, day: u8) -> Date {
    Date::from_calendar_date(year, month, day).unwrap_or(Date::MIN)
}

/// Four ways to be open, as offices and communities of the island keep them.
fn hours(number: usize) -> OpeningHours {
    let office = spans(&["08:30-12:00", "14:30-17:30"]);
    let mut weekly: [Vec<Span>; 7] = Default::default();
    match number % 4 {
        0 | 1 => weekly[..5].fill(office),
        2 => {
            weekly[..5].fill(spans(&["08:00-12:00", "14:30-18:00"]));
            weekly[5] = spans(&["09:00-12:00"]);
        }
        _ => weekly.fill(spans(&["09:00-17:30"])),
    }
    if number % 4 == 1 {
        weekly[2].extend(spans(&["19:00-21:00"]));
    }
    let holidays = if number % 4 == 3 { HolidayRule::AsUsual } else { HolidayRule::Closed };
    let exceptions = match number % 16 {
        3 => vec![DayException {
            date: day(2026, Month::December, 31),
            spans: spans(&["08:30-12:00"]),
            reason: Text::new("年终整理（演示）", "End-of-year stocktaking (demo)"),
        }],
        9 => vec![DayException {
            date: day(2026, Month::September, 18),
            spans: Vec::new(),
            reason: Text::new("台风停服（演示）", "Closed for a typhoon (demo)"),
        }],
        _ => Vec::new(),
    };
    OpeningHours { weekly, holidays, exceptions }
}

/// The spans as written; a test finds one that is none.
fn spans(written: &[&str]) -> Vec<Span> {
    written.iter().filter_map(|span| span.parse().ok()).collect()
}

/// The article: all were unveiled in June 2021. The days are made up.
fn stages(number: usize, stage: Stage) -> Vec<StageReached> {
    let in_june = u8::try_from(number % 28).unwrap_or(0) + 1;
    let mut stages = vec![
        StageReached { stage: Stage::Preparing, on: day(2021, Month::March, 1), proof: None },
        StageReached { stage: Stage::Unveiled, on: day(2021, Month::June, in_june), proof: None },
        StageReached { stage: Stage::Operating, on: day(2021, Month::June, in_june), proof: None },
    ];
    if stage != Stage::Operating {
        stages.push(StageReached { stage, on: day(2026, Month::October, 12), proof: None });
    }
    stages
}

fn access(number: usize) -> Vec<Access> {
    let mut access = vec![Access::HomeVisits];
    if number % 3 != 2 {
        access.extend([Access::StepFree, Access::GroundFloorOrLift]);
    }
    if number.is_multiple_of(4) {
        access.push(Access::Toilet);
    }
    if !number.is_multiple_of(5) {
        access.push(Access::LocalLanguages);
    }
    access
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn demo_units() -> Vec<Station> {
        units(day(2026, Month::November, 24)).unwrap()
    }

    #[test]
    fn the_units_are_the_sixty_six_and_the_three_tiers_of_lingao() {
        let units = demo_units();
        let first_batch = units.iter().filter(|unit| unit.programmes == ["first-batch"]).count();
        let of_lingao =
            |kind| units.iter().filter(|unit| unit.programmes == ["three-tier"] && unit.kind == kind).count();
        assert_eq!(first_batch, 66);
        assert_eq!(of_lingao(Kind::CountyCentre), 1);
        assert_eq!(of_lingao(Kind::Station), 11);
        assert_eq!(of_lingao(Kind::VillageRoom), 22);
        assert_eq!(units.len(), 100);
    }

    #[test]
    fn every_unit_carries_the_demo_mark_an_impossible_number_and_an_address_of_its_own() {
        let units = demo_units();
        assert!(units.iter().all(|unit| unit.demo));
        assert!(units.iter().all(|unit| unit.phones[0].number.starts_with("0898-0000 ")));
        assert!(units.iter().all(|unit| unit.address.zh.contains("演示数据")));
        let slugs: HashSet<_> = units.iter().map(|unit| unit.slug.as_str()).collect();
        assert_eq!(slugs.len(), units.len());
        assert!(slugs.contains("qionghai-jiaji"), "{slugs:?}");
    }

    #[test]
    fn every_unit_opens_on_most_days_of_the_week() {
        for unit in demo_units() {
            let open = unit.hours.weekly.iter().filter(|spans| !spans.is_empty()).count();
            assert!(open >= 5, "{}", unit.name.zh);
        }
        assert_eq!(hours(1).weekly[2].len(), 3);
    }

    #[test]
    fn a_unit_stands_on_the_map_only_where_the_seat_of_its_township_is_known() {
        let known: HashMap<_, _> =
            reference::divisions().unwrap().into_iter().map(|it| (it.code, it.position)).collect();
        for unit in demo_units().iter().filter(|unit| unit.division.len() == 9) {
            let seat = known[&unit.division].filter(|it| it.precision == Precision::TownSeat);
            assert_eq!(unit.position, seat, "{}", unit.name.zh);
        }
        assert!(
            demo_units().iter().filter(|unit| unit.kind == Kind::VillageRoom).all(|it| it.position.is_none())
        );
    }
}
