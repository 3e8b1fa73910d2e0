//! The machine and the tools that the figures come from.

use crate::steps;
use std::path::Path;
use std::process::Command;

/// One line about the machine, the system and the tools.
pub fn described(chromium: &Path) -> String {
    let file = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let cpu_info = file("/proc/cpuinfo");
    let model = value(&cpu_info, "model name").unwrap_or("unknown processor");
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let memory_info = file("/proc/meminfo");
    let memory_gib = value(&memory_info, "MemTotal")
        .and_then(|it| it.split(' ').next()?.parse::<u64>().ok())
        .map_or(0, |kib| kib / (1 << 20));
    let tool = |program: &Path, argument: &str| {
        steps::answer(Command::new(program).arg(argument)).unwrap_or_else(|_| "unknown".to_owned())
    };
    format!(
        "{model}, {cores} cores, {memory_gib} GiB; Linux {}; {}; {}; node {}; {}",
        tool(Path::new("uname"), "-r"),
        tool(Path::new("rustc"), "--version").split(" (").next().unwrap_or_default(),
        tool(chromium, "--version").split(" built").next().unwrap_or_default().trim(),
        tool(Path::new("node"), "--version"),
        tool(Path::new("date"), "+%Y-%m-%d"),
    )
}

/// The value of the first line `name : value`.
fn value<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let line = text.lines().find(|line| line.starts_with(name))?;
    line.split_once(':').map(|(_, value)| value.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_read_from_the_lines_of_the_system() {
        let text = "processor\t: 0\nmodel name\t: Some CPU @ 2 GHz\nMemTotal:       24653492 kB\n";
        assert_eq!(value(text, "model name"), Some("Some CPU @ 2 GHz"));
        assert_eq!(value(text, "MemTotal"), Some("24653492 kB"));
        assert_eq!(value(text, "nothing"), None);
    }
}
