//! Which passwords are accepted: long enough, and not among the first that are tried. Nothing else is asked of them,
//! and none expires (NIST SP 800-63B, OWASP ASVS 5.0 V6.2).
//!
//! What is tried first is told by zxcvbn, which knows 30,000 passwords of published leaks, names, words, runs, repeats
//! and rows of the keyboard, and what is made of them.

use app::accounts::passwords::{CHARS_MAX, CHARS_MIN_ALONE, CHARS_MIN_WITH_SECOND_FACTOR, PasswordFault};
use zxcvbn::{Score, zxcvbn};

/// What people here choose, and no list of the world knows.
const LOCAL: [&str; 14] = [
    "woaini",
    "5201314",
    "hainan",
    "haikou",
    "sanya",
    "qionghai",
    "wuzhishan",
    "lingshui",
    "qiongzhong",
    "shegong",
    "shegongzhan",
    "minzheng",
    "zuihouyimi",
    "lastmetre",
];

/// Whether `password`, typed again as `again`, may be that of somebody who is known by `own`: the name they sign in with,
/// their telephone.
pub(crate) fn judge(
    password: &str,
    again: &str,
    own: &[&str],
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
    if is_common(password, own) {
        return Err(PasswordFault::Common);
    }
    if password != again {
        return Err(PasswordFault::Differs);
    }
    Ok(())
}

/// Fewer than a million guesses find it: no wait between attempts makes that enough.
fn is_common(password: &str, own: &[&str]) -> bool {
    let names = own.iter().filter_map(|name| name.split('@').next());
    let local: Vec<&str> = LOCAL.into_iter().chain(own.iter().copied()).chain(names).collect();
    zxcvbn(password, &local).score() < Score::Two
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn length_is_asked_for_and_composition_is_not() {
        let judged = |password: &str, second| judge(password, password, &["wang@example.org"], second);
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
            "shegongzhan123",
            "1qaz2wsx",
            "woaini5201314",
            "woaini123",
            "iloveyou1",
            "football123",
        ] {
            assert_eq!(
                judge(password, password, &["wang@example.org"], true),
                Err(PasswordFault::Common),
                "{password}"
            );
        }
    }

    #[test]
    fn the_second_time_has_to_be_the_same() {
        assert_eq!(judge("three coconuts", "three coconut", &["x"], true), Err(PasswordFault::Differs));
    }

    proptest! {
        #[test]
        fn no_text_breaks_it(password in ".{0,200}", name in ".{0,20}") {
            let _ = judge(&password, &password, &[&name], true);
        }
    }
}
