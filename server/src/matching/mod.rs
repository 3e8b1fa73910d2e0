//! Needs on the server: how they are kept, who would fit, who is asked and told.
//!
//! Rules and pages are in `app/src/matching`, the SQL in queries.rs; steps.rs does what the staff and volunteers want,
//! demo.rs makes some up, routes.rs has the addresses.
//!
//! Invariants: all that is said of a need is sealed under its own key, which is destroyed half a year after it ended; a reason
//! is sealed under the key of the volunteer, and what they were asked is taken away when they erase themselves; what is told
//! before the leader agrees is decided in one place (`Details::told_to`).

pub mod demo;
pub mod queries;
mod routes;
mod steps;

pub use routes::routes;
pub use steps::Tending;

use std::{collections::BTreeSet, sync::Arc};

use app::{
    access::Action,
    accounts::model::Staff,
    ids::{NeedId, VolunteerId},
    journal::model::Unit,
    matching::{
        asked_page::Asked,
        details::Details,
        model::{AskState, ENTITY, State},
        suggest::{Away, Candidate, Fit, suggestions},
    },
    volunteers::model::{ENTITY as VOLUNTEER, Season},
};
use time::Date;

use crate::{
    accounts::Accounts,
    config::Configuration,
    database::{Database, Transaction},
    directory::CurrentDirectory,
    error::StoreError,
    journal::Journal,
    messages::Messages,
    shanghai,
    vault::SealingKey,
    volunteers::{Facts, Volunteers},
};
use queries::{Ask, Need};

/// How long what was said of a need is kept after it ended: half a year.
pub const KEPT_MS: i64 = 183 * 24 * 60 * 60 * 1000;

/// All needs.
#[derive(Clone)]
pub struct Matching {
    accounts: Accounts,
    journal: Journal,
    volunteers: Volunteers,
    messages: Messages,
    directory: CurrentDirectory,
    public_url: Arc<str>,
}

impl Matching {
    /// The needs of this deployment.
    pub fn new(
        configuration: &Configuration,
        accounts: &Accounts,
        volunteers: Volunteers,
        messages: Messages,
        directory: CurrentDirectory,
    ) -> Self {
        Self {
            journal: accounts.journal().clone(),
            accounts: accounts.clone(),
            volunteers,
            messages,
            directory,
            public_url: configuration.public_url().into(),
        }
    }

    fn database(&self) -> &Database {
        self.journal.database()
    }

    /// Whether `by` may do this in a unit.
    pub fn may(&self, by: &Staff, action: Action, unit: &Unit) -> bool {
        self.accounts.may(by, action, unit, None)
    }

    /// Stations, centres and village rooms in which `reader` may do this.
    pub fn units(&self, reader: &Staff, action: Action) -> Vec<Unit> {
        let units = self.accounts.units(reader, action).into_iter();
        units.filter(|unit| matches!(unit, Unit::Station(_))).collect()
    }

    fn joined(&self, reader: &Staff, action: Action) -> String {
        let units: String = self.units(reader, action).iter().map(|unit| format!("{unit},")).collect();
        format!(",{units}")
    }

    /// Code of the 市县 of a station that is there.
    pub fn county_of(&self, unit: &Unit) -> Option<String> {
        let directory = self.directory.get();
        let Unit::Station(id) = unit else { return None };
        let station = directory.station_with_id(*id)?;
        directory.areas.county_or_city(&station.division).map(|it| it.code.clone())
    }

    fn is_demo(&self, unit: &Unit) -> bool {
        let directory = self.directory.get();
        matches!(unit, Unit::Station(id) if directory.station_with_id(*id).is_some_and(|it| it.demo))
    }

    /// The need of this id, if `reader` may know of it.
    pub async fn seen(&self, reader: &Staff, id: NeedId) -> Result<Option<Need>, StoreError> {
        let found = queries::one(self.database(), id).await?;
        Ok(found.filter(|it| self.may(reader, Action::SeeNeeds, &it.unit)))
    }

    /// Needs that `reader` may know of, and how many there are.
    pub async fn list(
        &self,
        reader: &Staff,
        state: &str,
        limit: i64,
        offset: i64,
    ) -> Result<(Vec<Need>, i64), StoreError> {
        queries::list(self.database(), &self.joined(reader, Action::SeeNeeds), state, limit, offset).await
    }

    /// How many volunteers would come and wait for `reader` to agree.
    pub async fn waiting(&self, reader: &Staff) -> Result<i64, StoreError> {
        queries::willing(self.database(), &self.joined(reader, Action::AgreeMatches)).await
    }

    /// All that is said of a need; nothing where its key was destroyed.
    pub async fn opened(&self, need: &Need) -> Result<Option<Details>, StoreError> {
        let key = self.journal.key_now(ENTITY, &need.id.to_string()).await?;
        key.map(|key| read(&key, need)).transpose()
    }

    /// A need and all that is said of it, as both stand within a transaction.
    async fn one_in(
        &self,
        tx: &mut Transaction<'_>,
        id: NeedId,
    ) -> Result<Option<(Need, Details)>, StoreError> {
        let Some(need) = queries::one_in(tx, id).await? else { return Ok(None) };
        match self.journal.record_key(tx, ENTITY, &id.to_string()).await {
            Ok(key) => {
                let details = read(&key, &need)?;
                Ok(Some((need, details)))
            }
            Err(StoreError::Erased) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Why somebody said or was told what stands in an ask; empty where nobody said so, or they erased themselves.
    pub async fn reason(&self, ask: &Ask) -> Result<String, StoreError> {
        if ask.sealed.is_empty() {
            return Ok(String::new());
        }
        let volunteer = ask.volunteer.to_string();
        let Some(key) = self.journal.key_now(VOLUNTEER, &volunteer).await? else { return Ok(String::new()) };
        let plain = key.open(&ask.sealed, &reason_place(ask)).map_err(|_| corrupt())?;
        String::from_utf8(plain).map_err(|_| corrupt())
    }

    /// What the rule has to know of somebody.
    fn candidate(&self, need: &Details, volunteer: VolunteerId, facts: Facts) -> Candidate {
        let directory = self.directory.get();
        let county = directory.areas.county_or_city(&facts.division).map(|it| it.code.clone());
        Candidate {
            volunteer,
            county: county.unwrap_or_default(),
            admitted: facts.may_sign_up(),
            age: facts.age,
            consent: facts.guardian_consents,
            away: Away::between(&directory, &facts.division, &need.place),
            number: facts.number,
            skills: facts.skills,
            times: facts.times,
            season: facts.season,
        }
    }

    /// Who would fit a need, was not asked yet and may be suggested to `reader`. Nobody who is made up is suggested to a unit
    /// that is not. What stands open of somebody is looked at first: only who may fit by that is opened.
    pub async fn suggested(
        &self,
        reader: &Staff,
        need: &Need,
        details: &Details,
    ) -> Result<Vec<(Candidate, Fit)>, StoreError> {
        let months = details.months();
        let here = |season: Option<Season>| {
            season.is_none_or(|season| months.iter().any(|month| season.holds(*month)))
        };
        let asked: BTreeSet<_> =
            queries::asks(self.database(), need.id).await?.into_iter().map(|it| it.volunteer).collect();
        let found = self.volunteers.of_county(&need.county, self.is_demo(&need.unit)).await?.into_iter();
        let found = found.filter(|(id, season)| !asked.contains(id) && here(*season)).map(|(id, _)| id);
        let facts = self.volunteers.facts(&found.collect::<Vec<_>>()).await?.into_iter();
        let shown = facts.filter(|(_, it)| self.volunteers.may_suggest(reader, it));
        let candidates = shown.map(|(id, facts)| self.candidate(details, id, facts)).collect();
        Ok(suggestions(details, &need.county, candidates))
    }

    /// What a volunteer was asked, as far as they may read it: what waits for them in front. What has ended stands there
    /// without where it was and whom to call.
    pub async fn asked_of(&self, volunteer: VolunteerId, today: Date) -> Result<Vec<Asked>, StoreError> {
        let mut all = Vec::new();
        for ask in queries::asks_by(self.database(), volunteer).await? {
            let Some(need) = queries::one(self.database(), ask.need).await? else { continue };
            let Some(details) = self.opened(&need).await? else { continue };
            let goes_on = details.last >= today;
            // Over and settled is told as over: nobody needs the door any more.
            let state = if ask.state.is_live() && !goes_on { AskState::Over } else { ask.state };
            all.push(Asked {
                need: need.id,
                unit: need.unit.clone(),
                state,
                open: goes_on && need.state == State::Open,
                version: need.version,
                told: details.told_to(state),
                reason: self.reason(&ask).await?,
                asked_at_ms: ask.asked_at_ms,
                changed_at_ms: ask.changed_at_ms,
            });
        }
        Ok(all)
    }

    /// Ends what is over by its day, destroys what ended long ago, and forgets what those were asked who erased themselves and
    /// came back with a backup. Right when done twice.
    pub async fn look_after(&self, today: Date, now: i64) -> Result<(), StoreError> {
        for id in queries::past(self.database(), &today.to_string()).await? {
            self.expire(id, today).await?;
        }
        for id in queries::ended(self.database(), now - KEPT_MS).await? {
            self.erase(id).await?;
        }
        for volunteer in queries::erased(self.database()).await? {
            self.forget(volunteer).await?;
        }
        Ok(())
    }

    fn today() -> Date {
        shanghai::today()
    }
}

fn read(key: &SealingKey, need: &Need) -> Result<Details, StoreError> {
    let plain = key.open(&need.sealed, &place(need.id)).map_err(|_| corrupt())?;
    serde_json::from_slice(&plain).map_err(|_| corrupt())
}

fn corrupt() -> StoreError {
    StoreError::Corrupt { what: "need" }
}

fn place(id: NeedId) -> String {
    format!("need/{id}")
}

fn reason_place(ask: &Ask) -> String {
    format!("need/{}/{}", ask.need, ask.volunteer)
}

#[cfg(test)]
mod tests;
