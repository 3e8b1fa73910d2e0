//! The one document that the field app downloads: the directory, and what the deployment says of itself.

use serde::{Deserialize, Serialize};

use super::json;
use crate::{directory::model::DirectoryDocument, reader::Site};

/// As it is written: the site beside the parts of the directory.
#[derive(Serialize)]
struct Written<'a> {
    site: &'a Site,
    #[serde(flatten)]
    directory: &'a DirectoryDocument,
}

/// The part that is not the directory.
#[derive(Deserialize)]
struct SiteOnly {
    site: Site,
}

/// A document that has been read whole.
#[derive(Debug)]
pub struct FieldDocument {
    /// The site, without what only pages of the server need.
    pub site: Site,
    /// The directory.
    pub directory: DirectoryDocument,
}

/// The text is not a whole document of this version: cut off, of another version, or no document at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a document of the directory")]
pub struct Unreadable;

/// The text of the document.
pub fn write(site: &Site, directory: &DirectoryDocument) -> Result<String, serde_json::Error> {
    serde_json::to_string(&Written { site, directory })
}

/// Reads a document. One without any division is taken for none: a directory is never empty.
///
/// The text is gone through twice, because serde's own way to flatten would hold all of it in memory once more.
pub fn read(text: &str) -> Result<FieldDocument, Unreadable> {
    let directory: DirectoryDocument = json::read(text).map_err(|_| Unreadable)?;
    let SiteOnly { site } = json::read(text).map_err(|_| Unreadable)?;
    if directory.divisions.is_empty() {
        return Err(Unreadable);
    }
    Ok(FieldDocument { site, directory })
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::{
        areas::model::{Division, Level},
        text::Text,
    };

    /// A document with one division, and this version.
    pub(crate) fn a_document(version: i64) -> (Site, DirectoryDocument) {
        let site = Site {
            public_url: "https://example.org".into(),
            station_word: Text::new("社工站", "Station"),
            operator: None,
            records: Vec::new(),
            map_review_number: None,
            county_phones: [("460200".to_owned(), "0898-0000 0200".to_owned())].into(),
            line: "12345".into(),
            emergency_numbers: Vec::new(),
            logo: None,
            tiles: Some("https://example.org/{layer}?tk=secret".into()),
            assets: [("main.css".to_owned(), "/assets/main.css".to_owned())].into(),
            version: "1",
        };
        let directory = DirectoryDocument {
            version,
            changed_at_ms: 0,
            divisions: vec![Division {
                code: "460000".into(),
                name: "海南省".into(),
                name_en: "Hainan".into(),
                pinyin: "hai nan sheng".into(),
                level: Level::Province,
                parent: String::new(),
                position: None,
            }],
            villages: Vec::new(),
            stations: Vec::new(),
            agencies: Vec::new(),
            modes: Vec::new(),
            programmes: Vec::new(),
            catalogue: Default::default(),
            policies: Vec::new(),
            hotlines: Vec::new(),
            calendar: Default::default(),
            settings: crate::settings::model::Values::default(),
            freshness: crate::stations::model::FreshnessDays { due: 90, overdue: 180 },
        };
        (site, directory)
    }

    #[test]
    fn a_document_is_read_as_it_was_written_and_carries_no_key() {
        let (site, directory) = a_document(7);
        let text = write(&site, &directory).unwrap();
        let read = read(&text).unwrap();
        assert_eq!(read.directory, directory);
        assert_eq!((read.site.line, read.site.county_phones), (site.line, site.county_phones));
        assert!(!text.contains("secret") && !text.contains("main.css"), "{text}");
    }

    #[test]
    fn a_document_cut_off_anywhere_is_none() {
        let (site, directory) = a_document(7);
        let text = write(&site, &directory).unwrap();
        for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
            assert!(read(&text[..end]).is_err(), "cut off after {end} bytes");
        }
    }

    #[test]
    fn neither_the_page_of_a_hotel_network_nor_an_empty_directory_is_a_document() {
        let (site, mut directory) = a_document(7);
        directory.divisions.clear();
        for text in [
            "<!DOCTYPE html><title>欢迎使用无线网络</title>",
            "{}",
            "null",
            &write(&site, &directory).unwrap(),
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
