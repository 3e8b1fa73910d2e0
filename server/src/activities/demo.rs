//! Activities that are made up to show something: over demo stations, marked, and with the demo volunteers in them.
//!
//! They are written as they would have become by the steps of the staff, so that some can lie in the past. Their days
//! follow the day on which they are made.

use app::{
    activities::{
        check_in::Way,
        details::{AGE_FLOOR, Category, Details},
        hours::{Ground, HoursState},
        model::State,
        shift::{NewShift, day_of, moment_ms},
        sign_up::SignUpState,
    },
    certificates::model::{ENTITY as CERTIFICATE, NameShown, NewCertificate},
    directory::model::Directory,
    ids::{ActivityId, CommandId, HoursId, ShiftId, SignUpId, VolunteerId},
    journal::model::{Actor, Unit},
    stations::model::{Kind, Station},
    volunteers::model::Skill,
};
use time::{Date, Duration};

use super::{
    Activities,
    attendance::queries::{self as attendance, Hours, Pair},
    mine::{Stating, stated},
    queries::{self, Activity, DEMO},
    sign_ups::{
        ENTITY as SIGN_UP,
        queries::{self as sign_ups, SignUp},
    },
};
use crate::{
    certificates::{self, Certificates},
    database::{Transaction, now_ms},
    error::StoreError,
    journal::Journal,
    volunteers::Volunteers,
};

/// Demo stations that lie between two activities, so that they are spread over the island.
const STATIONS_APART: usize = 6;

/// What becomes of one that is made up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// One can sign up for it.
    Open,
    /// All its places are taken, and somebody waits.
    Full,
    /// It was cancelled.
    Cancelled,
    /// It is over, and gave hours.
    Over,
}

/// What differs between those that are made up.
struct Plan {
    name: &'static str,
    category: Category,
    content: &'static str,
    for_whom: &'static str,
    skills: &'static [Skill],
    age_min: u8,
    /// Days from today, one for each shift.
    days: &'static [i64],
    /// Hours of the day, from and to.
    hours: (u16, u16),
    places: i64,
    fate: Fate,
}

const PLAIN: Plan = Plan {
    name: "",
    category: Category::Community,
    content: "",
    for_whom: "",
    skills: &[],
    age_min: AGE_FLOOR,
    days: &[],
    hours: (9, 11),
    places: 8,
    fate: Fate::Open,
};

const PLANS: [Plan; 12] = [
    Plan {
        name: "陪长者看医生",
        category: Category::Elders,
        content: "陪长者去卫生院挂号、取药，再送回家。",
        for_whom: "独居长者",
        age_min: 18,
        days: &[2, 9, 16],
        places: 4,
        ..PLAIN
    },
    Plan {
        name: "候鸟医生健康咨询",
        category: Category::Health,
        content: "为来过冬的居民和邻居量血压、解答用药问题。",
        for_whom: "候鸟老人和邻居",
        skills: &[Skill::Medicine],
        age_min: 18,
        days: &[3, 17, 31],
        places: 3,
        ..PLAIN
    },
    Plan {
        name: "周末故事会",
        category: Category::Children,
        content: "给孩子们读绘本、做手工。",
        for_whom: "社区儿童",
        age_min: 10,
        days: &[5, 12, 19, 26],
        hours: (15, 17),
        places: 6,
        ..PLAIN
    },
    Plan {
        name: "候鸟合唱团排练",
        category: Category::Culture,
        content: "教唱、伴奏，和来过冬的居民一起排练。",
        for_whom: "候鸟老人",
        skills: &[Skill::Arts],
        days: &[4, 11, 18, 25],
        hours: (19, 21),
        places: 10,
        ..PLAIN
    },
    Plan {
        name: "小家电修理摊",
        content: "帮邻居修电扇、电饭锅，讲用电安全。",
        for_whom: "社区居民",
        skills: &[Skill::Repairs],
        age_min: 18,
        days: &[6, 20],
        places: 3,
        ..PLAIN
    },
    Plan {
        name: "下乡送物资",
        category: Category::Hardship,
        content: "开车把米和油送到村里，和社工一起入户。",
        for_whom: "低保和低收入家庭",
        skills: &[Skill::Driving],
        age_min: 18,
        days: &[8],
        hours: (8, 12),
        places: 4,
        ..PLAIN
    },
    Plan {
        name: "海滩捡垃圾",
        category: Category::Environment,
        content: "沿着海边捡垃圾，分类装袋。",
        for_whom: "所有人",
        days: &[7, 21],
        hours: (7, 9),
        places: 30,
        ..PLAIN
    },
    Plan {
        name: "救助政策上门讲",
        category: Category::Publicity,
        content: "和社工一起到村里讲临时救助怎么申请。",
        for_whom: "村民",
        age_min: 16,
        days: &[10, 24],
        places: 5,
        ..PLAIN
    },
    Plan {
        name: "陪残疾人逛集市",
        category: Category::Disability,
        content: "推轮椅、陪同购物，一对一。",
        for_whom: "出行不便的居民",
        age_min: 18,
        days: &[13],
        places: 6,
        ..PLAIN
    },
    Plan {
        name: "长者生日会",
        category: Category::Elders,
        content: "布置会场，陪长者聊天、切蛋糕。",
        for_whom: "社区长者",
        days: &[5],
        hours: (14, 16),
        places: 1,
        fate: Fate::Full,
        ..PLAIN
    },
    Plan {
        name: "台风前加固门窗",
        category: Category::Emergency,
        content: "帮独居长者加固门窗、搬花盆。",
        for_whom: "独居长者",
        age_min: 18,
        days: &[1],
        places: 10,
        fate: Fate::Cancelled,
        ..PLAIN
    },
    Plan {
        name: "急救知识课",
        category: Category::Health,
        content: "教居民做心肺复苏、包扎。",
        for_whom: "社区居民",
        days: &[-10],
        hours: (9, 12),
        places: 4,
        fate: Fate::Over,
        ..PLAIN
    },
];

/// Who is made up and takes part.
#[derive(Clone, Copy)]
struct People {
    doctor: VolunteerId,
    driver: VolunteerId,
}

/// An activity with its shifts, before it is written down.
struct Made {
    activity: Activity,
    shifts: Vec<(ShiftId, NewShift)>,
    fate: Fate,
}

impl Activities {
    /// Makes some activities up around `today`, unless there are some; says whether there were none. Where there are no demo
    /// stations, or no demo volunteers, nothing is made.
    pub async fn fill_demo(
        &self,
        volunteers: &Volunteers,
        certificates: &Certificates,
        today: Date,
    ) -> Result<bool, StoreError> {
        if queries::demo_count(self.database()).await? > 0 {
            return Ok(false);
        }
        let people = volunteers.made_up().await?;
        let skilled = |skill| people.iter().find(|(_, it)| it.skills.contains(&skill)).map(|(id, _)| *id);
        let directory = self.directory.get();
        let made = made_up(&directory, today);
        let (Some(doctor), Some(driver), Some(over)) = (
            skilled(Skill::Medicine),
            skilled(Skill::Driving),
            made.iter().find(|it| it.fate == Fate::Over).map(|it| it.activity.unit.clone()),
        ) else {
            return Ok(false);
        };
        let fill = async |tx: &mut Transaction<'_>| {
            // Those over demo stations of an earlier release give way.
            erase_keys(&self.journal, tx).await?;
            queries::purge_demo(tx).await?;
            certificates::queries::purge_demo(tx).await?;
            for it in &made {
                write(tx, it, People { doctor, driver }).await?;
            }
            Ok(())
        };
        self.database().transaction(fill).await?;
        let stating = Stating { unit: &over, shown: NameShown::default(), days: (None, None) };
        if let Some(facts) = people.get(&doctor)
            && let Some((statement, hours)) = stated(self, &directory, doctor, facts, &stating).await?
        {
            let new = NewCertificate { volunteer: doctor, unit: over, statement, hours };
            // A fresh command over hours that are confirmed is never refused.
            let _number = certificates.issue(CommandId::fresh(), &new, &Actor::Operator).await?;
        }
        Ok(true)
    }
}

/// Destroys the keys of what is sealed in sign-ups and certificates, before the demo is taken away.
pub(crate) async fn erase_keys(journal: &Journal, tx: &mut Transaction<'_>) -> Result<(), StoreError> {
    for id in queries::demo_sealed(tx).await? {
        journal.erase(tx, SIGN_UP, &id).await?;
    }
    for id in certificates::queries::demo(tx).await? {
        journal.erase(tx, CERTIFICATE, &id).await?;
    }
    Ok(())
}

fn made_up(directory: &Directory, today: Date) -> Vec<Made> {
    let stations = directory.stations.iter().filter(|it| it.demo && it.kind == Kind::Station);
    stations
        .step_by(STATIONS_APART)
        .zip(&PLANS)
        .filter_map(|(station, plan)| one(directory, station, plan, today))
        .collect()
}

fn one(directory: &Directory, station: &Station, plan: &Plan, today: Date) -> Option<Made> {
    let county = directory.areas.county_or_city(&station.division)?.code.clone();
    let shift = |days: &i64| {
        let day = today + Duration::days(*days);
        let starts_ms = moment_ms(day, plan.hours.0 * 60);
        let ends_ms = moment_ms(day, plan.hours.1 * 60);
        let shift = NewShift {
            post: String::new(),
            starts_ms,
            ends_ms,
            sign_up_until_ms: starts_ms,
            places: plan.places,
        };
        (ShiftId::fresh(), shift)
    };
    let state = match plan.fate {
        Fate::Open | Fate::Full => State::Published,
        Fate::Cancelled => State::Cancelled,
        Fate::Over => State::Closed,
    };
    let made_at_ms = moment_ms(today - Duration::days(14), 9 * 60);
    let activity = Activity {
        id: ActivityId::fresh(),
        version: 1,
        unit: Unit::Station(station.id),
        county,
        state,
        late: false,
        series: String::new(),
        details: details(station, plan),
        reason: if plan.fate == Fate::Cancelled { CANCELLED.to_owned() } else { String::new() },
        drafted_by: DEMO.to_owned(),
        published_by: DEMO.to_owned(),
        published_at_ms: Some(made_at_ms),
        made_at_ms,
    };
    Some(Made { activity, shifts: plan.days.iter().map(shift).collect(), fate: plan.fate })
}

const CANCELLED: &str = "台风改道，不需要了（演示数据）";

fn details(station: &Station, plan: &Plan) -> Details {
    Details {
        name: format!("{}（演示数据）", plan.name),
        category: plan.category,
        service: station.services.first().cloned().unwrap_or_default(),
        content: plan.content.to_owned(),
        for_whom: plan.for_whom.to_owned(),
        leader: "演示负责人".to_owned(),
        phone: station.phones.first().map(|it| it.number.replace(' ', "")).unwrap_or_default(),
        place: station.division.clone(),
        address: station.address.zh.clone(),
        point: station.position.as_ref().map(|it| it.at),
        gathering: String::new(),
        risks: "天热，路上车多，请带水和帽子。".to_owned(),
        protection: "为每位志愿者买意外险（演示数据）。".to_owned(),
        training: String::new(),
        skills: plan.skills.iter().copied().collect(),
        age_min: plan.age_min,
    }
}

async fn write(tx: &mut Transaction<'_>, made: &Made, people: People) -> Result<(), StoreError> {
    queries::insert(tx, &made.activity).await?;
    for (id, shift) in &made.shifts {
        queries::insert_shift(tx, *id, made.activity.id, shift).await?;
        queries::add_seats(tx, *id, shift.places).await?;
        match made.fate {
            Fate::Open => {}
            Fate::Full => {
                seat(tx, *id, people.driver, SignUpState::Seated).await?;
                seat(tx, *id, people.doctor, SignUpState::Waiting).await?;
            }
            Fate::Cancelled => {
                queries::set_off(tx, *id, now_ms(), CANCELLED).await?;
            }
            Fate::Over => {
                let sign_up = seat(tx, *id, people.doctor, SignUpState::Seated).await?;
                give_hours(tx, &made.activity, (*id, shift), people.doctor, sign_up).await?;
            }
        }
    }
    Ok(())
}

async fn seat(
    tx: &mut Transaction<'_>,
    shift: ShiftId,
    volunteer: VolunteerId,
    state: SignUpState,
) -> Result<SignUpId, StoreError> {
    let sign_up = SignUp {
        id: SignUpId::fresh(),
        shift,
        volunteer,
        state,
        places: 1,
        companions: String::new(),
        signed_at_ms: now_ms(),
        offer_until_ms: None,
    };
    if state == SignUpState::Seated {
        sign_ups::claim_all(tx, shift, sign_up.id, 1).await?;
    }
    sign_ups::insert_sign_up(tx, &sign_up).await?;
    Ok(sign_up.id)
}

/// Somebody was there all the time, and has the hours of it.
async fn give_hours(
    tx: &mut Transaction<'_>,
    activity: &Activity,
    (shift, times): (ShiftId, &NewShift),
    volunteer: VolunteerId,
    sign_up: SignUpId,
) -> Result<(), StoreError> {
    let pair = Pair {
        id: CommandId::fresh().to_string(),
        sign_up,
        number: 1,
        came_ms: times.starts_ms,
        left_ms: Some(times.ends_ms),
        came_by: Way::RollCall,
        left_by: Some(Way::RollCall),
        odd: Vec::new(),
        away_km: None,
    };
    attendance::come(tx, &pair, "", times.ends_ms).await?;
    let hours = Hours {
        id: HoursId::fresh(),
        activity: activity.id,
        shift,
        volunteer,
        unit: activity.unit.clone(),
        day: day_of(times.starts_ms),
        begins_ms: times.starts_ms,
        ends_ms: times.ends_ms,
        hundredths: (times.ends_ms - times.starts_ms) / (36 * 1000),
        ground: Ground::Attendance,
        state: HoursState::Confirmed,
        odd: Vec::new(),
        asked_by: DEMO.to_owned(),
        decided_by: DEMO.to_owned(),
        reason: String::new(),
        remark: String::new(),
        made_at_ms: times.ends_ms,
        decided_at_ms: Some(times.ends_ms),
    };
    attendance::insert_hours(tx, &hours).await
}
