//! `/field/outbox`: what was done on this tablet and how far it has come; what is stuck, and what to do about it.

use leptos::{ev, prelude::*};

use super::{
    app::App,
    device, messages,
    mine::{self, Part},
    mine_page::Locked,
    route::Route,
};
use crate::{
    ids::CommandId,
    language::Language,
    offline::{
        exchange::HELP,
        lock::Asks,
        outbox::{Delivery, Entry},
        tablet::Tablet,
    },
    stations::edit,
};

#[component]
pub(super) fn OutboxPage(app: App) -> impl IntoView {
    // The one that is being repaired.
    let repairs = RwSignal::new(None::<i64>);
    let places = Memo::new(move |before: Option<&Vec<i64>>| {
        // What is typed into a form stays while answers arrive.
        match (repairs.get(), before) {
            (Some(_), Some(before)) => before.clone(),
            _ => app.work.tablet.with(|tablet| {
                // What needs somebody comes first, then the latest.
                let entries = tablet.outbox.entries().iter().rev();
                let (first, others): (Vec<_>, Vec<_>) = entries.partition(|it| it.is_stuck() || it.discarded);
                first.into_iter().chain(others).map(|entry| entry.place).collect()
            }),
        }
    });
    let none = move || {
        places.with(Vec::is_empty).then(|| view! { <p class="empty">{app.say(messages::outbox_none)}</p> })
    };
    let locks = Memo::new(move |_| app.work.tablet.with(|it| it.lock.is_some()));
    let closed = move || {
        match locks.get() {
        true => view! { <Locked app/> }.into_any(),
        false => view! { <p class="empty"><a href=Route::Mine.address()>{app.say(messages::locked_not_enrolled)}</a></p> }.into_any(),
    }
    };
    view! {
        <h1>{app.say(messages::outbox_title)}</h1>
        {closed}
        <div hidden=move || app.work.asks() != Asks::Nothing>
            <p><button class="button" type="button" on:click=move |_| app.work.deliver()>{app.say(messages::deliver_now)}</button></p>
            {none}
            <ol class="plain">{move || places.get().into_iter().map(|place| line(app, place, repairs)).collect_view()}</ol>
        </div>
    }
}

fn line(app: App, place: i64, repairs: RwSignal<Option<i64>>) -> AnyView {
    let l = move || app.language.get();
    let entry = Memo::new(move |_| app.work.tablet.with(|it| it.outbox.at(place).cloned()));
    let what = move || {
        entry.get().map(|entry| {
            let fields = mine::lines(l(), &entry.command)
                .into_iter()
                .map(|(label, from, to)| {
                    // Where nothing stood before, nothing is said of it.
                    let before = (from != mine::NOTHING)
                        .then(|| view! { <span class="soft small">" ("{messages::was_there(l())}" "{from}")"</span> });
                    view! { <div><dt>{label}</dt><dd>{to}{before}</dd></div> }.into_any()
                })
                .collect_view();
            view! {
                <p><b>{mine::work(l(), &entry.command.kind)}</b>" "{station_name(app, l(), &entry)}</p>
                <dl class="facts">{fields}</dl>
            }
            .into_any()
        })
    };
    let delivery = move || {
        app.now.track();
        entry.with(|entry| entry.as_ref().map(|entry| mine::delivery(l(), entry, device::now_ms())))
    };
    let decide = move || {
        if repairs.get() == Some(place) {
            let entry = entry.get_untracked()?;
            return Some(repair_form(app, l(), &entry, repairs));
        }
        let entry = entry.get()?;
        if entry.discarded { Some(discarded(app, l(), place)) } else { stuck(app, l(), entry, repairs) }
    };
    view! { <li class="field-app__change">{what}<p role="status">{delivery}</p>{decide}</li> }.into_any()
}

fn station_name(app: App, l: Language, entry: &Entry) -> Option<String> {
    app.work.records.with_untracked(|records| {
        let known = records.iter().find(|it| it.entity_id == entry.command.entity_id)?;
        mine::station(known).map(|station| station.name.read(l).to_owned())
    })
}

/// It can be taken back for a while.
fn discarded(app: App, l: Language, place: i64) -> AnyView {
    let take_back = move |_| app.work.act(move |tablet| tablet.outbox.take_back(place));
    view! {
        <p class="notice" role="status">{messages::discarded(l)}</p>
        <p><button class="button" type="button" id=format!("take-back-{place}") on:click=take_back>{messages::take_back(l)}</button></p>
    }
    .into_any()
}

/// What a person may do about what is stuck.
fn stuck(app: App, l: Language, entry: Entry, repairs: RwSignal<Option<i64>>) -> Option<AnyView> {
    if !entry.is_stuck() {
        return None;
    }
    let place = entry.place;
    let discard = move |question: &str| {
        if device::agrees(question) {
            app.work.discard(place, move || device::focus_soon(format!("take-back-{place}")));
        }
    };
    let again = {
        let entry = entry.clone();
        move |_: ev::MouseEvent| {
            let command = mine::again(&entry, CommandId::fresh(), device::now_ms());
            app.work.act(move |tablet| tablet.outbox.send_again(place, command));
        }
    };
    match entry.delivery.clone() {
        Delivery::Refused { why, .. } if entry.command.entity == HELP => Some(view! {
            <p class="notice notice--urgent">{mine::why(l, why)}</p>
            <p class="row"><a class="button" href=Route::Help(Some(place)).address()>{messages::repair(l)}</a>
                <button class="button" type="button" on:click=again>{messages::send_again(l)}</button>
                <button class="button" type="button" on:click=move |_| discard(messages::discard_question(l))>{messages::discard(l)}</button></p>
        }.into_any()),
        Delivery::Refused { why, .. } => {
            let station = station_name(app, l, &entry).unwrap_or_else(|| entry.command.entity_id.clone());
            let person =
                app.work.tablet.with_untracked(|it| it.enrolled.as_ref().map(|it| it.staff_name.clone()));
            let text = mine::as_text(l, &entry, &station, &person.unwrap_or_default(), device::now_ms());
            let repair = move |_| {
                repairs.set(Some(place));
                device::focus_soon(input_id(place, 0, 0));
            };
            Some(view! {
                <p class="notice notice--urgent">{mine::why(l, why)}</p>
                <p class="row"><button class="button" type="button" on:click=repair>{messages::repair(l)}</button>
                    <button class="button" type="button" on:click=again>{messages::send_again(l)}</button>
                    <a class="button" href=device::as_file(&text) download="lastmetre.txt">{messages::export(l)}</a>
                    <button class="button" type="button" on:click=move |_| discard(messages::discard_question(l))>{messages::discard(l)}</button></p>
            }.into_any())
        }
        Delivery::Done { conflicts, .. } => {
            let both = conflicts
                .iter()
                .map(|it| view! {
                    <dl class="facts"><div><dt>{messages::theirs(l)}</dt><dd>{mine::shown(l, &it.field, &it.current)}</dd></div>
                        <div><dt>{messages::ours(l)}</dt><dd>{mine::shown(l, &it.field, &it.wanted)}</dd></div></dl>
                }.into_any())
                .collect_view();
            let keep_theirs = move |_| {
                app.work.discard(place, move || device::focus_soon(format!("take-back-{place}")));
            };
            Some(view! {
                {both}
                <p class="row"><button class="button" type="button" on:click=keep_theirs>{messages::keep_theirs(l)}</button>
                    <button class="button" type="button" on:click=again>{messages::use_ours(l)}</button></p>
            }.into_any())
        }
        Delivery::Saved | Delivery::Sent => None,
    }
}

fn input_id(place: i64, part: usize, text: usize) -> String {
    format!("repair-{place}-{part}-{text}")
}

/// The fields of a refused change, to be typed anew.
fn repair_form(app: App, l: Language, entry: &Entry, repairs: RwSignal<Option<i64>>) -> AnyView {
    let place = entry.place;
    let fault = RwSignal::new(None::<String>);
    let command = entry.command.clone();
    let parts = mine::parts(l, &command);
    let inputs = parts
        .iter()
        .enumerate()
        .map(|(at, part)| {
            let days = part.texts.len() > 1;
            let inputs = part.texts.iter().enumerate().map(|(text_at, text)| {
                let (id, text) = (input_id(place, at, text_at), text.clone());
                let label = if days { mine::day_name(l, text_at) } else { part.label(l) };
                let control = if part.field == edit::Field::Phone.word() {
                    view! { <textarea class="field__control" id=id.clone() rows="3" prop:value=text></textarea> }.into_any()
                } else {
                    view! { <input class="field__control" id=id.clone() value=text autocomplete="off"/> }.into_any()
                };
                view! { <p class="field"><label class="field__label" for=id>{label}</label>{control}</p> }.into_any()
            });
            let hint = days.then(|| view! { <p class="field__hint">{part.label(l)}" · "{messages::hours_hint(l)}</p> });
            view! { {hint}{inputs.collect_view()} }.into_any()
        })
        .collect_view();
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let typed: Vec<Part> = parts
            .iter()
            .enumerate()
            .map(|(at, part)| {
                let texts = (0..part.texts.len())
                    .map(|text| device::typed(&format!("#{}", input_id(place, at, text))));
                Part { field: part.field.clone(), texts: texts.collect() }
            })
            .collect();
        match mine::wanted(&command, &typed) {
            Err(wrong) => fault.set(Some(mine::fault(l, &wrong))),
            Ok(wanted) => {
                let (id, now_ms) = (CommandId::fresh(), device::now_ms());
                let repair = move |tablet: &mut Tablet| tablet.outbox.repair(place, id, &wanted, now_ms);
                app.work.act_then(repair, move || repairs.set(None));
            }
        }
    };
    view! {
        <form class="form" on:submit=send>
            {inputs}
            <p role="alert">{fault}</p>
            <p class="row"><button class="button">{messages::repair_send(l)}</button>
                <button class="button" type="button" on:click=move |_| repairs.set(None)>{messages::repair_leave(l)}</button></p>
        </form>
    }
    .into_any()
}
