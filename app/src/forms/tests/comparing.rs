use super::*;
use crate::{
    forms::{
        author_words,
        compare::{Fate, What, compare},
    },
    language::Language,
};

#[test]
fn two_versions_tell_what_is_new_what_is_gone_and_what_is_another() {
    let list = |second: &str| {
        format!(
            "[[lists]]\nname = \"ability\"\noptions = [{{ value = \"a\", zh = \"能\", en = \"A\" }}, {{ value = \"b\", zh = \"{second}\", en = \"B\" }}]\n"
        )
    };
    let before = definition(
        &(group(
            "name = \"one\"",
            &["eating one_of\nlist = \"ability\"", "age number\nmax = 100", "gone text", "same text"],
        ) + &group("name = \"two\"", &["born text"])
            + &list("帮")
            + "[standard]\n[[standard.steps]]\nname = \"look\"\n"),
    );
    let after = definition(
        &(group(
            "name = \"one\"",
            &[
                "age number\nmax = 120\nrequired = true",
                "eating one_of\nlist = \"ability\"",
                "new text",
                "same text",
            ],
        ) + &group("name = \"two\"\nshown_if = \"same = ''\"", &["born_on date"])
            + &list("要人帮")
            + "[[moved]]\nfrom = \"born\"\nto = \"born_on\"\n"
            + "[standard]\nevery_days = 30\n[[standard.steps]]\nname = \"look\"\nshown_by = \"same != ''\"\n"),
    );
    let found = compare(&before, &after);
    let told: Vec<String> = found
        .parts
        .iter()
        .map(|it| {
            let fate = match &it.fate {
                Fate::Added => "added".to_owned(),
                Fate::Removed => "removed".to_owned(),
                Fate::Changed(all) => all.iter().map(|it| it.part).collect::<Vec<_>>().join(" "),
            };
            let was = it.was.as_ref().map(|was| format!(" (was {was})")).unwrap_or_default();
            format!("{:?} {}{was}: {fate}", it.what, it.name)
        })
        .collect();
    assert_eq!(
        told,
        [
            "Question age: max required",
            "Question eating: options",
            "Question new: added",
            "Group two: shown_if",
            "Question born_on (was born): kind",
            "Step look: shown_by",
            "Question gone: removed",
        ]
    );
    let Fate::Changed(age) = &found.parts[0].fate else { panic!() };
    assert_eq!((age[0].before.as_deref(), age[0].after.as_deref()), (Some("100"), Some("120")));
    assert_eq!((age[1].before.as_deref(), age[1].after.as_deref()), (None, Some("true")));
    assert_eq!(found.form.iter().map(|it| it.part).collect::<Vec<_>>(), ["every_days", "order"]);
    for part in found.form.iter().chain(age) {
        assert!(
            Language::ALL.into_iter().all(|l| author_words::part(l, part.part).is_some()),
            "{}",
            part.part
        );
    }
    assert_eq!(compare(&after, &after), Default::default());
    assert_eq!(found.parts[4].what, What::Question);
}

#[test]
fn every_part_that_may_differ_has_a_word() {
    let text = "{ zh = \"字\", en = \"Text\" }";
    let all = definition(
        &(group(
            &format!(
                "name = \"one\"\nstaff = {text}\nhint = {text}\nshown_if = \"true\"\nrepeat = {{ at_most = 2, one = {text} }}"
            ),
            &[
                &format!(
                    "a number\nstaff = {text}\nhint = {text}\nmin = 1\nmax = 2\ndecimals = 1\nunit = {text}\nrequired = \"true\"\nshown_if = \"true\"\nvalid_if = \"true\"\nmessage = {text}\ndefault = \"1\"\nsensitive = true"
                ),
                "b several_of\noptions = [{ value = \"a\", zh = \"能\", en = \"A\" }]\nexclusive = [\"a\"]",
                "c yes_no\nalso = [\"unknown\"]",
                "d place\nlevel = \"town\"",
                "e number\ncalculated = \"1\"",
            ],
        ) + "[standard]\nevery_days = 3\n[[standard.steps]]\nname = \"look\"\nshown_by = \"true\"\nrequired = true\n"),
    );
    let mut all = Definition {
        reference: true,
        lead: Some(all.title.clone()),
        restricted: Some(all.title.clone()),
        ..all
    };
    let empty = Definition::default();
    for differences in [compare(&empty, &all), compare(&all, &empty)] {
        assert_eq!(differences.form.len(), 12, "{:?}", differences.form);
        assert!(differences.form.iter().all(|it| author_words::part(Language::Zh, it.part).is_some()));
        assert!(differences.parts.iter().all(|it| !matches!(it.fate, Fate::Changed(_))));
    }
    // Every key of a part, by taking all of them away.
    let bare = {
        let mut bare = all.clone();
        for group in &mut bare.groups {
            (group.staff, group.hint, group.shown_if, group.repeat) = (None, None, None, None);
            for field in &mut group.fields {
                let label = field.label.clone();
                *field = crate::forms::model::FieldDefinition {
                    name: field.name.clone(),
                    label,
                    ..Default::default()
                };
            }
        }
        for step in all.standard.iter_mut().flat_map(|it| &mut it.steps) {
            step.title.zh = "看".into();
        }
        bare
    };
    for part in compare(&all, &bare).parts {
        let Fate::Changed(differences) = part.fate else { panic!("{part:?}") };
        for it in differences {
            assert!(author_words::part(Language::En, it.part).is_some(), "{}", it.part);
        }
    }
    assert_eq!(author_words::part(Language::Zh, "nothing of ours"), None);
}
