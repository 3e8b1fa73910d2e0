//! What a volunteer tells of themselves: the fields of F22, as they are typed and as they are kept. Pure.
//!
//! A name, a day of birth and a 市县 are asked of everybody; all else may stay empty (个人信息保护法 Art. 6).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use time::Date;

use super::model::{Admission, Gender, Kinship, Season, Skill, Time, Tongue, admission};
use crate::{
    directory::model::Directory,
    forms::parse::{check_digit_fits, id_number},
    ids::StationId,
    iso_date,
    messages::model::Contact,
    phones,
    text::{misleads, names_nobody, narrow},
};

/// Signs of a name.
pub const NAME_CHARS_MAX: usize = 50;

/// Signs of a line.
pub const LINE_CHARS_MAX: usize = 100;

/// Signs of what is written on several lines.
pub const TEXT_CHARS_MAX: usize = 500;

/// Signs of a number of another document than an identity card.
const DOCUMENT_CHARS: std::ops::RangeInclusive<usize> = 5..=20;

/// Whom to call when something happens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Emergency {
    /// Their name.
    pub name: String,
    /// Their number.
    pub phone: String,
    /// How they stand to the volunteer; may be empty.
    pub relation: String,
}

/// Who has to agree for a minor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guardian {
    /// Their name.
    pub name: String,
    /// Their mobile number, to which the code of their consent goes.
    pub phone: String,
    /// How they stand to the minor.
    pub kinship: Kinship,
}

/// What a volunteer has told of themselves. Empty texts are nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Details {
    /// 姓名.
    pub name: String,
    /// 性别.
    pub gender: Option<Gender>,
    /// 出生日期.
    #[serde(with = "iso_date")]
    pub born: Date,
    /// 身份证件号码.
    pub id_number: String,
    /// 居住区域: code of the 市县, or of a township or street in it.
    pub division: String,
    /// The station that they chose as theirs.
    pub station: Option<StationId>,
    /// 专业技能.
    pub skills: BTreeSet<Skill>,
    /// The same in their own words.
    pub skills_note: String,
    /// 服务类别: domains of the catalogue.
    pub interests: BTreeSet<String>,
    /// When they have time.
    pub times: BTreeSet<Time>,
    /// In which languages they can help.
    pub languages: BTreeSet<Tongue>,
    /// What has to be considered of their health.
    pub health: String,
    /// 保险: which they have for accidents, in their own words. Newer than what was kept before.
    #[serde(default)]
    pub insurance: String,
    /// Whom to call.
    pub emergency: Option<Emergency>,
    /// The months of a migratory resident.
    pub season: Option<Season>,
    /// Where a migratory resident comes from.
    pub home: String,
    /// Who agrees for a minor.
    pub guardian: Option<Guardian>,
    /// 民族.
    pub ethnic: String,
    /// 政治面貌.
    pub political: String,
    /// 学历.
    pub education: String,
    /// 职业.
    pub occupation: String,
}

impl Details {
    /// Whether a guardian's code is needed before these details count on `today`, where `before` are those that count
    /// already: for a minor whose guardian is another, and for whoever was a minor and says otherwise now.
    pub fn need_consent(&self, before: Option<&Self>, today: Date) -> bool {
        let is_minor = |born| admission(born, today) == Some(Admission::WithGuardian);
        match before {
            None => is_minor(self.born),
            Some(before) => {
                let other = before.guardian != self.guardian || before.born != self.born;
                (is_minor(self.born) || is_minor(before.born)) && other
            }
        }
    }
}

/// By what somebody is known to be the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// Their name.
    pub name: String,
    /// When they were born.
    #[serde(with = "iso_date")]
    pub born: Date,
}

impl Named {
    fn of(details: &Details) -> Self {
        Self { name: details.name.clone(), born: details.born }
    }
}

/// Who somebody was when they gave hours, and who they say they are now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Renamed {
    /// Who they were.
    pub before: Named,
    /// Who they say they are.
    pub now: Named,
}

impl Renamed {
    /// What became of a name and a birthday; nothing where both stay.
    pub fn of(before: &Details, now: &Details) -> Option<Self> {
        let (before, now) = (Named::of(before), Named::of(now));
        (before != now).then_some(Self { before, now })
    }
}

/// What is wrong with what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// No name.
    Name,
    /// No day of birth, or one that cannot be.
    Born,
    /// A day of birth that is still to come.
    BornAhead,
    /// Too young.
    TooYoung,
    /// No number of an identity card; another document has to be said to be one.
    IdNumber,
    /// The number says another day of birth.
    IdBorn,
    /// No 市县 of the list.
    County,
    /// The township does not lie in it.
    Town,
    /// No such station.
    Station,
    /// No domain, skill, time or language of the list.
    Choice(&'static str),
    /// One month without the other.
    Season,
    /// A number without a name, or a name without a number.
    Emergency,
    /// The number cannot be dialled.
    EmergencyPhone,
    /// A minor without a guardian's name.
    GuardianName,
    /// No mobile number of the mainland, to which a code could go.
    GuardianPhone,
    /// How the guardian stands to the minor is not said.
    GuardianKinship,
    /// More than can be kept.
    Long(&'static str, usize),
    /// Signs that cannot be seen or turn others around.
    Signs(&'static str),
    /// A name with digits or signs of markup.
    NameSigns(&'static str),
    /// The agreement was not agreed to.
    NotAgreed,
    /// Somebody with this name and birthday has this number already.
    Known,
    /// It was changed elsewhere meanwhile.
    NotNow,
    /// Too many codes went to the guardian's number.
    TooOften,
    /// At a station: no mobile number of the mainland.
    Phone,
    /// At a station: nobody says that the paper is signed.
    NotSigned,
    /// At a station: neither the place nor the station is looked after by who registers; the field to change.
    Elsewhere(&'static str),
}

/// The fields as they were sent, in the order of the page. What is not known is passed over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DetailsForm {
    pairs: Vec<(String, String)>,
}

impl DetailsForm {
    /// As they came.
    pub fn read(pairs: Vec<(String, String)>) -> Self {
        Self { pairs }
    }

    /// Filled in with what is kept.
    pub fn of(details: &Details, directory: &Directory) -> Self {
        let mut form = Self::default();
        let mut put = |name: &str, value: String| {
            if !value.is_empty() {
                form.pairs.push((name.to_owned(), value));
            }
        };
        let county = directory.areas.county_or_city(&details.division);
        let county = county.map(|it| it.code.clone()).unwrap_or_default();
        let station = details.station.and_then(|id| directory.station_with_id(id));
        put("name", details.name.clone());
        put("gender", details.gender.map(|it| it.word().to_owned()).unwrap_or_default());
        put("born", details.born.to_string());
        put("id_number", details.id_number.clone());
        if !details.id_number.is_empty() && !is_card(&details.id_number) {
            put("as_written", "on".to_owned());
        }
        put("town", if details.division == county { String::new() } else { details.division.clone() });
        put("county", county);
        put("station", station.map(|it| it.slug.clone()).unwrap_or_default());
        details.skills.iter().for_each(|it| put("skills", it.word().to_owned()));
        put("skills_note", details.skills_note.clone());
        details.interests.iter().for_each(|it| put("interests", it.clone()));
        details.times.iter().for_each(|it| put("times", it.word().to_owned()));
        details.languages.iter().for_each(|it| put("languages", it.word().to_owned()));
        put("health", details.health.clone());
        put("insurance", details.insurance.clone());
        if let Some(Emergency { name, phone, relation }) = details.emergency.clone() {
            put("emergency_name", name);
            put("emergency_phone", phone);
            put("emergency_relation", relation);
        }
        if let Some(season) = details.season {
            put("season_from", season.from.to_string());
            put("season_until", season.until.to_string());
        }
        put("home", details.home.clone());
        if let Some(Guardian { name, phone, kinship }) = details.guardian.clone() {
            put("guardian_name", name);
            put("guardian_phone", phone);
            put("guardian_kinship", kinship.word().to_owned());
        }
        put("ethnic", details.ethnic.clone());
        put("political", details.political.clone());
        put("education", details.education.clone());
        put("occupation", details.occupation.clone());
        form
    }

    /// What was typed in a field.
    pub fn text(&self, name: &str) -> &str {
        self.pairs.iter().find(|(it, _)| it == name).map_or("", |(_, value)| value)
    }

    /// Whether a field of several choices has this one.
    pub fn chose(&self, name: &str, value: &str) -> bool {
        self.pairs.iter().any(|(it, chosen)| it == name && chosen == value)
    }

    fn chosen(&self, name: &str) -> impl Iterator<Item = &str> {
        self.pairs.iter().filter(move |(it, _)| it == name).map(|(_, value)| value.as_str())
    }

    /// What was told, or all that is wrong with it.
    pub fn parse(&self, directory: &Directory, today: Date) -> Result<Details, Vec<Fault>> {
        let mut faults = Vec::new();
        let name = self.person("name", &mut faults);
        if !name.chars().any(char::is_alphabetic) && faults.is_empty() {
            faults.push(Fault::Name);
        }
        let born = day_as_typed(&self.plain("born"));
        let admitted = born.and_then(|born| admission(born, today));
        faults.extend(match admitted {
            None if born.is_some_and(|born| born > today) => Some(Fault::BornAhead),
            None => Some(Fault::Born),
            Some(Admission::TooYoung) => Some(Fault::TooYoung),
            Some(_) => None,
        });
        let id_number = self.id_number(born, &mut faults);
        let (division, station) = self.place(directory, &mut faults);
        let skills = self.choices("skills", Skill::from_word, &mut faults);
        let domains = &directory.catalogue.domains;
        let domain = |code: &str| domains.iter().find(|it| it.code == code).map(|it| it.code.clone());
        let interests = self.choices("interests", domain, &mut faults);
        let times = self.choices("times", Time::from_word, &mut faults);
        let languages = self.choices("languages", Tongue::from_word, &mut faults);
        let skills_note = self.line("skills_note", LINE_CHARS_MAX, &mut faults);
        let health = self.lines("health", &mut faults);
        let emergency = self.emergency(&mut faults);
        let season = self.season(&mut faults);
        let is_minor = admitted == Some(Admission::WithGuardian);
        let guardian = if is_minor { self.guardian(&mut faults) } else { None };
        let mut line = |name| self.line(name, LINE_CHARS_MAX, &mut faults);
        let (home, ethnic, political) = (line("home"), line("ethnic"), line("political"));
        let (education, occupation, insurance) = (line("education"), line("occupation"), line("insurance"));
        match born {
            Some(born) if faults.is_empty() => Ok(Details {
                name,
                gender: Gender::from_word(self.text("gender")),
                born,
                id_number,
                division,
                station,
                skills,
                skills_note,
                interests,
                times,
                languages,
                health,
                insurance,
                emergency,
                season,
                home,
                guardian,
                ethnic,
                political,
                education,
                occupation,
            }),
            _ => Err(faults),
        }
    }

    /// What a station copies from paper, with the mobile number; or all that is wrong with it. Its tick says that the
    /// agreement is signed, by the guardian of a minor too: the station keeps the paper.
    pub fn copied(&self, directory: &Directory, today: Date) -> Result<(Details, String), Vec<Fault>> {
        let signed = self.text("signed") == "on";
        match (mobile(self.text("phone")), self.parse(directory, today)) {
            (Ok(phone), Ok(details)) if signed => Ok((details, phone)),
            (phone, details) => {
                let mut faults: Vec<_> = phone.err().map(|_| Fault::Phone).into_iter().collect();
                faults.extend(details.err().unwrap_or_default());
                faults.extend((!signed).then_some(Fault::NotSigned));
                Err(faults)
            }
        }
    }

    fn plain(&self, name: &str) -> String {
        self.text(name).chars().map(narrow).collect()
    }

    /// One line, its blanks made single.
    fn line(&self, name: &'static str, most: usize, faults: &mut Vec<Fault>) -> String {
        let line = self.text(name).split_whitespace().collect::<Vec<_>>().join(" ");
        if line.chars().any(|sign| sign.is_control() || misleads(sign)) {
            faults.push(Fault::Signs(name));
        } else if line.chars().count() > most {
            faults.push(Fault::Long(name, most));
        }
        line
    }

    /// The name of somebody.
    fn person(&self, name: &'static str, faults: &mut Vec<Fault>) -> String {
        let line = self.line(name, NAME_CHARS_MAX, faults);
        faults.extend(line.chars().any(names_nobody).then_some(Fault::NameSigns(name)));
        line
    }

    /// Several lines.
    fn lines(&self, name: &'static str, faults: &mut Vec<Fault>) -> String {
        let text = self.text(name).replace("\r\n", "\n").trim().to_owned();
        if text.chars().any(|sign| (sign.is_control() && sign != '\n') || misleads(sign)) {
            faults.push(Fault::Signs(name));
        } else if text.chars().count() > TEXT_CHARS_MAX {
            faults.push(Fault::Long(name, TEXT_CHARS_MAX));
        }
        text
    }

    fn choices<T: Ord>(
        &self,
        name: &'static str,
        read: impl Fn(&str) -> Option<T>,
        faults: &mut Vec<Fault>,
    ) -> BTreeSet<T> {
        let chosen: Option<BTreeSet<T>> = self.chosen(name).map(read).collect();
        faults.extend(chosen.is_none().then_some(Fault::Choice(name)));
        chosen.unwrap_or_default()
    }

    /// The number of an identity card, checked; or of another document, where that is said.
    fn id_number(&self, born: Option<Date>, faults: &mut Vec<Fault>) -> String {
        let typed: String = self.plain("id_number").split_whitespace().collect::<String>().to_uppercase();
        if typed.is_empty() {
            return typed;
        }
        let as_written = self.text("as_written") == "on";
        let is_card = id_number(&typed).is_some_and(|card| is_card(&card));
        let other = DOCUMENT_CHARS.contains(&typed.len())
            && typed.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if !(is_card || as_written && other) {
            faults.push(Fault::IdNumber);
        } else if is_card && !as_written && born.is_some_and(|born| born_by(&typed) != Some(born)) {
            faults.push(Fault::IdBorn);
        }
        typed
    }

    fn place(&self, directory: &Directory, faults: &mut Vec<Fault>) -> (String, Option<StationId>) {
        let (county, town, station) = (self.text("county"), self.text("town"), self.text("station"));
        let areas = &directory.areas;
        if !areas.counties_and_cities().any(|it| it.code == county) {
            faults.push(Fault::County);
            return (String::new(), None);
        }
        if !town.is_empty() && (areas.division(town).is_none() || !areas.lies_in(town, county)) {
            faults.push(Fault::Town);
        }
        let chosen = directory.station(station).filter(|it| it.stage.serves());
        faults.extend((!station.is_empty() && chosen.is_none()).then_some(Fault::Station));
        (if town.is_empty() { county } else { town }.to_owned(), chosen.map(|it| it.id))
    }

    fn emergency(&self, faults: &mut Vec<Fault>) -> Option<Emergency> {
        let name = self.person("emergency_name", faults);
        let relation = self.line("emergency_relation", NAME_CHARS_MAX, faults);
        let typed = self.text("emergency_phone").trim();
        let phone = phones::reached(typed).or_else(|| phones::abroad(typed));
        faults.extend((name.is_empty() != typed.is_empty()).then_some(Fault::Emergency));
        faults.extend((!typed.is_empty() && phone.is_none()).then_some(Fault::EmergencyPhone));
        phone.filter(|_| !name.is_empty()).map(|phone| Emergency { name, phone, relation })
    }

    fn season(&self, faults: &mut Vec<Fault>) -> Option<Season> {
        let month = |name| self.plain(name).trim().parse().unwrap_or(0);
        let (from, until) = (self.text("season_from").trim(), self.text("season_until").trim());
        if from.is_empty() && until.is_empty() {
            return None;
        }
        let season = Season::of(month("season_from"), month("season_until"));
        faults.extend(season.is_none().then_some(Fault::Season));
        season
    }

    fn guardian(&self, faults: &mut Vec<Fault>) -> Option<Guardian> {
        let name = self.person("guardian_name", faults);
        let phone = mobile(self.text("guardian_phone")).ok();
        let kinship = Kinship::from_word(self.text("guardian_kinship"));
        faults.extend((!name.chars().any(char::is_alphabetic)).then_some(Fault::GuardianName));
        faults.extend(phone.is_none().then_some(Fault::GuardianPhone));
        faults.extend(kinship.is_none().then_some(Fault::GuardianKinship));
        Some(Guardian { name, phone: phone?, kinship: kinship? })
    }
}

/// A day as people write it: `1958-03-09`, `1958/3/9`, `1958.3.9`, `1958年3月9日` or `19580309`.
fn day_as_typed(text: &str) -> Option<Date> {
    let text = text.trim().trim_end_matches('日');
    let parts: Vec<_> = text.split(['-', '/', '.', '年', '月']).map(str::trim).collect();
    let (year, month, day) = match parts[..] {
        [year, month, day] => (year, month, day),
        [text] if text.len() == 8 && text.is_ascii() => (&text[..4], &text[4..6], &text[6..]),
        _ => return None,
    };
    iso_date::parse(&format!("{year}-{month:0>2}-{day:0>2}"))
}

/// Whether a number that somebody gave is that of an identity card.
pub fn is_card(number: &str) -> bool {
    check_digit_fits(number) && born_by(number).is_some()
}

/// The day of birth in the number of an identity card.
fn born_by(number: &str) -> Option<Date> {
    let (year, month, day) = (number.get(6..10)?, number.get(10..12)?, number.get(12..14)?);
    iso_date::parse(&format!("{year}-{month}-{day}"))
}

/// What is wrong with a number to which a code shall go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhoneFault {
    /// It is no mobile number.
    NoMobile,
    /// It is one of another country or region, to which no SMS go from here.
    Foreign,
    /// Too many codes were sent.
    TooOften,
}

/// What is wrong with an e-mail address to which a code shall go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmailFault {
    /// It is no address.
    NoAddress,
    /// Too many codes were sent.
    TooOften,
}

/// An e-mail address.
pub fn email(typed: &str) -> Option<Contact> {
    Contact::parse(typed).filter(|contact| matches!(contact, Contact::Email(_)))
}

/// A mobile number of the mainland.
pub fn mobile(typed: &str) -> Result<String, PhoneFault> {
    let plain: String = typed.chars().map(narrow).filter(|sign| !sign.is_whitespace()).collect();
    let abroad = plain.strip_prefix('+').or_else(|| plain.strip_prefix("00"));
    // Without its +, a number of North America may look like one of ours.
    if abroad.is_some_and(|rest| !rest.starts_with("86")) {
        return Err(PhoneFault::Foreign);
    }
    phones::mobile(typed).ok_or(PhoneFault::NoMobile)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::macros::date;

    use super::*;
    use crate::directory::fixture::{a_directory, a_station};

    const TODAY: Date = date!(2026 - 12 - 01);

    fn form(pairs: &[(&str, &str)]) -> DetailsForm {
        let usual = [("name", "王小花"), ("born", "1958-03-09"), ("county", "469002")];
        let kept = usual.into_iter().filter(|(name, _)| !pairs.iter().any(|(it, _)| it == name));
        let pairs = kept.chain(pairs.iter().copied());
        DetailsForm::read(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect())
    }

    fn parsed(pairs: &[(&str, &str)]) -> Result<Details, Vec<Fault>> {
        form(pairs).parse(&a_directory(vec![a_station("jiaji")]), TODAY)
    }

    #[test]
    fn a_name_a_birthday_and_a_county_are_enough() {
        let details = parsed(&[]).unwrap();
        assert_eq!((details.name.as_str(), details.division.as_str()), ("王小花", "469002"));
        assert!(details.guardian.is_none() && details.station.is_none());
        let faults = DetailsForm::default().parse(&a_directory(Vec::new()), TODAY).unwrap_err();
        assert_eq!(faults, [Fault::Name, Fault::Born, Fault::County]);
    }

    #[test]
    fn what_is_kept_fills_the_form_and_is_read_from_it_again() {
        let directory = a_directory(vec![a_station("jiaji")]);
        let typed = [
            ("town", "469002100"),
            ("station", "jiaji"),
            ("gender", "female"),
            ("id_number", "１１０１０５ １９４９１２３１ ００２x"),
            ("born", "1949-12-31"),
            ("skills", "medicine"),
            ("skills", "teaching"),
            ("times", "weekday_morning"),
            ("languages", "hainanese"),
            ("interests", "A"),
            ("languages", "tanka"),
            ("health", "高血压\r\n不能久站"),
            ("insurance", "旅行意外险，到 2027 年 3 月"),
            ("emergency_name", "李四"),
            ("emergency_phone", "0898 6531 0000"),
            ("season_from", "11"),
            ("season_until", "3"),
            ("home", "黑龙江"),
            ("occupation", "退休医生"),
        ];
        let details = form(&typed).parse(&directory, TODAY).unwrap();
        assert_eq!(details.id_number, "11010519491231002X");
        assert_eq!((details.skills.len(), details.season), (2, Season::of(11, 3)));
        let again = DetailsForm::of(&details, &directory).parse(&directory, TODAY).unwrap();
        assert_eq!(again, details);
        let other = Details { name: "王大花".into(), ..details.clone() };
        let renamed = Renamed::of(&details, &other).unwrap();
        assert_eq!(
            serde_json::to_string(&renamed).unwrap(),
            r#"{"before":{"name":"王小花","born":"1949-12-31"},"now":{"name":"王大花","born":"1949-12-31"}}"#
        );
        assert_eq!(Renamed::of(&details, &Details { home: "吉林".into(), ..details.clone() }), None);
        let mut stored = serde_json::to_value(&details).unwrap();
        assert_eq!(serde_json::from_value::<Details>(stored.clone()).unwrap(), details);
        // What was kept before there was a line for insurance.
        stored.as_object_mut().unwrap().remove("insurance");
        assert_eq!(serde_json::from_value::<Details>(stored).unwrap().insurance, "");
    }

    #[test]
    fn a_minor_names_a_guardian_and_a_child_of_five_is_not_taken() {
        assert_eq!(parsed(&[("born", "2021-05-01")]).unwrap_err(), [Fault::TooYoung]);
        let faults = parsed(&[("born", "2014-05-01"), ("guardian_phone", "+852 9123 4567")]).unwrap_err();
        assert_eq!(faults, [Fault::GuardianName, Fault::GuardianPhone, Fault::GuardianKinship]);
        let guardian = [
            ("born", "2014-05-01"),
            ("guardian_name", "王大花"),
            ("guardian_phone", "139 0000 0000"),
            ("guardian_kinship", "parent"),
        ];
        let child = parsed(&guardian).unwrap();
        assert_eq!(child.guardian.as_ref().unwrap().phone, "13900000000");
        assert!(child.need_consent(None, TODAY) && !child.need_consent(Some(&child), TODAY));
        // Saying that one is grown up is no way around it.
        let grown = parsed(&[("born", "2000-05-01")]).unwrap();
        assert!(grown.need_consent(Some(&child), TODAY) && child.need_consent(Some(&grown), TODAY));
        assert!(!grown.need_consent(None, TODAY));
        // By the time they are eighteen nobody asks.
        assert!(!child.need_consent(Some(&child), date!(2032 - 05 - 01)));
    }

    #[test]
    fn the_number_of_a_card_is_checked_and_of_another_document_taken_as_it_is_written() {
        for (number, born, extra, fault) in [
            ("110105194912310021", "1949-12-31", "", Some(Fault::IdNumber)),
            ("11010519491331002X", "1949-12-31", "", Some(Fault::IdNumber)),
            ("11010519491231002X", "1950-12-31", "", Some(Fault::IdBorn)),
            ("11010519491231002X", "1950-12-31", "on", None),
            ("E12345678", "1950-12-31", "", Some(Fault::IdNumber)),
            ("E12345678", "1950-12-31", "on", None),
            ("<b>", "1950-12-31", "on", Some(Fault::IdNumber)),
        ] {
            let told = parsed(&[("id_number", number), ("born", born), ("as_written", extra)]);
            assert_eq!(told.err().map(|faults| faults[0]), fault, "{number} {born} {extra}");
        }
    }

    #[test]
    fn what_is_not_on_a_list_or_too_long_is_told() {
        let long = "长".repeat(LINE_CHARS_MAX + 1);
        for (pair, fault) in [
            (("county", "460000"), Fault::County),
            (("town", "460204"), Fault::Town),
            (("station", "nowhere"), Fault::Station),
            (("skills", "flying"), Fault::Choice("skills")),
            (("interests", "Z"), Fault::Choice("interests")),
            (("home", long.as_str()), Fault::Long("home", LINE_CHARS_MAX)),
            (("name", "王\u{202e}花"), Fault::Signs("name")),
            (("name", "- '"), Fault::Name),
            (("name", "123"), Fault::NameSigns("name")),
            (("name", "<b>王小花</b>"), Fault::NameSigns("name")),
            (("name", "王小花2"), Fault::NameSigns("name")),
            (("born", "2030-01-01"), Fault::BornAhead),
            (("born", "1880-01-01"), Fault::Born),
            (("season_from", "11"), Fault::Season),
            (("emergency_name", "李四"), Fault::Emergency),
        ] {
            assert_eq!(parsed(&[pair]).unwrap_err(), [fault], "{pair:?}");
        }
    }

    #[test]
    fn a_day_is_read_as_people_write_it() {
        let day = |text| parsed(&[("born", text)]).map(|it| it.born.to_string());
        for text in [
            "1958-03-09",
            "1958-3-9",
            "1958/3/9",
            "1958.03.09",
            "1958年3月9日",
            "19580309",
            " １９５８年３月９日 ",
        ] {
            assert_eq!(day(text).as_deref(), Ok("1958-03-09"), "{text}");
        }
        for text in
            ["", "1958", "58-3-9", "1958-3", "1958-13-01", "9.3.1958", "1958--3", "195803090", "1958年"]
        {
            assert_eq!(day(text), Err(vec![Fault::Born]), "{text}");
        }
    }

    #[test]
    fn somebody_who_lives_elsewhere_can_be_called_in_an_emergency() {
        let called = |phone| parsed(&[("emergency_name", "李四"), ("emergency_phone", phone)]);
        for phone in ["+852 9123 4567", "0065 6123 4567", "0898-65310000"] {
            assert_eq!(called(phone).unwrap().emergency.unwrap().phone, phone);
        }
        assert_eq!(called("9123 45").unwrap_err(), [Fault::EmergencyPhone]);
    }

    #[test]
    fn whoever_is_named_beside_the_volunteer_is_named_like_a_person_too() {
        let emergency = [("emergency_name", "李四<3"), ("emergency_phone", "0898 6531 0000")];
        assert_eq!(parsed(&emergency).unwrap_err(), [Fault::NameSigns("emergency_name")]);
        let guardian = [
            ("born", "2014-05-01"),
            ("guardian_name", "王&大花"),
            ("guardian_phone", "139 0000 0000"),
            ("guardian_kinship", "parent"),
        ];
        assert_eq!(parsed(&guardian).unwrap_err(), [Fault::NameSigns("guardian_name")]);
        for name in ["阿依古丽·买买提", "Anne-Marie O'Neill Jr."] {
            assert_eq!(parsed(&[("name", name)]).unwrap().name, name);
        }
    }

    #[test]
    fn what_is_copied_from_paper_has_a_number_and_a_signature() {
        let directory = a_directory(Vec::new());
        let copied = |pairs: &[(&str, &str)]| form(pairs).copied(&directory, TODAY);
        let (details, phone) = copied(&[("phone", "138 0013 8000"), ("signed", "on")]).unwrap();
        assert_eq!((details.name.as_str(), phone.as_str()), ("王小花", "13800138000"));
        assert_eq!(copied(&[("phone", "13800138000")]).unwrap_err(), [Fault::NotSigned]);
        let faults = copied(&[("name", ""), ("phone", "+7 900 123 45 67")]).unwrap_err();
        assert_eq!(faults, [Fault::Phone, Fault::Name, Fault::NotSigned]);
    }

    #[test]
    fn a_number_of_another_country_is_told_apart() {
        assert_eq!(mobile("+86 138 0013 8000").as_deref(), Ok("13800138000"));
        assert_eq!(mobile("0086 13800138000").as_deref(), Ok("13800138000"));
        for foreign in ["+7 900 123 45 67", "+852 9123 4567", "0044 7700 900123", "＋1 310 555 0100"] {
            assert_eq!(mobile(foreign), Err(PhoneFault::Foreign), "{foreign}");
        }
        for none in ["", "0898-65310000", "1380013800", "call me"] {
            assert_eq!(mobile(none), Err(PhoneFault::NoMobile), "{none}");
        }
    }

    proptest! {
        #[test]
        fn any_text_in_any_field_is_kept_or_told(name in "name|born|id_number|county|town|station|skills|health|home|season_from|emergency_phone|emergency_name", text in "\\PC{0,60}") {
            let directory = a_directory(vec![a_station("jiaji")]);
            if let Ok(details) = form(&[(name.as_str(), text.as_str())]).parse(&directory, TODAY) {
                let again = DetailsForm::of(&details, &directory).parse(&directory, TODAY);
                prop_assert_eq!(again, Ok(details));
            }
        }
    }
}
