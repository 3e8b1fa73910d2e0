//! `/policies`: the guides, and the numbers to call.

use leptos::prelude::*;

use super::messages;
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
    let guides = directory
        .policies
        .iter()
        .map(|policy| {
            let href = l.address(&format!("/policies/{}", policy.slug));
            view! {
                <li><p class="policy__question">{policy.question.read(l).to_owned()}</p>
                    <h3><a href=href>{policy.title.read(l).to_owned()}</a></h3>
                    <p>{policy.summary.read(l).to_owned()}</p></li>
            }
        })
        .collect_view();
    let numbers = directory
        .hotlines
        .iter()
        .map(|hotline| {
            let verify = hotline.verify.then(|| view! { " "<span class="badge">{messages::to_verify(l)}</span> });
            view! {
                <div><dt><a class="icon icon--phone" href=format!("tel:{}", hotline.number)>{hotline.number.clone()}</a></dt>
                    <dd><b>{hotline.name.read(l).to_owned()}</b>{verify}" "{hotline.when.read(l).to_owned()}" "
                        <span class="soft">{hotline.hours.read(l).to_owned()}</span></dd></div>
            }
        })
        .collect_view();
    view! {
        <h1>{messages::list_title(l)}</h1>
        <p class="lead">{messages::list_intro(l)}</p>
        <p class="notice">{messages::reference(l)}</p>
        <div class="columns">
            <ul class="policy-list">{guides}</ul>
            <section class="panel"><h2>{messages::hotlines(l)}</h2><dl class="facts">{numbers}</dl></section>
        </div>
    }
}
