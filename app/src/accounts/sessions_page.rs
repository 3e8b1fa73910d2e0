//! `/office/sessions`: where somebody is signed in, and the way to end it.

use leptos::prelude::*;
use serde::Deserialize;

use super::{messages, model::Staff, office_page::OfficeLine};
use crate::shell::{Page, PageContext};

/// The address.
pub const ADDRESS: &str = "/office/sessions";

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct EndForm {
    /// Which session, by its public name.
    #[serde(default)]
    pub session: String,
}

/// One place where somebody is signed in.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// A name for it that opens nothing.
    pub name: String,
    /// What the browser calls itself, shortened.
    pub device: String,
    /// Since when, as `2026-11-24 14:08`.
    pub since: String,
    /// When it was last used.
    pub seen: String,
    /// Whether it is this one.
    pub here: bool,
}

/// The page.
pub fn page(context: &PageContext, staff: Staff, sessions: Vec<SignedIn>) -> Page {
    let l = context.language();
    Page::new(messages::sessions_title(l), "", move || {
        let lines = sessions
            .into_iter()
            .map(|it| {
                view! {
                    <li class="session">
                        <p><b>{it.device}</b>{it.here.then(|| view! { " "<span class="badge">{messages::session_here(l)}</span> })}</p>
                        <p class="soft small">{messages::session_since(l, &it.since)}" · "{messages::session_seen(l, &it.seen)}</p>
                        <form method="post" action=l.address(ADDRESS)>
                            <input type="hidden" name="session" value=it.name/>
                            <button class="button button--small">{messages::session_end(l)}</button></form>
                    </li>
                }
            })
            .collect_view();
        view! {
            <OfficeLine staff/>
            <h1>{messages::sessions_title(l)}</h1>
            <p class="lead">{messages::sessions_lead(l)}</p>
            <ul class="plain">{lines}</ul>
        }
    })
    .unlisted(true)
}
