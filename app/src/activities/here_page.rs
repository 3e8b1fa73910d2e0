//! `/activities/here`: a volunteer says that they came or go, with the code that the leader shows.

use leptos::prelude::*;
use serde::Deserialize;

use super::{check_in, list_page::ADDRESS as LIST, messages, shift};
use crate::{
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

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct HereForm {
    /// Id of the tap, made with the page.
    pub tap: String,
    /// The six digits.
    pub code: String,
    /// `come` or `leave`.
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
}

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct HereShown {
    /// The form, with the id of its tap.
    pub form: HereForm,
    /// What is wrong with it.
    pub fault: Option<HereFault>,
    /// When they came, and when they went, as it was just noted.
    pub noted: Option<(i64, Option<i64>)>,
    /// How many kilometres away their device seemed to be then, where that is far.
    pub away_km: Option<i64>,
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
        });
        let noted = shown.noted.map(|(came, left)| match left {
            None => messages::here_came(l, &shift::clock(came)),
            Some(left) => messages::here_left(l, &shift::clock(came), &shift::clock(left)),
        });
        let question = Question {
            name: "code",
            label: messages::here_question(l).to_owned(),
            hint: messages::here_hint(l).to_owned(),
            autocomplete: "one-time-code",
            inputmode: "numeric",
            value: if fault.is_some() { String::new() } else { shown.form.code.clone() },
            fault: fault.map(str::to_owned),
            ..Question::default()
        };
        view! {
            <h1>{messages::here_title(l)}</h1>
            {noted.map(|words| view! { <p class="notice notice--good" role="status">{words}</p> })}
            {shown.away_km.map(|km| view! { <p class="notice notice--warning">{messages::here_far(l, km)}</p> })}
            <p class="lead">{messages::here_lead(l)}</p>
            <form class="form" method="post" action=l.address(ADDRESS) novalidate>
                <input type="hidden" name="tap" value=shown.form.tap.clone()/>
                <TextField question/>
                {position(l, &shown.form.position)}
                <p class="row"><button class="button button--primary button--large" name="act" value="come">{messages::here_come(l)}</button>
                    <button class="button button--large" name="act" value="leave">{messages::here_leave(l)}</button></p>
            </form>
            <script type="module" fetchpriority="low" src=site().asset("page-tools.js")></script>
        }
    })
    .below([(messages::title(l).to_owned(), LIST.to_owned()), (messages::here_title(l).to_owned(), ADDRESS.to_owned())])
    .unlisted(true)
    .status(status)
    .fault(status != 200)
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
