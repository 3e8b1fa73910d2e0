//! Telephone numbers as people write them. Pure.
//!
//! Full-width digits, blanks, strokes and +86 are let pass; what comes out is a number that can be dialled.

use crate::text::narrow;

/// Signs as a telephone knows them: 「０８９８—１」.
fn plain(text: &str) -> String {
    let sign = |sign: char| if matches!(sign, '–' | '—' | '−' | '‐') { '-' } else { narrow(sign) };
    let plain: String = text.trim().chars().map(sign).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_sign(sign: char) -> bool {
    sign.is_ascii_digit() || matches!(sign, ' ' | '-' | '+' | '(' | ')')
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// A mobile number of the mainland, eleven digits; with or without +86.
pub fn mobile(text: &str) -> Option<String> {
    let text = plain(text);
    let digits = digits(&text);
    let digits = match digits.strip_prefix("0086").or_else(|| digits.strip_prefix("86")) {
        Some(rest) if rest.len() == 11 => rest.to_owned(),
        _ => digits,
    };
    let mobile = digits.len() == 11 && digits.starts_with('1') && !digits[1..].starts_with(['0', '1', '2']);
    (mobile && text.chars().all(is_sign)).then_some(digits)
}

/// Anything that can be dialled, also a hotline of three digits; written as it was typed, with plain signs.
pub fn dialled(text: &str) -> Option<String> {
    let number = plain(text);
    let digits = digits(&number).len();
    let fits = (3..=20).contains(&digits) && number.len() <= 30 && number.chars().all(is_sign);
    fits.then_some(number)
}

/// A number of another country, with its prefix: `+852 9123 4567`.
pub fn abroad(text: &str) -> Option<String> {
    let number = dialled(text)?;
    let digits = digits(&number);
    let digits = if number.starts_with('+') { digits.as_str() } else { digits.strip_prefix("00")? };
    let fits = (8..=15).contains(&digits.len()) && !digits.starts_with('0') && !digits.starts_with("86");
    (fits && number.rfind('+').is_none_or(|at| at == 0)).then_some(number)
}

/// A number at which a person is reached: `13800138000`, `0898-65310000`, `65310000`, `400-0000000`; behind a
/// switchboard `0898-65310000-801`.
pub fn reached(text: &str) -> Option<String> {
    let written = plain(text).replace("分机", "转");
    let (number, extension) = match written.split_once(['转', '#']) {
        Some((number, extension)) => (number, Some(extension.trim())),
        None => (written.as_str(), None),
    };
    if let (Some(mobile), None) = (mobile(number), extension) {
        return Some(mobile);
    }
    if let (None, Some(found)) = (extension, dialled(number).and_then(|_| landline(&digits(number)))) {
        return Some(found);
    }
    // 0898-65310000-801: the last piece is the extension.
    let (number, extension) = match extension {
        Some(extension) => (number, extension),
        None => number.rsplit_once('-')?,
    };
    let extension_fits =
        (1..=6).contains(&extension.len()) && extension.bytes().all(|it| it.is_ascii_digit());
    let number = dialled(number).and_then(|_| landline(&digits(number)))?;
    extension_fits.then(|| format!("{number}-{extension}"))
}

/// The digits of a landline with a stroke behind the code of its area; nothing for anything else.
fn landline(digits: &str) -> Option<String> {
    let abroad = digits.strip_prefix("0086").or_else(|| digits.strip_prefix("86").filter(|it| it.len() >= 9));
    let national =
        abroad.map(|rest| if rest.starts_with('0') { rest.to_owned() } else { format!("0{rest}") });
    let digits = national.as_deref().unwrap_or(digits);
    let local = |number: &str| (7..=8).contains(&number.len()) && !number.starts_with(['0', '1']);
    let area = match digits.as_bytes() {
        // 北京 and the largest cities have three digits, every other area four.
        [b'0', b'1' | b'2', ..] => 3,
        [b'0', b'3'..=b'9', ..] => 4,
        [b'4' | b'8', b'0', b'0', ..] if digits.len() == 10 => return digits.split_at_checked(3).map(joined),
        _ => return local(digits).then(|| digits.to_owned()),
    };
    digits.split_at_checked(area).filter(|(_, number)| local(number)).map(joined)
}

fn joined((code, number): (&str, &str)) -> String {
    format!("{code}-{number}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_number_of_another_country_has_its_prefix() {
        for number in ["+852 9123 4567", "0065 6123 4567", "+1 310 555 0100"] {
            assert_eq!(abroad(number).as_deref(), Some(number));
        }
        for none in ["+86 1380013800", "0086 123", "9123 4567", "85+2 9123 4567", "+852 912", "", "+"] {
            assert_eq!(abroad(none), None, "{none}");
        }
    }

    #[test]
    fn a_number_at_which_a_person_is_reached_is_read_as_it_is_written() {
        for (typed, read) in [
            ("13800138000", "13800138000"),
            ("+86 138-0013-8000", "13800138000"),
            ("１３８ ００１３ ８０００", "13800138000"),
            ("0898 6531 0000", "0898-65310000"),
            ("（０８９８）６５３１００００", "0898-65310000"),
            ("0898—65310000", "0898-65310000"),
            ("089865310000", "0898-65310000"),
            ("+86 898 6531 0000", "0898-65310000"),
            ("010-88880000", "010-88880000"),
            ("65310000", "65310000"),
            ("6531000", "6531000"),
            ("400-000-0000", "400-0000000"),
            ("0898-65310000-801", "0898-65310000-801"),
            ("0898-65310000转801", "0898-65310000-801"),
            ("65310000 分机 8", "65310000-8"),
        ] {
            assert_eq!(reached(typed).as_deref(), Some(read), "{typed}");
            assert_eq!(reached(read).as_deref(), Some(read), "{read} again");
        }
        for none in [
            "",
            "110",
            "12345",
            "1380013800",
            "138001380000",
            "12800138000",
            "0898",
            "0898-123",
            "0898-65310000-8012345",
            "0898-65310000转",
            "13800138000转8",
            "call me",
            "65310000x",
            "00000000",
            "𝟏𝟑𝟖",
        ] {
            assert_eq!(reached(none), None, "{none}");
        }
    }

    #[test]
    fn whatever_can_be_dialled_keeps_how_it_was_written() {
        assert_eq!(dialled(" ０８９８—１２３  ４５ ").as_deref(), Some("0898-123 45"));
        assert_eq!(dialled("110").as_deref(), Some("110"));
        for none in ["", "11", "123456789012345678901", "call", "1  2"] {
            assert_eq!(dialled(none), None, "{none}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_and_what_was_read_stays(text in "\\PC{0,40}|[0-9 +()\\-转]{0,24}") {
            if let Some(number) = reached(&text) {
                prop_assert_eq!(reached(&number), Some(number));
            }
        }
    }
}
