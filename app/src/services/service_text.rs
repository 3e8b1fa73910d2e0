//! One service in plain words: for its page on the site and in the field app.

use leptos::prelude::*;

use super::{messages, model::ServiceItem};
use crate::{directory::model::Directory, language::Language};

/// What the station does, for whom, how, and what to bring.
pub(crate) fn service_text(l: Language, item: &ServiceItem, directory: &Directory) -> impl IntoView + use<> {
    let bring =
        item.bring.iter().map(|thing| view! { <li>{thing.read(l).to_owned()}</li> }).collect::<Vec<_>>();
    let policies = item
        .policies
        .iter()
        .filter_map(|slug| directory.policy(slug))
        .map(|policy| {
            let href = l.address(&format!("/policies/{}", policy.slug));
            view! { <li><a href=href>{policy.title.read(l).to_owned()}</a></li> }
        })
        .collect::<Vec<_>>();
    let fact =
        |name: &'static str, value: &str| view! { <div><dt>{name}</dt><dd>{value.to_owned()}</dd></div> };
    view! {
        <div class="prose">
            <h2>{messages::what_we_do(l)}</h2>
            <p class="lead">{item.plain.read(l).to_owned()}</p>
            <dl class="facts facts--wide">
                {fact(messages::who(l), item.who.read(l))}
                {fact(messages::how(l), item.how.read(l))}
                {fact(messages::standard(l), item.standard.read(l))}
                {fact(messages::content(l), item.content.read(l))}
                {fact(messages::official_name(l), &format!("{} {}", item.code, item.name.read(l)))}
            </dl>
            {(!bring.is_empty()).then(|| view! { <h2>{messages::bring(l)}</h2><ul class="ticks">{bring}</ul> })}
            {(!policies.is_empty()).then(|| view! { <h2>{messages::related_policies(l)}</h2><ul>{policies}</ul> })}
            <p class="notice"><b>{directory.catalogue.status.read(l).to_owned()}</b></p>
        </div>
    }
}
