//! `/office/services/draft/{part}`: one part of the draft as a form: an item, a domain, a special service, the list.

use leptos::prelude::*;

use super::{
    draft::Part,
    draft_page,
    draft_words::{self, part_address},
    messages,
    model::Catalogue,
    office_page,
    versions::Version,
};
use crate::{
    accounts::{model::Staff, office_page::OfficeLine},
    directory::model::Directory,
    drafts::{
        form::{self, Asking, Sent, hidden, questions},
        model::{Fault, Field, Shape},
    },
    journal::{
        merge::{Conflict, Record},
        model::Refusal,
    },
    language::Language,
    reader::directory,
    shell::{Page, PageContext},
    ui::{FaultList, Question, TextField},
};

/// What the page shows.
#[derive(Clone, Debug)]
pub struct PartForm {
    /// Who reads.
    pub staff: Staff,
    /// The draft.
    pub version: Version,
    /// The part; one with the code «new» is added.
    pub part: Part,
    /// What stands in it, or what a new one begins with.
    pub record: Record,
    /// The form as it was sent, where it could not be done.
    pub sent: Option<Sent>,
    /// What is wrong with its fields.
    pub faults: Vec<(&'static str, Fault)>,
    /// Whether its code is none.
    pub code_wrong: bool,
    /// Why it was refused.
    pub refused: Option<Refusal>,
    /// What somebody else had changed meanwhile.
    pub conflicts: Vec<Conflict>,
    /// Whether it was just saved.
    pub saved: bool,
}

/// Whether a part with this word is about to be added.
pub fn is_new(part: &Part) -> bool {
    part.comes_and_goes() && part.code() == "new"
}

/// The codes of a field's list, with their words.
pub fn options(
    l: Language,
    field: &Field,
    draft: &Catalogue,
    directory: &Directory,
) -> Vec<(String, String)> {
    match (field.word, field.shape) {
        ("domain", Shape::Choice) => {
            let words = |code: &str, name: &str| format!("{code} {name}");
            draft.domains.iter().map(|it| (it.code.clone(), words(&it.code, it.name.read(l)))).collect()
        }
        ("county", Shape::Choice) => {
            let counties = directory.areas.counties_and_cities();
            counties.map(|it| (it.code.clone(), it.name_in(l).to_owned())).collect()
        }
        ("policies", Shape::Boxes) => {
            directory.policies.iter().map(|it| (it.slug.clone(), it.title.read(l).to_owned())).collect()
        }
        _ => Vec::new(),
    }
}

/// The page.
pub fn page(context: &PageContext, shown: PartForm) -> Page {
    let l = context.language();
    let wrong = !shown.faults.is_empty() || shown.code_wrong;
    let status = match (wrong, shown.refused.is_some() || !shown.conflicts.is_empty()) {
        (true, _) => 422,
        (false, true) => 409,
        (false, false) => 200,
    };
    let title = match (&shown.part, is_new(&shown.part)) {
        (Part::Item(_), true) => messages::draft_add_item(l).to_owned(),
        (_, true) => messages::draft_add_special(l).to_owned(),
        (part, false) => draft_words::name(l, part, &shown.version.catalogue),
    };
    let crumbs = [
        (messages::office_title(l).to_owned(), office_page::ADDRESS.to_owned()),
        (messages::draft_title(l, &shown.version.version), draft_page::ADDRESS.to_owned()),
    ];
    let heading = title.clone();
    Page::new(title, "", move || body(l, heading, &shown))
        .below(crumbs)
        .status(status)
        .unlisted(true)
        .fault(status != 200)
}

fn body(l: Language, heading: String, shown: &PartForm) -> impl IntoView + use<> {
    let directory = directory();
    let PartForm { staff, version, part, record, sent, faults, code_wrong, refused, conflicts, saved } =
        shown;
    let action = l.address(&part_address(part));
    let mut told: Vec<_> = faults.iter().map(|(word, fault)| (*word, form::told(l, word, fault))).collect();
    told.extend(code_wrong.then(|| ("code", messages::part_code_wrong(l).to_owned())));
    let told_code = match refused {
        Some(Refusal::Taken) => Some(messages::office_taken(l).to_owned()),
        _ => code_wrong.then(|| messages::part_code_wrong(l).to_owned()),
    };
    let new = is_new(part);
    let code = new.then(|| {
        let question = Question {
            name: "code",
            label: messages::draft_code(l).to_owned(),
            hint: messages::part_code_hint(l).to_owned(),
            value: sent.as_ref().map(|sent| sent.text("code").to_owned()).unwrap_or_default(),
            autocomplete: "off",
            fault: told_code,
            ..Question::default()
        };
        view! { <TextField question/> }
    });
    let options = |field: &Field| options(l, field, &version.catalogue, &directory);
    let asking = Asking { fields: part.fields(), record, sent: sent.as_ref(), faults, options: &options };
    let questions = questions(l, &asking);
    let act = if new { "add" } else { "save" };
    let others = (!new && part.comes_and_goes()).then(|| {
        let kind = if matches!(part, Part::Item(_)) { "item" } else { "special" };
        let like = l.address(&format!("{}/{kind}-new?like={}", draft_page::ADDRESS, part.code()));
        view! {
            <section class="panel section--tight">
                <p><a href=like>{messages::part_like(l)}</a></p>
                <details class="fold"><summary>{messages::part_withdraw(l)}</summary>
                    <p>{messages::part_withdraw_hint(l)}</p>
                    <form method="post" action=action.clone()>{hidden("withdraw", version.number)}
                        <p><button class="button">{messages::part_withdraw_sure(l)}</button></p></form></details>
            </section>
        }
    });
    view! {
        <FaultList faults=told/>
        {refused.map(|refusal| view! {
            <p class="notice notice--urgent" role="alert">{draft_words::refused(l, refusal)}</p>
        })}
        <OfficeLine staff=staff.clone()/>
        <h1>{heading}</h1>
        {saved.then(|| view! { <p class="notice notice--good" role="status">{messages::office_saved(l)}</p> })}
        {form::conflicts(l, &action, version.number, conflicts)}
        <form class="form" method="post" action=action.clone() novalidate>{hidden(act, version.number)}
            {code}
            {questions}
            <p><button class="button button--primary">{messages::part_save(l)}</button></p>
        </form>
        {others}
    }
}
