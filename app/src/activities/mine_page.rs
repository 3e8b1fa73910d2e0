//! `/activities/mine`: what a volunteer signed up for, the hours that they gave, and the certificates of them.

use leptos::prelude::*;
use serde::Deserialize;
use time::Date;

use super::{
    activity_page,
    hours::{HoursState, written},
    list_page::ADDRESS as LIST,
    messages,
    recording::{CorrectionState, WORDS_CHARS_MAX},
    shown::{day, span},
    sign_up::SignUpState,
    words,
};
use crate::certificates::words as certificates;
use crate::{
    certificates::{
        model::{NameShown, Number, StatementFault},
        verify_page,
    },
    ids::{ActivityId, CommandId, ShiftId},
    language::Language,
    shell::{Page, PageContext},
    ui::named_text_area,
    volunteers::me_page,
};

/// The address.
pub const ADDRESS: &str = "/activities/mine";

/// What [`MineForm::act`] says where a record shall be put right.
pub const CORRECT: &str = "correct";

/// What asks for a certificate, or to have a record put right.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct MineForm {
    /// Made with the page: a second press gets the same.
    pub command: String,
    /// [`CORRECT`]; empty for a certificate.
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
    /// What became of the sign-up; nothing where they have none, and others say that they were there.
    pub state: Option<SignUpState>,
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
        let typed = mine.fault.as_ref().map(|(_, form)| form);
        let fault = mine.fault.as_ref().map(|(fault, _)| {
            view! { <p class="notice notice--warning" role="alert">{said(l, *fault)}</p> }
        });
        let done = mine.done.then(
            || view! { <p class="notice notice--good" role="status">{messages::correction_done(l)}</p> },
        );
        let hundredths: i64 = mine.recorded.iter().flat_map(|unit| &unit.given).map(|it| it.hundredths).sum();
        let (stars, of) = mine.stars;
        let none = mine.recorded.is_empty();
        let recorded =
            mine.recorded.into_iter().map(|unit| recorded(l, unit, mine.has_honours, typed)).collect_view();
        let proofs = mine.proofs.iter().map(|it| proof(l, it)).collect_view();
        let has_proofs = !mine.proofs.is_empty();
        let handed = (!mine.handed.is_empty()).then(|| handed(l, mine.handed));
        view! {
            <h1>{messages::mine_title(l)}</h1>
            {fault}{done}
            {handed}
            <section><h2>{messages::mine_ahead(l)}</h2>{signed(l, mine.ahead, typed)}
                <p class="row"><a class="button" href=l.address(LIST)>{messages::title(l)}</a>
                    <a class="button" href=format!("{}#calendar", l.address(me_page::ADDRESS))>{messages::own_calendar_see(l)}</a></p></section>
            <section><h2>{messages::mine_hours(l)}</h2>
                <p class="lead">{messages::mine_total(l, &written(hundredths), stars, of)}</p>
                {none.then(|| view! { <p class="empty">{messages::mine_no_hours(l)}</p> })}
                {recorded}</section>
            {has_proofs.then(|| view! { <section><h2>{messages::mine_proofs(l)}</h2><ul class="plain">{proofs}</ul></section> })}
            <section><h2>{messages::mine_over(l)}</h2>{signed(l, mine.over, typed)}</section>
        }
    })
    .unlisted(true)
    .status(status)
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

fn signed(l: Language, all: Vec<Signed>, typed: Option<&MineForm>) -> AnyView {
    if all.is_empty() {
        return view! { <p class="empty">{messages::mine_none(l)}</p> }.into_any();
    }
    let line = |it: Signed| {
        let partner =
            (!it.partner.is_empty()).then(|| format!(" · {}", messages::partner_of(l, &it.partner)));
        let state = it.state.map(|state| view! { " "<span class="badge">{words::sign_up(l, state)}</span> });
        let due = it.due.map(|due| due_line(l, due));
        let uncounted = it.uncounted.map(|(state, why)| {
            view! { <p class="kept"><span class="badge">{words::hours(l, state)}</span>" "{messages::hours_why(l, &why)}</p> }
        });
        let record = it.record.as_ref().map(|record| correction(l, record, typed));
        view! {
            <li class="session"><p><a href=l.address(&activity_page::address(it.activity))>{it.name}</a>
                {state}</p>
                <p class="soft small">{span(it.starts_ms, it.ends_ms)}{partner}</p>{due}{uncounted}{record}</li>
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
fn correction(l: Language, record: &Correctable, typed: Option<&MineForm>) -> impl IntoView + use<> {
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
    let typed =
        typed.filter(|form| form.act == CORRECT && form.shift == shift).map(|form| form.words.clone());
    let (open, id) = (typed.is_some(), format!("words-{shift}"));
    let form = (!waits).then(|| {
        let area = named_text_area(id.clone(), "words", &typed.unwrap_or_default(), open, None);
        view! {
            <details class="fold no-print" open=open><summary>{messages::correction_ask(l)}</summary>
                <form class="form" method="post" action=l.address(ADDRESS)>
                    <input type="hidden" name="command" value=CommandId::fresh().to_string()/>
                    <input type="hidden" name="shift" value=shift/>
                    <p class="field"><label class="field__label" for=id>{messages::correction_words(l)}</label>
                        <span class="field__hint">{messages::correction_hint(l, WORDS_CHARS_MAX)}</span>{area}</p>
                    <p><button class="button" name="act" value=CORRECT>{messages::correction_send(l)}</button></p></form></details>
        }
    });
    view! { {wishes}{form} }
}

/// What one unit has recorded, and the form that asks it for a certificate.
fn recorded(
    l: Language,
    unit: Recorded,
    has_honours: bool,
    typed: Option<&MineForm>,
) -> impl IntoView + use<> {
    let hundredths: i64 = unit.given.iter().map(|it| it.hundredths).sum();
    let asked =
        typed.filter(|form| form.act != CORRECT && form.unit == unit.unit).cloned().unwrap_or_default();
    let line = |it: Given| {
        let record = correction(l, &it.record, typed);
        view! {
            <li class="session"><p><a href=l.address(&activity_page::address(it.activity))>{it.name}</a>
                " "<b>{messages::hours_line(l, &written(it.hundredths))}</b></p>
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
    let limit = |name: &'static str, words: &'static str, value: String| {
        view! {
            <p class="field"><label><span class="field__label">{words}</span>
                <input class="field__control" type="date" name=name value=value/></label></p>
        }
    };
    let from = limit("from", messages::certificate_from(l), asked.from.clone());
    let until = limit("until", messages::certificate_until(l), asked.until.clone());
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
                {from}{until}{honours}
                <p><button class="button button--primary">{messages::certificate_issue(l)}</button></p></form></section>
    }
}

fn proof(l: Language, it: &Proof) -> impl IntoView + use<> {
    let revoked = it
        .revoked
        .then(|| view! { " "<span class="badge badge--warning">{messages::certificate_revoked(l)}</span> });
    view! {
        <li class="session"><p><a href=l.address(&verify_page::address(&it.number))>{it.number.to_string()}</a>
            " "<b>{messages::hours_line(l, &it.hours)}</b>{revoked}</p>
            <p class="soft small">{day(it.day)}</p></li>
    }
}
