//! The addresses of volunteers for everybody: registering, signing in, and one's own data.

use app::{
    accounts::passwords::PasswordFault,
    activities::{sign_up::Companion, words as activities},
    certificates::model::Hours as Certified,
    ids::{CommandId, VolunteerId},
    journal::model::{Actor, Refusal},
    language::Language,
    matching::{asked_page::Asked as MatchAsked, words as matching},
    messages::model::Contact,
    volunteers::{
        choose_page::{self, ChooseForm},
        code_page::{self, CodeForm, Open},
        details::{DetailsForm, EmailFault, Fault, PhoneFault, Renamed, email, mobile},
        details_form::PLACES,
        details_page::{self, Registering},
        me_page::{self, AGREE, Happened, Mailing, Mine},
        model::{AGREEMENT, Note, RENAMED, Step, agreement_number, is_name_open, local},
        password::OwnPassword,
        phone_page::{self, Asking, PhoneForm, Purpose},
        start_page::{self, Left},
        volunteer_page::{Noted, TAKE_BACK, TakenBack, WITHDRAW_CONSENT},
        words,
    },
};
use axum::{
    Form, Router,
    extract::{Query, State},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use serde::Deserialize;
use time::Date;

use super::{
    Amended, Confirmed, Keepers, Kept, Registered, SignedInVolunteer, Volunteers,
    office::day,
    passwords,
    queries::{self, Event, Volunteer},
    sessions::Proved,
    steps::taken_back,
};
use crate::{
    accounts::{AccountsState, From, private},
    activities::{
        ToldCorrection,
        attendance::queries::{Came, Hours, uncounted_of_volunteer},
        queries::{Open as Shift, one, shift},
        sign_ups::queries::{SignUp, sign_ups_by},
    },
    certificates::queries::Certificate,
    error::StoreError,
    journal::csv_cell,
    pages::Asked,
    problem::{Answered, Broke},
    shanghai,
};

/// Every address, without the language.
pub fn routes() -> Router<AccountsState> {
    Router::new()
        .route("/volunteers", get(start))
        .route("/volunteers/register", get(show_register).post(register))
        .route("/volunteers/sign-in", get(show_sign_in).post(sign_in))
        .route("/volunteers/code", get(show_code).post(give_code))
        .route("/volunteers/choose", get(show_choose).post(choose))
        .route("/volunteers/register/details", get(show_details).post(send_details))
        .route("/volunteers/me", get(me).post(change_me))
        .route("/volunteers/me/data.json", get(data_json))
        .route("/volunteers/me/data.csv", get(data_csv))
        .route("/volunteers/me/calendar", post(change_calendar))
        .route("/volunteers/me/phone", post(change_phone))
        .route("/volunteers/me/email", post(change_email))
        .route("/volunteers/me/erase", post(erase))
        .route("/volunteers/sign-out", post(sign_out))
        .merge(passwords::routes())
}

/// Why somebody is back at the beginning, as an address says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Back {
    left: String,
}

async fn start(
    State(volunteers): State<Volunteers>,
    asked: Asked,
    headers: HeaderMap,
    Query(Back { left }): Query<Back>,
) -> Answered {
    let here = volunteers.signed_in(&headers).await?.is_some();
    let left = match left.as_str() {
        "signed-out" => Some(Left::SignedOut),
        "erased" => Some(Left::Erased),
        _ => None,
    };
    let page = start_page::page(&asked.context, left, here);
    Ok(if here { private(asked, page) } else { asked.answer(page).into_response() })
}

async fn show_register(
    State(volunteers): State<Volunteers>,
    asked: Asked,
    Query(form): Query<PhoneForm>,
) -> impl IntoResponse {
    show_phone(&volunteers, asked, Purpose::Register, form)
}

pub(super) async fn show_sign_in(
    State(volunteers): State<Volunteers>,
    asked: Asked,
    Query(form): Query<PhoneForm>,
) -> impl IntoResponse {
    show_phone(&volunteers, asked, Purpose::SignIn, form)
}

fn show_phone(volunteers: &Volunteers, asked: Asked, purpose: Purpose, form: PhoneForm) -> Response {
    // A number in an address would stand in histories.
    let form = PhoneForm { phone: String::new(), ..form };
    let asking = Asking { purpose, form, sends_sms: volunteers.sends_sms(), ..Asking::default() };
    let page = phone_page::page(&asked.context, asking);
    asked.answer(page).into_response()
}

async fn register(
    State(volunteers): State<Volunteers>,
    asked: Asked,
    from: From,
    Form(form): Form<PhoneForm>,
) -> Answered {
    ask(&volunteers, asked, from, Purpose::Register, form).await
}

async fn sign_in(
    State(volunteers): State<Volunteers>,
    asked: Asked,
    from: From,
    Form(form): Form<PhoneForm>,
) -> Answered {
    ask(&volunteers, asked, from, Purpose::SignIn, form).await
}

async fn ask(
    volunteers: &Volunteers,
    asked: Asked,
    from: From,
    purpose: Purpose,
    form: PhoneForm,
) -> Answered {
    let (l, sends_sms) = (asked.context.language(), volunteers.sends_sms());
    let next = local(&form.next).unwrap_or_default();
    let fault = match mobile(&form.phone) {
        Err(fault) => fault,
        Ok(_) if !sends_sms => PhoneFault::NoMobile,
        Ok(phone) => match volunteers.ask(purpose, &phone, next, l, from.address).await? {
            Some(key) => return Ok(Redirect::to(&l.address(&code_page::of_request(&key))).into_response()),
            None => PhoneFault::TooOften,
        },
    };
    let asking = Asking { purpose, form, fault: Some(fault), sends_sms, ..Asking::default() };
    let page = phone_page::page(&asked.context, asking);
    Ok(private(asked, page))
}

/// Which request, as an address says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct OfRequest {
    key: String,
}

async fn show_code(
    State(volunteers): State<Volunteers>,
    asked: Asked,
    Query(OfRequest { key }): Query<OfRequest>,
) -> Answered {
    let page = match volunteers.asked(&key).await? {
        None => code_page::gone(&asked.context),
        Some((contact, guardian)) => {
            code_page::page(&asked.context, Open { key, contact, guardian, wrong: false })
        }
    };
    Ok(private(asked, page))
}

async fn give_code(
    State(volunteers): State<Volunteers>,
    asked: Asked,
    headers: HeaderMap,
    Form(form): Form<CodeForm>,
) -> Answered {
    let l = asked.context.language();
    let page = match volunteers.confirm(&form.key, form.digits().as_deref()).await? {
        Confirmed::Gone => code_page::gone(&asked.context),
        Confirmed::Wrong(contact, guardian) => {
            code_page::page(&asked.context, Open { key: form.key, contact, guardian, wrong: true })
        }
        Confirmed::Agreed(id) => {
            return signed_in(&volunteers, l, id, &headers, &format!("{}?done=1", me_page::ADDRESS)).await;
        }
        Confirmed::Added => return Ok(to_done(l)),
        Confirmed::Known => code_page::known(&asked.context),
        Confirmed::Proved(proven) => {
            let known = volunteers.known(&proven.contact).await?;
            let address = match (proven.purpose, known.as_slice()) {
                (Purpose::SignIn, [one]) => {
                    let next = if proven.next.is_empty() { me_page::ADDRESS } else { &proven.next };
                    return signed_in(&volunteers, l, one.id, &headers, next).await;
                }
                (Purpose::Register, []) => details_page::of_request(&form.key),
                _ => choose_page::of_request(&form.key),
            };
            return Ok(Redirect::to(&l.address(&address)).into_response());
        }
    };
    Ok(private(asked, page))
}

/// On to a page, signed in.
pub(super) async fn signed_in(
    volunteers: &Volunteers,
    l: Language,
    id: VolunteerId,
    headers: &HeaderMap,
    next: &str,
) -> Answered {
    let cookie = volunteers.sign_in(id, headers).await?;
    // What stands behind `next` may have its language already.
    let (named, _) = Language::of_path(next);
    let address = if named == Language::Zh { l.address(next) } else { next.to_owned() };
    Ok(with_cookie(Redirect::to(&address).into_response(), cookie))
}

fn with_cookie(mut response: Response, cookie: Option<HeaderValue>) -> Response {
    if let Some(cookie) = cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

async fn show_choose(
    State(volunteers): State<Volunteers>,
    asked: Asked,
    Query(OfRequest { key }): Query<OfRequest>,
) -> Answered {
    let page = match volunteers.proven(&key).await?.filter(|proven| proven.fresh) {
        None => code_page::gone(&asked.context),
        Some(proven) => {
            let known = volunteers.known(&proven.contact).await?;
            choose_page::page(&asked.context, key, known)
        }
    };
    Ok(private(asked, page))
}

async fn choose(
    State(volunteers): State<Volunteers>,
    asked: Asked,
    headers: HeaderMap,
    Form(form): Form<ChooseForm>,
) -> Answered {
    let l = asked.context.language();
    if let Some(proven) = volunteers.proven(&form.key).await?.filter(|proven| proven.fresh) {
        let known = volunteers.known(&proven.contact).await?;
        let chosen = known.iter().find(|it| it.id.to_string() == form.volunteer);
        if let Some(chosen) = chosen {
            let next = if proven.next.is_empty() { me_page::ADDRESS } else { &proven.next };
            return signed_in(&volunteers, l, chosen.id, &headers, next).await;
        }
        let page = choose_page::page(&asked.context, form.key, known);
        return Ok(private(asked, page));
    }
    let page = code_page::gone(&asked.context);
    Ok(private(asked, page))
}

async fn show_details(
    State(volunteers): State<Volunteers>,
    asked: Asked,
    Query(OfRequest { key }): Query<OfRequest>,
) -> Answered {
    details(&volunteers, asked, key, DetailsForm::default(), Vec::new()).await
}

/// The page with these fields; or that the number has to be proved again.
async fn details(
    volunteers: &Volunteers,
    asked: Asked,
    key: String,
    form: DetailsForm,
    faults: Vec<Fault>,
) -> Answered {
    let page = match volunteers.proven(&key).await? {
        None => code_page::gone(&asked.context),
        Some(proven) => {
            let command = CommandId::fresh().to_string();
            let (contact, approving) = (proven.contact, volunteers.approving().await?);
            let registering = Registering { key, command, contact, form, faults, approving };
            details_page::page(&asked.context, registering)
        }
    };
    Ok(private(asked, page))
}

async fn send_details(
    State(volunteers): State<Volunteers>,
    asked: Asked,
    from: From,
    headers: HeaderMap,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answered {
    let l = asked.context.language();
    let form = DetailsForm::read(pairs);
    let key = form.text("key").to_owned();
    if form.text("act") == PLACES {
        return details(&volunteers, asked, key, form, Vec::new()).await;
    }
    let agreed = form.text("agree") == "on";
    let parsed = form.parse(&asked.context.directory, shanghai::today());
    let parsed = match (parsed, agreed) {
        (Ok(details), true) => Ok(details),
        (Ok(_), false) => Err(vec![Fault::NotAgreed]),
        (Err(mut faults), agreed) => {
            faults.extend((!agreed).then_some(Fault::NotAgreed));
            Err(faults)
        }
    };
    let told = match parsed {
        Err(faults) => return details(&volunteers, asked, key, form, faults).await,
        Ok(told) => told,
    };
    let command = form.text("command").parse().unwrap_or_else(|_| CommandId::fresh());
    match volunteers.register(&key, command, told, l, from.address).await? {
        Registered::Done(id) => {
            let next = volunteers.proven(&key).await?.map(|proven| proven.next).unwrap_or_default();
            let welcome = format!("{}?done=1", me_page::ADDRESS);
            let next = if next.is_empty() { welcome.as_str() } else { &next };
            signed_in(&volunteers, l, id, &headers, next).await
        }
        Registered::Consent(key) => {
            Ok(Redirect::to(&l.address(&code_page::of_request(&key))).into_response())
        }
        Registered::Not(fault) => details(&volunteers, asked, key, form, vec![fault]).await,
        Registered::Gone => details(&volunteers, asked, key, form, Vec::new()).await,
    }
}

/// Whether something was just done, as an address says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Done {
    done: String,
}

async fn me(
    State(volunteers): State<Volunteers>,
    asked: Asked,
    Proved(id): Proved,
    Query(Done { done }): Query<Done>,
) -> Answered {
    let shown = Shown { done: !done.is_empty(), ..Shown::default() };
    mine(&volunteers, asked, id, shown).await
}

/// What the page shows beside what is kept.
#[derive(Default)]
pub(super) struct Shown {
    pub(super) form: Option<DetailsForm>,
    pub(super) faults: Vec<Fault>,
    pub(super) done: bool,
    pub(super) unsure: bool,
    pub(super) unproved: bool,
    /// The number that was typed, and what is wrong with it.
    pub(super) phone: Option<(String, PhoneFault)>,
    /// The e-mail address that was typed, and what is wrong with it.
    pub(super) email: Option<(String, EmailFault)>,
    /// The key of the calendar that was just made.
    pub(super) calendar: Option<String>,
    /// What is wrong with the password that was typed.
    pub(super) password: Option<PasswordFault>,
}

pub(super) async fn mine(volunteers: &Volunteers, asked: Asked, id: VolunteerId, shown: Shown) -> Answered {
    let l = asked.context.language();
    let (volunteer, kept) = own(volunteers, id).await?;
    // Whoever gave no code or password of late sees what they typed, and nothing that was said of them.
    let events = match shown.unproved {
        true => Vec::new(),
        false => volunteers.events(&volunteer).await?,
    };
    let name_waits = is_name_open(events.iter().map(|(event, _)| event.kind.as_str()));
    let decides = |kind: &str| kind == RENAMED || Step::from_word(kind).is_some();
    let reason = events.iter().find(|(event, _)| decides(&event.kind));
    let reason = reason.filter(|(event, _)| event.kind != RENAMED).and_then(|(_, said)| said.clone());
    let form = shown.form.unwrap_or_else(|| DetailsForm::of(&kept.details, &asked.context.directory));
    let mine = Mine {
        number: volunteer.number.clone(),
        state: volunteer.state,
        reason,
        version: volunteer.version,
        agreed: volunteer.agreement == AGREEMENT,
        agreement: (volunteer.agreement.clone(), day(volunteer.agreed_on)),
        consented_on: kept.consent.as_ref().filter(|it| !it.withdrawn).map(|it| it.on),
        guarded: kept.guarded(shanghai::today()),
        contact: Volunteers::contact_of(&kept),
        form,
        faults: shown.faults,
        approving: volunteers.approving().await?,
        has_hours: queries::has_hours(volunteers.database(), &id.to_string()).await?,
        name_waits,
        happened: happened(l, events, true),
        done: shown.done,
        unsure: shown.unsure,
        phone: shown.phone,
        mail: Mailing {
            sends: volunteers.sends_mail(),
            address: kept.email.map(Contact::Email),
            typed: shown.email,
        },
        calendar: volunteers.calendar_link(id, shown.calendar).await?,
        password: OwnPassword { is_set: volunteers.has_password(id).await?, fault: shown.password },
    };
    let page = me_page::page(&asked.context, mine);
    Ok(private(asked, page))
}

/// A volunteer who is signed in, and what is kept of them.
pub(super) async fn own(volunteers: &Volunteers, id: VolunteerId) -> Result<(Volunteer, Kept), Broke> {
    let volunteer = volunteers.find(id).await?.ok_or(Broke::NOT_FOUND)?;
    let kept = volunteers.opened(&volunteer).await?.ok_or(Broke::NOT_FOUND)?;
    Ok((volunteer, kept))
}

/// What happened, as the volunteer and the station read it; with `whole` names for who may read them.
pub(super) fn happened(l: Language, events: Vec<(Event, Option<String>)>, whole: bool) -> Vec<Happened> {
    let taken = taken_back(&events);
    let said = |event: &Event, said: Option<String>| -> Vec<String> {
        let Some(said) = said else { return Vec::new() };
        if event.kind == TAKE_BACK {
            return serde_json::from_str::<TakenBack>(&said).map(|it| it.reason).into_iter().collect();
        }
        if event.kind == RENAMED {
            let renamed = serde_json::from_str::<Renamed>(&said);
            return renamed.map(|it| words::renamed(l, &it, whole)).unwrap_or_default();
        }
        match Note::from_word(&event.kind).and_then(|_| serde_json::from_str::<Noted>(&said).ok()) {
            Some(noted) => {
                let first = [noted.title, noted.by, noted.day, noted.hours];
                let first: Vec<_> = first.into_iter().filter(|it| !it.is_empty()).collect();
                [first.join(" · "), noted.content].into_iter().filter(|it| !it.is_empty()).collect()
            }
            None => vec![said],
        }
    };
    events
        .into_iter()
        .map(|(event, words)| {
            let is_taken = taken.contains(&event.number);
            let kind = event.kind.as_str();
            Happened {
                when: shanghai::minute(event.at_ms),
                what: if is_taken { words::taken_back(l, kind) } else { words::happened(l, kind) },
                said: said(&event, words),
                note: Note::from_word(&event.kind).filter(|_| !is_taken).map(|_| event.number),
            }
        })
        .collect()
}

async fn change_me(
    State(state): State<AccountsState>,
    asked: Asked,
    SignedInVolunteer(here): SignedInVolunteer,
    from: From,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answered {
    let (l, volunteers) = (asked.context.language(), &state.volunteers);
    let form = DetailsForm::read(pairs);
    let command = form.text("command").parse().unwrap_or_else(|_| CommandId::fresh());
    let basis = form.text("basis").parse().unwrap_or_default();
    let done = || Ok(to_done(l));
    let act = form.text("act").to_owned();
    let pressed = match Step::from_word(&act) {
        Some(step) => Some(volunteers.own_step(command, here.id, basis, step).await?),
        None if act == AGREE => Some(volunteers.agree(command, here.id, basis).await?),
        None if act == WITHDRAW_CONSENT => {
            Some(volunteers.change_consent(None, command, (here.id, basis), true, "").await?)
        }
        None => None,
    };
    let stops = act == WITHDRAW_CONSENT || Step::from_word(&act).is_some_and(Step::stops);
    let faults = match pressed {
        Some(Ok(())) if stops => {
            state.activities.stand_down(here.id, &Actor::Volunteer(here.id)).await?;
            return done();
        }
        Some(Ok(())) => return done(),
        Some(Err(Refusal::NotAllowed)) => return Err(Broke::NOT_FOUND),
        // What is kept is shown to who gave a code or a password of late.
        Some(Err(_)) if !here.proved => {
            return Ok(Redirect::to(&l.address(me_page::ADDRESS)).into_response());
        }
        Some(Err(_)) => {
            let shown = Shown { faults: vec![Fault::NotNow], ..Shown::default() };
            return mine(volunteers, asked, here.id, shown).await;
        }
        None if act == PLACES => Vec::new(),
        None => match form.parse(&asked.context.directory, shanghai::today()) {
            Err(faults) => faults,
            Ok(details) => match volunteers.amend(command, here.id, basis, details, l, from.address).await? {
                Amended::Done => return done(),
                Amended::Consent(key) => {
                    let address = code_page::of_request(&key);
                    return Ok(Redirect::to(&l.address(&address)).into_response());
                }
                Amended::NotNow => vec![Fault::NotNow],
                Amended::Known => vec![Fault::Known],
                Amended::TooOften => vec![Fault::TooOften],
            },
        },
    };
    let shown = Shown { form: Some(form), faults, unproved: !here.proved, ..Shown::default() };
    mine(volunteers, asked, here.id, shown).await
}

/// Back to one's own page, where it says that something was done.
pub(super) fn to_done(l: Language) -> Response {
    Redirect::to(&l.address(&format!("{}?done=1", me_page::ADDRESS))).into_response()
}

/// What becomes of the address of one's calendar.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct CalendarForm {
    command: String,
    basis: String,
    act: String,
}

async fn change_calendar(
    State(volunteers): State<Volunteers>,
    asked: Asked,
    Proved(id): Proved,
    Form(form): Form<CalendarForm>,
) -> Answered {
    if form.act == me_page::WITHDRAW {
        volunteers.withdraw_calendar_link(id).await?;
        return Ok(to_done(asked.context.language()));
    }
    let Ok(press) = form.command.parse::<CommandId>() else { return Err(Broke::NOT_FOUND) };
    let basis = form.basis.parse().unwrap_or_default();
    // It is shown in this answer and never again: an address that told it would stand in histories and logs.
    let calendar = volunteers.make_calendar_link(press, id, basis).await?;
    let faults = if calendar.is_none() { vec![Fault::NotNow] } else { Vec::new() };
    mine(&volunteers, asked, id, Shown { calendar, faults, ..Shown::default() }).await
}

/// Which number somebody has now.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ChangePhoneForm {
    command: String,
    basis: String,
    phone: String,
}

async fn change_phone(
    State(volunteers): State<Volunteers>,
    asked: Asked,
    Proved(id): Proved,
    from: From,
    Form(form): Form<ChangePhoneForm>,
) -> Answered {
    let l = asked.context.language();
    let command = form.command.parse().unwrap_or_else(|_| CommandId::fresh());
    let basis = form.basis.parse().unwrap_or_default();
    let fault = match mobile(&form.phone) {
        Err(fault) => fault,
        Ok(phone) => {
            let contact = Contact::Phone(phone);
            match volunteers.ask_contact(command, (id, basis), &contact, l, from.address).await? {
                Some(key) => {
                    return Ok(Redirect::to(&l.address(&code_page::of_request(&key))).into_response());
                }
                None => PhoneFault::TooOften,
            }
        }
    };
    let shown = Shown { phone: Some((form.phone, fault)), ..Shown::default() };
    mine(&volunteers, asked, id, shown).await
}

/// Where somebody wants to be written to, or that they do not any more.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ChangeEmailForm {
    command: String,
    basis: String,
    email: String,
    act: String,
}

async fn change_email(
    State(volunteers): State<Volunteers>,
    asked: Asked,
    Proved(id): Proved,
    from: From,
    Form(form): Form<ChangeEmailForm>,
) -> Answered {
    let l = asked.context.language();
    let command = form.command.parse().unwrap_or_else(|_| CommandId::fresh());
    let basis = form.basis.parse().unwrap_or_default();
    if form.act == me_page::WITHDRAW {
        let faults = match volunteers.forget_email(command, id, basis).await? {
            Ok(()) => return Ok(to_done(l)),
            Err(_) => vec![Fault::NotNow],
        };
        return mine(&volunteers, asked, id, Shown { faults, ..Shown::default() }).await;
    }
    let fault = match email(&form.email).filter(|_| volunteers.sends_mail()) {
        None => EmailFault::NoAddress,
        Some(contact) => {
            match volunteers.ask_contact(command, (id, basis), &contact, l, from.address).await? {
                Some(key) => {
                    return Ok(Redirect::to(&l.address(&code_page::of_request(&key))).into_response());
                }
                None => EmailFault::TooOften,
            }
        }
    };
    let shown = Shown { email: Some((form.email, fault)), ..Shown::default() };
    mine(&volunteers, asked, id, shown).await
}

/// What somebody signed up for.
struct SignedUp {
    what: SignUp,
    shift: Shift,
    companions: Vec<Companion>,
}

/// What else is kept of a volunteer: what stations asked of them, what they signed up for and whom they bring along, when
/// they came to activities, their hours with the name of the activity, those that do not count at the end, what they wanted
/// put right in their record, their certificates, and since when there is an address of their calendar. That one is never
/// told anew.
struct Beside {
    asked: Vec<MatchAsked>,
    signed: Vec<SignedUp>,
    came: Vec<Came>,
    hours: Vec<(Hours, String)>,
    certificates: Vec<Certificate>,
    corrections: Vec<ToldCorrection>,
    calendar: Option<Date>,
}

impl Beside {
    async fn of(state: &AccountsState, id: VolunteerId) -> Result<Self, StoreError> {
        let (activities, database) = (&state.activities, state.volunteers.database());
        let mut signed = Vec::new();
        for what in sign_ups_by(database, id).await? {
            if let Some(shift) = shift(database, what.shift).await? {
                let companions = activities.companions(&what).await?;
                signed.push(SignedUp { what, shift, companions });
            }
        }
        let mut hours = Vec::new();
        let uncounted = uncounted_of_volunteer(database, id).await?;
        for given in activities.hours_of(id).await?.into_iter().chain(uncounted) {
            let name = one(database, given.activity).await?.map(|it| it.details.name).unwrap_or_default();
            hours.push((given, name));
        }
        Ok(Self {
            asked: state.matching.asked_of(id, shanghai::today()).await?,
            signed,
            came: activities.coming_of(id).await?,
            hours,
            certificates: state.certificates.of(id).await?,
            corrections: state.activities.corrections_of(id).await?,
            calendar: state.volunteers.calendar_link(id, None).await?.made,
        })
    }
}

/// Hours as they are written.
fn given(hours: &Hours) -> Certified {
    Certified::of_hundredths(u32::try_from(hours.hundredths).unwrap_or_default())
}

async fn data_json(State(state): State<AccountsState>, asked: Asked, Proved(id): Proved) -> Answered {
    let volunteers = &state.volunteers;
    let (volunteer, kept) = own(volunteers, id).await?;
    let beside = Beside::of(&state, id).await?;
    let events = happened(asked.context.language(), volunteers.events(&volunteer).await?, true);
    let events: Vec<_> = events
        .into_iter()
        .map(|it| serde_json::json!({ "when": it.when, "what": it.what, "said": it.said }))
        .collect();
    let asked_to_help = beside.asked.iter().map(|it| {
        serde_json::json!({
            "asked_at": shanghai::minute(it.asked_at_ms),
            "unit": it.unit.to_string(),
            "need": it.told,
            "state": it.state.word(),
            "since": shanghai::minute(it.changed_at_ms),
            "reason": it.reason,
        })
    });
    let corrections = beside.corrections.iter().map(|it| {
        serde_json::json!({
            "activity": it.correction.details.name,
            "asked_at": shanghai::minute(it.correction.asked_at_ms),
            "words": it.words,
            "state": it.correction.state.word(),
            "answer": it.answer,
        })
    });
    let came = beside.came.iter().map(|it| {
        serde_json::json!({
            "activity": it.details.name,
            "came": shanghai::minute(it.came_ms),
            "left": it.left_ms.map(shanghai::minute),
            "away_km": it.away_km,
        })
    });
    let signed_up = beside.signed.iter().map(|it| {
        serde_json::json!({
            "activity": it.shift.details.name,
            "begins": shanghai::minute(it.shift.starts_ms),
            "ends": shanghai::minute(it.shift.ends_ms),
            "signed_up_at": shanghai::minute(it.what.signed_at_ms),
            "state": it.what.state.word(),
            "places": it.what.places,
            "companions": it.companions,
        })
    });
    let hours = beside.hours.iter().map(|(it, name)| {
        serde_json::json!({
            "activity": name,
            "day": it.day.to_string(),
            "begins": shanghai::minute(it.begins_ms),
            "ends": shanghai::minute(it.ends_ms),
            "state": it.state.word(),
            "hours": given(it).to_string(),
            "recorded_by": it.unit.to_string(),
            "remark": it.remark,
        })
    });
    let certificates = beside.certificates.iter().map(|it| {
        serde_json::json!({
            "number": it.number.to_string(),
            "issued_at": shanghai::minute(it.issued_at_ms),
            "hours": it.hours.to_string(),
            "issued_by": it.unit.to_string(),
            "revoked": it.revoked.map(|(_, reason)| reason.word()),
        })
    });
    let consent = kept.consent.as_ref();
    let data = serde_json::json!({
        "number": volunteer.number,
        "state": volunteer.state.word(),
        "registered_on": day(volunteer.registered_on),
        "agreement": { "version": agreement_number(&volunteer.agreement), "agreed_on": day(volunteer.agreed_on) },
        "phone": kept.phone,
        "email": kept.email,
        "guardian_consented_on": consent.filter(|it| !it.withdrawn).map(|it| it.on.to_string()),
        "guardian_consent_withdrawn": consent.is_some_and(|it| it.withdrawn),
        "details": kept.details,
        "events": events,
        "asked_to_help": asked_to_help.collect::<Vec<_>>(),
        "signed_up": signed_up.collect::<Vec<_>>(),
        "came": came.collect::<Vec<_>>(),
        "hours": hours.collect::<Vec<_>>(),
        "certificates": certificates.collect::<Vec<_>>(),
        "corrections": corrections.collect::<Vec<_>>(),
        "password_is_set": volunteers.has_password(id).await?,
        "calendar_address_made_on": beside.calendar.map(|day| day.to_string()),
    });
    let text = serde_json::to_string_pretty(&data).unwrap_or_default();
    Ok(file("application/json", "volunteer.json", text))
}

async fn data_csv(State(state): State<AccountsState>, asked: Asked, Proved(id): Proved) -> Answered {
    let (volunteers, l, directory) = (&state.volunteers, asked.context.language(), &asked.context.directory);
    let (volunteer, kept) = own(volunteers, id).await?;
    let beside = Beside::of(&state, id).await?;
    let events = happened(l, volunteers.events(&volunteer).await?, true);
    let mut lines = words::told(l, &kept.details, directory);
    let number = volunteer.number.to_string();
    lines.splice(0..0, words::standing(l, &number, volunteer.state, &kept.phone));
    lines.extend(kept.email.map(|email| words::email(l, email)));
    lines.push(words::password(l, volunteers.has_password(id).await?));
    lines.extend(events.into_iter().map(|it| (format!("{} {}", it.when, it.what), it.said.join("\n"))));
    lines.extend(beside.asked.iter().map(|it| {
        let (asked, changed) = (shanghai::minute(it.asked_at_ms), shanghai::minute(it.changed_at_ms));
        matching::taken_home(l, it, &asked, &changed, directory)
    }));
    lines.extend(beside.signed.iter().map(|it| {
        let starts = shanghai::minute(it.shift.starts_ms);
        words::signed_up(l, &it.shift.details.name, &starts, it.what.state, &it.companions)
    }));
    lines.extend(beside.came.iter().map(|it| {
        let left = it.left_ms.map(shanghai::minute);
        activities::came(l, &it.details.name, &shanghai::minute(it.came_ms), left.as_deref(), it.away_km)
    }));
    lines.extend(beside.corrections.iter().map(|it| {
        let (asked, of) = (shanghai::minute(it.correction.asked_at_ms), &it.correction);
        activities::correction_told(l, &of.details.name, &asked, of.state, (&it.words, &it.answer))
    }));
    lines.extend(beside.hours.iter().map(|(it, name)| {
        let unit = activities::unit(l, &it.unit, directory);
        words::hours(l, name, &it.day.to_string(), (it.state, &given(it).to_string()), &unit, &it.remark)
    }));
    lines.extend(beside.certificates.iter().map(|it| {
        let (unit, issued) = (activities::unit(l, &it.unit, directory), shanghai::minute(it.issued_at_ms));
        let revoked = it.revoked.map(|(_, reason)| reason);
        words::certificate(l, &it.number.to_string(), &issued, &it.hours.to_string(), &unit, revoked)
    }));
    lines.extend(beside.calendar.map(|day| words::calendar(l, &day.to_string())));
    let row = |(name, value): (String, String)| format!("{},{}\r\n", csv_cell(&name), csv_cell(&value));
    // The mark at the beginning is needed by Excel to read Chinese.
    let table: String = lines.into_iter().map(row).collect();
    Ok(file("text/csv; charset=utf-8", "volunteer.csv", format!("\u{feff}{table}")))
}

fn file(kind: &'static str, name: &str, text: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    let mut response = (headers, text).into_response();
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

/// Whether somebody is sure.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct EraseForm {
    sure: String,
}

async fn erase(
    State(state): State<AccountsState>,
    asked: Asked,
    Proved(id): Proved,
    headers: HeaderMap,
    Form(EraseForm { sure }): Form<EraseForm>,
) -> Answered {
    if sure != "on" {
        return mine(&state.volunteers, asked, id, Shown { unsure: true, ..Shown::default() }).await;
    }
    let keepers = Keepers::of(&state.activities, &state.matching, &state.certificates);
    state.volunteers.erase_everywhere(keepers, id, &Actor::Volunteer(id)).await?;
    leave(&state.volunteers, &asked, &headers, "erased").await
}

async fn sign_out(State(volunteers): State<Volunteers>, asked: Asked, headers: HeaderMap) -> Answered {
    leave(&volunteers, &asked, &headers, "signed-out").await
}

async fn leave(volunteers: &Volunteers, asked: &Asked, headers: &HeaderMap, left: &str) -> Answered {
    let cookie: Result<_, StoreError> = volunteers.sign_out(headers).await;
    let address = format!("{}?left={left}", start_page::ADDRESS);
    let address = asked.context.language().address(&address);
    Ok(with_cookie(Redirect::to(&address).into_response(), cookie?))
}
