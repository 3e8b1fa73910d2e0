//! What is said of a password that is not accepted. Judged by `server/src/accounts/passwords.rs`.

/// Signs at least, where a second factor is asked for too.
pub const CHARS_MIN_WITH_SECOND_FACTOR: usize = 8;

/// Signs at least, where the password is all.
pub const CHARS_MIN_ALONE: usize = 15;

/// Signs at most: longer ones cost time to check and nothing more is gained.
pub const CHARS_MAX: usize = 128;

/// Why a password is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordFault {
    /// Fewer signs than this.
    TooShort(usize),
    /// More than [`CHARS_MAX`].
    TooLong,
    /// Among the first that are tried, or made of them or of the sign-in name.
    Common,
    /// Typed differently the second time.
    Differs,
}
