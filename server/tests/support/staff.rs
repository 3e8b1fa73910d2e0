//! Members of the staff of a test's site, signed in.

use app::{
    access::Role,
    accounts::model::{Assignment, SignInName},
    ids::{CommandId, StaffId},
    journal::model::Unit,
};
use server::accounts::{Attempt, Newcomer, Step, secrets};
use time::OffsetDateTime;

use super::TestSite;

/// The password of everybody.
pub const PASSWORD: &str = "three coconut trees by the sea";

/// Somebody who is signed in.
pub struct Colleague {
    /// Who.
    pub id: StaffId,
    /// The cookie of their browser.
    pub cookie: String,
}

impl TestSite {
    /// Somebody new in this role and unit, with a link and no password.
    pub async fn invited(&self, name: &str, role: Role, unit: Unit) -> (StaffId, String) {
        self.invited_as(&format!("{name} Wang"), name, role, unit).await
    }

    /// The same, called by a name of their own.
    pub async fn invited_as(
        &self,
        name: &str,
        sign_in_name: &str,
        role: Role,
        unit: Unit,
    ) -> (StaffId, String) {
        let newcomer = Newcomer {
            name: name.to_owned(),
            sign_in_name: SignInName::parse(sign_in_name).unwrap(),
            assignment: Assignment { role, unit },
        };
        let accounts = &self.program.accounts;
        let id = accounts.invite(CommandId::fresh(), None, &newcomer).await.unwrap().unwrap();
        (id, accounts.make_link(CommandId::fresh(), None, id, 1).await.unwrap().unwrap())
    }

    /// Somebody new in this role and unit, signed in with whatever their role asks for.
    pub async fn signed_in(&self, name: &str, role: Role, unit: Unit) -> Colleague {
        let accounts = &self.program.accounts;
        let (id, key) = self.invited(name, role, unit).await;
        let attempt = accounts.start(&key, PASSWORD.to_owned(), "test").await.unwrap().unwrap();
        let Attempt::Passed(mut token, step) = attempt else { panic!("{attempt:?}") };
        if step == Step::Enrol {
            let session = accounts.session(&token).await.unwrap().unwrap();
            let (_, key) = accounts.begin_second_factor(&session.account.staff).await.unwrap();
            let session = accounts.session(&token).await.unwrap().unwrap();
            let confirmed = accounts.confirm_second_factor(&session, &digits(&key), "test").await.unwrap();
            token = confirmed.unwrap().0;
        }
        Colleague { id, cookie: format!("sid={token}") }
    }
}

/// The digits that an authenticator app shows now for this key.
pub fn digits(key: &str) -> String {
    let secret = totp_rs::Secret::try_from_base32(key).unwrap();
    let totp = secrets::second_factor(secret.as_bytes(), "x").unwrap();
    totp.generate(u64::try_from(OffsetDateTime::now_utc().unix_timestamp()).unwrap()).to_string()
}
