//! What the national system for voluntary service is handed: the confirmed hours, in the columns that it wants. Pure.
//!
//! Which columns, in which order and under which headings is kept by the province, because the standard (MZ/T 061-2015)
//! names data elements and each system its own form of them. How a record stands is what people have noted: nothing here
//! asks the national system, and no page says that it holds a record unless somebody has said so.

use time::Date;

use super::{messages, model::Item, words};
use crate::{
    ids::{HoursId, VolunteerId},
    language::Language,
    worded::worded,
};

/// The longest heading, in signs.
const HEADING_MAX: usize = 60;

/// A data element of a record of hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Element {
    /// The record's own id.
    Record,
    /// 志愿者编号.
    VolunteerNumber,
    /// 姓名, in full: the list goes to an authority and to nobody else.
    Name,
    /// 活动名称.
    Activity,
    /// 日期.
    Day,
    /// 地点.
    Place,
    /// 服务内容.
    Content,
    /// 服务时间, in hours.
    Hours,
    /// 活动组织单位.
    Organiser,
    /// 活动负责人.
    InCharge,
    /// 记录单位.
    RecordedBy,
    /// 性别.
    Sex,
    /// 出生日期.
    Born,
    /// 证件类型.
    IdKind,
    /// 证件号码.
    IdNumber,
    /// When the service began.
    Begins,
    /// When it ended.
    Ends,
    /// 服务类别.
    Category,
    /// The item of the catalogue of services.
    Service,
    /// 记录人.
    Recorder,
    /// 记录日期.
    RecordedOn,
    /// Trainings (民政部令第67号, Art. 8).
    Trainings,
    /// Awards (Art. 9).
    Awards,
}

impl Element {
    /// Every element.
    pub const ALL: [Self; 23] = [
        Self::Record,
        Self::VolunteerNumber,
        Self::Name,
        Self::Activity,
        Self::Day,
        Self::Place,
        Self::Content,
        Self::Hours,
        Self::Organiser,
        Self::InCharge,
        Self::RecordedBy,
        Self::Sex,
        Self::Born,
        Self::IdKind,
        Self::IdNumber,
        Self::Begins,
        Self::Ends,
        Self::Category,
        Self::Service,
        Self::Recorder,
        Self::RecordedOn,
        Self::Trainings,
        Self::Awards,
    ];

    /// Those that stand in a file where nobody has said otherwise: the names of the law, and nothing that is sealed but the
    /// name. What else the national system wants, the province adds.
    const USUAL: [Self; 10] = [
        Self::VolunteerNumber,
        Self::Name,
        Self::Activity,
        Self::Day,
        Self::Place,
        Self::Content,
        Self::Hours,
        Self::Organiser,
        Self::InCharge,
        Self::RecordedBy,
    ];

    /// Whether it is sealed beside the name: whoever takes it home is noted with it.
    pub fn is_sealed(self) -> bool {
        matches!(
            self,
            Self::Sex | Self::Born | Self::IdKind | Self::IdNumber | Self::Trainings | Self::Awards
        )
    }

    /// As it is stored.
    pub fn word(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::VolunteerNumber => "volunteer_number",
            Self::Name => "name",
            Self::Activity => "activity",
            Self::Day => "day",
            Self::Place => "place",
            Self::Content => "content",
            Self::Hours => "hours",
            Self::Organiser => "organiser",
            Self::InCharge => "in_charge",
            Self::RecordedBy => "recorded_by",
            Self::Sex => "sex",
            Self::Born => "born",
            Self::IdKind => "id_kind",
            Self::IdNumber => "id_number",
            Self::Begins => "begins",
            Self::Ends => "ends",
            Self::Category => "category",
            Self::Service => "service",
            Self::Recorder => "recorder",
            Self::RecordedOn => "recorded_on",
            Self::Trainings => "trainings",
            Self::Awards => "awards",
        }
    }

    /// The element of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|element| element.word() == word)
    }

    /// What it is.
    pub fn name(self, l: Language) -> &'static str {
        match self {
            Self::Record => messages::element_record(l),
            Self::VolunteerNumber => messages::volunteer_number(l),
            Self::Name => messages::name(l),
            Self::Activity => messages::item_activity(l),
            Self::Day => messages::item_day(l),
            Self::Place => messages::item_place(l),
            Self::Content => messages::item_content(l),
            Self::Hours => messages::item_hours(l),
            Self::Organiser => messages::item_organiser(l),
            Self::InCharge => messages::item_in_charge(l),
            Self::RecordedBy => messages::recorded_by(l),
            Self::Sex => messages::element_sex(l),
            Self::Born => messages::element_born(l),
            Self::IdKind => messages::element_id_kind(l),
            Self::IdNumber => messages::element_id_number(l),
            Self::Begins => messages::element_begins(l),
            Self::Ends => messages::element_ends(l),
            Self::Category => messages::element_category(l),
            Self::Service => messages::element_service(l),
            Self::Recorder => messages::element_recorder(l),
            Self::RecordedOn => messages::element_recorded_on(l),
            Self::Trainings => messages::trainings(l),
            Self::Awards => messages::awards(l),
        }
    }
}

/// What is sealed of a volunteer beside the name, as it is handed over; empty where it was not given, or is not for whoever
/// hands it over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// 性别.
    pub sex: String,
    /// 出生日期.
    pub born: String,
    /// 证件类型; empty without a number.
    pub id_kind: String,
    /// 证件号码.
    pub id_number: String,
    /// Trainings, the latest first.
    pub trainings: Vec<String>,
    /// Awards, the latest first.
    pub awards: Vec<String>,
}

/// What a record says of its service beside the seven items.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// When it began: `2026-11-03 09:00`.
    pub begins: String,
    /// When it ended.
    pub ends: String,
    /// 服务类别.
    pub category: String,
    /// The item of the catalogue, its code and name; empty for none.
    pub service: String,
    /// Who confirmed the hours, by name; empty where that account is gone.
    pub recorder: String,
    /// The day on which they were confirmed.
    pub recorded_on: String,
}

/// What the kind of a document is called, of which somebody gave the number: an identity card, or another one.
pub fn id_kind(l: Language, is_card: bool) -> &'static str {
    if is_card { messages::id_card(l) } else { messages::id_other(l) }
}

/// A record of hours that is handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Its id.
    pub hours: HoursId,
    /// Whose.
    pub volunteer: VolunteerId,
    /// The volunteer's number.
    pub volunteer_number: String,
    /// Their name, in full; empty where they erased themselves.
    pub name: String,
    /// The seven items.
    pub item: Item,
    /// Who recorded it.
    pub recorded_by: String,
    /// What else is known of the service.
    pub beside: Beside,
    /// What else is known of them, where a column wants it.
    pub person: Person,
}

impl Record {
    fn value(&self, element: Element) -> String {
        match element {
            Element::Record => self.hours.to_string(),
            Element::VolunteerNumber => self.volunteer_number.clone(),
            Element::Name => self.name.clone(),
            Element::Activity => self.item.activity.clone(),
            Element::Day => self.item.day.to_string(),
            Element::Place => self.item.place.clone(),
            Element::Content => self.item.content.clone(),
            Element::Hours => self.item.hours.to_string(),
            Element::Organiser => self.item.organiser.clone(),
            Element::InCharge => self.item.in_charge.clone(),
            Element::RecordedBy => self.recorded_by.clone(),
            Element::Sex => self.person.sex.clone(),
            Element::Born => self.person.born.clone(),
            Element::IdKind => self.person.id_kind.clone(),
            Element::IdNumber => self.person.id_number.clone(),
            Element::Begins => self.beside.begins.clone(),
            Element::Ends => self.beside.ends.clone(),
            Element::Category => self.beside.category.clone(),
            Element::Service => self.beside.service.clone(),
            Element::Recorder => self.beside.recorder.clone(),
            Element::RecordedOn => self.beside.recorded_on.clone(),
            Element::Trainings => self.person.trainings.join("；"),
            Element::Awards => self.person.awards.join("；"),
        }
    }
}

/// Which columns there are, in their order: each an element under a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping(Vec<(Element, String)>);

/// What is wrong with a line of a mapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MappingFault {
    /// There is no column at all.
    Empty,
    /// The line names no element.
    Element,
    /// The heading is missing or too long.
    Heading,
    /// The heading stands above another column already.
    Twice,
}

impl Default for Mapping {
    /// The usual elements, under the names of the law.
    fn default() -> Self {
        Self(Element::USUAL.map(|it| (it, it.name(Language::Zh).to_owned())).into())
    }
}

impl Mapping {
    /// One line for each column: the word of its element, `=`, its heading. All that is wrong, by the numbers of lines.
    pub fn parse(text: &str) -> Result<Self, Vec<(usize, MappingFault)>> {
        let mut columns: Vec<(Element, String)> = Vec::new();
        let mut faults = Vec::new();
        for (line, number) in text.lines().map(str::trim).zip(1..).filter(|(line, _)| !line.is_empty()) {
            let (word, heading) = line.split_once(['=', '＝']).unwrap_or((line, ""));
            let heading = heading.trim();
            match Element::from_word(word.trim()) {
                None => faults.push((number, MappingFault::Element)),
                Some(_) if heading.is_empty() || heading.chars().count() > HEADING_MAX => {
                    faults.push((number, MappingFault::Heading));
                }
                Some(_) if columns.iter().any(|(_, other)| other == heading) => {
                    faults.push((number, MappingFault::Twice));
                }
                Some(element) => columns.push((element, heading.to_owned())),
            }
        }
        match (columns.is_empty(), faults.is_empty()) {
            (true, true) => Err(vec![(1, MappingFault::Empty)]),
            (_, true) => Ok(Self(columns)),
            (_, false) => Err(faults),
        }
    }

    /// A mapping as it was stored: the words of elements, with their headings.
    pub fn of_columns(columns: impl IntoIterator<Item = (String, String)>) -> Option<Self> {
        let column = |(word, heading): (String, String)| Some((Element::from_word(&word)?, heading));
        columns.into_iter().map(column).collect::<Option<Vec<_>>>().filter(|it| !it.is_empty()).map(Self)
    }

    /// The columns, in their order.
    pub fn columns(&self) -> &[(Element, String)] {
        &self.0
    }

    /// Those of its elements that are sealed beside the name.
    pub fn sealed(&self) -> Vec<Element> {
        self.0.iter().map(|(element, _)| *element).filter(|it| it.is_sealed()).collect()
    }

    /// As [`Mapping::parse`] reads it.
    pub fn text(&self) -> String {
        self.0.iter().map(|(element, heading)| format!("{} = {heading}\n", element.word())).collect()
    }

    /// The headings.
    pub fn headings(&self) -> Vec<String> {
        self.0.iter().map(|(_, heading)| heading.clone()).collect()
    }

    /// The row of a record.
    pub fn row(&self, record: &Record) -> Vec<String> {
        self.0.iter().map(|(element, _)| record.value(*element)).collect()
    }
}

/// What a person has noted of a record towards the national system.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Export {
    /// Nothing.
    #[default]
    NotYet,
    /// It stood in a file that was made on this day.
    Exported(Date),
    /// Somebody said on this day that the national system has it (已录入全国系统).
    Entered(Date),
    /// Somebody said on this day that the national system does not want it, and why.
    Refused(Date, RefusedFor),
    /// The hours were taken back afterwards, and somebody said on this day that the national system knows.
    Corrected(Date),
}

worded! {
    /// Why the national system does not want a record. A list and no text: nothing personal is written down here.
    RefusedFor {
        /// It does not know the person under this name and number.
        Identity = "identity",
        /// It has the record already.
        Twice = "twice",
        /// Something is missing or in another form.
        Incomplete = "incomplete",
        /// Something else.
        Other = "other",
    }
}

/// What is noted of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// They stand in a file.
    Exported,
    /// The national system has them.
    Entered,
    /// It does not want them.
    Refused(RefusedFor),
    /// It knows that the hours were taken back.
    Corrected,
}

impl Mark {
    /// As it is stored.
    pub fn word(self) -> String {
        match self {
            Self::Exported => "exported".to_owned(),
            Self::Entered => "entered".to_owned(),
            Self::Refused(why) => format!("refused_{}", why.word()),
            Self::Corrected => "corrected".to_owned(),
        }
    }

    /// The one of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "exported" => Some(Self::Exported),
            "entered" => Some(Self::Entered),
            "corrected" => Some(Self::Corrected),
            word => word.strip_prefix("refused_").and_then(RefusedFor::from_word).map(Self::Refused),
        }
    }

    /// How a record stands of which this was noted on this day.
    pub fn on(self, day: Date) -> Export {
        match self {
            Self::Exported => Export::Exported(day),
            Self::Entered => Export::Entered(day),
            Self::Refused(why) => Export::Refused(day, why),
            Self::Corrected => Export::Corrected(day),
        }
    }
}

/// How a record stands.
pub fn state(l: Language, export: Export) -> String {
    match export {
        Export::NotYet => messages::export_not_yet(l).to_owned(),
        Export::Exported(day) => messages::export_exported(l, &day.to_string()),
        Export::Entered(day) => messages::export_entered(l, &day.to_string()),
        Export::Refused(day, why) => {
            messages::export_refused(l, &day.to_string(), words::refused_for(l, why))
        }
        Export::Corrected(day) => messages::export_corrected(l, &day.to_string()),
    }
}

/// What is wrong with a mapping.
pub fn fault(l: Language, (line, fault): (usize, MappingFault)) -> String {
    match fault {
        MappingFault::Empty => messages::mapping_empty(l).to_owned(),
        MappingFault::Element => messages::mapping_element(l, line),
        MappingFault::Heading => messages::mapping_heading(l, line, HEADING_MAX),
        MappingFault::Twice => messages::mapping_twice(l, line),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::certificates::model::Hours;

    fn record() -> Record {
        Record {
            hours: HoursId::fresh(),
            volunteer: VolunteerId::fresh(),
            volunteer_number: "V-1".into(),
            name: "王小明".into(),
            item: Item {
                activity: "读报".into(),
                day: time::macros::date!(2026 - 11 - 03),
                place: "嘉积镇".into(),
                content: "陪伴".into(),
                hours: Hours::of_minutes(90),
                organiser: "社工站".into(),
                in_charge: "林老师".into(),
                on_word: false,
            },
            recorded_by: "记录站".into(),
            beside: Beside {
                begins: "2026-11-03 09:00".into(),
                ends: "2026-11-03 10:30".into(),
                category: "为老服务".into(),
                service: "B01 陪伴".into(),
                recorder: "符站长".into(),
                recorded_on: "2026-11-04".into(),
            },
            person: Person {
                sex: "女".into(),
                born: "1958-03-09".into(),
                id_kind: id_kind(Language::Zh, true).into(),
                id_number: "110101195803091234".into(),
                trainings: vec!["急救".into(), "陪护".into()],
                awards: vec!["优秀志愿者".into()],
            },
        }
    }

    #[test]
    fn every_element_has_a_value_of_its_own_and_what_is_sealed_is_left_out_unless_it_is_wanted() {
        let whole: String = Element::ALL.map(|it| format!("{} = {}\n", it.word(), it.word())).concat();
        let row = Mapping::parse(&whole).unwrap().row(&record());
        let different: std::collections::BTreeSet<_> = row.iter().filter(|it| !it.is_empty()).collect();
        // The unit that organises and the one that records may be one; here they are two.
        assert_eq!(different.len(), Element::ALL.len(), "{row:?}");
        assert!(row.contains(&"急救；陪护".to_owned()));
        for l in Language::ALL {
            let names: std::collections::BTreeSet<_> = Element::ALL.map(|it| it.name(l)).into();
            assert_eq!(names.len(), Element::ALL.len());
        }
        assert!(Mapping::default().sealed().is_empty());
        let wants = Mapping::parse("name = 姓名\nid_number = 证件号码\nborn = 生日").unwrap();
        assert_eq!(wants.sealed(), [Element::IdNumber, Element::Born]);
    }

    #[test]
    fn each_column_holds_what_the_mapping_says() {
        let mapping = Mapping::parse("hours = 时长\n\n name＝志愿者姓名 \nday = 日期\n").unwrap();
        assert_eq!(mapping.headings(), ["时长", "志愿者姓名", "日期"]);
        assert_eq!(mapping.row(&record()), ["1.5", "王小明", "2026-11-03"]);
        let all = Mapping::default();
        assert_eq!(all.headings().len(), 10);
        let row = all.row(&record());
        assert!(
            ["读报", "嘉积镇", "陪伴", "社工站", "林老师", "记录站", "V-1"]
                .iter()
                .all(|it| row.iter().any(|cell| cell == it))
        );
        assert_eq!(Mapping::parse("record = id").unwrap().row(&record()).len(), 1);
    }

    #[test]
    fn every_line_that_is_wrong_is_told() {
        use MappingFault::*;
        assert_eq!(Mapping::parse(" \n"), Err(vec![(1, Empty)]));
        let long = format!("name = {}", "长".repeat(HEADING_MAX + 1));
        let text = format!("colour = 颜色\nname\nname = \n{long}\nday = 日期\nhours = 日期");
        let faults = [(1, Element), (2, Heading), (3, Heading), (4, Heading), (6, Twice)];
        assert_eq!(Mapping::parse(&text), Err(faults.to_vec()));
        for it in faults.into_iter().chain([(1, Empty)]) {
            for l in Language::ALL {
                assert!(!fault(l, it).is_empty());
            }
        }
        assert_eq!(Mapping::of_columns([("colour".to_owned(), "颜色".to_owned())]), None);
        assert_eq!(Mapping::of_columns([]), None);
    }

    #[test]
    fn a_record_is_in_the_national_system_only_if_somebody_said_so() {
        let day = time::macros::date!(2026 - 11 - 29);
        for l in Language::ALL {
            let told =
                [Export::default(), Export::Exported(day), Export::Entered(day)].map(|it| state(l, it));
            assert!(told[0] != told[1] && told[1] != told[2]);
            assert!(!told[1].contains("录入") && told[2].contains("2026-11-29"));
            let refused = RefusedFor::ALL.iter().map(|why| state(l, Export::Refused(day, *why)));
            let refused: std::collections::BTreeSet<_> = refused.collect();
            assert_eq!(refused.len(), RefusedFor::ALL.len());
        }
    }

    #[test]
    fn what_is_noted_is_read_as_it_is_written() {
        let refused = RefusedFor::ALL.iter().map(|why| Mark::Refused(*why));
        for mark in [Mark::Exported, Mark::Entered].into_iter().chain(refused) {
            assert_eq!(Mark::from_word(&mark.word()), Some(mark));
        }
        assert_eq!(Mark::from_word("refused"), None);
        assert_eq!(Mark::from_word("refused_"), None);
    }

    proptest! {
        #[test]
        fn a_mapping_is_read_as_it_is_written(elements in prop::collection::vec(0..Element::ALL.len(), 1..11)) {
            let lines: String =
                elements.iter().zip(0..).map(|(it, at)| format!("{} = 列{at}\n", Element::ALL[*it].word())).collect();
            let mapping = Mapping::parse(&lines).unwrap();
            prop_assert_eq!(&mapping.text(), &lines);
            let stored = mapping.columns().iter().map(|(element, heading)| (element.word().to_owned(), heading.clone()));
            prop_assert_eq!(Mapping::of_columns(stored), Some(mapping));
        }

        #[test]
        fn no_text_breaks_the_reader(text: String) {
            let _read = Mapping::parse(&text);
        }
    }
}
