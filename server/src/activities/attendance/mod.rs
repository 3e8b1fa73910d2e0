//! Who was there, and the hours that come of it.
//!
//! Rules are in `app/src/activities/check_in.rs` and hours.rs there; the SQL in queries.rs. Volunteers give the code of the
//! minute, or the leader calls the roll; both are one kind of row. Hours are confirmed by the leader from these times.
//!
//! Invariants: a code counts once for each volunteer; nobody has hours twice at one time; hours without an attendance
//! were asked for by one person with a reason and agreed to by another.

pub mod queries;

use app::{
    access::Action,
    accounts::model::Staff,
    activities::{
        check_in::{
            AFTER_MS, Circumstances, EARLY_MS, Odd, PAIRS_MAX, Way, both, far_km, odd, odd_going, parse,
            steps_taken,
        },
        figures::Counted,
        hours::{Ground, HoursState, brief, hundredths, joined, written},
        model::{NoticeKind, REMARK_CHARS_MAX, Step, reason},
        shift::{day_of, moment_ms},
        sign_up::SignUpState,
    },
    certificates::model::Item,
    ids::{CommandId, HoursId, ShiftId, SignUpId, VolunteerId},
    journal::model::{Command, Refusal},
    map::coordinates::{LatLng, distance_m},
};
use serde_json::Value;
use time::Date;

use super::{
    Activities, corrupt,
    queries::{Activity, Open, one as activity, share_shift, shift_in},
    sign_ups::queries::{SignUp, is_stopped, move_sign_up, sign_up_in, take_person},
    steps::{id_in, set},
    telling::queries::{Notice, tell},
};
use crate::{
    accounts::queries as attempts,
    certificates::Certificates,
    database::{Transaction, now_ms},
    error::StoreError,
};
use queries::{Came, Gone, Hours, Pair, Used};

const HOUR_MS: i64 = 60 * 60 * 1000;

/// Codes that a volunteer may try in vain in an hour.
const WRONG_CODES_MAX: i64 = 20;

/// Hours that are listed as odd at most.
const ODD_MAX: i64 = 200;

/// What a volunteer says when they come or go.
#[derive(Clone, Debug, PartialEq)]
pub struct Here {
    /// Made by the page; a repeat bears the same.
    pub tap: CommandId,
    /// Who.
    pub volunteer: VolunteerId,
    /// The code, as it was typed.
    pub code: String,
    /// Whether they go.
    pub leaving: bool,
    /// What tells their device from others; empty where nothing does.
    pub device: String,
    /// Where the device is, where it told. Never kept: of one that is far away, how many kilometres.
    pub position: Option<LatLng>,
}

/// Why somebody is not noted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotHere {
    /// It is no code, or not that of their shift and this minute.
    Code,
    /// They have no place in a shift of this time.
    NoPlace,
    /// They may take part in nothing now.
    NotAdmitted,
    /// They came and went three times.
    TooOften,
    /// They go, and have not come.
    NotCome,
    /// Too many codes were tried in vain.
    TooMany,
    /// The code has let them in or out before; what is noted of them stays.
    CodeUsed(Noted),
}

/// When somebody came and went, as the page shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Noted {
    /// In which shift.
    pub shift: ShiftId,
    /// When they came.
    pub came_ms: i64,
    /// When they went; nothing while they are there.
    pub left_ms: Option<i64>,
    /// How many kilometres away their device was when they came or went, where it told and was far.
    pub away_km: Option<i64>,
    /// Whether that was noted before, and nothing is new.
    pub again: bool,
}

impl Activities {
    /// Whenever a volunteer came, for themselves.
    pub async fn coming_of(&self, volunteer: VolunteerId) -> Result<Vec<Came>, StoreError> {
        queries::coming_of(self.database(), volunteer).await
    }

    /// Notes that a volunteer came or went, by the code that the leader shows.
    pub async fn here(&self, here: &Here) -> Result<Result<Noted, NotHere>, StoreError> {
        let note = async |tx: &mut Transaction<'_>| self.here_in(tx, here, now_ms()).await;
        self.database().transaction(note).await
    }

    async fn here_in(
        &self,
        tx: &mut Transaction<'_>,
        here: &Here,
        now: i64,
    ) -> Result<Result<Noted, NotHere>, StoreError> {
        take_person(tx, here.volunteer).await?;
        let tried = format!("{}/{}", here.volunteer, now / HOUR_MS);
        let tried = self.secrets.keyed_hash("activity code tried", &tried);
        if attempts::wait_until(tx, &tried).await? > now {
            return Ok(Err(NotHere::TooMany));
        }
        let (since, until) = (now - AFTER_MS, now + EARLY_MS);
        let places = queries::around(tx, here.volunteer, until, since, here.leaving).await?;
        if places.is_empty() {
            return Ok(Err(NotHere::NoPlace));
        }
        let found = parse(&here.code).and_then(|code| {
            let steps = steps_taken(now);
            places.iter().find_map(|place| {
                let step = steps.into_iter().find(|step| self.code(place.shift, *step) == code);
                step.map(|step| (place, step))
            })
        });
        let Some((place, step)) = found else {
            if attempts::count_failure(tx, &tried, now, 0).await? >= WRONG_CODES_MAX {
                attempts::set_wait(tx, &tried, (now / HOUR_MS + 1) * HOUR_MS).await?;
            }
            return Ok(Err(NotHere::Code));
        };
        // It may have been called off meanwhile, and is not before this is written down.
        let Some(shift) = share_shift(tx, place.shift).await? else { return Err(corrupt()) };
        let held = if here.leaving { shift.was_held() } else { shift.on };
        if !held {
            return Ok(Err(NotHere::NoPlace));
        }
        // Whoever came before they were stopped may say that they go.
        if !here.leaving && is_stopped(tx, here.volunteer).await? {
            return Ok(Err(NotHere::NotAdmitted));
        }
        let pairs = queries::pairs(tx, place.sign_up).await?;
        let noted = |pair: &Pair| Noted {
            shift: place.shift,
            came_ms: pair.came_ms,
            left_ms: pair.left_ms,
            away_km: pair.away_km,
            // The same press of coming, sent twice, is answered as before.
            again: pair.id != here.tap.to_string(),
        };
        let last = pairs.last();
        let open = last.filter(|pair| pair.left_ms.is_none());
        match (here.leaving, open) {
            // Already as they say.
            (false, Some(pair)) => return Ok(Ok(noted(pair))),
            (true, None) => {
                return Ok(last.map(|pair| Noted { again: true, ..noted(pair) }).ok_or(NotHere::NotCome));
            }
            // A page from before they went, sent once more: it has noted what it was for.
            (false, None) if pairs.iter().any(|pair| pair.id == here.tap.to_string()) => {
                return Ok(last.map(|pair| Noted { again: true, ..noted(pair) }).ok_or(NotHere::Code));
            }
            (false, None) if i64::try_from(pairs.len()).unwrap_or(PAIRS_MAX) >= PAIRS_MAX => {
                return Ok(Err(NotHere::TooOften));
            }
            _ => {}
        }
        if !queries::use_code(tx, place.sign_up, step).await? {
            let kept = last.map(|pair| Noted { again: true, ..noted(pair) });
            return Ok(Err(kept.map_or(NotHere::Code, NotHere::CodeUsed)));
        }
        let (device, around) = self.around(tx, here, &shift).await?;
        let shift_ms = (place.starts_ms, place.ends_ms);
        if let Some(pair) = open {
            let gone = Gone {
                left_ms: now,
                way: Way::Code,
                odd: both(&pair.odd, &odd_going(shift_ms, (pair.came_ms, now), now, around)),
                device: &device,
                away_km: pair.away_km.max(around.away_km),
            };
            queries::leave(tx, &pair.id, &gone).await?;
            let left = Noted { left_ms: Some(now), away_km: gone.away_km, again: false, ..noted(pair) };
            return Ok(Ok(left));
        }
        let pair = Pair {
            id: here.tap.to_string(),
            sign_up: place.sign_up,
            number: i64::try_from(pairs.len()).unwrap_or(PAIRS_MAX) + 1,
            came_ms: now,
            left_ms: None,
            came_by: Way::Code,
            left_by: None,
            odd: odd(
                place.starts_ms,
                place.ends_ms,
                now,
                now,
                Circumstances { again: last.is_some(), ..around },
            ),
            away_km: around.away_km,
        };
        queries::come(tx, &pair, &device, now).await?;
        // Whoever was thought absent is not.
        move_sign_up(tx, place.sign_up, (SignUpState::Absent, SignUpState::Seated), None).await?;
        Ok(Ok(noted(&pair)))
    }

    /// What is known of somebody's coming or going beside the code, and what tells their device from others; whoever used
    /// the same one on that day is pointed out, too. Its caller has taken the person, and writes it down afterwards.
    async fn around(
        &self,
        tx: &mut Transaction<'_>,
        here: &Here,
        shift: &Open,
    ) -> Result<(String, Circumstances), StoreError> {
        let away = here.position.zip(shift.details.point).map(|(one, other)| distance_m(one, other));
        let mut around = Circumstances { away_km: away.and_then(far_km), ..Circumstances::default() };
        if here.device.is_empty() {
            return Ok((String::new(), around));
        }
        let device = self.secrets.keyed_hash("activity device", &here.device);
        let begins_ms = moment_ms(day_of(shift.starts_ms), 0);
        let used = Used {
            device: &device,
            volunteer: here.volunteer,
            activity: shift.activity,
            day_ms: (begins_ms, begins_ms + 24 * HOUR_MS),
        };
        queries::take_device(tx, &device).await?;
        around.others_on_device = queries::others_on_device(tx, &used).await?;
        if around.others_on_device > 0 {
            queries::point_out_others(tx, &used).await?;
        }
        Ok((device, around))
    }

    /// What the staff notes of people: the roll-call, and hours.
    pub(super) async fn note(
        &self,
        tx: &mut Transaction<'_>,
        step: Step,
        activity: &Activity,
        command: &Command,
        by: &Staff,
    ) -> Result<Result<(), Refusal>, StoreError> {
        match step {
            Step::Partner | Step::Attend | Step::Miss | Step::ConfirmHours | Step::NotCount => {
                let Some(id) = id_in::<SignUpId>(command, "sign_up") else {
                    return Ok(Err(Refusal::NotFound));
                };
                let Some(sign_up) = sign_up_in(tx, id).await? else { return Ok(Err(Refusal::NotFound)) };
                take_person(tx, sign_up.volunteer).await?;
                // As it is now that nobody else does anything for them.
                let (sign_up, shift) = (sign_up_in(tx, id).await?, shift_in(tx, sign_up.shift).await?);
                let (Some(sign_up), Some(shift)) = (sign_up, shift.filter(|it| it.activity == activity.id))
                else {
                    return Ok(Err(Refusal::NotFound));
                };
                match step {
                    Step::Partner => self.partner(tx, &sign_up, &shift, command).await,
                    Step::Attend => self.attend(tx, &sign_up, &shift, command).await,
                    Step::Miss => self.miss(tx, &sign_up, &shift).await,
                    Step::NotCount => self.not_count(tx, &sign_up, &shift, command, by).await,
                    _ => self.confirm(tx, &sign_up, &shift, command, by).await,
                }
            }
            Step::AskHours => self.ask(tx, activity, command, by).await,
            _ => self.decide(tx, step, activity, command, by).await,
        }
    }

    /// The roll-call: somebody came, or came and went. Accepted late, for whoever had no signal.
    async fn attend(
        &self,
        tx: &mut Transaction<'_>,
        sign_up: &SignUp,
        shift: &Open,
        command: &Command,
    ) -> Result<Result<(), Refusal>, StoreError> {
        let now = now_ms();
        let moment = |name: &str| set(command, name).and_then(Value::as_i64);
        let (came, left) = (moment("came_ms"), moment("left_ms"));
        let fits = |at: i64, latest: i64| {
            at >= shift.starts_ms - EARLY_MS && at <= shift.ends_ms + AFTER_MS && at <= latest
        };
        // Who is there before it begins may be noted from when it begins.
        let latest = if now >= shift.starts_ms - EARLY_MS { now.max(shift.starts_ms) } else { now };
        // Nobody came to it after it was called off.
        let latest = shift.off_at_ms.map_or(latest, |off| off.min(latest));
        let Some(came) = came.filter(|came| fits(*came, latest)) else {
            return Ok(Err(Refusal::AgainstARule));
        };
        if left.is_some_and(|left| !fits(left, now) || left <= came) {
            return Ok(Err(Refusal::AgainstARule));
        }
        if !matches!(sign_up.state, SignUpState::Seated | SignUpState::Absent) {
            return Ok(Err(Refusal::NotNow));
        }
        let shift_ms = (shift.starts_ms, shift.ends_ms);
        let going = |came, left| odd_going(shift_ms, (came, left), now, Circumstances::default());
        let pairs = queries::pairs(tx, sign_up.id).await?;
        if let Some(open) = pairs.iter().find(|pair| pair.left_ms.is_none()) {
            // They came by the code, or by a roll-call before; when they went is what is new.
            return match left.filter(|left| *left > open.came_ms) {
                Some(left) => {
                    let gone = Gone {
                        left_ms: left,
                        way: Way::RollCall,
                        odd: both(&open.odd, &going(open.came_ms, left)),
                        device: "",
                        away_km: open.away_km,
                    };
                    queries::leave(tx, &open.id, &gone).await?;
                    Ok(Ok(()))
                }
                None => Ok(Err(Refusal::NotNow)),
            };
        }
        let number = i64::try_from(pairs.len()).unwrap_or(PAIRS_MAX) + 1;
        if number > PAIRS_MAX {
            return Ok(Err(Refusal::AgainstARule));
        }
        let around = Circumstances { again: number > 1, ..Circumstances::default() };
        let coming = odd(shift.starts_ms, shift.ends_ms, came, now, around);
        let pair = Pair {
            id: command.id.to_string(),
            sign_up: sign_up.id,
            number,
            came_ms: came,
            left_ms: left,
            came_by: Way::RollCall,
            left_by: left.map(|_| Way::RollCall),
            odd: both(&coming, &left.map(|left| going(came, left)).unwrap_or_default()),
            away_km: None,
        };
        queries::come(tx, &pair, "", now).await?;
        move_sign_up(tx, sign_up.id, (SignUpState::Absent, SignUpState::Seated), None).await?;
        Ok(Ok(()))
    }

    /// The roll-call: somebody did not come. Right when noted twice.
    async fn miss(
        &self,
        tx: &mut Transaction<'_>,
        sign_up: &SignUp,
        shift: &Open,
    ) -> Result<Result<(), Refusal>, StoreError> {
        match sign_up.state {
            SignUpState::Absent => return Ok(Ok(())),
            SignUpState::Seated => {}
            _ => return Ok(Err(Refusal::NotNow)),
        }
        if now_ms() < shift.starts_ms || !queries::pairs(tx, sign_up.id).await?.is_empty() {
            return Ok(Err(Refusal::AgainstARule));
        }
        let moved = move_sign_up(tx, sign_up.id, (SignUpState::Seated, SignUpState::Absent), None).await?;
        Ok(if moved { Ok(()) } else { Err(Refusal::NotNow) })
    }

    /// Confirms hours from an attendance: as many as it gives, or fewer.
    async fn confirm(
        &self,
        tx: &mut Transaction<'_>,
        sign_up: &SignUp,
        shift: &Open,
        command: &Command,
        by: &Staff,
    ) -> Result<Result<(), Refusal>, StoreError> {
        let pairs = queries::pairs(tx, sign_up.id).await?;
        let times: Vec<_> = pairs.iter().filter_map(|pair| Some((pair.came_ms, pair.left_ms?))).collect();
        let most = self.hours_from(&times, shift.ends_ms - shift.starts_ms);
        let wanted = set(command, "hundredths").and_then(Value::as_i64);
        let remark = set(command, "remark").and_then(Value::as_str).unwrap_or_default();
        let Some(wanted) = wanted.filter(|it| (1..=most).contains(it)) else {
            return Ok(Err(Refusal::AgainstARule));
        };
        // Whoever is still there has not given all they give.
        if pairs.len() != times.len() || remark.chars().count() > REMARK_CHARS_MAX {
            return Ok(Err(Refusal::AgainstARule));
        }
        let joined = joined(&times);
        let (Some(first), Some(last)) = (joined.first(), joined.last()) else {
            return Ok(Err(Refusal::AgainstARule));
        };
        let odd: Vec<Odd> = pairs.iter().flat_map(|pair| pair.odd.clone()).collect();
        let hours = Hours {
            id: hours_id(command)?,
            activity: shift.activity,
            shift: shift.id,
            volunteer: sign_up.volunteer,
            unit: shift.unit.clone(),
            day: day_of(first.0),
            begins_ms: first.0,
            ends_ms: last.1,
            hundredths: wanted,
            ground: Ground::Attendance,
            state: HoursState::Confirmed,
            odd: both(&odd, &[]),
            asked_by: by.id.to_string(),
            decided_by: by.id.to_string(),
            reason: String::new(),
            remark: remark.to_owned(),
            made_at_ms: now_ms(),
            decided_at_ms: Some(now_ms()),
        };
        self.keep_hours(tx, &hours).await
    }

    /// Says of somebody who came that it comes to no hours, and tells them why: once it is over, and unless somebody has
    /// decided about their hours. Whoever confirms hours may do so afterwards all the same.
    async fn not_count(
        &self,
        tx: &mut Transaction<'_>,
        sign_up: &SignUp,
        shift: &Open,
        command: &Command,
        by: &Staff,
    ) -> Result<Result<(), Refusal>, StoreError> {
        let now = now_ms();
        if shift.ends_ms > now || queries::has_hours(tx, shift.id, sign_up.volunteer).await? {
            return Ok(Err(Refusal::NotNow));
        }
        let pairs = queries::pairs(tx, sign_up.id).await?;
        // Of who was not there it is said that they did not come.
        let first = pairs.iter().map(|pair| pair.came_ms).min();
        let last = pairs.iter().map(|pair| pair.left_ms.unwrap_or(pair.came_ms)).max();
        let (Some(begins_ms), Some(ends_ms)) = (first, last) else { return Ok(Err(Refusal::AgainstARule)) };
        let why = reason(&command.reason).unwrap_or_default();
        let hours = Hours {
            id: hours_id(command)?,
            activity: shift.activity,
            shift: shift.id,
            volunteer: sign_up.volunteer,
            unit: shift.unit.clone(),
            day: day_of(begins_ms),
            begins_ms,
            ends_ms,
            hundredths: 0,
            ground: Ground::Attendance,
            state: HoursState::NotCounted,
            odd: Vec::new(),
            asked_by: by.id.to_string(),
            decided_by: by.id.to_string(),
            reason: String::new(),
            remark: why.clone(),
            made_at_ms: now,
            decided_at_ms: Some(now),
        };
        queries::insert_hours(tx, &hours).await?;
        self.tell_hours(tx, &hours, NoticeKind::NotCounted, &why).await?;
        Ok(Ok(()))
    }

    /// Asks for hours without an attendance, with a reason.
    async fn ask(
        &self,
        tx: &mut Transaction<'_>,
        activity: &Activity,
        command: &Command,
        by: &Staff,
    ) -> Result<Result<(), Refusal>, StoreError> {
        let (shift, volunteer) = (id_in::<ShiftId>(command, "shift"), id_in(command, "volunteer"));
        let (Some(shift), Some(volunteer)) = (shift, volunteer) else { return Ok(Err(Refusal::NotFound)) };
        let shift = shift_in(tx, shift).await?.filter(|it| it.activity == activity.id && it.was_held());
        let Some(shift) = shift else { return Ok(Err(Refusal::NotFound)) };
        let now = now_ms();
        let number = |name: &str| set(command, name).and_then(Value::as_i64);
        let (Some(came), Some(left), Some(wanted)) =
            (number("came_ms"), number("left_ms"), number("hundredths"))
        else {
            return Ok(Err(Refusal::AgainstARule));
        };
        let before_it_was_off = shift.off_at_ms.is_none_or(|off| came < off);
        let within = came >= shift.starts_ms - EARLY_MS
            && left <= shift.ends_ms + AFTER_MS
            && left <= now
            && before_it_was_off;
        let most = self.hours_from(&[(came, left)], shift.ends_ms - shift.starts_ms);
        if !within || !(1..=most).contains(&wanted) {
            return Ok(Err(Refusal::AgainstARule));
        }
        take_person(tx, volunteer).await?;
        // Whoever was seen there for minutes and is to get hours is pointed out.
        let seen = queries::there(tx, shift.id, volunteer).await?;
        let seen_ms = joined(&seen).iter().map(|(came, left)| left - came).sum();
        let brief = if seen.is_empty() { None } else { brief(seen_ms, wanted) };
        let coming = odd(shift.starts_ms, shift.ends_ms, came, now, Circumstances::default());
        let shift_ms = (shift.starts_ms, shift.ends_ms);
        let going = odd_going(shift_ms, (came, left), now, Circumstances::default());
        let hours = Hours {
            id: hours_id(command)?,
            activity: activity.id,
            shift: shift.id,
            volunteer,
            unit: activity.unit.clone(),
            day: day_of(came),
            begins_ms: came,
            ends_ms: left,
            hundredths: wanted,
            ground: Ground::Word,
            state: HoursState::Asked,
            odd: both(&both(&coming, &going), brief.as_slice()),
            asked_by: by.id.to_string(),
            decided_by: String::new(),
            reason: reason(&command.reason).unwrap_or_default(),
            remark: String::new(),
            made_at_ms: now,
            decided_at_ms: None,
        };
        self.keep_hours(tx, &hours).await
    }

    /// Agrees to hours that somebody else asked for, or does not; or takes back what was confirmed.
    async fn decide(
        &self,
        tx: &mut Transaction<'_>,
        step: Step,
        activity: &Activity,
        command: &Command,
        by: &Staff,
    ) -> Result<Result<(), Refusal>, StoreError> {
        let Some(id) = id_in::<HoursId>(command, "hours") else { return Ok(Err(Refusal::NotFound)) };
        let found = queries::hours_in(tx, id).await?.filter(|it| it.activity == activity.id);
        let Some(hours) = found else { return Ok(Err(Refusal::NotFound)) };
        if step != Step::TakeBackHours && hours.asked_by == by.id.to_string() {
            return Ok(Err(Refusal::NotAllowed));
        }
        let why = reason(&command.reason).unwrap_or_default();
        let (states, remark) = match step {
            Step::AgreeHours => ((HoursState::Asked, HoursState::Confirmed), ""),
            Step::TakeBackHours => ((HoursState::Confirmed, HoursState::TakenBack), why.as_str()),
            _ => ((HoursState::Asked, HoursState::Refused), why.as_str()),
        };
        if !queries::decide(tx, id, states, &by.id.to_string(), remark, now_ms()).await? {
            return Ok(Err(Refusal::NotNow));
        }
        match step {
            Step::AgreeHours => {
                self.tell_hours(tx, &hours, NoticeKind::Hours, &written(hours.hundredths)).await?
            }
            Step::TakeBackHours => self.tell_hours(tx, &hours, NoticeKind::HoursBack, &why).await?,
            _ => {}
        }
        Ok(Ok(()))
    }

    /// Keeps hours of somebody whom their caller has taken, unless they have others at that time.
    async fn keep_hours(
        &self,
        tx: &mut Transaction<'_>,
        hours: &Hours,
    ) -> Result<Result<(), Refusal>, StoreError> {
        if queries::hours_overlap(tx, hours.volunteer, hours.begins_ms, hours.ends_ms).await? {
            return Ok(Err(Refusal::Taken));
        }
        match queries::insert_hours(tx, hours).await {
            Err(error)
                if error.violated_key().as_deref() == Some("activity_hours_shift_id_volunteer_key") =>
            {
                return Ok(Err(Refusal::Taken));
            }
            kept => kept?,
        }
        if hours.state == HoursState::Confirmed {
            self.tell_hours(tx, hours, NoticeKind::Hours, &written(hours.hundredths)).await?;
        }
        Ok(Ok(()))
    }

    async fn tell_hours(
        &self,
        tx: &mut Transaction<'_>,
        hours: &Hours,
        kind: NoticeKind,
        words: &str,
    ) -> Result<(), StoreError> {
        let notice = Notice {
            once: format!("{}/{}", kind.word(), hours.id),
            kind,
            volunteer: hours.volunteer,
            shift: hours.shift,
            sign_up: None,
            until_ms: 0,
            words,
        };
        tell(tx, &notice, now_ms()).await
    }

    /// Revokes the certificates that state hours which were taken back: those that a notice of this name is about.
    /// Right when done twice.
    pub(super) async fn correct(&self, certificates: &Certificates, once: &str) -> Result<(), StoreError> {
        let id = once.rsplit('/').next().unwrap_or_default().parse::<HoursId>().map_err(|_| corrupt())?;
        let Some(hours) = queries::hours(self.database(), id).await? else { return Ok(()) };
        let Some(activity) = activity(self.database(), hours.activity).await? else { return Ok(()) };
        let states = |item: &Item| item.day == hours.day && item.activity == activity.details.name;
        certificates.correct(hours.volunteer, (&hours.unit, hours.id), states).await
    }

    /// Hours in hundredths that these times give in a shift of so many milliseconds, rounded as this deployment does.
    pub fn hours_from(&self, times: &[(i64, i64)], planned_ms: i64) -> i64 {
        hundredths(times, planned_ms, self.rounding_minutes)
    }

    /// Hours that somebody should look at, in units that `reader` sees.
    pub async fn odd_hours(&self, reader: &Staff) -> Result<Vec<Hours>, StoreError> {
        let units = self.units(reader, Action::SeeActivities);
        let units: String = units.iter().map(|unit| format!("{unit},")).collect();
        queries::odd_hours(self.database(), &format!(",{units}"), ODD_MAX).await
    }

    /// Confirmed hours of a time in the units that `reader` counts; nothing for who counts none.
    pub async fn counted(
        &self,
        reader: &Staff,
        days: (Date, Date),
    ) -> Result<Option<Vec<Counted>>, StoreError> {
        let units = self.units(reader, Action::CountVolunteers);
        if units.is_empty() {
            return Ok(None);
        }
        let units: String = units.iter().map(|unit| format!("{unit},")).collect();
        queries::counted(self.database(), &format!(",{units}"), days).await.map(Some)
    }

    /// The confirmed hours of a volunteer, the latest first.
    pub async fn hours_of(&self, volunteer: VolunteerId) -> Result<Vec<Hours>, StoreError> {
        queries::hours_of_volunteer(self.database(), volunteer).await
    }
}

/// Hours have the id of the command that wrote them down, so that a repeat names the same.
fn hours_id(command: &Command) -> Result<HoursId, StoreError> {
    command.id.to_string().parse().map_err(|_| corrupt())
}
