//! Notices that an entry waits to be looked at: one to the leaders of a unit when that is due, one to the officers of its
//! 市县 when it is long overdue.
//!
//! What waits is judged by `app/src/stations/upkeep.rs`, the words are in `app/src/messages/templates.rs`; the job is done
//! now and then (`server/src/jobs`). A unit that does not serve yet, or no more, waits for nothing.
//!
//! Invariant: for the same verification nobody is told twice, however many servers look.

use app::{
    access::Role,
    accounts::model::{Staff, State},
    journal::model::Unit,
    messages::templates,
    stations::{model::Station, upkeep::Waits},
};
use time::Date;

use super::{Stations, queries};
use crate::{
    database::{Transaction, now_ms},
    error::StoreError,
    messages,
};

impl Stations {
    /// Tells whoever has to know on `today`, and was not told yet. Right when done twice, and by two servers. Says how
    /// many notices were written.
    pub async fn tell_what_waits(&self, today: Date) -> Result<u64, StoreError> {
        let directory = self.directory.get();
        let everybody: Vec<Staff> = self.accounts.everybody().await?;
        let mut told = 0;
        for station in &directory.stations {
            for waits in [Waits::Due, Waits::Overdue] {
                if !waits.holds(station, &directory, today) {
                    continue;
                }
                let (role, unit) = match waits {
                    Waits::Due => (Role::StationLeader, Some(Unit::Station(station.id))),
                    _ => {
                        let county = directory.areas.county_or_city(&station.division);
                        (Role::CountyOfficer, county.map(|county| Unit::County(county.code.clone())))
                    }
                };
                let is_theirs = |staff: &&Staff| {
                    staff.state == State::Active
                        && staff
                            .assignments
                            .iter()
                            .any(|it| it.role == role && Some(&it.unit) == unit.as_ref())
                };
                let whom: Vec<_> = everybody.iter().filter(is_theirs).collect();
                // With nobody there to be told, it is said when somebody is.
                if !whom.is_empty() {
                    told += self.tell_once(station, waits, &whom).await?;
                }
            }
        }
        Ok(told)
    }

    async fn tell_once(&self, station: &Station, waits: Waits, whom: &[&Staff]) -> Result<u64, StoreError> {
        let verified = station.verified.as_ref().map(|verified| verified.on.to_string());
        // A verification that is newer is due on another day, and another thing to be told of.
        let since = verified.clone().unwrap_or_else(|| "never".to_owned());
        let draft = match waits {
            Waits::Due => templates::verification_due(&station.name, verified.as_deref()),
            _ => templates::verification_overdue(&station.name, verified.as_deref()),
        };
        let journal = self.accounts.journal();
        let tell = async |tx: &mut Transaction<'_>| {
            if !queries::note_told(tx, station.id, waits.word(), &since, now_ms()).await? {
                return Ok(0);
            }
            let mut told = 0;
            for staff in whom {
                match messages::tell_draft(journal, tx, staff.id, draft.clone()).await {
                    // Erased at this very moment.
                    Err(StoreError::Erased) => {}
                    written => {
                        written?;
                        told += 1;
                    }
                }
            }
            Ok(told)
        };
        journal.database().transaction(tell).await
    }
}
