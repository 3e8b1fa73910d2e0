//! Photos on the server: drawn anew (picture.rs), stored on disk or in a bucket (store.rs), served under the rules of
//! the record they belong to (routes.rs).
//!
//! Invariants: what was sent is never stored, only what was drawn from it; a photo that a row names is in the store,
//! because it is stored first; what no row names goes after a day.

mod picture;
pub mod queries;
mod routes;
mod store;

pub use picture::{Picture, draw_anew, draw_logo};
pub use routes::{logo, routes};
pub use store::Store;

use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
};

use app::{
    access::Action,
    accounts::model::Staff,
    ids::{CommandId, StationId},
    journal::model::{Actor, Change, Command, Fields, Refusal, Unit},
    photos::model::{ADD, Act, ENTITY, Owner, PER_ITEM_MAX, PUT_BACK_DAYS, Photo, PhotoFault, Size},
    premises::model::{ENTITY as PREMISES, Item},
    stations::model::Stage,
};
use serde_json::Value;
use tokio::sync::Semaphore;

use crate::{
    accounts::Accounts,
    config::Configuration,
    database::{Database, Transaction, now_ms},
    directory::CurrentDirectory,
    error::StoreError,
    shanghai, stations,
};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// All photos.
#[derive(Clone)]
pub struct Photos {
    accounts: Accounts,
    directory: CurrentDirectory,
    store: Store,
    /// One picture at a time is drawn: each may take much memory.
    drawing: Arc<Semaphore>,
    /// The largest file that is taken.
    pub(crate) bytes_max: usize,
}

impl Photos {
    /// The photos in the store that is set.
    pub fn open(
        configuration: &Configuration,
        accounts: &Accounts,
        directory: CurrentDirectory,
    ) -> Result<Self, StoreError> {
        let bytes_max = usize::try_from(configuration.photo_bytes_max.get()).unwrap_or(usize::MAX);
        Ok(Self::new(Store::open(configuration)?, accounts, directory, bytes_max))
    }

    fn new(store: Store, accounts: &Accounts, directory: CurrentDirectory, bytes_max: usize) -> Self {
        let drawing = Arc::new(Semaphore::new(1));
        Self { accounts: accounts.clone(), directory, store, drawing, bytes_max }
    }

    fn database(&self) -> &Database {
        self.directory.database()
    }

    /// The photos of a unit's premises, also those that can be put back; the latest first.
    pub async fn of_premises(&self, station: StationId) -> Result<Vec<Photo>, StoreError> {
        queries::of_record(self.database(), PREMISES, &station.to_string()).await
    }

    /// How many photos there are of which items of a unit's premises.
    pub async fn count_of_premises(
        &self,
        station: StationId,
    ) -> Result<BTreeMap<&'static str, usize>, StoreError> {
        let counts = queries::counts(self.database(), PREMISES, &station.to_string()).await?;
        let known =
            counts.into_iter().filter_map(|(place, count)| Some((Item::from_word(&place)?.word(), count)));
        Ok(known.map(|(item, count)| (item, usize::try_from(count).unwrap_or_default())).collect())
    }

    /// The largest file that is taken, in whole megabytes.
    pub fn megabytes_max(&self) -> u32 {
        u32::try_from(self.bytes_max / (1 << 20)).unwrap_or(u32::MAX)
    }

    /// Draws the picture of a file anew.
    pub async fn draw(&self, file: Vec<u8>) -> Result<Picture, PhotoFault> {
        self.in_turn(move || draw_anew(&file)).await
    }

    /// Draws beside the requests, one at a time: the turn lasts as long as the drawing, also when whoever sent the file
    /// does not wait for it.
    async fn in_turn<T: Send + 'static>(
        &self,
        draw: impl FnOnce() -> Result<T, PhotoFault> + Send + 'static,
    ) -> Result<T, PhotoFault> {
        let Ok(turn) = self.drawing.clone().acquire_owned().await else { return Err(PhotoFault::NoPicture) };
        let drawn = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            draw()
        });
        // What breaks a decoder is no picture.
        drawn.await.unwrap_or(Err(PhotoFault::NoPicture))
    }

    /// Draws a logo anew and stores it; its digest is what the setting is set to.
    pub async fn keep_logo(&self, file: Vec<u8>) -> Result<Result<String, PhotoFault>, StoreError> {
        match self.in_turn(move || draw_logo(&file)).await {
            Err(fault) => Ok(Err(fault)),
            Ok((bytes, digest)) => {
                self.store.put_logo(&digest, bytes).await?;
                Ok(Ok(digest))
            }
        }
    }

    /// The bytes of a logo, a PNG.
    pub async fn logo(&self, digest: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.store.get_logo(digest).await
    }

    /// Adds a photo to a record. Its id is that of the command, so that a repeat names the same.
    pub async fn add(
        &self,
        id: CommandId,
        owner: Owner,
        picture: &Picture,
        by: &Staff,
    ) -> Result<Result<(), Refusal>, StoreError> {
        let Owner::Premises(station, _) = owner;
        // A journal begins with a unit that is there, and nobody begins one by asking for another.
        if !stations::queries::exists(self.database(), &station.to_string()).await? {
            return Ok(Err(Refusal::NotFound));
        }
        let command = adding(id, owner, picture);
        let Ok(id) = command.entity_id.parse() else { return Ok(Err(Refusal::NotFound)) };
        let photo = Photo {
            id,
            owner,
            digest: picture.digest.clone(),
            width: picture.width,
            height: picture.height,
            added_on: shanghai::today(),
            removed_at_ms: None,
        };
        // First the picture, then who names it: what nobody names is swept away, what is named is there.
        self.store.put(&name(&photo), picture).await?;
        let work = async |tx: &mut Transaction<'_>| self.insert(tx, &photo, &command, by).await;
        self.accounts.journal().apply(&command, &Actor::Staff(by.id), &[], work).await
    }

    async fn insert(
        &self,
        tx: &mut Transaction<'_>,
        photo: &Photo,
        command: &Command,
        by: &Staff,
    ) -> Result<Result<(), Refusal>, StoreError> {
        if let Err(refusal) = self.may_change(tx, photo.owner, command, by).await? {
            return Ok(Err(refusal));
        }
        if is_full(tx, photo.owner).await? {
            return Ok(Err(Refusal::AgainstARule));
        }
        queries::insert(tx, photo, now_ms()).await?;
        Ok(Ok(()))
    }

    /// Takes a photo away, or puts it back. Doing so again changes nothing.
    pub async fn act(
        &self,
        id: CommandId,
        photo: &Photo,
        act: Act,
        by: &Staff,
    ) -> Result<Result<(), Refusal>, StoreError> {
        let command = &acting(id, photo, act);
        let work = async |tx: &mut Transaction<'_>| {
            if let Err(refusal) = self.may_change(tx, photo.owner, command, by).await? {
                return Ok(Err(refusal));
            }
            // As it stands now: it may have been forgotten meanwhile.
            let Some(now) = queries::one_in(tx, &command.entity_id).await? else {
                return Ok(Err(Refusal::NotFound));
            };
            if (act == Act::Remove) == now.removed_at_ms.is_none() {
                if act == Act::PutBack && is_full(tx, now.owner).await? {
                    return Ok(Err(Refusal::AgainstARule));
                }
                let at = (act == Act::Remove).then(now_ms);
                queries::mark(tx, &command.entity_id, at).await?;
            }
            Ok(Ok(()))
        };
        self.accounts.journal().apply(command, &Actor::Staff(by.id), &[], work).await
    }

    /// Whether somebody may change the photos of a record now. Whoever changes them waits for each other here.
    async fn may_change(
        &self,
        tx: &mut Transaction<'_>,
        owner: Owner,
        command: &Command,
        by: &Staff,
    ) -> Result<Result<(), Refusal>, StoreError> {
        let Owner::Premises(station, _) = owner;
        if !self.accounts.may(by, Action::SeeUnit, &command.unit, None) {
            return Ok(Err(Refusal::NotFound));
        }
        if !self.accounts.may(by, Action::EditUnit, &command.unit, None) {
            return Ok(Err(Refusal::NotAllowed));
        }
        Ok(match stations::queries::take(tx, station).await? {
            None => Err(Refusal::NotFound),
            Some(station) if station.stage == Stage::Closed => Err(Refusal::NotNow),
            Some(_) => Ok(()),
        })
    }

    /// A photo, for whoever may see the record it belongs to; for others it is not there.
    pub async fn seen_by(&self, id: &str, by: &Staff) -> Result<Option<Photo>, StoreError> {
        let photo = queries::one(self.database(), id).await?;
        Ok(photo.filter(|photo| match photo.owner {
            Owner::Premises(station, _) => {
                self.accounts.may(by, Action::SeeUnit, &Unit::Station(station), None)
            }
        }))
    }

    /// The bytes of a photo, a JPEG.
    pub async fn bytes(&self, photo: &Photo, size: Size) -> Result<Option<Vec<u8>>, StoreError> {
        self.store.get(&name(photo), size).await
    }

    /// Forgets what was taken away long ago, and deletes what no photo names any more. What is younger than a day is
    /// left: whoever stores it may not have named it yet.
    pub async fn sweep(&self, now_ms: i64) -> Result<(), StoreError> {
        let before = now_ms - i64::from(PUT_BACK_DAYS) * DAY_MS;
        self.database().transaction(async |tx| queries::forget(tx, before).await).await?;
        // First what is stored, then what is named: whatever is named meanwhile is younger than a day.
        let stored = self.store.all().await?;
        let names = queries::names(self.database()).await?;
        let named: HashSet<String> = names.into_iter().map(|(id, digest)| format!("{id}-{digest}")).collect();
        for it in stored.iter().filter(|it| it.at_ms <= now_ms - DAY_MS && !named.contains(&it.name)) {
            self.store.delete(it).await?;
        }
        Ok(())
    }
}

/// Whether there are as many photos at this place as there may be.
async fn is_full(tx: &mut Transaction<'_>, owner: Owner) -> Result<bool, StoreError> {
    let (kind, id, place) = owner.words();
    let counts = queries::counts_in(tx, kind, &id).await?;
    let here = counts.into_iter().find(|(it, _)| it == place).map_or(0, |(_, count)| count);
    Ok(usize::try_from(here).is_ok_and(|here| here >= PER_ITEM_MAX))
}

/// What a photo is called in the store: never the same for other bytes.
fn name(photo: &Photo) -> String {
    format!("{}-{}", photo.id, photo.digest)
}

/// The command that adds a photo, made with the form.
fn adding(id: CommandId, owner: Owner, picture: &Picture) -> Command {
    let Owner::Premises(station, item) = owner;
    let fields = [("place", item.word()), ("digest", picture.digest.as_str())];
    about(id, station, id.to_string(), ADD, fields.map(|(name, to)| (name, Change::from_to(Value::Null, to))))
}

/// The command that takes a photo away or puts it back.
fn acting(id: CommandId, photo: &Photo, act: Act) -> Command {
    let Owner::Premises(station, _) = photo.owner;
    let removed = act == Act::Remove;
    about(id, station, photo.id.to_string(), act.kind(), [("removed", Change::from_to(!removed, removed))])
}

fn about(
    id: CommandId,
    station: StationId,
    entity_id: String,
    kind: &str,
    fields: impl IntoIterator<Item = (&'static str, Change)>,
) -> Command {
    Command {
        id,
        unit: Unit::Station(station),
        entity: ENTITY.into(),
        entity_id,
        basis: 0,
        kind: kind.into(),
        fields: fields.into_iter().map(|(name, change)| (name.to_owned(), change)).collect::<Fields>(),
        reason: String::new(),
        // A form has no clock; the moment of applying stands beside it.
        made_at_ms: 0,
    }
}

#[cfg(test)]
mod tests;
