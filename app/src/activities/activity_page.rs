//! `/activities/{id}`: one activity for everybody: what is done, what can happen, and its shifts to sign up for.

use leptos::prelude::*;
use serde_json::json;

use super::{
    calendar,
    list_page::{ADDRESS as LIST, is_demo},
    messages,
    model::State,
    shift::{self, moment_ms},
    shown::{ShiftShown, Shown, facts, moment},
    sign_up::{Companion, PARTY_MAX, Refused, SignUpState, is_reminded},
    words,
};
use crate::stations::messages as stations;
use crate::{
    ids::{ActivityId, ShiftId, SignUpId},
    journal::model::Unit,
    language::Language,
    reader::{directory, language, reader, site},
    shell::{Page, PageContext},
    stations::{filter::percent_encoded, structured::qr_code},
    text::{misleads, names_nobody},
    volunteers::phone_page::SIGN_IN,
};

/// The address of one where a place of it can be taken that somebody gives: by the id of what they offer.
pub fn swap_address(id: ActivityId, swap: &str) -> String {
    format!("{}?swap={}", address(id), percent_encoded(swap))
}

/// The address of one.
pub fn address(id: ActivityId) -> String {
    format!("{LIST}/{id}")
}

/// What [`One::done`] says of a place that somebody got at `now_ms`, by when its shift begins.
pub fn seated(now_ms: i64, starts_ms: i64) -> &'static str {
    if shift::day_of(now_ms) == shift::day_of(starts_ms) {
        "seated_today"
    } else if is_reminded(now_ms, starts_ms) {
        "seated"
    } else {
        "seated_tomorrow"
    }
}

/// What a form of the page sends.
#[derive(Clone, Debug, Default)]
pub struct TapForm {
    /// Id of the tap, made with the page.
    pub tap: String,
    /// `sign_up`, `cancel`, `accept`, `offer` or `swap`.
    pub act: String,
    /// Id of the shift, the sign-up or the offered place.
    pub of: String,
    /// Number of the volunteer who is to have a place; empty for whoever gets the link.
    pub to: String,
    /// Name, age and consent of those who come along, as they were typed.
    pub companions: Vec<[String; 3]>,
}

impl TapForm {
    /// What these pairs say.
    pub fn of(pairs: &[(String, String)]) -> Self {
        let text =
            |name: &str| pairs.iter().find(|(it, _)| it == name).map(|(_, value)| value.trim().to_owned());
        let line = |number: usize| {
            ["name", "age", "consent"].map(|name| text(&format!("{name}_{number}")).unwrap_or_default())
        };
        Self {
            tap: text("tap").unwrap_or_default(),
            act: text("act").unwrap_or_default(),
            of: text("of").unwrap_or_default(),
            to: text("to").unwrap_or_default(),
            companions: (1..PARTY_MAX).map(line).collect(),
        }
    }

    /// Whether anything is said of people who come along.
    pub fn names_somebody(&self) -> bool {
        self.companions.iter().any(|[name, age, _]| !name.is_empty() || !age.is_empty())
    }

    /// Whom they bring along; nothing where a line is not finished.
    pub fn companions(&self) -> Option<Vec<Companion>> {
        let filled = self.companions.iter().filter(|[name, age, _]| !name.is_empty() || !age.is_empty());
        filled
            .map(|[name, age, consent]| {
                let age = age.parse().ok().filter(|age| *age < 120)?;
                let reads = |sign: char| !(sign.is_control() || misleads(sign) || names_nobody(sign));
                let fits = !name.is_empty() && name.chars().count() <= 40 && name.chars().all(reads);
                fits.then(|| Companion { name: name.clone(), age, consent: !consent.is_empty() })
            })
            .collect()
    }
}

/// A sign-up of whoever reads.
#[derive(Clone, Debug)]
pub struct Own {
    /// Which.
    pub id: SignUpId,
    /// For which shift.
    pub shift: ShiftId,
    /// What became of it.
    pub state: SignUpState,
    /// How many places it takes.
    pub places: i64,
    /// Until when they may say yes.
    pub offer_until_ms: Option<i64>,
    /// What the social worker is called who goes with them; empty for nobody.
    pub partner: String,
}

/// What is wrong with a tap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TapFault {
    /// Somebody who comes along is not told in full.
    Companions,
    /// It is no number of a volunteer.
    Number,
    /// Whoever names people to bring along is not signed in any more.
    SignedOut,
    /// The rules, or somebody else, were faster.
    Refused(Refused),
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct One {
    /// The activity.
    pub shown: Shown,
    /// Whether whoever reads is signed in as a volunteer.
    pub signed_in: bool,
    /// Their sign-ups for it.
    pub own: Vec<Own>,
    /// The tap that the next form bears.
    pub tap: String,
    /// The form, as it was sent.
    pub form: TapForm,
    /// What is wrong with it.
    pub fault: Option<TapFault>,
    /// What was just done: what [`seated`] says, `waiting`, `named`, `done`.
    pub done: String,
    /// A place that somebody offers to whoever reads, signed in or not yet: its id, and which shift.
    pub offered: Option<(String, ShiftShown)>,
    /// A place that whoever reads just offered: its id.
    pub offering: Option<String>,
}

/// The page.
pub fn page(context: &PageContext, one: One) -> Page {
    let l = context.language();
    let (title, described) = (one.shown.details.name.clone(), one.shown.details.content.clone());
    let described: String = described.chars().take(120).collect();
    let status = match one.fault {
        None => 200,
        Some(TapFault::Companions | TapFault::Number) => 422,
        Some(TapFault::SignedOut) => 401,
        Some(TapFault::Refused(_)) => 409,
    };
    let demo = is_demo(&one.shown, &context.directory);
    let json = json_ld(context, &one.shown);
    let own = address(one.shown.id);
    Page::new(title.clone(), messages::described(l, &described), move || view! { <ActivityPage one/> })
        .below([(messages::title(l).to_owned(), LIST.to_owned()), (title, own)])
        .demo(demo)
        .unlisted(demo)
        .structured(json)
        .status(status)
        .fault(status != 200)
}

#[component]
fn ActivityPage(one: One) -> impl IntoView {
    let (l, directory) = (language(), directory());
    let shown = &one.shown;
    let entrance = l.address(&entrance(&one));
    let faults = one.fault.map(|fault| {
        let words = match fault {
            TapFault::Companions => messages::fault_companions(l).to_owned(),
            TapFault::Number => messages::fault_number(l).to_owned(),
            TapFault::SignedOut => messages::fault_signed_out(l).to_owned(),
            TapFault::Refused(refused) => words::refused(l, refused, shown.details.age_min),
        };
        // In a window of its own, so that what was typed stays where it is.
        let link = (fault == TapFault::SignedOut).then(|| {
            view! { " "<a href=entrance.clone() target="_blank">{messages::sign_in_beside(l)}</a> }
        });
        view! { <p class="notice notice--warning" role="alert">{words}{link}</p> }
    });
    let done = match one.done.as_str() {
        "seated" => Some(messages::done_seated(l)),
        "seated_today" => Some(messages::done_seated_today(l)),
        "seated_tomorrow" => Some(messages::done_seated_tomorrow(l)),
        "waiting" => Some(messages::done_waiting(l)),
        "named" => Some(messages::done_named(l)),
        "done" => Some(messages::done_cancelled(l)),
        _ => None,
    };
    let stands = match shown.state {
        State::Cancelled => Some(messages::cancelled(l, &shown.reason)),
        State::Closed if shown.late => Some(messages::entered_late(l, &shown.reason)),
        State::Closed => Some(messages::over(l).to_owned()),
        _ => None,
    };
    let facts = facts(l, shown, &directory);
    let shifts = shown.shifts.iter().map(|it| shift_item(l, &one, it)).collect_view();
    let slug = match &shown.unit {
        Unit::Station(id) => directory.station_with_id(*id).map(|it| it.slug.clone()),
        _ => None,
    };
    let calendar = slug.map(|slug| {
        view! { <p class="small soft no-print"><a href=l.address(&calendar::address_of(&slug))>{messages::calendar_of_unit(l)}</a></p> }
    });
    let own_address = address(shown.id);
    let action = l.address(&own_address);
    let offered = one.offered.clone().map(|(id, it)| {
        let (tap, action) = (one.tap.clone(), action.clone());
        let taken = match one.signed_in {
            true => view! {
                <form method="post" action=action><input type="hidden" name="tap" value=tap/>
                    <input type="hidden" name="of" value=id/>
                    <button class="button button--primary" name="act" value="swap">{messages::swap_take(l)}</button></form>
            }
            .into_any(),
            false => view! { <p><a class="button button--primary" href=entrance.clone()>{messages::swap_sign_in(l)}</a></p> }.into_any(),
        };
        view! { <section class="panel no-print"><h2>{messages::swap_title(l)}</h2><p>{it.when()}</p>{taken}</section> }
    });
    let offering = one.offering.clone().map(|id| {
        let link = format!("{}{}?swap={id}", site().public_url, action);
        view! { <p class="notice" role="status">{messages::swap_link(l)}" "<code>{link}</code></p> }
    });
    let url = format!("{}{action}", site().public_url);
    view! {
        {faults}
        <h1>{shown.details.name.clone()}</h1>
        {done.map(|words| view! { <p class="notice notice--good" role="status">{words}</p> })}
        {stands.map(|words| view! { <p class="notice">{words}</p> })}
        {offered}{offering}
        <p class="lead kept">{shown.details.content.clone()}</p>
        <section class="panel"><h2>{messages::risks(l)}</h2><p class="kept">{shown.details.risks.clone()}</p></section>
        <dl class="facts facts--wide">{facts}</dl>
        <section class="section--tight" id="shifts" tabindex="-1"><h2>{messages::shifts(l)}</h2><ol class="plain">{shifts}</ol></section>
        {calendar}
        // Nobody presses a button on a sheet that hangs at the door: it says where one signs up.
        <div class="print-only">{qr_code(&url).map(|svg| view! { <div class="qr" role="img" aria-label=stations::qr_label(l) inner_html=svg></div> })}
            <p>{messages::on_paper(l, &url)}</p></div>
    }
}

/// The address at which whoever reads signs in, or registers, and comes back: to the place that is kept for them, if one is.
fn entrance(one: &One) -> String {
    let id = one.shown.id;
    let next = one.offered.as_ref().map_or_else(|| address(id), |(swap, _)| swap_address(id, swap));
    format!("{SIGN_IN}?next={}", percent_encoded(&next))
}

fn shift_item(l: Language, one: &One, it: &ShiftShown) -> impl IntoView + use<> {
    let action = l.address(&address(one.shown.id));
    let own = one.own.iter().find(|own| own.shift == it.id);
    let until = moment(it.sign_up_until_ms);
    let part = match own {
        Some(own) => own_form(l, own, it, action, one).into_any(),
        None if !it.open => ().into_any(),
        None if !one.signed_in && one.form.of != it.id.to_string() => {
            let href = l.address(&entrance(one));
            view! { <p class="no-print"><a class="button button--primary" href=href>{messages::sign_in(l)}
            <span class="visually-hidden">" · "{it.when()}</span></a></p> }
            .into_any()
        }
        None => join_form(l, one, it, action).into_any(),
    };
    view! {
        <li class="panel"><h3>{it.heading()}</h3>
            <p>{it.room(l)}{it.open.then(|| view! { " "<span class="soft small">{messages::until(l, &until)}</span> })}</p>
            {part}</li>
    }
}

fn own_form(l: Language, own: &Own, it: &ShiftShown, action: String, one: &One) -> impl IntoView + use<> {
    let tap = one.tap.clone();
    let typed = if one.form.of == own.id.to_string() { one.form.to.clone() } else { String::new() };
    // Once it has begun or is called off, nothing of it can be given back or handed on.
    let now = reader().now;
    let ahead = it.off.is_none() && it.starts_ms > moment_ms(now.date, now.minute);
    let live =
        ahead && matches!(own.state, SignUpState::Seated | SignUpState::Waiting | SignUpState::Offered);
    let offered = own.state == SignUpState::Offered;
    let until = own.offer_until_ms.filter(|_| offered && ahead).map(|at| {
        let words = messages::offer_until(l, &moment(at));
        view! { <p>{words}</p> }
    });
    let partner = (!own.partner.is_empty()).then(|| view! { <p>{messages::partner_of(l, &own.partner)}</p> });
    let hands = own.state == SignUpState::Seated && own.places == 1;
    let (giving, id) = (own.id.to_string(), format!("to-{}", own.id));
    let gives = hands.then(|| (tap.clone(), action.clone())).map(|(tap, action)| {
        view! {
            <form class="row" method="post" action=action><input type="hidden" name="tap" value=tap/>
                <input type="hidden" name="of" value=giving/>
                <label for=id.clone()>{messages::give_to(l)}</label>
                <input class="field__control" id=id name="to" value=typed autocomplete="off"/>
                <button class="button" name="act" value="offer">{messages::hand_on(l)}</button></form>
        }
    });
    view! {
        <p><b>{words::sign_up(l, own.state)}</b></p>{partner}{until}
        {live.then(|| view! {
            <div class="row">{gives}<form class="row" method="post" action=action><input type="hidden" name="tap" value=tap/>
                <input type="hidden" name="of" value=own.id.to_string()/>
                {offered.then(|| view! { <button class="button button--primary" name="act" value="accept">{messages::accept(l)}</button> })}
                <button class="button" name="act" value="cancel">{messages::cancel(l)}</button></form></div>
        })}
    }
}

fn join_form(l: Language, one: &One, it: &ShiftShown, action: String) -> impl IntoView + use<> {
    let typed = one.form.of == it.id.to_string();
    let lines = (1..PARTY_MAX)
        .map(|number| {
            let line = if typed { one.form.companions.get(number - 1).cloned() } else { None };
            let [name, age, consent] = line.unwrap_or_default();
            let id = |what: &str| format!("{what}-{number}-{}", it.id);
            view! {
                <p class="row"><label for=id("name")>{messages::companion_name(l, number)}</label>
                    <input class="field__control" id=id("name") name=format!("name_{number}") value=name autocomplete="off"/>
                    <label for=id("age")>{messages::companion_age(l)}</label>
                    <input class="field__control" id=id("age") name=format!("age_{number}") value=age inputmode="numeric" autocomplete="off"/>
                    <label class="check"><input type="checkbox" name=format!("consent_{number}") value="yes" checked=!consent.is_empty()/>
                        <span>{messages::companion_consent(l)}</span></label></p>
            }
        })
        .collect_view();
    let words = if it.free > 0 { messages::join(l) } else { messages::join_line(l) };
    view! {
        <form method="post" action=action><input type="hidden" name="tap" value=one.tap.clone()/>
            <input type="hidden" name="of" value=it.id.to_string()/>
            <details open=typed><summary>{messages::companions(l)}</summary>{lines}</details>
            <p><button class="button button--primary" name="act" value="sign_up">{words}
                <span class="visually-hidden">" · "{it.when()}</span></button></p></form>
    }
}

/// The activity as schema.org `Event`. Safe inside a `<script>`: every `<` is written as an escape.
fn json_ld(context: &PageContext, shown: &Shown) -> String {
    let l = context.language();
    let instant = |at_ms: i64| format!("{}T{}:00+08:00", shift::day_of(at_ms), shift::clock(at_ms));
    let details = &shown.details;
    let (Some(first), Some(last)) = (shown.shifts.first(), shown.shifts.last()) else {
        return "{}".to_owned();
    };
    let off = shown.state == State::Cancelled;
    let status = if off { "EventCancelled" } else { "EventScheduled" };
    let place = context.directory.areas.context(&details.place, l);
    let mut event = json!({
        "@context": "https://schema.org",
        "@type": "Event",
        "name": details.name,
        "description": details.content,
        "url": format!("{}{}", context.site.public_url, l.address(&address(shown.id))),
        "startDate": instant(first.starts_ms),
        "endDate": instant(last.ends_ms),
        "eventStatus": format!("https://schema.org/{status}"),
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "isAccessibleForFree": true,
        "maximumAttendeeCapacity": shown.shifts.iter().map(|it| it.places).sum::<i64>(),
        "remainingAttendeeCapacity": shown.shifts.iter().filter(|it| it.open).map(|it| it.free).sum::<i64>(),
        "organizer": { "@type": "GovernmentOffice", "name": words::unit(l, &shown.unit, &context.directory) },
        "location": {
            "@type": "Place",
            "name": details.address,
            "address": { "@type": "PostalAddress", "addressCountry": "CN", "streetAddress": format!("{place} {}", details.address) },
        },
    });
    if let Some(at) = details.point {
        event["location"]["geo"] =
            json!({ "@type": "GeoCoordinates", "latitude": at.lat, "longitude": at.lng });
    }
    event.to_string().replace('<', "\\u003c")
}
