//! What the pages of coverage have in common: tables of which every number opens what was counted.

use leptos::prelude::*;

use super::{
    messages,
    model::{NONE, Narrow, Progress, SHORT, Tally, stations_of, tally},
    words,
};
use crate::{
    directory::model::Directory,
    language::Language,
    reader::{directory, language, reader, site},
    stations::{model::Kind, units_page, upkeep::Waits, words as stations},
};

/// A number that opens the units behind it; none opens nothing.
pub(super) fn number(
    l: Language,
    label: &str,
    count: usize,
    narrow: &Narrow,
    waits: &str,
) -> impl IntoView + use<> {
    let shown = if count == 0 {
        view! { {count} }.into_any()
    } else {
        let href = l.address(&units_page::narrowed_address(narrow, waits));
        view! { <a href=href>{count}</a> }.into_any()
    };
    view! { <td class="table__number" data-label=label.to_owned()>{shown}</td> }
}

/// A figure that counts no units.
pub(super) fn figure(label: &str, text: String) -> impl IntoView + use<> {
    view! { <td class="table__number" data-label=label.to_owned()>{text}</td> }
}

/// The three steps of a line.
pub(super) fn steps(l: Language, tally: &Tally, narrow: &Narrow) -> impl IntoView + use<> {
    Progress::ALL
        .map(|progress| number(l, words::progress(l, progress), tally.at(progress), &narrow.at(progress), ""))
        .collect_view()
}

/// The heads of the three steps.
pub(super) fn step_heads(l: Language) -> impl IntoView {
    Progress::ALL
        .map(|progress| view! { <th scope="col" class="table__number">{words::progress(l, progress)}</th> })
        .collect_view()
}

/// Staffing and freshness of a line.
pub(super) fn staffing(l: Language, tally: &Tally, narrow: &Narrow) -> impl IntoView + use<> {
    let operating = narrow.at(Progress::Operating);
    let short = Narrow { staff: SHORT.to_owned(), ..narrow.clone() };
    view! {
        {number(l, messages::operating(l), tally.operating, &operating, "")}
        {number(l, messages::staff(l), tally.staff, &operating, "")}
        {number(l, messages::needed(l), tally.needed, &operating, "")}
        {number(l, messages::short(l), tally.short, &short, "")}
        {number(l, messages::empty(l), tally.empty, &short, "")}
        {number(l, messages::due(l), tally.due, narrow, Waits::Due.word())}
        {number(l, messages::overdue(l), tally.overdue, narrow, Waits::Overdue.word())}
    }
}

/// The heads of staffing and freshness.
pub(super) fn staffing_heads(l: Language) -> impl IntoView {
    [
        messages::operating(l),
        messages::staff(l),
        messages::needed(l),
        messages::short(l),
        messages::empty(l),
        messages::due(l),
        messages::overdue(l),
    ]
    .map(|words| view! { <th scope="col" class="table__number">{words}</th> })
    .collect_view()
}

/// By mode, by programme and by tier, of a 市县 or of all.
#[component]
pub(super) fn Breakdowns(county: String, without: String) -> impl IntoView {
    let (l, directory) = (language(), directory());
    let stations = stations_of(&county, &without);
    let modes = directory.modes.iter().map(|it| (it.code.clone(), it.name.read(l).to_owned(), it.retired));
    let modes = modes.chain([(NONE.to_owned(), messages::no_mode(l).to_owned(), true)]);
    let modes: Vec<_> =
        modes.map(|(mode, name, quiet)| (name, Narrow { mode, ..stations.clone() }, quiet)).collect();
    let programmes = directory.programmes.iter();
    let programmes = programmes
        .filter(|it| it.code != without)
        .map(|it| (it.code.clone(), it.name.read(l).to_owned(), it.retired))
        .chain([(NONE.to_owned(), messages::no_programme(l).to_owned(), true)]);
    let programmes: Vec<_> = programmes
        .map(|(programme, name, quiet)| (name, Narrow { programme, ..stations.clone() }, quiet))
        .collect();
    let tiers = Narrow { kind: String::new(), ..stations.clone() };
    let kinds = Kind::ALL.map(|kind| {
        let name = stations::kind(l, kind, &site().station_word).to_owned();
        (name, Narrow { kind: kind.word().to_owned(), ..tiers.clone() }, false)
    });
    view! {
        {breakdown(l, &directory, messages::table_modes(l), messages::mode(l), modes, Some(&stations))}
        {breakdown(l, &directory, messages::table_programmes(l), messages::programme(l), programmes, None)}
        <p class="small soft">{messages::programmes_note(l)}</p>
        {breakdown(l, &directory, messages::table_kinds(l), messages::kind(l), kinds.into(), Some(&tiers))}
    }
}

/// Lines of a table with their units; one that is quiet stands there only when it counts something.
fn breakdown(
    l: Language,
    directory: &Directory,
    caption: &'static str,
    head: &'static str,
    lines: Vec<(String, Narrow, bool)>,
    whole: Option<&Narrow>,
) -> impl IntoView + use<> {
    let today = reader().now.date;
    let rows = lines
        .into_iter()
        .map(|(name, narrow, quiet)| (name, tally(directory, &narrow, today), narrow, quiet))
        .filter(|(_, tally, _, quiet)| !quiet || tally.units() > 0)
        .map(|(name, tally, narrow, _)| {
            view! { <tr><th scope="row">{name}</th>{steps(l, &tally, &narrow)}</tr> }
        })
        .collect_view();
    let foot = whole.map(|whole| {
        let tally = tally(directory, whole, today);
        view! { <tfoot><tr><th scope="row">{messages::total(l)}</th>{steps(l, &tally, whole)}</tr></tfoot> }
    });
    view! {
        <table class="table table--stack table--figures section--tight">
            <caption>{caption}</caption>
            <thead><tr><th scope="col">{head}</th>{step_heads(l)}</tr></thead>
            <tbody>{rows}</tbody>{foot}
        </table>
    }
}

/// How it is counted.
#[component]
pub(super) fn Rules() -> impl IntoView {
    let (l, directory) = (language(), directory());
    let standard = messages::standard(l, directory.settings.staffing_standard());
    view! { <p class="small soft">{messages::rule(l)}" "{standard}</p> }
}

/// The figure of a coverage, its sentence and its bar.
pub(super) fn headline(l: Language, covered: usize, in_scope: usize, per_cent: Option<usize>) -> AnyView {
    let Some(rate) = per_cent else { return view! { <p class="empty">{messages::none(l)}</p> }.into_any() };
    view! {
        <div class="coverage"><span class="coverage__figure">{messages::per_cent(l, rate)}</span>
            <span>{messages::sentence(l, covered, in_scope)}</span></div>
        <progress class="meter" max=in_scope value=covered aria-label=messages::rate(l)></progress>
    }
    .into_any()
}
