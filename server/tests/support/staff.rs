//! Members of the staff of a test's site, signed in.

use std::{
    collections::HashMap,
    sync::{LazyLock, Mutex},
};

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

/// What the authenticator apps of all know, by the ids of whose they are.
static SECOND_FACTORS: LazyLock<Mutex<HashMap<StaffId, String>>> = LazyLock::new(Mutex::default);

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
            let confirmed = accounts.confirm_second_factor(&session, &digits(&key, 0), "test").await.unwrap();
            token = confirmed.unwrap().0;
            SECOND_FACTORS.lock().unwrap().insert(id, key);
        }
        Colleague { id, cookie: format!("sid={token}") }
    }

    /// The cookie of somebody who signs in again, with the code that is shown `later` steps from now.
    pub async fn signed_in_again(&self, name: &str, later: i64) -> String {
        let (accounts, name) = (&self.program.accounts, SignInName::parse(name).unwrap());
        let attempt = accounts.sign_in(&name, PASSWORD.to_owned(), None, "test").await.unwrap();
        let Attempt::Passed(token, _) = attempt else { panic!("{attempt:?}") };
        let session = accounts.session(&token).await.unwrap().unwrap();
        let code = self.code_of(session.account.staff.id, later);
        let attempt = accounts.give_code(&session, &code, None, "test").await.unwrap();
        let Attempt::Passed(token, _) = attempt else { panic!("{attempt:?}") };
        format!("sid={token}")
    }

    /// The code that somebody's authenticator app shows `later` steps from now.
    pub fn code_of(&self, id: StaffId, later: i64) -> String {
        digits(&SECOND_FACTORS.lock().unwrap()[&id], later)
    }
}

/// The digits that an authenticator app shows for this key, `later` steps from now.
pub fn digits(key: &str, later: i64) -> String {
    let secret = totp_rs::Secret::try_from_base32(key).unwrap();
    let totp = secrets::second_factor(secret.as_bytes(), "x").unwrap();
    let now = OffsetDateTime::now_utc().unix_timestamp() + later * 30;
    totp.generate(u64::try_from(now).unwrap()).to_string()
}
