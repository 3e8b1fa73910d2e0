//! The table of figures, each beside its goal, as Markdown.

use crate::workspace;
use anyhow::{Context, Result};

/// Where the table stands in README.md.
const BEGIN: &str = "<!-- begin: written by cargo xtask bench --readme -->\n";
const END: &str = "<!-- end -->";

/// Rows in the order in which they were measured; they are printed by their number.
#[derive(Default)]
pub struct Table {
    rows: Vec<Row>,
}

struct Row {
    number: &'static str,
    what: String,
    goal: String,
    measured: String,
    reached: Option<bool>,
}

impl Table {
    /// A figure with its goal; `reached` is none where there is no goal, as for a rival.
    pub fn add(
        &mut self,
        number: &'static str,
        what: impl Into<String>,
        goal: impl Into<String>,
        measured: impl Into<String>,
        reached: Option<bool>,
    ) {
        let (what, goal, measured) = (what.into(), goal.into(), measured.into());
        self.rows.push(Row { number, what, goal, measured, reached });
    }

    /// The rows as a table.
    pub fn markdown(&self) -> String {
        let mut rows: Vec<&Row> = self.rows.iter().collect();
        rows.sort_by_key(|row| row.number.trim_start_matches('M').parse::<u32>().unwrap_or(u32::MAX));
        let mut lines =
            vec!["| # | what | goal | measured | |".to_owned(), "|---|---|---|---|---|".to_owned()];
        lines.extend(rows.into_iter().map(|row| {
            let verdict = match row.reached {
                Some(true) => "reached",
                Some(false) => "**missed**",
                None => "",
            };
            format!("| {} | {} | {} | {} | {verdict} |", row.number, row.what, row.goal, row.measured)
        }));
        lines.join("\n")
    }

    /// Takes the place of the table in README.md, below what the machine is.
    pub fn to_readme(&self, machine: &str) -> Result<()> {
        edit_readme(|readme| replaced(readme, &format!("{machine}\n\n{}", self.markdown())))
    }

    /// Takes the place of the rows of this number in README.md; the others stay, measured when they were.
    pub fn beside_others_in_readme(&self, number: &str) -> Result<()> {
        edit_readme(|readme| with_rows(readme, number, &self.markdown()))
    }
}

fn edit_readme(edit: impl FnOnce(&str) -> Result<String>) -> Result<()> {
    let path = workspace::root().join("README.md");
    let readme = std::fs::read_to_string(&path).context("could not read README.md")?;
    std::fs::write(&path, edit(&readme)?).context("could not write README.md")
}

/// The rows of this number are those of the table; they stand where they stood, or at the end.
fn with_rows(readme: &str, number: &str, table: &str) -> Result<String> {
    let (before, rest) = readme.split_once(BEGIN).context("README.md has no place for the figures")?;
    let (within, after) =
        rest.split_once(END).context("README.md has no end to the place for the figures")?;
    let is_old = |line: &&str| line.starts_with(&format!("| {number} |"));
    let lines: Vec<&str> = within.trim_end().lines().collect();
    let at = lines.iter().position(is_old).unwrap_or(lines.len());
    let rows = table.lines().skip(2);
    let others = lines[at..].iter().copied().filter(|line| !is_old(line));
    let lines: Vec<&str> = lines[..at].iter().copied().chain(rows).chain(others).collect();
    Ok(format!("{before}{BEGIN}{}\n\n{END}{after}", lines.join("\n")))
}

fn replaced(readme: &str, text: &str) -> Result<String> {
    let (before, rest) = readme.split_once(BEGIN).context("README.md has no place for the figures")?;
    let (_, after) = rest.split_once(END).context("README.md has no end to the place for the figures")?;
    Ok(format!("{before}{BEGIN}\n{text}\n\n{END}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_numbers_and_says_what_was_missed() {
        let mut table = Table::default();
        table.add("M5", "rate", "≥ 2,000", "1,999", Some(false));
        table.add("M14", "commands", "≥ 500", "501", Some(true));
        table.add("M1", "bytes", "≤ 20 KB", "15 KB", Some(true));
        table.add("M5", "rival", "", "5,000", None);
        let lines: Vec<_> = table.markdown().lines().skip(2).map(str::to_owned).collect();
        assert_eq!(
            lines,
            [
                "| M1 | bytes | ≤ 20 KB | 15 KB | reached |",
                "| M5 | rate | ≥ 2,000 | 1,999 | **missed** |",
                "| M5 | rival |  | 5,000 |  |",
                "| M14 | commands | ≥ 500 | 501 | reached |"
            ]
        );
    }

    #[test]
    fn rows_of_one_number_take_the_place_of_theirs_alone() {
        let mut table = Table::default();
        table.add("X2", "edit", "≤ 16 ms", "9 ms", Some(true));
        let row = "| X2 | edit | ≤ 16 ms | 9 ms | reached |";
        let readme = |rows: &str| format!("a\n{BEGIN}\nmachine\n\n| # |\n|---|\n{rows}\n\n{END}\nb");
        for (before, after) in [
            ("| M1 | x |".to_owned(), format!("| M1 | x |\n{row}")),
            (
                "| M1 | x |\n| X2 | old |\n| X2 | older |\n| X3 | y |".to_owned(),
                format!("| M1 | x |\n{row}\n| X3 | y |"),
            ),
        ] {
            assert_eq!(with_rows(&readme(&before), "X2", &table.markdown()).unwrap(), readme(&after));
        }
    }

    #[test]
    fn only_what_stands_between_the_marks_is_replaced() {
        let readme = format!("a\n{BEGIN}old\n{END}\nb");
        assert_eq!(replaced(&readme, "new").unwrap(), format!("a\n{BEGIN}\nnew\n\n{END}\nb"));
        assert!(replaced("a", "new").is_err());
    }
}
