//! The addresses of the office of forms. To whoever may not publish them there are no such pages.

use std::{collections::HashMap, sync::Arc};

use app::{
    areas::model::Areas,
    forms::{
        check::{DefinitionFault, check},
        evaluate::Filling,
        fields::{self, Posted},
        form_page::{self, Fault, Line, Shown, width},
        forms_page,
        model::Definition,
        paper_page::{self, Printed},
        versions::{
            DEFINITION, Draft, FILE_BYTES_MAX, NOTE, NOTE_CHARS_MAX, Origin, Placed, UploadFault, Version,
            Work, command, may_follow, parts,
        },
    },
    help::figures,
    ids::{CommandId, TurnId},
    journal::{
        model::{Actor, Change, Fields, Refusal, fields},
        words,
    },
    language::Language,
    services::office_page::with_program,
    sheets::model::FileFault,
    stations::unit_page,
};
use axum::{
    Form, Router,
    extract::{Multipart, Path, Query, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Redirect},
    routing::{get, post},
};
use serde::Deserialize;

use super::{draft_key, file::find, read, written};
use crate::{
    accounts::{AccountsState, SignedIn, inside},
    error::StoreError,
    pages::Asked,
    problem::{Answered, Broke},
    shanghai,
    sheets::upload::{Upload, upload},
};

/// Every address, without the language.
pub fn routes() -> Router<AccountsState> {
    Router::new()
        .route("/office/forms", get(list))
        .route("/office/forms/{form}", get(show).post(send))
        .route("/office/forms/{form}/decide", post(decide))
        .route("/office/forms/{form}/preview", post(preview))
        .route("/office/forms/{form}/paper", get(paper))
        .route("/office/forms/{form}/{file}", get(file))
}

/// As many faults of a file are told at once.
const FAULTS_TOLD: usize = 100;

/// What an address says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asks {
    width: String,
    saved: String,
    draft: String,
}

async fn list(State(state): State<AccountsState>, signed_in: SignedIn, asked: Asked) -> Answered {
    if !state.forms.may(signed_in.staff()) {
        return Err(Broke::NOT_FOUND);
    }
    let (in_force, drafts) = (state.forms.in_force().await?, state.forms.drafts().await?);
    let page = forms_page::page(&asked.context, signed_in.staff().clone(), in_force, drafts);
    Ok(inside(&state.accounts, &signed_in, asked, page))
}

/// A form with its versions, as far as its office goes.
struct One {
    versions: Vec<Version>,
    draft: Option<Draft>,
}

async fn one(state: &AccountsState, signed_in: &SignedIn, form: &str) -> Result<One, Broke> {
    if !state.forms.may(signed_in.staff()) {
        return Err(Broke::NOT_FOUND);
    }
    let (versions, draft) = state.forms.one(form).await?;
    // A service without a form has a page on which its first is uploaded.
    if versions.is_empty() && draft.is_none() && !state.forms.is_of_a_service(form) {
        return Err(Broke::NOT_FOUND);
    }
    Ok(One { versions, draft })
}

/// What became of what was asked for.
#[derive(Default)]
struct Came {
    fault: Option<Fault>,
    refused: Option<Refusal>,
    saved: bool,
    posted: Option<Posted>,
    long_note: Option<String>,
}

async fn page(
    state: &AccountsState,
    signed_in: &SignedIn,
    asked: Asked,
    form: String,
    asks: &Asks,
    came: Came,
) -> Answered {
    let One { versions, draft } = one(state, signed_in, &form).await?;
    let names = names(state, signed_in).await?;
    let l = asked.context.language();
    let who = |actor: &str, at_ms: i64| made(l, actor, at_ms, &names);
    let definition = draft.as_ref().map(|draft| &draft.definition);
    let definition = definition.or_else(|| versions.first().map(|version| &version.definition));
    let number = versions.first().map_or(0, |version| version.number) + u32::from(draft.is_some());
    let checked = definition.map(|definition| check(definition, number.max(1)));
    let definition = definition.cloned();
    let basis = format!("{number}.{}", draft.as_ref().map_or(0, |draft| draft.number));
    let draft_key =
        draft_key(state.accounts.secrets(), &signed_in.staff().id.to_string(), &form, "preview", basis);
    let preview = match checked {
        None => None,
        Some(Err(_)) => return Err(StoreError::Corrupt { what: "form" }.into()),
        Some(Ok(form)) => Some(filled(Arc::new(form), came.posted.as_ref(), &asked.context.directory.areas)),
    };
    let lines = versions.iter().map(|version| Line {
        number: version.number,
        made: match version.origin {
            Origin::Reference => with_program(l).to_owned(),
            Origin::Office => who(&version.actor, version.made_at_ms),
        },
        note: version.note.clone(),
    });
    let filled = match (parts(&form), &draft) {
        (Some((service, purpose)), Some(_)) => state.help.filled_in(service, purpose).await?,
        _ => 0,
    };
    let shown = Shown {
        filled: figures::shown(&[filled], false).pop().unwrap_or(figures::Shown::Few),
        staff: signed_in.staff().clone(),
        code: form,
        lines: lines.collect(),
        in_force: versions.into_iter().next(),
        draft: draft.map(|draft| {
            let made = who(&draft.actor, draft.made_at_ms);
            (draft, made)
        }),
        preview,
        definition,
        draft_key,
        posted: came.posted,
        width: width(&asks.width).to_owned(),
        fault: came.fault,
        refused: came.refused,
        long_note: came.long_note,
        saved: came.saved,
    };
    let page = form_page::page(&asked.context, shown);
    Ok(inside(&state.accounts, signed_in, asked, page))
}

/// A form with what was written into its preview: in the order of its groups, so that what shows a later group is there
/// before that group is read.
fn filled(form: Arc<app::forms::form::Form>, posted: Option<&Posted>, areas: &Areas) -> Filling {
    let mut filling = Filling::begin(form, shanghai::today(), TurnId::fresh);
    if let Some(posted) = posted {
        for group in 0..filling.form().groups.len() {
            fields::take(&mut filling, group, posted, areas);
        }
        fields::press(&mut filling, posted.button(), TurnId::fresh);
    }
    filling
}

fn made(l: Language, actor: &str, at_ms: i64, names: &HashMap<String, String>) -> String {
    let name = names.get(actor).map(String::as_str);
    let who = match actor.parse::<Actor>() {
        Ok(Actor::Staff(_)) if name.is_none() => unit_page::somebody_else(l).to_owned(),
        Ok(actor) => words::actor(l, &actor, name),
        Err(_) => String::new(),
    };
    format!("{} {who}", shanghai::minute(at_ms))
}

async fn names(state: &AccountsState, signed_in: &SignedIn) -> Result<HashMap<String, String>, StoreError> {
    let colleagues = state.accounts.colleagues(signed_in.staff()).await?;
    Ok(colleagues.into_iter().map(|staff| (staff.id.to_string(), staff.name)).collect())
}

async fn show(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Path(form): Path<String>,
    Query(asks): Query<Asks>,
) -> Answered {
    let came = Came { saved: !asks.saved.is_empty(), ..Came::default() };
    page(&state, &signed_in, asked, form, &asks, came).await
}

async fn preview(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Path(form): Path<String>,
    Query(asks): Query<Asks>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answered {
    let came = Came { posted: Some(Posted::read(pairs)), ..Came::default() };
    page(&state, &signed_in, asked, form, &asks, came).await
}

async fn send(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Path(form): Path<String>,
    sent: Multipart,
) -> Answered {
    let One { versions, .. } = one(&state, &signed_in, &form).await?;
    let Upload { answers, file } = match upload(sent, FILE_BYTES_MAX).await {
        Ok(upload) => upload,
        Err(status) => return Ok(status.into_response()),
    };
    let definition = match file {
        Err(FileFault::TooLarge { .. }) => Err(Fault::Large),
        Err(_) => Err(Fault::Nothing),
        Ok(bytes) => match String::from_utf8(bytes) {
            Err(_) => Err(Fault::NotText),
            Ok(text) => Ok(text),
        },
    };
    let before = versions.first().map(|version| &version.definition);
    let checked = definition.and_then(|text| {
        // What Windows puts in front of a text.
        let text = text.trim_start_matches('\u{feff}');
        let definition = read(text).map_err(Fault::Definition)?;
        may_follow(&form, before, &definition).map_err(|fault| match fault {
            UploadFault::Wrong(faults) => Fault::Wrong(placed(text, &definition, faults)),
            fault => Fault::Definition(fault),
        })?;
        Ok(definition)
    });
    let definition = match checked {
        Ok(definition) => definition,
        Err(fault) => {
            let came = Came { fault: Some(fault), ..Came::default() };
            return page(&state, &signed_in, asked, form, &Asks::default(), came).await;
        }
    };
    let text = serde_json::to_string(&definition).map_err(|_| StoreError::Corrupt { what: "form" })?;
    let changes = fields([(DEFINITION, Change::to(text))]);
    let answer = |name: &str| answers.get(name).map(String::as_str).unwrap_or_default();
    done(&state, &signed_in, asked, form, Work::Upload, (answer("command"), answer("basis")), changes).await
}

/// Faults with their places in the file. Nobody reads them by the hundred, and each is looked for.
fn placed(text: &str, definition: &Definition, faults: Vec<DefinitionFault>) -> Vec<Placed> {
    let mut place = find(text);
    let faults = faults.into_iter().take(FAULTS_TOLD);
    faults.map(|fault| Placed::of(definition, fault, &mut place)).collect()
}

/// What is decided about a draft.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct DecideForm {
    command: String,
    basis: String,
    act: String,
    note: String,
}

async fn decide(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Path(form): Path<String>,
    Form(decided): Form<DecideForm>,
) -> Answered {
    one(&state, &signed_in, &form).await?;
    if decided.act == "publish" && decided.note.trim().chars().count() > NOTE_CHARS_MAX {
        let came = Came { long_note: Some(decided.note), ..Came::default() };
        return page(&state, &signed_in, asked, form, &Asks::default(), came).await;
    }
    let (work, changes) = match decided.act.as_str() {
        "publish" => (Work::Publish, fields([(NOTE, Change::to(decided.note.trim()))])),
        "drop" => (Work::Drop, Fields::new()),
        _ => return Err(Broke::NOT_FOUND),
    };
    done(&state, &signed_in, asked, form, work, (&decided.command, &decided.basis), changes).await
}

async fn done(
    state: &AccountsState,
    signed_in: &SignedIn,
    asked: Asked,
    form: String,
    work: Work,
    (id, basis): (&str, &str),
    changes: Fields,
) -> Answered {
    let (Ok(id), Ok(basis)) = (id.parse::<CommandId>(), basis.parse::<i64>()) else {
        return Err(Broke::NOT_FOUND);
    };
    let command = command(id, work, &form, basis, changes);
    match state.forms.apply(&command, signed_in.staff()).await? {
        Ok(_) => {
            let address = format!("{}?saved=1", form_page::address(&form));
            Ok(Redirect::to(&asked.context.language().address(&address)).into_response())
        }
        Err(Refusal::NotFound) => Err(Broke::NOT_FOUND),
        Err(refusal) => {
            let came = Came { refused: Some(refusal), ..Came::default() };
            page(state, signed_in, asked, form, &Asks::default(), came).await
        }
    }
}

/// A form to print: the version in force for whoever fills it in, the draft for whoever publishes it.
async fn paper(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Path(form): Path<String>,
    Query(asks): Query<Asks>,
) -> Answered {
    let staff = signed_in.staff();
    let keeps = state.forms.may(staff);
    if !state.forms.may_print(staff) || (!asks.draft.is_empty() && !keeps) {
        return Err(Broke::NOT_FOUND);
    }
    let (versions, draft) = state.forms.one(&form).await?;
    let printed = match asks.draft.is_empty() {
        true => versions.into_iter().next().map(Printed::Version),
        false => draft.map(|draft| Printed::Draft(draft.definition)),
    };
    let printed = printed.ok_or(Broke::NOT_FOUND)?;
    let page = paper_page::page(&asked.context, staff.clone(), printed, keeps);
    Ok(inside(&state.accounts, &signed_in, asked, page))
}

/// The definition of a version, as a file that is read again as it is.
async fn file(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    Path((form, file)): Path<(String, String)>,
) -> Answered {
    let One { versions, .. } = one(&state, &signed_in, &form).await?;
    let number = file.strip_suffix(".toml").and_then(|number| number.parse::<u32>().ok());
    let version = versions.into_iter().find(|version| Some(version.number) == number);
    let version = version.ok_or(Broke::NOT_FOUND)?;
    let name = format!("attachment; filename=\"{}.{}.toml\"", version.form, version.number);
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/toml; charset=utf-8")),
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::try_from(name).map_err(|_| StoreError::Corrupt { what: "form" })?,
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, written(&version.definition)?).into_response())
}
