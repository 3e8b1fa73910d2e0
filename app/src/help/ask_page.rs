//! `/help/{page}`: one question, or a tight group of them, of a call for help; at the end `/help/check`, where everything
//! is looked at once more.

use leptos::prelude::*;

use super::{
    messages, service_page,
    start_page::{self, emergency, emergency_line},
    walk::{Ask, Walk, title},
    words,
};
use crate::{
    areas::model::Areas,
    forms::{
        fields::{DraftKey, Posted, Sheet, faults, live_parts, questions},
        model::Definition,
        reading::{Read, answered},
    },
    ids::PhotoId,
    language::Language,
    photos::model::PhotoFault,
    reader::directory,
    services::messages as services,
    shell::{Page, PageContext},
    ui::FaultList,
};

/// The address of the last page.
pub const CHECK: &str = "/help/check";

/// Names of what a page sends beside its questions, whose names have no dot.
pub const PAGE: &str = "help.page";
/// That one came from the last page, and goes back there.
pub const FROM_CHECK: &str = "help.check";
/// That no script shows what follows from an answer as soon as it is given.
pub const PLAIN: &str = "help.plain";
/// The file of a photo.
pub const FILE: &str = "file";
/// The question that people do not see.
pub const UNSEEN: &str = "website";

/// The address of a page, by its number from 1.
pub fn address(number: usize) -> String {
    format!("{}/{number}", start_page::ADDRESS)
}

/// Whether this is the address of a page, to which a photo may be sent.
pub fn is_address(path: &str) -> bool {
    let number = path.strip_prefix(start_page::ADDRESS).and_then(|rest| rest.strip_prefix('/'));
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// What the page shows.
pub struct Asking {
    /// Everything that was said so far.
    pub walk: Walk,
    /// Code of the service; nothing chosen where that was not asked.
    pub service: Option<String>,
    /// The number of the page, from 1.
    pub number: usize,
    /// Whether one came from the last page.
    pub from_check: bool,
    /// What was just sent, where it has to be put right.
    pub posted: Option<Posted>,
    /// Whether what is wrong is told.
    pub told: bool,
    /// Photos that came along.
    pub photos: Vec<PhotoId>,
    /// Why one was not taken.
    pub photo_fault: Option<PhotoFault>,
    /// Whether it is too much.
    pub too_much: bool,
    /// What the page's form was made of.
    pub definition: Option<Definition>,
    /// Under which key the browser keeps what is typed and not sent yet.
    pub draft: Option<DraftKey>,
}

/// The page. There is one of this number.
pub fn page(context: &PageContext, ask: Ask, asking: Asking) -> Page {
    let l = context.language();
    let told = asking.told && asking.posted.as_ref().is_some_and(|posted| posted.button().is_empty());
    let mut lines = match told {
        true => faults(l, asking.walk.filling(ask.part), &[ask.group]),
        false => Vec::new(),
    };
    let most = asking.walk.photos_max();
    lines.extend(asking.photo_fault.map(|fault| (FILE.to_owned(), words::photo_fault(l, fault, most))));
    lines.extend(asking.too_much.then(|| (PAGE.to_owned(), messages::too_much(l).to_owned())));
    let wrong = !lines.is_empty();
    let sensitive = words::is_sensitive(asking.service.as_deref(), &context.directory);
    let heading = title(l, &asking.walk, ask);
    // Of a page one may need to hide, tabs and history tell no more than its code.
    let page_title = match (&asking.service, sensitive) {
        (Some(code), true) => services::neutral_title(l, code),
        _ => heading.clone(),
    };
    Page::new(page_title, "", move || body(l, ask, asking, heading, lines, told))
        .below([(messages::title(l).to_owned(), start_page::ADDRESS.to_owned())])
        .unlisted(true)
        .sensitive(sensitive)
        .with_live()
        .status(if wrong { 422 } else { 200 })
        .fault(wrong)
}

fn body(
    l: Language,
    ask: Ask,
    asking: Asking,
    heading: String,
    lines: Vec<(String, String)>,
    told: bool,
) -> impl IntoView {
    let directory = directory();
    let Asking { walk, service, number, from_check, posted, photos, photo_fault, definition, draft, .. } =
        asking;
    let sensitive = words::is_sensitive(service.as_deref(), &directory);
    let pages = walk.pages().len();
    let back = match (from_check, number) {
        (true, _) => CHECK.to_owned(),
        (false, 1) => service_page::ADDRESS.to_owned(),
        (false, number) => address(number - 1),
    };
    let urgent = match walk.pressed_on(sensitive) {
        // Whole on the page on which it was said and on the next; it need not cover the rest of the way.
        Some(on) if number <= on + 1 => Some(emergency(l).into_any()),
        Some(_) => Some(emergency_line(l).into_any()),
        None => walk.asks_danger(ask).then(|| emergency_line(l).into_any()),
    };
    let key = walk.key(ask);
    let hidden = view! {
        <input type="hidden" name=PAGE value=key/>
        {from_check.then(|| view! { <input type="hidden" name=FROM_CHECK value="1"/> })}
    }
    .into_any();
    let action = l.address(&address(number));
    let filling = walk.filling(ask.part);
    let hint = filling.form().groups.get(ask.group).and_then(|group| group.hint.as_ref());
    let hint = hint.map(|hint| view! { <p class="soft">{hint.read(l).to_owned()}</p> });
    let form = if walk.asks_photos(ask) {
        photo_form(l, hidden, action, &photos, walk.photos_max(), photo_fault).into_any()
    } else {
        let sheet = Sheet { filling, posted: posted.as_ref(), told, areas: &directory.areas, photos: None };
        let asked = questions(l, &sheet, ask.group);
        let live =
            definition.map(|definition| live_parts(l, &sheet, &definition, &[ask.group], draft.as_ref()));
        view! {
            <form class="form" method="post" action=action novalidate>
                {live}
                {hidden}
                <noscript><input type="hidden" name=PLAIN value="1"/></noscript>
                {hint}
                {asked}
                <p><button class="button button--primary button--large">{messages::go_on(l)}</button></p>
            </form>
        }
        .into_any()
    };
    // Of what one may need to hide, it stands on the first page alone.
    let about = service.filter(|code| !code.is_empty() && (!sensitive || number == 1));
    let about = about.map(|code| words::question(l, &code, &directory));
    view! {
        <p><a href=l.address(&back)>{messages::back(l)}</a></p>
        <FaultList faults=lines/>
        {urgent}
        <p class="soft small">{messages::progress(l, number, pages)}{about.map(|about| format!(" · {about}"))}</p>
        <h1 id=PAGE tabindex="-1">{heading}</h1>
        {form}
    }
}

fn photo_form(
    l: Language,
    hidden: AnyView,
    action: String,
    photos: &[PhotoId],
    most: usize,
    fault: Option<PhotoFault>,
) -> impl IntoView + use<> {
    let kept = photos
        .iter()
        .zip(1..)
        .map(|(id, number)| {
            view! {
                <li>{messages::photo_kept(l, number)}" "
                    <button class="button button--small" name="act" value=format!("drop.{id}")>{messages::photo_drop(l, number)}</button></li>
            }
        })
        .collect_view();
    let wrong = fault.is_some();
    let fault = fault.map(|fault| {
        view! { <strong class="field__error" id="file-fault">{words::photo_fault(l, fault, most)}</strong> }
    });
    let more = (photos.len() < most).then(|| {
        let described = if wrong { "file-hint file-fault" } else { "file-hint" };
        view! {
            <p class="field" class:field--wrong=wrong><label class="field__label" for=FILE>{messages::photo_question(l)}</label>
                <span class="field__hint" id="file-hint">{messages::photo_hint(l, most)}</span>
                {fault}
                <input class="field__control" id=FILE name=FILE type="file" accept="image/jpeg,image/png,image/webp"
                    aria-invalid=wrong.then_some("true") aria-describedby=described/></p>
            <p><button class="button" name="act" value="add">{messages::photo_add(l)}</button></p>
        }
    });
    view! {
        <form class="form" method="post" enctype="multipart/form-data" action=action novalidate>
            {hidden}
            <button class="visually-hidden" tabindex="-1" aria-hidden="true">{messages::go_on(l)}</button>
            {(!photos.is_empty()).then(|| view! { <ul class="plain">{kept}</ul> })}
            {more}
            <p><button class="button button--primary button--large">{messages::go_on(l)}</button></p>
        </form>
    }
}

/// Why a call was not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotSent {
    /// A page is not done, by its number; 0 is the choice of the service.
    Unfinished(usize),
    /// Its id was used for something else.
    Again,
    /// Far too many came from there.
    TooMany,
}

/// What was said on a page, question by question.
fn lines_of(l: Language, walk: &Walk, ask: Ask, photos: usize, areas: &Areas) -> Vec<(String, Read)> {
    match walk.asks_photos(ask) {
        true if photos == 0 => Vec::new(),
        true => vec![(String::new(), Read::Words(messages::photos_along(l, photos)))],
        false => answered(l, walk.filling(ask.part), ask.group, areas, None),
    }
}

/// Whether nothing was said on a page, and nothing has to be.
fn is_left_out(walk: &Walk, ask: Ask, photos: usize, areas: &Areas) -> bool {
    lines_of(Language::Zh, walk, ask, photos, areas).is_empty() && walk.faults(ask).is_empty()
}

/// The last page: everything that was said, and the button that sends it.
pub fn check_page(
    context: &PageContext,
    walk: Walk,
    service: Option<String>,
    photos: usize,
    not_sent: Option<NotSent>,
) -> Page {
    let l = context.language();
    let sensitive = words::is_sensitive(service.as_deref(), &context.directory);
    let title = match (&service, sensitive) {
        (Some(code), true) => services::neutral_title(l, code),
        _ => messages::check_title(l).to_owned(),
    };
    let wrong = not_sent.is_some();
    let status = match not_sent {
        None => 200,
        Some(NotSent::TooMany) => 429,
        Some(_) => 422,
    };
    Page::new(title, "", move || {
        let directory = directory();
        let line = crate::reader::site().line.clone();
        let told: Vec<_> = not_sent
            .map(|fault| match fault {
                NotSent::Unfinished(page) => (format!("page-{page}"), messages::check_unfinished(l).to_owned()),
                NotSent::Again => ("send".to_owned(), messages::check_again(l).to_owned()),
                NotSent::TooMany => ("send".to_owned(), messages::check_too_many(l, &line)),
            })
            .into_iter()
            .collect();
        let change = |page: usize, href: String, about: String| {
            view! { <a id=format!("page-{page}") href=href>{messages::check_change(l)}<span class="visually-hidden">{format!(" · {about}")}</span></a> }
        };
        let about = service.as_deref().map(|code| words::question(l, code, &directory)).unwrap_or_default();
        let first = view! {
            <section class="panel section--tight"><h2>{messages::service_title(l)}</h2><p>{about.clone()}</p>
                <p>{change(0, l.address(service_page::ADDRESS), messages::service_title(l).to_owned())}</p></section>
        };
        // What was left out and may be takes a line each at the end, not a card each among what was said.
        let (left_out, said): (Vec<_>, Vec<_>) = walk
            .pages()
            .into_iter()
            .zip(1..)
            .partition(|(ask, _)| is_left_out(&walk, *ask, photos, &directory.areas));
        let left_out = (!left_out.is_empty()).then(|| {
            let lines = left_out.iter().map(|(ask, number)| {
                let heading = super::walk::title(l, &walk, *ask);
                let href = format!("{}?check=1", l.address(&address(*number)));
                view! { <li>{heading.clone()}" "{change(*number, href, heading)}</li> }
            });
            view! {
                <details class="fold section--tight"><summary>{messages::check_left_out(l, left_out.len())}</summary>
                    <ul class="plain">{lines.collect_view()}</ul></details>
            }
        });
        let parts = said
            .into_iter()
            .map(|(ask, number)| {
                let heading = super::walk::title(l, &walk, ask);
                let lines = lines_of(l, &walk, ask, photos, &directory.areas);
                let told = match lines.is_empty() {
                    true => view! { <p class="soft">{messages::check_nothing(l)}</p> }.into_any(),
                    false => {
                        let lines = lines.into_iter().map(|(label, text)| {
                            // A page of one question is called as it asks.
                            let label = Some(label).filter(|it| !it.is_empty() && *it != heading);
                            view! { <div>{label.map(|label| view! { <dt>{label}</dt> })}<dd class="kept">{text}</dd></div> }
                        });
                        view! { <dl class="facts facts--wide">{lines.collect_view()}</dl> }.into_any()
                    }
                };
                let href = format!("{}?check=1", l.address(&address(number)));
                view! {
                    <section class="panel section--tight"><h2>{heading.clone()}</h2>{told}
                        <p>{change(number, href, heading)}</p></section>
                }
            })
            .collect_view();
        let urgent = walk.pressed_on(sensitive).map(|_| emergency_line(l));
        let last = walk.pages().len();
        view! {
            <p><a href=l.address(&address(last))>{messages::back(l)}</a></p>
            <FaultList faults=told/>
            {urgent}
            <h1>{messages::check_title(l)}</h1>
            {first}
            {parts}
            {left_out}
            <section class="notice"><h2>{messages::consent_title(l)}</h2><p>{messages::consent(l)}</p></section>
            <form id="send" class="form" tabindex="-1" method="post" action=l.address(CHECK)>
                <p class="visually-hidden" aria-hidden="true"><label for=UNSEEN>{messages::unseen(l)}</label>
                    <input id=UNSEEN name=UNSEEN tabindex="-1" autocomplete="off"/></p>
                <p><button class="button button--primary button--large">{messages::send(l)}</button></p>
            </form>
            <form method="post" action=l.address(start_page::FORGET)><p><button class="button button--quiet">{messages::forget(l)}</button></p></form>
        }
    })
    .below([(messages::title(l).to_owned(), start_page::ADDRESS.to_owned())])
    .unlisted(true)
    .sensitive(sensitive)
    .status(status)
    .fault(wrong)
}
