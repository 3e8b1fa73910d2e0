//! What waits to be recorded, what volunteers want put right, and which certificates state which hours.

use app::{
    activities::recording::{CorrectionState, Lacks, Unrecorded},
    certificates::model::{NameShown, NewCertificate, StatementFault},
};

use super::*;
use crate::{
    activities::{
        mine::{Stating, stated},
        recording::queries as recording,
    },
    certificates::IssueFault,
};

/// Somebody came at the beginning and stayed for two hours.
async fn came(station: &Station<'_>, id: ActivityId, shift: ShiftId, sign_up: SignUpId) {
    let starts_ms = queries::shift(station.activities.database(), shift).await.unwrap().unwrap().starts_ms;
    let fields = [
        ("sign_up", Change::to(sign_up.to_string())),
        ("came_ms", Change::to(starts_ms)),
        ("left_ms", Change::to(starts_ms + 2 * HOUR_MS)),
    ];
    assert_eq!(station.step(&station.worker, id, Step::Attend, &fields, "").await, Ok(()));
}

async fn confirm(station: &Station<'_>, id: ActivityId, sign_up: SignUpId) {
    let fields = [("sign_up", Change::to(sign_up.to_string())), ("hundredths", Change::to(200))];
    assert_eq!(station.step(&station.leader, id, Step::ConfirmHours, &fields, "").await, Ok(()));
}

fn sums(of: &Unrecorded) -> [Vec<(i64, i64)>; 2] {
    let sum = |at: &[app::activities::recording::WaitingAt]| -> Vec<_> {
        at.iter().map(|it| (it.waiting, it.overdue)).collect()
    };
    [sum(&of.own), sum(&of.below)]
}

on_each_database! {
    async fn service_waits_until_hours_or_an_absence_say_otherwise_and_late_ones_are_told(database) {
        let activities = activities(&database).await;
        let station = Station::of(&activities).await;
        let county = somebody(&activities, "county", Role::CountyOfficer, Unit::County("469002".into())).await;
        let elsewhere = somebody(&activities, "elsewhere", Role::CountyOfficer, Unit::County("469005".into())).await;
        let (id, shift) = station.published(&a_shift(2, 5)).await;
        let (came_only, silent, absent, done) = (volunteer(), volunteer(), volunteer(), volunteer());
        let mut seats = Vec::new();
        for party in [&came_only, &silent, &absent, &done] {
            seats.push(seated(&activities, shift, party).await);
        }
        let told = async |reader: &Staff| sums(&activities.unrecorded(reader).await.unwrap());
        let nothing = [vec![], vec![]];
        assert_eq!(told(&station.leader).await, nothing, "it is not over");
        lets_pass(&database, shift, 6).await;
        came(&station, id, shift, seats[0]).await;
        came(&station, id, shift, seats[3]).await;
        let missed = [("sign_up", Change::to(seats[2].to_string()))];
        assert_eq!(station.step(&station.worker, id, Step::Miss, &missed, "").await, Ok(()));
        assert_eq!(told(&station.leader).await, [vec![(3, 0)], vec![]]);
        confirm(&station, id, seats[3]).await;
        assert_eq!(told(&station.leader).await, [vec![(2, 0)], vec![]]);
        assert_eq!(told(&station.worker).await, [vec![(2, 0)], vec![]], "whoever calls the roll");
        assert_eq!(told(&county).await, [vec![], vec![(2, 0)]], "whoever only looks on");
        assert_eq!(told(&elsewhere).await, nothing);
        // Sixty days hold more than ten working days, whatever the holidays.
        lets_pass(&database, shift, 60 * 24).await;
        assert_eq!(told(&station.leader).await, [vec![(2, 2)], vec![]]);
        assert_eq!(told(&county).await, [vec![], vec![(2, 2)]]);

        let units = format!(",{},", station.unit);
        let lacks = async || {
            let all = recording::unrecorded(&database, &units, now_ms(), 10).await.unwrap().into_iter();
            let mut all: Vec<_> = all.map(|it| (it.lacks, it.volunteer)).collect();
            all.sort_by_key(|it| it.0);
            all
        };
        let of = |it: &Party| it.volunteer;
        assert_eq!(lacks().await, [(Lacks::Roll, of(&silent)), (Lacks::Hours, of(&came_only))]);
        assert_eq!(recording::unrecorded(&database, &units, now_ms(), 1).await.unwrap().len(), 1);
        assert!(recording::unrecorded(&database, ",,", now_ms(), 10).await.unwrap().is_empty());
        // Hours on the word of two wait for the second; where they do not agree, somebody has decided.
        let starts_ms = queries::shift(&database, shift).await.unwrap().unwrap().starts_ms;
        let asked = [
            ("shift", Change::to(shift.to_string())),
            ("volunteer", Change::to(silent.volunteer.to_string())),
            ("came_ms", Change::to(starts_ms)),
            ("left_ms", Change::to(starts_ms + 2 * HOUR_MS)),
            ("hundredths", Change::to(200)),
        ];
        assert_eq!(station.step(&station.worker, id, Step::AskHours, &asked, "没有签到").await, Ok(()));
        assert_eq!(lacks().await, [(Lacks::Hours, of(&came_only)), (Lacks::Agreement, of(&silent))]);
        let own = recording::unrecorded_of(&database, silent.volunteer, now_ms()).await.unwrap();
        assert_eq!((own.len(), own[0].lacks, own[0].shift), (1, Lacks::Agreement, shift));
        let hours = attendance::hours_of_activity(&database, id).await.unwrap();
        let hers = hours.iter().find(|it| it.volunteer == silent.volunteer).unwrap().id.to_string();
        let these = [("hours", Change::to(hers))];
        assert_eq!(station.step(&station.leader, id, Step::RefuseHours, &these, "没有来").await, Ok(()));
        assert_eq!(lacks().await, [(Lacks::Hours, of(&came_only))]);
        lets_pass(&database, shift, -60 * 24).await;
        confirm(&station, id, seats[0]).await;
        assert_eq!(told(&station.leader).await, nothing);
    }

    async fn what_was_given_until_it_was_called_off_waits_for_its_hours_as_well(database) {
        let activities = activities(&database).await;
        let station = Station::of(&activities).await;
        let plan = [&a_shift(2, 3), &a_shift(6, 3), &a_shift(10, 3)];
        let (id, shifts) = station.published_all(&details(&activities), &plan).await;
        let [over, runs, alone] = shifts.as_slice() else { panic!() };
        let (lan, ming, zhu) = (volunteer(), volunteer(), volunteer());
        // It was over before anything was called off, and nobody has called its roll.
        seated(&activities, *over, &zhu).await;
        lets_pass(&database, *over, 10).await;
        let mut came = Vec::new();
        // An hour ago they began; they were there for the first half of it, and then elsewhere for the second.
        for (shift, hours, since) in [(runs, 7, 0), (alone, 11, HOUR_MS / 2)] {
            came.push(seated(&activities, *shift, &lan).await);
            seated(&activities, *shift, &ming).await;
            lets_pass(&database, *shift, hours).await;
            let open = queries::shift(&database, *shift).await.unwrap().unwrap();
            let (from, who) = (open.starts_ms + since, came[came.len() - 1]);
            assert_eq!(station.attend(id, who, from, Some(from + HOUR_MS / 2)).await, Ok(()));
        }
        let this = [("shift", Change::to(alone.to_string()))];
        assert_eq!(station.step(&station.leader, id, Step::CancelShift, &this, "下雨").await, Ok(()));
        assert_eq!(station.step(&station.leader, id, Step::Cancel, &[], "台风").await, Ok(()));
        for shift in [runs, alone] {
            lets_pass(&database, *shift, 3).await;
        }
        let units = format!(",{},", station.unit);
        let all = recording::unrecorded(&database, &units, now_ms(), 10).await.unwrap();
        let mut lacking: Vec<_> = all.iter().map(|it| (it.lacks, it.shift, it.volunteer)).collect();
        lacking.sort();
        let (lan_came, hours) = (lan.volunteer, Lacks::Hours);
        let mut wanted = [
            (Lacks::Roll, *over, zhu.volunteer),
            (hours, *runs, lan_came),
            (hours, *alone, lan_came),
        ];
        wanted.sort();
        assert_eq!(lacking, wanted, "whoever did not come lacks nothing");
        assert_eq!(sums(&activities.unrecorded(&station.leader).await.unwrap()), [vec![(3, 0)], vec![]]);
        assert_eq!(recording::unrecorded_of(&database, lan_came, now_ms()).await.unwrap().len(), 2);
        assert!(recording::unrecorded_of(&database, ming.volunteer, now_ms()).await.unwrap().is_empty());
        for sign_up in came {
            assert_eq!(station.confirm(id, sign_up, 50).await, Ok(()));
        }
        assert!(recording::unrecorded_of(&database, lan_came, now_ms()).await.unwrap().is_empty());
    }

    async fn who_came_for_nothing_that_counts_is_told_why_and_hours_can_be_confirmed_all_the_same(database) {
        let activities = activities(&database).await;
        let station = Station::of(&activities).await;
        let (id, shift) = station.published(&a_shift(2, 5)).await;
        let (lan, ming) = (volunteer(), volunteer());
        let (came, silent) = (seated(&activities, shift, &lan).await, seated(&activities, shift, &ming).await);
        lets_pass(&database, shift, 3).await;
        let from = queries::shift(&database, shift).await.unwrap().unwrap().starts_ms;
        assert_eq!(station.attend(id, came, from, Some(from + HOUR_MS / 2)).await, Ok(()));
        let not_count = async |by: &Staff, sign_up: SignUpId, why: &str| {
            let fields = [("sign_up", Change::to(sign_up.to_string()))];
            station.step(by, id, Step::NotCount, &fields, why).await
        };
        assert_eq!(not_count(&station.leader, came, "只来了几分钟").await, Err(Refusal::NotNow), "it goes on");
        lets_pass(&database, shift, 3).await;
        assert_eq!(not_count(&station.worker, came, "只来了几分钟").await, Err(Refusal::NotAllowed));
        assert_eq!(not_count(&station.leader, came, " ").await, Err(Refusal::AgainstARule));
        let not_there = not_count(&station.leader, silent, "没有来").await;
        assert_eq!(not_there, Err(Refusal::AgainstARule), "of them it is noted that they did not come");
        let lacks = async |who: &Party| {
            let all = recording::unrecorded_of(&database, who.volunteer, now_ms()).await.unwrap().into_iter();
            all.map(|it| it.lacks).collect::<Vec<_>>()
        };
        assert_eq!((lacks(&lan).await, lacks(&ming).await), (vec![Lacks::Hours], vec![Lacks::Roll]));
        assert_eq!(not_count(&station.leader, came, "只来了几分钟").await, Ok(()));
        assert_eq!(not_count(&station.leader, came, "只来了几分钟").await, Err(Refusal::NotNow), "it is decided");
        assert_eq!((lacks(&lan).await, lacks(&ming).await), (vec![], vec![Lacks::Roll]));
        assert!(told(&activities, &lan).await.contains(&NoticeKind::NotCounted));
        let why = attendance::uncounted_of_volunteer(&database, lan.volunteer).await.unwrap();
        let [why] = why.as_slice() else { panic!("{why:?}") };
        assert_eq!((why.state, why.remark.as_str(), why.hundredths), (HoursState::NotCounted, "只来了几分钟", 0));
        assert!(activities.hours_of(lan.volunteer).await.unwrap().is_empty());
        let wish = activities.ask_correction(CommandId::fresh(), lan.volunteer, shift, "我帮了半小时").await;
        assert_eq!(wish.unwrap(), Ok(()), "they may say otherwise");

        assert_eq!(station.confirm(id, came, 50).await, Ok(()));
        assert_eq!(activities.hours_of(lan.volunteer).await.unwrap()[0].hundredths, 50);
        assert!(told(&activities, &lan).await.contains(&NoticeKind::Hours));
        let late = not_count(&station.leader, came, "只来了几分钟").await;
        assert_eq!(late, Err(Refusal::NotNow), "what counts is taken back instead");
    }

    async fn what_somebody_wants_put_right_waits_for_its_answer_and_they_are_told(database) {
        let activities = activities(&database).await;
        let station = Station::of(&activities).await;
        let (id, shift) = station.published(&a_shift(2, 5)).await;
        let (lan, ming) = (volunteer(), volunteer());
        let seat = seated(&activities, shift, &lan).await;
        let words = "我到十二点才走";
        let ask = async |who: &Party, words: &str| {
            activities.ask_correction(CommandId::fresh(), who.volunteer, shift, words).await.unwrap()
        };
        assert_eq!(ask(&lan, words).await, Err(Refusal::NotNow), "it is not over");
        lets_pass(&database, shift, 6).await;
        assert_eq!(ask(&ming, words).await, Err(Refusal::NotFound), "they took no part");
        assert_eq!(ask(&lan, " ").await, Err(Refusal::AgainstARule));
        assert_eq!(ask(&lan, &"长".repeat(501)).await, Err(Refusal::AgainstARule));
        let press = CommandId::fresh();
        for _ in 0..2 {
            let asked = activities.ask_correction(press, lan.volunteer, shift, words).await.unwrap();
            assert_eq!(asked, Ok(()), "a second press is the same wish");
        }
        assert_eq!(ask(&lan, words).await, Err(Refusal::Taken), "it waits for its answer already");
        let waits = async |reader: &Staff| activities.unrecorded(reader).await.unwrap().corrections;
        assert_eq!((waits(&station.leader).await, waits(&station.worker).await), (1, 0));
        let county = somebody(&activities, "county", Role::CountyOfficer, Unit::County("469002".into())).await;
        assert_eq!(waits(&county).await, 0);
        let own = async || activities.corrections_of(lan.volunteer).await.unwrap();
        let [wish] = <[_; 1]>::try_from(own().await).unwrap();
        assert_eq!((wish.words.as_str(), wish.answer.as_str(), wish.correction.state), (words, "", CorrectionState::Open));
        let rows = crate::journal::queries::rows_after(&database, &station.unit.to_string(), 0, 100).await.unwrap();
        let row = rows.iter().find(|row| row.kind == "ask_for_correction").unwrap();
        assert!(!format!("{row:?}").contains("十二点"), "nothing that is said stands open in the journal");

        let which = wish.correction.id;
        let answer = async |by: &Staff, state, words: &str| {
            activities.answer_correction(CommandId::fresh(), which, state, words, by).await.unwrap()
        };
        let corrected = CorrectionState::Corrected;
        assert_eq!(answer(&station.worker, corrected, "好").await, Err(Refusal::NotFound));
        assert_eq!(answer(&county, corrected, "好").await, Err(Refusal::NotFound));
        assert_eq!(answer(&station.leader, CorrectionState::Open, "好").await, Err(Refusal::AgainstARule));
        assert_eq!(answer(&station.leader, corrected, "").await, Err(Refusal::AgainstARule));
        assert!(!told(&activities, &lan).await.contains(&NoticeKind::Answered));
        assert_eq!(answer(&station.leader, corrected, "已重新确认").await, Ok(()));
        assert_eq!(answer(&station.leader, corrected, "已重新确认").await, Err(Refusal::NotNow));
        assert_eq!(told(&activities, &lan).await.last(), Some(&NoticeKind::Answered));
        assert_eq!(waits(&station.leader).await, 0);
        let [wish] = <[_; 1]>::try_from(own().await).unwrap();
        assert_eq!((wish.answer.as_str(), wish.correction.state), ("已重新确认", corrected));
        assert!(state_of(&activities, seat).await == SignUpState::Seated && station.activities.public(id).await.unwrap().is_some());

        // One can ask again; and of whoever erases themselves nothing stays.
        assert_eq!(ask(&lan, "还是不对").await, Ok(()));
        assert_eq!((waits(&station.leader).await, own().await.len()), (1, 2));
        let key = lan.volunteer.to_string();
        let erase = async |tx: &mut Transaction<'_>| activities.journal.erase(tx, "volunteer", &key).await;
        assert!(database.transaction(erase).await.unwrap());
        assert_eq!(waits(&station.leader).await, 0, "nothing can be read any more");
        assert!(own().await.iter().all(|it| it.words.is_empty() && it.answer.is_empty()));
        activities.forget(lan.volunteer).await.unwrap();
        assert!(own().await.is_empty());
    }

    async fn a_certificate_states_hours_that_stand_and_goes_with_them_whatever_the_activity_is_called(database) {
        let (activities, volunteers, certificates) = with_people(&database).await;
        volunteers.fill_demo().await.unwrap();
        assert!(activities.fill_demo(&volunteers, &certificates, shanghai::today()).await.unwrap());
        let (mut given, mut facts) = (Vec::new(), None);
        for (id, it) in volunteers.made_up().await.unwrap() {
            let hours = activities.hours_of(id).await.unwrap();
            if !hours.is_empty() {
                (given, facts) = (hours, Some(it));
            }
        }
        let ([given], Some(facts)) = (given.as_slice(), facts) else { panic!("{given:?}") };
        let directory = activities.directory.get();
        let state = async |days| {
            let stating = Stating { unit: &given.unit, shown: NameShown::Surname, days };
            stated(&activities, &directory, given.volunteer, &facts, &stating).await.unwrap()
        };
        let (statement, hours) = state((Some(given.day), Some(given.day))).await.unwrap();
        assert_eq!(hours, [given.id]);
        let before = given.day - time::Duration::DAY;
        assert!(state((None, Some(before))).await.is_none(), "none of these days");
        let place = &statement.items[0].place;
        let details = queries::one(&database, given.activity).await.unwrap().unwrap().details;
        let county = directory.areas.county_or_city(&details.place).unwrap().name_in(app::language::Language::Zh);
        assert!(place.contains(county) && place.ends_with(&details.address), "{place}");

        // Two that were issued before it was kept which hours they state: by the same unit, and by another one.
        let elsewhere = directory.stations.iter().map(|it| Unit::Station(it.id)).find(|it| *it != given.unit).unwrap();
        let issue = async |unit: &Unit, hours: &[HoursId]| {
            let new = NewCertificate {
                volunteer: given.volunteer,
                unit: unit.clone(),
                statement: statement.clone(),
                hours: hours.to_vec(),
            };
            certificates.issue(CommandId::fresh(), &new, &Actor::Clock).await.unwrap()
        };
        let refused = Err(IssueFault::Refused(Refusal::NotNow));
        assert_eq!(issue(&elsewhere, &hours).await, refused, "they are not that unit's");
        assert_eq!(issue(&given.unit, &[given.id, HoursId::fresh()]).await, refused);
        let too_many = NewCertificate {
            statement: { let mut it = statement.clone(); it.items = vec![it.items[0].clone(); 501]; it },
            volunteer: given.volunteer,
            unit: given.unit.clone(),
            hours: Vec::new(),
        };
        let too_many = certificates.issue(CommandId::fresh(), &too_many, &Actor::Clock).await.unwrap();
        assert_eq!(too_many, Err(IssueFault::Statement(StatementFault::TooMany)));
        let old = issue(&given.unit, &[]).await.unwrap();
        let theirs = issue(&elsewhere, &[]).await.unwrap();
        let other_hours = {
            let hours = attendance::Hours {
                id: HoursId::fresh(),
                begins_ms: given.begins_ms - 24 * HOUR_MS,
                ends_ms: given.ends_ms - 24 * HOUR_MS,
                state: HoursState::Confirmed,
                ..given.clone()
            };
            let keep = async |tx: &mut Transaction<'_>| {
                // The index lets one row of hours of a shift stand.
                attendance::decide(tx, given.id, (HoursState::Confirmed, HoursState::Refused), "", "", 0).await?;
                attendance::insert_hours(tx, &hours).await
            };
            database.transaction(keep).await.unwrap();
            hours.id
        };
        let other = issue(&given.unit, &[other_hours]).await.unwrap();
        let back = async |tx: &mut Transaction<'_>| {
            attendance::decide(tx, other_hours, (HoursState::Confirmed, HoursState::Refused), "", "", 0).await?;
            attendance::decide(tx, given.id, (HoursState::Refused, HoursState::Confirmed), "", "", 0).await
        };
        assert!(database.transaction(back).await.unwrap());

        let leader = somebody(&activities, "leader", Role::StationLeader, given.unit.clone()).await;
        let mut wanted = command(CommandId::fresh(), &given.unit, given.activity, 0, Step::TakeBackHours);
        wanted.fields.insert("hours".into(), Change::to(given.id.to_string()));
        wanted.reason = "记错了".into();
        assert!(activities.apply(&wanted, &leader).await.unwrap().is_ok());
        assert_eq!(issue(&given.unit, &hours).await, refused, "they have just been taken back");
        let messages = Messages::open(
            &Configuration::read(None, []).unwrap(),
            activities.journal.clone(),
            Bell::default(),
        );
        activities.tell_all(&volunteers, &certificates, &messages.unwrap()).await.unwrap();
        let all = certificates.of(given.volunteer).await.unwrap();
        let holds = |number| all.iter().find(|it| it.number == number).unwrap().revoked.is_none();
        assert!(!holds(old), "by its day and the name of the activity");
        assert!(holds(theirs), "another unit's activity of that name and day is another");
        assert!(holds(other), "it states other hours of that name and day");
        assert_eq!(all.iter().filter(|it| it.revoked.is_some()).count(), 2, "with the one that was made up");
    }

    async fn hours_of_whoever_erased_themselves_are_still_to_be_corrected(database) {
        let (activities, volunteers, certificates) = with_people(&database).await;
        volunteers.fill_demo().await.unwrap();
        assert!(activities.fill_demo(&volunteers, &certificates, shanghai::today()).await.unwrap());
        let mut all = Vec::new();
        for id in volunteers.made_up().await.unwrap().into_keys() {
            all.extend(activities.hours_of(id).await.unwrap());
        }
        let [given] = all.as_slice() else { panic!("{all:?}") };
        let mark = certificates.mark(CommandId::fresh(), &given.unit, &[given.id], Mark::Exported, &Actor::Clock).await;
        assert_eq!(mark.unwrap(), Ok(()));
        volunteers.erase(CommandId::fresh(), given.volunteer).await.unwrap();
        let directory = activities.directory.get();
        let days = (given.day, given.day);
        let records = activities.records(&volunteers, &directory, &given.unit, days).await.unwrap();
        assert!(records.is_empty(), "there is no name to hand over");
        let back = async |tx: &mut Transaction<'_>| {
            attendance::decide(tx, given.id, (HoursState::Confirmed, HoursState::TakenBack), "", "", 0).await
        };
        assert!(database.transaction(back).await.unwrap());
        let records = activities.records_taken_back(&volunteers, &directory, &given.unit).await.unwrap();
        let [record] = records.as_slice() else { panic!("{records:?}") };
        assert_eq!((record.hours, record.name.as_str()), (given.id, ""));
        assert!(record.volunteer_number.starts_with("HN"), "{record:?}");
    }
}

/// How SQLite looks up what it counts for every first page of the office; PostgreSQL goes by how many rows there are.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_recorded_is_found_by_when_it_ended() {
    let story = async |database: Database| {
        let Database::Sqlite { readers, .. } = &database else { panic!() };
        let explain = format!("EXPLAIN QUERY PLAN {}", recording::COUNT_UNRECORDED);
        let plan: Vec<(i64, i64, i64, String)> = sqlx::query_as(sqlx::AssertSqlSafe(explain))
            .bind(",a unit,")
            .bind(now_ms())
            .bind(now_ms())
            .bind(now_ms())
            .fetch_all(readers)
            .await
            .unwrap();
        let told: Vec<_> = plan.iter().map(|it| it.3.as_str()).collect();
        let by_time = told.iter().filter(|it| it.starts_with("SEARCH s USING INDEX activity_shifts_by_time"));
        assert_eq!(by_time.count(), 2, "{told:?}");
        assert!(!told.iter().any(|it| it.contains("activities_by_")), "{told:?}");
    };
    crate::databases::tell_on_sqlite(story).await;
}
