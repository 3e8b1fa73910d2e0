//! What is said of a need, and how it is parsed. Pure.
//!
//! Two parts: what a volunteer reads who is asked, and what they read once the leader has agreed. Of whoever is helped neither
//! says anything (个人信息保护法 Art. 6); what looks like a number of a telephone or of a card is not taken in the first.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use time::{Date, Month};

use super::model::AskState;
use crate::{
    activities::sign_up::ACCOMPANIED_BELOW,
    directory::model::Directory,
    iso_date,
    journal::model::{Change, Fields},
    phones,
    text::{misleads, narrow},
    volunteers::model::{AGE_FULL, Skill, Time},
};

/// Letters of a line.
pub const LINE_CHARS_MAX: usize = 80;
/// Letters of a text.
pub const TEXT_CHARS_MAX: usize = 1000;
/// How many days a need lasts at most, and how far ahead it begins.
pub const DAYS_MAX: i64 = 366;
/// How many volunteers one need is for at most.
pub const PEOPLE_MAX: u8 = 20;
/// The highest age that can be asked for.
const AGE_MIN_MAX: u8 = 60;
/// Digits in a row, from which on it may be somebody's number.
const DIGITS_MIN: usize = 7;

/// What of a need is sealed in the journal.
pub const PERSONAL: &[&str] = &["title", "task", "address", "meeting", "contact", "phone"];

/// What is said of a need.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Details {
    /// What is to be done, in a line.
    pub title: String,
    /// The same at length; may be empty.
    pub task: String,
    /// One of these is needed; none for everybody.
    pub skills: BTreeSet<Skill>,
    /// Code of the village or township.
    pub place: String,
    /// At which times of the week.
    pub times: BTreeSet<Time>,
    /// The first day.
    #[serde(with = "iso_date")]
    pub first: Date,
    /// The last day; the same for once.
    #[serde(with = "iso_date")]
    pub last: Date,
    /// How many volunteers.
    pub people: u8,
    /// How old one must be.
    pub age_min: u8,
    /// Where exactly. Told after the leader's agreement, like all that follows.
    pub address: String,
    /// Where and when people meet.
    pub meeting: String,
    /// Whom in the unit to call.
    pub contact: String,
    /// Their number.
    pub phone: String,
}

/// What a form sends: text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct DetailsForm {
    /// See [`Details`].
    pub title: String,
    /// See [`Details`].
    pub task: String,
    /// Words of skills with commas between them.
    pub skills: String,
    /// See [`Details`].
    pub place: String,
    /// Words of times with commas between them.
    pub times: String,
    /// `2026-12-05`.
    pub first: String,
    /// `2026-12-05`; empty for the first day alone.
    pub last: String,
    /// See [`Details`]; empty for one.
    pub people: String,
    /// See [`Details`]; empty for grown up.
    pub age_min: String,
    /// See [`Details`].
    pub address: String,
    /// See [`Details`].
    pub meeting: String,
    /// See [`Details`].
    pub contact: String,
    /// See [`Details`].
    pub phone: String,
}

/// What is wrong with an answer; the question has the name of its field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing is said where something has to be.
    Empty,
    /// More is said than [`LINE_CHARS_MAX`] or [`TEXT_CHARS_MAX`].
    Long,
    /// Signs that cannot be seen or turn others around.
    Signs,
    /// It holds what may be somebody's number.
    Number,
    /// It is none of the list.
    Choice,
    /// No time is chosen.
    Times,
    /// It is no number that can be called.
    Phone,
    /// It is no day.
    Day,
    /// It is over already.
    Past,
    /// The last day comes before the first.
    Order,
    /// It lies, or lasts, more than [`DAYS_MAX`].
    TooFar,
    /// Nobody, or more than [`PEOPLE_MAX`].
    People,
    /// It is no age from [`ACCOMPANIED_BELOW`] on.
    Age,
}

/// Reads lines and texts, and collects what is wrong with them.
#[derive(Default)]
struct Reading {
    faults: Vec<(&'static str, Fault)>,
}

impl Reading {
    fn text(&mut self, name: &'static str, text: &str, needed: bool, chars_max: usize) -> String {
        let text = text.replace("\r\n", "\n").trim().to_owned();
        let signs = |sign: char| sign.is_control() && sign != '\n' || misleads(sign);
        let fault = [
            (needed && text.is_empty(), Fault::Empty),
            (text.chars().count() > chars_max, Fault::Long),
            (text.chars().any(signs), Fault::Signs),
        ];
        self.faults.extend(fault.iter().find(|(wrong, _)| *wrong).map(|(_, fault)| (name, *fault)));
        text
    }

    /// What is read before anything is agreed: no number of anybody stands in it.
    fn told(&mut self, name: &'static str, text: &str, needed: bool, chars_max: usize) -> String {
        let text = self.text(name, text, needed, chars_max);
        if holds_a_number(&text) {
            self.faults.push((name, Fault::Number));
        }
        text
    }

    fn or<T>(&mut self, name: &'static str, fault: Fault, value: Option<T>) -> Option<T> {
        if value.is_none() {
            self.faults.push((name, fault));
        }
        value
    }
}

/// Whether there are so many digits in a row, blanks and hyphens between them or not, as the number of a telephone or of
/// a card has. Days are written with hyphens too, and are none.
fn holds_a_number(text: &str) -> bool {
    let mut digits = 0;
    let plain: Vec<char> = text.chars().map(narrow).collect();
    let without_days = remove_days(&plain);
    without_days.into_iter().any(|sign| {
        digits = match sign {
            '0'..='9' => digits + 1,
            ' ' | '-' => digits,
            _ => 0,
        };
        digits >= DIGITS_MIN
    })
}

/// The signs without what is written like `2026-12-05`.
fn remove_days(signs: &[char]) -> Vec<char> {
    let mut kept = Vec::with_capacity(signs.len());
    let mut at = 0;
    while at < signs.len() {
        let day: String = signs[at..].iter().take(10).collect();
        if iso_date::parse(&day).is_some() {
            // Something stands there that ends what stood before.
            kept.push('.');
            at += 10;
        } else {
            kept.push(signs[at]);
            at += 1;
        }
    }
    kept
}

impl DetailsForm {
    /// The form with what is said already.
    pub fn of(details: &Details) -> Self {
        let skills: Vec<_> = details.skills.iter().map(|it| it.word()).collect();
        let times: Vec<_> = details.times.iter().map(|it| it.word()).collect();
        Self {
            title: details.title.clone(),
            task: details.task.clone(),
            skills: skills.join(","),
            place: details.place.clone(),
            times: times.join(","),
            first: details.first.to_string(),
            last: details.last.to_string(),
            people: details.people.to_string(),
            age_min: details.age_min.to_string(),
            address: details.address.clone(),
            meeting: details.meeting.clone(),
            contact: details.contact.clone(),
            phone: details.phone.clone(),
        }
    }

    /// What is said; or every question whose answer is wrong. The place lies in `county`, that of the unit.
    pub fn parse(
        &self,
        directory: &Directory,
        county: &str,
        today: Date,
    ) -> Result<Details, Vec<(&'static str, Fault)>> {
        let mut reading = Reading::default();
        let title = reading.told("title", &self.title, true, LINE_CHARS_MAX);
        let task = reading.told("task", &self.task, false, TEXT_CHARS_MAX);
        let words = |text: &'_ str| -> Vec<String> {
            text.split(',').filter(|word| !word.is_empty()).map(str::to_owned).collect()
        };
        let skills: Option<BTreeSet<_>> = words(&self.skills).iter().map(|it| Skill::from_word(it)).collect();
        let skills = reading.or("skills", Fault::Choice, skills);
        let place = self.place.trim();
        let lies = !county.is_empty() && place != county && directory.areas.lies_in(place, county);
        let place = reading.or("place", Fault::Choice, lies.then(|| place.to_owned()));
        let times: Option<BTreeSet<_>> = words(&self.times).iter().map(|it| Time::from_word(it)).collect();
        let times = reading.or("times", Fault::Times, times.filter(|times| !times.is_empty()));
        let days = self.days(today, &mut reading);
        let number = |text: &str, none: u8| match text.trim() {
            "" => Some(none),
            text => text.chars().map(narrow).collect::<String>().parse::<u8>().ok(),
        };
        let people = number(&self.people, 1).filter(|it| (1..=PEOPLE_MAX).contains(it));
        let people = reading.or("people", Fault::People, people);
        let age_min = number(&self.age_min, AGE_FULL);
        let age_min = age_min.filter(|it| (ACCOMPANIED_BELOW..=AGE_MIN_MAX).contains(it));
        let age_min = reading.or("age_min", Fault::Age, age_min);
        let address = reading.text("address", &self.address, true, LINE_CHARS_MAX);
        let meeting = reading.text("meeting", &self.meeting, true, LINE_CHARS_MAX);
        let contact = reading.text("contact", &self.contact, true, LINE_CHARS_MAX);
        let phone = reading.or("phone", Fault::Phone, phones::reached(&self.phone));
        match (skills, place, times, days, people, age_min, phone) {
            (
                Some(skills),
                Some(place),
                Some(times),
                Some((first, last)),
                Some(people),
                Some(age_min),
                Some(phone),
            ) if reading.faults.is_empty() => Ok(Details {
                title,
                task,
                skills,
                place,
                times,
                first,
                last,
                people,
                age_min,
                address,
                meeting,
                contact,
                phone,
            }),
            _ => Err(reading.faults),
        }
    }

    fn days(&self, today: Date, reading: &mut Reading) -> Option<(Date, Date)> {
        let day = |text: &str| iso_date::parse(text.trim());
        let first = reading.or("first", Fault::Day, day(&self.first));
        let last = match self.last.trim() {
            "" => first,
            text => reading.or("last", Fault::Day, day(text)),
        };
        let (first, last) = (first?, last?);
        let far = |from: Date, to: Date| (to - from).whole_days() > DAYS_MAX;
        let fault = [
            (last < first, "last", Fault::Order),
            // What goes on already may have begun before it is posted.
            (last < today, if first == last { "first" } else { "last" }, Fault::Past),
            (far(today, first), "first", Fault::TooFar),
            (far(first, last), "last", Fault::TooFar),
        ];
        match fault.into_iter().find(|(wrong, ..)| *wrong) {
            Some((_, name, fault)) => {
                reading.faults.push((name, fault));
                None
            }
            None => Some((first, last)),
        }
    }
}

impl Details {
    /// As fields of a command, each from nothing.
    pub fn fields(&self) -> Fields {
        let Ok(Value::Object(map)) = serde_json::to_value(self) else { return Fields::new() };
        map.into_iter().map(|(name, value)| (name, Change::to(value))).collect()
    }

    /// What a command says, looked at once more by the rules of the form.
    pub fn from_fields(fields: &Fields, directory: &Directory, county: &str, today: Date) -> Option<Self> {
        let value = |(name, change): (&String, &Change)| match change {
            Change::Set { to, .. } => Some((name.clone(), to.clone())),
            Change::Members { .. } => None,
        };
        let map: Option<Map<String, Value>> = fields.iter().map(value).collect();
        let details: Self = serde_json::from_value(Value::Object(map?)).ok()?;
        let parsed = DetailsForm::of(&details).parse(directory, county, today).ok();
        parsed.filter(|parsed| *parsed == details)
    }

    /// What somebody reads who was asked and stands so: without where exactly, where people meet and whom to call, until the
    /// leader has agreed.
    pub fn told_to(&self, state: AskState) -> Self {
        if state == AskState::Agreed {
            return self.clone();
        }
        let nothing = String::new;
        Self { address: nothing(), meeting: nothing(), contact: nothing(), phone: nothing(), ..self.clone() }
    }

    /// Whether some of it is in the evening, when nobody who is not grown up is asked.
    pub fn is_in_the_evening(&self) -> bool {
        self.times.iter().any(|time| matches!(time, Time::WeekdayEvening | Time::WeekendEvening))
    }

    /// The months in which its days lie, each once.
    pub fn months(&self) -> Vec<Month> {
        let count = i32::from(u8::from(self.last.month())) - i32::from(u8::from(self.first.month()))
            + 12 * (self.last.year() - self.first.year());
        let months = std::iter::successors(Some(self.first.month()), |month| Some(month.next()));
        months.take(usize::try_from(count.clamp(0, 11)).unwrap_or_default() + 1).collect()
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use proptest::prelude::*;
    use time::macros::date;

    use super::*;
    use crate::directory::fixture::a_directory;

    pub(crate) const TODAY: Date = date!(2026 - 12 - 01);

    pub(crate) fn a_form() -> DetailsForm {
        DetailsForm {
            title: "陪一位长者去卫生院取药".into(),
            skills: "medicine".into(),
            place: "469002100".into(),
            times: "weekday_morning,weekend_morning".into(),
            first: "2026-12-05".into(),
            last: "2027-02-20".into(),
            address: "嘉积镇卫生院门口".into(),
            meeting: "早上八点半在社工站门口集合".into(),
            contact: "符社工".into(),
            phone: "0898-65310000".into(),
            ..DetailsForm::default()
        }
    }

    fn parsed(form: &DetailsForm) -> Result<Details, Vec<(&'static str, Fault)>> {
        form.parse(&a_directory(Vec::new()), "469002", TODAY)
    }

    #[test]
    fn little_is_needed_and_the_rest_follows() {
        let details = parsed(&a_form()).unwrap();
        assert_eq!((details.people, details.age_min), (1, AGE_FULL));
        let once = parsed(&DetailsForm { last: String::new(), ..a_form() }).unwrap();
        assert_eq!((once.first, once.last), (date!(2026 - 12 - 05), date!(2026 - 12 - 05)));
        let faults = parsed(&DetailsForm::default()).unwrap_err();
        let names: Vec<_> = faults.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, ["title", "place", "times", "first", "address", "meeting", "contact", "phone"]);
    }

    #[test]
    fn every_wrong_answer_is_told() {
        let long = "长".repeat(LINE_CHARS_MAX + 1);
        type Changed = fn(&mut DetailsForm, &str);
        let rows: [(Changed, &str, &str, Fault); 18] = [
            (|form, text| form.title = text.into(), &long, "title", Fault::Long),
            (|form, text| form.title = text.into(), "取药\u{202e}", "title", Fault::Signs),
            (|form, text| form.title = text.into(), "陪 138 0013 8000 取药", "title", Fault::Number),
            (|form, text| form.task = text.into(), "卡号４６０００２１９５５１０３０", "task", Fault::Number),
            (|form, text| form.task = text.into(), "打 65310000", "task", Fault::Number),
            (|form, text| form.skills = text.into(), "flying", "skills", Fault::Choice),
            (|form, text| form.place = text.into(), "469002", "place", Fault::Choice),
            (|form, text| form.place = text.into(), "460204", "place", Fault::Choice),
            (|form, text| form.times = text.into(), "midnight", "times", Fault::Times),
            (|form, text| form.first = text.into(), "2026-02-30", "first", Fault::Day),
            (|form, text| form.first = text.into(), "2028-12-05", "last", Fault::Order),
            (|form, text| form.last = text.into(), "2026-12-04", "last", Fault::Order),
            (|form, text| form.last = text.into(), "2028-12-05", "last", Fault::TooFar),
            (|form, text| form.people = text.into(), "0", "people", Fault::People),
            (|form, text| form.people = text.into(), "10000", "people", Fault::People),
            (|form, text| form.age_min = text.into(), "9", "age_min", Fault::Age),
            (|form, text| form.phone = text.into(), "12", "phone", Fault::Phone),
            (|form, text| form.meeting = text.into(), " ", "meeting", Fault::Empty),
        ];
        for (change, text, name, fault) in rows {
            let mut form = a_form();
            change(&mut form, text);
            assert_eq!(parsed(&form).unwrap_err(), [(name, fault)], "{name}: {text}");
        }
        let over = DetailsForm { first: "2026-11-01".into(), last: "2026-11-30".into(), ..a_form() };
        assert_eq!(parsed(&over).unwrap_err(), [("last", Fault::Past)]);
        let yesterday = DetailsForm { first: "2026-11-30".into(), last: String::new(), ..a_form() };
        assert_eq!(parsed(&yesterday).unwrap_err(), [("first", Fault::Past)]);
    }

    #[test]
    fn days_and_small_numbers_are_nobodys_number() {
        for text in ["2026-12-05 到 2026-12-20，9:00-11:30", "3 位长者，2 公斤米", "１２３ ４５６"]
        {
            assert!(!holds_a_number(text), "{text}");
        }
        for text in ["138-0013-8000", "１３８００１３８０００", "46000219551030739X", "2026-12-0 123456"]
        {
            assert!(holds_a_number(text), "{text}");
        }
    }

    #[test]
    fn months_go_over_the_turn_of_the_year_and_around_it_once() {
        let months = |first, last| Details { first, last, ..parsed(&a_form()).unwrap() }.months();
        use Month::*;
        assert_eq!(months(date!(2026 - 12 - 05), date!(2027 - 02 - 20)), [December, January, February]);
        assert_eq!(months(date!(2026 - 12 - 05), date!(2026 - 12 - 31)), [December]);
        assert_eq!(months(date!(2026 - 12 - 05), date!(2027 - 12 - 06)).len(), 12);
    }

    #[test]
    fn the_place_and_whom_to_call_are_told_after_the_agreement_alone() {
        let details = parsed(&a_form()).unwrap();
        for state in AskState::ALL.iter().copied() {
            let told = details.told_to(state);
            assert_eq!((&told.title, &told.place), (&details.title, &details.place));
            let rest = [told.address, told.meeting, told.contact, told.phone];
            assert_eq!(rest.iter().all(String::is_empty), state != AskState::Agreed, "{state:?}");
        }
    }

    #[test]
    fn a_command_says_what_the_form_said() {
        let directory = a_directory(Vec::new());
        let details = parsed(&a_form()).unwrap();
        let again = |fields: &Fields| Details::from_fields(fields, &directory, "469002", TODAY);
        assert_eq!(again(&details.fields()), Some(details.clone()));
        let mut fields = details.fields();
        fields.insert("title".into(), Change::to("打 13800138000"));
        assert_eq!(again(&fields), None, "a command is looked at like a form");
        assert!(PERSONAL.iter().all(|name| fields.contains_key(*name)));
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_form(text in "\\PC{0,40}", day in "\\PC{0,12}", number in "\\PC{0,5}") {
            let form = DetailsForm {
                title: text.clone(), task: text.clone(), meeting: text.clone(), contact: text,
                last: day, people: number.clone(), age_min: number, ..a_form()
            };
            if let Ok(details) = parsed(&form) {
                prop_assert_eq!(parsed(&DetailsForm::of(&details)), Ok(details));
            }
        }
    }
}
