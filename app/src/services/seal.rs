//! The carved sign of a domain: decoration, read by nobody.

use leptos::prelude::*;

/// The sign of the domain with this code.
pub(crate) fn seal(domain: &str) -> impl IntoView + use<> {
    let (sign, class) = match domain {
        "A" => ("助", "seal seal--small"),
        "B" => ("老", "seal seal--small seal--leaf"),
        "C" => ("童", "seal seal--small seal--coral"),
        "D" => ("邻", "seal seal--small seal--line"),
        "E" => ("事", "seal seal--small seal--ink"),
        _ => ("特", "seal seal--small seal--line"),
    };
    view! { <span class=class aria-hidden="true">{sign}</span> }
}
