//! The public addresses of activities: the list, one, its calendar, and being there.

use app::{
    activities::{
        activity_page::{self, One, Own, TapFault, TapForm},
        here_page::{self, HereFault, HereForm, HereShown, NotedShown},
        list_page::{self, ActivitiesQuery},
        model::State as Standing,
        month_page::{self, MonthQuery},
        shift,
        shown::{ShiftShown, Shown},
        sign_up::{Outcome, Party, Refused},
    },
    ids::{ActivityId, CommandId, ShiftId, SignUpId},
    volunteers::model::VolunteerNumber,
};
use axum::{
    Form, Router,
    extract::{Path, Query, State},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use serde::Deserialize;

use super::{
    Activities, Ask, Tap,
    attendance::{Here, NotHere, Noted},
    calendars, corrupt, mine,
    queries::{self, Activity, Shift},
    sign_ups::queries::{partners_of_volunteer, sign_up, sign_ups_by},
    who::{Volunteering, to_entrance},
};
use crate::{
    accounts::{AccountsState, private},
    database::now_ms,
    error::StoreError,
    pages::Asked,
    problem::{Answered, Broke},
    shanghai,
    volunteers::Volunteers,
};

/// Every address, without the language.
pub fn routes() -> Router<AccountsState> {
    Router::new()
        .route("/activities", get(list))
        .route("/activities/points", get(points))
        .route("/activities/month", get(month))
        .route("/activities/calendar.ics", get(calendars::of_stations))
        .route("/activities/mine", get(mine::show).post(mine::ask))
        .route("/activities/mine.ics", get(calendars::of_volunteer))
        .route("/activities/here", get(show_here).post(note_here))
        .route("/activities/{id}", get(show).post(tap))
}

/// A shift as pages show it at this moment.
pub(super) fn shift_shown(state: Standing, shift: &Shift, now: i64) -> ShiftShown {
    let it = &shift.shift;
    ShiftShown {
        id: shift.id,
        post: it.post.clone(),
        starts_ms: it.starts_ms,
        ends_ms: it.ends_ms,
        sign_up_until_ms: it.sign_up_until_ms,
        places: it.places,
        free: shift.free,
        waiting: shift.waiting,
        off: shift.off_at_ms.map(|_| shift.reason.clone()),
        held: shift.off_at_ms.is_none_or(|off| off > it.starts_ms),
        open: state == Standing::Published && shift.off_at_ms.is_none() && now < it.sign_up_until_ms,
        planned: matches!(state, Standing::Draft | Standing::Review),
    }
}

/// An activity as pages show it at this moment.
pub(super) fn shown(activity: &Activity, shifts: &[Shift], now: i64) -> Shown {
    let own = shifts.iter().filter(|shift| shift.activity == activity.id);
    Shown {
        id: activity.id,
        version: activity.version,
        unit: activity.unit.clone(),
        state: activity.state,
        late: activity.late,
        reason: activity.reason.clone(),
        details: activity.details.clone(),
        shifts: own
            .map(|shift| shift_shown(activity.state, shift, now))
            .map(|it| ShiftShown { held: it.held && activity.published_at_ms.is_some(), ..it })
            .collect(),
    }
}

/// What comes until then, held by this unit or, where none is named, by any.
pub(super) async fn coming(
    activities: &Activities,
    until_ms: i64,
    unit: &str,
) -> Result<Vec<Shown>, StoreError> {
    let now = now_ms();
    let (found, shifts) = queries::coming(activities.database(), now, until_ms, unit).await?;
    Ok(found.iter().map(|it| shown(it, &shifts, now)).collect())
}

async fn list(
    State(activities): State<Activities>,
    asked: Asked,
    Query(query): Query<ActivitiesQuery>,
) -> Answered {
    let query = query.known(&asked.context.directory);
    let all = coming(&activities, query.until_ms(now_ms()), "").await?;
    let page = list_page::page(&asked.context, query, all);
    Ok(asked.answer(page))
}

/// `GET /activities/points?…`: the activities of a list as points for the map.
async fn points(
    State(activities): State<Activities>,
    asked: Asked,
    Query(query): Query<ActivitiesQuery>,
) -> Answered {
    let query = query.known(&asked.context.directory);
    let all = coming(&activities, query.until_ms(now_ms()), "").await?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache")),
    ];
    Ok((headers, list_page::map_points(&asked.context, &query, all)).into_response())
}

async fn month(
    State(activities): State<Activities>,
    asked: Asked,
    Query(query): Query<MonthQuery>,
    Query(filters): Query<ActivitiesQuery>,
) -> Answered {
    let today = shanghai::today();
    let filters = filters.known(&asked.context.directory);
    let until = shift::moment_ms(month_page::after(query.first_day(today)), 0);
    let all = coming(&activities, until, "").await?;
    let page = month_page::page(&asked.context, &query, &filters, today, all);
    Ok(asked.answer(page))
}

/// What an address of one activity says beside it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Beside {
    done: String,
    swap: String,
    offer: String,
}

async fn show(
    State(activities): State<Activities>,
    asked: Asked,
    Volunteering(party): Volunteering,
    Path(id): Path<String>,
    Query(beside): Query<Beside>,
) -> Answered {
    let mut one = one(&activities, &id, party.as_ref()).await?;
    one.done = beside.done;
    one.offering = Some(beside.offer).filter(|id| id.parse::<CommandId>().is_ok() && party.is_some());
    if beside.swap.parse::<CommandId>().is_ok()
        && let Some(shift) = activities.swap_offered(&beside.swap).await?
    {
        let shift = one.shown.shifts.iter().find(|it| it.id == shift).cloned();
        one.offered = shift.map(|shift| (beside.swap, shift));
    }
    let page = activity_page::page(&asked.context, one);
    // What somebody signed up for is for their eyes.
    Ok(if party.is_some() { private(asked, page) } else { asked.answer(page) })
}

/// Everything about one activity, for whoever reads.
async fn one(activities: &Activities, id: &str, party: Option<&Party>) -> Result<One, Broke> {
    let id = id.parse::<ActivityId>().map_err(|_| Broke::NOT_FOUND)?;
    let (found, shifts) = activities.public(id).await?.ok_or(Broke::NOT_FOUND)?;
    let mut own = Vec::new();
    if let Some(party) = party {
        let all = sign_ups_by(activities.database(), party.volunteer).await?;
        let partners = partners_of_volunteer(activities.database(), party.volunteer).await?;
        let mut partners = activities.partners_named(partners).await?;
        let mut seen = std::collections::BTreeSet::new();
        // The latest of each shift: what was cancelled and signed up for again is one.
        let latest = all.into_iter().filter(|it| seen.insert(it.shift));
        own.extend(latest.filter(|it| it.state.is_shown()).map(|it| Own {
            id: it.id,
            shift: it.shift,
            state: it.state,
            places: it.places,
            offer_until_ms: it.offer_until_ms,
            partner: partners.remove(&it.id).unwrap_or_default(),
        }));
    }
    Ok(One {
        shown: shown(&found, &shifts, now_ms()),
        signed_in: party.is_some(),
        own,
        tap: CommandId::fresh().to_string(),
        form: TapForm::default(),
        fault: None,
        done: String::new(),
        offered: None,
        offering: None,
    })
}

async fn tap(
    State(activities): State<Activities>,
    State(volunteers): State<Volunteers>,
    asked: Asked,
    Volunteering(party): Volunteering,
    Path(id): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answered {
    let l = asked.context.language();
    let found = id.parse().map_err(|_| Broke::NOT_FOUND)?;
    let here = activity_page::address(found);
    let form = TapForm::of(&pairs);
    let Some(party) = party else {
        // Names have no place in an address, so the page keeps them itself.
        if form.act == "sign_up" && form.names_somebody() {
            let one = One { form, fault: Some(TapFault::SignedOut), ..one(&activities, &id, None).await? };
            let page = activity_page::page(&asked.context, one);
            return Ok(private(asked, page));
        }
        let swap = form.act == "swap" && form.of.parse::<CommandId>().is_ok();
        let next = if swap { activity_page::swap_address(found, &form.of) } else { here };
        return Ok(to_entrance(l, &next));
    };
    let fault = match act(&activities, &volunteers, &party, &form).await? {
        Ok(Done::Outcome(Outcome::Seated(id))) => {
            let done = just_seated(&activities, id).await?;
            return Ok(back(&l.address(&here), &format!("done={done}")));
        }
        Ok(Done::Outcome(Outcome::Waiting(..))) => return Ok(back(&l.address(&here), "done=waiting")),
        Ok(Done::Outcome(Outcome::Done(_))) => return Ok(back(&l.address(&here), "done=done")),
        Ok(Done::Named) => return Ok(back(&l.address(&here), "done=named")),
        Ok(Done::Offered(id)) => return Ok(back(&l.address(&here), &format!("offer={id}"))),
        Ok(Done::Outcome(Outcome::Refused(refused))) => TapFault::Refused(refused),
        Err(fault) => fault,
    };
    let one = One { form, fault: Some(fault), ..one(&activities, &id, Some(&party)).await? };
    let page = activity_page::page(&asked.context, one);
    Ok(private(asked, page))
}

/// What the page is told of a place that somebody just got.
async fn just_seated(activities: &Activities, id: SignUpId) -> Result<&'static str, StoreError> {
    let sign_up = sign_up(activities.database(), id).await?.ok_or_else(corrupt)?;
    let shift = queries::shift(activities.database(), sign_up.shift).await?.ok_or_else(corrupt)?;
    Ok(activity_page::seated(now_ms(), shift.starts_ms))
}

fn back(address: &str, query: &str) -> Response {
    Redirect::to(&format!("{address}?{query}")).into_response()
}

/// What was done.
enum Done {
    Outcome(Outcome),
    Offered(CommandId),
    /// Somebody is told, if there is somebody.
    Named,
}

async fn act(
    activities: &Activities,
    volunteers: &Volunteers,
    party: &Party,
    form: &TapForm,
) -> Result<Result<Done, TapFault>, StoreError> {
    let refused = |refused| Ok(Err(TapFault::Refused(refused)));
    let Ok(id) = form.tap.parse::<CommandId>() else { return refused(Refused::OtherTap) };
    let Some(companions) = form.companions() else { return Ok(Err(TapFault::Companions)) };
    let sign_up = form.of.parse::<SignUpId>();
    let ask = match (form.act.as_str(), sign_up) {
        ("cancel", Ok(sign_up)) => Ask::Cancel(sign_up),
        ("accept", Ok(_)) if !party.admitted => return refused(Refused::NotAdmitted),
        ("accept", Ok(sign_up)) => Ask::Accept(sign_up),
        ("swap", _) => Ask::Swap(form.of.clone(), Box::new(party.clone())),
        ("offer", Ok(sign_up)) => {
            let named = !form.to.is_empty();
            if named && form.to.parse::<VolunteerNumber>().is_err() {
                return Ok(Err(TapFault::Number));
            }
            // Whether somebody has this number is not said: numbers could be tried.
            let to = volunteers.of_number(&form.to).await?.filter(|to| *to != party.volunteer);
            let offered = activities.offer_swap(id, sign_up, party.volunteer, to).await?;
            let done = if named { Done::Named } else { Done::Offered(id) };
            return Ok(offered.map(|_| done).map_err(TapFault::Refused));
        }
        ("sign_up", _) => match form.of.parse::<ShiftId>() {
            Ok(shift) => Ask::SignUp(shift, Box::new(Party { companions, ..party.clone() })),
            Err(_) => return refused(Refused::NotFound),
        },
        _ => return refused(Refused::NotFound),
    };
    let outcome = activities.tap(Tap { id, volunteer: party.volunteer, ask }).await?;
    Ok(Ok(Done::Outcome(outcome)))
}

/// The code that a picture brings along.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Scanned {
    code: String,
}

async fn show_here(
    asked: Asked,
    Volunteering(party): Volunteering,
    Query(Scanned { code }): Query<Scanned>,
) -> Answered {
    if party.is_none() {
        return Ok(to_entrance(asked.context.language(), &here_page::address(&code)));
    }
    let form = HereForm { tap: CommandId::fresh().to_string(), code, ..HereForm::default() };
    let page = here_page::page(&asked.context, HereShown { form, ..HereShown::default() });
    Ok(private(asked, page))
}

async fn note_here(
    State(activities): State<Activities>,
    asked: Asked,
    headers: HeaderMap,
    Volunteering(party): Volunteering,
    Form(form): Form<HereForm>,
) -> Answered {
    let Some(party) = party else {
        return Ok(to_entrance(asked.context.language(), &here_page::address(&form.code)));
    };
    let known = device(&headers);
    let device = if known.is_empty() { CommandId::fresh().to_string() } else { known.clone() };
    let here = Here {
        tap: form.tap.parse().unwrap_or_else(|_| CommandId::fresh()),
        volunteer: party.volunteer,
        code: form.code.clone(),
        leaving: form.act == here_page::LEAVE,
        device: device.clone(),
        position: form.position.parse().ok(),
    };
    let noted = activities.here(&here).await?;
    let fault = noted.err().map(told);
    let kept = match noted {
        Ok(noted) | Err(NotHere::CodeUsed(noted)) => Some(noted_shown(&activities, noted).await?),
        Err(_) => None,
    };
    let position = if fault.is_some() { form.position.clone() } else { String::new() };
    let form = HereForm { tap: CommandId::fresh().to_string(), position, ..form };
    let shown = HereShown { form, fault, noted: kept };
    let secure = if asked.context.site.public_url.starts_with("https:") { "; Secure" } else { "" };
    let page = here_page::page(&asked.context, shown);
    let mut response = private(asked, page);
    if known.is_empty() {
        let cookie =
            format!("device={device}; Path=/; Max-Age={DEVICE_SECONDS}; SameSite=Lax; HttpOnly{secure}");
        let cookie = HeaderValue::from_str(&cookie).map_err(|_| StoreError::Corrupt { what: "cookie" })?;
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// How long a device that was used for coming and going is known again: one evening and the next week.
const DEVICE_SECONDS: u32 = 14 * 24 * 60 * 60;

/// What is noted of somebody, with what it is about.
async fn noted_shown(activities: &Activities, noted: Noted) -> Result<NotedShown, StoreError> {
    let shift = queries::shift(activities.database(), noted.shift).await?.ok_or_else(corrupt)?;
    Ok(NotedShown {
        came_ms: noted.came_ms,
        left_ms: noted.left_ms,
        again: noted.again,
        away_km: noted.away_km,
        activity: shift.activity,
        name: shift.details.name,
        starts_ms: shift.starts_ms,
        ends_ms: shift.ends_ms,
    })
}

fn told(fault: NotHere) -> HereFault {
    match fault {
        NotHere::Code => HereFault::Code,
        NotHere::NoPlace => HereFault::NoPlace,
        NotHere::NotAdmitted => HereFault::NotAdmitted,
        NotHere::TooOften => HereFault::TooOften,
        NotHere::NotCome => HereFault::NotCome,
        NotHere::TooMany => HereFault::TooMany,
        NotHere::CodeUsed(_) => HereFault::CodeUsed,
    }
}

/// What tells a device from others: a number that it was given when it was first used here. Kept as a hash only.
fn device(headers: &HeaderMap) -> String {
    let cookie = headers.get(header::COOKIE).and_then(|cookie| cookie.to_str().ok()).unwrap_or_default();
    let own = cookie.split(';').map(str::trim).find_map(|pair| pair.strip_prefix("device="));
    own.unwrap_or_default().to_owned()
}
