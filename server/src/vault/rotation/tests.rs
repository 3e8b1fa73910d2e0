use std::{fs, path::PathBuf};

use uuid::Uuid;

use super::*;
use crate::{config::Configuration, databases::on_each_database, journal::Journal};

const KEYS: usize = 1_203;

fn vault() -> Vault {
    Vault::under(SealingKey::fresh().unwrap())
}

/// Gives so many records a key, and keeps something sealed under each.
async fn fill(database: &Database, vault: &Vault, keys: usize) -> Vec<(String, String)> {
    let journal = Journal::new(database.clone(), vault.clone());
    let fill = async |tx: &mut crate::database::Transaction<'_>| {
        let mut sealed = Vec::new();
        for number in 0..keys {
            let id = format!("{number:05}");
            let key = journal.record_key(tx, "staff", &id).await?;
            let text = key.seal(id.as_bytes(), "here")?;
            sealed.push((id, text));
        }
        Ok(sealed)
    };
    database.transaction(fill).await.unwrap()
}

/// Whether each of them still opens under this vault.
async fn all_open(database: &Database, vault: &Vault, sealed: &[(String, String)]) -> bool {
    let journal = Journal::new(database.clone(), vault.clone());
    let open = async |tx: &mut crate::database::Transaction<'_>| {
        for (id, text) in sealed {
            let Ok(key) = journal.record_key(tx, "staff", id).await else { return Ok(false) };
            if key.open(text, "here") != Ok(id.clone().into_bytes()) {
                return Ok(false);
            }
        }
        Ok(true)
    };
    database.transaction(open).await.unwrap()
}

on_each_database! {
    async fn after_a_rotation_the_new_key_opens_everything_and_the_old_one_nothing(database) {
        let old = vault();
        let sealed = fill(&database, &old, KEYS).await;
        let both = old.followed_by(SealingKey::fresh().unwrap());
        let new = Vault::under(both.masters.now.clone());
        let keys = u64::try_from(KEYS).unwrap();
        assert_eq!(count(&database, &both).await.unwrap(), Wrapped { now: 0, before: keys, unreadable: 0 });
        let rotated = rotate(&database, &both, |_| {}).await.unwrap();
        assert_eq!(rotated, Wrapped { now: 0, before: keys, unreadable: 0 });
        assert!(all_open(&database, &new, &sealed).await);
        assert!(!all_open(&database, &old, &sealed[..1]).await);
        assert_eq!(rotate(&database, &both, |_| {}).await.unwrap(), Wrapped { now: keys, before: 0, unreadable: 0 });
        assert_eq!(count(&database, &vault()).await.unwrap(), Wrapped { now: 0, before: 0, unreadable: keys });
    }

    async fn a_rotation_broken_off_in_the_middle_leaves_every_key_readable_and_goes_on(database) {
        let old = vault();
        let sealed = fill(&database, &old, KEYS).await;
        let both = old.followed_by(SealingKey::fresh().unwrap());
        let batch = u64::try_from(BATCH).unwrap();
        let broken_off = {
            let (database, both) = (database.clone(), both.clone());
            tokio::spawn(async move {
                rotate(&database, &both, |looked_at| assert!(looked_at <= batch, "the power fails")).await
            })
        };
        assert!(broken_off.await.is_err());
        let half = count(&database, &both).await.unwrap();
        assert_eq!(half.now, 2 * batch, "two batches were kept, and the third never was");
        assert!(half.before > 0 && half.unreadable == 0);
        assert!(all_open(&database, &both, &sealed).await);
        rotate(&database, &both, |_| {}).await.unwrap();
        assert!(all_open(&database, &Vault::under(both.masters.now.clone()), &sealed).await);
    }

    async fn a_key_that_is_destroyed_while_it_is_wrapped_anew_stays_destroyed(database) {
        let old = vault();
        fill(&database, &old, 1).await;
        let row = queries::keys_after(&database, &KeyRow::default(), 1).await.unwrap().remove(0);
        let journal = Journal::new(database.clone(), old);
        assert!(database.transaction(async |tx| journal.erase(tx, "staff", "00000").await).await.unwrap());
        assert!(!database.transaction(async |tx| queries::rewrap(tx, &row, "new").await).await.unwrap());
        assert!(queries::keys_after(&database, &KeyRow::default(), 1).await.unwrap().is_empty());
    }

    async fn a_program_that_runs_goes_on_while_the_key_in_its_file_is_changed(database) {
        let folder = std::env::temp_dir().join(format!("lastmetre-rotation-{}", Uuid::now_v7()));
        let configuration = in_folder(&folder);
        let running = Vault::open(&configuration).unwrap();
        let sealed = fill(&database, &running, 3).await;
        assert_eq!(renew_file(&folder).unwrap(), Renewal::Begun);
        // Between the two steps it wraps under the new key already.
        let more = fill(&database, &running, 4).await.split_off(3);
        rotate(&database, &Vault::open_existing(&configuration).unwrap(), |_| {}).await.unwrap();
        assert!(all_open(&database, &running, &sealed).await);
        assert_eq!(renew_file(&folder).unwrap(), Renewal::UnderWay);
        fs::remove_file(folder.join(KEY_BEFORE_FILE)).unwrap();
        let later = Vault::open_existing(&configuration).unwrap();
        assert!(all_open(&database, &later, &sealed).await && all_open(&database, &later, &more).await);
        fs::remove_dir_all(folder).unwrap();
    }
}

fn in_folder(folder: &Path) -> Configuration {
    let variable = ("LASTMETRE_DATA_DIR".to_owned(), folder.to_str().unwrap().to_owned());
    Configuration::read(None, [variable]).unwrap()
}

#[test]
fn a_change_broken_off_before_the_fresh_key_had_its_name_begins_again() {
    let folder: PathBuf = std::env::temp_dir().join(format!("lastmetre-rotation-{}", Uuid::now_v7()));
    let first = Vault::open(&in_folder(&folder)).unwrap();
    fs::copy(folder.join(KEY_FILE), folder.join(KEY_BEFORE_FILE)).unwrap();
    assert_eq!(renew_file(&folder).unwrap(), Renewal::Begun);
    let masters = Masters::in_files(&folder).unwrap();
    assert_eq!(masters.before.unwrap().0, first.masters.now.0);
    assert_ne!(masters.now.0, first.masters.now.0);
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn no_key_is_made_where_none_shall_be() {
    let folder = std::env::temp_dir().join(format!("lastmetre-rotation-{}", Uuid::now_v7()));
    assert!(matches!(Vault::open_existing(&in_folder(&folder)), Err(VaultError::Missing(_))));
    assert!(!folder.exists());
    assert!(renew_file(&folder).is_err());
}
