use proptest::prelude::*;
use time::macros::date;

use super::*;
use crate::{
    stations::hours::{CalendarDay, DayKind},
    text::Text,
};

fn item(hours: &str) -> Item {
    Item {
        activity: "陪老人读报（演示数据）".into(),
        day: date!(2026 - 11 - 03),
        place: "琼海市嘉积镇".into(),
        content: "读报、代买日用品".into(),
        hours: Hours::parse(hours).unwrap(),
        organiser: "嘉积镇社工站".into(),
        in_charge: "林老师".into(),
        on_word: false,
    }
}

fn statement() -> Statement {
    Statement {
        volunteer_number: "V-0001".into(),
        name: "王*".into(),
        from: date!(2026 - 11 - 01),
        until: date!(2026 - 11 - 30),
        items: vec![item("2.5"), item("0.25"), item("10")],
        recorded_by: "嘉积镇社工站".into(),
        trainings: Vec::new(),
        awards: Vec::new(),
    }
}

#[test]
fn hours_are_read_as_they_are_written_and_added_up_exactly() {
    for (text, hundredths) in
        [("0", 0), ("2.5", 250), ("2.50", 250), ("0.05", 5), ("12", 1200), ("7.05", 705)]
    {
        assert_eq!(Hours::parse(text).unwrap().hundredths(), hundredths, "{text}");
    }
    for text in ["", ".", "1.", ".5", "-1", "+1", "1.234", "1,5", "１", "99999999999", "1e3"] {
        assert_eq!(Hours::parse(text), None, "{text}");
    }
    assert_eq!(statement().total().to_string(), "12.75");
    assert_eq!(Hours::of_minutes(150).to_string(), "2.5");
    assert_eq!(Hours::of_minutes(20).to_string(), "0.33", "never more than was given");
    assert_eq!([Hours::of_hundredths(u32::MAX); 2].into_iter().sum::<Hours>().hundredths(), u32::MAX);
}

#[test]
fn a_statement_that_says_too_little_is_not_certified() {
    assert_eq!(statement().check(), Ok(()));
    let mut none = statement();
    none.items.clear();
    assert_eq!(none.check(), Err(StatementFault::Nothing));
    let mut no_time = statement();
    no_time.items[1].hours = Hours::default();
    assert_eq!(no_time.check(), Err(StatementFault::Nothing));
    let mut many = statement();
    many.items = vec![item("1"); ITEMS_MAX + 1];
    assert_eq!(many.check(), Err(StatementFault::TooMany));
    let mut outside = statement();
    outside.items[0].day = date!(2026 - 12 - 01);
    assert_eq!(outside.check(), Err(StatementFault::OutsidePeriod));
    let mut backwards = statement();
    (backwards.from, backwards.until) = (backwards.until, backwards.from);
    assert_eq!(backwards.check(), Err(StatementFault::OutsidePeriod));
    let changes: [fn(&mut Statement); 4] = [
        |it| it.recorded_by = " ".into(),
        |it| it.volunteer_number.clear(),
        |it| it.items[0].content.clear(),
        |it| it.items[2].activity.clear(),
    ];
    for change in changes {
        let mut changed = statement();
        change(&mut changed);
        assert_eq!(changed.check(), Err(StatementFault::Incomplete));
    }
    let mut nameless = statement();
    nameless.name.clear();
    assert_eq!(nameless.check(), Ok(()), "nobody has to be named");
}

#[test]
fn the_signed_form_is_unchanged() {
    let number = Number::of(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef);
    let mut statement = statement();
    statement.items.truncate(1);
    let signed = Signed::new(&number, date!(2026 - 11 - 29), statement);
    let text = String::from_utf8(signed.bytes()).unwrap();
    assert_eq!(
        text,
        format!(
            "{{\"format\":\"lastmetre-certificate-1\",\"issued\":\"2026-11-29\",\"number\":\"{number}\",\"statement\":\
             {{\"from\":\"2026-11-01\",\"items\":[{{\"activity\":\"陪老人读报（演示数据）\",\"content\":\"读报、代买日用品\",\
             \"day\":\"2026-11-03\",\"hours\":\"2.5\",\"in_charge\":\"林老师\",\"organiser\":\"嘉积镇社工站\",\
             \"place\":\"琼海市嘉积镇\"}}],\"name\":\"王*\",\"recorded_by\":\"嘉积镇社工站\",\"until\":\"2026-11-30\",\
             \"volunteer_number\":\"V-0001\"}},\"total\":\"2.5\"}}"
        )
    );
    assert_eq!(Signed::read(text.as_bytes()), Some(signed));
    for other in
        ["", "{}", "null", &text.replace("certificate-1", "certificate-2"), &text.replace("2.5", "two")]
    {
        assert_eq!(Signed::read(other.as_bytes()), None, "{other}");
    }
}

#[test]
fn strangers_read_as_much_of_a_name_as_the_volunteer_allows() {
    for (name, full, surname) in [
        ("王小明", "王小明", "王*"),
        (" 欧阳娜 ", "欧阳娜", "欧阳*"),
        ("欧阳", "欧阳", "欧*"),
        ("Ana Ruiz", "Ana Ruiz", "A*"),
        ("", "", ""),
        ("𠮷野", "𠮷野", "𠮷*"),
    ] {
        assert_eq!(NameShown::Full.of(name), full);
        assert_eq!(NameShown::Surname.of(name), surname);
        assert_eq!(NameShown::Hidden.of(name), "");
    }
    assert_eq!(NameShown::default(), NameShown::Surname);
    for shown in NameShown::ALL {
        assert_eq!(NameShown::from_word(shown.word()), Some(shown));
    }
    for reason in Reason::ALL {
        assert_eq!(Reason::from_word(reason.word()), Some(reason));
    }
    assert_eq!((NameShown::from_word("all"), Reason::from_word("")), (None, None));
}

#[test]
fn stars_follow_the_hours_and_the_list() {
    let levels = StarLevels::default();
    for (hours, stars) in [("0", 0), ("99.99", 0), ("100", 1), ("299.99", 1), ("1500", 5), ("9000", 5)] {
        assert_eq!(levels.stars(Hours::parse(hours).unwrap()), stars, "{hours}");
    }
    assert_eq!(StarLevels::parse("100, 300，600,1000,1500"), Some(levels.clone()));
    assert_eq!(StarLevels::parse(&levels.to_string()), Some(levels.clone()));
    assert_eq!((levels.most(), StarLevels::parse("20").unwrap().most()), (5, 1));
    for wrong in ["", "0", "0,1", "300,100", "100,100", "a", "1,", "1,2,3,4,5,6,7,8,9,10,11"] {
        assert_eq!(StarLevels::parse(wrong), None, "{wrong}");
    }
}

#[test]
fn trainings_and_awards_are_signed_where_they_are_stated_and_change_nothing_where_not() {
    let number = Number::of(7);
    let plain = Signed::new(&number, date!(2026 - 11 - 30), statement());
    let text = String::from_utf8(plain.bytes()).unwrap();
    assert!(!text.contains("trainings") && !text.contains("awards"), "{text}");
    assert_eq!(Signed::read(text.as_bytes()), Some(plain));
    let mut it = statement();
    it.trainings = vec!["急救培训（红十字会，2026-11-01）".into()];
    it.awards = vec!["优秀志愿者（嘉积镇，2026-11-05）".into()];
    assert!(it.texts().any(|text| text.contains("红十字会")) && it.texts().any(|text| text.contains("优秀")));
    let signed = Signed::new(&number, date!(2026 - 11 - 30), it);
    assert_eq!(Signed::read(&signed.bytes()), Some(signed));
}

#[test]
fn a_record_is_due_in_ten_working_days_with_holidays_and_worked_weekends() {
    let none = Calendar::default();
    // 2026-11-27 is a Friday.
    assert_eq!(record_due(date!(2026 - 11 - 27), &none), date!(2026 - 12 - 11));
    let day = |kind| CalendarDay { kind, name: Text::default() };
    let calendar: Calendar = [
        (date!(2026 - 12 - 05), day(DayKind::Workday)),
        (date!(2026 - 12 - 07), day(DayKind::Holiday)),
        (date!(2026 - 12 - 08), day(DayKind::Holiday)),
    ]
    .into_iter()
    .collect();
    assert_eq!(record_due(date!(2026 - 11 - 27), &calendar), date!(2026 - 12 - 14));
    assert!(!is_record_overdue(date!(2026 - 11 - 27), date!(2026 - 12 - 14), &calendar));
    assert!(is_record_overdue(date!(2026 - 11 - 27), date!(2026 - 12 - 15), &calendar));
    // What is late begins the day before what is not; the weekend goes with the Friday before it.
    assert_eq!(timely_since(date!(2026 - 12 - 14), &calendar), date!(2026 - 11 - 27));
    assert_eq!(timely_since(date!(2026 - 12 - 15), &calendar), date!(2026 - 11 - 30));
    assert_eq!(timely_since(date!(2026 - 11 - 27), &none), date!(2026 - 11 - 13));
}

#[test]
fn a_period_is_what_was_chosen_of_it() {
    let (first, last) = (date!(2026 - 11 - 01), date!(2026 - 11 - 29));
    assert_eq!(period("", " "), Ok((None, None)));
    assert_eq!(period("2026-11-01", ""), Ok((Some(first), None)));
    assert_eq!(period("2026-11-01", "2026-11-29"), Ok((Some(first), Some(last))));
    assert_eq!(period("", "2026-11-29"), Ok((None, Some(last))));
    for (from, until) in [("2026-11-29", "2026-11-01"), ("去年", ""), ("", "2026-02-30")] {
        assert_eq!(period(from, until), Err(StatementFault::Days), "{from} {until}");
    }
}

proptest! {
    #[test]
    fn hours_are_written_as_they_are_read(hundredths: u32) {
        let hours = Hours::of_hundredths(hundredths);
        prop_assert_eq!(Hours::parse(&hours.to_string()), Some(hours));
    }

    #[test]
    fn whatever_stands_in_a_statement_is_read_back_from_what_was_signed(texts in prop::collection::vec(".*", 6), bits: u128) {
        let mut it = statement();
        it.name = texts[0].clone();
        it.recorded_by = texts[1].clone();
        it.items[0].activity = texts[2].clone();
        it.items[0].content = texts[3].clone();
        it.items[0].place = texts[4].clone();
        it.items[0].in_charge = texts[5].clone();
        let signed = Signed::new(&Number::of(bits), it.until, it.clone());
        let read = Signed::read(&signed.bytes()).unwrap();
        prop_assert_eq!(&read, &signed);
        prop_assert_eq!(read.bytes(), signed.bytes());
        let printed: Vec<&str> = it.texts().collect();
        prop_assert!(texts.iter().all(|text| printed.contains(&text.as_str())));
    }

    #[test]
    fn no_more_of_a_surname_is_shown_than_its_first_signs(name in "\\PC{1,20}") {
        let shown = NameShown::Surname.of(&name);
        prop_assert!(shown.chars().count() <= 3);
        prop_assert!(shown.is_empty() || shown.ends_with('*'));
    }
}
