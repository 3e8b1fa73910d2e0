//! Certificates on the server: how they are numbered, signed, kept and revoked.
//!
//! Rules and pages are in `app/src/certificates`, the SQL in queries.rs, signatures in signing.rs, the keys that make
//! them in keys.rs, paper in font.rs, pdf.rs and paper.rs, what the national system is handed in exports.rs, with its
//! addresses in handing.rs, all others in routes.rs.
//!
//! Invariants: a certificate is signed once, when it is issued, and what is shown later is what was signed then; its
//! content is sealed under its own key, so that it can be erased and its number stays known; a number follows from the
//! id by the pepper, so that a second press gets the same; the secret half of a signing key is the key of a record in the
//! vault and stands nowhere else.

mod exports;
mod font;
mod handing;
mod keys;
mod paper;
mod pdf;
pub mod queries;
mod routes;
mod signing;

pub use exports::Exported;
pub use font::{Font, FontFault};
pub use keys::renew;
pub use routes::{machine_routes, routes};

use std::{net::IpAddr, path::PathBuf, sync::Arc};

use app::{
    access::Action,
    accounts::model::Staff,
    certificates::{
        badge::{self, badge},
        model::{
            ENTITY, Hours, Item, NewCertificate, Number, Reason, Signed, StarLevels, State, Statement,
            StatementFault,
        },
        verify_page::{Content, Found, NumberFault},
    },
    ids::{CertificateId, CommandId, HoursId, VolunteerId},
    journal::model::{Actor, Change, Command, Refusal, Unit},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};
use tokio::sync::Semaphore;

use crate::{
    accounts::{self, Accounts, secrets::Secrets},
    config::Configuration,
    database::{Database, Transaction, now_ms},
    error::StoreError,
    journal::{Journal, fields},
    shanghai,
};
use queries::{Certificate, Key, corrupt};

/// What the staff may note is for them alone.
const PERSONAL: &[&str] = &["note"];

const HOUR_MS: i64 = 60 * 60 * 1000;

/// Numbers that one network may try in vain in an hour.
const WRONG_NUMBERS_MAX: i64 = 60;

/// PDFs that are made at once: each reads a font of some 20 MB.
const PDFS_AT_ONCE: usize = 2;

/// All certificates.
#[derive(Clone)]
pub struct Certificates {
    accounts: Accounts,
    journal: Journal,
    secrets: Secrets,
    public_url: Arc<str>,
    font: Option<PathBuf>,
    stars: StarLevels,
    pdfs: Arc<Semaphore>,
}

/// What is sealed of a certificate.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    /// The signed statement.
    jws: String,
    /// The badge with its proof.
    badge: Value,
}

/// Why none was issued.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IssueFault {
    /// The statement cannot be certified.
    Statement(StatementFault),
    /// Its id was used for something else.
    Refused(Refusal),
}

impl Certificates {
    /// The certificates of this deployment.
    pub fn new(configuration: &Configuration, accounts: &Accounts) -> Self {
        Self {
            journal: accounts.journal().clone(),
            secrets: accounts.secrets().clone(),
            accounts: accounts.clone(),
            public_url: configuration.public_url().into(),
            font: configuration.certificate_font.clone(),
            stars: configuration.volunteer_star_hours.0.clone(),
            pdfs: Arc::new(Semaphore::new(PDFS_AT_ONCE)),
        }
    }

    fn database(&self) -> &Database {
        self.journal.database()
    }

    /// How many stars these hours are worth, and of how many.
    pub fn stars(&self, hours: Hours) -> (usize, usize) {
        (self.stars.stars(hours), self.stars.most())
    }

    /// The number of the certificate of this id.
    fn number(&self, id: CertificateId) -> Number {
        let hash = self.secrets.keyed_hash("certificate number", &id.to_string());
        let bits = hash.get(..32).and_then(|digits| u128::from_str_radix(digits, 16).ok());
        Number::of(bits.unwrap_or_default())
    }

    /// Where a certificate is checked, for whoever reads it on paper.
    fn url(&self, number: &Number) -> String {
        format!("{}/verify/{number}", self.public_url)
    }

    /// Issues a certificate, once for the id of the command. Whoever calls has made sure that `by` may, and that the name
    /// stands there as its volunteer allows. Refused with [`Refusal::NotNow`] where hours that it states do not stand any more:
    /// whoever takes hours back waits for the same journal, that of the unit, so either finds what the other has done. Refused
    /// with [`Refusal::NotFound`] where the volunteer is erased: nobody would erase it any more for hours.
    pub async fn issue(
        &self,
        command: CommandId,
        new: &NewCertificate,
        by: &Actor,
    ) -> Result<Result<Number, IssueFault>, StoreError> {
        if let Err(fault) = new.statement.check() {
            return Ok(Err(IssueFault::Statement(fault)));
        }
        let id: CertificateId = command.to_string().parse().map_err(|_| corrupt())?;
        let number = self.number(id);
        let issue = Command {
            fields: fields([
                ("certificate_number", Change::to(number.to_string())),
                ("volunteer", Change::to(new.volunteer.to_string())),
                ("hours_given", Change::to(new.statement.total().to_string())),
                ("from", Change::to(new.statement.from.to_string())),
                ("until", Change::to(new.statement.until.to_string())),
            ]),
            ..about(command, &new.unit, id, "issue_certificate")
        };
        let work = async |tx: &mut Transaction<'_>| {
            if queries::is_erased(tx, new.volunteer).await? {
                return Ok(Err(Refusal::NotFound));
            }
            if !queries::all_stand(tx, new).await? {
                return Ok(Err(Refusal::NotNow));
            }
            let now = now_ms();
            let signing = keys::in_force(&self.journal, tx, now).await?;
            let signed = Signed::new(&number, shanghai::moment(now).date(), new.statement.clone());
            let moment = rfc3339(now)?;
            let badge = badge(&self.public_url, id, &signed, &moment);
            let name = signing.public().id();
            let method = format!("{}#{name}", badge::did(&self.public_url));
            let kept =
                Kept { jws: signing.jws(&signed.bytes()), badge: signing.prove(badge, &method, &moment) };
            let plain = serde_json::to_vec(&kept).map_err(|_| corrupt())?;
            let key = self.journal.record_key(tx, ENTITY, &id.to_string()).await?;
            let certificate = Certificate {
                id,
                number: number.clone(),
                volunteer: new.volunteer,
                unit: new.unit.clone(),
                signing_key: name,
                hours: signed.total,
                issued_at_ms: now,
                sealed: key.seal(&plain, &place(id))?,
                revoked: None,
                note: String::new(),
            };
            queries::insert(tx, &certificate, &new.hours).await?;
            Ok(Ok(()))
        };
        let issued = self.journal.apply(&issue, by, PERSONAL, work).await?;
        Ok(issued.map(|()| number).map_err(IssueFault::Refused))
    }

    /// Revokes a certificate, once for the id of the command, if `by` may.
    pub async fn revoke(
        &self,
        command: CommandId,
        number: &Number,
        reason: Reason,
        note: &str,
        by: &Staff,
    ) -> Result<Result<(), Refusal>, StoreError> {
        let Some(found) = self.of_reader(by, number).await? else { return Ok(Err(Refusal::NotFound)) };
        // Where the content was erased there is no key under which a note could be kept.
        let erased = self.journal.key_now(ENTITY, &found.id.to_string()).await?.is_none();
        let note = if erased { "" } else { note };
        let mut changes = fields([("reason", Change::to(reason.word()))]);
        if !note.is_empty() {
            changes.insert("note".to_owned(), Change::to(note));
        }
        let revoke =
            Command { fields: changes, ..about(command, &found.unit, found.id, "revoke_certificate") };
        let work = async |tx: &mut Transaction<'_>| {
            let sealed = match note {
                "" => String::new(),
                note => {
                    let key = self.journal.record_key(tx, ENTITY, &found.id.to_string()).await?;
                    key.seal(note.as_bytes(), &note_place(found.id))?
                }
            };
            let revoked = queries::revoke(tx, found.id, now_ms(), reason, &sealed).await?;
            Ok(if revoked { Ok(()) } else { Err(Refusal::NotNow) })
        };
        self.journal.apply(&revoke, &Actor::Staff(by.id), PERSONAL, work).await
    }

    /// Revokes those of a volunteer that state these hours of a unit, because the record is another now. Of one that was
    /// issued before it was kept which hours it states, `states` says whether it does. Right when done twice.
    pub async fn correct(
        &self,
        volunteer: VolunteerId,
        (unit, hours): (&Unit, HoursId),
        states: impl Fn(&Item) -> bool,
    ) -> Result<(), StoreError> {
        let stated = queries::stated(self.database(), volunteer).await?;
        let all = self.of(volunteer).await?.into_iter();
        for it in all.filter(|it| it.revoked.is_none() && it.unit == *unit) {
            let its = stated.iter().filter(|(certificate, _)| *certificate == it.id);
            let its: Vec<_> = its.map(|(_, hours)| *hours).collect();
            let states = match its.is_empty() {
                false => its.contains(&hours),
                true => match self.opened(&it).await? {
                    Some((Content::Sound(signed, _), _)) => signed.statement.items.iter().any(&states),
                    _ => false,
                },
            };
            if states {
                self.revoke_corrected(&it).await?;
            }
        }
        Ok(())
    }

    /// Revokes those of a volunteer that state this training or award, because it was taken back. Right when done twice.
    pub async fn correct_honour(&self, volunteer: VolunteerId, honour: &str) -> Result<(), StoreError> {
        for it in self.of(volunteer).await?.into_iter().filter(|it| it.revoked.is_none()) {
            if let Some((Content::Sound(signed, _), _)) = self.opened(&it).await? {
                let statement = signed.statement;
                if statement.trainings.iter().chain(&statement.awards).any(|stated| stated == honour) {
                    self.revoke_corrected(&it).await?;
                }
            }
        }
        Ok(())
    }

    /// Revokes one whose record is another now.
    async fn revoke_corrected(&self, it: &Certificate) -> Result<(), StoreError> {
        // Somebody else may have revoked it meanwhile, which is as good.
        self.revoke_for(CommandId::fresh(), it, Reason::Corrected, &Actor::Clock).await.map(drop)
    }

    /// Revokes one of their own that a volunteer wants no more, once for the id of the command; [`Refusal::NotNow`] where it
    /// is revoked already.
    pub async fn withdraw(
        &self,
        command: CommandId,
        number: &Number,
        volunteer: VolunteerId,
    ) -> Result<Result<(), Refusal>, StoreError> {
        let found = queries::by_number(self.database(), number).await?;
        let Some(it) = found.filter(|it| it.volunteer == volunteer) else {
            return Ok(Err(Refusal::NotFound));
        };
        self.revoke_for(command, &it, Reason::Asked, &Actor::Volunteer(volunteer)).await
    }

    async fn revoke_for(
        &self,
        command: CommandId,
        it: &Certificate,
        reason: Reason,
        by: &Actor,
    ) -> Result<Result<(), Refusal>, StoreError> {
        let revoke = Command {
            fields: fields([("reason", Change::to(reason.word()))]),
            ..about(command, &it.unit, it.id, "revoke_certificate")
        };
        let work = async |tx: &mut Transaction<'_>| {
            let revoked = queries::revoke(tx, it.id, now_ms(), reason, "").await?;
            Ok(if revoked { Ok(()) } else { Err(Refusal::NotNow) })
        };
        self.journal.apply(&revoke, by, PERSONAL, work).await
    }

    /// Every certificate of a volunteer, the newest first: number, day and hours, and how it stands.
    pub async fn of(&self, volunteer: VolunteerId) -> Result<Vec<Certificate>, StoreError> {
        queries::of_volunteer(self.database(), volunteer).await
    }

    /// A certificate of this volunteer that holds and states just this.
    pub async fn same(
        &self,
        volunteer: VolunteerId,
        statement: &Statement,
    ) -> Result<Option<Number>, StoreError> {
        for it in self.of(volunteer).await? {
            if it.revoked.is_none()
                && let Some((Content::Sound(signed, _), _)) = self.opened(&it).await?
                && signed.statement == *statement
            {
                return Ok(Some(it.number));
            }
        }
        Ok(None)
    }

    /// The name that a certificate states, empty where it states none; nothing where it cannot be read.
    pub async fn name_on(&self, it: &Certificate) -> Result<Option<String>, StoreError> {
        Ok(match self.opened(it).await? {
            Some((Content::Sound(signed, _), _)) => Some(signed.statement.name),
            _ => None,
        })
    }

    /// Destroys what the certificates of a volunteer say. Their numbers stay known, as erased. Right when done twice.
    pub async fn forget(&self, volunteer: VolunteerId, by: &Actor) -> Result<(), StoreError> {
        for it in self.of(volunteer).await? {
            if self.journal.key_now(ENTITY, &it.id.to_string()).await?.is_none() {
                continue;
            }
            let erase = about(CommandId::fresh(), &it.unit, it.id, "erase_certificate");
            let work = async |tx: &mut Transaction<'_>| {
                let erased = self.journal.erase(tx, ENTITY, &it.id.to_string()).await?;
                Ok(if erased { Ok(()) } else { Err(Refusal::NotNow) })
            };
            let _again = self.journal.apply(&erase, by, &[], work).await?;
        }
        Ok(())
    }

    /// The certificate with this number, for anybody; or that there is none, or that too many were tried from there.
    pub async fn find(
        &self,
        number: &Number,
        network: Option<IpAddr>,
    ) -> Result<Result<Found, NumberFault>, StoreError> {
        let Some(it) = queries::by_number(self.database(), number).await? else {
            let tried = self.count(network).await?;
            let fault = if tried > WRONG_NUMBERS_MAX { NumberFault::TooMany } else { NumberFault::Unknown };
            return Ok(Err(fault));
        };
        let content = self.opened(&it).await?.map(|(content, _)| content);
        Ok(Ok(Found { number: it.number.clone(), state: state(&it), content }))
    }

    /// Counts a number that was tried in vain from a network within this hour; gives how often it was.
    async fn count(&self, network: Option<IpAddr>) -> Result<i64, StoreError> {
        let Some(network) = network.map(accounts::network_of) else { return Ok(0) };
        let now = now_ms();
        let subject = self.secrets.keyed_hash("certificate numbers", &format!("{network}/{}", now / HOUR_MS));
        self.database()
            .transaction(async |tx| accounts::queries::count_failure(tx, &subject, now, 0).await)
            .await
    }

    /// What a certificate says, checked against its signature, with its files; nothing where it is erased.
    async fn opened(&self, it: &Certificate) -> Result<Option<(Content, Kept)>, StoreError> {
        let Some(key) = self.journal.key_now(ENTITY, &it.id.to_string()).await? else { return Ok(None) };
        let plain = key.open(&it.sealed, &place(it.id)).map_err(|_| corrupt())?;
        let kept: Kept = serde_json::from_slice(&plain).map_err(|_| corrupt())?;
        let keys = queries::keys(self.database()).await?;
        let public = keys.iter().find(|key| key.name == it.signing_key).map(|key| key.public);
        let said = public.and_then(|public| public.read(&kept.jws));
        let fits = |signed: &Signed| {
            signed.number == it.number.to_string()
                && signed.total == it.hours
                && public.is_some_and(|public| public.has_proved(&kept.badge))
        };
        let signed = said.as_deref().and_then(Signed::read).filter(fits);
        let content = signed
            .map_or(Content::Broken, |it_says| Content::Sound(Box::new(it_says), it.signing_key.clone()));
        Ok(Some((content, kept)))
    }

    /// What the files of a certificate are made of, if it holds and can be read.
    async fn sound(&self, number: &Number) -> Result<Option<(Box<Signed>, Kept)>, StoreError> {
        let Some(it) = queries::by_number(self.database(), number).await? else { return Ok(None) };
        match self.opened(&it).await? {
            Some((Content::Sound(signed, _), kept)) if it.revoked.is_none() => Ok(Some((signed, kept))),
            _ => Ok(None),
        }
    }

    /// The certificate with this number, if `reader` may revoke it.
    async fn of_reader(&self, reader: &Staff, number: &Number) -> Result<Option<Certificate>, StoreError> {
        let found = queries::by_number(self.database(), number).await?;
        Ok(found.filter(|it| self.accounts.may(reader, Action::RevokeCertificates, &it.unit, None)))
    }

    /// What the staff noted when it was revoked.
    async fn note(&self, it: &Certificate) -> Result<Option<String>, StoreError> {
        if it.note.is_empty() {
            return Ok(None);
        }
        let Some(key) = self.journal.key_now(ENTITY, &it.id.to_string()).await? else { return Ok(None) };
        let plain = key.open(&it.note, &note_place(it.id)).map_err(|_| corrupt())?;
        String::from_utf8(plain).map(Some).map_err(|_| corrupt())
    }

    /// The newest certificates of the units whose certificates `reader` may revoke.
    async fn recent(&self, reader: &Staff, most: i64) -> Result<Vec<Certificate>, StoreError> {
        let units = self.accounts.units(reader, Action::RevokeCertificates);
        let units: String = units.iter().map(|unit| format!("{unit},")).collect();
        queries::recent(self.database(), &format!(",{units}"), most).await
    }

    /// Every key that signs or has signed, in the order in which they were made.
    pub async fn keys(&self) -> Result<Vec<Key>, StoreError> {
        queries::keys(self.database()).await
    }

    /// The ids of all that are revoked.
    pub async fn revoked(&self) -> Result<Vec<CertificateId>, StoreError> {
        queries::revoked(self.database()).await
    }
}

/// How it stands with a certificate.
pub fn state(it: &Certificate) -> State {
    match it.revoked {
        None => State::Valid,
        Some((at_ms, reason)) => State::Revoked { on: shanghai::moment(at_ms).date(), reason },
    }
}

/// A command about a certificate, in the journal of the unit that issues it.
fn about(id: CommandId, unit: &Unit, certificate: CertificateId, kind: &str) -> Command {
    Command {
        id,
        unit: unit.clone(),
        entity: ENTITY.to_owned(),
        entity_id: certificate.to_string(),
        basis: 0,
        kind: kind.to_owned(),
        fields: fields([]),
        reason: String::new(),
        made_at_ms: 0,
    }
}

fn rfc3339(at_ms: i64) -> Result<String, StoreError> {
    let moment = OffsetDateTime::from_unix_timestamp(at_ms.div_euclid(1000)).map_err(|_| corrupt())?;
    moment.format(&Rfc3339).map_err(|_| corrupt())
}

fn place(id: CertificateId) -> String {
    format!("certificate/{id}")
}

fn note_place(id: CertificateId) -> String {
    format!("certificate/{id}/note")
}

#[cfg(test)]
mod tests;
