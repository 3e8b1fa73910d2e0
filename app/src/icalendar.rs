//! iCalendar (RFC 5545) as calendars read it: texts that are escaped, lines of at most 75 bytes. Pure.

use serde::{Deserialize, Serialize};

/// What a calendar that comes by e-mail asks of whoever gets it (RFC 5546).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Method {
    /// To keep what it says, in place of what it said before.
    Request,
    /// To take it out.
    Cancel,
}

impl Method {
    /// As it stands in calendars and in the type of an attachment.
    pub fn word(self) -> &'static str {
        match self {
            Self::Request => "REQUEST",
            Self::Cancel => "CANCEL",
        }
    }
}

/// A calendar that goes with an e-mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// What it asks.
    pub method: Method,
    /// The file.
    pub text: String,
}

/// An e-mail address as a calendar names it. What means something in an address of this kind is written as `%25`
/// (RFC 6068); signs that would end a line cannot stand in an e-mail address at all.
pub fn mailto(address: &str) -> String {
    let mut named = "mailto:".to_owned();
    for sign in address.chars() {
        match sign {
            '%' | '/' | '?' | '#' | '&' | '=' | '^' | '`' | '{' | '|' | '}' => {
                named.push_str(&format!("%{:02X}", u32::from(sign)));
            }
            sign => named.push(sign),
        }
    }
    named
}

/// A text as it stands in a calendar.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for sign in text.chars() {
        match sign {
            '\\' | ';' | ',' => escaped.extend(['\\', sign]),
            '\n' => escaped.push_str("\\n"),
            sign if sign.is_control() => {}
            sign => escaped.push(sign),
        }
    }
    escaped
}

/// Lines as a file, each in pieces of at most 75 bytes.
pub fn file(lines: &[String]) -> String {
    lines.iter().flat_map(|line| folded(line)).map(|line| line + "\r\n").collect()
}

/// A line in pieces of at most 75 bytes, each later one with a space before it.
fn folded(line: &str) -> Vec<String> {
    const BYTES_MAX: usize = 75;
    let mut pieces = vec![String::new()];
    for sign in line.chars() {
        let full = pieces.last().is_some_and(|piece| piece.len() + sign.len_utf8() > BYTES_MAX);
        if full {
            pieces.push(" ".to_owned());
        }
        if let Some(piece) = pieces.last_mut() {
            piece.push(sign);
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_would_end_a_value_is_escaped() {
        assert_eq!(escaped("一,二;三\\\n四\r"), "一\\,二\\;三\\\\\\n四");
    }

    #[test]
    fn an_address_stands_whole_in_a_calendar() {
        assert_eq!(mailto("wang+hn@example.org"), "mailto:wang+hn@example.org");
        assert_eq!(mailto("a?b%c@example.org"), "mailto:a%3Fb%25c@example.org");
    }

    proptest! {
        #[test]
        fn no_line_is_longer_than_75_bytes_and_nothing_of_it_is_lost(text in "\\PC{0,300}") {
            let file = file(std::slice::from_ref(&text));
            prop_assert!(file.split("\r\n").all(|line| line.len() <= 75));
            prop_assert_eq!(file.replace("\r\n ", ""), text + "\r\n");
        }
    }
}
