//! The browser of the device: address bar, focus, settings, clock, storage, the question to the server.
//!
//! What can be refused is answered with nothing: the app must go on without each of these.

use js_sys::{Date, Reflect};
use leptos::ev;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortSignal, Document, Element, Event, Headers, HtmlElement, HtmlInputElement, RequestInit, Response,
    Url, UrlSearchParams, Window,
};

use super::route::Route;
use crate::stations::filter::StationFilter;

fn window() -> Option<Window> {
    web_sys::window()
}

fn document() -> Option<Document> {
    window()?.document()
}

fn first(selector: &str) -> Option<Element> {
    document()?.query_selector(selector).ok()?
}

/// Milliseconds since 1970, by the device's clock.
pub(super) fn now_ms() -> i64 {
    Date::now() as i64
}

/// The page that the address bar asks for.
pub(super) fn route() -> Route {
    let location = window().map(|window| window.location());
    let part = |part: Result<String, JsValue>| part.unwrap_or_default();
    let (path, query) = location.map(|it| (part(it.pathname()), part(it.search()))).unwrap_or_default();
    Route::of(&path, query.trim_start_matches('?')).unwrap_or(Route::Unknown)
}

/// The pairs of a list's query.
pub(super) fn pairs(query: &str) -> Vec<(&'static str, String)> {
    let Ok(pairs) = UrlSearchParams::new_with_str(query) else { return Vec::new() };
    StationFilter::NAMES.into_iter().filter_map(|name| Some((name, pairs.get(name)?))).collect()
}

/// What the address bar says under this name, when it says something.
pub(super) fn in_address(name: &str) -> Option<String> {
    let query = window()?.location().search().ok()?;
    UrlSearchParams::new_with_str(&query).ok()?.get(name).filter(|value| !value.is_empty())
}

/// Follows a link so that its page takes the place of this one in the history.
pub(super) fn leave_by(link: &str) {
    let address = first(link).and_then(|it| it.get_attribute("href"));
    if let (Some(window), Some(address)) = (window(), address) {
        // Refused only for what is no address.
        let _ = window.location().replace(&address);
    }
}

/// Puts `address` into the address bar, as a step to come back to, or in place of the present one.
pub(super) fn remember(address: &str, replaces: bool) {
    let Some(history) = window().and_then(|window| window.history().ok()) else { return };
    // A browser may refuse more than so many in a minute; the page is right all the same.
    let _ = if replaces {
        history.replace_state_with_url(&JsValue::NULL, "", Some(address))
    } else {
        history.push_state_with_url(&JsValue::NULL, "", Some(address))
    };
}

/// The page of the app behind the link that was followed, and the fragment of its address. `None` for links out of
/// the app, within the page, and whatever is to open elsewhere.
pub(super) fn followed(event: &ev::MouseEvent) -> Option<(Route, String)> {
    if event.default_prevented() || event.button() != 0 {
        return None;
    }
    if event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key() {
        return None;
    }
    let link = event.target()?.dyn_into::<Element>().ok()?.closest("a[href]").ok()??;
    if link.has_attribute("target") || link.has_attribute("download") {
        return None;
    }
    let location = window()?.location();
    let here = Url::new(&location.href().ok()?).ok()?;
    let there = Url::new_with_base(&link.get_attribute("href")?, &here.href()).ok()?;
    let same_page = there.pathname() == here.pathname() && there.search() == here.search();
    if there.origin() != here.origin() || (same_page && !there.hash().is_empty()) {
        return None;
    }
    Some((Route::of(&there.pathname(), there.search().trim_start_matches('?'))?, there.hash()))
}

/// Names the page in the title, by its heading unless that is to be `hidden`.
pub(super) fn title_by_heading(question: &str, hidden: bool, app_name: &str) {
    let heading = first("#field h1").filter(|_| !hidden);
    let heading = heading.and_then(|it| it.text_content()).unwrap_or_default();
    let parts = [question, heading.trim(), app_name];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    if let Some(document) = document() {
        document.set_title(&parts.join(" · "));
    }
}

/// Leads to the beginning of a page that has just been opened, or to the place on it that its address names.
pub(super) fn arrive() {
    if let Some(pane) = first(".field-app__detail") {
        pane.set_scroll_top(0);
    }
    if let Some(heading) = first("#field h1").and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        heading.set_tab_index(-1);
        // Refused only for what cannot have the focus.
        let _ = heading.focus();
    }
    let fragment = window().and_then(|window| window.location().hash().ok()).unwrap_or_default();
    let place = fragment.strip_prefix('#').and_then(|id| document()?.get_element_by_id(id));
    if let Some(place) = place {
        place.scroll_into_view();
    }
}

/// Gives the focus to the element with this id, which is there when the next picture is drawn.
pub(super) fn focus_soon(id: String) {
    leptos::prelude::request_animation_frame(move || {
        let element = document().and_then(|it| it.get_element_by_id(&id));
        if let Some(element) = element.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
            // Refused only for what cannot have the focus.
            let _ = element.focus();
        }
    });
}

/// Puts `text` into the field that `selector` finds, unless that is what stands there, blanks aside: writing while
/// somebody types would disturb them.
pub(super) fn fill_in(selector: &str, text: &str) {
    if let Some(field) = first(selector).and_then(|it| it.dyn_into::<HtmlInputElement>().ok())
        && field.value().trim() != text
    {
        field.set_value(text);
    }
}

/// Takes the focus away, so that the keyboard on the screen goes.
pub(super) fn put_keyboard_away() {
    let focused =
        document().and_then(|it| it.active_element()).and_then(|it| it.dyn_into::<HtmlElement>().ok());
    if let Some(focused) = focused {
        // Refused only for what has no focus.
        let _ = focused.blur();
    }
}

/// The addresses of built files, which stand in the shell.
pub(super) fn built_files() -> std::collections::BTreeMap<String, String> {
    let shapes = first("script[data-shapes]").and_then(|it| it.get_attribute("data-shapes"));
    let icon = first("link[rel=icon]").and_then(|it| it.get_attribute("href"));
    let mut files = std::collections::BTreeMap::new();
    for (name, address) in [("hainan.svg", shapes), ("icon.svg", icon)] {
        if let Some(address) = address {
            files.insert(name.to_owned(), address);
        }
    }
    files
}

/// A setting of this device.
pub(super) fn setting(name: &str) -> Option<String> {
    window()?.local_storage().ok()??.get_item(name).ok()?
}

/// Keeps a setting, or forgets it.
pub(super) fn set_setting(name: &str, value: Option<&str>) {
    let Some(storage) = window().and_then(|window| window.local_storage().ok().flatten()) else { return };
    // Refused in a private window: the setting then holds for as long as the page is open.
    let _ = match value {
        Some(value) => storage.set_item(name, value),
        None => storage.remove_item(name),
    };
}

/// Gives the root element an attribute, or takes it away.
pub(super) fn set_root(name: &str, value: Option<&str>) {
    let Some(root) = document().and_then(|document| document.document_element()) else { return };
    // Refused only for a name that is none.
    let _ = match value {
        Some(value) => root.set_attribute(name, value),
        None => root.remove_attribute(name),
    };
}

/// Says something to the script that started the app.
pub(super) fn tell_start_script(name: &str) {
    if let (Some(window), Ok(event)) = (window(), Event::new(name)) {
        // Refused only while the same event is under way.
        let _ = window.dispatch_event(&event);
    }
}

/// The word in an event's detail.
pub(super) fn detail(event: &Event) -> Option<String> {
    Reflect::get(event, &"detail".into()).ok()?.as_string()
}

/// Whether the page can be seen, rather than waiting behind another.
pub(super) fn is_seen() -> bool {
    document().is_none_or(|document| !document.hidden())
}

/// What the server has said.
pub(super) enum Answer {
    /// The directory under the tag that was sent is the newest.
    Same,
    /// A text, and its tag.
    Text(String, String),
    /// Nothing, or nothing whole.
    None,
}

/// Asks the server for a directory other than the one under `tag`.
pub(super) async fn ask_for_directory(tag: &str, stop: &AbortSignal) -> Answer {
    try_ask(tag, stop).await.unwrap_or(Answer::None)
}

async fn try_ask(tag: &str, stop: &AbortSignal) -> Option<Answer> {
    let headers = Headers::new().ok()?;
    if !tag.is_empty() {
        headers.set("If-None-Match", tag).ok()?;
    }
    let request = RequestInit::new();
    request.set_headers(&headers);
    request.set_signal(Some(stop));
    // The copy that counts is our own; a second one in the browser's cache would only take room.
    request.set_cache(web_sys::RequestCache::NoStore);
    let asked = window()?.fetch_with_str_and_init("/field/directory.json", &request);
    let answer: Response = JsFuture::from(asked).await.ok()?.dyn_into().ok()?;
    match answer.status() {
        304 => Some(Answer::Same),
        200 => {
            let tag = answer.headers().get("etag").ok().flatten().unwrap_or_default();
            let text = JsFuture::from(answer.text().ok()?).await.ok()?.as_string()?;
            Some(Answer::Text(text, tag))
        }
        _ => None,
    }
}

/// What the server said to a question of a tablet: its status, and its text; nothing without an answer.
pub(super) async fn post(
    address: &str,
    token: &str,
    body: &str,
    stop: &AbortSignal,
) -> Option<(u16, String)> {
    let headers = Headers::new().ok()?;
    headers.set("Content-Type", "application/json").ok()?;
    if !token.is_empty() {
        headers.set("Authorization", &format!("Bearer {token}")).ok()?;
    }
    let request = RequestInit::new();
    request.set_method("POST");
    request.set_headers(&headers);
    request.set_body(&JsValue::from(body));
    request.set_signal(Some(stop));
    request.set_cache(web_sys::RequestCache::NoStore);
    let asked = window()?.fetch_with_str_and_init(address, &request);
    let answer: Response = JsFuture::from(asked).await.ok()?.dyn_into().ok()?;
    // Led to the entrance: nobody is signed in.
    if answer.redirected() {
        return Some((401, String::new()));
    }
    Some((answer.status(), JsFuture::from(answer.text().ok()?).await.ok()?.as_string()?))
}

/// What stands in the field of a form that `selector` finds.
pub(super) fn typed(selector: &str) -> String {
    let Some(field) = first(selector) else { return String::new() };
    match field.dyn_into::<HtmlInputElement>() {
        Ok(input) => input.value(),
        Err(other) => {
            other.dyn_into::<web_sys::HtmlTextAreaElement>().map(|it| it.value()).unwrap_or_default()
        }
    }
}

/// What the vault (`public/field-vault.js`) makes of a passphrase or key and a text by this `act`. Nothing where what
/// should open it is wrong, or the browser refuses.
pub(super) async fn vault(act: &str, under: &str, text: &str) -> Option<String> {
    done_by("fieldVault", act, &[under.into(), text.into()]).await
}

/// Keeps on this device what forms need, and the forms at these addresses.
pub(super) async fn keep_forms(addresses: &str) {
    // What is not kept now is kept at the next start.
    let _ = done_by("fieldForm", "keep", &[addresses.into()]).await;
}

/// Shows the form at this address in the element with this id, and says whether it could (`public/field-form.js`). It
/// begins with what was typed into this draft, which rests under `key`, or else with the pairs in `begins`, a JSON list;
/// `places` knows what lies below a place, a line for each, and `send` takes what the form held.
pub(super) async fn open_form(
    place: &str,
    address: &str,
    draft: &str,
    key: &str,
    begins: &str,
    places: impl Fn(String) -> String + 'static,
    send: impl Fn(String) + 'static,
) -> bool {
    let Some(place) = document().and_then(|it| it.get_element_by_id(place)) else { return false };
    let places = Closure::wrap(Box::new(places) as Box<dyn Fn(String) -> String>).into_js_value();
    let send = Closure::wrap(Box::new(send) as Box<dyn Fn(String)>).into_js_value();
    let told = [place.into(), address.into(), draft.into(), key.into(), begins.into(), places, send];
    done_by("fieldForm", "open", &told).await.is_some()
}

/// What was typed into the form is kept elsewhere now.
pub(super) async fn forget_form() {
    let _ = done_by("fieldForm", "forget", &[]).await;
}

/// What this object of ours in `public/` makes by this `act`; nothing where it could not.
async fn done_by(object: &str, act: &str, told: &[JsValue]) -> Option<String> {
    let object = Reflect::get(&js_sys::global(), &object.into()).ok()?;
    let act: js_sys::Function = Reflect::get(&object, &act.into()).ok()?.dyn_into().ok()?;
    let made = act.apply(&object, &told.iter().collect::<js_sys::Array>()).ok()?;
    JsFuture::from(made.dyn_into::<js_sys::Promise>().ok()?).await.ok()?.as_string()
}

/// Asks somebody a question that is answered with yes or no.
pub(super) fn agrees(question: &str) -> bool {
    window().is_some_and(|window| window.confirm_with_message(question).unwrap_or(false))
}

/// A text as an address that it can be saved from.
pub(super) fn as_file(text: &str) -> String {
    format!("data:text/plain;charset=utf-8,%EF%BB%BF{}", String::from(js_sys::encode_uri_component(text)))
}

/// Whether the browser keeps our store until the reader deletes it. Asked for once the store holds something.
pub(super) async fn persist() -> bool {
    let asked = window().and_then(|window| window.navigator().storage().persist().ok());
    let Some(asked) = asked else { return false };
    JsFuture::from(asked).await.is_ok_and(|it| it.as_bool() == Some(true))
}

/// Whether it does; `None` where the browser does not tell.
pub(super) async fn is_persisted() -> Option<bool> {
    let asked = window()?.navigator().storage().persisted().ok()?;
    JsFuture::from(asked).await.ok()?.as_bool()
}

/// How many bytes everything of ours takes on the device, and how many it may take.
pub(super) async fn room() -> Option<(u64, u64)> {
    let asked = window()?.navigator().storage().estimate().ok()?;
    let estimate = JsFuture::from(asked).await.ok()?;
    let bytes = |name: &str| Some(Reflect::get(&estimate, &name.into()).ok()?.as_f64()? as u64);
    Some((bytes("usage")?, bytes("quota")?))
}
