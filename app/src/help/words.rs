//! What things are called: states, steps, channels, faces, and what is wrong with an answer. Pure.

use super::{
    figures::{Figure, Shown},
    messages,
    model::{Channel, Face, Referral, Said, State, Step, WORDS_CHARS_MAX},
    terms::{Late, Promise, Terms, opens, own_hours},
    visits::{Arranged, Standing},
};
use crate::forms::messages as forms;
use crate::{
    directory::model::Directory,
    journal::model::Unit,
    language::Language,
    photos::{model::PhotoFault, photos_page},
    stations::{hours::LocalMoment, words as stations},
};
use time::Date;

/// Why a photo was not taken, where so many may come along.
pub fn photo_fault(l: Language, fault: PhotoFault, most: usize) -> String {
    match fault {
        PhotoFault::TooMany => forms::photos(l, u32::try_from(most).unwrap_or(u32::MAX)),
        fault => photos_page::fault(l, fault).1,
    }
}

/// Where a call stands, for the staff.
pub fn state(l: Language, state: State) -> &'static str {
    match state {
        State::Apart => messages::state_apart(l),
        State::Received => messages::state_received(l),
        State::Assigned => messages::state_assigned(l),
        State::InHand => messages::state_in_hand(l),
        State::Handed => messages::state_handed(l),
        State::Closed => messages::state_closed(l),
        State::Joined => messages::state_joined(l),
        State::Aside => messages::state_aside(l),
    }
}

/// The same for the caller, who need not know how the staff sorts calls.
pub fn state_for_caller(l: Language, state: State) -> &'static str {
    match state {
        State::Apart | State::Received | State::Assigned => messages::caller_received(l),
        State::InHand | State::Joined => messages::caller_in_hand(l),
        State::Handed => messages::caller_handed(l),
        State::Closed => messages::caller_closed(l),
        State::Aside => messages::caller_aside(l),
    }
}

/// What was done.
pub fn step(l: Language, step: Step) -> &'static str {
    match step {
        Step::Admit => messages::step_admit(l),
        Step::SetAside => messages::step_set_aside(l),
        Step::Assign => messages::step_assign(l),
        Step::Reached => messages::step_reached(l),
        Step::NotReached => messages::step_not_reached(l),
        Step::Retract => messages::step_retract(l),
        Step::Advise => messages::step_advise(l),
        Step::Visit => messages::step_visit(l),
        Step::CancelVisit => messages::step_cancel_visit(l),
        Step::Record => messages::step_record(l),
        Step::Refer => messages::step_refer(l),
        Step::Receipt => messages::step_receipt(l),
        Step::TakeBack => messages::step_take_back(l),
        Step::Pass => messages::step_pass(l),
        Step::Urge => messages::step_urge(l),
        Step::Look => messages::step_look(l),
        Step::Note => messages::step_note(l),
        Step::Join => messages::step_join(l),
        Step::Part => messages::step_part(l),
        Step::Close => messages::step_close(l),
        Step::GiveUp => messages::step_give_up(l),
        Step::Add => messages::step_add(l),
        Step::Rate => messages::step_rate(l),
        Step::Reopen => messages::step_reopen(l),
    }
}

/// What becomes of a referral to which nobody has answered.
pub fn decided(l: Language, word: &str) -> &'static str {
    match word {
        "done" => messages::decided_done(l),
        "withdrawn" => messages::decided_withdrawn(l),
        _ => messages::decided_caller(l),
    }
}

/// On which way a call came.
pub fn channel(l: Language, channel: Channel) -> &'static str {
    match channel {
        Channel::Web => messages::channel_web(l),
        Channel::WalkIn => messages::channel_walk_in(l),
        Channel::Phone => messages::channel_phone(l),
        Channel::Outreach => messages::channel_outreach(l),
        Channel::Village => messages::channel_village(l),
    }
}

/// How the caller said it was.
pub fn face(l: Language, face: Face) -> &'static str {
    match face {
        Face::Good => messages::face_good(l),
        Face::Fair => messages::face_fair(l),
        Face::Bad => messages::face_bad(l),
    }
}

/// A day as it is told: 「12月2日（周三）」.
pub fn day(l: Language, day: Date) -> String {
    let month = match l {
        Language::Zh => u8::from(day.month()).to_string(),
        Language::En => day.month().to_string(),
    };
    messages::day(l, &month, day.day(), stations::weekday(l, day.weekday()))
}

/// The same, with its year where that is not the year of `today`.
pub fn day_of(l: Language, of: Date, today: Date) -> String {
    let told = day(l, of);
    if of.year() == today.year() { told } else { messages::day_in_year(l, &told, of.year()) }
}

/// A visit that was arranged, and what became of it.
pub fn visit(l: Language, visit: Arranged, today: Date) -> String {
    let day = day_of(l, visit.day, today);
    match visit.standing {
        Standing::Holds => messages::told_visit(l, &day),
        Standing::Over => messages::told_visit_over(l, &day),
        Standing::Moved => messages::told_visit_moved(l, &day),
        Standing::Withdrawn => messages::told_visit_withdrawn(l, &day),
        Standing::Void => messages::told_visit_void(l, &day),
    }
}

/// When a caller was reached at `first`, and `last`, which is since it was opened again where it was; and by when they are
/// to be, which nobody is to take for a contact that happened.
pub fn contacts(
    l: Language,
    first: Option<&str>,
    again: bool,
    last: Option<&str>,
    due: Option<&str>,
) -> Vec<(&'static str, String)> {
    let last = match (last, again) {
        (Some(at), false) => Some((messages::one_contact(l), at)),
        (Some(at), true) => Some((messages::one_contact_again(l), at)),
        (None, false) => due.map(|by| (messages::one_contact_by(l), by)),
        (None, true) => due.map(|by| (messages::one_contact_again_by(l), by)),
    };
    let all = first.map(|at| (messages::one_contact(l), at)).into_iter().chain(last);
    all.map(|(name, at)| (name, at.to_owned())).collect()
}

/// By when callers are called, for whoever is about to write.
pub fn how_call(l: Language, terms: Terms) -> String {
    match terms.urgent_contact_days {
        0 => messages::how_call(l, terms.contact_days),
        days => messages::how_call_within(l, days, terms.contact_days),
    }
}

/// When the caller is called at the latest, as it stands `now`: on a later day; as soon as the station opens; or today, as
/// long as it is open. Of a unit that has set no hours only the day is told.
pub fn call_by(l: Language, promise: &Promise, directory: &Directory, now: LocalMoment) -> String {
    let Promise { unit, by, urgent, .. } = promise;
    let opens = opens(unit, directory, now);
    let on_opening = opens.filter(|opens| *urgent && opens.date == *by);
    let own = own_hours(unit, directory);
    let when_open = |opens: LocalMoment| match own {
        Some(_) => messages::call_when_open(l, &day(l, opens.date), &opens.clock()),
        None => messages::call_when_there(l, &day(l, opens.date)),
    };
    if *by > now.date {
        return on_opening.map_or_else(|| messages::call_by(l, &day(l, *by)), when_open);
    }
    let today = own.map(|hours| hours.spans_on(now.date, &directory.calendar).spans);
    match (today.as_ref().and_then(|spans| spans.last()), opens) {
        (Some(last), _) if last.to() > now.minute => {
            messages::call_today_until(l, &stations::clock(last.to()))
        }
        (_, Some(opens)) if opens.date > now.date => when_open(opens),
        _ => messages::call_today(l).to_owned(),
    }
}

/// Who was told as soon as it came; nothing where somebody was there.
pub fn rose(l: Language, promise: &Promise, directory: &Directory) -> Option<&'static str> {
    let words = match promise.unit {
        Unit::Station(_) => messages::call_rose(l),
        Unit::County(_) => messages::call_rose_office(l),
        Unit::Province => return None,
    };
    promise.rose(directory).then_some(words)
}

/// A number as it may be told to whoever does not open the records.
pub fn counted(l: Language, shown: Shown) -> String {
    match shown {
        Shown::Exact(number) => number.to_string(),
        Shown::Few => messages::figures_few(l).to_owned(),
        Shown::Hidden => left_out(l).to_owned(),
    }
}

/// What a number of the figures is called.
pub fn figure(l: Language, figure: Figure) -> &'static str {
    match figure {
        Figure::Calls => messages::figures_calls(l),
        Figure::Urgent => messages::figures_urgent(l),
        Figure::ContactOf => messages::figures_contact_of(l),
        Figure::Contact => messages::figures_contact(l),
        Figure::Reached => messages::figures_median(l),
        Figure::ClosingOf => messages::figures_closing_of(l),
        Figure::Closing => messages::figures_closing(l),
        Figure::SatisfiedOf => messages::figures_satisfied_of(l),
        Figure::Satisfied => messages::figures_satisfied(l),
        Figure::Recorded => messages::figures_recorded(l),
    }
}

/// What stands where a number would tell few people apart.
pub fn left_out(l: Language) -> &'static str {
    messages::figures_hidden(l)
}

/// What was done, as its caller is told; a visit of which the day is known is told by [`visit`].
pub fn told(l: Language, step: Step, by_staff: bool, said: &Said) -> String {
    // Whoever agreed knows to whom. Where the law's own duty stood for that, it may be the police, and not told here
    // (个人信息保护法 art. 18).
    let to = said.referral.as_ref().filter(|it| step == Step::Refer && it.consent != Referral::DUTY);
    match to {
        Some(referral) if !referral.body.is_empty() => messages::told_refer(l, &referral.body),
        _ if step == Step::Reopen && by_staff => messages::told_reopen_here(l).to_owned(),
        _ => step_for_caller(l, step).to_owned(),
    }
}

/// What was done, in the words of whoever did it to its caller: nothing of it reads like a failing of the caller's.
fn step_for_caller(l: Language, step: Step) -> &'static str {
    match step {
        Step::SetAside => messages::caller_aside(l),
        Step::Assign => messages::told_assign(l),
        Step::Reached => messages::told_reached(l),
        Step::NotReached => messages::told_not_reached(l),
        Step::Advise => messages::told_advise(l),
        Step::Record => messages::told_record(l),
        Step::Refer => messages::told_refer_somewhere(l),
        Step::TakeBack => messages::told_take_back(l),
        Step::Pass => messages::told_pass(l),
        Step::GiveUp => messages::told_give_up(l),
        Step::Add => messages::told_add(l),
        Step::Rate => messages::told_rate(l),
        Step::Reopen => messages::told_reopen(l),
        _ => self::step(l, step),
    }
}

/// What was said with it, where the caller reads that. With which reason steps of a standard were left out, they do not:
/// it was written with the result once.
pub fn told_words(step: Step, said: Said) -> Option<String> {
    let is_reason = step == Step::Close && said.day == "anyway";
    (step.is_read_by_the_caller() && !is_reason && !said.words.is_empty()).then_some(said.words)
}

/// What is late.
pub fn late(l: Language, late: Late) -> &'static str {
    match late {
        Late::Contact => messages::late_contact(l),
        Late::Closing => messages::late_closing(l),
    }
}

/// What a service is about, as a caller would ask; what is not on the list is told by its code.
pub fn service(l: Language, code: &str, directory: &Directory) -> String {
    let item = directory.catalogue.item(code).map(|item| item.name.read(l).to_owned());
    let special = || directory.catalogue.special(code).map(|service| service.name.read(l).to_owned());
    match code {
        "" => messages::no_service(l).to_owned(),
        code => item.or_else(special).unwrap_or_else(|| code.to_owned()),
    }
}

/// The same in the question that people ask, for them.
pub fn question(l: Language, code: &str, directory: &Directory) -> String {
    let item = directory.catalogue.item(code).map(|item| item.question.read(l).to_owned());
    item.unwrap_or_else(|| service(l, code, directory))
}

/// Whether pages about this service are ones that one may need to hide; the catalogue says so.
pub fn is_sensitive(code: Option<&str>, directory: &Directory) -> bool {
    code.is_some_and(|code| directory.catalogue.is_left_quickly(code))
}

/// What a caller said to whether somebody's life is in danger, or that they said nothing to it; nothing where they answered
/// the form of the service.
pub fn danger(l: Language, answer: &str, answered_to_service: bool) -> Option<&'static str> {
    match answer {
        "yes" => Some(messages::danger_yes(l)),
        "no" => Some(messages::danger_no(l)),
        "unknown" => Some(messages::danger_unknown(l)),
        _ => (!answered_to_service).then(|| messages::danger_unsaid(l)),
    }
}

/// Who sees to a call: the station by its name, or the office of the 市县.
pub fn unit(l: Language, unit: &Unit, directory: &Directory) -> String {
    let name = match unit {
        Unit::Station(id) => directory.station_with_id(*id).map(|it| it.name.read(l).to_owned()),
        Unit::County(code) => {
            directory.areas.division(code).map(|county| messages::unit_county(l, county.name_in(l)))
        }
        Unit::Province => None,
    };
    name.unwrap_or_else(|| messages::unit_elsewhere(l).to_owned())
}

/// What to do where nothing was said that had to be.
pub fn nothing_said(l: Language) -> String {
    messages::words_empty(l).to_owned()
}

/// What to do where too much was said.
pub fn too_long(l: Language) -> String {
    messages::words_long(l, WORDS_CHARS_MAX)
}

/// What to do where no face was chosen.
pub fn no_face(l: Language) -> String {
    messages::rate_wrong(l).to_owned()
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::directory::fixture::{a_directory, a_station};

    #[test]
    fn who_is_called_today_is_told_until_when_and_else_when_the_station_opens() {
        let station = a_station("jiaji");
        let unit = Unit::Station(station.id);
        let directory = a_directory(vec![station]);
        let friday = date!(2026 - 11 - 27);
        let promise = |by, unit: &Unit, urgent, now| Promise { unit: unit.clone(), by, urgent, came: now };
        let told = |by, unit: &Unit, date, minute| {
            let now = LocalMoment { date, minute };
            call_by(Language::Zh, &promise(by, unit, false, now), &directory, now)
        };
        let later = told(date!(2026 - 12 - 02), &unit, friday, 600);
        assert_eq!(later, "社工最晚在12月2日（周三）联系您。");
        // What presses is promised for the next opening, and who was told meanwhile.
        let monday = date!(2026 - 11 - 30);
        let night = LocalMoment { date: friday, minute: 20 * 60 };
        for (urgent, words, rises) in [
            (
                true,
                "社工站现在没有上班，11月30日（周一） 08:30 上班，上班就联系您。有危险不要等，请先拨打 110 或 120。",
                true,
            ),
            (false, "社工最晚在11月30日（周一）联系您。", false),
        ] {
            let promise = promise(monday, &unit, urgent, night);
            assert_eq!(call_by(Language::Zh, &promise, &directory, night), words);
            assert_eq!(rose(Language::Zh, &promise, &directory).is_some(), rises);
        }
        for minute in [300, 600, 13 * 60] {
            assert_eq!(told(friday, &unit, friday, minute), "社工今天 17:30 前联系您。");
        }
        for (date, minute) in [(friday, 18 * 60), (date!(2026 - 11 - 28), 600), (date!(2026 - 11 - 29), 600)]
        {
            let closed = told(date, &unit, date, minute);
            assert!(closed.contains("11月30日（周一） 08:30 上班"), "{closed}");
        }
        let county = Unit::County("469002".into());
        for minute in [300, 600, 13 * 60] {
            assert_eq!(told(friday, &county, friday, minute), "社工今天联系您。");
        }
        let terms = Terms { urgent_contact_days: 0, contact_days: 3, closing_days: 15 };
        assert!(how_call(Language::Zh, terms).contains("下次上班就打"));
        let slower = Terms { urgent_contact_days: 1, ..terms };
        assert!(how_call(Language::Zh, slower).contains("着急的 1 个工作日内打"));
        assert_eq!(day(Language::En, date!(2026 - 11 - 29)), "Sunday 29 November");
    }

    #[test]
    fn an_office_of_a_county_promises_no_call_after_hours_and_was_told_of_what_presses() {
        let directory = a_directory(Vec::new());
        let (friday, monday) = (date!(2026 - 11 - 27), date!(2026 - 11 - 30));
        let unit = Unit::County("469002".into());
        let came = LocalMoment { date: friday, minute: 18 * 60 + 36 };
        let promise = |by, urgent, came| Promise { unit: unit.clone(), by, urgent, came };
        let presses = promise(monday, true, came);
        let words = "现在没有上班，11月30日（周一）上班就联系您。有危险不要等，请先拨打 110 或 120。";
        assert_eq!(call_by(Language::Zh, &presses, &directory, came), words);
        let english = call_by(Language::En, &presses, &directory, came);
        assert!(english.contains("Monday 30 November") && !english.contains("today"), "{english}");
        assert_eq!(
            rose(Language::Zh, &presses, &directory),
            Some("这件标为紧急，已经马上提醒市县主管部门。")
        );
        // Who looks in the evening of the last day is not told «today».
        let open = LocalMoment { date: friday, minute: 600 };
        let due = promise(friday, true, open);
        assert_eq!(call_by(Language::Zh, &due, &directory, came), words);
        assert_eq!(rose(Language::Zh, &due, &directory), None);
        assert_eq!(rose(Language::Zh, &promise(monday, false, came), &directory), None);
    }

    #[test]
    fn a_caller_reads_what_was_done_for_them_and_not_the_words_of_the_staff() {
        let nothing = Said::default();
        let told = |l, step| told(l, step, false, &nothing);
        assert_eq!(told(Language::Zh, Step::NotReached), "我们打过电话，没打通");
        assert_eq!(told(Language::En, Step::NotReached), "We called and did not get through");
        for step in Step::ALL.into_iter().filter(|step| step.is_seen_by_the_caller()) {
            let (zh, en) = (told(Language::Zh, step), told(Language::En, step));
            assert!(!zh.contains("求助人") && !zh.contains("分派") && !zh.contains("联系不上"), "{zh}");
            assert!(
                !en.contains("caller") && !en.contains("Assigned") && !en.contains("Not reached"),
                "{en}"
            );
        }
    }

    #[test]
    fn a_contact_that_is_still_to_come_is_called_a_term() {
        let named = |first, again, last, due| {
            let told = contacts(Language::Zh, first, again, last, due);
            told.into_iter().map(|(name, at)| format!("{name} {at}")).collect::<Vec<_>>()
        };
        let (at, by, later) = (Some("2026-11-30 10:00"), Some("2026-12-03"), Some("2026-12-01 09:00"));
        assert_eq!(named(None, false, None, by), ["首次联系期限 2026-12-03"]);
        assert_eq!(named(None, false, at, None), ["首次联系 2026-11-30 10:00"]);
        assert_eq!(
            named(at, true, None, by),
            ["首次联系 2026-11-30 10:00", "重新打开后的联系期限 2026-12-03"]
        );
        assert_eq!(
            named(at, true, later, None),
            ["首次联系 2026-11-30 10:00", "重新打开后的联系 2026-12-01 09:00"]
        );
        assert_eq!(named(None, false, None, None), [""; 0], "closed, and never reached");
    }

    #[test]
    fn whoever_sees_to_a_call_reads_that_nothing_was_said_to_danger() {
        let told = |answer, answered| danger(Language::Zh, answer, answered);
        assert_eq!(told("", false), Some("有没有危险：没有回答"));
        assert_eq!(told("", true), None, "the form of the service says it");
        assert_eq!(told("no", false), Some("求助人说：没有生命危险"));
    }

    #[test]
    fn a_caller_is_told_the_day_of_a_visit_and_to_whom_they_agreed() {
        let arranged = |day, standing| visit(Language::Zh, Arranged { day, standing }, date!(2026 - 11 - 30));
        assert_eq!(arranged(date!(2026 - 12 - 02), Standing::Holds), "约好12月2日（周三）上门");
        assert_eq!(arranged(date!(2026 - 12 - 02), Standing::Moved), "原约12月2日（周三）上门，已改期");
        assert_eq!(arranged(date!(2026 - 12 - 02), Standing::Withdrawn), "原约12月2日（周三）上门，已取消");
        assert_eq!(arranged(date!(2027 - 01 - 04), Standing::Holds), "约好2027年1月4日（周一）上门");
        assert_eq!(
            day_of(Language::En, date!(2027 - 01 - 04), date!(2026 - 12 - 31)),
            "Monday 4 January 2027"
        );
        assert_eq!(day_of(Language::Zh, date!(2027 - 01 - 04), date!(2027 - 01 - 01)), "1月4日（周一）");
        let referral = |consent: &str| Said {
            referral: Some(Referral {
                body: "民政局".into(),
                consent: consent.into(),
                ..Referral::default()
            }),
            ..Said::default()
        };
        assert_eq!(told(Language::Zh, Step::Refer, false, &referral("spoken")), "转给民政局");
        assert_eq!(told(Language::Zh, Step::Refer, false, &referral(Referral::DUTY)), "转给有关单位办理");
        let close = |day: &str| Said { words: "没见到人".into(), day: day.into(), ..Said::default() };
        assert_eq!(told_words(Step::Close, close("anyway")), None);
        assert_eq!(told_words(Step::Close, close("")), Some("没见到人".into()));
        assert_eq!(told_words(Step::Note, close("")), None);
    }
}
