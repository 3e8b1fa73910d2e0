//! The guides, and the numbers to call, as lists: for the site and the field app.

use leptos::prelude::*;

use super::messages;
use crate::{directory::model::Directory, language::Language};

/// Every guide by the question that leads to it.
pub(crate) fn policy_list(l: Language, directory: &Directory) -> impl IntoView + use<> {
    let guides = directory
        .policies
        .iter()
        .map(|policy| {
            let href = l.address(&format!("/policies/{}", policy.slug));
            view! {
                <li><p class="policy__question">{policy.question.read(l).to_owned()}</p>
                    <h3 class="policy-list__title"><a href=href>{policy.title.read(l).to_owned()}</a></h3>
                    <p>{policy.summary.read(l).to_owned()}</p></li>
            }
        })
        .collect_view();
    view! { <ul class="policy-list">{guides}</ul> }
}

/// The numbers, each with whose it is and when to call it.
pub(crate) fn hotline_list(l: Language, directory: &Directory) -> impl IntoView + use<> {
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
    view! { <section class="panel"><h2>{messages::hotlines(l)}</h2><dl class="facts">{numbers}</dl></section> }
}
