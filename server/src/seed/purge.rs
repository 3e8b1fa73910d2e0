//! Takes the demo data out again, when the real stations come. Reference data stays.
//!
//! Whatever carries the demo mark goes, with all that hangs on it; what is not of the demo and only refers to a demo
//! unit stays and refers to nothing. What the journal says of demo units stays too: nothing leaves it.

use app::{
    ids::CommandId,
    journal::model::{Actor, Change, Command, Unit},
};

use super::queries;
use crate::{activities, database::Transaction, error::StoreError, journal::Journal, matching, volunteers};

/// Takes all demo data away, and says how much there was of what. Done again, it finds nothing.
pub async fn purge_demo(journal: &Journal) -> Result<Vec<(String, u64)>, StoreError> {
    // What is gone is looked at first, so that nothing is written down where there is nothing.
    let look = async |tx: &mut Transaction<'_>| Ok((false, queries::purge_demo(tx).await?));
    let there = journal.database().transaction_if(look).await?;
    if there.iter().all(|(_, rows)| *rows == 0) {
        return Ok(named(there));
    }
    let command = Command {
        id: CommandId::fresh(),
        unit: Unit::Province,
        entity: "demo".into(),
        entity_id: "demo".into(),
        basis: 0,
        kind: "purge_demo".into(),
        fields: there.iter().map(|(what, rows)| ((*what).to_owned(), Change::to(*rows))).collect(),
        reason: String::new(),
        made_at_ms: 0,
    };
    let work = async |tx: &mut Transaction<'_>| {
        activities::demo::erase_keys(journal, tx).await?;
        matching::demo::erase_keys(journal, tx).await?;
        volunteers::demo::erase_keys(journal, tx).await?;
        let removed = queries::purge_demo(tx).await?;
        // Whoever wants it back finds it missing, and servers see that the directory is another.
        queries::stamp_demo(tx, "").await?;
        Ok(Ok(named(removed)))
    };
    // A fresh command that asks for this is never refused.
    Ok(journal.apply(&command, &Actor::Operator, &[], work).await?.unwrap_or_default())
}

fn named(removed: Vec<(&str, u64)>) -> Vec<(String, u64)> {
    removed.into_iter().map(|(what, rows)| (what.to_owned(), rows)).collect()
}
