//! Tablets: which of them somebody has enrolled, when each was last heard, and how it is revoked.
//!
//! Everybody of the staff sees their own; whoever may let somebody back in sees and revokes theirs too. What tablets do
//! is in `app/src/offline` and `app/src/field`, the server's half in `server/src/devices`. Journeys:
//! `end2end/tests/devices.spec.ts`.
//!
//! Invariant: nothing on these pages opens anything: a token is told once, to its tablet.

pub mod devices_page;
pub(crate) mod messages;
