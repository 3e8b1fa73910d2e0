//! A draft of a guide: its fields, and what is missing before it can be published. Pure.
//!
//! A draft is kept as its fields, so that it may lack whatever a guide must have.
//! Invariant: a guide without a source, or without the day on which it was checked, is not published.

use serde_json::Value;
use time::{Date, Duration};

use super::model::Policy;
use crate::{
    directory::model::Directory,
    drafts::model::{self as drafts, Field, Shape, needed, optional},
    ids::CommandId,
    iso_date,
    journal::{
        merge::Record,
        model::{Command, Fields, Unit},
    },
};

/// What a command is about, as it stands in the journal. Its id is the guide's word in addresses.
pub const ENTITY: &str = "guide";

/// The field of a draft that is begun: from what there is, or from the text that ships.
pub const FROM: &str = "from";

/// The field of a publication: what there is to say.
pub const NOTE: &str = "note";

/// The words of [`FROM`].
pub const PUBLISHED: &str = "published";
/// See [`PUBLISHED`].
pub const REFERENCE: &str = "reference";

/// For how long a guide counts as checked: a year.
const CHECKED_DAYS: i64 = 365;

/// Signs of a word in addresses.
const SLUG_CHARS: std::ops::RangeInclusive<usize> = 2..=60;

/// The fields of a guide, in order.
pub const FIELDS: [Field; 25] = [
    needed("title_zh", "title", Shape::Zh),
    needed("title_en", "title", Shape::En),
    needed("question_zh", "question", Shape::Zh),
    optional("question_en", "question", Shape::En),
    needed("summary_zh", "summary", Shape::ZhParagraph),
    optional("summary_en", "summary", Shape::EnParagraph),
    needed("what_zh", "what", Shape::ZhParagraph),
    optional("what_en", "what", Shape::EnParagraph),
    needed("who_zh", "who", Shape::ZhLines),
    optional("who_en", "who", Shape::EnLines),
    optional("papers_zh", "papers", Shape::ZhLines),
    optional("papers_en", "papers", Shape::EnLines),
    needed("where_zh", "where", Shape::ZhLines),
    optional("where_en", "where", Shape::EnLines),
    optional("steps_zh", "steps", Shape::ZhLines),
    optional("steps_en", "steps", Shape::EnLines),
    optional("good_to_know_zh", "good_to_know", Shape::ZhLines),
    optional("good_to_know_en", "good_to_know", Shape::EnLines),
    optional("hotlines", "hotlines", Shape::Boxes),
    needed("sources", "sources", Shape::Sources),
    optional("sources_en", "sources", Shape::SourcesEn),
    needed("checked_on", "written_on", Shape::Day),
    optional("services", "services", Shape::Boxes),
    optional("keywords", "keywords", Shape::Words),
    optional("sensitive", "sensitive", Shape::Flag),
];

/// What can be done with a guide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Work {
    /// A new one, as a draft.
    Add,
    /// Fields of the draft are changed; what is published is its beginning.
    Edit,
    /// A draft is begun, or takes the text that ships.
    Draft,
    /// The draft is published.
    Publish,
    /// The public no longer sees it.
    Withdraw,
    /// The draft is thrown away.
    Discard,
}

impl Work {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Add, Self::Edit, Self::Draft, Self::Publish, Self::Withdraw, Self::Discard];

    /// The kind of the command.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Add => "add_guide",
            Self::Edit => "edit_guide",
            Self::Draft => "draft_guide",
            Self::Publish => "publish_guide",
            Self::Withdraw => "withdraw_guide",
            Self::Discard => "discard_guide",
        }
    }

    /// The work of this kind of command.
    pub fn from_kind(kind: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|work| work.kind() == kind)
    }
}

/// Where a guide is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// It was never published.
    Draft,
    /// The public reads it.
    Published,
    /// The public no longer does.
    Withdrawn,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Draft, Self::Published, Self::Withdrawn];

    /// As it is stored.
    pub fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Published => "published",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The state of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }
}

/// A guide, for the office.
#[derive(Clone, Debug, PartialEq)]
pub struct Guide {
    /// Its word in addresses.
    pub slug: String,
    /// Where it is in its life.
    pub state: State,
    /// Moves on with every change.
    pub number: i64,
    /// What is or was published.
    pub published: Option<Policy>,
    /// What is being written.
    pub draft: Option<Record>,
    /// The text that ships, where it is newer than what the office went by.
    pub offered: Option<Policy>,
}

impl Guide {
    /// What stands in the draft, or what it would begin with.
    pub fn record(&self) -> Record {
        self.draft.clone().or_else(|| self.published.as_ref().map(record)).unwrap_or_default()
    }

    /// Whether the office has to look at it again: it is published, and nobody has checked it for a year.
    pub fn waits(&self, today: Date) -> bool {
        self.state == State::Published && self.published.as_ref().is_some_and(|it| is_old(it, today))
    }
}

/// Whether a guide was checked more than a year ago.
pub fn is_old(policy: &Policy, today: Date) -> bool {
    policy.written_on.checked_add(Duration::days(CHECKED_DAYS)).is_some_and(|last| last < today)
}

/// Whether a guide may have this word in its address.
pub fn is_slug(slug: &str) -> bool {
    SLUG_CHARS.contains(&slug.len())
        && slug.chars().all(|sign| matches!(sign, 'a'..='z' | '0'..='9' | '-'))
        && !slug.starts_with('-')
}

/// The fields of a guide.
pub fn record(policy: &Policy) -> Record {
    serde_json::to_value(policy).map(|document| drafts::record(&document, &FIELDS)).unwrap_or_default()
}

/// The guide of these fields; nothing where they lack what a guide must have.
pub fn policy(slug: &str, record: &Record) -> Option<Policy> {
    let mut document = drafts::document(record, &FIELDS).ok()?;
    document.insert("slug".to_owned(), Value::from(slug));
    document.insert("checked".to_owned(), Value::from(true));
    serde_json::from_value(Value::Object(document)).ok()
}

/// Something that is missing before a guide can be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lack {
    /// Nothing stands in this field.
    Empty(&'static str),
    /// There is no such service or hotline.
    Unknown(&'static str, String),
    /// It was checked on a day that lies ahead.
    Ahead,
}

/// Everything that is missing.
pub fn lacks(record: &Record, directory: &Directory, today: Date) -> Vec<Lack> {
    let mut lacks: Vec<_> = drafts::missing(record, &FIELDS).into_iter().map(Lack::Empty).collect();
    let text = |word: &str| record.get(word).and_then(Value::as_str).unwrap_or_default();
    let is_hotline = |number: &&str| directory.hotlines.iter().any(|it| it.number == **number);
    let unknown = text("hotlines").lines().filter(|it| !is_hotline(it));
    lacks.extend(unknown.map(|it| Lack::Unknown("hotlines", it.to_owned())));
    let unknown = text("services").lines().filter(|code| directory.catalogue.item(code).is_none());
    lacks.extend(unknown.map(|it| Lack::Unknown("services", it.to_owned())));
    lacks.extend(iso_date::parse(text("checked_on")).is_some_and(|day| day > today).then_some(Lack::Ahead));
    lacks
}

/// A command about a guide.
pub fn command(id: CommandId, work: Work, slug: &str, basis: i64, fields: Fields) -> Command {
    Command {
        id,
        unit: Unit::Province,
        entity: ENTITY.to_owned(),
        entity_id: slug.to_owned(),
        basis,
        kind: work.kind().to_owned(),
        fields,
        reason: String::new(),
        // A form has no clock; the moment of applying stands beside it.
        made_at_ms: 0,
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::{directory::fixture::a_directory, policies::model::Source, text::Text};

    const TODAY: Date = date!(2026 - 11 - 28);

    fn guide() -> Policy {
        let text = || Text::new("文", "text");
        Policy {
            slug: "dibao".into(),
            title: text(),
            question: text(),
            summary: text(),
            what: text(),
            who: vec![text(), text()],
            papers: Vec::new(),
            places: vec![text()],
            steps: Vec::new(),
            good_to_know: vec![Text { zh: "文".into(), en: None }],
            services: vec!["A01".into()],
            sources: vec![Source {
                title: text(),
                issuer: text(),
                document_no: Some("国发〔2014〕47号".into()),
                date: Some(date!(2014 - 10 - 03)),
                url: Some("https://www.gov.cn/x".into()),
            }],
            hotlines: Vec::new(),
            written_on: date!(2026 - 11 - 01),
            checked: true,
            sensitive: true,
            keywords: vec!["低保".into()],
        }
    }

    #[test]
    fn a_guide_is_written_as_it_is_read() {
        let guide = guide();
        assert_eq!(policy("dibao", &record(&guide)), Some(guide));
        for work in Work::ALL {
            assert_eq!(Work::from_kind(work.kind()), Some(work));
        }
        for state in State::ALL {
            assert_eq!(State::from_word(state.word()), Some(state));
        }
    }

    #[test]
    fn source_day_and_hotlines_are_asked_for_before_it_is_published() {
        let directory = a_directory(Vec::new());
        let lacks_of = |change: &dyn Fn(&mut Record)| {
            let mut record = record(&guide());
            change(&mut record);
            lacks(&record, &directory, TODAY)
        };
        assert!(lacks_of(&|_| {}).is_empty());
        let empty = |word: &'static str| lacks_of(&|record| drop(record.remove(word)));
        for word in ["sources", "checked_on", "title_en", "where_zh"] {
            assert_eq!(empty(word), [Lack::Empty(word)]);
        }
        let set = |word: &str, text: &str| lacks_of(&|record| drop(record.insert(word.into(), text.into())));
        assert_eq!(set("hotlines", "99999"), [Lack::Unknown("hotlines", "99999".into())]);
        assert_eq!(set("services", "Z99"), [Lack::Unknown("services", "Z99".into())]);
        assert_eq!(set("checked_on", "2026-11-29"), [Lack::Ahead]);
        assert_eq!(policy("dibao", &Record::new()), None);
    }

    #[test]
    fn a_guide_waits_for_the_office_after_a_year() {
        let mut of = Guide {
            slug: "dibao".into(),
            state: State::Published,
            number: 1,
            published: Some(guide()),
            draft: None,
            offered: None,
        };
        assert!(!of.waits(date!(2027 - 11 - 01)) && of.waits(date!(2027 - 11 - 02)));
        of.state = State::Withdrawn;
        assert!(!of.waits(date!(2027 - 11 - 02)));
        assert_eq!(of.record(), record(&guide()));
    }

    #[test]
    fn a_word_in_an_address_is_small_letters() {
        assert!(["dibao", "temporary-aid", "a1"].into_iter().all(is_slug));
        let long = "a".repeat(61);
        assert!(!["", "a", "-ab", "Dibao", "低保", "a/b", "a b", &long].into_iter().any(is_slug));
    }
}
