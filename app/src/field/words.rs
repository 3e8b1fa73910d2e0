//! How old the data is and how the device stands, as one sentence that is always on the page. Pure.

use super::messages;
use crate::{
    language::Language,
    offline::refresh::{Outcome, Refresh},
    stations::hours::LocalMoment,
};

/// What the sentence is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Where the asking stands.
    pub refresh: Refresh,
    /// When the server last said that the data here is the newest; none when there is no data.
    pub confirmed_at_ms: Option<i64>,
    /// Data and app are kept, so that the next start needs no network.
    pub works_offline: bool,
    /// The device's clock.
    pub now_ms: i64,
}

impl Standing {
    /// Whether the sentence tells of trouble.
    pub fn is_trouble(&self) -> bool {
        !self.refresh.shows_asking() && self.refresh.last.is_some_and(|last| last != Outcome::Newest)
    }

    /// The sentence.
    pub fn words(&self, l: Language) -> String {
        let Some(confirmed_at_ms) = self.confirmed_at_ms else {
            return match self.refresh.last {
                _ if self.refresh.shows_asking() => messages::state_first(l),
                None | Some(Outcome::Newest) => messages::state_first(l),
                Some(Outcome::NoAnswer) => messages::state_nothing(l),
                Some(Outcome::Unreadable) => messages::state_nothing_unreadable(l),
            }
            .to_owned();
        };
        let when = when(confirmed_at_ms);
        match self.refresh.last {
            _ if self.refresh.shows_asking() => messages::state_asking(l, &when),
            Some(Outcome::NoAnswer) => messages::state_offline(l, &age(l, confirmed_at_ms, self.now_ms)),
            Some(Outcome::Unreadable) => messages::state_unreadable(l, &age(l, confirmed_at_ms, self.now_ms)),
            _ if self.works_offline => messages::state_ready(l, &when),
            _ => messages::state_not_kept(l, &when),
        }
    }
}

/// `2026-11-24 08:30`, in the time of China.
fn when(unix_ms: i64) -> String {
    let moment = LocalMoment::from_unix_ms(unix_ms);
    format!("{} {}", moment.date, moment.clock())
}

/// `1.2 MB`, of 1,000 KB.
pub fn bytes(count: u64) -> String {
    match count {
        ..1_000 => format!("{count} B"),
        1_000..1_000_000 => format!("{} KB", count / 1_000),
        _ => format!("{}.{} MB", count / 1_000_000, count % 1_000_000 / 100_000),
    }
}

/// 「 3 天前」; a clock that was set back makes it 「刚才」.
fn age(l: Language, then_ms: i64, now_ms: i64) -> String {
    let minutes = (now_ms - then_ms) / 60_000;
    match (minutes, minutes / 60, minutes / (24 * 60)) {
        (..1, _, _) => messages::age_now(l).to_owned(),
        (minutes, 0, _) => messages::age_minutes(l, minutes),
        (_, hours, 0) => messages::age_hours(l, hours),
        (_, _, 1) => messages::age_day(l).to_owned(),
        (_, _, days) => messages::age_days(l, days),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONFIRMED: i64 = 1_795_480_200_000;
    const MINUTE: i64 = 60_000;

    fn standing(last: Option<Outcome>, minutes: i64) -> Standing {
        let mut refresh = Refresh::default();
        if let Some(last) = last {
            refresh.begin(false);
            refresh.end(last, CONFIRMED);
        }
        let now_ms = CONFIRMED + minutes * MINUTE;
        Standing { refresh, confirmed_at_ms: Some(CONFIRMED), works_offline: true, now_ms }
    }

    #[test]
    fn the_sentence_says_when_the_data_is_from_or_how_old_it_is() {
        let zh = |standing: Standing| standing.words(Language::Zh);
        assert_eq!(zh(standing(Some(Outcome::Newest), 5)), "数据更新于 2026-11-24 08:30 · 离线可用");
        assert_eq!(zh(standing(Some(Outcome::NoAnswer), 3 * 24 * 60)), "没有网络，显示 3 天前的数据");
        assert_eq!(zh(standing(Some(Outcome::NoAnswer), 0)), "没有网络，显示刚才的数据");
        assert_eq!(zh(standing(Some(Outcome::NoAnswer), -60)), "没有网络，显示刚才的数据");
        assert_eq!(zh(standing(Some(Outcome::Unreadable), 61)), "收到的数据不完整，继续显示 1 小时前的数据");
        let not_kept = Standing { works_offline: false, ..standing(Some(Outcome::Newest), 5) };
        assert_eq!(zh(not_kept), "数据更新于 2026-11-24 08:30 · 还没有存到本机");
        let nothing = Standing { confirmed_at_ms: None, ..standing(Some(Outcome::NoAnswer), 0) };
        assert_eq!(zh(nothing), "没有网络，本机还没有数据");
        assert_eq!(zh(Standing { confirmed_at_ms: None, ..standing(None, 0) }), "正在取数据");
    }

    #[test]
    fn a_size_is_told_in_the_unit_that_fits() {
        let told = [0, 999, 1_000, 731_332, 999_999, 1_000_000, 1_290_000, 20_000_000].map(bytes);
        assert_eq!(told, ["0 B", "999 B", "1 KB", "731 KB", "999 KB", "1.0 MB", "1.2 MB", "20.0 MB"]);
    }

    #[test]
    fn a_question_of_ones_own_is_said_and_the_devices_repeated_ones_are_not() {
        let mut standing = standing(Some(Outcome::NoAnswer), 60);
        standing.refresh.begin(false);
        assert!(standing.words(Language::En).starts_with("No network"));
        standing.refresh.begin(true);
        assert!(standing.words(Language::En).starts_with("Updating"));
    }
}
