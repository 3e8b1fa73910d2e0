//! The addresses of reminders: for everybody, and the dates in the office.

use app::{
    access::Action,
    accounts::model::Staff,
    ids::CommandId,
    journal::{
        merge::Conflict,
        model::{Refusal, Unit},
    },
    messages::model::Channel,
    reminders::{
        confirm_page::{self, ConfirmForm, ConfirmQuery},
        examinations_page::{self, Dates},
        leave_page,
        model::{self, EventFault, EventForm, ReminderFault, ReminderForm, USUAL_LEAD},
        reminders_page::{self, Asking},
    },
    stations::filter::percent_encoded,
};
use axum::{
    Form, Router,
    extract::{Query, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use serde::Deserialize;
use time::{OffsetDateTime, macros::format_description};

use super::Confirmed;
use crate::{
    accounts::{AccountsState, From, SignedIn, inside, private},
    error::StoreError,
    pages::Asked,
    problem::{Answered, Broke},
    shanghai::today,
};

/// Every address, without the language.
pub fn routes() -> Router<AccountsState> {
    Router::new()
        .route("/reminders", get(show).post(ask))
        .route("/reminders/confirm", get(show_confirm).post(confirm))
        .route("/reminders/leave", get(show_leave).post(leave))
        .route("/reminders/examination.ics", get(calendar))
        .route("/office/examinations", get(examinations).post(save))
}

async fn asking(
    state: &AccountsState,
    form: ReminderForm,
    faults: Vec<ReminderFault>,
) -> Result<Asking, StoreError> {
    let events = state.reminders.events(today()).await?;
    Ok(Asking { events, channels: channels(state), quiet: state.messages.quiet(), form, faults })
}

fn channels(state: &AccountsState) -> Vec<Channel> {
    state.messages.channels().public()
}

async fn show(State(state): State<AccountsState>, asked: Asked) -> Answered {
    let asking = asking(&state, ReminderForm::empty(), Vec::new()).await?;
    let page = reminders_page::page(&asked.context, asking);
    Ok(asked.answer(page))
}

async fn ask(
    State(state): State<AccountsState>,
    asked: Asked,
    from: From,
    Form(form): Form<ReminderForm>,
) -> Answered {
    let language = asked.context.language();
    let faults = match form.parse(&channels(&state)) {
        Err(faults) => faults,
        Ok(wish) => match state.reminders.ask(&wish, language, from.address).await? {
            None => vec![ReminderFault::TooOften],
            Some(key) => {
                let address = format!("{}?key={}", confirm_page::ADDRESS, percent_encoded(&key));
                return Ok(Redirect::to(&language.address(&address)).into_response());
            }
        },
    };
    let asking = asking(&state, form, faults).await?;
    let page = reminders_page::page(&asked.context, asking);
    Ok(private(asked, page))
}

async fn show_confirm(
    State(state): State<AccountsState>,
    asked: Asked,
    Query(query): Query<ConfirmQuery>,
) -> Answered {
    let page = match state.reminders.asked(&query.key).await? {
        None => confirm_page::gone(&asked.context),
        Some(contact) => confirm_page::page(&asked.context, query.key, &contact, false),
    };
    Ok(private(asked, page))
}

async fn confirm(
    State(state): State<AccountsState>,
    asked: Asked,
    Form(form): Form<ConfirmForm>,
) -> Answered {
    let page = match state.reminders.confirm(&form.key, form.digits().as_deref()).await? {
        Confirmed::Gone => confirm_page::gone(&asked.context),
        Confirmed::Wrong(contact) => confirm_page::page(&asked.context, form.key, &contact, true),
        Confirmed::Yes { wish, leave } => confirm_page::done(&asked.context, wish, &leave),
    };
    Ok(private(asked, page))
}

async fn show_leave(asked: Asked, Query(query): Query<ConfirmQuery>) -> Response {
    let page = leave_page::page(&asked.context, &query.key);
    private(asked, page)
}

async fn leave(
    State(state): State<AccountsState>,
    asked: Asked,
    Query(query): Query<ConfirmQuery>,
) -> Answered {
    state.reminders.leave(&query.key).await?;
    let page = leave_page::left(&asked.context);
    Ok(private(asked, page))
}

async fn calendar(State(state): State<AccountsState>, asked: Asked) -> Answered {
    let events = state.reminders.events(today()).await?;
    let l = asked.context.language();
    let format = format_description!("[year][month][day]T[hour][minute][second]Z");
    let now = OffsetDateTime::now_utc().format(format).unwrap_or_default();
    let site = state.sources.site.public_url.split_once("://").map_or("", |(_, host)| host);
    let text = model::calendar(&events, |text| text.read(l).to_owned(), USUAL_LEAD, &now, site);
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/calendar; charset=utf-8")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"examination.ics\"")),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache")),
    ];
    Ok((headers, text).into_response())
}

/// Which event is to be changed.
#[derive(Debug, Default, Deserialize)]
struct Chosen {
    #[serde(default)]
    event: String,
    #[serde(default)]
    saved: String,
}

fn may_keep(state: &AccountsState, reader: &Staff) -> bool {
    state.accounts.may(reader, Action::KeepExaminations, &Unit::Province, None)
}

async fn examinations(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Query(chosen): Query<Chosen>,
) -> Answered {
    if !may_keep(&state, signed_in.staff()) {
        return Err(Broke::NOT_FOUND);
    }
    let events = state.reminders.all_events().await?;
    let event = events.iter().find(|event| event.id == chosen.event);
    if event.is_none() && !chosen.event.is_empty() {
        return Err(Broke::NOT_FOUND);
    }
    let dates = Dates { form: EventForm::of(event), saved: !chosen.saved.is_empty(), ..Dates::default() };
    dates_page(&state, &signed_in, asked, dates).await
}

async fn dates_page(state: &AccountsState, signed_in: &SignedIn, asked: Asked, dates: Dates) -> Answered {
    let (events, waiting) = (state.reminders.all_events().await?, state.reminders.waiting().await?);
    let dates = Dates { events, waiting, ..dates };
    let page = examinations_page::page(&asked.context, signed_in.staff().clone(), dates);
    Ok(inside(&state.accounts, signed_in, asked, page))
}

async fn save(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Form(form): Form<EventForm>,
) -> Answered {
    let (Ok(id), Ok(basis), true) =
        (form.command.parse::<CommandId>(), form.basis.parse::<i64>(), may_keep(&state, signed_in.staff()))
    else {
        return Err(Broke::NOT_FOUND);
    };
    let again = |form: EventForm, faults: Vec<EventFault>, conflicts: Vec<Conflict>| {
        // What was answered is kept under its id; another try is another command.
        let form = EventForm { command: CommandId::fresh().to_string(), ..form };
        Dates { form, faults, conflicts, ..Dates::default() }
    };
    let changes = match form.parse() {
        Err(faults) => return dates_page(&state, &signed_in, asked, again(form, faults, Vec::new())).await,
        Ok(details) => details.changes_since(&form.seen()),
    };
    let saved = state.reminders.save_event(id, signed_in.staff(), &form.event, basis, changes).await?;
    match saved {
        Ok(saved) if saved.conflicts.is_empty() => {
            let address = format!("{}?saved=1", examinations_page::ADDRESS);
            Ok(Redirect::to(&asked.context.language().address(&address)).into_response())
        }
        Ok(saved) => {
            let now = state.reminders.all_events().await?.into_iter().find(|event| event.id == saved.event);
            // The fields as they stand now, to be changed again where that is wanted.
            let dates = again(EventForm::of(now.as_ref()), Vec::new(), saved.conflicts);
            dates_page(&state, &signed_in, asked, dates).await
        }
        Err(Refusal::AgainstARule) => {
            dates_page(&state, &signed_in, asked, again(form, vec![EventFault::Until], Vec::new())).await
        }
        Err(_) => Err(Broke::NOT_FOUND),
    }
}
