//! Coming in, going out, and asking to be let back in.

use app::{
    accounts::{
        code_page,
        code_page::{CodeFault, CodeForm},
        forgotten_page,
        forgotten_page::{ForgottenFault, ForgottenForm},
        kept_page,
        model::{Fault, Lost, SignInName},
        office_page, passwords, second_factor_page, sign_in_page,
        sign_in_page::{SignInFault, SignInForm, on_the_way, wanted},
        start_page,
        start_page::{Invited, StartForm},
    },
    language::Language,
};
use axum::{
    Form,
    extract::{Query, State},
    http::request::Parts,
    response::Response,
};
use serde::Deserialize;

use super::{AccountsState, From, private, to};
use crate::{
    accounts::{
        Attempt, Step,
        cookie::{self, Coming, cookie, token},
        passwords::judge,
    },
    error::StoreError,
    pages::Asked,
    problem::Answered,
};

/// What comes after a step.
pub(super) fn next(step: Step) -> &'static str {
    match step {
        Step::Enrol => second_factor_page::ADDRESS,
        Step::Code => code_page::ADDRESS,
        Step::In => office_page::ADDRESS,
    }
}

/// Whether somebody comes here because they sent something too late, and where they want to go.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Led {
    kept: String,
    next: String,
}

pub(super) async fn show_sign_in(asked: Asked, Query(from): Query<Led>) -> Response {
    let page = sign_in_page::page(&asked.context, String::new(), None, !from.kept.is_empty(), from.next);
    private(asked, page)
}

pub(super) async fn sign_in(
    State(state): State<AccountsState>,
    asked: Asked,
    from: From,
    Form(form): Form<SignInForm>,
) -> Answered {
    let again = |asked: Asked, fault| {
        let (name, next) = (form.name.clone(), form.next.clone());
        let page = sign_in_page::page(&asked.context, name, Some(fault), false, next);
        Ok(private(asked, page))
    };
    let name = match SignInName::parse(&form.name) {
        Ok(name) => name,
        Err(Fault::Empty) => return again(asked, SignInFault::NoName),
        // No account has such a name.
        Err(_) => return again(asked, SignInFault::Wrong),
    };
    if form.password.is_empty() {
        return again(asked, SignInFault::NoPassword);
    }
    let password = form.password.chars().take(passwords::CHARS_MAX + 1).collect();
    match state.accounts.sign_in(&name, password, from.address, &from.device).await? {
        Attempt::Passed(token, step) => {
            leave(&state, from.token).await?;
            passed(&state, asked.context.language(), &token, step, &form.next).await
        }
        Attempt::Wrong => again(asked, SignInFault::Wrong),
        Attempt::Wait(seconds) => again(asked, SignInFault::Wait(seconds)),
    }
}

/// On to what comes next; for who is in, first to what they sent too late, else to where they wanted to go.
async fn passed(
    state: &AccountsState,
    language: Language,
    token: &str,
    step: Step,
    going_to: &str,
) -> Answered {
    let mut address = match step {
        Step::Enrol => next(step).to_owned(),
        Step::Code => on_the_way(next(step), going_to),
        Step::In => wanted(going_to).unwrap_or(next(step)).to_owned(),
    };
    if step == Step::In
        && let Some(session) = state.accounts.session(token).await?
        && !state.accounts.kept(&session.account.staff).await?.is_empty()
    {
        kept_page::ADDRESS.clone_into(&mut address);
    }
    Ok(to(language, &address, cookie(token, state.sources.over_https())))
}

/// Where somebody goes on who is not at this step: once they are in, to what they asked for.
fn beyond(step: Step, going_to: &str) -> &str {
    wanted(going_to).filter(|_| step == Step::In).unwrap_or(next(step))
}

pub(super) async fn show_code(Coming(session): Coming, asked: Asked, Query(from): Query<Led>) -> Response {
    if session.step != Step::Code {
        return to(asked.context.language(), beyond(session.step, &from.next), None);
    }
    let page = code_page::page(&asked.context, None, from.next);
    private(asked, page)
}

pub(super) async fn give_code(
    State(state): State<AccountsState>,
    Coming(session): Coming,
    asked: Asked,
    from: From,
    Form(form): Form<CodeForm>,
) -> Answered {
    if session.step != Step::Code {
        return Ok(to(asked.context.language(), beyond(session.step, &form.next), None));
    }
    let fault = match state.accounts.give_code(&session, &form.code, from.address, &from.device).await? {
        Attempt::Passed(token, step) => {
            return passed(&state, asked.context.language(), &token, step, &form.next).await;
        }
        Attempt::Wrong => CodeFault::Wrong,
        Attempt::Wait(seconds) => CodeFault::Wait(seconds),
    };
    let page = code_page::page(&asked.context, Some(fault), form.next);
    Ok(private(asked, page))
}

pub(super) async fn show_forgotten(asked: Asked) -> Response {
    let page = forgotten_page::page(&asked.context, ForgottenForm::default(), None);
    private(asked, page)
}

pub(super) async fn ask_back(
    State(state): State<AccountsState>,
    asked: Asked,
    from: From,
    Form(form): Form<ForgottenForm>,
) -> Answered {
    let lost = Lost::from_word(&form.lost).unwrap_or(Lost::Password);
    let fault = match SignInName::parse(&form.name) {
        Err(Fault::Empty) => Some(ForgottenFault::NoName),
        // No account has such a name, and nobody is told.
        Err(_) => None,
        Ok(name) => state.accounts.ask_back(&name, lost, from.address).await?.map(ForgottenFault::Wait),
    };
    let page = match fault {
        Some(fault) => forgotten_page::page(&asked.context, form, Some(fault)),
        None => forgotten_page::asked(&asked.context),
    };
    Ok(private(asked, page))
}

pub(super) async fn sign_out(State(state): State<AccountsState>, parts: Parts) -> Answered {
    let over_https = state.sources.over_https();
    let (language, _) = Language::of_path(cookie::path(&parts));
    leave(&state, token(&parts.headers, over_https)).await?;
    Ok(to(language, "/", cookie("", over_https)))
}

/// Ends the session that a browser had: it goes away, or another takes its place in the cookie.
async fn leave(state: &AccountsState, token: Option<String>) -> Result<(), StoreError> {
    let Some(token) = token else { return Ok(()) };
    if let Some(session) = state.accounts.session(&token).await? {
        state.accounts.end_session(&session.account.staff, &session.row.name).await?;
    }
    Ok(())
}

/// What stands in the address of a link.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Key {
    #[serde(default)]
    key: String,
}

pub(super) async fn show_start(
    State(state): State<AccountsState>,
    asked: Asked,
    Query(Key { key }): Query<Key>,
) -> Answered {
    show_start_again(&state, asked, key, None).await
}

async fn show_start_again(
    state: &AccountsState,
    asked: Asked,
    key: String,
    fault: Option<passwords::PasswordFault>,
) -> Answered {
    let page = match state.accounts.invited(&key).await? {
        None => start_page::gone(&asked.context),
        Some(staff) => {
            let invited = Invited {
                key,
                with_second_factor: staff.needs_second_factor(),
                name: staff.name,
                sign_in_name: staff.sign_in_name.as_str().to_owned(),
            };
            start_page::page(&asked.context, invited, fault)
        }
    };
    Ok(private(asked, page))
}

pub(super) async fn start(
    State(state): State<AccountsState>,
    asked: Asked,
    from: From,
    Form(form): Form<StartForm>,
) -> Answered {
    let Some(staff) = state.accounts.invited(&form.key).await? else {
        return show_start_again(&state, asked, form.key, None).await;
    };
    let (name, second) = (staff.sign_in_name.as_str(), staff.needs_second_factor());
    if let Err(fault) = judge(&form.password, &form.again, &[name], second) {
        return show_start_again(&state, asked, form.key, Some(fault)).await;
    }
    match state.accounts.start(&form.key, form.password, &from.device).await? {
        Ok(Attempt::Passed(token, step)) => {
            leave(&state, from.token).await?;
            passed(&state, asked.context.language(), &token, step, "").await
        }
        _ => show_start_again(&state, asked, form.key, None).await,
    }
}
