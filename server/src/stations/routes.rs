//! The addresses of the office of a unit. A foreign unit, and one that is not there, answer alike.

use std::collections::HashMap;

use app::{
    access::Action,
    accounts::model::Staff,
    ids::{CommandId, StationId},
    journal::{
        merge::Conflict,
        model::{Actor, Command, Refusal, Unit},
        words,
    },
    stations::{
        edit::{ENTITY, Work},
        model::Station,
        new_unit_page::{self, NewUnit},
        unit_form::{UnitFault, UnitForm},
        unit_page::{self, Event},
        units_page::{self, UnitsQuery},
        upkeep,
    },
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
    error::StoreError,
    journal::queries::{self, Search},
    pages::Asked,
    problem::{Answered, Broke},
    shanghai,
};

/// Rows of the history that are shown.
const HISTORY_MAX: i64 = 20;

/// Every address, without the language.
pub fn routes() -> Router<AccountsState> {
    Router::new()
        .route("/office/stations", get(list))
        .route("/office/stations/new", get(show_new).post(add))
        .route("/office/stations/{slug}", get(show).post(change))
}

async fn list(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Query(query): Query<UnitsQuery>,
) -> Answered {
    let staff = signed_in.staff();
    if state.accounts.units(staff, Action::SeeUnit).is_empty() {
        return Err(Broke::NOT_FOUND);
    }
    let page = units_page::page(&asked.context, staff.clone(), query);
    Ok(inside(&state.accounts, &signed_in, asked, page))
}

/// What a page that was led to says of what was done.
#[derive(Debug, Default, Deserialize)]
struct Done {
    #[serde(default)]
    done: String,
}

/// The unit of this word, for whoever may see it.
pub(crate) fn unit(asked: &Asked, staff: &Staff, slug: &str) -> Option<Station> {
    let directory = &asked.context.directory;
    let station = directory.station(slug)?;
    upkeep::may_in(directory, staff, Action::SeeUnit, station).then(|| station.clone())
}

async fn show(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Path(slug): Path<String>,
    Query(Done { done }): Query<Done>,
) -> Answered {
    let Some(station) = unit(&asked, signed_in.staff(), &slug) else { return Err(Broke::NOT_FOUND) };
    page(&state, &signed_in, asked, station, Outcome { done, ..Outcome::default() }).await
}

/// What came of a form.
#[derive(Debug, Default)]
struct Outcome {
    form: UnitForm,
    faults: Vec<UnitFault>,
    conflicts: Vec<Conflict>,
    done: String,
}

async fn page(
    state: &AccountsState,
    signed_in: &SignedIn,
    asked: Asked,
    station: Station,
    outcome: Outcome,
) -> Answered {
    let staff = signed_in.staff().clone();
    let history = history(state, &staff, &asked, &station).await?;
    let staffing = state.register.staffing(&station, shanghai::today()).await?;
    let agencies = state.agencies.of(station.id).await?;
    let Outcome { form, faults, conflicts, done } = outcome;
    let unit = unit_page::Unit { staff, station, form, faults, conflicts, done, staffing, agencies, history };
    let page = unit_page::page(&asked.context, unit);
    Ok(inside(&state.accounts, signed_in, asked, page))
}

/// What was done to a unit, the latest first. Whoever may not see who acted learns that it was somebody else.
async fn history(
    state: &AccountsState,
    staff: &Staff,
    asked: &Asked,
    station: &Station,
) -> Result<Vec<Event>, StoreError> {
    let l = asked.context.language();
    let search = Search { record: station.id.to_string(), before_ms: i64::MAX, ..Search::default() };
    let journal = state.accounts.journal();
    let rows = queries::search(journal.database(), &search, HISTORY_MAX, 0).await?;
    let colleagues = state.accounts.colleagues(staff).await?;
    let names: HashMap<_, _> = colleagues.into_iter().map(|it| (it.id.to_string(), it.name)).collect();
    let mut events = Vec::new();
    for row in rows.into_iter().filter(|row| row.entity == ENTITY) {
        let actor: Actor =
            row.actor.parse().map_err(|_| StoreError::Corrupt { what: "row of the journal" })?;
        let who = match (&actor, names.get(&row.actor)) {
            (Actor::Staff(_), None) => unit_page::somebody_else(l).to_owned(),
            (_, name) => words::actor(l, &actor, name.map(String::as_str)),
        };
        let fields = journal.read_fields(&row).await?.into_iter();
        events.push(Event {
            when: shanghai::minute(row.applied_at_ms),
            who,
            kind: row.kind.clone(),
            fields: fields.filter_map(|(name, change)| Some((name, change?))).collect(),
            refused: row.is_refused(),
        });
    }
    Ok(events)
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
    let form = UnitForm::read(pairs);
    let (Ok(id), Ok(basis)) = (form.command.parse::<CommandId>(), form.basis.parse::<i64>()) else {
        return Err(Broke::NOT_FOUND);
    };
    let (work, fields) = match form.parse(&station, &asked.context.directory, shanghai::today()) {
        Ok(parsed) => parsed,
        Err(faults) => {
            let outcome = Outcome { form, faults, ..Outcome::default() };
            return page(&state, &signed_in, asked, station, outcome).await;
        }
    };
    let saved = Redirect::to(&asked.context.language().address(&done_address(&slug, work))).into_response();
    if work == Work::Edit && fields.is_empty() {
        return Ok(saved);
    }
    let command = Command {
        id,
        unit: Unit::Station(station.id),
        entity: ENTITY.into(),
        entity_id: station.id.to_string(),
        basis,
        kind: work.kind().into(),
        fields,
        reason: String::new(),
        // A form has no clock; the moment of applying stands beside it.
        made_at_ms: 0,
    };
    let outcome = match state.stations.apply(&command, staff).await? {
        Ok(answer) if answer.conflicts.is_empty() => return Ok(saved),
        Ok(answer) => Outcome { form, conflicts: answer.conflicts, ..Outcome::default() },
        Err(Refusal::NotFound) => return Err(Broke::NOT_FOUND),
        Err(refusal) => Outcome { form, faults: vec![UnitFault::Refused(refusal)], ..Outcome::default() },
    };
    // As it stands now, which may be newer than when the form came.
    asked.context.directory = state.sources.directory.get();
    let station = asked.context.directory.station(&slug).cloned().unwrap_or(station);
    page(&state, &signed_in, asked, station, outcome).await
}

/// The 市县 in which somebody may add units.
fn counties(state: &AccountsState, staff: &Staff) -> Vec<String> {
    let units = state.accounts.units(staff, Action::AddUnit).into_iter();
    let county = |unit| match unit {
        Unit::County(code) => Some(code),
        _ => None,
    };
    units.filter_map(county).collect()
}

async fn show_new(State(state): State<AccountsState>, signed_in: SignedIn, asked: Asked) -> Answered {
    new_page(&state, &signed_in, asked, UnitForm::default(), Vec::new())
}

fn new_page(
    state: &AccountsState,
    signed_in: &SignedIn,
    asked: Asked,
    form: UnitForm,
    faults: Vec<UnitFault>,
) -> Answered {
    let staff = signed_in.staff().clone();
    let counties = counties(state, &staff);
    if counties.is_empty() {
        return Err(Broke::NOT_FOUND);
    }
    let page = new_unit_page::page(&asked.context, NewUnit { staff, counties, form, faults });
    Ok(inside(&state.accounts, signed_in, asked, page))
}

async fn add(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answered {
    let form = UnitForm::read(pairs);
    let staff = signed_in.staff();
    // The id of the unit is that of the command: sent twice, it is the same unit.
    let (Ok(id), Ok(station)) = (form.command.parse::<CommandId>(), form.command.parse::<StationId>()) else {
        return Err(Broke::NOT_FOUND);
    };
    if !counties(&state, staff).contains(&form.county) {
        return Err(Broke::NOT_FOUND);
    }
    let fields = match form.parse_new(station, &asked.context.directory) {
        Ok(fields) => fields,
        Err(faults) => return new_page(&state, &signed_in, asked, form, faults),
    };
    let command = Command {
        id,
        unit: Unit::County(form.county.clone()),
        entity: ENTITY.into(),
        entity_id: id.to_string(),
        basis: 0,
        kind: Work::Add.kind().into(),
        fields,
        reason: String::new(),
        made_at_ms: 0,
    };
    match state.stations.apply(&command, staff).await? {
        Ok(answer) => {
            let address = done_address(&answer.slug, Work::Add);
            Ok(Redirect::to(&asked.context.language().address(&address)).into_response())
        }
        Err(Refusal::NotFound) => Err(Broke::NOT_FOUND),
        Err(refusal) => new_page(&state, &signed_in, asked, form, vec![UnitFault::Refused(refusal)]),
    }
}

fn done_address(slug: &str, work: Work) -> String {
    format!("{}?done={}", units_page::unit_address(slug), work.kind())
}
