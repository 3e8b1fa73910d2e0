//! Spelling: finding a name that was typed with a slip.
//!
//! Counted are a wrong, a missing, an additional and two exchanged letters or characters. Each number of
//! slips has its own state, a set of bits as in `query.rs`, so that most names are given up after a few letters.
//! Asked only when `matching.rs` found little: a slip must never push aside what was typed rightly.

use std::ops::ControlFlow;

use super::Matched;
use super::alphabet::END;
use super::layout::Layout;
use super::matching::{Form, Found, Score};
use super::query::Query;
use crate::ordering;

/// Shorter queries than these have no slips: nearly everything would be one slip away.
const HAN_LENGTH_MIN: usize = 3;
const LATIN_LENGTH_MIN: usize = 4;
/// From this length on, pinyin may have two slips.
const LATIN_LENGTH_FOR_TWO: usize = 8;

/// Finds names whose beginning is a slip or two away from `query`.
pub(super) fn find_slips(query: &Query, form: Form, found: &mut Found<'_>) {
    match (query.has_han(), query.has_latin()) {
        (true, false) if query.length() >= HAN_LENGTH_MIN => find_han_slips(query, form, found),
        (false, true) if query.length() >= LATIN_LENGTH_MIN => find_latin_slips(query, form, found),
        _ => {}
    }
}

/// A slip spoils one character of the query at most, so one of any two is in the name: the two rarest
/// lead to all the names worth comparing.
fn find_han_slips(query: &Query, form: Form, found: &mut Found<'_>) {
    let layout = found.layout;
    let mut cells: Vec<(usize, char)> =
        query.cells().iter().map(|cell| (places_of(layout, *cell).count(), *cell)).collect();
    ordering::sort(&mut cells);
    let leads = cells.iter().take(2).flat_map(|(_, cell)| places_of(layout, *cell));
    let mut begins: Vec<u32> = leads.map(|place| layout.text_at(place as usize).begin).collect();
    ordering::sort(&mut begins);
    begins.dedup();
    for begin in begins {
        let name = layout.name_from(begin as usize);
        let columns = name.iter().take_while(|number| **number != END).enumerate();
        let columns = columns.map(|(place, number)| (query.at_character(layout.symbol(*number)), place));
        offer_slip(begin, distance_to_beginning::<1>(query.length(), columns), form, found);
    }
}

/// Every place in the names where the character stands.
fn places_of(layout: &Layout, cell: char) -> impl Iterator<Item = u32> {
    let character = layout.alphabet.number_of(cell);
    let symbols = character.into_iter().flat_map(|character| layout.alphabet.symbols_of(character));
    symbols.flat_map(|symbol| layout.places(symbol)).copied()
}

fn find_latin_slips(query: &Query, form: Form, found: &mut Found<'_>) {
    let layout = found.layout;
    let length = query.length();
    for &place in layout.spoken_openings() {
        let columns = letters_from(query, layout, place as usize);
        let slip = if length < LATIN_LENGTH_FOR_TWO {
            distance_to_beginning::<1>(length, columns)
        } else {
            distance_to_beginning::<2>(length, columns)
        };
        offer_slip(place, slip, form, found);
    }
}

/// For each letter of the name from `place` on, in pinyin where it is Han: where it stands in the query,
/// and the symbol it belongs to.
fn letters_from<'l>(
    query: &'l Query,
    layout: &'l Layout,
    place: usize,
) -> impl Iterator<Item = (u64, usize)> + 'l {
    let syllables = layout.alphabet.syllables();
    let name = layout.name_from(place).iter().take_while(|number| **number != END).enumerate();
    name.flat_map(move |(place, number)| {
        let symbol = layout.symbol(*number);
        let itself = symbol.latin.then(|| query.at_character(symbol));
        let spoken = syllables[usize::from(symbol.syllable)].letters();
        let spoken = spoken.iter().map(|letter| query.at_letter(*letter));
        itself.into_iter().chain(spoken).map(move |at| (at, place))
    })
}

/// How far a query is from the beginning of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Slip {
    distance: u8,
    /// The symbol of the name, counted from 0, up to which it is closest.
    up_to: usize,
}

fn offer_slip(place: u32, slip: Option<Slip>, form: Form, found: &mut Found<'_>) {
    let Some(slip) = slip else { return };
    let text = found.layout.text_at(place as usize);
    let end = (place - text.begin) as usize + slip.up_to + 1;
    let whole = end >= usize::from(text.core);
    let detail = 64 * slip.distance + if whole { 0 } else { 8 };
    found.offer(text.entry, form.apply(Score::new(Matched::Typo, detail), whole));
}

/// The least distance between all of a query of `length` and a beginning of the name whose letters are
/// the `columns`: where each letter stands in the query, and the symbol it belongs to.
/// `None` above `SLIPS_MAX`, which is 1 or 2.
fn distance_to_beginning<const SLIPS_MAX: usize>(
    length: usize,
    mut columns: impl Iterator<Item = (u64, usize)>,
) -> Option<Slip> {
    let goal = 1_u64 << length;
    // Bits above the goal are names that go on after the query has ended.
    let all = (goal << 1).wrapping_sub(1);
    // states[n]: which beginnings of the query are accounted for with n slips; at first those left out.
    let mut states = [0b1_u64, 0b11, 0b111];
    let (mut states_before, mut equal_before) = ([0_u64; 3], 0_u64);
    let mut best: Option<Slip> = None;
    // The closure rather than a loop: the columns come from two nested lists, which only this makes fast.
    let _ = columns.try_for_each(|(equal, up_to)| {
        let mut next = [(states[0] & equal) << 1, 0, 0];
        for slips in 1..=SLIPS_MAX {
            let wrong_or_additional_in_name = states[slips - 1] << 1 | states[slips - 1];
            let missing_in_name = next[slips - 1] << 1;
            let exchanged = (states_before[slips - 1] & equal & equal_before >> 1) << 2;
            next[slips] =
                (states[slips] & equal) << 1 | wrong_or_additional_in_name | missing_in_name | exchanged;
        }
        states_before = states;
        equal_before = equal;
        states = next;
        if states[SLIPS_MAX] & all == 0 {
            return ControlFlow::Break(());
        }
        if states[SLIPS_MAX] & goal != 0 {
            let distance = (0..SLIPS_MAX).find(|slips| states[*slips] & goal != 0).unwrap_or(SLIPS_MAX) as u8;
            if best.is_none_or(|best| distance < best.distance) {
                best = Some(Slip { distance, up_to });
            }
        }
        ControlFlow::Continue(())
    });
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The textbook table, without any bits, for comparison.
    fn distance_by_table(query: &[u8], name: &[u8]) -> usize {
        let mut table = vec![vec![0; name.len() + 1]; query.len() + 1];
        for row in 0..=query.len() {
            for column in 0..=name.len() {
                table[row][column] = match (row, column) {
                    (0, _) => column,
                    (_, 0) => row,
                    _ => {
                        let wrong = usize::from(query[row - 1] != name[column - 1]);
                        let mut least = (table[row - 1][column - 1] + wrong)
                            .min(table[row - 1][column] + 1)
                            .min(table[row][column - 1] + 1);
                        if row > 1
                            && column > 1
                            && query[row - 1] == name[column - 2]
                            && query[row - 2] == name[column - 1]
                        {
                            least = least.min(table[row - 2][column - 2] + 1);
                        }
                        least
                    }
                };
            }
        }
        (0..=name.len()).map(|column| table[query.len()][column]).min().unwrap_or(0)
    }

    proptest! {
        #[test]
        fn the_distance_in_bits_is_the_distance_of_the_table(
            query in proptest::collection::vec(0_u8..4, 3..20),
            name in proptest::collection::vec(0_u8..4, 1..24),
        ) {
            let columns = || name.iter().enumerate().map(|(place, letter)| {
                let places = query.iter().enumerate().filter(|(_, typed)| *typed == letter);
                (places.fold(0, |bits, (at, _)| bits | 1 << at), place)
            });
            let by_table = distance_by_table(&query, &name);
            let distance = |slip: Option<Slip>| slip.map(|slip| usize::from(slip.distance));
            let want = |slips_max| (by_table <= slips_max).then_some(by_table);
            prop_assert_eq!(distance(distance_to_beginning::<1>(query.len(), columns())), want(1));
            prop_assert_eq!(distance(distance_to_beginning::<2>(query.len(), columns())), want(2));
        }
    }
}
