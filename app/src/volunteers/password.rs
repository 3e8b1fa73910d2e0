//! A password, for volunteers who want one: coming in with it instead of a code, and setting it on one's own page.
//!
//! What a good one is says `server/src/accounts/passwords.rs`, as for the staff; nothing stands beside it here, so it is
//! as long as where there is no second factor.

use leptos::prelude::*;
use serde::Deserialize;

use super::{details::mobile, me_page::WITHDRAW, messages, model::VolunteerNumber};
use crate::accounts::messages as accounts;
use crate::{
    accounts::{
        passwords::{CHARS_MIN_ALONE, PasswordFault},
        words,
    },
    language::Language,
    ui::{Question, TextField},
};

/// Where one comes in with it.
pub const SIGN_IN: &str = "/volunteers/sign-in/password";

/// Where one sets it, and takes it away.
pub const SET: &str = "/volunteers/me/password";

/// Who somebody says they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claimed {
    /// One of those with this telephone.
    Phone(String),
    /// The volunteer of this number.
    Number(VolunteerNumber),
}

impl Claimed {
    /// Reads a mobile number of the mainland, or the number of a volunteer.
    pub fn parse(typed: &str) -> Option<Self> {
        let phone = mobile(typed).ok().map(Self::Phone);
        phone.or_else(|| typed.parse().ok().map(Self::Number))
    }

    /// The number, of either kind.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Phone(phone) => phone,
            Self::Number(number) => number.as_str(),
        }
    }
}

/// What the form for coming in sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct EnterForm {
    /// A telephone, or the number of a volunteer.
    pub who: String,
    /// The password.
    pub password: String,
    /// Where to go on afterwards, on this site.
    pub next: String,
}

/// Why nobody came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnterFault {
    /// Neither a telephone nor the number of a volunteer was written.
    NoNumber,
    /// No password was written.
    NoPassword,
    /// The two do not belong together, or nobody is there: nobody is told which.
    Wrong,
    /// It is the password of several with this telephone.
    Several,
    /// There were too many attempts; so many seconds to wait.
    Wait(i64),
}

impl EnterFault {
    pub(super) fn status(self) -> u16 {
        if matches!(self, Self::Wait(_)) { 429 } else { 422 }
    }

    /// The question that it stands at, and what to do.
    pub(super) fn told(self, l: Language, sends_sms: bool) -> (&'static str, String) {
        match self {
            Self::NoNumber => ("who", messages::password_who_wrong(l).to_owned()),
            Self::NoPassword => ("password", accounts::write_password(l).to_owned()),
            Self::Wrong if sends_sms => ("who", messages::password_wrong(l).to_owned()),
            Self::Wrong => ("who", messages::password_wrong_here(l).to_owned()),
            Self::Several => ("who", messages::password_several(l).to_owned()),
            Self::Wait(seconds) => ("who", words::wait(l, seconds)),
        }
    }
}

/// The second way in, below the one with a code; open where that is closed. `typed` is who was written, and what was wrong.
pub(super) fn enter_part(
    l: Language,
    typed: Option<(String, EnterFault)>,
    next: String,
    sends_sms: bool,
) -> impl IntoView {
    let (value, fault) = typed.unzip();
    let told = fault.map(|fault| fault.told(l, sends_sms));
    let beside =
        |name: &str| told.as_ref().filter(|(asked, _)| *asked == name).map(|(_, words)| words.clone());
    let who = Question {
        name: "who",
        label: messages::password_who(l).to_owned(),
        hint: messages::password_who_hint(l).to_owned(),
        autocomplete: "username",
        value: value.unwrap_or_default(),
        fault: beside("who"),
        ..Question::default()
    };
    let password = Question {
        name: "password",
        label: accounts::password(l).to_owned(),
        kind: "password",
        autocomplete: "current-password",
        fault: beside("password"),
        ..Question::default()
    };
    view! {
        <details class="fold section--tight" open=fault.is_some() || !sends_sms>
            <summary>{messages::password_sign_in(l)}</summary>
            <p>{if sends_sms { messages::password_sign_in_lead(l) } else { messages::password_from_station(l) }}</p>
            <form class="form" method="post" action=l.address(SIGN_IN) novalidate>
                <input type="hidden" name="next" value=next/>
                <TextField question=who/>
                <TextField question=password/>
                <p><button class="button button--large">{accounts::sign_in(l)}</button></p></form></details>
    }
}

/// How it stands with a volunteer's own password.
#[derive(Clone, Copy, Debug, Default)]
pub struct OwnPassword {
    /// Whether there is one.
    pub is_set: bool,
    /// What is wrong with the one that was just typed.
    pub fault: Option<PasswordFault>,
}

/// The question that a fault stands at, and what to do.
pub(super) fn told(l: Language, fault: PasswordFault) -> (&'static str, String) {
    let name = if fault == PasswordFault::Differs { "again" } else { "password" };
    (name, words::password_fault(l, fault))
}

/// The password that somebody wants, in place of another or for the first time, and the same once more.
pub(super) fn questions(l: Language, is_set: bool, told: Option<&(&'static str, String)>) -> [Question; 2] {
    let question = |name: &'static str, label: &str, hint: String| Question {
        name,
        label: label.to_owned(),
        hint,
        kind: "password",
        autocomplete: "new-password",
        fault: told.filter(|(asked, _)| *asked == name).map(|(_, words)| words.clone()),
        ..Question::default()
    };
    let label = if is_set { accounts::password_new(l) } else { accounts::password(l) };
    [
        question("password", label, accounts::password_hint(l, CHARS_MIN_ALONE)),
        question("again", accounts::password_again(l), String::new()),
    ]
}

/// The part of one's own page. Password managers keep it with `number`.
pub(super) fn own_part<B: IntoView + 'static>(
    l: Language,
    own: OwnPassword,
    number: String,
    begin: impl Fn() -> B,
) -> impl IntoView {
    let OwnPassword { is_set, fault } = own;
    let [password, again] = questions(l, is_set, fault.map(|fault| told(l, fault)).as_ref());
    let set = if is_set { accounts::password_change(l) } else { messages::password_set(l) };
    let take = is_set.then(|| {
        view! {
            <p>{messages::password_is_set(l)}</p>
            <form method="post" action=l.address(SET)>{begin()}
                <p><button class="button" name="act" value=WITHDRAW>{messages::password_take(l)}</button></p></form>
        }
    });
    view! {
        <details class="fold section--tight" open=fault.is_some()><summary>{messages::password_title(l)}</summary>
            <p>{messages::password_lead(l)}</p>
            {take}
            <form class="form" method="post" action=l.address(SET) novalidate>{begin()}
                <input type="text" name="username" value=number autocomplete="username" hidden/>
                <TextField question=password/>
                <TextField question=again/>
                <p><button class="button">{set}</button></p></form></details>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_say_who_they_are_by_either_number() {
        let number = VolunteerNumber::of("000000001").unwrap();
        assert_eq!(Claimed::parse("138 0013 8000"), Some(Claimed::Phone("13800138000".into())));
        assert_eq!(Claimed::parse("+86 13800138000"), Some(Claimed::Phone("13800138000".into())));
        assert_eq!(Claimed::parse(&number.as_str().to_lowercase()), Some(Claimed::Number(number)));
        for text in ["", "王小花", "0898 65310000", "+7 900 123 45 67", "HN0000000099", "x@example.org"] {
            assert_eq!(Claimed::parse(text), None, "{text}");
        }
    }
}
