//! Days and times of day as people here read them: in Asia/Shanghai, which has been eight hours ahead of UTC all year
//! round since 1991.

use time::{Date, Duration, OffsetDateTime, Time, UtcOffset, macros::offset};

const SHANGHAI: UtcOffset = offset!(+8);

/// Today.
pub fn today() -> Date {
    OffsetDateTime::now_utc().to_offset(SHANGHAI).date()
}

/// A moment by the clocks here; `at_ms` is milliseconds since 1970.
pub fn moment(at_ms: i64) -> OffsetDateTime {
    let seconds = OffsetDateTime::from_unix_timestamp(at_ms.div_euclid(1000));
    seconds.unwrap_or(OffsetDateTime::UNIX_EPOCH).to_offset(SHANGHAI)
}

/// `2026-11-24 14:08`.
pub fn minute(at_ms: i64) -> String {
    let at = moment(at_ms);
    format!("{} {:02}:{:02}", at.date(), at.hour(), at.minute())
}

/// `2026-11-24 14:08:09`.
pub fn second(at_ms: i64) -> String {
    format!("{}:{:02}", minute(at_ms), moment(at_ms).second())
}

/// When a day begins, in milliseconds since 1970.
pub fn begins_at_ms(day: Date) -> i64 {
    OffsetDateTime::new_in_offset(day, Time::MIDNIGHT, SHANGHAI).unix_timestamp() * 1000
}

/// When a day ends.
pub fn ends_at_ms(day: Date) -> i64 {
    begins_at_ms(day) + i64::try_from(Duration::DAY.whole_milliseconds()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clocks_here_are_eight_hours_ahead() {
        let day = app::iso_date::parse("2026-11-24").unwrap();
        assert_eq!(begins_at_ms(day), 1_795_449_600_000);
        assert_eq!(ends_at_ms(day) - begins_at_ms(day), 24 * 60 * 60 * 1000);
        assert_eq!(moment(begins_at_ms(day)).date(), day);
        assert_eq!(moment(begins_at_ms(day) - 1).date(), day.previous_day().unwrap());
        assert_eq!(minute(begins_at_ms(day) + 50_889_000), "2026-11-24 14:08");
        assert_eq!(second(begins_at_ms(day) + 50_889_000), "2026-11-24 14:08:09");
        assert_eq!(minute(i64::MAX), "1970-01-01 08:00", "nonsense is no reason to break");
    }
}
