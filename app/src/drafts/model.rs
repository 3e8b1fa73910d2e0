//! The fields of a document: how they are typed, merged and compared. Pure.
//!
//! A document is JSON. A [`Field`] says where in it a value lies and what it looks like to whoever types it; both
//! halves of a text are fields of their own, so that whoever translates and whoever corrects do not meet.

use serde_json::{Map, Value};

use crate::{
    iso_date,
    journal::{
        merge::{self, Record},
        model::Fields,
    },
    text::misleads,
};

/// Signs of a line, and of a paragraph.
const LINE_CHARS_MAX: usize = 200;
const PARAGRAPH_CHARS_MAX: usize = 2_000;

/// Lines of a list, and codes or words of one.
const LINES_MAX: usize = 50;
const CODES_MAX: usize = 200;

/// Parts of a source: title, who issued it, its number, its day, its address.
const SOURCE_PARTS: usize = 5;

/// A field of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// The word in commands and forms.
    pub word: &'static str,
    /// What it is called in the document.
    pub of: &'static str,
    /// What it looks like.
    pub shape: Shape,
    /// Whether nothing is published without it.
    pub needed: bool,
}

/// What a field looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One line.
    Line,
    /// A code of a list.
    Choice,
    /// A day.
    Day,
    /// Yes or no.
    Flag,
    /// Words or codes, a line each.
    Words,
    /// Codes of a list, to tick.
    Boxes,
    /// A line in Chinese, the first half of a text.
    Zh,
    /// Its English half.
    En,
    /// A paragraph in Chinese.
    ZhParagraph,
    /// Its English half.
    EnParagraph,
    /// Several texts in Chinese, a line each.
    ZhLines,
    /// Their English halves, as many lines or none.
    EnLines,
    /// Sources, a line each: `title | who issued it | number | day | address`.
    Sources,
    /// Their English halves: `title | who issued it`.
    SourcesEn,
}

/// What is wrong with what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// More signs than are kept.
    TooLong {
        /// How many are.
        chars_max: usize,
    },
    /// Signs that cannot be seen or that turn the line around.
    Signs,
    /// More lines than are kept.
    TooMany {
        /// How many are.
        max: usize,
    },
    /// This is no day.
    Day,
    /// This is nothing of the list.
    Unknown(String),
    /// The source of this line, counted from 1, cannot be read.
    Source(usize),
    /// The English has another number of lines than the Chinese.
    Halves,
}

/// A field that is needed.
pub(crate) const fn needed(word: &'static str, of: &'static str, shape: Shape) -> Field {
    Field { word, of, shape, needed: true }
}

/// A field that may be empty.
pub(crate) const fn optional(word: &'static str, of: &'static str, shape: Shape) -> Field {
    Field { word, of, shape, needed: false }
}

/// The fields of a document, as they are merged and journalled.
pub fn record(document: &Value, fields: &[Field]) -> Record {
    fields.iter().map(|field| (field.word.to_owned(), value(&document[field.of], field.shape))).collect()
}

fn value(it: &Value, shape: Shape) -> Value {
    let text = |it: &Value| it.as_str().filter(|text| !text.is_empty()).map_or(Value::Null, Value::from);
    let list = it.as_array().map(Vec::as_slice).unwrap_or_default();
    let lines = |half: &dyn Fn(&Value) -> String| {
        let lines: Vec<_> = list.iter().map(half).collect();
        if lines.iter().all(String::is_empty) { Value::Null } else { Value::from(lines.join("\n")) }
    };
    let part = |it: &Value| it.as_str().unwrap_or_default().to_owned();
    match shape {
        Shape::Line | Shape::Choice | Shape::Day => text(it),
        Shape::Flag => Value::from(it.as_bool().unwrap_or_default()),
        Shape::Words | Shape::Boxes => lines(&part),
        Shape::Zh | Shape::ZhParagraph => text(&it["zh"]),
        Shape::En | Shape::EnParagraph => text(&it["en"]),
        Shape::ZhLines => lines(&|it| part(&it["zh"])),
        Shape::EnLines => lines(&|it| part(&it["en"])),
        Shape::Sources => lines(&|it| {
            let parts =
                [&it["title"]["zh"], &it["issuer"]["zh"], &it["document_no"], &it["date"], &it["url"]];
            let parts = parts.map(part).join(" | ");
            parts.trim_end_matches([' ', '|']).to_owned()
        }),
        Shape::SourcesEn => lines(&|it| {
            let (title, issuer) = (part(&it["title"]["en"]), part(&it["issuer"]["en"]));
            if title.is_empty() && issuer.is_empty() { title } else { format!("{title} | {issuer}") }
        }),
    }
}

/// The document of such fields; or the field whose English has another number of lines than its Chinese.
pub fn document(record: &Record, fields: &[Field]) -> Result<Map<String, Value>, &'static str> {
    let text = |word: &str| record.get(word).and_then(Value::as_str).unwrap_or_default();
    let mut document = Map::new();
    for field in fields {
        let typed = text(field.word);
        let put =
            |document: &mut Map<String, Value>, value| drop(document.insert(field.of.to_owned(), value));
        match field.shape {
            Shape::Line | Shape::Choice | Shape::Day => put(&mut document, Value::from(typed)),
            Shape::Flag => {
                let yes = record.get(field.word).and_then(Value::as_bool).unwrap_or_default();
                put(&mut document, Value::from(yes));
            }
            Shape::Words | Shape::Boxes => put(&mut document, typed.lines().collect()),
            Shape::Zh | Shape::ZhParagraph => {
                let en = half(fields, field).map(|it| text(it.word)).unwrap_or_default();
                put(&mut document, both(typed, en));
            }
            Shape::ZhLines | Shape::Sources => {
                let english = half(fields, field);
                let en: Vec<_> = english.map(|it| text(it.word)).unwrap_or_default().lines().collect();
                let zh: Vec<_> = typed.lines().collect();
                if !en.is_empty() && en.len() != zh.len() {
                    return Err(english.map_or(field.word, |it| it.word));
                }
                let en = en.into_iter().chain(std::iter::repeat(""));
                let join = if field.shape == Shape::ZhLines { both } else { source };
                put(&mut document, zh.into_iter().zip(en).map(|(zh, en)| join(zh, en)).collect());
            }
            Shape::En | Shape::EnParagraph | Shape::EnLines | Shape::SourcesEn => {}
        }
    }
    Ok(document)
}

/// The English half of a field.
fn half(fields: &[Field], of: &Field) -> Option<Field> {
    let english = [Shape::En, Shape::EnParagraph, Shape::EnLines, Shape::SourcesEn];
    fields.iter().find(|it| it.of == of.of && english.contains(&it.shape)).copied()
}

/// A text of two halves.
fn both(zh: &str, en: &str) -> Value {
    let mut text = Map::new();
    text.insert("zh".to_owned(), Value::from(zh));
    if !en.is_empty() {
        text.insert("en".to_owned(), Value::from(en));
    }
    Value::Object(text)
}

/// The parts of a line.
fn parts(line: &str) -> Vec<&str> {
    line.split(['|', '｜']).map(str::trim).collect()
}

/// A source of its two lines.
fn source(zh: &str, en: &str) -> Value {
    let (zh, en) = (parts(zh), parts(en));
    let part = |of: &[&str], at: usize| of.get(at).copied().unwrap_or_default().to_owned();
    let optional = |at| Some(part(&zh, at)).filter(|it| !it.is_empty()).map_or(Value::Null, Value::from);
    let mut source = Map::new();
    source.insert("title".to_owned(), both(&part(&zh, 0), &part(&en, 0)));
    source.insert("issuer".to_owned(), both(&part(&zh, 1), &part(&en, 1)));
    source.insert("document_no".to_owned(), optional(2));
    source.insert("date".to_owned(), optional(3));
    source.insert("url".to_owned(), optional(4));
    Value::Object(source)
}

fn source_can_be_read(line: &str) -> bool {
    let parts = parts(line);
    let part = |at: usize| parts.get(at).copied().unwrap_or_default();
    parts.len() <= SOURCE_PARTS
        && !part(0).is_empty()
        && !part(1).is_empty()
        && (part(3).is_empty() || iso_date::parse(part(3)).is_some())
        && (part(4).is_empty() || part(4).starts_with("https://") || part(4).starts_with("http://"))
}

/// What was typed into a field; `known` are the codes of its list, where it has one.
pub fn typed(field: Field, texts: &[String], known: &[String]) -> Result<Value, Fault> {
    let all = texts.join("\n");
    let unseen = |sign: char| (sign.is_control() && !matches!(sign, '\n' | '\r' | '\t')) || misleads(sign);
    if all.chars().any(unseen) {
        return Err(Fault::Signs);
    }
    let short = |text: &str, chars_max: usize| {
        if text.chars().count() > chars_max { Err(Fault::TooLong { chars_max }) } else { Ok(()) }
    };
    let written = |text: String| if text.is_empty() { Value::Null } else { Value::from(text) };
    let one_line = || all.split_whitespace().collect::<Vec<_>>().join(" ");
    let lines = |max: usize, chars_max: usize| {
        let lines = all.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
        let lines: Vec<_> = lines.filter(|line| !line.is_empty()).collect();
        if lines.len() > max {
            return Err(Fault::TooMany { max });
        }
        lines.iter().try_for_each(|line| short(line, chars_max))?;
        Ok(lines)
    };
    match field.shape {
        Shape::Flag => Ok(Value::from(all == "on")),
        Shape::Line | Shape::Zh | Shape::En => {
            let line = one_line();
            short(&line, LINE_CHARS_MAX)?;
            Ok(written(line))
        }
        Shape::ZhParagraph | Shape::EnParagraph => {
            let text = one_line();
            short(&text, PARAGRAPH_CHARS_MAX)?;
            Ok(written(text))
        }
        Shape::Choice => match one_line() {
            code if code.is_empty() || known.contains(&code) => Ok(written(code)),
            code => Err(Fault::Unknown(code.chars().take(LINE_CHARS_MAX).collect())),
        },
        Shape::Day => match one_line() {
            day if day.is_empty() => Ok(Value::Null),
            day => iso_date::parse(&day).map(|day| Value::from(day.to_string())).ok_or(Fault::Day),
        },
        Shape::Words | Shape::Boxes => {
            let mut codes: Vec<String> = Vec::new();
            for code in lines(CODES_MAX, LINE_CHARS_MAX)? {
                if field.shape == Shape::Boxes && !known.contains(&code) {
                    return Err(Fault::Unknown(code));
                }
                if !codes.contains(&code) {
                    codes.push(code);
                }
            }
            if field.shape == Shape::Boxes {
                codes.sort_by_key(|code| known.iter().position(|it| it == code));
            }
            Ok(written(codes.join("\n")))
        }
        Shape::ZhLines | Shape::EnLines => Ok(written(lines(LINES_MAX, PARAGRAPH_CHARS_MAX)?.join("\n"))),
        Shape::SourcesEn => {
            let lines = lines(LINES_MAX, PARAGRAPH_CHARS_MAX)?;
            Ok(written(lines.iter().map(|line| parts(line).join(" | ")).collect::<Vec<_>>().join("\n")))
        }
        Shape::Sources => {
            let lines = lines(LINES_MAX, PARAGRAPH_CHARS_MAX)?;
            match lines.iter().position(|line| !source_can_be_read(line)) {
                Some(at) => Err(Fault::Source(at + 1)),
                None => {
                    let line =
                        |line: &String| parts(line).join(" | ").trim_end_matches([' ', '|']).to_owned();
                    Ok(written(lines.iter().map(line).collect::<Vec<_>>().join("\n")))
                }
            }
        }
    }
}

/// What is typed for a value: the inverse of [`typed`].
pub fn texts_of(value: &Value) -> Vec<String> {
    match value {
        Value::Bool(true) => vec!["on".to_owned()],
        Value::String(text) => vec![text.clone()],
        _ => Vec::new(),
    }
}

/// The needed fields in which nothing stands.
pub fn missing(record: &Record, fields: &[Field]) -> Vec<&'static str> {
    let empty = |field: &&Field| record.get(field.word).is_none_or(Value::is_null);
    fields.iter().filter(|field| field.needed).filter(empty).map(|field| field.word).collect()
}

/// A field that differs between two versions.
#[derive(Clone, Debug, PartialEq)]
pub struct Differs {
    /// Which field.
    pub word: &'static str,
    /// What stood there.
    pub before: Value,
    /// What stands there now.
    pub after: Value,
}

/// What differs, in the order of the fields.
pub fn differences(before: &Record, after: &Record, fields: &[Field]) -> Vec<Differs> {
    let of = |record: &Record, word: &str| record.get(word).cloned().unwrap_or_default();
    let both = fields.iter().map(|it| Differs {
        word: it.word,
        before: of(before, it.word),
        after: of(after, it.word),
    });
    both.filter(|it| it.before != it.after).collect()
}

/// What somebody wants to change of what they saw.
pub fn changes(seen: &Record, wanted: &Record) -> Fields {
    merge::changes(seen, wanted, |_| false)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    const FIELDS: [Field; 11] = [
        needed("name_zh", "name", Shape::Zh),
        needed("name_en", "name", Shape::En),
        optional("bring_zh", "bring", Shape::ZhLines),
        optional("bring_en", "bring", Shape::EnLines),
        optional("words", "words", Shape::Words),
        optional("codes", "codes", Shape::Boxes),
        optional("sensitive", "sensitive", Shape::Flag),
        optional("on", "on", Shape::Day),
        optional("domain", "domain", Shape::Choice),
        needed("sources", "sources", Shape::Sources),
        optional("sources_en", "sources", Shape::SourcesEn),
    ];

    fn known() -> Vec<String> {
        ["A", "B"].map(str::to_owned).into()
    }

    fn typed_into(word: &str, text: &str) -> Result<Value, Fault> {
        let field = FIELDS.into_iter().find(|field| field.word == word).unwrap();
        typed(field, &[text.to_owned()], &known())
    }

    #[test]
    fn a_document_is_read_from_its_fields_as_it_was_written_into_them() {
        let whole = json!({
            "name": {"zh": "低保", "en": "Dibao"}, "bring": [{"zh": "身份证", "en": "Card"}, {"zh": "户口簿", "en": "Book"}],
            "words": ["穷", "低保"], "codes": ["A"], "sensitive": true, "on": "2026-11-24", "domain": "B",
            "sources": [{"title": {"zh": "办法", "en": "Rules"}, "issuer": {"zh": "国务院", "en": "State Council"},
                         "document_no": "国令〔2014〕649号", "date": "2014-02-21", "url": "https://www.gov.cn/x"},
                        {"title": {"zh": "通知", "en": "Notice"}, "issuer": {"zh": "民政部", "en": "Ministry"},
                         "document_no": null, "date": null, "url": null}],
        });
        let fields = record(&whole, &FIELDS);
        assert_eq!(Value::Object(document(&fields, &FIELDS).unwrap()), whole);
        for field in FIELDS {
            let value = &fields[field.word];
            assert_eq!(typed(field, &texts_of(value), &known()).as_ref(), Ok(value), "{}", field.word);
        }
    }

    #[test]
    fn what_cannot_be_kept_is_told_and_not_shortened() {
        for (word, text, fault) in [
            ("name_zh", "长".repeat(201), Fault::TooLong { chars_max: 200 }),
            ("name_zh", "a\u{202e}b".into(), Fault::Signs),
            ("name_zh", "a\u{0}b".into(), Fault::Signs),
            ("bring_zh", "x\n".repeat(51), Fault::TooMany { max: 50 }),
            ("on", "tomorrow".into(), Fault::Day),
            ("domain", "Z".into(), Fault::Unknown("Z".into())),
            ("codes", "A\nZ".into(), Fault::Unknown("Z".into())),
            ("sources", "办法 | 国务院\n通知".into(), Fault::Source(2)),
            ("sources", "办法 | 国务院 | 号 | 明天".into(), Fault::Source(1)),
            ("sources", "办法 | 国务院 | 号 | 2014-02-21 | javascript:alert(1)".into(), Fault::Source(1)),
            ("sources", "a | b | c | | | d".into(), Fault::Source(1)),
        ] {
            assert_eq!(typed_into(word, &text), Err(fault), "{word} {text}");
        }
        assert_eq!(typed_into("name_zh", "  a \n b  "), Ok("a b".into()));
        assert_eq!(typed_into("codes", "B\nA\nB"), Ok("A\nB".into()));
        assert_eq!(typed_into("name_zh", " "), Ok(Value::Null));
        assert_eq!(typed_into("sources", "办法｜国务院"), Ok("办法 | 国务院".into()));
    }

    #[test]
    fn english_has_as_many_lines_as_chinese_or_none() {
        let with = |zh: &str, en: &str| {
            let fields = [("bring_zh", zh), ("bring_en", en)];
            let record = fields.map(|(word, text)| (word.to_owned(), Value::from(text))).into();
            document(&record, &FIELDS).map(|it| it["bring"].clone())
        };
        assert_eq!(
            with("一\n二", "one\ntwo").unwrap(),
            json!([{"zh": "一", "en": "one"}, {"zh": "二", "en": "two"}])
        );
        assert_eq!(with("一\n二", "").unwrap(), json!([{"zh": "一"}, {"zh": "二"}]));
        assert_eq!(with("一\n二", "one"), Err("bring_en"));
        assert_eq!(with("一", "one\ntwo"), Err("bring_en"));
    }

    #[test]
    fn what_is_missing_and_what_differs_is_told_field_by_field() {
        let empty = record(&json!({}), &FIELDS);
        assert_eq!(missing(&empty, &FIELDS), ["name_zh", "name_en", "sources"]);
        let named = record(&json!({"name": {"zh": "低保"}}), &FIELDS);
        assert_eq!(missing(&named, &FIELDS), ["name_en", "sources"]);
        let differs = differences(&empty, &named, &FIELDS);
        assert_eq!(differs, [Differs { word: "name_zh", before: Value::Null, after: "低保".into() }]);
        assert!(differences(&named, &named, &FIELDS).is_empty());
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_told_or_comes_back_the_same(text in "\\PC{0,60}(\n\\PC{0,20}){0,3}", at in 0..FIELDS.len()) {
            let field = FIELDS[at];
            if let Ok(value) = typed(field, &[text], &known()) {
                prop_assert_eq!(typed(field, &texts_of(&value), &known()), Ok(value));
            }
        }
    }
}
