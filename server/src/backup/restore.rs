//! Looking at a backup, and making a database of it.
//!
//! The file is unpacked into a SQLite database of its own in a folder that goes away again, at the schema that it was
//! made with, and everything is looked at there: the hash, the counts and digests of what was stored, the references,
//! the journals, the keys. Then it is brought up to date, whoever was erased since is erased again, every session and
//! link ends, and what is right becomes the database: under SQLite the file gets its name, into PostgreSQL everything is
//! copied in one transaction and compared.
//!
//! Invariants: nothing is restored over something; what is refused leaves nothing behind; nobody who was erased comes
//! back unless the operator says that they have no list of them.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io,
    path::{Component, Path, PathBuf},
};

use age::x25519::Identity;
use uuid::Uuid;

use super::{
    ATTACHMENTS, Progress, SEAL,
    archive::{End, Head, Item, Manifest, Reader, Sum, Table, Unreadable, Value, decode, encode},
    copies,
    erased::Erased,
    queries,
};
use crate::{
    config::DatabaseUrl,
    database::{Database, Transaction},
    durable,
    error::StoreError,
    journal::{
        Journal,
        queries::{destroy_key, heads_in, key_now},
        record,
        verify::{Broken, Noted, Whole},
    },
    vault::{self, Vault, Wrapped},
};

/// Why nothing was restored.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// The file cannot be opened.
    #[error("could not read the backup {0}")]
    File(PathBuf, #[source] io::Error),
    /// The file is not as it was made.
    #[error("{file} {why}; nothing was restored")]
    Refused {
        /// Which.
        file: PathBuf,
        /// What is wrong.
        why: String,
    },
    /// A journal in it is not whole.
    #[error("a journal in the backup is not whole; nothing was restored")]
    Broken(#[from] Broken),
    /// The master keys in force are others.
    #[error(
        "the master key in force does not open the backup: the key of the time when it was made is needed, as \
         `master_key` or `master_key_before`; nothing was restored"
    )]
    OtherMasterKey,
    /// There is something already.
    #[error(
        "{0} is not empty: restoring makes a database of its own and touches no other; nothing was restored"
    )]
    NotEmpty(String),
    /// The store did not do what it was asked.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<Unreadable> for RestoreError {
    fn from(why: Unreadable) -> Self {
        // Which file is said by who opened it.
        Self::Refused { file: PathBuf::new(), why: why.to_string() }
    }
}

/// A backup that was looked at and found right.
pub struct Unpacked {
    /// What it is of.
    pub manifest: Manifest,
    /// Rows in each table.
    pub rows: BTreeMap<String, i64>,
    /// Attachments.
    pub files: u64,
    /// Its journals.
    pub journals: Whole,
    /// Its keys.
    pub keys: Wrapped,
    database: Database,
    folder: Folder,
}

/// What was restored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// What it was of.
    pub manifest: Manifest,
    /// Rows in each table of the backup.
    pub rows: BTreeMap<String, i64>,
    /// Attachments.
    pub files: u64,
    /// Its journals.
    pub journals: Whole,
    /// Records that were erased since, and again.
    pub erased_again: u64,
}

/// Where the hash of a backup is sealed.
pub(super) fn place(id: &str) -> String {
    format!("backup/{id}")
}

/// Looks at everything in a backup, and leaves nothing behind once the answer is dropped. `folder` is for what has to be
/// unpacked meanwhile.
pub async fn verify(
    file: &Path,
    identities: &[Identity],
    vault: &Vault,
    folder: &Path,
    progress: &mut Progress,
) -> Result<Unpacked, RestoreError> {
    let open = File::open(file).map_err(|error| RestoreError::File(file.to_owned(), error))?;
    let unpacked = look_at(open, identities, vault, folder, progress).await;
    unpacked.map_err(|error| match error {
        RestoreError::Refused { why, .. } => RestoreError::Refused { file: file.to_owned(), why },
        other => other,
    })
}

async fn look_at(
    file: File,
    identities: &[Identity],
    vault: &Vault,
    folder: &Path,
    progress: &mut Progress,
) -> Result<Unpacked, RestoreError> {
    let mut reader = Reader::open(file, identities)?;
    let schema = known_schema(&reader.manifest)?;
    let folder = Folder::make(folder).map_err(fault)?;
    let database = Database::open_or_create(&DatabaseUrl::Sqlite(folder.database())).await?;
    database.migrate_to(schema).await?;
    progress.say("reading the backup");
    let end = unpack(&mut reader, &database, &folder, progress).await?;
    let manifest = reader.manifest;
    progress.say("comparing what was stored");
    let stored = async |tx: &mut Transaction<'_>| {
        let tables = queries::tables(tx).await?;
        sums(tx, &tables).await
    };
    let stored = database.snapshot(stored).await?;
    if stored != end.tables {
        return Err(refused("holds other rows than its end says"));
    }
    database.migrate().await?;
    check_seal(&database, vault, &manifest, &end).await?;
    progress.say("looking at the journals and keys");
    let journals = Journal::new(database.clone(), vault.clone()).verify(&Noted::default()).await??;
    let heads = database.snapshot(async |tx| heads_in(tx).await).await?;
    let heads: Vec<Head> = heads.into_iter().map(Into::into).collect();
    if heads != manifest.heads {
        return Err(refused("has journals that end elsewhere than it says"));
    }
    let keys = vault::count(&database, vault).await?;
    if keys.unreadable > 0 {
        return Err(RestoreError::OtherMasterKey);
    }
    let rows = end.tables.into_iter().map(|(name, sum)| (name, sum.rows)).collect();
    Ok(Unpacked { manifest, rows, files: end.files, journals, keys, database, folder })
}

/// The version of the last migration of a backup, if this program knows all of them.
fn known_schema(manifest: &Manifest) -> Result<i64, RestoreError> {
    let known = Database::known_migrations();
    let beginning = known.get(..manifest.migrations.len());
    match manifest.migrations.last() {
        Some((version, _)) if beginning == Some(&manifest.migrations[..]) => Ok(*version),
        _ => Err(refused("has tables of another release than this one knows")),
    }
}

/// Stores all rows and attachments of a backup, up to its end.
async fn unpack(
    reader: &mut Reader,
    database: &Database,
    folder: &Folder,
    progress: &mut Progress,
) -> Result<End, RestoreError> {
    let mut refusal = None;
    let store = async |tx: &mut Transaction<'_>| {
        let deferred = queries::defer_foreign_keys(tx).await?;
        match store(reader, tx, folder, progress).await {
            Ok(end) => {
                queries::settle_foreign_keys(tx, &deferred).await?;
                Ok((true, Some(end)))
            }
            Err(RestoreError::Store(error)) => Err(error),
            Err(other) => {
                refusal = Some(other);
                Ok((false, None))
            }
        }
    };
    let end = database.transaction_if(store).await?;
    match (end, refusal) {
        (Some(end), _) => Ok(end),
        (None, Some(refusal)) => Err(refusal),
        (None, None) => Err(Unreadable::Torn.into()),
    }
}

async fn store(
    reader: &mut Reader,
    tx: &mut Transaction<'_>,
    folder: &Folder,
    progress: &mut Progress,
) -> Result<End, RestoreError> {
    let mut expected = queries::tables(tx).await?;
    let mut filling: Option<Filling> = None;
    let mut files = 0;
    loop {
        match reader.next()? {
            Item::Row(line) => {
                let filling = filling.as_mut().ok_or(Unreadable::Torn)?;
                filling.add(tx, decode(&line, &filling.table).ok_or(Unreadable::Torn)?).await?;
                progress.done(&filling.table.name, filling.rows);
            }
            Item::Table(table) => {
                if let Some(mut filled) = filling.take() {
                    filled.end(tx).await?;
                }
                let at = expected
                    .iter()
                    .position(|it| alike(it, &table))
                    .ok_or_else(|| refused("has a table that this release does not know in this form"))?;
                expected.remove(at);
                queries::clear(tx, &table).await?;
                filling = Some(Filling::of(table));
            }
            Item::File(path, bytes) => {
                let mut open = folder.attachment(&path).ok_or(Unreadable::Torn)?.map_err(fault)?;
                reader.content(bytes, &mut open).map_err(fault)??;
                open.sync_all().map_err(fault)?;
                files += 1;
            }
            Item::End(end) => {
                if let Some(mut filled) = filling.take() {
                    filled.end(tx).await?;
                }
                if !expected.is_empty() || end.files != files {
                    return Err(refused("lacks tables or attachments"));
                }
                return Ok(end);
            }
        }
    }
}

/// Whether it is the same table, whatever the order of its columns.
fn alike(one: &Table, other: &Table) -> bool {
    let sorted = |table: &Table| {
        let mut columns = table.columns.clone();
        columns.sort_by(|one, other| one.0.cmp(&other.0));
        columns
    };
    one.name == other.name && sorted(one) == sorted(other)
}

/// A table that is being filled, many rows at once.
struct Filling {
    table: Table,
    waiting: Vec<Vec<Value>>,
    rows: i64,
}

impl Filling {
    fn of(table: Table) -> Self {
        Self { table, waiting: Vec::new(), rows: 0 }
    }

    async fn add(&mut self, tx: &mut Transaction<'_>, row: Vec<Value>) -> Result<(), StoreError> {
        self.waiting.push(row);
        self.rows += 1;
        match self.waiting.len() >= queries::rows_at_once(&self.table) {
            true => self.end(tx).await,
            false => Ok(()),
        }
    }

    async fn end(&mut self, tx: &mut Transaction<'_>) -> Result<(), StoreError> {
        queries::insert(tx, &self.table, &mut self.waiting).await
    }
}

/// Counts and digests of these tables as they are stored.
async fn sums(tx: &mut Transaction<'_>, tables: &[Table]) -> Result<BTreeMap<String, Sum>, StoreError> {
    let mut sums = BTreeMap::new();
    for table in tables {
        let mut sum = Sum::default();
        let row = |row: Vec<Value>| {
            sum.add(&encode(&row));
            Ok(())
        };
        queries::each_row(tx, table, row).await?;
        sums.insert(table.name.clone(), sum);
    }
    Ok(sums)
}

/// Whether the end was sealed by whoever had the master key.
async fn check_seal(
    database: &Database,
    vault: &Vault,
    manifest: &Manifest,
    end: &End,
) -> Result<(), RestoreError> {
    let forged = || refused("was not sealed by this deployment");
    let wrapped = key_now(database, SEAL.0, SEAL.1).await?.flatten().ok_or_else(forged)?;
    let key = vault.unwrap(&wrapped, &record(SEAL.0, SEAL.1)).map_err(|_| RestoreError::OtherMasterKey)?;
    let hash = key.open(&end.seal, &place(&manifest.id)).map_err(|_| forged())?;
    if hash == end.hash.as_bytes() { Ok(()) } else { Err(forged()) }
}

impl Unpacked {
    /// Lets go of what was unpacked.
    pub async fn discard(self) {
        self.database.close().await;
    }
}

/// Restores a backup into the database of this address, which must be empty, and its attachments into `data_dir`.
pub async fn restore(
    unpacked: Unpacked,
    vault: &Vault,
    erased: &Erased,
    url: &DatabaseUrl,
    data_dir: &Path,
    progress: &mut Progress,
) -> Result<Restored, RestoreError> {
    refuse_something(url, data_dir).await?;
    let Unpacked { manifest, rows, files, journals, keys: _, database, folder } = unpacked;
    let erased_again = erase_again(&database, erased).await?;
    copies::note_restored(&Journal::new(database.clone(), vault.clone()), &manifest.id, erased_again).await?;
    let attachments = data_dir.join(ATTACHMENTS);
    let moved = fs::exists(folder.attachments()).map_err(fault)?;
    if moved {
        durable::make_folder(data_dir).map_err(fault)?;
        fs::rename(folder.attachments(), &attachments).map_err(fault)?;
    }
    progress.say("making the database");
    let placed = place_database(database, &folder, url, progress).await;
    if placed.is_err() && moved {
        fs::rename(&attachments, folder.attachments()).map_err(fault)?;
    }
    placed?;
    Ok(Restored { manifest, rows, files, journals, erased_again })
}

/// Refuses a database that has a table, and attachments that are there.
pub(crate) async fn refuse_something(url: &DatabaseUrl, data_dir: &Path) -> Result<(), RestoreError> {
    let there = match url {
        DatabaseUrl::Sqlite(file) => fs::exists(file).map_err(fault)?,
        DatabaseUrl::Postgres(_) => true,
    };
    if there {
        let database = Database::open(url).await?;
        let empty = database.is_empty().await;
        database.close().await;
        if !empty? {
            return Err(RestoreError::NotEmpty(url.told()));
        }
    }
    let attachments = data_dir.join(ATTACHMENTS);
    match fs::read_dir(&attachments).map(Iterator::count) {
        Ok(1..) => Err(RestoreError::NotEmpty(attachments.display().to_string())),
        _ => Ok(()),
    }
}

/// Destroys again what the list says, and ends what was valid at the moment of the backup.
async fn erase_again(database: &Database, erased: &Erased) -> Result<u64, StoreError> {
    database
        .transaction(async |tx| {
            let mut again = 0;
            for ((entity, id), at_ms) in &erased.records {
                again += u64::from(destroy_key(tx, entity, id, *at_ms).await?);
            }
            queries::end_what_was_under_way(tx).await?;
            Ok(again)
        })
        .await
}

async fn place_database(
    scratch: Database,
    folder: &Folder,
    url: &DatabaseUrl,
    progress: &mut Progress,
) -> Result<(), RestoreError> {
    match url {
        DatabaseUrl::Sqlite(file) => {
            // The last connection to close leaves everything in the one file.
            scratch.close().await;
            let name = || -> io::Result<()> {
                File::open(folder.database())?.sync_all()?;
                fs::rename(folder.database(), file)?;
                durable::sync_folder_of(file)
            };
            name().map_err(fault)?;
        }
        DatabaseUrl::Postgres(_) => {
            let target = Database::open(url).await?;
            let copied = target.transaction(async |tx| copy(&scratch, tx, progress).await).await;
            target.close().await;
            scratch.close().await;
            copied?;
        }
    }
    Ok(())
}

/// Copies everything into a database without tables, and compares.
async fn copy(
    scratch: &Database,
    tx: &mut Transaction<'_>,
    progress: &mut Progress,
) -> Result<(), StoreError> {
    tx.migrate().await?;
    let deferred = queries::defer_foreign_keys(tx).await?;
    let tables = scratch.snapshot(async |from| queries::tables(from).await).await?;
    let mut expected = BTreeMap::new();
    for table in &tables {
        queries::clear(tx, table).await?;
        let sum = scratch.snapshot(async |from| copy_table(from, table, tx, progress).await).await?;
        expected.insert(table.name.clone(), sum);
    }
    queries::settle_foreign_keys(tx, &deferred).await?;
    if sums(tx, &tables).await? != expected {
        return Err(StoreError::Corrupt { what: "copy of the backup" });
    }
    Ok(())
}

async fn copy_table(
    from: &mut Transaction<'_>,
    table: &Table,
    tx: &mut Transaction<'_>,
    progress: &mut Progress,
) -> Result<Sum, StoreError> {
    let mut sum = Sum::default();
    let mut filling = Filling::of(table.clone());
    queries::each_batch(from, table, async |rows: Vec<Vec<Value>>| {
        for row in rows {
            sum.add(&encode(&row));
            filling.add(tx, row).await?;
        }
        progress.done(&table.name, sum.rows);
        Ok(())
    })
    .await?;
    filling.end(tx).await?;
    Ok(sum)
}

fn refused(why: &str) -> RestoreError {
    RestoreError::Refused { file: PathBuf::new(), why: why.to_owned() }
}

fn fault(source: io::Error) -> RestoreError {
    RestoreError::Store(StoreError::File { doing: "unpack the backup", source })
}

/// A folder for this user alone that goes away with everything in it, and with the one around it if that was made for it.
pub(super) struct Folder {
    path: PathBuf,
    made_around: Option<PathBuf>,
}

impl Folder {
    pub(super) fn make(around: &Path) -> io::Result<Self> {
        let made_around = (!around.as_os_str().is_empty() && !around.exists()).then(|| around.to_owned());
        let path = around.join(format!("restoring-{}", Uuid::now_v7()));
        durable::make_folder(&path)?;
        Ok(Self { path, made_around })
    }

    fn database(&self) -> PathBuf {
        self.path.join("restored.sqlite")
    }

    fn attachments(&self) -> PathBuf {
        self.path.join(ATTACHMENTS)
    }

    /// A fresh file for an attachment; `None` when its path leads elsewhere.
    pub(super) fn attachment(&self, path: &str) -> Option<io::Result<File>> {
        let path = Path::new(path);
        let inside = path.components().all(|part| matches!(part, Component::Normal(_)));
        let named = path.file_name().is_some();
        (inside && named).then(|| {
            let file = self.attachments().join(path);
            file.parent().map_or(Ok(()), fs::create_dir_all)?;
            File::options().write(true).create_new(true).open(file)
        })
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _gone = fs::remove_dir_all(&self.path);
        if let Some(around) = &self.made_around {
            // Only if nothing else came into it.
            let _gone = fs::remove_dir(around);
        }
    }
}
