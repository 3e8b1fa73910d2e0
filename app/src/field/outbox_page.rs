//! `/field/outbox`: what was done on this tablet and how far it has come; what is stuck, and what to do about it.

use leptos::prelude::*;

use super::{app::App, device, messages, mine};
use crate::{
    ids::CommandId,
    language::Language,
    offline::outbox::{Delivery, Entry},
};

#[component]
pub(super) fn OutboxPage(app: App) -> impl IntoView {
    let l = move || app.language.get();
    let entries = move || {
        app.now.track();
        // What needs somebody comes first, then the latest.
        let (stuck, others): (Vec<_>, Vec<_>) =
            app.work.tablet.with(|it| it.outbox.entries().iter().rev().cloned().partition(Entry::is_stuck));
        stuck.into_iter().chain(others).map(|entry| line(app, l(), entry)).collect_view()
    };
    let none = move || {
        app.work
            .tablet
            .with(|it| it.outbox.entries().is_empty())
            .then(|| view! { <p class="empty">{app.say(messages::outbox_none)}</p> })
    };
    view! {
        <h1>{app.say(messages::outbox_title)}</h1>
        <p><button class="button" type="button" on:click=move |_| app.work.deliver()>{app.say(messages::deliver_now)}</button></p>
        {none}
        <ol class="plain">{entries}</ol>
    }
}

fn line(app: App, l: Language, entry: Entry) -> impl IntoView {
    let now = device::now_ms();
    let name = app.work.records.with_untracked(|records| {
        let known = records.iter().find(|it| it.entity_id == entry.command.entity_id)?;
        mine::station(known).map(|station| station.name.read(l).to_owned())
    });
    let wanted = entry
        .command
        .fields
        .values()
        .filter_map(|change| match change {
            crate::journal::model::Change::Set { to, .. } => Some(mine::value(to)),
            crate::journal::model::Change::Members { .. } => None,
        })
        .collect::<Vec<_>>()
        .join(" · ");
    view! {
        <li class="session">
            <p><b>{mine::work(l, &entry.command.kind)}</b>" "{name}</p>
            <p class="soft small">{wanted}</p>
            <p>{mine::delivery(l, &entry, now)}</p>
            {stuck(app, l, entry)}
        </li>
    }
}

/// What a person may do about what is stuck.
fn stuck(app: App, l: Language, entry: Entry) -> Option<AnyView> {
    let place = entry.place;
    let discard = move |asks: bool| {
        if !asks || device::agrees(messages::discard_question(l)) {
            app.work.act(move |tablet| tablet.outbox.discard(place));
        }
    };
    let file = device::as_file(&serde_json::to_string(&entry.command).unwrap_or_default());
    match entry.delivery.clone() {
        Delivery::Refused { why, .. } => {
            let send = move |_| {
                let command = mine::again(&entry, CommandId::fresh(), device::now_ms());
                app.work.act(move |tablet| tablet.outbox.send_again(place, command));
            };
            Some(view! {
                <p class="notice notice--urgent">{mine::why(l, why)}" "{messages::repair_hint(l)}</p>
                <p class="row"><button class="button" type="button" on:click=send>{messages::send_again(l)}</button>
                    <a class="button" href=file download="lastmetre.json">{messages::export(l)}</a>
                    <button class="button" type="button" on:click=move |_| discard(true)>{messages::discard(l)}</button></p>
            }.into_any())
        }
        Delivery::Done { conflicts, .. } if !conflicts.is_empty() => {
            let both = conflicts
                .iter()
                .map(|it| view! {
                    <dl class="facts"><div><dt>{messages::theirs(l)}</dt><dd>{mine::value(&it.current)}</dd></div>
                        <div><dt>{messages::ours(l)}</dt><dd>{mine::value(&it.wanted)}</dd></div></dl>
                })
                .collect_view();
            let use_ours = move |_| {
                let command = mine::again(&entry, CommandId::fresh(), device::now_ms());
                app.work.act(move |tablet| {
                    if tablet.outbox.discard(place) {
                        tablet.outbox.add(command);
                    }
                });
            };
            Some(view! {
                {both}
                <p class="row"><button class="button" type="button" on:click=move |_| discard(false)>{messages::keep_theirs(l)}</button>
                    <button class="button" type="button" on:click=use_ours>{messages::use_ours(l)}</button></p>
            }.into_any())
        }
        _ => None,
    }
}
