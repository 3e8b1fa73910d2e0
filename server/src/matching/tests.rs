use app::{
    access::Role,
    accounts::model::{Assignment, SignInName},
    ids::CommandId,
    journal::model::Refusal,
    language::Language,
    matching::{details::DetailsForm, model::Step},
    stations::model::FreshnessDays,
    volunteers::{details::DetailsForm as VolunteerForm, model::AGREEMENT_BEFORE, phone_page::Purpose},
};
use time::Duration;
use tokio::task::JoinSet;

use super::*;
use crate::{
    accounts::{Newcomer, SessionLimits},
    database::now_ms,
    databases::on_each_database,
    jobs::Bell,
    journal::verify::Noted,
    messages::Opened,
    seed,
    vault::{SealingKey, Vault},
    volunteers::{Confirmed, Registered},
};

const PHONE: &str = "13800138000";
const GUARDIANS: &str = "13900139000";

/// A station with somebody who posts and somebody who agrees.
struct Station {
    matching: Matching,
    unit: Unit,
    worker: Staff,
    leader: Staff,
}

impl Station {
    async fn of(database: &Database) -> Self {
        seed::reference(database).await.unwrap();
        seed::demo(database, shanghai::today()).await.unwrap();
        let settings = [("LASTMETRE_SMS", "show"), ("LASTMETRE_PUBLIC_URL", "https://example.org")];
        let settings = settings.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let configuration = Configuration::read(None, settings).unwrap();
        let days = FreshnessDays { due: 90, overdue: 180 };
        let directory = CurrentDirectory::load(database.clone(), days).await.unwrap();
        let vault = Vault::under(SealingKey::fresh().unwrap());
        let accounts = Accounts::under(vault, directory.clone(), SessionLimits::default()).await.unwrap();
        let messages = Messages::open(&configuration, accounts.journal().clone(), Bell::default()).unwrap();
        let volunteers = Volunteers::new(&configuration, &accounts, messages.clone(), directory.clone());
        let matching = Matching::new(&configuration, &accounts, volunteers, messages, directory.clone());
        let unit = Unit::Station(directory.get().station("qionghai-jiaji").unwrap().id);
        let worker = somebody(&accounts, "worker", Role::SocialWorker, unit.clone()).await;
        let leader = somebody(&accounts, "leader", Role::StationLeader, unit.clone()).await;
        Self { matching, unit, worker, leader }
    }

    fn form(&self) -> DetailsForm {
        let today = shanghai::today();
        DetailsForm {
            title: "陪一位长者去卫生院取药".into(),
            skills: "medicine".into(),
            place: "469002100".into(),
            times: "weekday_morning".into(),
            first: (today + Duration::days(1)).to_string(),
            last: (today + Duration::days(20)).to_string(),
            address: "卫生院后门".into(),
            meeting: "八点半在榕树下".into(),
            contact: "符社工".into(),
            phone: "0898-65310000".into(),
            ..DetailsForm::default()
        }
    }

    async fn post(&self, form: DetailsForm) -> NeedId {
        let directory = self.matching.directory.get();
        let details = form.parse(&directory, "469002", shanghai::today()).unwrap();
        let id = CommandId::fresh();
        let need = self.matching.post(&self.worker, id, &self.unit, &details).await.unwrap().unwrap();
        assert_eq!(self.matching.post(&self.worker, id, &self.unit, &details).await.unwrap(), Ok(need));
        need
    }

    async fn tend(&self, by: &Staff, need: NeedId, step: Step, whom: &[VolunteerId]) -> Result<(), Refusal> {
        let (id, volunteers) = (CommandId::fresh(), whom.to_vec());
        let tending = Tending { id, need, step, volunteers, reason: String::new() };
        let done = self.matching.tend(by, &tending).await.unwrap();
        if done.is_ok() {
            assert_eq!(self.matching.tend(by, &tending).await.unwrap(), Ok(()), "a second press");
        }
        done
    }

    /// What somebody says to what they read now.
    async fn says(&self, whom: VolunteerId, need: NeedId, step: Step, why: &str) -> Result<(), Refusal> {
        let read = self.asked(whom).await.into_iter().find(|it| it.need == need);
        let basis = read.map(|it| it.version).unwrap_or_default();
        self.matching.answer(whom, CommandId::fresh(), (need, basis), step, why).await.unwrap()
    }

    async fn suggested(&self, need: NeedId) -> Vec<VolunteerId> {
        self.suggested_to(&self.worker, need).await
    }

    async fn suggested_to(&self, reader: &Staff, need: NeedId) -> Vec<VolunteerId> {
        let need = self.need(need).await;
        let details = self.matching.opened(&need).await.unwrap().unwrap();
        let found = self.matching.suggested(reader, &need, &details).await.unwrap();
        found.into_iter().map(|(candidate, _)| candidate.volunteer).collect()
    }

    async fn need(&self, id: NeedId) -> Need {
        queries::one(self.matching.database(), id).await.unwrap().unwrap()
    }

    async fn amend(&self, need: NeedId, basis: i64, form: DetailsForm) -> Result<(), Refusal> {
        let details = form.parse(&self.matching.directory.get(), "469002", shanghai::today()).unwrap();
        let id = CommandId::fresh();
        let done = self.matching.amend(&self.worker, id, need, basis, &details).await.unwrap();
        if done.is_ok() {
            let again = self.matching.amend(&self.worker, id, need, basis, &details).await.unwrap();
            assert_eq!(again, Ok(()), "a second press");
        }
        done
    }

    /// How often something was written.
    async fn told(&self, words: &str) -> usize {
        self.texts().await.iter().filter(|it| it.contains(words)).count()
    }

    async fn asked(&self, whom: VolunteerId) -> Vec<Asked> {
        self.matching.asked_of(whom, shanghai::today()).await.unwrap()
    }

    /// What was written to a number, and the inbox of somebody, in Chinese.
    async fn texts(&self) -> Vec<String> {
        let (opened, _) = self.matching.messages.list("", 1000, 0).await.unwrap();
        opened.into_iter().filter_map(|Opened { letter, .. }| Some(letter?.text.zh)).collect()
    }

    /// Somebody of 嘉积 who can do it and has time, with what differs.
    async fn registered(&self, pairs: &[(&str, &str)]) -> VolunteerId {
        let volunteers = &self.matching.volunteers;
        // No number is sent more than a few codes.
        let phone = pairs.iter().find(|(name, _)| *name == "phone").map_or(PHONE, |(_, phone)| phone);
        let key = volunteers.ask(Purpose::Register, phone, "", Language::Zh, None).await.unwrap().unwrap();
        let code = self.code_to(phone).await;
        let confirmed = volunteers.confirm(&key, Some(&code)).await.unwrap();
        assert!(matches!(confirmed, Confirmed::Proved(_)), "{confirmed:?}");
        let usual = [
            ("name", "王小花"),
            ("born", "1958-03-09"),
            ("county", "469002"),
            ("town", "469002100"),
            ("skills", "medicine"),
            ("times", "weekday_morning"),
        ];
        let kept = usual.into_iter().filter(|(name, _)| !pairs.iter().any(|(it, _)| it == name));
        let pairs = kept.chain(pairs.iter().copied()).filter(|(_, value)| !value.is_empty());
        let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        let directory = self.matching.directory.get();
        let details = VolunteerForm::read(pairs).parse(&directory, shanghai::today()).unwrap();
        let done = volunteers.register(&key, CommandId::fresh(), details, Language::Zh, None).await.unwrap();
        match done {
            Registered::Done(id) => id,
            Registered::Consent(key) => {
                let code = self.code_to(GUARDIANS).await;
                match volunteers.confirm(&key, Some(&code)).await.unwrap() {
                    Confirmed::Agreed(id) => id,
                    other => panic!("{other:?}"),
                }
            }
            other => panic!("{other:?}"),
        }
    }

    async fn code_to(&self, number: &str) -> String {
        let (opened, _) = self.matching.messages.list("", 1000, 0).await.unwrap();
        let letters = opened.into_iter().filter_map(|Opened { letter, .. }| letter);
        let texts = letters.filter(|letter| letter.to == number).map(|letter| letter.text.zh);
        let code = |text: String| {
            text.split(|sign: char| !sign.is_ascii_digit()).find(|it| it.len() == 6).map(str::to_owned)
        };
        texts.filter_map(code).next().unwrap()
    }
}

async fn somebody(accounts: &Accounts, name: &str, role: Role, unit: Unit) -> Staff {
    let newcomer = Newcomer {
        name: name.to_owned(),
        sign_in_name: SignInName::parse(name).unwrap(),
        assignment: Assignment { role, unit },
    };
    let id = accounts.invite(CommandId::fresh(), None, &newcomer).await.unwrap().unwrap();
    accounts.everybody().await.unwrap().into_iter().find(|staff| staff.id == id).unwrap()
}

on_each_database! {
    async fn from_a_need_to_a_volunteer_who_knows_where_and_whom_to_call(database) {
        let station = Station::of(&database).await;
        let doctor = station.registered(&[]).await;
        let need = station.post(station.form()).await;
        assert_eq!(station.suggested(need).await, [doctor]);
        assert_eq!(station.tend(&station.worker, need, Step::Ask, &[doctor]).await, Ok(()));
        assert_eq!(station.suggested(need).await, [], "nobody is asked twice");
        assert_eq!(station.tend(&station.worker, need, Step::Ask, &[doctor]).await, Err(Refusal::NotNow));

        let told = station.asked(doctor).await.remove(0);
        assert_eq!((told.state, told.open, told.told.address.as_str()), (AskState::Asked, true, ""));
        assert!(told.told.contact.is_empty() && told.told.phone.is_empty() && told.told.meeting.is_empty());
        let texts = station.texts().await;
        assert!(texts.iter().any(|it| it.contains("/matching")), "{texts:?}");
        assert!(texts.iter().all(|it| !it.contains("取药") && !it.contains("榕树")), "{texts:?}");

        assert_eq!(station.tend(&station.leader, need, Step::Agree, &[doctor]).await, Err(Refusal::NotNow));
        assert_eq!(station.says(doctor, need, Step::Accept, "").await, Ok(()));
        assert_eq!(station.says(doctor, need, Step::Accept, "").await, Err(Refusal::NotNow));
        assert_eq!(station.matching.waiting(&station.leader).await.unwrap(), 1);
        assert_eq!(station.asked(doctor).await[0].told.address, "", "the leader has not agreed");
        let worker = station.tend(&station.worker, need, Step::Agree, &[doctor]).await;
        assert_eq!(worker, Err(Refusal::NotAllowed));
        assert_eq!(station.tend(&station.leader, need, Step::Agree, &[doctor]).await, Ok(()));
        let told = station.asked(doctor).await.remove(0);
        assert_eq!((told.state, told.told.address.as_str()), (AskState::Agreed, "卫生院后门"));
        assert_eq!((told.told.meeting.as_str(), told.told.contact.as_str()), ("八点半在榕树下", "符社工"));

        // Both may go back on it.
        let back = station.tend(&station.worker, need, Step::TakeBack, &[doctor]).await;
        assert_eq!(back, Err(Refusal::NotAllowed), "the leader agreed to it");
        assert_eq!(station.says(doctor, need, Step::Withdraw, "那天要住院").await, Ok(()));
        assert_eq!(station.asked(doctor).await[0].told.address, "");
        let ask = queries::asks(&database, need).await.unwrap().remove(0);
        assert_eq!(station.matching.reason(&ask).await.unwrap(), "那天要住院");
        assert!(!ask.sealed.contains("住院"));
        station.matching.journal.verify(&Noted::default()).await.unwrap().unwrap();
    }

    async fn nobody_of_another_county_and_no_minor_at_night_or_without_consent_is_asked(database) {
        let station = Station::of(&database).await;
        let born = |years: i64| (shanghai::today() - Duration::days(years * 366)).to_string();
        let guardian = |born: &str| -> Vec<(String, String)> {
            [
                ("born", born), ("guardian_name", "王大花"), ("guardian_phone", GUARDIANS),
                ("guardian_kinship", "parent"), ("times", ""), ("name", "王小草"),
            ].map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec()
        };
        let elsewhere = station.registered(&[("county", "460200"), ("town", "")]).await;
        let pupil = guardian(&born(15));
        let pupil: Vec<_> = pupil.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let pupil = station.registered(&pupil).await;
        let day = DetailsForm { age_min: "10".into(), ..station.form() };
        let evening = DetailsForm { times: "weekday_morning,weekday_evening".into(), ..day.clone() };
        let (day, evening, grown) =
            (station.post(day).await, station.post(evening).await, station.post(station.form()).await);
        assert_eq!(station.suggested_to(&station.leader, day).await, [pupil]);
        assert_eq!(station.suggested(day).await, [], "whoever decides about nobody sees no minor");
        assert_eq!(station.suggested_to(&station.leader, evening).await, []);
        assert_eq!(station.suggested_to(&station.leader, grown).await, []);
        for (need, whom) in [(day, elsewhere), (evening, pupil), (grown, pupil)] {
            let asked = station.tend(&station.leader, need, Step::Ask, &[whom]).await;
            assert_eq!(asked, Err(Refusal::AgainstARule), "whatever a form says");
        }
        let worker = station.tend(&station.worker, day, Step::Ask, &[pupil]).await;
        assert_eq!(worker, Err(Refusal::AgainstARule), "nor asks one");
        let both = station.tend(&station.leader, day, Step::Ask, &[pupil, elsewhere]).await;
        assert_eq!(both, Err(Refusal::AgainstARule));
        assert!(station.asked(pupil).await.is_empty() && station.asked(elsewhere).await.is_empty());
        assert_eq!(station.says(elsewhere, day, Step::Accept, "").await, Err(Refusal::NotFound));
        assert!(station.texts().await.iter().all(|it| !it.contains("/matching")));
        assert_eq!(station.tend(&station.leader, day, Step::Ask, &[pupil]).await, Ok(()));
    }

    async fn whoever_agreed_to_the_agreement_before_takes_part_and_is_suggested_once_they_agree_anew(database) {
        let station = Station::of(&database).await;
        let doctor = station.registered(&[]).await;
        let asked = station.post(station.form()).await;
        assert_eq!(station.tend(&station.worker, asked, Step::Ask, &[doctor]).await, Ok(()));
        let earlier = async |tx: &mut Transaction<'_>| {
            let sql = "UPDATE volunteers SET agreement = $1 WHERE id = $2";
            let done = crate::database::on_tx!(tx, |connection| sqlx::query(sql)
                .bind(AGREEMENT_BEFORE)
                .bind(doctor.to_string())
                .execute(connection)
                .await);
            assert_eq!(done.unwrap(), 1);
            Ok(())
        };
        database.transaction(earlier).await.unwrap();
        let volunteers = &station.matching.volunteers;
        assert!(volunteers.facts(&[doctor]).await.unwrap()[&doctor].may_sign_up());
        assert_eq!(station.says(doctor, asked, Step::Accept, "").await, Ok(()), "nobody is locked out");
        let need = station.post(station.form()).await;
        assert_eq!(station.suggested(need).await, []);
        let forced = station.tend(&station.worker, need, Step::Ask, &[doctor]).await;
        assert_eq!(forced, Err(Refusal::AgainstARule));
        assert_eq!(volunteers.agree(CommandId::fresh(), doctor, 1).await.unwrap(), Ok(()));
        assert_eq!(station.suggested(need).await, [doctor]);
    }

    async fn whoever_was_asked_or_agreed_to_hears_once_that_a_need_is_called_off_or_over(database) {
        let station = Station::of(&database).await;
        let mut all = Vec::new();
        for (name, phone) in
            [("王一", PHONE), ("王二", PHONE), ("王三", "13800138001"), ("王四", "13800138001")]
        {
            all.push(station.registered(&[("name", name), ("phone", phone)]).await);
        }
        let [asked, willing, agreed, declined] = all[..] else { panic!("four") };
        let begun = async || {
            let need = station.post(station.form()).await;
            assert_eq!(station.tend(&station.worker, need, Step::Ask, &all).await, Ok(()));
            assert_eq!(station.says(declined, need, Step::Decline, "").await, Ok(()));
            for whom in [willing, agreed] {
                assert_eq!(station.says(whom, need, Step::Accept, "").await, Ok(()));
            }
            assert_eq!(station.tend(&station.leader, need, Step::Agree, &[agreed]).await, Ok(()));
            need
        };
        let need = begun().await;
        assert_eq!(station.tend(&station.worker, need, Step::Close, &[]).await, Ok(()));
        assert_eq!(station.told("这次不用您来了").await, 2);
        for whom in [asked, willing] {
            assert_eq!(station.asked(whom).await.remove(0).state, AskState::Over);
        }
        let comes = station.asked(agreed).await.remove(0);
        assert!(comes.state == AskState::Agreed && !comes.told.address.is_empty(), "they come as agreed");
        let need = begun().await;
        assert_eq!(station.tend(&station.worker, need, Step::CallOff, &[]).await, Err(Refusal::NotAllowed));
        assert_eq!(station.tend(&station.leader, need, Step::CallOff, &[]).await, Ok(()));
        assert_eq!(station.told("这次不用您来了").await, 5);
        for whom in [asked, willing, agreed] {
            let told = station.asked(whom).await;
            let told = told.iter().find(|it| it.need == need).unwrap();
            assert_eq!((told.state, told.told.address.as_str()), (AskState::Over, ""));
        }
        begun().await;
        let later = shanghai::today() + Duration::days(21);
        for _ in 0..2 {
            station.matching.look_after(later, now_ms()).await.unwrap();
        }
        assert_eq!(station.told("已过最后一天，不用再去了").await, 2);
        let inbox = station.matching.messages.inbox(station.worker.id).await.unwrap();
        let texts = inbox.into_iter().filter_map(|it| Some(it.letter?.text.zh));
        let expired = texts.filter(|it| it.contains("您发的一条需求过了最后一天")).count();
        assert_eq!(expired, 1, "and whoever posted it");
        assert_eq!(station.told("这次不用您来了").await, 5);
    }

    async fn a_need_is_changed_until_somebody_says_yes_and_nobody_says_yes_to_what_they_did_not_read(database) {
        let station = Station::of(&database).await;
        let doctor = station.registered(&[]).await;
        let need = station.post(station.form()).await;
        assert_eq!(station.tend(&station.worker, need, Step::Ask, &[doctor]).await, Ok(()));
        let read = station.asked(doctor).await.remove(0).version;
        let last = shanghai::today() + Duration::days(9);
        let other = || DetailsForm { title: "陪一位长者去看牙".into(), last: last.to_string(), ..station.form() };
        assert_eq!(station.amend(need, 1, other()).await, Ok(()));
        assert_eq!(station.amend(need, 1, station.form()).await, Err(Refusal::NotNow), "it is version 2 now");
        assert_eq!(station.need(need).await.last_day, last.to_string());
        let told = station.asked(doctor).await.remove(0);
        assert_eq!(told.told.title, "陪一位长者去看牙");
        let old = station.matching.answer(doctor, CommandId::fresh(), (need, read), Step::Accept, "").await;
        assert_eq!(old.unwrap(), Err(Refusal::NotNow));
        assert_eq!(station.says(doctor, need, Step::Accept, "").await, Ok(()));
        assert_eq!(station.amend(need, 2, station.form()).await, Err(Refusal::NotNow));
        assert_eq!(station.says(doctor, need, Step::Withdraw, "").await, Ok(()));
        assert_eq!(station.amend(need, 2, station.form()).await, Ok(()));
        assert_eq!(station.tend(&station.worker, need, Step::Close, &[]).await, Ok(()));
        assert_eq!(station.amend(need, 4, other()).await, Err(Refusal::NotNow), "it is closed");
        let named = DetailsForm { title: "打 13800138000".into(), ..station.form() };
        let directory = station.matching.directory.get();
        assert!(named.parse(&directory, "469002", shanghai::today()).is_err());
        station.matching.journal.verify(&Noted::default()).await.unwrap().unwrap();
    }

    /// Each holds a connection while it waits for the journal of the unit: whoever has it needs no second one.
    async fn more_ask_at_once_than_there_are_connections_and_each_gets_an_answer(database) {
        let station = Station::of(&database).await;
        let doctor = station.registered(&[]).await;
        let mut asking = JoinSet::new();
        for _ in 0..40 {
            let need = station.post(station.form()).await;
            let (matching, worker) = (station.matching.clone(), station.worker.clone());
            asking.spawn(async move {
                let (id, volunteers) = (CommandId::fresh(), vec![doctor]);
                let tending = Tending { id, need, step: Step::Ask, volunteers, reason: String::new() };
                matching.tend(&worker, &tending).await.unwrap()
            });
        }
        assert!(asking.join_all().await.into_iter().all(|it| it == Ok(())));
        assert_eq!(station.asked(doctor).await.len(), 40);
    }

    async fn enough_is_enough_and_a_need_that_ends_tells_nobody_the_door(database) {
        let station = Station::of(&database).await;
        let one = station.registered(&[]).await;
        let other = station.registered(&[("name", "李四")]).await;
        let need = station.post(station.form()).await;
        assert_eq!(station.suggested(need).await.len(), 2);
        assert_eq!(station.tend(&station.worker, need, Step::Ask, &[one, other]).await, Ok(()));
        for whom in [one, other] {
            assert_eq!(station.says(whom, need, Step::Accept, "").await, Ok(()));
        }
        assert_eq!(station.tend(&station.leader, need, Step::Agree, &[one]).await, Ok(()));
        let second = station.tend(&station.leader, need, Step::Agree, &[other]).await;
        assert_eq!(second, Err(Refusal::AgainstARule), "one is wanted");
        let far = queries::one(&database, need).await.unwrap().unwrap();
        let later = shanghai::today() + Duration::days(21);
        let over = station.matching.asked_of(one, later).await.unwrap();
        assert_eq!((over[0].state, over[0].told.address.as_str()), (AskState::Over, ""));
        station.matching.look_after(later, now_ms()).await.unwrap();
        let states: Vec<_> = queries::asks(&database, need).await.unwrap().iter().map(|it| it.state).collect();
        assert!(states.contains(&AskState::Over) && states.contains(&AskState::Agreed), "{states:?}");
        assert_eq!(station.tend(&station.worker, need, Step::Close, &[]).await, Err(Refusal::NotNow));
        // Half a year later nothing can be read of it, nor who was asked.
        station.matching.look_after(later, now_ms() + KEPT_MS + 60_000).await.unwrap();
        assert_eq!(queries::one(&database, need).await.unwrap(), None);
        assert_eq!(station.matching.opened(&far).await.unwrap(), None);
        assert!(station.asked(one).await.is_empty());
    }

    async fn whoever_erases_themselves_is_asked_nothing_any_more_and_the_station_hears_of_it(database) {
        let station = Station::of(&database).await;
        let doctor = station.registered(&[]).await;
        let need = station.post(station.form()).await;
        assert_eq!(station.tend(&station.worker, need, Step::Ask, &[doctor]).await, Ok(()));
        assert_eq!(station.says(doctor, need, Step::Accept, "").await, Ok(()));
        let before = station.texts().await.len();
        station.matching.forget(doctor).await.unwrap();
        station.matching.forget(doctor).await.unwrap();
        station.matching.volunteers.erase(CommandId::fresh(), doctor).await.unwrap();
        assert!(station.asked(doctor).await.is_empty() && station.suggested(need).await.is_empty());
        assert!(station.texts().await.len() <= before + 1);
        assert_eq!(station.matching.waiting(&station.leader).await.unwrap(), 0);
    }

    /// A backup brings back what somebody was asked, and restoring it destroys their key again and nothing else.
    async fn whoever_comes_back_with_a_backup_and_was_erased_is_forgotten_by_the_next_look(database) {
        let station = Station::of(&database).await;
        let doctor = station.registered(&[]).await;
        let (need, other) = (station.post(station.form()).await, station.post(station.form()).await);
        for need in [need, other] {
            assert_eq!(station.tend(&station.worker, need, Step::Ask, &[doctor]).await, Ok(()));
        }
        assert_eq!(station.says(doctor, need, Step::Accept, "").await, Ok(()));
        assert_eq!(station.says(doctor, other, Step::Decline, "要住院").await, Ok(()));
        let journal = &station.matching.journal;
        let erase = async |tx: &mut Transaction<'_>| journal.erase(tx, VOLUNTEER, &doctor.to_string()).await;
        assert!(database.transaction(erase).await.unwrap());
        assert_eq!(station.matching.waiting(&station.leader).await.unwrap(), 1);
        for _ in 0..2 {
            station.matching.look_after(shanghai::today(), now_ms()).await.unwrap();
        }
        assert!(queries::asks(&database, need).await.unwrap().is_empty());
        assert!(queries::asks(&database, other).await.unwrap().is_empty());
        assert_eq!(station.matching.waiting(&station.leader).await.unwrap(), 0);
        station.matching.journal.verify(&Noted::default()).await.unwrap().unwrap();
    }

    async fn another_station_knows_nothing_of_a_need(database) {
        let station = Station::of(&database).await;
        let need = station.post(station.form()).await;
        let directory = station.matching.directory.get();
        let far = directory.stations.iter().find(|it| it.division.starts_with("4602")).unwrap();
        let accounts = &station.matching.accounts;
        let stranger = somebody(accounts, "far", Role::StationLeader, Unit::Station(far.id)).await;
        assert!(station.matching.seen(&stranger, need).await.unwrap().is_none());
        assert_eq!(station.tend(&stranger, need, Step::Close, &[]).await, Err(Refusal::NotFound));
        let found = queries::one(&database, need).await.unwrap().unwrap();
        let details = station.matching.opened(&found).await.unwrap().unwrap();
        let posted = station.matching.post(&stranger, CommandId::fresh(), &station.unit, &details).await.unwrap();
        assert_eq!(posted, Err(Refusal::NotFound));
        // A command is looked at like a form, whoever sends it.
        let unit = &station.unit;
        let named = Details { title: "打 13800138000".into(), ..details };
        let posted = station.matching.post(&station.worker, CommandId::fresh(), unit, &named).await;
        assert_eq!(posted.unwrap(), Err(Refusal::AgainstARule));
        assert_eq!(station.tend(&station.worker, need, Step::Close, &[]).await, Ok(()));
    }

    async fn what_is_made_up_is_made_once_and_goes_whole(database) {
        let station = Station::of(&database).await;
        let (matching, today) = (&station.matching, shanghai::today());
        assert!(matching.fill_demo(today).await.unwrap() && !matching.fill_demo(today).await.unwrap());
        let (found, count) =
            queries::list(&database, &format!(",{},", station.unit), "", 10, 0).await.unwrap();
        assert_eq!(usize::try_from(count).unwrap(), found.len());
        let gone = seed::purge_demo(&matching.journal).await.unwrap();
        let needs = gone.iter().find(|(what, _)| what == "needs").unwrap();
        assert_eq!(needs.1, 3);
        assert_eq!(queries::demo_count(&database).await.unwrap(), 0);
    }
}
