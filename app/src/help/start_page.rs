//! `/help`: whom to call at once where somebody is in danger, what happens with a call for help, and where it begins.

use leptos::prelude::*;

use super::{ask_page, messages, status_page, terms::Terms, words};
use crate::{
    directory::model::Directory,
    forms::fields::DraftKey,
    language::Language,
    policies::model::Hotline,
    reader::{Site, directory, site},
    services::messages as services,
    shell::{Page, PageContext},
    ui::messages as frame,
};

/// The address.
pub const ADDRESS: &str = "/help";

/// Where what was begun is forgotten.
pub const FORGET: &str = "/help/forget";

/// Where everything of it is forgotten, and one is led elsewhere.
pub const LEAVE: &str = "/help/leave";

/// The address at which a call about a service begins.
pub fn about_service(code: &str) -> String {
    format!("{ADDRESS}?service={code}")
}

/// The address at which a call begins from the page or the poster of a station, whose place is set then.
pub fn near_station(slug: &str) -> String {
    format!("{ADDRESS}?station={slug}")
}

/// Where what was begun goes on.
#[derive(Clone, Debug)]
pub struct GoesOn {
    /// The address.
    pub address: String,
    /// What a device may hold of each page and the server does not: the id of the draft, its basis and the number of the
    /// page. Where it does, a script lets it go on there (`public/page-tools.js`).
    pub drafts: Vec<(DraftKey, usize)>,
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Start {
    /// About which service; empty where that is asked first.
    pub service: String,
    /// By when something happens.
    pub terms: Terms,
    /// The slug of the station from which one comes; empty where from none.
    pub station: String,
    /// Where what was begun goes on; nothing where nothing was.
    pub goes_on: Option<GoesOn>,
    /// Whether what was begun was just forgotten.
    pub forgotten: bool,
    /// Whether what was begun was not found any more.
    pub over: bool,
}

/// The numbers for an emergency.
pub(super) fn numbers(directory: &Directory, site: &Site) -> Vec<Hotline> {
    let spiritual = directory.hotlines.iter().find(|it| it.number == "12356").cloned();
    let mut numbers = site.emergency(directory);
    let known = |number: &str| numbers.iter().any(|it| it.number == number);
    let more = spiritual.filter(|it| !known(&it.number));
    numbers.extend(more);
    numbers
}

/// The same in one line, for pages on which the questions come first.
pub(super) fn emergency_line(l: Language) -> impl IntoView {
    let numbers = numbers(&directory(), &site()).into_iter().map(|hotline| {
        view! { " "<a href=format!("tel:{}", hotline.number)>{hotline.number.clone()}</a> }
    });
    view! { <p class="notice notice--urgent"><b>{messages::urgent(l)}</b>{numbers.collect_view()}</p> }
}

/// The same, to press.
pub(super) fn emergency(l: Language) -> impl IntoView {
    let numbers = numbers(&directory(), &site())
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

/// The page where far too many calls were begun from a network: what to do now, and from when on it goes again. The cookie
/// of what was begun before is untouched, and the choice comes along, so that nothing is typed again.
pub fn busy_page(context: &PageContext, service: String, station: String, again_at: String) -> Page {
    let l = context.language();
    let sensitive = words::is_sensitive(Some(&service), &context.directory);
    Page::new(messages::busy_title(l), "", move || {
        let line = site().line.clone();
        view! {
            <h1>{messages::busy_title(l)}</h1>
            {emergency(l)}
            <p class="lead">{messages::busy_lead(l, &again_at)}</p>
            <p>{messages::busy_call(l)}" "<a class="button icon icon--phone" href=format!("tel:{line}")>{frame::line(l, &line)}</a></p>
            <p>{messages::busy_kept(l)}" "<a href=l.address(ADDRESS)>{messages::title(l)}</a></p>
            <p><a href=l.address("/stations")>{messages::or_station(l)}</a></p>
            <form method="post" action=l.address(ADDRESS)>
                <input type="hidden" name="service" value=service/>
                <input type="hidden" name="station" value=station/>
                <p><button class="button">{messages::begin(l)}</button></p>
            </form>
        }
    })
    .below([(messages::title(l).to_owned(), ADDRESS.to_owned())])
    .unlisted(true)
    .sensitive(sensitive)
    .status(429)
}

/// What somebody wrote on a page of a call that is not there any more, for them to copy.
pub fn lost_page(context: &PageContext, typed: Vec<String>) -> Page {
    let l = context.language();
    Page::new(messages::lost_title(l), "", move || {
        let typed = typed.into_iter().map(|text| view! { <p class="panel kept">{text}</p> }).collect_view();
        view! {
            <h1>{messages::lost_title(l)}</h1>
            <p class="lead">{messages::lost_lead(l)}</p>
            {typed}
            <p><a class="button button--primary" href=l.address(ADDRESS)>{messages::lost_go_on(l)}</a></p>
        }
    })
    .below([(messages::title(l).to_owned(), ADDRESS.to_owned())])
    .unlisted(true)
    .sensitive(true)
    .status(409)
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
        let Start { service, station, terms, goes_on, forgotten, over } = start;
        let about = (!service.is_empty())
            .then(|| view! { <p class="lead">{messages::about(l, &words::question(l, &service, &directory))}</p> });
        let how = [
            words::how_call(l, terms),
            messages::how_urgent(l).to_owned(),
            messages::how_code(l).to_owned(),
            messages::how_sealed(l).to_owned(),
        ];
        let how = how.map(|words| view! { <li>{words}</li> }).collect_view();
        let near = directory.station(&station).map(|it| view! { <p>{messages::near(l, it.name.read(l))}</p> });
        let again = goes_on.map(|GoesOn { address, drafts }| {
            let drafts = drafts
                .into_iter()
                .map(|(draft, number)| format!("{} {} {}", draft.id, draft.basis, l.address(&ask_page::address(number))));
            let drafts = drafts.collect::<Vec<_>>().join("\n");
            view! {
                <script type="module" fetchpriority="low" src=site().asset("page-tools.js")></script>
                <div class="notice"><p>{messages::begun(l)}</p>
                    <div class="row"><a class="button" data-drafts=drafts href=l.address(&address)>{messages::go_on(l)}</a>
                    <form method="post" action=l.address(FORGET)><button class="button button--quiet">{messages::forget(l)}</button></form></div></div>
            }
        });
        view! {
            {forgotten.then(|| view! { <p class="notice notice--good" role="status">{messages::forgotten(l)}</p> })}
            {over.then(|| view! { <p class="notice" role="status">{messages::over(l)}</p> })}
            <h1>{messages::title(l)}</h1>
            {emergency(l)}
            {about}
            {near}
            {again}
            <form method="post" action=l.address(ADDRESS)>
                <input type="hidden" name="service" value=service/>
                <input type="hidden" name="station" value=station/>
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
