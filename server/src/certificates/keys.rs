//! The keys that sign certificates: made when the first is issued, replaced when whoever runs the program says so.
//!
//! The secret half of each is the key of a record in the vault, so it is wrapped by the master key and wrapped anew with
//! all others. A key that is retired signs nothing any more; its public half stays published, and vouches for what it
//! signed.

use app::{
    ids::CommandId,
    journal::model::{Actor, Command, Refusal, Unit},
};

use super::{
    queries::{self, corrupt},
    signing::SigningKey,
};
use crate::{
    database::{Transaction, now_ms},
    error::StoreError,
    journal::{Journal, fields},
};

/// What a key is called where the vault keeps its secret half.
const ENTITY: &str = "certificate_key";

/// The key that signs now; made where there is none.
pub(super) async fn in_force(
    journal: &Journal,
    tx: &mut Transaction<'_>,
    now: i64,
) -> Result<SigningKey, StoreError> {
    // Somebody else may make the first one at the same moment: theirs is found in the second round.
    for _ in 0..2 {
        let keys = queries::keys_in(tx).await?;
        if let Some(key) = keys.iter().find(|key| key.retired_at_ms.is_none()) {
            let signing = secret_half(journal, tx, key.number).await?;
            return if signing.public() == key.public { Ok(signing) } else { Err(corrupt()) };
        }
        let number = keys.last().map_or(0, |key| key.number) + 1;
        let public = secret_half(journal, tx, number).await?.public();
        queries::insert_key(tx, number, &public, now).await?;
    }
    Err(corrupt())
}

async fn secret_half(
    journal: &Journal,
    tx: &mut Transaction<'_>,
    number: i64,
) -> Result<SigningKey, StoreError> {
    let seed = journal.record_key(tx, ENTITY, &number.to_string()).await?;
    SigningKey::of_seed(seed.bytes()).ok_or_else(corrupt)
}

/// Retires the key in force and makes the next; gives the name of that one.
pub async fn renew(
    journal: &Journal,
    command: CommandId,
    by: &Actor,
) -> Result<Result<String, Refusal>, StoreError> {
    let renew = Command {
        id: command,
        unit: Unit::Province,
        entity: ENTITY.to_owned(),
        entity_id: command.to_string(),
        basis: 0,
        kind: "renew_certificate_key".to_owned(),
        fields: fields([]),
        reason: String::new(),
        made_at_ms: 0,
    };
    let work = async |tx: &mut Transaction<'_>| {
        let now = now_ms();
        queries::retire_keys(tx, now).await?;
        Ok(Ok(in_force(journal, tx, now).await?.public().id()))
    };
    journal.apply(&renew, by, &[], work).await
}
