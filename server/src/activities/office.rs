//! The addresses of activities in the office. What somebody may not know of, and what is not there, answer alike.

use std::collections::HashMap;

use app::{
    access::Action,
    accounts::model::Staff,
    activities::{
        check_in::{EARLY_MS, steps_shown},
        code_page::{self, CodesShown},
        details::DetailsForm,
        figures_page::{self, Period},
        hours::{HoursState, most, parse as parse_hours, same_name},
        model::{Step, reason},
        names::{Standing, are_whole, companions},
        not_done::{NotDone, StepFault, first_question},
        odd_page::{self, HoursShown},
        office_form_page::{self, ActivityForm, FormFault, FormShown},
        office_list_page::{self, OfficeListed, OfficeQuery},
        office_page::{self, OfficeOne, SignUpShown, TimeShown},
        series::{following, goes_on, parse as parse_series},
        shift::{ShiftForm, day_of, minute_of, moment_ms},
        sign_up::SignUpState,
    },
    ids::{ActivityId, CommandId, ShiftId, VolunteerId},
    journal::model::{Change, Command, Fields, Refusal, Unit, fields},
};
use axum::{
    Form, Router,
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect},
    routing::get,
};
use serde::Deserialize;
use serde_json::Value;

use super::{
    Activities,
    attendance::queries::{Hours, Pair, has_confirmed, hours, hours_of_activity, pairs_of_shift},
    queries::{self, Activity, Shift},
    recording,
    routes::{shift_shown, shown},
    sign_ups::queries::{SignUp, partners_of_shift, sign_up, sign_ups_of},
    steps::{command, id_in, set},
    who::Called,
};
use crate::{
    accounts::{AccountsState, SignedIn, inside, private},
    database::now_ms,
    error::StoreError,
    pages::Asked,
    problem::{Answered, Broke},
    shanghai,
};

/// Every address, without the language.
pub fn routes() -> Router<AccountsState> {
    Router::new()
        .route("/office/activities", get(list))
        .route("/office/activities/new", get(show_new).post(begin))
        .route("/office/activities/odd", get(odd))
        .route("/office/activities/records", get(recording::show).post(recording::answer))
        .route("/office/activities/figures", get(figures))
        .route("/office/activities/{id}", get(open).post(step))
        .route("/office/activities/{id}/edit", get(show_edit).post(edit))
        .route("/office/activities/{id}/code/{shift}", get(code))
}

impl Activities {
    /// Whether `reader` has anything to do with activities.
    fn concerns(&self, reader: &Staff) -> bool {
        !self.units(reader, Action::SeeActivities).is_empty()
    }

    /// What members of the staff are called whom the reader may see, by their ids.
    async fn names(&self, reader: &Staff) -> Result<HashMap<String, String>, StoreError> {
        let colleagues = self.accounts.colleagues(reader).await?;
        Ok(colleagues.into_iter().map(|staff| (staff.id.to_string(), staff.name)).collect())
    }
}

/// The activity of this id, for a member of the staff who may know of it.
async fn seen(activities: &Activities, reader: &Staff, id: &str) -> Result<Activity, Broke> {
    let id = id.parse::<ActivityId>().map_err(|_| Broke::NOT_FOUND)?;
    activities.seen(reader, id).await?.ok_or(Broke::NOT_FOUND)
}

async fn figures(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Query(period): Query<Period>,
) -> Answered {
    let reader = signed_in.staff();
    let days = period.days(shanghai::today());
    let hours = state.activities.counted(reader, days).await?.ok_or(Broke::NOT_FOUND)?;
    let opens = state.volunteers.may_see_some(reader);
    let page = figures_page::page(&asked.context, reader.clone(), hours, opens, days);
    Ok(inside(&state.accounts, &signed_in, asked, page))
}

async fn list(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Query(query): Query<OfficeQuery>,
) -> Answered {
    let (reader, activities) = (signed_in.staff(), &state.activities);
    if !activities.concerns(reader) {
        return Err(Broke::NOT_FOUND);
    }
    let per_page = i64::try_from(OfficeQuery::per_page()).unwrap_or(i64::MAX);
    let offset = i64::try_from(query.page() - 1).unwrap_or_default().saturating_mul(per_page);
    let (found, count) = activities.list(reader, &query.state, per_page, offset).await?;
    let now = now_ms();
    let mut lines = Vec::new();
    for activity in &found {
        let shifts = queries::shifts_of(activities.database(), activity.id).await?;
        lines.push(shown(activity, &shifts, now));
    }
    let listed = OfficeListed {
        reader: reader.clone(),
        query,
        lines,
        count: usize::try_from(count).unwrap_or_default(),
        tends: !activities.units(reader, Action::TendActivities).is_empty(),
        counts: !activities.units(reader, Action::CountVolunteers).is_empty(),
    };
    let page = office_list_page::page(&asked.context, listed);
    Ok(inside(&state.accounts, &signed_in, asked, page))
}

async fn odd(State(state): State<AccountsState>, signed_in: SignedIn, asked: Asked) -> Answered {
    let (reader, activities) = (signed_in.staff(), &state.activities);
    if !activities.concerns(reader) {
        return Err(Broke::NOT_FOUND);
    }
    let names = activities.names(reader).await?;
    let all = activities.odd_hours(reader).await?;
    let ids: Vec<_> = all.iter().map(|it| it.volunteer).collect();
    let called = Called::of(&state.volunteers, &ids).await?;
    let all = all.iter().map(|it| hours_shown(it, reader, &names, &called)).collect();
    let page = odd_page::page(&asked.context, reader.clone(), all);
    Ok(inside(&state.accounts, &signed_in, asked, page))
}

fn hours_shown(
    hours: &Hours,
    reader: &Staff,
    names: &HashMap<String, String>,
    called: &Called,
) -> HoursShown {
    let name = |id: &String| names.get(id).cloned().unwrap_or_default();
    HoursShown {
        id: hours.id,
        activity: hours.activity,
        volunteer: called.one(hours.volunteer, false),
        begins_ms: hours.begins_ms,
        ends_ms: hours.ends_ms,
        hundredths: hours.hundredths,
        ground: hours.ground,
        state: hours.state,
        odd: hours.odd.clone(),
        reason: hours.reason.clone(),
        why_not: match hours.state {
            HoursState::Refused | HoursState::TakenBack | HoursState::NotCounted => hours.remark.clone(),
            _ => String::new(),
        },
        asked_by: name(&hours.asked_by),
        decided_by: name(&hours.decided_by),
        mine: hours.asked_by != reader.id.to_string(),
    }
}

/// Whether something was just done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Done {
    done: String,
    /// Those of the series with which it could not be done, with commas between their ids.
    left: String,
}

async fn open(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Path(id): Path<String>,
    Query(Done { done, left }): Query<Done>,
) -> Answered {
    let found = seen(&state.activities, signed_in.staff(), &id).await?;
    let mut one = OfficeOne { done: !done.is_empty(), ..one(&state, signed_in.staff(), &found).await? };
    one.left = queries::series(state.activities.database(), &found.series, &found.unit).await?;
    one.left.retain(|it| left.split(',').any(|id| id == it.id.to_string()));
    let page = office_page::page(&asked.context, one);
    Ok(inside(&state.accounts, &signed_in, asked, page))
}

/// Everything about one activity, for its page.
async fn one(state: &AccountsState, reader: &Staff, found: &Activity) -> Result<OfficeOne, StoreError> {
    let (activities, now) = (&state.activities, now_ms());
    let may = |action| activities.may(reader, action, &found.unit);
    let shifts = queries::shifts_of(activities.database(), found.id).await?;
    let hours = hours_of_activity(activities.database(), found.id).await?;
    let mut sign_ups = Vec::new();
    let mut partners = Vec::new();
    for shift in &shifts {
        let pairs = pairs_of_shift(activities.database(), shift.id).await?;
        let signed = sign_ups_of(activities.database(), shift.id).await?;
        partners.extend(partners_of_shift(activities.database(), shift.id).await?);
        for sign_up in signed {
            let mut shown = sign_up_shown(activities, shift, &sign_up, &pairs, &hours).await?;
            let standing =
                Standing { state: sign_up.state, recorded: shown.has_hours, ends_ms: shift.shift.ends_ms };
            shown.whole = are_whole(may(Action::TendActivities), standing, now);
            shown.companions = companions(activities.companions(&sign_up).await?, shown.whole);
            sign_ups.push(shown);
        }
    }
    let ids = sign_ups.iter().map(|it: &SignUpShown| it.volunteer).chain(hours.iter().map(|it| it.volunteer));
    let ids: Vec<_> = ids.collect();
    let called = Called::of(&state.volunteers, &ids).await?;
    let mut partners = activities.partners_named(partners).await?;
    for sign_up in &mut sign_ups {
        sign_up.partner = partners.remove(&sign_up.id).unwrap_or_default();
        sign_up.who = called.one(sign_up.volunteer, sign_up.whole);
        sign_up.opens = called.may_open(&state.volunteers, reader, sign_up.volunteer);
    }
    let names = activities.names(reader).await?;
    let name = |id: &String| names.get(id).cloned().unwrap_or_default();
    let forms = office_page::forms(shifts.len(), sign_ups.len(), hours.len());
    Ok(OfficeOne {
        reader: reader.clone(),
        shown: shown(found, &shifts, now),
        by: (name(&found.drafted_by), name(&found.published_by)),
        tends: may(Action::TendActivities),
        leads: may(Action::PublishActivities),
        sign_ups,
        hours: hours.iter().map(|it| hours_shown(it, reader, &names, &called)).collect(),
        partners: match may(Action::TendActivities) {
            true => activities.partners(&found.unit).await?,
            false => Vec::new(),
        },
        now_ms: now,
        following: following(
            &queries::series(activities.database(), &found.series, &found.unit).await?,
            found.id,
        ),
        left: Vec::new(),
        commands: (0..forms).map(|_| CommandId::fresh().to_string()).collect(),
        done: false,
        not_done: None,
    })
}

async fn sign_up_shown(
    activities: &Activities,
    shift: &Shift,
    sign_up: &SignUp,
    pairs: &[Pair],
    hours: &[Hours],
) -> Result<SignUpShown, StoreError> {
    let own: Vec<_> = pairs.iter().filter(|pair| pair.sign_up == sign_up.id).collect();
    let whole: Vec<_> = own.iter().filter_map(|pair| Some((pair.came_ms, pair.left_ms?))).collect();
    // Whoever is still there has not given all they give.
    let finished = !own.is_empty() && whole.len() == own.len();
    let planned = shift.shift.ends_ms - shift.shift.starts_ms;
    Ok(SignUpShown {
        id: sign_up.id,
        shift: shift.id,
        volunteer: sign_up.volunteer,
        who: String::new(),
        opens: false,
        partner: String::new(),
        state: sign_up.state,
        whole: false,
        companions: Vec::new(),
        times: own
            .iter()
            .map(|it| TimeShown {
                came_ms: it.came_ms,
                left_ms: it.left_ms,
                way: it.came_by,
                odd: it.odd.clone(),
                away_km: it.away_km,
            })
            .collect(),
        hundredths: if finished { activities.hours_from(&whole, planned) } else { 0 },
        has_hours: hours.iter().any(|it| {
            it.shift == shift.id
                && it.volunteer == sign_up.volunteer
                && matches!(it.state, HoursState::Asked | HoursState::Confirmed)
        }) || !matches!(sign_up.state, SignUpState::Seated | SignUpState::Absent),
        decided: hours.iter().any(|it| it.shift == shift.id && it.volunteer == sign_up.volunteer),
    })
}

/// What a form of the page says: its names with what was typed.
struct Typed(Vec<(String, String)>);

impl Typed {
    fn text(&self, name: &str) -> &str {
        self.0.iter().find(|(it, _)| it == name).map_or("", |(_, value)| value.trim())
    }
}

async fn step(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Path(id): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answered {
    let (reader, activities, l) = (signed_in.staff(), &state.activities, asked.context.language());
    let found = seen(activities, reader, &id).await?;
    let typed = Typed(pairs);
    let (Ok(command_id), Some(step)) =
        (typed.text("command").parse::<CommandId>(), Step::from_word(typed.text("act")))
    else {
        return Err(Broke::NOT_FOUND);
    };
    let basis = typed.text("basis").parse().unwrap_or_default();
    let shifts = queries::shifts_of(activities.database(), found.id).await?;
    let volunteer = state.volunteers.of_number(typed.text("volunteer")).await?;
    let faults = match wanted(step, &typed, &found, &shifts, volunteer) {
        Err(faults) => faults,
        Ok(_) if vouches_for_self(&state, reader, step, &typed, volunteer).await? => {
            vec![(first_question(step), StepFault::Own)]
        }
        Ok(changes) => {
            let about_people = step.is_about_people();
            let basis = if about_people { 0 } else { basis };
            let asked = Command {
                fields: changes,
                reason: reason(typed.text("reason")).unwrap_or_default(),
                ..command(command_id, &found.unit, found.id, basis, step)
            };
            let fault = match activities.apply(&asked, reader).await? {
                Ok(_) => {
                    let following = if goes_on(step) { typed.text("following") } else { "" };
                    let left =
                        activities.apply_to_following(&asked, &parse_series(following), reader).await?;
                    let left: Vec<_> = left.iter().map(ActivityId::to_string).collect();
                    let left = format!("&left={}", left.join(","));
                    let left = if left.ends_with('=') { "" } else { &left };
                    let address = format!("{}?done=1{left}", office_page::address(found.id));
                    return Ok(Redirect::to(&l.address(&address)).into_response());
                }
                Err(Refusal::NotFound) => return Err(Broke::NOT_FOUND),
                Err(Refusal::Taken) => StepFault::Taken,
                Err(Refusal::NotNow) => StepFault::Changed,
                Err(Refusal::NotAllowed) => StepFault::Other,
                Err(_) => too_many_hours(step, &asked, &shifts).unwrap_or(StepFault::Rule),
            };
            let question = if let StepFault::HoursMost(..) = fault { "hours" } else { first_question(step) };
            vec![(question, fault)]
        }
    };
    let about = ["sign_up", "hours_id", "shift"].map(|name| typed.text(name));
    let about = match step {
        Step::AddShift | Step::AskHours => String::new(),
        _ => about.into_iter().find(|id| !id.is_empty()).unwrap_or_default().to_owned(),
    };
    let not_done = Some(NotDone { step, about, typed: typed.0, faults });
    let now = seen(activities, reader, &id).await?;
    let one = OfficeOne { not_done, ..one(&state, reader, &now).await? };
    let page = office_page::page(&asked.context, one);
    Ok(inside(&state.accounts, &signed_in, asked, page))
}

/// That what is refused are more hours without an attendance than can be, and how many can; nothing where it is not that.
fn too_many_hours(step: Step, asked: &Command, shifts: &[Shift]) -> Option<StepFault> {
    let number = |name: &str| set(asked, name).and_then(Value::as_i64);
    let id = id_in::<ShiftId>(asked, "shift").filter(|_| step == Step::AskHours)?;
    let shift = &shifts.iter().find(|it| it.id == id)?.shift;
    let there_ms = number("left_ms")? - number("came_ms")?;
    let (most, by_shift) = most(there_ms, shift.ends_ms - shift.starts_ms);
    (number("hundredths")? > most).then_some(StepFault::HoursMost(most, by_shift))
}

/// Whether somebody wants hours to count that are, by the name, their own.
async fn vouches_for_self(
    state: &AccountsState,
    reader: &Staff,
    step: Step,
    typed: &Typed,
    named: Option<VolunteerId>,
) -> Result<bool, StoreError> {
    let database = state.activities.database();
    let whose = match step {
        Step::AskHours => named,
        Step::ConfirmHours => match typed.text("sign_up").parse() {
            Ok(id) => sign_up(database, id).await?.map(|it| it.volunteer),
            Err(_) => None,
        },
        Step::AgreeHours => match typed.text("hours_id").parse() {
            Ok(id) => hours(database, id).await?.map(|it| it.volunteer),
            Err(_) => None,
        },
        _ => None,
    };
    let Some(whose) = whose else { return Ok(false) };
    let facts = state.volunteers.facts(&[whose]).await?;
    Ok(facts.get(&whose).is_some_and(|facts| same_name(&facts.name, &reader.name)))
}

/// The fields of a command, from what was typed; or what cannot be understood of it, by question.
fn wanted(
    step: Step,
    typed: &Typed,
    found: &Activity,
    shifts: &[Shift],
    volunteer: Option<VolunteerId>,
) -> Result<Fields, Vec<(&'static str, StepFault)>> {
    let mut faults = Vec::new();
    if step.needs_reason() && reason(typed.text("reason")).is_none() {
        faults.push(("reason", StepFault::Reason));
    }
    let shift = || {
        let id = typed.text("shift").parse::<ShiftId>().ok()?;
        shifts.iter().find(|it| it.id == id)
    };
    let on_day = shift().map(|it| day_of(it.shift.starts_ms));
    // Times of day are those of the day on which the shift begins.
    let mut moment = |name: &'static str| {
        let at_ms = on_day.zip(minute_of(typed.text(name))).map(|(day, minute)| moment_ms(day, minute));
        if at_ms.is_none() {
            faults.push((name, StepFault::Time));
        }
        at_ms
    };
    let id = |name: &'static str, from: &str| (name, Change::to(typed.text(from)));
    let changes = match step {
        Step::AddShift => {
            let form = ShiftForm {
                post: typed.text("post").to_owned(),
                day: typed.text("day").to_owned(),
                from: typed.text("from").to_owned(),
                to: typed.text("to").to_owned(),
                places: typed.text("places").to_owned(),
                closes_before: typed.text("closes_before").to_owned(),
            };
            match form.parse(now_ms(), found.late) {
                Ok(shift) => shift.fields(),
                Err(wrong) => {
                    faults.extend(wrong.into_iter().map(|(name, fault)| (name, StepFault::Shift(fault))));
                    Fields::default()
                }
            }
        }
        Step::DropShift | Step::CancelShift => fields([id("shift", "shift")]),
        Step::Attend => {
            let came = moment("came");
            let left = if typed.text("left").is_empty() { None } else { moment("left") };
            fields([id("sign_up", "sign_up"), ("came_ms", Change::to(came)), ("left_ms", Change::to(left))])
        }
        Step::Partner => fields([id("sign_up", "sign_up"), id("worker", "worker")]),
        Step::Miss | Step::NotCount => fields([id("sign_up", "sign_up")]),
        Step::ConfirmHours => {
            let hours = parse_hours(typed.text("hours"));
            if hours.is_none() {
                faults.push(("hours", StepFault::Hours));
            }
            fields([
                id("sign_up", "sign_up"),
                ("hundredths", Change::to(hours)),
                ("remark", Change::to(typed.text("remark"))),
            ])
        }
        Step::AskHours => {
            let (came, left) = (moment("came"), moment("left"));
            let hours = parse_hours(typed.text("hours"));
            if volunteer.is_none() {
                faults.push(("volunteer", StepFault::Volunteer));
            }
            if hours.is_none() {
                faults.push(("hours", StepFault::Hours));
            }
            fields([
                id("shift", "shift"),
                ("volunteer", Change::to(volunteer.map(|id| id.to_string()))),
                ("came_ms", Change::to(came)),
                ("left_ms", Change::to(left)),
                ("hundredths", Change::to(hours)),
            ])
        }
        Step::AgreeHours | Step::RefuseHours | Step::TakeBackHours => fields([id("hours", "hours_id")]),
        _ => fields([]),
    };
    if faults.is_empty() { Ok(changes) } else { Err(faults) }
}

/// What an address of the form says beside it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Beside {
    late: String,
    copy: String,
}

async fn show_new(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Query(beside): Query<Beside>,
) -> Answered {
    let (reader, activities) = (signed_in.staff(), &state.activities);
    let units = activities.units(reader, Action::TendActivities);
    let first = units.first().ok_or(Broke::NOT_FOUND)?.to_string();
    let mut form = ActivityForm {
        command: CommandId::fresh().to_string(),
        late: beside.late,
        unit: first,
        ..ActivityForm::default()
    };
    if !beside.copy.is_empty() {
        let copied = seen(activities, reader, &beside.copy).await?;
        form.details = DetailsForm::of(&copied.details);
        form.unit = copied.unit.to_string();
    }
    let shown =
        FormShown { reader: reader.clone(), editing: None, units: holding(units), form, faults: Vec::new() };
    let page = office_form_page::page(&asked.context, shown);
    Ok(inside(&state.accounts, &signed_in, asked, page))
}

/// Those of these units that hold activities.
fn holding(units: Vec<Unit>) -> Vec<Unit> {
    units.into_iter().filter(|unit| matches!(unit, Unit::Station(_))).collect()
}

async fn begin(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answered {
    let (reader, activities, l) = (signed_in.staff(), &state.activities, asked.context.language());
    let units = holding(activities.units(reader, Action::TendActivities));
    let form = ActivityForm::of(&pairs);
    let (Ok(id), Ok(unit)) = (form.command.parse::<CommandId>(), form.unit.parse::<Unit>()) else {
        return Err(Broke::NOT_FOUND);
    };
    if !units.contains(&unit) {
        return Err(Broke::NOT_FOUND);
    }
    let faults = match begin_all(activities, reader, id, &unit, &form, &asked).await? {
        Ok(first) => {
            let address = format!("{}?done=1", office_page::address(first));
            return Ok(Redirect::to(&l.address(&address)).into_response());
        }
        Err(faults) => faults,
    };
    // What was refused is kept under its id; another try is another command.
    let form = ActivityForm { command: CommandId::fresh().to_string(), ..form };
    let shown = FormShown { reader: reader.clone(), editing: None, units, form, faults };
    let page = office_form_page::page(&asked.context, shown);
    Ok(inside(&state.accounts, &signed_in, asked, page))
}

/// Begins an activity with its first shift, and its copies in the weeks that follow. Each has an id that follows from the
/// form's, so a second press finds all of them done.
async fn begin_all(
    activities: &Activities,
    by: &Staff,
    id: CommandId,
    unit: &Unit,
    form: &ActivityForm,
    asked: &Asked,
) -> Result<Result<ActivityId, Vec<FormFault>>, StoreError> {
    let late = !form.late.is_empty();
    let details = form.details.parse(&asked.context.directory);
    let shift = form.shift.parse(now_ms(), late);
    let mut faults = Vec::new();
    if let Err(wrong) = &details {
        faults.extend(wrong.iter().map(|(name, fault)| FormFault::Details(name, *fault)));
    }
    if let Err(wrong) = &shift {
        faults.extend(wrong.iter().map(|(name, fault)| FormFault::Shift(name, *fault)));
    }
    let weeks = form.weeks().filter(|weeks| !late || *weeks == 1);
    if weeks.is_none() {
        faults.push(FormFault::Weeks);
    }
    let why = reason(&form.reason);
    if late && why.is_none() {
        faults.push(FormFault::Reason);
    }
    let (Ok(details), Ok(shift), Some(weeks), true) = (details, shift, weeks, faults.is_empty()) else {
        return Ok(Err(faults));
    };
    let mut first = None;
    for week in 0..weeks {
        let draft_id = if week == 0 { id } else { activities.derived(id, &format!("week {week}")) };
        let Ok(activity) = draft_id.to_string().parse::<ActivityId>() else { continue };
        let mut draft = command(draft_id, unit, activity, 0, Step::Draft);
        draft.fields = details.fields();
        draft.fields.insert("late".to_owned(), Change::to(late));
        draft
            .fields
            .insert("series".to_owned(), Change::to(if weeks > 1 { id.to_string() } else { String::new() }));
        draft.reason = why.clone().unwrap_or_default();
        let mut add = command(activities.derived(draft_id, "shift"), unit, activity, 1, Step::AddShift);
        add.fields = shift.weeks_later(week).fields();
        for wanted in [draft, add] {
            if activities.apply(&wanted, by).await?.is_err() {
                return Ok(Err(vec![FormFault::Refused]));
            }
        }
        first = first.or(Some(activity));
    }
    Ok(first.ok_or_else(|| vec![FormFault::Refused]))
}

async fn show_edit(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Path(id): Path<String>,
) -> Answered {
    let (reader, activities) = (signed_in.staff(), &state.activities);
    let found = seen(activities, reader, &id).await?;
    if !activities.may(reader, Action::TendActivities, &found.unit) {
        return Err(Broke::NOT_FOUND);
    }
    let form = ActivityForm {
        command: CommandId::fresh().to_string(),
        basis: found.version.to_string(),
        unit: found.unit.to_string(),
        details: DetailsForm::of(&found.details),
        ..ActivityForm::default()
    };
    let units = vec![found.unit.clone()];
    let shown =
        FormShown { reader: reader.clone(), editing: Some(found.id), units, form, faults: Vec::new() };
    let page = office_form_page::page(&asked.context, shown);
    Ok(inside(&state.accounts, &signed_in, asked, page))
}

async fn edit(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Path(id): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answered {
    let (reader, activities, l) = (signed_in.staff(), &state.activities, asked.context.language());
    let found = seen(activities, reader, &id).await?;
    let form = ActivityForm::of(&pairs);
    let Ok(command_id) = form.command.parse::<CommandId>() else { return Err(Broke::NOT_FOUND) };
    let faults = match form.details.parse(&asked.context.directory) {
        Err(wrong) => wrong.into_iter().map(|(name, fault)| FormFault::Details(name, fault)).collect(),
        Ok(details) => {
            let basis = form.basis.parse().unwrap_or_default();
            let mut amend = command(command_id, &found.unit, found.id, basis, Step::Amend);
            amend.fields = details.fields();
            match activities.apply(&amend, reader).await? {
                Ok(_) => {
                    let address = format!("{}?done=1", office_page::address(found.id));
                    return Ok(Redirect::to(&l.address(&address)).into_response());
                }
                Err(Refusal::NotFound) => return Err(Broke::NOT_FOUND),
                Err(Refusal::AgainstARule) if has_confirmed(activities.database(), found.id).await? => {
                    let otherwise = found.details.recorded_otherwise(&details).into_iter();
                    let faults: Vec<_> = otherwise.map(FormFault::Recorded).collect();
                    if faults.is_empty() { vec![FormFault::Refused] } else { faults }
                }
                Err(_) => vec![FormFault::Refused],
            }
        }
    };
    let form = ActivityForm { command: CommandId::fresh().to_string(), ..form };
    let units = vec![found.unit.clone()];
    let shown = FormShown { reader: reader.clone(), editing: Some(found.id), units, form, faults };
    let page = office_form_page::page(&asked.context, shown);
    Ok(inside(&state.accounts, &signed_in, asked, page))
}

async fn code(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Path((id, shift)): Path<(String, String)>,
) -> Answered {
    let (reader, activities) = (signed_in.staff(), &state.activities);
    let found = seen(activities, reader, &id).await?;
    if !activities.may(reader, Action::TendActivities, &found.unit) {
        return Err(Broke::NOT_FOUND);
    }
    let shifts = queries::shifts_of(activities.database(), found.id).await?;
    let shift = shifts.iter().find(|it| it.id.to_string() == shift).ok_or(Broke::NOT_FOUND)?;
    let now = now_ms();
    let goes_on = found.state == app::activities::model::State::Published && shift.off_at_ms.is_none();
    let steps = steps_shown(shift.shift.starts_ms, shift.shift.ends_ms, now);
    let comes_ms = shift.shift.starts_ms - EARLY_MS;
    let codes = CodesShown {
        reader: reader.clone(),
        activity: found.id,
        name: found.details.name.clone(),
        shift: shift_shown(found.state, shift, now),
        first_step: steps.start,
        codes: steps.filter(|_| goes_on).map(|step| activities.code(shift.id, step)).collect(),
        opens_ms: (goes_on && now < comes_ms).then_some(comes_ms),
    };
    let page = code_page::page(&asked.context, codes);
    // Nothing is typed there, and it stands open for hours: no question about the session covers the code.
    Ok(private(asked, page))
}
