//! The addresses of needs: the office's, and the one where a volunteer reads what they are asked. What somebody may not know
//! of, and what is not there, answer alike.

use app::{
    access::Action,
    accounts::model::Staff,
    ids::{CommandId, NeedId, VolunteerId},
    journal::model::{Refusal, Unit},
    matching::{
        asked_page::{self, AskedOf},
        details::DetailsForm,
        form_page::{self, FormFault, FormShown, NeedForm},
        list_page::{self, Listed, NeedLine, NeedsQuery},
        model::{AskState, Step, reason},
        need_page::{self, AskShown, OneNeed, Suggested, Typed},
        words,
    },
    volunteers::phone_page::SIGN_IN,
};
use axum::{
    Form, Router,
    extract::{Path, Query, State},
    http::HeaderMap,
    response::{IntoResponse, Redirect},
    routing::get,
};
use serde::Deserialize;

use super::{
    Matching,
    queries::{self, Need},
};
use crate::{
    accounts::{AccountsState, SignedIn, inside, private},
    error::StoreError,
    pages::Asked,
    problem::{Answered, Broke},
    shanghai,
    volunteers::Volunteers,
};

/// How many are suggested on a page.
const SUGGESTED_MAX: usize = 30;

/// Every address, without the language.
pub fn routes() -> Router<AccountsState> {
    Router::new()
        .route("/matching", get(asked).post(answer))
        .route("/office/matching", get(list))
        .route("/office/matching/new", get(show_new).post(post))
        .route("/office/matching/{id}", get(open).post(step))
        .route("/office/matching/{id}/change", get(show_change).post(change))
}

type Pairs = Vec<(String, String)>;

fn text<'a>(pairs: &'a [(String, String)], name: &str) -> &'a str {
    pairs.iter().find(|(it, _)| it == name).map_or("", |(_, value)| value.trim())
}

/// Whether something was just done; which need is written like another.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Beside {
    done: String,
    copy: String,
}

async fn list(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Query(query): Query<NeedsQuery>,
) -> Answered {
    let (reader, matching, l) = (signed_in.staff(), &state.matching, asked.context.language());
    if state.accounts.units(reader, Action::SeeNeeds).is_empty() {
        return Err(Broke::NOT_FOUND);
    }
    let per_page = i64::try_from(NeedsQuery::per_page()).unwrap_or(i64::MAX);
    let offset = i64::try_from(query.page() - 1).unwrap_or_default().saturating_mul(per_page);
    let (found, count) = matching.list(reader, &query.state, per_page, offset).await?;
    let mut lines = Vec::new();
    for need in found {
        let Some(details) = matching.opened(&need).await? else { continue };
        let asks = queries::asks(matching.database(), need.id).await?;
        let how_many = |state| {
            let count = asks.iter().filter(|it| it.state == state).count();
            i64::try_from(count).unwrap_or_default()
        };
        lines.push(NeedLine {
            id: need.id,
            unit: need.unit.clone(),
            state: need.state,
            when: words::when(l, &details),
            title: details.title,
            people: details.people,
            agreed: how_many(AskState::Agreed),
            willing: how_many(AskState::Willing),
        });
    }
    let listed = Listed {
        reader: reader.clone(),
        query,
        lines,
        count: usize::try_from(count).unwrap_or_default(),
        tends: !matching.units(reader, Action::TendNeeds).is_empty(),
    };
    let page = list_page::page(&asked.context, listed);
    Ok(inside(&state.accounts, &signed_in, asked, page))
}

async fn show_new(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Query(beside): Query<Beside>,
) -> Answered {
    let (reader, matching) = (signed_in.staff(), &state.matching);
    let units = matching.units(reader, Action::TendNeeds);
    let first = units.first().ok_or(Broke::NOT_FOUND)?.to_string();
    let mut form = NeedForm { command: CommandId::fresh().to_string(), unit: first, ..NeedForm::default() };
    if !beside.copy.is_empty() {
        let copied = seen(matching, reader, &beside.copy).await?;
        let details = matching.opened(&copied).await?.ok_or(Broke::NOT_FOUND)?;
        form.details = DetailsForm::of(&details);
        form.unit = copied.unit.to_string();
    }
    let shown = FormShown { reader: reader.clone(), of: None, units, form, faults: Vec::new() };
    let page = form_page::page(&asked.context, shown);
    Ok(inside(&state.accounts, &signed_in, asked, page))
}

async fn post(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Form(pairs): Form<Pairs>,
) -> Answered {
    let (reader, matching, l) = (signed_in.staff(), &state.matching, asked.context.language());
    let units = matching.units(reader, Action::TendNeeds);
    let form = NeedForm::of(&pairs);
    let (Ok(id), Ok(unit)) = (form.command.parse::<CommandId>(), form.unit.parse::<Unit>()) else {
        return Err(Broke::NOT_FOUND);
    };
    let county = matching.county_of(&unit).filter(|_| units.contains(&unit)).ok_or(Broke::NOT_FOUND)?;
    let faults = match form.details.parse(&asked.context.directory, &county, shanghai::today()) {
        Err(wrong) => wrong.into_iter().map(|(name, fault)| FormFault::Details(name, fault)).collect(),
        Ok(details) => match matching.post(reader, id, &unit, &details).await? {
            Ok(need) => {
                let address = format!("{}?done=1", need_page::address(need));
                return Ok(Redirect::to(&l.address(&address)).into_response());
            }
            Err(Refusal::NotFound) => return Err(Broke::NOT_FOUND),
            Err(_) => vec![FormFault::Refused],
        },
    };
    // What was refused is kept under its id; another try is another command.
    let form = NeedForm { command: CommandId::fresh().to_string(), ..form };
    let shown = FormShown { reader: reader.clone(), of: None, units, form, faults };
    let page = form_page::page(&asked.context, shown);
    Ok(inside(&state.accounts, &signed_in, asked, page))
}

/// The need of this id, for a member of the staff who may change it.
async fn tended(matching: &Matching, reader: &Staff, id: &str) -> Result<Need, Broke> {
    let need = seen(matching, reader, id).await?;
    if matching.may(reader, Action::TendNeeds, &need.unit) { Ok(need) } else { Err(Broke::NOT_FOUND) }
}

async fn show_change(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Path(id): Path<String>,
) -> Answered {
    let (reader, l) = (signed_in.staff(), asked.context.language());
    let need = tended(&state.matching, reader, &id).await?;
    let one = one(&state, reader, &need).await?.ok_or(Broke::NOT_FOUND)?;
    if !one.may_change() {
        return Ok(Redirect::to(&l.address(&need_page::address(need.id))).into_response());
    }
    let form = NeedForm {
        command: CommandId::fresh().to_string(),
        basis: need.version.to_string(),
        unit: need.unit.to_string(),
        details: DetailsForm::of(&one.details),
    };
    let shown = FormShown {
        reader: reader.clone(),
        of: Some(need.id),
        units: vec![need.unit],
        form,
        faults: Vec::new(),
    };
    let page = form_page::page(&asked.context, shown);
    Ok(inside(&state.accounts, &signed_in, asked, page))
}

async fn change(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Path(id): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Answered {
    let (reader, matching, l) = (signed_in.staff(), &state.matching, asked.context.language());
    let need = tended(matching, reader, &id).await?;
    let form = NeedForm::of(&pairs);
    let (Ok(command), Ok(basis)) = (form.command.parse::<CommandId>(), form.basis.parse::<i64>()) else {
        return Err(Broke::NOT_FOUND);
    };
    let faults = match form.details.parse(&asked.context.directory, &need.county, shanghai::today()) {
        Err(wrong) => wrong.into_iter().map(|(name, fault)| FormFault::Details(name, fault)).collect(),
        Ok(details) => match matching.amend(reader, command, need.id, basis, &details).await? {
            Ok(()) => {
                let address = format!("{}?done=1", need_page::address(need.id));
                return Ok(Redirect::to(&l.address(&address)).into_response());
            }
            Err(Refusal::NotFound) => return Err(Broke::NOT_FOUND),
            Err(_) => vec![FormFault::Refused],
        },
    };
    // Whoever was told that somebody else changed it, and presses again, means what they typed.
    let basis = if faults == [FormFault::Refused] { need.version } else { basis };
    let form = NeedForm {
        command: CommandId::fresh().to_string(),
        basis: basis.to_string(),
        unit: need.unit.to_string(),
        ..form
    };
    let shown = FormShown { reader: reader.clone(), of: Some(need.id), units: vec![need.unit], form, faults };
    let page = form_page::page(&asked.context, shown);
    Ok(inside(&state.accounts, &signed_in, asked, page))
}

/// The need of this id, for a member of the staff who may know of it.
async fn seen(matching: &Matching, reader: &Staff, id: &str) -> Result<Need, Broke> {
    let id = id.parse::<NeedId>().map_err(|_| Broke::NOT_FOUND)?;
    matching.seen(reader, id).await?.ok_or(Broke::NOT_FOUND)
}

async fn open(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Path(id): Path<String>,
    Query(Beside { done, .. }): Query<Beside>,
) -> Answered {
    let need = seen(&state.matching, signed_in.staff(), &id).await?;
    let one = one(&state, signed_in.staff(), &need).await?.ok_or(Broke::NOT_FOUND)?;
    let page = need_page::page(&asked.context, OneNeed { done: !done.is_empty(), ..one });
    Ok(inside(&state.accounts, &signed_in, asked, page))
}

/// Everything about one need, for its page; nothing where what was said of it is destroyed.
async fn one(state: &AccountsState, reader: &Staff, need: &Need) -> Result<Option<OneNeed>, StoreError> {
    let (matching, volunteers) = (&state.matching, &state.volunteers);
    let Some(details) = matching.opened(need).await? else { return Ok(None) };
    let may = |action| matching.may(reader, action, &need.unit);
    let tends = may(Action::TendNeeds);
    let fitting = match tends && need.state.after(Step::Ask).is_some() {
        true => matching.suggested(reader, need, &details).await?,
        false => Vec::new(),
    };
    let mut suggested = Vec::new();
    for (candidate, fit) in fitting.iter().take(SUGGESTED_MAX) {
        let who = called(volunteers, reader, candidate.volunteer, false).await?;
        suggested.push(Suggested { volunteer: candidate.volunteer, who, fit: fit.clone() });
    }
    let mut asks = Vec::new();
    for ask in queries::asks(matching.database(), need.id).await? {
        let whole = tends && ask.state == AskState::Agreed;
        asks.push(AskShown {
            volunteer: ask.volunteer,
            who: called(volunteers, reader, ask.volunteer, whole).await?,
            state: ask.state,
            reason: matching.reason(&ask).await?,
        });
    }
    Ok(Some(OneNeed {
        reader: reader.clone(),
        id: need.id,
        version: need.version,
        unit: need.unit.clone(),
        state: need.state,
        details,
        tends,
        leads: may(Action::AgreeMatches),
        suggested,
        fitting: fitting.len(),
        asks,
        done: false,
        refused: None,
        typed: Typed::default(),
    }))
}

/// What somebody is called: the number alone, with 「王*」 for whoever may see their volunteers, with the whole name where it is
/// agreed that they come; that of a minor for whoever may decide about them.
async fn called(
    volunteers: &Volunteers,
    reader: &Staff,
    id: VolunteerId,
    whole: bool,
) -> Result<String, StoreError> {
    let Some(facts) = volunteers.facts(&[id]).await?.remove(&id) else { return Ok(String::new()) };
    let whole = whole && (!facts.is_minor() || volunteers.may_tend(reader, &facts));
    let seen = match whole {
        true => true,
        false => volunteers.seen(reader, &id.to_string()).await?.is_some(),
    };
    let name = match (whole, seen) {
        (true, _) => facts.name,
        (false, true) => facts.shown_name,
        (false, false) => String::new(),
    };
    Ok(format!("{name} {}", facts.number).trim().to_owned())
}

async fn step(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Path(id): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Answered {
    let (reader, matching, l) = (signed_in.staff(), &state.matching, asked.context.language());
    let need = seen(matching, reader, &id).await?;
    let (Ok(command), Some(step)) =
        (text(&pairs, "command").parse::<CommandId>(), Step::from_word(text(&pairs, "act")))
    else {
        return Err(Broke::NOT_FOUND);
    };
    // A button of one line means that one, whatever else is ticked.
    let wanted = if text(&pairs, "one").is_empty() { "volunteer" } else { "one" };
    let chosen = pairs.iter().filter(|(name, _)| name == wanted).map(|(_, id)| id.parse());
    let volunteers: Result<Vec<VolunteerId>, _> = chosen.collect();
    let Ok(volunteers) = volunteers else { return Err(Broke::NOT_FOUND) };
    let why = reason(text(&pairs, "reason"));
    let ticked = pairs.iter().filter(|(name, _)| name == "volunteer").filter_map(|(_, id)| id.parse().ok());
    let typed = Typed { volunteers: ticked.collect(), reason: text(&pairs, "reason").to_owned() };
    let done = match why {
        None => Err(Refusal::AgainstARule),
        Some(reason) => {
            let tending = super::Tending { id: command, need: need.id, step, volunteers, reason };
            matching.tend(reader, &tending).await?
        }
    };
    match done {
        Ok(()) => {
            let address = format!("{}?done=1", need_page::address(need.id));
            Ok(Redirect::to(&l.address(&address)).into_response())
        }
        Err(Refusal::NotFound) => Err(Broke::NOT_FOUND),
        Err(_) => {
            let too_long = reason(text(&pairs, "reason")).is_none();
            let now = seen(matching, reader, &id).await?;
            let one = one(&state, reader, &now).await?.ok_or(Broke::NOT_FOUND)?;
            let refused = Some(need_page::refused(l, too_long));
            let page = need_page::page(&asked.context, OneNeed { refused, typed, ..one });
            Ok(inside(&state.accounts, &signed_in, asked, page))
        }
    }
}

async fn asked(
    State(state): State<AccountsState>,
    asked: Asked,
    headers: HeaderMap,
    Query(Beside { done, .. }): Query<Beside>,
) -> Answered {
    let Some(here) = state.volunteers.signed_in(&headers).await? else { return Ok(to_entrance(&asked)) };
    let all = state.matching.asked_of(here.id, shanghai::today()).await?;
    let of = AskedOf { all, done: !done.is_empty(), ..AskedOf::default() };
    let page = asked_page::page(&asked.context, of);
    Ok(private(asked, page))
}

/// Leads whoever is not signed in to the entrance, and from there back here.
fn to_entrance(asked: &Asked) -> axum::response::Response {
    let address = format!("{SIGN_IN}?next=%2Fmatching");
    Redirect::to(&asked.context.language().address(&address)).into_response()
}

async fn answer(
    State(state): State<AccountsState>,
    asked: Asked,
    headers: HeaderMap,
    Form(pairs): Form<Pairs>,
) -> Answered {
    let l = asked.context.language();
    let Some(here) = state.volunteers.signed_in(&headers).await? else { return Ok(to_entrance(&asked)) };
    let (Ok(command), Ok(need), Some(step)) = (
        text(&pairs, "command").parse::<CommandId>(),
        text(&pairs, "need").parse::<NeedId>(),
        Step::from_word(text(&pairs, "act")),
    ) else {
        return Err(Broke::NOT_FOUND);
    };
    let why = reason(text(&pairs, "reason"));
    let too_long = why.is_none();
    let basis = text(&pairs, "basis").parse().unwrap_or_default();
    let done = match why {
        None => Err(Refusal::AgainstARule),
        Some(reason) => state.matching.answer(here.id, command, (need, basis), step, &reason).await?,
    };
    match done {
        Ok(()) => {
            let address = format!("{}?done=1", asked_page::ADDRESS);
            Ok(Redirect::to(&l.address(&address)).into_response())
        }
        Err(Refusal::NotFound) => Err(Broke::NOT_FOUND),
        Err(_) => {
            let all = state.matching.asked_of(here.id, shanghai::today()).await?;
            let refused = Some(asked_page::refused(l, too_long));
            let typed = Some((need, text(&pairs, "reason").to_owned()));
            let page = asked_page::page(&asked.context, AskedOf { all, done: false, refused, typed });
            Ok(private(asked, page))
        }
    }
}
