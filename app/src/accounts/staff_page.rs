//! `/office/staff`: who works in the units one may see; inviting and disabling for who may.

use leptos::prelude::*;
use serde::Deserialize;

use super::{
    messages,
    model::{Fault, Staff, State},
    office_page::OfficeLine,
    words,
};
use crate::{
    access::Role,
    ids::CommandId,
    journal::model::Unit,
    reader::directory,
    shell::{Page, PageContext},
    ui::{FaultList, Question, TextField},
};

/// The address.
pub const ADDRESS: &str = "/office/staff";

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

/// What the buttons beside a name send.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct StaffForm {
    /// Id of the command, made with the form.
    #[serde(default)]
    pub command: String,
    /// Whom it is about.
    #[serde(default)]
    pub staff: String,
    /// The version of the account that was shown.
    #[serde(default)]
    pub basis: String,
    /// `disable`, `link` or `second_factor`.
    #[serde(default)]
    pub act: String,
}

/// One line of the list.
#[derive(Clone, Debug)]
pub struct Colleague {
    /// Who.
    pub staff: Staff,
    /// Whether the reader may disable the account.
    pub managed: bool,
    /// Whether the reader may let them back in: by a new link, or without the second factor that was lost.
    pub let_back_in: bool,
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct StaffList {
    /// Who reads.
    pub reader: Staff,
    /// Whom they may see.
    pub colleagues: Vec<Colleague>,
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
        let lines = list
            .colleagues
            .iter()
            .map(|it| {
                let roles: Vec<_> =
                    it.staff.assignments.iter().map(|role| words::assignment(l, role, &directory)).collect();
                let state = match it.staff.state {
                    State::Invited => Some(messages::staff_invited(l)),
                    State::Disabled => Some(messages::staff_disabled(l)),
                    State::Active => None,
                };
                let button = |act: &'static str, words: &'static str| {
                    view! {
                        <form method="post" action=l.address(&format!("{ADDRESS}/change"))>
                            <input type="hidden" name="command" value=CommandId::fresh().to_string()/>
                            <input type="hidden" name="staff" value=it.staff.id.to_string()/>
                            <input type="hidden" name="basis" value=it.staff.version.to_string()/>
                            <button class="button button--small" name="act" value=act>{words}</button></form>
                    }
                };
                let open = it.staff.state != State::Disabled;
                let lost = it.staff.has_second_factor;
                let link = (open && it.let_back_in).then(|| button("link", messages::staff_new_link(l)));
                let factor = (open && it.let_back_in && lost)
                    .then(|| button("second_factor", messages::staff_lost_factor(l)));
                let disable = (open && it.managed).then(|| button("disable", messages::staff_disable(l)));
                let buttons = view! { <div class="row">{link}{factor}{disable}</div> };
                view! {
                    <li class="session">
                        <p><b>{it.staff.name.clone()}</b>" "<span class="soft">{it.staff.sign_in_name.as_str().to_owned()}</span>
                            {state.map(|state| view! { " "<span class="badge">{state}</span> })}</p>
                        <p class="soft small">{roles.join(" / ")}</p>
                        {buttons}
                    </li>
                }
            })
            .collect_view();
        let nobody = list.colleagues.is_empty();
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
        let roles = Role::ALL
            .map(|role| {
                view! { <option value=role.word() selected=list.form.role.as_str() == role.word()>{words::role(l, role)}</option> }
            })
            .collect_view();
        let units = list
            .units
            .iter()
            .map(|unit| {
                let code = unit.to_string();
                view! { <option value=code.clone() selected=list.form.unit == code>{words::unit(l, unit, &directory)}</option> }
            })
            .collect_view();
        let wrong_role = beside("role");
        let role_is_wrong = wrong_role.is_some();
        let invite = (!list.units.is_empty()).then(|| {
            view! {
                <section class="panel section--tight">
                    <h2>{messages::staff_invite(l)}</h2>
                    <form class="form" method="post" action=l.address(ADDRESS) novalidate>
                        <input type="hidden" name="command" value=list.form.command.clone()/>
                        <TextField question=name/>
                        <TextField question=sign_in_name/>
                        <p class="field"><label class="field__label" for="unit">{messages::staff_unit(l)}</label>
                            <select class="field__control" id="unit" name="unit">{units}</select></p>
                        <p class="field" class:field--wrong=role_is_wrong>
                            <label class="field__label" for="role">{messages::staff_role(l)}</label>
                            {wrong_role.map(|words| view! { <strong class="field__error" id="role-fault">{words}</strong> })}
                            <select class="field__control" id="role" name="role">{roles}</select></p>
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
            {nobody.then(|| view! { <p class="empty">{messages::staff_none(l)}</p> })}
            <ul class="plain">{lines}</ul>
            {invite}
        }
    })
    .status(status)
    .unlisted(true)
    .fault(status != 200)
}
