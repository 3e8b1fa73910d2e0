use super::*;

/// Questions of every kind, and a group that is answered several times.
fn everything(result: &str) -> String {
    let list = "list = \"ability\"";
    group(
        "name = \"one\"",
        &[
            "t text",
            "u text",
            "n number\ndecimals = 4",
            "m number\ndecimals = 4",
            "p people",
            "d date",
            "e date",
            "h time",
            &format!("o one_of\n{list}"),
            &format!("s several_of\n{list}"),
            "y yes_no",
            "place place",
            "card id_number",
            result,
        ],
    ) + &group(
        "name = \"family\"\nrepeat = { at_most = 9, one = { zh = \"人\", en = \"one\" } }",
        &["rn number\ndecimals = 4", "ry yes_no"],
    ) + "[[lists]]\nname = \"ability\"\noptions = [
            { value = \"alone\", zh = \"能\", en = \"Alone\" },
            { value = \"helped\", zh = \"帮\", en = \"Helped\" },
            { value = \"none\", zh = \"无\", en = \"None\" } ]\n"
}

/// What an expression gives as an answer of this kind.
fn gives(kind: &str, expression: &str) -> String {
    let form = form(&everything(&format!("result {kind}\ncalculated = \"{expression}\"")));
    let mut filling = begin(&form);
    for (name, typed) in [
        ("t", "海口"),
        ("n", "1.5"),
        ("p", "4"),
        ("d", "1950-11-29"),
        ("e", "2026-01-31"),
        ("h", "08:30"),
        ("o", "helped"),
        ("s", "none,alone"),
        ("y", "yes"),
        ("place", "469002100201"),
        ("card", "unknown"),
    ] {
        let at = at(&filling, name);
        type_in(&mut filling, at, typed).unwrap();
    }
    let family = form.repeat("family").unwrap();
    for (number, income, able) in [(1, "0.1", "yes"), (2, "0.2", "no"), (3, "", "")] {
        filling.add_turn(family, turn(number)).unwrap();
        for (name, typed) in [("rn", income), ("ry", able)] {
            let at = in_turn(&filling, name, number);
            type_in(&mut filling, at, typed).unwrap();
        }
    }
    read(&filling, at(&filling, "result"))
}

#[test]
fn numbers_are_reckoned_exactly_and_nothing_in_gives_nothing_out() {
    for (expression, number) in [
        ("0.1 + 0.2", "0.3"),
        ("n * 2 - 1", "2"),
        ("n / 0", ""),
        ("1 / 3", "0.3333"),
        ("-n + p", "2.5"),
        ("2 + 3 * 4", "14"),
        ("(2 + 3) * 4", "20"),
        ("m + 1", ""),
        ("1 - m", ""),
        ("-m", ""),
        ("99999999999999 * 10", ""),
        ("round(n, 0)", "2"),
        ("round(1.2345, 2)", "1.23"),
        ("round(m, 2)", ""),
        ("min(3, n, m)", "1.5"),
        ("max(3, n, m)", "3"),
        ("min(m)", ""),
        ("length(t)", "2"),
        ("length(u)", "0"),
        ("count(s)", "2"),
        ("how_many_true(y = 'yes', o = 'alone', true)", "2"),
        ("if(n > 1, 10, 20)", "10"),
        ("if(n > 2, 10, '')", ""),
        ("count(family)", "3"),
        ("sum(family, rn)", "0.3"),
        ("sum(family, rn * p)", "1.2"),
        ("how_many(family, ry = 'yes')", "1"),
        ("how_many(family, not ry = 'yes')", "2"),
        ("sum(family, count(family))", "9"),
        ("years(d)", "75"),
        ("years(e + 400)", ""),
        ("years(today())", "0"),
        ("days(e, today())", "301"),
        ("days(today(), e)", "-301"),
        ("days(e, '2026-02-01')", "1"),
        ("''", ""),
    ] {
        assert_eq!(gives("number\ndecimals = 4", expression), number, "{expression}");
    }
    // A question keeps as many places as it says.
    assert_eq!(gives("number", "n + 1"), "3");
    assert_eq!(gives("people", "p + 0.4"), "4");
    assert_eq!(gives("people", "p - 5"), "");
}

#[test]
fn what_is_true_of_answers_and_of_what_is_missing() {
    for (expression, truth) in [
        ("true", true),
        ("not true", false),
        ("t = '海口'", true),
        ("t != '三亚'", true),
        ("u = ''", true),
        ("u != ''", false),
        ("t = ''", false),
        ("'' = u", true),
        ("m = ''", true),
        ("s = ''", false),
        // Nothing is the same as nothing, and neither more nor less than anything.
        ("m = n", false),
        ("m != n", true),
        ("m < n", false),
        ("m >= n", false),
        ("n <= 1.50", true),
        ("n > p or n < p", true),
        ("p = 4 and not p > 4", true),
        ("d < e", true),
        ("d = '1950-11-29'", true),
        ("'2000-01-01' > d", true),
        ("d > date('2000-01-01')", false),
        ("h < '08:31'", true),
        ("h >= time('08:30')", true),
        ("o = 'helped'", true),
        ("o = 'alone'", false),
        ("is_one_of(o, 'alone', 'helped')", true),
        ("is_one_of(o, 'alone')", false),
        ("is_one_of(u, 'a')", false),
        ("chosen(s, 'alone')", true),
        ("chosen(s, 'helped')", false),
        ("y = 'yes'", true),
        ("is_one_of(y, 'unknown', 'unsaid')", false),
        ("place = '469002100201'", true),
        ("card = 'unknown'", true),
        ("answered(t)", true),
        ("answered(u)", false),
        ("answered(n + m)", false),
        ("any(family, ry = 'yes')", true),
        ("all(family, ry = 'yes')", false),
        ("any(family, rn > p)", false),
        ("all(family, true)", true),
        ("if(n > 1, y = 'yes', y = 'no')", true),
        ("(n > 1) = (p > 1)", true),
        ("(n > 1) != (p > 1)", false),
        ("today() = '2026-11-28'", true),
        ("n + m = ''", true),
    ] {
        assert_eq!(gives("yes_no", expression), if truth { "yes" } else { "no" }, "{expression}");
    }
}

#[test]
fn texts_days_and_choices() {
    for (kind, expression, answer) in [
        ("text", "join('、', t, u, t)", "海口、海口"),
        ("text", "join('-', n, text(p))", "1.5-4"),
        ("text", "join('-', u)", ""),
        ("text", "text(n * 2)", "3"),
        ("text", "if(u = '', 'it''s', t)", "it's"),
        ("text", "o", "helped"),
        ("date", "e + 28", "2026-02-28"),
        ("date", "e - 31", "2025-12-31"),
        ("date", "e + m", ""),
        ("date", "e + 400000 * 20", ""),
        ("date", "min(d, e)", "1950-11-29"),
        ("date", "max(d, today())", "2026-11-28"),
        ("date", "'2026-01-01'", "2026-01-01"),
        ("one_of\nlist = \"ability\"", "if(n > 1, 'none', 'alone')", "none"),
        ("one_of\nlist = \"ability\"", "o", "helped"),
        // A text that happens to be no choice is none.
        ("one_of\nlist = \"ability\"", "t", ""),
        ("yes_no", "if(n > 1, 'unknown', 'no')", "unknown"),
        ("yes_no", "y", "yes"),
        ("yes_no\nalso = []", "t", ""),
    ] {
        assert_eq!(gives(kind, expression), answer, "{kind}: {expression}");
    }
}

#[test]
fn years_are_whole_on_the_birthday() {
    for (born, years) in [
        ("1950-11-28", "76"),
        ("1950-11-29", "75"),
        ("2004-02-29", "22"),
        ("2026-11-28", "0"),
        ("2026-11-29", ""),
    ] {
        let questions = ["born date", "age number\ncalculated = \"years(born)\""];
        let form = form(&group("name = \"one\"", &questions));
        let mut filling = begin(&form);
        let born_at = at(&filling, "born");
        type_in(&mut filling, born_at, born).unwrap();
        assert_eq!(read(&filling, at(&filling, "age")), years, "{born}");
    }
}
