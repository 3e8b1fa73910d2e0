//! Rules about what the product says.

use std::collections::BTreeSet;

use crate::sources::{Source, files, read, sources, without_comments};

/// A sentence in both languages, and where it is declared.
struct Message {
    file: String,
    name: String,
    zh: String,
    en: String,
}

/// Every message of every `messages!` in the code.
fn messages(sources: &[Source]) -> Vec<Message> {
    let mut found = Vec::new();
    for source in sources.iter().filter(|source| source.path != "app/src/message.rs") {
        for (begin, call) in source.code.match_indices("messages! {") {
            read_messages(&source.path, &source.code[begin + call.len()..], &mut found);
        }
    }
    assert!(found.len() > 200, "only {} messages were found", found.len());
    found
}

/// Reads `name { zh: "…", en: "…" }` and `name(parameter: Kind) { … }` up to the end of the macro.
fn read_messages(file: &str, mut rest: &str, found: &mut Vec<Message>) {
    loop {
        rest = rest.trim_start();
        let name: String =
            rest.chars().take_while(|sign| sign.is_ascii_alphanumeric() || *sign == '_').collect();
        if name.is_empty() {
            assert!(rest.starts_with('}'), "{file}: {}", &rest.chars().take(60).collect::<String>());
            return;
        }
        let (_, after) = rest.split_once("{ zh:").or_else(|| rest.split_once("zh:")).unwrap();
        let (zh, after) = string(after);
        let (en, after) = string(after.split_once("en:").unwrap().1);
        found.push(Message { file: file.to_owned(), name, zh, en });
        rest = after.split_once('}').unwrap().1;
    }
}

/// The next string, and what stands behind it.
fn string(text: &str) -> (String, &str) {
    let begin = text.find('"').unwrap() + 1;
    let mut escaped = false;
    for (at, sign) in text[begin..].char_indices() {
        match sign {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return (text[begin..begin + at].to_owned(), &text[begin + at + 1..]),
            _ => {}
        }
    }
    panic!("a string without end")
}

/// How a file may name the messages of `slice`: by the module itself, by the alias it gave, or, in the file that
/// declares them, by nothing at all.
fn says(source: &Source, message: &Message) -> bool {
    let own_file = source.path == message.file;
    let slice_folder = message.file.rsplit_once('/').map_or("", |(folder, _)| folder);
    let slice = slice_folder.rsplit('/').next().unwrap_or_default();
    let declared_apart = message.file.ends_with("/messages.rs");
    let mut names = BTreeSet::new();
    if own_file && !declared_apart {
        names.insert(String::new());
    }
    if declared_apart && source.path.starts_with(&format!("{slice_folder}/")) && !own_file {
        names.insert("messages::".to_owned());
    }
    let path = format!("{slice}::messages");
    for (at, _) in source.code.match_indices(&path) {
        let after = &source.code[at + path.len()..];
        match after.trim_start().strip_prefix("as ") {
            Some(alias) => {
                let alias: String =
                    alias.chars().take_while(|sign| sign.is_alphanumeric() || *sign == '_').collect();
                names.insert(format!("{alias}::"));
            }
            None => {
                names.insert("messages::".to_owned());
            }
        }
    }
    names.iter().any(|name| calls(&source.code, &format!("{name}{}", message.name)))
}

/// Whether the code uses this name, as a call or as a value.
fn calls(code: &str, name: &str) -> bool {
    let is_word = |sign: char| sign.is_alphanumeric() || sign == '_';
    code.match_indices(name).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let after = code[at + name.len()..].chars().next();
        let bare = !name.contains("::");
        !before.is_some_and(is_word)
            && !after.is_some_and(is_word)
            // A bare name is also the declaration itself, a parameter, a variable.
            && (!bare || (after == Some('(') && code[at + name.len()..].starts_with("(language")))
    })
}

#[test]
fn no_message_is_declared_that_nobody_says() {
    let sources = sources();
    let unsaid: Vec<_> = messages(&sources)
        .iter()
        .filter(|message| !sources.iter().any(|source| says(source, message)))
        .map(|message| format!("{}: {} 「{}」", message.file, message.name, message.zh))
        .collect();
    assert!(unsaid.is_empty(), "{} messages are never said:\n{}", unsaid.len(), unsaid.join("\n"));
}

/// Words that blame the reader, beg, or say nothing. Whole words in English.
const BANNED_ZH: [&str; 4] = ["非法", "无效", "错误代码", "失败"];
const BANNED_EN: [&str; 5] = ["please", "sorry", "invalid", "illegal", "error code"];

/// What of the sentence is banned.
fn banned(text: &str) -> Option<&'static str> {
    let english = text.to_lowercase();
    let is_word = |sign: char| sign.is_ascii_alphanumeric();
    let whole = |word: &&str| {
        english.match_indices(*word).any(|(at, _)| {
            !english[..at].ends_with(is_word) && !english[at + word.len()..].starts_with(is_word)
        })
    };
    BANNED_ZH.into_iter().find(|word| text.contains(word)).or_else(|| BANNED_EN.into_iter().find(whole))
}

#[test]
fn the_words_that_blame_or_beg_are_told_from_those_that_only_look_like_them() {
    for (text, word) in [
        ("输入无效", Some("无效")),
        ("Please, go on", Some("please")),
        ("This pleases everybody", None),
        ("Invalid", Some("invalid")),
        ("Invalidity benefit", None),
        ("没有这个代码", None),
    ] {
        assert_eq!(banned(text), word, "{text}");
    }
}

#[test]
fn no_message_blames_the_reader_or_begs() {
    let sources = sources();
    for message in messages(&sources) {
        for text in [&message.zh, &message.en] {
            assert_eq!(banned(text), None, "{}: {}: {text}", message.file, message.name);
        }
    }
}

#[test]
fn no_reference_text_blames_the_reader_or_begs() {
    let paths = files(&["server/seed/reference"], |path| path.ends_with(".json"));
    assert!(paths.len() >= 3, "{paths:?}");
    for path in paths {
        for (number, line) in read(&path).lines().enumerate() {
            assert_eq!(banned(line), None, "{path}:{}: {}", number + 1, line.trim());
        }
    }
}

#[test]
fn chinese_sentences_use_chinese_signs_and_english_ones_hold_no_chinese_sign() {
    let sources = sources();
    let chinese = |sign: char| ('\u{4e00}'..='\u{9fff}').contains(&sign);
    for message in messages(&sources) {
        let place = format!("{}: {}", message.file, message.name);
        let signs: Vec<char> = message.zh.chars().collect();
        for pair in signs.windows(2) {
            let half_width = chinese(pair[0]) && matches!(pair[1], ',' | ';' | '!' | '?' | ':');
            assert!(!half_width, "{place}: {} has a half-width {}", message.zh, pair[1]);
        }
        let full_width = message.en.find(['，', '。', '、', '；', '：', '！', '？', '（', '）']);
        assert_eq!(full_width, None, "{place}: {} has a full-width sign", message.en);
    }
}

#[test]
fn both_languages_of_a_message_say_the_same_parameters() {
    let parameters = |text: &str| -> BTreeSet<String> {
        let parts = text.split('{').skip(1).filter_map(|part| part.split_once('}'));
        parts.map(|(name, _)| name.to_owned()).collect()
    };
    for message in messages(&sources()) {
        assert_eq!(parameters(&message.zh), parameters(&message.en), "{}: {}", message.file, message.name);
    }
}

#[test]
fn a_message_is_read_with_and_without_parameters_over_several_lines() {
    let text = without_comments(
        "\n /// Why.\n a { zh: \"甲{x}\", en: \"A \\\"{x}\\\"\" }\n b(x: &str) {\n zh: \"乙\",\n en: \"B\"\n }\n}",
    );
    let mut found = Vec::new();
    read_messages("test", &text, &mut found);
    let found: Vec<_> = found.iter().map(|it| (it.name.as_str(), it.zh.as_str(), it.en.as_str())).collect();
    assert_eq!(found, [("a", "甲{x}", "A \\\"{x}\\\""), ("b", "乙", "B")]);
}
