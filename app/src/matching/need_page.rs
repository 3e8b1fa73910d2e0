//! `/office/matching/{id}`: one need for the station: who would fit and why, who was asked, and what they said.

use leptos::prelude::*;

use super::{
    details::Details,
    form_page,
    list_page::ADDRESS as LIST,
    messages,
    model::{AskState, REASON_CHARS_MAX, State, Step},
    suggest::Fit,
    words,
};
use crate::help::words as help;
use crate::{
    accounts::{model::Staff, office_page::OfficeLine},
    ids::{CommandId, NeedId, VolunteerId},
    journal::model::Unit,
    language::Language,
    reader::directory,
    shell::{Page, PageContext},
};

/// The address of one.
pub fn address(id: NeedId) -> String {
    format!("{LIST}/{id}")
}

/// Somebody who would fit.
#[derive(Clone, Debug)]
pub struct Suggested {
    /// Their id.
    pub volunteer: VolunteerId,
    /// Their number, with 「王*」 where the reader may see their volunteers.
    pub who: String,
    /// Why.
    pub fit: Fit,
}

/// Somebody who was asked.
#[derive(Clone, Debug)]
pub struct AskShown {
    /// Their id.
    pub volunteer: VolunteerId,
    /// Their number, with as much of their name as the reader may see; all of it once it is agreed.
    pub who: String,
    /// Where they stand.
    pub state: AskState,
    /// Why, where somebody said so.
    pub reason: String,
}

/// What was ticked and typed before something was refused: it stays.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// Who was ticked, or whom it was about.
    pub volunteers: Vec<VolunteerId>,
    /// The reason.
    pub reason: String,
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct OneNeed {
    /// Who reads.
    pub reader: Staff,
    /// Which.
    pub id: NeedId,
    /// The version that was seen.
    pub version: i64,
    /// Whose.
    pub unit: Unit,
    /// Where it stands.
    pub state: State,
    /// What is said of it.
    pub details: Details,
    /// Whether the reader asks.
    pub tends: bool,
    /// Whether the reader agrees.
    pub leads: bool,
    /// Who would fit, as many as are shown.
    pub suggested: Vec<Suggested>,
    /// How many fit in all.
    pub fitting: usize,
    /// Who was asked, the first first.
    pub asks: Vec<AskShown>,
    /// Whether something was just done.
    pub done: bool,
    /// What was refused, in words.
    pub refused: Option<String>,
    /// What was sent with it.
    pub typed: Typed,
}

impl OneNeed {
    fn may(&self, step: Step) -> bool {
        let by = match step {
            Step::Agree | Step::Pass | Step::CallOff => self.leads,
            _ => self.tends,
        };
        by && self.state.after(step).is_some()
    }

    /// Whether what is said of it may still be changed.
    pub fn may_change(&self) -> bool {
        self.may(Step::Amend) && !self.asks.iter().any(|it| it.state.holds_to_it())
    }

    /// Whether the reader takes back that somebody was asked. What the leader agreed to, the leader takes back.
    fn takes_back(&self, it: &AskShown) -> bool {
        let may = self.may(Step::TakeBack) && it.state.after(Step::TakeBack).is_some();
        may && (it.state != AskState::Agreed || self.leads)
    }

    fn was_sent(&self, it: &AskShown) -> bool {
        self.typed.volunteers.contains(&it.volunteer)
    }

    fn agreed(&self) -> usize {
        self.asks.iter().filter(|it| it.state == AskState::Agreed).count()
    }
}

/// Why something was not done: the reason is too long, or something changed.
pub fn refused(l: Language, too_long: bool) -> String {
    match too_long {
        true => messages::reason_long(l, REASON_CHARS_MAX),
        false => messages::refused(l).to_owned(),
    }
}

/// The page.
pub fn page(context: &PageContext, one: OneNeed) -> Page {
    let l = context.language();
    let status = if one.refused.is_some() { 409 } else { 200 };
    Page::new(one.details.title.clone(), "", move || {
        let asks = one.asks.iter().map(|it| asked(l, &one, it)).collect_view();
        let none = one.asks.is_empty();
        let copy = one.tends.then(|| view! { <a class="button" href=l.address(&form_page::copy_address(one.id))>{messages::copy(l)}</a> });
        let change = one.may_change().then(|| view! { <a class="button" href=l.address(&form_page::change_address(one.id))>{messages::change(l)}</a> });
        let close = one.may(Step::Close).then(|| {
            view! { <form method="post" action=l.address(&address(one.id))>{hidden(&one)}
                <button class="button" name="act" value=Step::Close.word() aria-describedby="close">{messages::close(l)}</button></form> }
        });
        let call_off = (one.may(Step::CallOff) && one.agreed() > 0).then(|| {
            view! { <form method="post" action=l.address(&address(one.id))>{hidden(&one)}
                <button class="button" name="act" value=Step::CallOff.word()>{messages::call_off(l)}</button></form> }
        });
        let close_lead = close.is_some().then(|| view! { <p class="soft small no-print" id="close">{messages::close_lead(l)}</p> });
        // Where no line for it is left, what was typed stands here.
        let stays = one.asks.iter().any(|it| one.was_sent(it) && one.takes_back(it));
        let reason = Some(one.typed.reason.clone()).filter(|reason| !reason.is_empty() && !stays);
        view! {
            <OfficeLine staff=one.reader.clone()/>
            <p><a href=l.address(LIST)>{messages::office_title(l)}</a></p>
            <h1 id="now" tabindex="-1">{one.details.title.clone()}</h1>
            {one.done.then(|| view! { <p class="notice notice--good" role="status">{messages::done(l)}</p> })}
            {one.refused.clone().map(|words| view! { <p class="notice notice--warning" role="alert">{words}</p> })}
            {reason.map(|reason| view! { <p class="kept">{messages::reason(l)}"："{reason}</p> })}
            <p><span class="badge">{words::state(l, one.state)}</span>" "{found(l, &one)}</p>
            <div class="row no-print">{change}{copy}{close}{call_off}</div>{close_lead}
            {facts(l, &one)}
            <h2>{messages::asks(l)}</h2>
            {none.then(|| view! { <p class="empty">{messages::asks_none(l)}</p> })}
            <ul class="plain">{asks}</ul>
            {suggestions(l, &one)}
        }
    })
    .unlisted(true)
    .status(status)
    .fault(status != 200)
}

fn found(l: Language, one: &OneNeed) -> String {
    messages::found(l, i64::try_from(one.agreed()).unwrap_or_default(), one.details.people)
}

fn facts(l: Language, one: &OneNeed) -> impl IntoView + use<> {
    let (directory, need) = (directory(), &one.details);
    let fact = |name: &'static str, value: String| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
    let task = (!need.task.is_empty()).then(|| view! { <p class="kept">{need.task.clone()}</p> });
    view! {
        <h2>{messages::told_before(l)}</h2>{task}
        <dl class="facts facts--wide">
            {fact(messages::unit(l), help::unit(l, &one.unit, &directory))}
            {fact(messages::place(l), words::place(l, &need.place, &directory))}
            {fact(messages::when(l), words::when(l, need))}
            {fact(messages::skills(l), words::skills(l, need))}
            {fact(messages::age_min(l), messages::years(l, need.age_min))}
        </dl>
        <h2>{messages::told_after(l)}</h2>
        <dl class="facts facts--wide">
            {fact(messages::address(l), need.address.clone())}
            {fact(messages::meeting(l), need.meeting.clone())}
            {fact(messages::contact(l), messages::pair_contact(l, &need.contact, &need.phone))}
        </dl>
    }
}

/// What every form of the page says beside its step.
fn hidden(one: &OneNeed) -> impl IntoView + use<> {
    view! {
        <input type="hidden" name="command" value=CommandId::fresh().to_string()/>
        <input type="hidden" name="basis" value=one.version.to_string()/>
    }
}

fn asked(l: Language, one: &OneNeed, it: &AskShown) -> impl IntoView + use<> {
    let action = l.address(&address(one.id));
    let may = |step: Step| one.may(step) && it.state.after(step).is_some();
    let plain = [
        (Step::Agree, messages::agree(l), one.agreed() < usize::from(one.details.people)),
        (Step::Pass, messages::pass(l), true),
    ];
    let plain = plain
        .into_iter()
        .filter(|(step, _, there)| *there && may(*step))
        .map(|(step, words, _)| {
            let (action, hidden) = (action.clone(), hidden(one));
            view! { <form method="post" action=action>{hidden}<input type="hidden" name="volunteer" value=it.volunteer.to_string()/>
                <button class="button button--small" name="act" value=step.word()>{words}</button></form> }
        })
        .collect_view();
    let back = one.takes_back(it).then(|| {
        let (hidden, id) = (hidden(one), format!("reason-{}", it.volunteer));
        let typed = one.was_sent(it).then(|| one.typed.reason.clone());
        view! { <form class="row" method="post" action=action>{hidden}<input type="hidden" name="volunteer" value=it.volunteer.to_string()/>
            <label for=id.clone()>{messages::reason_optional(l)}</label><input class="field__control" id=id name="reason" value=typed autocomplete="off"/>
            <button class="button button--small" name="act" value=Step::TakeBack.word()>{messages::take_back(l)}</button></form> }
    });
    let why = (!it.reason.is_empty())
        .then(|| view! { <p class="soft small kept">{messages::reason(l)}"："{it.reason.clone()}</p> });
    view! {
        <li class="session"><p><b>{it.who.clone()}</b>" "<span class="badge">{words::ask(l, it.state)}</span></p>
            {why}<div class="row no-print">{plain}</div>{back}</li>
    }
}

/// Who would fit, to be asked one by one or several at once.
fn suggestions(l: Language, one: &OneNeed) -> Option<impl IntoView + use<>> {
    if !one.may(Step::Ask) {
        return None;
    }
    let full = one.agreed() >= usize::from(one.details.people);
    let lines = one
        .suggested
        .iter()
        .map(|it| {
            let id = it.volunteer.to_string();
            let of_whom = format!("{} {}", messages::ask_one(l), it.who);
            let ticked = one.typed.volunteers.contains(&it.volunteer);
            view! {
                <li class="session"><label class="check"><input type="checkbox" name="volunteer" value=id.clone() checked=ticked/><span><b>{it.who.clone()}</b></span></label>
                    <p class="soft small">{words::why(l, &it.fit)}</p>
                    <button class="button button--small" name="one" value=id aria-label=of_whom>{messages::ask_one(l)}</button></li>
            }
        })
        .collect_view();
    let shown = one.suggested.len();
    let body = if full {
        view! { <p class="notice">{messages::enough(l)}</p> }.into_any()
    } else if shown == 0 {
        view! { <p class="empty">{messages::suggestions_none(l)}</p> }.into_any()
    } else {
        let more = (one.fitting > shown)
            .then(|| view! { <p class="notice">{messages::suggestions_more(l, shown, one.fitting)}</p> });
        view! {
            <p class="soft">{messages::suggestions_lead(l)}</p>{more}
            <form method="post" action=l.address(&address(one.id))>{hidden(one)}
                <input type="hidden" name="act" value=Step::Ask.word()/>
                // Enter asks those who are ticked, and not the first of the list.
                <button class="visually-hidden" tabindex="-1" aria-hidden="true"></button>
                <ul class="plain">{lines}</ul>
                <p><button class="button button--primary">{messages::ask_ticked(l)}</button></p></form>
        }
        .into_any()
    };
    Some(view! { <section class="no-print"><h2>{messages::suggestions(l)}</h2>{body}</section> })
}
