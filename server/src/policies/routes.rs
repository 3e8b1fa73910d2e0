//! The addresses of the office of the guides. To whoever may not keep them there are no such pages.

use std::collections::HashMap;

use app::{
    accounts::model::Staff,
    drafts::{
        form::Sent,
        model::{Fault, Field, typed},
    },
    ids::CommandId,
    journal::{
        merge::Conflict,
        model::{Actor, Change, Command, Fields, Refusal, fields},
        words,
    },
    policies::{
        draft::{self, FIELDS, FROM, Guide, NOTE, PUBLISHED, REFERENCE, Work},
        guide_page::{self, GuideForm, Line},
        guides_page::{self, Guides, NewFault},
    },
    stations::unit_page,
};
use axum::{
    Form, Router,
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use serde::Deserialize;
use serde_json::Value;

use super::Answer;
use crate::{
    accounts::{AccountsState, SignedIn, inside},
    error::StoreError,
    pages::Asked,
    problem::{Answered, Broke},
    shanghai,
};

/// Every address, without the language.
pub fn routes() -> Router<AccountsState> {
    Router::new()
        .route("/office/policies", get(list).post(add))
        .route("/office/policies/{slug}", get(show).post(change))
        .route("/office/policies/{slug}/compare", get(compare).post(decide))
        .route("/office/policies/{slug}/{version}", get(version))
}

/// What an address says of what was done.
#[derive(Debug, Default, Deserialize)]
struct Asks {
    #[serde(default)]
    saved: String,
}

/// Every guide, for whoever may write and publish.
async fn guides(state: &AccountsState, staff: &Staff) -> Result<Vec<Guide>, Broke> {
    if !state.policies.may(staff) {
        return Err(Broke::NOT_FOUND);
    }
    Ok(state.policies.guides().await?)
}

async fn guide(state: &AccountsState, staff: &Staff, slug: &str) -> Result<Guide, Broke> {
    let guides = guides(state, staff).await?;
    guides.into_iter().find(|it| it.slug == slug).ok_or(Broke::NOT_FOUND)
}

/// A command of a form; nothing where its id or number is none.
fn command(sent: &Sent, work: Work, slug: &str, fields: Fields) -> Result<Command, Broke> {
    match (sent.command.parse::<CommandId>(), sent.basis.parse::<i64>()) {
        (Ok(id), Ok(basis)) => Ok(draft::command(id, work, slug, basis, fields)),
        _ => Err(Broke::NOT_FOUND),
    }
}

async fn apply(
    state: &AccountsState,
    signed_in: &SignedIn,
    command: &Command,
) -> Result<Result<Answer, Refusal>, Broke> {
    match state.policies.apply(command, signed_in.staff()).await? {
        Err(Refusal::NotFound) => Err(Broke::NOT_FOUND),
        applied => Ok(applied),
    }
}

fn led_to(asked: &Asked, address: &str) -> Response {
    Redirect::to(&asked.context.language().address(&format!("{address}?saved=1"))).into_response()
}

async fn list(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Query(asks): Query<Asks>,
) -> Answered {
    let saved = !asks.saved.is_empty();
    list_page(&state, &signed_in, asked, (String::new(), String::new()), Vec::new(), saved).await
}

async fn list_page(
    state: &AccountsState,
    signed_in: &SignedIn,
    asked: Asked,
    typed: (String, String),
    faults: Vec<NewFault>,
    saved: bool,
) -> Answered {
    let staff = signed_in.staff().clone();
    let guides = guides(state, &staff).await?;
    let shown = Guides { staff, guides, typed, faults, today: shanghai::today(), saved };
    let page = guides_page::page(&asked.context, shown);
    Ok(inside(&state.accounts, signed_in, asked, page))
}

async fn add(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answered {
    guides(&state, signed_in.staff()).await?;
    let sent = Sent::read(pairs);
    let (slug, title) = (sent.text("slug").trim().to_owned(), sent.text("title_zh").to_owned());
    let parsed = typed(FIELDS[0], std::slice::from_ref(&title), &[]).ok().filter(|it| !it.is_null());
    let mut faults = Vec::new();
    faults.extend(parsed.is_none().then_some(NewFault::Title));
    faults.extend((!draft::is_slug(&slug)).then_some(NewFault::Slug));
    if let (Some(parsed), true) = (parsed, faults.is_empty()) {
        let changes = fields([(FIELDS[0].word, Change::to(parsed))]);
        let command = command(&sent, Work::Add, &slug, changes)?;
        match apply(&state, &signed_in, &command).await? {
            Ok(_) => return Ok(led_to(&asked, &guide_page::address(&slug))),
            Err(Refusal::AgainstARule) => faults.push(NewFault::Slug),
            Err(_) => faults.push(NewFault::Taken),
        }
    }
    list_page(&state, &signed_in, asked, (slug, title), faults, false).await
}

/// What came of a form.
#[derive(Debug, Default)]
struct Outcome {
    sent: Option<Sent>,
    faults: Vec<(&'static str, Fault)>,
    refused: Option<Refusal>,
    conflicts: Vec<Conflict>,
    saved: bool,
}

/// The versions of a guide with who made them.
async fn lines(
    state: &AccountsState,
    signed_in: &SignedIn,
    asked: &Asked,
    slug: &str,
) -> Result<Vec<(Line, app::policies::model::Policy)>, StoreError> {
    let l = asked.context.language();
    let colleagues = state.accounts.colleagues(signed_in.staff()).await?;
    let names: HashMap<_, _> = colleagues.into_iter().map(|it| (it.id.to_string(), it.name)).collect();
    let made = |actor: &str, at_ms: i64| {
        // What came with the program was written by nobody here.
        if at_ms == 0 {
            return String::new();
        }
        let name = names.get(actor).map(String::as_str);
        let who = match actor.parse::<Actor>() {
            Ok(Actor::Staff(_)) if name.is_none() => unit_page::somebody_else(l).to_owned(),
            Ok(actor) => words::actor(l, &actor, name),
            Err(_) => String::new(),
        };
        format!("{} {who}", shanghai::minute(at_ms))
    };
    let versions = state.policies.versions(slug).await?;
    Ok(versions
        .into_iter()
        .map(|it| {
            let made = made(&it.actor, it.made_at_ms);
            (Line { version: it.version, state: it.state, made, note: it.note }, it.policy)
        })
        .collect())
}

async fn guide_form(
    state: &AccountsState,
    signed_in: &SignedIn,
    asked: Asked,
    guide: Guide,
    outcome: Outcome,
) -> Answered {
    let lines =
        lines(state, signed_in, &asked, &guide.slug).await?.into_iter().map(|(line, _)| line).collect();
    let Outcome { sent, faults, refused, conflicts, saved } = outcome;
    let staff = signed_in.staff().clone();
    let form = GuideForm { staff, guide, lines, sent, faults, refused, conflicts, saved };
    let page = guide_page::page(&asked.context, form);
    Ok(inside(&state.accounts, signed_in, asked, page))
}

async fn show(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Path(slug): Path<String>,
    Query(asks): Query<Asks>,
) -> Answered {
    let guide = guide(&state, signed_in.staff(), &slug).await?;
    let outcome = Outcome { saved: !asks.saved.is_empty(), ..Outcome::default() };
    guide_form(&state, &signed_in, asked, guide, outcome).await
}

async fn change(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Path(slug): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answered {
    let before = guide(&state, signed_in.staff(), &slug).await?;
    let sent = Sent::read(pairs);
    let l = asked.context.language();
    let known = |field: &Field| -> Vec<String> {
        let options = guide_page::options(l, field, &asked.context.directory);
        options.into_iter().map(|(code, _)| code).collect()
    };
    let (work, changes) = match sent.act.as_str() {
        "offer" => (Work::Draft, fields([(FROM, Change::to(REFERENCE))])),
        "save" => match sent.changes(&FIELDS, &known) {
            Ok(changes) => (Work::Edit, changes),
            Err(faults) => {
                let outcome = Outcome { sent: Some(sent), faults, ..Outcome::default() };
                return guide_form(&state, &signed_in, asked, before, outcome).await;
            }
        },
        _ => {
            let outcome = Outcome { refused: Some(Refusal::AgainstARule), ..Outcome::default() };
            return guide_form(&state, &signed_in, asked, before, outcome).await;
        }
    };
    if work == Work::Edit && changes.is_empty() {
        return Ok(led_to(&asked, &guide_page::address(&slug)));
    }
    let command = command(&sent, work, &slug, changes)?;
    let outcome = match apply(&state, &signed_in, &command).await? {
        Ok(answer) if answer.conflicts.is_empty() => {
            return Ok(led_to(&asked, &guide_page::address(&slug)));
        }
        Ok(answer) => Outcome { conflicts: answer.conflicts, ..Outcome::default() },
        Err(refusal) => Outcome { sent: Some(sent), refused: Some(refusal), ..Outcome::default() },
    };
    let guide = guide(&state, signed_in.staff(), &slug).await?;
    guide_form(&state, &signed_in, asked, guide, outcome).await
}

async fn compare(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Path(slug): Path<String>,
) -> Answered {
    let guide = guide(&state, signed_in.staff(), &slug).await?;
    let staff = signed_in.staff().clone();
    let page = guide_page::compare(&asked.context, staff, guide, shanghai::today(), None, String::new());
    Ok(inside(&state.accounts, &signed_in, asked, page))
}

/// Publishes, withdraws, discards or begins a draft.
async fn decide(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Path(slug): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answered {
    if !state.policies.may(signed_in.staff()) {
        return Err(Broke::NOT_FOUND);
    }
    let sent = Sent::read(pairs);
    let note = sent.text("note").split_whitespace().collect::<Vec<_>>().join(" ");
    let (work, changes, address) = match sent.act.as_str() {
        "publish" => (
            Work::Publish,
            fields([(NOTE, Change::to(Value::from(note.clone())))]),
            guide_page::address(&slug),
        ),
        "withdraw" => (Work::Withdraw, Fields::new(), guide_page::address(&slug)),
        "draft" => (Work::Draft, fields([(FROM, Change::to(PUBLISHED))]), guide_page::address(&slug)),
        "discard" => (Work::Discard, Fields::new(), guides_page::ADDRESS.to_owned()),
        _ => {
            let guide = guide(&state, signed_in.staff(), &slug).await?;
            let (staff, refused) = (signed_in.staff().clone(), Some(Refusal::AgainstARule));
            let page = guide_page::compare(&asked.context, staff, guide, shanghai::today(), refused, note);
            return Ok(inside(&state.accounts, &signed_in, asked, page));
        }
    };
    let command = command(&sent, work, &slug, changes)?;
    match apply(&state, &signed_in, &command).await? {
        Ok(_) => Ok(led_to(&asked, &address)),
        Err(refusal) => {
            let guide = guide(&state, signed_in.staff(), &slug).await?;
            let staff = signed_in.staff().clone();
            let page =
                guide_page::compare(&asked.context, staff, guide, shanghai::today(), Some(refusal), note);
            Ok(inside(&state.accounts, &signed_in, asked, page))
        }
    }
}

async fn version(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Path((slug, version)): Path<(String, String)>,
) -> Answered {
    let guide = guide(&state, signed_in.staff(), &slug).await?;
    let lines = lines(&state, &signed_in, &asked, &slug).await?;
    let (line, policy) =
        lines.into_iter().find(|(line, _)| line.version.to_string() == version).ok_or(Broke::NOT_FOUND)?;
    let page = guide_page::version(&asked.context, signed_in.staff().clone(), &guide, line, &policy);
    Ok(inside(&state.accounts, &signed_in, asked, page))
}
