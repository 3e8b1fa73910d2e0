//! `/activities`: what stations hold with volunteers in the coming weeks, by place, week and skill.

use leptos::prelude::*;
use serde::Deserialize;

use super::{activity_page, calendar, messages, month_page, shown::Shown, words};
use crate::volunteers::words as volunteers;
use crate::{
    directory::model::Directory,
    journal::model::Unit,
    language::Language,
    map::coordinates::{LatLng, distance_m},
    reader::{directory, language, site},
    shell::{Page, PageContext},
    volunteers::model::Skill,
};

/// The address.
pub const ADDRESS: &str = "/activities";

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

    /// What of these is asked for, in the order to show it: the next first, or the nearest.
    pub fn choose(&self, mut all: Vec<Shown>, directory: &Directory) -> Vec<Shown> {
        let skill = Skill::from_word(&self.skill);
        all.retain(|it| skill.is_none_or(|skill| it.details.skills.contains(&skill)));
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

/// The page.
pub fn page(context: &PageContext, query: ActivitiesQuery, all: Vec<Shown>) -> Page {
    let l = context.language();
    let chosen = query.choose(all, &context.directory);
    let demo = chosen.iter().any(|it| is_demo(it, &context.directory));
    Page::new(messages::title(l), messages::description(l), move || {
        let count = chosen.len();
        let cards = chosen.into_iter().map(|shown| card(l, shown)).collect_view();
        view! {
            <h1>{messages::title(l)}</h1>
            <p class="lead">{messages::lead(l)}</p>
            <QueryForm query/>
            // Its script shows the button only where the browser can tell a position.
            <p class="row no-print"><button class="button icon icon--locate" type="button" data-locate hidden>{messages::nearest(l)}</button>
                <a class="button" href=l.address(month_page::ADDRESS)>{messages::month_see(l)}</a></p>
            <p role="status" data-refused=messages::nearest_refused(l)></p>
            <h2 id="nearest" tabindex="-1">{messages::count(l, count)}</h2>
            {(count == 0).then(|| view! { <p class="empty">{messages::none(l)}</p> })}
            <ol class="plain">{cards}</ol>
            <p class="small soft"><a href=l.address(calendar::ADDRESS)>{messages::calendar(l)}</a></p>
            <script type="module" fetchpriority="low" src=site().asset("page-tools.js")></script>
        }
    })
    .below([(messages::title(l).to_owned(), ADDRESS.to_owned())])
    .demo(demo)
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
    view! {
        <li class="panel"><h3><a href=l.address(&activity_page::address(shown.id))>{shown.details.name.clone()}</a></h3>
            <p class="soft small">{unit}" · "{place}" · "{words::category(l, shown.details.category)}</p>
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
