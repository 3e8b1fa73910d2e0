//! What things are called: states, steps, channels, faces, and what is wrong with an answer. Pure.

use super::{
    messages,
    model::{Channel, Face, Late, State, Step, WORDS_CHARS_MAX},
};
use crate::forms::messages as forms;
use crate::{
    directory::model::Directory,
    journal::model::Unit,
    language::Language,
    photos::{model::PhotoFault, photos_page},
    services::model::ServiceItem,
};

/// The domain of the catalogue that is about children.
const CHILDREN: &str = "C";

/// Why a photo was not taken, where so many may come along.
pub fn photo_fault(l: Language, fault: PhotoFault, most: usize) -> String {
    match fault {
        PhotoFault::TooMany => forms::photos(l, u32::try_from(most).unwrap_or(u32::MAX)),
        fault => photos_page::fault(l, fault).1,
    }
}

/// Where a call stands, for the staff.
pub fn state(l: Language, state: State) -> &'static str {
    match state {
        State::Apart => messages::state_apart(l),
        State::Received => messages::state_received(l),
        State::Assigned => messages::state_assigned(l),
        State::InHand => messages::state_in_hand(l),
        State::Handed => messages::state_handed(l),
        State::Closed => messages::state_closed(l),
        State::Joined => messages::state_joined(l),
        State::Aside => messages::state_aside(l),
    }
}

/// The same for the caller, who need not know how the staff sorts calls.
pub fn state_for_caller(l: Language, state: State) -> &'static str {
    match state {
        State::Apart | State::Received | State::Assigned => messages::caller_received(l),
        State::InHand | State::Joined => messages::caller_in_hand(l),
        State::Handed => messages::caller_handed(l),
        State::Closed => messages::caller_closed(l),
        State::Aside => messages::caller_aside(l),
    }
}

/// What was done.
pub fn step(l: Language, step: Step) -> &'static str {
    match step {
        Step::Admit => messages::step_admit(l),
        Step::SetAside => messages::step_set_aside(l),
        Step::Assign => messages::step_assign(l),
        Step::Reached => messages::step_reached(l),
        Step::NotReached => messages::step_not_reached(l),
        Step::Retract => messages::step_retract(l),
        Step::Advise => messages::step_advise(l),
        Step::Visit => messages::step_visit(l),
        Step::Record => messages::step_record(l),
        Step::Refer => messages::step_refer(l),
        Step::Receipt => messages::step_receipt(l),
        Step::TakeBack => messages::step_take_back(l),
        Step::Pass => messages::step_pass(l),
        Step::Urge => messages::step_urge(l),
        Step::Look => messages::step_look(l),
        Step::Note => messages::step_note(l),
        Step::Join => messages::step_join(l),
        Step::Part => messages::step_part(l),
        Step::Close => messages::step_close(l),
        Step::GiveUp => messages::step_give_up(l),
        Step::Add => messages::step_add(l),
        Step::Rate => messages::step_rate(l),
        Step::Reopen => messages::step_reopen(l),
    }
}

/// What becomes of a referral to which nobody has answered.
pub fn decided(l: Language, word: &str) -> &'static str {
    match word {
        "done" => messages::decided_done(l),
        "withdrawn" => messages::decided_withdrawn(l),
        _ => messages::decided_caller(l),
    }
}

/// On which way a call came.
pub fn channel(l: Language, channel: Channel) -> &'static str {
    match channel {
        Channel::Web => messages::channel_web(l),
        Channel::WalkIn => messages::channel_walk_in(l),
        Channel::Phone => messages::channel_phone(l),
        Channel::Outreach => messages::channel_outreach(l),
        Channel::Village => messages::channel_village(l),
    }
}

/// How the caller said it was.
pub fn face(l: Language, face: Face) -> &'static str {
    match face {
        Face::Good => messages::face_good(l),
        Face::Fair => messages::face_fair(l),
        Face::Bad => messages::face_bad(l),
    }
}

/// What is late.
pub fn late(l: Language, late: Late) -> &'static str {
    match late {
        Late::Contact => messages::late_contact(l),
        Late::Closing => messages::late_closing(l),
    }
}

/// What a service is about, as a caller would ask; what is not on the list is told by its code.
pub fn service(l: Language, code: &str, directory: &Directory) -> String {
    let item = directory.catalogue.item(code).map(|item| item.name.read(l).to_owned());
    let special = || directory.catalogue.special(code).map(|service| service.name.read(l).to_owned());
    match code {
        "" => messages::no_service(l).to_owned(),
        code => item.or_else(special).unwrap_or_else(|| code.to_owned()),
    }
}

/// Whether pages about this service are ones that one may need to hide: those that the catalogue says so of, and all
/// about children.
pub fn is_sensitive(code: Option<&str>, directory: &Directory) -> bool {
    let item = code.and_then(|code| directory.catalogue.item(code));
    item.is_some_and(|item: &ServiceItem| item.sensitive || item.domain == CHILDREN)
}

/// What a caller said to whether somebody's life is in danger; nothing where the form of the service asked.
pub fn danger(l: Language, answer: &str) -> Option<&'static str> {
    match answer {
        "yes" => Some(messages::danger_yes(l)),
        "no" => Some(messages::danger_no(l)),
        "unknown" => Some(messages::danger_unknown(l)),
        _ => None,
    }
}

/// Who sees to a call: the station by its name, or the office of the 市县.
pub fn unit(l: Language, unit: &Unit, directory: &Directory) -> String {
    let name = match unit {
        Unit::Station(id) => directory.station_with_id(*id).map(|it| it.name.read(l).to_owned()),
        Unit::County(code) => {
            directory.areas.division(code).map(|county| messages::unit_county(l, county.name_in(l)))
        }
        Unit::Province => None,
    };
    name.unwrap_or_else(|| messages::unit_elsewhere(l).to_owned())
}

/// What to do where nothing was said that had to be.
pub fn nothing_said(l: Language) -> String {
    messages::words_empty(l).to_owned()
}

/// What to do where too much was said.
pub fn too_long(l: Language) -> String {
    messages::words_long(l, WORDS_CHARS_MAX)
}

/// What to do where no face was chosen.
pub fn no_face(l: Language) -> String {
    messages::rate_wrong(l).to_owned()
}
