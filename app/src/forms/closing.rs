//! How far the standard of a service is kept by a record, and what it still lacks before it can be closed. Pure.
//!
//! While a record is written, what was not answered yet is open: a condition like `phase != 'during'` says nothing before
//! somebody has said which phase it is. Once it is kept, what was not answered was left out ([`Closing::missing`]).

use std::{cell::Cell, collections::BTreeSet};

use time::Date;

use super::{
    answers::Answer,
    evaluate::Filling,
    form::{Asked, Form, Node, NodeId, Rule, Step},
    rules::{Condition, Known},
};

/// How a step of the standard stands in a record that is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// The answers show that it was done.
    Done,
    /// They do not, or not yet.
    Open,
    /// By what everybody has to answer there is nothing to do: what it would be shown by is not asked at all.
    Needless,
    /// No answer shows it.
    Unseen,
}

/// How far the steps of the standard have come.
#[derive(Debug)]
pub struct Closing<'a> {
    /// Every step, in order, and how it stands.
    pub steps: Vec<(&'a Step, Progress)>,
    missing: Vec<&'a Step>,
}

impl<'a> Closing<'a> {
    /// How far this record has come.
    pub fn of(filling: &'a Filling) -> Self {
        let steps = filling.form().standard.iter().flat_map(|standard| &standard.steps);
        let (so_far, required) = (SoFar::of(filling, false), SoFar::of(filling, true));
        let progress = |step: &Step| match step.done {
            None => Progress::Unseen,
            Some(node) if so_far.stands(node) != Some(true) => Progress::Open,
            Some(node) if required.stands(node) == Some(true) && is_partly_hidden(filling, node) => {
                Progress::Needless
            }
            Some(_) => Progress::Done,
        };
        let lacks = |(at, step): (usize, &'a Step)| {
            (step.required && filling.is_done(at) != Some(true)).then_some(step)
        };
        Self {
            steps: steps.clone().map(|step| (step, progress(step))).collect(),
            missing: steps.enumerate().filter_map(lacks).collect(),
        }
    }

    /// The steps without which the record is not closed, and which were not done, if nothing more is answered.
    pub fn missing(&self) -> impl Iterator<Item = &'a Step> {
        self.missing.iter().copied()
    }

    /// Whether the record may be closed.
    pub fn is_complete(&self) -> bool {
        self.missing.is_empty()
    }
}

/// Whether something that a step asks for is not asked, as the answers stand.
fn is_partly_hidden(filling: &Filling, step: NodeId) -> bool {
    let form = filling.form();
    let shown = |node: NodeId| filling.known().truth(node);
    form.node(step).needs.iter().any(|need| match &form.node(*need).rule {
        Rule::Typed(field) | Rule::Calculated(field, _) => !shown(form.fields[*field].shown),
        Rule::Fold(group, _) => !shown(form.groups[*group].shown),
        _ => false,
    })
}

/// What follows from the answers for sure, whatever else is answered: true, false, or nothing yet.
struct SoFar<'a> {
    filling: &'a Filling,
    /// Whether only what everybody has to answer is looked at.
    required: bool,
    /// For what is true or false, whether it is; for what is answered, that it is, or never will be.
    stands: Vec<Option<bool>>,
    /// The groups of which a turn has an answer.
    begun: BTreeSet<String>,
    /// Whether something was asked for that is open.
    met_open: Cell<bool>,
}

impl<'a> SoFar<'a> {
    fn of(filling: &'a Filling, required: bool) -> Self {
        let form: &Form = filling.form();
        let stands = vec![None; form.nodes.len()];
        let turns = filling.kept().repeats.into_iter();
        let begun = turns.filter(|(_, turns)| turns.iter().any(|turn| !turn.fields.is_empty()));
        let begun = begun.map(|(name, _)| name).collect();
        let mut so_far = Self { filling, required, stands, begun, met_open: Cell::new(false) };
        // Each comes after all that it needs.
        for id in &form.order {
            let node = form.node(*id);
            if node.scope.is_none() {
                so_far.stands[id.index()] = so_far.found(form, *id, node);
            }
        }
        so_far
    }

    fn stands(&self, node: NodeId) -> Option<bool> {
        self.stands.get(node.index()).copied().flatten()
    }

    fn found(&self, form: &Form, id: NodeId, node: &Node) -> Option<bool> {
        let hidden = |shown: NodeId| self.stands(shown) == Some(false);
        match &node.rule {
            Rule::GroupShown(_, condition)
            | Rule::Required(_, condition)
            | Rule::Truth(condition)
            | Rule::Done(_, condition) => self.judged(condition),
            Rule::FieldShown(field, condition) => {
                let group = form.groups[form.fields[*field].group].shown;
                all([self.stands(group), self.judged(condition)])
            }
            Rule::Typed(field) => {
                let field = &form.fields[*field];
                let counts = !self.required || field.required == Asked::Always;
                let answered = counts && self.filling.known().answer(id).is_some();
                (answered || hidden(field.shown)).then_some(true)
            }
            Rule::Calculated(field, term) => {
                let sure = self.surely(|| drop(term.answer(self))).is_some();
                (sure || hidden(form.fields[*field].shown)).then_some(true)
            }
            Rule::Term(term) => self.surely(|| drop(term.answer(self))).map(|()| true),
            Rule::Fold(group, _) => {
                let group = &form.groups[*group];
                let sure = (!self.required && self.begun.contains(&group.name)) || hidden(group.shown);
                // A fold is a number or a truth; a number is there, and a truth is what it is.
                let known = self.filling.known();
                sure.then(|| known.answer(id).is_some() || known.truth(id))
            }
            Rule::Fault(_) | Rule::Turns(_) => None,
        }
    }

    fn judged(&self, condition: &Condition) -> Option<bool> {
        match condition {
            Condition::Always(truth) => Some(*truth),
            Condition::Node(node) => self.stands(*node),
            Condition::Not(it) => self.judged(it).map(|truth| !truth),
            Condition::All(conditions) => all(conditions.iter().map(|it| self.judged(it))),
            Condition::Any(conditions) => {
                let none = all(conditions.iter().map(|it| self.judged(it).map(|truth| !truth)));
                none.map(|truth| !truth)
            }
            Condition::If(three) => {
                let [condition, yes, no] = &**three;
                self.judged(if self.judged(condition)? { yes } else { no })
            }
            leaf => self.surely(|| leaf.holds(self)),
        }
    }

    /// What comes out, unless something was asked for that is open.
    fn surely<T>(&self, ask: impl FnOnce() -> T) -> Option<T> {
        self.met_open.set(false);
        let found = ask();
        (!self.met_open.get()).then_some(found)
    }
}

/// Whether all of them are true: surely not where one surely is not.
fn all(them: impl IntoIterator<Item = Option<bool>>) -> Option<bool> {
    let mut surely = true;
    for it in them {
        match it {
            Some(false) => return Some(false),
            Some(true) => {}
            None => surely = false,
        }
    }
    surely.then_some(true)
}

impl Known for SoFar<'_> {
    fn truth(&self, node: NodeId) -> bool {
        let truth = self.stands(node);
        self.met_open.set(self.met_open.get() || truth.is_none());
        truth.unwrap_or_default()
    }

    fn answer(&self, node: NodeId) -> Option<Answer> {
        let sure = self.stands(node).is_some();
        self.met_open.set(self.met_open.get() || !sure);
        self.filling.known().answer(node).filter(|_| sure)
    }

    fn today(&self) -> Date {
        self.filling.today()
    }
}
