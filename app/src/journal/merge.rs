//! How a change comes together with what has become of the record since its sender saw it: by field, three ways.
//!
//! Different fields merge. The same field with the same value is nothing. The same field with another value keeps
//! what the server has and opens a conflict with both. Sets merge member by member.
//! Invariant: no value vanishes without a conflict; merging is pure and the same everywhere.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::model::{Change, Fields};

/// The fields of a record as they are. One that is not there is `null`.
pub type Record = BTreeMap<String, Value>;

/// Two people have written different things into one field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Conflict {
    /// The field.
    pub field: String,
    /// What stands there, and stays until somebody decides.
    pub current: Value,
    /// What the later sender saw there.
    pub seen: Value,
    /// What they wanted.
    pub wanted: Value,
}

/// What became of a change.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Merged {
    /// The fields that change, with their new values.
    pub changed: Record,
    /// Those that cannot be decided without a person.
    pub conflicts: Vec<Conflict>,
}

/// Brings `changes` together with the record as it is.
pub fn merge(record: &Record, changes: &Fields) -> Merged {
    let mut merged = Merged::default();
    for (field, change) in changes {
        let current = record.get(field).unwrap_or(&Value::Null);
        match change {
            Change::Set { to, .. } if to == current => {}
            Change::Set { from, to } if from == current => {
                merged.changed.insert(field.clone(), to.clone());
            }
            Change::Set { from, to } => merged.conflicts.push(Conflict {
                field: field.clone(),
                current: current.clone(),
                seen: from.clone(),
                wanted: to.clone(),
            }),
            Change::Members { add, remove } => {
                let before = members(current);
                let stays = before.iter().filter(|member| !remove.contains(*member));
                let after = set(stays.chain(add).cloned());
                if after != before {
                    merged.changed.insert(field.clone(), after.into_iter().collect());
                }
            }
        }
    }
    merged
}

/// What somebody wants to change of what they saw, where `wanted` names every field that they were asked for. Fields
/// of which `is_set` is true are told member by member.
pub fn changes(seen: &Record, wanted: &Record, is_set: impl Fn(&str) -> bool) -> Fields {
    let changed = |(name, to): (&String, &Value)| {
        let from = seen.get(name).unwrap_or(&Value::Null);
        let change = if is_set(name) {
            let (before, after) = (members(from), members(to));
            let less = |some: &BTreeSet<String>, others: &BTreeSet<String>| {
                set(some.iter().filter(|member| !others.contains(*member)).cloned())
            };
            Change::Members { add: less(&after, &before), remove: less(&before, &after) }
        } else {
            Change::Set { from: from.clone(), to: to.clone() }
        };
        let nothing = match &change {
            Change::Set { from, to } => from == to,
            Change::Members { add, remove } => add.is_empty() && remove.is_empty(),
        };
        (!nothing).then(|| (name.clone(), change))
    };
    let mut fields = Fields::new();
    fields.extend(wanted.iter().filter_map(changed));
    fields
}

/// The members of a set as it is kept: a list of texts. Anything else has none.
fn members(value: &Value) -> BTreeSet<String> {
    set(value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned))
}

/// Put in one by one, as in [`super::model::fields`].
fn set(members: impl Iterator<Item = String>) -> BTreeSet<String> {
    let mut set = BTreeSet::new();
    set.extend(members);
    set
}

#[cfg(test)]
mod tests {
    use proptest::{collection, prelude::*};

    use super::*;

    fn record(fields: &[(&str, &str)]) -> Record {
        fields.iter().map(|(name, value)| ((*name).to_owned(), Value::from(*value))).collect()
    }

    fn changes(fields: &[(&str, Change)]) -> Fields {
        fields.iter().map(|(name, change)| ((*name).to_owned(), change.clone())).collect()
    }

    #[test]
    fn different_fields_merge_and_equal_values_are_nothing() {
        let now = record(&[("phone", "1"), ("village", "高坡")]);
        let sent = changes(&[
            ("phone", Change::from_to("1", "2")),
            ("village", Change::from_to("大礼", "高坡")),
            ("note", Change::to("new")),
        ]);
        let merged = merge(&now, &sent);
        assert_eq!(merged.changed, record(&[("phone", "2"), ("note", "new")]));
        assert!(merged.conflicts.is_empty());
    }

    #[test]
    fn two_values_of_one_field_are_a_conflict_that_keeps_both() {
        let merged =
            merge(&record(&[("risk", "high")]), &changes(&[("risk", Change::from_to("low", "middle"))]));
        assert!(merged.changed.is_empty());
        let conflict = &merged.conflicts[0];
        assert_eq!(
            [&conflict.current, &conflict.seen, &conflict.wanted],
            ["high", "low", "middle"].map(Value::from).each_ref()
        );
    }

    #[test]
    fn edit_revert_and_edit_again_are_three_changes() {
        let mut now = record(&[("risk", "low")]);
        for (from, to) in [("low", "high"), ("high", "low"), ("low", "high")] {
            let merged = merge(&now, &changes(&[("risk", Change::from_to(from, to))]));
            assert_eq!(merged.changed.len(), 1);
            now.extend(merged.changed);
        }
        assert_eq!(now, record(&[("risk", "high")]));
    }

    #[test]
    fn sets_merge_member_by_member() {
        let mut now = Record::new();
        now.insert("tags".into(), ["a", "b"].into_iter().collect());
        let set = |add: &[&str], remove: &[&str]| {
            let names = |of: &[&str]| of.iter().map(|it| (*it).to_owned()).collect();
            changes(&[("tags", Change::Members { add: names(add), remove: names(remove) })])
        };
        assert_eq!(
            merge(&now, &set(&["c"], &["a"])).changed["tags"],
            ["b", "c"].into_iter().collect::<Value>()
        );
        assert!(merge(&now, &set(&["a"], &["z"])).changed.is_empty());
    }

    #[test]
    fn a_form_tells_what_it_changes_and_sets_tell_who_comes_and_goes() {
        let mut seen = record(&[("phone", "1"), ("village", "高坡")]);
        seen.insert("tags".into(), ["a", "b"].into_iter().collect());
        let mut wanted = record(&[("phone", "2"), ("village", "高坡")]);
        wanted.insert("tags".into(), ["b", "c"].into_iter().collect());
        let told = super::changes(&seen, &wanted, |field| field == "tags");
        let members = Change::Members { add: ["c".to_owned()].into(), remove: ["a".to_owned()].into() };
        assert_eq!(told, changes(&[("phone", Change::from_to("1", "2")), ("tags", members)]));
        assert!(super::changes(&seen, &seen, |field| field == "tags").is_empty());
    }

    fn values() -> impl Strategy<Value = String> {
        "[abc]"
    }

    proptest! {
        #[test]
        fn nothing_that_somebody_wanted_vanishes(
            now in collection::btree_map("[xyz]", values(), 0..3),
            wanted in collection::btree_map("[xyz]", (values(), values()), 0..3),
        ) {
            let now: Record = now.into_iter().map(|(name, value)| (name, Value::from(value))).collect();
            let sent: Fields =
                wanted.into_iter().map(|(name, (from, to))| (name, Change::from_to(from, to))).collect();
            let merged = merge(&now, &sent);
            for (field, change) in &sent {
                let Change::Set { to, .. } = change else { continue };
                let there = now.get(field) == Some(to);
                let changed = merged.changed.get(field) == Some(to);
                let open = merged.conflicts.iter().any(|it| it.field == *field && it.wanted == *to);
                prop_assert_eq!(u8::from(there) + u8::from(changed) + u8::from(open), 1);
            }
            // What was merged once changes nothing when it comes again.
            let mut after = now.clone();
            after.extend(merged.changed.clone());
            prop_assert!(merge(&after, &sent).changed.is_empty());
        }

        #[test]
        fn changes_of_different_fields_may_come_in_either_order(one in values(), other in values()) {
            let now = record(&[("x", "0"), ("y", "0")]);
            let sent = [
                changes(&[("x", Change::from_to("0", one))]),
                changes(&[("y", Change::from_to("0", other))]),
            ];
            let after = |order: [usize; 2]| {
                order.iter().fold(now.clone(), |mut record, at| {
                    let merged = merge(&record, &sent[*at]);
                    record.extend(merged.changed);
                    record
                })
            };
            prop_assert_eq!(after([0, 1]), after([1, 0]));
        }
    }
}
