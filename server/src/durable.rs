//! Files that are whole or not there: written under another name, brought to the disk, then given their name.
//!
//! For backups, the list of erased records and keys: whoever reads one of these never sees half of it, also after the
//! power failed. They are for this user's eyes only.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
};

use uuid::Uuid;

/// A file on its way. Dropped before it has its name, it goes away.
#[derive(Debug)]
pub struct Draft {
    path: PathBuf,
    target: PathBuf,
    named: bool,
}

impl Draft {
    /// Begins what will be `target`, beside it.
    pub fn begin(target: &Path) -> io::Result<(Self, File)> {
        let mut name = target.file_name().unwrap_or_default().to_owned();
        name.push(format!(".part-{}", Uuid::now_v7()));
        let draft = Self { path: target.with_file_name(name), target: target.to_owned(), named: false };
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&draft.path)?;
        Ok((draft, file))
    }

    /// Brings it to the disk and gives it its name, in place of what bore it.
    pub fn finish(mut self, file: &File) -> io::Result<()> {
        file.sync_all()?;
        fs::rename(&self.path, &self.target)?;
        self.named = true;
        sync_folder_of(&self.target)
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if !self.named {
            let _gone = fs::remove_file(&self.path);
        }
    }
}

/// Writes `text` in place of what the file held.
pub fn write(file: &Path, text: &[u8]) -> io::Result<()> {
    let (draft, mut open) = Draft::begin(file)?;
    open.write_all(text)?;
    draft.finish(&open)
}

/// Makes a folder and those above it, unless they are there.
pub fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Brings the names in the folder of `file` to the disk.
pub fn sync_folder_of(file: &Path) -> io::Result<()> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    // Only Unix can; elsewhere a name is on the disk when the system thinks fit.
    #[cfg(unix)]
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
    #[cfg(not(unix))]
    let _unused = folder;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_there_whole_or_not_at_all() {
        let folder = std::env::temp_dir().join(format!("lastmetre-durable-{}", Uuid::now_v7()));
        fs::create_dir(&folder).unwrap();
        let file = folder.join("list");
        {
            let (_draft, mut open) = Draft::begin(&file).unwrap();
            open.write_all(b"half").unwrap();
        }
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 0, "what was given up is gone");
        write(&file, b"first").unwrap();
        write(&file, b"second").unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"second");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        }
        fs::remove_dir_all(&folder).unwrap();
    }
}
