//! `/volunteers/me`: what is kept of a volunteer, for themselves: to see, correct, take home and erase.

use leptos::prelude::*;
use time::Date;

use super::{
    agreement::AgreementText,
    details::{DetailsForm, EmailFault, Fault, PhoneFault},
    details_form::{Approving, DetailsFields},
    messages,
    model::{State, Step, VolunteerNumber, agreement_number},
    password::{self, OwnPassword},
    start_page,
    volunteer_page::WITHDRAW_CONSENT,
    words,
};
use crate::activities::words as activities;
use crate::matching::messages as matching;
use crate::stations::messages as stations;
use crate::{
    activities::{calendar, mine_page},
    ids::CommandId,
    language::Language,
    matching::asked_page,
    messages::model::Contact,
    reader::{directory, reader, site},
    shell::{Page, PageContext},
    ui::{FaultList, Question, TextField},
};

/// The address.
pub const ADDRESS: &str = "/volunteers/me";

/// Where one's data are taken home as JSON.
pub const EXPORT_JSON: &str = "/volunteers/me/data.json";

/// The same as a table.
pub const EXPORT_CSV: &str = "/volunteers/me/data.csv";

/// Where one says that one has another telephone.
pub const PHONE: &str = "/volunteers/me/phone";

/// Where one says at which e-mail address one is written to, and takes it away.
pub const EMAIL: &str = "/volunteers/me/email";

/// Where one makes the address of one's calendar, and withdraws it.
pub const CALENDAR: &str = "/volunteers/me/calendar";

/// Value that withdraws the one, and takes the other away.
pub const WITHDRAW: &str = "withdraw";

/// Where one erases oneself.
pub const ERASE: &str = "/volunteers/me/erase";

/// Where one signs out.
pub const SIGN_OUT: &str = "/volunteers/sign-out";

/// Value that agrees to the agreement as it is now.
pub const AGREE: &str = "agree";

/// How it stands with a minor's guardian.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guarded {
    /// Nobody has to agree.
    No,
    /// They agreed, and may take that back.
    Agreed,
    /// They agreed by the minor's own number.
    ByOwnNumber,
    /// They have taken it back.
    Withdrawn,
}

/// Something that happened, as the volunteer and the station read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happened {
    /// When, `2026-11-24 14:08`.
    pub when: String,
    /// What, in words of the page's language.
    pub what: String,
    /// What was said with it, line by line.
    pub said: Vec<String>,
    /// Its number, where it is a note that can be taken back.
    pub note: Option<i64>,
}

/// How the address stands at which the volunteer's own calendar reads.
#[derive(Clone, Debug, Default)]
pub struct CalendarLink {
    /// Moves on whenever one is made or withdrawn.
    pub version: i64,
    /// When it was made; nothing where there is none.
    pub made: Option<Date>,
    /// Its key, on the one page that shows it.
    pub fresh: Option<String>,
}

/// How it stands with e-mail.
#[derive(Clone, Debug, Default)]
pub struct Mailing {
    /// Whether any is sent from here.
    pub sends: bool,
    /// Where they are written to.
    pub address: Option<Contact>,
    /// The address that they wanted, and what is wrong with it.
    pub typed: Option<(String, EmailFault)>,
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Mine {
    /// Their number.
    pub number: VolunteerNumber,
    /// Where they stand.
    pub state: State,
    /// Why, where a station said so.
    pub reason: Option<String>,
    /// The version that the form was made from.
    pub version: i64,
    /// Whether they agreed to the agreement as it is now.
    pub agreed: bool,
    /// To which version they agreed, and when.
    pub agreement: (String, String),
    /// When the guardian agreed.
    pub consented_on: Option<Date>,
    /// How it stands with them.
    pub guarded: Guarded,
    /// Their telephone.
    pub contact: Contact,
    /// What is kept, or was sent.
    pub form: DetailsForm,
    /// What is wrong with it.
    pub faults: Vec<Fault>,
    /// Who lets people in first.
    pub approving: Approving,
    /// Whether hours of theirs are written down, so that another name is looked at first.
    pub has_hours: bool,
    /// Whether another name or birthday waits for the station.
    pub name_waits: bool,
    /// What happened, the latest first.
    pub happened: Vec<Happened>,
    /// Whether something was just done.
    pub done: bool,
    /// Whether they wanted to erase themselves without saying that they are sure.
    pub unsure: bool,
    /// The number that they wanted to have instead, and what is wrong with it.
    pub phone: Option<(String, PhoneFault)>,
    /// Their e-mail.
    pub mail: Mailing,
    /// The address of their calendar.
    pub calendar: CalendarLink,
    /// Their password.
    pub password: OwnPassword,
}

/// The page.
pub fn page(context: &PageContext, mine: Mine) -> Page {
    let l = context.language();
    let status = match mine.faults.first() {
        Some(Fault::NotNow) => 409,
        Some(_) => 422,
        None if mine.unsure || mine.phone.is_some() || mine.mail.typed.is_some() => 422,
        None if mine.password.fault.is_some() => 422,
        None => 200,
    };
    Page::new(messages::me_title(l), "", move || {
        let Mine { number, state, reason, version, agreed, agreement, form, faults, contact, happened, .. } = mine;
        let mut told: Vec<_> = faults.into_iter().map(|fault| words::fault(l, fault)).collect();
        told.extend(mine.unsure.then(|| ("sure", messages::erase_unsure(l).to_owned())));
        let (typed, phone_fault) = mine.phone.unzip();
        let phone_fault = phone_fault.map(|fault| words::phone_fault(l, fault).to_owned());
        told.extend(phone_fault.clone().map(|words| ("phone", words)));
        let email_fault = mine.mail.typed.as_ref().map(|(_, fault)| words::email_fault(l, *fault).to_owned());
        told.extend(email_fault.map(|words| ("email", words)));
        told.extend(mine.password.fault.map(|fault| password::told(l, fault)));
        let changes_phone = typed.is_some();
        let phone = Question {
            name: "phone",
            label: messages::phone_new(l).to_owned(),
            hint: messages::phone_hint(l).to_owned(),
            autocomplete: "tel",
            inputmode: "tel",
            value: typed.unwrap_or_default(),
            fault: phone_fault,
            ..Question::default()
        };
        let begin = move || {
            view! {
                <input type="hidden" name="command" value=CommandId::fresh().to_string()/>
                <input type="hidden" name="basis" value=version.to_string()/>
            }
        };
        let press = |step: Step| {
            state.after(step).map(|_| {
                view! {
                    <form method="post" action=l.address(ADDRESS)>{begin()}
                        <input type="hidden" name="act" value=step.word()/>
                        <button class="button">{words::step(l, step)}</button></form>
                }
            })
        };
        let guarded = mine.guarded;
        let guardian = match (guarded, state) {
            (Guarded::No, _) => None,
            (Guarded::Withdrawn, _) => {
                Some(view! { <p class="notice">{messages::consent_withdrawn(l)}</p> }.into_any())
            }
            (Guarded::ByOwnNumber, State::Waiting) => {
                Some(view! { <p class="notice">{messages::consent_own_number(l)}</p> }.into_any())
            }
            _ => None,
        };
        let withdraw = matches!(guarded, Guarded::Agreed | Guarded::ByOwnNumber).then(|| {
            view! {
                <details class="fold section--tight"><summary>{messages::consent_withdraw(l)}</summary>
                    <p>{messages::consent_withdraw_lead(l)}</p>
                    <form method="post" action=l.address(ADDRESS)>{begin()}
                        <input type="hidden" name="act" value=WITHDRAW_CONSENT/>
                        <p><button class="button">{messages::consent_withdraw(l)}</button></p></form></details>
            }
        });
        let mut moving = mine.approving.told(l, &directory());
        if !moving.is_empty() {
            moving.push(messages::approval_moved(l).to_owned());
        }
        let moving =
            moving.into_iter().map(|words| view! { <p class="notice">{words}</p> }).collect_view();
        let looked_at = mine.has_hours.then(|| view! { <p class="notice">{messages::name_looked_at(l)}</p> });
        let name_waits = mine.name_waits.then(|| view! { <p class="notice">{messages::name_waits(l)}</p> });
        let comes_back = guarded != Guarded::Withdrawn;
        let agree = (!agreed).then(|| {
            view! {
                <section class="panel section--tight"><h2>{messages::agreement_new(l)}</h2>
                    <AgreementText/>
                    <form method="post" action=l.address(ADDRESS)>{begin()}
                        <input type="hidden" name="act" value=AGREE/>
                        <button class="button button--primary">{messages::agree(l)}</button></form></section>
            }
        });
        let events = happened
            .into_iter()
            .map(|it| {
                let said = it.said.into_iter().map(|line| view! { <p class="kept">{line}</p> }).collect_view();
                view! { <li class="session"><p><b>{it.what}</b>" "<span class="soft small">{it.when}</span></p>{said}</li> }
            })
            .collect_view();
        let fact = |name: &'static str, value: String| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
        view! {
            <FaultList faults=told.clone()/>
            <h1 id="now" tabindex="-1">{messages::me_title(l)}</h1>
            {mine.done.then(|| view! { <p class="notice notice--good" role="status">{messages::me_done(l)}</p> })}
            <dl class="facts facts--wide">
                {fact(messages::number(l), number.to_string())}
                {fact(messages::state(l), words::state(l, state).to_owned())}
                {reason.map(|reason| fact(messages::reason(l), reason))}
                {fact(messages::phone(l), contact.masked())}
                {fact(messages::agreement(l), messages::agreement_on(l, agreement_number(&agreement.0), &agreement.1))}
                {mine.consented_on.map(|on| fact(messages::consent(l), on.to_string()))}
            </dl>
            {name_waits}
            {guardian}
            {agree}
            <p><a class="button button--primary" href=l.address(mine_page::ADDRESS)>{messages::me_activities(l)}</a>" "
                <a class="button" href=l.address(asked_page::ADDRESS)>{matching::asked_title(l)}</a></p>
            <div class="row">{press(Step::Leave)}{comes_back.then(|| press(Step::Return))}
                <form method="post" action=l.address(SIGN_OUT)><button class="button">{messages::sign_out(l)}</button></form></div>
            <section class="panel section--tight"><h2>{messages::me_history(l)}</h2>
                <ul class="plain">{events}</ul></section>
            <section><h2>{messages::me_data(l)}</h2>
                <p>{messages::me_data_lead(l)}</p>
                <p class="row"><a class="button" href=l.address(EXPORT_JSON) download="volunteer.json">{messages::export_json(l)}</a>
                    <a class="button" href=l.address(EXPORT_CSV) download="volunteer.csv">{messages::export_csv(l)}</a></p>
                <form class="form" method="post" action=l.address(ADDRESS) novalidate>{begin()}
                    // Enter in a line presses the first button of a form, which would list the places.
                    <button class="visually-hidden" tabindex="-1" aria-hidden="true">{messages::save(l)}</button>
                    <DetailsFields form told approving=mine.approving.stations/>
                    {moving}{looked_at}
                    <p><button class="button button--primary button--large">{messages::save(l)}</button></p>
                </form></section>
            {calendar_part(l, mine.calendar)}
            {email_part(l, mine.mail, begin)}
            <details class="fold section--tight" open=changes_phone><summary>{messages::phone_change(l)}</summary>
                <p>{messages::phone_change_lead(l)}</p>
                <form class="form" method="post" action=l.address(PHONE) novalidate>{begin()}
                    <TextField question=phone/>
                    <p><button class="button">{messages::send_code(l)}</button></p></form></details>
            {withdraw}
            {password::own_part(l, mine.password, number.to_string(), begin)}
            <details class="fold section--tight" open=mine.unsure><summary>{messages::erase_title(l)}</summary>
                <p>{messages::erase_lead(l)}</p>
                <form class="form" method="post" action=l.address(ERASE)>
                    <p class="field"><label class="check"><input type="checkbox" id="sure" name="sure" value="on"/>
                        <span>{messages::erase_sure(l)}</span></label></p>
                    <p><button class="button">{messages::erase_button(l)}</button></p></form></details>
        }
    })
    .below([
        (messages::title(l).to_owned(), start_page::ADDRESS.to_owned()),
        (messages::me_title(l).to_owned(), ADDRESS.to_owned()),
    ])
    .status(status)
    .unlisted(true)
    .fault(status != 200)
}

/// The address at which one's own calendar reads: whole on the page that made it, and afterwards only that there is one.
fn calendar_part(l: Language, link: CalendarLink) -> impl IntoView {
    let (command, basis) = (CommandId::fresh().to_string(), link.version.to_string());
    let fresh = link.fresh.map(|key| {
        let address = format!("{}{}", site().public_url, l.address(&calendar::own_address(&key)));
        view! {
            <div class="notice notice--good" role="status">
                <p>{messages::calendar_once(l)}</p>
                <p><code data-address="">{address}</code></p>
                <p><button class="button button--primary no-print" type="button" data-copy="" data-copied=stations::copied(l) hidden>{messages::calendar_copy(l)}</button></p></div>
            <script type="module" src=site().asset("page-tools.js")></script>
        }
    });
    let made = link.made.map(|day| {
        let day = activities::day(l, day, reader().now.date.year());
        view! { <p>{messages::calendar_made(l, &day)}</p> }
    });
    let withdraw = made.is_some().then(|| {
        view! { <button class="button" name="act" value=WITHDRAW>{messages::calendar_withdraw(l)}</button> }
    });
    let make = if made.is_some() { messages::calendar_renew(l) } else { messages::calendar_make(l) };
    view! {
        <section id="calendar" tabindex="-1"><h2>{messages::calendar_title(l)}</h2>
            <p>{messages::calendar_lead(l)}</p>
            {fresh}{made}
            <form class="row" method="post" action=l.address(CALENDAR)>
                <input type="hidden" name="command" value=command/><input type="hidden" name="basis" value=basis/>
                <button class="button" name="act" value="make">{make}</button>{withdraw}</form></section>
    }
}

/// Where one is written to by e-mail, and how to change it; that none is sent, where that is so.
fn email_part<B: IntoView + 'static>(l: Language, mail: Mailing, begin: impl Fn() -> B) -> impl IntoView {
    let Mailing { sends, address, typed } = mail;
    let (value, fault) = typed.unzip();
    let label = if address.is_some() { messages::email_new(l) } else { messages::email(l) };
    let question = Question {
        name: "email",
        label: label.to_owned(),
        hint: messages::email_hint(l).to_owned(),
        autocomplete: "email",
        inputmode: "email",
        value: value.unwrap_or_default(),
        fault: fault.map(|fault| words::email_fault(l, fault).to_owned()),
        ..Question::default()
    };
    let ask = match sends {
        true => view! {
            <form class="form" method="post" action=l.address(EMAIL) novalidate>{begin()}
                <TextField question/>
                <p><button class="button">{messages::send_code(l)}</button></p></form>
        }
        .into_any(),
        false => view! { <p class="notice">{messages::email_none(l)}</p> }.into_any(),
    };
    let lead = (sends || address.is_some()).then(|| view! { <p>{messages::email_lead(l)}</p> });
    let now = address.map(|address| {
        view! {
            <p>{messages::email_now(l, &address.masked())}</p>
            <form method="post" action=l.address(EMAIL)>{begin()}
                <p><button class="button" name="act" value=WITHDRAW>{messages::email_take(l)}</button></p></form>
        }
    });
    view! {
        <section><h2>{messages::email_title(l)}</h2>
            {lead}{now}{ask}</section>
    }
}
