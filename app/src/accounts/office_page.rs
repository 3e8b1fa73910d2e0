//! `/office`: where a member of the staff begins, and the line above every page of theirs.

use leptos::prelude::*;

use super::{
    account_page, kept_page, messages,
    model::{Lost, Staff},
    person_page, sessions_page, staff_page, words,
};
use crate::{
    access::{Action, Relation, may},
    devices::devices_page,
    devices::messages as devices,
    journal::{self, journal_page, model::Unit},
    language::Language,
    messages::messages as inbox,
    messages::{inbox_page, outbox_page},
    reader::{directory, language},
    reminders::{self, examinations_page},
    shell::{Page, PageContext},
    stations::messages as stations,
    stations::units_page,
};

/// The address.
pub const ADDRESS: &str = "/office";

/// Where the form for leaving posts to.
pub const SIGN_OUT: &str = "/sign-out";

/// What waits for somebody.
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
    fn is_empty(&self) -> bool {
        self.unread == 0 && self.kept == 0 && self.asking.is_empty()
    }
}

/// The page.
pub fn page(context: &PageContext, staff: Staff, waiting: Waiting) -> Page {
    let l = context.language();
    Page::new(messages::office_title(l), "", move || {
        let directory = directory();
        let roles = staff
            .assignments
            .iter()
            .map(|it| view! { <li>{words::assignment(l, it, &directory)}</li> })
            .collect_view();
        let units = units_page::waiting(&staff);
        let nothing = units.is_none() && waiting.is_empty();
        view! {
            <OfficeLine staff=staff.clone()/>
            <h1>{messages::office_hello(l, &staff.name)}</h1>
            <WaitingList waiting/>
            {units}
            {nothing.then(|| view! { <p class="soft">{messages::office_empty(l)}</p> })}
            <section class="panel section--tight"><h2>{messages::office_roles(l)}</h2><ul class="plain">{roles}</ul></section>
        }
    })
    .unlisted(true)
}

#[component]
fn WaitingList(waiting: Waiting) -> impl IntoView {
    let l = language();
    let Waiting { unread, kept, asking } = waiting;
    let asking = asking
        .into_iter()
        .map(|(staff, lost, when)| {
            let words = messages::office_asks_back(l, &staff.name, words::lost(l, lost), &when);
            view! { <p class="notice"><a href=l.address(&person_page::address(staff.id))>{words}</a></p> }
        })
        .collect_view();
    view! {
        {(kept > 0).then(|| view! {
            <p class="notice"><a href=l.address(kept_page::ADDRESS)>{messages::office_kept(l, kept)}</a></p>
        })}
        {asking}
        {(unread > 0).then(|| view! {
            <p class="notice"><a href=l.address(inbox_page::ADDRESS)>{inbox::inbox_unread(l, unread)}</a></p>
        })}
    }
}

/// Where one may go, and the way out.
#[component]
pub(crate) fn OfficeLine(staff: Staff) -> impl IntoView {
    let l = language();
    let links = links(l, &staff)
        .into_iter()
        .map(|(words, address)| view! { <li><a href=l.address(address)>{words}</a></li> })
        .collect_view();
    view! {
        <nav class="office-line no-print" aria-label=messages::office_title(l)>
            <ul>{links}</ul>
            <form method="post" action=l.address(SIGN_OUT)>
                <button class="button button--small">{messages::sign_out(l)}</button></form>
        </nav>
    }
}

fn links(l: Language, staff: &Staff) -> Vec<(&'static str, &'static str)> {
    let may_here = |action| staff.assignments.iter().any(|it| may(it.role, action, Relation::Unit));
    let (sees_staff, reads_journal) = (may_here(Action::SeeStaff), may_here(Action::ReadJournal));
    let in_province = |action| {
        staff.assignments.iter().any(|it| it.unit == Unit::Province && may(it.role, action, Relation::Unit))
    };
    [
        (true, messages::office_title(l), ADDRESS),
        (may_here(Action::SeeUnit), stations::units_title(l), units_page::ADDRESS),
        (sees_staff, messages::staff_title(l), staff_page::ADDRESS),
        (reads_journal, journal::messages::title(l), journal_page::ADDRESS),
        (in_province(Action::ReadMessages), inbox::outbox_title(l), outbox_page::ADDRESS),
        (
            in_province(Action::KeepExaminations),
            reminders::messages::office_title(l),
            examinations_page::ADDRESS,
        ),
        (true, inbox::inbox_title(l), inbox_page::ADDRESS),
        (true, devices::title(l), devices_page::ADDRESS),
        (true, messages::account_title(l), account_page::ADDRESS),
        (true, messages::sessions_title(l), sessions_page::ADDRESS),
    ]
    .into_iter()
    .filter_map(|(shown, words, address)| shown.then_some((words, address)))
    .collect()
}
