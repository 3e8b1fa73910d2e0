//! Needs that are made up to show something: over demo stations, marked, with nobody asked yet.

use std::collections::BTreeSet;

use app::{
    activities::sign_up::ACCOMPANIED_BELOW,
    ids::CommandId,
    journal::model::{Actor, Unit},
    matching::{details::Details, model::ENTITY},
    stations::model::{Kind, Station},
    volunteers::model::{AGE_FULL, Skill, Time},
};
use time::{Date, Duration};

use super::{Matching, queries};
use crate::{database::Transaction, error::StoreError, journal::Journal};

/// What differs between those that are made up.
struct Plan {
    title: &'static str,
    skills: &'static [Skill],
    times: &'static [Time],
    /// For how many days from tomorrow.
    days: i64,
    people: u8,
    age_min: u8,
}

const PLANS: [Plan; 3] = [
    Plan {
        title: "陪一位长者去卫生院取药",
        skills: &[Skill::Medicine, Skill::Nursing],
        times: &[Time::WeekdayMorning],
        days: 60,
        people: 2,
        age_min: AGE_FULL,
    },
    Plan {
        title: "帮一户人家修水龙头和电灯",
        skills: &[Skill::Repairs],
        times: &[Time::WeekdayEvening, Time::WeekendAfternoon],
        days: 14,
        people: 1,
        age_min: AGE_FULL,
    },
    Plan {
        title: "周末陪孩子们画画",
        skills: &[Skill::Arts],
        times: &[Time::WeekendAfternoon],
        days: 90,
        people: 3,
        age_min: ACCOMPANIED_BELOW,
    },
];

impl Matching {
    /// Makes some needs up from `today` on, unless there are some; says whether there were none.
    pub async fn fill_demo(&self, today: Date) -> Result<bool, StoreError> {
        if queries::demo_count(self.database()).await? > 0 {
            return Ok(false);
        }
        let clear = async |tx: &mut Transaction<'_>| {
            // Those over demo stations of an earlier release give way.
            erase_keys(&self.journal, tx).await?;
            queries::purge_demo(tx).await.map(drop)
        };
        self.database().transaction(clear).await?;
        let directory = self.directory.get();
        let stations = directory.stations.iter().filter(|it| it.demo && it.kind == Kind::Station);
        let mut some = false;
        for (station, plan) in stations.step_by(STATIONS_APART).zip(&PLANS) {
            let unit = Unit::Station(station.id);
            let Some(county) = self.county_of(&unit) else { continue };
            let details = details(station, plan, today);
            let made = self.put_down(&Actor::Operator, CommandId::fresh(), &unit, &county, &details, true);
            some |= made.await?.is_ok();
        }
        Ok(some)
    }
}

/// Demo stations that lie between two needs.
const STATIONS_APART: usize = 6;

fn details(station: &Station, plan: &Plan, today: Date) -> Details {
    let skills: BTreeSet<_> = plan.skills.iter().copied().collect();
    Details {
        title: format!("{}（演示数据）", plan.title),
        task: String::new(),
        skills,
        place: station.division.clone(),
        times: plan.times.iter().copied().collect(),
        first: today + Duration::days(1),
        last: today + Duration::days(plan.days),
        people: plan.people,
        age_min: plan.age_min,
        address: "社工站门口（演示数据）".to_owned(),
        meeting: "提前一刻钟在社工站门口集合（演示数据）".to_owned(),
        contact: "演示社工".to_owned(),
        // No telephone has it, so no form would take it.
        phone: station.phones.first().map(|it| it.number.clone()).unwrap_or_default(),
    }
}

/// Destroys the keys of what is made up, before it is taken away.
pub(crate) async fn erase_keys(journal: &Journal, tx: &mut Transaction<'_>) -> Result<(), StoreError> {
    for id in queries::demo(tx).await? {
        journal.erase(tx, ENTITY, &id).await?;
    }
    Ok(())
}
