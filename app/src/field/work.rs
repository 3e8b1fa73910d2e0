//! Drives a person's tablet: keeps what they do, and brings it to the server whenever there is one.
//!
//! What is to be seen is what the disk has. Questions go out one at a time, in the rhythm of `offline/refresh.rs`.

use std::{cell::Cell, rc::Rc, time::Duration};

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::AbortController;

use super::device;
use crate::{
    journal::model::Command,
    offline::{
        exchange::{ENROL, Ended, Enrol, Enrolled, Known, LEAVE, PULL, PUSH, Pulled, Pushed},
        indexed_db::{PersonDb, TabletChange},
        refresh::{Outcome, Refresh},
        tablet::Tablet,
    },
};

/// Whose tablet this is: the id of a member of the staff, which names their store.
const PERSON: &str = "field-person";

/// After this long a question is given up. It proves nothing, and the next one bears the same commands.
const GIVEN_UP_AFTER: Duration = Duration::from_secs(30);

/// How often is looked whether it is time to ask.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// Batches of one round: more than a day's work.
const BATCHES_MAX: usize = 200;

/// What became of enrolling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Enrolling {
    /// It was not tried, or has succeeded.
    Idle,
    /// Under way.
    Asking,
    /// Nobody is signed in.
    SignedOut,
    /// The name is empty or too long.
    Name,
    /// No answer.
    NoNetwork,
    /// Somebody else is signed in than the one whose work waits here.
    Other,
    /// The device would not keep it.
    NotKept,
}

/// A person's tablet, for everybody on the page.
#[derive(Clone, Copy)]
pub(super) struct Work {
    /// As the disk has it.
    pub(super) tablet: RwSignal<Tablet>,
    /// Records as the server has told them.
    pub(super) records: RwSignal<Vec<Known>>,
    /// The disk has refused the last change.
    pub(super) refused: RwSignal<bool>,
    /// How the last attempt to enrol ended.
    pub(super) enrolling: RwSignal<Enrolling>,
    refresh: RwSignal<Refresh>,
    store: StoredValue<Option<Rc<PersonDb>>, LocalStorage>,
    syncing: StoredValue<Rc<Cell<bool>>, LocalStorage>,
}

/// What the server said.
enum Said {
    Yes(String),
    Ended(Ended),
    TooLarge,
    Nothing,
}

impl Work {
    /// Nobody's tablet yet.
    pub(super) fn new() -> Self {
        Self {
            tablet: RwSignal::new(Tablet::default()),
            records: RwSignal::new(Vec::new()),
            refused: RwSignal::new(false),
            enrolling: RwSignal::new(Enrolling::Idle),
            refresh: RwSignal::new(Refresh::default()),
            store: StoredValue::new_local(None),
            syncing: StoredValue::new_local(Rc::default()),
        }
    }

    /// Opens the store of whoever works here, and begins to ask.
    pub(super) fn start(self) {
        spawn_local(async move {
            if let Some(person) = device::setting(PERSON) {
                self.open(&person).await;
            }
            self.sync().await;
        });
        set_interval(move || self.look(), LOOK_EVERY);
        for hint in ["online", "pageshow", "visibilitychange"] {
            let _ = window_event_listener_untyped(hint, move |_| {
                self.refresh.update(|refresh| refresh.hint(device::now_ms()));
                self.look();
            });
        }
    }

    async fn open(self, person: &str) -> bool {
        let Ok(store) = PersonDb::open(person).await else { return false };
        self.store.set_value(Some(Rc::new(store)));
        self.change(Box::new(|_| Vec::new())).await.is_some()
    }

    fn look(self) {
        if device::is_seen() && self.refresh.with_untracked(|it| it.is_due(device::now_ms())) {
            self.deliver();
        }
    }

    /// Brings what waits to the server, if there is one, and asks what has changed.
    pub(super) fn deliver(self) {
        spawn_local(self.sync());
    }

    /// Changes the tablet: on the disk first, then to be seen.
    async fn change(self, change: TabletChange<'_>) -> Option<()> {
        let store = self.store.get_value()?;
        let changed = store.change(change).await;
        self.refused.set(changed.is_err());
        let tablet = changed.ok()?;
        if tablet != self.tablet.get_untracked() {
            self.tablet.set(tablet);
        }
        let records = store.records().await;
        if records != self.records.get_untracked() {
            self.records.set(records);
        }
        Some(())
    }

    /// Does what somebody wants, and says so to the server as soon as there is one.
    pub(super) fn act<T: 'static>(self, act: impl FnOnce(&mut Tablet) -> T + 'static) {
        let change = |tablet: &mut Tablet| {
            act(tablet);
            Vec::new()
        };
        spawn_local(self.keep(Box::new(change)));
    }

    async fn keep(self, change: TabletChange<'static>) {
        if self.change(change).await.is_some() {
            device::persist().await;
            self.sync().await;
        }
    }

    /// Keeps a command.
    pub(super) fn add(self, command: Command) {
        self.act(|tablet| tablet.outbox.add(command));
    }

    async fn sync(self) {
        let syncing = self.syncing.get_value();
        let ready = self.tablet.with_untracked(Tablet::is_enrolled);
        if !ready || syncing.replace(true) {
            return;
        }
        self.refresh.update(|refresh| refresh.begin(false));
        let heard = self.round().await.is_some();
        let outcome = if heard { Outcome::Newest } else { Outcome::NoAnswer };
        self.refresh.update(|refresh| refresh.end(outcome, device::now_ms()));
        syncing.set(false);
        // Something was done while the last answer was on its way.
        if heard && self.tablet.with_untracked(|it| it.outbox.has_something_to_send()) {
            set_timeout(move || self.deliver(), LOOK_EVERY);
        }
    }

    /// Everything that waits, and then what has changed. Nothing without an answer.
    async fn round(self) -> Option<()> {
        let token = self.tablet.with_untracked(|it| it.enrolled.as_ref().map(|it| it.token.clone()))?;
        let mut last = 0;
        for _ in 0..BATCHES_MAX {
            let mut push = None;
            let number = |it: &mut Tablet| {
                push = it.push(device::now_ms());
                Vec::new()
            };
            self.change(Box::new(number)).await?;
            let Some(push) = push else { break };
            match ask(PUSH, &token, serde_json::to_string(&push).ok()?).await {
                Said::Yes(text) => {
                    let answer: Pushed = serde_json::from_str(&text).ok()?;
                    // Told twice where to count on, and still nothing fits: later, perhaps.
                    let stands = answer.answers.is_empty() && last == answer.expected;
                    last = answer.expected;
                    let take = |it: &mut Tablet| {
                        it.take_pushed(&answer, device::now_ms());
                        Vec::new()
                    };
                    self.change(Box::new(take)).await?;
                    if stands {
                        return None;
                    }
                }
                Said::TooLarge => {
                    let take = |it: &mut Tablet| {
                        it.outbox.take_too_large(device::now_ms());
                        Vec::new()
                    };
                    self.change(Box::new(take)).await?;
                }
                Said::Ended(why) => return self.change(Box::new(move |it| it.end(why))).await,
                Said::Nothing => return None,
            }
        }
        for _ in 0..BATCHES_MAX {
            let pull = self.tablet.with_untracked(|it| it.pull(device::now_ms()));
            match ask(PULL, &token, serde_json::to_string(&pull).ok()?).await {
                Said::Yes(text) => {
                    let answer: Pulled = serde_json::from_str(&text).ok()?;
                    self.change(Box::new(|it| it.take_pulled(&answer, device::now_ms()))).await?;
                    if !answer.more {
                        break;
                    }
                }
                Said::Ended(why) => return self.change(Box::new(move |it| it.end(why))).await,
                Said::TooLarge | Said::Nothing => return None,
            }
        }
        Some(())
    }

    /// Enrols this tablet under this name, for whoever is signed in.
    pub(super) fn enrol(self, name: String) {
        self.enrolling.set(Enrolling::Asking);
        spawn_local(async move {
            let ended = self.try_enrol(name).await;
            self.enrolling.set(ended);
            if ended == Enrolling::Idle {
                self.sync().await;
            }
        });
    }

    async fn try_enrol(self, name: String) -> Enrolling {
        let body = serde_json::to_string(&Enrol { name }).unwrap_or_default();
        let Some((status, text)) = post(ENROL, "", body).await else {
            return Enrolling::NoNetwork;
        };
        let enrolled = match status {
            200 => serde_json::from_str::<Enrolled>(&text),
            401 | 403 => return Enrolling::SignedOut,
            422 => return Enrolling::Name,
            _ => return Enrolling::NoNetwork,
        };
        let Ok(enrolled) = enrolled else { return Enrolling::NoNetwork };
        let person = enrolled.staff.to_string();
        let other = |tablet: &Tablet| tablet.enrolled.as_ref().is_some_and(|it| it.staff != enrolled.staff);
        if self.tablet.with_untracked(other) {
            return Enrolling::Other;
        }
        let enrol = |it: &mut Tablet| {
            it.enrol(enrolled);
            Vec::new()
        };
        if !self.open(&person).await || self.change(Box::new(enrol)).await.is_none() {
            return Enrolling::NotKept;
        }
        device::set_setting(PERSON, Some(&person));
        Enrolling::Idle
    }

    /// Gives this tablet up. What has not arrived stays in its person's store.
    pub(super) fn leave(self) {
        let token = self.tablet.with_untracked(|it| it.enrolled.as_ref().map(|it| it.token.clone()));
        spawn_local(async move {
            if let Some(token) = token {
                let pull = self.tablet.with_untracked(|it| it.pull(device::now_ms()));
                // Without an answer its lease ends by itself.
                let _ = post(LEAVE, &token, serde_json::to_string(&pull).unwrap_or_default()).await;
            }
            let leave = |tablet: &mut Tablet| {
                let writes = tablet.end(Ended::Revoked);
                tablet.enrolled = None;
                writes
            };
            if self.change(Box::new(leave)).await.is_some() {
                device::set_setting(PERSON, None);
                self.store.set_value(None);
                self.tablet.set(Tablet::default());
                self.records.set(Vec::new());
            }
        });
    }
}

async fn ask(address: &str, token: &str, question: String) -> Said {
    let Some((status, text)) = post(address, token, question).await else { return Said::Nothing };
    match status {
        200 => Said::Yes(text),
        // Said by the server itself, and not by whatever stands between.
        401 => serde_json::from_str(&text).map_or(Said::Nothing, Said::Ended),
        413 => Said::TooLarge,
        _ => Said::Nothing,
    }
}

async fn post(address: &str, token: &str, body: String) -> Option<(u16, String)> {
    let stop = AbortController::new().ok()?;
    let signal = stop.signal();
    set_timeout(move || stop.abort(), GIVEN_UP_AFTER);
    device::post(address, token, &body, &signal).await
}
