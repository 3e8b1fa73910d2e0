//! Who works here, and inviting.

use app::{
    access::{Action, Role},
    accounts::{
        model::{Assignment, SignInName, parse_name},
        staff_page::{self, InviteFault, InviteForm, StaffList, StaffQuery},
    },
    ids::CommandId,
    journal::model::Refusal,
};
use axum::{
    extract::{Query, State},
    response::Response,
};

use super::{AccountsState, inside, person};
use crate::{
    accounts::{Newcomer, ProvedForm, SignedIn},
    error::StoreError,
    pages::Asked,
    problem::{Answered, Broke},
};

pub(super) async fn staff(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Query(query): Query<StaffQuery>,
) -> Answered {
    let list = StaffList { query, ..people(&state, &signed_in, empty()).await? };
    let page = staff_page::page(&asked.context, list);
    Ok(inside(&state.accounts, &signed_in, asked, page))
}

/// The form with a fresh id.
fn empty() -> InviteForm {
    InviteForm { command: CommandId::fresh().to_string(), ..InviteForm::default() }
}

/// Whom somebody may see, with a form for another.
async fn people(
    state: &AccountsState,
    signed_in: &SignedIn,
    form: InviteForm,
) -> Result<StaffList, StoreError> {
    let reader = signed_in.staff();
    let asking = state.accounts.waiting_to_come_back(reader).await?;
    Ok(StaffList {
        reader: reader.clone(),
        colleagues: state.accounts.colleagues(reader).await?,
        query: StaffQuery::default(),
        asking: asking.into_iter().map(|(staff, ..)| staff.id).collect(),
        units: state.accounts.units(reader, Action::ManageStaff),
        link: None,
        form,
        faults: Vec::new(),
    })
}

async fn list(
    state: &AccountsState,
    signed_in: &SignedIn,
    asked: Asked,
    form: InviteForm,
    faults: Vec<InviteFault>,
    link: Option<String>,
) -> Result<Response, Broke> {
    let list = StaffList { faults, link, ..people(state, signed_in, form).await? };
    let page = staff_page::page(&asked.context, list);
    Ok(inside(&state.accounts, signed_in, asked, page))
}

pub(super) async fn invite(
    State(state): State<AccountsState>,
    asked: Asked,
    ProvedForm { signed_in, form }: ProvedForm<InviteForm>,
) -> Answered {
    let (name, sign_in_name) = (parse_name(&form.name), SignInName::parse(&form.sign_in_name));
    let place = Role::from_word(&form.role).zip(form.unit.parse().ok());
    let mut faults = Vec::new();
    faults.extend(name.as_ref().err().map(|fault| InviteFault::Name(*fault)));
    faults.extend(sign_in_name.as_ref().err().map(|fault| InviteFault::SignInName(*fault)));
    faults.extend(place.is_none().then_some(InviteFault::Role));
    let (Ok(name), Ok(sign_in_name), Some((role, unit)), Ok(id)) =
        (name, sign_in_name, place, form.command.parse())
    else {
        return list(&state, &signed_in, asked, form, faults, None).await;
    };
    let newcomer = Newcomer { name, sign_in_name, assignment: Assignment { role, unit } };
    let fault = match state.accounts.invite(id, Some(signed_in.staff()), &newcomer).await? {
        Ok(staff) => {
            let link = person::link(&state, &signed_in, &asked, CommandId::fresh(), (staff, 1)).await?;
            let link = link.map_err(|_| Broke::NOT_FOUND)?;
            return list(&state, &signed_in, asked, empty(), Vec::new(), Some(link)).await;
        }
        Err(Refusal::Taken) => InviteFault::Taken,
        Err(Refusal::AgainstARule) => InviteFault::Role,
        Err(_) => return Err(Broke::NOT_FOUND),
    };
    // What was refused is kept under its id; another try is another command.
    let form = InviteForm { command: CommandId::fresh().to_string(), ..form };
    list(&state, &signed_in, asked, form, vec![fault], None).await
}
