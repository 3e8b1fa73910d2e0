//! A form that cannot be wrong: what `check.rs` makes of a definition. Pure.
//!
//! What is asked stands in groups and fields; what follows from what stands in nodes, one for each thing that is
//! computed, in an order in which every node comes after all that it needs. `evaluate.rs` computes them.

use std::{collections::HashMap, ops::Range, sync::Arc};

use super::{
    answers::Answer,
    decimal::Decimal,
    model::{Choice, MovedDefinition},
    parse::{AnyPlace, parse},
    rules::{Condition, Term},
};
use crate::text::Text;

/// A form, of one version.
#[derive(Debug)]
pub struct Form {
    /// Code of the service, a dot, and what the form is for: `B01.record`.
    pub code: String,
    /// The number of the version.
    pub version: u32,
    /// What the form is called.
    pub title: Text,
    /// One or two sentences above it.
    pub lead: Option<Text>,
    /// Whether an official form will take its place.
    pub reference: bool,
    /// Who may read it, where not everybody may.
    pub restricted: Option<Text>,
    /// The flow and the standard of the service.
    pub standard: Option<Standard>,
    /// The pages, in their order.
    pub groups: Vec<Group>,
    /// Questions of older versions that go by another name here.
    pub moved: Vec<MovedDefinition>,
    pub(super) fields: Vec<Field>,
    pub(super) names: HashMap<String, Named>,
    pub(super) nodes: Vec<Node>,
    /// The nodes, each after all that it needs.
    pub(super) order: Vec<NodeId>,
}

/// What a name means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    Group(usize),
    Field(usize),
    Step(usize),
}

/// How a service is to be given.
#[derive(Debug)]
pub struct Standard {
    /// How often, in words.
    pub frequency: Text,
    /// The longest time between two records of one person, in days.
    pub every_days: Option<u32>,
    /// The standard in words.
    pub text: Text,
    /// The steps, in their order.
    pub steps: Vec<Step>,
}

/// A step of the flow.
#[derive(Debug)]
pub struct Step {
    /// Its name.
    pub name: String,
    /// What is done.
    pub title: Text,
    /// Whether a record is not closed without it.
    pub required: bool,
    pub(super) done: Option<NodeId>,
}

/// A page.
#[derive(Debug)]
pub struct Group {
    /// Its name.
    pub name: String,
    /// What it is about.
    pub title: Text,
    /// What helps to answer.
    pub hint: Option<Text>,
    /// That it is answered several times.
    pub repeat: Option<Repeat>,
    /// Where its questions stand.
    pub(super) fields: Range<usize>,
    pub(super) shown: NodeId,
    /// How many nodes every turn has.
    pub(super) cells: usize,
    /// What is computed from all turns, and whether there are enough.
    pub(super) folds: Vec<NodeId>,
}

/// How often a group is answered.
#[derive(Debug)]
pub struct Repeat {
    /// Turns at most.
    pub at_most: u32,
    /// Turns at least.
    pub at_least: u32,
    /// What one turn is: 「一位家人」.
    pub one: Text,
    pub(super) fault: NodeId,
}

/// Which question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FieldId(pub(super) u32);

impl FieldId {
    pub(super) fn index(self) -> usize {
        self.0 as usize
    }
}

/// A question.
#[derive(Debug)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// What kind of answer it has.
    pub kind: Kind,
    /// The question.
    pub label: Text,
    /// What helps to answer it.
    pub hint: Option<Text>,
    /// Whether it has to be answered.
    pub required: Asked,
    /// What to do where the answer is not right.
    pub message: Option<Text>,
    /// Whether it is kept under the key of its record, and masked in lists.
    pub sensitive: bool,
    /// Whether nobody types it.
    pub calculated: bool,
    /// Where its group stands.
    pub group: usize,
    pub(super) shown: NodeId,
    /// Nothing for words between questions.
    pub(super) answer: Option<NodeId>,
    pub(super) fault: Option<NodeId>,
    /// The answer with which the form is opened.
    pub(super) default: Option<Term>,
    pub(super) right: Option<Condition>,
}

/// Whether a question has to be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// It may be left out.
    Optional,
    /// It has to be.
    Always,
    /// As the other answers say.
    Sometimes(NodeId),
}

/// What kind of answer a question has.
#[derive(Clone, Debug)]
pub enum Kind {
    /// One line.
    Text {
        /// Letters at most.
        max: u32,
    },
    /// Several lines.
    LongText {
        /// Letters at most.
        max: u32,
    },
    /// A decimal number.
    Number {
        /// The least.
        min: Option<Decimal>,
        /// The greatest.
        max: Option<Decimal>,
        /// Places behind the point.
        decimals: u8,
        /// What it counts.
        unit: Option<Text>,
    },
    /// A whole number of people.
    People {
        /// At most.
        max: u32,
    },
    /// A day.
    Day(Days),
    /// A time of the day.
    Time,
    /// One of a list.
    OneOf(Choices),
    /// Several of a list.
    SeveralOf {
        /// The list.
        choices: Choices,
        /// Values that stand alone.
        exclusive: Vec<String>,
    },
    /// Yes or no, and what else is offered.
    YesNo {
        /// 不清楚
        unknown: bool,
        /// 不愿透露
        unsaid: bool,
    },
    /// A place of the official list.
    Place(Level),
    /// A telephone number.
    Phone,
    /// An identity card number, or that it is not known.
    IdNumber,
    /// Photos, by their ids.
    Photo {
        /// At most.
        max: u32,
    },
    /// Drawn, or the name of a witness.
    Signature,
    /// Words between questions.
    Note,
}

impl Kind {
    /// Whether an answer has several values.
    pub fn is_several(&self) -> bool {
        matches!(self, Self::SeveralOf { .. } | Self::Photo { .. })
    }

    /// Whether this is a value that may be chosen.
    pub fn offers(&self, value: &str) -> bool {
        match self {
            Self::OneOf(choices) | Self::SeveralOf { choices, .. } => {
                choices.iter().any(|it| it.value == value)
            }
            Self::YesNo { unknown, unsaid } => match value {
                "yes" | "no" => true,
                "unknown" => *unknown,
                "unsaid" => *unsaid,
                _ => false,
            },
            _ => false,
        }
    }

    /// As a definition names it.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Text { .. } => "text",
            Self::LongText { .. } => "long_text",
            Self::Number { .. } => "number",
            Self::People { .. } => "people",
            Self::Day(_) => "date",
            Self::Time => "time",
            Self::OneOf(_) => "one_of",
            Self::SeveralOf { .. } => "several_of",
            Self::YesNo { .. } => "yes_no",
            Self::Place(_) => "place",
            Self::Phone => "phone",
            Self::IdNumber => "id_number",
            Self::Photo { .. } => "photo",
            Self::Signature => "signature",
            Self::Note => "note",
        }
    }
}

/// A list of choices; several questions may share one.
pub type Choices = Arc<[Choice]>;

/// Between which days an answer lies.
#[derive(Clone, Debug, Default)]
pub struct Days {
    pub(super) min: Option<Term>,
    pub(super) max: Option<Term>,
}

/// How deep a place goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// 市县
    County,
    /// 乡镇、街道
    Town,
    /// 村（居）
    Village,
}

impl Level {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::County, Self::Town, Self::Village];

    /// As a definition names it.
    pub fn word(self) -> &'static str {
        match self {
            Self::County => "county",
            Self::Town => "town",
            Self::Village => "village",
        }
    }
}

/// Which computed thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub(super) u32);

impl NodeId {
    pub(super) fn index(self) -> usize {
        self.0 as usize
    }
}

/// Something that is computed, once or for every turn of a group.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) rule: Rule,
    /// The group for every turn of which it is computed.
    pub(super) scope: Option<usize>,
    /// Its place among the nodes of its turn, or of the whole form.
    pub(super) cell: usize,
    /// What it needs.
    pub(super) needs: Vec<NodeId>,
    /// What it needs only when the form is opened.
    pub(super) opens_with: Vec<NodeId>,
    /// What needs it.
    pub(super) needed_by: Vec<NodeId>,
    /// Its place in the order.
    pub(super) rank: u32,
}

/// How it is computed.
#[derive(Debug)]
pub(super) enum Rule {
    /// Whether a group is shown.
    GroupShown(usize, Condition),
    /// Whether a field is shown while its group is.
    FieldShown(usize, Condition),
    /// What was typed, while it is shown.
    Typed(usize),
    /// What follows from other answers, while it is shown.
    Calculated(usize, Term),
    /// Whether a field has to be answered.
    Required(usize, Condition),
    /// What is wrong with the answer.
    Fault(usize),
    /// Whether a group has as many turns as it may have.
    Turns(usize),
    /// A part of a fold, for every turn.
    Truth(Condition),
    /// The same.
    Term(Term),
    /// One thing made of all turns of a group.
    Fold(usize, Fold),
    /// Whether a step was done.
    Done(usize, Condition),
}

/// What is made of all turns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Fold {
    /// How many there are.
    Count,
    /// The sum of this.
    Sum(NodeId),
    /// Whether this is true of one.
    Any(NodeId),
    /// Whether this is true of all.
    All(NodeId),
    /// Of how many this is true.
    HowMany(NodeId),
}

impl Form {
    /// The question of this name.
    pub fn field(&self, name: &str) -> Option<FieldId> {
        match self.names.get(name) {
            Some(Named::Field(field)) => u32::try_from(*field).ok().map(FieldId),
            _ => None,
        }
    }

    /// The question.
    pub fn get(&self, id: FieldId) -> Option<&Field> {
        self.fields.get(id.index())
    }

    /// The group that is answered several times and has this name.
    pub fn repeat(&self, name: &str) -> Option<usize> {
        match self.names.get(name) {
            Some(Named::Group(group)) if self.groups.get(*group)?.repeat.is_some() => Some(*group),
            _ => None,
        }
    }

    /// The group, by its place, that asks the question once in every turn.
    pub fn repeat_of(&self, field: &Field) -> Option<usize> {
        self.groups.get(field.group).and_then(|group| group.repeat.as_ref()).map(|_| field.group)
    }

    /// The questions of a group, in their order.
    pub fn questions(&self, group: &Group) -> impl Iterator<Item = (FieldId, &Field)> {
        let ids = group.fields.clone().filter_map(|index| u32::try_from(index).ok().map(FieldId));
        ids.zip(self.fields.get(group.fields.clone()).unwrap_or_default())
    }

    /// Whether a question has a rule of its own for when it is asked; others come and go with their group.
    pub(super) fn hides_itself(&self, field: &Field) -> bool {
        self.groups.get(field.group).is_none_or(|group| group.shown != field.shown)
    }

    /// All questions, in their order.
    pub fn all_questions(&self) -> impl Iterator<Item = (FieldId, &Field)> {
        (0..).map(FieldId).zip(&self.fields)
    }

    pub(super) fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.index()]
    }
}

impl Field {
    /// What a calculation gives, as this question keeps it; nothing where it does not fit.
    pub(super) fn fitting(&self, answer: Answer) -> Option<Answer> {
        match (&self.kind, answer) {
            (Kind::Number { decimals, .. }, Answer::Number(number)) => {
                number.rounded(*decimals).map(Answer::Number)
            }
            (Kind::People { max }, Answer::Number(number)) => {
                let whole = number.rounded(0)?;
                let fits = (Decimal::ZERO..=Decimal::count(*max as usize)).contains(&whole);
                fits.then_some(Answer::Number(whole))
            }
            // Cleaned as if it had been typed: what is kept is read again.
            (Kind::Text { .. } | Kind::LongText { .. }, Answer::Text(text)) => {
                parse(&self.kind, &[&*text], &AnyPlace).ok()?
            }
            (kind @ (Kind::OneOf(_) | Kind::YesNo { .. }), Answer::Text(text)) => {
                kind.offers(&text).then_some(Answer::Text(text))
            }
            (Kind::Day(_), Answer::Day(day)) => Some(Answer::Day(day)),
            (Kind::Time, Answer::Time(time)) => Some(Answer::Time(time)),
            _ => None,
        }
    }
}
