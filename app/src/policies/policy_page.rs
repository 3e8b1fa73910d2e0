//! `/policies/{slug}`: what, who, which papers, where to go; with sources and date.

use leptos::prelude::*;

use super::{messages, model::Policy, policy_text::policy_text};
use crate::{
    reader::{directory, language, site},
    shell::{Page, PageContext, not_found},
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
    let services = policy
        .services
        .iter()
        .filter_map(|code| directory.catalogue.item(code))
        .map(|item| {
            let href = l.address(&format!("/services/{}", item.code));
            view! { <li><a href=href>{item.question.read(l).to_owned()}</a></li> }
        })
        .collect_view();
    let urgent = site.emergency(&directory).take(1).map(|hotline| {
        view! {
            <p class="notice notice--urgent"><b>{frame::emergency(l)}</b>" "
                <a href=format!("tel:{}", hotline.number)>{format!("{} {}", hotline.number, hotline.name.read(l))}</a></p>
        }
    });
    view! {
        <p class="policy__question">{policy.question.read(l).to_owned()}</p>
        <h1>{policy.title.read(l).to_owned()}</h1>
        <p class="notice"><b>{messages::reference(l)}</b></p>
        {policy.sensitive.then(|| urgent.collect_view())}
        <div class="columns">
            {policy_text(l, &policy)}
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
