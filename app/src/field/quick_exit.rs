//! Leaving a page that somebody may need to hide: by the button, or by pressing Escape three times, as on the site.

use leptos::{ev, prelude::*};

use super::{app::App, device};
use crate::ui::QuickExit;

/// Within what time the three presses have to come.
const PRESSES_WITHIN_MS: i64 = 2_000;

/// The button, on such a page.
pub(super) fn quick_exit(app: App) -> impl IntoView {
    let leave = |event: ev::MouseEvent| {
        event.prevent_default();
        device::leave_by("#quick-exit");
    };
    let sensitive = Memo::new(move |_| app.is_sensitive());
    move || {
        app.language.track();
        sensitive.get().then(|| {
            provide_context(app.language.get_untracked());
            view! { <div on:click=leave><QuickExit/></div> }
        })
    }
}

/// Listens to Escape for as long as the page lives.
pub(super) fn listen(app: App) {
    let presses = StoredValue::new([0_i64; 3]);
    let _ = window_event_listener(ev::keydown, move |event| {
        if event.key() != "Escape" || !app.is_sensitive() {
            return;
        }
        let now = device::now_ms();
        presses.update_value(|them| *them = [them[1], them[2], now]);
        if presses.with_value(|them| now - them[0] < PRESSES_WITHIN_MS) {
            device::leave_by("#quick-exit");
        }
    });
}
