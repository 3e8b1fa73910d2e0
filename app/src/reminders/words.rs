//! Occasions and lead times as words. Pure.

use super::{messages, model::Occasion};
use crate::language::Language;

/// 「准考证打印」.
pub fn occasion(l: Language, occasion: Occasion) -> &'static str {
    match occasion {
        Occasion::Registration => messages::registration(l),
        Occasion::Ticket => messages::ticket(l),
        Occasion::Examination => messages::examination(l),
        Occasion::Results => messages::results(l),
    }
}

/// 「提前 3 天」.
pub fn lead(l: Language, days: i64) -> String {
    match days {
        0 => messages::same_day(l).to_owned(),
        1 => messages::day_before(l).to_owned(),
        days => messages::days_before(l, days),
    }
}
