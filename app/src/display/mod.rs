//! How a reader wants to see the pages: 长辈版 (large type and targets), and the colours.
//!
//! Kept in two cookies for a year, set by a plain form at the top of every page (`POST /display`), so it works
//! without scripts. Nothing else is kept about a reader.

pub(crate) mod messages;

#[cfg(feature = "ssr")]
mod switches;

#[cfg(feature = "ssr")]
pub use switches::{DisplaySwitches, ThemeChoice};

use serde::Deserialize;

use crate::language::Language;

/// The colours of the pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the device is set.
    #[default]
    Device,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
    /// The strongest contrast.
    Contrast,
}

impl Theme {
    /// All of them, in the order of the switch.
    pub const ALL: [Self; 4] = [Self::Device, Self::Light, Self::Dark, Self::Contrast];

    /// The word in the cookie and in `data-theme`; empty for the device's own.
    pub fn word(self) -> &'static str {
        match self {
            Self::Device => "",
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Contrast => "contrast",
        }
    }

    /// What it is called on its switch.
    pub fn words(self, l: Language) -> &'static str {
        match self {
            Self::Device => messages::theme_device(l),
            Self::Light => messages::theme_light(l),
            Self::Dark => messages::theme_dark(l),
            Self::Contrast => messages::theme_contrast(l),
        }
    }

    /// The theme that `word` names; anything unknown is the device's own.
    pub fn from_word(word: &str) -> Self {
        Self::ALL.into_iter().find(|theme| theme.word() == word).unwrap_or_default()
    }
}

/// What a reader has chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Display {
    /// 长辈版.
    pub elder: bool,
    /// The colours.
    pub theme: Theme,
}

impl Display {
    /// Name of the cookie of 长辈版: `1` when on.
    pub const ELDER_COOKIE: &'static str = "elder";
    /// Name of the cookie of the colours: a theme's word.
    pub const THEME_COOKIE: &'static str = "theme";

    /// Reads the `Cookie` header. Cookies of other names, and nonsense, are passed over.
    pub fn from_cookies(header: &str) -> Self {
        let mut display = Self::default();
        for pair in header.split(';') {
            match pair.trim().split_once('=') {
                Some((Self::ELDER_COOKIE, value)) => display.elder = value == "1",
                Some((Self::THEME_COOKIE, value)) => display.theme = Theme::from_word(value),
                _ => {}
            }
        }
        display
    }
}

/// What the switches post: the one that was pressed, and the page to come back to.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct DisplayForm {
    /// `1` or `0`, when 长辈版 was pressed.
    pub elder: Option<String>,
    /// A theme's word, when a colour was pressed.
    pub theme: Option<String>,
    /// An address of this site.
    pub back: String,
}

impl DisplayForm {
    /// The address to come back to: of this site, or else the home page.
    pub fn back(&self) -> &str {
        let own = self.back.starts_with('/')
            && !self.back.starts_with("//")
            // Browsers leave out tabs, so «/<tab>/elsewhere» would lead to another site.
            && !self.back.contains(|sign: char| sign == '\\' || sign.is_control());
        if own { &self.back } else { "/" }
    }

    /// The choice after pressing, from the choice before.
    pub fn apply(&self, before: Display) -> Display {
        Display {
            elder: self.elder.as_deref().map_or(before.elder, |value| value == "1"),
            theme: self.theme.as_deref().map_or(before.theme, Theme::from_word),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_is_read_from_the_cookies_and_nonsense_is_passed_over() {
        let read = Display::from_cookies;
        assert_eq!(read(""), Display::default());
        assert_eq!(read("a=b; elder=1; theme=dark"), Display { elder: true, theme: Theme::Dark });
        assert_eq!(read("elder=yes; theme=pink; =;;"), Display::default());
    }

    #[test]
    fn pressing_one_switch_leaves_the_other_alone() {
        let before = Display { elder: true, theme: Theme::Dark };
        let theme = DisplayForm { theme: Some("contrast".into()), ..DisplayForm::default() };
        assert_eq!(theme.apply(before), Display { elder: true, theme: Theme::Contrast });
        let elder = DisplayForm { elder: Some("0".into()), ..DisplayForm::default() };
        assert_eq!(elder.apply(before), Display { elder: false, theme: Theme::Dark });
    }

    #[test]
    fn one_comes_back_only_to_an_address_of_this_site() {
        for (address, back) in [
            ("/stations?q=1", "/stations?q=1"),
            ("//evil.example/", "/"),
            ("https://evil.example/", "/"),
            ("/\\evil.example", "/"),
            ("/a\r\nSet-Cookie: x", "/"),
            ("/\t/evil.example", "/"),
            ("/\u{1}", "/"),
            ("", "/"),
        ] {
            assert_eq!(
                DisplayForm { back: address.into(), ..DisplayForm::default() }.back(),
                back,
                "{address}"
            );
        }
    }
}
