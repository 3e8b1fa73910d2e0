//! The table of OWASP ASVS names only what is there, and is counted right.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    none,
    sources::{read, root},
};

const STATUSES: [&str; 4] = ["met", "partly", "not yet", "does not apply"];

/// The cells of a line of a table.
fn cells(line: &str) -> Option<Vec<&str>> {
    let cells = line.strip_prefix("| ")?.strip_suffix(" |")?;
    Some(cells.split(" | ").collect())
}

/// All that is wrong with the table in `text`.
fn faults(text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let (mut numbers, mut counted, mut told) = (BTreeSet::new(), BTreeMap::new(), BTreeMap::new());
    for row in text.lines().filter_map(cells) {
        if let [status, count] = row[..]
            && let Ok(count) = count.parse::<usize>()
        {
            told.insert(status, count);
        }
        if !row[0].starts_with('V') {
            continue;
        }
        let [number, level, asks, status, place, test] = row[..] else {
            faults.push(format!("{}: {} cells", row[0], row.len()));
            continue;
        };
        if !numbers.insert(number) {
            faults.push(format!("{number}: stands twice"));
        }
        let (kind, reason) = status.split_once(": ").unwrap_or((status, ""));
        *counted.entry(kind).or_default() += 1;
        if !STATUSES.contains(&kind) || (kind != "met" && reason.is_empty()) {
            faults.push(format!("{number}: «{status}» is no status with its reason"));
        }
        if !["1", "2", "3"].contains(&level) || asks.is_empty() {
            faults.push(format!("{number}: level {level}, asks «{asks}»"));
        }
        if kind == "met" && (place == "–" || test == "–") {
            faults.push(format!("{number}: met, and nowhere said where or how it is shown"));
        }
        for named in [place, test].into_iter().filter_map(|cell| cell.strip_prefix('`')) {
            let named = named.trim_end_matches('`');
            let (path, function) = named.split_once(": ").unwrap_or((named, ""));
            if !root().join(path).is_file() {
                faults.push(format!("{number}: {path} is not there"));
            } else if !function.is_empty() && !read(path).contains(&format!("fn {function}(")) {
                faults.push(format!("{number}: {path} has no {function}"));
            }
        }
    }
    if told != counted {
        faults.push(format!("told {told:?}, counted {counted:?}"));
    }
    faults
}

#[test]
fn the_table_of_the_asvs_names_what_is_there_and_is_counted_right() {
    let text = read("server/ASVS.md");
    assert!(text.lines().filter(|line| line.starts_with("| V")).count() > 217);
    none(faults(&text));
}

#[test]
fn a_table_that_is_wrong_is_found() {
    let row =
        "| V1.1.1 | 2 | once | met | `server/tests/house_rules.rs` | `server/tests/house_rules.rs: none` |";
    let right = format!("| met | 1 |\n{row}");
    assert_eq!(faults(&right), Vec::<String>::new());
    for (from, to) in [
        ("| 1 |", "| 2 |"),
        (": none", ": nothing_of_this_name"),
        ("house_rules.rs`", "house_rule.rs`"),
        ("| met | `", "| partly | `"),
        ("| once ", ""),
        (row, &format!("{row}\n{row}")),
    ] {
        assert!(!faults(&right.replace(from, to)).is_empty(), "{to}");
    }
}
