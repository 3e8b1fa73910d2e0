//! Events with a day, and who wants to be reminded of which of them, how long before.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use time::{Date, Duration};

use crate::{
    icalendar::{escaped, file},
    iso_date,
    journal::{
        merge::{self, Record},
        model::Fields,
    },
    messages::model::{Channel, Contact},
    text::Text,
};

/// What the public examination is called among topics.
pub const EXAMINATION: &str = "social_work_examination";

/// How many days before one may be reminded.
pub const LEADS: [i64; 4] = [0, 1, 3, 7];

/// The days before that are chosen already.
pub const USUAL_LEAD: i64 = 3;

/// Digits of a code.
pub const CODE_DIGITS: usize = 6;

/// Letters that a title or a source may have.
const CHARS_MAX: usize = 200;

/// What happens on a day of the examination.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Occasion {
    /// 报名.
    Registration,
    /// 准考证打印.
    Ticket,
    /// 考试.
    Examination,
    /// 成绩公布.
    Results,
}

impl Occasion {
    /// Every occasion, in the order in which they come.
    pub const ALL: [Self; 4] = [Self::Registration, Self::Ticket, Self::Examination, Self::Results];

    /// As it is stored.
    pub fn word(self) -> &'static str {
        match self {
            Self::Registration => "registration",
            Self::Ticket => "ticket",
            Self::Examination => "examination",
            Self::Results => "results",
        }
    }

    /// The occasion of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|occasion| occasion.word() == word)
    }
}

/// An event with a day, that people can be reminded of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatedEvent {
    /// Id.
    pub id: String,
    /// Moves on with every change.
    pub version: i64,
    /// Whether it is made up to show something.
    pub demo: bool,
    /// What it says.
    pub details: Details,
}

/// What an event says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Details {
    /// What happens.
    pub occasion: Occasion,
    /// What it is called.
    pub title: Text,
    /// Its day, or the first of its days.
    pub from: Date,
    /// The last of its days, where it has several.
    pub until: Option<Date>,
    /// Where the date was made known.
    pub source: String,
    /// Whether the public sees it.
    pub published: bool,
}

impl Details {
    /// The last day on which it is worth a word.
    pub fn last_day(&self) -> Date {
        self.until.unwrap_or(self.from)
    }

    /// `2027-06-08 – 2027-06-12`, or the one day.
    pub fn days(&self) -> String {
        match self.until {
            Some(until) if until != self.from => format!("{} – {until}", self.from),
            _ => self.from.to_string(),
        }
    }

    /// Whether somebody who wants to know `lead_days` before is reminded on `today`: from that day to the last of the
    /// event, so that nobody who came late or was reached late is left out.
    pub fn is_due(&self, lead_days: i64, today: Date) -> bool {
        let begins = self.from.checked_sub(Duration::days(lead_days)).unwrap_or(Date::MIN);
        self.published && (begins..=self.last_day()).contains(&today)
    }
}

/// What the office sends of an event.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct EventForm {
    /// Id of the command, made with the form.
    #[serde(default)]
    pub command: String,
    /// Which event; empty for a new one.
    #[serde(default)]
    pub event: String,
    /// The version that was shown; 0 for a new one.
    #[serde(default)]
    pub basis: String,
    /// Word of the occasion.
    #[serde(default)]
    pub occasion: String,
    /// What it is called.
    #[serde(default)]
    pub title_zh: String,
    /// The same in English.
    #[serde(default)]
    pub title_en: String,
    /// Its day, `2027-06-12`.
    #[serde(default)]
    pub from: String,
    /// The last of its days, or nothing.
    #[serde(default)]
    pub until: String,
    /// Where the date was made known.
    #[serde(default)]
    pub source: String,
    /// `on` where the public shall see it.
    #[serde(default)]
    pub published: String,
    /// What stood in each field when the form was made, as JSON: two who change different fields do not meet.
    #[serde(default)]
    pub seen: String,
}

/// What is wrong with an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventFault {
    /// No title, or a very long one.
    Title,
    /// No occasion of the list.
    Occasion,
    /// The day cannot be read.
    From,
    /// The last day cannot be read, or comes before the first.
    Until,
    /// No source: a date without one is hearsay.
    Source,
}

impl Details {
    /// The fields, as they are merged and journalled.
    pub fn record(&self) -> Record {
        let text = |text: Option<String>| text.map_or(Value::Null, Value::from);
        [
            ("occasion", Value::from(self.occasion.word())),
            ("title_zh", Value::from(self.title.zh.clone())),
            ("title_en", text(self.title.en.clone())),
            ("from", Value::from(self.from.to_string())),
            ("until", text(self.until.map(|day| day.to_string()))),
            ("source", Value::from(self.source.clone())),
            ("published", Value::from(self.published)),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .into()
    }

    /// The event of such fields; nothing for others.
    pub fn from_record(record: &Record) -> Option<Self> {
        let text = |name: &str| record.get(name).and_then(Value::as_str).map(str::to_owned);
        let until = match text("until") {
            Some(day) => Some(iso_date::parse(&day)?),
            None => None,
        };
        Some(Self {
            occasion: Occasion::from_word(&text("occasion")?)?,
            title: Text { zh: text("title_zh")?, en: text("title_en") },
            from: iso_date::parse(&text("from")?)?,
            until,
            source: text("source")?,
            published: record.get("published")?.as_bool()?,
        })
    }

    /// What its sender wants to change of what they saw.
    pub fn changes_since(&self, seen: &Record) -> Fields {
        merge::changes(seen, &self.record(), |_| false)
    }
}

impl EventForm {
    /// What stood in the fields when the form was made; nothing for a new event.
    pub fn seen(&self) -> Record {
        serde_json::from_str(&self.seen).unwrap_or_default()
    }

    /// What was typed, or all that is wrong with it.
    pub fn parse(&self) -> Result<Details, Vec<EventFault>> {
        let mut faults = Vec::new();
        let line = |text: &str| {
            let text = text.trim();
            (text.chars().count() <= CHARS_MAX && !text.chars().any(char::is_control))
                .then(|| text.to_owned())
        };
        let occasion = Occasion::from_word(&self.occasion);
        let zh = line(&self.title_zh).filter(|text| !text.is_empty());
        let en = line(&self.title_en);
        let from = iso_date::parse(self.from.trim());
        let until = match self.until.trim() {
            "" => Some(None),
            text => iso_date::parse(text).filter(|until| from.is_none_or(|from| from <= *until)).map(Some),
        };
        let source = line(&self.source).filter(|text| !text.is_empty());
        faults.extend(occasion.is_none().then_some(EventFault::Occasion));
        faults.extend((zh.is_none() || en.is_none()).then_some(EventFault::Title));
        faults.extend(from.is_none().then_some(EventFault::From));
        faults.extend(until.is_none().then_some(EventFault::Until));
        faults.extend(source.is_none().then_some(EventFault::Source));
        match (occasion, zh, en, from, until, source) {
            (Some(occasion), Some(zh), Some(en), Some(from), Some(until), Some(source)) => Ok(Details {
                occasion,
                title: Text { zh, en: Some(en).filter(|text| !text.is_empty()) },
                from,
                until,
                source,
                published: self.published == "on",
            }),
            _ => Err(faults),
        }
    }
}

/// What somebody sends who wants to be reminded.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct ReminderForm {
    /// A mobile number, or an e-mail address where those are sent.
    #[serde(default)]
    pub contact: String,
    /// How many days before.
    #[serde(default)]
    pub lead: String,
    /// `on`: of the registration.
    #[serde(default)]
    pub registration: String,
    /// `on`: of printing the ticket.
    #[serde(default)]
    pub ticket: String,
    /// `on`: of the examination.
    #[serde(default)]
    pub examination: String,
    /// `on`: of the results.
    #[serde(default)]
    pub results: String,
    /// `on`: the number may be kept for this.
    #[serde(default)]
    pub agree: String,
}

/// What is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReminderFault {
    /// No number or address that can be written to.
    Contact,
    /// No number of days of the list.
    Lead,
    /// Nothing was chosen to be reminded of.
    Nothing,
    /// The number may not be kept.
    NotAgreed,
    /// Too many codes were asked for; later again.
    TooOften,
}

/// A wish to be reminded, understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewReminder {
    /// Whom to write to.
    pub contact: Contact,
    /// How many days before.
    pub lead_days: i64,
    /// Of what; in the order of [`Occasion::ALL`], at least one.
    pub occasions: Vec<Occasion>,
}

impl ReminderForm {
    /// The form as it is first shown.
    pub fn empty() -> Self {
        let on = || "on".to_owned();
        Self {
            lead: USUAL_LEAD.to_string(),
            ticket: on(),
            examination: on(),
            results: on(),
            ..Self::default()
        }
    }

    /// Whether this occasion is chosen.
    pub fn wants(&self, occasion: Occasion) -> bool {
        let field = match occasion {
            Occasion::Registration => &self.registration,
            Occasion::Ticket => &self.ticket,
            Occasion::Examination => &self.examination,
            Occasion::Results => &self.results,
        };
        field == "on"
    }

    /// What was typed, or all that is wrong with it. `channels`: how people can be written to here.
    pub fn parse(&self, channels: &[Channel]) -> Result<NewReminder, Vec<ReminderFault>> {
        let contact = Contact::parse(&self.contact).filter(|contact| channels.contains(&contact.channel()));
        let lead_days = self.lead.parse().ok().filter(|lead| LEADS.contains(lead));
        let occasions: Vec<_> = Occasion::ALL.into_iter().filter(|it| self.wants(*it)).collect();
        let mut faults = Vec::new();
        faults.extend(contact.is_none().then_some(ReminderFault::Contact));
        faults.extend(occasions.is_empty().then_some(ReminderFault::Nothing));
        faults.extend(lead_days.is_none().then_some(ReminderFault::Lead));
        faults.extend((self.agree != "on").then_some(ReminderFault::NotAgreed));
        match (contact, lead_days) {
            (Some(contact), Some(lead_days)) if faults.is_empty() => {
                Ok(NewReminder { contact, lead_days, occasions })
            }
            _ => Err(faults),
        }
    }
}

/// Occasions as they are stored: `ticket,examination`.
pub fn occasions_to_text(occasions: &[Occasion]) -> String {
    occasions.iter().map(|it| it.word()).collect::<Vec<_>>().join(",")
}

/// The occasions of such a text.
pub fn occasions_from_text(text: &str) -> Vec<Occasion> {
    text.split(',').filter_map(Occasion::from_word).collect()
}

/// A code as it is compared: its digits, whatever is between them and however wide they are. Nothing for anything else.
pub fn parse_code(text: &str) -> Option<String> {
    let digits = text.chars().filter(|sign| !sign.is_whitespace() && *sign != '-');
    let narrow = |sign: char| match sign {
        '0'..='9' => Some(sign),
        '０'..='９' => u32::from(sign).checked_sub(0xFEE0).and_then(char::from_u32),
        _ => None,
    };
    let digits: String = digits.map(narrow).collect::<Option<_>>()?;
    (digits.len() == CODE_DIGITS).then_some(digits)
}

/// The events as an iCalendar file (RFC 5545), each with a reminder of its own `lead_days` before: for whoever would
/// rather leave no number. `now` is when it was made, `20261124T060000Z`; `site` names whose ids they are.
pub fn calendar(
    events: &[DatedEvent],
    read: impl Fn(&Text) -> String,
    lead_days: i64,
    now: &str,
    site: &str,
) -> String {
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//LastMetre//Reminders//ZH".to_owned(),
    ];
    let day = |date: Date| format!("{:04}{:02}{:02}", date.year(), u8::from(date.month()), date.day());
    for event in events {
        // The end is the day after the last.
        let end = event.details.last_day().next_day().unwrap_or(Date::MAX);
        let title = read(&event.details.title);
        lines.extend([
            "BEGIN:VEVENT".to_owned(),
            format!("UID:{}@{site}", event.id),
            format!("SEQUENCE:{}", event.version),
            format!("DTSTAMP:{now}"),
            format!("DTSTART;VALUE=DATE:{}", day(event.details.from)),
            format!("DTEND;VALUE=DATE:{}", day(end)),
            format!("SUMMARY:{}", escaped(&title)),
            format!("DESCRIPTION:{}", escaped(&event.details.source)),
            "TRANSP:TRANSPARENT".to_owned(),
            "BEGIN:VALARM".to_owned(),
            "ACTION:DISPLAY".to_owned(),
            format!("DESCRIPTION:{}", escaped(&title)),
            // At nine in the morning of that day.
            match lead_days {
                0 => "TRIGGER:PT9H".to_owned(),
                days => format!("TRIGGER:-P{}DT15H", days - 1),
            },
            "END:VALARM".to_owned(),
            "END:VEVENT".to_owned(),
        ]);
    }
    lines.push("END:VCALENDAR".to_owned());
    file(&lines)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::Month;

    use crate::journal::model::Change;

    use super::*;

    fn day(month: Month, day: u8) -> Date {
        Date::from_calendar_date(2027, month, day).unwrap()
    }

    fn an_event() -> DatedEvent {
        DatedEvent {
            id: "1".into(),
            version: 1,
            demo: false,
            details: Details {
                occasion: Occasion::Ticket,
                title: Text::new("准考证打印", "Admission tickets"),
                from: day(Month::June, 8),
                until: Some(day(Month::June, 12)),
                source: "公告，第 1 号".into(),
                published: true,
            },
        }
    }

    fn a_form() -> ReminderForm {
        ReminderForm { contact: "138 0013 8000".into(), agree: "on".into(), ..ReminderForm::empty() }
    }

    #[test]
    fn one_is_reminded_from_the_day_one_chose_to_the_last_day() {
        let event = an_event().details;
        for (lead, month, of_month, due) in [
            (3, Month::June, 4, false),
            (3, Month::June, 5, true),
            (3, Month::June, 12, true),
            (3, Month::June, 13, false),
            (0, Month::June, 7, false),
            (0, Month::June, 8, true),
            (7, Month::June, 1, true),
            (7, Month::May, 31, false),
        ] {
            assert_eq!(event.is_due(lead, day(month, of_month)), due, "{lead} {month} {of_month}");
        }
        assert!(!Details { published: false, ..event }.is_due(3, day(Month::June, 8)));
    }

    #[test]
    fn a_wish_names_all_its_faults_at_once() {
        let both = [Channel::Sms, Channel::Email];
        let wish = a_form().parse(&both).unwrap();
        assert_eq!(wish.contact, Contact::Phone("13800138000".into()));
        assert_eq!((wish.lead_days, wish.occasions.len()), (USUAL_LEAD, 3));
        use ReminderFault as Fault;
        let all = vec![Fault::Contact, Fault::Nothing, Fault::Lead, Fault::NotAgreed];
        assert_eq!(ReminderForm::default().parse(&both), Err(all));
        let by_mail = ReminderForm { contact: "wang@example.org".into(), ..a_form() };
        assert!(by_mail.parse(&both).is_ok());
        assert_eq!(by_mail.parse(&[Channel::Sms]), Err(vec![Fault::Contact]));
        assert_eq!(ReminderForm { lead: "2".into(), ..a_form() }.parse(&both), Err(vec![Fault::Lead]));
    }

    #[test]
    fn an_event_needs_a_title_a_day_and_a_source() {
        let form = EventForm {
            occasion: "examination".into(),
            title_zh: " 考试 ".into(),
            from: "2027-06-12".into(),
            until: "2027-06-13".into(),
            source: "省人力资源开发局公告".into(),
            published: "on".into(),
            ..EventForm::default()
        };
        let event = form.parse().unwrap();
        assert_eq!((event.title.zh.as_str(), event.title.en, event.published), ("考试", None, true));
        use EventFault::*;
        assert_eq!(EventForm::default().parse(), Err(vec![Occasion, Title, From, Source]));
        let back = EventForm { until: "2027-06-11".into(), ..form };
        assert_eq!(back.parse(), Err(vec![Until]));
    }

    #[test]
    fn an_event_is_read_from_its_fields_and_only_what_differs_is_a_change() {
        let details = an_event().details;
        assert_eq!(Details::from_record(&details.record()).as_ref(), Some(&details));
        assert!(details.changes_since(&details.record()).is_empty());
        let moved = Details { from: day(Month::June, 9), ..details.clone() };
        let changes = moved.changes_since(&details.record());
        assert_eq!(changes.keys().collect::<Vec<_>>(), ["from"]);
        assert_eq!(changes.get("from"), Some(&Change::from_to("2027-06-08", "2027-06-09")));
        assert_eq!(moved.changes_since(&Record::new()).len(), 7);
    }

    #[test]
    fn a_code_is_six_digits_however_they_are_typed() {
        for text in ["012345", " 012 345 ", "012-345", "０１２３４５"] {
            assert_eq!(parse_code(text).as_deref(), Some("012345"), "{text}");
        }
        for text in ["", "12345", "1234567", "12345a", "一二三四五六"] {
            assert_eq!(parse_code(text), None, "{text}");
        }
    }

    #[test]
    fn a_calendar_can_be_read_by_others() {
        let text = calendar(&[an_event()], |text| text.zh.clone(), 3, "20261124T060000Z", "example.org");
        for line in [
            "BEGIN:VCALENDAR\r\n",
            "UID:1@example.org\r\n",
            "DTSTART;VALUE=DATE:20270608\r\n",
            "DTEND;VALUE=DATE:20270613\r\n",
            "DESCRIPTION:公告，第 1 号\r\n",
            "TRIGGER:-P2DT15H\r\n",
            "END:VCALENDAR\r\n",
        ] {
            assert!(text.contains(line), "{line}\n{text}");
        }
    }

    proptest! {
        #[test]
        fn occasions_are_read_as_they_are_written(chosen in proptest::sample::subsequence(Occasion::ALL.to_vec(), 0..=4)) {
            prop_assert_eq!(occasions_from_text(&occasions_to_text(&chosen)), chosen);
        }
    }
}
