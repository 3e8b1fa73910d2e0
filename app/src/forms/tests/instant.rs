//! A form in a page, touched step by step, looks as the server renders it of the same answers.

use std::collections::{BTreeMap, BTreeSet};

use proptest::{collection::vec, prelude::*};

use super::{
    properties::{Chance, a_definition, an_answer},
    *,
};
use crate::{
    forms::{
        form::Kind,
        live::{Live, Tells, Touch, written},
        posted::{at_of, name_of, turns_name},
        words,
    },
    language::Language,
};

const L: Language = Language::Zh;

/// What stands on the page: what of it, whose, and how.
type Looks = BTreeMap<(&'static str, String), String>;

fn yes(truth: bool) -> String {
    if truth { "1" } else { "" }.to_owned()
}

/// How the server renders a form, but for what is wrong.
fn rendered(filling: &Filling) -> Looks {
    let form = filling.form();
    let mut looks = Looks::new();
    for (at, group) in form.groups.iter().enumerate() {
        looks.insert(("group", group.name.clone()), yes(filling.is_shown(at)));
        if let Some(repeat) = &group.repeat {
            let room = filling.turns(at).count() < repeat.at_most as usize;
            looks.insert(("room", group.name.clone()), yes(room));
            for (turn, number) in filling.turns(at).zip(1..) {
                looks.insert(("caption", format!("{}.{turn}", group.name)), words::turn(L, repeat, number));
            }
        }
    }
    for at in filling.questions() {
        let (field, standing) = (form.get(at.field).unwrap(), filling.standing(at).unwrap());
        let id = name_of(form, at);
        looks.insert(("question", id.clone()), yes(standing.shown || !form.hides_itself(field)));
        looks.insert(("label", id.clone()), words::label(L, field, standing.required));
        if field.calculated {
            looks.insert(("output", id), words::output(L, &field.kind, standing.answer));
        } else if let Some(warning) = standing.warning {
            looks.insert(("warning", id), words::warning(L, warning).to_owned());
        }
    }
    looks
}

/// What is wrong, by the ids of the page.
fn wrong(filling: &Filling) -> BTreeMap<String, String> {
    filling.unfinished().iter().map(|it| words::unfinished(L, filling.form(), it)).collect()
}

/// Does on the page what is told.
fn apply(looks: &mut Looks, touches: &[Touch], filling: &Filling) {
    let form = filling.form();
    for touch in touches {
        match touch.clone() {
            Touch::Question(id, shown) => drop(looks.insert(("question", id), yes(shown))),
            Touch::Group(id, shown) => drop(looks.insert(("group", id), yes(shown))),
            Touch::Label(id, words) => drop(looks.insert(("label", id), words)),
            Touch::Output(id, words) => drop(looks.insert(("output", id), words)),
            Touch::Warning(id, Some(words)) => drop(looks.insert(("warning", id), words)),
            Touch::Warning(id, None) => drop(looks.remove(&("warning", id))),
            Touch::Fault(id, Some(words)) => drop(looks.insert(("fault", id), words)),
            Touch::Fault(id, None) => drop(looks.remove(&("fault", id))),
            Touch::Room(id, room) => drop(looks.insert(("room", id), yes(room))),
            Touch::Caption(id, words) => drop(looks.insert(("caption", id), words)),
            Touch::Gone(turn) => {
                looks.retain(|(_, id), _| *id != turn && !id.starts_with(&format!("{turn}.")));
            }
            // The pattern of a turn, with nothing hidden.
            Touch::Added(group, turn) => {
                let of = &form.groups[form.repeat(&group).unwrap()];
                for (_, question) in form.questions(of) {
                    looks.insert(("question", format!("{group}.{turn}.{}", question.name)), yes(true));
                }
            }
            Touch::Value(..) => {}
        }
    }
}

/// The controls of a question that hold this.
fn holding(name: &str, typed: &[String]) -> String {
    let pairs: Vec<_> = typed.iter().map(|text| format!("{name}\u{1f}{text}")).collect();
    pairs.join("\u{1e}")
}

/// The page of a form, and all that its controls hold.
fn page(definition: &Definition, filling: &Filling, told: bool) -> (String, String) {
    let form = filling.form();
    let tells = Tells {
        definition: definition.clone(),
        version: form.version,
        today: TODAY,
        language: L.tag(),
        groups: form.groups.iter().map(|group| group.name.as_str()).collect(),
        told,
        answers: filling.kept(),
    };
    let mut controls = Vec::new();
    for (at, group) in form.groups.iter().enumerate() {
        controls.extend(filling.turns(at).map(|turn| holding(&turns_name(group), &[turn.to_string()])));
    }
    for at in filling.questions() {
        let kept = filling.standing(at).unwrap().kept.map(Answer::typed).unwrap_or_default();
        controls.push(holding(&name_of(form, at), &kept));
    }
    controls.retain(|it| !it.is_empty());
    (serde_json::to_string(&tells).unwrap(), controls.join("\u{1e}"))
}

#[test]
fn a_control_is_known_by_its_name_and_nothing_else_is() {
    let form = form(
        &(group("name = \"one\"", &["where place", "town text", "card id_number"])
            + &group(
                "name = \"many\"\nrepeat = { at_most = 3, one = { zh = \"一项\", en = \"One\" } }",
                &["place place", "county text"],
            )),
    );
    let mut filling = begin(&form);
    filling.add_turn(1, turn(7)).unwrap();
    for at in filling.questions() {
        assert_eq!(at_of(&form, &name_of(&form, at)), Some(at));
    }
    let of = |name: &str| at_of(&form, name).map(|at| form.get(at.field).unwrap().name.clone());
    let id = turn(7);
    for (name, field) in [
        ("where.county".to_owned(), Some("where")),
        ("where.village".to_owned(), Some("where")),
        ("card.unknown".to_owned(), Some("card")),
        (format!("many.{id}.place.town"), Some("place")),
        (format!("many.{id}.county"), Some("county")),
        ("place".to_owned(), None),
        (format!("one.{id}.town"), None),
        (format!("turns.many.{id}"), None),
        ("many".to_owned(), None),
        ("act".to_owned(), None),
        (String::new(), None),
        ("where.county.town".to_owned(), None),
    ] {
        assert_eq!(of(&name).as_deref(), field, "{name}");
    }
}

#[test]
fn what_is_wrong_is_told_when_it_is_to_be_sent_and_goes_once_it_is_mended() {
    let definition = definition(&group(
        "name = \"one\"",
        &[
            "alone yes_no\nrequired = true",
            "with text\nshown_if = \"alone = 'no'\"\nrequired = true",
            "age number\nmax = 120",
            "seen photo\nrequired = true",
        ],
    ));
    let form = made(&definition);
    let (text, controls) = page(&definition, &begin(&form), false);
    let (mut live, touches) = Live::open(&text, &controls).unwrap();
    assert_eq!(touches, []);
    assert_eq!(live.type_in("age", "age\u{1f}200"), [], "nothing is told while somebody types");
    let told = live.look();
    let fault = |id: &str, words: &str| Touch::Fault(id.to_owned(), Some(words.to_owned()));
    // Which photos were chosen only the server sees.
    assert_eq!(told, [fault("alone", "请选择一项"), fault("age", "请填写数字，不大于 120")]);
    assert_eq!(
        written(&told),
        "fault\u{1f}alone\u{1f}请选择一项\u{1e}fault\u{1f}age\u{1f}请填写数字，不大于 120"
    );
    let listed = [fault("alone", "问：请选择一项"), fault("age", "问：请填写数字，不大于 120")];
    assert_eq!(live.listed(), listed, "above the form each names its question");
    let touches = live.type_in("alone", "alone\u{1f}no");
    assert_eq!(touches, [Touch::Fault("alone".into(), None), Touch::Question("with".into(), true)]);
    assert_eq!(
        live.type_in("age", "age\u{1f}many"),
        [fault("age", "请填写数字，例如 12")],
        "it is still wrong"
    );
    assert_eq!(live.type_in("age", "age\u{1f}12"), [Touch::Fault("age".into(), None)]);
    assert_eq!(live.look(), [fault("with", "请填写这一项")]);
    assert_eq!(live.type_in("with", "with\u{1f}猫"), [Touch::Fault("with".into(), None)]);
    assert_eq!(live.look(), []);
    assert_eq!(live.type_in("nothing", "nothing\u{1f}x"), []);
}

#[test]
fn a_turn_that_goes_leaves_what_is_wrong_in_another_group() {
    let repeat = "repeat = { at_most = 3, one = { zh = \"一项\", en = \"One\" } }";
    let definition = definition(
        &(group(&format!("name = \"one\"\n{repeat}"), &["here text\nrequired = true"])
            + &group(&format!("name = \"two\"\n{repeat}"), &["there text\nrequired = true"])),
    );
    let form = made(&definition);
    let mut filling = begin(&form);
    // Nobody's page does so, but one that is made up may.
    filling.add_turn(0, turn(7)).unwrap();
    filling.add_turn(1, turn(7)).unwrap();
    let (text, controls) = page(&definition, &filling, true);
    let (mut live, _) = Live::open(&text, &controls).unwrap();
    let id = turn(7).to_string();
    let touches = live.remove("two", &id);
    assert!(touches.contains(&Touch::Fault(format!("two.{id}.there"), None)), "{touches:?}");
    let here = format!("one.{id}.here");
    assert!(!touches.contains(&Touch::Fault(here.clone(), None)), "{touches:?}");
    assert_eq!(live.type_in(&here, &format!("{here}\u{1f}有")), [Touch::Fault(here, None)]);
}

#[test]
fn a_page_is_not_opened_where_it_tells_of_no_form() {
    for text in ["", "{}", "[]", "{\"definition\":{}}"] {
        assert!(Live::open(text, "").is_none(), "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn touched_step_by_step_a_page_looks_as_it_is_rendered(
        genes in vec(any::<u16>(), 0..260), edits in vec(any::<u16>(), 0..160)
    ) {
        let definition = a_definition(&genes);
        let Ok(form) = check(&definition, 1) else { return Ok(()) };
        let mut number = 0;
        let begun = Filling::begin(Arc::new(form), TODAY, || { number += 1; turn(number) });
        let (text, controls) = page(&definition, &begun, false);
        let (mut live, touches) = Live::open(&text, &controls).unwrap();
        prop_assert_eq!(touches, Vec::new());
        let mut looks = rendered(&begun);
        let mut told = BTreeSet::new();
        let mut chance = Chance(edits.iter());
        let mut removed = None;
        for step in 100..140 {
            let form = live.filling().form().clone();
            let repeats: Vec<usize> = (0..form.groups.len()).filter(|at| form.groups[*at].repeat.is_some()).collect();
            let mut touches = match chance.up_to(9) {
                0 if !repeats.is_empty() => {
                    let group = &form.groups[repeats[chance.up_to(repeats.len() - 1)]];
                    live.add(&group.name, turn(step))
                }
                1 if !repeats.is_empty() => {
                    let at = repeats[chance.up_to(repeats.len() - 1)];
                    let turns: Vec<_> = live.filling().turns(at).collect();
                    let gone = turns.get(chance.up_to(turns.len())).copied().unwrap_or(turn(99));
                    let of_it = live.filling().questions().filter(|it| {
                        it.turn == Some(gone) && form.get(it.field).unwrap().group == at
                    });
                    let held = of_it.map(|it| {
                        let kept = live.filling().standing(it).unwrap().kept.map(Answer::typed);
                        holding(&name_of(&form, it), &kept.unwrap_or_default())
                    });
                    let held = held.filter(|it| !it.is_empty()).collect::<Vec<_>>().join("\u{1e}");
                    removed = Some((form.groups[at].name.clone(), gone.to_string(), held));
                    live.remove(&form.groups[at].name, &gone.to_string())
                }
                3 if removed.is_some() => {
                    let (group, gone, held) = removed.take().unwrap();
                    live.bring_back(&group, &gone, &held)
                }
                2 => {
                    told = wrong(live.filling()).into_keys().collect();
                    live.look()
                }
                _ => {
                    let questions: Vec<At> = live.filling().questions().collect();
                    let Some(at) = questions.get(chance.up_to(questions.len().saturating_sub(1))) else { continue };
                    let kind = &form.get(at.field).unwrap().kind;
                    let typed = match kind {
                        Kind::Number { .. } if chance.one_in(4) => vec!["很多".to_owned()],
                        kind => an_answer(kind, &mut chance).map(|it| it.typed()).unwrap_or_default(),
                    };
                    let name = name_of(&form, *at);
                    live.type_in(&name, &holding(&name, &typed))
                }
            };
            // A few lines at a time, until all stand there.
            while let lines @ [_, ..] = live.outputs(3).as_slice() {
                touches.extend_from_slice(lines);
            }
            apply(&mut looks, &touches, live.filling());
            let wrong = wrong(live.filling());
            told.retain(|id| wrong.contains_key(id));
            let mut want = rendered(live.filling());
            want.extend(told.iter().map(|id| (("fault", id.clone()), wrong[id].clone())));
            prop_assert_eq!(&looks, &want, "{:?}", touches);
        }
    }

    #[test]
    fn a_page_that_a_browser_kept_is_read_as_it_stands(
        genes in vec(any::<u16>(), 0..260), edits in vec(any::<u16>(), 0..160)
    ) {
        let definition = a_definition(&genes);
        let Ok(form) = check(&definition, 1) else { return Ok(()) };
        let mut begins_with = 1..;
        let begun = Filling::begin(Arc::new(form), TODAY, || turn(begins_with.next().unwrap()));
        let mut later = begun.clone();
        let mut chance = Chance(edits.iter());
        for number in 100..120 {
            let _ = super::properties::edit(&mut later, &mut chance, number);
        }
        let (text, _) = page(&definition, &begun, false);
        let (_, controls) = page(&definition, &later, false);
        let (mut live, mut touches) = Live::open(&text, &controls).unwrap();
        touches.extend(live.outputs(usize::MAX));
        // Its turns stand there as they are.
        let mut looks = rendered(&begun);
        looks.retain(|(what, id), _| !(id.matches('.').count() > 0 || *what == "caption"));
        let form = later.form();
        for at in live.filling().questions().filter(|at| at.turn.is_some()) {
            looks.insert(("question", name_of(form, at)), yes(true));
        }
        apply(&mut looks, &touches, live.filling());
        let want = rendered(live.filling());
        let whole = |looks: &Looks| -> Looks {
            looks.iter().filter(|((_, id), _)| !id.contains('.')).map(|(at, how)| (at.clone(), how.clone())).collect()
        };
        prop_assert_eq!(whole(&looks), whole(&want));
    }
}
