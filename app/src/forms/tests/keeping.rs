use serde_json::json;

use super::{nasty::TEXTS, *};
use crate::{
    forms::{
        answers::{self, Answers, Astray, Sent, Turn},
        author_words,
        carry::carry,
        fault::Fault,
        loss::{Loss, Why, losses},
        model::Choice,
        parse::AnyPlace,
        words,
    },
    language::Language,
    offline::json,
    text::Text,
};

fn a_form() -> Arc<Form> {
    let list =
        "options = [{ value = \"a\", zh = \"甲\", en = \"A\" }, { value = \"b\", zh = \"乙\", en = \"B\" }]";
    form(
        &(group(
            "name = \"one\"",
            &[
                "line text\nmax = 20",
                "number number\ndecimals = 2",
                "day date",
                "time time",
                &format!("several several_of\n{list}"),
                "yes yes_no",
                "hidden text\nshown_if = \"yes = 'no'\"",
                "double number\ndecimals = 2\ncalculated = \"number * 2\"",
                "words note",
            ],
        ) + &group(
            "name = \"family\"\nrepeat = { at_most = 3, one = { zh = \"人\", en = \"one\" } }",
            &["who text", "twice text\ncalculated = \"join('', who, who)\""],
        )),
    )
}

fn read(value: serde_json::Value) -> (Answers, Vec<(String, Astray)>) {
    let sent: Sent = serde_json::from_value(value).unwrap();
    let (answers, strays) = answers::read(&a_form(), &sent, &AnyPlace);
    (answers, strays.into_iter().map(|it| (it.name, it.why)).collect())
}

fn some_answers() -> serde_json::Value {
    json!({
        "version": 1,
        "answers": {
            "day": "2026-01-05",
            "line": "王秀英",
            "number": "1200.5",
            "several": ["a", "b"],
            "time": "08:05",
            "yes": "unsaid",
            "family": [
                { "id": turn(1).to_string(), "answers": { "who": "老伴" } },
                { "id": turn(2).to_string(), "answers": {} },
            ],
        }
    })
}

#[test]
fn the_stored_form_of_answers_is_unchanged() {
    let (answers, strays) = read(some_answers());
    assert_eq!(strays, []);
    assert_eq!(serde_json::to_value(&answers).unwrap(), some_answers());
    let text = "{\"version\":1,\"answers\":{\"day\":\"2026-01-05\",\"line\":\"王秀英\",\"number\":\"1200.5\",\
        \"several\":[\"a\",\"b\"],\"time\":\"08:05\",\"yes\":\"unsaid\",\"family\":[\
        {\"id\":\"00000000-0000-7000-8000-000000000001\",\"answers\":{\"who\":\"老伴\"}},\
        {\"id\":\"00000000-0000-7000-8000-000000000002\",\"answers\":{}}]}}";
    assert_eq!(serde_json::to_string(&answers).unwrap(), text);
    // The tablet's own reader reads them alike.
    assert_eq!(json::read::<Sent>(text).unwrap(), serde_json::from_str(text).unwrap());
}

#[test]
fn what_is_no_answer_is_told_and_not_kept() {
    let long = "x".repeat(10_000_000);
    let id = turn(1).to_string();
    for (name, piece, why) in [
        ("nobody", json!("x"), Astray::Unknown),
        ("one", json!("x"), Astray::Unknown),
        ("words", json!("x"), Astray::Refused(Fault::Several)),
        ("who", json!("x"), Astray::Unknown),
        ("line", json!(["x"]), Astray::Shape),
        ("line", json!(5), Astray::Shape),
        ("line", json!(null), Astray::Shape),
        ("line", json!({}), Astray::Shape),
        ("line", json!(""), Astray::Shape),
        ("line", json!(" x"), Astray::Shape),
        ("line", json!("a\u{0}"), Astray::Shape),
        ("line", json!(long), Astray::Refused(Fault::Long(20))),
        ("number", json!("1.50"), Astray::Shape),
        ("number", json!(1.5), Astray::Shape),
        ("number", json!("x"), Astray::Refused(Fault::Number)),
        ("day", json!("2026-1-5"), Astray::Shape),
        ("several", json!("a"), Astray::Shape),
        ("several", json!(["b", "a"]), Astray::Shape),
        ("several", json!(["a", "a"]), Astray::Shape),
        ("several", json!(["c"]), Astray::Refused(Fault::Choice)),
        ("several", json!([["a"]]), Astray::Shape),
        ("several", json!([]), Astray::Shape),
        ("yes", json!("perhaps"), Astray::Refused(Fault::Choice)),
        ("family", json!("x"), Astray::Shape),
        ("family", json!({ "id": id, "answers": {} }), Astray::Shape),
        ("family", json!(["x"]), Astray::Shape),
        ("family", json!([{ "answers": {} }]), Astray::Shape),
        ("family", json!([{ "id": "x", "answers": {} }]), Astray::Shape),
        ("family", json!([{ "id": id, "answers": 5 }]), Astray::Shape),
    ] {
        let (answers, strays) = read(json!({ "version": 1, "answers": { name: piece } }));
        assert_eq!(strays, [(name.to_owned(), why.clone())]);
        assert!(answers.fields.is_empty() && answers.repeats.values().all(Vec::is_empty), "{name}");
        let form = a_form();
        let field = form.field(name).and_then(|id| form.get(id));
        assert!(Language::ALL.into_iter().all(|l| !words::astray(l, field, &why).is_empty()));
    }
    let twice = json!([{ "id": id }, { "id": id }]);
    assert_eq!(read(json!({ "version": 1, "answers": { "family": twice } })).1.len(), 1);
    let inner = json!([{ "id": id, "answers": { "line": "x", "who": "y" } }]);
    let (answers, strays) = read(json!({ "version": 1, "answers": { "family": inner } }));
    assert_eq!(strays, [("line".to_owned(), Astray::Unknown)]);
    assert_eq!(answers.repeats["family"][0].fields["who"], text("y"));
    let (answers, strays) = read(json!({ "version": 2, "answers": { "line": "x" } }));
    assert_eq!((answers.fields.len(), strays), (0, vec![(String::new(), Astray::Version(2))]));
    let many: Vec<_> = (0..600).map(|number| json!({ "id": turn(number).to_string() })).collect();
    let (answers, strays) = read(json!({ "version": 1, "answers": { "family": many } }));
    assert_eq!((answers.repeats["family"].len(), strays.len()), (500, 100));
}

#[test]
fn what_was_sent_to_a_hidden_question_or_reckoned_elsewhere_is_left_out_and_told() {
    let form = a_form();
    let sent = json!({ "version": 1, "answers": {
        "yes": "yes", "hidden": "x", "number": "2", "double": "5",
        "family": [{ "id": turn(1).to_string(), "answers": { "who": "a", "twice": "aa" } }],
    }});
    let (answers, strays) = read(sent);
    assert_eq!(strays, []);
    let finished = Filling::open(form.clone(), &answers, TODAY).finished().unwrap();
    let told: Vec<_> = finished.strays.iter().map(|it| (it.name.as_str(), it.why.clone())).collect();
    assert_eq!(told, [("hidden", Astray::Hidden), ("double", Astray::Calculated)]);
    assert_eq!(finished.answers.fields.get("double").map(|it| it.typed()), Some(vec!["4".to_owned()]));
    assert!(!finished.answers.fields.contains_key("hidden"));
    // What it sends is taken whole.
    let again = Filling::open(form, &finished.answers, TODAY).finished().unwrap();
    assert_eq!((again.answers, again.strays), (finished.answers, Vec::new()));
}

#[test]
fn no_nasty_text_gets_further_than_the_question_it_was_typed_for() {
    for text in TEXTS {
        let answers: serde_json::Map<_, _> =
            ["line", "number", "day", "time", "yes", "several", "family", text]
                .into_iter()
                .map(|name| (name.to_owned(), json!(text)))
                .collect();
        let (answers, _) = read(json!({ "version": 1, "answers": answers }));
        assert!(
            answers.fields.keys().all(|name| ["line", "number", "several", "yes"].contains(&name.as_str()))
        );
        let kept = serde_json::to_string(&answers).unwrap();
        assert!(!kept.contains("\\u202e") && !kept.contains("\\u0000"), "{kept}");
    }
}

#[test]
fn answers_come_along_to_a_newer_version_by_name_and_kind_and_as_its_author_says() {
    let list = |values: &[&str]| {
        let options: Vec<_> = values
            .iter()
            .map(|value| format!("{{ value = \"{value}\", zh = \"甲\", en = \"A\" }}"))
            .collect();
        format!("options = [{}]", options.join(", "))
    };
    let repeat = |name: &str| {
        format!("name = \"{name}\"\nrepeat = {{ at_most = 3, one = {{ zh = \"人\", en = \"one\" }} }}")
    };
    let before = definition(
        &(group(
            "name = \"one\"",
            &[
                "same text",
                "longer text",
                "other_kind text",
                &format!("able one_of\n{}", list(&["alone", "helped", "not"])),
                &format!("wants several_of\n{}", list(&["a", "b"])),
                "gone text",
                "sum number\ncalculated = \"1\"",
                "born_on date",
                "swap_a text",
                "swap_b text",
                "inside text",
            ],
        ) + &group(&repeat("family"), &["who text", "age number"])
            + &group(&repeat("lost"), &["what text"])),
    );
    let old = made(&before);
    let mut new = definition(
        &(group(
            "name = \"one\"",
            &[
                "same text\nmax = 3",
                "notes long_text",
                "other_kind number",
                &format!("ability one_of\n{}", list(&["yes", "helped"])),
                &format!("wants several_of\n{}", list(&["a"])),
                "born date",
                "swap_a text",
                "swap_b text",
            ],
        ) + &group(&repeat("relatives"), &["name_of text", "age number", "inside text"])
            + "[[moved]]\nfrom = \"longer\"\nto = \"notes\"\n"
            + "[[moved]]\nfrom = \"able\"\nto = \"ability\"\nvalues = { alone = \"yes\" }\n"
            + "[[moved]]\nfrom = \"born_on\"\nto = \"born\"\n"
            + "[[moved]]\nfrom = \"swap_a\"\nto = \"swap_b\"\n[[moved]]\nfrom = \"swap_b\"\nto = \"swap_a\"\n"
            + "[[moved]]\nfrom = \"family\"\nto = \"relatives\"\n[[moved]]\nfrom = \"who\"\nto = \"name_of\"\n"),
    );
    let mut filling = begin(&old);
    for (name, typed) in [
        ("same", "abc"),
        ("longer", "long"),
        ("other_kind", "5"),
        ("able", "alone"),
        ("wants", "a"),
        ("gone", "x"),
        ("born_on", "1950-01-01"),
        ("swap_a", "1"),
        ("swap_b", "2"),
        ("inside", "y"),
    ] {
        let at = at(&filling, name);
        type_in(&mut filling, at, typed).unwrap();
    }
    let groups = ["family", "lost"].map(|name| old.repeat(name).unwrap());
    for (group, number) in [(groups[0], 1), (groups[0], 2), (groups[1], 3)] {
        filling.add_turn(group, turn(number)).unwrap();
    }
    let who = in_turn(&filling, "who", 2);
    type_in(&mut filling, who, "老伴").unwrap();
    let mut answers = filling.finished().unwrap().answers;
    let carried = carry(&old, &answers, &made(&new));
    let told: Vec<_> = carried.lost.iter().map(|it| (it.name.as_str(), it.why.clone())).collect();
    assert_eq!(
        told,
        [
            ("gone", Astray::Unknown),
            ("inside", Astray::Unknown),
            ("other_kind", Astray::Shape),
            ("lost", Astray::Unknown)
        ]
    );
    // Whoever publishes it is told before, and what would not fit too.
    let losses = losses(&before, &new);
    let told: Vec<_> = losses.iter().map(|it| (it.name.as_str(), &it.why)).collect();
    let choice = |value: &str| {
        Why::Choices(vec![Choice { value: value.into(), zh: "甲".into(), en: Some("A".into()) }])
    };
    assert_eq!(
        told,
        [
            ("same", &Why::Narrower("max")),
            ("other_kind", &Why::Kind("text".into(), "number".into())),
            ("able", &choice("not")),
            ("wants", &choice("b")),
            ("gone", &Why::Gone(None)),
            ("inside", &Why::Turns),
            ("lost", &Why::Gone(None)),
        ]
    );
    for l in Language::ALL {
        assert!(losses.iter().all(|it| author_words::loss(l, it).contains(&it.name)));
    }
    let fields: Vec<_> =
        carried.answers.fields.iter().map(|(name, it)| format!("{name}={}", it.typed().join(","))).collect();
    assert_eq!(
        fields,
        ["ability=yes", "born=1950-01-01", "notes=long", "same=abc", "swap_a=2", "swap_b=1", "wants=a"]
    );
    let second = Turn { id: turn(2), fields: [("name_of".to_owned(), text("老伴"))].into() };
    assert_eq!(carried.answers.repeats["relatives"][1], second);
    assert_eq!(carried.answers.repeats["relatives"][0].id, turn(1));
    // What does not fit any more is told too.
    for (name, answer, why) in
        [("same", "abcd", Astray::Refused(Fault::Long(3))), ("able", "not", Astray::Refused(Fault::Choice))]
    {
        answers.fields = [(name.to_owned(), text(answer))].into();
        answers.repeats.clear();
        let carried = carry(&old, &answers, &made(&new));
        assert_eq!((carried.answers.fields.len(), carried.lost[0].why.clone()), (0, why));
    }
    // To the same version everything comes along.
    let all = filling.kept();
    let there = carry(&old, &all, &old);
    assert_eq!((there.answers, there.lost), (all, Vec::new()));
    // What was moved from a version before stands in its place already.
    new.moved.retain(|it| !it.from.starts_with("swap"));
    let moved = carry(&old, &filling.kept(), &made(&new)).answers;
    let there = carry(&made(&new), &moved, &made(&new));
    assert_eq!((there.answers, there.lost), (moved, Vec::new()));
    new.moved.clear();
    assert_eq!(carry(&old, &filling.kept(), &made(&new)).answers.fields.len(), 4);
}

#[test]
fn a_question_that_was_only_renamed_is_told_with_the_lines_that_mend_it() {
    let before =
        definition(&group("name = \"one\"", &["born date", "ill yes_no", "sum number\ncalculated = \"1\""]));
    let questions = ["born_on date", "words text", "ill yes_no\nalso = []", "sum text"];
    let mut after = definition(&group("name = \"one\"", &questions));
    let found = losses(&before, &after);
    let born_on = Some(("born_on".to_owned(), Text::new("问", "Question")));
    assert_eq!(found[0].why, Why::Gone(born_on));
    assert_eq!(
        author_words::loss(Language::Zh, &found[0]),
        "「问」（born）不在新版里了，「问」（born_on）是新的。"
    );
    let lines = author_words::loss_mended(&found[0]).unwrap();
    assert_eq!(lines, "[[moved]]\nfrom = \"born\"\nto = \"born_on\"");
    let unsaid = |it: &Loss| matches!(&it.why, Why::Choices(all) if all.len() == 2);
    assert!(found.len() == 2 && unsaid(&found[1]), "what is calculated was typed by nobody");
    after.moved = definition(&format!("{}{lines}\n", group("name = \"two\"", &["x text"]))).moved;
    assert_eq!(losses(&before, &after).len(), 1);
    assert!(losses(&after, &after).is_empty() && losses(&before, &before).is_empty());
}
