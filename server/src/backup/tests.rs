use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use age::x25519::{Identity, Recipient};
use app::{
    ids::{CommandId, StaffId},
    journal::model::{Actor, Change, Command, Unit},
    stations::model::FreshnessDays,
};
use time::{Date, Month};
use uuid::Uuid;

use super::{erased::Erased, *};
use crate::{
    config::DatabaseUrl,
    database::{Database, Transaction},
    databases::{Empty, on_each_database},
    directory,
    error::StoreError,
    journal::{self, Journal, fields},
    seed,
    vault::{SealingKey, Vault},
};

const DAYS: FreshnessDays = FreshnessDays { due: 90, overdue: 180 };

/// A folder that goes away with the test.
struct Folder(PathBuf);

impl Folder {
    fn fresh() -> Self {
        let path = std::env::temp_dir().join(format!("lastmetre-backup-{}", Uuid::now_v7()));
        fs::create_dir(&path).unwrap();
        Self(path)
    }

    fn names(&self) -> BTreeSet<String> {
        let entries = fs::read_dir(&self.0).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _gone = fs::remove_dir_all(&self.0);
    }
}

/// A deployment: its database, its folders, its keys.
struct House {
    database: Database,
    vault: Vault,
    identity: Identity,
    data: Folder,
    backups: Folder,
}

impl House {
    fn on(database: Database) -> Self {
        Self {
            database,
            vault: Vault::under(SealingKey::fresh().unwrap()),
            identity: Identity::generate(),
            data: Folder::fresh(),
            backups: Folder::fresh(),
        }
    }

    fn journal(&self) -> Journal {
        Journal::new(self.database.clone(), self.vault.clone())
    }

    fn file(&self, name: &str) -> PathBuf {
        self.backups.0.join(name)
    }

    async fn try_back_up(&self, name: &str) -> Result<Made, StoreError> {
        let recipients: [Recipient; 2] = [Identity::generate().to_public(), self.identity.to_public()];
        let asked =
            Asked { recipients: &recipients, data_dir: &self.data.0, file: &self.file(name), kept_days: 30 };
        make(&self.journal(), &asked, &mut Progress::untold()).await
    }

    async fn back_up(&self, name: &str) -> Made {
        self.try_back_up(name).await.unwrap()
    }

    async fn verify(&self, name: &str, vault: &Vault) -> Result<Unpacked, RestoreError> {
        let identities = std::slice::from_ref(&self.identity);
        verify(&self.file(name), identities, vault, &self.data.0, &mut Progress::untold()).await
    }

    /// Restores into a fresh place, as on a machine that has nothing.
    async fn restore(
        &self,
        name: &str,
        erased: &Erased,
        into: &DatabaseUrl,
        data: &Path,
    ) -> Result<Restored, RestoreError> {
        let unpacked = self.verify(name, &self.vault).await?;
        restore(unpacked, &self.vault, erased, into, data, &mut Progress::untold()).await
    }

    /// Writes a change with something personal into the journal.
    async fn tell_about(&self, person: &str) {
        let command = Command {
            id: CommandId::fresh(),
            unit: Unit::County("469002".into()),
            entity: "staff".into(),
            entity_id: person.into(),
            basis: 0,
            kind: "invite".into(),
            fields: fields([("phone", Change::to("13800138000"))]),
            reason: String::new(),
            made_at_ms: 0,
        };
        let work = async |_: &mut Transaction<'_>| Ok(Ok(()));
        self.journal().apply(&command, &Actor::Operator, &["phone"], work).await.unwrap().unwrap();
    }
}

/// The telephone number of a person as the journal has it, if it can be read.
async fn phone(database: &Database, vault: &Vault, person: &str) -> Option<Change> {
    let journal = Journal::new(database.clone(), vault.clone());
    let rows = journal::queries::rows_after(database, "469002", 0, 100).await.unwrap();
    let row = rows.iter().find(|row| row.entity_id == person).unwrap();
    journal.read_fields(row).await.unwrap()["phone"].clone()
}

async fn erase(house: &House, person: &str) {
    let journal = house.journal();
    let erase = async |tx: &mut Transaction<'_>| journal.erase(tx, "staff", person).await;
    assert!(house.database.transaction(erase).await.unwrap());
}

async fn run(database: &Database, sql: &'static str) -> Result<(), StoreError> {
    use crate::{database::on_tx, error::Doing};
    let run = async |tx: &mut Transaction<'_>| {
        on_tx!(tx, |connection| sqlx::query(sql).execute(connection).await).doing("run").map(drop)
    };
    database.transaction(run).await
}

/// Whether the journals verify.
async fn whole(database: &Database, vault: &Vault) -> bool {
    let journal = Journal::new(database.clone(), vault.clone());
    journal.verify(&journal::verify::Noted::default()).await.unwrap().is_ok()
}

on_each_database! {
    async fn a_backup_goes_to_the_other_database_and_back_with_everything_in_it(database) {
        let mut house = House::on(database.clone());
        seed::reference(&database).await.unwrap();
        seed::demo(&database, Date::from_calendar_date(2026, Month::November, 24).unwrap()).await.unwrap();
        let person = StaffId::fresh().to_string();
        house.tell_about(&person).await;
        run(&database, "INSERT INTO staff (id, version, sign_in_name, name, state, second_factor_confirmed, second_factor_step, made_at_ms)
                        VALUES ('x', 1, 'wang', '王小明', 'active', TRUE, 7, 5)").await.unwrap();
        run(&database, "INSERT INTO sessions (token_hash, name, staff_id, step, device, made_at_ms, seen_at_ms, expires_at_ms)
                        VALUES ('x', 'x', 'x', 'in', '', 1, 1, 1)").await.unwrap();
        run(&database, "INSERT INTO messages (id, once, channel, template, entity, entity_id, sealed, state, made_at_ms, expires_at_ms)
                        VALUES ('x', 'x', 'sms', 'reminder', 'reminder', 'x', 'x', 'waiting', 1, 9)").await.unwrap();
        run(&database, "INSERT INTO jobs (kind, subject, due_ms, attempts, leased_by, leased_until_ms)
                        VALUES ('send', 'x', 1, 0, '', 0)").await.unwrap();
        run(&database, "INSERT INTO volunteers (id, version, number, state, phone_hash, guardian_hash, sealed, division, county, station_id, agreement, agreed_on, registered_on, demo, slip_hash, slip_until_ms)
                        VALUES ('x', 1, 'x', 'active', '', '', '', '', '', '', '', '', '', FALSE, 'x', 9)").await.unwrap();
        fs::create_dir_all(house.data.0.join("attachments/2026")).unwrap();
        fs::write(house.data.0.join("attachments/2026/a.pdf"), vec![7; 200_000]).unwrap();
        fs::write(house.data.0.join("attachments/empty"), "").unwrap();
        let before = directory::queries::load(&database, DAYS).await.unwrap();

        let made = house.back_up("one").await;
        assert_eq!((made.rows["stations"], made.rows["staff"], made.rows["sessions"], made.files), (100, 1, 1, 2));
        assert_eq!(fs::metadata(house.file("one")).unwrap().len(), made.bytes);
        assert!(!String::from_utf8_lossy(&fs::read(house.file("one")).unwrap()).contains("stations"));

        // A SQLite file first, whatever it came from, and from there back to where it came from.
        let other = Folder::fresh();
        let file = DatabaseUrl::Sqlite(other.0.join("lastmetre.sqlite"));
        let restored = house.restore("one", &Erased::default(), &file, &other.0).await.unwrap();
        assert_eq!(restored.rows, made.rows);
        assert_eq!(other.names(), BTreeSet::from(["attachments".to_owned(), "lastmetre.sqlite".to_owned()]));
        house.database = Database::open(&file).await.unwrap();
        house.data = other;
        house.back_up("two").await;
        let back = Empty::like(&database).await;
        let last = Folder::fresh();
        house.restore("two", &Erased::default(), &back.url, &last.0).await.unwrap();
        house.database.close().await;

        let restored = Database::open(&back.url).await.unwrap();
        assert_eq!(directory::queries::load(&restored, DAYS).await.unwrap(), before);
        assert!(matches!(restored.schema().await.unwrap(), crate::database::Schema::Current(_)));
        assert_eq!(phone(&restored, &house.vault, &person).await, Some(Change::to("13800138000")));
        assert!(whole(&restored, &house.vault).await);
        assert_eq!(fs::read(last.0.join("attachments/2026/a.pdf")).unwrap(), vec![7; 200_000]);
        assert!(last.0.join("attachments/empty").exists());
        // What was to be sent then may have been sent since: nothing goes out by itself.
        assert_eq!(crate::messages::queries::message(&restored, "x").await.unwrap().unwrap().state, "unknown");
        let lease = crate::jobs::Lease { worker: "one".into(), for_ms: 1 };
        assert!(crate::jobs::queries::take(&restored, &lease, 1_000).await.unwrap().is_none());
        // An address to set a password at may have been used since, and holds no more: no two have one key.
        run(&restored, "INSERT INTO volunteers (id, version, number, state, phone_hash, guardian_hash, sealed, division, county, station_id, agreement, agreed_on, registered_on, demo, slip_hash, slip_until_ms)
                        VALUES ('y', 1, 'y', 'active', '', '', '', '', '', '', '', '', '', FALSE, 'x', 9)").await.unwrap();
        // Nobody is signed in, references hold again at once, and the journal goes on.
        run(&restored, "INSERT INTO sessions (token_hash, name, staff_id, step, device, made_at_ms, seen_at_ms, expires_at_ms)
                        VALUES ('x', 'x', 'x', 'in', '', 1, 1, 1)").await.unwrap();
        let stray = run(&restored, "INSERT INTO assignments (id, staff_id, role, unit, from_day) VALUES ('x', 'nobody', '', '', '')").await;
        assert_eq!(stray.unwrap_err().to_string(), "could not run", "refused when it is written, not at the commit");
        assert!(run(&restored, "UPDATE journal SET reason = 'nicer'").await.is_err());
        let there = House { database: restored.clone(), vault: house.vault.clone(), ..House::on(restored.clone()) };
        there.tell_about("later").await;
        assert_eq!(copies(&restored).await.unwrap().len(), 2, "it knows of itself and of the one before");
        restored.close().await;
        back.remove().await;
    }

    async fn a_person_erased_is_unreadable_and_the_older_backup_is_named_with_its_day(database) {
        let house = House::on(database.clone());
        let (person, other) = (StaffId::fresh().to_string(), StaffId::fresh().to_string());
        for person in [&person, &other] {
            house.tell_about(person).await;
        }
        let before = house.back_up("before").await;
        erase(&house, &person).await;
        let erased_at_ms = crate::database::now_ms();
        assert_eq!(phone(&database, &house.vault, &person).await, None);
        let after = house.back_up("after").await;

        let left = remaining(&database, erased_at_ms).await.unwrap();
        let named: Vec<_> = left.iter().map(|copy| (copy.file.clone(), copy.expires_on)).collect();
        assert_eq!(named, [(house.file("before"), before.expires_on)]);
        assert_eq!(before.expires_on, crate::shanghai::moment(before.made_at_ms).date() + time::Duration::days(30));
        assert_eq!(copies(&database).await.unwrap().len(), 2);
        assert!(after.made_at_ms >= erased_at_ms);

        // The list beside the backups keeps the old one from bringing them back.
        let list = Erased::read(&erased::file_in(&house.backups.0)).unwrap().unwrap();
        let own = Erased::read(&erased::file_in(&house.data.0)).unwrap().unwrap();
        assert_eq!(list.records, own.records);
        assert!(list.records.contains_key(&("staff".to_owned(), person.clone())) && list.records.len() == 1);
        for (list, comes_back) in [(list, false), (Erased::default(), true)] {
            let (place, folder) = (Empty::like(&database).await, Folder::fresh());
            let restored = house.restore("before", &list, &place.url, &folder.0).await.unwrap();
            assert_eq!(restored.erased_again, u64::from(!comes_back));
            let there = Database::open(&place.url).await.unwrap();
            assert_eq!(phone(&there, &house.vault, &person).await.is_some(), comes_back);
            assert!(phone(&there, &house.vault, &other).await.is_some());
            assert!(whole(&there, &house.vault).await);
            let rows = journal::queries::rows_after(&there, "460000", 0, 100).await.unwrap();
            assert_eq!(rows.last().unwrap().kind, "restore");
            there.close().await;
            place.remove().await;
        }
    }

    async fn nothing_is_restored_over_something(database) {
        let house = House::on(database.clone());
        house.back_up("one").await;
        let place = Empty::like(&database).await;
        let taken = Database::open_or_create(&place.url).await.unwrap();
        taken.migrate().await.unwrap();
        taken.close().await;
        let folder = Folder::fresh();
        let refused = house.restore("one", &Erased::default(), &place.url, &folder.0).await;
        assert!(matches!(refused, Err(RestoreError::NotEmpty(_))));
        place.remove().await;
        let place = Empty::like(&database).await;
        fs::create_dir(folder.0.join(ATTACHMENTS)).unwrap();
        fs::write(folder.0.join(ATTACHMENTS).join("mine"), "").unwrap();
        let refused = house.restore("one", &Erased::default(), &place.url, &folder.0).await;
        assert!(matches!(refused, Err(RestoreError::NotEmpty(_))));
        assert_eq!(house.data.names(), BTreeSet::from(["erased.records".to_owned()]), "and nothing is left behind");
        place.remove().await;
    }

    async fn a_backup_holds_one_moment_and_nobody_waits_for_it(database) {
        let house = House::on(database.clone());
        house.tell_about("before").await;
        let sum = database
            .snapshot(async |tx| {
                // Whoever writes while it is read goes on at once.
                house.tell_about("meanwhile").await;
                journal::queries::heads_in(tx).await
            })
            .await
            .unwrap();
        assert_eq!(sum.iter().map(|head| head.number).sum::<i64>(), 1);
        let now = database.snapshot(async |tx| journal::queries::heads_in(tx).await).await.unwrap();
        assert_eq!(now.iter().map(|head| head.number).sum::<i64>(), 2);
    }

    async fn what_expired_is_taken_away_and_what_lies_elsewhere_is_named(database) {
        let house = House::on(database.clone());
        let (here, moved) = (house.back_up("here").await, house.back_up("moved").await);
        fs::rename(house.file("moved"), house.file("somewhere else")).unwrap();
        let day = here.expires_on;
        let early = remove_expired(&house.journal(), day - time::Duration::days(1)).await.unwrap();
        assert_eq!(early, (vec![], vec![]));
        let (gone, elsewhere) = remove_expired(&house.journal(), day).await.unwrap();
        assert_eq!((gone[0].id.as_str(), elsewhere[0].id.as_str()), (here.id.as_str(), moved.id.as_str()));
        assert!(!house.file("here").exists());
        let left: Vec<_> = copies(&database).await.unwrap().into_iter().map(|copy| copy.id).collect();
        assert_eq!(left, [moved.id]);
        assert!(note_gone(&house.journal(), &house.file("moved")).await.unwrap());
        assert!(!note_gone(&house.journal(), &house.file("moved")).await.unwrap());
        assert!(copies(&database).await.unwrap().is_empty());
    }

    async fn what_cannot_be_finished_leaves_no_file_and_is_not_on_the_list(database) {
        let house = House::on(database.clone());
        fs::create_dir(house.data.0.join(ATTACHMENTS)).unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink("/etc/hostname", house.data.0.join(ATTACHMENTS).join("link")).unwrap();
        assert!(house.try_back_up("one").await.is_err());
        assert!(house.backups.names().is_empty(), "{:?}", house.backups.names());
        assert!(copies(&database).await.unwrap().is_empty());
        fs::write(house.file("taken"), "mine").unwrap();
        assert!(house.try_back_up("taken").await.is_err());
        assert_eq!(fs::read(house.file("taken")).unwrap(), b"mine");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_of_an_earlier_release_is_brought_up_to_date() {
    let folder = Folder::fresh();
    let database = Database::open_or_create(&DatabaseUrl::Sqlite(folder.0.join("old.sqlite"))).await.unwrap();
    database.migrate_to(3).await.unwrap();
    let house = House::on(database);
    house.tell_about("person").await;
    let made = house.back_up("old").await;
    assert!(!made.rows.contains_key("staff"), "accounts came later");
    let url = DatabaseUrl::Sqlite(folder.0.join("new.sqlite"));
    // What it ends before it is restored is not there yet at its own schema, but is once it is brought up to date.
    house.restore("old", &Erased::default(), &url, &folder.0).await.unwrap();
    let restored = Database::open(&url).await.unwrap();
    assert!(matches!(restored.schema().await.unwrap(), crate::database::Schema::Current(_)));
    assert_eq!(phone(&restored, &house.vault, "person").await, Some(Change::to("13800138000")));
    restored.close().await;
    house.database.close().await;
}

async fn a_house() -> (House, Folder) {
    let folder = Folder::fresh();
    let database = Database::open_or_create(&DatabaseUrl::Sqlite(folder.0.join("a.sqlite"))).await.unwrap();
    database.migrate().await.unwrap();
    let house = House::on(database);
    house.tell_about("person").await;
    (house, folder)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_was_cut_or_changed_anywhere_is_refused_and_leaves_nothing() {
    let (house, _folder) = a_house().await;
    // More than one piece of the encryption.
    fs::create_dir(house.data.0.join(ATTACHMENTS)).unwrap();
    let mut noise = vec![0; 150_000];
    getrandom::fill(&mut noise).unwrap();
    fs::write(house.data.0.join(ATTACHMENTS).join("noise"), noise).unwrap();
    house.back_up("whole").await;
    fs::remove_dir_all(house.data.0.join(ATTACHMENTS)).unwrap();
    assert!(house.verify("whole", &house.vault).await.is_ok());
    let whole = fs::read(house.file("whole")).unwrap();
    assert!(whole.len() > 140_000);
    let before = house.data.names();
    let places = (0..24).map(|part| part * (whole.len() - 1) / 23);
    let mut bad: Vec<(String, Vec<u8>)> = Vec::new();
    for at in places.chain([65_536, 65_536 + 300]) {
        bad.push((format!("cut at {at}"), whole[..at].to_vec()));
        let mut changed = whole.clone();
        changed[at] ^= 1;
        bad.push((format!("changed at {at}"), changed));
    }
    bad.push(("longer".into(), [whole.as_slice(), b"x"].concat()));
    bad.push(("twice".into(), [whole.as_slice(), whole.as_slice()].concat()));
    bad.push(("something else".into(), b"SQLite format 3".to_vec()));
    for (what, bytes) in bad {
        fs::write(house.file("bad"), bytes).unwrap();
        let refused = house.verify("bad", &house.vault).await.err().unwrap_or_else(|| panic!("{what}"));
        let told = refused.to_string();
        assert!(told.contains("bad") && told.ends_with("; nothing was restored"), "{what}: {told}");
        assert_eq!(house.data.names(), before, "{what}");
    }
    house.database.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_lacks_one_of_the_two_keys_restores_nothing() {
    let (house, _folder) = a_house().await;
    house.back_up("one").await;
    let stranger = [Identity::generate()];
    let progress = &mut Progress::untold();
    let refused = verify(&house.file("one"), &stranger, &house.vault, &house.data.0, progress).await;
    assert!(refused.err().unwrap().to_string().contains("encrypted to other keys"));
    let other = Vault::under(SealingKey::fresh().unwrap());
    let refused = house.verify("one", &other).await.err().unwrap();
    assert!(matches!(refused, RestoreError::OtherMasterKey), "{refused}");
    // With the key before beside the one in force it opens.
    let later = house.vault.followed_by(SealingKey::fresh().unwrap());
    assert_eq!(house.verify("one", &later).await.unwrap().keys.now, 0);
    house.database.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_knows_only_the_public_key_cannot_make_a_backup_that_is_restored() {
    let (house, _folder) = a_house().await;
    house.back_up("ours").await;
    // Written anew, as anybody can: the same once, and once with a row more.
    for (name, more) in [("same", false), ("forged", true)] {
        let identities = std::slice::from_ref(&house.identity);
        let ours = fs::File::open(house.file("ours")).unwrap();
        let mut reader = archive::Reader::open(ours, identities).unwrap();
        let out = fs::File::create(house.file(name)).unwrap();
        let to = [house.identity.to_public()];
        let mut writer = archive::Writer::begin(out, &to, &reader.manifest).unwrap();
        let mut sums: BTreeMap<String, archive::Sum> = BTreeMap::new();
        let mut table = String::new();
        loop {
            match reader.next().unwrap() {
                archive::Item::Table(next) => {
                    writer.table(&next).unwrap();
                    table.clone_from(&next.name);
                    let sum = sums.entry(next.name).or_default();
                    if more && table == "programmes" {
                        let text = |text: &str| archive::Value::Text(text.into());
                        let no = || archive::Value::Boolean(false);
                        let order = archive::Value::Integer(1);
                        let row = [text("forged"), text("x"), archive::Value::Null, order, no(), no()];
                        sum.add(&archive::encode(&row));
                        writer.row(&archive::encode(&row)).unwrap();
                    }
                }
                archive::Item::Row(line) => {
                    writer.row(&line).unwrap();
                    sums.get_mut(&table).unwrap().add(&line);
                }
                archive::Item::File(..) => panic!("there are no attachments"),
                archive::Item::End(end) => {
                    let end = archive::End { tables: sums, files: 0, hash: writer.hash(), seal: end.seal };
                    writer.finish(end).unwrap();
                    break;
                }
            }
        }
        let verified = house.verify(name, &house.vault).await;
        match more {
            false => assert!(verified.is_ok()),
            true => {
                let told = verified.err().unwrap().to_string();
                assert!(told.contains("forged was not sealed by this deployment"), "{told}");
            }
        }
    }
    house.database.close().await;
}

#[test]
fn a_path_that_leads_out_of_the_attachments_is_none() {
    let folder = Folder::fresh();
    let unpacked = restore::Folder::make(&folder.0).unwrap();
    for path in ["", ".", "..", "../x", "a/../../x", "/etc/passwd", "a/./../../x"] {
        assert!(unpacked.attachment(path).is_none(), "{path}");
    }
    assert!(unpacked.attachment("a/b").unwrap().is_ok());
    assert!(unpacked.attachment("a/b").unwrap().is_err(), "twice");
    drop(unpacked);
    assert!(folder.names().is_empty());
}
