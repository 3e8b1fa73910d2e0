//! What a running program consists of, put together once when it starts and shared by every request.

use std::sync::Arc;

use crate::{assets::Assets, config::Configuration, database::Database, limits::SearchLimit, metrics::Metrics};

/// The parts of a running program. Clones share them.
#[derive(Clone)]
pub struct Program {
    /// What the deployment has set.
    pub configuration: Arc<Configuration>,
    /// Where everything is kept.
    pub database: Database,
    /// The built files of the site.
    pub assets: Arc<Assets>,
    /// What is counted.
    pub metrics: Arc<Metrics>,
    /// Who has searched how often.
    pub search_limit: Arc<SearchLimit>,
}

impl Program {
    /// Puts a program together; nothing has been counted yet.
    pub fn new(configuration: Configuration, database: Database, assets: Assets) -> Self {
        Self {
            search_limit: Arc::new(SearchLimit::new(&configuration)),
            configuration: Arc::new(configuration),
            database,
            assets: Arc::new(assets),
            metrics: Arc::default(),
        }
    }
}
