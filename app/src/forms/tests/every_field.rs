//! Every field of every form, and whatever people type: F13, the forms in which somebody asks for a service, and those in
//! which a service is recorded. What is typed comes back as it was, or is told beside its question; none of it is markup.

use std::{fs, path::Path};

use leptos::prelude::RenderHtml;

use super::{
    nasty::{MARKUP, TEXTS, stands},
    *,
};
use crate::{
    areas::model::{Areas, tests::some_areas},
    forms::{
        answers::{self, Sent},
        fields::{Sheet, questions},
        form::{Field, Kind},
        posted::{LEVELS, Posted, name_of, take, turns_name},
        reading,
    },
    language::Language,
    text::misleads,
};

/// The seventy-three forms that ship.
fn forms() -> Vec<Arc<Form>> {
    let seed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../server/seed");
    let listed = fs::read_dir(seed.join("forms")).unwrap().map(|it| it.unwrap().path());
    let files = listed.chain([seed.join("help/F13.intake.toml")]);
    let files = files.filter(|it| it.extension().is_some_and(|kind| kind == "toml"));
    let read = |file| toml::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    files.map(|file| Arc::new(check(&read(file), 1).unwrap())).collect()
}

/// Whether somebody types here, and does not choose.
fn is_typed(kind: &Kind) -> bool {
    !matches!(kind, Kind::OneOf(_) | Kind::YesNo { .. } | Kind::SeveralOf { .. } | Kind::Place(_))
}

/// The nth of what is offered; nothing where nothing is.
fn choice(kind: &Kind, nth: usize) -> Option<String> {
    let offered: Vec<String> = match kind {
        Kind::OneOf(choices) | Kind::SeveralOf { choices, .. } => {
            choices.iter().map(|choice| choice.value.clone()).collect()
        }
        Kind::YesNo { .. } => ["yes", "no"].map(str::to_owned).into(),
        _ => Vec::new(),
    };
    offered.get(nth % offered.len().max(1)).cloned()
}

/// What a browser sends whose every control holds this text; the nth choice, if any, where one chooses.
fn sent(filling: &Filling, text: &str, nth: Option<usize>) -> Posted {
    let form = filling.form();
    let mut pairs = Vec::new();
    for (group, of) in form.groups.iter().enumerate() {
        pairs.extend(filling.turns(group).map(|id| (turns_name(of), id.to_string())));
    }
    for at in filling.questions() {
        let (kind, name) = (&form.get(at.field).unwrap().kind, name_of(form, at));
        match kind {
            Kind::Place(_) => {
                pairs.extend(LEVELS.map(|(part, _)| (format!("{name}.{part}"), text.to_owned())));
            }
            Kind::Signature => pairs.push((format!("{name}.witness"), text.to_owned())),
            kind => {
                let chosen = nth.and_then(|nth| choice(kind, nth));
                pairs.push((name, chosen.unwrap_or_else(|| text.to_owned())));
            }
        }
    }
    Posted::read(pairs)
}

/// What of a text can be seen.
fn seen(text: &str) -> String {
    text.chars().filter(|it| !it.is_whitespace() && !it.is_control() && !misleads(*it)).collect()
}

/// The questions of a form that somebody types or chooses.
fn asked(filling: &Filling) -> Vec<(At, &Field)> {
    let form = filling.form();
    let all = filling.questions().map(|at| (at, form.get(at.field).unwrap()));
    all.filter(|(_, it)| !it.calculated && !matches!(it.kind, Kind::Note | Kind::Photo { .. })).collect()
}

/// Types this everywhere, and looks at the page, at what is kept, and at what is read of that.
fn type_everywhere(l: Language, form: &Arc<Form>, areas: &Areas, text: &str, nth: Option<usize>) {
    let mut numbers = 1..;
    let mut fresh = || turn(numbers.next().unwrap());
    let mut filling = Filling::begin(form.clone(), TODAY, &mut fresh);
    for group in (0..form.groups.len()).filter(|group| form.groups[*group].repeat.is_some()) {
        while filling.turns(group).next().is_none() {
            filling.add_turn(group, fresh()).unwrap();
        }
    }
    let posted = sent(&filling, text, nth);
    for group in 0..form.groups.len() {
        take(&mut filling, group, &posted, areas);
    }
    for (at, field) in asked(&filling) {
        let here = || format!("{} {} {text:?}", form.code, name_of(form, at));
        let standing = filling.standing(at).unwrap();
        let words = matches!(field.kind, Kind::Text { .. } | Kind::LongText { .. } | Kind::Signature);
        match standing.kept.map(Answer::typed) {
            Some(kept) if words => {
                assert_eq!(seen(kept.concat().trim_start_matches("witness:")), seen(text), "{}", here());
            }
            Some(_) => {}
            None => {
                let told = standing.fault.is_some() || !standing.shown;
                assert!(told || seen(text).is_empty(), "neither kept nor told: {}", here());
            }
        }
    }

    // What is kept is read as it was, and stands where answers are read.
    let kept: Sent = serde_json::from_value(serde_json::to_value(filling.kept()).unwrap()).unwrap();
    let (read, strays) = answers::read(form, &kept, areas);
    assert_eq!(strays, [], "{} {text:?}", form.code);
    let again = Filling::open(form.clone(), &read, TODAY);
    for (at, _) in asked(&filling) {
        let [before, after] = [&filling, &again].map(|it| it.standing(at).unwrap().kept);
        assert_eq!(after, before, "{} {} {text:?}", form.code, name_of(form, at));
    }
    // Pages take long: they are looked at where a text could be a part of them.
    if !text.contains(|sign: char| "<>&\"'\\".contains(sign) || sign.is_control()) {
        return;
    }
    let page = reading::view(l, &again, areas, None).to_html();
    for markup in MARKUP {
        assert!(!page.contains(markup), "{} {text:?}: {markup}", form.code);
    }
    // The page of the form says again what was typed, as text.
    let sheet = Sheet { filling: &filling, posted: Some(&posted), told: true, areas, photos: None };
    let groups = (0..form.groups.len()).filter_map(|group| questions(l, &sheet, group));
    let page: String = groups.map(RenderHtml::to_html).collect();
    for markup in MARKUP {
        assert!(!page.contains(markup), "{} {text:?}: {markup}", form.code);
    }
    for (at, field) in asked(&filling).into_iter().filter(|(_, field)| is_typed(&field.kind)) {
        let part = if matches!(field.kind, Kind::Signature) { ".witness" } else { "" };
        let name = format!("{}{part}", name_of(form, at));
        let again = stands(&page, &name).unwrap_or_else(|| panic!("{} {name}: no control", form.code));
        assert_eq!(seen(&again), seen(text), "{} {name}", form.code);
    }
}

#[test]
fn whatever_is_typed_into_any_field_is_kept_as_typed_or_told() {
    let (areas, forms) = (some_areas(), forms());
    assert_eq!(forms.len(), 73);
    let mut languages = Language::ALL.into_iter().cycle();
    for form in &forms {
        for (nth, text) in TEXTS.into_iter().enumerate() {
            // Chosen is what is offered, so that what is asked then is asked; or what nobody offers.
            for nth in [Some(nth), None] {
                type_everywhere(languages.next().unwrap(), form, &areas, text, nth);
            }
        }
    }
}
