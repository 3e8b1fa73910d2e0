//! The addresses of accounts: from a request to what is done and the page that answers.

use app::{
    access::{Action, Role},
    accounts::{
        code_page::{self, CodeFault, CodeForm},
        model::{Assignment, SignInName, parse_name},
        office_page, passwords, second_factor_page,
        sessions_page::{self, EndForm},
        sign_in_page::{self, SignInFault, SignInForm},
        staff_page::{self, Colleague, InviteFault, InviteForm, StaffForm, StaffList},
        start_page::{self, Invited, StartForm},
    },
    error::AppError,
    ids::CommandId,
    journal::model::Refusal,
    language::Language,
    shell::Page,
};
use axum::{
    Form, Router,
    extract::{ConnectInfo, FromRef, FromRequestParts, Query, State},
    http::{HeaderValue, header, request::Parts},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use serde::Deserialize;

use super::{
    Accounts, Attempt, Newcomer, Step,
    session::{Coming, SignedIn, cookie, token},
};
use crate::{
    error::StoreError,
    limits::reader_address_of,
    messages::Messages,
    pages::{Asked, Sources},
    problem,
    reminders::Reminders,
    shanghai,
};

/// What these pages are made from.
#[derive(Clone, FromRef)]
pub struct AccountsState {
    /// The accounts.
    pub accounts: Accounts,
    /// What is said to people.
    pub messages: Messages,
    /// Who wants to be reminded.
    pub reminders: Reminders,
    /// The site.
    pub sources: Sources,
}

/// Every address, without the language.
pub fn routes() -> Router<AccountsState> {
    Router::new()
        .route("/sign-in", get(show_sign_in).post(sign_in))
        .route("/sign-in/code", get(show_code).post(give_code))
        .route("/sign-out", post(sign_out))
        .route("/start", get(show_start).post(start))
        .route("/account/second-factor", get(show_second_factor).post(confirm_second_factor))
        .route("/office", get(office))
        .route("/office/sessions", get(sessions).post(end_session))
        .route("/office/staff", get(staff).post(invite))
        .route("/office/staff/change", post(change_staff))
}

/// Who asks from where: the address and what the browser calls itself.
pub(crate) struct From {
    pub(crate) address: Option<std::net::IpAddr>,
    pub(crate) device: String,
}

impl<S: Send + Sync> FromRequestParts<S> for From
where
    Sources: FromRef<S>,
{
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        let sources = Sources::from_ref(state);
        let peer = parts.extensions.get::<ConnectInfo<std::net::SocketAddr>>().map(|peer| peer.0.ip());
        let address = peer.map(|peer| reader_address_of(peer, &parts.headers, &sources.trusted_proxies));
        let agent = parts.headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok());
        Ok(Self { address, device: device(agent.unwrap_or_default()) })
    }
}

/// What somebody knows their device by: browser and system, as far as they can be told.
fn device(agent: &str) -> String {
    let first = |names: &[(&str, &'static str)]| {
        names.iter().find(|(sign, _)| agent.contains(sign)).map(|(_, name)| *name)
    };
    let browser = first(&[
        ("MicroMessenger", "WeChat"),
        ("Edg/", "Edge"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = first(&[
        ("HarmonyOS", "HarmonyOS"),
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ]);
    [browser, system].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// A page that nobody may keep.
pub(crate) fn private(asked: Asked, page: Page) -> Response {
    let mut response = asked.answer(page);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

pub(crate) fn broke(error: StoreError) -> Response {
    problem::answer(&AppError::from(error))
}

/// To a page in the same language, with a cookie if there is one to set.
fn to(language: Language, address: &str, cookie: Option<HeaderValue>) -> Response {
    let mut response = Redirect::to(&language.address(address)).into_response();
    if let Some(cookie) = cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

fn next(step: Step) -> &'static str {
    match step {
        Step::Enrol => second_factor_page::ADDRESS,
        Step::Code => code_page::ADDRESS,
        Step::In => office_page::ADDRESS,
    }
}

async fn show_sign_in(asked: Asked) -> Response {
    let page = sign_in_page::page(&asked.context, String::new(), None);
    private(asked, page)
}

async fn sign_in(
    State(state): State<AccountsState>,
    asked: Asked,
    from: From,
    Form(form): Form<SignInForm>,
) -> Response {
    let again = |asked: Asked, fault| {
        let page = sign_in_page::page(&asked.context, form.name.clone(), Some(fault));
        private(asked, page)
    };
    let name = match SignInName::parse(&form.name) {
        Ok(name) => name,
        Err(app::accounts::model::Fault::Empty) => return again(asked, SignInFault::NoName),
        // No account has such a name.
        Err(_) => return again(asked, SignInFault::Wrong),
    };
    if form.password.is_empty() {
        return again(asked, SignInFault::NoPassword);
    }
    let password = form.password.chars().take(passwords::CHARS_MAX + 1).collect();
    match state.accounts.sign_in(&name, password, from.address, &from.device).await {
        Ok(Attempt::Passed(token, step)) => {
            to(asked.context.language(), next(step), cookie(&token, state.sources.over_https()))
        }
        Ok(Attempt::Wrong) => again(asked, SignInFault::Wrong),
        Ok(Attempt::Wait(seconds)) => again(asked, SignInFault::Wait(seconds)),
        Err(error) => broke(error),
    }
}

async fn show_code(Coming(session): Coming, asked: Asked) -> Response {
    if session.step != Step::Code {
        return to(asked.context.language(), next(session.step), None);
    }
    let page = code_page::page(&asked.context, None);
    private(asked, page)
}

async fn give_code(
    State(state): State<AccountsState>,
    Coming(session): Coming,
    asked: Asked,
    from: From,
    Form(form): Form<CodeForm>,
) -> Response {
    if session.step != Step::Code {
        return to(asked.context.language(), next(session.step), None);
    }
    let fault = match state.accounts.give_code(&session, &form.code, from.address, &from.device).await {
        Ok(Attempt::Passed(token, step)) => {
            return to(asked.context.language(), next(step), cookie(&token, state.sources.over_https()));
        }
        Ok(Attempt::Wrong) => CodeFault::Wrong,
        Ok(Attempt::Wait(seconds)) => CodeFault::Wait(seconds),
        Err(error) => return broke(error),
    };
    let page = code_page::page(&asked.context, Some(fault));
    private(asked, page)
}

async fn sign_out(State(state): State<AccountsState>, parts: Parts) -> Response {
    let over_https = state.sources.over_https();
    let uri = parts.extensions.get::<axum::extract::OriginalUri>().map_or(&parts.uri, |original| &original.0);
    let (language, _) = Language::of_path(uri.path());
    if let Some(token) = token(&parts.headers, over_https) {
        let ended = match state.accounts.session(&token).await {
            Ok(Some(session)) => {
                state.accounts.end_session(&session.account.staff, &session.row.name).await.map(drop)
            }
            other => other.map(drop),
        };
        if let Err(error) = ended {
            return broke(error);
        }
    }
    to(language, "/", cookie("", over_https))
}

/// What stands in the address of a link.
#[derive(Debug, Default, Deserialize)]
struct Key {
    #[serde(default)]
    key: String,
}

async fn show_start(
    State(state): State<AccountsState>,
    asked: Asked,
    Query(Key { key }): Query<Key>,
) -> Response {
    show_start_again(&state, asked, key, None).await
}

async fn show_start_again(
    state: &AccountsState,
    asked: Asked,
    key: String,
    fault: Option<passwords::PasswordFault>,
) -> Response {
    let page = match state.accounts.invited(&key).await {
        Err(error) => return broke(error),
        Ok(None) => start_page::gone(&asked.context),
        Ok(Some(staff)) => {
            let invited = Invited {
                key,
                with_second_factor: staff.needs_second_factor() || staff.has_second_factor,
                name: staff.name,
                sign_in_name: staff.sign_in_name.as_str().to_owned(),
            };
            start_page::page(&asked.context, invited, fault)
        }
    };
    private(asked, page)
}

async fn start(
    State(state): State<AccountsState>,
    asked: Asked,
    from: From,
    Form(form): Form<StartForm>,
) -> Response {
    let staff = match state.accounts.invited(&form.key).await {
        Err(error) => return broke(error),
        Ok(None) => return show_start_again(&state, asked, form.key, None).await,
        Ok(Some(staff)) => staff,
    };
    let second = staff.needs_second_factor() || staff.has_second_factor;
    let judged = passwords::judge(&form.password, &form.again, staff.sign_in_name.as_str(), second);
    if let Err(fault) = judged {
        return show_start_again(&state, asked, form.key, Some(fault)).await;
    }
    match state.accounts.start(&form.key, form.password, &from.device).await {
        Err(error) => broke(error),
        Ok(Ok(Attempt::Passed(token, step))) => {
            to(asked.context.language(), next(step), cookie(&token, state.sources.over_https()))
        }
        Ok(_) => show_start_again(&state, asked, form.key, None).await,
    }
}

async fn show_second_factor(
    State(state): State<AccountsState>,
    Coming(session): Coming,
    asked: Asked,
) -> Response {
    if session.step != Step::Enrol {
        return to(asked.context.language(), next(session.step), None);
    }
    second_factor_again(&state, &session, asked, false).await
}

async fn second_factor_again(
    state: &AccountsState,
    session: &super::Session,
    asked: Asked,
    wrong: bool,
) -> Response {
    match state.accounts.begin_second_factor(&session.account.staff).await {
        Err(error) => broke(error),
        Ok((address, key)) => {
            let page = second_factor_page::page(&asked.context, address, key, wrong);
            private(asked, page)
        }
    }
}

async fn confirm_second_factor(
    State(state): State<AccountsState>,
    Coming(session): Coming,
    asked: Asked,
    from: From,
    Form(form): Form<CodeForm>,
) -> Response {
    if session.step != Step::Enrol {
        return to(asked.context.language(), next(session.step), None);
    }
    match state.accounts.confirm_second_factor(&session, &form.code, &from.device).await {
        Err(error) => broke(error),
        Ok(None) => second_factor_again(&state, &session, asked, true).await,
        Ok(Some((token, codes))) => {
            let page = second_factor_page::recovery_codes(&asked.context, codes);
            let mut response = private(asked, page);
            if let Some(cookie) = cookie(&token, state.sources.over_https()) {
                response.headers_mut().append(header::SET_COOKIE, cookie);
            }
            response
        }
    }
}

async fn office(State(state): State<AccountsState>, signed_in: SignedIn, asked: Asked) -> Response {
    let unread = match state.messages.unread(signed_in.staff().id).await {
        Ok(unread) => unread,
        Err(error) => return broke(error),
    };
    let page = office_page::page(&asked.context, signed_in.staff().clone(), unread);
    private(asked, page)
}

async fn sessions(State(state): State<AccountsState>, signed_in: SignedIn, asked: Asked) -> Response {
    let rows = match state.accounts.sessions(signed_in.staff()).await {
        Ok(rows) => rows,
        Err(error) => return broke(error),
    };
    let listed = rows
        .into_iter()
        .map(|row| sessions_page::SignedIn {
            here: row.token_hash == signed_in.0.row.token_hash,
            name: row.name,
            device: row.device,
            since: shanghai::minute(row.made_at_ms),
            seen: shanghai::minute(row.seen_at_ms),
        })
        .collect();
    let page = sessions_page::page(&asked.context, signed_in.staff().clone(), listed);
    private(asked, page)
}

async fn end_session(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Form(form): Form<EndForm>,
) -> Response {
    match state.accounts.end_session(signed_in.staff(), &form.session).await {
        Err(error) => broke(error),
        Ok(_) if form.session == signed_in.0.row.name => {
            to(asked.context.language(), "/", cookie("", state.sources.over_https()))
        }
        Ok(_) => to(asked.context.language(), sessions_page::ADDRESS, None),
    }
}

async fn staff(State(state): State<AccountsState>, signed_in: SignedIn, asked: Asked) -> Response {
    let form = InviteForm { command: CommandId::fresh().to_string(), ..InviteForm::default() };
    staff_list(&state, &signed_in, asked, form, Vec::new(), None).await
}

async fn staff_list(
    state: &AccountsState,
    signed_in: &SignedIn,
    asked: Asked,
    form: InviteForm,
    faults: Vec<InviteFault>,
    link: Option<String>,
) -> Response {
    let reader = signed_in.staff();
    let colleagues = match state.accounts.colleagues(reader).await {
        Ok(colleagues) => colleagues,
        Err(error) => return broke(error),
    };
    let colleagues = colleagues
        .into_iter()
        .map(|staff| Colleague {
            managed: state.accounts.may_manage(reader, &staff),
            let_back_in: state.accounts.may_let_back_in(reader, &staff),
            staff,
        })
        .collect();
    let list = StaffList {
        reader: reader.clone(),
        colleagues,
        units: state.accounts.units(reader, Action::ManageStaff),
        link,
        form,
        faults,
    };
    let page = staff_page::page(&asked.context, list);
    private(asked, page)
}

async fn invite(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Form(form): Form<InviteForm>,
) -> Response {
    let (name, sign_in_name) = (parse_name(&form.name), SignInName::parse(&form.sign_in_name));
    let place = Role::from_word(&form.role).zip(form.unit.parse().ok());
    let mut faults = Vec::new();
    faults.extend(name.as_ref().err().map(|fault| InviteFault::Name(*fault)));
    faults.extend(sign_in_name.as_ref().err().map(|fault| InviteFault::SignInName(*fault)));
    faults.extend(place.is_none().then_some(InviteFault::Role));
    let (Ok(name), Ok(sign_in_name), Some((role, unit)), Ok(id)) =
        (name, sign_in_name, place, form.command.parse())
    else {
        return staff_list(&state, &signed_in, asked, form, faults, None).await;
    };
    let newcomer = Newcomer { name, sign_in_name, assignment: Assignment { role, unit } };
    let staff = match state.accounts.invite(id, Some(signed_in.staff()), &newcomer).await {
        Err(error) => return broke(error),
        Ok(Ok(staff)) => staff,
        Ok(Err(refusal)) => {
            // What was refused is kept under its id; another try is another command.
            let form = InviteForm { command: CommandId::fresh().to_string(), ..form };
            let fault = match refusal {
                Refusal::Taken => InviteFault::Taken,
                Refusal::AgainstARule => InviteFault::Role,
                _ => return problem::answer(&AppError::NotFound),
            };
            return staff_list(&state, &signed_in, asked, form, vec![fault], None).await;
        }
    };
    show_link(&state, &signed_in, asked, CommandId::fresh(), (staff, 1)).await
}

async fn show_link(
    state: &AccountsState,
    signed_in: &SignedIn,
    asked: Asked,
    id: CommandId,
    (staff, basis): (app::ids::StaffId, i64),
) -> Response {
    match state.accounts.make_link(id, Some(signed_in.staff()), staff, basis).await {
        Err(error) => broke(error),
        Ok(Err(_)) => problem::answer(&AppError::NotFound),
        Ok(Ok(key)) => {
            let address = asked.context.language().address(start_page::ADDRESS);
            let link = format!("{}{address}?key={key}", state.sources.site.public_url);
            let form = InviteForm { command: CommandId::fresh().to_string(), ..InviteForm::default() };
            staff_list(state, signed_in, asked, form, Vec::new(), Some(link)).await
        }
    }
}

async fn change_staff(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Form(form): Form<StaffForm>,
) -> Response {
    let (Ok(id), Ok(staff), Ok(basis)) = (form.command.parse(), form.staff.parse(), form.basis.parse())
    else {
        return problem::answer(&AppError::NotFound);
    };
    match form.act.as_str() {
        "link" => show_link(&state, &signed_in, asked, id, (staff, basis)).await,
        "disable" => match state.accounts.disable(id, signed_in.staff(), staff, basis).await {
            Err(error) => broke(error),
            Ok(Err(_)) => problem::answer(&AppError::NotFound),
            Ok(Ok(())) => to(asked.context.language(), staff_page::ADDRESS, None),
        },
        "second_factor" => {
            match state.accounts.forget_second_factor(id, signed_in.staff(), staff, basis).await {
                Err(error) => broke(error),
                Ok(Err(_)) => problem::answer(&AppError::NotFound),
                Ok(Ok(())) => to(asked.context.language(), staff_page::ADDRESS, None),
            }
        }
        _ => problem::answer(&AppError::NotFound),
    }
}
