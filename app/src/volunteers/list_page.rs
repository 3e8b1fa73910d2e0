//! `/office/volunteers`: the volunteers who live where a unit serves, or chose it as theirs. By number and 「王*」.

use leptos::prelude::*;
use serde::Deserialize;

use super::{
    figures_page, messages,
    model::{Season, State, VolunteerNumber},
    office_register_page, volunteer_page, words,
};
use crate::{
    accounts::{
        model::Staff,
        office_page::OfficeLine,
        work::{Urgency, Waits},
    },
    ids::{CommandId, VolunteerId},
    journal::model::Unit,
    language::Language,
    reader::{directory, language},
    shell::{Page, PageContext},
    stations::filter::percent_encoded,
    ui::{ChoiceField, Pagination, PerPageField, Question, TextField, per_page},
};

/// The address.
pub const ADDRESS: &str = "/office/volunteers";

/// What is asked of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct VolunteersQuery {
    /// Word of a state; empty for all but those who were erased.
    pub state: String,
    /// A number.
    pub number: String,
    /// `yes` for migratory residents alone.
    pub migratory: String,
    /// How many on a page.
    pub per: String,
    /// Counted from 1.
    pub page: String,
}

impl VolunteersQuery {
    /// The page that is asked for.
    pub fn page(&self) -> usize {
        self.page.parse().ok().filter(|page| *page > 0).unwrap_or(1)
    }

    /// How many stand on it.
    pub fn per_page(&self) -> usize {
        per_page(&self.per)
    }

    fn address(&self, page: usize) -> String {
        let page = if page > 1 { page.to_string() } else { String::new() };
        let pairs = [
            ("state", self.state.as_str()),
            ("number", &self.number),
            ("migratory", &self.migratory),
            ("per", &self.per),
            ("page", &page),
        ];
        let pairs = pairs.into_iter().filter(|(_, value)| !value.is_empty());
        let pairs: Vec<_> = pairs.map(|(name, value)| format!("{name}={}", percent_encoded(value))).collect();
        if pairs.is_empty() { ADDRESS.to_owned() } else { format!("{ADDRESS}?{}", pairs.join("&")) }
    }
}

/// A volunteer as they are listed.
#[derive(Clone, Debug)]
pub struct Line {
    /// Who.
    pub id: VolunteerId,
    /// Their number.
    pub number: VolunteerNumber,
    /// 「王*」.
    pub shown_name: String,
    /// Full years.
    pub age: Option<u8>,
    /// Where they stand.
    pub state: State,
    /// Code of the place where they live.
    pub division: String,
    /// The months of a migratory resident.
    pub season: Option<Season>,
    /// The day on which they registered.
    pub since: String,
    /// Whether it is made up.
    pub demo: bool,
}

/// Where a unit says whether it wants to look at whoever is new.
pub const APPROVAL: &str = "/office/volunteers/approval";

/// Whether a unit wants to look at whoever registers with it.
#[derive(Clone, Debug)]
pub struct Approval {
    /// Which.
    pub unit: Unit,
    /// What it is called.
    pub name: String,
    /// Whether it does.
    pub on: bool,
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Who reads.
    pub reader: Staff,
    /// What was asked.
    pub query: VolunteersQuery,
    /// The volunteers of the page.
    pub lines: Vec<Line>,
    /// How many there are on all pages.
    pub count: usize,
    /// Whether the reader may register somebody.
    pub may_register: bool,
    /// Whether the reader may see how many there are.
    pub may_count: bool,
    /// Whether the reader sees those of stations alone, and not those whom only the 市县 looks after.
    pub of_stations: bool,
    /// The units that the reader may have look at who is new.
    pub approvals: Vec<Approval>,
}

/// What waits for whoever lets volunteers in.
pub fn waiting(l: Language, count: i64) -> Waits {
    Waits {
        urgency: Urgency::Now,
        what: messages::waits(l, count),
        how_many: usize::try_from(count).unwrap_or_default(),
        since: None,
        address: format!("{ADDRESS}?state={}", State::Waiting.word()),
    }
}

/// The page.
pub fn page(context: &PageContext, listed: Listed) -> Page {
    let l = context.language();
    let demo = listed.lines.iter().any(|line| line.demo);
    Page::new(messages::office_title(l), "", move || {
        let Listed { reader, query, lines, count, may_register, may_count, of_stations, approvals } = listed;
        let directory = directory();
        let rows = lines
            .into_iter()
            .map(|line| {
                let href = l.address(&volunteer_page::address(line.id));
                let place = directory.areas.name_of(&line.division, l).unwrap_or_default();
                let season = line.season.map(|season| words::season(l, season)).unwrap_or_default();
                view! {
                    <tr><th scope="row"><a href=href>{line.number.to_string()}</a></th>
                        <td data-label=messages::name(l)>{line.shown_name}</td>
                        <td data-label=messages::age(l) class="numbers">{line.age.map(|age| age.to_string()).unwrap_or_default()}</td>
                        <td data-label=messages::state(l)>{words::state(l, line.state)}</td>
                        <td data-label=messages::lives(l)>{place}</td>
                        <td data-label=messages::season(l)>{season}</td>
                        <td data-label=messages::since(l) class="numbers">{line.since}</td></tr>
                }
            })
            .collect_view();
        let (page, pages) = (query.page(), count.div_ceil(query.per_page()).max(1));
        let turned = query.clone();
        view! {
            <OfficeLine staff=reader/>
            <h1>{messages::office_title(l)}</h1>
            <p class="lead">{messages::office_lead(l)}</p>
            {may_register.then(|| view! {
                <p><a class="button" href=l.address(office_register_page::ADDRESS)>{messages::copy(l)}</a></p>
            })}
            {may_count.then(|| view! {
                <p><a href=l.address(figures_page::ADDRESS)>{messages::figures_title(l)}</a></p>
            })}
            <QueryForm query/>
            <h2>{messages::office_count(l, count)}</h2>
            {(!approvals.is_empty()).then(|| approval_part(l, approvals))}
            {if count == 0 {
                let elsewhere = of_stations.then(|| view! { <p>{messages::office_none_elsewhere(l)}</p> });
                view! { <p class="empty">{messages::office_none(l)}</p>{elsewhere} }.into_any()
            } else {
                view! {
                    <table class="table table--stack">
                        <caption class="visually-hidden">{messages::office_title(l)}</caption>
                        <thead><tr><th scope="col">{messages::number(l)}</th><th scope="col">{messages::name(l)}</th>
                            <th scope="col">{messages::age(l)}</th><th scope="col">{messages::state(l)}</th>
                            <th scope="col">{messages::lives(l)}</th><th scope="col">{messages::season(l)}</th>
                            <th scope="col">{messages::since(l)}</th></tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                    <Pagination page pages address=move |page| turned.address(page)/>
                }.into_any()
            }}
        }
    })
    .demo(demo)
    .unlisted(true)
}

/// A switch for each unit.
fn approval_part(l: Language, approvals: Vec<Approval>) -> impl IntoView {
    let switches = approvals
        .into_iter()
        .map(|Approval { unit, name, on }| {
            let (state, press, next) = match on {
                true => (messages::approval_on(l), messages::approval_drop(l), "no"),
                false => (messages::approval_off(l), messages::approval_ask(l), "yes"),
            };
            let label = format!("{press}: {name}");
            view! {
                <li class="session"><form class="row" method="post" action=l.address(APPROVAL)>
                    <input type="hidden" name="command" value=CommandId::fresh().to_string()/>
                    <input type="hidden" name="unit" value=unit.to_string()/>
                    <input type="hidden" name="on" value=next/>
                    <span><b>{name}</b>" "{state}</span>
                    <button class="button button--small" aria-label=label>{press}</button></form></li>
            }
        })
        .collect_view();
    view! {
        <details class="fold section--tight"><summary>{messages::approval_title(l)}</summary>
            <p>{messages::approval_lead(l)}</p>
            <ul class="plain">{switches}</ul></details>
    }
}

#[component]
fn QueryForm(query: VolunteersQuery) -> impl IntoView {
    let l = language();
    let question = |name: &'static str, label: &str, value: &str| Question {
        name,
        label: label.to_owned(),
        value: value.to_owned(),
        ..Question::default()
    };
    let any = || std::iter::once((String::new(), messages::any(l).to_owned()));
    // Whoever is erased belongs to no unit any more, and is listed nowhere.
    let states = State::ALL.iter().filter(|it| **it != State::Erased);
    let states = states.map(|it| (it.word().to_owned(), words::state(l, *it).to_owned()));
    let states: Vec<_> = any().chain(states).collect();
    let seasons: Vec<_> = any().chain([("yes".to_owned(), messages::migratory(l).to_owned())]).collect();
    view! {
        <form class="form query" action=l.address(ADDRESS)>
            <TextField question=question("number", messages::number(l), &query.number)/>
            <ChoiceField question=question("state", messages::state(l), &query.state) choices=states/>
            <ChoiceField question=question("migratory", messages::season(l), &query.migratory) choices=seasons/>
            <PerPageField asked=query.per.clone()/>
            <p class="row"><button class="button button--primary">{messages::find(l)}</button>
                <a class="button button--quiet" href=l.address(ADDRESS)>{messages::reset(l)}</a></p>
        </form>
    }
}
