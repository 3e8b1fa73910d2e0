//! Items of the list, what is said of them and what is wrong with it, as words. Pure.

use serde_json::Value;

use super::{
    messages,
    model::{Group, Item, Lack, Part, PremisesFault, State},
    premises_form::FormFault,
};
use crate::{
    language::Language,
    stations::{model::Room, unit_form::UnitFault, unit_words, words as stations},
};

/// 「两室两中心」.
pub fn group(l: Language, group: Group) -> &'static str {
    match group {
        Group::House => messages::group_house(l),
        Group::Rooms => messages::group_rooms(l),
        Group::Equipment => messages::group_equipment(l),
        Group::Signs => messages::group_signs(l),
        Group::Posted => messages::group_posted(l),
    }
}

/// 「个案工作室」.
pub fn item(l: Language, item: Item) -> &'static str {
    match item {
        Item::House => messages::item_house(l),
        Item::Area(room) => stations::room(l, room),
        Item::OwnOffice => messages::item_own_office(l),
        Item::Desks => messages::item_desks(l),
        Item::Computers => messages::item_computers(l),
        Item::Printers => messages::item_printers(l),
        Item::Cabinets => messages::item_cabinets(l),
        Item::Network => messages::item_network(l),
        Item::DoorPlate => messages::item_door_plate(l),
        Item::HangingSign => messages::item_hanging_sign(l),
        Item::BackWall => messages::item_back_wall(l),
        Item::Badges => messages::item_badges(l),
        Item::Rules => messages::item_rules(l),
        Item::Flows => messages::item_flows(l),
        Item::ServiceList => messages::item_service_list(l),
        Item::HoursAndPhone => messages::item_hours_and_phone(l),
        Item::Complaints => messages::item_complaints(l),
    }
}

/// 「面积（平方米）」.
pub fn part(l: Language, item: Item, part: Part) -> &'static str {
    match part {
        Part::State if item == Item::House => messages::part_ownership(l),
        Part::State => messages::state(l),
        Part::Private => messages::part_private(l),
        Part::Area => messages::part_area(l),
        Part::Count => messages::part_count(l),
        Part::Host => messages::part_host(l),
        Part::Note => messages::note(l),
        Part::Looked => messages::looked(l),
    }
}

/// 「桌椅：数量」; nothing where the field is none of this list.
pub fn field(l: Language, name: &str) -> Option<String> {
    let (it, asked) = Item::of_field(name)?;
    Some(format!("{}{}{}", item(l, it), messages::separator(l), part(l, it, asked)))
}

/// 「已验收」.
pub fn state(l: Language, item: Item, state: State) -> &'static str {
    match state {
        State::Missing if item.group() == Group::Rooms => messages::state_area_missing(l),
        State::Missing => messages::state_missing(l),
        State::Building => messages::state_building(l),
        State::Accepted => messages::state_accepted(l),
        State::ToMend => messages::state_to_mend(l),
        State::Outdated => messages::state_outdated(l),
        State::Good => messages::state_good(l),
        State::Owned => messages::state_owned(l),
        State::Lent => messages::state_lent(l),
        State::Rented => messages::state_rented(l),
    }
}

/// What stands in a field, as people read it.
pub fn value(l: Language, name: &str, value: &Value) -> String {
    let text = value.as_str().unwrap_or_default();
    match Item::of_field(name) {
        _ if text.is_empty() => messages::not_said(l).to_owned(),
        Some((it, Part::State)) => {
            State::from_word(text).map_or_else(|| text.to_owned(), |found| state(l, it, found).to_owned())
        }
        Some((_, Part::Private)) if text == "yes" => messages::yes(l).to_owned(),
        Some((_, Part::Private)) if text == "no" => messages::no(l).to_owned(),
        _ => text.to_owned(),
    }
}

/// 「没有完成」.
pub fn lack(l: Language, lack: Lack) -> &'static str {
    match lack {
        Lack::Unknown => messages::lack_unknown(l),
        Lack::Missing => messages::lack_missing(l),
        Lack::Unfinished => messages::lack_unfinished(l),
        Lack::Exposed => messages::lack_exposed(l),
    }
}

/// The place on the page to which a fault leads, and its words.
pub fn fault(l: Language, fault: &FormFault) -> (&'static str, String) {
    match fault {
        FormFault::Field(it, part, fault) => {
            let words = match fault {
                PremisesFault::Choice => messages::fault_choice(l).to_owned(),
                PremisesFault::Count => messages::fault_count(l).to_owned(),
                PremisesFault::Area => messages::fault_area(l).to_owned(),
                PremisesFault::Line(fault) => unit_words::field_fault(l, fault),
            };
            let label = field(l, &it.field(*part)).unwrap_or_default();
            (it.word(), format!("{label}{}{words}", messages::separator(l)))
        }
        FormFault::Refused(refusal) => {
            let (_, words) = unit_words::fault(l, &UnitFault::Refused(*refusal));
            ("premises", words)
        }
    }
}

/// Whether nobody hears what is said in a case room.
pub fn private(l: Language, item: Item, text: &str) -> Option<&'static str> {
    match (item, text) {
        (Item::Area(Room::CaseRoom), "yes") => Some(messages::private_yes(l)),
        (Item::Area(Room::CaseRoom), "no") => Some(messages::private_no(l)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_its_words_in_both_languages() {
        for l in Language::ALL {
            let mut names = std::collections::BTreeSet::new();
            for it in Item::ALL {
                for asked in it.parts() {
                    assert!(names.insert(field(l, &it.field(*asked)).unwrap()), "{it:?} {asked:?}");
                }
                for known in it.states() {
                    let told = value(l, &it.field(Part::State), &Value::from(known.word()));
                    assert_ne!(told, known.word());
                }
            }
        }
        assert_eq!(field(Language::Zh, "phone"), None);
    }
}
