//! Every list of the office as a table to take home. Pure: what is in it is passed in.

use super::{areas, catalogue, guides, messages, model::SheetKind, people, plan::Office, units, words};
use crate::{
    accounts::{model::Staff, words as accounts},
    agencies::{edit, messages as agency},
    complaints::messages as complaint,
    complaints::{list_page, words as complaints},
    devices::devices_page,
    directory::model::Directory,
    forms::reading::place,
    help,
    help::messages as call,
    journal::journal_page,
    journal::words as journal,
    language::Language,
    messages::{model::State, outbox_page, words as outbox},
    reminders::messages as reminder,
    reminders::{model::DatedEvent, words as reminders},
    stations::model::Station,
    text::Text,
};

/// A list, as it goes into a workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// Its word: the name of the file.
    pub word: &'static str,
    /// What it is called.
    pub title: String,
    /// Headings, each with its width in signs.
    pub columns: Vec<(String, u8)>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
    /// Whether any of it is made up.
    pub demo: bool,
    /// Whether there are persons in it.
    pub internal: bool,
}

/// What can be exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listed {
    /// What is imported too.
    Sheet(SheetKind),
    /// Accounts of the staff.
    Staff,
    /// Tablets.
    Devices,
    /// What was sent.
    Messages,
    /// The journal.
    Journal,
    /// What people complain of.
    Complaints,
    /// Who asks for help.
    Help,
    /// Who works with the units.
    Agencies,
    /// The dates of the examination.
    Examinations,
    /// Every 市县 against its scope and its target.
    Coverage,
    /// Every place in scope, and whether it is covered.
    CoveragePlaces,
}

impl Listed {
    /// All of them.
    pub const ALL: [Self; 15] = [
        Self::Sheet(SheetKind::Units),
        Self::Sheet(SheetKind::Areas),
        Self::Sheet(SheetKind::Register),
        Self::Sheet(SheetKind::Catalogue),
        Self::Sheet(SheetKind::Policies),
        Self::Staff,
        Self::Devices,
        Self::Messages,
        Self::Journal,
        Self::Complaints,
        Self::Help,
        Self::Agencies,
        Self::Examinations,
        Self::Coverage,
        Self::CoveragePlaces,
    ];

    /// The word in addresses.
    pub fn word(self) -> &'static str {
        match self {
            Self::Sheet(kind) => kind.word(),
            Self::Staff => "staff",
            Self::Devices => "devices",
            Self::Messages => "messages",
            Self::Journal => "journal",
            Self::Complaints => "complaints",
            Self::Help => "help",
            Self::Agencies => "agencies",
            Self::Examinations => "examinations",
            Self::Coverage => "coverage",
            Self::CoveragePlaces => "coverage-places",
        }
    }

    /// The list of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|listed| listed.word() == word)
    }

    /// Where its form posts to.
    pub fn address(self) -> String {
        format!("/office/export/{}", self.word())
    }
}

fn columns<const N: usize>(named: [(&str, u8); N]) -> Vec<(String, u8)> {
    named.map(|(name, width)| (name.to_owned(), width)).to_vec()
}

/// A sheet as its template has it, with these rows.
pub fn sheet(l: Language, kind: SheetKind, rows: Vec<Vec<String>>) -> List {
    let columns = kind.columns().iter().map(|it| (words::heading(l, it.word), it.width));
    List {
        word: kind.word(),
        title: words::kind(l, kind).to_owned(),
        columns: columns.collect(),
        rows,
        demo: false,
        internal: false,
    }
}

/// What is imported too, as it is read again: these units, the areas they serve, or who works there; the catalogue, as
/// its draft where there is one; the guides with their drafts.
pub fn filled(
    l: Language,
    kind: SheetKind,
    directory: &Directory,
    office: &Office,
    station_word: &Text,
    stations: &[&Station],
) -> List {
    let demo = |list: List| List { demo: stations.iter().any(|station| station.demo), ..list };
    let all = stations.iter().copied();
    match kind {
        SheetKind::Units => demo(sheet(l, kind, units::rows(l, directory, station_word, all))),
        SheetKind::Areas => demo(sheet(l, kind, areas::rows(l, directory, all))),
        SheetKind::Register => {
            let entries = |it: &Station| office.register.get(&it.id).cloned().unwrap_or_default();
            let units: Vec<_> = all.map(|it| (it, entries(it))).collect();
            List { internal: true, ..demo(sheet(l, kind, people::rows(l, &units))) }
        }
        SheetKind::Catalogue => {
            let catalogue = catalogue::stands(office, directory);
            let title = messages::catalogue_version(l, words::kind(l, kind), &catalogue.version);
            List { title, ..sheet(l, kind, catalogue::rows(l, directory, catalogue)) }
        }
        SheetKind::Policies => {
            List { internal: true, ..sheet(l, kind, guides::rows(l, directory, &office.guides)) }
        }
    }
}

/// Members of the staff with their roles.
pub fn staff(l: Language, staff: &[Staff], directory: &Directory) -> List {
    let row = |staff: &Staff| {
        let roles = staff.assignments.iter().chain(&staff.coming);
        let roles: Vec<_> = roles.map(|role| accounts::assignment(l, role, directory)).collect();
        let state = accounts::state(l, staff.state).unwrap_or(messages::state_active(l));
        vec![staff.name.clone(), staff.sign_in_name.as_str().to_owned(), roles.join("\n"), state.to_owned()]
    };
    List {
        word: Listed::Staff.word(),
        title: messages::list_staff(l).to_owned(),
        columns: columns([
            (messages::column_name(l), 16),
            (messages::column_sign_in_name(l), 20),
            (messages::column_roles(l), 44),
            (messages::column_state(l), 12),
        ]),
        rows: staff.iter().map(row).collect(),
        demo: false,
        internal: true,
    }
}

/// Tablets.
pub fn devices(l: Language, lines: Vec<devices_page::Line>) -> List {
    let row = |it: devices_page::Line| {
        vec![it.name, it.owner, it.system, it.since, it.heard, it.unsent.to_string()]
    };
    List {
        word: Listed::Devices.word(),
        title: messages::list_devices(l).to_owned(),
        columns: columns([
            (messages::column_device(l), 20),
            (messages::column_owner(l), 16),
            (messages::column_system(l), 24),
            (messages::column_since(l), 18),
            (messages::column_heard(l), 18),
            (messages::column_unsent(l), 14),
        ]),
        rows: lines.into_iter().map(row).collect(),
        demo: false,
        internal: true,
    }
}

/// What was sent: to whom with the middle left out, as the page shows it.
pub fn messages(l: Language, lines: Vec<outbox_page::Line>) -> List {
    let row = |it: outbox_page::Line| {
        let to = it.to.map_or_else(|| messages::erased(l).to_owned(), |to| to.masked());
        let state: State = it.state;
        vec![
            it.when,
            to,
            outbox::about(l, &it.template).to_owned(),
            outbox::channel(l, it.channel).to_owned(),
            outbox::state(l, state).to_owned(),
            it.attempts.to_string(),
        ]
    };
    List {
        word: Listed::Messages.word(),
        title: messages::list_messages(l).to_owned(),
        columns: columns([
            (messages::column_when(l), 18),
            (messages::column_to(l), 24),
            (messages::column_about(l), 16),
            (messages::column_channel(l), 12),
            (messages::column_state(l), 14),
            (messages::column_attempts(l), 8),
        ]),
        rows: lines.into_iter().map(row).collect(),
        demo: false,
        internal: true,
    }
}

/// Rows of the journal.
pub fn journal(l: Language, lines: Vec<journal_page::Line>, directory: &Directory) -> List {
    let row = |it: journal_page::Line| {
        let outcome = if it.refused { messages::outcome_refused(l) } else { messages::outcome_done(l) };
        vec![
            it.when,
            accounts::unit(l, &it.unit, directory),
            it.number.to_string(),
            it.who,
            journal::kind(l, &it.kind),
            it.record,
            outcome.to_owned(),
        ]
    };
    List {
        word: Listed::Journal.word(),
        title: messages::list_journal(l).to_owned(),
        columns: columns([
            (messages::column_when(l), 18),
            (messages::column_unit(l), 24),
            (messages::column_number(l), 10),
            (messages::column_who(l), 18),
            (messages::column_done(l), 24),
            (messages::column_record(l), 38),
            (messages::column_outcome(l), 10),
        ]),
        rows: lines.into_iter().map(row).collect(),
        demo: false,
        internal: true,
    }
}

/// Complaints as they are listed: nothing of what their writers said.
pub fn complaints(l: Language, lines: Vec<list_page::Line>, directory: &Directory) -> List {
    let row = |it: list_page::Line| {
        let again = it.objected.then(|| complaint::objected(l));
        let state: Vec<_> = Some(complaints::state(l, it.state)).into_iter().chain(again).collect();
        vec![
            complaints::kind(l, it.kind).to_owned(),
            complaints::about(l, it.about.as_ref(), directory),
            state.join(" · "),
            complaints::level(l, &it.level, directory),
            it.received,
            it.due,
            if it.overdue { complaint::overdue(l) } else { "" }.to_owned(),
        ]
    };
    List {
        word: Listed::Complaints.word(),
        title: complaint::title(l).to_owned(),
        columns: columns([
            (complaint::office_kind(l), 12),
            (complaint::office_about(l), 30),
            (complaint::office_state(l), 22),
            (complaint::office_level(l), 24),
            (complaint::office_received(l), 18),
            (complaint::office_due(l), 14),
            (complaint::overdue(l), 10),
        ]),
        rows: lines.into_iter().map(row).collect(),
        demo: false,
        internal: true,
    }
}

/// Calls for help as they are listed: who calls only masked.
pub fn help(l: Language, lines: Vec<help::list_page::Line>, directory: &Directory) -> List {
    let row = |it: help::list_page::Line| {
        vec![
            help::words::service(l, &it.service, directory),
            it.caller,
            place(l, &it.place, &directory.areas),
            help::words::channel(l, it.channel).to_owned(),
            if it.urgent { call::pressing(l) } else { "" }.to_owned(),
            help::words::state(l, it.state).to_owned(),
            help::words::unit(l, &it.unit, directory),
            it.worker.unwrap_or_default(),
            it.received,
            it.due,
            it.late.map(|late| help::words::late(l, late)).unwrap_or_default().to_owned(),
        ]
    };
    List {
        word: Listed::Help.word(),
        title: call::office_title(l).to_owned(),
        columns: columns([
            (call::office_service(l), 30),
            (call::office_caller(l), 22),
            (call::office_place(l), 30),
            (call::office_channel(l), 16),
            (call::pressing(l), 10),
            (call::office_state(l), 14),
            (call::office_unit(l), 24),
            (call::office_worker(l), 16),
            (call::office_received(l), 18),
            (call::office_due(l), 14),
            (call::office_late(l), 14),
        ]),
        rows: lines.into_iter().map(row).collect(),
        demo: false,
        internal: true,
    }
}

/// Who works with which unit, now and before.
pub fn agencies(l: Language, lines: &[(&Station, edit::Kept)]) -> List {
    let row = |(station, kept): &(&Station, edit::Kept)| {
        let it = &kept.agency;
        vec![
            station.name.read(l).to_owned(),
            it.name.read(l).to_owned(),
            it.kind.words(l).to_owned(),
            it.phone.clone().unwrap_or_default(),
            it.offers.read(l).to_owned(),
            it.since.to_string(),
            kept.until.map(|day| day.to_string()).unwrap_or_default(),
            if kept.public && kept.until.is_none() { agency::is_public(l) } else { "" }.to_owned(),
        ]
    };
    List {
        word: Listed::Agencies.word(),
        title: agency::panel_title(l).to_owned(),
        columns: columns([
            (messages::column_unit(l), 28),
            (agency::name(l), 30),
            (agency::kind(l), 16),
            (agency::phone(l), 18),
            (agency::offers(l), 40),
            (agency::since(l), 16),
            (agency::end_day(l), 14),
            (agency::is_public(l), 12),
        ]),
        rows: lines.iter().map(row).collect(),
        demo: lines.iter().any(|(station, _)| station.demo),
        internal: true,
    }
}

/// The dates of the examination, published or not.
pub fn examinations(l: Language, events: &[DatedEvent]) -> List {
    let row = |event: &DatedEvent| {
        let it = &event.details;
        let state = if it.published { reminder::office_published(l) } else { reminder::office_draft(l) };
        vec![
            it.title.read(l).to_owned(),
            reminders::occasion(l, it.occasion).to_owned(),
            it.from.to_string(),
            it.until.map(|day| day.to_string()).unwrap_or_default(),
            it.source.clone(),
            state.to_owned(),
        ]
    };
    List {
        word: Listed::Examinations.word(),
        title: reminder::office_title(l).to_owned(),
        columns: columns([
            (messages::column_name(l), 36),
            (reminder::office_occasion(l), 16),
            (reminder::office_from(l), 20),
            (reminder::office_until(l), 20),
            (reminder::office_source(l), 40),
            (messages::column_state(l), 12),
        ]),
        rows: events.iter().map(row).collect(),
        demo: events.iter().any(|event| event.demo),
        internal: true,
    }
}

/// The words beside an export: label and value of each line.
pub fn about(l: Language, list: &List, who: &str, when: &str, condition: &str) -> Vec<[String; 2]> {
    let condition = if condition.is_empty() { messages::no_condition(l) } else { condition };
    let mut lines = vec![
        [messages::by_whom(l).to_owned(), who.to_owned()],
        [messages::when(l).to_owned(), when.to_owned()],
        [messages::condition(l).to_owned(), condition.to_owned()],
        [messages::count(l).to_owned(), list.rows.len().to_string()],
    ];
    let mut said = |words: &str| lines.push([words.to_owned(), String::new()]);
    if list.demo {
        said(messages::demo_data(l));
    }
    if list.internal {
        said(messages::internal(l));
    }
    lines
}

/// What the sheet with the words beside an export is called.
pub fn about_title(l: Language) -> &'static str {
    messages::about_sheet(l)
}

/// The second sheet of a template: what goes into each column, and the lists to choose from.
pub fn how(l: Language, kind: SheetKind, directory: &Directory) -> (String, Vec<[String; 3]>) {
    let head = [messages::how_column(l), messages::how_what(l), ""].map(str::to_owned);
    let columns = kind.columns().iter().map(|column| {
        [words::heading(l, column.word), words::hint(l, kind, column.word).to_owned(), String::new()]
    });
    let choices = words::choices(l, kind, directory);
    let lists = [messages::how_list(l), messages::how_code(l), messages::how_name(l)].map(str::to_owned);
    let lists = (!choices.is_empty()).then_some(lists).into_iter().chain(choices);
    let rows = std::iter::once(head).chain(columns).chain(lists).collect();
    (messages::how_title(l).to_owned(), rows)
}

/// A table as it came, with what would come of each row beside it.
pub fn with_results(
    l: Language,
    table: &super::model::Table,
    plan: &super::plan::Plan,
    directory: &Directory,
) -> List {
    let columns = table.kind.columns().iter().filter(|column| table.columns.contains_key(column.word));
    let columns: Vec<_> = columns.collect();
    let mut heads: Vec<_> = columns.iter().map(|it| (words::heading(l, it.word), it.width)).collect();
    heads.insert(0, (messages::plan_row(l).to_owned(), 8));
    heads.push((messages::plan_outcome(l).to_owned(), 60));
    let rows = table.rows.iter().zip(&plan.rows).map(|(row, planned)| {
        let cells = columns.iter().map(|column| row.text(column.word).to_owned());
        let result = words::result(l, table.kind, planned, directory);
        std::iter::once(row.number.to_string()).chain(cells).chain([result]).collect()
    });
    List {
        word: "result",
        title: messages::plan_title(l).to_owned(),
        columns: heads,
        rows: rows.collect(),
        demo: false,
        internal: true,
    }
}
