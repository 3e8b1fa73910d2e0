//! The log: one line for each request and for whatever goes wrong, on standard error.
//!
//! For whoever runs the program. Each request has an id, in its lines and in the header `x-request-id` of its answer.
//! Invariant: no line holds a query, a position, a cookie, a body or the address of a reader; a path is cut short.

use std::{panic, time::Instant};

use axum::{
    Router,
    extract::Request,
    http::{HeaderName, HeaderValue, Method},
    middleware::{Next, from_fn},
    response::Response,
};
use tracing::{Instrument, Subscriber, level_filters::LevelFilter};
use tracing_subscriber::{Layer, filter::Targets, fmt::MakeWriter, layer::SubscriberExt, registry};
use uuid::Uuid;

use crate::config::{Configuration, LogFormat, LogLevel};

/// The header of an answer that holds the id of its request.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// How much of a path is logged, in characters.
const PATH_CHARACTERS_MAX: usize = 120;

/// Crates whose lines are logged from the configured level on; others only warn.
const OURS: [&str; 3] = ["server", "app", "lastmetre"];

/// The id of a request, for whoever logs something about it.
#[derive(Clone, Copy, Debug)]
pub struct RequestId(pub Uuid);

/// Starts logging for the whole program. Does nothing when somebody has started it before.
pub fn start(configuration: &Configuration) {
    let subscriber = subscriber(configuration.log_format, configuration.log_level, std::io::stderr);
    if tracing::subscriber::set_global_default(subscriber).is_ok() {
        panic::set_hook(Box::new(tell_panic));
    }
}

/// What turns events into lines of `format`, written by `writer`.
pub fn subscriber<W>(format: LogFormat, level: LogLevel, writer: W) -> impl Subscriber + Send + Sync
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    let level = LevelFilter::from_level(level.0);
    let filter = Targets::new()
        .with_default(LevelFilter::WARN.min(level))
        .with_targets(OURS.map(|name| (name, level)));
    let lines = tracing_subscriber::fmt::layer().with_writer(writer);
    let lines: Box<dyn Layer<_> + Send + Sync> = match format {
        LogFormat::Json => Box::new(lines.json().flatten_event(true).with_span_list(false)),
        LogFormat::Pretty => Box::new(lines.compact().with_ansi(false)),
    };
    registry().with(lines.with_filter(filter))
}

/// A panic is told with its place. What it says may hold anything, so that is told only when it is a constant.
fn tell_panic(panic: &panic::PanicHookInfo<'_>) {
    let place = panic.location().map(ToString::to_string).unwrap_or_default();
    let said = panic.payload().downcast_ref::<&'static str>().copied().unwrap_or("(not told)");
    tracing::error!(place, said, "panic");
}

/// Gives each request of `router` its id and its line.
pub fn layers(router: Router) -> Router {
    router.layer(from_fn(tell_request))
}

async fn tell_request(mut request: Request, next: Next) -> Response {
    let id = Uuid::now_v7();
    request.extensions_mut().insert(RequestId(id));
    let method = told_method(request.method());
    let path = told_path(request.uri().path());
    let begun = Instant::now();
    let span = tracing::info_span!("request", id = %id);
    let mut response = next.run(request).instrument(span.clone()).await;
    let ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    let status = response.status().as_u16();
    span.in_scope(|| {
        if is_watching(&path) {
            tracing::debug!(method, path, status, ms, "answered");
        } else {
            tracing::info!(method, path, status, ms, "answered");
        }
    });
    if let Ok(id) = HeaderValue::from_str(&id.to_string()) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}

/// Whether this is one of the addresses that machines ask every few seconds.
fn is_watching(path: &str) -> bool {
    ["/healthz", "/readyz", "/metrics"].contains(&path)
}

/// A method is any word that a stranger likes; only the usual ones are repeated.
pub(crate) fn told_method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

fn told_path(path: &str) -> String {
    // Whoever has the number of a certificate reads it.
    if let Some((before, _)) = path.split_once("/verify/") {
        return format!("{before}/verify/…");
    }
    match path.char_indices().nth(PATH_CHARACTERS_MAX) {
        Some((end, _)) => format!("{}…", &path[..end]),
        None => path.to_owned(),
    }
}
