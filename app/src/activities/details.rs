//! What is said of an activity before anybody comes (F23), and how it is parsed. Pure.
//!
//! Regulation on voluntary service, Art. 12 and 15 to 17: true information and possible risks; fit to age, skill and
//! health; training where skills are needed.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{
    directory::model::Directory,
    journal::model::{Change, Fields},
    map::coordinates::{LatLng, decimals},
    phones,
    volunteers::model::Skill,
    worded::worded,
};

/// Letters of a line, and of a text.
pub const LINE_CHARS_MAX: usize = 80;
/// See [`LINE_CHARS_MAX`].
pub const TEXT_CHARS_MAX: usize = 2000;

/// Decimals of a point on the map.
const POINT_DECIMALS: u32 = 5;

/// Below this age nobody is taken along (practice of other provinces, forms-and-records.md §4.7).
pub const AGE_FLOOR: u8 = 6;

/// The oldest that an activity may ask somebody to be at least.
const AGE_MIN_MAX: u8 = 60;

worded! {
    /// What kind of help it is. Meetings, shifts that are paid and parties are none (民政部令第67号, Art. 19): there is no
    /// word for them, so they cannot be recorded.
    Category {
        /// 为老服务.
        Elders = "elders",
        /// 关爱儿童.
        Children = "children",
        /// 助残服务.
        Disability = "disability",
        /// 帮困济困.
        Hardship = "hardship",
        /// 医疗健康.
        Health = "health",
        /// 社区治理和便民.
        Community = "community",
        /// 政策宣传.
        Publicity = "publicity",
        /// 文化体育.
        Culture = "culture",
        /// 环境保护.
        Environment = "environment",
        /// 应急救助.
        Emergency = "emergency",
    }
}

/// What is said of an activity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Details {
    /// Its name.
    pub name: String,
    /// What kind of help.
    pub category: Category,
    /// Code of the service item; empty for none.
    pub service: String,
    /// What is done.
    pub content: String,
    /// For whom.
    pub for_whom: String,
    /// Who is in charge, by name.
    pub leader: String,
    /// Their number.
    pub phone: String,
    /// Code of the village or township.
    pub place: String,
    /// Where exactly.
    pub address: String,
    /// The point on the map, where it is known.
    pub point: Option<LatLng>,
    /// Where and when people meet; empty for at the place.
    pub gathering: String,
    /// What can happen. Never empty.
    pub risks: String,
    /// Insurance, transport, meals.
    pub protection: String,
    /// The name of the training that is needed; empty for none.
    pub training: String,
    /// One of these is needed; none for everybody.
    pub skills: BTreeSet<Skill>,
    /// How old one must be.
    pub age_min: u8,
}

/// What a form sends: text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct DetailsForm {
    /// See [`Details`].
    pub name: String,
    /// See [`Details`].
    pub category: String,
    /// See [`Details`].
    pub service: String,
    /// See [`Details`].
    pub content: String,
    /// See [`Details`].
    pub for_whom: String,
    /// See [`Details`].
    pub leader: String,
    /// See [`Details`].
    pub phone: String,
    /// See [`Details`].
    pub place: String,
    /// See [`Details`].
    pub address: String,
    /// `19.25,110.47`; empty for none.
    pub point: String,
    /// See [`Details`].
    pub gathering: String,
    /// See [`Details`].
    pub risks: String,
    /// See [`Details`].
    pub protection: String,
    /// See [`Details`].
    pub training: String,
    /// Words of skills with commas between them.
    pub skills: String,
    /// See [`Details`]; empty for [`AGE_FLOOR`].
    pub age_min: String,
}

/// What is wrong with an answer; the question has the name of its field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing is said where something has to be.
    Empty,
    /// More is said than [`LINE_CHARS_MAX`] or [`TEXT_CHARS_MAX`].
    Long,
    /// It is none of the list.
    Choice,
    /// It is no number that can be called.
    Phone,
    /// It is no point in or around Hainan.
    Point,
    /// It is no age from [`AGE_FLOOR`] on.
    Age,
}

impl DetailsForm {
    /// The form with what is said already.
    pub fn of(details: &Details) -> Self {
        let skills: Vec<_> = details.skills.iter().map(|skill| skill.word()).collect();
        Self {
            name: details.name.clone(),
            category: details.category.word().to_owned(),
            service: details.service.clone(),
            content: details.content.clone(),
            for_whom: details.for_whom.clone(),
            leader: details.leader.clone(),
            phone: details.phone.clone(),
            place: details.place.clone(),
            address: details.address.clone(),
            point: details.point.map(point_text).unwrap_or_default(),
            gathering: details.gathering.clone(),
            risks: details.risks.clone(),
            protection: details.protection.clone(),
            training: details.training.clone(),
            skills: skills.join(","),
            age_min: details.age_min.to_string(),
        }
    }

    /// What is said; or every question whose answer is wrong.
    pub fn parse(&self, directory: &Directory) -> Result<Details, Vec<(&'static str, Fault)>> {
        let mut faults = Vec::new();
        let mut text = |name: &'static str, text: &str, needed: bool, chars_max: usize| {
            let text = text.trim();
            if needed && text.is_empty() {
                faults.push((name, Fault::Empty));
            }
            if text.chars().count() > chars_max {
                faults.push((name, Fault::Long));
            }
            text.to_owned()
        };
        let name = text("name", &self.name, true, LINE_CHARS_MAX);
        let content = text("content", &self.content, true, TEXT_CHARS_MAX);
        let for_whom = text("for_whom", &self.for_whom, false, LINE_CHARS_MAX);
        let leader = text("leader", &self.leader, true, LINE_CHARS_MAX);
        let address = text("address", &self.address, true, LINE_CHARS_MAX);
        let gathering = text("gathering", &self.gathering, false, LINE_CHARS_MAX);
        let risks = text("risks", &self.risks, true, TEXT_CHARS_MAX);
        let protection = text("protection", &self.protection, false, TEXT_CHARS_MAX);
        let training = text("training", &self.training, false, LINE_CHARS_MAX);
        let category = Category::from_word(&self.category);
        if category.is_none() {
            faults.push(("category", Fault::Choice));
        }
        let service = self.service.trim();
        if !service.is_empty() && directory.catalogue.item(service).is_none() {
            faults.push(("service", Fault::Choice));
        }
        let phone = phones::reached(&self.phone);
        if phone.is_none() {
            faults.push(("phone", Fault::Phone));
        }
        let place = self.place.trim();
        if directory.areas.county_or_city(place).is_none() {
            faults.push(("place", Fault::Choice));
        }
        let point = match self.point.trim() {
            "" => None,
            text => match text.parse::<LatLng>() {
                Ok(point) if point.is_around_hainan() => Some(to_the_door(point)),
                _ => {
                    faults.push(("point", Fault::Point));
                    None
                }
            },
        };
        let words = self.skills.split(',').filter(|word| !word.is_empty());
        let skills: Option<BTreeSet<Skill>> = words.map(Skill::from_word).collect();
        if skills.is_none() {
            faults.push(("skills", Fault::Choice));
        }
        let age_min = match self.age_min.trim() {
            "" => Some(AGE_FLOOR),
            text => text.parse().ok().filter(|age| (AGE_FLOOR..=AGE_MIN_MAX).contains(age)),
        };
        if age_min.is_none() {
            faults.push(("age_min", Fault::Age));
        }
        match (category, phone, skills, age_min) {
            (Some(category), Some(phone), Some(skills), Some(age_min)) if faults.is_empty() => Ok(Details {
                name,
                category,
                service: service.to_owned(),
                content,
                for_whom,
                leader,
                phone,
                place: place.to_owned(),
                address,
                point,
                gathering,
                risks,
                protection,
                training,
                skills,
                age_min,
            }),
            _ => Err(faults),
        }
    }
}

/// A point as it is typed: to five decimals, about a metre.
fn point_text(point: LatLng) -> String {
    format!("{},{}", decimals(point.lat, POINT_DECIMALS), decimals(point.lng, POINT_DECIMALS))
}

/// A point without what nobody can measure.
fn to_the_door(point: LatLng) -> LatLng {
    let round = |degrees: f64| (degrees * 100_000.0).round() / 100_000.0 + 0.0;
    LatLng { lat: round(point.lat), lng: round(point.lng) }
}

impl Details {
    /// Names of the questions whose answers records and certificates state (民政部令第67号, Art. 7: name, place, content,
    /// who is in charge) and that `other` answers otherwise.
    pub fn recorded_otherwise(&self, other: &Self) -> Vec<&'static str> {
        [
            ("name", self.name != other.name),
            ("content", self.content != other.content),
            ("place", self.place != other.place),
            ("address", self.address != other.address),
            ("leader", self.leader != other.leader),
        ]
        .into_iter()
        .filter_map(|(name, differs)| differs.then_some(name))
        .collect()
    }

    /// As fields of a command, each from nothing.
    pub fn fields(&self) -> Fields {
        let Ok(Value::Object(map)) = serde_json::to_value(self) else { return Fields::new() };
        map.into_iter().map(|(name, value)| (name, Change::to(value))).collect()
    }

    /// What a command says, looked at once more by the rules of the form.
    pub fn from_fields(fields: &Fields, directory: &Directory) -> Option<Self> {
        let value = |(name, change): (&String, &Change)| match change {
            Change::Set { to, .. } => Some((name.clone(), to.clone())),
            Change::Members { .. } => None,
        };
        let map: Option<Map<String, Value>> = fields.iter().map(value).collect();
        let details: Self = serde_json::from_value(Value::Object(map?)).ok()?;
        DetailsForm::of(&details).parse(directory).ok().filter(|parsed| *parsed == details)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::directory::fixture::a_directory;

    pub(crate) fn a_form() -> DetailsForm {
        DetailsForm {
            name: "陪长者看医生".into(),
            category: "elders".into(),
            content: "陪两位长者去卫生院取药。".into(),
            leader: "符站长".into(),
            phone: "0898-65310000".into(),
            place: "469002100".into(),
            address: "嘉积镇卫生院门口".into(),
            risks: "天热，路上车多。".into(),
            ..DetailsForm::default()
        }
    }

    fn faults(form: DetailsForm) -> Vec<(&'static str, Fault)> {
        form.parse(&a_directory(Vec::new())).err().unwrap_or_default()
    }

    #[test]
    fn what_is_said_of_an_activity_tells_its_risks_and_who_answers_for_it() {
        assert_eq!(faults(a_form()), []);
        for name in ["name", "content", "leader", "address", "risks"] {
            let mut form = a_form();
            match name {
                "name" => form.name = " ".into(),
                "content" => form.content.clear(),
                "leader" => form.leader.clear(),
                "address" => form.address.clear(),
                _ => form.risks = "\n".into(),
            }
            assert_eq!(faults(form), [(name, Fault::Empty)]);
        }
    }

    #[test]
    fn every_wrong_answer_is_told_at_once() {
        let form = DetailsForm {
            category: "meeting".into(),
            phone: "12".into(),
            place: "999999".into(),
            point: "0,0".into(),
            skills: "medicine,flying".into(),
            age_min: "5".into(),
            service: "Z99".into(),
            name: "名".repeat(LINE_CHARS_MAX + 1),
            ..a_form()
        };
        let found: BTreeSet<_> = faults(form).into_iter().map(|(name, _)| name).collect();
        let all = ["age_min", "category", "name", "phone", "place", "point", "service", "skills"];
        assert_eq!(found.into_iter().collect::<Vec<_>>(), all);
    }

    #[test]
    fn paid_work_and_meetings_have_no_word() {
        for word in ["meeting", "paid", "duty", "party", "training", ""] {
            assert_eq!(Category::from_word(word), None, "{word}");
        }
    }

    #[test]
    fn a_command_says_what_the_form_said() {
        let directory = a_directory(Vec::new());
        let form =
            DetailsForm { skills: "medicine,law".into(), point: "19.2512345,110.4712345".into(), ..a_form() };
        let details = form.parse(&directory).unwrap();
        assert_eq!(Details::from_fields(&details.fields(), &directory), Some(details.clone()));
        let mut fields = details.fields();
        fields.insert("risks".into(), Change::to(""));
        assert_eq!(Details::from_fields(&fields, &directory), None, "a tablet is looked at like a form");
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_form(text in "\\PC{0,40}", point in "\\PC{0,20}", age in "\\PC{0,5}") {
            let form = DetailsForm {
                name: text.clone(), phone: text.clone(), skills: text.clone(), category: text, point, age_min: age, ..a_form()
            };
            if let Ok(details) = form.parse(&a_directory(Vec::new())) {
                let again = DetailsForm::of(&details).parse(&a_directory(Vec::new()));
                prop_assert_eq!(again.ok(), Some(details));
            }
        }
    }
}
