//! `/office/policies`: every guide with its state, those that wait for the office first; and a new one.

use leptos::prelude::*;
use time::Date;

use super::{
    draft::{Guide, State, is_old},
    guide_page, messages,
};
use crate::{
    access::{Action, Relation, may},
    accounts::{
        model::Staff,
        office_page::OfficeLine,
        work::{Urgency, Waits},
    },
    directory::model::Directory,
    drafts::form::hidden,
    drafts::messages as drafts,
    journal::{model::Unit, words},
    language::Language,
    sheets::{
        import_page::{export_button, import_link},
        lists::Listed,
        model::SheetKind,
    },
    shell::{Page, PageContext},
    ui::{FaultList, Question, TextField},
};

/// The address.
pub const ADDRESS: &str = "/office/policies";

/// What is wrong with a new guide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewFault {
    /// Its word is none.
    Slug,
    /// Another guide has it.
    Taken,
    /// It has no title, or one that cannot be kept.
    Title,
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Guides {
    /// Who reads.
    pub staff: Staff,
    /// Every guide, in order.
    pub guides: Vec<Guide>,
    /// The word and title that were typed for a new one.
    pub typed: (String, String),
    /// What is wrong with them.
    pub faults: Vec<NewFault>,
    /// Today.
    pub today: Date,
    /// Whether something was just done.
    pub saved: bool,
}

/// Where a guide is in its life, in words.
pub fn state(l: Language, state: State) -> &'static str {
    match state {
        State::Draft => messages::state_draft(l),
        State::Published => messages::state_published(l),
        State::Withdrawn => messages::state_withdrawn(l),
    }
}

/// What a guide is called; its word where it has no title yet.
pub fn title_of(l: Language, guide: &Guide) -> String {
    let record = guide.record();
    let text = |word: &str| record.get(word).and_then(|it| it.as_str()).map(str::to_owned);
    let title = match l {
        Language::En => text("title_en").or_else(|| text("title_zh")),
        Language::Zh => text("title_zh"),
    };
    title.unwrap_or_else(|| guide.slug.clone())
}

/// The page.
pub fn page(context: &PageContext, shown: Guides) -> Page {
    let l = context.language();
    let status = match (shown.faults.is_empty(), shown.faults.contains(&NewFault::Taken)) {
        (true, _) => 200,
        (false, true) => 409,
        (false, false) => 422,
    };
    Page::new(messages::office_title(l), "", move || {
        let Guides { staff, mut guides, typed, faults, today, saved } = shown;
        guides.sort_by_key(|guide| !guide.waits(today));
        let told: Vec<_> = faults
            .iter()
            .map(|fault| match fault {
                NewFault::Slug => ("slug", messages::office_slug_wrong(l).to_owned()),
                NewFault::Taken => ("slug", messages::office_slug_taken(l).to_owned()),
                NewFault::Title => ("title_zh", drafts::too_long(l, &words::field(l, "title_zh"), 200)),
            })
            .collect();
        let beside = |name: &str| told.iter().find(|(word, _)| *word == name).map(|(_, it)| it.clone());
        let slug = Question {
            name: "slug",
            label: messages::office_slug(l).to_owned(),
            hint: messages::office_slug_hint(l).to_owned(),
            value: typed.0,
            autocomplete: "off",
            fault: beside("slug"),
            ..Question::default()
        };
        let title = Question {
            name: "title_zh",
            label: words::field(l, "title_zh"),
            value: typed.1,
            autocomplete: "off",
            fault: beside("title_zh"),
            ..Question::default()
        };
        let none = guides.is_empty();
        let rows = guides.iter().map(|guide| row(l, guide, today)).collect_view();
        let by_sheet = (
            import_link(l, &staff, SheetKind::Policies),
            export_button(l, Listed::Sheet(SheetKind::Policies), ""),
        );
        view! {
            <FaultList faults=told/>
            <OfficeLine staff/>
            <h1>{messages::office_title(l)}</h1>
            <p class="lead">{messages::office_lead(l)}</p>
            {saved.then(|| view! { <p class="notice notice--good" role="status">{messages::office_saved(l)}</p> })}
            {none.then(|| view! { <p class="empty">{messages::office_none(l)}</p> })}
            {(!none).then(|| view! {
                <table class="table table--stack">
                    <caption>{messages::office_list(l)}</caption>
                    <thead><tr><th scope="col">{messages::office_guide(l)}</th><th scope="col">{messages::office_state(l)}</th>
                        <th scope="col">{messages::office_checked(l)}</th></tr></thead>
                    <tbody>{rows}</tbody></table>
            })}
            <section class="panel section--tight">
                <h2>{messages::office_add(l)}</h2>
                <form class="form" method="post" action=l.address(ADDRESS) novalidate>{hidden("add", 0)}
                    <TextField question=title/>
                    <TextField question=slug/>
                    <p><button class="button button--primary">{messages::office_add(l)}</button></p></form>
            </section>
            {by_sheet}
        }
    })
    .status(status)
    .unlisted(true)
    .fault(status != 200)
}

fn row(l: Language, guide: &Guide, today: Date) -> impl IntoView + use<> {
    let badge =
        |shown: bool, words: &'static str| shown.then(|| view! { " "<span class="badge">{words}</span> });
    let checked = guide.published.as_ref().map(|it| it.written_on.to_string());
    view! {
        <tr><th scope="row"><a href=l.address(&guide_page::address(&guide.slug))>{title_of(l, guide)}</a></th>
            <td data-label=messages::office_state(l)><span>{state(l, guide.state)}
                {badge(guide.draft.is_some(), messages::office_has_draft(l))}
                {badge(guide.offered.is_some(), messages::office_has_offer(l))}</span></td>
            <td data-label=messages::office_checked(l)><span>{checked.unwrap_or_else(|| drafts::nothing(l).to_owned())}
                {guide.waits(today).then(|| view! { " "<span class="badge badge--strong">{messages::office_waits(l)}</span> })}</span></td></tr>
    }
}

/// The guides that wait for whoever keeps them, for their work page.
pub fn waiting(l: Language, directory: &Directory, staff: &Staff, today: Date) -> Option<Waits> {
    let mut here = staff.assignments.iter().filter(|it| it.unit == Unit::Province);
    let keeps = here.any(|it| may(it.role, Action::KeepCatalogue, Relation::Unit));
    let old = directory.policies.iter().filter(|policy| is_old(policy, today)).count();
    keeps.then(|| Waits {
        urgency: Urgency::Now,
        what: messages::office_waiting(l, old),
        how_many: old,
        since: None,
        address: ADDRESS.to_owned(),
    })
}
