//! Matching: where a query stands in the names, and how well.
//!
//! From each place where the query can begin, the name is read symbol by symbol until everything typed is
//! accounted for or nothing can be any more. `spelling.rs` does the same for what is not quite right.

use super::alphabet::{END, GAP, SymbolNumber};
use super::layout::{Layout, Text};
use super::query::{Query, Reading};
use super::{Matched, Subject};

/// From this detail on, a match in pinyin or initials is not of the whole name.
const BEYOND_WHOLE: u16 = 8;

/// How well one entry matches: first [`Matched`], then finer differences. Smaller is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Score(u16);

impl Score {
    /// Nothing matched.
    pub(super) const NONE: Self = Self(u16::MAX);

    pub(super) fn new(matched: Matched, detail: u8) -> Self {
        Self((matched as u16) << 8 | u16::from(detail))
    }

    /// The same kind of match, behind those of its kind by `steps`.
    pub(super) fn behind_by(self, steps: u8) -> Self {
        Self(self.0 & 0xff00 | (self.0 & 0xff).saturating_add(u16::from(steps)).min(0xff))
    }

    pub(super) fn matched(self) -> Matched {
        Matched::ALL[usize::from(self.0 >> 8).min(Matched::ALL.len() - 1)]
    }

    /// Whether what was typed is all of a name: in characters, pinyin or initials.
    pub(super) fn is_whole(self) -> bool {
        let by_reading =
            matches!(self.matched(), Matched::Pinyin | Matched::Initials) && self.0 & 0xff < BEYOND_WHOLE;
        self.matched() == Matched::Exact || by_reading
    }

    /// For use in a rank.
    pub(super) fn number(self) -> u16 {
        self.0
    }
}

/// The best score of each entry so far.
#[derive(Debug)]
pub(super) struct Found<'i> {
    pub(super) layout: &'i Layout,
    /// One bit for each subject that is asked for.
    subjects: u8,
    best: Vec<Score>,
    entries: Vec<u32>,
}

impl<'i> Found<'i> {
    /// Nothing yet, of these subjects (one bit each).
    pub(super) fn nothing(layout: &'i Layout, subjects: u8) -> Self {
        Self { layout, subjects, best: vec![Score::NONE; layout.records().len()], entries: Vec::new() }
    }

    /// Nothing yet, of the same subjects.
    pub(super) fn nothing_like(&self) -> Self {
        Self::nothing(self.layout, self.subjects)
    }

    /// Takes note of a match, unless a better one of this entry is known or nobody asks for its subject.
    pub(super) fn offer(&mut self, entry: u32, score: Score) {
        let best = &mut self.best[entry as usize];
        if score >= *best || !self.wants(entry) {
            return;
        }
        let best = &mut self.best[entry as usize];
        if *best == Score::NONE {
            self.entries.push(entry);
        }
        *best = score;
    }

    /// Does somebody ask for entries of this subject?
    pub(super) fn wants(&self, entry: u32) -> bool {
        self.subjects & 1 << self.layout.records()[entry as usize].subject as u8 != 0
    }

    pub(super) fn score_of(&self, entry: u32) -> Score {
        self.best[entry as usize]
    }

    /// The entries found, in no order, each once.
    pub(super) fn entries(&self) -> &[u32] {
        &self.entries
    }

    /// Is there a match of this kind?
    pub(super) fn has(&self, matched: Matched) -> bool {
        self.entries.iter().any(|entry| self.score_of(*entry).matched() == matched)
    }

    /// Is some name all of what was typed?
    pub(super) fn has_whole(&self) -> bool {
        self.entries.iter().any(|entry| self.score_of(*entry).is_whole())
    }

    /// Is nothing known but, at most, matches of this kind?
    pub(super) fn has_only(&self, matched: Matched) -> bool {
        self.entries.iter().all(|entry| self.score_of(*entry).matched() == matched)
    }
}

/// What a query stands for: as it was typed, or without an ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    AsTyped,
    WithoutEnding,
}

impl Form {
    /// A match without the ending comes behind one as typed: just behind where it is the whole name.
    pub(super) fn apply(self, score: Score, whole: bool) -> Score {
        match self {
            Self::AsTyped => score,
            Self::WithoutEnding => score.behind_by(if whole { 2 } else { 32 }),
        }
    }
}

/// Where reading stopped with everything typed accounted for.
#[derive(Clone, Copy, Debug)]
struct Reach {
    /// Symbols read.
    symbols: usize,
    /// The last of them was typed in part only.
    broken: bool,
}

/// How a match lies in the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    /// All of the name, 0, or all but its ending, 1.
    Whole(u8),
    /// Its beginning, in whole syllables, 0, or breaking off within one, 1.
    Prefix(u8),
    Inside,
}

/// Finds `query` as it is: in characters, pinyin or initials, or in order over context and name.
pub(super) fn find_straight(query: &Query, form: Form, found: &mut Found<'_>) {
    let layout = found.layout;
    match query.first_letter() {
        // One letter stands nearly everywhere: only names that begin with it are meant.
        Some(letter) if query.length() == 1 => {
            for &place in layout.openings(letter) {
                find_at(query, place as usize, form, found);
            }
        }
        Some(letter) => {
            find_where_it_begins(query, form, found);
            for &place in layout.openings(letter) {
                offer_reading(query, place as usize, Reading::Initials, form, found);
            }
        }
        None => find_where_it_begins(query, form, found),
    }
    let reading = if query.has_latin() { Reading::Pinyin } else { Reading::Letters };
    find_across_context(query, reading, form, found);
}

fn find_where_it_begins(query: &Query, form: Form, found: &mut Found<'_>) {
    let layout = found.layout;
    let reading = if query.has_latin() { Reading::Pinyin } else { Reading::Letters };
    for number in query.first_symbols(&layout.alphabet, reading) {
        let latin = layout.symbol(number).latin;
        for &place in layout.places(number) {
            if !latin || !layout.inside_latin_word(place as usize) {
                find_at(query, place as usize, form, found);
            }
        }
    }
}

/// Finds `query` spelled with characters that sound like those of the name: 加积镇.
pub(super) fn find_homophones(query: &Query, form: Form, found: &mut Found<'_>) {
    if !query.has_han() || query.length() < 2 {
        return;
    }
    let layout = found.layout;
    for number in query.first_symbols(&layout.alphabet, Reading::Homophones) {
        for &place in layout.places(number) {
            offer_reading(query, place as usize, Reading::Homophones, form, found);
        }
    }
    find_across_context(query, Reading::Homophones, form, found);
}

fn find_at(query: &Query, place: usize, form: Form, found: &mut Found<'_>) {
    if offer_reading(query, place, Reading::Letters, form, found) {
        return;
    }
    if query.has_latin() && offer_reading(query, place, Reading::Pinyin, form, found) {
        return;
    }
    if !query.has_han() || query.length() < 2 {
        return;
    }
    if query.has_latin() && offer_reading(query, place, Reading::Initials, form, found) {
        return;
    }
    if query.length() >= SCATTERED_LENGTH_MIN
        && is_scattered(query, found.layout, found.layout.name_from(place), 1)
    {
        let score = form.apply(Score::new(Matched::InOrder, SCATTERED_IN_NAME), false);
        found.offer(found.layout.text_at(place).entry, score);
    }
}

/// Offers what is read at `place` without a break, if everything typed stands there.
fn offer_reading(query: &Query, place: usize, reading: Reading, form: Form, found: &mut Found<'_>) -> bool {
    let layout = found.layout;
    let Some(reach) = reach(query, layout, layout.name_from(place), 1, reading) else { return false };
    let text = layout.text_at(place);
    let standing = standing(layout, &text, place, reach);
    let whole = matches!(standing, Standing::Whole(_));
    let (matched, detail) = match (reading, standing) {
        (Reading::Letters, Standing::Whole(detail)) => (Matched::Exact, detail),
        (Reading::Letters, Standing::Prefix(detail)) => (Matched::Prefix, detail),
        (Reading::Letters, Standing::Inside) => (Matched::Inside, 0),
        (_, Standing::Whole(detail)) => (matched_by(reading), detail),
        (_, Standing::Prefix(detail)) => (matched_by(reading), BEYOND_WHOLE as u8 + detail),
        (_, Standing::Inside) => (matched_by(reading), 16),
    };
    found.offer(text.entry, form.apply(Score::new(matched, detail), whole));
    true
}

fn matched_by(reading: Reading) -> Matched {
    match reading {
        Reading::Letters => Matched::Inside,
        Reading::Pinyin => Matched::Pinyin,
        Reading::Initials => Matched::Initials,
        Reading::Homophones => Matched::Typo,
    }
}

fn standing(layout: &Layout, text: &Text, place: usize, reach: Reach) -> Standing {
    if !layout.opens(text, place) {
        return Standing::Inside;
    }
    let end = place - text.begin as usize + reach.symbols;
    let typed_in_full = end - usize::from(reach.broken);
    if !reach.broken && (end == usize::from(text.length) || end == usize::from(text.place)) {
        Standing::Whole(0)
    } else if typed_in_full >= usize::from(text.core) {
        Standing::Whole(1)
    } else {
        Standing::Prefix(u8::from(reach.broken))
    }
}

/// Two characters with anything in between stand in too many names to mean one of them.
const SCATTERED_LENGTH_MIN: usize = 3;

/// Details of a match over context and name together, best first.
const ACROSS_WHOLE: u8 = 0;
const ACROSS_PREFIX: u8 = 2;
const ACROSS_SCATTERED: u8 = 3;
const ACROSS_CONTEXT_ONLY: u8 = 4;
const SCATTERED_IN_NAME: u8 = 5;
/// Homophones across context and name come behind homophones in one name.
const ACROSS_HOMOPHONES: u8 = 24;

/// 「琼海嘉积」: first something of the context, then something of the name.
fn find_across_context(query: &Query, reading: Reading, form: Form, found: &mut Found<'_>) {
    let layout = found.layout;
    let (matched, behind) = match reading {
        Reading::Homophones => (Matched::Typo, ACROSS_HOMOPHONES),
        _ => (Matched::InOrder, 0),
    };
    for (context, entries) in layout.contexts() {
        let state = state_after_context(query, layout, context, reading);
        let context_holds_all = state & query.goal() != 0;
        // The beginning that the context took is gone; the name has to account for the rest.
        let rest = state & !1 & !query.goal();
        if rest == 0 && !context_holds_all {
            continue;
        }
        for &entry in entries {
            if !found.wants(entry) {
                continue;
            }
            let across = if rest == 0 { None } else { best_across(query, layout, entry, rest, reading) };
            let detail = across.or(context_holds_all.then_some(ACROSS_CONTEXT_ONLY));
            if let Some(detail) = detail {
                let score = Score::new(matched, behind + detail);
                found.offer(entry, form.apply(score, detail < ACROSS_PREFIX));
            }
        }
    }
}

/// What the areas in the context can account for, from the beginning of the query.
///
/// Of each area its beginning is taken, two characters at least, or none of it: 「琼海」 and 「龙华城西」, but
/// not the 海 of 琼海, or every place by the sea would answer to 海.
fn state_after_context(query: &Query, layout: &Layout, context: &[SymbolNumber], reading: Reading) -> u64 {
    let mut settled = 1;
    let mut running = 1;
    let mut read = 0;
    for &number in context.iter().take_while(|number| **number != END) {
        let symbol = layout.symbol(number);
        running = query.step(symbol, running, reading);
        read += 1;
        if read > 1 {
            settled |= running;
            if symbol.closes_area {
                running = settled;
                read = 0;
            }
        }
    }
    settled
}

fn best_across(query: &Query, layout: &Layout, entry: u32, state: u64, reading: Reading) -> Option<u8> {
    let details = layout.texts_of(entry).iter().filter_map(|text| {
        let begin = text.begin as usize;
        let name = layout.name_from(begin);
        match reach(query, layout, name, state, reading).map(|reach| standing(layout, text, begin, reach)) {
            Some(Standing::Whole(detail)) => Some(ACROSS_WHOLE + detail),
            Some(_) => Some(ACROSS_PREFIX),
            None if query.has_han() && is_scattered(query, layout, name, state) => Some(ACROSS_SCATTERED),
            None => None,
        }
    });
    details.min()
}

/// Finds services and policies whose names share pairs of neighbouring characters with the words:
/// 「老人独居」 finds 「独居老人」.
pub(super) fn find_shared_words(words: &[Vec<char>], found: &mut Found<'_>) {
    let layout = found.layout;
    let queries: Vec<Query> = words
        .iter()
        .filter(|word| word.len() > 1)
        .map(|word| Query::of(word, &layout.alphabet))
        .filter(Query::has_han)
        .collect();
    let pairs: u32 = queries.iter().map(|query| query.length() as u32 - 1).sum();
    if pairs == 0 {
        return;
    }
    for (record, entry) in layout.records().iter().zip(0..) {
        let told_in_words =
            matches!(record.subject, Subject::Service | Subject::SpecialService | Subject::Policy);
        if !told_in_words || !found.wants(entry) {
            continue;
        }
        let shared: u32 = queries.iter().map(|query| shared_pairs(query, layout, entry).count_ones()).sum();
        // One pair of many is chance.
        if shared * 3 >= pairs {
            let missing = 100 * (pairs - shared) / pairs;
            found.offer(entry, Score::new(Matched::Words, 64 + missing as u8));
        }
    }
}

/// The pairs of neighbours in the query, by their second character, that stand in a name of the entry.
fn shared_pairs(query: &Query, layout: &Layout, entry: u32) -> u64 {
    let mut shared = 0;
    for text in layout.texts_of(entry) {
        let mut before = 0;
        for &number in layout.name_from(text.begin as usize).iter().take_while(|number| **number != END) {
            let at = query.at_character(layout.symbol(number));
            shared |= before << 1 & at;
            before = at;
        }
    }
    shared
}

/// Reads `name` without a break from `state` on.
fn reach(
    query: &Query,
    layout: &Layout,
    name: &[SymbolNumber],
    state: u64,
    reading: Reading,
) -> Option<Reach> {
    let mut state = state;
    for (place, &number) in name.iter().enumerate() {
        match number {
            END => return None,
            GAP => continue,
            _ => {}
        }
        let symbol = layout.symbol(number);
        let next = query.step(symbol, state, reading);
        let symbols = place + 1;
        if next & query.goal() != 0 {
            return Some(Reach { symbols, broken: false });
        }
        if reading != Reading::Letters && query.breaks_off(symbol, state) {
            return Some(Reach { symbols, broken: true });
        }
        if next == 0 {
            return None;
        }
        state = next;
    }
    None
}

/// Everything typed stands in `name` in its order, with anything in between.
fn is_scattered(query: &Query, layout: &Layout, name: &[SymbolNumber], state: u64) -> bool {
    let symbols = name.iter().take_while(|number| **number != END);
    let state = symbols
        .fold(state, |state, number| state | query.step(layout.symbol(*number), state, Reading::Pinyin));
    state & query.goal() != 0
}
