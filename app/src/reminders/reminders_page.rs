//! `/reminders`: the dates of the examination, and how to be reminded of them.

use leptos::prelude::*;

use super::{
    messages,
    model::{DatedEvent, LEADS, Occasion, ReminderFault, ReminderForm, USUAL_LEAD},
    words,
};
use crate::{
    language::Language,
    messages::model::{Channel, Quiet},
    shell::{Page, PageContext},
    ui::{FaultList, Question, TextField},
};

/// The address.
pub const ADDRESS: &str = "/reminders";

/// The dates as a calendar.
pub const CALENDAR: &str = "/reminders/examination.ics";

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct Asking {
    /// What is to come, in its order.
    pub events: Vec<DatedEvent>,
    /// How people can be written to here; none where nothing is sent.
    pub channels: Vec<Channel>,
    /// When nobody is disturbed.
    pub quiet: Quiet,
    /// The form, as it was sent or fresh.
    pub form: ReminderForm,
    /// What is wrong with it.
    pub faults: Vec<ReminderFault>,
}

/// The page.
pub fn page(context: &PageContext, asking: Asking) -> Page {
    let l = context.language();
    let demo = asking.events.iter().any(|event| event.demo);
    let status = match asking.faults.as_slice() {
        [] => 200,
        faults if faults.contains(&ReminderFault::TooOften) => 429,
        _ => 422,
    };
    let told: Vec<_> = asking.faults.iter().map(|fault| told(l, *fault, &asking.channels)).collect();
    Page::new(messages::title(l), messages::description(l), move || {
        let Asking { events, channels, form, quiet, .. } = asking;
        let some = !events.is_empty();
        view! {
            <FaultList faults=told.clone()/>
            <h1>{messages::title(l)}</h1>
            <p class="lead">{messages::lead(l)}</p>
            <section class="section--tight"><h2>{messages::dates(l)}</h2><Dates events/></section>
            {match channels.is_empty() {
                true => view! { <p class="notice">{messages::not_here(l)}</p> }.into_any(),
                false => view! { <AskForm form channels told quiet/> }.into_any(),
            }}
            {some.then(|| view! {
                <section class="section--tight">
                    <p class="soft">{messages::calendar_note(l)}</p>
                    <p><a class="button" download="" href=l.address(CALENDAR)>{messages::calendar(l)}</a></p>
                </section>
            })}
        }
    })
    .status(status)
    .demo(demo)
    .fault(status != 200)
}

fn told(l: Language, fault: ReminderFault, channels: &[Channel]) -> (&'static str, String) {
    let by = |channel| channels.contains(&channel);
    let contact = match (by(Channel::Sms), by(Channel::Email)) {
        (true, true) => messages::contact_wrong_both(l),
        (false, _) => messages::contact_wrong_email(l),
        (true, false) => messages::contact_wrong(l),
    };
    match fault {
        ReminderFault::Contact => ("contact", contact.to_owned()),
        ReminderFault::Lead => ("lead", messages::when_wrong(l).to_owned()),
        ReminderFault::Nothing => ("which", messages::which_wrong(l).to_owned()),
        ReminderFault::NotAgreed => ("agree", messages::agree_wrong(l).to_owned()),
        ReminderFault::TooOften => ("contact", messages::too_often(l).to_owned()),
    }
}

#[component]
fn Dates(events: Vec<DatedEvent>) -> impl IntoView {
    let l = crate::reader::language();
    if events.is_empty() {
        return view! { <p class="empty">{messages::dates_none(l)}</p> }.into_any();
    }
    let rows = events
        .into_iter()
        .map(|event| {
            let days = event.details.days();
            let source = match event.demo {
                true => view! { <span class="badge">{messages::demo(l)}</span> }.into_any(),
                false => view! { {event.details.source} }.into_any(),
            };
            view! {
                <tr><th scope="row">{days}</th>
                    <td data-label=messages::what(l)>{event.details.title.read(l).to_owned()}</td>
                    <td data-label=messages::source(l)>{source}</td></tr>
            }
        })
        .collect_view();
    view! {
        <table class="table table--stack">
            <caption class="visually-hidden">{messages::dates(l)}</caption>
            <thead><tr><th scope="col">{messages::day(l)}</th><th scope="col">{messages::what(l)}</th>
                <th scope="col">{messages::source(l)}</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

#[component]
fn AskForm(
    form: ReminderForm,
    channels: Vec<Channel>,
    told: Vec<(&'static str, String)>,
    quiet: Quiet,
) -> impl IntoView {
    let l = crate::reader::language();
    let beside =
        |question: &str| told.iter().find(|(name, _)| *name == question).map(|(_, words)| words.clone());
    let by = |channel| channels.contains(&channel);
    let (label, autocomplete, inputmode) = match (by(Channel::Sms), by(Channel::Email)) {
        (true, true) => (messages::contact_both(l), "tel", ""),
        (true, false) => (messages::contact_phone(l), "tel", "tel"),
        (false, _) => (messages::contact_email(l), "email", "email"),
    };
    let contact = Question {
        name: "contact",
        label: label.to_owned(),
        hint: messages::contact_hint(l).to_owned(),
        autocomplete,
        inputmode,
        value: form.contact.clone(),
        fault: beside("contact"),
        ..Question::default()
    };
    let fault = |question: &str| {
        beside(question).map(
            |words| view! { <strong class="field__error" id=format!("{question}-fault")>{words}</strong> },
        )
    };
    let occasions = Occasion::ALL
        .map(|occasion| {
            let word = occasion.word();
            view! {
                <label class="check"><input type="checkbox" name=word value="on" checked=form.wants(occasion)/>
                    <span>{words::occasion(l, occasion)}</span></label>
            }
        })
        .collect_view();
    let chosen = form.lead.parse().unwrap_or(USUAL_LEAD);
    let leads = LEADS
        .map(|days| {
            view! {
                <label class="check"><input type="radio" name="lead" value=days.to_string() checked=days == chosen/>
                    <span>{words::lead(l, days)}</span></label>
            }
        })
        .collect_view();
    let agreed = form.agree == "on";
    view! {
        <section class="panel section--tight">
            <h2>{messages::ask(l)}</h2>
            <form class="form" method="post" action=l.address(ADDRESS) novalidate>
                <TextField question=contact/>
                <fieldset class="field" id="which" tabindex="-1" aria-describedby=beside("which").map(|_| "which-fault")><legend class="field__label">{messages::which(l)}</legend>
                    {fault("which")}{occasions}</fieldset>
                <fieldset class="field" id="lead" tabindex="-1" aria-describedby=beside("lead").map(|_| "lead-fault")><legend class="field__label">{messages::when(l)}</legend>
                    {fault("lead")}{leads}</fieldset>
                <div class="field" id="agree" tabindex="-1">{fault("agree")}
                    <label class="check"><input type="checkbox" name="agree" value="on" checked=agreed
                        aria-describedby=beside("agree").map(|_| "agree-fault")/>
                        <span>{messages::agree(l)}</span></label></div>
                <p><button class="button button--primary button--large">{messages::send_code(l)}</button></p>
                {(quiet.from_hour != quiet.until_hour).then(|| view! {
                    <p class="soft small">{messages::quiet(l, quiet.from_hour, quiet.until_hour)}</p>
                })}
            </form>
        </section>
    }
}
