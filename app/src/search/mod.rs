//! Search: one box that takes a station, an area, a village, a service or a policy, and ranks.
//!
//! Whoever looks for help types a name, an alias, pinyin, initials, a question, or nearly the right thing;
//! the pages of the server and the field application build the same index from the same entries and get the
//! same answers, so that a tablet without a network finds what the site finds.
//! Folding is in `letters.rs`, endings like 村委会 in `endings.rs`, the pronunciations learnt from the
//! entries in `alphabet.rs`, the memory in `layout.rs`, what was typed in `query.rs`, comparing in
//! `matching.rs` and `spelling.rs`, the order of attempts here.
//!
//! Invariant: no query, whatever it holds, panics or costs more than its first 63 characters; the same
//! entries and the same query always give the same hits in the same order.

mod alphabet;
mod endings;
mod layout;
mod letters;
mod matching;
mod query;
mod spelling;
#[cfg(test)]
mod tests;

use layout::Layout;
use matching::{Form, Found, Score};
use query::Query;

use crate::ordering;

/// What kind of thing an entry is. Of equally good matches the earlier subject comes first: people look
/// for the station; an area leads to it; a guide explains what a service only helps with; the 3,296 villages would
/// bury the few of both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Subject {
    /// A station, or any unit open to the public.
    Station,
    /// The province, a city, county, township or statistical area.
    Division,
    /// A policy.
    Policy,
    /// A service item.
    Service,
    /// A special service of one 市县.
    SpecialService,
    /// A village or community.
    Village,
}

impl Subject {
    /// Every subject, for a search in everything.
    pub const ALL: [Self; 6] =
        [Self::Station, Self::Division, Self::Policy, Self::Service, Self::SpecialService, Self::Village];
}

/// One thing that can be found. It is read while building and not kept.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// The list it comes from.
    pub subject: Subject,
    /// Its place in that list; handed back in [`Hit`]. Below 2²⁹.
    pub position: u32,
    /// The official name first, then aliases and, for services, the plain words people use.
    pub names: &'a [&'a str],
    /// Where it lies, from the larger area to the smaller: 「琼海市嘉积镇」; may be empty.
    pub context: &'a str,
    /// The pinyin of the first name, syllables parted by a blank; empty when unknown, then it is put
    /// together from what the other entries taught.
    pub pinyin: &'a str,
    /// Among equally good matches of one subject the heavier comes first.
    pub weight: u8,
}

/// How the query was found in an entry; the better way first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Matched {
    /// It is the name, with or without an ending such as 村委会 or 社工站.
    Exact,
    /// The name begins with it.
    Prefix,
    /// It stands somewhere in the name.
    Inside,
    /// It is pinyin of the name, from the beginning of a syllable.
    Pinyin,
    /// It is the initials of the name, or initials and syllables mixed.
    Initials,
    /// Its characters stand in this order in the context and the name.
    InOrder,
    /// Some of its words do.
    Words,
    /// It would, with another character of the same sound, or with a slip or two of the fingers.
    Typo,
}

impl Matched {
    const ALL: [Self; 8] = [
        Self::Exact,
        Self::Prefix,
        Self::Inside,
        Self::Pinyin,
        Self::Initials,
        Self::InOrder,
        Self::Words,
        Self::Typo,
    ];
}

/// The place of a hit in the order of an answer: the smaller comes first, no two are equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Rank(u64);

/// One entry that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// As in the [`Entry`].
    pub subject: Subject,
    /// As in the [`Entry`].
    pub position: u32,
    /// Ascending in an answer; comparable between answers to the same query only.
    pub rank: Rank,
    /// How it was found: a page may say «did you mean» above what is a [`Matched::Typo`].
    pub matched: Matched,
    /// The query is all of a name, and not a part of one.
    pub whole: bool,
}

/// Below this many hits, the more generous ways of searching are tried too.
const FEW: usize = 5;

/// Words beyond these are not looked at when each is searched by itself.
const WORDS_MAX: usize = 4;

/// Everything that can be found, ready to be asked. See the head of this file.
#[derive(Debug)]
pub struct SearchIndex {
    layout: Layout,
}

impl SearchIndex {
    /// Reads the entries; 14,000 take some milliseconds.
    pub fn build<'a>(entries: impl IntoIterator<Item = Entry<'a>>) -> Self {
        let entries: Vec<Entry<'a>> = entries.into_iter().collect();
        Self { layout: Layout::of(&entries) }
    }

    /// The best `limit` hits of these subjects, best first.
    ///
    /// Entries of one name all come: it is for the caller to ask back with their townships.
    pub fn find(&self, query: &str, subjects: &[Subject], limit: usize) -> Vec<Hit> {
        let words = letters::words(query, query::CELLS_MAX);
        if words.is_empty() || limit == 0 {
            return Vec::new();
        }
        let subjects = subjects.iter().fold(0, |bits, subject| bits | 1 << *subject as u8);
        let mut found = Found::nothing(&self.layout, subjects);
        let joined = words.concat();
        self.find_straight(&joined, &mut found);
        if words.len() > 1 && found.entries().len() < FEW {
            self.find_each(&words, false, &mut found);
            let telling = endings::telling(&words);
            if telling.len() < words.len() && found.entries().is_empty() {
                self.find_each(&telling, false, &mut found);
            }
        }
        let about = endings::subject_of_question(&words);
        if !about.is_empty() && found.entries().len() < FEW {
            self.find_each(&about, false, &mut found);
        }
        let about = if about.is_empty() { &words } else { &about };
        if found.entries().len() < FEW {
            matching::find_shared_words(about, &mut found);
        }
        if found.entries().len() < FEW && !found.has(Matched::Exact) {
            self.find_misspelled(&joined, &mut found);
            if words.len() > 1 && found.entries().is_empty() {
                self.find_each(&words, true, &mut found);
            }
        }
        if about.len() > 1 && found.has_only(Matched::Words) {
            self.find_any(about, &mut found);
        }
        ranked(&found, limit)
    }

    fn find_straight(&self, cells: &[char], found: &mut Found<'_>) {
        matching::find_straight(&Query::of(cells, &self.layout.alphabet), Form::AsTyped, found);
        let Some(core) = endings::core_of_query(cells) else { return };
        let core = Query::of(core, &self.layout.alphabet);
        if !found.has_whole() {
            matching::find_straight(&core, Form::WithoutEnding, found);
            return;
        }
        // What was typed is all of a name: `wucun` is 吴村, and not whatever begins with `wu`.
        let mut alike = found.nothing_like();
        matching::find_straight(&core, Form::WithoutEnding, &mut alike);
        for &entry in alike.entries().iter().filter(|entry| alike.score_of(**entry).is_whole()) {
            found.offer(entry, alike.score_of(entry));
        }
    }

    fn find_misspelled(&self, cells: &[char], found: &mut Found<'_>) {
        let forms = [(Some(cells), Form::AsTyped), (endings::core_of_query(cells), Form::WithoutEnding)];
        for (cells, form) in forms {
            let Some(cells) = cells else { continue };
            let query = Query::of(cells, &self.layout.alphabet);
            matching::find_homophones(&query, form, found);
            spelling::find_slips(&query, form, found);
        }
    }

    /// Finds the entries that have every word, each in its own way: 「老人 嘉积」.
    fn find_each(&self, words: &[Vec<char>], misspelled: bool, found: &mut Found<'_>) {
        let answers = self.answers(words, misspelled, found);
        let Some(first) = answers.first() else { return };
        for &entry in first.entries() {
            let scores = answers.iter().map(|answer| answer.score_of(entry));
            let worst = scores.clone().max().unwrap_or(Score::NONE);
            if worst == Score::NONE {
                continue;
            }
            // Behind what holds all the words together; then by how well each of them is found.
            let together: u8 = scores.map(|score| score.matched() as u8).sum();
            found.offer(entry, worst.behind_by(if words.len() > 1 { 64 + 4 * together } else { 0 }));
        }
    }

    /// Finds the entries that have some of the words, the more the better: the last resort.
    fn find_any(&self, words: &[Vec<char>], found: &mut Found<'_>) {
        let answers = self.answers(words, false, found);
        for &entry in answers.iter().flat_map(|answer| answer.entries()) {
            let scores = answers.iter().map(|answer| answer.score_of(entry));
            let missing = scores.clone().filter(|score| *score == Score::NONE).count() as u8;
            let best = scores.min().unwrap_or(Score::NONE);
            found.offer(entry, Score::new(Matched::Words, missing * 16 + best.matched() as u8));
        }
    }

    fn answers<'i>(&self, words: &[Vec<char>], misspelled: bool, found: &Found<'i>) -> Vec<Found<'i>> {
        let answer = |word: &Vec<char>| {
            let mut answer = found.nothing_like();
            self.find_straight(word, &mut answer);
            if misspelled && answer.entries().is_empty() {
                self.find_misspelled(word, &mut answer);
            }
            answer
        };
        words.iter().take(WORDS_MAX).map(answer).collect()
    }
}

fn ranked(found: &Found<'_>, limit: usize) -> Vec<Hit> {
    let records = found.layout.records();
    let mut ranks: Vec<(Rank, u32)> = found
        .entries()
        .iter()
        .map(|entry| {
            let score = u64::from(found.score_of(*entry).number());
            (Rank(score << 48 | records[*entry as usize].tie), *entry)
        })
        .collect();
    if limit < ranks.len() {
        ranks.select_nth_unstable(limit);
        ranks.truncate(limit);
    }
    ordering::sort(&mut ranks);
    let hit = |(rank, entry): (Rank, u32)| {
        let record = records[entry as usize];
        let score = found.score_of(entry);
        let (subject, position) = (record.subject, record.position);
        Hit { subject, position, rank, matched: score.matched(), whole: score.is_whole() }
    };
    ranks.into_iter().map(hit).collect()
}
