//! Which page of the field app an address means. Pure.
//!
//! Addresses stand below `/field`, so each can be kept, shared and opened with no network. Links of shared pieces
//! lead to the site's own addresses (`/stations/…`, also in English); those the app has a page for are taken too.

use crate::language::Language;

/// A page of the app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// The list, with the query of its address: `q=jiaji&open=1`.
    Find(String),
    /// A station, by its slug.
    Station(String),
    /// The list of services.
    Services,
    /// A service, by its code.
    Service(String),
    /// The policy guides, and the numbers to call.
    Policies,
    /// A policy guide, by its slug.
    Policy(String),
    /// The map.
    Map,
    /// What somebody of the staff tends: their station.
    Mine,
    /// A call for help that they take down; of one that was refused, its place in the outbox.
    Help(Option<i64>),
    /// What they did here, and how far it has come.
    Outbox,
    /// What is kept on this device, and how the app looks.
    Device,
    /// An address below `/field` that means nothing.
    Unknown,
}

impl Route {
    /// The page behind a path and query; `None` for an address that the app has no page for.
    pub fn of(path: &str, query: &str) -> Option<Self> {
        let (_, path) = Language::of_path(path);
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let (inside, parts) = match parts.as_slice() {
            ["field", rest @ ..] => (true, rest),
            all => (false, all),
        };
        Some(match parts {
            [] if inside => Self::Find(query.to_owned()),
            ["stations"] => Self::Find(query.to_owned()),
            ["stations", slug] => Self::Station((*slug).to_owned()),
            ["services"] => Self::Services,
            ["services", code] => Self::Service((*code).to_owned()),
            ["policies"] => Self::Policies,
            ["policies", slug] => Self::Policy((*slug).to_owned()),
            ["areas", code] => Self::Find(format!("area={code}")),
            ["map"] if inside => Self::Map,
            ["mine"] if inside => Self::Mine,
            ["help"] if inside => Self::Help(None),
            ["help", place] if inside && place.parse::<i64>().is_ok() => Self::Help(place.parse().ok()),
            ["outbox"] if inside => Self::Outbox,
            ["device"] if inside => Self::Device,
            _ if inside => Self::Unknown,
            _ => return None,
        })
    }

    /// Its address.
    pub fn address(&self) -> String {
        match self {
            Self::Find(query) if query.is_empty() => "/field".to_owned(),
            Self::Find(query) => format!("/field?{query}"),
            Self::Station(slug) => format!("/field/stations/{slug}"),
            Self::Services => "/field/services".to_owned(),
            Self::Service(code) => format!("/field/services/{code}"),
            Self::Policies => "/field/policies".to_owned(),
            Self::Policy(slug) => format!("/field/policies/{slug}"),
            Self::Map => "/field/map".to_owned(),
            Self::Mine => "/field/mine".to_owned(),
            Self::Help(None) => "/field/help".to_owned(),
            Self::Help(Some(place)) => format!("/field/help/{place}"),
            Self::Outbox => "/field/outbox".to_owned(),
            Self::Device => "/field/device".to_owned(),
            Self::Unknown => "/field/unknown".to_owned(),
        }
    }

    /// Whether a narrow screen shows its list; every other page stands in the detail pane.
    pub fn is_list(&self) -> bool {
        matches!(self, Self::Find(_) | Self::Services | Self::Policies)
    }

    /// The entry of the navigation that it belongs to.
    pub fn section(&self) -> Self {
        match self {
            Self::Find(_) | Self::Station(_) | Self::Unknown => Self::Find(String::new()),
            Self::Services | Self::Service(_) => Self::Services,
            Self::Policies | Self::Policy(_) => Self::Policies,
            Self::Outbox | Self::Help(_) => Self::Mine,
            other => other.clone(),
        }
    }

    /// The list that it is opened from, and that stands beside it on a wide screen.
    pub fn list(&self) -> Self {
        match self.section() {
            list @ (Self::Services | Self::Policies) => list,
            _ => Self::Find(String::new()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one_of_each() -> [Route; 14] {
        [
            Route::Find(String::new()),
            Route::Find("q=jiaji&open=1".into()),
            Route::Station("qionghai-jiaji".into()),
            Route::Services,
            Route::Service("A01".into()),
            Route::Policies,
            Route::Policy("dibao".into()),
            Route::Map,
            Route::Mine,
            Route::Help(None),
            Route::Help(Some(12)),
            Route::Outbox,
            Route::Device,
            Route::Unknown,
        ]
    }

    #[test]
    fn every_page_is_found_again_by_its_address() {
        for route in one_of_each() {
            let address = route.address();
            let (path, query) = address.split_once('?').unwrap_or((&address, ""));
            assert_eq!(Route::of(path, query), Some(route), "{address}");
        }
    }

    #[test]
    fn every_page_leads_back_to_a_list() {
        for route in one_of_each() {
            assert!(route.list().is_list(), "{route:?}");
            assert!(!route.is_list() || route.section() == route.list(), "{route:?}");
        }
    }

    #[test]
    fn links_of_the_site_lead_to_the_apps_own_pages_in_both_languages_and_others_out_of_it() {
        for (path, route) in [
            ("/stations", Some(Route::Find("q=1".into()))),
            ("/en/stations/jiaji", Some(Route::Station("jiaji".into()))),
            ("/en/services/A01", Some(Route::Service("A01".into()))),
            ("/policies/dibao", Some(Route::Policy("dibao".into()))),
            ("/areas/469002", Some(Route::Find("area=469002".into()))),
            ("/field/", Some(Route::Find("q=1".into()))),
            ("/field/nonsense/page", Some(Route::Unknown)),
            ("/", None),
            ("/fields", None),
            ("/map", None),
            ("/device", None),
            ("/stations/jiaji/contact.vcf", None),
            ("/privacy", None),
        ] {
            assert_eq!(Route::of(path, "q=1"), route, "{path}");
        }
    }
}
