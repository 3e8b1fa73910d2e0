//! The browser itself. Failures are answers (`None`), because a page must go on without each of these.

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Element, Position, Response};

/// Notes the moment under this name on the browser's timeline, where a person or a benchmark can read it.
pub fn note_time(name: &str) {
    if let Some(performance) = web_sys::window().and_then(|window| window.performance()) {
        // Refused only for names of the browser's own.
        let _ = performance.mark(name);
    }
}

/// Fetches `url` and hands over its text; `None` without a network or with any answer but 2xx.
pub fn fetch_text(url: &str, done: impl FnOnce(Option<String>) + 'static) {
    let url = url.to_owned();
    spawn_local(async move { done(text_of(&url).await) });
}

async fn text_of(url: &str) -> Option<String> {
    let answer = JsFuture::from(web_sys::window()?.fetch_with_str(url)).await.ok()?;
    let answer: Response = answer.dyn_into().ok()?;
    if !answer.ok() {
        return None;
    }
    JsFuture::from(answer.text().ok()?).await.ok()?.as_string()
}

/// Goes to `url`, as a link would.
pub fn follow(url: &str) {
    if let Some(window) = web_sys::window() {
        // Refused only for an address that is none; ours are made by the server.
        let _ = window.location().set_href(url);
    }
}

/// Asks for the reader's position, after the reader asked for it. `None` when refused or not to be had.
pub fn locate(done: impl Fn(Option<(f64, f64)>) + Clone + 'static) {
    let refused = done.clone();
    let found = Closure::once_into_js(move |position: Position| {
        let at = position.coords();
        done(Some((at.latitude(), at.longitude())));
    });
    let failed = {
        let refused = refused.clone();
        Closure::once_into_js(move |_: JsValue| refused(None))
    };
    let asked =
        web_sys::window().and_then(|window| window.navigator().geolocation().ok()).is_some_and(|place| {
            place
                .get_current_position_with_error_callback(found.unchecked_ref(), Some(failed.unchecked_ref()))
                .is_ok()
        });
    if !asked {
        refused(None);
    }
}

/// The language that the document declares.
pub fn document_language() -> Option<String> {
    web_sys::window()?.document()?.document_element()?.get_attribute("lang")
}

/// The attribute of the first element that `selector` finds.
pub fn attribute(selector: &str, name: &str) -> Option<String> {
    web_sys::window()?.document()?.query_selector(selector).ok()??.get_attribute(name)
}

/// Takes `attribute` away from all that `selector` finds, and gives it with `value` to the one whose id is `chosen`.
pub fn mark(selector: &str, attribute: &str, value: &str, chosen: Option<&str>) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    let Ok(found) = document.query_selector_all(selector) else { return };
    for number in 0..found.length() {
        let Some(element) = found.item(number).and_then(|node| node.dyn_into::<Element>().ok()) else {
            continue;
        };
        if chosen == Some(element.id().as_str()) {
            // Refused only for a name that is none.
            let _ = element.set_attribute(attribute, value);
        } else {
            // Likewise.
            let _ = element.remove_attribute(attribute);
        }
    }
}

/// Which of the elements that `selector` finds has been pressed, counted from 0.
pub fn pressed_child(event: &leptos::ev::MouseEvent, selector: &str) -> Option<usize> {
    let pressed: Element = event.target()?.dyn_into().ok()?;
    let pressed = pressed.closest("[role=option]").ok()??;
    let found = web_sys::window()?.document()?.query_selector_all(selector).ok()?;
    (0..found.length())
        .find(|number| found.item(*number).as_ref() == Some(pressed.as_ref()))
        .map(|it| it as usize)
}
