//! The calls behind a number of the figures, for those who may see them: chosen by the very rule by which they were
//! counted, so that there are as many of them as the number says.

use app::{
    accounts::model::Staff,
    help::{figures::Figure, figures_page::Period, list_page::HelpQuery, service_page::OTHER},
};

use super::{Help, HelpCall, queries};
use crate::{error::StoreError, shanghai};

/// Those of them that stand on one page.
pub(super) struct Behind {
    pub(super) calls: Vec<HelpCall>,
    /// How many there are on all pages.
    pub(super) count: i64,
    /// Person-times and sessions of the records for which they are listed.
    pub(super) recorded: Option<(i64, i64)>,
}

impl Help {
    /// The calls behind a number; nothing for those who may see no more than the number.
    pub(super) async fn behind(
        &self,
        reader: &Staff,
        figure: Figure,
        query: &HelpQuery,
        limit: i64,
        offset: i64,
    ) -> Result<Option<Behind>, StoreError> {
        let today = shanghai::today();
        let period = Period { from: query.from.clone(), to: query.to.clone() };
        let (from, to) = period.days(today);
        let Some(material) = self.figures(reader, from, to).await?.filter(|it| it.opens) else {
            return Ok(None);
        };
        let is = |asked: &str, it: &str| asked.is_empty() || asked == it;
        let is_about = |service: &str| is(&query.service, if service.is_empty() { OTHER } else { service });
        let (ids, recorded): (Vec<String>, _) = match figure {
            Figure::Recorded => {
                let asked = material
                    .recorded
                    .iter()
                    .filter(|it| is_about(&it.service) && is(&query.unit, &it.unit.to_string()));
                let counted = asked
                    .fold((0, 0), |(persons, sessions), it| (persons + it.persons, sessions + it.sessions));
                let all = self.counted_units(reader);
                let units = match format!(",{},", query.unit) {
                    _ if query.unit.is_empty() => all,
                    unit if all.contains(&unit) => unit,
                    _ => ",".to_owned(),
                };
                let days = (from, to);
                let ids = queries::recorded_calls(self.database(), &units, days, &query.service).await?;
                (ids, Some(counted))
            }
            _ => {
                let asked = material.calls.into_iter().filter(|call| {
                    figure.holds(call, today)
                        && is_about(&call.service)
                        && is(&query.unit, &call.unit.to_string())
                        && is(&query.county, &call.county)
                        && is(&query.channel, call.channel.word())
                });
                (asked.map(|call| call.id).collect(), None)
            }
        };
        let count = i64::try_from(ids.len()).unwrap_or(i64::MAX);
        let [limit, offset] = [limit, offset].map(|number| usize::try_from(number).unwrap_or(usize::MAX));
        let mut calls = Vec::new();
        for id in ids.iter().skip(offset).take(limit) {
            calls.extend(queries::by_id(self.database(), id).await?);
        }
        // What another unit sees to by now is theirs to open, though the number is counted here.
        calls.retain(|call| self.sees(reader, call));
        Ok(Some(Behind { calls, count, recorded }))
    }
}
