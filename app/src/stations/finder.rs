//! Finding: from what somebody asks to the stations that answer, in order.
//!
//! Pure; the same on the server and in the field app. A question may name a station, a division, a village, a
//! guide or a service; a village is answered by the units that serve it, a division without any is told so, and
//! places of one name are asked back.

use std::{
    cmp::Ordering,
    collections::{HashMap, HashSet},
};

use crate::{
    areas::model::{Division, Level, Village},
    directory::{
        model::Directory,
        serving::{Away, Served, away},
    },
    language::Language,
    map::coordinates::LatLng,
    ordering,
    policies::model::Policy,
    search::{Hit, Matched, Subject},
    services::model::{ServiceItem, SpecialService},
    stations::{
        filter::{PER_PAGE, Sort, StationFilter},
        hours::LocalMoment,
        model::Station,
    },
};

/// How many places of one name are offered to choose from. The most common name of a village is borne by fewer.
const PLACES_MAX: usize = 40;

/// How many guides, and how many services, are shown above the list.
const TOPICS_MAX: usize = 3;

/// One station of the answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Listed<'a> {
    /// The station.
    pub station: &'a Station,
    /// How far it is, when there is a place to measure from and its position is known.
    pub away: Option<Away>,
}

/// A place that a question can name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Place<'a> {
    /// A city, county, district, township or street.
    Division(&'a Division),
    /// A village or community.
    Village(&'a Village),
}

impl<'a> Place<'a> {
    /// Its code.
    pub fn code(self) -> &'a str {
        match self {
            Self::Division(division) => &division.code,
            Self::Village(village) => &village.code,
        }
    }

    /// Its name.
    pub fn name_in(self, l: Language) -> String {
        match self {
            Self::Division(division) => division.name_in(l).to_owned(),
            Self::Village(village) => village.name_in(l),
        }
    }

    /// Whether it is a city or county: nobody who types its name means a village called alike.
    fn is_wide(self) -> bool {
        matches!(self, Self::Division(division) if matches!(division.level, Level::City | Level::County))
    }
}

/// What the question says about one place.
#[derive(Debug, PartialEq)]
pub enum PlaceAnswer<'a> {
    /// The question named no place, or its answer is the list itself.
    None,
    /// One village, and who serves it; or a division that has no unit yet.
    One(Place<'a>, Served<'a>),
    /// Several places of that name: which one?
    Which {
        /// Those that are offered.
        places: Vec<Place<'a>>,
        /// How many more there are, which only a township or 市县 beside the name can tell apart.
        more: usize,
    },
}

/// Guides and services that a question is about, and not a place: 「低保」.
#[derive(Debug, Default, PartialEq)]
pub struct Topic<'a> {
    /// Guides, best first.
    pub policies: Vec<&'a Policy>,
    /// Services, best first.
    pub services: Vec<&'a ServiceItem>,
    /// Special services, best first.
    pub special: Vec<&'a SpecialService>,
}

impl Topic<'_> {
    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.policies.is_empty() && self.services.is_empty() && self.special.is_empty()
    }

    /// Whether danger may be near.
    pub fn is_sensitive(&self) -> bool {
        self.policies.iter().any(|policy| policy.sensitive) || self.services.iter().any(|item| item.sensitive)
    }
}

/// From where distances are measured.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum MeasuredFrom<'a> {
    /// The reader's own position.
    Reader(LatLng),
    /// The seat of a division.
    Seat(&'a Division, LatLng),
}

impl MeasuredFrom<'_> {
    /// The point.
    pub fn at(self) -> LatLng {
        match self {
            Self::Reader(at) | Self::Seat(_, at) => at,
        }
    }
}

/// Everything the list page says.
#[derive(Debug)]
pub struct Found<'a> {
    /// The stations of the asked page.
    pub page: Vec<Listed<'a>>,
    /// All stations that answer, in order: for the map.
    pub all: Vec<&'a Station>,
    /// The number of pages, at least 1.
    pub pages: usize,
    /// What the question says about a place.
    pub place: PlaceAnswer<'a>,
    /// What the question is about, if it is no place.
    pub topic: Topic<'a>,
    /// From where distances are measured.
    pub measured_from: Option<MeasuredFrom<'a>>,
    /// When nothing answers: the nearest three that would without the filters.
    pub instead: Vec<Listed<'a>>,
}

/// Answers `filter` as of `now`.
pub fn find<'a>(directory: &'a Directory, filter: &'a StationFilter, now: LocalMoment) -> Found<'a> {
    let hits = if filter.q.is_empty() {
        Vec::new()
    } else {
        directory.index().find(&filter.q, &Subject::ALL, usize::MAX)
    };
    let place = place_answer(directory, filter, &hits);
    let measured_from = measured_from(directory, filter, &place);
    let mut all = candidates(directory, filter, &hits, &place);
    all.retain(|station| passes(directory, filter, station, now));
    let listed = in_order(filter, all, measured_from);

    let pages = listed.len().div_ceil(PER_PAGE).max(1);
    let page = listed
        .iter()
        .copied()
        .skip(filter.page.saturating_sub(1).saturating_mul(PER_PAGE))
        .take(PER_PAGE)
        .collect();
    let instead =
        if listed.is_empty() { nearest_instead(directory, filter, measured_from) } else { Vec::new() };
    let topic = topic(directory, &hits);
    Found {
        page,
        all: listed.iter().map(|it| it.station).collect(),
        pages,
        place,
        topic,
        measured_from,
        instead,
    }
}

/// How many stations would answer in each of the 市县 if that were the chosen area; `found` is the answer to
/// `filter`. Where a place was asked for, its name is no filter for other places, so it does not count.
pub fn count_by_county(
    directory: &Directory,
    filter: &StationFilter,
    found: &Found<'_>,
    now: LocalMoment,
) -> HashMap<String, usize> {
    let wider;
    let everywhere;
    let about_a_place = found.place != PlaceAnswer::None;
    let all = match &filter.area {
        None if !about_a_place => &found.all,
        _ => {
            let q = if about_a_place { String::new() } else { filter.q.clone() };
            wider = StationFilter { area: None, q, ..filter.clone() };
            everywhere = find(directory, &wider, now);
            &everywhere.all
        }
    };
    let mut counts = HashMap::new();
    for county in all.iter().filter_map(|station| directory.areas.county_or_city(&station.division)) {
        *counts.entry(county.code.clone()).or_default() += 1;
    }
    counts
}

/// The place that the area or the question names, where the list alone would be no answer.
fn place_answer<'a>(directory: &'a Directory, filter: &'a StationFilter, hits: &[Hit]) -> PlaceAnswer<'a> {
    if let Some(village) = filter.area.as_deref().and_then(|code| directory.areas.village(code)) {
        return PlaceAnswer::One(Place::Village(village), directory.serving(&village.code));
    }
    let Some(best) = hits.first() else {
        let area = filter.area.as_deref().filter(|_| filter.q.is_empty());
        let division = area.and_then(|code| directory.areas.division(code));
        return division.map_or(PlaceAnswer::None, |division| one(directory, Place::Division(division)));
    };
    // Parts of names stand in too many of them: only a village that fits better than all else is asked about then.
    if !best.whole && best.subject != Subject::Village {
        return PlaceAnswer::None;
    }
    let mut named: Vec<_> = hits
        .iter()
        .filter(|hit| fits_as_well(hit, best))
        .filter_map(|hit| place(directory, hit))
        .filter(|place| filter.area.as_deref().is_none_or(|area| directory.areas.lies_in(place.code(), area)))
        .collect();
    if named.iter().any(|place| place.is_wide()) {
        named.retain(|place| place.is_wide());
    }
    // A station of that name answers for its own area; other places called alike are asked about.
    let station = (best.subject == Subject::Station).then(|| &directory.stations[best.position as usize]);
    if let Some(station) = station {
        let own = |place: &Place<'_>| directory.areas.lies_in(place.code(), &station.division);
        if named.iter().all(own) {
            return PlaceAnswer::None;
        }
    }
    match named.as_slice() {
        [] => PlaceAnswer::None,
        [place] => one(directory, *place),
        _ => {
            let more = named.len().saturating_sub(PLACES_MAX);
            named.truncate(PLACES_MAX);
            PlaceAnswer::Which { places: named, more }
        }
    }
}

/// Whole names in characters and in pinyin are equally meant: English names of divisions are written in letters,
/// those of villages only sound alike.
fn fits_as_well(hit: &Hit, best: &Hit) -> bool {
    let in_full = |hit: &Hit| hit.whole && hit.matched != Matched::Initials;
    (in_full(hit) && in_full(best)) || (hit.matched == best.matched && hit.whole == best.whole)
}

fn place<'a>(directory: &'a Directory, hit: &Hit) -> Option<Place<'a>> {
    let position = hit.position as usize;
    match hit.subject {
        Subject::Division => Some(Place::Division(&directory.areas.divisions()[position])),
        Subject::Village => Some(Place::Village(&directory.areas.villages()[position])),
        _ => None,
    }
}

/// A village is always answered; of a division the list tells, unless it is empty.
fn one<'a>(directory: &'a Directory, place: Place<'a>) -> PlaceAnswer<'a> {
    let listed = matches!(place, Place::Division(division) if !directory.units_in(&division.code).is_empty());
    if listed { PlaceAnswer::None } else { PlaceAnswer::One(place, directory.serving(place.code())) }
}

/// What the question is about, when what fits best is a guide or a service.
fn topic<'a>(directory: &'a Directory, hits: &[Hit]) -> Topic<'a> {
    let of = |subject| hits.iter().filter(move |hit| hit.subject == subject).take(TOPICS_MAX);
    match hits.first() {
        Some(best) if !matches!(best.subject, Subject::Station | Subject::Division | Subject::Village) => {
            Topic {
                policies: of(Subject::Policy).map(|hit| &directory.policies[hit.position as usize]).collect(),
                services: of(Subject::Service)
                    .map(|hit| &directory.catalogue.items[hit.position as usize])
                    .collect(),
                special: of(Subject::SpecialService)
                    .map(|hit| &directory.catalogue.special[hit.position as usize])
                    .collect(),
            }
        }
        _ => Topic::default(),
    }
}

/// The reader's position, else the seat nearest to the chosen area or village.
fn measured_from<'a>(
    directory: &'a Directory,
    filter: &'a StationFilter,
    place: &PlaceAnswer<'a>,
) -> Option<MeasuredFrom<'a>> {
    let seat = |code: &str| {
        let (division, at) = directory.areas.seat_near(code)?;
        Some(MeasuredFrom::Seat(directory.areas.division(&division.code)?, at))
    };
    filter.near.map(MeasuredFrom::Reader).or_else(|| match place {
        PlaceAnswer::One(place, _) => seat(place.code()),
        _ => seat(filter.area.as_deref()?),
    })
}

/// The stations that the question and the area are about, best first, before the other filters.
fn candidates<'a>(
    directory: &'a Directory,
    filter: &StationFilter,
    hits: &[Hit],
    place: &PlaceAnswer<'a>,
) -> Vec<&'a Station> {
    let named: Vec<&Station> = match place {
        PlaceAnswer::One(_, Served::By { stations, .. }) => stations.clone(),
        PlaceAnswer::One(_, Served::NotYet { .. }) => Vec::new(),
        _ if filter.q.is_empty() => directory.stations.iter().collect(),
        _ => stations_of(directory, hits),
    };
    match filter.area.as_deref() {
        Some(area) if directory.areas.division(area).is_some() => {
            let here: HashSet<_> = directory.units_in(area).into_iter().map(|station| station.id).collect();
            named.into_iter().filter(|station| here.contains(&station.id)).collect()
        }
        _ => named,
    }
}

/// The stations that the hits stand for, each once, in the order of the hits.
fn stations_of<'a>(directory: &'a Directory, hits: &[Hit]) -> Vec<&'a Station> {
    // Who types the name of a city or county does not look for a village called alike.
    let wide = hits.iter().any(|hit| hit.whole && place(directory, hit).is_some_and(Place::is_wide));
    let mut seen = HashSet::new();
    let mut stations = Vec::new();
    let mut add = |station: &'a Station| {
        if seen.insert(station.id) {
            stations.push(station);
        }
    };
    for hit in hits.iter().filter(|hit| !(wide && hit.subject == Subject::Village)) {
        let position = hit.position as usize;
        match hit.subject {
            Subject::Station => add(&directory.stations[position]),
            Subject::Division => {
                directory
                    .units_in(&directory.areas.divisions()[position].code)
                    .into_iter()
                    .for_each(&mut add);
            }
            Subject::Village => {
                if let Served::By { stations, .. } =
                    directory.serving(&directory.areas.villages()[position].code)
                {
                    stations.into_iter().for_each(&mut add);
                }
            }
            Subject::Service => {
                let code = &directory.catalogue.items[position].code;
                directory
                    .stations
                    .iter()
                    .filter(|station| station.services.contains(code))
                    .for_each(&mut add);
            }
            Subject::SpecialService => {
                let code = &directory.catalogue.special[position].code;
                directory
                    .stations
                    .iter()
                    .filter(|station| station.special_services.contains(code))
                    .for_each(&mut add);
            }
            Subject::Policy => {}
        }
    }
    stations
}

fn passes(directory: &Directory, filter: &StationFilter, station: &Station, now: LocalMoment) -> bool {
    let offers = |code: &String| station.services.contains(code) || station.special_services.contains(code);
    filter.mode.as_ref().is_none_or(|mode| station.mode.as_ref() == Some(mode))
        && filter.kind.is_none_or(|kind| station.kind == kind)
        && filter.service.as_ref().is_none_or(offers)
        && (!filter.accessible || station.accessible())
        && (!filter.open || open_now(directory, station, now))
}

/// Whether somebody who goes to the station now finds it open.
pub fn open_now(directory: &Directory, station: &Station, now: LocalMoment) -> bool {
    station.stage.serves() && station.hours.opening(now, &directory.calendar).is_open()
}

fn in_order<'a>(
    filter: &StationFilter,
    stations: Vec<&'a Station>,
    from: Option<MeasuredFrom<'a>>,
) -> Vec<Listed<'a>> {
    let mut listed: Vec<_> = stations
        .into_iter()
        .map(|station| Listed { station, away: from.and_then(|from| away(from.at(), station)) })
        .collect();
    let by_distance = filter.sort == Sort::Distance || (filter.sort == Sort::Best && filter.near.is_some());
    if by_distance && from.is_some() {
        // Whoever has no position comes last, and keeps the order of the directory.
        ordering::sort_by(&mut listed, |one, other| match (one.away, other.away) {
            (Some(one), Some(other)) => one.metres.total_cmp(&other.metres),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        });
    } else if filter.sort == Sort::Name {
        ordering::sort_by(&mut listed, |one, other| one.station.pinyin.cmp(&other.station.pinyin));
    }
    listed
}

/// The nearest three open to the public, whatever the filters say; without a place, none.
fn nearest_instead<'a>(
    directory: &'a Directory,
    filter: &StationFilter,
    from: Option<MeasuredFrom<'a>>,
) -> Vec<Listed<'a>> {
    let centre = || directory.areas.centre(filter.area.as_deref()?);
    let Some(at) = from.map(MeasuredFrom::at).or_else(centre) else { return Vec::new() };
    directory
        .nearest(at, 3, |_| true)
        .into_iter()
        // A label point of an area orders, but is no place to state a distance from.
        .map(|(station, away)| Listed { station, away: from.map(|_| away) })
        .collect()
}

#[cfg(test)]
mod tests;
