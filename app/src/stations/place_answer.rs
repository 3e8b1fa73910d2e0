//! What is said of the village that was asked for: who serves it, which of several, or that nobody does yet.

use leptos::prelude::*;

use super::{
    filter::StationFilter,
    finder::{Found, Listed, MeasuredFrom, Place, PlaceAnswer},
    messages,
    station_card::{call_button, opening_line, station_card},
};
use crate::{
    directory::{model::Directory, serving::Served},
    language::Language,
    policies::{self, policy_text::urgent_call},
    reader::{Reader, site},
};

/// Who serves the village that was asked for; which village, if there are several; or that nobody does yet.
pub(crate) fn place_answer(
    reader: &Reader,
    directory: &Directory,
    filter: &StationFilter,
    found: &Found<'_>,
) -> Option<AnyView> {
    let l = reader.language;
    match &found.place {
        PlaceAnswer::None => None,
        PlaceAnswer::Which { places, more } => Some(which(l, directory, filter, places, *more).into_any()),
        PlaceAnswer::One(place, Served::By { stations, through }) => {
            let station = *stations.first()?;
            let how = match directory.areas.division(through) {
                Some(area) => messages::served_through(l, area.name_in(l)),
                None => messages::served_directly(l).to_owned(),
            };
            Some(
                view! {
                    <section class="answer" aria-labelledby="answer">
                        <h2 class="answer__title" id="answer">{messages::served_by(l, &named(l, directory, *place))}" "
                            <a href=l.address(&format!("/stations/{}", station.slug))>{station.name.read(l).to_owned()}</a>
                        </h2>
                        {opening_line(l, station, directory, reader)}
                        <p class="row">{call_button(l, station)}
                            {station.position.is_some().then(|| view! {
                                <a class="button button--small button--quiet icon icon--pin"
                                    href=l.address(&format!("/stations/{}#route", station.slug))>{messages::routes(l)}</a>
                            })}</p>
                        <p class="soft small">{how}</p>
                    </section>
                }
                .into_any(),
            )
        }
        PlaceAnswer::One(place, Served::NotYet { nearest, measured_from }) => {
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
                None => messages::not_served_around(l).to_owned(),
            };
            Some(
                view! {
                    <section class="answer answer--none" aria-labelledby="answer">
                        <h2 class="answer__title" id="answer">{messages::not_served_title(l, &named(l, directory, *place))}</h2>
                        {whom_to_call(l, directory, place.code())}
                        <p>{hint}</p>
                        <ol class="station-list">{cards}</ol>
                    </section>
                }
                .into_any(),
            )
        }
    }
}

/// The numbers that the question asks for: 「119」.
pub(crate) fn number_answer(l: Language, directory: &Directory, q: &str) -> Option<AnyView> {
    let q = q.trim();
    let asked = directory.hotlines.iter().find(|hotline| hotline.number == q)?;
    let number = asked.number.clone();
    Some(
        view! {
            <section class="answer" aria-labelledby="number">
                <h2 class="answer__title" id="number">{messages::number_asked(l, asked.name.read(l))}</h2>
                <p class="row"><a class="button button--primary icon icon--phone" href=format!("tel:{number}")>
                    {messages::call_number(l, &number)}</a></p>
            </section>
        }
        .into_any(),
    )
}

/// The guides and services that the question is about, with the number to call first where danger may be near.
pub(crate) fn topic_answer(
    l: Language,
    directory: &Directory,
    q: &str,
    found: &Found<'_>,
) -> Option<AnyView> {
    let topic = &found.topic;
    let line = |href: String, name: &str, about: &str| {
        view! { <li><a href=l.address(&href)><b>{name.to_owned()}</b></a>" "<span class="soft">{about.to_owned()}</span></li> }
    };
    let policies: Vec<_> = topic
        .policies
        .iter()
        .map(|it| line(format!("/policies/{}", it.slug), it.title.read(l), it.summary.read(l)))
        .collect();
    let services: Vec<_> = topic
        .services
        .iter()
        .map(|it| line(format!("/services/{}", it.code), it.question.read(l), it.name.read(l)))
        .collect();
    // A special service has no page of its own; the stations that offer it are its list.
    let special: Vec<_> = topic
        .special
        .iter()
        .map(|it| {
            let filter = StationFilter { service: Some(it.code.clone()), ..StationFilter::default() };
            line(filter.address(), it.name.read(l), it.plain.read(l))
        })
        .collect();
    let part = |heading: &'static str, lines: Vec<_>| {
        (!lines.is_empty()).then(|| view! { <h3>{heading}</h3><ul class="plain">{lines}</ul> })
    };
    (!topic.is_empty()).then(|| {
        view! {
            <section class="answer" aria-labelledby="topic">
                <h2 class="answer__title" id="topic">{messages::topic_title(l, q)}</h2>
                {urgent_call(l, directory, topic.is_sensitive())}
                {part(policies::messages::list_title(l), policies)}
                {part(messages::topic_services(l), services)}
                {part(messages::special_services(l), special)}
                {(!found.all.is_empty()).then(|| view! { <p class="soft">{messages::topic_where(l)}</p> })}
            </section>
        }
        .into_any()
    })
}

fn which(
    l: Language,
    directory: &Directory,
    filter: &StationFilter,
    places: &[Place<'_>],
    more: usize,
) -> impl IntoView + use<> {
    let lines = places
        .iter()
        .map(|place| {
            let area = Some(place.code().to_owned());
            let chosen = StationFilter { q: String::new(), area, page: 1, ..filter.clone() };
            view! {
                <li><a href=l.address(&chosen.address())><b>{place.name_in(l)}</b>
                    <span class="soft">{directory.areas.context(place.code(), l)}</span></a></li>
            }
        })
        .collect_view();
    view! {
        <section class="answer answer--ask" aria-labelledby="answer">
            <h2 class="answer__title" id="answer">{messages::which_place(l, &filter.q)}</h2>
            <ul class="plain">{lines}</ul>
            {(more > 0).then(|| view! { <p>{messages::which_more(l, more)}</p> })}
        </section>
    }
}

/// The way to the nearest stations for whoever has named no place: the 市县, each leading to its own.
pub(crate) fn choose_area(l: Language, directory: &Directory) -> impl IntoView + use<> {
    let areas: Vec<_> = directory
        .areas
        .counties_and_cities()
        .map(|area| {
            let filter = StationFilter { area: Some(area.code.clone()), page: 1, ..StationFilter::default() };
            view! { <li><a class="chip" href=l.address(&filter.address())>{area.name_in(l).to_owned()}</a></li> }
        })
        .collect();
    view! { <p class="section--tight">{messages::none_choose_area(l)}</p><ul class="chips">{areas}</ul> }
}

/// The village with where it lies: 「琼海市嘉积镇 大礼村委会」.
fn named(l: Language, directory: &Directory, place: Place<'_>) -> String {
    let (context, name) = (directory.areas.context(place.code(), l), place.name_in(l));
    match l {
        _ if context.is_empty() => name,
        Language::Zh => format!("{context}{name}"),
        Language::En => format!("{name}, {context}"),
    }
}

/// The line of the 市县 if one is configured, else the general one: in words, and to press.
pub(crate) fn whom_to_call(l: Language, directory: &Directory, code: &str) -> impl IntoView + use<> {
    let site = site();
    let county = directory.areas.county_or_city(code);
    let (words, number) =
        match county.and_then(|county| Some((county, site.county_phones.get(&county.code)?))) {
            Some((county, phone)) => (messages::not_served_call(l, county.name_in(l), phone), phone.clone()),
            None => (messages::not_served_line(l, &site.line), site.line.clone()),
        };
    view! {
        <p>{words}</p>
        <p class="row"><a class="button button--primary icon icon--phone" href=format!("tel:{number}")>
            {messages::call_number(l, &number)}</a></p>
    }
}
