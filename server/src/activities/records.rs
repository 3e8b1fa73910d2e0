//! Confirmed hours as records that are handed over: the seven items of 民政部令第67号, Art. 7, with the volunteer's name.

use app::{
    activities::words, certificates::export::Record, directory::model::Directory, journal::model::Unit,
    language::Language,
};
use time::Date;

use super::{
    Activities,
    attendance::queries::{Hours, hours_of_unit, taken_back_late},
    mine::{held, item},
};
use crate::{error::StoreError, volunteers::Volunteers};

impl Activities {
    /// The confirmed hours that a unit has recorded for these days, the first first. Whoever erased themselves is left
    /// out: there is no name to hand over. Whoever calls has made sure that the reader may have whole names.
    pub async fn records(
        &self,
        volunteers: &Volunteers,
        directory: &Directory,
        unit: &Unit,
        days: (Date, Date),
    ) -> Result<Vec<Record>, StoreError> {
        let hours = hours_of_unit(self.database(), unit, days).await?;
        self.as_records(volunteers, directory, unit, &hours).await
    }

    /// The same of what was taken back since it was handed over, until the national system has been told.
    pub async fn records_taken_back(
        &self,
        volunteers: &Volunteers,
        directory: &Directory,
        unit: &Unit,
    ) -> Result<Vec<Record>, StoreError> {
        let hours = taken_back_late(self.database(), unit).await?;
        self.as_records(volunteers, directory, unit, &hours).await
    }

    async fn as_records(
        &self,
        volunteers: &Volunteers,
        directory: &Directory,
        unit: &Unit,
        hours: &[Hours],
    ) -> Result<Vec<Record>, StoreError> {
        let held = held(self, hours.iter().map(|it| it.activity)).await?;
        let ids: Vec<_> = hours.iter().map(|it| it.volunteer).collect();
        let people = volunteers.facts(&ids).await?;
        // What is handed over is written in the language of the record.
        let organiser = words::unit(Language::Zh, unit, directory);
        let record = |hours: &Hours| {
            let person = people.get(&hours.volunteer).filter(|it| !it.name.is_empty())?;
            Some(Record {
                hours: hours.id,
                volunteer_number: person.number.to_string(),
                name: person.name.clone(),
                item: item(hours, held.get(&hours.activity)?, &organiser),
                recorded_by: organiser.clone(),
            })
        };
        Ok(hours.iter().filter_map(record).collect())
    }
}
