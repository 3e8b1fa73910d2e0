//! `/office/help/{id}/sheet`: a call on one sheet of paper, for a social worker who goes there without a device.

use leptos::prelude::*;

use super::{
    messages,
    request_page::{self, One, call_facts, filled},
    slip, words,
};
use crate::{
    accounts::office_page::OfficeLine,
    reader::{directory, site},
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
            Some(call) => call_facts(l, call).into_any(),
            None => view! { <p class="empty">{messages::one_erased(l)}</p> }.into_any(),
        };
        // The term that is in force now, as on the list.
        let due = match line.state.waits_for_contact() {
            true => messages::one_contact_by(l),
            false => messages::one_close_by(l),
        };
        let intake = one.intake.as_ref().map(|filling| filled(l, &line.id, filling));
        let blank = (0..LINES).map(|_| view! { <p class="blank-line"></p> }).collect_view();
        let asked = [
            messages::sheet_met(l),
            messages::sheet_day(l),
            messages::sheet_who(l),
        ];
        let asked = asked.map(|words| view! { <p class="blank-line"><b>{words}</b></p> }).collect_view();
        let back = l.address(&request_page::address(&line.id));
        view! {
            <OfficeLine staff=one.reader.clone()/>
            <p class="no-print row"><a href=back>{messages::one_title(l)}</a>
                <button class="button icon icon--print" type="button" data-print hidden>{messages::print(l)}</button></p>
            <noscript><p class="small soft no-print">{messages::print_hint(l)}</p></noscript>
            <h1>{words::service(l, &line.service, &directory)}{urgent}</h1>
            <p>{words::unit(l, &line.unit, &directory)}" · "{due}" "{line.due.clone()}</p>
            {said}
            {intake}
            <h2>{messages::sheet_done(l)}</h2>
            {asked}
            {blank}
            <p class="small"><b>{messages::sheet_internal(l)}</b></p>
            {one.slip.clone().map(|slip| slip::view(l, slip))}
            <script type="module" fetchpriority="low" src=site().asset("page-tools.js")></script>
        }
    })
    .unlisted(true)
}
