//! `/office/account`: one's own password, second step and recovery codes.

use leptos::prelude::*;
use serde::Deserialize;

use super::{
    messages,
    model::Staff,
    office_page::OfficeLine,
    passwords::{CHARS_MIN_ALONE, CHARS_MIN_WITH_SECOND_FACTOR, PasswordFault},
    sessions_page, words,
};
use crate::{
    shell::{Page, PageContext},
    ui::{FaultList, Question, TextField},
};

/// The address; the form for the password posts to it.
pub const ADDRESS: &str = "/office/account";

/// Where new recovery codes are asked for.
pub const RECOVERY_CODES: &str = "/office/account/recovery-codes";

/// Where a second factor, the first or another, is asked for.
pub const SECOND_FACTOR: &str = "/office/account/second-factor";

/// What the form for the password sends.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct PasswordForm {
    /// The present password.
    #[serde(default)]
    pub current: String,
    /// The new one.
    #[serde(default)]
    pub password: String,
    /// The same again.
    #[serde(default)]
    pub again: String,
}

/// Why the password was not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeFault {
    /// The present one is another.
    Current,
    /// There were too many attempts; so many seconds to wait.
    Wait(i64),
    /// With the new one.
    New(PasswordFault),
}

/// How the page stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Own {
    /// The password was just changed.
    pub changed: bool,
    /// What is wrong with what was sent.
    pub fault: Option<ChangeFault>,
}

/// The page.
pub fn page(context: &PageContext, reader: Staff, own: Own) -> Page {
    let l = context.language();
    let status = match own.fault {
        None => 200,
        Some(ChangeFault::Wait(_)) => 429,
        Some(_) => 422,
    };
    let told = own.fault.map(|fault| match fault {
        ChangeFault::Current => ("current", messages::password_wrong(l).to_owned()),
        ChangeFault::Wait(seconds) => ("current", words::wait(l, seconds)),
        ChangeFault::New(PasswordFault::Differs) => {
            ("again", words::password_fault(l, PasswordFault::Differs))
        }
        ChangeFault::New(fault) => ("password", words::password_fault(l, fault)),
    });
    let question = |name: &'static str, label: &str, hint: String, autocomplete: &'static str| Question {
        name,
        label: label.to_owned(),
        hint,
        kind: "password",
        autocomplete,
        fault: told.as_ref().filter(|(asked, _)| *asked == name).map(|(_, words)| words.clone()),
        ..Question::default()
    };
    let least = match reader.needs_second_factor() {
        true => CHARS_MIN_WITH_SECOND_FACTOR,
        false => CHARS_MIN_ALONE,
    };
    let current = question("current", messages::password_current(l), String::new(), "current-password");
    let new =
        question("password", messages::password_new(l), messages::password_hint(l, least), "new-password");
    let again = question("again", messages::password_again(l), String::new(), "new-password");
    let faults: Vec<_> = told.into_iter().collect();
    Page::new(messages::account_title(l), "", move || {
        let has = reader.has_second_factor;
        let factor = if has { messages::account_factor_on(l) } else { messages::account_factor_off(l) };
        let setting = match has {
            true => view! {
                <div class="row">
                    <form method="post" action=l.address(RECOVERY_CODES)>
                        <button class="button">{messages::account_new_codes(l)}</button></form>
                    <form method="post" action=l.address(SECOND_FACTOR)>
                        <button class="button">{messages::account_new_factor(l)}</button></form>
                </div>
            }
            .into_any(),
            false => view! {
                <form method="post" action=l.address(SECOND_FACTOR)>
                    <button class="button">{messages::account_set_factor(l)}</button></form>
            }
            .into_any(),
        };
        let name = reader.sign_in_name.as_str().to_owned();
        view! {
            <FaultList faults/>
            <OfficeLine staff=reader/>
            <h1>{messages::account_title(l)}</h1>
            {own.changed.then(|| view! { <p class="notice notice--good" role="status">{messages::password_changed(l)}</p> })}
            <p>{messages::start_name(l, &name)}</p>
            <section class="panel section--tight">
                <h2>{messages::account_password(l)}</h2>
                <form class="form" method="post" action=l.address(ADDRESS) novalidate>
                    // For password managers, which keep the two together.
                    <input type="text" name="username" value=name.clone() autocomplete="username" hidden/>
                    <TextField question=current/>
                    <TextField question=new/>
                    <TextField question=again/>
                    <p><button class="button button--primary">{messages::password_change(l)}</button></p>
                </form>
            </section>
            <section class="panel section--tight">
                <h2>{messages::account_factor(l)}</h2>
                <p>{factor}</p>
                {setting}
            </section>
            <p><a href=l.address(sessions_page::ADDRESS)>{messages::sessions_title(l)}</a></p>
        }
    })
    .status(status)
    .unlisted(true)
    .fault(status != 200)
}
