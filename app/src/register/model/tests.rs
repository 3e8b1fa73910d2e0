use proptest::prelude::*;
use time::{Duration, macros::date};

use super::*;

const TODAY: Date = date!(2026 - 11 - 24);

fn term(post: &str, from: Date, until: Option<Date>) -> Term {
    Term { post: post.to_owned(), qualification: Qualification::Assistant, from, until }
}

fn somebody(name: &str, from: Date, until: Option<Date>) -> Details {
    Details {
        name: name.to_owned(),
        term: term("social_worker", from, until),
        employer: "演示机构".to_owned(),
        certificate: None,
        account: None,
    }
}

fn entry(details: Details) -> Entry {
    Entry { id: EntryId::fresh(), version: 1, station: StationId::fresh(), details }
}

#[test]
fn a_unit_is_staffed_by_those_whose_post_holds_on_the_day() {
    let yesterday = TODAY - Duration::DAY;
    let terms = [
        term("leader", date!(2024 - 03 - 01), None),
        term("social_worker", TODAY, Some(TODAY)),
        term("social_worker", date!(2021 - 06 - 01), Some(yesterday)),
        term("other", date!(2021 - 06 - 01), None),
        term("cook", date!(2021 - 06 - 01), None),
    ];
    let told = staffing(&terms, TODAY, 3);
    assert_eq!(told, Staffing { filled: 2, standard: 3, leader: true, qualified: 2 });
    assert_eq!(told.vacancies(), 1);
    let tomorrow = staffing(&terms, TODAY + Duration::DAY, 3);
    assert_eq!((tomorrow.filled, tomorrow.vacancies()), (1, 2));
    let before = staffing(&terms, date!(2020 - 01 - 01), 3);
    assert_eq!((before.filled, before.leader, before.vacancies()), (0, false, 3));
    assert_eq!(staffing(&terms, TODAY, 0).vacancies(), 0, "no standard, no vacancy");
}

#[test]
fn one_person_is_told_by_account_then_by_certificate_then_by_name() {
    let (account, other) = (StaffId::fresh(), StaffId::fresh());
    let of = |name: &str, certificate: Option<&str>, account: Option<StaffId>| Details {
        certificate: certificate.map(str::to_owned),
        account,
        ..somebody(name, TODAY, None)
    };
    for (one, two, same) in [
        (of("王小明", None, None), of("王小明", None, None), true),
        (of("王小明", None, None), of("王大明", None, None), false),
        (of("王小明", Some("A-1000"), None), of("王小明", Some("A-2000"), None), false),
        (of("王小明", Some("A-1000"), None), of("王晓明", Some("A-1000"), None), true),
        (of("王小明", Some("A-1000"), None), of("王小明", None, None), true),
        (of("王小明", None, Some(account)), of("王晓明", None, Some(account)), true),
        (of("王小明", Some("A-1000"), Some(account)), of("王小明", Some("A-1000"), Some(other)), false),
        (of("", None, None), of("", None, None), false),
    ] {
        assert_eq!(same_person(&one, &two), same, "{one:?} {two:?}");
        assert_eq!(same_person(&two, &one), same, "{two:?} {one:?}");
    }
}

#[test]
fn nobody_holds_two_posts_of_a_unit_on_one_day_and_may_come_back_the_day_after() {
    let first = entry(somebody("王小明", date!(2021 - 06 - 01), Some(date!(2024 - 06 - 30))));
    let others = [first.clone()];
    let again = |from| clash(EntryId::fresh(), &somebody("王小明", from, None), &others).is_some();
    assert!(again(date!(2024 - 06 - 30)) && again(date!(2020 - 01 - 01)));
    assert!(!again(date!(2024 - 07 - 01)));
    assert!(clash(first.id, &first.details, &others).is_none(), "an entry does not clash with itself");
    assert!(clash(EntryId::fresh(), &somebody("李芳", TODAY, None), &others).is_none());
}

#[test]
fn a_certificate_number_hides_all_but_its_ends() {
    assert_eq!(masked("20211234567890"), "202*********90");
    assert_eq!(masked("A-1000"), "******");
    assert_eq!(masked(""), "");
}

fn a_form() -> EntryForm {
    EntryForm {
        name: " 王小明 ".into(),
        post: "leader".into(),
        employer: "演示社工机构".into(),
        qualification: "assistant".into(),
        certificate: "ａｂ 2021-0001".into(),
        from: "2024-03-01".into(),
        ..EntryForm::default()
    }
}

#[test]
fn a_form_becomes_an_entry_and_a_correction_names_what_changed() {
    let fields = a_form().fields(Work::Employ, None).unwrap();
    let (details, conflicts) = apply(None, &fields).unwrap();
    assert_eq!((details.name.as_str(), details.certificate.as_deref()), ("王小明", Some("AB2021-0001")));
    assert!(conflicts.is_empty() && details.term.until.is_none());
    let kept = entry(details.clone());
    let form = EntryForm::of(&kept);
    assert!(!form.seen.contains("2021-0001"), "no form carries the number: {}", form.seen);
    assert!(form.fields(Work::Amend, Some(&details)).unwrap().is_empty());
    let renamed = EntryForm { employer: String::new(), ..form.clone() };
    let changed = renamed.fields(Work::Amend, Some(&details)).unwrap();
    assert_eq!(changed.keys().collect::<Vec<_>>(), ["employer"]);
    let unqualified = EntryForm { qualification: "none".into(), ..form };
    let changed = unqualified.fields(Work::Amend, Some(&details)).unwrap();
    assert_eq!(apply(Some(&details), &changed).unwrap().0.certificate, None);
}

#[test]
fn everything_that_is_wrong_is_told_at_once() {
    let form = EntryForm {
        name: " ".into(),
        post: "cook".into(),
        employer: "\u{202e}".into(),
        qualification: "doctor".into(),
        certificate: "12".into(),
        account: "x".into(),
        from: "gestern".into(),
        until: "2020-13-01".into(),
        ..EntryForm::default()
    };
    use EntryFault::*;
    let faults = form.fields(Work::Employ, None).unwrap_err();
    assert_eq!(faults, [Name, Post, Employer, Qualification, Account, From, Until, Certificate]);
    let backwards = EntryForm { until: "2024-02-29".into(), ..a_form() };
    assert_eq!(backwards.fields(Work::Employ, None), Err(vec![Until]));
    let certified = EntryForm { qualification: "none".into(), ..a_form() };
    assert_eq!(certified.fields(Work::Employ, None), Err(vec![Certificate]));
}

#[test]
fn a_post_ends_on_a_day_after_it_began_and_an_end_that_somebody_else_wrote_stays() {
    let held = somebody("王小明", date!(2024 - 03 - 01), None);
    let end =
        |day: &str| EntryForm { ended: day.into(), ..EntryForm::default() }.fields(Work::End, Some(&held));
    assert_eq!(end("2024-02-29"), Err(vec![EntryFault::Ended]));
    let (ended, _) = apply(Some(&held), &end("2026-11-30").unwrap()).unwrap();
    assert_eq!(ended.term.until, Some(date!(2026 - 11 - 30)));
    let (after, conflicts) = apply(Some(&ended), &end("2026-12-31").unwrap()).unwrap();
    assert_eq!((after, conflicts), (ended, vec!["until".to_owned()]));
}

#[test]
fn what_is_no_entry_is_refused() {
    let fields = a_form().fields(Work::Employ, None).unwrap();
    for (name, value) in [
        ("name", Value::Null),
        ("name", "  a ".into()),
        ("post", "cook".into()),
        ("from", "2024".into()),
        ("until", "2020-01-01".into()),
        ("certificate", "小".into()),
        ("account", "x".into()),
        ("employer", 7.into()),
        ("salary", 1.into()),
    ] {
        let mut fields = fields.clone();
        fields.insert(name.to_owned(), Change::to(value.clone()));
        assert_eq!(apply(None, &fields), Err(Refusal::AgainstARule), "{name} {value}");
    }
    assert_eq!(apply(None, &Fields::new()), Err(Refusal::AgainstARule));
}

#[test]
fn words_lead_back() {
    assert!(Work::ALL.into_iter().all(|work| Work::from_kind(work.kind()) == Some(work)));
    assert!(Qualification::ALL.into_iter().all(|it| Qualification::from_word(it.word()) == Some(it)));
    assert!(standard::POSTS.iter().all(|post| standard::post(post.word).is_some()));
}

fn some_terms() -> impl Strategy<Value = Vec<Term>> {
    let one = (0..4usize, 0..5usize, -400..400i64, proptest::option::of(0..400i64));
    proptest::collection::vec(one, 0..8).prop_map(|all| {
        all.into_iter()
            .map(|(post, qualification, from, lasts)| Term {
                post: ["leader", "social_worker", "other", "cook"][post].to_owned(),
                qualification: Qualification::ALL[qualification],
                from: TODAY + Duration::days(from),
                until: lasts.map(|days| TODAY + Duration::days(from + days)),
            })
            .collect()
    })
}

proptest! {
    #[test]
    fn posts_that_are_held_and_those_that_are_not_make_up_the_standard(
        terms in some_terms(), day in -500..500i64, standard in 0..6u16,
    ) {
        let day = TODAY + Duration::days(day);
        let told = staffing(&terms, day, standard);
        prop_assert!(told.qualified <= told.filled);
        prop_assert_eq!(told.vacancies() + told.filled.min(standard), standard);
        let held = terms.iter().filter(|term| term.holds_on(day)).count();
        prop_assert!(usize::from(told.filled) <= held);
        let leads = terms.iter().any(|term| term.post == "leader" && term.holds_on(day));
        prop_assert_eq!(told.leader, leads);
        // The order of entries makes no difference, and who left or has not come is nothing.
        let mut turned: Vec<_> = terms.iter().rev().cloned().collect();
        prop_assert_eq!(staffing(&turned, day, standard), told);
        turned.retain(|term| term.holds_on(day));
        prop_assert_eq!(staffing(&turned, day, standard), told);
    }

    #[test]
    fn two_terms_meet_where_there_is_a_day_of_both(terms in some_terms()) {
        for one in &terms {
            for other in &terms {
                let days = (-500..900i64).map(|day| TODAY + Duration::days(day));
                let common = days.into_iter().any(|day| one.holds_on(day) && other.holds_on(day));
                prop_assert_eq!(one.meets(other), common, "{:?} {:?}", one, other);
            }
        }
    }

    #[test]
    fn a_masked_number_keeps_its_length_and_hides_at_least_three_signs(number in "[A-Z0-9-]{4,40}") {
        let hidden = masked(&number);
        prop_assert_eq!(hidden.len(), number.len());
        prop_assert!(hidden.chars().filter(|sign| *sign == '*').count() >= 3);
    }

    #[test]
    fn an_entry_is_read_as_it_is_written(from in -400..400i64, lasts in proptest::option::of(0..400i64)) {
        let until = lasts.map(|days| TODAY + Duration::days(from + days));
        let mut details = somebody("买买提·艾力", TODAY + Duration::days(from), until);
        details.account = Some(StaffId::fresh());
        details.certificate = Some("AB-2021".to_owned());
        prop_assert_eq!(from_record(&record(&details)), Some(details));
    }
}
