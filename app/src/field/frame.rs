//! The frame of the field app: how old the data is, the two panes, the navigation.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{
    app::{App, Worker},
    detail_pane::detail_pane,
    device,
    list_pane::list_pane,
    messages, quick_exit, refreshing,
    route::Route,
};
use crate::{display, ui::messages as site};

/// Starts the app in the shell.
pub fn mount() {
    let place = document().get_element_by_id("field").and_then(|it| it.dyn_into::<HtmlElement>().ok());
    if let Some(place) = place {
        leptos::mount::mount_to(place, Frame).forget();
    }
}

#[component]
fn Frame() -> impl IntoView {
    let app = App::new();
    app.dress_document();
    refreshing::listen_to_worker(app);
    refreshing::start(app);
    app.work.start();
    device::tell_start_script("field-listens");
    // Lives as long as the page.
    let _ = window_event_listener(ev::popstate, move |_| app.follow_browser());
    name_pages(app);
    quick_exit::listen(app);
    let follow = move |event: ev::MouseEvent| {
        if let Some((route, fragment)) = device::followed(&event) {
            event.prevent_default();
            app.open(route, &fragment);
        }
    };
    view! {
        <div class="field-app" on:click=follow>
            <a class="skip-link" href="#panes">{app.say(site::skip)}</a>
            <Top app/>
            <Status app/>
            <div><Unsent app/></div>
            // Each pane scrolls by itself, so each can be reached by the keyboard that scrolls it.
            <main class="field-app__panes" id="panes" tabindex="-1"
                class:field-app__panes--detail=move || !app.route.with(Route::is_list)>
                <section class="field-app__list" tabindex="0" aria-label=app.say(messages::list)>{list_pane(app)}</section>
                <section class="field-app__detail" tabindex="0" aria-label=app.say(messages::detail)>{detail_pane(app)}</section>
            </main>
            <Navigation app/>
        </div>
    }
}

/// A page that was just opened takes the focus, and every page names the tab.
fn name_pages(app: App) {
    Effect::new(move |before: Option<u32>| {
        let arrivals = app.arrivals.get();
        if before.is_some_and(|before| before != arrivals) {
            request_animation_frame(device::arrive);
        }
        arrivals
    });
    Effect::new(move |_| {
        let name = messages::app_name(app.language.get());
        let finds = app.route.with(|route| matches!(route, Route::Find(_)));
        let question = if finds { app.typed() } else { String::new() };
        let hidden = app.is_sensitive();
        request_animation_frame(move || device::title_by_heading(&question, hidden, name));
    });
}

#[component]
fn Top(app: App) -> impl IntoView {
    let elder = move || app.display.get().elder;
    let switch_elder = move |_| {
        let display = app.display.get_untracked();
        app.choose_display(display::Display { elder: !display.elder, ..display });
    };
    view! {
        <header class="field-app__top">
            <p class="field-app__title"><img src=device::built_files().remove("icon.svg") alt=""/>
                <span>{app.say(site::site_name)}<span class="field-app__kind">{app.say(messages::offline_app)}</span></span></p>
            <button class="button button--small" type="button" aria-pressed=move || if elder() { "true" } else { "false" } on:click=switch_elder>{app.say(display::messages::elder)}</button>
            <button class="button button--small" type="button" lang=move || app.language.get().other().tag()
                on:click=move |_| app.choose_language(app.language.get_untracked().other())>
                {app.say(site::other_language)}</button>
        </header>
    }
}

/// The line that always says how old the data is, and what one can do about it.
#[component]
fn Status(app: App) -> impl IntoView {
    let trouble = move || app.standing().is_trouble();
    let newer = move || (app.worker.get() == Worker::NewerWaits).then(|| view! { <Restart app/> });
    view! {
        <div class="field-app__status" class:field-app__status--offline=trouble>
            <p role="status">{move || app.standing().words(app.language.get())}</p>
            <button class="button button--small" type="button" on:click=move |_| device::tell_start_script(refreshing::ASK_NOW)>
                {app.say(messages::refresh_now)}</button>
            {newer}
        </div>
    }
}

/// What somebody did here and is not on the server yet, or not even on the disk, on every page of theirs.
#[component]
fn Unsent(app: App) -> impl IntoView {
    let tablet = app.work.tablet;
    let l = move || app.language.get();
    let waits = move || tablet.with(|it| it.outbox.unsent());
    let stuck = move || tablet.with(|it| it.outbox.stuck().count());
    let refused = move || {
        app.work.is_refused().then(
            || view! { <p class="notice notice--urgent" role="alert">{app.say(messages::not_kept_here)}</p> },
        )
    };
    let unsent = move || {
        (waits() + stuck() > 0).then(|| {
            view! {
                <p class="field-app__unsent"><a href=Route::Outbox.address()>
                    {(waits() > 0).then(|| messages::waiting_count(l(), waits()))}" "
                    {(stuck() > 0).then(|| messages::stuck_count(l(), stuck()))}</a></p>
            }
        })
    };
    view! { {refused}{unsent} }
}

/// A newer version of the app waits until somebody wants it: a page is never loaded anew by itself.
#[component]
pub(super) fn Restart(app: App) -> impl IntoView {
    view! {
        <p>{app.say(messages::newer_version)}</p>
        <button class="button button--small" type="button" on:click=|_| device::tell_start_script("field-restart")>
            {app.say(messages::restart)}</button>
    }
}

#[component]
fn Navigation(app: App) -> impl IntoView {
    type Sentence = fn(crate::language::Language) -> &'static str;
    let entries: [(Route, Sentence, &str); 5] = [
        (Route::Find(String::new()), messages::nav_find, "icon icon--search"),
        (Route::Map, messages::nav_map, "icon icon--pin"),
        (Route::Services, messages::nav_services, "icon icon--list"),
        (Route::Policies, messages::nav_policies, "icon icon--book"),
        (Route::Device, messages::nav_device, "icon icon--device"),
    ];
    let entries = entries.map(|(entry, words, icon)| {
        let finds = matches!(entry, Route::Find(_));
        let named = entry.address();
        let address = move || if finds { app.list_address() } else { named.clone() };
        let here = move || app.route.with(|route| route.section() == entry).then_some("page");
        view! { <li><a href=address aria-current=here><span class=icon></span>{app.say(words)}</a></li> }
    });
    // Nobody but the staff has a station to tend.
    let mine = move || {
        app.work.tablet.with(|it| it.enrolled.is_some()).then(|| {
            let here = move || app.route.with(|route| route.section() == Route::Mine).then_some("page");
            view! { <li><a href=Route::Mine.address() aria-current=here><span class="icon icon--home"></span>{app.say(messages::nav_mine)}</a></li> }
        })
    };
    view! { <nav class="field-app__nav" aria-label=app.say(messages::navigation)><ul>{entries}{mine}</ul></nav> }
}
