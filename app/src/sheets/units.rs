//! A unit a row: its columns, what would come of a row, and the units as such rows.
//!
//! The word in the address tells which unit is meant; an unknown one is a new unit. An empty cell leaves what is there,
//! 「清空」 takes it away. Where a unit stands and what it is are not changed here.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;

use super::{
    messages,
    model::{CellKind, Column, Table, TableRow, clears, members, nearest, plain},
    plan::{Context, Fault, Note, Outcome, Plan, Planned, Step, Wrong, blank, broken, fault},
};
use crate::{
    access::Action,
    directory::model::Directory,
    ids::StationId,
    journal::model::{Change, Fields, Unit},
    language::Language,
    stations::{
        edit::{self, DIVISION, ENTITY, Field, FieldFault, KIND, SLUG, STAGE, VERIFIED_ON, Work},
        model::{Access, Kind, Room, Stage, Station},
        unit_form::{UnitFault, UnitForm, area_of, texts_of},
        unit_words,
        upkeep::may_in,
        words,
    },
    text::{Text, narrow},
};

/// The 市县 of a new unit, for names that there are twice.
pub(super) const COUNTY: &str = "county";

/// The days of the week, each a column.
pub(super) const DAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

const fn read(word: &'static str, width: u8) -> Column {
    Column { word, needed: false, read: true, width }
}

/// The columns.
pub(super) const COLUMNS: [Column; 32] = [
    Column { word: SLUG, needed: true, read: true, width: 22 },
    read("name_zh", 24),
    read(KIND, 12),
    read(COUNTY, 12),
    read(DIVISION, 20),
    read("parent", 24),
    read("phone", 24),
    read(DAYS[0], 14),
    read(DAYS[1], 14),
    read(DAYS[2], 14),
    read(DAYS[3], 14),
    read(DAYS[4], 14),
    read(DAYS[5], 14),
    read(DAYS[6], 14),
    read("holidays", 14),
    read("name_en", 24),
    read("pinyin", 20),
    read("aliases", 20),
    read("address_zh", 30),
    read("address_en", 30),
    read("door", 18),
    read("serves", 40),
    read("rooms", 24),
    read("access", 24),
    read("services", 24),
    read("special_services", 20),
    read("key_project_zh", 20),
    read("key_project_en", 20),
    read("mode", 14),
    read("programmes", 16),
    Column { word: STAGE, needed: false, read: false, width: 10 },
    Column { word: VERIFIED_ON, needed: false, read: false, width: 12 },
];

/// The lists that cells choose from: what each entry is called, as it is compared, and its code.
pub(super) struct Lists {
    codes: HashMap<Field, HashMap<String, String>>,
    names: HashMap<Field, Vec<String>>,
    kinds: HashMap<String, Kind>,
    kind_names: Vec<String>,
    /// Ids by names; none where several are called so.
    units: HashMap<String, Option<String>>,
}

/// The fields whose cells choose from a list, but for areas.
pub(super) const CHOSEN: [Field; 7] = [
    Field::Holidays,
    Field::Rooms,
    Field::Access,
    Field::Services,
    Field::SpecialServices,
    Field::Mode,
    Field::Programmes,
];

/// The codes that a field chooses from.
pub(super) fn codes(field: Field, directory: &Directory) -> Vec<String> {
    let catalogue = &directory.catalogue;
    match field {
        Field::Holidays => vec!["closed".into(), "as_usual".into()],
        Field::Rooms => Room::ALL.map(|room| room.word().to_owned()).to_vec(),
        Field::Access => Access::ALL.map(|fact| fact.word().to_owned()).to_vec(),
        Field::Services => catalogue.items.iter().map(|item| item.code.clone()).collect(),
        Field::SpecialServices => catalogue.special.iter().map(|service| service.code.clone()).collect(),
        Field::Mode => directory.modes.iter().map(|mode| mode.code.clone()).collect(),
        Field::Programmes => directory.programmes.iter().map(|programme| programme.code.clone()).collect(),
        _ => Vec::new(),
    }
}

impl Lists {
    fn of(directory: &Directory, station_word: &Text) -> Self {
        let (mut by_field, mut names) = (HashMap::new(), HashMap::new());
        for field in CHOSEN {
            let mut known = HashMap::new();
            let mut shown = Vec::new();
            for code in codes(field, directory) {
                for l in Language::ALL {
                    let name = unit_words::name_of(l, field.word(), &code, directory);
                    for name in [unparted(&name), name] {
                        known.entry(plain(&name)).or_insert_with(|| code.clone());
                        shown.push(name);
                    }
                }
                // A code means itself, whatever else is called so.
                known.insert(plain(&code), code.clone());
                shown.push(code);
            }
            by_field.insert(field, known);
            names.insert(field, shown);
        }
        let mut kinds = HashMap::new();
        let mut kind_names = Vec::new();
        for kind in Kind::ALL {
            kinds.insert(plain(kind.word()), kind);
            for l in Language::ALL {
                let name = words::kind(l, kind, station_word);
                kinds.insert(plain(name), kind);
                kind_names.push(name.to_owned());
            }
        }
        let mut units = HashMap::new();
        for station in &directory.stations {
            let id = Some(station.id.to_string());
            units.entry(plain(&station.name.zh)).and_modify(|id| *id = None).or_insert(id);
        }
        Self { codes: by_field, names, kinds, kind_names, units }
    }

    /// The code of an entry as people write it: its code, its name, or a code with anything after it. What is none
    /// stays as it is, and is told by the rule of its field.
    fn code(&self, field: Field, text: &str) -> String {
        let Some(known) = self.codes.get(&field) else { return text.to_owned() };
        let first = text.split_whitespace().next().unwrap_or_default();
        known
            .get(&plain(text))
            .or_else(|| known.get(&plain(first)))
            .cloned()
            .unwrap_or_else(|| text.to_owned())
    }
}

pub(super) fn plan(table: &Table, context: &Context<'_>) -> Plan {
    let lists = Lists::of(context.directory, context.station_word);
    let counties = counties(context);
    let mut plan = Plan::default();
    let mut seen: HashMap<String, u32> = HashMap::new();
    for (at, row) in table.rows.iter().enumerate() {
        let slug = slug_in(row);
        let reading = Reading { table, row, context, lists: &lists, counties: &counties };
        let mut planned =
            blank(row, if row.text("name_zh").is_empty() { &slug } else { row.text("name_zh") });
        planned.faults = broken(table, row);
        let before = seen.get(&slug).copied().filter(|_| !slug.is_empty());
        let step = match before {
            Some(number) => {
                planned.faults.push(reading.fault(SLUG, Wrong::Twice(number)));
                None
            }
            None => reading.step(&slug, &mut planned),
        };
        seen.entry(slug).or_insert(row.number);
        match step.filter(|_| planned.faults.is_empty()) {
            Some(step) if step.fields.is_empty() => planned.outcome = Outcome::Same,
            Some(step) => {
                planned.outcome = if step.entity_id.is_some() { Outcome::Changed } else { Outcome::New };
                planned.changes = step.fields.clone();
                plan.steps.push(Step { row: at, ..step });
            }
            None => planned.notes.clear(),
        }
        plan.rows.push(planned);
    }
    plan
}

/// The word of the unit in a row.
pub(super) fn slug_in(row: &TableRow) -> String {
    row.text(SLUG).chars().map(narrow).collect::<String>().to_lowercase()
}

/// The 市县 in which somebody may add units.
fn counties(context: &Context<'_>) -> Vec<String> {
    let all = context.directory.areas.counties_and_cities().map(|county| county.code.clone());
    all.filter(|code| context.may(Action::AddUnit, &Unit::County(code.clone()))).collect()
}

/// One row that is being read.
struct Reading<'a> {
    table: &'a Table,
    row: &'a TableRow,
    context: &'a Context<'a>,
    lists: &'a Lists,
    counties: &'a [String],
}

impl Reading<'_> {
    fn fault(&self, column: &'static str, wrong: Wrong) -> Fault {
        fault(self.table, self.row, column, wrong)
    }

    fn step(&self, slug: &str, planned: &mut Planned) -> Option<Step> {
        match self.context.directory.station(slug) {
            _ if slug.is_empty() => {
                planned.faults.push(self.fault(SLUG, Wrong::Field(FieldFault::Empty, None)));
                None
            }
            Some(station) => self.change(station, planned),
            None => self.add(slug, planned),
        }
    }

    fn change(&self, station: &Station, planned: &mut Planned) -> Option<Step> {
        let directory = self.context.directory;
        if !may_in(directory, self.context.staff, Action::SeeUnit, station) {
            planned.faults.push(self.fault(SLUG, Wrong::NotFound));
            return None;
        }
        planned.name = station.name.clone();
        planned.slug = Some(station.slug.clone());
        planned.faults.extend(self.what_stays(station));
        let county = directory.areas.county_or_city(&station.division).map_or("", |it| it.code.as_str());
        let texts = self.texts(county, &texts_of(&edit::value(station, Field::Hours)));
        let seen = edit::record(station);
        let form = UnitForm { act: Work::Edit.kind().into(), texts, seen, ..UnitForm::default() };
        let fields = match form.parse(station, directory, self.context.today) {
            Ok((_, fields)) => fields,
            Err(faults) => {
                planned.faults.extend(faults.into_iter().map(|fault| self.told(fault, county)));
                return None;
            }
        };
        // One that is closed may stand there as it is.
        if station.stage == Stage::Closed && !fields.is_empty() {
            planned.faults.push(self.fault(SLUG, Wrong::Closed));
        }
        for field in fields.keys().filter_map(|name| Field::from_word(name)) {
            if !may_in(directory, self.context.staff, field.needs(), station) {
                planned.faults.push(self.fault(self.column_of(field), Wrong::NotAllowed));
            }
        }
        let phone = Field::Phone.word();
        let number = self.row.cells.get(phone).is_some_and(|cell| cell.kind == CellKind::Number);
        if number && fields.contains_key(phone) {
            planned.notes.push(Note::Number(self.table.address(phone, self.row.number)));
        }
        Some(Step {
            row: 0,
            unit: Unit::Station(station.id),
            entity: ENTITY,
            entity_id: Some(station.id.to_string()),
            basis: station.version,
            kind: Work::Edit.kind(),
            fields,
        })
    }

    /// What a workbook does not change: where a unit stands, and what it is.
    fn what_stays(&self, station: &Station) -> Vec<Fault> {
        let areas = &self.context.directory.areas;
        let county = areas.county_or_city(&station.division);
        let stays = |word: &'static str, same: bool, stands: String| {
            let typed = !self.row.text(word).is_empty();
            (typed && !same).then(|| self.fault(word, Wrong::Stays(stands)))
        };
        let kind = self.lists.kinds.get(&plain(self.row.text(KIND))) == Some(&station.kind);
        let code = county.map_or("", |county| county.code.as_str());
        let county_same = self.county().as_deref() == Some(code);
        let division = area_of(self.context.directory, code, &self.narrow(DIVISION));
        let name = |code: &str| areas.name_of(code, Language::Zh).unwrap_or_default();
        [
            stays(KIND, kind, words::kind(Language::Zh, station.kind, self.context.station_word).to_owned()),
            stays(COUNTY, county_same, name(code)),
            stays(DIVISION, division.as_deref() == Some(&station.division), name(&station.division)),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn add(&self, slug: &str, planned: &mut Planned) -> Option<Step> {
        let directory = self.context.directory;
        let typed = self.narrow(DIVISION);
        let lies_in = |code: &str| {
            let code = area_of(directory, code, &typed).filter(|_| !typed.is_empty())?;
            directory.areas.county_or_city(&code).map(|county| county.code.clone())
        };
        // The one that is named, the one where it stands, or the only one.
        let county = match self.row.text(COUNTY) {
            "" => self.counties.iter().find_map(|code| lies_in(code)),
            _ => self.county(),
        };
        let county = county.or_else(|| self.counties.first().filter(|_| self.counties.len() == 1).cloned());
        let Some(county) = county.filter(|code| self.counties.contains(code)) else {
            let column = if self.counties.is_empty() { SLUG } else { DIVISION };
            planned.faults.push(self.fault(column, Wrong::NotFound));
            return None;
        };
        let kind = self.lists.kinds.get(&plain(self.row.text(KIND)));
        if kind.is_none() && !self.row.text(KIND).is_empty() {
            let names = self.lists.kind_names.iter().map(String::as_str);
            let meant = nearest(self.row.text(KIND), names).map(str::to_owned);
            let unknown = FieldFault::Unknown(self.row.text(KIND).chars().take(100).collect());
            planned.faults.push(self.fault(KIND, Wrong::Field(unknown, meant)));
        }
        let mut texts = self.texts(&county, &vec![String::new(); 7]);
        let parent = texts.remove(&Field::Parent);
        texts.entry(Field::NameZh).or_insert_with(|| vec![String::new()]);
        let form = UnitForm {
            texts,
            kind: kind.map_or("", |kind| kind.word()).to_owned(),
            county: county.clone(),
            division: typed,
            slug: slug.to_owned(),
            ..UnitForm::default()
        };
        // The form wants an id only to try its values on; the unit gets that of its command.
        let Ok(nobody) = "00000000-0000-0000-0000-000000000000".parse() else { return None };
        match form.parse_new(nobody, directory) {
            Ok(mut fields) => {
                if let Some(texts) = parent {
                    match self.above(nobody, &county, &fields, &texts) {
                        Ok(value) => drop(fields.insert(Field::Parent.word().to_owned(), Change::to(value))),
                        Err(wrong) => {
                            planned.faults.push(self.told(UnitFault::Field(Field::Parent, wrong), &county));
                            return None;
                        }
                    }
                }
                Some(Step {
                    row: 0,
                    unit: Unit::County(county),
                    entity: ENTITY,
                    entity_id: None,
                    basis: 0,
                    kind: Work::Add.kind(),
                    fields,
                })
            }
            Err(faults) => {
                let told = faults.into_iter().map(|fault| self.told(fault, &county));
                let known: Vec<_> = planned.faults.iter().map(|fault| fault.column).collect();
                planned.faults.extend(told.filter(|fault| !known.contains(&fault.column)));
                None
            }
        }
    }

    /// The unit above a new one of these fields. The form of a new unit does not ask for it, because it has to lie in
    /// the same 市县: that is tried on the unit as it would be.
    fn above(
        &self,
        id: StationId,
        county: &str,
        fields: &Fields,
        texts: &[String],
    ) -> Result<Value, FieldFault> {
        let directory = self.context.directory;
        let mut station =
            edit::add(id, county, fields, directory, self.context.today).map_err(|_| FieldFault::Form)?;
        let value = edit::typed(&station, Field::Parent, texts)?;
        edit::set(&mut station, Field::Parent, &value)?;
        match edit::misfits(directory, &station, &[Field::Parent]).pop() {
            Some((_, fault)) => Err(fault),
            None => Ok(value),
        }
    }

    /// What stands in a column, its signs narrow.
    fn narrow(&self, word: &str) -> String {
        self.row.text(word).chars().map(narrow).collect::<String>().trim().to_owned()
    }

    /// The 市县 that is named, by its code or its name.
    fn county(&self) -> Option<String> {
        let typed = plain(self.row.text(COUNTY));
        let first: String = typed.chars().take_while(char::is_ascii_digit).collect();
        let mut all = self.context.directory.areas.counties_and_cities();
        let fits = |name: &str| plain(name) == typed;
        let found = all.find(|it| it.code == first || fits(&it.name) || fits(&it.name_en))?;
        Some(found.code.clone())
    }

    /// What is typed into the fields of the form; `hours` stand where a day is left empty.
    fn texts(&self, county: &str, hours: &[String]) -> BTreeMap<Field, Vec<String>> {
        let mut texts = BTreeMap::new();
        for field in Field::ALL {
            let typed = self.row.text(field.word());
            if typed.is_empty() || field == Field::Hours {
                continue;
            }
            texts.insert(
                field,
                if clears(typed) { vec![String::new()] } else { self.text(field, typed, county) },
            );
        }
        let days = DAYS.map(|day| self.row.text(day));
        if days.iter().any(|day| !day.is_empty()) {
            let day = |(day, before): (&str, &String)| match day {
                "" => before.clone(),
                day if clears(day) => String::new(),
                day => day.to_owned(),
            };
            texts.insert(Field::Hours, days.into_iter().zip(hours).map(day).collect());
        }
        texts
    }

    fn text(&self, field: Field, typed: &str, county: &str) -> Vec<String> {
        match field {
            Field::Serves => {
                let area = |text: &str| {
                    let text: String = text.chars().map(narrow).collect();
                    area_of(self.context.directory, county, &text).unwrap_or(text)
                };
                members(typed).into_iter().map(area).collect()
            }
            Field::Parent => vec![self.unit(typed).unwrap_or_else(|| typed.to_owned())],
            Field::Door => vec![typed.chars().map(narrow).filter(|sign| *sign != ' ').collect()],
            field if field.is_set() => {
                members(typed).into_iter().map(|text| self.lists.code(field, text)).collect()
            }
            field if CHOSEN.contains(&field) => vec![self.lists.code(field, typed)],
            _ => vec![typed.to_owned()],
        }
    }

    /// The id of a unit as people write it: its word with anything after it, or its name where only one is called so.
    fn unit(&self, typed: &str) -> Option<String> {
        let directory = self.context.directory;
        let first = typed.split_whitespace().next().unwrap_or_default();
        let word = first.chars().map(narrow).collect::<String>().to_lowercase();
        let named = || self.lists.units.get(&plain(typed)).cloned().flatten();
        directory.station(&word).map(|station| station.id.to_string()).or_else(named)
    }

    fn column_of(&self, field: Field) -> &'static str {
        match field {
            Field::Hours => DAYS[0],
            field => field.word(),
        }
    }

    /// A fault of the form, in its cell.
    fn told(&self, fault: UnitFault, county: &str) -> Fault {
        let (column, wrong) = match fault {
            UnitFault::Field(Field::Hours, FieldFault::Hours(day, refused)) => {
                (DAYS.get(day).copied().unwrap_or(DAYS[0]), FieldFault::Hours(day, refused))
            }
            UnitFault::Field(field, wrong) => (self.column_of(field), wrong),
            UnitFault::Question(name, wrong) => (name, wrong),
            _ => (SLUG, FieldFault::Form),
        };
        let meant = match &wrong {
            FieldFault::Unknown(word) => self.meant(column, word, county),
            _ => None,
        };
        self.fault(column, Wrong::Field(wrong, meant))
    }

    fn meant(&self, column: &str, word: &str, county: &str) -> Option<String> {
        if column == DIVISION || column == Field::Serves.word() {
            return area_meant(self.context.directory, county, word);
        }
        let names = self.lists.names.get(&Field::from_word(column)?)?;
        nearest(word, names.iter().map(String::as_str)).map(str::to_owned)
    }
}

/// The area of a 市县 that was probably meant, by code and name.
pub(super) fn area_meant(directory: &Directory, county: &str, word: &str) -> Option<String> {
    let areas = &directory.areas;
    let divisions = areas.divisions().iter().map(|it| (it.code.as_str(), it.name.as_str()));
    let villages = areas.villages().iter().map(|it| (it.code.as_str(), it.name.as_str()));
    let here: Vec<_> = divisions
        .chain(villages)
        .filter(|(code, _)| code.starts_with(&county[..county.len().min(4)]))
        .collect();
    let here: Vec<_> = here.into_iter().filter(|(code, _)| areas.lies_in(code, county)).collect();
    let by_name = nearest(word, here.iter().map(|(_, name)| *name));
    let digits = word.chars().all(|sign| sign.is_ascii_digit());
    let by_code = || nearest(word, here.iter().map(|(code, _)| *code)).filter(|_| digits);
    let found = by_name.or_else(by_code)?;
    here.iter()
        .find(|(code, name)| *name == found || *code == found)
        .map(|(code, name)| format!("{code} {name}"))
}

/// A code with its name, so that both are read; nothing in it parts members.
pub(super) fn labelled(code: &str, name: &str) -> String {
    let name = unparted(name);
    if name == code || name.is_empty() { code.to_owned() } else { format!("{code} {name}") }
}

/// A name as one member among others: 「在一楼，或有电梯」 is two with its comma.
pub(super) fn unparted(name: &str) -> String {
    name.chars().map(|sign| if "\n,，、;；".contains(sign) { ' ' } else { sign }).collect()
}

/// The units as rows of the template, as they are read again.
pub(super) fn rows<'a>(
    l: Language,
    directory: &Directory,
    station_word: &Text,
    units: impl Iterator<Item = &'a Station>,
) -> Vec<Vec<String>> {
    units
        .map(|station| COLUMNS.iter().map(|it| cell(l, directory, station_word, station, it.word)).collect())
        .collect()
}

fn cell(l: Language, directory: &Directory, station_word: &Text, station: &Station, word: &str) -> String {
    let areas = &directory.areas;
    let area = |code: &str| labelled(code, &areas.name_of(code, Language::Zh).unwrap_or_default());
    if let Some(day) = DAYS.iter().position(|day| *day == word) {
        let spans: Vec<_> = station.hours.weekly[day].iter().map(ToString::to_string).collect();
        let closed = messages::day_closed(l).to_owned();
        return if spans.is_empty() { closed } else { spans.join(" ") };
    }
    match word {
        SLUG => return station.slug.clone(),
        KIND => return words::kind(l, station.kind, station_word).to_owned(),
        COUNTY => {
            let county = areas.county_or_city(&station.division);
            return county.map_or_else(String::new, |county| county.name_in(l).to_owned());
        }
        DIVISION => return area(&station.division),
        STAGE => return words::stage(l, station.stage).to_owned(),
        VERIFIED_ON => return station.verified.as_ref().map_or_else(String::new, |it| it.on.to_string()),
        _ => {}
    }
    let Some(field) = Field::from_word(word) else { return String::new() };
    let texts = texts_of(&edit::value(station, field));
    match field {
        Field::Serves => texts.iter().map(|code| area(code)).collect::<Vec<_>>().join("\n"),
        Field::Parent => {
            let above = station.parent.and_then(|parent| directory.station_with_id(parent));
            above.map_or_else(String::new, |above| labelled(&above.slug, &above.name.zh))
        }
        Field::Holidays => unit_words::name_of(l, word, &texts.join(""), directory),
        Field::Rooms | Field::Access => {
            let names = texts.iter().map(|text| unparted(&unit_words::name_of(l, word, text, directory)));
            names.collect::<Vec<_>>().join("\n")
        }
        field if CHOSEN.contains(&field) => {
            let named = texts.iter().filter(|text| !text.is_empty());
            let named = named.map(|text| labelled(text, &unit_words::name_of(l, word, text, directory)));
            named.collect::<Vec<_>>().join("\n")
        }
        _ => texts.join("\n"),
    }
}
