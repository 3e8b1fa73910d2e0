use proptest::{collection, prelude::*};
use time::macros::date;

use super::*;
use crate::{
    directory::fixture::{a_directory, a_station},
    stations::hours::Calendar,
};

const TODAY: Date = date!(2026 - 11 - 24);

fn office() -> Text {
    Text::new("嘉积镇社工站", "Jiaji Station")
}

fn typed_one(field: Field, text: &str) -> Result<Value, FieldFault> {
    typed(&a_station("jiaji"), field, &[text.to_owned()])
}

/// The unit after somebody who saw `seen` typed this into one field.
fn after(station: &Station, seen: &Station, field: Field, text: &str) -> (Station, Vec<Conflict>) {
    let wanted = Record::from([(field.word().to_owned(), typed_one(field, text).unwrap())]);
    apply(Work::Edit, station, &changes(&record(seen), &wanted), &office(), TODAY).unwrap()
}

#[test]
fn words_of_fields_works_and_reasons_lead_back_to_them() {
    for field in Field::ALL {
        assert_eq!(Field::from_word(field.word()), Some(field));
    }
    for work in Work::ALL {
        assert_eq!(Work::from_kind(work.kind()), Some(work));
    }
    for reason in UsualReason::ALL {
        let text = reason_text(reason.word()).unwrap();
        assert_eq!(
            (text.zh.as_str(), text.en.as_deref()),
            (reason.words(Language::Zh), Some(reason.words(Language::En)))
        );
    }
}

#[test]
fn what_stands_in_a_field_can_be_put_there_again() {
    let mut station = a_station("jiaji").serving(&["469002100", "469002101"]).at(19.25, 110.47);
    station.key_project = Some(Text::new("重点", "Key"));
    station.phones.push(Phone { number: "0898-0000 0002".into(), who: Some(Text::new("值班", "On duty")) });
    station.rooms = vec![Room::Office, Room::CaseRoom];
    let mut copy = blank(station.id, "jiaji", station.kind, &station.division);
    for field in Field::ALL {
        set(&mut copy, field, &value(&station, field)).unwrap();
        assert_eq!(value(&copy, field), value(&station, field), "{field:?}");
    }
    assert_eq!(changes(&record(&station), &record(&copy)), Fields::new());
}

#[test]
fn numbers_are_read_as_people_type_them() {
    for (typed, kept) in [
        ("0898-0000 0001", "0898-0000 0001"),
        (" ０８９８－００００　０００１ ", "0898-0000 0001"),
        ("138 0013 8000，值班", "138 0013 8000，值班"),
        ("12345, 值班 / On duty", "12345，值班 / On duty"),
        ("12345；110", "12345\n110"),
    ] {
        assert_eq!(typed_one(Field::Phone, typed), Ok(Value::from(kept)), "{typed}");
    }
    assert_eq!(typed_one(Field::Phone, "  "), Ok(Value::Null));
    for text in ["12", "call me", "0898-<b>", "123456789012345678901", "1-2-3-4a"] {
        assert!(matches!(typed_one(Field::Phone, text), Err(FieldFault::Phone(_))), "{text}");
    }
    assert_eq!(typed_one(Field::Phone, &"12345\n".repeat(6)), Err(FieldFault::TooMany { max: 5 }));
}

#[test]
fn hours_are_typed_a_day_at_a_time() {
    let week = |days: [&str; 7]| typed(&a_station("x"), Field::Hours, &days.map(str::to_owned));
    let usual = "8:30-12:00 14:30-17:30";
    let value = week([usual, "08:30—12:00，14:30至17:30", usual, usual, usual, "休息", ""]).unwrap();
    let mut station = a_station("x");
    set(&mut station, Field::Hours, &value).unwrap();
    assert_eq!(station.hours, a_station("x").hours);
    assert_eq!(
        week(["", "", "12:00-8:00", "", "", "", ""]),
        Err(FieldFault::Hours(2, SpanRefused::EndsTooEarly))
    );
    assert_eq!(week(["", "", "", "", "", "", "all day"]), Err(FieldFault::Hours(6, SpanRefused::Shape)));
}

#[test]
fn what_cannot_be_kept_is_said_by_its_kind() {
    for (field, text, fault) in [
        (Field::NameZh, "", FieldFault::Empty),
        (Field::NameZh, "\u{2060}\u{2063}", FieldFault::Signs),
        (Field::NameZh, "\u{202e}gnihton", FieldFault::Signs),
        (Field::NameEn, "a\0b", FieldFault::Signs),
        (Field::Pinyin, "jiā jī", FieldFault::Letters),
        (Field::Door, "十九,一百一十", FieldFault::Place),
        (Field::Holidays, "maybe", FieldFault::Unknown("maybe".into())),
        (Field::Rooms, "kitchen", FieldFault::Unknown("kitchen".into())),
    ] {
        assert_eq!(typed_one(field, text), Err(fault), "{field:?} {text:?}");
    }
    let long = typed_one(Field::NameZh, &"站".repeat(101));
    assert_eq!(long, Err(FieldFault::TooLong { chars_max: 100 }));
}

#[test]
fn two_people_change_different_fields_and_both_stand() {
    let seen = a_station("jiaji");
    let (one, none) = after(&seen, &seen, Field::Phone, "12345");
    let (both, conflicts) = after(&one, &seen, Field::AddressZh, "人民路 1 号");
    assert!(none.is_empty() && conflicts.is_empty());
    assert_eq!((both.phones[0].number.as_str(), both.address.zh.as_str()), ("12345", "人民路 1 号"));
    assert_eq!(both.version, seen.version + 2);
}

#[test]
fn two_people_change_one_field_and_the_later_one_is_asked() {
    let seen = a_station("jiaji");
    let (one, _) = after(&seen, &seen, Field::Phone, "12345");
    let (other, conflicts) = after(&one, &seen, Field::Phone, "54321");
    assert_eq!(other, one);
    assert_eq!((&conflicts[0].current, &conflicts[0].wanted), (&Value::from("12345"), &Value::from("54321")));
}

#[test]
fn areas_served_merge_one_by_one() {
    let seen = a_station("jiaji").serving(&["a", "b"]);
    let (one, _) = after(&seen, &seen, Field::Serves, "a b c".replace(' ', "\n").as_str());
    let (both, conflicts) = after(&one, &seen, Field::Serves, "b");
    assert!(conflicts.is_empty());
    assert_eq!(both.serves, ["b", "c"]);
}

#[test]
fn a_unit_is_closed_for_today_and_opened_again() {
    let station = a_station("jiaji");
    let close = day_fields(TODAY, None, Some("typhoon"));
    let (closed, conflicts) = apply(Work::CloseToday, &station, &close, &office(), TODAY).unwrap();
    assert!(conflicts.is_empty());
    let today = closed.hours.spans_on(TODAY, &Calendar::default());
    assert_eq!(
        (today.spans.len(), today.reason.unwrap().en.unwrap()),
        (0, "Closed because of the typhoon".into())
    );
    assert_eq!(reason_on(&closed, TODAY).as_deref(), Some("typhoon"));
    let (again, _) = apply(Work::CloseToday, &closed, &close, &office(), TODAY).unwrap();
    assert_eq!(again, closed, "said twice");
    let other = day_fields(TODAY, None, Some("站里装修"));
    let (kept, conflicts) = apply(Work::CloseToday, &closed, &other, &office(), TODAY).unwrap();
    assert_eq!((kept, conflicts.len()), (closed.clone(), 1));
    let open = day_fields(TODAY, Some("typhoon"), None);
    let (opened, _) = apply(Work::ReopenToday, &closed, &open, &office(), TODAY).unwrap();
    assert_eq!(opened.hours, station.hours);
}

#[test]
fn a_day_that_is_years_off_is_not_closed() {
    let station = a_station("jiaji");
    for day in [date!(2016 - 11 - 24), date!(2036 - 11 - 24), date!(2026 - 10 - 23), date!(2027 - 11 - 26)] {
        let close = day_fields(day, None, Some("typhoon"));
        assert_eq!(
            apply(Work::CloseToday, &station, &close, &office(), TODAY),
            Err(Refusal::AgainstARule),
            "{day}"
        );
    }
}

#[test]
fn a_verification_never_becomes_older_and_is_never_later_than_today() {
    let station = a_station("jiaji");
    let verify = |station: &Station, day| {
        let fields = verify_fields(None, day);
        apply(Work::Verify, station, &fields, &office(), TODAY).unwrap().0
    };
    let verified = verify(&station, date!(2036 - 01 - 01));
    assert_eq!(verified.verified, Some(Verified { by: office(), on: TODAY }));
    assert_eq!(verify(&verified, date!(2026 - 11 - 02)), verified);
    assert_eq!(verify(&station, date!(2026 - 11 - 02)).verified.unwrap().on, date!(2026 - 11 - 02));
}

#[test]
fn a_unit_that_is_closed_for_good_is_changed_no_more() {
    let station = a_station("jiaji").in_stage(Stage::Closed);
    for work in Work::ALL {
        assert_eq!(apply(work, &station, &Fields::new(), &office(), TODAY), Err(Refusal::NotNow), "{work:?}");
    }
}

#[test]
fn a_command_that_no_form_makes_is_refused() {
    let station = a_station("jiaji");
    for (name, change) in [
        ("phone", Change::to(5)),
        ("phone", Change::Members { add: ["12345".to_owned()].into(), remove: Default::default() }),
        ("serves", Change::to("469002100")),
        ("hours", Change::from_to(value(&station, Field::Hours), "08:30-12:00")),
        ("slug", Change::to("other")),
        ("demo", Change::to(false)),
    ] {
        // A field that somebody saw as it stands, or there would only be a conflict.
        let change = match (change, Field::from_word(name)) {
            (Change::Set { to, .. }, Some(field)) => Change::Set { from: value(&station, field), to },
            (change, _) => change,
        };
        let fields = Fields::from([(name.to_owned(), change)]);
        assert_eq!(
            apply(Work::Edit, &station, &fields, &office(), TODAY),
            Err(Refusal::AgainstARule),
            "{name}"
        );
    }
}

#[test]
fn what_is_changed_says_who_may() {
    let of = |names: &[&str]| {
        let fields = names.iter().map(|name| ((*name).to_owned(), Change::to("x"))).collect();
        Work::Edit.needs(&fields)
    };
    assert_eq!(of(&["phone", "hours"]), Action::TendUnit);
    assert_eq!(of(&["phone", "name_zh"]), Action::EditUnit);
    assert_eq!(of(&["name_zh", "mode"]), Action::AddUnit);
    assert_eq!(of(&["unknown"]), Action::AddUnit);
}

fn lines() -> impl Strategy<Value = String> {
    prop_oneof!["[0-9]{3,6}", "[0-9]{4}，[甲乙丙]{1,3}"]
}

proptest! {
    #[test]
    fn whatever_is_typed_is_kept_or_told_and_what_is_kept_can_be_typed_again(
        at in 0..20usize,
        texts in collection::vec(any::<String>(), 0..8),
    ) {
        let field = Field::ALL[at];
        if let Ok(value) = typed(&a_station("x"), field, &texts) {
            let mut station = a_station("x");
            prop_assert_eq!(set(&mut station, field, &value), Ok(()));
            prop_assert_eq!(set(&mut station.clone(), field, &super::value(&station, field)), Ok(()));
        }
    }

    #[test]
    fn nothing_that_two_people_typed_vanishes_without_a_conflict(
        one in lines(),
        other in lines(),
        [first, second] in prop_oneof![
            Just([Field::Phone, Field::Phone]),
            Just([Field::Phone, Field::AddressZh]),
            Just([Field::Aliases, Field::Aliases]),
        ],
    ) {
        let seen = a_station("x");
        let (once, _) = after(&seen, &seen, first, &one);
        let (twice, conflicts) = after(&once, &seen, second, &other);
        let wanted = typed_one(second, &other).unwrap();
        let open = conflicts.iter().any(|conflict| conflict.wanted == wanted);
        let members = value(&twice, second).as_array().is_some();
        prop_assert!(members || open || value(&twice, second) == wanted);
        for field in [first, second].into_iter().filter(|field| field.is_set()) {
            let there = value(&twice, field);
            for text in [&one, &other] {
                let typed = typed_one(field, text).unwrap();
                prop_assert!(typed.as_array().unwrap().iter().all(|it| there.as_array().unwrap().contains(it)));
            }
        }
    }
}

#[test]
fn one_unit_takes_over_what_both_served_and_the_other_closes() {
    let (one, other) = (a_station("one").serving(&["a", "b"]), a_station("other").serving(&["b", "c"]));
    let (closed, grown) = merge_into(&one, &other, TODAY).unwrap();
    assert_eq!((closed.stage, closed.merged_into, closed.serves.len()), (Stage::Closed, Some(other.id), 0));
    assert_eq!(grown.serves, ["a", "b", "c"]);
    assert_eq!(merge_into(&closed, &other, TODAY), None, "closed already");
    assert_eq!(merge_into(&other, &closed, TODAY), None, "into one that is closed");
    assert_eq!(merge_into(&one, &one, TODAY), None, "into itself");
}

#[test]
fn a_stage_that_somebody_else_has_noted_meanwhile_is_asked_about() {
    let seen = a_station("jiaji");
    let reach = |station: &Station, stage| {
        let fields = stage_fields(station, ["operating", stage, "2026-11-24", "验收单"], TODAY).unwrap();
        apply(Work::Reach, station, &fields, &office(), TODAY).unwrap()
    };
    let (evaluated, none) = reach(&seen, "evaluated");
    assert_eq!((evaluated.stage, evaluated.stages[0].proof.as_deref()), (Stage::Evaluated, Some("验收单")));
    let (kept, conflicts) = reach(&evaluated, "rectifying");
    assert_eq!((kept, none.len(), conflicts.len()), (evaluated, 0, 1));
    let closing = stage_fields(&seen, ["operating", "closed", "2026-11-24", ""], TODAY);
    assert_eq!(
        closing,
        Err(vec![(STAGE, FieldFault::Unknown("closed".into()))]),
        "that has a way of its own"
    );
}

#[test]
fn a_unit_stands_below_another_of_its_city_or_county_and_never_in_a_ring() {
    let (mut room, mut station, centre) = (a_station("room"), a_station("station"), a_station("centre"));
    (room.parent, station.parent) = (Some(station.id), Some(centre.id));
    let far = a_station("far").standing_in("460204");
    let closed = Station { stage: Stage::Closed, ..a_station("closed") };
    let ids = [&room, &station, &centre, &far, &closed].map(|unit| unit.id);
    let directory = a_directory(vec![room, station, centre.clone(), far, closed]);
    let below = |parent: StationId| {
        let tried = Station { parent: Some(parent), ..centre.clone() };
        let mut faults = misfits(&directory, &tried, &[Field::Parent]);
        faults.pop().map(|(_, fault)| fault)
    };
    assert_eq!(ids[..3].iter().map(|id| below(*id)).collect::<Vec<_>>(), vec![Some(FieldFault::Ring); 3]);
    assert_eq!(below(ids[3]), Some(FieldFault::Elsewhere));
    assert_eq!(below(ids[4]), Some(FieldFault::Unknown(ids[4].to_string())));
    let nobody = StationId::fresh();
    assert_eq!(below(nobody), Some(FieldFault::Unknown(nobody.to_string())));
    let other = a_station("other");
    let tried = Station { parent: Some(ids[2]), ..other };
    assert_eq!(misfits(&directory, &tried, &[Field::Parent]), []);
    assert_eq!(Work::Edit.needs(&changes(&record(&centre), &record(&tried))), crate::access::Action::AddUnit);
    // A ring that is there already is no way up.
    let (one, two) = (StationId::fresh(), StationId::fresh());
    assert!(lies_on_the_way_up(StationId::fresh(), one, |at| Some(if at == one { two } else { one })));
}
