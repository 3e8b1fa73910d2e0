//! Which volunteer asks: all that the rules of activities know of a person comes through here, from `volunteers`.

use std::collections::HashMap;

use app::{
    accounts::model::Staff, activities::sign_up::Party, ids::VolunteerId, language::Language,
    stations::filter::percent_encoded, volunteers::phone_page::SIGN_IN,
};
use axum::{
    extract::{FromRef, FromRequestParts},
    http::request::Parts,
    response::{IntoResponse, Redirect, Response},
};

use crate::{
    error::StoreError,
    problem,
    volunteers::{Facts, Volunteers},
};

/// Leads whoever is not signed in to the entrance, and from there to `next`, an address without its language.
pub(super) fn to_entrance(l: Language, next: &str) -> Response {
    Redirect::to(&l.address(&format!("{SIGN_IN}?next={}", percent_encoded(next)))).into_response()
}

/// The volunteer who is signed in, alone and with what the rules have to know of them; nobody where nobody is.
pub(super) struct Volunteering(pub(super) Option<Party>);

impl<S: Send + Sync> FromRequestParts<S> for Volunteering
where
    Volunteers: FromRef<S>,
{
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let volunteers = Volunteers::from_ref(state);
        let party = party(&volunteers, parts).await;
        party.map(Self).map_err(|error| problem::answer(&error.into()))
    }
}

async fn party(volunteers: &Volunteers, parts: &Parts) -> Result<Option<Party>, StoreError> {
    let Some(here) = volunteers.signed_in(&parts.headers).await? else { return Ok(None) };
    let Some(facts) = volunteers.facts(&[here.id]).await?.remove(&here.id) else { return Ok(None) };
    Ok(Some(Party {
        volunteer: here.id,
        admitted: facts.may_sign_up(),
        age: facts.age,
        consent: facts.guardian_consents,
        skills: facts.skills,
        trainings: volunteers.trainings(here.id).await?,
        companions: Vec::new(),
    }))
}

/// What some people are called.
pub(super) struct Called(HashMap<VolunteerId, Facts>);

impl Called {
    /// What these are called.
    pub(super) async fn of(volunteers: &Volunteers, ids: &[VolunteerId]) -> Result<Self, StoreError> {
        volunteers.facts(ids).await.map(Self)
    }

    /// The number of one with their name, `whole` or the family name alone; without one where it is erased.
    pub(super) fn one(&self, id: VolunteerId, whole: bool) -> String {
        let name = |it: &Facts| {
            let name = if whole { &it.name } else { &it.shown_name };
            format!("{name} {}", it.number).trim().to_owned()
        };
        self.0.get(&id).map(name).unwrap_or_default()
    }

    /// Whether `reader` may open the page of one.
    pub(super) fn may_open(&self, volunteers: &Volunteers, reader: &Staff, id: VolunteerId) -> bool {
        self.0.get(&id).is_some_and(|facts| volunteers.may_see(reader, facts))
    }
}
