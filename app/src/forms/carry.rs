//! Answers to one version of a form, for another. Pure.
//!
//! A question of the same name and kind takes its answer along; what goes by another name, or has other choices, its
//! author says (`moved`). Invariant: what does not come along is told, never dropped in silence.

use std::collections::{BTreeMap, HashMap};

use super::{
    answers::{Answer, Answers, Astray, Stray, Turn},
    form::{Field, Form},
    model::MovedDefinition,
    parse::{AnyPlace, parse},
};
use crate::ids::TurnId;

/// Answers that were carried over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// To the new version.
    pub answers: Answers,
    /// What has no place there, by its old name.
    pub lost: Vec<Stray>,
}

/// The answers to `old` as answers to `new`.
pub fn carry(old: &Form, answers: &Answers, new: &Form) -> Carried {
    let way = Way {
        old,
        new,
        by_old: new.moved.iter().map(|it| (it.from.as_str(), it)).collect(),
        by_new: new.moved.iter().map(|it| (it.to.as_str(), it)).collect(),
    };
    let mut lost = Vec::new();
    let fields = way.fields(None, None, &answers.fields, &mut lost);
    let mut carried = Answers { version: new.version, fields, repeats: BTreeMap::new() };
    for (name, turns) in &answers.repeats {
        let target = way.target(name).and_then(|(name, _)| new.repeat(name));
        let (Some(from), Some(to)) = (old.repeat(name), target) else {
            lost.push(Stray::new(name, None, Astray::Unknown));
            continue;
        };
        let turns = turns.iter().map(|turn| {
            let fields = way.fields(Some((from, to)), Some(turn.id), &turn.fields, &mut lost);
            Turn { id: turn.id, fields }
        });
        carried.repeats.insert(new.groups[to].name.clone(), turns.collect());
    }
    Carried { answers: carried, lost }
}

struct Way<'a> {
    old: &'a Form,
    new: &'a Form,
    by_old: HashMap<&'a str, &'a MovedDefinition>,
    by_new: HashMap<&'a str, &'a MovedDefinition>,
}

impl<'a> Way<'a> {
    /// Where something of this name goes, and whether its author said so. A place that the author gave to something
    /// else is not free, unless that came from a version before `old`.
    fn target<'n>(&self, name: &'n str) -> Option<(&'n str, Option<&'a MovedDefinition>)>
    where
        'a: 'n,
    {
        if let Some(moved) = self.by_old.get(name) {
            return Some((moved.to.as_str(), Some(moved)));
        }
        let taken = self.by_new.get(name).is_some_and(|moved| self.old.names.contains_key(&moved.from));
        (!taken).then_some((name, None))
    }

    fn fields(
        &self,
        groups: Option<(usize, usize)>,
        turn: Option<TurnId>,
        answers: &BTreeMap<String, Answer>,
        lost: &mut Vec<Stray>,
    ) -> BTreeMap<String, Answer> {
        let mut carried = BTreeMap::new();
        for (name, answer) in answers {
            match self.field(groups, name, answer) {
                Ok(Some((field, answer))) => drop(carried.insert(field.name.clone(), answer)),
                // Rules make it anew.
                Ok(None) => {}
                Err(why) => lost.push(Stray::new(name, turn, why)),
            }
        }
        carried
    }

    fn field(
        &self,
        groups: Option<(usize, usize)>,
        name: &str,
        answer: &Answer,
    ) -> Result<Option<(&'a Field, Answer)>, Astray> {
        let old = self.old.field(name).and_then(|id| self.old.get(id));
        let old = old.filter(|it| self.old.repeat_of(it) == groups.map(|(from, _)| from));
        let old = old.ok_or(Astray::Unknown)?;
        let (target, moved) = self.target(name).ok_or(Astray::Unknown)?;
        let new = self.new.field(target).and_then(|id| self.new.get(id));
        let new = new.filter(|it| self.new.repeat_of(it) == groups.map(|(_, to)| to));
        let new = match new {
            None if old.calculated => return Ok(None),
            None => return Err(Astray::Unknown),
            Some(new) => new,
        };
        match (old.calculated, new.calculated) {
            (true, true) => return Ok(None),
            (false, true) => return Err(Astray::Calculated),
            (_, false) => {}
        }
        if moved.is_none() && old.kind.word() != new.kind.word() {
            return Err(Astray::Shape);
        }
        let mut typed = answer.typed();
        for value in &mut typed {
            if let Some(renamed) = moved.and_then(|it| it.values.get(value)) {
                value.clone_from(renamed);
            }
        }
        let typed: Vec<&str> = typed.iter().map(String::as_str).collect();
        match parse(&new.kind, &typed, &AnyPlace) {
            Ok(Some(answer)) => Ok(Some((new, answer))),
            Ok(None) => Err(Astray::Shape),
            Err(fault) => Err(Astray::Refused(fault)),
        }
    }
}
