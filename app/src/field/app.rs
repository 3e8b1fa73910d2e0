//! What the whole app knows, as signals; and what shared pieces ask for around them, as context.

use std::sync::Arc;

use leptos::prelude::*;
use time::Date;

use super::{device, route::Route, words::Standing, work::Work};
use crate::{
    directory::model::Directory,
    display::{Display, Theme},
    language::Language,
    offline::{directory_copy::DirectoryCopy, refresh::Refresh},
    reader::{FROM_SITE_ELDER, FROM_SITE_LANGUAGE, FROM_SITE_THEME, Reader, Site},
    stations::{finder::open_now, hours::LocalMoment},
};

/// The directory that is shown, with where it stands.
#[derive(Debug)]
pub(super) struct Shown {
    pub(super) directory: Arc<Directory>,
    pub(super) site: Arc<Site>,
    pub(super) tag: String,
    pub(super) bytes: usize,
}

/// What the service worker has said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Worker {
    /// Nothing: not there yet, or refused.
    #[default]
    Unheard,
    /// The app's files are kept.
    Ready,
    /// They are, and a newer version waits.
    NewerWaits,
}

/// All signals; one small copy for everybody.
#[derive(Clone, Copy)]
pub(super) struct App {
    pub(super) route: RwSignal<Route>,
    /// Counts arrivals at another page, which move the focus; changing the list's question does not.
    pub(super) arrivals: RwSignal<u32>,
    pub(super) shown: RwSignal<Option<Arc<Shown>>>,
    pub(super) confirmed_at_ms: RwSignal<i64>,
    /// The directory that is shown is also on the device's disk.
    pub(super) kept: RwSignal<bool>,
    pub(super) worker: RwSignal<Worker>,
    pub(super) refresh: RwSignal<Refresh>,
    pub(super) language: RwSignal<Language>,
    pub(super) display: RwSignal<Display>,
    pub(super) now: RwSignal<LocalMoment>,
    /// The day, and which stations are open: what is shown of them changes with either.
    doors: Memo<(Date, Vec<bool>)>,
    /// What somebody of the staff does here.
    pub(super) work: Work,
    /// The list's question, also while another page is open.
    pub(super) question: RwSignal<String>,
}

/// What a piece of a page is made from.
pub(super) struct Around {
    pub(super) l: Language,
    pub(super) reader: Reader,
    pub(super) directory: Arc<Directory>,
    pub(super) site: Arc<Site>,
}

const LANGUAGE: &str = "field-language";
const ELDER: &str = "field-elder";
const THEME: &str = "field-theme";

impl App {
    /// As the device was left.
    pub(super) fn new() -> Self {
        Self::take_over_from_site();
        let english = device::setting(LANGUAGE).as_deref() == Some(Language::En.tag());
        let display = Display {
            elder: device::setting(ELDER).is_some(),
            theme: Theme::from_word(&device::setting(THEME).unwrap_or_default()),
        };
        let route = device::route();
        let question = if let Route::Find(query) = &route { query.clone() } else { String::new() };
        let now = RwSignal::new(LocalMoment::from_unix_ms(device::now_ms()));
        let shown = RwSignal::new(None::<Arc<Shown>>);
        let doors = Memo::new(move |_| {
            let now = now.get();
            let open = |shown: &Arc<Shown>| -> Vec<bool> {
                shown.directory.stations.iter().map(|it| open_now(&shown.directory, it, now)).collect()
            };
            (now.date, shown.with(|shown| shown.as_ref().map(open).unwrap_or_default()))
        });
        Self {
            route: RwSignal::new(route),
            arrivals: RwSignal::new(0),
            shown,
            confirmed_at_ms: RwSignal::new(0),
            kept: RwSignal::new(false),
            worker: RwSignal::new(Worker::default()),
            refresh: RwSignal::new(Refresh::default()),
            language: RwSignal::new(if english { Language::En } else { Language::Zh }),
            display: RwSignal::new(display),
            now,
            doors,
            work: Work::new(),
            question: RwSignal::new(question),
        }
    }

    /// Who comes from the site goes on as they read there.
    fn take_over_from_site() {
        let asked = [(FROM_SITE_LANGUAGE, LANGUAGE), (FROM_SITE_ELDER, ELDER), (FROM_SITE_THEME, THEME)]
            .map(|(name, setting)| (setting, device::in_address(name)));
        if asked.iter().all(|(_, value)| value.is_none()) {
            return;
        }
        for (setting, value) in asked {
            if let Some(value) = value {
                device::set_setting(setting, Some(&value));
            }
        }
        device::remember(&Route::Find(String::new()).address(), true);
    }

    /// Whether the page is one that somebody may need to hide.
    pub(super) fn is_sensitive(self) -> bool {
        let sensitive = |route: &Route, directory: &Directory| match route {
            Route::Service(code) => directory.catalogue.item(code).is_some_and(|item| item.sensitive),
            Route::Policy(slug) => directory.policy(slug).is_some_and(|policy| policy.sensitive),
            _ => false,
        };
        self.route.with(|route| {
            self.shown.with(|shown| shown.as_ref().is_some_and(|shown| sensitive(route, &shown.directory)))
        })
    }

    /// A sentence, again whenever the language changes.
    pub(super) fn say(
        self,
        sentence: fn(Language) -> &'static str,
    ) -> impl Fn() -> &'static str + Copy + Send {
        move || sentence(self.language.get())
    }

    /// What surrounds a piece of a page, once there is a directory; read again when it, the language or the day
    /// changes, and when a station opens or closes. Also gives it to shared pieces as context, so it is called where the piece is made.
    pub(super) fn around(self) -> Option<Around> {
        let shown = self.shown.get()?;
        let l = self.language.get();
        self.doors.track();
        let around =
            Around { l, reader: self.reader(), directory: shown.directory.clone(), site: shown.site.clone() };
        provide_context(l);
        provide_context(around.reader.clone());
        provide_context(around.directory.clone());
        provide_context(around.site.clone());
        Some(around)
    }

    /// Who reads now. Reading this is no reason to be made again.
    pub(super) fn reader(self) -> Reader {
        Reader {
            language: self.language.get_untracked(),
            display: self.display.get_untracked(),
            now: self.now.get_untracked(),
            address: self.route.get_untracked().address(),
        }
    }

    /// Opens a page, at the place on it that `fragment` names.
    pub(super) fn open(self, route: Route, fragment: &str) {
        device::remember(&format!("{}{fragment}", route.address()), false);
        self.arrive(route);
    }

    /// The browser has gone back or forth.
    pub(super) fn follow_browser(self) {
        let route = device::route();
        if route != self.route.get_untracked() {
            self.arrive(route);
        }
    }

    fn arrive(self, route: Route) {
        if let Route::Find(query) = &route {
            self.question.set(query.clone());
        }
        self.route.set(route);
        self.arrivals.update(|arrivals| *arrivals += 1);
    }

    /// Asks the list something else. The list opens if another page was open, without moving the focus away from
    /// where somebody types; each letter is no step to go back to.
    pub(super) fn ask(self, query: String) {
        let replaces = matches!(self.route.get_untracked(), Route::Find(_));
        let route = Route::Find(query.clone());
        device::remember(&route.address(), replaces);
        self.question.set(query);
        self.route.set(route);
    }

    /// What the list is asked by this name: `asked("area")`; empty when it is not.
    pub(super) fn asked(self, name: &str) -> String {
        let pairs = self.question.with(|question| device::pairs(question));
        pairs.into_iter().find(|(it, _)| *it == name).map_or_else(String::new, |(_, value)| value)
    }

    /// The address of the list as it was left.
    pub(super) fn list_address(self) -> String {
        Route::Find(self.question.get()).address()
    }

    /// The words of the list's question.
    pub(super) fn typed(self) -> String {
        self.asked("q")
    }

    /// Shows another directory.
    pub(super) fn show(self, copy: DirectoryCopy) {
        let site =
            Site { assets: device::built_files(), version: env!("CARGO_PKG_VERSION"), ..copy.document.site };
        let shown = Shown {
            directory: Arc::new(Directory::build(copy.document.directory)),
            site: Arc::new(site),
            tag: copy.tag,
            bytes: copy.bytes,
        };
        self.confirmed_at_ms.set(copy.confirmed_at_ms);
        self.shown.set(Some(Arc::new(shown)));
    }

    /// How the device stands, for the line that always says so.
    pub(super) fn standing(self) -> Standing {
        // The minute is only asked so that the age grows.
        self.now.track();
        Standing {
            refresh: self.refresh.get(),
            confirmed_at_ms: self.shown.with(Option::is_some).then(|| self.confirmed_at_ms.get()),
            works_offline: self.kept.get() && self.worker.get() != Worker::Unheard,
            now_ms: device::now_ms(),
        }
    }

    /// Looks at the clock.
    pub(super) fn tick(self) {
        let now = LocalMoment::from_unix_ms(device::now_ms());
        if now != self.now.get_untracked() {
            self.now.set(now);
        }
    }

    /// Speaks another language from now on.
    pub(super) fn choose_language(self, language: Language) {
        device::set_setting(LANGUAGE, Some(language.tag()));
        self.language.set(language);
    }

    /// Looks different from now on.
    pub(super) fn choose_display(self, display: Display) {
        device::set_setting(ELDER, display.elder.then_some("1"));
        device::set_setting(THEME, Some(display.theme.word()).filter(|word| !word.is_empty()));
        self.display.set(display);
    }

    /// Keeps the document's own attributes as the reader has chosen.
    pub(super) fn dress_document(self) {
        Effect::new(move |_| {
            device::set_root("lang", Some(self.language.get().tag()));
            let display = self.display.get();
            device::set_root("data-elder", display.elder.then_some(""));
            device::set_root("data-theme", Some(display.theme.word()).filter(|word| !word.is_empty()));
        });
    }
}
