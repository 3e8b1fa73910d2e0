//! `/office/activities/{id}`: one activity for the station: its shifts, who signed up, the roll-call, and hours.

use leptos::prelude::*;

use super::{
    check_in::{Odd, Way, opens, presence},
    code_page,
    hours::{HoursState, written},
    messages,
    model::{State, Step},
    not_done::{NotDone, question_id},
    odd_page::{self, HoursShown},
    office_form_page,
    office_list_page::ADDRESS as LIST,
    series::{InSeries, goes_on, written as written_series},
    shift,
    shown::{ShiftShown, Shown, day, facts},
    sign_up::SignUpState,
    words,
};
use crate::{
    accounts::{model::Staff, office_page::OfficeLine},
    ids::{ActivityId, SignUpId, VolunteerId},
    language::Language,
    reader::{directory, language, site},
    shell::{Page, PageContext},
    ui::FaultList,
    volunteers::volunteer_page,
};

/// The address of one.
pub fn address(id: ActivityId) -> String {
    format!("{LIST}/{id}")
}

/// One time that somebody came and went.
#[derive(Clone, Debug)]
pub struct TimeShown {
    /// When they came.
    pub came_ms: i64,
    /// When they went; nothing while they are there.
    pub left_ms: Option<i64>,
    /// How it is known.
    pub way: Way,
    /// What is odd about it.
    pub odd: Vec<Odd>,
    /// How many kilometres away their device was, where it told and was far.
    pub away_km: Option<i64>,
}

/// A sign-up as the station sees it.
#[derive(Clone, Debug)]
pub struct SignUpShown {
    /// Which.
    pub id: SignUpId,
    /// For which shift.
    pub shift: crate::ids::ShiftId,
    /// Who, by number and name, as much of it as the reader may know.
    pub who: String,
    /// Whether that is the whole name, see [`super::names::are_whole`].
    pub whole: bool,
    /// Their id.
    pub volunteer: VolunteerId,
    /// Whether the reader may open their page.
    pub opens: bool,
    /// What became of it.
    pub state: SignUpState,
    /// Whom they bring along, called as they are.
    pub companions: Vec<String>,
    /// When they came and went.
    pub times: Vec<TimeShown>,
    /// How many hours these times give, in hundredths.
    pub hundredths: i64,
    /// Whether their hours are written down.
    pub has_hours: bool,
    /// Whether somebody has decided about their hours, whatever came of it.
    pub decided: bool,
    /// What the social worker is called who goes with them; empty for nobody.
    pub partner: String,
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct OfficeOne {
    /// Who reads.
    pub reader: Staff,
    /// The activity.
    pub shown: Shown,
    /// Who drafted and who published it, by name where the reader may know it.
    pub by: (String, String),
    /// Whether the reader drafts and calls the roll.
    pub tends: bool,
    /// Whether the reader publishes and confirms.
    pub leads: bool,
    /// Its sign-ups, the first first.
    pub sign_ups: Vec<SignUpShown>,
    /// Its hours.
    pub hours: Vec<HoursShown>,
    /// Who of the unit can go with a volunteer: ids and names.
    pub partners: Vec<(String, String)>,
    /// Now, to tell what has begun.
    pub now_ms: i64,
    /// Makes ids for the commands of the forms, one for each.
    pub commands: Vec<String>,
    /// Those that follow in its series and stand where it stands.
    pub following: Vec<InSeries>,
    /// Those of them with which could not be done what was just done.
    pub left: Vec<InSeries>,
    /// Whether something was just done.
    pub done: bool,
    /// What was asked for and is not done.
    pub not_done: Option<NotDone>,
}

/// Hands each form an id of its own.
struct Ids(std::sync::Mutex<Vec<String>>);

impl Ids {
    fn next(&self) -> String {
        self.0.lock().ok().and_then(|mut ids| ids.pop()).unwrap_or_default()
    }
}

/// How many forms the page of such an activity has at most.
pub fn forms(shifts: usize, sign_ups: usize, hours: usize) -> usize {
    8 + 3 * shifts + 5 * sign_ups + 3 * hours
}

/// The page.
pub fn page(context: &PageContext, one: OfficeOne) -> Page {
    let l = context.language();
    let status = one.not_done.as_ref().map_or(200, |it| if it.is_conflict() { 409 } else { 422 });
    Page::new(one.shown.details.name.clone(), "", move || {
        let directory = directory();
        let ids = Ids(std::sync::Mutex::new(one.commands.clone()));
        let shown = &one.shown;
        let late = shown.late.then(|| {
            view! { <p class="notice notice--warning">{messages::entered_late(l, &shown.reason)}</p> }
        });
        let why = (!shown.late && !shown.reason.is_empty())
            .then(|| view! { <p class="notice">{messages::reason_given(l, &shown.reason)}</p> });
        let published = (!one.by.1.is_empty()).then(|| messages::published_by(l, &one.by.1));
        let shifts = shown.shifts.iter().map(|it| shift_section(l, &one, it, &ids)).collect_view();
        let hours = one.hours.iter().map(|it| hours_item(l, &one, it, &ids)).collect_view();
        let none = one.hours.is_empty();
        let faults = one.not_done.iter().flat_map(|it| {
            it.placed().map(|(id, fault)| (id, words::step_fault(l, it.step, fault))).collect::<Vec<_>>()
        });
        let faults: Vec<_> = faults.collect();
        view! {
            <FaultList faults/>
            <OfficeLine staff=one.reader.clone()/>
            <p><a href=l.address(LIST)>{messages::office_title(l)}</a></p>
            <h1 id="now" tabindex="-1">{shown.details.name.clone()}</h1>
            {one.done.then(|| view! { <p class="notice notice--good" role="status">{messages::step_done(l)}</p> })}
            {left(l, &one.left)}
            {one.tends.then(|| roll_call(l, &one.reader))}
            <p><span class="badge">{words::state(l, shown.state)}</span>" "<span class="soft small">{messages::drafted_by(l, &one.by.0)}" "{published}</span></p>
            {late}{why}
            {steps(l, &one, &ids)}
            <p class="kept section--tight">{shown.details.content.clone()}</p>
            <dl class="facts facts--wide"><div><dt>{messages::risks(l)}</dt><dd class="kept">{shown.details.risks.clone()}</dd></div>{facts(l, shown, &directory)}</dl>
            <h2>{messages::shifts(l)}</h2>{shifts}
            {new_shift(l, &one, &ids)}
            <h2>{messages::hours_title(l)}</h2>
            {none.then(|| view! { <p class="empty">{messages::hours_none(l)}</p> })}
            <ul class="plain">{hours}</ul>
            {ask_hours(l, &one, &ids)}
        }
    })
    .unlisted(true)
    .status(status)
    .fault(status != 200)
}

/// A question on a line of a form: with what was typed where it was refused, else with `value`.
struct Asks<'a> {
    one: &'a OfficeOne,
    step: Step,
    about: String,
}

impl Asks<'_> {
    fn is_refused(&self) -> bool {
        self.one.not_done.as_ref().is_some_and(|it| it.step == self.step && it.about == self.about)
    }

    fn value(&self, name: &str, value: &str) -> String {
        let typed = self.one.not_done.as_ref().and_then(|it| it.typed(self.step, &self.about, name));
        typed.unwrap_or(value).to_owned()
    }

    fn line(
        &self,
        name: &'static str,
        kind: &'static str,
        label: &'static str,
        value: &str,
    ) -> impl IntoView + use<> {
        let id = question_id(self.step, &self.about, name);
        let fault = self.one.not_done.as_ref().and_then(|it| it.placed().find(|(at, _)| *at == id));
        let (told, value) = (format!("{id}-fault"), self.value(name, value));
        let (wrong, described) = (fault.is_some().then_some("true"), fault.is_some().then(|| told.clone()));
        let fault = fault.map(|(_, fault)| {
            view! { <strong class="field__error" id=told>{words::step_fault(language(), self.step, fault)}</strong> }
        });
        let keys = (name == "hours").then_some("decimal");
        view! {
            <label class="field__label" for=id.clone()>{label}</label>{fault}
            <input class="field__control" type=kind id=id name=name value=value inputmode=keys aria-invalid=wrong aria-describedby=described autocomplete="off"/>
        }
    }

    /// The same as a short box that stands beside others.
    fn boxed(
        &self,
        name: &'static str,
        kind: &'static str,
        label: &'static str,
        value: &str,
    ) -> impl IntoView + use<> {
        view! { <span class="field__unit">{self.line(name, kind, label, value)}</span> }
    }
}

fn asks(one: &OfficeOne, step: Step, about: impl ToString) -> Asks<'_> {
    Asks { one, step, about: about.to_string() }
}

/// Where `public/roll-call.js` tells how many notes wait for a signal, and which were refused, with the words that it needs.
pub(super) fn roll_call(l: Language, reader: &Staff) -> impl IntoView + use<> {
    view! {
        <div class="notice no-print" tabindex="-1" hidden data-roll-call="" data-by=reader.id.to_string() data-waiting=messages::roll_waiting(l)
            data-kept=messages::roll_kept(l) data-sent=messages::roll_sent(l) data-refused=messages::roll_refused(l)
            data-refused-all=messages::roll_refused_all(l) data-unknown=messages::roll_unknown(l) data-over=messages::roll_over(l)
            data-came=messages::came(l) data-left=messages::left(l) data-missed=messages::step_miss(l)>
            <p role="status"></p><ul class="plain"></ul>
            <template><li><p><b></b><span></span></p><p></p>
                <div class="row"><a class="button button--small">{messages::to_activity(l)}</a>
                    <button class="button button--small" type="button">{messages::roll_again(l)}</button>
                    <button class="button button--small" type="button">{messages::roll_dismiss(l)}</button></div></li></template></div>
        <script type="module" src=site().asset("roll-call.js")></script>
    }
}

/// What every form of the page says beside its step.
fn hidden(one: &OfficeOne, ids: &Ids) -> impl IntoView + use<> {
    view! {
        <input type="hidden" name="command" value=ids.next()/>
        <input type="hidden" name="basis" value=one.shown.version.to_string()/>
    }
}

/// What may be done with the activity now.
fn steps(l: Language, one: &OfficeOne, ids: &Ids) -> impl IntoView + use<> {
    let shown = &one.shown;
    let action = l.address(&address(shown.id));
    let is_over = shown.shifts.iter().all(|it| it.off.is_some() || it.ends_ms <= one.now_ms);
    let may = |step: Step| {
        let by = if matches!(step, Step::Submit) { one.tends } else { one.leads };
        by && shown.state.after(step, shown.late).is_some() && (step != Step::Close || is_over)
    };
    let plain = [
        (Step::Submit, messages::step_submit(l)),
        (Step::Publish, messages::step_publish(l)),
        (Step::Close, messages::step_close(l)),
    ]
    .into_iter()
    .filter(|(step, _)| may(*step))
    .map(|(step, words)| {
        let (action, hidden) = (action.clone(), hidden(one, ids));
        let following = following(l, one, step);
        // It is closed by itself as well.
        let class = if step == Step::Close { "button" } else { "button button--primary" };
        view! { <form method="post" action=action>{hidden}{following}<button class=class name="act" value=step.word()>{words}</button></form> }
    })
    .collect_view();
    let with_reason =
        [(Step::SendBack, messages::step_send_back(l)), (Step::Cancel, messages::step_cancel(l))]
            .into_iter()
            .filter(|(step, _)| may(*step))
            .map(|(step, words)| with_reason(l, one, (step, ""), words, ids))
            .collect_view();
    let edits = one.tends && matches!(shown.state, State::Draft | State::Published);
    let edit = edits.then(|| view! { <a class="button" href=l.address(&office_form_page::edit_address(shown.id))>{messages::edit_title(l)}</a> });
    let copy = one.tends.then(|| view! { <a class="button" href=l.address(&office_form_page::copy_address(shown.id))>{messages::copy(l)}</a> });
    let public = shown.state.is_public().then(|| view! { <a class="button" href=l.address(&super::activity_page::address(shown.id))>{messages::public_page(l)}</a> });
    view! { <div class="row no-print">{plain}{edit}{copy}{public}</div>{with_reason} }
}

/// The box to do the same with those that follow in the series, where that can be done and there are any.
fn following(l: Language, one: &OfficeOne, step: Step) -> Option<impl IntoView + use<>> {
    let all = &one.following;
    (goes_on(step) && !all.is_empty()).then(|| {
        let days: Vec<_> = all.iter().map(|it| day(shift::day_of(it.starts_ms))).collect();
        let words = messages::series_following(l, all.len(), &days.join(messages::series_and(l)));
        let ticked = !asks(one, step, "").value("following", "").is_empty();
        view! { <label class="check"><input type="checkbox" name="following" value=written_series(all) checked=ticked/><span>{words}</span></label> }
    })
}

/// Those of the series with which could not be done what was just done.
fn left(l: Language, all: &[InSeries]) -> Option<impl IntoView + use<>> {
    (!all.is_empty()).then(|| {
        let links = all.iter().map(|it| {
            view! { <li><a href=l.address(&address(it.id))>{day(shift::day_of(it.starts_ms))}</a></li> }
        });
        let links = links.collect_view();
        view! { <div class="notice notice--warning"><p>{messages::series_left(l)}</p><ul>{links}</ul></div> }
    })
}

/// A fold with a step that asks for a reason: of the activity, or of the shift that `of` names.
fn with_reason(
    l: Language,
    one: &OfficeOne,
    of: (Step, &str),
    words: &'static str,
    ids: &Ids,
) -> impl IntoView + use<> {
    let (step, shift) = of;
    let (action, hidden) = (l.address(&address(one.shown.id)), hidden(one, ids));
    let asks = asks(one, step, shift);
    let reason = asks.line("reason", "text", messages::reason(l), "");
    let there = how_many_are_there(one, shift);
    let there = (there > 0).then(|| view! { <p class="notice">{messages::some_are_there(l, there)}</p> });
    let shift =
        (!shift.is_empty()).then(|| view! { <input type="hidden" name="shift" value=shift.to_owned()/> });
    let following = following(l, one, step);
    view! {
        <details class="fold no-print" open=asks.is_refused()><summary>{words}</summary>{there}
            <form class="row" method="post" action=action>{hidden}{shift}{reason}{following}
                <button class="button" name="act" value=step.word()>{words}</button></form></details>
    }
}

/// How many are there now, of those who came to shifts that go on: to the one of this id, or to any for an empty id.
fn how_many_are_there(one: &OfficeOne, shift: &str) -> usize {
    let goes_on = |it: &&ShiftShown| it.off.is_none() && it.ends_ms > one.now_ms;
    let meant = |it: &&ShiftShown| shift.is_empty() || it.id.to_string() == shift;
    let shifts: Vec<_> = one.shown.shifts.iter().filter(goes_on).filter(meant).map(|it| it.id).collect();
    let is_there = |it: &&SignUpShown| it.times.iter().any(|time| time.left_ms.is_none());
    one.sign_ups.iter().filter(|it| shifts.contains(&it.shift)).filter(is_there).count()
}

fn shift_section(l: Language, one: &OfficeOne, it: &ShiftShown, ids: &Ids) -> impl IntoView + use<> {
    let shown = &one.shown;
    let action = l.address(&address(shown.id));
    let on = it.off.is_none();
    let dropped = (one.tends && shown.state == State::Draft).then(|| {
        let (action, hidden) = (action.clone(), hidden(one, ids));
        view! { <form method="post" action=action>{hidden}<input type="hidden" name="shift" value=it.id.to_string()/>
            <button class="button button--small" name="act" value=Step::DropShift.word()>{messages::step_drop_shift(l)}</button></form> }
    });
    let cancels = one.leads && on && shown.state == State::Published && it.ends_ms > one.now_ms;
    let cancelled = cancels.then(|| {
        with_reason(l, one, (Step::CancelShift, &it.id.to_string()), messages::step_cancel_shift(l), ids)
    });
    let code = (one.tends && on && shown.state == State::Published).then(|| {
        let href = l.address(&code_page::address(shown.id, it.id));
        view! { <a class="button" href=href>{messages::code_title(l)}</a> }
    });
    let people = one.sign_ups.iter().filter(|sign_up| sign_up.shift == it.id);
    let people = people.map(|sign_up| person(l, one, it, sign_up, ids)).collect_view();
    view! {
        <section class="panel"><h3>{it.heading()}</h3><p>{it.room(l)}</p>
            <div class="row no-print">{code}{dropped}</div>{cancelled}<ul class="plain">{people}</ul></section>
    }
}

fn person(
    l: Language,
    one: &OfficeOne,
    it: &ShiftShown,
    sign_up: &SignUpShown,
    ids: &Ids,
) -> impl IntoView + use<> {
    let action = l.address(&address(one.shown.id));
    let times = sign_up
        .times
        .iter()
        .map(|time| {
            let left = time.left_ms.map_or_else(|| messages::still_there(l).to_owned(), shift::clock);
            let words = |odd: &Odd| words::odd_of_coming(l, *odd, time.away_km);
            let odd: Vec<_> = time.odd.iter().map(|it| view! { " "<span class="badge badge--warning">{words(it)}</span> }).collect();
            view! { <li>{shift::clock(time.came_ms)}"–"{left}" "<span class="soft small">{words::way(l, time.way)}</span>{odd}</li> }
        })
        .collect_view();
    // Opened in time, the page is there when the signal is gone.
    // Whoever had come when it was called off is given the time at which they left.
    let held = it.off.is_none() || !sign_up.times.is_empty();
    let soon = held && opens(it.starts_ms, one.now_ms);
    let here = matches!(sign_up.state, SignUpState::Seated | SignUpState::Absent);
    let roll = (one.tends && here && soon && !sign_up.has_hours).then(|| {
        let (action, hidden) = (action.clone(), hidden(one, ids));
        let asks = asks(one, Step::Attend, sign_up.id);
        view! {
            <form class="row" method="post" action=action data-roll="">{hidden}<input type="hidden" name="sign_up" value=sign_up.id.to_string()/>
                <input type="hidden" name="shift" value=it.id.to_string()/>
                {asks.boxed("came", "time", messages::came(l), &shift::clock(it.starts_ms))}{asks.boxed("left", "time", messages::left(l), "")}
                <button class="button button--small" name="act" value=Step::Attend.word()>{messages::step_attend(l)}</button>
                <span class="soft small" role="status"></span></form>
        }
    });
    let missed = (one.tends && soon && sign_up.state == SignUpState::Seated && sign_up.times.is_empty()).then(|| {
        let (action, hidden) = (action.clone(), hidden(one, ids));
        view! { <form class="row" method="post" action=action data-roll="">{hidden}<input type="hidden" name="sign_up" value=sign_up.id.to_string()/>
            <button class="button button--small" name="act" value=Step::Miss.word()>{messages::step_miss(l)}</button>
            <span class="soft small" role="status"></span></form> }
    });
    let confirm = (one.leads && here && sign_up.hundredths > 0 && !sign_up.has_hours).then(|| {
        let (action, hidden) = (action.clone(), hidden(one, ids));
        let asks = asks(one, Step::ConfirmHours, sign_up.id);
        view! {
            <form class="row" method="post" action=action>{hidden}<input type="hidden" name="sign_up" value=sign_up.id.to_string()/>
                {asks.boxed("hours", "text", messages::hours_title(l), &written(sign_up.hundredths))}{asks.line("remark", "text", messages::remark(l), "")}
                <button class="button button--small button--primary" name="act" value=Step::ConfirmHours.word()>{messages::step_confirm(l)}</button></form>
        }
    });
    let came = here && !sign_up.times.is_empty() && it.ends_ms <= one.now_ms;
    // Nothing to confirm: somebody has to know what to do about it.
    let why_none = (one.leads && came && sign_up.hundredths == 0 && !sign_up.decided).then(|| {
        let is_left = sign_up.times.iter().all(|time| time.left_ms.is_some());
        let words = if is_left { messages::hours_too_short(l) } else { messages::hours_not_left(l) };
        view! { <p class="notice">{words}</p> }
    });
    let not_counted = (one.leads && came && !sign_up.decided).then(|| not_count(l, one, sign_up, ids));
    let pairs = one.tends
        && sign_up.state == SignUpState::Seated
        && one.shown.state == State::Published
        && it.ends_ms > one.now_ms;
    let partner = if pairs {
        Some(partner_form(l, one, sign_up, ids).into_any())
    } else {
        (!sign_up.partner.is_empty())
            .then(|| view! { <p>{messages::partner(l)}" "{sign_up.partner.clone()}</p> }.into_any())
    };
    let who = sign_up.who.clone();
    let who = match sign_up.opens {
        true => {
            let href = l.address(&volunteer_page::address(sign_up.volunteer));
            view! { <a href=href>{who}</a> }.into_any()
        }
        false => who.into_any(),
    };
    let with = (!sign_up.companions.is_empty()).then(|| messages::brings(l, &sign_up.companions.join("、")));
    let last = sign_up.times.last().map(|time| (time.came_ms, time.left_ms));
    let stands = words::standing(l, sign_up.state, presence(last, it.ends_ms, one.now_ms));
    let times = (!sign_up.times.is_empty()).then(|| view! { <ul>{times}</ul> });
    let roll = (roll.is_some() || missed.is_some())
        .then(|| view! { <div class="row no-print">{roll}{missed}</div> });
    view! {
        <li class="session" id=sign_up.id.to_string()><p><b>{who}</b>" "<span class="badge">{stands}</span>" "{with}</p>
            {times}{roll}{confirm}{why_none}{not_counted}{partner}</li>
    }
}

/// A fold for whoever came and gave nothing that counts.
fn not_count(l: Language, one: &OfficeOne, sign_up: &SignUpShown, ids: &Ids) -> impl IntoView + use<> {
    let (action, hidden) = (l.address(&address(one.shown.id)), hidden(one, ids));
    let asks = asks(one, Step::NotCount, sign_up.id);
    let reason = asks.line("reason", "text", messages::reason(l), "");
    view! {
        <details class="no-print" open=asks.is_refused()><summary>{messages::not_count(l)}</summary><p>{messages::not_count_lead(l)}</p>
            <form class="row" method="post" action=action>{hidden}<input type="hidden" name="sign_up" value=sign_up.id.to_string()/>{reason}
                <button class="button button--small" name="act" value=Step::NotCount.word()>{messages::not_count(l)}</button></form></details>
    }
}

/// A fold that says who of the unit goes with somebody, and names another.
fn partner_form(l: Language, one: &OfficeOne, sign_up: &SignUpShown, ids: &Ids) -> impl IntoView + use<> {
    let (action, hidden) = (l.address(&address(one.shown.id)), hidden(one, ids));
    let id = question_id(Step::Partner, &sign_up.id.to_string(), "worker");
    let choices = one
        .partners
        .iter()
        .map(|(id, name)| {
            let chosen = *name == sign_up.partner;
            view! { <option value=id.clone() selected=chosen>{name.clone()}</option> }
        })
        .collect_view();
    let now = match sign_up.partner.as_str() {
        "" => messages::partner_none(l).to_owned(),
        name => name.to_owned(),
    };
    view! {
        <details class="no-print"><summary>{messages::partner(l)}" · "{now}</summary>
            <form class="row" method="post" action=action>{hidden}<input type="hidden" name="sign_up" value=sign_up.id.to_string()/>
                <span class="field__unit"><label for=id.clone()>{messages::partner(l)}</label>
                    <select class="field__control" id=id name="worker"><option value="">{messages::partner_none(l)}</option>{choices}</select></span>
                <button class="button button--small" name="act" value=Step::Partner.word()>{messages::step_partner(l)}</button></form></details>
    }
}

fn new_shift(l: Language, one: &OfficeOne, ids: &Ids) -> impl IntoView + use<> {
    let adds = one.tends && one.shown.state.after(Step::AddShift, one.shown.late).is_some();
    adds.then(|| {
        let (action, hidden) = (l.address(&address(one.shown.id)), hidden(one, ids));
        let asks = asks(one, Step::AddShift, "");
        let field = |name: &'static str, kind: &'static str, words: &'static str| {
            view! { <p class="field">{asks.line(name, kind, words, "")}</p> }
        };
        view! {
            <details class="fold no-print" open=asks.is_refused()><summary>{messages::step_add_shift(l)}</summary>
                <form class="form" method="post" action=action>{hidden}
                    {field("day", "date", messages::day(l))}{field("from", "time", messages::from(l))}{field("to", "time", messages::to(l))}
                    {field("places", "text", messages::places(l))}{field("post", "text", messages::post(l))}{field("closes_before", "text", messages::closes_before(l))}
                    <p><button class="button" name="act" value=Step::AddShift.word()>{messages::step_add_shift(l)}</button></p></form></details>
        }
    })
}

fn hours_item(l: Language, one: &OfficeOne, it: &HoursShown, ids: &Ids) -> impl IntoView + use<> {
    let decides = one.leads && it.mine && it.state == HoursState::Asked;
    let forms = decides.then(|| {
        let action = l.address(&address(one.shown.id));
        let (agree, refuse) = (hidden(one, ids), hidden(one, ids));
        let reason = asks(one, Step::RefuseHours, it.id).line("reason", "text", messages::reason(l), "");
        view! {
            <form method="post" action=action.clone()>{agree}<input type="hidden" name="hours_id" value=it.id.to_string()/>
                <button class="button button--small button--primary" name="act" value=Step::AgreeHours.word()>{messages::step_agree(l)}</button></form>
            <form class="row" method="post" action=action>{refuse}<input type="hidden" name="hours_id" value=it.id.to_string()/>{reason}
                <button class="button button--small" name="act" value=Step::RefuseHours.word()>{messages::step_refuse(l)}</button></form>
        }
    });
    let takes_back = one.leads && it.state == HoursState::Confirmed;
    let back = takes_back.then(|| {
        let (action, hidden) = (l.address(&address(one.shown.id)), hidden(one, ids));
        let asks = asks(one, Step::TakeBackHours, it.id);
        let reason = asks.line("reason", "text", messages::reason(l), "");
        view! {
            <details open=asks.is_refused()><summary>{messages::take_back_title(l)}</summary><p>{messages::take_back_lead(l)}</p>
                <form class="row" method="post" action=action>{hidden}<input type="hidden" name="hours_id" value=it.id.to_string()/>{reason}
                    <button class="button button--small" name="act" value=Step::TakeBackHours.word()>{messages::take_back(l)}</button></form></details>
        }
    });
    let forms = (decides || takes_back).then(|| view! { <li class="no-print">{forms}{back}</li> });
    view! { {odd_page::row(l, it, false)}{forms} }
}

/// Hours without an attendance: one asks, somebody else agrees.
fn ask_hours(l: Language, one: &OfficeOne, ids: &Ids) -> impl IntoView + use<> {
    let may_ask = one.tends && one.shown.state.after(Step::AskHours, one.shown.late).is_some();
    may_ask.then(|| {
        let (action, hidden) = (l.address(&address(one.shown.id)), hidden(one, ids));
        let over = |it: &&ShiftShown| it.held && (it.off.is_some() || it.ends_ms <= one.now_ms);
        let shifts = one.shown.shifts.iter().filter(over);
        let asks = asks(one, Step::AskHours, "");
        let chosen = asks.value("shift", "");
        let shifts = shifts
            .map(|it| view! { <option value=it.id.to_string() selected=it.id.to_string() == chosen>{it.when()}</option> })
            .collect_view();
        let field = |name: &'static str, kind: &'static str, words: &'static str| {
            view! { <p class="field">{asks.line(name, kind, words, "")}</p> }
        };
        view! {
            <details class="fold no-print" open=asks.is_refused()><summary>{messages::ask_title(l)}</summary><p>{messages::ask_lead(l)}</p>
                <form class="form" method="post" action=action>{hidden}
                    <p class="field"><label class="field__label" for="ask-shift">{messages::shifts(l)}</label><select class="field__control" id="ask-shift" name="shift">{shifts}</select></p>
                    {field("volunteer", "text", messages::volunteer(l))}{field("came", "time", messages::came(l))}{field("left", "time", messages::left(l))}
                    {field("hours", "text", messages::hours_title(l))}{field("reason", "text", messages::reason(l))}
                    <p><button class="button" name="act" value=Step::AskHours.word()>{messages::ask_send(l)}</button></p></form></details>
        }
    })
}
