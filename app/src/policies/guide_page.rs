//! `/office/policies/{slug}`, its comparison and its versions: one guide, for whoever writes and publishes it.

use leptos::prelude::*;
use time::Date;

use super::{
    draft::{self, FIELDS, Guide, Lack, State},
    guides_page::{self, state, title_of},
    messages,
    model::Policy,
};
use crate::{
    accounts::{model::Staff, office_page::OfficeLine},
    directory::model::Directory,
    drafts::messages as drafts,
    drafts::{
        comparison::{differing, shown},
        form::{self, Asking, Sent, hidden, questions},
        model::{Fault, Field, differences},
    },
    journal::{
        merge::{Conflict, Record},
        model::Refusal,
        words,
    },
    language::Language,
    reader::directory,
    shell::{Page, PageContext},
    ui::{FaultList, LinesField, Question},
};

/// The address of a guide in the office.
pub fn address(slug: &str) -> String {
    format!("{}/{slug}", guides_page::ADDRESS)
}

/// Where its draft is compared and published.
pub fn compare_address(slug: &str) -> String {
    format!("{}/{slug}/compare", guides_page::ADDRESS)
}

/// A version in the list.
#[derive(Clone, Debug)]
pub struct Line {
    /// Which one it is.
    pub version: i64,
    /// What became of the guide with it.
    pub state: State,
    /// Who and when, in words; empty for what came with the program.
    pub made: String,
    /// What was said.
    pub note: String,
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct GuideForm {
    /// Who reads.
    pub staff: Staff,
    /// The guide.
    pub guide: Guide,
    /// Its versions, the latest first.
    pub lines: Vec<Line>,
    /// The form as it was sent, where it could not be done.
    pub sent: Option<Sent>,
    /// What is wrong with it.
    pub faults: Vec<(&'static str, Fault)>,
    /// Why it was refused.
    pub refused: Option<Refusal>,
    /// What somebody else had changed meanwhile.
    pub conflicts: Vec<Conflict>,
    /// Whether it was just saved.
    pub saved: bool,
}

/// The codes of a field's list, with their words.
pub fn options(l: Language, field: &Field, directory: &Directory) -> Vec<(String, String)> {
    match field.word {
        "hotlines" => {
            let words = |number: &str, name: &str| format!("{number} {name}");
            directory
                .hotlines
                .iter()
                .map(|it| (it.number.clone(), words(&it.number, it.name.read(l))))
                .collect()
        }
        "services" => {
            let words = |code: &str, name: &str| format!("{code} {name}");
            let items = directory.catalogue.items.iter();
            items.map(|it| (it.code.clone(), words(&it.code, it.name.read(l)))).collect()
        }
        _ => Vec::new(),
    }
}

fn crumbs(l: Language) -> [(String, String); 1] {
    [(messages::office_title(l).to_owned(), guides_page::ADDRESS.to_owned())]
}

fn told_refusal(l: Language, refusal: Refusal) -> impl IntoView {
    let words = match refusal {
        Refusal::NotNow | Refusal::OtherCommand => messages::office_not_now(l),
        _ => messages::office_refused(l),
    };
    view! { <p class="notice notice--urgent" role="alert">{words}</p> }
}

/// The page.
pub fn page(context: &PageContext, form: GuideForm) -> Page {
    let l = context.language();
    let status = match (form.faults.is_empty(), form.refused.is_some() || !form.conflicts.is_empty()) {
        (false, _) => 422,
        (true, true) => 409,
        (true, false) => 200,
    };
    let title = title_of(l, &form.guide);
    let heading = title.clone();
    Page::new(title, "", move || body(l, heading, &form))
        .below(crumbs(l))
        .status(status)
        .unlisted(true)
        .fault(status != 200)
}

fn body(l: Language, heading: String, form: &GuideForm) -> impl IntoView + use<> {
    let directory = directory();
    let GuideForm { staff, guide, lines, sent, faults, refused, conflicts, saved } = form;
    let told: Vec<_> = faults.iter().map(|(word, fault)| (*word, form::told(l, word, fault))).collect();
    let action = l.address(&address(&guide.slug));
    let options = |field: &Field| options(l, field, &directory);
    let record = guide.record();
    let asking = Asking { fields: &FIELDS, record: &record, sent: sent.as_ref(), faults, options: &options };
    let what = match guide.draft.is_some() {
        true => messages::office_edits_draft(l),
        false => messages::office_edits_published(l),
    };
    let offer = guide.offered.is_some().then(|| {
        view! {
            <section class="notice"><p>{messages::office_offer(l)}</p>
                <form method="post" action=action.clone()>{hidden("offer", guide.number)}
                    <p><button class="button">{messages::office_take_offer(l)}</button></p></form></section>
        }
    });
    let public = (guide.state == State::Published).then(|| {
        let address = l.address(&format!("/policies/{}", guide.slug));
        view! { " · "<a href=address>{messages::office_public(l)}</a> }
    });
    let versions: Vec<_> = lines
        .iter()
        .map(|line| {
            let at = l.address(&format!("{}/{}", address(&guide.slug), line.version));
            let made = if line.made.is_empty() { messages::office_with_program(l) } else { &line.made };
            view! {
                <li><a href=at>{messages::office_version(l, line.version)}</a>" "{state(l, line.state)}" · "
                    <span class="soft">{made.to_owned()}" "{line.note.clone()}</span></li>
            }
        })
        .collect();
    let none = versions.is_empty();
    view! {
        <FaultList faults=told/>
        {refused.map(|refusal| told_refusal(l, refusal))}
        <OfficeLine staff=staff.clone()/>
        <h1>{heading}</h1>
        <p><span class="badge badge--strong">{state(l, guide.state)}</span>{public}</p>
        {saved.then(|| view! { <p class="notice notice--good" role="status">{messages::office_saved(l)}</p> })}
        {form::conflicts(l, &action, guide.number, conflicts)}
        {offer}
        <p><a class="button" href=l.address(&compare_address(&guide.slug))>{messages::office_compare(l)}</a></p>
        <p class="soft">{what}</p>
        <form class="form" method="post" action=action.clone() novalidate>{hidden("save", guide.number)}
            {questions(l, &asking)}
            <p><button class="button button--primary">{messages::office_save(l)}</button></p>
        </form>
        <section class="panel section--tight"><h2>{messages::office_versions(l)}</h2>
            {none.then(|| view! { <p class="soft">{messages::office_no_versions(l)}</p> })}
            <ul class="plain">{versions}</ul></section>
    }
}

/// The page that compares the draft with what is published, and publishes, withdraws or discards.
pub fn compare(
    context: &PageContext,
    staff: Staff,
    guide: Guide,
    today: Date,
    refused: Option<Refusal>,
    note: String,
) -> Page {
    let l = context.language();
    let status = if refused.is_some() { 409 } else { 200 };
    let title = messages::compare_title(l, &title_of(l, &guide));
    let slug = guide.slug.clone();
    let name = title_of(l, &guide);
    Page::new(title.clone(), "", move || {
        let directory = directory();
        let action = l.address(&compare_address(&guide.slug));
        let before = guide.published.as_ref().map(draft::record).unwrap_or_default();
        let differs = guide.draft.as_ref().map(|draft| differences(&before, draft, &FIELDS));
        let lacks = guide.draft.as_ref().map(|draft| draft::lacks(draft, &directory, today)).unwrap_or_default();
        let complete = guide.draft.is_some() && lacks.is_empty();
        let compared = match differs {
            None => {
                let begin = guide.published.is_some().then(|| {
                    view! {
                        <form method="post" action=action.clone()>{hidden("draft", guide.number)}
                            <p><button class="button">{messages::compare_begin(l)}</button></p></form>
                    }
                });
                view! { <p class="soft">{messages::compare_no_draft(l)}</p>{begin} }.into_any()
            }
            Some(differs) if differs.is_empty() => view! { <p>{messages::compare_same(l)}</p> }.into_any(),
            Some(differs) => differing(l, messages::compare_caption(l).to_owned(), &differs).into_any(),
        };
        let question = Question {
            name: "note",
            label: drafts::optional(l, messages::publish_note(l)),
            hint: messages::publish_note_hint(l).to_owned(),
            value: note,
            autocomplete: "off",
            ..Question::default()
        };
        let publish = complete.then(|| {
            view! {
                <section class="panel section--tight no-print"><h2>{messages::publish(l)}</h2>
                    <p>{messages::publish_lead(l)}</p>
                    <form class="form" method="post" action=action.clone()>{hidden("publish", guide.number)}
                        <LinesField question/>
                        <p><button class="button button--primary">{messages::publish(l)}</button></p></form></section>
            }
        });
        let sure = |act: &'static str, title: &'static str, hint: &'static str, button: &'static str| {
            view! {
                <details class="fold no-print"><summary>{title}</summary><p>{hint}</p>
                    <form method="post" action=action.clone()>{hidden(act, guide.number)}
                        <p><button class="button">{button}</button></p></form></details>
            }
        };
        let withdraw = (guide.state == State::Published).then(|| {
            sure("withdraw", messages::withdraw(l), messages::withdraw_hint(l), messages::withdraw_sure(l))
        });
        let discard = guide.draft.is_some().then(|| {
            sure("discard", messages::discard(l), messages::discard_hint(l), messages::discard_sure(l))
        });
        view! {
            {refused.map(|refusal| told_refusal(l, refusal))}
            <OfficeLine staff/>
            <h1>{title}</h1>
            {lacking(l, &guide.slug, &lacks)}
            {compared}
            {publish}
            {discard}
            {withdraw}
        }
    })
    .below(crumbs(l))
    .below([(name, address(&slug))])
    .status(status)
    .unlisted(true)
    .fault(status != 200)
}

/// What is missing, each with a link to where it is filled in.
fn lacking(l: Language, slug: &str, lacks: &[Lack]) -> Option<impl IntoView + use<>> {
    let lines: Vec<_> = lacks
        .iter()
        .map(|lack| {
            let (word, told) = match lack {
                Lack::Empty(word) => (*word, messages::lacks_empty(l, &words::field(l, word))),
                Lack::Unknown(word, code) => {
                    (*word, messages::lacks_unknown(l, &words::field(l, word), code))
                }
                Lack::Ahead => ("checked_on", messages::lacks_ahead(l).to_owned()),
            };
            let at = format!("{}#{word}", l.address(&address(slug)));
            view! { <li><a href=at>{told}</a></li> }
        })
        .collect();
    (!lines.is_empty()).then(|| {
        view! { <section class="notice"><h2>{messages::lacks_title(l)}</h2><ul>{lines}</ul></section> }
    })
}

/// The page of one version, as it was published.
pub fn version(context: &PageContext, staff: Staff, guide: &Guide, line: Line, policy: &Policy) -> Page {
    let l = context.language();
    let name = policy.title.read(l).to_owned();
    let title = format!("{name} {}", messages::office_version(l, line.version));
    let record: Record = draft::record(policy);
    let back = address(&guide.slug);
    Page::new(title.clone(), "", move || {
        let facts = FIELDS
            .iter()
            .filter_map(|field| record.get(field.word).filter(|it| !it.is_null()).map(|it| (field, it)))
            .map(|(field, value)| {
                view! { <div><dt>{words::field(l, field.word)}</dt><dd>{shown(l, value)}</dd></div> }
            })
            .collect_view();
        view! {
            <OfficeLine staff/>
            <h1>{title}</h1>
            <p><span class="badge badge--strong">{state(l, line.state)}</span>" "
                <span class="soft">{line.made}" "{line.note}</span></p>
            <dl class="facts facts--wide">{facts}</dl>
        }
    })
    .below(crumbs(l))
    .below([(name, back)])
    .unlisted(true)
}
