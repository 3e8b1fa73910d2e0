//! `/office/staff/{id}`: somebody who works here: their roles over time, and what may be done about the account.

use leptos::prelude::*;
use serde::Deserialize;
use time::Date;

use super::{
    messages,
    model::{Lost, Staff, State},
    office_page::OfficeLine,
    staff_page,
    terms::{Term, TermFault},
    words,
};
use crate::{
    access::Role,
    ids::{CommandId, StaffId},
    journal::model::Unit,
    language::Language,
    reader::{directory, language},
    shell::{Page, PageContext},
    ui::{FaultList, Question, TextField},
};

/// What every form of the page sends.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct PersonForm {
    /// Id of the command, made with the form: sent twice, it is done once.
    #[serde(default)]
    pub command: String,
    /// The version of the account that was shown.
    #[serde(default)]
    pub basis: String,
    /// `link`, `second_factor`, `disable`, `enable`, `give`, `end` or `hand_over`.
    #[serde(default)]
    pub act: String,
    /// A role to give, by its word.
    #[serde(default)]
    pub role: String,
    /// Where.
    #[serde(default)]
    pub unit: String,
    /// The first day of a role.
    #[serde(default)]
    pub from: String,
    /// The last day of a role, or of somebody who leaves.
    #[serde(default)]
    pub until: String,
    /// The role that ends, by its id.
    #[serde(default)]
    pub term: String,
    /// Who takes over, by their id; nobody if empty.
    #[serde(default)]
    pub to: String,
}

/// What is wrong with a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonFault {
    /// The first day cannot be read.
    From,
    /// The last day cannot be read, or lies before the first.
    Until,
    /// The role cannot be given.
    Role(TermFault),
    /// The day on which a role ends or somebody leaves cannot be read.
    LastDay,
    /// Whoever is to take over may not have the roles.
    Heir,
    /// Somebody else has changed what this is about.
    NotNow,
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Person {
    /// Who reads.
    pub reader: Staff,
    /// Whom it is about.
    pub staff: Staff,
    /// Their roles, in the order of their first days.
    pub terms: Vec<Term>,
    /// Today.
    pub today: Date,
    /// Their last day, and who takes over, by id and name.
    pub leaving: Option<(Date, Option<(StaffId, String)>)>,
    /// What they have lost, since when, if they ask to be let back in.
    pub asks: Option<(Lost, String)>,
    /// Whether the reader may give roles, hand over and disable.
    pub managed: bool,
    /// Whether the reader may let them back in.
    pub let_back_in: bool,
    /// Where the reader may give a role.
    pub units: Vec<Unit>,
    /// Who may take over.
    pub heirs: Vec<Staff>,
    /// A link that was just made, shown once.
    pub link: Option<String>,
    /// Whether something was just done.
    pub done: bool,
    /// The form as it was sent.
    pub form: PersonForm,
    /// What is wrong with it.
    pub fault: Option<PersonFault>,
}

/// The address of somebody's page.
pub fn address(staff: StaffId) -> String {
    format!("{}/{staff}", staff_page::ADDRESS)
}

/// The question in which a fault is told, and its words.
fn told(l: Language, act: &str, fault: PersonFault) -> (&'static str, &'static str) {
    let last_day = if act == "hand_over" { "last_day" } else { "until" };
    match fault {
        PersonFault::From => ("from", messages::day_wrong(l)),
        PersonFault::Until => ("until", messages::until_wrong(l)),
        PersonFault::LastDay => (last_day, messages::day_wrong(l)),
        PersonFault::Heir => ("to", messages::hand_over_heir(l)),
        PersonFault::NotNow => ("person", messages::person_not_now(l)),
        PersonFault::Role(TermFault::Until) => ("until", messages::until_wrong(l)),
        PersonFault::Role(TermFault::Role) => ("role", messages::staff_role_misfits(l)),
        PersonFault::Role(TermFault::Held) => ("role", messages::role_held(l)),
        PersonFault::Role(TermFault::Administrators) => ("role", messages::role_administrators(l)),
    }
}

/// The page.
pub fn page(context: &PageContext, person: Person) -> Page {
    let l = context.language();
    let told = person.fault.map(|fault| told(l, &person.form.act, fault));
    let status = match person.fault {
        None => 200,
        Some(PersonFault::NotNow) => 409,
        Some(_) => 422,
    };
    let crumbs = [(messages::staff_title(l).to_owned(), staff_page::ADDRESS.to_owned())];
    Page::new(person.staff.name.clone(), "", move || {
        let open = person.staff.state != State::Disabled;
        let state = words::state(l, person.staff.state);
        let asks = person.asks.clone().map(|(lost, when)| {
            view! {
                <div class="notice"><p><b>{messages::asks_back(l, words::lost(l, lost), &when)}</b></p>
                    <p>{messages::asks_back_check(l)}</p></div>
            }
        });
        let link = person.link.clone().map(|link| {
            view! {
                <div class="notice notice--good" role="status"><p>{messages::staff_link(l)}</p>
                    <p><code class="secret">{link}</code></p></div>
            }
        });
        let leaving = person.leaving.clone().map(|(day, heir)| {
            let words = match &heir {
                Some((_, name)) => messages::leaves_to(l, &day.to_string(), name),
                None => messages::leaves(l, &day.to_string()),
            };
            view! { <p class="notice">{words}</p> }
        });
        let letting_in = (open && person.let_back_in).then(|| {
            let lost = person.staff.has_second_factor.then(|| {
                view! { <ActButton person=person.clone() act="second_factor" words=messages::staff_lost_factor(l)/> }
            });
            view! {
                <section class="panel section--tight">
                    <h2>{messages::let_back_in(l)}</h2>
                    <p class="soft">{messages::let_back_in_lead(l)}</p>
                    <div class="row">
                        <ActButton person=person.clone() act="link" words=messages::staff_new_link(l)/>
                        {lost}
                    </div>
                </section>
            }
        });
        let managed = (open && person.managed).then(|| {
            view! {
                <GiveForm person=person.clone() told/>
                <HandOverForm person=person.clone() told/>
                <section class="panel section--tight">
                    <h2>{messages::staff_disable(l)}</h2>
                    <p class="soft">{messages::staff_disable_lead(l)}</p>
                    <ActButton person=person.clone() act="disable" words=messages::staff_disable(l)/>
                </section>
            }
        });
        let enable = (!open && person.managed).then(|| {
            view! {
                <section class="panel section--tight">
                    <h2>{messages::staff_enable(l)}</h2>
                    <p class="soft">{messages::staff_enable_lead(l)}</p>
                    <ActButton person=person.clone() act="enable" words=messages::staff_enable(l)/>
                </section>
            }
        });
        let faults: Vec<_> = told.into_iter().map(|(name, words)| (name, words.to_owned())).collect();
        view! {
            <FaultList faults/>
            <OfficeLine staff=person.reader.clone()/>
            <h1 id="person">{person.staff.name.clone()}</h1>
            <p class="soft">{person.staff.sign_in_name.as_str().to_owned()}
                {state.map(|state| view! { " "<span class="badge">{state}</span> })}</p>
            {person.done.then(|| view! { <p class="notice notice--good" role="status">{messages::person_done(l)}</p> })}
            {link}
            {asks}
            {leaving}
            <TermList person=person.clone()/>
            {letting_in}
            {managed}
            {enable}
        }
    })
    .below(crumbs)
    .status(status)
    .unlisted(true)
    .fault(status != 200)
}

/// What goes with every form of the page.
#[component]
fn Hidden(person: Person, act: &'static str) -> impl IntoView {
    view! {
        <input type="hidden" name="command" value=CommandId::fresh().to_string()/>
        <input type="hidden" name="basis" value=person.staff.version.to_string()/>
        <input type="hidden" name="act" value=act/>
    }
}

#[component]
fn ActButton(person: Person, act: &'static str, words: &'static str) -> impl IntoView {
    let address = language().address(&address(person.staff.id));
    view! {
        <form method="post" action=address><Hidden person act/><button class="button">{words}</button></form>
    }
}

#[component]
fn TermList(person: Person) -> impl IntoView {
    let l = language();
    let directory = directory();
    let lines = person
        .terms
        .iter()
        .map(|term| {
            let days = match term.until {
                Some(until) => messages::role_from_until(l, &term.from.to_string(), &until.to_string()),
                None => messages::role_from(l, &term.from.to_string()),
            };
            let now = term
                .holds_on(person.today)
                .then(|| view! { " "<span class="badge">{messages::role_now(l)}</span> });
            // What ends with yesterday holds no more.
            let yesterday =
                person.today.previous_day().filter(|_| term.holds_on(person.today)).map(|day| day.to_string());
            let goes_on = term.until.is_none_or(|until| until >= person.today);
            let end = (person.managed && goes_on).then(|| {
                view! {
                    <form class="row" method="post" action=l.address(&address(person.staff.id))>
                        <Hidden person=person.clone() act="end"/>
                        <input type="hidden" name="term" value=term.id.clone()/>
                        <button class="button button--small" name="until" value=person.today.to_string()>{messages::role_end(l)}</button>
                        {yesterday.clone().map(|day| view! {
                            <button class="button button--small" name="until" value=day>{messages::role_end_now(l)}</button>
                        })}</form>
                }
            });
            view! {
                <li class="session"><p><b>{words::assignment(l, &term.assignment, &directory)}</b>{now}</p>
                    <p class="soft small">{days}</p>{end}</li>
            }
        })
        .collect_view();
    let none = person.terms.is_empty();
    view! {
        <section class="section--tight">
            <h2>{messages::person_roles(l)}</h2>
            {none.then(|| view! { <p class="empty">{messages::person_no_roles(l)}</p> })}
            <ul class="plain">{lines}</ul>
        </section>
    }
}

#[component]
fn GiveForm(person: Person, told: Option<(&'static str, &'static str)>) -> impl IntoView {
    let l = language();
    let sent = person.form.act == "give";
    let beside =
        |name: &str| told.filter(|(asked, _)| sent && *asked == name).map(|(_, words)| words.to_owned());
    let from = if person.form.from.is_empty() { person.today.to_string() } else { person.form.from.clone() };
    let from = Question {
        name: "from",
        label: messages::role_first_day(l).to_owned(),
        hint: messages::day_hint(l).to_owned(),
        value: from,
        inputmode: "numeric",
        fault: beside("from"),
        autocomplete: "off",
        ..Question::default()
    };
    let until = Question {
        name: "until",
        label: messages::role_last_day(l).to_owned(),
        hint: messages::role_last_day_hint(l).to_owned(),
        value: if sent { person.form.until.clone() } else { String::new() },
        inputmode: "numeric",
        fault: beside("until"),
        autocomplete: "off",
        ..Question::default()
    };
    let wrong_role = beside("role");
    let action = l.address(&address(person.staff.id));
    let (units, role) = (person.units.clone(), person.form.role.clone());
    let unit = person.form.unit.clone();
    view! {
        <section class="panel section--tight">
            <h2>{messages::role_give(l)}</h2>
            <form class="form" method="post" action=action novalidate>
                <Hidden person act="give"/>
                <RoleFields units chosen_unit=unit chosen_role=role fault=wrong_role/>
                <TextField question=from/>
                <TextField question=until/>
                <p><button class="button button--primary">{messages::role_give(l)}</button></p>
            </form>
        </section>
    }
}

/// The questions in which unit and as what.
#[component]
pub(super) fn RoleFields(
    units: Vec<Unit>,
    chosen_unit: String,
    chosen_role: String,
    fault: Option<String>,
) -> impl IntoView {
    let l = language();
    let directory = directory();
    let roles = Role::ALL
        .map(|role| {
            view! { <option value=role.word() selected=chosen_role.as_str() == role.word()>{words::role(l, role)}</option> }
        })
        .collect_view();
    let units = units
        .iter()
        .map(|unit| {
            let code = unit.to_string();
            view! { <option value=code.clone() selected=chosen_unit == code>{words::unit(l, unit, &directory)}</option> }
        })
        .collect_view();
    let wrong = fault.is_some();
    let please = || view! { <option value="">{messages::choose(l)}</option> };
    view! {
        <p class="field"><label class="field__label" for="unit">{messages::staff_unit(l)}</label>
            <select class="field__control" id="unit" name="unit">{please()}{units}</select></p>
        <p class="field" class:field--wrong=wrong>
            <label class="field__label" for="role">{messages::staff_role(l)}</label>
            {fault.map(|words| view! { <strong class="field__error" id="role-fault">{words}</strong> })}
            <select class="field__control" id="role" name="role" aria-describedby=wrong.then_some("role-fault")>{please()}{roles}</select></p>
    }
}

#[component]
fn HandOverForm(person: Person, told: Option<(&'static str, &'static str)>) -> impl IntoView {
    let l = language();
    let sent = person.form.act == "hand_over";
    let beside = |name: &str| told.filter(|(asked, _)| sent && *asked == name).map(|(_, words)| words);
    let (fault, wrong_heir) = (beside("last_day"), beside("to"));
    let (wrong, heir_is_wrong) = (fault.is_some(), wrong_heir.is_some());
    let value = if sent { person.form.until.clone() } else { String::new() };
    let heirs = person
        .heirs
        .iter()
        .map(|heir| {
            let id = heir.id.to_string();
            view! { <option value=id.clone() selected=person.form.to == id>{heir.name.clone()}</option> }
        })
        .collect_view();
    let action = l.address(&address(person.staff.id));
    view! {
        <section class="panel section--tight">
            <h2>{messages::hand_over(l)}</h2>
            <p class="soft">{messages::hand_over_lead(l)}</p>
            <form class="form" method="post" action=action novalidate>
                <Hidden person act="hand_over"/>
                <p class="field" class:field--wrong=wrong>
                    <label class="field__label" for="last_day">{messages::hand_over_day(l)}</label>
                    <span class="field__hint" id="last_day-hint">{messages::day_hint(l)}</span>
                    {fault.map(|words| view! { <strong class="field__error" id="last_day-fault">{words}</strong> })}
                    <input class="field__control" id="last_day" name="until" value=value inputmode="numeric"
                        autocomplete="off" aria-describedby="last_day-hint" aria-invalid=wrong.then_some("true")/></p>
                <p class="field" class:field--wrong=heir_is_wrong>
                    <label class="field__label" for="to">{messages::hand_over_to(l)}</label>
                    {wrong_heir.map(|words| view! { <strong class="field__error" id="to-fault">{words}</strong> })}
                    <select class="field__control" id="to" name="to" aria-describedby=heir_is_wrong.then_some("to-fault")><option value="">{messages::hand_over_nobody(l)}</option>{heirs}</select></p>
                <p><button class="button">{messages::hand_over(l)}</button></p>
            </form>
        </section>
    }
}
