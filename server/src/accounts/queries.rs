//! All SQL of accounts, sessions and links.

use std::collections::HashMap;

use app::{
    access::Role,
    accounts::model::{Assignment, Lost, SignInName, Staff, State},
    ids::StaffId,
};

use crate::{
    database::{Database, Transaction, on_pool, on_tx},
    error::{Doing, StoreError},
};

const ACCOUNT: &str = "
    SELECT id, version, sign_in_name, name, state, password, second_factor, second_factor_confirmed,
           second_factor_step, next_second_factor
      FROM staff
     WHERE id = $1";

const ACCOUNT_NAMED: &str = "
    SELECT id, version, sign_in_name, name, state, password, second_factor, second_factor_confirmed,
           second_factor_step, next_second_factor
      FROM staff
     WHERE sign_in_name = $1";

const ACCOUNTS: &str = "
    SELECT id, version, sign_in_name, name, state, password, second_factor, second_factor_confirmed,
           second_factor_step, next_second_factor
      FROM staff
     ORDER BY sign_in_name";

const ASSIGNMENTS: &str = "
    SELECT staff_id, role, unit, from_day
      FROM assignments
     WHERE staff_id = $1 AND (until_day IS NULL OR until_day >= $2)
     ORDER BY from_day, id";

const ALL_ASSIGNMENTS: &str = "
    SELECT staff_id, role, unit, from_day
      FROM assignments
     WHERE until_day IS NULL OR until_day >= $1
     ORDER BY from_day, id";

const INSERT: &str = "
    INSERT INTO staff (id, version, sign_in_name, name, state, second_factor_confirmed, second_factor_step, made_at_ms)
    VALUES ($1, 1, $2, $3, 'invited', $4, 0, $5)";

const INSERT_ASSIGNMENT: &str =
    "INSERT INTO assignments (id, staff_id, role, unit, from_day, until_day) VALUES ($1, $2, $3, $4, $5, $6)";

const MOVED_ON: &str = "UPDATE staff SET version = version + 1 WHERE id = $1";

const SET_PASSWORD: &str = "
    UPDATE staff SET password = $2, state = 'active', version = version + 1
     WHERE id = $1 AND state <> 'disabled'";

const SET_STATE: &str = "UPDATE staff SET state = $2, version = version + 1 WHERE id = $1 AND state <> $2";

const BEGIN_SECOND_FACTOR: &str =
    "UPDATE staff SET next_second_factor = $2 WHERE id = $1 AND next_second_factor IS NULL";

const CONFIRM_SECOND_FACTOR: &str = "
    UPDATE staff
       SET second_factor = next_second_factor, next_second_factor = NULL, second_factor_confirmed = $2,
           second_factor_step = $3, version = version + 1
     WHERE id = $1 AND next_second_factor = $4";

const DROP_NEXT_SECOND_FACTOR: &str = "UPDATE staff SET next_second_factor = NULL WHERE id = $1";

const USE_STEP: &str = "UPDATE staff SET second_factor_step = $2 WHERE id = $1 AND second_factor_step < $2";

const FORGET_SECOND_FACTOR: &str = "
    UPDATE staff
       SET second_factor = NULL, next_second_factor = NULL, second_factor_confirmed = $2, second_factor_step = 0,
           version = version + 1
     WHERE id = $1";

const FORGET_RECOVERY_CODES: &str = "DELETE FROM recovery_codes WHERE staff_id = $1";

const INSERT_RECOVERY_CODE: &str = "INSERT INTO recovery_codes (staff_id, code_hash) VALUES ($1, $2)";

const USE_RECOVERY_CODE: &str = "
    UPDATE recovery_codes SET used_at_ms = $3
     WHERE staff_id = $1 AND code_hash = $2 AND used_at_ms IS NULL";

const FORGET_LINKS: &str = "DELETE FROM one_time_links WHERE staff_id = $1 AND used_at_ms IS NULL";

const INSERT_LINK: &str =
    "INSERT INTO one_time_links (key_hash, staff_id, expires_at_ms) VALUES ($1, $2, $3)";

const LINK: &str = "
    SELECT staff_id FROM one_time_links
     WHERE key_hash = $1 AND used_at_ms IS NULL AND expires_at_ms > $2";

const USE_LINK: &str = "
    UPDATE one_time_links SET used_at_ms = $2
     WHERE key_hash = $1 AND used_at_ms IS NULL AND expires_at_ms > $2";

const INSERT_SESSION: &str = "
    INSERT INTO sessions
        (token_hash, name, staff_id, step, device, made_at_ms, seen_at_ms, proved_at_ms, expires_at_ms)
    VALUES ($1, $2, $3, $4, $5, $6, $6, $6, $7)";

const SESSION: &str = "
    SELECT token_hash, name, staff_id, step, device, made_at_ms, seen_at_ms, proved_at_ms, expires_at_ms
      FROM sessions
     WHERE token_hash = $1";

const SESSIONS: &str = "
    SELECT token_hash, name, staff_id, step, device, made_at_ms, seen_at_ms, proved_at_ms, expires_at_ms
      FROM sessions
     WHERE staff_id = $1 AND seen_at_ms > $2 AND expires_at_ms > $3
     ORDER BY seen_at_ms DESC, name";

const SEE_SESSION: &str = "UPDATE sessions SET seen_at_ms = $2 WHERE token_hash = $1";

const PROVE_SESSION: &str = "UPDATE sessions SET proved_at_ms = $2 WHERE token_hash = $1";

const END_OTHER_SESSIONS: &str = "DELETE FROM sessions WHERE staff_id = $1 AND token_hash <> $2";

const END_SESSION: &str = "DELETE FROM sessions WHERE token_hash = $1";

const END_NAMED_SESSION: &str = "DELETE FROM sessions WHERE staff_id = $1 AND name = $2";

const END_SESSIONS: &str = "DELETE FROM sessions WHERE staff_id = $1";

const ASK_BACK: &str = "
    INSERT INTO back_requests (staff_id, lost, made_at_ms) VALUES ($1, $2, $3)
    ON CONFLICT (staff_id) DO UPDATE SET lost = excluded.lost, made_at_ms = excluded.made_at_ms";

const BACK_REQUESTS: &str =
    "SELECT staff_id, lost, made_at_ms FROM back_requests ORDER BY made_at_ms, staff_id";

const FORGET_BACK_REQUEST: &str = "DELETE FROM back_requests WHERE staff_id = $1";

/// Counts an attempt of whoever need not wait; nothing comes back for who has to.
const BEGIN_ATTEMPT: &str = "
    INSERT INTO attempts (subject, failures, wait_until_ms, last_at_ms) VALUES ($1, 1, 0, $2)
    ON CONFLICT (subject) DO UPDATE
       SET failures = CASE WHEN attempts.last_at_ms < $3 THEN 1 ELSE attempts.failures + 1 END,
           last_at_ms = excluded.last_at_ms
     WHERE attempts.wait_until_ms <= $2
    RETURNING failures";

const TAKE_BACK_ATTEMPT: &str =
    "UPDATE attempts SET failures = failures - 1, wait_until_ms = 0 WHERE subject = $1 AND failures > 0";

const WAIT_UNTIL: &str = "SELECT wait_until_ms FROM attempts WHERE subject = $1";

const COUNT_FAILURE: &str = "
    INSERT INTO attempts (subject, failures, wait_until_ms, last_at_ms) VALUES ($1, 1, 0, $2)
    ON CONFLICT (subject) DO UPDATE
       SET failures = CASE WHEN attempts.last_at_ms < $3 THEN 1 ELSE attempts.failures + 1 END,
           last_at_ms = excluded.last_at_ms
    RETURNING failures";

const SET_WAIT: &str = "UPDATE attempts SET wait_until_ms = $2 WHERE subject = $1";

const FORGET_FAILURES: &str = "DELETE FROM attempts WHERE subject = $1";

const SWEEP_ATTEMPTS: &str = "DELETE FROM attempts WHERE last_at_ms < $1";

const SWEEP_SESSIONS: &str = "DELETE FROM sessions WHERE expires_at_ms <= $1 OR seen_at_ms <= $2";

const SWEEP_LINKS: &str = "DELETE FROM one_time_links WHERE expires_at_ms <= $1";

/// An account with what is secret about it.
#[derive(Clone, Debug)]
pub struct Account {
    /// What may be shown.
    pub staff: Staff,
    /// The password's hash.
    pub password: Option<String>,
    /// The second factor's secret, sealed.
    pub second_factor: Option<String>,
    /// The last step of it that was used.
    pub second_factor_step: i64,
    /// The secret of one that is still to be confirmed, sealed.
    pub next_second_factor: Option<String>,
}

#[derive(sqlx::FromRow)]
struct AccountRow {
    id: String,
    version: i64,
    sign_in_name: String,
    name: String,
    state: String,
    password: Option<String>,
    second_factor: Option<String>,
    second_factor_confirmed: bool,
    second_factor_step: i64,
    next_second_factor: Option<String>,
}

#[derive(sqlx::FromRow)]
struct AssignmentRow {
    staff_id: String,
    role: String,
    unit: String,
    from_day: String,
}

/// Somewhere somebody is signed in.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct SessionRow {
    /// Of the token in the cookie.
    pub token_hash: String,
    /// A name that opens nothing.
    pub name: String,
    /// Who.
    pub staff_id: String,
    /// How far they came: `enrol`, `code`, `in`.
    pub step: String,
    /// What the browser calls itself.
    pub device: String,
    /// When it began.
    pub made_at_ms: i64,
    /// When it was last used, to the minute.
    pub seen_at_ms: i64,
    /// When a password or a code was last given in it.
    pub proved_at_ms: i64,
    /// When it ends whatever happens.
    pub expires_at_ms: i64,
}

fn corrupt(what: &'static str) -> StoreError {
    StoreError::Corrupt { what }
}

fn assignment(row: &AssignmentRow) -> Result<Assignment, StoreError> {
    Ok(Assignment {
        role: Role::from_word(&row.role).ok_or(corrupt("role"))?,
        unit: row.unit.parse().map_err(|_| corrupt("unit"))?,
    })
}

fn account(row: AccountRow, roles: &[AssignmentRow], today: &str) -> Result<Account, StoreError> {
    let (now, later): (Vec<_>, Vec<_>) = roles.iter().partition(|role| role.from_day.as_str() <= today);
    let read = |roles: Vec<&AssignmentRow>| roles.into_iter().map(assignment).collect::<Result<Vec<_>, _>>();
    Ok(Account {
        staff: Staff {
            id: row.id.parse().map_err(|_| corrupt("id of a member of the staff"))?,
            version: row.version,
            sign_in_name: SignInName::parse(&row.sign_in_name).map_err(|_| corrupt("sign-in name"))?,
            name: row.name,
            state: State::from_word(&row.state).ok_or(corrupt("state of an account"))?,
            has_second_factor: row.second_factor_confirmed,
            assignments: read(now)?,
            coming: read(later)?,
        },
        password: row.password,
        second_factor: row.second_factor,
        second_factor_step: row.second_factor_step,
        next_second_factor: row.next_second_factor,
    })
}

async fn with_assignments(
    database: &Database,
    row: Option<AccountRow>,
    today: &str,
) -> Result<Option<Account>, StoreError> {
    let Some(row) = row else { return Ok(None) };
    let roles: Vec<AssignmentRow> = on_pool!(database, |pool| sqlx::query_as(ASSIGNMENTS)
        .bind(&row.id)
        .bind(today)
        .fetch_all(pool)
        .await)
    .doing("read somebody's roles")?;
    account(row, &roles, today).map(Some)
}

/// The account with this id, with its roles of today and of later.
pub async fn by_id(database: &Database, id: &str, today: &str) -> Result<Option<Account>, StoreError> {
    let row = on_pool!(database, |pool| sqlx::query_as(ACCOUNT).bind(id).fetch_optional(pool).await)
        .doing("read an account")?;
    with_assignments(database, row, today).await
}

/// The account that signs in with this name.
pub async fn by_name(
    database: &Database,
    name: &SignInName,
    today: &str,
) -> Result<Option<Account>, StoreError> {
    let row = on_pool!(database, |pool| sqlx::query_as(ACCOUNT_NAMED)
        .bind(name.as_str())
        .fetch_optional(pool)
        .await)
    .doing("look for an account")?;
    with_assignments(database, row, today).await
}

/// Every account with its roles of today and of later.
pub async fn all(database: &Database, today: &str) -> Result<Vec<Account>, StoreError> {
    let rows: Vec<AccountRow> = on_pool!(database, |pool| sqlx::query_as(ACCOUNTS).fetch_all(pool).await)
        .doing("list the accounts")?;
    let roles: Vec<AssignmentRow> =
        on_pool!(database, |pool| sqlx::query_as(ALL_ASSIGNMENTS).bind(today).fetch_all(pool).await)
            .doing("list the roles")?;
    let mut by_staff: HashMap<String, Vec<AssignmentRow>> = HashMap::new();
    for role in roles {
        by_staff.entry(role.staff_id.clone()).or_default().push(role);
    }
    rows.into_iter()
        .map(|row| {
            let roles = by_staff.remove(&row.id).unwrap_or_default();
            account(row, &roles, today)
        })
        .collect()
}

/// Stores a new account with its first role.
pub async fn insert(
    tx: &mut Transaction<'_>,
    id: StaffId,
    sign_in_name: &SignInName,
    name: &str,
    now_ms: i64,
) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(INSERT)
        .bind(id.to_string())
        .bind(sign_in_name.as_str())
        .bind(name)
        .bind(false)
        .bind(now_ms)
        .execute(connection)
        .await)
    .doing("store an account")?;
    Ok(())
}

/// Gives somebody a role from this day on, until that one if there is one.
pub async fn assign(
    tx: &mut Transaction<'_>,
    id: &str,
    staff: StaffId,
    assignment: &Assignment,
    from_day: &str,
    until_day: Option<&str>,
) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(INSERT_ASSIGNMENT)
        .bind(id)
        .bind(staff.to_string())
        .bind(assignment.role.word())
        .bind(assignment.unit.to_string())
        .bind(from_day)
        .bind(until_day)
        .execute(connection)
        .await)
    .doing("store a role")?;
    Ok(())
}

/// Notes that something about an account has changed that stands in another table.
pub async fn moved_on(tx: &mut Transaction<'_>, staff: &str) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(MOVED_ON).bind(staff).execute(connection).await)
        .doing("note a change of an account")?;
    Ok(())
}

/// Sets the password of an account that is not disabled, and says whether there was one.
pub async fn set_password(tx: &mut Transaction<'_>, staff: &str, hash: &str) -> Result<bool, StoreError> {
    let changed =
        on_tx!(tx, |connection| sqlx::query(SET_PASSWORD).bind(staff).bind(hash).execute(connection).await)
            .doing("set a password")?;
    Ok(changed > 0)
}

/// Sets the state of an account, and says whether that changed anything.
pub async fn set_state(tx: &mut Transaction<'_>, staff: &str, state: State) -> Result<bool, StoreError> {
    let changed = on_tx!(tx, |connection| sqlx::query(SET_STATE)
        .bind(staff)
        .bind(state.word())
        .execute(connection)
        .await)
    .doing("set the state of an account")?;
    Ok(changed > 0)
}

/// Keeps the sealed secret of a second factor that is still to be confirmed, unless there is one already.
pub async fn begin_second_factor(
    tx: &mut Transaction<'_>,
    staff: &str,
    sealed: &str,
) -> Result<bool, StoreError> {
    let changed = on_tx!(tx, |connection| sqlx::query(BEGIN_SECOND_FACTOR)
        .bind(staff)
        .bind(sealed)
        .execute(connection)
        .await)
    .doing("keep a second factor")?;
    Ok(changed > 0)
}

/// Forgets the second factor that was still to be confirmed.
pub async fn drop_next_second_factor(tx: &mut Transaction<'_>, staff: &str) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(DROP_NEXT_SECOND_FACTOR).bind(staff).execute(connection).await)
        .doing("forget a second factor that was not confirmed")?;
    Ok(())
}

/// Notes that the second factor works, and that this step of it is used.
pub async fn confirm_second_factor(
    tx: &mut Transaction<'_>,
    staff: &str,
    step: i64,
    sealed: &str,
) -> Result<bool, StoreError> {
    let changed = on_tx!(tx, |connection| sqlx::query(CONFIRM_SECOND_FACTOR)
        .bind(staff)
        .bind(true)
        .bind(step)
        .bind(sealed)
        .execute(connection)
        .await)
    .doing("confirm a second factor")?;
    Ok(changed > 0)
}

/// Forgets a second factor with its recovery codes. The last step that was used stays, so that no code works twice.
pub async fn forget_second_factor(tx: &mut Transaction<'_>, staff: &str) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(FORGET_SECOND_FACTOR)
        .bind(staff)
        .bind(false)
        .execute(connection)
        .await)
    .doing("forget a second factor")?;
    keep_recovery_codes(tx, staff, &[]).await
}

/// Uses a step of the second factor; says whether it was later than all used before.
pub async fn use_step(tx: &mut Transaction<'_>, staff: &str, step: i64) -> Result<bool, StoreError> {
    let changed =
        on_tx!(tx, |connection| sqlx::query(USE_STEP).bind(staff).bind(step).execute(connection).await)
            .doing("use a code")?;
    Ok(changed > 0)
}

/// Keeps these recovery codes and none of the earlier ones.
pub async fn keep_recovery_codes(
    tx: &mut Transaction<'_>,
    staff: &str,
    hashes: &[String],
) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(FORGET_RECOVERY_CODES).bind(staff).execute(connection).await)
        .doing("forget recovery codes")?;
    for hash in hashes {
        on_tx!(tx, |connection| sqlx::query(INSERT_RECOVERY_CODE)
            .bind(staff)
            .bind(hash)
            .execute(connection)
            .await)
        .doing("keep a recovery code")?;
    }
    Ok(())
}

/// Uses a recovery code; says whether it was there and unused.
pub async fn use_recovery_code(
    tx: &mut Transaction<'_>,
    staff: &str,
    hash: &str,
    now_ms: i64,
) -> Result<bool, StoreError> {
    let changed = on_tx!(tx, |connection| sqlx::query(USE_RECOVERY_CODE)
        .bind(staff)
        .bind(hash)
        .bind(now_ms)
        .execute(connection)
        .await)
    .doing("use a recovery code")?;
    Ok(changed > 0)
}

/// Keeps a link; earlier ones of the same person that nobody used stop working.
pub async fn keep_link(
    tx: &mut Transaction<'_>,
    key_hash: &str,
    staff: &str,
    expires_at_ms: i64,
) -> Result<(), StoreError> {
    forget_links(tx, staff).await?;
    on_tx!(tx, |connection| sqlx::query(INSERT_LINK)
        .bind(key_hash)
        .bind(staff)
        .bind(expires_at_ms)
        .execute(connection)
        .await)
    .doing("keep a link")?;
    Ok(())
}

/// Makes the unused links of somebody stop working.
pub async fn forget_links(tx: &mut Transaction<'_>, staff: &str) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(FORGET_LINKS).bind(staff).execute(connection).await)
        .doing("forget links")?;
    Ok(())
}

/// Whom a link that still works is for.
pub async fn link(database: &Database, key_hash: &str, now_ms: i64) -> Result<Option<String>, StoreError> {
    on_pool!(database, |pool| sqlx::query_scalar(LINK).bind(key_hash).bind(now_ms).fetch_optional(pool).await)
        .doing("look for a link")
}

/// Uses a link up; says whether it still worked.
pub async fn use_link(tx: &mut Transaction<'_>, key_hash: &str, now_ms: i64) -> Result<bool, StoreError> {
    let changed =
        on_tx!(tx, |connection| sqlx::query(USE_LINK).bind(key_hash).bind(now_ms).execute(connection).await)
            .doing("use a link")?;
    Ok(changed > 0)
}

/// Stores a session.
pub async fn insert_session(tx: &mut Transaction<'_>, session: &SessionRow) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(INSERT_SESSION)
        .bind(&session.token_hash)
        .bind(&session.name)
        .bind(&session.staff_id)
        .bind(&session.step)
        .bind(&session.device)
        .bind(session.made_at_ms)
        .bind(session.expires_at_ms)
        .execute(connection)
        .await)
    .doing("begin a session")?;
    Ok(())
}

/// The session of a token.
pub async fn session(database: &Database, token_hash: &str) -> Result<Option<SessionRow>, StoreError> {
    on_pool!(database, |pool| sqlx::query_as(SESSION).bind(token_hash).fetch_optional(pool).await)
        .doing("look for a session")
}

/// Sessions of somebody that were used after `seen_after_ms` and have not ended.
pub async fn sessions(
    database: &Database,
    staff: &str,
    seen_after_ms: i64,
    now_ms: i64,
) -> Result<Vec<SessionRow>, StoreError> {
    on_pool!(database, |pool| sqlx::query_as(SESSIONS)
        .bind(staff)
        .bind(seen_after_ms)
        .bind(now_ms)
        .fetch_all(pool)
        .await)
    .doing("list somebody's sessions")
}

/// Notes that a session was used.
pub async fn see_session(tx: &mut Transaction<'_>, token_hash: &str, now_ms: i64) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(SEE_SESSION).bind(token_hash).bind(now_ms).execute(connection).await)
        .doing("note the use of a session")?;
    Ok(())
}

/// Notes that a password or a code was given in a session.
pub async fn prove_session(
    tx: &mut Transaction<'_>,
    token_hash: &str,
    now_ms: i64,
) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(PROVE_SESSION)
        .bind(token_hash)
        .bind(now_ms)
        .execute(connection)
        .await)
    .doing("note a proof")?;
    Ok(())
}

/// Ends every session of somebody but this one.
pub async fn end_other_sessions(
    tx: &mut Transaction<'_>,
    staff: &str,
    token_hash: &str,
) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(END_OTHER_SESSIONS)
        .bind(staff)
        .bind(token_hash)
        .execute(connection)
        .await)
    .doing("end somebody's other sessions")?;
    Ok(())
}

/// Notes that somebody asks to be let back in.
pub async fn ask_back(
    tx: &mut Transaction<'_>,
    staff: &str,
    lost: Lost,
    now_ms: i64,
) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(ASK_BACK)
        .bind(staff)
        .bind(lost.word())
        .bind(now_ms)
        .execute(connection)
        .await)
    .doing("note who asks to be let back in")?;
    Ok(())
}

/// Who asks to be let back in: id, what is lost, since when; who waits longest first.
pub async fn back_requests(database: &Database) -> Result<Vec<(String, Lost, i64)>, StoreError> {
    let rows: Vec<(String, String, i64)> =
        on_pool!(database, |pool| sqlx::query_as(BACK_REQUESTS).fetch_all(pool).await)
            .doing("list who asks to be let back in")?;
    rows.into_iter()
        .map(|(staff, lost, since)| Ok((staff, Lost::from_word(&lost).ok_or(corrupt("request"))?, since)))
        .collect()
}

/// Forgets that somebody asked.
pub async fn forget_back_request(tx: &mut Transaction<'_>, staff: &str) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(FORGET_BACK_REQUEST).bind(staff).execute(connection).await)
        .doing("forget who asked")?;
    Ok(())
}

/// Ends the session of a token.
pub async fn end_session(tx: &mut Transaction<'_>, token_hash: &str) -> Result<bool, StoreError> {
    let ended = on_tx!(tx, |connection| sqlx::query(END_SESSION).bind(token_hash).execute(connection).await)
        .doing("end a session")?;
    Ok(ended > 0)
}

/// Ends the session of this name, if it is this person's.
pub async fn end_named_session(
    tx: &mut Transaction<'_>,
    staff: &str,
    name: &str,
) -> Result<bool, StoreError> {
    let ended = on_tx!(tx, |connection| sqlx::query(END_NAMED_SESSION)
        .bind(staff)
        .bind(name)
        .execute(connection)
        .await)
    .doing("end a session")?;
    Ok(ended > 0)
}

/// Ends every session of somebody.
pub async fn end_sessions(tx: &mut Transaction<'_>, staff: &str) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(END_SESSIONS).bind(staff).execute(connection).await)
        .doing("end somebody's sessions")?;
    Ok(())
}

/// Counts an attempt as failed, having forgotten those before `forgotten_before_ms`; gives how many there are, or
/// nothing while somebody has to wait.
pub async fn begin_attempt(
    tx: &mut Transaction<'_>,
    subject: &str,
    now_ms: i64,
    forgotten_before_ms: i64,
) -> Result<Option<i64>, StoreError> {
    on_tx!(tx, |connection| sqlx::query_scalar(BEGIN_ATTEMPT)
        .bind(subject)
        .bind(now_ms)
        .bind(forgotten_before_ms)
        .fetch_optional(connection)
        .await)
    .doing("begin an attempt")
}

/// Takes back that an attempt was counted, and that it made others wait.
pub async fn take_back_attempt(tx: &mut Transaction<'_>, subject: &str) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(TAKE_BACK_ATTEMPT).bind(subject).execute(connection).await)
        .doing("take an attempt back")?;
    Ok(())
}

/// Until when somebody has to wait.
pub async fn wait_until(tx: &mut Transaction<'_>, subject: &str) -> Result<i64, StoreError> {
    let until: Option<i64> = on_tx!(tx, |connection| sqlx::query_scalar(WAIT_UNTIL)
        .bind(subject)
        .fetch_optional(connection)
        .await)
    .doing("read a wait")?;
    Ok(until.unwrap_or_default())
}

/// Counts a failure, having forgotten those before `forgotten_before_ms`; gives how many there are.
pub async fn count_failure(
    tx: &mut Transaction<'_>,
    subject: &str,
    now_ms: i64,
    forgotten_before_ms: i64,
) -> Result<i64, StoreError> {
    on_tx!(tx, |connection| sqlx::query_scalar(COUNT_FAILURE)
        .bind(subject)
        .bind(now_ms)
        .bind(forgotten_before_ms)
        .fetch_one(connection)
        .await)
    .doing("count a failed attempt")
}

/// Sets until when to wait.
pub async fn set_wait(tx: &mut Transaction<'_>, subject: &str, until_ms: i64) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(SET_WAIT).bind(subject).bind(until_ms).execute(connection).await)
        .doing("set a wait")?;
    Ok(())
}

/// Forgets the failures of whoever came in.
pub async fn forget_failures(tx: &mut Transaction<'_>, subject: &str) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(FORGET_FAILURES).bind(subject).execute(connection).await)
        .doing("forget failed attempts")?;
    Ok(())
}

/// Deletes failed attempts of which the last was before this moment; says how many there were.
pub async fn sweep_attempts(tx: &mut Transaction<'_>, last_before_ms: i64) -> Result<u64, StoreError> {
    on_tx!(tx, |connection| sqlx::query(SWEEP_ATTEMPTS).bind(last_before_ms).execute(connection).await)
        .doing("sweep failed attempts")
}

/// Deletes sessions that have ended, or that nobody has used since `unused_since_ms`.
pub async fn sweep_sessions(
    tx: &mut Transaction<'_>,
    now_ms: i64,
    unused_since_ms: i64,
) -> Result<u64, StoreError> {
    on_tx!(tx, |connection| sqlx::query(SWEEP_SESSIONS)
        .bind(now_ms)
        .bind(unused_since_ms)
        .execute(connection)
        .await)
    .doing("sweep ended sessions")
}

/// Deletes links that no longer work for being too old, used or not.
pub async fn sweep_links(tx: &mut Transaction<'_>, now_ms: i64) -> Result<u64, StoreError> {
    on_tx!(tx, |connection| sqlx::query(SWEEP_LINKS).bind(now_ms).execute(connection).await)
        .doing("sweep expired links")
}
