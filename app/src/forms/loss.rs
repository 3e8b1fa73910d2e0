//! Which answers would not come along to another version, told before it is published. Pure.
//!
//! What comes along is the rule of carry.rs; a test holds this to it.

use std::collections::{BTreeSet, HashMap};

use super::{
    decimal::PLACES,
    form::Level,
    model::{
        Bound, Choice, Definition, FieldDefinition, GroupDefinition, LINE_CHARS, LINES_CHARS,
        MovedDefinition, PEOPLE, PHOTOS,
    },
};
use crate::text::Text;

/// A question, or a group that is answered several times, whose answers do not come along, or not all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// Its name in the older version.
    pub name: String,
    /// What people read of it there.
    pub label: Text,
    /// Why.
    pub why: Why,
}

/// Why answers do not come along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// There is nothing of this name; what is new and may be the same under another name, and what people read of it.
    Gone(Option<(String, Text)>),
    /// It was of the first kind and is of the second.
    Kind(String, String),
    /// Nobody types it any more.
    Calculated,
    /// These choices are gone.
    Choices(Vec<Choice>),
    /// It was asked once and is asked in every turn of a group, or the other way round.
    Turns,
    /// Less fits: the key of the definition.
    Narrower(&'static str),
}

/// A question with its group.
type Placed<'a> = (&'a FieldDefinition, &'a GroupDefinition);

/// What of the answers to `before` would not come along to `after`, in the order of the questions.
pub fn losses(before: &Definition, after: &Definition) -> Vec<Loss> {
    let way = Way::between(before, after);
    let mut losses = Vec::new();
    for group in &before.groups {
        // Its turns go with it.
        if group.repeat.is_some() && way.repeat(&group.name).is_none() {
            let why = Why::Gone(way.new_repeat());
            losses.push(Loss { name: group.name.clone(), label: group.title.clone(), why });
            continue;
        }
        let typed = group.fields.iter().filter(|it| it.kind != "note" && it.calculated.is_none());
        for field in typed {
            if let Some(why) = way.why((field, group)) {
                losses.push(Loss { name: field.name.clone(), label: field.label.clone(), why });
            }
        }
    }
    losses
}

struct Way<'a> {
    before: &'a Definition,
    after: &'a Definition,
    old_names: BTreeSet<&'a str>,
    new: HashMap<&'a str, Placed<'a>>,
    by_old: HashMap<&'a str, &'a MovedDefinition>,
    by_new: HashMap<&'a str, &'a MovedDefinition>,
}

impl<'a> Way<'a> {
    fn between(before: &'a Definition, after: &'a Definition) -> Self {
        let questions = |group: &'a GroupDefinition| group.fields.iter().map(move |field| (field, group));
        let new = after.groups.iter().flat_map(questions).map(|it| (it.0.name.as_str(), it)).collect();
        let mut old_names: BTreeSet<_> = before.groups.iter().map(|it| it.name.as_str()).collect();
        old_names.extend(before.groups.iter().flat_map(|it| &it.fields).map(|it| it.name.as_str()));
        Self {
            before,
            after,
            old_names,
            new,
            by_old: after.moved.iter().map(|it| (it.from.as_str(), it)).collect(),
            by_new: after.moved.iter().map(|it| (it.to.as_str(), it)).collect(),
        }
    }

    /// Where something of this name goes, as in carry.rs.
    fn target<'n>(&self, name: &'n str) -> Option<&'n str>
    where
        'a: 'n,
    {
        if let Some(moved) = self.by_old.get(name) {
            return Some(&moved.to);
        }
        let taken = self.by_new.get(name).is_some_and(|moved| self.old_names.contains(moved.from.as_str()));
        (!taken).then_some(name)
    }

    /// The group to which the turns of this one go.
    fn repeat(&self, name: &str) -> Option<&'a GroupDefinition> {
        let target = self.target(name)?;
        self.after.groups.iter().find(|it| it.name == target && it.repeat.is_some())
    }

    fn why(&self, (old, old_group): Placed<'a>) -> Option<Why> {
        let target = self.target(&old.name).and_then(|name| self.new.get(name).copied());
        let Some((new, new_group)) = target else {
            return Some(Why::Gone(self.new_question(old, old_group)));
        };
        let turns_of = old_group.repeat.as_ref().and_then(|_| self.repeat(&old_group.name));
        let turns = turns_of.map(|it| it.name.as_str());
        if turns != new_group.repeat.as_ref().map(|_| new_group.name.as_str()) {
            return Some(Why::Turns);
        }
        if new.calculated.is_some() {
            return Some(Why::Calculated);
        }
        let moved = self.by_old.get(old.name.as_str()).copied();
        if old.kind != new.kind {
            // Its author says that it goes there: what can be read as the new kind comes along.
            return moved.is_none().then(|| Why::Kind(old.kind.clone(), new.kind.clone()));
        }
        let offered = choices(self.after, new);
        let renamed = |value: &String| moved.and_then(|it| it.values.get(value)).unwrap_or(value).clone();
        let mut gone = choices(self.before, old);
        gone.retain(|choice| offered.iter().all(|it| it.value != renamed(&choice.value)));
        if !gone.is_empty() {
            return Some(Why::Choices(gone));
        }
        narrower(old, new).map(Why::Narrower)
    }

    /// What the new version asks that may be the old question under another name: of the same kind, and with the same
    /// words, or in the same group, or the only one there is.
    fn new_question(&self, old: &FieldDefinition, old_group: &GroupDefinition) -> Option<(String, Text)> {
        let all = self.after.groups.iter().flat_map(|group| group.fields.iter().map(move |it| (it, group)));
        let new: Vec<_> =
            all.filter(|(it, _)| it.calculated.is_none() && self.is_new(&it.name, old)).collect();
        let same_words = new.iter().find(|(it, _)| it.label.zh == old.label.zh);
        let same_group = || new.iter().find(|(_, group)| group.name == old_group.name);
        let only = || new.first().filter(|_| new.len() == 1);
        let found = same_words.or_else(same_group).or_else(only);
        found.map(|(it, _)| (it.name.clone(), it.label.clone()))
    }

    fn is_new(&self, name: &str, old: &FieldDefinition) -> bool {
        let here = self.new.get(name).is_some_and(|(it, _)| it.kind == old.kind);
        here && !self.old_names.contains(name) && !self.by_new.contains_key(name)
    }

    fn new_repeat(&self) -> Option<(String, Text)> {
        let mut new = self.after.groups.iter().filter(|it| it.repeat.is_some());
        let free = |it: &&GroupDefinition| {
            !self.old_names.contains(it.name.as_str()) && !self.by_new.contains_key(it.name.as_str())
        };
        new.find(free).map(|it| (it.name.clone(), it.title.clone()))
    }
}

/// What may be chosen; of 是/否 what its author offers.
fn choices(definition: &Definition, field: &FieldDefinition) -> Vec<Choice> {
    if field.kind == "yes_no" {
        let also = |word: &&str| field.also.as_ref().is_none_or(|it| it.iter().any(|it| it == word));
        let said = [("unknown", "不清楚", "Not known"), ("unsaid", "不愿透露", "Would rather not say")];
        let offered = said.into_iter().filter(|(word, _, _)| also(word));
        let choice = |(value, zh, en): (&str, &str, &str)| Choice {
            value: value.to_owned(),
            zh: zh.to_owned(),
            en: Some(en.to_owned()),
        };
        return offered.map(choice).collect();
    }
    let shared = definition.lists.iter().find(|it| Some(&it.name) == field.list.as_ref());
    field.options.clone().or(shared.map(|it| it.options.clone())).unwrap_or_default()
}

/// The key by which the new question takes less than the old one.
fn narrower(old: &FieldDefinition, new: &FieldDefinition) -> Option<&'static str> {
    let most = |field: &FieldDefinition| -> Option<u32> {
        let usual = match field.kind.as_str() {
            "text" => LINE_CHARS[0],
            "long_text" => LINES_CHARS[0],
            "people" => PEOPLE[0],
            "photo" => PHOTOS[0],
            _ => return None,
        };
        field.max.as_ref().map_or(Some(usual), |Bound(text)| text.parse().ok())
    };
    let depth = |field: &FieldDefinition| {
        let level = Level::ALL.into_iter().find(|it| Some(it.word()) == field.level.as_deref());
        (field.kind == "place").then(|| level.unwrap_or(Level::Village))
    };
    let decimals = |field: &FieldDefinition| field.decimals.unwrap_or(0).min(PLACES);
    if most(new) < most(old) {
        Some("max")
    } else if decimals(new) < decimals(old) {
        Some("decimals")
    } else if depth(new) > depth(old) {
        Some("level")
    } else {
        None
    }
}
