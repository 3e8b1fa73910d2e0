//! Who may use a tablet now. Pure.
//!
//! What opens the door to the server, the tablet's token, stands on the disk only sealed under the passphrase of its owner
//! (`public/field-vault.js`), and with it the key of what people told who were helped here. Once opened both are in memory
//! for as long as the app is. A short PIN, which is sealed with it,
//! locks again what nobody has touched for a while, and never opens what is not in memory.
//!
//! Invariants: five wrong PINs ask for the passphrase; ten wrong passphrases destroy what they were to open, also where
//! the tablet is switched off after each; a clock that is set back locks.

use serde::{Deserialize, Serialize};

/// Signs that a passphrase has at least.
pub const PASSPHRASE_CHARS_MIN: usize = 10;

/// So many wrong passphrases destroy what they were to open.
pub const PASSPHRASES_MAX: u8 = 10;

/// So many wrong PINs ask for the passphrase.
pub const PINS_MAX: u8 = 5;

/// Minutes without a touch after which the PIN is asked for; people choose, and the last is what they have at first.
pub const IDLE_MINUTES: [u8; 3] = [1, 2, 5];

/// What the disk keeps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lock {
    /// The [`Secret`], sealed.
    pub sealed: String,
    /// Passphrases that were tried since it was last opened.
    pub tries: u8,
}

/// What stands in [`Lock::sealed`] when it is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Secret {
    /// The PIN.
    pub pin: String,
    /// What opens the door to the server.
    pub token: String,
    /// What opens what people told, 64 hexadecimal digits; empty where it was sealed before there was one.
    pub key: String,
}

impl Secret {
    /// As the text that is sealed.
    pub fn write(&self) -> String {
        format!("{}\n{}\n{}", self.pin, self.token, self.key)
    }

    /// From the text that was sealed.
    pub fn read(text: &str) -> Option<Self> {
        let (pin, rest) = text.split_once('\n')?;
        let (token, key) = rest.split_once('\n').unwrap_or((rest, ""));
        Some(Self { pin: pin.to_owned(), token: token.to_owned(), key: key.to_owned() })
    }
}

/// Whether this can be a passphrase.
pub fn is_passphrase(text: &str) -> bool {
    text.trim().chars().count() >= PASSPHRASE_CHARS_MIN
}

/// Whether this can be a PIN: four to eight digits, not all the same.
pub fn is_pin(text: &str) -> bool {
    let bytes = text.as_bytes();
    (4..=8).contains(&bytes.len())
        && bytes.iter().all(u8::is_ascii_digit)
        && bytes.iter().any(|digit| *digit != bytes[0])
}

/// What somebody has to give before they may go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
    /// Nothing: it is open.
    Nothing,
    /// The PIN: it was not touched for a while.
    Pin,
    /// The passphrase: nothing is in memory.
    Passphrase,
}

/// The guard of a tablet, for as long as the app runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guard {
    asks: Asks,
    pin: String,
    wrong_pins: u8,
    touched_ms: i64,
    /// Minutes without a touch.
    pub idle_minutes: u8,
}

impl Guard {
    /// As it is when the app starts.
    pub fn new(idle_minutes: u8) -> Self {
        Self { asks: Asks::Passphrase, pin: String::new(), wrong_pins: 0, touched_ms: 0, idle_minutes }
    }

    /// What it asks for.
    pub fn asks(&self) -> Asks {
        self.asks
    }

    /// The passphrase was right, or was chosen just now.
    pub fn open(&mut self, pin: String, now_ms: i64) {
        *self = Self { asks: Asks::Nothing, pin, touched_ms: now_ms, ..Self::new(self.idle_minutes) };
    }

    /// Nothing is in memory any more.
    pub fn shut(&mut self) {
        *self = Self::new(self.idle_minutes);
    }

    /// Somebody has touched it. What is locked stays locked, also where the lock comes a moment late.
    pub fn touch(&mut self, now_ms: i64) {
        self.look(now_ms);
        if self.asks == Asks::Nothing {
            self.touched_ms = now_ms;
        }
    }

    /// Locks when it was not touched for long enough.
    pub fn look(&mut self, now_ms: i64) {
        let idle_ms = i64::from(self.idle_minutes) * 60_000;
        let fits = (0..idle_ms).contains(&now_ms.saturating_sub(self.touched_ms));
        if self.asks == Asks::Nothing && !fits {
            self.asks = Asks::Pin;
        }
    }

    /// Somebody locks it.
    pub fn lock(&mut self) {
        if self.asks == Asks::Nothing {
            self.asks = Asks::Pin;
        }
    }

    /// Tries a PIN; says whether it is open then.
    pub fn try_pin(&mut self, typed: &str, now_ms: i64) -> bool {
        if self.asks != Asks::Pin {
            return self.asks == Asks::Nothing;
        }
        if typed == self.pin {
            self.open(self.pin.clone(), now_ms);
            return true;
        }
        self.wrong_pins += 1;
        if self.wrong_pins >= PINS_MAX {
            self.shut();
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: i64 = 60_000;

    fn open() -> Guard {
        let mut guard = Guard::new(5);
        guard.open("2580".into(), 0);
        guard
    }

    #[test]
    fn what_nobody_touches_is_locked_after_five_minutes_and_a_pin_opens_it() {
        let mut guard = open();
        guard.look(5 * MINUTE - 1);
        assert_eq!(guard.asks(), Asks::Nothing);
        guard.touch(4 * MINUTE);
        guard.look(9 * MINUTE - 1);
        assert_eq!(guard.asks(), Asks::Nothing);
        guard.look(9 * MINUTE);
        assert_eq!(guard.asks(), Asks::Pin);
        guard.touch(9 * MINUTE);
        assert_eq!(guard.asks(), Asks::Pin, "touching opens nothing");
        assert!(!guard.try_pin("2581", 9 * MINUTE) && guard.try_pin("2580", 9 * MINUTE));
        guard.look(13 * MINUTE);
        assert_eq!(guard.asks(), Asks::Nothing);
    }

    #[test]
    fn a_tablet_that_slept_or_whose_clock_was_set_back_is_locked_before_the_first_touch_counts() {
        for woken in [8 * 60 * MINUTE, -1, i64::MIN, i64::MAX] {
            let mut guard = open();
            guard.touch(woken);
            assert_eq!(guard.asks(), Asks::Pin, "{woken}");
        }
    }

    #[test]
    fn five_wrong_pins_ask_for_the_passphrase_and_the_pin_opens_nothing_then() {
        let mut guard = open();
        guard.lock();
        for _ in 0..PINS_MAX {
            assert_eq!(guard.asks(), Asks::Pin);
            assert!(!guard.try_pin("0000", 1));
        }
        assert_eq!(guard.asks(), Asks::Passphrase);
        assert!(!guard.try_pin("2580", 1) && !guard.try_pin("", 1));
        guard.open("2580".into(), 1);
        guard.lock();
        assert!(!guard.try_pin("1", 1) && guard.try_pin("2580", 1), "the wrong ones are forgotten");
    }

    #[test]
    fn a_guard_that_has_never_opened_knows_no_pin() {
        let mut guard = Guard::new(1);
        guard.lock();
        guard.touch(0);
        assert!(!guard.try_pin("", 0));
        assert_eq!(guard.asks(), Asks::Passphrase);
    }

    #[test]
    fn a_secret_is_read_as_it_was_written() {
        let secret = Secret { pin: "2580".into(), token: "abc".into(), key: "0f".into() };
        assert_eq!(Secret::read(&secret.write()), Some(secret.clone()));
        let older = Secret::read("2580\nabc");
        assert_eq!(older, Some(Secret { key: String::new(), ..secret }), "as an earlier release wrote it");
        assert_eq!(Secret::read("2580"), None);
    }

    #[test]
    fn passphrases_are_long_and_pins_are_digits() {
        assert!(
            is_passphrase("三棵椰子树在海边看日出") && !is_passphrase("  short   ") && !is_passphrase("")
        );
        for (pin, fits) in [
            ("2580", true),
            ("12345678", true),
            ("123", false),
            ("123456789", false),
            ("1111", false),
            ("12a4", false),
            ("", false),
        ] {
            assert_eq!(is_pin(pin), fits, "{pin}");
        }
    }
}
