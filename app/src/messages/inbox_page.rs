//! `/office/inbox`: what a member of the staff is told.

use leptos::prelude::*;

use super::messages;
use crate::{
    accounts::{model::Staff, office_page::OfficeLine},
    shell::{Page, PageContext},
    text::Text,
};

/// The address.
pub const ADDRESS: &str = "/office/inbox";

/// One message.
#[derive(Clone, Debug)]
pub struct Letter {
    /// When it was written, `2026-11-24 14:08`.
    pub when: String,
    /// The line above it.
    pub subject: Text,
    /// The words.
    pub text: Text,
    /// Whether it has not been read.
    pub new: bool,
}

/// The page.
pub fn page(context: &PageContext, reader: Staff, letters: Vec<Letter>) -> Page {
    let l = context.language();
    Page::new(messages::inbox_title(l), "", move || {
        let none = letters.is_empty();
        let unread = letters.iter().any(|letter| letter.new);
        let letters = letters
            .into_iter()
            .map(|letter| {
                view! {
                    <li class="session"><article>
                        <h2 class="session__name">{letter.subject.read(l).to_owned()}
                            {letter.new.then(|| view! { " "<span class="badge">{messages::inbox_new(l)}</span> })}</h2>
                        <p>{letter.text.read(l).to_owned()}</p>
                        <p class="soft small">{letter.when}</p>
                    </article></li>
                }
            })
            .collect_view();
        view! {
            <OfficeLine staff=reader/>
            <h1>{messages::inbox_title(l)}</h1>
            {none.then(|| view! { <p class="empty">{messages::inbox_empty(l)}</p> })}
            {unread.then(|| view! {
                <form method="post" action=l.address(ADDRESS)>
                    <button class="button">{messages::inbox_read_all(l)}</button></form>
            })}
            <ul class="plain section--tight">{letters}</ul>
        }
    })
    .unlisted(true)
}
