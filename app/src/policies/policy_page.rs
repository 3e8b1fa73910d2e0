//! `/policies/{slug}`: what, who, which papers, where to go; with sources and date.

use leptos::prelude::*;

use super::{
    messages,
    model::{Policy, Source},
};
use crate::{
    language::Language,
    reader::{directory, language, site},
    shell::{Page, PageContext, not_found},
    text::Text,
    ui::messages as frame,
};

/// The page of the guide with this slug.
pub fn page(context: &PageContext, slug: &str) -> Page {
    let l = context.language();
    let Some(policy) = context.directory.policy(slug) else { return not_found(context) };
    let policy = policy.clone();
    let (title, summary) = (policy.title.read(l).to_owned(), policy.summary.read(l).to_owned());
    let sensitive = policy.sensitive;
    Page::new(title, summary, move || view! { <PolicyPage policy/> })
        .below([(messages::list_title(l).to_owned(), "/policies".to_owned())])
        .sensitive(sensitive)
}

#[component]
fn PolicyPage(policy: Policy) -> impl IntoView {
    let l = language();
    let directory = directory();
    let site = site();
    let list = |heading: &'static str, lines: &[Text]| {
        let lines: Vec<_> = lines.iter().map(|line| view! { <li>{line.read(l).to_owned()}</li> }).collect();
        (!lines.is_empty()).then(|| view! { <h2>{heading}</h2><ul>{lines}</ul> })
    };
    let steps: Vec<_> = policy.steps.iter().map(|step| view! { <li>{step.read(l).to_owned()}</li> }).collect();
    let services = policy
        .services
        .iter()
        .filter_map(|code| directory.catalogue.item(code))
        .map(|item| {
            let href = l.address(&format!("/services/{}", item.code));
            view! { <li><a href=href>{item.question.read(l).to_owned()}</a></li> }
        })
        .collect_view();
    let sources = policy.sources.iter().map(|source| source_line(l, source)).collect_view();
    let urgent = site.emergency(&directory).take(1).map(|hotline| {
        view! {
            <p class="notice notice--urgent"><b>{frame::emergency(l)}</b>" "
                <a href=format!("tel:{}", hotline.number)>{format!("{} {}", hotline.number, hotline.name.read(l))}</a></p>
        }
    });
    let who = if policy.sensitive { messages::who_acts(l) } else { messages::who(l) };
    view! {
        <p class="policy__question">{policy.question.read(l).to_owned()}</p>
        <h1>{policy.title.read(l).to_owned()}</h1>
        <p class="notice"><b>{messages::reference(l)}</b></p>
        {policy.sensitive.then(|| urgent.collect_view())}
        <div class="columns">
            <article class="prose">
                <p class="lead">{policy.summary.read(l).to_owned()}</p>
                <h2>{messages::what(l)}</h2>
                <p>{policy.what.read(l).to_owned()}</p>
                {list(who, &policy.who)}
                {list(messages::papers(l), &policy.papers)}
                {list(messages::places(l), &policy.places)}
                {(!steps.is_empty()).then(|| view! { <h2>{messages::steps(l)}</h2><ol class="steps">{steps}</ol> })}
                {list(messages::good_to_know(l), &policy.good_to_know)}
                <section class="policy__sources">
                    <h2>{messages::sources(l)}</h2>
                    <ul>{sources}</ul>
                    <p class="soft">{messages::written(l, &policy.written_on.to_string())}</p>
                </section>
            </article>
            <div>
                <section class="panel no-print">
                    <h2>{messages::services(l)}</h2>
                    <ul class="plain">{services}</ul>
                    <p><a class="button button--primary" href=l.address("/stations")>{messages::find_station(l)}</a></p>
                </section>
            </div>
        </div>
    }
}

/// 《title》 issuer, number, date.
fn source_line(l: Language, source: &Source) -> impl IntoView + use<> {
    let title = match l {
        Language::Zh => format!("《{}》", source.title.read(l)),
        Language::En => source.title.read(l).to_owned(),
    };
    let date = source.date.map_or_else(|| messages::undated(l).to_owned(), |date| date.to_string());
    let about = [Some(source.issuer.read(l).to_owned()), source.document_no.clone(), Some(date)]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(if l == Language::Zh { "，" } else { ", " });
    let title = match &source.url {
        Some(url) => view! { <a href=url.clone() rel="noreferrer">{title}</a> }.into_any(),
        None => title.into_any(),
    };
    view! { <li>{title}" "<span class="soft">{about}</span></li> }
}
