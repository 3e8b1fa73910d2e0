//! From the bytes that somebody sent to the cells of its sheets; or why not.
//!
//! Bytes first: what a file begins with tells a workbook from everything that only bears its name. Then its directory:
//! how many parts, how large by its own word. Then every part is unpacked once and thrown away, counted as it comes,
//! because a word proves nothing. Only then a library reads it, cell by cell, up to a fixed number of rows and signs.

use std::io::{self, Cursor, Read};

use app::sheets::model::{COLUMNS_MAX, Cell, CellKind, FileFault, ROWS_MAX, Sheet};
use calamine::{DataRef, Reader, Xlsx};
use zip::ZipArchive;

/// Parts of a workbook: an ordinary one has some twenty.
const PARTS_MAX: usize = 1_000;

/// Bytes of all its parts, unpacked.
const UNPACKED_BYTES_MAX: u64 = 96 << 20;

/// How many times larger a part may become. Deflate reaches a thousand; sheets reach some twenty.
const RATIO_MAX: u64 = 300;

/// Parts below this size may become as large as they like.
const RATIO_FROM_BYTES: u64 = 4 << 20;

/// Sheets of a workbook that are looked at.
const SHEETS_MAX: usize = 20;

/// Signs of one cell, as Excel has it, and of all cells together: one long text can stand in every cell.
const CELL_CHARS_MAX: usize = 32_767;
const TEXT_BYTES_MAX: usize = 24 << 20;

/// The sheets of a workbook.
pub fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, FileFault> {
    looks_like_a_workbook(bytes)?;
    unpacks_to_something_sensible(bytes)?;
    cells(bytes)
}

fn looks_like_a_workbook(bytes: &[u8]) -> Result<(), FileFault> {
    const PROGRAMS: [&[u8]; 6] =
        [b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xfe\xed\xfa\xcf"];
    let begins = |sign: &[u8]| bytes.starts_with(sign);
    if bytes.is_empty() {
        Err(FileFault::Nothing)
    } else if begins(b"PK\x03\x04") {
        Ok(())
    } else if begins(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        // What a password locks lies in the old container, under a name in UTF-16.
        let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let locked = bytes.windows(name.len()).any(|window| window == name);
        Err(if locked { FileFault::Encrypted } else { FileFault::OldExcel })
    } else if PROGRAMS.into_iter().any(begins) {
        Err(FileFault::Program)
    } else if !begins(b"%PDF") && !begins(b"PK") && is_text(bytes) {
        Err(FileFault::PlainText)
    } else {
        Err(FileFault::NoWorkbook)
    }
}

/// Whether these bytes are lines of text, in whatever encoding.
fn is_text(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(4096)];
    let wide = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
    wide || !head.iter().any(|byte| *byte < 9 || (14..27).contains(byte))
}

fn unpacks_to_something_sensible(bytes: &[u8]) -> Result<(), FileFault> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| FileFault::NoWorkbook)?;
    if archive.len() > PARTS_MAX {
        return Err(FileFault::Bomb);
    }
    let mut told: u64 = 0;
    let (mut workbook, mut macros) = (false, false);
    for at in 0..archive.len() {
        let part = archive.by_index_raw(at).map_err(|_| FileFault::NoWorkbook)?;
        let name = part.name().map_err(|_| FileFault::NoWorkbook)?;
        workbook |= name == "xl/workbook.xml";
        macros |= name.ends_with("vbaProject.bin");
        if part.encrypted() {
            return Err(FileFault::Encrypted);
        }
        told = told.saturating_add(part.size());
        let swells = part.size() / part.compressed_size().max(1) > RATIO_MAX;
        if told > UNPACKED_BYTES_MAX || (part.size() > RATIO_FROM_BYTES && swells) {
            return Err(FileFault::Bomb);
        }
    }
    if !workbook {
        return Err(FileFault::NoWorkbook);
    }
    if macros {
        return Err(FileFault::Macros);
    }
    let mut left = UNPACKED_BYTES_MAX;
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).map_err(|_| FileFault::NoWorkbook)?;
        let unpacked = io::copy(&mut Read::by_ref(&mut part).take(left + 1), &mut io::sink());
        let unpacked = unpacked.map_err(|_| FileFault::NoWorkbook)?;
        left = left.checked_sub(unpacked).ok_or(FileFault::Bomb)?;
    }
    Ok(())
}

fn cells(bytes: &[u8]) -> Result<Vec<Sheet>, FileFault> {
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|_| FileFault::NoWorkbook)?;
    let mut sheets = Vec::new();
    let mut left = TEXT_BYTES_MAX;
    for name in workbook.sheet_names().into_iter().take(SHEETS_MAX) {
        // A sheet of charts has no cells.
        let Ok(mut cells) = workbook.worksheet_cells_reader(&name) else { continue };
        let mut sheet = Sheet { name, rows: Vec::new() };
        while let Some(found) = cells.next_cell().map_err(|_| FileFault::NoWorkbook)? {
            let Some(cell) = cell(found.get_value()) else { continue };
            let (row, column) = found.get_position();
            if column >= COLUMNS_MAX {
                return Err(FileFault::TooManyColumns);
            }
            let number = row.saturating_add(1);
            if sheet.rows.last().is_none_or(|(last, _)| *last != number) {
                // Some rows may stand above the headings.
                if sheet.rows.len() > usize::try_from(ROWS_MAX).unwrap_or(usize::MAX) {
                    return Err(FileFault::TooManyRows);
                }
                sheet.rows.push((number, Vec::new()));
            }
            left = left.checked_sub(cell.text.len()).ok_or(FileFault::Bomb)?;
            if let Some((_, cells)) = sheet.rows.last_mut() {
                cells.push((column, cell));
            }
        }
        sheets.push(sheet);
    }
    Ok(sheets)
}

/// What people read in a cell; nothing in an empty one.
fn cell(value: &DataRef<'_>) -> Option<Cell> {
    let text = |text: &str| {
        let text: String = text.chars().take(CELL_CHARS_MAX).collect();
        (!text.trim().is_empty()).then_some(Cell { text, kind: CellKind::Text })
    };
    match value {
        DataRef::Empty => None,
        DataRef::String(it) | DataRef::DateTimeIso(it) | DataRef::DurationIso(it) => text(it),
        DataRef::SharedString(it) => text(it),
        DataRef::Int(number) => Some(Cell { text: number.to_string(), kind: CellKind::Number }),
        // Without a fraction it is written without one: a telephone number, a code.
        DataRef::Float(number) => Some(Cell { text: number.to_string(), kind: CellKind::Number }),
        DataRef::Bool(is) => text(if *is { "是" } else { "否" }),
        DataRef::DateTime(moment) => {
            let (year, month, day, hour, minute, _, _) = moment.to_ymd_hms_milli();
            let clock = format!("{hour:02}:{minute:02}");
            let date = format!("{year:04}-{month:02}-{day:02}");
            text(&match moment.as_f64() {
                fraction if fraction < 1.0 => clock,
                whole if whole.fract() == 0.0 => date,
                _ => format!("{date} {clock}"),
            })
        }
        DataRef::Error(_) => Some(Cell { text: "#".into(), kind: CellKind::Broken }),
    }
}
