//! Members of the staff, as forms send them and as they are kept.

use serde::{Deserialize, Serialize};

use crate::{access::Role, ids::StaffId, journal::model::Unit, text::narrow};

/// Letters that a name may have.
const NAME_CHARS_MAX: usize = 50;

/// Signs that a sign-in name may have.
const SIGN_IN_CHARS_MAX: usize = 64;

/// Where an account stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Has a link and no password yet.
    Invited,
    /// May sign in.
    Active,
    /// May not, and is signed out everywhere.
    Disabled,
}

impl State {
    /// As it is stored.
    pub fn word(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Active => "active",
            Self::Disabled => "disabled",
        }
    }

    /// The state of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Invited, Self::Active, Self::Disabled].into_iter().find(|state| state.word() == word)
    }
}

/// A role in a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignment {
    /// As what.
    pub role: Role,
    /// Where: the unit, and everything below it.
    pub unit: Unit,
}

/// Somebody who works here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Staff {
    /// Id.
    pub id: StaffId,
    /// Moves on with every change.
    pub version: i64,
    /// What they sign in with.
    pub sign_in_name: SignInName,
    /// What they are called.
    pub name: String,
    /// Where the account stands.
    pub state: State,
    /// Whether signing in also asks for a code.
    pub has_second_factor: bool,
    /// What they are, where, today.
    pub assignments: Vec<Assignment>,
    /// What they will be.
    pub coming: Vec<Assignment>,
}

impl Staff {
    /// Whether a password alone is not enough for what they may do.
    pub fn needs_second_factor(&self) -> bool {
        self.assignments.iter().any(|assignment| assignment.role.needs_second_factor())
    }

    /// The units in which they have a role, or will have.
    pub fn units(&self) -> impl Iterator<Item = &Unit> {
        self.assignments.iter().chain(&self.coming).map(|assignment| &assignment.unit)
    }
}

/// What somebody has lost who asks to be let back in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lost {
    /// The password, or the patience to wait until it may be tried again.
    Password,
    /// The phone with the authenticator app, and the recovery codes.
    SecondFactor,
}

impl Lost {
    /// Everything that can be lost.
    pub const ALL: [Self; 2] = [Self::Password, Self::SecondFactor];

    /// As it is stored.
    pub fn word(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::SecondFactor => "second_factor",
        }
    }

    /// What this word means.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lost| lost.word() == word)
    }
}

/// A name for signing in, in the one form in which it is compared.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SignInName(String);

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing was written.
    Empty,
    /// More than is kept.
    TooLong,
    /// Signs that do not belong there.
    Signs,
}

impl SignInName {
    /// Reads a name: letters, digits and `.@_-+`, whatever their case; what a Chinese keyboard makes of them is let
    /// pass.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let folded: String = text.trim().chars().map(narrow).flat_map(char::to_lowercase).collect();
        if folded.is_empty() {
            return Err(Fault::Empty);
        }
        if folded.chars().count() > SIGN_IN_CHARS_MAX {
            return Err(Fault::TooLong);
        }
        let fits = |sign: char| sign.is_alphanumeric() || ".@_-+".contains(sign);
        if folded.chars().all(fits) { Ok(Self(folded)) } else { Err(Fault::Signs) }
    }

    /// The name as a text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Reads what somebody is called.
pub fn parse_name(text: &str) -> Result<String, Fault> {
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        return Err(Fault::Empty);
    }
    if name.chars().count() > NAME_CHARS_MAX {
        return Err(Fault::TooLong);
    }
    if name.chars().any(char::is_control) { Err(Fault::Signs) } else { Ok(name) }
}

/// Six digits, however they were typed: blanks and full-width digits are let pass.
pub fn parse_code(text: &str) -> Option<String> {
    let digits: String = text.chars().map(narrow).filter(|sign| !sign.is_whitespace()).collect();
    (digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_digit())).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_in_name_is_the_same_however_it_is_typed() {
        let name = SignInName::parse("wang@hainan.example").unwrap();
        for text in [" Wang@Hainan.example ", "ＷＡＮＧ＠ｈａｉｎａｎ．ｅｘａｍｐｌｅ"] {
            assert_eq!(SignInName::parse(text), Ok(name.clone()), "{text}");
        }
        assert!(SignInName::parse("王小明").is_ok());
        for (text, fault) in [
            ("", Fault::Empty),
            ("  ", Fault::Empty),
            ("a b", Fault::Signs),
            ("<a>", Fault::Signs),
            ("a\0", Fault::Signs),
        ] {
            assert_eq!(SignInName::parse(text), Err(fault), "{text:?}");
        }
        assert_eq!(SignInName::parse(&"a".repeat(65)), Err(Fault::TooLong));
    }

    #[test]
    fn a_name_is_kept_in_any_script() {
        assert_eq!(parse_name(" 买买提·艾力  江 "), Ok("买买提·艾力 江".to_owned()));
        assert_eq!(parse_name("𠮷田"), Ok("𠮷田".to_owned()));
        assert_eq!(parse_name(" "), Err(Fault::Empty));
        assert_eq!(parse_name(&"王".repeat(51)), Err(Fault::TooLong));
        assert_eq!(parse_name("a\u{7}b"), Err(Fault::Signs));
    }

    #[test]
    fn a_code_is_six_digits() {
        assert_eq!(parse_code(" 123 456 ").as_deref(), Some("123456"));
        assert_eq!(parse_code("１２３４５６").as_deref(), Some("123456"));
        for text in ["", "12345", "1234567", "12345a", "一二三四五六"] {
            assert_eq!(parse_code(text), None, "{text}");
        }
    }
}
