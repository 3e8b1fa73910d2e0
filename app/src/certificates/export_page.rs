//! `/office/certificates/export`: confirmed hours of a unit for the national system, as files, and how each record stands.

use leptos::prelude::*;
use serde::Deserialize;
use time::{Date, Duration};

use super::{
    export::{self, Export, Mark, RefusedFor},
    messages, office_page, words,
};
use crate::{
    accounts::{model::Staff, office_page::OfficeLine},
    ids::{CommandId, HoursId},
    iso_date,
    journal::model::Unit,
    language::Language,
    shell::{Page, PageContext},
    stations::filter::percent_encoded,
};

/// The address.
pub const ADDRESS: &str = "/office/certificates/export";

/// The longest time that is handed over in one go, in days.
const DAYS_MAX: i64 = 366;

/// Of which unit, and of which days.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct ExportQuery {
    /// The unit, as it is stored; empty for the first that the reader may see.
    pub unit: String,
    /// The first day.
    pub from: String,
    /// The last day.
    pub to: String,
    /// Not empty where something was just noted.
    pub done: String,
}

impl ExportQuery {
    /// The days that are meant: those that were asked for, or the last thirty; never more than a year.
    pub fn days(&self, today: Date) -> (Date, Date) {
        let to = iso_date::parse(&self.to).unwrap_or(today);
        let from = iso_date::parse(&self.from).unwrap_or(to.saturating_sub(Duration::days(29)));
        (from.min(to).max(to.saturating_sub(Duration::days(DAYS_MAX))), to)
    }

    /// The address of this choice after something was noted.
    pub fn done_address(&self) -> String {
        let [unit, from, to] = [&self.unit, &self.from, &self.to].map(|text| percent_encoded(text));
        format!("{ADDRESS}?unit={unit}&from={from}&to={to}&done=1")
    }
}

/// What somebody wants of the records that they chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A file of comma-separated values.
    Csv,
    /// A workbook.
    Workbook,
    /// A note that the national system has them.
    Entered,
    /// A note that it does not want them, and why.
    Refused(RefusedFor),
    /// A note that it knows of hours that were taken back.
    Corrected,
}

impl Wanted {
    /// What is noted of the records.
    pub fn mark(self) -> Mark {
        match self {
            Self::Csv | Self::Workbook => Mark::Exported,
            Self::Entered => Mark::Entered,
            Self::Refused(why) => Mark::Refused(why),
            Self::Corrected => Mark::Corrected,
        }
    }
}

/// What the form sends.
#[derive(Clone, Debug, Default)]
pub struct ExportForm {
    /// Id of the command.
    pub command: String,
    /// Of which unit and days the page was.
    pub query: ExportQuery,
    /// `csv`, `xlsx`, `entered`, `refused` or `corrected`.
    pub act: String,
    /// Why the national system does not want them: the word of a [`RefusedFor`].
    pub why: String,
    /// The records that were chosen.
    pub records: Vec<HoursId>,
}

impl ExportForm {
    /// What these pairs say.
    pub fn of(pairs: &[(String, String)]) -> Self {
        let text = |name: &str| {
            pairs.iter().find(|(it, _)| it == name).map(|(_, it)| it.clone()).unwrap_or_default()
        };
        let chosen = pairs.iter().filter(|(name, _)| name == "record");
        Self {
            command: text("command"),
            query: ExportQuery {
                unit: text("unit"),
                from: text("from"),
                to: text("to"),
                ..ExportQuery::default()
            },
            act: text("act"),
            why: text("why"),
            records: chosen.filter_map(|(_, id)| id.parse().ok()).collect(),
        }
    }

    /// What is wanted; or what is wrong.
    pub fn parse(&self) -> Result<Wanted, ExportFault> {
        if self.records.is_empty() {
            return Err(ExportFault::Nothing);
        }
        match self.act.as_str() {
            "csv" => Ok(Wanted::Csv),
            "entered" => Ok(Wanted::Entered),
            "corrected" => Ok(Wanted::Corrected),
            "refused" => RefusedFor::from_word(&self.why).map(Wanted::Refused).ok_or(ExportFault::Why),
            _ => Ok(Wanted::Workbook),
        }
    }
}

/// What is wrong with a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportFault {
    /// No record was chosen.
    Nothing,
    /// Why the national system does not want them was not said.
    Why,
}

/// A record as it is listed. The name stands in the files alone.
#[derive(Clone, Debug)]
pub struct Line {
    /// Which.
    pub hours: HoursId,
    /// The volunteer's number.
    pub volunteer: String,
    /// What the activity is called.
    pub activity: String,
    /// On which day.
    pub day: Date,
    /// How many hours.
    pub given: String,
    /// How it stands.
    pub export: Export,
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Exporting {
    /// Who reads.
    pub reader: Staff,
    /// What was asked.
    pub query: ExportQuery,
    /// The days that are meant.
    pub days: (Date, Date),
    /// The units of the reader, with their names.
    pub units: Vec<(Unit, String)>,
    /// The unit that is meant.
    pub unit: Unit,
    /// Its records.
    pub lines: Vec<Line>,
    /// Whether there are more than are listed.
    pub more: bool,
    /// What it handed over on whatever day and took back since, and nobody has corrected.
    pub backs: Vec<Line>,
    /// Whether columns of the file are sealed beside the name.
    pub sealed: bool,
    /// What is wrong with what was sent.
    pub fault: Option<ExportFault>,
}

/// The page.
pub fn page(context: &PageContext, exporting: Exporting) -> Page {
    let l = context.language();
    let wrong = exporting.fault.is_some();
    Page::new(messages::export_title(l), "", move || {
        let Exporting { reader, query, days: (from, to), units, unit, lines, more, backs, sealed, fault } =
            exporting;
        let fault = fault.map(|fault| {
            let words = match fault {
                ExportFault::Nothing => messages::export_nothing(l),
                ExportFault::Why => messages::export_no_why(l),
            };
            view! { <p class="notice notice--warning" role="alert">{words}</p> }
        });
        let choices = units
            .into_iter()
            .map(|(it, name)| {
                let selected = it == unit;
                view! { <option value=it.to_string() selected=selected>{name}</option> }
            })
            .collect_view();
        let done = (!query.done.is_empty())
            .then(|| view! { <p class="notice notice--good" role="status">{messages::export_done(l)}</p> });
        let (from, to) = (from.to_string(), to.to_string());
        let backs = (!backs.is_empty()).then(|| taken_back(l, frame(&unit, &from, &to), backs));
        let list = match lines.is_empty() {
            true => view! { <p class="empty">{messages::export_none(l)}</p> }.into_any(),
            false => list(l, frame(&unit, &from, &to), lines, sealed).into_any(),
        };
        view! {
            {fault}
            <OfficeLine staff=reader/>
            <h1>{messages::export_title(l)}</h1>
            {done}
            <p class="lead">{messages::export_lead(l)}</p>
            <form class="form query" action=l.address(ADDRESS)>
                <p class="field"><label class="field__label" for="unit">{messages::recorded_by(l)}</label>
                    <select class="field__control" id="unit" name="unit">{choices}</select></p>
                <p class="field"><label class="field__label" for="from">{messages::export_from(l)}</label>
                    <input class="field__control" type="date" id="from" name="from" value=from/></p>
                <p class="field"><label class="field__label" for="to">{messages::export_to(l)}</label>
                    <input class="field__control" type="date" id="to" name="to" value=to/></p>
                <p class="row"><button class="button button--primary">{messages::office_find(l)}</button></p></form>
            {more.then(|| view! { <p class="notice">{messages::export_more(l)}</p> })}
            {list}{backs}
        }
    })
    .below([(messages::office_title(l).to_owned(), office_page::ADDRESS.to_owned())])
    .unlisted(true)
    .status(if wrong { 422 } else { 200 })
    .fault(wrong)
}

/// What every form of the page says beside its records: its command, the unit and the days.
fn frame(unit: &Unit, from: &str, to: &str) -> impl IntoView + use<> {
    let (command, unit) = (CommandId::fresh().to_string(), unit.to_string());
    let (from, to) = (from.to_owned(), to.to_owned());
    view! {
        <input type="hidden" name="command" value=command/>
        <input type="hidden" name="unit" value=unit/>
        <input type="hidden" name="from" value=from/>
        <input type="hidden" name="to" value=to/>
    }
}

/// The records, each with a box.
fn table(l: Language, title: &'static str, lines: Vec<Line>) -> impl IntoView {
    let rows = lines
        .into_iter()
        .map(|line| {
            let id = line.hours.to_string();
            // What is not handed over yet is what somebody comes for.
            let checked = !matches!(line.export, Export::Exported(_) | Export::Entered(_));
            view! {
                <tr><th scope="row"><label class="check"><input type="checkbox" name="record" value=id checked=checked/>
                        <span>{line.activity}</span></label></th>
                    <td data-label=messages::volunteer_number(l) class="numbers">{line.volunteer}</td>
                    <td data-label=messages::item_day(l) class="numbers">{line.day.to_string()}</td>
                    <td data-label=messages::item_hours(l) class="numbers">{line.given}</td>
                    <td data-label=messages::office_state(l)>{export::state(l, line.export)}</td></tr>
            }
        })
        .collect_view();
    view! {
        <table class="table table--stack"><caption class="visually-hidden">{title}</caption>
            <thead><tr><th scope="col">{messages::item_activity(l)}</th><th scope="col">{messages::volunteer_number(l)}</th>
                <th scope="col">{messages::item_day(l)}</th><th scope="col">{messages::item_hours(l)}</th>
                <th scope="col">{messages::office_state(l)}</th></tr></thead>
            <tbody>{rows}</tbody></table>
    }
}

/// What was handed over and taken back since, until somebody says that the national system knows.
fn taken_back(l: Language, frame: impl IntoView, lines: Vec<Line>) -> impl IntoView {
    view! {
        <h2>{messages::backs_title(l)}</h2>
        <p>{messages::backs_lead(l)}</p>
        <form method="post" action=l.address(ADDRESS)>{frame}{table(l, messages::backs_title(l), lines)}
            <p class="row"><button class="button" name="act" value="corrected">{messages::backs_corrected(l)}</button></p></form>
    }
}

/// The records, and what can be done with those that are ticked.
fn list(l: Language, frame: impl IntoView, lines: Vec<Line>, sealed: bool) -> impl IntoView {
    let sealed = sealed.then(|| view! { " "{messages::export_sealed(l)} });
    let reasons = RefusedFor::ALL
        .iter()
        .map(|why| view! { <option value=why.word()>{words::refused_for(l, *why)}</option> })
        .collect_view();
    view! {
        <form method="post" action=l.address(ADDRESS)>{frame}{table(l, messages::export_title(l), lines)}
            <p class="row"><button class="button button--primary" name="act" value="xlsx">{messages::export_xlsx(l)}</button>
                <button class="button" name="act" value="csv">{messages::export_csv(l)}</button></p>
            <p class="soft small">{messages::export_named(l)}{sealed}</p>
            <h2>{messages::export_answer(l)}</h2>
            <p class="row"><button class="button" name="act" value="entered">{messages::export_enter(l)}</button></p>
            <p class="field"><label class="field__label" for="why">{messages::export_why(l)}</label>
                <select class="field__control" id="why" name="why"><option value="">{messages::revoke_choose(l)}</option>{reasons}</select></p>
            <p class="row"><button class="button" name="act" value="refused">{messages::export_refuse(l)}</button></p>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn a_form_says_which_records_and_what_becomes_of_them() {
        let id = HoursId::fresh();
        let form = |act: &str, why: &str, records: &[&str]| {
            let pairs = [("act", act), ("why", why), ("unit", "460000"), ("from", "2026-11-01")];
            let pairs = pairs.into_iter().chain(records.iter().map(|id| ("record", *id)));
            ExportForm::of(
                &pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect::<Vec<_>>(),
            )
        };
        let one = id.to_string();
        assert_eq!(form("csv", "", &[]).parse(), Err(ExportFault::Nothing));
        assert_eq!(form("csv", "", &["x"]).parse(), Err(ExportFault::Nothing));
        assert_eq!(form("csv", "", &[&one]).parse(), Ok(Wanted::Csv));
        assert_eq!(form("refused", "", &[&one]).parse(), Err(ExportFault::Why));
        assert_eq!(form("refused", "identity", &[&one]).parse(), Ok(Wanted::Refused(RefusedFor::Identity)));
        assert_eq!(form("entered", "", &[&one]).records, [id]);
        assert_eq!(form("entered", "", &[&one]).query.from, "2026-11-01");
    }

    #[test]
    fn no_more_than_a_year_is_handed_over_in_one_go() {
        let today = date!(2026 - 11 - 29);
        let days = |from: &str, to: &str| {
            ExportQuery { from: from.into(), to: to.into(), ..ExportQuery::default() }.days(today)
        };
        assert_eq!(days("", ""), (date!(2026 - 10 - 31), today));
        assert_eq!(days("2026-11-20", "2026-11-10").0, date!(2026 - 11 - 10));
        assert_eq!(days("2020-01-01", "2026-11-29").0, date!(2025 - 11 - 28));
    }
}
