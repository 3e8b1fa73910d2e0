use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::{
    access::Role,
    accounts::model::Staff,
    directory::fixture::a_directory,
    services::versions::Version,
    sheets::{
        lists,
        model::{Cell, CellKind, SheetKind},
        plan::tests::{planned_against, sent_back, somebody, table, tells, told, word},
    },
};

const KIND: SheetKind = SheetKind::Catalogue;

fn province() -> Staff {
    somebody(Role::ProvincialOfficer, Unit::Province)
}

fn version(state: State, catalogue: Catalogue) -> Version {
    Version {
        version: "2026-1".into(),
        state,
        number: 4,
        before: None,
        publishes_on: None,
        mapping: BTreeMap::new(),
        note: String::new(),
        made_by: "operator".into(),
        made_at_ms: 1,
        published_by: None,
        published_at_ms: None,
        catalogue,
    }
}

fn with(versions: Vec<Version>) -> Office {
    Office { versions, ..Office::default() }
}

fn planned(table: &Table, directory: &Directory, office: &Office) -> Plan {
    planned_against(table, directory, office, &province())
}

/// The document of a plan's one command.
fn document(plan: &Plan) -> Catalogue {
    assert_eq!(plan.steps.len(), 1);
    let crate::journal::model::Change::Set { to, .. } = &plan.steps[0].fields["document"] else {
        panic!("a set")
    };
    serde_json::from_value(to.clone()).unwrap()
}

#[test]
fn ten_kinds_of_wrong_row_are_each_told_in_their_cell() {
    let directory = a_directory(Vec::new());
    let heads = [
        "类别",
        "代码",
        "名称（中文）",
        "领域",
        "市县",
        "相关政策指南",
        "需要能快速离开的页面",
        "带什么（中文）",
        "带什么（英文）",
        "清单说明（中文）",
    ];
    let rows: [&[&str]; 13] = [
        &["", "A01"],
        &["服务项木", "A01"],
        &["服务项目", ""],
        &["服务项目", "站点一"],
        &["服务项目", "A01"],
        &["服务项目", "A01"],
        &["服务项目", "A02", "", "社会救住"],
        &["服务项目", "A03", "新的", "A", "", "没有的指南"],
        &["服务项目", "A04", "新的", "A", "", "", "也许"],
        &["服务项目", "A05", "新的", "A", "", "", "", "身份证\n户口簿", "Card"],
        &["服务项目", "A06", "新的", "A", "琼海市"],
        &["特色服务", "A01", "重复"],
        &["服务项目", "A07", "", "A"],
    ];
    let mut sheet = table(KIND, &heads, &rows);
    let long = "长".repeat(201);
    sheet.rows[12].cells.insert("name_zh".into(), Cell::text(&long));
    sheet.rows[9].cells.insert("keywords".into(), Cell { text: "#".into(), kind: CellKind::Broken });
    let plan = planned(&sheet, &directory, &Office::default());
    // The fifth is right; the sixth is the same once more.
    assert_eq!(plan.count(Outcome::Refused), rows.len() - 1, "{:?}", told(&plan));
    assert!(plan.steps.is_empty() && !plan.can_be_done());
    tells(
        &plan,
        &[
            ("A2 ", "填"),
            ("A3 ", "服务项目"),
            ("B4 ", "填"),
            ("B5 ", "字母"),
            ("B7 ", "与第 6 行重复"),
            ("D8 ", "社会救助"),
            ("F9 ", "没有的指南"),
            ("G10 ", "是不是「是」"),
            ("I11 ", "行数"),
            ("11 ", "公式没有结果"),
            ("E12 ", "没有这一项"),
            ("B13 ", "与第 6 行重复"),
            ("C14 ", "200"),
        ],
    );
    // A code of another kind that stays.
    let taken = table(KIND, &["类别", "代码", "市县"], &[&["特色服务", "A01", "琼海市"]]);
    tells(&planned(&taken, &directory, &Office::default()), &[("B2 ", "已经用在别处")]);
}

#[test]
fn rows_become_a_draft_and_the_same_rows_again_change_nothing() {
    let directory = a_directory(Vec::new());
    let active = directory.catalogue.clone();
    let list = lists::filled(Language::Zh, KIND, &directory, &Office::default(), &word(), &[]);
    let mut sheet = sent_back(KIND, &list);
    assert!(sheet.passed_over.is_empty());
    let same = planned(&sheet, &directory, &Office::default());
    assert_eq!((told(&same), same.count(Outcome::Same), same.steps.len()), (Vec::new(), list.rows.len(), 0));
    // One name is another, one item is new, one goes, and a cell is cleared.
    let row = |code: &str, sheet: &Table| sheet.rows.iter().position(|row| row.text(CODE) == code).unwrap();
    let first = row("A01", &sheet);
    sheet.rows[first].cells.insert("name_zh".into(), Cell::text("低保"));
    sheet.rows[first].cells.insert("question_en".into(), Cell::text("清空"));
    sheet.rows[first].cells.insert("keywords".into(), Cell::text("低保、救助，穷"));
    let mut new = sheet.rows[row("A02", &sheet)].clone();
    new.number = 40;
    new.cells.insert(CODE.into(), Cell::text("ａ-03"));
    let second = row("A02", &sheet);
    sheet.rows[second] = new;
    let office = with(vec![version(State::Retired, active.clone())]);
    let plan = planned(&sheet, &directory, &office);
    assert_eq!(told(&plan), Vec::<String>::new());
    assert_eq!((plan.count(Outcome::Changed), plan.count(Outcome::New)), (1, 1));
    assert_eq!(plan.gone, [Text::new("A02 老人陪伴", "A02 company for the old")]);
    assert_eq!((plan.steps[0].entity_id.as_deref(), plan.steps[0].basis), (Some("2026-2"), 0));
    let draft = document(&plan);
    let item = draft.item("A01").unwrap();
    assert_eq!(
        (&item.name, item.question.en.as_ref()),
        (&Text::new("低保", "minimum living allowance"), None)
    );
    assert_eq!(item.keywords, ["低保", "救助", "穷"]);
    assert!(draft.item("a-03").is_some() && draft.item("A02").is_none());
    assert_eq!((&draft.special, draft.version.as_str()), (&active.special, "2026-2"));
    // Once it is the draft, the file says what stands there.
    let office = with(vec![version(State::Draft, draft.clone())]);
    let again = planned(&sheet, &directory, &office);
    assert_eq!((again.count(Outcome::Same), again.steps.len()), (sheet.rows.len(), 0), "{:?}", told(&again));
    // The list in force replaces it, under its name and number.
    let back = planned(&sent_back(KIND, &list), &directory, &office);
    assert_eq!((back.steps[0].entity_id.as_deref(), back.steps[0].basis), (Some("2026-1"), 4));
    let mut expected = Catalogue { version: "2026-1".into(), ..active };
    // An empty cell leaves what is there.
    expected.items[0].keywords = item.keywords.clone();
    assert_eq!(document(&back), expected);
}

#[test]
fn kinds_without_any_row_stay_and_places_change_with_the_order_of_rows() {
    let directory = a_directory(Vec::new());
    let one = table(KIND, &["类别", "代码", "名称（英文）"], &[&["领域", "A", "Aid"]]);
    let plan = planned(&one, &directory, &Office::default());
    let draft = document(&plan);
    assert_eq!(
        (&draft.items, draft.domains[0].name.en.as_deref()),
        (&directory.catalogue.items, Some("Aid"))
    );
    assert!(plan.gone.is_empty());
    let turned = table(KIND, &["类别", "代码"], &[&["item", "A02"], &["service", "A01"]]);
    let plan = planned(&turned, &directory, &Office::default());
    assert_eq!(plan.count(Outcome::Changed), 2);
    assert!(plan.rows.iter().all(|row| row.notes.contains(&Note::Moved)));
    let order: Vec<_> = document(&plan).items.iter().map(|it| it.code.clone()).collect();
    assert_eq!(order, ["A02", "A01"]);
    // A special service of another 市县, by its name; and what is missing before it can be published is told.
    let special = table(KIND, &["类别", "代码", "市县"], &[&["特色服务", "X-2", "屯昌县"]]);
    let plan = planned(&special, &directory, &Office::default());
    assert_eq!(document(&plan).special[0].county, "469022");
    assert_eq!(plan.rows[0].notes, [Note::Missing(vec!["name_zh", "name_en", "plain_zh"])]);
    assert_eq!(plan.gone.len(), 1);
}

#[test]
fn while_a_version_waits_for_its_day_nothing_is_imported() {
    let directory = a_directory(Vec::new());
    let office = with(vec![version(State::Scheduled, directory.catalogue.clone())]);
    let sheet = table(KIND, &["类别", "代码", "名称（中文）"], &[&["服务项目", "A01", "低保"]]);
    let plan = planned(&sheet, &directory, &office);
    assert!(!plan.can_be_done());
    tells(&plan, &[("A2 ", "等着生效")]);
    let same = table(KIND, &["类别", "代码"], &[&["服务项目", "A01"], &["服务项目", "A02"]]);
    assert_eq!(planned(&same, &directory, &office).count(Outcome::Same), 2);
}

/// A text as a form may have put it there: one that begins like a formula, one with a line of its own.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z\u{4e00}-\u{4e20}=+@、|-]{0,8}", Just("清空".to_owned()), Just("是".to_owned())]
}

proptest! {
    #[test]
    fn what_is_exported_and_imported_again_changes_nothing(
        texts in proptest::collection::vec(any_text(), 8),
        words in proptest::collection::vec("[a-z\u{4e00}-\u{4e20}、，]{1,6}", 0..4),
        flags: [bool; 3],
        english: bool,
        is_draft: bool,
    ) {
        let directory = a_directory(Vec::new());
        let mut catalogue = directory.catalogue.clone();
        let text = |at: usize| Text { zh: texts[at].trim().to_owned(), en: None };
        let item = &mut catalogue.items[0];
        (item.name, item.plain, item.how, item.standard) = (text(0), text(1), text(2), text(3));
        item.bring = (4..6).map(text).filter(|it| !it.zh.is_empty()).collect();
        item.keywords = words;
        (item.sensitive, item.restricted) = (flags[0], flags[1]);
        catalogue.official = flags[2];
        catalogue.source = texts[6].trim().to_owned();
        catalogue.special[0].plain = text(7);
        catalogue.special[0].restricted = flags[0];
        let l = if english { Language::En } else { Language::Zh };
        let mut document = crate::directory::fixture::a_document(Vec::new());
        document.catalogue = catalogue.clone();
        let directory = Directory::build(document);
        let office = if is_draft { with(vec![version(State::Draft, catalogue)]) } else { Office::default() };
        let list = lists::filled(l, KIND, &directory, &office, &word(), &[]);
        let plan = planned(&sent_back(KIND, &list), &directory, &office);
        prop_assert_eq!(told(&plan), Vec::<String>::new());
        prop_assert_eq!((plan.count(Outcome::Same), plan.steps.len()), (list.rows.len(), 0));
    }

    #[test]
    fn whatever_is_typed_is_planned_without_a_fall_and_leads_only_to_what_can_be_kept(
        rows in proptest::collection::vec(
            proptest::collection::vec("\\PC{0,12}|服务项目|特色服务|A0[1-9]|X-1|是|领域", 0..30), 1..6
        )
    ) {
        let directory = a_directory(Vec::new());
        let heads: Vec<String> =
            COLUMNS.iter().map(|column| crate::sheets::words::heading(Language::Zh, column.word)).collect();
        let heads: Vec<_> = heads.iter().map(String::as_str).collect();
        let mut rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
        rows.push(vec!["清单"]);
        let rows: Vec<_> = rows.iter().map(Vec::as_slice).collect();
        let sheet = table(KIND, &heads, &rows);
        let plan = planned(&sheet, &directory, &Office::default());
        prop_assert_eq!(plan.rows.len(), sheet.rows.len());
        if !plan.steps.is_empty() {
            prop_assert!(draft::can_be_kept(&document(&plan)));
        }
    }
}
