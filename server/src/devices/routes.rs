//! The addresses of tablets: what they ask themselves, and the list in the office.

use app::{
    accounts::model::Staff,
    devices::devices_page::{self, Line, RevokeForm},
    ids::CommandId,
    journal::model::Refusal,
    offline::exchange::{Ended, Enrol, NAME_CHARS_MAX, Pull, Push},
};
use axum::{
    Form, Json, Router,
    body::Bytes,
    extract::{FromRef, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use serde::{Serialize, de::DeserializeOwned};

use super::{Devices, Door};
use crate::{
    accounts::{Accounts, From, SignedIn, inside},
    error::StoreError,
    pages::{Asked, Sources},
    problem::{Answered, Broke},
    shanghai,
};

/// What these addresses are answered from.
#[derive(Clone, FromRef)]
pub struct DevicesState {
    /// The accounts.
    pub accounts: Accounts,
    /// The tablets.
    pub devices: Devices,
    /// The site.
    pub sources: Sources,
}

/// The office's, without the language.
pub fn routes() -> Router<DevicesState> {
    Router::new().route("/office/devices", get(list).post(revoke))
}

/// What tablets ask.
pub fn sync() -> Router<DevicesState> {
    Router::new()
        .route("/field/sync/enrol", post(enrol))
        .route("/field/sync/push", post(push))
        .route("/field/sync/pull", post(pull))
        .route("/field/sync/leave", post(leave))
}

/// An answer that nobody keeps.
fn answer(body: impl Serialize) -> Response {
    let mut response = Json(body).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn ended(why: Ended) -> Response {
    let mut response = answer(why);
    *response.status_mut() = StatusCode::UNAUTHORIZED;
    response
}

fn token(headers: &HeaderMap) -> &str {
    let given = headers.get(header::AUTHORIZATION).and_then(|given| given.to_str().ok());
    given.and_then(|given| given.strip_prefix("Bearer ")).unwrap_or_default()
}

/// The tablet that asks, and what it says. Without a token nothing of it is read.
async fn heard<A: DeserializeOwned>(
    devices: &Devices,
    headers: &HeaderMap,
    body: &Bytes,
    sent_at_ms: impl FnOnce(&A) -> i64,
) -> Result<(Door, A), Response> {
    let token = token(headers);
    if token.is_empty() {
        return Err(ended(Ended::Unknown));
    }
    let Ok(said) = serde_json::from_slice::<A>(body) else {
        return Err(StatusCode::BAD_REQUEST.into_response());
    };
    match devices.door(token, sent_at_ms(&said)).await {
        Err(error) => Err(Broke::from(error).into_response()),
        Ok(Err(why)) => Err(ended(why)),
        Ok(Ok(door)) => Ok((door, said)),
    }
}

async fn push(State(devices): State<Devices>, headers: HeaderMap, body: Bytes) -> Answered {
    let (door, said) = match heard(&devices, &headers, &body, |said: &Push| said.sent_at_ms).await {
        Ok(heard) => heard,
        Err(response) => return Ok(response),
    };
    Ok(answer(devices.push(&door, &said).await?))
}

async fn pull(State(devices): State<Devices>, headers: HeaderMap, body: Bytes) -> Answered {
    let (door, said) = match heard(&devices, &headers, &body, |said: &Pull| said.sent_at_ms).await {
        Ok(heard) => heard,
        Err(response) => return Ok(response),
    };
    Ok(answer(devices.pull(&door, &said).await?))
}

async fn leave(State(devices): State<Devices>, headers: HeaderMap, body: Bytes) -> Answered {
    let (door, _) = match heard(&devices, &headers, &body, |said: &Pull| said.sent_at_ms).await {
        Ok(heard) => heard,
        Err(response) => return Ok(response),
    };
    Ok(answer(devices.leave(&door).await?))
}

async fn enrol(State(devices): State<Devices>, signed_in: SignedIn, from: From, body: Bytes) -> Answered {
    let name = serde_json::from_slice::<Enrol>(&body).ok();
    let name = name.map(|enrol| enrol.name.split_whitespace().collect::<Vec<_>>().join(" "));
    let fits = |name: &String| {
        (1..=NAME_CHARS_MAX).contains(&name.chars().count()) && !name.chars().any(char::is_control)
    };
    let Some(name) = name.filter(fits) else {
        return Ok(StatusCode::UNPROCESSABLE_ENTITY.into_response());
    };
    Ok(answer(devices.enrol(signed_in.staff(), &name, &from.device).await?))
}

/// The tablets that a reader may see.
pub(crate) async fn lines(devices: &Devices, staff: &Staff) -> Result<Vec<Line>, StoreError> {
    let rows = devices.list(staff).await?;
    let lines = rows
        .into_iter()
        .map(|(row, owner)| Line {
            own: row.staff_id == staff.id.to_string(),
            id: row.id,
            name: row.name,
            owner,
            system: row.system,
            since: shanghai::minute(row.made_at_ms),
            heard: shanghai::minute(row.seen_at_ms),
            unsent: row.unsent,
            ahead_minutes: row.ahead_ms / 60_000,
            went_back: row.went_back_at_ms.map(shanghai::minute),
            command: CommandId::fresh(),
        })
        .collect();
    Ok(lines)
}

async fn list(State(state): State<DevicesState>, signed_in: SignedIn, asked: Asked) -> Answered {
    let staff = signed_in.staff();
    let lines = lines(&state.devices, staff).await?;
    let page = devices_page::page(&asked.context, staff.clone(), lines);
    Ok(inside(&state.accounts, &signed_in, asked, page))
}

async fn revoke(
    State(state): State<DevicesState>,
    signed_in: SignedIn,
    asked: Asked,
    Form(form): Form<RevokeForm>,
) -> Answered {
    let command = form.command.parse().map_err(|_| Broke::NOT_FOUND)?;
    match state.devices.revoke(command, signed_in.staff(), &form.device).await? {
        // It was revoked meanwhile, which is what was wanted.
        Ok(()) | Err(Refusal::NotNow) => {
            Ok(Redirect::to(&asked.context.language().address(devices_page::ADDRESS)).into_response())
        }
        Err(_) => Err(Broke::NOT_FOUND),
    }
}
