//! What the deployment says of itself: what the configuration file sets, then what the province has set.
//!
//! Invariant: what the file sets wins.

use std::{
    collections::BTreeMap,
    sync::{Arc, PoisonError, RwLock},
};

use app::{
    directory::model::Directory,
    reader::Site,
    settings::model::{Setting, Values},
};

use crate::config::{Configuration, Secret, TileTemplate};

/// The site as it is with what has been set; made anew when the directory's version moves on.
pub struct SettledSite {
    configured: Arc<Site>,
    fixed: BTreeMap<Setting, String>,
    tiles: TileTemplate,
    settled: RwLock<(i64, Arc<Site>)>,
}

impl SettledSite {
    /// Of what the configuration says of the site.
    pub fn new(configured: Arc<Site>, configuration: &Configuration) -> Self {
        let fixed = Setting::ALL.into_iter().filter(|setting| configuration.gives(setting.word()));
        Self {
            fixed: fixed.map(|setting| (setting, shown(setting, configuration))).collect(),
            tiles: configuration.tianditu_url.clone(),
            settled: RwLock::new((-1, configured.clone())),
            configured,
        }
    }

    /// What the configuration file sets, as it may be shown.
    pub fn fixed(&self) -> &BTreeMap<Setting, String> {
        &self.fixed
    }

    /// The site with what this directory says has been set.
    pub fn with(&self, directory: &Directory) -> Arc<Site> {
        // A poisoned lock still holds a whole site: the only write is one assignment.
        let (version, site) = self.settled.read().unwrap_or_else(PoisonError::into_inner).clone();
        if version == directory.version {
            return site;
        }
        let site = Arc::new(self.settle(&directory.settings));
        *self.settled.write().unwrap_or_else(PoisonError::into_inner) = (directory.version, site.clone());
        site
    }

    fn settle(&self, values: &Values) -> Site {
        let mut site = (*self.configured).clone();
        let kept = |setting: Setting| {
            values.get(setting).filter(|_| !self.fixed.contains_key(&setting)).map(str::to_owned)
        };
        if let Some(word) = kept(Setting::StationWordZh) {
            site.station_word.zh = word;
        }
        if let Some(word) = kept(Setting::StationWordEn) {
            site.station_word.en = Some(word);
        }
        if let Some(zh) = kept(Setting::OperatorZh) {
            site.operator = Some(app::text::Text { zh, en: site.operator.and_then(|it| it.en) });
        }
        if let (Some(operator), Some(en)) = (&mut site.operator, kept(Setting::OperatorEn)) {
            operator.en = Some(en);
        }
        let records = [Setting::SiteCode, Setting::IcpRecord, Setting::PoliceRecord];
        let record = |setting: Setting| self.fixed.get(&setting).cloned().or_else(|| kept(setting));
        site.records = records.into_iter().filter_map(record).collect();
        site.logo = kept(Setting::Logo);
        if let Some(number) = kept(Setting::MapReviewNumber) {
            site.map_review_number = Some(number);
        }
        if let Some(key) = kept(Setting::MapKey) {
            site.tiles = Some(self.tiles.with_key(&Secret::new(key)));
        }
        site
    }
}

/// A setting of the configuration, as it may be shown.
fn shown(setting: Setting, configuration: &Configuration) -> String {
    let effective = configuration.effective();
    let value = effective.iter().find(|(name, ..)| *name == setting.word()).map(|(_, value, _)| value);
    value.map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use app::directory::model::DirectoryDocument;

    use super::*;

    fn configuration(settings: &[(&str, &str)]) -> Configuration {
        let named = settings.iter().map(|(name, value)| (format!("LASTMETRE_{name}"), (*value).to_owned()));
        Configuration::read(None, named).unwrap()
    }

    #[test]
    fn what_the_file_sets_wins_and_a_secret_of_it_is_not_shown() {
        let given =
            [("OPERATOR_ZH", "某某厅"), ("TIANDITU_KEY", "abcdefghabcdefgh"), ("ICP_RECORD", "某ICP备1号")];
        let configuration = configuration(&given);
        let site = Arc::new(crate::pages::site(&configuration, BTreeMap::new()));
        let settled = SettledSite::new(site, &configuration);
        let mut document: DirectoryDocument = serde_json::from_str(
            r#"{"version": 5, "changed_at_ms": 0, "divisions": [], "villages": [], "stations": [], "modes": [],
                "programmes": [], "catalogue": {"version": "", "status": {"zh": "", "en": ""}, "domains": [], "items": [], "special": []},
                "policies": [], "hotlines": [], "calendar": {}, "freshness": {"due": 90, "overdue": 180}}"#,
        )
        .unwrap();
        for (word, text) in [
            ("operator_zh", "别的"),
            ("tianditu_key", "zzzzzzzz"),
            ("station_word_zh", "民政服务站"),
            ("police_record", "公安备案2号"),
            ("map_review_number", "琼S(2026)001号"),
        ] {
            document.settings.set(word, text);
        }
        let site = settled.with(&Directory::build(document));
        assert_eq!(site.operator.as_ref().unwrap().zh, "某某厅");
        assert_eq!(site.station_word.zh, "民政服务站");
        assert_eq!(site.records, ["某ICP备1号", "公安备案2号"]);
        assert_eq!(site.map_review_number.as_deref(), Some("琼S(2026)001号"));
        assert!(site.tiles.as_ref().unwrap().contains("abcdefgh"));
        assert_eq!(settled.fixed()[&Setting::OperatorZh], "某某厅");
        assert!(!settled.fixed()[&Setting::MapKey].contains("abcd"));
        assert_eq!(settled.fixed().len(), 3);
    }
}
