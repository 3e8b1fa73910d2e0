//! A site of a test: the program's own router on a fresh SQLite database, with a few built files.

use std::{
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
};

use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    extract::ConnectInfo,
    http::{HeaderMap, Request, StatusCode, header, request::Builder},
};
use server::{
    assets::{Assets, REQUIRED},
    config::{Configuration, DatabaseUrl},
    database::Database,
    program::Program,
    router, seed,
};
use time::{Date, Month};
use tokio::sync::OnceCell;
use tower::ServiceExt;
use uuid::Uuid;

/// What a built file of a test holds, and what its twin holds instead of brotli.
pub const PLAIN: &str = "plain text of a built file";
pub const TWIN: &str = "packed";

/// A running site. Its files go away with it.
pub struct TestSite {
    pub program: Program,
    directory: PathBuf,
    router: Router,
}

/// An answer, read to its end.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl TestSite {
    /// The site as it is served, with the default configuration.
    pub async fn fresh() -> Self {
        Self::with(&[]).await
    }

    /// The site as it is served, with these settings: `("search_per_minute", "3")`.
    pub async fn with(settings: &[(&str, &str)]) -> Self {
        let (program, directory) = Self::program(settings).await;
        let router = router::router(&program);
        Self { program, directory, router }
    }

    /// Only these routes, in the frame in which all routes stand.
    pub async fn of(routes: Router, settings: &[(&str, &str)]) -> Self {
        let (program, directory) = Self::program(settings).await;
        let router = router::framed(routes, &program);
        Self { program, directory, router }
    }

    /// The site as it is served, with the reference data and the demo units.
    pub async fn with_demo() -> Self {
        Self::with_demo_and(&[]).await
    }

    /// The site with the reference data and the demo units, and with these settings.
    pub async fn with_demo_and(settings: &[(&str, &str)]) -> Self {
        let (configuration, directory) = Self::configuration(settings);
        fs::write(directory.join("lastmetre.sqlite"), seeded().await).unwrap();
        let database = Database::open(&configuration.database_url()).await.unwrap();
        let assets = Assets::load(&configuration.site_dir).unwrap();
        let program = Program::start(configuration, database, assets).await.unwrap();
        let router = router::router(&program);
        Self { program, directory, router }
    }

    /// The site as it is served, on a database that is there.
    pub async fn on(database: Database) -> Self {
        Self::on_with(database, &[]).await
    }

    /// The site as it is served, on a database that is there, and with these settings.
    pub async fn on_with(database: Database, settings: &[(&str, &str)]) -> Self {
        let (configuration, directory) = Self::configuration(settings);
        let assets = Assets::load(&configuration.site_dir).unwrap();
        let program = Program::start(configuration, database, assets).await.unwrap();
        let router = router::router(&program);
        Self { program, directory, router }
    }

    async fn program(settings: &[(&str, &str)]) -> (Program, PathBuf) {
        let (configuration, directory) = Self::configuration(settings);
        let database = Database::open_or_create(&configuration.database_url()).await.unwrap();
        database.migrate().await.unwrap();
        let assets = Assets::load(&configuration.site_dir).unwrap();
        (Program::start(configuration, database, assets).await.unwrap(), directory)
    }

    fn configuration(settings: &[(&str, &str)]) -> (Configuration, PathBuf) {
        let directory = std::env::temp_dir().join(format!("lastmetre-test-{}", Uuid::now_v7()));
        let site = directory.join("site");
        build_site(&site, &REQUIRED);
        let own = [("data_dir", directory.as_path()), ("site_dir", site.as_path())];
        let own = own.map(|(name, path)| (name, path.to_str().unwrap()));
        let variables = own.iter().chain(settings);
        let variables = variables
            .map(|(name, value)| (format!("LASTMETRE_{}", name.to_uppercase()), (*value).to_owned()));
        (Configuration::read(None, variables).unwrap(), directory)
    }

    /// Asks for a page.
    pub async fn get(&self, address: &str) -> Answer {
        self.get_with(address, &[]).await
    }

    /// Asks for a page, with these headers.
    pub async fn get_with(&self, address: &str, headers: &[(&str, &str)]) -> Answer {
        self.send("GET", address, headers, Body::empty()).await
    }

    /// Posts a form as a browser does from a page of this site.
    pub async fn post(&self, address: &str, form: &str) -> Answer {
        let headers =
            [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "same-origin")];
        self.send("POST", address, &headers, Body::from(form.to_owned())).await
    }

    /// Sends a form, or asks for a page where there is none, as the volunteer of this cookie would.
    pub async fn as_volunteer(&self, cookie: &str, address: &str, form: Option<&str>) -> Answer {
        let method = if form.is_some() { "POST" } else { "GET" };
        let request = Request::builder()
            .method(method)
            .uri(address)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .header("cookie", cookie);
        self.answer("127.0.0.1:40000", request, Body::from(form.unwrap_or_default().to_owned())).await
    }

    /// Sends anything, from this machine.
    pub async fn send(&self, method: &str, address: &str, headers: &[(&str, &str)], body: Body) -> Answer {
        self.send_from("127.0.0.1:40000", method, address, headers, body).await
    }

    /// Sends anything, from another machine.
    pub async fn send_from(
        &self,
        peer: &str,
        method: &str,
        address: &str,
        headers: &[(&str, &str)],
        body: Body,
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(address);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.answer(peer, request, body).await
    }

    async fn answer(&self, peer: &str, request: Builder, body: Body) -> Answer {
        let peer: SocketAddr = peer.parse().unwrap();
        let request = request.extension(ConnectInfo(peer)).body(body).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        Answer { status: parts.status, headers: parts.headers, body: to_bytes(body, 16 << 20).await.unwrap() }
    }
}

impl Drop for TestSite {
    fn drop(&mut self) {
        let _gone = fs::remove_dir_all(&self.directory);
    }
}

impl Answer {
    /// A header as text; empty when it is not there.
    pub fn header(&self, name: impl header::AsHeaderName) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The body as text.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    /// Whether it is a problem page in the language of this tag.
    pub fn is_problem_page(&self, tag: &str) -> bool {
        self.header("content-type") == "text/html; charset=utf-8"
            && self.text().contains(&format!("<html lang=\"{tag}\">"))
            && self.text().contains("<h1>")
            && self.body.len() < 10_000
    }
}

/// The day on which the demo units were made, so that they are the same in every run.
pub fn demo_day() -> Date {
    Date::from_calendar_date(2026, Month::November, 24).unwrap()
}

/// A database file with the reference data and the demo units: filled once, then copied for each site.
async fn seeded() -> &'static [u8] {
    static SEEDED: OnceCell<Vec<u8>> = OnceCell::const_new();
    let fill = async || {
        let directory = std::env::temp_dir().join(format!("lastmetre-test-{}", Uuid::now_v7()));
        let file = directory.join("seeded.sqlite");
        let database = Database::open_or_create(&DatabaseUrl::Sqlite(file.clone())).await.unwrap();
        database.migrate().await.unwrap();
        seed::reference(&database).await.unwrap();
        seed::demo(&database, demo_day()).await.unwrap();
        // The last connection to close leaves everything in the one file.
        database.close().await;
        let bytes = fs::read(&file).unwrap();
        fs::remove_dir_all(directory).unwrap();
        bytes
    };
    SEEDED.get_or_init(fill).await
}

/// Writes a built site with these files. `main.css` becomes `main.0123.css` with its twin `main.0123.css.br`.
pub fn build_site(directory: &Path, names: &[&str]) {
    fs::create_dir_all(directory).unwrap();
    let mut list = serde_json::Map::new();
    for name in names {
        let hashed = name.replacen('.', ".0123.", 1);
        fs::write(directory.join(&hashed), format!("{PLAIN}: {name}")).unwrap();
        fs::write(directory.join(format!("{hashed}.br")), TWIN).unwrap();
        list.insert((*name).to_owned(), hashed.into());
    }
    fs::write(directory.join("assets.json"), serde_json::Value::from(list).to_string()).unwrap();
}
