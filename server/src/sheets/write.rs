//! Workbooks that people take home.
//!
//! Every value is a string cell. A spreadsheet shows such a cell and never works it out, however it begins, so `=1+1`
//! stays what somebody typed; no apostrophe is put in front, and the file is read again as it was. (A CSV file has no
//! kinds of cell: there a spreadsheet guesses, and the journal's needs the apostrophe.) The cells are marked as text,
//! so that a number somebody types into one keeps its zero.
//! Not in the mode of constant memory: that writes the rows, persons too, into plain files beside us, and no list has
//! more than some ten thousand.

use app::{
    language::Language,
    sheets::lists::{self, List},
};
use rust_xlsxwriter::{Color, DocProperties, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use crate::error::StoreError;

/// The media type of a workbook.
pub const MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Signs of one cell, as Excel has it.
const CELL_CHARS_MAX: usize = 32_767;

/// The widest column, in signs.
const WIDTH_MAX: u8 = 80;

/// A sheet beside the first: its name, and rows of texts.
pub struct Beside {
    /// What it is called.
    pub name: String,
    /// Its rows.
    pub rows: Vec<Vec<String>>,
    /// What stands at the foot of each page of the first sheet, on paper.
    pub on_paper: String,
}

/// A list with sheets beside it, as a file.
pub fn workbook(list: &List, beside: &[Beside]) -> Result<Vec<u8>, StoreError> {
    book(list, beside).map_err(|_| StoreError::Corrupt { what: "workbook that is written" })
}

/// The sheet that tells who took a list home, when, and what was searched for.
pub fn about(l: Language, list: &List, who: &str, when: &str, condition: &str) -> Beside {
    let rows = lists::about(l, list, who, when, condition).into_iter().map(Vec::from).collect();
    Beside { name: lists::about_title(l).to_owned(), rows, on_paper: format!("{who}  {when}") }
}

fn book(list: &List, beside: &[Beside]) -> Result<Vec<u8>, XlsxError> {
    let text = Format::new().set_num_format("@").set_align(FormatAlign::Top).set_text_wrap();
    let head = Format::new().set_bold().set_background_color(Color::RGB(0xE3_EE_F2)).set_num_format("@");
    let mut book = Workbook::new();
    book.set_properties(&DocProperties::new().set_title(list.title.as_str()));
    let sheet = book.add_worksheet().set_name(name(&list.title))?;
    sheet.set_freeze_panes(1, 0)?;
    for (column, (heading, width)) in (0..).zip(&list.columns) {
        sheet.set_column_width(column, *width.min(&WIDTH_MAX))?;
        // Also below the last row, where somebody will type.
        sheet.set_column_format(column, &text)?;
        sheet.write_string_with_format(0, column, cell(heading), &head)?;
    }
    write(sheet, 1, &list.rows, &text)?;
    let last = u32::try_from(list.rows.len()).unwrap_or(u32::MAX);
    if let Some(columns) = u16::try_from(list.columns.len()).ok().and_then(|it| it.checked_sub(1)) {
        sheet.autofilter(0, 0, last, columns)?;
    }
    let on_paper = beside.iter().flat_map(|it| it.on_paper.chars());
    // A sign that means something at the foot of a page.
    let on_paper: String = on_paper.filter(|sign| *sign != '&').take(120).collect();
    sheet.set_footer(format!("&L{on_paper}&R&P / &N"));
    for it in beside {
        let sheet = book.add_worksheet().set_name(name(&it.name))?;
        sheet.set_column_width(0, 24)?;
        sheet.set_column_width(1, 60)?;
        sheet.set_column_width(2, 40)?;
        write(sheet, 0, &it.rows, &text)?;
    }
    book.save_to_buffer()
}

fn write(sheet: &mut Worksheet, first: u32, rows: &[Vec<String>], text: &Format) -> Result<(), XlsxError> {
    for (row, cells) in (first..).zip(rows) {
        for (column, value) in (0..).zip(cells) {
            if !value.is_empty() {
                sheet.write_string_with_format(row, column, cell(value), text)?;
            }
        }
    }
    Ok(())
}

/// A text as it stands in a cell: nothing in it that cannot be seen, and not more than a cell holds.
fn cell(text: &str) -> String {
    let seen = |sign: &char| !sign.is_control() || *sign == '\n';
    let spaced = text.chars().map(|sign| if sign == '\t' { ' ' } else { sign });
    spaced.filter(seen).filter(|sign| !matches!(sign, '\u{fffe}' | '\u{ffff}')).take(CELL_CHARS_MAX).collect()
}

/// A name that a sheet may have.
fn name(text: &str) -> String {
    text.chars().filter(|sign| !"[]:*?/\\'".contains(*sign)).take(31).collect()
}
