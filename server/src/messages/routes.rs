//! The addresses of messages: the inbox, the outbox, and what gateways tell.

use app::{
    access::Action,
    accounts::model::Staff,
    journal::model::Unit,
    messages::{
        inbox_page,
        model::{Channel, Contact, State as Stands},
        outbox_page::{self, DecideForm, Line, Outbox, OutboxQuery},
    },
    ui::per_page,
};
use axum::{
    Form, Router,
    body::Bytes,
    extract::{Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect},
    routing::{get, post},
};
use serde::Deserialize;

use super::{Messages, Opened, channels::Channels};
use crate::{
    accounts::{AccountsState, SignedIn, inside},
    config::Secret,
    error::StoreError,
    pages::Asked,
    problem::{Answered, Broke},
    shanghai,
};

/// Every address of the office, without the language.
pub fn routes() -> Router<AccountsState> {
    Router::new()
        .route("/office/inbox", get(inbox).post(read_all))
        .route("/office/messages", get(outbox).post(decide))
}

/// Where a gateway tells what became of a message, with its token as proof.
pub fn receipts(messages: Messages, token: Option<Secret>) -> Router {
    let receive = async move |headers: HeaderMap, body: Bytes| {
        let given = headers.get(header::AUTHORIZATION).and_then(|given| given.to_str().ok());
        let given = given.and_then(|given| given.strip_prefix("Bearer ")).unwrap_or_default();
        // Without a token nobody can prove anything, and there is no such address.
        if !token.as_ref().is_some_and(|token| token.is(given)) {
            return StatusCode::NOT_FOUND.into_response();
        }
        let Ok(receipt) = serde_json::from_slice::<Receipt>(&body) else {
            return StatusCode::BAD_REQUEST.into_response();
        };
        match messages.receipt(&receipt.id, receipt.delivered).await {
            Err(error) => Broke::from(error).into_response(),
            Ok(true) => StatusCode::NO_CONTENT.into_response(),
            Ok(false) => StatusCode::NOT_FOUND.into_response(),
        }
    };
    Router::new().route("/messages/receipt", post(receive))
}

/// What a gateway tells.
#[derive(Debug, Deserialize)]
struct Receipt {
    id: String,
    delivered: bool,
}

fn may_read(state: &AccountsState, reader: &Staff) -> bool {
    state.accounts.may(reader, Action::ReadMessages, &Unit::Province, None)
}

async fn inbox(State(state): State<AccountsState>, signed_in: SignedIn, asked: Asked) -> Answered {
    let reader = signed_in.staff();
    let opened = state.messages.inbox(reader.id).await?;
    let letters = opened
        .into_iter()
        .filter_map(|Opened { row, letter }| {
            let letter = letter?;
            Some(inbox_page::Letter {
                when: shanghai::minute(row.made_at_ms),
                subject: letter.subject,
                text: letter.text,
                new: row.read_at_ms.is_none(),
            })
        })
        .collect();
    let page = inbox_page::page(&asked.context, reader.clone(), letters);
    Ok(inside(&state.accounts, &signed_in, asked, page))
}

async fn read_all(State(state): State<AccountsState>, signed_in: SignedIn, asked: Asked) -> Answered {
    state.messages.read_all(signed_in.staff().id).await?;
    Ok(Redirect::to(&asked.context.language().address(inbox_page::ADDRESS)).into_response())
}

async fn outbox(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Query(query): Query<OutboxQuery>,
) -> Answered {
    let reader = signed_in.staff();
    if !may_read(&state, reader) {
        return Err(Broke::NOT_FOUND);
    }
    let limit = i64::try_from(per_page(&query.per)).unwrap_or(i64::MAX);
    let before = i64::try_from(query.page() - 1).unwrap_or(i64::MAX);
    let (opened, count) = state.messages.list(&query.state, limit, before.saturating_mul(limit)).await?;
    let channels = state.messages.channels();
    let shown = Channel::ALL.into_iter().any(|channel| channels.shows(channel));
    let lines = opened.into_iter().filter_map(|opened| line(opened, Some(channels))).collect();
    let outbox = Outbox {
        reader: reader.clone(),
        query,
        lines,
        count: usize::try_from(count).unwrap_or_default(),
        shown,
    };
    let page = outbox_page::page(&asked.context, outbox);
    Ok(inside(&state.accounts, &signed_in, asked, page))
}

/// The messages that a reader asks for; nothing for who may not read them.
pub(crate) async fn lines(
    state: &AccountsState,
    reader: &Staff,
    query: &OutboxQuery,
    most: i64,
) -> Result<Option<Vec<Line>>, StoreError> {
    if !may_read(state, reader) {
        return Ok(None);
    }
    let (opened, _) = state.messages.list(&query.state, most, 0).await?;
    Ok(Some(opened.into_iter().filter_map(|opened| line(opened, None)).collect()))
}

fn line(Opened { row, letter }: Opened, channels: Option<&Channels>) -> Option<Line> {
    let channel = Channel::from_word(&row.channel)?;
    // Only what was never sent to anybody is shown; a real message is its reader's.
    let shown = channels.is_some_and(|channels| channels.shows(channel)) && row.detail == "shown";
    let read = letter.as_ref().filter(|_| shown);
    Some(Line {
        to: letter.as_ref().and_then(|letter| Contact::parse(&letter.to)),
        text: read.map(|letter| letter.text.read(letter.language()).to_owned()),
        calendar: read.and_then(|letter| letter.calendar.as_ref()).map(|calendar| calendar.text.clone()),
        when: shanghai::minute(row.made_at_ms),
        state: Stands::from_word(&row.state)?,
        id: row.id,
        template: row.template,
        channel,
        attempts: row.attempts,
        detail: row.detail,
    })
}

async fn decide(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Form(form): Form<DecideForm>,
) -> Answered {
    let reader = signed_in.staff();
    let (Ok(id), true) = (form.command.parse(), may_read(&state, reader)) else {
        return Err(Broke::NOT_FOUND);
    };
    let again = match form.act.as_str() {
        "again" => true,
        "arrived" => false,
        _ => return Err(Broke::NOT_FOUND),
    };
    // Decided by somebody else meanwhile: the list shows how it stands.
    let _decided = state.messages.decide(id, reader, &form.message, again).await?;
    Ok(Redirect::to(&asked.context.language().address(outbox_page::ADDRESS)).into_response())
}
