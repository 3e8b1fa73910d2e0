//! All SQL of sign-ups, places, taps and swaps.
//!
//! Whoever gives places away takes, in this order: the person ([`take_person`]), the shift
//! ([`take_shift`](crate::activities::queries::take_shift)), its places. One place for one person is taken without the
//! shift, passing by places that somebody else is just taking; the line of a full shift is joined by many at once, who share
//! the shift ([`share_full`]).

use app::{
    activities::sign_up::SignUpState,
    ids::{CommandId, ShiftId, SignUpId, VolunteerId},
};

use crate::activities::{
    corrupt,
    queries::{Open, OpenRow, SHARE_SHIFT_POSTGRES, all, parsed},
    telling::queries::Notice,
};
use crate::{
    database::{Database, Transaction, on_pool, on_tx},
    error::{Doing, StoreError},
};

/// On SQLite nobody else writes. Two who share a hash wait for each other, no more.
const TAKE_PERSON_POSTGRES: &str = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";

const FIND_TAP: &str = "SELECT volunteer, asked, answer FROM activity_taps WHERE tap = $1";

const KEEP_TAP: &str = "
    INSERT INTO activity_taps (tap, volunteer, asked, answer, at_ms) VALUES ($1, $2, $3, $4, $5)";

const FORGET_TAPS: &str = "DELETE FROM activity_taps WHERE at_ms < $1";

/// Whether somebody may take part in nothing now. Ids come from who is signed in: there is a row for each.
const STOPPED: &str = "SELECT COUNT(*) FROM volunteers WHERE id = $1 AND state <> 'active'";

/// Whether somebody has a place elsewhere at that time. Whoever had come to what was called off meanwhile is free again.
const OVERLAP: &str = "
    SELECT COUNT(*)
      FROM activity_sign_ups u
      JOIN activity_shifts s ON s.id = u.shift_id
     WHERE u.volunteer = $1 AND u.state = 'seated' AND s.off_at_ms IS NULL AND s.starts_ms < $3
       AND s.ends_ms > $2";

const LIVE_OF: &str = "
    SELECT COUNT(*) FROM activity_sign_ups
     WHERE shift_id = $1 AND volunteer = $2 AND state IN ('seated', 'waiting', 'offered', 'absent')";

/// A shift with all that decides about a sign-up of `$2`, in one question: what [`STOPPED`], [`LIVE_OF`] and [`OVERLAP`]
/// ask, whether a place is free, and whether the tap `$3` was answered before. A place that is kept for somebody elsewhere
/// is theirs as well.
const LOOK: &str = "
    SELECT s.id, s.activity_id, s.starts_ms, s.ends_ms, s.sign_up_until_ms, s.places, s.off_at_ms, a.state, a.details,
           a.unit,
           (SELECT COUNT(*) FROM volunteers v WHERE v.id = $2 AND v.state <> 'active') AS stopped,
           (SELECT COUNT(*) FROM activity_sign_ups u
             WHERE u.shift_id = s.id AND u.volunteer = $2 AND u.state IN ('seated', 'waiting', 'offered', 'absent'))
               AS already,
           (SELECT COUNT(*)
              FROM activity_sign_ups u
              JOIN activity_shifts t ON t.id = u.shift_id
             WHERE u.volunteer = $2 AND u.state IN ('seated', 'offered') AND t.id <> s.id
               AND t.off_at_ms IS NULL AND t.starts_ms < s.ends_ms AND t.ends_ms > s.starts_ms)
               AS elsewhere,
           (SELECT COUNT(*)
              FROM (SELECT seat FROM activity_seats WHERE shift_id = s.id AND sign_up_id IS NULL LIMIT 1) one)
               AS free,
           (SELECT COUNT(*) FROM activity_taps WHERE tap = $3) AS answered
      FROM activity_shifts s
      JOIN activities a ON a.id = s.activity_id
     WHERE s.id = $1";

/// How many places are free or just being taken, how many offers have lapsed by `$2`, and how many wait.
const LINE: &str = "
    SELECT (SELECT COUNT(*) FROM activity_seats WHERE shift_id = $1 AND sign_up_id IS NULL),
           (SELECT COUNT(*) FROM activity_sign_ups
             WHERE shift_id = $1 AND state = 'offered' AND offer_until_ms <= $2),
           (SELECT COUNT(*) FROM activity_sign_ups WHERE shift_id = $1 AND state = 'waiting')";

/// One free place for one person. On PostgreSQL places that somebody else is just taking are passed by; on SQLite nobody
/// else writes.
const CLAIM_ONE: &str = "
    UPDATE activity_seats
       SET sign_up_id = $2
     WHERE shift_id = $1
       AND seat = (SELECT seat FROM activity_seats WHERE shift_id = $1 AND sign_up_id IS NULL ORDER BY seat LIMIT 1)";

/// See [`CLAIM_ONE`].
const CLAIM_ONE_POSTGRES: &str = "
    UPDATE activity_seats
       SET sign_up_id = $2
     WHERE shift_id = $1
       AND seat = (SELECT seat FROM activity_seats WHERE shift_id = $1 AND sign_up_id IS NULL ORDER BY seat LIMIT 1
                      FOR UPDATE SKIP LOCKED)";

const BEFORE_CLAIM: &str = "SAVEPOINT claim";

const LET_GO: &str = "ROLLBACK TO SAVEPOINT claim";

/// Free places, of which none is passed by: what somebody is just taking is waited for.
const FREE: &str = "
    SELECT seat FROM activity_seats WHERE shift_id = $1 AND sign_up_id IS NULL ORDER BY seat LIMIT $2";

/// See [`FREE`].
const FREE_POSTGRES: &str = "
    SELECT seat FROM activity_seats WHERE shift_id = $1 AND sign_up_id IS NULL ORDER BY seat LIMIT $2 FOR UPDATE";

const SIT: &str = "
    UPDATE activity_seats SET sign_up_id = $3 WHERE shift_id = $1 AND seat = $2 AND sign_up_id IS NULL";

const STAND_UP: &str = "UPDATE activity_seats SET sign_up_id = NULL WHERE shift_id = $1 AND sign_up_id = $2";

const HAND_OVER_SEATS: &str =
    "UPDATE activity_seats SET sign_up_id = $3 WHERE shift_id = $1 AND sign_up_id = $2";

const INSERT_SIGN_UP: &str = "
    INSERT INTO activity_sign_ups (id, shift_id, volunteer, state, places, companions, signed_at_ms, offer_until_ms)
    VALUES ($1, $2, $3, $4, $5, $6, $7, NULL)";

const SIGN_UP: &str = "
    SELECT id, shift_id, volunteer, state, places, companions, signed_at_ms, offer_until_ms
      FROM activity_sign_ups
     WHERE id = $1";

/// [`CLAIM_ONE`], [`INSERT_SIGN_UP`], what is told of it and [`KEEP_TAP`], each of one row: one way to the thread that has
/// the file and back.
const SEAT: &str = "
    UPDATE activity_seats
       SET sign_up_id = $1
     WHERE shift_id = $2
       AND seat = (SELECT seat FROM activity_seats WHERE shift_id = $2 AND sign_up_id IS NULL ORDER BY seat LIMIT 1);
    INSERT INTO activity_sign_ups (id, shift_id, volunteer, state, places, companions, signed_at_ms, offer_until_ms)
    VALUES ($1, $2, $3, $4, $5, $6, $7, NULL);
    INSERT INTO activity_notices (once, kind, volunteer, shift_id, sign_up_id, until_ms, words, made_at_ms, told_at_ms)
    VALUES ($8, $9, $3, $2, $1, 0, '', $7, NULL);
    INSERT INTO activity_taps (tap, volunteer, asked, answer, at_ms) VALUES ($10, $3, $11, $12, $7)";

/// The same on PostgreSQL, if there was a place: [`CLAIM_ONE_POSTGRES`] and all that follows, one way to the server and back,
/// while others wait.
const SEAT_POSTGRES: &str = "
    WITH seated AS (
        UPDATE activity_seats
           SET sign_up_id = $1
         WHERE shift_id = $2
           AND seat = (SELECT seat FROM activity_seats WHERE shift_id = $2 AND sign_up_id IS NULL ORDER BY seat LIMIT 1
                          FOR UPDATE SKIP LOCKED)
        RETURNING shift_id),
    signed AS (
        INSERT INTO activity_sign_ups (id, shift_id, volunteer, state, places, companions, signed_at_ms, offer_until_ms)
        SELECT $1, shift_id, $3, $4, $5, $6, $7, NULL FROM seated),
    told AS (
        INSERT INTO activity_notices (once, kind, volunteer, shift_id, sign_up_id, until_ms, words, made_at_ms, told_at_ms)
        SELECT $8, $9, $3, shift_id, $1, 0, '', $7, NULL FROM seated)
    INSERT INTO activity_taps (tap, volunteer, asked, answer, at_ms)
    SELECT $10, $3, $11, $12, $7 FROM seated
    ON CONFLICT (tap) DO NOTHING";

const MOVE_SIGN_UP: &str = "
    UPDATE activity_sign_ups SET state = $3, offer_until_ms = $4 WHERE id = $1 AND state = $2";

const AHEAD: &str = "
    SELECT COUNT(*) FROM activity_sign_ups WHERE shift_id = $1 AND state = 'waiting'";

/// What must hold of somebody who waits (`u`, for the shift `s`) that a place may be kept for them: they are admitted, and
/// neither have a place elsewhere at that time nor is one kept for them.
macro_rules! could_come {
    () => {
        "NOT EXISTS (SELECT 1 FROM volunteers v WHERE v.id = u.volunteer AND v.state <> 'active')
       AND NOT EXISTS (SELECT 1
                         FROM activity_sign_ups o
                         JOIN activity_shifts t ON t.id = o.shift_id
                        WHERE o.volunteer = u.volunteer AND o.state IN ('seated', 'offered') AND o.id <> u.id
                          AND t.off_at_ms IS NULL AND t.starts_ms < s.ends_ms AND t.ends_ms > s.starts_ms)"
    };
}

/// The first of the line whose party so many places are enough for, and who could come.
const NEXT_IN_LINE: &str = concat!(
    "
    SELECT u.id, u.shift_id, u.volunteer, u.state, u.places, u.companions, u.signed_at_ms, u.offer_until_ms
      FROM activity_sign_ups u
      JOIN activity_shifts s ON s.id = u.shift_id
     WHERE u.shift_id = $1 AND u.state = 'waiting' AND u.places <= $2
       AND ",
    could_come!(),
    "
     ORDER BY u.signed_at_ms, u.id
     LIMIT 1"
);

const LAPSED: &str = "
    SELECT id, shift_id, volunteer, state, places, companions, signed_at_ms, offer_until_ms
      FROM activity_sign_ups
     WHERE shift_id = $1 AND state = 'offered' AND offer_until_ms <= $2
     ORDER BY id";

/// Shifts whose line can move on at `$1`: an offer is over, or somebody who was passed by could have a free place by now.
const SHIFTS_TO_MOVE: &str = concat!(
    "
    SELECT shift_id FROM activity_sign_ups WHERE state = 'offered' AND offer_until_ms <= $1
     UNION
    SELECT u.shift_id
      FROM activity_sign_ups u
      JOIN activity_shifts s ON s.id = u.shift_id
      JOIN activities a ON a.id = s.activity_id
     WHERE u.state = 'waiting' AND s.starts_ms > $1 AND s.off_at_ms IS NULL AND a.state = 'published'
       AND u.places <= (SELECT COUNT(*) FROM activity_seats p WHERE p.shift_id = s.id AND p.sign_up_id IS NULL)
       AND ",
    could_come!(),
    "
     ORDER BY 1"
);

/// What lies ahead of a volunteer and has not begun.
const AHEAD_OF: &str = "
    SELECT u.id
      FROM activity_sign_ups u
      JOIN activity_shifts s ON s.id = u.shift_id
     WHERE u.volunteer = $1 AND u.state IN ('seated', 'waiting', 'offered') AND s.starts_ms > $2
     ORDER BY s.starts_ms, u.id";

/// Who may not take part any more and is signed up for something that lies ahead. Whoever waits to be let in again keeps
/// what they have until that is decided.
const TO_STAND_DOWN: &str = "
    SELECT DISTINCT u.volunteer
      FROM volunteers v
      JOIN activity_sign_ups u ON u.volunteer = v.id
      JOIN activity_shifts s ON s.id = u.shift_id
     WHERE v.state IN ('paused', 'refused', 'left', 'erased') AND u.state IN ('seated', 'waiting', 'offered')
       AND s.starts_ms > $1
     ORDER BY u.volunteer";

const WITH_COMPANIONS: &str = "
    SELECT id FROM activity_sign_ups WHERE volunteer = $1 AND companions <> '' ORDER BY id";

const LIVE: &str = "
    SELECT id, shift_id, volunteer, state, places, companions, signed_at_ms, offer_until_ms
      FROM activity_sign_ups
     WHERE shift_id = $1 AND state IN ('seated', 'waiting', 'offered')
     ORDER BY signed_at_ms, id";

const OF_SHIFT: &str = "
    SELECT id, shift_id, volunteer, state, places, companions, signed_at_ms, offer_until_ms
      FROM activity_sign_ups
     WHERE shift_id = $1
     ORDER BY signed_at_ms, id";

const OF_VOLUNTEER: &str = "
    SELECT id, shift_id, volunteer, state, places, companions, signed_at_ms, offer_until_ms
      FROM activity_sign_ups
     WHERE volunteer = $1
     ORDER BY signed_at_ms DESC, id
     LIMIT 200";

const TAKEN_SEATS: &str = "
    SELECT COUNT(*) FROM activity_seats WHERE shift_id = $1 AND sign_up_id IS NOT NULL";

const INSERT_SWAP: &str = "
    INSERT INTO activity_swaps (id, sign_up_id, until_ms, taken_by) VALUES ($1, $2, $3, '')
    ON CONFLICT (id) DO NOTHING";

const OTHER_SWAPS: &str = "SELECT COUNT(*) FROM activity_swaps WHERE sign_up_id = $1 AND id <> $2";

const SWAP: &str = "
    SELECT w.sign_up_id, w.until_ms, w.taken_by, u.shift_id, u.volunteer
      FROM activity_swaps w
      JOIN activity_sign_ups u ON u.id = w.sign_up_id
     WHERE w.id = $1";

/// A place that is offered at `$2` and can be taken.
const SWAP_OFFERED: &str = "
    SELECT u.shift_id
      FROM activity_swaps w
      JOIN activity_sign_ups u ON u.id = w.sign_up_id
      JOIN activity_shifts s ON s.id = u.shift_id
     WHERE w.id = $1 AND w.taken_by = '' AND w.until_ms > $2 AND u.state = 'seated' AND s.off_at_ms IS NULL";

const TAKE_SWAP: &str = "UPDATE activity_swaps SET taken_by = $2 WHERE id = $1 AND taken_by = ''";

const SET_PARTNER: &str = "
    INSERT INTO activity_partners (sign_up_id, worker) VALUES ($1, $2)
    ON CONFLICT (sign_up_id) DO UPDATE SET worker = excluded.worker";

const NO_PARTNER: &str = "DELETE FROM activity_partners WHERE sign_up_id = $1";

const PARTNERS_OF_SHIFT: &str = "
    SELECT p.sign_up_id, p.worker
      FROM activity_partners p
      JOIN activity_sign_ups u ON u.id = p.sign_up_id
     WHERE u.shift_id = $1 AND u.state = 'seated'";

const PARTNERS_OF_VOLUNTEER: &str = "
    SELECT p.sign_up_id, p.worker
      FROM activity_partners p
      JOIN activity_sign_ups u ON u.id = p.sign_up_id
     WHERE u.volunteer = $1 AND u.state = 'seated'";

/// A sign-up as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignUp {
    /// Which.
    pub id: SignUpId,
    /// For which shift.
    pub shift: ShiftId,
    /// Whose.
    pub volunteer: VolunteerId,
    /// What became of it.
    pub state: SignUpState,
    /// How many places it takes.
    pub places: i64,
    /// Whom they bring along, sealed; empty for nobody.
    pub companions: String,
    /// When.
    pub signed_at_ms: i64,
    /// Until when they may say yes.
    pub offer_until_ms: Option<i64>,
}

#[derive(sqlx::FromRow)]
struct SignUpRow {
    id: String,
    shift_id: String,
    volunteer: String,
    state: String,
    places: i64,
    companions: String,
    signed_at_ms: i64,
    offer_until_ms: Option<i64>,
}

/// What decides about a sign-up.
pub struct Look {
    /// For what.
    pub shift: Open,
    /// Whether the volunteer may take part in nothing now.
    pub stopped: bool,
    /// Whether the volunteer is signed up for it.
    pub already: bool,
    /// Whether they have a place elsewhere at that time, or one is kept for them.
    pub elsewhere: bool,
    /// Whether a place seems to be free. Somebody may be just taking it, or giving one back.
    pub free: bool,
    /// Whether the tap was answered before.
    pub answered: bool,
}

#[derive(sqlx::FromRow)]
struct LookRow {
    #[sqlx(flatten)]
    shift: OpenRow,
    stopped: i64,
    already: i64,
    elsewhere: i64,
    free: i64,
    answered: i64,
}

/// A sign-up with what is told of it and the tap that it answers.
pub struct Answered<'a> {
    /// What is kept.
    pub sign_up: &'a SignUp,
    /// What the volunteer is told.
    pub notice: &'a Notice<'a>,
    /// Which tap.
    pub tap: &'a str,
    /// What it asked for.
    pub asked: &'a str,
    /// What it is answered.
    pub answer: &'a str,
}

impl TryFrom<SignUpRow> for SignUp {
    type Error = StoreError;

    fn try_from(row: SignUpRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: parsed(&row.id)?,
            shift: parsed(&row.shift_id)?,
            volunteer: parsed(&row.volunteer)?,
            state: SignUpState::from_word(&row.state).ok_or_else(corrupt)?,
            places: row.places,
            companions: row.companions,
            signed_at_ms: row.signed_at_ms,
            offer_until_ms: row.offer_until_ms,
        })
    }
}

/// Nobody else does anything for this volunteer before `tx` ends.
pub async fn take_person(tx: &mut Transaction<'_>, volunteer: VolunteerId) -> Result<(), StoreError> {
    let Transaction::Postgres(inner) = tx else { return Ok(()) };
    let taken = sqlx::query(TAKE_PERSON_POSTGRES).bind(volunteer.to_string()).execute(&mut **inner).await;
    taken.doing("take a volunteer").map(drop)
}

/// Whose tap this was, for what, and what was answered.
pub async fn tap(
    tx: &mut Transaction<'_>,
    tap: &str,
) -> Result<Option<(String, String, String)>, StoreError> {
    on_tx!(tx, |connection| sqlx::query_as(FIND_TAP).bind(tap).fetch_optional(connection).await)
        .doing("find a tap")
}

/// Keeps what was answered to a tap.
pub async fn keep_tap(
    tx: &mut Transaction<'_>,
    tap: &str,
    volunteer: VolunteerId,
    asked: &str,
    answer: &str,
    now_ms: i64,
) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(KEEP_TAP)
        .bind(tap)
        .bind(volunteer.to_string())
        .bind(asked)
        .bind(answer)
        .bind(now_ms)
        .execute(connection)
        .await)
    .doing("keep a tap")
    .map(drop)
}

/// Forgets taps of before this moment.
pub async fn forget_taps(tx: &mut Transaction<'_>, before_ms: i64) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(FORGET_TAPS).bind(before_ms).execute(connection).await)
        .doing("forget taps")
        .map(drop)
}

/// Whether a volunteer may take part in nothing now: they are not admitted, or not any more.
pub async fn is_stopped(tx: &mut Transaction<'_>, volunteer: VolunteerId) -> Result<bool, StoreError> {
    let count: i64 = on_tx!(tx, |connection| {
        sqlx::query_scalar(STOPPED).bind(volunteer.to_string()).fetch_one(connection).await
    })
    .doing("look whether a volunteer is admitted")?;
    Ok(count > 0)
}

/// Whether a volunteer has a place elsewhere between these moments.
pub async fn overlaps(
    tx: &mut Transaction<'_>,
    volunteer: VolunteerId,
    (starts_ms, ends_ms): (i64, i64),
) -> Result<bool, StoreError> {
    let count: i64 = on_tx!(tx, |connection| {
        sqlx::query_scalar(OVERLAP)
            .bind(volunteer.to_string())
            .bind(starts_ms)
            .bind(ends_ms)
            .fetch_one(connection)
            .await
    })
    .doing("look for what overlaps")?;
    Ok(count > 0)
}

/// Whether a volunteer is signed up for this shift.
pub async fn is_signed_up(
    tx: &mut Transaction<'_>,
    shift: ShiftId,
    volunteer: VolunteerId,
) -> Result<bool, StoreError> {
    let count: i64 = on_tx!(tx, |connection| {
        sqlx::query_scalar(LIVE_OF)
            .bind(shift.to_string())
            .bind(volunteer.to_string())
            .fetch_one(connection)
            .await
    })
    .doing("look for a sign-up")?;
    Ok(count > 0)
}

/// A shift as a volunteer finds it who wants to sign up by this tap.
pub async fn look(
    tx: &mut Transaction<'_>,
    shift: ShiftId,
    volunteer: VolunteerId,
    tap: CommandId,
) -> Result<Option<Look>, StoreError> {
    let row: Option<LookRow> = on_tx!(tx, |connection| {
        sqlx::query_as(LOOK)
            .bind(shift.to_string())
            .bind(volunteer.to_string())
            .bind(tap.to_string())
            .fetch_optional(connection)
            .await
    })
    .doing("look at a shift")?;
    row.map(|row| {
        Ok(Look {
            shift: row.shift.try_into()?,
            stopped: row.stopped > 0,
            already: row.already > 0,
            elsewhere: row.elsewhere > 0,
            free: row.free > 0,
            answered: row.answered > 0,
        })
    })
    .transpose()
}

/// How many wait for a shift of which nothing can be given to anybody now: no place is free or just being taken, and no
/// offer has lapsed. It stays so until `tx` ends: who gives a place back takes the shift, and waits for all who share it.
/// Whoever joins the line at the same moment is not counted. Where there is something to give, nothing is held: of two who
/// share a shift none could take it.
pub async fn share_full(
    tx: &mut Transaction<'_>,
    shift: ShiftId,
    now_ms: i64,
) -> Result<Option<i64>, StoreError> {
    let postgres = matches!(tx, Transaction::Postgres(_));
    if postgres {
        on_tx!(tx, |connection| sqlx::query(BEFORE_CLAIM).execute(connection).await)
            .doing("begin to share a shift")?;
        on_tx!(tx, |connection| sqlx::query(SHARE_SHIFT_POSTGRES)
            .bind(shift.to_string())
            .execute(connection)
            .await)
        .doing("share a shift")?;
    }
    let (free, lapsed, waiting): (i64, i64, i64) = on_tx!(tx, |connection| {
        sqlx::query_as(LINE).bind(shift.to_string()).bind(now_ms).fetch_one(connection).await
    })
    .doing("look at a line")?;
    let full = free == 0 && lapsed == 0;
    if postgres && !full {
        on_tx!(tx, |connection| sqlx::query(LET_GO).execute(connection).await).doing("let a shift go")?;
    }
    Ok(full.then_some(waiting))
}

/// Takes one free place that nobody else is just taking; says whether there was one. Where there was none, nothing is held:
/// PostgreSQL locks a place before it sees that somebody has it by now, and would keep that lock. Whoever went on to take
/// the shift with it would wait for whoever has the shift and wants to give that place back.
pub async fn claim_one(
    tx: &mut Transaction<'_>,
    shift: ShiftId,
    sign_up: SignUpId,
) -> Result<bool, StoreError> {
    let postgres = matches!(tx, Transaction::Postgres(_));
    let sql = if postgres { CLAIM_ONE_POSTGRES } else { CLAIM_ONE };
    if postgres {
        on_tx!(tx, |connection| sqlx::query(BEFORE_CLAIM).execute(connection).await)
            .doing("begin to claim a place")?;
    }
    let rows = on_tx!(tx, |connection| sqlx::query(sql)
        .bind(shift.to_string())
        .bind(sign_up.to_string())
        .execute(connection)
        .await)
    .doing("claim a place")?;
    if postgres && rows == 0 {
        on_tx!(tx, |connection| sqlx::query(LET_GO).execute(connection).await).doing("let places go")?;
    }
    Ok(rows == 1)
}

/// Takes so many free places, all or none; says whether it could. Its caller has taken the shift.
pub async fn claim_all(
    tx: &mut Transaction<'_>,
    shift: ShiftId,
    sign_up: SignUpId,
    places: i64,
) -> Result<bool, StoreError> {
    let free = free_seats(tx, shift, places).await?;
    if i64::try_from(free.len()).unwrap_or(i64::MAX) < places {
        return Ok(false);
    }
    for seat in free {
        on_tx!(tx, |connection| sqlx::query(SIT)
            .bind(shift.to_string())
            .bind(seat)
            .bind(sign_up.to_string())
            .execute(connection)
            .await)
        .doing("sit down")?;
    }
    Ok(true)
}

/// Free places, at most so many; whoever is just taking one is waited for.
pub async fn free_seats(tx: &mut Transaction<'_>, shift: ShiftId, most: i64) -> Result<Vec<i64>, StoreError> {
    let sql = match tx {
        Transaction::Sqlite(_) => FREE,
        Transaction::Postgres(_) => FREE_POSTGRES,
    };
    on_tx!(tx, |connection| {
        sqlx::query_scalar(sql).bind(shift.to_string()).bind(most).fetch_all(connection).await
    })
    .doing("look for free places")
}

/// Gives the places of a sign-up back.
pub async fn stand_up(tx: &mut Transaction<'_>, shift: ShiftId, sign_up: SignUpId) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(STAND_UP)
        .bind(shift.to_string())
        .bind(sign_up.to_string())
        .execute(connection)
        .await)
    .doing("give places back")
    .map(drop)
}

/// Gives the places of one sign-up to another.
pub async fn hand_over_seats(
    tx: &mut Transaction<'_>,
    shift: ShiftId,
    from: SignUpId,
    to: SignUpId,
) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(HAND_OVER_SEATS)
        .bind(shift.to_string())
        .bind(from.to_string())
        .bind(to.to_string())
        .execute(connection)
        .await)
    .doing("hand places over")
    .map(drop)
}

/// Writes a sign-up down.
pub async fn insert_sign_up(tx: &mut Transaction<'_>, sign_up: &SignUp) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(INSERT_SIGN_UP)
        .bind(sign_up.id.to_string())
        .bind(sign_up.shift.to_string())
        .bind(sign_up.volunteer.to_string())
        .bind(sign_up.state.word())
        .bind(sign_up.places)
        .bind(&sign_up.companions)
        .bind(sign_up.signed_at_ms)
        .execute(connection)
        .await)
    .doing("sign somebody up")
    .map(drop)
}

/// Gives one free place that nobody else is just taking to a sign-up, and writes it down with all that follows; says whether
/// there was one. If not, or if the tap is no new one (on SQLite an error), its caller has to roll back: something may be
/// written or locked.
pub async fn seat(tx: &mut Transaction<'_>, answered: &Answered<'_>) -> Result<bool, StoreError> {
    let Answered { sign_up, notice, tap, asked, answer } = *answered;
    let (sql, rows) = match tx {
        Transaction::Sqlite(_) => (SEAT, 4),
        Transaction::Postgres(_) => (SEAT_POSTGRES, 1),
    };
    on_tx!(tx, |connection| sqlx::query(sql)
        .bind(sign_up.id.to_string())
        .bind(sign_up.shift.to_string())
        .bind(sign_up.volunteer.to_string())
        .bind(sign_up.state.word())
        .bind(sign_up.places)
        .bind(&sign_up.companions)
        .bind(sign_up.signed_at_ms)
        .bind(&notice.once)
        .bind(notice.kind.word())
        .bind(tap)
        .bind(asked)
        .bind(answer)
        .execute(connection)
        .await)
    .doing("seat somebody")
    .map(|changed| changed == rows)
}

/// The sign-up with this id.
pub async fn sign_up(database: &Database, id: SignUpId) -> Result<Option<SignUp>, StoreError> {
    let row: Option<SignUpRow> =
        on_pool!(database, |pool| sqlx::query_as(SIGN_UP).bind(id.to_string()).fetch_optional(pool).await)
            .doing("find a sign-up")?;
    row.map(SignUp::try_from).transpose()
}

/// The same within a transaction.
pub async fn sign_up_in(tx: &mut Transaction<'_>, id: SignUpId) -> Result<Option<SignUp>, StoreError> {
    let row: Option<SignUpRow> = on_tx!(tx, |connection| sqlx::query_as(SIGN_UP)
        .bind(id.to_string())
        .fetch_optional(connection)
        .await)
    .doing("find a sign-up")?;
    row.map(SignUp::try_from).transpose()
}

/// Lets a sign-up be something else, if it is what it was; says whether it was.
pub async fn move_sign_up(
    tx: &mut Transaction<'_>,
    id: SignUpId,
    (from, to): (SignUpState, SignUpState),
    offer_until_ms: Option<i64>,
) -> Result<bool, StoreError> {
    on_tx!(tx, |connection| sqlx::query(MOVE_SIGN_UP)
        .bind(id.to_string())
        .bind(from.word())
        .bind(to.word())
        .bind(offer_until_ms)
        .execute(connection)
        .await)
    .doing("change a sign-up")
    .map(|rows| rows == 1)
}

/// How many stand in the line of a shift.
pub async fn in_line(tx: &mut Transaction<'_>, shift: ShiftId) -> Result<i64, StoreError> {
    on_tx!(tx, |connection| sqlx::query_scalar(AHEAD).bind(shift.to_string()).fetch_one(connection).await)
        .doing("count a line")
}

/// The first of the line for whom so many places are enough, and who could come.
pub async fn next_in_line(
    tx: &mut Transaction<'_>,
    shift: ShiftId,
    places: i64,
) -> Result<Option<SignUp>, StoreError> {
    let row: Option<SignUpRow> = on_tx!(tx, |connection| {
        sqlx::query_as(NEXT_IN_LINE).bind(shift.to_string()).bind(places).fetch_optional(connection).await
    })
    .doing("look into a line")?;
    row.map(SignUp::try_from).transpose()
}

/// The offers of a shift that are over.
pub async fn lapsed(
    tx: &mut Transaction<'_>,
    shift: ShiftId,
    now_ms: i64,
) -> Result<Vec<SignUp>, StoreError> {
    let rows: Vec<SignUpRow> = on_tx!(tx, |connection| {
        sqlx::query_as(LAPSED).bind(shift.to_string()).bind(now_ms).fetch_all(connection).await
    })
    .doing("look for offers that are over")?;
    all(rows)
}

/// Shifts whose line can move on: an offer is over, or somebody who was passed by could have a free place by now.
pub async fn shifts_to_move(database: &Database, now_ms: i64) -> Result<Vec<ShiftId>, StoreError> {
    let ids: Vec<String> =
        on_pool!(database, |pool| sqlx::query_scalar(SHIFTS_TO_MOVE).bind(now_ms).fetch_all(pool).await)
            .doing("look for lines that can move on")?;
    ids.iter().map(|id| parsed(id)).collect()
}

/// What a volunteer is signed up for that has not begun.
pub async fn ahead_of(
    tx: &mut Transaction<'_>,
    volunteer: VolunteerId,
    now_ms: i64,
) -> Result<Vec<SignUpId>, StoreError> {
    let ids: Vec<String> = on_tx!(tx, |connection| {
        sqlx::query_scalar(AHEAD_OF).bind(volunteer.to_string()).bind(now_ms).fetch_all(connection).await
    })
    .doing("look for what lies ahead of a volunteer")?;
    ids.iter().map(|id| parsed(id)).collect()
}

/// Volunteers who may not take part any more, and are signed up for something that lies ahead.
pub async fn to_stand_down(database: &Database, now_ms: i64) -> Result<Vec<VolunteerId>, StoreError> {
    let ids: Vec<String> =
        on_pool!(database, |pool| sqlx::query_scalar(TO_STAND_DOWN).bind(now_ms).fetch_all(pool).await)
            .doing("look for who may not take part any more")?;
    ids.iter().map(|id| parsed(id)).collect()
}

/// The sign-ups of a volunteer with whom somebody was brought along.
pub async fn with_companions(database: &Database, volunteer: VolunteerId) -> Result<Vec<String>, StoreError> {
    on_pool!(database, |pool| {
        sqlx::query_scalar(WITH_COMPANIONS).bind(volunteer.to_string()).fetch_all(pool).await
    })
    .doing("list whom a volunteer brings along")
}

/// Whoever has a place, an offer or waits, the first first.
pub async fn live(tx: &mut Transaction<'_>, shift: ShiftId) -> Result<Vec<SignUp>, StoreError> {
    let rows: Vec<SignUpRow> =
        on_tx!(tx, |connection| sqlx::query_as(LIVE).bind(shift.to_string()).fetch_all(connection).await)
            .doing("list who signed up")?;
    all(rows)
}

/// Everybody who ever signed up for a shift, the first first.
pub async fn sign_ups_of(database: &Database, shift: ShiftId) -> Result<Vec<SignUp>, StoreError> {
    let rows: Vec<SignUpRow> =
        on_pool!(database, |pool| sqlx::query_as(OF_SHIFT).bind(shift.to_string()).fetch_all(pool).await)
            .doing("list who signed up")?;
    all(rows)
}

/// The sign-ups of a volunteer, the latest first.
pub async fn sign_ups_by(database: &Database, volunteer: VolunteerId) -> Result<Vec<SignUp>, StoreError> {
    let rows: Vec<SignUpRow> = on_pool!(database, |pool| {
        sqlx::query_as(OF_VOLUNTEER).bind(volunteer.to_string()).fetch_all(pool).await
    })
    .doing("list the sign-ups of a volunteer")?;
    all(rows)
}

/// How many places of a shift are taken.
pub async fn taken_seats(database: &Database, shift: ShiftId) -> Result<i64, StoreError> {
    on_pool!(database, |pool| {
        sqlx::query_scalar(TAKEN_SEATS).bind(shift.to_string()).fetch_one(pool).await
    })
    .doing("count taken places")
}

/// Offers a place to whoever has the id.
pub async fn insert_swap(
    tx: &mut Transaction<'_>,
    id: &str,
    sign_up: SignUpId,
    until_ms: i64,
) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(INSERT_SWAP)
        .bind(id)
        .bind(sign_up.to_string())
        .bind(until_ms)
        .execute(connection)
        .await)
    .doing("offer a place to somebody")
    .map(drop)
}

/// How often the place of a sign-up was offered, but for this one.
pub async fn other_swaps(tx: &mut Transaction<'_>, sign_up: SignUpId, id: &str) -> Result<i64, StoreError> {
    on_tx!(tx, |connection| {
        sqlx::query_scalar(OTHER_SWAPS).bind(sign_up.to_string()).bind(id).fetch_one(connection).await
    })
    .doing("count how often a place was offered")
}

/// A place that is offered: which sign-up, until when, who took it (empty for nobody), of which shift, whose.
pub async fn swap(
    tx: &mut Transaction<'_>,
    id: &str,
) -> Result<Option<(SignUpId, i64, String, ShiftId, VolunteerId)>, StoreError> {
    let row: Option<(String, i64, String, String, String)> =
        on_tx!(tx, |connection| sqlx::query_as(SWAP).bind(id).fetch_optional(connection).await)
            .doing("find a place that is offered")?;
    row.map(|(sign_up, until_ms, taken_by, shift, volunteer)| {
        Ok((parsed(&sign_up)?, until_ms, taken_by, parsed(&shift)?, parsed(&volunteer)?))
    })
    .transpose()
}

/// The shift of a place that is offered and that nobody took; nothing where the offer is over or whoever makes it has no
/// place any more.
pub async fn swap_offered(database: &Database, id: &str, now_ms: i64) -> Result<Option<ShiftId>, StoreError> {
    let shift: Option<String> = on_pool!(database, |pool| {
        sqlx::query_scalar(SWAP_OFFERED).bind(id).bind(now_ms).fetch_optional(pool).await
    })
    .doing("find a place that is offered")?;
    shift.map(|shift| parsed(&shift)).transpose()
}

/// Takes a place that is offered; says whether nobody had.
pub async fn take_swap(tx: &mut Transaction<'_>, id: &str, by: VolunteerId) -> Result<bool, StoreError> {
    on_tx!(tx, |connection| sqlx::query(TAKE_SWAP).bind(id).bind(by.to_string()).execute(connection).await)
        .doing("take a place that is offered")
        .map(|rows| rows == 1)
}

/// Notes which social worker goes with somebody; empty for nobody.
pub async fn set_partner(tx: &mut Transaction<'_>, id: SignUpId, worker: &str) -> Result<(), StoreError> {
    let id = id.to_string();
    match worker {
        "" => on_tx!(tx, |connection| sqlx::query(NO_PARTNER).bind(id).execute(connection).await),
        worker => {
            on_tx!(tx, |connection| sqlx::query(SET_PARTNER).bind(id).bind(worker).execute(connection).await)
        }
    }
    .doing("note who goes with a volunteer")
    .map(drop)
}

/// Which social workers go with those who have a place in a shift: ids of both.
pub async fn partners_of_shift(
    database: &Database,
    shift: ShiftId,
) -> Result<Vec<(SignUpId, String)>, StoreError> {
    partners(database, PARTNERS_OF_SHIFT, &shift.to_string()).await
}

/// The same for the places of a volunteer.
pub async fn partners_of_volunteer(
    database: &Database,
    volunteer: VolunteerId,
) -> Result<Vec<(SignUpId, String)>, StoreError> {
    partners(database, PARTNERS_OF_VOLUNTEER, &volunteer.to_string()).await
}

async fn partners(
    database: &Database,
    sql: &'static str,
    of: &str,
) -> Result<Vec<(SignUpId, String)>, StoreError> {
    let rows: Vec<(String, String)> =
        on_pool!(database, |pool| sqlx::query_as(sql).bind(of).fetch_all(pool).await)
            .doing("list who goes with volunteers")?;
    rows.into_iter().map(|(sign_up, worker)| Ok((parsed(&sign_up)?, worker))).collect()
}
