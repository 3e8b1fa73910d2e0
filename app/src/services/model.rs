//! The catalogue of services: five domains, thirty items, and the special services X of the counties.
//!
//! The catalogue that ships is a reference list (「参考清单」) until the official one replaces it; it is data, never
//! an enum (product/digest §1). Pure.

use serde::{Deserialize, Serialize};

use crate::text::Text;

/// The domain about children. What a child tells, and who tells of a child, may have to be hidden at home, whichever of its
/// services it is.
const CHILDREN: &str = "C";

/// One version of the catalogue.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Catalogue {
    /// `ref-0.2`, `2026-1`.
    pub version: String,
    /// What this list is, in a sentence: 「参考清单，待官方清单发布后替换」.
    pub status: Text,
    /// Whether it is the official list, and not one to go by until there is one.
    #[serde(default)]
    pub official: bool,
    /// Where it was made known; empty for a reference list.
    #[serde(default)]
    pub source: String,
    /// The domains in order.
    pub domains: Vec<Domain>,
    /// The items in order.
    pub items: Vec<ServiceItem>,
    /// Special services X.
    pub special: Vec<SpecialService>,
}

/// A domain 领域, A to E.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Domain {
    /// `A`.
    pub code: String,
    /// 「社会救助」.
    pub name: Text,
    /// One sentence about it.
    pub summary: Text,
}

/// A service item 服务项目, told for the public.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ServiceItem {
    /// `A01`.
    pub code: String,
    /// Code of its domain.
    pub domain: String,
    /// Name in the catalogue.
    pub name: Text,
    /// The question that somebody would really ask.
    pub question: Text,
    /// What the station does about it, in plain words.
    pub plain: Text,
    /// The content as the catalogue tells it.
    pub content: Text,
    /// For whom.
    pub who: Text,
    /// How the station works on it.
    pub how: Text,
    /// What to bring when one comes.
    pub bring: Vec<Text>,
    /// How soon, how often.
    pub standard: Text,
    /// Words that people type.
    pub keywords: Vec<String>,
    /// Slugs of the policy guides that belong to it.
    pub policies: Vec<String>,
    /// A page that one may need to leave quickly.
    #[serde(default)]
    pub sensitive: bool,
    /// Whether records of it are read by fewer people than others.
    #[serde(default)]
    pub restricted: bool,
}

/// A special service X of one county.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SpecialService {
    /// `X-460200-001`.
    pub code: String,
    /// Code of the 市县 that offers it.
    pub county: String,
    /// Its name.
    pub name: Text,
    /// What it does, in plain words.
    pub plain: Text,
    /// Whether records of it are read by fewer people than others.
    #[serde(default)]
    pub restricted: bool,
}

impl Catalogue {
    /// Whether it is a list to go by, and not the official one.
    pub fn is_reference(&self) -> bool {
        !self.official
    }

    /// The item with this code.
    pub fn item(&self, code: &str) -> Option<&ServiceItem> {
        self.items.iter().find(|item| item.code == code)
    }

    /// The special service with this code.
    pub fn special(&self, code: &str) -> Option<&SpecialService> {
        self.special.iter().find(|service| service.code == code)
    }

    /// Code and name of every service, the special ones last.
    pub fn all_names(&self) -> impl Iterator<Item = (&str, &Text)> {
        self.names_in("", "")
    }

    /// The services that this 市县 offers, with their names, the items first: those of single 市县 only there. Where it is not
    /// known, all; `chosen` is among them in any case.
    pub fn names_in<'a>(
        &'a self,
        county: &'a str,
        chosen: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a Text)> {
        let here = move |it: &&SpecialService| county.is_empty() || it.county == county || it.code == chosen;
        let items = self.items.iter().map(|it| (it.code.as_str(), &it.name));
        items.chain(self.special.iter().filter(here).map(|it| (it.code.as_str(), &it.name)))
    }

    /// The codes of all services whose records are read by fewer people than others.
    pub fn restricted(&self) -> impl Iterator<Item = &str> {
        let items = self.items.iter().filter(|it| it.restricted).map(|it| it.code.as_str());
        items.chain(self.special.iter().filter(|it| it.restricted).map(|it| it.code.as_str()))
    }

    /// Whether somebody who reads about this service may have to leave the page quickly: where the item says so, where its
    /// records are read by fewer people than others, and of everything about children.
    pub fn is_left_quickly(&self, code: &str) -> bool {
        let item = |it: &ServiceItem| it.sensitive || it.restricted || it.domain == CHILDREN;
        self.item(code).is_some_and(item) || self.special(code).is_some_and(|it| it.restricted)
    }

    /// The items of one domain, in order.
    pub fn items_of<'a>(&'a self, domain: &'a str) -> impl Iterator<Item = &'a ServiceItem> {
        self.items.iter().filter(move |item| item.domain == domain)
    }
}
