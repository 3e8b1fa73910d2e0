//! What a volunteer reads of themselves: sign-ups, confirmed hours, and the certificates that they ask for.

use std::collections::BTreeMap;

use app::{
    activities::{
        mine_page::{self, CertificateForm, Given, Handed, Mine, Proof, Recorded, Signed},
        words,
    },
    certificates::{
        model::{Hours as Certified, Item, NameShown, NewCertificate, Statement, StatementFault},
        verify_page,
    },
    directory::model::Directory,
    ids::{ActivityId, CommandId, VolunteerId},
    journal::model::{Actor, Unit},
    language::Language,
};
use axum::{
    Form,
    extract::State,
    response::{IntoResponse, Redirect},
};

use super::{
    Activities,
    attendance::queries::Hours,
    queries::{self, Activity},
    sign_ups::queries::{partners_of_volunteer, sign_ups_by},
    telling::queries::given_to,
    who::{Volunteering, to_entrance},
};
use crate::{
    accounts::{AccountsState, private},
    certificates::IssueFault,
    database::now_ms,
    error::StoreError,
    pages::Asked,
    problem::{Answered, Broke},
    shanghai,
    volunteers::Facts,
};

pub(super) async fn show(
    State(state): State<AccountsState>,
    asked: Asked,
    Volunteering(party): Volunteering,
) -> Answered {
    let Some(party) = party else { return Ok(to_entrance(asked.context.language(), mine_page::ADDRESS)) };
    let mine = mine(&state, &asked, party.volunteer).await?;
    let page = mine_page::page(&asked.context, mine);
    Ok(private(asked, page))
}

pub(super) async fn certify(
    State(state): State<AccountsState>,
    asked: Asked,
    Volunteering(party): Volunteering,
    Form(form): Form<CertificateForm>,
) -> Answered {
    let l = asked.context.language();
    let Some(party) = party else { return Ok(to_entrance(l, mine_page::ADDRESS)) };
    let (Ok(command), Ok(unit), Some(shown)) =
        (form.command.parse::<CommandId>(), form.unit.parse::<Unit>(), NameShown::from_word(&form.name))
    else {
        return Err(Broke::NOT_FOUND);
    };
    let honours = !form.honours.is_empty();
    let fault = match issue(&state, &asked, party.volunteer, command, unit, (shown, honours)).await? {
        Ok(address) => return Ok(Redirect::to(&l.address(&address)).into_response()),
        Err(IssueFault::Statement(fault)) => fault,
        Err(IssueFault::Refused(_)) => return Err(Broke::NOT_FOUND),
    };
    let mine = Mine { fault: Some(fault), ..mine(&state, &asked, party.volunteer).await? };
    let page = mine_page::page(&asked.context, mine);
    Ok(private(asked, page))
}

/// Issues a certificate over all hours of a volunteer that this unit has recorded; gives the address where it is read.
async fn issue(
    state: &AccountsState,
    asked: &Asked,
    volunteer: VolunteerId,
    command: CommandId,
    unit: Unit,
    (shown, honours): (NameShown, bool),
) -> Result<Result<String, IssueFault>, StoreError> {
    let facts = state.volunteers.facts(&[volunteer]).await?.remove(&volunteer);
    let statement = match facts {
        Some(facts) => {
            stated(&state.activities, &asked.context.directory, volunteer, &facts, &unit, shown).await?
        }
        None => None,
    };
    let Some(mut statement) = statement else {
        return Ok(Err(IssueFault::Statement(StatementFault::Nothing)));
    };
    if honours {
        (statement.trainings, statement.awards) = state.volunteers.honours(volunteer).await?;
    }
    let new = NewCertificate { volunteer, unit, statement };
    let issued = state.certificates.issue(command, &new, &Actor::Volunteer(volunteer)).await?;
    Ok(issued.map(|number| verify_page::address(&number)))
}

/// What can be certified of all hours of a volunteer that this unit has recorded; nothing where there are none.
pub(super) async fn stated(
    activities: &Activities,
    directory: &Directory,
    volunteer: VolunteerId,
    facts: &Facts,
    unit: &Unit,
    shown: NameShown,
) -> Result<Option<Statement>, StoreError> {
    let mut hours = activities.hours_of(volunteer).await?;
    hours.retain(|it| it.unit == *unit);
    let (Some(last), Some(first)) = (hours.first(), hours.last()) else { return Ok(None) };
    let held = held(activities, hours.iter().map(|it| it.activity)).await?;
    // What is certified is written in the language of the record.
    let organiser = words::unit(Language::Zh, unit, directory);
    Ok(Some(Statement {
        volunteer_number: facts.number.to_string(),
        name: shown.of(&facts.name),
        from: first.day,
        until: last.day,
        items: hours
            .iter()
            .rev()
            .filter_map(|it| Some(item(it, held.get(&it.activity)?, &organiser)))
            .collect(),
        recorded_by: organiser,
        trainings: Vec::new(),
        awards: Vec::new(),
    }))
}

pub(super) fn item(hours: &Hours, activity: &Activity, organiser: &str) -> Item {
    let details = &activity.details;
    Item {
        activity: details.name.clone(),
        day: hours.day,
        place: details.address.clone(),
        content: details.content.clone(),
        hours: Certified::of_hundredths(u32::try_from(hours.hundredths).unwrap_or_default()),
        organiser: organiser.to_owned(),
        in_charge: details.leader.clone(),
    }
}

/// These activities, each once.
pub(super) async fn held(
    activities: &Activities,
    ids: impl Iterator<Item = ActivityId>,
) -> Result<BTreeMap<ActivityId, Activity>, StoreError> {
    let mut held = BTreeMap::new();
    for id in ids {
        if !held.contains_key(&id)
            && let Some(found) = queries::one(activities.database(), id).await?
        {
            held.insert(id, found);
        }
    }
    Ok(held)
}

async fn mine(state: &AccountsState, asked: &Asked, volunteer: VolunteerId) -> Result<Mine, StoreError> {
    let (activities, l, now) = (&state.activities, asked.context.language(), now_ms());
    let mut signed = Vec::new();
    let partners = partners_of_volunteer(activities.database(), volunteer).await?;
    let mut partners = activities.partners_named(partners).await?;
    for sign_up in sign_ups_by(activities.database(), volunteer).await? {
        if let Some(open) = queries::shift(activities.database(), sign_up.shift).await? {
            signed.push((sign_up, open));
        }
    }
    let handed = given_to(activities.database(), volunteer, now).await?.into_iter();
    let hours = activities.hours_of(volunteer).await?;
    let held = held(activities, hours.iter().map(|it| it.activity)).await?;
    let called = |id: ActivityId| held.get(&id).map(|it| it.details.name.clone()).unwrap_or_default();
    let handed = handed.map(|it| Handed {
        activity: it.activity,
        name: it.details.name,
        starts_ms: it.starts_ms,
        ends_ms: it.ends_ms,
        swap: it.words,
    });
    let mut mine = Mine { handed: handed.collect(), ..Mine::default() };
    for (sign_up, open) in signed {
        let line = Signed {
            activity: open.activity,
            name: open.details.name,
            starts_ms: open.starts_ms,
            ends_ms: open.ends_ms,
            state: sign_up.state,
            partner: partners.remove(&sign_up.id).unwrap_or_default(),
        };
        let side =
            if now < open.ends_ms && sign_up.state.is_shown() { &mut mine.ahead } else { &mut mine.over };
        side.push(line);
    }
    mine.ahead.sort_by_key(|it| it.starts_ms);
    mine.over.sort_by_key(|it| std::cmp::Reverse(it.starts_ms));
    let hundredths: i64 = hours.iter().map(|it| it.hundredths).sum();
    let total = Certified::of_hundredths(u32::try_from(hundredths).unwrap_or(u32::MAX));
    mine.stars = state.certificates.stars(total);
    for it in hours {
        let given = Given {
            activity: it.activity,
            name: called(it.activity),
            begins_ms: it.begins_ms,
            ends_ms: it.ends_ms,
            hundredths: it.hundredths,
        };
        let unit = it.unit.to_string();
        match mine.recorded.iter_mut().find(|recorded| recorded.unit == unit) {
            Some(recorded) => recorded.given.push(given),
            None => {
                let name = words::unit(l, &it.unit, &asked.context.directory);
                mine.recorded.push(Recorded { unit, name, given: vec![given] });
            }
        }
    }
    let proof = |it: crate::certificates::queries::Certificate| Proof {
        number: it.number,
        hours: it.hours.to_string(),
        day: shanghai::moment(it.issued_at_ms).date(),
        revoked: it.revoked.is_some(),
    };
    let (trainings, awards) = state.volunteers.honours(volunteer).await?;
    mine.has_honours = !trainings.is_empty() || !awards.is_empty();
    mine.proofs = state.certificates.of(volunteer).await?.into_iter().map(proof).collect();
    Ok(mine)
}
