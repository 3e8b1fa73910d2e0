//! `/office/services/versions/{version}`: any version as it stands or stood, what it changed, what became of codes.

use leptos::prelude::*;

use super::{draft, draft_words, messages, office_page, publish_page::in_order, versions::Version};
use crate::{
    accounts::{model::Staff, office_page::OfficeLine},
    shell::{Page, PageContext},
};

/// The address of a version.
pub fn address(version: &str) -> String {
    format!("{}/versions/{version}", office_page::ADDRESS)
}

/// The page; `before` is the version that it followed.
pub fn page(context: &PageContext, staff: Staff, version: Version, before: Option<Version>) -> Page {
    let l = context.language();
    let title = messages::version_title(l, &version.version);
    Page::new(title.clone(), "", move || {
        let catalogue = &version.catalogue;
        let mapped: Vec<_> = version
            .mapping
            .iter()
            .map(|(code, becomes)| {
                let to = becomes.iter().map(String::as_str).collect::<Vec<_>>().join("、");
                let to = if to.is_empty() { messages::version_ended(l) } else { &to };
                view! { <li>{messages::version_mapping(l, code, to)}</li> }
            })
            .collect();
        let mapped = (!mapped.is_empty()).then(|| {
            view! { <section class="section--tight"><h2>{messages::version_mapped(l)}</h2><ul>{mapped}</ul></section> }
        });
        let changes = before.as_ref().map(|before| {
            let differences = draft::compare(&before.catalogue, catalogue);
            view! {
                <details class="fold"><summary>{messages::version_changes(l, &before.version)}</summary>
                    {draft_words::differences(l, &differences, &before.catalogue, catalogue)}</details>
            }
        });
        let parts = in_order(catalogue)
            .into_iter()
            .map(|part| {
                view! {
                    <details class="fold"><summary><h3 class="fold__title">{draft_words::name(l, &part, catalogue)}</h3></summary>
                        {draft_words::content(l, &part, catalogue)}</details>
                }
            })
            .collect_view();
        let day = version.publishes_on.map(|day| view! { " · "{messages::office_day(l)}" "{day.to_string()} });
        let follows = version.before.as_deref().map(|it| view! { " · "{messages::version_follows(l, it)} });
        view! {
            <OfficeLine staff=staff.clone()/>
            <h1>{title.clone()}</h1>
            <p><span class="badge badge--strong">{draft_words::state(l, version.state)}</span>{day}{follows}</p>
            <p class="soft">{version.note.clone()}</p>
            {mapped}
            {changes}
            <section class="section--tight"><h2>{messages::version_content(l)}</h2>{parts}</section>
        }
    })
    .below([(messages::office_title(l).to_owned(), office_page::ADDRESS.to_owned())])
    .unlisted(true)
}
