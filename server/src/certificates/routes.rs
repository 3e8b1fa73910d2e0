//! The addresses of certificates: for everybody, for programs, and in the office for those who revoke.

use app::{
    access::Action,
    certificates::{
        badge,
        columns_page::{self, ColumnsForm},
        export::Mapping,
        keys_page,
        model::{Number, Signed},
        office_page::{self, Line, Listed, OfficeQuery, RevokeFault, RevokeForm},
        print_page,
        verify_page::{self, Found, NumberFault, VerifyQuery},
    },
    ids::CommandId,
    journal::model::{Actor, Refusal, Unit},
};
use axum::{
    Form, Json, Router,
    extract::{Path, Query, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use serde_json::{Value, json};

use super::{
    Certificates, Kept, handing,
    queries::{Certificate, Key},
    state,
};
use crate::{
    accounts::{AccountsState, From, SignedIn, inside, private},
    error::StoreError,
    pages::Asked,
    problem::{Answered, Broke},
    shanghai,
};

/// Certificates that the office lists without being asked for one.
const RECENT: i64 = 20;

/// Every address, without the language.
pub fn routes() -> Router<AccountsState> {
    Router::new()
        .route("/verify", get(ask))
        .route("/verify/keys", get(keys))
        .route("/verify/{number}", get(show))
        .route("/verify/{number}/print", get(print))
        .route("/verify/{number}/certificate.pdf", get(pdf))
        .route("/verify/{number}/credential.json", get(credential))
        .route("/verify/{number}/certificate.jws", get(jws))
        .route("/office/certificates", get(office).post(revoke))
        .route("/office/certificates/export", get(handing::show).post(handing::hand_over))
        .route("/office/certificates/columns", get(columns).post(keep_columns))
}

/// What programs read, which has no language.
pub fn machine_routes(certificates: Certificates) -> Router {
    Router::new()
        .route("/verify/keys.json", get(jwks))
        .route("/verify/revoked.json", get(revoked))
        .route("/.well-known/did.json", get(did))
        .with_state(certificates)
}

/// A certificate that was asked for, or the page that says why it is not shown.
async fn looked_up(
    certificates: &Certificates,
    asked: Asked,
    from: &From,
    typed: String,
) -> Result<Result<(Asked, Number, Found), Response>, StoreError> {
    let found = match Number::parse(&typed) {
        None => Err(NumberFault::Mistyped),
        Some(number) => certificates.find(&number, from.address).await?.map(|found| (number, found)),
    };
    Ok(match found {
        Ok((number, found)) => Ok((asked, number, found)),
        Err(fault) => {
            let page = verify_page::page(&asked.context, typed, Some(fault));
            Err(private(asked, page))
        }
    })
}

async fn ask(asked: Asked, Query(query): Query<VerifyQuery>) -> Response {
    let typed = query.number;
    if let Some(number) = Number::parse(&typed) {
        let address = asked.context.language().address(&verify_page::address(&number));
        return Redirect::to(&address).into_response();
    }
    let fault = (!typed.is_empty()).then_some(NumberFault::Mistyped);
    let page = verify_page::page(&asked.context, typed, fault);
    asked.answer(page)
}

async fn show(
    State(certificates): State<Certificates>,
    asked: Asked,
    from: From,
    Path(typed): Path<String>,
) -> Answered {
    let (asked, _, found) = match looked_up(&certificates, asked, &from, typed).await? {
        Ok(found) => found,
        Err(page) => return Ok(page),
    };
    let page = verify_page::found(&asked.context, found);
    Ok(private(asked, page))
}

/// What is made of a certificate that holds.
struct Held {
    asked: Asked,
    number: Number,
    signed: Box<Signed>,
    kept: Kept,
}

/// A certificate that holds; otherwise the page that says how it stands with it.
async fn holding(
    certificates: &Certificates,
    asked: Asked,
    from: &From,
    typed: String,
) -> Result<Result<Held, Response>, StoreError> {
    let number = Number::parse(&typed);
    if let Some(number) = number
        && let Some((signed, kept)) = certificates.sound(&number).await?
    {
        return Ok(Ok(Held { asked, number, signed, kept }));
    }
    Ok(Err(match looked_up(certificates, asked, from, typed).await? {
        Ok((asked, number, _)) => {
            Redirect::to(&asked.context.language().address(&verify_page::address(&number))).into_response()
        }
        Err(page) => page,
    }))
}

async fn print(
    State(certificates): State<Certificates>,
    asked: Asked,
    from: From,
    Path(typed): Path<String>,
) -> Answered {
    let Held { asked, number, signed, .. } = match holding(&certificates, asked, &from, typed).await? {
        Ok(held) => held,
        Err(other) => return Ok(other),
    };
    let url = certificates.url(&number);
    let page = print_page::page(&asked.context, &number, signed, url);
    Ok(private(asked, page))
}

async fn pdf(
    State(certificates): State<Certificates>,
    asked: Asked,
    from: From,
    Path(typed): Path<String>,
) -> Answered {
    let Held { asked, number, signed, .. } = match holding(&certificates, asked, &from, typed).await? {
        Ok(held) => held,
        Err(other) => return Ok(other),
    };
    match certificates.pdf(&number, *signed).await? {
        Ok(file) => Ok(attached("application/pdf", &format!("{number}.pdf"), file)),
        Err(why) => {
            let page = print_page::no_pdf(&asked.context, &number, why);
            Ok(private(asked, page))
        }
    }
}

async fn credential(
    State(certificates): State<Certificates>,
    asked: Asked,
    from: From,
    Path(typed): Path<String>,
) -> Answered {
    let Held { number, kept, .. } = match holding(&certificates, asked, &from, typed).await? {
        Ok(held) => held,
        Err(other) => return Ok(other),
    };
    let file = kept.badge.to_string().into_bytes();
    Ok(attached("application/vc+json", &format!("{number}.json"), file))
}

async fn jws(
    State(certificates): State<Certificates>,
    asked: Asked,
    from: From,
    Path(typed): Path<String>,
) -> Answered {
    let Held { number, kept, .. } = match holding(&certificates, asked, &from, typed).await? {
        Ok(held) => held,
        Err(other) => return Ok(other),
    };
    Ok(attached("application/jose", &format!("{number}.jws"), kept.jws.into_bytes()))
}

/// A file to keep. Its name is made of a number alone.
pub(super) fn attached(kind: &'static str, name: &str, file: Vec<u8>) -> Response {
    let named = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CONTENT_DISPOSITION, named.unwrap_or(HeaderValue::from_static("attachment"))),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (headers, file).into_response()
}

fn day(at_ms: i64) -> String {
    shanghai::moment(at_ms).date().to_string()
}

async fn keys(State(certificates): State<Certificates>, asked: Asked) -> Answered {
    let shown = |key: Key| keys_page::Key {
        id: key.name,
        value: key.public.text(),
        from: day(key.from_ms),
        until: key.retired_at_ms.map(day),
    };
    let keys = certificates.keys().await?.into_iter().map(shown).collect();
    let page = keys_page::page(&asked.context, keys);
    Ok(asked.answer(page))
}

/// A document for programs of whatever origin.
fn document(value: Value) -> Response {
    let headers = [
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")),
    ];
    (headers, Json(value)).into_response()
}

async fn jwks(State(certificates): State<Certificates>) -> Answered {
    let jwk = |key: Key| {
        let mut jwk = json!({
            "kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig", "kid": key.name, "x": key.public.text(),
            "from": day(key.from_ms),
        });
        if let Some(at_ms) = key.retired_at_ms {
            jwk["retired"] = day(at_ms).into();
        }
        jwk
    };
    let keys: Vec<_> = certificates.keys().await?.into_iter().map(jwk).collect();
    Ok(document(json!({ "keys": keys })))
}

async fn did(State(certificates): State<Certificates>) -> Answered {
    let keys = certificates.keys().await?;
    let keys: Vec<_> = keys.into_iter().map(|key| (key.name, key.public.multikey())).collect();
    Ok(document(badge::did_document(&certificates.public_url, &keys)))
}

async fn revoked(State(certificates): State<Certificates>) -> Answered {
    let ids = certificates.revoked().await?;
    Ok(document(badge::revoked(&certificates.public_url, &ids)))
}

async fn office(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Query(query): Query<OfficeQuery>,
) -> Answered {
    let form = RevokeForm { number: query.number, ..RevokeForm::default() };
    listed(&state, &signed_in, asked, form, Vec::new(), !query.done.is_empty()).await
}

async fn listed(
    state: &AccountsState,
    signed_in: &SignedIn,
    asked: Asked,
    form: RevokeForm,
    faults: Vec<RevokeFault>,
    done: bool,
) -> Answered {
    let (reader, certificates) = (signed_in.staff(), &state.certificates);
    if state.accounts.units(reader, Action::RevokeCertificates).is_empty() {
        return Err(Broke::NOT_FOUND);
    }
    let typed = form.number.clone();
    let one = match Number::parse(&typed) {
        _ if typed.is_empty() => None,
        None => Some(Err(())),
        Some(number) => match certificates.of_reader(reader, &number).await? {
            None => Some(Err(())),
            Some(it) => {
                let note = certificates.note(&it).await?;
                Some(Ok(Line { note, ..line(&it) }))
            }
        },
    };
    let recent = certificates.recent(reader, RECENT).await?.iter().map(line).collect();
    let listed = Listed { reader: reader.clone(), typed, one, recent, form, faults, done };
    let page = office_page::page(&asked.context, listed);
    Ok(inside(&state.accounts, signed_in, asked, page))
}

fn line(it: &Certificate) -> Line {
    Line {
        number: it.number.clone(),
        issued: day(it.issued_at_ms),
        total: it.hours.to_string(),
        state: state(it),
        note: None,
    }
}

async fn revoke(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Form(form): Form<RevokeForm>,
) -> Answered {
    let (Ok(command), Some(number)) = (form.command.parse::<CommandId>(), Number::parse(&form.number)) else {
        return Err(Broke::NOT_FOUND);
    };
    let (reason, note) = match form.parse() {
        Ok(parsed) => parsed,
        Err(faults) => return listed(&state, &signed_in, asked, form, faults, false).await,
    };
    match state.certificates.revoke(command, &number, reason, note, signed_in.staff()).await? {
        Ok(()) => {
            let address = format!("{}&done=1", office_page::address(&number));
            Ok(Redirect::to(&asked.context.language().address(&address)).into_response())
        }
        Err(Refusal::NotFound) => Err(Broke::NOT_FOUND),
        Err(_) => listed(&state, &signed_in, asked, form, vec![RevokeFault::Before], false).await,
    }
}

async fn columns(State(state): State<AccountsState>, signed_in: SignedIn, asked: Asked) -> Answered {
    let text = state.certificates.mapping().await?.text();
    columns_shown(&state, &signed_in, asked, text, Vec::new(), false)
}

fn columns_shown(
    state: &AccountsState,
    signed_in: &SignedIn,
    asked: Asked,
    text: String,
    faults: Vec<(usize, app::certificates::export::MappingFault)>,
    done: bool,
) -> Answered {
    if !state.accounts.may(signed_in.staff(), Action::KeepSettings, &Unit::Province, None) {
        return Err(Broke::NOT_FOUND);
    }
    let page = columns_page::page(&asked.context, signed_in.staff().clone(), text, faults, done);
    Ok(inside(&state.accounts, signed_in, asked, page))
}

async fn keep_columns(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Form(form): Form<ColumnsForm>,
) -> Answered {
    let staff = signed_in.staff();
    if !state.accounts.may(staff, Action::KeepSettings, &Unit::Province, None) {
        return Err(Broke::NOT_FOUND);
    }
    match Mapping::parse(&form.columns) {
        Err(faults) => columns_shown(&state, &signed_in, asked, form.columns, faults, false),
        Ok(mapping) => {
            let command = form.command.parse().unwrap_or_else(|_| CommandId::fresh());
            let kept = state.certificates.keep_mapping(command, &mapping, &Actor::Staff(staff.id)).await?;
            columns_shown(&state, &signed_in, asked, mapping.text(), Vec::new(), kept.is_ok())
        }
    }
}
