//! Asking again before what has consequences: letting somebody in, giving a role, taking data out. Whoever gave a
//! password or a code in the last minutes is not asked; who is asked sends the same form once more, with the proof.

use std::net::IpAddr;

use app::{
    accounts::proof_page::{self, Proving},
    ids::CommandId,
    journal::model::{Actor, Refusal},
};
use axum::{
    Form,
    body::{Body, Bytes},
    extract::{FromRequest, FromRequestParts, Request},
    http::request::Parts,
    response::{IntoResponse, Response},
};
use serde::de::DeserializeOwned;

use super::{
    Accounts, AccountsState, Session, about,
    cookie::SignedIn,
    queries,
    routes::{From, inside},
    sign_in,
};
use crate::{
    database::{Transaction, now_ms},
    error::StoreError,
    pages::Asked,
    problem,
};

/// For how long a proof holds.
const HOLDS_MS: i64 = 5 * 60 * 1000;

/// The name of the proof among a form's fields.
const FIELD: &str = "proof";

/// What became of a proof.
enum Proof {
    Holds,
    Wrong,
    Wait(i64),
}

/// A form from somebody who is signed in and has shown it lately.
pub(crate) struct ProvedForm<T> {
    /// Who.
    pub(crate) signed_in: SignedIn,
    /// What they sent.
    pub(crate) form: T,
}

impl<T: DeserializeOwned> FromRequest<AccountsState> for ProvedForm<T> {
    type Rejection = Response;

    async fn from_request(request: Request, state: &AccountsState) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let signed_in = SignedIn::from_request_parts(&mut parts, state).await?;
        let asked =
            Asked::from_request_parts(&mut parts, state).await.map_err(IntoResponse::into_response)?;
        let from = match From::from_request_parts(&mut parts, state).await {
            Ok(from) => from,
            Err(never) => match never {},
        };
        let request = Request::from_parts(parts.clone(), body);
        let body = Bytes::from_request(request, state).await.map_err(IntoResponse::into_response)?;
        let mut fields: Vec<(String, String)> = read(&parts, &body).await?;
        let given = fields.iter().find(|(name, _)| name == FIELD).map(|(_, value)| value.clone());
        fields.retain(|(name, _)| name != FIELD);
        let session = &signed_in.0;
        let fault = match &given {
            _ if session.is_proved() => None,
            None => Some(None),
            Some(given) => match state.accounts.prove(session, given, from.address).await {
                Err(error) => return Err(problem::answer(&error.into())),
                Ok(Proof::Holds) => None,
                Ok(Proof::Wrong) => Some(Some(proof_page::ProofFault::Wrong)),
                Ok(Proof::Wait(seconds)) => Some(Some(proof_page::ProofFault::Wait(seconds))),
            },
        };
        if let Some(fault) = fault {
            let proving = Proving {
                by_code: session.account.staff.has_second_factor,
                reader: session.account.staff.clone(),
                fields,
                fault,
            };
            let page = proof_page::page(&asked.context, proving);
            return Err(inside(&state.accounts, &signed_in, asked, page));
        }
        Ok(Self { signed_in, form: read(&parts, &body).await? })
    }
}

/// The fields of a form.
pub(super) async fn read<T: DeserializeOwned>(parts: &Parts, body: &Bytes) -> Result<T, Response> {
    let request = Request::from_parts(parts.clone(), Body::from(body.clone()));
    let Form(form) = Form::from_request(request, &()).await.map_err(IntoResponse::into_response)?;
    Ok(form)
}

impl Session {
    /// Whether a password or a code was given in it in the last minutes.
    pub(super) fn is_proved(&self) -> bool {
        self.row.proved_at_ms + HOLDS_MS > now_ms()
    }
}

impl Accounts {
    /// Whether `given` shows that it is still they: a code where they have a second factor, else the password.
    async fn prove(
        &self,
        session: &Session,
        given: &str,
        address: Option<IpAddr>,
    ) -> Result<Proof, StoreError> {
        let staff = &session.account.staff;
        let id = staff.id.to_string();
        let kind = if staff.has_second_factor {
            ("code", id.as_str())
        } else {
            ("account", staff.sign_in_name.as_str())
        };
        let subjects = self.subjects(kind.0, kind.1, address);
        if let Some(seconds) = self.begins(&subjects).await? {
            return Ok(Proof::Wait(seconds));
        }
        let fitting = match staff.has_second_factor {
            true => Some(self.fitting(&session.account, given).await?),
            false => None,
        };
        let password = match &fitting {
            Some(_) => true,
            None => self.secrets.is_password(given.to_owned(), session.account.password.clone()).await?,
        };
        let command = about(CommandId::fresh(), staff, "prove");
        let work = async |tx: &mut Transaction<'_>| {
            let fits = match &fitting {
                Some(fitting) => sign_in::use_up(tx, &id, fitting).await?,
                None => password,
            };
            if !fits {
                return Ok(Err(Refusal::AgainstARule));
            }
            queries::prove_session(tx, &session.row.token_hash, now_ms()).await?;
            self.succeeds(tx, &subjects).await?;
            Ok(Ok(()))
        };
        let done = self.journal.apply(&command, &Actor::Staff(staff.id), &[], work).await?;
        Ok(done.map_or(Proof::Wrong, |()| Proof::Holds))
    }
}
