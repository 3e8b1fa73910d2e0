//! Which volunteer asks: the one seam between activities and whoever keeps volunteers.
//!
//! Pages ask for a [`Volunteering`]; what it holds is all that the rules of activities know of a person.

use std::convert::Infallible;

use app::activities::sign_up::Party;
use axum::{extract::FromRequestParts, http::request::Parts};

/// Where whoever is not signed in is led.
pub(super) const SIGN_IN: &str = "/volunteers/sign-in";

/// The volunteer who is signed in, alone and with what the rules have to know of them; nobody where nobody is.
pub(super) struct Volunteering(pub(super) Option<Party>);

impl<S: Send + Sync> FromRequestParts<S> for Volunteering {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        // Whoever keeps volunteers puts them here, before the routes of activities are asked.
        Ok(Self(parts.extensions.get::<Party>().cloned()))
    }
}
