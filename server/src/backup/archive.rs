//! The form of a backup, inside its encryption: lines of JSON, compressed.
//!
//! First a manifest, then for each table a line with its columns and a line for each row, then each attachment with its
//! bytes, last an end with the counts and digests of all tables and a hash over everything before it. The end is sealed
//! under a key that only the master key opens: anybody can encrypt to a public key, so it is the seal that tells a
//! backup of ours from a forged one. Without this program it is read by `age -d -i KEY FILE | gunzip`.
//!
//! Invariant: a file that was cut, changed or put together from several is refused.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, BufRead, BufReader, Read, Write},
};

use age::{
    DecryptError, Decryptor, Encryptor,
    stream::{StreamReader, StreamWriter},
    x25519::{Identity, Recipient},
};
use base64::{Engine, prelude::BASE64_STANDARD_NO_PAD as BASE64};
use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::journal::queries::UnitHead;

/// The form that this program writes and reads.
pub(super) const FORM: u32 = 1;

/// The longest line that is read: a row with everything in it.
const LINE_BYTES_MAX: u64 = 64 << 20;

/// What a backup is of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Of the file.
    pub form: u32,
    /// Which backup.
    pub id: String,
    /// When.
    pub made_at_ms: i64,
    /// The release that made it.
    pub program: String,
    /// `sqlite` or `postgres`.
    pub database: String,
    /// Version and name of every migration that had been applied.
    pub migrations: Vec<(i64, String)>,
    /// Where every journal ended: unit, number and hash of its last row.
    pub heads: Vec<Head>,
}

/// Where a journal ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    unit: String,
    number: i64,
    hash: String,
}

impl From<UnitHead> for Head {
    fn from(head: UnitHead) -> Self {
        Self { unit: head.unit, number: head.number, hash: head.hash }
    }
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Kind {
    Text,
    Integer,
    Double,
    Boolean,
    Bytes,
}

/// A table, and its columns in the order of its rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Table {
    pub(super) name: String,
    pub(super) columns: Vec<(String, Kind)>,
}

/// What stands in one column of one row.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Null,
    Text(String),
    Integer(i64),
    Double(f64),
    Boolean(bool),
    Bytes(Vec<u8>),
}

/// A row as a line, the same whichever database it came from.
pub(super) fn encode(row: &[Value]) -> Vec<u8> {
    let json = |value: &Value| match value {
        Value::Null => serde_json::Value::Null,
        Value::Text(text) => text.as_str().into(),
        Value::Integer(number) => (*number).into(),
        // As text: it says every bit, and comes back as it was.
        Value::Double(number) => format!("{number:?}").into(),
        Value::Boolean(truth) => (*truth).into(),
        Value::Bytes(bytes) => BASE64.encode(bytes).into(),
    };
    serde_json::Value::Array(row.iter().map(json).collect()).to_string().into_bytes()
}

/// The row of a line.
pub(super) fn decode(line: &[u8], table: &Table) -> Option<Vec<Value>> {
    let values: Vec<serde_json::Value> = serde_json::from_slice(line).ok()?;
    let value = |(value, (_, kind)): (&serde_json::Value, &(String, Kind))| match (value, kind) {
        (serde_json::Value::Null, _) => Some(Value::Null),
        (value, Kind::Text) => value.as_str().map(|text| Value::Text(text.to_owned())),
        (value, Kind::Integer) => value.as_i64().map(Value::Integer),
        (value, Kind::Double) => value.as_str()?.parse().ok().map(Value::Double),
        (value, Kind::Boolean) => value.as_bool().map(Value::Boolean),
        (value, Kind::Bytes) => BASE64.decode(value.as_str()?).ok().map(Value::Bytes),
    };
    (values.len() == table.columns.len())
        .then(|| values.iter().zip(&table.columns).map(value).collect())
        .flatten()
}

/// How many rows a table has, and a digest of them in whatever order they come: the sum of their hashes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Sum {
    pub(super) rows: i64,
    digest: [u64; 4],
}

impl Sum {
    pub(super) fn add(&mut self, line: &[u8]) {
        let hash = Sha256::digest(line);
        let (parts, _) = hash.as_chunks::<8>();
        for (sum, part) in self.digest.iter_mut().zip(parts) {
            *sum = sum.wrapping_add(u64::from_be_bytes(*part));
        }
        self.rows += 1;
    }
}

/// The last line.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct End {
    pub(super) tables: BTreeMap<String, Sum>,
    pub(super) files: u64,
    /// Of everything before this line.
    pub(super) hash: String,
    /// The hash, sealed.
    pub(super) seal: String,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Line {
    Manifest(Manifest),
    Table(Table),
    File { path: String, bytes: u64 },
    End(End),
}

/// Writes a backup.
pub(super) struct Writer {
    out: GzEncoder<StreamWriter<File>>,
    hash: Sha256,
}

impl Writer {
    pub(super) fn begin(file: File, recipients: &[Recipient], manifest: &Manifest) -> io::Result<Self> {
        let recipients = recipients.iter().map(|recipient| recipient as &dyn age::Recipient);
        let encryptor = Encryptor::with_recipients(recipients).map_err(io::Error::other)?;
        let out = GzEncoder::new(encryptor.wrap_output(file)?, Compression::fast());
        let mut writer = Self { out, hash: Sha256::new() };
        writer.line(&Line::Manifest(manifest.clone()))?;
        Ok(writer)
    }

    pub(super) fn table(&mut self, table: &Table) -> io::Result<()> {
        self.line(&Line::Table(table.clone()))
    }

    pub(super) fn row(&mut self, line: &[u8]) -> io::Result<()> {
        self.bytes(line)?;
        self.bytes(b"\n")
    }

    /// An attachment of which this many bytes are read.
    pub(super) fn file(&mut self, path: &str, bytes: u64, content: impl Read) -> io::Result<()> {
        self.line(&Line::File { path: path.to_owned(), bytes })?;
        let mut content = content.take(bytes);
        let mut chunk = vec![0; 64 << 10];
        let mut left = bytes;
        while left > 0 {
            let read = content.read(&mut chunk)?;
            if read == 0 {
                return Err(io::Error::other("an attachment was cut while it was read"));
            }
            self.bytes(&chunk[..read])?;
            left -= u64::try_from(read).unwrap_or_default();
        }
        Ok(())
    }

    /// The hash of everything so far.
    pub(super) fn hash(&self) -> String {
        hex(self.hash.clone())
    }

    /// Ends it; the file is still to be brought to the disk.
    pub(super) fn finish(mut self, end: End) -> io::Result<File> {
        self.line(&Line::End(end))?;
        self.out.finish()?.finish()
    }

    fn line(&mut self, line: &Line) -> io::Result<()> {
        let mut text = serde_json::to_vec(line)?;
        text.push(b'\n');
        self.bytes(&text)
    }

    fn bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.hash.update(bytes);
        self.out.write_all(bytes)
    }
}

/// Why a file cannot be read as a backup.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unreadable {
    /// It is something else.
    #[error("is no backup, or its beginning is torn")]
    NoBackup,
    /// It was encrypted to others.
    #[error("was encrypted to other keys than those given")]
    OtherKey,
    /// It was written in a form that came later.
    #[error("was made by a newer release than this one")]
    Newer,
    /// It does not go on to its end as it was written.
    #[error("is torn, or was changed after it was made")]
    Torn,
}

/// What comes next in a backup.
pub(super) enum Item {
    Table(Table),
    Row(Vec<u8>),
    /// With this many bytes, to be read by [`Reader::content`].
    File(String, u64),
    End(End),
}

/// Reads a backup.
pub(super) struct Reader {
    input: BufReader<GzDecoder<StreamReader<BufReader<File>>>>,
    hash: Sha256,
    pub(super) manifest: Manifest,
}

impl Reader {
    pub(super) fn open(file: File, identities: &[Identity]) -> Result<Self, Unreadable> {
        let decryptor = Decryptor::new_buffered(BufReader::new(file)).map_err(|_| Unreadable::NoBackup)?;
        let identities = identities.iter().map(|identity| identity as &dyn age::Identity);
        let decrypted = decryptor.decrypt(identities).map_err(|error| match error {
            DecryptError::NoMatchingKeys => Unreadable::OtherKey,
            _ => Unreadable::Torn,
        })?;
        let input = BufReader::new(GzDecoder::new(decrypted));
        let manifest = Manifest {
            form: FORM,
            id: String::new(),
            made_at_ms: 0,
            program: String::new(),
            database: String::new(),
            migrations: Vec::new(),
            heads: Vec::new(),
        };
        let mut reader = Self { input, hash: Sha256::new(), manifest };
        let first = reader.line()?;
        // A form that came later may have another manifest.
        let form = serde_json::from_slice::<serde_json::Value>(&first).ok();
        let form = form.as_ref().and_then(|line| line.get("manifest")?.get("form")?.as_u64());
        match form {
            Some(form) if form == u64::from(FORM) => {}
            Some(_) => return Err(Unreadable::Newer),
            None => return Err(Unreadable::NoBackup),
        }
        match serde_json::from_slice(&first) {
            Ok(Line::Manifest(manifest)) => reader.manifest = manifest,
            _ => return Err(Unreadable::Torn),
        }
        Ok(reader)
    }

    pub(super) fn next(&mut self) -> Result<Item, Unreadable> {
        let before = self.hash.clone();
        let line = self.line()?;
        if line.first() == Some(&b'[') {
            return Ok(Item::Row(line));
        }
        match serde_json::from_slice(&line).map_err(|_| Unreadable::Torn)? {
            Line::Table(table) => Ok(Item::Table(table)),
            Line::File { path, bytes } => Ok(Item::File(path, bytes)),
            Line::End(end) => {
                let whole = end.hash == hex(before);
                self.is_at_its_end().then_some(()).filter(|()| whole).ok_or(Unreadable::Torn)?;
                Ok(Item::End(end))
            }
            Line::Manifest(_) => Err(Unreadable::Torn),
        }
    }

    /// Writes the bytes of an attachment to `out`.
    pub(super) fn content(&mut self, bytes: u64, out: &mut impl Write) -> io::Result<Result<(), Unreadable>> {
        let mut chunk = vec![0; 64 << 10];
        let mut left = bytes;
        while left > 0 {
            let most = usize::try_from(left).unwrap_or(usize::MAX).min(chunk.len());
            match self.input.read(&mut chunk[..most]) {
                Ok(read) if read > 0 => {
                    self.hash.update(&chunk[..read]);
                    out.write_all(&chunk[..read])?;
                    left -= u64::try_from(read).unwrap_or_default();
                }
                _ => return Ok(Err(Unreadable::Torn)),
            }
        }
        Ok(Ok(()))
    }

    /// A line without its end.
    fn line(&mut self) -> Result<Vec<u8>, Unreadable> {
        let mut line = Vec::new();
        let mut limited = (&mut self.input).take(LINE_BYTES_MAX);
        limited.read_until(b'\n', &mut line).map_err(|_| Unreadable::Torn)?;
        self.hash.update(&line);
        match line.pop() {
            Some(b'\n') => Ok(line),
            _ => Err(Unreadable::Torn),
        }
    }

    /// Whether nothing follows, and the encryption was ended as well.
    fn is_at_its_end(&mut self) -> bool {
        let nothing = |input: &mut dyn Read| matches!(input.read(&mut [0; 1]), Ok(0));
        nothing(&mut self.input) && nothing(self.input.get_mut().get_mut())
    }
}

/// The secret halves in a text: one on a line, as `lastmetre keys backup` prints them; lines of other kinds are passed
/// over.
pub fn read_identities(text: &str) -> Option<Vec<Identity>> {
    let lines = text.lines().map(str::trim).filter(|line| line.starts_with("AGE-SECRET-KEY-"));
    let identities: Vec<Identity> = lines.map(|line| line.parse().ok()).collect::<Option<_>>()?;
    (!identities.is_empty()).then_some(identities)
}

fn hex(hash: Sha256) -> String {
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn table() -> Table {
        let column = |name: &str, kind| (name.to_owned(), kind);
        Table {
            name: "t".into(),
            columns: vec![
                column("a", Kind::Text),
                column("b", Kind::Integer),
                column("c", Kind::Double),
                column("d", Kind::Boolean),
                column("e", Kind::Bytes),
            ],
        }
    }

    proptest! {
        #[test]
        fn a_row_comes_back_as_it_was(
            text in ".*",
            number in any::<i64>(),
            double in proptest::num::f64::NORMAL | proptest::num::f64::ZERO | proptest::num::f64::SUBNORMAL,
            truth in any::<bool>(),
            bytes in proptest::collection::vec(any::<u8>(), 0..50),
        ) {
            let row = vec![
                Value::Text(text),
                Value::Integer(number),
                Value::Double(double),
                Value::Boolean(truth),
                Value::Bytes(bytes),
            ];
            let line = encode(&row);
            prop_assert!(!line.contains(&b'\n'));
            prop_assert_eq!(decode(&line, &table()), Some(row));
        }
    }

    #[test]
    fn a_row_that_does_not_fit_its_table_is_none() {
        let nothing = encode(&[Value::Null, Value::Null, Value::Null, Value::Null, Value::Null]);
        assert_eq!(decode(&nothing, &table()), Some(vec![Value::Null; 5]));
        for line in [
            "",
            "[]",
            "{}",
            "[null]",
            r#"[1,1,"1.0",true,""]"#,
            r#"["x",1.5,"1.0",true,""]"#,
            r#"["x",1,1.0,true,""]"#,
            r#"["x",1,"1.0","true",""]"#,
            r#"["x",1,"1.0",true,"*"]"#,
        ] {
            assert_eq!(decode(line.as_bytes(), &table()), None, "{line}");
        }
    }

    #[test]
    fn a_sum_knows_its_rows_and_not_their_order() {
        let sum = |lines: &[&str]| {
            let mut sum = Sum::default();
            lines.iter().for_each(|line| sum.add(line.as_bytes()));
            sum
        };
        assert_eq!(sum(&["a", "b", "b"]), sum(&["b", "a", "b"]));
        for other in [&["a", "b"][..], &["a", "a", "b"], &["a", "b", "c"], &[]] {
            assert_ne!(sum(&["a", "b", "b"]), sum(other));
        }
    }

    #[test]
    fn secret_halves_are_read_with_whatever_stands_beside_them() {
        use age::secrecy::ExposeSecret;

        let (one, other) = (Identity::generate(), Identity::generate());
        let text = format!(
            "# public key: {}\n{}\n\n{}\n",
            one.to_public(),
            one.to_string().expose_secret(),
            other.to_string().expose_secret()
        );
        assert_eq!(read_identities(&text).unwrap().len(), 2);
        assert!(read_identities("").is_none() && read_identities("AGE-SECRET-KEY-1X").is_none());
    }
}
