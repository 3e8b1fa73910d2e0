//! `/stations/list.xlsx`: the list of the finder, as anybody may take it home.
//!
//! A workbook costs a core for some milliseconds, so one is made at a time, the last ones are kept until the directory
//! is another, and each counts against its reader's allowance of searches (`server/src/limits`). Who waits too long for
//! their turn is asked to come again.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use app::{
    language::Language,
    sheets::{lists, public},
    stations::{filter::StationFilter, finder::find},
};
use axum::{
    Router,
    body::Bytes,
    extract::{FromRef, Query, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use tokio::{sync::Semaphore, time::timeout};

use super::{
    routes::attachment,
    write::{self, Beside},
};
use crate::{
    error::StoreError,
    pages::{Asked, Sources},
    problem::Answered,
    shanghai,
};

/// Files that are kept.
const KEPT_MAX: usize = 16;

/// How long somebody waits for their turn.
const WAIT_MAX: Duration = Duration::from_secs(10);

/// What the answer is made from, and the last answers.
#[derive(Clone)]
struct PublicLists {
    sources: Sources,
    kept: Arc<Mutex<VecDeque<(Key, Bytes)>>>,
    gate: Arc<Semaphore>,
}

impl FromRef<PublicLists> for Sources {
    fn from_ref(lists: &PublicLists) -> Self {
        lists.sources.clone()
    }
}

/// What a file depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Key {
    directory: i64,
    language: Language,
    asked: String,
    /// The minute, where it is asked what is open now.
    minute: Option<i64>,
}

/// The address, in both languages.
pub fn public_routes(sources: Sources) -> Router {
    let lists = PublicLists { sources, kept: Arc::default(), gate: Arc::new(Semaphore::new(1)) };
    let routes = || Router::new().route("/stations/list.xlsx", get(list));
    routes().nest("/en", routes()).with_state(lists)
}

impl PublicLists {
    fn kept(&self, key: &Key) -> Option<Bytes> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().find(|(it, _)| it == key).map(|(_, bytes)| bytes.clone())
    }

    fn keep(&self, key: Key, bytes: Bytes) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(it, _)| it.directory == key.directory);
        kept.truncate(KEPT_MAX - 1);
        kept.push_front((key, bytes));
    }
}

async fn list(
    State(lists): State<PublicLists>,
    Query(pairs): Query<Vec<(String, String)>>,
    asked: Asked,
) -> Answered {
    let directory = asked.context.directory.clone();
    let pairs = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let (filter, faults) = StationFilter::parse(pairs, &directory);
    if !faults.is_empty() {
        return Ok(StatusCode::BAD_REQUEST.into_response());
    }
    let filter = public::of(&filter);
    let (l, now) = (asked.context.language(), asked.context.reader.now);
    let key = Key {
        directory: directory.version,
        language: l,
        asked: filter.address(),
        minute: filter.open.then(|| now.to_unix_ms()),
    };
    let bytes = match lists.kept(&key) {
        Some(bytes) => bytes,
        None => {
            let Ok(Ok(permit)) = timeout(WAIT_MAX, lists.gate.clone().acquire_owned()).await else {
                return Ok(busy());
            };
            match lists.kept(&key) {
                Some(bytes) => bytes,
                None => {
                    let (site, lists) = (asked.context.site.clone(), lists.clone());
                    // Also when whoever asked does not wait for it.
                    let made = tokio::task::spawn_blocking(move || {
                        let _held = permit;
                        let found = find(&directory, &filter, now).all;
                        let list = public::list(l, &directory, &site, &found);
                        let rows = public::about(l, &directory, &site, &list, &filter);
                        let about = Beside {
                            name: lists::about_title(l).to_owned(),
                            rows: rows.into_iter().map(Vec::from).collect(),
                            on_paper: site.public_url.clone(),
                        };
                        let bytes = Bytes::from(write::workbook(&list, &[about])?);
                        lists.keep(key, bytes.clone());
                        Ok::<_, StoreError>(bytes)
                    });
                    made.await.map_err(|_| StoreError::Corrupt { what: "work on a workbook" })??
                }
            }
        }
    };
    let language = if l == Language::En { "-en" } else { "" };
    let mut answer = attachment(bytes, &format!("stations-{}{language}.xlsx", shanghai::today()));
    answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    Ok(answer)
}

fn busy() -> Response {
    let headers = [(header::RETRY_AFTER, HeaderValue::from(WAIT_MAX.as_secs()))];
    (StatusCode::SERVICE_UNAVAILABLE, headers).into_response()
}
