use std::collections::BTreeSet;

use app::{
    access::Role,
    accounts::model::{Assignment, SignInName},
    activities::{
        check_in::{EARLY_MS, Odd, STEP_MS, Way, step_of},
        details::{Details, DetailsForm, Fault},
        hours::{Ground, HoursState},
        model::{NoticeKind, State, Step},
        shift::NewShift,
        sign_up::{Companion, Outcome, Party, Refused, SignUpState},
    },
    certificates::export::{Mark, RefusedFor},
    ids::{CommandId, HoursId, SignUpId, VolunteerId},
    journal::model::{Actor, Change, Command, Refusal},
    stations::model::FreshnessDays,
};
use tokio::task::JoinSet;

use super::{
    attendance::{Here, NotHere, Noted, queries as attendance},
    steps::command,
    telling::queries::given_to,
    *,
};
use crate::{
    accounts::{Newcomer, SessionLimits},
    certificates::Certificates,
    database::now_ms,
    databases::on_each_database,
    jobs::Bell,
    messages::Messages,
    seed, shanghai,
    vault::{SealingKey, Vault},
    volunteers::Volunteers,
};

mod day;
mod places;
mod recording;

async fn activities(database: &Database) -> Activities {
    seed::reference(database).await.unwrap();
    seed::demo(database, shanghai::today()).await.unwrap();
    let configuration = Configuration::read(None, []).unwrap();
    let days = FreshnessDays { due: 90, overdue: 180 };
    let directory = CurrentDirectory::load(database.clone(), days).await.unwrap();
    let vault = Vault::under(SealingKey::fresh().unwrap());
    let accounts = Accounts::under(vault, directory.clone(), SessionLimits::default()).await.unwrap();
    Activities::new(&configuration, &accounts, directory)
}

fn jiaji(activities: &Activities) -> Unit {
    Unit::Station(activities.directory.get().station("qionghai-jiaji").unwrap().id)
}

async fn somebody(activities: &Activities, name: &str, role: Role, unit: Unit) -> Staff {
    let newcomer = Newcomer {
        name: name.to_owned(),
        sign_in_name: SignInName::parse(name).unwrap(),
        assignment: Assignment { role, unit },
    };
    let id = activities.accounts.invite(CommandId::fresh(), None, &newcomer).await.unwrap().unwrap();
    activities.accounts.everybody().await.unwrap().into_iter().find(|staff| staff.id == id).unwrap()
}

fn details(activities: &Activities) -> Details {
    let form = DetailsForm {
        name: "陪长者看医生".into(),
        category: "elders".into(),
        content: "陪两位长者去卫生院取药。".into(),
        leader: "符站长".into(),
        phone: "0898-65310000".into(),
        place: "469002100".into(),
        address: "嘉积镇卫生院门口".into(),
        risks: "天热，路上车多。".into(),
        ..DetailsForm::default()
    };
    form.parse(&activities.directory.get()).unwrap()
}

/// A shift of three hours that begins in so many hours.
fn a_shift(in_hours: i64, places: i64) -> NewShift {
    let starts_ms = now_ms() + in_hours * HOUR_MS;
    NewShift {
        post: String::new(),
        starts_ms,
        ends_ms: starts_ms + 3 * HOUR_MS,
        sign_up_until_ms: starts_ms,
        places,
    }
}

/// Whoever does things in the station of a test.
struct Station<'a> {
    activities: &'a Activities,
    unit: Unit,
    worker: Staff,
    leader: Staff,
}

impl<'a> Station<'a> {
    async fn of(activities: &'a Activities) -> Self {
        let unit = jiaji(activities);
        let worker = somebody(activities, "worker", Role::SocialWorker, unit.clone()).await;
        let leader = somebody(activities, "leader", Role::StationLeader, unit.clone()).await;
        Self { activities, unit, worker, leader }
    }

    fn draft_command(&self, details: &Details, late: bool) -> Command {
        let id = CommandId::fresh();
        let activity = id.to_string().parse().unwrap();
        let mut draft = command(id, &self.unit, activity, 0, Step::Draft);
        draft.fields = details.fields();
        draft.fields.insert("late".into(), Change::to(late));
        draft.reason = if late { "站长出差，没有来得及发布".into() } else { String::new() };
        draft
    }

    async fn draft(&self, details: &Details, late: bool) -> ActivityId {
        let draft = self.draft_command(details, late);
        assert!(self.activities.apply(&draft, &self.worker).await.unwrap().is_ok());
        draft.entity_id.parse().unwrap()
    }

    /// Takes a step with the version that stands now.
    async fn step(
        &self,
        by: &Staff,
        id: ActivityId,
        step: Step,
        fields: &[(&str, Change)],
        why: &str,
    ) -> Result<(), Refusal> {
        let basis = queries::one(self.activities.database(), id).await.unwrap().unwrap().version;
        let mut wanted = command(CommandId::fresh(), &self.unit, id, basis, step);
        wanted.fields = fields.iter().map(|(name, change)| ((*name).to_owned(), change.clone())).collect();
        wanted.reason = why.to_owned();
        self.activities.apply(&wanted, by).await.unwrap().map(drop)
    }

    async fn add_shift(&self, id: ActivityId, shift: &NewShift) -> Result<ShiftId, Refusal> {
        let basis = queries::one(self.activities.database(), id).await.unwrap().unwrap().version;
        let mut wanted = command(CommandId::fresh(), &self.unit, id, basis, Step::AddShift);
        wanted.fields = shift.fields();
        self.activities.apply(&wanted, &self.worker).await.unwrap()?;
        Ok(wanted.id.to_string().parse().unwrap())
    }

    /// A published activity with one shift.
    async fn published(&self, shift: &NewShift) -> (ActivityId, ShiftId) {
        self.published_with(&details(self.activities), shift).await
    }

    async fn published_with(&self, details: &Details, shift: &NewShift) -> (ActivityId, ShiftId) {
        let (id, shifts) = self.published_all(details, &[shift]).await;
        (id, shifts[0])
    }

    async fn published_all(&self, details: &Details, shifts: &[&NewShift]) -> (ActivityId, Vec<ShiftId>) {
        let id = self.draft(details, false).await;
        let mut added = Vec::new();
        for shift in shifts {
            added.push(self.add_shift(id, shift).await.unwrap());
        }
        assert_eq!(self.step(&self.worker, id, Step::Submit, &[], "").await, Ok(()));
        assert_eq!(self.step(&self.leader, id, Step::Publish, &[], "").await, Ok(()));
        (id, added)
    }

    /// Says what is said of an activity otherwise.
    async fn amend(&self, id: ActivityId, details: &Details) -> Result<(), Refusal> {
        let fields: Vec<_> = details.fields().into_iter().collect();
        let fields: Vec<_> = fields.iter().map(|(name, change)| (name.as_str(), change.clone())).collect();
        self.step(&self.worker, id, Step::Amend, &fields, "").await
    }

    /// The roll-call: somebody came, or came and went.
    async fn attend(
        &self,
        id: ActivityId,
        sign_up: SignUpId,
        came: i64,
        left: Option<i64>,
    ) -> Result<(), Refusal> {
        let fields = [
            ("sign_up", Change::to(sign_up.to_string())),
            ("came_ms", Change::to(came)),
            ("left_ms", Change::to(left)),
        ];
        self.step(&self.worker, id, Step::Attend, &fields, "").await
    }

    async fn confirm(&self, id: ActivityId, sign_up: SignUpId, hundredths: i64) -> Result<(), Refusal> {
        let fields = [("sign_up", Change::to(sign_up.to_string())), ("hundredths", Change::to(hundredths))];
        self.step(&self.leader, id, Step::ConfirmHours, &fields, "").await
    }

    /// Hours on the word of two people.
    async fn ask_hours(
        &self,
        id: ActivityId,
        shift: ShiftId,
        volunteer: VolunteerId,
        (came, left): (i64, i64),
        hundredths: i64,
    ) -> Result<(), Refusal> {
        let fields = [
            ("shift", Change::to(shift.to_string())),
            ("volunteer", Change::to(volunteer.to_string())),
            ("came_ms", Change::to(came)),
            ("left_ms", Change::to(left)),
            ("hundredths", Change::to(hundredths)),
        ];
        self.step(&self.worker, id, Step::AskHours, &fields, "签到的手机没电了").await
    }
}

/// Lets volunteers stand where their station would let them.
async fn stand(database: &Database, volunteer: VolunteerId, state: &str) {
    change_volunteer(database, volunteer, &format!("state = '{state}'")).await;
}

async fn change_volunteer(database: &Database, volunteer: VolunteerId, change: &str) {
    let sql = format!("UPDATE volunteers SET {change} WHERE id = $1");
    let moving = async |tx: &mut Transaction<'_>| {
        let sql = sqlx::AssertSqlSafe(sql.clone());
        let done = crate::database::on_tx!(tx, |connection| sqlx::query(sql)
            .bind(volunteer.to_string())
            .execute(connection)
            .await);
        assert_eq!(done.unwrap(), 1);
        Ok(())
    };
    database.transaction(moving).await.unwrap();
}

/// Everything that is odd about somebody's times in a shift.
async fn odd_of(database: &Database, shift: ShiftId, sign_up: SignUpId) -> Vec<Odd> {
    let pairs = attendance::pairs_of_shift(database, shift).await.unwrap().into_iter();
    pairs.filter(|pair| pair.sign_up == sign_up).flat_map(|pair| pair.odd).collect()
}

fn volunteer() -> Party {
    Party::of(VolunteerId::fresh())
}

async fn sign_up(activities: &Activities, shift: ShiftId, party: &Party) -> Outcome {
    let ask = Ask::SignUp(shift, Box::new(party.clone()));
    activities.tap(Tap { id: CommandId::fresh(), volunteer: party.volunteer, ask }).await.unwrap()
}

async fn seated(activities: &Activities, shift: ShiftId, party: &Party) -> SignUpId {
    let outcome = sign_up(activities, shift, party).await;
    let Outcome::Seated(id) = outcome else { panic!("{outcome:?}") };
    id
}

async fn ask(activities: &Activities, party: &Party, ask: Ask) -> Outcome {
    activities.tap(Tap { id: CommandId::fresh(), volunteer: party.volunteer, ask }).await.unwrap()
}

async fn state_of(activities: &Activities, id: SignUpId) -> SignUpState {
    sign_ups::queries::sign_up(activities.database(), id).await.unwrap().unwrap().state
}

async fn told(activities: &Activities, party: &Party) -> Vec<NoticeKind> {
    let untold = activities.untold(1000).await.unwrap().into_iter();
    untold.filter(|it| it.volunteer == party.volunteer).map(|it| it.kind).collect()
}

/// Moves a shift into the past by so many hours, as time would.
async fn lets_pass(database: &Database, shift: ShiftId, hours: i64) {
    let sql = "
        UPDATE activity_shifts
           SET starts_ms = starts_ms - $2, ends_ms = ends_ms - $2, sign_up_until_ms = sign_up_until_ms - $2,
               off_at_ms = off_at_ms - $2
         WHERE id = $1";
    let pass = async |tx: &mut Transaction<'_>| {
        let done = crate::database::on_tx!(tx, |connection| sqlx::query(sql)
            .bind(shift.to_string())
            .bind(hours * HOUR_MS)
            .execute(connection)
            .await);
        assert_eq!(done.unwrap(), 1);
        Ok(())
    };
    database.transaction(pass).await.unwrap();
}

/// The same for whoever signed up for it: that they did lies as long ago.
async fn lets_pass_since_they_signed(database: &Database, shift: ShiftId, hours: i64) {
    lets_pass(database, shift, hours).await;
    for sql in [
        "UPDATE activity_sign_ups SET signed_at_ms = signed_at_ms - $2 WHERE shift_id = $1",
        "UPDATE activity_notices SET made_at_ms = made_at_ms - $2 WHERE shift_id = $1",
    ] {
        let pass = async |tx: &mut Transaction<'_>| {
            let done = crate::database::on_tx!(tx, |connection| sqlx::query(sql)
                .bind(shift.to_string())
                .bind(hours * HOUR_MS)
                .execute(connection)
                .await);
            assert!(done.unwrap() > 0);
            Ok(())
        };
        database.transaction(pass).await.unwrap();
    }
}

/// How often somebody is to be reminded.
async fn reminders(activities: &Activities, party: &Party) -> usize {
    told(activities, party).await.iter().filter(|kind| **kind == NoticeKind::Reminder).count()
}

fn here(activities: &Activities, shift: ShiftId, party: &Party, leaving: bool, steps: i64) -> Here {
    Here {
        tap: CommandId::fresh(),
        volunteer: party.volunteer,
        code: activities.code(shift, step_of(now_ms()) + steps),
        leaving,
        device: "phone".into(),
        position: None,
    }
}

on_each_database! {
    async fn from_a_draft_to_confirmed_hours(database) {
        let activities = activities(&database).await;
        let station = Station::of(&activities).await;
        let (id, shift) = station.published(&a_shift(2, 3)).await;
        let (found, shifts) = activities.public(id).await.unwrap().unwrap();
        assert_eq!((found.state, shifts.len(), shifts[0].free), (State::Published, 1, 3));
        let lan = volunteer();
        let sign_up = seated(&activities, shift, &lan).await;
        assert_eq!(activities.public(id).await.unwrap().unwrap().1[0].free, 2);
        assert_eq!(told(&activities, &lan).await, [NoticeKind::SignedUp]);
        lets_pass(&database, shift, 2).await;
        let noted = activities.here(&here(&activities, shift, &lan, false, 0)).await.unwrap().unwrap();
        assert_eq!((noted.shift, noted.left_ms), (shift, None));
        let early = [("sign_up", Change::to(sign_up.to_string())), ("hundredths", Change::to(10))];
        let refused = station.step(&station.leader, id, Step::ConfirmHours, &early, "").await;
        assert_eq!(refused, Err(Refusal::AgainstARule), "they are still there");
        lets_pass(&database, shift, 3).await;
        let came = queries::shift(&database, shift).await.unwrap().unwrap();
        let left = [
            ("sign_up", Change::to(sign_up.to_string())),
            ("came_ms", Change::to(noted.came_ms)),
            ("left_ms", Change::to(noted.came_ms + 1)),
        ];
        assert!(noted.came_ms > came.starts_ms);
        assert_eq!(station.step(&station.worker, id, Step::Attend, &left, "").await, Ok(()));
        // A second time, by the roll-call alone.
        let again = [
            ("sign_up", Change::to(sign_up.to_string())),
            ("came_ms", Change::to(came.starts_ms)),
            ("left_ms", Change::to(came.starts_ms + 170 * 60 * 1000)),
        ];
        assert_eq!(station.step(&station.worker, id, Step::Attend, &again, "").await, Ok(()));
        let hours = |hundredths: i64| [("sign_up", Change::to(sign_up.to_string())), ("hundredths", Change::to(hundredths))];
        let worker = station.step(&station.worker, id, Step::ConfirmHours, &hours(280), "").await;
        assert_eq!(worker, Err(Refusal::NotAllowed));
        let more = station.step(&station.leader, id, Step::ConfirmHours, &hours(290), "").await;
        assert_eq!(more, Err(Refusal::AgainstARule));
        assert_eq!(station.step(&station.leader, id, Step::ConfirmHours, &hours(280), "").await, Ok(()));
        let twice = station.step(&station.leader, id, Step::ConfirmHours, &hours(280), "").await;
        assert_eq!(twice, Err(Refusal::Taken));
        let given = activities.hours_of(lan.volunteer).await.unwrap();
        let [given] = given.as_slice() else { panic!("{given:?}") };
        assert_eq!((given.hundredths, given.ground, given.state), (280, Ground::Attendance, HoursState::Confirmed));
        assert_eq!(told(&activities, &lan).await.last(), Some(&NoticeKind::Hours));
    }

    async fn only_what_lies_ahead_is_published_and_by_its_leader(database) {
        let activities = activities(&database).await;
        let station = Station::of(&activities).await;
        let id = station.draft(&details(&activities), false).await;
        assert_eq!(activities.public(id).await.unwrap(), None, "a draft is nobody's business");
        let without = station.step(&station.worker, id, Step::Submit, &[], "").await;
        assert_eq!(without, Err(Refusal::AgainstARule), "it has no shift");
        assert_eq!(station.add_shift(id, &a_shift(-5, 3)).await, Err(Refusal::AgainstARule));
        assert_eq!(station.add_shift(id, &a_shift(5, 10_000)).await, Err(Refusal::AgainstARule));
        let shift = station.add_shift(id, &a_shift(1, 3)).await.unwrap();
        assert_eq!(station.step(&station.worker, id, Step::Submit, &[], "").await, Ok(()));
        assert_eq!(station.step(&station.worker, id, Step::Publish, &[], "").await, Err(Refusal::NotAllowed));
        lets_pass(&database, shift, 2).await;
        assert_eq!(station.step(&station.leader, id, Step::Publish, &[], "").await, Err(Refusal::AgainstARule));
        assert_eq!(station.step(&station.leader, id, Step::SendBack, &[], "").await, Err(Refusal::AgainstARule));
        assert_eq!(station.step(&station.leader, id, Step::SendBack, &[], "时间过了").await, Ok(()));
    }

    async fn what_is_entered_afterwards_takes_two_people_and_a_reason(database) {
        let activities = activities(&database).await;
        let station = Station::of(&activities).await;
        let mut without = station.draft_command(&details(&activities), true);
        without.reason = String::new();
        assert_eq!(activities.apply(&without, &station.worker).await.unwrap(), Err(Refusal::AgainstARule));
        let id = station.draft(&details(&activities), true).await;
        assert_eq!(station.add_shift(id, &a_shift(5, 3)).await, Err(Refusal::AgainstARule), "it lies ahead");
        let shift = station.add_shift(id, &a_shift(-10, 3)).await.unwrap();
        assert_eq!(station.step(&station.worker, id, Step::Submit, &[], "").await, Ok(()));
        let own = { let mut own = station.leader.clone(); own.id = station.worker.id; own };
        assert_eq!(station.step(&own, id, Step::Publish, &[], "").await, Err(Refusal::NotAllowed));
        assert_eq!(station.step(&station.leader, id, Step::Publish, &[], "").await, Ok(()));
        let (found, _) = activities.public(id).await.unwrap().unwrap();
        assert_eq!((found.state, found.late, found.reason.is_empty()), (State::Closed, true, false));
        let lan = volunteer();
        assert_eq!(sign_up(&activities, shift, &lan).await, Outcome::Refused(Refused::NotOpen));
        let open = queries::shift(&database, shift).await.unwrap().unwrap();
        let hours = [
            ("shift", Change::to(shift.to_string())),
            ("volunteer", Change::to(lan.volunteer.to_string())),
            ("came_ms", Change::to(open.starts_ms)),
            ("left_ms", Change::to(open.starts_ms + 2 * HOUR_MS)),
            ("hundredths", Change::to(200)),
        ];
        let silent = station.step(&station.worker, id, Step::AskHours, &hours, " ").await;
        assert_eq!(silent, Err(Refusal::AgainstARule));
        assert_eq!(station.step(&station.leader, id, Step::AskHours, &hours, "当天没有网络").await, Ok(()));
        assert!(activities.hours_of(lan.volunteer).await.unwrap().is_empty(), "one person is not enough");
        let asked = attendance::hours_of_activity(&database, id).await.unwrap();
        let these = [("hours", Change::to(asked[0].id.to_string()))];
        assert_eq!(station.step(&station.leader, id, Step::AgreeHours, &these, "").await, Err(Refusal::NotAllowed));
        let other = somebody(&activities, "deputy", Role::StationLeader, station.unit.clone()).await;
        assert_eq!(station.step(&other, id, Step::AgreeHours, &these, "").await, Ok(()));
        let given = activities.hours_of(lan.volunteer).await.unwrap();
        assert_eq!((given[0].ground, given[0].reason.as_str()), (Ground::Word, "当天没有网络"));
        assert_eq!(activities.odd_hours(&station.leader).await.unwrap(), given, "shown as such");
        let unknown = [("hours", Change::to(HoursId::fresh().to_string()))];
        assert_eq!(station.step(&other, id, Step::AgreeHours, &unknown, "").await, Err(Refusal::NotFound));
    }

    async fn what_is_called_off_is_told_to_everybody_and_takes_nobody_any_more(database) {
        let activities = activities(&database).await;
        let station = Station::of(&activities).await;
        let (id, shift) = station.published(&a_shift(48, 1)).await;
        let (one, two) = (volunteer(), volunteer());
        let first = seated(&activities, shift, &one).await;
        sign_up(&activities, shift, &two).await;
        let mut moved = details(&activities);
        moved.gathering = "在站里集合".into();
        assert_eq!(station.amend(id, &moved).await, Ok(()));
        moved.age_min = 30;
        assert_eq!(station.amend(id, &moved).await, Err(Refusal::AgainstARule));
        assert_eq!(station.step(&station.leader, id, Step::Cancel, &[], "台风").await, Ok(()));
        assert_eq!(state_of(&activities, first).await, SignUpState::Off);
        for party in [&one, &two] {
            let kinds = told(&activities, party).await;
            assert!(kinds.contains(&NoticeKind::Off) && kinds.contains(&NoticeKind::Changed), "{kinds:?}");
        }
        assert_eq!(sign_up(&activities, shift, &volunteer()).await, Outcome::Refused(Refused::NotOpen));
        let off = activities.untold(100).await.unwrap().into_iter().find(|it| it.kind == NoticeKind::Off).unwrap();
        assert_eq!(off.words, "台风");
        let tell = async |tx: &mut Transaction<'_>| {
            let first = activities.told(tx, &off, now_ms()).await?;
            Ok((first, activities.told(tx, &off, now_ms()).await?))
        };
        assert_eq!(database.transaction(tell).await.unwrap(), (true, false));
    }

    async fn people_are_reminded_once(database) {
        let activities = activities(&database).await;
        let station = Station::of(&activities).await;
        let (_, soon) = station.published(&a_shift(70, 3)).await;
        let (_, later) = station.published(&a_shift(100, 3)).await;
        let lan = volunteer();
        seated(&activities, soon, &lan).await;
        seated(&activities, later, &lan).await;
        lets_pass_since_they_signed(&database, soon, 50).await;
        for _ in 0..2 {
            activities.look_after(now_ms()).await.unwrap();
        }
        assert_eq!(reminders(&activities, &lan).await, 1);
    }

    async fn nobody_is_reminded_of_what_they_have_just_been_told(database) {
        let activities = activities(&database).await;
        let station = Station::of(&activities).await;
        let (_, soon) = station.published(&a_shift(70, 3)).await;
        let (_, full) = station.published(&a_shift(70, 1)).await;
        let [lan, ming, first, waits] = std::array::from_fn(|_| volunteer());
        seated(&activities, soon, &lan).await;
        let place = seated(&activities, full, &first).await;
        let Outcome::Waiting(line, 0) = sign_up(&activities, full, &waits).await else { panic!() };
        for shift in [soon, full] {
            lets_pass_since_they_signed(&database, shift, 50).await;
        }
        // He signs up when it begins in twenty hours; who stood in the line for days gets the place only now.
        seated(&activities, soon, &ming).await;
        assert_eq!(ask(&activities, &first, Ask::Cancel(place)).await, Outcome::Done(place));
        assert_eq!(ask(&activities, &waits, Ask::Accept(line)).await, Outcome::Seated(line));
        activities.look_after(now_ms()).await.unwrap();
        let mut reminded = Vec::new();
        for party in [&lan, &ming, &first, &waits] {
            reminded.push(reminders(&activities, party).await);
        }
        assert_eq!(reminded, [1, 0, 0, 0]);
    }

    async fn a_foreign_activity_is_not_there(database) {
        let activities = activities(&database).await;
        let station = Station::of(&activities).await;
        let (id, _) = station.published(&a_shift(20, 3)).await;
        let other = activities.directory.get().station("sanya-yucai").unwrap().id;
        let stranger = somebody(&activities, "stranger", Role::StationLeader, Unit::Station(other)).await;
        assert_eq!(activities.seen(&stranger, id).await.unwrap(), None);
        assert_eq!(station.step(&stranger, id, Step::Cancel, &[], "x").await, Err(Refusal::NotFound));
        let mut through_own = command(CommandId::fresh(), &Unit::Station(other), id, 3, Step::Cancel);
        through_own.reason = "x".into();
        assert_eq!(activities.apply(&through_own, &stranger).await.unwrap(), Err(Refusal::NotFound));
        let county = somebody(&activities, "county", Role::CountyOfficer, Unit::County("469002".into())).await;
        assert!(activities.seen(&county, id).await.unwrap().is_some(), "the 市县 sees");
        assert_eq!(station.step(&county, id, Step::Cancel, &[], "x").await, Err(Refusal::NotAllowed), "and does nothing");
        assert_eq!(activities.list(&county, "", 10, 0).await.unwrap().1, 1);
    }

    async fn a_social_worker_of_the_unit_goes_with_a_volunteer_who_has_a_place(database) {
        let activities = activities(&database).await;
        let station = Station::of(&activities).await;
        let (id, shift) = station.published(&a_shift(30, 1)).await;
        let (lan, other) = (volunteer(), volunteer());
        let seat = seated(&activities, shift, &lan).await;
        let Outcome::Waiting(waits, _) = sign_up(&activities, shift, &other).await else { panic!() };
        let named = async |of: SignUpId, worker: &str| {
            let fields = [("sign_up", Change::to(of.to_string())), ("worker", Change::to(worker))];
            station.step(&station.worker, id, Step::Partner, &fields, "").await
        };
        let (worker, leader) = (station.worker.id.to_string(), station.leader.id.to_string());
        let offered = activities.partners(&station.unit).await.unwrap();
        let offered: Vec<_> = offered.iter().map(|(_, name)| name.as_str()).collect();
        assert!(offered.contains(&"worker") && offered.contains(&"leader"), "{offered:?}");
        assert_eq!(named(seat, &worker).await, Ok(()));
        let of = async |party: &Party| {
            let found = sign_ups::queries::partners_of_volunteer(&database, party.volunteer).await.unwrap();
            activities.partners_named(found).await.unwrap().into_values().collect::<Vec<_>>()
        };
        assert_eq!(of(&lan).await, ["worker"]);
        assert_eq!(named(seat, &leader).await, Ok(()));
        assert_eq!(of(&lan).await, ["leader"]);
        assert_eq!(named(waits, &worker).await, Err(Refusal::NotNow), "they have no place");
        let province = somebody(&activities, "province", Role::ProvincialOfficer, Unit::Province).await;
        assert_eq!(named(seat, &province.id.to_string()).await, Err(Refusal::NotFound));
        assert_eq!(of(&lan).await, ["leader"]);
        assert_eq!(named(seat, "").await, Ok(()));
        assert!(of(&lan).await.is_empty());
        assert_eq!(named(seat, &worker).await, Ok(()));
        assert_eq!(ask(&activities, &lan, Ask::Cancel(seat)).await, Outcome::Done(seat));
        assert!(of(&lan).await.is_empty(), "whoever does not come needs nobody");
    }

    async fn hours_that_are_taken_back_count_no_more_and_their_certificate_is_revoked(database) {
        let (activities, volunteers, certificates) = with_people(&database).await;
        volunteers.fill_demo().await.unwrap();
        assert!(activities.fill_demo(&volunteers, &certificates, shanghai::today()).await.unwrap());
        let mut all = Vec::new();
        for id in volunteers.made_up().await.unwrap().into_keys() {
            all.extend(activities.hours_of(id).await.unwrap());
        }
        let [given] = all.as_slice() else { panic!("{all:?}") };
        let valid = async || {
            let proofs = certificates.of(given.volunteer).await.unwrap();
            proofs.iter().filter(|it| it.revoked.is_none()).count()
        };
        assert_eq!(valid().await, 1);
        let leader = somebody(&activities, "leader", Role::StationLeader, given.unit.clone()).await;
        let worker = somebody(&activities, "worker", Role::SocialWorker, given.unit.clone()).await;
        let take_back = async |by: &Staff, why: &str| {
            let mut wanted = command(CommandId::fresh(), &given.unit, given.activity, 0, Step::TakeBackHours);
            wanted.fields.insert("hours".into(), Change::to(given.id.to_string()));
            wanted.reason = why.to_owned();
            activities.apply(&wanted, by).await.unwrap().map(drop)
        };
        assert_eq!(take_back(&worker, "记错了").await, Err(Refusal::NotAllowed));
        assert_eq!(take_back(&leader, " ").await, Err(Refusal::AgainstARule));
        assert_eq!(take_back(&leader, "记错了").await, Ok(()));
        assert_eq!(take_back(&leader, "记错了").await, Err(Refusal::NotNow));
        assert!(activities.hours_of(given.volunteer).await.unwrap().is_empty());
        let untold = activities.untold(1000).await.unwrap();
        let notice = untold.iter().find(|it| it.kind == NoticeKind::HoursBack).unwrap();
        assert_eq!((notice.volunteer, notice.words.as_str()), (given.volunteer, "记错了"));
        let messages = Messages::open(
            &Configuration::read(None, []).unwrap(),
            activities.journal.clone(),
            Bell::default(),
        );
        let messages = messages.unwrap();
        for _ in 0..2 {
            activities.tell_all(&volunteers, &certificates, &messages).await.unwrap();
            assert_eq!(valid().await, 0, "it states hours that do not count");
        }
        let late = async || attendance::taken_back_late(&database, &given.unit).await.unwrap().len();
        assert_eq!(late().await, 0, "it was never handed over");
        for (mark, listed) in [(Mark::Exported, 1), (Mark::Entered, 1), (Mark::Corrected, 0)] {
            let (id, by) = (CommandId::fresh(), Actor::Staff(leader.id));
            assert_eq!(certificates.mark(id, &given.unit, &[given.id], mark, &by).await.unwrap(), Ok(()));
            assert_eq!(late().await, listed, "{mark:?}");
        }
        // What was wrong can be put right: the same shift takes hours of theirs again.
        let again = attendance::Hours { id: CommandId::fresh().to_string().parse().unwrap(), ..given.clone() };
        let keep = async |tx: &mut Transaction<'_>| attendance::insert_hours(tx, &again).await;
        database.transaction(keep).await.unwrap();
        assert_eq!(activities.hours_of(given.volunteer).await.unwrap(), [again]);
    }

    async fn what_is_made_up_shows_every_kind_and_goes_whole(database) {
        let (activities, volunteers, certificates) = with_people(&database).await;
        let today = shanghai::today();
        assert!(!activities.fill_demo(&volunteers, &certificates, today).await.unwrap(), "nobody takes part yet");
        volunteers.fill_demo().await.unwrap();
        assert!(activities.fill_demo(&volunteers, &certificates, today).await.unwrap());
        assert!(!activities.fill_demo(&volunteers, &certificates, today).await.unwrap());
        let (coming, shifts) = queries::coming(&database, now_ms(), i64::MAX, "").await.unwrap();
        assert_eq!(coming.len(), 10);
        let directory = activities.directory.get();
        let marked = |it: &Activity| {
            it.details.name.ends_with("（演示数据）")
                && it.details.address.contains("演示数据")
                && it.details.phone.starts_with("0898-0000")
                && DetailsForm::of(&it.details).parse(&directory).err() == Some(vec![("phone", Fault::Phone)])
        };
        assert!(coming.iter().all(marked), "{coming:?}");
        let counties: BTreeSet<_> = coming.iter().map(|it| &it.county).collect();
        assert!(counties.len() >= 4, "{counties:?}");
        assert!(coming.iter().any(|it| !it.details.skills.is_empty()));
        assert!(shifts.len() >= 20 && shifts.iter().any(|it| (it.free, it.waiting) == (0, 1)), "{shifts:?}");
        let people = volunteers.made_up().await.unwrap();
        let mut hours = Vec::new();
        let mut proofs = Vec::new();
        for id in people.keys() {
            hours.extend(activities.hours_of(*id).await.unwrap());
            proofs.extend(certificates.of(*id).await.unwrap());
        }
        let ([given], [proof]) = (hours.as_slice(), proofs.as_slice()) else { panic!("{hours:?} {proofs:?}") };
        assert_eq!((given.hundredths, given.day), (300, today - time::Duration::days(10)));
        let province = somebody(&activities, "province", Role::ProvincialOfficer, Unit::Province).await;
        let counted = activities.counted(&province, (given.day, given.day)).await.unwrap().unwrap();
        let [one] = counted.as_slice() else { panic!("{counted:?}") };
        assert_eq!((one.hundredths, one.migratory, &one.unit), (300, true, &given.unit));
        assert!(activities.counted(&province, (today, today)).await.unwrap().unwrap().is_empty());
        let worker = somebody(&activities, "worker", Role::SocialWorker, given.unit.clone()).await;
        assert_eq!(activities.counted(&worker, (given.day, today)).await.unwrap(), None);
        assert_eq!((proof.hours.hundredths(), &proof.unit), (300, &given.unit));

        let days = (given.day, given.day);
        let records = activities.records(&volunteers, &directory, &given.unit, days).await.unwrap();
        let [record] = records.as_slice() else { panic!("{records:?}") };
        assert_eq!((record.hours, record.item.hours.hundredths()), (given.id, 300));
        assert!(record.name.starts_with("演示") && record.recorded_by == record.item.organiser);
        let why = Mark::Refused(RefusedFor::Identity);
        let stands = [(why, why), (Mark::Exported, Mark::Exported), (Mark::Entered, Mark::Entered), (why, Mark::Entered)];
        assert!(certificates.exports_of(&given.unit, days).await.unwrap().is_empty());
        for (mark, stays) in stands {
            let id = CommandId::fresh();
            let noted = certificates.mark(id, &given.unit, &[given.id], mark, &Actor::Clock).await.unwrap();
            assert_eq!(noted, Ok(()));
            let now = certificates.exports_of(&given.unit, days).await.unwrap();
            assert_eq!(now, [(given.id, stays.on(today))], "what the national system has stays so");
        }

        let removed = seed::purge_demo(&activities.journal).await.unwrap();
        let told = |what: &str| removed.iter().find(|(name, _)| name == what).unwrap().1;
        let told = ["activities", "sign_ups", "attendance", "hours", "hours_exports", "certificates"].map(told);
        assert_eq!(told, [12, 3, 1, 1, 1, 1]);
        assert!(queries::one(&database, given.activity).await.unwrap().is_none());
        assert!(activities.journal.key_now("certificate", &proof.id.to_string()).await.unwrap().is_none());
        let again = seed::purge_demo(&activities.journal).await.unwrap();
        assert!(again.iter().all(|(_, rows)| *rows == 0), "{again:?}");
    }

    async fn what_took_place_of_what_was_called_off_gives_hours(database) {
        let activities = activities(&database).await;
        let station = Station::of(&activities).await;
        let plan = [&a_shift(2, 3), &a_shift(6, 3), &a_shift(48, 3)];
        let (id, shifts) = station.published_all(&details(&activities), &plan).await;
        let [over, runs, ahead] = shifts.as_slice() else { panic!() };
        let (lan, ming, zhu) = (volunteer(), volunteer(), volunteer());
        let was_there = seated(&activities, *over, &lan).await;
        let (stays, comes) = (seated(&activities, *runs, &lan).await, seated(&activities, *runs, &ming).await);
        let later = seated(&activities, *ahead, &zhu).await;
        lets_pass(&database, *over, 10).await;
        lets_pass(&database, *runs, 7).await;
        activities.here(&here(&activities, *runs, &lan, false, 0)).await.unwrap().unwrap();
        assert_eq!(station.step(&station.leader, id, Step::Cancel, &[], "暴雨").await, Ok(()));
        let states = [was_there, stays, comes, later];
        let mut now = Vec::new();
        for id in states {
            now.push(state_of(&activities, id).await);
        }
        let (kept, off) = (SignUpState::Seated, SignUpState::Off);
        assert_eq!(now, [kept, kept, off, off], "whoever has come keeps it");
        let late = activities.here(&here(&activities, *runs, &ming, false, 0)).await.unwrap();
        assert_eq!(late, Err(NotHere::NoPlace), "nobody comes any more");
        let left = activities.here(&here(&activities, *runs, &lan, true, 1)).await.unwrap().unwrap();
        assert!(left.left_ms.is_some(), "and whoever is there may go");

        let open = queries::shift(&database, *over).await.unwrap().unwrap();
        assert_eq!(station.attend(id, was_there, open.starts_ms, Some(open.ends_ms)).await, Ok(()));
        assert_eq!(station.confirm(id, was_there, 310).await, Err(Refusal::AgainstARule), "capped as ever");
        assert_eq!(station.confirm(id, was_there, 300).await, Ok(()));
        let given = activities.hours_of(lan.volunteer).await.unwrap();
        let these = [("hours", Change::to(given[0].id.to_string()))];
        let back = station.step(&station.leader, id, Step::TakeBackHours, &these, "记错了").await;
        assert_eq!(back, Ok(()));
        // Somebody was there without a telephone: two people say so.
        lets_pass(&database, *runs, 1).await;
        let half = queries::shift(&database, *runs).await.unwrap().unwrap();
        let came = half.starts_ms;
        assert_eq!(station.attend(id, comes, came, Some(came + HOUR_MS)).await, Err(Refusal::NotNow));
        let after = half.off_at_ms.unwrap() + 1;
        let not_there = station.ask_hours(id, *runs, ming.volunteer, (after, after + HOUR_MS / 2), 50).await;
        assert_eq!(not_there, Err(Refusal::AgainstARule), "it was off");
        assert_eq!(station.ask_hours(id, *runs, ming.volunteer, (came, came + HOUR_MS), 100).await, Ok(()));
        let never = station.ask_hours(id, *ahead, zhu.volunteer, (came, came + HOUR_MS), 100).await;
        assert_eq!(never, Err(Refusal::NotFound), "it did not take place");
        // A draft never took place at all.
        let draft = station.draft(&details(&activities), false).await;
        let shift = station.add_shift(draft, &a_shift(1, 3)).await.unwrap();
        lets_pass(&database, shift, 6).await;
        assert_eq!(station.step(&station.leader, draft, Step::Cancel, &[], "不办了").await, Ok(()));
        let open = queries::shift(&database, shift).await.unwrap().unwrap();
        let whole = (open.starts_ms, open.ends_ms);
        let none = station.ask_hours(draft, shift, zhu.volunteer, whole, 100).await;
        assert_eq!(none, Err(Refusal::NotNow));
    }

    async fn one_shift_is_called_off_and_the_others_go_on(database) {
        let activities = activities(&database).await;
        let station = Station::of(&activities).await;
        let plan = [&a_shift(48, 1), &a_shift(72, 1)];
        let (id, shifts) = station.published_all(&details(&activities), &plan).await;
        let (lan, ming) = (volunteer(), volunteer());
        let (off, on) = (seated(&activities, shifts[0], &lan).await, seated(&activities, shifts[1], &lan).await);
        let Outcome::Waiting(waits, 0) = sign_up(&activities, shifts[0], &ming).await else { panic!() };
        let this = [("shift", Change::to(shifts[0].to_string()))];
        let cancel = async |by: &Staff, why: &str| station.step(by, id, Step::CancelShift, &this, why).await;
        assert_eq!(cancel(&station.worker, "下雨").await, Err(Refusal::NotAllowed));
        assert_eq!(cancel(&station.leader, "").await, Err(Refusal::AgainstARule));
        assert_eq!(cancel(&station.leader, "下雨").await, Ok(()));
        assert_eq!(cancel(&station.leader, "下雨").await, Err(Refusal::NotNow));
        for (sign_up, state) in [(off, SignUpState::Off), (waits, SignUpState::Off), (on, SignUpState::Seated)] {
            assert_eq!(state_of(&activities, sign_up).await, state);
        }
        for party in [&lan, &ming] {
            let off = told(&activities, party).await.into_iter().filter(|it| *it == NoticeKind::Off);
            assert_eq!(off.count(), 1);
        }
        assert_eq!(sign_up(&activities, shifts[0], &volunteer()).await, Outcome::Refused(Refused::NotOpen));
        let Outcome::Waiting(..) = sign_up(&activities, shifts[1], &ming).await else { panic!() };
        let (found, shown) = activities.public(id).await.unwrap().unwrap();
        assert_eq!((found.state, shown[0].reason.as_str()), (State::Published, "下雨"));
        let foreign = [("shift", Change::to(ShiftId::fresh().to_string()))];
        let unknown = station.step(&station.leader, id, Step::CancelShift, &foreign, "下雨").await;
        assert_eq!(unknown, Err(Refusal::NotFound));
    }

    async fn nobody_has_hours_twice_at_one_time(database) {
        let activities = activities(&database).await;
        let station = Station::of(&activities).await;
        let (one, morning) = station.published(&a_shift(48, 3)).await;
        let (two, also) = station.published(&a_shift(50, 3)).await;
        let (lan, ming) = (volunteer(), volunteer());
        let (hers, his) = (seated(&activities, morning, &lan).await, seated(&activities, also, &ming).await);
        lets_pass(&database, morning, 56).await;
        lets_pass(&database, also, 56).await;
        let at = queries::shift(&database, morning).await.unwrap().unwrap().starts_ms;
        assert_eq!(station.attend(one, hers, at, Some(at + 3 * HOUR_MS)).await, Ok(()));
        assert_eq!(station.confirm(one, hers, 300).await, Ok(()));
        // She is said to have been at the other one as well, from its beginning: an hour of both.
        let other = at + 2 * HOUR_MS;
        let both = station.ask_hours(two, also, lan.volunteer, (other, other + 2 * HOUR_MS), 200).await;
        assert_eq!(both, Err(Refusal::Taken));
        let after = station.ask_hours(two, also, lan.volunteer, (at + 3 * HOUR_MS, at + 4 * HOUR_MS), 100).await;
        assert_eq!(after, Ok(()), "they only touch");
        // And he, who asked for hours by word, is then confirmed for the same time.
        assert_eq!(station.ask_hours(one, morning, ming.volunteer, (at, at + 3 * HOUR_MS), 300).await, Ok(()));
        assert_eq!(station.attend(two, his, other, Some(other + HOUR_MS)).await, Ok(()));
        assert_eq!(station.confirm(two, his, 100).await, Err(Refusal::Taken));
    }

    async fn what_records_state_stays_once_hours_are_confirmed(database) {
        let activities = activities(&database).await;
        let station = Station::of(&activities).await;
        let plan = [&a_shift(2, 3), &a_shift(48, 3)];
        let (id, shifts) = station.published_all(&details(&activities), &plan).await;
        let (lan, ming) = (volunteer(), volunteer());
        let sign_up = seated(&activities, shifts[0], &lan).await;
        seated(&activities, shifts[1], &ming).await;
        lets_pass(&database, shifts[0], 8).await;
        let at = queries::shift(&database, shifts[0]).await.unwrap().unwrap().starts_ms;
        assert_eq!(station.attend(id, sign_up, at, Some(at + HOUR_MS)).await, Ok(()));
        let renamed = Details { name: "陪长者看病".into(), ..details(&activities) };
        assert_eq!(station.amend(id, &renamed).await, Ok(()), "nothing is confirmed yet");
        let count = async |party: &Party| {
            told(&activities, party).await.into_iter().filter(|it| *it == NoticeKind::Changed).count()
        };
        assert_eq!((count(&lan).await, count(&ming).await), (0, 1), "whoever was there has no use for it");
        assert_eq!(station.confirm(id, sign_up, 100).await, Ok(()));
        for otherwise in [
            details(&activities),
            Details { content: "打扫卫生。".into(), ..renamed.clone() },
            Details { address: "博鳌".into(), ..renamed.clone() },
            Details { leader: "王站长".into(), ..renamed.clone() },
        ] {
            assert_eq!(station.amend(id, &otherwise).await, Err(Refusal::AgainstARule), "{otherwise:?}");
        }
        let gathering = Details { gathering: "站门口".into(), ..renamed.clone() };
        assert_eq!(station.amend(id, &gathering).await, Ok(()));
        let given = activities.hours_of(lan.volunteer).await.unwrap();
        let these = [("hours", Change::to(given[0].id.to_string()))];
        assert_eq!(station.step(&station.leader, id, Step::TakeBackHours, &these, "记错了").await, Ok(()));
        assert_eq!(station.amend(id, &details(&activities)).await, Ok(()), "no record states it any more");
    }

    async fn what_was_counted_of_winter_residents_stays(database) {
        let (activities, volunteers, _) = with_people(&database).await;
        volunteers.fill_demo().await.unwrap();
        let station = Station::of(&activities).await;
        let other = somebody(&activities, "deputy", Role::StationLeader, station.unit.clone()).await;
        let (id, shift) = station.published(&a_shift(1, 5)).await;
        let people = volunteers.made_up().await.unwrap();
        let of = |winter: bool| *people.iter().find(|(_, it)| it.season.is_some() == winter).unwrap().0;
        let lan = Party::of(of(true));
        let hers = seated(&activities, shift, &lan).await;
        lets_pass(&database, shift, 6).await;
        let open = queries::shift(&database, shift).await.unwrap().unwrap();
        let whole = (open.starts_ms, open.ends_ms);
        assert_eq!(station.attend(id, hers, whole.0, Some(whole.1)).await, Ok(()));
        assert_eq!(station.confirm(id, hers, 300).await, Ok(()));
        // Of what is asked for it counts what they were when somebody agreed.
        let ming = of(false);
        assert_eq!(station.ask_hours(id, shift, ming, whole, 200).await, Ok(()));
        change_volunteer(&database, ming, "season_from = 11, season_until = 3").await;
        let asked = attendance::hours_of_activity(&database, id).await.unwrap();
        let asked = asked.iter().find(|it| it.state == HoursState::Asked).unwrap();
        let these = [("hours", Change::to(asked.id.to_string()))];
        assert_eq!(station.step(&other, id, Step::AgreeHours, &these, "").await, Ok(()));
        for person in [lan.volunteer, ming] {
            change_volunteer(&database, person, "season_from = NULL, season_until = NULL").await;
        }
        let province = somebody(&activities, "province", Role::ProvincialOfficer, Unit::Province).await;
        let day = app::activities::shift::day_of(whole.0);
        let counted = activities.counted(&province, (day, day)).await.unwrap().unwrap();
        assert_eq!(counted.iter().map(|it| it.migratory).collect::<Vec<_>>(), [true, true]);
    }

    async fn what_is_done_with_one_of_a_series_is_done_with_those_that_follow(database) {
        let activities = activities(&database).await;
        let station = Station::of(&activities).await;
        let first = station.draft_command(&details(&activities), false);
        let series = first.id.to_string();
        let mut ids = Vec::new();
        for week in 0..4 {
            let mut draft = match week {
                0 => first.clone(),
                _ => station.draft_command(&details(&activities), false),
            };
            // The last is another series.
            let of = if week == 3 { draft.id.to_string() } else { series.clone() };
            draft.fields.insert("series".into(), Change::to(of));
            assert!(activities.apply(&draft, &station.worker).await.unwrap().is_ok());
            let id: ActivityId = draft.entity_id.parse().unwrap();
            station.add_shift(id, &a_shift(24 + week * 24 * 7, 3)).await.unwrap();
            ids.push(id);
        }
        let all = async || queries::series(&database, &series, &station.unit).await.unwrap();
        assert_eq!(all().await.iter().map(|it| it.id).collect::<Vec<_>>(), ids[..3]);
        assert_eq!(queries::series(&database, "", &station.unit).await.unwrap(), []);
        let go_on = async |by: &Staff, step, why: &str, also: &[(ActivityId, i64)]| {
            let found = queries::one(&database, ids[0]).await.unwrap().unwrap();
            let mut wanted = command(CommandId::fresh(), &station.unit, ids[0], found.version, step);
            wanted.reason = why.to_owned();
            assert!(activities.apply(&wanted, by).await.unwrap().is_ok());
            let left = activities.apply_to_following(&wanted, also, by).await.unwrap();
            let again = activities.apply_to_following(&wanted, also, by).await.unwrap();
            assert_eq!(again, left, "a second press finds all of it done");
            left
        };
        let following = async || {
            let all: Vec<_> = all().await.into_iter().skip(1).map(|it| (it.id, it.version)).collect();
            all
        };
        let states = async || all().await.into_iter().map(|it| it.state).collect::<Vec<_>>();
        let mut also = following().await;
        also.push((ids[3], 2));
        assert_eq!(go_on(&station.worker, Step::Submit, "", &also).await, []);
        assert_eq!(states().await, [State::Review; 3]);
        let foreign = queries::one(&database, ids[3]).await.unwrap().unwrap();
        assert_eq!(foreign.state, State::Draft, "it belongs to another");
        // One of them was sent back meanwhile: it is named, and the rest is done.
        let also = following().await;
        assert_eq!(station.step(&station.leader, ids[1], Step::SendBack, &[], "写清楚").await, Ok(()));
        assert_eq!(go_on(&station.leader, Step::Publish, "", &also).await, [ids[1]]);
        assert_eq!(states().await, [State::Published, State::Draft, State::Published]);
        let lan = volunteer();
        let shift = queries::shifts_of(&database, ids[2]).await.unwrap()[0].id;
        let seat = seated(&activities, shift, &lan).await;
        assert_eq!(go_on(&station.leader, Step::Cancel, "台风", &following().await).await, []);
        assert_eq!(states().await, [State::Cancelled; 3]);
        assert_eq!(state_of(&activities, seat).await, SignUpState::Off);
        assert!(told(&activities, &lan).await.contains(&NoticeKind::Off));
    }
}

/// Activities with the volunteers who take part, and their certificates.
async fn with_people(database: &Database) -> (Activities, Volunteers, Certificates) {
    let activities = activities(database).await;
    let (accounts, directory) = (activities.accounts.clone(), activities.directory.clone());
    let configuration = Configuration::read(None, []).unwrap();
    let messages = Messages::open(&configuration, accounts.journal().clone(), Bell::default()).unwrap();
    let volunteers = Volunteers::new(&configuration, &accounts, messages, directory);
    (activities, volunteers, Certificates::new(&configuration, &accounts))
}
