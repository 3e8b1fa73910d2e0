//! What somebody has begun to say and not sent: sealed under a key that only their browser can give.
//!
//! Between two pages it lies in the database for a day. The cookie holds a token of 256 random bits; the row's name and
//! the key to what it holds both follow from the token and the pepper, and the token is kept nowhere. So neither a copy
//! of the database nor the master key opens it.

use app::{help::walk::Begun, ids::PhotoId};

use super::queries;
use crate::{
    accounts::secrets::{self, Secrets},
    database::{Database, Transaction},
    error::StoreError,
    vault::SealingKey,
};

/// How long what was begun is kept after the last page.
const KEPT_MS: i64 = 24 * 60 * 60 * 1000;

/// How long its browser is shown the ticket again after it was sent.
const SENT_MS: i64 = 60 * 60 * 1000;

/// Bytes of what one draft may hold of what was typed.
const BYTES_MAX: usize = 200_000;

/// What somebody has begun, of everybody.
#[derive(Clone)]
pub(super) struct Drafts {
    database: Database,
    secrets: Secrets,
}

/// Of which photo, in whose keeping.
pub(super) fn photo_place(id: PhotoId) -> String {
    format!("help photo/{id}")
}

impl Drafts {
    pub(super) fn new(database: Database, secrets: Secrets) -> Self {
        Self { database, secrets }
    }

    pub(super) fn name_of(&self, token: &str) -> String {
        self.secrets.keyed_hash("help draft", token)
    }

    /// The key of what this token opens.
    pub(super) fn key(&self, token: &str) -> Result<SealingKey, StoreError> {
        let digits = self.secrets.keyed_hash("help draft key", token);
        SealingKey::of_digits(&digits).ok_or(StoreError::Corrupt { what: "key of a draft" })
    }

    /// Keeps what is begun now; gives its token.
    pub(super) async fn begin(&self, begun: &Begun, now: i64) -> Result<String, StoreError> {
        let token = secrets::token()?;
        self.begin_under(&token, begun, now).await?;
        Ok(token)
    }

    /// Keeps what is begun now under this token, unless something is begun there.
    pub(super) async fn begin_under(&self, token: &str, begun: &Begun, now: i64) -> Result<(), StoreError> {
        let (name, sealed) = (self.name_of(token), self.sealed(token, begun)?);
        let keep = async |tx: &mut Transaction<'_>| {
            if queries::draft_in(tx, &name, now).await?.is_none() {
                queries::keep_draft(tx, &name, &sealed, now + KEPT_MS).await?;
            }
            Ok(())
        };
        self.database.transaction(keep).await
    }

    fn sealed(&self, token: &str, begun: &Begun) -> Result<String, StoreError> {
        let plain = serde_json::to_vec(begun).map_err(|_| corrupt())?;
        Ok(self.key(token)?.seal(&plain, "help draft")?)
    }

    fn opened(&self, token: &str, sealed: &str) -> Result<Begun, StoreError> {
        let plain = self.key(token)?.open(sealed, "help draft").map_err(|_| corrupt())?;
        serde_json::from_slice(&plain).map_err(|_| corrupt())
    }

    /// What this token opens; nothing where it is over.
    pub(super) async fn open(&self, token: &str, now: i64) -> Result<Option<Begun>, StoreError> {
        let sealed = queries::draft(&self.database, &self.name_of(token), now).await?;
        sealed.map(|sealed| self.opened(token, &sealed)).transpose()
    }

    /// Changes what this token opens, in one go; says whether there is such a thing and it fits.
    pub(super) async fn change(
        &self,
        token: &str,
        now: i64,
        change: impl FnOnce(&mut Begun) + Send,
    ) -> Result<bool, StoreError> {
        let name = self.name_of(token);
        let work = async |tx: &mut Transaction<'_>| {
            let Some(sealed) = queries::draft_in(tx, &name, now).await? else { return Ok(false) };
            let mut begun = self.opened(token, &sealed)?;
            change(&mut begun);
            if begun.bytes() > BYTES_MAX {
                return Ok(false);
            }
            let kept_ms = if begun.sent.is_some() { SENT_MS } else { KEPT_MS };
            queries::keep_draft(tx, &name, &self.sealed(token, &begun)?, now + kept_ms).await?;
            Ok(true)
        };
        self.database.transaction(work).await
    }

    /// Takes a photo into what this token opens, once for its id; says whether there is such a thing and room in it.
    pub(super) async fn keep_photo(
        &self,
        token: &str,
        id: PhotoId,
        bytes: &[u8],
        most: usize,
        now: i64,
    ) -> Result<bool, StoreError> {
        let sealed = self.key(token)?.seal(bytes, &photo_place(id))?;
        let name = self.name_of(token);
        let keep = async |tx: &mut Transaction<'_>| {
            let Some(begun) = queries::draft_in(tx, &name, now).await? else { return Ok(false) };
            let mut begun = self.opened(token, &begun)?;
            if begun.photos.contains(&id) {
                return Ok(true);
            }
            if begun.sent.is_some() || begun.photos.len() >= most {
                return Ok(false);
            }
            begun.photos.push(id);
            queries::keep_draft(tx, &name, &self.sealed(token, &begun)?, now + KEPT_MS).await?;
            queries::insert_photo(tx, &id.to_string(), &name, &sealed, now).await?;
            Ok(true)
        };
        self.database.transaction(keep).await
    }

    /// A photo of it, opened.
    pub(super) async fn photo(
        &self,
        tx: &mut Transaction<'_>,
        token: &str,
        id: PhotoId,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let sealed = queries::photo(tx, &id.to_string(), &self.name_of(token)).await?;
        let Some(sealed) = sealed else { return Ok(None) };
        self.key(token)?.open(&sealed, &photo_place(id)).map(Some).map_err(|_| corrupt())
    }

    /// Takes away what this token opens, with its photos.
    pub(super) async fn drop(&self, token: &str) -> Result<(), StoreError> {
        let name = self.name_of(token);
        let work = async |tx: &mut Transaction<'_>| self.drop_in(tx, &name).await;
        self.database.transaction(work).await
    }

    /// The same, within a transaction.
    pub(super) async fn drop_in(&self, tx: &mut Transaction<'_>, name: &str) -> Result<(), StoreError> {
        queries::delete_photos(tx, name).await?;
        queries::delete_draft(tx, name).await
    }

    /// Takes away a photo that was taken by mistake.
    pub(super) async fn drop_photo(&self, token: &str, id: PhotoId) -> Result<(), StoreError> {
        let owner = self.name_of(token);
        let work = async |tx: &mut Transaction<'_>| queries::delete_photo(tx, &id.to_string(), &owner).await;
        self.database.transaction(work).await
    }

    /// Takes away what is over.
    pub(super) async fn sweep(&self, now: i64) -> Result<(), StoreError> {
        let work = async |tx: &mut Transaction<'_>| {
            for name in queries::drafts_before(tx, now).await? {
                self.drop_in(tx, &name).await?;
            }
            Ok(())
        };
        self.database.transaction(work).await
    }
}

fn corrupt() -> StoreError {
    StoreError::Corrupt { what: "draft of a call" }
}
