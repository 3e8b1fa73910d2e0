//! Pages of a list as plain links: the first, the last, and those around the present one.

use leptos::prelude::*;

use super::messages;
use crate::reader::language;

/// Links to the pages of a list; nothing when there is only one. `address` gives the address of a page, without
/// its language.
#[component]
pub fn Pagination(page: usize, pages: usize, address: impl Fn(usize) -> String) -> impl IntoView {
    let l = language();
    let link =
        |number: usize, words: String| view! { <li><a href=l.address(&address(number))>{words}</a></li> };
    (pages > 1).then(|| {
        let mut entries = Vec::new();
        if page > 1 {
            entries.push(link(page - 1, messages::previous_page(l).to_owned()).into_any());
        }
        let mut before = 0;
        for number in
            (1..=pages).filter(|number| *number == 1 || *number == pages || number.abs_diff(page) <= 1)
        {
            if number > before + 1 {
                entries.push(view! { <li><span class="pagination__gap">"…"</span></li> }.into_any());
            }
            entries.push(if number == page {
                view! { <li><span aria-current="page">{number}</span></li> }.into_any()
            } else {
                link(number, number.to_string()).into_any()
            });
            before = number;
        }
        if page < pages {
            entries.push(link(page + 1, messages::next_page(l).to_owned()).into_any());
        }
        view! { <nav class="pagination" aria-label=messages::pages(l)><ul>{entries}</ul></nav> }
    })
}
