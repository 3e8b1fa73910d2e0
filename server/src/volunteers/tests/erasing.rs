//! Who is erased, by themselves or by the clock, and what stays.

use super::*;

on_each_database! {
    async fn who_is_erased_leaves_a_number_without_a_name(database) {
        let volunteers = volunteers(&database).await;
        let leader = somebody(&volunteers, "leader", Role::StationLeader, jiaji(&volunteers)).await;
        let key = proved(&volunteers, Purpose::Register, PHONE).await;
        let id = registered(&volunteers, &key, details(&volunteers, &[])).await;
        step(&volunteers, &leader, id, Step::Pause).await.unwrap();
        let number = facts_of(&volunteers, id).await.number;
        volunteers.erase(CommandId::fresh(), id).await.unwrap();
        volunteers.erase(CommandId::fresh(), id).await.unwrap();
        let facts = facts_of(&volunteers, id).await;
        assert!(!facts.may_sign_up() && volunteers.ways(id).await.unwrap().is_empty());
        assert_eq!((facts.number, facts.state, facts.name.as_str(), facts.age), (number, State::Erased, "", None));
        assert!(volunteers.known(&Contact::parse(PHONE).unwrap()).await.unwrap().is_empty());
        assert!(volunteers.proven(&key).await.unwrap().is_none());
        let left = volunteers.find(id).await.unwrap().unwrap();
        assert!(volunteers.events(&left).await.unwrap().iter().all(|(_, said)| said.is_none()));
        assert_eq!(step(&volunteers, &leader, id, Step::Admit).await, Err(Refusal::NotFound));
        let (ids, count) = volunteers.list(&leader, Search::default(), 10, 0).await.unwrap();
        assert_eq!((ids.len(), count), (0, 0));
        // Nothing that was written to them can be read, and nothing can be sealed for them any more.
        let (opened, _) = volunteers.messages.list("", 100, 0).await.unwrap();
        assert!(opened.iter().all(|it| it.letter.as_ref().is_none_or(|letter| letter.to != PHONE)));
        verifies(&volunteers).await;
    }

    async fn who_erases_themselves_takes_along_what_is_theirs_alone(database) {
        let volunteers = volunteers(&database).await;
        let key = proved(&volunteers, Purpose::Register, PHONE).await;
        let wife = registered(&volunteers, &key, details(&volunteers, &[])).await;
        // The husband is just registering with a code of his own, and a child with the wife as guardian.
        let his = proved(&volunteers, Purpose::Register, PHONE).await;
        let guardian = a_pupil(&volunteers).guardian.map(|it| app::volunteers::details::Guardian { phone: PHONE.into(), ..it });
        let pupil = Details { guardian, ..a_pupil(&volunteers) };
        let child = CommandId::fresh();
        let asked = volunteers.register(&his, child, pupil, Language::Zh, None).await.unwrap();
        let Registered::Consent(consent) = asked else { panic!("{asked:?}") };
        let code = codes_to(&volunteers, PHONE).await.remove(0);
        volunteers.erase(CommandId::fresh(), wife).await.unwrap();
        assert!(volunteers.proven(&key).await.unwrap().is_none(), "hers");
        let husband = registered(&volunteers, &his, details(&volunteers, &[("name", "李大山")])).await;
        let agreed = volunteers.confirm(&consent, Some(&code)).await.unwrap();
        assert_eq!(agreed, Confirmed::Agreed(child.to_string().parse().unwrap()));
        // Who comes in while others have the number is not known; once nobody has, it goes.
        passes(&database, "DELETE FROM attempts WHERE $1 > 0", HOUR_MS).await;
        let came = proved(&volunteers, Purpose::SignIn, PHONE).await;
        volunteers.erase(CommandId::fresh(), husband).await.unwrap();
        assert!(volunteers.proven(&came).await.unwrap().is_some(), "the child has the number");
        volunteers.erase(CommandId::fresh(), child.to_string().parse().unwrap()).await.unwrap();
        assert!(volunteers.proven(&came).await.unwrap().is_none());
        assert!(volunteers.asked(&consent).await.unwrap().is_none(), "what a guardian agreed to is the child's");
        verifies(&volunteers).await;
    }

    async fn of_who_was_erased_nothing_stays_but_the_number(database) {
        let volunteers = volunteers(&database).await;
        let leader = somebody(&volunteers, "leader", Role::StationLeader, jiaji(&volunteers)).await;
        let key = proved(&volunteers, Purpose::Register, PHONE).await;
        let told = details(&volunteers, &[("station", "qionghai-jiaji"), ("season_from", "11"), ("season_until", "3")]);
        let id = registered(&volunteers, &key, told).await;
        step(&volunteers, &leader, id, Step::Pause).await.unwrap();
        volunteers.erase(CommandId::fresh(), id).await.unwrap();
        let left = volunteers.find(id).await.unwrap().unwrap();
        assert_eq!((left.state, left.division.as_str(), left.county.as_str()), (State::Erased, "", ""));
        assert_eq!((left.station.as_ref(), left.season, left.agreed_on, left.registered_on), (None, None, None, None));
        assert!(left.agreement.is_empty() && volunteers.events(&left).await.unwrap().is_empty());
        let erased = Search { state: State::Erased.word().to_owned(), ..Search::default() };
        assert_eq!(volunteers.list(&leader, erased, 10, 0).await.unwrap().1, 0, "and belongs to nobody");
        // The rest is looked for once more, an hour later.
        let now = now_ms();
        assert!(queries::to_forget(&database, now - HOUR_MS).await.unwrap().is_empty());
        assert_eq!(queries::to_forget(&database, now + HOUR_MS).await.unwrap(), [id]);
        database.transaction(async |tx| queries::forgotten(tx, &id.to_string()).await).await.unwrap();
        assert!(queries::to_forget(&database, now + HOUR_MS).await.unwrap().is_empty());
        verifies(&volunteers).await;
    }

    async fn who_has_long_been_no_volunteer_is_found_by_the_clock(database) {
        let volunteers = volunteers(&database).await;
        volunteers.fill_demo().await.unwrap();
        let leader = somebody(&volunteers, "leader", Role::StationLeader, jiaji(&volunteers)).await;
        let key = proved(&volunteers, Purpose::Register, PHONE).await;
        let mut ids = Vec::new();
        for name in ["王小花", "李大山", "符小明"] {
            ids.push(registered(&volunteers, &key, details(&volunteers, &[("name", name)])).await);
        }
        volunteers.own_step(CommandId::fresh(), ids[0], 1, Step::Leave).await.unwrap().unwrap();
        step(&volunteers, &leader, ids[1], Step::Hold).await.unwrap();
        let since = queries::Idle { since_ms: now_ms() - HOUR_MS, served_since_ms: 0 };
        assert!(queries::idle(&database, since, 10).await.unwrap().is_empty(), "not yet");
        passes(&database, "UPDATE volunteer_events SET at_ms = at_ms - $1", 2 * HOUR_MS).await;
        let found = queries::idle(&database, since, 10).await.unwrap();
        assert_eq!(BTreeSet::from_iter(found), BTreeSet::from([ids[0], ids[1]]), "and nobody who takes part, or is made up");
        step(&volunteers, &leader, ids[1], Step::Refuse).await.unwrap();
        assert_eq!(queries::idle(&database, since, 10).await.unwrap(), [ids[0]]);
    }

    async fn whoever_is_looked_at_again_waits_from_then_on_and_is_not_erased_once_they_are_let_in(database) {
        let volunteers = volunteers(&database).await;
        let leader = somebody(&volunteers, "leader", Role::StationLeader, jiaji(&volunteers)).await;
        let key = proved(&volunteers, Purpose::Register, PHONE).await;
        let id = registered(&volunteers, &key, details(&volunteers, &[])).await;
        passes(&database, "UPDATE volunteer_events SET at_ms = at_ms - $1", 2 * HOUR_MS).await;
        let kept = volunteers.opened(&volunteers.find(id).await.unwrap().unwrap()).await.unwrap().unwrap();
        assert_eq!(volunteers.put_in(CommandId::fresh(), id, 1, kept, true).await.unwrap(), Ok(()));
        let found = volunteers.find(id).await.unwrap().unwrap();
        let events = volunteers.events(&found).await.unwrap();
        assert_eq!((found.state, events[0].0.kind.as_str(), events[0].0.number), (State::Waiting, "amend_volunteer", 2));
        let idle = queries::Idle { since_ms: now_ms() - HOUR_MS, served_since_ms: 0 };
        assert!(queries::idle(&database, idle, 10).await.unwrap().is_empty(), "they took part until now");
        passes(&database, "UPDATE volunteer_events SET at_ms = at_ms - $1", 2 * HOUR_MS).await;
        assert_eq!(queries::idle(&database, idle, 10).await.unwrap(), [id]);
        // The clock has read that, and meanwhile they are let in.
        assert_eq!(step(&volunteers, &leader, id, Step::Admit).await, Ok(()));
        let erase = async || volunteers.erase_as(CommandId::fresh(), id, &Actor::Clock, Some(idle)).await.unwrap();
        assert!(!erase().await);
        assert_eq!(facts_of(&volunteers, id).await.state, State::Active);
        let basis = version(&volunteers, id).await;
        volunteers.own_step(CommandId::fresh(), id, basis, Step::Leave).await.unwrap().unwrap();
        passes(&database, "UPDATE volunteer_events SET at_ms = at_ms - $1", 2 * HOUR_MS).await;
        assert!(erase().await);
        assert_eq!(facts_of(&volunteers, id).await.state, State::Erased);
        verifies(&volunteers).await;
    }

    async fn whose_service_or_correction_waits_for_the_station_is_not_idle(database) {
        const WISH: [&str; 1] = [
            "INSERT INTO activity_corrections (id, shift_id, volunteer, unit, state, sealed, answer, answered_by,
                                               asked_at_ms, answered_at_ms)
             VALUES ('c', 's', $1, 'province', 'open', '', '', '', 0, NULL)",
        ];
        let volunteers = volunteers(&database).await;
        let key = proved(&volunteers, Purpose::Register, PHONE).await;
        let id = registered(&volunteers, &key, details(&volunteers, &[])).await;
        volunteers.own_step(CommandId::fresh(), id, 1, Step::Leave).await.unwrap().unwrap();
        passes(&database, "UPDATE volunteer_events SET at_ms = at_ms - $1", 2 * HOUR_MS).await;
        let idle = async |served_since_ms: i64| {
            let idle = queries::Idle { since_ms: now_ms() - HOUR_MS, served_since_ms };
            queries::idle(&database, idle, 10).await.unwrap() == [id]
        };
        run(&database, id, &SIGNED_UP).await;
        assert!(idle(0).await, "who did not come");
        run(&database, id, &CAME).await;
        assert!(!idle(0).await && idle(1000).await, "as long as it stands among what is to be recorded");
        run(&database, id, &WISH).await;
        assert!(!idle(1000).await);
        run(&database, id, &["UPDATE activity_corrections SET state = 'refused' WHERE volunteer = $1"]).await;
        assert!(idle(1000).await);
    }

    async fn who_is_erased_takes_along_the_request_that_a_guardian_agreed_to(database) {
        let volunteers = volunteers(&database).await;
        let key = proved(&volunteers, Purpose::Register, PHONE).await;
        let asked = volunteers.register(&key, CommandId::fresh(), a_pupil(&volunteers), Language::Zh, None).await.unwrap();
        let Registered::Consent(consent) = asked else { panic!("{asked:?}") };
        let code = codes_to(&volunteers, GUARDIANS).await.remove(0);
        let Confirmed::Agreed(id) = volunteers.confirm(&consent, Some(&code)).await.unwrap() else { panic!("not agreed") };
        assert!(volunteers.proven(&key).await.unwrap().is_some(), "a brother may register with it");
        volunteers.erase(CommandId::fresh(), id).await.unwrap();
        assert!(volunteers.proven(&key).await.unwrap().is_none());
        let left = codes_to(&volunteers, PHONE).await.len() + codes_to(&volunteers, GUARDIANS).await.len();
        assert_eq!(left, 0, "nor can the letters be read");
        verifies(&volunteers).await;
    }
}
