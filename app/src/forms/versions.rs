//! The versions of a form, and what may be done with them. Pure.
//!
//! Invariants: a version that was published never changes; what is uploaded is a draft that only its form's keepers see,
//! until it is published under the next number.

use super::{
    check::{DefinitionFault, Place, check},
    form::Form,
    model::Definition,
    urgent,
};
use crate::{
    ids::CommandId,
    journal::model::{Command, Fields, Unit},
    text::Text,
};

/// What a form is called among records.
pub const ENTITY: &str = "form";

/// Fields of the commands: the definition, and what is said of it.
pub const DEFINITION: &str = "definition";
/// See [`DEFINITION`].
pub const NOTE: &str = "note";

/// Signs of a note.
pub const NOTE_CHARS_MAX: usize = 500;

/// Bytes of a definition file.
pub const FILE_BYTES_MAX: usize = 2 << 20;

/// What a form is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    /// What is asked when somebody needs the service.
    Intake,
    /// What was done, what came of it, what comes next.
    Record,
}

impl Purpose {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Intake, Self::Record];

    /// The word after the dot of a form's code.
    pub fn word(self) -> &'static str {
        match self {
            Self::Intake => "intake",
            Self::Record => "record",
        }
    }
}

/// The service and the purpose of a form's code: `B01.record`.
pub fn parts(code: &str) -> Option<(&str, Purpose)> {
    let (service, word) = code.split_once('.')?;
    let purpose = Purpose::ALL.into_iter().find(|purpose| purpose.word() == word)?;
    Some((service, purpose)).filter(|(service, _)| !service.is_empty())
}

/// The code of a service's form.
pub fn code(service: &str, purpose: Purpose) -> String {
    format!("{service}.{}", purpose.word())
}

/// Where a version comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It ships with the program.
    Reference,
    /// The office published it.
    Office,
}

impl Origin {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Reference, Self::Office];

    /// As it is stored.
    pub fn word(self) -> &'static str {
        match self {
            Self::Reference => "reference",
            Self::Office => "office",
        }
    }

    /// The origin of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|origin| origin.word() == word)
    }
}

/// A version of a form, as it was published.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// Code of the form.
    pub form: String,
    /// Its number, from 1.
    pub number: u32,
    /// Where it comes from.
    pub origin: Origin,
    /// What it says.
    pub definition: Definition,
    /// What was said when it was published.
    pub note: String,
    /// Who published it, as the journal names them.
    pub actor: String,
    /// When.
    pub made_at_ms: i64,
}

impl Version {
    /// The form that this version is.
    pub fn form(&self) -> Result<Form, Vec<DefinitionFault>> {
        check(&self.definition, self.number)
    }
}

/// A definition that was uploaded and is not published.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Code of the form.
    pub form: String,
    /// Moves on with every upload.
    pub number: i64,
    /// What it says.
    pub definition: Definition,
    /// Who uploaded it, as the journal names them.
    pub actor: String,
    /// When.
    pub made_at_ms: i64,
}

/// What is done with the forms of a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// A definition is uploaded, in the place of the draft that there was.
    Upload,
    /// The draft becomes the next version.
    Publish,
    /// The draft goes.
    Drop,
}

impl Work {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Upload, Self::Publish, Self::Drop];

    /// The kind of the command.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Upload => "upload_form",
            Self::Publish => "publish_form",
            Self::Drop => "drop_form",
        }
    }

    /// The work of this kind of command.
    pub fn from_kind(kind: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|work| work.kind() == kind)
    }
}

/// A command about a form; `basis` is the number of the draft that was seen, 0 where there was none.
pub fn command(id: CommandId, work: Work, form: &str, basis: i64, fields: Fields) -> Command {
    Command {
        id,
        unit: Unit::Province,
        entity: ENTITY.to_owned(),
        entity_id: form.to_owned(),
        basis,
        kind: work.kind().to_owned(),
        fields,
        reason: String::new(),
        made_at_ms: 0,
    }
}

/// A place in a file, both counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The sign of the line.
    pub column: usize,
}

/// Why a file is no definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unread {
    /// It is not written as TOML is.
    Syntax,
    /// There is no such key.
    Key(String),
    /// This key is missing.
    Missing(String),
    /// A key is there twice.
    Twice,
    /// Something else has to stand here.
    Shape(Wanted),
}

/// What has to stand somewhere in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// `"text"`
    Line,
    /// `{ zh = "…", en = "…" }`
    Words,
    /// `[ … ]`
    List,
    /// `true` or `false`
    Truth,
    /// A number that fits.
    Number,
    /// `true`, `false`, or an expression as text.
    TruthOrExpression,
    /// A number, or an expression as text.
    NumberOrExpression,
    /// Keys and values.
    Table,
}

/// A fault of a definition with the place in the file, and what people read of the question, group or step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// What is wrong.
    pub fault: DefinitionFault,
    /// What people read of what it is in.
    pub label: Option<Text>,
    /// Where it stands in the file, if that is known.
    pub at: Option<Position>,
}

impl Placed {
    /// A fault of this definition; `find` knows the file.
    pub fn of(
        definition: &Definition,
        fault: DefinitionFault,
        find: impl FnOnce(&Place) -> Option<Position>,
    ) -> Self {
        Self { label: label(definition, &fault.place.path), at: find(&fault.place), fault }
    }
}

/// What people read of the question, group or step at this path.
fn label(definition: &Definition, path: &str) -> Option<Text> {
    let at = |part: &str, word: &str| -> Option<usize> {
        part.strip_prefix(word)?.strip_prefix('[')?.strip_suffix(']')?.parse().ok()
    };
    let (first, second) = path.split_once('.').unwrap_or((path, ""));
    if first == "standard" {
        let steps = &definition.standard.as_ref()?.steps;
        return steps.get(at(second, "steps")?).map(|it| it.title.clone());
    }
    let group = definition.groups.get(at(first, "groups")?)?;
    match at(second, "fields") {
        Some(field) => group.fields.get(field).map(|it| it.label.clone()),
        None => Some(group.title.clone()),
    }
}

/// What stands in the way of a definition that was read: faults of its own, or that it is of another form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UploadFault {
    /// It is none.
    Unreadable {
        /// Where, if that is known.
        at: Option<Position>,
        /// Why.
        why: Unread,
        /// The name and the words of the question, group or step in which that is.
        near: Option<Box<(String, Text)>>,
        /// The reader's own words, in English.
        told: String,
    },
    /// It is for the form of this code.
    OtherForm(String),
    /// It would be no form: all that is wrong.
    Wrong(Vec<DefinitionFault>),
    /// This question says how urgent a call is in the version in force, and does so no more.
    Urgent(&'static str),
    /// It says the same as the version in force.
    Same,
}

/// Whether a definition may follow `before` as a version of the form `code`.
pub fn may_follow(
    code: &str,
    before: Option<&Definition>,
    definition: &Definition,
) -> Result<(), UploadFault> {
    if definition.form != code {
        return Err(UploadFault::OtherForm(definition.form.chars().take(60).collect()));
    }
    check(definition, 1).map_err(UploadFault::Wrong)?;
    if let Some(name) = before.and_then(|before| urgent::lost(before, definition)) {
        return Err(UploadFault::Urgent(name));
    }
    if before == Some(definition) { Err(UploadFault::Same) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_again() {
        assert!(Work::ALL.into_iter().all(|work| Work::from_kind(work.kind()) == Some(work)));
        assert!(Origin::ALL.into_iter().all(|origin| Origin::from_word(origin.word()) == Some(origin)));
        assert_eq!(parts(&code("B01", Purpose::Record)), Some(("B01", Purpose::Record)));
        assert_eq!(parts("X-469028-001.intake"), Some(("X-469028-001", Purpose::Intake)));
        assert!([".record", "B01", "B01.", "B01.other", ""].into_iter().all(|code| parts(code).is_none()));
    }

    #[test]
    fn only_another_definition_of_the_same_form_may_follow() {
        let definition: Definition = toml::from_str(
            "form = \"B01.intake\"\n[title]\nzh = \"老人\"\nen = \"Older people\"\n[[groups]]\nname = \"what\"\n\
             title = { zh = \"事情\", en = \"What\" }\n[[groups.fields]]\nname = \"words\"\nkind = \"text\"\n\
             label = { zh = \"什么事？\", en = \"What is it?\" }\n",
        )
        .unwrap();
        assert_eq!(may_follow("B01.intake", None, &definition), Ok(()));
        assert_eq!(may_follow("B01.intake", Some(&definition), &definition), Err(UploadFault::Same));
        let other = Err(UploadFault::OtherForm("B01.intake".into()));
        assert_eq!(may_follow("B02.intake", None, &definition), other);
        let empty = Definition { form: "B01.intake".into(), ..Definition::default() };
        assert!(
            matches!(may_follow("B01.intake", None, &empty), Err(UploadFault::Wrong(faults)) if !faults.is_empty())
        );
    }
}
