//! `/office`: where a member of the staff begins, and the line above every page of theirs.

use leptos::prelude::*;

use super::{messages, model::Staff, sessions_page, staff_page, words};
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
};

/// The address.
pub const ADDRESS: &str = "/office";

/// Where the form for leaving posts to.
pub const SIGN_OUT: &str = "/sign-out";

/// The page; `unread` is how much of their inbox they have not read.
pub fn page(context: &PageContext, staff: Staff, unread: i64) -> Page {
    let l = context.language();
    Page::new(messages::office_title(l), "", move || {
        let directory = directory();
        let roles = staff
            .assignments
            .iter()
            .map(|it| view! { <li>{words::assignment(l, it, &directory)}</li> })
            .collect_view();
        view! {
            <OfficeLine staff=staff.clone()/>
            <h1>{messages::office_hello(l, &staff.name)}</h1>
            {(unread > 0).then(|| view! {
                <p class="notice"><a href=l.address(inbox_page::ADDRESS)>{inbox::inbox_unread(l, unread)}</a></p>
            })}
            <section class="panel"><h2>{messages::office_roles(l)}</h2><ul class="plain">{roles}</ul></section>
            <p class="soft section--tight">{messages::office_empty(l)}</p>
        }
    })
    .unlisted(true)
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
        (true, messages::sessions_title(l), sessions_page::ADDRESS),
    ]
    .into_iter()
    .filter_map(|(shown, words, address)| shown.then_some((words, address)))
    .collect()
}
