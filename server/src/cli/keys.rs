//! `lastmetre keys`: makes keys, and changes the master key.

use std::io::{self, Write};

use age::{secrecy::ExposeSecret, x25519::Identity};
use app::{
    ids::CommandId,
    journal::model::{Actor, Change, Command, Unit},
};
use clap::Subcommand;

use super::{Refusal, open_current};
use crate::{
    backup, certificates,
    config::Configuration,
    database::{Database, Transaction},
    error::StoreError,
    journal::{Journal, fields},
    shanghai,
    vault::{self, Renewal, Vault, Wrapped},
};

#[derive(Debug, Subcommand)]
pub(super) enum KeysAct {
    /// Print a fresh pair for backups: the public half for `backup_recipients`, the secret half to be kept elsewhere
    Backup,
    /// Print a fresh master key, for `master_key`
    Master,
    /// Retire the key that signs certificates, and make the next: what it has signed stays good
    Certificates,
    /// Wrap the keys of all records by the master key in force; with a key in a file, make a fresh one first
    Rotate,
}

/// Prints a pair for backups.
pub(super) fn backup_pair(out: &mut impl Write) -> Result<(), Refusal> {
    let identity = Identity::generate();
    writeln!(out, "# for backup_recipients: {}", identity.to_public())?;
    writeln!(
        out,
        "# The line below opens backups. Keep it away from the server: print it, or put it into a safe."
    )?;
    writeln!(out, "{}", identity.to_string().expose_secret())?;
    Ok(())
}

/// Prints a fresh master key.
pub(super) fn master(out: &mut impl Write) -> Result<(), Refusal> {
    writeln!(out, "{}", vault::fresh_master_key().map_err(StoreError::from)?)?;
    Ok(())
}

/// Retires the key that signs certificates and makes the next.
pub(super) async fn certificates(configuration: &Configuration, out: &mut impl Write) -> Result<(), Refusal> {
    let database = open_current(configuration).await?;
    let vault = Vault::open_existing(configuration).map_err(StoreError::from)?;
    let journal = Journal::new(database.clone(), vault);
    let renewed = certificates::renew(&journal, CommandId::fresh(), &Actor::Operator).await?;
    database.close().await;
    let name = renewed.map_err(|refusal| Refusal::Asked(format!("refused: {refusal:?}")))?;
    writeln!(out, "certificates are signed with the key {name} from now on")?;
    Ok(())
}

/// Changes the master key, or goes on with it.
pub(super) async fn rotate(configuration: &Configuration, out: &mut impl Write) -> Result<(), Refusal> {
    let database = open_current(configuration).await?;
    // Nothing is begun with a key that does not open what is there.
    let present = Vault::open_existing(configuration).map_err(StoreError::from)?;
    let wrapped = vault::count(&database, &present).await?;
    if wrapped.unreadable > 0 {
        return Err(unreadable(wrapped));
    }
    if configuration.master_key.is_none() {
        match vault::renew_file(&configuration.data_dir).map_err(StoreError::from)? {
            Renewal::Begun => {
                writeln!(out, "master.key holds a fresh key, and master.key.before the former")?;
            }
            Renewal::UnderWay => writeln!(out, "master.key.before is there: its change goes on")?,
        }
    } else if !present.has_key_before() {
        return Err(Refusal::Asked(
            "set `master_key` to a fresh key (`lastmetre keys master`) and `master_key_before` to the present one on \
             every server, start them anew, then do this again"
                .into(),
        ));
    }
    let vault = Vault::open_existing(configuration).map_err(StoreError::from)?;
    let tell = |count: u64| {
        // Whoever does not listen is not told.
        let _told = writeln!(io::stderr(), "{count} keys …");
    };
    let rotated = vault::rotate(&database, &vault, tell).await?;
    let left = vault::count(&database, &vault).await?;
    if rotated.before > 0 {
        note(&database, vault, rotated.before).await?;
    }
    tell_what_follows(&database, rotated, left, out).await?;
    database.close().await;
    if left.unreadable > 0 { Err(unreadable(left)) } else { Ok(()) }
}

async fn tell_what_follows(
    database: &Database,
    rotated: Wrapped,
    left: Wrapped,
    out: &mut impl Write,
) -> Result<(), Refusal> {
    writeln!(out, "{} keys were wrapped anew; all {} are under the key in force", rotated.before, left.now)?;
    if left.before > 0 {
        writeln!(out, "{} came meanwhile under the former: do this again", left.before)?;
    }
    let copies = backup::copies(database).await?;
    match copies.iter().max_by_key(|copy| copy.expires_on) {
        Some(copy) => writeln!(
            out,
            "keep the former key, away from here, until the last backup that needs it has expired: {} of {}",
            copy.expires_on,
            shanghai::second(copy.made_at_ms),
        )?,
        None => {
            writeln!(out, "keep the former key, away from here, as long as there is any backup of before")?
        }
    }
    writeln!(out, "once `lastmetre check` says that it is not needed, take it away from this machine")?;
    Ok(())
}

/// Writes down that the master key was changed.
async fn note(database: &Database, vault: Vault, keys: u64) -> Result<(), StoreError> {
    let command = Command {
        id: CommandId::fresh(),
        unit: Unit::Province,
        entity: "vault".into(),
        entity_id: "master".into(),
        basis: 0,
        kind: "rotate_keys".into(),
        fields: fields([("rows", Change::to(keys))]),
        reason: String::new(),
        made_at_ms: 0,
    };
    let work = async |_: &mut Transaction<'_>| Ok(Ok(()));
    let journal = Journal::new(database.clone(), vault);
    journal.apply(&command, &Actor::Operator, &[], work).await.map(drop)
}

fn unreadable(wrapped: Wrapped) -> Refusal {
    let all = wrapped.now + wrapped.before + wrapped.unreadable;
    Refusal::Asked(format!(
        "the master key in force, and the one before, open only {} of {all} keys",
        all - wrapped.unreadable
    ))
}
