//! Pages of a list as plain links: the first, the last, and those around the present one.

use leptos::prelude::*;

use super::messages;
use crate::reader::language;

/// Rows on a page that may be chosen in the lists of the office.
const PER_PAGE: [usize; 3] = [20, 50, 100];

/// How many rows a page has, as the address asks; 50 where it asks for nothing that may be chosen.
pub fn per_page(asked: &str) -> usize {
    asked.parse().ok().filter(|per| PER_PAGE.contains(per)).unwrap_or(PER_PAGE[1])
}

/// The question for [`per_page`], in the form of a query.
#[component]
pub fn PerPageField(asked: String) -> impl IntoView {
    let l = language();
    let chosen = per_page(&asked);
    let options =
        PER_PAGE.map(|per| view! { <option value=per.to_string() selected=per == chosen>{per}</option> });
    view! {
        <p class="field"><label class="field__label" for="per">{messages::per_page(l)}</label>
            <select class="field__control" id="per" name="per">{options.collect_view()}</select></p>
    }
}

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
