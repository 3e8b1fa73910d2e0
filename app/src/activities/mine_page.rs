//! `/activities/mine`: what a volunteer signed up for, the hours that they gave, and the certificates of them.

use leptos::prelude::*;
use serde::Deserialize;
use time::Date;

use super::{
    activity_page,
    check_in::Presence,
    here_page,
    hours::{HoursState, written},
    list_page::ADDRESS as LIST,
    messages,
    recording::{CorrectionState, WORDS_CHARS_MAX},
    shown::{day, span},
    sign_up::SignUpState,
    words,
};
use crate::certificates::words as certificates;
use crate::volunteers::messages as volunteers;
use crate::{
    certificates::{
        model::{NameShown, Number, StatementFault},
        verify_page,
    },
    ids::{ActivityId, CommandId, ShiftId},
    language::Language,
    shell::{Page, PageContext},
    ui::{FaultList, named_text_area},
    volunteers::me_page,
};

/// The address.
pub const ADDRESS: &str = "/activities/mine";

/// What [`MineForm::act`] says where a record shall be put right.
pub const CORRECT: &str = "correct";

/// What [`MineForm::act`] says where a certificate shall hold no more; also what the address says once it does not.
pub const WITHDRAW: &str = "withdraw";

/// What asks for a certificate, or to have a record put right.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct MineForm {
    /// Made with the page: a second press gets the same.
    pub command: String,
    /// [`CORRECT`] or [`WITHDRAW`]; empty for a certificate.
    pub act: String,
    /// The unit whose record is certified.
    pub unit: String,
    /// How much of the name strangers read, [`NameShown::word`].
    pub name: String,
    /// Not empty where trainings and awards are to be stated.
    pub honours: String,
    /// The first day that is certified; empty for the first there is.
    pub from: String,
    /// The last; empty for the last there is.
    pub until: String,
    /// The shift whose record shall be put right.
    pub shift: String,
    /// What is wrong with it.
    pub words: String,
    /// The number of the certificate that shall hold no more.
    pub certificate: String,
}

/// Why something that was asked for is not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MineFault {
    /// Nothing was certified.
    Certificate(StatementFault),
    /// What shall be put right is not said, or with too many words.
    Words,
    /// That wish waits for its answer already, or nothing was given yet.
    NotNow,
}

/// What they wanted put right.
#[derive(Clone, Debug)]
pub struct Wished {
    /// On which day they asked.
    pub asked: Date,
    /// In their own words.
    pub words: String,
    /// Where it stands.
    pub state: CorrectionState,
    /// What was answered; empty while nobody has.
    pub answer: String,
}

/// The record of one shift as far as it can be put right.
#[derive(Clone, Debug)]
pub struct Correctable {
    /// Of which shift.
    pub shift: ShiftId,
    /// What they wanted put right in it, the first first.
    pub wishes: Vec<Wished>,
}

/// Where one goes for an activity, and whom one calls.
#[derive(Clone, Debug)]
pub struct Meets {
    /// The place, down to the door.
    pub place: String,
    /// Who is in charge.
    pub leader: String,
    /// Their number.
    pub phone: String,
}

/// Something that they signed up for, or whose record says something of them.
#[derive(Clone, Debug)]
pub struct Signed {
    /// For which activity.
    pub activity: ActivityId,
    /// What it is called.
    pub name: String,
    /// When the shift begins.
    pub starts_ms: i64,
    /// When it ends.
    pub ends_ms: i64,
    /// That it was called off, and whether it had begun then.
    pub off: Option<bool>,
    /// What became of the sign-up; nothing where they have none, and others say that they were there.
    pub state: Option<SignUpState>,
    /// Whether they are there or went; nothing where they have not come.
    pub presence: Option<Presence>,
    /// Where to go and whom to call; nothing where that is over.
    pub meets: Option<Meets>,
    /// Whether they can say now, by the code, that they come or go.
    pub takes_codes: bool,
    /// What the social worker is called who goes with them; empty for nobody.
    pub partner: String,
    /// Until when their hours have to be recorded, and whether that is past; nothing where none wait.
    pub due: Option<(Date, bool)>,
    /// That it does not count, or not any more, and why.
    pub uncounted: Option<(HoursState, String)>,
    /// Its record, where it is over and shows no hours.
    pub record: Option<Correctable>,
}

/// A place that somebody wants them to have.
#[derive(Clone, Debug)]
pub struct Handed {
    /// Of which activity.
    pub activity: ActivityId,
    /// What it is called.
    pub name: String,
    /// When the shift begins.
    pub starts_ms: i64,
    /// When it ends.
    pub ends_ms: i64,
    /// Id of what is offered.
    pub swap: String,
}

/// Confirmed hours of one day.
#[derive(Clone, Debug)]
pub struct Given {
    /// In which activity.
    pub activity: ActivityId,
    /// What it is called.
    pub name: String,
    /// From when.
    pub begins_ms: i64,
    /// Until when.
    pub ends_ms: i64,
    /// How many, in hundredths.
    pub hundredths: i64,
    /// Whether nothing shows that they were there but the word of two people.
    pub on_word: bool,
    /// Their record.
    pub record: Correctable,
}

/// Confirmed hours in the record of one unit: who records them certifies them (民政部令第67号, Art. 3).
#[derive(Clone, Debug)]
pub struct Recorded {
    /// The unit, as it is stored.
    pub unit: String,
    /// What it is called.
    pub name: String,
    /// The hours, the latest first.
    pub given: Vec<Given>,
}

/// A certificate that they have.
#[derive(Clone, Debug)]
pub struct Proof {
    /// Its number.
    pub number: Number,
    /// The hours in all.
    pub hours: String,
    /// The day of issue.
    pub day: Date,
    /// The name that it states, empty where it states none; nothing where it cannot be read.
    pub name: Option<String>,
    /// Whether it was revoked.
    pub revoked: bool,
}

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct Mine {
    /// What others want them to have.
    pub handed: Vec<Handed>,
    /// What lies ahead, the next first.
    pub ahead: Vec<Signed>,
    /// What is over, the latest first.
    pub over: Vec<Signed>,
    /// Hours by the unit that records them.
    pub recorded: Vec<Recorded>,
    /// How many stars these hours are worth, and of how many.
    pub stars: (usize, usize),
    /// Certificates, the newest first.
    pub proofs: Vec<Proof>,
    /// Whether trainings or awards are noted of them.
    pub has_honours: bool,
    /// Whether something was just asked for.
    pub done: bool,
    /// Whether a certificate was just withdrawn.
    pub withdrawn: bool,
    /// Why something was not done, and what was typed.
    pub fault: Option<(MineFault, MineForm)>,
}

/// The page.
pub fn page(context: &PageContext, mine: Mine) -> Page {
    let l = context.language();
    let status = match mine.fault {
        None => 200,
        Some((MineFault::Words, _)) => 422,
        Some(_) => 409,
    };
    Page::new(messages::mine_title(l), "", move || {
        let typed = mine.fault.as_ref();
        let faults: Vec<_> =
            typed.iter().map(|it| (question(it, &mine.recorded), said(l, it.0))).collect();
        let done = mine.done.then(
            || view! { <p class="notice notice--good" role="status">{messages::correction_done(l)}</p> },
        );
        let withdrawn = mine.withdrawn.then(
            || view! { <p class="notice notice--good" role="status">{messages::certificate_withdrawn(l)}</p> },
        );
        let hundredths: i64 = mine.recorded.iter().flat_map(|unit| &unit.given).map(|it| it.hundredths).sum();
        let (stars, of) = mine.stars;
        let none = mine.recorded.is_empty();
        let recorded = mine.recorded.into_iter().enumerate();
        let recorded = recorded.map(|it| recorded_by(l, it, mine.has_honours, typed)).collect_view();
        let proofs = mine.proofs.iter().map(|it| proof(l, it)).collect_view();
        let has_proofs = !mine.proofs.is_empty();
        let handed = (!mine.handed.is_empty()).then(|| handed(l, mine.handed));
        view! {
            <FaultList faults/>
            <h1 id="now" tabindex="-1">{messages::mine_title(l)}</h1>
            {done}{withdrawn}
            {handed}
            <section class="section--tight"><h2>{messages::mine_ahead(l)}</h2>{signed(l, mine.ahead, typed)}
                <p class="row"><a class="button" href=l.address(LIST)>{messages::title(l)}</a>
                    <a class="button" href=format!("{}#calendar", l.address(me_page::ADDRESS))>{messages::own_calendar_see(l)}</a></p></section>
            <section class="section--tight"><h2>{messages::mine_hours(l)}</h2>
                <p class="lead">{messages::mine_total(l, &written(hundredths), stars, of)}</p>
                {none.then(|| view! { <p class="empty">{messages::mine_no_hours(l)}</p> })}
                {recorded}</section>
            {has_proofs.then(|| view! { <section class="section--tight"><h2>{messages::mine_proofs(l)}</h2><ul class="plain">{proofs}</ul></section> })}
            <section class="section--tight"><h2>{messages::mine_over(l)}</h2>{signed(l, mine.over, typed)}</section>
            <div class="row no-print"><a class="button" href=l.address(me_page::ADDRESS)>{volunteers::me_title(l)}</a>
                <form method="post" action=l.address(me_page::SIGN_OUT)><button class="button">{volunteers::sign_out(l)}</button></form></div>
        }
    })
    .below([(messages::title(l).to_owned(), LIST.to_owned()), (messages::mine_title(l).to_owned(), ADDRESS.to_owned())])
    .unlisted(true)
    .status(status)
    .fault(status != 200)
}

/// What is wrong, and the form that was sent.
type Typed = (MineFault, MineForm);

/// The id of the question that is told what is wrong: of the form that was sent, where it stands on the page.
fn question((fault, form): &Typed, recorded: &[Recorded]) -> String {
    let unit = recorded.iter().position(|it| it.unit == form.unit);
    match (fault, unit) {
        (MineFault::Words, _) => words_id(&form.shift),
        (MineFault::Certificate(_), Some(at)) => from_id(at),
        (MineFault::Certificate(_) | MineFault::NotNow, _) => "now".to_owned(),
    }
}

/// The id of the box for what shall be put right in the record of this shift.
fn words_id(shift: &str) -> String {
    format!("words-{shift}")
}

/// The id of the first day that the form of the unit at this place asks for.
fn from_id(at: usize) -> String {
    format!("from-{at}")
}

/// Why something was not done.
fn said(l: Language, fault: MineFault) -> String {
    match fault {
        MineFault::Certificate(fault) => certificates::fault(l, fault).to_owned(),
        MineFault::Words => messages::correction_fault(l, WORDS_CHARS_MAX),
        MineFault::NotNow => messages::correction_refused(l).to_owned(),
    }
}

fn handed(l: Language, all: Vec<Handed>) -> impl IntoView {
    let line = |it: Handed| {
        view! {
            <li class="session"><p><a href=l.address(&activity_page::swap_address(it.activity, &it.swap))>{it.name}</a></p>
                <p class="soft small">{span(it.starts_ms, it.ends_ms)}</p></li>
        }
    };
    view! {
        <section class="panel"><h2>{messages::mine_given(l)}</h2>
            <ul class="plain">{all.into_iter().map(line).collect_view()}</ul></section>
    }
}

fn signed(l: Language, all: Vec<Signed>, typed: Option<&Typed>) -> AnyView {
    if all.is_empty() {
        return view! { <p class="empty">{messages::mine_none(l)}</p> }.into_any();
    }
    let line = |it: Signed| {
        let partner =
            (!it.partner.is_empty()).then(|| format!(" · {}", messages::partner_of(l, &it.partner)));
        let presence = it.presence;
        let state = it
            .state
            .map(|state| view! { " "<span class="badge">{words::standing(l, state, presence)}</span> });
        let off = it.off.map(|begun| if begun { messages::shift_ended(l) } else { messages::shift_off(l) });
        let off = off.map(|words| view! { " "<span class="badge badge--warning">{words}</span> });
        let meets = it.meets.map(|it| {
            view! { <p class="soft small">{it.place}" · "{it.leader}" "<a href=format!("tel:{}", it.phone)>{it.phone.clone()}</a></p> }
        });
        let here = it.takes_codes.then(|| {
            view! { <p><a class="button" href=l.address(here_page::ADDRESS)>{messages::here_title(l)}</a></p> }
        });
        let due = it.due.map(|due| due_line(l, due));
        let uncounted = it.uncounted.map(|(state, why)| {
            view! { <p class="kept"><span class="badge">{words::hours(l, state)}</span>" "{messages::hours_why(l, &why)}</p> }
        });
        let record = it.record.as_ref().map(|record| correction(l, record, typed));
        view! {
            <li class="session"><p><a href=l.address(&activity_page::address(it.activity))>{it.name}</a>
                {state}{off}</p>
                <p class="soft small">{span(it.starts_ms, it.ends_ms)}{partner}</p>{meets}{here}{due}{uncounted}{record}</li>
        }
    };
    view! { <ul class="plain">{all.into_iter().map(line).collect_view()}</ul> }.into_any()
}

/// Until when hours have to be recorded that wait.
fn due_line(l: Language, (due, overdue): (Date, bool)) -> impl IntoView {
    let due = messages::records_due(l, &day(due));
    let late = overdue
        .then(|| view! { " "<span class="badge badge--warning">{messages::records_overdue(l)}</span> });
    view! { <p>{messages::records_waiting(l)}" · "{due}{late}</p> }
}

/// What they wanted put right in a record with what was answered; and the form that asks for it, while nothing waits.
fn correction(l: Language, record: &Correctable, typed: Option<&Typed>) -> impl IntoView + use<> {
    let waits = record.wishes.iter().any(|it| it.state == CorrectionState::Open);
    let wishes = record
        .wishes
        .iter()
        .map(|it| {
            let answer = (!it.answer.is_empty())
                .then(|| view! { <p class="kept">{messages::correction_answer(l, &it.answer)}</p> });
            view! {
                <p>{messages::correction_asked(l, &day(it.asked))}" "<span class="badge">{words::correction(l, it.state)}</span></p>
                <p class="kept">{it.words.clone()}</p>{answer}
            }
        })
        .collect_view();
    let shift = record.shift.to_string();
    let typed = typed.filter(|(_, form)| form.act == CORRECT && form.shift == shift);
    let (open, id) = (typed.is_some(), words_id(&shift));
    let (hint, told) = (format!("{id}-hint"), format!("{id}-fault"));
    let form = (!waits).then(|| {
        let words = typed.map(|(_, form)| form.words.as_str()).unwrap_or_default();
        let described = if open { format!("{hint} {told}") } else { hint.clone() };
        let area = named_text_area(id.clone(), "words", words, open, Some(described));
        let fault = typed.map(|(fault, _)| {
            view! { <strong class="field__error" id=told>{said(l, *fault)}</strong> }
        });
        view! {
            <details class="fold no-print" open=open><summary>{messages::correction_ask(l)}</summary>
                <form class="form" method="post" action=l.address(ADDRESS)>
                    <input type="hidden" name="command" value=CommandId::fresh().to_string()/>
                    <input type="hidden" name="shift" value=shift/>
                    <p class="field"><label class="field__label" for=id>{messages::correction_words(l)}</label>
                        <span class="field__hint" id=hint>{messages::correction_hint(l, WORDS_CHARS_MAX)}</span>{fault}{area}</p>
                    <p><button class="button" name="act" value=CORRECT>{messages::correction_send(l)}</button></p></form></details>
        }
    });
    view! { {wishes}{form} }
}

/// What one unit has recorded, and the form that asks it for a certificate; with its place on the page.
fn recorded_by(
    l: Language,
    (at, unit): (usize, Recorded),
    has_honours: bool,
    typed: Option<&Typed>,
) -> impl IntoView + use<> {
    let hundredths: i64 = unit.given.iter().map(|it| it.hundredths).sum();
    let sent = typed.filter(|(_, form)| form.act != CORRECT && form.unit == unit.unit);
    let asked = sent.map(|(_, form)| form.clone()).unwrap_or_default();
    let line = |it: Given| {
        let record = correction(l, &it.record, typed);
        let on_word = it.on_word.then(|| view! { " "<span class="badge">{messages::ground_word(l)}</span> });
        view! {
            <li class="session"><p><a href=l.address(&activity_page::address(it.activity))>{it.name}</a>
                " "<b>{messages::hours_line(l, &written(it.hundredths))}</b>{on_word}</p>
                <p class="soft small">{span(it.begins_ms, it.ends_ms)}</p>{record}</li>
        }
    };
    let given = unit.given.into_iter().map(line).collect_view();
    let choice = |shown: NameShown| {
        let chosen = shown == NameShown::from_word(&asked.name).unwrap_or_default();
        view! { <option value=shown.word() selected=chosen>{words::name_shown(l, shown)}</option> }
    };
    let honours = has_honours.then(|| {
        let checked = !asked.honours.is_empty();
        view! { <p><label class="check"><input type="checkbox" name="honours" value="yes" checked=checked/><span>{messages::certificate_honours(l)}</span></label></p> }
    });
    let (id, told) = (from_id(at), format!("{}-fault", from_id(at)));
    let (wrong, described) = (sent.map(|_| "true"), sent.map(|_| told.clone()));
    let fault =
        sent.map(|(fault, _)| view! { <strong class="field__error" id=told>{said(l, *fault)}</strong> });
    let choices = NameShown::ALL.map(choice).collect_view();
    view! {
        <section class="panel section--tight">
            <h3>{unit.name}" · "{messages::hours_line(l, &written(hundredths))}</h3>
            <ul class="plain">{given}</ul>
            <form class="form" method="post" action=l.address(ADDRESS)>
                <input type="hidden" name="command" value=CommandId::fresh().to_string()/>
                <input type="hidden" name="unit" value=unit.unit/>
                // There may be several of these on the page: a label around its list needs no id.
                <p class="field"><label><span class="field__label">{messages::certificate_name(l)}</span>
                    <span class="field__hint">{messages::certificate_hint(l)}</span>
                    <select class="field__control" name="name">{choices}</select></label></p>
                <p class="field"><label class="field__label" for=id.clone()>{messages::certificate_from(l)}</label>{fault}
                    <input class="field__control" type="date" id=id name="from" value=asked.from aria-invalid=wrong aria-describedby=described/></p>
                <p class="field"><label><span class="field__label">{messages::certificate_until(l)}</span>
                    <input class="field__control" type="date" name="until" value=asked.until/></label></p>
                {honours}
                <p><button class="button button--primary">{messages::certificate_issue(l)}</button></p></form></section>
    }
}

fn proof(l: Language, it: &Proof) -> impl IntoView + use<> {
    let revoked = it
        .revoked
        .then(|| view! { " "<span class="badge badge--warning">{messages::certificate_revoked(l)}</span> });
    let name = it.name.as_ref().map(|name| match name.is_empty() {
        true => messages::name_hidden(l).to_owned(),
        false => messages::certificate_states(l, name),
    });
    let name = name.map(|words| view! { <p>{words}</p> });
    let number = it.number.to_string();
    let withdraw = (!it.revoked).then(|| {
        let label = format!("{} {number}", messages::certificate_withdraw(l));
        view! {
            <details class="fold no-print"><summary>{messages::certificate_withdraw(l)}</summary>
                <p>{messages::certificate_withdraw_lead(l)}</p>
                <form method="post" action=l.address(ADDRESS)>
                    <input type="hidden" name="command" value=CommandId::fresh().to_string()/>
                    <input type="hidden" name="certificate" value=number.clone()/>
                    <p><button class="button" name="act" value=WITHDRAW aria-label=label>{messages::certificate_withdraw(l)}</button></p></form></details>
        }
    });
    view! {
        <li class="session"><p><a href=l.address(&verify_page::address(&it.number))>{number.clone()}</a>
            " "<b>{messages::hours_line(l, &it.hours)}</b>{revoked}</p>
            <p class="soft small">{day(it.day)}</p>{name}{withdraw}</li>
    }
}
