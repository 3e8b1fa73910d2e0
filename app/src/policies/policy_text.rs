//! One guide in plain words, with its sources: for its page on the site and in the field app.

use leptos::prelude::*;

use super::{
    messages,
    model::{Policy, Source},
};
use crate::{
    directory::model::Directory, language::Language, reader::site, text::Text, ui::messages as frame,
};

/// Its question and title, that it is for orientation only, and where danger is near the number to call at once.
pub(crate) fn policy_head(l: Language, policy: &Policy, directory: &Directory) -> impl IntoView + use<> {
    view! {
        <p class="policy__question">{policy.question.read(l).to_owned()}</p>
        <h1>{policy.title.read(l).to_owned()}</h1>
        <p class="notice"><b>{messages::reference(l)}</b></p>
        {urgent_call(l, directory, policy.sensitive)}
    }
}

/// The first number for an emergency, to press, where danger may be near.
pub(crate) fn urgent_call(l: Language, directory: &Directory, sensitive: bool) -> impl IntoView + use<> {
    let site = site();
    let hotline = site.emergency(directory).into_iter().next().filter(|_| sensitive);
    hotline.map(|hotline| {
        view! {
            <p class="notice notice--urgent"><b>{frame::emergency(l)}</b>" "
                <a class="button icon icon--phone" href=format!("tel:{}", hotline.number)>
                    {format!("{} {}", hotline.number, hotline.name.read(l))}</a></p>
        }
    })
}

/// What it is, for whom, which papers, where to go, step by step; and what it was written from.
pub(crate) fn policy_text(l: Language, policy: &Policy, directory: &Directory) -> impl IntoView + use<> {
    let list = |heading: &'static str, lines: &[Text]| {
        let lines: Vec<_> = lines.iter().map(|line| view! { <li>{line.read(l).to_owned()}</li> }).collect();
        (!lines.is_empty()).then(|| view! { <h2>{heading}</h2><ul>{lines}</ul> })
    };
    let steps: Vec<_> =
        policy.steps.iter().map(|step| view! { <li>{step.read(l).to_owned()}</li> }).collect();
    let sources = policy.sources.iter().map(|source| source_line(l, source)).collect_view();
    let hotlines: Vec<_> = directory
        .hotlines
        .iter()
        .filter(|hotline| policy.hotlines.contains(&hotline.number))
        .map(|hotline| {
            let number = hotline.number.clone();
            view! { <li><a href=format!("tel:{number}")>{format!("{number} {}", hotline.name.read(l))}</a></li> }
        })
        .collect();
    let day = policy.written_on.to_string();
    let written = if policy.checked { messages::checked(l, &day) } else { messages::written(l, &day) };
    let who = if policy.sensitive { messages::who_acts(l) } else { messages::who(l) };
    view! {
        <article class="prose">
            <p class="lead">{policy.summary.read(l).to_owned()}</p>
            <h2>{messages::what(l)}</h2>
            <p>{policy.what.read(l).to_owned()}</p>
            {list(who, &policy.who)}
            {list(messages::papers(l), &policy.papers)}
            {list(messages::places(l), &policy.places)}
            {(!steps.is_empty()).then(|| view! { <h2>{messages::steps(l)}</h2><ol class="steps">{steps}</ol> })}
            {list(messages::good_to_know(l), &policy.good_to_know)}
            {(!hotlines.is_empty()).then(|| view! { <h2>{messages::hotlines(l)}</h2><ul>{hotlines}</ul> })}
            <section class="policy__sources">
                <h2>{messages::sources(l)}</h2>
                <ul>{sources}</ul>
                <p class="soft">{written}</p>
            </section>
        </article>
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
