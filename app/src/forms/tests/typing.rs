use proptest::prelude::*;

use super::{nasty::TEXTS, *};
use crate::{
    areas::model::tests::some_areas,
    forms::{
        decimal::Decimal,
        fault::Fault,
        form::Kind,
        parse::{Places, check_digit_fits, parse, path_of_signature},
        words,
    },
    language::Language,
};

/// A question of each kind.
fn kinds() -> Arc<Form> {
    let list =
        "options = [{ value = \"a\", zh = \"甲\", en = \"A\" }, { value = \"b\", zh = \"乙\", en = \"B\" }]";
    form(
        &group(
            "name = \"one\"",
            &[
                "line text\nmax = 20",
                "lines long_text\nmax = 40",
                "number number\ndecimals = 2\nunit = { zh = \"元\", en = \"yuan\" }",
                "whole number",
                "people people",
                "day date",
                "time time",
                &format!("one one_of\n{list}"),
                &format!("several several_of\n{list}"),
                "yes yes_no\nalso = [\"unknown\"]",
                "county place\nlevel = \"county\"",
                "town place\nlevel = \"town\"",
                "village place",
                "phone phone",
                "card id_number",
                "photo photo",
                "signature signature",
                "words note",
            ],
        )
        .replace("name = \"one\"\nkind", "name = \"one_of_two\"\nkind"),
    )
}

/// What the question keeps of what was typed, in one text; or what is wrong with it.
fn kept(name: &str, typed: &[&str]) -> Result<String, Fault> {
    let form = kinds();
    let field = form.field(name).and_then(|id| form.get(id)).unwrap();
    let answer = parse(&field.kind, typed, &some_areas())?;
    Ok(answer.map(|it| it.typed().join(",")).unwrap_or_default())
}

#[test]
fn what_people_type_is_read_as_they_mean_it() {
    let photo = "0190a8f0-0000-7000-8000-000000000001";
    for (name, typed, read) in [
        ("line", "  王秀英 ", "王秀英"),
        ("line", "龘齉·𠀀𫝀", "龘齉·𠀀𫝀"),
        ("line", "ＡＢＣ１２", "ＡＢＣ１２"),
        ("line", "a\r\nb\tc", "a  b c"),
        ("line", "\u{202e}gnihton\u{202c}\u{200b}", "gnihton"),
        ("line", "\u{200b}", ""),
        ("line", "\u{3000}", ""),
        ("lines", " 一\r\n二  \r三\u{0}\n\n", "一\n二\n三"),
        ("number", " 1 200.50元 ", "1200.5"),
        ("number", "１，２００．５", "1200.5"),
        ("number", "12yuan", "12"),
        ("number", "1,234,567.8", "1234567.8"),
        ("number", "－3", "-3"),
        ("number", "−3", "-3"),
        ("number", "+5", "5"),
        ("number", "3。5", "3.5"),
        ("whole", "007", "7"),
        ("whole", "7.0", "7"),
        ("people", "３０ 人", "30"),
        ("people", "1,200", "1200"),
        ("people", "0", "0"),
        ("day", "2026-01-05", "2026-01-05"),
        ("day", "2026/1/5", "2026-01-05"),
        ("day", "2026.1.5", "2026-01-05"),
        ("day", "２０２６年１月５日", "2026-01-05"),
        ("day", "20260105", "2026-01-05"),
        ("day", " 2026 - 1 - 5 ", "2026-01-05"),
        ("time", "8:05", "08:05"),
        ("time", "０８：０５", "08:05"),
        ("time", "0805", "08:05"),
        ("time", "8点05分", "08:05"),
        ("time", "8点", "08:00"),
        ("time", "23时59分", "23:59"),
        ("one_of_two", "a", "a"),
        ("yes", "unknown", "unknown"),
        ("county", "469002", "469002"),
        ("county", "460200", "460200"),
        ("county", "469002100201", "469002100201"),
        ("town", "469002100", "469002100"),
        ("town", "469002500", "469002500"),
        ("town", "460202", "460202"),
        ("village", " ４６９００２１００２０１ ", "469002100201"),
        ("phone", "+86 138 0013 8000", "13800138000"),
        ("phone", "（0898）65310000", "0898-65310000"),
        ("card", "１１０１０５ １９４９１２３１ ００２ｘ", "11010519491231002X"),
        ("card", "110105-19491231-0021", "110105194912310021"),
        ("card", "unknown", "unknown"),
        ("card", "证件不详", "unknown"),
        ("photo", photo, photo),
        ("signature", "李阿婆", "witness:李阿婆"),
        ("signature", "witness:李阿婆", "witness:李阿婆"),
        ("signature", "drawn:12 30 14 31;500 20", "drawn:12 30 14 31;500 20"),
    ] {
        assert_eq!(kept(name, &[typed]), Ok(read.to_owned()), "{name}: {typed:?}");
        let again: Vec<&str> = [read].into_iter().filter(|it| !it.is_empty()).collect();
        assert_eq!(kept(name, &again), Ok(read.to_owned()), "{name}: {read:?} again");
    }
    for (name, typed, read) in [
        ("day", vec!["2026", "1", "5"], "2026-01-05"),
        ("day", vec!["", " ", ""], ""),
        ("several", vec!["b", "a", "b", ""], "a,b"),
        ("several", vec![], ""),
        ("one_of_two", vec!["", "b"], "b"),
        ("words", vec![], ""),
        ("photo", vec![photo, photo], photo),
    ] {
        assert_eq!(kept(name, &typed), Ok(read.to_owned()), "{name}: {typed:?}");
    }
}

#[test]
fn what_is_no_answer_is_told_by_what_it_should_be() {
    for (name, typed, fault) in [
        ("line", "012345678901234567890", Fault::Long(20)),
        ("lines", &"一\n".repeat(41), Fault::Long(40)),
        ("number", "一百", Fault::Number),
        ("number", "1e3", Fault::Number),
        ("number", "12,34", Fault::Number),
        ("number", "1,2345", Fault::Number),
        ("number", "1.5.2", Fault::Number),
        ("number", "--1", Fault::Number),
        ("number", "99999999999999999", Fault::Number),
        ("number", "1.234", Fault::Decimals(2)),
        ("number", "1.23456789", Fault::Decimals(2)),
        ("number", "12美元", Fault::Number),
        ("whole", "7.5", Fault::Decimals(0)),
        ("people", "-1", Fault::People),
        ("people", "2.5", Fault::People),
        ("people", "几个人", Fault::People),
        ("day", "2026-02-29", Fault::Day),
        ("day", "26-01-05", Fault::Day),
        ("day", "2026-13-01", Fault::Day),
        ("day", "1850-01-01", Fault::Day),
        ("day", "昨天", Fault::Day),
        ("day", "2026-01", Fault::Day),
        ("time", "24:00", Fault::Time),
        ("time", "8:60", Fault::Time),
        ("time", "8", Fault::Time),
        ("time", "8:", Fault::Time),
        ("time", "8:5:1", Fault::Time),
        ("one_of_two", "c", Fault::Choice),
        ("yes", "unsaid", Fault::Choice),
        ("yes", "true", Fault::Choice),
        ("several", "c", Fault::Choice),
        ("county", "460000", Fault::Place),
        ("county", "大礼", Fault::Place),
        ("town", "469002", Fault::Shallow(crate::forms::form::Level::Town)),
        ("town", "460200", Fault::Shallow(crate::forms::form::Level::Town)),
        ("village", "469002100", Fault::Shallow(crate::forms::form::Level::Village)),
        ("village", "469002100999", Fault::Place),
        ("phone", "12345", Fault::Phone),
        ("phone", "打不通", Fault::Phone),
        ("card", "1101051949123100", Fault::IdNumber),
        ("card", "11010519491231002Y", Fault::IdNumber),
        ("card", "X1010519491231002X", Fault::IdNumber),
        ("photo", "cat.jpg", Fault::Photo),
        ("signature", "---", Fault::Signature),
        ("signature", "drawn:", Fault::Signature),
        ("signature", "drawn:1 2 3", Fault::Signature),
        ("signature", "drawn:1 99999", Fault::Signature),
        ("words", "x", Fault::Several),
    ] {
        assert_eq!(kept(name, &[typed]), Err(fault.clone()), "{name}: {typed:?}");
        let form = kinds();
        let field = form.field(name).and_then(|id| form.get(id)).unwrap();
        for l in Language::ALL {
            let sentence = words::fault(l, field, &fault);
            assert!(!sentence.is_empty() && !sentence.contains('{'), "{sentence}");
        }
    }
    assert_eq!(kept("line", &["a", "b"]), Err(Fault::Several));
    assert_eq!(kept("one_of_two", &["a", "b"]), Err(Fault::Several));
    assert_eq!(kept("photo", &["x"; 21]), Err(Fault::Photos(20)));
}

#[test]
fn the_last_sign_of_a_card_number_follows_from_the_others() {
    for number in ["11010519491231002X", "440524188001010014"] {
        assert!(check_digit_fits(number), "{number}");
        for (at, sign) in number.chars().enumerate().take(17) {
            let other = char::from_digit((sign.to_digit(10).unwrap() + 1) % 10, 10).unwrap();
            let changed: String = number
                .chars()
                .enumerate()
                .map(|(here, sign)| if here == at { other } else { sign })
                .collect();
            assert!(!check_digit_fits(&changed), "{changed}");
        }
    }
    for number in ["", "110105194912310021", "1101051949123100", "11010519491231002X0", "unknown"] {
        assert!(!check_digit_fits(number), "{number}");
    }
}

#[test]
fn every_place_of_the_list_is_as_deep_with_it_as_without() {
    let areas = some_areas();
    let codes = areas.divisions().iter().map(|it| &it.code).chain(areas.villages().iter().map(|it| &it.code));
    for code in codes.filter(|code| *code != crate::areas::model::PROVINCE) {
        assert_eq!(areas.depth(code), AnyPlace.depth(code), "{code}");
    }
}

#[test]
fn answers_are_read_as_people_read_them() {
    let form = kinds();
    for (name, typed, zh, en) in [
        ("number", vec!["12.5"], "12.5 元", "12.5 yuan"),
        ("several", vec!["a", "b"], "甲、乙", "A, B"),
        ("yes", vec!["unknown"], "不清楚", "Not known"),
        ("card", vec!["unknown"], "证件不详", "Card not known"),
        ("signature", vec!["李阿婆"], "李阿婆", "李阿婆"),
        ("day", vec!["2026-1-5"], "2026-01-05", "2026-01-05"),
    ] {
        let field = form.field(name).and_then(|id| form.get(id)).unwrap();
        let answer = parse(&field.kind, &typed, &AnyPlace).unwrap().unwrap();
        assert_eq!(words::answer(Language::Zh, &field.kind, &answer), zh);
        assert_eq!(words::answer(Language::En, &field.kind, &answer), en);
    }
}

/// Whatever is kept is read again as itself.
fn stays(kind: &Kind, typed: &[&str]) {
    if let Ok(Some(answer)) = parse(kind, typed, &AnyPlace) {
        let written = answer.typed();
        let written: Vec<&str> = written.iter().map(String::as_str).collect();
        assert_eq!(parse(kind, &written, &AnyPlace), Ok(Some(answer.clone())), "{typed:?}");
    }
}

#[test]
fn no_kind_gives_up_on_a_nasty_text_and_what_is_kept_stays() {
    let form = kinds();
    let long = "社".repeat(3_000_000);
    let (digits, blanks) = ("1".repeat(1_000_000), " ".repeat(1_000_000));
    for (_, field) in form.all_questions() {
        for typed in
            TEXTS.into_iter().chain([long.as_str(), digits.as_str(), blanks.as_str(), "\u{0}", "a\u{0}b"])
        {
            stays(&field.kind, &[typed]);
        }
        stays(&field.kind, &TEXTS);
        assert!(parse(&field.kind, &[&long], &AnyPlace).is_err(), "{}", field.name);
    }
}

proptest! {
    #[test]
    fn any_text_is_an_answer_or_a_fault_and_answers_stay(
        text in "\\PC{0,40}|[0-9.,:/年月日点-]{0,14}|(drawn:|witness:)?[0-9 ;]{0,20}", which in 0_usize..18
    ) {
        let form = kinds();
        let kinds: Vec<&Kind> = form.all_questions().map(|(_, field)| &field.kind).collect();
        stays(kinds[which % kinds.len()], &[&text]);
    }
}

#[test]
fn a_number_that_is_a_code_is_told_by_its_digits() {
    let form = form(&group(
        "name = \"one\"",
        &["code number\nmin = 1000\nmax = 9999", "count number\nmin = 1\nmax = 9"],
    ));
    let told = |name: &str, l, fault| {
        let field = form.field(name).and_then(|id| form.get(id)).unwrap();
        words::fault(l, field, &fault)
    };
    for fault in [Fault::Missing, Fault::Number, Fault::Decimals(0), Fault::Less(Decimal::ZERO)] {
        assert_eq!(told("code", Language::Zh, fault.clone()), "请填写 4 位数字，第一位不是 0", "{fault:?}");
        assert_eq!(told("code", Language::En, fault), "Write 4 digits, the first not 0");
    }
    assert_eq!(told("code", Language::Zh, Fault::Several), "请只填写一个答案");
    assert_eq!(told("count", Language::Zh, Fault::Missing), "请填写这一项");
}

#[test]
fn what_is_wrong_is_listed_after_its_question_with_one_sign_between() {
    use Language::{En, Zh};
    for (l, question, fault, listed) in [
        (Zh, "姓名", "请填写这一项", "姓名：请填写这一项"),
        (Zh, "什么时候？", "请选择一项", "什么时候？请选择一项"),
        (Zh, "用时（选填）", "请填写整数", "用时：请填写整数"),
        (Zh, "没有电话？（选填）", "请选择一项", "没有电话？请选择一项"),
        (En, "What happened?", "Write an answer", "What happened? Write an answer"),
        (En, "Minutes (optional)", "Write a whole number", "Minutes: Write a whole number"),
    ] {
        assert_eq!(words::fault_of(l, question, fault), listed);
    }
}

#[test]
fn a_signature_that_was_drawn_is_a_picture_and_a_witness_is_none() {
    for (text, path) in [
        ("drawn:12 30 14 31;500 20", Some("M12 30L12 30 14 31M500 20L500 20")),
        ("witness:李阿婆", None),
        ("李阿婆", None),
        ("drawn:", None),
        ("drawn:1 2 3", None),
        ("drawn:1 2\"/>", None),
        ("", None),
    ] {
        assert_eq!(path_of_signature(text).as_deref(), path, "{text}");
    }
}

proptest! {
    #[test]
    fn nothing_but_a_path_stands_in_the_picture_of_a_signature(
        text in "(drawn:)?([0-9]{1,4}( [0-9]{1,4}){0,6};?){0,4}|drawn:[0-9 ;MLh\"<>]{0,30}|\\PC{0,20}"
    ) {
        let kind = Kind::Signature;
        let drawn = path_of_signature(&text);
        // Whatever is a picture is an answer, and is read again as it was.
        if let Some(path) = drawn {
            prop_assert!(path.starts_with('M'));
            prop_assert!(path.chars().all(|sign| sign.is_ascii_digit() || matches!(sign, 'M' | 'L' | ' ')), "{}", path);
            let answer = parse(&kind, &[&text], &AnyPlace).unwrap().unwrap();
            prop_assert_eq!(answer.typed(), [text]);
        }
    }
}
