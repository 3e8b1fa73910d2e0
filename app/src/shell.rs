//! The document around every page, and the way from a page to its HTML.
//!
//! A page is made by a plain function of what surrounds it (`PageContext`); its view is rendered in one go, so
//! nothing waits for a script. Only pages with an island load the WASM bundle, through `public/wake.js`, when the
//! browser is idle or the island is first touched; and pages with a form that one of their own, through
//! `public/form-live.js`.
//!
//! Invariant: no inline style or handler; the one inline script (speculation rules) carries the nonce.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    accounts::{SessionWatch, Watched},
    directory::model::Directory,
    display::{DisplaySwitches, ThemeChoice},
    language::Language,
    policies::model::Hotline,
    reader::{Reader, Site, language, reader, site},
    text::as_html,
    ui::LeaveForm,
    ui::messages,
};

/// What surrounds a page: who reads, on which site, with which data.
#[derive(Clone)]
pub struct PageContext {
    /// Who reads, and when.
    pub reader: Reader,
    /// The site.
    pub site: Arc<Site>,
    /// The directory as of this request.
    pub directory: Arc<Directory>,
    /// For how long whoever reads stays signed in; nothing for who is not, which is nearly everybody.
    pub session: Option<Watched>,
}

impl PageContext {
    /// The language of the page.
    pub fn language(&self) -> Language {
        self.reader.language
    }
}

/// A step of the breadcrumb: its words, and its address without language.
pub type Crumb = (String, String);

/// A page, ready to be rendered.
pub struct Page {
    status: u16,
    title: String,
    description: String,
    crumbs: Vec<Crumb>,
    full_width: bool,
    islands: bool,
    live: bool,
    demo: bool,
    sensitive: bool,
    unlisted: bool,
    fault: bool,
    structured: Option<String>,
    body: Box<dyn FnOnce() -> AnyView + Send>,
}

impl Page {
    /// A page with this title and body. The body is built later, where views may ask for the reader and the site.
    pub fn new<V: IntoView + 'static>(
        title: impl Into<String>,
        description: impl Into<String>,
        body: impl FnOnce() -> V + Send + 'static,
    ) -> Self {
        Self {
            status: 200,
            title: title.into(),
            description: description.into(),
            crumbs: Vec::new(),
            full_width: false,
            islands: false,
            live: false,
            demo: false,
            sensitive: false,
            unlisted: false,
            fault: false,
            structured: None,
            body: Box::new(move || body().into_any()),
        }
    }

    /// Answered with this HTTP status instead of 200.
    pub fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// Stands below these pages; home is added by itself.
    pub fn below(mut self, crumbs: impl IntoIterator<Item = Crumb>) -> Self {
        self.crumbs.extend(crumbs);
        self
    }

    /// Has an island, so the WASM bundle is loaded.
    pub fn with_islands(mut self) -> Self {
        self.islands = true;
        self
    }

    /// Has a form that becomes instant where there are scripts, or says which draft is done with: see
    /// `forms::fields::live_parts`.
    pub fn with_live(mut self) -> Self {
        self.live = true;
        self
    }

    /// Lays out its own width: the home page with its hero.
    pub fn full_width(mut self) -> Self {
        self.full_width = true;
        self
    }

    /// Shows demo data if `demo`, and says so.
    pub fn demo(mut self, demo: bool) -> Self {
        self.demo = demo;
        self
    }

    /// One may need to leave it quickly (family violence, child protection), if `sensitive`.
    pub fn sensitive(mut self, sensitive: bool) -> Self {
        self.sensitive = sensitive;
        self
    }

    /// Search engines are asked to leave it out, if `unlisted`: what is made up to show something must not be found.
    pub fn unlisted(mut self, unlisted: bool) -> Self {
        self.unlisted = unlisted;
        self
    }

    /// Something that was typed has to be put right, if `fault`: the title says so first.
    pub fn fault(mut self, fault: bool) -> Self {
        self.fault = fault;
        self
    }

    /// Says the same to machines, as JSON-LD.
    pub fn structured(mut self, json: String) -> Self {
        self.structured = Some(json);
        self
    }

    /// The HTTP status to answer with.
    pub fn http_status(&self) -> u16 {
        self.status
    }

    /// The whole document.
    pub fn render(self, context: &PageContext, nonce: &str) -> String {
        let shared = Arc::new(hydration_context::SsrSharedContext::new_islands());
        let owner = Owner::new_root(Some(shared));
        owner.with(|| {
            provide_context(context.reader.language);
            provide_context(context.reader.clone());
            provide_context(context.site.clone());
            provide_context(context.directory.clone());
            let islands = self.islands;
            let html =
                view! { <Document page=self session=context.session nonce=nonce.to_owned()/> }.to_html();
            // Marks between texts, by which a script finds its place: without an island none will look for them.
            if islands { html } else { html.replace("<!>", "") }
        })
    }
}

/// The page for an address that leads nowhere.
pub fn not_found(context: &PageContext) -> Page {
    let l = context.language();
    problem(404, messages::not_found_title(l), messages::not_found_text(l), None)
}

/// A page that says what went wrong and where to go on.
pub fn problem(status: u16, title: &'static str, text: &'static str, incident: Option<String>) -> Page {
    Page::new(title, text, move || {
        let l = language();
        let line = site().line.clone();
        view! {
            <div class="problem">
                <p class="problem__code">{status}</p>
                <h1>{title}</h1>
                <p>{text}</p>
                {incident.map(|id| view! { <p class="soft">{messages::incident(l, &id)}</p> })}
                <ul>
                    <li><a href=l.address("/stations")>{messages::nav_stations(l)}</a></li>
                    <li><a href=l.address("/services")>{messages::nav_services(l)}</a></li>
                    <li><a href=l.address("/")>{messages::home(l)}</a></li>
                    <li><a href=format!("tel:{line}")>{messages::line(l, &line)}</a></li>
                </ul>
            </div>
        }
    })
    .status(status)
}

/// The document.
#[component]
fn Document(page: Page, session: Option<Watched>, nonce: String) -> impl IntoView {
    let Reader { language: l, display, address, .. } = reader();
    let site = site();
    let public = site.public_url.clone();
    let title = if page.crumbs.is_empty() && page.full_width {
        page.title.clone()
    } else {
        format!("{} · {}", page.title, messages::site_name(l))
    };
    let title = if page.fault { messages::fault_in_title(l, &title) } else { title };
    let canonical = format!("{public}{}", l.address(&address));
    let found = page.status < 400;
    let alternates = found.then(|| {
        Language::ALL.map(|language| {
            view! { <link rel="alternate" hreflang=language.tag() href=format!("{public}{}", language.address(&address))/> }
        })
    });
    let wake = page.islands.then(|| {
        view! {
            <script type="module" fetchpriority="low" src=site.asset("wake.js") data-module=site.asset("islands.js")
                data-wasm=site.asset("islands.wasm")></script>
        }
    });
    let live = page.live.then(|| {
        view! {
            <script type="module" src=site.asset("form-live.js") data-live-module=site.asset("live.js")
                data-live-wasm=site.asset("live.wasm")></script>
        }
    });
    let exit = page.sensitive.then(
        || view! { <script type="module" fetchpriority="low" src=site.asset("quick-exit.js")></script> },
    );
    view! {
        <!DOCTYPE html>
        <html lang=l.tag() data-elder=display.elder.then_some("") data-theme=Some(display.theme.word()).filter(|word| !word.is_empty())>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                // Where islands wake, the library puts marks between texts, which a title would show.
                <title inner_html=as_html(&title)></title>
                <meta name="description" content=page.description/>
                <link rel="stylesheet" href=site.asset("main.css")/>
                <link rel="icon" type="image/svg+xml" href=site.asset("icon.svg")/>
                {page.unlisted.then(|| view! { <meta name="robots" content="noindex"/> })}
                {found.then(|| view! { <link rel="canonical" href=canonical/> })}
                {alternates}
                {page.structured.map(|json| view! { <script type="application/ld+json" inner_html=json></script> })}
                <script type="speculationrules" nonce=nonce inner_html=SPECULATION_RULES></script>
                {wake}
                {live}
                {exit}
            </head>
            <body>
                <a class="skip-link" href="#main">{messages::skip(l)}</a>
                <Header/>
                <main id="main" class=(!page.full_width).then_some("page main") tabindex="-1">
                    <Breadcrumb crumbs=page.crumbs/>
                    {page.demo.then(|| view! { <p class="notice notice--demo">{messages::demo_notice(l)}</p> })}
                    {(page.body)()}
                    {page.sensitive.then(|| view! { <LeaveForm action=l.address(crate::help::start_page::LEAVE)/> })}
                </main>
                <Footer/>
                {session.map(|watched| view! { <SessionWatch watched/> })}
            </body>
        </html>
    }
}

/// Likely links are fetched ahead when they are pointed at: small documents, no side effects. Not in the office: that
/// a row of the journal was opened is written down, so it must not be opened by pointing at it.
const SPECULATION_RULES: &str = r#"{"prefetch":[{"where":{"and":[{"href_matches":"/*"},{"not":{"href_matches":"/field*"}},{"not":{"href_matches":"/office*"}},{"not":{"href_matches":"/en/office*"}},{"not":{"selector_matches":"[download]"}}]},"eagerness":"moderate"}]}"#;

/// The entries of the main navigation: words, address, and whether the page lies below it.
fn entries(l: Language) -> [(&'static str, &'static str); 7] {
    [
        (messages::nav_stations(l), "/stations"),
        (messages::nav_services(l), "/services"),
        (messages::nav_areas(l), "/areas"),
        (messages::nav_policies(l), "/policies"),
        (crate::volunteers::messages::title(l), crate::volunteers::start_page::ADDRESS),
        (messages::nav_field(l), "/field"),
        (messages::nav_about(l), "/about"),
    ]
}

/// The address of the picture that the office put above every page.
pub(crate) fn logo_address(digest: &str) -> String {
    format!("/logo/{digest}")
}

#[component]
fn Header() -> impl IntoView {
    let reader = reader();
    let (l, address) = (reader.language, reader.address.clone());
    let site = site();
    let mark = site.logo.as_deref().map_or_else(|| site.asset("icon.svg"), logo_address);
    let navigation = entries(l)
        .map(|(words, path)| {
            let here = address.split(['?', '/']).nth(1) == path.get(1..);
            let href = if path == "/field" { reader.field_address() } else { l.address(path) };
            view! { <li><a href=href aria-current=here.then_some("page")>{words}</a></li> }
        })
        .collect_view();
    view! {
        <header class="site-header">
            <div class="page site-header__bar">
                <a class="brand" href=l.address("/")>
                    <img class="brand__mark" src=mark alt="" width="36" height="36"/>
                    <span>
                        <span class="brand__name">{messages::site_name(l)}</span>
                        <span class="brand__line">{messages::tagline(l)}</span>
                    </span>
                </a>
                <details class="site-menu"><summary class="button button--quiet">{messages::menu(l)}</summary></details>
                <nav class="site-nav" aria-label=messages::main_navigation(l)><ul>{navigation}</ul></nav>
                <DisplaySwitches/>
            </div>
        </header>
    }
}

#[component]
fn Breadcrumb(crumbs: Vec<Crumb>) -> impl IntoView {
    let l = language();
    (!crumbs.is_empty()).then(|| {
        view! {
            <nav class="breadcrumb" aria-label=messages::you_are_here(l)>
                <ol>
                    <li><a href=l.address("/")>{messages::home(l)}</a></li>
                    {crumbs
                        .into_iter()
                        .map(|(words, path)| view! { <li><a href=l.address(&path)>{words}</a></li> })
                        .collect_view()}
                </ol>
            </nav>
        }
    })
}

#[component]
fn Footer() -> impl IntoView {
    let l = language();
    let site = site();
    let directory = crate::reader::directory();
    let operator = match &site.operator {
        Some(name) => messages::operator(l, name.read(l)),
        None => messages::no_operator(l).to_owned(),
    };
    let emergency = site
        .emergency(&directory)
        .into_iter()
        .map(|Hotline { number, name, .. }| {
            let words = format!("{} {number}", name.read(l));
            view! { <li><a href=format!("tel:{number}")>{words.trim_start().to_owned()}</a></li> }
        })
        .collect_view();
    let pages = [
        (messages::data_sources(l), "/data-sources"),
        (messages::accessibility(l), "/accessibility"),
        (messages::privacy(l), "/privacy"),
        (messages::nav_about(l), "/about"),
        (crate::activities::messages::title(l), crate::activities::list_page::ADDRESS),
        (crate::reminders::messages::title(l), crate::reminders::reminders_page::ADDRESS),
        (crate::complaints::messages::title(l), crate::complaints::complaints_page::ADDRESS),
        (crate::certificates::messages::verify_title(l), crate::certificates::verify_page::ADDRESS),
        (messages::staff_entrance(l), "/sign-in"),
    ]
    .map(|(words, path)| view! { <li><a href=l.address(path)>{words}</a></li> });
    let updated = (directory.changed_at_ms > 0).then(|| {
        let day = crate::stations::hours::LocalMoment::from_unix_ms(directory.changed_at_ms).date;
        view! { <p>{messages::updated(l, &day.to_string())}</p> }
    });
    view! {
        <footer class="site-footer">
            <div class="page">
                <div class="site-footer__parts">
                    <div>
                        <h2>{messages::site_name(l)}</h2>
                        <p>{operator}</p>
                        <p><a href=format!("tel:{}", site.line)>{messages::line(l, &site.line)}</a></p>
                        <ThemeChoice/>
                    </div>
                    <div><h2>{messages::emergency(l)}</h2><ul>{emergency}</ul></div>
                    <nav aria-label=messages::footer_navigation(l)><h2>{messages::footer_navigation(l)}</h2><ul>{pages}</ul></nav>
                </div>
                <div class="site-footer__slots">
                    {site.records.iter().map(|record| view! { <p>{record.clone()}</p> }).collect_view()}
                    {updated}
                    <p>{format!("LastMetre {}", site.version)}</p>
                </div>
            </div>
        </footer>
    }
}
