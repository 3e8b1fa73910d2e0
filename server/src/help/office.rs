//! The addresses of calls for help in the office. What somebody may not know of, and what is not there, answer alike.

use app::{
    accounts::model::Staff,
    forms::{
        evaluate::Filling,
        fields::{self, DraftKey, Posted},
        model::Definition,
        versions::Purpose,
    },
    help::{
        figures::{Figure, counts_as},
        figures_page::{self, Period},
        list_page::{self, HelpQuery, LATE, Line, Listed, MINE, NOBODYS, WAITING},
        model::{Said, State as Stands, Step, answered, masked_name, masked_phone, recorded_from},
        purpose_page,
        record_page::{self, Recording},
        referral_page,
        request_page::{self, Event, One, RecordShown, StepForm, faults},
        sheet_page,
        terms::late,
        visits,
        walk_in_page::{self, Beside, TakingDown},
        words,
    },
    ids::{CommandId, PhotoId, TurnId},
    iso_date,
    journal::model::{Refusal, Unit},
    language::Language,
    stations::filter::percent_encoded,
};
use axum::{
    Form, Router,
    extract::{Path, Query, Request, State},
    response::{IntoResponse, Redirect},
    routing::get,
};
use serde::Deserialize;

use super::{
    Asked as AskedStep, Doing, Help, Kept, KeptForm, Sent,
    behind::Behind,
    purpose::asking,
    queries::{HelpCall, Search},
    record::{SentRecord, picture, resting_photo},
    steps::{Recorded, happened, may_reopen, may_retract},
    taken::Taken,
};
use crate::{
    accounts::{AccountsState, SignedIn, inside},
    database::now_ms,
    error::StoreError,
    pages::Asked,
    problem::{Answered, Broke},
    shanghai,
};

/// Every address, without the language.
pub fn routes() -> Router<AccountsState> {
    Router::new()
        .route("/office/help", get(list))
        .route("/office/help/new", get(show_walk_in).post(take_down))
        .route("/office/help/figures", get(figures))
        .route("/office/help/{id}", get(open).post(step))
        .route("/office/help/{id}/record", get(show_record).post(record))
        .route("/office/help/{id}/record/photos/{photo}", get(resting_photo))
        .route("/office/help/{id}/sheet", get(sheet))
        .route("/office/help/{id}/referral", get(referral))
        .route("/office/help/{id}/photos/{photo}", get(photo))
}

/// States of a word of the list, with commas between them.
fn states(word: &str) -> String {
    let those = |wanted: fn(Stands) -> bool| {
        let states = Stands::ALL.into_iter().filter(|state| wanted(*state));
        states.map(Stands::word).collect::<Vec<_>>().join(",")
    };
    match word {
        WAITING | LATE | MINE => those(Stands::waits),
        NOBODYS => those(|state| state.waits() && state != Stands::Apart),
        state => state.to_owned(),
    }
}

/// What is asked of the list, as it is looked for.
fn search(query: &HelpQuery, reader: &Staff) -> Search {
    let from = iso_date::parse(&query.from).map_or(i64::MIN, shanghai::begins_at_ms);
    let until = iso_date::parse(&query.to).map_or(i64::MAX, shanghai::ends_at_ms);
    Search {
        units: query.unit.clone(),
        states: states(&query.state),
        service: query.service.clone(),
        worker: match query.state.as_str() {
            MINE => reader.id.to_string(),
            NOBODYS => "nobody".to_owned(),
            _ => String::new(),
        },
        channel: query.channel.clone(),
        late_before: if query.state == LATE { shanghai::today().to_string() } else { String::new() },
        from_ms: from,
        until_ms: until,
        county: query.county.clone(),
        ..Search::default()
    }
}

/// A call as it is listed; who calls is masked.
fn line(call: &HelpCall, kept: Option<&Kept>, worker: Option<String>) -> Line {
    let caller =
        kept.map(|kept| format!("{} {}", masked_name(&kept.call.called), masked_phone(&kept.call.phone)));
    let due = if call.state.waits_for_contact() { call.contact_by } else { call.close_by };
    Line {
        id: call.id.clone(),
        service: call.service.clone(),
        caller: caller.unwrap_or_default(),
        place: kept.map(|kept| kept.call.place.clone()).unwrap_or_default(),
        channel: call.channel,
        urgent: call.urgent,
        state: call.state,
        unit: call.unit.clone(),
        worker,
        received: shanghai::minute(call.received_at_ms),
        due: if call.state.waits() { due.to_string() } else { String::new() },
        late: late(call.state, call.contact_by, call.close_by, shanghai::today()),
    }
}

impl Help {
    /// Who calls, masked as in the list.
    async fn caller(&self, call: &HelpCall) -> Result<String, StoreError> {
        let kept = self.opened(call).await?;
        Ok(line(call, kept.as_ref(), None).caller)
    }
}

/// The list, for whoever takes it home; nothing for who may not open its page.
pub(crate) async fn lines(
    help: &Help,
    reader: &Staff,
    query: &HelpQuery,
    most: i64,
) -> Result<Option<Vec<Line>>, StoreError> {
    if !help.concerns(reader) {
        return Ok(None);
    }
    let Some(found) = found(help, reader, query, most, 0).await? else { return Ok(None) };
    listed(help, reader, &found.calls).await.map(Some)
}

/// What the list is asked for, one page of it; nothing where it is a number whose calls the reader may not see.
async fn found(
    help: &Help,
    reader: &Staff,
    query: &HelpQuery,
    limit: i64,
    offset: i64,
) -> Result<Option<Behind>, StoreError> {
    if let Some(figure) = Figure::from_word(&query.figure) {
        return help.behind(reader, figure, query, limit, offset).await;
    }
    let (calls, count) = help.list(reader, search(query, reader), limit, offset).await?;
    Ok(Some(Behind { calls, count, recorded: None }))
}

async fn listed(help: &Help, reader: &Staff, found: &[HelpCall]) -> Result<Vec<Line>, StoreError> {
    let names = help.names(reader).await?;
    let mut lines = Vec::new();
    for call in found {
        let kept = help.opened(call).await?;
        let worker = call.worker.and_then(|id| names.get(&id.to_string()).cloned());
        lines.push(line(call, kept.as_ref(), worker));
    }
    Ok(lines)
}

async fn list(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Query(query): Query<HelpQuery>,
) -> Answered {
    let (reader, help) = (signed_in.staff(), &state.help);
    if !help.concerns(reader) {
        return Err(Broke::NOT_FOUND);
    }
    let per_page = i64::try_from(query.per_page()).unwrap_or(i64::MAX);
    let page = i64::try_from(query.page()).unwrap_or(1);
    let offset = (page - 1).saturating_mul(per_page);
    let found = found(help, reader, &query, per_page, offset).await?.ok_or(Broke::NOT_FOUND)?;
    let listed = Listed {
        reader: reader.clone(),
        lines: listed(help, reader, &found.calls).await?,
        count: usize::try_from(found.count).unwrap_or_default(),
        recorded: found.recorded,
        units: help.units_of(reader),
        counts: help.counts(reader),
        slip: match query.new.as_str() {
            "" => None,
            id => help.new_slip(reader, id).await?,
        },
        query,
    };
    let page = list_page::page(&asked.context, listed);
    Ok(inside(&state.accounts, &signed_in, asked, page))
}

/// Whether something was just done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Done {
    done: String,
    service: String,
    draft: String,
    new: String,
}

async fn open(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Path(id): Path<String>,
    Query(Done { done, draft, new, .. }): Query<Done>,
) -> Answered {
    let found = state.help.seen(signed_in.staff(), &id).await?.ok_or(Broke::NOT_FOUND)?;
    if state.help.asks_purpose(signed_in.staff(), &found).await? {
        let asking = asking(signed_in.staff(), &found, StepForm::default(), Vec::new());
        let page = purpose_page::page(&asked.context, asking);
        return Ok(inside(&state.accounts, &signed_in, asked, page));
    }
    let mut one = one(&state.help, signed_in.staff(), asked.context.language(), &found).await?;
    one.slip = if new.is_empty() { None } else { state.help.new_slip(signed_in.staff(), &id).await? };
    one.done = !done.is_empty();
    one.sent_draft = Some(draft).filter(|draft| !draft.is_empty());
    let page = request_page::page(&asked.context, one);
    Ok(inside(&state.accounts, &signed_in, asked, page))
}

/// Everything about one call, for its page; that it was read is written down.
async fn one(help: &Help, reader: &Staff, l: Language, found: &HelpCall) -> Result<One, StoreError> {
    let kept = help.opened(found).await?;
    if kept.is_some() {
        help.note_reading(reader, found).await?;
    }
    let names = help.names(reader).await?;
    let name = |id: &str| names.get(id).cloned();
    let intake = match kept.as_ref().and_then(|kept| kept.intake.as_ref()) {
        Some(intake) => help.filled(&found.service, Purpose::Intake, intake).await?,
        None => None,
    };
    let directory = help.directory.get();
    let steps = help.steps(found).await?;
    let retracts = steps.last().is_some_and(|(last, _)| may_retract(last, reader, now_ms()));
    let (so_far, today) = (happened(&steps), shanghai::today());
    let arranged = visits::arranged(&so_far, today);
    let events = steps.into_iter().zip(arranged).map(|((taken, said), visit)| {
        let to = match taken.step {
            Step::Assign => name(&said.to),
            Step::Pass => {
                let unit = said.to.parse::<Unit>().ok();
                unit.map(|unit| words::unit(l, &unit, &directory))
            }
            _ => None,
        };
        Event {
            when: shanghai::minute(taken.at_ms),
            who: taken.by.and_then(|id| name(&id.to_string())),
            by_staff: taken.by.is_some(),
            step: taken.step,
            said,
            to,
            visit,
        }
    });
    let events = events.collect();
    let mut records = Vec::new();
    for (record, kept) in help.records(found).await? {
        let filling = help.filled(&record.service, Purpose::Record, &kept).await?;
        let (when, who) = (record.day.clone(), name(&record.staff_id).unwrap_or_default());
        let written = shanghai::minute(record.at_ms);
        records.push(RecordShown { service: record.service, when, written, who, filling });
    }
    let others = help.same_caller(reader, found).await?;
    let mut quiet = false;
    for other in &others {
        quiet |= help.opened(other).await?.is_some_and(|kept| kept.call.wants_silence());
    }
    let takes = |it: &&HelpCall| it.state.takes_others() && it.received_at_ms <= found.received_at_ms;
    let mut joins = match found.state.after(Step::Join) {
        Some(_) => others.iter().filter(takes).map(|it| it.id.clone()).collect(),
        None => Vec::new(),
    };
    let visit_first = !joins.is_empty() && visits::holding(&so_far, today).is_some();
    if visit_first {
        joins.clear();
    }
    let workers = help.workers(found).await?.into_iter();
    let worker = found.worker.and_then(|id| name(&id.to_string()));
    Ok(One {
        reader: reader.clone(),
        line: line(found, kept.as_ref(), worker),
        version: found.version,
        call: kept.as_ref().map(|kept| kept.call.clone()),
        intake,
        photos: kept.map(|kept| kept.photos).unwrap_or_default(),
        events,
        records,
        lacks: help.lacks(found).await?,
        others: listed(help, reader, &others).await?,
        quiet,
        joins,
        visit_first,
        reopens: may_reopen(found, now_ms()),
        workers: workers.map(|(staff, load)| (staff.id.to_string(), staff.name, load)).collect(),
        assigns: help.assigns(reader, found),
        units: help.others(reader, found),
        retracts,
        close_by: found.close_by.to_string(),
        contacted: found.contacted_at_ms.map(shanghai::minute),
        again: found.reopened_at_ms.is_some(),
        first_contacted: found.first_contacted_at_ms.map(shanghai::minute),
        face: found.face,
        form: StepForm::default(),
        faults: Vec::new(),
        not_now: false,
        done: false,
        sent_draft: None,
        slip: None,
    })
}

async fn step(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Path(id): Path<String>,
    Form(form): Form<StepForm>,
) -> Answered {
    let (reader, help, l) = (signed_in.staff(), &state.help, asked.context.language());
    let (Ok(command), Ok(basis), Some(step)) =
        (form.command.parse::<CommandId>(), form.basis.parse::<i64>(), form.step())
    else {
        return Err(Broke::NOT_FOUND);
    };
    let mut wrong = faults(l, &form, step, shanghai::today());
    let mut not_now = false;
    // What it lacks is told with what is wrong otherwise.
    if !wrong.is_empty()
        && matches!(step, Step::Close | Step::GiveUp)
        && let Some(found) = help.seen(reader, &id).await?
    {
        let lacks = help.lacks(&found).await?;
        wrong.extend(request_page::not_ready(l, step, &lacks, &form.said(step)));
    }
    // A second press may find it passed on, and not seen any more.
    if let Some(before) = help.seen(reader, &id).await?
        && (step != Step::Look || !wrong.is_empty())
        && help.asks_purpose(reader, &before).await?
    {
        let faults = if step == Step::Look { wrong } else { Vec::new() };
        let page = purpose_page::page(&asked.context, asking(reader, &before, form, faults));
        return Ok(inside(&state.accounts, &signed_in, asked, page));
    }
    if wrong.is_empty() && step != Step::Record {
        let said = form.said(step);
        let asked_step = AskedStep { id: command, call: &id, basis, doing: Doing::Step(step), said };
        match help.step(reader, &asked_step).await? {
            Ok(()) => {
                // What was passed on is perhaps not seen any more.
                let seen = help.seen(reader, &id).await?.is_some();
                let page = match (seen, asked_step.said.to) {
                    (true, _) => format!("{}?done=1", request_page::address(&id)),
                    (false, to) => format!("{}?passed={}", list_page::ADDRESS, percent_encoded(&to)),
                };
                return Ok(Redirect::to(&l.address(&page)).into_response());
            }
            Err(Refusal::NotFound) => return Err(Broke::NOT_FOUND),
            Err(Refusal::AgainstARule) => {
                let seen = help.seen(reader, &id).await?.ok_or(Broke::NOT_FOUND)?;
                let lacks = help.lacks(&seen).await?;
                wrong = request_page::against_a_rule(l, step, &lacks, &asked_step.said);
            }
            Err(_) => not_now = true,
        }
    }
    let found = help.seen(reader, &id).await?.ok_or(Broke::NOT_FOUND)?;
    let page = One { form, faults: wrong, not_now, ..one(help, reader, l, &found).await? };
    let page = request_page::page(&asked.context, page);
    Ok(inside(&state.accounts, &signed_in, asked, page))
}

async fn sheet(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Path(id): Path<String>,
) -> Answered {
    let reader = signed_in.staff();
    let found = state.help.opened_to(reader, &id).await?;
    let mut one = one(&state.help, reader, asked.context.language(), &found).await?;
    one.slip = state.help.opened(&found).await?.and_then(|kept| state.help.slip(&found, &kept));
    let page = sheet_page::page(&asked.context, one);
    Ok(inside(&state.accounts, &signed_in, asked, page))
}

async fn referral(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Path(id): Path<String>,
) -> Answered {
    let reader = signed_in.staff();
    let found = state.help.opened_to(reader, &id).await?;
    let one = one(&state.help, reader, asked.context.language(), &found).await?;
    let agreed = one.events.iter().rev().find_map(|event| event.said.referral.clone());
    let page = referral_page::page(&asked.context, one, agreed.ok_or(Broke::NOT_FOUND)?);
    Ok(inside(&state.accounts, &signed_in, asked, page))
}

async fn photo(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    Path((id, photo)): Path<(String, String)>,
) -> Answered {
    let found = state.help.opened_to(signed_in.staff(), &id).await?;
    let photo = photo.parse::<PhotoId>().map_err(|_| Broke::NOT_FOUND)?;
    let bytes = state.help.photo(&found, photo).await?.ok_or(Broke::NOT_FOUND)?;
    Ok(picture(bytes))
}

/// The key for what somebody takes down and has not sent yet.
fn taken_down_key(help: &Help, staff: &Staff) -> DraftKey {
    help.draft_key(&staff.id.to_string(), "F13", "", String::new())
}

/// The key for a record that somebody writes and has not sent yet.
fn record_key(help: &Help, staff: &Staff, service: &str, call: &HelpCall) -> DraftKey {
    help.draft_key(&staff.id.to_string(), service, &call.id, call.version.to_string())
}

async fn show_walk_in(State(state): State<AccountsState>, signed_in: SignedIn, asked: Asked) -> Answered {
    if !state.help.concerns(signed_in.staff()) {
        return Err(Broke::NOT_FOUND);
    }
    let preset = state.help.own_place(signed_in.staff());
    let taking = TakingDown {
        staff: signed_in.staff().clone(),
        walk: state.help.taken_down(&preset),
        beside: Beside {
            command: CommandId::fresh().to_string(),
            preset: Posted::read(preset),
            ..Beside::default()
        },
        definition: (*state.help.taken_definition).clone(),
        draft: taken_down_key(&state.help, signed_in.staff()),
    };
    let page = walk_in_page::page(&asked.context, taking);
    Ok(inside(&state.accounts, &signed_in, asked, page))
}

async fn take_down(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answered {
    let (staff, help, l) = (signed_in.staff(), &state.help, asked.context.language());
    if !help.concerns(staff) {
        return Err(Broke::NOT_FOUND);
    }
    let taken = Taken::read(help, pairs).await?;
    let mut again = false;
    if let (Some(channel), true, true) = (taken.channel, taken.is_sent(), taken.is_finished()) {
        let id = taken.command.parse().unwrap_or_else(|_| CommandId::fresh());
        match help.take_down(id, staff, channel, &taken.service, &taken.walk, l).await? {
            Some(Sent::Kept { promise, .. }) => {
                // What belongs to another unit is not seen from here.
                let seen = help.seen(staff, &id.to_string()).await?.is_some();
                let draft = taken_down_key(help, staff).id;
                let page = match seen {
                    true => format!("{}?done=1&new=1&draft={draft}", request_page::address(&id.to_string())),
                    false => format!("{}?went={}&new={id}&draft={draft}", list_page::ADDRESS, promise.unit),
                };
                return Ok(Redirect::to(&l.address(&page)).into_response());
            }
            _ => again = true,
        }
    }
    let taking = TakingDown {
        staff: staff.clone(),
        walk: taken.walk,
        beside: Beside {
            // What was answered is kept under its id; another try is another command.
            command: if again { CommandId::fresh().to_string() } else { taken.command },
            channel: taken.posted.text(walk_in_page::CHANNEL).to_owned(),
            service: taken.service,
            no_channel: taken.channel.is_none(),
            posted: Some(taken.posted),
            again,
            ..Beside::default()
        },
        definition: (*help.taken_definition).clone(),
        draft: taken_down_key(help, staff),
    };
    let page = walk_in_page::page(&asked.context, taking);
    Ok(inside(&state.accounts, &signed_in, asked, page))
}

/// The record form of a service, filled in as far as it was sent.
async fn filling(
    help: &Help,
    service: &str,
    version: Option<u32>,
    posted: Option<&Posted>,
) -> Result<Option<Filling>, StoreError> {
    let Some(form) = help.form(service, Purpose::Record, version).await? else { return Ok(None) };
    let mut filling = Filling::begin(form, shanghai::today(), TurnId::fresh);
    if let Some(posted) = posted {
        let directory = help.directory.get();
        for group in 0..filling.form().groups.len() {
            fields::take(&mut filling, group, posted, &directory.areas);
        }
        fields::press(&mut filling, posted.button(), TurnId::fresh);
    }
    Ok(Some(filling))
}

async fn record_definition(
    help: &Help,
    service: &str,
    number: Option<u32>,
) -> Result<Option<Definition>, StoreError> {
    let version = help.version(service, Purpose::Record, number).await?;
    Ok(version.map(|version| version.definition))
}

async fn show_record(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Path(id): Path<String>,
    Query(Done { service, .. }): Query<Done>,
) -> Answered {
    let (staff, help) = (signed_in.staff(), &state.help);
    let found = help.opened_to(staff, &id).await?;
    if found.state.after(Step::Record).is_none() {
        // Its page says how it stands.
        let address = asked.context.language().address(&request_page::address(&id));
        return Ok(Redirect::to(&address).into_response());
    }
    let command = CommandId::fresh().to_string();
    let recording = Recording {
        staff: staff.clone(),
        call: id,
        county: found.county.clone(),
        basis: found.version,
        photos: command.clone(),
        photo_faults: Vec::new(),
        day_from: None,
        command,
        filling: filling(help, &service, None, None).await?,
        definition: record_definition(help, &service, None).await?,
        draft: record_key(help, staff, &service, &found),
        service,
        caller: help.caller(&found).await?,
        posted: None,
        not_now: false,
        changed: false,
    };
    let page = record_page::page(&asked.context, recording);
    Ok(inside(&state.accounts, &signed_in, asked, page))
}

async fn record(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Path(id): Path<String>,
    Query(Done { service, .. }): Query<Done>,
    request: Request,
) -> Answered {
    let (staff, help, l) = (signed_in.staff(), &state.help, asked.context.language());
    let found = help.opened_to(staff, &id).await?;
    let SentRecord { pairs, pictures } = match help.sent_record(request).await {
        Ok(sent) => sent,
        Err(response) => return Ok(response),
    };
    let posted = Posted::read(pairs);
    let service = if service.is_empty() { posted.text(record_page::SERVICE).to_owned() } else { service };
    let version = posted.text(record_page::VERSION).parse::<u32>().ok();
    let command = posted.text(record_page::COMMAND).parse().unwrap_or_else(|_| CommandId::fresh());
    let photos = posted.text(record_page::PHOTOS).parse().unwrap_or(command);
    let done = || {
        let draft = record_key(help, staff, &service, &found).id;
        let address = format!("{}?done=1&draft={draft}", request_page::address(&id));
        Redirect::to(&l.address(&address)).into_response()
    };
    // A second press: what came with the first one does not rest any more.
    if help.is_recorded(staff, &found, command).await? {
        return Ok(done());
    }
    let basis = posted.text(record_page::BASIS).parse::<i64>().unwrap_or(found.version);
    // With the version that was shown, so that one published meanwhile loses nothing of what was typed. Where there is no
    // such version, whoever typed looks at it in the one in force before it is kept.
    let mut filled = match version {
        Some(version) => filling(help, &service, Some(version), Some(&posted)).await?,
        None => None,
    };
    let mut changed = false;
    if filled.is_none() {
        filled = filling(help, &service, None, Some(&posted)).await?;
        changed = filled.is_some();
    }
    let (resting, photo_faults) = match &mut filled {
        Some(filling) => help.take_photos(staff, photos, pictures, posted.button(), filling).await?,
        None => (Vec::new(), Vec::new()),
    };
    let mut not_now = false;
    let is_sent = !changed && posted.button().is_empty();
    let first = recorded_from(shanghai::moment(found.received_at_ms).date());
    let given = filled.as_ref().and_then(|it| iso_date::parse(&answered(it, record_page::DAY)));
    let day_from = given.filter(|day| is_sent && *day < first).map(|_| first);
    if let (Some(filling), true) = (&filled, is_sent && photo_faults.is_empty() && day_from.is_none())
        && let Ok(finished) = filling.finished()
    {
        let form = filling.form();
        let day = answered(filling, record_page::DAY);
        let recorded = Recorded {
            service: service.clone(),
            form: KeptForm::of(form, &finished.answers)?,
            day: if day.is_empty() { shanghai::today().to_string() } else { day },
            counts: counts_as(filling),
            photos: resting,
        };
        let asked_step = AskedStep {
            id: command,
            call: &id,
            basis,
            doing: Doing::Record(Box::new(recorded)),
            said: Said { to: service.clone(), ..Said::default() },
        };
        match help.step(staff, &asked_step).await? {
            Ok(()) => return Ok(done()),
            Err(Refusal::NotFound) => return Err(Broke::NOT_FOUND),
            Err(_) => not_now = true,
        }
    }
    let recording = Recording {
        staff: staff.clone(),
        call: id,
        county: found.county.clone(),
        // Whoever was overtaken has read so, and sends it again on what stands now, as another command.
        basis: if not_now { found.version } else { basis },
        command: if not_now { CommandId::fresh() } else { command }.to_string(),
        photos: photos.to_string(),
        photo_faults,
        day_from,
        definition: record_definition(help, &service, filled.as_ref().map(|it| it.form().version)).await?,
        draft: record_key(help, staff, &service, &found),
        service,
        caller: help.caller(&found).await?,
        filling: filled,
        posted: Some(posted),
        not_now,
        changed,
    };
    let page = record_page::page(&asked.context, recording);
    Ok(inside(&state.accounts, &signed_in, asked, page))
}

async fn figures(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Query(period): Query<Period>,
) -> Answered {
    let (reader, today) = (signed_in.staff(), shanghai::today());
    let (from, to) = period.days(today);
    let material = state.help.figures(reader, from, to).await?.ok_or(Broke::NOT_FOUND)?;
    let page = figures_page::page(&asked.context, reader.clone(), material, from, to, today);
    Ok(inside(&state.accounts, &signed_in, asked, page))
}
