//! The addresses of the office of the catalogue. To whoever may not keep it there are no such pages.

use std::collections::HashMap;

use app::{
    accounts::model::Staff,
    drafts::{form::Sent, model::Fault},
    ids::CommandId,
    journal::{
        merge::{Conflict, Record},
        model::{Actor, Change, Command, Fields, Refusal, fields},
        words,
    },
    services::{
        draft::{self, DAY, FROM, MAPPING, NOTE, PLACE, Part, Work},
        draft_page,
        model::Catalogue,
        office_page::{self, Line, Overview},
        part_page::{self, PartForm},
        publish_page::{self, PublishForm, Publishing},
        version_page,
        versions::{self, State, Version},
    },
    stations::unit_page,
};
use axum::{
    Form, Router,
    extract::{Path, Query, State as AppState},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use serde::Deserialize;

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
        .route("/office/services", get(overview).post(begin))
        .route("/office/services/draft", get(show_draft).post(shift))
        .route("/office/services/draft/{part}", get(show_part).post(change))
        .route("/office/services/compare", get(compare))
        .route("/office/services/publish", get(show_publish).post(publish))
        .route("/office/services/discard", get(show_discard).post(discard))
        .route("/office/services/versions/{version}", get(show_version))
}

type Pairs = Vec<(String, String)>;

/// What an address says of what was done, and what a new part begins with.
#[derive(Debug, Default, Deserialize)]
struct Asks {
    #[serde(default)]
    saved: String,
    #[serde(default)]
    like: String,
}

/// Every version, for whoever may draft and publish.
async fn versions(state: &AccountsState, staff: &Staff) -> Result<Vec<Version>, Broke> {
    if !state.services.may(staff) {
        return Err(Broke::NOT_FOUND);
    }
    Ok(state.services.versions().await?)
}

/// The open draft.
async fn open_draft(state: &AccountsState, staff: &Staff) -> Result<Version, Broke> {
    let versions = versions(state, staff).await?;
    versions.into_iter().find(|it| it.state == State::Draft).ok_or(Broke::NOT_FOUND)
}

/// What is in force.
async fn active(state: &AccountsState) -> Result<Catalogue, StoreError> {
    let versions = state.services.versions().await?;
    let active = versions.into_iter().find(|it| it.state == State::Active);
    Ok(active.map(|it| it.catalogue).unwrap_or_default())
}

fn value<'a>(pairs: &'a [(String, String)], name: &str) -> &'a str {
    pairs.iter().find(|(key, _)| key == name).map_or("", |(_, text)| text.as_str())
}

/// A command of a form; nothing where its id or number is none.
fn command(pairs: &[(String, String)], work: Work, version: &str, fields: Fields) -> Result<Command, Broke> {
    match (value(pairs, "command").parse::<CommandId>(), value(pairs, "basis").parse::<i64>()) {
        (Ok(id), Ok(basis)) => Ok(draft::command(id, work, version, basis, fields)),
        _ => Err(Broke::NOT_FOUND),
    }
}

async fn apply(
    state: &AccountsState,
    signed_in: &SignedIn,
    command: &Command,
) -> Result<Result<Answer, Refusal>, Broke> {
    match state.services.apply(command, signed_in.staff()).await? {
        Err(Refusal::NotFound) => Err(Broke::NOT_FOUND),
        applied => Ok(applied),
    }
}

fn led_to(asked: &Asked, address: &str) -> Response {
    Redirect::to(&asked.context.language().address(&format!("{address}?saved=1"))).into_response()
}

async fn overview(
    AppState(state): AppState<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Query(asks): Query<Asks>,
) -> Answered {
    overview_page(&state, &signed_in, asked, !asks.saved.is_empty(), None).await
}

async fn overview_page(
    state: &AccountsState,
    signed_in: &SignedIn,
    asked: Asked,
    saved: bool,
    refused: Option<Refusal>,
) -> Answered {
    let staff = signed_in.staff();
    let versions = versions(state, staff).await?;
    let colleagues = state.accounts.colleagues(staff).await?;
    let names: HashMap<_, _> = colleagues.into_iter().map(|it| (it.id.to_string(), it.name)).collect();
    let l = asked.context.language();
    let who = |actor: &str, at_ms: i64| {
        // What came with the program was begun by nobody.
        if at_ms == 0 {
            return office_page::with_program(l).to_owned();
        }
        let name = names.get(actor).map(String::as_str);
        let who = match actor.parse::<Actor>() {
            Ok(Actor::Staff(_)) if name.is_none() => unit_page::somebody_else(l).to_owned(),
            Ok(actor) => words::actor(l, &actor, name),
            Err(_) => String::new(),
        };
        format!("{} {who}", shanghai::minute(at_ms))
    };
    let line = |it: &Version| Line {
        version: it.version.clone(),
        state: it.state,
        number: it.number,
        items: it.catalogue.items.len(),
        made: who(&it.made_by, it.made_at_ms),
        published: match (&it.published_by, it.published_at_ms) {
            (Some(by), Some(at_ms)) => who(by, at_ms),
            _ => String::new(),
        },
        day: it.publishes_on.map(|day| day.to_string()).unwrap_or_default(),
        note: it.note.clone(),
    };
    let overview = Overview {
        staff: staff.clone(),
        lines: versions.iter().map(line).collect(),
        next: versions::next_name(&versions, shanghai::today().year()),
        saved,
        refused,
    };
    let page = office_page::page(&asked.context, overview);
    Ok(inside(&state.accounts, signed_in, asked, page))
}

/// Begins a draft, or makes what waits for its day a draft again.
async fn begin(
    AppState(state): AppState<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Form(pairs): Form<Pairs>,
) -> Answered {
    versions(&state, signed_in.staff()).await?;
    let (work, changes) = match value(&pairs, "act") {
        "start" => (Work::Draft, fields([(FROM, Change::to(value(&pairs, "from")))])),
        "reopen" => (Work::Reopen, Fields::new()),
        _ => return overview_page(&state, &signed_in, asked, false, Some(Refusal::AgainstARule)).await,
    };
    let command = command(&pairs, work, value(&pairs, "version"), changes)?;
    match apply(&state, &signed_in, &command).await? {
        Ok(_) => Ok(led_to(&asked, draft_page::ADDRESS)),
        Err(refusal) => overview_page(&state, &signed_in, asked, false, Some(refusal)).await,
    }
}

async fn show_draft(
    AppState(state): AppState<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Query(asks): Query<Asks>,
) -> Answered {
    let version = open_draft(&state, signed_in.staff()).await?;
    let staff = signed_in.staff().clone();
    let page = draft_page::page(&asked.context, staff, version, !asks.saved.is_empty(), None);
    Ok(inside(&state.accounts, &signed_in, asked, page))
}

/// Moves an item up or down.
async fn shift(
    AppState(state): AppState<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Form(pairs): Form<Pairs>,
) -> Answered {
    let version = open_draft(&state, signed_in.staff()).await?;
    let place = |name: &str| value(&pairs, name).parse::<u64>().unwrap_or_default();
    let name = format!("{}.{PLACE}", value(&pairs, "part"));
    let changes = Fields::from([(name, Change::from_to(place("from"), place("to")))]);
    let command = command(&pairs, Work::Move, &version.version, changes)?;
    match apply(&state, &signed_in, &command).await? {
        Ok(_) => Ok(led_to(&asked, draft_page::ADDRESS)),
        Err(refusal) => {
            let version = open_draft(&state, signed_in.staff()).await?;
            let staff = signed_in.staff().clone();
            let page = draft_page::page(&asked.context, staff, version, false, Some(refusal));
            Ok(inside(&state.accounts, &signed_in, asked, page))
        }
    }
}

/// What came of the form of a part.
#[derive(Debug, Default)]
struct Outcome {
    sent: Option<Sent>,
    faults: Vec<(&'static str, Fault)>,
    code_wrong: bool,
    refused: Option<Refusal>,
    conflicts: Vec<Conflict>,
    saved: bool,
}

fn part_page(
    state: &AccountsState,
    signed_in: &SignedIn,
    asked: Asked,
    version: Version,
    (part, record): (Part, Record),
    outcome: Outcome,
) -> Answered {
    let Outcome { sent, faults, code_wrong, refused, conflicts, saved } = outcome;
    let staff = signed_in.staff().clone();
    let form = PartForm { staff, version, part, record, sent, faults, code_wrong, refused, conflicts, saved };
    let page = part_page::page(&asked.context, form);
    Ok(inside(&state.accounts, signed_in, asked, page))
}

/// The part of this word with what stands in it; a new one is empty.
fn part_of(version: &Version, word: &str) -> Result<(Part, Record), Broke> {
    let part = Part::from_word(word).ok_or(Broke::NOT_FOUND)?;
    let record = match part_page::is_new(&part) {
        true => Record::new(),
        false => part.record(&version.catalogue).ok_or(Broke::NOT_FOUND)?,
    };
    Ok((part, record))
}

async fn show_part(
    AppState(state): AppState<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Path(word): Path<String>,
    Query(asks): Query<Asks>,
) -> Answered {
    let version = open_draft(&state, signed_in.staff()).await?;
    let (part, record) = part_of(&version, &word)?;
    let saved = !asks.saved.is_empty();
    if !part_page::is_new(&part) || asks.like.is_empty() {
        return part_page(
            &state,
            &signed_in,
            asked,
            version,
            (part, record),
            Outcome { saved, ..Outcome::default() },
        );
    }
    // Like another of the draft, or of what is in force where the draft has it no longer.
    let like = match part {
        Part::Special(_) => Part::Special(asks.like),
        _ => Part::Item(asks.like),
    };
    let record = match like.record(&version.catalogue) {
        Some(record) => Some(record),
        None => like.record(&active(&state).await?),
    };
    let record = record.ok_or(Broke::NOT_FOUND)?;
    part_page(&state, &signed_in, asked, version, (part, record), Outcome::default())
}

async fn change(
    AppState(state): AppState<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Path(word): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Answered {
    let version = open_draft(&state, signed_in.staff()).await?;
    let (part, record) = part_of(&version, &word)?;
    let new = part_page::is_new(&part);
    let sent = Sent::read(pairs.clone());
    let l = asked.context.language();
    let known = |field: &app::drafts::model::Field| -> Vec<String> {
        let options = part_page::options(l, field, &version.catalogue, &asked.context.directory);
        options.into_iter().map(|(code, _)| code).collect()
    };
    let (work, target, changes) = match (sent.act.as_str(), new) {
        ("withdraw", false) => {
            let name = format!("{}.{PLACE}", part.word());
            (Work::Withdraw, part.clone(), Fields::from([(name, Change::from_to(true, false))]))
        }
        ("save" | "add", _) => {
            let code = sent.text("code").trim().to_owned();
            let target = match &part {
                Part::Item(_) if new => Part::Item(code),
                Part::Special(_) if new => Part::Special(code),
                part => part.clone(),
            };
            let code_wrong = new && !draft::is_code(target.code());
            let mut asks = sent.clone();
            if new {
                // What a new part began with, another one's, is nothing that it had.
                asks.seen = Record::new();
            }
            let changes = asks.changes(part.fields(), &known);
            let faults = changes.as_ref().err().cloned().unwrap_or_default();
            match changes {
                Ok(changes) if !code_wrong => {
                    let work = if new { Work::Add } else { Work::Edit };
                    let changes = draft::of_part(&target, changes);
                    (work, target, changes)
                }
                _ => {
                    let outcome = Outcome { sent: Some(sent), faults, code_wrong, ..Outcome::default() };
                    return part_page(&state, &signed_in, asked, version, (part, record), outcome);
                }
            }
        }
        _ => {
            let outcome = Outcome { refused: Some(Refusal::AgainstARule), ..Outcome::default() };
            return part_page(&state, &signed_in, asked, version, (part, record), outcome);
        }
    };
    let address = match work {
        Work::Withdraw => draft_page::ADDRESS.to_owned(),
        _ => format!("{}/{}", draft_page::ADDRESS, target.word()),
    };
    if work == Work::Edit && changes.is_empty() {
        return Ok(led_to(&asked, &address));
    }
    let command = command(&pairs, work, &version.version, changes)?;
    let outcome = match apply(&state, &signed_in, &command).await? {
        Ok(answer) if answer.conflicts.is_empty() => return Ok(led_to(&asked, &address)),
        Ok(answer) => {
            let of_part = |mut conflict: Conflict| {
                let field = conflict.field.rsplit_once('.').map(|(_, field)| field.to_owned());
                conflict.field = field.unwrap_or(conflict.field);
                conflict
            };
            let conflicts = answer.conflicts.into_iter().map(of_part).collect();
            Outcome { conflicts, ..Outcome::default() }
        }
        Err(refusal) => Outcome { sent: Some(sent), refused: Some(refusal), ..Outcome::default() },
    };
    // As it stands now, which may be newer than when the form came; gone, if somebody withdrew it.
    let version = open_draft(&state, signed_in.staff()).await?;
    let shown = part_of(&version, &word)?;
    part_page(&state, &signed_in, asked, version, shown, outcome)
}

async fn compare(AppState(state): AppState<AccountsState>, signed_in: SignedIn, asked: Asked) -> Answered {
    let version = open_draft(&state, signed_in.staff()).await?;
    let active = active(&state).await?;
    let page = publish_page::compare(&asked.context, signed_in.staff().clone(), version, active);
    Ok(inside(&state.accounts, &signed_in, asked, page))
}

async fn show_publish(
    AppState(state): AppState<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
) -> Answered {
    let version = open_draft(&state, signed_in.staff()).await?;
    let (staff, active) = (signed_in.staff().clone(), active(&state).await?);
    let form = PublishForm { day: shanghai::today().to_string(), ..PublishForm::default() };
    let publishing = Publishing { staff, version, active, form, faults: Vec::new(), refused: None };
    let page = publish_page::page(&asked.context, publishing);
    Ok(inside(&state.accounts, &signed_in, asked, page))
}

async fn publish(
    AppState(state): AppState<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Form(pairs): Form<Pairs>,
) -> Answered {
    let versions = versions(&state, signed_in.staff()).await?;
    // The one that the form is about, which may be in force already: a form that is sent twice is answered alike.
    let version = versions.into_iter().find(|it| it.version == value(&pairs, "version"));
    let version = version.ok_or(Broke::NOT_FOUND)?;
    let (staff, active) = (signed_in.staff().clone(), active(&state).await?);
    let form = PublishForm::read(&pairs);
    let parsed = match version.state {
        State::Draft => form.parse(&active, &version.catalogue, shanghai::today()),
        _ => match app::iso_date::parse(form.day.trim()) {
            Some(day) => Ok((day, version.mapping.clone(), version.note.clone())),
            None => Err(vec![publish_page::PublishFault::Day]),
        },
    };
    let (faults, refused) = match parsed {
        Err(faults) => (faults, None),
        Ok((day, mapping, note)) => {
            let mapping = serde_json::to_value(mapping)
                .map_err(|_| StoreError::Corrupt { what: "mapping of codes" })?;
            let changes = fields([
                (DAY, Change::to(day.to_string())),
                (MAPPING, Change::to(mapping)),
                (NOTE, Change::to(note)),
            ]);
            let command = command(&pairs, Work::Publish, &version.version, changes)?;
            match apply(&state, &signed_in, &command).await? {
                Ok(_) => return Ok(led_to(&asked, office_page::ADDRESS)),
                Err(refusal) => (Vec::new(), Some(refusal)),
            }
        }
    };
    let publishing = Publishing { staff, version, active, form, faults, refused };
    let page = publish_page::page(&asked.context, publishing);
    Ok(inside(&state.accounts, &signed_in, asked, page))
}

async fn show_discard(
    AppState(state): AppState<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
) -> Answered {
    let version = open_draft(&state, signed_in.staff()).await?;
    let page = draft_page::discard(&asked.context, signed_in.staff().clone(), version);
    Ok(inside(&state.accounts, &signed_in, asked, page))
}

async fn discard(
    AppState(state): AppState<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Form(pairs): Form<Pairs>,
) -> Answered {
    versions(&state, signed_in.staff()).await?;
    let command = command(&pairs, Work::Discard, value(&pairs, "version"), Fields::new())?;
    match apply(&state, &signed_in, &command).await? {
        Ok(_) => Ok(led_to(&asked, office_page::ADDRESS)),
        Err(refusal) => overview_page(&state, &signed_in, asked, false, Some(refusal)).await,
    }
}

async fn show_version(
    AppState(state): AppState<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Path(name): Path<String>,
) -> Answered {
    let versions = versions(&state, signed_in.staff()).await?;
    let version = versions.iter().find(|it| it.version == name).cloned().ok_or(Broke::NOT_FOUND)?;
    let before = version.before.as_ref().and_then(|name| versions.iter().find(|it| it.version == *name));
    let page = version_page::page(&asked.context, signed_in.staff().clone(), version, before.cloned());
    Ok(inside(&state.accounts, &signed_in, asked, page))
}
