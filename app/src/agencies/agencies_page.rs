//! `/office/stations/{slug}/agencies`: who works with a unit, now and before.

use leptos::prelude::*;
use time::Date;

use super::{
    edit::{AgencyForm, Fault, Kept, Work},
    messages,
    model::Kind,
    section::line,
};
use crate::{
    accounts::{model::Staff, office_page::OfficeLine},
    ids::CommandId,
    journal::{
        merge::{Conflict, Record},
        model::Refusal,
        words as journal,
    },
    language::Language,
    reader::reader,
    sheets::{import_page::export_button, lists::Listed},
    shell::{Page, PageContext},
    stations::messages as stations,
    stations::{model::Station, units_page},
    ui::{ChoiceField, FaultList, Question, TextField, messages as frame},
};

/// The address of a unit's agencies.
pub fn address(slug: &str) -> String {
    format!("{}/agencies", units_page::unit_address(slug))
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Agencies {
    /// Who reads.
    pub staff: Staff,
    /// Whose agencies they are.
    pub station: Station,
    /// Every one, the latest first.
    pub all: Vec<Kept>,
    /// Whether the reader may change them.
    pub keeps: bool,
    /// The form: as it was sent, or of the one that is corrected, or empty.
    pub form: AgencyForm,
    /// What is wrong with it.
    pub faults: Vec<Fault>,
    /// What somebody else had changed meanwhile.
    pub conflicts: Vec<Conflict>,
    /// Whether something was just saved.
    pub saved: bool,
}

/// The page.
pub fn page(context: &PageContext, agencies: Agencies) -> Page {
    let l = context.language();
    let refused = agencies.faults.iter().any(|fault| matches!(fault, Fault::Refused(_)));
    let status = match (agencies.faults.is_empty(), agencies.conflicts.is_empty()) {
        (true, true) => 200,
        (false, _) if !refused => 422,
        _ => 409,
    };
    let station = &agencies.station;
    let crumbs = [
        (stations::units_title(l).to_owned(), units_page::ADDRESS.to_owned()),
        (station.name.read(l).to_owned(), units_page::unit_address(&station.slug)),
    ];
    let demo = station.demo;
    Page::new(messages::title(l, station.name.read(l)), "", move || body(l, &agencies))
        .below(crumbs)
        .demo(demo)
        .status(status)
        .unlisted(true)
        .fault(status != 200)
}

fn fault(l: Language, fault: Fault) -> (&'static str, String) {
    let (question, words) = match fault {
        Fault::NameZh => ("name_zh", messages::fault_name(l)),
        Fault::NameEn => ("name_en", messages::fault_name(l)),
        Fault::Kind => ("kind", messages::fault_kind(l)),
        Fault::Phone => ("phone", messages::fault_phone(l)),
        Fault::OffersZh => ("offers_zh", messages::fault_offers(l)),
        Fault::OffersEn => ("offers_en", messages::fault_offers(l)),
        Fault::Since => ("since", messages::fault_since(l)),
        Fault::Ended => ("ended", messages::fault_ended(l)),
        Fault::Refused(Refusal::NotAllowed) => ("agencies", messages::refused_not_allowed(l)),
        Fault::Refused(Refusal::NotNow) => ("agencies", messages::refused_not_now(l)),
        Fault::Refused(_) => ("agencies", messages::refused_rule(l)),
    };
    (question, words.to_owned())
}

fn conflict(l: Language, conflict: &Conflict) -> (&'static str, String) {
    let question = ["name_zh", "name_en", "kind", "phone", "offers_zh", "offers_en", "since", "public"]
        .into_iter()
        .find(|question| *question == conflict.field)
        .unwrap_or("agencies");
    let theirs = match &conflict.current {
        serde_json::Value::String(text) if question == "kind" => {
            Kind::from_word(text).map_or_else(|| text.clone(), |kind| kind.words(l).to_owned())
        }
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Bool(true) => messages::is_public(l).to_owned(),
        _ => messages::nothing(l).to_owned(),
    };
    (question, messages::conflict(l, &journal::field(l, &conflict.field), &theirs))
}

fn body(l: Language, agencies: &Agencies) -> impl IntoView + use<> {
    let today = reader().now.date;
    let mut told: Vec<_> = agencies.faults.iter().map(|it| fault(l, *it)).collect();
    told.extend(agencies.conflicts.iter().map(|it| conflict(l, it)));
    let station = &agencies.station;
    let (now, ended): (Vec<_>, Vec<_>) = agencies.all.iter().partition(|kept| kept.until.is_none());
    let (here, gone) = (now.len(), ended.len());
    let none = if agencies.keeps { messages::now_none(l) } else { messages::panel_none(l) };
    view! {
        <FaultList faults=told.clone()/>
        <OfficeLine staff=agencies.staff.clone()/>
        <h1 id="agencies">{messages::title(l, station.name.read(l))}</h1>
        {station.demo.then(|| view! { <p><span class="badge badge--demo">{frame::demo(l)}</span></p> })}
        <p class="lead">{messages::lead(l)}</p>
        {agencies.saved.then(|| view! { <p class="notice notice--good" role="status">{messages::saved(l)}</p> })}
        <h2>{messages::now_title(l, here)}</h2>
        {if here == 0 {
            view! { <p class="empty">{none}</p> }.into_any()
        } else {
            table(l, agencies, &now, messages::now_title(l, here), agencies.keeps).into_any()
        }}
        {(gone > 0).then(|| view! {
            <h2>{messages::former_title(l, gone)}</h2>
            {table(l, agencies, &ended, messages::former_title(l, gone), false)}
        })}
        {(here + gone > 0).then(|| export_button(l, Listed::Agencies, &format!("?unit={}", station.slug)))}
        {agencies.keeps.then(|| forms(l, agencies, &told, today))}
    }
}

/// The part of a unit's own page that leads here.
pub(crate) fn panel(l: Language, station: &Station, all: &[Kept]) -> impl IntoView + use<> {
    let now = all.iter().filter(|kept| kept.until.is_none());
    let lines: Vec<_> = now.map(|kept| view! { <li>{line(l, &kept.agency)}</li> }).collect();
    let none = lines.is_empty();
    view! {
        <section class="panel"><h2>{messages::panel_title(l)}</h2>
            {none.then(|| view! { <p class="soft">{messages::panel_none(l)}</p> })}
            <ul class="plain">{lines}</ul>
            <p><a href=l.address(&address(&station.slug))>{messages::panel_link(l)}</a></p></section>
    }
}

fn table(
    l: Language,
    agencies: &Agencies,
    some: &[&Kept],
    caption: String,
    keeps: bool,
) -> impl IntoView + use<> {
    let rows = some.iter().map(|kept| row(l, agencies, kept, keeps)).collect_view();
    view! {
        <table class="table table--stack">
            <caption class="visually-hidden">{caption}</caption>
            <thead><tr><th scope="col">{messages::name(l)}</th><th scope="col">{messages::kind(l)}</th>
                <th scope="col">{messages::phone(l)}</th><th scope="col">{messages::offers(l)}</th>
                <th scope="col">{messages::term(l)}</th>
                {keeps.then(|| view! { <th scope="col">{messages::actions(l)}</th> })}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn row(l: Language, agencies: &Agencies, kept: &Kept, keeps: bool) -> impl IntoView + use<> {
    let agency = &kept.agency;
    let name = agency.name.read(l).to_owned();
    let or_nothing = |text: String| if text.is_empty() { messages::nothing(l).to_owned() } else { text };
    let since = agency.since.to_string();
    let term = match kept.until {
        None => messages::term_open(l, &since),
        Some(until) => messages::term_closed(l, &since, &until.to_string()),
    };
    let public = (kept.public && kept.until.is_none())
        .then(|| view! { " "<span class="badge">{messages::is_public(l)}</span> });
    let change = keeps.then(|| {
        let here = l.address(&format!("{}?agency={}#form", address(&agencies.station.slug), kept.id));
        let label = messages::correct_which(l, &name);
        view! {
            <td data-label=messages::actions(l)><a href=here aria-label=label>{messages::correct(l)}</a></td>
        }
    });
    view! {
        <tr><th scope="row"><span>{name}{public}</span></th>
            <td data-label=messages::kind(l)>{agency.kind.words(l)}</td>
            <td data-label=messages::phone(l) class="numbers">{or_nothing(agency.phone.clone().unwrap_or_default())}</td>
            <td data-label=messages::offers(l)>{or_nothing(agency.offers.read(l).to_owned())}</td>
            <td data-label=messages::term(l) class="numbers">{term}</td>
            {change}</tr>
    }
}

/// The hidden part of a form.
fn hidden(work: Work, form: &AgencyForm, seen: String) -> impl IntoView + use<> {
    view! {
        <input type="hidden" name="act" value=work.kind()/>
        <input type="hidden" name="command" value=CommandId::fresh().to_string()/>
        <input type="hidden" name="agency" value=form.agency.clone()/>
        <input type="hidden" name="basis" value=form.basis.clone()/>
        <input type="hidden" name="seen" value=seen/>
    }
}

fn forms(
    l: Language,
    agencies: &Agencies,
    told: &[(&'static str, String)],
    today: Date,
) -> impl IntoView + use<> {
    let form = &agencies.form;
    let mut open = agencies.all.iter().filter(|kept| kept.until.is_none());
    let chosen = open.find(|kept| kept.id.to_string() == form.agency);
    let title = chosen.map_or_else(
        || messages::add_title(l).to_owned(),
        |kept| messages::amend_title(l, kept.agency.name.read(l)),
    );
    let another = chosen.map(|_| {
        let here = l.address(&format!("{}#form", address(&agencies.station.slug)));
        view! { <p><a href=here>{messages::add_another(l)}</a></p> }
    });
    view! {
        {chosen.map(|kept| end_form(l, agencies, kept, told, today))}
        <section class="panel section--tight" id="form">
            <h2>{title}</h2>
            {agency_form(l, agencies, chosen, told)}
            {another}
        </section>
    }
}

fn agency_form(
    l: Language,
    agencies: &Agencies,
    chosen: Option<&Kept>,
    told: &[(&'static str, String)],
) -> impl IntoView + use<> {
    // Of an end that was sent nothing belongs here.
    let form = match chosen.filter(|_| agencies.form.act == Work::End.kind()) {
        Some(kept) => &AgencyForm::of(kept),
        None => &agencies.form,
    };
    let question = |name: &'static str, label: &str, hint: &str, value: &str| Question {
        name,
        label: label.to_owned(),
        hint: hint.to_owned(),
        value: value.to_owned(),
        fault: told.iter().find(|(question, _)| *question == name).map(|(_, words)| words.clone()),
        autocomplete: "off",
        ..Question::default()
    };
    let optional = |label: &str| messages::optional(l, label);
    let name_zh = question("name_zh", messages::name_zh(l), "", &form.name_zh);
    let name_en = question("name_en", &optional(messages::name_en(l)), "", &form.name_en);
    let kind = question("kind", messages::kind(l), "", &form.kind);
    let kinds = Kind::ALL.map(|kind| (kind.word().to_owned(), kind.words(l).to_owned())).to_vec();
    let phone = Question {
        inputmode: "tel",
        ..question("phone", &optional(messages::phone(l)), messages::phone_hint(l), &form.phone)
    };
    let offers_zh = question("offers_zh", &optional(messages::offers_zh(l)), "", &form.offers_zh);
    let offers_en = question("offers_en", &optional(messages::offers_en(l)), "", &form.offers_en);
    let since = Question {
        inputmode: "numeric",
        ..question("since", messages::since(l), messages::day_hint(l), &form.since)
    };
    let public = form.public == "on";
    let (work, save) = match chosen {
        Some(_) => (Work::Amend, messages::amend_save(l)),
        None => (Work::Add, messages::add_save(l)),
    };
    // Whoever has read what stands there now, and saves again, means it.
    let mut seen: Record = serde_json::from_str(&form.seen).unwrap_or_default();
    for conflict in &agencies.conflicts {
        seen.insert(conflict.field.clone(), conflict.current.clone());
    }
    let seen = if seen.is_empty() { String::new() } else { serde_json::to_string(&seen).unwrap_or_default() };
    view! {
        <form class="form" method="post" action=l.address(&address(&agencies.station.slug)) novalidate>
            {hidden(work, form, seen)}
            <TextField question=name_zh/>
            <TextField question=name_en/>
            <ChoiceField question=kind choices=kinds/>
            <TextField question=phone/>
            <TextField question=offers_zh/>
            <TextField question=offers_en/>
            <TextField question=since/>
            <p class="field"><label class="check">
                <input type="checkbox" id="public" name="public" value="on" checked=public/>
                <span>{messages::public(l)}</span></label></p>
            <p><button class="button button--primary">{save}</button></p>
        </form>
    }
}

fn end_form(
    l: Language,
    agencies: &Agencies,
    kept: &Kept,
    told: &[(&'static str, String)],
    today: Date,
) -> impl IntoView + use<> {
    let sent = agencies.form.act == Work::End.kind();
    let ended = Question {
        name: "ended",
        label: messages::end_day(l).to_owned(),
        hint: messages::day_hint(l).to_owned(),
        value: if sent { agencies.form.ended.clone() } else { today.to_string() },
        inputmode: "numeric",
        autocomplete: "off",
        fault: told.iter().find(|(question, _)| *question == "ended").map(|(_, words)| words.clone()),
        ..Question::default()
    };
    view! {
        <section class="panel section--tight">
            <h2>{messages::end_title(l, kept.agency.name.read(l))}</h2>
            <p>{messages::end_lead(l)}</p>
            <form class="form" method="post" action=l.address(&address(&agencies.station.slug)) novalidate>
                {hidden(Work::End, &AgencyForm::of(kept), String::new())}
                <TextField question=ended/>
                <p><button class="button">{messages::end_save(l)}</button></p>
            </form>
        </section>
    }
}
