use super::*;
use crate::{
    forms::{
        closing::{Closing, Progress},
        evaluate::Unfinished,
        fault::{Fault, Warning},
        words,
    },
    ids::PhotoId,
    language::Language,
};

/// Six activities of daily living and what follows (B01), the family, and the steps of the standard.
fn b01() -> Arc<Form> {
    let list = "list = \"ability\"\nrequired = true";
    form(
        &(group(
            "name = \"who\"",
            &[
                "name text\nrequired = true\nmax = 5",
                "born date\nmax = \"today()\"\nmin = \"'1900-01-01'\"",
                "age number\ncalculated = \"years(born)\"",
                "visited date\ndefault = \"today()\"",
                "card id_number",
                "alone yes_no\ndefault = \"'no'\"",
                "with text\nshown_if = \"alone = 'no'\"\nrequired = \"age >= 80\"",
            ],
        ) + &group(
            "name = \"abilities\"",
            &[
                &format!("eating one_of\n{list}"),
                &format!("bathing one_of\n{list}"),
                "level text\ncalculated = \"if(eating = '' or bathing = '', '', if(eating = 'alone' and bathing = 'alone', '完全自理', '部分丧失'))\"",
                "aids several_of\noptions = [{ value = \"stick\", zh = \"拐杖\", en = \"Stick\" }, { value = \"chair\", zh = \"轮椅\", en = \"Chair\" }, { value = \"none\", zh = \"都没有\", en = \"None\" }]\nexclusive = [\"none\"]",
            ],
        ) + &group(
            "name = \"family\"\nshown_if = \"alone = 'no'\"\nrepeat = { at_most = 3, at_least = 1, one = { zh = \"一位家人\", en = \"One\" } }",
            &[
                "who_is text\nrequired = true",
                "income number\nmin = 0\nmax = 99999\ndecimals = 2\nunit = { zh = \"元\", en = \"yuan\" }",
                "share number\ncalculated = \"income / total * 100\"",
                "poor yes_no\ncalculated = \"income < 1000\"",
                "why text\nshown_if = \"poor = 'yes'\"",
            ],
        ) + &group(
            "name = \"sums\"",
            &[
                "total number\ndecimals = 2\ncalculated = \"sum(family, income)\"",
                "spent number\nvalid_if = \"this <= total\"\nmessage = { zh = \"支出不要超过收入\", en = \"Write no more than the income\" }",
            ],
        ) + "[[lists]]\nname = \"ability\"\noptions = [{ value = \"alone\", zh = \"自己能做\", en = \"Alone\" }, { value = \"helped\", zh = \"要人帮\", en = \"Helped\" }]
            [standard]
            every_days = 365
            [[standard.steps]]
            name = \"screen\"
            shown_by = \"eating != '' and bathing != ''\"
            required = true
            [[standard.steps]]
            name = \"listen\"
            [[standard.steps]]
            name = \"family_known\"
            shown_by = \"count(family) > 0\"
            "),
    )
}

#[test]
fn a_form_begins_with_its_defaults_and_as_many_turns_as_it_wants() {
    let filling = begin(&b01());
    assert_eq!(read(&filling, at(&filling, "visited")), "2026-11-28");
    assert_eq!(read(&filling, at(&filling, "alone")), "no");
    let family = filling.form().repeat("family").unwrap();
    assert_eq!(filling.turns(family).collect::<Vec<_>>(), [turn(100)]);
    assert!(filling.is_shown(family));
    // Opened again it takes no defaults: what was emptied stays empty.
    let mut emptied = filling.clone();
    emptied.answer(at(&filling, "visited"), None).unwrap();
    let opened = Filling::open(filling.form().clone(), &emptied.kept(), TODAY);
    assert_eq!(read(&opened, at(&opened, "visited")), "");
    assert_eq!(opened.turns(family).count(), 1);
}

#[test]
fn what_follows_from_an_answer_changes_with_it_and_nothing_else() {
    let mut filling = begin(&b01());
    let [born, age, with] = ["born", "age", "with"].map(|name| at(&filling, name));
    let changed = type_in(&mut filling, born, "1940年1月1日").unwrap();
    assert_eq!(
        changed,
        [Changed::Answer(born), Changed::Answer(age), Changed::Required(with), Changed::Fault(with)]
    );
    assert_eq!(read(&filling, age), "86");
    assert_eq!(filling.standing(with).unwrap().fault, Some(&Fault::Missing));
    // The same again changes nothing; another year that leaves the age as it is changes one thing.
    assert_eq!(type_in(&mut filling, born, "1940-01-01"), Ok(Vec::new()));
    assert_eq!(type_in(&mut filling, born, "1940-02-01"), Ok(vec![Changed::Answer(born)]));
    let later = type_in(&mut filling, born, "2026-11-29").unwrap();
    assert!(later.contains(&Changed::Fault(born)), "{later:?}");
    assert_eq!(filling.standing(born).unwrap().fault, Some(&Fault::After(TODAY)));
    type_in(&mut filling, born, "1899-12-31").unwrap();
    assert!(matches!(filling.standing(born).unwrap().fault, Some(Fault::Before(_))));
}

#[test]
fn what_is_hidden_is_nothing_to_rules_is_not_sent_and_comes_back() {
    let mut filling = begin(&b01());
    let [alone, with] = ["alone", "with"].map(|name| at(&filling, name));
    type_in(&mut filling, with, "老伴").unwrap();
    let income = in_turn(&filling, "income", 100);
    type_in(&mut filling, income, "500").unwrap();
    assert_eq!(read(&filling, at(&filling, "total")), "500");
    type_in(&mut filling, alone, "yes").unwrap();
    let hidden = filling.standing(with).unwrap();
    assert_eq!((hidden.shown, hidden.answer, hidden.kept), (false, None, Some(&text("老伴"))));
    // A group that is hidden has no turns.
    assert_eq!(read(&filling, at(&filling, "total")), "0");
    assert_eq!(filling.is_done(filling.form().step("family_known").unwrap()), Some(false));
    for (name, typed) in [("name", "王秀英"), ("eating", "alone"), ("bathing", "alone")] {
        let at = at(&filling, name);
        type_in(&mut filling, at, typed).unwrap();
    }
    let finished = filling.finished().unwrap();
    assert!(!finished.answers.fields.contains_key("with") && finished.answers.repeats.is_empty());
    assert_eq!(finished.answers.fields.get("level"), Some(&text("完全自理")));
    assert_eq!(finished.strays.len(), 2, "{:?}", finished.strays);
    type_in(&mut filling, alone, "no").unwrap();
    assert_eq!((read(&filling, with), read(&filling, at(&filling, "total"))), ("老伴".into(), "500".into()));
}

#[test]
fn turns_come_go_and_move_and_keep_what_is_theirs() {
    let mut filling = begin(&b01());
    let family = filling.form().repeat("family").unwrap();
    let total = at(&filling, "total");
    for number in [1, 2] {
        let changed = filling.add_turn(family, turn(number)).unwrap();
        assert_eq!(changed[0], Changed::Turns(family));
    }
    assert_eq!(filling.add_turn(family, turn(3)), Err(Refused::Full));
    for (number, income) in [(100, "600"), (1, "1000"), (2, "400")] {
        let income_at = in_turn(&filling, "income", number);
        type_in(&mut filling, income_at, income).unwrap();
    }
    assert_eq!(read(&filling, total), "2000");
    let shares = |filling: &Filling| [100, 1, 2].map(|it| read(filling, in_turn(filling, "share", it)));
    assert_eq!(shares(&filling), ["30", "50", "20"]);
    assert!(filling.standing(in_turn(&filling, "why", 2)).unwrap().shown);
    assert!(!filling.standing(in_turn(&filling, "why", 1)).unwrap().shown);
    assert_eq!(filling.move_turn(family, turn(2), 0), Ok(vec![Changed::Turns(family)]));
    assert_eq!(filling.turns(family).collect::<Vec<_>>(), [turn(2), turn(100), turn(1)]);
    assert_eq!(shares(&filling), ["30", "50", "20"]);
    let gone = filling.remove_turn(family, turn(100)).unwrap();
    assert!(
        gone.contains(&Changed::Answer(total))
            && gone.contains(&Changed::Answer(in_turn(&filling, "share", 1)))
    );
    assert_eq!(read(&filling, total), "1400");
    assert_eq!(filling.remove_turn(family, turn(100)), Err(Refused::NotAsked));
    assert_eq!(filling.add_turn(family, turn(1)), Err(Refused::Twice));
    for number in [1, 2] {
        filling.remove_turn(family, turn(number)).unwrap();
    }
    assert_eq!(filling.turns_fault(family), Some(&Fault::TurnsMissing(1)));
    let group = &filling.form().groups[family];
    assert_eq!(words::turns_fault(Language::Zh, group, &Fault::TurnsMissing(1)), "「组」至少要填 1 项");
    let missing = Unfinished::Turns(family, Fault::TurnsMissing(1));
    let (_, listed) = words::unfinished_named(Language::Zh, filling.form(), &missing);
    assert_eq!(listed, "「组」至少要填 1 项", "its title stands there once");
}

#[test]
fn what_was_typed_and_is_no_answer_is_told_and_stands_in_the_way() {
    let mut filling = begin(&b01());
    for (name, typed, fault, sentence) in [
        ("name", "王秀英王秀英", Fault::Long(5), "请写短一些，最多 5 个字"),
        ("name", "", Fault::Missing, "请填写这一项"),
        ("born", "去年", Fault::Day, "请按年、月、日填写日期，例如 2026-01-31"),
        ("card", "123", Fault::IdNumber, "请填写18位身份证号码；不知道的，选「证件不详」"),
        ("eating", "flying", Fault::Choice, "请从列出的选项中选择"),
        ("aids", "stick,none", Fault::Alone("none".into()), "「都没有」不能和别的选项一起选，请去掉一边"),
    ] {
        let at = at(&filling, name);
        type_in(&mut filling, at, typed).unwrap();
        let field = filling.form().get(at.field).unwrap();
        assert_eq!(filling.standing(at).unwrap().fault, Some(&fault), "{name}");
        assert_eq!(words::fault(Language::Zh, field, &fault), sentence);
    }
    let income = in_turn(&filling, "income", 100);
    type_in(&mut filling, income, "100000").unwrap();
    let (field, fault) =
        (filling.form().get(income.field).unwrap(), filling.standing(income).unwrap().fault.unwrap());
    assert_eq!(words::fault(Language::En, field, fault), "Write 99999 yuan or less");
    type_in(&mut filling, income, "-1").unwrap();
    assert!(matches!(filling.standing(income).unwrap().fault, Some(Fault::Less(_))));
    type_in(&mut filling, income, "1.005").unwrap();
    assert_eq!(filling.standing(income).unwrap().fault, Some(&Fault::Decimals(2)));
    // Before it, an answer that no rule takes.
    type_in(&mut filling, income, "10").unwrap();
    let spent = at(&filling, "spent");
    type_in(&mut filling, spent, "20").unwrap();
    assert_eq!(filling.standing(spent).unwrap().fault, Some(&Fault::Message));
    let field = filling.form().get(spent.field).unwrap();
    assert_eq!(words::fault(Language::Zh, field, &Fault::Message), "支出不要超过收入");
    let unfinished = filling.finished().unwrap_err();
    assert!(unfinished.contains(&Unfinished::Question(spent, Fault::Message)), "{unfinished:?}");
    assert!(
        matches!(unfinished[0], Unfinished::Question(at, Fault::Missing) if at.field == field_of(&filling, "name"))
    );
    // What is wrong elsewhere mends it.
    let changed = type_in(&mut filling, income, "30").unwrap();
    assert!(changed.contains(&Changed::Fault(spent)), "{changed:?}");
    assert_eq!(filling.standing(spent).unwrap().fault, None);
}

fn field_of(filling: &Filling, name: &str) -> crate::forms::form::FieldId {
    filling.form().field(name).unwrap()
}

#[test]
fn a_card_number_that_does_not_fit_warns_and_stops_nobody() {
    let mut filling = begin(&b01());
    let card = at(&filling, "card");
    for (typed, warning) in
        [("11010519491231002X", None), ("110105194912310021", Some(Warning::CheckDigit)), ("证件不详", None)]
    {
        type_in(&mut filling, card, typed).unwrap();
        let standing = filling.standing(card).unwrap();
        assert_eq!((standing.fault, standing.warning), (None, warning), "{typed}");
    }
    assert!(filling.form().get(card.field).unwrap().sensitive);
    assert!(words::warning(Language::En, Warning::CheckDigit).contains("go on"));
}

#[test]
fn a_record_is_closed_when_its_required_steps_are_done() {
    let mut filling = begin(&b01());
    let closing = |filling: &Filling| {
        let closing = Closing::of(filling);
        let steps: Vec<_> = closing.steps.iter().map(|(_, done)| *done).collect();
        let missing: Vec<_> = closing.missing().map(|step| step.name.clone()).collect();
        (steps, missing, closing.is_complete())
    };
    assert_eq!(
        closing(&filling),
        (vec![Progress::Open, Progress::Unseen, Progress::Open], vec!["screen".to_owned()], false)
    );
    let [eating, bathing] = ["eating", "bathing"].map(|name| at(&filling, name));
    type_in(&mut filling, eating, "alone").unwrap();
    let changed = type_in(&mut filling, bathing, "helped").unwrap();
    assert!(changed.contains(&Changed::Step(0)), "{changed:?}");
    assert_eq!(closing(&filling), (vec![Progress::Done, Progress::Unseen, Progress::Open], Vec::new(), true));
}

#[test]
fn nobody_answers_what_is_not_asked_or_is_calculated() {
    let mut filling = begin(&b01());
    let age = at(&filling, "age");
    assert_eq!(filling.answer(age, Some(text("9"))), Err(Refused::Calculated));
    let name = at(&filling, "name");
    let [nowhere, elsewhere] =
        [At { turn: Some(turn(100)), ..name }, At { turn: None, ..in_turn(&filling, "income", 1) }];
    for at in [nowhere, elsewhere, in_turn(&filling, "income", 7)] {
        assert_eq!(filling.answer(at, None), Err(Refused::NotAsked));
        assert_eq!(filling.standing(at), Err(Refused::NotAsked));
    }
    assert_eq!(filling.add_turn(0, turn(1)), Err(Refused::NotAsked));
    assert_eq!(filling.add_turn(99, turn(1)), Err(Refused::NotAsked));
    assert_eq!(filling.remove_turn(99, turn(1)), Err(Refused::NotAsked));
    assert_eq!(
        filling.move_turn(filling.form().repeat("family").unwrap(), turn(100), 1),
        Err(Refused::NotAsked)
    );
}

#[test]
fn photos_and_signatures_are_answers_that_can_be_missing() {
    let form = form(&group(
        "name = \"one\"",
        &["seen photo\nmax = 1\nrequired = true", "signed signature\nrequired = \"count(seen) > 0\""],
    ));
    let mut filling = begin(&form);
    let [seen, signed] = ["seen", "signed"].map(|name| at(&filling, name));
    assert_eq!(filling.unfinished().len(), 1);
    let id = "0190a8f0-0000-7000-8000-000000000001".parse::<PhotoId>().unwrap().to_string();
    let other = id.replace("01a8", "02a8").replace("000000000001", "000000000002");
    type_in(&mut filling, seen, &format!("{id},{other}")).unwrap();
    assert_eq!(filling.standing(seen).unwrap().fault, Some(&Fault::Photos(1)));
    type_in(&mut filling, seen, &id).unwrap();
    assert_eq!(filling.standing(signed).unwrap().fault, Some(&Fault::Missing));
    type_in(&mut filling, signed, "李阿婆").unwrap();
    assert_eq!(read(&filling, signed), "witness:李阿婆");
    assert!(filling.finished().is_ok());
}

/// How much is computed for an edit.
fn computed(filling: &mut Filling, at: At, typed: &str) -> u64 {
    let before = filling.computed();
    type_in(filling, at, typed).unwrap();
    filling.computed() - before
}

#[test]
fn of_five_hundred_turns_an_edit_computes_one() {
    let form = form(
        &(group(
            "name = \"goods\"\nrepeat = { at_most = 500, one = { zh = \"一样\", en = \"One\" } }",
            &[
                "what text",
                "price number\ndecimals = 2",
                "pieces people",
                "cost number\ndecimals = 2\ncalculated = \"price * pieces\"",
            ],
        ) + &group("name = \"sums\"", &["total number\ndecimals = 2\ncalculated = \"sum(goods, cost)\""])),
    );
    let goods = form.repeat("goods").unwrap();
    let mut filling = begin(&form);
    for number in 0..500 {
        let before = filling.computed();
        filling.add_turn(goods, turn(number)).unwrap();
        // Four answers, three faults; the sum, and whether there are enough.
        assert!(filling.computed() - before <= 9, "{number}");
    }
    for number in 0..500 {
        for (name, typed) in [("what", "米"), ("price", "0.1"), ("pieces", "2")] {
            let at = in_turn(&filling, name, number);
            type_in(&mut filling, at, typed).unwrap();
        }
    }
    assert_eq!(read(&filling, at(&filling, "total")), "100");
    let [what, price] = ["what", "price"].map(|name| in_turn(&filling, name, 250));
    assert_eq!(computed(&mut filling, what, "油"), 2, "the answer and its fault");
    assert_eq!(computed(&mut filling, price, "0.2"), 5, "the cost, the sum and the total too");
    assert_eq!(read(&filling, at(&filling, "total")), "100.2");
    let before = filling.computed();
    filling.remove_turn(goods, turn(250)).unwrap();
    assert_eq!(filling.computed() - before, 3, "the sum, the total, and whether there are enough");
    assert_eq!(read(&filling, at(&filling, "total")), "99.8");
}

#[test]
fn of_a_thousand_calculations_an_edit_computes_those_that_need_it() {
    let calculations = |by: &dyn Fn(usize) -> String| {
        let fields: Vec<String> =
            (0..1_000).map(|at| format!("f{at} number\ncalculated = \"{}\"", by(at))).collect();
        let fields: Vec<&str> = fields.iter().map(String::as_str).chain(["a number", "b number"]).collect();
        form(&group("name = \"one\"", &fields))
    };
    let chain = calculations(&|at| if at == 0 { "a + 1".into() } else { format!("f{} + 1", at - 1) });
    let fan = calculations(&|at| if at < 500 { format!("a + {at}") } else { "b".into() });
    for (form, needing) in [(chain, 1_000), (fan, 500)] {
        let mut filling = begin(&form);
        let [a, b, last] = ["a", "b", "f999"].map(|name| at(&filling, name));
        assert_eq!(computed(&mut filling, a, "5"), needing + 2);
        assert_eq!(computed(&mut filling, a, "5"), 0, "nothing changed");
        assert_eq!(computed(&mut filling, b, "7"), 1_000 - needing + 2);
        assert_eq!(read(&filling, last), if needing == 1_000 { "1005" } else { "7" });
    }
    // What comes to the same stops there.
    let steps =
        calculations(&|at| if at == 0 { "if(a > 10, 1, 0)".into() } else { format!("f{} + 1", at - 1) });
    let mut filling = begin(&steps);
    let a = at(&filling, "a");
    assert_eq!(computed(&mut filling, a, "5"), 3);
    assert_eq!(computed(&mut filling, a, "11"), 1_002);
}
