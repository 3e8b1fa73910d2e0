//! Where a volunteer stands, how old they are, what they are called, and what there is to choose from.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use time::{Date, Month};

use crate::{ids::StationId, text::narrow, worded::worded};

/// What a volunteer is called among records.
pub const ENTITY: &str = "volunteer";

/// Which text of the agreement is in force. Moved on with the text in messages.rs; whoever agreed to another is asked
/// again.
pub const AGREEMENT: &str = "2026-12.2";

/// The text before, to which that of now only adds what stations see who look for somebody. Whoever agreed to it takes part
/// as before, and is suggested to no station until they have agreed to that of now.
pub const AGREEMENT_BEFORE: &str = "2026-12";

/// The number by which people read of a version. Of the words that are stored, each with a month in it, none says when it
/// began: whoever agreed before that month read of a version that was still to come.
pub fn agreement_number(version: &str) -> &str {
    match version {
        AGREEMENT => "2",
        AGREEMENT_BEFORE => "1",
        other => other,
    }
}

/// Kind of the event of somebody who has another name or birthday since hours of theirs were written down. No certificate
/// states these hours before their station has looked.
pub const RENAMED: &str = "rename_volunteer";

/// Whether another name or birthday of somebody still waits for their station, by the kinds of what happened with them, the
/// latest first. Whoever left or paused meanwhile is let in again before it counts, too.
pub fn is_name_open<'a>(mut kinds: impl Iterator<Item = &'a str>) -> bool {
    kinds.find(|kind| *kind == RENAMED || *kind == Step::Admit.word()) == Some(RENAMED)
}

/// Younger children are not taken (practice; forms-and-records.md §4.7).
pub const AGE_MIN: u8 = 6;

/// From this age on nobody has to agree (民法典 Art. 17, 志愿服务条例 Art. 6).
pub const AGE_FULL: u8 = 18;

/// Below this age everything that is known of somebody is sensitive (个人信息保护法 Art. 28, 31).
pub const AGE_SENSITIVE: u8 = 14;

/// Nobody is older.
const AGE_MAX: u8 = 120;

worded! {
    /// Where a volunteer stands.
    State {
        /// Their station has to let them in.
        Waiting = "waiting",
        /// They may sign up.
        Active = "active",
        /// Not for now, for a reason that they read.
        Paused = "paused",
        /// Not at all, for a reason that they read.
        Refused = "refused",
        /// They have stopped, and may come back.
        Left = "left",
        /// Nothing is known of them any more but the number.
        Erased = "erased",
    }
}

worded! {
    /// What may be done about where a volunteer stands.
    Step {
        /// The station lets them in.
        Admit = "admit_volunteer",
        /// The station wants to look first.
        Hold = "hold_volunteer",
        /// The station lets them pause.
        Pause = "pause_volunteer",
        /// The station refuses them.
        Refuse = "refuse_volunteer",
        /// They stop.
        Leave = "leave_volunteering",
        /// They come back.
        Return = "return_to_volunteering",
    }
}

impl Step {
    /// Whether a reason has to be said with it, which the volunteer reads.
    pub fn needs_words(self) -> bool {
        matches!(self, Self::Hold | Self::Pause | Self::Refuse)
    }

    /// Whether somebody does not take part any more after it, so that others get the places that they have ahead. Whoever is
    /// looked at first keeps theirs until that is decided.
    pub fn stops(self) -> bool {
        matches!(self, Self::Pause | Self::Refuse | Self::Leave)
    }

    /// Whether it is the volunteer's own.
    pub fn is_their_own(self) -> bool {
        matches!(self, Self::Leave | Self::Return)
    }
}

impl State {
    /// The state after a step; nothing where the step cannot be taken.
    ///
    /// Whoever comes back waits for their station: otherwise leaving would be a way around it.
    pub fn after(self, step: Step) -> Option<Self> {
        match (self, step) {
            (Self::Waiting | Self::Paused | Self::Refused, Step::Admit) => Some(Self::Active),
            (Self::Active, Step::Hold) | (Self::Left, Step::Return) => Some(Self::Waiting),
            (Self::Active | Self::Waiting, Step::Pause) => Some(Self::Paused),
            (Self::Waiting | Self::Paused, Step::Refuse) => Some(Self::Refused),
            (Self::Active | Self::Waiting, Step::Leave) => Some(Self::Left),
            _ => None,
        }
    }
}

worded! {
    /// What a station notes of a volunteer.
    Note {
        /// 培训 (民政部令第67号, Art. 8).
        Training = "note_training",
        /// 表彰奖励 (Art. 9).
        Award = "note_award",
        /// 服务质量评价 (Art. 10).
        Evaluation = "note_evaluation",
    }
}

worded! {
    /// 性别.
    Gender {
        /// 男.
        Male = "male",
        /// 女.
        Female = "female",
    }
}

worded! {
    /// What a volunteer can do. A reference list, until an official one is known.
    Skill {
        /// 医疗.
        Medicine = "medicine",
        /// 护理.
        Nursing = "nursing",
        /// 急救.
        FirstAid = "first_aid",
        /// 心理.
        Psychology = "psychology",
        /// 法律.
        Law = "law",
        /// 教育、辅导.
        Teaching = "teaching",
        /// 社会工作.
        SocialWork = "social_work",
        /// 手语.
        SignLanguage = "sign_language",
        /// 翻译.
        Translation = "translation",
        /// 电脑、手机.
        Computers = "computers",
        /// 家电、水电维修.
        Repairs = "repairs",
        /// 理发.
        Hairdressing = "hairdressing",
        /// 做饭、送餐.
        Cooking = "cooking",
        /// 开车.
        Driving = "driving",
        /// 文艺、体育.
        Arts = "arts",
        /// 摄影、宣传.
        Publicity = "publicity",
    }
}

worded! {
    /// Languages and dialects in which one can be helped on the island.
    Tongue {
        /// 普通话.
        Mandarin = "mandarin",
        /// 海南话.
        Hainanese = "hainanese",
        /// 黎语.
        Hlai = "hlai",
        /// 苗语.
        Miao = "miao",
        /// 儋州话.
        Danzhou = "danzhou",
        /// 临高话.
        Lingao = "lingao",
        /// 军话.
        Junhua = "junhua",
        /// 疍家话.
        Tanka = "tanka",
        /// 粤语.
        Cantonese = "cantonese",
        /// 客家话.
        Hakka = "hakka",
        /// 英语.
        English = "english",
        /// 俄语.
        Russian = "russian",
        /// 其他.
        Other = "other",
    }
}

worded! {
    /// When somebody has time.
    Time {
        /// Weekdays before noon.
        WeekdayMorning = "weekday_morning",
        /// Weekdays after noon.
        WeekdayAfternoon = "weekday_afternoon",
        /// Weekdays in the evening.
        WeekdayEvening = "weekday_evening",
        /// Weekends and holidays before noon.
        WeekendMorning = "weekend_morning",
        /// Weekends and holidays after noon.
        WeekendAfternoon = "weekend_afternoon",
        /// Weekends and holidays in the evening.
        WeekendEvening = "weekend_evening",
    }
}

worded! {
    /// How a guardian stands to a minor.
    Kinship {
        /// 父亲或母亲.
        Parent = "parent",
        /// 祖父母、外祖父母.
        Grandparent = "grandparent",
        /// 成年的兄姐.
        Sibling = "sibling",
        /// 其他监护人.
        Other = "other",
    }
}

/// The months that a migratory resident (候鸟) spends here; over the turn of the year where the last comes before the
/// first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Season {
    /// The first, 1 to 12.
    pub from: u8,
    /// The last, 1 to 12.
    pub until: u8,
}

impl Season {
    /// The season of these months; nothing where one is none.
    pub fn of(from: u8, until: u8) -> Option<Self> {
        let fits = |month| (1..=12).contains(&month);
        (fits(from) && fits(until)).then_some(Self { from, until })
    }

    /// Whether they are here in this month.
    pub fn holds(self, month: Month) -> bool {
        let month = u8::from(month);
        if self.from <= self.until {
            (self.from..=self.until).contains(&month)
        } else {
            month >= self.from || month <= self.until
        }
    }
}

/// Whether somebody is taken, by their age.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admission {
    /// They are too young.
    TooYoung,
    /// Their guardian has to agree first.
    WithGuardian,
    /// They decide themselves.
    Alone,
}

/// Full years on a day; nothing for whoever is not born yet, or would be older than anybody.
pub fn age(born: Date, on: Date) -> Option<u8> {
    let years = on.year() - born.year();
    let not_yet = (u8::from(on.month()), on.day()) < (u8::from(born.month()), born.day());
    let years = u8::try_from(years - i32::from(not_yet)).ok()?;
    (born <= on && years <= AGE_MAX).then_some(years)
}

/// Whether somebody born on a day is taken on another.
pub fn admission(born: Date, on: Date) -> Option<Admission> {
    age(born, on).map(|age| match age {
        ..AGE_MIN => Admission::TooYoung,
        AGE_MIN..AGE_FULL => Admission::WithGuardian,
        AGE_FULL.. => Admission::Alone,
    })
}

/// A volunteer's number: `HN`, nine digits that mean nothing, and one that follows from them.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct VolunteerNumber(String);

/// Letters before the digits.
const PREFIX: &str = "HN";

/// Digits that are drawn by lot.
pub const NUMBER_DIGITS: usize = 9;

/// The text is no number of a volunteer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no number of a volunteer")]
pub struct NoNumber;

impl VolunteerNumber {
    /// The number of these nine digits.
    pub fn of(digits: &str) -> Result<Self, NoNumber> {
        let fits = digits.len() == NUMBER_DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit());
        fits.then(|| Self(format!("{PREFIX}{digits}{}", check_digit(digits)))).ok_or(NoNumber)
    }

    /// As it is written and stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for VolunteerNumber {
    type Err = NoNumber;

    /// As people write it: in small letters, in full width, with blanks.
    fn from_str(text: &str) -> Result<Self, NoNumber> {
        let text: String = text.chars().map(narrow).filter(|sign| !sign.is_whitespace()).collect();
        let text = text.to_ascii_uppercase();
        let digits = text.strip_prefix(PREFIX).and_then(|digits| digits.get(..NUMBER_DIGITS));
        Self::of(digits.ok_or(NoNumber)?).and_then(|it| if it.0 == text { Ok(it) } else { Err(NoNumber) })
    }
}

impl fmt::Display for VolunteerNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl From<VolunteerNumber> for String {
    fn from(number: VolunteerNumber) -> Self {
        number.0
    }
}

impl TryFrom<String> for VolunteerNumber {
    type Error = NoNumber;

    fn try_from(text: String) -> Result<Self, NoNumber> {
        text.parse()
    }
}

/// Damm's: finds every digit that is mistyped, and every two neighbours that are turned around.
fn check_digit(digits: &str) -> usize {
    const TABLE: [[usize; 10]; 10] = [
        [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
        [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
        [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
        [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
        [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
        [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
        [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
        [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
        [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
        [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
    ];
    let digits = digits.bytes().map(|byte| usize::from(byte % 16) % 10);
    digits.fold(0, |state, digit| TABLE[state][digit])
}

/// An address of this site that may stand behind `next=`: it begins with one stroke and leads nowhere else.
pub fn local(next: &str) -> Option<&str> {
    let plain = next.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    (next.len() <= 500 && plain && next.starts_with('/') && !next.starts_with("//")).then_some(next)
}

/// How many volunteers there are in one place, and of the migratory residents among them how many are here in each month.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// Registered, whatever became of them, those who erased themselves excepted.
    pub registered: usize,
    /// May sign up.
    pub active: usize,
    /// Wait for their station.
    pub waiting: usize,
    /// Migratory residents.
    pub migratory: usize,
    /// Migratory residents by month, January first.
    pub by_month: [usize; 12],
}

/// How many volunteers there are where somebody may know it. Everybody counts once in each list: in the 市县 where they live,
/// and at the first of the stations that look after them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// By code of the 市县.
    pub counties: Vec<(String, Counted)>,
    /// By station.
    pub stations: Vec<(StationId, Counted)>,
    /// Whether somebody is counted who is made up.
    pub demo: bool,
}

impl Counted {
    /// Who live here all the year.
    pub fn local(&self) -> usize {
        self.registered.saturating_sub(self.migratory)
    }

    /// One more.
    pub fn add(&mut self, state: State, season: Option<Season>) {
        if state == State::Erased {
            return;
        }
        self.registered += 1;
        self.active += usize::from(state == State::Active);
        self.waiting += usize::from(state == State::Waiting);
        let Some(season) = season else { return };
        self.migratory += 1;
        for (count, month) in self.by_month.iter_mut().zip(1..=12) {
            let here = Month::try_from(month).is_ok_and(|month| season.holds(month));
            *count += usize::from(here);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::macros::date;

    use super::*;

    #[test]
    fn every_pair_of_state_and_step_has_the_agreed_answer() {
        use {State::*, Step::*};
        let agreed = [
            (Waiting, Admit, Active),
            (Paused, Admit, Active),
            (Refused, Admit, Active),
            (Active, Hold, Waiting),
            (Active, Pause, Paused),
            (Waiting, Pause, Paused),
            (Waiting, Refuse, Refused),
            (Paused, Refuse, Refused),
            (Active, Leave, Left),
            (Waiting, Leave, Left),
            (Left, Return, Waiting),
        ];
        for from in State::ALL {
            for step in Step::ALL {
                let want = agreed.iter().find(|row| (row.0, row.1) == (*from, *step)).map(|row| row.2);
                assert_eq!(from.after(*step), want, "{from:?} + {step:?}");
            }
        }
    }

    #[test]
    fn another_name_waits_until_somebody_lets_it_in() {
        for (kinds, open) in [
            (vec![], false),
            (vec!["register_volunteer"], false),
            (vec![RENAMED, "admit_volunteer"], true),
            (vec!["refuse_volunteer", RENAMED], true),
            (vec!["return_to_volunteering", "leave_volunteering", RENAMED, "admit_volunteer"], true),
            (vec!["note_award", "admit_volunteer", RENAMED], false),
        ] {
            assert_eq!(is_name_open(kinds.iter().copied()), open, "{kinds:?}");
        }
    }

    #[test]
    fn versions_of_the_agreement_are_read_as_numbers() {
        let read = [AGREEMENT, AGREEMENT_BEFORE, "later"].map(agreement_number);
        assert_eq!(read, ["2", "1", "later"]);
    }

    #[test]
    fn ages_are_full_years_and_decide_who_has_to_agree() {
        let today = date!(2026 - 12 - 01);
        for (born, years, told) in [
            (date!(2026 - 12 - 01), Some(0), Some(Admission::TooYoung)),
            (date!(2026 - 12 - 02), None, None),
            (date!(2020 - 12 - 02), Some(5), Some(Admission::TooYoung)),
            (date!(2020 - 12 - 01), Some(6), Some(Admission::WithGuardian)),
            (date!(2008 - 12 - 02), Some(17), Some(Admission::WithGuardian)),
            (date!(2008 - 12 - 01), Some(18), Some(Admission::Alone)),
            (date!(1906 - 12 - 01), Some(120), Some(Admission::Alone)),
            (date!(1880 - 01 - 01), None, None),
        ] {
            assert_eq!((age(born, today), admission(born, today)), (years, told), "{born}");
        }
        let leap = date!(2008 - 02 - 29);
        assert_eq!(age(leap, date!(2026 - 02 - 28)), Some(17));
        assert_eq!(age(leap, date!(2026 - 03 - 01)), Some(18));
    }

    #[test]
    fn a_season_goes_over_the_turn_of_the_year() {
        let winter = Season::of(11, 3).unwrap();
        let months: Vec<u8> =
            (1..=12).filter(|month| winter.holds(Month::try_from(*month).unwrap())).collect();
        assert_eq!(months, [1, 2, 3, 11, 12]);
        assert!(Season::of(5, 5).unwrap().holds(Month::May) && !Season::of(5, 5).unwrap().holds(Month::June));
        assert_eq!((Season::of(0, 3), Season::of(1, 13)), (None, None));
    }

    #[test]
    fn a_number_is_read_as_people_write_it_and_never_with_a_slip() {
        let number = VolunteerNumber::of("000000001").unwrap();
        assert_eq!(number.as_str().len(), 12);
        for written in [number.to_string(), number.to_string().to_lowercase(), format!(" {number} ")] {
            assert_eq!(written.parse(), Ok(number.clone()), "{written}");
        }
        let wide: String =
            number.as_str().chars().map(|sign| char::from_u32(u32::from(sign) + 0xfee0).unwrap()).collect();
        assert_eq!(wide.parse(), Ok(number));
        for text in
            ["", "HN", "HN00000000", "HN0000000012345", "000000001234", "村N000000001", "HN00000000村1"]
        {
            assert_eq!(text.parse::<VolunteerNumber>(), Err(NoNumber), "{text}");
        }
        assert_eq!(VolunteerNumber::of("12345678"), Err(NoNumber));
    }

    #[test]
    fn only_an_address_of_this_site_is_gone_on_to() {
        for next in ["/", "/volunteers/me", "/activities/x?shift=1&people=2"] {
            assert_eq!(local(next), Some(next));
        }
        for next in
            ["", "//evil.example", "/\\evil.example", "https://evil.example", "me", "/a b", "/\n", "/村"]
        {
            assert_eq!(local(next), None, "{next}");
        }
    }

    #[test]
    fn figures_count_people_once_and_months_by_their_season() {
        let mut figures = Counted::default();
        figures.add(State::Active, Season::of(11, 2));
        figures.add(State::Waiting, None);
        figures.add(State::Left, None);
        figures.add(State::Erased, Season::of(1, 12));
        assert_eq!((figures.registered, figures.active, figures.waiting, figures.migratory), (3, 1, 1, 1));
        assert_eq!(figures.local(), 2);
        assert_eq!(figures.by_month, [1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1]);
    }

    proptest! {
        #[test]
        fn every_slip_of_one_digit_and_every_turn_of_two_is_found(
            digits in "[0-9]{9}", at in 0usize..10, by in 1u8..10,
        ) {
            let number = VolunteerNumber::of(&digits).unwrap().to_string();
            let mut slipped = number.clone().into_bytes();
            slipped[at + 2] = b'0' + (slipped[at + 2] - b'0' + by) % 10;
            prop_assert!(String::from_utf8(slipped).unwrap().parse::<VolunteerNumber>().is_err());
            let mut turned = number.clone().into_bytes();
            if at < 9 && turned[at + 2] != turned[at + 3] {
                turned.swap(at + 2, at + 3);
                prop_assert!(String::from_utf8(turned).unwrap().parse::<VolunteerNumber>().is_err());
            }
            prop_assert_eq!(number.parse::<VolunteerNumber>().map(|it| it.to_string()), Ok(number));
        }

        #[test]
        fn nobody_gets_younger(born in 2_415_021_i32..2_461_375, on in 0_i32..44_000, later in 0_i32..400) {
            let day = |julian| Date::from_julian_day(julian).unwrap();
            let (one, other) = (age(day(born), day(born + on)), age(day(born), day(born + on + later)));
            prop_assert!(one.is_none() || other.is_none() || one <= other);
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,20}|HN[0-9]{0,12}") {
            let _read = text.parse::<VolunteerNumber>();
            prop_assert!(local(&text).is_none_or(|next| next.starts_with('/')));
        }
    }
}
