//! `/volunteers/register` and `/volunteers/sign-in`: the telephone number to which a code goes, or who comes in with a
//! password.

use leptos::prelude::*;
use serde::Deserialize;

use super::{
    details::PhoneFault,
    messages,
    password::{EnterFault, enter_part},
    start_page, words,
};
use crate::{
    reader::site,
    shell::{Page, PageContext},
    stations::filter::percent_encoded,
    ui::{FaultList, Question, TextField},
};

/// The address for who is new.
pub const REGISTER: &str = "/volunteers/register";

/// The address for who is registered.
pub const SIGN_IN: &str = "/volunteers/sign-in";

/// What somebody wants with a code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Purpose {
    /// To register.
    Register,
    /// To sign in.
    #[default]
    SignIn,
}

impl Purpose {
    /// Where it begins.
    pub fn address(self) -> &'static str {
        match self {
            Self::Register => REGISTER,
            Self::SignIn => SIGN_IN,
        }
    }
}

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct PhoneForm {
    /// The number.
    pub phone: String,
    /// Where to go on afterwards, on this site.
    pub next: String,
}

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct Asking {
    /// What for.
    pub purpose: Purpose,
    /// As it was sent.
    pub form: PhoneForm,
    /// What is wrong with it.
    pub fault: Option<PhoneFault>,
    /// Whether SMS are sent from here.
    pub sends_sms: bool,
    /// Who wanted to come in with a password, as it was typed, and why they did not.
    pub entering: Option<(String, EnterFault)>,
}

/// The page.
pub fn page(context: &PageContext, asking: Asking) -> Page {
    let l = context.language();
    let Asking { purpose, form, fault, sends_sms, entering } = asking;
    let (title, lead) = match purpose {
        Purpose::Register => (messages::register_title(l), messages::register_lead(l)),
        Purpose::SignIn => (messages::sign_in_title(l), messages::sign_in_lead(l)),
    };
    let entering_fault = entering.as_ref().map(|(_, fault)| *fault);
    let status = match (fault, entering_fault) {
        (Some(_), _) => 422,
        (None, Some(fault)) => fault.status(),
        (None, None) => 200,
    };
    Page::new(title, lead, move || {
        let told = fault.map(|fault| words::phone_fault(l, fault));
        let faults: Vec<_> = told
            .iter()
            .map(|words| ("phone", (*words).to_owned()))
            .chain(entering_fault.map(|fault| fault.told(l, sends_sms)))
            .collect();
        let question = Question {
            name: "phone",
            label: messages::phone(l).to_owned(),
            hint: messages::phone_hint(l).to_owned(),
            autocomplete: "tel",
            inputmode: "tel",
            value: form.phone.clone(),
            fault: told.map(str::to_owned),
            ..Question::default()
        };
        let other = match purpose {
            Purpose::Register => (messages::to_sign_in(l), SIGN_IN),
            Purpose::SignIn => (messages::to_register(l), REGISTER),
        };
        let other_address = match form.next.as_str() {
            "" => other.1.to_owned(),
            next => format!("{}?next={}", other.1, percent_encoded(next)),
        };
        let line = site().line.clone();
        let enter = (purpose == Purpose::SignIn)
            .then(|| enter_part(l, entering, form.next.clone(), sends_sms));
        view! {
            <FaultList faults/>
            <h1>{title}</h1>
            {if sends_sms {
                view! {
                    <p class="lead">{lead}</p>
                    <form class="form" method="post" action=l.address(purpose.address()) novalidate>
                        <input type="hidden" name="next" value=form.next/>
                        <TextField question/>
                        <p><button class="button button--primary button--large">{messages::send_code(l)}</button></p>
                    </form>
                }.into_any()
            } else {
                view! { <p class="notice">{messages::no_sms(l, &line)}</p> }.into_any()
            }}
            {enter}
            <p><a href=l.address(&other_address)>{other.0}</a></p>
        }
    })
    .below([
        (messages::title(l).to_owned(), start_page::ADDRESS.to_owned()),
        (title.to_owned(), purpose.address().to_owned()),
    ])
    .status(status)
    .fault(status != 200)
}
