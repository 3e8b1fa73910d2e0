//! Making a backup while the program serves.
//!
//! One transaction reads everything as of one moment: on SQLite from the write-ahead log, which keeps what it needs
//! while others write on; on PostgreSQL as `REPEATABLE READ READ ONLY`. Attachments are never changed once they are
//! there, so they are read after the database, which names them.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use age::x25519::Recipient;
use app::ids::CommandId;
use time::{Date, Duration};

use super::{
    ATTACHMENTS, Progress, SEAL,
    archive::{End, FORM, Manifest, Sum, Value, Writer, encode},
    copies, erased, queries,
};
use crate::{
    database::{Database, Transaction, now_ms},
    durable::Draft,
    error::StoreError,
    journal::{Journal, queries::heads_in},
    shanghai,
};

/// What shall be made.
pub struct Asked<'a> {
    /// To whom it is encrypted.
    pub recipients: &'a [Recipient],
    /// The directory for the program's own files.
    pub data_dir: &'a Path,
    /// The file that shall be.
    pub file: &'a Path,
    /// How long it is kept.
    pub kept_days: u32,
}

/// What was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Which backup.
    pub id: String,
    /// Where.
    pub file: PathBuf,
    /// As of when.
    pub made_at_ms: i64,
    /// From this day on the next backup takes it away.
    pub expires_on: Date,
    /// Rows in each table.
    pub rows: BTreeMap<String, i64>,
    /// Attachments.
    pub files: u64,
    /// Size of the file.
    pub bytes: u64,
}

/// Makes a backup. A file that is there is never written over; what cannot be finished leaves no file.
pub async fn make(journal: &Journal, asked: &Asked<'_>, progress: &mut Progress) -> Result<Made, StoreError> {
    if asked.file.exists() {
        return Err(fault(io::Error::new(io::ErrorKind::AlreadyExists, "there is a file of this name")));
    }
    let file = std::path::absolute(asked.file).map_err(fault)?;
    let (draft, open) = Draft::begin(&file).map_err(fault)?;
    let id = CommandId::fresh().to_string();
    let expires_on = shanghai::today() + Duration::days(asked.kept_days.into());
    // The key is there before the moment of which the backup is.
    let database = journal.database();
    let seal = database.transaction(async |tx| journal.record_key(tx, SEAL.0, SEAL.1).await).await?;
    copies::note_begun(journal, &id, &file.to_string_lossy(), expires_on).await?;
    let written = write(database, asked, &id, open, &seal, progress).await;
    let finished = written.and_then(|(manifest, end, open)| {
        let bytes = open.metadata().map_err(fault)?.len();
        draft.finish(&open).map_err(fault)?;
        let rows = end.tables.into_iter().map(|(name, sum)| (name, sum.rows)).collect();
        let made_at_ms = manifest.made_at_ms;
        Ok(Made { id: id.clone(), file: file.clone(), made_at_ms, expires_on, rows, files: end.files, bytes })
    });
    match finished {
        Ok(made) => {
            let beside = file.parent().filter(|folder| !folder.as_os_str().is_empty());
            for folder in [Some(asked.data_dir), beside].into_iter().flatten() {
                erased::note(database, folder).await?;
            }
            Ok(made)
        }
        Err(error) => {
            copies::note_removed(journal, &id, "not finished").await?;
            Err(error)
        }
    }
}

async fn write(
    database: &Database,
    asked: &Asked<'_>,
    id: &str,
    open: File,
    seal: &crate::vault::SealingKey,
    progress: &mut Progress,
) -> Result<(Manifest, End, File), StoreError> {
    let (mut writer, manifest, tables) = database
        .snapshot(async |tx| {
            let manifest = manifest(tx, id).await?;
            let mut writer = Writer::begin(open, asked.recipients, &manifest).map_err(fault)?;
            let mut sums = BTreeMap::new();
            for table in queries::tables(tx).await? {
                writer.table(&table).map_err(fault)?;
                let mut sum = Sum::default();
                let row = |row: Vec<Value>| {
                    let line = encode(&row);
                    sum.add(&line);
                    progress.done(&table.name, sum.rows);
                    writer.row(&line).map_err(fault)
                };
                queries::each_row(tx, &table, row).await?;
                sums.insert(table.name, sum);
            }
            Ok((writer, manifest, sums))
        })
        .await?;
    let files = attachments(&mut writer, &asked.data_dir.join(ATTACHMENTS)).map_err(fault)?;
    let hash = writer.hash();
    let seal = seal.seal(hash.as_bytes(), &super::restore::place(id))?;
    let end = End { tables, files, hash, seal };
    let open = writer.finish(end.clone()).map_err(fault)?;
    Ok((manifest, end, open))
}

async fn manifest(tx: &mut Transaction<'_>, id: &str) -> Result<Manifest, StoreError> {
    let database = match tx {
        Transaction::Sqlite(_) => "sqlite",
        Transaction::Postgres(_) => "postgres",
    };
    Ok(Manifest {
        form: FORM,
        id: id.to_owned(),
        made_at_ms: now_ms(),
        program: env!("CARGO_PKG_VERSION").to_owned(),
        database: database.to_owned(),
        migrations: queries::migrations(tx).await?,
        heads: heads_in(tx).await?.into_iter().map(Into::into).collect(),
    })
}

/// Writes every file below the folder, if there is one.
fn attachments(writer: &mut Writer, folder: &Path) -> io::Result<u64> {
    let mut files = 0;
    let mut folders = if folder.exists() { vec![folder.to_owned()] } else { Vec::new() };
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next)? {
            let entry = entry?;
            let (path, kind) = (entry.path(), entry.file_type()?);
            if kind.is_dir() {
                folders.push(path);
                continue;
            }
            let inside = path.strip_prefix(folder).ok().and_then(Path::to_str);
            let (true, Some(inside)) = (kind.is_file(), inside) else {
                return Err(io::Error::other(
                    "something among the attachments is no file, or has no name in UTF-8",
                ));
            };
            let open = match File::open(&path) {
                Ok(open) => open,
                // A picture that nobody names was deleted meanwhile.
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => return Err(error),
            };
            let bytes = open.metadata()?.len();
            writer.file(inside, bytes, open)?;
            files += 1;
        }
    }
    Ok(files)
}

fn fault(source: io::Error) -> StoreError {
    StoreError::File { doing: "write the backup", source }
}
