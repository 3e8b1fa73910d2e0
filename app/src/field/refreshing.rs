//! Keeps the directory on the device the newest there is: shows the kept copy at once, asks the server in the
//! background, again after a failure, and whenever the device or a person hints that it may work now.

use std::{rc::Rc, sync::Arc};

use leptos::{prelude::*, task::spawn_local};

use crate::{
    browser,
    directory::model::Directory,
    offline::{
        directory_copy::{self, DirectoryCopy},
        indexed_db::IndexedDb,
        refresh::{Outcome, Refresh},
    },
    reader::Site,
};

/// Where the document is fetched.
const DOCUMENT: &str = "/field/directory.json";

/// How often the clock is looked at.
const TICK: std::time::Duration = std::time::Duration::from_secs(2);

/// The directory and the site of one document.
#[derive(Clone)]
pub(super) struct Content {
    pub(super) directory: Arc<Directory>,
    pub(super) site: Arc<Site>,
}

/// What the frame shows of all that.
#[derive(Clone, Copy)]
pub(super) struct Refreshing {
    /// What there is to show; none before the first document.
    pub(super) content: RwSignal<Option<Content>>,
    /// Where the asking stands.
    pub(super) refresh: RwSignal<Refresh>,
    /// When the server last said that this is the newest.
    pub(super) confirmed_at_ms: RwSignal<Option<i64>>,
    /// The document is kept on the device.
    pub(super) kept: RwSignal<bool>,
    /// The device's clock, moved on with every tick.
    pub(super) now_ms: RwSignal<i64>,
}

impl Refreshing {
    /// Starts: first the kept copy, then the server.
    pub(super) fn start() -> Self {
        let refreshing = Self {
            content: RwSignal::new(None),
            refresh: RwSignal::new(Refresh::default()),
            confirmed_at_ms: RwSignal::new(None),
            kept: RwSignal::new(false),
            now_ms: RwSignal::new(now_ms()),
        };
        spawn_local(async move {
            let store = IndexedDb::open().await.ok().map(Rc::new);
            let copy = match &store {
                Some(store) => directory_copy::kept(store.as_ref()).await,
                None => None,
            };
            if let Some(copy) = copy {
                refreshing.kept.set(true);
                refreshing.show(copy);
            }
            let tick = move || {
                refreshing.now_ms.set(now_ms());
                if refreshing.refresh.get_untracked().is_due(now_ms()) {
                    refreshing.ask(store.clone(), false);
                }
            };
            tick();
            // Lives as long as the page.
            let _ = set_interval_with_handle(tick, TICK);
        });
        let hint = move || refreshing.refresh.update(|it| it.hint(now_ms()));
        // Both live as long as the page.
        let _ = window_event_listener(leptos::ev::online, move |_| hint());
        let _ = window_event_listener(leptos::ev::focus, move |_| hint());
        refreshing
    }

    /// A person asks for the newest.
    pub(super) fn ask_now(self) {
        spawn_local(async move {
            let store = IndexedDb::open().await.ok().map(Rc::new);
            self.ask(store, true);
        });
    }

    fn ask(self, store: Option<Rc<IndexedDb>>, by_hand: bool) {
        if self.refresh.get_untracked().asking {
            return;
        }
        self.refresh.update(|it| it.begin(by_hand));
        browser::fetch_text(DOCUMENT, move |text| {
            let Some(text) = text else { return self.end(Outcome::NoAnswer) };
            let Ok(copy) = directory_copy::received(&text, String::new(), now_ms()) else {
                return self.end(Outcome::Unreadable);
            };
            spawn_local(async move {
                let kept = match &store {
                    Some(store) => directory_copy::keep(store.as_ref(), &copy, &text).await.is_ok(),
                    None => false,
                };
                self.kept.set(kept);
                self.show(copy);
                self.end(Outcome::Newest);
            });
        });
    }

    fn end(self, outcome: Outcome) {
        self.now_ms.set(now_ms());
        self.refresh.update(|it| it.end(outcome, now_ms()));
    }

    /// Shows a copy. What is shown already stays as it is, so that nothing moves under a reader's finger.
    fn show(self, copy: DirectoryCopy) {
        self.confirmed_at_ms.set(Some(copy.confirmed_at_ms));
        let version = copy.document.directory.version;
        if self.content.with_untracked(|it| it.as_ref().is_some_and(|it| it.directory.version == version)) {
            return;
        }
        self.content.set(Some(Content {
            directory: Arc::new(Directory::build(copy.document.directory)),
            site: Arc::new(copy.document.site),
        }));
    }
}

/// The device's clock.
pub(super) fn now_ms() -> i64 {
    js_sys::Date::now() as i64
}
