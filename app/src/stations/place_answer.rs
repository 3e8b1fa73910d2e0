//! What is said of the village that was asked for: who serves it, which of several, or that nobody does yet.

use leptos::prelude::*;

use super::{
    filter::StationFilter,
    finder::{Found, Listed, MeasuredFrom, PlaceAnswer},
    messages,
    station_card::{call_button, opening_line, station_card},
};
use crate::{
    areas::model::Village,
    directory::{model::Directory, serving::Served},
    language::Language,
    reader::{Reader, site},
};

/// Who serves the village that was asked for; which village, if there are several; or that nobody does yet.
pub(crate) fn place_answer(reader: &Reader, directory: &Directory, found: &Found<'_>) -> Option<AnyView> {
    let l = reader.language;
    match &found.place {
        PlaceAnswer::None => None,
        PlaceAnswer::Which(places) => Some(which(l, directory, places).into_any()),
        PlaceAnswer::Village(place, Served::By { stations, through }) => {
            let station = *stations.first()?;
            let how = match directory.areas.division(through) {
                Some(area) => messages::served_through(l, area.name_in(l)),
                None => messages::served_directly(l).to_owned(),
            };
            Some(
                view! {
                    <section class="answer" aria-labelledby="answer">
                        <h2 class="answer__title" id="answer">{messages::served_by(l, &named(l, directory, place))}" "
                            <a href=l.address(&format!("/stations/{}", station.slug))>{station.name.read(l).to_owned()}</a>
                        </h2>
                        {opening_line(l, station, directory, reader)}
                        <p class="row">{call_button(l, station)}</p>
                        <p class="soft small">{how}</p>
                    </section>
                }
                .into_any(),
            )
        }
        PlaceAnswer::Village(place, Served::NotYet { nearest, measured_from }) => {
            let from =
                measured_from.and_then(|division| Some(MeasuredFrom::Seat(division, division.position?.at)));
            let cards = nearest
                .iter()
                .map(|(station, away)| {
                    station_card(reader, directory, Listed { station, away: Some(*away) }, from)
                })
                .collect_view();
            let hint = match measured_from {
                Some(seat) => messages::not_served_nearest(l, seat.name_in(l)),
                None => messages::not_served_no_distance(l).to_owned(),
            };
            Some(
                view! {
                    <section class="answer answer--none" aria-labelledby="answer">
                        <h2 class="answer__title" id="answer">{messages::not_served_title(l, &named(l, directory, place))}</h2>
                        <p>{whom_to_call(l, directory, &place.code)}</p>
                        <p>{hint}</p>
                        <ol class="station-list">{cards}</ol>
                    </section>
                }
                .into_any(),
            )
        }
    }
}

fn which(l: Language, directory: &Directory, places: &[&Village]) -> impl IntoView + use<> {
    let name = places.first().map(|place| place.name_in(l)).unwrap_or_default();
    let lines = places
        .iter()
        .map(|place| {
            let filter = StationFilter { area: Some(place.code.clone()), ..StationFilter::default() };
            view! {
                <li><a href=l.address(&filter.address())><b>{place.name_in(l)}</b>
                    <span class="soft">{directory.areas.context(&place.code, l)}</span></a></li>
            }
        })
        .collect_view();
    view! {
        <section class="answer answer--ask" aria-labelledby="answer">
            <h2 class="answer__title" id="answer">{messages::which_place(l, &name)}</h2>
            <ul class="plain">{lines}</ul>
        </section>
    }
}

/// The village with where it lies: 「琼海市嘉积镇 大礼村委会」.
fn named(l: Language, directory: &Directory, place: &Village) -> String {
    let context = directory.areas.context(&place.code, l);
    match l {
        Language::Zh => format!("{context}{}", place.name),
        Language::En => format!("{}, {context}", place.name_in(l)),
    }
}

/// The line of the 市县 if one is configured, else the general one.
fn whom_to_call(l: Language, directory: &Directory, code: &str) -> String {
    let site = site();
    let county = directory.areas.county_or_city(code);
    match county.and_then(|county| Some((county, site.county_phones.get(&county.code)?))) {
        Some((county, phone)) => messages::not_served_call(l, county.name_in(l), phone),
        None => messages::not_served_line(l, &site.line),
    }
}
