//! `/activities`: what stations hold with volunteers in the coming weeks, by place, week, season and skill, as a list beside
//! a map.
//!
//! The map shows what of the list has a point of its own: the centre of a township stands for no door.

use std::collections::BTreeMap;

use leptos::prelude::*;
use serde::Deserialize;
use time::Date;

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
    volunteers::model::{Season, Skill},
    worded::worded,
};

/// The address.
pub const ADDRESS: &str = "/activities";

/// Where the map fetches its points.
const POINTS: &str = "/activities/points";

/// How far ahead the list looks, and its choices «this week» and of a season: what comes within a year is published.
const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// See [`DAY_MS`].
pub const DAYS_AHEAD: i64 = 90;
const DAYS_OF_A_WEEK: i64 = 7;
const DAYS_OF_A_YEAR: i64 = 366;

/// The months in which winter residents (候鸟) are here.
const WINTER: Season = Season { from: 11, until: 4 };

worded! {
    /// A part of the year, as winter residents divide it.
    PartOfYear {
        /// When they are here.
        Winter = "winter",
        /// The rest.
        Rest = "rest",
    }
}

impl PartOfYear {
    /// Whether a day lies in it.
    pub fn has(self, day: Date) -> bool {
        WINTER.holds(day.month()) == (self == Self::Winter)
    }
}

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
    /// Word of a part of the year; empty for all of it.
    pub season: String,
    /// `19.25,110.47`: the nearest first.
    pub near: String,
}

impl ActivitiesQuery {
    /// The same without values that are none, as they stand in an address that somebody wrote by hand: they ask for nothing.
    #[must_use]
    pub fn known(self, directory: &Directory) -> Self {
        let kept = |value: String, known: bool| if known { value } else { String::new() };
        let is_county = directory.areas.counties_and_cities().any(|it| it.code == self.county);
        let is_skill = Skill::from_word(&self.skill).is_some();
        let is_week = self.week == "1";
        let is_season = PartOfYear::from_word(&self.season).is_some();
        let is_near = self.near.parse::<LatLng>().is_ok();
        Self {
            county: kept(self.county, is_county),
            skill: kept(self.skill, is_skill),
            week: kept(self.week, is_week),
            season: kept(self.season, is_season),
            near: kept(self.near, is_near),
        }
    }

    /// Whether it asks for some of them only.
    pub(super) fn narrows(&self) -> bool {
        [&self.county, &self.skill, &self.week, &self.season].into_iter().any(|it| !it.is_empty())
    }

    /// What of it also fits the sheet of a month, which has days and an order of its own.
    pub fn of_month(self) -> Self {
        Self { week: String::new(), near: String::new(), ..self }
    }

    /// What of it the sheet of a month is narrowed to, in words.
    pub(super) fn told(&self, l: Language, directory: &Directory) -> String {
        let county = directory.areas.name_of(&self.county, l);
        let skill = Skill::from_word(&self.skill).map(|it| volunteers::skill(l, it).to_owned());
        let season = PartOfYear::from_word(&self.season).map(|it| words::part_of_year(l, it).to_owned());
        let told: Vec<_> = [county, skill, season].into_iter().flatten().collect();
        told.join(" · ")
    }

    /// Until when the list looks.
    pub fn until_ms(&self, now_ms: i64) -> i64 {
        let days = match (self.week.is_empty(), self.season.is_empty()) {
            (false, _) => DAYS_OF_A_WEEK,
            (true, false) => DAYS_OF_A_YEAR,
            (true, true) => DAYS_AHEAD,
        };
        now_ms + days * DAY_MS
    }

    /// Whether any shift of it lies in the season that is asked for.
    fn season_fits(&self, it: &Shown) -> bool {
        let begins_in = |part: PartOfYear| it.shifts.iter().any(|it| part.has(shift::day_of(it.starts_ms)));
        PartOfYear::from_word(&self.season).is_none_or(begins_in)
    }

    fn fits(&self, it: &Shown) -> bool {
        self.skill_fits(it) && self.season_fits(it)
    }

    fn skill_fits(&self, it: &Shown) -> bool {
        Skill::from_word(&self.skill).is_none_or(|skill| it.details.skills.contains(&skill))
    }

    /// How many of these each 市县 has, whichever of them is asked for.
    fn count_by_county(&self, all: &[Shown], directory: &Directory) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        for county in all.iter().filter(|it| self.fits(it)).filter_map(|it| county_of(it, directory)) {
            *counts.entry(county.to_owned()).or_default() += 1;
        }
        counts
    }

    /// What else is asked for, behind this address, which may ask for something already; for `county`, where it is not empty.
    pub(super) fn beside(&self, address: &str, county: &str) -> String {
        let own =
            [("skill", &self.skill), ("week", &self.week), ("season", &self.season), ("near", &self.near)];
        let own = own.into_iter().map(|(name, value)| (name, value.as_str()));
        let pairs = [("county", county)].into_iter().chain(own);
        let pairs = pairs.filter(|(_, value)| !value.is_empty());
        let pairs: Vec<_> = pairs.map(|(name, value)| format!("{name}={}", percent_encoded(value))).collect();
        let sign = if address.contains('?') { '&' } else { '?' };
        if pairs.is_empty() { address.to_owned() } else { format!("{address}{sign}{}", pairs.join("&")) }
    }

    /// What of these is asked for, in the order to show it: the next first, or the nearest.
    pub fn choose(&self, mut all: Vec<Shown>, directory: &Directory) -> Vec<Shown> {
        all.retain(|it| {
            let here = self.county.is_empty() || county_of(it, directory) == Some(self.county.as_str());
            here && self.fits(it)
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
        let none = (count == 0).then(|| nothing(l, query.narrows()));
        let month = query.clone().of_month();
        let month = l.address(&month.beside(month_page::ADDRESS, &month.county));
        let cards = chosen.into_iter().map(|shown| card(l, shown)).collect_view();
        view! {
            <h1>{messages::title(l)}</h1>
            <p class="lead">{messages::lead(l)}</p>
            <QueryForm query/>
            // Its script shows the button only where the browser can tell a position.
            <p class="row no-print"><button class="button icon icon--locate" type="button" data-locate hidden>{messages::nearest(l)}</button>
                <a class="button" href=month>{messages::month_see(l)}</a></p>
            <p role="status" data-refused=messages::nearest_refused(l)></p>
            <div class="columns columns--map">
                <div id="list"><h2 id="nearest" tabindex="-1">{messages::count(l, count)}</h2>
                    {none}
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

/// That there is nothing: none of what was chosen, with the way to all of them, or none at all.
fn nothing(l: Language, narrows: bool) -> impl IntoView {
    let words = if narrows { messages::none_fits(l) } else { messages::none(l) };
    let all = narrows.then(|| view! { " "<a href=l.address(ADDRESS)>{messages::see_all(l)}</a> });
    view! { <p class="empty">{words}{all}</p> }
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
    let seasons: Vec<_> = PartOfYear::ALL
        .iter()
        .map(|part| option(part.word(), words::part_of_year(l, *part).to_owned(), &query.season))
        .collect();
    let week = !query.week.is_empty();
    view! {
        <form class="form query" action=l.address(ADDRESS)>
            <p class="field"><label class="field__label" for="county">{messages::county(l)}</label>
                <select class="field__control" id="county" name="county"><option value="">{messages::every(l)}</option>{counties}</select></p>
            <p class="field"><label class="field__label" for="skill">{messages::skills(l)}</label>
                <select class="field__control" id="skill" name="skill"><option value="">{messages::every(l)}</option>{skills}</select></p>
            <p class="field"><label class="field__label" for="season">{messages::season(l)}</label>
                <select class="field__control" id="season" name="season"><option value="">{messages::every(l)}</option>{seasons}</select></p>
            <label class="check"><input type="checkbox" name="week" value="1" checked=week/><span>{messages::this_week(l)}</span></label>
            {(!query.near.is_empty()).then(|| view! { <input type="hidden" name="near" value=query.near.clone()/> })}
            <p class="row"><button class="button button--primary">{messages::find(l)}</button>
                <a class="button button--quiet" href=l.address(ADDRESS)>{messages::reset(l)}</a></p>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::{
        activities::{details::tests::a_form, model::State, shift::moment_ms, shown::ShiftShown},
        directory::fixture::a_directory,
        ids::{ActivityId, ShiftId},
    };

    /// An activity in a place, on these days at nine.
    fn shown(place: &str, days: &[Date], skills: &[Skill]) -> Shown {
        let mut details = a_form().parse(&a_directory(Vec::new())).unwrap();
        details.place = place.to_owned();
        details.skills = skills.iter().copied().collect();
        let shift = |day: &Date| ShiftShown {
            id: ShiftId::fresh(),
            post: String::new(),
            starts_ms: moment_ms(*day, 9 * 60),
            ends_ms: moment_ms(*day, 11 * 60),
            sign_up_until_ms: moment_ms(*day, 9 * 60),
            places: 5,
            free: 5,
            waiting: 0,
            off: None,
            held: true,
            open: true,
            planned: false,
        };
        Shown {
            id: ActivityId::fresh(),
            version: 1,
            unit: Unit::Province,
            state: State::Published,
            late: false,
            reason: String::new(),
            details,
            shifts: days.iter().map(shift).collect(),
        }
    }

    /// In 嘉积 in December, in 万泉 in July and November, in 屯昌 in May.
    fn some() -> [Shown; 3] {
        [
            shown("469002100", &[date!(2026 - 12 - 05)], &[Skill::Medicine, Skill::Law]),
            shown("469002101", &[date!(2026 - 07 - 04), date!(2026 - 11 - 07)], &[]),
            shown("469022102", &[date!(2027 - 05 - 01)], &[Skill::Medicine]),
        ]
    }

    /// Which of them are chosen, in their order.
    fn chosen(query: &ActivitiesQuery) -> Vec<usize> {
        let all = some();
        let ids = all.each_ref().map(|it| it.id);
        let chosen = query.choose(all.to_vec(), &a_directory(Vec::new()));
        chosen.iter().map(|it| ids.iter().position(|id| *id == it.id).unwrap()).collect()
    }

    fn asks(change: impl Fn(&mut ActivitiesQuery)) -> ActivitiesQuery {
        let mut query = ActivitiesQuery::default();
        change(&mut query);
        query
    }

    #[test]
    fn the_next_comes_first_and_what_is_no_word_asks_for_nothing() {
        assert_eq!(chosen(&ActivitiesQuery::default()), [1, 0, 2]);
        for word in ["", "spring", "<b>"] {
            assert_eq!(chosen(&asks(|it| it.season = word.into())).len(), 3);
            assert_eq!(chosen(&asks(|it| it.skill = word.into())).len(), 3);
            assert_eq!(chosen(&asks(|it| it.near = word.into())), [1, 0, 2]);
        }
    }

    #[test]
    fn a_value_that_is_none_is_let_go_of_and_the_others_stay() {
        let directory = a_directory(Vec::new());
        let nonsense = ActivitiesQuery {
            county: "<b>".into(),
            skill: "x".into(),
            week: "on".into(),
            season: "spring".into(),
            near: "here".into(),
        };
        assert_eq!(nonsense.known(&directory), ActivitiesQuery::default());
        let sound = ActivitiesQuery {
            county: "469002".into(),
            skill: "medicine".into(),
            week: "1".into(),
            season: "winter".into(),
            near: "19.24,110.40".into(),
        };
        assert_eq!(sound.clone().known(&directory), sound);
        assert!(sound.narrows() && !asks(|it| it.near = "19.24,110.40".into()).narrows());
        // A township is no 市县, and a code of elsewhere none of ours.
        for county in ["469002100", "110000"] {
            assert!(!asks(|it| it.county = county.into()).known(&directory).narrows(), "{county}");
        }
    }

    #[test]
    fn the_sheet_of_a_month_says_what_it_is_narrowed_to() {
        let directory = a_directory(Vec::new());
        let sheet = asks(|it| {
            (it.county, it.skill, it.week) = ("469002".into(), "medicine".into(), "1".into());
        })
        .of_month();
        assert_eq!(sheet.told(Language::Zh, &directory), "琼海市 · 医疗");
        assert_eq!(sheet.told(Language::En, &directory), "Qionghai · medicine");
        assert_eq!(ActivitiesQuery::default().told(Language::Zh, &directory), "");
        let address = sheet.beside("/activities/month?month=2026-12", &sheet.county);
        assert_eq!(address, "/activities/month?month=2026-12&county=469002&skill=medicine");
    }

    #[test]
    fn winter_begins_in_november_and_ends_with_april() {
        let winter = |day| PartOfYear::Winter.has(day);
        assert!(
            winter(date!(2026 - 11 - 01)) && winter(date!(2027 - 01 - 15)) && winter(date!(2027 - 04 - 30))
        );
        assert!(!winter(date!(2026 - 10 - 31)) && !winter(date!(2027 - 05 - 01)));
        assert!(PartOfYear::Rest.has(date!(2026 - 10 - 31)) && !PartOfYear::Rest.has(date!(2026 - 11 - 01)));
    }

    #[test]
    fn a_season_has_whatever_has_a_shift_in_it() {
        assert_eq!(chosen(&asks(|it| it.season = "winter".into())), [1, 0]);
        assert_eq!(chosen(&asks(|it| it.season = "rest".into())), [1, 2]);
    }

    #[test]
    fn a_skill_and_a_county_are_asked_for_together() {
        assert_eq!(chosen(&asks(|it| it.skill = "medicine".into())), [0, 2]);
        assert_eq!(chosen(&asks(|it| it.county = "469002".into())), [1, 0]);
        let both = asks(|it| (it.skill, it.county) = ("medicine".into(), "469002".into()));
        assert_eq!(chosen(&both), [0]);
        assert_eq!(chosen(&asks(|it| it.county = "460200".into())), [0_usize; 0]);
    }

    #[test]
    fn the_nearest_comes_first_by_its_point_or_its_township() {
        // Beside the county of 屯昌; and beside the town of 万泉.
        assert_eq!(chosen(&asks(|it| it.near = "19.36,110.10".into()))[0], 2);
        assert_eq!(chosen(&asks(|it| it.near = "19.24,110.40".into())), [1, 0, 2]);
    }

    #[test]
    fn the_list_looks_a_season_ahead_or_a_week() {
        let days = |query: &ActivitiesQuery| query.until_ms(0) / DAY_MS;
        assert_eq!(days(&ActivitiesQuery::default()), DAYS_AHEAD);
        assert_eq!(days(&asks(|it| it.week = "1".into())), 7);
        assert_eq!(days(&asks(|it| it.season = "winter".into())), 366);
        let both = asks(|it| (it.season, it.week) = ("winter".into(), "1".into()));
        assert_eq!(days(&both), 7);
    }

    #[test]
    fn a_county_is_counted_under_the_other_filters_and_its_link_keeps_them() {
        let winter = asks(|it| (it.season, it.near) = ("winter".into(), "19.24,110.40".into()));
        let counts = winter.count_by_county(&some(), &a_directory(Vec::new()));
        assert_eq!(counts.into_iter().collect::<Vec<_>>(), [("469002".to_owned(), 2)]);
        let address = winter.beside(ADDRESS, "469002");
        assert!(address.starts_with("/activities?county=469002&season=winter&near="), "{address}");
    }
}
