//! `/volunteers`: what volunteering is here, and the ways in.

use leptos::prelude::*;

use super::{me_page, messages, phone_page};
use crate::shell::{Page, PageContext};

/// The address.
pub const ADDRESS: &str = "/volunteers";

/// The page; `left` says that somebody has just erased themselves or signed out.
pub fn page(context: &PageContext, left: Option<Left>) -> Page {
    let l = context.language();
    Page::new(messages::title(l), messages::description(l), move || {
        let left = left.map(|left| match left {
            Left::SignedOut => messages::signed_out(l),
            Left::Erased => messages::erased(l),
        });
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
            <p class="row"><a class="button button--primary button--large" href=l.address(phone_page::REGISTER)>{messages::register(l)}</a>
                <a class="button button--large" href=l.address(phone_page::SIGN_IN)>{messages::sign_in(l)}</a>
                <a class="button button--large" href=l.address(me_page::ADDRESS)>{messages::me_title(l)}</a></p>
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
