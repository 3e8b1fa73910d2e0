//! The cookie that says who of the staff is here, and the one who is.

use app::{
    accounts::{self, model::Staff, sign_in_page::on_the_way},
    language::Language,
};
use axum::{
    extract::{FromRef, FromRequestParts, OriginalUri},
    http::{HeaderMap, HeaderValue, Method, Uri, request::Parts},
    response::{IntoResponse, Redirect, Response},
};

use super::{Accounts, Session, Step};
use crate::{cookies::CookieName, pages::Sources, problem};

/// The cookie of the staff.
const NAME: CookieName = CookieName { secure: "__Host-sid", plain: "sid" };

/// The token in a request's cookie.
pub(super) fn token(headers: &HeaderMap, over_https: bool) -> Option<String> {
    NAME.read(headers, over_https)
}

/// The header that sets the cookie; for an empty token, the one that takes it away.
pub(super) fn cookie(token: &str, over_https: bool) -> Option<HeaderValue> {
    NAME.set(token, None, over_https)
}

/// Whoever asks, as far as they have come. A request without is led to the entrance.
pub(super) struct Coming(pub(super) Session);

/// Whoever is in. A request without is led to the entrance, or to the step that is missing.
#[derive(Clone, Debug)]
pub struct SignedIn(pub Session);

impl SignedIn {
    /// Who.
    pub fn staff(&self) -> &Staff {
        &self.0.account.staff
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Coming
where
    Accounts: FromRef<S>,
    Sources: FromRef<S>,
{
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let (accounts, sources) = (Accounts::from_ref(state), Sources::from_ref(state));
        let session = match token(&parts.headers, sources.over_https()) {
            Some(token) => accounts.session(&token).await.map_err(|error| problem::answer(&error.into()))?,
            None => None,
        };
        let entrance = accounts::sign_in_page::ADDRESS;
        session.map(Self).ok_or_else(|| led_to(parts, &on_the_way(entrance, &asked_for(parts))))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for SignedIn
where
    Accounts: FromRef<S>,
    Sources: FromRef<S>,
{
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let Coming(session) = Coming::from_request_parts(parts, state).await?;
        match session.step {
            Step::In => Ok(Self(session)),
            Step::Code => Err(led_to(parts, &on_the_way(accounts::code_page::ADDRESS, &asked_for(parts)))),
            Step::Enrol => Err(led_to(parts, accounts::second_factor_page::ADDRESS)),
        }
    }
}

/// The path that was asked for, with its language.
pub(super) fn path(parts: &Parts) -> &str {
    uri(parts).path()
}

fn uri(parts: &Parts) -> &Uri {
    parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |original| &original.0)
}

/// The page that was asked for, without its language; empty for what was sent, which is no page to come back to.
fn asked_for(parts: &Parts) -> String {
    if parts.method != Method::GET {
        return String::new();
    }
    let (_, path) = Language::of_path(path(parts));
    match uri(parts).query() {
        Some(query) => format!("{path}?{query}"),
        None => path.to_owned(),
    }
}

/// To another page, in the language of the present one.
fn led_to(parts: &Parts, address: &str) -> Response {
    let (language, _) = Language::of_path(path(parts));
    Redirect::to(&language.address(address)).into_response()
}
