//! Changing the record of an agency: what may be typed, and what a command makes of it. Pure.
//!
//! Invariant: what [`apply`] gives has passed the rule of every field, and nothing of it is a person's.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use time::Date;

use super::model::{Agency, Kind};
use crate::{
    ids::{AgencyId, StationId},
    iso_date,
    journal::{
        merge::{Conflict, Record, changes, merge},
        model::{Change, Fields, Refusal},
    },
    messages::model::Contact,
    stations::edit::{line_of, phone},
    text::Text,
};

/// What a command is about, as it stands in the journal.
pub const ENTITY: &str = "agency";

/// Signs of a name, and of what is offered.
const NAME_CHARS_MAX: usize = 100;
const OFFERS_CHARS_MAX: usize = 200;

/// What can be done to one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// It is written down.
    Add,
    /// It is corrected.
    Amend,
    /// It works with the unit no more.
    End,
}

impl Work {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Add, Self::Amend, Self::End];

    /// The kind of the command.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Add => "add_agency",
            Self::Amend => "amend_agency",
            Self::End => "end_agency",
        }
    }

    /// The work of this kind of command.
    pub fn from_kind(kind: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|work| work.kind() == kind)
    }
}

/// An agency as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Which.
    pub id: AgencyId,
    /// Moves on with every change.
    pub version: i64,
    /// Whether the public may know of it.
    pub public: bool,
    /// The last day, where it works with the unit no more.
    pub until: Option<Date>,
    /// What is known of it.
    pub agency: Agency,
}

/// What is wrong with a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// One of the names.
    NameZh,
    /// See [`Self::NameZh`].
    NameEn,
    /// The kind is none of the list.
    Kind,
    /// The number is none, or a person's.
    Phone,
    /// What is offered.
    OffersZh,
    /// See [`Self::OffersZh`].
    OffersEn,
    /// The day on which it began.
    Since,
    /// The day on which it ended.
    Ended,
    /// The server refused.
    Refused(Refusal),
}

/// What a form sends: text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct AgencyForm {
    /// Kind of the command.
    pub act: String,
    /// Id of the command, made with the form; a new agency has the same.
    pub command: String,
    /// Which agency; empty for a new one.
    pub agency: String,
    /// The version that was shown.
    pub basis: String,
    /// What stood in the fields when the form was made.
    pub seen: String,
    /// See [`Agency`].
    pub name_zh: String,
    /// See [`Agency`].
    pub name_en: String,
    /// See [`Agency`].
    pub kind: String,
    /// See [`Agency`].
    pub phone: String,
    /// See [`Agency`].
    pub offers_zh: String,
    /// See [`Agency`].
    pub offers_en: String,
    /// See [`Agency`].
    pub since: String,
    /// `on`: the public may know of it.
    pub public: String,
    /// The last day.
    pub ended: String,
}

impl AgencyForm {
    /// The form of one that is to be corrected.
    pub fn of(kept: &Kept) -> Self {
        let agency = &kept.agency;
        Self {
            agency: kept.id.to_string(),
            basis: kept.version.to_string(),
            seen: serde_json::to_string(&record(kept)).unwrap_or_default(),
            name_zh: agency.name.zh.clone(),
            name_en: agency.name.en.clone().unwrap_or_default(),
            kind: agency.kind.word().to_owned(),
            phone: agency.phone.clone().unwrap_or_default(),
            offers_zh: agency.offers.zh.clone(),
            offers_en: agency.offers.en.clone().unwrap_or_default(),
            since: agency.since.to_string(),
            public: if kept.public { "on" } else { "" }.to_owned(),
            ..Self::default()
        }
    }

    /// What is wanted, as fields of a command; or all that is wrong.
    pub fn fields(&self, work: Work, before: Option<&Kept>, today: Date) -> Result<Fields, Vec<Fault>> {
        if work == Work::End {
            let since = before.map(|before| before.agency.since);
            let fits = |day: &Date| *day <= today && since.is_none_or(|since| since <= *day);
            let day = iso_date::parse(self.ended.trim()).filter(fits).ok_or_else(|| vec![Fault::Ended])?;
            return Ok([("until".to_owned(), Change::to(day.to_string()))].into());
        }
        let mut faults = Vec::new();
        let mut wanted = Record::new();
        let line = |text: &str, chars_max: usize, fault: Fault| match text.trim() {
            "" => Ok(Value::Null),
            text => line_of(text, chars_max).map(Value::from).map_err(|_| fault),
        };
        let name_zh = line_of(&self.name_zh, NAME_CHARS_MAX).map(Value::from).map_err(|_| Fault::NameZh);
        let number = match self.phone.trim() {
            "" => Ok(Value::Null),
            text => office_phone(text).map(Value::from).ok_or(Fault::Phone),
        };
        let since = iso_date::parse(self.since.trim()).filter(|day| *day <= today);
        for (name, value) in [
            ("name_zh", name_zh),
            ("name_en", line(&self.name_en, NAME_CHARS_MAX, Fault::NameEn)),
            ("kind", Kind::from_word(&self.kind).map(|kind| kind.word().into()).ok_or(Fault::Kind)),
            ("phone", number),
            ("offers_zh", line(&self.offers_zh, OFFERS_CHARS_MAX, Fault::OffersZh)),
            ("offers_en", line(&self.offers_en, OFFERS_CHARS_MAX, Fault::OffersEn)),
            ("since", since.map(|day| day.to_string().into()).ok_or(Fault::Since)),
            ("public", Ok(Value::Bool(self.public == "on"))),
        ] {
            match value {
                Ok(value) => drop(wanted.insert(name.to_owned(), value)),
                Err(fault) => faults.push(fault),
            }
        }
        let seen: Record = serde_json::from_str(&self.seen).unwrap_or_default();
        if faults.is_empty() { Ok(changes(&seen, &wanted, |_| false)) } else { Err(faults) }
    }
}

/// The number of an office; a mobile is a person's.
fn office_phone(text: &str) -> Option<String> {
    let phone = phone(text).ok().filter(|phone| phone.who.is_none())?;
    let mobile = matches!(Contact::parse(&phone.number), Some(Contact::Phone(_)));
    (!mobile).then_some(phone.number)
}

/// Every field, as it is merged and journalled.
pub fn record(kept: &Kept) -> Record {
    let agency = &kept.agency;
    let optional =
        |text: Option<String>| text.filter(|text| !text.is_empty()).map_or(Value::Null, Value::from);
    [
        ("name_zh", Value::from(agency.name.zh.clone())),
        ("name_en", optional(agency.name.en.clone())),
        ("kind", agency.kind.word().into()),
        ("phone", optional(agency.phone.clone())),
        ("offers_zh", optional(Some(agency.offers.zh.clone()))),
        ("offers_en", optional(agency.offers.en.clone())),
        ("since", agency.since.to_string().into()),
        ("public", kept.public.into()),
        ("until", optional(kept.until.map(|day| day.to_string()))),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into()
}

fn from_record(id: AgencyId, station: StationId, version: i64, record: &Record) -> Option<Kept> {
    let text = |name: &str| match record.get(name) {
        None | Some(Value::Null) => Some(None),
        Some(Value::String(text)) => Some(Some(text.as_str())),
        Some(_) => None,
    };
    let line = |name: &str, chars_max: usize| match text(name)? {
        None => Some(None),
        Some(text) => line_of(text, chars_max).ok().map(Some),
    };
    let phone = match text("phone")? {
        None => None,
        Some(text) => Some(office_phone(text)?),
    };
    let until = match text("until")? {
        None => None,
        Some(text) => Some(iso_date::parse(text)?),
    };
    let since = iso_date::parse(text("since")??)?;
    let name = Text { zh: line("name_zh", NAME_CHARS_MAX)??, en: line("name_en", NAME_CHARS_MAX)? };
    let offers = Text {
        zh: line("offers_zh", OFFERS_CHARS_MAX)?.unwrap_or_default(),
        en: line("offers_en", OFFERS_CHARS_MAX)?,
    };
    let kind = Kind::from_word(text("kind")??)?;
    let public = match record.get("public") {
        Some(Value::Bool(public)) => *public,
        _ => return None,
    };
    let agency = Agency { station, name, kind, phone, offers, since };
    until.is_none_or(|until| since <= until).then_some(Kept { id, version, public, until, agency })
}

/// What `fields` make of an agency, or of none, and what cannot be decided without a person.
pub fn apply(
    id: AgencyId,
    station: StationId,
    before: Option<&Kept>,
    fields: &Fields,
    today: Date,
) -> Result<(Kept, Vec<Conflict>), Refusal> {
    if before.is_some_and(|before| before.until.is_some()) {
        return Err(Refusal::NotNow);
    }
    let known = |name: &String| {
        ["name_zh", "name_en", "kind", "phone", "offers_zh", "offers_en", "since", "public", "until"]
            .contains(&name.as_str())
    };
    if !fields.keys().all(known) {
        return Err(Refusal::AgainstARule);
    }
    let mut after = before.map(record).unwrap_or_default();
    let merged = merge(&after, fields);
    after.extend(merged.changed);
    let version = before.map_or(1, |before| before.version + 1);
    let kept = from_record(id, station, version, &after).ok_or(Refusal::AgainstARule)?;
    // What is still to come is no record of working together, and an end is told when it is there.
    if kept.agency.since > today || kept.until.is_some_and(|until| until > today) {
        return Err(Refusal::AgainstARule);
    }
    Ok((kept, merged.conflicts))
}

/// What became of a command. The same for a repeat.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// Version of the record now.
    pub version: i64,
    /// Fields that somebody else had changed meanwhile; they stand as that person left them.
    pub conflicts: Vec<Conflict>,
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    const TODAY: Date = date!(2026 - 11 - 24);

    fn a_form() -> AgencyForm {
        AgencyForm {
            name_zh: "演示卫生院".into(),
            kind: "health".into(),
            phone: "０８９８-0000 0009".into(),
            offers_zh: "每月一次义诊".into(),
            since: "2024-03-01".into(),
            public: "on".into(),
            ..AgencyForm::default()
        }
    }

    fn kept(form: &AgencyForm) -> Kept {
        let fields = form.fields(Work::Add, None, TODAY).unwrap();
        apply(AgencyId::fresh(), StationId::fresh(), None, &fields, TODAY).unwrap().0
    }

    #[test]
    fn a_form_becomes_a_record_and_a_correction_names_what_changed() {
        let agency = kept(&a_form());
        assert_eq!((agency.agency.phone.as_deref(), agency.public), (Some("0898-0000 0009"), true));
        let form = AgencyForm::of(&agency);
        assert!(form.fields(Work::Amend, Some(&agency), TODAY).unwrap().is_empty());
        let hidden = AgencyForm { public: String::new(), offers_zh: " ".into(), ..form };
        let fields = hidden.fields(Work::Amend, Some(&agency), TODAY).unwrap();
        assert_eq!(fields.keys().collect::<Vec<_>>(), ["offers_zh", "public"]);
        let (after, conflicts) =
            apply(agency.id, agency.agency.station, Some(&agency), &fields, TODAY).unwrap();
        assert!(!after.public && after.agency.offers.zh.is_empty() && conflicts.is_empty());
        assert_eq!(after.version, 2);
    }

    #[test]
    fn no_mobile_of_a_person_and_nothing_to_come_is_written_down() {
        for phone in ["13800138000", "+86 138 0013 8000", "call me", "0898-0000 0001，王"] {
            let form = AgencyForm { phone: phone.into(), ..a_form() };
            assert_eq!(form.fields(Work::Add, None, TODAY), Err(vec![Fault::Phone]), "{phone}");
        }
        let form = AgencyForm {
            name_zh: " ".into(),
            name_en: "x".repeat(101),
            kind: "castle".into(),
            offers_zh: "\u{202e}x".into(),
            since: "2026-11-25".into(),
            ..a_form()
        };
        use Fault::*;
        assert_eq!(form.fields(Work::Add, None, TODAY), Err(vec![NameZh, NameEn, Kind, OffersZh, Since]));
        let fields = a_form().fields(Work::Add, None, TODAY).unwrap();
        for (name, value) in [
            ("phone", Value::from("13800138000")),
            ("since", "2026-11-25".into()),
            ("until", "2020-01-01".into()),
            ("until", "2026-11-25".into()),
            ("public", "yes".into()),
            ("kind", Value::Null),
            ("person", "王".into()),
        ] {
            let mut fields = fields.clone();
            fields.insert(name.to_owned(), Change::to(value.clone()));
            let refused = apply(AgencyId::fresh(), StationId::fresh(), None, &fields, TODAY);
            assert_eq!(refused, Err(Refusal::AgainstARule), "{name} {value}");
        }
    }

    #[test]
    fn what_has_ended_is_not_changed_any_more() {
        let agency = kept(&a_form());
        let end = |day: &str| {
            AgencyForm { ended: day.into(), ..AgencyForm::default() }.fields(Work::End, Some(&agency), TODAY)
        };
        assert_eq!(end("2024-02-29"), Err(vec![Fault::Ended]));
        assert_eq!(end("2026-11-25"), Err(vec![Fault::Ended]));
        let fields = end("2026-11-24").unwrap();
        let station = agency.agency.station;
        let (ended, _) = apply(agency.id, station, Some(&agency), &fields, TODAY).unwrap();
        assert_eq!(ended.until, Some(TODAY));
        assert_eq!(apply(agency.id, station, Some(&ended), &fields, TODAY), Err(Refusal::NotNow));
    }

    #[test]
    fn two_who_write_one_field_are_asked() {
        let agency = kept(&a_form());
        let form = |text: &str| AgencyForm { offers_zh: text.into(), ..AgencyForm::of(&agency) };
        let station = agency.agency.station;
        let first = form("每周一次").fields(Work::Amend, Some(&agency), TODAY).unwrap();
        let second = form("每年一次").fields(Work::Amend, Some(&agency), TODAY).unwrap();
        let (after, _) = apply(agency.id, station, Some(&agency), &first, TODAY).unwrap();
        let (after, conflicts) = apply(agency.id, station, Some(&after), &second, TODAY).unwrap();
        assert_eq!(after.agency.offers.zh, "每周一次");
        assert_eq!((conflicts.len(), conflicts[0].field.as_str()), (1, "offers_zh"));
    }

    #[test]
    fn words_lead_back() {
        assert!(Work::ALL.into_iter().all(|work| Work::from_kind(work.kind()) == Some(work)));
    }
}
