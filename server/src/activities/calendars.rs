//! Calendars that others fetch: what stations hold, for everybody, and what one volunteer signed up for, at an address that
//! only they were told.

use std::collections::BTreeMap;

use app::{
    activities::{
        calendar::{self, Event},
        list_page::ActivitiesQuery,
        sign_up::SignUpState,
    },
    ids::{ActivityId, ShiftId, VolunteerId},
    journal::model::Unit,
};
use axum::{
    extract::{Query, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;

use super::{
    Activities, queries,
    routes::{coming, shown},
    sign_ups::queries::sign_ups_by,
};
use crate::{
    database::now_ms,
    error::StoreError,
    pages::Asked,
    problem::{Answered, Broke},
    volunteers::Volunteers,
};

/// For how long a calendar goes on showing what is over.
const SHOWN_AFTER_MS: i64 = 90 * 24 * 60 * 60 * 1000;

/// Whose calendar.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Whose {
    /// The word of a station; empty for all.
    unit: String,
    /// The token of a volunteer.
    key: String,
}

/// `GET /activities/calendar.ics`: the shifts that come.
pub(super) async fn of_stations(
    State(activities): State<Activities>,
    asked: Asked,
    Query(whose): Query<Whose>,
) -> Answered {
    let unit = match whose.unit.as_str() {
        "" => String::new(),
        slug => {
            let station = asked.context.directory.station(slug).ok_or(Broke::NOT_FOUND)?;
            Unit::Station(station.id).to_string()
        }
    };
    let now = now_ms();
    let all = coming(&activities, ActivitiesQuery::default().until_ms(now), &unit).await?;
    let events = all.iter().flat_map(|it| it.shifts.iter().map(move |shift| Event::of(it, shift)));
    let text = calendar::published(&asked.context, "", events, now);
    Ok(file(text, "activities.ics", HeaderValue::from_static("no-cache")))
}

/// `GET /activities/mine.ics?key=…`: what the volunteer signed up for whose calendar has this key. The key stands behind
/// the question mark, where the log does not look.
pub(super) async fn of_volunteer(
    State(activities): State<Activities>,
    State(volunteers): State<Volunteers>,
    asked: Asked,
    Query(whose): Query<Whose>,
) -> Answered {
    let volunteer = volunteers.whose_calendar(&whose.key).await?.ok_or(Broke::NOT_FOUND)?;
    let now = now_ms();
    let own = own(&activities, volunteer, now).await?;
    let mut events = Vec::new();
    for (id, signed) in own {
        let Some((found, shifts)) = activities.public(id).await? else { continue };
        let shown = shown(&found, &shifts, now);
        events
            .extend(signed.into_iter().map(|(shift, state, earlier)| (shown.clone(), shift, state, earlier)));
    }
    let events = events.iter().filter_map(|(shown, shift, state, earlier)| {
        let shift = shown.shifts.iter().find(|it| it.id == *shift)?;
        (shift.ends_ms > now - SHOWN_AFTER_MS).then(|| Event::signed(shown, shift, *state, *earlier))
    });
    let title = calendar::own_title(asked.context.language());
    let text = calendar::published(&asked.context, title, events, now);
    Ok(file(text, "my-shifts.ics", HeaderValue::from_static("no-store")))
}

/// What somebody signed up for by activity: each shift with how it stands now, and how often they had signed up for it
/// before.
async fn own(
    activities: &Activities,
    volunteer: VolunteerId,
    now: i64,
) -> Result<BTreeMap<ActivityId, Vec<(ShiftId, SignUpState, i64)>>, StoreError> {
    let mut latest: BTreeMap<ShiftId, (SignUpState, i64)> = BTreeMap::new();
    // The latest comes first.
    for sign_up in sign_ups_by(activities.database(), volunteer).await? {
        latest.entry(sign_up.shift).and_modify(|it| it.1 += 1).or_insert((sign_up.state, 0));
    }
    let mut own: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (shift, (state, earlier)) in latest {
        if let Some(open) = queries::shift(activities.database(), shift).await?
            && open.ends_ms > now - SHOWN_AFTER_MS
        {
            own.entry(open.activity).or_default().push((shift, state, earlier));
        }
    }
    Ok(own)
}

fn file(text: String, name: &str, kept: HeaderValue) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/calendar; charset=utf-8")),
        (header::CACHE_CONTROL, kept),
    ];
    let mut answer = (headers, text).into_response();
    if let Ok(name) = HeaderValue::from_str(&format!("inline; filename=\"{name}\"")) {
        answer.headers_mut().insert(header::CONTENT_DISPOSITION, name);
    }
    answer
}
