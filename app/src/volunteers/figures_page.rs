//! `/office/volunteers/figures`: how many volunteers there are, by 市县 and by station, and migratory residents by month.
//! No names.

use leptos::prelude::*;

use super::{
    list_page, messages,
    model::{Counted, Figures},
    words,
};
use crate::activities::messages as activities;
use crate::{
    accounts::{model::Staff, office_page::OfficeLine},
    activities::figures_page::ADDRESS as HOURS,
    directory::model::Directory,
    help::{
        figures::{Shown, shown},
        words::counted,
    },
    language::Language,
    reader::directory,
    shell::{Page, PageContext},
};

/// The address.
pub const ADDRESS: &str = "/office/volunteers/figures";

/// Numbers beside each other, as they may be shown: few people are told only to those who see who they are.
fn told(l: Language, numbers: impl Iterator<Item = usize>, opens: bool) -> Vec<String> {
    masked(numbers, opens).into_iter().map(|it| counted(l, it)).collect()
}

fn masked(numbers: impl Iterator<Item = usize>, opens: bool) -> Vec<Shown> {
    let numbers: Vec<_> = numbers.map(|it| i64::try_from(it).unwrap_or(i64::MAX)).collect();
    shown(&numbers, opens)
}

/// Who live here all the year and who do not, as they may be shown: with all of them beside, either tells the other.
fn homes(l: Language, places: &[(String, Counted)], opens: bool) -> Vec<[String; 2]> {
    let column = |of: fn(&Counted) -> usize| masked(places.iter().map(|(_, it)| of(it)), opens);
    let is_told = |it: &Shown| matches!(it, Shown::Exact(_));
    let pairs = column(Counted::local).into_iter().zip(column(|it| it.migratory));
    let pairs = pairs.map(|pair| match pair {
        (local, migratory) if is_told(&local) == is_told(&migratory) => (local, migratory),
        (Shown::Exact(_), migratory) => (Shown::Hidden, migratory),
        (local, _) => (local, Shown::Hidden),
    });
    pairs.map(|(local, migratory)| [counted(l, local), counted(l, migratory)]).collect()
}

/// The places by their names.
fn named(l: Language, directory: &Directory, figures: &Figures) -> [Vec<(String, Counted)>; 2] {
    let name = |code: &str| directory.areas.name_of(code, l).unwrap_or_default();
    let counties = figures.counties.iter().map(|(code, it)| (name(code), it.clone()));
    let stations = figures
        .stations
        .iter()
        .filter_map(|(id, it)| Some((directory.station_with_id(*id)?.name.read(l).to_owned(), it.clone())));
    [counties.collect(), stations.collect()]
}

/// A table of places, whose first column is called `of`.
fn table(l: Language, of: &'static str, places: &[(String, Counted)], opens: bool) -> impl IntoView + use<> {
    let column = |of: fn(&Counted) -> usize| told(l, places.iter().map(|(_, it)| of(it)), opens);
    let homes = homes(l, places, opens);
    let columns = [column(|it| it.registered), column(|it| it.active), column(|it| it.waiting)];
    let rows = places
        .iter()
        .zip(0_usize..)
        .map(|((name, _), at)| {
            let [local, migratory] = homes.get(at).cloned().unwrap_or_default();
            let [registered, active, waiting] =
                columns.each_ref().map(|column| column.get(at).cloned().unwrap_or_default());
            view! {
                <tr><th scope="row">{name.clone()}</th>
                    <td data-label=messages::registered(l) class="numbers">{registered}</td>
                    <td data-label=messages::active(l) class="numbers">{active}</td>
                    <td data-label=messages::waiting(l) class="numbers">{waiting}</td>
                    <td data-label=messages::local(l) class="numbers">{local}</td>
                    <td data-label=messages::migratory(l) class="numbers">{migratory}</td></tr>
            }
        })
        .collect_view();
    view! {
        <table class="table table--stack">
            <caption class="visually-hidden">{messages::figures_title(l)}</caption>
            <thead><tr><th scope="col">{of}</th><th scope="col">{messages::registered(l)}</th>
                <th scope="col">{messages::active(l)}</th><th scope="col">{messages::waiting(l)}</th>
                <th scope="col">{messages::local(l)}</th><th scope="col">{messages::migratory(l)}</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

/// The page. Who is at which station is told to those who see who they are.
pub fn page(context: &PageContext, reader: Staff, sees_list: bool, figures: Figures) -> Page {
    let l = context.language();
    let demo = figures.demo;
    Page::new(messages::figures_title(l), "", move || {
        let [counties, stations] = named(l, &directory(), &figures);
        let counts_counties = !counties.is_empty();
        let places = if counts_counties { &counties } else { &stations };
        let months = (0..12).map(|month: usize| places.iter().map(|(_, it)| it.by_month[month]).sum());
        let by_month = told(l, months, sees_list)
            .into_iter()
            .zip(1..=12)
            .map(|(here, month)| {
                view! { <div><dt>{words::month(l, month)}</dt><dd>{here}</dd></div> }
            })
            .collect_view();
        let list = sees_list.then(|| {
            view! { <p><a href=l.address(list_page::ADDRESS)>{messages::office_title(l)}</a></p> }
        });
        let hours = counts_counties.then(|| {
            view! { <p><a href=l.address(HOURS)>{activities::figures_title(l)}</a></p> }
        });
        let by_county = counts_counties.then(|| table(l, messages::county(l), &counties, sees_list));
        let by_station = (sees_list && !stations.is_empty()).then(|| {
            let table = table(l, messages::figures_station(l), &stations, sees_list);
            view! { <h2>{messages::figures_stations(l)}</h2>{table} }
        });
        view! {
            <OfficeLine staff=reader/>
            {list}
            {hours}
            <h1>{messages::figures_title(l)}</h1>
            <p class="lead">{messages::figures_lead(l)}</p>
            {by_county}
            {by_station}
            <h2>{messages::figures_months(l)}</h2>
            <dl class="facts">{by_month}</dl>
            {(!sees_list).then(|| view! { <p class="notice">{activities::figures_small(l)}</p> })}
            <p class="soft small">{messages::figures_note(l)}</p>
        }
    })
    .demo(demo)
    .unlisted(true)
}
