//! Somebody who works here: their roles, handing over, letting them back in, disabling.

use app::{
    access::{Action, Role},
    accounts::{
        model::{Assignment, Staff, State as Stands},
        person_page::{self, Person, PersonFault, PersonForm},
        staff_page, start_page,
        terms::{Term, Terms},
    },
    ids::{CommandId, StaffId},
    iso_date,
    journal::model::Refusal,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use serde::Deserialize;
use time::Date;

use super::{AccountsState, inside, to};
use crate::{
    accounts::{ProvedForm, SignedIn, terms::Leaving},
    pages::Asked,
    problem::{Answered, Broke},
    shanghai,
};

/// Whether something was just done.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Just {
    #[serde(default)]
    done: String,
}

/// What is shown beside the person: a form that has to be put right, or a link.
#[derive(Default)]
struct Beside {
    form: PersonForm,
    fault: Option<PersonFault>,
    link: Option<String>,
    done: bool,
}

/// Whom the address names, if the reader may see them.
async fn whom(state: &AccountsState, signed_in: &SignedIn, id: &str) -> Result<Staff, Broke> {
    state.accounts.colleague(signed_in.staff(), id).await?.ok_or(Broke::NOT_FOUND)
}

pub(super) async fn person(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Path(id): Path<String>,
    Query(Just { done }): Query<Just>,
) -> Answered {
    let staff = whom(&state, &signed_in, &id).await?;
    let beside = Beside { done: !done.is_empty(), ..Beside::default() };
    show(&state, &signed_in, asked, staff, beside).await
}

async fn show(
    state: &AccountsState,
    signed_in: &SignedIn,
    asked: Asked,
    staff: Staff,
    Beside { form, fault, link, done }: Beside,
) -> Result<Response, Broke> {
    let (accounts, reader) = (&state.accounts, signed_in.staff());
    let managed = accounts.may_manage(reader, &staff);
    let asking = accounts.waiting_to_come_back(reader).await?;
    let asks = asking.into_iter().find(|(asking, ..)| asking.id == staff.id);
    let everybody = if managed { accounts.everybody().await? } else { Vec::new() };
    let leaving = accounts.leaving(staff.id).await?.filter(|_| staff.state != Stands::Disabled);
    let named = |id: StaffId| {
        let heir = everybody.iter().find(|heir| heir.id == id);
        (id, heir.map_or_else(|| id.to_string(), |heir| heir.name.clone()))
    };
    let person = Person {
        reader: reader.clone(),
        terms: accounts.terms(staff.id).await?,
        today: shanghai::today(),
        leaving: leaving.map(|(day, heir)| (day, heir.map(named))),
        asks: asks.map(|(_, lost, since)| (lost, shanghai::minute(since))),
        let_back_in: accounts.may_let_back_in(reader, &staff),
        units: if managed { accounts.units(reader, Action::ManageStaff) } else { Vec::new() },
        heirs: everybody
            .iter()
            .filter(|heir| {
                heir.id != staff.id && heir.state != Stands::Disabled && accounts.may_manage(reader, heir)
            })
            .cloned()
            .collect(),
        managed,
        link,
        done,
        form,
        fault,
        staff,
    };
    let page = person_page::page(&asked.context, person);
    Ok(inside(accounts, signed_in, asked, page))
}

/// The address of a link that was just made for somebody.
pub(super) async fn link(
    state: &AccountsState,
    signed_in: &SignedIn,
    asked: &Asked,
    id: CommandId,
    (staff, basis): (StaffId, i64),
) -> Result<Result<String, Refusal>, Broke> {
    let made = state.accounts.make_link(id, Some(signed_in.staff()), staff, basis).await?;
    let address = asked.context.language().address(start_page::ADDRESS);
    Ok(made.map(|key| format!("{}{address}?key={key}", state.sources.site.public_url)))
}

pub(super) async fn change(
    State(state): State<AccountsState>,
    asked: Asked,
    Path(person): Path<String>,
    ProvedForm { signed_in, form }: ProvedForm<PersonForm>,
) -> Answered {
    let staff = whom(&state, &signed_in, &person).await?;
    let (Ok(id), Ok(basis)) = (form.command.parse::<CommandId>(), form.basis.parse::<i64>()) else {
        return Err(Broke::NOT_FOUND);
    };
    let (accounts, by) = (&state.accounts, signed_in.staff());
    // Before anything is said about what was typed.
    if matches!(form.act.as_str(), "give" | "end" | "hand_over") && !accounts.may_manage(by, &staff) {
        return Err(Broke::NOT_FOUND);
    }
    let done = match form.act.as_str() {
        "link" => match link(&state, &signed_in, &asked, id, (staff.id, basis)).await? {
            Ok(link) => {
                let staff = whom(&state, &signed_in, &person).await?;
                let beside = Beside { link: Some(link), ..Beside::default() };
                return show(&state, &signed_in, asked, staff, beside).await;
            }
            Err(refusal) => Err(refusal),
        },
        "enable" => accounts.enable(id, by, staff.id, basis).await?,
        "disable" => accounts.disable(id, by, staff.id, basis).await?,
        "second_factor" => accounts.forget_second_factor(id, by, staff.id, basis).await?,
        "give" => {
            let term = match read_term(&form, &accounts.terms(staff.id).await?) {
                Ok(term) => term,
                Err(fault) => {
                    let beside = Beside { form, fault: Some(fault), ..Beside::default() };
                    return show(&state, &signed_in, asked, staff, beside).await;
                }
            };
            accounts.give_role(id, by, &staff, basis, &term).await?
        }
        "end" | "hand_over" => {
            // What is over is over: a role does not end before yesterday, with which it ends at once.
            let ends = |day: &Date| form.act != "end" || Some(*day) >= shanghai::today().previous_day();
            let Some(last_day) = iso_date::parse(form.until.trim()).filter(ends) else {
                let beside = Beside { form, fault: Some(PersonFault::LastDay), ..Beside::default() };
                return show(&state, &signed_in, asked, staff, beside).await;
            };
            match form.act.as_str() {
                "end" => accounts.end_role(id, by, &staff, basis, (&form.term, last_day)).await?,
                _ => {
                    let to = match form.to.as_str() {
                        "" => None,
                        to => Some(to.parse().map_err(|_| Broke::NOT_FOUND)?),
                    };
                    let done = accounts.hand_over(id, by, &staff, basis, Leaving { last_day, to }).await?;
                    if let Err(Refusal::AgainstARule | Refusal::NotNow) = done {
                        let beside = Beside { form, fault: Some(PersonFault::Heir), ..Beside::default() };
                        return show(&state, &signed_in, asked, staff, beside).await;
                    }
                    done
                }
            }
        }
        _ => return Err(Broke::NOT_FOUND),
    };
    match done {
        Ok(()) => {}
        Err(Refusal::NotFound) => return Err(Broke::NOT_FOUND),
        Err(_) => {
            let beside = Beside { fault: Some(PersonFault::NotNow), ..Beside::default() };
            let staff = whom(&state, &signed_in, &person).await?;
            return show(&state, &signed_in, asked, staff, beside).await;
        }
    }
    // Whose last role has ended may be out of sight now.
    let address = match state.accounts.colleague(by, &person).await? {
        Some(staff) => format!("{}?done=1", person_page::address(staff.id)),
        None => staff_page::ADDRESS.to_owned(),
    };
    Ok(to(asked.context.language(), &address, None))
}

/// The role that a form gives, if nothing speaks against it.
fn read_term(form: &PersonForm, held: &[Term]) -> Result<Term, PersonFault> {
    let place = Role::from_word(&form.role).zip(form.unit.parse().ok());
    let misfits = PersonFault::Role(app::accounts::terms::TermFault::Role);
    let (role, unit) = place.ok_or(misfits)?;
    let until = match form.until.trim() {
        "" => None,
        day => Some(iso_date::parse(day).ok_or(PersonFault::Until)?),
    };
    let term = Term {
        id: CommandId::fresh().to_string(),
        assignment: Assignment { role, unit },
        from: iso_date::parse(form.from.trim()).ok_or(PersonFault::From)?,
        until,
    };
    Terms(held).may_add(&term).map_err(PersonFault::Role)?;
    Ok(term)
}
