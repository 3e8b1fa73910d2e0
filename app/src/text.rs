//! A piece of text that people wrote, in Chinese and perhaps in English; and the signs that they meant. Pure.

use serde::{Deserialize, Serialize};

use crate::language::Language;

/// Text from the database: Chinese always, English where somebody has written it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Text {
    /// The Chinese text.
    pub zh: String,
    /// The English text, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
}

impl Text {
    /// Text in both languages.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: Some(en.into()) }
    }

    /// The text in `language`, or in Chinese where there is no English.
    pub fn read(&self, language: Language) -> &str {
        match (language, &self.en) {
            (Language::En, Some(english)) => english,
            _ => &self.zh,
        }
    }
}

/// A text as HTML that shows it, for the elements whose inside the renderer writes as it is.
pub fn as_html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A full-width sign as the plain one: 「ａ１＠」.
pub fn narrow(sign: char) -> char {
    match sign {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(sign) - 0xfee0).unwrap_or(sign),
        '\u{3000}' => ' ',
        other => other,
    }
}

/// Whether a sign cannot be seen and yet changes how those beside it look: it joins or parts them, breaks their line, or
/// turns it around. Control signs are others.
pub fn misleads(sign: char) -> bool {
    matches!(sign, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Whether a sign stands in the name of no person: a digit, or one of markup and of paths. Letters of every script do, and
/// what stands between them: `· . ' -`.
pub fn names_nobody(sign: char) -> bool {
    let sign = narrow(sign);
    sign.is_ascii_digit() || matches!(sign, '<' | '>' | '&' | '/' | '\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_signs_are_read_as_plain_ones_and_others_as_they_are() {
        let read = |text: &str| text.chars().map(narrow).collect::<String>();
        assert_eq!(read("ａＺ０９＠－～！"), "aZ09@-~!");
        assert_eq!(read("社工\u{3000}站，〇"), "社工 站,〇");
        assert_eq!(read("a1 –"), "a1 –");
    }

    #[test]
    fn names_have_letters_of_every_script_and_neither_markup_nor_digits() {
        for name in ["王小花", "阿依古丽·买买提", "O'Neill-Smith Jr.", "Анна", "李〇", "𠮷田", "Nguyễn Văn"]
        {
            assert!(!name.chars().any(names_nobody), "{name}");
        }
        assert!("<>&/\\0123456789＜＞＆／９".chars().all(names_nobody));
    }

    #[test]
    fn what_cannot_be_seen_misleads_and_what_can_does_not() {
        assert!("\u{200b}\u{200f}\u{2028}\u{202e}\u{2066}\u{feff}".chars().all(misleads));
        assert!(!"社工站 A-1，·𠀀\n".chars().any(misleads));
    }
}
