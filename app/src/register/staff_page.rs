//! `/office/stations/{slug}/staff`: who is employed in a unit, now and before.

use leptos::prelude::*;
use time::Date;

use super::{
    messages,
    model::{
        Details, Entry, EntryFault, EntryForm, FIELDS, PURPOSES, Qualification, REVEAL, Staffing, Term, Work,
        masked,
    },
    standard::POSTS,
    words,
};
use crate::{
    accounts::{model::Staff, office_page::OfficeLine},
    ids::{CommandId, EntryId, StaffId},
    journal::words as journal,
    language::Language,
    reader::reader,
    shell::{Page, PageContext},
    stations::messages as stations,
    stations::{model::Station, units_page},
    ui::{ChoiceField, FaultList, Question, TextField, messages as frame},
};

/// The address of a unit's register.
pub fn address(slug: &str) -> String {
    format!("{}/staff", units_page::unit_address(slug))
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Register {
    /// Who reads.
    pub staff: Staff,
    /// Whose register it is.
    pub station: Station,
    /// Every entry, the latest first; nothing for whoever reads figures only.
    pub entries: Option<Vec<Entry>>,
    /// How the unit is staffed today; nothing where nobody was ever entered.
    pub staffing: Option<Staffing>,
    /// Accounts that an entry may name.
    pub accounts: Vec<(StaffId, String)>,
    /// Whether the reader keeps the register.
    pub keeps: bool,
    /// The form: as it was sent, or of the entry that is corrected, or empty.
    pub form: EntryForm,
    /// What is wrong with it.
    pub faults: Vec<EntryFault>,
    /// Fields that somebody else had changed meanwhile.
    pub conflicts: Vec<String>,
    /// Whether something was just saved.
    pub saved: bool,
    /// The certificate number that was asked for.
    pub revealed: Option<(EntryId, String)>,
}

/// The page.
pub fn page(context: &PageContext, register: Register) -> Page {
    let l = context.language();
    let status = match (register.faults.is_empty(), register.conflicts.is_empty()) {
        (true, true) => 200,
        (true, false) => 409,
        (false, _)
            if register
                .faults
                .iter()
                .any(|it| matches!(it, EntryFault::Refused(_) | EntryFault::Overlaps)) =>
        {
            409
        }
        (false, _) => 422,
    };
    let station = &register.station;
    let title = messages::staff_of(l, station.name.read(l));
    let crumbs = [
        (stations::units_title(l).to_owned(), units_page::ADDRESS.to_owned()),
        (station.name.read(l).to_owned(), units_page::unit_address(&station.slug)),
    ];
    let demo = station.demo;
    Page::new(title, "", move || body(l, &register))
        .below(crumbs)
        .demo(demo)
        .status(status)
        .unlisted(true)
        .fault(status != 200)
}

fn body(l: Language, register: &Register) -> impl IntoView + use<> {
    let today = reader().now.date;
    let mut told: Vec<_> = register.faults.iter().map(|fault| words::fault(l, *fault)).collect();
    told.extend(register.conflicts.iter().map(|field| conflict(l, register, field)));
    let station = &register.station;
    let people = match &register.entries {
        None => view! { <p class="notice">{messages::figures_only(l)}</p> }.into_any(),
        Some(entries) => people(l, register, entries, today).into_any(),
    };
    view! {
        <FaultList faults=told.clone()/>
        <OfficeLine staff=register.staff.clone()/>
        <h1 id="register">{messages::staff_of(l, station.name.read(l))}</h1>
        {station.demo.then(|| view! { <p><span class="badge badge--demo">{frame::demo(l)}</span></p> })}
        <p class="lead">{messages::staff_lead(l)}</p>
        {register.saved.then(|| view! { <p class="notice notice--good" role="status">{messages::saved(l)}</p> })}
        {figures(l, register.staffing)}
        {people}
        {(register.keeps && register.entries.is_some()).then(|| forms(l, register, &told, today))}
    }
}

/// How a unit is staffed, as a line.
pub(crate) fn figures(l: Language, staffing: Option<Staffing>) -> impl IntoView + use<> {
    match staffing {
        None => view! { <p>{messages::panel_none(l)}</p> }.into_any(),
        Some(staffing) => {
            let words = match staffing.standard {
                0 => messages::figures_no_standard(l, staffing.filled),
                standard => messages::figures_staffed(l, staffing.filled, standard),
            };
            let vacancies = staffing.vacancies();
            view! {
                <p><b>{words}</b>
                    {(vacancies > 0).then(|| view! { " "<span class="badge badge--warning">{messages::figures_vacancies(l, vacancies)}</span> })}
                    {(!staffing.leader).then(|| view! { " "<span class="badge badge--warning">{messages::figures_no_leader(l)}</span> })}</p>
            }
            .into_any()
        }
    }
}

/// The part of a unit's own page that leads here.
pub(crate) fn panel(l: Language, station: &Station, staffing: Option<Staffing>) -> impl IntoView + use<> {
    view! {
        <section class="panel"><h2>{messages::panel_title(l)}</h2>
            {figures(l, staffing)}
            <p><a href=l.address(&address(&station.slug))>{messages::panel_link(l)}</a></p></section>
    }
}

/// What somebody else has written into a field, under the question that asks for it.
fn conflict(l: Language, register: &Register, field: &str) -> (&'static str, String) {
    let label = journal::field(l, field);
    let question = FIELDS.into_iter().find(|question| *question == field).unwrap_or("register");
    let entries = register.entries.iter().flatten();
    let mut of = entries.filter(|entry| entry.id.to_string() == register.form.entry);
    let theirs = of.next().and_then(|entry| in_words(l, register, &entry.details, field));
    match theirs {
        Some(theirs) => (question, messages::conflict(l, &label, &theirs)),
        None => (question, messages::conflict_hidden(l, &label)),
    }
}

/// What stands in a field; nothing of a certificate number.
fn in_words(l: Language, register: &Register, details: &Details, field: &str) -> Option<String> {
    let nothing = || messages::nothing(l).to_owned();
    let text = |text: &str| if text.is_empty() { nothing() } else { text.to_owned() };
    Some(match field {
        "name" => text(&details.name),
        "post" => words::post(l, &details.term.post),
        "employer" => text(&details.employer),
        "qualification" => words::qualification(l, details.term.qualification).to_owned(),
        "account" => details.account.map_or_else(nothing, |account| account_named(register, account)),
        "from" => details.term.from.to_string(),
        "until" => details.term.until.map_or_else(nothing, |day| day.to_string()),
        _ => return None,
    })
}

fn account_named(register: &Register, account: StaffId) -> String {
    let named = register.accounts.iter().find(|(id, _)| *id == account);
    named.map_or_else(|| account.to_string(), |(_, name)| name.clone())
}

fn term(l: Language, term: &Term) -> String {
    let from = term.from.to_string();
    match term.until {
        None => messages::term_open(l, &from),
        Some(until) => messages::term_closed(l, &from, &until.to_string()),
    }
}

fn people(l: Language, register: &Register, entries: &[Entry], today: Date) -> impl IntoView + use<> {
    let (now, other): (Vec<_>, Vec<_>) = entries.iter().partition(|entry| entry.details.term.holds_on(today));
    let none = match register.keeps {
        true => messages::now_none(l),
        false => messages::now_none_reader(l),
    };
    let (here, away) = (now.len(), other.len());
    view! {
        <h2>{messages::now_title(l, here)}</h2>
        {if here == 0 {
            view! { <p class="empty">{none}</p> }.into_any()
        } else {
            table(l, register, &now, messages::now_title(l, here)).into_any()
        }}
        {(away > 0).then(|| view! {
            <h2>{messages::former_title(l, away)}</h2>
            {table(l, register, &other, messages::former_title(l, away))}
        })}
    }
}

fn table(l: Language, register: &Register, entries: &[&Entry], caption: String) -> impl IntoView + use<> {
    let keeps = register.keeps;
    let rows = entries.iter().map(|entry| row(l, register, entry)).collect_view();
    view! {
        <table class="table table--stack">
            <caption class="visually-hidden">{caption}</caption>
            <thead><tr><th scope="col">{messages::name(l)}</th><th scope="col">{messages::post(l)}</th>
                <th scope="col">{messages::term(l)}</th><th scope="col">{messages::employer(l)}</th>
                <th scope="col">{messages::qualification(l)}</th><th scope="col">{messages::certificate(l)}</th>
                {keeps.then(|| view! { <th scope="col">{messages::actions(l)}</th> })}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn row(l: Language, register: &Register, entry: &Entry) -> impl IntoView + use<> {
    let details = &entry.details;
    let name = if details.name.is_empty() { messages::erased(l).to_owned() } else { details.name.clone() };
    let employer = match details.employer.is_empty() {
        true => messages::nothing(l).to_owned(),
        false => details.employer.clone(),
    };
    let account = details
        .account
        .filter(|_| register.keeps)
        .map(|account| view! { <br/><span class="soft small">{account_named(register, account)}</span> });
    let change = register.keeps.then(|| {
        let here = l.address(&format!("{}?entry={}#form", address(&register.station.slug), entry.id));
        let label = messages::correct_who(l, &name);
        view! {
            <td data-label=messages::actions(l)><a href=here aria-label=label>{messages::correct(l)}</a></td>
        }
    });
    view! {
        <tr><th scope="row"><span>{name}{account}</span></th>
            <td data-label=messages::post(l) class="table__short">{words::post(l, &details.term.post)}</td>
            <td data-label=messages::term(l) class="numbers">{term(l, &details.term)}</td>
            <td data-label=messages::employer(l)>{employer}</td>
            <td data-label=messages::qualification(l)>{words::qualification(l, details.term.qualification)}</td>
            <td data-label=messages::certificate(l)>{certificate(l, register, entry)}</td>
            {change}</tr>
    }
}

/// The number with its middle hidden, and a press that shows it to whoever keeps the register.
fn certificate(l: Language, register: &Register, entry: &Entry) -> AnyView {
    let Some(number) = &entry.details.certificate else {
        return view! { <span>{messages::nothing(l)}</span> }.into_any();
    };
    if let Some((_, number)) = register.revealed.as_ref().filter(|(revealed, _)| *revealed == entry.id) {
        return view! {
            <span role="status"><b class="secret">{number.clone()}</b><br/>
                <span class="soft small">{messages::reveal_noted(l)}</span></span>
        }
        .into_any();
    }
    let form = register.keeps.then(|| {
        let purposes = PURPOSES
            .map(|purpose| view! { <option value=purpose>{words::purpose(l, purpose)}</option> })
            .collect_view();
        view! {
            <details class="fold"><summary>{messages::reveal(l)}</summary>
                <form method="post" action=l.address(&address(&register.station.slug))>
                    <input type="hidden" name="act" value=REVEAL/>
                    <input type="hidden" name="command" value=CommandId::fresh().to_string()/>
                    <input type="hidden" name="entry" value=entry.id.to_string()/>
                    <input type="hidden" name="basis" value=entry.version.to_string()/>
                    <label>{messages::reveal_purpose(l)}" "<select class="field__control" name="purpose">{purposes}</select></label>
                    <button class="button button--small">{messages::reveal(l)}</button></form></details>
        }
    });
    view! { <span><span class="numbers">{masked(number)}</span>{form}</span> }.into_any()
}

fn forms(
    l: Language,
    register: &Register,
    told: &[(&'static str, String)],
    today: Date,
) -> impl IntoView + use<> {
    let form = &register.form;
    let chosen = register.entries.iter().flatten().find(|entry| entry.id.to_string() == form.entry);
    let name = chosen.map(|entry| entry.details.name.clone());
    let ends = chosen
        .filter(|entry| entry.details.term.until.is_none())
        .map(|entry| end_form(l, register, entry, told, today));
    let title = name
        .as_deref()
        .map_or_else(|| messages::add_title(l).to_owned(), |name| messages::amend_title(l, name));
    let another = chosen.map(|_| {
        let here = l.address(&format!("{}#form", address(&register.station.slug)));
        view! { <p><a href=here>{messages::add_another(l)}</a></p> }
    });
    view! {
        {ends}
        <section class="panel section--tight" id="form">
            <h2>{title}</h2>
            {entry_form(l, register, chosen, told)}
            {another}
        </section>
    }
}

/// The hidden part of a form.
fn hidden(work: Work, form: &EntryForm, seen: String) -> impl IntoView + use<> {
    view! {
        <input type="hidden" name="act" value=work.kind()/>
        <input type="hidden" name="command" value=CommandId::fresh().to_string()/>
        <input type="hidden" name="entry" value=form.entry.clone()/>
        <input type="hidden" name="basis" value=form.basis.clone()/>
        <input type="hidden" name="seen" value=seen/>
    }
}

fn entry_form(
    l: Language,
    register: &Register,
    chosen: Option<&Entry>,
    told: &[(&'static str, String)],
) -> impl IntoView + use<> {
    let form = &register.form;
    // Of an end that was sent nothing belongs here.
    let form = match chosen.filter(|_| form.act == Work::End.kind()) {
        Some(entry) => &EntryForm::of(entry),
        None => form,
    };
    let beside =
        |name: &str| told.iter().find(|(question, _)| *question == name).map(|(_, words)| words.clone());
    let question = |name: &'static str, label: &str, value: &str| Question {
        name,
        label: label.to_owned(),
        value: value.to_owned(),
        fault: beside(name),
        autocomplete: "off",
        ..Question::default()
    };
    let optional = |label: &str| messages::optional(l, label);
    let day = |question: Question| Question {
        hint: messages::day_hint(l).to_owned(),
        inputmode: "numeric",
        ..question
    };
    let name = question("name", messages::name(l), &form.name);
    let post = question("post", messages::post(l), &form.post);
    let posts = POSTS.map(|post| (post.word.to_owned(), post.words(l).to_owned())).to_vec();
    let employer = Question {
        hint: messages::employer_hint(l).to_owned(),
        ..question("employer", &optional(messages::employer(l)), &form.employer)
    };
    let qualification = question("qualification", messages::qualification(l), &form.qualification);
    let qualifications =
        Qualification::ALL.map(|it| (it.word().to_owned(), words::qualification(l, it).to_owned())).to_vec();
    let kept = chosen.and_then(|entry| entry.details.certificate.as_deref());
    let certificate = Question {
        hint: kept.map_or_else(
            || messages::certificate_hint(l).to_owned(),
            |number| messages::certificate_kept(l, &masked(number)),
        ),
        ..question("certificate", &optional(messages::certificate(l)), &form.certificate)
    };
    let account = question("account", &optional(messages::account(l)), &form.account);
    let mut accounts = vec![(String::new(), messages::account_none(l).to_owned())];
    accounts.extend(register.accounts.iter().map(|(id, name)| (id.to_string(), name.clone())));
    // What stands there can be left, also where it is no account of this unit any more.
    if !accounts.iter().any(|(id, _)| *id == form.account) {
        accounts.push((form.account.clone(), form.account.clone()));
    }
    let from = day(question("from", messages::from(l), &form.from));
    let until = day(question("until", &optional(messages::until(l)), &form.until));
    // Whoever has read what stands there now, and saves again, means it.
    let seen = match chosen.filter(|_| !register.conflicts.is_empty()) {
        Some(entry) => EntryForm::of(entry).seen,
        None => form.seen.clone(),
    };
    let (work, save) = match chosen {
        Some(_) => (Work::Amend, messages::amend_save(l)),
        None => (Work::Employ, messages::add_save(l)),
    };
    view! {
        <form class="form" method="post" action=l.address(&address(&register.station.slug)) novalidate>
            {hidden(work, form, seen)}
            <TextField question=name/>
            <ChoiceField question=post choices=posts/>
            <TextField question=employer/>
            <ChoiceField question=qualification choices=qualifications/>
            <TextField question=certificate/>
            <ChoiceField question=account choices=accounts/>
            <TextField question=from/>
            <TextField question=until/>
            <p><button class="button button--primary">{save}</button></p>
        </form>
    }
}

fn end_form(
    l: Language,
    register: &Register,
    entry: &Entry,
    told: &[(&'static str, String)],
    today: Date,
) -> impl IntoView + use<> {
    let sent = register.form.act == Work::End.kind();
    let ended = Question {
        name: "ended",
        label: messages::end_day(l).to_owned(),
        hint: messages::day_hint(l).to_owned(),
        value: if sent { register.form.ended.clone() } else { today.to_string() },
        inputmode: "numeric",
        autocomplete: "off",
        fault: told.iter().find(|(question, _)| *question == "ended").map(|(_, words)| words.clone()),
        ..Question::default()
    };
    view! {
        <section class="panel section--tight">
            <h2>{messages::end_title(l, &entry.details.name)}</h2>
            <p>{messages::end_lead(l)}</p>
            <form class="form" method="post" action=l.address(&address(&register.station.slug)) novalidate>
                {hidden(Work::End, &EntryForm::of(entry), String::new())}
                <TextField question=ended/>
                <p><button class="button">{messages::end_save(l)}</button></p>
            </form>
        </section>
    }
}
