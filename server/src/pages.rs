//! From a request to a page: who reads, in which language, on which snapshot of the directory.
//!
//! The pages themselves are functions in `app`; here each gets its address, once in Chinese and once below `/en`.
//! What is not a page (suggestions, points for the map, contact cards, the site map) stands in feeds.rs.
//!
//! Invariant: an address means one language; what differs between readers is only how a page looks.

use std::sync::Arc;

use app::{
    about, areas,
    directory::model::Directory,
    display::{Display, DisplayForm},
    home,
    language::Language,
    policies,
    reader::{Reader, Site},
    services,
    settings::model::Setting,
    shell::{self, Page, PageContext},
    stations::{self, hours::LocalMoment},
};
use axum::{
    Form, Router,
    extract::{FromRequestParts, Path, Query, Request},
    http::{Extensions, HeaderMap, HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use time::OffsetDateTime;

use crate::{
    config::{Configuration, PhoneNumber, TrustedProxies},
    directory::CurrentDirectory,
    program::Program,
    security::{Nonce, ShowsTiles},
    settings::SettledSite,
};

/// How long a reader's choice of display is kept: a year.
const DISPLAY_KEPT_SECONDS: u32 = 365 * 24 * 60 * 60;

/// What pages are made from.
#[derive(Clone)]
pub struct Sources {
    /// What the configuration says of the deployment: [`Sources::site_with`] has what the province says too.
    pub site: Arc<Site>,
    /// The directory, whichever is current.
    pub directory: CurrentDirectory,
    /// Whose word about a reader's address counts.
    pub trusted_proxies: Arc<TrustedProxies>,
    settled: Arc<SettledSite>,
}

impl Sources {
    /// What this program makes pages from.
    pub fn of(program: &Program) -> Self {
        let site = Arc::new(site(&program.configuration, program.assets.addresses().clone()));
        Self {
            settled: Arc::new(SettledSite::new(site.clone(), &program.configuration)),
            site,
            directory: program.directory.clone(),
            trusted_proxies: Arc::new(program.configuration.trusted_proxies.clone()),
        }
    }
}

impl Sources {
    /// The site with what the province has set, as of this directory.
    pub fn site_with(&self, directory: &Directory) -> Arc<Site> {
        self.settled.with(directory)
    }

    /// What the configuration file sets and the province cannot.
    pub fn fixed(&self) -> &std::collections::BTreeMap<Setting, String> {
        self.settled.fixed()
    }

    /// Whether readers reach the site by https.
    pub fn over_https(&self) -> bool {
        self.site.public_url.starts_with("https:")
    }
}

/// What the configuration says of the site.
pub(crate) fn site(
    configuration: &Configuration,
    assets: std::collections::BTreeMap<String, String>,
) -> Site {
    let text = |zh: &str, en: Option<&String>| app::text::Text { zh: zh.to_owned(), en: en.cloned() };
    Site {
        public_url: configuration.public_url(),
        station_word: text(&configuration.station_word_zh, Some(&configuration.station_word_en)),
        operator: configuration.operator_zh.as_ref().map(|zh| text(zh, configuration.operator_en.as_ref())),
        records: [&configuration.site_code, &configuration.icp_record, &configuration.police_record]
            .into_iter()
            .flatten()
            .cloned()
            .collect(),
        map_review_number: configuration.map_review_number.clone(),
        county_phones: configuration
            .county_phones
            .0
            .iter()
            .map(|(code, phone)| (code.clone(), phone.as_str().to_owned()))
            .collect(),
        line: configuration.provincial_line.as_str().to_owned(),
        emergency_numbers: configuration
            .emergency_numbers
            .0
            .iter()
            .map(PhoneNumber::as_str)
            .map(str::to_owned)
            .collect(),
        logo: None,
        tiles: configuration.tiles(),
        assets,
        version: env!("CARGO_PKG_VERSION"),
    }
}

/// A request for a page, understood.
pub struct Asked {
    /// What surrounds the page.
    pub context: PageContext,
    nonce: Nonce,
}

impl Asked {
    /// For a page about a request that is not repeated there: its language and display, and nothing else of it.
    pub fn about_nothing(request: &Request, sources: Sources) -> Option<Self> {
        let (language, _) = Language::of_path(request.uri().path());
        Self::of(request.headers(), request.extensions(), language, "/".to_owned(), sources)
    }

    fn of(
        headers: &HeaderMap,
        extensions: &Extensions,
        language: Language,
        address: String,
        sources: Sources,
    ) -> Option<Self> {
        let cookies = headers.get(header::COOKIE).and_then(|cookies| cookies.to_str().ok());
        let display = cookies.map(Display::from_cookies).unwrap_or_default();
        let reader = Reader { language, display, now: now(), address };
        let nonce = extensions.get::<Nonce>().cloned()?;
        let directory = sources.directory.get();
        let context = PageContext { reader, site: sources.site_with(&directory), directory, session: None };
        Some(Self { context, nonce })
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Asked
where
    Sources: axum::extract::FromRef<S>,
{
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, StatusCode> {
        let sources = <Sources as axum::extract::FromRef<S>>::from_ref(state);
        let uri =
            parts.extensions.get::<axum::extract::OriginalUri>().map_or(&parts.uri, |original| &original.0);
        let (language, path) = Language::of_path(uri.path());
        let address = match uri.query() {
            Some(query) => format!("{path}?{query}"),
            None => path.to_owned(),
        };
        Self::of(&parts.headers, &parts.extensions, language, address, sources)
            .ok_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

/// The moment, in Asia/Shanghai.
pub fn now() -> LocalMoment {
    LocalMoment::from_unix_ms(OffsetDateTime::now_utc().unix_timestamp() * 1000)
}

impl Asked {
    /// The page as an answer. Not stored by anybody, but checked again at each visit, so that Back is instant.
    pub fn answer(self, page: Page) -> Response {
        let status = StatusCode::from_u16(page.http_status()).unwrap_or(StatusCode::OK);
        let headers = [
            (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
            (header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache")),
            // Or going back after pressing a display switch would show the copy that looks as before.
            (header::VARY, HeaderValue::from_static("cookie")),
        ];
        let shows_tiles = self.context.site.tiles.as_ref().map(|_| ShowsTiles);
        let mut response = (status, headers, page.render(&self.context, self.nonce.as_str())).into_response();
        if let Some(shows_tiles) = shows_tiles {
            response.extensions_mut().insert(shows_tiles);
        }
        response
    }

    fn page(self, page: impl FnOnce(&PageContext) -> Page) -> Response {
        let page = page(&self.context);
        self.answer(page)
    }
}

/// The pairs of an address.
type Pairs = Query<Vec<(String, String)>>;

/// Every page, without the language.
pub fn pages() -> Router<Sources> {
    Router::new()
        .route("/", get(async |asked: Asked| asked.page(home::page)))
        .route(
            "/stations",
            get(async |Query(pairs): Pairs, asked: Asked| {
                asked.page(|it| stations::list_page::page(it, &pairs))
            }),
        )
        .route(
            "/stations/{slug}",
            get(async |Path(slug): Path<String>, asked: Asked| {
                asked.page(|it| stations::station_page::page(it, &slug))
            }),
        )
        .route("/services", get(async |asked: Asked| asked.page(services::services_page::page)))
        .route(
            "/services/{code}",
            get(async |Path(code): Path<String>, Query(pairs): Pairs, asked: Asked| {
                asked.page(|it| services::service_page::page(it, &code, &pairs))
            }),
        )
        .route("/areas", get(async |asked: Asked| asked.page(areas::areas_page::page)))
        .route(
            "/areas/{code}",
            get(async |Path(code): Path<String>, asked: Asked| {
                asked.page(|it| areas::area_page::page(it, &code))
            }),
        )
        .route("/policies", get(async |asked: Asked| asked.page(policies::policies_page::page)))
        .route(
            "/policies/{slug}",
            get(async |Path(slug): Path<String>, asked: Asked| {
                asked.page(|it| policies::policy_page::page(it, &slug))
            }),
        )
        .route("/about", get(async |asked: Asked| asked.page(about::about)))
        .route("/data-sources", get(async |asked: Asked| asked.page(about::data_sources)))
        .route("/accessibility", get(async |asked: Asked| asked.page(about::accessibility)))
        .route("/privacy", get(async |asked: Asked| asked.page(about::privacy)))
}

/// What pages need beside themselves: the English ones, the way back from the display switches, not-found.
pub fn routes() -> Router<Sources> {
    Router::new()
        .merge(pages())
        .nest("/en", pages())
        .route("/en/", get(async || Redirect::permanent("/en")))
        .route("/display", post(set_display))
        .fallback(async |asked: Asked| asked.page(shell::not_found))
}

/// Remembers how a reader wants to see the pages, and leads back to the page they were on.
async fn set_display(asked: Asked, Form(form): Form<DisplayForm>) -> Response {
    let chosen = form.apply(asked.context.reader.display);
    let secure = if asked.context.site.public_url.starts_with("https:") { "; Secure" } else { "" };
    let cookie = |name: &str, value: &str| {
        format!("{name}={value}; Path=/; Max-Age={DISPLAY_KEPT_SECONDS}; SameSite=Lax; HttpOnly{secure}")
    };
    let cookies = [
        cookie(Display::ELDER_COOKIE, if chosen.elder { "1" } else { "0" }),
        cookie(Display::THEME_COOKIE, chosen.theme.word()),
    ];
    let mut answer = Redirect::to(form.back()).into_response();
    // A redirect may only hold ASCII; an address that does not is led home instead.
    for cookie in cookies.iter().filter_map(|cookie| HeaderValue::from_str(cookie).ok()) {
        answer.headers_mut().append(header::SET_COOKIE, cookie);
    }
    answer
}
