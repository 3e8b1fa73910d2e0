//! What is in each list that somebody takes home, for whoever may see it on its page.

use app::{
    access::Action,
    accounts::{model::Staff, staff_page::StaffQuery},
    complaints::list_page::ComplaintsQuery,
    coverage::{coverage_page::CoverageQuery, model::Narrow},
    help::list_page::HelpQuery,
    journal::{
        journal_page::{EXPORT_MAX, JournalQuery},
        model::Unit,
    },
    language::Language,
    messages::outbox_page::OutboxQuery,
    register::listing::RegisterQuery,
    sheets::{
        conditions::condition,
        figures,
        lists::{self, List, Listed},
        model::SheetKind,
        plan::Office,
    },
    stations::{model::Station, units_page::UnitsQuery, upkeep},
};

use super::write::Beside;
use crate::{
    accounts::AccountsState, agencies, complaints, coverage, devices, error::StoreError, help, journal,
    messages, pages::Asked, shanghai,
};

/// A list, in whose journal the export stands, and what was searched for.
pub(super) struct Export {
    pub(super) list: List,
    /// Sheets beside it.
    pub(super) beside: Vec<Beside>,
    pub(super) unit: Unit,
    pub(super) condition: String,
}

/// The list, as far as its reader may see it; nothing for who may not open its page.
pub(super) async fn export(
    state: &AccountsState,
    asked: &Asked,
    reader: &Staff,
    listed: Listed,
    query: &[(String, String)],
) -> Result<Option<Export>, StoreError> {
    let (l, directory) = (asked.context.language(), asked.context.directory.clone());
    let home = reader.assignments.first().map_or(Unit::Province, |it| it.unit.clone());
    let given = |name: &str| {
        query.iter().find(|(it, _)| it == name).map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let condition = condition(l, listed, query, &directory, &asked.context.site.station_word);
    let export = |list| Some(Export { list, beside: Vec::new(), unit: home, condition });
    Ok(match listed {
        Listed::Sheet(SheetKind::Catalogue | SheetKind::Policies) if !state.services.may(reader) => {
            return Ok(None);
        }
        Listed::Sheet(kind @ (SheetKind::Catalogue | SheetKind::Policies)) => {
            let office = state.sheets.office(kind, reader, std::iter::empty()).await?;
            export(lists::filled(l, kind, &directory, &office, &asked.context.site.station_word, &[]))
        }
        Listed::Sheet(kind @ SheetKind::Register) => {
            if state.accounts.units(reader, Action::SeeRegister).is_empty() {
                return Ok(None);
            }
            let asked_for = RegisterQuery {
                county: given("county"),
                unit: given("unit"),
                post: given("post"),
                qualification: given("qualification"),
                vacancies: given("vacancies"),
                ..RegisterQuery::default()
            };
            let rows = state.register.list(reader, &asked_for, shanghai::today()).await?.rows;
            let mut units: Vec<_> =
                rows.iter().filter_map(|row| directory.station_with_id(row.station)).collect();
            units.sort_by(|one, other| one.slug.cmp(&other.slug));
            let office = state.sheets.office(kind, reader, units.iter().map(|it| it.id)).await?;
            export(lists::filled(l, kind, &directory, &office, &asked.context.site.station_word, &units))
        }
        Listed::Sheet(kind @ (SheetKind::Units | SheetKind::Areas)) => {
            if state.accounts.units(reader, Action::SeeUnit).is_empty() {
                return Ok(None);
            }
            let asked_for = UnitsQuery {
                q: given("q"),
                waits: given("waits"),
                stage: given("stage"),
                narrow: Narrow {
                    county: given("county"),
                    kind: given("kind"),
                    mode: given("mode"),
                    programme: given("programme"),
                    without: given("without"),
                    progress: given("progress"),
                    staff: given("staff"),
                },
                ..UnitsQuery::default()
            };
            let mut units = asked_for.found(&directory, reader, shanghai::today());
            units.sort_by(|one, other| one.slug.cmp(&other.slug));
            debug_assert!(units.iter().all(|it| upkeep::may_in(&directory, reader, Action::SeeUnit, it)));
            let (word, office) = (&asked.context.site.station_word, Office::default());
            export(lists::filled(l, kind, &directory, &office, word, &units))
        }
        Listed::Staff => {
            let asked_for = StaffQuery { q: given("q"), ..StaffQuery::default() };
            let mut staff = state.accounts.colleagues(reader).await?;
            staff.retain(|it| asked_for.finds(it));
            staff.sort_by(|one, other| one.name.cmp(&other.name));
            export(lists::staff(l, &staff, &directory))
        }
        Listed::Devices => export(lists::devices(l, devices::lines(&state.sheets.devices, reader).await?)),
        Listed::Messages => {
            let query = OutboxQuery { state: given("state"), ..OutboxQuery::default() };
            let Some(lines) = messages::lines(state, reader, &query, most()).await? else { return Ok(None) };
            export(lists::messages(l, lines))
        }
        Listed::Journal => {
            let query = JournalQuery {
                unit: given("unit"),
                kind: given("kind"),
                record: given("record"),
                by: given("by"),
                from: given("from"),
                until: given("until"),
                ..JournalQuery::default()
            };
            let Some((unit, lines)) = journal::lines(state, reader, &query, most(), l).await? else {
                return Ok(None);
            };
            export(lists::journal(l, lines, &directory)).map(|export| Export { unit, ..export })
        }
        Listed::Complaints => {
            let query = ComplaintsQuery {
                state: given("state"),
                kind: given("kind"),
                unit: given("unit"),
                ..ComplaintsQuery::default()
            };
            let lines = complaints::lines(&state.complaints, &directory, reader, &query, most()).await?;
            let Some(lines) = lines else { return Ok(None) };
            export(lists::complaints(l, lines, &directory))
        }
        Listed::Help => {
            let query = HelpQuery {
                state: given("state"),
                service: given("service"),
                unit: given("unit"),
                county: given("county"),
                channel: given("channel"),
                from: given("from"),
                to: given("to"),
                figure: given("figure"),
                ..HelpQuery::default()
            };
            let Some(lines) = help::lines(&state.help, reader, &query, most()).await? else {
                return Ok(None);
            };
            export(lists::help(l, lines, &directory))
        }
        Listed::Agencies => {
            let slug = given("unit");
            let asked_for = |it: &&Station| slug.is_empty() || it.slug == slug;
            let mut units: Vec<_> = directory
                .stations
                .iter()
                .filter(|it| asked_for(it) && upkeep::may_in(&directory, reader, Action::SeeUnit, it))
                .collect();
            if units.is_empty() {
                return Ok(None);
            }
            units.sort_by(|one, other| one.slug.cmp(&other.slug));
            let all = agencies::queries::all(state.sheets.database()).await?;
            let of = |unit: &Station| {
                let id = unit.id;
                all.iter().filter(move |it| it.agency.station == id).cloned()
            };
            let lines: Vec<_> =
                units.into_iter().flat_map(|unit| of(unit).map(move |kept| (unit, kept))).collect();
            export(lists::agencies(l, &lines))
        }
        Listed::Examinations => {
            if !state.accounts.may(reader, Action::KeepExaminations, &Unit::Province, None) {
                return Ok(None);
            }
            export(lists::examinations(l, &state.reminders.all_events().await?))
        }
        Listed::Coverage | Listed::CoveragePlaces => {
            let mut counties = coverage::counties(state, &directory, reader);
            let county = given("county");
            let of_one = !county.is_empty();
            counties.retain(|code| !of_one || *code == county);
            if counties.is_empty() {
                return Ok(None);
            }
            let today = shanghai::today();
            let query = CoverageQuery { year: given("year"), ..CoverageQuery::default() };
            let year = query.year(today.year());
            let targets = coverage::queries::of_year(state.sheets.database(), year).await?;
            let targets = targets.into_iter().filter(|(county, _)| counties.contains(county)).collect();
            let whole = state.accounts.may(reader, Action::SeeCoverage, &Unit::Province, None);
            let asked_for = figures::Asked {
                counties,
                whole: whole && !of_one,
                without: given("without"),
                year,
                targets,
            };
            let list = match listed {
                Listed::Coverage => figures::counties(l, &directory, &asked_for, today),
                _ => figures::places(l, &directory, &asked_for),
            };
            let word = &asked.context.site.station_word;
            let of = (county.as_str(), asked_for.without.as_str());
            // Over some of the 市县 alone the sums would be of others too.
            let rows =
                (of_one || asked_for.whole).then(|| figures::breakdowns(l, &directory, of, today, word));
            let beside = rows.map(|rows| Beside {
                name: figures::breakdowns_title(l).to_owned(),
                rows,
                on_paper: String::new(),
            });
            export(list).map(|export| Export { beside: beside.into_iter().collect(), ..export })
        }
    })
}

fn most() -> i64 {
    i64::try_from(EXPORT_MAX).unwrap_or(i64::MAX)
}

/// The name of the file.
pub(super) fn file_name(l: Language, list: &List) -> String {
    let language = if l == Language::En { "-en" } else { "" };
    format!("{}-{}{language}.xlsx", list.word, shanghai::today())
}
