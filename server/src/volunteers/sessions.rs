//! Which volunteer is here, and whether they have shown it of late.
//!
//! Their cookie is another than that of the staff, and neither is looked at for the other: one browser may hold both.

use app::{
    ids::VolunteerId, language::Language, stations::filter::percent_encoded, volunteers::phone_page::SIGN_IN,
};
use axum::{
    extract::{FromRef, FromRequestParts, OriginalUri},
    http::{HeaderMap, HeaderValue, request::Parts},
    response::{IntoResponse, Redirect, Response},
};

use super::{
    Volunteers, corrupt,
    queries::{self, SessionRow},
};
use crate::{
    accounts::secrets,
    cookies::CookieName,
    database::{Transaction, now_ms},
    error::StoreError,
    problem,
};

const NAME: CookieName = CookieName { secure: "__Host-vid", plain: "vid" };

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// For how long a session may stand unused: a week, from one activity to the next.
pub(super) const IDLE_MS: i64 = 7 * DAY_MS;

/// For how long it lasts at all.
const LASTS_MS: i64 = 30 * DAY_MS;

/// For how long after a code or a password what is personal is shown and taken home: telephones are lent.
const PROVED_MS: i64 = 60 * 60 * 1000;

/// A session's use is noted when it is this much later than what is noted.
const NOTED_EVERY_MS: i64 = 60 * 60 * 1000;

/// A volunteer who is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Here {
    /// Who.
    pub id: VolunteerId,
    /// Whether they gave a code or their password within the last hour: without, what is personal is not shown.
    pub proved: bool,
}

impl Volunteers {
    fn over_https(&self) -> bool {
        self.public_url.starts_with("https:")
    }

    /// Who of the volunteers sent this request, if one did.
    pub async fn signed_in(&self, headers: &HeaderMap) -> Result<Option<Here>, StoreError> {
        let Some(token) = NAME.read(headers, self.over_https()) else { return Ok(None) };
        let now = now_ms();
        let hash = secrets::token_hash(&token);
        let row = queries::session(self.database(), &hash).await?;
        let Some(row) = row.filter(|row| now < row.expires_at_ms && now < row.seen_at_ms + IDLE_MS) else {
            return Ok(None);
        };
        if row.seen_at_ms + NOTED_EVERY_MS <= now {
            self.database().transaction(async |tx| queries::see_session(tx, &hash, now).await).await?;
        }
        let id = row.volunteer_id.parse().map_err(|_| corrupt())?;
        Ok(Some(Here { id, proved: now < row.proved_at_ms + PROVED_MS }))
    }

    /// Signs a volunteer in who has given a code or their password, in place of whoever was here; gives the header that sets the cookie.
    pub async fn sign_in(
        &self,
        id: VolunteerId,
        headers: &HeaderMap,
    ) -> Result<Option<HeaderValue>, StoreError> {
        let token = secrets::token()?;
        let now = now_ms();
        let row = SessionRow {
            token_hash: secrets::token_hash(&token),
            volunteer_id: id.to_string(),
            proved_at_ms: now,
            seen_at_ms: now,
            expires_at_ms: now + LASTS_MS,
        };
        let before = NAME.read(headers, self.over_https());
        let work = async |tx: &mut Transaction<'_>| {
            if let Some(before) = &before {
                queries::end_session(tx, &secrets::token_hash(before)).await?;
            }
            queries::insert_session(tx, &row).await
        };
        self.database().transaction(work).await?;
        Ok(NAME.set(&token, Some(LASTS_MS / 1000), self.over_https()))
    }

    /// The token of this request's cookie as it is kept, whether its session holds or not; empty without one.
    pub(super) fn session_hash(&self, headers: &HeaderMap) -> String {
        NAME.read(headers, self.over_https()).map(|token| secrets::token_hash(&token)).unwrap_or_default()
    }

    /// Signs out whoever is here; gives the header that takes the cookie away.
    pub async fn sign_out(&self, headers: &HeaderMap) -> Result<Option<HeaderValue>, StoreError> {
        if let Some(token) = NAME.read(headers, self.over_https()) {
            let hash = secrets::token_hash(&token);
            self.database().transaction(async |tx| queries::end_session(tx, &hash).await).await?;
        }
        Ok(NAME.set("", None, self.over_https()))
    }
}

/// A volunteer who is signed in. A request without is led to the entrance, and from there back.
#[derive(Clone, Debug)]
pub struct SignedInVolunteer(pub Here);

impl<S: Send + Sync> FromRequestParts<S> for SignedInVolunteer
where
    Volunteers: FromRef<S>,
{
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let volunteers = Volunteers::from_ref(state);
        let here = volunteers.signed_in(&parts.headers).await;
        match here.map_err(|error| problem::answer(&error.into()))? {
            Some(here) => Ok(Self(here)),
            None => Err(to_entrance(parts)),
        }
    }
}

/// A volunteer who gave a code or their password of late. A request without is led to the entrance, and from there back.
#[derive(Clone, Debug)]
pub(super) struct Proved(pub(super) VolunteerId);

impl<S: Send + Sync> FromRequestParts<S> for Proved
where
    Volunteers: FromRef<S>,
{
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let SignedInVolunteer(here) = SignedInVolunteer::from_request_parts(parts, state).await?;
        if here.proved { Ok(Self(here.id)) } else { Err(to_entrance(parts)) }
    }
}

/// To the entrance, in the language of the page that was asked for, and with the way back to it.
fn to_entrance(parts: &Parts) -> Response {
    let path = parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |original| &original.0).path();
    let (language, path) = Language::of_path(path);
    let address = format!("{SIGN_IN}?next={}", percent_encoded(path));
    Redirect::to(&language.address(&address)).into_response()
}
