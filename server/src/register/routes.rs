//! The addresses of the register. A foreign unit, and one that is not there, answer alike.

use app::{
    access::Action,
    ids::{CommandId, EntryId},
    journal::model::{Command, Refusal, Unit},
    register::{
        listing::RegisterQuery,
        model::{ENTITY, EntryFault, EntryForm, REVEAL, Work},
        register_page::{self, Listed},
        staff_page,
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
    Router::new()
        .route("/office/register", get(list))
        .route("/office/stations/{slug}/staff", get(show).post(change))
}

async fn list(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Query(query): Query<RegisterQuery>,
) -> Answered {
    let staff = signed_in.staff();
    if state.accounts.units(staff, Action::SeeUnit).is_empty() {
        return Err(Broke::NOT_FOUND);
    }
    let today = shanghai::today();
    let listing = state.register.list(staff, &query, today).await?;
    let per_page = query.per_page();
    let pages = listing.rows.len().div_ceil(per_page).max(1);
    let page = query.page.parse().ok().filter(|page| (1..=pages).contains(page)).unwrap_or(1);
    let rows: Vec<_> = listing.rows.into_iter().skip((page - 1) * per_page).take(per_page).collect();
    let people = state.register.people(staff, &query, &rows, today).await?;
    let listed = Listed { staff: staff.clone(), query, figures: listing.figures, rows, people, page, pages };
    let page = register_page::page(&asked.context, listed);
    Ok(inside(&state.accounts, &signed_in, asked, page))
}

/// Which entry is to be corrected, and whether something was just saved.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Chosen {
    entry: String,
    saved: String,
}

/// What came of a form.
#[derive(Debug, Default)]
struct Outcome {
    form: EntryForm,
    faults: Vec<EntryFault>,
    conflicts: Vec<String>,
    saved: bool,
    revealed: Option<(EntryId, String)>,
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
    if !chosen.entry.is_empty() {
        let keeps = state.accounts.may(signed_in.staff(), Action::EditUnit, &Unit::Station(station.id), None);
        let entries = state.register.of(station.id).await?;
        let entry = entries.iter().find(|entry| entry.id.to_string() == chosen.entry).filter(|_| keeps);
        outcome.form = EntryForm::of(entry.ok_or(Broke::NOT_FOUND)?);
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
    let own = Unit::Station(station.id);
    let sees = state.accounts.may(&staff, Action::SeeRegister, &own, None);
    let keeps =
        sees && station.stage != Stage::Closed && state.accounts.may(&staff, Action::EditUnit, &own, None);
    let entries = if sees { Some(state.register.of(station.id).await?) } else { None };
    let accounts = if keeps { state.register.accounts_of(station.id).await? } else { Vec::new() };
    let staffing = state.register.staffing(&station, shanghai::today()).await?;
    let Outcome { form, faults, conflicts, saved, revealed } = outcome;
    let register = staff_page::Register {
        staff,
        station,
        entries,
        staffing,
        accounts,
        keeps,
        form,
        faults,
        conflicts,
        saved,
        revealed,
    };
    let page = staff_page::page(&asked.context, register);
    Ok(inside(&state.accounts, signed_in, asked, page))
}

async fn change(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Path(slug): Path<String>,
    Form(form): Form<EntryForm>,
) -> Answered {
    let staff = signed_in.staff();
    let Some(station) = unit(&asked, staff, &slug) else { return Err(Broke::NOT_FOUND) };
    let own = Unit::Station(station.id);
    let sees = state.accounts.may(staff, Action::SeeRegister, &own, None);
    let (Ok(id), true) = (form.command.parse::<CommandId>(), sees) else { return Err(Broke::NOT_FOUND) };
    if form.act == REVEAL {
        let revealed = state.register.reveal(id, staff, station.id, &form.entry, &form.purpose).await?;
        let (Ok(number), Ok(entry)) = (revealed, form.entry.parse()) else { return Err(Broke::NOT_FOUND) };
        let outcome = Outcome { revealed: Some((entry, number)), ..Outcome::default() };
        return page(&state, &signed_in, asked, station, outcome).await;
    }
    let Some(work) = Work::from_kind(&form.act) else { return Err(Broke::NOT_FOUND) };
    let entries = state.register.of(station.id).await?;
    let before = entries.iter().find(|entry| entry.id.to_string() == form.entry);
    let entity_id = match (work, before) {
        (Work::Employ, _) => id.to_string(),
        (_, Some(entry)) => entry.id.to_string(),
        (_, None) => return Err(Broke::NOT_FOUND),
    };
    let fields = match form.fields(work, before.map(|entry| &entry.details)) {
        Ok(fields) => fields,
        Err(faults) => {
            let outcome = Outcome { form, faults, ..Outcome::default() };
            return page(&state, &signed_in, asked, station, outcome).await;
        }
    };
    let here = format!("{}?saved=yes", staff_page::address(&slug));
    let saved = Redirect::to(&asked.context.language().address(&here)).into_response();
    if fields.is_empty() {
        return Ok(saved);
    }
    let command = Command {
        id,
        unit: own,
        entity: ENTITY.into(),
        entity_id,
        basis: form.basis.parse().unwrap_or_default(),
        kind: work.kind().into(),
        fields,
        reason: String::new(),
        made_at_ms: 0,
    };
    let outcome = match state.register.apply(&command, staff).await? {
        Ok(answer) if answer.conflicts.is_empty() => return Ok(saved),
        Ok(answer) => Outcome { form, conflicts: answer.conflicts, ..Outcome::default() },
        Err(Refusal::NotFound) => return Err(Broke::NOT_FOUND),
        Err(Refusal::Taken) => Outcome { form, faults: vec![EntryFault::Overlaps], ..Outcome::default() },
        Err(Refusal::AgainstARule) if command.fields.contains_key("account") => {
            Outcome { form, faults: vec![EntryFault::Account], ..Outcome::default() }
        }
        Err(refusal) => Outcome { form, faults: vec![EntryFault::Refused(refusal)], ..Outcome::default() },
    };
    page(&state, &signed_in, asked, station, outcome).await
}
