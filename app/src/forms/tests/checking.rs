use proptest::prelude::*;

use super::*;
use crate::{
    forms::{
        author_words,
        check::{DefinitionFault, Type, Wrong},
        expression::Unreadable,
        model::{
            Bound, Choice, FIELDS_MAX, FOR_EVERYBODY, FieldDefinition, GroupDefinition, ListDefinition,
            MovedDefinition, RepeatDefinition, Required, StandardDefinition, StepDefinition,
        },
        versions::Placed,
    },
    language::Language,
    text::Text,
};

fn faults(definition: &Definition) -> Vec<DefinitionFault> {
    check(definition, 1).err().unwrap_or_default()
}

/// Every fault with its place.
fn told(definition: &Definition) -> Vec<(String, Wrong)> {
    faults(definition).into_iter().map(|it| (it.place.to_string(), it.wrong)).collect()
}

/// What is wrong with an expression that shows a question of a form with some others.
fn wrong_with(expression: &str) -> Vec<(usize, Wrong)> {
    let faults = faults_with(expression);
    assert!(faults.iter().all(|it| it.place.part == "shown_if"), "{expression}: {faults:?}");
    faults.into_iter().map(|it| (it.place.sign.unwrap_or(0), it.wrong)).collect()
}

/// A fault as it is told where nobody knows the file.
fn told_of(l: Language, definition: &Definition, fault: &DefinitionFault) -> String {
    author_words::definition_fault(l, &Placed::of(definition, fault.clone(), |_| None))
}

fn faults_with(expression: &str) -> Vec<DefinitionFault> {
    let shown = format!("x text\nshown_if = \"{expression}\"");
    let options =
        "options = [{ value = \"a\", zh = \"甲\", en = \"A\" }, { value = \"b\", zh = \"乙\", en = \"B\" }]";
    let definition = definition(
        &(group(
            "name = \"one\"",
            &[
                "t text",
                "n number",
                "d date",
                "h time",
                &format!("o one_of\n{options}"),
                &format!("s several_of\n{options}"),
                "y yes_no\nalso = [\"unknown\"]",
                "words note",
                &shown,
            ],
        ) + &group(
            "name = \"family\"\nrepeat = { at_most = 9, one = { zh = \"人\", en = \"one\" } }",
            &["rn number"],
        )),
    );
    faults(&definition)
}

#[test]
fn an_expression_that_means_nothing_is_refused_at_its_sign() {
    use Type::*;
    let name = |name: &str| name.to_owned();
    for (expression, sign, wrong) in [
        ("t = ", 5, Wrong::Unreadable(Unreadable::Missing("…"))),
        ("zzz = 'a'", 1, Wrong::Unknown(name("zzz"))),
        ("t = 'a' and zzz = 'a'", 13, Wrong::Unknown(name("zzz"))),
        ("words = ''", 1, Wrong::NoAnswer(name("words"))),
        ("family = ''", 1, Wrong::NoAnswer(name("family"))),
        ("rn > 1", 1, Wrong::OutOfReach(name("rn"), name("family"))),
        ("sum(one, n) > 1", 5, Wrong::NoRepeat(name("one"))),
        ("sum(zzz, n) > 1", 5, Wrong::Unknown(name("zzz"))),
        ("sum(n + 1, n) > 1", 5, Wrong::NoRepeat(name(""))),
        ("sum(family, t) > 1", 13, Wrong::Type(Number, Text)),
        ("any(family, rn)", 13, Wrong::Type(Truth, Number)),
        ("any(family, zzz = 1)", 13, Wrong::Unknown(name("zzz"))),
        ("t", 1, Wrong::Type(Truth, Text)),
        ("n + 1", 1, Wrong::Type(Truth, Number)),
        ("n + t > 1", 5, Wrong::Type(Number, Text)),
        ("t + n = ''", 1, Wrong::Type(Number, Text)),
        ("d + d > d", 5, Wrong::Type(Number, Day)),
        ("not n", 5, Wrong::Type(Truth, Number)),
        ("y and true", 1, Wrong::Type(Truth, Text)),
        ("y = true", 5, Wrong::Type(Text, Truth)),
        ("true = y", 8, Wrong::Type(Truth, Text)),
        ("n = 'a'", 5, Wrong::Type(Number, Text)),
        ("t = 1", 5, Wrong::Type(Text, Number)),
        ("t < 'b'", 1, Wrong::NotOrdered(Text)),
        ("true < false", 1, Wrong::NotOrdered(Truth)),
        ("s = 'a'", 5, Wrong::Type(Set, Text)),
        ("d = '2026-02-30'", 5, Wrong::Type(Day, Text)),
        ("h = '24:00'", 5, Wrong::Type(Time, Text)),
        ("h = '8:30'", 5, Wrong::Type(Time, Text)),
        ("d > h", 5, Wrong::Type(Day, Time)),
        ("o = 'c'", 5, Wrong::Value(name("c"))),
        ("'c' = o", 1, Wrong::Value(name("c"))),
        ("y = 'maybe'", 5, Wrong::Value(name("maybe"))),
        ("y = 'unsaid'", 5, Wrong::Value(name("unsaid"))),
        ("chosen(s, 'c')", 11, Wrong::Value(name("c"))),
        ("chosen(s, t)", 11, Wrong::Value(name(""))),
        ("chosen(o, 'a')", 8, Wrong::Type(Set, Text)),
        ("is_one_of(o, 'a', 'c')", 19, Wrong::Value(name("c"))),
        ("is_one_of(n, 'a')", 11, Wrong::Type(Text, Number)),
        ("zzz(1)", 1, Wrong::Function(name("zzz"))),
        ("today(1) = d", 1, Wrong::Arguments("today()")),
        ("if(true, n) = 1", 1, Wrong::Arguments("if(truth, a, b)")),
        ("if(true, n, t) = 1", 13, Wrong::Type(Number, Text)),
        ("if(true, true, t)", 16, Wrong::Type(Truth, Text)),
        ("min() > 1", 1, Wrong::Arguments("min(a, b, …)")),
        ("min(t) > 1", 5, Wrong::NotOrdered(Text)),
        ("min(n, d) > 1", 8, Wrong::Type(Number, Day)),
        ("round(n, n) > 1", 10, Wrong::Arguments("round(number, places)")),
        ("round(n, 5) > 1", 1, Wrong::Bound),
        ("years(n) > 1", 7, Wrong::Type(Day, Number)),
        ("length(n) > 1", 8, Wrong::Type(Text, Number)),
        ("count(t) > 1", 7, Wrong::Type(Set, Text)),
        ("join(t, t) = ''", 1, Wrong::Arguments("join('、', text, …)")),
        ("join('-', d) = ''", 11, Wrong::Type(Text, Day)),
        ("date('31.1.2026') = d", 1, Wrong::Type(Day, Text)),
        ("answered(true)", 10, Wrong::Arguments("answered(question)")),
    ] {
        assert_eq!(wrong_with(expression), [(sign, wrong)], "{expression}");
    }
    // Everything that is wrong with one expression is told at once.
    let all = wrong_with("zzz = 1 or yyy = 2 or o = 'c' or n = t");
    assert_eq!(all.iter().map(|(sign, _)| *sign).collect::<Vec<_>>(), [1, 12, 27, 38]);
}

#[test]
fn every_fault_of_a_definition_is_told_with_its_place() {
    let both = |zh: &str| Text::new(zh, "English");
    let choice = |value: &str| Choice { value: value.into(), zh: "甲".into(), en: Some("A".into()) };
    let field = |name: &str, kind: &str| FieldDefinition {
        name: name.into(),
        kind: kind.into(),
        label: both("问"),
        ..FieldDefinition::default()
    };
    let group = |name: &str, fields| GroupDefinition {
        name: name.into(),
        title: both("组"),
        fields,
        ..GroupDefinition::default()
    };
    let definition = Definition {
        form: "B1.visit".into(),
        title: Text { zh: "表".into(), en: None },
        standard: Some(StandardDefinition {
            frequency: both("每年"),
            every_days: Some(0),
            text: both(" "),
            steps: vec![StepDefinition {
                name: "eating".into(),
                title: both("看"),
                required: true,
                ..Default::default()
            }],
        }),
        lists: vec![
            ListDefinition { name: "ability".into(), options: vec![choice("a"), choice("a"), choice("b c")] },
            ListDefinition { name: "ability".into(), options: Vec::new() },
        ],
        groups: vec![
            group("one", Vec::new()),
            GroupDefinition {
                repeat: Some(RepeatDefinition { at_most: 2, at_least: 3, one: both("次") }),
                ..group(
                    "Two",
                    vec![
                        field("eating", "one_of"),
                        FieldDefinition { list: Some("skill".into()), ..field("eating", "one_of") },
                        field("and", "poem"),
                        FieldDefinition { max: Some(Bound("0".into())), ..field("t", "text") },
                        FieldDefinition {
                            min: Some(Bound("3".into())),
                            max: Some(Bound("2.5".into())),
                            decimals: Some(5),
                            ..field("n", "number")
                        },
                        FieldDefinition { valid_if: Some("this > 1".into()), ..field("v", "number") },
                        FieldDefinition {
                            message: Some(both("输入无效")),
                            valid_if: Some("this > 1".into()),
                            ..field("w", "number")
                        },
                        FieldDefinition { required: Required::Always, ..field("words", "note") },
                        FieldDefinition { calculated: Some("''".into()), ..field("c", "phone") },
                        FieldDefinition { default: Some("'a'".into()), ..field("ph", "photo") },
                        FieldDefinition { level: Some("street".into()), ..field("p", "place") },
                        FieldDefinition {
                            exclusive: vec!["z".into()],
                            options: Some(vec![choice("a")]),
                            ..field("s", "several_of")
                        },
                        FieldDefinition { also: Some(vec!["maybe".into()]), ..field("y", "yes_no") },
                        FieldDefinition { label: Text::new("问\u{202e}", "x"), ..field("l", "time") },
                        FieldDefinition { max: Some(Bound("tomorrow".into())), ..field("day", "date") },
                        FieldDefinition {
                            sensitive: true,
                            unit: Some(both("元")),
                            ..field("i", "id_number")
                        },
                        FieldDefinition {
                            calculated: Some("'c'".into()),
                            options: Some(vec![choice("a")]),
                            ..field("k", "one_of")
                        },
                    ],
                )
            },
        ],
        moved: vec![
            MovedDefinition { from: "x".into(), to: "nobody".into(), ..Default::default() },
            MovedDefinition { from: "x".into(), to: "s".into(), values: [("q".into(), "z".into())].into() },
        ],
        ..Definition::default()
    };
    let told = told(&definition);
    for (place, wrong) in [
        ("form", Wrong::Code),
        ("title", Wrong::Untranslated),
        ("standard, every_days", Wrong::Bound),
        ("standard, text", Wrong::Untranslated),
        ("standard.steps[0] \"eating\", name", Wrong::Twice("eating".into())),
        ("standard.steps[0] \"eating\", shown_by", Wrong::NeverShown),
        ("lists[0] \"ability\", options", Wrong::Twice("a".into())),
        ("lists[0] \"ability\", options", Wrong::Value("b c".into())),
        ("lists[1] \"ability\", options", Wrong::None),
        ("lists[1] \"ability\", name", Wrong::Twice("ability".into())),
        ("groups[0] \"one\", fields", Wrong::None),
        ("groups[1] \"Two\", name", Wrong::Name),
        ("groups[1] \"Two\", repeat.at_least", Wrong::Crossed),
        ("groups[1].fields[0] \"eating\", list", Wrong::Missing),
        ("groups[1].fields[1] \"eating\", name", Wrong::Twice("eating".into())),
        ("groups[1].fields[1] \"eating\", list", Wrong::List("skill".into())),
        ("groups[1].fields[2] \"and\", name", Wrong::Reserved),
        ("groups[1].fields[2] \"and\", kind", Wrong::Kind("poem".into())),
        ("groups[1].fields[3] \"t\", max", Wrong::Bound),
        ("groups[1].fields[4] \"n\", decimals", Wrong::Bound),
        ("groups[1].fields[4] \"n\", max", Wrong::Crossed),
        ("groups[1].fields[5] \"v\", message", Wrong::Missing),
        ("groups[1].fields[6] \"w\", message", Wrong::Blames("无效")),
        ("groups[1].fields[7] \"words\", required", Wrong::OutOfPlace),
        ("groups[1].fields[8] \"c\", calculated", Wrong::NeverCalculated),
        ("groups[1].fields[9] \"ph\", default", Wrong::OutOfPlace),
        ("groups[1].fields[10] \"p\", level", Wrong::Value("street".into())),
        ("groups[1].fields[11] \"s\", exclusive", Wrong::Value("z".into())),
        ("groups[1].fields[12] \"y\", also", Wrong::Value("maybe".into())),
        ("groups[1].fields[13] \"l\", label", Wrong::Unseen),
        ("groups[1].fields[14] \"day\", max, sign 1", Wrong::Unknown("tomorrow".into())),
        ("groups[1].fields[15] \"i\", unit", Wrong::OutOfPlace),
        ("groups[1].fields[16] \"k\", calculated, sign 1", Wrong::Value("c".into())),
        ("moved[0] \"nobody\", to", Wrong::Unknown("nobody".into())),
        ("moved[1] \"s\", values", Wrong::Value("z".into())),
    ] {
        assert!(told.contains(&(place.to_owned(), wrong.clone())), "{place}: {wrong:?}\n{told:#?}");
    }
    for fault in faults(&definition) {
        for l in Language::ALL {
            assert!(!told_of(l, &definition, &fault).is_empty());
        }
    }
    let first = &faults(&definition)[0];
    assert_eq!(
        told_of(Language::Zh, &definition, first),
        "「lists[0]」（ability），选项（options）：「a」写了两次"
    );
}

#[test]
fn a_fault_of_an_expression_is_told_as_authors_read_it() {
    let definition = definition(&group(
        "name = \"one\"",
        &["eating text\nvalid_if = \"this = 'x' or n > 1\"\nmessage = { zh = \"写\", en = \"Write\" }"],
    ));
    let faults = faults(&definition);
    assert_eq!(faults[0].place.to_string(), "groups[0].fields[0] \"eating\", valid_if, sign 15");
    assert_eq!(
        told_of(Language::En, &definition, &faults[0]),
        "“Question” (eating), When an answer is right (valid_if), sign 15: Nothing is called “n”"
    );
}

#[test]
fn what_needs_itself_is_told_by_a_way_around() {
    let cycles = |groups: &str| -> Vec<String> {
        let cycles = told(&definition(groups)).into_iter().map(|(_, wrong)| match wrong {
            Wrong::Cycle(way) => way.join(" → "),
            other => panic!("{other:?}"),
        });
        cycles.collect()
    };
    let calculated = |name: &str, by: &str| format!("{name} number\ncalculated = \"{by}\"");
    let one = |questions: &[String]| {
        let questions: Vec<&str> = questions.iter().map(String::as_str).collect();
        group("name = \"one\"", &questions)
    };
    assert_eq!(cycles(&one(&[calculated("a", "a + 1")])), ["a → a"]);
    assert_eq!(cycles(&one(&[calculated("a", "b"), calculated("b", "a")])), ["a → b → a"]);
    assert_eq!(cycles(&one(&["a text\nshown_if = \"a = 'x'\"".into()])), ["a → a"]);
    assert_eq!(
        cycles(&one(&["a number\nshown_if = \"b > 1\"".into(), "b number\ndefault = \"a\"".into()])),
        ["a → b → a"]
    );
    // What only hangs on a cycle is not in it; two cycles are told apart.
    let two = one(&[
        calculated("before", "a"),
        calculated("a", "b + free"),
        calculated("b", "c"),
        calculated("c", "a"),
        calculated("d", "e"),
        calculated("e", "d"),
        calculated("after", "1"),
        "free number".into(),
    ]);
    assert_eq!(cycles(&two), ["a → b → c → a", "d → e → d"]);
    // Through a group that is answered several times.
    let repeat = "name = \"family\"\nrepeat = { at_most = 9, one = { zh = \"人\", en = \"one\" } }";
    let through = one(&[calculated("total", "sum(family, share)")])
        + &group(repeat, &["share number\ncalculated = \"total / count(family)\""]);
    assert_eq!(cycles(&through), ["total → share → total"]);
    // How a page is shown may not depend on what stands on it.
    let page = group("name = \"one\"\nshown_if = \"a = 'x'\"", &["a text"]);
    assert_eq!(cycles(&page), ["one → a → one"]);
    // What is wrong may: nothing depends on it.
    let harmless =
        "a number\nvalid_if = \"this > b\"\nmessage = { zh = \"写\", en = \"Write\" }\nrequired = \"b > 1\"";
    assert_eq!(cycles(&one(&[harmless.into(), calculated("b", "a + 1")])), [] as [&str; 0]);
}

/// A form of so many calculations, each of which needs what `needs` says.
fn of_calculations(count: usize, needs: impl Fn(usize) -> String) -> Definition {
    let field = |at: usize| FieldDefinition {
        name: format!("f{at}"),
        kind: "number".into(),
        label: Text::new("问", "Question"),
        calculated: Some(needs(at)),
        ..FieldDefinition::default()
    };
    let group = |at: usize| GroupDefinition {
        name: format!("g{at}"),
        title: Text::new("组", "Group"),
        fields: (at * 10..(at * 10 + 10).min(count)).map(field).collect(),
        ..GroupDefinition::default()
    };
    Definition {
        form: "B01.record".into(),
        title: Text::new("表", "Form"),
        groups: (0..count.div_ceil(10)).map(group).collect(),
        ..Definition::default()
    }
}

#[test]
fn the_largest_form_is_taken_and_a_larger_one_refused_at_once() {
    let next = |at: usize| if at == 0 { "1".to_owned() } else { format!("f{} + 1", at - 1) };
    assert!(check(&of_calculations(FIELDS_MAX, next), 1).is_ok());
    let over = told(&of_calculations(FIELDS_MAX + 1, next));
    assert_eq!(over, [("fields".to_owned(), Wrong::Many(FIELDS_MAX))]);
    assert_eq!(told(&of_calculations(100_000, next)).len(), 2, "groups too");
}

#[test]
fn five_thousand_questions_in_one_cycle_and_in_many_are_told() {
    let count = FIELDS_MAX;
    let around = told(&of_calculations(count, |at| format!("f{}", (at + 1) % count)));
    let [(_, Wrong::Cycle(way))] = around.as_slice() else { panic!("{}", around.len()) };
    assert_eq!((way.len(), way.first()), (count + 1, way.last()));
    // Pairs, each of which hangs on the next pair.
    let pairs = told(&of_calculations(count, |at| format!("f{} + f{}", at ^ 1, (at + 2) % count)));
    assert!(pairs.iter().all(|(_, wrong)| matches!(wrong, Wrong::Cycle(_))) && !pairs.is_empty());
    let apart = told(&of_calculations(count, |at| format!("f{}", at ^ 1)));
    assert_eq!(apart.len(), count / 2);
}

#[test]
fn an_expression_a_kilometre_long_is_refused_at_once() {
    let long = |_: usize| "f0 + ".repeat(200_000);
    let told = told(&of_calculations(3, long));
    assert_eq!(told.len(), 3);
    assert!(told.iter().all(|(_, wrong)| *wrong == Wrong::Unreadable(Unreadable::Long)));
    let name = Definition { form: "B".repeat(10_000_000), ..of_calculations(1, |_| "1".into()) };
    assert_eq!(faults(&name)[0].wrong, Wrong::Code);
    for (code, right) in [
        ("B01.record", true),
        ("X-460200-001.intake", true),
        ("b01.record", false),
        ("B01", false),
        ("B.record", false),
        ("B01.visit", false),
        ("X-460200-001-46020001.record", false),
        ("X 1.record", false),
        ("-B01.record", false),
    ] {
        let named = Definition { form: code.into(), ..of_calculations(1, |_| "1".into()) };
        let wrong = check(&named, 1).err().unwrap_or_default().iter().any(|it| it.wrong == Wrong::Code);
        assert_eq!(wrong, !right, "{code}");
    }
}

#[test]
fn a_definition_is_written_as_it_was_read() {
    let read = definition(
        &(group(
            "name = \"one\"\nshown_if = \"t = ''\"",
            &[
                "t text\nrequired = true\nmax = 5",
                "n number\nmin = -0.5\nrequired = \"t = 'x'\"\ndecimals = 1",
            ],
        ) + "[[moved]]\nfrom = \"a\"\nto = \"t\"\nvalues = { x = \"y\" }\n"),
    );
    let json = serde_json::to_string(&read).unwrap();
    assert_eq!(serde_json::from_str::<Definition>(&json).unwrap(), read);
    let field = &read.groups[0].fields[1];
    assert_eq!((&field.min, &field.required), (&Some(Bound("-0.5".into())), &Required::If("t = 'x'".into())));
}

proptest! {
    #[test]
    fn no_expression_makes_the_checker_give_up(
        text in "(t|n|d|h|o|s|y|family|rn|this|zzz|'a'|1|0\\.5|and|or|not|=|<|>=|\\+|-|\\*|/|\\(|\\)|,|sum\\(|if\\(|count\\(|chosen\\(|today\\(\\)| ){0,24}"
    ) {
        // What it says of it is for other tests: a question that shows itself goes in a circle as well.
        let _faults = faults_with(&text);
    }
}

#[test]
fn the_intake_of_a_service_leaves_photos_to_the_page_that_everybody_is_asked() {
    let mut definition = definition(&group("name = \"one\"", &["seen photo"]));
    for (form, wrong) in [("B01.record", false), (FOR_EVERYBODY, false), ("B01.intake", true)] {
        definition.form = form.to_owned();
        assert_eq!(faults(&definition).iter().any(|it| it.wrong == Wrong::PhotosElsewhere), wrong, "{form}");
    }
}
