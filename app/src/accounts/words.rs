//! What is known of the staff, as sentences. Pure.

use super::{
    messages,
    model::{Assignment, Fault, Lost, State},
    passwords::PasswordFault,
};
use crate::{access::Role, directory::model::Directory, journal::model::Unit, language::Language};

/// 「站长」.
pub(crate) fn role(l: Language, role: Role) -> &'static str {
    match role {
        Role::SocialWorker => messages::role_social_worker(l),
        Role::StationLeader => messages::role_station_leader(l),
        Role::CountyOfficer => messages::role_county_officer(l),
        Role::ProvincialOfficer => messages::role_provincial_officer(l),
        Role::Supervisor => messages::role_supervisor(l),
        Role::AccountsAdministrator => messages::role_accounts_administrator(l),
        Role::SecurityAdministrator => messages::role_security_administrator(l),
        Role::AuditAdministrator => messages::role_audit_administrator(l),
    }
}

/// How long somebody has to wait who has tried too often.
pub(crate) fn wait(l: Language, seconds: i64) -> String {
    match seconds {
        ..=90 => messages::wait_seconds(l, seconds),
        _ => messages::wait_minutes(l, (seconds + 59) / 60),
    }
}

/// Where an account stands, where that has to be told.
pub(crate) fn state(l: Language, state: State) -> Option<&'static str> {
    match state {
        State::Invited => Some(messages::staff_invited(l)),
        State::Disabled => Some(messages::staff_disabled(l)),
        State::Active => None,
    }
}

/// What somebody has lost.
pub(super) fn lost(l: Language, lost: Lost) -> &'static str {
    match lost {
        Lost::Password => messages::lost_password(l),
        Lost::SecondFactor => messages::lost_second_factor(l),
    }
}

/// The unit's name; its code or id where the directory no longer knows it.
pub(crate) fn unit(l: Language, unit: &Unit, directory: &Directory) -> String {
    match unit {
        Unit::Province => messages::province(l).to_owned(),
        Unit::County(code) => directory.areas.name_of(code, l).unwrap_or_else(|| code.clone()),
        Unit::Station(id) => directory
            .station_with_id(*id)
            .map_or_else(|| id.to_string(), |station| station.name.read(l).to_owned()),
    }
}

/// 「嘉积镇社工站 · 站长」.
pub(crate) fn assignment(l: Language, assignment: &Assignment, directory: &Directory) -> String {
    messages::role_in(l, role(l, assignment.role), &unit(l, &assignment.unit, directory))
}

/// What is wrong with a new password.
pub(crate) fn password_fault(l: Language, fault: PasswordFault) -> String {
    match fault {
        PasswordFault::TooShort(least) => messages::password_short(l, least),
        PasswordFault::TooLong => messages::password_long(l).to_owned(),
        PasswordFault::Common => messages::password_common(l).to_owned(),
        PasswordFault::Differs => messages::password_differs(l).to_owned(),
    }
}

/// What is wrong with somebody's name.
pub(super) fn name_fault(l: Language, fault: Fault) -> String {
    match fault {
        Fault::Empty => messages::name_empty(l),
        Fault::TooLong => messages::name_long(l),
        Fault::Signs => messages::name_signs(l),
    }
    .to_owned()
}

/// What is wrong with a name for signing in.
pub(super) fn sign_in_name_fault(l: Language, fault: Fault) -> String {
    match fault {
        Fault::Empty => messages::write_sign_in_name(l),
        Fault::TooLong => messages::sign_in_name_long(l),
        Fault::Signs => messages::sign_in_name_signs(l),
    }
    .to_owned()
}
