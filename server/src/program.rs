//! What a running program consists of, put together once when it starts and shared by every request.

use std::sync::Arc;

use crate::{
    accounts::Accounts,
    activities::Activities,
    agencies::Agencies,
    assets::Assets,
    certificates::Certificates,
    complaints::Complaints,
    config::Configuration,
    database::Database,
    devices::Devices,
    directory::CurrentDirectory,
    error::StoreError,
    forms::Forms,
    help::Help,
    jobs::{Bell, Workers},
    limits::SearchLimit,
    matching::Matching,
    messages::Messages,
    metrics::Metrics,
    photos::Photos,
    policies::Policies,
    premises::Premises,
    register::Register,
    reminders::Reminders,
    services::Services,
    sheets::Sheets,
    stations::Stations,
    volunteers::Volunteers,
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
    /// What people complain of.
    pub complaints: Complaints,
    /// Who asks for help.
    pub help: Help,
    /// Who volunteers.
    pub volunteers: Volunteers,
    /// What proves the hours of volunteers.
    pub certificates: Certificates,
    /// What stations hold with volunteers.
    pub activities: Activities,
    /// What stations need volunteers for.
    pub matching: Matching,
    /// The units, for whoever changes them.
    pub stations: Stations,
    /// The forms of the services.
    pub forms: Forms,
    /// The catalogue's versions, for whoever changes them.
    pub services: Services,
    /// The guides, for whoever writes them.
    pub policies: Policies,
    /// Who is employed in them.
    pub register: Register,
    /// Who works with them.
    pub agencies: Agencies,
    /// Imports and exports.
    pub sheets: Sheets,
    /// What they have and lack.
    pub premises: Premises,
    /// Photos that belong to records.
    pub photos: Photos,
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
        let complaints = Complaints::new(&configuration, &accounts, messages.clone(), directory.clone());
        let volunteers = Volunteers::new(&configuration, &accounts, messages.clone(), directory.clone());
        let stations = Stations::new(&accounts, directory.clone());
        let register = Register::new(&accounts, directory.clone());
        let photos = Photos::open(&configuration, &accounts, directory.clone())?;
        let forms = Forms::new(&accounts, directory.clone());
        let help = Help::new(
            &configuration,
            &accounts,
            messages.clone(),
            directory.clone(),
            forms.clone(),
            photos.clone(),
        )?;
        let activities = Activities::new(&configuration, &accounts, directory.clone());
        let matching =
            Matching::new(&configuration, &accounts, volunteers.clone(), messages.clone(), directory.clone());
        let certificates = Certificates::new(&configuration, &accounts);
        let workers = Workers {
            database: database.clone(),
            messages: messages.clone(),
            reminders: reminders.clone(),
            complaints: complaints.clone(),
            help: help.clone(),
            volunteers: volunteers.clone(),
            certificates: certificates.clone(),
            activities: activities.clone(),
            matching: matching.clone(),
            accounts: accounts.clone(),
            stations: stations.clone(),
            register: register.clone(),
            photos: photos.clone(),
            bell,
            lease_ms: i64::from(configuration.job_lease_seconds.get()) * 1000,
        };
        let devices = Devices::new(&accounts, stations.clone(), help.clone(), directory.clone());
        let services = Services::new(&accounts, directory.clone());
        let policies = Policies::new(&accounts, directory.clone());
        let sheets = Sheets::new(
            &configuration,
            &accounts,
            stations.clone(),
            register.clone(),
            services.clone(),
            policies.clone(),
            devices.clone(),
        );
        Ok(Self {
            agencies: Agencies::new(&accounts, directory.clone()),
            sheets,
            services,
            forms,
            policies,
            devices,
            certificates,
            premises: Premises::new(&accounts, directory.clone()),
            stations,
            photos,
            register,
            accounts,
            messages,
            reminders,
            complaints,
            help,
            volunteers,
            activities,
            matching,
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
