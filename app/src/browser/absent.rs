//! The browser as the server sees it: not there.

/// Nothing is fetched.
pub fn fetch_text(_url: &str, _done: impl FnOnce(Option<String>) + 'static) {}

/// Nobody goes anywhere.
pub fn follow(_url: &str) {}

/// Nobody is anywhere.
pub fn locate(_done: impl Fn(Option<(f64, f64)>) + Clone + 'static) {}

/// No document has a language yet.
pub fn document_language() -> Option<String> {
    None
}

/// No element has an attribute.
pub fn attribute(_selector: &str, _name: &str) -> Option<String> {
    None
}

/// Nothing is marked.
pub fn mark(_selector: &str, _attribute: &str, _value: &str, _chosen: Option<&str>) {}

/// Nothing is pressed.
pub fn pressed_child(_event: &leptos::ev::MouseEvent, _selector: &str) -> Option<usize> {
    None
}
