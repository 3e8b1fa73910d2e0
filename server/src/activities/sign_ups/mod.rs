//! What volunteers do with shifts: sign up, come not after all, say yes to an offer, hand a place to somebody.
//!
//! The database decides. A place has one row, and whoever takes it writes their name into it; when none is found, the
//! shift is taken, looked at again, and only then the line is joined. A cancellation takes the same shift and gives the
//! place to the first of the line in its own transaction. So no place is given twice, and none is lost between two.
//! On SQLite, which has one writer and waits for the disk with each commit, those who wait are written in one
//! transaction (queue.rs).

use app::{
    activities::{
        model::{NoticeKind, State},
        sign_up::{Companion, Outcome, Party, Refused, SignUpState, fits, offer_until_ms},
    },
    ids::{CommandId, ShiftId, SignUpId, VolunteerId},
    journal::model::Actor,
};

pub mod queries;

use queries::{Answered, SignUp};

use super::{
    Activities, corrupt,
    queries::{Open, shift_in, take_shift},
    telling::queries::{Notice, tell},
};
use crate::{
    database::{Transaction, now_ms},
    error::StoreError,
};

/// What the key of a sign-up's companions is called.
pub(super) const ENTITY: &str = "sign_up";

/// For how long a place may be offered to somebody.
const SWAP_MS: i64 = 48 * 60 * 60 * 1000;

/// How often a place may be offered.
const SWAPS_MAX: i64 = 5;

/// How long taps are remembered.
pub(super) const TAPS_KEPT_MS: i64 = 30 * 24 * 60 * 60 * 1000;

/// What a volunteer asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// Places in this shift.
    SignUp(ShiftId, Box<Party>),
    /// Not to come after all.
    Cancel(SignUpId),
    /// The place that is kept for them.
    Accept(SignUpId),
    /// The place that this id offers.
    Swap(String, Box<Party>),
}

impl Ask {
    /// What is asked, without how: a tap that is repeated asks for the same.
    fn name(&self) -> String {
        match self {
            Self::SignUp(shift, _) => format!("sign_up/{shift}"),
            Self::Cancel(id) => format!("cancel/{id}"),
            Self::Accept(id) => format!("accept/{id}"),
            Self::Swap(id, ..) => format!("swap/{id}"),
        }
    }
}

/// One tap of a volunteer.
#[derive(Clone, Debug)]
pub struct Tap {
    /// Made by the page; a repeat bears the same.
    pub id: CommandId,
    /// Who.
    pub volunteer: VolunteerId,
    /// What they ask for.
    pub ask: Ask,
}

/// What became of a tap that was to be answered at once.
pub(super) enum AtOnce {
    /// They have a place.
    Seated(Outcome),
    /// It has to be looked at with care, and nothing was done.
    NotPlain,
    /// The place was gone or the tap is no new one: what was done on the way has to be taken back.
    Gone,
}

impl Activities {
    /// Does what a volunteer asks for, once for each tap.
    pub async fn tap(&self, tap: Tap) -> Result<Outcome, StoreError> {
        self.queue.run(self, tap).await
    }

    /// The same as a part of a transaction.
    pub(super) async fn tap_in(&self, tx: &mut Transaction<'_>, tap: &Tap) -> Result<Outcome, StoreError> {
        let (id, asked) = (tap.id.to_string(), tap.ask.name());
        if let Ask::Swap(swap, ..) = &tap.ask {
            self.take_both(tx, tap.volunteer, swap).await?;
        } else {
            queries::take_person(tx, tap.volunteer).await?;
        }
        if let Some((volunteer, before, answer)) = queries::tap(tx, &id).await? {
            let same = volunteer == tap.volunteer.to_string() && before == asked;
            return match same {
                true => serde_json::from_str(&answer).map_err(|_| corrupt()),
                false => Ok(Outcome::Refused(Refused::OtherTap)),
            };
        }
        let now = now_ms();
        let outcome = match &tap.ask {
            Ask::SignUp(shift, party) => self.sign_up(tx, tap.id, *shift, party, now).await?,
            Ask::Cancel(id) => self.cancel(tx, *id, tap.volunteer, now).await?,
            Ask::Accept(id) => self.accept(tx, *id, tap.volunteer, now).await?,
            Ask::Swap(id, party) => self.swap(tx, id, party, now).await?,
        };
        // What was refused may be tried again with the same page.
        if !matches!(outcome, Outcome::Refused(_)) {
            queries::keep_tap(tx, &id, tap.volunteer, &asked, &answer(&outcome)?, now).await?;
        }
        Ok(outcome)
    }

    /// Gives one place to one person where nothing is in the way, in as few statements as can be: when an activity opens,
    /// many tap at once. Whatever is not so plain is left to [`Self::tap_in`].
    pub(super) async fn seat_at_once(
        &self,
        tx: &mut Transaction<'_>,
        tap: &Tap,
    ) -> Result<AtOnce, StoreError> {
        let Ask::SignUp(shift, party) = &tap.ask else { return Ok(AtOnce::NotPlain) };
        queries::take_person(tx, tap.volunteer).await?;
        let (look, now) = (queries::look(tx, *shift, party.volunteer, tap.id).await?, now_ms());
        let is_plain = look.is_some_and(|look| {
            let in_the_way = look.answered || look.stopped || look.already || look.elsewhere || !look.free;
            party.places() == 1 && !in_the_way && may_join(&look.shift, party, now).is_ok()
        });
        if !is_plain {
            return Ok(AtOnce::NotPlain);
        }
        let sign_up = seated(*shift, party, now);
        let outcome = Outcome::Seated(sign_up.id);
        let answered = Answered {
            notice: &notice(NoticeKind::SignedUp, &sign_up, 0, ""),
            tap: &tap.id.to_string(),
            asked: &tap.ask.name(),
            answer: &answer(&outcome)?,
            sign_up: &sign_up,
        };
        Ok(if queries::seat(tx, &answered).await? { AtOnce::Seated(outcome) } else { AtOnce::Gone })
    }

    /// Takes both who are concerned by a swap, in the order of their ids, so that two swaps never wait for each other.
    async fn take_both(
        &self,
        tx: &mut Transaction<'_>,
        volunteer: VolunteerId,
        swap: &str,
    ) -> Result<(), StoreError> {
        let other = queries::swap(tx, swap).await?.map_or(volunteer, |(.., other)| other);
        queries::take_person(tx, volunteer.min(other)).await?;
        if other != volunteer {
            queries::take_person(tx, volunteer.max(other)).await?;
        }
        Ok(())
    }

    async fn sign_up(
        &self,
        tx: &mut Transaction<'_>,
        tap: CommandId,
        id: ShiftId,
        party: &Party,
        now: i64,
    ) -> Result<Outcome, StoreError> {
        let Some(look) = queries::look(tx, id, party.volunteer, tap).await? else {
            return Ok(Outcome::Refused(Refused::NotFound));
        };
        if let Err(refused) = may_join(&look.shift, party, now) {
            return Ok(Outcome::Refused(refused));
        }
        if look.stopped {
            return Ok(Outcome::Refused(Refused::NotAdmitted));
        }
        if look.already {
            return Ok(Outcome::Refused(Refused::Already));
        }
        if look.elsewhere {
            return Ok(Outcome::Refused(Refused::Overlaps));
        }
        let mut sign_up = seated(id, party, now);
        // Several places are taken all or none, which is looked at under the shift only: whoever held some of them and
        // waited for the rest would be waited for in turn.
        let mut ahead = None;
        if sign_up.places > 1 || !look.free || !queries::claim_one(tx, id, sign_up.id).await? {
            // Whoever finds it full shares the shift with others who do: they all join the line together.
            ahead = queries::share_full(tx, id, now).await?;
            let shift = if ahead.is_some() { shift_in(tx, id).await? } else { take_shift(tx, id).await? };
            let Some(shift) = shift else { return Err(corrupt()) };
            // It may have been called off while this one waited.
            if let Err(refused) = may_join(&shift, party, now) {
                return Ok(Outcome::Refused(refused));
            }
            if ahead.is_none() {
                self.move_line(tx, &shift, now).await?;
                let seated = queries::claim_all(tx, id, sign_up.id, sign_up.places).await?;
                ahead = if seated { None } else { Some(queries::in_line(tx, id).await?) };
            }
        }
        if ahead.is_some() {
            sign_up.state = SignUpState::Waiting;
        }
        sign_up.companions = self.sealed(tx, sign_up.id, &party.companions).await?;
        queries::insert_sign_up(tx, &sign_up).await?;
        let (kind, outcome) = match ahead {
            None => (NoticeKind::SignedUp, Outcome::Seated(sign_up.id)),
            Some(ahead) => (NoticeKind::Waiting, Outcome::Waiting(sign_up.id, ahead)),
        };
        self.tell(tx, kind, &sign_up, 0, "").await?;
        Ok(outcome)
    }

    /// Gives up whatever the sign-up has, and gives the places to the first of the line.
    async fn cancel(
        &self,
        tx: &mut Transaction<'_>,
        id: SignUpId,
        volunteer: VolunteerId,
        now: i64,
    ) -> Result<Outcome, StoreError> {
        let Some((sign_up, shift)) = self.own(tx, id, volunteer).await? else {
            return Ok(Outcome::Refused(Refused::NotFound));
        };
        if !sign_up.state.is_live() || now >= shift.starts_ms {
            return Ok(Outcome::Refused(Refused::NotOpen));
        }
        self.release(tx, &sign_up, &shift, NoticeKind::Cancelled, now).await?;
        Ok(Outcome::Done(id))
    }

    /// Ends a sign-up that has a place, an offer or waits, and gives its places to the first of the line. Who wanted it so
    /// themselves is told where they had a place; whom it happens to, in any case. Its caller has taken the shift.
    async fn release(
        &self,
        tx: &mut Transaction<'_>,
        sign_up: &SignUp,
        shift: &Open,
        kind: NoticeKind,
        now: i64,
    ) -> Result<(), StoreError> {
        queries::move_sign_up(tx, sign_up.id, (sign_up.state, SignUpState::Cancelled), None).await?;
        if sign_up.state == SignUpState::Seated || kind != NoticeKind::Cancelled {
            self.tell(tx, kind, sign_up, 0, "").await?;
        }
        queries::stand_up(tx, shift.id, sign_up.id).await?;
        self.move_line(tx, shift, now).await
    }

    /// Takes a volunteer out of every shift that has not begun, as if they had said that they do not come: their places,
    /// offers and waits end, and the first of each line is asked in the same transaction. What they attended and their
    /// hours stay. `by` is who decided it: whoever wanted it so themselves is told like one who cancels, everybody else
    /// that they are taken out. Called when somebody is paused, refused, or leaves, after that is committed: whoever is
    /// just signing up is waited for, and whoever comes after is refused. Right when done twice.
    pub async fn stand_down(&self, volunteer: VolunteerId, by: &Actor) -> Result<(), StoreError> {
        let kind = match by {
            Actor::Volunteer(_) => NoticeKind::Cancelled,
            Actor::Staff(_) | Actor::Stranger | Actor::Operator | Actor::Clock => NoticeKind::TakenOut,
        };
        let find = async |tx: &mut Transaction<'_>| {
            queries::take_person(tx, volunteer).await?;
            queries::ahead_of(tx, volunteer, now_ms()).await
        };
        // Each in a transaction of its own: nobody holds two shifts.
        for id in self.database().transaction(find).await? {
            let end = async |tx: &mut Transaction<'_>| {
                queries::take_person(tx, volunteer).await?;
                let (found, now) = (self.own(tx, id, volunteer).await?, now_ms());
                match found.filter(|(sign_up, shift)| sign_up.state.is_live() && now < shift.starts_ms) {
                    Some((sign_up, shift)) => self.release(tx, &sign_up, &shift, kind, now).await,
                    None => Ok(()),
                }
            };
            self.database().transaction(end).await?;
        }
        Ok(())
    }

    async fn accept(
        &self,
        tx: &mut Transaction<'_>,
        id: SignUpId,
        volunteer: VolunteerId,
        now: i64,
    ) -> Result<Outcome, StoreError> {
        let Some((sign_up, shift)) = self.own(tx, id, volunteer).await? else {
            return Ok(Outcome::Refused(Refused::NotFound));
        };
        let in_time = sign_up.offer_until_ms.is_some_and(|until| now < until) && now < shift.starts_ms;
        if sign_up.state != SignUpState::Offered || !in_time {
            return Ok(Outcome::Refused(Refused::NotOpen));
        }
        if queries::is_stopped(tx, volunteer).await? {
            return Ok(Outcome::Refused(Refused::NotAdmitted));
        }
        if queries::overlaps(tx, volunteer, (shift.starts_ms, shift.ends_ms)).await? {
            return Ok(Outcome::Refused(Refused::Overlaps));
        }
        queries::move_sign_up(tx, id, (SignUpState::Offered, SignUpState::Seated), None).await?;
        self.tell(tx, NoticeKind::SignedUp, &sign_up, 0, "").await?;
        Ok(Outcome::Seated(id))
    }

    /// Somebody's own sign-up, whose shift is taken then.
    async fn own(
        &self,
        tx: &mut Transaction<'_>,
        id: SignUpId,
        volunteer: VolunteerId,
    ) -> Result<Option<(SignUp, Open)>, StoreError> {
        let Some(found) = queries::sign_up_in(tx, id).await?.filter(|it| it.volunteer == volunteer) else {
            return Ok(None);
        };
        let shift = take_shift(tx, found.shift).await?;
        // As it is now that nobody else changes it.
        let found = queries::sign_up_in(tx, id).await?;
        Ok(found.zip(shift))
    }

    /// Takes back offers that are over, and offers free places to those who wait, the first first: whoever could not take
    /// one now (more than there is room for, elsewhere at that time, not admitted any more) is passed by, and stays in the
    /// line. Its caller has taken the shift.
    pub(super) async fn move_line(
        &self,
        tx: &mut Transaction<'_>,
        shift: &Open,
        now: i64,
    ) -> Result<(), StoreError> {
        for lapsed in queries::lapsed(tx, shift.id, now).await? {
            queries::move_sign_up(tx, lapsed.id, (SignUpState::Offered, SignUpState::Lapsed), None).await?;
            queries::stand_up(tx, shift.id, lapsed.id).await?;
            self.tell(tx, NoticeKind::Lapsed, &lapsed, 0, "").await?;
        }
        if !shift.on || shift.state != State::Published || now >= shift.starts_ms {
            return Ok(());
        }
        loop {
            let free = queries::free_seats(tx, shift.id, shift.places).await?;
            let room = i64::try_from(free.len()).unwrap_or(i64::MAX);
            let Some(next) = queries::next_in_line(tx, shift.id, room).await? else { return Ok(()) };
            if room == 0 || !queries::claim_all(tx, shift.id, next.id, next.places).await? {
                return Ok(());
            }
            let until = offer_until_ms(now, shift.starts_ms);
            queries::move_sign_up(tx, next.id, (SignUpState::Waiting, SignUpState::Offered), Some(until))
                .await?;
            self.tell(tx, NoticeKind::Offered, &next, until, "").await?;
        }
    }

    /// Offers somebody's place to whoever is given the id of it, for as long as that makes sense, and tells `to` of it.
    /// Says until when.
    pub async fn offer_swap(
        &self,
        id: CommandId,
        sign_up: SignUpId,
        volunteer: VolunteerId,
        to: Option<VolunteerId>,
    ) -> Result<Result<i64, Refused>, StoreError> {
        let offer = async |tx: &mut Transaction<'_>| {
            queries::take_person(tx, volunteer).await?;
            let Some((sign_up, shift)) = self.own(tx, sign_up, volunteer).await? else {
                return Ok(Err(Refused::NotFound));
            };
            let now = now_ms();
            // Whom they bring along does not go to somebody else.
            if sign_up.state != SignUpState::Seated || sign_up.places != 1 || now >= shift.starts_ms {
                return Ok(Err(Refused::NotOpen));
            }
            let (swap, until) = (id.to_string(), shift.starts_ms.min(now + SWAP_MS));
            // Each may cost a message to somebody who has not asked for one.
            if queries::other_swaps(tx, sign_up.id, &swap).await? >= SWAPS_MAX {
                return Ok(Err(Refused::NotOpen));
            }
            queries::insert_swap(tx, &swap, sign_up.id, until).await?;
            if let Some(to) = to {
                let notice = Notice {
                    once: format!("{}/{swap}", NoticeKind::Given.word()),
                    kind: NoticeKind::Given,
                    volunteer: to,
                    shift: shift.id,
                    sign_up: Some(sign_up.id),
                    until_ms: until,
                    words: &swap,
                };
                tell(tx, &notice, now).await?;
            }
            Ok(Ok(until))
        };
        self.database().transaction(offer).await
    }

    /// Which shift a swap is about, for its page; nothing where it is over, taken, or cannot be taken any more.
    pub async fn swap_offered(&self, id: &str) -> Result<Option<ShiftId>, StoreError> {
        queries::swap_offered(self.database(), id, now_ms()).await
    }

    /// Takes a place that somebody offers. Whoever takes it has to fit as whoever signs up does.
    async fn swap(
        &self,
        tx: &mut Transaction<'_>,
        id: &str,
        party: &Party,
        now: i64,
    ) -> Result<Outcome, StoreError> {
        let refused = |refused| Ok(Outcome::Refused(refused));
        let Some((from, until_ms, taken_by, shift, giver)) = queries::swap(tx, id).await? else {
            return refused(Refused::NotFound);
        };
        if !taken_by.is_empty() || now >= until_ms || giver == party.volunteer || !party.companions.is_empty()
        {
            return refused(Refused::NotOpen);
        }
        let Some(open) = take_shift(tx, shift).await? else { return Err(corrupt()) };
        let Some(before) = queries::sign_up_in(tx, from).await? else { return Err(corrupt()) };
        let seated = before.state == SignUpState::Seated;
        if !seated || !open.on || open.state != State::Published || now >= open.starts_ms {
            return refused(Refused::NotOpen);
        }
        if let Err(unfit) = fits(party, &open.details) {
            return refused(unfit.into());
        }
        if queries::is_stopped(tx, party.volunteer).await? {
            return refused(Refused::NotAdmitted);
        }
        if queries::is_signed_up(tx, shift, party.volunteer).await? {
            return refused(Refused::Already);
        }
        if queries::overlaps(tx, party.volunteer, (open.starts_ms, open.ends_ms)).await? {
            return refused(Refused::Overlaps);
        }
        if !queries::take_swap(tx, id, party.volunteer).await? {
            return refused(Refused::NotOpen);
        }
        self.hand(tx, &open, &before, party.volunteer, now).await.map(Outcome::Seated)
    }

    /// Lets somebody else have the place of a sign-up.
    async fn hand(
        &self,
        tx: &mut Transaction<'_>,
        shift: &Open,
        before: &SignUp,
        to: VolunteerId,
        now: i64,
    ) -> Result<SignUpId, StoreError> {
        queries::move_sign_up(tx, before.id, (SignUpState::Seated, SignUpState::Handed), None).await?;
        let after = SignUp {
            id: SignUpId::fresh(),
            volunteer: to,
            companions: String::new(),
            signed_at_ms: now,
            ..before.clone()
        };
        queries::insert_sign_up(tx, &after).await?;
        queries::hand_over_seats(tx, shift.id, before.id, after.id).await?;
        self.tell(tx, NoticeKind::Handed, before, 0, "").await?;
        self.tell(tx, NoticeKind::SignedUp, &after, 0, "").await?;
        Ok(after.id)
    }

    /// Writes down what whoever signed up has to be told; once for each kind and turn of a sign-up.
    pub(super) async fn tell(
        &self,
        tx: &mut Transaction<'_>,
        kind: NoticeKind,
        sign_up: &SignUp,
        until_ms: i64,
        words: &str,
    ) -> Result<(), StoreError> {
        tell(tx, &notice(kind, sign_up, until_ms, words), now_ms()).await
    }

    /// Takes back whatever lies ahead of a volunteer who erases themselves, so that their places go to others, and destroys
    /// what they said of those whom they bring along. Hours stay, under their number. Right when done twice.
    pub async fn forget(&self, volunteer: VolunteerId) -> Result<(), StoreError> {
        self.stand_down(volunteer, &Actor::Volunteer(volunteer)).await?;
        for id in queries::with_companions(self.database(), volunteer).await? {
            let erase = async |tx: &mut Transaction<'_>| self.journal.erase(tx, ENTITY, &id).await;
            self.database().transaction(erase).await?;
        }
        self.forget_corrections(volunteer).await
    }

    async fn sealed(
        &self,
        tx: &mut Transaction<'_>,
        id: SignUpId,
        companions: &[Companion],
    ) -> Result<String, StoreError> {
        if companions.is_empty() {
            return Ok(String::new());
        }
        let key = self.journal.record_key(tx, ENTITY, &id.to_string()).await?;
        let plain = serde_json::to_vec(companions).map_err(|_| corrupt())?;
        Ok(key.seal(&plain, &place(id))?)
    }

    /// Whom somebody brings along; nobody where that is erased.
    pub async fn companions(&self, sign_up: &SignUp) -> Result<Vec<Companion>, StoreError> {
        if sign_up.companions.is_empty() {
            return Ok(Vec::new());
        }
        let Some(key) = self.journal.key_now(ENTITY, &sign_up.id.to_string()).await? else {
            return Ok(Vec::new());
        };
        let plain = key.open(&sign_up.companions, &place(sign_up.id)).map_err(|_| corrupt())?;
        serde_json::from_slice(&plain).map_err(|_| corrupt())
    }
}

/// What a notice about a sign-up is called.
pub(super) fn once(kind: NoticeKind, sign_up: SignUpId, until_ms: i64) -> String {
    format!("{}/{sign_up}/{until_ms}", kind.word())
}

/// A sign-up of these people that has its places.
fn seated(shift: ShiftId, party: &Party, now: i64) -> SignUp {
    SignUp {
        id: SignUpId::fresh(),
        shift,
        volunteer: party.volunteer,
        state: SignUpState::Seated,
        places: party.places(),
        companions: String::new(),
        signed_at_ms: now,
        offer_until_ms: None,
    }
}

/// What whoever signed up is told of it.
fn notice<'a>(kind: NoticeKind, sign_up: &SignUp, until_ms: i64, words: &'a str) -> Notice<'a> {
    Notice {
        // An offer that came after one that lapsed is another.
        once: once(kind, sign_up.id, until_ms),
        kind,
        volunteer: sign_up.volunteer,
        shift: sign_up.shift,
        sign_up: Some(sign_up.id),
        until_ms,
        words,
    }
}

/// The answer to a tap as it is kept.
fn answer(outcome: &Outcome) -> Result<String, StoreError> {
    serde_json::to_string(outcome).map_err(|_| corrupt())
}

/// Whether these people may have places of this shift, or stand in its line, now.
fn may_join(shift: &Open, party: &Party, now: i64) -> Result<(), Refused> {
    if !shift.state.is_public() {
        return Err(Refused::NotFound);
    }
    if !shift.on || shift.state != State::Published || now >= shift.sign_up_until_ms {
        return Err(Refused::NotOpen);
    }
    fits(party, &shift.details)?;
    if party.places() > shift.places { Err(Refused::TooFew) } else { Ok(()) }
}

fn place(id: SignUpId) -> String {
    format!("sign-up/{id}")
}
