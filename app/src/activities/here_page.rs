//! `/activities/here`: a volunteer says that they came or go, with the code that the leader shows.

use leptos::prelude::*;
use serde::Deserialize;

use super::{activity_page, check_in, list_page::ADDRESS as LIST, messages, shift, shown::span};
use crate::{
    ids::ActivityId,
    language::Language,
    reader::{language, site},
    shell::{Page, PageContext},
    ui::{Question, TextField},
};

/// The address; the picture that the leader shows leads here with the code.
pub const ADDRESS: &str = "/activities/here";

/// The address with a code, as it was scanned or typed; without one where it is none.
pub fn address(code: &str) -> String {
    check_in::parse(code).map_or_else(|| ADDRESS.to_owned(), |code| format!("{ADDRESS}?code={code}"))
}

/// What [`HereForm::act`] says where somebody goes.
pub const LEAVE: &str = "leave";

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct HereForm {
    /// Id of the tap, made with the page.
    pub tap: String,
    /// The six digits.
    pub code: String,
    /// `come`, or [`LEAVE`].
    pub act: String,
    /// `19.25,110.47`, where the reader wanted it to be sent; empty for nothing.
    pub position: String,
}

/// Why somebody is not noted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HereFault {
    /// It is no code, or not that of their shift and this minute.
    Code,
    /// They have no place in a shift of this time.
    NoPlace,
    /// They may take part in nothing now.
    NotAdmitted,
    /// They came and went three times.
    TooOften,
    /// They go, and have not come.
    NotCome,
    /// Too many codes were tried in vain.
    TooMany,
    /// The code has let them in or out before, and does nothing a second time.
    CodeUsed,
}

/// When somebody came and went, and where.
#[derive(Clone, Debug)]
pub struct NotedShown {
    /// When they came.
    pub came_ms: i64,
    /// When they went; nothing while they are there.
    pub left_ms: Option<i64>,
    /// Whether that was noted before, and nothing is new.
    pub again: bool,
    /// How many kilometres away their device seemed to be, where that is far.
    pub away_km: Option<i64>,
    /// At which activity.
    pub activity: ActivityId,
    /// What it is called.
    pub name: String,
    /// When its shift begins.
    pub starts_ms: i64,
    /// When it ends.
    pub ends_ms: i64,
}

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct HereShown {
    /// The form, with the id of its tap.
    pub form: HereForm,
    /// What is wrong with it.
    pub fault: Option<HereFault>,
    /// What is noted of them.
    pub noted: Option<NotedShown>,
}

/// The page.
pub fn page(context: &PageContext, shown: HereShown) -> Page {
    let l = context.language();
    let status = match shown.fault {
        None => 200,
        Some(HereFault::TooMany) => 429,
        Some(_) => 422,
    };
    Page::new(messages::here_title(l), messages::here_lead(l), move || {
        let l = language();
        let fault = shown.fault.map(|fault| match fault {
            HereFault::Code => messages::here_code(l),
            HereFault::NoPlace => messages::here_no_place(l),
            HereFault::NotAdmitted => messages::here_not_admitted(l),
            HereFault::TooOften => messages::here_too_often(l),
            HereFault::NotCome => messages::here_not_come(l),
            HereFault::TooMany => messages::here_too_many(l),
            HereFault::CodeUsed if shown.form.act == LEAVE => messages::here_used_to_come(l),
            HereFault::CodeUsed => messages::here_used(l),
        });
        // A code that has done its work is not offered for the next.
        let code = if fault.is_some() || shown.noted.is_some() { "" } else { shown.form.code.as_str() };
        let away_km = shown.noted.as_ref().and_then(|it| it.away_km);
        let question = Question {
            name: "code",
            label: messages::here_question(l).to_owned(),
            hint: messages::here_hint(l).to_owned(),
            autocomplete: "one-time-code",
            inputmode: "numeric",
            value: code.to_owned(),
            fault: fault.map(str::to_owned),
            ..Question::default()
        };
        view! {
            <h1>{messages::here_title(l)}</h1>
            {shown.noted.map(|it| noted(l, it))}
            {away_km.map(|km| view! { <p class="notice notice--warning">{messages::here_far(l, km)}</p> })}
            <p class="lead">{messages::here_lead(l)}</p>
            <form class="form" method="post" action=l.address(ADDRESS) novalidate>
                <input type="hidden" name="tap" value=shown.form.tap.clone()/>
                <TextField question/>
                {position(l, &shown.form.position)}
                <p class="row"><button class="button button--primary button--large" name="act" value="come">{messages::here_come(l)}</button>
                    <button class="button button--large" name="act" value=LEAVE>{messages::here_leave(l)}</button></p>
            </form>
            <script type="module" fetchpriority="low" src=site().asset("page-tools.js")></script>
        }
    })
    .below([(messages::title(l).to_owned(), LIST.to_owned()), (messages::here_title(l).to_owned(), ADDRESS.to_owned())])
    .unlisted(true)
    .status(status)
    .fault(status != 200)
}

/// What is noted of somebody: of which shift, and whether it was just done.
fn noted(l: Language, it: NotedShown) -> impl IntoView {
    let (came, left) = (shift::clock(it.came_ms), it.left_ms.map(shift::clock));
    let words = match (it.again, left) {
        (false, None) => messages::here_came(l, &came),
        (false, Some(left)) => messages::here_left(l, &came, &left),
        (true, None) => messages::here_already(l, &came),
        (true, Some(left)) => messages::here_gone(l, &came, &left),
    };
    let class = if it.again { "notice" } else { "notice notice--good" };
    view! {
        <p class=class role="status">{words}<br/><a href=l.address(&activity_page::address(it.activity))>{it.name}</a>" "{span(it.starts_ms, it.ends_ms)}</p>
    }
}

/// Sends along where the reader is, who presses a button for it. Its script shows it only where the browser can tell.
fn position(l: Language, known: &str) -> impl IntoView + use<> {
    let (known, added) = (known.to_owned(), messages::here_position_added(l));
    let said = if known.is_empty() { "" } else { added };
    view! {
        <div class="field" data-position="" hidden><input type="hidden" name="position" value=known/>
            <p class="field__hint" id="position-hint">{messages::here_position_hint(l)}</p>
            <p class="row"><button class="button icon icon--locate" type="button" aria-describedby="position-hint">{messages::here_position(l)}</button>
                <span role="status" data-added=added data-refused=messages::here_position_refused(l)>{said}</span></p></div>
    }
}
