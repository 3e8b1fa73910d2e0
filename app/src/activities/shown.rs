//! An activity and its shifts as pages show them.

use leptos::prelude::*;
use time::Date;

use super::{details::Details, messages, model::State, shift, words};
use crate::volunteers::words as volunteers;
use crate::{
    directory::model::Directory,
    ids::{ActivityId, ShiftId},
    journal::model::Unit,
    language::Language,
    reader::{Reader, reader},
};

/// A time as it is told to whoever reads: 「12月2日（周三）09:00–11:30」.
pub(super) fn span(starts_ms: i64, ends_ms: i64) -> String {
    format!("{}–{}", moment(starts_ms), shift::clock(ends_ms))
}

/// A moment as it is told to whoever reads: 「12月2日（周三）09:00」.
pub(super) fn moment(at_ms: i64) -> String {
    format!("{} {}", day(shift::day_of(at_ms)), shift::clock(at_ms))
}

/// A day as it is told to whoever reads.
pub(super) fn day(day: Date) -> String {
    let Reader { language, now, .. } = reader();
    words::day(language, day, now.date.year())
}

/// An activity as pages show it.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Which.
    pub id: ActivityId,
    /// Moves on with every change.
    pub version: i64,
    /// Who holds it.
    pub unit: Unit,
    /// Where it stands.
    pub state: State,
    /// Whether it was entered afterwards.
    pub late: bool,
    /// Why it was entered afterwards, sent back or cancelled.
    pub reason: String,
    /// What is said of it.
    pub details: Details,
    /// Its shifts, the first first.
    pub shifts: Vec<ShiftShown>,
}

/// A shift as pages show it.
#[derive(Clone, Debug)]
pub struct ShiftShown {
    /// Which.
    pub id: ShiftId,
    /// What one does in it; empty where there is one thing to do.
    pub post: String,
    /// When it begins.
    pub starts_ms: i64,
    /// When it ends.
    pub ends_ms: i64,
    /// Until when one may sign up.
    pub sign_up_until_ms: i64,
    /// For how many.
    pub places: i64,
    /// Free places.
    pub free: i64,
    /// How many forms wait in the line.
    pub waiting: i64,
    /// Why it does not take place; nothing where it does.
    pub off: Option<String>,
    /// Whether it takes or took place, if only until it was called off.
    pub held: bool,
    /// Whether one can sign up for it now.
    pub open: bool,
    /// Whether nobody ever could, because it is not published yet.
    pub planned: bool,
}

impl ShiftShown {
    /// 「12月2日（周三）09:00–11:30 · 引导」.
    pub fn when(&self) -> String {
        let (day, time) = self.day_and_time();
        format!("{day} {time}")
    }

    /// The same in two parts, each of which stays whole where a line breaks.
    pub(super) fn heading(&self) -> impl IntoView + use<> {
        let (day, time) = self.day_and_time();
        view! { <span class="row"><span>{day}</span>" "<span>{time}</span></span> }
    }

    fn day_and_time(&self) -> (String, String) {
        let time = format!("{}–{}", shift::clock(self.starts_ms), shift::clock(self.ends_ms));
        let time = if self.post.is_empty() { time } else { format!("{time} · {}", self.post) };
        (day(shift::day_of(self.starts_ms)), time)
    }

    /// How many places are free, or why nobody can sign up.
    pub fn room(&self, l: Language) -> String {
        match (&self.off, self.open, self.free) {
            (Some(why), ..) if self.held => messages::shift_ended_for(l, why),
            (Some(why), ..) => messages::shift_off_for(l, why),
            (None, ..) if self.planned => messages::shift_places(l, self.places),
            (None, false, _) => messages::shift_closed(l).to_owned(),
            (None, true, 0) if self.waiting == 0 => messages::shift_full_alone(l).to_owned(),
            (None, true, 0) => messages::shift_full(l, self.waiting),
            (None, true, free) => messages::shift_free(l, free, self.places),
        }
    }
}

/// What is said of an activity, as facts.
pub(super) fn facts(l: Language, shown: &Shown, directory: &Directory) -> impl IntoView + use<> {
    let details = &shown.details;
    let place = crate::forms::reading::place(l, &details.place, &directory.areas);
    let service = match details.service.as_str() {
        "" => String::new(),
        code => {
            let name = directory.catalogue.item(code).map(|item| item.name.read(l).to_owned());
            format!("{code} {}", name.unwrap_or_default())
        }
    };
    let skills: Vec<_> = details.skills.iter().map(|skill| volunteers::skill(l, *skill)).collect();
    let unit = words::unit(l, &shown.unit, directory);
    [
        (messages::unit(l), unit),
        (messages::category(l), words::category(l, details.category).to_owned()),
        (messages::service(l), service),
        (messages::for_whom(l), details.for_whom.clone()),
        (messages::place(l), format!("{place} {}", details.address)),
        (messages::gathering(l), details.gathering.clone()),
        (messages::leader(l), details.leader.clone()),
        (messages::phone(l), details.phone.clone()),
        (messages::age_min(l), messages::years(l, details.age_min)),
        (messages::skills(l), skills.join(messages::or(l))),
        (messages::training(l), details.training.clone()),
        (messages::protection(l), details.protection.clone()),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
    .collect_view()
}
