//! Settings, their parts and their faults, as words. Pure.

use super::{
    messages,
    model::Setting,
    parse::{Part, RETIRED, SettingFault},
};
use crate::language::Language;

/// 「站点名称」.
pub fn part(l: Language, part: Part) -> &'static str {
    match part {
        Part::Name => messages::part_name(l),
        Part::Operator => messages::part_operator(l),
        Part::Map => messages::part_map(l),
        Part::Coverage => messages::part_coverage(l),
        Part::Volunteers => messages::part_volunteers(l),
        Part::Modes => messages::part_modes(l),
        Part::Programmes => messages::part_programmes(l),
        Part::Hotlines => messages::part_hotlines(l),
        Part::Calendar => messages::part_calendar(l),
    }
}

/// What a setting is called.
pub fn setting(l: Language, setting: Setting) -> &'static str {
    match setting {
        Setting::StationWordZh => messages::station_word_zh(l),
        Setting::StationWordEn => messages::station_word_en(l),
        Setting::StationAliases => messages::station_aliases(l),
        Setting::OperatorZh => messages::operator_zh(l),
        Setting::OperatorEn => messages::operator_en(l),
        Setting::DepartmentZh => messages::department_zh(l),
        Setting::DepartmentEn => messages::department_en(l),
        Setting::SiteCode => messages::site_code(l),
        Setting::IcpRecord => messages::icp_record(l),
        Setting::PoliceRecord => messages::police_record(l),
        Setting::Logo => messages::logo(l),
        Setting::MapReviewNumber => messages::map_review_number(l),
        Setting::MapKey => messages::map_key(l),
        Setting::StaffingStandard => messages::staffing_standard(l),
        Setting::Communities => messages::communities(l),
        Setting::OutOfScope => messages::out_of_scope(l),
        Setting::VolunteerApproval => messages::volunteer_approval(l),
    }
}

/// What a field of the settings is called; nothing for one that is none of theirs.
pub fn field(l: Language, field: &str) -> Option<&'static str> {
    let of_entry = match field {
        "name_zh" => messages::name_zh(l),
        "name_en" => messages::name_en(l),
        "when_zh" => messages::when_zh(l),
        "when_en" => messages::when_en(l),
        "hours_zh" => messages::hours_zh(l),
        "hours_en" => messages::hours_en(l),
        "verify" => messages::verify(l),
        "emergency" => messages::emergency(l),
        "days" => messages::days(l),
        "source" => messages::source(l),
        "places" => messages::places(l),
        RETIRED => messages::retired(l),
        other => return Setting::from_word(other).map(|it| setting(l, it)),
    };
    Some(of_entry)
}

/// What to do about what is wrong.
pub fn fault(l: Language, fault: &SettingFault) -> String {
    match fault {
        SettingFault::Missing => messages::fault_missing(l).to_owned(),
        SettingFault::TooLong(most) => messages::fault_long(l, *most),
        SettingFault::TooMany(most) => messages::fault_many(l, *most),
        SettingFault::Number => messages::fault_number(l).to_owned(),
        SettingFault::Key => messages::fault_key(l).to_owned(),
        SettingFault::Code => messages::fault_code(l).to_owned(),
        SettingFault::Phone => messages::fault_phone(l).to_owned(),
        SettingFault::Taken => messages::fault_taken(l).to_owned(),
        SettingFault::Place(line) => messages::fault_place(l, line),
        SettingFault::Day(line) => messages::fault_day(l, line),
        SettingFault::Twice(day) => messages::fault_twice(l, day),
    }
}
