//! Kinds, states, steps and levels as words. Pure.

use super::{
    messages,
    model::{CONTACT_CHARS_MAX, Fault, Kind, NAME_CHARS_MAX, State, Step, TEXT_CHARS_MAX},
};
use crate::{
    directory::model::Directory, journal::model::Unit, language::Language, settings::model::Setting,
};

/// 「投诉」.
pub fn kind(l: Language, kind: Kind) -> &'static str {
    match kind {
        Kind::Complaint => messages::kind_complaint_short(l),
        Kind::Suggestion => messages::kind_suggestion_short(l),
        Kind::Burden => messages::kind_burden_short(l),
    }
}

/// 「办理中」.
pub fn state(l: Language, state: State) -> &'static str {
    match state {
        State::Apart => messages::state_apart(l),
        State::Received => messages::state_received(l),
        State::Taken => messages::state_taken(l),
        State::Answered => messages::state_answered(l),
        State::Closed => messages::state_closed(l),
    }
}

/// 「转办」.
pub fn step(l: Language, step: Step) -> &'static str {
    match step {
        Step::Admit => messages::step_admit(l),
        Step::SetAside => messages::step_set_aside(l),
        Step::Take => messages::step_take(l),
        Step::Pass => messages::step_pass(l),
        Step::Answer => messages::step_answer(l),
        Step::Close => messages::step_close(l),
        Step::Object => messages::step_object(l),
    }
}

/// 「琼海市的工作人员」, or what the province calls the department of a 市县.
pub fn level(l: Language, level: &Unit, directory: &Directory) -> String {
    let county = match level {
        Unit::County(code) => directory.areas.division(code),
        Unit::Province | Unit::Station(_) => None,
    };
    let Some(county) = county else { return messages::level_province(l).to_owned() };
    let called = match l {
        Language::Zh => Setting::DepartmentZh,
        Language::En => Setting::DepartmentEn,
    };
    match directory.settings.get(called) {
        Some(department) => messages::level_department(l, county.name_in(l), department),
        None => messages::level_county(l, county.name_in(l)),
    }
}

/// About whom it is: the unit, the 市县, or the province and the platform.
pub fn about(l: Language, about: Option<&Unit>, directory: &Directory) -> String {
    let name = match about {
        Some(Unit::Station(id)) => directory.station_with_id(*id).map(|it| it.name.read(l).to_owned()),
        Some(Unit::County(code)) => directory.areas.name_of(code, l),
        Some(Unit::Province) | None => Some(messages::about_platform(l).to_owned()),
    };
    name.unwrap_or_else(|| messages::no_data(l).to_owned())
}

/// The question that is answered wrongly, and what to do.
pub fn fault(l: Language, fault: Fault, line: &str) -> (&'static str, String) {
    match fault {
        Fault::Kind => ("kind", messages::kind_wrong(l).to_owned()),
        Fault::County => ("county", messages::county_wrong(l).to_owned()),
        Fault::Unit => ("unit", messages::unit_wrong(l).to_owned()),
        Fault::TextEmpty => ("text", messages::text_empty(l).to_owned()),
        Fault::TextLong => ("text", messages::text_long(l, TEXT_CHARS_MAX)),
        Fault::Contact => ("contact", messages::contact_long(l, CONTACT_CHARS_MAX)),
        Fault::Name => ("name", messages::name_long(l, NAME_CHARS_MAX)),
        Fault::Again => ("send", messages::again_wrong(l).to_owned()),
        Fault::TooMany => ("send", messages::too_many(l, line)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::fixture::{a_directory, a_station};

    #[test]
    fn whom_it_is_about_and_with_whom_it_lies_is_said_by_name() {
        let station = a_station("jiaji");
        let (unit, name) = (Unit::Station(station.id), station.name.zh.clone());
        let directory = a_directory(vec![station]);
        let county = Unit::County("469002".into());
        assert_eq!(about(Language::Zh, Some(&unit), &directory), name);
        assert_eq!(about(Language::En, Some(&county), &directory), "Qionghai");
        assert_eq!(about(Language::Zh, None, &directory), "省里或平台");
        assert_eq!(level(Language::Zh, &county, &directory), "琼海市的工作人员");
        assert_eq!(level(Language::En, &Unit::Province, &directory), "the provincial office");
        let mut directory = directory;
        directory.settings.set("department_zh", "民政局");
        assert_eq!(level(Language::Zh, &county, &directory), "琼海市民政局");
        assert_eq!(level(Language::En, &county, &directory), "the office of Qionghai");
    }
}
