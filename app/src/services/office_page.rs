//! `/office/services`: which version of the catalogue is in force, what is being written, and all versions there were.

use leptos::prelude::*;

use super::{draft_page, draft_words, messages, publish_page, version_page, versions::State};
use crate::{
    accounts::{model::Staff, office_page::OfficeLine},
    drafts::form::hidden,
    journal::model::Refusal,
    language::Language,
    sheets::{
        import_page::{export_button, import_link},
        lists::Listed,
        model::SheetKind,
    },
    shell::{Page, PageContext},
};

/// The address.
pub const ADDRESS: &str = "/office/services";

/// Who began a version that came with the program, in words.
pub fn with_program(l: Language) -> &'static str {
    messages::office_with_program(l)
}

/// A version in the list.
#[derive(Clone, Debug)]
pub struct Line {
    /// What it is called.
    pub version: String,
    /// Where it is in its life.
    pub state: State,
    /// Its number.
    pub number: i64,
    /// Services in it.
    pub items: usize,
    /// Who began it and when, in words.
    pub made: String,
    /// Who published it and when, in words.
    pub published: String,
    /// From when it is in force.
    pub day: String,
    /// What was said.
    pub note: String,
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Overview {
    /// Who reads.
    pub staff: Staff,
    /// Every version, the latest first.
    pub lines: Vec<Line>,
    /// What a new draft will be called.
    pub next: String,
    /// Whether something was just done.
    pub saved: bool,
    /// Why something was not.
    pub refused: Option<Refusal>,
}

/// The page.
pub fn page(context: &PageContext, overview: Overview) -> Page {
    let l = context.language();
    let status = if overview.refused.is_some() { 409 } else { 200 };
    Page::new(messages::office_title(l), "", move || {
        let Overview { staff, lines, next, saved, refused } = overview;
        let with = |state: State| lines.iter().find(|line| line.state == state);
        let active = match with(State::Active) {
            Some(line) => messages::office_active(l, &line.version, line.items),
            None => messages::office_none_active(l).to_owned(),
        };
        let start = |from: &str| {
            view! {
                <form method="post" action=l.address(ADDRESS)>{hidden("start", 0)}
                    <input type="hidden" name="version" value=next.clone()/>
                    <input type="hidden" name="from" value=from.to_owned()/>
                    <p><button class="button button--primary">{messages::office_start(l, from)}</button></p></form>
            }
        };
        let open = lines.iter().find(|line| line.state.is_open());
        let draft = match open {
            Some(line) if line.state == State::Draft => view! {
                <p><b>{line.version.clone()}</b>" "<span class="soft">{line.made.clone()}</span></p>
                <p class="row"><a class="button button--primary" href=l.address(draft_page::ADDRESS)>{messages::office_continue(l)}</a>
                    <a class="button" href=l.address(publish_page::COMPARE)>{messages::draft_compare(l)}</a></p>
            }
            .into_any(),
            Some(line) => view! {
                <p>{messages::office_scheduled(l, &line.version, &line.day)}</p>
                <form method="post" action=l.address(ADDRESS)>{hidden("reopen", line.number)}
                    <input type="hidden" name="version" value=line.version.clone()/>
                    <p><button class="button">{messages::office_reopen(l)}</button></p></form>
            }
            .into_any(),
            None => view! {
                <p class="soft">{messages::office_no_draft(l)}</p>
                {with(State::Active).map(|line| start(&line.version))}
            }
            .into_any(),
        };
        let offered = lines
            .iter()
            .filter(|line| line.state == State::Offered)
            .map(|line| {
                let start = open.is_none().then(|| start(&line.version));
                view! { <section class="notice"><p>{messages::office_offered(l, &line.version)}</p>{start}</section> }
            })
            .collect_view();
        let rows = lines
            .iter()
            .map(|line| {
                let address = l.address(&version_page::address(&line.version));
                let or_nothing = |text: &str| if text.is_empty() { messages::office_nobody(l).to_owned() } else { text.to_owned() };
                view! {
                    <tr><th scope="row"><a href=address>{line.version.clone()}</a></th>
                        <td data-label=messages::office_state(l)>{draft_words::state(l, line.state)}</td>
                        <td data-label=messages::office_day(l)>{or_nothing(&line.day)}</td>
                        <td data-label=messages::office_made(l)>{or_nothing(&line.made)}</td>
                        <td data-label=messages::office_published(l)>{or_nothing(&line.published)}</td>
                        <td data-label=messages::office_note(l)>{or_nothing(&line.note)}</td></tr>
                }
            })
            .collect_view();
        let by_sheet = (
            import_link(l, &staff, SheetKind::Catalogue),
            export_button(l, Listed::Sheet(SheetKind::Catalogue), ""),
        );
        view! {
            {refused.map(|refusal| view! {
                <p class="notice notice--urgent" role="alert">{draft_words::refused(l, refusal)}</p>
            })}
            <OfficeLine staff/>
            <h1>{messages::office_title(l)}</h1>
            <p class="lead">{messages::office_lead(l)}</p>
            {saved.then(|| view! { <p class="notice notice--good" role="status">{messages::office_saved(l)}</p> })}
            <p><b>{active}</b></p>
            {offered}
            <section class="panel section--tight"><h2>{messages::office_open_title(l)}</h2>{draft}</section>
            <section class="section--tight">
                <table class="table table--stack">
                    <caption>{messages::office_history(l)}</caption>
                    <thead><tr><th scope="col">{messages::office_version(l)}</th><th scope="col">{messages::office_state(l)}</th>
                        <th scope="col">{messages::office_day(l)}</th><th scope="col">{messages::office_made(l)}</th>
                        <th scope="col">{messages::office_published(l)}</th><th scope="col">{messages::office_note(l)}</th></tr></thead>
                    <tbody>{rows}</tbody></table>
            </section>
            {by_sheet}
        }
    })
    .status(status)
    .unlisted(true)
    .fault(status != 200)
}
