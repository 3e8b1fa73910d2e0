//! `/office/import/{id}`: what would come of each row, and the button that does it; afterwards, what was done.

use leptos::prelude::*;
use serde::Deserialize;

use super::{
    import_page, messages,
    model::SheetKind,
    plan::{Outcome, Plan, Planned, may_import},
    words,
};
use crate::{
    accounts::{model::Staff, office_page::OfficeLine},
    language::Language,
    policies::guides_page,
    reader::directory,
    services::office_page,
    shell::{Page, PageContext},
    stations::units_page,
    ui::Pagination,
};

/// Rows on a page.
const PER_PAGE: usize = 50;

/// What is asked for, as it stands in the address.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct PlanQuery {
    /// An outcome, by its word; empty for all.
    pub show: String,
    /// Counted from 1.
    pub page: String,
}

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct PlanForm {
    /// `confirm` or `drop`.
    pub act: String,
    /// What the plan came to that was shown.
    pub seen: String,
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Who imports.
    pub staff: Staff,
    /// Which import.
    pub id: String,
    /// What it is.
    pub kind: SheetKind,
    /// What its sheet is called.
    pub sheet: String,
    /// Headings that were passed over.
    pub passed_over: Vec<String>,
    /// What would come of it.
    pub plan: Plan,
    /// What that comes to.
    pub seen: String,
    /// Whether it is another than was confirmed.
    pub moved: bool,
    /// What was asked for.
    pub query: PlanQuery,
}

/// The address of an import.
pub fn address(id: &str) -> String {
    format!("{}/{id}", import_page::ADDRESS)
}

fn address_of(id: &str, show: &str, page: usize) -> String {
    let page = if page > 1 { page.to_string() } else { String::new() };
    let pairs = [("show", show), ("page", &page)];
    let pairs = pairs.into_iter().filter(|(_, value)| !value.is_empty());
    let pairs: Vec<_> = pairs.map(|(name, value)| format!("{name}={value}")).collect();
    if pairs.is_empty() { address(id) } else { format!("{}?{}", address(id), pairs.join("&")) }
}

/// The page of what would be.
pub fn page(context: &PageContext, shown: Shown) -> Page {
    let l = context.language();
    let status = if shown.moved { 409 } else { 200 };
    Page::new(messages::plan_title(l), "", move || {
        let Shown { staff, id, kind, sheet, passed_over, plan, seen, moved, query } = shown;
        let chosen = Outcome::from_word(&query.show);
        let chip = |word: &'static str, what: &'static str, number: usize| {
            let here = chosen.map_or("", Outcome::word) == word;
            let href = l.address(&address_of(&id, word, 1));
            view! {
                <li><a class="chip" href=href aria-current=here.then_some("true")>{messages::chip(l, what, number)}</a></li>
            }
        };
        let every = chip("", messages::all(l), plan.rows.len());
        let chips = Outcome::ALL
            .map(|outcome| chip(outcome.word(), words::outcome(l, outcome), plan.count(outcome)))
            .collect_view();
        let listed: Vec<_> =
            plan.rows.iter().filter(|row| chosen.is_none_or(|outcome| row.outcome == outcome)).collect();
        let pages = listed.len().div_ceil(PER_PAGE).max(1);
        let page = query.page.parse().ok().filter(|page| (1..=pages).contains(page)).unwrap_or(1);
        let rows: Vec<_> =
            listed.iter().skip((page - 1) * PER_PAGE).take(PER_PAGE).map(|row| line(l, kind, row)).collect();
        let none = rows.is_empty();
        let refused = plan.count(Outcome::Refused);
        let done = plan.count(Outcome::New) + plan.count(Outcome::Changed) + plan.gone.len();
        let gone: Vec<_> = plan.gone.iter().map(|name| name.read(l)).collect();
        let gone = (!gone.is_empty()).then(|| messages::plan_gone(l, &gone.join(messages::and(l))));
        let show = chosen.map_or("", Outcome::word);
        let button = plan.can_be_done().then(|| {
            view! {
                <button class="button button--primary" name="act" value="confirm">{messages::plan_confirm(l, done)}</button>
            }
        });
        let verdict = if refused > 0 {
            Some(messages::plan_refused(l, refused))
        } else {
            plan.steps.is_empty().then(|| messages::plan_nothing(l).to_owned())
        };
        let (turned, download) = (id.clone(), l.address(&format!("{}/result", address(&id))));
        view! {
            <OfficeLine staff/>
            <h1>{messages::plan_title(l)}</h1>
            <p class="lead">{messages::plan_lead(l, words::kind(l, kind), &sheet, plan.rows.len())}</p>
            {moved.then(|| view! { <p class="notice notice--urgent" role="alert">{messages::plan_moved(l)}</p> })}
            {verdict.map(|words| view! { <p class="notice">{words}</p> })}
            {gone.map(|words| view! { <p class="notice">{words}</p> })}
            {(!passed_over.is_empty()).then(|| view! {
                <p class="soft">{messages::plan_passed_over(l, &passed_over.join(messages::and(l)))}</p>
            })}
            <form class="no-print" method="post" action=l.address(&address(&id))>
                <input type="hidden" name="seen" value=seen/>
                <p class="row">{button}
                    <button class="button button--quiet" name="act" value="drop">{messages::plan_drop(l)}</button></p>
                <p class="small soft">{messages::plan_kept(l)}" "<a href=download download="">{messages::plan_download(l)}</a></p>
            </form>
            <ul class="chips">{every}{chips}</ul>
            {if none {
                view! { <p class="empty">{messages::plan_none(l)}</p> }.into_any()
            } else {
                view! {
                    <table class="table table--stack">
                        <caption class="visually-hidden">{messages::plan_title(l)}</caption>
                        <thead><tr><th scope="col">{messages::plan_row(l)}</th><th scope="col">{messages::plan_name(l)}</th>
                            <th scope="col">{messages::plan_outcome(l)}</th><th scope="col">{messages::plan_details(l)}</th></tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                    <Pagination page pages address=move |page| address_of(&turned, show, page)/>
                }.into_any()
            }}
        }
    })
    .status(status)
    .unlisted(true)
    .fault(status != 200)
}

fn line(l: Language, kind: SheetKind, row: &Planned) -> impl IntoView + use<> {
    let directory = directory();
    let refused = row.outcome == Outcome::Refused;
    let faults: Vec<_> = row.faults.iter().map(|fault| words::fault(l, fault)).collect();
    let changes = if refused { Vec::new() } else { words::changes(l, kind, row, &directory) };
    let notes: Vec<_> = row.notes.iter().map(|note| words::note(l, note)).collect();
    let lines = faults.into_iter().chain(changes).map(|words| view! { <p class="small">{words}</p> });
    let notes = notes.into_iter().map(|words| view! { <p class="small"><b>{words}</b></p> });
    let name = row.name.read(l).to_owned();
    let name = match &row.slug {
        Some(slug) => view! { <a href=l.address(&units_page::unit_address(slug))>{name}</a> }.into_any(),
        None => name.into_any(),
    };
    view! {
        <tr><th scope="row">{row.number}</th>
            <td data-label=messages::plan_name(l)><span>{name}</span></td>
            <td data-label=messages::plan_outcome(l)><span><span class="badge" class:badge--warning=refused>{words::outcome(l, row.outcome)}</span></span></td>
            <td data-label=messages::plan_details(l)><div>{lines.collect_view()}{notes.collect_view()}</div></td></tr>
    }
}

/// The page of what was done.
pub fn done(context: &PageContext, staff: Staff, added: i64, changed: i64) -> Page {
    let l = context.language();
    Page::new(messages::done_title(l), "", move || {
        let drafts = may_import(&staff, SheetKind::Catalogue);
        let words = match drafts {
            true => messages::done_draft(l, added, changed),
            false => messages::done_text(l, added, changed),
        };
        let next = drafts.then(|| {
            view! {
                <p><a href=l.address(office_page::ADDRESS)>{messages::done_next_catalogue(l)}</a></p>
                <p><a href=l.address(guides_page::ADDRESS)>{messages::done_next_policies(l)}</a></p>
            }
        });
        view! {
            <OfficeLine staff/>
            <h1>{messages::done_title(l)}</h1>
            <p class="notice notice--good" role="status">{words}</p>
            {next}
            <p><a class="button" href=l.address(import_page::ADDRESS)>{messages::done_again(l)}</a></p>
        }
    })
    .unlisted(true)
}
