//! Photos that belong to a record; so far those of a unit's premises, an item of its checklist each.
//!
//! `/office/stations/{slug}/photos`; the journey is in `end2end/tests/photos.spec.ts`. What a picture may be, how it is
//! drawn anew and where it is stored stands in `server/src/photos`.
//!
//! Invariants: nobody has to take a photo: no form asks for one and nothing counts them; a photo is shown to whoever may
//! see the record it belongs to, and to nobody else.

pub(crate) mod messages;
pub mod model;
pub mod photos_page;
