//! How long somebody who fails has to wait. Pure; the counts are in queries.rs.

/// Failures after which an account makes its next attempt wait: a slip or two cost nothing.
pub const FREE_FOR_ACCOUNT: i64 = 3;

/// The same for an address, behind which a whole office may sit.
pub const FREE_FOR_ADDRESS: i64 = 20;

/// The longest wait, in milliseconds: a quarter of an hour.
const WAIT_MS_MAX: i64 = 15 * 60 * 1000;

/// Failures older than this are forgotten, in milliseconds: a day.
pub const REMEMBERED_MS: i64 = 24 * 60 * 60 * 1000;

/// How long to wait after so many failures of which `free` cost nothing, in milliseconds: a second, then twice as long
/// each time.
pub fn wait_ms(failures: i64, free: i64) -> i64 {
    match failures - free {
        ..=0 => 0,
        beyond => 1000_i64.saturating_mul(1 << (beyond - 1).min(20)).min(WAIT_MS_MAX),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_up_to_a_quarter_of_an_hour() {
        let waits: Vec<_> = (0..8).map(|failures| wait_ms(failures, FREE_FOR_ACCOUNT) / 1000).collect();
        assert_eq!(waits, [0, 0, 0, 0, 1, 2, 4, 8]);
        assert_eq!(wait_ms(i64::MAX, FREE_FOR_ACCOUNT), WAIT_MS_MAX);
        assert_eq!(wait_ms(i64::MIN / 2, FREE_FOR_ACCOUNT), 0);
    }

    #[test]
    fn a_hundred_thousand_guesses_take_years() {
        let total: i64 = (0..100_000).map(|failures| wait_ms(failures, FREE_FOR_ACCOUNT)).sum();
        assert!(total > 2 * 365 * 24 * 60 * 60 * 1000);
    }
}
