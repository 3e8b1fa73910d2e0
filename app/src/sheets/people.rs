//! Somebody in a post of a unit a row: the staff register.
//!
//! Who is meant is told by unit, name, first day and certificate number together; where nobody fits, it is a new entry.
//! An empty cell leaves what is there, 「清空」 takes it away. A certificate number is exported with its middle left out,
//! and one that comes back so stays as it is. What no row names stays.
//!
//! The rules of the fields are those of the register's form (`register/model.rs`).

use std::collections::HashMap;

use time::Date;

use super::{
    documents::{day, read},
    model::{Column, Table, TableRow, clears, plain},
    plan::{Context, Outcome, Plan, Planned, Step, Wrong, blank, broken, fault},
    units::slug_in,
};
use crate::{
    access::Action,
    ids::EntryId,
    iso_date,
    journal::model::Unit,
    language::Language,
    register::{
        model::{
            self, Details, ENTITY, Entry, EntryFault, EntryForm, Qualification, Work, apply, clash, masked,
        },
        standard::POSTS,
        words,
    },
    stations::{
        edit::{FieldFault, SLUG},
        model::{Stage, Station},
    },
    text::Text,
};

/// What the unit is called.
pub(super) const UNIT: &str = "unit";

/// The columns.
pub(super) const COLUMNS: [Column; 9] = [
    Column { word: SLUG, needed: true, read: true, width: 22 },
    Column { word: UNIT, needed: false, read: false, width: 24 },
    Column { word: "name", needed: true, read: true, width: 12 },
    read("post", 12),
    read("employer", 28),
    read("qualification", 18),
    read("certificate", 22),
    read("from", 14),
    read("until", 14),
];

/// The lists that cells choose from: by the word of a column, each code with its name.
pub(super) fn choices(l: Language) -> Vec<(&'static str, &'static str, &'static str)> {
    let posts = POSTS.map(|post| ("post", post.word, post.words(l)));
    let qualifications =
        Qualification::ALL.map(|it| ("qualification", it.word(), words::qualification(l, it)));
    posts.into_iter().chain(qualifications).collect()
}

/// The code of an entry of a list as people write it; itself where it is none.
fn code(column: &str, text: &str) -> String {
    let listed = |l| choices(l).into_iter().filter(|(of, ..)| *of == column);
    let mut all = Language::ALL.into_iter().flat_map(listed);
    let found = all.find(|(_, code, name)| [code, name].into_iter().any(|it| plain(it) == plain(text)));
    found.map_or_else(|| text.to_owned(), |(_, code, _)| code.to_owned())
}

/// The entries of a unit while rows are read: which row each is taken by.
struct Book {
    entries: Vec<Entry>,
    taken: HashMap<EntryId, u32>,
}

pub(super) fn plan(table: &Table, context: &Context<'_>) -> Plan {
    let mut plan = Plan::default();
    let mut books: HashMap<_, Book> = HashMap::new();
    for (at, row) in table.rows.iter().enumerate() {
        let mut planned = blank(row, row.text("name"));
        planned.faults = broken(table, row);
        match unit(context, row) {
            Err(wrong) => planned.faults.push(fault(table, row, SLUG, wrong)),
            Ok(station) => {
                let book = books.entry(station.id).or_insert_with(|| Book {
                    entries: context.office.register.get(&station.id).cloned().unwrap_or_default(),
                    taken: HashMap::new(),
                });
                planned.slug = Some(station.slug.clone());
                let of = |l| format!("{} · {}", row.text("name"), station.name.read(l));
                planned.name = Text::new(of(Language::Zh), of(Language::En));
                let step = Reading { table, row, context, station }.step(book, &mut planned);
                plan.steps.extend(step.map(|step| Step { row: at, ..step }));
            }
        }
        plan.rows.push(planned);
    }
    // What is done in one unit is done at once.
    plan.steps.sort_by(|one, other| one.unit.cmp(&other.unit));
    plan
}

/// The unit of a row, if its sender may see who works there.
fn unit<'a>(context: &Context<'a>, row: &TableRow) -> Result<&'a Station, Wrong> {
    let slug = slug_in(row);
    if slug.is_empty() {
        return Err(Wrong::Field(FieldFault::Empty, None));
    }
    let sees = |station: &&Station| context.may(Action::SeeRegister, &Unit::Station(station.id));
    context.directory.station(&slug).filter(sees).ok_or(Wrong::NotFound)
}

/// One row that is being read.
struct Reading<'a> {
    table: &'a Table,
    row: &'a TableRow,
    context: &'a Context<'a>,
    station: &'a Station,
}

impl Reading<'_> {
    fn step(&self, book: &mut Book, planned: &mut Planned) -> Option<Step> {
        let told = |column: &'static str, wrong: Wrong| fault(self.table, self.row, column, wrong);
        let entry_fault = |wrong: EntryFault| {
            let (question, _) = words::fault(Language::Zh, wrong);
            let column = COLUMNS.iter().find(|it| it.word == question).map_or(SLUG, |it| it.word);
            told(column, Wrong::Entry(wrong))
        };
        let entry = match self.entry(book) {
            Ok(entry) => entry,
            Err(wrong) => {
                planned.faults.push(told("name", wrong));
                return None;
            }
        };
        let work = if entry.is_some() { Work::Amend } else { Work::Employ };
        let before = entry.as_ref().map(|entry| &entry.details);
        let fields = match self.form(entry.as_ref()).fields(work, before) {
            Ok(fields) => fields,
            Err(faults) => {
                planned.faults.extend(faults.into_iter().map(entry_fault));
                return None;
            }
        };
        let id = match &entry {
            Some(entry) => entry.id,
            // Known by its row until its command has an id.
            None => format!("00000000-0000-0000-0000-{:012}", self.row.number).parse().ok()?,
        };
        let details = match apply(before, &fields) {
            Ok((details, _)) => details,
            Err(refusal) => {
                planned.faults.push(entry_fault(EntryFault::Refused(refusal)));
                return None;
            }
        };
        if !fields.is_empty() {
            let own = Unit::Station(self.station.id);
            if self.station.stage == Stage::Closed {
                planned.faults.push(told(SLUG, Wrong::Closed));
            } else if !self.context.may(Action::EditUnit, &own) {
                planned.faults.push(told(SLUG, Wrong::NotAllowed));
            } else if clash(id, &details, &book.entries).is_some() {
                planned.faults.push(entry_fault(EntryFault::Overlaps));
            }
        }
        book.taken.insert(id, self.row.number);
        if !planned.faults.is_empty() {
            return None;
        }
        let (basis, entity_id) = match &entry {
            Some(entry) => (entry.version, Some(entry.id.to_string())),
            None => (0, None),
        };
        book.entries.retain(|it| it.id != id);
        book.entries.push(Entry { id, version: basis, station: self.station.id, details });
        planned.outcome = match (&entry, fields.is_empty()) {
            (Some(_), true) => {
                planned.outcome = Outcome::Same;
                return None;
            }
            (Some(_), false) => Outcome::Changed,
            (None, _) => Outcome::New,
        };
        planned.changes = fields.clone();
        Some(Step {
            row: 0,
            unit: Unit::Station(self.station.id),
            entity: ENTITY,
            entity_id,
            basis,
            kind: work.kind(),
            fields,
        })
    }

    /// The entry that the row is about; none for a new one.
    fn entry(&self, book: &Book) -> Result<Option<Entry>, Wrong> {
        let free = book.entries.iter().filter(|entry| !book.taken.contains_key(&entry.id));
        let mut found: Vec<_> = free.filter_map(|entry| Some((self.nearness(entry)?, entry))).collect();
        found.sort_by_key(|(near, _)| *near);
        match found.as_slice() {
            [] => {}
            // Two that are the same in all that a row says are one as well as the other.
            [(one, _), (other, _), ..] if one == other && *one != Nearness::Same => return Err(Wrong::Which),
            [(_, entry), ..] => return Ok(Some((*entry).clone())),
        }
        let taken = book.entries.iter().filter_map(|entry| {
            let row = book.taken.get(&entry.id)?;
            self.nearness(entry).filter(|near| *near <= Nearness::Begins).map(|_| *row)
        });
        match taken.min() {
            Some(row) => Err(Wrong::Twice(row)),
            None => Ok(None),
        }
    }

    /// How near the row is to an entry; nothing where it is about somebody else, or another time.
    fn nearness(&self, entry: &Entry) -> Option<Nearness> {
        let details = &entry.details;
        if details.name.is_empty() {
            return None;
        }
        let form = self.form(Some(entry));
        let same = form.fields(Work::Amend, Some(details)).is_ok_and(|fields| fields.is_empty());
        let named = self.signs("name") == plain(&details.name);
        let begins = iso_date::parse(&form.from) == Some(details.term.from);
        let meets = || self.meets(details, &form);
        let certificate = self.certificate(details);
        match certificate {
            _ if same => Some(Nearness::Same),
            Some(true) | None if named && begins => Some(Nearness::Begins),
            Some(true) if meets() => Some(Nearness::Certified),
            Some(false) if named && begins => Some(Nearness::Corrected),
            Some(true) | None if named && meets() => Some(Nearness::Named),
            _ => None,
        }
    }

    /// Whether the row's certificate number is that of an entry; nothing where one of them has none.
    fn certificate(&self, details: &Details) -> Option<bool> {
        let known = details.certificate.as_deref()?;
        let typed = self.row.text("certificate");
        (!typed.is_empty() && !clears(typed))
            .then(|| typed == masked(known) || self.signs("certificate") == plain(known))
    }

    fn meets(&self, details: &Details, form: &EntryForm) -> bool {
        let from: Option<Date> = iso_date::parse(&form.from);
        let until = iso_date::parse(&form.until);
        from.is_some_and(|from| {
            let term = model::Term { from, until, ..details.term.clone() };
            term.meets(&details.term)
        })
    }

    /// What stands in a column, as it is compared.
    fn signs(&self, word: &str) -> String {
        plain(self.row.text(word))
    }

    /// The row as the register's form would send it.
    fn form(&self, entry: Option<&Entry>) -> EntryForm {
        let mut form = entry.map(EntryForm::of).unwrap_or_default();
        let typed = |word: &str, place: &mut String, text: &dyn Fn(&str) -> String| match self.row.text(word)
        {
            "" => {}
            cell if clears(cell) => place.clear(),
            cell => *place = text(cell),
        };
        typed("name", &mut form.name, &|text| text.to_owned());
        typed("post", &mut form.post, &|text| code("post", text));
        typed("employer", &mut form.employer, &|text| text.to_owned());
        typed("qualification", &mut form.qualification, &|text| code("qualification", text));
        typed("from", &mut form.from, &day);
        typed("until", &mut form.until, &day);
        let known = entry.and_then(|entry| entry.details.certificate.as_deref());
        typed("certificate", &mut form.certificate, &|text| match known {
            Some(known) if text == masked(known) => String::new(),
            _ => text.to_owned(),
        });
        // A number is taken away together with the qualification, and not alone.
        let none = form.qualification == Qualification::None.word();
        if clears(self.row.text("certificate")) && known.is_some() && !none {
            self.row.text("certificate").clone_into(&mut form.certificate);
        }
        form
    }
}

/// How near a row is to an entry, the nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Nearness {
    /// It says what stands there.
    Same,
    /// Name and first day, and no other certificate number.
    Begins,
    /// The certificate number, at the same time.
    Certified,
    /// Name and first day; the number is corrected.
    Corrected,
    /// The name, at the same time.
    Named,
}

/// The entries of these units as rows of the template, as they are read again; without those whose key was destroyed.
pub(super) fn rows(l: Language, units: &[(&Station, Vec<Entry>)]) -> Vec<Vec<String>> {
    let of_unit = |(station, entries): &(&Station, Vec<Entry>)| {
        let known = entries.iter().filter(|entry| !entry.details.name.is_empty());
        let row = |entry: &Entry| {
            let details = &entry.details;
            vec![
                station.slug.clone(),
                station.name.read(l).to_owned(),
                details.name.clone(),
                words::post(l, &details.term.post),
                details.employer.clone(),
                words::qualification(l, details.term.qualification).to_owned(),
                details.certificate.as_deref().map(masked).unwrap_or_default(),
                details.term.from.to_string(),
                details.term.until.map(|day| day.to_string()).unwrap_or_default(),
            ]
        };
        known.map(row).collect::<Vec<_>>()
    };
    units.iter().flat_map(of_unit).collect()
}

#[cfg(test)]
mod tests;
