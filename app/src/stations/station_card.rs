//! One station on a list: name, open or closed, distance, the number to call.

use leptos::prelude::*;

use super::{
    finder::{Listed, MeasuredFrom},
    messages,
    model::Station,
    words,
};
use crate::{
    directory::model::Directory,
    language::Language,
    reader::{Reader, site},
    ui::messages as frame,
};

/// The card. `from` is where distances are measured from.
pub fn station_card(
    reader: &Reader,
    directory: &Directory,
    listed: Listed<'_>,
    from: Option<MeasuredFrom<'_>>,
) -> impl IntoView + use<> {
    let l = reader.language;
    let station = listed.station;
    let href = l.address(&format!("/stations/{}", station.slug));
    let mode = station.mode.as_deref().and_then(|code| directory.mode(code));
    // A county's own centre lies in nothing smaller than the province.
    let place: Vec<_> = [directory.areas.context(&station.division, l), station.address.read(l).to_owned()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    let place = place.join(" · ");
    let kind = words::kind(l, station.kind, &site().station_word).to_owned();
    let distance = from
        .zip(listed.away)
        .map(|(from, away)| words::distance(l, away, from, &words::seat_of(l, station, directory)));
    view! {
        <li class="station-card" id=station.slug.clone()>
            <h3 class="station-card__name"><a href=href.clone()>{station.name.read(l).to_owned()}</a></h3>
            <p>
                <span class="badge badge--strong">{kind}</span>
                {mode.map(|mode| view! { " "<span class="badge">{mode.name.read(l).to_owned()}</span> })}
                {station.demo.then(|| view! { " "<span class="badge badge--demo">{frame::demo(l)}</span> })}
                {station.position.is_none().then(|| {
                    view! { " "<span class="badge badge--warning">{messages::position_unknown(l)}</span> }
                })}
            </p>
            {opening_line(l, station, directory, reader)}
            <p class="station-card__place">
                {distance.map(|distance| view! { <span class="distance">{distance}</span>" · " })}
                {place}
            </p>
            <p class="station-card__services">{messages::services_offered(l, station.services.len())}</p>
            <p class="station-card__actions">{call_button(l, station)}
                {station.position.is_some().then(|| view! {
                    <a class="button button--small button--quiet icon icon--pin" href=format!("{href}#route")>{messages::routes(l)}</a>
                })}
            </p>
        </li>
    }
}

/// Open or closed, and what comes next.
pub fn opening_line(
    l: Language,
    station: &Station,
    directory: &Directory,
    reader: &Reader,
) -> impl IntoView + use<> {
    let words = words::opening(l, station, directory, reader.now);
    view! {
        <p class="opening" class:opening--open=words.open>
            <strong>{words.state}</strong>" "{words.next}
            {words.reason.map(|reason| view! { " "<span class="badge badge--warning">{reason}</span> })}
        </p>
    }
}

/// The link that calls the station's first number.
pub fn call_button(l: Language, station: &Station) -> impl IntoView + use<> {
    station.phones.first().map(|phone| {
        view! {
            <a class="button button--small icon icon--phone" href=format!("tel:{}", phone.dialled())
                aria-label=messages::call_station(l, station.name.read(l), &phone.number)>{phone.number.clone()}</a>
        }
    })
}
