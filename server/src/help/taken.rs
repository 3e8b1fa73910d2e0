//! What somebody of the staff takes down who is asked for help, on a page of the office or on a tablet without a network.

use std::sync::Arc;

use app::{
    accounts::model::Staff,
    areas::model::Division,
    forms::{
        check,
        evaluate::Filling,
        fields::{self, Posted},
        form::Form,
        model::Definition,
        versions::Purpose,
    },
    help::{
        model::Channel,
        walk::{Begun, Part, Walk, beside},
        walk_in_page,
    },
    ids::{CommandId, TurnId},
    journal::model::{Change, Command, Refusal, Unit},
    language::Language,
    offline::exchange::SAID,
};

use super::{Help, Sent, queries};
use crate::{database::now_ms, error::StoreError, shanghai};

/// A form that ships, as it is filled in and as it was written.
pub(super) fn shipped(file: &str) -> Result<(Arc<Form>, Arc<Definition>), StoreError> {
    let broken = || StoreError::Corrupt { what: "F13 that ships" };
    let definition = crate::forms::read(file).map_err(|_| broken())?;
    let form = check::check(&definition, 1).map_err(|_| broken())?;
    Ok((Arc::new(form), Arc::new(definition)))
}

/// What the form of a walk-in held.
pub(super) struct Taken {
    pub(super) command: String,
    /// Nothing where none was chosen.
    pub(super) channel: Option<Channel>,
    /// Code of the service; empty for none.
    pub(super) service: String,
    pub(super) walk: Walk,
    pub(super) posted: Posted,
    finished: bool,
}

impl Taken {
    pub(super) async fn read(help: &Help, pairs: Vec<(String, String)>) -> Result<Self, StoreError> {
        let mut walk = help.taken_down(&pairs);
        let posted = Posted::read(pairs);
        let channel = Channel::from_word(posted.text(walk_in_page::CHANNEL));
        let service = posted.text(walk_in_page::SERVICE);
        let service = if help.is_service(service) { service.to_owned() } else { String::new() };
        let call_finished = walk.unfinished().is_none();
        walk.intake = help.beside(&service, &posted).await?;
        let intake_finished = walk.intake.as_ref().is_none_or(|it| it.unfinished().is_empty());
        Ok(Self {
            command: posted.text(walk_in_page::COMMAND).to_owned(),
            channel: channel.filter(|it| Channel::TAKEN_DOWN.contains(it)),
            service,
            walk,
            posted,
            finished: call_finished && intake_finished,
        })
    }

    /// Whether nothing is wrong with what was answered, and nothing is missing.
    pub(super) fn is_finished(&self) -> bool {
        self.finished
    }

    /// Whether it is to be kept, and not only another turn or a list of places to be shown.
    pub(super) fn is_sent(&self) -> bool {
        self.posted.button().is_empty()
    }
}

impl Help {
    /// The questions of a walk-in with what these pairs answer.
    pub(super) fn taken_down(&self, pairs: &[(String, String)]) -> Walk {
        let mut begun = Begun::new(CommandId::fresh(), now_ms());
        begun.choose("", 0);
        let directory = self.directory.get();
        let walk = |begun: &Begun| {
            Walk::of(begun, self.taken.clone(), None, &directory.areas, shanghai::today(), TurnId::fresh)
        };
        let empty = walk(&begun);
        if pairs.is_empty() {
            return empty;
        }
        // One page holds them all.
        for ask in empty.pages().into_iter().filter(|ask| ask.part == Part::Call) {
            begun.posted.insert(empty.key(ask), pairs.to_vec());
        }
        walk(&begun)
    }

    /// What of the form of a service is asked on that page, with what was answered; nothing where there is none, or where
    /// its rules lean on what is not asked here.
    async fn beside(&self, service: &str, posted: &Posted) -> Result<Option<Filling>, StoreError> {
        if service.is_empty() {
            return Ok(None);
        }
        let Some(version) = self.version(service, Purpose::Intake, None).await? else { return Ok(None) };
        let definition = beside(version.definition, &self.taken);
        let Ok(form) = check::check(&definition, version.number) else { return Ok(None) };
        let mut filling = Filling::begin(Arc::new(form), shanghai::today(), TurnId::fresh);
        let directory = self.directory.get();
        for group in 0..filling.form().groups.len() {
            fields::take(&mut filling, group, posted, &directory.areas);
        }
        fields::press(&mut filling, posted.button(), TurnId::fresh);
        Ok(Some(filling))
    }

    /// What the form opens with for somebody: the place of their own station, or their own 市县.
    pub(super) fn own_place(&self, staff: &Staff) -> Vec<(String, String)> {
        let directory = self.directory.get();
        let mut places = staff.assignments.iter().filter_map(|it| match &it.unit {
            Unit::Station(id) => directory.station_with_id(*id).map(|station| station.division.clone()),
            Unit::County(code) => Some(code.clone()),
            Unit::Province => None,
        });
        let place = places.next().unwrap_or_default();
        let Some(county) = directory.areas.county_or_city(&place) else { return Vec::new() };
        let is_town = |it: &&Division| it.counts_as_a_place() && it.code != county.code;
        let town = directory.areas.upwards(&place).find(is_town);
        let pair = |name: &str, code: &str| (name.to_owned(), code.to_owned());
        let town = town.map(|town| pair("place.town", &town.code));
        std::iter::once(pair("place.county", &county.code)).chain(town).collect()
    }

    /// The form that a tablet keeps.
    pub fn form_for_tablet(&self, l: Language) -> String {
        let definition = Arc::unwrap_or_clone(self.taken_definition.clone());
        walk_in_page::for_tablet(l, &self.directory.get(), self.taken_down(&[]), definition)
    }

    /// Takes down what was written on a tablet: the command bears what the form held. Right when done twice.
    pub async fn take_command(
        &self,
        command: &Command,
        by: &Staff,
    ) -> Result<Result<(), Refusal>, StoreError> {
        if !self.concerns(by) {
            return Ok(Err(Refusal::NotAllowed));
        }
        // Before the questions are looked at: they may be others by now.
        if queries::by_id(self.database(), &command.id.to_string()).await?.is_some() {
            return Ok(Ok(()));
        }
        let said = command.fields.get(SAID).and_then(|change| match change {
            Change::Set { to, .. } => to.as_str(),
            _ => None,
        });
        let pairs = said.and_then(|said| serde_json::from_str(said).ok());
        let Some(pairs) = pairs else { return Ok(Err(Refusal::AgainstARule)) };
        let taken = Taken::read(self, pairs).await?;
        let (Some(channel), true) = (taken.channel, taken.is_finished()) else {
            return Ok(Err(Refusal::AgainstARule));
        };
        let sent =
            self.take_down(command.id, by, channel, &taken.service, &taken.walk, Language::default()).await?;
        Ok(match sent {
            Some(Sent::Kept { .. }) => Ok(()),
            Some(_) => Err(Refusal::OtherCommand),
            None => Err(Refusal::AgainstARule),
        })
    }
}
