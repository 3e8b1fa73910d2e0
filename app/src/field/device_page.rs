//! `/field/device`: what is kept on this device and how old it is, and how the app looks.

use leptos::{prelude::*, task::spawn_local};

use super::{
    app::{App, Worker},
    device,
    frame::Restart,
    messages, refreshing,
    route::Route,
    words::bytes,
};
use crate::{
    display::{Display, Theme, messages as display},
    language::Language,
    offline::lock::IDLE_MINUTES,
};

#[component]
pub(super) fn DevicePage(app: App) -> impl IntoView {
    let l = move || app.language.get();
    let used = RwSignal::new(None::<(u64, u64)>);
    let stays = RwSignal::new(None::<bool>);
    // Asked again when something else has been kept.
    Effect::new(move |_| {
        app.kept.track();
        app.shown.track();
        spawn_local(async move {
            used.set(device::room().await);
            stays.set(device::is_persisted().await);
        });
    });
    let fact = |name: fn(Language) -> &'static str, value: AnyView| {
        view! { <div><dt>{app.say(name)}</dt><dd>{value}</dd></div> }
    };
    let size = move || {
        app.shown.with(|shown| shown.as_ref().map_or_else(|| "--".to_owned(), |it| bytes(it.bytes as u64)))
    };
    let room = move || {
        let words = |(used, quota)| messages::room_of(l(), &bytes(used), &bytes(quota));
        used.get().map_or_else(|| "--".to_owned(), words)
    };
    let stays_kept = move || match stays.get() {
        Some(true) => messages::stays_kept(l()),
        Some(false) => messages::may_be_cleared(l()),
        None => messages::not_known(l()),
    };
    let program = move || match app.worker.get() {
        Worker::Unheard => messages::program_not_kept(l()),
        Worker::Ready => messages::program_kept(l()),
        Worker::NewerWaits => messages::newer_version(l()),
    };
    let restart = move || (app.worker.get() == Worker::NewerWaits).then(|| view! { <Restart app/> });
    let idle = IDLE_MINUTES.map(|minutes| {
        let pressed = move || app.work.guard.with(|guard| guard.idle_minutes == minutes);
        view! {
            <button class="button" type="button" aria-pressed=move || if pressed() { "true" } else { "false" }
                on:click=move |_| app.work.lock_after(minutes)>{move || messages::idle_minutes(l(), minutes)}</button>
        }
    });
    view! {
        <h1>{app.say(messages::device_title)}</h1>
        <dl class="facts">
            {fact(messages::standing, (move || app.standing().words(l())).into_any())}
            {fact(messages::directory_size, size.into_any())}
            {fact(messages::room_taken, room.into_any())}
            {fact(messages::keeping, stays_kept.into_any())}
            {fact(messages::program, view! { {program}" · LastMetre "{env!("CARGO_PKG_VERSION")} }.into_any())}
        </dl>
        <div class="row">
            <button class="button" type="button" on:click=|_| device::tell_start_script(refreshing::ASK_NOW)>
                {app.say(messages::refresh_now)}</button>
            {restart}
        </div>
        <p class="soft">{app.say(messages::only_public)}</p>
        <h2>{app.say(messages::staff_title)}</h2>
        <p><a class="button" href=Route::Mine.address()>{app.say(messages::to_mine)}</a></p>
        <p>{app.say(messages::idle_label)}</p>
        <div class="row">{idle}</div>
        <h2>{app.say(display::heading)}</h2>
        <Looks app/>
        <h2>{app.say(messages::install_title)}</h2>
        <p>{app.say(messages::install_text)}</p>
        <p><a href=move || l().address("/")>{app.say(messages::ordinary_site)}</a></p>
    }
}

/// Language, type size and colours, each a button that tells whether it is on.
#[component]
fn Looks(app: App) -> impl IntoView {
    let pressed = |is: bool| if is { "true" } else { "false" };
    let languages = Language::ALL.map(|language| {
        view! {
            <button class="button" type="button" lang=language.tag() on:click=move |_| app.choose_language(language)
                aria-pressed=move || pressed(app.language.get() == language)>{crate::ui::messages::other_language(language.other())}</button>
        }
    });
    let elder = move |_| {
        let display = app.display.get_untracked();
        app.choose_display(Display { elder: !display.elder, ..display });
    };
    let themes = Theme::ALL.map(|theme| {
        view! {
            <button class="button" type="button" aria-pressed=move || pressed(app.display.get().theme == theme)
                on:click=move |_| app.choose_display(Display { theme, ..app.display.get_untracked() })>
                {move || theme.words(app.language.get())}</button>
        }
    });
    view! {
        <div class="row">{languages}</div>
        <div class="row"><button class="button" type="button" on:click=elder
            aria-pressed=move || pressed(app.display.get().elder)>{app.say(display::elder)}</button></div>
        <div class="row">{themes}</div>
    }
}
