//! `/office/forms`: the two forms of every service, which version is in force, and where a draft waits.

use leptos::prelude::*;

use super::{
    form_page, messages,
    versions::{Draft, Purpose, Version, code},
};
use crate::{
    accounts::{model::Staff, office_page::OfficeLine},
    directory::model::Directory,
    language::Language,
    reader::directory,
    shell::{Page, PageContext},
};

/// The address.
pub const ADDRESS: &str = "/office/forms";

/// What a service is called: its code and its name.
pub(super) fn service(l: Language, service: &str, directory: &Directory) -> String {
    let item = directory.catalogue.item(service).map(|it| &it.name);
    let special = || directory.catalogue.special(service).map(|it| &it.name);
    match item.or_else(special) {
        Some(name) => format!("{service} {}", name.read(l)),
        None => service.to_owned(),
    }
}

/// The page; `in_force` is the latest version of every form.
pub fn page(context: &PageContext, staff: Staff, in_force: Vec<Version>, drafts: Vec<Draft>) -> Page {
    let l = context.language();
    Page::new(messages::office_title(l), "", move || {
        let directory = directory();
        let catalogue = &directory.catalogue;
        let items = catalogue.items.iter().map(|it| &it.code);
        let specials = catalogue.special.iter().map(|it| &it.code);
        let rows = items
            .chain(specials)
            .map(|code| {
                let cells = Purpose::ALL.map(|purpose| cell(l, code, purpose, &in_force, &drafts));
                view! { <tr><th scope="row">{service(l, code, &directory)}</th>{cells}</tr> }
            })
            .collect_view();
        view! {
            <OfficeLine staff=staff.clone()/>
            <h1>{messages::office_title(l)}</h1>
            <p class="lead">{messages::office_lead(l)}</p>
            <table class="table table--stack">
                <caption class="visually-hidden">{messages::office_title(l)}</caption>
                <thead><tr><th scope="col">{messages::office_service(l)}</th>
                    <th scope="col">{messages::purpose_intake(l)}</th><th scope="col">{messages::purpose_record(l)}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        }
    })
    .unlisted(true)
}

fn cell(l: Language, service: &str, purpose: Purpose, in_force: &[Version], drafts: &[Draft]) -> AnyView {
    let form = code(service, purpose);
    let words = match in_force.iter().find(|it| it.form == form) {
        Some(version) => messages::office_version(l, version.number),
        None => messages::office_none(l).to_owned(),
    };
    let waits = drafts.iter().any(|it| it.form == form).then(|| {
        view! { " "<span class="badge badge--warning">{messages::office_draft(l)}</span> }
    });
    let label = format!("{words}: {form}");
    view! {
        <td data-label=purpose_words(l, purpose)><span><a href=l.address(&form_page::address(&form)) aria-label=label>{words}</a>{waits}</span></td>
    }
    .into_any()
}

/// 「求助时问」.
pub(super) fn purpose_words(l: Language, purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Intake => messages::purpose_intake(l),
        Purpose::Record => messages::purpose_record(l),
    }
}
