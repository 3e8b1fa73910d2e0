//! The cards of a list as HTML, each drawn once a minute and language.
//!
//! More than a third of the work of a list page is its fifty cards, and two readers in the same minute are shown the same ones.
//! The directory keeps them, so that they go with it. Only the server's pages ask.
//!
//! Invariant: a kept card is what drawing it now would give. What goes into one besides the station is fixed for a
//! directory (its words and modes) or names the key: language and minute. A card that tells a distance belongs to
//! one question alone and is not kept.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use super::hours::LocalMoment;
use crate::{ids::StationId, language::Language};

/// Cards kept at most, each about a kilobyte.
const KEPT_MAX: usize = 4096;

/// The cards of one directory that somebody has looked at this minute.
#[derive(Debug, Default)]
pub struct DrawnCards(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    minute: Option<LocalMoment>,
    cards: HashMap<(StationId, Language), String>,
}

impl DrawnCards {
    /// Adds the station's card to `items`; it is drawn if nobody has asked for it this minute.
    pub fn add_to(
        &self,
        items: &mut String,
        now: LocalMoment,
        key: (StationId, Language),
        draw: impl FnOnce() -> String,
    ) {
        // Whoever panicked while holding the lock has left whole cards behind, or none.
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.minute != Some(now) || kept.cards.len() >= KEPT_MAX {
            kept.minute = Some(now);
            kept.cards.clear();
        }
        items.push_str(kept.cards.entry(key).or_insert_with(draw));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_drawn_again_in_another_minute_and_another_language() {
        let drawn = DrawnCards::default();
        let station: StationId = "00000000-0000-7000-8000-000000000001".parse().unwrap();
        let mut items = String::new();
        let mut ask = |minute, language, card: &str| {
            let now = LocalMoment { date: time::macros::date!(2026 - 11 - 24), minute };
            drawn.add_to(&mut items, now, (station, language), || card.to_owned());
        };
        ask(1, Language::Zh, "a");
        ask(1, Language::Zh, "never drawn");
        ask(1, Language::En, "b");
        ask(2, Language::Zh, "c");
        assert_eq!(items, "aabc");
    }
}
