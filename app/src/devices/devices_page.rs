//! `/office/devices`: enrolled tablets with their last contact, and the way to revoke one.

use leptos::prelude::*;
use serde::Deserialize;

use super::messages;
use crate::{
    accounts::{model::Staff, office_page::OfficeLine},
    ids::CommandId,
    shell::{Page, PageContext},
};

/// The address.
pub const ADDRESS: &str = "/office/devices";

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct RevokeForm {
    /// The id of the command.
    pub command: String,
    /// Which tablet.
    pub device: String,
}

/// One tablet.
#[derive(Clone, Debug)]
pub struct Line {
    /// Id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// What its owner is called.
    pub owner: String,
    /// Whether that is the reader.
    pub own: bool,
    /// What its browser calls itself.
    pub system: String,
    /// Enrolled, as `2026-11-24 14:08`.
    pub since: String,
    /// Last heard.
    pub heard: String,
    /// How many changes waited on it then.
    pub unsent: i64,
    /// By how many minutes its clock was ahead then.
    pub ahead_minutes: i64,
    /// When it was noticed that it had been put back to an earlier state.
    pub went_back: Option<String>,
    /// A fresh id for revoking it.
    pub command: CommandId,
}

/// The page.
pub fn page(context: &PageContext, staff: Staff, lines: Vec<Line>) -> Page {
    let l = context.language();
    Page::new(messages::title(l), "", move || {
        let none = lines.is_empty().then(|| view! { <p class="empty">{messages::none(l)}</p> });
        let lines = lines
            .into_iter()
            .map(|it| {
                let named = messages::revoke_named(l, &it.name);
                view! {
                    <li class="session">
                        <p><b>{it.name}</b>" "<span class="soft">{it.system}</span></p>
                        {(!it.own).then(|| view! { <p>{messages::owner(l, &it.owner)}</p> })}
                        <p class="soft small">{messages::since(l, &it.since)}" · "{messages::heard(l, &it.heard)}</p>
                        {(it.unsent > 0).then(|| view! { <p>{messages::unsent(l, it.unsent)}</p> })}
                        {(it.ahead_minutes > 0).then(|| view! { <p class="notice">{messages::ahead(l, it.ahead_minutes)}</p> })}
                        {it.went_back.map(|when| view! { <p class="notice">{messages::went_back(l, &when)}</p> })}
                        <form method="post" action=l.address(ADDRESS)>
                            <input type="hidden" name="command" value=it.command.to_string()/>
                            <input type="hidden" name="device" value=it.id/>
                            <button class="button button--small" aria-label=named>{messages::revoke(l)}</button></form>
                    </li>
                }
            })
            .collect_view();
        view! {
            <OfficeLine staff/>
            <h1>{messages::title(l)}</h1>
            <p class="lead">{messages::lead(l)}</p>
            <p><a class="button" href="/field/mine">{messages::open_field(l)}</a></p>
            {none}
            <ul class="plain">{lines}</ul>
        }
    })
    .unlisted(true)
}
