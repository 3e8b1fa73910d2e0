//! `/matching`: what stations ask of a volunteer, and what they say to it.

use leptos::prelude::*;

use super::{
    details::Details,
    messages,
    model::{AskState, Step},
    words,
};
use crate::activities::messages as activities;
use crate::help::words as help;
use crate::volunteers::messages as volunteers;
use crate::{
    activities::mine_page,
    ids::{CommandId, NeedId},
    journal::model::Unit,
    language::Language,
    reader::directory,
    shell::{Page, PageContext},
    volunteers::me_page,
};

/// The address.
pub const ADDRESS: &str = "/matching";

/// Something that a volunteer was asked.
#[derive(Clone, Debug)]
pub struct Asked {
    /// What for.
    pub need: NeedId,
    /// By whom.
    pub unit: Unit,
    /// Where they stand.
    pub state: AskState,
    /// Whether they can still say yes.
    pub open: bool,
    /// The version of the need that they read.
    pub version: i64,
    /// What they may read of it: see [`Details::told_to`].
    pub told: Details,
    /// Why, where they or the unit said so.
    pub reason: String,
    /// When they were asked.
    pub asked_at_ms: i64,
    /// When it came to stand so.
    pub changed_at_ms: i64,
}

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct AskedOf {
    /// What they were asked, what waits for them in front.
    pub all: Vec<Asked>,
    /// Whether something was just done.
    pub done: bool,
    /// What was refused, in words.
    pub refused: Option<String>,
    /// The reason that was sent with it, and to which need: it stays.
    pub typed: Option<(NeedId, String)>,
}

/// Why an answer was not noted: the reason is too long, or something changed.
pub fn refused(l: Language, too_long: bool) -> String {
    match too_long {
        true => messages::reason_long(l, super::model::REASON_CHARS_MAX),
        false => messages::asked_refused(l).to_owned(),
    }
}

/// The page.
pub fn page(context: &PageContext, of: AskedOf) -> Page {
    let l = context.language();
    let status = if of.refused.is_some() { 409 } else { 200 };
    Page::new(messages::asked_title(l), "", move || {
        let none = of.all.is_empty();
        let typed = |it: &Asked| of.typed.as_ref().filter(|(need, _)| *need == it.need);
        let all = of.all.iter().map(|it| item(l, it, typed(it).map_or("", |(_, reason)| reason.as_str()))).collect_view();
        view! {
            <h1 id="now" tabindex="-1">{messages::asked_title(l)}</h1>
            {of.done.then(|| view! { <p class="notice notice--good" role="status">{messages::asked_done(l)}</p> })}
            {of.refused.clone().map(|words| view! { <p class="notice notice--warning" role="alert">{words}</p> })}
            <p class="lead">{messages::asked_lead(l)}</p>
            {none.then(|| view! { <p class="empty">{messages::asked_none(l)}</p> })}
            {all}
            <p class="row"><a class="button" href=l.address(mine_page::ADDRESS)>{activities::mine_title(l)}</a>
                <a class="button" href=l.address(me_page::ADDRESS)>{volunteers::me_title(l)}</a></p>
        }
    })
    .unlisted(true)
    .status(status)
    .fault(status != 200)
}

fn item(l: Language, it: &Asked, typed: &str) -> impl IntoView + use<> {
    let (directory, need) = (directory(), &it.told);
    let fact = |name: &'static str, value: String| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
    let task = (!need.task.is_empty()).then(|| view! { <p class="kept">{need.task.clone()}</p> });
    let after = (it.state == AskState::Agreed).then(|| {
        view! {
            {fact(messages::address(l), need.address.clone())}
            {fact(messages::meeting(l), need.meeting.clone())}
            {fact(messages::contact(l), messages::pair_contact(l, &need.contact, &need.phone))}
        }
    });
    let said = match it.state {
        AskState::Willing => Some(messages::waits_for_leader(l)),
        AskState::Passed => Some(messages::not_this_time(l)),
        _ => None,
    };
    let why = (!it.reason.is_empty())
        .then(|| view! { <p class="notice kept">{messages::reason(l)}"："{it.reason.clone()}</p> });
    view! {
        <section class="panel section--tight"><h2>{need.title.clone()}</h2>
            <p><span class="badge">{words::own_ask(l, it.state)}</span></p>
            {said.map(|words| view! { <p class="notice">{words}</p> })}{why}{task}
            <dl class="facts facts--wide">
                {fact(messages::asked_by(l), help::unit(l, &it.unit, &directory))}
                {fact(messages::place(l), words::place(l, &need.place, &directory))}
                {fact(messages::when(l), words::when(l, need))}
                {fact(messages::skills(l), words::skills(l, need))}
                {after}
            </dl>
            {answers(l, it, typed)}</section>
    }
}

/// What they can say to it now. A reason may always be left out.
fn answers(l: Language, it: &Asked, typed: &str) -> Option<AnyView> {
    let presses: Vec<_> = [
        // Enter in the line for a reason presses the first: a reason is none for coming.
        (Step::Decline, messages::say_no(l), "button", true),
        (Step::Withdraw, messages::withdraw(l), "button", true),
        (Step::Accept, messages::say_yes(l), "button button--primary", it.open),
    ]
    .into_iter()
    .filter(|(step, _, _, there)| *there && it.state.after(*step).is_some())
    .collect();
    let says_why = presses.iter().any(|(step, ..)| *step != Step::Accept);
    // Where no line for it is left, what was typed stands there to be read.
    let stays = (!says_why && !typed.is_empty())
        .then(|| view! { <p class="kept">{messages::reason(l)}"："{typed.to_owned()}</p> });
    if presses.is_empty() {
        return stays.map(IntoAny::into_any);
    }
    let typed = typed.to_owned();
    let buttons = presses
        .into_iter()
        .map(|(step, words, class, _)| view! { <button class=class name="act" value=step.word()>{words}</button> })
        .collect_view();
    let id = format!("reason-{}", it.need);
    let reason = says_why.then(|| {
        view! { <p class="field"><label class="field__label" for=id.clone()>{messages::reason_optional(l)}</label>
            <input class="field__control" id=id name="reason" value=typed maxlength=super::model::REASON_CHARS_MAX autocomplete="off"/></p> }
    });
    let form = view! {
        <form class="form" method="post" action=l.address(ADDRESS)>
            <input type="hidden" name="command" value=CommandId::fresh().to_string()/>
            <input type="hidden" name="need" value=it.need.to_string()/>
            <input type="hidden" name="basis" value=it.version.to_string()/>
            {reason}{stays}<p class="row">{buttons}</p></form>
    };
    Some(form.into_any())
}
