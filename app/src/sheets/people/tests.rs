use proptest::prelude::*;
use time::macros::date;

use super::*;
use crate::{
    access::Role,
    accounts::model::Staff,
    directory::fixture::{a_directory, a_station},
    directory::model::Directory,
    journal::model::Change,
    register::model::Term,
    sheets::{
        lists,
        model::{Cell, CellKind, SheetKind},
        plan::Office,
        plan::tests::{officer, planned_against, sent_back, somebody, table, tells, told, word},
        words as sheets,
    },
};

const KIND: SheetKind = SheetKind::Register;

const HEADS: [&str; 8] =
    ["网址用词", "姓名", "岗位", "用人单位", "职业资格", "证书编号", "到岗日期", "离岗日期"];

fn an_entry(number: u32, station: &Station, name: &str, certificate: Option<&str>, from: Date) -> Entry {
    Entry {
        id: format!("00000000-0000-0000-0001-{number:012}").parse().unwrap(),
        version: 2,
        station: station.id,
        details: Details {
            name: name.into(),
            term: Term {
                post: "social_worker".into(),
                qualification: Qualification::Assistant,
                from,
                until: None,
            },
            employer: "演示社工机构".into(),
            certificate: certificate.map(str::to_owned),
            account: None,
        },
    }
}

fn office(entries: &[Entry]) -> Office {
    let mut office = Office::default();
    for entry in entries {
        office.register.entry(entry.station).or_default().push(entry.clone());
    }
    office
}

fn planned(table: &Table, directory: &Directory, entries: &[Entry]) -> Plan {
    planned_against(table, directory, &office(entries), &officer())
}

fn outcomes(plan: &Plan) -> Vec<Outcome> {
    plan.rows.iter().map(|row| row.outcome).collect()
}

#[test]
fn ten_kinds_of_wrong_row_are_each_told_in_their_cell() {
    let jiaji = a_station("jiaji");
    let closed = a_station("closed").in_stage(Stage::Closed);
    let far = a_station("far").standing_in("469022102");
    let entry = an_entry(1, &jiaji, "王小明", Some("AB-2021-0001"), date!(2024 - 03 - 01));
    let directory = a_directory(vec![jiaji, closed, far]);
    let rows: [&[&str]; 13] = [
        &["", "无站"],
        &["far", "别人的站", "社工", "", "暂无", "", "2024-03-01"],
        &["nowhere", "没有的站", "社工", "", "暂无", "", "2024-03-01"],
        &["closed", "已撤并", "社工", "", "暂无", "", "2024-03-01"],
        &["jiaji", "李四", "会计", "", "暂无", "", "2024-03-01"],
        &["jiaji", "李五", "社工", "", "博士", "", "2024-03-01"],
        &["jiaji", "李六", "社工", "", "助理社会工作师", "AB***01", "2024-03-01"],
        &["jiaji", "李七", "社工", "", "暂无", "", "去年"],
        &["jiaji", "李八", "社工", "", "暂无", "", "2024-03-01", "2023-01-01"],
        &["jiaji", "王小明", "站长", "", "", "", "2024-03-01"],
        &["jiaji", "王小明", "站长", "", "", "", "2024-03-01"],
        &["jiaji", "李九", "社工", "", "暂无", "AB-1234", "2024-03-01"],
        &["jiaji", "x"],
    ];
    let mut sheet = table(KIND, &HEADS, &rows);
    sheet.rows[12].cells.insert("name".into(), Cell { text: "#".into(), kind: CellKind::Broken });
    let plan = planned(&sheet, &directory, std::slice::from_ref(&entry));
    assert_eq!(plan.count(Outcome::Refused), rows.len() - 1, "{:?}", told(&plan));
    assert!(!plan.can_be_done());
    tells(
        &plan,
        &[
            ("A2 ", "填"),
            ("A3 ", "不归您管理"),
            ("A4 ", "没有这个站点"),
            ("A5 ", "已经撤并"),
            ("C6 ", "岗位"),
            ("E7 ", "职业资格"),
            ("F8 ", "证书编号"),
            ("G9 ", "到岗日期"),
            ("H10 ", "离岗日期"),
            ("B12 ", "与第 11 行重复"),
            ("F13 ", "证书编号"),
            ("B14 ", "公式没有结果"),
        ],
    );
    // Somebody who holds a post of this unit in that time.
    let twice = table(
        KIND,
        &HEADS,
        &[
            &["jiaji", "王小明", "", "", "", "", "2020-01-01"],
            &["jiaji", "王小明", "社工", "", "暂无", "", "2019-01-01"],
        ],
    );
    let plan = planned(&twice, &directory, std::slice::from_ref(&entry));
    assert_eq!(outcomes(&plan), [Outcome::Changed, Outcome::Refused], "{:?}", told(&plan));
    tells(&plan, &[("G3 ", "已有岗位")]);
}

#[test]
fn whoever_may_not_see_names_or_not_change_them_imports_none() {
    let jiaji = a_station("jiaji");
    let unit = Unit::Station(jiaji.id);
    let entry = an_entry(1, &jiaji, "王小明", None, date!(2024 - 03 - 01));
    let directory = a_directory(vec![jiaji]);
    let sheet = table(KIND, &HEADS, &[&["jiaji", "王小明", "站长"]]);
    let by =
        |staff: &Staff| planned_against(&sheet, &directory, &office(std::slice::from_ref(&entry)), staff);
    let province = by(&somebody(Role::ProvincialOfficer, Unit::Province));
    assert_eq!(province.rows[0].faults[0].wrong, Wrong::NotFound);
    let worker = by(&somebody(Role::SocialWorker, unit.clone()));
    assert_eq!(worker.rows[0].faults[0].wrong, Wrong::NotAllowed);
    assert!(by(&somebody(Role::StationLeader, unit)).can_be_done());
}

#[test]
fn people_are_known_again_and_the_same_file_twice_changes_nothing() {
    let jiaji = a_station("jiaji");
    let directory = a_directory(vec![jiaji.clone()]);
    let sheet = table(
        KIND,
        &HEADS,
        &[
            &["ＪＩＡＪＩ", "王小明", "站长", "演示社工机构", "社会工作师", "ab-2021-0001", "2024/3/1"],
            &["jiaji", "李红", "social_worker", "", "none", "", "2025年1月2日", "2025-12-31"],
        ],
    );
    let new = planned(&sheet, &directory, &[]);
    assert_eq!((told(&new), outcomes(&new)), (Vec::new(), vec![Outcome::New, Outcome::New]));
    let kept = |plan: &Plan, before: &[Entry]| -> Vec<Entry> {
        let mut entries = before.to_vec();
        for (number, step) in (100..).zip(&plan.steps) {
            let at = entries.iter().position(|it| Some(it.id.to_string()) == step.entity_id);
            let details = apply(at.map(|at| &entries[at].details), &step.fields).unwrap().0;
            match at {
                Some(at) => entries[at].details = details,
                None => entries
                    .push(Entry { details, ..an_entry(number, &jiaji, "", None, date!(2024 - 01 - 01)) }),
            }
        }
        entries
    };
    let entries = kept(&new, &[]);
    assert_eq!(entries[0].details.certificate.as_deref(), Some("AB-2021-0001"));
    let again = planned(&sheet, &directory, &entries);
    assert_eq!((outcomes(&again), again.steps.len()), (vec![Outcome::Same, Outcome::Same], 0));
    // A slip in the name is corrected by the number, a number by name and day, and a last day is written and cleared.
    let edits = table(
        KIND,
        &HEADS,
        &[
            &["jiaji", "王晓明", "", "", "", "AB-2021-0001", "2024-03-01", "2026-12-31"],
            &["jiaji", "李红", "", "清空", "助理社会工作师", "CD-1", "2025-01-02", "清空"],
        ],
    );
    let plan = planned(&edits, &directory, &entries);
    assert_eq!((told(&plan), outcomes(&plan)), (Vec::new(), vec![Outcome::Changed, Outcome::Changed]));
    let first = plan.steps.iter().find(|step| step.row == 0).unwrap();
    assert_eq!(first.fields["name"], Change::from_to("王小明", "王晓明"));
    let after = kept(&plan, &entries);
    let li = after.iter().find(|entry| entry.details.name == "李红").unwrap();
    assert_eq!((li.details.term.until, li.details.certificate.as_deref()), (None, Some("CD-1")));
    assert_eq!(planned(&edits, &directory, &after).count(Outcome::Same), 2);
    // What is shown of a number has no middle.
    let shown = sheets::changes(Language::Zh, KIND, &plan.rows[1], &directory).join("\n");
    assert!(!shown.contains("CD-1") && shown.contains("****"), "{shown}");
}

#[test]
fn of_two_people_with_one_name_the_number_tells_which_and_without_it_nobody_guesses() {
    let jiaji = a_station("jiaji");
    let directory = a_directory(vec![jiaji.clone()]);
    let day = date!(2024 - 03 - 01);
    let two = [
        an_entry(1, &jiaji, "王小明", Some("AB-2021-0001"), day),
        an_entry(2, &jiaji, "王小明", Some("CD-2021-0002"), day),
    ];
    let rows: [&[&str]; 2] = [
        &["jiaji", "王小明", "站长", "", "", "CD-2021-0002", "2024-03-01"],
        &["jiaji", "王小明", "", "", "", "", "2024-03-01", "2026-01-01"],
    ];
    let plan = planned(&table(KIND, &HEADS, &rows[..1]), &directory, &two);
    assert_eq!(plan.steps[0].entity_id, Some(two[1].id.to_string()));
    let plan = planned(&table(KIND, &HEADS, &rows[1..]), &directory, &two);
    assert_eq!(plan.rows[0].faults[0].wrong, Wrong::Which);
}

proptest! {
    #[test]
    fn what_is_exported_and_imported_again_changes_nothing(
        people in proptest::collection::vec(
            ("[\u{4e00}-\u{4e04}]{1,2}", proptest::option::of("[A-C]{2}-[0-9]{4}|[A-Z]{4}"), 0i64..4000, proptest::option::of(0i64..900)),
            0..6,
        ),
        english: bool,
    ) {
        let l = if english { Language::En } else { Language::Zh };
        let (jiaji, other) = (a_station("jiaji"), a_station("other"));
        let mut entries: Vec<Entry> = Vec::new();
        for (number, (name, certificate, from, days)) in (1..).zip(people) {
            let station = if number % 2 == 0 { &jiaji } else { &other };
            let from = date!(2015 - 01 - 01) + time::Duration::days(from);
            let mut entry = an_entry(number, station, &name, certificate.as_deref(), from);
            entry.details.term.until = days.map(|days| from + time::Duration::days(days));
            let beside: Vec<_> = entries.iter().filter(|it| it.station == station.id).cloned().collect();
            if clash(entry.id, &entry.details, &beside).is_none() {
                entries.push(entry);
            }
        }
        let directory = a_directory(vec![jiaji, other]);
        let stations: Vec<_> = directory.stations.iter().collect();
        let list = lists::filled(l, KIND, &directory, &office(&entries), &word(), &stations);
        if list.rows.is_empty() {
            return Ok(());
        }
        for row in &list.rows {
            prop_assert!(entries.iter().all(|it| it.details.certificate.is_none() || it.details.certificate != Some(row[6].clone())));
        }
        let plan = planned(&sent_back(KIND, &list), &directory, &entries);
        prop_assert_eq!(told(&plan), Vec::<String>::new());
        prop_assert_eq!((plan.count(Outcome::Same), plan.steps.len()), (entries.len(), 0));
    }
}
