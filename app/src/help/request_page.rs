//! `/office/help/{id}`: one call for help, for those who see to it, and what they may do with it now.

use std::collections::BTreeMap;

use leptos::prelude::*;
use serde::Deserialize;
use time::{Date, Duration};

use super::{
    handing::{self, Offered},
    lacks::{DECIDED, Lacks},
    list_page::{ADDRESS as LIST, Line},
    messages,
    model::{CALLED_BACK, Call, Channel, Face, Referral, Said, State, Step, WORDS_CHARS_MAX, answered},
    record_page, referral_page, sheet_page,
    slip::{self, Slip},
    visits::{self, Arranged},
    walk::DANGER,
    words,
};
use crate::{
    accounts::{model::Staff, office_page::OfficeLine},
    forms::{evaluate::Filling, fields::draft_done, reading},
    ids::{CommandId, PhotoId},
    journal::model::Unit,
    language::Language,
    reader::{directory, language, reader},
    shell::{Page, PageContext},
    text::Text,
    ui::FaultList,
};

/// The address of one.
pub fn address(id: &str) -> String {
    format!("{LIST}/{id}")
}

/// The address of a photo that came along or was taken when a service was given.
pub fn photo_address(id: &str, photo: &str) -> String {
    format!("{LIST}/{id}/photos/{photo}")
}

/// A form of a call, to read.
pub(super) fn filled(l: Language, call: &str, filling: &Filling) -> impl IntoView + use<> {
    let address = |photo: &str| l.address(&photo_address(call, photo));
    reading::view(l, filling, &directory().areas, Some(&address))
}

/// What a form of the page sends.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct StepForm {
    /// Id of the command, made with the form.
    pub command: String,
    /// The version that was seen.
    pub basis: String,
    /// Word of the step.
    pub act: String,
    /// What is said with it.
    pub words: String,
    /// Whom or what it goes to.
    pub to: String,
    /// On which day.
    pub day: String,
    /// To which body it is handed.
    pub body: String,
    /// Who is spoken to there.
    pub contact: String,
    /// What goes along, each under its own name.
    pub name: String,
    /// See `name`.
    pub phone: String,
    /// See `name`.
    pub place: String,
    /// See `name`.
    pub need: String,
    /// How the caller agreed.
    pub consent: String,
    /// Why it is closed although something is missing.
    pub reason: String,
    /// What becomes of a referral to which nobody has answered.
    pub decided: String,
    /// Answers to the form of the service that go along, each under the name of its question ([`answer_name`]).
    #[serde(flatten)]
    pub answers: BTreeMap<String, String>,
}

const ANSWER: &str = "answer.";

/// Under which name it is sent that the answer to a question goes along.
fn answer_name(question: &str) -> String {
    format!("{ANSWER}{question}")
}

impl StepForm {
    /// The step that is meant.
    pub fn step(&self) -> Option<Step> {
        Step::from_word(&self.act)
    }

    /// Names of the questions whose answers go along.
    fn chosen_answers(&self) -> Vec<String> {
        let sent = self.answers.iter().filter(|(_, value)| !value.is_empty());
        sent.filter_map(|(name, _)| name.strip_prefix(ANSWER)).map(ToOwned::to_owned).collect()
    }

    /// What is said with it, in the words of the model.
    pub fn said(&self, step: Step) -> Said {
        let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let chosen = [&self.name, &self.phone, &self.place, &self.need];
        let pieces = Referral::PIECES.into_iter().zip(chosen).filter(|(_, value)| !value.is_empty());
        let words = self.words.trim().replace("\r\n", "\n");
        let referral = (step == Step::Refer).then(|| Referral {
            body: line(&self.body),
            contact: line(&self.contact),
            words: words.clone(),
            pieces: pieces.map(|(piece, _)| piece.to_owned()).collect(),
            answers: Some(self.chosen_answers()),
            consent: self.consent.clone(),
            by: self.day.clone(),
        });
        let (reason, decided) = match step {
            Step::Close => (self.reason.trim().replace("\r\n", "\n"), self.decided.clone()),
            _ => Default::default(),
        };
        let (to, day) = (self.to.clone(), self.day.clone());
        Said { words, to, day, referral, reason, decided, ..Said::default() }
    }
}

/// What is wrong with it: the question and what to do.
pub type StepFault = (&'static str, String);

/// Everything that is wrong with a form before it is tried, in the order of its questions.
pub fn faults(l: Language, form: &StepForm, step: Step, today: Date) -> Vec<StepFault> {
    let mut faults: Vec<StepFault> = Vec::new();
    let chars = form.words.trim().chars().count();
    let mut words = match chars {
        0 if step.needs_words() => Some(("words", messages::words_empty(l).to_owned())),
        _ if chars > WORDS_CHARS_MAX => Some(("words", messages::words_long(l, WORDS_CHARS_MAX))),
        _ => None,
    };
    let day = crate::iso_date::parse(&form.day).filter(|day| *day >= today);
    match step {
        Step::Visit if day.is_none_or(|day| !visits::may_be_on(day, today)) => {
            let last = today.saturating_add(Duration::days(visits::VISIT_DAYS_MAX));
            faults.push(("day", messages::visit_day_wrong(l, &last.to_string())));
        }
        Step::Assign | Step::Pass | Step::Join if form.to.is_empty() => {
            faults.push(("to", messages::to_wrong(l).to_owned()));
        }
        Step::Close => {
            if !CALLED_BACK.contains(&form.to.as_str()) {
                faults.push(("to", messages::back_wrong(l).to_owned()));
            }
            faults.extend(words.take());
            if form.reason.trim().chars().count() > WORDS_CHARS_MAX {
                faults.push(("reason", messages::words_long(l, WORDS_CHARS_MAX)));
            }
        }
        Step::Refer => {
            let fits = |text: &str| (1..=100).contains(&text.trim().chars().count());
            if !fits(&form.body) {
                faults.push(("body", messages::body_wrong(l).to_owned()));
            }
            if form.contact.chars().count() > 100 {
                faults.push(("contact", messages::contact_long(l).to_owned()));
            }
            faults.extend(words.take());
            let nothing =
                [&form.name, &form.phone, &form.place, &form.need].into_iter().all(String::is_empty);
            if nothing && form.chosen_answers().is_empty() {
                faults.push(("pieces", messages::pieces_wrong(l).to_owned()));
            }
            if !Referral::CONSENTS.contains(&form.consent.as_str()) {
                faults.push(("consent", messages::consent_wrong(l).to_owned()));
            }
            if day.is_none() {
                faults.push(("day", messages::day_wrong(l).to_owned()));
            }
        }
        _ => {}
    }
    faults.extend(words);
    faults
}

/// Something that was done.
#[derive(Clone, Debug)]
pub struct Event {
    /// When, `2026-11-24 14:08`.
    pub when: String,
    /// Who; nothing for the caller and the clock.
    pub who: Option<String>,
    /// Whether somebody of the staff did it, whoever that was.
    pub by_staff: bool,
    /// What.
    pub step: Step,
    /// What was said with it.
    pub said: Said,
    /// Whom it went to, by name.
    pub to: Option<String>,
    /// The visit that was arranged by it, and what became of that.
    pub visit: Option<Arranged>,
}

/// A service that was recorded.
pub struct RecordShown {
    /// Code of the service.
    pub service: String,
    /// On which day it was given.
    pub when: String,
    /// When it was written down, `2026-11-24 14:08`.
    pub written: String,
    /// Who.
    pub who: String,
    /// The record, filled in; nothing where its form is gone.
    pub filling: Option<Filling>,
}

/// What the page shows.
pub struct One {
    /// Who reads.
    pub reader: Staff,
    /// The call, as it is listed.
    pub line: Line,
    /// Its version.
    pub version: i64,
    /// What the caller said; nothing where it is erased.
    pub call: Option<Call>,
    /// The answers to the form of the service.
    pub intake: Option<Filling>,
    /// Photos that came along.
    pub photos: Vec<PhotoId>,
    /// What happened, the first first.
    pub events: Vec<Event>,
    /// The services recorded.
    pub records: Vec<RecordShown>,
    /// What it lacks before it may be closed.
    pub lacks: Lacks,
    /// Other calls from the same number, the latest first.
    pub others: Vec<Line>,
    /// Whether one of them asks to leave no message.
    pub quiet: bool,
    /// Those of them in which this one may go on.
    pub joins: Vec<String>,
    /// Whether there would be some if somebody were not still to go.
    pub visit_first: bool,
    /// Whether it is closed and may be opened again.
    pub reopens: bool,
    /// Who could see to it, with how many they have in hand.
    pub workers: Vec<(String, String, i64)>,
    /// Whether the reader says whose it is.
    pub assigns: bool,
    /// The units to which it may be passed.
    pub units: Vec<Unit>,
    /// Whether the reader may take back what they noted last.
    pub retracts: bool,
    /// The last day for closing it.
    pub close_by: String,
    /// When the caller was reached.
    pub contacted: Option<String>,
    /// Whether the call was opened again, so that they are to be reached anew.
    pub again: bool,
    /// When they were reached before that.
    pub first_contacted: Option<String>,
    /// How the caller said it was.
    pub face: Option<Face>,
    /// The form, as it was sent.
    pub form: StepForm,
    /// What is wrong with it.
    pub faults: Vec<StepFault>,
    /// Whether somebody else has done something meanwhile.
    pub not_now: bool,
    /// Whether something was just done.
    pub done: bool,
    /// The draft on the device that was sent with it.
    pub sent_draft: Option<String>,
    /// What the caller is given, where it was just taken down or is printed.
    pub slip: Option<Slip>,
}

/// The page.
pub fn page(context: &PageContext, one: One) -> Page {
    let l = context.language();
    let status = match (one.not_now, one.faults.is_empty()) {
        (true, _) => 409,
        (false, false) => 422,
        (false, true) => 200,
    };
    Page::new(messages::one_title(l), "", move || body(l, one))
        .below([(messages::office_title(l).to_owned(), LIST.to_owned())])
        .unlisted(true)
        .with_live()
        .status(status)
        .fault(status != 200)
}

impl One {
    /// The step by which the visit that holds was arranged.
    pub(super) fn visit(&self) -> Option<(&Event, Arranged)> {
        let mut latest = self.events.iter().rev();
        latest.find_map(|event| Some((event, event.visit.filter(|visit| visit.holds())?)))
    }

    /// When the caller was reached, and by when they are to be.
    pub(super) fn contacts(&self, l: Language) -> Vec<(&'static str, String)> {
        let due = self.line.state.waits_for_contact().then_some(self.line.due.as_str());
        words::contacts(l, self.first_contacted.as_deref(), self.again, self.contacted.as_deref(), due)
    }
}

fn fact(name: &'static str, value: impl IntoView + 'static) -> impl IntoView {
    view! { <div><dt>{name}</dt><dd>{value}</dd></div> }
}

fn body(l: Language, one: One) -> impl IntoView {
    let directory = directory();
    let line = &one.line;
    let badges = view! {
        {line.urgent.then(|| view! { " "<span class="badge badge--warning">{messages::pressing(l)}</span> })}
        {line.late.map(|late| view! { " "<span class="badge badge--warning">{words::late(l, late)}</span> })}
    };
    let told: Vec<_> = one
        .faults
        .iter()
        .map(|(name, words)| (format!("{}-{name}", one.form.act), words.clone()))
        .chain(one.not_now.then(|| ("now".to_owned(), messages::not_now(l).to_owned())))
        .collect();
    let who = line.worker.clone().unwrap_or_else(|| messages::nobody(l).to_owned());
    let contacts = one.contacts(l).into_iter().map(|(name, at)| fact(name, at)).collect_view();
    let visit = one.visit().map(|(_, visit)| words::day_of(l, visit.day, reader().now.date));
    let facts = view! {
        <dl class="facts facts--wide">
            {fact(messages::office_state(l), words::state(l, line.state))}
            {fact(messages::office_worker(l), who)}
            {fact(messages::office_unit(l), words::unit(l, &line.unit, &directory))}
            {fact(messages::office_channel(l), words::channel(l, line.channel))}
            {fact(messages::office_received(l), line.received.clone())}
            {contacts}
            {visit.map(|day| fact(messages::step_visit(l), day))}
            {fact(messages::one_close_by(l), one.close_by.clone())}
            {one.face.map(|face| fact(messages::one_face(l), words::face(l, face)))}
        </dl>
    };
    let apart = line.state == State::Apart;
    let sheet = l.address(&sheet_page::address(&line.id));
    view! {
        <FaultList faults=told/>
        <OfficeLine staff=one.reader.clone()/>
        <h1 id="now" tabindex="-1">{words::service(l, &line.service, &directory)}{badges}</h1>
        {one.done.then(|| view! { <p class="notice notice--good" role="status">{messages::one_done(l)}</p> })}
        {one.sent_draft.clone().map(|id| draft_done(&id))}
        {one.slip.clone().map(|slip| slip::view(l, slip))}
        {apart.then(|| view! { <p class="notice">{messages::one_apart(l)}</p> })}
        <p class="row no-print"><a class="button button--small" href=sheet>{messages::sheet_title(l)}</a></p>
        <div class="columns">
            <div>
                {said(l, &one)}
                {records(l, &one)}
                {history(l, &one)}
            </div>
            <div>
                <section class="panel">{facts}</section>
                <Steps one=steps_of(&one)/>
                {same_caller(l, &one)}
            </div>
        </div>
    }
}

/// What the caller said, with a number to press.
fn said(l: Language, one: &One) -> AnyView {
    let Some(call) = &one.call else {
        return view! { <p class="empty">{messages::one_erased(l)}</p> }.into_any();
    };
    let photos = one
        .photos
        .iter()
        .zip(1..)
        .map(|(photo, number)| {
            let href = l.address(&photo_address(&one.line.id, &photo.to_string()));
            view! { <li><a href=href>{messages::photo_kept(l, number)}</a></li> }
        })
        .collect_view();
    let has_photos = !one.photos.is_empty();
    let intake = one.intake.as_ref().map(|filling| filled(l, &one.line.id, filling));
    view! {
        <section class="panel"><h2>{messages::one_said(l)}</h2>
            {call_facts(l, call, one.intake.as_ref(), one.quiet)}
            {intake}
            {has_photos.then(|| view! { <ul class="plain row">{photos}</ul> })}</section>
    }
    .into_any()
}

/// What F13 asked, to read; and whether nothing was said to danger, there and to the form of the service. Beside the number
/// stands the stricter wish, where another call from it asks for that (`quiet`).
pub(super) fn call_facts(
    l: Language,
    call: &Call,
    intake: Option<&Filling>,
    quiet: bool,
) -> impl IntoView + use<> {
    let directory = directory();
    let place = reading::place(l, &call.place, &directory.areas);
    let phone = match call.phone.is_empty() {
        true => view! { {messages::one_no_phone(l)} }.into_any(),
        false => view! { <a href=format!("tel:{}", call.phone)>{call.phone.clone()}</a> }.into_any(),
    };
    let leave = match (call.may_leave_word(), quiet || call.wants_silence()) {
        (_, true) => Some(messages::may_not_leave(l)),
        (true, false) => Some(messages::may_leave(l)),
        // Nobody was asked who has no telephone.
        (false, false) => None,
    };
    let leave = leave.map(|words| view! { " · "<b>{words}</b> });
    let elsewhere = (quiet && call.may_leave_word()).then(|| messages::may_not_leave_elsewhere(l));
    let line = |name: &'static str, value: &str| {
        (!value.is_empty())
            .then(|| view! { <div><dt>{name}</dt><dd class="kept">{value.to_owned()}</dd></div> })
    };
    let to_service = intake.is_some_and(|intake| !answered(intake, DANGER).is_empty());
    let danger = words::danger(l, &call.danger, to_service).map(|words| {
        let class = if call.danger == "yes" { "notice notice--warning" } else { "soft" };
        view! { <p class=class><b>{words}</b></p> }
    });
    view! {
        {danger}
        {(!call.words.is_empty()).then(|| view! { <p class="kept">{call.words.clone()}</p> })}
        <dl class="facts facts--wide">
            {line(messages::one_called(l), &call.called)}
            <div><dt>{messages::one_phone(l)}</dt><dd>{phone}{leave}{elsewhere}</dd></div>
            {line(messages::one_through(l), &call.through)}
            {line(messages::one_best_time(l), &call.best_time)}
            {line(messages::one_relation(l), relation(l, &call.relation))}
            {line(messages::office_place(l), &place)}
            {line(messages::one_where(l), &call.place_words)}
        </dl>
    }
}

fn relation(l: Language, word: &str) -> &'static str {
    match word {
        "self" => messages::relation_self(l),
        "family" => messages::relation_family(l),
        "neighbour" => messages::relation_neighbour(l),
        "village" => messages::relation_village(l),
        "school" => messages::relation_school(l),
        _ => messages::relation_other(l),
    }
}

fn records(l: Language, one: &One) -> impl IntoView + use<> {
    let directory = directory();
    let shown = one
        .records
        .iter()
        .map(|record| {
            let filled = record.filling.as_ref().map(|filling| filled(l, &one.line.id, filling));
            let heading = format!(
                "{} · {} · {}",
                words::service(l, &record.service, &directory),
                record.when,
                record.who
            );
            view! { <details class="fold"><summary>{heading}</summary>{filled}</details> }
        })
        .collect_view();
    let lacks = lacking(l, one);
    (!one.records.is_empty() || lacks.is_some()).then(|| {
        view! { <section class="section--tight"><h2>{messages::records_title(l)}</h2>{shown}{lacks}</section> }
    })
}

/// What it lacks, once it could be closed.
fn lacking(l: Language, one: &One) -> Option<AnyView> {
    let directory = directory();
    let lacks = &one.lacks;
    let may_close = [Step::Close, Step::GiveUp].into_iter().any(|step| one.line.state.after(step).is_some());
    let report = lacks.report.then(|| messages::lacks_report(l).to_owned());
    let close = one.line.state.after(Step::Close).is_some();
    let record =
        lacks.record.iter().filter(|_| close).map(|service| {
            format!("{} · {}", words::service(l, service, &directory), messages::lacks_record(l))
        });
    let steps = lacks.steps.iter().filter(|_| close);
    let steps =
        steps.map(|(service, step)| format!("{} · {}", words::service(l, service, &directory), step.read(l)));
    let receipt = (close && lacks.receipt).then(|| messages::lacks_receipt(l).to_owned());
    let lines: Vec<_> = report.into_iter().chain(record).chain(steps).chain(receipt).collect();
    (may_close && !lines.is_empty()).then(|| {
        let lines = lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
        view! { <div class="notice"><p>{messages::records_missing(l)}</p><ul>{lines}</ul></div> }.into_any()
    })
}

fn history(l: Language, one: &One) -> impl IntoView + use<> {
    let events = one
        .events
        .iter()
        .map(|event| {
            let who = event.who.clone().map(|who| format!(" · {who}"));
            let to = event.to.clone().map(|to| format!(" → {to}"));
            let what = what(l, event);
            view! {
                <li class="session"><p><b>{what}</b>{to}" "<span class="soft small">{event.when.clone()}{who}</span></p>
                    {event_words(l, one, event)}</li>
            }
        })
        .collect_view();
    view! {
        <section class="section--tight"><h2>{messages::one_history(l)}</h2>
            <ul class="plain"><li class="session"><p><b>{messages::step_sent(l)}</b>" "<span class="soft small">{one.line.received.clone()}</span></p></li>{events}</ul></section>
    }
}

/// What was done, in words.
pub(super) fn what(l: Language, event: &Event) -> &'static str {
    match event.step {
        Step::Reopen if event.by_staff => messages::step_reopen_here(l),
        step => words::step(l, step),
    }
}

fn event_words(l: Language, one: &One, event: &Event) -> impl IntoView + use<> {
    let Said { words, to, referral, reason, left_out, decided, .. } = event.said.clone();
    let visit = event.visit.map(|visit| words::visit(l, visit, reader().now.date));
    let back = (event.step == Step::Close).then(|| called_back(l, &to));
    let face =
        (event.step == Step::Rate).then(|| Face::from_word(&to)).flatten().map(|it| words::face(l, it));
    let sheet = l.address(&referral_page::address(&one.line.id));
    let joined = (event.step == Step::Join).then(|| {
        view! { <p class="no-print"><a href=l.address(&address(&to))>{messages::join_open(l)}</a></p> }
    });
    let referral = referral.map(|it| {
        let pieces = handing::in_one_line(l, &handing::pieces(l, &it, one.intake.as_ref()));
        view! {
            <dl class="facts facts--wide"><div><dt>{messages::refer_body(l)}</dt><dd>{it.body}" "{it.contact}</dd></div>
                <div><dt>{messages::refer_pieces(l)}</dt><dd>{pieces.clone()}</dd></div>
                <div><dt>{messages::refer_consent(l)}</dt><dd>{messages::consent_covers(l, consent(l, &it.consent), &pieces)}</dd></div>
                <div><dt>{messages::refer_by(l)}</dt><dd>{it.by}</dd></div></dl>
            <p class="no-print"><a href=sheet>{messages::referral_title(l)}</a></p>
        }
    });
    view! {
        {visit.map(|words| view! { <p>{words}</p> })}
        {back.map(|words| view! { <p>{words}</p> })}
        {face.map(|words| view! { <p>{words}</p> })}
        {(!words.is_empty()).then(|| view! { <p class="kept">{words}</p> })}
        {(!decided.is_empty()).then(|| view! { <p>{words::decided(l, &decided)}</p> })}
        {(!reason.is_empty()).then(|| left_out_of(l, reason, &left_out))}
        {joined}
        {referral}
    }
}

/// Which steps of the standard were left out, and why.
fn left_out_of(l: Language, reason: String, left_out: &[Text]) -> impl IntoView + use<> {
    let steps = left_out.iter().map(|step| view! { <li>{step.read(l).to_owned()}</li> }).collect_view();
    view! {
        <details class="fold"><summary>{messages::left_out_title(l)}</summary>
            <ul>{steps}</ul><p class="kept">{reason}</p><p class="soft small">{messages::staff_reads(l)}</p></details>
    }
}

fn called_back(l: Language, word: &str) -> &'static str {
    match word {
        "called" => messages::back_called(l),
        "met" => messages::back_met(l),
        _ => messages::back_not_reached(l),
    }
}

pub(super) fn consent(l: Language, word: &str) -> &'static str {
    match word {
        "spoken" => messages::consent_spoken(l),
        "written" => messages::consent_written(l),
        "guardian" => messages::consent_guardian(l),
        _ => messages::consent_duty(l),
    }
}

/// Other calls from the same number, in one of which this one may go on.
fn same_caller(l: Language, one: &One) -> impl IntoView + use<> {
    let directory = directory();
    let version = one.version;
    let action = l.address(&address(&one.line.id));
    let others = one
        .others
        .iter()
        .map(|line| {
            let href = l.address(&address(&line.id));
            let join = one.joins.contains(&line.id).then(|| {
                view! {
                    <form method="post" action=action.clone()>
                        <input type="hidden" name="command" value=CommandId::fresh().to_string()/>
                        <input type="hidden" name="basis" value=version.to_string()/>
                        <input type="hidden" name="act" value=Step::Join.word()/>
                        <input type="hidden" name="to" value=line.id.clone()/>
                        <button class="button button--small">{messages::act_join(l)}</button></form>
                }
            });
            view! {
                <li class="session"><p><a href=href>{words::service(l, &line.service, &directory)}</a>" "
                    <span class="soft small">{format!("{} · {}", line.received, words::state(l, line.state))}</span></p>{join}</li>
            }
        })
        .collect_view();
    (!one.others.is_empty()).then(|| {
        view! {
            <section class="panel section--tight"><h2>{messages::others_title(l)}</h2>
                <p class="soft small">{messages::others_lead(l)}</p>
                {one.visit_first.then(|| view! { <p>{messages::join_visit(l)}</p> })}
                <ul class="plain">{others}</ul></section>
        }
    })
}

/// What the forms of the steps are made of.
#[derive(Clone)]
struct StepsOf {
    id: String,
    state: State,
    service: String,
    version: i64,
    me: String,
    workers: Vec<(String, String, i64)>,
    worker: Option<String>,
    assigns: bool,
    units: Vec<Unit>,
    lacks: Lacks,
    retracts: bool,
    visit: Option<Date>,
    reopens: bool,
    urgent: bool,
    pieces: Vec<&'static str>,
    answers: Vec<Offered>,
    form: StepForm,
    faults: Vec<StepFault>,
}

fn steps_of(one: &One) -> StepsOf {
    StepsOf {
        id: one.line.id.clone(),
        state: one.line.state,
        service: one.line.service.clone(),
        version: one.version,
        me: one.reader.id.to_string(),
        workers: one.workers.clone(),
        worker: one.line.worker.clone(),
        assigns: one.assigns,
        units: one.units.clone(),
        lacks: one.lacks.clone(),
        retracts: one.retracts,
        visit: one.visit().map(|(_, visit)| visit.day),
        reopens: one.reopens,
        urgent: one.line.urgent,
        pieces: Referral::PIECES
            .into_iter()
            .filter(|piece| one.call.as_ref().is_some_and(|call| handing::has(call, piece)))
            .collect(),
        answers: one.intake.as_ref().map(handing::offered).unwrap_or_default(),
        form: one.form.clone(),
        faults: one.faults.clone(),
    }
}

impl StepsOf {
    fn may(&self, step: Step) -> bool {
        self.state.after(step).is_some()
    }

    /// What was typed with this step, where it comes back.
    fn typed(&self, step: Step) -> StepForm {
        if self.form.act == step.word() { self.form.clone() } else { StepForm::default() }
    }

    fn fault(&self, step: Step, name: &str) -> Option<String> {
        let here = self.form.act == step.word();
        let found = self.faults.iter().find(|(field, _)| here && *field == name);
        found.map(|(_, words)| words.clone())
    }

    fn begin(&self, step: Step) -> impl IntoView + use<> {
        view! {
            <input type="hidden" name="command" value=CommandId::fresh().to_string()/>
            <input type="hidden" name="basis" value=self.version.to_string()/>
            <input type="hidden" name="act" value=step.word()/>
        }
    }

    fn action(&self) -> String {
        language().address(&address(&self.id))
    }

    /// A question of a step: its id is the step's, so that two forms on the page do not share one.
    fn words(&self, step: Step, label: &'static str, hint: &'static str) -> impl IntoView + use<> {
        self.text(step, "words", label, hint, &self.typed(step).words)
    }

    /// A question that is answered in several lines.
    fn text(
        &self,
        step: Step,
        name: &'static str,
        label: &'static str,
        hint: &'static str,
        typed: &str,
    ) -> impl IntoView + use<> {
        let fault = self.fault(step, name);
        let id = format!("{}-{name}", step.word());
        let (hint_id, fault_id) = (format!("{id}-hint"), format!("{id}-fault"));
        let wrong = fault.is_some();
        let described = if wrong { format!("{hint_id} {fault_id}") } else { hint_id.clone() };
        view! {
            <p class="field" class:field--wrong=wrong><label class="field__label" for=id.clone()>{label}</label>
                <span class="field__hint" id=hint_id>{hint}</span>
                {fault.map(|words| view! { <strong class="field__error" id=fault_id>{words}</strong> })}
                {crate::ui::named_text_area(id, name, typed, wrong, Some(described))}</p>
        }
    }

    /// A choice of a step.
    fn choice(
        &self,
        step: Step,
        name: &'static str,
        label: &'static str,
        choices: Vec<(String, String)>,
        chosen: &str,
    ) -> impl IntoView + use<> {
        let fault = self.fault(step, name);
        let wrong = fault.is_some();
        let id = format!("{}-{name}", step.word());
        let fault_id = format!("{id}-fault");
        let options = choices.into_iter().map(|(value, words)| {
            let selected = value == chosen;
            view! { <option value=value selected=selected>{words}</option> }
        });
        view! {
            <p class="field" class:field--wrong=wrong><label class="field__label" for=id.clone()>{label}</label>
                {fault.map(|words| view! { <strong class="field__error" id=fault_id.clone()>{words}</strong> })}
                <select class="field__control" id=id name=name aria-invalid=wrong.then_some("true")
                    aria-describedby=wrong.then_some(fault_id)>{options.collect_view()}</select></p>
        }
    }

    /// A line of a step.
    fn line(
        &self,
        step: Step,
        name: &'static str,
        kind: &'static str,
        label: &'static str,
        value: String,
    ) -> impl IntoView + use<> {
        let fault = self.fault(step, name);
        let wrong = fault.is_some();
        let id = format!("{}-{name}", step.word());
        let fault_id = format!("{id}-fault");
        view! {
            <p class="field" class:field--wrong=wrong><label class="field__label" for=id.clone()>{label}</label>
                {fault.map(|words| view! { <strong class="field__error" id=fault_id.clone()>{words}</strong> })}
                <input class="field__control" id=id name=name type=kind value=value autocomplete="off"
                    aria-invalid=wrong.then_some("true") aria-describedby=wrong.then_some(fault_id)/></p>
        }
    }
}

/// A form for each step that the reader may take now: what comes next open, the rest folded.
#[component]
fn Steps(one: StepsOf) -> impl IntoView {
    let l = language();
    let press = |step: Step, words: &'static str| {
        one.may(step).then(|| {
            view! { <form method="post" action=one.action()>{one.begin(step)}<button class="button">{words}</button></form> }
        })
    };
    let panel = |step: Step, title: &'static str, button: &'static str, inside: AnyView| {
        let open = one.form.act == step.word();
        one.may(step).then(|| {
            view! {
                <details class="fold section--tight" open=open><summary>{title}</summary>
                    <form class="form" method="post" action=one.action() novalidate>{one.begin(step)}{inside}
                        <p><button class="button">{button}</button></p></form></details>
            }
        })
    };
    let words = |step: Step, label: &'static str, hint: &'static str| one.words(step, label, hint).into_any();
    let mine = one.may(Step::Assign).then(|| {
        let is_here = one.workers.iter().any(|(id, ..)| *id == one.me);
        (is_here && one.worker.is_none()).then(|| {
            view! {
                <form method="post" action=one.action()>{one.begin(Step::Assign)}
                    <input type="hidden" name="to" value=one.me.clone()/>
                    <button class="button button--primary">{messages::act_take(l)}</button></form>
            }
        })
    });
    let record = one.may(Step::Record).then(|| {
        let href = l.address(&record_page::address(&one.id, &one.service));
        view! { <a class="button" href=href>{messages::act_record(l)}</a> }
    });
    let urge = (!one.urgent).then(|| press(Step::Urge, messages::act_urge(l)));
    let arrange = if one.visit.is_some() { messages::act_move_visit(l) } else { messages::act_visit(l) };
    let cancel = one.visit.map(|day| {
        let off = cancel_visit(l, &one, day);
        panel(Step::CancelVisit, messages::act_cancel_visit(l), messages::act_cancel_visit(l), off)
    });
    view! {
        <section class="section--tight no-print"><h2>{messages::one_steps(l)}</h2>
            <div class="row">{mine}
                {press(Step::Admit, messages::act_admit(l))}
                {press(Step::Reached, messages::act_reached(l))}
                {press(Step::NotReached, messages::act_not_reached(l))}
                {one.retracts.then(|| press(Step::Retract, messages::act_retract(l)))}
                {record}
                {press(Step::Part, messages::act_part(l))}
                {urge}</div>
            {(one.assigns && !one.workers.is_empty()).then(|| panel(Step::Assign, messages::act_assign(l), messages::act_assign(l), assign(l, &one)))}
            {panel(Step::Advise, messages::act_advise(l), messages::act_advise(l), words(Step::Advise, messages::advise_question(l), messages::caller_reads(l)))}
            {panel(Step::Visit, arrange, arrange, visit(l, &one))}
            {cancel}
            {panel(Step::Refer, messages::act_refer(l), messages::act_refer(l), refer(l, &one))}
            {panel(Step::Receipt, messages::act_receipt(l), messages::act_receipt(l), words(Step::Receipt, messages::receipt_question(l), messages::staff_reads(l)))}
            {panel(Step::TakeBack, messages::act_take_back(l), messages::act_take_back(l), words(Step::TakeBack, messages::receipt_question(l), messages::staff_reads(l)))}
            {panel(Step::Note, messages::act_note(l), messages::act_note(l), words(Step::Note, messages::note_question(l), messages::staff_reads(l)))}
            {(!one.units.is_empty()).then(|| panel(Step::Pass, messages::act_pass(l), messages::act_pass(l), pass(l, &one)))}
            {panel(Step::Close, messages::act_close(l), messages::act_close(l), close(l, &one))}
            {one.reopens.then(|| panel(Step::Reopen, messages::act_reopen(l), messages::act_reopen(l), words(Step::Reopen, messages::act_reopen_why(l), messages::caller_reads(l))))}
            {panel(Step::GiveUp, messages::act_give_up(l), messages::act_give_up(l), words(Step::GiveUp, messages::give_up_question(l), messages::staff_reads(l)))}
            {panel(Step::SetAside, messages::act_aside(l), messages::act_aside(l), words(Step::SetAside, messages::aside_question(l), messages::caller_reads(l)))}
        </section>
    }
}

fn assign(l: Language, one: &StepsOf) -> AnyView {
    let loaded =
        one.workers.iter().map(|(id, name, load)| (id.clone(), messages::worker_load(l, name, *load)));
    let choices = std::iter::once((String::new(), messages::no_data(l).to_owned())).chain(loaded).collect();
    let chosen = one.typed(Step::Assign).to;
    one.choice(Step::Assign, "to", messages::assign_question(l), choices, &chosen).into_any()
}

fn visit(l: Language, one: &StepsOf) -> AnyView {
    let day = one.typed(Step::Visit).day;
    let instead =
        one.visit.map(|day| view! { <p class="soft">{messages::visit_instead(l, &told_day(l, day))}</p> });
    view! {
        {instead}
        {one.line(Step::Visit, "day", "date", messages::visit_day(l), day)}
        {one.words(Step::Visit, messages::visit_question(l), messages::staff_reads(l))}
    }
    .into_any()
}

fn told_day(l: Language, day: Date) -> String {
    words::day_of(l, day, reader().now.date)
}

/// What becomes of a visit that lies ahead by a step that ends it.
fn visit_ends(l: Language, one: &StepsOf) -> Option<impl IntoView + use<>> {
    let ahead = one.visit.filter(|day| *day > reader().now.date);
    ahead.map(|day| view! { <p class="notice">{messages::visit_ends(l, &told_day(l, day))}</p> })
}

fn cancel_visit(l: Language, one: &StepsOf, day: Date) -> AnyView {
    view! {
        <p class="soft">{messages::visit_off(l, &told_day(l, day))}</p>
        {one.words(Step::CancelVisit, messages::visit_question(l), messages::staff_reads(l))}
    }
    .into_any()
}

fn pass(l: Language, one: &StepsOf) -> AnyView {
    let directory = directory();
    let units = one.units.iter().map(|unit| (unit.to_string(), words::unit(l, unit, &directory)));
    let choices = std::iter::once((String::new(), messages::no_data(l).to_owned())).chain(units).collect();
    let chosen = one.typed(Step::Pass).to;
    view! {
        {visit_ends(l, one)}
        {one.choice(Step::Pass, "to", messages::pass_to(l), choices, &chosen)}
        {one.words(Step::Pass, messages::pass_question(l), messages::staff_reads(l))}
    }
    .into_any()
}

fn close(l: Language, one: &StepsOf) -> AnyView {
    let ways = CALLED_BACK.map(|word| (word.to_owned(), called_back(l, word).to_owned()));
    let choices = std::iter::once((String::new(), messages::no_data(l).to_owned())).chain(ways).collect();
    let typed = one.typed(Step::Close);
    let decisions = DECIDED.map(|word| (word.to_owned(), words::decided(l, word).to_owned()));
    let decisions =
        std::iter::once((String::new(), messages::no_data(l).to_owned())).chain(decisions).collect();
    let decided = one.lacks.receipt.then(|| {
        one.choice(Step::Close, "decided", messages::decided_question(l), decisions, &typed.decided)
    });
    let reason = one.lacks.asks_reason().then(|| {
        one.text(Step::Close, "reason", messages::reason_question(l), messages::staff_reads(l), &typed.reason)
    });
    view! {
        {visit_ends(l, one)}
        {one.choice(Step::Close, "to", messages::back_question(l), choices, &typed.to)}
        {one.words(Step::Close, messages::close_question(l), messages::caller_reads(l))}
        {decided}
        {reason}
    }
    .into_any()
}

fn refer(l: Language, one: &StepsOf) -> AnyView {
    let typed = one.typed(Step::Refer);
    // What is needed to be called back is ticked, until somebody says otherwise.
    let is_new = typed.act.is_empty();
    let tick = |name: String, words: String, checked: bool| {
        view! {
            <label class="check"><input type="checkbox" name=name value="on" checked=checked/><span>{words}</span></label>
        }
    };
    let pieces = one.pieces.iter().map(|word| {
        let sent = match *word {
            "name" => &typed.name,
            "phone" => &typed.phone,
            "place" => &typed.place,
            _ => &typed.need,
        };
        let checked = if is_new { handing::goes(word) } else { !sent.is_empty() };
        tick((*word).to_owned(), handing::piece(l, word).to_owned(), checked)
    });
    let sent = typed.chosen_answers();
    let answers = one.answers.iter().map(|it| {
        let checked = if is_new { it.goes } else { sent.contains(&it.name) };
        tick(answer_name(&it.name), it.label.read(l).to_owned(), checked)
    });
    let pieces: Vec<_> = pieces.chain(answers).collect();
    let fault = one.fault(Step::Refer, "pieces");
    let wrong = fault.is_some();
    let consents = Referral::CONSENTS.map(|word| (word.to_owned(), consent(l, word).to_owned()));
    let consents =
        std::iter::once((String::new(), messages::no_data(l).to_owned())).chain(consents).collect();
    view! {
        {visit_ends(l, one)}
        {one.line(Step::Refer, "body", "text", messages::refer_body(l), typed.body.clone())}
        {one.line(Step::Refer, "contact", "text", messages::refer_contact(l), typed.contact.clone())}
        {one.words(Step::Refer, messages::refer_question(l), messages::staff_reads(l))}
        <fieldset class="field" class:field--wrong=wrong id="refer_help-pieces" tabindex="-1"
            aria-describedby=wrong.then_some("refer_help-pieces-fault")><legend class="field__label">{messages::refer_pieces(l)}</legend>
            <span class="field__hint">{messages::refer_pieces_hint(l)}</span>
            {fault.map(|words| view! { <strong class="field__error" id="refer_help-pieces-fault">{words}</strong> })}
            {pieces}</fieldset>
        {one.choice(Step::Refer, "consent", messages::refer_consent(l), consents, &typed.consent)}
        {one.line(Step::Refer, "day", "date", messages::refer_by(l), typed.day.clone())}
    }
    .into_any()
}

/// Channels that the staff writes down, with their words.
pub(super) fn channels(l: Language) -> Vec<(String, String)> {
    Channel::TAKEN_DOWN
        .into_iter()
        .map(|it| (it.word().to_owned(), words::channel(l, it).to_owned()))
        .collect()
}

/// What to do where a step is against a rule that the form could not know of.
pub fn against_a_rule(l: Language, step: Step, lacks: &Lacks, said: &Said) -> Vec<StepFault> {
    let not_ready = not_ready(l, step, lacks, said);
    match step {
        _ if !not_ready.is_empty() => not_ready,
        Step::Close => vec![("reason", messages::missing_wrong(l).to_owned())],
        Step::Assign | Step::Pass | Step::Join => vec![("to", messages::not_so(l).to_owned())],
        _ => vec![("words", messages::not_so(l).to_owned())],
    }
}

/// What has to be there before a call is closed, and is not, each by the question where it is told.
pub fn not_ready(l: Language, step: Step, lacks: &Lacks, said: &Said) -> Vec<StepFault> {
    let closes = matches!(step, Step::Close | Step::GiveUp);
    let report = (closes && lacks.report).then(|| ("words", messages::report_wrong(l).to_owned()));
    let undecided = step == Step::Close && lacks.receipt && !DECIDED.contains(&said.decided.as_str());
    let undecided = undecided.then(|| ("decided", messages::decided_wrong(l).to_owned()));
    let unsaid = step == Step::Close && lacks.asks_reason() && said.reason.trim().is_empty();
    let unsaid = unsaid.then(|| ("reason", messages::missing_wrong(l).to_owned()));
    report.into_iter().chain(undecided).chain(unsaid).collect()
}
