//! `/policies`: the guides, and the numbers to call.

use leptos::prelude::*;

use super::{
    messages,
    policy_list::{hotline_list, policy_list},
};
use crate::{
    reader::{directory, language},
    shell::{Page, PageContext},
};

/// The page.
pub fn page(context: &PageContext) -> Page {
    let l = context.language();
    Page::new(messages::list_title(l), messages::list_description(l), || view! { <PoliciesPage/> })
        .below([(messages::list_title(l).to_owned(), "/policies".to_owned())])
}

#[component]
fn PoliciesPage() -> impl IntoView {
    let l = language();
    let directory = directory();
    view! {
        <h1>{messages::list_title(l)}</h1>
        <p class="lead">{messages::list_intro(l)}</p>
        <p class="notice">{messages::reference(l)}</p>
        <div class="columns">
            {policy_list(l, &directory)}
            {hotline_list(l, &directory)}
        </div>
    }
}
