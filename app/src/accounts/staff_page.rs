//! `/office/staff`: who works in the units one may see; inviting and disabling for who may.

use leptos::prelude::*;
use serde::Deserialize;

use super::{
    messages,
    model::{Fault, Staff},
    office_page::OfficeLine,
    person_page::{self, RoleFields},
    words,
};
use crate::{
    ids::StaffId,
    journal::model::Unit,
    reader::directory,
    sheets::{import_page::export_button, lists::Listed},
    shell::{Page, PageContext},
    stations::filter::percent_encoded,
    ui::{FaultList, Pagination, PerPageField, Question, TextField, per_page},
};

/// The address.
pub const ADDRESS: &str = "/office/staff";

/// What is asked of the list, as it stands in the address.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct StaffQuery {
    /// A part of a name or a sign-in name.
    #[serde(default)]
    pub q: String,
    /// How many on a page.
    #[serde(default)]
    pub per: String,
    /// Counted from 1.
    #[serde(default)]
    pub page: String,
}

impl StaffQuery {
    /// Whether somebody is called so.
    pub fn finds(&self, staff: &Staff) -> bool {
        let wanted = self.q.trim().to_lowercase();
        staff.name.to_lowercase().contains(&wanted) || staff.sign_in_name.as_str().contains(&wanted)
    }
}

/// What the form for inviting sends.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct InviteForm {
    /// Id of the command, made with the form: sent twice, it is done once.
    #[serde(default)]
    pub command: String,
    /// What they are called.
    #[serde(default)]
    pub name: String,
    /// What they will sign in with.
    #[serde(default)]
    pub sign_in_name: String,
    /// Their role, by its word.
    #[serde(default)]
    pub role: String,
    /// The unit.
    #[serde(default)]
    pub unit: String,
}

/// What is wrong with an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InviteFault {
    /// With the name.
    Name(Fault),
    /// With the sign-in name.
    SignInName(Fault),
    /// Somebody has the sign-in name.
    Taken,
    /// There is no such role in the unit.
    Role,
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct StaffList {
    /// Who reads.
    pub reader: Staff,
    /// Whom they may see.
    pub colleagues: Vec<Staff>,
    /// Which of them, and from where on.
    pub query: StaffQuery,
    /// Who of them asks to be let back in, and may be by the reader.
    pub asking: Vec<StaffId>,
    /// Where they may invite, with the roles that there are; empty for who may not.
    pub units: Vec<Unit>,
    /// A link that was just made, shown once.
    pub link: Option<String>,
    /// The form as it was sent, or empty with a fresh id.
    pub form: InviteForm,
    /// What is wrong with it.
    pub faults: Vec<InviteFault>,
}

/// The page.
pub fn page(context: &PageContext, list: StaffList) -> Page {
    let l = context.language();
    let status = match list.faults.is_empty() {
        true => 200,
        false if list.faults.contains(&InviteFault::Taken) => 409,
        false => 422,
    };
    let told: Vec<(&'static str, String)> = list
        .faults
        .iter()
        .map(|fault| match fault {
            InviteFault::Name(fault) => ("name", words::name_fault(l, *fault)),
            InviteFault::SignInName(fault) => ("sign_in_name", words::sign_in_name_fault(l, *fault)),
            InviteFault::Taken => ("sign_in_name", messages::staff_taken(l).to_owned()),
            InviteFault::Role => ("role", messages::staff_role_misfits(l).to_owned()),
        })
        .collect();
    Page::new(messages::staff_title(l), "", move || {
        let directory = directory();
        let found: Vec<_> = list.colleagues.iter().filter(|staff| list.query.finds(staff)).collect();
        let per = per_page(&list.query.per);
        let pages = found.len().div_ceil(per).max(1);
        let page = list.query.page.parse().ok().filter(|page| (1..=pages).contains(page)).unwrap_or(1);
        let lines = found
            .iter()
            .skip((page - 1) * per)
            .take(per)
            .map(|staff| {
                let roles: Vec<_> = staff
                    .assignments
                    .iter()
                    .chain(&staff.coming)
                    .map(|role| words::assignment(l, role, &directory))
                    .collect();
                let state = words::state(l, staff.state);
                let asks = list.asking.contains(&staff.id);
                view! {
                    <li class="session">
                        <p><a href=l.address(&person_page::address(staff.id))><b>{staff.name.clone()}</b></a>" "
                            <span class="soft">{staff.sign_in_name.as_str().to_owned()}</span>
                            {state.map(|state| view! { " "<span class="badge">{state}</span> })}
                            {asks.then(|| view! { " "<span class="badge">{messages::asks_back_badge(l)}</span> })}</p>
                        <p class="soft small">{roles.join(" / ")}</p>
                    </li>
                }
            })
            .collect_view();
        let nobody = found.is_empty();
        let number = found.len();
        let search = (list.colleagues.len() > 1).then(|| {
            let question = Question {
                name: "q",
                label: messages::staff_search(l).to_owned(),
                value: list.query.q.clone(),
                autocomplete: "off",
                ..Question::default()
            };
            view! {
                <form class="form query" action=l.address(ADDRESS) novalidate>
                    <TextField question/>
                    <PerPageField asked=list.query.per.clone()/>
                    <p class="row"><button class="button">{messages::staff_find(l)}</button></p></form>
            }
        });
        let (q, per) = (percent_encoded(&list.query.q), per_page(&list.query.per));
        let searched = if q.is_empty() { String::new() } else { format!("?q={q}") };
        let link = list.link.clone().map(|link| {
            view! {
                <div class="notice notice--good" role="status"><p>{messages::staff_link(l)}</p>
                    <p><code class="secret">{link}</code></p></div>
            }
        });
        let beside = |question: &str| told.iter().find(|(name, _)| *name == question).map(|(_, words)| words.clone());
        let name = Question {
            name: "name",
            label: messages::staff_name(l).to_owned(),
            value: list.form.name.clone(),
            fault: beside("name"),
            autocomplete: "off",
            ..Question::default()
        };
        let sign_in_name = Question {
            name: "sign_in_name",
            label: messages::sign_in_name(l).to_owned(),
            value: list.form.sign_in_name.clone(),
            fault: beside("sign_in_name"),
            autocomplete: "off",
            ..Question::default()
        };
        let (unit, role) = (list.form.unit.clone(), list.form.role.clone());
        let (units, wrong_role) = (list.units.clone(), beside("role"));
        let invite = (!list.units.is_empty()).then(|| {
            view! {
                <section class="panel section--tight">
                    <h2>{messages::staff_invite(l)}</h2>
                    <form class="form" method="post" action=l.address(ADDRESS) novalidate>
                        <input type="hidden" name="command" value=list.form.command.clone()/>
                        <TextField question=name/>
                        <TextField question=sign_in_name/>
                        <RoleFields units chosen_unit=unit chosen_role=role fault=wrong_role/>
                        <p><button class="button button--primary">{messages::staff_send(l)}</button></p>
                    </form>
                </section>
            }
        });
        view! {
            <FaultList faults=told.clone()/>
            <OfficeLine staff=list.reader.clone()/>
            <h1>{messages::staff_title(l)}</h1>
            {link}
            {search}
            {match nobody {
                true => view! { <p class="empty">{messages::staff_none(l)}</p> }.into_any(),
                false => view! { <p class="soft">{messages::staff_count(l, number)}</p> }.into_any(),
            }}
            <ul class="plain">{lines}</ul>
            <Pagination page pages address=move |page| format!("{ADDRESS}?q={q}&per={per}&page={page}")/>
            {(!nobody).then(|| export_button(l, Listed::Staff, &searched))}
            {invite}
        }
    })
    .status(status)
    .unlisted(true)
    .fault(status != 200)
}
