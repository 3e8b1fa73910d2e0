//! `/field/mine`: enrolling the tablet, and the station that somebody tends, with or without a signal.

use leptos::{ev, prelude::*};

use super::{
    app::App,
    device, messages, mine,
    route::Route,
    work::{Enrolling, Unlocking},
};
use crate::{
    ids::CommandId,
    language::Language,
    offline::{
        exchange::Ended,
        lock::{Asks, Guard},
    },
    stations::{
        edit::{self, FieldFault, UsualReason, Work as Kind},
        hours::LocalMoment,
        model::Station,
    },
};

type Sentence = fn(Language) -> &'static str;

#[component]
pub(super) fn MinePage(app: App) -> impl IntoView {
    let tablet = app.work.tablet;
    let enrolled = Memo::new(move |_| tablet.with(|it| it.enrolled.is_some()));
    let ended = Memo::new(move |_| tablet.with(|it| it.ended));
    // What bears a lock can be opened; anything else has to be enrolled, anew perhaps.
    let locks = Memo::new(move |_| tablet.with(|it| it.lock.is_some()));
    let forgotten = RwSignal::new(false);
    let asks = move || locks.get() && app.work.asks() == Asks::Passphrase;
    // What was typed before the disk was read would be lost with its form.
    let enrols = Memo::new(move |_| app.work.looked.get() && (!locks.get() || (asks() && forgotten.get())));
    let told = move || {
        ended
            .get()
            .map(|why| view! { <p class="notice notice--urgent">{ended_words(app.language.get(), why)}</p> })
    };
    view! {
        <h1>{app.say(messages::mine_title)}</h1>
        {told}
        {move || enrols.get().then(|| view! { <EnrolForm app/> })}
        {move || locks.get().then(|| view! { <Locked app/> })}
        <p hidden=move || !asks() || forgotten.get()><button class="button" type="button" on:click=move |_| forgotten.set(true)>
            {app.say(messages::forgotten)}</button></p>
        // Hidden and not taken away: what is typed into a form stays.
        {move || enrolled.get().then(|| view! { <div hidden=move || app.work.asks() != Asks::Nothing>
            <p><a class="button button--primary" href=Route::Help(None).address()>{app.say(messages::help_title)}</a></p><Units app/><ThisTablet app/></div> })}
    }
}

/// Asks for the passphrase or the PIN, where the tablet is locked.
#[component]
pub(super) fn Locked(app: App) -> impl IntoView {
    let l = move || app.language.get();
    let unlocking = app.work.unlocking;
    let asks = Memo::new(move |_| app.work.asks());
    move || {
        let pin = match asks.get() {
            Asks::Nothing => return None,
            Asks::Pin => true,
            Asks::Passphrase => false,
        };
        let submit = move |event: ev::SubmitEvent| {
            event.prevent_default();
            app.work.unlock(device::typed("#unlock"));
            device::fill_in("#unlock", "");
        };
        let told = move || match unlocking.get() {
            Unlocking::Idle => String::new(),
            Unlocking::Trying => messages::unlocking(l()).to_owned(),
            Unlocking::Wrong if pin => messages::wrong_pin(l()).to_owned(),
            Unlocking::Wrong => messages::wrong_passphrase(l(), app.work.tries_left()),
        };
        let (why, label, mode): (Sentence, Sentence, _) = match pin {
            true => (messages::locked_pin, messages::enrol_pin, "numeric"),
            false => (messages::locked_passphrase, messages::enrol_passphrase, "text"),
        };
        Some(view! {
            <section class="panel">
                <h2>{app.say(messages::locked_title)}</h2>
                <p>{app.say(why)}</p>
                <form class="form" on:submit=submit>
                    <p class="field"><label class="field__label" for="unlock">{app.say(label)}</label>
                        <input class="field__control" id="unlock" type="password" inputmode=mode autocomplete="off"/></p>
                    <p role="alert">{told}</p>
                    <button class="button" disabled=move || unlocking.get() == Unlocking::Trying>{app.say(messages::unlock)}</button>
                </form>
            </section>
        })
    }
}

fn ended_words(l: Language, why: Ended) -> &'static str {
    match why {
        Ended::Unknown => messages::ended_unknown(l),
        Ended::Revoked => messages::ended_revoked(l),
        Ended::Lapsed => messages::ended_lapsed(l),
        Ended::OwnerGone => messages::ended_owner(l),
        Ended::LockedOut => messages::ended_locked_out(l),
    }
}

#[component]
fn EnrolForm(app: App) -> impl IntoView {
    let l = move || app.language.get();
    let enrolling = app.work.enrolling;
    let fault = move || match enrolling.get() {
        Enrolling::Idle | Enrolling::Asking => "",
        Enrolling::SignedOut => messages::enrol_signed_out(l()),
        Enrolling::Name => messages::enrol_name_wrong(l()),
        Enrolling::Passphrase => messages::enrol_passphrase_wrong(l()),
        Enrolling::Pin => messages::enrol_pin_wrong(l()),
        Enrolling::NoNetwork => messages::enrol_no_network(l()),
        Enrolling::Other => messages::enrol_other(l()),
        Enrolling::NotKept => messages::not_kept_here(l()),
    };
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let [name, passphrase, pin] =
            ["#tablet-name", "#tablet-passphrase", "#tablet-pin"].map(device::typed);
        app.work.enrol(name, passphrase, pin);
    };
    let secret = move |id: &'static str, label: Sentence, hint: Sentence, mode: &'static str| {
        let hint_id = format!("{id}-hint");
        view! {
            <p class="field"><label class="field__label" for=id>{app.say(label)}</label>
                <span class="field__hint" id=hint_id.clone()>{app.say(hint)}</span>
                <input class="field__control" id=id type="password" inputmode=mode autocomplete="off" aria-describedby=hint_id/></p>
        }
        .into_any()
    };
    view! {
        <section class="panel">
            <h2>{app.say(messages::enrol_title)}</h2>
            <p>{app.say(messages::enrol_text)}</p>
            <p><a class="button" href=move || l().address("/sign-in")>{app.say(messages::enrol_sign_in)}</a></p>
            <p>{app.say(messages::enrol_then)}</p>
            <form class="form" on:submit=submit>
                <p class="field"><label class="field__label" for="tablet-name">{app.say(messages::enrol_name)}</label>
                    <span class="field__hint" id="tablet-name-hint">{app.say(messages::enrol_hint)}</span>
                    <input class="field__control" id="tablet-name" autocomplete="off" maxlength="40" aria-describedby="tablet-name-hint"/></p>
                {secret("tablet-passphrase", messages::enrol_passphrase, messages::enrol_passphrase_hint, "text")}
                {secret("tablet-pin", messages::enrol_pin, messages::enrol_pin_hint, "numeric")}
                <p role="alert">{fault}</p>
                <button class="button" disabled=move || enrolling.get() == Enrolling::Asking>
                    {move || match app.work.tablet.with(|it| it.ended.is_some()) {
                        true => messages::enrol_again(l()),
                        false => messages::enrol_button(l()),
                    }}</button>
            </form>
        </section>
    }
}

/// Every station that they tend, as it is here.
#[component]
fn Units(app: App) -> impl IntoView {
    let today = Memo::new(move |_| app.now.get().date);
    let units = Memo::new(move |_| {
        let known = app.work.records.get();
        app.work.tablet.with(|tablet| {
            known.iter().filter_map(|it| mine::seen(tablet, it, today.get())).collect::<Vec<_>>()
        })
    });
    let none = move || {
        units.with(Vec::is_empty).then(|| {
            let heard = app.work.tablet.with(|it| it.heard_at_ms.is_some());
            let words = if heard { messages::no_units } else { messages::units_first };
            view! { <p class="empty">{app.say(words)}</p> }
        })
    };
    let ids = Memo::new(move |_| units.with(|units| units.iter().map(|it| it.id).collect::<Vec<_>>()));
    view! {
        {none}
        // Made anew only when there are others: what is typed into a form stays while answers arrive.
        {move || ids.get().into_iter().map(|id| {
            let station = Memo::new(move |_| units.with(|units| units.iter().find(|it| it.id == id).cloned()));
            view! { <Tended app station/> }
        }).collect_view()}
    }
}

#[component]
fn Tended(app: App, station: Memo<Option<Station>>) -> impl IntoView {
    let l = move || app.language.get();
    let now = || device::now_ms();
    let Some(first) = station.get_untracked() else { return ().into_any() };
    let id = first.id.to_string();
    let today = move || app.now.get().date;
    let name = move || station.with(|it| it.as_ref().map(|it| it.name.read(l()).to_owned()));
    let closed = Memo::new(move |_| station.with(|it| edit::reason_on(it.as_ref()?, today())));
    let reason_words = move |reason: &str| {
        let usual = UsualReason::ALL.into_iter().find(|usual| usual.word() == reason);
        usual.map_or_else(|| reason.to_owned(), |usual| usual.words(l()).to_owned())
    };
    let day = move || match closed.get() {
        Some(reason) => messages::closed_now(l(), &reason_words(&reason)),
        None => messages::as_usual_today(l()).to_owned(),
    };
    let set_day = move |reason: Option<&str>| {
        let (Some(station), seen) = (station.get_untracked(), closed.get_untracked()) else { return };
        let work = if reason.is_some() { Kind::CloseToday } else { Kind::ReopenToday };
        let today = LocalMoment::from_unix_ms(now()).date;
        let fields = edit::day_fields(today, seen.as_deref(), reason);
        app.work.add(mine::command(CommandId::fresh(), &station, work, fields, now()), || {});
    };
    let verify = move |_| {
        let Some(station) = station.get_untracked() else { return };
        let seen = station.verified.as_ref().map(|it| it.on);
        let fields = edit::verify_fields(seen, LocalMoment::from_unix_ms(now()).date);
        app.work.add(mine::command(CommandId::fresh(), &station, Kind::Verify, fields, now()), || {});
    };
    let verified = move || {
        let day = station.with(|it| it.as_ref().and_then(|it| it.verified.as_ref().map(|it| it.on)));
        day.map_or_else(
            || messages::never_verified(l()).to_owned(),
            |day| messages::verified_on(l(), &day.to_string()),
        )
    };
    let saved = {
        let id = id.clone();
        move || {
            app.now.track();
            app.work.tablet.with(|tablet| {
                let last = tablet.outbox.entries().iter().rfind(|it| it.command.entity_id == id);
                last.map(|entry| mine::delivery(l(), entry, now()))
            })
        }
    };
    let reasons = UsualReason::ALL.map(|usual| {
        view! { <button class="button" type="button" on:click=move |_| set_day(Some(usual.word()))>{move || usual.words(l())}</button> }
    });
    let doors = move || {
        match closed.get().is_some() {
        true => view! { <button class="button" type="button" on:click=move |_| set_day(None)>{app.say(messages::reopen_today)}</button> }.into_any(),
        false => view! { <p>{app.say(messages::close_today)}</p> }.into_any(),
    }
    };
    let hidden = move || closed.get().is_some();
    view! {
        <section class="panel">
            <h2>{name}</h2>
            <p role="status"><b>{day}</b></p>
            <p role="status">{saved}</p>
            <div class="row">{doors}</div>
            <div class="row" hidden=hidden>{reasons}</div>
            <p class="row"><button class="button" type="button" on:click=verify>{app.say(messages::verify)}</button>
                <span class="soft">{verified}</span></p>
            <Corrections app station id/>
        </section>
    }
    .into_any()
}

/// Numbers and hours. What is typed is the person's until they save it; answers that arrive meanwhile do not touch it.
#[component]
fn Corrections(app: App, station: Memo<Option<Station>>, id: String) -> impl IntoView {
    let l = move || app.language.get();
    let fault = RwSignal::new(None::<FieldFault>);
    let nothing = RwSignal::new(false);
    let Some(first) = station.get_untracked() else { return ().into_any() };
    let phone_id = format!("phone-{id}");
    let day_id = |day: usize, id: &str| format!("hours-{id}-{day}");
    let phone = edit::tended_value(&first, edit::Field::Phone);
    let phone = phone.as_str().unwrap_or_default().to_owned();
    let days = (0..7)
        .map(|day| {
            let spans = first.hours.weekly[day].iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            let name = day_id(day, &id);
            view! {
                <p class="field"><label class="field__label" for=name.clone()>{move || mine::day_name(l(), day)}</label>
                    <input class="field__control" id=name value=spans autocomplete="off"/></p>
            }
        })
        .collect_view();
    let seen = StoredValue::new(first);
    let save = {
        let (phone_id, id) = (phone_id.clone(), id.clone());
        move |event: ev::SubmitEvent| {
            event.prevent_default();
            let phone = device::typed(&format!("[id='{phone_id}']"));
            let hours: Vec<String> =
                (0..7).map(|day| device::typed(&format!("[id='{}']", day_id(day, &id)))).collect();
            // Against what stood in the form when it was filled: what somebody else changed since is theirs.
            let fields = seen.with_value(|station| mine::corrections(station, &phone, &hours));
            nothing.set(fields.as_ref().is_ok_and(|fields| fields.is_empty()));
            match fields {
                Err(wrong) => fault.set(Some(wrong)),
                Ok(fields) => {
                    fault.set(None);
                    if !fields.is_empty() {
                        let station = seen.get_value();
                        let command =
                            mine::command(CommandId::fresh(), &station, Kind::Edit, fields, device::now_ms());
                        let today = app.now.get_untracked().date;
                        let after = edit::tend(Kind::Edit, &station, &command.fields, &station.name, today);
                        // Only once the disk has it: until then it can be saved again.
                        app.work.add(command, move || {
                            if let Ok((after, _)) = after {
                                seen.set_value(after);
                            }
                        });
                    }
                }
            }
        }
    };
    let fault = move || fault.get().map(|wrong| mine::fault(l(), &wrong));
    view! {
        <details><summary>{app.say(messages::correct_title)}</summary>
            <form class="form" on:submit=save>
                <p class="field"><label class="field__label" for=phone_id.clone()>{app.say(messages::phone_label)}</label>
                    <textarea class="field__control" id=phone_id rows="3" prop:value=phone></textarea></p>
                <p class="field__hint">{app.say(messages::hours_hint)}</p>
                {days}
                <p role="alert">{fault}</p>
                <p role="status">{move || nothing.get().then(|| messages::nothing_changed(l()))}</p>
                <button class="button">{app.say(messages::save)}</button>
            </form>
        </details>
    }
    .into_any()
}

/// How this tablet stands, and the way to give it up.
#[component]
fn ThisTablet(app: App) -> impl IntoView {
    let l = move || app.language.get();
    let tablet = app.work.tablet;
    let enrolled = move |what: fn(&crate::offline::exchange::Enrolled) -> String| {
        tablet.with(|it| it.enrolled.as_ref().map(what))
    };
    let heard = move || {
        app.now.track();
        let at = tablet.with(|it| it.heard_at_ms);
        at.map_or_else(|| messages::tablet_never(l()).to_owned(), |at| mine::time(at, device::now_ms()))
    };
    let ahead = move || {
        let minutes = tablet.with(|it| it.ahead_ms) / 60_000;
        (minutes > 0).then(|| view! { <p class="notice">{messages::clock_ahead(l(), minutes)}</p> })
    };
    let leave = move |_| {
        let unsent = tablet.with_untracked(|it| it.outbox.unsent());
        let l = app.language.get_untracked();
        let question = match unsent {
            0 => messages::leave_question(l).to_owned(),
            unsent => messages::leave_unsent(l, unsent),
        };
        if device::agrees(&question) {
            app.work.leave();
        }
    };
    view! {
        <h2>{app.say(messages::tablet_title)}</h2>
        {ahead}
        <dl class="facts">
            <div><dt>{app.say(messages::tablet_name)}</dt><dd>{move || enrolled(|it| it.name.clone())}</dd></div>
            <div><dt>{app.say(messages::tablet_person)}</dt><dd>{move || enrolled(|it| it.staff_name.clone())}</dd></div>
            <div><dt>{app.say(messages::tablet_heard)}</dt><dd>{heard}</dd></div>
            <div><dt>{app.say(messages::tablet_unsent)}</dt><dd>{move || tablet.with(|it| it.outbox.unsent())}</dd></div>
        </dl>
        <p class="row"><a class="button" href=Route::Outbox.address()>{app.say(messages::outbox_title)}</a>
            <a class="button" href=Route::Device.address()>{app.say(messages::device_title)}</a>
            <button class="button" type="button" on:click=move |_| app.work.guard.update(Guard::lock)>{app.say(messages::lock_now)}</button>
            <button class="button" type="button" on:click=leave>{app.say(messages::leave)}</button></p>
    }
}
