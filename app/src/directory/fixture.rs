//! A small island for tests: two 市县 with townships, 三亚 with districts only, a farm, some villages, and
//! stations made as each test needs them.

use time::macros::date;

use crate::{
    areas::model::{Division, Level, Position, Precision, Village},
    directory::model::{Directory, DirectoryDocument},
    ids::StationId,
    map::coordinates::LatLng,
    services::model::{Catalogue, Domain, ServiceItem, SpecialService},
    settings::model::Values,
    stations::{
        hours::{Calendar, CalendarDay, DayKind, OpeningHours},
        model::{Access, FreshnessDays, Kind, Mode, Phone, Programme, Stage, Station, Verified},
    },
    text::Text,
};

/// The seat of 嘉积镇.
pub(crate) const JIAJI: LatLng = LatLng { lat: 19.25, lng: 110.47 };

/// A station of 嘉积 that is open on weekdays, with everything ordinary about it.
pub(crate) fn a_station(slug: &str) -> Station {
    let mut hours = OpeningHours::default();
    hours.weekly[..5].fill(vec!["08:30-12:00".parse().unwrap(), "14:30-17:30".parse().unwrap()]);
    Station {
        id: StationId::fresh(),
        version: 1,
        slug: slug.into(),
        kind: Kind::Station,
        mode: Some("township".into()),
        name: Text::new(format!("{slug}社工站"), format!("{slug} Station")),
        aliases: Vec::new(),
        pinyin: slug.into(),
        parent: None,
        division: "469002100".into(),
        serves: Vec::new(),
        address: Text::default(),
        position: None,
        phones: vec![Phone { number: "0898-0000 0001".into(), who: None }],
        hours,
        rooms: Vec::new(),
        staff: 3,
        services: vec!["A01".into()],
        special_services: Vec::new(),
        key_project: None,
        programmes: Vec::new(),
        stage: Stage::Operating,
        stages: Vec::new(),
        access: Vec::new(),
        verified: Some(Verified {
            by: Text::new("演示单位", "a demo office"), on: date!(2026 - 11 - 01)
        }),
        merged_into: None,
        demo: true,
    }
}

/// What tests say of a station, one after the other.
impl Station {
    pub(crate) fn serving(mut self, codes: &[&str]) -> Self {
        self.serves = codes.iter().map(|code| (*code).to_owned()).collect();
        self
    }

    pub(crate) fn standing_in(mut self, division: &str) -> Self {
        self.division = division.into();
        self
    }

    pub(crate) fn named(mut self, zh: &str, pinyin: &str) -> Self {
        self.name = Text { zh: zh.into(), en: None };
        self.pinyin = pinyin.into();
        self
    }

    pub(crate) fn at(mut self, lat: f64, lng: f64) -> Self {
        self.position = Some(Position { at: LatLng { lat, lng }, precision: Precision::Door });
        self
    }

    pub(crate) fn of_kind(mut self, kind: Kind) -> Self {
        self.kind = kind;
        self
    }

    pub(crate) fn in_stage(mut self, stage: Stage) -> Self {
        self.stage = stage;
        self
    }

    pub(crate) fn in_mode(mut self, mode: &str) -> Self {
        self.mode = Some(mode.into());
        self
    }

    pub(crate) fn offering(mut self, services: &[&str]) -> Self {
        self.services = services.iter().map(|code| (*code).to_owned()).collect();
        self
    }

    pub(crate) fn without_a_step(mut self) -> Self {
        self.access.push(Access::StepFree);
        self
    }
}

fn division(code: &str, name: &str, name_en: &str, pinyin: &str, level: Level, parent: &str) -> Division {
    Division {
        code: code.into(),
        name: name.into(),
        name_en: name_en.into(),
        pinyin: pinyin.into(),
        level,
        parent: parent.into(),
        position: None,
    }
}

fn village(code: &str, name: &str, pinyin: &str, parent: &str, county: &str) -> Village {
    Village {
        code: code.into(),
        name: name.into(),
        pinyin: pinyin.into(),
        parent: parent.into(),
        county: county.into(),
    }
}

fn divisions() -> Vec<Division> {
    use Level::{City, County, Province, Statistical, Township};
    let with = |mut division: Division, lat: f64, lng: f64, precision| {
        division.position = Some(Position { at: LatLng { lat, lng }, precision });
        division
    };
    let (seat, label) = (Precision::TownSeat, Precision::AreaLabel);
    vec![
        division("460000", "海南省", "Hainan", "hai nan sheng", Province, ""),
        division("460200", "三亚市", "Sanya", "san ya shi", City, "460000"),
        division("460202", "海棠区", "Haitang District", "hai tang qu", County, "460200"),
        division("460204", "天涯区", "Tianya District", "tian ya qu", County, "460200"),
        division("460204198", "天涯区直辖村级区划", "Tianya", "tian ya qu", Statistical, "460204"),
        with(division("469002", "琼海市", "Qionghai", "qiong hai shi", County, "460000"), 19.2, 110.4, label),
        with(
            division("469002100", "嘉积镇", "Jiaji Town", "jia ji zhen", Township, "469002"),
            JIAJI.lat,
            JIAJI.lng,
            seat,
        ),
        with(
            division("469002101", "万泉镇", "Wanquan Town", "wan quan zhen", Township, "469002"),
            19.24,
            110.40,
            seat,
        ),
        division(
            "469002500",
            "彬村山华侨农场",
            "Bincunshan Farm",
            "bin cun shan hua qiao nong chang",
            Statistical,
            "469002",
        ),
        with(
            division("469022", "屯昌县", "Tunchang County", "tun chang xian", County, "460000"),
            19.36,
            110.1,
            label,
        ),
        division("469022102", "坡心镇", "Poxin Town", "po xin zhen", Township, "469022"),
    ]
}

fn villages() -> Vec<Village> {
    vec![
        village("460204198200", "马岭社区", "ma ling she qu", "460204198", "460204"),
        village("460204198230", "马亮村委会", "ma liang cun wei hui", "460204198", "460204"),
        village("469002100225", "大礼村委会", "da li cun wei hui", "469002100", "469002"),
        village("469002100226", "高坡村委会", "gao po cun wei hui", "469002100", "469002"),
        village("469002101201", "加城村委会", "jia cheng cun wei hui", "469002101", "469002"),
        village("469002500401", "青山生活区", "qing shan sheng huo qu", "469002500", "469002"),
        village("469022102203", "高坡村委会", "gao po cun wei hui", "469022102", "469022"),
    ]
}

fn catalogue() -> Catalogue {
    let item = |code: &str, zh: &str, en: &str| ServiceItem {
        code: code.into(),
        domain: code[..1].into(),
        name: Text::new(zh, en),
        question: Text::new(format!("{zh}找谁？"), format!("Who helps with {en}?")),
        plain: Text::default(),
        content: Text::default(),
        who: Text::default(),
        how: Text::default(),
        bring: Vec::new(),
        standard: Text::default(),
        keywords: Vec::new(),
        policies: Vec::new(),
        sensitive: false,
        restricted: false,
    };
    Catalogue {
        version: "test".into(),
        status: Text::new("参考清单", "A reference list"),
        official: false,
        source: String::new(),
        domains: vec![Domain {
            code: "A".into(),
            name: Text::new("社会救助", "Social assistance"),
            summary: Text::default(),
        }],
        items: vec![
            item("A01", "低保申请", "minimum living allowance"),
            item("A02", "老人陪伴", "company for the old"),
        ],
        special: vec![SpecialService {
            code: "X-469002-001".into(),
            county: "469002".into(),
            name: Text::new("候鸟老人", "Migratory residents"),
            plain: Text::default(),
            restricted: false,
        }],
    }
}

/// The island's document with these stations.
pub(crate) fn a_document(stations: Vec<Station>) -> DirectoryDocument {
    let holiday = CalendarDay { kind: DayKind::Holiday, name: Text::new("国庆节", "National Day") };
    let calendar: Calendar = [(date!(2026 - 10 - 01), holiday)].into_iter().collect();
    let named = |code: &str, zh: &str, en: &str| (code.to_owned(), Text::new(zh, en));
    DirectoryDocument {
        version: 7,
        changed_at_ms: 1_795_500_000_000,
        divisions: divisions(),
        villages: villages(),
        stations,
        agencies: Vec::new(),
        modes: [named("township", "乡镇模式", "Township"), named("street", "街道模式", "Street")]
            .map(|(code, name)| Mode { code, name, retired: false })
            .to_vec(),
        programmes: [named("first-batch", "首批社工站", "First batch")]
            .map(|(code, name)| Programme { code, name, retired: false })
            .to_vec(),
        catalogue: catalogue(),
        policies: Vec::new(),
        hotlines: Vec::new(),
        calendar,
        settings: Values::default(),
        freshness: FreshnessDays { due: 90, overdue: 180 },
    }
}

/// The island with these stations.
pub(crate) fn a_directory(stations: Vec<Station>) -> Directory {
    Directory::build(a_document(stations))
}
