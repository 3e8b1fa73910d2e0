//! `/office/coverage/{county}`: one 市县, place by place, with its targets.

use leptos::prelude::*;

use super::{
    coverage_page::{self, Asked, CoverageQuery, reached},
    messages,
    model::{Narrow, Progress, TargetFault, TargetForm, stations_of, tally},
    parts::{Breakdowns, Rules, figure, headline, staffing, staffing_heads},
    words,
};
use crate::{
    accounts::{model::Staff, office_page::OfficeLine},
    directory::{
        model::Directory,
        serving::{Coverage, Covered, Place},
    },
    ids::CommandId,
    language::Language,
    reader::{directory, language, reader},
    sheets::{import_page::export_button, lists::Listed},
    shell::{Page, PageContext},
    stations::{filter::percent_encoded, model::Kind, units_page::unit_address, words as stations},
    ui::{FaultList, Question, TextField},
};

/// The address of a 市县.
pub fn address(county: &str) -> String {
    format!("{}/{county}", coverage_page::ADDRESS)
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Who reads.
    pub staff: Staff,
    /// Code of the 市县.
    pub county: String,
    /// What was asked.
    pub query: CoverageQuery,
    /// The targets: year and number of places, the earliest first.
    pub targets: Vec<(i32, i64)>,
    /// Whether the reader may set them.
    pub may_set: bool,
    /// The form, as it was sent.
    pub form: TargetForm,
    /// What is wrong with it.
    pub faults: Vec<TargetFault>,
    /// What somebody else had set that target to meanwhile.
    pub conflict: Option<i64>,
}

/// The page.
pub fn page(context: &PageContext, shown: Shown) -> Page {
    let l = context.language();
    let name = context.directory.areas.name_of(&shown.county, l).unwrap_or_default();
    let status = match (shown.faults.is_empty(), shown.conflict) {
        (false, _) => 422,
        (true, Some(_)) => 409,
        (true, None) => 200,
    };
    let narrow = Narrow { county: shown.county.clone(), ..Narrow::default() };
    let directory = &context.directory;
    let demo = directory.stations.iter().any(|it| it.demo && narrow.holds(directory, it));
    Page::new(messages::title_of(l, &name), "", move || body(l, name, shown))
        .below([(messages::title(l).to_owned(), coverage_page::ADDRESS.to_owned())])
        .demo(demo)
        .status(status)
        .unlisted(true)
        .fault(status != 200)
}

fn body(l: Language, name: String, shown: Shown) -> impl IntoView {
    let (directory, today) = (directory(), reader().now.date);
    let (county, without) = (shown.county.clone(), shown.query.without.clone());
    let everywhere = stations_of("", &without);
    let counted = directory.stations.iter().filter(|it| everywhere.holds(&directory, it));
    let covered = Covered::by(&directory.areas, counted);
    let coverage = directory.coverage_by(&county, &covered);
    let narrow = stations_of(&county, &without);
    let tally = tally(&directory, &narrow, today);
    let mut told: Vec<_> = shown.faults.iter().map(|fault| words::fault(l, *fault)).collect();
    told.extend(shown.conflict.map(|theirs| ("places", messages::conflict(l, theirs))));
    let headline = headline(l, coverage.covered(), coverage.in_scope.len(), coverage.per_cent());
    let places = places(l, &directory, &coverage, &everywhere);
    let targets = targets(l, &shown, coverage.covered());
    let saved = !shown.query.saved.is_empty();
    let asked = format!("?county={county}&without={}", percent_encoded(&shown.query.without));
    view! {
        <FaultList faults=told.clone()/>
        <OfficeLine staff=shown.staff.clone()/>
        <h1>{messages::title_of(l, &name)}</h1>
        <p class="lead">{messages::lead(l, &today.to_string())}</p>
        {saved.then(|| view! { <p class="notice notice--good" role="status">{messages::saved(l)}</p> })}
        <Asked query=shown.query.clone() year=None address=address(&county)/>
        {headline}
        {targets}
        {shown.may_set.then(|| view! { <SetTarget county=county.clone() form=shown.form.clone() targets=shown.targets.clone() told/> })}
        <table class="table table--stack table--figures section--tight">
            <caption>{messages::table_staff(l)}</caption>
            <thead><tr><th scope="col">{messages::county(l)}</th>{staffing_heads(l)}</tr></thead>
            <tbody><tr><th scope="row">{name}</th>{staffing(l, &tally, &narrow)}</tr></tbody>
        </table>
        <Breakdowns county=county.clone() without/>
        {places}
        {export_button(l, Listed::CoveragePlaces, &asked)}
        <Rules/>
    }
}

/// Every place in scope, whether it is covered, and the stations that stand in it or serve it.
fn places(
    l: Language,
    directory: &Directory,
    coverage: &Coverage<'_>,
    counted: &Narrow,
) -> impl IntoView + use<> {
    let rows = coverage
        .in_scope
        .iter()
        .map(|place| {
            let is_covered = !coverage.without.contains(place);
            let (state, class) = match is_covered {
                true => (messages::is_covered(l), "badge badge--strong"),
                false => (messages::is_not_covered(l), "badge badge--warning"),
            };
            let units = units_of(directory, *place, counted)
                .map(|station| {
                    let href = l.address(&unit_address(&station.slug));
                    view! { <li><a href=href>{station.name.read(l).to_owned()}</a>" "{stations::stage(l, station.stage)}</li> }
                })
                .collect_view();
            view! {
                <tr><th scope="row">{place.name_in(l)}</th>
                    <td data-label=messages::state(l)><span class=class>{state}</span></td>
                    <td data-label=messages::units(l)><ul class="plain">{units}</ul></td></tr>
            }
        })
        .collect_view();
    let number = coverage.in_scope.len();
    view! {
        <table class="table table--stack section--tight" id="places">
            <caption>{messages::places(l, number)}</caption>
            <thead><tr><th scope="col">{messages::place(l)}</th><th scope="col">{messages::state(l)}</th>
                <th scope="col">{messages::units(l)}</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

/// The stations of a place that are counted.
pub(crate) fn units_of<'a>(
    directory: &'a Directory,
    place: Place<'a>,
    counted: &'a Narrow,
) -> impl Iterator<Item = &'a crate::stations::model::Station> {
    let units = directory.units_in(place.code()).into_iter();
    units.filter(move |station| {
        station.kind == Kind::Station
            && Progress::of(station.stage).is_some()
            && counted.holds(directory, station)
    })
}

fn targets(l: Language, shown: &Shown, covered: usize) -> impl IntoView + use<> {
    let rows: Vec<_> = shown
        .targets
        .iter()
        .map(|(year, places)| {
            view! {
                <tr><th scope="row">{*year}</th>
                    {figure(messages::target_places(l), places.to_string())}
                    {figure(messages::reached(l), reached(l, covered, Some(*places)))}</tr>
            }
        })
        .collect();
    if rows.is_empty() {
        return view! { <p class="empty">{messages::targets_none(l)}</p> }.into_any();
    }
    view! {
        <table class="table table--stack section--tight">
            <caption>{messages::targets(l)}</caption>
            <thead><tr><th scope="col">{messages::target_year(l)}</th>
                <th scope="col" class="table__number">{messages::target_places(l)}</th>
                <th scope="col" class="table__number">{messages::reached(l)}</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

#[component]
fn SetTarget(
    county: String,
    form: TargetForm,
    targets: Vec<(i32, i64)>,
    told: Vec<(&'static str, String)>,
) -> impl IntoView {
    let l = language();
    let question = |name: &'static str, label: &str, value: &str| Question {
        name,
        label: label.to_owned(),
        value: value.to_owned(),
        inputmode: "numeric",
        autocomplete: "off",
        fault: told.iter().find(|(it, _)| *it == name).map(|(_, words)| words.clone()),
        ..Question::default()
    };
    let year = question("target_year", messages::target_year(l), &form.year);
    let places = question("places", messages::target_places(l), &form.places);
    let seen: Vec<_> = targets.iter().map(|(year, places)| format!("{year}={places}")).collect();
    view! {
        <section class="panel section--tight no-print">
            <h2>{messages::set(l)}</h2>
            <form class="form" method="post" action=l.address(&address(&county)) novalidate>
                <input type="hidden" name="command" value=CommandId::fresh().to_string()/>
                <input type="hidden" name="seen" value=seen.join(" ")/>
                <TextField question=year/><TextField question=places/>
                <p><button class="button button--primary">{messages::set(l)}</button></p>
            </form>
        </section>
    }
}
