//! `/reminders/leave`: one press, and no more reminders.
//!
//! Opening the address changes nothing, because mail programs and messengers open links by themselves.

use leptos::prelude::*;

use super::{messages, reminders_page};
use crate::{
    shell::{Page, PageContext},
    stations::filter::percent_encoded,
};

/// The address; `key` in its query names the reminder.
pub const ADDRESS: &str = "/reminders/leave";

/// The page with the one button.
pub fn page(context: &PageContext, key: &str) -> Page {
    let l = context.language();
    let action = l.address(&format!("{ADDRESS}?key={}", percent_encoded(key)));
    Page::new(messages::leave_title(l), "", move || {
        view! {
            <h1>{messages::leave_title(l)}</h1>
            <p class="lead">{messages::leave_lead(l)}</p>
            <form method="post" action=action>
                <button class="button button--primary button--large">{messages::leave_button(l)}</button></form>
        }
    })
    .unlisted(true)
}

/// The page afterwards; the same for a key that is none, because whoever holds one wants just this.
pub fn left(context: &PageContext) -> Page {
    let l = context.language();
    Page::new(messages::left_title(l), "", move || {
        view! {
            <h1>{messages::left_title(l)}</h1>
            <p class="lead">{messages::left_lead(l)}</p>
            <p><a href=l.address(reminders_page::ADDRESS)>{messages::left_again(l)}</a></p>
        }
    })
    .unlisted(true)
}
