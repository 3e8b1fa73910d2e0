//! Home: one step to one's station, services by the questions people ask, numbers for an emergency.
//!
//! Everybody reads it. It owns no data; everything comes from the directory. Journeys: `end2end/tests/home.spec.ts`.
//!
//! Invariant: readable and usable before, and without, any script.

mod coast;
mod messages;

use leptos::prelude::*;

use coast::Coast;

use crate::{
    help::messages as help,
    help::{start_page, status_page},
    language::Language,
    reader::{directory, language, reader, site},
    reminders::reminders_page,
    services::seal::seal,
    shell::{Page, PageContext},
    stations::{filter::StationFilter, search_box::SearchBox},
    ui::messages as frame,
};

/// Questions shown of each domain.
const QUESTIONS: usize = 3;

/// Policy guides shown.
const GUIDES: usize = 4;

/// The page.
pub fn page(context: &PageContext) -> Page {
    let l = context.language();
    Page::new(messages::title(l), messages::description(l), || view! { <HomePage/> })
        .full_width()
        .with_islands()
}

#[component]
fn HomePage() -> impl IntoView {
    let l = language();
    let directory = directory();
    let demo = directory.stations.iter().any(|station| station.demo);
    let field = reader().field_address();
    view! {
        <section class="hero">
            <div class="hero__scene" aria-hidden="true"><Coast/></div>
            <div class="hero__text page">
                <p class="hero__over">{frame::tagline(l)}</p>
                <h1>{messages::heading(l)}</h1>
                <p class="hero__lead">{messages::intro(l)}</p>
                <form action=l.address("/stations") role="search" data-near=l.address("/stations")>
                    <SearchBox/>
                </form>
            </div>
        </section>
        <div class="page main">
            <Emergency/>
            <section class="section trail">
                <h2>{help::title(l)}</h2>
                <p>{messages::help_text(l)}</p>
                <p class="row"><a class="button button--primary button--large" href=l.address(start_page::ADDRESS)>{help::title(l)}</a>
                    <a class="button" href=l.address(status_page::ADDRESS)>{help::look(l)}</a></p>
            </section>
            <Counties/>
            {demo.then(|| view! { <p class="notice notice--demo">{frame::demo_notice(l)}</p> })}
            <Needs/>
            <Guides/>
            <section class="section trail">
                <h2>{messages::reminder_title(l)}</h2>
                <p>{messages::reminder_text(l)}</p>
                <p><a class="button" href=l.address(reminders_page::ADDRESS)>{messages::reminder_open(l)}</a></p>
            </section>
            <section class="section trail">
                <h2>{messages::offline_title(l)}</h2>
                <p>{messages::offline_text(l)}</p>
                <p><a class="button" href=field>{messages::offline_open(l)}</a></p>
            </section>
        </div>
    }
}

#[component]
fn Emergency() -> impl IntoView {
    let l = language();
    let directory = directory();
    let numbers = site()
        .emergency(&directory)
        .into_iter()
        .map(|hotline| {
            view! {
                <li><a class="icon icon--phone" href=format!("tel:{}", hotline.number)>
                    <b>{hotline.number.clone()}</b>" "{hotline.name.read(l).to_owned()}</a></li>
            }
        })
        .collect_view();
    view! {
        <section class="emergency"><h2>{frame::emergency(l)}</h2><ul>{numbers}</ul></section>
    }
}

#[component]
fn Counties() -> impl IntoView {
    let l = language();
    let directory = directory();
    let chips = directory
        .areas
        .counties_and_cities()
        .map(|area| {
            let filter = StationFilter { area: Some(area.code.clone()), ..StationFilter::default() };
            let count = directory.units_in(&area.code).len();
            view! {
                <li><a class="chip" href=l.address(&filter.address())>{short(l, area.name_in(l))}" "
                    <span class="chip__count">{count}</span></a></li>
            }
        })
        .collect_view();
    view! { <section class="section trail"><h2>{messages::by_area(l)}</h2><ul class="chips">{chips}</ul></section> }
}

fn short(l: Language, name: &str) -> String {
    match l {
        Language::Zh => crate::map::short_name(name).to_owned(),
        Language::En => name.to_owned(),
    }
}

#[component]
fn Needs() -> impl IntoView {
    let l = language();
    let directory = directory();
    let catalogue = &directory.catalogue;
    let cards = catalogue
        .domains
        .iter()
        .map(|domain| {
            let questions = catalogue
                .items_of(&domain.code)
                .take(QUESTIONS)
                .map(|item| {
                    let href = l.address(&format!("/services/{}", item.code));
                    view! { <li><a href=href>{item.question.read(l).to_owned()}</a></li> }
                })
                .collect_view();
            view! {
                <section class="domain-card">
                    <h3 class="domain-card__head">{seal(&domain.code)}
                        <a href=format!("{}#{}", l.address("/services"), domain.code)>{domain.name.read(l).to_owned()}</a></h3>
                    <ul>{questions}</ul>
                </section>
            }
        })
        .collect_view();
    view! {
        <section class="section trail">
            <h2>{messages::by_need(l)}</h2>
            <div class="grid">{cards}
                <section class="domain-card">
                    <h3 class="domain-card__head">{seal("X")}<a href=l.address("/services")>{messages::all_services(l, catalogue.items.len())}</a></h3>
                    <p class="soft">{catalogue.status.read(l).to_owned()}</p>
                </section>
            </div>
        </section>
    }
}

#[component]
fn Guides() -> impl IntoView {
    let l = language();
    let guides = directory()
        .policies
        .iter()
        .take(GUIDES)
        .map(|policy| {
            let href = l.address(&format!("/policies/{}", policy.slug));
            view! {
                <li><a class="teaser" href=href><span class="teaser__title">{policy.title.read(l).to_owned()}</span>
                    <span class="teaser__text">{policy.summary.read(l).to_owned()}</span></a></li>
            }
        })
        .collect_view();
    view! {
        <section class="section trail">
            <h2>{messages::policies(l)}</h2>
            <ul class="grid">{guides}</ul>
            <p class="section--tight"><a class="button" href=l.address("/policies")>{messages::all_policies(l)}</a></p>
        </section>
    }
}
