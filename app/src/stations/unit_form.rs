//! What the forms on the page of a unit send, and what is wrong with it. Pure.
//!
//! One address takes them all: `act` says what is wanted, and each form names the fields that it asks for, so that a
//! list of boxes of which none is ticked is a set without members and not a question that was never asked.

use std::collections::BTreeMap;

use time::Date;

use super::{
    edit::{self, Field, FieldFault, Work},
    model::{Kind, Station},
};
use crate::{
    directory::model::Directory,
    ids::StationId,
    iso_date,
    journal::{
        merge::{Conflict, Record},
        model::{Change, Fields, Refusal},
    },
};

/// What was sent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct UnitForm {
    /// Kind of the command.
    pub act: String,
    /// Id of the command, made with the form.
    pub command: String,
    /// The version of the unit that was shown.
    pub basis: String,
    /// What was typed into the fields that were asked for.
    pub texts: BTreeMap<Field, Vec<String>>,
    /// What stood in them when the form was made.
    pub seen: Record,
    /// The day that is closed or opened.
    pub day: String,
    /// Why it is closed: a usual word, or what was written instead.
    pub reason: String,
    /// What was written beside the usual words.
    pub other_reason: String,
    /// The stage that is reached, its day, and the document that says so.
    pub stage: String,
    /// See [`Self::stage`].
    pub on: String,
    /// See [`Self::stage`].
    pub proof: String,
    /// Id of the unit that takes over; empty for one that just closes.
    pub into: String,
    /// `on`: what is not taken back is meant.
    pub sure: String,
    /// Of a new unit: its kind, its 市县, where it stands, its word in addresses.
    pub kind: String,
    /// See [`Self::kind`].
    pub county: String,
    /// See [`Self::kind`].
    pub division: String,
    /// See [`Self::kind`].
    pub slug: String,
}

/// What is wrong with a form, or with what it wants.
#[derive(Clone, Debug, PartialEq)]
pub enum UnitFault {
    /// With a field.
    Field(Field, FieldFault),
    /// With another question, by its name.
    Question(&'static str, FieldFault),
    /// What is not taken back was not confirmed.
    NotSure,
    /// With why it is closed.
    Reason(FieldFault),
    /// With the day: it cannot be read, is over, or is more than a year ahead.
    Day,
    /// The server refused.
    Refused(Refusal),
}

impl UnitForm {
    /// Reads the pairs of a form. What is no question of this page is passed over.
    pub fn read(pairs: Vec<(String, String)>) -> Self {
        let mut form = Self::default();
        let asked = pairs.iter().filter(|(name, _)| name == "field");
        form.texts =
            asked.filter_map(|(_, field)| Field::from_word(field)).map(|field| (field, Vec::new())).collect();
        for (name, value) in pairs {
            if let Some(texts) = Field::from_word(&name).and_then(|field| form.texts.get_mut(&field)) {
                texts.push(value);
                continue;
            }
            match name.as_str() {
                "act" => form.act = value,
                "command" => form.command = value,
                "basis" => form.basis = value,
                "seen" => form.seen = serde_json::from_str(&value).unwrap_or_default(),
                "day" => form.day = value,
                // A button and a box may both be there; what was pressed counts.
                "reason" => form.reason = value,
                "other_reason" => form.other_reason = value,
                "stage" => form.stage = value,
                "on" => form.on = value,
                "proof" => form.proof = value,
                "into" => form.into = value,
                "sure" => form.sure = value,
                "kind" => form.kind = value,
                "county" => form.county = value,
                "division" => form.division = value,
                "slug" => form.slug = value,
                _ => {}
            }
        }
        form
    }

    /// What is wanted, as fields of a command; or all that is wrong.
    pub fn parse(
        &self,
        station: &Station,
        directory: &Directory,
        today: Date,
    ) -> Result<(Work, Fields), Vec<UnitFault>> {
        let work =
            Work::from_kind(&self.act).ok_or_else(|| vec![UnitFault::Refused(Refusal::AgainstARule)])?;
        match work {
            Work::Edit => self.fields(station, directory).map(|fields| (work, fields)),
            Work::CloseToday | Work::ReopenToday => {
                let day = iso_date::parse(self.day.trim()).filter(|day| edit::is_near(*day, today));
                let closes = work == Work::CloseToday;
                let written = if self.reason.is_empty() { &self.other_reason } else { &self.reason };
                let reason = if closes { edit::reason_text(written).map(Some) } else { Ok(None) };
                match (day, reason) {
                    (Some(day), Ok(_)) => {
                        let seen = self.seen.get(edit::REASON).and_then(|seen| seen.as_str());
                        let reason = closes.then_some(written.as_str());
                        Ok((work, edit::day_fields(day, seen, reason)))
                    }
                    (day, reason) => {
                        let reason = reason.err().map(UnitFault::Reason);
                        Err(reason.into_iter().chain(day.is_none().then_some(UnitFault::Day)).collect())
                    }
                }
            }
            Work::Verify => Ok((work, edit::verify_fields(station.verified.as_ref().map(|it| it.on), today))),
            Work::Reach => {
                let seen = self.seen.get(edit::STAGE).and_then(|seen| seen.as_str()).unwrap_or_default();
                let asked = [seen, self.stage.as_str(), self.on.as_str(), self.proof.as_str()];
                let faults = |faults: Vec<(&'static str, FieldFault)>| {
                    faults.into_iter().map(|(name, fault)| UnitFault::Question(name, fault)).collect()
                };
                edit::stage_fields(station, asked, today).map(|fields| (work, fields)).map_err(faults)
            }
            Work::Close | Work::Merge if self.sure != "on" => Err(vec![UnitFault::NotSure]),
            // One button for both: who takes over decides.
            Work::Close | Work::Merge if self.into.is_empty() => Ok((Work::Close, Fields::new())),
            Work::Close | Work::Merge => {
                Ok((Work::Merge, [(edit::INTO.to_owned(), Change::to(self.into.clone()))].into()))
            }
            Work::Add => Err(vec![UnitFault::Refused(Refusal::AgainstARule)]),
        }
    }

    /// A new unit of this id that is wanted in a 市县, as fields of a command; or all that is wrong.
    pub fn parse_new(&self, id: StationId, directory: &Directory) -> Result<Fields, Vec<UnitFault>> {
        let mut faults = Vec::new();
        let mut told = |name, fault| faults.push(UnitFault::Question(name, fault));
        if Kind::from_word(&self.kind).is_none() {
            told(edit::KIND, FieldFault::Empty);
        }
        let slug = edit::slug(&self.slug).map_err(|fault| told(edit::SLUG, fault));
        let place = area_of(directory, &self.county, self.division.trim());
        let place = place.filter(|code| edit::is_place(directory, code, &self.county));
        match (&place, self.division.trim()) {
            (None, "") => told(edit::DIVISION, FieldFault::Empty),
            (None, text) => told(edit::DIVISION, FieldFault::Unknown(text.chars().take(100).collect())),
            (Some(_), _) => {}
        }
        // What a blank unit takes, a new one does.
        let station = edit::blank(id, "", Kind::Station, "");
        let fields = self.fields(&station, directory);
        match (slug, place, fields) {
            (Ok(slug), Some(place), Ok(fields)) if faults.is_empty() => {
                let own = [(edit::KIND, self.kind.clone()), (edit::SLUG, slug), (edit::DIVISION, place)];
                let own = own.map(|(name, text)| (name.to_owned(), Change::to(text)));
                Ok(fields.into_iter().chain(own).collect())
            }
            (_, _, fields) => Err(faults.into_iter().chain(fields.err().into_iter().flatten()).collect()),
        }
    }

    fn fields(&self, station: &Station, directory: &Directory) -> Result<Fields, Vec<UnitFault>> {
        let mut wanted = Record::new();
        let mut faults = Vec::new();
        for (field, texts) in &self.texts {
            let found = match field {
                Field::Serves => edit::typed(station, *field, &areas_of(directory, station, texts)),
                _ => edit::typed(station, *field, texts),
            };
            match found {
                Ok(value) => drop(wanted.insert(field.word().to_owned(), value)),
                Err(fault) => faults.push(UnitFault::Field(*field, fault)),
            }
        }
        // What the directory does not have is told beside what cannot be read.
        let mut tried = station.clone();
        let tries: Vec<_> = self.texts.keys().copied().collect();
        for field in &tries {
            if let Some(value) = wanted.get(field.word()) {
                let _tried = edit::set(&mut tried, *field, value);
            }
        }
        let misfits = edit::misfits(directory, &tried, &tries).into_iter();
        let known: Vec<Field> = wanted.keys().filter_map(|name| Field::from_word(name)).collect();
        let misfits = misfits.filter(|(field, _)| known.contains(field));
        faults.extend(misfits.map(|(field, fault)| UnitFault::Field(field, fault)));
        if faults.is_empty() { Ok(edit::changes(&self.seen, &wanted)) } else { Err(faults) }
    }
}

/// The areas of a list as people write it, a line each. What is none stays as it is, and is told.
fn areas_of(directory: &Directory, station: &Station, texts: &[String]) -> Vec<String> {
    let county = directory.areas.county_or_city(&station.division).map_or("", |county| county.code.as_str());
    let lines = texts.iter().flat_map(|text| text.split(['\n', '，', ',', '、', ';', '；']));
    let lines = lines.map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| area_of(directory, county, line).unwrap_or_else(|| line.to_owned())).collect()
}

/// The code of an area as people write it: a code with anything after it, or the name of a division or a village of a
/// 市县, where only one is called so.
pub(crate) fn area_of(directory: &Directory, county: &str, line: &str) -> Option<String> {
    let areas = &directory.areas;
    let first = line.split_whitespace().next().unwrap_or_default();
    if areas.division(first).is_some() || areas.village(first).is_some() {
        return Some(first.to_owned());
    }
    let divisions = areas.divisions().iter().filter(|it| it.name == line).map(|it| it.code.as_str());
    let villages = areas.villages().iter().filter(|it| it.name == line).map(|it| it.code.as_str());
    let mut codes = divisions.chain(villages).filter(|code| areas.lies_in(code, county));
    match (codes.next(), codes.next()) {
        (Some(code), None) => Some(code.to_owned()),
        _ => None,
    }
}

/// What is typed for a value: the inverse of [`edit::typed`].
pub fn texts_of(value: &serde_json::Value) -> Vec<String> {
    let text = |value: &serde_json::Value| match value {
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Array(spans) => {
            spans.iter().filter_map(|span| span.as_str()).collect::<Vec<_>>().join(" ")
        }
        _ => String::new(),
    };
    match value {
        serde_json::Value::Array(many) => many.iter().map(text).collect(),
        one => vec![text(one)],
    }
}

/// A form that asks again for what somebody wanted, now that they have seen what stands there: their own press decides.
pub fn insisting(conflict: &Conflict) -> Option<(Field, Vec<String>, Record)> {
    let field = Field::from_word(&conflict.field)?;
    let seen = Record::from([(conflict.field.clone(), conflict.current.clone())]);
    Some((field, texts_of(&conflict.wanted), seen))
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::directory::fixture::{a_directory, a_station};

    const TODAY: Date = date!(2026 - 11 - 24);

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    fn parse(sent: &[(&str, &str)]) -> Result<(Work, Fields), Vec<UnitFault>> {
        let station = a_station("jiaji").serving(&["469002100"]);
        let seen = serde_json::to_string(&edit::record(&station)).unwrap();
        let directory = a_directory(vec![station.clone()]);
        let mut sent = pairs(sent);
        if !sent.iter().any(|(name, _)| name == "seen") {
            sent.push(("seen".to_owned(), seen));
        }
        UnitForm::read(sent).parse(&station, &directory, TODAY)
    }

    #[test]
    fn a_form_changes_what_it_asks_for_and_nothing_else() {
        let sent = [("act", "edit_station"), ("field", "phone"), ("phone", "12345"), ("name_zh", "别的名字")];
        let (work, fields) = parse(&sent).unwrap();
        assert_eq!((work, fields.len()), (Work::Edit, 1));
        assert_eq!(fields["phone"], Change::from_to("0898-0000 0001", "12345"));
    }

    #[test]
    fn boxes_of_which_none_is_ticked_are_an_empty_set() {
        let (_, fields) = parse(&[("act", "edit_station"), ("field", "services")]).unwrap();
        let none = Change::Members { add: [].into(), remove: ["A01".to_owned()].into() };
        assert_eq!(fields["services"], none);
    }

    #[test]
    fn areas_are_written_by_code_or_by_name_and_what_is_neither_is_told() {
        let areas = |text| parse(&[("act", "edit_station"), ("field", "serves"), ("serves", text)]);
        assert!(areas("469002100 嘉积镇\n").unwrap().1.is_empty());
        assert!(areas("嘉积镇").unwrap().1.is_empty());
        let nowhere = UnitFault::Field(Field::Serves, FieldFault::Unknown("无此地".into()));
        assert_eq!(areas("嘉积镇，无此地"), Err(vec![nowhere]));
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once() {
        let sent = [
            ("act", "edit_station"),
            ("field", "phone"),
            ("field", "mode"),
            ("field", "name_zh"),
            ("phone", "call me"),
            ("mode", "castle"),
            ("name_zh", " "),
        ];
        let faults = parse(&sent).unwrap_err();
        assert_eq!(faults.len(), 3, "{faults:?}");
    }

    #[test]
    fn a_day_is_closed_for_a_usual_reason_or_for_what_is_written() {
        let close = |more: &[(&str, &str)]| {
            parse(&[&[("act", "close_today"), ("day", "2026-11-24"), ("seen", "{}")], more].concat())
        };
        let (_, fields) = close(&[("reason", "typhoon")]).unwrap();
        assert_eq!(fields, edit::day_fields(TODAY, None, Some("typhoon")));
        let (_, fields) = close(&[("other_reason", "站里装修")]).unwrap();
        assert_eq!(fields["reason"], Change::to("站里装修"));
        assert_eq!(close(&[]), Err(vec![UnitFault::Reason(FieldFault::Empty)]));
        for day in ["", "tomorrow", "2026-11-23", "2036-11-24"] {
            let sent = [("act", "close_today"), ("reason", "typhoon"), ("day", day)];
            assert_eq!(parse(&sent), Err(vec![UnitFault::Day]), "{day}");
        }
    }

    #[test]
    fn a_step_has_a_day_that_follows_and_an_end_is_confirmed() {
        let reach =
            |on| parse(&[("act", "reach_stage"), ("stage", "evaluated"), ("on", on), ("proof", "验收单")]);
        assert_eq!(reach("2026-11-24").unwrap().1.len(), 3);
        assert_eq!(reach("2026-11-25"), Err(vec![UnitFault::Question("on", FieldFault::Day)]));
        assert_eq!(parse(&[("act", "close_station")]), Err(vec![UnitFault::NotSure]));
        assert_eq!(parse(&[("act", "close_station"), ("sure", "on")]).unwrap().0, Work::Close);
        assert_eq!(parse(&[("act", "close_station"), ("sure", "on"), ("into", "x")]).unwrap().0, Work::Merge);
    }

    #[test]
    fn a_new_unit_stands_somewhere_and_has_a_name_and_a_word_of_its_own() {
        let directory = a_directory(Vec::new());
        let id = a_station("x").id;
        let new = |slug, division, name| {
            let sent = [("kind", "station"), ("county", "469002"), ("slug", slug), ("division", division)];
            let name = [("field", "name_zh"), ("name_zh", name)];
            let form = UnitForm::read(pairs(&[&sent[..], &name[..]].concat()));
            form.parse_new(id, &directory)
        };
        let fields = new("qionghai-new", "嘉积镇", "新站").unwrap();
        let station = edit::add(id, "469002", &fields, &directory, TODAY).unwrap();
        assert_eq!((station.division.as_str(), station.name.zh.as_str()), ("469002100", "新站"));
        assert_eq!(new("points", "海口市", "").unwrap_err().len(), 3);
        for slug in ["", "a", "A-B-C", "new", "-abc", "a/b/c", "站点站点"] {
            assert_eq!(
                new(slug, "嘉积镇", "新站"),
                Err(vec![UnitFault::Question("slug", FieldFault::Slug)]),
                "{slug}"
            );
        }
        assert_eq!(edit::add(id, "460200", &fields, &directory, TODAY), Err(Refusal::AgainstARule));
    }

    #[test]
    fn a_form_that_is_none_is_refused() {
        for act in ["", "demolish", "add_station"] {
            let refused = UnitFault::Refused(Refusal::AgainstARule);
            assert_eq!(parse(&[("act", act)]), Err(vec![refused]), "{act}");
        }
        let nonsense = UnitForm::read(pairs(&[("seen", "{["), ("field", "demo"), ("demo", "no")]));
        assert!(nonsense.seen.is_empty() && nonsense.texts.is_empty());
    }

    #[test]
    fn what_is_shown_is_typed_again_as_it_was() {
        let station = a_station("jiaji").serving(&["469002100"]).at(19.25, 110.47);
        for field in Field::ALL {
            let value = edit::value(&station, field);
            assert_eq!(edit::typed(&station, field, &texts_of(&value)), Ok(value), "{field:?}");
        }
    }
}
