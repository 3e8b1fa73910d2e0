//! What somebody sent when their session had timed out: kept for them, sealed under the key of their own record, and
//! shown when they are back. Nothing that was typed is lost by a time-out.
//!
//! Invariant: no password and no code is ever kept.

pub(super) mod queries;

use app::{
    accounts::{account_page, kept_page::KeptForm, model::Staff, office_page, sign_in_page},
    help::record_page,
    ids::{CommandId, StaffId},
    language::Language,
};
use axum::{
    body::{Body, Bytes},
    extract::{FromRequest, Request, State},
    http::{Method, StatusCode, request::Parts as Head},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use serde::{Deserialize, Serialize};

use super::{Accounts, AccountsState, cookie, proof};
use crate::{
    database::now_ms,
    error::StoreError,
    parts::{Part, Parts, brings_files},
    problem::Answered,
    shanghai,
};

/// For how long a form is kept: a week.
pub(super) const KEPT_MS: i64 = 7 * 24 * 60 * 60 * 1000;

/// Forms that one person may have waiting.
const KEPT_MAX: i64 = 20;

/// Fields that are never kept.
const SECRET: [&str; 6] = ["password", "again", "current", "code", "key", "proof"];

/// Names the kept form that is being sent, in the address it is sent to.
const SENT: &str = "kept";

/// A form as it is sealed.
#[derive(Debug, Serialize, Deserialize)]
struct Typed {
    address: String,
    fields: Vec<(String, String)>,
}

impl Accounts {
    /// Keeps what somebody sent.
    pub(super) async fn keep(
        &self,
        staff: StaffId,
        address: &str,
        fields: Vec<(String, String)>,
    ) -> Result<(), StoreError> {
        let fields = fields.into_iter().filter(|(name, _)| !SECRET.contains(&name.as_str())).collect();
        let typed = Typed { address: address.to_owned(), fields };
        let (id, staff, now) = (CommandId::fresh().to_string(), staff.to_string(), now_ms());
        let plain = serde_json::to_vec(&typed).map_err(|_| corrupt())?;
        self.journal
            .database()
            .transaction(async |tx| {
                let key = self.journal.record_key(tx, "staff", &staff).await?;
                let sealed = key.seal(&plain, &place(&id))?;
                queries::keep(tx, &id, &staff, &sealed, now).await?;
                queries::drop_oldest(tx, &staff, KEPT_MAX).await
            })
            .await
    }

    /// The forms that wait for somebody, the newest first.
    pub(super) async fn kept(&self, staff: &Staff) -> Result<Vec<KeptForm>, StoreError> {
        let id = staff.id.to_string();
        let rows = queries::kept(self.journal.database(), &id).await?;
        let Some(key) = self.journal.key_now("staff", &id).await?.filter(|_| !rows.is_empty()) else {
            return Ok(Vec::new());
        };
        rows.into_iter()
            .map(|(id, sealed, at_ms)| {
                let opened = key.open(&sealed, &place(&id)).map_err(|_| corrupt())?;
                let Typed { address, fields } = serde_json::from_slice(&opened).map_err(|_| corrupt())?;
                let again = format!("{address}?{SENT}={id}");
                Ok(KeptForm { id, when: shanghai::minute(at_ms), address, again, fields })
            })
            .collect()
    }

    /// Forgets a form of somebody.
    pub(super) async fn forget_kept(&self, staff: StaffId, id: &str) -> Result<(), StoreError> {
        let staff = staff.to_string();
        self.journal.database().transaction(async |tx| queries::forget(tx, &staff, id).await).await
    }
}

/// Around the forms of the office: what comes when the session has timed out is kept before the entrance is shown, and
/// what was kept is forgotten once it has been taken.
pub(super) async fn keep_what_was_typed(
    State(state): State<AccountsState>,
    request: Request,
    next: Next,
) -> Response {
    if request.method() != Method::POST {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    match keep_or_pass(&state, parts, body, next).await {
        Ok(response) => response,
        Err(broke) => broke.into_response(),
    }
}

async fn keep_or_pass(state: &AccountsState, parts: Head, body: Body, next: Next) -> Answered {
    let path = cookie::path(&parts).to_owned();
    let (language, address) = Language::of_path(&path);
    let token = cookie::token(&parts.headers, state.sources.over_https());
    // A file is not kept: whoever comes back sends it again. A record holds more than its photos.
    let with_files = brings_files(&parts.headers);
    if with_files && !record_page::is_address(address) {
        return Ok(next.run(Request::from_parts(parts, body)).await);
    }
    // The entrance and the forms of the public lie beside the office, and are for everybody.
    let Some(token) = token.filter(|_| address.starts_with(office_page::ADDRESS)) else {
        return Ok(next.run(Request::from_parts(parts, body)).await);
    };
    if let Some(staff) = state.accounts.timed_out(&token).await? {
        if with_files {
            let fields = match answers(Request::from_parts(parts, body)).await {
                Ok(fields) => fields,
                Err(refused) => return Ok(refused),
            };
            return kept(state, staff.id, language, address, fields).await;
        }
        let body = match Bytes::from_request(Request::from_parts(parts.clone(), body), &()).await {
            Ok(body) => body,
            Err(refused) => return Ok(refused.into_response()),
        };
        let fields: Vec<(String, String)> = proof::read(&parts, &body).await.unwrap_or_default();
        // One's own password is typed anew: nothing of that form is kept.
        if fields.is_empty() || address == account_page::ADDRESS {
            // A button without questions; the entrance is shown as ever.
            return Ok(next.run(Request::from_parts(parts, Body::from(body))).await);
        }
        return kept(state, staff.id, language, address, fields).await;
    }
    let query = parts.uri.query().unwrap_or_default();
    let sent =
        query.split('&').find_map(|pair| pair.strip_prefix(SENT)?.strip_prefix('=')).map(str::to_owned);
    let response = next.run(Request::from_parts(parts, body)).await;
    if let (Some(id), true) = (sent, was_taken(response.status()))
        && let Some(session) = state.accounts.session(&token).await?
    {
        state.accounts.forget_kept(session.account.staff.id, &id).await?;
    }
    Ok(response)
}

/// The answers of a form that brings files, which are let pass.
async fn answers(request: Request) -> Result<Vec<(String, String)>, Response> {
    let mut parts = Parts::of(request, 0).await?;
    let mut answers = Vec::new();
    while let Some(part) = parts.next().await? {
        if let Part::Answer(name, text) = part {
            answers.push((name, text));
        }
    }
    Ok(answers)
}

/// Keeps what was sent, and shows the entrance.
async fn kept(
    state: &AccountsState,
    staff: StaffId,
    language: Language,
    address: &str,
    fields: Vec<(String, String)>,
) -> Answered {
    state.accounts.keep(staff, address, fields).await?;
    let entrance = format!("{}?kept=1", language.address(sign_in_page::ADDRESS));
    Ok(Redirect::to(&entrance).into_response())
}

/// Whether a form was done, or stands on the page that answers, to be put right there.
fn was_taken(status: StatusCode) -> bool {
    status.is_success()
        || status.is_redirection()
        || matches!(status, StatusCode::CONFLICT | StatusCode::UNPROCESSABLE_ENTITY)
}

/// What a sealed form is called.
fn place(id: &str) -> String {
    format!("kept/{id}")
}

fn corrupt() -> StoreError {
    StoreError::Corrupt { what: "kept form" }
}
