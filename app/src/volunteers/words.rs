//! Where volunteers stand, what they can do and what is wrong with a form, as words. Pure.

use time::Month;

use super::{
    details::{Details, EmailFault, Fault, PhoneFault, Renamed},
    messages,
    model::{AGE_MIN, Gender, Kinship, Note, RENAMED, Season, Skill, State, Step, Time, Tongue},
};
use crate::accounts::messages as accounts;
use crate::activities::words as activities;
use crate::certificates::words as certificates;
use crate::{
    activities::{
        hours::HoursState,
        sign_up::{Companion, SignUpState},
    },
    certificates::model::Reason,
    directory::model::Directory,
    help::model::masked_name,
    language::Language,
};

/// 「可以报名」.
pub fn state(l: Language, state: State) -> &'static str {
    match state {
        State::Waiting => messages::state_waiting(l),
        State::Active => messages::state_active(l),
        State::Paused => messages::state_paused(l),
        State::Refused => messages::state_refused(l),
        State::Left => messages::state_left(l),
        State::Erased => messages::state_erased(l),
    }
}

/// 「通过」.
pub fn step(l: Language, step: Step) -> &'static str {
    match step {
        Step::Admit => messages::step_admit(l),
        Step::Hold => messages::step_hold(l),
        Step::Pause => messages::step_pause(l),
        Step::Refuse => messages::step_refuse(l),
        Step::Leave => messages::step_leave(l),
        Step::Return => messages::step_return(l),
    }
}

/// 「记录培训」.
pub fn note(l: Language, note: Note) -> &'static str {
    match note {
        Note::Training => messages::note_training(l),
        Note::Award => messages::note_award(l),
        Note::Evaluation => messages::note_evaluation(l),
    }
}

/// 「培训名称」.
pub fn note_title(l: Language, note: Note) -> &'static str {
    match note {
        Note::Training => messages::title_training(l),
        Note::Award => messages::title_award(l),
        Note::Evaluation => messages::title_evaluation(l),
    }
}

/// What a kind of event in somebody's history is called; a kind that this release does not know as it is stored.
pub fn happened(l: Language, kind: &str) -> String {
    if let Some(step) = Step::from_word(kind) {
        return self::step(l, step).to_owned();
    }
    if let Some(note) = Note::from_word(kind) {
        return self::note(l, note).to_owned();
    }
    match kind {
        "register_volunteer" => messages::happened_registered(l).to_owned(),
        "register_volunteer_at_station" => messages::happened_copied(l).to_owned(),
        "amend_volunteer" => messages::happened_amended(l).to_owned(),
        RENAMED => messages::happened_renamed(l).to_owned(),
        "change_volunteer_phone" => messages::happened_phone_changed(l).to_owned(),
        "agree_to_volunteering" => messages::happened_agreed(l).to_owned(),
        "give_password_slip" => messages::happened_slip_given(l).to_owned(),
        "set_volunteer_password" => messages::happened_password_set(l).to_owned(),
        "take_volunteer_password" => messages::happened_password_taken(l).to_owned(),
        "take_note_back" => messages::happened_note_taken_back(l).to_owned(),
        "withdraw_guardian_consent" => messages::happened_consent_withdrawn(l).to_owned(),
        "renew_guardian_consent" => messages::happened_consent_renewed(l).to_owned(),
        other => other.to_owned(),
    }
}

/// Who somebody was and who they say they are now, line by line: whole for who may read what is personal.
pub fn renamed(l: Language, it: &Renamed, whole: bool) -> Vec<String> {
    let shown = |name: &str| if whole { name.to_owned() } else { masked_name(name) };
    let name = (it.before.name != it.now.name)
        .then(|| messages::renamed_name(l, &shown(&it.before.name), &shown(&it.now.name)));
    let (before, now) = (it.before.born, it.now.born);
    let born = (before != now).then(|| match whole {
        true => messages::renamed_born(l, &before.to_string(), &now.to_string()),
        false => messages::renamed_born_too(l).to_owned(),
    });
    name.into_iter().chain(born).collect()
}

/// The same of a note that does not count any more.
pub fn taken_back(l: Language, kind: &str) -> String {
    messages::taken_back(l, &happened(l, kind))
}

/// 「女」.
pub fn gender(l: Language, gender: Gender) -> &'static str {
    match gender {
        Gender::Male => messages::male(l),
        Gender::Female => messages::female(l),
    }
}

/// 「父母」.
pub fn kinship(l: Language, kinship: Kinship) -> &'static str {
    match kinship {
        Kinship::Parent => messages::parent(l),
        Kinship::Grandparent => messages::grandparent(l),
        Kinship::Sibling => messages::sibling(l),
        Kinship::Other => messages::other_guardian(l),
    }
}

/// 「医疗」.
pub fn skill(l: Language, skill: Skill) -> &'static str {
    match skill {
        Skill::Medicine => messages::medicine(l),
        Skill::Nursing => messages::nursing(l),
        Skill::FirstAid => messages::first_aid(l),
        Skill::Psychology => messages::psychology(l),
        Skill::Law => messages::law(l),
        Skill::Teaching => messages::teaching(l),
        Skill::SocialWork => messages::social_work(l),
        Skill::SignLanguage => messages::sign_language(l),
        Skill::Translation => messages::translation(l),
        Skill::Computers => messages::computers(l),
        Skill::Repairs => messages::repairs(l),
        Skill::Hairdressing => messages::hairdressing(l),
        Skill::Cooking => messages::cooking(l),
        Skill::Driving => messages::driving(l),
        Skill::Arts => messages::arts(l),
        Skill::Publicity => messages::publicity(l),
    }
}

/// 「海南话」.
pub fn tongue(l: Language, tongue: Tongue) -> &'static str {
    match tongue {
        Tongue::Mandarin => messages::mandarin(l),
        Tongue::Hainanese => messages::hainanese(l),
        Tongue::Hlai => messages::hlai(l),
        Tongue::Miao => messages::miao(l),
        Tongue::Danzhou => messages::danzhou(l),
        Tongue::Lingao => messages::lingao(l),
        Tongue::Junhua => messages::junhua(l),
        Tongue::Tanka => messages::tanka(l),
        Tongue::Cantonese => messages::cantonese(l),
        Tongue::Hakka => messages::hakka(l),
        Tongue::English => messages::english(l),
        Tongue::Russian => messages::russian(l),
        Tongue::Other => messages::other_tongue(l),
    }
}

/// 「工作日上午」.
pub fn time(l: Language, time: Time) -> &'static str {
    match time {
        Time::WeekdayMorning => messages::weekday_morning(l),
        Time::WeekdayAfternoon => messages::weekday_afternoon(l),
        Time::WeekdayEvening => messages::weekday_evening(l),
        Time::WeekendMorning => messages::weekend_morning(l),
        Time::WeekendAfternoon => messages::weekend_afternoon(l),
        Time::WeekendEvening => messages::weekend_evening(l),
    }
}

/// 「11 月至次年 3 月」.
pub fn season(l: Language, Season { from, until }: Season) -> String {
    let (first, last) = (month(l, from), month(l, until));
    match from <= until {
        true => messages::season_within(l, &first, &last),
        false => messages::season_over(l, &first, &last),
    }
}

/// 「11 月」.
pub fn month(l: Language, month: u8) -> String {
    let name = match l {
        Language::Zh => month.to_string(),
        Language::En => Month::try_from(month).map_or_else(|_| month.to_string(), |it| it.to_string()),
    };
    messages::month(l, &name)
}

/// A number of a document with its middle left out: `460*************2X`.
pub fn masked_document(number: &str) -> String {
    let signs: Vec<char> = number.chars().collect();
    if signs.len() < 8 {
        return "*".repeat(signs.len());
    }
    let shown = |at: usize| at < 3 || at + 2 >= signs.len();
    signs.iter().enumerate().map(|(at, sign)| if shown(at) { *sign } else { '*' }).collect()
}

/// What is known of a volunteer beside what they told, line by line.
pub fn standing(l: Language, number: &str, state: State, phone: &str) -> Vec<(String, String)> {
    let lines = [
        (messages::export_field(l), messages::export_value(l)),
        (messages::number(l), number),
        (messages::state(l), self::state(l, state)),
        (messages::phone(l), phone),
    ];
    lines.map(|(name, value)| (name.to_owned(), value.to_owned())).into()
}

/// The line of an e-mail address.
pub fn email(l: Language, address: String) -> (String, String) {
    (messages::email(l).to_owned(), address)
}

/// Whether there is a password, as a line that they take home.
pub fn password(l: Language, is_set: bool) -> (String, String) {
    let said = if is_set { messages::password_yes(l) } else { messages::password_no(l) };
    (accounts::password(l).to_owned(), said.to_owned())
}

/// All that a volunteer told of themselves, line by line; what is empty is left out.
pub fn told(l: Language, details: &Details, directory: &Directory) -> Vec<(String, String)> {
    let list = |words: Vec<&str>| words.join(if l == Language::Zh { "、" } else { ", " });
    let domains = directory.catalogue.domains.iter().filter(|it| details.interests.contains(&it.code));
    let station = details.station.and_then(|id| directory.station_with_id(id));
    let emergency = details.emergency.as_ref();
    let guardian = details.guardian.as_ref();
    let lines = [
        (messages::name(l), details.name.clone()),
        (messages::gender(l), details.gender.map(|it| gender(l, it).to_owned()).unwrap_or_default()),
        (messages::born(l), details.born.to_string()),
        (messages::id_number(l), details.id_number.clone()),
        (messages::lives(l), directory.areas.name_of(&details.division, l).unwrap_or_default()),
        (messages::station(l), station.map(|it| it.name.read(l).to_owned()).unwrap_or_default()),
        (messages::interests(l), list(domains.map(|it| it.name.read(l)).collect())),
        (messages::skills(l), list(details.skills.iter().map(|it| skill(l, *it)).collect())),
        (messages::skills_note(l), details.skills_note.clone()),
        (messages::times(l), list(details.times.iter().map(|it| time(l, *it)).collect())),
        (messages::languages(l), list(details.languages.iter().map(|it| tongue(l, *it)).collect())),
        (messages::season(l), details.season.map(|it| season(l, it)).unwrap_or_default()),
        (messages::home(l), details.home.clone()),
        (messages::health(l), details.health.clone()),
        (messages::insurance(l), details.insurance.clone()),
        (messages::emergency_name(l), emergency.map(|it| it.name.clone()).unwrap_or_default()),
        (messages::emergency_phone(l), emergency.map(|it| it.phone.clone()).unwrap_or_default()),
        (messages::emergency_relation(l), emergency.map(|it| it.relation.clone()).unwrap_or_default()),
        (messages::guardian_name(l), guardian.map(|it| it.name.clone()).unwrap_or_default()),
        (messages::guardian_phone(l), guardian.map(|it| it.phone.clone()).unwrap_or_default()),
        (messages::ethnic(l), details.ethnic.clone()),
        (messages::political(l), details.political.clone()),
        (messages::education(l), details.education.clone()),
        (messages::occupation(l), details.occupation.clone()),
    ];
    let filled = lines.into_iter().filter(|(_, value)| !value.is_empty());
    filled.map(|(name, value)| (name.to_owned(), value)).collect()
}

/// That there is an address of a calendar, as a line that they take home.
pub fn calendar(l: Language, made: &str) -> (String, String) {
    (messages::calendar_title(l).to_owned(), messages::calendar_made(l, made))
}

/// A sign-up and whom they bring along, as a line that they take home.
pub fn signed_up(
    l: Language,
    name: &str,
    starts: &str,
    state: SignUpState,
    companions: &[Companion],
) -> (String, String) {
    let with = companions.iter().map(|it| messages::export_companion(l, &it.name, it.age));
    let first = [name.to_owned(), activities::sign_up(l, state).to_owned()];
    let said: Vec<_> = first.into_iter().chain(with).collect();
    (format!("{starts} {}", messages::export_signed_up(l)), said.join("\n"))
}

/// Hours and what the leader says of them, as a line that they take home: how many and by whom where they count, and where
/// they do not, what became of them.
pub fn hours(
    l: Language,
    name: &str,
    day: &str,
    (state, hours): (HoursState, &str),
    unit: &str,
    remark: &str,
) -> (String, String) {
    let given = match state {
        HoursState::Confirmed => messages::export_given(l, hours, unit),
        _ => activities::hours(l, state).to_owned(),
    };
    let said: Vec<_> = [name, &given, remark].into_iter().filter(|it| !it.is_empty()).collect();
    (format!("{day} {}", messages::export_hours(l)), said.join("\n"))
}

/// A certificate, as a line that they take home; why it was revoked, where it was.
pub fn certificate(
    l: Language,
    number: &str,
    issued: &str,
    hours: &str,
    unit: &str,
    revoked: Option<Reason>,
) -> (String, String) {
    let why = revoked.map(|reason| messages::export_revoked(l, certificates::reason(l, reason)));
    let said = [Some(number.to_owned()), Some(messages::export_given(l, hours, unit)), why];
    let said: Vec<_> = said.into_iter().flatten().collect();
    (format!("{issued} {}", messages::export_certificate(l)), said.join("\n"))
}

/// What is wrong with a number, and what to do.
pub fn phone_fault(l: Language, fault: PhoneFault) -> &'static str {
    match fault {
        PhoneFault::NoMobile => messages::phone_wrong(l),
        PhoneFault::Foreign => messages::phone_foreign(l),
        PhoneFault::TooOften => messages::too_often(l),
    }
}

/// What to do about an e-mail address.
pub fn email_fault(l: Language, fault: EmailFault) -> &'static str {
    match fault {
        EmailFault::NoAddress => messages::email_wrong(l),
        EmailFault::TooOften => messages::too_often(l),
    }
}

/// The field that is filled in wrongly, and what to do.
pub fn fault(l: Language, fault: Fault) -> (&'static str, String) {
    let (name, words) = match fault {
        Fault::Long(name, most) => return (name, messages::too_long(l, most)),
        Fault::TooYoung => return ("born", messages::too_young(l, AGE_MIN)),
        Fault::Name => ("name", messages::name_wrong(l)),
        Fault::Born => ("born", messages::born_wrong(l)),
        Fault::BornAhead => ("born", messages::born_ahead(l)),
        Fault::IdNumber => ("id_number", messages::id_number_wrong(l)),
        Fault::IdBorn => ("id_number", messages::id_born(l)),
        Fault::County => ("county", messages::county_wrong(l)),
        Fault::Town => ("town", messages::town_wrong(l)),
        Fault::Station => ("station", messages::station_wrong(l)),
        Fault::Choice(name) => (name, messages::choice_wrong(l)),
        Fault::Season => ("season_from", messages::season_wrong(l)),
        Fault::Emergency => ("emergency_name", messages::emergency_wrong(l)),
        Fault::EmergencyPhone => ("emergency_phone", messages::emergency_phone_wrong(l)),
        Fault::GuardianName => ("guardian_name", messages::guardian_name_wrong(l)),
        Fault::GuardianPhone => ("guardian_phone", messages::guardian_phone_wrong(l)),
        Fault::GuardianKinship => ("guardian_kinship", messages::guardian_kinship_wrong(l)),
        Fault::Signs(name) => (name, messages::signs_wrong(l)),
        Fault::NameSigns(name) => (name, messages::name_signs(l)),
        Fault::NotAgreed => ("agree", messages::agree_wrong(l)),
        Fault::Known => ("name", messages::known(l)),
        Fault::NotNow => ("now", messages::not_now(l)),
        Fault::TooOften => ("guardian_phone", messages::too_often(l)),
        Fault::Phone => ("phone", messages::copy_phone_wrong(l)),
        Fault::NotSigned => ("signed", messages::copy_unsigned(l)),
        Fault::Elsewhere(name) => (name, messages::copy_elsewhere(l)),
    };
    (name, words.to_owned())
}

/// The same for the staff, who look into their list where somebody else would sign in.
pub fn fault_at_station(l: Language, fault: Fault) -> (&'static str, String) {
    match fault {
        Fault::Known => ("name", messages::copy_known(l).to_owned()),
        other => self::fault(l, other),
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::volunteers::details::Named;

    #[test]
    fn of_another_name_whoever_may_not_read_it_reads_the_family_names() {
        let named = |name: &str, born| Named { name: name.into(), born };
        let before = named("王小花", date!(1958 - 03 - 09));
        let both = Renamed { before: before.clone(), now: named("李大山", date!(1990 - 01 - 01)) };
        assert_eq!(
            renamed(Language::Zh, &both, true),
            ["姓名：王小花 → 李大山", "出生日期：1958-03-09 → 1990-01-01"]
        );
        assert_eq!(renamed(Language::Zh, &both, false), ["姓名：王** → 李**", "出生日期也改了"]);
        let born = Renamed { now: Named { born: date!(1959 - 03 - 09), ..before.clone() }, before };
        assert_eq!(renamed(Language::En, &born, false), ["The date of birth is another"]);
    }

    #[test]
    fn seasons_and_documents_are_said_as_people_read_them() {
        let winter = Season::of(11, 3).unwrap();
        assert_eq!(season(Language::Zh, winter), "11 月至次年 3 月");
        assert_eq!(season(Language::Zh, Season::of(1, 4).unwrap()), "1 月至 4 月");
        assert_eq!(season(Language::En, winter), "November to March");
        assert_eq!(month(Language::Zh, 1), "1 月");
        assert_eq!(month(Language::En, 1), "January");
        assert_eq!(masked_document("11010519491231002X"), "110*************2X");
        assert_eq!((masked_document("E1234"), masked_document("")), ("*****".to_owned(), String::new()));
    }

    #[test]
    fn every_kind_of_event_has_its_words() {
        let kinds = [
            "register_volunteer",
            "register_volunteer_at_station",
            "change_volunteer_phone",
            "agree_to_volunteering",
            "give_password_slip",
            "set_volunteer_password",
            "take_volunteer_password",
            "take_note_back",
            "withdraw_guardian_consent",
            "renew_guardian_consent",
            RENAMED,
        ];
        let words = Step::ALL.iter().map(|it| it.word()).chain(Note::ALL.iter().map(|it| it.word()));
        for kind in words.chain(kinds) {
            assert_ne!(happened(Language::Zh, kind), kind);
        }
        assert_eq!(happened(Language::Zh, "later"), "later");
    }
}
