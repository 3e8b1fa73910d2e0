//! The button that leaves a page one may need to hide.

use leptos::prelude::*;

use super::messages;
use crate::{language::Language, reader::language};

/// Where it leads: an ordinary page of the government, which nobody asks about.
pub const ELSEWHERE: &str = "https://www.gov.cn/";

/// The button of the field app, which replaces the page in the history.
#[component]
pub fn QuickExit() -> impl IntoView {
    let l = language();
    view! {
        <a class="button exit-button" id="quick-exit" href=ELSEWHERE rel="noreferrer nofollow">
            {messages::quick_exit(l)}
        </a>
        <p class="visually-hidden">{messages::quick_exit_hint(l)}</p>
    }
}

/// The button of the site. It sends a form to `action`, where the server forgets what was written and not sent, and leads
/// on, so that it works without scripts; with them `public/quick-exit.js` also forgets what lies on the device, and
/// replaces the page in the history.
#[component]
pub fn LeaveForm(action: String) -> impl IntoView {
    let l = language();
    view! {
        <form id="quick-exit" method="post" action=action data-elsewhere=ELSEWHERE>
            <button class="button exit-button"><span>{messages::quick_exit(l)}<br/><small>{messages::quick_exit_forgets(l)}</small></span></button>
        </form>
        <p class="visually-hidden" data-exit-hint="" hidden>{messages::quick_exit_hint(l)}</p>
    }
}

/// What is shown on the way, to whoever does not let a page lead on by itself: nothing of ours, not even in the title.
pub fn on_the_way(l: Language) -> String {
    let [tag, host] = [l.tag(), ELSEWHERE.trim_start_matches("https://").trim_end_matches('/')];
    format!(
        "<!DOCTYPE html><html lang=\"{tag}\"><head><meta charset=\"utf-8\"><title>{host}</title></head>\
         <body><a href=\"{ELSEWHERE}\" rel=\"noreferrer\">{host}</a></body></html>"
    )
}
