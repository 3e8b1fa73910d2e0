//! What a volunteer reads of themselves: sign-ups, confirmed hours, and the certificates that they ask for.

use std::collections::BTreeMap;

use app::{
    activities::{
        check_in::{presence, takes_codes},
        details::Details,
        hours::{Ground, HoursState},
        mine_page::{
            self, CORRECT, Correctable, Given, Handed, Meets, Mine, MineFault, MineForm, Proof, Recorded,
            Signed, WITHDRAW, Wished,
        },
        recording::words as said,
        shift::day_of,
        sign_up::SignUpState,
        words,
    },
    certificates::{
        model::{
            Hours as Certified, Item, NameShown, NewCertificate, Number, Statement, StatementFault,
            is_record_overdue, period, record_due,
        },
        verify_page,
    },
    directory::model::Directory,
    forms::reading,
    ids::{ActivityId, CommandId, HoursId, ShiftId, VolunteerId},
    journal::model::{Actor, Refusal, Unit},
    language::Language,
    stations::hours::Calendar,
};
use axum::{
    Form,
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use time::Date;

use super::{
    Activities,
    attendance::queries::{Hours, uncounted_of_volunteer},
    corrupt,
    queries::{self, Activity},
    recording::{ToldCorrection, by_shift, queries::Missing},
    sign_ups::queries::{partners_of_volunteer, sign_ups_by},
    telling::queries::given_to,
    who::{Volunteering, to_entrance},
};
use crate::{
    accounts::{AccountsState, private},
    certificates::IssueFault,
    database::now_ms,
    error::StoreError,
    pages::Asked,
    problem::{Answered, Broke},
    shanghai,
    volunteers::Facts,
};

/// Whether something was just asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Done {
    done: String,
}

pub(super) async fn show(
    State(state): State<AccountsState>,
    asked: Asked,
    Volunteering(party): Volunteering,
    Query(Done { done }): Query<Done>,
) -> Answered {
    let Some(party) = party else { return Ok(to_entrance(asked.context.language(), mine_page::ADDRESS)) };
    let withdrawn = done == WITHDRAW;
    let done = !done.is_empty() && !withdrawn;
    let mine = Mine { done, withdrawn, ..mine(&state, &asked, party.volunteer).await? };
    let page = mine_page::page(&asked.context, mine);
    Ok(private(asked, page))
}

/// What somebody asks for on the page: a certificate, that one hold no more, or that a record be put right.
pub(super) async fn ask(
    State(state): State<AccountsState>,
    asked: Asked,
    Volunteering(party): Volunteering,
    Form(form): Form<MineForm>,
) -> Answered {
    let l = asked.context.language();
    let Some(party) = party else { return Ok(to_entrance(l, mine_page::ADDRESS)) };
    let wanted = match form.act.as_str() {
        CORRECT => correct(&state, l, party.volunteer, &form).await?,
        WITHDRAW => Ok(withdraw(&state, l, party.volunteer, &form).await?),
        _ => certify(&state, &asked, party.volunteer, &form).await?,
    };
    let fault = match wanted {
        Ok(elsewhere) => return Ok(elsewhere),
        Err(fault) => fault,
    };
    let mine = Mine { fault: Some((fault, form)), ..mine(&state, &asked, party.volunteer).await? };
    let page = mine_page::page(&asked.context, mine);
    Ok(private(asked, page))
}

async fn correct(
    state: &AccountsState,
    l: Language,
    volunteer: VolunteerId,
    form: &MineForm,
) -> Result<Result<Response, MineFault>, Broke> {
    let (Ok(command), Ok(shift)) = (form.command.parse::<CommandId>(), form.shift.parse::<ShiftId>()) else {
        return Err(Broke::NOT_FOUND);
    };
    if said(&form.words).is_none() {
        return Ok(Err(MineFault::Words));
    }
    match state.activities.ask_correction(command, volunteer, shift, &form.words).await? {
        Ok(()) => {
            let done = l.address(&format!("{}?done=1", mine_page::ADDRESS));
            Ok(Ok(Redirect::to(&done).into_response()))
        }
        Err(Refusal::NotFound) => Err(Broke::NOT_FOUND),
        Err(_) => Ok(Err(MineFault::NotNow)),
    }
}

async fn withdraw(state: &AccountsState, l: Language, volunteer: VolunteerId, form: &MineForm) -> Answered {
    let (Ok(command), Some(number)) = (form.command.parse::<CommandId>(), Number::parse(&form.certificate))
    else {
        return Err(Broke::NOT_FOUND);
    };
    match state.certificates.withdraw(command, &number, volunteer).await? {
        // Whoever presses again finds it as they wanted it.
        Ok(()) | Err(Refusal::NotNow) => {
            let done = l.address(&format!("{}?done={WITHDRAW}", mine_page::ADDRESS));
            Ok(Redirect::to(&done).into_response())
        }
        Err(_) => Err(Broke::NOT_FOUND),
    }
}

async fn certify(
    state: &AccountsState,
    asked: &Asked,
    volunteer: VolunteerId,
    form: &MineForm,
) -> Result<Result<Response, MineFault>, Broke> {
    let (Ok(command), Ok(unit), Some(shown)) =
        (form.command.parse::<CommandId>(), form.unit.parse::<Unit>(), NameShown::from_word(&form.name))
    else {
        return Err(Broke::NOT_FOUND);
    };
    let days = match period(&form.from, &form.until) {
        Ok(days) => days,
        Err(fault) => return Ok(Err(MineFault::Certificate(fault))),
    };
    let wanted = Stating { unit: &unit, shown, days };
    match issue(state, asked, volunteer, command, wanted, !form.honours.is_empty()).await? {
        Ok(address) => {
            let address = asked.context.language().address(&address);
            Ok(Ok(Redirect::to(&address).into_response()))
        }
        Err(IssueFault::Statement(fault)) => Ok(Err(MineFault::Certificate(fault))),
        Err(IssueFault::Refused(Refusal::NotNow)) => Ok(Err(MineFault::Certificate(StatementFault::Changed))),
        Err(IssueFault::Refused(_)) => Err(Broke::NOT_FOUND),
    }
}

/// What of a volunteer's record is certified, and how.
pub(super) struct Stating<'a> {
    /// The unit that recorded it.
    pub(super) unit: &'a Unit,
    /// How much of the name.
    pub(super) shown: NameShown,
    /// The first and the last day, where they are chosen.
    pub(super) days: (Option<Date>, Option<Date>),
}

/// Issues a certificate over the hours of a volunteer that a unit has recorded; gives the address where it is read.
async fn issue(
    state: &AccountsState,
    asked: &Asked,
    volunteer: VolunteerId,
    command: CommandId,
    wanted: Stating<'_>,
    honours: bool,
) -> Result<Result<String, IssueFault>, StoreError> {
    let facts = state.volunteers.facts(&[volunteer]).await?.remove(&volunteer);
    let stated = match facts {
        Some(facts) => {
            stated(&state.activities, &asked.context.directory, volunteer, &facts, &wanted).await?
        }
        None => None,
    };
    let Some((mut statement, hours)) = stated else {
        return Ok(Err(IssueFault::Statement(StatementFault::Nothing)));
    };
    // Asked after the name was read: of who has another since, it is refused.
    if state.volunteers.name_waits(volunteer).await? {
        return Ok(Err(IssueFault::Statement(StatementFault::NameWaits)));
    }
    if honours {
        (statement.trainings, statement.awards) = state.volunteers.honours(volunteer).await?;
    }
    // Whoever goes back and presses again wants no second one that says the same.
    if let Some(number) = state.certificates.same(volunteer, &statement).await? {
        return Ok(Ok(verify_page::address(&number)));
    }
    let new = NewCertificate { volunteer, unit: wanted.unit.clone(), statement, hours };
    let issued = state.certificates.issue(command, &new, &Actor::Volunteer(volunteer)).await?;
    Ok(issued.map(|number| verify_page::address(&number)))
}

/// What can be certified of the hours of a volunteer that a unit has recorded, and which hours these are; nothing where
/// there are none.
pub(super) async fn stated(
    activities: &Activities,
    directory: &Directory,
    volunteer: VolunteerId,
    facts: &Facts,
    Stating { unit, shown, days: (from, until) }: &Stating<'_>,
) -> Result<Option<(Statement, Vec<HoursId>)>, StoreError> {
    let mut hours = activities.hours_of(volunteer).await?;
    let chosen = |day: Date| from.is_none_or(|from| from <= day) && until.is_none_or(|until| day <= until);
    hours.retain(|it| it.unit == **unit && chosen(it.day));
    hours.reverse();
    let (Some(first), Some(last)) = (hours.first(), hours.last()) else { return Ok(None) };
    let held = held(activities, hours.iter().map(|it| it.activity)).await?;
    // What is certified is written in the language of the record.
    let organiser = words::unit(Language::Zh, unit, directory);
    let one = |it: &Hours| -> Result<Item, StoreError> {
        let activity = held.get(&it.activity).ok_or_else(corrupt)?;
        Ok(item(it, activity, &organiser, directory))
    };
    let statement = Statement {
        volunteer_number: facts.number.to_string(),
        name: shown.of(&facts.name),
        from: first.day,
        until: last.day,
        items: hours.iter().map(one).collect::<Result<_, _>>()?,
        recorded_by: organiser.clone(),
        trainings: Vec::new(),
        awards: Vec::new(),
    };
    Ok(Some((statement, hours.iter().map(|it| it.id).collect())))
}

pub(super) fn item(hours: &Hours, activity: &Activity, organiser: &str, directory: &Directory) -> Item {
    let details = &activity.details;
    // 「琼海市嘉积镇卫生院门口」: what was typed as the address may say no more than the door.
    let town = reading::place(Language::Zh, &details.place, &directory.areas);
    let place = match details.address.starts_with(&town) {
        true => details.address.clone(),
        false => format!("{town} {}", details.address).trim().to_owned(),
    };
    Item {
        activity: details.name.clone(),
        day: hours.day,
        place,
        content: details.content.clone(),
        hours: Certified::of_hundredths(u32::try_from(hours.hundredths).unwrap_or_default()),
        organiser: organiser.to_owned(),
        in_charge: details.leader.clone(),
        on_word: hours.ground == Ground::Word,
    }
}

/// These activities, each once.
pub(super) async fn held(
    activities: &Activities,
    ids: impl Iterator<Item = ActivityId>,
) -> Result<BTreeMap<ActivityId, Activity>, StoreError> {
    let mut held = BTreeMap::new();
    for id in ids {
        if !held.contains_key(&id)
            && let Some(found) = queries::one(activities.database(), id).await?
        {
            held.insert(id, found);
        }
    }
    Ok(held)
}

fn wish(told: ToldCorrection) -> Wished {
    Wished {
        asked: shanghai::moment(told.correction.asked_at_ms).date(),
        words: told.words,
        state: told.correction.state,
        answer: told.answer,
    }
}

/// What records say of a volunteer beside confirmed hours, by shift: each is taken out where it is shown, so that what is left
/// is what nothing else on the page is about.
struct Unsettled {
    wished: BTreeMap<ShiftId, Vec<ToldCorrection>>,
    missing: BTreeMap<ShiftId, Missing>,
    uncounted: BTreeMap<ShiftId, Hours>,
}

impl Unsettled {
    async fn of(activities: &Activities, volunteer: VolunteerId) -> Result<Self, StoreError> {
        let missing = activities.unrecorded_of(volunteer).await?.into_iter();
        // Of several decisions about one shift the latest stands.
        let uncounted = uncounted_of_volunteer(activities.database(), volunteer).await?.into_iter();
        Ok(Self {
            wished: by_shift(activities.corrections_of(volunteer).await?),
            missing: missing.map(|it| (it.shift, it)).collect(),
            uncounted: uncounted.map(|it| (it.shift, it)).collect(),
        })
    }

    fn record(&mut self, shift: ShiftId) -> Correctable {
        let wishes = self.wished.remove(&shift).unwrap_or_default();
        Correctable { shift, wishes: wishes.into_iter().map(wish).collect() }
    }

    /// Until when hours of this shift have to be recorded, and whether that is past.
    fn due(&mut self, shift: ShiftId, calendar: &Calendar) -> Option<(Date, bool)> {
        let day = day_of(self.missing.remove(&shift)?.starts_ms);
        Some((record_due(day, calendar), is_record_overdue(day, shanghai::today(), calendar)))
    }

    fn why_not(&mut self, shift: ShiftId) -> Option<(HoursState, String)> {
        self.uncounted.remove(&shift).map(|it| (it.state, it.remark))
    }

    /// Lines for what is left: hours that others ask for or took back, and wishes about them.
    fn rest(mut self, held: &BTreeMap<ActivityId, Activity>, calendar: &Calendar) -> Vec<Signed> {
        let mut heads = BTreeMap::new();
        for (shift, it) in &self.uncounted {
            let name = held.get(&it.activity).map(|it| it.details.name.clone()).unwrap_or_default();
            heads.insert(*shift, (it.activity, name, it.begins_ms, it.ends_ms));
        }
        for (shift, all) in &self.wished {
            if let Some(ToldCorrection { correction: it, .. }) = all.first() {
                heads.insert(*shift, (it.activity, it.details.name.clone(), it.starts_ms, it.ends_ms));
            }
        }
        for (shift, it) in &self.missing {
            heads.insert(*shift, (it.activity, it.details.name.clone(), it.starts_ms, it.ends_ms));
        }
        let line = |(shift, (activity, name, starts_ms, ends_ms))| Signed {
            activity,
            name,
            starts_ms,
            ends_ms,
            off: None,
            state: None,
            presence: None,
            meets: None,
            takes_codes: false,
            partner: String::new(),
            due: self.due(shift, calendar),
            uncounted: self.why_not(shift),
            record: Some(self.record(shift)),
        };
        heads.into_iter().map(line).collect()
    }
}

/// Where one goes for an activity, and whom one calls.
fn meets(details: &Details, l: Language, directory: &Directory) -> Meets {
    let town = reading::place(l, &details.place, &directory.areas);
    Meets {
        place: format!("{town} {}", details.address),
        leader: details.leader.clone(),
        phone: details.phone.clone(),
    }
}

async fn mine(state: &AccountsState, asked: &Asked, volunteer: VolunteerId) -> Result<Mine, StoreError> {
    let (activities, l, now) = (&state.activities, asked.context.language(), now_ms());
    let mut signed = Vec::new();
    let partners = partners_of_volunteer(activities.database(), volunteer).await?;
    let mut partners = activities.partners_named(partners).await?;
    for sign_up in sign_ups_by(activities.database(), volunteer).await? {
        if let Some(open) = queries::shift(activities.database(), sign_up.shift).await? {
            signed.push((sign_up, open));
        }
    }
    // Of several times the last one tells where they are.
    let came = activities.coming_of(volunteer).await?.into_iter();
    let came: BTreeMap<_, _> = came.map(|it| (it.sign_up, (it.came_ms, it.left_ms))).collect();
    let handed = given_to(activities.database(), volunteer, now).await?.into_iter();
    let hours = activities.hours_of(volunteer).await?;
    let mut unsettled = Unsettled::of(activities, volunteer).await?;
    let ids = hours.iter().chain(unsettled.uncounted.values()).map(|it| it.activity);
    let held = held(activities, ids).await?;
    let called = |id: ActivityId| held.get(&id).map(|it| it.details.name.clone()).unwrap_or_default();
    let calendar = &asked.context.directory.calendar;
    let handed = handed.map(|it| Handed {
        activity: it.activity,
        name: it.details.name,
        starts_ms: it.starts_ms,
        ends_ms: it.ends_ms,
        swap: it.words,
    });
    let mut mine = Mine { handed: handed.collect(), ..Mine::default() };
    for (sign_up, open) in signed {
        let is_over = now >= open.ends_ms;
        let recorded = hours.iter().any(|it| it.shift == sign_up.shift);
        let took_part = matches!(sign_up.state, SignUpState::Seated | SignUpState::Absent);
        let unrecorded = is_over && took_part && !recorded;
        let came = came.get(&sign_up.id).copied();
        // Whoever had come when it was called off says when they left.
        let is_there = open.was_held() && came.is_some_and(|(_, left)| left.is_none());
        let takes_codes =
            took_part && (open.on || is_there) && takes_codes(open.starts_ms, open.ends_ms, now);
        let goes_there = takes_codes || (!is_over && open.on && sign_up.state.is_live());
        let off = open.off_at_ms.map(|_| open.was_held());
        let line = Signed {
            activity: open.activity,
            meets: goes_there.then(|| meets(&open.details, l, &asked.context.directory)),
            name: open.details.name,
            starts_ms: open.starts_ms,
            ends_ms: open.ends_ms,
            off,
            state: Some(sign_up.state),
            presence: presence(came, open.ends_ms, now),
            takes_codes,
            partner: partners.remove(&sign_up.id).unwrap_or_default(),
            due: unrecorded.then(|| unsettled.due(sign_up.shift, calendar)).flatten(),
            uncounted: unrecorded.then(|| unsettled.why_not(sign_up.shift)).flatten(),
            record: unrecorded.then(|| unsettled.record(sign_up.shift)),
        };
        let side = if !is_over && sign_up.state.is_shown() { &mut mine.ahead } else { &mut mine.over };
        side.push(line);
    }
    let hundredths: i64 = hours.iter().map(|it| it.hundredths).sum();
    let total = Certified::of_hundredths(u32::try_from(hundredths).unwrap_or(u32::MAX));
    mine.stars = state.certificates.stars(total);
    for it in hours {
        // What was decided before does not matter any more.
        unsettled.uncounted.remove(&it.shift);
        let given = Given {
            activity: it.activity,
            name: called(it.activity),
            begins_ms: it.begins_ms,
            ends_ms: it.ends_ms,
            hundredths: it.hundredths,
            on_word: it.ground == Ground::Word,
            record: unsettled.record(it.shift),
        };
        let unit = it.unit.to_string();
        match mine.recorded.iter_mut().find(|recorded| recorded.unit == unit) {
            Some(recorded) => recorded.given.push(given),
            None => {
                let name = words::unit(l, &it.unit, &asked.context.directory);
                mine.recorded.push(Recorded { unit, name, given: vec![given] });
            }
        }
    }
    mine.over.extend(unsettled.rest(&held, calendar));
    mine.ahead.sort_by_key(|it| it.starts_ms);
    mine.over.sort_by_key(|it| std::cmp::Reverse(it.starts_ms));
    for it in state.certificates.of(volunteer).await? {
        mine.proofs.push(Proof {
            hours: it.hours.to_string(),
            day: shanghai::moment(it.issued_at_ms).date(),
            name: state.certificates.name_on(&it).await?,
            revoked: it.revoked.is_some(),
            number: it.number,
        });
    }
    let (trainings, awards) = state.volunteers.honours(volunteer).await?;
    mine.has_honours = !trainings.is_empty() || !awards.is_empty();
    Ok(mine)
}
