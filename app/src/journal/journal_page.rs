//! `/office/journal`: searches the journal, for who may read it.

use std::fmt::Write;

use leptos::prelude::*;
use serde::Deserialize;

use super::{messages, model::Unit, words};
use crate::{
    accounts::{model::Staff, office_page::OfficeLine, words as accounts},
    reader::directory,
    sheets::{import_page::export_button, lists::Listed},
    shell::{Page, PageContext},
    stations::filter::percent_encoded,
    ui::{FaultList, Pagination, PerPageField, Question, TextField, per_page},
};

/// The address.
pub const ADDRESS: &str = "/office/journal";

/// Rows that are exported at once.
pub const EXPORT_MAX: usize = 10_000;

/// What is searched for, as it stands in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct JournalQuery {
    /// A unit; empty for all.
    #[serde(default)]
    pub unit: String,
    /// A kind of row; empty for all.
    #[serde(default)]
    pub kind: String,
    /// Id of a record; empty for all.
    #[serde(default)]
    pub record: String,
    /// Sign-in name of who acted; empty for all.
    #[serde(default)]
    pub by: String,
    /// First day, `2026-11-24`; empty for the beginning.
    #[serde(default)]
    pub from: String,
    /// Last day; empty for today.
    #[serde(default)]
    pub until: String,
    /// How many on a page.
    #[serde(default)]
    pub per: String,
    /// Counted from 1.
    #[serde(default)]
    pub page: String,
}

impl JournalQuery {
    /// The query of an address with this state, at this page.
    pub fn at_page(&self, page: usize) -> String {
        let page = if page > 1 { page.to_string() } else { String::new() };
        let pairs = [
            ("unit", &self.unit),
            ("kind", &self.kind),
            ("record", &self.record),
            ("by", &self.by),
            ("from", &self.from),
            ("until", &self.until),
            ("per", &self.per),
            ("page", &page),
        ];
        let mut query = String::new();
        for (name, value) in pairs.into_iter().filter(|(_, value)| !value.is_empty()) {
            let sign = if query.is_empty() { '?' } else { '&' };
            // Writing into a String cannot fail.
            let _ = write!(query, "{sign}{name}={}", percent_encoded(value));
        }
        query
    }

    /// The page that is asked for.
    pub fn page(&self) -> usize {
        self.page.parse().ok().filter(|page| *page > 0).unwrap_or(1)
    }
}

/// One row, as it is listed.
#[derive(Clone, Debug)]
pub struct Line {
    /// Whose journal.
    pub unit: Unit,
    /// Its number there.
    pub number: i64,
    /// When it was applied, `2026-11-24 14:08`.
    pub when: String,
    /// Who acted, in words.
    pub who: String,
    /// What was done.
    pub kind: String,
    /// Which record.
    pub record: String,
    /// Whether it was refused.
    pub refused: bool,
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Found {
    /// Who reads.
    pub reader: Staff,
    /// The units that they may choose.
    pub units: Vec<Unit>,
    /// Whether they may look at all of them at once.
    pub all: bool,
    /// What was asked.
    pub query: JournalQuery,
    /// Names of the questions whose day cannot be read.
    pub wrong_days: Vec<&'static str>,
    /// The rows of the page.
    pub lines: Vec<Line>,
    /// How many there are on all pages.
    pub count: usize,
}

/// The page.
pub fn page(context: &PageContext, found: Found) -> Page {
    let l = context.language();
    let wrong = !found.wrong_days.is_empty();
    Page::new(messages::title(l), messages::lead(l), move || {
        let directory = directory();
        let Found { reader, units, all, query, wrong_days, lines, count } = found;
        let options = units
            .iter()
            .map(|unit| {
                let code = unit.to_string();
                view! { <option value=code.clone() selected=query.unit == code>{accounts::unit(l, unit, &directory)}</option> }
            })
            .collect_view();
        let every = all.then(|| view! { <option value="">{messages::every_kind(l)}</option> });
        let kinds = words::KINDS
            .map(|kind| view! { <option value=kind selected=query.kind == kind>{words::kind(l, kind)}</option> })
            .collect_view();
        let day = |name: &'static str, label: &str, value: &str| Question {
            name,
            label: label.to_owned(),
            hint: messages::day_hint(l).to_owned(),
            value: value.to_owned(),
            inputmode: "numeric",
            autocomplete: "off",
            fault: wrong_days.contains(&name).then(|| messages::day_wrong(l).to_owned()),
            ..Question::default()
        };
        let from = day("from", messages::from_day(l), &query.from);
        let until = day("until", messages::until_day(l), &query.until);
        let record = Question {
            name: "record",
            label: messages::record(l).to_owned(),
            value: query.record.clone(),
            autocomplete: "off",
            ..Question::default()
        };
        let by = Question {
            name: "by",
            label: messages::by_whom(l).to_owned(),
            value: query.by.clone(),
            autocomplete: "off",
            ..Question::default()
        };
        let rows = lines
            .into_iter()
            .map(|line| {
                let address = l.address(&format!("{ADDRESS}/{}/{}", line.unit, line.number));
                let outcome = if line.refused { messages::refused(l) } else { messages::done(l) };
                view! {
                    <tr><th scope="row"><a href=address>{line.when}</a></th>
                        <td data-label=messages::unit(l)>{accounts::unit(l, &line.unit, &directory)}</td>
                        <td data-label=messages::number(l) class="table__number">{line.number}</td>
                        <td data-label=messages::who(l)>{line.who}</td>
                        <td data-label=messages::kind(l)>{words::kind(l, &line.kind)}</td>
                        <td data-label=messages::outcome(l)>{outcome}</td></tr>
                }
            })
            .collect_view();
        let pages = count.div_ceil(per_page(&query.per)).max(1);
        let (page, turned) = (query.page(), query.clone());
        let export = l.address(&format!("{ADDRESS}/export.csv{}", query.at_page(1)));
        let faults = wrong_days.iter().map(|name| (*name, messages::day_wrong(l).to_owned())).collect::<Vec<_>>();
        view! {
            <FaultList faults/>
            <OfficeLine staff=reader/>
            <h1>{messages::title(l)}</h1>
            <p class="lead">{messages::lead(l)}</p>
            <form class="form query" action=l.address(ADDRESS) novalidate>
                <p class="field"><label class="field__label" for="unit">{messages::unit(l)}</label>
                    <select class="field__control" id="unit" name="unit">{every}{options}</select></p>
                <p class="field"><label class="field__label" for="kind">{messages::kind(l)}</label>
                    <select class="field__control" id="kind" name="kind">
                        <option value="">{messages::every_kind(l)}</option>{kinds}</select></p>
                <TextField question=record/>
                <TextField question=by/>
                <TextField question=from/>
                <TextField question=until/>
                <PerPageField asked=query.per.clone()/>
                <p class="row"><button class="button button--primary">{messages::search(l)}</button>
                    <a class="button button--quiet" href=l.address(ADDRESS)>{messages::reset(l)}</a></p>
            </form>
            <h2>{messages::count(l, count)}</h2>
            {if count == 0 {
                view! { <p class="empty">{messages::none(l)}</p> }.into_any()
            } else {
                view! {
                    <table class="table table--stack">
                        <caption class="visually-hidden">{messages::title(l)}</caption>
                        <thead><tr><th scope="col">{messages::when(l)}</th><th scope="col">{messages::unit(l)}</th>
                            <th scope="col" class="table__number">{messages::number(l)}</th><th scope="col">{messages::who(l)}</th>
                            <th scope="col">{messages::kind(l)}</th><th scope="col">{messages::outcome(l)}</th></tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                    <Pagination page pages address=move |page| format!("{ADDRESS}{}", turned.at_page(page))/>
                    {export_button(l, Listed::Journal, &query.at_page(1))}
                    <form class="no-print section--tight" method="post" action=export>
                        <button class="button">{messages::export(l)}</button>
                        <p class="small soft">{messages::export_note(l, EXPORT_MAX)}</p></form>
                }.into_any()
            }}
        }
    })
    .status(if wrong { 422 } else { 200 })
    .unlisted(true)
    .fault(wrong)
}
