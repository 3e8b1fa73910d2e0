use app::{
    access::Role,
    accounts::model::{Assignment, SignInName, State},
    ids::{CommandId, StaffId},
    stations::model::FreshnessDays,
};

use super::*;
use crate::{
    accounts::SessionLimits,
    databases::on_each_database,
    directory::CurrentDirectory,
    journal::verify,
    seed,
    vault::{SealingKey, Vault},
};

fn officer(role: Role, unit: Unit) -> Staff {
    Staff {
        id: StaffId::fresh(),
        version: 1,
        sign_in_name: SignInName::parse("officer").unwrap(),
        name: "Wang".into(),
        state: State::Active,
        has_second_factor: true,
        assignments: vec![Assignment { role, unit }],
        coming: Vec::new(),
    }
}

on_each_database! {
    async fn a_target_is_set_once_by_the_province_and_two_who_set_it_see_both(database) {
        seed::reference(&database).await.unwrap();
        let days = FreshnessDays { due: 90, overdue: 180 };
        let directory = CurrentDirectory::load(database.clone(), days).await.unwrap();
        let vault = Vault::under(SealingKey::fresh().unwrap());
        let accounts = Accounts::under(vault, directory, SessionLimits::default()).await.unwrap();
        let province = officer(Role::ProvincialOfficer, Unit::Province);
        let county = officer(Role::CountyOfficer, Unit::County("469002".into()));
        let first = command(CommandId::fresh(), "469002", 2027, None, 12);
        assert_eq!(set(&accounts, &first, &county).await.unwrap(), Err(Refusal::NotFound));
        let first = command(CommandId::fresh(), "469002", 2027, None, 12);
        for _ in 0..2 {
            assert_eq!(set(&accounts, &first, &province).await.unwrap(), Ok(None));
        }
        let late = command(CommandId::fresh(), "469002", 2027, None, 11);
        assert_eq!(set(&accounts, &late, &province).await.unwrap(), Ok(Some(12)));
        let knowing = command(CommandId::fresh(), "469002", 2027, Some(12), 11);
        assert_eq!(set(&accounts, &knowing, &province).await.unwrap(), Ok(None));
        assert_eq!(queries::of_county(&database, "469002").await.unwrap(), [(2027, 11)]);
        assert_eq!(queries::of_year(&database, 2027).await.unwrap(), [("469002".to_owned(), 11)]);
        assert!(queries::of_year(&database, 2026).await.unwrap().is_empty());
        accounts.journal().verify(&verify::Noted::default()).await.unwrap().unwrap();
    }
}
