//! Query: what was typed, prepared so that comparing is a few operations on machine words.
//!
//! A state is a set of numbers in the bits of a `u64`: bit n says «the first n characters typed are
//! accounted for». One step reads one symbol of a name and moves the bits on, by one for the character
//! itself or its initial, by the length of its syllable for its pinyin. All ways of dividing `xian` are
//! so followed at once. `matching.rs` takes the steps.

use super::alphabet::{Alphabet, Symbol, SymbolNumber, UNSPOKEN};

/// A query is cut here: one bit for each boundary between characters.
pub(super) const CELLS_MAX: usize = 63;

/// Which ways of writing a character are let pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// The character itself.
    Letters,
    /// Or its pinyin.
    Pinyin,
    /// Or its initial.
    Initials,
    /// Or its pinyin, or a character that sounds the same.
    Homophones,
}

/// See the head of this file.
#[derive(Debug)]
pub(super) struct Query {
    cells: Vec<char>,
    /// For each character: where it stands in the query.
    at_character: Vec<u64>,
    /// For each syllable: where the query spells it.
    at_syllable: Vec<u64>,
    /// For each syllable: where the query breaks off in the middle of it.
    at_broken_syllable: Vec<u64>,
    /// For each syllable: where a character stands that may sound like it.
    at_homophone: Vec<u64>,
    /// For each letter a to z, and none: where it stands.
    at_letter: [u64; 27],
    has_han: bool,
    has_latin: bool,
}

impl Query {
    /// `cells` are folded and at most [`CELLS_MAX`].
    pub(super) fn of(cells: &[char], alphabet: &Alphabet) -> Self {
        let syllables = alphabet.syllables();
        let mut query = Self {
            cells: cells.iter().copied().take(CELLS_MAX).collect(),
            at_character: vec![0; alphabet.character_count()],
            at_syllable: vec![0; syllables.len()],
            at_broken_syllable: vec![0; syllables.len()],
            at_homophone: vec![0; syllables.len()],
            at_letter: [0; 27],
            has_han: false,
            has_latin: false,
        };
        for (place, &cell) in query.cells.iter().enumerate() {
            let bit = 1 << place;
            match cell {
                'a'..='z' => {
                    query.at_letter[cell as usize - 'a' as usize] |= bit;
                    query.has_latin = true;
                }
                '0'..='9' => {}
                _ => query.has_han = true,
            }
            let Some(number) = alphabet.number_of(cell) else { continue };
            query.at_character[usize::from(number)] |= bit;
            for reading in alphabet.readings(number) {
                query.at_homophone[usize::from(reading)] |= bit;
            }
        }
        if query.has_latin {
            query.find_syllables(alphabet);
        }
        query
    }

    fn find_syllables(&mut self, alphabet: &Alphabet) {
        for (number, syllable) in alphabet.syllables().iter().enumerate().skip(usize::from(UNSPOKEN) + 1) {
            let letters = syllable.letters();
            let mut places = self.at_letter[usize::from(letters[0] - b'a')];
            while places != 0 {
                let place = places.trailing_zeros() as usize;
                places &= places - 1;
                let typed = &self.cells[place..];
                if !typed.iter().zip(letters).all(|(cell, letter)| *cell == char::from(*letter)) {
                    continue;
                }
                let at = if typed.len() < letters.len() {
                    &mut self.at_broken_syllable
                } else {
                    &mut self.at_syllable
                };
                at[number] |= 1 << place;
            }
        }
    }

    pub(super) fn cells(&self) -> &[char] {
        &self.cells
    }

    pub(super) fn length(&self) -> usize {
        self.cells.len()
    }

    pub(super) fn has_han(&self) -> bool {
        self.has_han
    }

    pub(super) fn has_latin(&self) -> bool {
        self.has_latin
    }

    /// The state in which everything typed is accounted for.
    pub(super) fn goal(&self) -> u64 {
        1 << self.cells.len()
    }

    /// The first character as a letter, 0 for a to 25 for z.
    pub(super) fn first_letter(&self) -> Option<u8> {
        self.cells.first().filter(|cell| cell.is_ascii_lowercase()).map(|cell| *cell as u8 - b'a')
    }

    /// Where the symbol's character stands in the query.
    pub(super) fn at_character(&self, symbol: Symbol) -> u64 {
        self.at_character[usize::from(symbol.character)]
    }

    /// Where this Latin letter stands in the query.
    pub(super) fn at_letter(&self, letter: u8) -> u64 {
        if letter.is_ascii_lowercase() { self.at_letter[usize::from(letter - b'a')] } else { 0 }
    }

    /// The state after reading `symbol`.
    pub(super) fn step(&self, symbol: Symbol, state: u64, reading: Reading) -> u64 {
        let syllable = usize::from(symbol.syllable);
        let mut next = (state & self.at_character(symbol)) << 1;
        if reading == Reading::Letters {
            return next;
        }
        next |= (state & self.at_syllable[syllable]) << symbol.letters;
        match reading {
            Reading::Homophones if symbol.syllable != UNSPOKEN => {
                next |= (state & self.at_homophone[syllable]) << 1;
            }
            Reading::Initials => {
                let initial = state & self.at_letter[usize::from(symbol.initial)];
                next |= initial << 1;
                if symbol.two_letter_initial {
                    next |= (initial & self.at_letter[usize::from(b'h' - b'a')] >> 1) << 2;
                }
            }
            _ => {}
        }
        next
    }

    /// Does the query break off within the syllable of `symbol`: `jiaj` within the second of 嘉积?
    pub(super) fn breaks_off(&self, symbol: Symbol, state: u64) -> bool {
        state & self.at_broken_syllable[usize::from(symbol.syllable)] != 0
    }

    /// The symbols with which the query can begin under `reading`; initials are looked up by letter instead.
    pub(super) fn first_symbols(&self, alphabet: &Alphabet, reading: Reading) -> Vec<SymbolNumber> {
        let symbols = alphabet.symbols().iter().zip(0..);
        let begins = symbols.filter(|(symbol, _)| {
            let reading = if reading == Reading::Initials { Reading::Pinyin } else { reading };
            let broken = reading != Reading::Letters && self.breaks_off(**symbol, 1);
            broken || self.step(**symbol, 1, reading) != 0
        });
        begins.map(|(_, number)| number).collect()
    }
}
