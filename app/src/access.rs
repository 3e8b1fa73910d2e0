//! Who may do what: one table of role × action × relation. The server enforces it, pages hide what it refuses.
//!
//! A member of the staff has a role in a scope: a unit and everything below it. How a record stands to that scope is
//! its [`Relation`]. What the table does not name is refused.
//!
//! Invariant: deciding is pure. Whoever gives a role asks `accounts/terms.rs` first, and that [`may_also_hold`], so that
//! nobody holds two of the three administrators'.

use serde::{Deserialize, Serialize};

use crate::{areas::model::Areas, directory::model::Directory, journal::model::Unit};

/// What somebody is in a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 社工.
    SocialWorker,
    /// 站长.
    StationLeader,
    /// 县级工作人员.
    CountyOfficer,
    /// 省级工作人员.
    ProvincialOfficer,
    /// 督导.
    Supervisor,
    /// 账号管理员: invites and disables.
    AccountsAdministrator,
    /// 安全管理员: settings and messages.
    SecurityAdministrator,
    /// 审计管理员: reads the journal.
    AuditAdministrator,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 8] = [
        Self::SocialWorker,
        Self::StationLeader,
        Self::CountyOfficer,
        Self::ProvincialOfficer,
        Self::Supervisor,
        Self::AccountsAdministrator,
        Self::SecurityAdministrator,
        Self::AuditAdministrator,
    ];

    /// As it is stored.
    pub fn word(self) -> &'static str {
        match self {
            Self::SocialWorker => "social_worker",
            Self::StationLeader => "station_leader",
            Self::CountyOfficer => "county_officer",
            Self::ProvincialOfficer => "provincial_officer",
            Self::Supervisor => "supervisor",
            Self::AccountsAdministrator => "accounts_administrator",
            Self::SecurityAdministrator => "security_administrator",
            Self::AuditAdministrator => "audit_administrator",
        }
    }

    /// The role of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.word() == word)
    }

    /// One of the three that are kept apart.
    pub fn administers(self) -> bool {
        matches!(self, Self::AccountsAdministrator | Self::SecurityAdministrator | Self::AuditAdministrator)
    }

    /// Whether whoever has this role reads personal data beyond their own station, or decides who may: a password
    /// alone is not enough then.
    pub fn needs_second_factor(self) -> bool {
        !matches!(self, Self::SocialWorker | Self::StationLeader)
    }

    /// Whether the role exists in a unit of this kind.
    pub fn fits(self, unit: &Unit) -> bool {
        match self {
            Self::SocialWorker | Self::StationLeader => matches!(unit, Unit::Station(_)),
            Self::CountyOfficer => matches!(unit, Unit::County(_)),
            Self::ProvincialOfficer => matches!(unit, Unit::Province),
            Self::Supervisor => true,
            Self::AccountsAdministrator | Self::SecurityAdministrator | Self::AuditAdministrator => {
                !matches!(unit, Unit::Station(_))
            }
        }
    }
}

/// Whether somebody who holds `held` may be given `role` too.
pub fn may_also_hold(held: impl IntoIterator<Item = Role>, role: Role) -> bool {
    !role.administers() || held.into_iter().all(|other| other == role || !other.administers())
}

/// What one may want to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// See who works somewhere, and in which role.
    SeeStaff,
    /// Invite somebody, change their role, disable their account, hand their work over.
    ManageStaff,
    /// Confirm that somebody who lost password or second factor is who they say.
    ConfirmIdentity,
    /// Search the journal, open and export it.
    ReadJournal,
    /// See what was sent to whom and whether it arrived.
    ReadMessages,
    /// Keep the dates of the public examination.
    KeepExaminations,
    /// See how it stands with a unit, and its history.
    SeeUnit,
    /// Close a unit for today, correct its hours and numbers, say that what stands there is still right.
    TendUnit,
    /// Change all that the public reads of a unit.
    EditUnit,
    /// Add a unit, and say what it counts as.
    AddUnit,
    /// Close a unit for good, or let another take it over.
    CloseUnit,
    /// See that there are complaints, and how they stand.
    SeeComplaints,
    /// Read complaints that lie with the unit, and answer them.
    AnswerComplaints,
    /// Take over complaints that lie with a unit below.
    TakeOverComplaints,
    /// Draft, compare and publish the catalogue of services and the policy guides.
    KeepCatalogue,
    /// See who is employed in a unit, by name. How many there are is seen with the unit.
    SeeRegister,
    /// Keep the words and lists of the whole site, and the targets of the 市县.
    KeepSettings,
    /// See how far the units of a 市县 are built, staffed and looked after.
    SeeCoverage,
    /// See calls for help that lie with the unit, read them, and do what has to be done.
    SeeHelp,
    /// Say whose a call for help is, and read those that others may not.
    AssignHelp,
    /// See how many calls for help came and what became of them, without seeing who called.
    CountHelp,
    /// See the volunteers of a unit, by number and family name, and read what is personal where that has a reason.
    SeeVolunteers,
    /// Let volunteers in or not, note their trainings, awards and evaluations, read what is personal of minors.
    TendVolunteers,
    /// See how many volunteers there are, without seeing who.
    CountVolunteers,
    /// See which certificates of hours a unit has issued, and revoke one.
    RevokeCertificates,
    /// See activities with volunteers that the public does not see yet, who signed up and who was there.
    SeeActivities,
    /// Draft activities, and call the roll.
    TendActivities,
    /// Let everybody read an activity, and call one off.
    PublishActivities,
    /// Confirm the hours of volunteers.
    ConfirmHours,
    /// See what a unit needs volunteers for, who would fit and who was asked.
    SeeNeeds,
    /// Post what is needed, and ask volunteers.
    TendNeeds,
    /// Agree that somebody comes, who is told the rest then.
    AgreeMatches,
}

impl Action {
    /// Every action.
    pub const ALL: [Self; 32] = [
        Self::SeeStaff,
        Self::ManageStaff,
        Self::ConfirmIdentity,
        Self::ReadJournal,
        Self::ReadMessages,
        Self::KeepExaminations,
        Self::SeeUnit,
        Self::TendUnit,
        Self::EditUnit,
        Self::AddUnit,
        Self::CloseUnit,
        Self::SeeComplaints,
        Self::AnswerComplaints,
        Self::TakeOverComplaints,
        Self::KeepCatalogue,
        Self::SeeRegister,
        Self::KeepSettings,
        Self::SeeCoverage,
        Self::SeeHelp,
        Self::AssignHelp,
        Self::CountHelp,
        Self::SeeVolunteers,
        Self::TendVolunteers,
        Self::CountVolunteers,
        Self::RevokeCertificates,
        Self::SeeActivities,
        Self::TendActivities,
        Self::PublishActivities,
        Self::ConfirmHours,
        Self::SeeNeeds,
        Self::TendNeeds,
        Self::AgreeMatches,
    ];
}

/// How a record stands to whoever acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// It is about themselves.
    Own,
    /// It belongs to the unit they are assigned to.
    Unit,
    /// It belongs to a unit below theirs.
    Subtree,
    /// Anything else.
    Other,
}

impl Relation {
    /// Every relation.
    pub const ALL: [Self; 4] = [Self::Own, Self::Unit, Self::Subtree, Self::Other];
}

/// Whether `role` may do `action` with what stands in `relation` to its unit.
pub fn may(role: Role, action: Action, relation: Relation) -> bool {
    use Action::*;
    use Relation::*;
    use Role::*;
    match (action, relation) {
        (_, Other) => false,
        // One sees oneself, and decides nothing about oneself.
        (SeeStaff, Own) => true,
        (_, Own) => false,
        (SeeStaff, Unit) => true,
        (SeeStaff, Subtree) => !matches!(role, SocialWorker),
        (ManageStaff, Unit | Subtree) => role == AccountsAdministrator,
        (ConfirmIdentity, Unit | Subtree) => matches!(role, StationLeader | AccountsAdministrator),
        (ReadJournal, Unit | Subtree) => role == AuditAdministrator,
        (ReadMessages, Unit | Subtree) => role == SecurityAdministrator,
        (KeepExaminations, Unit) => role == ProvincialOfficer,
        (KeepExaminations, Subtree) => false,
        // A draft that went around would be taken for the list: nobody else reads one.
        (KeepCatalogue, Unit) => role == ProvincialOfficer,
        (KeepCatalogue, Subtree) => false,
        (SeeUnit, Unit) => !role.administers(),
        (SeeUnit, Subtree) => !matches!(role, SocialWorker) && !role.administers(),
        // The province reads figures and no names (users.md, 6.4).
        (SeeRegister, Unit | Subtree) if role == ProvincialOfficer => false,
        (SeeRegister, Unit) => !role.administers(),
        (SeeRegister, Subtree) => !matches!(role, SocialWorker) && !role.administers(),
        (TendUnit, Unit) => matches!(role, SocialWorker | StationLeader | CountyOfficer),
        (EditUnit, Unit) => matches!(role, StationLeader | CountyOfficer),
        (TendUnit | EditUnit, Subtree) => role == CountyOfficer,
        (AddUnit | CloseUnit, Unit | Subtree) => role == CountyOfficer,
        // Whoever is complained about does not learn of it here: neither a station nor its leader.
        (SeeComplaints, Unit | Subtree) | (AnswerComplaints, Unit) => {
            matches!(role, CountyOfficer | ProvincialOfficer)
        }
        // What somebody wrote to a 市县 is read by the province only once it lies with the province.
        (AnswerComplaints, Subtree) => false,
        (TakeOverComplaints, Unit | Subtree) => role == ProvincialOfficer,
        (KeepSettings, Unit | Subtree) => role == ProvincialOfficer,
        // Who asks for help is known in the station, to its leader and the 市县 above; further up there are figures only.
        (SeeHelp, Unit) => matches!(role, SocialWorker | StationLeader | CountyOfficer),
        (SeeHelp, Subtree) | (AssignHelp, Unit | Subtree) => matches!(role, StationLeader | CountyOfficer),
        (CountHelp, Unit | Subtree) => {
            matches!(role, StationLeader | CountyOfficer | ProvincialOfficer | Supervisor)
        }
        // Volunteers are known in their station and the 市县 above; further up there are figures only.
        (SeeVolunteers, Unit) => matches!(role, SocialWorker | StationLeader | CountyOfficer),
        (SeeVolunteers, Subtree) | (TendVolunteers, Unit | Subtree) => {
            matches!(role, StationLeader | CountyOfficer)
        }
        (CountVolunteers, Unit | Subtree) => {
            matches!(role, CountyOfficer | ProvincialOfficer | Supervisor)
        }
        // Who recorded the hours answers for them, and the 市县 above.
        (RevokeCertificates, Unit | Subtree) => matches!(role, StationLeader | CountyOfficer),
        (SeeActivities, Unit) => matches!(role, SocialWorker | StationLeader | CountyOfficer),
        (SeeActivities, Subtree) => matches!(role, StationLeader | CountyOfficer),
        (TendActivities, Unit) => matches!(role, SocialWorker | StationLeader),
        // A centre's leader stands in for a village room that has none. Whoever recruits volunteers records their hours
        // (民政部令第67号, Art. 3): the 市县 sees them and adds none.
        (TendActivities | PublishActivities | ConfirmHours, Subtree)
        | (PublishActivities | ConfirmHours, Unit) => role == StationLeader,
        // Whoever holds activities looks for volunteers, and the leader answers for who is sent where.
        (SeeNeeds, Unit) => matches!(role, SocialWorker | StationLeader | CountyOfficer),
        (SeeNeeds, Subtree) => matches!(role, StationLeader | CountyOfficer),
        (TendNeeds, Unit) => matches!(role, SocialWorker | StationLeader),
        (TendNeeds, Subtree) | (AgreeMatches, Unit | Subtree) => role == StationLeader,
        (SeeCoverage, Unit | Subtree) => matches!(role, CountyOfficer | ProvincialOfficer),
    }
}

/// How `unit` stands to the scope that begins at `scope`.
pub fn relation(directory: &Directory, scope: &Unit, unit: &Unit) -> Relation {
    if scope == unit {
        Relation::Unit
    } else if lies_below(directory, unit, scope) {
        Relation::Subtree
    } else {
        Relation::Other
    }
}

/// Whether `unit` lies below `above`: a station below its parents and its 市县, a 市县 below the province.
fn lies_below(directory: &Directory, unit: &Unit, above: &Unit) -> bool {
    let mut current = unit.clone();
    // No chain is longer than station room, station, centre, 市县, province; a ring ends here too.
    for _ in 0..8 {
        match unit_above(directory, &current) {
            Some(next) if next == *above => return true,
            Some(next) => current = next,
            None => return false,
        }
    }
    false
}

/// The unit directly above: the parent of a station, else its 市县; the province above each 市县.
fn unit_above(directory: &Directory, unit: &Unit) -> Option<Unit> {
    match unit {
        Unit::Province => None,
        Unit::County(_) => Some(Unit::Province),
        Unit::Station(id) => {
            let station = directory.station_with_id(*id)?;
            let parent = station.parent.filter(|parent| directory.station_with_id(*parent).is_some());
            parent.map(Unit::Station).or_else(|| county_of(&directory.areas, &station.division))
        }
    }
}

fn county_of(areas: &Areas, division: &str) -> Option<Unit> {
    areas.county_or_city(division).map(|county| Unit::County(county.code.clone()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::directory::fixture::{a_directory, a_station};

    #[test]
    fn nobody_decides_about_themselves_or_beyond_their_units() {
        for role in Role::ALL {
            for action in Action::ALL {
                assert!(!may(role, action, Relation::Other), "{role:?} {action:?}");
                assert_eq!(
                    may(role, action, Relation::Own),
                    action == Action::SeeStaff,
                    "{role:?} {action:?}"
                );
            }
        }
    }

    #[test]
    fn each_of_the_three_administrators_has_a_work_of_their_own() {
        for action in [Action::ManageStaff, Action::ReadJournal, Action::ReadMessages] {
            let who: Vec<_> =
                Role::ALL.into_iter().filter(|role| may(*role, action, Relation::Subtree)).collect();
            assert!(who.len() == 1 && who[0].administers(), "{action:?}: {who:?}");
        }
    }

    #[test]
    fn a_unit_is_tended_by_its_people_edited_by_its_leader_and_added_or_closed_by_its_county() {
        use Role::{CountyOfficer, ProvincialOfficer, SocialWorker, StationLeader, Supervisor};
        let who = |action, relation| -> Vec<Role> {
            Role::ALL.into_iter().filter(|role| may(*role, action, relation)).collect()
        };
        let (own, below) = (Relation::Unit, Relation::Subtree);
        assert_eq!(who(Action::TendUnit, own), [SocialWorker, StationLeader, CountyOfficer]);
        assert_eq!(who(Action::EditUnit, own), [StationLeader, CountyOfficer]);
        for action in [Action::TendUnit, Action::EditUnit, Action::AddUnit, Action::CloseUnit] {
            assert_eq!(who(action, below), [CountyOfficer], "{action:?}");
        }
        let readers = [StationLeader, CountyOfficer, ProvincialOfficer, Supervisor];
        assert_eq!(who(Action::SeeUnit, below), readers);
        assert!(who(Action::SeeUnit, own).contains(&SocialWorker));
    }

    #[test]
    fn complaints_are_answered_by_the_level_they_lie_with_and_never_by_a_station() {
        use Role::{CountyOfficer, ProvincialOfficer};
        let who = |action, relation| -> Vec<Role> {
            Role::ALL.into_iter().filter(|role| may(*role, action, relation)).collect()
        };
        for relation in [Relation::Unit, Relation::Subtree] {
            assert_eq!(who(Action::SeeComplaints, relation), [CountyOfficer, ProvincialOfficer]);
            assert_eq!(who(Action::TakeOverComplaints, relation), [ProvincialOfficer]);
        }
        assert_eq!(who(Action::AnswerComplaints, Relation::Unit), [CountyOfficer, ProvincialOfficer]);
        assert!(who(Action::AnswerComplaints, Relation::Subtree).is_empty());
    }

    #[test]
    fn coverage_is_shown_to_offices_and_settings_are_kept_by_the_province() {
        let who = |action| -> Vec<Role> {
            Role::ALL.into_iter().filter(|role| may(*role, action, Relation::Unit)).collect()
        };
        assert_eq!(who(Action::SeeCoverage), [Role::CountyOfficer, Role::ProvincialOfficer]);
        assert_eq!(who(Action::KeepSettings), [Role::ProvincialOfficer]);
    }

    #[test]
    fn volunteers_are_known_to_their_station_and_county_and_counted_above() {
        use Role::{CountyOfficer, ProvincialOfficer, SocialWorker, StationLeader, Supervisor};
        let who = |action, relation| -> Vec<Role> {
            Role::ALL.into_iter().filter(|role| may(*role, action, relation)).collect()
        };
        assert_eq!(who(Action::SeeVolunteers, Relation::Unit), [SocialWorker, StationLeader, CountyOfficer]);
        assert_eq!(who(Action::SeeVolunteers, Relation::Subtree), [StationLeader, CountyOfficer]);
        assert_eq!(who(Action::TendVolunteers, Relation::Unit), [StationLeader, CountyOfficer]);
        let counting = [CountyOfficer, ProvincialOfficer, Supervisor];
        assert_eq!(who(Action::CountVolunteers, Relation::Subtree), counting);
    }

    #[test]
    fn a_need_is_posted_by_the_station_and_its_leader_agrees() {
        use Role::{CountyOfficer, SocialWorker, StationLeader};
        let who = |action, relation| -> Vec<Role> {
            Role::ALL.into_iter().filter(|role| may(*role, action, relation)).collect()
        };
        assert_eq!(who(Action::SeeNeeds, Relation::Unit), [SocialWorker, StationLeader, CountyOfficer]);
        assert_eq!(who(Action::SeeNeeds, Relation::Subtree), [StationLeader, CountyOfficer]);
        assert_eq!(who(Action::TendNeeds, Relation::Unit), [SocialWorker, StationLeader]);
        for relation in [Relation::Unit, Relation::Subtree] {
            assert_eq!(who(Action::AgreeMatches, relation), [StationLeader]);
        }
    }

    #[test]
    fn a_certificate_is_revoked_by_whoever_answers_for_the_hours() {
        for relation in [Relation::Unit, Relation::Subtree] {
            let who: Vec<_> = Role::ALL
                .into_iter()
                .filter(|role| may(*role, Action::RevokeCertificates, relation))
                .collect();
            assert_eq!(who, [Role::StationLeader, Role::CountyOfficer]);
        }
    }

    #[test]
    fn nobody_holds_two_of_the_three() {
        use Role::*;
        assert!(may_also_hold([CountyOfficer], AuditAdministrator));
        assert!(may_also_hold([AuditAdministrator], AuditAdministrator));
        assert!(may_also_hold([AuditAdministrator], Supervisor));
        assert!(!may_also_hold([AuditAdministrator], AccountsAdministrator));
        assert!(!may_also_hold([CountyOfficer, SecurityAdministrator], AccountsAdministrator));
    }

    #[test]
    fn a_scope_holds_its_unit_and_what_lies_below_it() {
        let centre = a_station("centre").standing_in("469002");
        let mut jiaji = a_station("jiaji");
        jiaji.parent = Some(centre.id);
        let far = a_station("far").standing_in("460204");
        let units = [&centre, &jiaji, &far].map(|station| Unit::Station(station.id));
        let directory = a_directory(vec![centre, jiaji, far]);
        let [centre, jiaji, far] = units;
        let (qionghai, sanya) = (Unit::County("469002".into()), Unit::County("460200".into()));
        for (scope, unit, told) in [
            (&jiaji, &jiaji, Relation::Unit),
            (&centre, &jiaji, Relation::Subtree),
            (&qionghai, &jiaji, Relation::Subtree),
            (&qionghai, &centre, Relation::Subtree),
            (&Unit::Province, &far, Relation::Subtree),
            (&Unit::Province, &sanya, Relation::Subtree),
            (&sanya, &far, Relation::Subtree),
            (&sanya, &jiaji, Relation::Other),
            (&jiaji, &centre, Relation::Other),
            (&qionghai, &Unit::Province, Relation::Other),
            (&qionghai, &sanya, Relation::Other),
        ] {
            assert_eq!(relation(&directory, scope, unit), told, "{scope} {unit}");
        }
    }

    #[test]
    fn units_that_lie_in_a_ring_belong_to_nobody() {
        let (mut one, mut other) = (a_station("one"), a_station("other"));
        (one.parent, other.parent) = (Some(other.id), Some(one.id));
        let unit = Unit::Station(one.id);
        let directory = a_directory(vec![one, other]);
        assert_eq!(relation(&directory, &Unit::Province, &unit), Relation::Other);
    }

    #[test]
    fn roles_are_read_as_they_are_written() {
        for role in Role::ALL {
            assert_eq!(Role::from_word(role.word()), Some(role));
        }
        assert_eq!(Role::from_word("administrator"), None);
    }

    proptest! {
        #[test]
        fn whoever_may_below_their_unit_may_in_it(role in 0..Role::ALL.len(), action in 0..Action::ALL.len()) {
            let (role, action) = (Role::ALL[role], Action::ALL[action]);
            prop_assert!(!may(role, action, Relation::Subtree) || may(role, action, Relation::Unit));
        }
    }
}
