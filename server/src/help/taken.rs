//! What somebody of the staff takes down who is asked for help, on a page of the office or on a tablet without a network.

use std::sync::Arc;

use app::{
    accounts::model::Staff,
    forms::fields::Posted,
    help::{
        model::Channel,
        walk::{Begun, Part, Walk},
        walk_in_page,
    },
    ids::{CommandId, TurnId},
    journal::model::{Change, Command, Refusal},
    language::Language,
    offline::exchange::SAID,
};

use super::{Help, Sent, queries};
use crate::{database::now_ms, error::StoreError, shanghai};

/// What the form of a walk-in held.
pub(super) struct Taken {
    pub(super) command: String,
    /// Nothing where none was chosen.
    pub(super) channel: Option<Channel>,
    /// Code of the service; empty for none.
    pub(super) service: String,
    pub(super) walk: Walk,
    pub(super) posted: Posted,
}

impl Taken {
    pub(super) fn read(help: &Help, pairs: Vec<(String, String)>) -> Self {
        let walk = help.taken_down(&pairs);
        let posted = Posted::read(pairs);
        let channel = Channel::from_word(posted.text(walk_in_page::CHANNEL));
        let service = posted.text(walk_in_page::SERVICE);
        Self {
            command: posted.text(walk_in_page::COMMAND).to_owned(),
            channel: channel.filter(|it| Channel::TAKEN_DOWN.contains(it)),
            service: if help.is_service(service) { service.to_owned() } else { String::new() },
            walk,
            posted,
        }
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
            Walk::of(begun, self.f13.clone(), None, &directory.areas, shanghai::today(), TurnId::fresh)
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

    /// The form that a tablet keeps.
    pub fn form_for_tablet(&self, l: Language) -> String {
        let definition = Arc::unwrap_or_clone(self.f13_definition.clone());
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
        let taken = Taken::read(self, pairs);
        let (Some(channel), None) = (taken.channel, taken.walk.unfinished()) else {
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
