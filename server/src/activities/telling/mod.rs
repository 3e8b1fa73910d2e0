//! What volunteers are told of their sign-ups, through `messages`: each notice once, kept to be sent in the transaction in
//! which it is said to be told.

pub mod queries;

use app::{
    activities::{activity_page, model::NoticeKind, shift, words},
    ids::VolunteerId,
    language::Language,
    messages::{
        model::{Channel, Contact},
        templates,
    },
};

use queries::Untold;

use super::{Activities, HOUR_MS};
use crate::{
    certificates::Certificates,
    database::{Transaction, now_ms},
    error::StoreError,
    messages::{Messages, NewMessage},
    volunteers::{Reached, Volunteers},
};

/// How long hours that are confirmed, and what is over already, are still worth telling.
const WORTH_MS: i64 = 7 * 24 * HOUR_MS;

/// Notices that are read at once.
const AT_ONCE: i64 = 100;

impl Activities {
    /// Hands over to be sent what volunteers have not been told yet. Who has erased themselves, and who cannot be reached
    /// from here, is told nothing. Right when done twice.
    pub async fn tell_all(
        &self,
        volunteers: &Volunteers,
        certificates: &Certificates,
        messages: &Messages,
    ) -> Result<(), StoreError> {
        loop {
            let notices = self.untold(AT_ONCE).await?;
            if notices.is_empty() {
                break;
            }
            for notice in &notices {
                if notice.kind == NoticeKind::HoursBack {
                    self.correct(certificates, &notice.once).await?;
                }
                let reached = match volunteers.sends_sms() {
                    true => volunteers.contact(notice.volunteer).await?,
                    false => None,
                };
                let tells = async |tx: &mut Transaction<'_>| {
                    self.tell_one(tx, messages, notice, reached.as_ref(), now_ms()).await
                };
                self.database().transaction(tells).await?;
            }
        }
        messages.wake();
        Ok(())
    }

    async fn tell_one(
        &self,
        tx: &mut Transaction<'_>,
        messages: &Messages,
        notice: &Untold,
        reached: Option<&Reached>,
        now: i64,
    ) -> Result<(), StoreError> {
        if !self.told(tx, notice, now).await? {
            return Ok(());
        }
        let Some(Reached { contact: contact @ Contact::Phone(_), language }) = reached else { return Ok(()) };
        let (name, when) = (&notice.details.name, shift::span(notice.starts_ms, notice.ends_ms));
        let until = shift::moment(notice.until_ms);
        let page = match notice.kind {
            NoticeKind::Given => activity_page::swap_address(notice.activity, &notice.words),
            _ => activity_page::address(notice.activity),
        };
        let address = |l: Language| format!("{}{}", self.public_url, l.address(&page));
        let what = |l: Language| words::notice(l, notice.kind, name, &when, &until, &notice.words);
        let about: &VolunteerId = &notice.volunteer;
        let message = NewMessage {
            once: format!("activity/{}", notice.once),
            channel: Channel::Sms,
            to: contact.as_str(),
            language: *language,
            draft: templates::activity(what, address),
            leave: None,
            about: ("volunteer", &about.to_string()),
            urgent: notice.kind == NoticeKind::Offered,
            expires_at_ms: match notice.kind {
                NoticeKind::Offered | NoticeKind::Given => notice.until_ms,
                NoticeKind::Hours | NoticeKind::HoursBack | NoticeKind::Lapsed | NoticeKind::Handed => now + WORTH_MS,
                _ => notice.starts_ms.max(now + HOUR_MS),
            },
        };
        messages.keep(tx, message).await.map(drop)
    }
}
