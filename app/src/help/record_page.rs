//! `/office/help/{id}/record`: a service that was given, recorded with the form of its item; its standard beside it,
//! or above it where the page is narrow.

use leptos::prelude::*;
use time::Date;

use super::{list_page, messages, request_page, words};
use crate::{
    accounts::{model::Staff, office_page::OfficeLine},
    forms::messages as forms,
    forms::{
        closing::{Closing, Progress},
        evaluate::Filling,
        fields::{DraftKey, Photos, Posted, Sheet, asks_photos, faults as form_faults, live_parts, section},
        form::Kind,
        model::Definition,
        paper_page,
        posted::at_of,
    },
    language::Language,
    photos::model::PhotoFault,
    reader::directory,
    shell::{Page, PageContext},
    stations::filter::percent_encoded,
    ui::FaultList,
};

/// Names of what the page sends beside its questions.
pub const COMMAND: &str = "help.command";
/// The version of the call that was seen.
pub const BASIS: &str = "help.basis";
/// The version of the form.
pub const VERSION: &str = "help.version";
/// Code of the service, for a form that was kept over a time-out without its address.
pub const SERVICE: &str = "help.service";
/// The question of a record on which day the service was given.
pub const DAY: &str = "day";
/// Under which id its photos rest until it is sent.
pub const PHOTOS: &str = "help.photos";

/// The address, for a service of the list.
pub fn address(id: &str, service: &str) -> String {
    let page = format!("{}/record", request_page::address(id));
    if service.is_empty() { page } else { format!("{page}?service={}", percent_encoded(service)) }
}

/// Whether this is the address of a record, to which photos may be sent.
pub fn is_address(path: &str) -> bool {
    let call = path.strip_prefix(list_page::ADDRESS).and_then(|rest| rest.strip_suffix("/record"));
    call.and_then(|call| call.strip_prefix('/')).is_some_and(|call| !call.is_empty() && !call.contains('/'))
}

/// The address of a photo that rests: of this question, under this id.
fn photo_address(call: &str, photos: &str, question: &str, photo: &str) -> String {
    format!("{}/record/photos/{photo}?photos={photos}&question={question}", request_page::address(call))
}

/// What the page shows.
pub struct Recording {
    /// Who writes.
    pub staff: Staff,
    /// Id of the call.
    pub call: String,
    /// Code of its 市县.
    pub county: String,
    /// The version of the call that was seen.
    pub basis: i64,
    /// Id of the command.
    pub command: String,
    /// Who calls, masked as in the list.
    pub caller: String,
    /// Code of the service; empty where it is still to be chosen.
    pub service: String,
    /// The record, as far as it is filled in; nothing where the service has no form.
    pub filling: Option<Filling>,
    /// What was just sent.
    pub posted: Option<Posted>,
    /// Under which id its photos rest.
    pub photos: String,
    /// Why photos were not taken, each with its question.
    pub photo_faults: Vec<(String, PhotoFault)>,
    /// From which day on a service is recorded here, where it was said to be older.
    pub day_from: Option<Date>,
    /// Whether somebody else has done something meanwhile.
    pub not_now: bool,
    /// Whether what was sent belongs to a version that there is not: it stands in the one in force, and is not kept yet.
    pub changed: bool,
    /// What the form is made of.
    pub definition: Option<Definition>,
    /// Under which key the browser keeps what is typed and not sent yet.
    pub draft: DraftKey,
}

/// The page.
pub fn page(context: &PageContext, recording: Recording) -> Page {
    let l = context.language();
    let told = recording.posted.as_ref().is_some_and(|posted| posted.button().is_empty());
    let filling = recording.filling.as_ref().filter(|_| told);
    let every: Vec<_> = filling.map(|filling| (0..filling.form().groups.len()).collect()).unwrap_or_default();
    let mut faults = filling.map(|filling| form_faults(l, filling, &every)).unwrap_or_default();
    let not_taken = beside(l, &recording);
    // Why a photo was not taken says more than that there is none.
    faults.retain(|(id, _)| !not_taken.iter().any(|(it, _)| it == id));
    faults.extend(not_taken.iter().cloned());
    if recording.not_now {
        faults.push(("record".to_owned(), messages::record_not_now(l).to_owned()));
    }
    if recording.changed {
        faults.insert(0, ("record".to_owned(), messages::record_changed(l).to_owned()));
    }
    let status = match (recording.not_now || recording.changed, faults.is_empty()) {
        (true, _) => 409,
        (false, false) => 422,
        (false, true) => 200,
    };
    let above = request_page::address(&recording.call);
    Page::new(messages::record_title(l), "", move || body(l, recording, faults, not_taken, told))
        .below([
            (messages::office_title(l).to_owned(), list_page::ADDRESS.to_owned()),
            (messages::one_title(l).to_owned(), above),
        ])
        .unlisted(true)
        .with_live()
        .status(status)
        .fault(status != 200)
}

/// Why photos were not taken, and a day that is too long ago, in words, each with the id of its question.
fn beside(l: Language, recording: &Recording) -> Vec<(String, String)> {
    let Some(form) = recording.filling.as_ref().map(Filling::form) else { return Vec::new() };
    let most = |name: &str| match at_of(form, name).and_then(|at| form.get(at.field)).map(|field| &field.kind)
    {
        Some(Kind::Photo { max }) => *max as usize,
        _ => 0,
    };
    let told = recording.photo_faults.iter();
    let told = told.map(|(name, fault)| (name.clone(), words::photo_fault(l, *fault, most(name))));
    let early = recording.day_from.map(|from| messages::record_day_early(l, &from.to_string()));
    told.chain(early.map(|words| (DAY.to_owned(), words))).collect()
}

fn body(
    l: Language,
    recording: Recording,
    faults: Vec<(String, String)>,
    not_taken: Vec<(String, String)>,
    told: bool,
) -> impl IntoView {
    let directory = directory();
    let of = recording.service.clone();
    let Recording {
        staff,
        call,
        county,
        basis,
        command,
        caller,
        service,
        filling,
        posted,
        photos: resting,
        definition,
        draft,
        changed,
        ..
    } = recording;
    let options = directory.catalogue.names_in(&county, &service).map(|(code, name)| {
        let selected = code == service;
        view! { <option value=code.to_owned() selected=selected>{format!("{code} {}", name.read(l))}</option> }
    });
    let options = options.collect_view();
    let none =
        service.is_empty().then(|| view! { <option value="" selected>{messages::no_data(l)}</option> });
    let choose_words =
        if service.is_empty() { messages::record_begin(l) } else { messages::record_choose(l) };
    let choose = view! {
        <form class="form query" action=l.address(&address(&call, ""))>
            <p class="field"><label class="field__label" for="service">{messages::office_service(l)}</label>
                <select class="field__control" id="service" name="service">{none}{options}</select></p>
            <p class="row"><button class="button">{choose_words}</button></p></form>
    };
    let form = filling.map(|filling| {
        let form = filling.form().clone();
        let looked_at = |question: &str, photo: &str| l.address(&photo_address(&call, &resting, question, photo));
        let photos = Photos { address: &looked_at, faults: &not_taken };
        let sheet = Sheet {
            filling: &filling,
            posted: posted.as_ref(),
            told,
            areas: &directory.areas,
            photos: Some(&photos),
        };
        let with_files = asks_photos(&form).then_some("multipart/form-data");
        let every: Vec<_> = (0..form.groups.len()).collect();
        let live = definition.map(|definition| live_parts(l, &sheet, &definition, &every, Some(&draft)));
        let groups = every.iter().map(|group| section(l, &sheet, *group, 2)).collect_view();
        let standard = standard(l, &filling);
        let left = posted.as_ref().filter(|_| changed).map(|posted| posted.left_over(&form)).unwrap_or_default();
        let left = (!left.is_empty()).then(|| {
            let texts = left.iter().map(|(_, text)| view! { <li class="kept">{(*text).to_owned()}</li> });
            view! { <section class="notice"><h2>{messages::record_left_over(l)}</h2><ul>{texts.collect_view()}</ul></section> }
        });
        let restricted = form.restricted.as_ref().map(|who| view! { <p class="notice">{who.read(l).to_owned()}</p> });
        let paper = l.address(&paper_page::address(&form.code));
        view! {
            {left}
            {restricted}
            <p class="no-print"><a href=paper>{forms::paper_title(l)}</a></p>
            <div class="columns">
                {standard}
                <form class="form" id="record" tabindex="-1" method="post" enctype=with_files action=l.address(&address(&call, &service)) novalidate>
                    {live}
                    <input type="hidden" name=COMMAND value=command/>
                    <input type="hidden" name=BASIS value=basis.to_string()/>
                    <input type="hidden" name=VERSION value=form.version.to_string()/>
                    <input type="hidden" name=SERVICE value=service.clone()/>
                    <input type="hidden" name=PHOTOS value=resting.clone()/>
                    {groups}
                    <p class="row"><button class="button button--primary">{messages::record_send(l)}</button>
                        <button class="button" name="act" value="next">{messages::record_look(l)}</button></p>
                </form>
            </div>
        }
    });
    let none = (form.is_none() && !service.is_empty())
        .then(|| view! { <p class="empty">{messages::record_none(l)}</p> });
    view! {
        <FaultList faults/>
        <OfficeLine staff/>
        <h1>{messages::record_title(l)}</h1>
        <p>{messages::record_for(l, &words::service(l, &of, &directory), &caller)}</p>
        {choose}
        {none}
        {form}
    }
}

/// The flow and the standard of the service, and how far the record shows that they were kept.
fn standard(l: Language, filling: &Filling) -> Option<impl IntoView + use<>> {
    let form = filling.form().clone();
    let standard = form.standard.as_ref()?;
    let steps = Closing::of(filling)
        .steps
        .iter()
        .map(|(step, done)| {
            let done = match done {
                Progress::Done => messages::step_is_done(l),
                Progress::Open => messages::step_is_open(l),
                Progress::Needless => messages::step_is_needless(l),
                Progress::Unseen => messages::step_is_yours(l),
            };
            let needed =
                step.required.then(|| view! { " "<span class="badge">{messages::step_is_needed(l)}</span> });
            view! { <li>{step.title.read(l).to_owned()}{needed}" "<span class="soft small">{done}</span></li> }
        })
        .collect_view();
    Some(view! {
        <aside><section class="panel"><h2>{messages::standard_title(l)}</h2>
            <p>{standard.text.read(l).to_owned()}</p><p class="soft">{standard.frequency.read(l).to_owned()}</p>
            <p class="soft small no-print">{messages::standard_look(l)}</p>
            <ol>{steps}</ol></section></aside>
    })
}
