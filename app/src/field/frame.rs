//! The frame of the field app: how old the data is, the search box, the panes, the navigation.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Url};

use super::{
    messages,
    panes::{find_pane, map_pane, service_pane, services_pane, station_pane, unknown_pane},
    refreshing::{Content, Refreshing},
    route::Route,
    words::Standing,
};
use crate::{
    browser,
    display::Display,
    language::Language,
    reader::{Reader, Site},
    stations::{filter::percent_encoded, hours::LocalMoment, messages as stations},
};

/// The language is remembered under this name.
const LANGUAGE: &str = "language";

/// Starts the app in the shell.
pub fn mount() {
    let place = document().get_element_by_id("field").and_then(|it| it.dyn_into::<HtmlElement>().ok());
    if let Some(place) = place {
        leptos::mount::mount_to(place, Frame).forget();
    }
}

#[component]
fn Frame() -> impl IntoView {
    let refreshing = Refreshing::start();
    let language = RwSignal::new(remembered_language());
    let route = RwSignal::new(current_route());
    let go = move |address: &str| {
        if let Ok(history) = window().history() {
            // Refused only for an address of another site; these are ours.
            let _ = history.push_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(address));
        }
        route.set(current_route());
    };
    // Lives as long as the page.
    let _ = window_event_listener(ev::popstate, move |_| route.set(current_route()));
    Effect::new(move |_| {
        if let Some(root) = document().document_element() {
            // Refused only for a name that is none.
            let _ = root.set_attribute("lang", language.get().tag());
        }
        document().set_title(messages::app_name(language.get()));
    });
    let on_click = move |event: ev::MouseEvent| {
        if let Some(address) = own_address(&event) {
            event.prevent_default();
            go(&address);
        }
    };
    let on_submit = move |event: ev::SubmitEvent| event.prevent_default();
    let on_input = move |event: ev::Event| {
        let q = event_target_value(&event);
        let query =
            if q.trim().is_empty() { String::new() } else { format!("q={}", percent_encoded(q.trim())) };
        go(&Route::Find(query).address());
    };
    let switch_language = move |_| {
        let other = language.get_untracked().other();
        language.set(other);
        if let Ok(Some(storage)) = window().local_storage() {
            // Refused in a private window: the choice then lasts until the page is closed.
            let _ = storage.set_item(LANGUAGE, other.tag());
        }
    };
    let standing = move || Standing {
        refresh: refreshing.refresh.get(),
        confirmed_at_ms: refreshing.confirmed_at_ms.get(),
        works_offline: refreshing.kept.get(),
        now_ms: refreshing.now_ms.get(),
    };
    let trouble = move || standing().is_trouble();
    let panes = move || {
        let (l, here) = (language.get(), route.get());
        match refreshing.content.get() {
            Some(content) => shown(l, here, content).into_any(),
            None => first_time(l).into_any(),
        }
    };
    view! {
        <div class="field-app" on:click=on_click>
            <header class="field-app__top">
                <h1 class="field-app__title">{move || messages::app_name(language.get())}</h1>
                <button class="button button--small button--quiet" type="button" on:click=move |_| refreshing.ask_now()>
                    {move || messages::refresh_now(language.get())}</button>
                <button class="button button--small button--quiet" type="button" on:click=switch_language>
                    {move || crate::ui::messages::other_language(language.get())}</button>
            </header>
            <p class="field-app__status" class:field-app__status--offline=trouble role="status">
                {move || standing().words(language.get())}</p>
            <form class="search-box" role="search" on:submit=on_submit>
                <label class="search-box__label" for="q">{move || stations::search_label(language.get())}</label>
                <div class="search-box__row"><input class="search-box__input" id="q" type="search" autocomplete="off"
                    maxlength="64" prop:value=move || typed(&route.get()) on:input=on_input/></div>
            </form>
            <main class="field-app__panes" class:field-app__panes--detail=move || !route.get().is_list() tabindex="-1">
                {panes}
            </main>
            <nav class="field-app__nav" aria-label=move || messages::navigation(language.get())>
                {[Route::Find(String::new()), Route::Map, Route::Services].map(|entry| {
                    let address = entry.address();
                    let named = entry.clone();
                    let words = move || match named {
                        Route::Map => messages::nav_map(language.get()),
                        Route::Services => messages::nav_services(language.get()),
                        _ => messages::nav_find(language.get()),
                    };
                    view! { <a href=address aria-current=move || (route.get().section() == entry).then_some("page")>{words}</a> }
                })}
            </nav>
        </div>
    }
}

/// The panes of one page, with what their pieces may ask for.
fn shown(l: Language, here: Route, content: Content) -> impl IntoView {
    let reader = Reader {
        language: l,
        display: Display::default(),
        now: LocalMoment::from_unix_ms(super::refreshing::now_ms()),
        address: here.address(),
    };
    let mut site = Site::clone(&content.site);
    if let Some(shapes) = browser::attribute("script[data-shapes]", "data-shapes") {
        site.assets.insert("hainan.svg".to_owned(), shapes);
    }
    provide_context(l);
    provide_context(reader.clone());
    provide_context(std::sync::Arc::new(site));
    provide_context(content.directory);
    let pane = match &here {
        Route::Find(query) => find_pane(&reader, query).into_any(),
        Route::Services => services_pane().into_any(),
        Route::Station(slug) => station_pane(&reader, slug),
        Route::Service(code) => service_pane(l, code),
        Route::Map => map_pane(l).into_any(),
        Route::Unknown => unknown_pane(l),
    };
    let class = if here.is_list() { "field-app__list" } else { "field-app__detail" };
    let back = (!here.is_list()).then(|| {
        view! { <p class="field-app__back"><a href=here.section().address()>{messages::back_to_list(l)}</a></p> }
    });
    view! { <section class=class>{back}{pane}</section> }
}

/// What to do while there is nothing to show.
fn first_time(l: Language) -> impl IntoView {
    view! {
        <section class="field-app__list">
            <h2>{messages::first_title(l)}</h2>
            <p>{messages::first_text(l)}</p>
            <ol><li>{messages::first_step_connect(l)}</li><li>{messages::first_step_press(l)}</li>
                <li>{messages::first_step_wait(l)}</li></ol>
        </section>
    }
}

fn remembered_language() -> Language {
    let kept =
        window().local_storage().ok().flatten().and_then(|storage| storage.get_item(LANGUAGE).ok().flatten());
    if kept.as_deref() == Some(Language::En.tag()) { Language::En } else { Language::Zh }
}

fn current_route() -> Route {
    let location = window().location();
    let (path, query) = (location.pathname().unwrap_or_default(), location.search().unwrap_or_default());
    Route::of(&path, query.trim_start_matches('?')).unwrap_or(Route::Unknown)
}

/// What stands in the search box on this page.
fn typed(route: &Route) -> String {
    let Route::Find(query) = route else { return String::new() };
    web_sys::UrlSearchParams::new_with_str(query).ok().and_then(|pairs| pairs.get("q")).unwrap_or_default()
}

/// The address inside the app that a pressed link means; none for a link that leads elsewhere, or that the person
/// opens in another tab.
fn own_address(event: &ev::MouseEvent) -> Option<String> {
    if event.ctrl_key() || event.meta_key() || event.shift_key() || event.button() != 0 {
        return None;
    }
    let link = event.target()?.dyn_into::<Element>().ok()?.closest("a[href]").ok()??;
    let url = Url::new_with_base(&link.get_attribute("href")?, &window().location().href().ok()?).ok()?;
    if url.origin() != window().location().origin().ok()? || !url.hash().is_empty() {
        return None;
    }
    Route::of(&url.pathname(), url.search().trim_start_matches('?')).map(|route| route.address())
}
