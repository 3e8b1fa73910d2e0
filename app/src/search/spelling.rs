//! Spelling: finding a name that was typed with a slip.
//!
//! Counted are a wrong, a missing, an additional and two exchanged letters or characters. Each number of
//! slips has its own state, a set of bits as in `query.rs`, so that most names are given up after a few letters.
//! Asked only when `matching.rs` found little: a slip must never push aside what was typed rightly.

use super::Matched;
use super::alphabet::END;
use super::layout::Layout;
use super::matching::{Form, Found, Score};
use super::query::Query;

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
    cells.sort_unstable();
    let leads = cells.iter().take(2).flat_map(|(_, cell)| places_of(layout, *cell));
    let mut begins: Vec<u32> = leads.map(|place| layout.text_at(place as usize).begin).collect();
    begins.sort_unstable();
    begins.dedup();
    for begin in begins {
        let name = layout.name_from(begin as usize);
        let columns = name.iter().take_while(|number| **number != END).enumerate();
        let columns = columns.map(|(place, number)| (query.at_character(layout.symbol(*number)), place));
        offer_slip(begin, distance_to_beginning(query.length(), 1, columns), form, found);
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
    let slips_max = if query.length() < LATIN_LENGTH_FOR_TWO { 1 } else { 2 };
    for &place in layout.spoken_openings() {
        let columns = letters_from(query, layout, place as usize);
        let slip = distance_to_beginning(query.length(), slips_max, columns);
        offer_slip(place, slip, form, found);
    }
}

/// For each letter of the pinyin from `place` on: where it stands in the query, and the symbol it belongs to.
fn letters_from<'l>(query: &'l Query, layout: &'l Layout, place: usize) -> impl Iterator<Item = (u64, usize)> + 'l {
    let syllables = layout.alphabet.syllables();
    let name = layout.name_from(place).iter().take_while(|number| **number != END).enumerate();
    name.flat_map(move |(place, number)| {
        let syllable = &syllables[usize::from(layout.symbol(*number).syllable)];
        syllable.letters().iter().map(move |letter| (query.at_letter(*letter), place))
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

/// The least distance between all of `query` and a beginning of the name whose letters are the `columns`:
/// where each letter stands in the query, and the symbol it belongs to. `None` above `slips_max`, at most 2.
fn distance_to_beginning(
    length: usize,
    slips_max: usize,
    columns: impl Iterator<Item = (u64, usize)>,
) -> Option<Slip> {
    let goal = 1_u64 << length;
    // states[n]: which beginnings of the query are accounted for with n slips; at first those left out.
    let mut states = [0b1_u64, 0b11, 0b111];
    let (mut states_before, mut equal_before) = ([0_u64; 3], 0_u64);
    let mut best: Option<Slip> = None;
    for (equal, up_to) in columns {
        let mut next = [(states[0] & equal) << 1, 0, 0];
        for slips in 1..=slips_max {
            let wrong_or_additional_in_name = states[slips - 1] << 1 | states[slips - 1];
            let missing_in_name = next[slips - 1] << 1;
            let exchanged = (states_before[slips - 1] & equal & equal_before >> 1) << 2;
            next[slips] = (states[slips] & equal) << 1 | wrong_or_additional_in_name | missing_in_name | exchanged;
        }
        states_before = states;
        equal_before = equal;
        states = next;
        let allowed = best.map_or(slips_max + 1, |best| usize::from(best.distance));
        if let Some(slips) = (0..allowed).find(|slips| states[*slips] & goal != 0) {
            best = Some(Slip { distance: slips as u8, up_to });
        }
        // Bits above the goal are names that went on; below it, names that still may arrive.
        if states[slips_max] & (goal << 1).wrapping_sub(1) == 0 {
            break;
        }
    }
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
            slips_max in 1_usize..3,
        ) {
            let columns = name.iter().enumerate().map(|(place, letter)| {
                let places = query.iter().enumerate().filter(|(_, typed)| *typed == letter);
                (places.fold(0, |bits, (at, _)| bits | 1 << at), place)
            });
            let slip = distance_to_beginning(query.len(), slips_max, columns);
            let by_table = distance_by_table(&query, &name);
            let want = (by_table <= slips_max).then_some(by_table);
            prop_assert_eq!(slip.map(|slip| usize::from(slip.distance)), want);
        }
    }
}
