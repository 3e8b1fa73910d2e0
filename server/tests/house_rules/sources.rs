//! The files of this repository as the rules look at them.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// One file of Rust.
pub struct Source {
    /// From the root of the repository: `app/src/stations/filter.rs`.
    pub path: String,
    /// As it is written.
    pub text: String,
    /// What it does when it runs: without comments, and without its tests. Lines keep their numbers.
    pub code: String,
}

impl Source {
    fn read(path: String) -> Self {
        let text = read(&path);
        let code = if is_test(&path) { String::new() } else { without_tests(&without_comments(&text)) };
        Self { path, text, code }
    }

    /// The name of the file: `filter.rs`.
    pub fn file_name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    /// `path:line` of every place in `code` where `found` finds something.
    pub fn lines_where(&self, found: impl Fn(&str) -> bool) -> Vec<String> {
        let lines = self.code.lines().enumerate();
        lines
            .filter(|(_, line)| found(line))
            .map(|(number, line)| format!("{}:{}: {}", self.path, number + 1, line.trim()))
            .collect()
    }
}

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// The text of a file, by its path from the root.
pub fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every file below these folders that `wanted` wants, by its path from the root, in order.
pub fn files(folders: &[&str], wanted: impl Fn(&str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for folder in folders {
        walk(&root().join(folder), &mut found);
    }
    let mut paths: Vec<_> = found
        .iter()
        .filter_map(|path| path.strip_prefix(root()).ok()?.to_str())
        .map(str::to_owned)
        .filter(|path| wanted(path))
        .collect();
    paths.sort();
    paths
}

/// All Rust that is built into the program, the three bundles and the build itself.
pub fn sources() -> Vec<Source> {
    let folders = [
        "app/src",
        "app/geometry/src",
        "app/islands/src",
        "app/live/src",
        "app/field/src",
        "server/src",
        "xtask/src",
    ];
    files(&folders, |path| path.ends_with(".rs")).into_iter().map(Source::read).collect()
}

fn walk(directory: &Path, found: &mut Vec<PathBuf>) {
    const NOT_OURS: [&str; 6] = ["target", "node_modules", "data", "dist", "results", "report"];
    let Ok(entries) = fs::read_dir(directory) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = entry.path();
        if path.is_dir() {
            let hidden = name.starts_with('.') && name != ".ci";
            if !hidden && (!NOT_OURS.contains(&name.as_str()) || path.ends_with("xtask/src/data")) {
                walk(&path, found);
            }
        } else {
            found.push(path);
        }
    }
}

/// Whether the whole file is tests: `tests.rs`, a folder of them, or what they are made from.
fn is_test(path: &str) -> bool {
    path.ends_with("/tests.rs") || path.contains("/tests/") || path.ends_with("/fixture.rs")
}

/// The text with every comment blanked out. Knows strings, raw strings and characters, as `//` may stand in one.
pub fn without_comments(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(sign) = rest.chars().next() {
        let length = match sign {
            '/' if rest.starts_with("//") => {
                let end = rest.find('\n').unwrap_or(rest.len());
                rest = &rest[end..];
                continue;
            }
            '/' if rest.starts_with("/*") => {
                let end = rest.find("*/").map_or(rest.len(), |end| end + 2);
                kept.extend(rest[..end].chars().filter(|sign| *sign == '\n'));
                rest = &rest[end..];
                continue;
            }
            '"' => string_length(rest),
            'r' if !ends_in_a_word(&kept) => raw_string_length(rest).unwrap_or(1),
            '\'' => character_length(rest),
            sign => sign.len_utf8(),
        };
        kept.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    kept
}

fn ends_in_a_word(text: &str) -> bool {
    text.ends_with(|sign: char| sign.is_alphanumeric() || sign == '_')
}

fn string_length(text: &str) -> usize {
    let mut escaped = false;
    for (at, sign) in text.char_indices().skip(1) {
        match sign {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

fn raw_string_length(text: &str) -> Option<usize> {
    let hashes = text[1..].chars().take_while(|sign| *sign == '#').count();
    let begin = 1 + hashes;
    text[begin..].starts_with('"').then_some(())?;
    let end = format!("\"{}", "#".repeat(hashes));
    Some(text[begin + 1..].find(&end).map_or(text.len(), |at| begin + 1 + at + end.len()))
}

/// A character literal as a whole; of a lifetime, only its mark.
fn character_length(text: &str) -> usize {
    let mut signs = text.char_indices().skip(1);
    match (signs.next(), signs.next()) {
        (Some((_, '\\')), Some(_)) => {
            let end = text[3..].find('\'').map_or(text.len(), |end| end + 4);
            end.min(text.len())
        }
        (Some(_), Some((at, '\''))) => at + 1,
        _ => 1,
    }
}

/// The code up to the tests at its foot.
fn without_tests(code: &str) -> String {
    let begins = |(at, _): (usize, &str)| {
        let after = code[at..].trim_start_matches("#[cfg(test)]").trim_start();
        let after = after.split_once("mod tests").filter(|(before, _)| !before.contains(['{', ';', '}']));
        after.is_some_and(|(_, after)| after.trim_start().starts_with('{')).then_some(at)
    };
    let foot = code.match_indices("#[cfg(test)]").find_map(begins);
    code[..foot.unwrap_or(code.len())].to_owned()
}

#[test]
fn comments_are_told_from_what_only_looks_like_one() {
    for (text, code) in [
        ("a // b\nc", "a \nc"),
        ("\"http://x\" // y", "\"http://x\" "),
        ("r#\"// \" //\"# // y", "r#\"// \" //\"# "),
        ("'\"' // y", "'\"' "),
        ("'\\'' // y", "'\\'' "),
        ("&'a str // y", "&'a str "),
        ("a /* b\n */ c", "a \n c"),
        ("\"\\\"// no\" // yes", "\"\\\"// no\" "),
    ] {
        assert_eq!(without_comments(text), code, "{text}");
    }
}

#[test]
fn tests_at_the_foot_are_left_out_and_a_list_of_modules_is_not() {
    assert_eq!(without_tests("a\n#[cfg(test)]\npub(crate) mod tests {\n x }"), "a\n");
    assert_eq!(without_tests("#[cfg(test)]\nmod tests;\nfn a() {}"), "#[cfg(test)]\nmod tests;\nfn a() {}");
}
