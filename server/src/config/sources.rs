//! Where settings come from: the defaults, a file, the environment; and what is wrong with them.

use std::{
    collections::BTreeMap,
    fmt, fs,
    path::{Path, PathBuf},
};

use super::kinds::Setting;

/// What the name of a variable begins with.
const PREFIX: &str = "LASTMETRE_";

/// Variables with the prefix that are no settings: the path of the file, and what the tests use.
const NO_SETTINGS: [&str; 3] = ["LASTMETRE_CONFIG", "LASTMETRE_TEST_", "LASTMETRE_REQUIRE_"];

/// Where the value of a setting came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Nobody set it.
    Default,
    /// This file.
    File(PathBuf),
    /// This variable.
    Variable(String),
    /// An option of the command.
    CommandLine,
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => formatter.write_str("default"),
            Self::File(file) => write!(formatter, "{}", file.display()),
            Self::Variable(name) => formatter.write_str(name),
            Self::CommandLine => formatter.write_str("command line"),
        }
    }
}

/// One thing that is wrong with the configuration. Never holds a value: it might be a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The file cannot be opened.
    Unreadable {
        /// Which.
        file: PathBuf,
        /// Why.
        why: std::io::ErrorKind,
    },
    /// The file is not TOML.
    NotToml {
        /// Which.
        file: PathBuf,
        /// The line, counted from one.
        line: usize,
        /// What the parser says, without the text of the line.
        why: String,
    },
    /// There is no such setting.
    Unknown {
        /// What was written.
        name: String,
        /// Where.
        origin: Origin,
        /// A setting that is written nearly so.
        meant: Option<&'static str>,
    },
    /// The value is none that the setting can have.
    Wrong {
        /// Of the setting.
        name: &'static str,
        /// Of the value.
        origin: Origin,
        /// What it can have.
        expected: String,
    },
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { file, why } => write!(formatter, "{} cannot be read: {why}", file.display()),
            Self::NotToml { file, line, why } => write!(formatter, "{} line {line}: {why}", file.display()),
            Self::Unknown { name, origin, meant } => {
                write!(formatter, "{name} ({origin}): there is no such setting")?;
                meant.map_or(Ok(()), |meant| write!(formatter, "; {meant} is one"))
            }
            Self::Wrong { name, origin, expected } => {
                write!(formatter, "{name} ({origin}): expected {expected}")
            }
        }
    }
}

/// Everything that is wrong with the configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Faults(pub Vec<Fault>);

impl fmt::Display for Faults {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the configuration cannot be used")?;
        self.0.iter().try_for_each(|fault| write!(formatter, "\n  {fault}"))
    }
}

impl std::error::Error for Faults {}

/// What was given and has not been asked for yet.
pub(super) struct Sources {
    file: Option<PathBuf>,
    table: toml::Table,
    /// By the name of the setting, as it would stand in the file.
    variables: BTreeMap<String, String>,
    /// Of the settings taken so far, in their order.
    origins: Vec<(&'static str, Origin)>,
    faults: Vec<Fault>,
}

impl Sources {
    pub(super) fn open(
        file: Option<&Path>,
        variables: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, Faults> {
        let table =
            file.map_or_else(|| Ok(toml::Table::new()), table).map_err(|fault| Faults(vec![fault]))?;
        let variables = variables
            .into_iter()
            .filter(|(name, _)| !NO_SETTINGS.iter().any(|other| name.starts_with(other)))
            .filter_map(|(name, value)| Some((name.strip_prefix(PREFIX)?.to_ascii_lowercase(), value)))
            .collect();
        Ok(Self {
            file: file.map(Path::to_path_buf),
            table,
            variables,
            origins: Vec::new(),
            faults: Vec::new(),
        })
    }

    /// The value of a setting: the variable's, else the file's, else the default.
    pub(super) fn take<T: Setting>(&mut self, name: &'static str, default: &'static str) -> T {
        let in_file = self.table.remove(name);
        let in_variable = self.variables.remove(name);
        let (value, origin) = match (in_variable, in_file) {
            (Some(text), _) => (T::from_text(text.trim()), Origin::Variable(variable(name))),
            (None, Some(value)) => {
                (T::from_value(&value), Origin::File(self.file.clone().unwrap_or_default()))
            }
            (None, None) => (T::from_text(default), Origin::Default),
        };
        if value.is_none() {
            self.faults.push(Fault::Wrong { name, origin: origin.clone(), expected: T::expected() });
        }
        self.origins.push((name, origin));
        // The fault is noted and ends the reading; the default only lets it go on to find the others.
        #[expect(
            clippy::expect_used,
            reason = "the defaults are constants, and the tests read every one of them"
        )]
        value.unwrap_or_else(|| T::from_text(default).expect("a default is a value of its kind"))
    }

    pub(super) fn origins(&self) -> Vec<Origin> {
        self.origins.iter().map(|(_, origin)| origin.clone()).collect()
    }

    /// Notes a value that does not go together with another.
    pub(super) fn refuse(&mut self, name: &'static str, expected: &str) {
        let origin = self.origins.iter().find(|(taken, _)| *taken == name).map(|(_, origin)| origin.clone());
        let origin = origin.unwrap_or(Origin::Default);
        self.faults.push(Fault::Wrong { name, origin, expected: expected.to_owned() });
    }

    /// Notes every name that no setting has.
    pub(super) fn refuse_leftovers(&mut self, known: &[&'static str]) {
        let file = Origin::File(self.file.clone().unwrap_or_default());
        for name in self.table.keys() {
            let meant = nearest(name, known);
            self.faults.push(Fault::Unknown { name: name.clone(), origin: file.clone(), meant });
        }
        for name in self.variables.keys() {
            let (meant, name) = (nearest(name, known), variable(name));
            self.faults.push(Fault::Unknown { name: name.clone(), origin: Origin::Variable(name), meant });
        }
    }

    pub(super) fn finish<T>(self, value: T) -> Result<T, Faults> {
        if self.faults.is_empty() { Ok(value) } else { Err(Faults(self.faults)) }
    }
}

fn variable(name: &str) -> String {
    format!("{PREFIX}{}", name.to_ascii_uppercase())
}

fn table(file: &Path) -> Result<toml::Table, Fault> {
    let text = fs::read_to_string(file)
        .map_err(|error| Fault::Unreadable { file: file.to_path_buf(), why: error.kind() })?;
    toml::from_str(&text).map_err(|error: toml::de::Error| {
        let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        Fault::NotToml { file: file.to_path_buf(), line, why: error.message().to_owned() }
    })
}

/// The setting whose name shares the most letters at both ends with what was written, if that is most of it.
fn nearest(written: &str, known: &[&'static str]) -> Option<&'static str> {
    let alike = |name: &str| {
        let front = written.bytes().zip(name.bytes()).take_while(|(one, other)| one == other).count();
        let back =
            written.bytes().rev().zip(name.bytes().rev()).take_while(|(one, other)| one == other).count();
        (front + back).min(name.len().min(written.len()))
    };
    let best = known.iter().copied().max_by_key(|name| alike(name))?;
    (alike(best) * 3 >= best.len().max(written.len()) * 2).then_some(best)
}
