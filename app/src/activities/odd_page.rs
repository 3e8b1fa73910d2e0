//! `/office/activities/odd`: hours that somebody should look at before they become a certificate.

use leptos::prelude::*;

use super::{
    check_in::Odd,
    hours::{Ground, HoursState, written},
    messages,
    office_list_page::ADDRESS as LIST,
    office_page, shift, words,
};
use crate::{
    accounts::{model::Staff, office_page::OfficeLine},
    ids::{ActivityId, HoursId},
    language::Language,
    shell::{Page, PageContext},
};

/// The address.
pub const ADDRESS: &str = "/office/activities/odd";

/// Hours as pages of the office show them.
#[derive(Clone, Debug)]
pub struct HoursShown {
    /// Which.
    pub id: HoursId,
    /// In which activity.
    pub activity: ActivityId,
    /// Whose: their number and their name, as much of it as the reader may know.
    pub volunteer: String,
    /// From when.
    pub begins_ms: i64,
    /// Until when.
    pub ends_ms: i64,
    /// How many, in hundredths.
    pub hundredths: i64,
    /// What they come from.
    pub ground: Ground,
    /// Where they stand.
    pub state: HoursState,
    /// What is odd about them.
    pub odd: Vec<Odd>,
    /// Why they were asked for without an attendance.
    pub reason: String,
    /// Why they do not count, where somebody said so.
    pub why_not: String,
    /// Who asked for them, by name where the reader may know it.
    pub asked_by: String,
    /// Who decided; empty while nobody has.
    pub decided_by: String,
    /// Whether the reader may agree to them.
    pub mine: bool,
}

/// The page.
pub fn page(context: &PageContext, reader: Staff, all: Vec<HoursShown>) -> Page {
    let l = context.language();
    Page::new(messages::odd_title(l), "", move || {
        let none = all.is_empty();
        let rows = all.into_iter().map(|it| row(l, &it, true)).collect_view();
        view! {
            <OfficeLine staff=reader.clone()/>
            <p><a href=l.address(LIST)>{messages::office_title(l)}</a></p>
            <h1>{messages::odd_title(l)}</h1>
            <p class="lead">{messages::odd_lead(l)}</p>
            {none.then(|| view! { <p class="empty">{messages::odd_none(l)}</p> })}
            <ul class="plain">{rows}</ul>
        }
    })
    .unlisted(true)
}

/// Hours on a line of a list; with a link to their activity where the list is about several.
pub(super) fn row(l: Language, it: &HoursShown, linked: bool) -> impl IntoView + use<> {
    let odd: Vec<_> = it
        .odd
        .iter()
        .map(|odd| view! { " "<span class="badge badge--warning">{words::odd(l, *odd)}</span> })
        .collect();
    let word = (it.ground == Ground::Word)
        .then(|| view! { " "<span class="badge badge--warning">{words::ground(l, it.ground)}</span> });
    let reason = (!it.reason.is_empty()).then(|| view! { <p class="kept">{it.reason.clone()}</p> });
    let why_not =
        (!it.why_not.is_empty()).then(|| view! { <p class="kept">{messages::hours_why(l, &it.why_not)}</p> });
    let link = linked.then(
        || view! { <a href=l.address(&office_page::address(it.activity))>{messages::to_activity(l)}</a> },
    );
    let by = messages::hours_by(l, &it.asked_by, if it.decided_by.is_empty() { "—" } else { &it.decided_by });
    view! {
        <li class="session"><p><b>{messages::hours_line(l, &written(it.hundredths))}</b>" "{shift::span(it.begins_ms, it.ends_ms)}
            " "<span class="badge">{words::hours(l, it.state)}</span>{word}{odd}</p>
            <p class="soft small">{messages::volunteer_number(l, &it.volunteer)}" · "{by}</p>{reason}{why_not}{link}</li>
    }
}
