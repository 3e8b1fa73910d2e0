//! Activities that were made together, one each week: what is done with one can be done with those that follow. Pure.

use super::{
    model::{State, Step},
    shift::WEEKS_MAX,
};
use crate::ids::ActivityId;

/// One of a series, as a page saw it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InSeries {
    /// Which.
    pub id: ActivityId,
    /// Its version.
    pub version: i64,
    /// Where it stands.
    pub state: State,
    /// When its first shift begins.
    pub starts_ms: i64,
}

/// Whether a step can be taken with those that follow in one go.
pub fn goes_on(step: Step) -> bool {
    matches!(step, Step::Submit | Step::Publish | Step::Cancel)
}

/// Those of a series that follow one and stand where it stands.
pub fn following(all: &[InSeries], id: ActivityId) -> Vec<InSeries> {
    let Some(one) = all.iter().find(|it| it.id == id) else { return Vec::new() };
    let follows = |it: &&InSeries| it.starts_ms > one.starts_ms && it.state == one.state;
    all.iter().filter(follows).copied().collect()
}

/// `id/version,id/version`: what a form sends of those that follow, so that a second press asks for the same.
pub fn written(following: &[InSeries]) -> String {
    let all: Vec<_> = following.iter().map(|it| format!("{}/{}", it.id, it.version)).collect();
    all.join(",")
}

/// The same as it comes back; what is none of it is left out.
pub fn parse(text: &str) -> Vec<(ActivityId, i64)> {
    let pairs = text.split(',').filter_map(|pair| {
        let (id, version) = pair.split_once('/')?;
        Some((id.parse().ok()?, version.parse().ok()?))
    });
    pairs.take(usize::from(WEEKS_MAX)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(state: State, starts_ms: i64) -> InSeries {
        InSeries { id: ActivityId::fresh(), version: starts_ms + 2, state, starts_ms }
    }

    #[test]
    fn those_follow_that_begin_later_and_stand_where_it_stands() {
        let all = [
            one(State::Draft, 1),
            one(State::Draft, 2),
            one(State::Review, 3),
            one(State::Draft, 4),
            one(State::Draft, 5),
        ];
        assert_eq!(following(&all, all[1].id), [all[3], all[4]]);
        assert_eq!(following(&all, all[4].id), []);
        assert_eq!(following(&all, ActivityId::fresh()), []);
    }

    #[test]
    fn what_a_form_says_is_read_as_it_is_written() {
        let all: Vec<_> = (0..30).map(|week| one(State::Draft, week)).collect();
        let read = parse(&written(&all[..3]));
        assert_eq!(read, all[..3].iter().map(|it| (it.id, it.version)).collect::<Vec<_>>());
        assert_eq!(parse(&written(&all)).len(), 26, "no more than a series has");
        assert_eq!(parse("x/1,,1"), []);
    }
}
