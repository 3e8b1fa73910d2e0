//! What things are called: categories, skills, states, and what is wrong with an answer. Pure.

use super::{
    check_in::{Odd, Presence, Way},
    details::{AGE_FLOOR, Category, Fault, LINE_CHARS_MAX, TEXT_CHARS_MAX},
    hours::{Ground, HoursState, written},
    list_page::PartOfYear,
    messages,
    model::{NoticeKind, REASON_CHARS_MAX, State, Step},
    not_done::StepFault,
    record_page::AnswerFault,
    recording::{CorrectionState, Lacks, WORDS_CHARS_MAX},
    shift::{HOURS_MAX, PLACES_MAX, ShiftFault, clock},
    sign_up::{PARTY_MAX, Refused, SignUpState},
};
use time::Date;

use crate::help::words as help;
use crate::{
    certificates::model::NameShown, directory::model::Directory, journal::model::Unit, language::Language,
};

/// What kind of help it is.
pub fn category(l: Language, category: Category) -> &'static str {
    match category {
        Category::Elders => messages::category_elders(l),
        Category::Children => messages::category_children(l),
        Category::Disability => messages::category_disability(l),
        Category::Hardship => messages::category_hardship(l),
        Category::Health => messages::category_health(l),
        Category::Community => messages::category_community(l),
        Category::Publicity => messages::category_publicity(l),
        Category::Culture => messages::category_culture(l),
        Category::Environment => messages::category_environment(l),
        Category::Emergency => messages::category_emergency(l),
    }
}

/// A part of the year.
pub fn part_of_year(l: Language, part: PartOfYear) -> &'static str {
    match part {
        PartOfYear::Winter => messages::season_winter(l),
        PartOfYear::Rest => messages::season_rest(l),
    }
}

/// Where an activity stands.
pub fn state(l: Language, state: State) -> &'static str {
    match state {
        State::Draft => messages::state_draft(l),
        State::Review => messages::state_review(l),
        State::Published => messages::state_published(l),
        State::Closed => messages::state_closed(l),
        State::Cancelled => messages::state_cancelled(l),
    }
}

/// What became of a sign-up.
pub fn sign_up(l: Language, state: SignUpState) -> &'static str {
    match state {
        SignUpState::Seated => messages::signed_seated(l),
        SignUpState::Waiting => messages::signed_waiting(l),
        SignUpState::Offered => messages::signed_offered(l),
        SignUpState::Cancelled => messages::signed_cancelled(l),
        SignUpState::Lapsed => messages::signed_lapsed(l),
        SignUpState::Handed => messages::signed_handed(l),
        SignUpState::Absent => messages::signed_absent(l),
        SignUpState::Off => messages::signed_off(l),
    }
}

/// Where somebody stands who signed up: once they have come, whether they are there; before that, what became of it.
pub fn standing(l: Language, state: SignUpState, presence: Option<Presence>) -> String {
    // Whoever came to what was called off before it began is told that.
    match presence.filter(|_| matches!(state, SignUpState::Seated | SignUpState::Absent)) {
        None => sign_up(l, state).to_owned(),
        Some(Presence::Here(since_ms)) => messages::present_here(l, &clock(since_ms)),
        Some(Presence::Left(at_ms)) => messages::present_left(l, &clock(at_ms)),
        Some(Presence::Came(at_ms)) => messages::present_came(l, &clock(at_ms)),
    }
}

/// Why somebody does not get what they asked for, and what they can do.
pub fn refused(l: Language, refused: Refused, age_min: u8) -> String {
    match refused {
        Refused::NotFound => messages::refused_not_found(l).to_owned(),
        Refused::NotOpen => messages::refused_not_open(l).to_owned(),
        Refused::Already => messages::refused_already(l).to_owned(),
        Refused::Overlaps => messages::refused_overlaps(l).to_owned(),
        Refused::TooFew => messages::refused_too_few(l).to_owned(),
        Refused::NotAdmitted => messages::refused_not_admitted(l).to_owned(),
        Refused::Many => messages::refused_many(l, PARTY_MAX),
        Refused::Young => messages::refused_young(l, age_min.max(AGE_FLOOR)),
        Refused::Alone => messages::refused_alone(l).to_owned(),
        Refused::Consent => messages::refused_consent(l).to_owned(),
        Refused::Skill => messages::refused_skill(l).to_owned(),
        Refused::Training => messages::refused_training(l).to_owned(),
        Refused::OtherTap => messages::refused_other_tap(l).to_owned(),
    }
}

/// What is odd.
pub fn odd(l: Language, odd: Odd) -> &'static str {
    match odd {
        Odd::Late => messages::odd_late(l),
        Odd::Overtime => messages::odd_overtime(l),
        Odd::Far => messages::odd_far(l),
        Odd::OneDevice => messages::odd_one_device(l),
        Odd::Afterwards => messages::odd_afterwards(l),
        Odd::Brief => messages::odd_brief(l),
        Odd::Outside => messages::odd_outside(l),
        Odd::Momentary => messages::odd_momentary(l),
    }
}

/// What is odd about somebody's coming and going, whose device was so many kilometres away.
pub fn odd_of_coming(l: Language, odd: Odd, away_km: Option<i64>) -> String {
    match (odd, away_km) {
        (Odd::Far, Some(km)) => messages::odd_far_km(l, km),
        (other, _) => self::odd(l, other).to_owned(),
    }
}

/// That somebody came, as a line that they take home.
pub fn came(
    l: Language,
    name: &str,
    came: &str,
    left: Option<&str>,
    away_km: Option<i64>,
) -> (String, String) {
    let left = left.map(|at| format!("{} {at}", messages::left(l)));
    let away = away_km.map(|km| messages::here_far(l, km));
    let said: Vec<_> = [Some(name.to_owned()), left, away].into_iter().flatten().collect();
    (format!("{came} {}", messages::came(l)), said.join("\n"))
}

/// How it is known that somebody was there.
pub fn way(l: Language, way: Way) -> &'static str {
    match way {
        Way::Code => messages::way_code(l),
        Way::RollCall => messages::way_roll_call(l),
    }
}

/// What hours come from.
pub fn ground(l: Language, ground: Ground) -> &'static str {
    match ground {
        Ground::Attendance => messages::ground_attendance(l),
        Ground::Word => messages::ground_word(l),
    }
}

/// Where hours stand.
pub fn hours(l: Language, state: HoursState) -> &'static str {
    match state {
        HoursState::Asked => messages::hours_asked(l),
        HoursState::Confirmed => messages::hours_confirmed(l),
        HoursState::Refused => messages::hours_refused(l),
        HoursState::TakenBack => messages::hours_taken_back(l),
        HoursState::NotCounted => messages::hours_not_counted(l),
    }
}

/// What is wrong with what is said of an activity.
pub fn fault(l: Language, name: &str, fault: Fault) -> String {
    match fault {
        Fault::Empty => messages::fault_empty(l).to_owned(),
        Fault::Long => {
            let long = ["content", "risks", "protection"].contains(&name);
            messages::fault_long(l, if long { TEXT_CHARS_MAX } else { LINE_CHARS_MAX })
        }
        Fault::Choice => messages::fault_choice(l).to_owned(),
        Fault::Phone => messages::fault_phone(l).to_owned(),
        Fault::Point => messages::fault_point(l).to_owned(),
        Fault::Age => messages::fault_age(l, AGE_FLOOR),
    }
}

/// What is wrong with a shift.
pub fn shift_fault(l: Language, fault: ShiftFault) -> String {
    match fault {
        ShiftFault::Day => messages::fault_day(l).to_owned(),
        ShiftFault::Time => messages::fault_time(l).to_owned(),
        ShiftFault::Past => messages::fault_past(l).to_owned(),
        ShiftFault::NotOver => messages::fault_not_over(l).to_owned(),
        ShiftFault::TooFar => messages::fault_too_far(l).to_owned(),
        ShiftFault::Length => messages::fault_length(l, HOURS_MAX),
        ShiftFault::Places => messages::fault_places(l, PLACES_MAX),
        ShiftFault::Post => messages::fault_long(l, LINE_CHARS_MAX),
        ShiftFault::Closes => messages::fault_closes(l).to_owned(),
    }
}

/// Why a step was not taken, and what can be done.
pub fn step_fault(l: Language, step: Step, fault: StepFault) -> String {
    match fault {
        StepFault::Shift(fault) => shift_fault(l, fault),
        StepFault::Reason => messages::fault_reason(l, REASON_CHARS_MAX),
        StepFault::Time => messages::fault_time(l).to_owned(),
        StepFault::Hours => messages::fault_hours(l).to_owned(),
        StepFault::HoursMost(most, by_shift) => {
            messages::fault_hours_most(l, &written(most), &written(by_shift))
        }
        StepFault::Volunteer => messages::fault_number(l).to_owned(),
        StepFault::Taken => messages::fault_hours_taken(l).to_owned(),
        StepFault::Other => messages::fault_other_person(l).to_owned(),
        StepFault::Own => messages::fault_own_hours(l).to_owned(),
        StepFault::Changed => messages::fault_changed(l).to_owned(),
        StepFault::Rule => match step {
            Step::Attend => messages::fault_attend(l),
            Step::Miss => messages::fault_miss(l),
            Step::ConfirmHours => messages::fault_confirm(l),
            Step::AskHours => messages::fault_ask(l),
            Step::NotCount => messages::fault_not_count(l),
            Step::Submit => messages::fault_submit(l),
            Step::Publish => messages::fault_publish(l),
            Step::Close => messages::fault_close(l),
            _ => messages::step_refused(l),
        }
        .to_owned(),
    }
}

/// A day as people say it: 「12月2日（周三）」, with its year where that is not `this_year`.
pub fn day(l: Language, day: Date, this_year: i32) -> String {
    let told = help::day(l, day);
    if day.year() == this_year { told } else { messages::day_of_year(l, day.year(), &told) }
}

/// Who holds an activity.
pub fn unit(l: Language, unit: &Unit, directory: &Directory) -> String {
    help::unit(l, unit, directory)
}

/// What a volunteer is told of: about the activity of this name at this time, until when an offer lasts, and why it is
/// off, or how many hours are confirmed.
pub fn notice(l: Language, kind: NoticeKind, name: &str, when: &str, until: &str, said: &str) -> String {
    match kind {
        NoticeKind::SignedUp => messages::notice_signed_up(l, name, when),
        NoticeKind::Waiting => messages::notice_waiting(l, name, when),
        NoticeKind::Offered => messages::notice_offered(l, name, when, until),
        NoticeKind::Lapsed => messages::notice_lapsed(l, name, when),
        NoticeKind::Handed => messages::notice_handed(l, name, when),
        NoticeKind::Cancelled => messages::notice_cancelled(l, name, when),
        NoticeKind::TakenOut => messages::notice_taken_out(l, name, when),
        NoticeKind::Given => messages::notice_given(l, name, when, until),
        NoticeKind::Changed => messages::notice_changed(l, name, when),
        NoticeKind::Off => messages::notice_off(l, name, when, said),
        NoticeKind::Reminder => messages::notice_reminder(l, name, when),
        NoticeKind::Hours => messages::notice_hours(l, name, said),
        NoticeKind::HoursBack => messages::notice_hours_back(l, name, said),
        NoticeKind::NotCounted => messages::notice_not_counted(l, name, when, said),
        NoticeKind::Answered => messages::notice_answered(l, name, when),
    }
}

/// What a service lacks before it is recorded.
pub fn lacks(l: Language, lacks: Lacks) -> &'static str {
    match lacks {
        Lacks::Roll => messages::lacks_roll(l),
        Lacks::Hours => messages::lacks_hours(l),
        Lacks::Agreement => messages::hours_asked(l),
    }
}

/// Where a wish to have a record put right stands.
pub fn correction(l: Language, state: CorrectionState) -> &'static str {
    match state {
        CorrectionState::Open => messages::correction_open(l),
        CorrectionState::Corrected => messages::correction_corrected(l),
        CorrectionState::Kept => messages::correction_kept(l),
    }
}

/// A wish to have a record put right, as a line that its volunteer takes home.
pub fn correction_told(
    l: Language,
    name: &str,
    asked: &str,
    state: CorrectionState,
    (wish, answer): (&str, &str),
) -> (String, String) {
    let told = [name, wish, correction(l, state), answer].into_iter();
    let told: Vec<_> = told.filter(|it| !it.is_empty()).collect();
    (format!("{asked} {}", messages::correction_ask(l)), told.join("\n"))
}

/// What is wrong with an answer to one.
pub fn answer_fault(l: Language, fault: AnswerFault) -> String {
    match fault {
        AnswerFault::State => messages::records_fault_state(l).to_owned(),
        AnswerFault::Words => messages::correction_fault(l, WORDS_CHARS_MAX),
        AnswerFault::NotNow => messages::records_fault_answered(l).to_owned(),
    }
}

/// How much of a name a certificate shows.
pub fn name_shown(l: Language, shown: NameShown) -> &'static str {
    match shown {
        NameShown::Full => messages::name_full(l),
        NameShown::Surname => messages::name_surname(l),
        NameShown::Hidden => messages::name_hidden(l),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn presence_is_told_of_who_has_a_place_and_what_was_called_off_of_whoever_came_to_it() {
        let came = Some(Presence::Here(0));
        for state in [SignUpState::Seated, SignUpState::Absent] {
            assert_ne!(standing(Language::Zh, state, came), sign_up(Language::Zh, state));
            assert_eq!(standing(Language::Zh, state, None), sign_up(Language::Zh, state));
        }
        assert_eq!(standing(Language::Zh, SignUpState::Off, came), sign_up(Language::Zh, SignUpState::Off));
    }
}
