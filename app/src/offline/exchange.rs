//! What a tablet and the server say to each other, as both sides read and write it. Pure.
//!
//! Three questions: enrolling (once, by somebody who is signed in), sending commands, asking what has changed. A field
//! that a later release adds must have a default, because tablet and server may be one version apart.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    ids::{CommandId, DeviceId, StaffId},
    journal::{
        merge::{Conflict, Record},
        model::{Refusal, Unit},
    },
};

/// Where a tablet is enrolled.
pub const ENROL: &str = "/field/sync/enrol";
/// Where commands go.
pub const PUSH: &str = "/field/sync/push";
/// Where one asks what has changed.
pub const PULL: &str = "/field/sync/pull";
/// Where a tablet says that it is given up.
pub const LEAVE: &str = "/field/sync/leave";

/// What a call for help is called among records.
pub const HELP: &str = "help";
/// The kind of the command with which a tablet brings a call that was taken down on it.
pub const TAKE_DOWN: &str = "take_down";
/// Its one field: a JSON list of what the controls of the form held, a name and a text each. On the tablet it is sealed.
pub const SAID: &str = "said";
/// Which of them says how the call came.
pub const CHANNEL: &str = "help_channel";

/// Commands in one batch.
pub const COMMANDS_MAX: usize = 50;

/// Bytes that the commands of one batch may take, well below what a server takes in one request.
pub const BATCH_BYTES_MAX: usize = 40_000;

/// Rows of one unit's journal that one answer goes over.
pub const ROWS_MAX: i64 = 500;

/// Letters that the name of a tablet may have.
pub const NAME_CHARS_MAX: usize = 40;

/// A tablet that somebody wants to enrol.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrol {
    /// What the tablet is called.
    pub name: String,
}

/// What a tablet is told when it is enrolled, and keeps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolled {
    /// Which tablet it is.
    pub device: DeviceId,
    /// What opens the door for it. The server keeps only a hash.
    pub token: String,
    /// Whose it is.
    pub staff: StaffId,
    /// What they are called.
    pub staff_name: String,
    /// What it is called.
    pub name: String,
}

/// A command in its place in the tablet's own sequence. Its content is looked at only when its turn has come, so that
/// one that cannot be read holds up no other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Numbered {
    /// Counted from 1, without gaps, in the order of sending.
    pub number: i64,
    /// The id of the command.
    pub id: CommandId,
    /// The command.
    pub command: Value,
}

/// A batch of commands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Push {
    /// By the tablet's clock, in milliseconds since 1970.
    pub sent_at_ms: i64,
    /// In the order of their numbers.
    pub commands: Vec<Numbered>,
}

/// What became of a command.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It stands in the journal.
    Done {
        /// The record's version after it.
        version: i64,
        /// What it could not change, because somebody else had.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        conflicts: Vec<Conflict>,
    },
    /// It was refused, for good.
    Refused(Refusal),
    /// Not looked at, because an earlier one of the same record was refused in the same batch.
    Held,
}

/// The answer to one command.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answered {
    /// Which.
    pub id: CommandId,
    /// What became of it.
    pub outcome: Outcome,
}

/// The answer to a batch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pushed {
    /// The number that the server takes next. Where a batch goes on with another, the tablet counts on from here.
    pub expected: i64,
    /// One for each command up to the first whose number did not fit.
    pub answers: Vec<Answered>,
    /// The server's clock.
    pub now_ms: i64,
}

/// Up to which row the tablet knows the journal of each unit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pull {
    /// By the tablet's clock.
    pub sent_at_ms: i64,
    /// How many commands wait on it.
    pub unsent: u32,
    /// By unit; one that is not there is not known at all.
    pub cursors: BTreeMap<Unit, i64>,
}

/// A record as the server has it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Known {
    /// What kind of record.
    pub entity: String,
    /// Which.
    pub entity_id: String,
    /// Moves on with every change.
    pub version: i64,
    /// Its fields.
    pub fields: Record,
}

/// What has changed in one unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UnitPage {
    /// The unit.
    pub unit: Unit,
    /// The row up to which this holds.
    pub until: i64,
    /// The records that changed, as they are at that row or later.
    pub records: Vec<Known>,
}

/// The answer to a [`Pull`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pulled {
    /// Every unit that the tablet may know now; what it holds of others goes.
    pub scope: Vec<Unit>,
    /// Those in which something has changed.
    pub units: Vec<UnitPage>,
    /// Whether to ask again at once.
    pub more: bool,
    /// The server's clock.
    pub now_ms: i64,
}

/// Why the server no longer listens to a tablet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ended {
    /// There is no such tablet.
    Unknown,
    /// Somebody has revoked it.
    Revoked,
    /// It was not heard of for too long.
    Lapsed,
    /// The account of its owner is no longer active.
    OwnerGone,
    /// The tablet itself has thrown away what opens the door: too many wrong passphrases.
    LockedOut,
}
