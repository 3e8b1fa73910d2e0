//! What a running program consists of, put together once when it starts and shared by every request.

use std::sync::Arc;

use crate::{
    accounts::Accounts,
    assets::Assets,
    config::Configuration,
    database::Database,
    devices::Devices,
    directory::CurrentDirectory,
    error::StoreError,
    jobs::{Bell, Workers},
    limits::SearchLimit,
    messages::Messages,
    metrics::Metrics,
    reminders::Reminders,
    stations::Stations,
};

/// The parts of a running program. Clones share them.
#[derive(Clone)]
pub struct Program {
    /// What the deployment has set.
    pub configuration: Arc<Configuration>,
    /// Where everything is kept.
    pub database: Database,
    /// Everything the public may see.
    pub directory: CurrentDirectory,
    /// The built files of the site.
    pub assets: Arc<Assets>,
    /// What is counted.
    pub metrics: Arc<Metrics>,
    /// Who works here.
    pub accounts: Accounts,
    /// What is said to people.
    pub messages: Messages,
    /// Who wants to be reminded.
    pub reminders: Reminders,
    /// The units, for whoever changes them.
    pub stations: Stations,
    /// The tablets.
    pub devices: Devices,
    /// What is done beside requests.
    pub workers: Workers,
    /// Who has searched how often.
    pub search_limit: Arc<SearchLimit>,
}

impl Program {
    /// Puts a program together and reads the directory; nothing has been counted yet.
    pub async fn start(
        configuration: Configuration,
        database: Database,
        assets: Assets,
    ) -> Result<Self, StoreError> {
        let freshness = configuration.freshness();
        let directory = CurrentDirectory::load(database.clone(), freshness).await?;
        let accounts = Accounts::open(&configuration, directory.clone()).await?;
        let bell = Bell::default();
        let messages = Messages::open(&configuration, accounts.journal().clone(), bell.clone())?;
        let reminders = Reminders::new(&configuration, &accounts, messages.clone());
        let workers = Workers {
            database: database.clone(),
            messages: messages.clone(),
            reminders: reminders.clone(),
            accounts: accounts.clone(),
            bell,
            lease_ms: i64::from(configuration.job_lease_seconds.get()) * 1000,
        };
        let stations = Stations::new(&accounts, directory.clone());
        Ok(Self {
            devices: Devices::new(&accounts, stations.clone(), directory.clone()),
            stations,
            accounts,
            messages,
            reminders,
            workers,
            directory,
            search_limit: Arc::new(SearchLimit::new(&configuration)),
            configuration: Arc::new(configuration),
            database,
            assets: Arc::new(assets),
            metrics: Arc::default(),
        })
    }
}
