//! What everybody who works here sees and does for themselves.

use app::{
    access::Action,
    accounts::{
        account_page::{self, ChangeFault, Own, PasswordForm},
        code_page::CodeForm,
        kept_page::{self, DropForm},
        model::Staff,
        office_page::{self, Waiting},
        passwords, second_factor_page,
        sessions_page::{self, EndForm},
        work::{self, Waits},
    },
    activities::{office_list_page, record_page},
    complaints,
    devices::devices_page,
    help,
    journal::model::Unit,
    matching::list_page as matching,
    messages::{model::State as Stands, outbox_page},
    policies::guides_page,
    stations::units_page,
    volunteers::list_page as volunteers_page,
};
use axum::{
    Form,
    extract::{Query, State},
    http::{StatusCode, header},
    response::Response,
};
use serde::Deserialize;

use super::{AccountsState, From, entrance::next, inside, private, to};
use crate::{
    accounts::{
        ProvedForm, Session, SignedIn, Step,
        cookie::{Coming, cookie},
        passwords::judge,
        second_factor::Changed,
    },
    database::now_ms,
    error::StoreError,
    pages::Asked,
    problem::Answered,
    shanghai,
};

pub(super) async fn office(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
) -> Answered {
    let reader = signed_in.staff();
    let waits = work::in_order(waits(&state, reader, &asked).await?);
    let page = office_page::page(&asked.context, reader.clone(), waits);
    Ok(inside(&state.accounts, &signed_in, asked, page))
}

/// What waits for somebody, as each slice says its part.
async fn waits(state: &AccountsState, reader: &Staff, asked: &Asked) -> Result<Vec<Waits>, StoreError> {
    let (l, directory) = (asked.context.language(), &asked.context.directory);
    let mut waits = own(state, reader).await?.waits(l);
    waits.extend(units_page::waiting(l, directory, reader, shanghai::today()));
    waits.extend(guides_page::waiting(l, directory, reader, shanghai::today()));
    let (own, below) = state.complaints.waiting(reader).await?;
    waits.extend(complaints::waiting::waits(l, &own, &below));
    waits.extend(help::waiting::pressing(l, &state.help.pressing(reader).await?, directory));
    waits.extend(help::waiting::waits(l, &state.help.waiting(reader).await?));
    waits.push(volunteers_page::waiting(l, state.volunteers.waiting(reader).await?));
    waits.push(office_list_page::waiting(l, state.activities.in_review(reader).await?));
    waits.extend(record_page::waiting(l, &state.activities.unrecorded(reader).await?));
    waits.push(matching::waiting(l, state.matching.waiting(reader).await?));
    let silent_since = now_ms() - devices_page::SILENT_DAYS * 24 * 60 * 60 * 1000;
    let silent = state.devices.silent(reader, silent_since).await?;
    waits.extend(devices_page::waiting(l, directory, &silent));
    if state.accounts.may(reader, Action::ReadMessages, &Unit::Province, None) {
        let (_, failed) = state.messages.list(Stands::Failed.word(), 0, 0).await?;
        let (_, unknown) = state.messages.list(Stands::Unknown.word(), 0, 0).await?;
        waits.push(outbox_page::waiting(l, failed, unknown));
    }
    Ok(waits)
}

/// What waits of their own account's.
async fn own(state: &AccountsState, reader: &Staff) -> Result<Waiting, StoreError> {
    let asking = state.accounts.waiting_to_come_back(reader).await?;
    Ok(Waiting {
        unread: state.messages.unread(reader.id).await?,
        kept: state.accounts.kept(reader).await?.len(),
        asking: asking
            .into_iter()
            .map(|(staff, lost, since)| (staff, lost, shanghai::minute(since)))
            .collect(),
    })
}

/// That somebody is there has been noted by asking who it is.
pub(super) async fn still_here(_: SignedIn) -> StatusCode {
    StatusCode::NO_CONTENT
}

pub(super) async fn sessions(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
) -> Answered {
    let rows = state.accounts.sessions(signed_in.staff()).await?;
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
    Ok(inside(&state.accounts, &signed_in, asked, page))
}

pub(super) async fn end_session(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Form(form): Form<EndForm>,
) -> Answered {
    state.accounts.end_session(signed_in.staff(), &form.session).await?;
    let language = asked.context.language();
    Ok(match form.session == signed_in.0.row.name {
        true => to(language, "/", cookie("", state.sources.over_https())),
        false => to(language, sessions_page::ADDRESS, None),
    })
}

/// Whether the password was just changed.
#[derive(Debug, Default, Deserialize)]
pub(super) struct JustChanged {
    #[serde(default)]
    changed: String,
}

pub(super) async fn account(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Query(JustChanged { changed }): Query<JustChanged>,
) -> Response {
    let own = Own { changed: !changed.is_empty(), fault: None };
    let page = account_page::page(&asked.context, signed_in.staff().clone(), own);
    inside(&state.accounts, &signed_in, asked, page)
}

pub(super) async fn change_password(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    from: From,
    Form(form): Form<PasswordForm>,
) -> Answered {
    let staff = signed_in.staff();
    let (name, second) = (staff.sign_in_name.as_str(), staff.needs_second_factor());
    let current = form.current.chars().take(passwords::CHARS_MAX + 1).collect();
    let fault = match judge(&form.password, &form.again, &[name], second) {
        Err(fault) => ChangeFault::New(fault),
        Ok(()) => {
            let session = &signed_in.0;
            match state.accounts.change_password(session, current, form.password, from.address).await? {
                Changed::Done => {
                    let address = format!("{}?changed=1", account_page::ADDRESS);
                    return Ok(to(asked.context.language(), &address, None));
                }
                Changed::Wrong => ChangeFault::Current,
                Changed::Wait(seconds) => ChangeFault::Wait(seconds),
            }
        }
    };
    let own = Own { changed: false, fault: Some(fault) };
    let page = account_page::page(&asked.context, staff.clone(), own);
    Ok(inside(&state.accounts, &signed_in, asked, page))
}

/// A form without questions.
#[derive(Debug, Deserialize)]
pub(super) struct Nothing {}

pub(super) async fn new_recovery_codes(
    State(state): State<AccountsState>,
    asked: Asked,
    ProvedForm { signed_in, form: Nothing {} }: ProvedForm<Nothing>,
) -> Answered {
    match state.accounts.new_recovery_codes(signed_in.staff()).await? {
        None => Ok(to(asked.context.language(), account_page::ADDRESS, None)),
        Some(codes) => {
            let page = second_factor_page::recovery_codes(&asked.context, codes);
            Ok(inside(&state.accounts, &signed_in, asked, page))
        }
    }
}

pub(super) async fn renew_second_factor(
    State(state): State<AccountsState>,
    asked: Asked,
    ProvedForm { signed_in, form: Nothing {} }: ProvedForm<Nothing>,
) -> Answered {
    state.accounts.renew_second_factor(&signed_in.0).await?;
    Ok(to(asked.context.language(), second_factor_page::ADDRESS, None))
}

pub(super) async fn show_second_factor(
    State(state): State<AccountsState>,
    Coming(session): Coming,
    asked: Asked,
) -> Answered {
    second_factor_again(&state, &session, asked, false).await
}

/// The page that shows a secret: for who has still to set one up, and for who is in, asked for another, and has just
/// shown that it is they.
async fn second_factor_again(
    state: &AccountsState,
    session: &Session,
    asked: Asked,
    wrong: bool,
) -> Answered {
    match session.step {
        Step::Enrol => {}
        Step::In if session.is_proved() && session.account.next_second_factor.is_some() => {}
        Step::In => return Ok(to(asked.context.language(), account_page::ADDRESS, None)),
        step => return Ok(to(asked.context.language(), next(step), None)),
    }
    let (address, key) = state.accounts.begin_second_factor(&session.account.staff).await?;
    let page = second_factor_page::page(&asked.context, address, key, wrong);
    Ok(private(asked, page))
}

pub(super) async fn confirm_second_factor(
    State(state): State<AccountsState>,
    Coming(session): Coming,
    asked: Asked,
    from: From,
    Form(form): Form<CodeForm>,
) -> Answered {
    if session.step == Step::Code {
        return Ok(to(asked.context.language(), next(session.step), None));
    }
    match state.accounts.confirm_second_factor(&session, &form.code, &from.device).await? {
        None => second_factor_again(&state, &session, asked, true).await,
        Some((token, codes)) => {
            let page = second_factor_page::recovery_codes(&asked.context, codes);
            let mut response = private(asked, page);
            if let Some(cookie) = cookie(&token, state.sources.over_https()) {
                response.headers_mut().append(header::SET_COOKIE, cookie);
            }
            Ok(response)
        }
    }
}

pub(super) async fn kept(State(state): State<AccountsState>, signed_in: SignedIn, asked: Asked) -> Answered {
    let forms = state.accounts.kept(signed_in.staff()).await?;
    let page = kept_page::page(&asked.context, signed_in.staff().clone(), forms);
    Ok(inside(&state.accounts, &signed_in, asked, page))
}

pub(super) async fn drop_kept(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Form(form): Form<DropForm>,
) -> Answered {
    state.accounts.forget_kept(signed_in.staff().id, &form.form).await?;
    Ok(to(asked.context.language(), kept_page::ADDRESS, None))
}
