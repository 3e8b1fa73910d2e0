//! Service that is not recorded yet, for whoever records it; and what volunteers want put right in their records.
//!
//! What somebody asks for and what is answered is a command about the volunteer in the journal of the unit that records,
//! sealed under the key of the volunteer.

pub mod queries;

use std::collections::BTreeMap;

use app::{
    access::Action,
    accounts::model::Staff,
    activities::{
        model::NoticeKind,
        record_page::{self, AnswerFault, AnswerForm, Line, Recording, RecordsQuery, Wish},
        recording::{CorrectionState, Unrecorded, WaitingAt, words},
        shift::day_of,
        words::unit as named,
    },
    certificates::model::{is_record_overdue, record_due, timely_since},
    ids::{CommandId, CorrectionId, ShiftId, VolunteerId},
    journal::model::{Actor, Change, Command, Refusal, Unit},
    volunteers::model::ENTITY as VOLUNTEER,
};
use axum::{
    Form,
    extract::{Query, State},
    response::{IntoResponse, Redirect},
};

use super::{
    Activities, corrupt,
    queries::shift,
    telling::queries::{Notice, tell},
    who::Called,
};
use crate::{
    accounts::{AccountsState, SignedIn, inside},
    database::{Transaction, now_ms},
    error::StoreError,
    journal::fields,
    pages::Asked,
    problem::{Answered, Broke},
    shanghai,
};
use queries::{Correction, Missing};

/// What of a wish and its answer is for the volunteer and their station alone.
const PERSONAL: &[&str] = &["text"];

/// Services that are listed at once.
const LISTED_MAX: i64 = 200;

/// A wish to have a record put right, with what was said.
#[derive(Clone, Debug)]
pub struct ToldCorrection {
    /// The wish.
    pub correction: Correction,
    /// What is wrong.
    pub words: String,
    /// What was answered; empty while nobody has.
    pub answer: String,
}

fn joined(units: impl IntoIterator<Item = Unit>) -> String {
    units.into_iter().fold(",".to_owned(), |units, unit| format!("{units}{unit},"))
}

impl Activities {
    /// What of records waits for `reader`: service in the units whose roll they call, late service where they only look on,
    /// and corrections that they answer.
    pub async fn unrecorded(&self, reader: &Staff) -> Result<Unrecorded, StoreError> {
        let own = self.units(reader, Action::TendActivities);
        let all = self.waiting_at(reader).await?;
        let (own, below) = all.into_iter().partition(|it| own.contains(&it.unit));
        let answers = joined(self.units(reader, Action::ConfirmHours));
        let corrections = queries::count_open(self.database(), &answers).await?;
        Ok(Unrecorded { own, below, corrections })
    }

    /// How much is not recorded in each unit that `reader` sees; those where nothing waits are left out.
    async fn waiting_at(&self, reader: &Staff) -> Result<Vec<WaitingAt>, StoreError> {
        let units = joined(self.units(reader, Action::SeeActivities));
        let timely = timely_since(shanghai::today(), &self.directory.get().calendar);
        let timely_ms = shanghai::begins_at_ms(timely);
        queries::count_unrecorded(self.database(), &units, now_ms(), timely_ms).await
    }

    /// The service of a volunteer that is not recorded yet.
    pub(super) async fn unrecorded_of(&self, volunteer: VolunteerId) -> Result<Vec<Missing>, StoreError> {
        queries::unrecorded_of(self.database(), volunteer, now_ms()).await
    }

    /// All that a volunteer wanted put right, the first first, with what was said. Empty texts where that is erased.
    pub async fn corrections_of(&self, volunteer: VolunteerId) -> Result<Vec<ToldCorrection>, StoreError> {
        let all = queries::of_volunteer(self.database(), volunteer).await?.into_iter();
        all.map(|correction| self.told_of(correction)).collect()
    }

    fn told_of(&self, correction: Correction) -> Result<ToldCorrection, StoreError> {
        let whose = correction.volunteer.to_string();
        let key = correction.wrapped.as_deref().map(|it| self.journal.unwrapped(VOLUNTEER, &whose, it));
        let key = key.transpose()?;
        let open = |sealed: &str, place: String| match &key {
            Some(key) if !sealed.is_empty() => {
                let plain = key.open(sealed, &place).map_err(|_| corrupt())?;
                String::from_utf8(plain).map_err(|_| corrupt())
            }
            _ => Ok(String::new()),
        };
        let words = open(&correction.sealed, words_place(correction.id))?;
        let answer = open(&correction.answer, answer_place(correction.id))?;
        Ok(ToldCorrection { correction, words, answer })
    }

    /// A volunteer asks to have the record of a shift put right that is over and that they took part in (民政部令第67号,
    /// Art. 13), once for the id of the command. Refused as taken while another wish of that shift is open.
    pub async fn ask_correction(
        &self,
        id: CommandId,
        volunteer: VolunteerId,
        of: ShiftId,
        text: &str,
    ) -> Result<Result<(), Refusal>, StoreError> {
        let Some(text) = words(text) else { return Ok(Err(Refusal::AgainstARule)) };
        let Some(open) = shift(self.database(), of).await? else { return Ok(Err(Refusal::NotFound)) };
        if open.ends_ms > now_ms() {
            return Ok(Err(Refusal::NotNow));
        }
        let correction: CorrectionId = id.to_string().parse().map_err(|_| corrupt())?;
        let ask = Command {
            fields: fields([("shift", Change::to(of.to_string())), ("text", Change::to(text.as_str()))]),
            ..about(id, &open.unit, volunteer, "ask_for_correction")
        };
        let work = async |tx: &mut Transaction<'_>| {
            if !queries::took_part(tx, of, volunteer).await? {
                return Ok(Err(Refusal::NotFound));
            }
            let key = self.journal.record_key(tx, VOLUNTEER, &volunteer.to_string()).await?;
            let sealed = key.seal(text.as_bytes(), &words_place(correction))?;
            let kept =
                queries::insert(tx, correction, (of, volunteer), &open.unit, &sealed, now_ms()).await?;
            Ok(kept.then_some(()).ok_or(Refusal::Taken))
        };
        self.journal.apply(&ask, &Actor::Volunteer(volunteer), PERSONAL, work).await
    }

    /// Whoever confirms hours in the unit answers a wish, once for the id of the command, and the volunteer is told.
    pub async fn answer_correction(
        &self,
        id: CommandId,
        correction: CorrectionId,
        state: CorrectionState,
        text: &str,
        by: &Staff,
    ) -> Result<Result<(), Refusal>, StoreError> {
        let text = words(text).filter(|_| CorrectionState::ANSWERS.contains(&state));
        let Some(text) = text else { return Ok(Err(Refusal::AgainstARule)) };
        let found = queries::one(self.database(), correction).await?;
        let found = found.filter(|it| self.may(by, Action::ConfirmHours, &it.unit));
        let Some(found) = found else { return Ok(Err(Refusal::NotFound)) };
        // Of whoever erased themselves nothing can be kept any more, and nobody is told.
        if found.wrapped.is_none() {
            return Ok(Err(Refusal::NotFound));
        }
        let answer = Command {
            fields: fields([
                ("shift", Change::to(found.shift.to_string())),
                ("state", Change::to(state.word())),
                ("text", Change::to(text.as_str())),
            ]),
            ..about(id, &found.unit, found.volunteer, "answer_correction")
        };
        let work = async |tx: &mut Transaction<'_>| {
            let key = self.journal.record_key(tx, VOLUNTEER, &found.volunteer.to_string()).await?;
            let sealed = key.seal(text.as_bytes(), &answer_place(correction))?;
            let now = now_ms();
            if !queries::answer(tx, correction, state, &sealed, &by.id.to_string(), now).await? {
                return Ok(Err(Refusal::NotNow));
            }
            let notice = Notice {
                once: format!("{}/{correction}", NoticeKind::Answered.word()),
                kind: NoticeKind::Answered,
                volunteer: found.volunteer,
                shift: found.shift,
                sign_up: None,
                until_ms: 0,
                words: "",
            };
            tell(tx, &notice, now).await?;
            Ok(Ok(()))
        };
        self.journal.apply(&answer, &Actor::Staff(by.id), PERSONAL, work).await
    }

    /// Takes away what a volunteer wanted put right, who erases themselves.
    pub(super) async fn forget_corrections(&self, volunteer: VolunteerId) -> Result<(), StoreError> {
        let forget = async |tx: &mut Transaction<'_>| queries::forget(tx, volunteer).await;
        self.database().transaction(forget).await
    }
}

/// A command about what a volunteer's record says.
fn about(id: CommandId, unit: &Unit, volunteer: VolunteerId, kind: &str) -> Command {
    Command {
        id,
        unit: unit.clone(),
        entity: VOLUNTEER.to_owned(),
        entity_id: volunteer.to_string(),
        basis: 0,
        kind: kind.to_owned(),
        fields: fields([]),
        reason: String::new(),
        made_at_ms: 0,
    }
}

fn words_place(id: CorrectionId) -> String {
    format!("correction/{id}")
}

fn answer_place(id: CorrectionId) -> String {
    format!("correction/{id}/answer")
}

pub(super) async fn show(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Query(query): Query<RecordsQuery>,
) -> Answered {
    listed(&state, &signed_in, asked, query, None).await
}

async fn listed(
    state: &AccountsState,
    signed_in: &SignedIn,
    asked: Asked,
    query: RecordsQuery,
    refused: Option<(AnswerForm, AnswerFault)>,
) -> Answered {
    let (reader, activities) = (signed_in.staff(), &state.activities);
    let seen = activities.units(reader, Action::SeeActivities);
    let wanted = match query.unit.as_str() {
        "" => seen.clone(),
        typed => seen.iter().filter(|unit| unit.to_string() == typed).cloned().collect(),
    };
    if wanted.is_empty() {
        return Err(Broke::NOT_FOUND);
    }
    let (l, directory) = (asked.context.language(), &asked.context.directory);
    let database = activities.database();
    let mut missing =
        queries::unrecorded(database, &joined(wanted.clone()), now_ms(), LISTED_MAX + 1).await?;
    let more = i64::try_from(missing.len()).unwrap_or(i64::MAX) > LISTED_MAX;
    missing.truncate(usize::try_from(LISTED_MAX).unwrap_or_default());
    let answers = wanted.into_iter().filter(|unit| activities.may(reader, Action::ConfirmHours, unit));
    let open = queries::open(database, &joined(answers), LISTED_MAX).await?;
    let ids = missing.iter().map(|it| it.volunteer).chain(open.iter().map(|it| it.volunteer));
    let called = Called::of(&state.volunteers, &ids.collect::<Vec<_>>()).await?;
    let today = shanghai::today();
    let line = |it: Missing| {
        let day = day_of(it.starts_ms);
        Line {
            activity: it.activity,
            name: it.details.name,
            who: called.one(it.volunteer, false),
            starts_ms: it.starts_ms,
            ends_ms: it.ends_ms,
            lacks: it.lacks,
            due: record_due(day, &directory.calendar),
            overdue: is_record_overdue(day, today, &directory.calendar),
        }
    };
    let mut wishes = Vec::new();
    for correction in open {
        let ToldCorrection { correction: it, words, .. } = activities.told_of(correction)?;
        wishes.push(Wish {
            id: it.id,
            activity: it.activity,
            name: it.details.name,
            who: called.one(it.volunteer, false),
            starts_ms: it.starts_ms,
            ends_ms: it.ends_ms,
            words,
            asked: shanghai::moment(it.asked_at_ms).date(),
        });
    }
    let at = activities.waiting_at(reader).await?.into_iter();
    let mut at: Vec<_> = at.map(|it| (it.clone(), named(l, &it.unit, directory))).collect();
    at.sort_by_key(|(it, _)| (std::cmp::Reverse(it.overdue), it.since));
    let recording = Recording {
        reader: reader.clone(),
        at,
        lines: missing.into_iter().map(line).collect(),
        more,
        wishes,
        done: !query.done.is_empty(),
        refused,
    };
    let page = record_page::page(&asked.context, recording);
    Ok(inside(&state.accounts, signed_in, asked, page))
}

pub(super) async fn answer(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Form(form): Form<AnswerForm>,
) -> Answered {
    let (Ok(command), Ok(correction)) = (form.command.parse(), form.correction.parse()) else {
        return Err(Broke::NOT_FOUND);
    };
    let l = asked.context.language();
    let answered = CorrectionState::from_word(&form.state).filter(|it| CorrectionState::ANSWERS.contains(it));
    let fault = match answered {
        None => AnswerFault::State,
        Some(_) if words(&form.words).is_none() => AnswerFault::Words,
        Some(answered) => {
            let by = signed_in.staff();
            match state.activities.answer_correction(command, correction, answered, &form.words, by).await? {
                Ok(()) => {
                    let address = format!("{}?done=1", record_page::ADDRESS);
                    return Ok(Redirect::to(&l.address(&address)).into_response());
                }
                Err(Refusal::NotFound) => return Err(Broke::NOT_FOUND),
                Err(_) => AnswerFault::NotNow,
            }
        }
    };
    listed(&state, &signed_in, asked, RecordsQuery::default(), Some((form, fault))).await
}

/// What a volunteer wanted put right, by the shift that it is about.
pub(super) fn by_shift(all: Vec<ToldCorrection>) -> BTreeMap<ShiftId, Vec<ToldCorrection>> {
    let mut of: BTreeMap<ShiftId, Vec<ToldCorrection>> = BTreeMap::new();
    for told in all {
        of.entry(told.correction.shift).or_default().push(told);
    }
    of
}
