//! What the national system is handed: the columns as the province keeps them, the files, and what was noted of each
//! record.

use app::{
    certificates::{
        export::{Element, Export, Mapping, Mark, Record},
        messages,
    },
    ids::{CommandId, HoursId},
    journal::model::{Actor, Change, Command, Refusal, Unit},
    language::Language,
    sheets::lists::List,
};
use time::Date;

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

    /// Notes how these records stand towards the national system, once for the id of the command. One that is entered
    /// stays so, unless its hours were taken back and it is corrected. Where they were taken home with columns that are sealed,
    /// the journal says which.
    pub async fn mark(
        &self,
        command: CommandId,
        unit: &Unit,
        records: &[HoursId],
        mark: Mark,
        by: &Actor,
    ) -> Result<Result<(), Refusal>, StoreError> {
        let kind = match mark {
            Mark::Exported => "export_hours",
            Mark::Entered => "enter_hours",
            Mark::Refused(_) => "return_hours",
            Mark::Corrected => "correct_hours",
        };
        let word = mark.word();
        let count = i64::try_from(records.len()).unwrap_or(i64::MAX);
        let mut changes = fields([("rows", Change::to(count))]);
        if mark == Mark::Exported {
            let sealed: Vec<_> = self.mapping().await?.sealed().into_iter().map(Element::word).collect();
            if !sealed.is_empty() {
                changes.insert("columns".to_owned(), Change::to(sealed.join(",")));
            }
        }
        if let Mark::Refused(why) = mark {
            changes.insert("reason".to_owned(), Change::to(why.word()));
        }
        let mark = Command { fields: changes, ..about_exports(command, unit, kind) };
        let work = async |tx: &mut Transaction<'_>| {
            let now = now_ms();
            for record in records {
                queries::mark_export(tx, &record.to_string(), &word, now).await?;
            }
            Ok(Ok(()))
        };
        self.journal.apply(&mark, by, &[], work).await
    }

    /// How records of a unit and these days stand towards the national system; those of which nothing is noted are left
    /// out.
    pub async fn exports_of(
        &self,
        unit: &Unit,
        days: (Date, Date),
    ) -> Result<Vec<(HoursId, Export)>, StoreError> {
        let kept = queries::export_states(self.database(), unit, days).await?;
        let stands = |(hours, word, at_ms): (String, String, i64)| -> Result<_, StoreError> {
            let mark = Mark::from_word(&word).ok_or_else(corrupt)?;
            let hours = hours.parse::<HoursId>().map_err(|_| corrupt())?;
            Ok((hours, mark.on(shanghai::moment(at_ms).date())))
        };
        kept.into_iter().map(stands).collect()
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
