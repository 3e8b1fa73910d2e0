//! `/office/volunteers/{id}`: one volunteer, for their station: what helps to plan with them at once, what is personal on
//! a press that the journal notes, and what may be done and noted.

use leptos::prelude::*;
use serde::Deserialize;

use super::{
    details::{Details, LINE_CHARS_MAX, TEXT_CHARS_MAX, mobile},
    list_page::{ADDRESS as LIST, Line},
    me_page::{Guarded, Happened},
    messages,
    model::{Note, Skill, Step, Time, Tongue},
    slip_page, words,
};
use crate::{
    accounts::{model::Staff, office_page::OfficeLine},
    ids::{CommandId, VolunteerId},
    iso_date,
    language::Language,
    reader::{directory, site},
    shell::{Page, PageContext},
    stations::{messages as stations, structured::qr_code},
    ui::{FaultList, Question, TextField, named_text_area},
};

/// The address of one.
pub fn address(id: VolunteerId) -> String {
    format!("{LIST}/{id}")
}

/// Value that asks to read what is personal.
pub const OPEN: &str = "open_volunteer";

/// Value that gives a volunteer another telephone.
pub const CHANGE_PHONE: &str = "change_volunteer_phone";

/// Value that gives a volunteer an address to set a password at.
pub const GIVE_SLIP: &str = "give_password_slip";

/// Value that takes a note back.
pub const TAKE_BACK: &str = "take_note_back";

/// Value that notes that the guardian of a minor has taken their consent back; the volunteer's own page has it too.
pub const WITHDRAW_CONSENT: &str = "withdraw_guardian_consent";

/// Value that notes that the guardian of a minor has signed anew.
pub const RENEW_CONSENT: &str = "renew_guardian_consent";

/// What a form of the page sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct OneForm {
    /// Id of the command, made with the form.
    pub command: String,
    /// The version that was seen.
    pub basis: String,
    /// Word of a step or a note, [`OPEN`], [`CHANGE_PHONE`], [`TAKE_BACK`], [`WITHDRAW_CONSENT`], [`RENEW_CONSENT`] or
    /// [`GIVE_SLIP`], which has an address of its own.
    pub act: String,
    /// Why: for a step, for another telephone, for a note that is taken back, for a guardian's word, or for reading.
    pub words: String,
    /// Number of the note that is taken back.
    pub note: String,
    /// What a training or an award is called, or how good the service was.
    pub title: String,
    /// Who held it or gave it.
    pub by: String,
    /// The day.
    pub day: String,
    /// For how many hours.
    pub hours: String,
    /// The telephone that the volunteer has now.
    pub phone: String,
}

/// What is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OneFault {
    /// Nothing is said, or too much.
    Words,
    /// A note without a name.
    Title,
    /// No day, or one that is to come.
    Day,
    /// No number of hours.
    Hours,
    /// No mobile number of the mainland.
    Phone,
    /// Somebody with this name and birthday has this number already.
    Known,
    /// They are to be let in, and a guardian does not agree.
    NoConsent,
    /// Somebody else has done something meanwhile.
    NotNow,
}

/// What a station notes (民政部令第67号, Art. 8–10).
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, Deserialize)]
pub struct Noted {
    /// 名称; of an evaluation, its result.
    pub title: String,
    /// 主要内容.
    pub content: String,
    /// 举办单位, 授予单位; empty for an evaluation.
    pub by: String,
    /// 日期.
    pub day: String,
    /// 学习时长 in hours; empty but for a training.
    pub hours: String,
}

impl OneForm {
    /// What the fields of this form are called by: there is one form for each act, and for each note that is taken back.
    fn place(&self) -> String {
        if self.act == TAKE_BACK { format!("{TAKE_BACK}-{}", self.note) } else { self.act.clone() }
    }

    /// Why, for a step, for another telephone or for reading.
    pub fn reason(&self) -> Result<String, OneFault> {
        let words = self.words.replace("\r\n", "\n").trim().to_owned();
        let fits = !words.is_empty() && words.chars().count() <= TEXT_CHARS_MAX;
        fits.then_some(words).ok_or(OneFault::Words)
    }

    /// The number that the volunteer has now, and why it is changed; or all that is wrong with it.
    pub fn changed_phone(&self) -> Result<(String, String), Vec<OneFault>> {
        match (mobile(&self.phone), self.reason()) {
            (Ok(phone), Ok(reason)) => Ok((phone, reason)),
            (phone, reason) => {
                Err(phone.err().map(|_| OneFault::Phone).into_iter().chain(reason.err()).collect())
            }
        }
    }

    /// What is to be noted on `today`, or all that is wrong with it.
    pub fn noted(&self, note: Note, today: time::Date) -> Result<Noted, Vec<OneFault>> {
        let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let (title, by) = (line(&self.title), line(&self.by));
        let content = self.words.replace("\r\n", "\n").trim().to_owned();
        let day = iso_date::parse(self.day.trim()).filter(|day| *day <= today);
        let hours = line(&self.hours);
        let hours_fit = hours.is_empty()
            || hours.parse::<f64>().is_ok_and(|it| it > 0.0 && it <= 1000.0) && hours.len() <= 6;
        let mut faults = Vec::new();
        let title_fits = !title.is_empty() && title.chars().count() <= LINE_CHARS_MAX;
        faults.extend((!title_fits || by.chars().count() > LINE_CHARS_MAX).then_some(OneFault::Title));
        faults.extend(day.is_none().then_some(OneFault::Day));
        faults.extend((note == Note::Training && !hours_fit).then_some(OneFault::Hours));
        faults.extend((content.chars().count() > TEXT_CHARS_MAX).then_some(OneFault::Words));
        let hours = if note == Note::Training { hours } else { String::new() };
        match day {
            Some(day) if faults.is_empty() => Ok(Noted { title, content, by, day: day.to_string(), hours }),
            _ => Err(faults),
        }
    }
}

/// That a note was taken back.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, Deserialize)]
pub struct TakenBack {
    /// Number of the note.
    pub note: i64,
    /// Why.
    pub reason: String,
}

/// What helps to plan with somebody, and tells nobody who they are.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// What they can do.
    pub skills: Vec<Skill>,
    /// Domains of the catalogue.
    pub interests: Vec<String>,
    /// When they have time.
    pub times: Vec<Time>,
    /// In which languages.
    pub languages: Vec<Tongue>,
}

/// What is personal.
#[derive(Clone, Debug)]
pub struct Personal {
    /// All that they told.
    pub details: Details,
    /// Their number.
    pub phone: String,
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct One {
    /// Who reads.
    pub reader: Staff,
    /// As they are listed.
    pub line: Line,
    /// Their version.
    pub version: i64,
    /// What helps to plan.
    pub plan: Plan,
    /// What is personal, where it was asked for.
    pub personal: Option<Personal>,
    /// Whether the reader may ask for it.
    pub may_open: bool,
    /// Whether the reader may do and note something.
    pub may_tend: bool,
    /// How it stands with the guardian of a minor.
    pub guarded: Guarded,
    /// Whether another name or birthday waits to be looked at.
    pub name_waits: bool,
    /// Whether no SMS is sent from here, so that they need an address to set a password at.
    pub gives_slips: bool,
    /// Key of the address that was just made.
    pub slip: Option<String>,
    /// What happened, the latest first.
    pub happened: Vec<Happened>,
    /// The form, as it was sent.
    pub form: OneForm,
    /// What is wrong with it.
    pub faults: Vec<OneFault>,
    /// Whether something was just done.
    pub done: bool,
}

/// The page.
pub fn page(context: &PageContext, one: One) -> Page {
    let l = context.language();
    let status = match one.faults.first() {
        None => 200,
        Some(OneFault::NotNow) => 409,
        Some(_) => 422,
    };
    let demo = one.line.demo;
    Page::new(messages::one_title(l), "", move || {
        let told: Vec<_> = one.faults.iter().map(|fault| told(l, *fault, &one.form.place())).collect();
        let directory = directory();
        let line = &one.line;
        let fact = |name: &'static str, value: String| {
            (!value.is_empty()).then(|| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
        };
        let list = |words: Vec<&str>| words.join(if l == Language::Zh { "、" } else { ", " });
        let domains = directory.catalogue.domains.iter().filter(|it| one.plan.interests.contains(&it.code));
        let events = one
            .happened
            .iter()
            .cloned()
            .map(|it| {
                let said = it.said.into_iter().map(|line| view! { <p class="kept">{line}</p> }).collect_view();
                let back = it.note.filter(|_| one.may_tend).map(|note| take_back_part(&one, note, &told));
                view! { <li class="session"><p><b>{it.what}</b>" "<span class="soft small">{it.when}</span></p>{said}{back}</li> }
            })
            .collect_view();
        view! {
            <FaultList faults=told.clone()/>
            <OfficeLine staff=one.reader.clone()/>
            <p><a href=l.address(LIST)>{messages::office_title(l)}</a></p>
            <h1 id="now" tabindex="-1">{line.number.to_string()}" · "{line.shown_name.clone()}</h1>
            {one.done.then(|| view! { <p class="notice notice--good" role="status">{messages::me_done(l)}</p> })}
            <dl class="facts facts--wide">
                {fact(messages::state(l), words::state(l, line.state).to_owned())}
                {fact(messages::age(l), line.age.map(|age| age.to_string()).unwrap_or_default())}
                {fact(messages::lives(l), directory.areas.name_of(&line.division, l).unwrap_or_default())}
                {fact(messages::skills(l), list(one.plan.skills.iter().map(|it| words::skill(l, *it)).collect()))}
                {fact(messages::interests(l), list(domains.map(|it| it.name.read(l)).collect()))}
                {fact(messages::times(l), list(one.plan.times.iter().map(|it| words::time(l, *it)).collect()))}
                {fact(messages::languages(l), list(one.plan.languages.iter().map(|it| words::tongue(l, *it)).collect()))}
                {fact(messages::season(l), line.season.map(|it| words::season(l, it)).unwrap_or_default())}
                {fact(messages::since(l), line.since.clone())}
            </dl>
            {(one.may_tend && one.name_waits).then(|| view! { <p class="notice notice--warning">{messages::office_name_waits(l)}</p> })}
            <PersonalPart one=one.clone() told=told.clone()/>
            {one.may_tend.then(|| view! {
                <Steps one=one.clone() told=told.clone()/><GuardianPart one=one.clone() told=told.clone()/>
                <PhonePart one=one.clone() told=told.clone()/>
            })}
            {(one.may_tend && one.gives_slips).then(|| view! { <SlipPart one=one.clone()/> })}
            <h2>{messages::me_history(l)}</h2>
            <ul class="plain">{events}</ul>
        }
    })
    .demo(demo)
    .unlisted(true)
    .status(status)
    .fault(status != 200)
}

/// The question that is answered wrongly, by its id on the page, and what to do.
fn told(l: Language, fault: OneFault, act: &str) -> (String, String) {
    let (name, words) = match fault {
        OneFault::Words => ("words", messages::words_wrong(l, TEXT_CHARS_MAX)),
        OneFault::Title => ("title", messages::title_wrong(l).to_owned()),
        OneFault::Day => ("day", messages::day_wrong(l).to_owned()),
        OneFault::Hours => ("hours", messages::hours_wrong(l).to_owned()),
        OneFault::Phone => return ("phone".to_owned(), messages::copy_phone_wrong(l).to_owned()),
        OneFault::Known => return ("phone".to_owned(), messages::copy_known(l).to_owned()),
        OneFault::NoConsent => return ("now".to_owned(), messages::no_consent(l).to_owned()),
        OneFault::NotNow => return ("now".to_owned(), messages::not_now(l).to_owned()),
    };
    (format!("{act}-{name}"), words)
}

/// What every form of the page carries along.
fn begin(version: i64, act: &'static str) -> impl IntoView {
    view! {
        <input type="hidden" name="command" value=CommandId::fresh().to_string()/>
        <input type="hidden" name="basis" value=version.to_string()/>
        <input type="hidden" name="act" value=act/>
    }
}

/// Several lines under the name `words`, in the form of one act, or of one note that is taken back.
fn lines(
    act: &str,
    label: String,
    hint: &'static str,
    form: &OneForm,
    told: &[(String, String)],
) -> impl IntoView + use<> {
    let id = format!("{act}-words");
    let fault = told.iter().find(|(name, _)| *name == id).map(|(_, words)| words.clone());
    let (hint_id, fault_id) = (format!("{id}-hint"), format!("{id}-fault"));
    let wrong = fault.is_some();
    let described = if wrong { format!("{hint_id} {fault_id}") } else { hint_id.clone() };
    let value = if form.place() == act { form.words.as_str() } else { "" };
    let area = named_text_area(id.clone(), "words", value, wrong, Some(described));
    view! {
        <p class="field" class:field--wrong=wrong><label class="field__label" for=id>{label}</label>
            <span class="field__hint" id=hint_id>{hint}</span>
            {fault.map(|fault| view! { <strong class="field__error" id=fault_id>{fault}</strong> })}
            {area}</p>
    }
}

#[component]
fn PersonalPart(one: One, told: Vec<(String, String)>) -> impl IntoView {
    let l = crate::reader::language();
    if let Some(Personal { details, phone }) = one.personal {
        let fact = |name: &'static str, value: String| {
            (!value.is_empty()).then(|| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
        };
        let emergency = details.emergency.map(|it| format!("{} {} {}", it.name, it.phone, it.relation));
        let guardian =
            details.guardian.map(|it| format!("{} {} {}", it.name, it.phone, words::kinship(l, it.kinship)));
        let href = format!("tel:{phone}");
        return view! {
            <section class="panel section--tight"><h2>{messages::personal(l)}</h2>
                <dl class="facts facts--wide">
                    {fact(messages::name(l), details.name)}
                    <div><dt>{messages::phone(l)}</dt><dd><a href=href>{phone}</a></dd></div>
                    {fact(messages::gender(l), details.gender.map(|it| words::gender(l, it).to_owned()).unwrap_or_default())}
                    {fact(messages::born(l), details.born.to_string())}
                    {fact(messages::id_number(l), words::masked_document(&details.id_number))}
                    {fact(messages::skills_note(l), details.skills_note)}
                    {fact(messages::health(l), details.health)}
                    {fact(messages::insurance(l), details.insurance)}
                    {fact(messages::emergency(l), emergency.unwrap_or_default())}
                    {fact(messages::guardian(l), guardian.unwrap_or_default())}
                    {fact(messages::home(l), details.home)}
                    {fact(messages::occupation(l), details.occupation)}
                </dl></section>
        }
        .into_any();
    }
    if !one.may_open {
        return view! { <p class="notice">{messages::personal_not_yours(l)}</p> }.into_any();
    }
    let label = messages::purpose(l).to_owned();
    let why = lines(OPEN, label, messages::purpose_hint(l), &one.form, &told);
    view! {
        <details class="fold section--tight" open=one.form.act == OPEN><summary>{messages::personal(l)}</summary>
            <form class="form" method="post" action=l.address(&address(one.line.id)) novalidate>{begin(one.version, OPEN)}
                {why}
                <p><button class="button">{messages::personal_open(l)}</button></p></form></details>
    }
    .into_any()
}

/// A form for each step and each note.
#[component]
fn Steps(one: One, told: Vec<(String, String)>) -> impl IntoView {
    let l = crate::reader::language();
    let action = l.address(&address(one.line.id));
    let without_consent = one.guarded == Guarded::Withdrawn;
    let may = |step: Step| {
        let admits = step != Step::Admit || !without_consent;
        admits && !step.is_their_own() && one.line.state.after(step).is_some()
    };
    let steps = Step::ALL
        .iter()
        .copied()
        .filter(|step| may(*step))
        .map(|step| {
            let begin = begin(one.version, step.word());
            let action = action.clone();
            if !step.needs_words() {
                return view! {
                    <form method="post" action=action>{begin}<button class="button button--primary">{words::step(l, step)}</button></form>
                }
                .into_any();
            }
            let why = lines(step.word(), messages::reason(l).to_owned(), messages::reason_hint(l), &one.form, &told);
            view! {
                <details class="fold section--tight" open=one.form.act == step.word()><summary>{words::step(l, step)}</summary>
                    <form class="form" method="post" action=action novalidate>{begin}{why}
                        <p><button class="button">{words::step(l, step)}</button></p></form></details>
            }
            .into_any()
        })
        .collect_view();
    let notes = Note::ALL
        .iter()
        .copied()
        .map(|note| {
            let mine = one.form.act == note.word();
            let field = |name: &'static str, label: &str, hint: &str, value: &str| {
                note_field(note, name, label, hint, if mine { value } else { "" }, &told)
            };
            let title = field("title", words::note_title(l, note), "", &one.form.title);
            let by = (note != Note::Evaluation).then(|| field("by", messages::note_by(l), "", &one.form.by));
            let day = field("day", messages::note_day(l), messages::note_day_hint(l), &one.form.day);
            let hours =
                (note == Note::Training).then(|| field("hours", messages::note_hours(l), "", &one.form.hours));
            let content =
                lines(note.word(), messages::note_content(l).to_owned(), messages::note_hint(l), &one.form, &told);
            view! {
                <details class="fold section--tight" open=mine><summary>{words::note(l, note)}</summary>
                    <form class="form" method="post" action=action.clone() novalidate>{begin(one.version, note.word())}
                        {title}{by}{day}{hours}{content}
                        <p><button class="button">{words::note(l, note)}</button></p></form></details>
            }
        })
        .collect_view();
    view! { <div class="row">{steps}</div>{notes} }
}

/// Takes a note back, beside it.
fn take_back_part(one: &One, note: i64, told: &[(String, String)]) -> impl IntoView + use<> {
    let l = crate::reader::language();
    let place = format!("{TAKE_BACK}-{note}");
    let open = one.form.place() == place;
    let why = lines(&place, messages::reason(l).to_owned(), messages::reason_hint(l), &one.form, told);
    view! {
        <details class="fold" open=open><summary>{messages::note_take_back(l)}</summary>
            <form class="form" method="post" action=l.address(&address(one.line.id)) novalidate>{begin(one.version, TAKE_BACK)}
                <input type="hidden" name="note" value=note.to_string()/>
                {why}
                <p><button class="button">{messages::note_take_back(l)}</button></p></form></details>
    }
}

/// What the guardian of a minor told the station.
#[component]
fn GuardianPart(one: One, told: Vec<(String, String)>) -> impl IntoView {
    let l = crate::reader::language();
    let (act, words, lead) = match one.guarded {
        Guarded::No => return ().into_any(),
        Guarded::Withdrawn => {
            (RENEW_CONSENT, messages::consent_renew(l), messages::office_consent_renew_lead(l))
        }
        Guarded::Agreed | Guarded::ByOwnNumber => {
            (WITHDRAW_CONSENT, messages::consent_withdraw(l), messages::office_consent_withdraw_lead(l))
        }
    };
    let own = (one.guarded == Guarded::ByOwnNumber)
        .then(|| view! { <p class="notice">{messages::office_consent_own_number(l)}</p> });
    let why = lines(act, messages::reason(l).to_owned(), messages::reason_hint(l), &one.form, &told);
    view! {
        {own}
        <details class="fold section--tight" open=one.form.act == act><summary>{words}</summary>
            <p>{lead}</p>
            <form class="form" method="post" action=l.address(&address(one.line.id)) novalidate>{begin(one.version, act)}
                {why}
                <p><button class="button">{words}</button></p></form></details>
    }
    .into_any()
}

/// Another telephone, for whoever lost theirs.
#[component]
fn PhonePart(one: One, told: Vec<(String, String)>) -> impl IntoView {
    let l = crate::reader::language();
    let mine = one.form.act == CHANGE_PHONE;
    let why = lines(CHANGE_PHONE, messages::reason(l).to_owned(), messages::reason_hint(l), &one.form, &told);
    let question = Question {
        name: "phone",
        label: messages::phone_new(l).to_owned(),
        hint: messages::phone_hint(l).to_owned(),
        autocomplete: "off",
        inputmode: "tel",
        value: if mine { one.form.phone } else { String::new() },
        fault: told.into_iter().find(|(name, _)| name == "phone").map(|(_, words)| words),
        ..Question::default()
    };
    view! {
        <details class="fold section--tight" open=mine><summary>{messages::office_phone(l)}</summary>
            <p>{messages::office_phone_lead(l)}</p>
            <form class="form" method="post" action=l.address(&address(one.line.id)) novalidate>{begin(one.version, CHANGE_PHONE)}
                <TextField question/>
                {why}
                <p><button class="button">{messages::office_phone(l)}</button></p></form></details>
    }
}

/// An address to set a password at: whole on the page that made it, and never again.
#[component]
fn SlipPart(one: One) -> impl IntoView {
    let l = crate::reader::language();
    let is_given = one.slip.is_some();
    let action = format!("{}/password-slip#slip", l.address(&address(one.line.id)));
    let given = one.slip.map(|key| {
        let address = format!("{}{}", site().public_url, l.address(&slip_page::of_key(&key)));
        view! {
            <div class="notice notice--good" role="status" id="slip" tabindex="-1">
                <p>{messages::slip_given(l)}</p>
                {qr_code(&address).map(|svg| view! { <div class="qr" role="img" aria-label=messages::slip_qr(l) inner_html=svg></div> })}
                <p><code data-address="">{address}</code></p>
                <p><button class="button button--primary no-print" type="button" data-copy="" data-copied=stations::copied(l) hidden>{messages::calendar_copy(l)}</button></p></div>
            <script type="module" src=site().asset("page-tools.js")></script>
        }
    });
    view! {
        <details class="fold section--tight" open=is_given><summary>{messages::slip_offer(l)}</summary>
            <p>{messages::slip_offer_lead(l)}</p>
            {given}
            <form method="post" action=action>{begin(one.version, GIVE_SLIP)}
                <p><button class="button">{messages::slip_give(l)}</button></p></form></details>
    }
}

/// One line of a note. Several forms of the page ask under one name, so the id has the note's word before it.
fn note_field(
    note: Note,
    name: &'static str,
    label: &str,
    hint: &str,
    value: &str,
    told: &[(String, String)],
) -> impl IntoView + use<> {
    let id = format!("{}-{name}", note.word());
    let fault = told.iter().find(|(it, _)| *it == id).map(|(_, words)| words.clone());
    let (hint_id, fault_id) = (format!("{id}-hint"), format!("{id}-fault"));
    let described = [(!hint.is_empty()).then(|| hint_id.clone()), fault.as_ref().map(|_| fault_id.clone())];
    let described: Vec<_> = described.into_iter().flatten().collect();
    let wrong = fault.is_some();
    let (label, hint, value) = (label.to_owned(), hint.to_owned(), value.to_owned());
    view! {
        <p class="field" class:field--wrong=wrong><label class="field__label" for=id.clone()>{label}</label>
            {(!hint.is_empty()).then(|| view! { <span class="field__hint" id=hint_id>{hint}</span> })}
            {fault.map(|fault| view! { <strong class="field__error" id=fault_id>{fault}</strong> })}
            <input class="field__control" id=id name=name value=value aria-invalid=wrong.then_some("true")
                aria-describedby=(!described.is_empty()).then(|| described.join(" "))/></p>
    }
}
