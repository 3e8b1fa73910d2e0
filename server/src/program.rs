//! What a running program consists of, put together once when it starts and shared by every request.

use std::sync::Arc;

use crate::{
    accounts::Accounts, assets::Assets, config::Configuration, database::Database,
    directory::CurrentDirectory, error::StoreError, limits::SearchLimit, metrics::Metrics,
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
        Ok(Self {
            accounts: Accounts::open(&configuration, directory.clone()).await?,
            directory,
            search_limit: Arc::new(SearchLimit::new(&configuration)),
            configuration: Arc::new(configuration),
            database,
            assets: Arc::new(assets),
            metrics: Arc::default(),
        })
    }
}
