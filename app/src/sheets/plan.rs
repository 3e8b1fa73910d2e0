//! What would come of each row of a table, before anything is written. Pure.
//!
//! The rules of the fields are those of the office's form (`stations/unit_form.rs`), so that a form and a workbook never
//! disagree. Each row is read on its own, and with the other rows of its file.

use time::Date;

use super::{
    areas,
    model::{SheetKind, Table, TableRow},
    units,
};
use crate::{
    access::{Action, may, relation},
    accounts::model::Staff,
    directory::model::Directory,
    journal::model::{Fields, Unit},
    stations::edit::FieldFault,
    text::Text,
};

/// What a plan is made against.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// What stands there now.
    pub directory: &'a Directory,
    /// Who wants it.
    pub staff: &'a Staff,
    /// The day.
    pub today: Date,
    /// What a station is called here.
    pub station_word: &'a Text,
}

impl Context<'_> {
    /// Whether they may do something in a unit.
    pub(super) fn may(&self, action: Action, unit: &Unit) -> bool {
        let assignments = &self.staff.assignments;
        assignments.iter().any(|it| may(it.role, action, relation(self.directory, &it.unit, unit)))
    }
}

/// What would come of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Something that is not there yet.
    New,
    /// Something becomes another.
    Changed,
    /// It stands there already.
    Same,
    /// It cannot be.
    Refused,
}

impl Outcome {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 4] = [Self::New, Self::Changed, Self::Same, Self::Refused];

    /// The word in addresses.
    pub fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::Same => "same",
            Self::Refused => "refused",
        }
    }

    /// The outcome of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.word() == word)
    }
}

/// Why something in a row cannot be.
#[derive(Clone, Debug, PartialEq)]
pub enum Wrong {
    /// The rule of a field; with what was probably meant.
    Field(FieldFault, Option<String>),
    /// The same stands in this row above.
    Twice(u32),
    /// There is no such unit, or not for this reader.
    NotFound,
    /// They may see it and not do this.
    NotAllowed,
    /// The unit is closed for good.
    Closed,
    /// This is not changed by a workbook; so it stands.
    Stays(String),
    /// A formula without a result.
    Broken,
}

/// What is wrong, and in which cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// `C12`.
    pub at: String,
    /// The column, by its word.
    pub column: &'static str,
    /// What.
    pub wrong: Wrong,
}

/// What somebody should look at, though nothing is wrong.
#[derive(Clone, Debug, PartialEq)]
pub enum Note {
    /// The telephone in this cell was kept as a number, which has no zero in front.
    Number(String),
    /// The area in this cell is served by these units too.
    AlsoServed(String, Vec<Text>),
}

/// What would come of one row.
#[derive(Clone, Debug, PartialEq)]
pub struct Planned {
    /// The number of the row.
    pub number: u32,
    /// What it is about: the name of a unit, or what stands in its first cell.
    pub name: Text,
    /// The word of the unit in addresses, as far as it is there.
    pub slug: Option<String>,
    /// What would come of it.
    pub outcome: Outcome,
    /// What changes.
    pub changes: Fields,
    /// Why it cannot be.
    pub faults: Vec<Fault>,
    /// What to look at.
    pub notes: Vec<Note>,
}

/// A command that a plan leads to, but for its id.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Which row of the table it is of, counted from 0: each command has one of its own.
    pub row: usize,
    /// In whose journal it stands.
    pub unit: Unit,
    /// What kind of record.
    pub entity: &'static str,
    /// Which record; nothing for one that has the id of its command.
    pub entity_id: Option<String>,
    /// The version that was seen.
    pub basis: i64,
    /// The kind of the command.
    pub kind: &'static str,
    /// What changes.
    pub fields: Fields,
}

/// What would come of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// Of each row.
    pub rows: Vec<Planned>,
    /// What would be done.
    pub steps: Vec<Step>,
}

impl Plan {
    /// How many rows have this outcome.
    pub fn count(&self, outcome: Outcome) -> usize {
        self.rows.iter().filter(|row| row.outcome == outcome).count()
    }

    /// Whether it can be carried out: nothing is refused, and something is done.
    pub fn can_be_done(&self) -> bool {
        self.count(Outcome::Refused) == 0 && !self.steps.is_empty()
    }
}

/// What would come of this table.
pub fn plan(table: &Table, context: &Context<'_>) -> Plan {
    match table.kind {
        SheetKind::Units => units::plan(table, context),
        SheetKind::Areas => areas::plan(table, context),
    }
}

/// Whether somebody can import anything at all.
pub fn may_import(staff: &Staff) -> bool {
    use crate::access::Relation;
    staff.assignments.iter().any(|it| may(it.role, Action::EditUnit, Relation::Unit))
}

/// A row of which nothing is known yet.
pub(super) fn blank(row: &TableRow, name: &str) -> Planned {
    Planned {
        number: row.number,
        name: Text { zh: name.chars().take(100).collect(), en: None },
        slug: None,
        outcome: Outcome::Refused,
        changes: Fields::new(),
        faults: Vec::new(),
        notes: Vec::new(),
    }
}

/// Formulas of a row that have no result.
pub(super) fn broken(table: &Table, row: &TableRow) -> Vec<Fault> {
    use super::model::CellKind;
    let columns = table.kind.columns().iter().filter(|column| column.read);
    let broken =
        columns.filter(|it| row.cells.get(it.word).is_some_and(|cell| cell.kind == CellKind::Broken));
    broken.map(|it| fault(table, row, it.word, Wrong::Broken)).collect()
}

/// A fault of a cell.
pub(super) fn fault(table: &Table, row: &TableRow, column: &'static str, wrong: Wrong) -> Fault {
    Fault { at: table.address(column, row.number), column, wrong }
}

#[cfg(test)]
mod tests;
