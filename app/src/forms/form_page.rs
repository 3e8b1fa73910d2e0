//! `/office/forms/{form}`: a form as people fill it in, its versions, and how a new one is published.

use leptos::prelude::*;

use super::{
    author_words,
    compare::{Difference, Differences, Fate, compare},
    evaluate::Filling,
    fields::{DraftKey, Photos, Posted, Sheet, faults as unfinished, live_parts, section},
    form::Form,
    forms_page::{self, purpose_words, service},
    loss::{Loss, losses},
    messages,
    model::Definition,
    paper, paper_page,
    versions::{Draft, FILE_BYTES_MAX, NOTE_CHARS_MAX, Placed, UploadFault, Version, parts},
};
use crate::{
    accounts::{model::Staff, office_page::OfficeLine},
    help::figures as help,
    ids::CommandId,
    journal::model::Refusal,
    language::Language,
    reader::directory,
    shell::{Page, PageContext},
    ui::{FaultList, Question, TextField},
};

/// The address of a form.
pub fn address(form: &str) -> String {
    format!("{}/{form}", forms_page::ADDRESS)
}

/// Whether this is the address of a form, to which a file is sent.
pub fn is_address(path: &str) -> bool {
    let form = path.strip_prefix(forms_page::ADDRESS).and_then(|rest| rest.strip_prefix('/'));
    form.is_some_and(|form| !form.contains('/'))
}

/// The address of the definition of a version, as a file.
pub fn file_address(form: &str, number: u32) -> String {
    format!("{}/{form}/{number}.toml", forms_page::ADDRESS)
}

/// How wide a preview is.
const WIDTHS: [&str; 4] = ["phone", "tablet", "desk", PRINT];

/// As it comes out of a printer.
const PRINT: &str = "print";

/// What is wrong with an upload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// No file was chosen.
    Nothing,
    /// It is too large.
    Large,
    /// It is no text.
    NotText,
    /// What it says.
    Definition(UploadFault),
    /// All that is wrong with it, and where.
    Wrong(Vec<Placed>),
}

/// A version in the list.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its number.
    pub number: u32,
    /// Who published it and when, in words.
    pub made: String,
    /// What was said.
    pub note: String,
}

/// What the page shows.
pub struct Shown {
    /// Who reads.
    pub staff: Staff,
    /// Code of the form.
    pub code: String,
    /// The version in force; nothing where there is none yet.
    pub in_force: Option<Version>,
    /// Every version, the latest first.
    pub lines: Vec<Line>,
    /// What waits to be published, and who uploaded it and when, in words.
    pub draft: Option<(Draft, String)>,
    /// How many were filled in so far, as far as it may be told.
    pub filled: help::Shown,
    /// The form that is previewed, as far as it was filled in: of the draft, or else of the version in force.
    pub preview: Option<Filling>,
    /// Its definition.
    pub definition: Option<Definition>,
    /// Under which key a browser keeps what is written into it.
    pub draft_key: DraftKey,
    /// What was written into it last.
    pub posted: Option<Posted>,
    /// How wide.
    pub width: String,
    /// What is wrong with what was uploaded.
    pub fault: Option<Fault>,
    /// Why something was not done.
    pub refused: Option<Refusal>,
    /// The note that was typed, where it is too long.
    pub long_note: Option<String>,
    /// Whether something was just done.
    pub saved: bool,
}

/// The page.
pub fn page(context: &PageContext, shown: Shown) -> Page {
    let l = context.language();
    let status = match (&shown.fault, shown.refused) {
        (Some(Fault::Large), _) => 413,
        (Some(_), _) => 422,
        (None, Some(_)) => 409,
        (None, None) if shown.long_note.is_some() => 422,
        (None, None) => 200,
    };
    let title = match parts(&shown.code) {
        Some((code, purpose)) => {
            format!("{} · {}", service(l, code, &context.directory), purpose_words(l, purpose))
        }
        None => shown.code.clone(),
    };
    let heading = title.clone();
    let wrong = shown.preview.as_ref().map(|filling| unfinished(l, filling, &groups(filling)));
    let wrong = wrong.filter(|_| shown.told()).unwrap_or_default();
    let fault = status != 200 || !wrong.is_empty();
    Page::new(title, "", move || body(l, heading, shown, wrong))
        .below([(messages::office_title(l).to_owned(), forms_page::ADDRESS.to_owned())])
        .status(status)
        .unlisted(true)
        .fault(fault)
        .with_live()
}

impl Shown {
    /// Whether the preview tells what is wrong: whoever adds a turn, or asks for the places in another, is not done yet.
    fn told(&self) -> bool {
        self.posted.as_ref().is_some_and(|posted| posted.button().is_empty())
    }
}

fn groups(filling: &Filling) -> Vec<usize> {
    (0..filling.form().groups.len()).collect()
}

fn body(l: Language, heading: String, shown: Shown, wrong: Vec<(String, String)>) -> impl IntoView {
    let preview_told = shown.told();
    let Shown {
        staff,
        code,
        in_force,
        lines,
        draft,
        filled,
        preview,
        definition,
        draft_key,
        posted,
        width,
        fault,
        refused,
        long_note,
        saved,
    } = shown;
    let detail = fault.as_ref().and_then(|fault| match fault {
        Fault::Definition(UploadFault::Unreadable { told, .. }) => Some(told.clone()),
        _ => None,
    });
    let told: Vec<(String, String)> =
        fault.iter().flat_map(|fault| faults(l, fault)).map(|words| ("file".to_owned(), words)).collect();
    let long = long_note.as_ref().map(|_| ("note".to_owned(), messages::form_note_long(l, NOTE_CHARS_MAX)));
    let all: Vec<_> = told.iter().cloned().chain(long).chain(wrong).collect();
    let refused = refused.map(|refusal| match refusal {
        Refusal::AgainstARule => messages::upload_same(l),
        _ => messages::upload_not_now(l),
    });
    let reference = in_force.as_ref().is_some_and(|it| it.definition.reference);
    let restricted = in_force.as_ref().and_then(|it| it.definition.restricted.clone());
    let draft_view = draft
        .as_ref()
        .map(|(draft, made)| drafted(l, draft, made, in_force.as_ref(), filled, long_note.as_deref()));
    let basis = draft.as_ref().map_or(0, |(draft, _)| draft.number);
    let rows = lines
        .iter()
        .map(|line| {
            view! {
                <tr><th scope="row">{messages::office_version(l, line.number)}</th>
                    <td data-label=messages::form_made(l)>{line.made.clone()}</td>
                    <td data-label=messages::form_note(l)>{line.note.clone()}</td>
                    <td><a href=l.address(&file_address(&code, line.number)) download="">{messages::form_download(l)}</a></td></tr>
            }
        })
        .collect_view();
    let standard = preview.as_ref().and_then(|filling| standard(l, filling.form()));
    view! {
        <FaultList faults=all/>
        <OfficeLine staff/>
        <h1>{heading}</h1>
        <p>{reference.then(|| view! { <span class="badge">{messages::reference(l)}</span> })}" "
            {restricted.as_ref().map(|_| view! { <span class="badge badge--warning">{messages::restricted(l)}</span> })}</p>
        {restricted.map(|who| view! { <p class="notice">{who.read(l).to_owned()}</p> })}
        {saved.then(|| view! { <p class="notice notice--good" role="status">{messages::form_saved(l)}</p> })}
        {refused.map(|words| view! { <p class="notice notice--urgent" role="alert">{words}</p> })}
        {draft_view}
        {preview.zip(definition).map(|(filling, definition)| {
            let written = Written { filling: &filling, definition: &definition, posted: posted.as_ref(), told: preview_told };
            let number = in_force.as_ref().map(|version| version.number).filter(|_| draft.is_none());
            match width.as_str() {
                PRINT => printed(l, &code, &definition, number).into_any(),
                _ => previewed(l, &code, &written, &width, &draft_key).into_any(),
            }
        })}
        {standard}
        {upload(l, &code, basis, &told, detail)}
        <h2>{messages::form_versions(l)}</h2>
        <table class="table table--stack">
            <caption class="visually-hidden">{messages::form_versions(l)}</caption>
            <thead><tr><th scope="col">{messages::form_versions(l)}</th><th scope="col">{messages::form_made(l)}</th>
                <th scope="col">{messages::form_note(l)}</th><th scope="col">{messages::form_download(l)}</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

/// Everything that is wrong with an upload, in words.
fn faults(l: Language, fault: &Fault) -> Vec<String> {
    let kilobytes = FILE_BYTES_MAX / 1024;
    match fault {
        Fault::Nothing => vec![messages::upload_nothing(l).to_owned()],
        Fault::Large => vec![messages::upload_large(l, kilobytes)],
        Fault::NotText => vec![messages::upload_not_text(l).to_owned()],
        Fault::Definition(UploadFault::Unreadable { at, why, near, .. }) => {
            vec![author_words::unread(l, *at, why, near.as_deref())]
        }
        Fault::Definition(UploadFault::OtherForm(code)) => vec![messages::upload_other(l, code)],
        Fault::Definition(UploadFault::Urgent(name)) => vec![messages::upload_urgent(l, name)],
        Fault::Definition(UploadFault::Same) => vec![messages::upload_same(l).to_owned()],
        Fault::Definition(UploadFault::Wrong(_)) => Vec::new(),
        Fault::Wrong(wrong) => wrong.iter().map(|it| author_words::definition_fault(l, it)).collect(),
    }
}

fn upload(
    l: Language,
    code: &str,
    basis: i64,
    told: &[(String, String)],
    detail: Option<String>,
) -> impl IntoView + use<> {
    let wrong = !told.is_empty();
    let lines = told.iter().map(|(_, words)| view! { <strong class="field__error">{words.clone()}</strong> });
    let lines = lines.collect_view();
    let detail = detail.map(|told| {
        view! { <span class="field__hint">{messages::upload_reader(l)}<code lang="en">{told}</code></span> }
    });
    let described = if wrong { "file-hint file-fault" } else { "file-hint" };
    view! {
        <section class="panel section--tight no-print"><h2>{messages::form_upload(l)}</h2>
            <form class="form" method="post" enctype="multipart/form-data" action=l.address(&address(code)) novalidate>
                <input type="hidden" name="command" value=CommandId::fresh().to_string()/>
                <input type="hidden" name="basis" value=basis/>
                <p class="field" class:field--wrong=wrong>
                    <label class="field__label" for="file">{messages::form_file(l)}</label>
                    <span class="field__hint" id="file-hint">{messages::form_upload_hint(l, FILE_BYTES_MAX / 1024)}</span>
                    {wrong.then(|| view! { <span id="file-fault">{lines}{detail}</span> })}
                    <input class="field__control" type="file" id="file" name="file" accept=".toml,text/plain"
                        aria-invalid=wrong.then_some("true") aria-describedby=described/></p>
                <p><button class="button">{messages::form_send(l)}</button></p>
            </form></section>
    }
}

fn drafted(
    l: Language,
    draft: &Draft,
    made: &str,
    in_force: Option<&Version>,
    filled: help::Shown,
    long_note: Option<&str>,
) -> impl IntoView + use<> {
    let next = in_force.map_or(0, |version| version.number) + 1;
    let changes = in_force.map(|version| {
        let differences = compare(&version.definition, &draft.definition);
        view! {
            {lost(l, &losses(&version.definition, &draft.definition), filled)}
            <h3>{messages::form_changes(l, version.number)}</h3>
            {differing(l, &differences)}
        }
    });
    let act = |value: &'static str, words: String, primary: bool| {
        view! { <button class="button" class:button--primary=primary name="act" value=value>{words}</button> }
    };
    let note = Question {
        name: "note",
        label: messages::form_publish_note(l).to_owned(),
        value: long_note.unwrap_or_default().to_owned(),
        fault: long_note.map(|_| messages::form_note_long(l, NOTE_CHARS_MAX)),
        autocomplete: "off",
        ..Question::default()
    };
    view! {
        <section class="panel section--tight"><h2>{messages::form_draft_title(l)}</h2>
            <p class="soft">{messages::form_draft_lead(l, made)}</p>
            {changes}
            <form class="form" method="post" action=l.address(&format!("{}/decide", address(&draft.form))) novalidate>
                <input type="hidden" name="command" value=CommandId::fresh().to_string()/>
                <input type="hidden" name="basis" value=draft.number/>
                <TextField question=note/>
                <p class="row">{act("publish", messages::form_publish(l, next), true)}
                    {act("drop", messages::form_drop(l).to_owned(), false)}</p>
            </form></section>
    }
}

/// What would not come along, and how many it concerns.
fn lost(l: Language, losses: &[Loss], filled: help::Shown) -> Option<impl IntoView + use<>> {
    if losses.is_empty() {
        return None;
    }
    let count = match filled {
        help::Shown::Exact(0) => messages::losses_none(l).to_owned(),
        help::Shown::Exact(count) => messages::losses_count(l, count),
        help::Shown::Few | help::Shown::Hidden => messages::losses_few(l).to_owned(),
    };
    let lines = losses.iter().map(|loss| {
        let mended = author_words::loss_mended(loss).map(|lines| {
            view! { <p>{messages::losses_add(l)}</p><pre><code>{lines}</code></pre> }
        });
        view! { <li><p>{author_words::loss(l, loss)}</p>{mended}</li> }
    });
    Some(view! {
        <section class="notice notice--urgent"><h3>{messages::losses_title(l)}</h3>
            <p>{count}" "{messages::losses_lead(l)}</p><ul>{lines.collect_view()}</ul></section>
    })
}

fn differing(l: Language, differences: &Differences) -> impl IntoView + use<> {
    let line = |difference: &Difference| {
        let part = author_words::part(l, difference.part).unwrap_or(difference.part);
        let told = |text: &Option<String>| text.clone().unwrap_or_else(|| "--".to_owned());
        view! {
            <tr><th scope="row">{part}</th><td><del>{told(&difference.before)}</del></td><td><ins>{told(&difference.after)}</ins></td></tr>
        }
    };
    let table = |differences: &[Difference]| {
        let rows = differences.iter().map(line).collect_view();
        view! { <table class="table table--stack"><tbody>{rows}</tbody></table> }
    };
    let form = (!differences.form.is_empty()).then(|| table(&differences.form));
    let parts = differences
        .parts
        .iter()
        .map(|part| {
            let (fate, changes) = match &part.fate {
                Fate::Added => (messages::added(l), None),
                Fate::Removed => (messages::removed(l), None),
                Fate::Changed(changes) => (messages::changed(l), Some(table(changes))),
            };
            let was = part.was.as_ref().map(|was| format!("{was} → "));
            view! {
                <li><p><span class="badge">{fate}</span>" "<b>{part.label.read(l).to_owned()}</b>" "
                    <span class="soft small">{was}{part.name.clone()}</span></p>{changes}</li>
            }
        })
        .collect_view();
    view! { {form}<ul class="plain">{parts}</ul> }
}

/// What is previewed.
struct Written<'a> {
    filling: &'a Filling,
    definition: &'a Definition,
    posted: Option<&'a Posted>,
    told: bool,
}

/// The whole form with all its groups, as they follow from what was filled in.
fn previewed(
    l: Language,
    code: &str,
    written: &Written<'_>,
    width: &str,
    draft: &DraftKey,
) -> impl IntoView + use<> {
    let directory = directory();
    let Written { filling, definition, posted, told } = *written;
    let form = filling.form().clone();
    // Nothing is kept of what is chosen here, as of what is typed.
    let photos = Photos { address: &|_, _| String::new(), faults: &[] };
    let sheet = Sheet { filling, posted, told, areas: &directory.areas, photos: Some(&photos) };
    let lead = form.lead.as_ref().map(|lead| view! { <p class="lead">{lead.read(l).to_owned()}</p> });
    let all = groups(filling);
    let parts = live_parts(l, &sheet, definition, &all, Some(draft));
    let groups = all.into_iter().map(|group| section(l, &sheet, group, 3)).collect_view();
    let action = l.address(&format!("{}/preview?width={width}#preview", address(code)));
    view! {
        <section class="section--tight" id="preview"><h2>{messages::form_preview(l)}</h2>
            <p class="soft no-print">{messages::form_preview_lead(l)}</p>
            {widths(l, code, width)}
            <form class=format!("form preview preview--{width}") method="post" action=action novalidate>
                {parts}
                <h2>{form.title.read(l).to_owned()}</h2>{lead}
                {groups}
                <p class="no-print"><button class="button button--primary">{messages::form_look(l)}</button></p>
            </form></section>
    }
}

/// How it may be looked at.
fn widths(l: Language, code: &str, width: &str) -> impl IntoView + use<> {
    let widths = WIDTHS.map(|word| {
        let words = match word {
            "phone" => messages::form_as_phone(l),
            "tablet" => messages::form_as_tablet(l),
            PRINT => messages::form_as_print(l),
            _ => messages::form_as_desk(l),
        };
        let here = (width == word).then_some("true");
        let href = l.address(&format!("{}?width={word}#preview", address(code)));
        view! { <li><a class="chip" href=href aria-current=here>{words}</a></li> }
    });
    view! { <ul class="chips no-print" aria-label=messages::form_preview_as(l)>{widths.collect_view()}</ul> }
}

/// The form on paper; `version` is none for a draft.
fn printed(l: Language, code: &str, definition: &Definition, version: Option<u32>) -> impl IntoView + use<> {
    let href = if version.is_some() { paper_page::address(code) } else { paper_page::draft_address(code) };
    view! {
        <section class="section--tight" id="preview"><h2>{messages::form_preview(l)}</h2>
            <p class="soft no-print">{messages::form_preview_paper(l)}</p>
            {widths(l, code, PRINT)}
            <p class="no-print"><a class="button button--small" href=l.address(&href)>{messages::form_print_preview(l)}</a></p>
            <div class="preview">{paper::view(l, definition, version)}</div></section>
    }
}

fn standard(l: Language, form: &Form) -> Option<impl IntoView + use<>> {
    let standard = form.standard.as_ref()?;
    let steps = standard
        .steps
        .iter()
        .map(|step| {
            let required = step
                .required
                .then(|| view! { " "<span class="badge">{messages::form_step_required(l)}</span> });
            view! { <li>{step.title.read(l).to_owned()}{required}</li> }
        })
        .collect_view();
    Some(view! {
        <section class="section--tight"><h2>{messages::form_standard(l)}</h2>
            <p>{standard.text.read(l).to_owned()}</p><p class="soft">{standard.frequency.read(l).to_owned()}</p>
            <ol>{steps}</ol></section>
    })
}

/// The width that an address asks for.
pub fn width(asked: &str) -> &'static str {
    WIDTHS.into_iter().find(|word| *word == asked).unwrap_or("phone")
}
