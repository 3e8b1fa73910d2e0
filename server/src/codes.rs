//! Codes that show that a number or an address is theirs: how they are made and compared, and how many are sent.
//!
//! What is asked for with one, and for how long that is kept, is the business of the slice that asks (reminders,
//! volunteers). The counts are common to all of them, so that nobody gets more codes by asking in two places.
//!
//! Invariants: a code is guessed at [`GUESSES_MAX`] times and no more; nobody can have more than a few codes sent to a
//! number.

use std::net::IpAddr;

use app::messages::model::Contact;

use crate::{
    accounts::{self, secrets::Secrets},
    config::Configuration,
    database::Transaction,
    error::StoreError,
};

/// How long a code works: ten minutes.
pub const WORKS_MS: i64 = 10 * 60 * 1000;

/// How often a code may be guessed at.
pub const GUESSES_MAX: i64 = 5;

/// How long requests are kept: a day.
pub const REQUESTS_KEPT_MS: i64 = 24 * 60 * 60 * 1000;

/// Codes sent in an hour to one number or address. How many at the wish of one network address the configuration says.
pub(crate) const TO_CONTACT_MAX: i64 = 3;

/// Codes sent to one number or address in a day.
const TO_CONTACT_IN_A_DAY_MAX: i64 = 6;

const HOUR_MS: i64 = 60 * 60 * 1000;

/// What codes are hashed and counted with.
#[derive(Clone)]
pub struct Codes {
    secrets: Secrets,
    from_network_max: i64,
}

impl Codes {
    /// Under this pepper, with so many codes as the configuration allows.
    pub fn new(secrets: Secrets, configuration: &Configuration) -> Self {
        Self { secrets, from_network_max: configuration.codes_per_hour.get().into() }
    }

    /// Counts a code that is asked for, and says whether it is one too many.
    pub async fn is_too_often(
        &self,
        tx: &mut Transaction<'_>,
        contact_hash: &str,
        network: Option<IpAddr>,
        now: i64,
    ) -> Result<bool, StoreError> {
        let network = network.map(accounts::network_of);
        let (hour, day) = (now / HOUR_MS, now / (24 * HOUR_MS));
        let counted = [
            (Some(format!("contact/{contact_hash}/{hour}")), TO_CONTACT_MAX),
            (Some(format!("contact/{contact_hash}/day/{day}")), TO_CONTACT_IN_A_DAY_MAX),
            (network.map(|network| format!("network/{network}/{hour}")), self.from_network_max),
        ];
        let mut too_often = false;
        for (subject, max) in counted {
            let Some(subject) = subject else { continue };
            let subject = self.secrets.keyed_hash("codes", &subject);
            too_often |= accounts::queries::count_failure(tx, &subject, now, 0).await? > max;
        }
        Ok(too_often)
    }

    /// A number or an address as it is looked up.
    pub fn contact_hash(&self, contact: &Contact) -> String {
        self.secrets.keyed_hash("contact", contact.as_str())
    }

    /// The code of a request as it is kept.
    pub fn hash(&self, key_hash: &str, digits: &str) -> String {
        self.secrets.keyed_hash("code", &format!("{key_hash}/{digits}"))
    }
}

/// Under which a code is sent once.
pub fn once(key_hash: &str) -> String {
    format!("code/{key_hash}")
}
