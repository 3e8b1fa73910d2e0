//! A table of figures, and what stands where there are none.

use leptos::prelude::*;

/// Figures under a heading: `of` is what the first column is called, `heads` the others; `none` is said instead of a table
/// without rows.
pub fn figures_table(
    title: &'static str,
    of: &'static str,
    heads: impl IntoIterator<Item = &'static str>,
    rows: Vec<AnyView>,
    none: &'static str,
) -> AnyView {
    if rows.is_empty() {
        return view! { <h2>{title}</h2><p class="empty">{none}</p> }.into_any();
    }
    let heads: Vec<_> = heads.into_iter().map(|words| view! { <th scope="col">{words}</th> }).collect();
    view! {
        <h2>{title}</h2>
        <table class="table table--stack table--figures"><caption class="visually-hidden">{title}</caption>
            <thead><tr><th scope="col">{of}</th>{heads}</tr></thead><tbody>{rows}</tbody></table>
    }
    .into_any()
}
