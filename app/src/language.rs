//! The two languages of every page, and how an address tells which one is meant.
//!
//! Chinese stands at `/…`, English at `/en/…`: an address always means one language, so it can be shared,
//! printed and cached. Each sentence is written in both by `messages!` (message.rs).

/// A language the product speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    /// Simplified Chinese, the first and default language.
    #[default]
    Zh,
    /// English.
    En,
}

impl Language {
    /// Both languages, the default first.
    pub const ALL: [Self; 2] = [Self::Zh, Self::En];

    /// The value of `lang` and `hreflang`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }

    /// The other one, for the switch in the header.
    pub fn other(self) -> Self {
        match self {
            Self::Zh => Self::En,
            Self::En => Self::Zh,
        }
    }

    /// The language that an address means, and the address without its language.
    ///
    /// `/en/stations` is `(En, "/stations")`, `/en` is `(En, "/")`, `/english` is `(Zh, "/english")`.
    pub fn of_path(path: &str) -> (Self, &str) {
        match path.strip_prefix("/en") {
            Some("") => (Self::En, "/"),
            Some(rest) if rest.starts_with('/') => (Self::En, rest),
            _ => (Self::Zh, path),
        }
    }

    /// The address of `path` (without language, beginning with `/`) in this language.
    pub fn address(self, path: &str) -> String {
        match (self, path) {
            (Self::Zh, path) => path.to_owned(),
            (Self::En, "/") => "/en".to_owned(),
            (Self::En, path) => format!("/en{path}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_tells_its_language_and_gives_it_back() {
        for (address, language, path) in [
            ("/", Language::Zh, "/"),
            ("/stations", Language::Zh, "/stations"),
            ("/en", Language::En, "/"),
            ("/en/stations?q=1", Language::En, "/stations?q=1"),
            ("/english", Language::Zh, "/english"),
        ] {
            assert_eq!(Language::of_path(address), (language, path), "{address}");
            assert_eq!(language.address(path), address);
        }
    }
}
