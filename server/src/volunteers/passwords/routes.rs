//! The addresses of passwords: from a form to what is done and the page that answers.

use app::{
    accounts::passwords::{CHARS_MAX, PasswordFault},
    ids::CommandId,
    volunteers::{
        details::Fault,
        me_page,
        model::local,
        password::{Claimed, EnterFault, EnterForm},
        phone_page::{self, Asking, PhoneForm, Purpose},
        slip_page::{self, SlipForm},
    },
};
use axum::{
    Form, Router,
    extract::{Query, State},
    http::HeaderMap,
    routing::{get, post},
};
use serde::Deserialize;

use super::{
    super::{
        Volunteers,
        routes::{Shown, mine, own, show_sign_in, signed_in, to_done},
        sessions::Proved,
    },
    judge,
};
use crate::{
    accounts::{AccountsState, From, private},
    pages::Asked,
    problem::Answered,
};

/// How often a password is kept on a version that has just moved on.
const TRIES: usize = 3;

pub(in crate::volunteers) fn routes() -> Router<AccountsState> {
    Router::new()
        // Whoever loads the page of a wrong one anew begins anew.
        .route("/volunteers/sign-in/password", get(show_sign_in).post(enter))
        .route("/volunteers/me/password", post(change))
        .route("/volunteers/password", get(show_slip).post(use_slip))
}

async fn enter(
    State(volunteers): State<Volunteers>,
    asked: Asked,
    from: From,
    headers: HeaderMap,
    Form(EnterForm { who, password, next }): Form<EnterForm>,
) -> Answered {
    let entered = match Claimed::parse(&who) {
        None => Err(EnterFault::NoNumber),
        Some(_) if password.is_empty() => Err(EnterFault::NoPassword),
        Some(claimed) => {
            let password = password.chars().take(CHARS_MAX + 1).collect();
            volunteers.enter(&claimed, password, from.address).await?
        }
    };
    match entered {
        Ok(id) => {
            let next = local(&next).unwrap_or(me_page::ADDRESS);
            signed_in(&volunteers, asked.context.language(), id, &headers, next).await
        }
        Err(fault) => {
            let asking = Asking {
                purpose: Purpose::SignIn,
                form: PhoneForm { next, ..PhoneForm::default() },
                fault: None,
                sends_sms: volunteers.sends_sms(),
                entering: Some((who, fault)),
            };
            let page = phone_page::page(&asked.context, asking);
            Ok(private(asked, page))
        }
    }
}

/// A password that somebody wants, or that they want none.
#[derive(Default, Deserialize)]
#[serde(default)]
struct PasswordForm {
    command: String,
    basis: String,
    password: String,
    again: String,
    act: String,
}

async fn change(
    State(volunteers): State<Volunteers>,
    asked: Asked,
    Proved(id): Proved,
    headers: HeaderMap,
    Form(form): Form<PasswordForm>,
) -> Answered {
    let command = form.command.parse().unwrap_or_else(|_| CommandId::fresh());
    let basis = form.basis.parse().unwrap_or_default();
    let password = if form.act == me_page::WITHDRAW {
        None
    } else {
        let (volunteer, kept) = own(&volunteers, id).await?;
        if let Err(fault) = judge(&volunteer, &kept, &form.password, &form.again) {
            let shown = Shown { password: Some(fault), ..Shown::default() };
            return mine(&volunteers, asked, id, shown).await;
        }
        Some(form.password)
    };
    match volunteers.keep_password(command, id, basis, password, &headers).await? {
        Ok(()) => Ok(to_done(asked.context.language())),
        Err(_) => {
            let shown = Shown { faults: vec![Fault::NotNow], ..Shown::default() };
            mine(&volunteers, asked, id, shown).await
        }
    }
}

async fn show_slip(
    State(volunteers): State<Volunteers>,
    asked: Asked,
    Query(SlipForm { key, .. }): Query<SlipForm>,
) -> Answered {
    slip(&volunteers, asked, key, None).await
}

/// The page as it stands with this key now.
async fn slip(volunteers: &Volunteers, asked: Asked, key: String, fault: Option<PasswordFault>) -> Answered {
    let page = match volunteers.of_slip(&key).await? {
        None => slip_page::gone(&asked.context),
        Some((volunteer, _)) => slip_page::page(&asked.context, key, volunteer.number, fault),
    };
    Ok(private(asked, page))
}

async fn use_slip(
    State(volunteers): State<Volunteers>,
    asked: Asked,
    headers: HeaderMap,
    Form(SlipForm { key, command, password, again }): Form<SlipForm>,
) -> Answered {
    let command = command.parse().unwrap_or_else(|_| CommandId::fresh());
    // Who does something else with this volunteer meanwhile moves their version on; who was faster with the slip ends it.
    for _ in 0..TRIES {
        let Some((volunteer, kept)) = volunteers.of_slip(&key).await? else { break };
        if let Err(fault) = judge(&volunteer, &kept, &password, &again) {
            return slip(&volunteers, asked, key, Some(fault)).await;
        }
        let (id, basis, password) = (volunteer.id, volunteer.version, Some(password.clone()));
        if volunteers.keep_password(command, id, basis, password, &headers).await?.is_ok() {
            let next = format!("{}?done=1", me_page::ADDRESS);
            return signed_in(&volunteers, asked.context.language(), id, &headers, &next).await;
        }
    }
    slip(&volunteers, asked, key, None).await
}
