//! `/office/coverage`: every 市县 that somebody may see, against its scope and its target.

use std::collections::BTreeMap;

use leptos::prelude::*;
use serde::Deserialize;

use super::{
    county_map::CountyMap,
    county_page, messages,
    model::{stations_of, tally},
    parts::{Breakdowns, Rules, figure, headline, staffing, staffing_heads, step_heads, steps},
};
use crate::{
    accounts::{model::Staff, office_page::OfficeLine},
    areas::model::PROVINCE,
    directory::serving::Covered,
    language::Language,
    reader::{directory, reader},
    sheets::{import_page::export_button, lists::Listed},
    shell::{Page, PageContext},
    stations::filter::percent_encoded,
};

/// The address.
pub const ADDRESS: &str = "/office/coverage";

/// What is asked of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct CoverageQuery {
    /// The year of the target.
    #[serde(default)]
    pub year: String,
    /// Code of a programme whose units are left out.
    #[serde(default)]
    pub without: String,
    /// Whether something was just saved.
    #[serde(default)]
    pub saved: String,
}

impl CoverageQuery {
    /// The year that is asked for, otherwise this one.
    pub fn year(&self, this_year: i32) -> i32 {
        self.year.parse().ok().filter(|year| (2020..=2100).contains(year)).unwrap_or(this_year)
    }
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Who reads.
    pub staff: Staff,
    /// The 市县 that they may see.
    pub counties: Vec<String>,
    /// Whether these are all.
    pub whole: bool,
    /// What was asked.
    pub query: CoverageQuery,
    /// The year of the targets, and the target of each 市县 that has one.
    pub year: i32,
    /// See [`Self::year`].
    pub targets: BTreeMap<String, i64>,
}

/// The page.
pub fn page(context: &PageContext, shown: Shown) -> Page {
    let l = context.language();
    let demo = context.directory.stations.iter().any(|station| station.demo);
    Page::new(messages::title(l), "", move || body(l, shown)).demo(demo).unlisted(true)
}

/// The question above the tables: of which year the target, where only one is shown, and which programme is left out.
#[component]
pub(super) fn Asked(query: CoverageQuery, year: Option<i32>, address: String) -> impl IntoView {
    let l = crate::reader::language();
    let directory = directory();
    let this_year = reader().now.date.year();
    let years = year.map(|year| {
        let years = (this_year - 2..=this_year + 4)
            .chain((!(this_year - 2..=this_year + 4).contains(&year)).then_some(year))
            .map(|it| view! { <option value=it selected=it == year>{it}</option> })
            .collect_view();
        view! {
            <p class="field"><label class="field__label" for="year">{messages::year(l)}</label>
                <select class="field__control" id="year" name="year">{years}</select></p>
        }
    });
    let programmes = directory
        .programmes
        .iter()
        .map(|it| {
            let chosen = it.code == query.without;
            view! { <option value=it.code.clone() selected=chosen>{it.name.read(l).to_owned()}</option> }
        })
        .collect_view();
    view! {
        <form class="form query" action=l.address(&address) novalidate>
            {years}
            <p class="field"><label class="field__label" for="without">{messages::leave_out(l)}</label>
                <select class="field__control" id="without" name="without">
                    <option value="">{messages::leave_out_none(l)}</option>{programmes}</select></p>
            <p class="row"><button class="button button--primary">{messages::find(l)}</button>
                <a class="button button--quiet" href=l.address(&address)>{messages::reset(l)}</a></p>
        </form>
    }
}

/// The address of a 市县 with what was asked here.
fn county_address(l: Language, code: &str, shown: &Shown) -> String {
    let without = percent_encoded(&shown.query.without);
    l.address(&format!("{}?year={}&without={without}", county_page::address(code), shown.year))
}

fn body(l: Language, shown: Shown) -> impl IntoView {
    let (directory, today) = (directory(), reader().now.date);
    let without = shown.query.without.clone();
    let all = stations_of("", &without);
    let covered =
        Covered::by(&directory.areas, directory.stations.iter().filter(|it| all.holds(&directory, it)));
    let coverages: Vec<_> =
        shown.counties.iter().map(|code| (code, directory.coverage_by(code, &covered))).collect();
    let rates = coverages.iter().map(|(code, it)| ((*code).clone(), it.per_cent())).collect();
    let name = |code: &str| directory.areas.name_of(code, l).unwrap_or_default();
    let progress = coverages
        .iter()
        .map(|(code, coverage)| {
            let narrow = stations_of(code, &without);
            let href = county_address(l, code, &shown);
            let places = format!("{href}#places");
            let target = shown.targets.get(*code).copied();
            let linked = |label: &str, count: usize| {
                let href = places.clone();
                view! { <td class="table__number" data-label=label.to_owned()><a href=href>{count}</a></td> }
            };
            let rate =
                coverage.per_cent().map_or(messages::no_data(l).to_owned(), |it| messages::per_cent(l, it));
            view! {
                <tr><th scope="row"><a href=href>{name(code)}</a></th>
                    {linked(messages::in_scope(l), coverage.in_scope.len())}
                    {linked(messages::covered(l), coverage.covered())}
                    {figure(messages::rate(l), rate)}
                    {steps(l, &tally(&directory, &narrow, today), &narrow)}
                    {figure(&messages::target(l, shown.year), told_target(l, target))}
                    {figure(messages::reached(l), reached(l, coverage.covered(), target))}</tr>
            }
        })
        .collect_view();
    let staff_lines = coverages
        .iter()
        .map(|(code, _)| {
            let narrow = stations_of(code, &without);
            let tally = tally(&directory, &narrow, today);
            view! {
                <tr><th scope="row"><a href=county_address(l, code, &shown)>{name(code)}</a></th>
                    {staffing(l, &tally, &narrow)}</tr>
            }
        })
        .collect_view();
    let whole = shown.whole.then(|| {
        let coverage = directory.coverage_by(PROVINCE, &covered);
        let tally = tally(&directory, &all, today);
        let target = (!shown.targets.is_empty()).then(|| shown.targets.values().sum::<i64>());
        let rate = coverage.per_cent().map_or(messages::no_data(l).to_owned(), |it| messages::per_cent(l, it));
        let counted = |label: &str, count: usize| {
            view! { <td class="table__number" data-label=label.to_owned()><a href="#counties">{count}</a></td> }
        };
        let progress = view! {
            <tfoot><tr><th scope="row">{messages::total(l)}</th>
                {counted(messages::in_scope(l), coverage.in_scope.len())}
                {counted(messages::covered(l), coverage.covered())}
                {figure(messages::rate(l), rate)}
                {steps(l, &tally, &all)}
                {figure(&messages::target(l, shown.year), told_target(l, target))}
                {figure(messages::reached(l), reached(l, coverage.covered(), target))}</tr></tfoot>
        };
        let staff = view! { <tfoot><tr><th scope="row">{messages::total(l)}</th>{staffing(l, &tally, &all)}</tr></tfoot> };
        let headline = headline(l, coverage.covered(), coverage.in_scope.len(), coverage.per_cent());
        (headline, progress, staff)
    });
    let (headline, progress_foot, staff_foot) = match whole {
        Some((headline, progress, staff)) => (Some(headline), Some(progress), Some(staff)),
        None => (None, None, None),
    };
    let is_whole = shown.whole;
    let asked = format!("?year={}&without={}", shown.year, percent_encoded(&without));
    view! {
        <OfficeLine staff=shown.staff.clone()/>
        <h1>{messages::title(l)}</h1>
        <p class="lead">{messages::lead(l, &today.to_string())}</p>
        <Asked query=shown.query.clone() year=Some(shown.year) address=ADDRESS.to_owned()/>
        {headline}
        {is_whole.then(|| view! { <CountyMap rates/> })}
        <table class="table table--stack table--figures section--tight" id="counties">
            <caption>{messages::table_counties(l)}</caption>
            <thead><tr><th scope="col">{messages::county(l)}</th>
                <th scope="col" class="table__number">{messages::in_scope(l)}</th>
                <th scope="col" class="table__number">{messages::covered(l)}</th>
                <th scope="col" class="table__number">{messages::rate(l)}</th>{step_heads(l)}
                <th scope="col" class="table__number">{messages::target(l, shown.year)}</th>
                <th scope="col" class="table__number">{messages::reached(l)}</th></tr></thead>
            <tbody>{progress}</tbody>{progress_foot}
        </table>
        <table class="table table--stack table--figures section--tight">
            <caption>{messages::table_staff(l)}</caption>
            <thead><tr><th scope="col">{messages::county(l)}</th>{staffing_heads(l)}</tr></thead>
            <tbody>{staff_lines}</tbody>{staff_foot}
        </table>
        {is_whole.then(|| view! { <Breakdowns county=String::new() without=without.clone()/> })}
        {export_button(l, Listed::Coverage, &asked)}
        <Rules/>
    }
}

/// A target, as it is shown.
pub(crate) fn told_target(l: Language, target: Option<i64>) -> String {
    target.map_or_else(|| messages::no_data(l).to_owned(), |target| target.to_string())
}

/// How much of a target is reached, in per cent; rounded down, so that it is never said too early.
pub(crate) fn reached(l: Language, covered: usize, target: Option<i64>) -> String {
    let target = target.and_then(|target| usize::try_from(target).ok());
    let rate = target.and_then(|target| (covered * 100).checked_div(target));
    rate.map_or_else(|| messages::no_data(l).to_owned(), |rate| messages::per_cent(l, rate.min(100)))
}
