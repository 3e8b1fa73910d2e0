//! Single stories, most of which went wrong in other systems.

use serde_json::Value;

use super::{
    chance::Chance,
    world::{AGAINST_THE_RULES, Dies, Hands, Server, conflicts},
};
use crate::{
    journal::model::{Change, Refusal, Unit},
    offline::{
        exchange::{Ended, Outcome},
        lock::{Lock, PASSPHRASES_MAX},
        outbox::Delivery,
        receiving::LEASE_MS,
        tablet::{Table, Tablet},
    },
};

struct Story {
    chance: Chance,
    server: Server,
    tablets: Vec<Hands>,
}

const PROVINCE: Unit = Unit::Province;

fn county() -> Unit {
    Unit::County("469002".into())
}

impl Story {
    fn begins(tablets: usize) -> Self {
        let mut story = Self {
            chance: Chance::of(7),
            server: Server::with_units(&[PROVINCE, county()]),
            tablets: (0..tablets).map(Hands::new).collect(),
        };
        for who in 0..tablets {
            story.enrols(who);
            story.syncs(who);
        }
        story
    }

    fn enrols(&mut self, who: usize) {
        let enrolled = self.server.enrol(who, &mut self.chance);
        self.tablets[who].changes(|it| (it.enrol(enrolled), Vec::new()));
    }

    fn edits(&mut self, who: usize, unit: Unit, to: &str) {
        self.tablets[who].edits(&unit, "phone", to, &mut self.chance, 0).unwrap();
    }

    fn syncs(&mut self, who: usize) {
        while self.tablets[who].syncs(&mut self.server) {}
    }

    /// The batch reaches the server, which dies at this point or whose answer is lost.
    fn sends_and_hears_nothing(&mut self, who: usize, dies: Option<(usize, Dies)>) {
        let push = self.tablets[who].changes(|it| (it.push(0), Vec::new())).unwrap();
        let token = self.token(who);
        self.server.push(&token, &push, dies);
    }

    fn token(&self, who: usize) -> String {
        self.tablets[who].tablet.enrolled.as_ref().unwrap().token.clone()
    }

    fn phone(&self) -> &Value {
        &self.server.records[&PROVINCE].fields["phone"]
    }

    fn deliveries(&self, who: usize) -> Vec<&Delivery> {
        self.tablets[who].tablet.outbox.entries().iter().map(|it| &it.delivery).collect()
    }
}

#[test]
fn primero_508_two_values_of_one_field_are_both_kept() {
    let mut story = Story::begins(2);
    story.edits(0, PROVINCE, "of the first");
    story.edits(1, PROVINCE, "of the second");
    story.syncs(0);
    story.syncs(1);
    assert_eq!(story.phone(), "of the first");
    let conflict = &conflicts(&story.server.journal[1].outcome)[0];
    assert_eq!((&conflict.current, &conflict.wanted), (&"of the first".into(), &"of the second".into()));
    // And the one whose value does not stand there sees both.
    let stuck: Vec<_> = story.tablets[1].tablet.outbox.stuck().collect();
    assert!(matches!(&stuck[0].delivery, Delivery::Done { conflicts, .. } if conflicts[0] == *conflict));
    assert_eq!(story.tablets[1].sees()[&PROVINCE]["phone"], "of the first");
}

#[test]
fn edit_revert_and_edit_again_are_three_rows() {
    let mut story = Story::begins(1);
    for to in ["second", "first", "second"] {
        story.edits(0, PROVINCE, to);
    }
    story.syncs(0);
    assert_eq!(story.server.journal.len(), 3);
    assert_eq!(story.phone(), "second");
}

#[test]
fn a_lost_acknowledgement_brings_the_same_answer_again() {
    for dies in [
        None,
        Some((0, Dies::BeforeNumber)),
        Some((0, Dies::BeforeCommit)),
        Some((0, Dies::AfterCommit)),
        Some((1, Dies::AfterCommit)),
    ] {
        let mut story = Story::begins(1);
        story.edits(0, PROVINCE, "second");
        story.edits(0, county(), "second");
        story.sends_and_hears_nothing(0, dies);
        // Switched off in between; nothing but the disk is left.
        story.tablets[0].starts();
        assert!(story.deliveries(0).iter().all(|it| **it == Delivery::Sent));
        story.syncs(0);
        assert_eq!(story.server.journal.len(), 2);
        assert!(story.deliveries(0).iter().all(|it| matches!(it, Delivery::Done { .. })));
    }
}

#[test]
fn a_refused_change_holds_back_its_own_record_only() {
    let mut story = Story::begins(1);
    story.edits(0, PROVINCE, AGAINST_THE_RULES);
    story.edits(0, PROVINCE, "second");
    story.edits(0, county(), "second");
    story.syncs(0);
    let done: Vec<_> =
        story.server.journal.iter().filter(|row| matches!(row.outcome, Outcome::Done { .. })).collect();
    assert_eq!((done.len(), &done[0].command.unit), (1, &county()));
    assert!(matches!(
        story.deliveries(0)[..],
        [Delivery::Refused { why: Refusal::AgainstARule, .. }, Delivery::Saved, Delivery::Done { .. }]
    ));
    assert!(!story.tablets[0].tablet.outbox.has_something_to_send());
    // Repaired, it goes first, and the later one behind it.
    let place = story.tablets[0].tablet.outbox.entries()[0].place;
    let mut command = story.tablets[0].tablet.outbox.entries()[0].command.clone();
    let same = command.clone();
    assert!(!story.tablets[0].changes(|it| (it.outbox.send_again(place, same), Vec::new())), "the old id");
    command.id = story.chance.id();
    command.fields.insert("phone".into(), Change::from_to("first", "repaired"));
    assert!(story.tablets[0].changes(|it| (it.outbox.send_again(place, command), Vec::new())));
    story.syncs(0);
    assert_eq!(story.server.journal.last().unwrap().before["phone"], "repaired");
}

#[test]
fn what_is_repaired_takes_the_place_of_what_was_refused_and_writes_over_nobody() {
    let mut story = Story::begins(2);
    story.edits(0, PROVINCE, AGAINST_THE_RULES);
    story.tablets[0].edits(&PROVINCE, "hours", "later", &mut story.chance, 0).unwrap();
    story.syncs(0);
    let [refused, later] = [0, 1].map(|at| story.tablets[0].tablet.outbox.entries()[at].clone());
    let wanted =
        [("phone".to_owned(), Value::from("repaired")), ("note".to_owned(), Value::from("not its field"))];
    let (id, wanted) = (story.chance.id(), wanted.into());
    assert!(!story.tablets[0].tablet.outbox.clone().repair(refused.place, refused.command.id, &wanted, 9));
    assert!(
        !story.tablets[0].tablet.outbox.clone().repair(later.place, id, &wanted, 9),
        "it waits and is not refused"
    );
    assert!(story.tablets[0].changes(|it| (it.outbox.repair(refused.place, id, &wanted, 9), Vec::new())));
    // Switched off and on: the disk has it.
    story.tablets[0].starts();
    let repaired = &story.tablets[0].tablet.outbox.entries()[0];
    assert_eq!((repaired.place, repaired.command.id, repaired.command.made_at_ms), (refused.place, id, 9));
    assert_eq!(repaired.command.fields, [("phone".to_owned(), Change::from_to("first", "repaired"))].into());
    // Somebody else was there before; theirs stands, and both are told.
    story.edits(1, PROVINCE, "of the other");
    story.syncs(1);
    story.syncs(0);
    let rows: Vec<_> = story.server.journal.iter().map(|row| row.command.id).collect();
    assert_eq!(rows[2..], [id, later.command.id], "in the order of making");
    assert_eq!(story.phone(), "of the other");
    assert_eq!(story.server.records[&PROVINCE].fields["hours"], "later");
    assert!(story.tablets[0].tablet.outbox.stuck().map(|it| it.command.id).eq([id]));
}

#[test]
fn a_refused_change_that_is_discarded_lets_the_others_go_once_it_cannot_be_taken_back() {
    let mut story = Story::begins(1);
    story.edits(0, PROVINCE, AGAINST_THE_RULES);
    story.edits(0, PROVINCE, "second");
    story.syncs(0);
    let [refused, held] = [0, 1].map(|at| story.tablets[0].tablet.outbox.entries()[at].place);
    assert!(story.tablets[0].changes(|it| (it.outbox.discard(refused), Vec::new())));
    story.tablets[0].starts();
    let outbox = &story.tablets[0].tablet.outbox;
    assert_eq!(
        (outbox.stuck().count(), outbox.discarded(), outbox.has_something_to_send()),
        (0, vec![refused], false)
    );
    assert!(story.tablets[0].changes(|it| (it.outbox.take_back(refused), Vec::new())));
    assert!(!story.tablets[0].changes(|it| (it.outbox.take_back(refused), Vec::new())));
    assert_eq!(story.tablets[0].tablet.outbox.stuck().count(), 1, "as if nothing had been");
    assert!(story.tablets[0].changes(|it| (it.outbox.discard(refused), Vec::new())));
    story.tablets[0].changes(|it| (it.outbox.forget_discarded(refused), Vec::new()));
    story.syncs(0);
    // The later one saw the discarded value, which never stood there: a person decides.
    assert_eq!(story.phone(), "first");
    assert_eq!(story.tablets[0].tablet.outbox.stuck().count(), 1);
    assert!(story.tablets[0].changes(|it| (it.outbox.discard(held), Vec::new())));
    assert_eq!(story.tablets[0].tablet.outbox.stuck().count(), 0);
    story.tablets[0].changes(|it| (it.outbox.forget_discarded(held), Vec::new()));
    assert!(story.tablets[0].tablet.outbox.entries().is_empty());
}

#[test]
fn what_was_wanted_in_a_conflict_is_wanted_anew_after_what_was_done_since() {
    let mut story = Story::begins(2);
    story.edits(0, PROVINCE, "of the first");
    story.edits(1, PROVINCE, "of the second");
    story.syncs(0);
    story.syncs(1);
    story.tablets[1].edits(&PROVINCE, "hours", "later", &mut story.chance, 0).unwrap();
    let entry = story.tablets[1].tablet.outbox.stuck().next().unwrap().clone();
    let mut command = entry.command.clone();
    command.id = story.chance.id();
    command.fields.insert("phone".into(), Change::from_to("of the first", "of the second"));
    assert!(story.tablets[1].changes(|it| (it.outbox.send_again(entry.place, command), Vec::new())));
    story.syncs(1);
    assert_eq!((story.phone(), story.server.journal.len()), (&"of the second".into(), 4));
    assert_eq!(story.tablets[1].tablet.outbox.stuck().count(), 0);
}

#[test]
fn what_may_be_on_the_server_already_cannot_be_discarded() {
    let mut story = Story::begins(1);
    story.edits(0, PROVINCE, "second");
    story.sends_and_hears_nothing(0, None);
    let place = story.tablets[0].tablet.outbox.entries()[0].place;
    assert!(!story.tablets[0].changes(|it| (it.outbox.discard(place), Vec::new())));
    story.edits(0, PROVINCE, "third");
    let place = story.tablets[0].tablet.outbox.entries()[1].place;
    assert!(story.tablets[0].changes(|it| (it.outbox.discard(place), Vec::new())), "it has never gone out");
}

#[test]
fn a_tablet_put_back_to_an_old_backup_counts_on_from_where_the_server_is() {
    let mut story = Story::begins(1);
    story.edits(0, PROVINCE, "second");
    let backup = story.tablets[0].disk.clone();
    story.syncs(0);
    story.edits(0, county(), "second");
    story.syncs(0);
    story.tablets[0].disk = backup;
    story.tablets[0].starts();
    story.edits(0, county(), "third");
    // What it has forgotten is told to it, and what it sends twice is answered as before.
    story.syncs(0);
    assert_eq!(story.server.journal.len(), 3);
    let token = story.token(0);
    let door = &story.server.doors[&token];
    assert!(door.went_back && door.numbers.keys().copied().eq(1..=3), "{:?}", door.numbers);
    // Its third value was made without having seen the second: a person decides, and nothing is lost.
    assert_eq!(conflicts(&story.server.journal[2].outcome)[0].wanted, "third");
}

#[test]
fn a_lease_ends_after_fourteen_days_and_what_was_not_sent_goes_under_the_next() {
    let mut story = Story::begins(1);
    story.edits(0, PROVINCE, "second");
    story.server.now_ms += LEASE_MS;
    story.syncs(0);
    assert_eq!(story.tablets[0].tablet.ended, Some(Ended::Lapsed));
    assert!(story.server.journal.is_empty() && story.tablets[0].sees().is_empty());
    story.enrols(0);
    story.syncs(0);
    assert_eq!(story.phone(), "second");
    assert_eq!(story.tablets[0].tablet.outbox.unsent(), 0);
}

#[test]
fn a_revoked_tablet_is_refused_and_keeps_what_was_not_sent() {
    let mut story = Story::begins(1);
    story.edits(0, PROVINCE, "second");
    let token = story.token(0);
    story.server.doors.get_mut(&token).unwrap().revoked = true;
    story.syncs(0);
    assert!(story.server.journal.is_empty());
    assert_eq!(
        (story.tablets[0].tablet.ended, story.tablets[0].tablet.outbox.unsent()),
        (Some(Ended::Revoked), 1)
    );
}

#[test]
fn a_change_for_a_unit_lost_meanwhile_is_kept_and_told_and_what_was_known_of_it_goes() {
    let mut story = Story::begins(1);
    story.edits(0, county(), "second");
    story.edits(0, PROVINCE, "second");
    story.server.lost.insert((0, county()));
    story.syncs(0);
    assert!(matches!(
        story.deliveries(0)[..],
        [Delivery::Refused { why: Refusal::NotFound, .. }, Delivery::Done { .. }]
    ));
    assert!(story.tablets[0].sees().keys().eq([&PROVINCE]));
}

#[test]
fn a_clock_that_is_years_off_is_told_about_and_nothing_else() {
    let mut story = Story::begins(1);
    for (years, ahead) in [(10, true), (-10, false)] {
        story.tablets[0].clock_ahead_ms = years * 365 * 24 * 3_600_000;
        story.edits(0, PROVINCE, if ahead { "second" } else { "third" });
        story.syncs(0);
        assert_eq!(story.tablets[0].tablet.outbox.unsent(), 0);
        assert_eq!(story.tablets[0].tablet.ahead_ms > 0, ahead);
        let token = story.token(0);
        assert_eq!(story.server.doors[&token].ahead_ms > 0, ahead);
    }
}

#[test]
fn one_change_that_is_more_than_the_server_takes_is_set_aside_and_the_others_arrive() {
    let mut story = Story::begins(1);
    story.edits(0, PROVINCE, "large");
    story.edits(0, county(), "second");
    for batch in [2, 1] {
        let push = story.tablets[0].changes(|it| (it.push(0), Vec::new())).unwrap();
        assert_eq!(push.commands.len(), batch);
        story.tablets[0].changes(|it| (it.outbox.take_too_large(0), Vec::new()));
    }
    story.syncs(0);
    assert!(matches!(story.deliveries(0)[..], [Delivery::Refused { .. }, Delivery::Done { .. }]));
}

#[test]
fn a_batch_is_never_more_than_the_server_takes() {
    let mut story = Story::begins(1);
    for at in 0..60 {
        story.edits(0, PROVINCE, &format!("{at} {}", "长".repeat(400)));
    }
    let mut batches = Vec::new();
    while story.tablets[0].tablet.outbox.unsent() > 0 {
        let push = story.tablets[0].changes(|it| (it.push(0), Vec::new())).unwrap();
        let bytes = serde_json::to_string(&push).unwrap().len();
        batches.push((push.commands.len(), bytes));
        let token = story.token(0);
        let answer = story.server.push(&token, &push, None).unwrap().unwrap();
        story.tablets[0].changes(|it| (it.take_pushed(&answer, 0), Vec::new()));
    }
    assert!(batches.iter().all(|(_, bytes)| *bytes < 60_000) && batches.len() > 2, "{batches:?}");
    assert_eq!(story.server.journal.len(), 60);
}

#[test]
fn two_tabs_on_one_disk_send_everything_once_whichever_answer_comes_first() {
    for late_first in [false, true] {
        let mut story = Story::begins(1);
        story.edits(0, PROVINCE, "second");
        let token = story.token(0);
        // Each reads, changes and writes the disk in one go; what they have in hand are questions and answers.
        let one = story.tablets[0].changes(|it| (it.push(0), Vec::new())).unwrap();
        story.edits(0, PROVINCE, "third");
        let other = story.tablets[0].changes(|it| (it.push(0), Vec::new())).unwrap();
        assert_eq!((one.commands.len(), other.commands.len()), (1, 2));
        let mut answers = [&one, &other].map(|push| story.server.push(&token, push, None).unwrap().unwrap());
        if late_first {
            answers.reverse();
        }
        for answer in &answers {
            story.tablets[0].starts();
            story.tablets[0].changes(|it| (it.take_pushed(answer, 0), Vec::new()));
        }
        story.edits(0, county(), "second");
        story.syncs(0);
        assert_eq!((story.server.journal.len(), story.phone()), (3, &"third".into()), "{late_first}");
        assert!(story.deliveries(0).iter().all(|it| matches!(it, Delivery::Done { .. })));
    }
}

#[test]
fn a_change_that_the_disk_refuses_changes_nothing_and_can_be_made_again() {
    let mut story = Story::begins(1);
    story.edits(0, PROVINCE, "second");
    let (disk, tablet) = (story.tablets[0].disk.clone(), story.tablets[0].tablet.clone());
    story.tablets[0].full = true;
    assert!(
        story.tablets[0].edits(&PROVINCE, "hours", "later", &mut story.chance, 0).is_none(),
        "it was shown as saved"
    );
    assert_eq!((&story.tablets[0].disk, &story.tablets[0].tablet), (&disk, &tablet));
    // What is on the disk already does not go out either: its number could not be kept.
    assert!(story.tablets[0].tries_to_change(|it| (it.push(0), Vec::new())).is_none());
    assert_eq!((&story.tablets[0].disk, &story.tablets[0].tablet), (&disk, &tablet));
    story.tablets[0].full = false;
    assert!(story.tablets[0].edits(&PROVINCE, "hours", "later", &mut story.chance, 0).is_some());
    story.syncs(0);
    assert_eq!((story.server.journal.len(), story.phone()), (2, &"second".into()));
}

fn locked(story: &mut Story) {
    let lock = Lock { sealed: "sealed".into(), tries: 0 };
    let enrolled = story.tablets[0].tablet.enrolled.clone().unwrap();
    story.tablets[0].changes(|it| (it.enrol_locked(enrolled, lock), Vec::new()));
}

#[test]
fn a_token_that_is_sealed_stands_nowhere_on_the_disk() {
    let mut story = Story::begins(1);
    let token = story.token(0);
    assert!(story.tablets[0].disk.values().any(|text| text.contains(&format!("\"token\":\"{token}\""))));
    locked(&mut story);
    assert!(!story.tablets[0].disk.values().any(|text| text.contains(&format!("\"token\":\"{token}\""))));
    story.tablets[0].starts();
    assert_eq!(story.tablets[0].tablet.lock.as_ref().unwrap().sealed, "sealed");
}

#[test]
fn ten_wrong_passphrases_destroy_what_they_were_to_open_also_when_the_tablet_is_switched_off_after_each() {
    let mut story = Story::begins(1);
    locked(&mut story);
    story.edits(0, PROVINCE, "second");
    let mut tried = 0;
    while story.tablets[0].tablet.lock.is_some() {
        story.tablets[0].changes(|it| ((), it.count_try()));
        tried += 1;
        // Most times before it has said that it was wrong.
        if tried == 3 {
            story.tablets[0].changes(|it| ((), it.was_tried(false)));
        }
        story.tablets[0].starts();
    }
    assert_eq!(tried, PASSPHRASES_MAX + 1, "the last was none: nothing was left to try");
    assert_eq!(story.tablets[0].tablet.ended, Some(Ended::LockedOut));
    // What was done stays, and goes under the next enrolment.
    assert_eq!(story.tablets[0].tablet.outbox.unsent(), 1);
    story.enrols(0);
    story.syncs(0);
    assert_eq!(story.phone(), "second");
}

#[test]
fn a_right_passphrase_forgets_the_wrong_ones() {
    let mut story = Story::begins(1);
    locked(&mut story);
    for _ in 0..3 {
        for right in [false, false, true] {
            story.tablets[0].changes(|it| ((), it.count_try()));
            story.tablets[0].changes(|it| ((), it.was_tried(right)));
        }
    }
    assert_eq!(story.tablets[0].tablet.lock.as_ref().unwrap().tries, 0);
}

#[test]
fn revocation_and_fourteen_days_without_the_server_destroy_what_opens_its_door() {
    let mut story = Story::begins(1);
    locked(&mut story);
    let heard = story.tablets[0].tablet.heard_at_ms.unwrap();
    assert!(!story.tablets[0].tablet.lapses(heard + LEASE_MS - 1));
    assert!(story.tablets[0].tablet.lapses(heard + LEASE_MS));
    for years in [-10, 2, 10] {
        let now = heard + years * 365 * 24 * 3_600_000;
        assert!(!story.tablets[0].tablet.lapses(now), "a clock that is {years} years off decides nothing");
    }
    for why in [Ended::Revoked, Ended::Lapsed] {
        locked(&mut story);
        story.tablets[0].changes(|it| ((), it.end(why)));
        story.tablets[0].starts();
        assert_eq!((&story.tablets[0].tablet.lock, story.tablets[0].tablet.lapses(i64::MAX)), (&None, false));
    }
}

#[test]
fn what_another_release_wrote_stays_where_it_is() {
    let outbox = [("0000000000000041".to_owned(), "{\"written\":\"later\"}".to_owned())];
    let tablet = Tablet::read(&[], &outbox);
    assert!(tablet.outbox.entries().is_empty());
    let mut after = tablet.clone();
    let mut story = Story::begins(1);
    let command = story.tablets[0].edits(&PROVINCE, "phone", "second", &mut story.chance, 0).unwrap();
    after.outbox.add(command);
    let names: Vec<_> = after
        .writes_after(&tablet)
        .into_iter()
        .filter_map(|it| {
            if let crate::offline::tablet::Write::Put(Table::Outbox, name, _) = it {
                Some(name)
            } else {
                None
            }
        })
        .collect();
    assert_eq!(names, ["0000000000000042"]);
}

#[test]
fn the_stored_form_of_an_entry_is_unchanged() {
    let text = r#"{"place":3,"number":2,"command":{"id":"0197f0f4-0000-7000-8000-000000000001","unit":"469002","entity":"station","entity_id":"x","basis":4,"kind":"edit_station","fields":{"phone":{"set":{"from":"1","to":"2"}}},"reason":"","made_at_ms":5},"delivery":{"done":{"version":6,"conflicts":[],"at_ms":7}}}"#;
    let entry: crate::offline::outbox::Entry = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_string(&entry).unwrap(), text);
    let tablet = Tablet::read(&[], &[("0000000000000003".into(), text.into())]);
    assert_eq!(tablet.outbox.entries().len(), 1);
}
