//! The addresses of workbooks in the office. What is not somebody's own import answers like one that is not there.

use std::sync::Arc;

use app::{
    ids::CommandId,
    journal::model::{Actor, Command, Fields, Unit},
    sheets::{
        import_page::{self, Import},
        lists::{self, Listed},
        model::{FileFault, SheetKind, Table},
        plan,
        plan_page::{self, PlanForm, PlanQuery, Shown},
    },
};
use axum::{
    Form, Router,
    body::Body,
    extract::{Multipart, Path, Query, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use serde::Deserialize;

use super::{
    Confirmed, Kept, exports,
    upload::{Upload, upload},
    write::{self, Beside},
};
use crate::{
    accounts::{AccountsState, ProvedForm, SignedIn, inside},
    database::Transaction,
    error::StoreError,
    pages::Asked,
    problem::{Answered, Broke},
    shanghai,
};

/// A form without questions: what is exported stands in the address.
#[derive(Debug, Deserialize)]
struct Nothing {}

/// Every address, without the language.
pub fn routes() -> Router<AccountsState> {
    Router::new()
        .route("/office/import", get(show).post(send))
        .route("/office/import/template/{kind}", get(template))
        .route("/office/import/{id}", get(planned).post(decide))
        .route("/office/import/{id}/result", get(result))
        .route("/office/export/{list}", post(export))
}

/// The first kind of sheet that somebody may import, who may import any.
fn importer(signed_in: &SignedIn) -> Result<SheetKind, Broke> {
    plan::kinds_for(signed_in.staff()).first().copied().ok_or(Broke::NOT_FOUND)
}

/// The kind of sheet of this word, for who may import it.
fn kind_of(signed_in: &SignedIn, word: &str) -> Option<SheetKind> {
    SheetKind::from_word(word).filter(|kind| plan::may_import(signed_in.staff(), *kind))
}

/// Which kind somebody comes for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Chosen {
    kind: String,
}

async fn show(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Query(chosen): Query<Chosen>,
) -> Answered {
    let first = importer(&signed_in)?;
    let kind = kind_of(&signed_in, &chosen.kind).unwrap_or(first);
    Ok(upload_page(&state, &signed_in, asked, kind, None))
}

fn upload_page(
    state: &AccountsState,
    signed_in: &SignedIn,
    asked: Asked,
    kind: SheetKind,
    fault: Option<FileFault>,
) -> Response {
    let megabytes_max = u32::try_from(state.sheets.bytes_max / (1 << 20)).unwrap_or(u32::MAX);
    let import = Import { staff: signed_in.staff().clone(), kind, fault, megabytes_max };
    let page = import_page::page(&asked.context, import);
    inside(&state.accounts, signed_in, asked, page)
}

async fn send(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    form: Multipart,
) -> Answered {
    let first = importer(&signed_in)?;
    let Upload { answers, file } = match upload(form, state.sheets.bytes_max).await {
        Ok(upload) => upload,
        Err(status) => return Ok(status.into_response()),
    };
    let kind = answers.get("kind").and_then(|word| kind_of(&signed_in, word)).unwrap_or(first);
    let read = match file {
        Ok(bytes) => state.sheets.read(kind, bytes).await?,
        Err(fault) => Err(fault),
    };
    match read {
        Ok(table) => {
            let id = state.sheets.keep(signed_in.staff(), table).await?.to_string();
            Ok(Redirect::to(&asked.context.language().address(&plan_page::address(&id))).into_response())
        }
        Err(fault) => Ok(upload_page(&state, &signed_in, asked, kind, Some(fault))),
    }
}

async fn planned(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Path(id): Path<String>,
    Query(query): Query<PlanQuery>,
) -> Answered {
    importer(&signed_in)?;
    match state.sheets.kept(signed_in.staff(), &id).await?.ok_or(Broke::NOT_FOUND)? {
        Kept::Done { added, changed } => {
            let page = plan_page::done(&asked.context, signed_in.staff().clone(), added, changed);
            Ok(inside(&state.accounts, &signed_in, asked, page))
        }
        Kept::Waiting { table, .. } => show_plan(&state, &signed_in, asked, id, table, query, false).await,
    }
}

async fn show_plan(
    state: &AccountsState,
    signed_in: &SignedIn,
    asked: Asked,
    id: String,
    table: Table,
    query: PlanQuery,
    moved: bool,
) -> Answered {
    let staff = signed_in.staff().clone();
    let table = Arc::new(table);
    let (directory, word) = (asked.context.directory.clone(), asked.context.site.station_word.clone());
    let (plan, seen) = state.sheets.plan(table.clone(), directory, &staff, word).await?;
    let (kind, sheet, passed_over) = (table.kind, table.name.clone(), table.passed_over.clone());
    let shown = Shown { staff, id, kind, sheet, passed_over, plan, seen, moved, query };
    let page = plan_page::page(&asked.context, shown);
    Ok(inside(&state.accounts, signed_in, asked, page))
}

async fn decide(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    mut asked: Asked,
    Path(id): Path<String>,
    Form(form): Form<PlanForm>,
) -> Answered {
    importer(&signed_in)?;
    let staff = signed_in.staff();
    let l = asked.context.language();
    match form.act.as_str() {
        "confirm" => {}
        "drop" => {
            state.sheets.forget(staff, &id).await?;
            return Ok(Redirect::to(&l.address(import_page::ADDRESS)).into_response());
        }
        _ => return Err(Broke::NOT_FOUND),
    }
    let word = asked.context.site.station_word.clone();
    match state.sheets.confirm(staff, &id, &form.seen, &word).await? {
        Confirmed::Done => Ok(Redirect::to(&l.address(&plan_page::address(&id))).into_response()),
        Confirmed::Gone => Err(Broke::NOT_FOUND),
        Confirmed::Moved => {
            // As it stands now, which is newer than when the form came.
            asked.context.directory = state.sources.directory.get();
            match state.sheets.kept(staff, &id).await?.ok_or(Broke::NOT_FOUND)? {
                Kept::Done { .. } => Ok(Redirect::to(&l.address(&plan_page::address(&id))).into_response()),
                Kept::Waiting { table, .. } => {
                    show_plan(&state, &signed_in, asked, id, table, PlanQuery::default(), true).await
                }
            }
        }
    }
}

async fn template(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Path(kind): Path<String>,
) -> Answered {
    let kind = kind_of(&signed_in, &kind).ok_or(Broke::NOT_FOUND)?;
    let (l, directory) = (asked.context.language(), asked.context.directory.clone());
    let list = lists::sheet(l, kind, Vec::new());
    let (name, rows) = lists::how(l, kind, &directory);
    let rows = rows.into_iter().map(Vec::from).collect();
    let how = Beside { name, rows, on_paper: String::new() };
    let file = format!("{}-template.xlsx", kind.word());
    let bytes = state.sheets.aside(move || write::workbook(&list, &[how])).await??;
    Ok(attachment(bytes, &file))
}

async fn result(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Path(id): Path<String>,
) -> Answered {
    importer(&signed_in)?;
    let staff = signed_in.staff();
    let kept = state.sheets.kept(staff, &id).await?;
    let Some(Kept::Waiting { table, .. }) = kept else { return Err(Broke::NOT_FOUND) };
    let (l, directory) = (asked.context.language(), asked.context.directory.clone());
    let (table, word) = (Arc::new(table), asked.context.site.station_word.clone());
    let (plan, _) = state.sheets.plan(table.clone(), directory.clone(), staff, word).await?;
    let list = lists::with_results(l, &table, &plan, &directory);
    let about = write::about(l, &list, &staff.name, &shanghai::minute(crate::database::now_ms()), "");
    let file = exports::file_name(l, &list);
    let bytes = state.sheets.aside(move || write::workbook(&list, &[about])).await??;
    Ok(attachment(bytes, &file))
}

async fn export(
    State(state): State<AccountsState>,
    asked: Asked,
    Path(list): Path<String>,
    Query(query): Query<Vec<(String, String)>>,
    ProvedForm { signed_in, form: Nothing {} }: ProvedForm<Nothing>,
) -> Answered {
    let listed = Listed::from_word(&list).ok_or(Broke::NOT_FOUND)?;
    let staff = signed_in.staff();
    let export = exports::export(&state, &asked, staff, listed, &query).await?.ok_or(Broke::NOT_FOUND)?;
    note(&state, staff.id, &export.unit, listed, export.list.rows.len()).await?;
    let l = asked.context.language();
    let when = shanghai::minute(crate::database::now_ms());
    let about = write::about(l, &export.list, &staff.name, &when, &export.condition);
    let file = exports::file_name(l, &export.list);
    let beside: Vec<_> = std::iter::once(about).chain(export.beside).collect();
    let bytes = state.sheets.aside(move || write::workbook(&export.list, &beside)).await??;
    Ok(attachment(bytes, &file))
}

/// Writes that somebody took a list home.
async fn note(
    state: &AccountsState,
    reader: app::ids::StaffId,
    unit: &Unit,
    listed: Listed,
    rows: usize,
) -> Result<(), StoreError> {
    let command = Command {
        id: CommandId::fresh(),
        unit: unit.clone(),
        entity: listed.word().into(),
        entity_id: format!("{rows} rows"),
        basis: 0,
        kind: "export".into(),
        fields: Fields::new(),
        reason: String::new(),
        made_at_ms: 0,
    };
    let nothing = async |_: &mut Transaction<'_>| Ok(Ok(()));
    state.accounts.journal().apply(&command, &Actor::Staff(reader), &[], nothing).await.map(drop)
}

/// A file that nobody keeps on the way.
pub(super) fn attachment(bytes: impl Into<Body>, name: &str) -> Response {
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(write::MEDIA_TYPE)),
        (header::CONTENT_DISPOSITION, disposition.unwrap_or_else(|_| HeaderValue::from_static("attachment"))),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    let body: Body = bytes.into();
    (headers, body).into_response()
}
