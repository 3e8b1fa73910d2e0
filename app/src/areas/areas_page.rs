//! `/areas`: the 19 市县 with their units and their coverage.

use leptos::prelude::*;

use super::{messages, model::PROVINCE};
use crate::{
    directory::{model::Directory, serving::Coverage},
    language::Language,
    map::{Legal, Overview},
    reader::{directory, language},
    settings::model::Setting,
    shell::{Page, PageContext},
};

/// The page.
pub fn page(context: &PageContext) -> Page {
    let l = context.language();
    Page::new(
        messages::list_title(l),
        messages::description(l, messages::province(l)),
        || view! { <AreasPage/> },
    )
    .below([(messages::list_title(l).to_owned(), "/areas".to_owned())])
    .demo(context.directory.stations.iter().any(|station| station.demo))
}

#[component]
fn AreasPage() -> impl IntoView {
    let l = language();
    let directory = directory();
    let rows = directory
        .areas
        .counties_and_cities()
        .map(|area| {
            let name = view! { <a href=l.address(&format!("/areas/{}", area.code))>{area.name_in(l).to_owned()}</a> };
            row(l, name.into_any(), &directory, &area.code)
        })
        .collect_view();
    let counted = directory.clone();
    let count = move |code: &str| counted.units_in(code).len();
    let total = row(l, messages::total(l).into_any(), &directory, PROVINCE);
    view! {
        <h1>{messages::list_title(l)}</h1>
        <p class="lead">{messages::list_intro(l)}</p>
        {coverage(l, &directory.coverage(PROVINCE))}
        <div class="columns columns--map section--tight">
            <table class="table table--stack">
                <caption class="visually-hidden">{messages::coverage(l)}</caption>
                <thead><tr><th scope="col">{messages::area(l)}</th><th scope="col" class="table__number">{messages::units(l)}</th>
                    <th scope="col" class="table__number">{messages::covered(l)}</th>
                    <th scope="col" class="table__number">{messages::in_scope(l)}</th>
                    <th scope="col" class="table__number">{messages::rate(l)}</th></tr></thead>
                <tbody>{rows}</tbody>
                <tfoot>{total}</tfoot>
            </table>
            <section class="map-column"><div class="map"><div class="map__stage">
                <Overview address=|code: &str| format!("/areas/{code}") count=count/>
                </div>
                <Legal/>
            </div></section>
        </div>
        {rule(l, &directory)}
    }
}

fn row(l: Language, name: AnyView, directory: &Directory, code: &str) -> impl IntoView + use<> {
    let coverage = directory.coverage(code);
    let units = if code == PROVINCE { directory.stations.len() } else { directory.units_in(code).len() };
    let rate = coverage.per_cent().map_or("--".to_owned(), |rate| messages::per_cent(l, rate));
    let cell = |label: &'static str, value: String| view! { <td class="table__number" data-label=label>{value}</td> };
    view! {
        <tr><th scope="row">{name}</th>
            {cell(messages::units(l), units.to_string())}
            {cell(messages::covered(l), coverage.covered().to_string())}
            {cell(messages::in_scope(l), coverage.in_scope.len().to_string())}
            {cell(messages::rate(l), rate)}</tr>
    }
}

/// How coverage is counted here.
pub(super) fn rule(l: Language, directory: &Directory) -> impl IntoView + use<> {
    let listed = [Setting::Communities, Setting::OutOfScope];
    let listed = listed.into_iter().any(|setting| directory.settings.get(setting).is_some());
    let more = listed.then(|| messages::coverage_rule_listed(l));
    view! { <p class="small soft">{messages::coverage_rule(l)}{more}</p> }
}

/// The figure, its sentence and its bar.
pub(super) fn coverage(l: Language, coverage: &Coverage<'_>) -> AnyView {
    let (covered, scope) = (coverage.covered(), coverage.in_scope.len());
    let Some(rate) = coverage.per_cent() else { return view! { <p>{messages::no_scope(l)}</p> }.into_any() };
    view! {
        <div class="coverage">
            <span class="coverage__figure">{messages::per_cent(l, rate)}</span>
            <span>{messages::coverage_sentence(l, covered, scope)}</span>
        </div>
        <progress class="meter" max=scope value=covered aria-label=messages::rate(l)></progress>
    }
    .into_any()
}
