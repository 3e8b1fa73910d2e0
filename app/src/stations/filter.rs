//! What somebody wants to see on the list of stations: the whole state of the page, as it stands in its address.
//!
//! `/stations?q=&area=469028&mode=&kind=&service=B02&open=1&accessible=1&near=18.51,110.04&sort=distance&page=2`.
//! Parsing never fails as a whole: what cannot be understood is left out, and named, so that the page can say so.

use std::fmt::Write;

use crate::{
    directory::model::Directory,
    map::coordinates::LatLng,
    stations::model::{Kind, Mode},
};

/// Stations on one page of the list.
pub const PER_PAGE: usize = 50;

/// Letters of a question that are kept.
const Q_CHARS_MAX: usize = 64;

/// In which order the list stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// What fits best first; without a question, by area and name.
    #[default]
    Best,
    /// Nearest first.
    Distance,
    /// By the pinyin of the name.
    Name,
}

/// What is asked of the list of stations.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StationFilter {
    /// The words in the search box.
    pub q: String,
    /// A division, or a village.
    pub area: Option<String>,
    /// A construction mode.
    pub mode: Option<String>,
    /// One of the three tiers.
    pub kind: Option<Kind>,
    /// A service item or special service.
    pub service: Option<String>,
    /// Only what is open now.
    pub open: bool,
    /// Only what can be entered without a step.
    pub accessible: bool,
    /// Where the reader is.
    pub near: Option<LatLng>,
    /// In which order.
    pub sort: Sort,
    /// Counted from 1; 0 is never stored.
    pub page: usize,
}

/// What of an address could not be understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilterFault {
    /// No division or village has this code.
    Area,
    /// No such construction mode.
    Mode,
    /// No such kind.
    Kind,
    /// No such service.
    Service,
    /// No place on earth, or not written as `lat,lng`.
    Near,
    /// No such order.
    Sort,
    /// Not a number from 1 upwards.
    Page,
}

impl StationFilter {
    /// The names of the pairs of an address.
    pub const NAMES: [&'static str; 10] =
        ["q", "area", "mode", "kind", "service", "open", "accessible", "near", "sort", "page"];

    /// Reads the pairs of an address. Unknown names are ignored; empty values mean «not asked».
    pub fn parse<'a>(
        pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
        directory: &Directory,
    ) -> (Self, Vec<FilterFault>) {
        let mut filter = Self { page: 1, ..Self::default() };
        let mut faults = Vec::new();
        for (name, value) in pairs {
            let value = value.trim();
            if value.is_empty() {
                continue;
            }
            if let Err(fault) = filter.read(name, value, directory) {
                faults.push(fault);
            }
        }
        (filter, faults)
    }

    fn read(&mut self, name: &str, value: &str, directory: &Directory) -> Result<(), FilterFault> {
        let known = |known: bool, fault| if known { Ok(Some(value.to_owned())) } else { Err(fault) };
        match name {
            "q" => self.q = value.chars().filter(|sign| !sign.is_control()).take(Q_CHARS_MAX).collect(),
            "area" => {
                let areas = &directory.areas;
                let there = areas.division(value).is_some() || areas.village(value).is_some();
                self.area = known(there, FilterFault::Area)?;
            }
            "mode" => self.mode = known(directory.mode(value).is_some(), FilterFault::Mode)?,
            "kind" => self.kind = Some(Kind::from_word(value).ok_or(FilterFault::Kind)?),
            "service" => {
                let there =
                    directory.catalogue.item(value).is_some() || directory.catalogue.special(value).is_some();
                self.service = known(there, FilterFault::Service)?;
            }
            "open" => self.open = value == "1",
            "accessible" => self.accessible = value == "1",
            "near" => {
                let place: LatLng = value.parse().map_err(|_| FilterFault::Near)?;
                self.near = Some(place.rounded());
            }
            "sort" => {
                self.sort = match value {
                    "distance" => Sort::Distance,
                    "name" => Sort::Name,
                    "best" => Sort::Best,
                    _ => return Err(FilterFault::Sort),
                }
            }
            "page" => {
                self.page = value.parse().ok().filter(|page| *page > 0).ok_or(FilterFault::Page)?;
            }
            _ => {}
        }
        Ok(())
    }

    /// Whether nothing is asked at all.
    pub fn is_empty(&self) -> bool {
        *self == Self { sort: self.sort, page: self.page, ..Self::default() }
    }

    /// The address of the list with this state, without its language.
    pub fn address(&self) -> String {
        let query = self.query();
        if query.is_empty() { "/stations".to_owned() } else { format!("/stations?{query}") }
    }

    /// The pairs of the address that are asked, in their fixed order.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        let mut add = |name, value: Option<String>| {
            pairs.extend(value.filter(|value| !value.is_empty()).map(|value| (name, value)));
        };
        add("q", Some(self.q.clone()));
        add("area", self.area.clone());
        add("mode", self.mode.clone());
        add("kind", self.kind.map(|kind| kind.word().to_owned()));
        add("service", self.service.clone());
        add("open", self.open.then(|| "1".to_owned()));
        add("accessible", self.accessible.then(|| "1".to_owned()));
        add("near", self.near.map(|near| near.to_string()));
        add(
            "sort",
            match self.sort {
                Sort::Best => None,
                Sort::Distance => Some("distance".to_owned()),
                Sort::Name => Some("name".to_owned()),
            },
        );
        add("page", (self.page > 1).then(|| self.page.to_string()));
        pairs
    }

    fn query(&self) -> String {
        let mut query = String::new();
        for (name, value) in self.pairs() {
            let separator = if query.is_empty() { "" } else { "&" };
            // Writing into a String cannot fail.
            let _ = write!(query, "{separator}{name}={}", percent_encoded(&value));
        }
        query
    }

    /// The mode that is asked for, with its name.
    pub fn mode_in<'a>(&self, directory: &'a Directory) -> Option<&'a Mode> {
        directory.mode(self.mode.as_deref()?)
    }
}

/// A value as it may stand in an address: letters, digits, `-._~,` as they are, everything else by bytes.
pub fn percent_encoded(value: &str) -> String {
    let mut encoded = String::with_capacity(value.len());
    for byte in value.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b',' => {
                encoded.push(char::from(byte));
            }
            _ => {
                // Writing into a String cannot fail.
                let _ = write!(encoded, "%{byte:02X}");
            }
        }
    }
    encoded
}

#[cfg(test)]
mod tests;
