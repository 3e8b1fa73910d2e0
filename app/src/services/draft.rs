//! A draft of the catalogue: its parts with their fields, what a change does to it, what a version changes of the one
//! before, and what is missing before it can be published. Pure.
//!
//! A command names fields as `item-A01.name_zh`: one draft, of which two people change different items at once.
//! Invariant: a draft that [`lacks`] something is not published.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{
    model::{Catalogue, Domain, ServiceItem, SpecialService},
    versions::codes,
};
use crate::{
    directory::model::Directory,
    drafts::model::{self as drafts, Differs, Field, Shape, needed, optional},
    ids::CommandId,
    journal::{
        merge::{Conflict, Record, merge},
        model::{Change, Command, Fields, Refusal, Unit, fields},
    },
};

/// What a command is about, as it stands in the journal. Its id is the name of the version.
pub const ENTITY: &str = "catalogue";

/// The field of a new draft: the version that it begins with.
pub const FROM: &str = "from";

/// The field of a new draft that comes as a whole.
pub const DOCUMENT: &str = "document";

/// The field of a step up or down in the list.
pub const PLACE: &str = "place";

/// The fields of a publication: the day on which it becomes active, what becomes of codes, what there is to say.
pub const DAY: &str = "day";
/// See [`DAY`].
pub const MAPPING: &str = "mapping";
/// See [`DAY`].
pub const NOTE: &str = "note";

/// Signs of a code.
const CODE_CHARS_MAX: usize = 20;

/// Items and special services of a catalogue.
pub const PARTS_MAX: usize = 500;

/// What can be done with the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Work {
    /// A draft is begun: from a version, or with a whole document, which may take the place of the draft that there is.
    Draft,
    /// Fields of the draft are changed.
    Edit,
    /// An item or a special service is added.
    Add,
    /// One is taken out.
    Withdraw,
    /// An item goes up or down in its domain.
    Move,
    /// The draft is finished, and becomes active on a day.
    Publish,
    /// It is a draft again before that day.
    Reopen,
    /// It is thrown away.
    Discard,
    /// Its day has come.
    Activate,
}

impl Work {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Draft,
        Self::Edit,
        Self::Add,
        Self::Withdraw,
        Self::Move,
        Self::Publish,
        Self::Reopen,
        Self::Discard,
        Self::Activate,
    ];

    /// The kind of the command.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Draft => "draft_catalogue",
            Self::Edit => "edit_catalogue",
            Self::Add => "add_service",
            Self::Withdraw => "withdraw_service",
            Self::Move => "move_service",
            Self::Publish => "publish_catalogue",
            Self::Reopen => "reopen_catalogue",
            Self::Discard => "discard_catalogue",
            Self::Activate => "activate_catalogue",
        }
    }

    /// The work of this kind of command.
    pub fn from_kind(kind: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|work| work.kind() == kind)
    }
}

/// A part of a catalogue that has fields.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// What the whole list is.
    List,
    /// A domain.
    Domain(String),
    /// An item.
    Item(String),
    /// A special service.
    Special(String),
}

const LIST: [Field; 4] = [
    needed("status_zh", "status", Shape::Zh),
    needed("status_en", "status", Shape::En),
    optional("official", "official", Shape::Flag),
    optional("source", "source", Shape::Line),
];

const DOMAIN: [Field; 4] = [
    needed("name_zh", "name", Shape::Zh),
    needed("name_en", "name", Shape::En),
    needed("summary_zh", "summary", Shape::Zh),
    optional("summary_en", "summary", Shape::En),
];

const ITEM: [Field; 21] = [
    needed("domain", "domain", Shape::Choice),
    needed("name_zh", "name", Shape::Zh),
    needed("name_en", "name", Shape::En),
    needed("question_zh", "question", Shape::Zh),
    optional("question_en", "question", Shape::En),
    needed("plain_zh", "plain", Shape::ZhParagraph),
    optional("plain_en", "plain", Shape::EnParagraph),
    needed("content_zh", "content", Shape::ZhParagraph),
    optional("content_en", "content", Shape::EnParagraph),
    needed("who_zh", "who", Shape::ZhParagraph),
    optional("who_en", "who", Shape::EnParagraph),
    needed("how_zh", "how", Shape::ZhParagraph),
    optional("how_en", "how", Shape::EnParagraph),
    needed("standard_zh", "standard", Shape::ZhParagraph),
    optional("standard_en", "standard", Shape::EnParagraph),
    optional("bring_zh", "bring", Shape::ZhLines),
    optional("bring_en", "bring", Shape::EnLines),
    optional("keywords", "keywords", Shape::Words),
    optional("policies", "policies", Shape::Boxes),
    optional("sensitive", "sensitive", Shape::Flag),
    optional("restricted", "restricted", Shape::Flag),
];

const SPECIAL: [Field; 6] = [
    needed("county", "county", Shape::Choice),
    needed("name_zh", "name", Shape::Zh),
    needed("name_en", "name", Shape::En),
    needed("plain_zh", "plain", Shape::ZhParagraph),
    optional("plain_en", "plain", Shape::EnParagraph),
    optional("restricted", "restricted", Shape::Flag),
];

impl Part {
    /// The word in addresses and commands: `item-A01`.
    pub fn word(&self) -> String {
        match self {
            Self::List => "list".to_owned(),
            Self::Domain(code) => format!("domain-{code}"),
            Self::Item(code) => format!("item-{code}"),
            Self::Special(code) => format!("special-{code}"),
        }
    }

    /// The part of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        match word.split_once('-') {
            None if word == "list" => Some(Self::List),
            Some(("domain", code)) => Some(Self::Domain(code.to_owned())),
            Some(("item", code)) => Some(Self::Item(code.to_owned())),
            Some(("special", code)) => Some(Self::Special(code.to_owned())),
            _ => None,
        }
    }

    /// Its code; none for the whole list.
    pub fn code(&self) -> &str {
        match self {
            Self::List => "",
            Self::Domain(code) | Self::Item(code) | Self::Special(code) => code,
        }
    }

    /// Its fields, in order.
    pub fn fields(&self) -> &'static [Field] {
        match self {
            Self::List => &LIST,
            Self::Domain(_) => &DOMAIN,
            Self::Item(_) => &ITEM,
            Self::Special(_) => &SPECIAL,
        }
    }

    /// Whether parts of its kind come and go.
    pub fn comes_and_goes(&self) -> bool {
        matches!(self, Self::Item(_) | Self::Special(_))
    }

    /// What stands in it; nothing where the catalogue has no such part.
    pub fn record(&self, catalogue: &Catalogue) -> Option<Record> {
        let document = match self {
            Self::List => {
                let mut document = Map::new();
                document.insert("status".to_owned(), serde_json::to_value(&catalogue.status).ok()?);
                document.insert("official".to_owned(), Value::from(catalogue.official));
                document.insert("source".to_owned(), Value::from(catalogue.source.clone()));
                Value::Object(document)
            }
            Self::Domain(code) => {
                serde_json::to_value(catalogue.domains.iter().find(|it| it.code == *code)?).ok()?
            }
            Self::Item(code) => serde_json::to_value(catalogue.item(code)?).ok()?,
            Self::Special(code) => serde_json::to_value(catalogue.special(code)?).ok()?,
        };
        Some(drafts::record(&document, self.fields()))
    }

    /// Puts what stands in these fields in the place of what stood there, or at the end where nothing did.
    pub(crate) fn put(&self, catalogue: &mut Catalogue, record: &Record) -> Result<(), Refusal> {
        let mut document = drafts::document(record, self.fields()).map_err(|_| Refusal::AgainstARule)?;
        document.insert("code".to_owned(), Value::from(self.code()));
        let whole = Value::Object(document);
        let wrong = |_| Refusal::AgainstARule;
        match self {
            Self::List => {
                catalogue.status = serde_json::from_value(whole["status"].clone()).map_err(wrong)?;
                catalogue.official = whole["official"].as_bool().unwrap_or_default();
                whole["source"].as_str().unwrap_or_default().clone_into(&mut catalogue.source);
            }
            Self::Domain(code) => {
                let domain: Domain = serde_json::from_value(whole).map_err(wrong)?;
                replace(&mut catalogue.domains, domain, |it| it.code == *code);
            }
            Self::Item(code) => {
                let item: ServiceItem = serde_json::from_value(whole).map_err(wrong)?;
                replace(&mut catalogue.items, item, |it| it.code == *code);
            }
            Self::Special(code) => {
                let service: SpecialService = serde_json::from_value(whole).map_err(wrong)?;
                replace(&mut catalogue.special, service, |it| it.code == *code);
            }
        }
        Ok(())
    }
}

fn replace<T>(list: &mut Vec<T>, with: T, is_it: impl Fn(&T) -> bool) {
    match list.iter_mut().find(|it| is_it(it)) {
        Some(place) => *place = with,
        None => list.push(with),
    }
}

/// Every part of a catalogue, in order.
pub fn parts(catalogue: &Catalogue) -> Vec<Part> {
    let domains = catalogue.domains.iter().map(|it| Part::Domain(it.code.clone()));
    let items = catalogue.items.iter().map(|it| Part::Item(it.code.clone()));
    let special = catalogue.special.iter().map(|it| Part::Special(it.code.clone()));
    std::iter::once(Part::List).chain(domains).chain(items).chain(special).collect()
}

/// Whether a new part may have this code: letters and figures, in other words nothing that an address writes otherwise.
pub fn is_code(code: &str) -> bool {
    let sign = |sign: char| sign.is_ascii_alphanumeric() || sign == '-';
    !code.is_empty()
        && code.len() <= CODE_CHARS_MAX
        && code.chars().all(sign)
        && code.starts_with(|sign: char| sign.is_ascii_alphanumeric())
        && code != "new"
}

/// The fields of one part as a command names them.
pub fn of_part(part: &Part, changes: Fields) -> Fields {
    let word = part.word();
    changes.into_iter().map(|(name, change)| (format!("{word}.{name}"), change)).collect()
}

/// The changes of a command, by part.
fn by_part(changes: &Fields) -> Result<BTreeMap<Part, Fields>, Refusal> {
    let mut parts: BTreeMap<Part, Fields> = BTreeMap::new();
    for (name, change) in changes {
        let (word, field) = name.rsplit_once('.').ok_or(Refusal::AgainstARule)?;
        let part = Part::from_word(word).ok_or(Refusal::AgainstARule)?;
        if !part.fields().iter().any(|it| it.word == field) {
            return Err(Refusal::AgainstARule);
        }
        parts.entry(part).or_default().insert(field.to_owned(), change.clone());
    }
    Ok(parts)
}

/// The draft after fields of it were changed, and those that somebody else had changed meanwhile.
pub fn edit(draft: &Catalogue, changes: &Fields) -> Result<(Catalogue, Vec<Conflict>), Refusal> {
    let mut after = draft.clone();
    let mut conflicts = Vec::new();
    for (part, changes) in by_part(changes)? {
        // Withdrawn meanwhile: there is nothing left to change.
        let mut record = part.record(draft).ok_or(Refusal::NotNow)?;
        let merged = merge(&record, &changes);
        record.extend(merged.changed);
        part.put(&mut after, &record)?;
        let word = part.word();
        let named = |it: Conflict| Conflict { field: format!("{word}.{}", it.field), ..it };
        conflicts.extend(merged.conflicts.into_iter().map(named));
    }
    Ok((after, conflicts))
}

/// The draft with one part more.
pub fn add(draft: &Catalogue, changes: &Fields) -> Result<Catalogue, Refusal> {
    let mut after = draft.clone();
    for (part, changes) in by_part(changes)? {
        if !part.comes_and_goes() || !is_code(part.code()) || codes(draft).len() >= PARTS_MAX {
            return Err(Refusal::AgainstARule);
        }
        if codes(draft).contains(part.code()) {
            return Err(Refusal::Taken);
        }
        let mut record = Record::new();
        record.extend(merge(&record, &changes).changed);
        part.put(&mut after, &record)?;
    }
    Ok(after)
}

/// The draft without a part.
pub fn withdraw(draft: &Catalogue, part: &Part) -> Result<Catalogue, Refusal> {
    let mut after = draft.clone();
    match part {
        Part::Item(code) => after.items.retain(|it| it.code != *code),
        Part::Special(code) => after.special.retain(|it| it.code != *code),
        Part::List | Part::Domain(_) => return Err(Refusal::AgainstARule),
    }
    if after == *draft { Err(Refusal::NotNow) } else { Ok(after) }
}

/// Where an item stands in its domain, counted from 0.
pub fn place(catalogue: &Catalogue, code: &str) -> Option<usize> {
    let domain = &catalogue.item(code)?.domain;
    catalogue.items_of(domain).position(|it| it.code == code)
}

/// The draft with an item one place further up or down in its domain; `from` is where its sender saw it.
pub fn shift(draft: &Catalogue, code: &str, from: usize, to: usize) -> Result<Catalogue, Refusal> {
    let now = place(draft, code).ok_or(Refusal::NotNow)?;
    if now == to {
        return Ok(draft.clone());
    }
    let domain = draft.item(code).map(|it| it.domain.clone()).unwrap_or_default();
    let other = draft.items_of(&domain).nth(to).map(|it| it.code.clone());
    let (Some(other), true) = (other, now == from && from.abs_diff(to) == 1) else {
        return Err(Refusal::NotNow);
    };
    let mut after = draft.clone();
    let at = |code: &str| draft.items.iter().position(|it| it.code == code);
    if let (Some(one), Some(two)) = (at(code), at(&other)) {
        after.items.swap(one, two);
    }
    Ok(after)
}

/// The fields of a draft that comes as a whole, as of a file that somebody has filled in: what an import hands over in
/// a command of [`Work::Draft`]. Its version is the open draft's name with its number as basis, which it replaces, or a
/// name that [`super::versions::next_name`] gives with 0.
pub fn whole(catalogue: &Catalogue) -> Option<Fields> {
    let document = serde_json::to_value(catalogue).ok()?;
    Some(fields([(DOCUMENT, Change::to(document))]))
}

/// A command about a version of the catalogue.
pub fn command(id: CommandId, work: Work, version: &str, basis: i64, fields: Fields) -> Command {
    Command {
        id,
        unit: Unit::Province,
        entity: ENTITY.to_owned(),
        entity_id: version.to_owned(),
        basis,
        kind: work.kind().to_owned(),
        fields,
        reason: String::new(),
        // A form has no clock; the moment of applying stands beside it.
        made_at_ms: 0,
    }
}

/// Whether a whole document can be kept as a draft: every code is one, and there is none twice.
pub fn can_be_kept(catalogue: &Catalogue) -> bool {
    let all = catalogue.items.len() + catalogue.special.len();
    let codes = codes(catalogue);
    codes.len() == all && all <= PARTS_MAX && codes.iter().all(|code| is_code(code))
}

/// How a part differs between two versions.
#[derive(Clone, Debug, PartialEq)]
pub enum Difference {
    /// It is new.
    New(Part),
    /// It is there no longer.
    Withdrawn(Part),
    /// These fields of it differ.
    Changed(Part, Vec<Differs>),
    /// It stands in another place of its domain.
    Moved(Part),
}

/// What `after` changes of `before`: new, changed and moved parts in its order, then what is withdrawn.
pub fn compare(before: &Catalogue, after: &Catalogue) -> Vec<Difference> {
    let mut differences = Vec::new();
    for part in parts(after) {
        let Some(now) = part.record(after) else { continue };
        let Some(was) = part.record(before) else {
            differences.push(Difference::New(part));
            continue;
        };
        let differs = drafts::differences(&was, &now, part.fields());
        if !differs.is_empty() {
            differences.push(Difference::Changed(part, differs));
        } else if is_moved(before, after, part.code()) {
            differences.push(Difference::Moved(part));
        }
    }
    let gone = parts(before).into_iter().filter(|part| part.record(after).is_none());
    differences.extend(gone.map(Difference::Withdrawn));
    differences
}

/// Whether an item stands in another place among those of its domain that both versions have.
fn is_moved(before: &Catalogue, after: &Catalogue, code: &str) -> bool {
    let Some(item) = after.item(code) else { return false };
    let place = |of: &Catalogue, other: &Catalogue| {
        of.items_of(&item.domain).filter(|it| other.item(&it.code).is_some()).position(|it| it.code == code)
    };
    place(before, after) != place(after, before)
}

/// Something that is missing before a draft can be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lack {
    /// Nothing stands in this field.
    Empty(Part, &'static str),
    /// What stands in this field is nothing that there is: a domain, a guide, a 市县.
    Unknown(Part, &'static str, String),
    /// It has no item at all.
    NoItem,
}

/// Everything that is missing.
pub fn lacks(draft: &Catalogue, directory: &Directory) -> Vec<Lack> {
    let mut lacks: Vec<Lack> = draft.items.is_empty().then_some(Lack::NoItem).into_iter().collect();
    for part in parts(draft) {
        let Some(record) = part.record(draft) else { continue };
        let empty = drafts::missing(&record, part.fields()).into_iter();
        lacks.extend(empty.map(|word| Lack::Empty(part.clone(), word)));
        let mut unknown = |word, code: &str| lacks.push(Lack::Unknown(part.clone(), word, code.to_owned()));
        match &part {
            Part::Item(code) => {
                let Some(item) = draft.item(code) else { continue };
                if !item.domain.is_empty() && !draft.domains.iter().any(|it| it.code == item.domain) {
                    unknown("domain", &item.domain);
                }
                let missing = item.policies.iter().filter(|slug| directory.policy(slug).is_none());
                missing.for_each(|slug| unknown("policies", slug));
            }
            Part::Special(code) => {
                let county = draft.special(code).map(|it| it.county.as_str()).unwrap_or_default();
                if !county.is_empty() && directory.areas.division(county).is_none() {
                    unknown("county", county);
                }
            }
            Part::List if draft.official && draft.source.is_empty() => {
                lacks.push(Lack::Empty(part, "source"))
            }
            Part::List | Part::Domain(_) => {}
        }
    }
    lacks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{directory::fixture::a_directory, text::Text};

    fn catalogue() -> Catalogue {
        a_directory(Vec::new()).catalogue.clone()
    }

    fn change(name: &str, from: &str, to: &str) -> Fields {
        [(name.to_owned(), Change::from_to(from, to))].into()
    }

    fn a01() -> Part {
        Part::Item("A01".into())
    }

    #[test]
    fn parts_and_works_are_read_as_they_are_written() {
        let parts = [Part::List, Part::Domain("A".into()), a01(), Part::Special("X-469002-001".into())];
        for part in parts {
            assert_eq!(Part::from_word(&part.word()), Some(part));
        }
        assert_eq!(Part::from_word("castle-1"), None);
        for work in Work::ALL {
            assert_eq!(Work::from_kind(work.kind()), Some(work));
        }
    }

    #[test]
    fn every_part_is_kept_as_it_was_read() {
        let before = catalogue();
        for part in parts(&before) {
            let mut after = before.clone();
            part.put(&mut after, &part.record(&before).unwrap()).unwrap();
            assert_eq!(after, before, "{part:?}");
        }
    }

    #[test]
    fn two_fields_of_a_draft_merge_and_two_values_of_one_are_shown_both() {
        let before = catalogue();
        let (after, conflicts) = edit(&before, &change("item-A01.name_zh", "低保申请", "低保")).unwrap();
        assert!(conflicts.is_empty() && after.item("A01").unwrap().name.zh == "低保");
        let (after, conflicts) =
            edit(&after, &change("item-A01.name_en", "minimum living allowance", "Dibao")).unwrap();
        assert!(conflicts.is_empty());
        assert_eq!(after.item("A01").unwrap().name, Text::new("低保", "Dibao"));
        let (still, conflicts) =
            edit(&after, &change("item-A01.name_zh", "低保申请", "最低生活保障")).unwrap();
        assert_eq!((still.item("A01"), conflicts.len()), (after.item("A01"), 1));
        for wrong in ["item-A01.code", "name_zh", "castle-1.name_zh"] {
            assert_eq!(edit(&after, &change(wrong, "", "x")), Err(Refusal::AgainstARule), "{wrong}");
        }
        assert_eq!(edit(&after, &change("item-Z99.name_zh", "", "x")), Err(Refusal::NotNow));
    }

    #[test]
    fn items_come_and_go_and_change_places() {
        let before = catalogue();
        let fields = |part: &str| {
            [(format!("{part}.name_zh"), Change::to("新的")), (format!("{part}.domain"), Change::to("A"))]
        };
        let more = add(&before, &fields("item-A03").into()).unwrap();
        assert_eq!(more.item("A03").unwrap().name.zh, "新的");
        assert_eq!(add(&more, &fields("item-A03").into()), Err(Refusal::Taken));
        for code in ["", "new", "站", "a/b", "-a", &"a".repeat(21)] {
            assert_eq!(
                add(&more, &fields(&format!("item-{code}")).into()),
                Err(Refusal::AgainstARule),
                "{code}"
            );
        }
        assert_eq!(add(&more, &fields("domain-F").into()), Err(Refusal::AgainstARule));
        let order = |of: &Catalogue| of.items.iter().map(|it| it.code.clone()).collect::<Vec<_>>();
        let shifted = shift(&more, "A03", 2, 1).unwrap();
        assert_eq!(order(&shifted), ["A01", "A03", "A02"]);
        assert_eq!(shift(&shifted, "A03", 2, 1).unwrap(), shifted, "twice is once");
        assert_eq!(shift(&shifted, "A01", 0, 3), Err(Refusal::NotNow));
        assert_eq!(shift(&shifted, "A02", 2, 3), Err(Refusal::NotNow));
        assert_eq!(withdraw(&more, &Part::Item("A03".into())).unwrap(), before);
        assert_eq!(withdraw(&before, &Part::Item("A03".into())), Err(Refusal::NotNow));
        assert_eq!(withdraw(&before, &Part::Domain("A".into())), Err(Refusal::AgainstARule));
    }

    #[test]
    fn two_versions_are_compared_part_by_part() {
        let before = catalogue();
        assert!(compare(&before, &before).is_empty());
        let new = [("item-A03.domain".to_owned(), Change::to("A"))].into();
        let after = add(&withdraw(&before, &a01()).unwrap(), &new).unwrap();
        let after = edit(&after, &change("item-A02.name_zh", "老人陪伴", "陪伴")).unwrap().0;
        let differences = compare(&before, &after);
        assert_eq!(differences.len(), 3, "{differences:?}");
        assert!(
            matches!(&differences[0], Difference::Changed(part, differs) if part.code() == "A02" && differs.len() == 1)
        );
        assert_eq!(differences[1], Difference::New(Part::Item("A03".into())));
        assert_eq!(differences[2], Difference::Withdrawn(a01()));
        let swapped = shift(&before, "A02", 1, 0).unwrap();
        assert_eq!(
            compare(&before, &swapped),
            [Difference::Moved(Part::Item("A02".into())), Difference::Moved(a01())]
        );
    }

    #[test]
    fn what_is_missing_is_named_with_its_part() {
        let directory = a_directory(Vec::new());
        let draft = catalogue();
        let lack = lacks(&draft, &directory);
        assert!(
            lack.contains(&Lack::Empty(a01(), "plain_zh")) && !lack.contains(&Lack::Empty(a01(), "plain_en"))
        );
        let mut wrong = draft.clone();
        wrong.items[0].domain = "Z".into();
        wrong.items[0].policies = vec!["nothing".into()];
        wrong.special[0].county = "999999".into();
        wrong.official = true;
        let lack = lacks(&wrong, &directory);
        for expected in [
            Lack::Unknown(a01(), "domain", "Z".into()),
            Lack::Unknown(a01(), "policies", "nothing".into()),
            Lack::Unknown(Part::Special("X-469002-001".into()), "county", "999999".into()),
            Lack::Empty(Part::List, "source"),
        ] {
            assert!(lack.contains(&expected), "{expected:?}");
        }
        assert!(lacks(&Catalogue::default(), &directory).contains(&Lack::NoItem));
    }

    #[test]
    fn a_whole_document_has_codes_that_are_none_twice() {
        let mut draft = catalogue();
        assert!(can_be_kept(&draft) && can_be_kept(&Catalogue::default()));
        let Change::Set { to, .. } = &whole(&draft).unwrap()[DOCUMENT] else { panic!("a set") };
        assert_eq!(serde_json::from_value::<Catalogue>(to.clone()).unwrap(), draft);
        draft.special[0].code = "A01".into();
        assert!(!can_be_kept(&draft));
        draft.special[0].code = "站".into();
        assert!(!can_be_kept(&draft));
    }
}
