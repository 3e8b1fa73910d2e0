//! Expressions as they are meant: every name found, every type checked; and what they give. Pure.
//!
//! Invariants: what is true or false always is one of them, and everything else is an answer or nothing; nothing in
//! gives nothing out, and no sum, day or text is too large without being nothing.

use std::{cmp::Ordering, sync::Arc};

use time::{Date, Duration};

use super::{answers::Answer, decimal::Decimal, expression::Comparison, form::NodeId, model::LINES_CHARS};

/// What is true or false of the answers.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Condition {
    /// Whatever they are.
    Always(bool),
    /// As another rule says.
    Node(NodeId),
    Not(Box<Condition>),
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Compare(Term, Comparison, Term),
    /// The value is among those that were chosen.
    Chosen(Term, Arc<str>),
    /// The answer is one of these.
    IsOneOf(Term, Vec<Arc<str>>),
    /// If the first, the second, else the third.
    If(Box<[Condition; 3]>),
}

/// What is answered, or follows from answers, or is nothing.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Term {
    Nothing,
    Given(Answer),
    /// As another rule says.
    Node(NodeId),
    Today,
    Sum(Box<Term>, Vec<(bool, Term)>),
    /// A day, and days that are added to it or taken away.
    Later(Box<Term>, Vec<(bool, Term)>),
    Product(Box<Term>, Vec<(bool, Term)>),
    Negative(Box<Term>),
    /// How many were chosen.
    Count(Box<Term>),
    /// How many letters there are.
    Length(Box<Term>),
    Least(Vec<Term>),
    Most(Vec<Term>),
    Rounded(Box<Term>, u8),
    HowMany(Vec<Condition>),
    /// Whole years from the day until today.
    Years(Box<Term>),
    /// Whole days from the one until the other.
    Days(Box<Term>, Box<Term>),
    Written(Box<Term>),
    Joined(Arc<str>, Vec<Term>),
    If(Box<Condition>, Box<Term>, Box<Term>),
    /// `yes` or `no`.
    YesNo(Box<Condition>),
}

/// What a rule may ask for.
pub(super) trait Known {
    fn truth(&self, node: NodeId) -> bool;
    fn answer(&self, node: NodeId) -> Option<Answer>;
    fn today(&self) -> Date;
}

impl Condition {
    /// Whether it is true.
    pub(super) fn holds(&self, known: &dyn Known) -> bool {
        match self {
            Self::Always(truth) => *truth,
            Self::Node(node) => known.truth(*node),
            Self::Not(it) => !it.holds(known),
            Self::All(all) => all.iter().all(|it| it.holds(known)),
            Self::Any(any) => any.iter().any(|it| it.holds(known)),
            Self::Compare(one, how, other) => compare(one.answer(known), *how, other.answer(known)),
            Self::Chosen(several, value) => match several.answer(known) {
                Some(Answer::Several(values)) => values.iter().any(|it| **it == **value),
                _ => false,
            },
            Self::IsOneOf(text, values) => match text.answer(known) {
                Some(Answer::Text(text)) => values.contains(&text),
                _ => false,
            },
            Self::If(three) => {
                let [condition, yes, no] = &**three;
                if condition.holds(known) { yes.holds(known) } else { no.holds(known) }
            }
        }
    }
}

fn compare(one: Option<Answer>, how: Comparison, other: Option<Answer>) -> bool {
    match how {
        Comparison::Same => one == other,
        Comparison::Other => one != other,
        how => {
            let order = match (&one, &other) {
                (Some(Answer::Number(one)), Some(Answer::Number(other))) => one.cmp(other),
                (Some(Answer::Day(one)), Some(Answer::Day(other))) => one.cmp(other),
                (Some(Answer::Time(one)), Some(Answer::Time(other))) => one.cmp(other),
                _ => return false,
            };
            match how {
                Comparison::Less => order == Ordering::Less,
                Comparison::AtMost => order != Ordering::Greater,
                Comparison::More => order == Ordering::Greater,
                _ => order != Ordering::Less,
            }
        }
    }
}

impl Term {
    /// What it gives.
    pub(super) fn answer(&self, known: &dyn Known) -> Option<Answer> {
        match self {
            Self::Nothing => None,
            Self::Given(answer) => Some(answer.clone()),
            Self::Node(node) => known.answer(*node),
            Self::Today => Some(Answer::Day(known.today())),
            Self::Sum(first, others) => {
                let add = |sum: Decimal, (turned, it): &(bool, Self)| {
                    let number = it.number(known)?;
                    if *turned { sum.minus(number) } else { sum.plus(number) }
                };
                others.iter().try_fold(first.number(known)?, add).map(Answer::Number)
            }
            Self::Product(first, others) => {
                let multiply = |product: Decimal, (turned, it): &(bool, Self)| {
                    let number = it.number(known)?;
                    if *turned { product.over(number) } else { product.times(number) }
                };
                others.iter().try_fold(first.number(known)?, multiply).map(Answer::Number)
            }
            Self::Later(first, others) => {
                let add = |day: Date, (turned, it): &(bool, Self)| {
                    let days = it.number(known)?.truncated();
                    later(day, if *turned { -days } else { days })
                };
                others.iter().try_fold(first.day(known)?, add).map(Answer::Day)
            }
            Self::Negative(it) => it.number(known).map(|it| Answer::Number(it.negative())),
            Self::Count(it) => {
                let count = match it.answer(known) {
                    Some(Answer::Several(values)) => values.len(),
                    _ => 0,
                };
                Some(Answer::Number(Decimal::count(count)))
            }
            Self::Length(it) => {
                let length = it.text(known).map_or(0, |text| text.chars().count());
                Some(Answer::Number(Decimal::count(length)))
            }
            Self::Least(all) => chosen(all, known, |one, other| compare(one, Comparison::Less, other)),
            Self::Most(all) => chosen(all, known, |one, other| compare(one, Comparison::More, other)),
            Self::Rounded(it, places) => it.number(known)?.rounded(*places).map(Answer::Number),
            Self::HowMany(all) => {
                let count = all.iter().filter(|it| it.holds(known)).count();
                Some(Answer::Number(Decimal::count(count)))
            }
            Self::Years(from) => {
                let years = years(from.day(known)?, known.today())?;
                Decimal::whole(years.into()).map(Answer::Number)
            }
            Self::Days(from, to) => {
                let days = (to.day(known)? - from.day(known)?).whole_days();
                Decimal::whole(days).map(Answer::Number)
            }
            Self::Written(it) => it.number(known).and_then(|it| Answer::text(&it.to_string())),
            Self::Joined(between, all) => {
                let texts: Vec<_> = all.iter().filter_map(|it| it.text(known)).collect();
                let joined = texts.join(&**between);
                // No question keeps a longer text.
                (joined.chars().count() <= LINES_CHARS[1] as usize).then(|| Answer::text(&joined))?
            }
            Self::If(condition, yes, no) => {
                if condition.holds(known) {
                    yes.answer(known)
                } else {
                    no.answer(known)
                }
            }
            Self::YesNo(condition) => Answer::text(if condition.holds(known) { "yes" } else { "no" }),
        }
    }

    fn number(&self, known: &dyn Known) -> Option<Decimal> {
        match self.answer(known)? {
            Answer::Number(number) => Some(number),
            _ => None,
        }
    }

    fn day(&self, known: &dyn Known) -> Option<Date> {
        match self.answer(known)? {
            Answer::Day(day) => Some(day),
            _ => None,
        }
    }

    fn text(&self, known: &dyn Known) -> Option<Arc<str>> {
        match self.answer(known)? {
            Answer::Text(text) => Some(text),
            _ => None,
        }
    }
}

fn later(day: Date, days: i64) -> Option<Date> {
    // A thousand years are enough, and no length of time overflows.
    let days = (-400_000..=400_000).contains(&days).then_some(days)?;
    let day = day.checked_add(Duration::days(days))?;
    (1..=9999).contains(&day.year()).then_some(day)
}

/// Whole years from the one day until the other; nothing while it has not come.
fn years(from: Date, to: Date) -> Option<i32> {
    let before = (to.month() as u8, to.day()) < (from.month() as u8, from.day());
    let years = to.year() - from.year() - i32::from(before);
    (years >= 0).then_some(years)
}

/// The one of what there is that goes before all others.
fn chosen(
    all: &[Term],
    known: &dyn Known,
    before: impl Fn(Option<Answer>, Option<Answer>) -> bool,
) -> Option<Answer> {
    all.iter().fold(None, |kept, it| match (kept, it.answer(known)) {
        (None, found) => found,
        (kept, None) => kept,
        (kept, found) if before(found.clone(), kept.clone()) => found,
        (kept, _) => kept,
    })
}
