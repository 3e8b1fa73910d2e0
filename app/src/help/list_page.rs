//! `/office/help`: the calls for help of whoever sees to them, what waits first in front.

use leptos::prelude::*;
use serde::Deserialize;

use super::{
    figures::Figure,
    figures_page, messages,
    model::{Channel, State},
    request_page,
    service_page::OTHER,
    slip::{self, Slip},
    terms::Late,
    walk_in_page, words,
};
use crate::{
    accounts::{model::Staff, office_page::OfficeLine},
    forms::fields::draft_done,
    journal::model::Unit,
    language::Language,
    reader::{directory, language},
    sheets::{import_page::export_button, lists::Listed as Sheet},
    shell::{Page, PageContext},
    stations::filter::percent_encoded,
    ui::{Pagination, PerPageField, per_page},
};

/// The address.
pub const ADDRESS: &str = "/office/help";

/// Words for what is asked of the list beside single states: all that wait, what is late, one's own, nobody's.
pub const WAITING: &str = "waiting";
/// See [`WAITING`].
pub const LATE: &str = "late";
/// See [`WAITING`].
pub const MINE: &str = "mine";
/// See [`WAITING`].
pub const NOBODYS: &str = "nobodys";

/// What is asked of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct HelpQuery {
    /// Word of a state, or of several; empty for all.
    pub state: String,
    /// Code of a service, or [`OTHER`] for calls without one; empty for all.
    pub service: String,
    /// A unit; empty for all.
    pub unit: String,
    /// Code of a 市县; empty for all.
    pub county: String,
    /// Word of a channel; empty for all.
    pub channel: String,
    /// The first and last day on which it came; empty for any.
    pub from: String,
    /// See `from`.
    pub to: String,
    /// The number of the figures of that time whose calls are listed ([`Figure::word`]); empty for any.
    pub figure: String,
    /// The unit to which a call went that was just taken down here; not part of what is asked.
    pub went: String,
    /// The unit to which one was just passed on that is not seen here any more.
    pub passed: String,
    /// The id of that call.
    pub new: String,
    /// The draft on the device that was sent with it.
    pub draft: String,
    /// How many on a page.
    pub per: String,
    /// Counted from 1.
    pub page: String,
}

impl HelpQuery {
    /// The page that is asked for.
    pub fn page(&self) -> usize {
        self.page.parse().ok().filter(|page| *page > 0).unwrap_or(1)
    }

    /// How many stand on it.
    pub fn per_page(&self) -> usize {
        per_page(&self.per)
    }

    /// The address that asks this, of this page.
    pub fn address(&self, page: usize) -> String {
        let page = if page > 1 { page.to_string() } else { String::new() };
        let pairs = [
            ("state", self.state.as_str()),
            ("service", &self.service),
            ("unit", &self.unit),
            ("county", &self.county),
            ("channel", &self.channel),
            ("from", &self.from),
            ("to", &self.to),
            ("figure", &self.figure),
            ("per", &self.per),
            ("page", &page),
        ];
        let pairs = pairs.into_iter().filter(|(_, value)| !value.is_empty());
        let pairs: Vec<_> = pairs.map(|(name, value)| format!("{name}={}", percent_encoded(value))).collect();
        if pairs.is_empty() { ADDRESS.to_owned() } else { format!("{ADDRESS}?{}", pairs.join("&")) }
    }
}

/// The list of what is in one state.
pub(crate) fn in_state(state: &str) -> String {
    format!("{ADDRESS}?state={state}")
}

/// One call as it is listed: who calls only masked, where only down to the village.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its id.
    pub id: String,
    /// Code of the service.
    pub service: String,
    /// Name and number, masked; empty where it is erased.
    pub caller: String,
    /// Code of the village or township.
    pub place: String,
    /// On which way it came.
    pub channel: Channel,
    /// Whether it presses.
    pub urgent: bool,
    /// Where it stands.
    pub state: State,
    /// Who sees to it.
    pub unit: Unit,
    /// Whose it is.
    pub worker: Option<String>,
    /// When it came.
    pub received: String,
    /// The day by which something has to happen.
    pub due: String,
    /// What is late.
    pub late: Option<Late>,
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Who reads.
    pub reader: Staff,
    /// What was asked.
    pub query: HelpQuery,
    /// The calls of the page.
    pub lines: Vec<Line>,
    /// How many there are on all pages.
    pub count: usize,
    /// What the services recorded under them count as, where they are listed for that: person-times and sessions.
    pub recorded: Option<(i64, i64)>,
    /// The units whose calls the reader sees.
    pub units: Vec<Unit>,
    /// Whether the reader sees figures.
    pub counts: bool,
    /// What the caller is given whose call was just taken down here and went to another unit.
    pub slip: Option<Slip>,
}

/// The page.
pub fn page(context: &PageContext, listed: Listed) -> Page {
    let l = context.language();
    Page::new(messages::office_title(l), "", move || {
        let Listed { reader, query, lines, count, recorded, units, counts, slip } = listed;
        let behind = Figure::from_word(&query.figure).map(|figure| {
            view! { <p>{messages::list_behind(l, words::figure(l, figure), &query.from, &query.to)}</p> }
        });
        let recorded = recorded.map(|(persons, sessions)| {
            view! { <p>{messages::list_recorded(l, persons, sessions)}</p> }
        });
        let rows = lines.into_iter().map(|line| row(l, line)).collect_view();
        let (page, pages) = (query.page(), count.div_ceil(query.per_page()).max(1));
        let turned = query.clone();
        let searched = query.address(1).replacen(ADDRESS, "", 1);
        let asked = !searched.is_empty();
        let sent_draft = (!query.draft.is_empty()).then(|| draft_done(&query.draft));
        let went = query.went.parse::<Unit>().ok().map(|unit| {
            let unit = words::unit(l, &unit, &directory());
            view! { <p class="notice notice--good" role="status">{messages::walk_in_elsewhere(l, &unit)}</p> }
        });
        let passed = query.passed.parse::<Unit>().ok().map(|unit| {
            let unit = words::unit(l, &unit, &directory());
            view! { <p class="notice notice--good" role="status">{messages::list_passed(l, &unit)}</p> }
        });
        let figures = counts.then(|| {
            view! { <a class="button" href=l.address(figures_page::ADDRESS)>{messages::figures_title(l)}</a> }
        });
        view! {
            <OfficeLine staff=reader/>
            <h1>{messages::office_title(l)}</h1>
            {went}{passed}
            {slip.map(|slip| slip::view(l, slip))}
            {sent_draft}
            <p class="lead">{messages::office_lead(l)}</p>
            <p class="row no-print"><a class="button button--primary" href=l.address(walk_in_page::ADDRESS)>{messages::walk_in_title(l)}</a>{figures}</p>
            <details class="fold section--tight no-print" open=asked><summary>{messages::list_filters(l)}</summary>
                <QueryForm query units/></details>
            <h2>{messages::office_count(l, count)}</h2>
            {behind}
            {recorded}
            {if count == 0 {
                let words = if asked { messages::office_none(l) } else { messages::office_none_yet(l) };
                view! { <p class="empty">{words}</p> }.into_any()
            } else {
                view! {
                    <table class="table table--stack">
                        <caption class="visually-hidden">{messages::office_title(l)}</caption>
                        <thead><tr><th scope="col">{messages::office_service(l)}</th><th scope="col">{messages::office_caller(l)}</th>
                            <th scope="col">{messages::office_place(l)}</th><th scope="col">{messages::office_state(l)}</th>
                            <th scope="col">{messages::office_worker(l)}</th><th scope="col">{messages::office_received(l)}</th>
                            <th scope="col">{messages::office_due(l)}</th></tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                    <Pagination page pages address=move |page| turned.address(page)/>
                    {export_button(l, Sheet::Help, &searched)}
                }.into_any()
            }}
        }
    })
    .unlisted(true)
    .with_live()
}

fn row(l: Language, line: Line) -> impl IntoView {
    let directory = directory();
    let href = l.address(&request_page::address(&line.id));
    let urgent =
        line.urgent.then(|| view! { " "<span class="badge badge--warning">{messages::pressing(l)}</span> });
    let late =
        line.late.map(|late| view! { " "<span class="badge badge--warning">{words::late(l, late)}</span> });
    let place = crate::forms::reading::place(l, &line.place, &directory.areas);
    let place = if line.place.is_empty() { messages::no_data(l).to_owned() } else { place };
    let unit = words::unit(l, &line.unit, &directory);
    let worker = match line.worker {
        Some(name) => name,
        None => messages::nobody(l).to_owned(),
    };
    // Links that are read one after the other are told apart.
    let named = format!(" · {} · {}", line.caller, line.received);
    view! {
        <tr><th scope="row"><a href=href>{words::service(l, &line.service, &directory)}<span class="visually-hidden">{named}</span></a>{urgent}</th>
            <td data-label=messages::office_caller(l)>{line.caller}</td>
            <td data-label=messages::office_place(l)>{place}</td>
            <td data-label=messages::office_state(l) class="table__short">{words::state(l, line.state)}</td>
            <td data-label=messages::office_worker(l)><span>{worker}<br/><span class="soft small">{unit}</span></span></td>
            <td data-label=messages::office_received(l) class="numbers">{line.received}</td>
            <td data-label=messages::office_due(l) class="numbers"><span>{line.due}{late}</span></td></tr>
    }
}

#[component]
fn QueryForm(query: HelpQuery, units: Vec<Unit>) -> impl IntoView {
    let (l, directory) = (language(), directory());
    let option = |value: String, words: String, chosen: &str| {
        let selected = value == chosen;
        view! { <option value=value selected=selected>{words}</option> }
    };
    let groups = [
        (WAITING, messages::office_waiting(l)),
        (LATE, messages::office_late(l)),
        (MINE, messages::office_mine(l)),
        (NOBODYS, messages::office_nobodys(l)),
    ];
    let states: Vec<_> = groups
        .into_iter()
        .chain(State::ALL.into_iter().map(|state| (state.word(), words::state(l, state))))
        .map(|(word, words)| option(word.to_owned(), words.to_owned(), &query.state))
        .collect();
    let items: Vec<_> = directory
        .catalogue
        .all_names()
        .map(|(code, name)| option(code.to_owned(), format!("{code} {}", name.read(l)), &query.service))
        .chain([option(OTHER.to_owned(), messages::no_service(l).to_owned(), &query.service)])
        .collect();
    let channels: Vec<_> = Channel::ALL
        .into_iter()
        .map(|it| option(it.word().to_owned(), words::channel(l, it).to_owned(), &query.channel))
        .collect();
    let several = units.len() > 1;
    let units: Vec<_> = units
        .into_iter()
        .map(|unit| option(unit.to_string(), words::unit(l, &unit, &directory), &query.unit))
        .collect();
    let every = move || view! { <option value="">{messages::office_every(l)}</option> };
    view! {
        <form class="form query" action=l.address(ADDRESS)>
            <p class="field"><label class="field__label" for="state">{messages::office_state(l)}</label>
                <select class="field__control" id="state" name="state">{every()}{states}</select></p>
            <p class="field"><label class="field__label" for="service">{messages::office_service(l)}</label>
                <select class="field__control" id="service" name="service">{every()}{items}</select></p>
            {several.then(|| view! {
                <p class="field"><label class="field__label" for="unit">{messages::office_unit(l)}</label>
                    <select class="field__control" id="unit" name="unit">{every()}{units}</select></p>
            })}
            <p class="field"><label class="field__label" for="channel">{messages::office_channel(l)}</label>
                <select class="field__control" id="channel" name="channel">{every()}{channels}</select></p>
            <p class="field"><label class="field__label" for="from">{messages::figures_from(l)}</label>
                <input class="field__control" type="date" id="from" name="from" value=query.from.clone()/></p>
            <p class="field"><label class="field__label" for="to">{messages::figures_to(l)}</label>
                <input class="field__control" type="date" id="to" name="to" value=query.to.clone()/></p>
            <PerPageField asked=query.per.clone()/>
            <p class="row"><button class="button button--primary">{messages::office_find(l)}</button>
                <a class="button button--quiet" href=l.address(ADDRESS)>{messages::office_reset(l)}</a></p>
        </form>
    }
}
