//! What stands in a workbook, and which of its columns mean what. Pure.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::text::narrow;

/// Rows of a sheet that are read, its headings not counted: all units and villages of the province fit.
pub const ROWS_MAX: u32 = 10_000;

/// Columns that are read.
pub const COLUMNS_MAX: u32 = 100;

/// Rows that may stand above the headings: a title, who filled it in.
const ABOVE_HEADINGS_MAX: usize = 20;

/// What can be filled in as a workbook. A new kind is a variant here, its columns, its plan and, on the server, what
/// carries out its commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SheetKind {
    /// A unit a row.
    Units,
    /// A unit and an area that it serves a row.
    Areas,
    /// Somebody in a post of a unit a row.
    Register,
    /// A part of the catalogue of services a row: the list itself, a domain, an item, a special service.
    Catalogue,
    /// A policy guide a row.
    Policies,
}

impl SheetKind {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 5] = [Self::Units, Self::Areas, Self::Register, Self::Catalogue, Self::Policies];

    /// The word in addresses and forms.
    pub fn word(self) -> &'static str {
        match self {
            Self::Units => "units",
            Self::Areas => "areas",
            Self::Register => "register",
            Self::Catalogue => "catalogue",
            Self::Policies => "policies",
        }
    }

    /// The kind of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// Its columns, in the order of the template.
    pub fn columns(self) -> &'static [Column] {
        match self {
            Self::Units => &super::units::COLUMNS,
            Self::Areas => &super::areas::COLUMNS,
            Self::Register => &super::people::COLUMNS,
            Self::Catalogue => &super::catalogue::COLUMNS,
            Self::Policies => &super::guides::COLUMNS,
        }
    }
}

/// A column of a kind of sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// What it is called in a [`TableRow`]; its heading stands in words.rs.
    pub word: &'static str,
    /// Whether a sheet must have it.
    pub needed: bool,
    /// Whether it is read; other columns only help whoever fills in the sheet.
    pub read: bool,
    /// Width in signs.
    pub width: u8,
}

/// How the content of a cell was kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CellKind {
    /// As text.
    #[default]
    Text,
    /// As a number: a zero in front is lost.
    Number,
    /// As a formula that has no result.
    Broken,
}

/// A cell with something in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// What is read there.
    #[serde(rename = "t")]
    pub text: String,
    /// How it was kept.
    #[serde(rename = "k", default)]
    pub kind: CellKind,
}

impl Cell {
    /// A cell with this text.
    pub fn text(text: &str) -> Self {
        Self { text: text.to_owned(), kind: CellKind::Text }
    }
}

/// A sheet as it was read: its name, and rows by their numbers (from 1) with cells by their columns (from 0).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// What it is called.
    pub name: String,
    /// Rows that are not empty.
    pub rows: Vec<(u32, Vec<(u32, Cell)>)>,
}

/// A sheet whose columns are understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// What it holds.
    pub kind: SheetKind,
    /// What the sheet is called.
    pub name: String,
    /// Where each column stands, by its word.
    pub columns: BTreeMap<String, u32>,
    /// Headings of columns that mean nothing here.
    pub passed_over: Vec<String>,
    /// Rows below the headings.
    pub rows: Vec<TableRow>,
}

/// A row of a [`Table`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableRow {
    /// Its number in the sheet.
    #[serde(rename = "n")]
    pub number: u32,
    /// Its cells by the words of their columns.
    #[serde(rename = "c")]
    pub cells: BTreeMap<String, Cell>,
}

impl TableRow {
    /// What stands in a column; nothing in an empty cell.
    pub fn text(&self, word: &str) -> &str {
        self.cells.get(word).map_or("", |cell| cell.text.trim())
    }
}

/// Why a file is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileFault {
    /// No file was chosen, or there is nothing in it.
    Nothing,
    /// It is larger than is taken.
    TooLarge {
        /// How many megabytes are.
        megabytes_max: u32,
    },
    /// The old form of Excel.
    OldExcel,
    /// It asks for a password.
    Encrypted,
    /// A table as plain text.
    PlainText,
    /// A program, whatever it is called.
    Program,
    /// It carries macros.
    Macros,
    /// It is something else, or broken.
    NoWorkbook,
    /// Unpacked it would be far larger than any list.
    Bomb,
    /// More rows than are read.
    TooManyRows,
    /// More columns than are read.
    TooManyColumns,
    /// No sheet has these headings.
    NoHeadings,
    /// One heading stands there twice.
    HeadingTwice(String, String),
    /// There are headings and nothing below them.
    NoRows,
}

/// The name of a cell: `C12` for the third column, whose number is 2.
pub fn address(column: u32, row: u32) -> String {
    let mut letters = Vec::new();
    let mut left = column + 1;
    while left > 0 {
        letters.push(char::from(b'A' + u8::try_from((left - 1) % 26).unwrap_or_default()));
        left = (left - 1) / 26;
    }
    let letters: String = letters.into_iter().rev().collect();
    format!("{letters}{row}")
}

impl Table {
    /// The cell of a column in a row: `C12`; the row alone where the sheet has no such column.
    pub fn address(&self, word: &str, row: u32) -> String {
        self.columns.get(word).map_or_else(|| row.to_string(), |column| address(*column, row))
    }

    /// The sheet of `kind` among these. `headings` are the names that a column goes by.
    pub fn of(
        kind: SheetKind,
        sheets: Vec<Sheet>,
        headings: impl Fn(&Column) -> Vec<String>,
    ) -> Result<Self, FileFault> {
        let mut known: BTreeMap<String, &'static str> = BTreeMap::new();
        for column in kind.columns() {
            known.extend(headings(column).iter().map(|heading| (plain(heading), column.word)));
        }
        let mut fault = FileFault::NoHeadings;
        for sheet in sheets {
            match Self::of_sheet(kind, sheet, &known) {
                Err(FileFault::NoHeadings) => {}
                Err(other) => fault = other,
                found => return found,
            }
        }
        Err(fault)
    }

    fn of_sheet(
        kind: SheetKind,
        sheet: Sheet,
        known: &BTreeMap<String, &'static str>,
    ) -> Result<Self, FileFault> {
        // Titles and headings over several columns stand above: the row with the most headings counts.
        let count = |cells: &Vec<(u32, Cell)>| {
            cells.iter().filter(|(_, cell)| known.contains_key(&plain(&cell.text))).count()
        };
        let first = sheet.rows.iter().take(ABOVE_HEADINGS_MAX).enumerate();
        // Of two rows with as many, the upper one.
        let found = first.max_by_key(|(at, (_, cells))| (count(cells), std::cmp::Reverse(*at)));
        let Some((at, (_, cells))) = found else { return Err(FileFault::NoHeadings) };
        let (mut columns, mut passed_over) = (BTreeMap::new(), Vec::new());
        for (column, cell) in cells {
            match known.get(&plain(&cell.text)) {
                Some(word) => {
                    if let Some(before) = columns.insert((*word).to_owned(), *column) {
                        let row = sheet.rows[at].0;
                        return Err(FileFault::HeadingTwice(address(before, row), address(*column, row)));
                    }
                }
                None => passed_over.push(cell.text.trim().to_owned()),
            }
        }
        if kind.columns().iter().any(|column| column.needed && !columns.contains_key(column.word)) {
            return Err(FileFault::NoHeadings);
        }
        let words: BTreeMap<u32, &String> = columns.iter().map(|(word, column)| (*column, word)).collect();
        let rows = sheet.rows.into_iter().skip(at + 1).filter_map(|(number, cells)| {
            let named = cells.into_iter().filter_map(|(column, mut cell)| {
                let text = cell.text.trim();
                let word = words.get(&column).filter(|_| !text.is_empty())?;
                cell.text = text.replace("\r\n", "\n");
                Some(((*word).clone(), cell))
            });
            let cells: BTreeMap<_, _> = named.collect();
            (!cells.is_empty()).then_some(TableRow { number, cells })
        });
        let rows: Vec<_> = rows.collect();
        if rows.is_empty() {
            return Err(FileFault::NoRows);
        }
        Ok(Self { kind, name: sheet.name, columns, passed_over, rows })
    }
}

/// A text as it is compared with another: no blanks, no stars, nothing in brackets at its end, all signs narrow and
/// small.
pub fn plain(text: &str) -> String {
    let narrow: String =
        text.chars().map(narrow).filter(|sign| !sign.is_whitespace() && *sign != '*').collect();
    let narrow = narrow.to_lowercase();
    match narrow.split_once("(必填").or_else(|| narrow.split_once("(选填")) {
        Some((before, _)) => before.to_owned(),
        None => narrow,
    }
}

/// The one of `candidates` that was probably meant.
pub fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let word: Vec<char> = plain(word).chars().take(40).collect();
    let slips_max = (word.len() / 3).max(1);
    let measured = candidates.filter_map(|candidate| {
        let other: Vec<char> = plain(candidate).chars().take(40).collect();
        let slips = if word.len() > 1 && contains(&other, &word) { 0 } else { slips(&word, &other) };
        (slips <= slips_max && slips < word.len()).then_some((slips, candidate))
    });
    measured.min_by_key(|(slips, _)| *slips).map(|(_, candidate)| candidate)
}

fn contains(whole: &[char], part: &[char]) -> bool {
    whole.windows(part.len()).any(|window| window == part)
}

/// How many signs have to be put in, left out or changed.
fn slips(one: &[char], other: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, sign) in one.iter().enumerate() {
        let mut before = row[0];
        row[0] = at + 1;
        for (place, against) in other.iter().enumerate() {
            let changed = before + usize::from(sign != against);
            before = row[place + 1];
            row[place + 1] = changed.min(before + 1).min(row[place] + 1);
        }
    }
    row[other.len()]
}

/// The members of a list that are typed into one cell, in their order.
pub fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let pieces = text.split(['\n', ',', '，', '、', ';', '；']);
    pieces.map(str::trim).filter(|piece| !piece.is_empty())
}

/// The members of a set that are typed into one cell.
pub fn members(text: &str) -> BTreeSet<&str> {
    pieces(text).collect()
}

/// Whether a cell says yes, or no; nothing where it says neither.
pub fn yes_or_no(text: &str) -> Option<bool> {
    match plain(text).as_str() {
        "是" | "服务" | "yes" | "y" | "1" | "true" | "√" => Some(true),
        "否" | "不服务" | "no" | "n" | "0" | "false" | "×" | "x" => Some(false),
        _ => None,
    }
}

/// Whether a cell takes away what is there.
pub fn clears(text: &str) -> bool {
    ["清空", "clear"].contains(&plain(text).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(number: u32, texts: &[&str]) -> (u32, Vec<(u32, Cell)>) {
        let cells = (0..).zip(texts).filter(|(_, text)| !text.is_empty());
        (number, cells.map(|(column, text)| (column, Cell::text(text))).collect())
    }

    fn headings(column: &Column) -> Vec<String> {
        match column.word {
            "slug" => vec!["网址用词".into(), "Word in the address".into()],
            "area" => vec!["服务区域".into(), "Area served".into()],
            other => vec![other.into()],
        }
    }

    fn read(rows: Vec<(u32, Vec<(u32, Cell)>)>) -> Result<Table, FileFault> {
        Table::of(SheetKind::Areas, vec![Sheet { name: "一".into(), rows }], headings)
    }

    #[test]
    fn cells_are_named_as_a_spreadsheet_names_them() {
        for (column, name) in [(0, "A1"), (25, "Z1"), (26, "AA1"), (701, "ZZ1"), (702, "AAA1")] {
            assert_eq!(address(column, 1), name);
        }
    }

    #[test]
    fn columns_are_found_by_their_heading_in_any_order_and_below_a_title() {
        let table = read(vec![
            row(1, &["2026 年服务区域表"]),
            row(3, &["备注", "服务 区域*", "网址用词（必填）"]),
            row(4, &["x", "嘉积镇", "jiaji"]),
            row(9, &["只有备注"]),
        ])
        .unwrap();
        assert_eq!((table.address("slug", 4), table.address("area", 4)), ("C4".into(), "B4".into()));
        assert_eq!((table.rows.len(), table.rows[0].text("area")), (1, "嘉积镇"));
        assert_eq!(table.passed_over, ["备注"]);
        assert_eq!(table.address("serves", 4), "4", "no such column");
        let english = read(vec![row(1, &["word in the address", "AREA SERVED"]), row(2, &["a", "b"])]);
        assert!(english.is_ok());
    }

    #[test]
    fn a_sheet_without_its_headings_or_with_one_twice_is_told() {
        assert_eq!(read(vec![row(1, &["姓名", "电话"])]), Err(FileFault::NoHeadings));
        assert_eq!(read(Vec::new()), Err(FileFault::NoHeadings));
        assert_eq!(read(vec![row(1, &["网址用词", "服务区域"])]), Err(FileFault::NoRows));
        let twice = read(vec![row(2, &["网址用词", "服务区域", "Area served"]), row(3, &["a", "b", "c"])]);
        assert_eq!(twice, Err(FileFault::HeadingTwice("B2".into(), "C2".into())));
    }

    #[test]
    fn what_was_probably_meant_is_offered_and_anything_else_is_not() {
        let towns = ["嘉积镇", "万泉镇", "township"];
        assert_eq!(nearest("嘉积", towns.into_iter()), Some("嘉积镇"));
        assert_eq!(nearest("Tovnship", towns.into_iter()), Some("township"));
        assert_eq!(nearest("海口市政府", towns.into_iter()), None);
        assert_eq!(nearest("", towns.into_iter()), None);
    }
}
