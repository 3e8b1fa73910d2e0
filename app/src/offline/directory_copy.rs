//! The copy of the directory on the device: taken out at the start, replaced by what has been read whole.

use super::{
    document::{self, FieldDocument, Unreadable},
    local_store::{LocalStore, StoreRefused},
};

const TEXT: &str = "directory";
const TAG: &str = "directory.tag";
const CONFIRMED: &str = "directory.confirmed_at_ms";

/// A document with where it stands.
#[derive(Debug)]
pub struct DirectoryCopy {
    /// The document.
    pub document: FieldDocument,
    /// The server's tag of it, to ask whether there is a newer one; empty when it gave none.
    pub tag: String,
    /// When the server last said that this is the newest; milliseconds since 1970 by the device's clock.
    pub confirmed_at_ms: i64,
    /// How long its text is.
    pub bytes: usize,
}

/// Reads what the server has answered. Nothing is kept yet.
pub fn received(text: &str, tag: String, now_ms: i64) -> Result<DirectoryCopy, Unreadable> {
    Ok(DirectoryCopy { document: document::read(text)?, tag, confirmed_at_ms: now_ms, bytes: text.len() })
}

/// The copy that is kept; none when there is none, or none that this version of the app can read.
pub async fn kept(store: &impl LocalStore) -> Option<DirectoryCopy> {
    let text = store.read(TEXT).await.ok()??;
    let tag = store.read(TAG).await.ok()?.unwrap_or_default();
    let confirmed = store.read(CONFIRMED).await.ok()?.and_then(|it| it.parse().ok());
    received(&text, tag, confirmed.unwrap_or(0)).ok()
}

/// Keeps the text that `copy` was read from.
pub async fn keep(store: &impl LocalStore, copy: &DirectoryCopy, text: &str) -> Result<(), StoreRefused> {
    let confirmed = copy.confirmed_at_ms.to_string();
    store.write(&[(TEXT, text), (TAG, &copy.tag), (CONFIRMED, &confirmed)]).await
}

/// Notes that the server has said at `now_ms` that the kept copy is still the newest.
pub async fn confirm(store: &impl LocalStore, now_ms: i64) -> Result<(), StoreRefused> {
    store.write(&[(CONFIRMED, &now_ms.to_string())]).await
}

#[cfg(test)]
mod tests {
    use std::task::{Context, Poll, Waker};

    use super::*;
    use crate::offline::{document::tests::a_document, memory_store::MemoryStore};

    /// Runs what never has to wait.
    fn at_once<T>(future: impl Future<Output = T>) -> T {
        let mut future = std::pin::pin!(future);
        match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(value) => value,
            Poll::Pending => panic!("a store in memory never waits"),
        }
    }

    fn text(version: i64) -> String {
        let (site, directory) = a_document(version);
        document::write(&site, &directory).unwrap()
    }

    fn keep_version(store: &MemoryStore, version: i64, now_ms: i64) -> Result<(), StoreRefused> {
        let text = text(version);
        let copy = received(&text, format!("\"{version}\""), now_ms).unwrap();
        at_once(keep(store, &copy, &text))
    }

    #[test]
    fn what_was_kept_is_there_at_the_next_start_with_its_tag_and_age() {
        let store = MemoryStore::default();
        assert!(at_once(kept(&store)).is_none());
        keep_version(&store, 3, 1_000).unwrap();
        at_once(confirm(&store, 5_000)).unwrap();
        let copy = at_once(kept(&store)).unwrap();
        assert_eq!(
            (copy.document.directory.version, copy.tag.as_str(), copy.confirmed_at_ms),
            (3, "\"3\"", 5_000)
        );
    }

    #[test]
    fn a_broken_answer_leaves_the_kept_copy_alone() {
        let store = MemoryStore::default();
        keep_version(&store, 3, 1_000).unwrap();
        let whole = text(4);
        assert!(received(&whole[..whole.len() / 2], "\"4\"".into(), 2_000).is_err());
        assert_eq!(at_once(kept(&store)).unwrap().document.directory.version, 3);
    }

    #[test]
    fn a_full_disk_leaves_the_kept_copy_alone() {
        let store = MemoryStore::default();
        keep_version(&store, 3, 1_000).unwrap();
        store.full.set(true);
        assert_eq!(keep_version(&store, 4, 2_000), Err(StoreRefused));
        let copy = at_once(kept(&store)).unwrap();
        assert_eq!((copy.document.directory.version, copy.confirmed_at_ms), (3, 1_000));
    }

    #[test]
    fn a_copy_that_a_later_version_cannot_read_is_no_copy() {
        let store = MemoryStore::default();
        at_once(store.write(&[(TEXT, "{\"version\":1}"), (TAG, "\"1\"")])).unwrap();
        assert!(at_once(kept(&store)).is_none());
    }
}
