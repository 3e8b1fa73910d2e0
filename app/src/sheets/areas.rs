//! A unit and an area that it serves a row. A row adds the area to the unit, or takes it away where it says so; what no
//! row names stays as it is.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{
    messages,
    model::{Column, Table, TableRow, yes_or_no},
    plan::{Context, Note, Outcome, Plan, Planned, Step, Wrong, blank, broken, fault},
    units::{area_meant, labelled, slug_in},
};
use crate::{
    access::Action,
    directory::model::Directory,
    ids::StationId,
    journal::model::{self as command, Change, Unit},
    language::Language,
    stations::{
        edit::{self, ENTITY, Field, FieldFault, SLUG, Work},
        model::{Stage, Station},
        unit_form::area_of,
        upkeep::may_in,
    },
    text::{Text, narrow},
};

/// The area of a row.
pub(super) const AREA: &str = "area";

/// Whether the unit serves it: yes where it is empty.
pub(super) const SERVES: &str = "serves_it";

/// The columns.
pub(super) const COLUMNS: [Column; 4] = [
    Column { word: SLUG, needed: true, read: true, width: 24 },
    Column { word: "name_zh", needed: false, read: false, width: 28 },
    Column { word: AREA, needed: true, read: true, width: 34 },
    Column { word: SERVES, needed: false, read: true, width: 10 },
];

/// What a row wants.
struct Wanted<'a> {
    station: &'a Station,
    code: String,
    serves: bool,
}

pub(super) fn plan(table: &Table, context: &Context<'_>) -> Plan {
    let mut plan = Plan::default();
    let mut seen: HashMap<(StationId, String), u32> = HashMap::new();
    // Of each unit: the first row that changes it, and what comes and goes.
    let mut changed: BTreeMap<StationId, (usize, Members)> = BTreeMap::new();
    let mut adding: HashMap<String, Vec<(usize, &Station)>> = HashMap::new();
    for (at, row) in table.rows.iter().enumerate() {
        let mut planned = blank(row, row.text(SLUG));
        planned.faults = broken(table, row);
        if let Some(Wanted { station, code, serves }) = wanted(table, row, context, &mut planned) {
            if let Some(number) = seen.insert((station.id, code.clone()), row.number) {
                planned.faults.push(fault(table, row, AREA, Wrong::Twice(number)));
            } else {
                planned.outcome = match (serves, station.serves.contains(&code)) {
                    _ if !planned.faults.is_empty() => Outcome::Refused,
                    (true, false) => Outcome::New,
                    (false, true) => Outcome::Changed,
                    _ => Outcome::Same,
                };
                let changes = matches!(planned.outcome, Outcome::New | Outcome::Changed);
                // One that is closed, or not theirs to change, may stand there as it is.
                let wrong = if !changes {
                    None
                } else if station.stage == Stage::Closed {
                    Some(Wrong::Closed)
                } else if !may_in(context.directory, context.staff, Field::Serves.needs(), station) {
                    Some(Wrong::NotAllowed)
                } else {
                    None
                };
                if let Some(wrong) = wrong {
                    planned.outcome = Outcome::Refused;
                    planned.faults.push(fault(table, row, SLUG, wrong));
                } else if changes {
                    let mut one = Members::default();
                    one.note(serves, &code);
                    planned.changes = command::fields([(Field::Serves.word(), one.change())]);
                    changed.entry(station.id).or_insert((at, Members::default())).1.note(serves, &code);
                }
                if serves && planned.outcome != Outcome::Refused {
                    adding.entry(code).or_default().push((at, station));
                }
            }
        }
        plan.rows.push(planned);
    }
    note_shared(table, context, &adding, &mut plan);
    for (id, (row, members)) in changed {
        let Some(station) = context.directory.station_with_id(id) else { continue };
        let fields = command::fields([(Field::Serves.word(), members.change())]);
        // All rows of a unit together may be more than one unit serves.
        if edit::apply(Work::Edit, station, &fields, &Text::default(), context.today).is_err() {
            refuse_all(table, &station.slug, &mut plan);
            continue;
        }
        plan.steps.push(Step {
            row,
            unit: Unit::Station(id),
            entity: ENTITY,
            entity_id: Some(id.to_string()),
            basis: station.version,
            kind: Work::Edit.kind(),
            fields,
        });
    }
    plan
}

/// Members that come to a set and leave it.
#[derive(Default)]
struct Members {
    add: BTreeSet<String>,
    remove: BTreeSet<String>,
}

impl Members {
    fn note(&mut self, serves: bool, code: &str) {
        let set = if serves { &mut self.add } else { &mut self.remove };
        set.insert(code.to_owned());
    }

    fn change(self) -> Change {
        Change::Members { add: self.add, remove: self.remove }
    }
}

fn wanted<'a>(
    table: &Table,
    row: &TableRow,
    context: &Context<'a>,
    planned: &mut Planned,
) -> Option<Wanted<'a>> {
    let directory = context.directory;
    let slug = slug_in(row);
    let station = directory.station(&slug).filter(|it| may_in(directory, context.staff, Action::SeeUnit, it));
    let wrong = match station {
        _ if slug.is_empty() => Some(Wrong::Field(FieldFault::Empty, None)),
        None => Some(Wrong::NotFound),
        Some(_) => None,
    };
    if let Some(station) = station {
        planned.name = station.name.clone();
        planned.slug = Some(station.slug.clone());
    }
    planned.faults.extend(wrong.map(|wrong| fault(table, row, SLUG, wrong)));
    let serves = match row.text(SERVES) {
        "" => Some(true),
        typed => yes_or_no(typed),
    };
    let serves = match serves {
        Some(serves) => serves,
        None => {
            let unknown = FieldFault::Unknown(row.text(SERVES).chars().take(100).collect());
            let meant = Some(messages::yes(Language::Zh).to_owned());
            planned.faults.push(fault(table, row, SERVES, Wrong::Field(unknown, meant)));
            return None;
        }
    };
    let station = station.filter(|_| planned.faults.is_empty())?;
    let county = directory.areas.county_or_city(&station.division).map_or("", |it| it.code.as_str());
    let typed: String = row.text(AREA).chars().map(narrow).collect();
    match area_of(directory, county, &typed) {
        Some(code) => Some(Wanted { station, code, serves }),
        None => {
            let wrong = match typed.as_str() {
                "" => Wrong::Field(FieldFault::Empty, None),
                _ => {
                    let unknown = FieldFault::Unknown(typed.chars().take(100).collect());
                    Wrong::Field(unknown, area_meant(directory, county, &typed))
                }
            };
            planned.faults.push(fault(table, row, AREA, wrong));
            None
        }
    }
}

/// Says of areas that come to a unit which others serve them too, or will.
fn note_shared(
    table: &Table,
    context: &Context<'_>,
    adding: &HashMap<String, Vec<(usize, &Station)>>,
    plan: &mut Plan,
) {
    let directory = context.directory;
    for (code, rows) in adding {
        for (at, station) in rows {
            if plan.rows[*at].outcome != Outcome::New {
                continue;
            }
            let there = directory.serving_exactly(code).iter().map(|&at| &directory.stations[at]);
            let others = there.chain(rows.iter().map(|(_, other)| *other)).filter(|it| it.id != station.id);
            let by_id: BTreeMap<StationId, &Text> = others.map(|it| (it.id, &it.name)).collect();
            if !by_id.is_empty() {
                let cell = table.address(AREA, table.rows[*at].number);
                plan.rows[*at].notes.push(Note::AlsoServed(cell, by_id.into_values().cloned().collect()));
            }
        }
    }
}

/// Refuses every row that changes a unit, because they are too many together.
fn refuse_all(table: &Table, slug: &str, plan: &mut Plan) {
    let rows = plan.rows.iter_mut().zip(&table.rows);
    for (planned, row) in rows.filter(|(planned, _)| planned.slug.as_deref() == Some(slug)) {
        if matches!(planned.outcome, Outcome::New | Outcome::Changed) {
            planned.outcome = Outcome::Refused;
            let wrong = FieldFault::TooMany { max: edit::CODES_MAX };
            planned.faults.push(fault(table, row, AREA, Wrong::Field(wrong, None)));
            planned.notes.clear();
        }
    }
}

/// The areas served by these units as rows of the template, as they are read again.
pub(super) fn rows<'a>(
    l: Language,
    directory: &Directory,
    units: impl Iterator<Item = &'a Station>,
) -> Vec<Vec<String>> {
    let of_unit = |station: &'a Station| {
        station.serves.iter().map(move |code| {
            let area = labelled(code, &directory.areas.name_of(code, Language::Zh).unwrap_or_default());
            vec![station.slug.clone(), station.name.read(l).to_owned(), area, messages::yes(l).to_owned()]
        })
    };
    units.flat_map(of_unit).collect()
}
