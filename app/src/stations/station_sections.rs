//! What there is to say of one station, piece by piece: for its page on the site and in the field app.

use leptos::prelude::*;

use super::{
    finder::MeasuredFrom,
    messages,
    model::{StageReached, Station},
    words,
};
use crate::{
    areas::model::{Level, Precision},
    directory::model::Directory,
    language::Language,
    map::coordinates::{amap_link, baidu_link, geo_link, tencent_link},
    reader::{Reader, site},
    ui::messages as frame,
};

/// Stations shown as nearby.
const NEARBY: usize = 4;

/// Farther away is not nearby.
const NEARBY_METRES: f64 = 40_000.0;

/// Name, kind, phone numbers; `opening` says whether it is open now.
pub(crate) fn head<Line: IntoView + 'static>(
    l: Language,
    station: &Station,
    directory: &Directory,
    opening: Line,
) -> impl IntoView + use<Line> {
    let mode = station.mode.as_deref().and_then(|code| directory.mode(code));
    let kind = words::kind(l, station.kind, &site().station_word).to_owned();
    let programmes = station
        .programmes
        .iter()
        .filter_map(|code| directory.programme(code))
        .map(|programme| view! { " "<span class="badge">{programme.name.read(l).to_owned()}</span> })
        .collect_view();
    let calls = station
        .phones
        .iter()
        .map(|phone| {
            let who = phone.who.as_ref().map(|who| format!("{} ", who.read(l)));
            view! {
                <a class="button button--primary button--large icon icon--phone" href=format!("tel:{}", phone.dialled())>
                    {who}{messages::call_number(l, &phone.number)}</a>
            }
        })
        .collect_view();
    let aliases = (!station.aliases.is_empty()).then(|| {
        view! { <p class="soft">{messages::also_known_as(l)}" "<span lang=Language::Zh.tag()>{station.aliases.join(" · ")}</span></p> }
    });
    view! {
        <header class="station-head">
            <p>
                <span class="badge badge--strong">{kind}</span>
                {mode.map(|mode| view! { " "<span class="badge">{mode.name.read(l).to_owned()}</span> })}
                {programmes}
                {station.demo.then(|| view! { " "<span class="badge badge--demo">{frame::demo(l)}</span> })}
            </p>
            <h1>{station.name.read(l).to_owned()}</h1>
            {aliases}
            {opening}
            {station.phones.is_empty().then(|| view! { <p>{messages::no_phone(l)}</p> })}
            <div class="station-head__actions">
                {calls}
                <a class="button button--large icon icon--pin no-print" href="#route">{messages::routes(l)}</a>
                {read_aloud(l)}
            </div>
        </header>
    }
}

/// The button that reads the page aloud, where the device can (`public/page-tools.js` shows it then).
pub(crate) fn read_aloud(l: Language) -> impl IntoView + use<> {
    view! {
        <button class="button button--large button--quiet icon icon--sound no-print" type="button" data-read-aloud
            data-stop=messages::stop_reading(l) hidden>{messages::read_aloud(l)}</button>
    }
}

/// Seven days from today.
pub(crate) fn hours(
    l: Language,
    station: &Station,
    directory: &Directory,
    reader: &Reader,
) -> impl IntoView + use<> {
    let today = reader.now.date;
    let rows = station
        .hours
        .week(today, &directory.calendar)
        .into_iter()
        .map(|day| {
            let spans: Vec<_> = day
                .spans
                .iter()
                .map(|span| format!("{} ~ {}", words::clock(span.from()), words::clock(span.to())))
                .collect();
            let reason = day.reason.map(
                |reason| view! { " "<span class="badge badge--warning">{reason.read(l).to_owned()}</span> },
            );
            let (class, text) = match spans.is_empty() {
                true => ("hours__closed", messages::hours_closed(l).to_owned()),
                false => ("", spans.join(messages::list_separator(l))),
            };
            let now = (day.date == today).then(|| format!(" {}", messages::status_today(l)));
            view! {
                <tr aria-current=(day.date == today).then_some("date")>
                    <th scope="row">{words::day(l, day.date)}{now}</th><td class=class>{text}{reason}</td>
                </tr>
            }
        })
        .collect_view();
    view! { <table class="hours"><caption>{messages::hours_caption(l)}</caption><tbody>{rows}</tbody></table> }
}

/// The services by domain, and the special ones.
pub(crate) fn offered(l: Language, station: &Station, directory: &Directory) -> impl IntoView + use<> {
    let domains = directory
        .catalogue
        .domains
        .iter()
        .filter_map(|domain| {
            let items: Vec<_> = directory
                .catalogue
                .items_of(&domain.code)
                .filter(|item| station.services.contains(&item.code))
                .map(|item| {
                    let href = l.address(&format!("/services/{}", item.code));
                    let name = item.name.read(l).to_owned();
                    view! { <li data-name=name><a href=href>{item.question.read(l).to_owned()}</a></li> }
                })
                .collect();
            (!items.is_empty()).then(|| {
                view! { <h3>{crate::services::seal::seal(&domain.code)}{domain.name.read(l).to_owned()}</h3><ul>{items}</ul> }
            })
        })
        .collect_view();
    let special: Vec<_> = station
        .special_services
        .iter()
        .filter_map(|code| directory.catalogue.special(code))
        .map(|service| view! { <li><b>{service.name.read(l).to_owned()}</b>" "{service.plain.read(l).to_owned()}</li> })
        .collect();
    view! {
        <h2>{messages::services_here(l)}</h2>
        <p class="soft">{format!("{} · ", messages::services_offered(l, station.services.len()))}
            {directory.catalogue.status.read(l).to_owned()}</p>
        <div class="service-tags">{domains}</div>
        {(!special.is_empty()).then(|| view! { <h2>{messages::special_services(l)}</h2><ul>{special}</ul> })}
    }
}

/// The function areas, and what helps whoever cannot take every step.
pub(crate) fn place_and_access(l: Language, station: &Station) -> impl IntoView + use<> {
    let rooms =
        station.rooms.iter().map(|room| view! { <li>{words::room(l, *room)}</li> }).collect::<Vec<_>>();
    let access =
        station.access.iter().map(|fact| view! { <li>{words::access(l, *fact)}</li> }).collect::<Vec<_>>();
    view! {
        {(!rooms.is_empty()).then(|| view! { <h2 class="no-print">{messages::rooms(l)}</h2><ul class="ticks no-print">{rooms}</ul> })}
        <h2>{messages::access(l)}</h2>
        {if access.is_empty() {
            view! { <p>{messages::access_none(l)}</p> }.into_any()
        } else {
            view! { <ul class="ticks">{access}</ul> }.into_any()
        }}
    }
}

/// The steps of its life so far.
pub(crate) fn life(l: Language, stages: &[StageReached]) -> impl IntoView + use<> {
    let steps = stages
        .iter()
        .map(|reached| {
            let day = reached.on.to_string();
            view! {
                <li class="life__reached">{words::stage(l, reached.stage)}<time datetime=day.clone()>{day.clone()}</time></li>
            }
        })
        .collect::<Vec<_>>();
    (!steps.is_empty()).then(
        || view! { <details class="fold no-print"><summary>{messages::life(l)}</summary><ol class="life">{steps}</ol></details> },
    )
}

/// Where it is, and the ways to be led there.
pub(crate) fn routes(l: Language, station: &Station, directory: &Directory) -> impl IntoView + use<> {
    let name = station.name.read(l).to_owned();
    let place = directory.areas.context(&station.division, l);
    let there = station.position.map(|position| {
        let links = [
            (messages::route_amap(l), amap_link(&name, position.at)),
            (messages::route_tencent(l), tencent_link(&name, position.at)),
            (messages::route_baidu(l), baidu_link(&name, position.at)),
            (messages::route_geo(l), geo_link(&name, position.at)),
        ]
        .map(|(words, href)| {
            view! { <a class="button button--small" href=href rel="noreferrer">{words}</a> }
        });
        let seat_only = position.precision != Precision::Door;
        view! {
            {seat_only.then(|| view! { <p class="small soft">{messages::route_seat_only(l)}</p> })}
            <p class="row no-print">{links}</p>
        }
    });
    view! {
        <section class="panel" id="route">
            <h2>{messages::routes(l)}</h2>
            <p><span data-address>{format!("{place} {}", station.address.read(l))}</span>" "
                <button class="button button--small button--quiet no-print" type="button" data-copy data-copied=messages::copied(l) hidden>
                    {messages::copy_address(l)}</button></p>
            {match there {
                Some(there) => there.into_any(),
                None => view! {
                    <p><span class="badge badge--warning">{messages::position_unknown(l)}</span>" "{messages::route_unknown(l)}</p>
                }.into_any(),
            }}
        </section>
    }
}

/// Area served, units above and below, staff, last verification.
pub(crate) fn facts(
    l: Language,
    station: &Station,
    directory: &Directory,
    reader: &Reader,
) -> impl IntoView + use<> {
    let fact = |name: &'static str, value: AnyView| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
    let link = |station: &Station| {
        let href = l.address(&format!("/stations/{}", station.slug));
        view! { <a href=href>{station.name.read(l).to_owned()}</a> }
    };
    let parent = station.parent.and_then(|id| directory.station_with_id(id));
    let below: Vec<_> =
        directory.units_below(station.id).map(|unit| view! { <li>{link(unit)}</li> }).collect();
    view! {
        <section class="panel">
            <h2>{messages::details(l)}</h2>
            <dl class="facts">
                {fact(messages::serves(l), serves(l, station, directory).into_any())}
                {parent.map(|parent| fact(messages::part_of(l), link(parent).into_any()))}
                {(!below.is_empty()).then(|| fact(messages::units_below(l), view! { <ul class="plain">{below}</ul> }.into_any()))}
                {fact(messages::staff(l), messages::staff_count(l, station.staff).into_any())}
                {station.key_project.as_ref().map(|project| {
                    fact(messages::key_project(l), project.read(l).to_owned().into_any())
                })}
                {fact(frame::verification(l), words::verified(l, station, directory, reader.now.date).into_any())}
            </dl>
        </section>
    }
}

/// Divisions by name, villages by name up to a few and by number beyond.
fn serves(l: Language, station: &Station, directory: &Directory) -> impl IntoView + use<> {
    const VILLAGES_NAMED: usize = 12;
    let (villages, divisions): (Vec<_>, Vec<_>) =
        station.serves.iter().partition(|code| directory.areas.village(code).is_some());
    let divisions: Vec<_> = divisions
        .iter()
        .filter_map(|code| directory.areas.division(code))
        .map(|division| {
            let href = l.address(&format!("/areas/{}", division.code));
            view! { <a href=href>{division.name_in(l).to_owned()}</a>" " }
        })
        .collect();
    let named: Vec<_> = villages
        .iter()
        .take(VILLAGES_NAMED)
        .filter_map(|code| directory.areas.village(code))
        .map(|village| village.name_in(l))
        .collect();
    let villages = (!villages.is_empty())
        .then(|| messages::serves_villages(l, villages.len(), &named.join(messages::list_separator(l))));
    view! { {divisions}{villages} }
}

/// The nearest other stations.
pub(crate) fn nearby(l: Language, station: &Station, directory: &Directory) -> impl IntoView + use<> {
    let seat = directory.areas.seat_near(&station.division);
    let from = station.position.map(|position| match (position.precision, seat) {
        (Precision::TownSeat, Some((division, _))) => MeasuredFrom::Seat(division, position.at),
        _ => MeasuredFrom::Reader(position.at),
    });
    // Those of the same district or 市县 whose position nobody knows yet are near as well.
    let county = directory.areas.upwards(&station.division).find(|it| it.level == Level::County);
    let neighbours = county
        .map_or_else(Vec::new, |county| directory.units_in(&county.code))
        .into_iter()
        .filter(|other| other.position.is_none() && other.id != station.id && other.stage.serves())
        .map(|other| (other, None));
    let lines = from
        .into_iter()
        .flat_map(|from| {
            let nearest = directory.nearest(from.at(), NEARBY, |other| other.id != station.id);
            let near = nearest.into_iter().filter(|(_, away)| away.metres <= NEARBY_METRES);
            near.map(move |(other, away)| (other, Some((away, from))))
        })
        .chain(neighbours)
        .take(NEARBY)
        .map(|(other, away)| {
            let there = words::seat_of(l, other, directory);
            let how_far = match away {
                Some((away, from)) => words::distance(l, away, from, &there),
                None => messages::position_unknown(l).to_owned(),
            };
            let href = l.address(&format!("/stations/{}", other.slug));
            view! {
                <li><a href=href>{other.name.read(l).to_owned()}</a>" "
                    <span class="soft small">{how_far}</span></li>
            }
        })
        .collect::<Vec<_>>();
    (!lines.is_empty()).then(|| {
        view! { <section class="panel no-print"><h2>{messages::nearby(l)}</h2><ul class="plain">{lines}</ul>
        <p class="small soft">{messages::nearby_known(l)}</p></section> }
    })
}
