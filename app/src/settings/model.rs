//! What can be set, and what has been. Pure.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// How many social workers a station should have, until the office says otherwise.
pub const STAFFING_STANDARD: u16 = 3;

/// What a station is called in its own name.
pub const STATION_WORD: &str = "社工站";

/// One thing that can be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Setting {
    /// What a station is called, in Chinese.
    StationWordZh,
    /// The same in English.
    StationWordEn,
    /// Other words for it, by which people search.
    StationAliases,
    /// 主办单位.
    OperatorZh,
    /// The same in English.
    OperatorEn,
    /// What the department of a 市县 is called that looks after its stations.
    DepartmentZh,
    /// The same in English.
    DepartmentEn,
    /// 政府网站标识码.
    SiteCode,
    /// ICP 备案号.
    IcpRecord,
    /// 公安备案号.
    PoliceRecord,
    /// The picture above every page: its digest, under which it is stored.
    Logo,
    /// 审图号.
    MapReviewNumber,
    /// The key for the tiles of 天地图.
    MapKey,
    /// How many social workers a station should have.
    StaffingStandard,
    /// The large communities that count where there are no townships: codes of villages.
    Communities,
    /// Townships and streets that do not count.
    OutOfScope,
    /// Whether a station has to let every volunteer in who registers.
    VolunteerApproval,
}

impl Setting {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 17] = [
        Self::StationWordZh,
        Self::StationWordEn,
        Self::StationAliases,
        Self::OperatorZh,
        Self::OperatorEn,
        Self::DepartmentZh,
        Self::DepartmentEn,
        Self::SiteCode,
        Self::IcpRecord,
        Self::PoliceRecord,
        Self::Logo,
        Self::MapReviewNumber,
        Self::MapKey,
        Self::StaffingStandard,
        Self::Communities,
        Self::OutOfScope,
        Self::VolunteerApproval,
    ];

    /// The word in forms and in the database; where the configuration has the same setting, its name there.
    pub fn word(self) -> &'static str {
        match self {
            Self::StationWordZh => "station_word_zh",
            Self::StationWordEn => "station_word_en",
            Self::StationAliases => "station_aliases",
            Self::OperatorZh => "operator_zh",
            Self::OperatorEn => "operator_en",
            Self::DepartmentZh => "department_zh",
            Self::DepartmentEn => "department_en",
            Self::SiteCode => "site_code",
            Self::IcpRecord => "icp_record",
            Self::PoliceRecord => "police_record",
            Self::Logo => "logo",
            Self::MapReviewNumber => "map_review_number",
            Self::MapKey => "tianditu_key",
            Self::StaffingStandard => "staffing_standard",
            Self::Communities => "communities",
            Self::OutOfScope => "out_of_scope",
            Self::VolunteerApproval => "volunteer_approval",
        }
    }

    /// The setting that `word` names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|setting| setting.word() == word)
    }

    /// Whether it is a list, one line for each.
    pub fn is_list(self) -> bool {
        matches!(self, Self::StationAliases | Self::Communities | Self::OutOfScope)
    }

    /// Whether it is shown to nobody once it is kept.
    pub fn is_secret(self) -> bool {
        self == Self::MapKey
    }
}

/// What has been set, by the word of the setting; lists have a line for each member.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Values {
    kept: BTreeMap<String, String>,
}

impl Values {
    /// Sets it; an empty text means that it is not set.
    pub fn set(&mut self, word: &str, text: &str) {
        if text.is_empty() {
            self.kept.remove(word);
        } else {
            self.kept.insert(word.to_owned(), text.to_owned());
        }
    }

    /// What it is set to.
    pub fn get(&self, setting: Setting) -> Option<&str> {
        self.kept.get(setting.word()).map(String::as_str)
    }

    /// The members of a list.
    pub fn lines(&self, setting: Setting) -> impl Iterator<Item = &str> {
        self.get(setting).into_iter().flat_map(str::lines)
    }

    /// How many social workers a station should have.
    pub fn staffing_standard(&self) -> u16 {
        let kept = self.get(Setting::StaffingStandard).and_then(|text| text.parse().ok());
        kept.unwrap_or(STAFFING_STANDARD)
    }

    /// What may leave the server in one document.
    pub fn without_secrets(&self) -> Self {
        let mut shown = self.clone();
        shown.kept.remove(Setting::MapKey.word());
        shown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lead_back_to_their_settings() {
        for setting in Setting::ALL {
            assert_eq!(Setting::from_word(setting.word()), Some(setting));
        }
        assert_eq!(Setting::from_word(""), None);
    }

    #[test]
    fn what_is_not_set_has_its_default_and_a_secret_does_not_leave() {
        let mut values = Values::default();
        assert_eq!((values.staffing_standard(), values.lines(Setting::Communities).count()), (3, 0));
        values.set("staffing_standard", "5");
        values.set("communities", "460204198200\n460204198230");
        values.set("tianditu_key", "secret");
        assert_eq!((values.staffing_standard(), values.lines(Setting::Communities).count()), (5, 2));
        let shown = serde_json::to_string(&values.without_secrets()).unwrap();
        assert!(!shown.contains("secret") && shown.contains("communities"));
        values.set("staffing_standard", "");
        assert_eq!(values.get(Setting::StaffingStandard), None);
    }
}
