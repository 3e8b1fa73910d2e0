//! The one box that takes a village, a township, a station or a wish.
//!
//! Without scripts it is a field in a GET form. The island adds suggestions while typing (the ARIA combobox
//! pattern: focus stays in the field, arrow keys move through the list, Enter follows, Escape closes) and the
//! button «use my position», which asks the browser for it only when pressed and rounds it to some 100 metres.

use std::time::Duration;

use leptos::{ev, prelude::*};

use crate::{
    browser,
    map::coordinates::LatLng,
    reader::language,
    stations::{filter::percent_encoded, messages},
};

/// How long typing must rest before suggestions are asked for.
const REST: Duration = Duration::from_millis(120);

/// The options that a key moves through.
const OPTIONS: &str = "#suggestions [role=option]";

/// What had been typed before this page, for the box on it. Handed over as context and not as a property, because
/// an island with properties carries a JSON reader.
#[derive(Clone)]
pub(crate) struct Typed(pub(crate) String);

/// The box with its button, and the button for the position. Stands in a form whose `data-near` is the address of
/// the list with the present filters, to which a search by position adds itself.
#[island]
pub fn SearchBox() -> impl IntoView {
    let l = language();
    let q = use_context::<Typed>().map_or_else(String::new, |typed| typed.0);
    let awake = RwSignal::new(false);
    Effect::new(move |_| awake.set(true));
    let options = RwSignal::new(String::new());
    let active = RwSignal::new(None::<usize>);
    let status = RwSignal::new(String::new());
    let expanded = move || options.with(|html| !html.is_empty());
    let close = move || {
        active.set(None);
        options.set(String::new());
    };
    let typed = RwSignal::new(0_u32);
    let choose = move |number: usize| {
        // An answer still on its way must not exchange the list under the fingers of who is choosing from it.
        typed.update(|turn| *turn += 1);
        active.set(Some(number));
        browser::mark(OPTIONS, "aria-selected", "true", Some(&option_id(number)));
    };
    let on_input = move |event: ev::Event| {
        let q = event_target_value(&event);
        let turn = typed.get_untracked() + 1;
        typed.set(turn);
        let ask = move || {
            if typed.get_untracked() != turn {
                return;
            }
            let url = format!("{}?q={}", l.address("/suggest"), percent_encoded(q.trim()));
            browser::fetch_text(&url, move |lines| {
                // An answer to what has been typed over meanwhile is no answer.
                if typed.get_untracked() == turn {
                    let lines = lines.unwrap_or_default();
                    let count = lines.matches("role=\"option\"").count();
                    status.set(if count > 0 { messages::suggestion_count(l, count) } else { String::new() });
                    active.set(None);
                    options.set(lines);
                }
            });
        };
        set_timeout(ask, REST);
    };
    let on_key = move |event: ev::KeyboardEvent| {
        if event.is_composing() || !expanded() {
            return;
        }
        let count = options.with_untracked(|html| html.matches("role=\"option\"").count());
        match event.key().as_str() {
            "ArrowDown" => choose(active.get_untracked().map_or(0, |number| (number + 1) % count)),
            "ArrowUp" => {
                choose(active.get_untracked().map_or(count - 1, |number| (number + count - 1) % count))
            }
            "Escape" => close(),
            "Enter" => match active.get_untracked() {
                Some(number) => follow_option(number),
                None => return,
            },
            _ => return,
        }
        event.prevent_default();
    };
    // Pressing must not take the focus from the field, or the list would close before it is let go. What is chosen
    // is what one lets go of: whoever scrolls the list, or moves away again, chooses nothing.
    let on_press = move |event: ev::MouseEvent| event.prevent_default();
    let on_pick = move |event: ev::MouseEvent| {
        if let Some(number) = browser::pressed_child(&event, OPTIONS) {
            follow_option(number);
        }
    };
    let on_locate = move |_| {
        status.set(messages::position_asked(l).to_owned());
        browser::locate(move |place| match place {
            Some((lat, lng)) => {
                let near = browser::attribute("form[data-near]", "data-near").unwrap_or_default();
                let separator = if near.contains('?') { '&' } else { '?' };
                browser::follow(&format!("{near}{separator}near={}&sort=distance", LatLng { lat, lng }));
            }
            None => status.set(messages::position_refused(l).to_owned()),
        });
    };

    view! {
        <div class="search-box">
            <label class="search-box__label" for="q">{messages::search_label(l)}</label>
            <div class="search-box__row">
                <input class="search-box__input" id="q" name="q" type="search" value=q autocomplete="off" maxlength="64"
                    placeholder=messages::search_example(l) enterkeyhint="search" aria-autocomplete="list"
                    role="combobox" aria-controls="suggestions"
                    aria-expanded=move || if expanded() { "true" } else { "false" }
                    aria-activedescendant=move || active.get().map(option_id)
                    on:input=on_input on:keydown=on_key on:blur=move |_| close()/>
                <button class="button button--primary icon icon--search">{messages::search_button(l)}</button>
                <ul class="suggestions" id="suggestions" role="listbox" aria-label=messages::suggestions(l)
                    hidden=move || !expanded() inner_html=move || options.get() on:mousedown=on_press on:click=on_pick></ul>
            </div>
            <p class="search-box__hint">{messages::list_intro(l)}</p>
            <p class="row search-box__tools" class:search-box__tools--asleep=move || !awake.get()>
                <button class="button search-box__locate icon icon--locate" type="button" on:click=on_locate>
                    {messages::use_my_position(l)}
                </button>
                <span role="status">{move || status.get()}</span>
            </p>
        </div>
    }
}

fn option_id(number: usize) -> String {
    format!("suggestion-{number}")
}

fn follow_option(number: usize) {
    if let Some(href) = browser::attribute(&format!("#{}", option_id(number)), "data-href") {
        browser::follow(&href);
    }
}
