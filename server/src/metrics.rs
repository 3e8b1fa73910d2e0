//! Figures for a collector, in the text form of Prometheus, at `/metrics`.
//!
//! For whoever runs the program: answered to this machine itself, or to who brings the token of the configuration; on a
//! listener of its own where `metrics_listen` says so.
//! Invariant: labels come from our own list of routes, never from what a request says.

use std::{net::SocketAddr, sync::Arc, time::Instant};

use axum::{
    Router,
    extract::{ConnectInfo, MatchedPath, Request, State},
    http::{HeaderMap, StatusCode, header},
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::get,
};
use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram, info::Info},
    registry::{Registry, Unit},
};

use crate::{config::Secret, limits::forwarded, logging::told_method};

/// Upper bounds of the buckets, in seconds: a page should take milliseconds.
const SECONDS: [f64; 11] = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.5, 10.0];

/// The route of requests that no route matched.
const NO_ROUTE: &str = "none";

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    method: &'static str,
    route: String,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: String,
}

/// What is counted since the program started.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    answered: Family<Answered, Counter>,
    seconds: Family<Route, Histogram>,
    in_flight: Gauge,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("lastmetre");
        let answered = Family::default();
        let seconds = Family::new_with_constructor((|| Histogram::new(SECONDS)) as fn() -> Histogram);
        let in_flight = Gauge::default();
        registry.register("requests", "Requests answered", answered.clone());
        registry.register_with_unit(
            "request_duration",
            "From request to answer",
            Unit::Seconds,
            seconds.clone(),
        );
        registry.register("requests_in_flight", "Requests being answered", in_flight.clone());
        registry.register(
            "build",
            "The release that runs",
            Info::new([("version", env!("CARGO_PKG_VERSION"))]),
        );
        Self { registry, answered, seconds, in_flight }
    }
}

impl Metrics {
    /// All figures, in the text form of Prometheus (OpenMetrics).
    pub fn text(&self) -> String {
        let mut text = String::new();
        // Writing into a String cannot be refused.
        let _written = encode(&mut text, &self.registry);
        text
    }
}

/// Counts what `router` is asked.
pub fn layers(router: Router, metrics: Arc<Metrics>) -> Router {
    router.layer(from_fn_with_state(metrics, count))
}

/// One request on its way; also gone when the reader hangs up before the answer.
struct InFlight(Gauge);

impl InFlight {
    fn begin(gauge: &Gauge) -> Self {
        gauge.inc();
        Self(gauge.clone())
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.dec();
    }
}

async fn count(State(metrics): State<Arc<Metrics>>, request: Request, next: Next) -> Response {
    let _in_flight = InFlight::begin(&metrics.in_flight);
    let method = told_method(request.method());
    let route = request.extensions().get::<MatchedPath>().map_or(NO_ROUTE, MatchedPath::as_str).to_owned();
    let begun = Instant::now();
    let response = next.run(request).await;
    let status = response.status().as_u16();
    metrics.answered.get_or_create(&Answered { method, route: route.clone(), status }).inc();
    metrics.seconds.get_or_create(&Route { route }).observe(begun.elapsed().as_secs_f64());
    response
}

#[derive(Clone)]
struct Desk {
    metrics: Arc<Metrics>,
    token: Option<Secret>,
}

/// `/metrics`.
pub fn routes(metrics: Arc<Metrics>, token: Option<Secret>) -> Router {
    Router::new().route("/metrics", get(tell)).with_state(Desk { metrics, token })
}

async fn tell(State(desk): State<Desk>, request: Request) -> Response {
    let has_token =
        desk.token.as_ref().is_some_and(|token| bearer(request.headers()).is_some_and(|it| token.is(it)));
    if !has_token && !is_local(&request) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-store")], desk.metrics.text()).into_response()
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ")
}

/// Whether this machine itself asks. A proxy on it asks for others, and says so.
fn is_local(request: &Request) -> bool {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    peer.is_some_and(|peer| peer.0.ip().to_canonical().is_loopback()) && !forwarded(request.headers())
}
