//! Drives `offline/`: shows the kept directory at once, then asks the server for a newer one, again and again.

use std::{cell::Cell, cell::RefCell, rc::Rc, time::Duration};

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::AbortController;

use super::{
    app::{App, Worker},
    device::{self, Answer},
};
use crate::offline::{directory_copy, indexed_db::IndexedDb, refresh::Outcome};

/// After this long a question is given up. That proves nothing; the next one follows.
const GIVEN_UP_AFTER: Duration = Duration::from_secs(60);

/// How often the clock is looked at.
const TICK: Duration = Duration::from_secs(15);

/// What asks.
pub(super) struct Refresher {
    app: App,
    store: Option<IndexedDb>,
    /// Counts the questions: an answer to an earlier one than the last is no answer.
    turn: Cell<u32>,
    stop: RefCell<Option<AbortController>>,
}

/// Begins: the kept directory first, the server then, and everything that may hint at a network.
pub(super) fn start(app: App) {
    spawn_local(async move {
        let store = IndexedDb::open().await.ok();
        if let Some(store) = &store
            && let Some(copy) = directory_copy::kept(store).await
        {
            app.show(copy);
            app.kept.set(true);
        }
        let refresher = Refresher { app, store, turn: Cell::new(0), stop: RefCell::default() };
        Rc::new(refresher).begin();
    });
}

impl Refresher {
    fn begin(self: Rc<Self>) {
        let app = self.app;
        set_interval(move || app.tick(), TICK);
        listen("online", self.clone(), Self::hint);
        listen("pageshow", self.clone(), Self::hint);
        listen("visibilitychange", self.clone(), Self::hint);
        listen(ASK_NOW, self.clone(), |it| it.ask(true));
        self.ask(false);
    }

    /// Something may have changed: ask soon, if somebody looks.
    fn hint(self: Rc<Self>) {
        if device::is_seen() {
            self.app.tick();
            self.app.refresh.update(|refresh| refresh.hint(device::now_ms()));
            self.ask_if_due();
        }
    }

    fn ask_if_due(self: Rc<Self>) {
        if self.app.refresh.with_untracked(|refresh| refresh.is_due(device::now_ms())) {
            self.ask(false);
        }
    }

    /// Asks now; a question that is still under way is given up for this one.
    fn ask(self: Rc<Self>, by_hand: bool) {
        let turn = self.turn.get() + 1;
        self.turn.set(turn);
        let Ok(stop) = AbortController::new() else { return };
        let signal = stop.signal();
        if let Some(earlier) = self.stop.replace(Some(stop.clone())) {
            earlier.abort();
        }
        set_timeout(move || stop.abort(), GIVEN_UP_AFTER);
        self.app.refresh.update(|refresh| refresh.begin(by_hand));
        let tag = self
            .app
            .shown
            .with_untracked(|shown| shown.as_ref().map(|it| it.tag.clone()))
            .unwrap_or_default();
        spawn_local(async move {
            let answer = device::ask_for_directory(&tag, &signal).await;
            if self.turn.get() == turn {
                let outcome = self.take(answer).await;
                self.app.refresh.update(|refresh| refresh.end(outcome, device::now_ms()));
                self.ask_again_in_time();
            }
        });
    }

    fn ask_again_in_time(self: Rc<Self>) {
        let wait_ms = self.app.refresh.with_untracked(|refresh| refresh.wait_ms(device::now_ms()));
        let wait_ms = u64::try_from(wait_ms).unwrap_or_default();
        set_timeout(move || self.ask_if_due(), Duration::from_millis(wait_ms));
    }

    /// Shows and keeps what was answered. What cannot be read whole changes nothing.
    async fn take(&self, answer: Answer) -> Outcome {
        let now_ms = device::now_ms();
        match answer {
            Answer::None => Outcome::NoAnswer,
            Answer::Same => {
                self.app.confirmed_at_ms.set(now_ms);
                if let Some(store) = &self.store {
                    // Refused when the disk is full: the kept copy only looks older than it is.
                    let _ = directory_copy::confirm(store, now_ms).await;
                }
                Outcome::Newest
            }
            Answer::Text(text, tag) => {
                let Ok(copy) = directory_copy::received(&text, tag, now_ms) else {
                    return Outcome::Unreadable;
                };
                let kept = match &self.store {
                    Some(store) => directory_copy::keep(store, &copy, &text).await.is_ok(),
                    None => false,
                };
                self.app.show(copy);
                self.app.kept.set(kept);
                if kept {
                    device::persist().await;
                }
                Outcome::Newest
            }
        }
    }
}

/// The event by which a button asks the refresher: it lives outside of every view.
pub(super) const ASK_NOW: &str = "field-ask-now";

fn listen(name: &'static str, refresher: Rc<Refresher>, then: fn(Rc<Refresher>)) {
    // For as long as the app is open, which is for good.
    let _ = window_event_listener_untyped(name, move |_| then(refresher.clone()));
}

/// Hears what the start script says of the service worker.
pub(super) fn listen_to_worker(app: App) {
    let _ = window_event_listener_untyped("field-worker", move |event| {
        let worker = match device::detail(&event).as_deref() {
            Some("ready") if app.worker.get_untracked() == Worker::Unheard => Worker::Ready,
            Some("newer") => Worker::NewerWaits,
            _ => return,
        };
        app.worker.set(worker);
    });
}
