//! The public addresses of calls for help: one page after the other, the ticket, and what became of it.

use std::time::Duration;

use app::{
    forms::{
        evaluate::At,
        fields::{DraftKey, Posted},
        model::Definition,
    },
    help::{
        ask_page::{self, Asking, CHECK, FROM_CHECK, NotSent, PAGE, PLAIN},
        model::{Face, Said, State as CallState, Step, WORDS_CHARS_MAX, last_four},
        service_page,
        start_page::{self, GoesOn, Start},
        status_page::{self, CodeFault, StatusForm, Ticket, Told},
        ticket_page, visits,
        walk::{Ask, Begun, Walk},
        words,
    },
    ids::{CommandId, PhotoId, TurnId},
    language::Language,
    photos::model::PhotoFault,
    tickets::TicketCode,
    ui::{ELSEWHERE, on_the_way},
};
use axum::{
    Form, Router,
    extract::{Path, Query, Request, State},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use serde::Deserialize;

use super::{
    Coming, Help, Kept, Sent,
    queries::HelpCall,
    steps::{caller_may_reopen, happened},
};
use crate::{
    accounts::{AccountsState, From, private},
    database::now_ms,
    error::StoreError,
    pages::{Asked, Sources},
    parts::{Part, Parts},
    problem::{Answered, Broke},
    shanghai,
};

/// Every address, without the language.
pub fn routes() -> Router<AccountsState> {
    Router::new()
        .route("/help", get(show).post(begin))
        .route("/help/forget", post(forget))
        .route("/help/leave", post(leave))
        .route("/help/service", get(show_services).post(choose))
        .route("/help/check", get(check).post(send))
        .route("/help/ticket.txt", post(ticket_file))
        .route("/help/status", get(ask_code).post(status))
        .route("/help/{page}", get(ask).post(answer))
        .route("/field/help-form", get(form_for_tablet))
}

/// The form of a walk-in, for tablets that fill it in without a network. It asks what `/help` asks everybody.
async fn form_for_tablet(State(state): State<AccountsState>, asked: Asked) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    ];
    (headers, state.help.form_for_tablet(asked.context.language())).into_response()
}

/// Names of the cookie that opens what was begun, under https and without.
const SECURE_COOKIE: &str = "__Host-help";
const PLAIN_COOKIE: &str = "help";

/// How long whoever tries one code after the other waits for each answer ([`CodeFault::Slowly`]).
const SLOWED: Duration = Duration::from_secs(2);

/// For how long a browser keeps it: as long as the server keeps what it opens.
const COOKIE_SECONDS: u32 = 24 * 60 * 60;

fn cookie_name(sources: &Sources) -> &'static str {
    if sources.over_https() { SECURE_COOKIE } else { PLAIN_COOKIE }
}

/// The token in a request's cookie.
fn token(headers: &HeaderMap, sources: &Sources) -> Option<String> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    lines
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == cookie_name(sources))
        .map(|(_, value)| value.to_owned())
}

/// An answer that sets the cookie; that takes it away, for an empty token.
fn with_cookie(mut response: Response, token: &str, sources: &Sources) -> Response {
    let (name, secure) = (cookie_name(sources), if sources.over_https() { "; Secure" } else { "" });
    let age = if token.is_empty() { 0 } else { COOKIE_SECONDS };
    let text = format!("{name}={token}; Path=/{secure}; HttpOnly; SameSite=Lax; Max-Age={age}");
    if let Ok(cookie) = HeaderValue::from_str(&text) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

fn to(l: Language, address: &str) -> Response {
    Redirect::to(&l.address(address)).into_response()
}

/// Back to the beginning: there is nothing to go on with.
fn over(l: Language) -> Response {
    to(l, &format!("{}?over=1", start_page::ADDRESS))
}

/// What somebody typed on a page that belongs to nothing any more, so that it is not gone; nothing where they typed nothing.
fn lost(asked: Asked, answers: &Answers) -> Option<Response> {
    // The words of a choice are plain; so is a number, which is quickly typed again.
    let is_written = |text: &str| !text.is_ascii() || text.contains(' ');
    let typed =
        answers.pairs.iter().filter(|(name, text)| !name.starts_with("help.") && is_written(text.trim()));
    let typed: Vec<_> = typed.map(|(_, text)| text.trim().to_owned()).collect();
    (!typed.is_empty()).then(|| {
        let page = start_page::lost_page(&asked.context, typed);
        private(asked, page)
    })
}

/// What an address says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asks {
    service: String,
    station: String,
    forgotten: String,
    over: String,
    check: String,
}

/// What this browser has begun and not sent.
async fn begun(
    help: &Help,
    headers: &HeaderMap,
    sources: &Sources,
) -> Result<Option<(String, Begun)>, StoreError> {
    let Some(token) = token(headers, sources) else { return Ok(None) };
    Ok(help.begun(&token).await?.map(|begun| (token, begun)))
}

async fn show(
    State(state): State<AccountsState>,
    asked: Asked,
    headers: HeaderMap,
    Query(asks): Query<Asks>,
) -> Answered {
    let help = &state.help;
    let goes_on = match begun(help, &headers, &state.sources).await? {
        // Also where no page was sent yet: what was typed into the first may lie on the device.
        Some((token, begun)) if begun.sent.is_none() && begun.service.is_some() => {
            let walk = help.walk(&begun).await?;
            let address = walk.goes_on(&begun).map_or_else(|| CHECK.to_owned(), ask_page::address);
            let drafts = walk.pages().into_iter().zip(1..);
            let drafts = drafts.map(|(ask, number)| (draft_of(help, &token, &begun, &walk.key(ask)), number));
            Some(GoesOn { address, drafts: drafts.collect() })
        }
        _ => None,
    };
    let service = if help.is_service(&asks.service) { asks.service } else { String::new() };
    let station = if help.is_station(&asks.station) { asks.station } else { String::new() };
    let start = Start {
        service,
        station,
        terms: help.terms(),
        goes_on,
        forgotten: !asks.forgotten.is_empty(),
        over: !asks.over.is_empty(),
    };
    let page = start_page::page(&asked.context, start);
    Ok(asked.answer(page))
}

/// What the first form sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ServiceForm {
    service: String,
    station: String,
}

async fn begin(
    State(state): State<AccountsState>,
    asked: Asked,
    from: From,
    Form(form): Form<ServiceForm>,
) -> Answered {
    let l = asked.context.language();
    let now = now_ms();
    if state.help.count(from.address, "begun", now).await? > super::coming::FROM_NETWORK_MAX {
        return Ok(busy(&state.help, asked, form, now));
    }
    let service = Some(form.service.as_str()).filter(|code| state.help.is_service(code));
    let token = state.help.begin(service).await?;
    state.help.begins_near(&token, &form.station).await?;
    let page = if service.is_some() { ask_page::address(1) } else { service_page::ADDRESS.to_owned() };
    Ok(with_cookie(to(l, &page), &token, &state.sources))
}

/// Tells when this network may begin calls again: it is counted by the hour of the clock.
fn busy(help: &Help, asked: Asked, form: ServiceForm, now: i64) -> Response {
    let waits_ms = super::HOUR_MS - now % super::HOUR_MS;
    let again = shanghai::moment(now + waits_ms);
    let again = format!("{:02}:{:02}", again.hour(), again.minute());
    let service = if help.is_service(&form.service) { form.service } else { String::new() };
    let station = if help.is_station(&form.station) { form.station } else { String::new() };
    let page = start_page::busy_page(&asked.context, service, station, again);
    let mut response = private(asked, page);
    let seconds = HeaderValue::from(waits_ms / 1000 + 1);
    response.headers_mut().insert(header::RETRY_AFTER, seconds);
    response
}

async fn forget(State(state): State<AccountsState>, asked: Asked, headers: HeaderMap) -> Answered {
    if let Some(token) = token(&headers, &state.sources) {
        state.help.forget(&token).await?;
    }
    let address = format!("{}?forgotten=1", start_page::ADDRESS);
    Ok(with_cookie(to(asked.context.language(), &address), "", &state.sources))
}

/// Forgets what was begun and which ticket was shown, and leads elsewhere.
///
/// By a refresh: a page's policy says where its forms may go, and that holds for where their answers lead, too.
async fn leave(State(state): State<AccountsState>, asked: Asked, headers: HeaderMap) -> Answered {
    if let Some(token) = token(&headers, &state.sources) {
        state.help.forget(&token).await?;
    }
    let elsewhere = format!("0; url={ELSEWHERE}");
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::REFRESH, elsewhere.as_str()),
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
    ];
    let response = (headers, on_the_way(asked.context.language())).into_response();
    Ok(with_cookie(response, "", &state.sources))
}

async fn show_services(State(state): State<AccountsState>, asked: Asked, headers: HeaderMap) -> Answered {
    let Some((_, begun)) = begun(&state.help, &headers, &state.sources).await? else {
        return Ok(over(asked.context.language()));
    };
    let chosen = begun.service.map(|code| match code.is_empty() {
        true => service_page::OTHER.to_owned(),
        false => code,
    });
    let page = service_page::page(&asked.context, chosen, false);
    Ok(private(asked, page))
}

async fn choose(
    State(state): State<AccountsState>,
    asked: Asked,
    headers: HeaderMap,
    Form(form): Form<ServiceForm>,
) -> Answered {
    let l = asked.context.language();
    let Some((token, _)) = begun(&state.help, &headers, &state.sources).await? else { return Ok(over(l)) };
    let service = if form.service == service_page::OTHER { "" } else { &form.service };
    if form.service.is_empty() || !state.help.choose(&token, service).await? {
        let page = service_page::page(&asked.context, None, true);
        return Ok(private(asked, page));
    }
    // Whoever only looked again goes on where they were.
    let next = match state.help.begun(&token).await? {
        Some(begun) if !begun.posted.is_empty() => {
            let walk = state.help.walk(&begun).await?;
            walk.goes_on(&begun).map_or_else(|| CHECK.to_owned(), ask_page::address)
        }
        _ => ask_page::address(1),
    };
    Ok(to(l, &next))
}

/// The page of this number, as the answers stand.
fn page_of(walk: &Walk, number: &str) -> Option<(usize, Ask)> {
    let number = number.parse::<usize>().ok().filter(|number| *number > 0)?;
    walk.pages().get(number - 1).map(|ask| (number, *ask))
}

async fn ask(
    State(state): State<AccountsState>,
    asked: Asked,
    headers: HeaderMap,
    Path(number): Path<String>,
    Query(asks): Query<Asks>,
) -> Answered {
    let l = asked.context.language();
    if number.parse::<usize>().is_err() {
        return Err(Broke::NOT_FOUND);
    }
    let Some((token, begun)) = begun(&state.help, &headers, &state.sources).await? else {
        return Ok(over(l));
    };
    if begun.sent.is_some() {
        return Ok(to(l, CHECK));
    }
    if begun.service.is_none() {
        return Ok(to(l, service_page::ADDRESS));
    }
    let walk = state.help.walk(&begun).await?;
    let Some((number, ask)) = page_of(&walk, &number) else { return Ok(to(l, CHECK)) };
    // What was refused stands there again, and why, also for whoever comes back to it.
    let posted = begun.posted.get(&walk.key(ask)).cloned().map(Posted::read);
    let refused = posted.filter(|_| !walk.faults(ask).is_empty());
    let (definition, draft) = live(&state.help, &token, &begun, &walk, ask).await?;
    let asking = Asking {
        definition,
        draft,
        walk,
        service: begun.service,
        number,
        from_check: !asks.check.is_empty(),
        posted: refused,
        told: true,
        photos: begun.photos,
        photo_fault: None,
        too_much: false,
    };
    let page = ask_page::page(&asked.context, ask, asking);
    Ok(private(asked, page))
}

/// What makes a page instant: the definition of its form, and the key for what is typed on the device. Whoever has the
/// cookie gets that key again, and nobody after the day that the cookie lasts.
async fn live(
    help: &Help,
    token: &str,
    begun: &Begun,
    walk: &Walk,
    ask: Ask,
) -> Result<(Option<Definition>, Option<DraftKey>), StoreError> {
    let draft = draft_of(help, token, begun, &walk.key(ask));
    Ok((help.definition(begun, ask.part).await?, Some(draft)))
}

/// How the drafts of those begin who have no account: by it `public/quick-exit.js` leaves alone what somebody of the staff
/// or a volunteer has typed on the same device. It says no more than that.
const OPEN_DRAFT: &str = "open-";

/// What a device may hold of the page with this key.
fn draft_of(help: &Help, token: &str, begun: &Begun, key: &str) -> DraftKey {
    let basis = begun.posted.get(key).map_or(0, |pairs| pairs.iter().map(|(_, text)| text.len() + 1).sum());
    let draft = help.draft_key(token, key, begun.service.as_deref().unwrap_or_default(), basis.to_string());
    DraftKey { id: format!("{OPEN_DRAFT}{}", draft.id), ..draft }
}

/// What a page sent: its answers, and a photo where it asks for one.
struct Answers {
    pairs: Vec<(String, String)>,
    file: Result<Option<Vec<u8>>, PhotoFault>,
}

impl Answers {
    fn get(&self, name: &str) -> &str {
        self.pairs.iter().find(|(it, _)| it == name).map(|(_, text)| text.as_str()).unwrap_or_default()
    }
}

async fn answers_of(help: &Help, request: Request) -> Result<Answers, Response> {
    let mut parts = Parts::of(request, help.photos.bytes_max).await?;
    let (mut pairs, mut file) = (Vec::new(), Ok(None));
    while let Some(part) = parts.next().await? {
        match part {
            Part::Answer(name, text) => pairs.push((name, text)),
            Part::File(_, None) => file = Err(help.photo_too_large()),
            Part::File(_, Some(bytes)) if bytes.is_empty() => {}
            Part::File(_, Some(bytes)) => file = Ok(Some(bytes)),
        }
    }
    Ok(Answers { pairs, file })
}

async fn answer(
    State(state): State<AccountsState>,
    asked: Asked,
    headers: HeaderMap,
    Path(number): Path<String>,
    request: Request,
) -> Answered {
    let (l, help) = (asked.context.language(), &state.help);
    if number.parse::<usize>().is_err() {
        return Err(Broke::NOT_FOUND);
    }
    let answers = match answers_of(help, request).await {
        Ok(answers) => answers,
        Err(response) => return Ok(response),
    };
    let Some((token, begun)) = begun(help, &headers, &state.sources).await? else {
        return Ok(lost(asked, &answers).unwrap_or_else(|| over(l)));
    };
    if begun.sent.is_some() {
        return Ok(to(l, CHECK));
    }
    // The page is known by its key: others may have come before it since it was shown.
    let key = answers.get(PAGE).to_owned();
    let before = help.walk(&begun).await?;
    let Some(ask) = before.pages().into_iter().find(|ask| before.key(*ask) == key) else {
        return Ok(lost(asked, &answers).unwrap_or_else(|| to(l, &ask_page::address(1))));
    };
    let (button, from_check) = (answers.get("act").to_owned(), !answers.get(FROM_CHECK).is_empty());
    let is_photos = before.asks_photos(ask);
    let plain = !answers.get(PLAIN).is_empty();
    let mut photo_fault = None;
    let mut fits = true;
    if is_photos {
        if let Some(id) = button.strip_prefix("drop.").and_then(|id| id.parse::<PhotoId>().ok()) {
            help.drop_photo(&token, id).await?;
        }
        match answers.file {
            Err(fault) => photo_fault = Some(fault),
            Ok(Some(file)) => {
                photo_fault = help.keep_photo(&token, file, before.photos_max()).await?.err();
            }
            Ok(None) if button == "add" => photo_fault = Some(PhotoFault::Nothing),
            Ok(None) => {}
        }
    } else {
        let own = |name: &str| name.starts_with("help.") || name == "act";
        let pairs = answers.pairs.iter().filter(|(name, _)| !own(name)).cloned().collect();
        fits = help.keep_page(&token, &key, pairs).await?;
    }
    let Some(begun) = help.begun(&token).await? else { return Ok(over(l)) };
    let mut walk = help.walk(&begun).await?;
    let number = walk.number(&key);
    // Without scripts, what an answer shows on the same page is shown now, before the next page.
    let more = |at: &At| !before.shown(ask).contains(at);
    let follows = plain && walk.shown(ask).iter().any(more);
    let stays = !button.is_empty() || photo_fault.is_some() || !fits || follows;
    let Some(number) = number else { return Ok(to(l, CHECK)) };
    if !stays && walk.faults(ask).is_empty() {
        let last = number >= walk.pages().len();
        let next = if last || from_check { CHECK.to_owned() } else { ask_page::address(number + 1) };
        return Ok(to(l, &next));
    }
    if !is_photos && !button.is_empty() {
        walk.press(ask.part, &button, TurnId::fresh);
    }
    // What is just shown is not wrong yet.
    let told = !follows || !before.faults(ask).is_empty();
    let posted = Posted::read(answers.pairs);
    let (definition, draft) = live(help, &token, &begun, &walk, ask).await?;
    let asking = Asking {
        definition,
        draft,
        walk,
        service: begun.service,
        number,
        from_check,
        posted: (!is_photos).then_some(posted),
        told,
        photos: begun.photos,
        photo_fault,
        too_much: !fits,
    };
    let page = ask_page::page(&asked.context, ask, asking);
    Ok(private(asked, page))
}

async fn check(State(state): State<AccountsState>, asked: Asked, headers: HeaderMap) -> Answered {
    let l = asked.context.language();
    let Some((token, begun)) = begun(&state.help, &headers, &state.sources).await? else {
        return Ok(over(l));
    };
    if begun.sent.is_some() {
        return sent(&state, asked, &token, &Coming::default(), begun).await;
    }
    if begun.service.is_none() {
        return Ok(to(l, service_page::ADDRESS));
    }
    let walk = state.help.walk(&begun).await?;
    if let Some(page) = walk.goes_on(&begun) {
        return Ok(to(l, &ask_page::address(page)));
    }
    let page = ask_page::check_page(&asked.context, walk, begun.service, begun.photos.len(), None);
    Ok(private(asked, page))
}

/// What the last form sends, by the names of [`ask_page::UNSEEN`].
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct SendForm {
    website: String,
}

async fn send(
    State(state): State<AccountsState>,
    asked: Asked,
    from: From,
    headers: HeaderMap,
    Form(form): Form<SendForm>,
) -> Answered {
    let l = asked.context.language();
    let Some((token, begun)) = begun(&state.help, &headers, &state.sources).await? else {
        return Ok(over(l));
    };
    let coming = Coming { unseen: form.website, network: from.address };
    sent(&state, asked, &token, &coming, begun).await
}

async fn sent(state: &AccountsState, asked: Asked, token: &str, coming: &Coming, begun: Begun) -> Answered {
    let l = asked.context.language();
    let not_sent = match state.help.send(token, l, coming).await? {
        None => return Ok(over(l)),
        Some(Sent::Kept { code, promise, receipt }) => {
            let ticket = ticket_page::Ticket {
                code,
                promise,
                receipt,
                drafts: drafts_of(&state.help, token, &begun).await?,
                service: begun.service,
            };
            let page = ticket_page::page(&asked.context, ticket);
            return Ok(private(asked, page));
        }
        Some(Sent::Unfinished(page)) => NotSent::Unfinished(page),
        Some(Sent::OtherCommand) => NotSent::Again,
        Some(Sent::TooMany) => NotSent::TooMany,
    };
    let walk = state.help.walk(&begun).await?;
    let page = ask_page::check_page(&asked.context, walk, begun.service, begun.photos.len(), Some(not_sent));
    Ok(private(asked, page))
}

/// What a browser may hold of what was sent, page by page.
async fn drafts_of(help: &Help, token: &str, begun: &Begun) -> Result<Vec<String>, StoreError> {
    let draft = |key: String| draft_of(help, token, begun, &key).id;
    Ok(help.walk(begun).await?.keys().map(draft).collect())
}

async fn ticket_file(State(state): State<AccountsState>, asked: Asked, headers: HeaderMap) -> Answered {
    let l = asked.context.language();
    let Some((token, begun)) = begun(&state.help, &headers, &state.sources).await? else {
        return Ok(over(l));
    };
    if begun.sent.is_none() {
        return Ok(to(l, CHECK));
    }
    let sent = state.help.send(&token, l, &Coming::default()).await?;
    let Some(Sent::Kept { code, promise, receipt }) = sent else { return Ok(over(l)) };
    let service = begun.service;
    let ticket = ticket_page::Ticket { code, promise, receipt, service, drafts: Vec::new() };
    let text = ticket_page::file(&asked.context, &ticket);
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"ticket.txt\"")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, text).into_response())
}

async fn ask_code(asked: Asked) -> impl IntoResponse {
    let page = status_page::page(&asked.context, StatusForm::default(), None);
    asked.answer(page)
}

async fn status(
    State(state): State<AccountsState>,
    asked: Asked,
    from: From,
    Form(form): Form<StatusForm>,
) -> Answered {
    let (l, help) = (asked.context.language(), &state.help);
    let digits = last_four(&form.phone);
    let found = match TicketCode::parse(&form.code) {
        None => Err(CodeFault::Mistyped),
        Some(_) if digits.len() != 4 => Err(CodeFault::NoDigits),
        Some(code) => help.ticket(&code, &digits, from.address).await?,
    };
    let (found, kept) = match found {
        Ok(found) => found,
        Err(fault) => {
            let fault = match fault {
                CodeFault::Slowly => {
                    tokio::time::sleep(SLOWED).await;
                    CodeFault::Unknown
                }
                fault => fault,
            };
            let page = status_page::page(&asked.context, form, Some(fault));
            return Ok(private(asked, page));
        }
    };
    let step = Step::from_word(&form.act).filter(|step| step.is_the_callers());
    let Some(step) = step else {
        let ticket = ticket_of(l, help, &form, &found, &kept).await?;
        let page = status_page::ticket(&asked.context, ticket);
        return Ok(private(asked, page));
    };
    let said = form.words.trim().replace("\r\n", "\n");
    let long = said.chars().count() > WORDS_CHARS_MAX;
    let fault = match step {
        _ if long => Some(words::too_long(l)),
        Step::Rate if Face::from_word(&form.face).is_none() => Some(words::no_face(l)),
        Step::Rate => None,
        _ if said.is_empty() => Some(words::nothing_said(l)),
        _ => None,
    };
    if let Some(fault) = fault {
        let mut ticket = ticket_of(l, help, &form, &found, &kept).await?;
        ticket.again = Some((step, form.words, fault));
        let page = status_page::ticket(&asked.context, ticket);
        return Ok(private(asked, page));
    }
    let to = if step == Step::Rate { form.face.clone() } else { String::new() };
    let said = Said { words: said, to, ..Said::default() };
    let id = form.command.parse().unwrap_or_else(|_| CommandId::fresh());
    let done = help.by_caller(id, &found, step, &said).await?;
    let found = super::queries::by_id(help.database(), &found.id).await?.unwrap_or(found);
    let mut ticket = ticket_of(l, help, &form, &found, &kept).await?;
    ticket.done = done.is_ok().then_some(step);
    ticket.too_late = done.is_err();
    let page = status_page::ticket(&asked.context, ticket);
    Ok(private(asked, page))
}

async fn ticket_of(
    l: Language,
    help: &Help,
    form: &StatusForm,
    found: &HelpCall,
    kept: &Kept,
) -> Result<Ticket, StoreError> {
    let mut steps = help.steps(found).await?;
    // What was taken back did not happen.
    let retracted: Vec<_> = (1..steps.len()).filter(|at| steps[*at].0.step == Step::Retract).collect();
    for at in retracted.into_iter().rev() {
        steps.remove(at - 1);
    }
    let today = shanghai::today();
    let arranged = visits::arranged(&happened(&steps), today);
    let main = help.main_of(found).await?;
    // Where it goes on in another call, whoever comes was arranged there; where others may read along, that says nothing.
    let holds = match &main {
        Some(main) if words::is_sensitive(Some(&main.service), &help.directory.get()) => None,
        Some(main) => visits::holding(&happened(&help.steps(main).await?), today),
        None => arranged.iter().flatten().rfind(|visit| visit.holds()).copied(),
    };
    let day = |at_ms: i64| words::day_of(l, shanghai::moment(at_ms).date(), today);
    let steps = steps.into_iter().zip(arranged);
    let seen = steps.filter(|((taken, _), _)| taken.step.is_seen_by_the_caller());
    let told = seen.map(|((taken, said), visit)| Told {
        what: match visit {
            Some(visit) => words::visit(l, visit, today),
            None => words::told(l, taken.step, taken.by.is_some(), &said),
        },
        day: day(taken.at_ms),
        words: words::told_words(taken.step, said),
        past: visit.is_some_and(|visit| !visit.holds()),
    });
    Ok(Ticket {
        code: form.code.clone(),
        phone: help.digits(found, kept),
        state: found.state,
        closed_with_another: main.as_ref().is_some_and(|main| main.state == CallState::Closed),
        received: day(found.received_at_ms),
        promise: main.as_ref().unwrap_or(found).promise(),
        late: found.state.waits_for_contact() && today > found.contact_by,
        visit: holds.map(|visit| words::visit(l, visit, today)),
        told: told.collect(),
        face: found.face,
        service: found.service.clone(),
        may_reopen: caller_may_reopen(found, now_ms()),
        done: None,
        too_late: false,
        again: None,
    })
}
