//! `/office/import`: what to import, and the way to the templates and to what is there.

use leptos::prelude::*;

use super::{
    lists::Listed,
    messages,
    model::{FileFault, ROWS_MAX, SheetKind},
    plan, words,
};
use crate::{
    accounts::{model::Staff, office_page::OfficeLine},
    language::Language,
    shell::{Page, PageContext},
    ui::FaultList,
};

/// The address.
pub const ADDRESS: &str = "/office/import";

/// The address of a template.
pub fn template_address(kind: SheetKind) -> String {
    format!("{ADDRESS}/template/{}", kind.word())
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Import {
    /// Who imports.
    pub staff: Staff,
    /// What was chosen.
    pub kind: SheetKind,
    /// Why the file was not read.
    pub fault: Option<FileFault>,
    /// How large a file may be.
    pub megabytes_max: u32,
}

/// The page.
pub fn page(context: &PageContext, import: Import) -> Page {
    let l = context.language();
    let status = match import.fault {
        None => 200,
        Some(FileFault::TooLarge { .. } | FileFault::Bomb) => 413,
        Some(_) => 422,
    };
    let told = import.fault.as_ref().map(|fault| words::file_fault(l, import.kind, fault));
    Page::new(messages::title(l), "", move || {
        let allowed = plan::kinds_for(&import.staff);
        let kinds = allowed
            .iter()
            .map(|&kind| {
                view! { <option value=kind.word() selected=kind == import.kind>{words::kind(l, kind)}</option> }
            })
            .collect_view();
        let templates = allowed
            .iter()
            .map(|&kind| {
                let words = messages::template(l, words::kind(l, kind));
                view! { <li><a href=l.address(&template_address(kind)) download="">{words}</a></li> }
            })
            .collect_view();
        let exports = allowed
            .iter()
            .map(|&kind| {
                let words = messages::export(l, words::kind(l, kind));
                view! { <ExportForm address=Listed::Sheet(kind).address() words/> }
            })
            .collect_view();
        let has = |kind: SheetKind| allowed.contains(&kind);
        let rules = [
            Some(messages::rule_headings(l)),
            has(SheetKind::Units).then(|| messages::rule_key(l)),
            has(SheetKind::Register).then(|| messages::rule_register(l)),
            has(SheetKind::Catalogue).then(|| messages::rule_catalogue(l)),
            has(SheetKind::Policies).then(|| messages::rule_policies(l)),
            Some(messages::rule_empty(l)),
            Some(messages::rule_all(l)),
        ]
        .into_iter()
        .flatten()
        .map(|rule| view! { <li>{rule}</li> })
        .collect_view();
        let wrong = told.is_some();
        let faults: Vec<_> = told.clone().into_iter().map(|words| ("file", words)).collect();
        let described = if wrong { "file-hint file-fault" } else { "file-hint" };
        view! {
            <FaultList faults/>
            <OfficeLine staff=import.staff/>
            <h1>{messages::title(l)}</h1>
            <p class="lead">{messages::lead(l)}</p>
            <form class="form" method="post" enctype="multipart/form-data" action=l.address(ADDRESS) novalidate>
                <p class="field"><label class="field__label" for="kind">{messages::kind_question(l)}</label>
                    <select class="field__control" id="kind" name="kind">{kinds}</select></p>
                <p class="field" class:field--wrong=wrong>
                    <label class="field__label" for="file">{messages::file(l)}</label>
                    <span class="field__hint" id="file-hint">{messages::file_hint(l, import.megabytes_max, ROWS_MAX)}</span>
                    {told.map(|words| view! { <strong class="field__error" id="file-fault">{words}</strong> })}
                    <input class="field__control" type="file" id="file" name="file" accept=".xlsx"
                        aria-invalid=wrong.then_some("true") aria-describedby=described/></p>
                <p><button class="button button--primary">{messages::upload(l)}</button></p>
            </form>
            <section class="panel section--tight"><h2>{messages::templates(l)}</h2>
                <ul class="plain">{templates}</ul>
                <p class="small soft">{messages::templates_note(l)}</p></section>
            <section class="panel section--tight"><h2>{messages::exports(l)}</h2>
                {exports}<p class="small soft">{messages::export_note(l)}</p></section>
            <section class="panel section--tight"><h2>{messages::rules(l)}</h2><ul>{rules}</ul></section>
        }
    })
    .status(status)
    .unlisted(true)
    .fault(status != 200)
}

#[component]
fn ExportForm(address: String, words: String) -> impl IntoView {
    let l = crate::reader::language();
    view! { <form method="post" action=l.address(&address)><p><button class="button">{words}</button></p></form> }
}

/// The way to the import of a kind of sheet, for who may import it.
pub(crate) fn import_link(l: Language, staff: &Staff, kind: SheetKind) -> Option<impl IntoView + use<>> {
    let href = l.address(&format!("{ADDRESS}?kind={}", kind.word()));
    plan::may_import(staff, kind)
        .then(|| view! { <p class="no-print"><a href=href>{messages::import_link(l)}</a></p> })
}

/// The button below a list that exports it; `query` begins with `?` where something was searched for.
pub(crate) fn export_button(l: Language, listed: Listed, query: &str) -> impl IntoView + use<> {
    let action = l.address(&format!("{}{query}", listed.address()));
    view! {
        <form class="no-print section--tight" method="post" action=action>
            <button class="button">{messages::export_list(l)}</button>
            <p class="small soft">{messages::export_note(l)}</p></form>
    }
}
