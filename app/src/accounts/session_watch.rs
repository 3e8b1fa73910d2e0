//! Warns before a session ends for not being used, and lets it go on without leaving the page.
//!
//! Without scripts nothing warns, and nothing is lost either: what is sent too late is kept (`kept_page.rs`).

use leptos::prelude::*;

use super::messages;
use crate::reader::{language, site};

/// Where the script asks for more time.
pub const STILL_HERE: &str = "/office/still-here";

/// For how long a session goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Watched {
    /// For how many seconds it may stand unused.
    pub idle_seconds: i64,
    /// For how many seconds it lasts at all.
    pub lasts_seconds: i64,
}

/// The question whether to go on, hidden until it is time, and the script that asks it.
#[component]
pub fn SessionWatch(watched: Watched) -> impl IntoView {
    let l = language();
    view! {
        <dialog id="session-watch" class="dialog" aria-labelledby="session-watch-title"
            data-idle=watched.idle_seconds data-lasts=watched.lasts_seconds
            data-address=l.address(STILL_HERE) data-over=messages::watch_over(l)>
            <h2 id="session-watch-title">{messages::watch_title(l)}</h2>
            <p>{messages::watch_text(l)}</p>
            <form method="dialog"><button class="button button--primary">{messages::watch_stay(l)}</button></form>
        </dialog>
        <script type="module" fetchpriority="low" src=site().asset("session-watch.js")></script>
    }
}
