//! `/volunteers`: what volunteering is here, and the ways in.

use leptos::prelude::*;

use super::{me_page, messages, phone_page};
use crate::{
    activities::list_page,
    shell::{Page, PageContext},
};

/// The address.
pub const ADDRESS: &str = "/volunteers";

/// The page; `left` says that somebody has just erased themselves or signed out, `here` that a volunteer is signed in.
pub fn page(context: &PageContext, left: Option<Left>, here: bool) -> Page {
    let l = context.language();
    Page::new(messages::title(l), messages::description(l), move || {
        let left = left.map(|left| match left {
            Left::SignedOut => messages::signed_out(l),
            Left::Erased => messages::erased(l),
        });
        let way = |words: &'static str, address: &str, first: bool| {
            view! { <a class="button button--large" class:button--primary=first href=l.address(address)>{words}</a> }
        };
        let ways = match here {
            true => view! { {way(messages::me_title(l), me_page::ADDRESS, true)} }.into_any(),
            false => view! {
                {way(messages::register(l), phone_page::REGISTER, true)}" "
                {way(messages::sign_in(l), phone_page::SIGN_IN, false)}
            }
            .into_any(),
        };
        let how = [
            messages::how_code(l),
            messages::how_little(l),
            messages::how_station(l),
            messages::how_minor(l),
            messages::how_season(l),
            messages::how_proof(l),
        ];
        let how = how.map(|words| view! { <li>{words}</li> }).collect_view();
        view! {
            {left.map(|words| view! { <p class="notice notice--good" role="status">{words}</p> })}
            <h1>{messages::title(l)}</h1>
            <p class="lead">{messages::lead(l)}</p>
            <p class="row">{ways}" "{way(messages::see_activities(l), list_page::ADDRESS, false)}</p>
            <section class="panel"><h2>{messages::how(l)}</h2><ul>{how}</ul></section>
        }
    })
    .below([(messages::title(l).to_owned(), ADDRESS.to_owned())])
}

/// Why somebody is back at the beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// They signed out.
    SignedOut,
    /// They erased themselves.
    Erased,
}
