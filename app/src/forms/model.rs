//! A form as its author writes it: the shape of a definition file, and how large one may be. Pure.
//!
//! A [`Definition`] may still be wrong in every way; `check.rs` makes a `Form` of it, which cannot be.

use std::{collections::BTreeMap, fmt};

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{self, Visitor},
};

use super::decimal::Decimal;
use crate::text::Text;

/// Questions of a form.
pub const FIELDS_MAX: usize = 5_000;
/// Groups of a form.
pub const GROUPS_MAX: usize = 1_000;
/// Lists of choices of a form.
pub const LISTS_MAX: usize = 500;
/// Choices of a list.
pub const OPTIONS_MAX: usize = 500;
/// Steps of a standard.
pub const STEPS_MAX: usize = 50;
/// Turns of a repeat.
pub const TURNS_MAX: u32 = 500;
/// Signs of an expression.
pub const EXPRESSION_CHARS_MAX: usize = 1_000;
/// How deep an expression is nested.
pub const EXPRESSION_DEPTH_MAX: usize = 32;
/// Signs of a name, a value of a choice and a code.
pub const NAME_CHARS_MAX: usize = 60;
/// Signs of a title, a label and a message.
pub const LABEL_CHARS_MAX: usize = 300;
/// Signs of a hint, a lead and the text of a standard.
pub const HINT_CHARS_MAX: usize = 2_000;
/// Letters of a line, where the definition says nothing, and at most.
pub const LINE_CHARS: [u32; 2] = [100, 1_000];
/// Letters of several lines, where the definition says nothing, and at most.
pub const LINES_CHARS: [u32; 2] = [2_000, 20_000];
/// People, where the definition says nothing, and at most.
pub const PEOPLE: [u32; 2] = [100_000, 100_000_000];
/// Photos, where the definition says nothing, and at most.
pub const PHOTOS: [u32; 2] = [3, 20];

/// The form that everybody fills in who calls for help, whatever it is about (F13).
pub const FOR_EVERYBODY: &str = "F13.intake";

/// A definition file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// Code of the service, a dot, and what the form is for: `B01.record`.
    pub form: String,
    /// What the form is called.
    pub title: Text,
    /// One or two sentences above it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead: Option<Text>,
    /// Whether an official form will take its place.
    #[serde(default, skip_serializing_if = "is_not")]
    pub reference: bool,
    /// Who may read it, where not everybody may.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restricted: Option<Text>,
    /// The flow and the standard of the service, in a form that records it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standard: Option<StandardDefinition>,
    /// Lists of choices that several questions share.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lists: Vec<ListDefinition>,
    /// The pages of the form.
    #[serde(default)]
    pub groups: Vec<GroupDefinition>,
    /// Questions of an older version that go by another name here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub moved: Vec<MovedDefinition>,
}

/// How a service is to be given, and what shows that it was.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StandardDefinition {
    /// How often, in words.
    pub frequency: Text,
    /// The longest time between two records of one person, in days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub every_days: Option<u32>,
    /// The standard in words.
    pub text: Text,
    /// The steps, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<StepDefinition>,
}

/// A step of the flow.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepDefinition {
    /// Its name in the form.
    pub name: String,
    /// What is done.
    pub title: Text,
    /// An expression that is true of the answers when it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown_by: Option<String>,
    /// Whether a record is not closed without it.
    #[serde(default, skip_serializing_if = "is_not")]
    pub required: bool,
}

/// A list of choices.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListDefinition {
    /// Its name among the lists.
    pub name: String,
    /// The choices, in their order.
    pub options: Vec<Choice>,
}

/// One choice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// As it is kept.
    pub value: String,
    /// As it is read, in Chinese.
    pub zh: String,
    /// The same in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
}

impl Choice {
    /// As it is read.
    pub fn label(&self) -> Text {
        Text { zh: self.zh.clone(), en: self.en.clone() }
    }
}

/// A page of the form.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupDefinition {
    /// Its name in the form.
    pub name: String,
    /// What it is about.
    pub title: Text,
    /// The same for whoever of the staff fills it in for somebody; without it they read the title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub staff: Option<Text>,
    /// What helps to answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Text>,
    /// An expression: without it the page is always shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown_if: Option<String>,
    /// That it is answered several times.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeat: Option<RepeatDefinition>,
    /// The questions, in their order.
    #[serde(default)]
    pub fields: Vec<FieldDefinition>,
}

/// How often a group is answered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RepeatDefinition {
    /// Turns at most.
    pub at_most: u32,
    /// Turns at least.
    #[serde(default)]
    pub at_least: u32,
    /// What one turn is: 「一位家人」.
    pub one: Text,
}

/// A question.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldDefinition {
    /// Its name in the form.
    pub name: String,
    /// What kind of answer it has.
    pub kind: String,
    /// The question.
    pub label: Text,
    /// The same put to whoever of the staff fills it in for somebody; without it they read the question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub staff: Option<Text>,
    /// What helps to answer it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Text>,
    /// Letters, people or photos at most, a number, or an expression that gives the last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<Bound>,
    /// The least number, or an expression that gives the first day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<Bound>,
    /// Places behind the point.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decimals: Option<u8>,
    /// What a number counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Text>,
    /// The name of the list of choices.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list: Option<String>,
    /// The choices themselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub options: Option<Vec<Choice>>,
    /// Choices that stand alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exclusive: Vec<String>,
    /// Which of `unknown` and `unsaid` are offered beside yes and no.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub also: Option<Vec<String>>,
    /// How deep a place goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// Whether it has to be answered, or an expression that says so.
    #[serde(default, skip_serializing_if = "Required::is_never")]
    pub required: Required,
    /// An expression: without it the question is always asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown_if: Option<String>,
    /// An expression that is true where the answer is right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_if: Option<String>,
    /// What to do where it is not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<Text>,
    /// An expression that gives the answer with which the form is opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// An expression that gives the answer; nobody types it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calculated: Option<String>,
    /// Whether it is kept under the key of its record, and masked in lists.
    #[serde(default, skip_serializing_if = "is_not")]
    pub sensitive: bool,
}

/// A question that went by another name in an older version.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MovedDefinition {
    /// Its name there.
    pub from: String,
    /// Its name here.
    pub to: String,
    /// What became of its choices.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<String, String>,
}

fn is_not(truth: &bool) -> bool {
    !truth
}

/// Whether a question has to be answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Required {
    /// It may be left out.
    #[default]
    Never,
    /// It has to be.
    Always,
    /// It has to be where this expression is true.
    If(String),
}

impl Required {
    /// Whether it may always be left out.
    pub fn is_never(&self) -> bool {
        *self == Self::Never
    }
}

impl Serialize for Required {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Never => serializer.serialize_bool(false),
            Self::Always => serializer.serialize_bool(true),
            Self::If(expression) => serializer.serialize_str(expression),
        }
    }
}

impl<'de> Deserialize<'de> for Required {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TruthOrText;

        impl Visitor<'_> for TruthOrText {
            type Value = Required;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("true, false, or an expression as text")
            }

            fn visit_bool<E: de::Error>(self, truth: bool) -> Result<Required, E> {
                Ok(if truth { Required::Always } else { Required::Never })
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Required, E> {
                Ok(Required::If(text.to_owned()))
            }
        }

        deserializer.deserialize_any(TruthOrText)
    }
}

/// A bound: a number, as it is written, or an expression that gives a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound(pub String);

impl Serialize for Bound {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Bound {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NumberOrText;

        impl Visitor<'_> for NumberOrText {
            type Value = Bound;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a number, or an expression as text")
            }

            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Bound, E> {
                Ok(Bound(number.to_string()))
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Bound, E> {
                Ok(Bound(number.to_string()))
            }

            // What an author wrote as 37.5 is written again as 37.5: no sum is made of it.
            fn visit_f64<E: de::Error>(self, number: f64) -> Result<Bound, E> {
                let bound = Decimal::of_fraction(number).map(|it| Bound(it.to_string()));
                bound.ok_or_else(|| E::custom("a number here has at most 4 places behind the point"))
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Bound, E> {
                Ok(Bound(text.to_owned()))
            }
        }

        deserializer.deserialize_any(NumberOrText)
    }
}
