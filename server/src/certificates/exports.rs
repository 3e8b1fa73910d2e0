//! What the national system is handed: the columns as the province keeps them, the files, and what was noted of each
//! record.

use app::{
    certificates::{
        export::{Export, Mapping, Record},
        messages,
    },
    ids::{CommandId, HoursId},
    journal::model::{Actor, Change, Command, Refusal, Unit},
    language::Language,
    sheets::lists::List,
};

use super::{
    Certificates,
    queries::{self, corrupt},
};
use crate::{
    database::{Transaction, now_ms},
    error::StoreError,
    journal::{csv_cell, fields},
    shanghai,
    sheets::write,
};

/// The word of a record that stood in a file.
const EXPORTED: &str = "exported";

/// The word of one that the national system has.
const ENTERED: &str = "entered";

/// How wide a column is, in signs.
const WIDTH: u8 = 24;

/// A list in both its forms.
#[derive(Clone, Debug)]
pub struct Exported {
    /// As a workbook.
    pub workbook: Vec<u8>,
    /// As comma-separated values, in UTF-8 with its mark, which spreadsheets need to read Chinese.
    pub csv: String,
}

impl Certificates {
    /// The columns as they are kept, or else those that ship.
    pub async fn mapping(&self) -> Result<Mapping, StoreError> {
        let columns = queries::columns(self.database()).await?;
        match columns.is_empty() {
            true => Ok(Mapping::default()),
            false => Mapping::of_columns(columns).ok_or_else(corrupt),
        }
    }

    /// Keeps other columns, once for the id of the command. Whoever calls has made sure that `by` may.
    pub async fn keep_mapping(
        &self,
        command: CommandId,
        mapping: &Mapping,
        by: &Actor,
    ) -> Result<Result<(), Refusal>, StoreError> {
        let before = self.mapping().await?;
        let keep = Command {
            fields: fields([("columns", Change::from_to(before.text(), mapping.text()))]),
            ..about_exports(command, &Unit::Province, "keep_hours_columns")
        };
        let work = async |tx: &mut Transaction<'_>| {
            queries::keep_columns(tx, mapping).await?;
            Ok(Ok(()))
        };
        self.journal.apply(&keep, by, &[], work).await
    }

    /// The records in the columns that are kept.
    pub async fn export(&self, l: Language, records: &[Record]) -> Result<Exported, StoreError> {
        let mapping = self.mapping().await?;
        let headings = mapping.headings();
        let rows: Vec<_> = records.iter().map(|record| mapping.row(record)).collect();
        let line = |cells: &Vec<String>| {
            let cells: Vec<_> = cells.iter().map(|cell| csv_cell(cell)).collect();
            format!("{}\r\n", cells.join(","))
        };
        let csv = ["\u{feff}".to_owned(), line(&headings)].into_iter().chain(rows.iter().map(line)).collect();
        let list = List {
            word: "hours",
            title: messages::items(l).to_owned(),
            columns: headings.into_iter().map(|heading| (heading, WIDTH)).collect(),
            rows,
            demo: false,
            internal: true,
        };
        Ok(Exported { workbook: write::workbook(&list, &[])?, csv })
    }

    /// Notes that these records stood in a file (`entered` says: that the national system has them), once for the id of
    /// the command. One that is entered stays so.
    pub async fn mark(
        &self,
        command: CommandId,
        unit: &Unit,
        records: &[HoursId],
        entered: bool,
        by: &Actor,
    ) -> Result<Result<(), Refusal>, StoreError> {
        let (kind, word) = if entered { ("enter_hours", ENTERED) } else { ("export_hours", EXPORTED) };
        let count = i64::try_from(records.len()).unwrap_or(i64::MAX);
        let mark =
            Command { fields: fields([("rows", Change::to(count))]), ..about_exports(command, unit, kind) };
        let work = async |tx: &mut Transaction<'_>| {
            let now = now_ms();
            for record in records {
                queries::mark_export(tx, &record.to_string(), word, now).await?;
            }
            Ok(Ok(()))
        };
        self.journal.apply(&mark, by, &[], work).await
    }

    /// How a record stands towards the national system.
    pub async fn export_of(&self, record: HoursId) -> Result<Export, StoreError> {
        let kept = queries::export_state(self.database(), &record.to_string()).await?;
        match kept.as_ref().map(|(word, at_ms)| (word.as_str(), shanghai::moment(*at_ms).date())) {
            None => Ok(Export::NotYet),
            Some((EXPORTED, day)) => Ok(Export::Exported(day)),
            Some((ENTERED, day)) => Ok(Export::Entered(day)),
            Some(_) => Err(corrupt()),
        }
    }
}

fn about_exports(id: CommandId, unit: &Unit, kind: &str) -> Command {
    Command {
        id,
        unit: unit.clone(),
        entity: "hours_export".to_owned(),
        entity_id: id.to_string(),
        basis: 0,
        kind: kind.to_owned(),
        fields: fields([]),
        reason: String::new(),
        made_at_ms: 0,
    }
}
