//! What is known of a station, as sentences. Pure.

use time::{Date, Weekday};

use super::{
    hours::{LocalMoment, Opening},
    messages,
    model::{Access, Freshness, Kind, Room, Stage, Station},
};
use crate::{
    areas::model::Precision,
    directory::{model::Directory, serving::Away},
    language::Language,
    map::coordinates::Distance,
    stations::finder::MeasuredFrom,
    text::Text,
};

/// «Open now», and what comes next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpeningWords {
    /// Whether one can go there now.
    pub open: bool,
    /// 「现在开放」.
    pub state: &'static str,
    /// 「今天 17:30 关闭」.
    pub next: String,
    /// Why it is closed, if that is out of the ordinary.
    pub reason: Option<String>,
}

/// «Open now» of a station, as of `now`.
pub fn opening(l: Language, station: &Station, directory: &Directory, now: LocalMoment) -> OpeningWords {
    if !station.stage.serves() {
        return OpeningWords {
            open: false,
            state: messages::not_serving(l),
            next: stage(l, station.stage).to_owned(),
            reason: None,
        };
    }
    match station.hours.opening(now, &directory.calendar) {
        Opening::Open { until } => OpeningWords {
            open: true,
            state: messages::open(l),
            next: match until {
                None => messages::open_always(l).to_owned(),
                Some(then) if then.date == now.date => messages::closes_today(l, &clock(then.minute)),
                Some(then) => messages::closes_on(l, &day(l, then.date), &clock(then.minute)),
            },
            reason: None,
        },
        Opening::Closed { opens, reason } => OpeningWords {
            open: false,
            state: messages::closed(l),
            next: match opens {
                None => messages::no_opening_known(l).to_owned(),
                Some(then) if then.date == now.date => messages::opens_today(l, &clock(then.minute)),
                Some(then) if Some(then.date) == now.date.next_day() => {
                    messages::opens_tomorrow(l, &clock(then.minute))
                }
                Some(then) => messages::opens_on(l, &day(l, then.date), &clock(then.minute)),
            },
            reason: reason.map(|reason| reason.read(l).to_owned()),
        },
    }
}

/// `08:30`; a minute past midnight counts on from 00:00.
pub fn clock(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60 % 24, minute % 60)
}

/// 「周一（11月30日）」.
pub fn day(l: Language, date: Date) -> String {
    let month = match l {
        Language::Zh => u8::from(date.month()).to_string(),
        Language::En => date.month().to_string().chars().take(3).collect(),
    };
    let written = messages::month_day(l, &month, date.day());
    match l {
        Language::Zh => format!("{}（{written}）", weekday(l, date.weekday())),
        Language::En => format!("{} {written}", weekday(l, date.weekday())),
    }
}

/// 「周一」.
pub fn weekday(l: Language, day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => messages::weekday_monday(l),
        Weekday::Tuesday => messages::weekday_tuesday(l),
        Weekday::Wednesday => messages::weekday_wednesday(l),
        Weekday::Thursday => messages::weekday_thursday(l),
        Weekday::Friday => messages::weekday_friday(l),
        Weekday::Saturday => messages::weekday_saturday(l),
        Weekday::Sunday => messages::weekday_sunday(l),
    }
}

/// 「约 3.2 公里（到嘉积镇中心）」: what was measured from where, and to where, stands in the sentence. `there` names
/// the township whose seat stands for the station, where its door is not known.
pub fn distance(l: Language, away: Away, from: MeasuredFrom<'_>, there: &str) -> String {
    let length = length(l, away.metres);
    match (from, away.precision) {
        // One point stands for both ends: nothing has been measured.
        (MeasuredFrom::Seat(..), Precision::TownSeat) if away.metres < 1.0 => {
            messages::distance_same(l, there)
        }
        (MeasuredFrom::Seat(division, _), Precision::TownSeat) => {
            messages::distance_seats(l, &length, division.name_in(l), there)
        }
        (MeasuredFrom::Seat(division, _), _) => messages::distance_seat(l, &length, division.name_in(l)),
        (MeasuredFrom::Reader(_), Precision::Door) => messages::distance_reader(l, &length),
        (MeasuredFrom::Reader(_), _) => messages::distance_reader_seat(l, &length, there),
    }
}

/// Of the township whose seat stands for the station where its door is not known.
pub fn seat_of(l: Language, station: &Station, directory: &Directory) -> String {
    let seat = directory.areas.seat_near(&station.division).map(|(division, _)| division);
    let division = seat.or_else(|| directory.areas.upwards(&station.division).next());
    division.map_or_else(String::new, |division| division.name_in(l).to_owned())
}

/// 「3.2 公里」, rounded as far as it may be trusted.
pub fn length(l: Language, metres: f64) -> String {
    match Distance::of(metres) {
        Distance::Metres(metres) => messages::metres(l, metres),
        Distance::Kilometres(kilometres) => messages::kilometres(l, &kilometres),
    }
}

/// 「社工站」, or as the deployment calls a station.
pub fn kind(l: Language, kind: Kind, station_word: &Text) -> &str {
    match kind {
        Kind::CountyCentre => messages::kind_county_centre(l),
        Kind::Station => station_word.read(l),
        Kind::VillageRoom => messages::kind_village_room(l),
    }
}

/// 「运营」.
pub fn stage(l: Language, stage: Stage) -> &'static str {
    match stage {
        Stage::Preparing => messages::stage_preparing(l),
        Stage::Siting => messages::stage_siting(l),
        Stage::FittingOut => messages::stage_fitting_out(l),
        Stage::Signage => messages::stage_signage(l),
        Stage::Unveiled => messages::stage_unveiled(l),
        Stage::Operating => messages::stage_operating(l),
        Stage::Evaluated => messages::stage_evaluated(l),
        Stage::Rectifying => messages::stage_rectifying(l),
        Stage::Closed => messages::stage_closed(l),
    }
}

/// 「社工办公室」.
pub fn room(l: Language, room: Room) -> &'static str {
    match room {
        Room::Office => messages::room_office(l),
        Room::CaseRoom => messages::room_case_room(l),
        Room::ServiceCentre => messages::room_service_centre(l),
        Room::VolunteerCentre => messages::room_volunteer_centre(l),
    }
}

/// 「入口无台阶或有坡道」.
pub fn access(l: Language, access: Access) -> &'static str {
    match access {
        Access::StepFree => messages::access_step_free(l),
        Access::GroundFloorOrLift => messages::access_ground_floor_or_lift(l),
        Access::Toilet => messages::access_toilet(l),
        Access::SignLanguage => messages::access_sign_language(l),
        Access::LocalLanguages => messages::access_local_languages(l),
        Access::HomeVisits => messages::access_home_visits(l),
    }
}

/// Who verified the entry, when, and whether that still counts.
pub fn verified(l: Language, station: &Station, directory: &Directory, today: Date) -> String {
    let Some(verified) = &station.verified else { return messages::verified_never(l).to_owned() };
    let (by, day) = (verified.by.read(l), verified.on.to_string());
    match directory.freshness.judge(Some(verified.on), today) {
        Freshness::Fresh => messages::verified_fresh(l, by, &day),
        Freshness::Due => messages::verified_due(l, by, &day),
        Freshness::Overdue => messages::verified_overdue(l, by, &day),
    }
}

#[cfg(test)]
mod tests;
