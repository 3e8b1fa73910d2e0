//! Drives a person's tablet: keeps what they do, and brings it to the server whenever there is one.
//!
//! What is to be seen is what the disk has. Questions go out one at a time, in the rhythm of `offline/refresh.rs`.

use std::{cell::Cell, rc::Rc, time::Duration};

use leptos::prelude::*;
use serde_json::Value;
use wasm_bindgen_futures::spawn_local;
use web_sys::AbortController;

use super::device;
use crate::{
    journal::model::Command,
    offline::{
        exchange::{
            ENROL, Ended, Enrol, Enrolled, HELP, Known, LEAVE, PULL, PUSH, Pulled, Push, Pushed, SAID,
        },
        indexed_db::{PersonDb, TabletChange},
        json,
        lock::{self, Asks, Guard, IDLE_MINUTES, Lock, PASSPHRASES_MAX, Secret},
        refresh::{Outcome, Refresh},
        tablet::Tablet,
    },
};

/// Whose tablet this is: the id of a member of the staff, which names their store.
const PERSON: &str = "field-person";

/// After how many minutes it locks.
const IDLE: &str = "field-idle";

/// After this long a question is given up. It proves nothing, and the next one bears the same commands.
const GIVEN_UP_AFTER: Duration = Duration::from_secs(30);

/// How often is looked whether it is time to ask.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// After so many looks what was discarded cannot be taken back: between 14 and 16 seconds. Counted in looks and not by a
/// clock, which somebody may be setting.
const LOOKS_TO_TAKE_BACK: u8 = 8;

/// The forms that are filled in here, in both languages.
const FORMS: &str = "/field/help-form /en/field/help-form";

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
    /// The passphrase is too short.
    Passphrase,
    /// The PIN is none.
    Pin,
    /// No answer.
    NoNetwork,
    /// Somebody else is signed in than the one whose work waits here.
    Other,
    /// The device would not keep it.
    NotKept,
}

/// What became of a passphrase or PIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unlocking {
    /// None was tried.
    Idle,
    /// Under way.
    Trying,
    /// It was wrong.
    Wrong,
}

/// A person's tablet, for everybody on the page.
#[derive(Clone, Copy)]
pub(super) struct Work {
    /// As the disk has it.
    pub(super) tablet: RwSignal<Tablet>,
    /// Records as the server has told them.
    pub(super) records: RwSignal<Vec<Known>>,
    /// The disk has refused what somebody did last: it is nowhere but in their form.
    refused: RwSignal<bool>,
    /// The disk has refused the last thing that was to be written.
    full: RwSignal<bool>,
    /// Whether it is known what the disk holds; until then nothing is asked of anybody.
    pub(super) looked: RwSignal<bool>,
    /// How the last attempt to enrol ended.
    pub(super) enrolling: RwSignal<Enrolling>,
    /// Who may see it now.
    pub(super) guard: RwSignal<Guard>,
    /// How the last attempt to unlock it ended.
    pub(super) unlocking: RwSignal<Unlocking>,
    /// What opens the door to the server, once it is unlocked.
    token: StoredValue<Option<String>>,
    /// What opens what people told, likewise.
    key: StoredValue<Option<String>>,
    refresh: RwSignal<Refresh>,
    store: StoredValue<Option<Rc<PersonDb>>, LocalStorage>,
    syncing: StoredValue<Rc<Cell<bool>>, LocalStorage>,
    /// The places of what was discarded, with the looks since.
    discarded: StoredValue<Vec<(i64, u8)>>,
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
        let idle = device::setting(IDLE).and_then(|it| it.parse().ok());
        let idle = idle.filter(|minutes| IDLE_MINUTES.contains(minutes)).unwrap_or(IDLE_MINUTES[2]);
        Self {
            tablet: RwSignal::new(Tablet::default()),
            records: RwSignal::new(Vec::new()),
            refused: RwSignal::new(false),
            full: RwSignal::new(false),
            looked: RwSignal::new(false),
            enrolling: RwSignal::new(Enrolling::Idle),
            guard: RwSignal::new(Guard::new(idle)),
            unlocking: RwSignal::new(Unlocking::Idle),
            token: StoredValue::new(None),
            key: StoredValue::new(None),
            refresh: RwSignal::new(Refresh::default()),
            store: StoredValue::new_local(None),
            syncing: StoredValue::new_local(Rc::default()),
            discarded: StoredValue::new(Vec::new()),
        }
    }

    /// Opens the store of whoever works here, and begins to ask.
    pub(super) fn start(self) {
        spawn_local(async move {
            if let Some(person) = device::setting(PERSON) {
                self.open(&person).await;
            }
            self.looked.set(true);
        });
        let every = move || {
            self.watch_lock(false);
            self.forget_discarded();
            self.look();
        };
        set_interval(every, LOOK_EVERY);
        for hint in ["online", "pageshow", "visibilitychange"] {
            let _ = window_event_listener_untyped(hint, move |_| {
                self.watch_lock(false);
                self.refresh.update(|refresh| refresh.hint(device::now_ms()));
                self.look();
            });
        }
        for touch in ["pointerdown", "keydown"] {
            let _ = window_event_listener_untyped(touch, move |_| self.watch_lock(true));
        }
    }

    /// Looks whether it is time to lock, and to throw away what opens the door; `touched` by somebody just now.
    fn watch_lock(self, touched: bool) {
        let now = device::now_ms();
        let mut guard = self.guard.get_untracked();
        if touched {
            guard.touch(now)
        } else {
            guard.look(now)
        }
        let asks = guard.asks();
        if asks != self.guard.with_untracked(Guard::asks) {
            self.guard.set(guard);
        } else {
            self.guard.update_untracked(|it| *it = guard);
        }
        if self.tablet.with_untracked(|it| it.lapses(now)) {
            spawn_local(async move {
                self.change(Box::new(|it| it.end(Ended::Lapsed))).await;
            });
        }
    }

    /// What somebody has to give before they see what is done here.
    pub(super) fn asks(self) -> Asks {
        self.guard.with(Guard::asks)
    }

    /// Locks after so many minutes from now on.
    pub(super) fn lock_after(self, minutes: u8) {
        device::set_setting(IDLE, Some(&minutes.to_string()));
        self.guard.update(|guard| guard.idle_minutes = minutes);
    }

    /// Tries what was typed, whichever it is that is asked for.
    pub(super) fn unlock(self, typed: String) {
        if self.guard.with_untracked(Guard::asks) == Asks::Pin {
            let mut guard = self.guard.get_untracked();
            let open = guard.try_pin(&typed, device::now_ms());
            let shut = guard.asks() == Asks::Passphrase;
            if shut {
                self.forget_secret();
            }
            self.guard.set(guard);
            self.unlocking.set(if open || shut { Unlocking::Idle } else { Unlocking::Wrong });
            return;
        }
        self.unlocking.set(Unlocking::Trying);
        spawn_local(async move {
            let secret = self.try_passphrase(typed).await;
            self.unlocking.set(if secret.is_some() { Unlocking::Idle } else { Unlocking::Wrong });
            if let Some(secret) = secret {
                self.know(secret);
                self.sync().await;
            }
        });
    }

    async fn try_passphrase(self, typed: String) -> Option<Secret> {
        self.change(Box::new(Tablet::count_try)).await?;
        let sealed = self.tablet.with_untracked(|it| it.lock.as_ref().map(|lock| lock.sealed.clone()))?;
        let opened = device::vault("open", &typed, &sealed).await;
        let secret = opened.and_then(|text| Secret::read(&text));
        let right = secret.is_some();
        self.change(Box::new(move |it| it.was_tried(right))).await?;
        let mut secret = secret?;
        if secret.key.is_empty() {
            secret.key = device::vault("freshKey", "", "").await?;
            let sealed = device::vault("seal", &typed, &secret.write()).await?;
            let seal = move |it: &mut Tablet| {
                it.lock = Some(Lock { sealed, tries: 0 });
                Vec::new()
            };
            self.change(Box::new(seal)).await?;
        }
        Some(secret)
    }

    /// It is open now.
    fn know(self, secret: Secret) {
        self.token.set_value(Some(secret.token));
        self.key.set_value(Some(secret.key));
        self.guard.update(|guard| guard.open(secret.pin, device::now_ms()));
        spawn_local(device::keep_forms(FORMS));
    }

    fn forget_secret(self) {
        self.token.set_value(None);
        self.key.set_value(None);
    }

    /// What opens what people told, while it is unlocked.
    pub(super) fn key(self) -> String {
        self.key.get_value().unwrap_or_default()
    }

    /// How many more wrong passphrases it takes.
    pub(super) fn tries_left(self) -> u8 {
        let tries = self.tablet.with(|it| it.lock.as_ref().map_or(0, |lock| lock.tries));
        PASSPHRASES_MAX.saturating_sub(tries)
    }

    async fn open(self, person: &str) -> bool {
        let Ok(store) = PersonDb::open(person).await else { return false };
        self.store.set_value(Some(Rc::new(store)));
        self.change(Box::new(|_| Vec::new())).await.is_some()
    }

    /// Whether somebody has to be told that the disk refuses.
    pub(super) fn is_refused(self) -> bool {
        self.refused.get() || self.full.get()
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
        self.full.set(changed.is_err());
        let tablet = changed.ok()?;
        // Revoked, perhaps in another tab: nothing opens the door any more.
        if tablet.lock.is_none() {
            self.forget_secret();
            if self.guard.with_untracked(Guard::asks) != Asks::Passphrase {
                self.guard.update(Guard::shut);
            }
        }
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
        self.act_then(act, || {});
    }

    /// The same, and `kept` once the disk has it. Where the disk refuses, what was typed is still in its form.
    pub(super) fn act_then<T: 'static>(
        self,
        act: impl FnOnce(&mut Tablet) -> T + 'static,
        kept: impl FnOnce() + 'static,
    ) {
        let change = |tablet: &mut Tablet| {
            act(tablet);
            Vec::new()
        };
        spawn_local(self.keep(Box::new(change), Box::new(kept)));
    }

    async fn keep(self, change: TabletChange<'static>, kept: Box<dyn FnOnce()>) {
        let done = self.change(change).await.is_some();
        self.refused.set(!done);
        if done {
            kept();
            device::persist().await;
            self.sync().await;
        }
    }

    /// Discards a change, which can be taken back for a while; `kept` once the disk has it.
    pub(super) fn discard(self, place: i64, kept: impl FnOnce() + 'static) {
        self.discarded.update_value(|them| them.retain(|(other, _)| *other != place));
        self.act_then(move |tablet| tablet.outbox.discard(place), kept);
    }

    /// Looks at what was discarded, also before the app was started anew, and forgets it when it was there for long
    /// enough.
    fn forget_discarded(self) {
        let places = self.tablet.with_untracked(|it| it.outbox.discarded());
        let counted = |place: i64| {
            let before =
                self.discarded.with_value(|them| them.iter().find(|it| it.0 == place).map(|it| it.1));
            (place, before.unwrap_or_default() + 1)
        };
        let counted: Vec<_> = places.into_iter().map(counted).collect();
        let over = counted.iter().filter(|(_, looks)| *looks > LOOKS_TO_TAKE_BACK).map(|(place, _)| *place);
        for place in over {
            self.act(move |tablet| tablet.outbox.forget_discarded(place));
        }
        self.discarded.set_value(counted);
    }

    /// Keeps a command.
    pub(super) fn add(self, command: Command, kept: impl FnOnce() + 'static) {
        self.act_then(|tablet| tablet.outbox.add(command), kept);
    }

    async fn sync(self) {
        let syncing = self.syncing.get_value();
        let ready = self.tablet.with_untracked(Tablet::is_enrolled) && self.token.with_value(Option::is_some);
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
        let token = self.token.get_value()?;
        // Taken once: locked meanwhile, a round would send what nobody can read.
        let key = self.key.get_value()?;
        let mut last = 0;
        for _ in 0..BATCHES_MAX {
            let mut push = None;
            let number = |it: &mut Tablet| {
                push = it.push(device::now_ms());
                Vec::new()
            };
            self.change(Box::new(number)).await?;
            let Some(mut push) = push else { break };
            open_said(&mut push, &key).await;
            match ask(PUSH, &token, serde_json::to_string(&push).ok()?).await {
                Said::Yes(text) => {
                    let answer: Pushed = json::read(&text).ok()?;
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
                    let answer: Pulled = json::read(&text).ok()?;
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

    /// Enrols this tablet under this name, for whoever is signed in, and locks it under this passphrase and PIN.
    pub(super) fn enrol(self, name: String, passphrase: String, pin: String) {
        if !lock::is_passphrase(&passphrase) {
            return self.enrolling.set(Enrolling::Passphrase);
        }
        if !lock::is_pin(&pin) {
            return self.enrolling.set(Enrolling::Pin);
        }
        self.enrolling.set(Enrolling::Asking);
        spawn_local(async move {
            let ended = self.try_enrol(name, &passphrase, pin).await;
            self.enrolling.set(ended);
            if ended == Enrolling::Idle {
                self.sync().await;
            }
        });
    }

    async fn try_enrol(self, name: String, passphrase: &str, pin: String) -> Enrolling {
        let body = serde_json::to_string(&Enrol { name }).unwrap_or_default();
        let Some((status, text)) = post(ENROL, "", body).await else {
            return Enrolling::NoNetwork;
        };
        let enrolled = match status {
            200 => json::read::<Enrolled>(&text),
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
        let Some(key) = device::vault("freshKey", "", "").await else { return Enrolling::NotKept };
        let secret = Secret { pin, token: enrolled.token.clone(), key };
        let Some(sealed) = device::vault("seal", passphrase, &secret.write()).await else {
            return Enrolling::NotKept;
        };
        let enrol = |it: &mut Tablet| {
            it.enrol_locked(enrolled, Lock { sealed, tries: 0 });
            Vec::new()
        };
        if !self.open(&person).await || self.change(Box::new(enrol)).await.is_none() {
            return Enrolling::NotKept;
        }
        device::set_setting(PERSON, Some(&person));
        self.know(secret);
        self.unlocking.set(Unlocking::Idle);
        Enrolling::Idle
    }

    /// Gives this tablet up. What has not arrived stays in its person's store.
    pub(super) fn leave(self) {
        let token = self.token.get_value();
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

/// Opens what people told in the commands of a batch: the server reads it as it was told.
async fn open_said(push: &mut Push, key: &str) {
    for sent in &mut push.commands {
        if let Some(said) = said_of(&mut sent.command)
            && let Some(opened) = device::vault("openUnder", key, said).await
        {
            *said = opened;
        }
    }
}

/// What somebody told, in a command that bears it.
fn said_of(command: &mut Value) -> Option<&mut String> {
    if command.get("entity")?.as_str()? != HELP {
        return None;
    }
    match command.get_mut("fields")?.get_mut(SAID)?.get_mut("set")?.get_mut("to")? {
        Value::String(said) => Some(said),
        _ => None,
    }
}

async fn ask(address: &str, token: &str, question: String) -> Said {
    let Some((status, text)) = post(address, token, question).await else { return Said::Nothing };
    match status {
        200 => Said::Yes(text),
        // Said by the server itself, and not by whatever stands between.
        401 => json::read(&text).map_or(Said::Nothing, Said::Ended),
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
