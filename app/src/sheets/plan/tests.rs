use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::Value;
use time::macros::date;

use super::*;
use crate::{
    access::Role,
    accounts::model::{Assignment, SignInName, State},
    directory::fixture::{a_directory, a_station},
    ids::StaffId,
    journal::model::Change,
    language::Language,
    sheets::{
        lists,
        model::{Cell, CellKind, Column, Sheet},
        words,
    },
    stations::{
        edit::{self, Field},
        model::{Access, Kind, Room, Stage, Station},
    },
};

pub(in crate::sheets) const TODAY: Date = date!(2026 - 11 - 24);

pub(in crate::sheets) fn word() -> Text {
    Text::new("社工站", "Social work station")
}

pub(in crate::sheets) fn somebody(role: Role, unit: Unit) -> Staff {
    Staff {
        id: StaffId::fresh(),
        version: 1,
        sign_in_name: SignInName::parse("wang").unwrap(),
        name: "Wang".into(),
        state: State::Active,
        has_second_factor: false,
        assignments: vec![Assignment { role, unit }],
        coming: Vec::new(),
    }
}

pub(in crate::sheets) fn officer() -> Staff {
    somebody(Role::CountyOfficer, Unit::County("469002".into()))
}

/// A sheet with these headings and rows, its rows numbered from 2.
pub(in crate::sheets) fn table(kind: SheetKind, headings: &[&str], rows: &[&[&str]]) -> Table {
    let cells = |texts: &[&str]| {
        let filled = (0..).zip(texts).filter(|(_, text)| !text.is_empty());
        filled.map(|(column, text)| (column, Cell::text(text))).collect()
    };
    let rows = (2..).zip(rows).map(|(number, texts)| (number, cells(texts)));
    let rows = std::iter::once((1, cells(headings))).chain(rows).collect();
    Table::of(kind, vec![Sheet { name: "表".into(), rows }], words::headings).unwrap()
}

fn planned(table: &Table, directory: &Directory, staff: &Staff) -> Plan {
    planned_against(table, directory, &Office::default(), staff)
}

pub(in crate::sheets) fn planned_against(
    table: &Table,
    directory: &Directory,
    office: &Office,
    staff: &Staff,
) -> Plan {
    plan(table, &Context { directory, office, staff, today: TODAY, station_word: &word() })
}

/// A list that was taken home, as it is sent back.
pub(in crate::sheets) fn sent_back(kind: SheetKind, list: &lists::List) -> Table {
    let heads: Vec<_> = list.columns.iter().map(|(head, _)| head.as_str()).collect();
    let rows: Vec<Vec<_>> = list.rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let rows: Vec<_> = rows.iter().map(Vec::as_slice).collect();
    table(kind, &heads, &rows)
}

/// Whether each of these cells has a fault with these words.
pub(in crate::sheets) fn tells(plan: &Plan, expected: &[(&str, &str)]) {
    let told = told(plan);
    for (cell, words) in expected {
        let found = told.iter().any(|told| told.starts_with(cell) && told.contains(words));
        assert!(found, "{cell}{words}: {told:#?}");
    }
}

pub(in crate::sheets) fn told(plan: &Plan) -> Vec<String> {
    let faults = plan.rows.iter().flat_map(|row| &row.faults);
    faults.map(|fault| words::fault(Language::Zh, fault)).collect()
}

#[test]
fn ten_kinds_of_wrong_row_are_each_told_in_their_cell() {
    let mut closed = a_station("closed");
    closed.stage = Stage::Closed;
    let far = a_station("far").standing_in("469022102");
    let directory = a_directory(vec![a_station("jiaji"), closed, far]);
    let heads =
        ["网址用词", "名称（中文）", "类型", "所在地区", "电话", "周二", "服务区域", "建设模式", "服务项目"];
    let rows: [&[&str]; 12] = [
        &["", "没有用词"],
        &["jiaji", "", "", "", "call me"],
        &["jiaji", "另一个名字"],
        &["far", "别人的站"],
        &["closed", "已撤并"],
        &["new-one", "新站", "社工占", "嘉积镇"],
        &["New One", "新站", "社工站", "嘉积镇"],
        &["new-two", "", "社工站", "嘉积镇"],
        &["new-three", "新站", "社工站", "嘉积"],
        &["new-four", "新站", "社工站", "嘉积镇", "", "8点到12点"],
        &["new-five", "新站", "社工站", "嘉积镇", "", "", "万泉", "townsip"],
        &["new-six", "新站", "社工站", "坡心镇"],
    ];
    let mut sheet = table(SheetKind::Units, &heads, &rows);
    // A formula that came to nothing.
    sheet.rows[11].cells.insert("name_zh".into(), Cell { text: "#".into(), kind: CellKind::Broken });
    let plan = planned(&sheet, &directory, &officer());
    assert_eq!(plan.count(Outcome::Refused), rows.len(), "{:?}", told(&plan));
    assert!(plan.steps.is_empty() && !plan.can_be_done());
    let expected = [
        ("A2 ", "填"),
        ("E3 ", "call me"),
        ("A4 ", "与第 3 行重复"),
        ("A5 ", "不归您管理"),
        ("A6 ", "已经撤并"),
        ("C7 ", "社工站"),
        ("A8 ", ""),
        ("B9 ", "填"),
        ("D10 ", "469002100 嘉积镇"),
        ("F11 ", "周二"),
        ("G12 ", "469002101 万泉镇"),
        ("H12 ", "Township"),
        ("B13 ", "公式没有结果"),
        ("D13 ", ""),
    ];
    tells(&plan, &expected);
}

#[test]
fn what_people_type_is_read_as_the_form_reads_it() {
    let directory = a_directory(vec![a_station("jiaji")]);
    let heads = ["备注", "Word in the address", "电话", "服务项目", "功能区", "建设模式", "周一", "服务区域"];
    let row: &[&str] = &[
        "x",
        "ＪＩＡＪＩ",
        "０８９８－１",
        "A01、老人陪伴",
        "社工办公室，case_room",
        "街道模式",
        "清空",
        "469002101 万泉镇",
    ];
    // Whatever the field of rooms is called in the list of words.
    let rooms = words::heading(Language::Zh, "rooms");
    let services = words::heading(Language::Zh, "services");
    let heads: Vec<_> = heads
        .into_iter()
        .map(|head| {
            if head == "功能区" {
                rooms.as_str()
            } else if head == "服务项目" {
                &services
            } else {
                head
            }
        })
        .collect();
    let sheet = table(SheetKind::Units, &heads, &[row]);
    assert_eq!(sheet.passed_over, ["备注"]);
    let plan = planned(&sheet, &directory, &officer());
    assert_eq!(told(&plan), [""; 0]);
    assert_eq!((plan.rows[0].outcome, plan.steps.len()), (Outcome::Changed, 1));
    let fields = &plan.steps[0].fields;
    assert_eq!(fields["phone"], Change::from_to("0898-0000 0001", "0898-1"));
    assert_eq!(fields["mode"], Change::from_to("township", "street"));
    let members = |words: &[&str]| Change::Members {
        add: words.iter().map(|word| (*word).to_owned()).collect(),
        remove: [].into(),
    };
    assert_eq!(fields["services"], members(&["A02"]));
    assert_eq!(fields["rooms"], members(&["office", "case_room"]));
    assert_eq!(fields["serves"], members(&["469002101"]));
    let Change::Set { to, .. } = &fields["hours"] else { panic!("{fields:?}") };
    assert_eq!((to[0].as_array().map(Vec::len), to[1].as_array().map(Vec::len)), (Some(0), Some(2)));
}

#[test]
fn a_new_unit_is_added_to_the_county_where_it_stands_and_a_leader_adds_none() {
    let jiaji = a_station("jiaji");
    let leader = somebody(Role::StationLeader, Unit::Station(jiaji.id));
    let worker = somebody(Role::SocialWorker, Unit::Station(jiaji.id));
    let directory = a_directory(vec![jiaji]);
    let heads = ["网址用词", "名称（中文）", "类型", "市县", "所在地区", "建设模式"];
    let new = table(
        SheetKind::Units,
        &heads,
        &[&["wanquan", "万泉镇社工站", "社工站", "琼海市", "万泉镇", "乡镇模式"]],
    );
    let plan = planned(&new, &directory, &officer());
    assert_eq!((told(&plan), plan.rows[0].outcome), (Vec::new(), Outcome::New));
    let step = &plan.steps[0];
    assert_eq!((&step.unit, &step.entity_id), (&Unit::County("469002".into()), &None));
    let id = a_station("x").id;
    let station = edit::add(id, "469002", &step.fields, &directory, TODAY).unwrap();
    assert_eq!((station.division.as_str(), station.kind), ("469002101", Kind::Station));
    assert_eq!(planned(&new, &directory, &leader).rows[0].faults[0].wrong, Wrong::NotFound);
    // A leader edits their unit, and does not say what it counts as; a worker keeps its numbers right.
    let edits = table(SheetKind::Units, &heads, &[&["jiaji", "嘉积站", "", "", "", "街道模式"]]);
    let faults = &planned(&edits, &directory, &leader).rows[0].faults;
    assert_eq!((faults.len(), faults[0].column, &faults[0].wrong), (1, "mode", &Wrong::NotAllowed));
    assert_eq!(planned(&edits, &directory, &worker).rows[0].faults.len(), 2);
    assert_eq!(kinds_for(&leader), [SheetKind::Units, SheetKind::Areas, SheetKind::Register]);
    assert!(kinds_for(&worker).is_empty());
    let province = somebody(Role::ProvincialOfficer, Unit::Province);
    assert_eq!(kinds_for(&province), [SheetKind::Catalogue, SheetKind::Policies]);
    let moved = table(SheetKind::Units, &heads, &[&["jiaji", "", "县级中心", "屯昌县", "万泉镇"]]);
    let stays = planned(&moved, &directory, &officer());
    assert!(stays.rows[0].faults.iter().all(|fault| matches!(fault.wrong, Wrong::Stays(_))));
    assert_eq!(stays.rows[0].faults.len(), 3);
}

#[test]
fn the_unit_above_is_named_by_its_word_or_its_name_and_lies_in_the_same_county() {
    let (jiaji, far) = (a_station("jiaji"), a_station("far").standing_in("469022102"));
    let ids = [jiaji.id, far.id].map(|id| id.to_string());
    let directory = a_directory(vec![jiaji, far, a_station("room")]);
    let heads = ["网址用词", "名称（中文）", "类型", "所在地区", "上级单位"];
    let rows: [&[&str]; 5] = [
        &["new-room", "新社工室", "村（居）社工室", "嘉积镇", "jiaji嘉积"],
        &["new-one", "新社工室", "村（居）社工室", "嘉积镇", "jiaji 社工站"],
        &["room", "", "", "", "jiaji社工站"],
        &["new-two", "新社工室", "村（居）社工室", "嘉积镇", "far"],
        &["jiaji", "", "", "", "jiaji"],
    ];
    let plan = planned(&table(SheetKind::Units, &heads, &rows), &directory, &officer());
    let outcomes: Vec<_> = plan.rows.iter().map(|row| row.outcome).collect();
    assert_eq!(
        outcomes,
        [Outcome::Refused, Outcome::New, Outcome::Changed, Outcome::Refused, Outcome::Refused]
    );
    assert!(plan.steps.iter().all(|step| step.fields["parent"] == Change::to(ids[0].clone())));
    assert!(told(&plan).iter().all(|told| told.contains("上级单位")), "{:?}", told(&plan));
    let edits = Change::from_to(Value::Null, ids[0].clone());
    assert_eq!(plan.steps[1].fields["parent"], edits);
}

#[test]
fn a_number_may_have_lost_its_zero_and_that_is_said() {
    let directory = a_directory(vec![a_station("jiaji")]);
    let mut sheet = table(SheetKind::Units, &["网址用词", "电话"], &[&["jiaji", "89862220000"]]);
    sheet.rows[0].cells.get_mut("phone").unwrap().kind = CellKind::Number;
    let plan = planned(&sheet, &directory, &officer());
    assert_eq!(plan.rows[0].notes, [Note::Number("B2".into())]);
}

#[test]
fn areas_come_and_go_by_unit_and_who_serves_them_too_is_told() {
    let jiaji = a_station("jiaji").serving(&["469002100"]);
    let other = a_station("other").serving(&["469002101"]);
    let directory = a_directory(vec![jiaji.clone(), other]);
    let sheet = table(
        SheetKind::Areas,
        &["网址用词", "所服务的区域", "是否服务"],
        &[
            &["jiaji", "469002100 嘉积镇", ""],
            &["jiaji", "万泉镇", "是"],
            &["other", "万泉镇", "否"],
            &["jiaji", "469002100225", ""],
            &["other", "469002100225", ""],
        ],
    );
    let plan = planned(&sheet, &directory, &officer());
    let outcomes: Vec<_> = plan.rows.iter().map(|row| row.outcome).collect();
    assert_eq!(outcomes, [Outcome::Same, Outcome::New, Outcome::Changed, Outcome::New, Outcome::New]);
    assert_eq!(plan.steps.len(), 2, "one command a unit");
    assert!(matches!(&plan.rows[1].notes[..], [Note::AlsoServed(at, _)] if at == "B3"));
    assert!(matches!(&plan.rows[3].notes[..], [Note::AlsoServed(_, units)] if units.len() == 1));
    let step = plan.steps.iter().find(|step| step.unit == Unit::Station(jiaji.id)).unwrap();
    let add = ["469002101", "469002100225"].map(str::to_owned).into();
    assert_eq!(step.fields["serves"], Change::Members { add, remove: [].into() });
    let wrong = table(
        SheetKind::Areas,
        &["网址用词", "所服务的区域", "是否服务"],
        &[
            &["jiaji", "万全镇", ""],
            &["jiaji", "万泉镇", "也许"],
            &["nowhere", "万泉镇", ""],
            &["jiaji", "", "是"],
        ],
    );
    let plan = planned(&wrong, &directory, &officer());
    assert_eq!(plan.count(Outcome::Refused), 4);
    assert!(told(&plan)[0].contains("469002101 万泉镇"), "{:?}", told(&plan));
}

#[test]
fn a_unit_takes_only_so_many_areas_whatever_the_file_says() {
    let mut jiaji = a_station("jiaji");
    jiaji.serves = (0..edit::CODES_MAX).map(|number| format!("{number:012}")).collect();
    let directory = a_directory(vec![jiaji]);
    let sheet = table(SheetKind::Areas, &["网址用词", "所服务的区域"], &[&["jiaji", "万泉镇"]]);
    let plan = planned(&sheet, &directory, &officer());
    assert_eq!((plan.count(Outcome::Refused), plan.steps.len()), (1, 0));
}

/// A station with anything in it that a form may have put there.
fn any_station() -> impl Strategy<Value = Station> {
    let text = "[a-z\u{4e00}-\u{4e20}][a-z\u{4e00}-\u{4e20} ]{0,8}[a-z\u{4e00}-\u{4e20}]";
    let some = |words: &'static [&'static str]| proptest::sample::subsequence(words, 0..=words.len());
    let rooms = some(&["office", "case_room", "service_centre", "volunteer_centre"]);
    let access = some(&["step_free", "ground_floor_or_lift", "toilet", "local_languages"]);
    let serves = some(&["469002100", "469002101", "469002100225", "469022102"]);
    let services = some(&["A01", "A02"]);
    let days = proptest::collection::vec(proptest::option::of((0u16..12, 12u16..24)), 7);
    let names = (text, proptest::option::of(text), proptest::option::of(text), proptest::option::of(text));
    (names, rooms, access, serves, services, days, any::<[bool; 4]>()).prop_map(
        |((zh, en, address, project), rooms, access, serves, services, days, flags)| {
            let mut station = a_station("jiaji").serving(&serves).offering(&services);
            station.name = Text { zh, en };
            station.address = Text { zh: address.unwrap_or_default(), en: None };
            station.key_project = project.map(|zh| Text { zh, en: None });
            station.rooms = rooms.into_iter().filter_map(Room::from_word).collect();
            station.access = access.into_iter().filter_map(Access::from_word).collect();
            for (day, hours) in days.into_iter().enumerate() {
                let span = hours.map(|(from, to)| format!("{from:02}:00-{to:02}:30").parse().unwrap());
                station.hours.weekly[day] = span.into_iter().collect();
            }
            let [door, mode, phone, programme] = flags;
            station.mode = mode.then(|| "street".to_owned());
            station.programmes = programme.then(|| "first-batch".to_owned()).into_iter().collect();
            if !phone {
                station.phones.clear();
            }
            if door { station.at(19.25, 110.47) } else { station }
        },
    )
}

proptest! {
    #[test]
    fn what_is_exported_and_imported_again_changes_nothing(station in any_station(), english: bool, below: bool) {
        let l = if english { Language::En } else { Language::Zh };
        let (above, directory) = (a_station("above"), a_directory(vec![station.clone()]));
        let directory = match below {
            true => a_directory(vec![Station { parent: Some(above.id), ..station.clone() }, above]),
            false => directory,
        };
        let station = directory.station("jiaji").unwrap();
        for kind in [SheetKind::Units, SheetKind::Areas] {
            let list = lists::filled(l, kind, &directory, &Office::default(), &word(), &[station]);
            if list.rows.is_empty() {
                continue;
            }
            let sheet = sent_back(kind, &list);
            prop_assert!(sheet.passed_over.is_empty());
            let plan = planned(&sheet, &directory, &officer());
            prop_assert_eq!(told(&plan), Vec::<String>::new());
            prop_assert_eq!(plan.count(Outcome::Same), list.rows.len(), "{:?}", plan.rows);
        }
    }

    #[test]
    fn whatever_is_typed_is_planned_without_a_fall_and_leads_only_to_what_can_be_kept(
        texts in proptest::collection::vec(proptest::collection::vec("\\PC{0,12}|jiaji|=1\\+1", 0..31), 1..6)
    ) {
        let station = a_station("jiaji");
        let directory = a_directory(vec![station.clone()]);
        let heads: Vec<String> =
            SheetKind::Units.columns().iter().map(|column: &Column| words::heading(Language::Zh, column.word)).collect();
        let heads: Vec<_> = heads.iter().map(String::as_str).collect();
        let mut rows: Vec<Vec<&str>> = texts.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
        rows.push(vec!["jiaji"]);
        let rows: Vec<_> = rows.iter().map(Vec::as_slice).collect();
        let sheet = table(SheetKind::Units, &heads, &rows);
        let plan = planned(&sheet, &directory, &officer());
        prop_assert_eq!(plan.rows.len(), sheet.rows.len());
        for step in plan.steps.iter().filter(|step| step.entity_id.is_some()) {
            prop_assert!(edit::apply(edit::Work::Edit, &station, &step.fields, &Text::default(), TODAY).is_ok());
        }
    }
}

#[test]
fn every_heading_is_its_own_and_every_column_is_explained() {
    for kind in SheetKind::ALL {
        let mut known: BTreeMap<String, &str> = BTreeMap::new();
        for column in kind.columns() {
            for heading in words::headings(column) {
                let before = known.insert(crate::sheets::model::plain(&heading), column.word);
                assert!(before.is_none_or(|before| before == column.word), "{heading}");
            }
            assert!(!words::hint(Language::Zh, kind, column.word).is_empty());
        }
    }
    let fields = SheetKind::Units.columns().iter().filter(|it| Field::from_word(it.word).is_some()).count();
    // The hours are a column a day.
    assert_eq!(fields, Field::ALL.len() - 1);
}
