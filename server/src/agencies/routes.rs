//! The addresses of local agencies. A foreign unit, and one that is not there, answer alike.

use app::{
    access::Action,
    agencies::{
        agencies_page,
        edit::{AgencyForm, ENTITY, Fault, Work},
    },
    ids::CommandId,
    journal::{
        merge::Conflict,
        model::{Command, Refusal, Unit},
    },
    stations::model::{Stage, Station},
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
    Router::new().route("/office/stations/{slug}/agencies", get(show).post(change))
}

/// Which agency is to be corrected, and whether something was just saved.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Chosen {
    agency: String,
    saved: String,
}

/// What came of a form.
#[derive(Debug, Default)]
struct Outcome {
    form: AgencyForm,
    faults: Vec<Fault>,
    conflicts: Vec<Conflict>,
    saved: bool,
}

async fn show(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Path(slug): Path<String>,
    Query(chosen): Query<Chosen>,
) -> Answered {
    let Some(station) = unit(&asked, signed_in.staff(), &slug) else { return Err(Broke::NOT_FOUND) };
    let mut outcome = Outcome { saved: !chosen.saved.is_empty(), ..Outcome::default() };
    if !chosen.agency.is_empty() {
        let all = state.agencies.of(station.id).await?;
        let kept = all.iter().find(|kept| kept.id.to_string() == chosen.agency);
        outcome.form = AgencyForm::of(kept.ok_or(Broke::NOT_FOUND)?);
    }
    page(&state, &signed_in, asked, station, outcome).await
}

async fn page(
    state: &AccountsState,
    signed_in: &SignedIn,
    asked: Asked,
    station: Station,
    outcome: Outcome,
) -> Answered {
    let staff = signed_in.staff().clone();
    let keeps = station.stage != Stage::Closed
        && state.accounts.may(&staff, Action::EditUnit, &Unit::Station(station.id), None);
    let all = state.agencies.of(station.id).await?;
    let Outcome { form, faults, conflicts, saved } = outcome;
    let agencies = agencies_page::Agencies { staff, station, all, keeps, form, faults, conflicts, saved };
    let page = agencies_page::page(&asked.context, agencies);
    Ok(inside(&state.accounts, signed_in, asked, page))
}

async fn change(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Path(slug): Path<String>,
    Form(form): Form<AgencyForm>,
) -> Answered {
    let staff = signed_in.staff();
    let Some(station) = unit(&asked, staff, &slug) else { return Err(Broke::NOT_FOUND) };
    let (Ok(id), Some(work)) = (form.command.parse::<CommandId>(), Work::from_kind(&form.act)) else {
        return Err(Broke::NOT_FOUND);
    };
    let all = state.agencies.of(station.id).await?;
    let before = all.iter().find(|kept| kept.id.to_string() == form.agency);
    let entity_id = match (work, before) {
        (Work::Add, _) => id.to_string(),
        (_, Some(kept)) => kept.id.to_string(),
        (_, None) => return Err(Broke::NOT_FOUND),
    };
    let fields = match form.fields(work, before, shanghai::today()) {
        Ok(fields) => fields,
        Err(faults) => {
            let outcome = Outcome { form, faults, ..Outcome::default() };
            return page(&state, &signed_in, asked, station, outcome).await;
        }
    };
    let here = format!("{}?saved=yes", agencies_page::address(&slug));
    let saved = Redirect::to(&asked.context.language().address(&here)).into_response();
    if fields.is_empty() {
        return Ok(saved);
    }
    let command = Command {
        id,
        unit: Unit::Station(station.id),
        entity: ENTITY.into(),
        entity_id,
        basis: form.basis.parse().unwrap_or_default(),
        kind: work.kind().into(),
        fields,
        reason: String::new(),
        made_at_ms: 0,
    };
    let outcome = match state.agencies.apply(&command, staff).await? {
        Ok(answer) if answer.conflicts.is_empty() => return Ok(saved),
        Ok(answer) => Outcome { form, conflicts: answer.conflicts, ..Outcome::default() },
        Err(Refusal::NotFound) => return Err(Broke::NOT_FOUND),
        Err(refusal) => Outcome { form, faults: vec![Fault::Refused(refusal)], ..Outcome::default() },
    };
    page(&state, &signed_in, asked, station, outcome).await
}
