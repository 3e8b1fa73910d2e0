//! Layout: how the index lies in memory.
//!
//! All names stand one after the other as symbols of the alphabet, each closed by an END; for each symbol
//! there is a list of the places where it occurs, so that a query begins to compare only where its first
//! character stands. `matching.rs` reads from here; nothing is changed after it is built.

use std::collections::HashMap;

use super::alphabet::{Alphabet, END, NO_LETTER, Symbol, SymbolNumber};
use super::{Entry, Subject, endings, letters};

/// A name longer than this is searched by its beginning.
const NAME_CELLS_MAX: usize = 200;

/// Cells for which the name is looked up at once.
const BLOCK: usize = 16;

/// One name or alias of one entry. Lengths count from `begin`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Text {
    pub(super) begin: u32,
    pub(super) entry: u32,
    pub(super) length: u8,
    /// Without the station words, see [`endings::Parts`].
    pub(super) place: u8,
    /// Without the ending of a village or area too.
    pub(super) core: u8,
}

/// What is kept of an entry besides its names.
#[derive(Clone, Copy, Debug)]
pub(super) struct Record {
    pub(super) subject: Subject,
    pub(super) position: u32,
    /// Orders entries that match equally well; 48 bits, smaller first.
    pub(super) tie: u64,
    first_text: u32,
}

/// Numbers grouped under numbers, in two flat lists.
#[derive(Debug, Default)]
struct Groups {
    begins: Vec<u32>,
    members: Vec<u32>,
}

impl Groups {
    /// Keeps the order of `pairs` (group, member) within each group.
    fn of(count: usize, pairs: impl Iterator<Item = (usize, u32)> + Clone) -> Self {
        let mut begins = vec![0_u32; count + 1];
        for (group, _) in pairs.clone() {
            begins[group + 1] += 1;
        }
        for group in 0..count {
            begins[group + 1] += begins[group];
        }
        let mut next = begins.clone();
        let mut members = vec![0; begins[count] as usize];
        for (group, member) in pairs {
            members[next[group] as usize] = member;
            next[group] += 1;
        }
        Self { begins, members }
    }

    fn members(&self, group: usize) -> &[u32] {
        &self.members[self.begins[group] as usize..self.begins[group + 1] as usize]
    }
}

/// See the head of this file.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) alphabet: Alphabet,
    /// All names; begins with an END, so that every name has one before it.
    cells: Vec<SymbolNumber>,
    texts: Vec<Text>,
    records: Vec<Record>,
    /// The contexts, laid out like the names, each once.
    context_cells: Vec<SymbolNumber>,
    context_begins: Vec<u32>,
    entries_by_context: Groups,
    places_by_symbol: Groups,
    openings_by_letter: Groups,
    spoken_openings: Vec<u32>,
    /// For each [`BLOCK`] of cells: the name in which it begins.
    text_by_block: Vec<u32>,
}

impl Layout {
    pub(super) fn of(entries: &[Entry<'_>]) -> Self {
        let mut alphabet = Alphabet::new();
        let mut folded = Vec::new();
        let mut spoken = Vec::new();
        let mut first_name_ends = Vec::with_capacity(entries.len());
        for entry in entries {
            let begin = folded.len();
            letters::fold_name(entry.names.first().unwrap_or(&""), NAME_CELLS_MAX, &mut folded);
            alphabet.learn(&folded[begin..], entry.pinyin, &mut spoken);
            first_name_ends.push(folded.len());
        }
        alphabet.settle();

        let mut layout = Self {
            alphabet,
            cells: vec![END],
            texts: Vec::new(),
            records: Vec::with_capacity(entries.len()),
            context_cells: Vec::new(),
            context_begins: Vec::new(),
            entries_by_context: Groups::default(),
            places_by_symbol: Groups::default(),
            openings_by_letter: Groups::default(),
            spoken_openings: Vec::new(),
            text_by_block: Vec::new(),
        };
        let mut alias = Vec::new();
        let mut begin = 0;
        for (entry, end) in entries.iter().zip(first_name_ends) {
            layout.add_record(entry, end - begin);
            layout.add_name(entry.subject, &folded[begin..end], &spoken[begin..end]);
            for name in entry.names.iter().skip(1) {
                alias.clear();
                letters::fold_name(name, NAME_CELLS_MAX, &mut alias);
                layout.add_name(entry.subject, &alias, &[]);
            }
            begin = end;
        }
        let context_of_entry = layout.add_contexts(entries);
        layout.group(&context_of_entry);
        layout
    }

    fn add_record(&mut self, entry: &Entry<'_>, name_length: usize) {
        let subject = entry.subject as u64;
        let heavier_first = u64::from(u8::MAX - entry.weight);
        let shorter_first = name_length as u64;
        let position = u64::from(entry.position) & 0x1fff_ffff;
        self.records.push(Record {
            subject: entry.subject,
            position: entry.position,
            tie: subject << 45 | heavier_first << 37 | shorter_first << 29 | position,
            first_text: self.texts.len() as u32,
        });
    }

    fn add_name(&mut self, subject: Subject, name: &[char], spoken: &[u16]) {
        if name.is_empty() {
            return;
        }
        let parts = match subject {
            Subject::Station | Subject::Division | Subject::Village => endings::parts(name),
            Subject::Service | Subject::SpecialService | Subject::Policy => {
                endings::Parts { place: name.len(), core: name.len() }
            }
        };
        self.texts.push(Text {
            begin: self.cells.len() as u32,
            entry: self.records.len() as u32 - 1,
            length: name.len() as u8,
            place: parts.place as u8,
            core: parts.core as u8,
        });
        self.alphabet.write(name, spoken, &mut self.cells);
        self.cells.push(END);
    }

    /// The number of each entry's context.
    fn add_contexts(&mut self, entries: &[Entry<'_>]) -> Vec<u32> {
        let mut known: HashMap<&str, u32> = HashMap::new();
        let mut folded = Vec::new();
        let mut numbers = Vec::with_capacity(entries.len());
        for entry in entries {
            let number = *known.entry(entry.context).or_insert_with(|| {
                folded.clear();
                letters::fold_name(entry.context, NAME_CELLS_MAX, &mut folded);
                self.context_begins.push(self.context_cells.len() as u32);
                self.alphabet.write(&folded, &[], &mut self.context_cells);
                self.context_cells.push(END);
                self.context_begins.len() as u32 - 1
            });
            numbers.push(number);
        }
        numbers
    }

    fn group(&mut self, context_of_entry: &[u32]) {
        let by_context = context_of_entry.iter().enumerate();
        self.entries_by_context = Groups::of(
            self.context_begins.len(),
            by_context.map(|(entry, context)| (*context as usize, entry as u32)),
        );
        let symbols = self.alphabet.symbols();
        let by_symbol = self.cells.iter().enumerate().skip(1);
        self.places_by_symbol =
            Groups::of(symbols.len(), by_symbol.map(|(place, symbol)| (usize::from(*symbol), place as u32)));
        self.group_openings();
        for (text, number) in self.texts.iter().zip(0_u32..) {
            // A block that begins before this name belongs to an earlier one.
            let blocks = (text.begin as usize).div_ceil(BLOCK);
            self.text_by_block.resize(blocks.max(1), number.saturating_sub(1));
        }
        self.text_by_block.resize(self.cells.len() / BLOCK + 1, (self.texts.len() as u32).saturating_sub(1));
    }

    fn group_openings(&mut self) {
        let mut openings = Vec::with_capacity(self.texts.len());
        let mut spoken = Vec::with_capacity(self.records.len());
        for (number, text) in self.texts.iter().enumerate() {
            let begin = text.begin as usize;
            let repeats = self.repeats_core(number);
            for place in (begin..begin + usize::from(text.core)).filter(|place| self.opens(text, *place)) {
                let letter = self.symbol_at(place).initial;
                openings.push((usize::from(letter), place as u32));
                if letter < NO_LETTER && !repeats {
                    spoken.push(place as u32);
                }
            }
        }
        self.spoken_openings = spoken;
        self.openings_by_letter = Groups::of(usize::from(NO_LETTER) + 1, openings.into_iter());
    }

    /// Does this name share the core of its entry's first name: 嘉积镇民政服务站 after 嘉积镇社工站?
    fn repeats_core(&self, number: usize) -> bool {
        let core = |text: &Text| &self.cells[text.begin as usize..][..usize::from(text.core)];
        let text = &self.texts[number];
        let first = self.records[text.entry as usize].first_text as usize;
        first != number && core(&self.texts[first]) == core(text)
    }

    /// The symbols of the names from `place` to the end of that name.
    pub(super) fn name_from(&self, place: usize) -> &[SymbolNumber] {
        &self.cells[place..]
    }

    /// What a symbol number stands for.
    pub(super) fn symbol(&self, number: SymbolNumber) -> Symbol {
        self.alphabet.symbols()[usize::from(number)]
    }

    fn symbol_at(&self, place: usize) -> Symbol {
        self.symbol(self.cells[place])
    }

    /// Does the name of a place begin here: at the beginning of `text`, or after the area that holds it?
    pub(super) fn opens(&self, text: &Text, place: usize) -> bool {
        let skipped = place - text.begin as usize;
        skipped == 0
            || (skipped > 1 && skipped < usize::from(text.core) && self.symbol_at(place - 1).closes_area)
    }

    /// Is this place inside a Latin word?
    pub(super) fn inside_latin_word(&self, place: usize) -> bool {
        self.symbol_at(place).latin && self.symbol_at(place - 1).latin
    }

    /// The name that `place` belongs to.
    pub(super) fn text_at(&self, place: usize) -> Text {
        let mut number = self.text_by_block[place / BLOCK] as usize;
        while self.texts.get(number + 1).is_some_and(|next| next.begin as usize <= place) {
            number += 1;
        }
        self.texts[number]
    }

    /// The names of one entry.
    pub(super) fn texts_of(&self, entry: u32) -> &[Text] {
        let begin = self.records[entry as usize].first_text as usize;
        let end =
            self.records.get(entry as usize + 1).map_or(self.texts.len(), |next| next.first_text as usize);
        &self.texts[begin..end]
    }

    /// The entries in the order in which they were given.
    pub(super) fn records(&self) -> &[Record] {
        &self.records
    }

    /// Every place in the names where the symbol stands.
    pub(super) fn places(&self, symbol: SymbolNumber) -> &[u32] {
        self.places_by_symbol.members(usize::from(symbol))
    }

    /// The openings whose pinyin is known, without those that repeat another of the same entry.
    pub(super) fn spoken_openings(&self) -> &[u32] {
        &self.spoken_openings
    }

    /// Every place where a name opens (see [`Layout::opens`]) with this letter of the alphabet, 0 to 25.
    pub(super) fn openings(&self, letter: u8) -> &[u32] {
        self.openings_by_letter.members(usize::from(letter))
    }

    /// Each context with the entries in it.
    pub(super) fn contexts(&self) -> impl Iterator<Item = (&[SymbolNumber], &[u32])> {
        self.context_begins.iter().enumerate().map(|(context, begin)| {
            (&self.context_cells[*begin as usize..], self.entries_by_context.members(context))
        })
    }
}
