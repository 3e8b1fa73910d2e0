//! `/activities`: what stations hold with volunteers in the coming weeks, by place, week and skill, as a list beside a map.
//!
//! The map shows what of the list has a point of its own: the centre of a township stands for no door.

use std::collections::BTreeMap;

use leptos::prelude::*;
use serde::Deserialize;

use super::{activity_page, calendar, messages, month_page, shift, shown::Shown, words};
use crate::stations::messages as stations;
use crate::volunteers::words as volunteers;
use crate::{
    directory::model::Directory,
    journal::model::Unit,
    language::Language,
    map::{
        Counts, Legal, LiveMap, Overview,
        coordinates::{LatLng, distance_m},
        points::{self, Pin},
        short_name,
    },
    reader::{directory, language, site},
    shell::{Page, PageContext},
    stations::filter::percent_encoded,
    volunteers::model::Skill,
};

/// The address.
pub const ADDRESS: &str = "/activities";

/// Where the map fetches its points.
const POINTS: &str = "/activities/points";

/// How far ahead the list looks, and its choice «this week».
const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// See [`DAY_MS`].
pub const DAYS_AHEAD: i64 = 90;
const DAYS_OF_A_WEEK: i64 = 7;

/// What is asked of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct ActivitiesQuery {
    /// Code of a 市县; empty for all.
    pub county: String,
    /// Word of a skill; empty for all.
    pub skill: String,
    /// `1` for the next seven days.
    pub week: String,
    /// `19.25,110.47`: the nearest first.
    pub near: String,
}

impl ActivitiesQuery {
    /// Until when the list looks.
    pub fn until_ms(&self, now_ms: i64) -> i64 {
        let days = if self.week.is_empty() { DAYS_AHEAD } else { DAYS_OF_A_WEEK };
        now_ms + days * DAY_MS
    }

    fn skill_fits(&self, it: &Shown) -> bool {
        Skill::from_word(&self.skill).is_none_or(|skill| it.details.skills.contains(&skill))
    }

    /// How many of these each 市县 has, whichever of them is asked for.
    fn count_by_county(&self, all: &[Shown], directory: &Directory) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        for county in all.iter().filter(|it| self.skill_fits(it)).filter_map(|it| county_of(it, directory)) {
            *counts.entry(county.to_owned()).or_default() += 1;
        }
        counts
    }

    /// What else is asked for, behind this address; for `county`, where it is not empty.
    fn beside(&self, address: &str, county: &str) -> String {
        let pairs = [("county", county), ("skill", self.skill.as_str()), ("week", self.week.as_str())];
        let pairs = pairs.into_iter().filter(|(_, value)| !value.is_empty());
        let pairs: Vec<_> = pairs.map(|(name, value)| format!("{name}={}", percent_encoded(value))).collect();
        if pairs.is_empty() { address.to_owned() } else { format!("{address}?{}", pairs.join("&")) }
    }

    /// What of these is asked for, in the order to show it: the next first, or the nearest.
    pub fn choose(&self, mut all: Vec<Shown>, directory: &Directory) -> Vec<Shown> {
        all.retain(|it| {
            let here = self.county.is_empty() || county_of(it, directory) == Some(self.county.as_str());
            here && self.skill_fits(it)
        });
        all.sort_by_key(|it| it.shifts.first().map_or(i64::MAX, |shift| shift.starts_ms));
        if let Ok(near) = self.near.parse::<LatLng>() {
            let away = |it: &Shown| {
                let at = it.details.point.or_else(|| directory.areas.centre(&it.details.place));
                at.map_or(f64::MAX, |at| distance_m(near, at))
            };
            all.sort_by(|one, other| away(one).total_cmp(&away(other)));
        }
        all
    }
}

/// In which 市县 it is held.
fn county_of<'a>(shown: &Shown, directory: &'a Directory) -> Option<&'a str> {
    directory.areas.county_or_city(&shown.details.place).map(|it| it.code.as_str())
}

/// Those of the list that have a point, for the map: each with its name and when its next shift begins.
pub fn map_points(context: &PageContext, query: &ActivitiesQuery, all: Vec<Shown>) -> String {
    let (l, directory) = (context.language(), &context.directory);
    let line = |it: &Shown| {
        let county = directory.areas.county_or_city(&it.details.place);
        let area = county.map_or("", |area| short_name(area.name_in(l)));
        let day = it.shifts.first().map(|shift| shift::day_of(shift.starts_ms));
        let day = day.map(|day| words::day(l, day, context.reader.now.date.year())).unwrap_or_default();
        let name = format!("{} · {day}", it.details.name);
        Some(points::line(&it.id.to_string(), Pin::Activity, it.details.point?, area, &name))
    };
    query.choose(all, directory).iter().filter_map(line).collect()
}

/// The page.
pub fn page(context: &PageContext, query: ActivitiesQuery, all: Vec<Shown>) -> Page {
    let l = context.language();
    let counts = query.count_by_county(&all, &context.directory);
    let chosen = query.choose(all, &context.directory);
    let demo = chosen.iter().any(|it| is_demo(it, &context.directory));
    Page::new(messages::title(l), messages::description(l), move || {
        let count = chosen.len();
        let unplaced = chosen.iter().filter(|it| it.details.point.is_none()).count();
        let map = map(l, &query, counts, unplaced);
        let cards = chosen.into_iter().map(|shown| card(l, shown)).collect_view();
        view! {
            <h1>{messages::title(l)}</h1>
            <p class="lead">{messages::lead(l)}</p>
            <QueryForm query/>
            // Its script shows the button only where the browser can tell a position.
            <p class="row no-print"><button class="button icon icon--locate" type="button" data-locate hidden>{messages::nearest(l)}</button>
                <a class="button" href=l.address(month_page::ADDRESS)>{messages::month_see(l)}</a></p>
            <p role="status" data-refused=messages::nearest_refused(l)></p>
            <div class="columns columns--map">
                <div id="list"><h2 id="nearest" tabindex="-1">{messages::count(l, count)}</h2>
                    {(count == 0).then(|| view! { <p class="empty">{messages::none(l)}</p> })}
                    <ol class="plain">{cards}</ol>
                    <p class="small soft"><a href=l.address(calendar::ADDRESS)>{messages::calendar(l)}</a></p></div>
                {map}
            </div>
            <script type="module" fetchpriority="low" src=site().asset("page-tools.js")></script>
        }
    })
    .below([(messages::title(l).to_owned(), ADDRESS.to_owned())])
    .demo(demo)
    .with_islands()
}

/// The map beside the list: how many there are in each 市县, each a link, and over it the live map where there are scripts.
fn map(
    l: Language,
    query: &ActivitiesQuery,
    counts: BTreeMap<String, usize>,
    unplaced: usize,
) -> impl IntoView + use<> {
    const WORDS: Counts =
        Counts { overview: messages::map_overview, area: messages::map_area, inset: messages::map_inset };
    let site = site();
    let (points, beside) = (l.address(&query.beside(POINTS, &query.county)), query.clone());
    let whole = *query == ActivitiesQuery::default();
    view! {
        <section class="map-column" id="map" aria-label=messages::map_heading(l)>
            <a class="map__skip" href="#after-map">{stations::skip_map(l)}</a>
            <div class="map" data-points=points data-script=site.asset("leaflet.js") data-style=site.asset("leaflet.css")
                data-shapes=site.asset("hainan.svg") data-tiles=site.tiles.clone() data-whole=whole.then_some("")>
                <div class="map__stage">
                    <LiveMap/>
                    <Overview count=move |area: &str| counts.get(area).copied().unwrap_or_default()
                        address=move |area: &str| beside.beside(ADDRESS, area) chosen=query.county.clone() counts=WORDS/>
                </div>
                <Legal/>
            </div>
            <div id="after-map">{(unplaced > 0).then(|| view! { <p class="small soft">{messages::map_unplaced(l, unplaced)}</p> })}</div>
        </section>
    }
}

/// Whether it is held by a unit that is made up.
pub(super) fn is_demo(shown: &Shown, directory: &Directory) -> bool {
    matches!(&shown.unit, Unit::Station(id) if directory.station_with_id(*id).is_some_and(|it| it.demo))
}

fn card(l: Language, shown: Shown) -> impl IntoView {
    let directory = directory();
    let place = crate::forms::reading::place(l, &shown.details.place, &directory.areas);
    let unit = words::unit(l, &shown.unit, &directory);
    let shifts = shown
        .shifts
        .iter()
        .map(|shift| view! { <li>{shift.when()}" "<span class="soft small">{shift.room(l)}</span></li> })
        .collect_view();
    let unplaced = shown.details.point.is_none().then(|| {
        view! { " "<span class="badge">{messages::map_not_on_it(l)}</span> }
    });
    // The map finds the card of a mark by its id, and the mark of a card.
    view! {
        <li class="station-card" id=shown.id.to_string()><h3 class="station-card__name"><a href=l.address(&activity_page::address(shown.id))>{shown.details.name.clone()}</a></h3>
            <p class="soft small">{unit}" · "{place}" · "{words::category(l, shown.details.category)}{unplaced}</p>
            <ul>{shifts}</ul></li>
    }
}

#[component]
fn QueryForm(query: ActivitiesQuery) -> impl IntoView {
    let (l, directory) = (language(), directory());
    let option = |value: &str, words: String, chosen: &str| {
        view! { <option value=value.to_owned() selected=value == chosen>{words}</option> }
    };
    let counties: Vec<_> = directory
        .areas
        .counties_and_cities()
        .map(|it| option(&it.code, it.name_in(l).to_owned(), &query.county))
        .collect();
    let skills: Vec<_> = Skill::ALL
        .iter()
        .map(|skill| option(skill.word(), volunteers::skill(l, *skill).to_owned(), &query.skill))
        .collect();
    let week = !query.week.is_empty();
    view! {
        <form class="form query" action=l.address(ADDRESS)>
            <p class="field"><label class="field__label" for="county">{messages::county(l)}</label>
                <select class="field__control" id="county" name="county"><option value="">{messages::every(l)}</option>{counties}</select></p>
            <p class="field"><label class="field__label" for="skill">{messages::skills(l)}</label>
                <select class="field__control" id="skill" name="skill"><option value="">{messages::every(l)}</option>{skills}</select></p>
            <label class="check"><input type="checkbox" name="week" value="1" checked=week/><span>{messages::this_week(l)}</span></label>
            {(!query.near.is_empty()).then(|| view! { <input type="hidden" name="near" value=query.near.clone()/> })}
            <p class="row"><button class="button button--primary">{messages::find(l)}</button>
                <a class="button button--quiet" href=l.address(ADDRESS)>{messages::reset(l)}</a></p>
        </form>
    }
}
