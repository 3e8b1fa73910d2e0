//! `/office/activities/records`: whose service is not recorded yet and until when it has to be, and what volunteers want put
//! right in what is.

use leptos::prelude::*;
use serde::Deserialize;
use time::Date;

use super::{
    messages, office_list_page, office_page,
    recording::{CorrectionState, Lacks, Unrecorded, WORDS_CHARS_MAX, WaitingAt},
    shown::{day, span},
    words,
};
use crate::{
    accounts::{
        model::Staff,
        office_page::OfficeLine,
        work::{Urgency, Waits},
    },
    ids::{ActivityId, CommandId, CorrectionId},
    language::Language,
    shell::{Page, PageContext},
    ui::named_text_area,
};

/// The address.
pub const ADDRESS: &str = "/office/activities/records";

/// What is asked of the list.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct RecordsQuery {
    /// One unit, as it is stored; empty for all that the reader sees.
    pub unit: String,
    /// Not empty where something was just answered.
    pub done: String,
}

/// What answers a wish.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct AnswerForm {
    /// Made with the page.
    pub command: String,
    /// Which wish.
    pub correction: String,
    /// [`CorrectionState::word`] of the answer.
    pub state: String,
    /// The answer in words.
    pub words: String,
}

/// What is wrong with an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerFault {
    /// It does not say whether the record was put right.
    State,
    /// It says nothing, or too much.
    Words,
    /// Somebody has answered meanwhile.
    NotNow,
}

/// A service that is not recorded yet.
#[derive(Clone, Debug)]
pub struct Line {
    /// In which activity.
    pub activity: ActivityId,
    /// What it is called.
    pub name: String,
    /// Who, by number and family name.
    pub who: String,
    /// When the shift began.
    pub starts_ms: i64,
    /// When it ended.
    pub ends_ms: i64,
    /// What it lacks.
    pub lacks: Lacks,
    /// The last day for it.
    pub due: Date,
    /// Whether that is past.
    pub overdue: bool,
}

/// What a volunteer wants put right.
#[derive(Clone, Debug)]
pub struct Wish {
    /// Which wish.
    pub id: CorrectionId,
    /// In which activity.
    pub activity: ActivityId,
    /// What it is called.
    pub name: String,
    /// Who, by number and family name.
    pub who: String,
    /// When the shift began.
    pub starts_ms: i64,
    /// When it ended.
    pub ends_ms: i64,
    /// In their own words.
    pub words: String,
    /// On which day they asked.
    pub asked: Date,
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Recording {
    /// Who reads.
    pub reader: Staff,
    /// How many wait in each unit that the reader sees, with its name.
    pub at: Vec<(WaitingAt, String)>,
    /// Those of the unit that was asked for, or of all, the first to be due first.
    pub lines: Vec<Line>,
    /// Whether there are more than are listed.
    pub more: bool,
    /// Wishes that the reader answers, the oldest first.
    pub wishes: Vec<Wish>,
    /// Whether something was just answered.
    pub done: bool,
    /// An answer that was not kept, and why.
    pub refused: Option<(AnswerForm, AnswerFault)>,
}

/// What of records waits for whoever makes them, and what is late below.
pub fn waiting(l: Language, it: &Unrecorded) -> Vec<Waits> {
    let sum = |at: &[WaitingAt], of: fn(&WaitingAt) -> i64| at.iter().map(of).sum::<i64>();
    let since = |at: &[WaitingAt]| at.iter().map(|it| it.since).min();
    let wait = |urgency, what: String, count: i64, since| Waits {
        urgency,
        what,
        how_many: usize::try_from(count).unwrap_or_default(),
        since,
        address: ADDRESS.to_owned(),
    };
    let late = sum(&it.own, |at| at.overdue);
    let others = sum(&it.own, |at| at.waiting) - late;
    let late_below = sum(&it.below, |at| at.overdue);
    let first_in_time = if late == 0 { since(&it.own) } else { None };
    vec![
        wait(Urgency::Overdue, messages::waits_record_overdue(l, late), late, since(&it.own)),
        wait(Urgency::Now, messages::waits_record(l, others), others, first_in_time),
        wait(Urgency::Now, messages::waits_corrections(l, it.corrections), it.corrections, None),
        wait(Urgency::ToKnow, messages::waits_record_below(l, late_below), late_below, since(&it.below)),
    ]
}

/// The page.
pub fn page(context: &PageContext, recording: Recording) -> Page {
    let l = context.language();
    let status = match recording.refused {
        None => 200,
        Some((_, AnswerFault::NotNow)) => 409,
        Some(_) => 422,
    };
    Page::new(messages::records_title(l), "", move || {
        let Recording { reader, at, lines, more, wishes, done, refused } = recording;
        let done = done.then(
            || view! { <p class="notice notice--good" role="status">{messages::records_answered(l)}</p> },
        );
        let fault = refused.as_ref().map(|(_, fault)| {
            let told = words::answer_fault(l, *fault);
            view! { <p class="notice notice--warning" role="alert">{told}</p> }
        });
        let units = (at.len() > 1).then(|| units(l, at));
        let none = lines.is_empty();
        let rows = lines.iter().map(|it| line(l, it)).collect_view();
        let wishes = (!wishes.is_empty()).then(|| {
            let all = wishes.iter().map(|it| wish(l, it, refused.as_ref())).collect_view();
            view! {
                <section><h2>{messages::records_corrections(l)}</h2>
                    <p>{messages::records_corrections_lead(l)}</p><ul class="plain">{all}</ul></section>
            }
        });
        view! {
            {fault}
            <OfficeLine staff=reader/>
            <p><a href=l.address(office_list_page::ADDRESS)>{messages::office_title(l)}</a></p>
            <h1>{messages::records_title(l)}</h1>
            {done}
            <p class="lead">{messages::records_lead(l)}</p>
            {wishes}
            <section><h2>{messages::records_waiting(l)}</h2>
                {units}
                {more.then(|| view! { <p class="notice">{messages::records_more(l)}</p> })}
                {none.then(|| view! { <p class="empty">{messages::records_none(l)}</p> })}
                <ul class="plain">{rows}</ul></section>
        }
    })
    .unlisted(true)
    .status(status)
    .fault(status != 200)
}

/// How many wait in which unit, for whoever looks at several.
fn units(l: Language, at: Vec<(WaitingAt, String)>) -> impl IntoView {
    let row = |(it, name): (WaitingAt, String)| {
        let href = l.address(&format!("{ADDRESS}?unit={}", it.unit));
        view! {
            <tr><th scope="row"><a href=href>{name}</a></th>
                <td data-label=messages::records_overdue(l) class="numbers">{it.overdue}</td>
                <td data-label=messages::records_waiting(l) class="numbers">{it.waiting}</td></tr>
        }
    };
    view! {
        <table class="table table--stack"><caption class="visually-hidden">{messages::records_waiting(l)}</caption>
            <thead><tr><th scope="col">{messages::unit(l)}</th><th scope="col">{messages::records_overdue(l)}</th>
                <th scope="col">{messages::records_waiting(l)}</th></tr></thead>
            <tbody>{at.into_iter().map(row).collect_view()}</tbody></table>
    }
}

fn line(l: Language, it: &Line) -> impl IntoView + use<> {
    let stands = match it.overdue {
        true => view! { <span class="badge badge--warning">{messages::records_overdue(l)}</span> }.into_any(),
        false => view! { <span class="badge">{messages::records_waiting(l)}</span> }.into_any(),
    };
    let due = messages::records_due(l, &day(it.due));
    view! {
        <li class="session"><p><a href=l.address(&office_page::address(it.activity))>{it.name.clone()}</a>" "{stands}</p>
            <p class="soft small">{messages::volunteer_number(l, &it.who)}" · "{span(it.starts_ms, it.ends_ms)}</p>
            <p>{words::lacks(l, it.lacks)}" · "{due}</p></li>
    }
}

/// A wish, and the form that answers it: with what was typed, where that was refused.
fn wish(l: Language, it: &Wish, refused: Option<&(AnswerForm, AnswerFault)>) -> impl IntoView + use<> {
    let typed = refused.filter(|(form, _)| form.correction == it.id.to_string());
    let words = typed.map(|(form, _)| form.words.clone()).unwrap_or_default();
    let chosen = typed.map(|(form, _)| form.state.clone()).unwrap_or_default();
    let wrong = typed.is_some_and(|(_, fault)| *fault == AnswerFault::Words);
    let choices = CorrectionState::ANSWERS
        .into_iter()
        .map(|state| {
            let checked = state.word() == chosen;
            view! { <label class="check"><input type="radio" name="state" value=state.word() checked=checked/><span>{words::correction(l, state)}</span></label> }
        })
        .collect_view();
    let id = format!("answer-{}", it.id);
    let area = named_text_area(id.clone(), "words", &words, wrong, None);
    view! {
        <li class="session"><p><a href=l.address(&office_page::address(it.activity))>{it.name.clone()}</a>" "<span class="soft small">{day(it.asked)}</span></p>
            <p class="soft small">{messages::volunteer_number(l, &it.who)}" · "{span(it.starts_ms, it.ends_ms)}</p>
            <p class="kept">{it.words.clone()}</p>
            <details class="fold no-print" open=typed.is_some()><summary>{messages::records_answer(l)}</summary>
                <form class="form" method="post" action=l.address(ADDRESS)>
                    <input type="hidden" name="command" value=CommandId::fresh().to_string()/>
                    <input type="hidden" name="correction" value=it.id.to_string()/>
                    <p class="field">{choices}</p>
                    <p class="field"><label class="field__label" for=id>{messages::records_answer_words(l)}</label>
                        <span class="field__hint">{messages::correction_hint(l, WORDS_CHARS_MAX)}</span>{area}</p>
                    <p><button class="button button--primary">{messages::records_answer_send(l)}</button></p></form></details></li>
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::{accounts::work::in_order, journal::model::Unit};

    #[test]
    fn what_is_late_stands_first_and_who_only_looks_on_is_told_of_what_is_late() {
        let at = |waiting, overdue, since| WaitingAt { unit: Unit::Province, waiting, overdue, since };
        let (old, new) = (date!(2026 - 11 - 02), date!(2026 - 11 - 20));
        let it = Unrecorded {
            own: vec![at(3, 1, old), at(2, 0, new)],
            below: vec![at(5, 0, new), at(4, 2, old)],
            corrections: 1,
        };
        let listed = in_order(waiting(Language::Zh, &it));
        let told: Vec<_> = listed.iter().map(|it| (it.how_many, it.urgency)).collect();
        let expected = [(1, Urgency::Overdue), (4, Urgency::Now), (1, Urgency::Now), (2, Urgency::ToKnow)];
        assert_eq!(told, expected);
        assert_eq!(listed[0].since, Some(old));
        assert!(in_order(waiting(Language::En, &Unrecorded::default())).is_empty());
    }
}
