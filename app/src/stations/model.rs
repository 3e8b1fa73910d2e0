//! What a station is: a centre, a station or a village room that is open to the public.
//!
//! Pure. The opening hours have a file of their own (hours.rs), the questions asked of all stations together
//! stand in `directory/` and `stations/filter.rs`.

use serde::{Deserialize, Serialize};
use time::Date;

use crate::{areas::model::Position, ids::StationId, stations::hours::OpeningHours, text::Text};

/// The three tiers of the source article: 县 — 乡镇 — 村.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// 县级社会工作服务中心.
    CountyCentre,
    /// 乡镇(街道)社工站.
    Station,
    /// 村(居)社工室.
    VillageRoom,
}

impl Kind {
    /// All kinds, from the county downwards.
    pub const ALL: [Self; 3] = [Self::CountyCentre, Self::Station, Self::VillageRoom];

    /// The word in addresses and in the database.
    pub fn word(self) -> &'static str {
        match self {
            Self::CountyCentre => "county_centre",
            Self::Station => "station",
            Self::VillageRoom => "village_room",
        }
    }

    /// The kind that `word` names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// The life-cycle of a station: 建、管、评.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// 筹建.
    Preparing,
    /// 选址.
    Siting,
    /// 装修与设备.
    FittingOut,
    /// 标识.
    Signage,
    /// 揭牌.
    Unveiled,
    /// 运营.
    Operating,
    /// 评估.
    Evaluated,
    /// 整改.
    Rectifying,
    /// 撤并.
    Closed,
}

impl Stage {
    /// All stages in the order of a station's life.
    pub const ALL: [Self; 9] = [
        Self::Preparing,
        Self::Siting,
        Self::FittingOut,
        Self::Signage,
        Self::Unveiled,
        Self::Operating,
        Self::Evaluated,
        Self::Rectifying,
        Self::Closed,
    ];

    /// The word in the database.
    pub fn word(self) -> &'static str {
        match self {
            Self::Preparing => "preparing",
            Self::Siting => "siting",
            Self::FittingOut => "fitting_out",
            Self::Signage => "signage",
            Self::Unveiled => "unveiled",
            Self::Operating => "operating",
            Self::Evaluated => "evaluated",
            Self::Rectifying => "rectifying",
            Self::Closed => "closed",
        }
    }

    /// The stage that `word` names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.word() == word)
    }

    /// Whether people can come: a station keeps serving while it is evaluated and puts things right.
    pub fn serves(self) -> bool {
        matches!(self, Self::Operating | Self::Evaluated | Self::Rectifying)
    }
}

/// One step of the life-cycle, with its day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageReached {
    /// Which.
    pub stage: Stage,
    /// When.
    #[serde(with = "crate::iso_date")]
    pub on: Date,
    /// The document that says so, where one was named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<String>,
}

/// The four function areas 「两室两中心」.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Room {
    /// 社工办公室.
    Office,
    /// 个案工作室.
    CaseRoom,
    /// 社工服务中心.
    ServiceCentre,
    /// 志愿服务中心.
    VolunteerCentre,
}

impl Room {
    /// All four, in the order of the standard.
    pub const ALL: [Self; 4] = [Self::Office, Self::CaseRoom, Self::ServiceCentre, Self::VolunteerCentre];

    /// The word in forms and in the database.
    pub fn word(self) -> &'static str {
        match self {
            Self::Office => "office",
            Self::CaseRoom => "case_room",
            Self::ServiceCentre => "service_centre",
            Self::VolunteerCentre => "volunteer_centre",
        }
    }

    /// The room that `word` names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|room| room.word() == word)
    }
}

/// A fact for somebody who cannot take every step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Access {
    /// No step at the entrance, or a ramp.
    StepFree,
    /// On the ground floor, or with a lift.
    GroundFloorOrLift,
    /// A toilet for wheelchair users.
    Toilet,
    /// Sign language can be arranged.
    SignLanguage,
    /// 海南话, 黎语 or 苗语 are spoken.
    LocalLanguages,
    /// Somebody comes to the house of whoever cannot come.
    HomeVisits,
}

impl Access {
    /// All of them, in the order of a page.
    pub const ALL: [Self; 6] = [
        Self::StepFree,
        Self::GroundFloorOrLift,
        Self::Toilet,
        Self::SignLanguage,
        Self::LocalLanguages,
        Self::HomeVisits,
    ];

    /// The word in forms and in the database.
    pub fn word(self) -> &'static str {
        match self {
            Self::StepFree => "step_free",
            Self::GroundFloorOrLift => "ground_floor_or_lift",
            Self::Toilet => "toilet",
            Self::SignLanguage => "sign_language",
            Self::LocalLanguages => "local_languages",
            Self::HomeVisits => "home_visits",
        }
    }

    /// The fact that `word` names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fact| fact.word() == word)
    }
}

/// A telephone number of a station.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phone {
    /// As people write it, `0898-0000 0001`.
    pub number: String,
    /// Who answers, where there are several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<Text>,
}

impl Phone {
    /// The number for a `tel:` link: digits and a leading plus only.
    pub fn dialled(&self) -> String {
        self.number.chars().filter(|sign| sign.is_ascii_digit() || *sign == '+').collect()
    }
}

/// Who looked at the entry last and found it right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verified {
    /// The office that did, never a person's name.
    pub by: Text,
    /// The day.
    #[serde(with = "crate::iso_date")]
    pub on: Date,
}

/// How old the last verification is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freshness {
    /// Verified, and not yet due again.
    Fresh,
    /// Time to look again.
    Due,
    /// Long since due, or never verified.
    Overdue,
}

/// After how many days an entry is due, and overdue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FreshnessDays {
    /// Fresh up to and including this many days.
    pub due: i64,
    /// Overdue after this many days.
    pub overdue: i64,
}

impl FreshnessDays {
    /// The state of an entry that was last verified on `verified`, seen on `today`.
    pub fn judge(self, verified: Option<Date>, today: Date) -> Freshness {
        match verified.map(|day| (today - day).whole_days()) {
            Some(days) if days <= self.due => Freshness::Fresh,
            Some(days) if days <= self.overdue => Freshness::Due,
            _ => Freshness::Overdue,
        }
    }
}

/// A construction mode 建设模式; administrators extend the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mode {
    /// The word in addresses: `township`.
    pub code: String,
    /// 「乡镇」.
    pub name: Text,
    /// Offered no longer; where it is used its name stays.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub retired: bool,
}

/// A programme or batch, 「首批社工站」; a station may be in several.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Programme {
    /// A short word.
    pub code: String,
    /// Its name.
    pub name: Text,
    /// Offered no longer; where it is used its name stays.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub retired: bool,
}

/// One station with all that the public may know of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Station {
    /// Its id in every table.
    pub id: StationId,
    /// Moves on with every change of it; what a tablet kept before there were versions has none.
    #[serde(default)]
    pub version: i64,
    /// Its word in addresses, `jiaji`; never used again for another station.
    pub slug: String,
    /// Which of the three tiers.
    pub kind: Kind,
    /// Code of its construction mode; a centre may have none.
    pub mode: Option<String>,
    /// Official name; English where somebody has written it.
    pub name: Text,
    /// Other names it is known by.
    pub aliases: Vec<String>,
    /// Syllables of the name, separated by blanks.
    pub pinyin: String,
    /// The unit above, if any.
    pub parent: Option<StationId>,
    /// Code of the division (or village) it stands in.
    pub division: String,
    /// Codes of the divisions and villages it serves; several stations may share one.
    pub serves: Vec<String>,
    /// Street address; empty when none is recorded.
    pub address: Text,
    /// Where it is, if known.
    pub position: Option<Position>,
    /// Numbers, the best one first.
    pub phones: Vec<Phone>,
    /// When it is open.
    pub hours: OpeningHours,
    /// Which of the four function areas it has.
    pub rooms: Vec<Room>,
    /// Number of social workers in post.
    pub staff: u16,
    /// Codes of the service items offered.
    pub services: Vec<String>,
    /// Codes of special services X.
    pub special_services: Vec<String>,
    /// The one key project of 1+1+5+X.
    pub key_project: Option<Text>,
    /// Codes of the programmes and batches it belongs to.
    pub programmes: Vec<String>,
    /// Where it stands in its life.
    pub stage: Stage,
    /// The steps so far, oldest first.
    pub stages: Vec<StageReached>,
    /// What is known of its accessibility.
    pub access: Vec<Access>,
    /// Who verified the entry last.
    pub verified: Option<Verified>,
    /// The unit that took over what it served, where it was merged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merged_into: Option<StationId>,
    /// Made up to show the product: every page that shows it says 「演示数据」.
    pub demo: bool,
}

impl Station {
    /// Whether somebody in a wheelchair gets in: the one fact that the filter «accessible» asks for.
    pub fn accessible(&self) -> bool {
        self.access.contains(&Access::StepFree)
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn an_entry_is_fresh_then_due_then_overdue_and_one_never_verified_is_overdue() {
        let days = FreshnessDays { due: 90, overdue: 180 };
        let today = date!(2026 - 11 - 24);
        for (ago, freshness) in [
            (0, Freshness::Fresh),
            (90, Freshness::Fresh),
            (91, Freshness::Due),
            (180, Freshness::Due),
            (181, Freshness::Overdue),
        ] {
            assert_eq!(days.judge(Some(today - time::Duration::days(ago)), today), freshness, "{ago} days");
        }
        assert_eq!(days.judge(None, today), Freshness::Overdue);
    }

    #[test]
    fn words_of_kinds_and_stages_lead_back_to_them() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_word(kind.word()), Some(kind));
        }
        for stage in Stage::ALL {
            assert_eq!(Stage::from_word(stage.word()), Some(stage));
        }
        assert_eq!(Kind::from_word("school"), None);
        assert_eq!(Stage::from_word(""), None);
    }

    #[test]
    fn people_are_served_from_opening_to_closing_also_while_things_are_put_right() {
        let serving: Vec<_> = Stage::ALL.into_iter().filter(|stage| stage.serves()).collect();
        assert_eq!(serving, [Stage::Operating, Stage::Evaluated, Stage::Rectifying]);
    }

    #[test]
    fn a_number_is_dialled_without_what_people_write_around_it() {
        let phone = |number: &str| Phone { number: number.into(), who: None };
        assert_eq!(phone("0898-0000 0001").dialled(), "089800000001");
        assert_eq!(phone("+86 (898) 0000 0001").dialled(), "+8689800000001");
    }
}
