//! Who gets a place, who waits, and to whom a place is handed.

use super::*;

/// 64 who all want a place of this shift at the same moment. Every third thinks otherwise at once; of the others, those
/// who wait say yes to an offer as soon as they may, and every second who has a place hands it to somebody.
async fn race(activities: &Activities, shift: ShiftId) {
    let mut clients = JoinSet::new();
    for client in 0..64 {
        let activities = activities.clone();
        clients.spawn(async move {
            let party = volunteer();
            let outcome = sign_up(&activities, shift, &party).await;
            let (Outcome::Seated(id) | Outcome::Waiting(id, _)) = outcome else { panic!("{outcome:?}") };
            match outcome {
                _ if client % 3 == 0 => {
                    assert_eq!(ask(&activities, &party, Ask::Cancel(id)).await, Outcome::Done(id));
                }
                Outcome::Seated(_) if client % 2 == 0 => {
                    let (swap, other) = (CommandId::fresh(), volunteer());
                    let offered = activities.offer_swap(swap, id, party.volunteer, None).await.unwrap();
                    assert!(offered.is_ok(), "{offered:?}");
                    let take = Ask::Swap(swap.to_string(), Box::new(other.clone()));
                    let taken = ask(&activities, &other, take).await;
                    assert!(matches!(taken, Outcome::Seated(_)), "{taken:?}");
                }
                Outcome::Seated(_) => {}
                _ => {
                    let said = ask(&activities, &party, Ask::Accept(id)).await;
                    assert!(
                        [Outcome::Seated(id), Outcome::Refused(Refused::NotOpen)].contains(&said),
                        "{said:?}"
                    );
                }
            }
        });
    }
    clients.join_all().await;
}

on_each_database! {
    async fn a_full_shift_has_a_line_and_a_cancellation_offers_the_place(database) {
        let activities = activities(&database).await;
        let station = Station::of(&activities).await;
        let (_, shift) = station.published(&a_shift(48, 1)).await;
        let (one, two, three) = (volunteer(), volunteer(), volunteer());
        let first = seated(&activities, shift, &one).await;
        let Outcome::Waiting(second, 0) = sign_up(&activities, shift, &two).await else { panic!() };
        let Outcome::Waiting(third, 1) = sign_up(&activities, shift, &three).await else { panic!() };
        assert_eq!(sign_up(&activities, shift, &two).await, Outcome::Refused(Refused::Already));
        assert_eq!(ask(&activities, &two, Ask::Cancel(first)).await, Outcome::Refused(Refused::NotFound));
        assert_eq!(ask(&activities, &one, Ask::Cancel(first)).await, Outcome::Done(first));
        assert_eq!(state_of(&activities, second).await, SignUpState::Offered);
        let kinds = told(&activities, &two).await;
        assert!(kinds.contains(&NoticeKind::Waiting) && kinds.contains(&NoticeKind::Offered), "{kinds:?}");
        assert_eq!(ask(&activities, &three, Ask::Accept(third)).await, Outcome::Refused(Refused::NotOpen));
        // Nobody says yes: the next of the line is asked.
        activities.look_after(now_ms() + 25 * HOUR_MS).await.unwrap();
        assert_eq!(state_of(&activities, second).await, SignUpState::Lapsed);
        assert_eq!(state_of(&activities, third).await, SignUpState::Offered);
        assert_eq!(ask(&activities, &two, Ask::Accept(second)).await, Outcome::Refused(Refused::NotOpen));
        assert_eq!(ask(&activities, &three, Ask::Accept(third)).await, Outcome::Seated(third));
        assert_eq!(sign_ups::queries::taken_seats(&database, shift).await.unwrap(), 1);
    }

    async fn a_tap_counts_once(database) {
        let activities = activities(&database).await;
        let station = Station::of(&activities).await;
        let (_, shift) = station.published(&a_shift(48, 5)).await;
        let lan = volunteer();
        let tap = Tap { id: CommandId::fresh(), volunteer: lan.volunteer, ask: Ask::SignUp(shift, Box::new(lan.clone())) };
        let mut taps = JoinSet::new();
        for _ in 0..8 {
            let (activities, tap) = (activities.clone(), tap.clone());
            taps.spawn(async move { activities.tap(tap).await.unwrap() });
        }
        let outcomes = taps.join_all().await;
        assert!(outcomes.iter().all(|it| *it == outcomes[0] && matches!(it, Outcome::Seated(_))), "{outcomes:?}");
        assert_eq!(sign_ups::queries::taken_seats(&database, shift).await.unwrap(), 1);
        let Outcome::Seated(id) = outcomes[0] else { panic!() };
        let other = Tap { ask: Ask::Cancel(id), ..tap.clone() };
        assert_eq!(activities.tap(other).await.unwrap(), Outcome::Refused(Refused::OtherTap));
        // Nor does a late repeat give the place again that was given back, or somebody else's tap one to them.
        let zhu = volunteer();
        let forged = Tap { volunteer: zhu.volunteer, ask: Ask::SignUp(shift, Box::new(zhu.clone())), ..tap.clone() };
        assert_eq!(activities.tap(forged).await.unwrap(), Outcome::Refused(Refused::OtherTap));
        assert_eq!(sign_ups::queries::taken_seats(&database, shift).await.unwrap(), 1);
        assert_eq!(ask(&activities, &lan, Ask::Cancel(id)).await, Outcome::Done(id));
        assert_eq!(activities.tap(tap).await.unwrap(), Outcome::Seated(id));
        assert_eq!(sign_ups::queries::taken_seats(&database, shift).await.unwrap(), 0);
        let all = sign_ups::queries::sign_ups_of(&database, shift).await.unwrap();
        assert!(matches!(all.as_slice(), [one] if one.state == SignUpState::Cancelled), "{all:?}");
    }

    async fn what_is_given_at_once_is_written_as_what_is_looked_at_with_care(database) {
        use sign_ups::AtOnce;
        let activities = activities(&database).await;
        let station = Station::of(&activities).await;
        let (_, shift) = station.published(&a_shift(48, 2)).await;
        let tap = |party: &Party| Tap {
            id: CommandId::fresh(),
            volunteer: party.volunteer,
            ask: Ask::SignUp(shift, Box::new(party.clone())),
        };
        let at_once = async |tap: &Tap| {
            database.transaction(async |tx| activities.seat_at_once(tx, tap).await).await.unwrap()
        };
        let (lan, ming, zhu) = (volunteer(), volunteer(), volunteer());
        let (quick, careful) = (tap(&lan), tap(&ming));
        let AtOnce::Seated(Outcome::Seated(one)) = at_once(&quick).await else { panic!("it is plain") };
        let outcome = database.transaction(async |tx| activities.tap_in(tx, &careful).await).await.unwrap();
        let Outcome::Seated(other) = outcome else { panic!("{outcome:?}") };

        let all = sign_ups::queries::sign_ups_of(&database, shift).await.unwrap();
        let seen: BTreeSet<_> = all.iter().map(|it| (it.id, it.volunteer, it.state.word(), it.places)).collect();
        let seated = SignUpState::Seated.word();
        assert_eq!(seen, BTreeSet::from([(one, lan.volunteer, seated, 1), (other, ming.volunteer, seated, 1)]));
        assert!(all.iter().all(|it| it.companions.is_empty() && it.offer_until_ms.is_none()));
        assert_eq!(sign_ups::queries::taken_seats(&database, shift).await.unwrap(), 2);
        for party in [&lan, &ming] {
            assert_eq!(told(&activities, party).await, [NoticeKind::SignedUp]);
        }
        assert!(matches!(at_once(&tap(&zhu)).await, AtOnce::NotPlain), "it is full");
        // Answered before, also where nothing is in the way any more.
        for (tap, party, id) in [(&quick, &lan, one), (&careful, &ming, other)] {
            assert_eq!(ask(&activities, party, Ask::Cancel(id)).await, Outcome::Done(id));
            assert!(matches!(at_once(tap).await, AtOnce::NotPlain));
            assert_eq!(activities.tap(tap.clone()).await.unwrap(), Outcome::Seated(id));
        }
        assert_eq!(sign_ups::queries::taken_seats(&database, shift).await.unwrap(), 0);
    }

    async fn nobody_is_at_two_places_at_once(database) {
        let activities = activities(&database).await;
        let station = Station::of(&activities).await;
        let (_, morning) = station.published(&a_shift(48, 50)).await;
        let (_, also) = station.published(&a_shift(50, 50)).await;
        let (_, later) = station.published(&a_shift(51, 50)).await;
        // Both at the same moment: one of them gets it.
        for _ in 0..10 {
            let lan = volunteer();
            let (one, other) = tokio::join!(sign_up(&activities, morning, &lan), sign_up(&activities, also, &lan));
            let seats = [one, other].iter().filter(|it| matches!(it, Outcome::Seated(_))).count();
            assert_eq!(seats, 1, "{one:?} {other:?}");
            assert!([one, other].contains(&Outcome::Refused(Refused::Overlaps)));
        }
        let lan = volunteer();
        seated(&activities, morning, &lan).await;
        seated(&activities, later, &lan).await;
    }

    async fn a_family_gets_places_for_all_or_none(database) {
        let activities = activities(&database).await;
        let station = Station::of(&activities).await;
        let (_, shift) = station.published(&a_shift(48, 4)).await;
        let child = Companion { name: "金丝雀小符".into(), age: 8, consent: true };
        let family = |count: usize| Party { companions: vec![child.clone(); count], ..volunteer() };
        let (three, two) = (family(2), family(1));
        let first = seated(&activities, shift, &three).await;
        let Outcome::Waiting(waiting, 0) = sign_up(&activities, shift, &two).await else { panic!() };
        assert_eq!(sign_ups::queries::taken_seats(&database, shift).await.unwrap(), 3);
        assert_eq!(sign_up(&activities, shift, &family(4)).await, Outcome::Refused(Refused::TooFew));
        assert_eq!(sign_up(&activities, shift, &family(6)).await, Outcome::Refused(Refused::Many));
        // One place is of no use to two; whoever comes alone may have it.
        let alone = volunteer();
        let last = seated(&activities, shift, &alone).await;
        assert_eq!(ask(&activities, &alone, Ask::Cancel(last)).await, Outcome::Done(last));
        assert_eq!(state_of(&activities, waiting).await, SignUpState::Waiting, "still one place");
        assert_eq!(ask(&activities, &three, Ask::Cancel(first)).await, Outcome::Done(first));
        assert_eq!(state_of(&activities, waiting).await, SignUpState::Offered);
        let kept = sign_ups::queries::sign_up(&database, waiting).await.unwrap().unwrap();
        assert!(!kept.companions.contains("金丝雀"));
        assert_eq!(activities.companions(&kept).await.unwrap(), two.companions);
    }

    async fn a_place_goes_to_whoever_is_given_it(database) {
        let activities = activities(&database).await;
        let station = Station::of(&activities).await;
        let (_, saturday) = station.published(&a_shift(48, 1)).await;
        let (_, sunday) = station.published(&a_shift(72, 1)).await;
        let (lan, ming) = (volunteer(), volunteer());
        let (hers, his) = (seated(&activities, saturday, &lan).await, seated(&activities, sunday, &ming).await);
        let swap = CommandId::fresh();
        let not_his = activities.offer_swap(swap, hers, ming.volunteer, None).await.unwrap();
        assert_eq!(not_his, Err(Refused::NotFound));
        let given = activities.offer_swap(swap, hers, lan.volunteer, Some(ming.volunteer)).await.unwrap();
        assert!(given.is_ok());
        assert_eq!(activities.swap_offered(&swap.to_string()).await.unwrap(), Some(saturday));
        assert!(told(&activities, &ming).await.contains(&NoticeKind::Given));
        let handed = given_to(&database, ming.volunteer, now_ms()).await.unwrap();
        assert_eq!(handed.iter().map(|it| it.words.as_str()).collect::<Vec<_>>(), [swap.to_string()]);
        for more in 2..=6 {
            let offered = activities.offer_swap(CommandId::fresh(), hers, lan.volunteer, None).await.unwrap();
            assert_eq!(offered.is_ok(), more <= 5, "{more}");
        }
        let take = |party: &Party| Ask::Swap(swap.to_string(), Box::new(party.clone()));
        assert_eq!(ask(&activities, &lan, take(&lan)).await, Outcome::Refused(Refused::NotOpen));
        assert!(matches!(ask(&activities, &ming, take(&ming)).await, Outcome::Seated(_)));
        assert!(matches!(ask(&activities, &ming, take(&ming)).await, Outcome::Refused(_)), "it is taken");
        let sign_ups = sign_ups::queries::sign_ups_of(&database, saturday).await.unwrap();
        let seated: Vec<_> = sign_ups.iter().filter(|it| it.state == SignUpState::Seated).collect();
        assert_eq!(seated.iter().map(|it| it.volunteer).collect::<Vec<_>>(), [ming.volunteer]);
        assert_eq!(sign_ups::queries::taken_seats(&database, saturday).await.unwrap(), 1);
        let kept = state_of(&activities, his).await;
        assert_eq!(kept, SignUpState::Seated, "a place is given, and none is taken for it");
        assert_eq!(activities.swap_offered(&swap.to_string()).await.unwrap(), None);
        assert!(given_to(&database, ming.volunteer, now_ms()).await.unwrap().is_empty());
    }

    async fn never_eleven_on_ten_places_and_never_a_place_lost(database) {
        let rounds = std::env::var("LASTMETRE_SIGN_UP_ROUNDS").ok().and_then(|it| it.parse().ok()).unwrap_or(25);
        let activities = activities(&database).await;
        let station = Station::of(&activities).await;
        for round in 0..rounds {
            let (_, shift) = station.published(&a_shift(24 + round % 7, 10)).await;
            race(&activities, shift).await;
            let sign_ups = sign_ups::queries::sign_ups_of(&database, shift).await.unwrap();
            let of = |state| sign_ups.iter().filter(|it| it.state == state).count();
            let (held, waiting) = (of(SignUpState::Seated) + of(SignUpState::Offered), of(SignUpState::Waiting));
            let taken = sign_ups::queries::taken_seats(&database, shift).await.unwrap();
            assert_eq!(i64::try_from(held).unwrap(), taken, "round {round}");
            assert!(held <= 10, "round {round}: {held} on ten places");
            assert!(held == 10 || waiting == 0, "round {round}: {held} have a place and {waiting} wait");
        }
    }

    async fn whoever_may_not_take_part_any_more_gets_no_place_and_keeps_none(database) {
        let (activities, volunteers, _) = with_people(&database).await;
        volunteers.fill_demo().await.unwrap();
        let station = Station::of(&activities).await;
        let people: Vec<_> = volunteers.made_up().await.unwrap().into_keys().collect();
        let (lan, ming, zhu) = (Party::of(people[0]), Party::of(people[1]), volunteer());
        let (_, first) = station.published(&a_shift(48, 1)).await;
        let (_, second) = station.published(&a_shift(72, 1)).await;
        let (_, third) = station.published(&a_shift(96, 2)).await;
        let (_, begun) = station.published(&a_shift(2, 2)).await;
        let seat = seated(&activities, first, &lan).await;
        let Outcome::Waiting(next, 0) = sign_up(&activities, first, &zhu).await else { panic!() };
        let held = seated(&activities, second, &zhu).await;
        let Outcome::Waiting(offered, 0) = sign_up(&activities, second, &lan).await else { panic!() };
        assert_eq!(ask(&activities, &zhu, Ask::Cancel(held)).await, Outcome::Done(held));
        assert_eq!(state_of(&activities, offered).await, SignUpState::Offered);
        let given = seated(&activities, third, &zhu).await;
        let swap = CommandId::fresh();
        assert!(activities.offer_swap(swap, given, zhu.volunteer, None).await.unwrap().is_ok());
        let there = seated(&activities, begun, &lan).await;
        lets_pass(&database, begun, 2).await;

        stand(&database, lan.volunteer, "paused").await;
        let refused = Outcome::Refused(Refused::NotAdmitted);
        assert_eq!(sign_up(&activities, third, &lan).await, refused);
        assert_eq!(ask(&activities, &lan, Ask::Accept(offered)).await, refused);
        let take = Ask::Swap(swap.to_string(), Box::new(lan.clone()));
        assert_eq!(ask(&activities, &lan, take).await, refused);
        let came = activities.here(&here(&activities, begun, &lan, false, 0)).await.unwrap();
        assert_eq!(came, Err(NotHere::NotAdmitted));

        let by = Actor::Staff(station.leader.id);
        for _ in 0..2 {
            activities.stand_down(lan.volunteer, &by).await.unwrap();
            assert_eq!(state_of(&activities, seat).await, SignUpState::Cancelled);
            assert_eq!(state_of(&activities, next).await, SignUpState::Offered, "whoever waited is asked");
            assert_eq!(state_of(&activities, offered).await, SignUpState::Cancelled);
            assert_eq!(sign_ups::queries::taken_seats(&database, second).await.unwrap(), 0);
            assert_eq!(state_of(&activities, there).await, SignUpState::Seated, "it has begun");
        }
        let kinds = told(&activities, &lan).await;
        assert_eq!(kinds.iter().filter(|kind| **kind == NoticeKind::TakenOut).count(), 2, "{kinds:?}");
        // Nobody came back from stopping somebody: the clock does the rest.
        let left_over = seated(&activities, third, &ming).await;
        for (state, stays) in [("waiting", true), ("active", true), ("left", false)] {
            stand(&database, ming.volunteer, state).await;
            activities.look_after(now_ms()).await.unwrap();
            let now = state_of(&activities, left_over).await;
            assert_eq!(now == SignUpState::Seated, stays, "{state}: {now:?}");
        }
        // Whoever goes by themselves is told as one who cancels.
        stand(&database, lan.volunteer, "active").await;
        let again = seated(&activities, third, &lan).await;
        activities.stand_down(lan.volunteer, &Actor::Volunteer(lan.volunteer)).await.unwrap();
        assert_eq!(state_of(&activities, again).await, SignUpState::Cancelled);
        assert!(told(&activities, &lan).await.contains(&NoticeKind::Cancelled));
    }

    async fn whoever_has_another_place_at_that_time_is_passed_by_in_the_line(database) {
        let activities = activities(&database).await;
        let station = Station::of(&activities).await;
        let (_, shift) = station.published(&a_shift(48, 1)).await;
        let (_, other) = station.published(&a_shift(49, 5)).await;
        let (one, two, three) = (volunteer(), volunteer(), volunteer());
        let first = seated(&activities, shift, &one).await;
        let Outcome::Waiting(second, 0) = sign_up(&activities, shift, &two).await else { panic!() };
        let Outcome::Waiting(third, 1) = sign_up(&activities, shift, &three).await else { panic!() };
        let elsewhere = seated(&activities, other, &two).await;
        assert_eq!(ask(&activities, &one, Ask::Cancel(first)).await, Outcome::Done(first));
        let states = async || (state_of(&activities, second).await, state_of(&activities, third).await);
        assert_eq!(states().await, (SignUpState::Waiting, SignUpState::Offered));
        // A place that is kept for somebody is theirs as well.
        assert_eq!(sign_up(&activities, other, &three).await, Outcome::Refused(Refused::Overlaps));
        assert_eq!(ask(&activities, &three, Ask::Cancel(third)).await, Outcome::Done(third));
        assert_eq!(states().await.0, SignUpState::Waiting, "they are still elsewhere");
        assert_eq!(ask(&activities, &two, Ask::Cancel(elsewhere)).await, Outcome::Done(elsewhere));
        activities.look_after(now_ms()).await.unwrap();
        assert_eq!(states().await.0, SignUpState::Offered);
        // Somebody hands them a place elsewhere, and they take it: the one that is kept is none for them.
        let zhu = volunteer();
        let handed = seated(&activities, other, &zhu).await;
        let swap = CommandId::fresh();
        assert!(activities.offer_swap(swap, handed, zhu.volunteer, None).await.unwrap().is_ok());
        let take = Ask::Swap(swap.to_string(), Box::new(two.clone()));
        assert!(matches!(ask(&activities, &two, take).await, Outcome::Seated(_)));
        assert_eq!(ask(&activities, &two, Ask::Accept(second)).await, Outcome::Refused(Refused::Overlaps));
    }

    async fn a_place_is_handed_only_to_whoever_could_have_signed_up(database) {
        let activities = activities(&database).await;
        let station = Station::of(&activities).await;
        let asks = Details { age_min: 16, training: "急救".into(), ..details(&activities) };
        let (_, shift) = station.published_with(&asks, &a_shift(48, 3)).await;
        let (_, other) = station.published(&a_shift(50, 3)).await;
        let trained = || Party { trainings: ["急救".to_owned()].into(), ..volunteer() };
        let lan = trained();
        let seat = seated(&activities, shift, &lan).await;
        let swap = CommandId::fresh();
        assert!(activities.offer_swap(swap, seat, lan.volunteer, None).await.unwrap().is_ok());
        let busy = trained();
        seated(&activities, other, &busy).await;
        let also = trained();
        seated(&activities, shift, &also).await;
        for (party, refused) in [
            (Party { age: Some(15), consent: true, ..trained() }, Refused::Young),
            (Party { age: Some(17), ..trained() }, Refused::Consent),
            (volunteer(), Refused::Training),
            (Party { admitted: false, ..trained() }, Refused::NotAdmitted),
            (busy, Refused::Overlaps),
            (also, Refused::Already),
        ] {
            let take = Ask::Swap(swap.to_string(), Box::new(party.clone()));
            assert_eq!(ask(&activities, &party, take).await, Outcome::Refused(refused), "{party:?}");
        }
        assert_eq!(state_of(&activities, seat).await, SignUpState::Seated, "it stays with whoever has it");
        assert_eq!(activities.swap_offered(&swap.to_string()).await.unwrap(), Some(shift));
        assert_eq!(ask(&activities, &lan, Ask::Cancel(seat)).await, Outcome::Done(seat));
        let gone = activities.swap_offered(&swap.to_string()).await.unwrap();
        assert_eq!(gone, None, "whoever offered it has it no more");
    }

    async fn nobody_sits_down_in_what_is_just_called_off(database) {
        let activities = activities(&database).await;
        let station = Station::of(&activities).await;
        for round in 0..8 {
            let (id, shift) = station.published(&a_shift(24 + round, 10)).await;
            let whole = round % 2 == 0;
            let call_off = async {
                let this = [("shift", Change::to(shift.to_string()))];
                match whole {
                    true => station.step(&station.leader, id, Step::Cancel, &[], "台风").await,
                    false => station.step(&station.leader, id, Step::CancelShift, &this, "台风").await,
                }
            };
            let mut clients = JoinSet::new();
            for _ in 0..32 {
                let activities = activities.clone();
                clients.spawn(async move { sign_up(&activities, shift, &volunteer()).await });
            }
            let (done, outcomes) = tokio::join!(call_off, clients.join_all());
            assert_eq!(done, Ok(()), "round {round}");
            let all = sign_ups::queries::sign_ups_of(&database, shift).await.unwrap();
            assert!(all.iter().all(|it| it.state == SignUpState::Off), "round {round}: {all:?}");
            let signed = outcomes.iter().filter(|it| !matches!(it, Outcome::Refused(_))).count();
            assert_eq!(signed, all.len(), "round {round}: whoever was told of a place is told that it is off");
            let untold = activities.untold(1000).await.unwrap();
            let off = untold.iter().filter(|it| it.activity == id && it.kind == NoticeKind::Off).count();
            assert_eq!(off, all.len(), "round {round}");
            let tell = async |tx: &mut Transaction<'_>| {
                for notice in &untold {
                    activities.told(tx, notice, now_ms()).await?;
                }
                Ok(())
            };
            database.transaction(tell).await.unwrap();
        }
    }
}
