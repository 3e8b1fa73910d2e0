//! `/office`: where a member of the staff begins, and the line above every page of theirs.

use leptos::prelude::*;

use super::{
    account_page, kept_page, messages,
    model::{Lost, Staff},
    person_page, sessions_page, staff_page, words,
    work::{Urgency, Waits},
};
use crate::activities::messages as activities;
use crate::matching::messages as matching;
use crate::{
    access::{Action, Relation, may},
    activities::office_list_page as activities_page,
    certificates::messages as certificates,
    certificates::{columns_page, export_page, office_page as certificates_page},
    complaints::messages as complaints,
    complaints::{complaints_page, list_page},
    coverage::coverage_page,
    coverage::messages as coverage,
    devices::devices_page,
    devices::messages as devices,
    forms::forms_page,
    forms::messages as forms,
    help, iso_date,
    journal::{self, journal_page, model::Unit},
    language::Language,
    matching::list_page as matching_page,
    messages::messages as inbox,
    messages::{inbox_page, outbox_page},
    policies::guides_page,
    policies::messages as policies,
    reader::{directory, language, reader},
    register::listing as register,
    register::messages as register_words,
    reminders::{self, examinations_page},
    services::messages as services,
    services::office_page as services_page,
    settings::messages as settings,
    settings::settings_page,
    sheets::import_page,
    sheets::messages as sheets,
    sheets::plan::kinds_for,
    shell::{Page, PageContext},
    stations::messages as stations,
    stations::{unit_page, units_page},
    volunteers::messages as volunteers,
    volunteers::{figures_page as volunteer_figures, list_page as volunteers_page},
};

/// The address.
pub const ADDRESS: &str = "/office";

/// Where the form for leaving posts to.
pub const SIGN_OUT: &str = "/sign-out";

/// What waits for somebody of their own account's.
#[derive(Clone, Debug, Default)]
pub struct Waiting {
    /// How much of their inbox they have not read.
    pub unread: i64,
    /// How many of their forms were sent too late, and kept.
    pub kept: usize,
    /// Who asks to be let back in, what is lost, and since when (`2026-11-24 14:08`).
    pub asking: Vec<(Staff, Lost, String)>,
}

impl Waiting {
    /// The same as every slice says it.
    pub fn waits(self, l: Language) -> Vec<Waits> {
        let asking = self.asking.into_iter().map(|(staff, lost, when)| Waits {
            urgency: Urgency::Now,
            what: messages::office_asks_back(l, &staff.name, words::lost(l, lost), &when),
            how_many: 1,
            since: when.get(..10).and_then(iso_date::parse),
            address: person_page::address(staff.id),
        });
        let kept = Waits {
            urgency: Urgency::Now,
            what: messages::office_kept(l, self.kept),
            how_many: self.kept,
            since: None,
            address: kept_page::ADDRESS.to_owned(),
        };
        let unread = Waits {
            urgency: Urgency::ToKnow,
            what: inbox::inbox_unread(l, self.unread),
            how_many: usize::try_from(self.unread).unwrap_or_default(),
            since: None,
            address: inbox_page::ADDRESS.to_owned(),
        };
        asking.chain([kept, unread]).collect()
    }
}

/// The page. `waits` is what waits, in its order.
pub fn page(context: &PageContext, staff: Staff, waits: Vec<Waits>) -> Page {
    let l = context.language();
    Page::new(messages::office_title(l), "", move || {
        let directory = directory();
        let roles = staff
            .assignments
            .iter()
            .map(|it| view! { <li>{words::assignment(l, it, &directory)}</li> })
            .collect_view();
        let figures = units_page::figures(&staff);
        let at_hand = unit_page::at_hand(&staff);
        view! {
            <OfficeLine staff=staff.clone()/>
            <h1>{messages::office_hello(l, &staff.name)}</h1>
            <WaitsList waits/>
            {at_hand}
            {figures}
            <section class="panel section--tight"><h2>{messages::office_roles(l)}</h2><ul class="plain">{roles}</ul></section>
        }
    })
    .unlisted(true)
}

#[component]
fn WaitsList(waits: Vec<Waits>) -> impl IntoView {
    let l = language();
    let nothing = waits.is_empty();
    let lines = waits
        .into_iter()
        .map(|it| {
            let since = it.since.map(|day| messages::office_since(l, &day.to_string()));
            let overdue = it.urgency <= Urgency::Overdue;
            view! {
                <li class="waits" class:waits--overdue=overdue><a href=l.address(&it.address)>{it.what}</a>
                    {since.map(|words| view! { " "<span class="soft small">{words}</span> })}</li>
            }
        })
        .collect_view();
    view! {
        <section><h2>{messages::office_first(l)}</h2>
            {nothing.then(|| view! { <p class="soft">{messages::office_empty(l)}</p> })}
            <ul class="plain">{lines}</ul></section>
    }
}

/// Where one may go, and the way out; on paper, who printed it and when.
#[component]
pub(crate) fn OfficeLine(staff: Staff) -> impl IntoView {
    let (l, reader) = (language(), reader());
    let path = reader.address.split('?').next().unwrap_or_default();
    let links = links(l, &staff);
    let is_one = links.iter().any(|(_, address)| *address == path);
    let links = links
        .into_iter()
        .map(|(words, address)| {
            let rest = path.strip_prefix(address);
            let here = match rest {
                Some("") => Some("page"),
                // Everything in the office lies below its first page; what has a link of its own is itself alone.
                Some(rest) if rest.starts_with('/') && address != ADDRESS && !is_one => Some("true"),
                _ => None,
            };
            view! { <li><a href=l.address(address) aria-current=here>{words}</a></li> }
        })
        .collect_view();
    let now = reader.now;
    let when = format!("{} {:02}:{:02}", now.date, now.minute / 60, now.minute % 60);
    view! {
        <nav class="office-line no-print" aria-label=messages::office_title(l)>
            <details class="office-line__fold"><summary class="button button--small">{messages::office_fold(l)}</summary></details>
            <ul>{links}</ul>
            <form method="post" action=l.address(SIGN_OUT)>
                <button class="button button--small">{messages::sign_out(l)}</button></form>
        </nav>
        <p class="print-only small">{messages::printed(l, &staff.name, &when)}</p>
    }
}

fn links(l: Language, staff: &Staff) -> Vec<(&'static str, &'static str)> {
    let may_here = |action| staff.assignments.iter().any(|it| may(it.role, action, Relation::Unit));
    let (sees_staff, reads_journal) = (may_here(Action::SeeStaff), may_here(Action::ReadJournal));
    // Over one unit alone, its own page says as much.
    let sees_units_below = staff
        .assignments
        .iter()
        .any(|it| !matches!(it.unit, Unit::Station(_)) && may(it.role, Action::SeeUnit, Relation::Subtree));
    let in_province = |action| {
        staff.assignments.iter().any(|it| it.unit == Unit::Province && may(it.role, action, Relation::Unit))
    };
    [
        (true, messages::office_title(l), ADDRESS),
        (may_here(Action::SeeUnit), stations::units_title(l), units_page::ADDRESS),
        (sees_units_below, register_words::title(l), register::ADDRESS),
        (!kinds_for(staff).is_empty(), sheets::title(l), import_page::ADDRESS),
        (may_here(Action::SeeCoverage), coverage::title(l), coverage_page::ADDRESS),
        (sees_staff, messages::staff_title(l), staff_page::ADDRESS),
        (reads_journal, journal::messages::title(l), journal_page::ADDRESS),
        (in_province(Action::ReadMessages), inbox::outbox_title(l), outbox_page::ADDRESS),
        (
            in_province(Action::KeepExaminations),
            reminders::messages::office_title(l),
            examinations_page::ADDRESS,
        ),
        (may_here(Action::SeeHelp), help::messages::office_title(l), help::list_page::ADDRESS),
        (
            !may_here(Action::SeeHelp) && may_here(Action::CountHelp),
            help::messages::figures_title(l),
            help::figures_page::ADDRESS,
        ),
        (may_here(Action::SeeVolunteers), volunteers::office_title(l), volunteers_page::ADDRESS),
        (
            !may_here(Action::SeeVolunteers) && may_here(Action::CountVolunteers),
            volunteers::figures_title(l),
            volunteer_figures::ADDRESS,
        ),
        (may_here(Action::SeeActivities), activities::office_title(l), activities_page::ADDRESS),
        (may_here(Action::SeeNeeds), matching::office_title(l), matching_page::ADDRESS),
        (may_here(Action::AnswerComplaints), complaints::office_title(l), list_page::ADDRESS),
        (may_here(Action::RevokeCertificates), certificates::office_title(l), certificates_page::ADDRESS),
        (may_here(Action::RevokeCertificates), certificates::export_title(l), export_page::ADDRESS),
        (in_province(Action::KeepSettings), certificates::columns_title(l), columns_page::ADDRESS),
        (in_province(Action::KeepCatalogue), services::office_title(l), services_page::ADDRESS),
        (in_province(Action::KeepCatalogue), forms::office_title(l), forms_page::ADDRESS),
        (in_province(Action::KeepCatalogue), policies::office_title(l), guides_page::ADDRESS),
        (in_province(Action::KeepSettings), settings::title(l), settings_page::ADDRESS),
        (true, inbox::inbox_title(l), inbox_page::ADDRESS),
        (true, devices::title(l), devices_page::ADDRESS),
        (true, messages::account_title(l), account_page::ADDRESS),
        (true, messages::sessions_title(l), sessions_page::ADDRESS),
        (true, complaints::staff_link(l), complaints_page::ADDRESS),
    ]
    .into_iter()
    .filter_map(|(shown, words, address)| shown.then_some((words, address)))
    .collect()
}
