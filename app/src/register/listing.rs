//! The register over many units: what is asked for, which units answer, and the figures over them. Pure.
//!
//! For the page of 市县 and province, and for whoever takes the list out in another form: [`rows`] gives every unit that
//! answers, in the order of the list, and knows no person; names are read by the server for the rows that are shown.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;
use time::Date;

use super::{
    model::{Qualification, Staffing, Term, staffing},
    standard,
};
use crate::{
    access::Action,
    accounts::model::Staff,
    directory::model::Directory,
    ids::StationId,
    stations::{
        filter::percent_encoded,
        model::{Stage, Station},
        upkeep::may_in,
    },
    ui::per_page,
};

/// The address.
pub const ADDRESS: &str = "/office/register";

/// What is asked of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RegisterQuery {
    /// Code of a 市县.
    pub county: String,
    /// A part of a unit's name.
    pub unit: String,
    /// Word of a post: units in which somebody holds one.
    pub post: String,
    /// Word of a qualification: units in which somebody has it.
    pub qualification: String,
    /// `on`: only units with a vacancy.
    pub vacancies: String,
    /// Rows on a page.
    pub per: String,
    /// The page.
    pub page: String,
}

impl RegisterQuery {
    /// The address of a page of the same list.
    pub fn address(&self, page: usize) -> String {
        let page = if page > 1 { page.to_string() } else { String::new() };
        let pairs = [
            ("county", self.county.as_str()),
            ("unit", self.unit.trim()),
            ("post", &self.post),
            ("qualification", &self.qualification),
            ("vacancies", &self.vacancies),
            ("per", &self.per),
            ("page", &page),
        ];
        let pairs = pairs.into_iter().filter(|(_, value)| !value.is_empty());
        let pairs: Vec<_> = pairs.map(|(name, value)| format!("{name}={}", percent_encoded(value))).collect();
        if pairs.is_empty() { ADDRESS.to_owned() } else { format!("{ADDRESS}?{}", pairs.join("&")) }
    }

    /// How many rows a page has.
    pub fn per_page(&self) -> usize {
        per_page(&self.per)
    }

    /// Whether an entry is one of those asked for.
    pub fn wants(&self, term: &Term) -> bool {
        let post = standard::post(&self.post).is_none_or(|post| post.word == term.post);
        let qualification = Qualification::from_word(&self.qualification);
        post && qualification.is_none_or(|qualification| qualification == term.qualification)
    }

    fn asks_for_entries(&self) -> bool {
        standard::post(&self.post).is_some() || Qualification::from_word(&self.qualification).is_some()
    }

    fn finds(&self, station: &Station) -> bool {
        let wanted = self.unit.trim().to_lowercase();
        let names = [Some(&station.name.zh), station.name.en.as_ref(), Some(&station.pinyin)];
        let mut names = names.into_iter().flatten().chain(&station.aliases);
        wanted.is_empty() || names.any(|name| name.to_lowercase().contains(&wanted))
    }
}

/// A unit of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Which.
    pub station: StationId,
    /// How it is staffed; nothing where nobody was ever entered, so that nobody takes a missing register for vacancies.
    pub staffing: Option<Staffing>,
    /// Entries of today that were asked for.
    pub wanted: usize,
}

/// Figures over the units of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Units.
    pub units: usize,
    /// Of these, those without any entry.
    pub without_register: usize,
    /// Posts of the standard that are held.
    pub filled: u64,
    /// Of these, by somebody with a qualification of social work.
    pub qualified: u64,
    /// Posts of the standard that nobody holds.
    pub vacancies: u64,
    /// Units with a register and without a leader.
    pub without_leader: usize,
}

/// All entries by their unit, without persons.
pub type Terms = HashMap<StationId, Vec<Term>>;

/// The units that `reader` may see and that answer the question, in the order of the directory.
pub fn rows(
    directory: &Directory,
    reader: &Staff,
    terms: &Terms,
    query: &RegisterQuery,
    today: Date,
) -> Vec<Row> {
    let in_county = |station: &Station| {
        query.county.is_empty() || directory.areas.lies_in(&station.division, &query.county)
    };
    let asked = directory.stations.iter().filter(|station| {
        station.stage != Stage::Closed
            && in_county(station)
            && query.finds(station)
            && may_in(directory, reader, Action::SeeUnit, station)
    });
    let row = |station: &Station| {
        let terms = terms.get(&station.id);
        let standard = standard::posts_of(station.kind, directory.settings.staffing_standard());
        let wanted =
            |terms: &Vec<Term>| terms.iter().filter(|term| term.holds_on(today) && query.wants(term)).count();
        Row {
            station: station.id,
            staffing: terms.map(|terms| staffing(terms, today, standard)),
            wanted: terms.map_or(0, wanted),
        }
    };
    let answers = |row: &Row| {
        let vacancies = row.staffing.is_some_and(|staffing| staffing.vacancies() > 0);
        (query.vacancies != "on" || vacancies) && (!query.asks_for_entries() || row.wanted > 0)
    };
    asked.map(row).filter(answers).collect()
}

/// The figures over these rows.
pub fn figures(rows: &[Row]) -> Figures {
    let mut figures = Figures { units: rows.len(), ..Figures::default() };
    for row in rows {
        match row.staffing {
            None => figures.without_register += 1,
            Some(staffing) => {
                figures.filled += u64::from(staffing.filled);
                figures.qualified += u64::from(staffing.qualified);
                figures.vacancies += u64::from(staffing.vacancies());
                figures.without_leader += usize::from(!staffing.leader);
            }
        }
    }
    figures
}

/// The 市县 in which `reader` may see units, to choose from, with how many there are.
pub fn counties(directory: &Directory, reader: &Staff) -> BTreeMap<String, usize> {
    let mut counties = BTreeMap::new();
    let mine = directory.stations.iter().filter(|it| may_in(directory, reader, Action::SeeUnit, it));
    for county in mine.filter_map(|it| directory.areas.county_or_city(&it.division)) {
        *counties.entry(county.code.clone()).or_default() += 1;
    }
    counties
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::{
        access::Role,
        accounts::model::{Assignment, SignInName, State},
        directory::fixture::{a_directory, a_station},
        ids::StaffId,
        journal::model::Unit,
    };

    const TODAY: Date = date!(2026 - 11 - 24);

    fn somebody(role: Role, unit: Unit) -> Staff {
        Staff {
            id: StaffId::fresh(),
            version: 1,
            sign_in_name: SignInName::parse("wang").unwrap(),
            name: "Wang".into(),
            state: State::Active,
            has_second_factor: false,
            assignments: vec![Assignment { role, unit }],
            coming: Vec::new(),
        }
    }

    fn term(post: &str, qualification: Qualification) -> Term {
        Term { post: post.to_owned(), qualification, from: date!(2024 - 03 - 01), until: None }
    }

    #[test]
    fn units_answer_by_place_name_post_qualification_and_vacancy_and_figures_add_them_up() {
        let (full, half, none) = (a_station("full"), a_station("half"), a_station("none"));
        let far = a_station("far").standing_in("460204");
        let ids = [full.id, half.id, none.id, far.id];
        let worker = || term("social_worker", Qualification::SocialWorker);
        let terms: Terms = [
            (full.id, vec![term("leader", Qualification::Senior), worker(), worker()]),
            (half.id, vec![term("social_worker", Qualification::None)]),
        ]
        .into();
        let directory = a_directory(vec![full, half, none, far]);
        let province = somebody(Role::ProvincialOfficer, Unit::Province);
        let found = |query: &RegisterQuery| -> Vec<StationId> {
            let mut found: Vec<_> =
                rows(&directory, &province, &terms, query, TODAY).iter().map(|row| row.station).collect();
            found.sort();
            found
        };
        let asked = |change: fn(&mut RegisterQuery)| {
            let mut query = RegisterQuery::default();
            change(&mut query);
            found(&query)
        };
        let sorted = |mut ids: Vec<StationId>| {
            ids.sort();
            ids
        };
        assert_eq!(asked(|_| {}), sorted(ids.to_vec()));
        assert_eq!(asked(|it| it.county = "460200".into()), [ids[3]]);
        assert_eq!(asked(|it| it.unit = " HALF ".into()), [ids[1]]);
        assert_eq!(asked(|it| it.post = "leader".into()), [ids[0]]);
        assert_eq!(asked(|it| it.qualification = "none".into()), [ids[1]]);
        assert_eq!(asked(|it| it.vacancies = "on".into()), [ids[1]], "a missing register is no vacancy");
        assert_eq!(asked(|it| it.post = "nonsense".into()).len(), 4);
        let all = rows(&directory, &province, &terms, &RegisterQuery::default(), TODAY);
        let expected = Figures {
            units: 4,
            without_register: 2,
            filled: 4,
            qualified: 3,
            vacancies: 2,
            without_leader: 1,
        };
        assert_eq!(figures(&all), expected);
        let county = somebody(Role::CountyOfficer, Unit::County("460200".into()));
        let theirs = rows(&directory, &county, &terms, &RegisterQuery::default(), TODAY);
        assert_eq!(theirs.iter().map(|row| row.station).collect::<Vec<_>>(), [ids[3]]);
        assert_eq!(counties(&directory, &county).into_iter().collect::<Vec<_>>(), [("460200".to_owned(), 1)]);
        let auditor = somebody(Role::AuditAdministrator, Unit::Province);
        assert!(rows(&directory, &auditor, &terms, &RegisterQuery::default(), TODAY).is_empty());
    }

    #[test]
    fn an_address_says_what_was_asked() {
        assert_eq!(RegisterQuery::default().address(1), ADDRESS);
        let query = RegisterQuery { unit: " 嘉积 ".into(), per: "20".into(), ..RegisterQuery::default() };
        assert_eq!(query.address(2), format!("{ADDRESS}?unit=%E5%98%89%E7%A7%AF&per=20&page=2"));
        assert_eq!([query.per_page(), RegisterQuery::default().per_page()], [20, 50]);
    }
}
