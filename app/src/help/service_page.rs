//! `/help/service`: what the call is about, in the questions that people ask.

use leptos::prelude::*;

use super::{messages, start_page, words};
use crate::{
    reader::directory,
    shell::{Page, PageContext},
    ui::FaultList,
};

/// The address.
pub const ADDRESS: &str = "/help/service";

/// What stands for «something else» in the form: an empty choice would be none.
pub const OTHER: &str = "other";

/// The page; `chosen` is the code that was chosen before, `wrong` that nothing was.
pub fn page(context: &PageContext, chosen: Option<String>, wrong: bool) -> Page {
    let l = context.language();
    let sensitive = words::is_sensitive(chosen.as_deref(), &context.directory);
    Page::new(messages::service_title(l), "", move || {
        let directory = directory();
        let faults: Vec<_> =
            wrong.then(|| ("service", messages::service_wrong(l).to_owned())).into_iter().collect();
        let fault = wrong.then(|| {
            view! { <strong class="field__error" id="service-fault">{messages::service_wrong(l)}</strong> }
        });
        let radio = |value: String, words: String| {
            let checked = chosen.as_deref() == Some(value.as_str());
            view! {
                <label class="check"><input type="radio" name="service" value=value checked=checked/><span>{words}</span></label>
            }
        };
        let domains = directory
            .catalogue
            .domains
            .iter()
            .map(|domain| {
                let items: Vec<_> = directory.catalogue.items_of(&domain.code).collect();
                let open = items.iter().any(|item| chosen.as_deref() == Some(item.code.as_str()));
                let items = items.into_iter().map(|item| radio(item.code.clone(), item.question.read(l).to_owned()));
                view! {
                    <details class="fold" open=open><summary>{domain.name.read(l).to_owned()}<span class="soft small">" "{domain.summary.read(l).to_owned()}</span></summary>
                        {items.collect_view()}</details>
                }
            })
            .collect_view();
        let special = &directory.catalogue.special;
        let open = special.iter().any(|it| chosen.as_deref() == Some(it.code.as_str()));
        let special = (!special.is_empty()).then(|| {
            let items = special.iter().map(|it| {
                let county = directory.areas.county_or_city(&it.county).map_or("", |area| area.name_in(l));
                radio(it.code.clone(), format!("{} · {county}", it.name.read(l)))
            });
            view! { <details class="fold" open=open><summary>{messages::service_special(l)}</summary>{items.collect_view()}</details> }
        });
        let other = radio(OTHER.to_owned(), messages::service_other(l).to_owned());
        view! {
            <p><a href=l.address(start_page::ADDRESS)>{messages::back(l)}</a></p>
            <FaultList faults/>
            <form class="form" method="post" action=l.address(ADDRESS) novalidate>
                <fieldset class="field" id="service" tabindex="-1" aria-describedby=wrong.then_some("service-fault")>
                    <legend><h1>{messages::service_title(l)}</h1></legend>
                    <p class="field__hint">{messages::service_hint(l)}</p>
                    {fault}
                    {other}
                    {domains}{special}
                </fieldset>
                <p><button class="button button--primary button--large">{messages::go_on(l)}</button></p>
            </form>
        }
    })
    .below([(messages::title(l).to_owned(), start_page::ADDRESS.to_owned())])
    .unlisted(true)
    .sensitive(sensitive)
    .status(if wrong { 422 } else { 200 })
    .fault(wrong)
}
