//! The font of the tests is a part of Noto Sans CJK SC: it has the signs of the sentences about certificates, of the
//! texts below, and no others. A sentence with a new sign needs it made anew (fonttools, NOTICE says of what).

use std::path::{Path, PathBuf};

use app::certificates::model::{Hours, Item, Statement};
use lopdf::{Dictionary, Document, Object};
use time::macros::date;

use super::*;
use crate::certificates::FontFault;

fn font_file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fonts/certificate.otf")
}

fn font() -> Font {
    Font::find(Some(&font_file())).unwrap()
}

fn signed(rows: usize) -> Signed {
    let item = Item {
        activity: "陪老人读报（演示数据）".into(),
        day: date!(2026 - 11 - 03),
        place: "琼海市嘉积镇文坡村".into(),
        content: "陪独居老人聊天、读报，代买日用品".into(),
        hours: Hours::of_minutes(150),
        organiser: "嘉积镇社工站".into(),
        in_charge: "林老师".into(),
        on_word: false,
    };
    let statement = Statement {
        volunteer_number: "V-0001".into(),
        name: "王*".into(),
        from: date!(2026 - 11 - 01),
        until: date!(2026 - 11 - 30),
        items: vec![item; rows],
        recorded_by: "嘉积镇社工站".into(),
        trainings: Vec::new(),
        awards: Vec::new(),
    };
    Signed::new(&Number::of(7), date!(2026 - 11 - 29), statement)
}

fn url() -> String {
    format!("https://example.org/verify/{}", Number::of(7))
}

fn pdf(signed: &Signed) -> Document {
    let sheet = sheet(signed, url());
    assert_eq!(font().missing(sheet.texts()), [].into(), "the font of the tests lacks these signs");
    Document::load_mem(&pdf::write(&sheet, &font()).unwrap()).unwrap()
}

fn text(document: &Document) -> String {
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    document.extract_text(&pages).unwrap()
}

/// Without spaces and ends of lines, which stand where the paper has them.
fn run_together(text: &str) -> String {
    text.chars().filter(|sign| !sign.is_whitespace()).collect()
}

fn catalog(document: &Document) -> &Dictionary {
    document.catalog().unwrap()
}

#[test]
fn hours_that_rest_on_the_word_of_two_are_marked_and_the_mark_is_explained() {
    let marked = |on_word| {
        let mut signed = signed(2);
        signed.statement.items[1].on_word = on_word;
        run_together(&text(&pdf(&signed)))
    };
    let (plain, on_word) = (marked(false), marked(true));
    for words in ["2.5*", "*无到场记录，由两人确认", "*noattendance:twopeoplevouchforit"] {
        assert!(on_word.contains(words) && !plain.contains(words), "{words}: {on_word}");
    }
    assert_eq!(on_word.matches('*').count() - plain.matches('*').count(), 3, "one of the two");
}

#[test]
fn another_library_reads_the_text_in_its_order() {
    let text = run_together(&text(&pdf(&signed(2))));
    let number = Number::of(7).to_string();
    let mut from = 0;
    for words in [
        "志愿服务记录证明",
        "Certificateofvoluntaryservice",
        number.as_str(),
        "王*",
        "V-0001",
        "2026-11-01至2026-11-30",
        "5小时·5hours",
        "嘉积镇社工站",
        "2026-11-29",
        "活动名称Activity",
        "陪老人读报（演示数据）",
        "陪独居老人聊天、读报，代买日用品",
        "2.5",
        "林老师",
        "全国志愿服务信息系统",
        "national",
        &run_together(&url()),
    ] {
        let at =
            text[from..].find(words).unwrap_or_else(|| panic!("{words} not after {}: {text}", &text[..from]));
        from += at;
    }
    assert!(!text.contains("王小明") && text.matches("陪老人读报").count() == 2);
}

#[test]
fn the_file_is_tagged_names_its_language_and_holds_only_the_signs_that_stand_in_it() {
    let document = pdf(&signed(1));
    let catalog = catalog(&document);
    assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"zh-CN");
    let marked = catalog.get_deref(b"MarkInfo", &document).unwrap().as_dict().unwrap();
    assert!(marked.get(b"Marked").unwrap().as_bool().unwrap());
    catalog.get_deref(b"StructTreeRoot", &document).unwrap().as_dict().unwrap();
    let xmp = catalog.get_deref(b"Metadata", &document).unwrap().as_stream().unwrap();
    let xmp = String::from_utf8(xmp.decompressed_content().unwrap_or_else(|_| xmp.content.clone())).unwrap();
    assert!(xmp.contains("志愿服务记录证明") && xmp.contains("pdfaid"), "{xmp}");
    let fonts: Vec<_> = document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .filter(|it| it.get(b"FontFile3").is_ok() || it.get(b"FontFile2").is_ok())
        .collect();
    assert_eq!(fonts.len(), 1);
    let Object::Name(name) = fonts[0].get(b"FontName").unwrap() else { panic!() };
    let name = String::from_utf8(name.clone()).unwrap();
    assert!(name.get(6..7) == Some("+") && name.contains("CJKsc"), "{name}");
    let file = fonts[0].get_deref(b"FontFile3", &document).unwrap().as_stream().unwrap();
    assert!(file.content.len() < 40_000, "{}", file.content.len());
}

#[test]
fn five_hundred_rows_are_pages_and_every_page_says_of_which_it_is_one() {
    let document = pdf(&signed(500));
    let pages = document.get_pages().len();
    assert!((10..100).contains(&pages), "{pages}");
    let text = text(&document);
    assert_eq!(run_together(&text).matches("陪老人读报").count(), 500);
    assert!(run_together(&text).contains(&format!("·{pages}/{pages}")));
}

#[test]
fn a_text_that_is_longer_than_a_page_goes_on_on_the_next() {
    let mut long = signed(1);
    long.statement.items[0].content = "读报".repeat(3000);
    long.statement.items[0].place = "A".repeat(500);
    let document = pdf(&long);
    assert!(document.get_pages().len() > 3);
    assert_eq!(run_together(&text(&document)).matches("读报").count(), 3001);
}

#[test]
fn a_sign_that_the_font_has_not_is_named_and_never_printed_as_a_box() {
    let mut rare = signed(1);
    // One of another plane, one that is not seen, and one that every font has as it likes.
    rare.statement.name = "𠮷\u{200b}\u{e000}".into();
    let sheet = sheet(&rare, url());
    assert_eq!(font().missing(sheet.texts()), ['\u{200b}', '\u{e000}', '𠮷'].into());
}

#[test]
fn texts_of_several_lines_are_printed_on_one() {
    let mut nasty = signed(1);
    nasty.statement.items[0].activity = " 读报\r\n\t王 \u{7} 小 ".into();
    let text = run_together(&text(&pdf(&nasty)));
    assert!(text.contains("读报王小"), "{text}");
}

#[test]
fn a_font_that_is_set_must_be_one_with_chinese_signs() {
    let none = PathBuf::from("/nowhere/font.otf");
    assert!(matches!(Font::find(Some(&none)), Err(FontFault::Unreadable(path)) if path == none));
    let text = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    assert!(matches!(Font::find(Some(&text)), Err(FontFault::Unfit(path)) if path == text));
    assert_eq!(font().path(), font_file());
}
