use proptest::prelude::*;

use super::*;
use crate::{
    access::Role,
    directory::fixture::a_document,
    policies::{
        draft::{self, State},
        model::{Hotline, Policy},
    },
    sheets::{
        lists,
        model::{Cell, CellKind, SheetKind},
        plan::Office,
        plan::tests::{planned_against, sent_back, somebody, table, tells, told, word},
    },
};

const KIND: SheetKind = SheetKind::Policies;

fn the_directory() -> Directory {
    let mut document = a_document(Vec::new());
    document.hotlines = vec![Hotline {
        name: Text::new("政务服务热线", "Government services"),
        ..Hotline::unnamed("12345")
    }];
    Directory::build(document)
}

/// A guide whose draft has these fields.
fn a_guide(slug: &str, fields: &[(&str, &str)]) -> Guide {
    let record = fields.iter().map(|(word, text)| ((*word).to_owned(), Value::from(*text)));
    let empty = crate::drafts::model::record(&serde_json::json!({}), &FIELDS);
    Guide {
        slug: slug.into(),
        state: State::Draft,
        number: 3,
        published: None,
        draft: Some(empty.into_iter().chain(record).collect()),
        offered: None,
    }
}

fn planned(table: &Table, guides: Vec<Guide>) -> Plan {
    let staff = somebody(Role::ProvincialOfficer, Unit::Province);
    let office = Office { guides, ..Office::default() };
    planned_against(table, &the_directory(), &office, &staff)
}

#[test]
fn ten_kinds_of_wrong_row_are_each_told_in_their_cell() {
    let heads = [
        "网址用词",
        "名称（中文）",
        "热线",
        "依据",
        "核对日期",
        "服务项目",
        "需要能快速离开的页面",
        "材料（中文）",
        "材料（英文）",
    ];
    let rows: [&[&str]; 11] = [
        &["", "没有用词"],
        &["低保", "不能做网址"],
        &["dibao", "", "99999"],
        &["dibao", "再来一次"],
        &["new-one", ""],
        &["new-two", "新的", "", "只有标题"],
        &["new-three", "新的", "", "", "明天"],
        &["new-four", "新的", "", "", "", "A01、Z99"],
        &["new-five", "新的", "", "", "", "", "也许"],
        &["new-six", "新的", "", "", "", "", "", "身份证\n户口簿", "Card"],
        &["new-seven", "x"],
    ];
    let mut sheet = table(KIND, &heads, &rows);
    sheet.rows[10].cells.insert("title_zh".into(), Cell { text: "#".into(), kind: CellKind::Broken });
    let plan = planned(&sheet, vec![a_guide("dibao", &[("title_zh", "低保")])]);
    assert_eq!(plan.count(Outcome::Refused), rows.len(), "{:?}", told(&plan));
    assert!(plan.steps.is_empty());
    tells(
        &plan,
        &[
            ("A2 ", "填"),
            ("A3 ", "小写字母"),
            ("C4 ", "99999"),
            ("A5 ", "与第 4 行重复"),
            ("B6 ", "填"),
            ("D7 ", "看不懂"),
            ("E8 ", "2026-11-24"),
            ("F9 ", "Z99"),
            ("G10 ", "是不是「是」"),
            ("I11 ", "行数"),
            ("B12 ", "公式没有结果"),
        ],
    );
}

#[test]
fn a_row_is_written_into_a_draft_and_the_same_row_again_changes_nothing() {
    let heads =
        ["网址用词", "名称（中文）", "热线", "依据", "核对日期", "服务项目", "搜索用词", "对象（中文）"];
    let row: &[&str] = &[
        "ＤＩＢＡＯ",
        "低保",
        "12345 政务服务热线",
        "办法｜国务院|国令〔2014〕649号|2014-02-21",
        "2026年11月1日",
        "低保申请",
        "穷，低保",
        "一人\n两人",
    ];
    let sheet = table(KIND, &heads, &[row]);
    let new = planned(&sheet, Vec::new());
    assert_eq!((told(&new), new.rows[0].outcome), (Vec::new(), Outcome::New));
    let step = &new.steps[0];
    assert_eq!((step.kind, step.entity_id.as_deref(), step.basis), ("add_guide", Some("dibao"), 0));
    let after = crate::journal::merge::merge(&Record::new(), &step.fields).changed;
    for (word, text) in [("hotlines", "12345"), ("services", "A01"), ("checked_on", "2026-11-01")] {
        assert_eq!(after[word], text);
    }
    assert_eq!(after["sources"], Value::from("办法 | 国务院 | 国令〔2014〕649号 | 2014-02-21"));
    assert!(matches!(&new.rows[0].notes[..], [Note::Missing(words)] if words.contains(&"title_en")));
    let fields: Vec<_> =
        after.iter().filter_map(|(word, value)| Some((word.as_str(), value.as_str()?))).collect();
    let guide = a_guide("dibao", &fields);
    let again = planned(&sheet, vec![guide.clone()]);
    assert_eq!((again.rows[0].outcome, again.steps.len()), (Outcome::Same, 0), "{:?}", again.rows);
    // One cell is another, one is cleared.
    let edits = table(KIND, &["网址用词", "名称（中文）", "热线"], &[&["dibao", "最低生活保障", "清空"]]);
    let plan = planned(&edits, vec![guide]);
    let step = &plan.steps[0];
    assert_eq!((step.kind, step.basis, step.fields.len()), ("edit_guide", 3, 2));
    let to = crate::journal::model::Change::from_to("12345", Value::Null);
    assert_eq!(step.fields["hotlines"], to);
}

proptest! {
    #[test]
    fn what_is_exported_and_imported_again_changes_nothing(
        lines in proptest::collection::vec("[a-z\u{4e00}-\u{4e20}=+、 -]{0,9}", 6),
        words in proptest::collection::vec("[a-z\u{4e00}-\u{4e20}、]{1,6}", 0..3),
        sensitive: bool,
        english: bool,
    ) {
        let l = if english { Language::En } else { Language::Zh };
        let text = |at: usize| Text { zh: lines[at].trim().to_owned(), en: None };
        let list = |at: usize| [text(at)].into_iter().filter(|it| !it.zh.is_empty()).collect::<Vec<_>>();
        let policy = Policy {
            slug: "dibao".into(),
            title: Text::new("低保", "Dibao"),
            question: text(0),
            summary: text(1),
            what: text(2),
            who: list(3),
            papers: list(4),
            places: list(5),
            steps: Vec::new(),
            good_to_know: Vec::new(),
            services: vec!["A01".into(), "Z99".into()],
            sources: Vec::new(),
            hotlines: vec!["12345".into()],
            written_on: time::macros::date!(2026 - 11 - 01),
            checked: true,
            sensitive,
            keywords: words,
        };
        let record = draft::record(&policy);
        let guide = Guide { published: Some(policy), state: State::Published, draft: None, ..a_guide("dibao", &[]) };
        let drafted = Guide { draft: Some(record), slug: "other".into(), ..guide.clone() };
        let guides = vec![guide, drafted];
        let office = Office { guides: guides.clone(), ..Office::default() };
        let list = lists::filled(l, KIND, &the_directory(), &office, &word(), &[]);
        let plan = planned(&sent_back(KIND, &list), guides);
        prop_assert_eq!(told(&plan), Vec::<String>::new());
        prop_assert_eq!((plan.count(Outcome::Same), plan.steps.len()), (2, 0));
    }
}
