//! What volunteers are told of their sign-ups, through `messages`: each notice once, kept to be sent in the transaction in
//! which it is said to be told. Where it is about a place that somebody has or no longer has, an e-mail brings it for their
//! calendar.

pub mod queries;

use app::{
    activities::{
        activity_page,
        calendar::{self, Between, Event},
        mine_page,
        model::NoticeKind,
        shift,
        sign_up::{SignUpState, is_reminded},
        words,
    },
    icalendar::Invitation,
    language::Language,
    messages::{model::Channel, templates},
};

use queries::{Notice, Untold, is_there, tell, to_remind};

use super::{
    Activities, HOUR_MS,
    routes::shown,
    sign_ups::{once, queries::sign_ups_by},
};
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

/// Writes reminders down for shifts that begin between now and then, each once: not for whoever has just been told that they
/// have the place.
pub(super) async fn remind(tx: &mut Transaction<'_>, now: i64, until: i64) -> Result<(), StoreError> {
    for place in to_remind(tx, now, until).await? {
        if is_reminded(place.placed_ms, place.starts_ms) {
            let notice = Notice {
                once: format!("{}/{}", NoticeKind::Reminder.word(), place.sign_up),
                kind: NoticeKind::Reminder,
                volunteer: place.volunteer,
                shift: place.shift,
                sign_up: Some(place.sign_up),
                until_ms: place.starts_ms,
                words: "",
            };
            tell(tx, &notice, now).await?;
        }
    }
    Ok(())
}

impl Activities {
    /// Hands over to be sent what volunteers have not been told yet, in every way in which each can be reached from here,
    /// and revokes the certificates that state hours which were taken back. Who has erased themselves is told nothing.
    /// Right when done twice.
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
                let mut ways = Vec::new();
                for way in volunteers.ways(notice.volunteer).await? {
                    let invitation = match way.contact.channel() {
                        Channel::Email => self.invitation(messages, notice, &way).await?,
                        Channel::Sms if !notice.kind.by_sms() => continue,
                        Channel::Sms | Channel::Inbox => None,
                    };
                    ways.push((way, invitation));
                }
                let tells = async |tx: &mut Transaction<'_>| {
                    let now = now_ms();
                    if self.told(tx, notice, now).await? {
                        for (way, invitation) in &ways {
                            self.tell_by(tx, messages, notice, way, invitation.clone(), now).await?;
                        }
                    }
                    Ok(())
                };
                self.database().transaction(tells).await?;
            }
        }
        messages.wake();
        Ok(())
    }

    async fn tell_by(
        &self,
        tx: &mut Transaction<'_>,
        messages: &Messages,
        notice: &Untold,
        way: &Reached,
        calendar: Option<Invitation>,
        now: i64,
    ) -> Result<(), StoreError> {
        let (name, when) = (&notice.details.name, shift::span(notice.starts_ms, notice.ends_ms));
        let until = shift::moment(notice.until_ms);
        let page = match notice.kind {
            NoticeKind::Given => activity_page::swap_address(notice.activity, &notice.words),
            NoticeKind::Answered | NoticeKind::NotCounted => mine_page::ADDRESS.to_owned(),
            _ => activity_page::address(notice.activity),
        };
        let address = |l: Language| format!("{}{}", self.public_url, l.address(&page));
        let what = |l: Language| words::notice(l, notice.kind, name, &when, &until, &notice.words);
        let channel = way.contact.channel();
        let message = NewMessage {
            once: format!("activity/{}/{}", notice.once, channel.word()),
            channel,
            to: way.contact.as_str(),
            language: way.language,
            draft: templates::activity(name, what, address),
            leave: None,
            calendar,
            about: ("volunteer", &notice.volunteer.to_string()),
            urgent: notice.kind == NoticeKind::Offered,
            expires_at_ms: match notice.kind {
                NoticeKind::Offered | NoticeKind::Given => notice.until_ms,
                NoticeKind::Hours
                | NoticeKind::HoursBack
                | NoticeKind::NotCounted
                | NoticeKind::Answered
                | NoticeKind::Lapsed
                | NoticeKind::Handed => now + WORTH_MS,
                _ => notice.starts_ms.max(now + HOUR_MS),
            },
        };
        messages.keep(tx, message).await.map(drop)
    }

    /// What a notice brings for the calendar, as that calendar reads it at its address too: a place that somebody has, or that
    /// the one they had is gone. Nothing where it is about neither, or something else has become of the place meanwhile.
    async fn invitation(
        &self,
        messages: &Messages,
        notice: &Untold,
        to: &Reached,
    ) -> Result<Option<Invitation>, StoreError> {
        use NoticeKind as It;
        let has_place = match notice.kind {
            It::SignedUp | It::Changed => true,
            It::Cancelled | It::TakenOut | It::Handed | It::Off => false,
            It::Waiting | It::Offered | It::Lapsed | It::Given => return Ok(None),
            It::Reminder | It::Hours | It::HoursBack | It::NotCounted | It::Answered => return Ok(None),
        };
        let Some(organizer) = messages.channels().sender() else { return Ok(None) };
        // The latest comes first.
        let mut own = sign_ups_by(self.database(), notice.volunteer).await?.into_iter();
        let Some(sign_up) = own.find(|it| it.id.to_string() == notice.sign_up) else { return Ok(None) };
        let earlier = own.filter(|it| it.shift == sign_up.shift).count();
        let had_place = is_there(self.database(), &once(It::SignedUp, sign_up.id, 0)).await?;
        if has_place != (sign_up.state == SignUpState::Seated) || !had_place {
            return Ok(None);
        }
        let Some((found, shifts)) = self.public(notice.activity).await? else { return Ok(None) };
        let now = now_ms();
        let shown = shown(&found, &shifts, now);
        let Some(shift) = shown.shifts.iter().find(|it| it.id == sign_up.shift) else { return Ok(None) };
        let event = Event::signed(&shown, shift, sign_up.state, i64::try_from(earlier).unwrap_or_default());
        let between = Between { organizer: &organizer, attendee: to.contact.as_str() };
        let directory = self.directory.get();
        Ok(Some(calendar::invitation(to.language, &self.public_url, &directory, event, between, now)))
    }
}
