//! What is in each list that somebody takes home, for whoever may see it on its page.

use app::{
    access::Action,
    accounts::{model::Staff, staff_page::StaffQuery},
    coverage::model::Narrow,
    journal::{
        journal_page::{EXPORT_MAX, JournalQuery},
        model::Unit,
    },
    language::Language,
    messages::outbox_page::OutboxQuery,
    sheets::lists::{self, List, Listed},
    stations::{units_page::UnitsQuery, upkeep},
};

use crate::{accounts::AccountsState, devices, error::StoreError, journal, messages, pages::Asked, shanghai};

/// A list, in whose journal the export stands, and what was searched for.
pub(super) struct Export {
    pub(super) list: List,
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
    let condition = condition(query);
    let export = |list| Some(Export { list, unit: home, condition });
    Ok(match listed {
        Listed::Sheet(kind) => {
            if state.accounts.units(reader, Action::SeeUnit).is_empty() {
                return Ok(None);
            }
            let asked_for = UnitsQuery {
                q: given("q"),
                waits: given("waits"),
                stage: given("stage"),
                page: String::new(),
                narrow: Narrow {
                    county: given("county"),
                    kind: given("kind"),
                    mode: given("mode"),
                    programme: given("programme"),
                    without: given("without"),
                    progress: given("progress"),
                    staff: given("staff"),
                },
            };
            let mut units = asked_for.found(&directory, reader, shanghai::today());
            units.sort_by(|one, other| one.slug.cmp(&other.slug));
            debug_assert!(units.iter().all(|it| upkeep::may_in(&directory, reader, Action::SeeUnit, it)));
            export(lists::stations(l, kind, &directory, &asked.context.site.station_word, &units))
        }
        Listed::Staff => {
            let asked_for = StaffQuery { q: given("q"), page: String::new() };
            let mut staff = state.accounts.colleagues(reader).await?;
            staff.retain(|it| asked_for.finds(it));
            staff.sort_by(|one, other| one.name.cmp(&other.name));
            export(lists::staff(l, &staff, &directory))
        }
        Listed::Devices => export(lists::devices(l, devices::lines(&state.sheets.devices, reader).await?)),
        Listed::Messages => {
            let query = OutboxQuery { state: given("state"), page: String::new() };
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
                page: String::new(),
            };
            let Some((unit, lines)) = journal::lines(state, reader, &query, most(), l).await? else {
                return Ok(None);
            };
            export(lists::journal(l, lines, &directory)).map(|export| Export { unit, ..export })
        }
    })
}

fn most() -> i64 {
    i64::try_from(EXPORT_MAX).unwrap_or(i64::MAX)
}

/// What was searched for, as it stands in the address.
fn condition(query: &[(String, String)]) -> String {
    let given = query.iter().filter(|(name, value)| !value.trim().is_empty() && name != "page");
    given.map(|(name, value)| format!("{name}={}", value.trim())).collect::<Vec<_>>().join("  ")
}

/// The name of the file.
pub(super) fn file_name(l: Language, list: &List) -> String {
    let language = if l == Language::En { "-en" } else { "" };
    format!("{}-{}{language}.xlsx", list.word, shanghai::today())
}
