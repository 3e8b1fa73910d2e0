//! The address of the checklist of a unit. A foreign unit, and one that is not there, answer alike.

use app::{
    ids::CommandId,
    journal::{
        merge::Conflict,
        model::{Command, Refusal, Unit},
    },
    premises::{
        model::{ENTITY, KIND},
        premises_form::{FormFault, PremisesForm},
        premises_page,
    },
    stations::model::Station,
};
use axum::{
    Form, Router,
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect},
    routing::get,
};
use serde::Deserialize;

use crate::{
    accounts::{AccountsState, SignedIn, inside},
    pages::Asked,
    problem::{Answered, Broke},
    shanghai,
    stations::unit,
};

/// Every address, without the language.
pub fn routes() -> Router<AccountsState> {
    Router::new().route("/office/stations/{slug}/premises", get(show).post(change))
}

/// What a page that was led to says of what was done.
#[derive(Debug, Default, Deserialize)]
struct Done {
    #[serde(default)]
    done: String,
}

/// What came of a form.
#[derive(Debug, Default)]
struct Outcome {
    form: PremisesForm,
    faults: Vec<FormFault>,
    conflicts: Vec<Conflict>,
    saved: bool,
}

async fn show(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Path(slug): Path<String>,
    Query(Done { done }): Query<Done>,
) -> Answered {
    let Some(station) = unit(&asked, signed_in.staff(), &slug) else { return Err(Broke::NOT_FOUND) };
    let outcome = Outcome { saved: done == KIND, ..Outcome::default() };
    page(&state, &signed_in, asked, station, outcome).await
}

async fn page(
    state: &AccountsState,
    signed_in: &SignedIn,
    asked: Asked,
    station: Station,
    outcome: Outcome,
) -> Answered {
    let (record, version) = state.premises.of(&station).await?;
    let photos = state.photos.count_of_premises(station.id).await?;
    let Outcome { form, faults, conflicts, saved } = outcome;
    let staff = signed_in.staff().clone();
    let premises =
        premises_page::Premises { staff, station, record, version, photos, form, faults, conflicts, saved };
    let page = premises_page::page(&asked.context, premises);
    Ok(inside(&state.accounts, signed_in, asked, page))
}

async fn change(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    mut asked: Asked,
    Path(slug): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answered {
    let staff = signed_in.staff();
    let Some(station) = unit(&asked, staff, &slug) else { return Err(Broke::NOT_FOUND) };
    let form = PremisesForm::read(pairs);
    let (Ok(id), Ok(basis)) = (form.command.parse::<CommandId>(), form.basis.parse::<i64>()) else {
        return Err(Broke::NOT_FOUND);
    };
    let fields = match form.parse(shanghai::today()) {
        Ok(fields) => fields,
        Err(faults) => {
            let outcome = Outcome { form, faults, ..Outcome::default() };
            return page(&state, &signed_in, asked, station, outcome).await;
        }
    };
    let done = format!("{}?done={KIND}", premises_page::address(&slug));
    let saved = Redirect::to(&asked.context.language().address(&done)).into_response();
    if fields.is_empty() {
        return Ok(saved);
    }
    let command = Command {
        id,
        unit: Unit::Station(station.id),
        entity: ENTITY.into(),
        entity_id: station.id.to_string(),
        basis,
        kind: KIND.into(),
        fields,
        reason: String::new(),
        // A form has no clock; the moment of applying stands beside it.
        made_at_ms: 0,
    };
    let outcome = match state.premises.apply(&command, staff).await? {
        Ok(answer) if answer.conflicts.is_empty() => return Ok(saved),
        Ok(answer) => Outcome { form, conflicts: answer.conflicts, ..Outcome::default() },
        Err(Refusal::NotFound) => return Err(Broke::NOT_FOUND),
        Err(refusal) => Outcome { form, faults: vec![FormFault::Refused(refusal)], ..Outcome::default() },
    };
    // As it stands now, which may be newer than when the form came.
    asked.context.directory = state.sources.directory.get();
    let station = asked.context.directory.station(&slug).cloned().unwrap_or(station);
    page(&state, &signed_in, asked, station, outcome).await
}
