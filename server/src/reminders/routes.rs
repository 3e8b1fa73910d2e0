//! The addresses of reminders: for everybody, and the dates in the office.

use app::{
    access::Action,
    accounts::model::Staff,
    error::AppError,
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
    accounts::{AccountsState, From, SignedIn, broke, private},
    error::StoreError,
    pages::Asked,
    problem,
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
    Ok(Asking { events, channels: channels(state), form, faults })
}

fn channels(state: &AccountsState) -> Vec<Channel> {
    state.messages.channels().public()
}

async fn show(State(state): State<AccountsState>, asked: Asked) -> Response {
    match asking(&state, ReminderForm::empty(), Vec::new()).await {
        Err(error) => broke(error),
        Ok(asking) => {
            let page = reminders_page::page(&asked.context, asking);
            asked.answer(page)
        }
    }
}

async fn ask(
    State(state): State<AccountsState>,
    asked: Asked,
    from: From,
    Form(form): Form<ReminderForm>,
) -> Response {
    let language = asked.context.language();
    let faults = match form.parse(&channels(&state)) {
        Err(faults) => faults,
        Ok(wish) => match state.reminders.ask(&wish, language, from.address).await {
            Err(error) => return broke(error),
            Ok(None) => vec![ReminderFault::TooOften],
            Ok(Some(key)) => {
                let address = format!("{}?key={}", confirm_page::ADDRESS, percent_encoded(&key));
                return Redirect::to(&language.address(&address)).into_response();
            }
        },
    };
    match asking(&state, form, faults).await {
        Err(error) => broke(error),
        Ok(asking) => {
            let page = reminders_page::page(&asked.context, asking);
            private(asked, page)
        }
    }
}

async fn show_confirm(
    State(state): State<AccountsState>,
    asked: Asked,
    Query(query): Query<ConfirmQuery>,
) -> Response {
    let page = match state.reminders.asked(&query.key).await {
        Err(error) => return broke(error),
        Ok(None) => confirm_page::gone(&asked.context),
        Ok(Some(contact)) => confirm_page::page(&asked.context, query.key, &contact, false),
    };
    private(asked, page)
}

async fn confirm(
    State(state): State<AccountsState>,
    asked: Asked,
    Form(form): Form<ConfirmForm>,
) -> Response {
    let page = match state.reminders.confirm(&form.key, form.digits().as_deref()).await {
        Err(error) => return broke(error),
        Ok(Confirmed::Gone) => confirm_page::gone(&asked.context),
        Ok(Confirmed::Wrong(contact)) => confirm_page::page(&asked.context, form.key, &contact, true),
        Ok(Confirmed::Yes { wish, leave }) => confirm_page::done(&asked.context, wish, &leave),
    };
    private(asked, page)
}

async fn show_leave(asked: Asked, Query(query): Query<ConfirmQuery>) -> Response {
    let page = leave_page::page(&asked.context, &query.key);
    private(asked, page)
}

async fn leave(
    State(state): State<AccountsState>,
    asked: Asked,
    Query(query): Query<ConfirmQuery>,
) -> Response {
    match state.reminders.leave(&query.key).await {
        Err(error) => broke(error),
        Ok(_) => {
            let page = leave_page::left(&asked.context);
            private(asked, page)
        }
    }
}

async fn calendar(State(state): State<AccountsState>, asked: Asked) -> Response {
    let events = match state.reminders.events(today()).await {
        Ok(events) => events,
        Err(error) => return broke(error),
    };
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
    (headers, text).into_response()
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
) -> Response {
    if !may_keep(&state, signed_in.staff()) {
        return problem::answer(&AppError::NotFound);
    }
    let events = match state.reminders.all_events().await {
        Ok(events) => events,
        Err(error) => return broke(error),
    };
    let event = events.iter().find(|event| event.id == chosen.event);
    if event.is_none() && !chosen.event.is_empty() {
        return problem::answer(&AppError::NotFound);
    }
    let dates = Dates { form: EventForm::of(event), saved: !chosen.saved.is_empty(), ..Dates::default() };
    dates_page(&state, &signed_in, asked, dates).await
}

async fn dates_page(state: &AccountsState, signed_in: &SignedIn, asked: Asked, dates: Dates) -> Response {
    let read =
        async || Ok::<_, StoreError>((state.reminders.all_events().await?, state.reminders.waiting().await?));
    match read().await {
        Err(error) => broke(error),
        Ok((events, waiting)) => {
            let dates = Dates { events, waiting, ..dates };
            let page = examinations_page::page(&asked.context, signed_in.staff().clone(), dates);
            private(asked, page)
        }
    }
}

async fn save(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Form(form): Form<EventForm>,
) -> Response {
    let (Ok(id), Ok(basis), true) =
        (form.command.parse::<CommandId>(), form.basis.parse::<i64>(), may_keep(&state, signed_in.staff()))
    else {
        return problem::answer(&AppError::NotFound);
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
    let saved = state.reminders.save_event(id, signed_in.staff(), &form.event, basis, changes).await;
    match saved {
        Err(error) => broke(error),
        Ok(Ok(saved)) if saved.conflicts.is_empty() => {
            let address = format!("{}?saved=1", examinations_page::ADDRESS);
            Redirect::to(&asked.context.language().address(&address)).into_response()
        }
        Ok(Ok(saved)) => {
            let now = match state.reminders.all_events().await {
                Ok(events) => events.into_iter().find(|event| event.id == saved.event),
                Err(error) => return broke(error),
            };
            // The fields as they stand now, to be changed again where that is wanted.
            let dates = again(EventForm::of(now.as_ref()), Vec::new(), saved.conflicts);
            dates_page(&state, &signed_in, asked, dates).await
        }
        Ok(Err(Refusal::AgainstARule)) => {
            dates_page(&state, &signed_in, asked, again(form, vec![EventFault::Until], Vec::new())).await
        }
        Ok(Err(_)) => problem::answer(&AppError::NotFound),
    }
}
