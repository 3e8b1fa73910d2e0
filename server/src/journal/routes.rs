//! The addresses of the journal, for who may read it. Opening a row and exporting are rows themselves.

use std::collections::HashMap;

use app::{
    access::Action,
    accounts::model::Staff,
    ids::CommandId,
    journal::{
        journal_page::{self, EXPORT_MAX, Found, JournalQuery, Line},
        model::{Actor, Command, Unit},
        row_page::{self, Opened},
        words,
    },
    language::Language,
    ui::per_page,
};
use axum::{
    Router,
    extract::{Path, Query, State},
    http::{HeaderValue, header},
    response::IntoResponse,
    routing::{get, post},
};
use serde::Deserialize;

use super::{fields, queries, row::Row};
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
        .route("/office/journal", get(show))
        .route("/office/journal/export.csv", post(export))
        .route("/office/journal/{unit}/{number}", get(open))
}

/// A question, understood: what is searched for, and which days cannot be read.
struct Question {
    search: queries::Search,
    wrong_days: Vec<&'static str>,
    units: Vec<Unit>,
    all: bool,
}

/// What `reader` may ask; nothing for who may not read the journal at all.
async fn understand(
    state: &AccountsState,
    reader: &Staff,
    query: &JournalQuery,
) -> Result<Option<Question>, StoreError> {
    let units = state.accounts.units(reader, Action::ReadJournal);
    let all = units.contains(&Unit::Province);
    let asked = units.iter().find(|unit| unit.to_string() == query.unit);
    // Who may not see everything sees one unit at a time.
    let unit = match (asked, all) {
        (Some(unit), _) => unit.to_string(),
        (None, true) if query.unit.is_empty() => String::new(),
        (None, false) if query.unit.is_empty() => match units.first() {
            Some(unit) => unit.to_string(),
            None => return Ok(None),
        },
        (None, _) => return Ok(None),
    };
    let mut wrong_days = Vec::new();
    let mut day = |name, text: &str, otherwise: i64, days: i64| {
        if text.trim().is_empty() {
            return otherwise;
        }
        app::iso_date::parse(text.trim()).map(shanghai::begins_at_ms).map_or_else(
            || {
                wrong_days.push(name);
                otherwise
            },
            |begin| begin + days * 24 * 60 * 60 * 1000,
        )
    };
    let from_ms = day("from", &query.from, 0, 0);
    let before_ms = day("until", &query.until, i64::MAX, 1);
    let search = queries::Search {
        unit,
        kind: query.kind.clone(),
        record: query.record.trim().to_owned(),
        actor: actor(state, query.by.trim()).await?,
        from_ms,
        before_ms,
    };
    Ok(Some(Question { search, wrong_days, units, all }))
}

/// Who signs in with this name, as they are written in the journal; somebody who never acted, where nobody does.
async fn actor(state: &AccountsState, sign_in_name: &str) -> Result<String, StoreError> {
    if sign_in_name.is_empty() {
        return Ok(String::new());
    }
    let everybody = state.accounts.everybody().await?;
    let found = everybody.iter().find(|staff| staff.sign_in_name.as_str() == sign_in_name.to_lowercase());
    Ok(found.map_or_else(|| "nobody".to_owned(), |staff| Actor::Staff(staff.id).to_string()))
}

async fn show(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Query(query): Query<JournalQuery>,
) -> Answered {
    let found = list(&state, signed_in.staff(), query, asked.context.language()).await?;
    let page = journal_page::page(&asked.context, found.ok_or(Broke::NOT_FOUND)?);
    Ok(inside(&state.accounts, &signed_in, asked, page))
}

async fn list(
    state: &AccountsState,
    reader: &Staff,
    query: JournalQuery,
    l: Language,
) -> Result<Option<Found>, StoreError> {
    let Some(Question { search, wrong_days, units, all }) = understand(state, reader, &query).await? else {
        return Ok(None);
    };
    let database = state.accounts.journal().database();
    let count = queries::count(database, &search).await?;
    let per_page = i64::try_from(per_page(&query.per)).unwrap_or(i64::MAX);
    let page = i64::try_from(query.page()).unwrap_or(1);
    let rows = queries::search(database, &search, per_page, (page - 1).saturating_mul(per_page)).await?;
    let names = names(state).await?;
    let lines = rows.iter().map(|row| line(l, row, &names)).collect::<Result<_, _>>()?;
    let count = usize::try_from(count).unwrap_or_default();
    Ok(Some(Found { reader: reader.clone(), units, all, query, wrong_days, lines, count }))
}

/// What members of the staff are called, by their ids.
async fn names(state: &AccountsState) -> Result<HashMap<String, String>, StoreError> {
    let everybody = state.accounts.everybody().await?;
    Ok(everybody.into_iter().map(|staff| (staff.id.to_string(), staff.name)).collect())
}

fn line(l: Language, row: &Row, names: &HashMap<String, String>) -> Result<Line, StoreError> {
    let corrupt = || StoreError::Corrupt { what: "row of the journal" };
    let actor: Actor = row.actor.parse().map_err(|_| corrupt())?;
    Ok(Line {
        unit: row.unit.parse().map_err(|_| corrupt())?,
        number: row.number,
        when: shanghai::minute(row.applied_at_ms),
        who: words::actor(l, &actor, names.get(&row.actor).map(String::as_str)),
        kind: row.kind.clone(),
        record: row.entity_id.clone(),
        refused: row.is_refused(),
    })
}

/// The rows that a reader asks for, and in whose journal it stands that they took them home; nothing where they may
/// not, or where a day cannot be read.
pub(crate) async fn lines(
    state: &AccountsState,
    reader: &Staff,
    query: &JournalQuery,
    most: i64,
    l: Language,
) -> Result<Option<(Unit, Vec<Line>)>, StoreError> {
    let Some(question) = understand(state, reader, query).await?.filter(|it| it.wrong_days.is_empty()) else {
        return Ok(None);
    };
    let rows = queries::search(state.accounts.journal().database(), &question.search, most, 0).await?;
    let names = names(state).await?;
    let lines = rows.iter().map(|row| line(l, row, &names)).collect::<Result<_, _>>()?;
    Ok(Some((question.search.unit.parse().unwrap_or(Unit::Province), lines)))
}

async fn open(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Path((unit, number)): Path<(String, String)>,
) -> Answered {
    let (Ok(unit), Ok(number)) = (unit.parse::<Unit>(), number.parse::<i64>()) else {
        return Err(Broke::NOT_FOUND);
    };
    let opened = open_row(&state, signed_in.staff(), &unit, number, asked.context.language()).await?;
    let page = row_page::page(&asked.context, opened.ok_or(Broke::NOT_FOUND)?);
    Ok(inside(&state.accounts, &signed_in, asked, page))
}

async fn open_row(
    state: &AccountsState,
    reader: &Staff,
    unit: &Unit,
    number: i64,
    l: Language,
) -> Result<Option<Opened>, StoreError> {
    if !state.accounts.may(reader, Action::ReadJournal, unit, None) {
        return Ok(None);
    }
    let journal = state.accounts.journal();
    let Some(row) = queries::numbered(journal.database(), &unit.to_string(), number).await? else {
        return Ok(None);
    };
    let fields = journal.read_fields(&row).await?.into_iter().collect();
    note(state, reader, unit, "read", format!("{unit}/{number}")).await?;
    let line = line(l, &row, &names(state).await?)?;
    Ok(Some(Opened { reader: reader.clone(), line, fields, reason: row.reason, hash: row.hash }))
}

/// Writes that somebody has read or exported.
async fn note(
    state: &AccountsState,
    reader: &Staff,
    unit: &Unit,
    kind: &str,
    what: String,
) -> Result<(), StoreError> {
    let command = Command {
        id: CommandId::fresh(),
        unit: unit.clone(),
        entity: "journal".into(),
        entity_id: what,
        basis: 0,
        kind: kind.into(),
        fields: fields([]),
        reason: String::new(),
        made_at_ms: 0,
    };
    let nothing = async |_: &mut Transaction<'_>| Ok(Ok(()));
    state.accounts.journal().apply(&command, &Actor::Staff(reader.id), &[], nothing).await.map(drop)
}

async fn export(
    State(state): State<AccountsState>,
    asked: Asked,
    Query(query): Query<JournalQuery>,
    ProvedForm { signed_in, form: Nothing {} }: ProvedForm<Nothing>,
) -> Answered {
    let table = export_rows(&state, signed_in.staff(), &query, asked.context.language()).await?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"journal.csv\"")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, table.ok_or(Broke::NOT_FOUND)?).into_response())
}

/// The rows as a table for Excel, which needs the mark at the beginning to read Chinese.
async fn export_rows(
    state: &AccountsState,
    reader: &Staff,
    query: &JournalQuery,
    l: Language,
) -> Result<Option<String>, StoreError> {
    let Some(question) = understand(state, reader, query).await?.filter(|it| it.wrong_days.is_empty()) else {
        return Ok(None);
    };
    let most = i64::try_from(EXPORT_MAX).unwrap_or(i64::MAX);
    let rows = queries::search(state.accounts.journal().database(), &question.search, most, 0).await?;
    let unit = question.search.unit.parse().unwrap_or(Unit::Province);
    note(state, reader, &unit, "export", format!("{} rows", rows.len())).await?;
    let names = names(state).await?;
    let mut table =
        String::from("\u{feff}unit,number,applied_at,actor,kind,entity,entity_id,outcome,reason,hash\r\n");
    for row in &rows {
        let line = line(l, row, &names)?;
        let outcome = if line.refused { "refused" } else { "done" };
        let number = row.number.to_string();
        let cells = [
            row.unit.as_str(),
            &number,
            &line.when,
            &line.who,
            &row.kind,
            &row.entity,
            &row.entity_id,
            outcome,
            &row.reason,
            &row.hash,
        ];
        table.push_str(&cells.map(cell).join(","));
        table.push_str("\r\n");
    }
    Ok(Some(table))
}

/// A cell that no spreadsheet takes for a formula.
pub(crate) fn cell(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let guarded = if formula { format!("'{text}") } else { text.to_owned() };
    match guarded.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", guarded.replace('"', "\"\"")),
        false => guarded,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_never_a_formula_and_keeps_its_text_together() {
        for (text, written) in [
            ("plain", "plain"),
            ("=1+1", "'=1+1"),
            ("-5", "'-5"),
            ("@x", "'@x"),
            ("a,b", "\"a,b\""),
            ("say \"yes\"", "\"say \"\"yes\"\"\""),
            ("+a,b", "\"'+a,b\""),
        ] {
            assert_eq!(cell(text), written);
        }
    }
}
