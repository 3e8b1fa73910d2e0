//! `/services`: what a station can do, by the questions people really ask.

use leptos::prelude::*;

use super::{messages, service_list::ServiceList};
use crate::shell::{Page, PageContext};

/// The page.
pub fn page(context: &PageContext) -> Page {
    let l = context.language();
    Page::new(
        messages::list_title(l),
        messages::list_description(l),
        move || view! { <h1>{messages::list_title(l)}</h1><ServiceList/> },
    )
    .below([(messages::list_title(l).to_owned(), "/services".to_owned())])
}
