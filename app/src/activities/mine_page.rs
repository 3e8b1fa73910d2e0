//! `/activities/mine`: what a volunteer signed up for, the hours that they gave, and the certificates of them.

use leptos::prelude::*;
use serde::Deserialize;
use time::Date;

use super::{
    activity_page,
    hours::written,
    list_page::ADDRESS as LIST,
    messages,
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
    ids::{ActivityId, CommandId},
    language::Language,
    shell::{Page, PageContext},
    volunteers::me_page,
};

/// The address.
pub const ADDRESS: &str = "/activities/mine";

/// What asks for a certificate.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct CertificateForm {
    /// Made with the page: a second press gets the same certificate.
    pub command: String,
    /// The unit whose record is certified.
    pub unit: String,
    /// How much of the name strangers read, [`NameShown::word`].
    pub name: String,
    /// Not empty where trainings and awards are to be stated.
    pub honours: String,
}

/// Something that they signed up for.
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
    /// What became of it.
    pub state: SignUpState,
    /// What the social worker is called who goes with them; empty for nobody.
    pub partner: String,
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
    /// Why none was issued.
    pub fault: Option<StatementFault>,
}

/// The page.
pub fn page(context: &PageContext, mine: Mine) -> Page {
    let l = context.language();
    let status = if mine.fault.is_some() { 409 } else { 200 };
    Page::new(messages::mine_title(l), "", move || {
        let fault =
            mine.fault.map(|fault| view! { <p class="notice notice--warning" role="alert">{certificates::fault(l, fault)}</p> });
        let hundredths: i64 = mine.recorded.iter().flat_map(|unit| &unit.given).map(|it| it.hundredths).sum();
        let (stars, of) = mine.stars;
        let none = mine.recorded.is_empty();
        let recorded = mine.recorded.into_iter().map(|unit| recorded(l, unit, mine.has_honours)).collect_view();
        let proofs = mine.proofs.iter().map(|it| proof(l, it)).collect_view();
        let has_proofs = !mine.proofs.is_empty();
        let handed = (!mine.handed.is_empty()).then(|| handed(l, mine.handed));
        view! {
            <h1>{messages::mine_title(l)}</h1>
            {fault}
            {handed}
            <section><h2>{messages::mine_ahead(l)}</h2>{signed(l, mine.ahead)}
                <p class="row"><a class="button" href=l.address(LIST)>{messages::title(l)}</a>
                    <a class="button" href=format!("{}#calendar", l.address(me_page::ADDRESS))>{messages::own_calendar_see(l)}</a></p></section>
            <section><h2>{messages::mine_hours(l)}</h2>
                <p class="lead">{messages::mine_total(l, &written(hundredths), stars, of)}</p>
                {none.then(|| view! { <p class="empty">{messages::mine_no_hours(l)}</p> })}
                {recorded}</section>
            {has_proofs.then(|| view! { <section><h2>{messages::mine_proofs(l)}</h2><ul class="plain">{proofs}</ul></section> })}
            <section><h2>{messages::mine_over(l)}</h2>{signed(l, mine.over)}</section>
        }
    })
    .unlisted(true)
    .status(status)
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

fn signed(l: Language, all: Vec<Signed>) -> AnyView {
    if all.is_empty() {
        return view! { <p class="empty">{messages::mine_none(l)}</p> }.into_any();
    }
    let line = |it: Signed| {
        let partner =
            (!it.partner.is_empty()).then(|| format!(" · {}", messages::partner_of(l, &it.partner)));
        view! {
            <li class="session"><p><a href=l.address(&activity_page::address(it.activity))>{it.name}</a>
                " "<span class="badge">{words::sign_up(l, it.state)}</span></p>
                <p class="soft small">{span(it.starts_ms, it.ends_ms)}{partner}</p></li>
        }
    };
    view! { <ul class="plain">{all.into_iter().map(line).collect_view()}</ul> }.into_any()
}

/// What one unit has recorded, and the form that asks it for a certificate.
fn recorded(l: Language, unit: Recorded, has_honours: bool) -> impl IntoView {
    let hundredths: i64 = unit.given.iter().map(|it| it.hundredths).sum();
    let line = |it: Given| {
        view! {
            <li class="session"><p><a href=l.address(&activity_page::address(it.activity))>{it.name}</a>
                " "<b>{messages::hours_line(l, &written(it.hundredths))}</b></p>
                <p class="soft small">{span(it.begins_ms, it.ends_ms)}</p></li>
        }
    };
    let given = unit.given.into_iter().map(line).collect_view();
    let choice = |shown: NameShown| {
        let chosen = shown == NameShown::default();
        view! { <option value=shown.word() selected=chosen>{words::name_shown(l, shown)}</option> }
    };
    let honours = has_honours.then(|| {
        view! { <p><label class="check"><input type="checkbox" name="honours" value="yes"/><span>{messages::certificate_honours(l)}</span></label></p> }
    });
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
                {honours}
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
