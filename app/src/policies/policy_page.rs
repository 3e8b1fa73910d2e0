//! `/policies/{slug}`: what, who, which papers, where to go; with sources and date.

use leptos::prelude::*;

use super::{
    messages,
    model::Policy,
    policy_text::{policy_head, policy_text},
};
use crate::{
    reader::{directory, language},
    shell::{Page, PageContext, not_found},
};

/// The page of the guide with this slug.
pub fn page(context: &PageContext, slug: &str) -> Page {
    let l = context.language();
    let Some(policy) = context.directory.policy(slug) else { return not_found(context) };
    let number = context.directory.policies.iter().take_while(|it| it.slug != policy.slug).count() + 1;
    let policy = policy.clone();
    let sensitive = policy.sensitive;
    // Of a page one may need to hide, tabs and history tell nothing.
    let (title, summary) = match sensitive {
        true => (messages::neutral_title(l, number), messages::list_description(l).to_owned()),
        false => (policy.title.read(l).to_owned(), policy.summary.read(l).to_owned()),
    };
    Page::new(title, summary, move || view! { <PolicyPage policy/> })
        .below([(messages::list_title(l).to_owned(), "/policies".to_owned())])
        .sensitive(sensitive)
}

#[component]
fn PolicyPage(policy: Policy) -> impl IntoView {
    let l = language();
    let directory = directory();
    let services = policy
        .services
        .iter()
        .filter_map(|code| directory.catalogue.item(code))
        .map(|item| {
            let href = l.address(&format!("/services/{}", item.code));
            view! { <li><a href=href>{item.question.read(l).to_owned()}</a></li> }
        })
        .collect_view();
    view! {
        {policy_head(l, &policy, &directory)}
        <div class="columns">
            {policy_text(l, &policy, &directory)}
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
