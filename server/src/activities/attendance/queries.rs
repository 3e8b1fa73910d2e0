//! All SQL of who was there, and of the hours they gave.

use app::{
    activities::{
        check_in::{Odd, Way},
        details::Details,
        figures::Counted,
        hours::{Ground, HoursState},
    },
    ids::{ActivityId, HoursId, ShiftId, SignUpId, VolunteerId},
    iso_date,
    journal::model::Unit,
};
use time::Date;

use crate::activities::{
    corrupt,
    queries::{all, parsed},
};
use crate::{
    database::{Database, Transaction, on_pool, on_tx},
    error::{Doing, StoreError},
};

/// The places of a volunteer in shifts around a moment. `$4` is whether they go: who came to what was called off meanwhile
/// may say so.
const AROUND: &str = "
    SELECT u.id, s.id, s.starts_ms, s.ends_ms
      FROM activity_sign_ups u
      JOIN activity_shifts s ON s.id = u.shift_id
     WHERE u.volunteer = $1 AND u.state IN ('seated', 'absent')
       AND (s.off_at_ms IS NULL OR ($4 AND s.off_at_ms > s.starts_ms))
       AND s.starts_ms <= $2 AND s.ends_ms >= $3
     ORDER BY s.starts_ms, u.id";

const USE_CODE: &str = "
    INSERT INTO activity_codes (sign_up_id, step) VALUES ($1, $2) ON CONFLICT (sign_up_id, step) DO NOTHING";

const PAIRS: &str = "
    SELECT id, sign_up_id, pair, came_ms, left_ms, came_by, left_by, odd, away_km
      FROM activity_attendance
     WHERE sign_up_id = $1
     ORDER BY pair";

const PAIRS_OF_SHIFT: &str = "
    SELECT a.id, a.sign_up_id, a.pair, a.came_ms, a.left_ms, a.came_by, a.left_by, a.odd, a.away_km
      FROM activity_attendance a
      JOIN activity_sign_ups u ON u.id = a.sign_up_id
     WHERE u.shift_id = $1
     ORDER BY a.sign_up_id, a.pair";

/// All that is kept of a volunteer's coming.
const COMING_OF: &str = "
    SELECT u.id, c.details, a.came_ms, a.left_ms, a.away_km
      FROM activity_attendance a
      JOIN activity_sign_ups u ON u.id = a.sign_up_id
      JOIN activity_shifts s ON s.id = u.shift_id
      JOIN activities c ON c.id = s.activity_id
     WHERE u.volunteer = $1
     ORDER BY a.came_ms, a.id";

const COME: &str = "
    INSERT INTO activity_attendance (id, sign_up_id, pair, came_ms, left_ms, came_by, left_by, odd, device_hash,
                                     noted_at_ms, away_km)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

const LEAVE: &str = "
    UPDATE activity_attendance SET left_ms = $2, left_by = $3, odd = $4, left_device_hash = $5, away_km = $6
     WHERE id = $1 AND left_ms IS NULL";

/// Of two who use one device at the same moment, one sees the other. On SQLite nobody else writes.
const TAKE_DEVICE_POSTGRES: &str = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";

/// From which rows the device `$1` was used for others than `$2`: to come or to go, in shifts of the activity `$3` that
/// begin between `$4` and `$5`.
macro_rules! on_device {
    () => {
        "FROM activity_attendance c
      JOIN activity_sign_ups u ON u.id = c.sign_up_id
      JOIN activity_shifts s ON s.id = u.shift_id
     WHERE (c.device_hash = $1 OR c.left_device_hash = $1) AND u.volunteer <> $2 AND s.activity_id = $3
       AND s.starts_ms >= $4 AND s.starts_ms < $5"
    };
}

const OTHERS_ON_DEVICE: &str = concat!(
    "
    SELECT COUNT(DISTINCT u.volunteer)
      ",
    on_device!()
);

/// What is odd stands as words between commas.
const POINT_OUT_OTHERS: &str = concat!(
    "
    UPDATE activity_attendance
       SET odd = CASE odd WHEN '' THEN 'one_device' ELSE odd || ',one_device' END
     WHERE odd NOT LIKE '%one_device%' AND id IN (SELECT c.id ",
    on_device!(),
    ")"
);

/// The same in hours that were written down before it was known.
pub(in crate::activities) const POINT_OUT_HOURS: &str = concat!(
    "
    UPDATE activity_hours
       SET odd = CASE odd WHEN '' THEN 'one_device' ELSE odd || ',one_device' END
     WHERE activity_id = $3 AND odd NOT LIKE '%one_device%' AND state IN ('asked', 'confirmed') AND ground = 'attendance'
       AND shift_id || '/' || volunteer IN (SELECT u.shift_id || '/' || u.volunteer ",
    on_device!(),
    ")"
);

/// When a volunteer was seen at a shift, from when until when.
const THERE: &str = "
    SELECT c.came_ms, c.left_ms
      FROM activity_attendance c
      JOIN activity_sign_ups u ON u.id = c.sign_up_id
     WHERE u.shift_id = $1 AND u.volunteer = $2 AND c.left_ms IS NOT NULL
     ORDER BY c.came_ms, c.id";

/// Whether it is a migratory resident who gave them is kept as it stands when they are confirmed.
const INSERT_HOURS: &str = "
    INSERT INTO activity_hours (id, activity_id, shift_id, volunteer, unit, day, begins_ms, ends_ms, hundredths, ground,
                                state, odd, asked_by, decided_by, reason, remark, made_at_ms, decided_at_ms, migratory)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
            $11 = 'confirmed'
            AND EXISTS (SELECT 1 FROM volunteers v WHERE v.id = $4 AND v.season_from IS NOT NULL))";

/// See [`INSERT_HOURS`].
const DECIDE: &str = "
    UPDATE activity_hours
       SET state = $2, decided_by = $3, remark = $4, decided_at_ms = $5,
           migratory = CASE WHEN $2 = 'confirmed'
                            THEN EXISTS (SELECT 1 FROM volunteers v
                                          WHERE v.id = activity_hours.volunteer AND v.season_from IS NOT NULL)
                            ELSE migratory END
     WHERE id = $1 AND state = $6";

const HOURS: &str = "
    SELECT id, activity_id, shift_id, volunteer, unit, day, begins_ms, ends_ms, hundredths, ground, state, odd, asked_by,
           decided_by, reason, remark, made_at_ms, decided_at_ms
      FROM activity_hours
     WHERE id = $1";

const HOURS_OF_ACTIVITY: &str = "
    SELECT id, activity_id, shift_id, volunteer, unit, day, begins_ms, ends_ms, hundredths, ground, state, odd, asked_by,
           decided_by, reason, remark, made_at_ms, decided_at_ms
      FROM activity_hours
     WHERE activity_id = $1
     ORDER BY made_at_ms, id";

const HOURS_OF_VOLUNTEER: &str = "
    SELECT id, activity_id, shift_id, volunteer, unit, day, begins_ms, ends_ms, hundredths, ground, state, odd, asked_by,
           decided_by, reason, remark, made_at_ms, decided_at_ms
      FROM activity_hours
     WHERE volunteer = $1 AND state = 'confirmed'
     ORDER BY begins_ms DESC, id";

/// What of a volunteer somebody decided not to count, or not any more. Why hours that were asked for on somebody's word were
/// refused is between those two.
const UNCOUNTED_OF_VOLUNTEER: &str = "
    SELECT id, activity_id, shift_id, volunteer, unit, day, begins_ms, ends_ms, hundredths, ground, state, odd, asked_by,
           decided_by, reason, remark, made_at_ms, decided_at_ms
      FROM activity_hours
     WHERE volunteer = $1 AND state IN ('not_counted', 'taken_back')
     ORDER BY decided_at_ms, id";

const HAS_HOURS: &str = "SELECT COUNT(*) FROM activity_hours WHERE shift_id = $1 AND volunteer = $2";

const HOURS_OF_UNIT: &str = "
    SELECT id, activity_id, shift_id, volunteer, unit, day, begins_ms, ends_ms, hundredths, ground, state, odd, asked_by,
           decided_by, reason, remark, made_at_ms, decided_at_ms
      FROM activity_hours
     WHERE unit = $1 AND day >= $2 AND day <= $3 AND state = 'confirmed'
     ORDER BY day, begins_ms, id";

/// Hours that were taken back after they had been handed to the national system, which does not know yet.
const TAKEN_BACK_LATE: &str = "
    SELECT id, activity_id, shift_id, volunteer, unit, day, begins_ms, ends_ms, hundredths, ground, h.state, odd, asked_by,
           decided_by, reason, remark, made_at_ms, decided_at_ms
      FROM activity_hours h
      JOIN hours_exports e ON e.hours_id = h.id
     WHERE unit = $1 AND h.state = 'taken_back' AND e.state IN ('exported', 'entered')
     ORDER BY day, begins_ms, id";

/// `$1` holds units between commas. What somebody should look at: odd patterns, and hours on the word of two people.
const ODD_HOURS: &str = "
    SELECT id, activity_id, shift_id, volunteer, unit, day, begins_ms, ends_ms, hundredths, ground, state, odd, asked_by,
           decided_by, reason, remark, made_at_ms, decided_at_ms
      FROM activity_hours
     WHERE $1 LIKE '%,' || unit || ',%' AND (odd <> '' OR ground = 'word') AND state IN ('asked', 'confirmed')
     ORDER BY made_at_ms DESC, id
     LIMIT $2";

/// `$1` holds units between commas. Confirmed hours of a time, with what they are counted by.
const COUNTED: &str = "
    SELECT h.volunteer, h.activity_id, h.unit, a.county, a.details, h.day, h.hundredths, h.migratory
      FROM activity_hours h
      JOIN activities a ON a.id = h.activity_id
     WHERE $1 LIKE '%,' || h.unit || ',%' AND h.state = 'confirmed' AND h.day >= $2 AND h.day <= $3
     ORDER BY h.day, h.id";

const CONFIRMED_OF_ACTIVITY: &str = "
    SELECT COUNT(*) FROM activity_hours WHERE activity_id = $1 AND state = 'confirmed'";

const HOURS_OVERLAP: &str = "
    SELECT COUNT(*) FROM activity_hours
     WHERE volunteer = $1 AND state IN ('asked', 'confirmed') AND begins_ms < $3 AND ends_ms > $2";

/// A place of a volunteer, and the shift it is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Around {
    /// The sign-up.
    pub sign_up: SignUpId,
    /// The shift.
    pub shift: ShiftId,
    /// When it begins.
    pub starts_ms: i64,
    /// When it ends.
    pub ends_ms: i64,
}

/// One time that somebody came and went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Which.
    pub id: String,
    /// Whose.
    pub sign_up: SignUpId,
    /// The first, second or third.
    pub number: i64,
    /// When they came.
    pub came_ms: i64,
    /// When they went; nothing while they are there.
    pub left_ms: Option<i64>,
    /// How it is known that they came.
    pub came_by: Way,
    /// How it is known that they went.
    pub left_by: Option<Way>,
    /// What is odd about it.
    pub odd: Vec<Odd>,
    /// How many kilometres away their device was when they came or went, where it told and was far.
    pub away_km: Option<i64>,
}

/// That somebody went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gone<'a> {
    /// When.
    pub left_ms: i64,
    /// How it is known.
    pub way: Way,
    /// What is odd about the whole time.
    pub odd: Vec<Odd>,
    /// A hash of their device; empty where none told.
    pub device: &'a str,
    /// How many kilometres away their device was when they came or went, where it told and was far.
    pub away_km: Option<i64>,
}

/// That a device is used by somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Used<'a> {
    /// A hash of it.
    pub device: &'a str,
    /// By whom.
    pub volunteer: VolunteerId,
    /// In which activity.
    pub activity: ActivityId,
    /// From when until when its day lasts.
    pub day_ms: (i64, i64),
}

/// That somebody came to an activity, as they take it home.
#[derive(Clone, Debug, PartialEq)]
pub struct Came {
    /// By which sign-up.
    pub sign_up: SignUpId,
    /// To what.
    pub details: Details,
    /// When.
    pub came_ms: i64,
    /// When they went; nothing while they are there.
    pub left_ms: Option<i64>,
    /// How many kilometres away their device was when they came or went, where it told and was far.
    pub away_km: Option<i64>,
}

/// Hours that somebody gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hours {
    /// Which.
    pub id: HoursId,
    /// In which activity.
    pub activity: ActivityId,
    /// In which shift.
    pub shift: ShiftId,
    /// Who.
    pub volunteer: VolunteerId,
    /// The unit that records them.
    pub unit: Unit,
    /// On which day.
    pub day: Date,
    /// From when.
    pub begins_ms: i64,
    /// Until when.
    pub ends_ms: i64,
    /// How many, in hundredths.
    pub hundredths: i64,
    /// What they come from.
    pub ground: Ground,
    /// Where they stand.
    pub state: HoursState,
    /// What is odd about them.
    pub odd: Vec<Odd>,
    /// Id of who asked for them; of those from an attendance, who confirmed them.
    pub asked_by: String,
    /// Id of who confirmed or refused them; empty while nobody has.
    pub decided_by: String,
    /// Why they are asked for without an attendance.
    pub reason: String,
    /// What the leader says of them.
    pub remark: String,
    /// When they were written down.
    pub made_at_ms: i64,
    /// When they were confirmed or refused.
    pub decided_at_ms: Option<i64>,
}

#[derive(sqlx::FromRow)]
struct PairRow {
    id: String,
    sign_up_id: String,
    pair: i64,
    came_ms: i64,
    left_ms: Option<i64>,
    came_by: String,
    left_by: String,
    odd: String,
    away_km: Option<i64>,
}

#[derive(sqlx::FromRow)]
struct HoursRow {
    id: String,
    activity_id: String,
    shift_id: String,
    volunteer: String,
    unit: String,
    day: String,
    begins_ms: i64,
    ends_ms: i64,
    hundredths: i64,
    ground: String,
    state: String,
    odd: String,
    asked_by: String,
    decided_by: String,
    reason: String,
    remark: String,
    made_at_ms: i64,
    decided_at_ms: Option<i64>,
}

#[derive(sqlx::FromRow)]
struct CountedRow {
    volunteer: String,
    activity_id: String,
    unit: String,
    county: String,
    details: String,
    day: String,
    hundredths: i64,
    migratory: bool,
}

impl TryFrom<PairRow> for Pair {
    type Error = StoreError;

    fn try_from(row: PairRow) -> Result<Self, StoreError> {
        let left_by = match row.left_by.as_str() {
            "" => None,
            word => Some(Way::from_word(word).ok_or_else(corrupt)?),
        };
        Ok(Self {
            id: row.id,
            sign_up: parsed(&row.sign_up_id)?,
            number: row.pair,
            came_ms: row.came_ms,
            left_ms: row.left_ms,
            came_by: Way::from_word(&row.came_by).ok_or_else(corrupt)?,
            left_by,
            odd: odd_of(&row.odd)?,
            away_km: row.away_km,
        })
    }
}

impl TryFrom<HoursRow> for Hours {
    type Error = StoreError;

    fn try_from(row: HoursRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: parsed(&row.id)?,
            activity: parsed(&row.activity_id)?,
            shift: parsed(&row.shift_id)?,
            volunteer: parsed(&row.volunteer)?,
            unit: parsed(&row.unit)?,
            day: iso_date::parse(&row.day).ok_or_else(corrupt)?,
            begins_ms: row.begins_ms,
            ends_ms: row.ends_ms,
            hundredths: row.hundredths,
            ground: Ground::from_word(&row.ground).ok_or_else(corrupt)?,
            state: HoursState::from_word(&row.state).ok_or_else(corrupt)?,
            odd: odd_of(&row.odd)?,
            asked_by: row.asked_by,
            decided_by: row.decided_by,
            reason: row.reason,
            remark: row.remark,
            made_at_ms: row.made_at_ms,
            decided_at_ms: row.decided_at_ms,
        })
    }
}

fn odd_of(words: &str) -> Result<Vec<Odd>, StoreError> {
    let words = words.split(',').filter(|word| !word.is_empty());
    words.map(|word| Odd::from_word(word).ok_or_else(corrupt)).collect()
}

fn odd_words(odd: &[Odd]) -> String {
    odd.iter().map(|odd| odd.word()).collect::<Vec<_>>().join(",")
}

/// The places of a volunteer in shifts that begin before the one moment and end after the other; where they say that they
/// go, in those as well that were called off after they had begun.
pub async fn around(
    tx: &mut Transaction<'_>,
    volunteer: VolunteerId,
    begins_before_ms: i64,
    ends_after_ms: i64,
    leaving: bool,
) -> Result<Vec<Around>, StoreError> {
    let rows: Vec<(String, String, i64, i64)> = on_tx!(tx, |connection| {
        sqlx::query_as(AROUND)
            .bind(volunteer.to_string())
            .bind(begins_before_ms)
            .bind(ends_after_ms)
            .bind(leaving)
            .fetch_all(connection)
            .await
    })
    .doing("find the places of a volunteer")?;
    rows.into_iter()
        .map(|(sign_up, shift, starts_ms, ends_ms)| {
            Ok(Around { sign_up: parsed(&sign_up)?, shift: parsed(&shift)?, starts_ms, ends_ms })
        })
        .collect()
}

/// Uses the code of a minute; says whether it was not used yet.
pub async fn use_code(tx: &mut Transaction<'_>, sign_up: SignUpId, step: i64) -> Result<bool, StoreError> {
    on_tx!(tx, |connection| sqlx::query(USE_CODE)
        .bind(sign_up.to_string())
        .bind(step)
        .execute(connection)
        .await)
    .doing("use a code")
    .map(|rows| rows == 1)
}

/// The times that somebody came and went.
pub async fn pairs(tx: &mut Transaction<'_>, sign_up: SignUpId) -> Result<Vec<Pair>, StoreError> {
    let rows: Vec<PairRow> =
        on_tx!(tx, |connection| sqlx::query_as(PAIRS).bind(sign_up.to_string()).fetch_all(connection).await)
            .doing("list when somebody was there")?;
    all(rows)
}

/// The same of everybody in a shift.
pub async fn pairs_of_shift(database: &Database, shift: ShiftId) -> Result<Vec<Pair>, StoreError> {
    let rows: Vec<PairRow> = on_pool!(database, |pool| {
        sqlx::query_as(PAIRS_OF_SHIFT).bind(shift.to_string()).fetch_all(pool).await
    })
    .doing("list who was there")?;
    all(rows)
}

/// Whenever a volunteer came, the first first.
pub async fn coming_of(database: &Database, volunteer: VolunteerId) -> Result<Vec<Came>, StoreError> {
    type Kept = (String, String, i64, Option<i64>, Option<i64>);
    let rows: Vec<Kept> = on_pool!(database, |pool| {
        sqlx::query_as(COMING_OF).bind(volunteer.to_string()).fetch_all(pool).await
    })
    .doing("list when a volunteer came")?;
    rows.into_iter()
        .map(|(sign_up, details, came_ms, left_ms, away_km)| {
            let details = serde_json::from_str(&details).map_err(|_| corrupt())?;
            Ok(Came { sign_up: parsed(&sign_up)?, details, came_ms, left_ms, away_km })
        })
        .collect()
}

/// Writes down that somebody came.
pub async fn come(
    tx: &mut Transaction<'_>,
    pair: &Pair,
    device_hash: &str,
    noted_at_ms: i64,
) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(COME)
        .bind(&pair.id)
        .bind(pair.sign_up.to_string())
        .bind(pair.number)
        .bind(pair.came_ms)
        .bind(pair.left_ms)
        .bind(pair.came_by.word())
        .bind(pair.left_by.map(|way| way.word()).unwrap_or_default())
        .bind(odd_words(&pair.odd))
        .bind(device_hash)
        .bind(noted_at_ms)
        .bind(pair.away_km)
        .execute(connection)
        .await)
    .doing("write down that somebody came")
    .map(drop)
}

/// Writes down that somebody went; says whether they were there.
pub async fn leave(tx: &mut Transaction<'_>, pair: &str, gone: &Gone<'_>) -> Result<bool, StoreError> {
    on_tx!(tx, |connection| sqlx::query(LEAVE)
        .bind(pair)
        .bind(gone.left_ms)
        .bind(gone.way.word())
        .bind(odd_words(&gone.odd))
        .bind(gone.device)
        .bind(gone.away_km)
        .execute(connection)
        .await)
    .doing("write down that somebody went")
    .map(|rows| rows == 1)
}

/// Nobody else notes anything from this device before `tx` ends. Its caller has taken the person, and has written nothing
/// down yet that others point out.
pub async fn take_device(tx: &mut Transaction<'_>, device: &str) -> Result<(), StoreError> {
    let Transaction::Postgres(inner) = tx else { return Ok(()) };
    let taken = sqlx::query(TAKE_DEVICE_POSTGRES).bind(device).execute(&mut **inner).await;
    taken.doing("take a device").map(drop)
}

/// How many others used the same device.
pub async fn others_on_device(tx: &mut Transaction<'_>, used: &Used<'_>) -> Result<i64, StoreError> {
    on_tx!(tx, |connection| {
        sqlx::query_scalar(OTHERS_ON_DEVICE)
            .bind(used.device)
            .bind(used.volunteer.to_string())
            .bind(used.activity.to_string())
            .bind(used.day_ms.0)
            .bind(used.day_ms.1)
            .fetch_one(connection)
            .await
    })
    .doing("count who used a device")
}

/// Points out in the attendance of others, and in hours that come of it, that they used the same device.
pub async fn point_out_others(tx: &mut Transaction<'_>, used: &Used<'_>) -> Result<(), StoreError> {
    for sql in [POINT_OUT_OTHERS, POINT_OUT_HOURS] {
        on_tx!(tx, |connection| sqlx::query(sql)
            .bind(used.device)
            .bind(used.volunteer.to_string())
            .bind(used.activity.to_string())
            .bind(used.day_ms.0)
            .bind(used.day_ms.1)
            .execute(connection)
            .await)
        .doing("point out who used a device")?;
    }
    Ok(())
}

/// When a volunteer was seen at a shift, from when until when; without what they have not gone from yet.
pub async fn there(
    tx: &mut Transaction<'_>,
    shift: ShiftId,
    volunteer: VolunteerId,
) -> Result<Vec<(i64, i64)>, StoreError> {
    on_tx!(tx, |connection| {
        sqlx::query_as(THERE).bind(shift.to_string()).bind(volunteer.to_string()).fetch_all(connection).await
    })
    .doing("look when somebody was there")
}

/// Writes hours down.
pub async fn insert_hours(tx: &mut Transaction<'_>, hours: &Hours) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(INSERT_HOURS)
        .bind(hours.id.to_string())
        .bind(hours.activity.to_string())
        .bind(hours.shift.to_string())
        .bind(hours.volunteer.to_string())
        .bind(hours.unit.to_string())
        .bind(hours.day.to_string())
        .bind(hours.begins_ms)
        .bind(hours.ends_ms)
        .bind(hours.hundredths)
        .bind(hours.ground.word())
        .bind(hours.state.word())
        .bind(odd_words(&hours.odd))
        .bind(&hours.asked_by)
        .bind(&hours.decided_by)
        .bind(&hours.reason)
        .bind(&hours.remark)
        .bind(hours.made_at_ms)
        .bind(hours.decided_at_ms)
        .execute(connection)
        .await)
    .doing("write hours down")
    .map(drop)
}

/// Moves hours from one state to another; says whether nobody had.
pub async fn decide(
    tx: &mut Transaction<'_>,
    id: HoursId,
    (from, state): (HoursState, HoursState),
    by: &str,
    remark: &str,
    now_ms: i64,
) -> Result<bool, StoreError> {
    on_tx!(tx, |connection| sqlx::query(DECIDE)
        .bind(id.to_string())
        .bind(state.word())
        .bind(by)
        .bind(remark)
        .bind(now_ms)
        .bind(from.word())
        .execute(connection)
        .await)
    .doing("decide about hours")
    .map(|rows| rows == 1)
}

/// Hours with this id.
pub async fn hours_in(tx: &mut Transaction<'_>, id: HoursId) -> Result<Option<Hours>, StoreError> {
    let row: Option<HoursRow> =
        on_tx!(tx, |connection| sqlx::query_as(HOURS).bind(id.to_string()).fetch_optional(connection).await)
            .doing("find hours")?;
    row.map(Hours::try_from).transpose()
}

/// The same, outside of a transaction.
pub async fn hours(database: &Database, id: HoursId) -> Result<Option<Hours>, StoreError> {
    let row: Option<HoursRow> =
        on_pool!(database, |pool| sqlx::query_as(HOURS).bind(id.to_string()).fetch_optional(pool).await)
            .doing("find hours")?;
    row.map(Hours::try_from).transpose()
}

/// The hours of an activity, the first first.
pub async fn hours_of_activity(database: &Database, id: ActivityId) -> Result<Vec<Hours>, StoreError> {
    let rows: Vec<HoursRow> = on_pool!(database, |pool| {
        sqlx::query_as(HOURS_OF_ACTIVITY).bind(id.to_string()).fetch_all(pool).await
    })
    .doing("list the hours of an activity")?;
    all(rows)
}

/// The confirmed hours of a volunteer, the latest first.
pub async fn hours_of_volunteer(database: &Database, id: VolunteerId) -> Result<Vec<Hours>, StoreError> {
    let rows: Vec<HoursRow> = on_pool!(database, |pool| {
        sqlx::query_as(HOURS_OF_VOLUNTEER).bind(id.to_string()).fetch_all(pool).await
    })
    .doing("list the hours of a volunteer")?;
    all(rows)
}

/// What of a volunteer's service does not count, or not any more, because somebody said so; what was decided first stands
/// first.
pub async fn uncounted_of_volunteer(database: &Database, id: VolunteerId) -> Result<Vec<Hours>, StoreError> {
    let rows: Vec<HoursRow> = on_pool!(database, |pool| {
        sqlx::query_as(UNCOUNTED_OF_VOLUNTEER).bind(id.to_string()).fetch_all(pool).await
    })
    .doing("list the hours of a volunteer that do not count")?;
    all(rows)
}

/// Whether somebody has decided about the hours of a volunteer in a shift, or is to agree to them.
pub async fn has_hours(
    tx: &mut Transaction<'_>,
    shift: ShiftId,
    volunteer: VolunteerId,
) -> Result<bool, StoreError> {
    let count: i64 = on_tx!(tx, |connection| {
        sqlx::query_scalar(HAS_HOURS)
            .bind(shift.to_string())
            .bind(volunteer.to_string())
            .fetch_one(connection)
            .await
    })
    .doing("look whether anything was decided about hours")?;
    Ok(count > 0)
}

/// The confirmed hours of a unit and these days, the first first.
pub async fn hours_of_unit(
    database: &Database,
    unit: &Unit,
    (from, to): (Date, Date),
) -> Result<Vec<Hours>, StoreError> {
    let rows: Vec<HoursRow> = on_pool!(database, |pool| {
        sqlx::query_as(HOURS_OF_UNIT)
            .bind(unit.to_string())
            .bind(from.to_string())
            .bind(to.to_string())
            .fetch_all(pool)
            .await
    })
    .doing("list the hours of a unit")?;
    all(rows)
}

/// Hours of a unit that were taken back after they had been handed to the national system, until it is corrected there;
/// the first first.
pub async fn taken_back_late(database: &Database, unit: &Unit) -> Result<Vec<Hours>, StoreError> {
    let rows: Vec<HoursRow> = on_pool!(database, |pool| {
        sqlx::query_as(TAKEN_BACK_LATE).bind(unit.to_string()).fetch_all(pool).await
    })
    .doing("list the hours of a unit that were taken back")?;
    all(rows)
}

/// Hours in these units, with commas around each, that somebody should look at; the latest first.
pub async fn odd_hours(database: &Database, units: &str, limit: i64) -> Result<Vec<Hours>, StoreError> {
    let rows: Vec<HoursRow> = on_pool!(database, |pool| {
        sqlx::query_as(ODD_HOURS).bind(units).bind(limit).fetch_all(pool).await
    })
    .doing("list odd hours")?;
    all(rows)
}

/// Confirmed hours of a time in these units, with commas around each, as they are counted.
pub async fn counted(
    database: &Database,
    units: &str,
    (from, to): (Date, Date),
) -> Result<Vec<Counted>, StoreError> {
    let rows: Vec<CountedRow> = on_pool!(database, |pool| {
        sqlx::query_as(COUNTED).bind(units).bind(from.to_string()).bind(to.to_string()).fetch_all(pool).await
    })
    .doing("list hours to count")?;
    let counted = |row: CountedRow| {
        let details: Details = serde_json::from_str(&row.details).map_err(|_| corrupt())?;
        Ok(Counted {
            volunteer: parsed(&row.volunteer)?,
            activity: parsed(&row.activity_id)?,
            unit: parsed(&row.unit)?,
            county: row.county,
            service: details.service,
            day: iso_date::parse(&row.day).ok_or_else(corrupt)?,
            hundredths: row.hundredths,
            migratory: row.migratory,
        })
    };
    rows.into_iter().map(counted).collect()
}

/// Whether any hours of an activity are confirmed.
pub async fn has_confirmed(database: &Database, id: ActivityId) -> Result<bool, StoreError> {
    let count: i64 = on_pool!(database, |pool| {
        sqlx::query_scalar(CONFIRMED_OF_ACTIVITY).bind(id.to_string()).fetch_one(pool).await
    })
    .doing("look for confirmed hours")?;
    Ok(count > 0)
}

/// The same within a transaction.
pub async fn has_confirmed_in(tx: &mut Transaction<'_>, id: ActivityId) -> Result<bool, StoreError> {
    let count: i64 = on_tx!(tx, |connection| {
        sqlx::query_scalar(CONFIRMED_OF_ACTIVITY).bind(id.to_string()).fetch_one(connection).await
    })
    .doing("look for confirmed hours")?;
    Ok(count > 0)
}

/// Whether somebody has other hours between these moments.
pub async fn hours_overlap(
    tx: &mut Transaction<'_>,
    volunteer: VolunteerId,
    begins_ms: i64,
    ends_ms: i64,
) -> Result<bool, StoreError> {
    let count: i64 = on_tx!(tx, |connection| {
        sqlx::query_scalar(HOURS_OVERLAP)
            .bind(volunteer.to_string())
            .bind(begins_ms)
            .bind(ends_ms)
            .fetch_one(connection)
            .await
    })
    .doing("look for hours that overlap")?;
    Ok(count > 0)
}
