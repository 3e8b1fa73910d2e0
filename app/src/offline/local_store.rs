//! A store on the device: texts under names, written together or not at all.

use std::future::Future;

/// The device would not keep, or give back: no room, a private window, a store that was taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the device's store refused")]
pub struct StoreRefused;

/// What every store does.
pub trait LocalStore {
    /// The text under `name`, if there is one.
    fn read(&self, name: &str) -> impl Future<Output = Result<Option<String>, StoreRefused>>;

    /// Writes all of `entries` (name, text), or none. When this has succeeded they are on the disk, not only on
    /// their way there.
    fn write(&self, entries: &[(&str, &str)]) -> impl Future<Output = Result<(), StoreRefused>>;
}
