//! Who reads a page, when, and the site it is read on: what every view may ask for.
//!
//! Set once per request (or once in the field app) as Leptos context; views ask with `language()`, `reader()`,
//! `site()`, `directory()`. Rules never do: they are given what they need.

use std::sync::Arc;

use leptos::prelude::{expect_context, use_context};
use serde::{Deserialize, Serialize};

use crate::{
    browser, directory::model::Directory, display::Display, language::Language, policies::model::Hotline,
    stations::hours::LocalMoment, text::Text,
};

/// Who reads, and when.
#[derive(Clone, Debug)]
pub struct Reader {
    /// In which language.
    pub language: Language,
    /// How the pages should look.
    pub display: Display,
    /// The moment of the request, in Asia/Shanghai.
    pub now: LocalMoment,
    /// Path and query without language: `/stations?q=jiaji`.
    pub address: String,
}

impl Reader {
    /// The way into the field app, which keeps what it looks like itself: it is told what is chosen here, and
    /// otherwise stays as the device was left.
    pub fn field_address(&self) -> String {
        let mut address = "/field".to_owned();
        let mut add = |name: &str, value: &str| {
            let separator = if address.contains('?') { '&' } else { '?' };
            address.push_str(&format!("{separator}{name}={value}"));
        };
        if self.language == Language::En {
            add(FROM_SITE_LANGUAGE, Language::En.tag());
        }
        if self.display.elder {
            add(FROM_SITE_ELDER, "1");
        }
        if !self.display.theme.word().is_empty() {
            add(FROM_SITE_THEME, self.display.theme.word());
        }
        address
    }
}

/// Names in the address by which the site tells the field app how it is read.
pub const FROM_SITE_LANGUAGE: &str = "language";
/// See [`FROM_SITE_LANGUAGE`].
pub const FROM_SITE_ELDER: &str = "elder";
/// See [`FROM_SITE_LANGUAGE`].
pub const FROM_SITE_THEME: &str = "theme";

/// What a deployment says of itself. Written down without what only the server's pages need, a key among it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Site {
    /// Where the site stands, `https://example.org`, without a slash at the end.
    pub public_url: String,
    /// What a station is called here: 社工站, 民政服务站…
    pub station_word: Text,
    /// 主办单位; none in a demonstration.
    pub operator: Option<Text>,
    /// The government's code of the site, ICP and police record numbers, as they must be shown.
    pub records: Vec<String>,
    /// 审图号 of the reviewed map, once granted.
    pub map_review_number: Option<String>,
    /// Telephone of the station's office of a 市县, by its code.
    pub county_phones: std::collections::BTreeMap<String, String>,
    /// The line to call when nobody else answers.
    pub line: String,
    /// The numbers for an emergency, in the order to show them; empty for those that the reference data marks so.
    pub emergency_numbers: Vec<String>,
    /// What the picture of the office that stands above every page is called, when there is one.
    #[serde(skip)]
    pub logo: Option<String>,
    /// Template of the map tiles with `{layer}`, `{z}`, `{x}`, `{y}`, when a 天地图 key is configured.
    #[serde(skip)]
    pub tiles: Option<String>,
    /// Hashed addresses of built files, by their plain name.
    #[serde(skip)]
    pub assets: std::collections::BTreeMap<String, String>,
    /// The release that runs.
    #[serde(skip)]
    pub version: &'static str,
}

impl Site {
    /// Address of a built file: `asset("main.css")` is `/assets/main.3f2a9c.css`.
    ///
    /// A file that was not built keeps its plain name, which the server answers with not-found; `lastmetre check`
    /// names every one that is missing.
    pub fn asset(&self, name: &str) -> String {
        self.assets.get(name).cloned().unwrap_or_else(|| format!("/assets/{name}"))
    }
}

impl Site {
    /// The numbers for an emergency, as this deployment has set them, in its order. One that is no hotline of the
    /// reference data stands without a name.
    pub fn emergency(&self, directory: &Directory) -> Vec<Hotline> {
        if self.emergency_numbers.is_empty() {
            return directory.hotlines.iter().filter(|it| it.emergency).cloned().collect();
        }
        let named = |number: &String| directory.hotlines.iter().find(|it| it.number == *number).cloned();
        self.emergency_numbers
            .iter()
            .map(|number| named(number).unwrap_or_else(|| Hotline::unnamed(number)))
            .collect()
    }
}

/// The reader of this page.
pub fn reader() -> Reader {
    expect_context()
}

/// The language of this page: of the request, or in the browser of the document.
pub fn language() -> Language {
    use_context().unwrap_or_else(|| match browser::document_language() {
        Some(tag) if tag == Language::En.tag() => Language::En,
        _ => Language::Zh,
    })
}

/// The site.
pub fn site() -> Arc<Site> {
    expect_context()
}

/// The directory as of this request.
pub fn directory() -> Arc<Directory> {
    expect_context()
}
