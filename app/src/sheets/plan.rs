//! What would come of each row of a table, before anything is written. Pure.
//!
//! The rules of the fields are those of the office's form (`stations/unit_form.rs`), so that a form and a workbook never
//! disagree. Each row is read on its own, and with the other rows of its file.

use std::collections::{HashMap, HashSet};

use time::Date;

use super::{
    areas, catalogue, guides,
    model::{SheetKind, Table, TableRow},
    people, units,
};
use crate::{
    access::{Action, may, relation},
    accounts::model::{Assignment, Staff},
    directory::model::Directory,
    drafts::model as drafts,
    ids::StationId,
    journal::model::{Fields, Unit},
    policies::draft::Guide,
    register::model::{Entry, EntryFault},
    services::versions::Version,
    stations::edit::FieldFault,
    text::Text,
};

/// What only the office sees of what stands there now, as far as a table is about it.
#[derive(Clone, Debug, Default)]
pub struct Office {
    /// The versions of the catalogue, the latest first.
    pub versions: Vec<Version>,
    /// The guides, their drafts with them.
    pub guides: Vec<Guide>,
    /// The registers of the units that the table names and whose names its sender may see.
    pub register: HashMap<StationId, Vec<Entry>>,
}

/// What a plan is made against.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// What stands there now.
    pub directory: &'a Directory,
    /// What only the office sees of it.
    pub office: &'a Office,
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
    /// The rule of a field of a draft; with what was probably meant.
    Draft(drafts::Fault, Option<String>),
    /// This is no code that a part of the catalogue may have.
    Code,
    /// This is no word that a guide may have in its address.
    Slug,
    /// Something else has this code.
    Taken,
    /// Rows of this kind have no such field.
    NotHere,
    /// A version of the catalogue waits for its day; until it is a draft again there is no other.
    Scheduled,
    /// The rule of an entry of the register.
    Entry(EntryFault),
    /// More than one entry of the register may be meant.
    Which,
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
    /// These fields are empty, and nothing is published without them.
    Missing(Vec<&'static str>),
    /// It stands in another place of its list.
    Moved,
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
    /// What no row names and would be there no longer.
    pub gone: Vec<Text>,
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
        SheetKind::Register => people::plan(table, context),
        SheetKind::Catalogue => catalogue::plan(table, context),
        SheetKind::Policies => guides::plan(table, context),
    }
}

/// The units that a table names.
pub fn stations_of(table: &Table, directory: &Directory) -> HashSet<StationId> {
    let named = table.rows.iter().map(units::slug_in);
    named.filter_map(|slug| directory.station(&slug)).map(|station| station.id).collect()
}

/// Whether somebody can import a kind of sheet at all.
pub fn may_import(staff: &Staff, kind: SheetKind) -> bool {
    use crate::access::Relation;
    let needed: &[Action] = match kind {
        SheetKind::Units | SheetKind::Areas => &[Action::EditUnit],
        SheetKind::Register => &[Action::EditUnit, Action::SeeRegister],
        SheetKind::Catalogue | SheetKind::Policies => &[Action::KeepCatalogue],
    };
    let may_all = |it: &Assignment| needed.iter().all(|action| may(it.role, *action, Relation::Unit));
    staff.assignments.iter().any(may_all)
}

/// The kinds of sheets that somebody can import, in the order of the page.
pub fn kinds_for(staff: &Staff) -> Vec<SheetKind> {
    SheetKind::ALL.into_iter().filter(|kind| may_import(staff, *kind)).collect()
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
pub(super) mod tests;
