//! Confirmed hours as records that are handed over: the seven items of 民政部令第67号, Art. 7, with the volunteer's name, and
//! what else the province wants to stand there.

use std::collections::{BTreeSet, HashMap};

use app::{
    accounts::model::Staff,
    activities::{details::Details, words},
    certificates::export::{Beside, Element, Mapping, Person, Record, id_kind},
    directory::model::Directory,
    ids::VolunteerId,
    journal::model::Unit,
    language::Language,
    volunteers::{
        details::{Details as Described, is_card},
        words::gender,
    },
};
use time::Date;

use super::{
    Activities,
    attendance::queries::{Hours, hours_of_unit, taken_back_late},
    mine::{held, item},
};
use crate::{error::StoreError, shanghai, volunteers::Volunteers};

impl Activities {
    /// The confirmed hours that a unit has recorded for these days, the first first. Whoever erased themselves is left
    /// out, as there is no name to hand over; and whoever has another name than when they gave the hours, until their station
    /// has looked. Whoever calls has made sure that the reader may have whole names.
    pub async fn records(
        &self,
        volunteers: &Volunteers,
        directory: &Directory,
        unit: &Unit,
        days: (Date, Date),
    ) -> Result<Vec<Record>, StoreError> {
        let hours = hours_of_unit(self.database(), unit, days).await?;
        let mut records = self.as_records(volunteers, directory, unit, &hours).await?;
        let waiting = volunteers.names_waiting().await?;
        records.retain(|it| !it.name.is_empty() && !waiting.contains(&it.volunteer));
        Ok(records)
    }

    /// The same of what was taken back since it was handed over, until the national system has been told: also of whoever has
    /// erased themselves since, by their number alone, because the national system has them still.
    pub async fn records_taken_back(
        &self,
        volunteers: &Volunteers,
        directory: &Directory,
        unit: &Unit,
    ) -> Result<Vec<Record>, StoreError> {
        let hours = taken_back_late(self.database(), unit).await?;
        self.as_records(volunteers, directory, unit, &hours).await
    }

    /// Adds what is sealed of those whose records these are, where a column wants it: of each what `by` may read of them.
    pub async fn open_people(
        &self,
        volunteers: &Volunteers,
        by: &Staff,
        mapping: &Mapping,
        records: &mut [Record],
    ) -> Result<(), StoreError> {
        if mapping.sealed().is_empty() {
            return Ok(());
        }
        let wants_honours =
            mapping.sealed().iter().any(|it| matches!(it, Element::Trainings | Element::Awards));
        let ids: BTreeSet<_> = records.iter().map(|it| it.volunteer).collect();
        let mut opened = volunteers.opened_all(&Vec::from_iter(ids)).await?;
        opened.retain(|_, (volunteer, kept)| volunteers.may_open(by, volunteer, kept));
        let mut people: HashMap<VolunteerId, Person> = HashMap::new();
        for (id, (_, kept)) in opened {
            let honours = match wants_honours {
                true => volunteers.honours(id).await?,
                false => <_>::default(),
            };
            people.insert(id, person(kept.details, honours));
        }
        for record in records {
            record.person = people.get(&record.volunteer).cloned().unwrap_or_default();
        }
        Ok(())
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
        let staff = self.accounts.everybody().await?.into_iter();
        let staff: HashMap<_, _> = staff.map(|it| (it.id.to_string(), it.name)).collect();
        // What is handed over is written in the language of the record.
        let organiser = words::unit(Language::Zh, unit, directory);
        let record = |hours: &Hours| {
            let (person, activity) = (people.get(&hours.volunteer)?, held.get(&hours.activity)?);
            let recorder = staff.get(&hours.decided_by).cloned().unwrap_or_default();
            Some(Record {
                hours: hours.id,
                volunteer: hours.volunteer,
                volunteer_number: person.number.to_string(),
                name: person.name.clone(),
                item: item(hours, activity, &organiser, directory),
                recorded_by: organiser.clone(),
                beside: beside(hours, &activity.details, recorder, directory),
                person: Person::default(),
            })
        };
        Ok(hours.iter().filter_map(record).collect())
    }
}

fn beside(hours: &Hours, details: &Details, recorder: String, directory: &Directory) -> Beside {
    let service = directory.catalogue.item(&details.service);
    let service = service.map(|it| format!("{} {}", details.service, it.name.read(Language::Zh)));
    Beside {
        begins: shanghai::minute(hours.begins_ms),
        ends: shanghai::minute(hours.ends_ms),
        category: words::category(Language::Zh, details.category).to_owned(),
        service: service.unwrap_or_else(|| details.service.clone()),
        recorder,
        recorded_on: shanghai::moment(hours.decided_at_ms.unwrap_or(hours.made_at_ms)).date().to_string(),
    }
}

/// What is sealed of a volunteer, as it is handed over, with their trainings and awards.
fn person(details: Described, (trainings, awards): (Vec<String>, Vec<String>)) -> Person {
    let kind = match details.id_number.as_str() {
        "" => "",
        number => id_kind(Language::Zh, is_card(number)),
    };
    Person {
        sex: details.gender.map(|it| gender(Language::Zh, it).to_owned()).unwrap_or_default(),
        born: details.born.to_string(),
        id_kind: kind.to_owned(),
        id_number: details.id_number,
        trainings,
        awards,
    }
}
