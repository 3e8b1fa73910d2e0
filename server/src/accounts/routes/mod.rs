//! The addresses of accounts: from a request to what is done and the page that answers.

mod entrance;
mod own;
mod person;
mod staff;

use app::{accounts, language::Language, shell::Page};
use axum::{
    Router,
    extract::{ConnectInfo, FromRef, FromRequestParts},
    http::{HeaderValue, header, request::Parts},
    middleware::from_fn_with_state,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};

use super::{
    Accounts,
    cookie::{SignedIn, token},
    kept,
};
use crate::{
    activities::Activities,
    agencies::Agencies,
    certificates::Certificates,
    complaints::Complaints,
    devices::Devices,
    forms::Forms,
    help::Help,
    limits::reader_address_of,
    matching::Matching,
    messages::Messages,
    pages::{Asked, Sources},
    photos::Photos,
    policies::Policies,
    premises::Premises,
    register::Register,
    reminders::Reminders,
    services::Services,
    sheets::Sheets,
    stations::Stations,
    volunteers::Volunteers,
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
    /// What people complain of.
    pub complaints: Complaints,
    /// Who asks for help.
    pub help: Help,
    /// Who volunteers.
    pub volunteers: Volunteers,
    /// What proves the hours of volunteers.
    pub certificates: Certificates,
    /// What stations hold with volunteers.
    pub activities: Activities,
    /// What stations need volunteers for.
    pub matching: Matching,
    /// The tablets.
    pub devices: Devices,
    /// The units, for whoever changes them.
    pub stations: Stations,
    /// The forms of the services.
    pub forms: Forms,
    /// The catalogue's versions, for whoever changes them.
    pub services: Services,
    /// The guides, for whoever writes them.
    pub policies: Policies,
    /// Who is employed in them.
    pub register: Register,
    /// Who works with them.
    pub agencies: Agencies,
    /// Imports and exports.
    pub sheets: Sheets,
    /// What they have and lack.
    pub premises: Premises,
    /// Photos that belong to records.
    pub photos: Photos,
    /// The site.
    pub sources: Sources,
}

/// Every address, without the language.
pub fn routes() -> Router<AccountsState> {
    Router::new()
        .route("/sign-in", get(entrance::show_sign_in).post(entrance::sign_in))
        .route("/sign-in/code", get(entrance::show_code).post(entrance::give_code))
        .route("/sign-in/forgotten", get(entrance::show_forgotten).post(entrance::ask_back))
        .route("/sign-out", post(entrance::sign_out))
        .route("/start", get(entrance::show_start).post(entrance::start))
        .route("/account/second-factor", get(own::show_second_factor).post(own::confirm_second_factor))
        .route("/office", get(own::office))
        .route("/office/still-here", post(own::still_here))
        .route("/office/account", get(own::account).post(own::change_password))
        .route("/office/account/recovery-codes", post(own::new_recovery_codes))
        .route("/office/account/second-factor", post(own::renew_second_factor))
        .route("/office/kept", get(own::kept).post(own::drop_kept))
        .route("/office/sessions", get(own::sessions).post(own::end_session))
        .route("/office/staff", get(staff::staff).post(staff::invite))
        .route("/office/staff/{id}", get(person::person).post(person::change))
}

/// Around every form of the office, of whichever slice: nothing that was typed is lost by a time-out.
pub fn keeping(routes: Router<AccountsState>, state: &AccountsState) -> Router<AccountsState> {
    routes.layer(from_fn_with_state(state.clone(), kept::keep_what_was_typed))
}

/// Who asks from where: the address, what the browser calls itself, and the token of the session it has already.
pub(crate) struct From {
    pub(crate) address: Option<std::net::IpAddr>,
    pub(crate) device: String,
    pub(crate) token: Option<String>,
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
        let token = token(&parts.headers, sources.over_https());
        Ok(Self { address, device: device(agent.unwrap_or_default()), token })
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

/// A page of the office: nobody may keep it, and it warns before the session ends.
pub(crate) fn inside(accounts: &Accounts, signed_in: &SignedIn, mut asked: Asked, page: Page) -> Response {
    let (idle_seconds, lasts_seconds) = accounts.seconds_left(&signed_in.0.row);
    asked.context.session = Some(accounts::Watched { idle_seconds, lasts_seconds });
    private(asked, page)
}

/// To a page in the same language, with a cookie if there is one to set.
fn to(language: Language, address: &str, cookie: Option<HeaderValue>) -> Response {
    let mut response = Redirect::to(&language.address(address)).into_response();
    if let Some(cookie) = cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}
