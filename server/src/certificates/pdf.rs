//! A certificate as a PDF: A4, tagged, PDF/A-2a, so that it is read aloud in order and opens in thirty years.
//!
//! Lays out what it is handed and knows nothing of certificates. Each sign is one glyph; a text with signs that the font
//! has not is refused before anything is drawn.

use krilla::{
    Document, SerializeSettings,
    color::rgb,
    configure::{Archival, ConfigurationBuilder},
    geom::{PathBuilder, Point, Rect},
    metadata::{DateTime, Metadata},
    num::NormalizedF32,
    page::PageSettings,
    paint::{Fill, Paint},
    surface::Surface,
    tagging::{
        Artifact, ArtifactType, ContentTag, Identifier, SpanTag, TableHeaderScope, Tag, TagGroup, TagTree,
    },
    text::{GlyphId, KrillaGlyph},
};
use qrcode::{EcLevel, QrCode};
use time::Date;

use super::font::{Font, Measure};

/// A4, in points.
const PAGE: (f32, f32) = (595.0, 842.0);
const MARGIN: f32 = 48.0;
/// What is printed below this is the foot of the page.
const BOTTOM: f32 = PAGE.1 - 64.0;
const QR_SIDE: f32 = 96.0;
const LEADING: f32 = 1.45;
const BODY: f32 = 10.5;
const CELL: f32 = 8.5;
const CELL_PADDING: f32 = 3.0;
const INK: (u8, u8, u8) = (27, 31, 36);
const SOFT: (u8, u8, u8) = (84, 92, 102);

/// Signs that do not begin a line.
const NOT_FIRST: &str = "，。、；：！？）》」』】”’%,.;:!?)]}";

/// What is put on paper, in the order in which it is read.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Tag of the main language.
    pub language: &'static str,
    /// Title of the document.
    pub title: String,
    /// The line below it.
    pub subtitle: String,
    /// Names and values.
    pub facts: Vec<(String, String)>,
    /// What the QR code leads to.
    pub address: String,
    /// What stands below the code.
    pub scan: String,
    /// Heading of the table.
    pub table: String,
    /// Each column: its name, and how much of the width it takes.
    pub columns: Vec<(String, f32)>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
    /// Paragraphs after the table.
    pub notes: Vec<String>,
    /// What stands at the foot of every page, before its number.
    pub foot: String,
    /// When it was made.
    pub day: Date,
}

impl Sheet {
    /// Every text that is printed, but for page numbers.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let own = [&self.title, &self.subtitle, &self.scan, &self.table, &self.foot];
        let facts = self.facts.iter().flat_map(|(name, value)| [name, value]);
        let names = self.columns.iter().map(|(name, _)| name);
        let texts = own.into_iter().chain(facts).chain(names).chain(self.rows.iter().flatten());
        texts.chain(&self.notes).map(String::as_str).chain([" · / 0123456789"])
    }
}

/// The file could not be made.
#[derive(Debug, thiserror::Error)]
#[error("could not make a PDF: {0}")]
pub struct PdfFault(String);

/// Where something stands in what is read aloud.
#[derive(Clone, Debug, PartialEq)]
enum Part {
    Title,
    Heading,
    Paragraph,
    Figure(String),
    Head,
    Cell { first: bool },
}

enum Mark {
    Line { text: String, x: f32, y: f32, size: f32, ink: (u8, u8, u8), part: Option<usize> },
    Rule { y: f32 },
    Code { x: f32, y: f32, code: Box<QrCode>, part: usize },
}

/// Writes the sheet with this font. Its texts must hold only signs that the font has.
pub fn write(sheet: &Sheet, font: &Font) -> Result<Vec<u8>, PdfFault> {
    let fault = |what: &str| PdfFault(what.to_owned());
    let drawn = font.drawn().ok_or_else(|| fault("the font cannot be read"))?;
    let measure = font.measure().ok_or_else(|| fault("the font cannot be read"))?;
    let mut layout = Layout { measure: &measure, pages: vec![Vec::new()], parts: Vec::new(), y: MARGIN };
    layout.sheet(sheet)?;
    let configuration =
        ConfigurationBuilder::new().with_archival_validator(Archival::A2_A).finish().map_err(told)?;
    let mut document =
        Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    let mut read: Vec<Vec<Identifier>> = layout.parts.iter().map(|_| Vec::new()).collect();
    let count = layout.pages.len();
    for (marks, number) in layout.pages.iter().zip(1..) {
        let size = PageSettings::from_wh(PAGE.0, PAGE.1).ok_or_else(|| fault("no page of this size"))?;
        let mut page = document.start_page_with(size);
        let mut surface = page.surface();
        let foot = Mark::Line {
            text: format!("{} · {number} / {count}", sheet.foot),
            x: MARGIN,
            y: PAGE.1 - 36.0,
            size: 8.0,
            ink: SOFT,
            part: None,
        };
        for mark in marks.iter().chain([&foot]) {
            if let Some((part, identifier)) = draw(&mut surface, mark, &drawn, &measure)
                && let Some(of_part) = read.get_mut(part)
            {
                of_part.push(identifier);
            }
        }
    }
    document.set_tag_tree(tree(layout.parts, read, sheet));
    document.set_metadata(metadata(sheet));
    document.finish().map_err(told)
}

fn told(error: impl std::fmt::Debug) -> PdfFault {
    PdfFault(format!("{error:?}"))
}

fn metadata(sheet: &Sheet) -> Metadata {
    let (day, year) = (sheet.day, u16::try_from(sheet.day.year()).unwrap_or_default());
    Metadata::new()
        .title(sheet.title.clone())
        .description(sheet.foot.clone())
        .creator("LastMetre".to_owned())
        .language(sheet.language.to_owned())
        .creation_date(DateTime::new(year).month(day.month().into()).day(day.day()))
}

/// Everything in the order in which it is read; cells that follow one another are rows of one table.
fn tree(parts: Vec<Part>, read: Vec<Vec<Identifier>>, sheet: &Sheet) -> TagTree {
    let mut tree = TagTree::new().with_lang(Some(sheet.language.to_owned()));
    let mut table: Option<TagGroup> = None;
    let mut row: Option<TagGroup> = None;
    for (part, identifiers) in parts.into_iter().zip(read) {
        let nodes = identifiers.into_iter().map(Into::into).collect();
        let begins_row = matches!(part, Part::Cell { first: true }) || (part == Part::Head && row.is_none());
        let is_cell = matches!(part, Part::Head | Part::Cell { .. });
        if (begins_row || !is_cell)
            && let Some(row) = row.take()
        {
            table.get_or_insert_with(|| TagGroup::new(Tag::Table)).push(row);
        }
        if !is_cell && let Some(table) = table.take() {
            tree.push(table);
        }
        let level = |level| std::num::NonZeroU16::new(level).unwrap_or(std::num::NonZeroU16::MIN);
        let cell = match part {
            Part::Title => {
                tree.push(TagGroup::with_children(Tag::Hn(level(1), Some(sheet.title.clone())), nodes));
                continue;
            }
            Part::Heading => {
                tree.push(TagGroup::with_children(Tag::Hn(level(2), Some(sheet.table.clone())), nodes));
                continue;
            }
            Part::Paragraph => {
                tree.push(TagGroup::with_children(Tag::P, nodes));
                continue;
            }
            Part::Figure(alt) => {
                tree.push(TagGroup::with_children(Tag::Figure(Some(alt)), nodes));
                continue;
            }
            Part::Head => TagGroup::with_children(Tag::TH(TableHeaderScope::Column), nodes),
            Part::Cell { .. } => TagGroup::with_children(Tag::TD, nodes),
        };
        row.get_or_insert_with(|| TagGroup::new(Tag::TR)).push(cell);
    }
    if let Some(row) = row {
        table.get_or_insert_with(|| TagGroup::new(Tag::Table)).push(row);
    }
    if let Some(table) = table {
        tree.push(table);
    }
    tree
}

/// Draws one mark, and says to which part it belongs.
fn draw(
    surface: &mut Surface<'_>,
    mark: &Mark,
    font: &krilla::text::Font,
    measure: &Measure<'_>,
) -> Option<(usize, Identifier)> {
    let artifact = |kind| ContentTag::Artifact(Artifact::with_kind(kind));
    match mark {
        Mark::Line { text, x, y, size, ink, part } => {
            let tag = match part {
                Some(_) => ContentTag::Span(SpanTag::empty()),
                None => artifact(ArtifactType::PaginationOther),
            };
            let identifier = surface.start_tagged(tag);
            surface.set_fill(Some(fill(*ink)));
            let glyphs: Vec<_> = text
                .char_indices()
                .map(|(at, sign)| {
                    let glyph = measure.glyph(sign).map_or(0, |glyph| glyph.to_u32());
                    let range = at..at + sign.len_utf8();
                    KrillaGlyph::new(GlyphId::new(glyph), measure.width_of(sign), 0.0, 0.0, 0.0, range, None)
                })
                .collect();
            surface.draw_glyphs(Point::from_xy(*x, *y), &glyphs, font.clone(), text, *size, false);
            surface.end_tagged();
            part.map(|part| (part, identifier))
        }
        Mark::Rule { y } => {
            let rect = Rect::from_xywh(MARGIN, *y, PAGE.0 - 2.0 * MARGIN, 0.5)?;
            let mut path = PathBuilder::new();
            path.push_rect(rect);
            surface.start_tagged(artifact(ArtifactType::Layout));
            surface.set_fill(Some(fill(SOFT)));
            if let Some(path) = path.finish() {
                surface.draw_path(&path);
            }
            surface.end_tagged();
            None
        }
        Mark::Code { x, y, code, part } => {
            let identifier = surface.start_tagged(ContentTag::Other);
            surface.set_fill(Some(fill((0, 0, 0))));
            if let Some(path) = modules(code, *x, *y) {
                surface.draw_path(&path);
            }
            surface.end_tagged();
            Some((*part, identifier))
        }
    }
}

fn fill((red, green, blue): (u8, u8, u8)) -> Fill {
    let paint = Paint::from(rgb::Color::new(red, green, blue));
    Fill { paint, opacity: NormalizedF32::ONE, ..Fill::default() }
}

/// The dark squares of a code, those of a line that touch as one.
fn modules(code: &QrCode, x: f32, y: f32) -> Option<krilla::geom::Path> {
    let width = code.width();
    let side = QR_SIDE / count(width);
    let mut path = PathBuilder::new();
    for (line, row) in code.to_colors().chunks(width).zip(0_u16..) {
        let mut from = None;
        let ends = line.iter().map(|it| *it == qrcode::Color::Dark).chain([false]);
        for (dark, column) in ends.zip(0_u16..) {
            match (dark, from) {
                (true, None) => from = Some(column),
                (false, Some(begin)) => {
                    let (left, top) = (x + f32::from(begin) * side, y + f32::from(row) * side);
                    if let Some(rect) = Rect::from_xywh(left, top, f32::from(column - begin) * side, side) {
                        path.push_rect(rect);
                    }
                    from = None;
                }
                _ => {}
            }
        }
    }
    path.finish()
}

fn count(number: usize) -> f32 {
    f32::from(u16::try_from(number).unwrap_or(u16::MAX))
}

struct Layout<'a> {
    measure: &'a Measure<'a>,
    pages: Vec<Vec<Mark>>,
    parts: Vec<Part>,
    y: f32,
}

impl Layout<'_> {
    fn sheet(&mut self, sheet: &Sheet) -> Result<(), PdfFault> {
        let full = PAGE.0 - 2.0 * MARGIN;
        let beside_code = full - QR_SIDE - 24.0;
        self.y += 8.0;
        self.block(&sheet.title, 22.0, INK, full, Part::Title);
        self.block(&sheet.subtitle, 12.0, SOFT, full, Part::Paragraph);
        self.y += 12.0;
        let top = self.y;
        for (name, value) in &sheet.facts {
            // One after the other, so that whoever copies the text gets them so.
            let part = self.part(Part::Paragraph);
            self.lines(name, 8.5, SOFT, MARGIN, beside_code, part);
            self.lines(value, BODY + 1.0, INK, MARGIN, beside_code, part);
            self.y += 4.0;
        }
        self.code(sheet, top)?;
        self.y = self.y.max(top + QR_SIDE + 40.0) + 8.0;
        self.block(&sheet.table, 12.0, INK, full, Part::Heading);
        self.y += 2.0;
        self.table(sheet);
        self.y += 10.0;
        for note in &sheet.notes {
            self.block(note, 9.0, INK, full, Part::Paragraph);
            self.y += 3.0;
        }
        Ok(())
    }

    fn code(&mut self, sheet: &Sheet, top: f32) -> Result<(), PdfFault> {
        let code = QrCode::with_error_correction_level(&sheet.address, EcLevel::M).map_err(told)?;
        let x = PAGE.0 - MARGIN - QR_SIDE;
        let part = self.part(Part::Figure(sheet.address.clone()));
        self.put(Mark::Code { x, y: top, code: Box::new(code), part });
        let below = std::mem::replace(&mut self.y, top + QR_SIDE + 4.0);
        let part = self.part(Part::Paragraph);
        self.lines(&sheet.scan, 7.5, SOFT, x, QR_SIDE, part);
        self.y = below.max(self.y);
        Ok(())
    }

    fn table(&mut self, sheet: &Sheet) {
        let all: f32 = sheet.columns.iter().map(|(_, part)| part).sum();
        let full = PAGE.0 - 2.0 * MARGIN;
        let widths: Vec<f32> = sheet.columns.iter().map(|(_, part)| part / all * full).collect();
        let names: Vec<_> = sheet.columns.iter().map(|(name, _)| name.as_str()).collect();
        let head = |layout: &mut Self, part: fn(usize) -> Option<Part>| {
            layout.rule();
            let cells = layout.wrapped(&names, &widths);
            let cells = cells.into_iter().enumerate().map(|(at, it)| (it, part(at))).collect();
            layout.row(cells, &widths, SOFT, |_| {});
        };
        head(self, |_| Some(Part::Head));
        // Said again for the eye on each page; whoever listens has heard it.
        let mut turn = |layout: &mut Self| {
            layout.turn();
            head(layout, |_| None);
        };
        for row in &sheet.rows {
            let cells: Vec<_> = row.iter().map(String::as_str).collect();
            let cells = self.wrapped(&cells, &widths);
            let height = height(cells.iter().map(Vec::len).max().unwrap_or_default());
            // What does not even fit on a page of its own begins here and goes on there.
            if self.y + height > BOTTOM && height < BOTTOM - 2.0 * MARGIN {
                turn(self);
            }
            let cell = |(at, it)| (it, Some(Part::Cell { first: at == 0 }));
            let cells = cells.into_iter().enumerate().map(cell).collect();
            self.row(cells, &widths, INK, &mut turn);
        }
    }

    fn wrapped(&self, cells: &[&str], widths: &[f32]) -> Vec<Vec<String>> {
        let wrapped =
            |(cell, width): (&&str, &f32)| wrap(self.measure, cell, CELL, width - 2.0 * CELL_PADDING);
        cells.iter().zip(widths).map(wrapped).collect()
    }

    /// The lines of each cell, with the part of what is read aloud that it is.
    fn row(
        &mut self,
        cells: Vec<(Vec<String>, Option<Part>)>,
        widths: &[f32],
        ink: (u8, u8, u8),
        mut turn: impl FnMut(&mut Self),
    ) {
        let most = cells.iter().map(|(lines, _)| lines.len()).max().unwrap_or_default();
        let (cells, parts): (Vec<_>, Vec<_>) = cells.into_iter().unzip();
        let parts: Vec<_> = parts.into_iter().map(|part| part.map(|part| self.part(part))).collect();
        let mut from = 0;
        loop {
            let fits = |lines: &usize| self.y + height(*lines) <= BOTTOM;
            let lines = (1..=most - from).take_while(fits).last().unwrap_or(1);
            let mut x = MARGIN;
            for ((cell, width), part) in cells.iter().zip(widths).zip(&parts) {
                for (text, line) in cell.iter().skip(from).take(lines).zip(0_usize..) {
                    let y = self.y + CELL_PADDING + CELL * 1.1 + count(line) * CELL * LEADING;
                    let text = text.clone();
                    self.put(Mark::Line { text, x: x + CELL_PADDING, y, size: CELL, ink, part: *part });
                }
                x += width;
            }
            self.y += height(lines);
            self.rule();
            from += lines;
            if from >= most {
                return;
            }
            turn(self);
        }
    }

    fn block(&mut self, text: &str, size: f32, ink: (u8, u8, u8), width: f32, part: Part) {
        let part = self.part(part);
        self.lines(text, size, ink, MARGIN, width, part);
    }

    fn lines(&mut self, text: &str, size: f32, ink: (u8, u8, u8), x: f32, width: f32, part: usize) {
        for text in wrap(self.measure, text, size, width) {
            if self.y + size * LEADING > BOTTOM {
                self.turn();
            }
            self.put(Mark::Line { text, x, y: self.y + size * 1.1, size, ink, part: Some(part) });
            self.y += size * LEADING;
        }
    }

    fn rule(&mut self) {
        let y = self.y;
        self.put(Mark::Rule { y });
    }

    fn part(&mut self, part: Part) -> usize {
        self.parts.push(part);
        self.parts.len() - 1
    }

    fn put(&mut self, mark: Mark) {
        if let Some(page) = self.pages.last_mut() {
            page.push(mark);
        }
    }

    fn turn(&mut self) {
        self.pages.push(Vec::new());
        self.y = MARGIN;
    }
}

/// How high a row of so many lines is.
fn height(lines: usize) -> f32 {
    count(lines) * CELL * LEADING + 2.0 * CELL_PADDING
}

/// The lines of a text at this width. Words are kept whole where they fit; Chinese breaks between any two signs, but
/// not before a full stop.
fn wrap(measure: &Measure<'_>, text: &str, size: f32, width: f32) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0.0;
    for piece in pieces(text) {
        let needed = measure.width(piece) * size;
        let spaced = measure.width(piece.trim_end()) * size;
        if used + spaced > width && !line.is_empty() {
            lines.push(std::mem::take(&mut line));
            used = 0.0;
        }
        if needed <= width {
            line.push_str(piece);
            used += needed;
            continue;
        }
        // Longer than a line: an address, or somebody who typed no space.
        for sign in piece.chars() {
            let wide = measure.width_of(sign) * size;
            if used + wide > width && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
                used = 0.0;
            }
            line.push(sign);
            used += wide;
        }
    }
    lines.push(line);
    lines
}

/// The pieces between which a line may end, each with the space after it.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut from = 0;
    let mut before: Option<char> = None;
    for (at, sign) in text.char_indices() {
        let breaks =
            sign != ' ' && before.is_some_and(|before| before == ' ' || is_wide(before) || is_wide(sign));
        if breaks && !NOT_FIRST.contains(sign) {
            pieces.push(&text[from..at]);
            from = at;
        }
        before = Some(sign);
    }
    pieces.push(&text[from..]);
    pieces
}

fn is_wide(sign: char) -> bool {
    u32::from(sign) >= 0x2E80
}
