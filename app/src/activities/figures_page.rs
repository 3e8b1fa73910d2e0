//! `/office/activities/figures`: hours, volunteers, person-times and sessions of a time, by unit, 市县, season and service.

use leptos::prelude::*;
use serde::Deserialize;
use time::{Date, Duration};

use super::{
    figures::{By, Counted, Figures, MIGRATORY, grouped, total},
    hours::written,
    messages, office_list_page, words,
};
use crate::{
    accounts::{model::Staff, office_page::OfficeLine},
    help::{
        figures::{Shown, shown},
        words::{counted, left_out},
    },
    iso_date,
    journal::model::Unit,
    language::Language,
    reader::directory,
    shell::{Page, PageContext},
    ui::figures_table,
};

/// The address.
pub const ADDRESS: &str = "/office/activities/figures";

/// The longest time that is counted in one go, in days.
const DAYS_MAX: i64 = 731;

/// The days that are counted where none are asked for: some three months.
const DAYS_USUAL: i64 = 91;

/// From when until when is counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Period {
    /// The first day.
    pub from: String,
    /// The last day.
    pub to: String,
}

impl Period {
    /// The days that are meant: those that were asked for, the earlier first, or the last three months; never more than two
    /// years.
    pub fn days(&self, today: Date) -> (Date, Date) {
        let to = iso_date::parse(&self.to).unwrap_or(today);
        let from = iso_date::parse(&self.from).unwrap_or(to.saturating_sub(Duration::days(DAYS_USUAL)));
        let (from, to) = (from.min(to), from.max(to));
        (from.max(to.saturating_sub(Duration::days(DAYS_MAX))), to)
    }
}

/// The page. Whoever does not `open` the records of volunteers is not told numbers of few people.
pub fn page(
    context: &PageContext,
    staff: Staff,
    hours: Vec<Counted>,
    opens: bool,
    (from, to): (Date, Date),
) -> Page {
    let l = context.language();
    let made_up = |it: &Counted| matches!(&it.unit, Unit::Station(id) if context.directory.station_with_id(*id).is_some_and(|it| it.demo));
    let demo = hours.iter().any(made_up);
    Page::new(messages::figures_title(l), "", move || {
        let tables = By::ALL.map(|by| table(l, by, &hours, opens)).collect_view();
        let days = messages::figures_days(l, &from.to_string(), &to.to_string());
        view! {
            <OfficeLine staff/>
            <h1>{messages::figures_title(l)}</h1>
            <form class="form query no-print" action=l.address(ADDRESS)>
                <p class="field"><label class="field__label" for="from">{messages::figures_from(l)}</label>
                    <input class="field__control" type="date" id="from" name="from" value=from.to_string()/></p>
                <p class="field"><label class="field__label" for="to">{messages::figures_to(l)}</label>
                    <input class="field__control" type="date" id="to" name="to" value=to.to_string()/></p>
                <p class="row"><button class="button button--primary">{messages::find(l)}</button></p></form>
            <p class="lead">{days}</p>
            {summary(l, total(&hours), opens)}
            {(!opens).then(|| view! { <p class="notice">{messages::figures_small(l)}</p> })}
            {tables}
            <details class="fold"><summary>{messages::figures_how(l)}</summary><p>{messages::figures_rules(l)}</p></details>
        }
    })
    .below([(messages::office_title(l).to_owned(), office_list_page::ADDRESS.to_owned())])
    .demo(demo)
    .unlisted(true)
}

/// Numbers that would tell few people apart stand only where their number does.
fn beside(l: Language, exact: bool, words: String) -> String {
    if exact { words } else { left_out(l).to_owned() }
}

fn summary(l: Language, figures: Figures, opens: bool) -> impl IntoView + use<> {
    // The number of all and that of the active: what is not told of one cannot be worked out from the other.
    let alone =
        |number: i64| shown(&[number], opens).into_iter().map(|it| counted(l, it)).collect::<String>();
    let exact = matches!(shown(&[figures.volunteers], opens).as_slice(), [Shown::Exact(_)]);
    let facts = [
        (messages::figures_volunteers(l), alone(figures.volunteers)),
        (messages::figures_active(l), alone(figures.active)),
        (messages::hours_title(l), beside(l, exact, written(figures.hundredths))),
        (messages::figures_times(l), beside(l, exact, figures.times.to_string())),
        (messages::figures_sessions(l), figures.sessions.to_string()),
    ];
    let facts =
        facts.map(|(name, value)| view! { <div><dt>{name}</dt><dd class="numbers">{value}</dd></div> });
    view! { <dl class="facts facts--wide panel">{facts.collect_view()}</dl> }
}

fn table(l: Language, by: By, hours: &[Counted], opens: bool) -> impl IntoView + use<> {
    let directory = directory();
    let groups = grouped(hours, by);
    let volunteers: Vec<_> = groups.values().map(|it| it.volunteers).collect();
    let active: Vec<_> = groups.values().map(|it| it.active).collect();
    let counts = shown(&volunteers, opens).into_iter().zip(shown(&active, opens));
    let rows = groups
        .iter()
        .zip(counts)
        .map(|((key, figures), (volunteers, active))| {
            let name = match by {
                By::Unit => key.parse().map_or_else(|_| key.clone(), |unit| words::unit(l, &unit, &directory)),
                By::County => directory.areas.name_of(key, l).unwrap_or_else(|| key.clone()),
                By::Quarter => key.clone(),
                By::Season if key == MIGRATORY => messages::figures_migratory(l).to_owned(),
                By::Season => messages::figures_resident(l).to_owned(),
                By::Service if key.is_empty() => messages::none_of_these(l).to_owned(),
                By::Service => {
                    let item = directory.catalogue.item(key);
                    item.map_or_else(|| key.clone(), |item| format!("{key} {}", item.name.read(l)))
                }
            };
            let exact = matches!(volunteers, Shown::Exact(_));
            view! {
                <tr><th scope="row">{name}</th>
                    <td class="numbers" data-label=messages::figures_volunteers(l)>{counted(l, volunteers)}</td>
                    <td class="numbers" data-label=messages::figures_active(l)>{beside(l, exact, counted(l, active))}</td>
                    <td class="numbers" data-label=messages::hours_title(l)>{beside(l, exact, written(figures.hundredths))}</td>
                    <td class="numbers" data-label=messages::figures_times(l)>{beside(l, exact, figures.times.to_string())}</td>
                    <td class="numbers" data-label=messages::figures_sessions(l)>{figures.sessions.to_string()}</td></tr>
            }
            .into_any()
        })
        .collect();
    let (title, of) = match by {
        By::Unit => (messages::figures_by_unit(l), messages::figures_unit(l)),
        By::County => (messages::figures_by_county(l), messages::county(l)),
        By::Quarter => (messages::figures_by_quarter(l), messages::figures_quarter(l)),
        By::Season => (messages::figures_by_season(l), messages::figures_who(l)),
        By::Service => (messages::figures_by_service(l), messages::figures_service(l)),
    };
    let heads = [
        messages::figures_volunteers(l),
        messages::figures_active(l),
        messages::hours_title(l),
        messages::figures_times(l),
        messages::figures_sessions(l),
    ];
    figures_table(title, of, heads, rows, messages::hours_none(l))
}
