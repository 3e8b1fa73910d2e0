//! `/help`: whom to call at once where somebody is in danger, what happens with a call for help, and where it begins.

use leptos::prelude::*;

use super::{messages, model::Terms, status_page, words};
use crate::{
    language::Language,
    reader::{directory, site},
    services::messages as services,
    shell::{Page, PageContext},
};

/// The address.
pub const ADDRESS: &str = "/help";

/// Where what was begun is forgotten.
pub const FORGET: &str = "/help/forget";

/// The address at which a call about a service begins.
pub fn about_service(code: &str) -> String {
    format!("{ADDRESS}?service={code}")
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Start {
    /// About which service; empty where that is asked first.
    pub service: String,
    /// By when something happens.
    pub terms: Terms,
    /// Where what was begun goes on; nothing where nothing was.
    pub goes_on: Option<String>,
    /// Whether what was begun was just forgotten.
    pub forgotten: bool,
    /// Whether what was begun was not found any more.
    pub over: bool,
}

/// The numbers for an emergency, to press.
pub(super) fn emergency(l: Language) -> impl IntoView {
    let directory = directory();
    let spiritual = directory.hotlines.iter().find(|it| it.number == "12356").cloned();
    let mut numbers = site().emergency(&directory);
    let known = |number: &str| numbers.iter().any(|it| it.number == number);
    let more = spiritual.filter(|it| !known(&it.number));
    numbers.extend(more);
    let numbers = numbers
        .into_iter()
        .map(|hotline| {
            let href = format!("tel:{}", hotline.number);
            view! { <li><a class="button icon icon--phone" href=href>{format!("{} {}", hotline.number, hotline.name.read(l))}</a></li> }
        })
        .collect_view();
    view! {
        <section class="notice notice--urgent help-urgent" aria-labelledby="urgent">
            <p id="urgent"><b>{messages::urgent(l)}</b></p>
            <ul class="plain row">{numbers}</ul></section>
    }
}

/// The page.
pub fn page(context: &PageContext, start: Start) -> Page {
    let l = context.language();
    let sensitive = words::is_sensitive(Some(&start.service), &context.directory);
    let title = match sensitive {
        true => services::neutral_title(l, &start.service),
        false => messages::title(l).to_owned(),
    };
    Page::new(title, messages::description(l), move || {
        let directory = directory();
        let Start { service, terms, goes_on, forgotten, over } = start;
        let about = (!service.is_empty())
            .then(|| view! { <p class="lead">{messages::about(l, &words::service(l, &service, &directory))}</p> });
        let how = [
            messages::how_call(l, terms.contact_days),
            messages::how_urgent(l).to_owned(),
            messages::how_code(l).to_owned(),
            messages::how_sealed(l).to_owned(),
        ];
        let how = how.map(|words| view! { <li>{words}</li> }).collect_view();
        let again = goes_on.map(|address| {
            view! {
                <div class="notice"><p>{messages::begun(l)}</p>
                    <div class="row"><a class="button" href=l.address(&address)>{messages::go_on(l)}</a>
                    <form method="post" action=l.address(FORGET)><button class="button button--quiet">{messages::forget(l)}</button></form></div></div>
            }
        });
        view! {
            {forgotten.then(|| view! { <p class="notice notice--good" role="status">{messages::forgotten(l)}</p> })}
            {over.then(|| view! { <p class="notice" role="status">{messages::over(l)}</p> })}
            <h1>{messages::title(l)}</h1>
            {emergency(l)}
            {about}
            {again}
            <form method="post" action=l.address(ADDRESS)>
                <input type="hidden" name="service" value=service/>
                <p><button class="button button--primary button--large">{messages::begin(l)}</button></p>
            </form>
            <section class="panel section--tight"><h2>{messages::how(l)}</h2><ul>{how}</ul></section>
            <p><a href=l.address(status_page::ADDRESS)>{messages::look(l)}</a></p>
            <p><a href=l.address("/stations")>{messages::or_station(l)}</a></p>
        }
    })
    .below([(messages::title(l).to_owned(), ADDRESS.to_owned())])
    .sensitive(sensitive)
}
