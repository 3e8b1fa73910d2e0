//! `/office/certificates/export`: what is handed to the national system, and what somebody notes of its answer.

use std::collections::HashMap;

use app::{
    access::Action,
    accounts::model::Staff,
    certificates::{
        export::Record,
        export_page::{self, ExportFault, ExportForm, ExportQuery, Exporting, Line, Wanted},
    },
    help::words,
    ids::CommandId,
    journal::model::{Actor, Unit},
};
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Redirect},
};

use super::routes::attached;
use crate::{
    accounts::{AccountsState, ProvedForm, SignedIn, inside},
    error::StoreError,
    pages::Asked,
    problem::{Answered, Broke},
    shanghai,
    sheets::write,
};

/// Records that are handed over in one go.
const RECORDS_MAX: usize = 2000;

pub(super) async fn show(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Query(query): Query<ExportQuery>,
) -> Answered {
    let page = listed(&state, signed_in.staff(), &asked, query, None).await?;
    Ok(inside(&state.accounts, &signed_in, asked, page))
}

/// Of which unit the reader wants to hand hours over: the one they chose, or the first.
fn chosen(state: &AccountsState, reader: &Staff, typed: &str) -> Result<(Unit, Vec<Unit>), Broke> {
    let units = state.accounts.units(reader, Action::RevokeCertificates);
    let unit = match typed {
        "" => units.iter().find(|unit| matches!(unit, Unit::Station(_))).or_else(|| units.first()).cloned(),
        typed => typed.parse().ok().filter(|unit| units.contains(unit)),
    };
    Ok((unit.ok_or(Broke::NOT_FOUND)?, units))
}

/// The records of a unit and these days, as many as are handed over in one go, and whether there are more.
async fn records(
    state: &AccountsState,
    asked: &Asked,
    unit: &Unit,
    query: &ExportQuery,
) -> Result<(Vec<Record>, bool), StoreError> {
    let days = query.days(shanghai::today());
    let directory = &asked.context.directory;
    let mut records = state.activities.records(&state.volunteers, directory, unit, days).await?;
    let more = records.len() > RECORDS_MAX;
    records.truncate(RECORDS_MAX);
    Ok((records, more))
}

async fn listed(
    state: &AccountsState,
    reader: &Staff,
    asked: &Asked,
    query: ExportQuery,
    fault: Option<ExportFault>,
) -> Result<app::shell::Page, Broke> {
    let (unit, units) = chosen(state, reader, &query.unit)?;
    let (records, more) = records(state, asked, &unit, &query).await?;
    let days = query.days(shanghai::today());
    let (l, directory) = (asked.context.language(), &asked.context.directory);
    let backs = state.activities.records_taken_back(&state.volunteers, directory, &unit).await?;
    let mut stands: HashMap<_, _> = state.certificates.exports_of(&unit, days).await?.into_iter().collect();
    if let (Some(first), Some(last)) = (backs.first(), backs.last()) {
        stands.extend(state.certificates.exports_of(&unit, (first.item.day, last.item.day)).await?);
    }
    let line = |it: Record| Line {
        hours: it.hours,
        volunteer: it.volunteer_number,
        activity: it.item.activity,
        day: it.item.day,
        given: it.item.hours.to_string(),
        export: stands.get(&it.hours).copied().unwrap_or_default(),
    };
    let exporting = Exporting {
        reader: reader.clone(),
        days,
        query,
        units: units.into_iter().map(|it| (it.clone(), words::unit(l, &it, directory))).collect(),
        unit,
        lines: records.into_iter().map(line).collect(),
        more,
        backs: backs.into_iter().map(line).collect(),
        sealed: !state.certificates.mapping().await?.sealed().is_empty(),
        fault,
    };
    Ok(export_page::page(&asked.context, exporting))
}

pub(super) async fn hand_over(
    State(state): State<AccountsState>,
    asked: Asked,
    ProvedForm { signed_in, form: pairs }: ProvedForm<Vec<(String, String)>>,
) -> Answered {
    let (form, staff) = (ExportForm::of(&pairs), signed_in.staff());
    let (unit, _) = chosen(&state, staff, &form.query.unit)?;
    let wanted = match form.parse() {
        Ok(wanted) => wanted,
        Err(fault) => {
            let page = listed(&state, staff, &asked, form.query, Some(fault)).await?;
            return Ok(inside(&state.accounts, &signed_in, asked, page));
        }
    };
    let command = form.command.parse::<CommandId>().map_err(|_| Broke::NOT_FOUND)?;
    // What is not of this unit and these days is nobody's to hand over here.
    let mut records = match wanted {
        Wanted::Corrected => {
            state.activities.records_taken_back(&state.volunteers, &asked.context.directory, &unit).await?
        }
        _ => records(&state, &asked, &unit, &form.query).await?.0,
    };
    records.retain(|record| form.records.contains(&record.hours));
    let ids: Vec<_> = records.iter().map(|record| record.hours).collect();
    if ids.is_empty() {
        let page = listed(&state, staff, &asked, form.query, Some(ExportFault::Nothing)).await?;
        return Ok(inside(&state.accounts, &signed_in, asked, page));
    }
    // The page stays where it is while a file comes down: another press on it notes something else.
    let command = state.activities.derived(command, &format!("{}/{}/{ids:?}", form.act, form.why));
    // The same press again is answered alike, so nothing is refused.
    let _noted =
        state.certificates.mark(command, &unit, &ids, wanted.mark(), &Actor::Staff(staff.id)).await?;
    let l = asked.context.language();
    if matches!(wanted, Wanted::Csv | Wanted::Workbook) {
        let mapping = state.certificates.mapping().await?;
        state.activities.open_people(&state.volunteers, staff, &mapping, &mut records).await?;
    }
    match wanted {
        Wanted::Entered | Wanted::Refused(_) | Wanted::Corrected => {
            Ok(Redirect::to(&l.address(&form.query.done_address())).into_response())
        }
        Wanted::Csv => {
            let exported = state.certificates.export(l, &records).await?;
            Ok(attached("text/csv; charset=utf-8", "hours.csv", exported.csv.into_bytes()))
        }
        Wanted::Workbook => {
            let exported = state.certificates.export(l, &records).await?;
            Ok(attached(write::MEDIA_TYPE, "hours.xlsx", exported.workbook))
        }
    }
}
