//! Whether the program lives (`/healthz`) and whether it can serve (`/readyz`).
//!
//! For load balancers and supervisors. Neither tells a stranger more than yes or no for each part.

use std::time::Duration;

use axum::{
    Json, Router,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use serde::Serialize;
use tokio::time::timeout;

use crate::database::{Database, Schema};

/// A database that takes longer than this is as good as none.
const ANSWER_WITHIN: Duration = Duration::from_secs(2);

#[derive(Serialize)]
struct Readiness {
    ready: bool,
    database: bool,
    migrations: bool,
}

/// `/healthz` and `/readyz`.
pub fn routes(database: Database) -> Router {
    Router::new().route("/healthz", get(alive)).route("/readyz", get(ready)).with_state(database)
}

async fn alive() -> Response {
    ([(header::CACHE_CONTROL, "no-store")], "ok").into_response()
}

async fn ready(State(database): State<Database>) -> Response {
    let schema = timeout(ANSWER_WITHIN, database.schema()).await;
    let schema = schema.ok().and_then(Result::ok);
    let migrations = matches!(schema, Some(Schema::Current(_)));
    let readiness = Readiness { ready: migrations, database: schema.is_some(), migrations };
    let status = if readiness.ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, [(header::CACHE_CONTROL, "no-store")], Json(readiness)).into_response()
}
