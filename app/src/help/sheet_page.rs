//! `/office/help/{id}/sheet`: a call on one sheet of paper, for a social worker who goes there without a device.

use leptos::prelude::*;

use super::{
    messages,
    model::{Referral, State, Step},
    request_page::{self, One, RecordShown, call_facts, filled, what},
    slip, words,
};
use crate::{
    accounts::office_page::OfficeLine,
    areas::model::Areas,
    forms::reading::{Read, answered},
    language::Language,
    reader::{directory, reader, site},
    shell::{Page, PageContext},
};

/// The address.
pub fn address(id: &str) -> String {
    format!("{}/sheet", request_page::address(id))
}

/// Lines to write on.
const LINES: usize = 8;

/// The page. Who printed it and when stands above it, as on every page of the office.
pub fn page(context: &PageContext, one: One) -> Page {
    let l = context.language();
    Page::new(messages::sheet_title(l), "", move || {
        let directory = directory();
        let line = &one.line;
        let urgent =
            line.urgent.then(|| view! { " "<span class="badge badge--warning">{messages::pressing(l)}</span> });
        let said = match &one.call {
            Some(call) => call_facts(l, call, one.intake.as_ref(), one.quiet).into_any(),
            None => view! { <p class="empty">{messages::one_erased(l)}</p> }.into_any(),
        };
        // What happened, and the term that is in force now, as on the list.
        let close_by = (line.state.waits() && !line.state.waits_for_contact())
            .then(|| (messages::one_close_by(l), one.close_by.clone()));
        let terms = one.contacts(l).into_iter().chain(close_by);
        let terms: String = terms.map(|(name, at)| format!(" · {name} {at}")).collect();
        let visit = one.visit().map(|(event, visit)| {
            let words = words::visit(l, visit, reader().now.date);
            view! { <p class="kept"><b>{words}</b>" "{event.said.words.clone()}</p> }
        });
        let intake = one.intake.as_ref().map(|filling| filled(l, &line.id, filling));
        let blank = (0..LINES).map(|_| view! { <p class="blank-line"></p> }).collect_view();
        let line_for = |words: &'static str| view! { <p class="blank-line"><b>{words}</b></p> };
        let back = l.address(&request_page::address(&line.id));
        view! {
            <OfficeLine staff=one.reader.clone()/>
            <p class="no-print row"><a href=back>{messages::one_title(l)}</a>
                <button class="button icon icon--print" type="button" data-print hidden>{messages::print(l)}</button></p>
            <noscript><p class="small soft no-print">{messages::print_hint(l)}</p></noscript>
            <h1>{words::service(l, &line.service, &directory)}{urgent}</h1>
            <p>{words::unit(l, &line.unit, &directory)}{terms}</p>
            {visit}
            {said}
            {intake}
            {since(l, &one)}
            <h2>{messages::sheet_done(l)}</h2>
            {line_for(messages::sheet_met(l))}
            {line_for(messages::sheet_day(l))}
            {blank}
            {line_for(messages::sheet_who(l))}
            <p class="small"><b>{messages::sheet_internal(l)}</b></p>
            {one.slip.clone().map(|slip| slip::view(l, slip))}
            <script type="module" fetchpriority="low" src=site().asset("page-tools.js")></script>
        }
    })
    .unlisted(true)
}

/// What came after the call, in the order in which it was written: what the caller added or why they had it opened again,
/// what they were told, and the services recorded so far. Whoever goes there reads it on the sheet alone.
fn since(l: Language, one: &One) -> impl IntoView + use<> {
    let directory = directory();
    let told = one.events.iter().filter(|event| {
        matches!(event.step, Step::Add | Step::Reopen | Step::Advise | Step::Refer | Step::Close)
    });
    let told = told.filter_map(|event| {
        let words = match &event.said.referral {
            // Where it is now; not where the law's own duty took it, which the caller may not read over a shoulder.
            Some(it) if one.line.state == State::Handed && it.consent != Referral::DUTY => {
                format!("{} {}", it.body, it.contact)
            }
            Some(_) => return None,
            None => words::told_words(event.step, event.said.clone())?,
        };
        Some((event.when.clone(), what(l, event).to_owned(), words))
    });
    let recorded = one.records.iter().map(|record| {
        let service = words::service(l, &record.service, &directory);
        let heading = format!("{service} · {} · {}", record.when, record.who);
        (record.written.clone(), heading, in_short(l, record, &directory.areas))
    });
    let mut all: Vec<_> = told.chain(recorded).collect();
    // What was written in the same minute stands as it came: the caller's words first, as they are read first.
    all.sort_by(|one, other| one.0.cmp(&other.0));
    (!all.is_empty()).then(|| {
        let lines = all.into_iter().map(|(when, heading, words)| {
            view! { <li><b>{heading}</b>" "<span class="soft small">{when}</span><p class="kept">{words}</p></li> }
        });
        view! { <h2>{messages::sheet_since(l)}</h2><ul class="plain">{lines.collect_view()}</ul> }
    })
}

/// The answers of a record in one paragraph; a signature is not said again.
fn in_short(l: Language, record: &RecordShown, areas: &Areas) -> String {
    let Some(filling) = &record.filling else { return String::new() };
    let groups = (0..filling.form().groups.len()).filter(|group| filling.is_shown(*group));
    let lines = groups.flat_map(|group| answered(l, filling, group, areas, None));
    let words = lines.filter_map(|(label, answer)| match answer {
        Read::Words(words) => Some(messages::sheet_answer(l, &label, &words)),
        Read::Seen(_) => None,
    });
    words.collect::<Vec<_>>().join(messages::sheet_between(l))
}
