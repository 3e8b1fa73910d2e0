//! What the forms on the page of a unit's premises send, and what is wrong with it. Pure.
//!
//! Nobody types the day on which they looked: what is changed was looked at today, and one box says that the rest of
//! the part was too.

use std::collections::BTreeMap;

use serde_json::Value;
use time::Date;

use super::model::{Group, Item, Part, PremisesFault, typed};
use crate::journal::{
    merge::{self, Record},
    model::{Change, Fields, Refusal},
};

/// What was sent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PremisesForm {
    /// The part of the list that it asks about.
    pub group: String,
    /// Id of the command, made with the form.
    pub command: String,
    /// The version of the list that was shown.
    pub basis: String,
    /// What stood in the fields when the form was made.
    pub seen: Record,
    /// What was typed, by the field.
    pub texts: BTreeMap<String, String>,
    /// `on`: all of this part was looked at today.
    pub all_looked: String,
}

/// What is wrong with a form, or with what it wants.
#[derive(Clone, Debug, PartialEq)]
pub enum FormFault {
    /// With a part of an item.
    Field(Item, Part, PremisesFault),
    /// The server refused.
    Refused(Refusal),
}

impl PremisesForm {
    /// Reads the pairs of a form. What is no question of this page is passed over.
    pub fn read(pairs: Vec<(String, String)>) -> Self {
        let mut form = Self::default();
        for (name, value) in pairs {
            match name.as_str() {
                "group" => form.group = value,
                "command" => form.command = value,
                "basis" => form.basis = value,
                "seen" => form.seen = serde_json::from_str(&value).unwrap_or_default(),
                "all_looked" => form.all_looked = value,
                _ if Item::of_field(&name).is_some() => drop(form.texts.insert(name, value)),
                _ => {}
            }
        }
        form
    }

    /// What is wanted, as fields of a command; or all that is wrong.
    pub fn parse(&self, today: Date) -> Result<Fields, Vec<FormFault>> {
        let Some(group) = Group::from_word(&self.group) else {
            return Err(vec![FormFault::Refused(Refusal::AgainstARule)]);
        };
        let mut wanted = Record::new();
        let mut faults = Vec::new();
        let asked = group.items().flat_map(|item| item.parts().iter().map(move |part| (item, *part)));
        for (item, part) in asked.filter(|(_, part)| *part != Part::Looked) {
            let name = item.field(part);
            let Some(text) = self.texts.get(&name) else { continue };
            match typed(item, part, text) {
                Ok(value) => drop(wanted.insert(name, value)),
                Err(fault) => faults.push(FormFault::Field(item, part, fault)),
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let mut fields = merge::changes(&self.seen, &wanted, |_| false);
        for item in group.items() {
            let changed = fields.keys().any(|name| Item::of_field(name).is_some_and(|(it, _)| it == item));
            if changed || self.all_looked == "on" {
                let name = item.field(Part::Looked);
                let from = self.seen.get(&name).cloned().unwrap_or_default();
                let to = Value::from(today.to_string());
                if from != to {
                    fields.insert(name, Change::Set { from, to });
                }
            }
        }
        Ok(fields)
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    const TODAY: Date = date!(2026 - 11 - 24);

    fn form(sent: &[(&str, &str)]) -> PremisesForm {
        PremisesForm::read(sent.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect())
    }

    #[test]
    fn what_is_changed_was_looked_at_today_and_the_rest_was_not() {
        let sent =
            [("group", "equipment"), ("desks.count", "4"), ("printers.count", ""), ("rules.note", "x")];
        let fields = form(&sent).parse(TODAY).unwrap();
        assert_eq!(fields.keys().collect::<Vec<_>>(), ["desks.count", "desks.looked"]);
    }

    #[test]
    fn one_box_says_that_all_of_a_part_was_looked_at() {
        let seen = r#"{"door_plate.looked":"2026-11-24","badges.looked":"2026-01-01"}"#;
        let sent = [("group", "signs"), ("all_looked", "on"), ("seen", seen)];
        let fields = form(&sent).parse(TODAY).unwrap();
        assert_eq!(fields.len(), 3);
        assert_eq!(fields["badges.looked"], Change::from_to("2026-01-01", "2026-11-24"));
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once() {
        let sent = [("group", "rooms"), ("office.area", "big"), ("case_room.state", "lovely")];
        assert_eq!(form(&sent).parse(TODAY).unwrap_err().len(), 2);
        let refused = vec![FormFault::Refused(Refusal::AgainstARule)];
        assert_eq!(form(&[("group", "garden")]).parse(TODAY), Err(refused));
    }
}
