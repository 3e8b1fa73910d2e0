//! The addresses of volunteers in the office. Whom somebody may not see, and who is not there, answer alike.

use app::{
    access::Action,
    ids::{CommandId, VolunteerId},
    journal::model::{Actor, Refusal, Unit},
    language::Language,
    volunteers::{
        details::{DetailsForm, Fault},
        details_form::PLACES,
        figures_page,
        list_page::{self, Line, Listed, VolunteersQuery},
        me_page::Guarded,
        model::{Note, Step, VolunteerNumber},
        office_register_page::{self, Copying},
        volunteer_page::{
            self, CHANGE_PHONE, OPEN, One, OneFault, OneForm, Personal, Plan, RENEW_CONSENT, TAKE_BACK,
            TakenBack, WITHDRAW_CONSENT,
        },
    },
};
use axum::{
    Form, Router,
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use serde::Deserialize;
use time::Date;

use super::{
    ChangedPhone, Doing, Facts, Tending,
    queries::{Search, Volunteer},
    routes::happened,
};
use crate::{
    accounts::{AccountsState, ProvedForm, SignedIn, inside},
    pages::Asked,
    problem::{Answered, Broke},
    shanghai,
};

/// Every address, without the language.
pub fn routes() -> Router<AccountsState> {
    Router::new()
        .route("/office/volunteers", get(list))
        .route("/office/volunteers/approval", post(set_approval))
        .route("/office/volunteers/figures", get(figures))
        .route("/office/volunteers/register", get(show_register).post(register))
        .route("/office/volunteers/{id}", get(open).post(act))
        .route("/office/volunteers/{id}/password-slip", post(give_slip))
}

/// A day as it is written; nothing where there is none.
pub(super) fn day(day: Option<Date>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

fn line(id: VolunteerId, facts: &Facts, since: String) -> Line {
    Line {
        id,
        number: facts.number.clone(),
        shown_name: facts.shown_name.clone(),
        age: facts.age,
        state: facts.state,
        division: facts.division.clone(),
        season: facts.season,
        since,
        demo: facts.demo,
    }
}

async fn list(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Query(query): Query<VolunteersQuery>,
) -> Answered {
    let (reader, volunteers) = (signed_in.staff(), &state.volunteers);
    if !volunteers.may_see_some(reader) {
        return Err(Broke::NOT_FOUND);
    }
    let number = query.number.trim();
    let search = Search {
        state: query.state.clone(),
        number: number.parse::<VolunteerNumber>().map_or_else(|_| number.to_owned(), |it| it.to_string()),
        migratory: query.migratory.clone(),
        ..Search::default()
    };
    let per_page = i64::try_from(query.per_page()).unwrap_or(i64::MAX);
    let offset = (i64::try_from(query.page()).unwrap_or(1) - 1).saturating_mul(per_page);
    let (ids, count) = volunteers.list(reader, search, per_page, offset).await?;
    let facts = volunteers.facts(&ids).await?;
    let mut lines = Vec::new();
    for id in ids {
        if let (Some(facts), Some(found)) = (facts.get(&id), volunteers.find(id).await?) {
            lines.push(line(id, facts, day(found.registered_on)));
        }
    }
    let count = usize::try_from(count).unwrap_or_default();
    let may_register = volunteers.registers_in(reader).is_some();
    let approvals = volunteers.approvals(reader, asked.context.language()).await?;
    let may_count = volunteers.may_count(reader);
    let of_stations = volunteers.sees_stations_alone(reader);
    let reader = reader.clone();
    let listed = Listed { reader, query, lines, count, may_register, may_count, of_stations, approvals };
    let page = list_page::page(&asked.context, listed);
    Ok(inside(&state.accounts, &signed_in, asked, page))
}

/// Whether a unit wants to look at whoever is new.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ApprovalForm {
    command: String,
    unit: String,
    on: String,
}

async fn set_approval(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Form(form): Form<ApprovalForm>,
) -> Answered {
    let (Ok(command), Ok(unit)) = (form.command.parse::<CommandId>(), form.unit.parse::<Unit>()) else {
        return Err(Broke::NOT_FOUND);
    };
    let on = form.on == "yes";
    match state.volunteers.set_approval(signed_in.staff(), command, &unit, on).await? {
        // Whoever comes second finds it as they wanted it.
        Ok(()) | Err(Refusal::NotNow) => {
            Ok(Redirect::to(&asked.context.language().address(list_page::ADDRESS)).into_response())
        }
        Err(_) => Err(Broke::NOT_FOUND),
    }
}

async fn figures(State(state): State<AccountsState>, signed_in: SignedIn, asked: Asked) -> Answered {
    let (reader, volunteers) = (signed_in.staff(), &state.volunteers);
    let figures = volunteers.figures(reader).await?.ok_or(Broke::NOT_FOUND)?;
    let sees_list = volunteers.may_see_some(reader);
    let page = figures_page::page(&asked.context, reader.clone(), sees_list, figures);
    Ok(inside(&state.accounts, &signed_in, asked, page))
}

async fn show_register(State(state): State<AccountsState>, signed_in: SignedIn, asked: Asked) -> Answered {
    let county = state.volunteers.registers_in(signed_in.staff()).ok_or(Broke::NOT_FOUND)?;
    let form = DetailsForm::read(vec![("county".to_owned(), county)]);
    Ok(copied(&state, &signed_in, asked, form, Vec::new()))
}

/// The page with these fields.
fn copied(
    state: &AccountsState,
    signed_in: &SignedIn,
    asked: Asked,
    form: DetailsForm,
    faults: Vec<Fault>,
) -> Response {
    let copying = Copying { reader: signed_in.staff().clone(), form, faults };
    let page = office_register_page::page(&asked.context, copying);
    inside(&state.accounts, signed_in, asked, page)
}

async fn register(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answered {
    let (reader, volunteers, l) = (signed_in.staff(), &state.volunteers, asked.context.language());
    if volunteers.registers_in(reader).is_none() {
        return Err(Broke::NOT_FOUND);
    }
    let form = DetailsForm::read(pairs);
    if form.text("act") == PLACES {
        return Ok(copied(&state, &signed_in, asked, form, Vec::new()));
    }
    let (details, phone) = match form.copied(&asked.context.directory, shanghai::today()) {
        Err(faults) => return Ok(copied(&state, &signed_in, asked, form, faults)),
        Ok(told) => told,
    };
    let command = form.text("command").parse().unwrap_or_else(|_| CommandId::fresh());
    match volunteers.register_at_station(reader, command, details, phone, l).await? {
        Ok(id) => Ok(to_done(l, id)),
        Err(fault) => Ok(copied(&state, &signed_in, asked, form, vec![fault])),
    }
}

/// On to the page of somebody with whom something was just done.
fn to_done(l: Language, id: VolunteerId) -> Response {
    let address = format!("{}?done=1", volunteer_page::address(id));
    Redirect::to(&l.address(&address)).into_response()
}

/// Whether something was just done, as an address says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Done {
    done: String,
}

/// What the page shows beside what is kept.
#[derive(Default)]
struct Shown {
    form: OneForm,
    faults: Vec<OneFault>,
    done: bool,
    opened: bool,
    /// Key of the address to set a password at that was just made.
    slip: Option<String>,
}

async fn open(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Path(id): Path<String>,
    Query(Done { done }): Query<Done>,
) -> Answered {
    let found = state.volunteers.seen(signed_in.staff(), &id).await?.ok_or(Broke::NOT_FOUND)?;
    one(&state, &signed_in, asked, found, Shown { done: !done.is_empty(), ..Shown::default() }).await
}

async fn one(
    state: &AccountsState,
    signed_in: &SignedIn,
    asked: Asked,
    found: Volunteer,
    shown: Shown,
) -> Answered {
    let (reader, volunteers) = (signed_in.staff(), &state.volunteers);
    let facts = volunteers.facts(&[found.id]).await?.remove(&found.id).ok_or(Broke::NOT_FOUND)?;
    let kept = volunteers.opened(&found).await?;
    let guarded = kept.as_ref().map_or(Guarded::No, |kept| kept.guarded(shanghai::today()));
    let may_open = kept.as_ref().is_some_and(|kept| volunteers.may_open(reader, &found, kept));
    let may_tend = kept.is_some() && volunteers.may(reader, Action::TendVolunteers, &found);
    let whole = may_open && shown.opened;
    let personal = kept.filter(|_| whole);
    let personal = personal.map(|kept| Personal { details: kept.details, phone: kept.phone });
    // What was said of somebody is theirs, and their station's.
    let mut happened = happened(asked.context.language(), volunteers.events(&found).await?, whole);
    if !may_tend {
        happened.iter_mut().for_each(|it| it.said.clear());
    }
    let page = volunteer_page::page(
        &asked.context,
        One {
            reader: reader.clone(),
            line: line(found.id, &facts, day(found.registered_on)),
            version: found.version,
            plan: Plan {
                skills: facts.skills.into_iter().collect(),
                interests: facts.interests.into_iter().collect(),
                times: facts.times.into_iter().collect(),
                languages: facts.languages.into_iter().collect(),
            },
            personal,
            may_open,
            may_tend,
            guarded,
            name_waits: volunteers.name_waits(found.id).await?,
            gives_slips: !volunteers.sends_sms(),
            slip: shown.slip,
            happened,
            form: shown.form,
            faults: shown.faults,
            done: shown.done,
        },
    );
    Ok(inside(&state.accounts, signed_in, asked, page))
}

async fn act(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Path(id): Path<String>,
    Form(form): Form<OneForm>,
) -> Answered {
    let (reader, volunteers) = (signed_in.staff(), &state.volunteers);
    let found = volunteers.seen(reader, &id).await?.ok_or(Broke::NOT_FOUND)?;
    let (Ok(command), Ok(basis)) = (form.command.parse::<CommandId>(), form.basis.parse::<i64>()) else {
        return Err(Broke::NOT_FOUND);
    };
    let again = |form: OneForm, faults: Vec<OneFault>| Shown { form, faults, ..Shown::default() };
    if form.act == OPEN {
        let kept = volunteers.opened(&found).await?;
        if !kept.is_some_and(|kept| volunteers.may_open(reader, &found, &kept)) {
            return Err(Broke::NOT_FOUND);
        }
        let purpose = match form.reason() {
            Err(fault) => return one(&state, &signed_in, asked, found, again(form, vec![fault])).await,
            Ok(purpose) => purpose,
        };
        let shown = match volunteers.note_opening(command, reader, &found, &purpose).await? {
            Ok(()) => Shown { opened: true, ..Shown::default() },
            Err(_) => again(form, vec![OneFault::NotNow]),
        };
        return one(&state, &signed_in, asked, found, shown).await;
    }
    if form.act == CHANGE_PHONE {
        if !volunteers.may(reader, Action::TendVolunteers, &found) {
            return Err(Broke::NOT_FOUND);
        }
        let (phone, reason) = match form.changed_phone() {
            Err(faults) => return one(&state, &signed_in, asked, found, again(form, faults)).await,
            Ok(told) => told,
        };
        let changed = ChangedPhone { id: command, volunteer: found.id, basis, phone, reason };
        let done = volunteers.change_phone(reader, &changed).await?;
        return answer(&state, &signed_in, asked, form, found.id, done).await;
    }
    if let Some(withdrawn) = withdraws(&form.act) {
        let reason = match form.reason() {
            Err(fault) => return one(&state, &signed_in, asked, found, again(form, vec![fault])).await,
            Ok(reason) => reason,
        };
        let of = (found.id, basis);
        let done = volunteers.change_consent(Some(reader), command, of, withdrawn, &reason).await?;
        if withdrawn && done.is_ok() {
            state.activities.stand_down(found.id, &Actor::Staff(reader.id)).await?;
        }
        return answer(&state, &signed_in, asked, form, found.id, done).await;
    }
    let doing = match (Step::from_word(&form.act), Note::from_word(&form.act)) {
        (Some(step), _) if !step.needs_words() => Ok(Doing::Step(step, String::new())),
        (Some(step), _) => form.reason().map(|reason| Doing::Step(step, reason)).map_err(|it| vec![it]),
        (None, Some(note)) => form.noted(note, shanghai::today()).map(|noted| Doing::Note(note, noted)),
        (None, None) if form.act == TAKE_BACK => {
            let note = form.note.parse().map_err(|_| Broke::NOT_FOUND)?;
            form.reason().map(|reason| Doing::TakeBack(TakenBack { note, reason })).map_err(|it| vec![it])
        }
        (None, None) => return Err(Broke::NOT_FOUND),
    };
    let doing = match doing {
        Err(faults) => return one(&state, &signed_in, asked, found, again(form, faults)).await,
        Ok(doing) => doing,
    };
    let stops = matches!(doing, Doing::Step(step, _) if step.stops());
    let taken = if let Doing::TakeBack(taken) = &doing { Some(taken.note) } else { None };
    let tending = Tending { id: command, volunteer: found.id, basis, doing };
    let done = volunteers.tend(reader, &tending).await?;
    if stops && done.is_ok() {
        state.activities.stand_down(found.id, &Actor::Staff(reader.id)).await?;
    }
    // A certificate that states it is right no more (民政部令第67号, Art. 13).
    if let Some(note) = taken.filter(|_| done.is_ok())
        && let Some(honour) = volunteers.taken_honour(&found, note).await?
    {
        state.certificates.correct_honour(found.id, &honour).await?;
    }
    answer(&state, &signed_in, asked, form, found.id, done).await
}

/// Whether an act takes a guardian's consent back, or brings another; nothing for any other act.
fn withdraws(act: &str) -> Option<bool> {
    match act {
        WITHDRAW_CONSENT => Some(true),
        RENEW_CONSENT => Some(false),
        _ => None,
    }
}

/// Whoever has the address that is made here comes in with it, so who wants one is asked for a proof.
async fn give_slip(
    State(state): State<AccountsState>,
    asked: Asked,
    Path(id): Path<String>,
    ProvedForm { signed_in, form }: ProvedForm<OneForm>,
) -> Answered {
    let (reader, volunteers) = (signed_in.staff(), &state.volunteers);
    let found = volunteers.seen(reader, &id).await?.ok_or(Broke::NOT_FOUND)?;
    let (Ok(command), Ok(basis)) = (form.command.parse::<CommandId>(), form.basis.parse::<i64>()) else {
        return Err(Broke::NOT_FOUND);
    };
    match volunteers.give_slip(reader, command, found.id, basis).await? {
        Ok(key) => {
            let now = volunteers.seen(reader, &id).await?.ok_or(Broke::NOT_FOUND)?;
            one(&state, &signed_in, asked, now, Shown { slip: Some(key), ..Shown::default() }).await
        }
        Err(refusal) => answer(&state, &signed_in, asked, form, found.id, Err(refusal)).await,
    }
}

/// The answer to a form with which something was done, or was not.
async fn answer(
    state: &AccountsState,
    signed_in: &SignedIn,
    asked: Asked,
    form: OneForm,
    id: VolunteerId,
    done: Result<(), Refusal>,
) -> Answered {
    let fault = match done {
        Ok(()) => return Ok(to_done(asked.context.language(), id)),
        Err(Refusal::NotFound | Refusal::NotAllowed) => return Err(Broke::NOT_FOUND),
        Err(Refusal::Taken) => OneFault::Known,
        Err(Refusal::AgainstARule) => OneFault::NoConsent,
        Err(_) => OneFault::NotNow,
    };
    let now = state.volunteers.seen(signed_in.staff(), &id.to_string()).await?.ok_or(Broke::NOT_FOUND)?;
    one(state, signed_in, asked, now, Shown { form, faults: vec![fault], ..Shown::default() }).await
}
