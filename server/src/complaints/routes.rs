//! The addresses of complaints: for everybody, and in the office for those who answer.

use std::collections::HashMap;

use app::{
    access::Action,
    accounts::model::Staff,
    complaints::{
        complaint_page::{self, Event, One, Said, StepFault, StepForm},
        complaints_page::{self, Writing},
        list_page::{self, ComplaintsQuery, Line, Listed, OVERDUE, WAITING},
        model::{ComplaintForm, Fault, State as Stands, Step, said},
        status_page::{self, CodeFault, StatusForm, Ticket},
    },
    directory::model::Directory,
    ids::CommandId,
    journal::model::{Refusal, Unit},
    tickets::TicketCode,
};
use axum::{
    Form, Router,
    extract::{Path, Query, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Redirect},
    routing::{get, post},
};
use serde::Deserialize;

use super::{
    Asked as AskedStep, Coming, Complaints, Sent,
    queries::{Complaint, Search},
};
use crate::{
    accounts::{AccountsState, From, SignedIn, inside, private},
    error::StoreError,
    pages::Asked,
    problem::{Answered, Broke},
    shanghai,
};

/// Every address, without the language.
pub fn routes() -> Router<AccountsState> {
    Router::new()
        .route("/complaints", get(show).post(send))
        .route("/complaints/status", get(ask_code).post(status))
        .route("/complaints/ticket.txt", post(ticket_file))
        .route("/office/complaints", get(list))
        .route("/office/complaints/{id}", get(open).post(step))
}

/// Which unit the form is about, as an address says.
#[derive(Debug, Default, Deserialize)]
struct AboutUnit {
    #[serde(default)]
    unit: String,
}

async fn show(
    State(complaints): State<Complaints>,
    asked: Asked,
    Query(AboutUnit { unit }): Query<AboutUnit>,
) -> impl IntoResponse {
    let form = ComplaintForm {
        command: CommandId::fresh().to_string(),
        opened: complaints.opened_now(),
        ..complaints_page::form_about(&asked.context, &unit)
    };
    let writing = Writing { form, faults: Vec::new(), days: complaints.answer_days() };
    let page = complaints_page::page(&asked.context, writing);
    asked.answer(page)
}

async fn send(
    State(complaints): State<Complaints>,
    asked: Asked,
    from: From,
    Form(form): Form<ComplaintForm>,
) -> Answered {
    let days = complaints.answer_days();
    let again = |form: ComplaintForm, faults: Vec<Fault>| {
        // What was answered is kept under its id; another try is another command.
        let form = ComplaintForm { command: CommandId::fresh().to_string(), ..form };
        Writing { form, faults, days }
    };
    let writing = match form.parse(&asked.context.directory) {
        _ if form.act == "units" => again(form, Vec::new()),
        Err(faults) => again(form, faults),
        Ok(complaint) => {
            let coming =
                Coming { unseen: form.website.clone(), opened: form.opened.clone(), network: from.address };
            let id = form.id().unwrap_or_else(CommandId::fresh);
            match complaints.send(id, &complaint, asked.context.language(), &coming).await? {
                Sent::Kept(code, due) => {
                    let page = complaints_page::done(&asked.context, &code, &due.to_string());
                    return Ok(private(asked, page));
                }
                Sent::OtherCommand => again(form, vec![Fault::Again]),
                Sent::TooMany => again(form, vec![Fault::TooMany]),
            }
        }
    };
    let page = complaints_page::page(&asked.context, writing);
    Ok(private(asked, page))
}

async fn ask_code(asked: Asked) -> impl IntoResponse {
    let page = status_page::page(&asked.context, String::new(), None);
    asked.answer(page)
}

async fn status(
    State(complaints): State<Complaints>,
    asked: Asked,
    from: From,
    Form(form): Form<StatusForm>,
) -> Answered {
    let found = match TicketCode::parse(&form.code) {
        None => Err(CodeFault::Mistyped),
        Some(code) => complaints.ticket(&code, from.address).await?.map(|found| (code, found)),
    };
    let (code, found) = match found {
        Ok(found) => found,
        Err(fault) => {
            let page = status_page::page(&asked.context, form.code, Some(fault));
            return Ok(private(asked, page));
        }
    };
    let mut ticket = ticket_of(&complaints, &code, &found).await?;
    if form.act == "object" {
        match (said(&form.reason), form.command.parse()) {
            (Err(fault), _) => {
                ticket.again = Some((form.reason, status_page::told(asked.context.language(), fault)));
            }
            (Ok(words), id) => {
                let id = id.unwrap_or_else(|_| CommandId::fresh());
                let done = complaints.object(id, &code, &words).await?;
                let now = complaints.ticket(&code, from.address).await?.unwrap_or(found);
                ticket = ticket_of(&complaints, &code, &now).await?;
                ticket.objected = done.is_ok();
                ticket.too_late = done.is_err();
            }
        }
    }
    let page = status_page::ticket(&asked.context, ticket);
    Ok(private(asked, page))
}

async fn ticket_of(
    complaints: &Complaints,
    code: &TicketCode,
    found: &Complaint,
) -> Result<Ticket, StoreError> {
    let steps = complaints.steps(found).await?.into_iter();
    // That it was looked at whether a machine made it is nothing to its writer.
    let said = steps.filter(|(taken, _)| taken.step != Step::Admit).map(|(taken, words)| status_page::Said {
        step: taken.step,
        day: shanghai::moment(taken.at_ms).date().to_string(),
        words: words.filter(|_| taken.step.is_read_by_its_writer()),
    });
    Ok(Ticket {
        code: code.to_string(),
        state: found.state,
        received: shanghai::moment(found.received_at_ms).date().to_string(),
        level: found.level.clone(),
        due: found.due_on.to_string(),
        overdue: Complaints::is_late(found),
        said: said.collect(),
        may_object: !found.objected && found.state.after(Step::Object).is_some(),
        objected: false,
        too_late: false,
        again: None,
    })
}

async fn ticket_file(
    State(complaints): State<Complaints>,
    asked: Asked,
    from: From,
    Form(form): Form<StatusForm>,
) -> Answered {
    let found = match TicketCode::parse(&form.code) {
        Some(code) => complaints.ticket(&code, from.address).await?.ok().map(|found| (code, found)),
        None => None,
    };
    let Some((code, found)) = found else {
        let address = asked.context.language().address(status_page::ADDRESS);
        return Ok(Redirect::to(&address).into_response());
    };
    let text = complaints_page::file(&asked.context, &code, &found.due_on.to_string());
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"ticket.txt\"")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, text).into_response())
}

fn line(complaint: &Complaint) -> Line {
    Line {
        id: complaint.id.clone(),
        kind: complaint.kind,
        about: complaint.about.clone(),
        level: complaint.level.clone(),
        state: complaint.state,
        received: shanghai::minute(complaint.received_at_ms),
        due: complaint.due_on.to_string(),
        overdue: Complaints::is_late(complaint),
        objected: complaint.objected,
    }
}

/// States of a word of the list, with commas between them.
fn states(word: &str) -> String {
    match word {
        WAITING | OVERDUE => {
            let waiting = Stands::ALL.into_iter().filter(|state| state.waits());
            waiting.map(Stands::word).collect::<Vec<_>>().join(",")
        }
        state => state.to_owned(),
    }
}

/// What is asked of the list, as it is looked for.
fn search(query: &ComplaintsQuery, directory: &Directory) -> Search {
    let about = match query.unit.as_str() {
        "" => String::new(),
        slug => directory.station(slug).map_or_else(|| slug.to_owned(), |it| it.id.to_string()),
    };
    Search {
        states: states(&query.state),
        kind: query.kind.clone(),
        about,
        due_before: if query.state == OVERDUE { shanghai::today().to_string() } else { String::new() },
        ..Search::default()
    }
}

/// The list, for whoever takes it home; nothing for who may not open its page.
pub(crate) async fn lines(
    complaints: &Complaints,
    directory: &Directory,
    reader: &Staff,
    query: &ComplaintsQuery,
    most: i64,
) -> Result<Option<Vec<Line>>, StoreError> {
    if complaints.levels(reader).is_empty() {
        return Ok(None);
    }
    let (found, _) = complaints.list(reader, search(query, directory), most, 0).await?;
    Ok(Some(found.iter().map(line).collect()))
}

async fn list(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Query(query): Query<ComplaintsQuery>,
) -> Answered {
    let (reader, complaints) = (signed_in.staff(), &state.complaints);
    if complaints.levels(reader).is_empty() {
        return Err(Broke::NOT_FOUND);
    }
    let directory = &asked.context.directory;
    let search = search(&query, directory);
    let per_page = i64::try_from(query.per_page()).unwrap_or(i64::MAX);
    let page = i64::try_from(query.page()).unwrap_or(1);
    let offset = (page - 1).saturating_mul(per_page);
    let (found, count) = complaints.list(reader, search, per_page, offset).await?;
    let units =
        state.accounts.units(reader, Action::SeeComplaints).into_iter().filter_map(|unit| match unit {
            Unit::Station(id) => directory.station_with_id(id),
            Unit::County(_) | Unit::Province => None,
        });
    let l = asked.context.language();
    let listed = Listed {
        reader: reader.clone(),
        lines: found.iter().map(line).collect(),
        count: usize::try_from(count).unwrap_or_default(),
        units: units.map(|it| (it.slug.clone(), it.name.read(l).to_owned())).collect(),
        query,
    };
    let page = list_page::page(&asked.context, listed);
    Ok(inside(&state.accounts, &signed_in, asked, page))
}

/// Whether a step was just taken.
#[derive(Debug, Default, Deserialize)]
struct Done {
    #[serde(default)]
    done: String,
}

async fn open(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Path(id): Path<String>,
    Query(Done { done }): Query<Done>,
) -> Answered {
    let found = state.complaints.seen(signed_in.staff(), &id).await?.ok_or(Broke::NOT_FOUND)?;
    one(&state, &signed_in, asked, found, StepForm::default(), Vec::new(), !done.is_empty()).await
}

async fn one(
    state: &AccountsState,
    signed_in: &SignedIn,
    asked: Asked,
    found: Complaint,
    mut form: StepForm,
    faults: Vec<StepFault>,
    done: bool,
) -> Answered {
    let (reader, complaints) = (signed_in.staff(), &state.complaints);
    let mine = complaints.answers(reader, &found);
    let kept = match mine {
        true => complaints.opened(&found).await?,
        false => None,
    };
    if kept.is_some() {
        complaints.note_reading(reader, &found).await?;
    }
    let names = names(state, reader).await?;
    let steps = complaints.steps(&found).await?.into_iter();
    let events = steps.map(|(taken, words)| Event {
        when: shanghai::minute(taken.at_ms),
        who: taken.by.and_then(|id| names.get(&id.to_string()).cloned()),
        step: taken.step,
        words: words.filter(|_| mine),
    });
    if form.to.is_empty()
        && let Some(Unit::Station(station)) = &found.about
        && let Some(level) =
            app::complaints::model::first_level(Some(&Unit::Station(*station)), &asked.context.directory)
    {
        form.to = level.to_string();
    }
    let page = complaint_page::page(
        &asked.context,
        One {
            reader: reader.clone(),
            line: line(&found),
            version: found.version,
            officer: found.officer.and_then(|id| names.get(&id.to_string()).cloned()),
            said: kept.map(|kept| Said { text: kept.text, name: kept.name, contact: kept.contact }),
            events: events.collect(),
            mine,
            others: complaints.others(reader, &found),
            form,
            faults,
            done,
        },
    );
    Ok(inside(&state.accounts, signed_in, asked, page))
}

/// What those members of the staff are called whom the reader may see.
async fn names(state: &AccountsState, reader: &Staff) -> Result<HashMap<String, String>, StoreError> {
    let colleagues = state.accounts.colleagues(reader).await?;
    Ok(colleagues.into_iter().map(|staff| (staff.id.to_string(), staff.name)).collect())
}

async fn step(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Path(id): Path<String>,
    Form(form): Form<StepForm>,
) -> Answered {
    let (reader, complaints) = (signed_in.staff(), &state.complaints);
    let (Ok(command), Ok(basis), Some(step)) =
        (form.command.parse::<CommandId>(), form.basis.parse::<i64>(), Step::from_word(&form.act))
    else {
        return Err(Broke::NOT_FOUND);
    };
    let (question, words) = form.words_of(step);
    let words = if step.needs_words() { said(words) } else { Ok(String::new()) };
    let to = (step == Step::Pass).then(|| form.to.parse::<Unit>().ok()).flatten();
    let mut faults = Vec::new();
    if step == Step::Pass && to.is_none() {
        faults.push(StepFault::To);
    }
    if let Err(fault) = &words {
        faults.push(StepFault::Words(question, *fault));
    }
    if let (Ok(words), true) = (&words, faults.is_empty()) {
        let asked_step = AskedStep { id: command, complaint: &id, basis, step, words, to };
        match complaints.step(reader, &asked_step).await? {
            Ok(()) => {
                // What was passed on is not seen any more.
                let seen = complaints.seen(reader, &id).await?.is_some();
                let page = if seen { complaint_page::address(&id) } else { list_page::ADDRESS.to_owned() };
                let address = asked.context.language().address(&format!("{page}?done=1"));
                return Ok(Redirect::to(&address).into_response());
            }
            Err(Refusal::NotFound) => return Err(Broke::NOT_FOUND),
            Err(Refusal::AgainstARule) => faults.push(StepFault::To),
            Err(_) => faults.push(StepFault::NotNow),
        }
    }
    let found = complaints.seen(reader, &id).await?.ok_or(Broke::NOT_FOUND)?;
    one(&state, &signed_in, asked, found, form, faults, false).await
}
