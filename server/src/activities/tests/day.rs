//! Coming and going: codes, the roll-call, what is odd.

use super::*;

/// Somebody whom the leader wrote down when the shift had begun.
async fn seated_late(
    activities: &Activities,
    database: &Database,
    shift: ShiftId,
    party: &Party,
) -> SignUpId {
    let new = sign_ups::queries::SignUp {
        id: SignUpId::fresh(),
        shift,
        volunteer: party.volunteer,
        state: SignUpState::Seated,
        places: 1,
        companions: String::new(),
        signed_at_ms: now_ms(),
        offer_until_ms: None,
    };
    let write = async |tx: &mut Transaction<'_>| sign_ups::queries::insert_sign_up(tx, &new).await;
    database.transaction(write).await.unwrap();
    assert_eq!(state_of(activities, new.id).await, SignUpState::Seated);
    new.id
}

/// Lets a shift begin at this moment.
async fn begins_at(database: &Database, shift: ShiftId, starts_ms: i64) {
    let move_it = async |tx: &mut Transaction<'_>| {
        let sql = "UPDATE activity_shifts SET starts_ms = $2 WHERE id = $1";
        let done = crate::database::on_tx!(tx, |connection| sqlx::query(sql)
            .bind(shift.to_string())
            .bind(starts_ms)
            .execute(connection)
            .await);
        assert_eq!(done.unwrap(), 1);
        Ok(())
    };
    database.transaction(move_it).await.unwrap();
}

/// How SQLite looks up what is pointed out while nobody else can write.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hours_on_one_device_are_found_by_their_activity() {
    let story = async |database: Database| {
        let Database::Sqlite { readers, .. } = &database else { panic!() };
        let explain = format!("EXPLAIN QUERY PLAN {}", attendance::POINT_OUT_HOURS);
        let plan: Vec<(i64, i64, i64, String)> = sqlx::query_as(sqlx::AssertSqlSafe(explain))
            .bind("a device")
            .bind(VolunteerId::fresh().to_string())
            .bind(ActivityId::fresh().to_string())
            .bind(0)
            .bind(now_ms())
            .fetch_all(readers)
            .await
            .unwrap();
        let told: Vec<_> = plan.iter().map(|it| it.3.as_str()).collect();
        let found = "SEARCH activity_hours USING INDEX activity_hours_by_activity";
        assert!(told.iter().any(|it| it.starts_with(found)), "{told:?}");
    };
    crate::databases::tell_on_sqlite(story).await;
}

on_each_database! {
    async fn a_code_counts_once_and_one_comes_and_goes_three_times(database) {
        let activities = activities(&database).await;
        let station = Station::of(&activities).await;
        let (_, shift) = station.published(&a_shift(2, 3)).await;
        let (lan, ming) = (volunteer(), volunteer());
        let sign_up = seated(&activities, shift, &lan).await;
        seated(&activities, shift, &ming).await;
        let early = activities.here(&here(&activities, shift, &lan, false, 0)).await.unwrap();
        assert_eq!(early, Err(NotHere::NoPlace), "more than {} minutes before", EARLY_MS / STEP_MS);
        lets_pass(&database, shift, 2).await;
        let wrong = Here { code: "000000".into(), ..here(&activities, shift, &lan, false, 0) };
        let old = activities.here(&here(&activities, shift, &lan, false, -3)).await.unwrap();
        assert_eq!(old, Err(NotHere::Code), "a code of three minutes ago");
        assert_eq!(activities.here(&here(&activities, shift, &lan, true, 0)).await.unwrap(), Err(NotHere::NotCome));
        let came = activities.here(&here(&activities, shift, &lan, false, 0)).await.unwrap().unwrap();
        let again = activities.here(&here(&activities, shift, &lan, false, 0)).await.unwrap().unwrap();
        assert_eq!(again, Noted { again: true, ..came }, "they are there already");
        let same = activities.here(&here(&activities, shift, &lan, true, 0)).await.unwrap();
        assert_eq!(same, Err(NotHere::CodeUsed(again)), "the code that let them in does not let them out");
        let left = activities.here(&here(&activities, shift, &lan, true, 1)).await.unwrap().unwrap();
        assert!(left.left_ms.is_some() && !left.again);
        let twice = activities.here(&here(&activities, shift, &lan, true, 0)).await.unwrap().unwrap();
        assert_eq!(twice, Noted { again: true, ..left }, "they have left already");
        let back = activities.here(&here(&activities, shift, &lan, false, 1)).await.unwrap();
        assert_eq!(back, Err(NotHere::CodeUsed(twice)), "nor does that which let them out let them in");
        activities.here(&here(&activities, shift, &ming, false, 0)).await.unwrap().unwrap();
        let pairs = attendance::pairs_of_shift(&database, shift).await.unwrap();
        let odd: BTreeSet<_> = pairs.iter().flat_map(|pair| pair.odd.clone()).collect();
        assert_eq!(odd.into_iter().collect::<Vec<_>>(), [Odd::OneDevice, Odd::Momentary]);
        assert!(pairs.iter().any(|pair| pair.sign_up == sign_up && pair.left_by == Some(Way::Code)));
        for _ in 0..19 {
            assert_eq!(activities.here(&wrong).await.unwrap(), Err(NotHere::Code));
        }
        let right = activities.here(&here(&activities, shift, &lan, false, -1)).await.unwrap();
        assert_eq!(right, Err(NotHere::TooMany), "codes are not guessed");
    }

    async fn a_press_that_is_sent_twice_is_answered_as_the_first_time(database) {
        let activities = activities(&database).await;
        let station = Station::of(&activities).await;
        let (_, shift) = station.published(&a_shift(2, 3)).await;
        let lan = volunteer();
        seated(&activities, shift, &lan).await;
        lets_pass(&database, shift, 2).await;
        let comes = here(&activities, shift, &lan, false, 0);
        let came = activities.here(&comes).await.unwrap().unwrap();
        assert!(!came.again);
        assert_eq!(activities.here(&comes).await.unwrap(), Ok(came));
        // Once they are gone, neither press notes anything more, from whatever page it comes.
        let goes = here(&activities, shift, &lan, true, 1);
        let gone = activities.here(&goes).await.unwrap().unwrap();
        assert!(gone.left_ms.is_some() && !gone.again);
        for press in [&goes, &comes] {
            let noted = activities.here(press).await.unwrap().unwrap();
            assert_eq!((noted.left_ms, noted.again), (gone.left_ms, true));
        }
    }

    async fn whoever_is_gone_before_it_begins_is_pointed_out(database) {
        let activities = activities(&database).await;
        let station = Station::of(&activities).await;
        let (id, shift) = station.published(&a_shift(2, 3)).await;
        let (lan, ming) = (volunteer(), volunteer());
        let hers = seated(&activities, shift, &lan).await;
        let his = seated(&activities, shift, &ming).await;
        // It begins in twenty minutes.
        let starts_ms = now_ms() + 20 * 60 * 1000;
        begins_at(&database, shift, starts_ms).await;
        activities.here(&here(&activities, shift, &lan, false, 0)).await.unwrap().unwrap();
        assert_eq!(odd_of(&database, shift, hers).await, [], "whoever is early may still stay");
        activities.here(&here(&activities, shift, &lan, true, 1)).await.unwrap().unwrap();
        assert_eq!(odd_of(&database, shift, hers).await, [Odd::Outside, Odd::Momentary]);
        // The roll-call says the same.
        let before = starts_ms - 40 * 60 * 1000;
        assert_eq!(station.attend(id, his, before, Some(before + 10 * 60 * 1000)).await, Ok(()));
        assert_eq!(odd_of(&database, shift, his).await, [Odd::Outside]);
    }

    async fn of_a_position_only_the_kilometres_of_one_that_is_far_are_kept(database) {
        let activities = activities(&database).await;
        let station = Station::of(&activities).await;
        let details = Details { point: "19.25,110.47".parse().ok(), ..details(&activities) };
        let (_, shift) = station.published_with(&details, &a_shift(2, 3)).await;
        let tells = [(Some("19.254,110.47"), None), (Some("19.35,110.47"), Some(11)), (None, None)];
        let people = [volunteer(), volunteer(), volunteer()];
        for party in &people {
            seated(&activities, shift, party).await;
        }
        lets_pass(&database, shift, 2).await;
        for (party, (position, away_km)) in people.iter().zip(tells) {
            let position = position.and_then(|it| it.parse().ok());
            let device = party.volunteer.to_string();
            let here = Here { position, device, ..here(&activities, shift, party, false, 0) };
            assert_eq!(activities.here(&here).await.unwrap().unwrap().away_km, away_km);
        }
        let pairs = attendance::pairs_of_shift(&database, shift).await.unwrap();
        let far: Vec<_> = pairs.iter().filter(|it| it.away_km.is_some()).map(|it| it.odd.clone()).collect();
        assert_eq!(far, [vec![Odd::Far]]);
        for (party, (_, away_km)) in people.iter().zip(tells) {
            let came = activities.coming_of(party.volunteer).await.unwrap();
            assert_eq!(came.iter().map(|it| it.away_km).collect::<Vec<_>>(), [away_km], "theirs to take home");
        }
        assert_eq!(pairs.iter().filter(|it| it.odd.is_empty()).count(), 2);
    }

    async fn a_roll_call_that_comes_late_and_twice_counts_once(database) {
        let activities = activities(&database).await;
        let station = Station::of(&activities).await;
        let (id, shift) = station.published(&a_shift(1, 3)).await;
        let (lan, ming) = (volunteer(), volunteer());
        let (hers, his) = (seated(&activities, shift, &lan).await, seated(&activities, shift, &ming).await);
        lets_pass(&database, shift, 48).await;
        activities.look_after(now_ms()).await.unwrap();
        let open = queries::shift(&database, shift).await.unwrap().unwrap();
        assert_eq!(open.state, State::Closed, "nobody had to close it");
        let mut call = command(CommandId::fresh(), &station.unit, id, 0, Step::Attend);
        call.fields.insert("sign_up".into(), Change::to(hers.to_string()));
        call.fields.insert("came_ms".into(), Change::to(open.starts_ms));
        call.fields.insert("left_ms".into(), Change::to(open.ends_ms));
        for _ in 0..3 {
            assert!(activities.apply(&call, &station.leader).await.unwrap().is_ok());
        }
        assert_eq!(attendance::pairs_of_shift(&database, shift).await.unwrap().len(), 1);
        let missed = [("sign_up", Change::to(his.to_string()))];
        assert_eq!(station.step(&station.leader, id, Step::Miss, &missed, "").await, Ok(()));
        assert_eq!(state_of(&activities, his).await, SignUpState::Absent);
        let twice = station.step(&station.worker, id, Step::Miss, &missed, "").await;
        assert_eq!(twice, Ok(()), "a colleague noted it already");
        let was_there = [("sign_up", Change::to(hers.to_string()))];
        assert_eq!(station.step(&station.leader, id, Step::Miss, &was_there, "").await, Err(Refusal::AgainstARule));
        let elsewhere = [
            ("sign_up", Change::to(his.to_string())),
            ("came_ms", Change::to(open.starts_ms - 3 * HOUR_MS)),
        ];
        let refused = station.step(&station.leader, id, Step::Attend, &elsewhere, "").await;
        assert_eq!(refused, Err(Refusal::AgainstARule));
    }

    async fn whoever_is_sent_home_has_the_time_for_something_else(database) {
        let activities = activities(&database).await;
        let station = Station::of(&activities).await;
        let (morning_id, morning) = station.published(&a_shift(1, 3)).await;
        let (_, full) = station.published(&a_shift(1, 1)).await;
        let (_, free) = station.published(&a_shift(1, 3)).await;
        let (lan, ming, zhu) = (volunteer(), volunteer(), volunteer());
        let place = seated(&activities, full, &zhu).await;
        let Outcome::Waiting(waits, 0) = sign_up(&activities, full, &ming).await else { panic!() };
        // The morning has begun and goes on beyond the beginning of the others.
        let mut were_there = Vec::new();
        for party in [&lan, &ming] {
            were_there.push(seated(&activities, morning, party).await);
        }
        lets_pass(&database, morning, 2).await;
        for party in [&lan, &ming] {
            activities.here(&here(&activities, morning, party, false, 0)).await.unwrap().unwrap();
        }
        assert_eq!(sign_up(&activities, free, &lan).await, Outcome::Refused(Refused::Overlaps));
        assert_eq!(station.step(&station.leader, morning_id, Step::Cancel, &[], "暴雨").await, Ok(()));
        for sign_up in were_there {
            assert_eq!(state_of(&activities, sign_up).await, SignUpState::Seated, "what they gave counts");
        }
        assert!(matches!(sign_up(&activities, free, &lan).await, Outcome::Seated(_)));
        assert_eq!(ask(&activities, &zhu, Ask::Cancel(place)).await, Outcome::Done(place));
        assert_eq!(state_of(&activities, waits).await, SignUpState::Offered, "nobody passes them by");
        assert_eq!(ask(&activities, &ming, Ask::Accept(waits)).await, Outcome::Seated(waits));
    }

    async fn whoever_came_early_to_what_was_never_held_has_no_place_in_it(database) {
        let activities = activities(&database).await;
        let station = Station::of(&activities).await;
        let (id, shift) = station.published(&a_shift(2, 3)).await;
        let lan = volunteer();
        let place = seated(&activities, shift, &lan).await;
        // It begins in half an hour.
        let starts_ms = now_ms() + EARLY_MS / 2;
        begins_at(&database, shift, starts_ms).await;
        activities.here(&here(&activities, shift, &lan, false, 0)).await.unwrap().unwrap();
        assert_eq!(station.step(&station.leader, id, Step::Cancel, &[], "台风").await, Ok(()));
        assert_eq!(state_of(&activities, place).await, SignUpState::Off);
        assert!(told(&activities, &lan).await.contains(&NoticeKind::Off));
        let left = activities.here(&here(&activities, shift, &lan, true, 1)).await.unwrap();
        assert_eq!(left, Err(NotHere::NoPlace));
    }

    async fn nobody_comes_to_what_is_just_called_off(database) {
        let activities = activities(&database).await;
        let station = Station::of(&activities).await;
        let (_, shift) = station.published(&a_shift(2, 3)).await;
        let lan = volunteer();
        let place = seated(&activities, shift, &lan).await;
        lets_pass(&database, shift, 2).await;
        let comes = here(&activities, shift, &lan, false, 0);
        let call_off = async |tx: &mut Transaction<'_>| {
            queries::take_shift(tx, shift).await?;
            queries::set_off(tx, shift, now_ms(), "暴雨").await?;
            queries::end_sign_ups(tx, shift).await?;
            // They give the code while it is written down that it is off.
            let activities = activities.clone();
            let comes = tokio::spawn(async move { activities.here(&comes).await });
            tokio::time::sleep(std::time::Duration::from_millis(300)).await;
            Ok(comes)
        };
        let came = database.transaction(call_off).await.unwrap().await.unwrap().unwrap();
        assert_eq!(came, Err(NotHere::NoPlace));
        assert_eq!(attendance::pairs_of_shift(&database, shift).await.unwrap(), []);
        assert_eq!(state_of(&activities, place).await, SignUpState::Off);
    }

    async fn one_telephone_for_several_is_pointed_out_at_all_of_them(database) {
        let activities = activities(&database).await;
        let station = Station::of(&activities).await;
        // Two shifts of one activity at one time, so of one day; and another activity.
        let plan = [&a_shift(1, 5), &a_shift(1, 5)];
        let (id, shifts) = station.published_all(&details(&activities), &plan).await;
        let (other_id, other) = station.published(&a_shift(1, 5)).await;
        let [lan, ming, zhu, far] = std::array::from_fn(|_| volunteer());
        let hers = seated(&activities, shifts[0], &lan).await;
        let his = seated(&activities, shifts[0], &ming).await;
        let third = seated(&activities, shifts[1], &zhu).await;
        let elsewhere = seated(&activities, other, &far).await;
        for shift in [shifts[0], shifts[1], other] {
            lets_pass(&database, shift, 4).await;
        }
        let phone = async |shift, party: &Party, leaving, device: &str| {
            let here = Here { device: device.into(), ..here(&activities, shift, party, leaving, 0) };
            activities.here(&here).await.unwrap().unwrap()
        };
        // Hers are confirmed before anybody else uses it: the leader saw her come and go.
        let open = queries::shift(&database, shifts[0]).await.unwrap().unwrap();
        for (id, sign_up) in [(id, hers), (id, his), (id, third), (other_id, elsewhere)] {
            assert_eq!(station.attend(id, sign_up, open.starts_ms, None).await, Ok(()));
        }
        phone(shifts[0], &lan, true, "phone").await;
        assert_eq!(odd_of(&database, shifts[0], hers).await, []);
        assert_eq!(station.confirm(id, hers, 300).await, Ok(()));
        assert_eq!(activities.odd_hours(&station.leader).await.unwrap(), []);
        phone(other, &far, true, "phone").await;
        assert_eq!(odd_of(&database, other, elsewhere).await, [], "another activity");
        phone(shifts[1], &zhu, true, "another phone").await;
        assert_eq!(odd_of(&database, shifts[1], third).await, []);
        phone(shifts[0], &ming, true, "phone").await;
        for sign_up in [hers, his] {
            assert_eq!(odd_of(&database, shifts[0], sign_up).await, [Odd::OneDevice], "the first as well");
        }
        let odd = activities.odd_hours(&station.leader).await.unwrap();
        let odd: Vec<_> = odd.into_iter().map(|it| (it.volunteer, it.odd)).collect();
        assert_eq!(odd, [(lan.volunteer, vec![Odd::OneDevice])]);
        assert_eq!(station.confirm(id, his, 100).await, Ok(()));
        assert_eq!(activities.odd_hours(&station.leader).await.unwrap().len(), 2);
        let more = volunteer();
        let fourth = seated_late(&activities, &database, shifts[1], &more).await;
        phone(shifts[1], &more, false, "another phone").await;
        for sign_up in [third, fourth] {
            let odd = odd_of(&database, shifts[1], sign_up).await;
            assert!(odd.contains(&Odd::OneDevice), "{odd:?}");
        }
        assert_eq!(odd_of(&database, other, elsewhere).await, []);
    }

    async fn whoever_comes_back_after_a_break_is_not_late(database) {
        let activities = activities(&database).await;
        let station = Station::of(&activities).await;
        let (id, shift) = station.published(&a_shift(2, 3)).await;
        let (lan, ming, zhu) = (volunteer(), volunteer(), volunteer());
        let [hers, his, theirs] = [
            seated(&activities, shift, &lan).await,
            seated(&activities, shift, &ming).await,
            seated(&activities, shift, &zhu).await,
        ];
        let by_code = async |party: &Party, leaving, steps| {
            let device = party.volunteer.to_string();
            let here = Here { device, ..here(&activities, shift, party, leaving, steps) };
            activities.here(&here).await.unwrap().unwrap()
        };
        lets_pass(&database, shift, 2).await;
        by_code(&lan, false, 0).await;
        by_code(&lan, true, 1).await;
        lets_pass(&database, shift, 1).await;
        by_code(&lan, false, -1).await;
        by_code(&ming, false, 0).await;
        assert_eq!(odd_of(&database, shift, hers).await, [Odd::Momentary]);
        assert_eq!(odd_of(&database, shift, his).await, [Odd::Late]);
        let began = queries::shift(&database, shift).await.unwrap().unwrap().starts_ms;
        let half = HOUR_MS / 2;
        assert_eq!(station.attend(id, theirs, began, Some(began + half)).await, Ok(()));
        assert_eq!(station.attend(id, theirs, began + half + 1, None).await, Ok(()));
        assert_eq!(odd_of(&database, shift, theirs).await, []);
    }

    async fn what_is_odd_reaches_the_hours(database) {
        let activities = activities(&database).await;
        let station = Station::of(&activities).await;
        let far = Details { point: "19.25,110.47".parse().ok(), ..details(&activities) };
        let (id, shift) = station.published_with(&far, &a_shift(1, 9)).await;
        let (lan, ming, zhu, yan) = (volunteer(), volunteer(), volunteer(), volunteer());
        let hers = seated(&activities, shift, &lan).await;
        let his = seated(&activities, shift, &ming).await;
        seated(&activities, shift, &zhu).await;
        let last = seated(&activities, shift, &yan).await;
        let hours = async |party: &Party| {
            let all = attendance::hours_of_activity(&database, id).await.unwrap();
            all.into_iter().find(|it| it.volunteer == party.volunteer).unwrap().odd
        };
        lets_pass(&database, shift, 2).await;
        // An hour late, and goes far away.
        let own = |party: &Party, leaving, steps| Here {
            device: party.volunteer.to_string(),
            ..here(&activities, shift, party, leaving, steps)
        };
        activities.here(&own(&lan, false, 0)).await.unwrap().unwrap();
        let gone = Here { position: "19.35,110.47".parse().ok(), ..own(&lan, true, 1) };
        assert_eq!(activities.here(&gone).await.unwrap().unwrap().away_km, Some(11));
        assert_eq!(odd_of(&database, shift, hers).await, [Odd::Late, Odd::Far, Odd::Momentary]);
        // Comes and goes at once, and somebody says it were two hours.
        activities.here(&own(&zhu, false, 0)).await.unwrap().unwrap();
        activities.here(&own(&zhu, true, 1)).await.unwrap().unwrap();
        lets_pass(&database, shift, 3).await;
        let open = queries::shift(&database, shift).await.unwrap().unwrap();
        // More than an hour after the end.
        assert_eq!(station.attend(id, last, open.starts_ms, None).await, Ok(()));
        let (ends, two) = (open.ends_ms, open.starts_ms + 2 * HOUR_MS);
        activities.here(&own(&yan, true, 0)).await.unwrap().unwrap();
        assert_eq!(station.confirm(id, last, 100).await, Ok(()));
        assert_eq!(hours(&yan).await, [Odd::Overtime]);
        assert_eq!(station.ask_hours(id, shift, zhu.volunteer, (open.starts_ms, two), 200).await, Ok(()));
        assert_eq!(hours(&zhu).await, [Odd::Brief]);
        let nobody = volunteer();
        assert_eq!(station.ask_hours(id, shift, nobody.volunteer, (open.starts_ms, two), 200).await, Ok(()));
        assert_eq!(hours(&nobody).await, [], "who was not seen is on the word of two, and that is said");
        let again = [
            ("sign_up", Change::to(hers.to_string())),
            ("came_ms", Change::to(open.starts_ms)),
            ("left_ms", Change::to(ends)),
        ];
        assert_eq!(station.step(&station.worker, id, Step::Attend, &again, "").await, Ok(()));
        assert_eq!(station.confirm(id, hers, 300).await, Ok(()));
        assert_eq!(hours(&lan).await, [Odd::Late, Odd::Far, Odd::Momentary]);
        lets_pass(&database, shift, 26).await;
        let open = queries::shift(&database, shift).await.unwrap().unwrap();
        assert_eq!(station.attend(id, his, open.starts_ms, Some(open.ends_ms)).await, Ok(()));
        assert_eq!(station.confirm(id, his, 300).await, Ok(()));
        assert_eq!(hours(&ming).await, [Odd::Afterwards]);
        assert_eq!(activities.odd_hours(&station.leader).await.unwrap().len(), 5, "all on the page");
    }
}
