//! The alphabet: the characters and the syllables that the index has met.
//!
//! How a character is spoken is learnt from the entries themselves, from their names and pinyin: no table of
//! pronunciations is carried, and a name is found by the very pinyin that stands beside it. What was learnt
//! gives aliases and contexts their pinyin and tells which characters sound alike.
//! `layout.rs` writes the names in it, `query.rs` reads what was typed with it.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::letters;

/// Numbers one symbol: a character spoken in one way.
pub(super) type SymbolNumber = u16;

/// Closes every name.
pub(super) const END: SymbolNumber = 0;
/// Parts two Latin words of a name.
pub(super) const GAP: SymbolNumber = 1;
/// The syllable of a character nobody spelled.
pub(super) const UNSPOKEN: u16 = 0;
/// The initial of a symbol that has none.
pub(super) const NO_LETTER: u8 = 26;

/// A character spoken in one way.
#[derive(Clone, Copy, Debug)]
pub(super) struct Symbol {
    pub(super) character: u16,
    pub(super) syllable: u16,
    /// Letters in the syllable.
    pub(super) letters: u8,
    /// 0 for a to 25 for z: the first letter of the syllable or the Latin letter itself, or [`NO_LETTER`].
    pub(super) initial: u8,
    /// The syllable begins with zh, ch or sh.
    pub(super) two_letter_initial: bool,
    /// A Latin letter or a digit.
    pub(super) latin: bool,
    /// 省, 市, 县, 区, 镇 or 乡: the name of a smaller place may begin after it.
    pub(super) closes_area: bool,
}

/// One syllable, as it is typed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Syllable {
    letters: [u8; 8],
    length: u8,
}

impl Syllable {
    pub(super) fn letters(&self) -> &[u8] {
        &self.letters[..usize::from(self.length)]
    }
}

#[derive(Debug, Default)]
struct Character {
    value: char,
    /// Each reading with the times it was met; the usual one is the most frequent.
    readings: Vec<(u16, u32)>,
    usual: u16,
    /// Its symbols by reading.
    symbols: Vec<(u16, SymbolNumber)>,
}

/// See the head of this file.
#[derive(Debug)]
pub(super) struct Alphabet {
    numbers: HashMap<char, u16, BuildHasherDefault<QuickHasher>>,
    characters: Vec<Character>,
    syllable_numbers: HashMap<u64, u16, BuildHasherDefault<QuickHasher>>,
    syllables: Vec<Syllable>,
    symbols: Vec<Symbol>,
}

impl Alphabet {
    pub(super) fn new() -> Self {
        let mut alphabet = Self {
            numbers: HashMap::default(),
            characters: Vec::new(),
            syllable_numbers: HashMap::default(),
            syllables: vec![Syllable { letters: [0; 8], length: 0 }],
            symbols: Vec::new(),
        };
        for reserved in ['\0', ' '] {
            alphabet.symbol(reserved, UNSPOKEN);
        }
        alphabet
    }

    /// Learns from one name and its pinyin; appends the syllable of each character to `spoken`.
    ///
    /// Where the pinyin does not fit the name, syllable by character, nothing is learnt.
    pub(super) fn learn(&mut self, name: &[char], pinyin: &str, spoken: &mut Vec<u16>) {
        let begin = spoken.len();
        spoken.resize(begin + name.len(), UNSPOKEN);
        if pinyin.is_empty() {
            return;
        }
        let syllables: Vec<Option<u64>> =
            pinyin.split_ascii_whitespace().map(letters::packed_syllable).collect();
        let places = name.iter().enumerate().filter(|(_, cell)| !cell.is_ascii());
        if places.clone().count() != syllables.len() {
            return;
        }
        for ((place, &cell), syllable) in places.zip(syllables) {
            let Some(syllable) = syllable.and_then(|letters| self.syllable_number(letters)) else { continue };
            spoken[begin + place] = syllable;
            let number = self.character(cell);
            let readings = &mut self.characters[usize::from(number)].readings;
            match readings.iter_mut().find(|(reading, _)| *reading == syllable) {
                Some((_, times)) => *times += 1,
                None => readings.push((syllable, 1)),
            }
        }
    }

    /// Settles, when all is learnt, which reading of each character is the usual one.
    pub(super) fn settle(&mut self) {
        for character in &mut self.characters {
            // The first met wins a tie, so that the same entries always make the same index.
            let usual = character.readings.iter().rev().max_by_key(|(_, times)| *times);
            character.usual = usual.map_or(UNSPOKEN, |(reading, _)| *reading);
        }
    }

    /// Appends `name` to `text` as symbols; where `spoken` says nothing, in the usual reading.
    pub(super) fn write(&mut self, name: &[char], spoken: &[u16], text: &mut Vec<SymbolNumber>) {
        for (place, &cell) in name.iter().enumerate() {
            let number = self.character(cell);
            let reading = match spoken.get(place) {
                Some(&reading) if reading != UNSPOKEN => reading,
                _ => self.characters[usize::from(number)].usual,
            };
            text.push(self.symbol_of(number, reading));
        }
    }

    /// The number of `cell`, if a name has it.
    pub(super) fn number_of(&self, cell: char) -> Option<u16> {
        self.numbers.get(&cell).copied()
    }

    /// Every way in which the character was spoken.
    pub(super) fn readings(&self, character: u16) -> impl Iterator<Item = u16> {
        self.characters[usize::from(character)].readings.iter().map(|(reading, _)| *reading)
    }

    /// The symbols of the character, one for each reading.
    pub(super) fn symbols_of(&self, character: u16) -> impl Iterator<Item = SymbolNumber> {
        self.characters[usize::from(character)].symbols.iter().map(|(_, symbol)| *symbol)
    }

    /// All symbols; a [`SymbolNumber`] is a place in it.
    pub(super) fn symbols(&self) -> &[Symbol] {
        &self.symbols
    }

    /// All syllables; [`UNSPOKEN`] has no letters.
    pub(super) fn syllables(&self) -> &[Syllable] {
        &self.syllables
    }

    /// How many characters are numbered, from 0.
    pub(super) fn character_count(&self) -> usize {
        self.characters.len()
    }

    fn symbol(&mut self, cell: char, reading: u16) -> SymbolNumber {
        let number = self.character(cell);
        self.symbol_of(number, reading)
    }

    fn character(&mut self, cell: char) -> u16 {
        if let Some(&number) = self.numbers.get(&cell) {
            return number;
        }
        let simplified = letters::simplified(cell);
        let number = if simplified == cell {
            // Beyond 65,535 different characters, more than any script has in use, the rest share GAP.
            let Ok(number) = u16::try_from(self.characters.len()) else { return 1 };
            self.characters.push(Character { value: cell, ..Character::default() });
            number
        } else {
            self.character(simplified)
        };
        self.numbers.insert(cell, number);
        number
    }

    fn symbol_of(&mut self, character: u16, reading: u16) -> SymbolNumber {
        let known = &mut self.characters[usize::from(character)];
        if let Some((_, symbol)) = known.symbols.iter().find(|(of, _)| *of == reading) {
            return *symbol;
        }
        let Ok(symbol) = SymbolNumber::try_from(self.symbols.len()) else { return GAP };
        known.symbols.push((reading, symbol));
        let syllable = self.syllables[usize::from(reading)];
        let letters = syllable.letters();
        self.symbols.push(Symbol {
            character,
            syllable: reading,
            letters: syllable.length,
            initial: match (letters.first(), known.value) {
                (Some(letter), _) => letter - b'a',
                (None, 'a'..='z') => known.value as u8 - b'a',
                (None, _) => NO_LETTER,
            },
            two_letter_initial: matches!(letters, [b'z' | b'c' | b's', b'h', ..]),
            latin: known.value.is_ascii_alphanumeric(),
            closes_area: matches!(known.value, '省' | '市' | '县' | '区' | '镇' | '乡'),
        });
        symbol
    }

    fn syllable_number(&mut self, packed: u64) -> Option<u16> {
        if let Some(&number) = self.syllable_numbers.get(&packed) {
            return Some(number);
        }
        let number = u16::try_from(self.syllables.len()).ok()?;
        let bytes = packed.to_be_bytes();
        let length = bytes.iter().filter(|byte| **byte != 0).count();
        let mut letters = [0; 8];
        letters[..length].copy_from_slice(&bytes[8 - length..]);
        self.syllables.push(Syllable { letters, length: length as u8 });
        self.syllable_numbers.insert(packed, number);
        Some(number)
    }
}

/// Hashes one number. The standard hasher guards against keys chosen to collide; here the keys are the
/// characters of an official list, and hashing is most of the work of building.
#[derive(Debug, Default)]
pub(super) struct QuickHasher(u64);

impl Hasher for QuickHasher {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(u64::from(number));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0.rotate_left(5) ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn finish(&self) -> u64 {
        // The table takes its low bits from here, the product has its best ones on top.
        self.0.rotate_left(26)
    }
}
