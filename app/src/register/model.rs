//! Entries of the register: what may be typed, what a command makes of them, and how a unit is staffed on a day. Pure.
//!
//! Invariants: an entry that [`apply`] gives has passed the rule of every field; staffing follows from posts and days
//! alone, so that whoever may see no names counts the same.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use time::Date;

use super::standard;
use crate::{
    accounts::model::parse_name,
    ids::{EntryId, StaffId, StationId},
    iso_date,
    journal::{
        merge::{Record, changes, merge},
        model::{Change, Fields, Refusal},
    },
    stations::edit::{FieldFault, line_of},
    text::narrow,
};

/// What a command is about, as it stands in the journal.
pub const ENTITY: &str = "register";

/// What of an entry is personal, and sealed.
pub const PERSONAL: &[&str] = &["name", "certificate"];

/// Every field of an entry.
pub const FIELDS: [&str; 8] =
    ["name", "post", "employer", "qualification", "certificate", "account", "from", "until"];

/// The kind of the command that notes that a certificate number was read.
pub const REVEAL: &str = "reveal_certificate";

/// Signs of an employer's name, and of a certificate number.
const EMPLOYER_CHARS_MAX: usize = 100;
const CERTIFICATE_CHARS_MAX: usize = 40;

/// What can be done to an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// A new one.
    Employ,
    /// It is corrected.
    Amend,
    /// Whoever held the post leaves it.
    End,
}

impl Work {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Employ, Self::Amend, Self::End];

    /// The kind of the command.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Employ => "employ",
            Self::Amend => "amend_post",
            Self::End => "end_post",
        }
    }

    /// The work of this kind of command.
    pub fn from_kind(kind: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|work| work.kind() == kind)
    }
}

/// The professional qualification of a social worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Qualification {
    /// Not yet.
    None,
    /// 助理社会工作师.
    Assistant,
    /// 社会工作师.
    SocialWorker,
    /// 高级社会工作师.
    Senior,
    /// Another profession's.
    Other,
}

impl Qualification {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::None, Self::Assistant, Self::SocialWorker, Self::Senior, Self::Other];

    /// The word in forms and tables.
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Assistant => "assistant",
            Self::SocialWorker => "social_worker",
            Self::Senior => "senior",
            Self::Other => "other",
        }
    }

    /// The qualification of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }

    /// Whether it is one of social work.
    pub fn of_social_work(self) -> bool {
        matches!(self, Self::Assistant | Self::SocialWorker | Self::Senior)
    }
}

/// What is no secret of an entry: a post that is held for a time by somebody of this qualification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Word of the post ([`standard::POSTS`]).
    pub post: String,
    /// Of whoever holds it.
    pub qualification: Qualification,
    /// The first day.
    pub from: Date,
    /// The last day; none while nobody knows of one.
    pub until: Option<Date>,
}

impl Term {
    /// Whether the post is held on `day`.
    pub fn holds_on(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }

    /// Whether there is a day on which both are held.
    pub fn meets(&self, other: &Self) -> bool {
        let begins_in_time = |one: &Self, until: Option<Date>| until.is_none_or(|until| one.from <= until);
        begins_in_time(self, other.until) && begins_in_time(other, self.until)
    }
}

/// Somebody in a post of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Details {
    /// Whoever it is; empty once the key of the entry was destroyed.
    pub name: String,
    /// Which post, and when.
    pub term: Term,
    /// Who employs them: a 社工机构 as a rule.
    pub employer: String,
    /// Number of the certificate.
    pub certificate: Option<String>,
    /// The account of the same person.
    pub account: Option<StaffId>,
}

/// An entry as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Which.
    pub id: EntryId,
    /// Moves on with every change.
    pub version: i64,
    /// Where.
    pub station: StationId,
    /// Who, what, when.
    pub details: Details,
}

/// How a unit is staffed on a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Staffing {
    /// Posts of the standard that are held.
    pub filled: u16,
    /// Posts that there should be; 0 where nothing is said of that.
    pub standard: u16,
    /// Whether somebody leads the unit.
    pub leader: bool,
    /// Of those in `filled`, how many have a qualification of social work.
    pub qualified: u16,
}

impl Staffing {
    /// Posts that nobody holds.
    pub fn vacancies(self) -> u16 {
        self.standard.saturating_sub(self.filled)
    }
}

/// How a unit is staffed on `day` that should have `standard` posts.
pub fn staffing<'a>(terms: impl IntoIterator<Item = &'a Term>, day: Date, standard: u16) -> Staffing {
    let mut staffing = Staffing { standard, ..Staffing::default() };
    for term in terms.into_iter().filter(|term| term.holds_on(day)) {
        let Some(post) = standard::post(&term.post) else { continue };
        staffing.leader |= post.leads;
        if post.counts {
            staffing.filled = staffing.filled.saturating_add(1);
            staffing.qualified += u16::from(term.qualification.of_social_work());
        }
    }
    staffing
}

/// Whether both are of one person: the account or the certificate says so, and where neither is known of both, the name.
pub fn same_person(one: &Details, other: &Details) -> bool {
    let known = |one: Option<bool>, other: Option<bool>| one.or(other);
    let accounts = one.account.zip(other.account).map(|(one, other)| one == other);
    let certificates =
        one.certificate.as_ref().zip(other.certificate.as_ref()).map(|(one, other)| one == other);
    known(accounts, certificates).unwrap_or_else(|| !one.name.is_empty() && one.name == other.name)
}

/// The entry of `others` with which this one cannot stand: the same person in the same unit on the same day.
pub fn clash<'a>(id: EntryId, details: &Details, others: &'a [Entry]) -> Option<&'a Entry> {
    others.iter().find(|other| {
        other.id != id && details.term.meets(&other.details.term) && same_person(details, &other.details)
    })
}

/// A certificate number for whoever need not know it: the first three signs and the last two.
pub fn masked(certificate: &str) -> String {
    let signs: Vec<char> = certificate.chars().collect();
    match signs.len() {
        0..=7 => "*".repeat(signs.len()),
        length => {
            let hidden = "*".repeat(length - 5);
            format!(
                "{}{hidden}{}",
                signs[..3].iter().collect::<String>(),
                signs[length - 2..].iter().collect::<String>()
            )
        }
    }
}

/// What is wrong with a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryFault {
    /// The name.
    Name,
    /// The post is none of the list.
    Post,
    /// The employer.
    Employer,
    /// The qualification is none of the list.
    Qualification,
    /// The certificate number.
    Certificate,
    /// The account is none of this unit.
    Account,
    /// The first day.
    From,
    /// The last day.
    Until,
    /// The last day of a post that is ended.
    Ended,
    /// The same person holds a post of this unit on one of these days.
    Overlaps,
    /// The server refused.
    Refused(Refusal),
}

/// What a form sends: text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct EntryForm {
    /// Kind of the command.
    pub act: String,
    /// Id of the command, made with the form; a new entry has the same.
    pub command: String,
    /// Which entry; empty for a new one.
    pub entry: String,
    /// The version that was shown.
    pub basis: String,
    /// What stood in the fields when the form was made; no certificate number.
    pub seen: String,
    /// See [`Details`].
    pub name: String,
    /// See [`Term`].
    pub post: String,
    /// See [`Details`].
    pub employer: String,
    /// See [`Term`].
    pub qualification: String,
    /// See [`Details`]; empty for one that stays as it is.
    pub certificate: String,
    /// See [`Details`].
    pub account: String,
    /// See [`Term`].
    pub from: String,
    /// See [`Term`].
    pub until: String,
    /// The last day of a post that is ended.
    pub ended: String,
    /// For what a certificate number is wanted.
    pub purpose: String,
}

/// For what a certificate number may be wanted, as it stands in the journal.
pub const PURPOSES: [&str; 3] = ["check", "report", "other"];

impl EntryForm {
    /// The form of an entry that is to be corrected, without its certificate number.
    pub fn of(entry: &Entry) -> Self {
        let details = &entry.details;
        let mut seen = record(details);
        seen.remove("certificate");
        Self {
            entry: entry.id.to_string(),
            basis: entry.version.to_string(),
            seen: serde_json::to_string(&seen).unwrap_or_default(),
            name: details.name.clone(),
            post: details.term.post.clone(),
            employer: details.employer.clone(),
            qualification: details.term.qualification.word().to_owned(),
            account: details.account.map(|account| account.to_string()).unwrap_or_default(),
            from: details.term.from.to_string(),
            until: details.term.until.map(|day| day.to_string()).unwrap_or_default(),
            ..Self::default()
        }
    }

    /// What is wanted, as fields of a command; or all that is wrong. `before` is the entry as it stands, whose
    /// certificate number no form has seen.
    pub fn fields(&self, work: Work, before: Option<&Details>) -> Result<Fields, Vec<EntryFault>> {
        if work == Work::End {
            let from = before.map(|before| before.term.from);
            let day = iso_date::parse(self.ended.trim()).filter(|day| from.is_none_or(|from| from <= *day));
            let day = day.ok_or_else(|| vec![EntryFault::Ended])?;
            return Ok([("until".to_owned(), Change::to(day.to_string()))].into());
        }
        let mut faults = Vec::new();
        let mut wanted = Record::new();
        let mut put = |name: &str, value: Result<Value, EntryFault>| match value {
            Ok(value) => drop(wanted.insert(name.to_owned(), value)),
            Err(fault) => faults.push(fault),
        };
        let day = |text: &str| iso_date::parse(text.trim());
        let from = day(&self.from);
        put("name", parse_name(&self.name).map(Value::from).map_err(|_| EntryFault::Name));
        put("post", known(&self.post, standard::post(&self.post).is_some(), EntryFault::Post));
        put("employer", line(&self.employer).map_err(|_| EntryFault::Employer));
        let qualification = Qualification::from_word(&self.qualification);
        put("qualification", known(&self.qualification, qualification.is_some(), EntryFault::Qualification));
        put("account", optional(&self.account, |text| text.parse::<StaffId>().is_ok(), EntryFault::Account));
        put("from", from.map(|day| day.to_string().into()).ok_or(EntryFault::From));
        let fits = |text: &str| day(text).is_some_and(|until| from.is_none_or(|from| from <= until));
        put("until", optional(&self.until, fits, EntryFault::Until));
        let typed = parse_certificate(&self.certificate);
        let none = qualification == Some(Qualification::None);
        match typed {
            Err(()) => put("certificate", Err(EntryFault::Certificate)),
            Ok(Some(_)) if none => put("certificate", Err(EntryFault::Certificate)),
            Ok(Some(number)) => put("certificate", Ok(number.into())),
            // Whoever has no qualification has no certificate; otherwise nothing typed changes nothing.
            Ok(None) if none => put("certificate", Ok(Value::Null)),
            Ok(None) => {}
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let mut seen: Record = serde_json::from_str(&self.seen).unwrap_or_default();
        let certificate = before.and_then(|before| before.certificate.as_deref());
        seen.insert("certificate".to_owned(), certificate.map_or(Value::Null, Value::from));
        Ok(changes(&seen, &wanted, |_| false))
    }
}

fn known(text: &str, is_known: bool, fault: EntryFault) -> Result<Value, EntryFault> {
    if is_known { Ok(Value::from(text)) } else { Err(fault) }
}

fn optional(text: &str, fits: impl Fn(&str) -> bool, fault: EntryFault) -> Result<Value, EntryFault> {
    match text.trim() {
        "" => Ok(Value::Null),
        text if fits(text) => Ok(Value::from(text)),
        _ => Err(fault),
    }
}

/// A line, or nothing.
fn line(text: &str) -> Result<Value, FieldFault> {
    if text.trim().is_empty() {
        return Ok(Value::Null);
    }
    line_of(text, EMPLOYER_CHARS_MAX).map(Value::from)
}

/// A certificate number in the one form in which it is compared: large letters, digits and hyphens.
fn parse_certificate(text: &str) -> Result<Option<String>, ()> {
    let signs = text.chars().map(narrow).filter(|sign| !sign.is_whitespace());
    let number: String = signs.flat_map(char::to_uppercase).collect();
    let fits = |sign: char| sign.is_ascii_uppercase() || sign.is_ascii_digit() || sign == '-';
    match number.chars().count() {
        0 => Ok(None),
        4..=CERTIFICATE_CHARS_MAX if number.chars().all(fits) => Ok(Some(number)),
        _ => Err(()),
    }
}

/// Every field of an entry, as it is merged and journalled.
pub fn record(details: &Details) -> Record {
    let text = |text: &str| if text.is_empty() { Value::Null } else { Value::from(text) };
    let optional = |text: Option<String>| text.map_or(Value::Null, Value::from);
    let term = &details.term;
    [
        ("name", text(&details.name)),
        ("post", text(&term.post)),
        ("employer", text(&details.employer)),
        ("qualification", text(term.qualification.word())),
        ("certificate", optional(details.certificate.clone())),
        ("account", optional(details.account.map(|account| account.to_string()))),
        ("from", text(&term.from.to_string())),
        ("until", optional(term.until.map(|day| day.to_string()))),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into()
}

/// The entry of these fields, if it is one.
fn from_record(record: &Record) -> Option<Details> {
    let text = |name: &str| match record.get(name) {
        None | Some(Value::Null) => Some(None),
        Some(Value::String(text)) => Some(Some(text.as_str())),
        Some(_) => None,
    };
    let day = |name: &str| match text(name)? {
        None => Some(None),
        Some(day) => iso_date::parse(day).map(Some),
    };
    let name = text("name")??;
    let post = text("post")??;
    let certificate = text("certificate")?.map(parse_certificate);
    let employer = text("employer")?.map(|employer| line_of(employer, EMPLOYER_CHARS_MAX));
    let details = Details {
        name: parse_name(name).ok().filter(|parsed| parsed == name)?,
        term: Term {
            post: standard::post(post)?.word.to_owned(),
            qualification: Qualification::from_word(text("qualification")??)?,
            from: day("from")??,
            until: day("until")?,
        },
        employer: employer.transpose().ok()?.unwrap_or_default(),
        certificate: certificate.transpose().ok()?.flatten(),
        account: text("account")?.map(str::parse).transpose().ok()?,
    };
    details.term.until.is_none_or(|until| details.term.from <= until).then_some(details)
}

/// What `fields` make of an entry, or of none, and the names of those that somebody else had changed meanwhile.
pub fn apply(before: Option<&Details>, fields: &Fields) -> Result<(Details, Vec<String>), Refusal> {
    let mut after = before.map(record).unwrap_or_default();
    if fields.keys().any(|name| !FIELDS.contains(&name.as_str())) {
        return Err(Refusal::AgainstARule);
    }
    let merged = merge(&after, fields);
    after.extend(merged.changed);
    let details = from_record(&after).ok_or(Refusal::AgainstARule)?;
    Ok((details, merged.conflicts.into_iter().map(|conflict| conflict.field).collect()))
}

/// What became of a command. Kept as it is in the journal, so it holds nothing personal: only which fields somebody
/// else had changed meanwhile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Version of the entry now.
    pub version: i64,
    /// Names of those fields; they stand as that person left them.
    pub conflicts: Vec<String>,
}

#[cfg(test)]
mod tests;
