//! What browsers are told they may do with our pages, and the refusal of forms that strangers post.
//!
//! Every answer carries a Content-Security-Policy. Pages get one with a nonce, minted for the request: it stands in
//! the request's extensions as [`Nonce`], for the shell to write on its own inline scripts. The reasons for each line
//! are in ARCHITECTURE.md.
//!
//! Invariants: no policy allows `unsafe-inline` or `unsafe-eval`; a method that may change something is answered only
//! when the browser, or the address of the page it came from, says that it comes from this site.

mod cross_site;

use std::sync::Arc;

use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Response},
};

use crate::config::Configuration;
use cross_site::Origins;

/// A value that nobody can guess, which lets this answer's own inline scripts run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nonce(Arc<str>);

impl Nonce {
    /// A fresh one, of 128 random bits.
    fn mint() -> Result<Self, getrandom::Error> {
        let mut bits = [0; 16];
        getrandom::fill(&mut bits)?;
        Ok(Self(format!("{:032x}", u128::from_ne_bytes(bits)).into()))
    }

    /// As it stands in the policy and in `nonce="…"`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Headers that are the same on every answer.
const FIXED: [(HeaderName, &str); 6] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(self), geolocation=(self), display-capture=(), microphone=(), midi=(), payment=(), usb=()",
    ),
];

/// Two years, as the browsers' lists ask for.
const HSTS: &str = "max-age=63072000";

/// Stands with a page that has a key for the tiles of the map: its policy lets them in.
#[derive(Clone, Copy, Debug)]
pub struct ShowsTiles;

/// The policy of an answer: with `nonce`, its own inline scripts run; tiles come from elsewhere only when configured.
pub fn content_security_policy(
    nonce: Option<&Nonce>,
    configuration: &Configuration,
    shows_tiles: bool,
) -> String {
    let nonce = nonce.map(|nonce| format!(" 'nonce-{}'", nonce.as_str())).unwrap_or_default();
    let tiles = match shows_tiles || configuration.tianditu_key.is_some() {
        true => format!(" {}", configuration.tianditu_url.origin()),
        false => String::new(),
    };
    format!(
        "default-src 'none'; script-src 'self'{nonce} 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self' data: blob:{tiles}; connect-src 'self'; font-src 'self'; worker-src 'self'; \
         manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
    )
}

struct Rules {
    configuration: Arc<Configuration>,
    /// The policy of everything that is no page.
    plain_policy: HeaderValue,
    over_https: bool,
}

/// Puts the headers on every answer of `router`, and the nonce into every request.
///
/// A header that an answer brings itself is left as it is.
pub fn layers(router: Router, configuration: &Arc<Configuration>) -> Router {
    let plain_policy = HeaderValue::from_str(&content_security_policy(None, configuration, false))
        .unwrap_or(HeaderValue::from_static("default-src 'none'"));
    let over_https = configuration.public_url().starts_with("https://");
    let rules = Rules { configuration: configuration.clone(), plain_policy, over_https };
    router.layer(from_fn_with_state(Arc::new(rules), protect))
}

async fn protect(State(rules): State<Arc<Rules>>, mut request: Request, next: Next) -> Response {
    let Ok(nonce) = Nonce::mint() else {
        tracing::error!("the system gives no random bits");
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    request.extensions_mut().insert(nonce.clone());
    let mut response = next.run(request).await;
    let shows_tiles = response.extensions().get::<ShowsTiles>().is_some();
    let headers = response.headers_mut();
    for (name, value) in FIXED {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if rules.over_https {
        headers.entry(header::STRICT_TRANSPORT_SECURITY).or_insert(HeaderValue::from_static(HSTS));
    }
    let is_page = is_page(headers);
    if is_page {
        // Shown again from the browser's memory when going back, asked for again otherwise.
        headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-cache"));
    }
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert_with(|| {
        let policy =
            is_page.then(|| content_security_policy(Some(&nonce), &rules.configuration, shows_tiles));
        policy
            .and_then(|policy| HeaderValue::from_str(&policy).ok())
            .unwrap_or_else(|| rules.plain_policy.clone())
    });
    response
}

fn is_page(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

/// Refuses with 403 what other sites make a reader's browser post to `router`.
pub fn same_site_only(router: Router, configuration: &Configuration) -> Router {
    let origins = Arc::new(Origins::new(configuration.public_url()));
    router.layer(from_fn_with_state(origins, refuse_strangers))
}

async fn refuse_strangers(State(origins): State<Arc<Origins>>, request: Request, next: Next) -> Response {
    if origins.admit(request.method(), request.uri().path(), request.headers()) {
        next.run(request).await
    } else {
        StatusCode::FORBIDDEN.into_response()
    }
}
