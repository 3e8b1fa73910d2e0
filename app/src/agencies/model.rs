//! What is known of an agency. Pure.

use serde::{Deserialize, Serialize};
use time::Date;

use super::messages;
use crate::{ids::StationId, language::Language, text::Text};

/// What kind of agency it is: the one list to extend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// 社会组织.
    SocialOrganisation,
    /// 医疗卫生机构.
    Health,
    /// 学校、幼儿园.
    School,
    /// 公安派出所.
    Police,
    /// 司法所、法律援助.
    Justice,
    /// 养老服务机构.
    ElderlyCare,
    /// 儿童服务机构.
    Children,
    /// 志愿服务队.
    Volunteers,
    /// 企业.
    Company,
    /// Anything else.
    Other,
}

impl Kind {
    /// All of them, in the order of the list to choose from.
    pub const ALL: [Self; 10] = [
        Self::SocialOrganisation,
        Self::Health,
        Self::School,
        Self::Police,
        Self::Justice,
        Self::ElderlyCare,
        Self::Children,
        Self::Volunteers,
        Self::Company,
        Self::Other,
    ];

    /// The word in forms and tables.
    pub fn word(self) -> &'static str {
        match self {
            Self::SocialOrganisation => "social_organisation",
            Self::Health => "health",
            Self::School => "school",
            Self::Police => "police",
            Self::Justice => "justice",
            Self::ElderlyCare => "elderly_care",
            Self::Children => "children",
            Self::Volunteers => "volunteers",
            Self::Company => "company",
            Self::Other => "other",
        }
    }

    /// The kind of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// 「社会组织」.
    pub fn words(self, l: Language) -> &'static str {
        match self {
            Self::SocialOrganisation => messages::kind_social_organisation(l),
            Self::Health => messages::kind_health(l),
            Self::School => messages::kind_school(l),
            Self::Police => messages::kind_police(l),
            Self::Justice => messages::kind_justice(l),
            Self::ElderlyCare => messages::kind_elderly_care(l),
            Self::Children => messages::kind_children(l),
            Self::Volunteers => messages::kind_volunteers(l),
            Self::Company => messages::kind_company(l),
            Self::Other => messages::kind_other(l),
        }
    }
}

/// An agency that works with a unit, as the public may know it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agency {
    /// With which unit.
    pub station: StationId,
    /// Its name.
    pub name: Text,
    /// What kind of agency it is.
    pub kind: Kind,
    /// Number of its office.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// What it offers together with the unit; empty where nothing is written.
    #[serde(default)]
    pub offers: Text,
    /// Since when.
    #[serde(with = "crate::iso_date")]
    pub since: Date,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lead_back_and_are_those_that_are_stored() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_word(kind.word()), Some(kind));
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.word());
        }
        assert_eq!(Kind::from_word("castle"), None);
    }
}
