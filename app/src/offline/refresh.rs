//! When the server is asked for a newer directory, and what became of it. Pure: the clock is passed in.
//!
//! Nothing is believed but an answer: that the browser says it is online, or that a page was opened again, only
//! makes the next question come sooner.

/// After a failure: two seconds, then twice as long each time, at most five minutes.
const WAIT_FIRST_MS: i64 = 2_000;
const WAIT_MAX_MS: i64 = 300_000;

/// After an answer, as long as the app is open.
const WAIT_ANSWERED_MS: i64 = 15 * 60_000;

/// A hint does not ask again what was answered this recently.
const HINT_REST_MS: i64 = 60_000;

/// What became of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The directory here is the newest, or has been replaced by it.
    Newest,
    /// Nobody answered, or not the server's directory.
    NoAnswer,
    /// Something was answered that cannot be read whole.
    Unreadable,
}

/// Where the asking stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Refresh {
    /// A question is under way.
    pub asking: bool,
    /// What became of the last one; none before the first has ended.
    pub last: Option<Outcome>,
    quietly: bool,
    failures: u32,
    ended_at_ms: i64,
    due_at_ms: i64,
}

impl Refresh {
    /// Whether to ask now.
    pub fn is_due(&self, now_ms: i64) -> bool {
        !self.asking && (now_ms >= self.due_at_ms || now_ms < self.ended_at_ms)
    }

    /// How long until it is time to ask.
    pub fn wait_ms(&self, now_ms: i64) -> i64 {
        (self.due_at_ms - now_ms).clamp(0, WAIT_ANSWERED_MS)
    }

    /// A question goes out. One that the device repeats by itself after a failure is not told about: the page would
    /// flicker, and be read aloud, for as long as there is no network.
    pub fn begin(&mut self, by_hand: bool) {
        self.quietly = !by_hand && self.failures > 0;
        self.asking = true;
    }

    /// Whether to say that a question is under way.
    pub fn shows_asking(&self) -> bool {
        self.asking && !self.quietly
    }

    /// A question has ended.
    pub fn end(&mut self, outcome: Outcome, now_ms: i64) {
        self.asking = false;
        self.last = Some(outcome);
        self.failures = if outcome == Outcome::Newest { 0 } else { self.failures.saturating_add(1) };
        let wait_ms = match self.failures {
            0 => WAIT_ANSWERED_MS,
            failures => WAIT_FIRST_MS.saturating_mul(1 << (failures - 1).min(20)).min(WAIT_MAX_MS),
        };
        self.ended_at_ms = now_ms;
        self.due_at_ms = now_ms + wait_ms;
    }

    /// Something hints that there may be a network again, or that somebody looks: ask at once, unless that has just
    /// been answered.
    pub fn hint(&mut self, now_ms: i64) {
        let rests = self.last == Some(Outcome::Newest) && now_ms - self.ended_at_ms < HINT_REST_MS;
        if !rests {
            self.due_at_ms = now_ms;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failing_network_is_asked_ever_more_rarely_but_never_less_than_every_five_minutes() {
        let mut refresh = Refresh::default();
        let mut now_ms = 0;
        let mut waits = Vec::new();
        for _ in 0..40 {
            assert!(refresh.is_due(now_ms));
            refresh.begin(false);
            refresh.end(Outcome::NoAnswer, now_ms);
            waits.push(refresh.wait_ms(now_ms) / 1_000);
            now_ms += refresh.wait_ms(now_ms);
        }
        assert_eq!(waits[..9], [2, 4, 8, 16, 32, 64, 128, 256, 300]);
        assert!(waits[9..].iter().all(|seconds| *seconds == 300));
    }

    #[test]
    fn an_answer_ends_the_hurry_and_is_asked_for_again_after_a_quarter_of_an_hour() {
        let mut refresh = Refresh::default();
        for _ in 0..5 {
            refresh.begin(false);
            refresh.end(Outcome::NoAnswer, 0);
        }
        refresh.begin(false);
        refresh.end(Outcome::Newest, 1_000);
        assert_eq!(refresh.wait_ms(1_000), 15 * 60_000);
        refresh.begin(false);
        refresh.end(Outcome::Unreadable, 2_000);
        assert_eq!(refresh.wait_ms(2_000), 2_000);
    }

    #[test]
    fn a_hint_brings_the_next_question_forward_but_does_not_repeat_one_just_answered() {
        let mut refresh = Refresh::default();
        refresh.begin(false);
        refresh.end(Outcome::NoAnswer, 0);
        refresh.hint(10);
        assert!(refresh.is_due(10));
        refresh.begin(false);
        refresh.end(Outcome::Newest, 20);
        refresh.hint(30);
        assert!(!refresh.is_due(30));
        refresh.hint(20 + HINT_REST_MS);
        assert!(refresh.is_due(20 + HINT_REST_MS));
    }

    #[test]
    fn two_questions_are_never_under_way_and_a_clock_set_back_does_not_stop_the_asking() {
        let mut refresh = Refresh::default();
        refresh.begin(false);
        assert!(!refresh.is_due(i64::MAX));
        refresh.end(Outcome::Newest, 1_000_000_000);
        assert!(refresh.is_due(5));
    }
}
