//! The built files of the site: styles, scripts, WASM, icons.
//!
//! `cargo xtask build` writes them under names that change with their content, each with a `.br` twin, and
//! `assets.json` with the name of each. They are read once, when the program starts, and answered from memory.
//!
//! Invariant: only what `assets.json` names is ever answered; no part of a request becomes a path.

use std::{
    collections::{BTreeMap, HashMap},
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use axum::{
    Router,
    body::{Body, Bytes},
    extract::{Path as PathParameter, State},
    http::{HeaderMap, HeaderValue, Response, StatusCode, header},
    response::IntoResponse,
    routing::{MethodRouter, get},
};

/// The plain names of the files that pages and the field app cannot do without.
pub const REQUIRED: [&str; 23] = [
    "main.css",
    "paper.css",
    "hainan.svg",
    "icon.svg",
    "page-tools.js",
    "session-watch.js",
    "roll-call.js",
    "shift-code.js",
    "quick-exit.js",
    "wake.js",
    "islands.js",
    "islands.wasm",
    "form-live.js",
    "live.js",
    "live.wasm",
    "leaflet.css",
    "leaflet.js",
    "field.css",
    "field.js",
    "field.wasm",
    "field.html",
    "sw.js",
    "manifest.webmanifest",
];

/// A file whose name changes with its content never changes.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// A file at a fixed address is asked for again each time; mostly the answer is that it is the same.
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("no-cache");

/// Why the built site cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum AssetsError {
    /// The list of files cannot be read.
    #[error("{} cannot be read; `cargo xtask build` makes it", .0.display())]
    NoList(PathBuf, #[source] io::Error),
    /// The list of files is not a list of names.
    #[error("{} is no list of names", .0.display())]
    OddList(PathBuf),
    /// A file that the list names cannot be read.
    #[error("{} cannot be read", .0.display())]
    NoFile(PathBuf, #[source] io::Error),
    /// The list leaves out files that pages need.
    #[error("the built site has no {}", .0.join(", "))]
    Missing(Vec<&'static str>),
}

/// One file in memory.
#[derive(Debug)]
struct File {
    kind: HeaderValue,
    plain: Bytes,
    plain_tag: HeaderValue,
    brotli: Option<(Bytes, HeaderValue)>,
}

/// All built files.
#[derive(Debug, Default)]
pub struct Assets {
    /// Plain name → address.
    addresses: BTreeMap<String, String>,
    /// By hashed name.
    files: HashMap<String, Arc<File>>,
}

impl Assets {
    /// Reads `assets.json` in `directory` and every file that it names.
    pub fn load(directory: &Path) -> Result<Self, AssetsError> {
        let list = directory.join("assets.json");
        let text = fs::read(&list).map_err(|error| AssetsError::NoList(list.clone(), error))?;
        let names: BTreeMap<String, String> =
            serde_json::from_slice(&text).map_err(|_| AssetsError::OddList(list.clone()))?;
        let mut assets = Self::default();
        for (plain, hashed) in names {
            if hashed.contains(['/', '\\']) || hashed.starts_with('.') {
                return Err(AssetsError::OddList(list));
            }
            let file = File::read(directory, &plain, &hashed)?;
            assets.addresses.insert(plain, format!("/assets/{hashed}"));
            assets.files.insert(hashed, Arc::new(file));
        }
        Ok(assets)
    }

    /// The address of a file by its plain name: `main.css` → `/assets/main.3f2a….css`.
    pub fn url(&self, plain: &str) -> Option<&str> {
        self.addresses.get(plain).map(String::as_str)
    }

    /// The address of every file by its plain name.
    pub fn addresses(&self) -> &BTreeMap<String, String> {
        &self.addresses
    }

    /// How many files there are.
    pub fn count(&self) -> usize {
        self.files.len()
    }

    /// Succeeds when nothing is missing that pages cannot do without.
    pub fn complete(&self) -> Result<(), AssetsError> {
        let missing: Vec<_> =
            REQUIRED.into_iter().filter(|name| !self.addresses.contains_key(*name)).collect();
        if missing.is_empty() { Ok(()) } else { Err(AssetsError::Missing(missing)) }
    }

    fn file(&self, plain: &str) -> Option<Arc<File>> {
        let hashed = self.addresses.get(plain)?.strip_prefix("/assets/")?;
        self.files.get(hashed).cloned()
    }
}

impl File {
    fn read(directory: &Path, plain: &str, hashed: &str) -> Result<Self, AssetsError> {
        let path = directory.join(hashed);
        let content = fs::read(&path).map_err(|error| AssetsError::NoFile(path, error))?;
        let twin = directory.join(format!("{hashed}.br"));
        let brotli = match fs::read(&twin) {
            Ok(brotli) => Some(brotli).filter(|brotli| brotli.len() < content.len()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(AssetsError::NoFile(twin, error)),
        };
        let odd = || AssetsError::OddList(directory.join("assets.json"));
        let tag = |text: String| HeaderValue::from_str(&text).map_err(|_| odd());
        Ok(Self {
            kind: HeaderValue::from_static(kind(plain)),
            plain: content.into(),
            plain_tag: tag(format!("\"{hashed}\""))?,
            brotli: brotli.map(|it| Ok((it.into(), tag(format!("\"{hashed}.br\""))?))).transpose()?,
        })
    }

    /// The file in the form that the reader's browser takes, or word that it has it already.
    fn answer(&self, request: &HeaderMap, cache: HeaderValue) -> Response<Body> {
        let brotli = self.brotli.as_ref().filter(|_| takes_brotli(request));
        let (content, tag) = brotli.map_or((&self.plain, &self.plain_tag), |(content, tag)| (content, tag));
        let mut response = if has_already(request, tag) {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            let mut response = Response::new(Body::from(content.clone()));
            response.headers_mut().insert(header::CONTENT_TYPE, self.kind.clone());
            if brotli.is_some() {
                response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
            }
            response
        };
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, cache);
        headers.insert(header::ETAG, tag.clone());
        if self.brotli.is_some() {
            headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        }
        response
    }
}

/// `/assets/{hashed name}`: every built file, to be kept for ever.
pub fn service(assets: Arc<Assets>) -> Router {
    Router::new().route("/assets/{name}", get(answer)).with_state(assets)
}

async fn answer(
    State(assets): State<Arc<Assets>>,
    PathParameter(name): PathParameter<String>,
    headers: HeaderMap,
) -> Response<Body> {
    match assets.files.get(&name) {
        Some(file) => file.answer(&headers, FOR_EVER),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// One built file at an address that never changes, such as `/favicon.ico` or a service worker's:
/// `.route("/field/sw.js", assets::fixed(&assets, "sw.js"))`. Not found when the site was built without it.
pub fn fixed(assets: &Assets, plain: &str) -> MethodRouter {
    let file = assets.file(plain);
    get(async move |headers: HeaderMap| match &file {
        Some(file) => file.answer(&headers, ASK_AGAIN),
        None => StatusCode::NOT_FOUND.into_response(),
    })
}

/// The media type of a file, by how its plain name ends.
fn kind(plain: &str) -> &'static str {
    match plain.rsplit_once('.').map(|(_, ending)| ending) {
        Some("css") => "text/css; charset=utf-8",
        Some("html") => "text/html; charset=utf-8",
        Some("ico") => "image/x-icon",
        Some("jpg") => "image/jpeg",
        Some("js") => "text/javascript; charset=utf-8",
        Some("json" | "geojson") => "application/json",
        Some("png") => "image/png",
        Some("svg") => "image/svg+xml; charset=utf-8",
        Some("txt") => "text/plain; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("webmanifest") => "application/manifest+json",
        Some("webp") => "image/webp",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}

/// Whether `Accept-Encoding` names brotli with more than no weight.
fn takes_brotli(request: &HeaderMap) -> bool {
    let lines = request.get_all(header::ACCEPT_ENCODING).iter();
    let mut offers = lines.flat_map(|line| line.to_str().unwrap_or_default().split(','));
    offers.any(|offer| {
        let (coding, weight) = offer.split_once(';').unwrap_or((offer, "q=1"));
        let weight = weight.trim().strip_prefix("q=").and_then(|weight| weight.parse::<f32>().ok());
        coding.trim().eq_ignore_ascii_case("br") && weight.is_some_and(|weight| weight > 0.0)
    })
}

/// Whether the browser says that it has the file under this tag.
fn has_already(request: &HeaderMap, tag: &HeaderValue) -> bool {
    let lines = request.get_all(header::IF_NONE_MATCH).iter();
    let mut tags = lines.flat_map(|line| line.to_str().unwrap_or_default().split(','));
    tags.any(|it| {
        let it = it.trim();
        it == "*" || it.strip_prefix("W/").unwrap_or(it).as_bytes() == tag.as_bytes()
    })
}
