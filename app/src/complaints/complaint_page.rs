//! `/office/complaints/{id}`: one complaint, for those who answer it, and what they may do with it now.

use leptos::prelude::*;
use serde::Deserialize;

use super::{
    list_page::{ADDRESS as LIST, Line},
    messages,
    model::{State, Step},
    words,
};
use crate::{
    accounts::{model::Staff, office_page::OfficeLine},
    ids::CommandId,
    journal::model::Unit,
    language::Language,
    messages::model::Contact,
    reader::{directory, language},
    shell::{Page, PageContext},
    stations::units_page,
    ui::{ChoiceField, FaultList, LinesField, Question},
};

/// The address of one.
pub fn address(id: &str) -> String {
    format!("{LIST}/{id}")
}

/// What a form of the page sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct StepForm {
    /// Id of the command, made with the form.
    pub command: String,
    /// The version that was seen.
    pub basis: String,
    /// Word of the step.
    pub act: String,
    /// The answer.
    pub answer: String,
    /// Why it is set aside.
    pub aside: String,
    /// Why it is passed on.
    pub pass: String,
    /// To which level.
    pub to: String,
}

impl StepForm {
    /// What is said with a step, and in which question.
    pub fn words_of(&self, step: Step) -> (&'static str, &str) {
        match step {
            Step::Answer => ("answer", &self.answer),
            Step::SetAside => ("aside", &self.aside),
            _ => ("pass", &self.pass),
        }
    }
}

/// What is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepFault {
    /// Nothing is said in this question, or too much.
    Words(&'static str, super::model::Fault),
    /// It is passed on to nobody.
    To,
    /// Somebody else has done something meanwhile.
    NotNow,
}

/// What its writer said; nothing where it is erased.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// The words.
    pub text: String,
    /// Their name, or nothing.
    pub name: String,
    /// Their number or address, or nothing.
    pub contact: String,
}

/// Something that was done.
#[derive(Clone, Debug)]
pub struct Event {
    /// When, `2026-11-24 14:08`.
    pub when: String,
    /// Who; nothing for its writer.
    pub who: Option<String>,
    /// What.
    pub step: Step,
    /// What was said with it.
    pub words: Option<String>,
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct One {
    /// Who reads.
    pub reader: Staff,
    /// The complaint, as it is listed.
    pub line: Line,
    /// Its version.
    pub version: i64,
    /// Who sees to it.
    pub officer: Option<String>,
    /// What was said; nothing where it is erased or not for this reader.
    pub said: Option<Said>,
    /// What happened, the first first.
    pub events: Vec<Event>,
    /// Whether the reader answers it; otherwise they may take it over.
    pub mine: bool,
    /// The levels to which it may be passed on.
    pub others: Vec<Unit>,
    /// The form, as it was sent.
    pub form: StepForm,
    /// What is wrong with it.
    pub faults: Vec<StepFault>,
    /// Whether something was just done.
    pub done: bool,
}

/// The page.
pub fn page(context: &PageContext, one: One) -> Page {
    let l = context.language();
    let status = match one.faults.first() {
        None => 200,
        Some(StepFault::NotNow) => 409,
        Some(_) => 422,
    };
    Page::new(messages::one_title(l), "", move || {
        let told: Vec<_> = one.faults.iter().map(|fault| told(l, *fault)).collect();
        let directory = directory();
        let line = &one.line;
        let late =
            line.overdue.then(|| view! { " "<span class="badge badge--warning">{messages::overdue(l)}</span> });
        let again = line.objected.then(|| view! { " "<span class="badge">{messages::objected(l)}</span> });
        let about = words::about(l, line.about.as_ref(), &directory);
        let about = match &line.about {
            Some(Unit::Station(id)) if directory.station_with_id(*id).is_some() => {
                let slug = directory.station_with_id(*id).map_or("", |it| it.slug.as_str());
                view! { <a href=l.address(&units_page::unit_address(slug))>{about}</a> }.into_any()
            }
            _ => about.into_any(),
        };
        let fact = |name: &'static str, value: AnyView| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
        let events = one
            .events
            .iter()
            .map(|event| {
                let who = event.who.clone().map(|who| format!(" · {who}"));
                view! {
                    <li class="session"><p><b>{words::step(l, event.step)}</b>" "<span class="soft small">{event.when.clone()}{who}</span></p>
                        {event.words.clone().map(|words| view! { <p class="kept">{words}</p> })}</li>
                }
            })
            .collect_view();
        let level = words::level(l, &line.level, &directory);
        let apart = line.state == State::Apart && one.mine;
        view! {
            <FaultList faults=told.clone()/>
            <OfficeLine staff=one.reader.clone()/>
            <p><a href=l.address(LIST)>{messages::office_title(l)}</a></p>
            <h1 id="now" tabindex="-1">{messages::one_title(l)}</h1>
            {one.done.then(|| view! { <p class="notice notice--good" role="status">{messages::one_done(l)}</p> })}
            {apart.then(|| view! { <p class="notice">{messages::one_apart(l)}</p> })}
            <dl class="facts facts--wide">
                {fact(messages::office_kind(l), words::kind(l, line.kind).into_any())}
                {fact(messages::office_about(l), about)}
                {fact(messages::office_state(l), view! { {words::state(l, line.state)}{again} }.into_any())}
                {fact(messages::office_level(l), level.into_any())}
                {fact(messages::office_received(l), line.received.clone().into_any())}
                {fact(messages::office_due(l), view! { {line.due.clone()}{late} }.into_any())}
                {one.officer.clone().map(|name| fact(messages::one_by(l), name.into_any()))}
            </dl>
            {one.mine.then(|| said(l, one.said.clone()))}
            {(!one.mine).then(|| view! { <p class="notice">{messages::one_not_yours(l)}</p> })}
            <h2>{messages::one_history(l)}</h2>
            <ul class="plain"><li class="session"><p><b>{messages::step_sent(l)}</b>" "<span class="soft small">{line.received.clone()}</span></p></li>
                {events}</ul>
            <Steps one=one.clone() told/>
        }
    })
    .unlisted(true)
    .status(status)
    .fault(status != 200)
}

fn told(l: Language, fault: StepFault) -> (&'static str, String) {
    match fault {
        StepFault::Words(question, fault) => (question, words::fault(l, fault, "").1),
        StepFault::To => ("to", messages::pass_to_wrong(l).to_owned()),
        StepFault::NotNow => ("now", messages::not_now(l).to_owned()),
    }
}

/// What its writer said, with what they left of themselves.
fn said(l: Language, said: Option<Said>) -> impl IntoView {
    let Some(Said { text, name, contact }) = said else {
        return view! { <p class="empty">{messages::one_erased(l)}</p> }.into_any();
    };
    let or_not = |words: String| if words.is_empty() { messages::one_anonymous(l).to_owned() } else { words };
    let contact = match Contact::parse(&contact) {
        Some(Contact::Phone(number)) => {
            let href = format!("tel:{number}");
            view! { <a href=href>{number}</a> }.into_any()
        }
        _ => or_not(contact).into_any(),
    };
    view! {
        <section class="panel section--tight"><h2>{messages::one_said(l)}</h2>
            <p class="kept">{text}</p>
            <dl class="facts facts--wide"><div><dt>{messages::one_name(l)}</dt><dd>{or_not(name)}</dd></div>
                <div><dt>{messages::one_contact(l)}</dt><dd>{contact}</dd></div></dl></section>
    }
    .into_any()
}

/// A form for each step that the reader may take now.
#[component]
fn Steps(one: One, told: Vec<(&'static str, String)>) -> impl IntoView {
    let l = language();
    let state = one.line.state;
    let may = |step: Step| state.after(step).is_some() && (one.mine || step == Step::Pass);
    let form = &one.form;
    let question = |name: &'static str, label: &str, hint: &str, value: &str| Question {
        name,
        label: label.to_owned(),
        hint: hint.to_owned(),
        autocomplete: "off",
        value: value.to_owned(),
        fault: told.iter().find(|(question, _)| *question == name).map(|(_, words)| words.clone()),
        ..Question::default()
    };
    let answering =
        if state == State::Answered { messages::act_answer_more(l) } else { messages::act_answer(l) };
    let passing = if one.mine { messages::act_pass(l) } else { messages::act_take_over(l) };
    let answer = question("answer", messages::answer_question(l), messages::answer_hint(l), &form.answer);
    let aside = question("aside", messages::aside_question(l), messages::aside_hint(l), &form.aside);
    let pass = question("pass", messages::pass_question(l), messages::pass_hint(l), &form.pass);
    let directory = directory();
    let to = (one.others.len() > 1).then(|| {
        let nowhere = form.to.is_empty().then(|| (String::new(), messages::no_data(l).to_owned()));
        let others = one.others.iter().map(|level| (level.to_string(), words::level(l, level, &directory)));
        let choices: Vec<_> = nowhere.into_iter().chain(others).collect();
        let question = question("to", messages::pass_to(l), "", &form.to);
        view! { <ChoiceField question choices/> }
    });
    let only = one.others.first().filter(|_| one.others.len() == 1).map(ToString::to_string);
    let only = only.map(|level| view! { <input type="hidden" name="to" value=level/> });
    let action = l.address(&address(&one.line.id));
    let version = one.version;
    let begin = move |step: Step| {
        view! {
            <input type="hidden" name="command" value=CommandId::fresh().to_string()/>
            <input type="hidden" name="basis" value=version.to_string()/>
            <input type="hidden" name="act" value=step.word()/>
        }
    };
    let press = |step: Step, words: &'static str| {
        may(step).then(|| {
            view! { <form method="post" action=action.clone()>{begin(step)}<button class="button">{words}</button></form> }
        })
    };
    let take = press(Step::Take, messages::act_take(l));
    let admit = press(Step::Admit, messages::act_admit(l));
    let close = press(Step::Close, messages::act_close(l)).map(|form| {
        view! {
            <details class="fold section--tight"><summary>{messages::act_close(l)}</summary>
                <p>{messages::close_lead(l)}</p>{form}</details>
        }
    });
    view! {
        <div class="row">{admit}{take}</div>
        {may(Step::Answer).then(|| view! {
            <section class="panel section--tight"><h2>{answering}</h2>
                <form class="form" method="post" action=action.clone() novalidate>{begin(Step::Answer)}
                    <LinesField question=answer/>
                    <p><button class="button button--primary">{answering}</button></p></form></section>
        })}
        {may(Step::SetAside).then(|| view! {
            <section class="panel section--tight"><h2>{messages::act_aside(l)}</h2>
                <form class="form" method="post" action=action.clone() novalidate>{begin(Step::SetAside)}
                    <LinesField question=aside/>
                    <p><button class="button">{messages::act_aside(l)}</button></p></form></section>
        })}
        {(may(Step::Pass) && !one.others.is_empty()).then(|| view! {
            <section class="panel section--tight"><h2>{passing}</h2>
                <form class="form" method="post" action=action.clone() novalidate>{begin(Step::Pass)}
                    {to}{only}
                    <LinesField question=pass/>
                    <p><button class="button">{passing}</button></p></form></section>
        })}
        {close}
    }
}
