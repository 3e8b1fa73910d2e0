//! A store in memory, that can also be full.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
};

use super::local_store::{LocalStore, StoreRefused};

/// The store.
#[derive(Debug, Default)]
pub(super) struct MemoryStore {
    texts: RefCell<BTreeMap<String, String>>,
    /// Refuses to write from now on, like a disk that is full.
    pub(super) full: Cell<bool>,
}

impl LocalStore for MemoryStore {
    async fn read(&self, name: &str) -> Result<Option<String>, StoreRefused> {
        Ok(self.texts.borrow().get(name).cloned())
    }

    async fn write(&self, entries: &[(&str, &str)]) -> Result<(), StoreRefused> {
        if self.full.get() {
            return Err(StoreRefused);
        }
        let entries = entries.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
        self.texts.borrow_mut().extend(entries);
        Ok(())
    }
}
