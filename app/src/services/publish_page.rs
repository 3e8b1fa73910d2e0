//! `/office/services/compare` and `/office/services/publish`: the draft beside the version in force, and from which day
//! it takes its place.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;
use time::{Date, Duration};

use super::{
    draft::{self, Part},
    draft_page, draft_words, messages,
    model::Catalogue,
    office_page,
    versions::{Hole, Mapping, Version, gone, holes},
};
use crate::{
    accounts::{model::Staff, office_page::OfficeLine},
    drafts::form::hidden,
    drafts::messages as drafts,
    iso_date,
    journal::model::Refusal,
    language::Language,
    shell::{Page, PageContext},
    ui::{FaultList, LinesField, Question, TextField},
};

/// The address.
pub const ADDRESS: &str = "/office/services/publish";

/// Where the draft stands beside the version in force.
pub const COMPARE: &str = "/office/services/compare";

/// Days ahead, and signs of a note.
const AHEAD_DAYS_MAX: i64 = 366;
const NOTE_CHARS_MAX: usize = 500;

/// The page that compares.
pub fn compare(context: &PageContext, staff: Staff, version: Version, active: Catalogue) -> Page {
    let l = context.language();
    let missing = draft::lacks(&version.catalogue, &context.directory);
    let name = messages::draft_title(l, &version.version);
    Page::new(messages::compare_title(l), "", move || {
        let differences = draft::compare(&active, &version.catalogue);
        view! {
            <OfficeLine staff=staff.clone()/>
            <h1>{messages::compare_title(l)}</h1>
            <p class="soft">{active.version.clone()}" → "{version.version.clone()}</p>
            <p class="row no-print"><a class="button button--primary" href=l.address(ADDRESS)>{messages::draft_publish(l)}</a>
                <a class="button" href=l.address(draft_page::ADDRESS)>{messages::office_continue(l)}</a></p>
            {draft_words::lacks(l, &missing)}
            {draft_words::differences(l, &differences, &active, &version.catalogue)}
        }
    })
    .below([
        (messages::office_title(l).to_owned(), office_page::ADDRESS.to_owned()),
        (name, draft_page::ADDRESS.to_owned()),
    ])
    .unlisted(true)
}

/// What is typed to publish.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublishForm {
    /// The day.
    pub day: String,
    /// The note.
    pub note: String,
    /// The codes that take over, as they were typed, by the code that goes.
    pub becomes: BTreeMap<String, String>,
    /// The codes that end.
    pub ends: BTreeSet<String>,
}

/// What is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PublishFault {
    /// The day cannot be read, or is past or far away.
    Day,
    /// The note is too long.
    Note,
    /// The mapping has a hole.
    Hole(Hole),
    /// A code both ends and becomes another.
    Both(String),
}

impl PublishForm {
    /// What a browser sends.
    pub fn read(pairs: &[(String, String)]) -> Self {
        let mut form = Self::default();
        for (name, text) in pairs {
            match name.split_once('.') {
                None if name == "day" => form.day.clone_from(text),
                None if name == "note" => form.note.clone_from(text),
                Some(("becomes", code)) => drop(form.becomes.insert(code.to_owned(), text.clone())),
                Some(("ends", code)) if text == "on" => drop(form.ends.insert(code.to_owned())),
                _ => {}
            }
        }
        form
    }

    /// The day, the mapping and the note, or all that is wrong.
    pub fn parse(
        &self,
        before: &Catalogue,
        after: &Catalogue,
        today: Date,
    ) -> Result<(Date, Mapping, String), Vec<PublishFault>> {
        let mut faults = Vec::new();
        let last = today.checked_add(Duration::days(AHEAD_DAYS_MAX)).unwrap_or(Date::MAX);
        let day = iso_date::parse(self.day.trim()).filter(|day| (today..=last).contains(day));
        faults.extend(day.is_none().then_some(PublishFault::Day));
        let note = self.note.split_whitespace().collect::<Vec<_>>().join(" ");
        faults.extend((note.chars().count() > NOTE_CHARS_MAX).then_some(PublishFault::Note));
        let mut mapping = Mapping::new();
        for code in gone(before, after) {
            let text = self.becomes.get(&code).map_or("", String::as_str);
            let codes = text.split([',', '，', '、', ';', '；', ' ', '\t', '\n']).filter(|it| !it.is_empty());
            let codes: BTreeSet<_> = codes.map(str::to_owned).collect();
            match (codes.is_empty(), self.ends.contains(&code)) {
                (true, false) => {}
                (false, true) => faults.push(PublishFault::Both(code)),
                (_, _) => drop(mapping.insert(code, codes)),
            }
        }
        let both = |code: &String| faults.contains(&PublishFault::Both(code.clone()));
        let holes = holes(before, after, &mapping);
        let holes: Vec<_> =
            holes.into_iter().filter(|hole| !matches!(hole, Hole::Open(code) if both(code))).collect();
        faults.extend(holes.into_iter().map(PublishFault::Hole));
        match day {
            Some(day) if faults.is_empty() => Ok((day, mapping, note)),
            _ => Err(faults),
        }
    }
}

impl PublishFault {
    /// The code that it is about.
    fn code(&self) -> Option<&str> {
        match self {
            Self::Hole(Hole::Open(code) | Hole::Nowhere(code, _)) | Self::Both(code) => Some(code),
            Self::Day | Self::Note => None,
        }
    }

    fn told(&self, l: Language) -> (&'static str, String) {
        match self {
            Self::Day => ("day", messages::publish_day_wrong(l).to_owned()),
            Self::Note => ("note", messages::publish_note_long(l).to_owned()),
            Self::Hole(hole) => ("mapping", draft_words::hole(l, hole)),
            Self::Both(code) => ("mapping", messages::publish_both(l, code)),
        }
    }
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Publishing {
    /// Who reads.
    pub staff: Staff,
    /// The draft.
    pub version: Version,
    /// What is in force.
    pub active: Catalogue,
    /// The form, as it was sent or empty.
    pub form: PublishForm,
    /// What is wrong with it.
    pub faults: Vec<PublishFault>,
    /// Why it was refused.
    pub refused: Option<Refusal>,
}

/// The page that publishes.
pub fn page(context: &PageContext, publishing: Publishing) -> Page {
    let l = context.language();
    let missing = draft::lacks(&publishing.version.catalogue, &context.directory);
    let status = match (publishing.faults.is_empty(), publishing.refused) {
        (false, _) => 422,
        (true, Some(_)) => 409,
        (true, None) => 200,
    };
    let title = messages::publish_title(l, &publishing.version.version);
    let crumbs = [
        (messages::office_title(l).to_owned(), office_page::ADDRESS.to_owned()),
        (messages::draft_title(l, &publishing.version.version), draft_page::ADDRESS.to_owned()),
    ];
    Page::new(title.clone(), "", move || {
        let Publishing { staff, version, active, form, faults, refused } = &publishing;
        let told: Vec<_> = faults.iter().map(|fault| fault.told(l)).collect();
        let complete = missing.is_empty();
        view! {
            <FaultList faults=told.clone()/>
            {refused.map(|refusal| view! {
                <p class="notice notice--urgent" role="alert">{draft_words::refused(l, refusal)}</p>
            })}
            <OfficeLine staff=staff.clone()/>
            <h1>{title.clone()}</h1>
            {draft_words::lacks(l, &missing)}
            {complete.then(|| publish_form(l, version, active, form, faults, &told))}
        }
    })
    .below(crumbs)
    .status(status)
    .unlisted(true)
    .fault(status != 200)
}

fn publish_form(
    l: Language,
    version: &Version,
    active: &Catalogue,
    form: &PublishForm,
    faults: &[PublishFault],
    told: &[(&'static str, String)],
) -> impl IntoView + use<> {
    let beside =
        |question: &str| told.iter().find(|(name, _)| *name == question).map(|(_, words)| words.clone());
    let day = Question {
        name: "day",
        label: messages::office_day(l).to_owned(),
        hint: drafts::hint_day(l).to_owned(),
        value: form.day.clone(),
        inputmode: "numeric",
        autocomplete: "off",
        fault: beside("day"),
        ..Question::default()
    };
    let note = Question {
        name: "note",
        label: drafts::optional(l, messages::office_note(l)),
        hint: messages::publish_note_hint(l).to_owned(),
        value: form.note.clone(),
        autocomplete: "off",
        fault: beside("note"),
        ..Question::default()
    };
    let gone = gone(active, &version.catalogue);
    let lines: Vec<_> = gone
        .iter()
        .map(|code| {
            let name = active.item(code).map(|it| &it.name).or_else(|| active.special(code).map(|it| &it.name));
            let label = messages::publish_becomes(l, code, name.map_or("", |name| name.read(l)));
            let (id, ends) = (format!("becomes.{code}"), format!("ends.{code}"));
            let fault = faults.iter().find(|fault| fault.code() == Some(code)).map(|fault| fault.told(l).1);
            let wrong = fault.is_some();
            let typed = form.becomes.get(code).cloned().unwrap_or_default();
            let fault_id = format!("{id}-fault");
            view! {
                <div class="field" class:field--wrong=wrong>
                    <label class="field__label" for=id.clone()>{label}</label>
                    {fault.map(|words| view! { <strong class="field__error" id=fault_id.clone()>{words}</strong> })}
                    <input class="field__control" id=id.clone() name=id value=typed autocomplete="off"
                        aria-invalid=wrong.then_some("true") aria-describedby=wrong.then_some(fault_id)/>
                    <label class="check"><input type="checkbox" name=ends value="on" checked=form.ends.contains(code)/>
                        <span>{messages::publish_ends(l, code)}</span></label></div>
            }
        })
        .collect();
    let mapping = (!lines.is_empty()).then(|| {
        view! {
            <fieldset id="mapping"><legend>{messages::publish_mapping(l)}</legend>
                <p class="field__hint">{messages::publish_mapping_hint(l)}</p>{lines}</fieldset>
        }
    });
    view! {
        <p class="lead">{messages::publish_lead(l)}</p>
        <p><a href=l.address(COMPARE)>{messages::draft_compare(l)}</a></p>
        <form class="form" method="post" action=l.address(ADDRESS) novalidate>{hidden("publish", version.number)}
            <input type="hidden" name="version" value=version.version.clone()/>
            <TextField question=day/>
            {mapping}
            <LinesField question=note/>
            <p><button class="button button--primary">{messages::draft_publish(l)}</button></p>
        </form>
    }
}

/// The parts that a version has, domain by domain, for whoever reads all of it.
pub(super) fn in_order(catalogue: &Catalogue) -> Vec<Part> {
    let mut parts = vec![Part::List];
    for domain in &catalogue.domains {
        parts.push(Part::Domain(domain.code.clone()));
        parts.extend(catalogue.items_of(&domain.code).map(|it| Part::Item(it.code.clone())));
    }
    parts.extend(catalogue.special.iter().map(|it| Part::Special(it.code.clone())));
    parts
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::directory::fixture::a_directory;

    const TODAY: Date = date!(2026 - 11 - 28);

    #[test]
    fn a_day_and_what_becomes_of_every_code_are_wanted() {
        let before = a_directory(Vec::new()).catalogue.clone();
        let mut after = before.clone();
        after.items.remove(0);
        let parse = |pairs: &[(&str, &str)]| {
            let pairs: Vec<_> =
                pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
            PublishForm::read(&pairs).parse(&before, &after, TODAY)
        };
        let open = PublishFault::Hole(Hole::Open("A01".into()));
        assert_eq!(parse(&[]), Err(vec![PublishFault::Day, open.clone()]));
        for day in ["2026-11-27", "2028-01-01", "soon"] {
            assert_eq!(parse(&[("day", day), ("ends.A01", "on")]), Err(vec![PublishFault::Day]), "{day}");
        }
        let day = ("day", "2026-11-28");
        let both = parse(&[day, ("ends.A01", "on"), ("becomes.A01", "A02")]);
        assert_eq!(both, Err(vec![PublishFault::Both("A01".into())]));
        let nowhere = PublishFault::Hole(Hole::Nowhere("A01".into(), "Z99".into()));
        assert_eq!(parse(&[day, ("becomes.A01", "A02，Z99")]), Err(vec![nowhere]));
        let long = "长".repeat(501);
        assert_eq!(parse(&[day, ("ends.A01", "on"), ("note", &long)]), Err(vec![PublishFault::Note]));
        let (_, mapping, note) = parse(&[day, ("becomes.A01", " A02 "), ("note", " 合并 ")]).unwrap();
        assert_eq!((mapping["A01"].len(), note.as_str()), (1, "合并"));
        let (_, mapping, _) = parse(&[day, ("ends.A01", "on"), ("becomes.A02", "A01")]).unwrap();
        assert_eq!(mapping, Mapping::from([("A01".to_owned(), BTreeSet::new())]));
    }
}
