//! The addresses of coverage. A 市县 that somebody may not see answers like one that is not there.

use app::{
    access::Action,
    accounts::model::Staff,
    coverage::{
        county_page,
        coverage_page::{self, CoverageQuery},
        model::{TargetFault, TargetForm},
    },
    directory::model::Directory,
    ids::CommandId,
    journal::model::{Refusal, Unit},
};
use axum::{
    Form, Router,
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect},
    routing::get,
};

use super::{command, queries, set};
use crate::{
    accounts::{AccountsState, SignedIn, inside},
    pages::Asked,
    problem::{Answered, Broke},
    shanghai,
};

/// Every address, without the language.
pub fn routes() -> Router<AccountsState> {
    Router::new()
        .route("/office/coverage", get(list))
        .route("/office/coverage/{county}", get(show).post(set_target))
}

/// The 市县 that somebody may see.
pub(crate) fn counties(state: &AccountsState, directory: &Directory, staff: &Staff) -> Vec<String> {
    let all = directory.areas.counties_and_cities().map(|county| county.code.clone());
    let may_see =
        |code: &String| state.accounts.may(staff, Action::SeeCoverage, &Unit::County(code.clone()), None);
    all.filter(may_see).collect()
}

async fn list(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Query(query): Query<CoverageQuery>,
) -> Answered {
    let staff = signed_in.staff().clone();
    let whole = state.accounts.may(&staff, Action::SeeCoverage, &Unit::Province, None);
    let counties = counties(&state, &asked.context.directory, &staff);
    match counties.as_slice() {
        [] => return Err(Broke::NOT_FOUND),
        [own] if !whole => {
            let address = asked.context.language().address(&county_page::address(own));
            return Ok(Redirect::to(&address).into_response());
        }
        _ => {}
    }
    let year = query.year(shanghai::today().year());
    let targets = queries::of_year(state.accounts.journal().database(), year).await?;
    let targets = targets.into_iter().filter(|(county, _)| counties.contains(county)).collect();
    let shown = coverage_page::Shown { staff, counties, whole, query, year, targets };
    let page = coverage_page::page(&asked.context, shown);
    Ok(inside(&state.accounts, &signed_in, asked, page))
}

/// What came of a form.
#[derive(Default)]
struct Outcome {
    form: TargetForm,
    faults: Vec<TargetFault>,
    conflict: Option<i64>,
}

async fn show(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Path(county): Path<String>,
    Query(query): Query<CoverageQuery>,
) -> Answered {
    page(&state, &signed_in, asked, county, query, Outcome::default()).await
}

async fn page(
    state: &AccountsState,
    signed_in: &SignedIn,
    asked: Asked,
    county: String,
    query: CoverageQuery,
    outcome: Outcome,
) -> Answered {
    let staff = signed_in.staff().clone();
    if !counties(state, &asked.context.directory, &staff).contains(&county) {
        return Err(Broke::NOT_FOUND);
    }
    let targets = queries::of_county(state.accounts.journal().database(), &county).await?;
    let may_set = state.accounts.may(&staff, Action::KeepSettings, &Unit::County(county.clone()), None);
    let Outcome { form, faults, conflict } = outcome;
    let shown = county_page::Shown { staff, county, query, targets, may_set, form, faults, conflict };
    let page = county_page::page(&asked.context, shown);
    Ok(inside(&state.accounts, signed_in, asked, page))
}

async fn set_target(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Path(county): Path<String>,
    Form(form): Form<TargetForm>,
) -> Answered {
    let staff = signed_in.staff();
    let may_set = state.accounts.may(staff, Action::KeepSettings, &Unit::County(county.clone()), None);
    let known = counties(&state, &asked.context.directory, staff).contains(&county);
    let (Ok(id), true) = (form.command.parse::<CommandId>(), may_set && known) else {
        return Err(Broke::NOT_FOUND);
    };
    let in_scope = asked.context.directory.coverage(&county).in_scope.len();
    let outcome = match form.parse(in_scope) {
        Err(faults) => Outcome { form, faults, conflict: None },
        Ok((year, places)) => {
            let command = command(id, &county, year, form.seen(year), places);
            match set(&state.accounts, &command, staff).await? {
                Ok(None) => {
                    let address = format!("{}?saved=1&year={year}", county_page::address(&county));
                    return Ok(Redirect::to(&asked.context.language().address(&address)).into_response());
                }
                Ok(Some(theirs)) => Outcome { form, conflict: Some(theirs), faults: Vec::new() },
                Err(Refusal::NotFound) => return Err(Broke::NOT_FOUND),
                Err(_) => Outcome { form, faults: vec![TargetFault::Year], conflict: None },
            }
        }
    };
    page(&state, &signed_in, asked, county, CoverageQuery::default(), outcome).await
}
