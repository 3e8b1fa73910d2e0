//! The button that leaves a page one may need to hide.

use leptos::prelude::*;

use super::messages;
use crate::reader::language;

/// Where it leads: an ordinary page of the government, which nobody asks about.
const ELSEWHERE: &str = "https://www.gov.cn/";

/// The button. Whoever shows it also lets it replace the page in the history (`public/quick-exit.js` on the site).
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
