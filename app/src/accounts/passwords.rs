//! Which passwords are accepted: long enough and not among the first that are tried. Nothing else is asked of them,
//! and none expires (NIST SP 800-63B, OWASP ASVS 5.0 V6.2).

/// Signs at least, where a second factor is asked for too.
pub const CHARS_MIN_WITH_SECOND_FACTOR: usize = 8;

/// Signs at least, where the password is all.
pub const CHARS_MIN_ALONE: usize = 15;

/// Signs at most: longer ones cost time to check and nothing more is gained.
pub const CHARS_MAX: usize = 128;

/// What is tried first, folded as in [`folded`]: sequences, keyboard rows, and what people here choose.
const COMMON: &[&str] = &[
    "password",
    "passw0rd",
    "admin",
    "administrator",
    "welcome",
    "qwerty",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "iloveyou",
    "letmein",
    "abc123",
    "a123456",
    "123456",
    "1234567890",
    "0123456789",
    "987654321",
    "111111",
    "000000",
    "666666",
    "888888",
    "5201314",
    "woaini",
    "hainan",
    "haikou",
    "sanya",
    "shegong",
    "shegongzhan",
    "lastmetre",
    "zuihouyimi",
    "minzheng",
    "1qaz2wsx",
    "qazwsx",
    "q1w2e3r4",
    "princess",
    "dragon",
    "monkey",
    "sunshine",
    "football",
];

/// Why a password is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordFault {
    /// Fewer signs than this.
    TooShort(usize),
    /// More than [`CHARS_MAX`].
    TooLong,
    /// Among the first that are tried, or made of one of them, or of the sign-in name.
    Common,
    /// Typed differently the second time.
    Differs,
}

/// Whether `password`, typed again as `again`, may be that of `sign_in_name`.
pub fn judge(
    password: &str,
    again: &str,
    sign_in_name: &str,
    with_second_factor: bool,
) -> Result<(), PasswordFault> {
    let least = if with_second_factor { CHARS_MIN_WITH_SECOND_FACTOR } else { CHARS_MIN_ALONE };
    let length = password.chars().count();
    if length < least {
        return Err(PasswordFault::TooShort(least));
    }
    if length > CHARS_MAX {
        return Err(PasswordFault::TooLong);
    }
    if is_common(password, sign_in_name) {
        return Err(PasswordFault::Common);
    }
    if password != again {
        return Err(PasswordFault::Differs);
    }
    Ok(())
}

fn is_common(password: &str, sign_in_name: &str) -> bool {
    let folded = folded(password);
    let name = sign_in_name.split('@').next().unwrap_or_default();
    let mut signs: Vec<char> = folded.chars().collect();
    signs.sort_unstable();
    signs.dedup();
    // Few signs over and over; a run; a common one or the name with some digits around it.
    let bare = folded.trim_matches(|sign: char| sign.is_ascii_digit() || !sign.is_alphanumeric());
    let only =
        |word: &str| !word.is_empty() && (folded == word || bare == word || is_repeated(&folded, word));
    signs.len() < 4 || is_run(&folded) || COMMON.iter().any(|word| only(word)) || only(&name.to_lowercase())
}

fn folded(password: &str) -> String {
    password.trim().to_lowercase()
}

/// Each sign follows the one before: `abcdefgh`, `87654321`.
fn is_run(text: &str) -> bool {
    let signs: Vec<u32> = text.chars().map(u32::from).collect();
    let follow = |step: fn(u32) -> u32| signs.windows(2).all(|pair| step(pair[0]) == pair[1]);
    follow(|sign| sign + 1) || follow(|sign| sign.saturating_sub(1))
}

/// The word again and again, the last time perhaps in part.
fn is_repeated(text: &str, word: &str) -> bool {
    text.len() >= word.len() && text.chars().zip(word.chars().cycle()).all(|(one, other)| one == other)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn length_is_asked_for_and_composition_is_not() {
        let judged = |password: &str, second| judge(password, password, "wang@example.org", second);
        assert_eq!(judged("海边的三棵椰子树", true), Ok(()));
        assert_eq!(judged("海边的三棵椰子树", false), Err(PasswordFault::TooShort(15)));
        assert_eq!(judged("three coconut trees", false), Ok(()));
        assert_eq!(judged("short", true), Err(PasswordFault::TooShort(8)));
        assert_eq!(judged(&"long 1 ".repeat(30), true), Err(PasswordFault::TooLong));
    }

    #[test]
    fn what_is_tried_first_is_not_accepted() {
        for password in [
            "password",
            "Password123",
            "12345678",
            "87654321",
            "abcdefghijklmnop",
            "aaaaaaaaaaaaaaaa",
            "1212121212121212",
            "passwordpassword",
            "hainan2026",
            "wang123456",
            "WANGWANGWANGWANG",
            "qwertyuiop",
            "lastmetre!",
        ] {
            assert_eq!(
                judge(password, password, "wang@example.org", true),
                Err(PasswordFault::Common),
                "{password}"
            );
        }
    }

    #[test]
    fn the_second_time_has_to_be_the_same() {
        assert_eq!(judge("three coconuts", "three coconut", "x", true), Err(PasswordFault::Differs));
    }

    proptest! {
        #[test]
        fn no_text_breaks_it(password in ".{0,200}", name in ".{0,20}") {
            let _ = judge(&password, &password, &name, true);
        }
    }
}
