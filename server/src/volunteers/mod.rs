//! Volunteers on the server: who they are, how they come in, and what becomes of what is known of them.
//!
//! Rules and pages are in `app/src/volunteers`, the SQL in queries.rs. coming.rs sends codes, registers and asks guardians,
//! at_station.rs does what only a station can for who comes in person, sessions.rs says who is here, passwords/ lets those
//! in who set one, calendars/ keeps the secret address of each one's calendar, steps.rs does what volunteers and stations
//! do, approvals.rs has the units that look at who is new, forgetting.rs erases, demo.rs makes some up; the public's
//! addresses are in routes.rs, the office's in office.rs. Whoever works with activities and certificates asks
//! [`Volunteers::signed_in`], [`Volunteers::facts`] and [`Volunteers::ways`].
//!
//! Invariants: all that a volunteer told is sealed under their own key, here and in the journal, and destroying it erases
//! all of that; the telephone is looked up by a keyed hash; their number is drawn by lot; of a minor nothing but a request
//! of a day is kept until their guardian has agreed; hours are certified under another name or birthday only once a station
//! has looked at whose they are.

mod approvals;
mod at_station;
mod calendars;
mod coming;
pub mod demo;
mod forgetting;
mod office;
mod passwords;
pub mod queries;
mod routes;
mod sessions;
mod steps;

pub use at_station::ChangedPhone;
pub use coming::{Confirmed, Proven, Registered};
pub use forgetting::Keepers;
pub use office::routes as office_routes;
pub use routes::routes;
pub use sessions::{Here, SignedInVolunteer};
pub use steps::{Amended, Doing, Tending};

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use app::{
    access::Action,
    accounts::model::Staff,
    directory::{model::Directory, serving::Served},
    help::model::masked_name,
    ids::{CommandId, StationId, VolunteerId},
    journal::model::{Command, Unit},
    language::Language,
    messages::model::{Channel, Contact},
    volunteers::{
        details::Details,
        me_page::Guarded,
        model::{
            AGE_FULL, AGREEMENT, AGREEMENT_BEFORE, Counted, ENTITY, Figures, Season, Skill, State, Time,
            Tongue, VolunteerNumber, age, is_name_open,
        },
    },
};
use serde::{Deserialize, Serialize};
use time::Date;

use crate::{
    accounts::Accounts,
    codes::Codes,
    config::Configuration,
    database::{Database, Transaction},
    directory::CurrentDirectory,
    error::StoreError,
    journal::{Journal, fields},
    messages::Messages,
    shanghai,
    vault::SealingKey,
};
use queries::{Open, Search, Volunteer};

/// What of a volunteer is personal in a row of the journal.
const PERSONAL: &[&str] = &["details", "reason", "noted", "phone"];

/// All volunteers.
#[derive(Clone)]
pub struct Volunteers {
    accounts: Accounts,
    journal: Journal,
    codes: Codes,
    messages: Messages,
    directory: CurrentDirectory,
    public_url: Arc<str>,
    /// The line to call when nobody else answers.
    line: Arc<str>,
    /// After how many days whoever was refused, left or was never let in is erased.
    idle_days: i64,
}

/// That a guardian agreed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// When.
    #[serde(with = "app::iso_date")]
    pub on: Date,
    /// By a code to this number; or on paper that the station keeps, and this is their number.
    pub phone: String,
    /// Whether they have taken it back since; they still come in with the number, to see what is kept and to erase it.
    #[serde(default)]
    pub withdrawn: bool,
}

impl Consent {
    /// That a guardian with this number agreed.
    fn given(on: Date, phone: String) -> Self {
        Self { on, phone, withdrawn: false }
    }
}

/// What is sealed of a volunteer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// All that they told.
    pub details: Details,
    /// Their telephone.
    pub phone: String,
    /// The e-mail address that a code has shown to be theirs.
    #[serde(default)]
    pub email: Option<String>,
    /// The tag of the language in which they registered.
    pub language: String,
    /// That the guardian of a minor agreed.
    pub consent: Option<Consent>,
}

impl Kept {
    /// Whether the guardian of a minor agreed by the minor's own number: a small child has only that of their mother, but it
    /// shows nobody that it was her, so the station looks first.
    pub(super) fn agreed_by_own_number(&self, today: Date) -> bool {
        let own = self.consent.as_ref().is_some_and(|it| it.phone == self.phone);
        own && self.details.need_consent(None, today)
    }

    /// Whether a guardian agrees, or none has to.
    pub(super) fn consents(&self, today: Date) -> bool {
        self.consent.as_ref().is_some_and(|it| !it.withdrawn) || !self.details.need_consent(None, today)
    }

    /// How it stands with the guardian of a minor.
    pub(super) fn guarded(&self, today: Date) -> Guarded {
        match &self.consent {
            _ if !self.details.need_consent(None, today) => Guarded::No,
            Some(consent) if !consent.withdrawn && consent.phone == self.phone => Guarded::ByOwnNumber,
            Some(consent) if !consent.withdrawn => Guarded::Agreed,
            _ => Guarded::Withdrawn,
        }
    }

    /// In which language they are written to.
    pub fn language(&self) -> Language {
        Language::ALL.into_iter().find(|language| language.tag() == self.language).unwrap_or_default()
    }
}

/// What other slices may know of a volunteer. Whoever asks checks the rights of whom they show it to.
#[derive(Clone, Debug, PartialEq)]
pub struct Facts {
    /// Their number.
    pub number: VolunteerNumber,
    /// Where they stand; [`State::Erased`] where nothing else is known.
    pub state: State,
    /// Their whole name, for their station, their leader on the day and their certificate. Empty where it is erased.
    pub name: String,
    /// 「王*」, for everybody else who may see them.
    pub shown_name: String,
    /// Full years today; nothing where it is erased.
    pub age: Option<u8>,
    /// Whether a guardian has agreed, or none has to.
    pub guardian_consents: bool,
    /// Whether they agreed to an agreement under which they may take part: the one of now, or one that it only adds to.
    pub agreed: bool,
    /// Whether they agreed to the agreement as it is now, which says what stations see who look for somebody.
    pub informed: bool,
    /// What they can do.
    pub skills: BTreeSet<Skill>,
    /// Domains of the catalogue in which they would like to help.
    pub interests: BTreeSet<String>,
    /// When they have time.
    pub times: BTreeSet<Time>,
    /// In which languages they can help.
    pub languages: BTreeSet<Tongue>,
    /// The months of a migratory resident.
    pub season: Option<Season>,
    /// Code of the place where they live.
    pub division: String,
    /// The station that they chose.
    pub station: Option<StationId>,
    /// Whether they are made up.
    pub demo: bool,
}

impl Facts {
    /// Whether they may sign up for something today, by what is known of them.
    pub fn may_sign_up(&self) -> bool {
        self.state == State::Active && self.guardian_consents && self.agreed
    }

    /// Whether they are not grown up, or nobody knows that they are.
    pub fn is_minor(&self) -> bool {
        self.age.is_none_or(|age| age < AGE_FULL)
    }
}

/// How a volunteer is written to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reached {
    /// Their telephone, or their e-mail address.
    pub contact: Contact,
    /// In which language.
    pub language: Language,
}

impl Volunteers {
    /// The volunteers of this deployment.
    pub fn new(
        configuration: &Configuration,
        accounts: &Accounts,
        messages: Messages,
        directory: CurrentDirectory,
    ) -> Self {
        Self {
            journal: accounts.journal().clone(),
            codes: Codes::new(accounts.secrets().clone(), configuration),
            accounts: accounts.clone(),
            messages,
            directory,
            public_url: configuration.public_url().into(),
            line: configuration.provincial_line.as_str().into(),
            idle_days: i64::from(configuration.volunteer_idle_days.get()),
        }
    }

    fn database(&self) -> &Database {
        self.journal.database()
    }

    /// Whether SMS are sent from here.
    pub fn sends_sms(&self) -> bool {
        self.messages.channels().public().contains(&Channel::Sms)
    }

    /// Whether e-mail is sent from here.
    pub fn sends_mail(&self) -> bool {
        self.messages.channels().public().contains(&Channel::Email)
    }

    /// Where somebody stands who registers with this unit: they wait where the province has everybody wait, or the unit does.
    async fn state_of_new(&self, tx: &mut Transaction<'_>, unit: &Unit) -> Result<State, StoreError> {
        let waits = self.everybody_waits() || queries::approves(tx, unit).await?;
        Ok(if waits { State::Waiting } else { State::Active })
    }

    /// The volunteer of this id, not opened.
    pub async fn find(&self, id: VolunteerId) -> Result<Option<Volunteer>, StoreError> {
        queries::by_id(self.database(), &id.to_string()).await
    }

    /// The volunteer who has this number, as somebody typed it.
    pub async fn of_number(&self, typed: &str) -> Result<Option<VolunteerId>, StoreError> {
        let Ok(number) = typed.parse::<VolunteerNumber>() else { return Ok(None) };
        Ok(queries::by_number(self.database(), &number).await?.map(|it| it.id))
    }

    /// All that is sealed of them; nothing where it is erased.
    pub async fn opened(&self, volunteer: &Volunteer) -> Result<Option<Kept>, StoreError> {
        let key = self.journal.key_now(ENTITY, &volunteer.id.to_string()).await?;
        key.map(|key| open(&key, volunteer)).transpose().map(Option::flatten)
    }

    /// The same of these, read in one go; whoever is not there or is erased is left out.
    pub async fn opened_all(
        &self,
        ids: &[VolunteerId],
    ) -> Result<HashMap<VolunteerId, (Volunteer, Kept)>, StoreError> {
        let mut opened = HashMap::new();
        for (volunteer, wrapped) in queries::with_keys(self.database(), ids).await? {
            if let Some(kept) = self.kept(&volunteer, wrapped)? {
                opened.insert(volunteer.id, (volunteer, kept));
            }
        }
        Ok(opened)
    }

    /// All that is sealed of them, under the key that is stored so.
    fn kept(&self, volunteer: &Volunteer, wrapped: Option<String>) -> Result<Option<Kept>, StoreError> {
        let Some(wrapped) = wrapped else { return Ok(None) };
        let key = self.journal.unwrapped(ENTITY, &volunteer.id.to_string(), &wrapped)?;
        open(&key, volunteer)
    }

    /// What is known of these volunteers. Whoever is not there is left out.
    pub async fn facts(&self, ids: &[VolunteerId]) -> Result<HashMap<VolunteerId, Facts>, StoreError> {
        self.facts_of(queries::with_keys(self.database(), ids).await?)
    }

    /// The same as it stands within a transaction, of a few: for whoever decides there, and must not wait for another
    /// connection while others wait for theirs.
    pub async fn facts_in(
        &self,
        tx: &mut Transaction<'_>,
        ids: &[VolunteerId],
    ) -> Result<HashMap<VolunteerId, Facts>, StoreError> {
        self.facts_of(queries::with_keys_in(tx, ids).await?)
    }

    fn facts_of(
        &self,
        found: Vec<(Volunteer, Option<String>)>,
    ) -> Result<HashMap<VolunteerId, Facts>, StoreError> {
        let today = shanghai::today();
        found
            .into_iter()
            .map(|(volunteer, wrapped)| {
                let kept = self.kept(&volunteer, wrapped)?;
                Ok((volunteer.id, facts(&volunteer, kept, today)))
            })
            .collect()
    }

    /// Those of a 市县 who may be suggested for something, by what stands open of them, with their season: whoever is made
    /// up only where `made_up` says so. Whoever asks looks at their [`Facts`].
    pub async fn of_county(
        &self,
        county: &str,
        made_up: bool,
    ) -> Result<Vec<(VolunteerId, Option<Season>)>, StoreError> {
        queries::of_county(self.database(), county, AGREEMENT, made_up).await
    }

    /// Whether this volunteer may be suggested to `by`: they agreed to an agreement that says so, and a minor is shown to
    /// nobody but who may decide about them (未成年人网络保护条例, Art. 36).
    pub fn may_suggest(&self, by: &Staff, facts: &Facts) -> bool {
        facts.informed && (!facts.is_minor() || self.may_tend(by, facts))
    }

    /// Whether `by` may decide about the volunteer of whom this is known.
    pub fn may_tend(&self, by: &Staff, facts: &Facts) -> bool {
        self.may_with(by, Action::TendVolunteers, facts)
    }

    /// Whether `by` may open the page of the volunteer of whom this is known.
    pub fn may_see(&self, by: &Staff, facts: &Facts) -> bool {
        facts.state != State::Erased && self.may_with(by, Action::SeeVolunteers, facts)
    }

    fn may_with(&self, by: &Staff, action: Action, facts: &Facts) -> bool {
        let station = facts.station.map(Unit::Station);
        let homes = homes(&self.directory.get(), &facts.division, station.as_ref());
        homes.iter().any(|unit| self.accounts.may(by, action, unit, None))
    }

    /// Whether somebody has another name or birthday than when they gave hours, and their station has not looked yet: nobody
    /// certifies these hours under the name of now.
    pub async fn name_waits(&self, id: VolunteerId) -> Result<bool, StoreError> {
        let events = queries::events(self.database(), &id.to_string()).await?;
        Ok(is_name_open(events.iter().map(|it| it.kind.as_str())))
    }

    /// Everybody of whom [`Self::name_waits`] is true.
    pub async fn names_waiting(&self) -> Result<BTreeSet<VolunteerId>, StoreError> {
        Ok(queries::names_waiting(self.database()).await?.into_iter().collect())
    }

    /// Every way in which somebody is written to from here: by SMS, and by e-mail where they gave an address and showed that
    /// it is theirs. None where they erased themselves. Messages to them are sealed under their key:
    /// `about: ("volunteer", id)`.
    pub async fn ways(&self, id: VolunteerId) -> Result<Vec<Reached>, StoreError> {
        let Some(volunteer) = self.find(id).await? else { return Ok(Vec::new()) };
        let Some(kept) = self.opened(&volunteer).await? else { return Ok(Vec::new()) };
        let (language, there) = (kept.language(), self.messages.channels().public());
        let contacts =
            [Some(Contact::Phone(kept.phone)), kept.email.map(Contact::Email)].into_iter().flatten();
        let here = contacts.filter(|contact| there.contains(&contact.channel()));
        Ok(here.map(|contact| Reached { contact, language }).collect())
    }

    /// The units that look after a volunteer: the station that they chose, those that serve where they live, else the
    /// office of the 市县. The first has them in its journal.
    pub fn homes(&self, volunteer: &Volunteer) -> Vec<Unit> {
        homes(&self.directory.get(), &volunteer.division, volunteer.station.as_ref())
    }

    /// Whether `by` may do `action` with this volunteer.
    pub fn may(&self, by: &Staff, action: Action, volunteer: &Volunteer) -> bool {
        self.homes(volunteer).iter().any(|unit| self.accounts.may(by, action, unit, None))
    }

    /// The volunteer of this id, if `reader` may see that there is one.
    pub async fn seen(&self, reader: &Staff, id: &str) -> Result<Option<Volunteer>, StoreError> {
        let found = queries::by_id(self.database(), id).await?;
        Ok(found.filter(|it| self.may(reader, Action::SeeVolunteers, it)))
    }

    /// Whether `reader` may see any volunteers at all.
    pub fn may_see_some(&self, reader: &Staff) -> bool {
        !self.accounts.units(reader, Action::SeeVolunteers).is_empty()
    }

    /// Whether `reader` sees the volunteers of stations alone, and nobody whom only a 市县 looks after.
    pub fn sees_stations_alone(&self, reader: &Staff) -> bool {
        let units = self.accounts.units(reader, Action::SeeVolunteers);
        units.iter().all(|unit| matches!(unit, Unit::Station(_)))
    }

    /// Those who are found among whom `reader` may see, and how many they are.
    pub async fn list(
        &self,
        reader: &Staff,
        search: Search,
        limit: i64,
        offset: i64,
    ) -> Result<(Vec<VolunteerId>, i64), StoreError> {
        let search = self.within_reach(reader, Action::SeeVolunteers, search);
        let count = queries::count(self.database(), &search).await?;
        Ok((queries::list(self.database(), &search, limit, offset).await?, count))
    }

    /// How many wait for `reader` to let them in.
    pub async fn waiting(&self, reader: &Staff) -> Result<i64, StoreError> {
        let waiting = Search { state: State::Waiting.word().to_owned(), ..Search::default() };
        let search = self.within_reach(reader, Action::TendVolunteers, waiting);
        queries::count(self.database(), &search).await
    }

    /// The search, within the places and stations of whom `reader` may do `action` with.
    fn within_reach(&self, reader: &Staff, action: Action, search: Search) -> Search {
        let directory = self.directory.get();
        let joined = |codes: Vec<String>| format!(",{},", codes.join(","));
        let mine = |unit: &Unit| self.accounts.may(reader, action, unit, None);
        let divisions = directory.areas.divisions().iter().map(|it| it.code.clone());
        let divisions = divisions.filter(|code| homes(&directory, code, None).iter().any(mine));
        let stations = self.accounts.units(reader, action).into_iter().filter_map(|unit| match unit {
            Unit::Station(id) => Some(id.to_string()),
            Unit::County(_) | Unit::Province => None,
        });
        Search { divisions: joined(divisions.collect()), stations: joined(stations.collect()), ..search }
    }

    /// Whether `reader` may see how many volunteers there are somewhere.
    pub fn may_count(&self, reader: &Staff) -> bool {
        let may = |action| !self.accounts.units(reader, action).is_empty();
        may(Action::CountVolunteers) || may(Action::TendVolunteers)
    }

    /// How many there are in each 市县 whose figures `reader` may see, and at each station in which they look after
    /// volunteers; nothing for who may see none.
    pub async fn figures(&self, reader: &Staff) -> Result<Option<Figures>, StoreError> {
        let directory = self.directory.get();
        let counties = directory.areas.counties_and_cities().map(|it| it.code.clone());
        let mine = |code: &String| {
            self.accounts.may(reader, Action::CountVolunteers, &Unit::County(code.clone()), None)
        };
        let counties = counties.filter(mine).map(|code| (code, Counted::default()));
        let tended = self.accounts.units(reader, Action::TendVolunteers).into_iter();
        let stations = tended.filter_map(|unit| match unit {
            Unit::Station(id) => Some((id, Counted::default())),
            Unit::County(_) | Unit::Province => None,
        });
        let mut figures = Figures { counties: counties.collect(), stations: stations.collect(), demo: false };
        if figures.counties.is_empty() && figures.stations.is_empty() {
            return Ok(None);
        }
        for alike in queries::figures(self.database()).await? {
            let home = homes(&directory, &alike.division, alike.station.as_ref()).swap_remove(0);
            let county = figures.counties.iter_mut().find(|(code, _)| *code == alike.county);
            let station = figures.stations.iter_mut().find(|(id, _)| home == Unit::Station(*id));
            let places = county.map(|(_, it)| it).into_iter().chain(station.map(|(_, it)| it));
            for counted in places {
                (0..alike.people).for_each(|_| counted.add(alike.state, alike.season));
                figures.demo |= alike.demo;
            }
        }
        Ok(Some(figures))
    }

    /// What of a volunteer stands beside what is sealed.
    fn beside<'a>(&self, kept: &'a Kept, hashes: &'a Hashes, sealed: &'a str) -> Open<'a> {
        Open {
            phone_hash: &hashes.phone,
            guardian_hash: &hashes.guardian,
            sealed,
            division: &kept.details.division,
            county: &hashes.county,
            station: kept.details.station.map(|id| id.to_string()).unwrap_or_default(),
            season: kept.details.season,
            waits: false,
        }
    }

    fn hashes(&self, kept: &Kept) -> Hashes {
        let hash = |phone: &str| self.codes.contact_hash(&Contact::Phone(phone.to_owned()));
        let directory = self.directory.get();
        let county = directory.areas.county_or_city(&kept.details.division);
        Hashes {
            phone: hash(&kept.phone),
            guardian: kept.consent.as_ref().map(|it| hash(&it.phone)).unwrap_or_default(),
            county: county.map(|it| it.code.clone()).unwrap_or_default(),
        }
    }

    /// Takes away what is over: requests, and sessions that nobody uses.
    pub async fn sweep(&self, now: i64) -> Result<(), StoreError> {
        let requests_before = now - crate::codes::REQUESTS_KEPT_MS;
        let unused_since = now - sessions::IDLE_MS;
        self.database()
            .transaction(async |tx| queries::sweep(tx, requests_before, now, unused_since).await)
            .await
    }
}

/// What a volunteer is looked up by.
struct Hashes {
    phone: String,
    guardian: String,
    county: String,
}

fn homes(directory: &Directory, division: &str, chosen: Option<&Unit>) -> Vec<Unit> {
    let mut homes: Vec<Unit> = chosen.into_iter().cloned().collect();
    if let Served::By { stations, .. } = directory.serving(division) {
        let serving = stations.into_iter().map(|station| Unit::Station(station.id));
        homes.extend(serving.filter(|unit| Some(unit) != chosen));
    }
    if homes.is_empty() {
        let county = directory.areas.county_or_city(division);
        homes.push(county.map_or(Unit::Province, |it| Unit::County(it.code.clone())));
    }
    homes
}

/// What is sealed of a volunteer, under this key; nothing where only the number stayed.
fn open(key: &SealingKey, volunteer: &Volunteer) -> Result<Option<Kept>, StoreError> {
    if volunteer.sealed.is_empty() {
        return Ok(None);
    }
    let plain = key.open(&volunteer.sealed, &place(volunteer.id)).map_err(|_| corrupt())?;
    serde_json::from_slice(&plain).map(Some).map_err(|_| corrupt())
}

fn facts(volunteer: &Volunteer, kept: Option<Kept>, today: Date) -> Facts {
    let state = if kept.is_some() { volunteer.state } else { State::Erased };
    let guardian_consents = kept.as_ref().is_some_and(|kept| kept.consents(today));
    let details = kept.map(|kept| kept.details);
    Facts {
        number: volunteer.number.clone(),
        state,
        shown_name: details.as_ref().map(|it| masked_name(&it.name)).unwrap_or_default(),
        age: details.as_ref().and_then(|it| age(it.born, today)),
        guardian_consents,
        agreed: [AGREEMENT, AGREEMENT_BEFORE].contains(&volunteer.agreement.as_str()),
        informed: volunteer.agreement == AGREEMENT,
        season: volunteer.season,
        division: volunteer.division.clone(),
        station: details.as_ref().and_then(|it| it.station),
        demo: volunteer.demo,
        skills: details.as_ref().map(|it| it.skills.clone()).unwrap_or_default(),
        interests: details.as_ref().map(|it| it.interests.clone()).unwrap_or_default(),
        times: details.as_ref().map(|it| it.times.clone()).unwrap_or_default(),
        languages: details.as_ref().map(|it| it.languages.clone()).unwrap_or_default(),
        name: details.map(|it| it.name).unwrap_or_default(),
    }
}

/// A command about a volunteer, in the journal of the unit that looks after them.
fn command(id: CommandId, unit: Unit, volunteer: VolunteerId, basis: i64, kind: &str) -> Command {
    Command {
        id,
        unit,
        entity: ENTITY.to_owned(),
        entity_id: volunteer.to_string(),
        basis,
        kind: kind.to_owned(),
        fields: fields([]),
        reason: String::new(),
        made_at_ms: 0,
    }
}

fn place(id: VolunteerId) -> String {
    format!("volunteer/{id}")
}

fn event_place(id: VolunteerId, number: i64) -> String {
    format!("volunteer/{id}/{number}")
}

fn corrupt() -> StoreError {
    StoreError::Corrupt { what: "volunteer" }
}

#[cfg(test)]
mod tests;
