//! What waits for somebody, from every slice, in one order. Pure.
//!
//! Each slice says its part as a list of [`Waits`]; the first page of the office only puts them in order. A new part is
//! one more function of a slice, and one more line where the page is made.

use time::Date;

/// How soon something has to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// Somebody may be in danger.
    Pressing,
    /// It should have been done already.
    Overdue,
    /// Somebody or something waits.
    Now,
    /// It will be time.
    Soon,
    /// There is nothing to do but to know it.
    ToKnow,
}

/// Something that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waits {
    /// How soon.
    pub urgency: Urgency,
    /// What, as a sentence that says how many where that is more than one.
    pub what: String,
    /// How many; nothing is shown of none.
    pub how_many: usize,
    /// Since when the first of them waits, where that is known.
    pub since: Option<Date>,
    /// Where it is done, without language.
    pub address: String,
}

/// What waits, the most urgent first; of what is as urgent, what has waited longest; then as the slices said it.
pub fn in_order(waits: impl IntoIterator<Item = Waits>) -> Vec<Waits> {
    let mut waits: Vec<_> = waits.into_iter().filter(|it| it.how_many > 0).collect();
    waits.sort_by_key(|it| (it.urgency, it.since.is_none(), it.since));
    waits
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    fn waits(what: &str, urgency: Urgency, how_many: usize, since: Option<Date>) -> Waits {
        Waits { urgency, what: what.into(), how_many, since, address: "/office".into() }
    }

    #[test]
    fn the_most_urgent_stands_first_then_what_has_waited_longest_and_nothing_of_none() {
        let (old, new) = (Some(date!(2026 - 01 - 01)), Some(date!(2026 - 11 - 01)));
        let ordered = in_order([
            waits("to know", Urgency::ToKnow, 1, old),
            waits("now, since when is not known", Urgency::Now, 3, None),
            waits("now, new", Urgency::Now, 1, new),
            waits("none", Urgency::Overdue, 0, old),
            waits("now, old", Urgency::Now, 1, old),
            waits("now, since when is not known either", Urgency::Now, 1, None),
            waits("overdue", Urgency::Overdue, 1, new),
        ]);
        let words: Vec<_> = ordered.iter().map(|it| it.what.as_str()).collect();
        let expected = [
            "overdue",
            "now, old",
            "now, new",
            "now, since when is not known",
            "now, since when is not known either",
            "to know",
        ];
        assert_eq!(words, expected);
    }
}
