//! `/office/help/{id}/referral`: what goes along to another body, on one sheet of paper with a receipt to be sent back (F08).
//!
//! Invariant: of the caller it says what was chosen to go along when the call was handed on, and nothing else.

use leptos::prelude::*;

use super::{
    handing, messages,
    model::Referral,
    request_page::{self, One, consent, filled},
    words,
};
use crate::{
    accounts::office_page::OfficeLine,
    forms::reading,
    journal::model::Unit,
    language::Language,
    reader::{directory, site},
    shell::{Page, PageContext},
};

/// The address.
pub fn address(id: &str) -> String {
    format!("{}/referral", request_page::address(id))
}

/// The page of what was agreed when the call was handed on last.
pub fn page(context: &PageContext, one: One, referral: Referral) -> Page {
    let l = context.language();
    Page::new(messages::referral_title(l), "", move || body(l, &one, &referral)).unlisted(true)
}

fn body(l: Language, one: &One, referral: &Referral) -> impl IntoView + use<> {
    let directory = directory();
    let line = &one.line;
    let fact = |name: &'static str, value: String| {
        (!value.is_empty()).then(|| view! { <div><dt>{name}</dt><dd class="kept">{value}</dd></div> })
    };
    let goes = |piece: &str| referral.pieces.iter().any(|it| it == piece);
    let call = one.call.clone().unwrap_or_default();
    let place = format!("{} {}", reading::place(l, &call.place, &directory.areas), call.place_words);
    let phone = if call.phone.is_empty() { call.through.clone() } else { call.phone.clone() };
    let intake = one.intake.as_ref().and_then(|intake| match &referral.answers {
        Some(names) => Some(reading::view_some(l, intake, &directory.areas, names).into_any()),
        // Handed on by an older release: everything, as it was agreed then.
        None => goes("need").then(|| filled(l, &line.id, intake).into_any()),
    });
    let pieces = handing::in_one_line(l, &handing::pieces(l, referral, one.intake.as_ref()));
    let urgent =
        line.urgent.then(|| view! { " "<span class="badge badge--warning">{messages::pressing(l)}</span> });
    // Whoever takes it brings the receipt back to them.
    let station = match &line.unit {
        Unit::Station(id) => directory.station_with_id(*id),
        Unit::County(_) | Unit::Province => None,
    };
    let telephone = station.and_then(|it| it.phones.first()).map(|it| it.number.clone()).unwrap_or_default();
    let from = format!("{} {} {telephone}", words::unit(l, &line.unit, &directory), one.reader.name);
    let asked = [
        messages::referral_taker(l),
        messages::referral_phone(l),
        messages::referral_day(l),
        messages::referral_result(l),
        messages::referral_stamp(l),
    ];
    let asked = asked.map(|words| view! { <p class="blank-line"><b>{words}</b></p> }).collect_view();
    // Enough to find it again by, and no key to the ticket.
    let number: String = line.id.chars().rev().take(8).collect::<Vec<_>>().into_iter().rev().collect();
    let back = l.address(&request_page::address(&line.id));
    view! {
        <OfficeLine staff=one.reader.clone()/>
        <p class="no-print row"><a href=back>{messages::one_title(l)}</a>
            <button class="button icon icon--print" type="button" data-print hidden>{messages::print(l)}</button></p>
        <noscript><p class="small soft no-print">{messages::print_hint(l)}</p></noscript>
        <h1>{messages::referral_title(l)}{urgent}</h1>
        <dl class="facts facts--wide">
            {fact(messages::referral_number(l), number)}
            {fact(messages::referral_from(l), from)}
            {fact(messages::refer_body(l), referral.body.clone())}
            {fact(messages::refer_contact(l), referral.contact.clone())}
            {fact(messages::office_service(l), words::service(l, &line.service, &directory))}
            {fact(messages::refer_question(l), referral.words.clone())}
            {fact(messages::refer_consent(l), messages::consent_covers(l, consent(l, &referral.consent), &pieces))}
            {fact(messages::refer_by(l), referral.by.clone())}
        </dl>
        <h2>{messages::refer_pieces(l)}</h2>
        <dl class="facts facts--wide">
            {goes("name").then(|| fact(messages::one_called(l), call.called.clone()))}
            {goes("phone").then(|| fact(messages::one_phone(l), phone))}
            {goes("place").then(|| fact(messages::office_place(l), place.trim().to_owned()))}
            {goes("need").then(|| fact(messages::piece_need(l), call.words.clone()))}
        </dl>
        {intake}
        <p class="small">{messages::referral_only(l)}</p>
        <h2>{messages::referral_receipt(l)}</h2>
        {asked}
        <script type="module" fetchpriority="low" src=site().asset("page-tools.js")></script>
    }
}
