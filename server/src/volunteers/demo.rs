//! Volunteers who are made up to show something, through the same functions as everybody else: marked, with names that
//! say so and numbers that no telephone has.

use std::collections::{BTreeSet, HashMap};

use app::{
    ids::{CommandId, VolunteerId},
    language::Language,
    volunteers::{
        details::{Details, Guardian},
        model::{ENTITY, Gender, Kinship, Season, Skill, Time, Tongue},
    },
};
use time::{Date, Duration, macros::date};

use super::{Consent, Facts, Kept, Volunteers, coming::Writer, queries};
use crate::{database::Transaction, error::StoreError, journal::Journal, shanghai};

/// No mobile number begins like this.
const PHONE: &str = "10000000001";

impl Volunteers {
    /// Makes some volunteers up, unless there are some; says whether there were none.
    pub async fn fill_demo(&self) -> Result<bool, StoreError> {
        if !queries::demo(self.database()).await?.is_empty() {
            return Ok(false);
        }
        let today = shanghai::today();
        for (details, consent) in [(doctor(), None), (pupil(today), Some(today)), (driver(), None)] {
            let consent = consent.map(|on| Consent::given(on, PHONE.to_owned()));
            let kept = Kept {
                details,
                phone: PHONE.to_owned(),
                email: None,
                language: Language::Zh.tag().to_owned(),
                consent,
            };
            // A fresh command about somebody who is of age is never refused.
            let _kept = self.put_down(CommandId::fresh(), &kept, Writer::Demo).await?;
        }
        Ok(true)
    }
}

impl Volunteers {
    /// Those who are made up, for whoever makes up what they do.
    pub(crate) async fn made_up(&self) -> Result<HashMap<VolunteerId, Facts>, StoreError> {
        let ids = queries::demo(self.database()).await?;
        self.facts(&ids).await
    }
}

/// Destroys the keys of those who are made up, before they are taken away.
pub(crate) async fn erase_keys(journal: &Journal, tx: &mut Transaction<'_>) -> Result<(), StoreError> {
    for id in queries::demo_in(tx).await? {
        journal.erase(tx, ENTITY, &id).await?;
    }
    Ok(())
}

fn somebody(name: &str, born: Date, division: &str) -> Details {
    Details {
        name: format!("演示{name}"),
        gender: None,
        born,
        id_number: String::new(),
        division: division.to_owned(),
        station: None,
        skills: BTreeSet::new(),
        skills_note: String::new(),
        interests: BTreeSet::new(),
        times: BTreeSet::new(),
        languages: [Tongue::Mandarin].into(),
        health: String::new(),
        insurance: String::new(),
        emergency: None,
        season: None,
        home: String::new(),
        guardian: None,
        ethnic: String::new(),
        political: String::new(),
        education: String::new(),
        occupation: String::new(),
    }
}

/// A winter resident who was a physician.
fn doctor() -> Details {
    Details {
        gender: Some(Gender::Female),
        skills: [Skill::Medicine, Skill::FirstAid].into(),
        skills_note: "退休内科医生（演示数据）".to_owned(),
        interests: ["B".to_owned()].into(),
        times: [Time::WeekdayMorning, Time::WeekendMorning].into(),
        season: Season::of(11, 3),
        home: "黑龙江".to_owned(),
        ..somebody("候鸟医生", date!(1960 - 03 - 09), "469002100")
    }
}

/// A pupil whose guardian has agreed.
fn pupil(today: Date) -> Details {
    let guardian =
        Guardian { name: "演示监护人".to_owned(), phone: PHONE.to_owned(), kinship: Kinship::Parent };
    Details {
        skills: [Skill::Arts].into(),
        times: [Time::WeekendAfternoon].into(),
        guardian: Some(guardian),
        ..somebody("中学生", today - Duration::days(15 * 365 + 30), "469002100")
    }
}

/// Somebody of the neighbourhood.
fn driver() -> Details {
    Details {
        gender: Some(Gender::Male),
        skills: [Skill::Driving, Skill::Repairs].into(),
        interests: ["A".to_owned(), "D".to_owned()].into(),
        times: [Time::WeekdayEvening].into(),
        languages: [Tongue::Mandarin, Tongue::Hainanese].into(),
        ..somebody("邻居", date!(1985 - 07 - 21), "460100")
    }
}
