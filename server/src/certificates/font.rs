//! The font that a certificate is written with: found on this machine, or named by `certificate_font`.
//!
//! None comes with the program: a font for Chinese is larger than the rest of it. It is read anew for each certificate,
//! so that one that was just installed is used, and only the signs that stand in a certificate go into its file.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use krilla::{Data, text::Font as Drawn};
use skrifa::{FontRef, GlyphId, MetadataProvider, instance::Size, string::StringId};

/// Where systems keep their fonts.
const FOLDERS: [&str; 5] = [
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "C:\\Windows\\Fonts",
];

/// Files of fonts with the signs of the mainland, the best first.
const FILES: [&str; 14] = [
    "NotoSansCJK-Regular.ttc",
    "NotoSansCJKsc-Regular.otf",
    "NotoSansSC-Regular.otf",
    "NotoSansSC-Regular.ttf",
    "SourceHanSansSC-Regular.otf",
    "SourceHanSansCN-Regular.otf",
    "NotoSerifCJK-Regular.ttc",
    "NotoSerifCJKsc-Regular.otf",
    "SourceHanSerifSC-Regular.otf",
    "wqy-microhei.ttc",
    "wqy-zenhei.ttc",
    "PingFang.ttc",
    "msyh.ttc",
    "simsun.ttc",
];

/// How deep folders of fonts are looked through.
const DEPTH: usize = 4;

/// What a font must hold to be one for certificates.
const NEEDED: &str = "志愿服务记录证明，。ABCabc0123";

/// Why there is no font to write with.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FontFault {
    /// None is set, and none of those that are known lies where systems keep theirs.
    #[error(
        "no font with Chinese signs was found: install one (on Debian fonts-noto-cjk), or set `certificate_font`"
    )]
    None,
    /// The file cannot be read.
    #[error("the font {0} cannot be read")]
    Unreadable(PathBuf),
    /// The file is no font, or one without Chinese signs.
    #[error("{0} is no font with Chinese signs")]
    Unfit(PathBuf),
}

/// A font, read.
#[derive(Clone)]
pub struct Font {
    data: Arc<Vec<u8>>,
    index: u32,
    path: PathBuf,
}

impl Font {
    /// The font that is set, or else the best that this machine has.
    pub fn find(set: Option<&Path>) -> Result<Self, FontFault> {
        match set {
            Some(path) => Self::read(path),
            None => Self::read(&installed().ok_or(FontFault::None)?),
        }
    }

    fn read(path: &Path) -> Result<Self, FontFault> {
        let data = fs::read(path).map_err(|_| FontFault::Unreadable(path.to_owned()))?;
        Self::of(data, path).ok_or_else(|| FontFault::Unfit(path.to_owned()))
    }

    /// Of a collection the face for simplified Chinese, whose shapes differ from those of Japan.
    fn of(data: Vec<u8>, path: &Path) -> Option<Self> {
        let faces: Vec<_> = FontRef::fonts(&data).collect();
        let simplified = faces.iter().position(|face| {
            let face = face.as_ref().ok();
            let mut names = face.into_iter().flat_map(|it| it.localized_strings(StringId::FAMILY_NAME));
            names.any(|name| name.to_string().ends_with(" SC"))
        });
        let index = u32::try_from(simplified.unwrap_or_default()).ok()?;
        let font = Self { data: Arc::new(data), index, path: path.to_owned() };
        (font.missing([NEEDED]).is_empty() && font.drawn().is_some()).then_some(font)
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The signs of these texts that it has not, each once.
    pub fn missing<'a>(&self, texts: impl IntoIterator<Item = &'a str>) -> BTreeSet<char> {
        let Some(measure) = self.measure() else { return BTreeSet::new() };
        let signs = texts.into_iter().flat_map(str::chars);
        signs.filter(|sign| measure.glyph(*sign).is_none()).collect()
    }

    pub(super) fn drawn(&self) -> Option<Drawn> {
        Drawn::new(Data::from(self.data.clone()), self.index)
    }

    pub(super) fn measure(&self) -> Option<Measure<'_>> {
        let face = FontRef::from_index(&self.data, self.index).ok()?;
        let metrics = face.glyph_metrics(Size::new(1.0), skrifa::instance::LocationRef::default());
        Some(Measure { signs: face.charmap(), metrics })
    }
}

/// How wide its signs are.
pub(super) struct Measure<'a> {
    signs: skrifa::charmap::Charmap<'a>,
    metrics: skrifa::metrics::GlyphMetrics<'a>,
}

impl Measure<'_> {
    pub(super) fn glyph(&self, sign: char) -> Option<GlyphId> {
        if means_nothing(sign) {
            return None;
        }
        self.signs.map(sign).filter(|glyph| *glyph != GlyphId::NOTDEF)
    }

    /// As a part of the size of the font.
    pub(super) fn width_of(&self, sign: char) -> f32 {
        self.glyph(sign).and_then(|glyph| self.metrics.advance_width(glyph)).unwrap_or_default()
    }

    pub(super) fn width(&self, text: &str) -> f32 {
        text.chars().map(|sign| self.width_of(sign)).sum()
    }
}

/// Whether the same number is another sign in every font, or none: PDF/A takes no such sign, and nobody could search for
/// it.
fn means_nothing(sign: char) -> bool {
    matches!(sign, '\u{0}' | '\u{feff}' | '\u{fffe}' | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..)
}

/// The best of the known fonts that lies where systems keep theirs.
fn installed() -> Option<PathBuf> {
    let mut found = vec![None; FILES.len()];
    let home = std::env::var_os("HOME").map(|home| Path::new(&home).join(".local/share/fonts"));
    for folder in FOLDERS.iter().map(PathBuf::from).chain(home) {
        look_through(&folder, DEPTH, &mut found);
    }
    found.into_iter().flatten().next()
}

fn look_through(folder: &Path, depth: usize, found: &mut [Option<PathBuf>]) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() && depth > 0 {
            look_through(&path, depth - 1, found);
        } else if let Some(at) = FILES.iter().position(|file| entry.file_name() == *file) {
            found[at].get_or_insert(path);
        }
    }
}
