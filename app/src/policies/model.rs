//! Policy guides in plain words: what there is, for whom, which papers, where to go.
//!
//! Pure. Every guide names its sources with their dates and is shown as 「参考，以官方公布为准」; amounts are never
//! stated, because each county sets its own.

use serde::{Deserialize, Serialize};
use time::Date;

use crate::text::Text;

/// One guide.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Policy {
    /// Its word in addresses.
    pub slug: String,
    /// 「临时救助」.
    pub title: Text,
    /// The question that somebody would really ask.
    pub question: Text,
    /// One sentence.
    pub summary: Text,
    /// What it is.
    pub what: Text,
    /// Who can have it.
    pub who: Vec<Text>,
    /// Which papers.
    pub papers: Vec<Text>,
    /// Where to go.
    #[serde(rename = "where")]
    pub places: Vec<Text>,
    /// What happens, step by step.
    pub steps: Vec<Text>,
    /// What else one should know.
    pub good_to_know: Vec<Text>,
    /// Codes of the service items that help with it.
    pub services: Vec<String>,
    /// What the guide was written from.
    pub sources: Vec<Source>,
    /// Numbers of the hotlines that one may call about it.
    #[serde(default)]
    pub hotlines: Vec<String>,
    /// When it was written, or checked by an office; which of the two is said on the page.
    #[serde(with = "crate::iso_date")]
    pub written_on: Date,
    /// Whether an office has checked it and published it.
    #[serde(default)]
    pub checked: bool,
    /// A page that one may need to leave quickly.
    #[serde(default)]
    pub sensitive: bool,
    /// Words that people type.
    pub keywords: Vec<String>,
}

/// A document that a guide was written from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// Its title.
    pub title: Text,
    /// Who issued it.
    pub issuer: Text,
    /// 「国发〔2014〕47号」.
    pub document_no: Option<String>,
    /// When it was issued.
    #[serde(default, with = "crate::iso_date::option")]
    pub date: Option<Date>,
    /// Where it can be read.
    pub url: Option<String>,
}

/// A number to call.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hotline {
    /// `12345`.
    pub number: String,
    /// Whose it is.
    pub name: Text,
    /// When to call it.
    pub when: Text,
    /// When somebody answers.
    pub hours: Text,
    /// Not confirmed for this province yet: shown as such.
    pub verify: bool,
    /// For danger to life and limb.
    pub emergency: bool,
}

impl Hotline {
    /// A number for an emergency that is known by itself alone.
    pub fn unnamed(number: &str) -> Self {
        let nothing = || Text { zh: String::new(), en: None };
        Self {
            number: number.to_owned(),
            name: nothing(),
            when: nothing(),
            hours: nothing(),
            verify: false,
            emergency: true,
        }
    }
}
